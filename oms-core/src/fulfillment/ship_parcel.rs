//! Hand a parcel to a carrier.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::Tracking;
use super::moving::{move_stock, move_units};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::inventory::Place;
use crate::lot::check_not_recalled;
use crate::order::{Portion, Stage};
use crate::payment::check_before_shipping;
use crate::{OrderId, Rejection};

/// Records that a parcel was handed to a carrier: its units have left the location's stock.
///
/// Holds that were placed after the work was given out take effect here: while a payment, address, totals, duplicate, review
/// or manual hold is on the order, no parcel of it leaves (`on_hold`). A parcel that has shipped, or that is empty since
/// all its units were canceled, is refused with `parcel_state`.
///
/// Where the channel wants payment first, what is due must be captured or validly authorized: a parcel that would leave on an
/// authorization that has expired is refused with `authorization_expired`, until the payment is authorized again or captured.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShipParcel {
    /// The order.
    pub order: OrderId,
    /// The number of the parcel, counted from 1.
    pub parcel: u32,
    /// Who carries it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub carrier: SmolStr,
    /// The carrier's service.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub service: SmolStr,
    /// The number to find it by.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub tracking_number: SmolStr,
}

/// The longest name of a carrier or service, and the longest tracking number, in bytes.
const TEXT_MAX: usize = 128;

pub(crate) fn reads(_: &ShipParcel, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ShipParcel, work: &mut Workspace) -> Result<(), Rejection> {
    for (field, text) in [("carrier", &command.carrier), ("service", &command.service), ("tracking_number", &command.tracking_number)] {
        if text.len() > TEXT_MAX || text.chars().any(char::is_control) {
            return Err(Rejection::field(field, format!("give at most {TEXT_MAX} bytes without control characters")));
        }
    }
    let now = work.now();
    let number = command.parcel;
    let mut order = work.order_to_change(&command.order)?;
    let refused = |problem: String| Rejection::ParcelState { order: command.order.clone(), parcel: number, problem: problem.into() };
    let held = order.holds.iter().find(|hold| hold.kind.stops_shipping()).map(|hold| (hold.id.clone(), hold.kind));
    let parcel = order.parcel_mut(number)?;
    if let Some(at) = parcel.shipped_at {
        return Err(refused(format!("was shipped at {at}")));
    }
    if let Some((hold, kind)) = held {
        return Err(Rejection::OnHold { order: command.order.clone(), hold, kind });
    }
    check_before_shipping(work, &order)?;
    let parcel = order.parcel_mut(number)?;
    parcel.carrier = command.carrier.clone();
    parcel.service = command.service.clone();
    parcel.tracking_number = command.tracking_number.clone();
    parcel.shipped_at = Some(now);
    parcel.tracking = Some(Tracking::InTransit);
    let inside = |portion: &Portion| portion.stage == Stage::Packed && portion.parcel == Some(number);
    check_not_recalled(work, &order, inside)?;
    let moved = move_units(&mut order, inside, |portion| portion.stage = Stage::Shipped);
    if moved.is_empty() {
        return Err(refused("is empty: all its units were canceled".to_owned()));
    }
    move_stock(work, &moved, Place::Committed, Place::Customer)?;
    work.put_order(order);
    work.emit(Event::ParcelShipped { order: command.order.clone(), parcel: number });
    Ok(())
}
