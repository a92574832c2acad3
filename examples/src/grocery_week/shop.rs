//! The stores with their slots, the policies and the items, as commands.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::baskets::Week;

/// The hours at which windows begin, by the clocks of the stores; each lasts two.
const BEGINS: [u32; 7] = [8, 10, 12, 14, 16, 18, 20];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Orders that fit into a window for delivery, and into one for collecting.
pub const ROOM: [u32; 2] = [8, 4];
/// The time zone of the stores: five hours behind UTC, all the year.
const TIME_ZONE: &str = "Etc/GMT+5";

/// Where the address of a household lies: that of its store.
pub fn postal_code(store: u64) -> String {
    format!("{:05}", 10_000 + store)
}

/// The group of items that a product belongs to, as an id; nothing where the file names none.
pub fn category(kind: &str) -> Option<String> {
    let plain: String = kind.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }).collect();
    (!kind.is_empty()).then(|| plain.chars().take(64).collect())
}

/// What one unit costs, in cents: as in the first basket that has it.
pub fn prices(week: &Week) -> BTreeMap<u64, i64> {
    let mut prices = BTreeMap::new();
    for line in week.baskets.iter().flat_map(|basket| &basket.lines) {
        let units = i64::try_from(line.units).unwrap_or(i64::MAX).max(1);
        prices.entry(line.product).or_insert((line.shelf + units / 2) / units);
    }
    prices
}

/// The commands that put everything in place, each with a name for its id.
pub fn set_up(week: &Week, stores: u64) -> Vec<(String, Value)> {
    let policies = json!({
        "routing": {"on_short_pick": "cancel"},
        "returns": {"window_days": 30, "approves_automatically": true},
        "substitution": {"price_difference_max": "0.25"},
    });
    let mut commands = vec![
        ("policies".to_owned(), json!({"type": "put_policies", "policies": policies})),
        ("channel".to_owned(), json!({"type": "put_channel", "channel": {"id": "app", "currencies": ["USD"], "requires_payment": true}})),
    ];
    for store in 0..stores {
        let id = format!("store-{store}");
        let area = json!({"type": "postal_prefixes", "country": "US", "prefixes": [postal_code(store)]});
        let windows: Vec<Value> = WEEKDAYS.iter().flat_map(|day| BEGINS.map(|hour| window(day, hour))).collect();
        let template = |kind: &str, room: u32| {
            let zone = (kind == "delivery").then(|| id.clone());
            json!({"id": format!("{kind}-{store}"), "location": id, "kind": kind, "zone": zone, "time_zone": TIME_ZONE,
                   "capacity": {"orders": room}, "lead_time": 7_200, "windows": windows})
        };
        commands.extend([
            (format!("location/{id}"), json!({"type": "put_location", "location": {"id": id, "country": "US", "pickup": true}})),
            (format!("zone/{id}"), json!({"type": "put_zone", "zone": {"id": id, "area": area}})),
        ]);
        for (kind, room) in ["delivery", "pickup"].into_iter().zip(ROOM) {
            commands.push((format!("{kind}/{id}"), json!({"type": "put_slot_template", "template": template(kind, room)})));
        }
    }
    for (number, product) in &week.products {
        // Without a limit: what is sold out waits for the afternoon, or for the picker.
        let mut item = json!({"type": "put_item", "sku": number.to_string(), "backorder": {}});
        if let (Some(category), Some(item)) = (category(&product.kind), item.as_object_mut()) {
            item.insert("category".to_owned(), json!(category));
        }
        commands.push((format!("item/{number}"), item));
    }
    commands
}

fn window(weekday: &str, hour: u32) -> Value {
    json!({"weekday": weekday, "begins": format!("{hour:02}:00"), "ends": format!("{:02}:00", hour + 2)})
}
