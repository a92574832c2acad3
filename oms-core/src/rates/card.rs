//! Rate cards: what a carrier charges for a service, as data.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::tariff::{Tariff, millionths_of, minor_of};
use crate::settings::Location;
use crate::slot::plain_postal_code;
use crate::tagged;
use crate::{Address, Country, Currency, LocationId, RateCardId, Tag};

/// What a carrier charges for a service: a zone says how far it is, a weight step what a parcel costs, surcharges what comes on top.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RateCard {
    /// Its id.
    pub id: RateCardId,
    /// Who carries, such as `dhl`.
    pub carrier: SmolStr,
    /// What is bought of the carrier, such as `parcel`.
    pub service: SmolStr,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// Locations it is for. If neither locations nor groups are named, it is for all. Where zones depend on where a parcel starts, each
    /// origin has a card of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationId>,
    /// Groups of locations it is for, beside those that are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub location_groups: Vec<Tag>,
    /// Where it goes, and what that costs. A destination that lies in none is not served.
    pub zones: Vec<RateZone>,
    /// Cubic centimetres that are charged as a kilogram, such as 5000; absent means that size does not matter.
    ///
    /// A parcel is charged by what it weighs or by its volume divided by this, rounded up to whole grams, whichever is more. Units
    /// whose size is not known count with what they weigh in either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volumetric_divisor: Option<u32>,
    /// What comes on top.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surcharges: Vec<Surcharge>,
}

/// Destinations that cost the same, and what they cost.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RateZone {
    /// What the carrier calls it, such as `2` or `islands`.
    pub name: SmolStr,
    /// What lies in it.
    pub area: RateArea,
    /// What a parcel costs by weight, lightest first. A heavier parcel costs at least as much as a lighter one.
    pub steps: Vec<WeightStep>,
    /// What it costs beyond the last step; absent means that heavier parcels are not taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond: Option<WeightIncrement>,
    /// Days from hand-over to delivery.
    pub transit_days: u16,
}

tagged! {
by "type" of "RateArea", read by members;
/// How destinations are told apart. If a card has zones of both kinds, an address that a postal code names goes by that.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RateArea {
    /// By country and the beginning of the postal code; of all zones of a card the longest beginning decides.
    Postal {
        /// Where.
        places: Vec<PostalArea>,
    },
    /// By distance from the location, as the crow flies; of all zones of a card the narrowest band decides. Location and destination
    /// must both have coordinates.
    Distance {
        /// Up to how many metres, the bound included; absent means however far.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        metres_max: Option<u32>,
        /// Only in these countries; empty means in all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        countries: Vec<Country>,
    },
}
}

/// A country, or a part of it by postal code.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PostalArea {
    /// The country.
    pub country: Country,
    /// How its postal codes begin; empty means the whole country. Spaces and capitals do not matter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prefixes: Vec<SmolStr>,
}

/// What a parcel costs up to a weight.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WeightStep {
    /// Up to how many grams, the bound included.
    pub grams_max: u32,
    /// What it costs.
    pub amount: Decimal,
}

/// What each further weight costs.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WeightIncrement {
    /// How many grams; a part of them counts as the whole.
    pub grams: u32,
    /// What they cost.
    pub amount: Decimal,
}

tagged! {
by "type" of "Surcharge", read by members;
/// What comes on top of the price by weight.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Surcharge {
    /// A part of the price by weight, rounded half away from zero to the minor unit. Several are added up before rounding.
    Fuel {
        /// How many percent, with at most 4 decimals.
        percent: Decimal,
    },
    /// For each parcel to places that are hard to reach.
    RemoteArea {
        /// How much.
        amount: Decimal,
        /// Where.
        places: Vec<PostalArea>,
    },
    /// For each parcel with hazardous goods. A card that does not say what they cost does not take them.
    HazardousGoods {
        /// How much.
        amount: Decimal,
    },
    /// For each parcel, such as a toll or a label.
    PerParcel {
        /// How much.
        amount: Decimal,
    },
}
}

