//! What became of one order in one copy.

use crate::SortedMap;
use smol_str::SmolStr;

use super::{WhatIfParcel, WhatIfPlan, WhatIfPromise};
use crate::calendar::Calendar;
use crate::fulfillment::{Answer, Fulfillment};
use crate::order::{Line, Order, Portion, Stage};
use crate::routing::Point;
use crate::settings::{Location, Settings};
use crate::{LineId, LocationId, Timestamp};

/// Where units of a line come from: a location, or none at a stage.
type Source = (LineId, Option<LocationId>, Option<Stage>);

/// A plan with what it takes to compare it with another one.
#[derive(Debug, Default)]
pub(super) struct Planned {
    pub(super) told: WhatIfPlan,
    /// Units by line and source.
    units: SortedMap<Source, i64>,
    /// Units that were ordered.
    pub(super) ordered: i64,
    /// Whether it is carried to the customer.
    pub(super) carried: bool,
    pub(super) held: bool,
}

impl Planned {
    /// The plan of an order that was refused with a code.
    pub(super) fn refused(code: &'static str) -> Planned {
        let told = WhatIfPlan { refused: Some(SmolStr::new_static(code)), ..WhatIfPlan::default() };
        Planned { told, ..Planned::default() }
    }

    /// The plan of an order at the end of the period.
    pub(super) fn of(order: &Order, settings: &Settings, ends: Timestamp) -> Planned {
        let mut planned = Planned { carried: order.pickup.is_none(), held: !order.holds.is_empty(), ..Planned::default() };
        for line in &order.lines {
            line.units.portions().iter().for_each(|portion| planned.add(line, portion));
        }
        let mut by_location: SortedMap<&LocationId, i64> = SortedMap::new();
        for ((_, location, _), units) in &planned.units {
            if let Some(location) = location {
                *by_location.entry(location).or_default() += units;
            }
        }
        let parcels = by_location.into_iter().map(|(id, units)| {
            let location = settings.location(id).ok();
            let metres = location.filter(|_| planned.carried).and_then(|location| metres(order, location));
            let arrives_on = location.and_then(|location| arrives_on(order, location));
            WhatIfParcel { location: id.clone(), units, metres, arrives_on }
        });
        planned.told.parcels = parcels.collect();
        planned.told.promise = promise(order, &planned, ends);
        planned
    }

    fn add(&mut self, line: &Line, portion: &Portion) {
        let units = portion.quantity.units();
        self.ordered += units;
        let counted = match portion.stage {
            Stage::Open => Some(&mut self.told.open),
            Stage::Backordered => Some(&mut self.told.backordered),
            Stage::Canceled => Some(&mut self.told.canceled),
            _ => None,
        };
        let source = match counted {
            Some(counted) => {
                *counted += units;
                (line.id.clone(), None, Some(portion.stage))
            }
            None => (line.id.clone(), portion.location.clone(), None),
        };
        *self.units.entry(source).or_default() += units;
    }

    /// Whether the same units come from the same places, and as well in time.
    pub(super) fn is_like(&self, other: &Planned) -> bool {
        self.units.iter().eq(&other.units) && self.told.refused == other.told.refused && self.told.promise == other.told.promise
    }

    /// Units with stock.
    pub(super) fn promised(&self) -> i64 {
        self.told.parcels.iter().map(|parcel| parcel.units).sum()
    }

    /// Whether all units were taken off it.
    pub(super) fn is_canceled(&self) -> bool {
        self.ordered > 0 && self.told.canceled == self.ordered
    }

    /// How many parcels are carried.
    pub(super) fn parcels(&self) -> usize {
        if self.carried { self.told.parcels.len() } else { 0 }
    }
}

fn metres(order: &Order, location: &Location) -> Option<u64> {
    let to = order.shipping_address.as_ref()?.coordinates.as_ref()?;
    Some(Point::of(location.coordinates.as_ref()?).metres_to(Point::of(to)))
}

/// When a location that was asked delivers, as its calendar has it.
fn arrives_on(order: &Order, location: &Location) -> Option<crate::Day> {
    let dispatch = location.dispatch.as_ref()?;
    let is_asked = |asked: &&Fulfillment| asked.location == location.id && matches!(asked.answer, Answer::Awaited | Answer::Accepted);
    let asked = order.fulfillments.iter().rev().find(is_asked)?;
    Some(dispatch.ships_on(asked.requested_at).later(dispatch.transit_days?))
}

fn promise(order: &Order, planned: &Planned, ends: Timestamp) -> Option<WhatIfPromise> {
    let promised_at = order.promised_at.filter(|_| !planned.is_canceled())?;
    let day = Calendar::of(&order.time_zone).day(promised_at);
    let missing = planned.told.open + planned.told.backordered > 0;
    let arrivals = || planned.told.parcels.iter().map(|parcel| parcel.arrives_on);
    Some(if arrivals().flatten().any(|arrives| arrives > day) || (missing && promised_at < ends) {
        WhatIfPromise::Late
    } else if missing || arrivals().any(|arrives| arrives.is_none()) {
        WhatIfPromise::Unknown
    } else {
        WhatIfPromise::InTime
    })
}
