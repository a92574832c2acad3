//! Orders of few units: the cheapest way to divide them into parcels, with no search.
//!
//! A plan is a division of the units into parcels, each from the location that is cheapest for it. Lines that every location has
//! all of or nothing are one item; others are as many as they have units. The best division of up to eight items is found by looking
//! at all of them. It costs no more than any true plan; if no location gives more than it has, it is one, and so the best.

use super::problem::{Problem, Shipped, Solution};
use crate::Arrange;

/// Orders of up to as many items are tried this way.
const ITEMS: usize = 8;
const NOBODY: u32 = u32::MAX;

/// What one parcel with a set of items costs at best, and from where.
#[derive(Clone, Copy)]
struct Parcel {
    cost: i64,
    location: u32,
}

/// A line, and the items it was made into.
#[derive(Clone, Copy, Default)]
struct Part {
    line: u32,
    first: usize,
    items: usize,
    /// Units of an item.
    units: i32,
    penalty: i64,
}

/// Finds the best plan of a checked problem if this way can; `order` are the lines in canonical order.
pub(super) fn solve(problem: &Problem<'_>, order: &[u32], locations: &[u32], solution: &mut Solution) -> bool {
    let mut parts = [Part::default(); ITEMS];
    let Some(items) = divide(problem, order, &mut parts) else { return false };
    let parts = parts.get(..order.len()).unwrap_or_default();
    // Tables no larger than they need to be: most orders are small, and to clear the tables would be most of the work.
    match items {
        0..=3 => solve_sets::<8>(problem, parts, items, locations, solution),
        4..=6 => solve_sets::<64>(problem, parts, items, locations, solution),
        _ => solve_sets::<256>(problem, parts, items, locations, solution),
    }
}

/// Looks at all divisions of the items; `SETS` is at least the number of their sets.
fn solve_sets<const SETS: usize>(problem: &Problem<'_>, parts: &[Part], items: usize, locations: &[u32], solution: &mut Solution) -> bool {
    let sets = 1_usize << items;
    let mut parcels = [Parcel { cost: i64::MAX, location: NOBODY }; SETS];
    for part in parts {
        for parcel in (part.first..part.first + part.items).filter_map(|item| 1_usize.checked_shl(u32::try_from(item).ok()?)) {
            if let Some(parcel) = parcels.get_mut(parcel) {
                parcel.cost = part.penalty * i64::from(part.units);
            }
        }
    }
    let mut sums = [(0_i64, 0_usize); SETS];
    if locations.is_empty() {
        for (location, fixed) in problem.fixed.iter().enumerate() {
            offer(problem, parts, location, *fixed, &mut parcels, &mut sums);
        }
    } else {
        for location in locations {
            let location = *location as usize;
            let Some(fixed) = problem.fixed.get(location) else { return false };
            offer(problem, parts, location, *fixed, &mut parcels, &mut sums);
        }
    }
    // The best division of each set: the parcel of its first item, and the best division of the rest.
    let mut best = [(0_i64, 0_usize); SETS];
    for set in 1..sets {
        let first = set & set.wrapping_neg();
        let others = set ^ first;
        let mut rest = 0;
        let mut found = (i64::MAX, 0);
        // From the whole set down to its first item alone: of equal ones, fewer parcels.
        loop {
            let part = set ^ rest;
            let cost = parcels.get(part).map_or(i64::MAX, |parcel| parcel.cost);
            if cost < i64::MAX {
                let cost = cost + best.get(rest).map_or(0, |best| best.0);
                if cost < found.0 {
                    found = (cost, part);
                }
            }
            if rest == others {
                break;
            }
            rest = rest.wrapping_sub(others) & others;
        }
        if let Some(best) = best.get_mut(set) {
            *best = found;
        }
    }
    write(problem, parts, &parcels, &best, sets - 1, solution)
}

