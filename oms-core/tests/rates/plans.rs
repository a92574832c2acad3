//! Plans where parcels cost what step tariffs say.

use oms_core::rates::CostedOrder;
use oms_core::sourcing::Shipped;

use crate::brute::{cheapest, cost, every_plan, plan_of};
use crate::dice::Dice;
use crate::orders::order;

fn check(order: &CostedOrder, ship: &[Shipped], said: i64, note: &str) {
    assert_eq!(cost(order, &plan_of(order, ship)), Some(said), "{note}: the plan costs what was said");
    assert_eq!(order.cost_of(ship).map(|(cost, _)| cost), Some(said), "{note}");
}

#[test]
fn small_orders_are_solved_exactly() {
    for seed in 0..4_000 {
        let order = order(&mut Dice::new(seed), 3, 3, 4);
        let found = order.solve(100_000).expect("within bounds");
        let best = cheapest(&order);
        assert_eq!((found.cost, found.bound, found.proven), (best, best, true), "seed {seed}: {order:?}");
        check(&order, &found.ship, best, &format!("seed {seed}"));
        let parcels: i64 = found.parcels.iter().map(|parcel| parcel.cost).sum();
        let units: i64 = found
            .ship
            .iter()
            .map(|shipped| order.locations[shipped.location as usize].unit_costs[shipped.line as usize] * i64::from(shipped.units))
            .sum();
        let mut short: Vec<i32> = order.lines.iter().map(|line| line.units).collect();
        found.ship.iter().for_each(|shipped| short[shipped.line as usize] -= shipped.units);
        let short: i64 = order.lines.iter().zip(short).map(|(line, left)| line.short_penalty * i64::from(left)).sum();
        assert_eq!(parcels + units + short, best, "seed {seed}: the parts are the whole");
    }
}

#[test]
fn what_the_solver_is_given_is_nowhere_above_the_true_cost() {
    let (mut plans, mut equal) = (0_u32, 0_u32);
    for seed in 0..600 {
        let order = order(&mut Dice::new(seed + 10_000), 3, 3, 3);
        let table = order.underestimate();
        let problem = table.problem();
        every_plan(&order, &mut |plan| {
            let Some(true_cost) = cost(&order, plan) else { return };
            let mut ship = Vec::new();
            for (line, row) in plan.iter().enumerate() {
                for (location, units) in row.iter().enumerate().filter(|(_, units)| **units > 0) {
                    let (line, location) = (u32::try_from(line).expect("few"), u32::try_from(location).expect("few"));
                    ship.push(Shipped { line, location, units: *units });
                }
            }
            let under = problem.cost_of(&ship).unwrap_or_else(|| panic!("seed {seed}: {plan:?} is a plan of the problem: {order:?}"));
            assert!(under <= true_cost * table.scale, "seed {seed}: {under} of {true_cost} x {}: {plan:?} of {order:?}", table.scale);
            plans += 1;
            equal += u32::from((true_cost * table.scale - under) < table.scale);
        });
    }
    assert!(plans > 4_000 && equal * 10 > plans, "the lines touch the tariffs: {equal} of {plans}");
}

#[test]
fn with_no_work_the_bound_still_holds() {
    let (mut unproven, mut dearer) = (0, 0);
    for seed in 0..1_500 {
        let order = order(&mut Dice::new(seed + 20_000), 3, 3, 4);
        let best = cheapest(&order);
        for steps_max in [0, 3, 20, 60, 150] {
            let found = order.solve(steps_max).expect("within bounds");
            assert!(found.bound <= best && best <= found.cost, "seed {seed}: {found:?} around {best}: {order:?}");
            assert_eq!(found.proven, found.bound == found.cost, "seed {seed}");
            check(&order, &found.ship, found.cost, &format!("seed {seed}"));
            unproven += u32::from(!found.proven);
            dearer += u32::from(found.cost > best);
        }
    }
    assert!(unproven > 100 && dearer > 20, "the steps are too many to test anything: {unproven}, {dearer}");
}

