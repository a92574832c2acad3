//! Parcels that are called back while they are on their way, as the model takes them.

use oms_core::Timestamp;
use oms_core::fulfillment::{InterceptionOutcome, RequestInterception, ResolveInterception, Tracking};

use super::record::ParcelRecord;
use super::{Model, Refusal, refuse};

/// The longest words about it, in bytes.
const WORDS_MAX: usize = 1_000;

/// Whether a carrier was asked, and what it or its scans said: `requested`, `confirmed` or `failed`.
#[derive(Clone, Debug)]
pub(crate) struct Recall {
    pub(crate) state: &'static str,
    pub(crate) requested_at: Timestamp,
    pub(crate) resolved_at: Option<Timestamp>,
}

impl Model {
    pub(crate) fn request_interception(&mut self, command: &RequestInterception) -> Result<(), Refusal> {
        if command.note.len() > WORDS_MAX {
            return refuse("invalid_field");
        }
        let mut order = self.find(&command.order)?;
        let now = self.now();
        let parcel = order.parcel(command.parcel)?;
        let asked = parcel.recall.as_ref().is_some_and(|recall| recall.state != "failed");
        let on_its_way = match parcel.tracking {
            None | Some(Tracking::Delivered | Tracking::Lost | Tracking::ReturnedToOrigin) => false,
            Some(Tracking::ReturningToOrigin) => asked,
            Some(_) => true,
        };
        if !on_its_way {
            return refuse("parcel_state");
        }
        if !asked {
            order.parcel_mut(command.parcel).recall = Some(Recall { state: "requested", requested_at: now, resolved_at: None });
            self.put(order);
        }
        Ok(())
    }

    pub(crate) fn resolve_interception(&mut self, command: &ResolveInterception) -> Result<(), Refusal> {
        if command.answer.len() > WORDS_MAX {
            return refuse("invalid_field");
        }
        let mut order = self.find(&command.order)?;
        let now = self.now();
        order.parcel(command.parcel)?;
        let parcel = order.parcel_mut(command.parcel);
        let Some(recall) = &mut parcel.recall else { return refuse("parcel_state") };
        let has_ended = matches!(parcel.tracking, Some(Tracking::Delivered | Tracking::Lost | Tracking::ReturnedToOrigin));
        let confirms = command.outcome == InterceptionOutcome::Confirmed;
        if has_ended || recall.state == "confirmed" || (recall.state == "failed" && !confirms) {
            return Ok(());
        }
        let at = command.occurred_at.unwrap_or(now).min(now).max(recall.requested_at);
        recall.state = if confirms { "confirmed" } else { "failed" };
        recall.resolved_at = Some(at);
        let told = (at, Tracking::ReturningToOrigin);
        if confirms && parcel.tracked_at.is_none_or(|before| told > (before, parcel.tracking.expect("a parcel that has shipped"))) {
            (parcel.tracked_at, parcel.tracking) = (Some(told.0), Some(told.1));
        }
        self.put(order);
        Ok(())
    }
}

impl ParcelRecord {
    /// A parcel that was called back has arrived, is lost or comes back: that is the answer.
    pub(super) fn answer_by_scan(&mut self) {
        let Some(recall) = &mut self.recall else { return };
        let came_back = matches!(self.tracking, Some(Tracking::ReturningToOrigin | Tracking::ReturnedToOrigin));
        let state = match (recall.state, self.tracking) {
            ("requested", _) if came_back => "confirmed",
            ("requested", Some(Tracking::Lost)) | ("requested" | "confirmed", Some(Tracking::Delivered)) => "failed",
            _ => return,
        };
        recall.state = state;
        recall.resolved_at = self.tracked_at.max(Some(recall.requested_at));
    }
}
