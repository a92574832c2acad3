//! Sellers, centres, prices of the carrier, items and stock; and the orders as they came.

use std::collections::BTreeMap;
use std::sync::Arc;

use oms_core::{Engine, EngineError, Envelope, Outcome, Storage, Timestamp};
use serde_json::{Value, json};

use super::week::{Place, Purchase, Week};

/// A centre: its id, and where it is.
pub type Centre = (&'static str, Place);

const fn at(latitude: i64, longitude: i64) -> Place {
    Place { latitude, longitude }
}

/// The centres.
pub const CENTRES: [Centre; 5] = [
    ("centre-brasilia", at(-15_794_000, -47_882_000)),
    ("centre-cajamar", at(-23_356_000, -46_877_000)),
    ("centre-contagem", at(-19_932_000, -44_054_000)),
    ("centre-curitiba", at(-25_428_000, -49_273_000)),
    ("centre-recife", at(-8_054_000, -34_881_000)),
];

/// Up to how many metres, and how many percent of the usual price.
const BANDS: [(Option<u32>, i64); 4] = [(Some(100_000), 70), (Some(500_000), 100), (Some(1_200_000), 140), (None, 200)];

/// Up to how many grams, and what that usually costs in centavos.
const STEPS: [(u32, i64); 6] = [(500, 1_200), (1_000, 1_350), (2_000, 1_600), (5_000, 2_400), (10_000, 3_800), (30_000, 8_000)];

/// What each kilogram beyond the last step usually costs, in centavos.
const BEYOND: i64 = 250;

/// Why the week did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum ShopError<E: std::error::Error + 'static> {
    /// The engine could not carry a batch out.
    #[error(transparent)]
    Engine(#[from] EngineError<E>),
    /// A command could not be written.
    #[error("a command is none: {0}")]
    Command(#[from] serde_json::Error),
    /// A command was refused.
    #[error("{command} was refused: {reason}")]
    Refused {
        /// Its id.
        command: String,
        /// Why.
        reason: String,
    },
}

/// A centre as a location: open or not.
pub fn centre((id, place): Centre, ships: bool) -> Value {
    json!({"type": "put_location", "location": {"id": id, "country": "BR", "coordinates": coordinates(place), "ships": ships,
        "groups": ["centre"], "handling_costs": [{"currency": "BRL", "per_parcel": "4.50"}]}})
}

/// A place as it is sent.
pub fn coordinates(place: Place) -> Value {
    let degrees = |millionths: i64| rust_decimal::Decimal::new(millionths, 6).to_string();
    json!({"latitude": degrees(place.latitude), "longitude": degrees(place.longitude)})
}

/// Everything that is there before the first order.
fn set_up(week: &Week) -> Vec<Value> {
    let mut commands = vec![json!({"type": "put_channel", "channel": {"id": "olist", "on_shortage": "hold"}}), rate_card()];
    commands.extend(CENTRES.into_iter().map(|place| centre(place, false)));
    commands.extend(week.sellers.iter().map(|(seller, place)| {
        json!({"type": "put_location", "location": {"id": seller, "country": "BR", "coordinates": coordinates(*place),
            "groups": ["seller"], "handling_costs": [{"currency": "BRL", "per_parcel": "2.00"}]}})
    }));
    let mut sold: BTreeMap<&str, u32> = BTreeMap::new();
    let mut of_sellers: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for ((product, seller), line) in week.orders.iter().flat_map(|order| &order.lines) {
        *sold.entry(product).or_default() += line.units;
        *of_sellers.entry((product, seller)).or_default() += line.units;
    }
    for (sku, product) in &week.products {
        let mut item = json!({"type": "put_item", "sku": sku, "grams": product.grams});
        if let (Some([length, width, height]), Some(item)) = (product.sides, item.as_object_mut()) {
            item.insert("dimensions".to_owned(), json!({"length_mm": length, "width_mm": width, "height_mm": height}));
        }
        commands.push(item);
    }
    let receive =
        |sku: &str, location: &str, units: u32| json!({"type": "receive_stock", "sku": sku, "location": location, "quantity": units});
    commands.extend(of_sellers.iter().map(|((product, seller), units)| receive(product, seller, *units)));
    for (centre, _) in CENTRES {
        commands.extend(sold.iter().filter(|(_, units)| **units > 1).map(|(product, units)| receive(product, centre, *units)));
    }
    commands
}

fn rate_card() -> Value {
    let price = |centavos: i64, percent: i64| rust_decimal::Decimal::new(centavos * percent / 100, 2).to_string();
    let zone = |(metres_max, percent): (Option<u32>, i64)| {
        let steps: Vec<Value> = STEPS.iter().map(|(grams, usual)| json!({"grams_max": grams, "amount": price(*usual, percent)})).collect();
        let name = metres_max.map_or_else(|| "far".to_owned(), |metres| format!("{} km", metres / 1_000));
        json!({"name": name, "area": {"type": "distance", "metres_max": metres_max}, "steps": steps,
            "beyond": {"grams": 1_000, "amount": price(BEYOND, percent)}, "transit_days": 5})
    };
    let zones: Vec<Value> = BANDS.into_iter().map(zone).collect();
    json!({"type": "put_rate_card", "card": {"id": "parcel", "carrier": "carrier", "service": "parcel", "currency": "BRL", "zones": zones}})
}

fn order(purchase: &Purchase) -> Value {
    let lines: Vec<Value> = (1..)
        .zip(&purchase.lines)
        .map(|(number, ((product, _), line)): (u32, _)| {
            json!({"id": number.to_string(), "sku": product, "quantity": line.units, "unit_price": line.price})
        })
        .collect();
    json!({"type": "capture_order", "order": purchase.id, "channel": "olist", "currency": "BRL", "lines": lines,
        "placed_at": purchase.at, "shipping_address": {"country": "BR", "coordinates": coordinates(purchase.to)}})
}

/// How many commands go in a batch.
const BATCH: usize = 512;

/// Puts everything in place, and lets the orders come in.
pub fn open<S: Storage>(engine: &mut Engine<S>, week: &Week, begins: Timestamp) -> Result<(), ShopError<S::Error>> {
    let set_up = set_up(week).into_iter().map(|command| (begins, command));
    let commands = set_up.chain(week.orders.iter().map(|purchase| (purchase.at, order(purchase))));
    let mut batch: Vec<Arc<Envelope>> = Vec::new();
    for (number, (at, command)) in commands.enumerate() {
        let envelope = json!({"id": number.to_string(), "at": at, "actor": "olist", "command": command});
        batch.push(Arc::new(serde_json::from_value(envelope)?));
        if batch.len() == BATCH {
            send(engine, std::mem::take(&mut batch))?;
        }
    }
    send(engine, batch)
}

fn send<S: Storage>(engine: &mut Engine<S>, batch: Vec<Arc<Envelope>>) -> Result<(), ShopError<S::Error>> {
    let names: Vec<String> = batch.iter().map(|envelope| format!("{} {}", envelope.command.name(), envelope.id)).collect();
    for (command, outcome) in names.into_iter().zip(engine.submit_batch(batch)?) {
        if let Outcome::Refused { rejection } = outcome {
            return Err(ShopError::Refused { command, reason: rejection.to_string() });
        }
    }
    Ok(())
}
