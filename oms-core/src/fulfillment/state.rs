use serde::{Deserialize, Serialize};

use super::Answer;
use crate::Rejection;
use crate::order::{Order, Portion, Stage};

/// How far a fulfillment order has come.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
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
    /// Some units arrived and the others were lost or came back.
    Incomplete,
}

impl Order {
    /// Derives how far a fulfillment order has come.
    pub fn fulfillment_state(&self, number: u32) -> Result<FulfillmentState, Rejection> {
        let answer = &self.fulfillment(number)?.answer;
        let units = |first: Stage, last: Stage| -> i64 {
            let inside = |portion: &Portion| portion.fulfillment == Some(number) && portion.stage >= first && portion.stage <= last;
            self.lines.iter().map(|line| line.units.sum(inside).units()).sum()
        };
        let waiting = units(Stage::Allocated, Stage::Packed);
        let under_way = units(Stage::Shipped, Stage::Shipped);
        let arrived = units(Stage::Delivered, Stage::Delivered);
        let lost = units(Stage::Lost, Stage::Lost);
        Ok(match answer {
            Answer::Rejected(_) => FulfillmentState::Rejected,
            Answer::Canceled => FulfillmentState::Canceled,
            _ if waiting + under_way + arrived + lost == 0 => FulfillmentState::Canceled,
            _ if waiting + under_way == 0 && lost == 0 => FulfillmentState::Delivered,
            _ if waiting + under_way == 0 => FulfillmentState::Incomplete,
            _ if waiting == 0 => FulfillmentState::Shipped,
            _ if under_way + arrived + lost > 0 => FulfillmentState::PartiallyShipped,
            _ if units(Stage::Packed, Stage::Packed) > 0 => FulfillmentState::Packed,
            _ if units(Stage::Picked, Stage::Picked) > 0 => FulfillmentState::Picking,
            Answer::Accepted => FulfillmentState::Accepted,
            Answer::Awaited => FulfillmentState::Open,
        })
    }
}
