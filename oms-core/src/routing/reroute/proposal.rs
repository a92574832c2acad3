//! From plans to proposals: orders that depend on each other move together, and what they move is said line by line.

use serde::{Deserialize, Serialize};

use super::backlog::{Board, Found};
use super::claim::{Movable, Source, units_at};
use super::figures::RerouteFigures;
use super::{OrderReroute, REROUTE_ORDERS_MAX, RerouteOrders, UnitMove};
use crate::batch::{LocationIndex, Workspace};
use crate::{Arrange, Command, LocationId, OrderId};

/// Orders that are better sent from elsewhere. They stand or fall together: one takes what another gives up.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RerouteProposal {
    /// What is saved, what is paid for moving taken off: `before` less `after` of its orders, less `cost_of_moving`.
    ///
    /// It may be less than nothing. Compared are cost, or parcels and then metres: what comes after that is worse wherever that pays, so
    /// that `metres` are negative where parcels are saved, and both where cost is. What is compared itself is negative only where orders
    /// of several priorities move together: the higher save something, and those below pay more than that. Without priorities a proposal
    /// always gains: room of days and assigned units make orders stay, and never make them move at a loss.
    pub gain: RerouteFigures,
    /// The orders, by id.
    pub orders: Vec<ReroutedOrder>,
    /// The command that does it: `reroute_orders`, to be sent as it is.
    pub command: Command,
}

/// An order of a proposal.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReroutedOrder {
    /// The order.
    pub order: OrderId,
    /// Where it comes from now, by id.
    pub from_locations: Vec<LocationId>,
    /// Where it would come from, by id.
    pub to_locations: Vec<LocationId>,
    /// What it comes to now.
    pub before: RerouteFigures,
    /// What it would come to.
    pub after: RerouteFigures,
    /// Why, in a sentence.
    pub sentence: String,
}

/// Proposals, and what the orders come to if all of them are taken.
pub(super) struct Proposed {
    pub(super) proposals: Vec<RerouteProposal>,
    pub(super) before: RerouteFigures,
    pub(super) after: RerouteFigures,
    /// Whether each order is moved.
    pub(super) moved: Vec<bool>,
}

/// What orders of each priority save, highest first: parcels or cost, and metres.
type Ranks = Vec<(i64, i64)>;

/// Makes proposals of what was found, those that save most first, and of several priorities those that save most of the highest. What
/// saves nothing is left.
pub(super) fn proposed(work: &Workspace, board: &Board<'_>, found: &Found, policy_version: Option<u64>) -> Proposed {
    let zero = RerouteFigures::zero(board.currency);
    let figures = |order: &Movable, plan: &[Source]| board.figures(order, plan).unwrap_or(zero);
    let before = board.orders.iter().fold(zero, |sum, order| sum.plus(figures(order, &order.held)));
    let mut all = Proposed { proposals: Vec::new(), before, after: before, moved: vec![false; board.orders.len()] };
    let nothing: Ranks = vec![(0, 0); found.bounds.len()];
    let mut ranked: Vec<(Ranks, RerouteProposal)> = Vec::new();
    for group in groups(board, found) {
        let (mut saved, mut moving, mut plans) = (zero, 0_i64, Vec::with_capacity(group.len()));
        let mut ranks = nothing.clone();
        for place in &group {
            let Some((order, Some(plan))) = board.orders.get(*place).zip(found.plans.get(*place)) else { continue };
            let (own, paid) = (figures(order, &order.held).less(figures(order, plan)), board.moving(order, plan));
            let (first, second) = own.less_moving(paid).rank();
            if let Some((priority, _)) = ranks.iter_mut().zip(&found.bounds).find(|(_, (priority, _))| *priority <= order.order.priority) {
                *priority = (priority.0.saturating_add(first), priority.1.saturating_add(second));
            }
            saved = saved.plus(own);
            moving = moving.saturating_add(paid);
            plans.push((order, plan));
        }
        let gain = saved.less_moving(moving);
        // One order without a plan takes all with it that depend on it.
        if plans.len() < group.len() || group.len() > REROUTE_ORDERS_MAX || ranks <= nothing {
            continue;
        }
        all.after = all.after.less(saved);
        for place in &group {
            if let Some(moved) = all.moved.get_mut(*place) {
                *moved = true;
            }
        }
        let highest = plans.iter().map(|(order, _)| order.order.priority).max().unwrap_or_default();
        let orders = plans.iter().map(|(order, plan)| told(work, order, plan, board, highest));
        let orders: Vec<ReroutedOrder> = orders.collect();
        let reroutes = plans.iter().map(|(order, plan)| OrderReroute {
            order: order.order.id.clone(),
            expected_version: order.order.version,
            moves: moves(work, order, plan),
        });
        let command = Command::RerouteOrders(RerouteOrders { orders: reroutes.collect(), policy_version, reason: "".into() });
        ranked.push((ranks, RerouteProposal { gain, orders, command }));
    }
    ranked.arrange_by(|(one, proposal), (next, other)| {
        let first = |proposal: &RerouteProposal| proposal.orders.first().map(|order| order.order.clone());
        next.cmp(one).then_with(|| first(proposal).cmp(&first(other)))
    });
    all.proposals.extend(ranked.into_iter().map(|(_, proposal)| proposal));
    all
}

