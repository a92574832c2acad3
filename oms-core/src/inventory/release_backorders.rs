//! Give free stock to units that wait for it.

use serde::{Deserialize, Serialize};
use smallvec::{SmallVec, smallvec};

use super::{Place, ReleaseRule};
use crate::batch::{Counter, LocationIndex, ReadSet, Shelf, SkuIndex, Workspace};
use crate::event::Event;
use crate::lot::{self, LotPick};
use crate::order::{Line, Order, Portion, Stage};
use crate::reservation::expiry;
use crate::routing::promise;
use crate::{LocationId, Quantity, Rejection, Sku};

/// Gives stock of a location that is free by now (a cancellation, a restocked return) to units that wait for it.
///
/// Stock that arrives by `receive_stock` is given out without this. Who is served first is said by `policies.backorders`; a preview of
/// this command, or of a receipt, tells who would get what.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReleaseBackorders {
    /// What they wait for.
    pub sku: Sku,
    /// Whose stock.
    pub location: LocationId,
    /// Who is served first; absent means as the policy says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<ReleaseRule>,
}

/// The most waiting orders one command looks at.
///
/// It does not depend on how many units there are: the first in the queue may be orders that the location cannot serve, and
/// units that were free before count as well.
pub(crate) const ORDERS_MAX: u32 = 10_000;

pub(crate) fn reads(command: &ReleaseBackorders, wanted: &mut ReadSet) {
    wanted.waiting(&command.sku, ORDERS_MAX);
}

pub(crate) fn execute(command: &ReleaseBackorders, work: &mut Workspace) -> Result<(), Rejection> {
    work.settings().location(&command.location)?;
    let sku = work.stocked_item(&command.sku)?;
    let location = work.location(&command.location);
    let rule = command.rule.unwrap_or(work.settings().policies.backorders.release);
    release_by(work, rule, (&command.sku, sku), location)
}

/// Serves waiting orders from what is free at a location, as the policy says.
pub(crate) fn release(work: &mut Workspace, sku: &Sku, index: SkuIndex, location: LocationIndex) -> Result<(), Rejection> {
    release_by(work, work.settings().policies.backorders.release, (sku, index), location)
}

/// Serves waiting orders from what is free at a location by a rule.
fn release_by(work: &mut Workspace, rule: ReleaseRule, (sku, index): (&Sku, SkuIndex), location: LocationIndex) -> Result<(), Rejection> {
    if work.buckets(index, location).available <= 0 {
        return Ok(());
    }
    for id in rule.queue(work, sku) {
        if work.buckets(index, location).available <= 0 {
            break;
        }
        let order = work.order_to_change(&id)?;
        let waits = waits_at(work, &order, sku, location);
        if waits.is_zero() {
            continue;
        }
        let mut lots = free_lots(work, &order, (index, waits), location);
        let free: Quantity = lots.iter().map(|pick| pick.quantity).sum();
        if free.is_zero() {
            continue;
        }
        let share = rule.share(waits, free);
        if share.units.is_zero() {
            continue;
        }
        limit(&mut lots, share.units);
        let given = if share.is_kept {
            Given::Kept
        } else if rule == ReleaseRule::ReserveHead {
            Given::WithWhatWasKept
        } else {
            Given::Out
        };
        serve(work, order, (sku, index), location, &lots, given)?;
        if !share.goes_on {
            break;
        }
    }
    Ok(())
}

/// How an order gets its units.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Given {
    /// Given out as work, unless something holds the order back.
    Out,
    /// Reserved until the rest is there.
    Kept,
    /// Given out, and with them what was kept for it before.
    WithWhatWasKept,
}

/// Leaves so many units of what was chosen, the first.
fn limit(lots: &mut SmallVec<[LotPick; 2]>, units: Quantity) {
    let mut left = units;
    for pick in lots.iter_mut() {
        pick.quantity = pick.quantity.min(left);
        left = left.less(pick.quantity);
    }
    lots.retain(|pick| !pick.quantity.is_zero());
}

