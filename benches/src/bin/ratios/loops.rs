//! The hand-written loops alone, with bytes of a stated size: how much the schema is worth.

use std::path::Path;

use oms_benches::measure::{Contender, Result, Spent, Stopwatch, Table, grouped, interleave};
use oms_benches::reference::{Batch, Checkpoints, Keys, Lean, Naive, Sizes, Synthetic};
use oms_benches::workload::Workload;

const ROUNDS: usize = 5;
/// Batch size and how many batches a round has.
const CELLS: &[(usize, usize)] = &[(1, 2_000), (8, 600), (64, 200), (512, 40), (4_096, 8)];
const PLENTY: i64 = 1_000_000_000;

/// Lean against naive at every batch size.
pub(super) fn compare(directory: &Path) -> Result<()> {
    println!("\nHand-written loops, 778 + 400 bytes an order, durable\n");
    let mut table =
        Table::new(&["batch", "lean orders/s", "lean cpu us", "lean inline orders/s", "naive orders/s", "naive cpu us", "lean / naive"]);
    for &(batch_size, batches) in CELLS {
        let file = |name: &str| directory.join(format!("{name}-{batch_size}"));
        let mut lean = Lean::create(&file("lean"), Keys::Fewest, Checkpoints::Thread, PLENTY)?;
        let inline = Checkpoints::Inline { pages: 8_000 };
        let mut lean_inline = Lean::create(&file("inline"), Keys::Fewest, inline, PLENTY)?;
        let mut naive = Naive::create(&file("naive"), PLENTY)?;
        let rounds = interleave(
            ROUNDS,
            &mut [
                contender("lean", batch_size, batches, |batch| Ok(lean.commit(batch)?)),
                contender("inline", batch_size, batches, |batch| Ok(lean_inline.commit(batch)?)),
                contender("naive", batch_size, batches, |batch| Ok(naive.commit(batch)?)),
            ],
        )?;
        let [lean, lean_inline, naive] = rounds.as_slice() else {
            return Err("three contenders give three results".into());
        };
        table.row(&[
            batch_size.to_string(),
            grouped(lean.orders_per_second()),
            format!("{:.1}", lean.cpu_micros_per_order()),
            grouped(lean_inline.orders_per_second()),
            grouped(naive.orders_per_second()),
            format!("{:.1}", naive.cpu_micros_per_order()),
            format!("{:.2}", lean.speed_relative_to(naive)),
        ]);
    }
    println!("{table}");
    Ok(())
}

/// A loop that writes the same synthetic batches as its neighbours; only the commits are timed.
fn contender<'a>(name: &str, batch_size: usize, batches: usize, mut commit: impl FnMut(&Batch) -> Result<()> + 'a) -> Contender<'a> {
    let mut workload = Workload::new(1);
    let mut synthetic = Synthetic::new(Sizes::STUDY);
    Contender::new(name, move || {
        let prepared: Vec<Batch> = (0..batches).map(|_| synthetic.batch(&workload.take_orders(batch_size))).collect();
        let mut spent = Spent::default();
        for batch in &prepared {
            let stopwatch = Stopwatch::start();
            commit(batch)?;
            spent += stopwatch.spent();
        }
        Ok((batches * batch_size, spent))
    })
}
