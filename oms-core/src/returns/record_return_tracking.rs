//! Take in what a carrier reports on a parcel that comes back.

use serde::{Deserialize, Serialize};

use super::ReturnState;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::fulfillment::Tracking;
use crate::{OrderId, Rejection, ReturnId, Timestamp};

/// Takes in a carrier's report on an approved return. From its first scan on the return is in transit.
///
/// A report that tells of an earlier instant than the last is acknowledged and changes nothing. What is delivered counts as received
/// only when the location has counted it: that is `receive_return`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordReturnTracking {
    /// The order.
    pub order: OrderId,
    /// The return.
    pub return_id: ReturnId,
    /// What the carrier reports.
    pub tracking: Tracking,
    /// When it happened; absent means now. An instant before the request or after now counts as that bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
}

pub(crate) fn reads(_: &RecordReturnTracking, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RecordReturnTracking, work: &mut Workspace) -> Result<(), Rejection> {
    if matches!(command.tracking, Tracking::ReturningToOrigin | Tracking::ReturnedToOrigin) {
        return Err(Rejection::field("tracking", "what goes back to the customer is called off: use `cancel_return`"));
    }
    let now = work.now();
    let mut order = work.order_to_change(&command.order)?;
    let entry = order.return_in(&command.return_id, &[ReturnState::Approved, ReturnState::InTransit], "approved or in transit")?;
    let at = command.occurred_at.unwrap_or(now).min(now).max(entry.requested_at);
    let before = entry.tracking.zip(entry.tracked_at);
    let changed = before.is_none_or(|(tracking, tracked_at)| (tracked_at, tracking) < (at, command.tracking));
    let (order_id, return_id, tracking) = (command.order.clone(), command.return_id.clone(), command.tracking);
    work.emit(Event::ReturnTracked { order: order_id, return_id, tracking, changed });
    if changed {
        entry.tracking = Some(command.tracking);
        entry.tracked_at = Some(at);
        entry.state = ReturnState::InTransit;
        work.put_order(order);
    }
    Ok(())
}
