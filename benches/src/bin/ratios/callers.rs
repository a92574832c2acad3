//! Many threads that each send one order after the other, against one thread that does.

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

use oms_benches::measure::{Contender, Result, Rounds, Spent, Stopwatch, Table, grouped, interleave};
use oms_benches::shop;
use oms_benches::workload::Workload;
use oms_core::{Envelope, Outcome, Storage};
use oms_storage::{SharedEngine, SqliteStorage};

const ROUNDS: usize = 5;
const CALLERS: &[usize] = &[1, 4, 16, 64];
/// Orders of a round, a caller and in all.
const ORDERS: usize = 4_096;

/// Single orders on one file, by one caller and by more.
pub(super) fn compare(directory: &Path) -> Result<()> {
    println!("\nCallers that send single orders to one SQLite file, synchronous FULL, medians of {ROUNDS} interleaved rounds\n");
    let files = Cell::new(0);
    let files = &files;
    let mut contenders: Vec<Contender<'_>> = CALLERS
        .iter()
        .map(|callers| {
            let work = move || {
                files.set(files.get() + 1);
                let storage = SqliteStorage::open(directory.join(format!("{}.sqlite", files.get())))?;
                sell(SharedEngine::new(storage), *callers)
            };
            Contender::new(format!("{callers} callers"), work)
        })
        .collect();
    let rounds = interleave(ROUNDS, &mut contenders)?;
    let Some(alone) = rounds.first() else { return Err("no caller gives no result".into()) };
    let mut table = Table::new(&["callers", "orders/s", "/ one caller", "cpu us an order"]);
    for (callers, found) in CALLERS.iter().zip(&rounds) {
        table.row(&row(*callers, found, alone));
    }
    println!("{table}");
    Ok(())
}

fn row(callers: usize, found: &Rounds, alone: &Rounds) -> [String; 4] {
    [
        callers.to_string(),
        grouped(found.orders_per_second()),
        format!("{:.2}", found.speed_relative_to(alone)),
        format!("{:.1}", found.cpu_micros_per_order()),
    ]
}

/// Orders are made before the clock starts.
fn sell<S: Storage + Send>(oms: SharedEngine<S>, callers: usize) -> Result<(usize, Spent)>
where
    S::Error: Send + Sync,
{
    oms.with(|engine| shop::open(engine))?;
    let orders: Vec<Arc<Envelope>> = shop::captures(&Workload::new(1).take_orders(ORDERS))?;
    let stopwatch = Stopwatch::start();
    let applied: usize = std::thread::scope(|scope| {
        let sellers: Vec<_> = (0..callers)
            .map(|caller| {
                let (oms, orders) = (&oms, &orders);
                let one = move |order: &Arc<Envelope>| matches!(oms.submit(Arc::clone(order)), Ok(Outcome::Applied { .. }));
                scope.spawn(move || orders.iter().skip(caller).step_by(callers).filter(|order| one(order)).count())
            })
            .collect();
        sellers.into_iter().map(|seller| seller.join().unwrap_or_default()).sum()
    });
    let spent = stopwatch.spent();
    if applied == ORDERS { Ok((ORDERS, spent)) } else { Err(format!("{applied} of {ORDERS} orders were taken").into()) }
}