/// Orders that move, together with those whose stock they need; places ascending.
fn groups(board: &Board<'_>, found: &Found) -> Vec<Vec<usize>> {
    let plan_of = |place: usize| found.plans.get(place).and_then(Option::as_deref).unwrap_or_default();
    let changes = |place: usize, order: &Movable| -> Vec<(usize, i64)> {
        let plan = plan_of(place);
        let taken = plan.iter().map(|source| (source, source.units - order.held_at(source.demand, source.location)));
        let given =
            order.held.iter().filter(|source| units_at(plan, source.demand, source.location) == 0).map(|source| (source, -source.units));
        let changed = taken.chain(given).filter(|(_, change)| *change != 0);
        let mut changes: Vec<(usize, i64)> =
            changed.filter_map(|(source, change)| Some((board.resource(order, source)?, change))).collect();
        if !changes.is_empty() {
            let (before, after) = (board.taken(place, order, &order.held), board.taken(place, order, plan));
            let room = before.into_iter().zip(after).map(|((resource, before), (_, after))| (resource, after - before));
            changes.extend(room.filter(|(_, change)| *change != 0));
        }
        changes
    };
    let moving: Vec<(usize, Vec<(usize, i64)>)> = board
        .orders
        .iter()
        .enumerate()
        .map(|(place, order)| (place, changes(place, order)))
        .filter(|(_, changes)| !changes.is_empty())
        .collect();
    let mut touched: Vec<(usize, usize, i64)> = moving
        .iter()
        .enumerate()
        .flat_map(|(number, (_, changes))| changes.iter().map(move |(resource, units)| (*resource, number, *units)))
        .collect();
    touched.arrange();
    let mut leaders: Vec<usize> = (0..moving.len()).collect();
    for of_resource in touched.chunk_by(|one, next| one.0 == next.0) {
        let spare = of_resource.first().map_or(0, |(resource, ..)| board.spare_of(*resource));
        settle(&mut leaders, of_resource, spare);
    }
    let mut groups: Vec<(usize, usize)> =
        moving.iter().enumerate().map(|(number, (place, _))| (leader(&leaders, number), *place)).collect();
    groups.arrange();
    groups.chunk_by(|one, next| one.0 == next.0).map(|group| group.iter().map(|(_, place)| *place).collect()).collect()
}

/// Finds for each order that takes of some stock where that comes from: from others that it depends on already, from what is spare,
/// and only then from others, which it depends on from then on. So each group has all it takes, whatever becomes of the other groups.
fn settle(leaders: &mut [usize], changes: &[(usize, usize, i64)], mut spare: i64) {
    let sorted = |sign: i64| changes.iter().map(move |(_, number, units)| (*number, *units * sign)).filter(|(_, units)| *units > 0);
    let mut takes: Vec<(usize, i64)> = sorted(1).collect();
    let mut gives: Vec<(usize, i64)> = sorted(-1).collect();
    let hand_over = |leaders: &mut [usize], takes: &mut [(usize, i64)], gives: &mut [(usize, i64)], to_others: bool| {
        for (taker, wanted) in takes.iter_mut() {
            for (giver, left) in gives.iter_mut() {
                let units = (*wanted).min(*left);
                if units > 0 && (to_others || leader(leaders, *taker) == leader(leaders, *giver)) {
                    *wanted -= units;
                    *left -= units;
                    join(leaders, *taker, *giver);
                }
            }
        }
    };
    hand_over(leaders, &mut takes, &mut gives, false);
    for (_, wanted) in &mut takes {
        let units = (*wanted).min(spare);
        *wanted -= units;
        spare -= units;
    }
    hand_over(leaders, &mut takes, &mut gives, true);
}

