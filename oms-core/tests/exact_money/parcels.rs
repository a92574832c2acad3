//! Parcels: they arrive, come back to where they came from, are called back, and are paid for at the door.

use oms_core::order::Stage;
use serde_json::{Value, json};

use super::exact::{Exact, whole};
use super::life::{Life, minor_of};

impl Life {
    /// Everything that can leave, or one unit of a line, is picked, packed and shipped; most of it arrives.
    pub(super) fn deliver(&mut self) {
        let place = self.some_line();
        let only = self.dice.chance(50).then(|| json!([{"line": self.book.lines[place].id, "picked": 1}]));
        let comes_back = self.dice.chance(12);
        self.ship(only, comes_back);
    }

    pub(super) fn ship(&mut self, only: Option<Value>, comes_back: bool) {
        for fulfillment in 1..=self.order().fulfillments.len() {
            let mut pick = json!({"type": "pick_fulfillment", "order": "o1", "fulfillment": fulfillment});
            if let Some(lines) = &only {
                pick["lines"] = lines.clone();
            }
            self.send(pick);
            if self.send(json!({"type": "pack_parcel", "order": "o1", "fulfillment": fulfillment})) {
                let parcel = self.order().parcels.len();
                self.applied(json!({"type": "ship_parcel", "order": "o1", "parcel": parcel}));
                if comes_back {
                    self.come_back(parcel);
                } else {
                    self.track(parcel, "delivered");
                }
            }
        }
    }

    fn track(&mut self, parcel: usize, tracking: &str) {
        self.applied(json!({"type": "record_tracking", "order": "o1", "parcel": parcel, "tracking": tracking}));
    }

    /// A parcel is refused at the door or called back: its units are canceled once it is back.
    fn come_back(&mut self, parcel: usize) {
        if self.dice.chance(50) {
            self.applied(json!({"type": "request_interception", "order": "o1", "parcel": parcel, "reason": "customer"}));
            let outcome = self.dice.pick(&["confirmed", "failed"]);
            self.applied(json!({"type": "resolve_interception", "order": "o1", "parcel": parcel, "outcome": outcome}));
        } else {
            self.track(parcel, "failed_attempt");
        }
        self.check();
        let inside = self.units_in(u32::try_from(parcel).expect("few parcels"));
        self.track(parcel, "returned_to_origin");
        for (line, units) in self.book.lines.iter_mut().zip(inside) {
            line.units += units;
        }
        self.close();
    }

    /// Units of each line that are in a parcel and not canceled.
    fn units_in(&mut self, parcel: u32) -> Vec<i64> {
        let order = self.order();
        let inside = |line: &oms_core::order::Line| {
            line.units.sum(|portion| portion.parcel == Some(parcel) && portion.stage != Stage::Canceled).units()
        };
        order.lines.iter().map(inside).collect()
    }

    /// A courier collects cash for a parcel or the order, or hands over what was collected.
    pub(super) fn at_the_door(&mut self) {
        if self.dice.chance(40) {
            return self.hand_over();
        }
        let parcels = u32::try_from(self.order().parcels.len()).expect("few parcels");
        if parcels == 0 || self.dice.chance(25) {
            let amount = 1 + self.dice.below(minor_of(&self.book.outstanding()) + 20);
            self.applied(json!({"type": "collect_cash", "order": "o1", "payment": "cash", "amount": self.decimal(amount)}));
            self.cash().captured += whole(amount);
            return;
        }
        let parcel = 1 + u32::try_from(self.dice.below(i64::from(parcels))).expect("few parcels");
        let named = self.dice.maybe(30, |dice| 1 + dice.below(5_000));
        let share = named.map_or_else(|| self.share_of(parcel), whole);
        let amount = named.map(|amount| self.decimal(amount));
        let collect = json!({"type": "collect_cash", "order": "o1", "payment": "cash", "parcel": parcel, "amount": amount});
        let applied = self.send(collect);
        assert_eq!(applied, !self.book.paid_at_door.contains(&parcel) && share > whole(0), "{share} for parcel {parcel}");
        if applied {
            self.cash().captured += share;
            self.book.paid_at_door.push(parcel);
        }
    }

    /// What is due for a parcel at its door: the share of its units, counted from the end of each line, and with the first parcel what is
    /// charged beside the lines; all that is due with the last.
    fn share_of(&mut self, parcel: u32) -> Exact {
        let due = self.book.outstanding();
        let order = self.order();
        let is_settled = |number: u32| number == parcel || self.book.paid_at_door.contains(&number);
        let mut portions = order.lines.iter().flat_map(|line| line.units.portions());
        if portions.all(|portion| portion.stage == Stage::Canceled || portion.parcel.is_some_and(is_settled)) {
            return due;
        }
        let mut share = if self.book.paid_at_door.is_empty() { self.book.left_beside() } else { whole(0) };
        for place in 0..self.book.lines.len() {
            let before = (1..parcel).map(|number| self.units_in(number)[place]).sum::<i64>();
            let inside = self.units_in(parcel)[place];
            let line = &self.book.lines[place];
            share += line.first(line.quantity - before) - line.first(line.quantity - before - inside);
        }
        share.min(due)
    }

    fn hand_over(&mut self) {
        let cash = self.cash();
        let left = minor_of(&(&cash.captured - &cash.remitted));
        let amount = 1 + self.dice.below(left + left / 4 + 2);
        let is_final = self.dice.chance(20);
        let applied = self.send(json!({"type": "remit_cash", "order": "o1", "payment": "cash", "amount": self.decimal(amount),
                                       "is_final": is_final}));
        assert_eq!(applied, amount <= left, "a courier hands over {amount} of {left}");
        if applied {
            self.cash().remitted += whole(amount);
        }
    }

    fn cash(&mut self) -> &mut super::payment::Payment {
        self.book.payments.iter_mut().find(|payment| payment.id == "cash").expect("every order may be paid at the door")
    }
}
