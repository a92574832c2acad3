//! Say what returned units are like, and what becomes of them.

use serde::{Deserialize, Serialize};

use super::{GradedUnits, ReturnLine, ReturnState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::exchange::follow;
use crate::inventory::{Place, check_quantity};
use crate::lot::naming;
use crate::order::{Line, Order};
use crate::reservation::LINES_MAX;
use crate::serial;
use crate::{LineId, LocationId, LotNumber, OrderId, Quantity, Rejection, ReturnId, SerialNumber, Sku};

/// Says what becomes of units of a return that have been received. Nothing is paid back by it: that is `refund_return`.
///
/// A unit found to be something else brings nothing back; the unit ordered is still with the customer, who may return it. Stock that
/// is free again goes to orders that wait for it by `release_backorders`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InspectReturn {
    /// The order.
    pub order: OrderId,
    /// The return.
    pub return_id: ReturnId,
    /// What was looked at. A line may come several times, with one disposition each.
    pub units: Vec<InspectedUnits>,
}

/// Units of a line that were looked at.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InspectedUnits {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
    /// The lot they were received in, where units of several left for the line; absent means the only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// The serial numbers of the units, where they were received with some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
    /// What becomes of them.
    pub disposition: Disposition,
    /// What they are like, where somebody grades them; what is not the item sold has no grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
}

/// What a returned unit is like.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Unopened, as it was sold.
    New,
    /// Opened, complete, without a trace of use.
    LikeNew,
    /// Light traces of use.
    Good,
    /// Clear traces of use; it works.
    Acceptable,
    /// Broken or soiled.
    Damaged,
    /// It does not work.
    Defective,
}

/// What becomes of a returned unit.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// It goes back on sale.
    Restock,
    /// It is kept, not fit for sale.
    Damaged,
    /// It stays in quality control for another look.
    Quarantine,
    /// It is to be made fit for sale again: it is kept as damaged until `move_stock` says that it is.
    Refurbish,
    /// It goes back to whoever supplied it: it is kept as damaged until `adjust_stock` says that it has left.
    ReturnToVendor,
    /// It is thrown away.
    Scrap,
    /// It is not what was sold.
    WrongItem,
}

impl Disposition {
    /// Where the unit goes from quality control.
    pub(crate) const fn place(self) -> Place {
        match self {
            Disposition::Restock => Place::Available,
            Disposition::Damaged | Disposition::Refurbish | Disposition::ReturnToVendor => Place::Damaged,
            Disposition::Quarantine => Place::QualityControl,
            Disposition::Scrap | Disposition::WrongItem => Place::Adjustment,
        }
    }

    const fn count(self, line: &mut ReturnLine) -> &mut Quantity {
        match self {
            Disposition::Restock => &mut line.restocked,
            Disposition::Damaged => &mut line.damaged,
            Disposition::Quarantine => &mut line.quarantined,
            Disposition::Refurbish => &mut line.refurbished,
            Disposition::ReturnToVendor => &mut line.returned_to_vendor,
            Disposition::Scrap => &mut line.scrapped,
            Disposition::WrongItem => &mut line.wrong_item,
        }
    }
}

pub(crate) fn reads(_: &InspectReturn, _: &mut ReadSet) {}

pub(crate) fn execute(command: &InspectReturn, work: &mut Workspace) -> Result<(), Rejection> {
    if command.units.is_empty() || command.units.len() > LINES_MAX {
        return Err(Rejection::field("units", format!("name 1 to {LINES_MAX} times units of a line")));
    }
    let mut order = work.order_to_change(&command.order)?;
    let location = count(command, work, &mut order)?;
    work.emit(Event::ReturnInspected { order: command.order.clone(), return_id: command.return_id.clone() });
    for units in &command.units {
        let line = order.line(&units.line)?;
        put_away(work, line, &location, units)?;
        serial::inspected(work, &order, (&command.return_id, &location), units)?;
        if units.disposition == Disposition::WrongItem {
            work.emit(Event::WrongItemReturned {
                order: command.order.clone(),
                return_id: command.return_id.clone(),
                line: units.line.clone(),
                quantity: units.quantity,
            });
        }
    }
    follow(work, &mut order)?;
    work.put_order(order);
    Ok(())
}

/// Counts the units in the return and answers where they lie.
fn count(command: &InspectReturn, work: &Workspace, order: &mut Order) -> Result<LocationId, Rejection> {
    let needed = "received";
    // A line that is not of the order is not of the return either, and refused as that.
    let skus: Vec<Option<Sku>> = command.units.iter().map(|units| order.line(&units.line).ok().map(|line| line.sku.clone())).collect();
    let entry = order.return_in(&command.return_id, &[ReturnState::Received], needed)?;
    let state = entry.state;
    for (units, sku) in command.units.iter().zip(&skus) {
        check_quantity("units.quantity", units.quantity)?;
        let condition = "are received in this return and not inspected";
        let line = entry.eligible_line(&command.order, (&units.line, units.quantity), ReturnLine::uninspected, condition)?;
        if let Some(sku) = sku {
            serial::take_from(work, sku, line, (units.quantity, &units.serials))?;
        }
        let count = units.disposition.count(line);
        *count = count.plus(units.quantity);
        let Some(grade) = units.grade else { continue };
        if units.disposition == Disposition::WrongItem {
            return Err(Rejection::field("units.grade", "what is not the item sold has no grade: leave it out"));
        }
        match line.grades.iter_mut().find(|graded| graded.grade == grade) {
            Some(graded) => graded.quantity = graded.quantity.plus(units.quantity),
            None => line.grades.push(GradedUnits { grade, quantity: units.quantity, refunded: Quantity::ZERO }),
        }
    }
    entry.advance();
    let (order, return_id) = (command.order.clone(), command.return_id.clone());
    entry.location.clone().ok_or(Rejection::ReturnState { order, return_id, state, needed: needed.into() })
}

fn put_away(work: &mut Workspace, line: &Line, location: &LocationId, units: &InspectedUnits) -> Result<(), Rejection> {
    let index = work.sku(&line.sku);
    if work.item(index).is_none_or(|item| !item.tracked) || units.disposition == Disposition::Quarantine {
        return Ok(());
    }
    let lot = naming::returned(line, units.lot.as_ref())?;
    let shelf = work.shelf(index, location, lot.as_ref());
    let place = naming::place_for(work, index, shelf.lot, units.disposition.place());
    work.shift(index, shelf, Place::QualityControl, place, units.quantity)?;
    // What lies in quality control is not guarded by a promise: somebody else may move it at the same time.
    work.rely_on_exact(index, shelf);
    Ok(())
}
