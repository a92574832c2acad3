//! How much work the solver needs: steps of the search on seeded problems, which are the same on every machine. A change that makes it need
//! a twentieth more than is written here is refused; one that makes it need less writes its figures here.

use oms_core::sourcing::{Scratch, Solution};

use crate::instances::{Queue, Shop, Single};

/// How many problems of a kind are solved.
const SEEDS: u64 = 60;

/// Lines, locations, and the steps that all problems of the kind need together.
const SINGLE: [(Shop, usize, usize, u64); 6] = [
    (Shop::Mixed, 5, 100, 20),
    (Shop::Mixed, 10, 100, 473),
    (Shop::Mixed, 10, 500, 643),
    (Shop::Thin, 5, 100, 222),
    (Shop::Thin, 10, 60, 2_308),
    (Shop::Thin, 10, 100, 2_848),
];

/// Orders, locations, SKUs, and the steps that backlogs of the kind need together.
const BACKLOGS: [(usize, usize, usize, u64); 2] = [(12, 6, 8, 5_798), (60, 10, 30, 257_365)];

/// How many backlogs of a kind are solved.
const BACKLOG_SEEDS: u64 = 6;

/// More steps than any of them needs.
const ENOUGH: u32 = 1_000_000;

/// Refuses growth by more than a twentieth, and a figure that has become far too large.
fn check(kind: &str, steps: u64, known: u64) -> Option<String> {
    println!("{kind}: {steps} steps, {known} known");
    let most = known + known / 20;
    (steps > most || steps + steps / 4 < known).then(|| format!("{kind}: {steps} steps instead of {known}"))
}

#[test]
fn single_orders_need_no_more_steps_than_they_did() {
    let (mut scratch, mut found) = (Scratch::default(), Solution::default());
    let grown = SINGLE.into_iter().filter_map(|(shop, lines, locations, known)| {
        let steps = (0..SEEDS).map(|seed| {
            let order = Single::new(shop, lines, locations, seed);
            scratch.solve(&order.problem(), ENOUGH, &mut found).expect("within bounds");
            assert!(found.proven, "{shop:?} {lines} x {locations}, seed {seed}");
            u64::from(found.steps)
        });
        check(&format!("{shop:?} {lines} x {locations}"), steps.sum(), known)
    });
    assert_eq!(grown.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn backlogs_need_no_more_steps_than_they_did() {
    let grown = BACKLOGS.into_iter().filter_map(|(orders, locations, skus, known)| {
        let steps = (0..BACKLOG_SEEDS).map(|seed| {
            let queue = Queue::new(orders, locations, skus, 110, 30, seed);
            queue.with(|backlog| backlog.solve(200_000).expect("within bounds").steps)
        });
        check(&format!("{orders} orders x {locations}"), steps.sum(), known)
    });
    assert_eq!(grown.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_thousand_orders_are_as_near_to_what_is_proven_as_they_were() {
    Queue::new(1_000, 20, 400, 110, 30, 1).with(|backlog| {
        let found = backlog.solve(220_000).expect("within bounds");
        println!("1000 orders x 20: {} at least {}, {} steps", found.cost, found.bound, found.steps);
        assert!((found.cost - found.bound) * 1_000 <= 10 * found.bound, "more than a hundredth above: {} {}", found.cost, found.bound);
    });
}
