//! What it costs to send goods from a location, by every service.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::card::{Destination, RateCard};
use super::handling::handling;
use super::tariff::{Load, NotTaken, Tariff};
use crate::batch::{Loading, ReadSet, SessionError, Snapshot, Workspace};
use crate::item::Item;
use crate::item::bundle::leaves;
use crate::routing::Point;
use crate::settings::{Location, Settings};
use crate::{Address, Amount, Arrange, Currency, LocationId, Quantity, RateCardId, Sku};

/// Asks what it costs to send goods from a location in one parcel.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShippingQuery {
    /// The location that sends.
    pub location: LocationId,
    /// Where to.
    pub destination: Box<Address>,
    /// The currency: only rate cards in it are compared.
    pub currency: Currency,
    /// What is sent. Bundles count as their components.
    pub lines: Vec<ShippingLine>,
}

/// Units that are sent.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShippingLine {
    /// What.
    pub sku: Sku,
    /// How many.
    pub quantity: Quantity,
}

/// What services cost, and which cannot be used.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShippingQuotes {
    /// What the goods weigh together, in grams; units of unknown weight count as nothing.
    pub grams: u64,
    /// What picking and packing them costs at the location, whoever carries them.
    pub handling: Amount,
    /// Services, cheapest first; of equal ones the faster, then by id of the rate card.
    pub quotes: Vec<ShippingQuote>,
    /// Rate cards whose service cannot be used, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_offered: Vec<NotOffered>,
    /// SKUs that are not in the catalog: then nothing is quoted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown_skus: Vec<Sku>,
}

/// What a service costs.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShippingQuote {
    /// The rate card it follows from.
    pub card: RateCardId,
    /// Who carries.
    pub carrier: SmolStr,
    /// What is bought of the carrier.
    pub service: SmolStr,
    /// The zone of the card that the destination lies in.
    pub zone: SmolStr,
    /// What the carrier charges: the sum of the charges.
    pub amount: Amount,
    /// What it is made up of; parts that are nothing are left out.
    pub charges: Vec<ShippingCharge>,
    /// The grams that are charged: what it weighs, or what its size counts as.
    pub billed_grams: u64,
    /// Days from hand-over to delivery.
    pub transit_days: u16,
}

/// A part of what a service costs.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShippingCharge {
    /// What for.
    pub kind: ShippingChargeKind,
    /// How much.
    pub amount: Amount,
}

/// What a part of the price of a service is for.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShippingChargeKind {
    /// The weight step.
    Weight,
    /// Fuel, in percent of it.
    Fuel,
    /// The destination is hard to reach.
    RemoteArea,
    /// Hazardous goods are in the parcel.
    HazardousGoods,
    /// Every parcel.
    PerParcel,
}

/// A rate card whose service cannot be used.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NotOffered {
    /// The card.
    pub card: RateCardId,
    /// Why.
    pub reason: NotOfferedReason,
}

/// Why a service cannot be used.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotOfferedReason {
    /// The card is in another currency.
    OtherCurrency,
    /// The card is for parcels from other locations.
    OtherLocation,
    /// The destination lies in none of its zones.
    NoZone,
    /// The parcel is heavier than the last step.
    TooHeavy,
    /// The card does not say what hazardous goods cost.
    HazardousGoods,
}

impl Load {
    /// One unit of an item.
    pub(crate) fn of(item: &Item) -> Load {
        let grams = u64::from(item.grams);
        let (volume, unsized_grams) = item.dimensions.map_or((0, grams), |size| (size.volume(), 0));
        Load { grams, volume, unsized_grams, hazardous: item.hazardous }
    }
}

/// The zone of a card and what it charges there, or why not at all.
fn tariff<'a>(
    card: &'a RateCard,
    location: &Location,
    destination: &Destination,
    metres: Option<u64>,
    currency: Currency,
) -> Result<(&'a SmolStr, Tariff), NotOfferedReason> {
    if card.currency != currency {
        return Err(NotOfferedReason::OtherCurrency);
    }
    if !card.is_for(location) {
        return Err(NotOfferedReason::OtherLocation);
    }
    let zone = card.zone(destination, metres).ok_or(NotOfferedReason::NoZone)?;
    Ok((&zone.name, card.tariff(zone, destination)))
}

