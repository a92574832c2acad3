//! Times of the day as clocks on a wall show them, without a place.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

/// A time of the day as clocks show it, to the minute: `00:00` to `24:00`, which is the end of the day.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct LocalTime(u16);

/// Minutes of a day as clocks count them.
const DAY_MINUTES: u16 = 24 * 60;

/// A text that is no time of the day.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{text}` is no time of the day: write hours and minutes as `08:30`")]
pub struct LocalTimeError {
    /// The text, cut after 64 characters.
    pub text: String,
}

impl LocalTime {
    /// Minutes since the day began, as clocks count them.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for LocalTime {
    type Err = LocalTimeError;
    fn from_str(text: &str) -> Result<LocalTime, LocalTimeError> {
        let part = |text: &str| u16::from_str(text).ok().filter(|_| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()));
        let parts = text.split_once(':').and_then(|(hours, minutes)| part(hours).zip(part(minutes)));
        let time = parts.filter(|(_, minutes)| *minutes < 60).map(|(hours, minutes)| hours * 60 + minutes);
        let time = time.filter(|minutes| *minutes <= DAY_MINUTES).map(LocalTime);
        time.ok_or_else(|| LocalTimeError { text: text.chars().take(64).collect() })
    }
}

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LocalTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SmolStr::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn times_are_written_in_one_way() {
        assert_eq!("08:30".parse::<LocalTime>().unwrap().minutes(), 510);
        assert_eq!("24:00".parse::<LocalTime>().unwrap().to_string(), "24:00");
        for wrong in ["8:30", "24:01", "08:60", "0830", "+8:30", "08:3", "", "08:30:00"] {
            assert!(wrong.parse::<LocalTime>().is_err(), "{wrong}");
        }
    }
}
