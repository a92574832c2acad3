//! Commands about lots where nothing is kept by lot: they are refused. What they do where something is, has tests of its own.

use oms_core::lot::{ChangeLot, RecallLot};

use super::stock::check_reason;
use super::{Model, Refusal, refuse};

impl Model {
    pub(crate) fn recall_lot(&mut self, command: &RecallLot) -> Result<(), Refusal> {
        check_reason(&command.reason)?;
        if !self.items.contains_key(&command.sku) { refuse("unknown_item") } else { refuse("invalid_field") }
    }

    pub(crate) fn change_lot(&mut self, command: &ChangeLot) -> Result<(), Refusal> {
        let order = self.find(&command.order)?;
        if order.work.get((command.fulfillment as usize).wrapping_sub(1)).is_none() {
            return refuse("unknown_fulfillment");
        }
        if !order.lines.iter().any(|line| line.id == command.line) {
            return refuse("unknown_line");
        }
        refuse("quantity_not_eligible")
    }
}
