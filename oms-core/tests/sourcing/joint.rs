//! Orders that share stock, against all plans there are.

use oms_core::sourcing::{Backlog, Claim, Market, ProblemError, Scratch, Waiting};

use crate::instances::Queue;

/// What an order may take, by claim and location, and what that costs.
type Plan = (i64, Vec<i32>);

/// All plans of an order on the whole stock, cheapest first.
fn plans(backlog: &Backlog<'_>, order: &Waiting<'_>) -> Vec<Plan> {
    let locations = backlog.locations;
    let mut partial = vec![vec![0; order.claims.len() * locations]];
    for (place, claim) in order.claims.iter().enumerate() {
        for location in 0..locations {
            let there = backlog.stock[claim.sku as usize * locations + location];
            let cell = place * locations + location;
            partial = partial
                .into_iter()
                .flat_map(|plan| {
                    let taken: i32 = plan[place * locations..(place + 1) * locations].iter().sum();
                    (0..=there.min(claim.quantity - taken)).map(move |units| {
                        let mut plan = plan.clone();
                        plan[cell] = units;
                        plan
                    })
                })
                .collect();
        }
    }
    let mut plans: Vec<Plan> = partial.into_iter().filter_map(|plan| Some((cost(backlog, order, &plan)?, plan))).collect();
    plans.sort_unstable();
    plans
}

fn cost(backlog: &Backlog<'_>, order: &Waiting<'_>, plan: &[i32]) -> Option<i64> {
    let locations = backlog.locations;
    let used: Vec<usize> =
        (0..locations).filter(|location| plan.iter().skip(*location).step_by(locations).any(|units| *units > 0)).collect();
    let mut cost: i64 = used.iter().map(|location| order.fixed[*location]).sum();
    for (place, claim) in order.claims.iter().enumerate() {
        let cells = place * locations..(place + 1) * locations;
        let short = claim.quantity - plan[cells.clone()].iter().sum::<i32>();
        cost += claim.short_penalty * i64::from(short);
        cost += plan[cells.clone()].iter().zip(&order.unit_costs[cells]).map(|(units, unit)| i64::from(*units) * unit).sum::<i64>();
    }
    (used.len() <= order.shipments_max).then_some(cost)
}

/// The least that all orders from a place on cost together on what is left, if that is below `limit`.
fn cheapest(backlog: &Backlog<'_>, plans: &[Vec<Plan>], order: usize, left: &mut [i32], limit: i64) -> i64 {
    let Some(mine) = plans.get(order) else { return 0 };
    let later: i64 = plans[order + 1..].iter().map(|plans| plans[0].0).sum();
    let mut best = limit;
    for (cost, plan) in mine {
        if cost + later >= best {
            break;
        }
        let cells = || {
            let claims = backlog.orders[order].claims.iter().enumerate();
            claims.flat_map(|(place, claim)| {
                let at = move |location| (place * backlog.locations + location, claim.sku as usize * backlog.locations + location);
                (0..backlog.locations).map(at)
            })
        };
        if cells().all(|(cell, stock)| plan[cell] <= left[stock]) {
            cells().for_each(|(cell, stock)| left[stock] -= plan[cell]);
            best = best.min(cost + cheapest(backlog, plans, order + 1, left, best - cost));
            cells().for_each(|(cell, stock)| left[stock] += plan[cell]);
        }
    }
    best
}

#[test]
fn small_backlogs_are_solved_exactly() {
    let mut proven = 0;
    for seed in 0..1_500 {
        Queue::odd(seed).with(|backlog| {
            let all: Vec<Vec<Plan>> = backlog.orders.iter().map(|order| plans(backlog, order)).collect();
            let best = cheapest(backlog, &all, 0, &mut backlog.stock.to_vec(), i64::MAX / 2);
            let found = backlog.solve(1_000_000).expect("within bounds");
            assert_eq!(backlog.cost_of(&found.ship), Some(found.cost), "seed {seed}");
            assert_eq!(found.cost, best, "seed {seed}: {backlog:?}");
            assert!(found.bound <= best && found.proven == (found.bound == found.cost), "seed {seed}: {found:?}");
            proven += u32::from(found.proven);
        });
    }
    assert!(proven > 1_400, "most are proven: {proven}");
}

