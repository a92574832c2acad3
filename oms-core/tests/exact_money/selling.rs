//! The capture of a random order: prices, discounts with and without a condition, charges, payments.

use serde_json::{Value, json};

use super::book::Beside;
use super::exact::{Exact, whole};
use super::life::{Life, SKUS, minor_of};
use super::payment::Payment;
use super::promotion::{Part, Promotion};
use super::sale::{Line, divided, taxed};
use super::terms::Given;

/// Prices of lines as they are drawn, before the order's discounts are divided.
struct Draft {
    id: String,
    quantity: i64,
    price: Exact,
    discount: i64,
    rates: Vec<i64>,
    net: i64,
}

impl Life {
    pub(super) fn sale(&mut self, currency: &str) -> Value {
        let (mut lines, mut drafts) = (Vec::new(), Vec::new());
        for place in 0..=self.dice.below(5) {
            let (line, draft) = self.line(place);
            lines.push(line);
            drafts.push(draft);
        }
        let discounts = self.discount_lines(drafts);
        let shipping_given = self.book.terms.of_shipping();
        let shipping = self.beside(shipping_given);
        let mut charges = Vec::new();
        for kind in ["cash_on_delivery", "gift_wrap", "duty"] {
            if self.dice.chance(30) {
                let given = self.book.terms.of_charge(kind);
                let mut charge = self.beside(given);
                charge["kind"] = json!(kind);
                charges.push(charge);
            }
        }
        let payments = self.payments();
        json!({"type": "capture_order", "order": "o1", "channel": "web", "currency": currency,
               "prices_include_tax": self.book.included, "lines": lines, "discounts": discounts, "shipping": shipping,
               "charges": charges, "payments": payments})
    }

    fn line(&mut self, place: i64) -> (Value, Draft) {
        let id = (place + 1).to_string();
        let (price, exact) = self.price();
        let (quantity, rates) = (1 + self.dice.below(6), self.rates());
        let gross = minor_of(&(&exact * whole(quantity)));
        let discount = if self.dice.chance(40) { self.dice.below(gross + 1) } else { 0 };
        let mut discounts = vec![json!({"amount": self.decimal(discount)})];
        if discount > 0 && self.dice.chance(40) {
            let line = usize::try_from(place).expect("a place");
            let parts = vec![Part { line, units: quantity, amount: whole(discount) }];
            discounts[0]["minimum"] = self.promise(Some(line), (gross, quantity), parts);
        }
        let line = json!({"id": id, "sku": self.dice.pick(&SKUS), "quantity": quantity, "unit_price": price,
                          "taxes": taxes(&rates), "discounts": discounts});
        (line, Draft { id, quantity, price: exact, discount, rates, net: gross - discount })
    }

    /// Divides discounts of the order over its lines: one that is given for good, one that is given for buying enough.
    fn discount_lines(&mut self, drafts: Vec<Draft>) -> Vec<Value> {
        let nets: Vec<Exact> = drafts.iter().map(|draft| whole(draft.net)).collect();
        let (net, units) = (drafts.iter().map(|draft| draft.net).sum::<i64>(), drafts.iter().map(|draft| draft.quantity).sum());
        let for_good = if self.dice.chance(40) { self.dice.below(net + 1) } else { 0 };
        let for_enough = if self.dice.chance(40) { self.dice.below(net - for_good + 1) } else { 0 };
        let mut discounts = vec![json!({"amount": self.decimal(for_good)})];
        if for_enough > 0 {
            let shares = divided(&whole(for_enough), &nets).into_iter().zip(&drafts).enumerate();
            let parts = shares.filter(|(_, (share, _))| *share != whole(0));
            let parts = parts.map(|(line, (amount, draft))| Part { line, units: draft.quantity, amount }).collect();
            let minimum = self.promise(None, (net, units), parts);
            discounts.push(json!({"amount": self.decimal(for_enough), "minimum": minimum}));
        }
        for (draft, share) in drafts.into_iter().zip(divided(&whole(for_good + for_enough), &nets)) {
            let discount = whole(draft.discount) + share;
            let line = Line::new(&draft.id, draft.quantity, draft.price, &discount, &draft.rates, self.book.included);
            self.book.lines.push(line);
        }
        discounts
    }

    /// What has to be kept for a discount: a part of the goods' worth, of their units, or both.
    fn promise(&mut self, only: Option<usize>, (worth, units): (i64, i64), parts: Vec<Part>) -> Value {
        let worth = self.dice.maybe(60, |dice| dice.below(worth + 1));
        let units = if worth.is_none() || self.dice.chance(30) { Some(1 + self.dice.below(units)) } else { None };
        self.book.promotions.push(Promotion { only, least_worth: worth.map(whole), least_units: units, parts, ended: false });
        json!({"amount": worth.map(|worth| self.decimal(worth)), "quantity": units})
    }

    /// Something charged beside the lines, with its tax.
    pub(super) fn beside(&mut self, given: Given) -> Value {
        let (price, rates) = (self.dice.below(2_000), self.rates());
        let (tax, amount) = taxed(&whole(price), &rates, self.book.included);
        self.book.beside.push(Beside { amount, tax, given, is_credited: false });
        json!({"price": self.decimal(price), "taxes": taxes(&rates)})
    }

    fn payments(&mut self) -> Vec<Value> {
        let mut left = minor_of(&self.book.charged());
        let mut payments = Vec::new();
        for (id, method) in [("gift", "gift_card"), ("card", "card"), ("credit", "store_credit"), ("wallet", "wallet")] {
            let is_last = id == "wallet";
            let captured = match self.dice.below(10) {
                0..5 if !is_last => self.dice.below(left + 1),
                0..8 if is_last => left,
                8 if is_last => self.dice.below(left + 500),
                _ => 0,
            };
            left = (left - captured).max(0);
            payments.push(json!({"id": id, "method": method, "captured": self.decimal(captured)}));
            self.book.payments.push(Payment::taken(id, method, captured));
        }
        payments.push(json!({"id": "cash", "method": "cash_on_delivery"}));
        self.book.payments.push(Payment::taken("cash", "cash_on_delivery", 0));
        payments
    }
}

pub(super) fn taxes(rates: &[i64]) -> Vec<Value> {
    rates.iter().map(|rate| json!({"rate": rust_decimal::Decimal::new(*rate, 2)})).collect()
}
