//! One window of one day: when it is, until when it can be booked, and what fits into it.

use serde::{Deserialize, Serialize};

use super::paper::SlotLoad;
use super::{SlotCapacity, SlotTemplate, Weekday};
use crate::calendar::Calendar;
use crate::settings::Settings;
use crate::{Day, DocumentId, LocalTime, Timestamp};

/// A window of a day as its template plans it.
#[derive(Clone, Debug)]
pub(crate) struct Window<'a> {
    pub(crate) template: &'a SlotTemplate,
    pub(crate) slot: DocumentId,
    pub(crate) begins_at: Timestamp,
    pub(crate) ends_at: Timestamp,
    /// The cut-off, if there is one.
    cut_off_at: Option<Timestamp>,
    /// From this instant on it cannot be booked: the cut-off, or the lead time before it begins, whichever is first.
    pub(crate) closes_at: Timestamp,
    pub(crate) capacity: SlotCapacity,
    is_day_closed: bool,
}

/// Why a slot cannot be booked.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlotReason {
    /// The day is closed: a holiday, say.
    DayClosed,
    /// The cut-off has passed.
    CutOff,
    /// It begins too soon, or has begun.
    LeadTime,
    /// As many orders have booked it as fit.
    Orders,
    /// Too much weight would come together.
    Weight,
    /// Too many units would come together.
    Items,
}

impl SlotReason {
    /// Whether another load might fit, or fit later: the window is open, and has too little room.
    pub const fn is_full(self) -> bool {
        matches!(self, SlotReason::Orders | SlotReason::Weight | SlotReason::Items)
    }
}

impl Window<'_> {
    /// Whether a load can be booked beside what is booked already. The query and every booking ask this.
    pub(crate) fn check(&self, booked: SlotLoad, load: SlotLoad, now: Timestamp) -> Result<(), SlotReason> {
        if self.is_day_closed {
            Err(SlotReason::DayClosed)
        } else if self.cut_off_at.is_some_and(|cut_off| cut_off <= now) {
            Err(SlotReason::CutOff)
        } else if self.closes_at <= now {
            Err(SlotReason::LeadTime)
        } else {
            self.capacity.check(booked, load)
        }
    }
}

impl SlotCapacity {
    /// Whether a load fits beside what is booked.
    pub(crate) fn check(&self, booked: SlotLoad, load: SlotLoad) -> Result<(), SlotReason> {
        let sum = booked.plus(load);
        // What a load does not bring cannot be too much: where a window is over by one measure, others go on.
        if load.orders > 0 && self.orders.is_some_and(|most| sum.orders > most) {
            Err(SlotReason::Orders)
        } else if load.grams > 0 && self.grams.is_some_and(|most| sum.grams > most) {
            Err(SlotReason::Weight)
        } else if !load.items.is_zero() && self.items.is_some_and(|most| sum.items > most) {
            Err(SlotReason::Items)
        } else {
            Ok(())
        }
    }

    /// What is left of it by each measure.
    pub(crate) fn less(&self, booked: SlotLoad) -> SlotCapacity {
        SlotCapacity {
            orders: self.orders.map(|most| most.saturating_sub(booked.orders)),
            grams: self.grams.map(|most| most.saturating_sub(booked.grams)),
            items: self.items.map(|most| most.less(booked.items)),
        }
    }

    /// How much more is booked than fits, by each measure.
    pub(crate) fn over(&self, booked: SlotLoad) -> SlotLoad {
        SlotLoad {
            orders: self.orders.map_or(0, |most| booked.orders.saturating_sub(most)),
            grams: self.grams.map_or(0, |most| booked.grams.saturating_sub(most)),
            items: self.items.map(|most| booked.items.less(most)).unwrap_or_default(),
        }
    }
}

/// The windows of a template on one day, first beginning first. A window that clocks leave out altogether is none.
pub(crate) fn windows_of<'a>(template: &'a SlotTemplate, calendar: &Calendar, day: Day) -> Vec<Window<'a>> {
    let weekday = Weekday::of(day);
    let cut_off_at = template.cut_off.map(|cut_off| calendar.instant(day.earlier(u16::from(cut_off.days_before)), cut_off.time));
    let is_day_closed = template.closed_on.binary_search(&day).is_ok();
    let of_day = template.windows.iter().filter(|window| window.weekday == weekday);
    let windows = of_day.filter_map(|window| {
        let (begins_at, ends_at) = (calendar.instant(day, window.begins), calendar.instant(day, window.ends));
        let lead = begins_at.before(template.lead_time);
        Some(Window {
            template,
            slot: name(template, day, window.begins)?,
            begins_at,
            ends_at,
            cut_off_at,
            closes_at: cut_off_at.map_or(lead, |cut_off| cut_off.min(lead)),
            capacity: window.capacity.unwrap_or(template.capacity),
            is_day_closed,
        })
    });
    windows.filter(|window| window.begins_at < window.ends_at).collect()
}

fn name(template: &SlotTemplate, day: Day, begins: LocalTime) -> Option<DocumentId> {
    DocumentId::new(format!("{}/{day}/{begins}", template.id)).ok()
}

/// The template and the day of a slot, if its id is that of a slot.
fn parts<'a>(settings: &'a Settings, slot: &DocumentId) -> Option<(&'a SlotTemplate, Day)> {
    let (template, day) = named(slot)?;
    Some((settings.slot_template_named(template)?, day))
}

/// The id of the template and the day that are in the id of a slot.
fn named(slot: &DocumentId) -> Option<(&str, Day)> {
    let (rest, begins) = slot.as_str().rsplit_once('/')?;
    begins.parse::<LocalTime>().ok()?;
    let (template, day) = rest.rsplit_once('/')?;
    Some((template, day.parse().ok()?))
}

/// The window that a slot is, if its template plans it.
pub(crate) fn window<'a>(settings: &'a Settings, slot: &DocumentId) -> Option<Window<'a>> {
    let (template, day) = parts(settings, slot)?;
    let calendar = Calendar::of(&template.time_zone);
    windows_of(template, &calendar, day).into_iter().find(|window| window.slot == *slot)
}

/// How many later windows are looked at for a free one, and over how many days.
const LATER_WINDOWS: usize = 12;
const LATER_DAYS: u16 = 14;

/// The windows that follow a slot in its template, first beginning first: a few of them.
pub(crate) fn later<'a>(settings: &'a Settings, slot: &DocumentId) -> Vec<Window<'a>> {
    parts(settings, slot).map_or_else(Vec::new, |(template, day)| later_than(template, slot, day))
}

/// The same by a template that may come to be.
pub(crate) fn later_in<'a>(template: &'a SlotTemplate, slot: &DocumentId) -> Vec<Window<'a>> {
    let day = named(slot).filter(|(name, _)| *name == template.id.as_str()).map(|(_, day)| day);
    day.map_or_else(Vec::new, |day| later_than(template, slot, day))
}

fn later_than<'a>(template: &'a SlotTemplate, slot: &DocumentId, day: Day) -> Vec<Window<'a>> {
    let calendar = Calendar::of(&template.time_zone);
    let mut found: Vec<Window<'a>> = Vec::new();
    for ahead in 0..=LATER_DAYS {
        let day = day.later(ahead);
        let mut windows = windows_of(template, &calendar, day);
        if ahead == 0 {
            let place = windows.iter().position(|window| window.slot == *slot).map_or(0, |place| place + 1);
            windows.drain(..place);
        }
        found.extend(windows.into_iter().filter(|window| !window.is_day_closed).take(LATER_WINDOWS - found.len()));
        if found.len() == LATER_WINDOWS {
            break;
        }
    }
    found
}
