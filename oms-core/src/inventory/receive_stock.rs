//! Take in stock that arrives, and give it to units that wait for it.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Bucket, Place, REASON_MAX, release_backorders};
use crate::batch::{LocationIndex, ReadSet, Shelf, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::lot::{ReceivedLot, naming};
use crate::reservation::LINES_MAX;
use crate::serial::{self, Named};
use crate::{LocationId, QUANTITY_MAX, Quantity, Rejection, SerialNumber, Sku};

/// Takes in stock that arrives at a location, all of its lines or none. What is fit for sale goes to waiting orders first: by
/// priority, then placed first.
///
/// Lines are taken in one after another: what comes of them is what as many commands of one line each would bring about.
///
/// ```
/// use oms_core::inventory::ReceiveStock;
///
/// let one: ReceiveStock = serde_json::from_str(r#"{"location": "berlin", "sku": "shirt", "quantity": 3}"#)?;
/// let same: ReceiveStock = serde_json::from_str(r#"{"location": "berlin", "lines": [{"sku": "shirt", "quantity": 3}]}"#)?;
/// assert_eq!(one, same);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "ReceiveStockForm", into = "ReceiveStockForm")]
pub struct ReceiveStock {
    /// Where.
    pub location: LocationId,
    /// What arrived. A SKU may stand on several lines, as some of its units may be damaged.
    pub lines: Vec<ReceiveLine>,
    /// The delivery note, or whatever explains it.
    pub reason: SmolStr,
}

/// Units of one SKU that arrive.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReceiveLine {
    /// What arrived.
    pub sku: Sku,
    /// How many units.
    pub quantity: Quantity,
    /// The state they arrive in; free for sale if not given.
    #[serde(default = "available")]
    pub into: Bucket,
    /// The lot they are of, where the item is kept by lot. A new lot is noted with its days; a known one has those it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<ReceivedLot>,
    /// The serial numbers of all units, where the item is tracked by them at receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

impl ReceiveStock {
    /// Units of one SKU that arrive fit for sale.
    pub fn one(location: LocationId, sku: Sku, quantity: Quantity) -> ReceiveStock {
        ReceiveStock {
            location,
            lines: vec![ReceiveLine { sku, quantity, into: Bucket::Available, lot: None, serials: Vec::new() }],
            reason: SmolStr::default(),
        }
    }
}

/// The form on the wire: one line stands beside the location, several in `lines`.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ReceiveStock"))]
#[serde(deny_unknown_fields)]
struct ReceiveStockForm {
    /// What arrived, if it is all of one SKU; else `lines`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sku: Option<Sku>,
    /// Where.
    location: LocationId,
    /// How many units of `sku`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quantity: Option<Quantity>,
    /// The state units of `sku` arrive in; free for sale if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    into: Option<Bucket>,
    /// The lot that units of `sku` are of, where the item is kept by lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lot: Option<ReceivedLot>,
    /// The serial numbers of all units of `sku`, where the item is tracked by them at receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    serials: Vec<SerialNumber>,
    /// What arrived, if it is of several SKUs or in several states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lines: Option<Vec<ReceiveLine>>,
    /// The delivery note, or whatever explains it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    reason: SmolStr,
}

impl TryFrom<ReceiveStockForm> for ReceiveStock {
    type Error = &'static str;

    fn try_from(form: ReceiveStockForm) -> Result<ReceiveStock, &'static str> {
        let serials = form.serials;
        let lines = match (form.lines, form.sku, form.quantity, form.into, form.lot) {
            (Some(lines), None, None, None, None) if serials.is_empty() => lines,
            (None, Some(sku), Some(quantity), into, lot) => {
                vec![ReceiveLine { sku, quantity, into: into.unwrap_or(Bucket::Available), lot, serials }]
            }
            (Some(_), ..) => {
                return Err("`sku`, `quantity`, `into`, `lot` and `serials` stand in each of the `lines`, or alone without `lines`");
            }
            (None, None, ..) => return Err("missing field `sku`: name `sku` and `quantity`, or `lines` of them"),
            (None, Some(_), None, ..) => return Err("missing field `quantity`: name `sku` and `quantity`, or `lines` of them"),
        };
        Ok(ReceiveStock { location: form.location, lines, reason: form.reason })
    }
}

