//! Call back a parcel that is on its way.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Interception, InterceptionState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::inventory::REASON_MAX;
use crate::order::CancelReason;
use crate::{OrderId, Rejection};

/// Asks the carrier to bring back a parcel that is on its way: what has shipped cannot be canceled any more, but it may be caught.
///
/// The event `interception_requested` goes out with the log for the carrier, and its answer comes back with `resolve_interception`.
/// Until then nothing changes: the parcel is on its way, and its units stay charged. When it is back, they are canceled and credited
/// as those of any parcel that returns to its origin; when it arrives all the same, the customer returns it.
///
/// A parcel that has not shipped, has arrived, is lost or comes back already is refused with `parcel_state`. Asking while the carrier
/// has not said no changes nothing and is no error; after it has, it is asked again.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestInterception {
    /// The order.
    pub order: OrderId,
    /// The number of the parcel, counted from 1.
    pub parcel: u32,
    /// Why: by wish of the customer, or for a reason of the merchant's.
    pub reason: CancelReason,
    /// The same in somebody's words.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub note: SmolStr,
}

pub(crate) fn reads(_: &RequestInterception, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RequestInterception, work: &mut Workspace) -> Result<(), Rejection> {
    check_text("note", &command.note, REASON_MAX)?;
    let now = work.now();
    let mut order = work.order_to_change(&command.order)?;
    let parcel = order.parcel_mut(command.parcel)?;
    let is_over = parcel.tracking.is_some_and(super::Tracking::is_final);
    if !is_over && parcel.interception.as_ref().is_some_and(|known| known.is_alive()) {
        return Ok(());
    }
    if let Some(problem) = parcel.not_to_be_intercepted() {
        return Err(Rejection::ParcelState { order: command.order.clone(), parcel: command.parcel, problem: problem.into() });
    }
    parcel.interception = Some(Box::new(Interception {
        state: InterceptionState::Requested,
        requested_at: now,
        reason: command.reason,
        note: command.note.clone(),
        resolved_at: None,
        answer: SmolStr::default(),
    }));
    let (carrier, tracking_number) = (parcel.carrier.clone(), parcel.tracking_number.clone());
    work.put_order(order);
    work.emit(Event::InterceptionRequested {
        order: command.order.clone(),
        parcel: command.parcel,
        carrier,
        tracking_number,
        reason: command.reason,
    });
    Ok(())
}
