//! What locations take on in a day, and who is passed over because a day is full.
//!
//! What is taken on is a counter of its own for each location, day and measure, changed by differences with guards as stock is: two
//! writers never fill a day beyond its capacity, and do not stand in each other's way as long as there is room for both. An order keeps
//! what it takes up, and the counters follow it whenever it is put.

use serde::{Deserialize, Serialize};

use super::Reason;
use super::candidate::{Demand, Eligible};
use crate::batch::{Counter, SkuIndex, Workspace};
use crate::calendar::{Calendar, Day};
use crate::inventory::free_units;
use crate::order::{Order, Portion, Stage};
use crate::settings::{Channel, DailyCapacity, Location, Settings};
use crate::{Arrange, LocationId, Quantity, Sku, Timestamp};

/// A measure of what a location takes on in a day.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Orders.
    Orders,
    /// Units.
    Units,
    /// Grams.
    Grams,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Measure; 3] = [Measure::Orders, Measure::Units, Measure::Grams];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Measure::Orders => "orders",
            Measure::Units => "units",
            Measure::Grams => "grams",
        }
    }

    /// The measure of that name on the wire.
    pub fn named(name: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|measure| measure.name() == name)
    }
}

/// What an order takes up of a day of a location.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DayLoad {
    /// The location.
    pub location: LocationId,
    /// The day, by the location's calendar, on which its stock was promised.
    pub day: Day,
    /// Units.
    pub units: Quantity,
    /// Their weight in grams; 0 where it is not known.
    #[serde(default, skip_serializing_if = "is_weightless")]
    pub grams: u64,
}

fn is_weightless(grams: &u64) -> bool {
    *grams == 0
}

/// Orders, units and grams.
pub(crate) type Load = [i64; 3];

const NAME: &str = "capacity/";

/// The name under which a day of a location is counted.
pub(crate) fn key_of(location: &LocationId, day: Day) -> Option<Sku> {
    Sku::new(format!("{NAME}{location}/{}", day.written())).ok()
}

/// The days of a location at some instants.
pub(crate) fn keys_at<'a>(location: &'a Location, times: impl Iterator<Item = Timestamp> + 'a) -> impl Iterator<Item = Sku> + 'a {
    let calendar = location.daily_capacity.as_ref().map(|capacity| Calendar::of(&capacity.time_zone));
    let mut last = None;
    times.filter_map(move |at| {
        let day = calendar.as_ref()?.day(at);
        (last.replace(day) != Some(day)).then(|| key_of(&location.id, day))?
    })
}

/// A day of a location, as it is today.
struct Today {
    day: Day,
    index: SkuIndex,
    limits: [Option<i64>; 3],
}

fn today(work: &Workspace, location: &Location) -> Option<Today> {
    let capacity = location.daily_capacity.as_deref()?;
    let day = Calendar::of(&capacity.time_zone).day(work.now());
    // A query that lets reservations expire reads no days, and writes nothing.
    let index = work.loaded_sku(&key_of(&location.id, day)?)?;
    Some(Today { day, index, limits: limits(capacity) })
}

fn limits(capacity: &DailyCapacity) -> [Option<i64>; 3] {
    let grams = capacity.grams.map(|grams| i64::try_from(grams).unwrap_or(i64::MAX));
    [capacity.orders.map(i64::from), capacity.units.map(Quantity::units), grams]
}

/// What an order has at a location: promised there, at work, or gone out from there.
fn bound(order: &Order, location: &LocationId) -> (i64, i64) {
    let is_there = |portion: &Portion| {
        let is_given_back = portion.stage == Stage::Canceled && portion.parcel.is_none();
        portion.location.as_ref() == Some(location) && !is_given_back && !matches!(portion.stage, Stage::Open | Stage::Backordered)
    };
    order.lines.iter().fold((0, 0), |(units, grams), line| {
        let there = line.units.sum(is_there).units();
        (units + there, grams + there.saturating_mul(i64::from(line.unit_grams)))
    })
}

impl Order {
    fn day_load(&self, location: &LocationId, day: Day) -> Option<&DayLoad> {
        self.day_loads.iter().find(|load| &load.location == location && load.day == day)
    }
}

fn load(known: Option<&DayLoad>) -> Load {
    known.map_or([0; 3], |known| [1, known.units.units(), i64::try_from(known.grams).unwrap_or(i64::MAX)])
}

/// What an order takes up of today at a location, once what has changed since it was kept is counted.
fn changed(order: &Order, before: Option<&Order>, location: &LocationId, day: Day) -> Load {
    let [_, units, grams] = load(order.day_load(location, day));
    let (before_units, before_grams) = before.map_or((0, 0), |before| bound(before, location));
    let (now_units, now_grams) = bound(order, location);
    let units = (units + now_units - before_units).max(0);
    if units == 0 { [0; 3] } else { [1, units, (grams + now_grams - before_grams).max(0)] }
}

/// Whether any location can take on only so much: most merchants have none, and then nothing is counted.
fn any_is_limited(settings: &Settings) -> bool {
    settings.locations.iter().any(|location| location.daily_capacity.is_some())
}

