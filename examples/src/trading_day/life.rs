//! What has become of every order so far, as far as the next steps need to know it.
//!
//! It is learned from the library's receipts alone, and a command that is sent again is answered with its first receipt: so a run that
//! goes on after an interruption learns the same and takes the same steps.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use oms_core::order::{Stage, Units};
use oms_core::{Amount, LocationId, Quantity};

use super::commands;
use super::invoice::Sale;
use super::merchant::NameError;

/// The order of one sale.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct OrderLife {
    /// Whether the library has taken it in.
    pub captured: bool,
    /// Where the units of each line are, as far as the receipts tell: a unit is open until it is picked.
    pub lines: Vec<Units>,
    /// What it costs, in pence.
    pub total: i64,
    /// What was credited for units that were canceled or came back, in pence.
    pub credited: i64,
    /// What was taken from the customer less what was given back, in pence.
    pub paid: i64,
    /// What is set aside and neither taken nor let go, in pence.
    pub authorized: i64,
    /// Parcels that left and whose share has not been captured.
    pub parcels_unpaid: u64,
    /// Whether the last settlement was sent.
    pub settled: bool,
    /// The node of each fulfillment order, by its number.
    pub work: BTreeMap<u32, LocationId>,
    /// Parcels that left.
    pub parcels: u64,
    /// When the last parcel that left will arrive.
    pub arrival: Option<DateTime>,
    /// Lines that found too little stock at first, by position.
    pub lines_short: BTreeSet<usize>,
}

/// What remains to be done about money once nothing of an order is outstanding. In pence.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Settlement {
    /// To be taken.
    pub capture: i64,
    /// To be given back.
    pub refund: i64,
    /// To be let go, since nothing more will be taken.
    pub void: i64,
}

impl OrderLife {
    /// An order as it is about to be captured.
    pub fn of_sale(sale: &Sale) -> Result<OrderLife, NameError> {
        let lines = sale.lines.iter().map(|line| commands::quantity(line.units).map(Units::ordered)).collect::<Result<_, _>>()?;
        Ok(OrderLife { lines, ..OrderLife::default() })
    }

    /// Units that have neither left nor been canceled.
    pub fn outstanding(&self) -> u64 {
        self.lines.iter().map(|line| count(line.sum(|portion| portion.stage < Stage::Shipped))).sum()
    }

    /// Units of a line that have neither left nor been canceled.
    pub fn outstanding_of(&self, line: usize) -> u64 {
        self.lines.get(line).map_or(0, |line| count(line.sum(|portion| portion.stage < Stage::Shipped)))
    }

    /// Whether units were canceled, so that work on them may have become void.
    pub fn has_cancellations(&self) -> bool {
        self.lines.iter().any(|line| !line.at(Stage::Canceled).is_zero())
    }

    /// Whether the money can be settled: nothing is outstanding, and all parcels have been captured.
    pub fn is_ready_to_settle(&self) -> bool {
        self.captured && !self.settled && self.parcels_unpaid == 0 && self.outstanding() == 0
    }

    /// What remains to be done about money, once and for all.
    pub fn settle(&mut self) -> Settlement {
        if !self.is_ready_to_settle() {
            return Settlement::default();
        }
        self.settled = true;
        let due = self.total - self.credited - self.paid;
        let capture = due.clamp(0, self.authorized);
        Settlement { capture, refund: (-due).max(0), void: self.authorized - capture }
    }

    /// Units were taken from the shelf for a fulfillment order.
    pub fn picked(&mut self, line: usize, fulfillment: u32, quantity: Quantity) {
        let location = self.work.get(&fulfillment);
        if let Some(line) = self.lines.get_mut(line) {
            line.move_where(
                quantity,
                |portion| portion.stage == Stage::Open,
                |portion| {
                    portion.stage = Stage::Picked;
                    portion.location = location.cloned();
                    portion.fulfillment = Some(fulfillment);
                },
            );
        }
    }

    /// Everything that was picked for a fulfillment order is in a parcel.
    pub fn packed(&mut self, fulfillment: u32, parcel: u32) {
        for line in &mut self.lines {
            line.move_all(
                |portion| portion.stage == Stage::Picked && portion.fulfillment == Some(fulfillment),
                |portion| {
                    portion.stage = Stage::Packed;
                    portion.parcel = Some(parcel);
                },
            );
        }
    }

    /// A parcel left.
    pub fn shipped(&mut self, parcel: u32) {
        for line in &mut self.lines {
            line.move_all(
                |portion| portion.stage == Stage::Packed && portion.parcel == Some(parcel),
                |portion| portion.stage = Stage::Shipped,
            );
        }
        self.parcels += 1;
        self.parcels_unpaid += u64::from(self.total > 0);
    }

    /// Units were canceled; the library takes those that have come least far first, and so does this mirror of it.
    pub fn canceled(&mut self, line: usize, quantity: Quantity, credited: Amount) {
        if let Some(line) = self.lines.get_mut(line) {
            line.move_where(quantity, |portion| portion.stage < Stage::Shipped, |portion| portion.stage = Stage::Canceled);
        }
        self.credited += credited.minor();
    }
}

fn count(quantity: Quantity) -> u64 {
    quantity.units().unsigned_abs()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use oms_core::Currency;

    use super::*;

    fn units(number: u64) -> Quantity {
        commands::quantity(number).unwrap()
    }

    fn pounds(pence: i64) -> Amount {
        Amount::from_minor(pence, Currency::new("GBP").unwrap())
    }

    /// Five units at two pounds.
    fn life() -> OrderLife {
        OrderLife { captured: true, lines: vec![Units::ordered(units(5))], total: 1_000, authorized: 1_000, ..OrderLife::default() }
    }

    #[test]
    fn what_is_left_on_the_shelf_is_canceled_before_what_was_picked() {
        let mut life = life();
        life.picked(0, 1, units(2));
        life.canceled(0, units(2), pounds(400));
        life.packed(1, 1);
        life.shipped(1);
        assert_eq!(life.outstanding(), 1);
        life.picked(0, 2, units(1));
        life.canceled(0, units(1), pounds(200));
        life.packed(2, 2);
        assert_eq!((life.outstanding_of(0), life.outstanding_of(1)), (0, 0));
        assert_eq!(life.lines.first().map(|line| line.at(Stage::Shipped)), Some(units(2)));
    }

    #[test]
    fn money_is_settled_once_when_all_is_done_and_paid() {
        let mut life = life();
        life.picked(0, 1, units(5));
        life.packed(1, 1);
        assert_eq!(life.settle(), Settlement::default());
        life.canceled(0, units(1), pounds(200));
        life.shipped(1);
        assert_eq!(life.settle(), Settlement::default());
        (life.paid, life.authorized, life.parcels_unpaid) = (850, 150, 0);
        assert_eq!(life.settle(), Settlement { capture: 0, refund: 50, void: 150 });
        assert_eq!(life.settle(), Settlement::default());
    }

    #[test]
    fn what_is_still_due_is_taken_and_the_rest_let_go() {
        let mut life = life();
        life.canceled(0, units(1), pounds(200));
        life.picked(0, 1, units(4));
        life.packed(1, 1);
        life.shipped(1);
        (life.paid, life.authorized, life.parcels_unpaid) = (799, 201, 0);
        assert_eq!(life.settle(), Settlement { capture: 1, refund: 0, void: 200 });
    }
}
