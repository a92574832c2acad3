//! The figures of a run, as they are printed and as a program reads them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::exception::{Exception, Reason};
use super::quirks::Quirks;

/// Everything a run can tell in figures. Money is in pounds sterling, written as decimal text.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Summary {
    /// The first and the last day that was replayed, such as `2010-12-06`.
    pub days: Days,
    /// Orders captured.
    pub orders: u64,
    /// Lines of these orders.
    pub lines: u64,
    /// Parcels that left.
    pub parcels: u64,
    /// Where the ordered units are.
    pub units: Units,
    /// What came back after it had shipped.
    pub returns: Returns,
    /// What was paid.
    pub money: Money,
    /// How often each rule for odd lines was applied.
    pub quirks: Quirks,
    /// What could not be done the ordinary way, by reason.
    pub exceptions: BTreeMap<Reason, Cases>,
    /// Whether units and money, recomputed from movements and transactions, agree with the records.
    pub audit: Audit,
    /// Hash of the whole state of the store: equal for equal days, whatever the batch size and however often the run was interrupted.
    pub digest: String,
    /// Commands that were sent for the whole life of the orders.
    pub commands: u64,
    /// Milliseconds of the replay, without reading the file and without the figures.
    pub replay_milliseconds: u64,
    /// Orders that lived their whole life per second of the replay.
    pub orders_per_second: u64,
    /// The first commands that the library refused against the plan, each in a sentence; none when all is well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<String>,
    /// Each exception; left out of what is printed, for it is long. It is in the file that `--json` writes and in the report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Exception>,
}

/// The days that were replayed.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Days {
    /// The first day.
    pub first: String,
    /// The last day; the same for a single one.
    pub last: String,
    /// Days with trade.
    pub count: u64,
}

/// Where the ordered units are: `ordered = shipped + canceled + backordered + exceptions`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Units {
    /// Units of all orders.
    pub ordered: u64,
    /// Units that left a node, also if they came back later.
    pub shipped: u64,
    /// Units canceled before they left.
    pub canceled: u64,
    /// Units still waiting for stock.
    pub backordered: u64,
    /// Units that are none of these; each is a case.
    pub exceptions: u64,
}

/// What came back after it had shipped.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Returns {
    /// Units received back.
    pub units: u64,
    /// Returns that hold them.
    pub count: u64,
}

/// What was paid: `captured - refunded = net`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Money {
    /// ISO 4217 code.
    pub currency: String,
    /// Taken from customers.
    pub captured: Decimal,
    /// Given back to customers.
    pub refunded: Decimal,
    /// What the merchant keeps, computed from what the orders charge rather than from the two above.
    pub net: Decimal,
}

/// Cases of one reason.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Cases {
    /// How many.
    pub cases: u64,
    /// Units concerned, without sign.
    pub units: u64,
    /// Money concerned, as published.
    pub amount: Decimal,
}

/// What the audit of the store says.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Audit {
    /// Differences found.
    pub differences: u64,
    /// The first of them, each in a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<String>,
}

impl Summary {
    /// Takes in the exceptions, both counted by reason and one by one.
    pub fn with_cases(mut self, cases: Vec<Exception>) -> Summary {
        for case in &cases {
            let entry = self.exceptions.entry(case.reason).or_default();
            entry.cases += 1;
            entry.units += case.units;
            entry.amount += case.amount;
        }
        self.cases = cases;
        self
    }

    /// What does not add up, each in a sentence; empty when all is well.
    pub fn contradictions(&self) -> Vec<String> {
        let mut found = Vec::new();
        let Units { ordered, shipped, canceled, backordered, exceptions } = self.units;
        if ordered != shipped + canceled + backordered + exceptions {
            found.push(format!(
                "{ordered} units were ordered, but {shipped} shipped + {canceled} canceled + {backordered} backordered + \
                 {exceptions} exceptions are {}",
                shipped + canceled + backordered + exceptions
            ));
        }
        let Money { captured, refunded, net, .. } = &self.money;
        if captured - refunded != *net {
            found.push(format!("{captured} captured - {refunded} refunded are {}, but the orders charge {net}", captured - refunded));
        }
        if self.audit.differences > 0 {
            let named = self.audit.named.iter().map(|difference| format!("\n  {difference}")).collect::<String>();
            found.push(format!("the audit found {} differences:{named}", self.audit.differences));
        }
        if let Some(refused) = self.exceptions.get(&Reason::Refused) {
            let told = self.refusals.iter().map(|refusal| format!("\n  {refusal}")).collect::<String>();
            found.push(format!("{} commands were refused by the library:{told}", refused.cases));
        }
        found
    }

    /// The summary without its list of cases, for people to read.
    pub fn in_short(&self) -> Summary {
        Summary { cases: Vec::new(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    fn sound() -> Summary {
        Summary {
            units: Units { ordered: 10, shipped: 6, canceled: 3, backordered: 1, exceptions: 0 },
            money: Money {
                currency: "GBP".into(),
                captured: Decimal::new(1_050, 2),
                refunded: Decimal::new(50, 2),
                net: Decimal::new(1_000, 2),
            },
            ..Summary::default()
        }
    }

    #[test]
    fn figures_that_add_up_are_not_contradicted() {
        assert_eq!(sound().contradictions(), Vec::<String>::new());
    }

    #[test]
    fn each_figure_that_is_off_is_named() {
        let mut summary = sound();
        summary.units.shipped = 5;
        summary.money.net = Decimal::new(999, 2);
        summary.audit = Audit { differences: 1, named: vec!["stock of `A` at `london`".into()] };
        let found = summary.contradictions();
        assert_eq!(found.len(), 3);
        assert!(found.iter().any(|sentence| sentence.contains("10 units were ordered")), "{found:?}");
        assert!(found.iter().any(|sentence| sentence.contains("the orders charge 9.99")), "{found:?}");
        assert!(found.iter().any(|sentence| sentence.contains("stock of `A` at `london`")), "{found:?}");
    }

    #[test]
    fn the_summary_is_read_back_as_written() {
        let case = |reason, units| Exception { reason, invoice: "C1".into(), code: "A".into(), units, amount: Decimal::new(-150, 2) };
        let summary = sound().with_cases(vec![
            case(Reason::CancellationBeyondSale, 2),
            case(Reason::CancellationBeyondSale, 3),
            case(Reason::Bookkeeping, 1),
        ]);
        let beyond = summary.exceptions.get(&Reason::CancellationBeyondSale).unwrap();
        assert_eq!((beyond.cases, beyond.units, beyond.amount), (2, 5, Decimal::new(-300, 2)));
        let text = serde_json::to_string_pretty(&summary).unwrap();
        assert!(text.contains("\"captured\": \"10.50\""), "{text}");
        assert_eq!(serde_json::from_str::<Summary>(&text).unwrap(), summary);
        assert!(!serde_json::to_string(&summary.in_short()).unwrap().contains("\"cases\":["));
    }
}
