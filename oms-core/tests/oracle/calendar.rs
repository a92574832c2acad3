//! The calendars of three time zones, from the rules as laws tell them.

use oms_core::{DAY_MILLIS, Timestamp};

use super::{Refusal, refuse};

const HOUR: i64 = 3_600_000;

/// Time zones of customers: ahead of UTC, behind it, with summer time and without, and one that there is not.
pub(crate) const ZONES: [&str; 5] = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Europe/Atlantis"];

/// The zone of an order, if there is such a zone.
pub(crate) fn check_zone(zone: &str) -> Result<(), Refusal> {
    if zone.is_empty() || (ZONES.contains(&zone) && zone != "Europe/Atlantis") { Ok(()) } else { refuse("unknown_time_zone") }
}

/// The first instant of the day that lies so many days after the one lived at an instant.
pub(crate) fn begins_later(zone: &str, instant: Timestamp, days: i64) -> Timestamp {
    let day = (instant.millis() + offset(zone, instant.millis())).div_euclid(DAY_MILLIS) + days;
    // Of the offsets the zone knows, the one that is in force at the midnight it leads to.
    let midnight = offsets(zone).map(|offset| day * DAY_MILLIS - offset).into_iter().find(|at| day * DAY_MILLIS - offset(zone, *at) == *at);
    midnight.and_then(Timestamp::from_millis).expect("a day begins within the years that instants have")
}

/// In winter and in summer.
fn offsets(zone: &str) -> [i64; 2] {
    match zone {
        "Europe/Berlin" => [HOUR, 2 * HOUR],
        "America/New_York" => [-5 * HOUR, -4 * HOUR],
        "Asia/Kolkata" => [5 * HOUR + HOUR / 2; 2],
        _ => [0; 2],
    }
}

/// How far clocks are ahead of UTC at an instant.
fn offset(zone: &str, at: i64) -> i64 {
    let [winter, summer] = offsets(zone);
    let year = year_of(at);
    let (begins, ends) = match zone {
        // From 01:00 UTC on the last Sunday of March to the same on the last of October.
        "Europe/Berlin" => {
            (sunday_before(day_number(year, 4, 1)) * DAY_MILLIS + HOUR, sunday_before(day_number(year, 11, 1)) * DAY_MILLIS + HOUR)
        }
        // From 02:00 on the second Sunday of March to 02:00 on the first of November, as clocks show it.
        "America/New_York" => (
            sunday_before(day_number(year, 3, 15)) * DAY_MILLIS + 2 * HOUR - winter,
            sunday_before(day_number(year, 11, 8)) * DAY_MILLIS + 2 * HOUR - summer,
        ),
        _ => (0, 0),
    };
    if (begins..ends).contains(&at) { summer } else { winter }
}

/// The last Sunday before a day, both counted from the 1st of January 1970, which was a Thursday.
fn sunday_before(day: i64) -> i64 {
    (1..=7).map(|back| day - back).find(|day| (day + 4).rem_euclid(7) == 0).expect("a week has a Sunday")
}

fn year_of(at: i64) -> i64 {
    let day = at.div_euclid(DAY_MILLIS);
    (1..=9999).rev().find(|year| day_number(*year, 1, 1) <= day).expect("a year of our era")
}

fn day_number(year: i64, month: usize, day: i64) -> i64 {
    let leaps = |year: i64| year / 4 - year / 100 + year / 400;
    let is_leap = leaps(year) > leaps(year - 1);
    let before: i64 = [31, if is_leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].iter().take(month - 1).sum();
    (year - 1970) * 365 + leaps(year - 1) - leaps(1969) + before + day - 1
}
