//! One order: exact, and honest when it was not allowed to be.

use oms_core::sourcing::{Scratch, Solution};

use crate::brute::{Sets, cheapest};
use crate::instances::{Shop, Single};

#[test]
fn odd_orders_are_solved_exactly() {
    let (mut scratch, mut found) = (Scratch::default(), Solution::default());
    for seed in 0..6_000 {
        let order = Single::odd(seed);
        let problem = order.problem();
        scratch.solve(&problem, 100_000, &mut found).expect("within bounds");
        let best = cheapest(&problem);
        assert_eq!((found.cost, found.bound, found.proven), (best, best, true), "seed {seed}: {order:?}");
        assert_eq!(problem.cost_of(&found.ship), Some(best), "seed {seed}: the plan costs what was said");
    }
}

#[test]
fn orders_of_shops_are_solved_exactly() {
    for seed in 0..150 {
        for (shop, lines) in [(Shop::Mixed, 3), (Shop::Mixed, 6), (Shop::Mixed, 10), (Shop::Thin, 4), (Shop::Thin, 7), (Shop::Thin, 10)] {
            let mut order = Single::new(shop, lines, 11, seed);
            if seed % 3 == 0 {
                order.shipments_max = 1 + usize::try_from(seed % 4).expect("few");
            }
            let problem = order.problem();
            let found = problem.solve(100_000).expect("within bounds");
            let best = cheapest(&problem);
            assert_eq!((found.cost, found.proven), (best, true), "seed {seed}, {lines} lines of {shop:?}");
            assert_eq!(problem.cost_of(&found.ship), Some(best));
        }
    }
}

#[test]
fn insisting_on_a_location_costs_exactly_what_the_best_plan_with_it_costs() {
    let (mut scratch, mut found) = (Scratch::default(), Solution::default());
    for seed in 0..400 {
        let order = Single::odd(seed);
        let problem = order.problem();
        let sets = Sets::of(&problem);
        for location in (0..order.fixed.len()).filter(|_| order.shipments_max > 0) {
            scratch.solve_with(&problem, location, 100_000, &mut found).expect("within bounds");
            let best = sets.cheapest(|set| set & (1 << location) != 0);
            assert_eq!((found.cost, found.proven), (best, true), "seed {seed}, location {location}: {order:?}");
        }
    }
}

#[test]
fn when_the_steps_are_used_up_the_bound_still_holds() {
    let mut unproven = 0;
    for seed in 0..400 {
        let order = Single::new(Shop::Thin, 10, 60, seed);
        let problem = order.problem();
        let best = problem.solve(100_000).expect("within bounds");
        assert!(best.proven);
        for steps_max in [0, 1, 2, 5] {
            let found = problem.solve(steps_max).expect("within bounds");
            assert!(found.steps <= steps_max);
            assert!(found.bound <= best.cost && best.cost <= found.cost, "seed {seed}: {found:?} around {}", best.cost);
            assert_eq!(found.proven, found.bound == found.cost);
            assert_eq!(problem.cost_of(&found.ship), Some(found.cost));
            unproven += u32::from(!found.proven);
        }
    }
    assert!(unproven > 100, "the steps are too many to test anything: {unproven}");
}

#[test]
fn orders_of_more_than_sixty_four_lines_are_solved() {
    for seed in 0..12 {
        let order = Single::new(if seed % 2 == 0 { Shop::Mixed } else { Shop::Thin }, 70 + usize::try_from(seed).expect("few"), 9, seed);
        let problem = order.problem();
        let found = problem.solve(100_000).expect("within bounds");
        assert_eq!((found.cost, found.proven), (cheapest(&problem), true), "seed {seed}");
    }
}

#[test]
fn weights_make_rankings() {
    // The fewest parcels, then the least sum of priorities, then the least distance: each weight is above all sums of the next.
    let (parcel, priority) = (1_i64 << 44, 1_i64 << 26);
    for seed in 0..300 {
        let mut order = Single::new(Shop::Thin, 5, 10, seed);
        order.unit_costs.fill(0);
        let distances: Vec<i64> = order.fixed.iter().map(|fixed| fixed * 700).collect();
        for (location, distance) in distances.iter().enumerate() {
            order.fixed[location] = parcel + priority * i64::try_from(location % 3).expect("few") + distance;
        }
        for line in &mut order.lines {
            line.short_penalty = 1 << 47;
        }
        let problem = order.problem();
        let found = problem.solve(100_000).expect("within bounds");
        assert_eq!((found.cost, found.proven), (cheapest(&problem), true), "seed {seed}");
    }
}
