//! How far a return has come: derived from its units, once something of it has come back.

use super::{Return, ReturnLine, ReturnState};
use crate::order::Order;
use crate::{LineId, OrderId, Quantity, Rejection, ReturnId};

impl ReturnState {
    /// Whether nothing more is to happen. A parcel that comes although the return was called off makes it go on.
    pub const fn is_over(self) -> bool {
        matches!(self, ReturnState::Refunded | ReturnState::Declined | ReturnState::Canceled)
    }

    /// Whether its units count as on their way back, so that they cannot be asked for again.
    pub const fn claims_units(self) -> bool {
        !matches!(self, ReturnState::Declined | ReturnState::Canceled)
    }
}

impl ReturnLine {
    /// Units that came back and have been looked at.
    pub fn inspected(&self) -> Quantity {
        [self.restocked, self.damaged, self.quarantined, self.refurbished, self.returned_to_vendor, self.scrapped, self.wrong_item]
            .into_iter()
            .sum()
    }

    /// Units that came back and wait to be looked at.
    pub fn uninspected(&self) -> Quantity {
        self.received.less(self.inspected())
    }

    /// Units that were inspected, or are kept by the customer, and may be refunded.
    pub fn refundable(&self) -> Quantity {
        self.inspected().less(self.wrong_item).less(self.settled_before).plus(self.kept).less(self.refunded)
    }

    /// Units that are still to come.
    pub fn expected(&self) -> Quantity {
        self.requested.less(self.canceled).less(self.kept).less(self.received)
    }

    /// Units that are not with the customer any more, or will not be. What came in place of a unit leaves that unit with the customer;
    /// what had been settled or lost before it came was not counted as theirs.
    pub fn claimed(&self) -> Quantity {
        self.requested.less(self.canceled).less(self.wrong_item).less(self.settled_before).less(self.found)
    }
}

impl Return {
    /// Units that have come back, over all lines, without those found to be something else.
    pub fn received(&self) -> Quantity {
        self.lines.iter().map(|line| line.received.less(line.wrong_item)).sum()
    }

    /// Units that came back and wait to be looked at, over all lines.
    pub fn uninspected(&self) -> Quantity {
        self.lines.iter().map(ReturnLine::uninspected).sum()
    }

    /// Units that are still to come, over all lines.
    pub fn expected(&self) -> Quantity {
        self.lines.iter().map(ReturnLine::expected).sum()
    }

    /// Expects no more what has not come, and answers how many units that are.
    pub(super) fn call_off(&mut self) -> Quantity {
        let expected = self.expected();
        for line in &mut self.lines {
            line.canceled = line.canceled.plus(line.expected());
        }
        if matches!(self.state, ReturnState::Requested | ReturnState::Approved | ReturnState::InTransit) {
            self.state = ReturnState::Canceled;
        } else {
            self.advance();
        }
        expected
    }

    /// Brings the state in step with the units, after some have come back or are kept.
    pub(super) fn advance(&mut self) {
        let none = |count: fn(&ReturnLine) -> Quantity| self.lines.iter().all(|line| count(line).is_zero());
        self.state = if !none(ReturnLine::uninspected) {
            ReturnState::Received
        } else if none(ReturnLine::refundable) && none(ReturnLine::expected) {
            ReturnState::Refunded
        } else {
            ReturnState::Inspected
        };
    }

    /// The line, if so many units of it may do what a command asks for; `eligible` counts those that may, in the words of `condition`.
    pub(super) fn eligible_line(
        &mut self,
        order: &OrderId,
        (line, requested): (&LineId, Quantity),
        eligible: impl Fn(&ReturnLine) -> Quantity,
        condition: &'static str,
    ) -> Result<&mut ReturnLine, Rejection> {
        let found = self.lines.iter_mut().find(|entry| &entry.line == line);
        let eligible = found.as_deref().map_or(Quantity::ZERO, eligible);
        found.filter(|_| requested <= eligible).ok_or_else(|| Rejection::QuantityNotEligible {
            order: order.clone(),
            line: line.clone(),
            requested,
            eligible,
            condition: condition.into(),
        })
    }
}

impl Order {
    /// The return of that id.
    pub fn return_of(&self, id: &ReturnId) -> Result<&Return, Rejection> {
        let found = self.returns.iter().find(|entry| &entry.id == id);
        found.ok_or_else(|| Rejection::UnknownReturn { order: self.id.clone(), return_id: id.clone() })
    }

    /// The return of that id, to be changed by a command that needs it in one of some states.
    pub(super) fn return_in(&mut self, id: &ReturnId, states: &[ReturnState], needed: &'static str) -> Result<&mut Return, Rejection> {
        let state = self.return_of(id)?.state;
        if !states.contains(&state) {
            let (order, return_id) = (self.id.clone(), id.clone());
            return Err(Rejection::ReturnState { order, return_id, state, needed: needed.into() });
        }
        let unknown = Rejection::UnknownReturn { order: self.id.clone(), return_id: id.clone() };
        self.returns.iter_mut().find(|entry| &entry.id == id).ok_or(unknown)
    }
}
