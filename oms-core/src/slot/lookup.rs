//! Which slots there are, what is left of them, and why some cannot be booked.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::paper::SlotLoad;
use super::window::{SlotReason, Window, windows_of};
use super::{SlotCapacity, SlotKind, SlotTemplate, key_of};
use crate::batch::{DueQuery, Loading, ReadSet, SessionError, Snapshot, Workspace};
use crate::calendar::Calendar;
use crate::reservation::expiry;
use crate::settings::Settings;
use crate::{Address, Arrange, Day, DocumentId, LocationId, Quantity, SlotTemplateId, Timestamp, ZoneId};

/// Asks for the slots of some days.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlotQuery {
    /// The instant: carts that are due by then hold no place any more, and cut-offs that lie before have passed.
    pub at: Timestamp,
    /// The first day, by the calendar of each template; absent means that of `at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<Day>,
    /// How many days; 1 to 31, and what lies beyond counts as the bound.
    #[serde(default = "week")]
    pub days: u8,
    /// Only slots for delivery, or for collecting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SlotKind>,
    /// Only slots that go to this address, or are collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Box<Address>>,
    /// Only slots of this zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// Only slots of this location.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// What the order would weigh, in grams, where weight is to be considered.
    #[serde(default)]
    pub grams: u64,
    /// How many units it would have, where they are to be considered.
    #[serde(default)]
    pub items: Quantity,
}

const fn week() -> u8 {
    7
}

/// A slot, and what is left of it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlotOffer {
    /// Its id, to book it by.
    pub slot: DocumentId,
    /// The template it follows.
    pub template: SlotTemplateId,
    /// The location that delivers, or where orders are collected.
    pub location: LocationId,
    /// Whether goods are delivered or collected.
    pub kind: SlotKind,
    /// When it begins.
    pub begins_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// From this instant on it cannot be booked.
    pub closes_at: Timestamp,
    /// What fits into it; absent measures are without limit.
    pub capacity: SlotCapacity,
    /// What is booked, places that carts hold included.
    pub booked: SlotLoad,
    /// What is left of it; absent measures are without limit.
    pub left: SlotCapacity,
    /// How much more is booked than fits, since less fits than when it was booked.
    pub over: SlotLoad,
    /// Whether an order of the weight and units that were asked for could book it.
    pub bookable: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SlotReason>,
}

/// The most days that are answered at once.
const DAYS_MAX: u8 = 31;

/// The steps of looking slots up, for any host to drive: read what is [`wanted`](Self::wanted), hand it to [`loaded`](Self::loaded).
#[derive(Debug)]
pub struct SlotLookup {
    query: SlotQuery,
    loading: Loading,
    has_papers: bool,
}

impl SlotLookup {
    /// Begins with the settings as last seen.
    pub fn new(query: SlotQuery, settings: &Arc<Settings>) -> SlotLookup {
        let wanted = ReadSet { due: Some(DueQuery { until: query.at, limit: Workspace::due_max() }), ..ReadSet::default() };
        SlotLookup { query, loading: Loading::new(settings, wanted), has_papers: false }
    }

    /// What to read next.
    pub fn wanted(&self) -> &ReadSet {
        self.loading.wanted()
    }

    /// Takes the records asked for; answers when all are there: slots in the order in which they begin, then by id.
    pub fn loaded(&mut self, snapshot: Snapshot) -> Result<Option<Vec<SlotOffer>>, SessionError> {
        if !self.loading.absorb(snapshot, &[])? {
            return Ok(None);
        }
        let settings = self.loading.workspace().shared_settings();
        let windows = windows(&self.query, &settings);
        if !self.has_papers {
            self.has_papers = true;
            let mut papers = ReadSet::default();
            windows.iter().for_each(|window| papers.document(key_of(&window.slot)));
            if self.loading.want(papers) {
                return Ok(None);
            }
        }
        let work = self.loading.workspace();
        work.set_now(self.query.at);
        // A record that cannot be freed is damaged: the audit tells, and what it holds stays held.
        let _damaged = expiry::expire_all_due(work);
        let mut offers: Vec<SlotOffer> = windows.iter().map(|window| offer(&self.query, work, window)).collect();
        offers.arrange_by(|a, b| (a.begins_at, &a.slot).cmp(&(b.begins_at, &b.slot)));
        Ok(Some(offers))
    }
}

fn offer(query: &SlotQuery, work: &Workspace, window: &Window<'_>) -> SlotOffer {
    let booked = work.booked_of(&window.slot);
    let load = SlotLoad { orders: 1, grams: query.grams, items: query.items };
    let reason = window.check(booked, load, query.at).err();
    SlotOffer {
        slot: window.slot.clone(),
        template: window.template.id.clone(),
        location: window.template.location.clone(),
        kind: window.template.kind,
        begins_at: window.begins_at,
        ends_at: window.ends_at,
        closes_at: window.closes_at,
        capacity: window.capacity,
        booked,
        left: window.capacity.less(booked),
        over: window.capacity.over(booked),
        bookable: reason.is_none(),
        reason,
    }
}

fn windows<'a>(query: &SlotQuery, settings: &'a Settings) -> Vec<Window<'a>> {
    let mut found = Vec::new();
    for template in settings.slot_templates.iter().filter(|template| answers(query, settings, template)) {
        let calendar = Calendar::of(&template.time_zone);
        let first = query.first_day.unwrap_or_else(|| calendar.day(query.at));
        for ahead in 0..query.days.clamp(1, DAYS_MAX) {
            found.extend(windows_of(template, &calendar, first.later(u16::from(ahead))));
        }
    }
    found
}

/// Whether the slots of a template are among those asked for.
fn answers(query: &SlotQuery, settings: &Settings, template: &SlotTemplate) -> bool {
    let covers = |address: &Address| match &template.zone {
        Some(zone) => settings.zone(zone).is_ok_and(|zone| zone.covers(address)),
        None => {
            template.kind == SlotKind::Pickup || settings.location(&template.location).is_ok_and(|from| from.serves(Some(&address.country)))
        }
    };
    query.kind.is_none_or(|kind| kind == template.kind)
        && query.zone.as_ref().is_none_or(|zone| template.zone.as_ref() == Some(zone))
        && query.location.as_ref().is_none_or(|location| *location == template.location)
        && query.address.as_deref().is_none_or(covers)
}
