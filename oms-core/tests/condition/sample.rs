//! An order to ask conditions of.

use oms_core::Timestamp;
use oms_core::condition::{Fact, Facts, Value};
use rust_decimal::Decimal;

/// A line of the sample.
pub(crate) struct Line {
    pub(crate) sku: &'static str,
    pub(crate) quantity: i64,
    pub(crate) price: Decimal,
    pub(crate) tags: &'static [&'static str],
    pub(crate) requires: &'static [&'static str],
}

pub(crate) struct Sample {
    pub(crate) lines: Vec<Line>,
}

impl Sample {
    pub(crate) fn new() -> Sample {
        let line = |sku, quantity, cents, tags, requires| Line { sku, quantity, price: Decimal::new(cents, 2), tags, requires };
        Sample { lines: vec![line("tee", 2, 1_990, &["summer", "cotton"], &[]), line("milk", 1, 150, &[], &["cold_chain"])] }
    }
}

pub(crate) fn placed_at() -> Timestamp {
    "2026-03-01T10:00:00Z".parse().unwrap()
}

fn texts(texts: &[&str]) -> Value {
    Value::List(texts.iter().map(|text| Value::Text((*text).into())).collect())
}

impl Facts for Sample {
    fn lines(&self) -> usize {
        self.lines.len()
    }

    fn value(&self, fact: Fact, line: usize) -> Value {
        let line = &self.lines[line];
        let text = |text: &str| Value::Text(text.into());
        match fact {
            Fact::Channel => text("web"),
            Fact::Currency => text("EUR"),
            Fact::Total => Value::Decimal(Decimal::new(4_130, 2)),
            Fact::Priority => Value::Int(-3),
            Fact::Tags => texts(&["vip", "gift"]),
            Fact::PlacedAt => Value::Time(placed_at()),
            Fact::Collected => Value::Bool(false),
            Fact::Units => Value::Int(3),
            Fact::WeightGrams => Value::Int(i64::MAX),
            Fact::PaymentMethods => texts(&["card"]),
            Fact::CustomerId => text("c1"),
            Fact::CustomerGroup | Fact::LineCategory | Fact::Province => text(""),
            Fact::Country => text("DE"),
            Fact::City => text("Köln"),
            Fact::PostalCode => text("50667"),
            Fact::LineSku => text(line.sku),
            Fact::LineQuantity => Value::Int(line.quantity),
            Fact::LineUnitPrice => Value::Decimal(line.price),
            Fact::LineWeightGrams => Value::Int(0),
            Fact::LineTags => texts(line.tags),
            Fact::LineRequires => texts(line.requires),
        }
    }
}
