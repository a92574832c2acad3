//! What units on their way back are taken to bring, so far as others are given in their place.

use super::Exchange;
use crate::order::{Line, Order, Stage};
use crate::returns::Return;
use crate::{Amount, LineId, Quantity};

use super::Replacement;

impl Exchange {
    /// The replacements of units of a line.
    pub(super) fn of_line<'a>(&'a self, original: &'a LineId) -> impl Iterator<Item = &'a Replacement> {
        self.lines.iter().filter(move |replacement| replacement.replaces.as_ref() == Some(original))
    }
}

impl Return {
    /// Its exchange, as long as something of it is still to come or to be refunded.
    pub(super) fn live_exchange(&self) -> Option<&Exchange> {
        self.exchange.as_deref().filter(|_| !self.state.is_over())
    }

    /// Units of a line that are still to be refunded by it, whether they have come or not.
    pub(crate) fn pending(&self, line: &LineId) -> Quantity {
        let of_line = self.lines.iter().filter(|units| &units.line == line);
        of_line
            .map(|units| units.requested.less(units.canceled).less(units.wrong_item).less(units.settled_before).less(units.refunded))
            .sum()
    }
}

impl Replacement {
    /// How many of the units it replaces have been refunded.
    fn settled_quantity(&self) -> Quantity {
        self.settled.as_ref().map_or(Quantity::ZERO, |settled| settled.quantity)
    }

    /// Units of it that are wanted for an exchange, without those that an edit added.
    pub(super) fn wanted(&self, line: &Line) -> Quantity {
        line.quantity.less(line.units.at(Stage::Canceled)).min(self.quantity)
    }

    /// How many of the units it replaces are still to be refunded, if every one of its units is to have replaced one.
    pub(super) fn needs(&self, order: &Order) -> Quantity {
        order.line(&self.line).map_or(Quantity::ZERO, |line| self.wanted(line).less(self.settled_quantity()))
    }
}

impl Order {
    /// Where the units of a line that a return is still to refund begin in the cumulative shares of the line: after what has been
    /// credited, and after those of exchanges that were agreed before.
    pub(crate) fn first_pending(&self, entry: &Return, line: &LineId) -> Quantity {
        let credited = self.line(line).map_or(Quantity::ZERO, |line| line.credited_quantity);
        let earlier = self.returns.iter().take_while(|other| other.id != entry.id).filter(|other| other.live_exchange().is_some());
        earlier.fold(credited, |sum, other| sum.plus(other.pending(line)))
    }

    /// What units on their way back are taken to bring, over all exchanges: it is taken off what the order costs.
    pub fn in_exchange(&self) -> Amount {
        self.returns.iter().fold(self.total.with_minor(0), |sum, entry| sum.plus(self.offset(entry)))
    }

    /// What the units of one return are taken to bring.
    pub(crate) fn offset(&self, entry: &Return) -> Amount {
        let zero = self.total.with_minor(0);
        let Some(exchange) = entry.live_exchange() else { return zero };
        let worth = |line: &LineId| {
            let from = self.first_pending(entry, line);
            self.line(line).map_or(zero, |line| line.worth(from, entry.pending(&line.id)))
        };
        let brings = entry.lines.iter().fold(zero, |sum, units| sum.plus(worth(&units.line)));
        let left = |line: &Line| line.total.minus(line.credited);
        let given = exchange.lines.iter().filter_map(|replacement| self.line(&replacement.line).ok());
        let costs = given.fold(zero.minus(exchange.brought_back), |sum, line| sum.plus(left(line)));
        let offset = brings.at_most(costs);
        if offset.is_negative() { zero } else { offset }
    }
}
