//! Giving units of a line stock of a location that somebody else than the plan has named, and taking them from another.

use smallvec::{SmallVec, smallvec};

use super::promise::{fulfillment_of_now, give_back};
use crate::batch::{Counter, Shelf, Workspace};
use crate::event::Event;
use crate::fulfillment::{Answer, FulfillmentState};
use crate::inventory::{Place, supply};
use crate::lot::{self, LotPick};
use crate::order::{Order, Portion, Stage};
use crate::{LocationId, Quantity, Rejection};

/// The fulfillment orders that their locations have not answered: their units have not been released.
pub(super) fn unanswered(order: &Order) -> SmallVec<[u32; 4]> {
    let numbers = (1_u32..).take(order.fulfillments.len());
    numbers.filter(|number| order.fulfillment_state(*number) == Ok(FulfillmentState::Open)).collect()
}

/// Whether no location has taken a unit on: it is on the shelf, and nobody has said that it will ship.
pub(super) fn is_unreleased(portion: &Portion, unanswered: &[u32]) -> bool {
    match portion.stage {
        Stage::Open | Stage::Backordered | Stage::Reserved => true,
        Stage::Allocated => portion.fulfillment.is_some_and(|number| unanswered.contains(&number)),
        _ => false,
    }
}

/// Takes units of a line from wherever they are: their stock is free, and they are open.
pub(super) fn free_line(
    work: &mut Workspace,
    order: &mut Order,
    place: usize,
    quantity: Quantity,
    condition: impl Fn(&Portion) -> bool,
) -> Result<Quantity, Rejection> {
    let Some(line) = order.lines.get_mut(place) else { return Ok(Quantity::ZERO) };
    let sku = line.sku.clone();
    let moved = line.units.move_where(quantity, condition, |portion| *portion = Portion::nowhere(Stage::Open, portion.quantity));
    give_back(work, order, &sku, &moved, Place::Available)?;
    Ok(moved.iter().map(|portion| portion.quantity).sum())
}

/// Withdraws fulfillment orders of which no units are left.
pub(super) fn withdraw_empty(work: &mut Workspace, order: &mut Order, numbers: &[u32]) -> Result<(), Rejection> {
    for number in numbers {
        let theirs = |portion: &Portion| portion.fulfillment == Some(*number);
        if order.lines.iter().all(|line| line.units.sum(theirs).is_zero()) {
            order.fulfillment_mut(*number)?.answer = Answer::Canceled;
            work.emit(Event::FulfillmentCanceled { order: order.id.clone(), fulfillment: *number });
        }
    }
    Ok(())
}

/// How many of so many units of a line a location could give.
pub(super) fn there_for(
    work: &mut Workspace,
    order: &Order,
    place: usize,
    location: &LocationId,
    units: Quantity,
) -> Result<Quantity, Rejection> {
    let Some(line) = order.lines.get(place) else { return Ok(Quantity::ZERO) };
    let sku = work.item_index(&line.sku)?;
    let settings = work.shared_settings();
    let (channel, at) = (settings.channel(&order.channel)?, work.location(location));
    let found = supply(work, sku, channel, order.need(work, sku).as_ref(), std::iter::once(at));
    Ok(units.min(Quantity::from_balance(found.in_stock())))
}

/// Gives open units of a line stock of a location, as far as there is some: work where nothing keeps them back, else reserved. Answers
/// how many got some.
pub(super) fn bind_line(
    work: &mut Workspace,
    order: &mut Order,
    place: usize,
    location: &LocationId,
    units: Quantity,
) -> Result<Quantity, Rejection> {
    let bound = there_for(work, order, place, location, units)?;
    let Some(line) = order.lines.get(place).filter(|_| !bound.is_zero()) else { return Ok(Quantity::ZERO) };
    let sku = work.item_index(&line.sku)?;
    let is_tracked = work.item(sku).is_some_and(|item| item.tracked);
    let settings = work.shared_settings();
    let (safety_too, at) = (settings.channel(&order.channel)?.ignores_safety_stock, work.location(location));
    let picks = match order.need(work, sku).filter(|_| is_tracked) {
        None => smallvec![LotPick { lot: None, quantity: bound }],
        Some(need) => lot::choose(work, sku, at, bound, &need, safety_too),
    };
    let gives_work = !order.is_release_held() && !line.releasable().is_zero();
    let fulfillment = gives_work.then(|| fulfillment_of_now(work, order, location));
    for LotPick { lot, quantity } in picks {
        let shelf = Shelf { location: at, lot };
        let number = work.lot_number(sku, shelf).cloned();
        let mut left = quantity;
        for (stage, into) in [(Stage::Allocated, Place::Committed), (Stage::Reserved, Place::Reserved)] {
            let Some(line) = order.lines.get_mut(place) else { break };
            let is_work = stage == Stage::Allocated;
            let most = match (is_work, gives_work) {
                (true, true) => line.releasable().min(left),
                (true, false) => continue,
                (false, _) => left,
            };
            let moved = line.units.move_where(
                most,
                |portion| portion.stage == Stage::Open,
                |portion| {
                    let (location, lot) = (Some(location.clone()), number.clone());
                    *portion = Portion {
                        location,
                        lot,
                        fulfillment: fulfillment.filter(|_| is_work),
                        ..Portion::nowhere(stage, portion.quantity)
                    };
                },
            );
            let moved: Quantity = moved.iter().map(|portion| portion.quantity).sum();
            left = left.less(moved);
            if is_tracked && !moved.is_zero() {
                work.take(sku, shelf, into, moved, safety_too)?;
            }
        }
    }
    work.count_channel(sku, &order.channel, bound.units());
    Ok(bound)
}

/// Lets open units of a line wait for stock of a location, whatever their item allows: somebody has said so. Units of an item whose stock
/// is not counted have none to wait for.
pub(super) fn wait_at(
    work: &mut Workspace,
    order: &mut Order,
    place: usize,
    location: &LocationId,
    units: Quantity,
) -> Result<(), Rejection> {
    let Some(line) = order.lines.get_mut(place).filter(|_| !units.is_zero()) else { return Ok(()) };
    let sku = work.item_index(&line.sku)?;
    if work.item(sku).is_none_or(|item| !item.tracked) {
        return Ok(());
    }
    let moved = line.units.move_where(
        units,
        |portion| portion.stage == Stage::Open,
        |portion| {
            portion.stage = Stage::Backordered;
            portion.location = Some(location.clone());
        },
    );
    let moved: i64 = moved.iter().map(|portion| portion.quantity.units()).sum();
    work.count(sku, &Counter::Backordered, moved, None);
    work.count_channel_again(sku, &order.channel, moved);
    Ok(())
}

/// Makes one piece of work of all that a location has been given and has not answered: what it was given before joins what it is given
/// now, so that it is one parcel.
pub(super) fn gather(work: &mut Workspace, order: &mut Order, location: &LocationId) -> Result<(), Rejection> {
    let mut theirs = unanswered(order);
    theirs.retain(|number| order.fulfillment(*number).is_ok_and(|asked| asked.location == *location));
    let Some(newest) = theirs.pop().filter(|newest| order.fulfillment(*newest).is_ok_and(|asked| asked.requested_at == work.now())) else {
        return Ok(());
    };
    for line in &mut order.lines {
        let earlier = |portion: &Portion| portion.fulfillment.is_some_and(|number| theirs.contains(&number));
        line.units.move_all(earlier, |portion| portion.fulfillment = Some(newest));
    }
    withdraw_empty(work, order, &theirs)
}
