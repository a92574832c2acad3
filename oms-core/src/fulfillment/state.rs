use serde::{Deserialize, Serialize};

use super::Answer;
use crate::Rejection;
use crate::order::{Order, Portion, Stage};

/// How far a fulfillment order has come.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FulfillmentState {
    /// The location has not answered.
    Open,
    /// The location will ship; nothing is picked.
    Accepted,
    /// Some units are picked, none of them packed or shipped.
    Picking,
    /// Some units are in parcels that have not left.
    Packed,
    /// All units wait at the store for the customer to collect them.
    ReadyForPickup,
    /// Some units have left, others have still to.
    PartiallyShipped,
    /// All units have left.
    Shipped,
    /// All units have arrived.
    Delivered,
    /// The location refused.
    Rejected,
    /// It was withdrawn, or all its units were canceled.
    Canceled,
    /// All units have left, and some or all of them were lost or came back.
    Incomplete,
}

impl FulfillmentState {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            FulfillmentState::Open => "open",
            FulfillmentState::Accepted => "accepted",
            FulfillmentState::Picking => "picking",
            FulfillmentState::Packed => "packed",
            FulfillmentState::ReadyForPickup => "ready_for_pickup",
            FulfillmentState::PartiallyShipped => "partially_shipped",
            FulfillmentState::Shipped => "shipped",
            FulfillmentState::Delivered => "delivered",
            FulfillmentState::Rejected => "rejected",
            FulfillmentState::Canceled => "canceled",
            FulfillmentState::Incomplete => "incomplete",
        }
    }
}

impl Order {
    /// Derives how far a fulfillment order has come.
    pub fn fulfillment_state(&self, number: u32) -> Result<FulfillmentState, Rejection> {
        let fulfillment = self.fulfillment(number)?;
        let answer = &fulfillment.answer;
        let is_ready = fulfillment.collection.as_ref().is_some_and(|collection| collection.is_waiting());
        let units = |first: Stage, last: Stage| -> i64 {
            let inside = |portion: &Portion| portion.fulfillment == Some(number) && portion.stage >= first && portion.stage <= last;
            self.lines.iter().map(|line| line.units.sum(inside).units()).sum()
        };
        let waiting = units(Stage::Allocated, Stage::Packed);
        let under_way = units(Stage::Shipped, Stage::Shipped);
        let arrived = units(Stage::Delivered, Stage::Delivered);
        // Units that were canceled after they had left are still in the record of their parcel: they came back.
        let came_back =
            |portion: &Portion| portion.fulfillment == Some(number) && portion.stage == Stage::Canceled && portion.parcel.is_some();
        let lost = units(Stage::Lost, Stage::Lost) + self.lines.iter().map(|line| line.units.sum(came_back).units()).sum::<i64>();
        Ok(match answer {
            Answer::Rejected(_) => FulfillmentState::Rejected,
            Answer::Canceled => FulfillmentState::Canceled,
            _ if waiting + under_way + arrived + lost == 0 => FulfillmentState::Canceled,
            _ if waiting + under_way == 0 && lost == 0 => FulfillmentState::Delivered,
            _ if waiting + under_way == 0 => FulfillmentState::Incomplete,
            _ if waiting == 0 => FulfillmentState::Shipped,
            _ if is_ready => FulfillmentState::ReadyForPickup,
            _ if under_way + arrived + lost > 0 => FulfillmentState::PartiallyShipped,
            _ if units(Stage::Packed, Stage::Packed) > 0 => FulfillmentState::Packed,
            _ if units(Stage::Picked, Stage::Picked) > 0 => FulfillmentState::Picking,
            Answer::Accepted => FulfillmentState::Accepted,
            Answer::Awaited => FulfillmentState::Open,
        })
    }

    /// The state of a fulfillment order, if it is one of those in which a command applies.
    pub(crate) fn require_fulfillment(&self, number: u32, needed: &[FulfillmentState]) -> Result<FulfillmentState, Rejection> {
        let state = self.fulfillment_state(number)?;
        if needed.contains(&state) { Ok(state) } else { Err(self.wrong_state(number, state, needed)) }
    }

    /// The refusal of a command that needs a fulfillment order in one of other states.
    pub(crate) fn wrong_state(&self, number: u32, state: FulfillmentState, needed: &[FulfillmentState]) -> Rejection {
        let names: Vec<&str> = needed.iter().map(|state| state.name()).collect();
        Rejection::FulfillmentState { order: self.id.clone(), fulfillment: number, state, needed: names.join(" or ").into() }
    }
}