#[test]
fn any_division_into_parts_and_any_memory_gives_the_same() {
    for (orders, seed) in [(40, 1), (90, 2), (160, 3)] {
        Queue::new(orders, 12, orders / 2, 110, 35, seed).with(|backlog| {
            let whole = backlog.solve(40_000).expect("within bounds");
            let mut market = Market::new(backlog).expect("within bounds");
            let mut desks = [Scratch::default(), Scratch::default()];
            while market.wants_round(40_000) {
                let ranges = [0..orders / 3, orders / 3..orders / 2, orders / 2..orders + 5];
                let mut parts: Vec<_> =
                    ranges.into_iter().enumerate().map(|(part, range)| market.round(range, &mut desks[part % 2])).collect();
                parts.reverse();
                market.absorb(&parts);
            }
            market.improve(40_000);
            assert_eq!(market.joint(), whole);
        });
    }
}

#[test]
fn more_work_makes_better_plans_and_the_bound_holds_at_any_time() {
    Queue::new(300, 15, 120, 108, 35, 4).with(|backlog| {
        let mut market = Market::new(backlog).expect("within bounds");
        let one_by_one = market.joint();
        let mut scratch = Scratch::default();
        let (mut last, mut bound) = (one_by_one.cost, i64::MIN);
        while market.wants_round(1_000_000) {
            let round = market.round(0..300, &mut scratch);
            market.absorb(&[round]);
            let joint = market.joint();
            assert_eq!(backlog.cost_of(&joint.ship), Some(joint.cost));
            assert!(joint.cost <= last && joint.bound >= bound && joint.bound <= joint.cost);
            (last, bound) = (joint.cost, joint.bound);
        }
        market.improve(1_000_000);
        let joint = market.joint();
        assert_eq!(backlog.cost_of(&joint.ship), Some(joint.cost));
        assert!(joint.cost < last && joint.bound <= joint.cost, "clusters are worth their work");
        assert!((one_by_one.cost - joint.cost) * 50 > one_by_one.cost, "together is at least 2 percent cheaper than one by one");
        assert!(
            (joint.cost - joint.bound) * 100 < 2 * joint.cost,
            "at most 2 percent above what is proven: {} {}",
            joint.cost,
            joint.bound
        );
    });
}

#[test]
fn the_largest_figures_do_no_harm() {
    // Many units of many SKUs, dear and short, at the end of what is taken.
    let claims: Vec<Claim> = (0..200).map(|sku| Claim { sku, quantity: 1_000_000, short_penalty: 30_000 }).collect();
    let costs: Vec<i64> = (0..600).map(|cell| cell % 7 - 3).collect();
    let order = Waiting { fixed: &[1 << 30, 5, 0], claims: &claims, unit_costs: &costs, shipments_max: 3 };
    let stock: Vec<i32> = (0..600).map(|cell| if cell % 3 == 0 { i32::MAX } else { 700_000 + cell }).collect();
    let few: Vec<Claim> = (0..5).map(|sku| Claim { sku, quantity: 2, short_penalty: 1 << 43 }).collect();
    let dear = Waiting { claims: &few, unit_costs: &costs[..15], ..order };
    let backlog = Backlog { locations: 3, stock: &stock, orders: &[order, order, dear, order, dear] };
    let joint = backlog.solve(2_000).expect("within bounds");
    assert_eq!(backlog.cost_of(&joint.ship), Some(joint.cost));
    assert!(joint.bound <= joint.cost);
}

#[test]
fn backlogs_that_make_no_sense_are_refused() {
    let queue = Queue::new(2, 3, 4, 100, 0, 1);
    queue.with(|backlog| {
        let short = Backlog { stock: &backlog.stock[1..], ..*backlog };
        assert!(matches!(short.solve(10), Err(ProblemError::Size { table: "stock", .. })));
        let claim = backlog.orders[0].claims[0];
        let twice = Waiting { claims: &[claim, claim], unit_costs: &[0; 6], ..backlog.orders[0] };
        assert_eq!(Backlog { orders: &[twice], ..*backlog }.solve(10), Err(ProblemError::Twice { sku: claim.sku }));
        let unknown = Claim { sku: 4, ..claim };
        let unknown = Waiting { claims: &[unknown], unit_costs: &[0; 3], ..backlog.orders[0] };
        assert!(matches!(Backlog { orders: &[unknown], ..*backlog }.solve(10), Err(ProblemError::Range { table: "claims" })));
        let dear = Waiting { fixed: &[i64::MAX; 3], ..backlog.orders[0] };
        assert_eq!(Backlog { orders: &[dear], ..*backlog }.solve(10), Err(ProblemError::Cost));
        let none = Backlog { orders: &[], ..*backlog }.solve(10).expect("no orders");
        assert_eq!((none.cost, none.proven, none.ship.len()), (0, true, 0));
    });
}
