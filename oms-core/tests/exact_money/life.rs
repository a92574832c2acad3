//! One order from capture to its end: random commands, and what each does to the model.

use std::sync::Arc;

use oms_core::Outcome;
use oms_core::order::{Order, Stage};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::book::Book;
use super::dice::Dice;
use super::exact::{Exact, part, rounded, whole};
use super::shop::Shop;
use super::terms::Terms;

/// An order in the core and in the model, and what was sent.
pub(crate) struct Life {
    pub(super) shop: Shop,
    pub(crate) dice: Dice,
    pub(crate) book: Book,
    pub(super) digits: u32,
    pub(super) returns: i64,
    pub(super) disputes: Vec<(usize, String, i64)>,
    pub(crate) sent: Vec<String>,
    pub(crate) refused: usize,
}

pub(super) const SKUS: [&str; 4] = ["shirt", "shoe", "hat", "sock"];
const RATES: [i64; 4] = [19, 7, 18, 5];

impl Life {
    /// Captures a random order under random terms, paid whole, in part or too much, over up to four payments, the rest at the door.
    pub(crate) fn begin(seed: u64) -> Life {
        let mut dice = Dice::new(seed);
        let (currency, digits) = dice.pick(&[("JPY", 0), ("EUR", 2), ("KWD", 3), ("CLF", 4)]);
        let included = dice.chance(50);
        let (terms, policies) = Terms::random(&mut dice, currency, digits);
        let zero = || whole(0);
        let book = Book {
            included,
            terms,
            lines: vec![],
            beside: vec![],
            promotions: vec![],
            payments: vec![],
            paid_at_door: vec![],
            fees: zero(),
            given: zero(),
            in_exchange: zero(),
            by_customer: false,
            keeps_shipping: false,
        };
        let mut life = Life { shop: Shop::open(), dice, book, digits, returns: 0, disputes: vec![], sent: vec![], refused: 0 };
        life.applied(json!({"type": "put_policies", "policies": policies}));
        let command = life.sale(currency);
        life.applied(command);
        life.check();
        life
    }

    pub(super) fn decimal(&self, minor: i64) -> Decimal {
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

    /// Sends a command and says whether it took effect. One that is refused has changed nothing.
    pub(super) fn send(&mut self, command: Value) -> bool {
        self.sent.push(command.to_string());
        let before = self.found();
        match self.shop.send(command) {
            Outcome::Refused { .. } => {
                self.refused += 1;
                assert_eq!(before, self.found(), "a refused command changed the order");
                false
            }
            _ => true,
        }
    }

    fn found(&mut self) -> Option<Arc<Order>> {
        self.shop.engine.order(&"o1".parse().expect("an id")).expect("the storage answers")
    }

    pub(super) fn order(&mut self) -> Arc<Order> {
        self.found().expect("the order was captured")
    }

    pub(super) fn applied(&mut self, command: Value) {
        let text = command.to_string();
        assert!(self.send(command), "refused: {text}");
    }

    /// Compares every figure.
    pub(crate) fn check(&mut self) {
        let order = self.order();
        let differences = self.book.differences(&order);
        assert!(differences.is_empty(), "{differences:#?}");
    }

    pub(crate) fn audit(&mut self) {
        self.shop.audit();
    }

    /// One random step, compared at its end.
    pub(crate) fn step(&mut self) {
        match self.dice.below(100) {
            0..14 => self.deliver(),
            14..22 => self.cancel(),
            22..23 => self.cancel_everything(),
            23..41 => self.give_back(None),
            41..46 => self.claim(),
            46..56 => self.pay_out(),
            56..62 => self.dispute(),
            62..66 => self.capture(),
            66..70 => self.set_aside(),
            70..77 => self.tell_provider(),
            77..82 => self.at_the_door(),
            82..85 => self.add_units(),
            85..88 => self.add_line(),
            88..94 => self.reprice(),
            94..98 => self.discount(),
            _ => self.set_shipping(),
        }
        self.check();
    }

    pub(super) fn some_line(&mut self) -> usize {
        let count = i64::try_from(self.book.lines.len()).expect("few lines");
        usize::try_from(self.dice.below(count)).expect("a place")
    }

    pub(super) fn some_payment(&mut self) -> usize {
        let count = i64::try_from(self.book.payments.len()).expect("few payments");
        usize::try_from(self.dice.below(count)).expect("a place")
    }

    fn cancel(&mut self) {
        let place = self.some_line();
        let (id, units) = (self.book.lines[place].id.clone(), 1 + self.dice.below(3));
        let lines = json!([{"line": id, "quantity": units}]);
        if self.send(json!({"type": "cancel_order", "order": "o1", "lines": lines, "reason": "customer"})) {
            self.book.lines[place].units += units;
            self.close();
        }
    }

    /// Everything that has not shipped is canceled.
    fn cancel_everything(&mut self) {
        let order = self.order();
        let left: Vec<i64> = order.lines.iter().map(|line| line.outstanding().units()).collect();
        let applied = self.send(json!({"type": "cancel_order", "order": "o1", "reason": "customer"}));
        assert_eq!(applied, left.iter().sum::<i64>() > 0, "what has not shipped may be canceled");
        for (line, units) in self.book.lines.iter_mut().zip(left) {
            line.units += units;
        }
        if applied {
            self.close();
        }
    }

    /// After units were canceled.
    pub(super) fn close(&mut self) {
        let order = self.order();
        self.book.close(order.lines.iter().all(|line| line.units.at(Stage::Canceled) == line.quantity));
    }
}

/// A whole number of minor units, halves up, as the wire needs it.
pub(super) fn minor_of(exact: &Exact) -> i64 {
    rounded(exact).to_integer().to_string().parse().expect("a small number")
}
