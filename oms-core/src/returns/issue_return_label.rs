//! Tell how an approved return is to be sent: a label, or a courier who picks it up.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::ReturnState;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::{ID_LENGTH_MAX, OrderId, Rejection, ReturnId, Timestamp};

/// Records the label of the merchant's on which an approved return comes, or the pick-up that was agreed. A later one takes its place.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IssueReturnLabel {
    /// The order.
    pub order: OrderId,
    /// The return.
    pub return_id: ReturnId,
    /// How it is sent.
    pub label: ReturnLabel,
}

/// How a return is sent.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnLabel {
    /// Who carries it.
    pub carrier: SmolStr,
    /// The number to find it by.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub tracking_number: SmolStr,
    /// When a courier picks it up; absent where the customer hands it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup_at: Option<Timestamp>,
}

pub(crate) fn reads(_: &IssueReturnLabel, _: &mut ReadSet) {}

pub(crate) fn execute(command: &IssueReturnLabel, work: &mut Workspace) -> Result<(), Rejection> {
    check_text("label.carrier", &command.label.carrier, ID_LENGTH_MAX)?;
    check_text("label.tracking_number", &command.label.tracking_number, ID_LENGTH_MAX)?;
    if command.label.carrier.trim().is_empty() {
        return Err(Rejection::field("label.carrier", "name who carries it"));
    }
    let mut order = work.order_to_change(&command.order)?;
    let entry = order.return_in(&command.return_id, &[ReturnState::Approved], "approved")?;
    entry.label = Some(command.label.clone());
    work.emit(Event::ReturnLabelIssued { order: command.order.clone(), return_id: command.return_id.clone() });
    work.put_order(order);
    Ok(())
}