fn leader(leaders: &[usize], mut number: usize) -> usize {
    while let Some(next) = leaders.get(number).copied().filter(|next| *next != number) {
        number = next;
    }
    number
}

/// Puts two numbers in one group, led by the smaller leader.
fn join(leaders: &mut [usize], one: usize, other: usize) {
    let (one, other) = (leader(leaders, one), leader(leaders, other));
    if let Some(slot) = leaders.get_mut(one.max(other)) {
        *slot = one.min(other);
    }
}

/// What moves, line by line: units leave where the plan takes fewer, and go where it takes more.
fn moves(work: &Workspace, order: &Movable, plan: &[Source]) -> Vec<UnitMove> {
    let mut moves = Vec::new();
    for (demand, wanted) in order.demands.iter().enumerate() {
        let of_demand = |sources: &[Source]| -> Vec<LocationIndex> {
            sources.iter().filter(|source| source.demand == demand).map(|source| source.location).collect()
        };
        let change = |location: LocationIndex| units_at(plan, demand, location) - order.held_at(demand, location);
        let mut leaves: Vec<(&LocationId, i64)> = of_demand(&order.held)
            .into_iter()
            .map(|location| (work.location_id(location), -change(location)))
            .filter(|(_, units)| *units > 0)
            .collect();
        let mut comes: Vec<(&LocationId, i64)> = of_demand(plan)
            .into_iter()
            .map(|location| (work.location_id(location), change(location)))
            .filter(|(_, units)| *units > 0)
            .collect();
        leaves.arrange();
        comes.arrange();
        let sku = work.slot(wanted.sku).sku();
        for line in order.order.lines.iter().filter(|line| &line.sku == sku) {
            for (from, units) in &mut leaves {
                let here = line.units.sum(|portion| portion.stage.binds_stock() && portion.location.as_ref() == Some(*from)).units();
                let mut left = here.min(*units);
                *units -= left;
                for (to, room) in comes.iter_mut().filter(|(_, room)| *room > 0) {
                    let taken = left.min(*room);
                    if taken > 0 {
                        *room -= taken;
                        left -= taken;
                        let (line, quantity) = (line.id.clone(), crate::Quantity::from_balance(taken));
                        let (from_location, to_location) = (LocationId::clone(from), LocationId::clone(to));
                        moves.push(UnitMove { line, from_location, to_location, quantity });
                    }
                }
            }
        }
    }
    moves.arrange();
    moves
}

fn told(work: &Workspace, order: &Movable, plan: &[Source], board: &Board<'_>, highest: i16) -> ReroutedOrder {
    let figures = |plan: &[Source]| board.figures(order, plan).unwrap_or_else(|| RerouteFigures::zero(board.currency));
    let (before, after) = (figures(&order.held), figures(plan));
    let ids = |sources: &[Source]| -> Vec<LocationId> {
        let mut ids: Vec<LocationId> = sources.iter().map(|source| work.location_id(source.location).clone()).collect();
        ids.arrange();
        ids.dedup();
        ids
    };
    let (from_locations, to_locations) = (ids(&order.held), ids(plan));
    let named = |ids: &[LocationId]| {
        let shown: Vec<String> = ids.iter().take(5).map(|id| format!("`{id}`")).collect();
        let more = ids.len().saturating_sub(5);
        if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
    };
    let saved = before.less(after);
    let way = format!("From {} instead of {}", named(&to_locations), named(&from_locations));
    let is_better = saved.rank() >= (0, 0);
    let change = if is_better { saved } else { after.less(before) };
    let (more, others) = match is_better {
        true => ("less", ""),
        false if order.order.priority < highest => ("more", ", and others of a higher priority save"),
        false => ("more", ", and others save more than that"),
    };
    let sentence = match change.cost.zip(board.currency) {
        Some((cost, currency)) => format!("{way} it costs {cost} {currency} {more}{others}."),
        None if change.parcels > 0 => format!("{way} it takes {} {more}{others}.", parcels(change.parcels)),
        None => format!("{way} it goes {} metres {more}{others}.", change.metres),
    };
    ReroutedOrder { order: order.order.id.clone(), from_locations, to_locations, before, after, sentence }
}

fn parcels(count: i64) -> String {
    if count == 1 { "one parcel".into() } else { format!("{count} parcels") }
}