impl From<ReceiveStock> for ReceiveStockForm {
    fn from(command: ReceiveStock) -> ReceiveStockForm {
        let ReceiveStock { location, mut lines, reason } = command;
        match (lines.pop(), lines.is_empty()) {
            (Some(ReceiveLine { sku, quantity, into, lot, serials }), true) => {
                ReceiveStockForm { sku: Some(sku), location, quantity: Some(quantity), into: Some(into), lot, serials, lines: None, reason }
            }
            (last, _) => {
                lines.extend(last);
                let serials = Vec::new();
                ReceiveStockForm { sku: None, location, quantity: None, into: None, lot: None, serials, lines: Some(lines), reason }
            }
        }
    }
}

fn available() -> Bucket {
    Bucket::Available
}

pub(crate) fn reads(command: &ReceiveStock, wanted: &mut ReadSet) {
    for line in &command.lines {
        wanted.sku(&line.sku);
        if line.into == Bucket::Available {
            wanted.waiting(&line.sku, release_backorders::ORDERS_MAX);
        }
        naming::read(wanted, &line.sku, line.lot.as_ref().map(|lot| &lot.number));
        serial::read(wanted, &line.sku, &line.serials);
    }
}

pub(crate) fn execute(command: &ReceiveStock, work: &mut Workspace) -> Result<(), Rejection> {
    if command.lines.is_empty() || command.lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("name 1 to {LINES_MAX} lines")));
    }
    check_text("reason", &command.reason, REASON_MAX)?;
    work.settings().location(&command.location)?;
    let location = work.location(&command.location);
    for (place, line) in command.lines.iter().enumerate() {
        check(place, line, command.lines.len())?;
        receive(work, command, place, location)?;
    }
    Ok(())
}

fn check(place: usize, line: &ReceiveLine, lines: usize) -> Result<(), Rejection> {
    let field = |name: &str| if lines == 1 { name.to_owned() } else { format!("lines[{place}].{name}") };
    check_quantity(&field("quantity"), line.quantity)?;
    if matches!(line.into, Bucket::Reserved | Bucket::Committed) {
        let problem = "stock arrives as available, safety, damaged or quality_control; promises are made by orders";
        return Err(Rejection::field(field("into"), problem));
    }
    Ok(())
}

fn receive(work: &mut Workspace, command: &ReceiveStock, place: usize, location: LocationIndex) -> Result<(), Rejection> {
    let Some(line) = command.lines.get(place) else { return Ok(()) };
    let sku = work.stocked_item(&line.sku)?;
    let field = |name: &str| if command.lines.len() == 1 { name.to_owned() } else { format!("lines[{place}].{name}") };
    let lot = naming::received(work, sku, &field("lot"), line.lot.as_ref())?;
    let into = naming::place_for(work, sku, lot, line.into.into());
    let (quantity, serials) = (line.quantity, line.serials.as_slice());
    let named = Named { sku, location: &command.location, quantity, field: &field("serials"), serials };
    serial::arrive(work, &named, into)?;
    work.shift(sku, Shelf { location, lot }, Place::Supplier, into, line.quantity)?;
    work.emit(Event::StockChanged { sku: line.sku.clone(), location: command.location.clone(), reason: command.reason.clone() });
    if into == Place::Available {
        release_backorders::release(work, &line.sku, sku, location)?;
    }
    Ok(())
}

/// A quantity in a command names at least one unit and at most as many as are accepted.
pub(crate) fn check_quantity(field: &str, quantity: Quantity) -> Result<(), Rejection> {
    if quantity.is_zero() || quantity.units() > QUANTITY_MAX {
        return Err(Rejection::field(field, format!("name 1 to {QUANTITY_MAX} units")));
    }
    Ok(())
}
