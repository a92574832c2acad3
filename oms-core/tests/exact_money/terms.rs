//! What the merchant promised: fees that are kept, what comes back beside the goods, and over which payments.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::dice::Dice;
use super::exact::{Exact, part, whole};

/// When something that is charged beside the lines is given back, once everything else is back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Given {
    SellersFault,
    Always,
    Never,
}

/// A fee in hundredths of what units bring, for a reason and a grade; what is not named fits any.
#[derive(Clone, Debug)]
struct Restocking {
    reason: Option<&'static str>,
    grade: Option<&'static str>,
    percent: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Terms {
    restocking: Vec<Restocking>,
    pub(crate) label_fee: Exact,
    shipping: Given,
    charges: Vec<(&'static str, Given)>,
    pub(crate) claws_back: bool,
    /// Whether refunds of returns are told to a provider.
    pub(crate) through_provider: bool,
    refund_order: Vec<&'static str>,
}

pub(crate) const FAULTS: [&str; 2] = ["defective", "not_as_described"];
pub(crate) const WISHES: [&str; 2] = ["change_of_mind", "size_or_fit"];
pub(crate) const GRADES: [&str; 2] = ["like_new", "good"];

impl Terms {
    fn plain() -> Terms {
        Terms {
            restocking: vec![],
            label_fee: whole(0),
            shipping: Given::SellersFault,
            charges: vec![],
            claws_back: false,
            through_provider: false,
            refund_order: vec![],
        }
    }

    /// Plain terms, or others, and the policies that make them.
    pub(crate) fn random(dice: &mut Dice, currency: &str, digits: u32) -> (Terms, Value) {
        let mut terms = Terms::plain();
        if dice.chance(35) {
            return (terms, json!({}));
        }
        let givens = [Given::SellersFault, Given::Always, Given::Never];
        for _ in 0..dice.below(3) {
            let reason = dice.maybe(50, |dice| dice.pick(&WISHES));
            let (grade, percent) = (dice.maybe(40, |dice| dice.pick(&GRADES)), dice.below(101));
            terms.restocking.push(Restocking { reason, grade, percent });
        }
        let label_fee = if dice.chance(50) { dice.below(3_000) } else { 0 };
        terms.label_fee = whole(label_fee);
        terms.shipping = dice.pick(&givens);
        for kind in ["gift_wrap", "duty"] {
            if dice.chance(50) {
                terms.charges.push((kind, dice.pick(&givens)));
            }
        }
        terms.claws_back = dice.chance(70);
        terms.through_provider = dice.chance(40);
        if dice.chance(40) {
            terms.refund_order = dice.pick(&[vec!["gift_card"], vec!["cash_on_delivery", "store_credit"], vec!["wallet", "gift_card"]]);
        }
        let fee = |fee: &Restocking| json!({"reason": fee.reason, "grade": fee.grade, "rate": Decimal::new(fee.percent, 2)});
        let charge = |(kind, given): &(&str, Given)| json!({"kind": kind, "given": given.name()});
        let policies = json!({
            "returns": {
                "restocking_fees": terms.restocking.iter().map(fee).collect::<Vec<_>>(),
                "label_fees": [{"currency": currency, "amount": Decimal::new(label_fee, digits)}],
                "shipping": terms.shipping.name(),
                "charges": terms.charges.iter().map(charge).collect::<Vec<_>>(),
                "claws_back": terms.claws_back,
            },
            "payments": {"through_provider": terms.through_provider, "refund_order": terms.refund_order},
        });
        (terms, policies)
    }

    pub(crate) fn of_shipping(&self) -> Given {
        self.shipping
    }

    pub(crate) fn of_charge(&self, kind: &str) -> Given {
        self.charges.iter().find(|(named, _)| *named == kind).map_or(Given::SellersFault, |(_, given)| *given)
    }

    /// The part that is kept of a unit that comes back for a reason and is found to be of a grade.
    pub(crate) fn rate(&self, reason: &str, grade: Option<&str>) -> Exact {
        let fits = |fee: &&Restocking| fee.reason.is_none_or(|of| of == reason) && (fee.grade.is_none() || fee.grade == grade);
        let fee = self.restocking.iter().find(fits).filter(|_| !FAULTS.contains(&reason));
        fee.map_or(whole(0), |fee| part(fee.percent, 100))
    }

    /// Which of the payments come first when money is paid back: named methods, then cards and their like, then the merchant's credit.
    pub(crate) fn place(&self, method: &str) -> (usize, bool) {
        let named = self.refund_order.iter().position(|named| *named == method);
        (named.unwrap_or(usize::MAX), matches!(method, "gift_card" | "store_credit"))
    }
}

impl Given {
    const fn name(self) -> &'static str {
        match self {
            Given::SellersFault => "sellers_fault",
            Given::Always => "always",
            Given::Never => "never",
        }
    }
}
