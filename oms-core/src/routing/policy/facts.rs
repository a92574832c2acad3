//! The facts of an order, for the conditions of rules.

use crate::batch::Workspace;
use crate::condition::{Fact, Facts, Value};
use crate::item::Item;
use crate::order::{Line, Order, Stage};
use crate::payment::PaymentMethod;
use crate::{Address, Tag};

/// An order that is to be routed, with what its items say.
pub(super) struct OrderFacts<'a> {
    order: &'a Order,
    /// What is not known yet of an order that is still a cart.
    unknown: &'a [Fact],
    /// Lines of which units are left.
    lines: Vec<(&'a Line, i64, Option<&'a Item>)>,
}

impl<'a> OrderFacts<'a> {
    pub(super) fn of(work: &'a Workspace, order: &'a Order) -> OrderFacts<'a> {
        OrderFacts::without(work, order, &[])
    }

    /// The same without what is not known yet.
    pub(super) fn without(work: &'a Workspace, order: &'a Order, unknown: &'a [Fact]) -> OrderFacts<'a> {
        let left = |line: &Line| line.units.sum(|portion| portion.stage != Stage::Canceled).units();
        let lines = order.lines.iter().map(|line| {
            let item = work.loaded_sku(&line.sku).and_then(|sku| work.item(sku));
            (line, left(line), item)
        });
        OrderFacts { order, unknown, lines: lines.filter(|(_, left, _)| *left > 0).collect() }
    }

    fn address(&self, field: impl Fn(&Address) -> &str) -> Value {
        Value::Text(self.order.shipping_address.as_deref().map(field).unwrap_or_default().into())
    }

    fn grams(&self) -> i64 {
        self.lines.iter().fold(0, |sum: i64, (line, left, _)| sum.saturating_add(grams(line, *left)))
    }
}

fn grams(line: &Line, units: i64) -> i64 {
    units.saturating_mul(i64::from(line.unit_grams))
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn tags(tags: &[Tag]) -> Value {
    Value::List(tags.iter().map(|tag| text(tag.as_str())).collect())
}

/// The name of a way to pay on the wire.
const fn method(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Card => "card",
        PaymentMethod::Wallet => "wallet",
        PaymentMethod::BankTransfer => "bank_transfer",
        PaymentMethod::Invoice => "invoice",
        PaymentMethod::GiftCard => "gift_card",
        PaymentMethod::StoreCredit => "store_credit",
        PaymentMethod::CashOnDelivery => "cash_on_delivery",
        PaymentMethod::Marketplace => "marketplace",
        PaymentMethod::Other => "other",
    }
}

impl Facts for OrderFacts<'_> {
    fn is_known(&self, fact: Fact) -> bool {
        !self.unknown.contains(&fact)
    }

    fn lines(&self) -> usize {
        self.lines.len()
    }

    fn value(&self, fact: Fact, line: usize) -> Value {
        let order = self.order;
        let line = self.lines.get(line);
        let item = line.and_then(|(_, _, item)| *item);
        match fact {
            Fact::Channel => text(order.channel.as_str()),
            Fact::Currency => text(order.currency.code()),
            Fact::Total => Value::Decimal(order.total.decimal()),
            Fact::Priority => Value::Int(i64::from(order.priority)),
            Fact::Tags => tags(&order.tags),
            Fact::PlacedAt => Value::Time(order.placed_at),
            Fact::Collected => Value::Bool(order.pickup.is_some()),
            Fact::Units => Value::Int(self.lines.iter().fold(0, |sum: i64, (_, left, _)| sum.saturating_add(*left))),
            Fact::WeightGrams => Value::Int(self.grams()),
            Fact::PaymentMethods => Value::List(order.payments.iter().map(|payment| text(method(payment.method))).collect()),
            Fact::CustomerId => text(order.customer.as_ref().map_or("", |id| id.as_str())),
            Fact::CustomerGroup => text(order.customer_group.as_ref().map_or("", |group| group.as_str())),
            Fact::Country => self.address(|address| address.country.as_str()),
            Fact::Province => self.address(|address| &address.province),
            Fact::City => self.address(|address| &address.city),
            Fact::PostalCode => self.address(|address| &address.postal_code),
            Fact::LineSku => text(line.map_or("", |(line, ..)| line.sku.as_str())),
            Fact::LineQuantity => Value::Int(line.map_or(0, |(_, left, _)| *left)),
            Fact::LineUnitPrice => Value::Decimal(line.map(|(line, ..)| line.unit_price).unwrap_or_default()),
            Fact::LineWeightGrams => Value::Int(line.map_or(0, |(line, left, _)| grams(line, *left))),
            Fact::LineCategory => text(item.and_then(|item| item.category.as_ref()).map_or("", |category| category.as_str())),
            Fact::LineTags => tags(item.map(|item| item.tags.as_slice()).unwrap_or_default()),
            Fact::LineRequires => tags(item.map(|item| item.requires.as_slice()).unwrap_or_default()),
        }
    }
}
