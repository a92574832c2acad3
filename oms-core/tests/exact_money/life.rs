//! One order from capture to its end: random commands, and what each does to the model.

use oms_core::Outcome;
use oms_core::order::Stage;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::book::{Beside, Book, Payment};
use super::dice::Dice;
use super::exact::{Exact, part, whole};
use super::sale::{Line, divided, taxed};
use super::shop::Shop;

/// An order in the core and in the model, and what was sent.
pub(crate) struct Life {
    shop: Shop,
    pub(crate) dice: Dice,
    pub(crate) book: Book,
    pub(super) digits: u32,
    returns: i64,
    disputes: Vec<(usize, String, i64)>,
    pub(crate) sent: Vec<String>,
    pub(crate) refused: usize,
}

pub(super) const SKUS: [&str; 4] = ["shirt", "shoe", "hat", "sock"];
const RATES: [i64; 4] = [19, 7, 18, 5];

impl Life {
    /// Captures a random order, paid whole, in part or too much, over up to three payments.
    pub(crate) fn begin(seed: u64) -> Life {
        let mut dice = Dice::new(seed);
        let (currency, digits) = dice.pick(&[("JPY", 0), ("EUR", 2), ("KWD", 3), ("CLF", 4)]);
        let included = dice.chance(50);
        let zero = || whole(0);
        let book = Book {
            included,
            lines: vec![],
            beside: vec![],
            payments: vec![],
            fees: zero(),
            goodwill: zero(),
            in_exchange: zero(),
            by_customer: false,
        };
        let mut life = Life { shop: Shop::open(), dice, book, digits, returns: 0, disputes: vec![], sent: vec![], refused: 0 };
        let command = life.sale(currency);
        life.applied(command);
        life.check();
        life
    }

    fn decimal(&self, minor: i64) -> Decimal {
        Decimal::new(minor, self.digits)
    }

    pub(super) fn rates(&mut self) -> Vec<i64> {
        let count = self.dice.below(3);
        (0..count).map(|_| self.dice.pick(&RATES)).collect()
    }

    /// A price of up to three more decimals than the currency has, on the wire and in minor units.
    pub(super) fn price(&mut self) -> (Decimal, Exact) {
        let (finer, mantissa) = (self.dice.pick(&[0, 0, 0, 1, 3]), self.dice.below(200_000));
        let price = Decimal::new(mantissa, self.digits + finer);
        (price, part(mantissa, 10_i64.pow(finer)))
    }

    fn sale(&mut self, currency: &str) -> Value {
        let included = self.book.included;
        let taxes = |rates: &[i64]| rates.iter().map(|rate| json!({"rate": Decimal::new(*rate, 2)})).collect::<Vec<_>>();
        let (mut lines, mut drafts) = (Vec::new(), Vec::new());
        for place in 1..=1 + self.dice.below(5) {
            let (price, exact) = self.price();
            let (quantity, rates) = (1 + self.dice.below(6), self.rates());
            let gross = minor_of(&(&exact * whole(quantity)));
            let discount = if self.dice.chance(40) { self.dice.below(gross + 1) } else { 0 };
            lines.push(json!({"id": place.to_string(), "sku": self.dice.pick(&SKUS), "quantity": quantity, "unit_price": price,
                              "taxes": taxes(&rates), "discounts": [{"amount": self.decimal(discount)}]}));
            drafts.push((place.to_string(), quantity, exact, discount, rates, gross - discount));
        }
        let nets: Vec<Exact> = drafts.iter().map(|draft| whole(draft.5)).collect();
        let net: i64 = drafts.iter().map(|draft| draft.5).sum();
        let discount = if self.dice.chance(50) { self.dice.below(net + 1) } else { 0 };
        for ((id, quantity, price, own, rates, _), share) in drafts.into_iter().zip(divided(&whole(discount), &nets)) {
            self.book.lines.push(Line::new(&id, quantity, price, &(whole(own) + share), &rates, included));
        }
        let beside = |life: &mut Life| {
            let (price, rates) = (life.dice.below(2_000), life.rates());
            let (tax, amount) = taxed(&whole(price), &rates, included);
            life.book.beside.push(Beside { amount, tax, is_credited: false });
            (life.decimal(price), taxes(&rates))
        };
        let (price, rates) = beside(self);
        let shipping = json!({"price": price, "taxes": rates});
        let mut charges = Vec::new();
        for kind in ["cash_on_delivery", "gift_wrap", "duty"] {
            if self.dice.chance(30) {
                let (price, rates) = beside(self);
                charges.push(json!({"kind": kind, "price": price, "taxes": rates}));
            }
        }
        let mut left = minor_of(&self.book.charged());
        let mut payments = Vec::new();
        for (id, method) in [("gift", "gift_card"), ("card", "card"), ("credit", "store_credit"), ("wallet", "wallet")] {
            let is_last = id == "wallet";
            let captured = match self.dice.below(10) {
                0..5 if !is_last => self.dice.below(left + 1),
                _ if is_last && self.dice.chance(85) => left,
                _ if is_last => self.dice.below(left + 500),
                _ => 0,
            };
            left = (left - captured).max(0);
            payments.push(json!({"id": id, "method": method, "captured": self.decimal(captured)}));
            let (captured, refunded, charged_back) = (whole(captured), whole(0), whole(0));
            self.book.payments.push(Payment { id: id.to_owned(), method, captured, refunded, charged_back });
        }
        json!({"type": "capture_order", "order": "o1", "channel": "web", "currency": currency, "prices_include_tax": included,
               "lines": lines, "discounts": [{"amount": self.decimal(discount)}], "shipping": shipping, "charges": charges,
               "payments": payments})
    }