#[test]
fn what_it_costs_to_insist_on_a_location_is_exact() {
    let (mut dearer, mut equal, mut none) = (0, 0, 0);
    for seed in 0..1_500 {
        let mut order = order(&mut Dice::new(seed + 50_000), 3, 3, 3);
        order.want_all();
        let all = |plan: &[Vec<i32>]| order.lines.iter().zip(plan).all(|(line, row)| row.iter().sum::<i32>() == line.units);
        let mut best: Vec<Option<i64>> = vec![None; order.locations.len()];
        every_plan(&order, &mut |plan| {
            let Some(cost) = cost(&order, plan).filter(|_| all(plan)) else { return };
            for (_, best) in best.iter_mut().enumerate().filter(|(place, _)| plan.iter().any(|row| row[*place] > 0)) {
                *best = Some(best.map_or(cost, |best| best.min(cost)));
            }
        });
        let free = order.solve(100_000).expect("within bounds");
        for (place, best) in best.into_iter().enumerate() {
            let found = order.solve_with(place, 100_000).expect("within bounds");
            let whole = found.filter(|found| all(&plan_of(&order, &found.ship)));
            assert_eq!(
                whole.as_ref().map(|found| (found.cost, found.proven)),
                best.map(|best| (best, true)),
                "seed {seed}, {place}: {order:?}"
            );
            match whole {
                Some(found) => {
                    check(&order, &found.ship, found.cost, &format!("seed {seed}, {place}"));
                    assert!(found.ship.iter().any(|shipped| shipped.location as usize == place), "seed {seed}");
                    dearer += u32::from(found.cost > free.cost);
                    equal += u32::from(found.cost == free.cost);
                }
                None => none += 1,
            }
            let hasty = order.solve_with(place, 2).expect("within bounds");
            assert!(hasty.is_none_or(|hasty| best.is_none_or(|best| hasty.bound <= best && hasty.cost >= best)), "seed {seed}, {place}");
        }
    }
    assert!(dearer > 60 && equal > 200 && none > 50, "{dearer} dearer, {equal} equal, {none} without a plan");
}

#[test]
fn large_orders_are_improved_within_their_bound() {
    let (mut proven, mut gaps) = (0, 0.0);
    for seed in 0..40 {
        let order = order(&mut Dice::new(seed + 30_000), 20, 60, 12);
        let found = order.solve(20_000).expect("within bounds");
        check(&order, &found.ship, found.cost, &format!("seed {seed}"));
        assert!(found.bound <= found.cost);
        assert_eq!(found.proven, found.bound == found.cost);
        proven += u32::from(found.proven);
        gaps += f64::from(i32::try_from((found.cost - found.bound) * 10_000 / found.cost.max(1)).expect("small"));
    }
    println!("{proven} of 40 proven, mean gap {} basis points", gaps / 40.0);
    assert!(proven >= 22, "prices of lines prove less than they did: {proven} of 40");
}

#[test]
fn the_search_agrees_with_dividing_in_every_way() {
    let (mut searched, mut unproven) = (0, 0);
    for seed in 0..400 {
        let order = order(&mut Dice::new(seed + 60_000), 3, 9, 12);
        let best = order.solve(100_000_000).expect("within bounds");
        assert!(best.proven, "seed {seed}: it is small enough");
        for steps_max in [50, 300, 2_000] {
            let found = order.solve(steps_max).expect("within bounds");
            assert!(found.bound <= best.cost && best.cost <= found.cost, "seed {seed}, {steps_max}: {found:?} around {}", best.cost);
            check(&order, &found.ship, found.cost, &format!("seed {seed}, {steps_max}"));
            searched += u32::from(best.steps > steps_max);
            unproven += u32::from(!found.proven);
        }
    }
    assert!(searched > 100 && unproven > 20, "the steps are too many to test anything: {searched}, {unproven}");
}

#[test]
fn the_order_of_lines_changes_nothing() {
    for seed in 0..400 {
        let order = order(&mut Dice::new(seed + 40_000), 4, 2, 4);
        let found = order.solve(100_000).expect("within bounds");
        let mut turned = order.clone();
        turned.lines.reverse();
        for location in &mut turned.locations {
            location.units.reverse();
            location.unit_costs.reverse();
        }
        let again = turned.solve(100_000).expect("within bounds");
        assert_eq!(
            (found.cost, found.bound, found.steps, &found.parcels),
            (again.cost, again.bound, again.steps, &again.parcels),
            "seed {seed}"
        );
    }
}
