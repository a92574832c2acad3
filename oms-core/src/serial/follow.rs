//! What becomes of units follows from what becomes of the portions of orders they are in.

use super::moving::step_for;
use super::{SerialState, SerialStep};
use crate::batch::Workspace;
use crate::order::{Order, Portion, Stage, Units};
use crate::{LineId, LocationId, OrderId, SerialNumber, Sku};

/// Lets the papers of units follow an order that is put, and leaves on it the numbers of units that it still has.
pub(crate) fn follow(work: &mut Workspace, before: Option<&Order>, order: &mut Order) {
    if !has_serials(order) && before.is_none_or(|before| !has_serials(before)) {
        return;
    }
    let id = order.id.clone();
    for line in &mut order.lines {
        let units_before = before.and_then(|before| before.line(&line.id).ok()).map(|line| &line.units);
        if units_before == Some(&line.units) {
            continue;
        }
        let of_line = OfLine { order: &id, line: &line.id, sku: &line.sku };
        for portion in line.units.portions() {
            for serial in portion.serials.numbers() {
                let was = units_before.and_then(|units| portion_of(units, serial));
                of_line.follow(work, serial, was, Some(portion));
            }
        }
        for portion in units_before.into_iter().flat_map(Units::portions) {
            let gone = portion.serials.numbers().iter().filter(|serial| portion_of(&line.units, serial).is_none());
            gone.for_each(|serial| of_line.follow(work, serial, Some(portion), None));
        }
        line.units.drop_serials_where(|portion| SerialState::on_order(portion.stage).is_none());
    }
}

fn has_serials(order: &Order) -> bool {
    order.lines.iter().any(|line| line.units.portions().iter().any(|portion| !portion.serials.is_empty()))
}

fn portion_of<'a>(units: &'a Units, serial: &SerialNumber) -> Option<&'a Portion> {
    units.portions().iter().find(|portion| portion.serials.contains(serial))
}

struct OfLine<'a> {
    order: &'a OrderId,
    line: &'a LineId,
    sku: &'a Sku,
}

impl OfLine<'_> {
    /// A unit of the line was in one portion and is in another, or in none.
    fn follow(&self, work: &mut Workspace, serial: &SerialNumber, was: Option<&Portion>, is: Option<&Portion>) {
        let stands = |portion: &Portion| (portion.stage, portion.parcel);
        if was.map(stands) == is.map(stands) {
            return;
        }
        let Some(location) = is.and_then(|portion| portion.location.as_ref()).or(was.and_then(|portion| portion.location.as_ref())) else {
            return;
        };
        // A unit that has come back by a return goes its own way: what carriers report late is about the parcel.
        let Some(known) = work.serial(self.sku, serial).filter(|known| known.is_on(self.order, self.line)) else { return };
        let (state, parcel) = (known.current.state, known.current.parcel);
        let step = self.step(work, location, is);
        if (step.state, step.parcel) != (state, parcel) {
            work.move_serial(self.sku, serial, step);
        }
    }

    fn step(&self, work: &Workspace, location: &LocationId, is: Option<&Portion>) -> SerialStep {
        match is.map(|portion| (portion, SerialState::on_order(portion.stage))) {
            Some((portion, Some(state))) => {
                let step = step_for(work.serial_step(state, location), self.order, self.line);
                SerialStep { parcel: portion.parcel, ..step }
            }
            // A withdrawn fulfillment order leaves its units on the shelf, promised to the order.
            Some((portion, None)) if portion.stage == Stage::Reserved => work.serial_step(SerialState::InStock, location),
            // Whatever else was in somebody's hands waits until it is put away.
            _ => step_for(work.serial_step(SerialState::QualityControl, location), self.order, self.line),
        }
    }
}
