//! Quotes of random rate cards, reckoned by their words.

use oms_core::rates::{RateArea, ShippingQuery, ShippingQuotes, Surcharge};
use oms_core::{Address, Command, Engine, Envelope, MemoryStorage, PutItem};
use serde_json::{Value, json};

use crate::dice::Dice;

pub(crate) fn send(engine: &mut Engine<MemoryStorage>, number: &mut u32, command: Value) -> Command {
    *number += 1;
    let envelope: Envelope =
        serde_json::from_value(json!({"id": format!("c{number}"), "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command}))
            .expect("a command");
    let sent = envelope.command.clone();
    let outcome = engine.submit(envelope).expect("a storage in memory");
    let outcome = serde_json::to_value(&outcome).expect("json");
    assert_eq!(outcome["status"], "applied", "{command}: {outcome}");
    sent
}

pub(crate) fn money(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

pub(crate) fn minor(text: &str) -> i64 {
    text.replace('.', "").parse().expect("two decimals")
}

const CODES: [&str; 6] = ["1", "10", "101", "1011", "2", "25"];

pub(crate) fn card(dice: &mut Dice, id: u32) -> Value {
    let mut codes: Vec<&str> = CODES.to_vec();
    let mut zones: Vec<Value> = Vec::new();
    for zone in 0..1 + dice.below(4) {
        let mut amount = dice.below(500);
        let mut grams = 0;
        let steps: Vec<Value> = (0..1 + dice.below(3))
            .map(|_| {
                grams += 1 + dice.below(2_000);
                amount += dice.below(300);
                json!({"grams_max": grams, "amount": money(amount)})
            })
            .collect();
        let count = (1 + dice.below(2)).min(i64::try_from(codes.len()).expect("few"));
        let prefixes: Vec<&str> =
            (0..count).map(|_| codes.remove(usize::try_from(dice.below(i64::try_from(codes.len()).expect("few"))).expect("few"))).collect();
        let area = if prefixes.is_empty() || dice.chance(30) {
            json!({"type": "distance", "metres_max": 10_000 + 100_000 * zone})
        } else {
            json!({"type": "postal", "places": [{"country": "DE", "prefixes": prefixes}]})
        };
        let beyond = dice.maybe(50, |dice| json!({"grams": 1 + dice.below(900), "amount": money(dice.below(90))}));
        zones.push(json!({"name": format!("z{zone}"), "area": area, "steps": steps, "beyond": beyond, "transit_days": dice.below(5)}));
    }
    let mut surcharges: Vec<Value> = Vec::new();
    if dice.chance(60) {
        surcharges.push(json!({"type": "fuel", "percent": format!("{}.{:03}", dice.below(30), dice.below(1_000))}));
    }
    if dice.chance(40) {
        surcharges
            .push(json!({"type": "remote_area", "amount": money(dice.below(900)), "places": [{"country": "DE", "prefixes": ["10"]}]}));
    }
    if dice.chance(50) {
        surcharges.push(json!({"type": "hazardous_goods", "amount": money(dice.below(900))}));
    }
    if dice.chance(50) {
        surcharges.push(json!({"type": "per_parcel", "amount": money(dice.below(90))}));
    }
    json!({"id": format!("card{id}"), "carrier": "c", "service": "s", "currency": if dice.chance(90) { "EUR" } else { "USD" },
        "volumetric_divisor": dice.maybe(50, |dice| 1_000 + dice.below(6_000)), "zones": zones, "surcharges": surcharges})
}

/// What a card charges for some items to an address at a distance; `None` if it does not.
pub(crate) fn reckon(card: &oms_core::rates::RateCard, items: &[(PutItem, i64)], address: &Address, metres: Option<u64>) -> Option<i64> {
    let mut zone = None;
    for length in (1..=address.postal_code.len()).rev() {
        let code = &address.postal_code[..length];
        let names = |area: &RateArea| match area {
            RateArea::Postal { places } => places.iter().flat_map(|place| &place.prefixes).any(|prefix| prefix == code),
            RateArea::Distance { .. } => false,
        };
        zone = zone.or_else(|| card.zones.iter().find(|zone| names(&zone.area)));
    }
    let width = |area: &RateArea| match area {
        RateArea::Distance { metres_max, .. } => *metres_max,
        RateArea::Postal { .. } => None,
    };
    let bands =
        card.zones.iter().filter(|zone| width(&zone.area).is_some_and(|width| metres.is_some_and(|metres| metres <= u64::from(width))));
    let zone = zone.or_else(|| bands.min_by_key(|zone| width(&zone.area)))?;
    let (mut grams, mut by_size, mut volume) = (0, 0, 0_u64);
    for (item, units) in items {
        let weight = i64::from(item.grams) * units;
        grams += weight;
        match item.dimensions {
            Some(size) => volume += u64::from(size.length_mm) * u64::from(size.width_mm) * u64::from(size.height_mm) * units.unsigned_abs(),
            None => by_size += weight,
        }
    }
    if let Some(divisor) = card.volumetric_divisor {
        grams = grams.max(by_size + i64::try_from(volume.div_ceil(u64::from(divisor))).expect("small"));
    }
    let cents = |amount: rust_decimal::Decimal| minor(&format!("{amount:.2}"));
    let mut steps: Vec<(i64, i64)> = zone.steps.iter().map(|step| (i64::from(step.grams_max), cents(step.amount))).collect();
    if let Some(beyond) = &zone.beyond {
        while steps.last()?.0 < grams {
            let (bound, amount) = *steps.last()?;
            steps.push((bound + i64::from(beyond.grams), amount + cents(beyond.amount)));
        }
    }
    let weight = steps.iter().find(|(bound, _)| grams <= *bound)?.1;
    let mut sum = weight;
    let mut takes_hazardous = false;
    for surcharge in &card.surcharges {
        match surcharge {
            Surcharge::Fuel { percent } => {
                let exact = rust_decimal::Decimal::new(weight, 2) * percent / rust_decimal::Decimal::ONE_HUNDRED;
                sum += cents(exact.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero));
            }
            Surcharge::RemoteArea { amount, .. } if address.postal_code.starts_with("10") => sum += cents(*amount),
            Surcharge::RemoteArea { .. } => {}
            Surcharge::HazardousGoods { amount } => {
                takes_hazardous = true;
                if items.iter().any(|(item, _)| item.hazardous) {
                    sum += cents(*amount);
                }
            }
            Surcharge::PerParcel { amount } => sum += cents(*amount),
        }
    }
    (takes_hazardous || items.iter().all(|(item, _)| !item.hazardous)).then_some(sum)
}

#[test]
fn quotes_are_what_the_cards_say() {
    let (mut offered, mut refused) = (0, 0);
    for seed in 0..250 {
        let dice = &mut Dice::new(seed);
        let (mut engine, mut number) = (Engine::new(MemoryStorage::new()), 0);
        send(
            &mut engine,
            &mut number,
            json!({"type": "put_location", "location": {"id": "n1", "country": "DE",
            "coordinates": {"latitude": "52", "longitude": "13"},
                "handling_costs": [{"currency": "EUR", "per_parcel": "1.10", "per_unit": "0.07"}]}}),
        );
        let mut cards = Vec::new();
        for id in 0..3 {
            let card = card(dice, id);
            let Command::PutRateCard(put) = send(&mut engine, &mut number, json!({"type": "put_rate_card", "card": card})) else {
                panic!("a card")
            };
            cards.push(*put.card);
        }
        let mut items = Vec::new();
        for sku in ["a", "b", "c"] {
            let dimensions = dice.maybe(
                60,
                |dice| json!({"length_mm": 1 + dice.below(300), "width_mm": 1 + dice.below(300), "height_mm": 1 + dice.below(200)}),
            );
            let item =
                json!({"type": "put_item", "sku": sku, "grams": dice.below(900), "dimensions": dimensions, "hazardous": dice.chance(15)});
            let Command::PutItem(item) = send(&mut engine, &mut number, item) else { panic!("an item") };
            items.push((item, 1 + dice.below(3)));
        }
        for _ in 0..6 {
            let items = &items[..usize::try_from(1 + dice.below(3)).expect("few")];
            let north = dice.below(4);
            let code = dice.pick(&["10115", "10999", "1", "25946", "30159", ""]);
            let address: Address = serde_json::from_value(json!({"country": "DE", "postal_code": code,
                "coordinates": if north == 3 { Value::Null } else { json!({"latitude": format!("{}", 52 + north), "longitude": "13"}) }}))
            .expect("an address");
            let metres = (north < 3).then(|| 111_195 * north.unsigned_abs());
            let lines: Vec<Value> = items.iter().map(|(item, units)| json!({"sku": item.sku, "quantity": units})).collect();
            let query: ShippingQuery =
                serde_json::from_value(json!({"location": "n1", "destination": address, "currency": "EUR", "lines": lines}))
                    .expect("a query");
            let answer: ShippingQuotes = engine.quote_shipping(query).expect("a storage in memory");
            let units: i64 = items.iter().map(|(_, units)| units).sum();
            assert_eq!(answer.handling.minor(), 110 + 7 * units);
            let mut expected: Vec<(i64, u16, String)> = Vec::new();
            for card in cards.iter().filter(|card| card.currency.to_string() == "EUR") {
                if let Some(amount) = reckon(card, items, &address, metres) {
                    let quote = answer.quotes.iter().find(|quote| quote.card == card.id);
                    let quote = quote.unwrap_or_else(|| panic!("seed {seed}: {amount} by {card:?} is missing: {answer:?}"));
                    expected.push((amount, quote.transit_days, card.id.to_string()));
                }
            }
            expected.sort();
            let found: Vec<(i64, u16, String)> =
                answer.quotes.iter().map(|quote| (quote.amount.minor(), quote.transit_days, quote.card.to_string())).collect();
            assert_eq!(found, expected, "seed {seed}: {items:?} to {address:?} by {cards:?}");
            for quote in &answer.quotes {
                assert_eq!(quote.charges.iter().map(|charge| charge.amount.minor()).sum::<i64>(), quote.amount.minor());
            }
            assert_eq!(answer.quotes.len() + answer.not_offered.len(), cards.len());
            offered += answer.quotes.len();
            refused += answer.not_offered.len();
        }
    }
    assert!(offered > 500 && refused > 500, "{offered} offered, {refused} not");
}
