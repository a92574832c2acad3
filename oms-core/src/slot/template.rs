use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::{Day, LocalTime, LocationId, Quantity, SlotTemplateId, Span, ZoneId};

/// A plan of windows in which a location delivers, or hands over what is collected there, week after week.
///
/// Each window of each day is a slot. Its id is that of the template, the day and the time it begins by the clocks of the time zone:
/// `evening/2026-12-24/18:00`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlotTemplate {
    /// Its id.
    pub id: SlotTemplateId,
    /// What people call it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub name: SmolStr,
    /// The location that delivers, or where orders are collected: their stock comes from there.
    pub location: LocationId,
    /// Whether goods are delivered or collected.
    #[serde(default)]
    pub kind: SlotKind,
    /// The zone it delivers to; absent means wherever the location ships. Collecting knows no zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// The time zone of its days and times, by its name in the IANA database; empty is UTC.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub time_zone: SmolStr,
    /// The windows of a week.
    pub windows: Vec<SlotWindow>,
    /// What fits into each window that says nothing else.
    #[serde(default, skip_serializing_if = "SlotCapacity::is_unlimited")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {})))]
    pub capacity: SlotCapacity,
    /// A time of an earlier day, or of the day of the window, from which on it cannot be booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<CutOff>,
    /// How long before it begins a window cannot be booked any more.
    #[serde(default)]
    pub lead_time: Span,
    /// Days without windows: holidays and the like, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed_on: Vec<Day>,
    /// Whether an order that is canceled once its slot cannot be booked any more frees it all the same. If not, its place is used up.
    #[serde(default)]
    pub late_cancel_frees: bool,
}

/// Whether goods are delivered or collected.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// They are brought to the customer.
    #[default]
    Delivery,
    /// The customer collects them.
    Pickup,
}

/// A window of a week. It may not last beyond the end of its day.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlotWindow {
    /// The day.
    pub weekday: Weekday,
    /// When it begins.
    pub begins: LocalTime,
    /// When it ends; `24:00` is the end of the day.
    pub ends: LocalTime,
    /// What fits into it, if not what the template says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<SlotCapacity>,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// The day of the week of a day of the calendar.
    pub fn of(date: Day) -> Weekday {
        match date.0.weekday() {
            jiff::civil::Weekday::Monday => Weekday::Monday,
            jiff::civil::Weekday::Tuesday => Weekday::Tuesday,
            jiff::civil::Weekday::Wednesday => Weekday::Wednesday,
            jiff::civil::Weekday::Thursday => Weekday::Thursday,
            jiff::civil::Weekday::Friday => Weekday::Friday,
            jiff::civil::Weekday::Saturday => Weekday::Saturday,
            jiff::civil::Weekday::Sunday => Weekday::Sunday,
        }
    }
}

/// What fits into a window by each measure; absent means without limit.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SlotCapacity {
    /// Orders, and carts that hold a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orders: Option<u32>,
    /// Their weight in grams.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grams: Option<u64>,
    /// Their units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Quantity>,
}

impl SlotCapacity {
    pub(crate) fn is_unlimited(&self) -> bool {
        *self == SlotCapacity::default()
    }
}

/// A time of the day from which on windows cannot be booked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CutOff {
    /// How many days before that of the window.
    #[serde(default)]
    pub days_before: u8,
    /// The time, by the clocks of the template's time zone.
    pub time: LocalTime,
}
