//! What may come back: how many units of a line, and until when.

use crate::order::{Line, Order, Stage};
use crate::{LineId, Quantity, Span, Timestamp};

impl Order {
    /// Units of a line that are with the customer and in no return.
    pub fn returnable(&self, line: &Line) -> Quantity {
        let claimed = self.returns.iter().filter(|entry| entry.state.claims_units()).flat_map(|entry| &entry.lines);
        let claimed: Quantity = claimed.filter(|claimed| claimed.line == line.id).map(super::ReturnLine::claimed).sum();
        line.units.at(Stage::Delivered).less(claimed)
    }

    /// The first instant at which it is too late to return units of a line.
    ///
    /// The days count from the latest delivery of a parcel that holds units of the line, as spans of 24 hours: a window of 30 days is
    /// closed at that very instant 30 days later. Units handed over without a parcel count from when the order was placed.
    pub fn return_window_closes(&self, line: &Line) -> Timestamp {
        let delivered = line.units.portions().iter().filter(|portion| portion.stage == Stage::Delivered);
        let arrivals = delivered.filter_map(|portion| self.parcel(portion.parcel?).ok()?.delivered_at);
        arrivals.max().unwrap_or(self.placed_at).after(Span::from_days(self.return_window_days))
    }

    /// Units of a line that came back in returns and were refunded.
    pub(super) fn refunded_by_returns(&self, line: &LineId) -> Quantity {
        let lines = self.returns.iter().flat_map(|entry| &entry.lines);
        lines.filter(|refunded| &refunded.line == line).map(|refunded| refunded.refunded).sum()
    }
}
