//! Units come back, are claimed, are refunded by the terms; in the end all of them may.

use oms_core::returns::RefundVerdict;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::book::Back;
use super::exact::{Exact, part, whole};
use super::life::{Life, minor_of};
use super::terms::{FAULTS, GRADES, WISHES};

impl Life {
    /// Units come back, are inspected and refunded: one by fault of the seller of the line that is named, or some of any.
    pub(super) fn give_back(&mut self, named: Option<usize>) {
        let place = named.unwrap_or_else(|| self.some_line());
        let line = self.book.lines[place].id.clone();
        let units = if named.is_some() { 1 } else { 1 + self.dice.below(3) };
        let is_fault = named.is_some() || self.dice.chance(60);
        let reason = if is_fault { self.dice.pick(&FAULTS) } else { self.dice.pick(&WISHES) };
        self.returns += 1;
        let id = format!("r{}", self.returns);
        let lines = json!([{"line": line, "quantity": units, "reason": reason}]);
        if !self.send(json!({"type": "request_return", "order": "o1", "return_id": id, "lines": lines})) {
            assert!(named.is_none(), "a unit that was delivered cannot come back");
            return;
        }
        self.book.by_customer |= !is_fault;
        self.applied(json!({"type": "approve_return", "order": "o1", "return_id": id}));
        let has_label = self.dice.chance(50);
        if has_label {
            let label = json!({"carrier": "post", "tracking_number": "7"});
            self.applied(json!({"type": "issue_return_label", "order": "o1", "return_id": id, "label": label}));
        }
        let is_exchanged = named.is_none() && self.dice.chance(30) && self.exchange(&id, place, units);
        let lines = json!([{"line": line, "quantity": units}]);
        self.applied(json!({"type": "receive_return", "order": "o1", "return_id": id, "location": "n2", "lines": lines}));
        let mut back = self.inspect(&id, (place, units), reason);
        back.by_customer = !is_fault;
        // Whoever takes something else instead pays no fee by the terms.
        if is_exchanged {
            back.pieces.iter_mut().for_each(|(_, rate)| *rate = whole(0));
        } else if has_label && !is_fault {
            back.label = self.book.terms.label_fee.clone();
        }
        let refund = self.refund_command(&id, named.is_some(), &mut back);
        self.applied(refund);
        let expected = self.book.refund(&back);
        let order = self.order();
        let verdict = order.returns.last().and_then(|entry| entry.refunds.last()).expect("a verdict");
        super::verdict::compare(verdict, &expected);
    }

    /// Looks at the units: all are alike, or some have a grade. Those with a grade are refunded first, in the order of grades.
    fn inspect(&mut self, id: &str, (place, units): (usize, i64), reason: &str) -> Back {
        let line = self.book.lines[place].id.clone();
        let graded = if self.dice.chance(60) { 1 + self.dice.below(units) } else { 0 };
        let grade = self.dice.pick(&GRADES);
        let found = [(graded, Some(grade)), (units - graded, None)].into_iter().filter(|(units, _)| *units > 0);
        let found: Vec<(i64, Option<&str>)> = found.collect();
        let each =
            |(units, grade): &(i64, Option<&str>)| json!({"line": line, "quantity": units, "disposition": "restock", "grade": grade});
        let looked_at: Vec<Value> = found.iter().map(each).collect();
        for units in looked_at {
            self.applied(json!({"type": "inspect_return", "order": "o1", "return_id": id, "units": [units]}));
        }
        let rate = |grade: Option<&str>| self.book.terms.rate(reason, grade);
        let pieces = found.iter().map(|(units, grade)| (*units, rate(*grade))).collect();
        Back { pieces, ..Back::free(place, units) }
    }

    /// The refund, with a rate in place of the terms, or a word about shipping.
    fn refund_command(&mut self, id: &str, is_plain: bool, back: &mut Back) -> Value {
        let mut refund = json!({"type": "refund_return", "order": "o1", "return_id": id});
        if !is_plain && self.dice.chance(20) {
            let percent = self.dice.below(101);
            back.named = Some(part(percent, 100));
            refund["restocking_fee_rate"] = json!(Decimal::new(percent, 2));
        }
        if !is_plain && self.dice.chance(15) {
            back.shipping = Some(self.dice.chance(50));
            refund["refund_shipping"] = json!(back.shipping);
        }
        refund
    }

    pub(super) fn claim(&mut self) {
        let place = self.some_line();
        let lines = json!([{"line": self.book.lines[place].id, "quantity": 1}]);
        self.returns += 1;
        let id = format!("m{}", self.returns);
        if self.send(json!({"type": "open_claim", "order": "o1", "claim_id": id, "kind": "missing", "lines": lines})) {
            self.make_good(&id, place);
            let expected = self.book.refund(&Back::free(place, 1));
            let order = self.order();
            let verdict: &RefundVerdict = order.claims.last().and_then(|claim| claim.refund.as_ref()).expect("a verdict");
            super::verdict::compare(verdict, &expected);
        }
    }

    /// All that was not canceled is delivered and comes back, unit by unit in a random order, each by fault of the seller.
    pub(crate) fn return_everything(&mut self) {
        self.ship(None, false);
        loop {
            let order = self.order();
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
        self.settle();
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
        if self.book.left_beside() == whole(0) && self.book.fees == whole(0) && undisputed {
            let sum = |figure: fn(&super::payment::Payment) -> &Exact| self.book.sum(|payment| figure(payment).clone());
            let (captured, refunded) = (sum(|payment| &payment.captured), sum(|payment| &payment.refunded));
            assert_eq!(refunded, captured, "everything is back, so everything that was paid is given back");
        }
    }
}
