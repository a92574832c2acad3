//! The lines of a file of sourcing problems, and of its answers.

use oms_core::sourcing::{Backlog, COST_MAX, Claim, Line, Load, Problem, Room, Shipped, Waiting};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A plan, with what is known about it.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    pub(super) id: Value,
    pub(super) ship: Vec<Vec<i64>>,
    pub(super) cost: i64,
    /// No plans cost less; unknown of several priorities that are not proven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) bound: Option<i64>,
    pub(super) proven: bool,
    /// What the orders of each priority cost, highest first; empty if all have the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) by_priority: Vec<(i16, i64)>,
}

/// A problem: one order, or a backlog.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) id: Value,
    pub(super) class: String,
    pub(super) single: Option<Single>,
    locations: usize,
    stock: Vec<i32>,
    rooms: Vec<Room>,
    orders: Vec<Order>,
    /// The same, each cost as much larger as its priority weighs.
    weighed: Vec<Order>,
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

#[derive(Clone, Debug)]
struct Order {
    fixed: Vec<i64>,
    claims: Vec<Claim>,
    unit_costs: Vec<i64>,
    grams: Vec<i64>,
    shipments_max: usize,
    priority: i16,
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
    #[serde(default)]
    rooms: Vec<(usize, RoomRecord)>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoomRecord {
    orders: Option<i64>,
    units: Option<i64>,
    grams: Option<i64>,
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
    #[serde(default)]
    priority: i16,
}

#[derive(Deserialize)]
struct ClaimRecord {
    sku: u32,
    qty: i32,
    short_penalty: i64,
    unit: Vec<i64>,
    #[serde(default)]
    grams: i64,
}

/// Reads a line, or says what is wrong with it.
pub(super) fn read(line: &str) -> Result<Asked, String> {
    let record: Record = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let locations = record.locations;
    if locations > oms_core::sourcing::LOCATIONS_MAX {
        return Err(format!("{locations} locations are more than {}", oms_core::sourcing::LOCATIONS_MAX));
    }
    let (stock, rooms, orders, weighed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut asked = Asked { id: record.id, class: record.class, single: None, locations, stock, rooms, orders, weighed };
    let place = |what: &str, number: usize, location: usize| {
        if location < locations {
            Ok(location)
        } else {
            Err(format!("{what} {number} is at location {location}, and there are {locations} locations"))
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
            if !record.rooms.is_empty() {
                asked.rooms = vec![Room::default(); locations];
            }
            for (number, (location, room)) in record.rooms.into_iter().enumerate() {
                let RoomRecord { orders, units, grams } = room;
                asked.rooms[place("room", number, location)?] = Room { orders, units, grams };
            }
            asked.orders = orders.into_iter().map(Order::from).collect();
            asked.weighed = weighed_of(&asked.orders)?;
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
            grams: record.lines.iter().map(|line| line.grams).collect(),
            priority: record.priority,
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
    /// Orders as they are solved.
    pub(super) fn orders(&self) -> Vec<Waiting<'_>> {
        self.weighed.iter().map(Order::waiting).collect()
    }

    pub(super) fn backlog<'a>(&'a self, orders: &'a [Waiting<'a>]) -> Backlog<'a> {
        Backlog { locations: self.locations, stock: &self.stock, rooms: &self.rooms, orders }
    }

    /// What plans cost by priority, highest first.
    pub(super) fn costs(&self, ship: &[Vec<Shipped>]) -> Vec<(i16, i64)> {
        let priorities = priorities(&self.orders);
        let mut costs: Vec<(i16, i64)> = priorities.into_iter().map(|priority| (priority, 0)).collect();
        for (order, ship) in self.orders.iter().zip(ship) {
            let cost = order.cost_of(self.locations, ship);
            if let Some((_, sum)) = costs.iter_mut().find(|(priority, _)| *priority == order.priority) {
                *sum += cost;
            }
        }
        costs
    }
}

/// Priorities, highest first.
fn priorities(orders: &[Order]) -> Vec<i16> {
    let mut priorities: Vec<i16> = orders.iter().map(|order| order.priority).collect();
    priorities.sort_unstable_by(|one, other| other.cmp(one));
    priorities.dedup();
    priorities
}

/// Orders whose costs weigh more than all that those of lower priorities can differ by.
fn weighed_of(orders: &[Order]) -> Result<Vec<Order>, String> {
    let mut weighed = orders.to_vec();
    let (mut weight, mut below) = (1_i64, 0_i64);
    for priority in priorities(orders).into_iter().rev() {
        for order in weighed.iter_mut().filter(|order| order.priority == priority) {
            below = below.saturating_add(order.dearest().saturating_mul(weight));
            let scaled = |cost: &mut i64| *cost = cost.saturating_mul(weight);
            order.fixed.iter_mut().chain(&mut order.unit_costs).for_each(scaled);
            order.claims.iter_mut().for_each(|claim| scaled(&mut claim.short_penalty));
        }
        weight = below.saturating_add(1);
    }
    if below > COST_MAX >> 8 && priorities(orders).len() > 1 {
        return Err("what priorities weigh does not fit: name fewer of them, or smaller costs".to_owned());
    }
    Ok(weighed)
}

impl Order {
    fn waiting(&self) -> Waiting<'_> {
        let load = Load { grams: &self.grams, uncounted: &[] };
        Waiting { fixed: &self.fixed, claims: &self.claims, unit_costs: &self.unit_costs, shipments_max: self.shipments_max, load }
    }

    /// No two plans differ by more.
    fn dearest(&self) -> i64 {
        let fixed = self.fixed.iter().fold(0_i64, |sum, cost| sum.saturating_add(*cost));
        let width = self.fixed.len();
        let lines = self.claims.iter().enumerate().map(|(place, claim)| {
            let row = self.unit_costs.get(place * width..(place + 1) * width).unwrap_or_default();
            let most = row.iter().fold(claim.short_penalty, |most, cost| most.max(cost.saturating_abs()));
            most.saturating_mul(2).saturating_mul(i64::from(claim.quantity))
        });
        lines.fold(fixed, i64::saturating_add)
    }

    fn cost_of(&self, width: usize, ship: &[Shipped]) -> i64 {
        let mut left: Vec<i64> = self.claims.iter().map(|claim| i64::from(claim.quantity)).collect();
        let mut used: Vec<u32> = ship.iter().map(|shipped| shipped.location).collect();
        used.sort_unstable();
        used.dedup();
        let mut cost: i64 = used.iter().map(|location| self.fixed[*location as usize]).sum();
        for Shipped { line, location, units } in ship {
            cost += self.unit_costs[*line as usize * width + *location as usize] * i64::from(*units);
            left[*line as usize] -= i64::from(*units);
        }
        cost + self.claims.iter().zip(left).map(|(claim, left)| claim.short_penalty * left).sum::<i64>()
    }
}
