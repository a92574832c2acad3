//! Instants and spans. The core has no clock: every instant comes in with a command or a query.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant, to the millisecond, written as RFC 3339 in UTC: `2026-03-01T10:15:00Z`.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Timestamp(i64);

/// Milliseconds of a day; days here are spans of 24 hours.
pub const DAY_MILLIS: i64 = 86_400_000;

/// From the beginning of the year 1 to the last instant that calendars the world over still put in the year 9999.
const MILLIS_MIN: i64 = -62_135_596_800_000;
const MILLIS_MAX: i64 = 253_402_207_200_000;

impl Timestamp {
    /// The first instant of all: the beginning of the year 1.
    pub const MIN: Timestamp = Timestamp(MILLIS_MIN);

    /// The last instant of all: the end of the year 9999.
    pub const MAX: Timestamp = Timestamp(MILLIS_MAX);

    /// Milliseconds since 1970-01-01T00:00:00Z, within the years 1 to 9999.
    pub const fn from_millis(millis: i64) -> Option<Timestamp> {
        if millis >= MILLIS_MIN && millis <= MILLIS_MAX { Some(Timestamp(millis)) } else { None }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The instant that lies `span` earlier, or the beginning of the year 1.
    #[must_use]
    pub const fn before(self, span: Span) -> Timestamp {
        let millis = self.0.saturating_sub(span.0);
        Timestamp(if millis < MILLIS_MIN { MILLIS_MIN } else { millis })
    }

    /// The instant that lies `span` later, or the end of the year 9999.
    #[must_use]
    pub const fn after(self, span: Span) -> Timestamp {
        let millis = self.0.saturating_add(span.0);
        Timestamp(if millis > MILLIS_MAX { MILLIS_MAX } else { millis })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0_u8; 24];
        formatter.write_str(write_rfc3339(self.0, &mut text))
    }
}

impl std::str::FromStr for Timestamp {
    type Err = TimestampError;
    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let instant: jiff::Timestamp = text.parse().map_err(|_| TimestampError { text: text.chars().take(64).collect() })?;
        Timestamp::from_millis(instant.as_millisecond()).ok_or_else(|| TimestampError { text: text.chars().take(64).collect() })
    }
}

/// A text that is no instant.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{text}` is no instant: write RFC 3339 with an offset, such as `2026-03-01T10:15:00Z`")]
pub struct TimestampError {
    /// The text, cut after 64 characters.
    pub text: String,
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = [0_u8; 24];
        serializer.serialize_str(write_rfc3339(self.0, &mut text))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = smol_str::SmolStr::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A span of time that is never negative, in whole seconds on the wire.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Span(i64);

/// The longest span a setting may name: ten years.
const SPAN_SECONDS_MAX: i64 = 10 * 366 * 86_400;

impl Span {
    /// A span of 0 seconds to ten years; anything else is `None`.
    pub const fn from_seconds(seconds: i64) -> Option<Span> {
        if seconds >= 0 && seconds <= SPAN_SECONDS_MAX { Some(Span(seconds * 1_000)) } else { None }
    }

    /// Whole days of 24 hours.
    pub const fn from_days(days: u16) -> Span {
        Span(days as i64 * DAY_MILLIS)
    }

    /// The span in whole seconds.
    pub const fn seconds(self) -> i64 {
        self.0 / 1_000
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.seconds())
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let seconds = i64::deserialize(deserializer)?;
        Span::from_seconds(seconds)
            .ok_or_else(|| serde::de::Error::custom(format_args!("a span is 0 to {SPAN_SECONDS_MAX} seconds, but `{seconds}` was given")))
    }
}

/// Writes an instant as RFC 3339, with milliseconds only where there are some.
///
/// The date is found by the civil-from-days method of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn write_rfc3339(millis: i64, text: &mut [u8; 24]) -> &str {
    let days = millis.div_euclid(DAY_MILLIS);
    let of_day = millis.rem_euclid(DAY_MILLIS);
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_shifted + 2) / 5 + 1;
    let month = if month_shifted < 10 { month_shifted + 3 } else { month_shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let [y1, y2, y3, y4] = [year / 1_000, year / 100, year / 10, year].map(digit);
    let two = |number: i64| [digit(number / 10), digit(number)];
    let [m1, m2] = two(month);
    let [d1, d2] = two(day);
    let [h1, h2] = two(of_day / 3_600_000);
    let [n1, n2] = two(of_day / 60_000 % 60);
    let [s1, s2] = two(of_day / 1_000 % 60);
    let fraction = of_day % 1_000;
    let [f1, f2, f3] = [fraction / 100, fraction / 10, fraction].map(digit);
    let length = if fraction == 0 {
        *text = [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2, b'Z', 0, 0, 0, 0];
        20
    } else {
        *text = [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2, b'.', f1, f2, f3, b'Z'];
        24
    };
    text.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}

fn digit(number: i64) -> u8 {
    b'0' + u8::try_from(number.rem_euclid(10)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn instants_read_back_as_written() {
        for text in
            ["1970-01-01T00:00:00Z", "2010-12-06T08:26:00Z", "2000-02-29T23:59:59.999Z", "0001-01-01T00:00:00Z", "9999-12-30T21:59:59.001Z"]
        {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        }
        assert_eq!("2026-03-01T10:15:00+05:30".parse::<Timestamp>().unwrap().to_string(), "2026-03-01T04:45:00Z");
        assert!("2026-03-01 10:15".parse::<Timestamp>().is_err());
    }

    #[test]
    fn writing_agrees_with_the_calendar_library() {
        let mut millis = MILLIS_MIN;
        while millis < MILLIS_MAX {
            let library = jiff::Timestamp::from_millisecond(millis).unwrap();
            let ours = Timestamp(millis).to_string();
            assert_eq!(ours.parse::<jiff::Timestamp>().unwrap(), library, "{millis}");
            millis += 86_399_999 * 1_013;
        }
    }
}
