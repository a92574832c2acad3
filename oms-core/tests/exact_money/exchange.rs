//! Units given for others: at what was paid or at a price, for a return or for a claim.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::exact::{part, rounded, whole};
use super::life::{Life, SKUS};
use super::sale::Line;

/// How many lines an order grows to.
const LINES_MANY: usize = 8;

impl Life {
    /// Agrees what is given for the units of a return, if there is stock for it, and compares every figure while they are under way.
    pub(super) fn exchange(&mut self, id: &str, place: usize, units: i64) -> bool {
        if self.book.lines.len() >= LINES_MANY {
            return false;
        }
        let (line, replacement) = if self.dice.chance(50) { self.at_paid_value(place, units) } else { self.at_price() };
        let ships = if self.dice.chance(50) { "in_advance" } else { "on_receipt" };
        let agreed = self.send(json!({"type": "exchange_return", "order": "o1", "return_id": id, "lines": [replacement], "ships": ships}));
        if agreed {
            self.book.in_exchange = self.book.lines[place].next(units).0.min(line.total.clone());
            self.book.lines.push(line);
            self.check();
        }
        agreed
    }

    /// Decides a claim about one unit: sent again if there is stock for it, else refunded.
    pub(super) fn make_good(&mut self, id: &str, place: usize) {
        let (line, replacement) = self.at_paid_value(place, 1);
        let again = json!({"type": "resolve_claim", "order": "o1", "claim_id": id, "resolution": "replace", "replacements": [replacement]});
        if self.book.lines.len() < LINES_MANY && self.dice.chance(50) && self.send(again) {
            self.book.in_exchange = line.total.clone();
            self.book.lines.push(line);
        } else {
            self.applied(json!({"type": "resolve_claim", "order": "o1", "claim_id": id, "resolution": "refund"}));
        }
    }

    /// A line that costs what the units bring which it replaces.
    fn at_paid_value(&mut self, place: usize, units: i64) -> (Line, Value) {
        let original = self.book.lines[place].clone();
        let id = format!("{}", self.book.lines.len() + 1);
        let (total, tax) = original.next(units);
        let net = if self.book.included { total.clone() } else { &total - &tax };
        // A unit's price is told to eight decimals; units that are added later cost that.
        let finest = whole(10_i64.pow(8 - self.digits));
        let unit_price = rounded(&(net * part(1, units) * &finest)) / finest;
        let replacement = json!({"id": id, "sku": self.dice.pick(&SKUS), "quantity": units, "replaces": original.id});
        (Line::at(&id, units, (total, tax), unit_price, &original.rates), replacement)
    }

    fn at_price(&mut self) -> (Line, Value) {
        let id = format!("{}", self.book.lines.len() + 1);
        let ((price, exact), rates, quantity) = (self.price(), self.rates(), 1 + self.dice.below(3));
        let taxes: Vec<Value> = rates.iter().map(|rate| json!({"rate": Decimal::new(*rate, 2)})).collect();
        let replacement = json!({"id": id, "sku": self.dice.pick(&SKUS), "quantity": quantity, "unit_price": price, "taxes": taxes});
        (Line::new(&id, quantity, exact, &whole(0), &rates, self.book.included), replacement)
    }
}
