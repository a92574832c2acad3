//! A payment in the model: what was set aside, taken, given back, and what a provider was told.

use super::exact::{Exact, whole};

#[derive(Clone, Debug)]
pub(crate) struct Payment {
    pub(crate) id: String,
    pub(crate) method: &'static str,
    pub(crate) authorized: Exact,
    pub(crate) voided: Exact,
    pub(crate) captured: Exact,
    pub(crate) refunded: Exact,
    pub(crate) charged_back: Exact,
    /// What a courier has handed over.
    pub(crate) remitted: Exact,
    /// What a provider was told, in this order.
    pub(crate) told: Vec<Told>,
}

/// Something that a provider was told to do.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) kind: Kind,
    pub(crate) amount: Exact,
    /// The part of a refund that is not owed but given.
    pub(crate) goodwill: Exact,
    pub(crate) state: State,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Capture,
    Refund,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum State {
    Pending,
    Failed,
    Done,
}

impl Payment {
    /// A payment of which so much was taken when the order was captured.
    pub(crate) fn taken(id: &str, method: &'static str, captured: i64) -> Payment {
        let zero = || whole(0);
        Payment {
            id: id.to_owned(),
            method,
            authorized: zero(),
            voided: zero(),
            captured: whole(captured),
            refunded: zero(),
            charged_back: zero(),
            remitted: zero(),
            told: vec![],
        }
    }

    /// What is under way.
    pub(crate) fn pending(&self, kind: Kind) -> Exact {
        let pending = self.told.iter().filter(|told| told.kind == kind && told.state == State::Pending);
        pending.map(|told| &told.amount).sum()
    }

    pub(crate) fn refundable(&self) -> Exact {
        (&self.captured - &self.refunded - &self.charged_back - self.pending(Kind::Refund)).max(whole(0))
    }

    /// What is set aside and neither taken nor let go.
    pub(crate) fn set_aside(&self) -> Exact {
        (&self.authorized - &self.captured - &self.voided).max(whole(0))
    }

    /// What may be let go: what is set aside and is not being taken.
    pub(crate) fn may_be_let_go(&self) -> Exact {
        (self.set_aside() - self.pending(Kind::Capture)).max(whole(0))
    }

    /// Whether so much may be taken: anything, as long as nothing was ever set aside.
    pub(crate) fn may_take(&self, amount: &Exact) -> bool {
        self.authorized == whole(0) || *amount <= self.may_be_let_go()
    }

    pub(crate) fn is_credit(&self) -> bool {
        matches!(self.method, "gift_card" | "store_credit")
    }
}
