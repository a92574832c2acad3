//! Writes seeded sourcing problems, one JSON object a line, in the format that `cargo xtask route` reads.
//!
//! `cargo run --release -p oms-benches --bin instances -- 20 > problems.jsonl`: so many of each kind. With `large` behind the number, so
//! many backlogs of a thousand orders instead.

use std::io::{self, Write};

use oms_core::sourcing::{Backlog, Claim, Room, Waiting};
use serde_json::{Value, json};

#[path = "../../../oms-core/tests/instances/mod.rs"]
mod instances;

use instances::{Queue, Shop, Single};

const KINDS: &[(Shop, usize, usize)] = &[
    (Shop::Mixed, 3, 20),
    (Shop::Mixed, 5, 100),
    (Shop::Mixed, 10, 100),
    (Shop::Mixed, 10, 500),
    (Shop::Thin, 5, 20),
    (Shop::Thin, 5, 100),
    (Shop::Thin, 10, 100),
];
const BACKLOGS: &[(usize, usize, usize)] = &[(10, 8, 9), (40, 12, 25), (150, 15, 75)];
/// Orders, locations, SKUs, stock in percent of demand, percent of it in stores: the first backlog of `ratios routing`.
const LARGE: (usize, usize, usize, i64, i64) = (1_000, 20, 400, 110, 30);
/// Backlogs that compete for room too: each location takes on so many hundredths of all.
const CROWDED: &[(usize, usize, usize, i64)] = &[(10, 6, 9, 30), (30, 8, 20, 30)];

fn main() -> io::Result<()> {
    let count: u64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(10);
    let is_large = std::env::args().nth(2).is_some_and(|word| word == "large");
    let mut out = io::stdout().lock();
    if is_large {
        for seed in 1..=count {
            let (orders, locations, skus, cover, stores) = LARGE;
            let queue = Queue::new(orders, locations, skus, cover, stores, seed);
            let class = format!("backlog-{orders}x{locations}");
            writeln!(out, "{}", queue.with(|backlog| joint(&format!("{class}-{seed}"), &class, backlog, false)))?;
        }
        return Ok(());
    }
    for seed in 0..count {
        for (shop, lines, locations) in KINDS {
            let class = format!("{shop:?}-{lines}x{locations}").to_lowercase();
            writeln!(out, "{}", single(&format!("{class}-{seed}"), &class, &Single::new(*shop, *lines, *locations, seed)))?;
        }
        for (orders, locations, skus) in BACKLOGS {
            let class = format!("backlog-{orders}x{locations}");
            let queue = Queue::new(*orders, *locations, *skus, 112, 35, seed);
            writeln!(out, "{}", queue.with(|backlog| joint(&format!("{class}-{seed}"), &class, backlog, false)))?;
        }
        for (orders, locations, skus, percent) in CROWDED {
            let queue = Queue::new(*orders, *locations, *skus, 112, 35, seed).with_rooms(*percent);
            for (kind, is_urgent) in [("crowded", false), ("urgent", true)] {
                let class = format!("{kind}-{orders}x{locations}");
                writeln!(out, "{}", queue.with(|backlog| joint(&format!("{class}-{seed}"), &class, backlog, is_urgent)))?;
            }
        }
    }
    Ok(())
}

fn single(id: &str, class: &str, order: &Single) -> Value {
    let locations = order.fixed.len();
    let rows = order.units.chunks(locations).zip(order.unit_costs.chunks(locations));
    let lines = order.lines.iter().zip(rows).map(|(line, (units, costs))| {
        let stock = units.iter().zip(costs).enumerate().filter(|(_, (units, _))| **units > 0);
        let stock: Vec<Value> = stock.map(|(location, (units, cost))| json!([location, units, cost])).collect();
        json!({"qty": line.quantity, "short_penalty": line.short_penalty, "stock": stock})
    });
    let lines: Vec<Value> = lines.collect();
    json!({"id": id, "class": class, "locations": locations, "max_shipments": order.shipments_max, "fixed": order.fixed, "lines": lines})
}

/// A backlog; `is_urgent`: every third order comes before the others.
fn joint(id: &str, class: &str, backlog: &Backlog<'_>, is_urgent: bool) -> Value {
    let stock = backlog.stock.chunks(backlog.locations).map(|shelf| {
        let there = shelf.iter().enumerate().filter(|(_, units)| **units > 0);
        there.map(|(location, units)| json!([location, units])).collect::<Vec<_>>()
    });
    let order = |(number, order): (usize, &Waiting<'_>)| {
        let lines = order.claims.iter().zip(order.unit_costs.chunks(backlog.locations));
        let line = |(place, (claim, unit)): (usize, (&Claim, &[i64]))| {
            let (sku, quantity) = (claim.sku, claim.quantity);
            let mut line = json!({"sku": sku, "qty": quantity, "short_penalty": claim.short_penalty, "unit": unit});
            if let Some(grams) = order.load.grams.get(place) {
                line["grams"] = json!(grams);
            }
            line
        };
        let lines: Vec<Value> = lines.enumerate().map(line).collect();
        let mut order = json!({"max_shipments": order.shipments_max, "fixed": order.fixed, "lines": lines});
        if is_urgent && number % 3 == 0 {
            order["priority"] = json!(1);
        }
        order
    };
    let orders: Vec<Value> = backlog.orders.iter().enumerate().map(order).collect();
    let mut problem =
        json!({"id": id, "class": class, "locations": backlog.locations, "stock": stock.collect::<Vec<_>>(), "orders": orders});
    let limited = backlog.rooms.iter().enumerate().filter(|(_, room)| **room != Room::default());
    let rooms: Vec<Value> = limited.map(|(location, room)| json!([location, limits(room)])).collect();
    if !rooms.is_empty() {
        problem["rooms"] = Value::Array(rooms);
    }
    problem
}

fn limits(room: &Room) -> Value {
    let limits = [("orders", room.orders), ("units", room.units), ("grams", room.grams)];
    limits.into_iter().filter_map(|(measure, limit)| Some((measure.to_owned(), json!(limit?)))).collect::<serde_json::Map<_, _>>().into()
}
