//! The lines of a file of sourcing problems, and of its answers.

use oms_core::sourcing::{Backlog, Claim, Line, Load, Problem, Waiting};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A plan, with what is known about it.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    pub(super) id: Value,
    pub(super) ship: Vec<Vec<i64>>,
    pub(super) cost: i64,
    pub(super) bound: i64,
    pub(super) proven: bool,
}

/// A problem: one order, or a backlog.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) id: Value,
    pub(super) class: String,
    pub(super) single: Option<Single>,
    locations: usize,
    stock: Vec<i32>,
    orders: Vec<Order>,
}

/// One order.
#[derive(Debug)]
pub(super) struct Single {
    fixed: Vec<i64>,
    lines: Vec<Line>,
    units: Vec<i32>,
    unit_costs: Vec<i64>,
    shipments_max: usize,
}

#[derive(Debug)]
struct Order {
    fixed: Vec<i64>,
    claims: Vec<Claim>,
    unit_costs: Vec<i64>,
    shipments_max: usize,
}

#[derive(Deserialize)]
struct Record {
    id: Value,
    #[serde(default)]
    class: String,
    locations: usize,
    #[serde(default)]
    max_shipments: usize,
    #[serde(default)]
    fixed: Vec<i64>,
    lines: Option<Vec<LineRecord>>,
    orders: Option<Vec<OrderRecord>>,
    #[serde(default)]
    stock: Vec<Vec<(usize, i32)>>,
}

#[derive(Deserialize)]
struct LineRecord {
    qty: i32,
    short_penalty: i64,
    stock: Vec<(usize, i32, i64)>,
}

#[derive(Deserialize)]
struct OrderRecord {
    max_shipments: usize,
    fixed: Vec<i64>,
    lines: Vec<ClaimRecord>,
}

#[derive(Deserialize)]
struct ClaimRecord {
    sku: u32,
    qty: i32,
    short_penalty: i64,
    unit: Vec<i64>,
}

/// Reads a line, or says what is wrong with it.
pub(super) fn read(line: &str) -> Result<Asked, String> {
    let record: Record = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let locations = record.locations;
    if locations > oms_core::sourcing::LOCATIONS_MAX {
        return Err(format!("{locations} locations are more than {}", oms_core::sourcing::LOCATIONS_MAX));
    }
    let mut asked = Asked { id: record.id, class: record.class, single: None, locations, stock: Vec::new(), orders: Vec::new() };
    let place = |what: &str, number: usize, location: usize| {
        if location < locations {
            Ok(location)
        } else {
            Err(format!("{what} {number} has stock at location {location}, and there are {locations} locations"))
        }
    };
    match (record.lines, record.orders) {
        (Some(lines), None) => {
            let mut single = Single {
                fixed: record.fixed,
                lines: Vec::new(),
                units: vec![0; lines.len() * locations],
                unit_costs: vec![0; lines.len() * locations],
                shipments_max: record.max_shipments,
            };
            for (number, line) in lines.into_iter().enumerate() {
                single.lines.push(Line { quantity: line.qty, short_penalty: line.short_penalty });
                for (location, units, cost) in line.stock {
                    let cell = number * locations + place("line", number, location)?;
                    single.units[cell] = units;
                    single.unit_costs[cell] = cost;
                }
            }
            if single.fixed.len() != locations {
                return Err(format!("`fixed` has {} entries, and there are {locations} locations", single.fixed.len()));
            }
            asked.single = Some(single);
        }
        (None, Some(orders)) => {
            asked.stock = vec![0; record.stock.len() * locations];
            for (sku, stock) in record.stock.into_iter().enumerate() {
                for (location, units) in stock {
                    asked.stock[sku * locations + place("SKU", sku, location)?] = units;
                }
            }
            asked.orders = orders.into_iter().map(Order::from).collect();
        }
        _ => return Err("missing field `lines` for one order, or `orders` for a backlog".to_owned()),
    }
    Ok(asked)
}

impl From<OrderRecord> for Order {
    fn from(record: OrderRecord) -> Order {
        let claim = |line: &ClaimRecord| Claim { sku: line.sku, quantity: line.qty, short_penalty: line.short_penalty };
        Order {
            fixed: record.fixed,
            claims: record.lines.iter().map(claim).collect(),
            unit_costs: record.lines.into_iter().flat_map(|line| line.unit).collect(),
            shipments_max: record.max_shipments,
        }
    }
}

impl Single {
    pub(super) fn problem(&self) -> Problem<'_> {
        Problem {
            fixed: &self.fixed,
            ranks: None,
            lines: &self.lines,
            units: &self.units,
            unit_costs: &self.unit_costs,
            shipments_max: self.shipments_max,
        }
    }
}

impl Asked {
    pub(super) fn orders(&self) -> Vec<Waiting<'_>> {
        self.orders.iter().map(Order::waiting).collect()
    }

    pub(super) fn backlog<'a>(&'a self, orders: &'a [Waiting<'a>]) -> Backlog<'a> {
        Backlog { locations: self.locations, stock: &self.stock, rooms: &[], orders }
    }
}

impl Order {
    fn waiting(&self) -> Waiting<'_> {
        let load = Load::default();
        Waiting { fixed: &self.fixed, claims: &self.claims, unit_costs: &self.unit_costs, shipments_max: self.shipments_max, load }
    }
}
