//! A location answers that it will ship.

use serde::{Deserialize, Serialize};

use super::{Answer, FulfillmentState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::{OrderId, Rejection};

/// Takes in a location's answer that it will ship what it was asked for.
///
/// A location answers once: another acceptance is refused with `fulfillment_state`. A hold does not keep a location from
/// answering, nor from picking and packing; `ship_parcel` stops at the door.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptFulfillment {
    /// The order.
    pub order: OrderId,
    /// The number of the fulfillment order, counted from 1.
    pub fulfillment: u32,
}

pub(crate) fn reads(_: &AcceptFulfillment, _: &mut ReadSet) {}

pub(crate) fn execute(command: &AcceptFulfillment, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    order.require_fulfillment(command.fulfillment, &[FulfillmentState::Open])?;
    order.fulfillment_mut(command.fulfillment)?.answer = Answer::Accepted;
    work.put_order(order);
    work.emit(Event::FulfillmentAccepted { order: command.order.clone(), fulfillment: command.fulfillment });
    Ok(())
}
