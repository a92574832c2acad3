//! A location answers that it will not ship; its units are routed anew.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::moving::move_units;
use super::{Answer, FulfillmentState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::inventory::{Place, check_reason};
use crate::order::capture_order::place_all;
use crate::order::{HoldKind, Portion, Stage, allocate_order};
use crate::routing::promise;
use crate::{OrderId, Rejection};

/// Takes in a location's answer that it will not ship, before or after it accepted, as long as nothing is packed.
///
/// The location is not asked again for these lines, and the reason is kept. Its stock is free for others at once, except that
/// units already picked go to quality control until somebody has put them away. The units are promised anew in the same step:
/// another location gets them, or they go on backorder as far as the item allows, or they stay open under a stock hold.
///
/// An order that is collected goes nowhere else by itself: its units stay open under a hold of the kind `pickup_rejected`, and it stands in
/// the queue of that name, until it is collected elsewhere or sent (`change_pickup`, `change_slot`), assigned to the store again with
/// `assign_location`, or canceled.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RejectFulfillment {
    /// The order.
    pub order: OrderId,
    /// The number of the fulfillment order, counted from 1.
    pub fulfillment: u32,
    /// Why, in the location's words.
    pub reason: SmolStr,
}

pub(crate) fn reads(_: &RejectFulfillment, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RejectFulfillment, work: &mut Workspace) -> Result<(), Rejection> {
    check_reason(&command.reason)?;
    let (number, reason) = (command.fulfillment, &command.reason);
    let mut order = work.order_to_change(&command.order)?;
    order.require_fulfillment(number, &[FulfillmentState::Open, FulfillmentState::Accepted, FulfillmentState::Picking])?;
    let fulfillment = order.fulfillment_mut(number)?;
    fulfillment.answer = Answer::Rejected(reason.clone());
    let location = fulfillment.location.clone();
    let theirs = |portion: &Portion| portion.fulfillment == Some(number) && matches!(portion.stage, Stage::Allocated | Stage::Picked);
    let moved = move_units(&mut order, theirs, |portion| *portion = Portion::nowhere(Stage::Open, portion.quantity));
    work.emit(Event::FulfillmentRejected { order: command.order.clone(), fulfillment: number, reason: reason.clone() });
    for moved in moved {
        promise::give_back(work, &order, &moved.sku, &moved.portions, Place::QualityControl)?;
        order.exclude(&moved.line, &location, reason);
    }
    if order.pickup.is_some() {
        let reason = format!("`{location}` will not hand it over: {reason}");
        place_all(work, &mut order, [(HoldKind::PickupRejected, reason)]);
    } else {
        allocate_order::allocate_open(work, &mut order)?;
    }
    work.put_order(order);
    Ok(())
}