/// Keeps what an order takes up in step with it, whenever it is put.
pub(crate) fn follow(work: &mut Workspace, before: Option<&Order>, order: &mut Order) {
    if !any_is_limited(work.settings()) {
        return;
    }
    let settings = work.shared_settings();
    for location in &settings.locations {
        let Some(Today { day, index, limits }) = today(work, location) else { continue };
        let (known, now) = (load(order.day_load(&location.id, day)), changed(order, before, &location.id, day));
        if known == now {
            continue;
        }
        for (((measure, known), now), limit) in Measure::ALL.into_iter().zip(known).zip(now).zip(limits) {
            let (counter, change) = (Counter::Capacity(measure), now - known);
            if change == 0 {
                continue;
            }
            // What was beyond the capacity before is no reason to refuse: backorders are given out whatever the day holds.
            let fits = work.slot(index).counter(&counter) + change;
            work.count(index, &counter, change, limit.filter(|limit| change > 0 && fits <= *limit));
        }
        order.day_loads.retain(|load| load.location != location.id || load.day != day);
        let [orders, units, grams] = now;
        if orders > 0 {
            let (location, units) = (location.id.clone(), Quantity::from_balance(units));
            order.day_loads.push(DayLoad { location, day, units, grams: grams.unsigned_abs() });
            order.day_loads.arrange_by(|a, b| (&a.location, a.day).cmp(&(&b.location, b.day)));
        }
    }
}

/// How much of its day a location has taken on, in thousandths of the measure that is fullest; 0 without a capacity.
pub(crate) fn taken_per_mille(work: &Workspace, location: &Location) -> u16 {
    let Some(Today { index, limits, .. }) = today(work, location) else { return 0 };
    let taken = Measure::ALL.into_iter().zip(limits).filter_map(|(measure, limit)| {
        let (taken, limit) = (work.slot(index).counter(&Counter::Capacity(measure)).max(0), limit?);
        Some(if taken == 0 { 0 } else { taken.saturating_mul(1_000).checked_div(limit).unwrap_or(1_000) })
    });
    u16::try_from(taken.max().unwrap_or_default().min(1_000)).unwrap_or(1_000)
}

/// Whether the day of a location has room for so many more units of an order.
pub(crate) fn has_room(work: &Workspace, order: &Order, location: &Location, units: i64, grams: i64) -> bool {
    let Some(Today { day, index, limits }) = today(work, location) else { return true };
    let before = work.order_if_read(&order.id).map(AsRef::as_ref);
    let (kept, own) = (load(order.day_load(&location.id, day)), changed(order, before, &location.id, day));
    let wants = [i64::from(own == [0; 3]), units, grams];
    Measure::ALL.into_iter().enumerate().all(|(place, measure)| {
        let of = |load: &Load| load.get(place).copied().unwrap_or_default();
        let taken = work.slot(index).counter(&Counter::Capacity(measure)) - of(&kept) + of(&own);
        limits.get(place).copied().flatten().is_none_or(|limit| taken.saturating_add(of(&wants)) <= limit)
    })
}

/// The day of a location on which only so much may be taken on, for plans of several orders.
pub(crate) struct DayRoom {
    /// Orders, units and grams that it can take on.
    pub(crate) limits: [Option<i64>; 3],
    /// What it has taken on.
    pub(crate) taken: Load,
    day: Day,
}

impl DayRoom {
    /// The day, if there is any limit.
    pub(crate) fn of(work: &Workspace, location: &Location) -> Option<DayRoom> {
        let Today { day, index, limits } = today(work, location)?;
        let taken = Measure::ALL.map(|measure| work.slot(index).counter(&Counter::Capacity(measure)));
        Some(DayRoom { limits, taken, day })
    }

    /// What of it an order takes up.
    pub(crate) fn taken_by(&self, order: &Order, location: &LocationId) -> Load {
        load(order.day_load(location, self.day))
    }
}

/// Leaves out locations whose day has no room for what they could give an order. Answers which.
pub(crate) fn leave_out_full<'a>(
    work: &Workspace,
    order: &Order,
    channel: &Channel,
    places: &mut Eligible<'a>,
    demands: &[Demand],
) -> Vec<&'a LocationId> {
    let settings = work.settings();
    let mut full = Vec::new();
    if !any_is_limited(settings) {
        return full;
    }
    places.locations.retain(|(id, index, ..)| {
        let Some(location) = settings.location(id).ok().filter(|location| location.daily_capacity.is_some()) else { return true };
        let gives = |demand: &Demand| match work.item(demand.sku) {
            Some(item) if !item.tracked => demand.units,
            _ => free_units(work, demand.sku, *index, channel, demand.need.as_ref()).clamp(0, demand.units),
        };
        let grams = |demand: &Demand| work.item(demand.sku).map_or(0, |item| i64::from(item.grams));
        let (units, grams) = demands.iter().fold((0_i64, 0_i64), |(units, sum), demand| {
            let given = gives(demand);
            (units.saturating_add(given), sum.saturating_add(given.saturating_mul(grams(demand))))
        });
        if units == 0 {
            return true;
        }
        let has_room = has_room(work, order, location, units, grams);
        if !has_room {
            full.push(*id);
        }
        has_room
    });
    places.passed_over.extend(full.iter().map(|id| (Reason::NodeCapacity, *id)));
    full
}
