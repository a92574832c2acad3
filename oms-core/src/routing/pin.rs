//! What an operator has decided: units of a line that stay at a location, whatever routing would say.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::binding::{bind_line, wait_at};
use crate::batch::Workspace;
use crate::order::{Order, Stage};
use crate::{Actor, Arrange, LineId, LocationId, Quantity, Rejection, Timestamp};

/// Units of a line that somebody has assigned to a location. Routing leaves them there.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The line.
    pub line: LineId,
    /// The location.
    pub location: LocationId,
    /// How many units of the line.
    pub quantity: Quantity,
    /// Who assigned them last.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// Why, in somebody's words.
    pub reason: SmolStr,
}

impl Order {
    /// Whether somebody has assigned units of a line to a location.
    pub fn is_pinned(&self, line: &LineId, location: &LocationId) -> bool {
        self.pins.iter().any(|pin| &pin.line == line && &pin.location == location)
    }

    /// Remembers that somebody assigned so many units of a line to a location. Units that were assigned elsewhere before are not any more.
    pub(super) fn pin(&mut self, pin: Pin) {
        if pin.quantity.is_zero() {
            return;
        }
        let there = |line: &LineId, location: &LocationId| {
            let line = self.lines.iter().find(|known| &known.id == line);
            line.map_or(Quantity::ZERO, |line| line.units.sum(|portion| portion.location.as_ref() == Some(location)))
        };
        let mut pins = std::mem::take(&mut self.pins);
        for known in pins.iter_mut().filter(|known| known.line == pin.line && known.location != pin.location) {
            known.quantity = known.quantity.min(there(&known.line, &known.location));
        }
        let before = pins.iter().position(|known| known.line == pin.line && known.location == pin.location).map(|place| pins.remove(place));
        let sum = before.map_or(Quantity::ZERO, |known| known.quantity).plus(pin.quantity);
        let quantity = sum.min(there(&pin.line, &pin.location));
        pins.push(Pin { quantity, ..pin });
        pins.retain(|known| !known.quantity.is_zero());
        pins.arrange_by(|one, next| (&one.line, &one.location).cmp(&(&next.line, &next.location)));
        self.pins = pins;
    }
}

/// Promises open units that were assigned to locations from there: what is not there waits for it there, and nowhere else.
pub(crate) fn keep(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    for pin in order.pins.clone() {
        let Some((place, line)) = order.lines.iter().enumerate().find(|(_, line)| line.id == pin.line) else { continue };
        if work.item_index(&line.sku).is_err() {
            continue;
        }
        let there = line.units.sum(|portion| portion.location.as_ref() == Some(&pin.location));
        let missing = pin.quantity.less(there).min(line.units.at(Stage::Open));
        if !missing.is_zero() {
            let bound = bind_line(work, order, place, &pin.location, missing)?;
            wait_at(work, order, place, &pin.location, missing.less(bound))?;
        }
    }
    Ok(())
}
