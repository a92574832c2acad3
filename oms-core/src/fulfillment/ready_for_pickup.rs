//! Tell that goods wait at the store for the customer to collect them.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::moving::count_units;
use super::{Collection, FulfillmentState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::order::{Portion, Stage};
use crate::serial::{self, SerialTracking};
use crate::{OrderId, Rejection};

/// Tells that all units of a fulfillment order are set aside at the store, and wait for the customer. Their time to collect them begins,
/// where the policy gives it an end.
///
/// Only an order that is collected has such a step; units that are still to be picked come first.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadyForPickup {
    /// The order.
    pub order: OrderId,
    /// The number of the fulfillment order, counted from 1.
    pub fulfillment: u32,
    /// What whoever collects the goods has to show; empty means nothing. It is kept as it is given, in the order and in the log.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub proof_code: SmolStr,
}

/// The longest code, in bytes.
pub(super) const CODE_MAX: usize = 64;

pub(crate) fn reads(_: &ReadyForPickup, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ReadyForPickup, work: &mut Workspace) -> Result<(), Rejection> {
    use FulfillmentState::{Packed, Picking};
    check_text("proof_code", &command.proof_code, CODE_MAX)?;
    let number = command.fulfillment;
    let mut order = work.order_to_change(&command.order)?;
    if order.pickup.is_none() {
        return Err(Rejection::NothingToDo { order: command.order.clone(), action: "set aside: it is not collected, but sent".into() });
    }
    order.require_fulfillment(number, &[Picking, Packed])?;
    let to_pick = count_units(&order, |portion: &Portion| portion.stage == Stage::Allocated && portion.fulfillment == Some(number));
    if !to_pick.is_zero() {
        return Err(Rejection::field("fulfillment", format!("{to_pick} units of it are still to be picked: pick them first")));
    }
    let without = |portion: &Portion| portion.stage == Stage::Picked && portion.fulfillment == Some(number) && portion.serials.is_empty();
    for line in &order.lines {
        let (sku, units) = (work.sku(&line.sku), line.units.sum(without));
        if !units.is_zero() && work.serial_tracking(sku) == SerialTracking::Shipment {
            return Err(serial::wrong_count(&line.sku, units, &[]));
        }
    }
    let ready_at = work.now();
    let until = work.settings().policies.pickup.collect_within.map(|span| ready_at.after(span));
    let collection =
        Collection { ready_at, until, proof_code: command.proof_code.clone(), collected_by: SmolStr::default(), collected_at: None };
    order.fulfillment_mut(number)?.collection = Some(Box::new(collection));
    work.put_order(order);
    work.emit(Event::PickupReady { order: command.order.clone(), fulfillment: number, until });
    Ok(())
}
