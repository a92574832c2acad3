//! Hand goods to the customer who collects them.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::moving::{move_stock, move_units};
use super::uncollected::is_waiting;
use super::{FulfillmentState, Parcel, Tracking};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::inventory::Place;
use crate::order::Stage;
use crate::payment::check_before_shipping;
use crate::{Arrange, OrderId, Rejection};

/// Records that the customer, or whoever came in their place, was handed what waited for them. It is delivered by that: days within which
/// it may be returned count from here.
///
/// The code must be that of `ready_for_pickup`, if it has one. Whatever keeps a parcel from leaving keeps goods from being handed over:
/// holds, and payment that is due where the channel wants it first.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CollectOrder {
    /// The order.
    pub order: OrderId,
    /// The number of the fulfillment order, counted from 1.
    pub fulfillment: u32,
    /// Who came, in the words of the store.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub collected_by: SmolStr,
    /// The code that was shown.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub proof_code: SmolStr,
}

/// The longest name of who came, in bytes.
const NAME_MAX: usize = 512;

pub(crate) fn reads(_: &CollectOrder, _: &mut ReadSet) {}

pub(crate) fn execute(command: &CollectOrder, work: &mut Workspace) -> Result<(), Rejection> {
    check_text("collected_by", &command.collected_by, NAME_MAX)?;
    let (number, now) = (command.fulfillment, work.now());
    let mut order = work.order_to_change(&command.order)?;
    order.require_fulfillment(number, &[FulfillmentState::ReadyForPickup])?;
    if let Some(hold) = order.holds.iter().find(|hold| hold.kind.stops_shipping()) {
        return Err(Rejection::OnHold { order: command.order.clone(), hold: hold.id.clone(), kind: hold.kind });
    }
    check_before_shipping(work, &order)?;
    if let Some(collection) = &mut order.fulfillment_mut(number)?.collection {
        if !is_same(&collection.proof_code, &command.proof_code) {
            return Err(Rejection::WrongProofCode { order: command.order.clone(), fulfillment: number });
        }
        collection.collected_at = Some(now);
        collection.collected_by = command.collected_by.clone();
    }
    // What was not packed is handed over as one parcel; what was keeps the one it is in.
    let packed = order.lines.iter().flat_map(|line| line.units.portions()).filter(|portion| is_waiting(portion, number));
    let mut parcels: Vec<u32> = packed.filter_map(|portion| portion.parcel).collect();
    let loose = u32::try_from(order.parcels.len() + 1).unwrap_or(u32::MAX);
    let moved = move_units(
        &mut order,
        |portion| is_waiting(portion, number),
        |portion| {
            portion.stage = Stage::Delivered;
            portion.parcel = portion.parcel.or(Some(loose));
        },
    );
    if moved.iter().any(|moved| moved.portions.iter().any(|portion| portion.parcel.is_none())) {
        order.parcels.push(Parcel::packed(number));
        parcels.push(loose);
    }
    move_stock(work, &moved, Place::Committed, Place::Customer)?;
    parcels.arrange();
    parcels.dedup();
    for parcel in parcels {
        let handed = order.parcel_mut(parcel)?;
        handed.shipped_at = Some(now);
        handed.delivered_at = Some(now);
        handed.tracking = Some(Tracking::Delivered);
        handed.tracked_at = Some(now);
    }
    work.put_order(order);
    work.emit(Event::OrderCollected { order: command.order.clone(), fulfillment: number, collected_by: command.collected_by.clone() });
    Ok(())
}

/// Whether a code is the one that is kept. All of it is compared, however early it differs, so that the time this takes tells nothing.
fn is_same(kept: &str, shown: &str) -> bool {
    if kept.is_empty() {
        return true;
    }
    let differs = kept.bytes().zip(shown.bytes().chain(std::iter::repeat(0))).fold(0, |differs, (kept, shown)| differs | kept ^ shown);
    differs == 0 && kept.len() == shown.len()
}
