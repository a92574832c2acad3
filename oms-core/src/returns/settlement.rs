//! Crediting units and paying back: one computation, whatever the units are credited for.

use super::verdict::{CreditedUnits, RefundBound, RefundVerdict, parts_since, refunded_by_payment};
use super::{Grade, ReturnReason, beside_lines};
use crate::batch::Workspace;
use crate::order::Order;
use crate::payment::pay_back;
use crate::{LineId, Quantity, Rejection};

/// Units of a line that are to be credited for the same reason and in the same condition.
pub(crate) struct Piece {
    pub(crate) line: LineId,
    pub(crate) quantity: Quantity,
    pub(crate) reason: Option<ReturnReason>,
    pub(crate) grade: Option<Grade>,
}

/// Credits units with what they are entitled to.
pub(crate) fn credit_units(order: &mut Order, pieces: Vec<Piece>) -> Result<Vec<CreditedUnits>, Rejection> {
    let mut credited = Vec::with_capacity(pieces.len());
    for Piece { line, quantity, reason, grade } in pieces {
        let entry = order.line_mut(&line)?;
        let (credited_before, tax) = (entry.credited_quantity, entry.entitlement_tax(quantity));
        let amount = entry.credit(quantity);
        credited.push(CreditedUnits { line, quantity, credited_before, amount, tax, reason, grade });
    }
    Ok(credited)
}

/// Pays back what was credited without the fees, at most what the order owes and the payments hold. Fees count as kept by now.
pub(crate) fn pay(work: &mut Workspace, order: &mut Order, verdict: &mut RefundVerdict, reason: &str) -> Result<(), Rejection> {
    let wanted = verdict.credited.minus(verdict.fee()).minus(verdict.clawed_back()).minus(verdict.exchanged);
    let wanted = if wanted.is_negative() { wanted.with_minor(0) } else { wanted };
    verdict.owed = order.balance().owed();
    let before = refunded_by_payment(order);
    verdict.refunded = pay_back(work, order, wanted.at_most(verdict.owed), reason)?;
    verdict.payments = parts_since(order, &before);
    verdict.bound = if verdict.refunded < wanted.at_most(verdict.owed) {
        Some(RefundBound::Captured)
    } else {
        (verdict.owed < wanted).then_some(RefundBound::Owed)
    };
    beside_lines::tell(work, order, verdict.shipping.as_ref(), &verdict.charges);
    Ok(())
}
