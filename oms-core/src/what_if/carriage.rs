//! What the parcels of orders cost by rate cards and handling, in every currency that is known.

use super::WhatIfCost;
use super::plan::Planned;
use crate::SortedMap;
use crate::order::{Order, Stage};
use crate::rates::{Load, handling, quotes};
use crate::settings::Settings;
use crate::{Amount, Currency, LocationId, MemoryStorage, Sku};

/// Currencies in which carriers or locations say what they cost, by code.
pub(super) fn currencies<'a>(settings: impl Iterator<Item = &'a Settings>) -> Vec<Currency> {
    let mut named = SortedMap::new();
    for settings in settings {
        let cards = settings.rate_cards.iter().map(|card| card.currency);
        let handled = settings.locations.iter().flat_map(|location| &location.handling_costs).map(|cost| cost.currency);
        for currency in cards.chain(handled) {
            named.insert(currency.code().to_owned(), currency);
        }
    }
    named.into_values().collect()
}

/// Sums of what parcels cost, in minor units.
#[derive(Debug)]
pub(super) struct Carriage {
    sums: Vec<Sum>,
}

#[derive(Debug)]
struct Sum {
    currency: Currency,
    has_cards: bool,
    carriage: i64,
    handling: i64,
    priced: i64,
    unpriced: i64,
}

impl Carriage {
    /// Nothing yet, in each of these currencies.
    pub(super) fn new(currencies: &[Currency], settings: &Settings) -> Carriage {
        let has_cards = |currency: Currency| settings.rate_cards.iter().any(|card| card.currency == currency);
        let sum = |currency: &Currency| Sum {
            currency: *currency,
            has_cards: has_cards(*currency),
            carriage: 0,
            handling: 0,
            priced: 0,
            unpriced: 0,
        };
        Carriage { sums: currencies.iter().map(sum).collect() }
    }

    /// Adds the parcels of an order.
    pub(super) fn add(&mut self, order: &Order, planned: &Planned, settings: &Settings, storage: &MemoryStorage) {
        if self.sums.is_empty() || !planned.carried {
            return;
        }
        for parcel in &planned.told.parcels {
            let Ok(location) = settings.location(&parcel.location) else { continue };
            let load = load(order, &parcel.location, storage);
            for sum in &mut self.sums {
                let (per_parcel, per_unit) = handling(&location.handling_costs, sum.currency);
                sum.handling = sum.handling.saturating_add(per_unit.saturating_mul(parcel.units).saturating_add(per_parcel));
                let carried = order.shipping_address.as_deref().filter(|_| sum.has_cards);
                let cheapest = carried.and_then(|address| {
                    let (offered, _) = quotes(settings, location, address, sum.currency, &load);
                    offered.first().map(|quote| quote.amount.minor())
                });
                if cheapest.is_some() || !sum.has_cards {
                    sum.carriage = sum.carriage.saturating_add(cheapest.unwrap_or_default());
                    sum.priced += 1;
                } else {
                    sum.unpriced += 1;
                }
            }
        }
    }

    /// The sums, by currency.
    pub(super) fn finish(self) -> Vec<WhatIfCost> {
        let cost = |sum: Sum| WhatIfCost {
            currency: sum.currency,
            carriage: Amount::from_minor(sum.carriage, sum.currency),
            handling: Amount::from_minor(sum.handling, sum.currency),
            parcels_priced: sum.priced,
            parcels_unpriced: sum.unpriced,
        };
        self.sums.into_iter().map(cost).collect()
    }
}

/// What is in the parcel of a location.
fn load(order: &Order, location: &LocationId, storage: &MemoryStorage) -> Load {
    let mut units: SortedMap<&Sku, u64> = SortedMap::new();
    for line in &order.lines {
        let here = line.units.sum(|portion| portion.stage != Stage::Canceled && portion.location.as_ref() == Some(location));
        *units.entry(&line.sku).or_default() += here.units().unsigned_abs();
    }
    let mut load = Load::default();
    for (sku, units) in units {
        if let Some(item) = storage.item(sku) {
            load.add(&Load::of(item), units);
        }
    }
    load
}