    /// Sends a command and says whether it took effect. One that is refused has changed nothing.
    pub(super) fn send(&mut self, command: Value) -> bool {
        self.sent.push(command.to_string());
        let before = (self.sent.len() > 1).then(|| self.shop.order("o1"));
        match self.shop.send(command) {
            Outcome::Refused { .. } => {
                self.refused += 1;
                assert_eq!(before, Some(self.shop.order("o1")), "a refused command changed the order");
                false
            }
            _ => true,
        }
    }

    pub(super) fn applied(&mut self, command: Value) {
        let text = command.to_string();
        assert!(self.send(command), "refused: {text}");
    }

    /// Compares every figure.
    pub(crate) fn check(&mut self) {
        let differences = self.book.differences(&self.shop.order("o1"));
        assert!(differences.is_empty(), "{differences:#?}");
    }

    pub(crate) fn audit(&mut self) {
        self.shop.audit();
    }

    /// One random step, compared at its end.
    pub(crate) fn step(&mut self) {
        match self.dice.below(20) {
            0..3 => self.deliver(),
            3..5 => self.cancel(),
            5..9 => self.give_back(None),
            9 => self.claim(),
            10..13 => self.pay_out(),
            13..15 => self.dispute(),
            15 => self.capture(),
            16 => self.add_units(),
            17 => self.add_line(),
            _ => self.reprice(),
        }
        self.check();
    }

    fn some_line(&mut self) -> usize {
        let count = i64::try_from(self.book.lines.len()).expect("few lines");
        usize::try_from(self.dice.below(count)).expect("a place")
    }

    /// Everything that can leave, or one unit of a line, is picked, packed, shipped and arrives.
    pub(crate) fn deliver(&mut self) {
        let place = self.some_line();
        let only = self.dice.chance(50).then(|| json!([{"line": self.book.lines[place].id, "picked": 1}]));
        self.deliver_units(only);
    }

    fn deliver_units(&mut self, only: Option<Value>) {
        for fulfillment in 1..=self.shop.order("o1").fulfillments.len() {
            let mut pick = json!({"type": "pick_fulfillment", "order": "o1", "fulfillment": fulfillment});
            if let Some(lines) = &only {
                pick["lines"] = lines.clone();
            }
            self.send(pick);
            if self.send(json!({"type": "pack_parcel", "order": "o1", "fulfillment": fulfillment})) {
                let parcel = self.shop.order("o1").parcels.len();
                self.send(json!({"type": "ship_parcel", "order": "o1", "parcel": parcel}));
                self.send(json!({"type": "record_tracking", "order": "o1", "parcel": parcel, "tracking": "delivered"}));
            }
        }
    }

    fn cancel(&mut self) {
        let place = self.some_line();
        let (id, units) = (self.book.lines[place].id.clone(), 1 + self.dice.below(3));
        let lines = json!([{"line": id, "quantity": units}]);
        if self.send(json!({"type": "cancel_order", "order": "o1", "lines": lines, "reason": "customer"})) {
            self.book.lines[place].units += units;
            let order = self.shop.order("o1");
            let all_canceled = order.lines.iter().all(|line| line.units.at(Stage::Canceled) == line.quantity);
            self.book.close(all_canceled);
        }
    }

