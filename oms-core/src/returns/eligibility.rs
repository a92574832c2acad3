//! What may come back: how many units of a line, and until when.

use smol_str::SmolStr;

use super::ReturnLine;
use crate::calendar::Calendar;
use crate::order::{Line, Order, Stage};
use crate::{LineId, Quantity, Timestamp};

/// The time in which units of a line may be returned, in days of the calendar of the order's time zone.
///
/// Of a window of 30 days the thirtieth day after the day of the delivery is the last, to its very end: a parcel that came on the
/// 1st of March at any hour may be returned through the 31st at 23:59:59.999.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReturnWindow {
    /// How many days after the delivery.
    pub days: u16,
    /// The last of them, as `2026-03-31`.
    pub last_day: SmolStr,
    /// The first instant at which it is too late.
    pub closes_at: Timestamp,
}

impl Order {
    /// Units of a line that are with the customer, in no return and in no claim.
    pub fn returnable(&self, line: &Line) -> Quantity {
        let live = self.returns.iter().filter(|entry| entry.state.claims_units()).flat_map(|entry| &entry.lines);
        let returned: Quantity = live.filter(|returned| returned.line == line.id).map(ReturnLine::claimed).sum();
        line.units.at(Stage::Delivered).less(returned).less(self.claimed_with_customer(&line.id))
    }

    /// Units of a line outside the building whose money has been settled: in a claim, or refunded without return.
    pub(crate) fn settled_outside(&self, line: &Line) -> Quantity {
        let sum = |count: fn(&ReturnLine) -> Quantity| self.return_lines(&line.id).map(count).sum::<Quantity>();
        let claimed = self.claimed_with_customer(&line.id).plus(self.claimed_lost(&line.id));
        claimed.plus(sum(|returned| returned.kept)).less(sum(|returned| returned.settled_before))
    }

    /// Units of a line in all returns.
    pub(crate) fn return_lines<'a>(&'a self, line: &'a LineId) -> impl Iterator<Item = &'a ReturnLine> {
        self.returns.iter().flat_map(|entry| &entry.lines).filter(move |returned| &returned.line == line)
    }

    /// The time in which units of a line may be returned.
    ///
    /// The days count from that of the latest delivery of a parcel that holds units of the line. Units handed over without a parcel
    /// count from when the order was placed.
    pub fn return_window(&self, line: &Line) -> ReturnWindow {
        let delivered = line.units.portions().iter().filter(|portion| portion.stage == Stage::Delivered);
        let arrivals = delivered.filter_map(|portion| self.parcel(portion.parcel?).ok()?.delivered_at);
        let since = arrivals.max().unwrap_or(self.placed_at);
        let calendar = Calendar::of(&self.time_zone);
        let days = self.line_terms(line).map_or(self.return_window_days, |terms| terms.window_days);
        let last_day = calendar.day(since).later(days);
        // A window of no days is no day long: it is closed when it opens.
        let closes_at = if days == 0 { since } else { calendar.begins(last_day.later(1)) };
        ReturnWindow { days, last_day: last_day.written(), closes_at }
    }

    /// The name of the time zone whose calendar counts the order's days.
    pub fn time_zone_name(&self) -> &str {
        if self.time_zone.is_empty() { "UTC" } else { &self.time_zone }
    }
}
