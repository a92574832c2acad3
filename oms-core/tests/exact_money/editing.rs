//! An order that has been placed is changed: units, lines, prices, discounts, shipping.

use oms_core::order::Stage;
use serde_json::{Value, json};

use super::exact::{Exact, whole};
use super::life::{Life, SKUS, minor_of};
use super::sale::{Line, divided, taxed};
use super::selling::taxes;

/// How many lines an order grows to.
const LINES_MANY: usize = 8;

impl Life {
    fn edit(&mut self, change: Value) -> bool {
        self.send(json!({"type": "edit_order", "order": "o1", "changes": [change]}))
    }

    pub(super) fn add_units(&mut self) {
        let (place, more) = (self.some_line(), 1 + self.dice.below(3));
        let order = self.order();
        let wanted = order.lines[place].quantity.units() - order.lines[place].units.at(Stage::Canceled).units();
        if self.edit(json!({"type": "set_quantity", "line": self.book.lines[place].id, "quantity": wanted + more})) {
            self.book.lines[place].add(more, self.book.included);
        }
    }

    pub(super) fn add_line(&mut self) {
        let id = format!("{}", self.book.lines.len() + 1);
        let ((price, exact), rates, quantity) = (self.price(), self.rates(), 1 + self.dice.below(4));
        let sku = self.dice.pick(&SKUS);
        let line = json!({"id": id, "sku": sku, "quantity": quantity, "unit_price": price, "taxes": taxes(&rates)});
        if self.book.lines.len() < LINES_MANY && self.edit(json!({"type": "add_line", "line": line})) {
            self.book.lines.push(Line::new(&id, quantity, exact, &whole(0), &rates, self.book.included));
        }
    }

    /// Another price, with discounts in place of those before, or with those.
    pub(super) fn reprice(&mut self) {
        let place = self.some_line();
        let (price, exact) = self.price();
        let line = &self.book.lines[place];
        let left = line.quantity - line.units;
        let kept = &line.discount - line.credited_discount();
        let gross = minor_of(&(&exact * whole(left)));
        let mut change = json!({"type": "set_price", "line": line.id, "unit_price": price});
        let named = self.dice.maybe(60, |dice| dice.below(gross + 1));
        if let Some(discount) = named {
            change["discounts"] = json!([{"amount": self.decimal(discount)}]);
        }
        let discount = named.map_or(kept, whole);
        let applied = self.edit(change);
        assert_eq!(applied, left > 0 && discount <= whole(gross), "{discount} off {gross} of {left} units");
        if applied {
            self.book.lines[place].reprice(exact, &discount, self.book.included);
            if named.is_some() {
                self.book.forget_promotions(place);
            }
        }
    }

    /// Something is taken off all that is left of the lines, by what that costs.
    pub(super) fn discount(&mut self) {
        let included = self.book.included;
        let nets: Vec<Exact> = self.book.lines.iter().map(|line| line.left_net(included)).collect();
        let whole_net = minor_of(&nets.iter().sum());
        let amount = self.dice.below(whole_net + whole_net / 10 + 2);
        let applied = self.edit(json!({"type": "add_discount", "discount": {"amount": self.decimal(amount)}}));
        assert_eq!(applied, amount > 0 && amount <= whole_net, "{amount} off {whole_net}");
        if applied {
            for ((line, net), share) in self.book.lines.iter_mut().zip(&nets).zip(divided(&whole(amount), &nets)) {
                if share != whole(0) {
                    line.charge_rest(&(net - &share), included);
                    line.discount += share;
                }
            }
        }
    }

    /// Shipping costs something else, unless it has been given back. Where everything is back, it goes as if it had cost that before.
    pub(super) fn set_shipping(&mut self) {
        let (price, rates) = (self.dice.below(2_000), self.rates());
        let shipping = json!({"price": self.decimal(price), "taxes": taxes(&rates)});
        if self.edit(json!({"type": "set_shipping", "shipping": shipping})) {
            let beside = &mut self.book.beside[0];
            assert!(!beside.is_credited, "shipping that was given back is not priced anew");
            (beside.tax, beside.amount) = taxed(&whole(price), &rates, self.book.included);
            self.book.close(false);
        }
    }
}