    /// Units come back, are inspected and refunded: what is named, or some of a line.
    fn give_back(&mut self, named: Option<usize>) {
        let place = named.unwrap_or_else(|| self.some_line());
        let line = self.book.lines[place].id.clone();
        let units = if named.is_some() { 1 } else { 1 + self.dice.below(3) };
        let is_fault = named.is_some() || self.dice.chance(70);
        let reason = if is_fault { "defective" } else { "change_of_mind" };
        self.returns += 1;
        let id = format!("r{}", self.returns);
        let lines = json!([{"line": line, "quantity": units, "reason": reason}]);
        if !self.send(json!({"type": "request_return", "order": "o1", "return_id": id, "lines": lines})) {
            assert!(named.is_none(), "a unit that was delivered cannot come back");
            return;
        }
        self.book.by_customer |= !is_fault;
        self.applied(json!({"type": "approve_return", "order": "o1", "return_id": id}));
        if named.is_none() && self.dice.chance(35) {
            self.exchange(&id, place, units);
        }
        let lines = json!([{"line": line, "quantity": units}]);
        self.applied(json!({"type": "receive_return", "order": "o1", "return_id": id, "location": "n2", "lines": lines}));
        let looked_at = json!([{"line": line, "quantity": units, "disposition": "restock"}]);
        self.applied(json!({"type": "inspect_return", "order": "o1", "return_id": id, "units": looked_at}));
        let mut refund = json!({"type": "refund_return", "order": "o1", "return_id": id});
        let percent = if named.is_none() && self.dice.chance(30) { self.dice.below(40) } else { 0 };
        let rate = (percent > 0).then(|| part(percent, 100));
        if percent > 0 {
            refund["restocking_fee_rate"] = json!(Decimal::new(percent, 2));
        }
        self.applied(refund);
        let expected = self.book.refund(place, units, rate.as_ref());
        let order = self.shop.order("o1");
        let verdict = order.returns.last().and_then(|entry| entry.refunds.last()).expect("a verdict");
        super::verdict::compare(verdict, &expected);
    }

    fn claim(&mut self) {
        let place = self.some_line();
        let lines = json!([{"line": self.book.lines[place].id, "quantity": 1}]);
        self.returns += 1;
        let id = format!("m{}", self.returns);
        if self.send(json!({"type": "open_claim", "order": "o1", "claim_id": id, "kind": "missing", "lines": lines})) {
            self.make_good(&id, place);
            let expected = self.book.refund(place, 1, None);
            let order = self.shop.order("o1");
            let verdict = order.claims.last().and_then(|claim| claim.refund.as_ref()).expect("a verdict");
            super::verdict::compare(verdict, &expected);
        }
    }

    fn some_payment(&mut self) -> usize {
        usize::try_from(self.dice.below(4)).expect("one of four")
    }

    /// Pays back what is owed, or gives more; exactly what is above a bound is refused.
    fn pay_out(&mut self) {
        let place = self.some_payment();
        let (refundable, owed) = (self.book.payments[place].refundable(), self.book.owed());
        let bound = minor_of(&refundable);
        let amount = 1 + self.dice.below(bound + bound / 4 + 2);
        let amount = if self.dice.chance(40) { amount.min(minor_of(&owed)).max(1) } else { amount };
        let is_gift = self.dice.chance(50);
        let allowed = whole(amount) <= refundable && (is_gift || whole(amount) <= owed);
        let applied = self.send(json!({"type": "refund_payment", "order": "o1", "payment": self.book.payments[place].id,
                                       "amount": self.decimal(amount), "reason": "sorry", "goodwill": is_gift}));
        assert_eq!(applied, allowed, "a refund of {amount} where {refundable} may be and {owed} is owed");
        if applied {
            self.book.payments[place].refunded += whole(amount);
            self.book.goodwill += (whole(amount) - owed).max(whole(0));
        }
    }

    fn capture(&mut self) {
        let (place, amount) = (self.some_payment(), 1 + self.dice.below(3_000));
        self.applied(json!({"type": "capture_payment", "order": "o1", "payment": self.book.payments[place].id,
                            "amount": self.decimal(amount)}));
        self.book.payments[place].captured += whole(amount);
    }

