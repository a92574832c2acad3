//! Put in a rate card, or change one.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::card::{PostalArea, RateArea, RateCard, RateZone, Surcharge};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::{check_list, check_text};
use crate::settings::{CONFIGURED_MAX, NAME_MAX};
use crate::slot::plain_postal_code;
use crate::{Amount, Arrange, Country, Currency, Rejection};

/// Adds a rate card, or replaces the one of that id. What has been quoted and routed stays as it was.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PutRateCard {
    /// The card as it is to be.
    pub card: Box<RateCard>,
}

/// The most rate cards.
const CARDS_MAX: usize = 1_000;

/// The most zones of a card.
const ZONES_MAX: usize = 1_000;

/// The most steps of all zones of a card together, and the most beginnings of postal codes.
const ENTRIES_MAX: usize = 10_000;

/// The most groups of locations that a card names.
const GROUPS_MAX: usize = 250;

/// The most surcharges of a card.
const SURCHARGES_MAX: usize = 20;

/// The longest beginning of a postal code, in bytes.
const PREFIX_MAX: usize = 32;

/// The greatest amount on a card, in minor units.
pub(super) const AMOUNT_MAX: i64 = 1_000_000_000;

/// The greatest percentage.
const PERCENT_MAX: i64 = 1_000;

/// The most decimals of a percentage.
const PERCENT_DECIMALS: u32 = 4;

pub(crate) fn reads(_: &PutRateCard, _: &mut ReadSet) {}

pub(crate) fn execute(command: &PutRateCard, work: &mut Workspace) -> Result<(), Rejection> {
    let card = &*command.card;
    for (field, text) in [("card.carrier", &card.carrier), ("card.service", &card.service)] {
        check_name(field, text)?;
    }
    check_list("card.locations", &card.locations, CONFIGURED_MAX)?;
    check_list("card.location_groups", &card.location_groups, GROUPS_MAX)?;
    card.locations.iter().try_for_each(|location| work.settings().location(location).map(drop))?;
    if card.volumetric_divisor == Some(0) {
        return Err(Rejection::field("card.volumetric_divisor", "name the cubic centimetres of a kilogram, such as 5000, or leave it out"));
    }
    check_zones(card)?;
    check_surcharges(card)?;
    if work.settings().rate_cards.len() >= CARDS_MAX && work.settings().rate_card(&card.id).is_err() {
        return Err(Rejection::field("card", format!("there are {CARDS_MAX} rate cards: remove one that is not used any more")));
    }
    work.change_settings(|settings| match settings.rate_cards.binary_search_by(|known| known.id.cmp(&card.id)) {
        Ok(place) => {
            if let Some(known) = settings.rate_cards.get_mut(place) {
                known.clone_from(card);
            }
        }
        Err(place) => settings.rate_cards.insert(place, card.clone()),
    });
    work.emit(Event::RateCardPut { card: card.id.clone() });
    Ok(())
}

fn check_zones(card: &RateCard) -> Result<(), Rejection> {
    check_list("card.zones", &card.zones, ZONES_MAX)?;
    if card.zones.is_empty() {
        return Err(Rejection::field("card.zones", "name at least one zone"));
    }
    for (place, zone) in card.zones.iter().enumerate() {
        let field = format!("card.zones[{place}]");
        check_name(&format!("{field}.name"), &zone.name)?;
        check_steps(&field, zone, card.currency)?;
        if let RateArea::Postal { places } = &zone.area {
            check_places(&format!("{field}.area.places"), places)?;
        }
    }
    let steps: usize = card.zones.iter().map(|zone| zone.steps.len()).sum();
    if steps > ENTRIES_MAX {
        return Err(Rejection::field("card.zones", format!("all zones together have at most {ENTRIES_MAX} steps")));
    }
    check_postal_zones(card)?;
    check_bands(card)
}

fn check_steps(field: &str, zone: &RateZone, currency: Currency) -> Result<(), Rejection> {
    if zone.steps.is_empty() {
        return Err(Rejection::field(format!("{field}.steps"), "name at least one step"));
    }
    let mut last = (0, 0);
    for (place, step) in zone.steps.iter().enumerate() {
        let field = format!("{field}.steps[{place}]");
        let amount = check_amount(&format!("{field}.amount"), step.amount, currency)?;
        if step.grams_max <= last.0 {
            return Err(Rejection::field(field, "sort steps by `grams_max`, each heavier than the one before"));
        }
        if amount < last.1 {
            return Err(Rejection::field(field, "a heavier parcel costs at least as much as a lighter one"));
        }
        last = (step.grams_max, amount);
    }
    let Some(beyond) = &zone.beyond else { return Ok(()) };
    check_amount(&format!("{field}.beyond.amount"), beyond.amount, currency)?;
    if beyond.grams == 0 {
        return Err(Rejection::field(format!("{field}.beyond.grams"), "name at least 1"));
    }
    Ok(())
}

