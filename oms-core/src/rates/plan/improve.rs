//! Orders of many units: a plan is changed as long as that is cheaper by the true tariffs.

use super::order::{CostedOrder, Taken};
use crate::Arrange;

/// A change of a plan. Each leaves as little short as before, if units are there.
#[derive(Clone, Copy)]
enum Change {
    /// All units of a line at one location come from another, as far as it has them.
    Line { line: usize, from: usize, to: usize },
    /// Everything of one location comes from another, as far as it has it; the rest stays.
    Parcel { from: usize, to: usize },
    /// Everything of one location is spread over those that ship already, line by line, where units cost least.
    Close { from: usize },
}

/// Improves a plan by the best change there is, again and again, looking at no more than `looks_max`. Answers what the plan costs then,
/// and how many changes were looked at.
pub(super) fn improve(order: &CostedOrder, plan: &mut Taken, cost: i64, looks_max: u32) -> (i64, u32) {
    let (mut cost, mut looks) = (cost, 0);
    loop {
        let mut best: Option<(i64, Taken)> = None;
        for change in changes(order, plan) {
            if looks >= looks_max {
                break;
            }
            looks += 1;
            let Some(changed) = change.apply(order, plan) else { continue };
            let Some((found, _)) = changed.cost(order) else { continue };
            if found < best.as_ref().map_or(cost, |(best, _)| *best) {
                best = Some((found, changed));
            }
        }
        let Some((found, changed)) = best else { return (cost, looks) };
        (cost, *plan) = (found, changed);
    }
}

fn changes(order: &CostedOrder, plan: &Taken) -> Vec<Change> {
    let mut changes = Vec::new();
    for from in (0..order.locations.len()).filter(|location| plan.ships(*location)) {
        changes.push(Change::Close { from });
        for to in (0..order.locations.len()).filter(|to| *to != from) {
            changes.push(Change::Parcel { from, to });
            let lines = plan.of(from).iter().enumerate().filter(|(_, units)| **units > 0).map(|(line, _)| line);
            changes.extend(lines.map(|line| Change::Line { line, from, to }));
        }
    }
    changes
}

impl Change {
    fn apply(self, order: &CostedOrder, plan: &Taken) -> Option<Taken> {
        let mut plan = plan.clone();
        match self {
            Change::Line { line, from, to } => (shift(order, &mut plan, line, from, to) > 0).then_some(plan),
            Change::Parcel { from, to } => {
                let moved: i32 = (0..order.lines.len()).map(|line| shift(order, &mut plan, line, from, to)).sum();
                (moved > 0).then_some(plan)
            }
            Change::Close { from } => {
                for line in 0..order.lines.len() {
                    let mut others: Vec<usize> = (0..order.locations.len()).filter(|other| *other != from && plan.ships(*other)).collect();
                    let cost = |other: &usize| order.locations.get(*other).and_then(|other| other.unit_costs.get(line)).copied();
                    others.arrange_by_key(cost);
                    for other in others {
                        shift(order, &mut plan, line, from, other);
                    }
                }
                (!plan.ships(from)).then_some(plan)
            }
        }
    }
}

/// Moves units of a line, as many as the other location has left. Answers how many.
fn shift(order: &CostedOrder, plan: &mut Taken, line: usize, from: usize, to: usize) -> i32 {
    let units_at = |plan: &Taken, location: usize| plan.of(location).get(line).copied().unwrap_or_default();
    let there = order.locations.get(to).and_then(|to| to.units.get(line)).copied().unwrap_or_default();
    let moved = units_at(plan, from).min(there - units_at(plan, to));
    if moved <= 0 {
        return 0;
    }
    if let Some(units) = plan.of_mut(from).get_mut(line) {
        *units -= moved;
    }
    if let Some(units) = plan.of_mut(to).get_mut(line) {
        *units += moved;
    }
    moved
}
