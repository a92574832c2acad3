//! Tell a provider to move money, or to set it aside or let it go.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{
    PaymentMethod, Transaction, TransactionKind, authorized, capture_payment, goodwill, instruction, ledger, refund_payment, void_payment,
};
use crate::batch::{ReadSet, Workspace};
use crate::inventory::check_reason;
use crate::{Amount, OrderId, PaymentId, Rejection};

/// Tells a provider to do something with a payment.
///
/// It adds a transaction that is pending, and an event `payment_instructed` with everything the provider needs: what, how much, and the
/// idempotency key to give it. A host sends that on and brings the result back with `resolve_payment`; until then nothing is captured
/// or refunded, but what is under way is not captured, refunded or owed a second time.
///
/// The limits are those of the commands that record what has happened: `capture_payment`, `void_payment`, `refund_payment`. A payment
/// that a marketplace settles is not instructed (`settled_elsewhere`).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InstructPayment {
    /// The order.
    pub order: OrderId,
    /// The payment.
    pub payment: PaymentId,
    /// How it is made; a payment that does not exist is made if this is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<PaymentMethod>,
    /// What the provider is to do.
    pub kind: InstructionKind,
    /// How much; a void lets go all that is left and names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// The number of the parcel whose share is captured, instead of an amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// Whether it is the last capture: what is authorized beyond it is let go.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_final: bool,
    /// Why; a refund needs a reason.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
    /// Whether more may be refunded than is owed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub goodwill: bool,
}

/// What a provider can be told to do.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InstructionKind {
    /// Set money aside.
    Authorization,
    /// Take money.
    Capture,
    /// Let go what is set aside and not taken.
    Void,
    /// Give money back.
    Refund,
}

pub(crate) fn reads(_: &InstructPayment, _: &mut ReadSet) {}

pub(crate) fn execute(command: &InstructPayment, work: &mut Workspace) -> Result<(), Rejection> {
    check_fields(command)?;
    let mut order = work.order_to_change(&command.order)?;
    ledger::open(&mut order, &command.payment, command.method)?;
    let payment = order.payment(&command.payment)?;
    if payment.method.is_settled_elsewhere() {
        return Err(Rejection::SettledElsewhere { order: command.order.clone(), payment: command.payment.clone() });
    }
    let zero = order.total.with_minor(0);
    let (kind, amount, goodwill) = match command.kind {
        InstructionKind::Authorization => (TransactionKind::Authorization, capture_payment::wanted(&order, command.amount, None)?, zero),
        InstructionKind::Capture => {
            let amount = capture_payment::wanted(&order, command.amount, command.parcel)?;
            authorized::check(&order, payment, amount, work.now())?;
            (TransactionKind::Capture, amount, zero)
        }
        InstructionKind::Void => (TransactionKind::Void, void_payment::left(&order, &command.payment)?, zero),
        InstructionKind::Refund => {
            let amount = capture_payment::wanted(&order, command.amount, None)?;
            let goodwill = refund_payment::gift(&order, &command.payment, amount, command.goodwill)?;
            (TransactionKind::Refund, amount, goodwill)
        }
    };
    let goodwill_parts = goodwill::divide(&order, goodwill);
    let transaction = Transaction { parcel: command.parcel, goodwill, goodwill_parts, ..told(command, kind, amount, work) };
    instruction::give(work, &mut order, &command.payment, command.is_final, transaction)?;
    work.put_order(order);
    Ok(())
}

fn told(command: &InstructPayment, kind: TransactionKind, amount: Amount, work: &Workspace) -> Transaction {
    Transaction { reason: command.reason.clone(), ..Transaction::new(kind, amount, work.now(), None) }
}

/// Each kind has fields of its own; what means nothing for it is refused rather than passed over.
fn check_fields(command: &InstructPayment) -> Result<(), Rejection> {
    let kind = command.kind;
    let only = |field: &str, is_named: bool, fits: &[InstructionKind], problem: &str| {
        if is_named && !fits.contains(&kind) { Err(Rejection::field(field, problem)) } else { Ok(()) }
    };
    use InstructionKind::{Authorization, Capture, Refund};
    only("amount", command.amount.is_some(), &[Authorization, Capture, Refund], "a void lets go all that is left: name no amount")?;
    only("parcel", command.parcel.is_some(), &[Capture], "only a capture is made for a parcel")?;
    only("is_final", command.is_final, &[Capture], "only a capture can be the last one")?;
    only("goodwill", command.goodwill, &[Refund], "only a refund can be given as goodwill")?;
    if kind == Refund || !command.reason.is_empty() { check_reason(&command.reason) } else { Ok(()) }
}
