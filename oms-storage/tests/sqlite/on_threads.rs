//! Backlogs on several threads, which need no storage and have a place here.
#![allow(clippy::expect_used, reason = "a test may stop")]

use oms_core::sourcing::Backlog;
use oms_storage::solve_on_threads;

#[path = "../../../oms-core/tests/instances/mod.rs"]
mod instances;

#[test]
fn any_number_of_threads_gives_the_same_plans() {
    let kinds = [(60, 8, 100, 20_000), (700, 12, 100, 60_000), (600, 10, 20, 50_000), (2_600, 12, 100, 90_000)];
    for (orders, locations, room, steps) in kinds {
        let queue = instances::Queue::new(orders, locations, orders / 3, 112, 35, 7).with_rooms(room);
        queue.with(|backlog| {
            let alone = backlog.solve(steps).expect("within bounds");
            for threads in [1, 2, 3, 8] {
                let together = solve_on_threads(backlog, steps, threads).expect("within bounds");
                assert_eq!(together, alone, "{orders} orders on {threads} threads");
            }
        });
    }
}

#[test]
fn no_orders_need_no_threads() {
    let nothing = Backlog { locations: 0, stock: &[], rooms: &[], orders: &[] };
    assert_eq!(solve_on_threads(&nothing, 10, 0), nothing.solve(10));
}
