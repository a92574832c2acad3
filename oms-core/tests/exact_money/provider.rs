//! What a provider is told to do: it does it whole or in part, fails, is told again, and may have done it after all.

use serde_json::{Value, json};

use super::exact::{Exact, whole};
use super::life::{Life, minor_of};
use super::payment::{Kind, State, Told};

impl Life {
    /// Brings the result of something a provider was told, tells it again, or tells it something new.
    pub(super) fn tell_provider(&mut self) {
        let place = self.some_payment();
        let known = self.book.payments[place].told.len();
        if known == 0 || self.dice.chance(35) {
            return self.instruct(place);
        }
        let number = usize::try_from(self.dice.below(i64::try_from(known).expect("few"))).expect("a place");
        if self.dice.chance(35) { self.retry(place, number) } else { self.resolve(place, number) }
    }

    fn instruct(&mut self, place: usize) {
        let (kind, amount) =
            if self.dice.chance(60) { (Kind::Refund, self.some_refund(place)) } else { (Kind::Capture, self.some_capture(place)) };
        let is_gift = kind == Kind::Refund && self.dice.chance(40);
        let payment = &self.book.payments[place];
        let (sum, owed) = (whole(amount), self.book.owed());
        let (name, allowed, goodwill) = match kind {
            Kind::Refund => ("refund", sum <= payment.refundable() && (is_gift || sum <= owed), (&sum - &owed).max(whole(0))),
            Kind::Capture => ("capture", payment.may_take(&sum), whole(0)),
        };
        let mut command = json!({"type": "instruct_payment", "order": "o1", "payment": payment.id, "kind": name,
                                 "amount": self.decimal(amount), "goodwill": is_gift});
        if kind == Kind::Refund {
            command["reason"] = json!("sorry");
        }
        let applied = self.send(command);
        assert_eq!(applied, allowed, "a {name} of {amount}, {owed} is owed");
        if applied {
            self.book.payments[place].told.push(Told { kind, amount: sum, goodwill, state: State::Pending });
        }
    }

    /// The key under which a provider was told: that of the instruction in the same place.
    fn key(&mut self, place: usize, number: usize) -> String {
        let order = self.order();
        let mut told = order.payments[place].transactions.iter().filter_map(|known| known.instruction.as_ref());
        told.nth(number).expect("an instruction").key.to_string()
    }

    fn retry(&mut self, place: usize, number: usize) {
        let (key, id) = (self.key(place, number), self.book.payments[place].id.clone());
        let payment = &self.book.payments[place];
        let told = &payment.told[number];
        let is_bound = match told.kind {
            Kind::Refund => told.amount <= payment.refundable() && &told.amount - &told.goodwill <= self.book.owed(),
            Kind::Capture => payment.may_take(&told.amount),
        };
        let allowed = told.state == State::Failed && is_bound;
        let applied = self.send(json!({"type": "retry_payment", "order": "o1", "payment": id, "key": key}));
        assert_eq!(applied, allowed, "told again: {:?}", self.book.payments[place].told[number]);
        if applied {
            self.book.payments[place].told[number].state = State::Pending;
        }
    }

    fn resolve(&mut self, place: usize, number: usize) {
        let told = self.book.payments[place].told[number].clone();
        if self.dice.chance(40) {
            self.fail(place, number, &told);
            return;
        }
        let amount = minor_of(&told.amount);
        let part = self.dice.maybe(30, |dice| 1 + dice.below(amount + 1));
        let mut outcome = json!({"type": "succeeded"});
        if let Some(part) = part {
            outcome["amount"] = json!(self.decimal(part));
        }
        let done = part.map_or(told.amount.clone(), whole);
        let payment = &self.book.payments[place];
        let bound = match told.kind {
            Kind::Refund => told.amount.clone().min(&payment.captured - &payment.refunded),
            Kind::Capture => told.amount.clone(),
        };
        // What has been done before is known, whatever is said about it again.
        let allowed = told.state == State::Done || done <= bound;
        let applied = self.bring(place, number, outcome);
        assert_eq!(applied, allowed, "{done} done of {told:?}");
        if applied && told.state != State::Done {
            self.done(place, number, done);
        }
    }

    fn bring(&mut self, place: usize, number: usize, outcome: Value) -> bool {
        let (key, id) = (self.key(place, number), self.book.payments[place].id.clone());
        self.send(json!({"type": "resolve_payment", "order": "o1", "payment": id, "key": key, "outcome": outcome}))
    }

    fn fail(&mut self, place: usize, number: usize, told: &Told) {
        assert!(self.bring(place, number, json!({"type": "failed", "code": "declined"})), "a failure is taken in or known");
        if told.state == State::Pending {
            self.book.payments[place].told[number].state = State::Failed;
        }
    }

    /// Money has moved. What was not given back is taken off the gift first.
    fn done(&mut self, place: usize, number: usize, done: Exact) {
        let payment = &mut self.book.payments[place];
        let told = &mut payment.told[number];
        told.goodwill = (&told.goodwill - (&told.amount - &done)).max(whole(0));
        told.amount = done.clone();
        told.state = State::Done;
        match told.kind {
            Kind::Refund => payment.refunded += done,
            Kind::Capture => payment.captured += done,
        }
    }

    /// Everything that is under way is done.
    pub(super) fn settle(&mut self) {
        for place in 0..self.book.payments.len() {
            for number in 0..self.book.payments[place].told.len() {
                let told = self.book.payments[place].told[number].clone();
                if told.state == State::Pending {
                    let left = &self.book.payments[place].captured - &self.book.payments[place].refunded;
                    let is_bound = told.kind == Kind::Capture || told.amount <= left;
                    assert_eq!(self.bring(place, number, json!({"type": "succeeded"})), is_bound, "{told:?}");
                    if is_bound {
                        self.done(place, number, told.amount);
                    } else {
                        self.fail(place, number, &told);
                    }
                }
            }
        }
    }
}
