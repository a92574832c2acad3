//! From two copies of a store to the report.

use crate::SortedMap;
use std::sync::Arc;

use super::captured::Captured;
use super::carriage::{Carriage, currencies};
use super::plan::Planned;
use super::refusals::Refusals;
use super::{WhatIfFigures, WhatIfLoad, WhatIfLocation, WhatIfOrder, WhatIfPeriod, WhatIfReport, WhatIfRequest};
use crate::settings::Settings;
use crate::{Currency, LocationId, MemoryStorage, OrderId, Timestamp};

/// One copy, as it is summed up.
struct Side<'a> {
    storage: &'a MemoryStorage,
    settings: Arc<Settings>,
    figures: WhatIfFigures,
    carriage: Carriage,
    loads: SortedMap<LocationId, WhatIfLoad>,
}

impl<'a> Side<'a> {
    fn new(storage: &'a MemoryStorage, currencies: &[Currency]) -> Side<'a> {
        let settings = Arc::clone(storage.settings());
        let carriage = Carriage::new(currencies, &settings);
        Side { storage, settings, figures: WhatIfFigures::default(), carriage, loads: SortedMap::new() }
    }

    /// What became of an order, which is summed up.
    fn take(&mut self, id: &OrderId, refused: Option<&'static str>, ends: Timestamp) -> Planned {
        let planned = match (refused, self.storage.order(id)) {
            (Some(code), _) => Planned::refused(code),
            (None, None) => Planned::default(),
            (None, Some(order)) => {
                let planned = Planned::of(order, &self.settings, ends);
                self.carriage.add(order, &planned, &self.settings, self.storage);
                planned
            }
        };
        self.figures.add(&planned);
        for parcel in &planned.told.parcels {
            let load = self.loads.entry(parcel.location.clone()).or_default();
            load.orders += 1;
            load.units = load.units.saturating_add(parcel.units);
        }
        planned
    }
}

/// Sums up both copies and sets one against the other. `ends` is the end of the period.
pub(super) fn compare(
    request: &WhatIfRequest,
    period: WhatIfPeriod,
    refusals: Refusals,
    captured: &Captured,
    [recorded, variant]: [&mut MemoryStorage; 2],
    ends: Timestamp,
) -> WhatIfReport {
    let known = currencies([&*recorded, &*variant].into_iter().map(|storage| &**storage.settings()));
    let (mut recorded, mut variant) = (Side::new(recorded, &known), Side::new(variant, &known));
    let mut report = WhatIfReport { period, refused_in_both: refusals.in_both, refused: refusals.finish(), ..WhatIfReport::default() };
    for (id, [of_recorded, of_variant]) in captured.iter() {
        let (before, after) = (recorded.take(id, of_recorded, ends), variant.take(id, of_variant, ends));
        if !before.is_like(&after) {
            report.orders_different += 1;
            list(&mut report, request, WhatIfOrder { order: id.clone(), recorded: before.told, variant: after.told });
        }
    }
    report.locations = locations(&recorded.loads, &variant.loads);
    report.recorded = WhatIfFigures { costs: recorded.carriage.finish(), ..recorded.figures };
    report.variant = WhatIfFigures { costs: variant.carriage.finish(), ..variant.figures };
    report.difference = report.variant.less(&report.recorded);
    report
}

/// Lists an order that came out differently, if it stands on the page asked for.
fn list(report: &mut WhatIfReport, request: &WhatIfRequest, order: WhatIfOrder) {
    if request.after.as_ref().is_some_and(|after| &order.order <= after) {
        return;
    }
    if report.orders.len() < request.listed() {
        report.orders.push(order);
    } else {
        report.next = report.orders.last().map(|last| last.order.clone());
    }
}

fn locations(recorded: &SortedMap<LocationId, WhatIfLoad>, variant: &SortedMap<LocationId, WhatIfLoad>) -> Vec<WhatIfLocation> {
    let mut rows: SortedMap<&LocationId, [WhatIfLoad; 2]> = SortedMap::new();
    for (location, load) in recorded {
        rows.entry(location).or_default()[0] = *load;
    }
    for (location, load) in variant {
        rows.entry(location).or_default()[1] = *load;
    }
    let row = |(location, [recorded, variant]): (&LocationId, [WhatIfLoad; 2])| WhatIfLocation {
        location: location.clone(),
        recorded,
        variant,
        difference: WhatIfLoad { orders: variant.orders - recorded.orders, units: variant.units.saturating_sub(recorded.units) },
    };
    rows.into_iter().map(row).collect()
}
