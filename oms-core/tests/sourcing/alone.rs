//! An order alone in a backlog has the stock for itself: its plan costs what it costs when it is solved by itself.

use oms_core::sourcing::{Backlog, Claim, Line, Load, Problem, Scratch, Solution, Waiting};

use crate::instances::Dice;

/// An order with its tables.
struct Owned {
    fixed: Vec<i64>,
    claims: Vec<Claim>,
    lines: Vec<Line>,
    stock: Vec<i32>,
    unit_costs: Vec<i64>,
    shipments_max: usize,
}

/// Small numbers, so that costs are often equal, stock is scarce and penalties are worth paying; some units earn money.
fn random(seed: u64, lines_max: i64, locations_max: i64, quantity_max: i64) -> Owned {
    let mut dice = Dice::new(seed);
    let mut below = |most: i64| dice.below(most);
    let few = |number: i64| usize::try_from(number).expect("few");
    let (lines, locations) = (few(1 + below(lines_max)), few(1 + below(locations_max)));
    let (penalty, step) = ([3, 40, 1_000][few(below(3))], 1 + below(30));
    let wanted: Vec<Line> = (0..lines)
        .map(|_| Line { quantity: i32::try_from(below(quantity_max + 1)).expect("few"), short_penalty: below(penalty) })
        .collect();
    Owned {
        fixed: (0..locations).map(|_| below(5) * step).collect(),
        claims: (0..).zip(&wanted).map(|(sku, line)| Claim { sku, quantity: line.quantity, short_penalty: line.short_penalty }).collect(),
        lines: wanted,
        stock: (0..lines * locations).map(|_| i32::try_from(below(4) - 1).expect("few").max(0)).collect(),
        unit_costs: (0..lines * locations).map(|_| below(12) - 2).collect(),
        shipments_max: few(below(5)),
    }
}

fn costs_what_it_costs_by_itself(order: &Owned, seed: u64) {
    let Owned { fixed, claims, lines, stock, unit_costs, shipments_max } = order;
    let problem = Problem { fixed, ranks: None, lines, units: stock, unit_costs, shipments_max: *shipments_max };
    let mut by_itself = Solution::default();
    Scratch::default().solve(&problem, 1_000_000, &mut by_itself).expect("it makes sense");
    assert!(by_itself.proven, "seed {seed}");
    let waiting = Waiting { fixed, claims, unit_costs, shipments_max: *shipments_max, load: Load::default() };
    let backlog = Backlog { locations: fixed.len(), stock, rooms: &[], orders: &[waiting] };
    let joint = backlog.solve(100_000).expect("it makes sense");
    assert_eq!((joint.cost, joint.proven), (by_itself.cost, true), "seed {seed}");
    assert_eq!(problem.cost_of(&joint.ship[0]), Some(joint.cost), "seed {seed}: {:?}", joint.ship);
}

#[test]
fn an_order_alone_costs_what_it_costs_by_itself() {
    for seed in 0..3_000 {
        costs_what_it_costs_by_itself(&random(seed, 8, 9, 2), seed);
    }
    for seed in 0..500 {
        costs_what_it_costs_by_itself(&random(seed, 8, 9, 4), seed);
    }
}

#[test]
fn so_does_one_with_more_ways_to_ship_it_than_are_looked_at_line_by_line() {
    for seed in 0..60 {
        costs_what_it_costs_by_itself(&random(seed, 14, 70, 2), seed);
    }
}