/// No beginning of postal codes names two zones.
fn check_postal_zones(card: &RateCard) -> Result<(), Rejection> {
    let mut known: Vec<(Country, String, usize)> = Vec::new();
    for (place, zone) in card.zones.iter().enumerate() {
        let RateArea::Postal { places } = &zone.area else { continue };
        for area in places {
            if area.prefixes.is_empty() {
                known.push((area.country, String::new(), place));
            }
            known.extend(area.prefixes.iter().map(|prefix| (area.country, plain_postal_code(prefix), place)));
        }
        if known.len() > ENTRIES_MAX {
            return Err(Rejection::field(
                "card.zones",
                format!("all zones together name at most {ENTRIES_MAX} beginnings of postal codes"),
            ));
        }
    }
    known.arrange();
    match known.windows(2).find(|pair| matches!(pair, [a, b] if (a.0, &a.1) == (b.0, &b.1))) {
        Some([(country, prefix, _), (_, _, place)]) => {
            let problem = format!("`{country}` `{prefix}` is named twice: a destination lies in one zone");
            Err(Rejection::field(format!("card.zones[{place}].area.places"), problem))
        }
        _ => Ok(()),
    }
}

/// No two bands of one width go to the same country.
fn check_bands(card: &RateCard) -> Result<(), Rejection> {
    let mut known: Vec<(u32, Option<Country>, usize)> = Vec::new();
    for (place, zone) in card.zones.iter().enumerate() {
        let RateArea::Distance { metres_max, countries } = &zone.area else { continue };
        check_list(&format!("card.zones[{place}].area.countries"), countries, CONFIGURED_MAX)?;
        let width = metres_max.unwrap_or(u32::MAX);
        if countries.is_empty() {
            known.push((width, None, place));
        }
        known.extend(countries.iter().map(|country| (width, Some(*country), place)));
    }
    known.arrange();
    let clash = |a: &(u32, Option<Country>, usize), b: &(u32, Option<Country>, usize)| a.0 == b.0 && (a.1.is_none() || a.1 == b.1);
    // A band that goes everywhere comes first of those of its width.
    match known.windows(2).find(|pair| matches!(pair, [a, b] if clash(a, b))) {
        Some([_, (_, _, place)]) => {
            let problem = "another zone has a band of the same `metres_max` to the same country: give each its own";
            Err(Rejection::field(format!("card.zones[{place}].area"), problem))
        }
        _ => Ok(()),
    }
}

fn check_surcharges(card: &RateCard) -> Result<(), Rejection> {
    check_list("card.surcharges", &card.surcharges, SURCHARGES_MAX)?;
    for (place, surcharge) in card.surcharges.iter().enumerate() {
        let field = format!("card.surcharges[{place}]");
        match surcharge {
            Surcharge::Fuel { percent } => check_percent(&format!("{field}.percent"), *percent)?,
            Surcharge::RemoteArea { amount, places } => {
                check_amount(&format!("{field}.amount"), *amount, card.currency)?;
                check_places(&format!("{field}.places"), places)?;
            }
            Surcharge::HazardousGoods { amount } | Surcharge::PerParcel { amount } => {
                check_amount(&format!("{field}.amount"), *amount, card.currency)?;
            }
        }
    }
    Ok(())
}

fn check_places(field: &str, places: &[PostalArea]) -> Result<(), Rejection> {
    check_list(field, places, CONFIGURED_MAX)?;
    if places.is_empty() {
        return Err(Rejection::field(field, "name at least one country"));
    }
    for (at, place) in places.iter().enumerate() {
        let field = format!("{field}[{at}].prefixes");
        check_list(&field, &place.prefixes, ENTRIES_MAX)?;
        for prefix in &place.prefixes {
            check_text(&field, prefix, PREFIX_MAX)?;
            if plain_postal_code(prefix).is_empty() {
                return Err(Rejection::field(field, "the beginning of a postal code is not empty: name none for the whole country"));
            }
        }
    }
    Ok(())
}

fn check_name(field: &str, text: &str) -> Result<(), Rejection> {
    if text.is_empty() {
        return Err(Rejection::field(field, "it is not empty"));
    }
    check_text(field, text, NAME_MAX)
}

/// Checks an amount of a card, and answers its minor units.
pub(crate) fn check_amount(field: &str, amount: Decimal, currency: Currency) -> Result<i64, Rejection> {
    let minor = Amount::exact(amount, currency).map_err(|error| Rejection::amount(field, error))?.minor();
    if minor < 0 {
        return Err(Rejection::field(field, "an amount is not negative"));
    }
    if minor > AMOUNT_MAX {
        return Err(Rejection::field(field, format!("name at most {AMOUNT_MAX} minor units")));
    }
    Ok(minor)
}

fn check_percent(field: &str, percent: Decimal) -> Result<(), Rejection> {
    if percent.is_sign_negative() || percent > Decimal::from(PERCENT_MAX) {
        return Err(Rejection::field(field, format!("name 0 to {PERCENT_MAX} percent")));
    }
    if percent.normalize().scale() > PERCENT_DECIMALS {
        return Err(Rejection::field(field, format!("name at most {PERCENT_DECIMALS} decimals")));
    }
    Ok(())
}
