//! Take in what a carrier answers that was asked to bring a parcel back.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Interception, InterceptionState, Parcel, Tracking};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::inventory::REASON_MAX;
use crate::{OrderId, Rejection, Timestamp};

/// Brings the carrier's answer to `request_interception`; without a request it is refused with `parcel_state`.
///
/// Confirmed, the parcel is returning to its origin from then on, unless a later scan says otherwise. Failed, it stays on its way.
/// Answers may come twice, late and in any order: a confirmation counts even after a failure, since the parcel has turned round; a
/// failure after a confirmation, and whatever is answered once the parcel has come to the end of its way, is an event with `changed`
/// false. What the parcel does in the end its scans tell.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResolveInterception {
    /// The order.
    pub order: OrderId,
    /// The number of the parcel, counted from 1.
    pub parcel: u32,
    /// What the carrier answered.
    pub outcome: InterceptionOutcome,
    /// The same in its words.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub answer: SmolStr,
    /// When it answered; absent means now. An instant before the request or after now counts as that bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
}

/// What a carrier answers that was asked to bring a parcel back.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InterceptionOutcome {
    /// It brings the parcel back.
    Confirmed,
    /// It does not.
    Failed,
}

pub(crate) fn reads(_: &ResolveInterception, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ResolveInterception, work: &mut Workspace) -> Result<(), Rejection> {
    check_text("answer", &command.answer, REASON_MAX)?;
    let now = work.now();
    let mut order = work.order_to_change(&command.order)?;
    let parcel = order.parcel_mut(command.parcel)?;
    let Some(interception) = &parcel.interception else {
        let (order, problem) = (command.order.clone(), "was not called back: ask the carrier with `request_interception` first".into());
        return Err(Rejection::ParcelState { order, parcel: command.parcel, problem });
    };
    let at = command.occurred_at.unwrap_or(now).min(now).max(interception.requested_at);
    let changed = counts(parcel, interception.state, command.outcome);
    let state = command.outcome.state();
    let (order_id, number) = (command.order.clone(), command.parcel);
    work.emit(Event::InterceptionResolved { order: order_id.clone(), parcel: number, state, changed });
    if !changed {
        return Ok(());
    }
    if let Some(interception) = &mut parcel.interception {
        **interception = Interception { state, resolved_at: Some(at), answer: command.answer.clone(), ..Interception::clone(interception) };
    }
    let tracking = Tracking::ReturningToOrigin;
    if state == InterceptionState::Confirmed && parcel.is_later(tracking, at) {
        parcel.tracking = Some(tracking);
        parcel.tracked_at = Some(at);
        work.emit(Event::ParcelTracked { order: order_id, parcel: number, tracking, changed: true });
    }
    work.put_order(order);
    Ok(())
}

/// Whether an answer tells anything new about a parcel that is still on its way.
fn counts(parcel: &Parcel, state: InterceptionState, outcome: InterceptionOutcome) -> bool {
    let is_over = parcel.tracking.is_some_and(Tracking::is_final);
    !is_over
        && match state {
            InterceptionState::Requested => true,
            InterceptionState::Confirmed => false,
            InterceptionState::Failed => outcome == InterceptionOutcome::Confirmed,
        }
}

impl InterceptionOutcome {
    const fn state(self) -> InterceptionState {
        match self {
            InterceptionOutcome::Confirmed => InterceptionState::Confirmed,
            InterceptionOutcome::Failed => InterceptionState::Failed,
        }
    }
}
