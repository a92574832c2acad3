//! Units that come back from customers: they must be those that were sent.

use super::moving::{Named, check_shelf, step_for, wrong_count, wrong_state};
use super::number::check_number;
use super::{SerialState, SerialStep};
use crate::batch::Workspace;
use crate::order::{Line, Order, Portion, Stage};
use crate::returns::{Disposition, InspectedUnits, ReturnLine};
use crate::{LocationId, Quantity, Rejection, ReturnId, SerialNumber, Sku};

/// Units of a line that have left, and are or were with the customer.
fn has_left(portion: &Portion) -> bool {
    matches!(portion.stage, Stage::Shipped | Stage::Delivered | Stage::Lost)
}

/// As many serial numbers are named as units, except for those that have none.
fn check_count(sku: &Sku, quantity: Quantity, without: Quantity, serials: &[SerialNumber]) -> Result<(), Rejection> {
    let named = i64::try_from(serials.len()).unwrap_or(i64::MAX);
    if named > quantity.units() || quantity.units() - named > without.units() {
        return Err(wrong_count(sku, quantity, serials));
    }
    Ok(())
}

/// Units of a line that came back with a return. Each must have left on that line, and not be back yet.
pub(crate) fn take_back(work: &mut Workspace, order: &Order, line: &Line, of: &ReturnId, named: &Named<'_>) -> Result<(), Rejection> {
    let without = line.units.sum(|portion| has_left(portion) && portion.serials.is_empty());
    check_count(&line.sku, named.quantity, without, named.serials)?;
    for serial in named.serials {
        check_number(serial)?;
        let sku = check_shelf(work, named)?;
        let was_sent = line.units.portions().iter().any(|portion| has_left(portion) && portion.serials.contains(serial));
        if !was_sent || !work.serial(&sku, serial).is_some_and(|known| known.is_on(&order.id, &line.id)) {
            let (order, line) = (order.id.clone(), line.id.clone());
            return Err(Rejection::SerialNotShipped { order, line, serial: serial.clone() });
        }
        let step = step_for(work.serial_step(SerialState::QualityControl, named.location), &order.id, &line.id);
        work.move_serial(&sku, serial, SerialStep { return_id: Some(of.clone()), ..step });
    }
    Ok(())
}

/// Units of a line of a return that are looked at: they must wait in it to be.
pub(crate) fn take_from(
    work: &Workspace,
    sku: &Sku,
    entry: &mut ReturnLine,
    (quantity, serials): (Quantity, &[SerialNumber]),
) -> Result<(), Rejection> {
    let waiting = i64::try_from(entry.serials.len()).unwrap_or(i64::MAX);
    let without = Quantity::from_balance((entry.uninspected().units() - waiting).max(0));
    check_count(sku, quantity, without, serials)?;
    for serial in serials {
        let Some(place) = entry.serials.iter().position(|waiting| waiting == serial) else {
            return Err(match work.serial(sku, serial) {
                None => Rejection::UnknownSerial { sku: sku.clone(), serial: serial.clone() },
                Some(known) => wrong_state(known, "received in this return and not inspected"),
            });
        };
        entry.serials.remove(place);
    }
    Ok(())
}

/// What becomes of units of a return that were looked at.
pub(crate) fn inspected(
    work: &mut Workspace,
    order: &Order,
    (of, location): (&ReturnId, &LocationId),
    units: &InspectedUnits,
) -> Result<(), Rejection> {
    let line = order.line(&units.line)?;
    for serial in units.serials.iter().filter(|_| units.disposition != Disposition::Quarantine) {
        let step = match units.disposition {
            Disposition::Scrap => work.serial_step(SerialState::Scrapped, location),
            // Something else lay in the parcel: the unit itself is where it was.
            Disposition::WrongItem => still_out(work, line, serial, location),
            other => work.serial_step(SerialState::at(other.place()), location),
        };
        let step = step_for(step, &order.id, &line.id);
        work.move_serial(&line.sku, serial, SerialStep { return_id: Some(of.clone()), ..step });
    }
    Ok(())
}

fn still_out(work: &Workspace, line: &Line, serial: &SerialNumber, location: &LocationId) -> SerialStep {
    let portion = line.units.portions().iter().find(|portion| has_left(portion) && portion.serials.contains(serial));
    let state = portion.and_then(|portion| SerialState::on_order(portion.stage)).unwrap_or(SerialState::Delivered);
    let left_from = portion.and_then(|portion| portion.location.as_ref()).unwrap_or(location);
    SerialStep { parcel: portion.and_then(|portion| portion.parcel), ..work.serial_step(state, left_from) }
}