/// What is free at a location for an order, by lot in the order they are to be picked.
fn free_lots(work: &Workspace, order: &Order, (index, waits): (SkuIndex, Quantity), location: LocationIndex) -> SmallVec<[LotPick; 2]> {
    let free = Quantity::from_balance(work.buckets(index, location).available);
    match order.need(work, index) {
        None => smallvec![LotPick { lot: None, quantity: free }],
        Some(need) => lot::choose(work, index, location, waits, &need, false),
    }
}

/// Gives one order what is free, up to what it waits for.
fn serve(
    work: &mut Workspace,
    mut order: Order,
    (sku, index): (&Sku, SkuIndex),
    location: LocationIndex,
    lots: &[LotPick],
    given: Given,
) -> Result<(), Rejection> {
    let location_id = work.location_id(location).clone();
    let may_ship = promise::may_ship(work, &order, sku, location);
    let waits_here = |portion: &Portion| portion.stage == Stage::Backordered && may_come(portion, &location_id, may_ship);
    let mine = |line: &&Line| &line.sku == sku && !line.units.sum(waits_here).is_zero();
    let is_free = given != Given::Kept && !order.is_release_held();
    let released = is_free && order.lines.iter().filter(mine).any(|line| !line.releasable().is_zero());
    let fulfillment = released.then(|| promise::fulfillment_of_now(work, &mut order, &location_id));
    let id = order.id.clone();
    for pick in lots {
        let shelf = Shelf { location, lot: pick.lot };
        let lot = work.lot_number(index, shelf).cloned();
        let mut free = pick.quantity;
        for line in order.lines.iter_mut().filter(|line| &line.sku == sku) {
            let mut served = Quantity::ZERO;
            for (stage, place) in [(Stage::Allocated, Place::Committed), (Stage::Reserved, Place::Reserved)] {
                let most = match stage {
                    Stage::Allocated if released => line.releasable().min(free),
                    Stage::Allocated => continue,
                    _ => free,
                };
                let moved = line.units.move_where(most, waits_here, |portion| {
                    portion.stage = stage;
                    portion.location = Some(location_id.clone());
                    portion.lot.clone_from(&lot);
                    portion.fulfillment = fulfillment.filter(|_| stage == Stage::Allocated);
                });
                let quantity: Quantity = moved.iter().map(|portion| portion.quantity).sum();
                if !quantity.is_zero() {
                    work.take(index, shelf, place, quantity, false)?;
                }
                served = served.plus(quantity);
                free = free.less(quantity);
            }
            if !served.is_zero() {
                work.count(index, &Counter::Backordered, -served.units(), None);
                let (order, line, location) = (id.clone(), line.id.clone(), location_id.clone());
                work.emit(Event::BackorderReleased { order, line, location, quantity: served });
            }
        }
    }
    if is_free && given == Given::WithWhatWasKept {
        promise::give_out(work, &mut order, |line| &line.sku == sku, promise::fulfillment_of_now)?;
    }
    expiry::limit_unpaid(work, &mut order);
    work.put_order(order);
    Ok(())
}

/// Units of a SKU that an order waits for and may get from a location: those that wait for it alone, and if it may ship the order, those
/// that wait for any.
fn waits_at(work: &Workspace, order: &Order, sku: &Sku, location: LocationIndex) -> Quantity {
    let (id, may_ship) = (work.location_id(location), promise::may_ship(work, order, sku, location));
    let here = |portion: &Portion| portion.stage == Stage::Backordered && may_come(portion, id, may_ship);
    order.lines.iter().filter(|line| &line.sku == sku).map(|line| line.units.sum(here)).sum()
}

/// Whether a unit that waits may come from a location: what was assigned to one waits for no other, and gets it from there in any case.
fn may_come(portion: &Portion, location: &LocationId, may_ship: bool) -> bool {
    portion.location.as_ref().map_or(may_ship, |assigned| assigned == location)
}