    /// A bank takes money back, or a dispute is won.
    fn dispute(&mut self) {
        if let Some((place, reference, amount)) = self.disputes.pop() {
            self.applied(json!({"type": "reverse_chargeback", "order": "o1", "payment": self.book.payments[place].id,
                                "reference": reference}));
            self.book.payments[place].charged_back -= whole(amount);
            return;
        }
        let place = self.some_payment();
        let payment = &self.book.payments[place];
        let left = &payment.captured - &payment.charged_back;
        let amount = 1 + self.dice.below(minor_of(&left) + 5);
        let reference = format!("d{}", self.sent.len());
        let applied = self.send(json!({"type": "record_chargeback", "order": "o1", "payment": self.book.payments[place].id,
                                       "amount": self.decimal(amount), "reference": reference}));
        assert_eq!(applied, whole(amount) <= left, "a chargeback of {amount} of {left}");
        if applied {
            self.book.payments[place].charged_back += whole(amount);
            self.disputes.push((place, reference, amount));
        }
    }

    fn edit(&mut self, change: Value) -> bool {
        self.send(json!({"type": "edit_order", "order": "o1", "changes": [change]}))
    }

    fn add_units(&mut self) {
        let (place, more) = (self.some_line(), 1 + self.dice.below(3));
        let order = self.shop.order("o1");
        let wanted = order.lines[place].quantity.units() - order.lines[place].units.at(Stage::Canceled).units();
        if self.edit(json!({"type": "set_quantity", "line": self.book.lines[place].id, "quantity": wanted + more})) {
            self.book.lines[place].add(more, self.book.included);
        }
    }

    fn add_line(&mut self) {
        let id = format!("{}", self.book.lines.len() + 1);
        let ((price, exact), rates, quantity) = (self.price(), self.rates(), 1 + self.dice.below(4));
        let taxes: Vec<Value> = rates.iter().map(|rate| json!({"rate": Decimal::new(*rate, 2)})).collect();
        let sku = self.dice.pick(&SKUS);
        let line = json!({"id": id, "sku": sku, "quantity": quantity, "unit_price": price, "taxes": taxes});
        if self.book.lines.len() < 8 && self.edit(json!({"type": "add_line", "line": line})) {
            self.book.lines.push(Line::new(&id, quantity, exact, &whole(0), &rates, self.book.included));
        }
    }

    fn reprice(&mut self) {
        let place = self.some_line();
        let (price, exact) = self.price();
        let left = self.book.lines[place].quantity - self.book.lines[place].units;
        let gross = minor_of(&(&exact * whole(left)));
        let discount = self.dice.below(gross + 1);
        let discounts = json!([{"amount": self.decimal(discount)}]);
        let change = json!({"type": "set_price", "line": self.book.lines[place].id, "unit_price": price, "discounts": discounts});
        if self.edit(change) {
            self.book.lines[place].reprice(exact, &whole(discount), self.book.included);
        }
    }

    /// All that was not canceled is delivered and comes back, unit by unit in a random order, each by fault of the seller.
    pub(crate) fn return_everything(&mut self) {
        self.deliver_units(None);
        loop {
            let order = self.shop.order("o1");
            let left: Vec<usize> = (0..order.lines.len()).filter(|place| !order.returnable(&order.lines[*place]).is_zero()).collect();
            if left.is_empty() {
                break;
            }
            let place = self.dice.pick(&left);
            self.give_back(Some(place));
            self.check();
        }
        for line in &self.book.lines {
            assert_eq!(line.units, line.quantity, "every unit of line {} is back", line.id);
            assert_eq!(line.credited(), line.total, "the units of line {} bring what it cost", line.id);
        }
        for place in 0..self.book.payments.len() {
            let left = minor_of(&self.book.payments[place].refundable().min(self.book.owed()));
            if left > 0 {
                self.applied(json!({"type": "refund_payment", "order": "o1", "payment": self.book.payments[place].id,
                                    "amount": self.decimal(left), "reason": "owed"}));
                self.book.payments[place].refunded += whole(left);
            }
        }
        self.check();
        let undisputed = self.book.payments.iter().all(|payment| payment.charged_back == whole(0));
        if !self.book.by_customer && self.book.fees == whole(0) && undisputed {
            let (captured, refunded) = (self.book.sum(|payment| &payment.captured), self.book.sum(|payment| &payment.refunded));
            assert_eq!(refunded, captured, "everything is back, so everything that was paid is given back");
        }
    }
}

/// A whole number of minor units, halves up, as the wire needs it.
fn minor_of(exact: &Exact) -> i64 {
    super::exact::rounded(exact).to_integer().to_string().parse().expect("a small number")
}
