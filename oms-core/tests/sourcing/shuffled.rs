//! The answer belongs to the order, not to how it was written down.

use oms_core::sourcing::{Problem, Scratch, Shipped, Solution};

use crate::instances::{Dice, Shop, Single};

fn shuffled(length: usize, dice: &mut Dice) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    for place in (1..length).rev() {
        places.swap(place, usize::try_from(dice.below(i64::try_from(place + 1).expect("few"))).expect("not negative"));
    }
    places
}

fn same_when_shuffled(order: &Single, steps_max: u32, dice: &mut Dice, scratch: &mut Scratch) {
    let (locations, lines) = (order.fixed.len(), order.lines.len());
    let row = |line: usize| {
        let cells = line * locations..(line + 1) * locations;
        (order.lines[line], &order.units[cells.clone()], &order.unit_costs[cells])
    };
    if (0..lines).any(|line| (0..line).any(|other| row(line) == row(other))) {
        return;
    }
    let (mut plain, mut other) = (Solution::default(), Solution::default());
    scratch.solve(&order.problem(), steps_max, &mut plain).expect("within bounds");
    let (new_locations, new_lines) = (shuffled(locations, dice), shuffled(lines, dice));
    let ranks: Vec<u32> = new_locations.iter().map(|place| u32::try_from(*place).expect("few")).collect();
    let cells = || new_lines.iter().flat_map(|line| new_locations.iter().map(move |location| line * locations + location));
    let problem = Problem {
        fixed: &new_locations.iter().map(|place| order.fixed[*place]).collect::<Vec<_>>(),
        ranks: Some(&ranks),
        lines: &new_lines.iter().map(|place| order.lines[*place]).collect::<Vec<_>>(),
        units: &cells().map(|cell| order.units[cell]).collect::<Vec<_>>(),
        unit_costs: &cells().map(|cell| order.unit_costs[cell]).collect::<Vec<_>>(),
        shipments_max: order.shipments_max,
    };
    scratch.solve(&problem, steps_max, &mut other).expect("within bounds");
    for shipped in &mut other.ship {
        let place = |places: &[usize], place: u32| u32::try_from(places[place as usize]).expect("few");
        *shipped =
            Shipped { line: place(&new_lines, shipped.line), location: place(&new_locations, shipped.location), units: shipped.units };
    }
    other.ship.sort_unstable();
    assert_eq!(plain, other, "{order:?}");
}

#[test]
fn the_order_of_lines_and_locations_changes_nothing() {
    let (mut dice, mut scratch) = (Dice::new(5), Scratch::default());
    for seed in 0..2_000 {
        same_when_shuffled(&Single::odd(seed), 100_000, &mut dice, &mut scratch);
    }
    for seed in 0..200 {
        for (shop, lines) in [(Shop::Mixed, 3), (Shop::Mixed, 10), (Shop::Thin, 8)] {
            let mut order = Single::new(shop, lines, 30, seed);
            // Costs in steps of 50, so that many plans cost the same.
            order.unit_costs.iter_mut().for_each(|cost| *cost = *cost / 50 * 50);
            for steps_max in [0, 3, 100_000] {
                same_when_shuffled(&order, steps_max, &mut dice, &mut scratch);
            }
        }
    }
}

#[test]
fn memory_that_was_used_before_changes_nothing() {
    let mut scratch = Scratch::default();
    let mut found = Solution::default();
    for seed in 0..500 {
        let order = if seed % 2 == 0 { Single::odd(seed) } else { Single::new(Shop::Thin, 6, 40, seed) };
        scratch.solve(&order.problem(), 10, &mut found).expect("within bounds");
        assert_eq!(found, order.problem().solve(10).expect("within bounds"), "seed {seed}");
    }
}
