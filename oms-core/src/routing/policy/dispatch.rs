//! When a location sends what it is given now: its cut-off and its open days, by its own clocks.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::calendar::{Calendar, Day, zone};
use crate::input::check_list;
use crate::slot::Weekday;
use crate::{LocalTime, Rejection, Timestamp};

/// When a location sends parcels.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Dispatch {
    /// The time zone of its days, by its name in the IANA database; empty is UTC.
    #[serde(skip_serializing_if = "SmolStr::is_empty")]
    pub time_zone: SmolStr,
    /// What is routed to it at this time of an open day or later leaves on the next one; absent means that a whole day counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<LocalTime>,
    /// The days of the week on which parcels leave; empty means all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<Weekday>,
    /// Days on which none leave: holidays and the like, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed_on: Vec<Day>,
    /// Days that a parcel is on its way; absent where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_days: Option<u16>,
}

/// The most days that are listed as closed.
const CLOSED_MAX: usize = 1_000;

/// The longest a parcel may be on its way, in days.
const TRANSIT_MAX: u16 = 365;

impl Dispatch {
    /// The day on which a parcel leaves that is routed now. Closed days in a row end after a thousand and a week at the latest.
    pub fn ships_on(&self, now: Timestamp) -> Day {
        let calendar = Calendar::of(&self.time_zone);
        let today = calendar.day(now);
        let is_late = self.cut_off.is_some_and(|cut_off| now >= calendar.instant(today, cut_off));
        let first = if is_late { 1 } else { 0 };
        let last = first + u16::try_from(CLOSED_MAX).unwrap_or(u16::MAX) + 7;
        let mut days = (first..=last).map(|ahead| today.later(ahead));
        days.find(|day| self.is_open(*day)).unwrap_or(today)
    }

    fn is_open(&self, day: Day) -> bool {
        (self.weekdays.is_empty() || self.weekdays.contains(&Weekday::of(day))) && self.closed_on.binary_search(&day).is_err()
    }

    /// Checks it as part of a location.
    pub(crate) fn check(&self, field: &str) -> Result<(), Rejection> {
        check_list(&format!("{field}.weekdays"), &self.weekdays, 7)?;
        check_list(&format!("{field}.closed_on"), &self.closed_on, CLOSED_MAX)?;
        if !self.closed_on.is_sorted_by(|a, b| a < b) {
            return Err(Rejection::field(format!("{field}.closed_on"), "name each day once, earliest first"));
        }
        if self.transit_days.is_some_and(|days| days > TRANSIT_MAX) {
            return Err(Rejection::field(format!("{field}.transit_days"), format!("name at most {TRANSIT_MAX} days")));
        }
        if self.time_zone.is_empty() { Ok(()) } else { zone(&self.time_zone).map(drop) }
    }
}
