//! Take in what a carrier reports on a parcel.

use serde::{Deserialize, Serialize};

use super::moving::{Moved, move_stock, move_units};
use super::{Parcel, Tracking};
use crate::batch::{ReadSet, Workspace};
use crate::claim::open_for_lost_parcel;
use crate::event::Event;
use crate::inventory::Place;
use crate::order::{Order, Portion, Stage, cancel_order};
use crate::payment;
use crate::{OrderId, ProviderEventId, Rejection, Timestamp};

/// Takes in a carrier's report on a parcel that has shipped; one that has not is refused with `parcel_state`.
///
/// Reports may come late, several times and in any order. Among reports on the way the one that occurred last tells the
/// state; delivered, lost and returned to origin end it, and the first of these stays: a parcel that turns up after it was
/// lost is a matter for its claim. What is late or known already is an event with `changed` false, and the order stays as it is.
/// A failed attempt that is reported late counts all the same, unless the parcel's way has ended.
///
/// A delivery moves the parcel's units to the customer. Lost units stay charged until a claim is settled. A parcel that came
/// back cancels its units and credits their share, as `cancel_order` does; the goods go to quality control at the location
/// they came from. A parcel that was called back was intercepted if it comes back, and was not if it arrives or is lost.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordTracking {
    /// The order.
    pub order: OrderId,
    /// The number of the parcel, counted from 1.
    pub parcel: u32,
    /// What is reported.
    pub tracking: Tracking,
    /// The carrier's id of the report: the same report counts once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<ProviderEventId>,
    /// When it happened; absent means now. An instant before the parcel shipped or after now counts as that bound, since
    /// carriers' clocks are not ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
}

/// How many of the latest ids of reports a parcel remembers.
const SEEN_MAX: usize = 64;

pub(crate) fn reads(_: &RecordTracking, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RecordTracking, work: &mut Workspace) -> Result<(), Rejection> {
    let (number, now) = (command.parcel, work.now());
    let mut order = work.order_to_change(&command.order)?;
    let parcel = order.parcel_mut(number)?;
    let Some(shipped_at) = parcel.shipped_at else {
        let (order, problem) = (command.order.clone(), "has not shipped: ship it first".into());
        return Err(Rejection::ParcelState { order, parcel: number, problem });
    };
    let at = command.occurred_at.unwrap_or(now).min(now).max(shipped_at);
    let changed = take_in(parcel, command, at);
    work.emit(Event::ParcelTracked { order: command.order.clone(), parcel: number, tracking: command.tracking, changed });
    if !changed {
        return Ok(());
    }
    if let Some(state) = parcel.heed_interception() {
        work.emit(Event::InterceptionResolved { order: command.order.clone(), parcel: number, state, changed });
    }
    match command.tracking {
        Tracking::Delivered => arrive(&mut order, number, Stage::Delivered),
        Tracking::Lost => {
            arrive(&mut order, number, Stage::Lost);
            open_for_lost_parcel(work, &mut order, number);
        }
        Tracking::ReturnedToOrigin => come_back(work, &mut order, number)?,
        _ => {}
    }
    work.put_order(order);
    Ok(())
}

/// Notes a report on the parcel. Says whether it told anything new.
fn take_in(parcel: &mut Parcel, report: &RecordTracking, at: Timestamp) -> bool {
    let current = parcel.tracking.unwrap_or(Tracking::InTransit);
    let is_known = report.event.as_ref().is_some_and(|event| parcel.seen.contains(event));
    if is_known || current.is_final() {
        return false;
    }
    let is_later = parcel.is_later(report.tracking, at);
    let is_repeated = report.event.is_none() && parcel.tracked_at == Some(at) && current == report.tracking;
    // A failed attempt happened, even if something later has been reported before it.
    let is_attempt = report.tracking == Tracking::FailedAttempt && !is_repeated;
    if !is_later && !is_attempt && !report.tracking.is_final() {
        return false;
    }
    if is_attempt {
        parcel.failed_attempts = parcel.failed_attempts.saturating_add(1);
    }
    if is_later || report.tracking.is_final() {
        parcel.tracking = Some(report.tracking);
        parcel.tracked_at = Some(at);
    }
    if report.tracking == Tracking::Delivered {
        parcel.delivered_at = Some(at);
    }
    if let Some(event) = &report.event {
        if parcel.seen.len() >= SEEN_MAX {
            parcel.seen.remove(0);
        }
        parcel.seen.push(event.clone());
    }
    true
}

fn is_under_way(portion: &Portion, parcel: u32) -> bool {
    portion.stage == Stage::Shipped && portion.parcel == Some(parcel)
}

/// The parcel's units come to the end of their way. Their stock left the books when they shipped.
fn arrive(order: &mut Order, parcel: u32, stage: Stage) {
    move_units(order, |portion| is_under_way(portion, parcel), |portion| portion.stage = stage);
}

/// The parcel's units are back where they came from: off the order, and to be looked at before anybody buys them.
fn come_back(work: &mut Workspace, order: &mut Order, parcel: u32) -> Result<(), Rejection> {
    let mut back: Vec<Moved> = Vec::new();
    for line in &order.lines {
        let portions: Vec<Portion> = line.units.portions().iter().filter(|portion| is_under_way(portion, parcel)).cloned().collect();
        if !portions.is_empty() {
            back.push(Moved { line: line.id.clone(), sku: line.sku.clone(), portions: portions.into() });
        }
    }
    for moved in &back {
        cancel_order::cancel_where(work, order, &moved.line, moved.quantity(), |portion| is_under_way(portion, parcel))?;
    }
    move_stock(work, &back, Place::Customer, Place::QualityControl)?;
    cancel_order::close(work, order);
    payment::settle_cancellation(work, order)
}
