//! Writes seeded sourcing problems, one JSON object a line, in the format that `cargo xtask route` reads.
//!
//! `cargo run --release -p oms-benches --bin instances -- 20 > problems.jsonl`: so many of each kind.

use std::io::{self, Write};

use oms_core::sourcing::{Backlog, Claim, Waiting};
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

fn main() -> io::Result<()> {
    let count: u64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(10);
    let mut out = io::stdout().lock();
    for seed in 0..count {
        for (shop, lines, locations) in KINDS {
            let class = format!("{shop:?}-{lines}x{locations}").to_lowercase();
            writeln!(out, "{}", single(&format!("{class}-{seed}"), &class, &Single::new(*shop, *lines, *locations, seed)))?;
        }
        for (orders, locations, skus) in BACKLOGS {
            let class = format!("backlog-{orders}x{locations}");
            let queue = Queue::new(*orders, *locations, *skus, 112, 35, seed);
            writeln!(out, "{}", queue.with(|backlog| joint(&format!("{class}-{seed}"), &class, backlog)))?;
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

fn joint(id: &str, class: &str, backlog: &Backlog<'_>) -> Value {
    let stock = backlog.stock.chunks(backlog.locations).map(|shelf| {
        let there = shelf.iter().enumerate().filter(|(_, units)| **units > 0);
        there.map(|(location, units)| json!([location, units])).collect::<Vec<_>>()
    });
    let order = |order: &Waiting<'_>| {
        let lines = order.claims.iter().zip(order.unit_costs.chunks(backlog.locations));
        let line = |(claim, unit): (&Claim, &[i64])| {
            let (sku, quantity) = (claim.sku, claim.quantity);
            json!({"sku": sku, "qty": quantity, "short_penalty": claim.short_penalty, "unit": unit})
        };
        json!({"max_shipments": order.shipments_max, "fixed": order.fixed, "lines": lines.map(line).collect::<Vec<_>>()})
    };
    let orders: Vec<Value> = backlog.orders.iter().map(order).collect();
    json!({"id": id, "class": class, "locations": backlog.locations, "stock": stock.collect::<Vec<_>>(), "orders": orders})
}
