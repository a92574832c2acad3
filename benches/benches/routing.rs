//! Sourcing: the cheapest plan for one order, over many orders of a kind, and for a backlog.
//!
//! `cargo bench -p oms-benches --bench routing`. Times over all orders of a kind, with their tails: `ratios routing`.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use oms_core::sourcing::{Scratch, Solution};

#[path = "../../oms-core/tests/instances/mod.rs"]
mod instances;

use instances::{Queue, Shop, Single};

const ORDERS: u64 = 200;
const NODES: u32 = 200_000;

fn routing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("routing");
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    for (shop, lines, locations) in [(Shop::Mixed, 3, 20), (Shop::Mixed, 10, 100), (Shop::Mixed, 10, 500), (Shop::Thin, 10, 100)] {
        let orders: Vec<Single> = (0..ORDERS).map(|seed| Single::new(shop, lines, locations, seed)).collect();
        let (mut scratch, mut solution) = (Scratch::default(), Solution::default());
        group.throughput(Throughput::Elements(ORDERS));
        group.bench_function(format!("{shop:?} {lines}x{locations}").to_lowercase(), |bencher| {
            bencher.iter(|| {
                orders.iter().fold(0, |sum, order| {
                    scratch.solve(&order.problem(), NODES, &mut solution).expect("within bounds");
                    sum + black_box(solution.cost)
                })
            });
        });
    }
    let queue = Queue::new(200, 15, 100, 110, 30, 1);
    group.throughput(Throughput::Elements(200));
    group.bench_function("backlog 200x15", |bencher| {
        queue.with(|backlog| bencher.iter(|| black_box(backlog.solve(60_000)).expect("within bounds").cost));
    });
    group.finish();
}

criterion_group!(benches, routing);
criterion_main!(benches);
