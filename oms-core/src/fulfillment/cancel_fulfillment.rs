//! Withdraw a fulfillment order before it is packed.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::moving::{move_stock, move_units};
use super::{Answer, FulfillmentState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::inventory::{Place, check_reason};
use crate::order::{Portion, Stage};
use crate::reservation::expiry;
use crate::{OrderId, Rejection};

/// Withdraws a fulfillment order of which nothing is packed. The order keeps its stock: the units are reserved at the same
/// location, those already picked too, and `allocate_order` or the release of a hold gives them out again.
///
/// To give the stock up, cancel units of the order instead; to have another location ship, reject. Withdrawing what is
/// canceled already changes nothing and is no error.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelFulfillment {
    /// The order.
    pub order: OrderId,
    /// The number of the fulfillment order, counted from 1.
    pub fulfillment: u32,
    /// Why, in somebody's words.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}

pub(crate) fn reads(_: &CancelFulfillment, _: &mut ReadSet) {}

pub(crate) fn execute(command: &CancelFulfillment, work: &mut Workspace) -> Result<(), Rejection> {
    if !command.reason.is_empty() {
        check_reason(&command.reason)?;
    }
    let number = command.fulfillment;
    let mut order = work.order_to_change(&command.order)?;
    let withdrawable = [FulfillmentState::Open, FulfillmentState::Accepted, FulfillmentState::Picking, FulfillmentState::Canceled];
    if order.require_fulfillment(number, &withdrawable)? == FulfillmentState::Canceled {
        return Ok(());
    }
    order.fulfillment_mut(number)?.answer = Answer::Canceled;
    let theirs = |portion: &Portion| portion.fulfillment == Some(number) && matches!(portion.stage, Stage::Allocated | Stage::Picked);
    let moved = move_units(&mut order, theirs, |portion| {
        portion.stage = Stage::Reserved;
        portion.fulfillment = None;
    });
    move_stock(work, &moved, Place::Committed, Place::Reserved)?;
    expiry::limit_unpaid(work, &mut order);
    work.emit(Event::FulfillmentCanceled { order: command.order.clone(), fulfillment: number });
    work.put_order(order);
    Ok(())
}