/// Makes items of lines, and tells how many. None if they are too many.
fn divide(problem: &Problem<'_>, order: &[u32], parts: &mut [Part; ITEMS]) -> Option<usize> {
    if order.is_empty() || order.len() > ITEMS {
        return None;
    }
    let mut items = 0;
    for (place, line) in order.iter().enumerate() {
        let wanted = problem.lines.get(*line as usize)?;
        let mut part = Part { line: *line, first: items, items: 1, units: wanted.quantity, penalty: wanted.short_penalty };
        if wanted.quantity > 1 && problem.units_of(*line as usize).iter().any(|units| *units > 0 && *units < wanted.quantity) {
            // If there is no room for its units, the line is taken as if everybody had all of it, and the plan is looked at again.
            let units = usize::try_from(wanted.quantity).ok()?;
            if items + units + (order.len() - place - 1) <= ITEMS {
                (part.items, part.units) = (units, 1);
            }
        }
        items += part.items;
        *parts.get_mut(place)? = part;
    }
    Some(items)
}

/// Compares what one location would take for each set of items that it has with the best so far.
#[inline]
fn offer<const SETS: usize>(
    problem: &Problem<'_>,
    parts: &[Part],
    location: usize,
    fixed: i64,
    parcels: &mut [Parcel; SETS],
    sums: &mut [(i64, usize); SETS],
) {
    let width = problem.fixed.len();
    let mut known = 1;
    for part in parts {
        let cell = part.line as usize * width + location;
        let Some(units) = problem.units.get(cell).copied().filter(|units| *units > 0) else { continue };
        let Some(cost) = problem.unit_costs.get(cell).copied().filter(|cost| *cost <= part.penalty) else { continue };
        let cost = cost * i64::from(part.units);
        let mine = ((1_usize << part.items) - 1) << part.first;
        for item in part.first..part.first + part.items {
            let (old, new) = sums.split_at_mut(known);
            let scarce = part.items > 1 && usize::try_from(units).is_ok_and(|units| units < part.items);
            let mut added = 0;
            for (sum, set) in old.iter() {
                if scarce && (set & mine).count_ones() >= units.unsigned_abs() {
                    continue;
                }
                let Some(slot) = new.get_mut(added) else { break };
                *slot = (sum + cost, set | 1 << item);
                added += 1;
                if let Some(parcel) = parcels.get_mut(slot.1).filter(|parcel| fixed + slot.0 < parcel.cost) {
                    *parcel = Parcel { cost: fixed + slot.0, location: u32::try_from(location).unwrap_or(NOBODY) };
                }
            }
            known += added;
        }
    }
}

/// Writes the plan down, unless it needs units that are not there or more parcels than allowed.
fn write<const SETS: usize>(
    problem: &Problem<'_>,
    parts: &[Part],
    parcels: &[Parcel; SETS],
    best: &[(i64, usize); SETS],
    all: usize,
    solution: &mut Solution,
) -> bool {
    solution.ship.clear();
    let cost = best.get(all).map_or(0, |best| best.0);
    let (mut set, mut shipments) = (all, 0);
    while set > 0 {
        let Some((_, part)) = best.get(set).filter(|(_, part)| *part > 0) else { return false };
        let Some(parcel) = parcels.get(*part) else { return false };
        set ^= part;
        if parcel.location == NOBODY {
            continue;
        }
        shipments += 1;
        for piece in parts {
            let mine = ((1_usize << piece.items) - 1) << piece.first;
            let items = i32::try_from((part & mine).count_ones()).unwrap_or(i32::MAX);
            if items == 0 {
                continue;
            }
            let mut same = solution.ship.iter_mut().filter(|other| (other.line, other.location) == (piece.line, parcel.location));
            let units = items * piece.units;
            let units = if let Some(other) = same.next() {
                other.units += units;
                other.units
            } else {
                solution.ship.push(Shipped { line: piece.line, location: parcel.location, units });
                units
            };
            let there = problem.units_of(piece.line as usize).get(parcel.location as usize);
            if there.is_none_or(|there| *there < units) {
                return false;
            }
        }
    }
    if shipments > problem.shipments_max {
        return false;
    }
    (solution.cost, solution.bound, solution.proven, solution.steps) = (cost, cost, true, 0);
    solution.ship.arrange();
    true
}
