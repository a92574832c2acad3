//! A verdict adds up, and is what the model makes of the same units.

use oms_core::returns::RefundVerdict;

use super::book::Refund;
use super::exact::{Exact, minor};

pub(crate) fn compare(verdict: &RefundVerdict, expected: &Refund) {
    let given = Refund {
        credited: minor(verdict.credited),
        tax: minor(verdict.tax()),
        fee: minor(verdict.fee()),
        clawed_back: verdict.clawed_back.iter().map(|clawed| minor(clawed.amount)).sum(),
        exchanged: minor(verdict.exchanged),
        refunded: minor(verdict.refunded),
    };
    assert_eq!(given, *expected, "{verdict:#?}");
    let units: Exact = verdict.units.iter().map(|units| minor(units.amount)).sum();
    let shipping: Exact = verdict.shipping.iter().map(|shipping| minor(shipping.amount)).sum();
    let charges: Exact = verdict.charges.iter().map(|charge| minor(charge.amount)).sum();
    assert_eq!(units + shipping + charges, given.credited, "the components make the sum: {verdict:#?}");
    let paid: Exact = verdict.payments.iter().map(|part| minor(part.amount)).sum();
    assert_eq!(paid, given.refunded, "the parts make the refund: {verdict:#?}");
}
