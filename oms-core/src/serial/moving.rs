//! Units that are named one by one: looked up, checked, and moved together with the stock they are counted in.

use super::number::{SERIALS_MAX, check_number};
use super::{SERIAL_HISTORY_MAX, Serial, SerialState, SerialStep, SerialTracking, document_id, key_of, shelf_id};
use crate::batch::{SkuIndex, Workspace};
use crate::document::DocumentBody;
use crate::event::Event;
use crate::inventory::Place;
use crate::item::Item;
use crate::order::Line;
use crate::{DocumentId, LineId, LocationId, OrderId, Quantity, Rejection, SerialNumber, Sku};

/// A unit that became something else by the current command: what it was, and what it is, each with the place where it counts.
#[derive(Clone, Debug)]
pub(crate) struct SerialMove {
    pub(super) sku: Sku,
    pub(super) from: Option<(SerialState, Option<LocationId>)>,
    pub(super) to: (SerialState, Option<LocationId>),
}

/// Units of a SKU at a location, and the serial numbers that a command names for them in a field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    pub(crate) sku: SkuIndex,
    pub(crate) location: &'a LocationId,
    pub(crate) quantity: Quantity,
    pub(crate) field: &'a str,
    pub(crate) serials: &'a [SerialNumber],
}

impl Workspace {
    /// When the serial numbers of an item are captured.
    pub(crate) fn serial_tracking(&self, sku: SkuIndex) -> SerialTracking {
        self.item(sku).map_or(SerialTracking::None, |item| item.tracks_serials)
    }

    /// What is known of a unit.
    pub(crate) fn serial(&self, sku: &Sku, serial: &SerialNumber) -> Option<&Serial> {
        match &self.document(&key_of(sku, serial)?)?.body {
            DocumentBody::Serial(serial) => Some(serial),
            _ => None,
        }
    }

    /// What becomes of a unit by the current command; whoever knows more adds it.
    pub(super) fn serial_step(&self, state: SerialState, location: &LocationId) -> SerialStep {
        SerialStep {
            at: self.now(),
            command: self.command().clone(),
            state,
            location: Some(location.clone()),
            order: None,
            line: None,
            parcel: None,
            return_id: None,
            transfer: None,
        }
    }

    /// Notes what has become of a unit, known or new.
    pub(crate) fn move_serial(&mut self, sku: &Sku, number: &SerialNumber, step: SerialStep) {
        let Ok(id) = document_id(sku, number) else { return };
        let before = self.serial(sku, number);
        let from = before.map(|serial| (serial.current.state, serial.current.location.clone()));
        let mut history = before.map(|serial| serial.history.clone()).unwrap_or_default();
        history.extend(before.map(|serial| serial.current.clone()));
        if history.len() > SERIAL_HISTORY_MAX {
            history.drain(..history.len() - SERIAL_HISTORY_MAX);
        }
        let to = (step.state, step.location.clone());
        self.emit(Event::SerialMoved {
            sku: sku.clone(),
            serial: number.clone(),
            state: step.state,
            location: step.location.clone(),
            order: step.order.clone(),
            parcel: step.parcel,
        });
        self.serial_moves.push(SerialMove { sku: sku.clone(), from, to });
        self.put_document(id, DocumentBody::Serial(Serial { sku: sku.clone(), number: number.clone(), current: step, history }));
    }
}

/// Units that come in from outside: their numbers are new, or those of units that had left the books.
pub(crate) fn arrive(work: &mut Workspace, named: &Named<'_>, place: Place) -> Result<(), Rejection> {
    if !check_counted(work, named)? {
        return Ok(());
    }
    let sku = check_shelf(work, named)?;
    for serial in named.serials {
        check_number(serial)?;
        if let Some(known) = work.serial(&sku, serial).filter(|known| known.current.state != SerialState::Removed) {
            return Err(already_known(known));
        }
        let step = work.serial_step(SerialState::at(place), named.location);
        work.move_serial(&sku, serial, step);
    }
    Ok(())
}

