//! What stock a day starts with, and what arrives in the afternoon. The file does not tell, so a rule does, and anyone who applies it
//! gets the same numbers.
//!
//! *Served* are the units of an article that a node serves in a day: the sum over the sales of customers who belong to that node.
//!
//! - Opening stock, at 06:00: `floor(0.9 x served)` at that node.
//! - Receipt, at 14:00, at the nearest other node: the missing tenth, `served - opening`, plus the day's mean, which is
//!   `floor(served / lines)` for the `lines` sale lines of that article that the node serves that day.
//! - Units that the day's invoices write off had to be somewhere: they open the day in quality control, where nobody can sell them.
//!
//! So the mornings run short here and there, and the afternoons have a little to spare elsewhere.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime, Time, time};
use smol_str::SmolStr;

use super::invoice::{Correction, Sale};
use super::territory::Node;

/// Opening stock is there from this hour.
pub const OPENING: Time = time(6, 0, 0, 0);
/// The afternoon's receipt.
pub const RECEIPT: Time = time(14, 0, 0, 0);

/// The most articles of one delivery.
const LINES_MAX: usize = 1_000;

/// A delivery: units of many articles that come to one node at one time.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Supply {
    /// When.
    pub time: DateTime,
    /// Where.
    pub node: Node,
    /// Why.
    pub kind: SupplyKind,
    /// What, by article; at least one.
    pub lines: Vec<SupplyLine>,
}

/// Units of one article in a delivery.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SupplyLine {
    /// The article.
    pub code: SmolStr,
    /// Units, above zero.
    pub units: u64,
}

impl Supply {
    /// Units of all articles.
    pub fn units(&self) -> u64 {
        self.lines.iter().map(|line| line.units).sum()
    }
}

/// Why stock comes to a node.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum SupplyKind {
    /// Nine tenths of the day's sales, for sale from the morning.
    Opening,
    /// Stock that will be written off in the course of the day; in quality control until then.
    SetAside,
    /// The missing tenth and the day's mean, for sale from the afternoon.
    Receipt,
}

/// The supply of every day on which something is sold or written off, in order of time, node and article. What comes to a node at one
/// time is one delivery, or several on a day of very many articles.
pub fn supplies(sales: &[Sale], corrections: &[Correction]) -> Vec<Supply> {
    let mut served: BTreeMap<(Date, Node, &SmolStr), Served> = BTreeMap::new();
    for sale in sales {
        for line in &sale.lines {
            let entry = served.entry((sale.time.date(), sale.node, &line.code)).or_default();
            entry.units += line.units;
            entry.lines += 1;
        }
    }
    let mut arriving: BTreeMap<(DateTime, SupplyKind, Node), BTreeMap<&SmolStr, u64>> = BTreeMap::new();
    let mut arrive = |time, kind, node, code, units: u64| {
        if units > 0 {
            *arriving.entry((time, kind, node)).or_default().entry(code).or_default() += units;
        }
    };
    for ((day, node, code), served) in served {
        let opening = served.units * 9 / 10;
        let mean = served.units / served.lines;
        arrive(day.to_datetime(OPENING), SupplyKind::Opening, node, code, opening);
        arrive(day.to_datetime(RECEIPT), SupplyKind::Receipt, node.nearest_other(), code, served.units - opening + mean);
    }
    for correction in corrections.iter().filter(|correction| correction.units < 0) {
        let opening = correction.time.date().to_datetime(OPENING);
        arrive(opening, SupplyKind::SetAside, correction.node, &correction.code, correction.units.unsigned_abs());
    }
    let mut supplies = Vec::new();
    for ((time, kind, node), articles) in arriving {
        let lines: Vec<SupplyLine> = articles.into_iter().map(|(code, units)| SupplyLine { code: code.clone(), units }).collect();
        supplies.extend(lines.chunks(LINES_MAX).map(|lines| Supply { time, node, kind, lines: lines.to_vec() }));
    }
    supplies
}

#[derive(Default)]
struct Served {
    units: u64,
    lines: u64,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::path::Path;

    use super::*;
    use crate::trading_day::invoice::Trade;
    use crate::trading_day::retail_file::{read, read_bundled_day};

    #[test]
    fn nine_tenths_open_the_day_and_the_rest_arrives_next_door() {
        let text = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
                    1,A,x,14,2010-12-06 09:00:00,1,7.0,EIRE\n\
                    2,A,x,5,2010-12-06 10:00:00,1,8.0,EIRE\n\
                    3,A,x,1,2010-12-06 10:00:00,1,9.0,Japan\n\
                    4,B1,x,-3,2010-12-06 10:00:00,0,,EIRE\n\
                    5,B2,x,2,2010-12-06 10:00:00,1,9.0,Japan\n";
        let trade = Trade::of_lines(read(text.as_bytes(), Path::new("test.csv"), None).unwrap());
        let found: Vec<String> = supplies(&trade.sales, &trade.corrections)
            .iter()
            .map(|supply| {
                let lines: Vec<String> = supply.lines.iter().map(|line| format!("{} {}", line.code, line.units)).collect();
                format!("{} {:?} {} {}", supply.time.time(), supply.kind, supply.node.id(), lines.join(", "))
            })
            .collect();
        // Eindhoven serves 19 units in 2 lines: 17 open, 2 are missing, the mean is 9. London serves 1 unit of one article: none opens,
        // and 2 of another: 1 opens, 1 is missing, the mean is 2.
        let expected = [
            "06:00:00 Opening london B2 1",
            "06:00:00 Opening eindhoven A 17",
            "06:00:00 SetAside eindhoven B1 3",
            "14:00:00 Receipt london A 11",
            "14:00:00 Receipt manchester A 2, B2 3",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn the_bundled_day_has_more_supply_than_sales() {
        let trade = Trade::of_lines(read_bundled_day(None).unwrap());
        let mut balance: BTreeMap<SmolStr, i64> = BTreeMap::new();
        let supplies = supplies(&trade.sales, &[]);
        assert_eq!(supplies.len(), 7, "one delivery to each of three nodes in the morning and in the afternoon, one of them in two parts");
        for line in supplies.iter().flat_map(|supply| &supply.lines) {
            *balance.entry(line.code.clone()).or_default() += i64::try_from(line.units).unwrap();
        }
        for line in trade.sales.iter().flat_map(|sale| &sale.lines) {
            *balance.entry(line.code.clone()).or_default() -= i64::try_from(line.units).unwrap();
        }
        assert!(balance.len() > 1_000);
        assert!(balance.values().all(|left| *left > 0));
    }
}