/// Where a parcel goes, as rate cards look at it.
#[derive(Clone, Debug)]
pub(crate) struct Destination {
    pub(crate) country: Country,
    /// Without spaces, in capitals.
    pub(crate) postal_code: String,
}

impl Destination {
    pub(crate) fn of(address: &Address) -> Destination {
        Destination { country: address.country, postal_code: plain_postal_code(&address.postal_code) }
    }
}

impl PostalArea {
    /// How many letters of the postal code the longest beginning has that fits; 0 for the whole country.
    pub(crate) fn fit(&self, destination: &Destination) -> Option<usize> {
        if self.country != destination.country {
            return None;
        }
        if self.prefixes.is_empty() {
            return Some(0);
        }
        let plain = self.prefixes.iter().map(|prefix| plain_postal_code(prefix));
        plain.filter(|prefix| destination.postal_code.starts_with(prefix.as_str())).map(|prefix| prefix.len()).max()
    }
}

impl RateCard {
    /// Whether it is for parcels from a location.
    pub fn is_for(&self, location: &Location) -> bool {
        let names_none = self.locations.is_empty() && self.location_groups.is_empty();
        let has_group = self.location_groups.iter().any(|group| location.groups.contains(group));
        names_none || has_group || self.locations.contains(&location.id)
    }

    /// The zone that the postal code of a destination names.
    pub(crate) fn postal_zone(&self, destination: &Destination) -> Option<&RateZone> {
        let mut best: Option<(usize, &RateZone)> = None;
        for zone in &self.zones {
            let RateArea::Postal { places } = &zone.area else { continue };
            let fit = places.iter().filter_map(|place| place.fit(destination)).max();
            if let Some(fit) = fit.filter(|fit| best.is_none_or(|(longest, _)| *fit > longest)) {
                best = Some((fit, zone));
            }
        }
        best.map(|(_, zone)| zone)
    }

    /// The narrowest band that a distance lies in.
    pub(crate) fn band(&self, destination: &Destination, metres: u64) -> Option<&RateZone> {
        let mut best: Option<(u32, &RateZone)> = None;
        for zone in &self.zones {
            let RateArea::Distance { metres_max, countries } = &zone.area else { continue };
            let bound = metres_max.unwrap_or(u32::MAX);
            let reaches = metres_max.is_none() || metres <= u64::from(bound);
            let goes = countries.is_empty() || countries.contains(&destination.country);
            if reaches && goes && best.is_none_or(|(narrowest, _)| bound < narrowest) {
                best = Some((bound, zone));
            }
        }
        best.map(|(_, zone)| zone)
    }

    /// The zone of a destination at a distance, if that is known.
    pub(crate) fn zone(&self, destination: &Destination, metres: Option<u64>) -> Option<&RateZone> {
        self.postal_zone(destination).or_else(|| self.band(destination, metres?))
    }

    /// What it charges for parcels to a destination that lies in one of its zones.
    pub(crate) fn tariff(&self, zone: &RateZone, destination: &Destination) -> Tariff {
        let minor = |amount: Decimal| minor_of(amount, self.currency);
        let mut tariff = Tariff {
            steps: zone.steps.iter().map(|step| (u64::from(step.grams_max), minor(step.amount))).collect(),
            beyond: zone.beyond.as_ref().map(|beyond| (u64::from(beyond.grams.max(1)), minor(beyond.amount))),
            divisor: self.volumetric_divisor,
            transit_days: zone.transit_days,
            ..Tariff::default()
        };
        for surcharge in &self.surcharges {
            match surcharge {
                Surcharge::Fuel { percent } => tariff.fuel_millionths += millionths_of(*percent),
                Surcharge::RemoteArea { amount, places } => {
                    if places.iter().any(|place| place.fit(destination).is_some()) {
                        tariff.remote += minor(*amount);
                    }
                }
                Surcharge::HazardousGoods { amount } => {
                    tariff.hazardous = Some(tariff.hazardous.unwrap_or_default() + minor(*amount));
                }
                Surcharge::PerParcel { amount } => tariff.per_parcel += minor(*amount),
            }
        }
        tariff
    }
}
