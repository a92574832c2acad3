//! Put picked units into a parcel.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::moving::count_units;
use super::{FulfillmentState, Parcel};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::inventory::check_quantity;
use crate::lot::check_not_recalled;
use crate::order::{Portion, Stage};
use crate::reservation::LINES_MAX;
use crate::{LineId, OrderId, Quantity, Rejection};

/// Puts picked units of a fulfillment order into a new parcel. Its number is the next of the order, counted from 1.
///
/// Only picked units can be packed: more of a line are refused with `quantity_not_eligible`, and a fulfillment order of which
/// nothing is picked and unpacked with `fulfillment_state`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PackParcel {
    /// The order.
    pub order: OrderId,
    /// The number of the fulfillment order, counted from 1.
    pub fulfillment: u32,
    /// What goes into the parcel; empty means everything that is picked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<PackLine>,
}

/// Units of a line that go into a parcel.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PackLine {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
}

/// The most parcels an order may have.
const PARCELS_MAX: usize = 1_000;

pub(crate) fn reads(_: &PackParcel, _: &mut ReadSet) {}

pub(crate) fn execute(command: &PackParcel, work: &mut Workspace) -> Result<(), Rejection> {
    use FulfillmentState::{Packed, PartiallyShipped, Picking};
    if command.lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("name at most {LINES_MAX} lines")));
    }
    let number = command.fulfillment;
    let mut order = work.order_to_change(&command.order)?;
    let state = order.require_fulfillment(number, &[Picking, Packed, PartiallyShipped])?;
    let picked = |portion: &Portion| portion.stage == Stage::Picked && portion.fulfillment == Some(number);
    if count_units(&order, picked).is_zero() {
        return Err(order.wrong_state(number, state, &[Picking]));
    }
    check_not_recalled(work, &order, picked)?;
    if order.parcels.len() >= PARCELS_MAX {
        return Err(Rejection::field("order", format!("an order has at most {PARCELS_MAX} parcels")));
    }
    order.parcels.push(Parcel::packed(number));
    let parcel = u32::try_from(order.parcels.len()).unwrap_or(u32::MAX);
    let pack = |portion: &mut Portion| {
        portion.stage = Stage::Packed;
        portion.parcel = Some(parcel);
    };
    if command.lines.is_empty() {
        order.lines.iter_mut().for_each(|line| {
            line.units.move_all(picked, pack);
        });
    }
    for (place, named) in command.lines.iter().enumerate() {
        check_quantity(&format!("lines[{place}].quantity"), named.quantity)?;
        let line = order.line_mut(&named.line)?;
        let eligible = line.units.sum(picked);
        if named.quantity > eligible {
            let (order, line, condition) = (command.order.clone(), named.line.clone(), SmolStr::new_static("are picked"));
            return Err(Rejection::QuantityNotEligible { order, line, requested: named.quantity, eligible, condition });
        }
        line.units.move_where(named.quantity, picked, pack);
    }
    work.put_order(order);
    work.emit(Event::ParcelPacked { order: command.order.clone(), parcel });
    Ok(())
}
