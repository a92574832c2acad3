//! Note that a picker took another lot than was planned.

use serde::{Deserialize, Serialize};

use super::{LotBar, Need, naming};
use crate::batch::{ReadSet, Shelf, SkuIndex, Workspace};
use crate::event::Event;
use crate::inventory::{Place, check_quantity};
use crate::order::{Order, Portion, Stage};
use crate::routing::promise;
use crate::serial;
use crate::{LineId, LotNumber, OrderId, Quantity, Rejection, Sku};

/// Gives units of a fulfillment order from another lot of the same location, in one step: those of the old lot are free again, and as
/// many of the new one are promised.
///
/// It is refused with `insufficient_bucket` if the new lot has too little that is free, and with `lot_not_for_sale` if it was recalled,
/// has expired, or would not last as long as the order asks for. Units that have been picked or packed may change as well, as when a
/// packer replaces what was recalled.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeLot {
    /// The order.
    pub order: OrderId,
    /// The number of the fulfillment order, counted from 1.
    pub fulfillment: u32,
    /// The line.
    pub line: LineId,
    /// The lot that was planned.
    pub from_lot: LotNumber,
    /// The lot that is taken.
    pub to_lot: LotNumber,
    /// How many units; absent means all of the old lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

pub(crate) fn reads(_: &ChangeLot, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ChangeLot, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    let location = order.fulfillment_mut(command.fulfillment)?.location.clone();
    let line = order.line(&command.line)?;
    let name = line.sku.clone();
    let of_old = |portion: &Portion| {
        portion.fulfillment == Some(command.fulfillment)
            && portion.lot.as_ref() == Some(&command.from_lot)
            && matches!(portion.stage, Stage::Allocated | Stage::Picked | Stage::Packed)
    };
    let eligible = line.units.sum(of_old);
    let quantity = command.quantity.unwrap_or(eligible);
    if eligible.is_zero() || quantity > eligible {
        let (order, line) = (command.order.clone(), command.line.clone());
        let condition = "are of that lot in this fulfillment order and have not left".into();
        return Err(Rejection::QuantityNotEligible { order, line, requested: quantity, eligible, condition });
    }
    check_quantity("quantity", quantity)?;
    if line.units.leaves_open_which(quantity, of_old) {
        return Err(serial::wrong_count(&name, quantity, &[]));
    }
    if command.from_lot == command.to_lot {
        return Err(Rejection::field("to_lot", "name another lot than `from_lot`"));
    }
    let sku = work.stocked_item(&name)?;
    check_for_sale(work, &order, sku, command)?;
    let lot = naming::known(work, sku, Some(&command.to_lot))?;
    let shelf = Shelf { location: work.location(&location), lot };
    let settings = work.shared_settings();
    let safety_too = settings.channel(&order.channel).is_ok_and(|channel| channel.ignores_safety_stock);
    work.take(sku, shelf, Place::Committed, quantity, safety_too)?;
    let old = (&location, Some(&command.from_lot));
    promise::move_bound(work, &name, old, Place::Committed, Place::Available, quantity)?;
    order.line_mut(&command.line)?.units.move_where(quantity, of_old, |portion| portion.lot = Some(command.to_lot.clone()));
    work.put_order(order);
    work.emit(Event::LotChanged {
        order: command.order.clone(),
        line: command.line.clone(),
        fulfillment: command.fulfillment,
        from_lot: command.from_lot.clone(),
        to_lot: command.to_lot.clone(),
        quantity,
    });
    Ok(())
}

fn check_for_sale(work: &mut Workspace, order: &Order, sku: SkuIndex, command: &ChangeLot) -> Result<(), Rejection> {
    let index = work.lot_index(sku, &command.to_lot);
    let need: Option<Need> = order.need(work, sku);
    let bar: Option<LotBar> = need.zip(work.lot(sku, index)).and_then(|(need, lot)| need.bar(lot));
    match bar {
        Some(bar) => Err(not_for_sale(work.slot(sku).sku(), &command.to_lot, bar)),
        None => Ok(()),
    }
}

fn not_for_sale(sku: &Sku, lot: &LotNumber, bar: LotBar) -> Rejection {
    Rejection::LotNotForSale { sku: sku.clone(), lot: lot.clone(), bar }
}

/// Refuses what would send out units of a recalled lot, among those that satisfy a condition.
pub(crate) fn check_not_recalled(work: &mut Workspace, order: &Order, condition: impl Fn(&Portion) -> bool) -> Result<(), Rejection> {
    for line in &order.lines {
        for portion in line.units.portions().iter().filter(|portion| portion.lot.is_some() && condition(portion)) {
            let Some(number) = &portion.lot else { continue };
            let sku = work.sku(&line.sku);
            let index = work.lot_index(sku, number);
            if work.lot(sku, index).is_some_and(|lot| lot.recalled.is_some()) {
                return Err(not_for_sale(&line.sku, number, LotBar::Recalled));
            }
        }
    }
    Ok(())
}
