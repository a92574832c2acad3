//! Goodwill is divided over the lines, so that accounts know which sale it lowers.

use serde::{Deserialize, Serialize};

use super::Transaction;
use crate::order::Order;
use crate::{Amount, LineId, allocate};

/// What a line bears of a goodwill refund.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GoodwillPart {
    /// The line.
    pub line: LineId,
    /// What it bears.
    pub amount: Amount,
}

/// Divides goodwill over the lines by largest remainder, weighted by what each may still bring back: what it cost, less what was credited
/// of it and less the goodwill it bears already. No line bears more than that; what no line can bear was given for shipping.
pub(super) fn divide(order: &Order, goodwill: Amount) -> Vec<GoodwillPart> {
    let rooms: Vec<u64> = order.lines.iter().map(|line| room(order, &line.id, line.total.minus(line.credited))).collect();
    let whole = rooms.iter().fold(0_u64, |sum, room| sum.saturating_add(*room));
    if whole == 0 {
        return Vec::new();
    }
    let divided = goodwill.minor().min(i64::try_from(whole).unwrap_or(i64::MAX));
    parts(order.lines.iter().map(|line| &line.id), allocate(divided, &rooms), goodwill)
}

/// Divides less than was meant to be given as that was divided.
pub(super) fn lessen(transaction: &mut Transaction, goodwill: Amount) {
    let before = std::mem::take(&mut transaction.goodwill_parts);
    let weights: Vec<u64> = before.iter().map(|part| part.amount.minor().unsigned_abs()).collect();
    let borne = weights.iter().fold(0_u64, |sum, weight| sum.saturating_add(*weight));
    let divided = goodwill.minor().min(i64::try_from(borne).unwrap_or(i64::MAX));
    transaction.goodwill_parts = parts(before.iter().map(|part| &part.line), allocate(divided, &weights), goodwill);
    transaction.goodwill = goodwill;
}

fn parts<'a>(lines: impl Iterator<Item = &'a LineId>, amounts: Vec<i64>, of: Amount) -> Vec<GoodwillPart> {
    let parts = lines.zip(amounts).filter(|(_, minor)| *minor != 0);
    parts.map(|(line, minor)| GoodwillPart { line: line.clone(), amount: of.with_minor(minor) }).collect()
}

/// What a line may still bring back, in minor units.
fn room(order: &Order, line: &LineId, left: Amount) -> u64 {
    let given = order.payments.iter().flat_map(|payment| &payment.transactions).filter(|transaction| !transaction.is_failed());
    let borne = given.flat_map(|transaction| &transaction.goodwill_parts).filter(|part| part.line == *line);
    let left = borne.fold(left, |left, part| left.minus(part.amount));
    u64::try_from(left.minor()).unwrap_or_default()
}