/// Units that a transfer brings, or loses: they are on their way by it, or nobody wrote down that they are.
pub(crate) fn arrive_from(work: &mut Workspace, transfer: &DocumentId, named: &Named<'_>, place: Place) -> Result<(), Rejection> {
    if !check_counted(work, named)? {
        return Ok(());
    }
    let sku = check_shelf(work, named)?;
    for serial in named.serials {
        check_number(serial)?;
        let known = work.serial(&sku, serial);
        let is_of_transfer = known.is_some_and(|known| known.current.transfer.as_ref() == Some(transfer));
        match known.filter(|known| known.current.state != SerialState::Removed) {
            Some(known) if known.current.state != SerialState::InTransit || !is_of_transfer => {
                return Err(wrong_state(known, &format!("in_transit by transfer `{transfer}`")));
            }
            _ => {}
        }
        let step = work.serial_step(SerialState::at(place), named.location);
        work.move_serial(&sku, serial, SerialStep { transfer: Some(transfer.clone()), ..step });
    }
    Ok(())
}

/// Units on the shelf, in the state that a place of stock says, become something else.
pub(crate) fn leave(work: &mut Workspace, named: &Named<'_>, from: Place, to: impl Fn(SerialStep) -> SerialStep) -> Result<(), Rejection> {
    if !check_counted(work, named)? {
        return Ok(());
    }
    let sku = work.slot(named.sku).sku().clone();
    for serial in named.serials {
        check_on_shelf(work, &sku, serial, named.location, SerialState::at(from))?;
        let step = to(work.serial_step(SerialState::Removed, named.location));
        work.move_serial(&sku, serial, step);
    }
    Ok(())
}

/// Units that a picker took from the shelf for a line of an order. Of what is tracked at shipment the numbers may be named now or when
/// it is packed.
pub(crate) fn picked(work: &mut Workspace, order: &OrderId, line: &Line, named: &Named<'_>) -> Result<(), Rejection> {
    let Named { sku, location, quantity, serials, .. } = *named;
    let tracking = work.serial_tracking(sku);
    if tracking == SerialTracking::None {
        return check_unnamed(work, named);
    }
    if tracking == SerialTracking::Shipment && serials.is_empty() {
        return Ok(());
    }
    check_as_many(work, sku, quantity, named)?;
    for serial in serials {
        if line.units.portions().iter().any(|portion| portion.serials.contains(serial)) {
            let problem = format!("`{serial}` was on this line before: pick another unit, or send it on a line of its own");
            return Err(Rejection::field(named.field, problem));
        }
        if tracking == SerialTracking::Receipt {
            check_on_shelf(work, &line.sku, serial, location, SerialState::InStock)?;
        } else {
            check_shelf(work, named)?;
            check_free(work, &line.sku, serial)?;
        }
        let step = work.serial_step(SerialState::Picked, location);
        work.move_serial(&line.sku, serial, step_for(step, order, &line.id));
    }
    Ok(())
}

/// The same step, on a line of an order.
pub(super) fn step_for(step: SerialStep, order: &OrderId, line: &LineId) -> SerialStep {
    SerialStep { order: Some(order.clone()), line: Some(line.clone()), ..step }
}

/// Refuses serial numbers where none are asked for.
pub(crate) fn check_unnamed(work: &Workspace, named: &Named<'_>) -> Result<(), Rejection> {
    if named.serials.is_empty() {
        return Ok(());
    }
    let sku = work.slot(named.sku).sku();
    let problem = match work.serial_tracking(named.sku) {
        SerialTracking::None => format!("`{sku}` is not tracked by serial number: leave them out, or set `tracks_serials` on the item"),
        SerialTracking::Shipment => format!("the serial numbers of `{sku}` are captured when it is picked or packed: leave them out"),
        SerialTracking::Receipt => format!("units of `{sku}` do not change their state by this: leave them out"),
    };
    Err(Rejection::field(named.field, problem))
}

