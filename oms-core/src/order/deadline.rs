//! What of an order comes to its end by itself, at an exact instant.

use super::capture_order::place_all;
use super::{HoldKind, Order, Portion, Stage, withheld};
use crate::batch::Workspace;
use crate::event::Event;
use crate::exchange::follow;
use crate::fulfillment::uncollected;
use crate::inventory::Place;
use crate::returns::{self, Return};
use crate::routing::promise;
use crate::slot;
use crate::{OrderId, Rejection, Timestamp};

impl Order {
    /// The earliest of its deadlines.
    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        let withheld = self.lines.iter().filter_map(|line| line.withheld.as_ref()?.until);
        let returns = self.returns.iter().filter_map(Return::deadline);
        self.reserved_until.into_iter().chain(withheld).chain(returns).chain(self.next_uncollected()).min()
    }
}

/// Brings to its end what is due of an order at the time of the current command, before the command itself runs.
pub(crate) fn pass(work: &mut Workspace, id: &OrderId) -> Result<(), Rejection> {
    let mut order = work.order_to_change(id)?;
    let now = work.now();
    if let Some(expired_at) = order.reserved_until.filter(|until| *until <= now) {
        free_unpaid(work, &mut order, expired_at)?;
    }
    withheld::expire(work, &mut order)?;
    uncollected::take_back(work, &mut order)?;
    returns::close_overdue(work, &mut order);
    follow(work, &mut order)?;
    work.put_order(order);
    Ok(())
}

/// The units of an unpaid order are open again; its holds stay.
fn free_unpaid(work: &mut Workspace, order: &mut Order, expired_at: Timestamp) -> Result<(), Rejection> {
    order.reservation_ended_at = order.reserved_until.take();
    for place in 0..order.lines.len() {
        let Some(line) = order.lines.get_mut(place) else { break };
        let sku = line.sku.clone();
        let freed = line
            .units
            .move_all(|portion| portion.stage == Stage::Reserved, |portion| *portion = Portion::nowhere(Stage::Open, portion.quantity));
        promise::give_back(work, order, &sku, &freed, Place::Available)?;
    }
    work.emit(Event::OrderReservationExpired { order: order.id.clone(), expired_at });
    let bound = |line: &super::Line| line.units.portions().iter().any(|portion| portion.stage.binds_stock());
    if let Some(booked) = order.slot.as_ref().filter(|_| !order.lines.iter().any(bound)) {
        let reason = format!("slot `{}` was given up with the stock: give the order another with `change_slot`", booked.slot);
        slot::release(work, order);
        place_all(work, order, [(HoldKind::Slot, reason)]);
    }
    Ok(())
}
