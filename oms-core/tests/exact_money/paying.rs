//! Money that a provider reports: taken, set aside, let go, given back, disputed.

use serde_json::json;

use super::exact::whole;
use super::life::{Life, minor_of};

impl Life {
    /// Pays back what is owed, or gives more; exactly what is above a bound is refused.
    pub(super) fn pay_out(&mut self) {
        let place = self.some_payment();
        let (refundable, owed) = (self.book.payments[place].refundable(), self.book.owed());
        let amount = self.some_refund(place);
        let is_gift = self.dice.chance(50);
        let allowed = whole(amount) <= refundable && (is_gift || whole(amount) <= owed);
        let applied = self.send(json!({"type": "refund_payment", "order": "o1", "payment": self.book.payments[place].id,
                                       "amount": self.decimal(amount), "reason": "sorry", "goodwill": is_gift}));
        assert_eq!(applied, allowed, "a refund of {amount} where {refundable} may be and {owed} is owed");
        if applied {
            self.book.payments[place].refunded += whole(amount);
            self.book.given += (whole(amount) - owed).max(whole(0));
        }
    }

    /// An amount to be given back: what a payment holds, sometimes more, or at most what is owed.
    pub(super) fn some_refund(&mut self, place: usize) -> i64 {
        let bound = minor_of(&self.book.payments[place].refundable());
        let amount = 1 + self.dice.below(bound + bound / 4 + 2);
        if self.dice.chance(40) { amount.min(minor_of(&self.book.owed())).max(1) } else { amount }
    }

    /// An amount to be taken: of what is set aside, sometimes more, or any.
    pub(super) fn some_capture(&mut self, place: usize) -> i64 {
        let left = minor_of(&self.book.payments[place].may_be_let_go());
        1 + if left > 0 { self.dice.below(left + left / 4 + 2) } else { self.dice.below(3_000) }
    }

    pub(super) fn capture(&mut self) {
        let place = self.some_payment();
        let amount = self.some_capture(place);
        let allowed = self.book.payments[place].may_take(&whole(amount));
        let applied = self.send(json!({"type": "capture_payment", "order": "o1", "payment": self.book.payments[place].id,
                                       "amount": self.decimal(amount)}));
        assert_eq!(applied, allowed, "a capture of {amount}");
        if applied {
            self.book.payments[place].captured += whole(amount);
        }
    }

    /// A provider sets money aside, or lets go what is left of it.
    pub(super) fn set_aside(&mut self) {
        let place = self.some_payment();
        let id = self.book.payments[place].id.clone();
        if self.dice.chance(40) {
            let left = self.book.payments[place].may_be_let_go();
            let applied = self.send(json!({"type": "void_payment", "order": "o1", "payment": id}));
            assert_eq!(applied, left > whole(0), "{left} may be let go");
            self.book.payments[place].voided += left;
        } else {
            let amount = 1 + self.dice.below(5_000);
            let method = self.book.payments[place].method;
            self.applied(json!({"type": "authorize_payment", "order": "o1", "payment": id, "method": method,
                                "amount": self.decimal(amount)}));
            self.book.payments[place].authorized += whole(amount);
        }
    }

    /// A bank takes money back, or a dispute is won.
    pub(super) fn dispute(&mut self) {
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
}