/// What every service charges for a parcel from a location, cheapest first, and which cannot be used.
pub(crate) fn quotes(
    settings: &Settings,
    location: &Location,
    address: &Address,
    currency: Currency,
    load: &Load,
) -> (Vec<ShippingQuote>, Vec<NotOffered>) {
    let destination = Destination::of(address);
    let places = location.coordinates.as_ref().zip(address.coordinates.as_ref());
    let metres = places.map(|(from, to)| Point::of(from).metres_to(Point::of(to)));
    let (mut found, mut not_offered) = (Vec::new(), Vec::new());
    for card in &settings.rate_cards {
        let charged = tariff(card, location, &destination, metres, currency).and_then(|(zone, tariff)| {
            let charges = tariff.charges(load).map_err(|reason| match reason {
                NotTaken::TooHeavy => NotOfferedReason::TooHeavy,
                NotTaken::HazardousGoods => NotOfferedReason::HazardousGoods,
            })?;
            Ok((zone, charges, tariff.transit_days))
        });
        match charged {
            Err(reason) => not_offered.push(NotOffered { card: card.id.clone(), reason }),
            Ok((zone, charges, transit_days)) => {
                let parts = [
                    (ShippingChargeKind::Weight, charges.weight),
                    (ShippingChargeKind::Fuel, charges.fuel),
                    (ShippingChargeKind::RemoteArea, charges.remote),
                    (ShippingChargeKind::HazardousGoods, charges.hazardous),
                    (ShippingChargeKind::PerParcel, charges.per_parcel),
                ];
                let named = parts.into_iter().filter(|(_, minor)| *minor != 0);
                found.push(ShippingQuote {
                    card: card.id.clone(),
                    carrier: card.carrier.clone(),
                    service: card.service.clone(),
                    zone: zone.clone(),
                    amount: Amount::from_minor(charges.sum(), currency),
                    charges: named.map(|(kind, minor)| ShippingCharge { kind, amount: Amount::from_minor(minor, currency) }).collect(),
                    billed_grams: charges.grams,
                    transit_days,
                });
            }
        }
    }
    found.arrange_by(|a, b| (a.amount.minor(), a.transit_days, &a.card).cmp(&(b.amount.minor(), b.transit_days, &b.card)));
    (found, not_offered)
}

/// The steps of looking up what shipping costs, for any host to drive: read what is [`wanted`](Self::wanted), hand it to
/// [`loaded`](Self::loaded).
#[derive(Debug)]
pub struct ShippingLookup {
    query: ShippingQuery,
    loading: Loading,
}

impl ShippingLookup {
    /// Begins with the settings as last seen.
    pub fn new(query: ShippingQuery, settings: &Arc<Settings>) -> ShippingLookup {
        let mut wanted = ReadSet::default();
        query.lines.iter().for_each(|line| wanted.sku(&line.sku));
        wanted.normalize();
        ShippingLookup { query, loading: Loading::new(settings, wanted) }
    }

    /// What to read next.
    pub fn wanted(&self) -> &ReadSet {
        self.loading.wanted()
    }

    /// Takes the records asked for; answers when all are there. A location that is not configured offers nothing.
    pub fn loaded(&mut self, snapshot: Snapshot) -> Result<Option<ShippingQuotes>, SessionError> {
        if !self.loading.absorb(snapshot, &[])? {
            return Ok(None);
        }
        let query = &self.query;
        let work = self.loading.workspace();
        let settings = work.shared_settings();
        let (load, units, mut unknown_skus) = contents(work, &query.lines);
        unknown_skus.arrange();
        unknown_skus.dedup();
        let mut answer =
            ShippingQuotes { grams: load.grams, handling: Amount::zero(query.currency), unknown_skus, ..ShippingQuotes::default() };
        match settings.location(&query.location) {
            Ok(location) if answer.unknown_skus.is_empty() => {
                let (per_parcel, per_unit) = handling(&location.handling_costs, query.currency);
                answer.handling = Amount::from_minor(per_unit.saturating_mul(units).saturating_add(per_parcel), query.currency);
                (answer.quotes, answer.not_offered) = quotes(&settings, location, &query.destination, query.currency, &load);
            }
            Ok(_) => {}
            Err(_) => {
                let other = |card: &RateCard| NotOffered { card: card.id.clone(), reason: NotOfferedReason::OtherLocation };
                answer.not_offered = settings.rate_cards.iter().map(other).collect();
            }
        }
        Ok(Some(answer))
    }
}

/// What lines weigh and how large they are, how many units they have, and which SKUs are not in the catalog.
fn contents(work: &mut Workspace, lines: &[ShippingLine]) -> (Load, i64, Vec<Sku>) {
    let (mut load, mut all, mut unknown) = (Load::default(), 0_i64, Vec::new());
    for line in lines {
        let parts = work.item_index(&line.sku).and_then(|sku| leaves(work, sku, line.quantity.units(), &[]));
        let Ok(parts) = parts else {
            unknown.push(line.sku.clone());
            continue;
        };
        for part in parts {
            let Some(item) = work.item(part.sku) else { continue };
            load.add(&Load::of(item), part.units.unsigned_abs());
            all = all.saturating_add(part.units);
        }
    }
    (load, all, unknown)
}
