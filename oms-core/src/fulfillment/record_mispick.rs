//! A picker scanned something else than a line asks for.

use serde::{Deserialize, Serialize};

use super::FulfillmentState::{Accepted, Open, Packed, PartiallyShipped, Picking};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::{LineId, OrderId, Rejection, Sku};

/// Records that a picker, looking for units of a line, scanned an item that is not the line's.
///
/// Nothing is picked by it: the units are still to be picked, and the item that was scanned stays where it is. It counts against the
/// accuracy of the location, see [`LocationPerformance`](crate::performance::LocationPerformance). A line with nothing left to be
/// picked there is refused with `quantity_not_eligible`, the right item with `invalid_field`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordMispick {
    /// The order.
    pub order: OrderId,
    /// The number of the fulfillment order, counted from 1.
    pub fulfillment: u32,
    /// The line whose units were looked for.
    pub line: LineId,
    /// What was scanned instead, whether it is in the catalog or not.
    pub scanned: Sku,
}

pub(crate) fn reads(_: &RecordMispick, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RecordMispick, work: &mut Workspace) -> Result<(), Rejection> {
    let number = command.fulfillment;
    let mut order = work.order_to_change(&command.order)?;
    order.require_fulfillment(number, &[Open, Accepted, Picking, Packed, PartiallyShipped])?;
    order.require_to_pick(number, &command.line)?;
    if order.line(&command.line)?.sku == command.scanned {
        let problem = format!("`{}` is what line `{}` asks for: pick it instead", command.scanned, command.line);
        return Err(Rejection::field("scanned", problem));
    }
    let fulfillment = order.fulfillment_mut(number)?;
    fulfillment.mispicks = fulfillment.mispicks.saturating_add(1);
    work.put_order(order);
    work.emit(Event::ItemMispicked {
        order: command.order.clone(),
        fulfillment: number,
        line: command.line.clone(),
        scanned: command.scanned.clone(),
    });
    Ok(())
}