/// As many serial numbers are named as there are units, where the item is tracked at receipt, and else none. Answers whether it is.
fn check_counted(work: &Workspace, named: &Named<'_>) -> Result<bool, Rejection> {
    if work.serial_tracking(named.sku) != SerialTracking::Receipt {
        check_unnamed(work, named)?;
        return Ok(false);
    }
    check_as_many(work, named.sku, named.quantity, named)?;
    Ok(true)
}

fn check_as_many(work: &Workspace, sku: SkuIndex, quantity: Quantity, named: &Named<'_>) -> Result<(), Rejection> {
    if i64::try_from(named.serials.len()) != Ok(quantity.units()) {
        return Err(wrong_count(work.slot(sku).sku(), quantity, named.serials));
    }
    if named.serials.len() > SERIALS_MAX {
        return Err(Rejection::field(named.field, format!("name at most {SERIALS_MAX} at a time: send the rest in further commands")));
    }
    Ok(())
}

/// The refusal of a list that is too short or too long.
pub(crate) fn wrong_count(sku: &Sku, units: Quantity, serials: &[SerialNumber]) -> Rejection {
    Rejection::SerialCount { sku: sku.clone(), units, serials: u32::try_from(serials.len()).unwrap_or(u32::MAX) }
}

/// The refusal of a unit that is not picked for a line that a command names it for.
pub(crate) fn not_picked(work: &Workspace, sku: &Sku, serial: &SerialNumber) -> Rejection {
    match work.serial(sku, serial) {
        None => Rejection::UnknownSerial { sku: sku.clone(), serial: serial.clone() },
        Some(known) => wrong_state(known, "picked for this line, and in no parcel that has left"),
    }
}

/// The refusal of a unit that is known and cannot come in again.
fn already_known(known: &Serial) -> Rejection {
    Rejection::SerialKnown { sku: known.sku.clone(), serial: known.number.clone(), state: known.current.state }
}

/// Units can be found by their SKU and location only if the two fit into one id.
pub(super) fn check_shelf(work: &Workspace, named: &Named<'_>) -> Result<Sku, Rejection> {
    let sku = work.slot(named.sku).sku();
    match shelf_id(sku, named.location) {
        Some(_) => Ok(sku.clone()),
        None => Err(Rejection::field("location", format!("the names of `{sku}` and the location are too long together: 127 bytes"))),
    }
}

/// A unit lies at a location in a state.
fn check_on_shelf(work: &Workspace, sku: &Sku, serial: &SerialNumber, location: &LocationId, state: SerialState) -> Result<(), Rejection> {
    check_number(serial)?;
    let Some(known) = work.serial(sku, serial) else {
        return Err(Rejection::UnknownSerial { sku: sku.clone(), serial: serial.clone() });
    };
    if known.current.state != state {
        return Err(wrong_state(known, state.name()));
    }
    if known.current.location.as_ref() != Some(location) {
        let (sku, serial, lies_at) = (sku.clone(), serial.clone(), known.current.location.clone());
        return Err(Rejection::SerialElsewhere { sku, serial, location: location.clone(), lies_at });
    }
    Ok(())
}

/// The refusal of a unit that is in another state than is needed.
pub(super) fn wrong_state(known: &Serial, needed: &str) -> Rejection {
    Rejection::SerialState { sku: known.sku.clone(), serial: known.number.clone(), state: known.current.state, needed: needed.into() }
}

/// A unit that is told apart only now: new, or back in the building. Where it lies is not known for certain: stock is only counted.
fn check_free(work: &Workspace, sku: &Sku, serial: &SerialNumber) -> Result<(), Rejection> {
    use SerialState::{Damaged, InStock, QualityControl, Removed};
    check_number(serial)?;
    document_id(sku, serial)?;
    match work.serial(sku, serial) {
        Some(known) if !matches!(known.current.state, InStock | Damaged | QualityControl | Removed) => Err(already_known(known)),
        _ => Ok(()),
    }
}

impl Item {
    /// Whether every unit in stock has its serial number.
    pub(crate) const fn has_serials_in_stock(&self) -> bool {
        matches!(self.tracks_serials, SerialTracking::Receipt)
    }
}
