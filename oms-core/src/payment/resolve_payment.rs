//! Take in how an instruction to a provider went.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Failure, Transaction, TransactionKind, TransactionState, authorized, goodwill, instruction, ledger, void_payment};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::inventory::REASON_MAX;
use crate::order::Order;
use crate::tagged;
use crate::{Amount, ID_LENGTH_MAX, InstructionKey, OrderId, PaymentId, ProviderEventId, Rejection, Timestamp};

/// Brings the result of an instruction: money has moved, or it has not.
///
/// Results may come twice, late and in any order. What has succeeded stays so: a failure that is reported later is acknowledged and
/// changes nothing. A success counts even after a failure, since money has moved. The same result again is acknowledged.
///
/// A provider may have done less than it was told, never more. The rest of a refund is then owed again, the rest of a capture is due.
/// After a capture that was the last one, what is authorized beyond it is let go.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResolvePayment {
    /// The order.
    pub order: OrderId,
    /// The payment.
    pub payment: PaymentId,
    /// The key of the instruction.
    pub key: InstructionKey,
    /// What came of it.
    pub outcome: PaymentOutcome,
}

tagged! {
by "type" of "PaymentOutcome", read by members;
/// What came of an instruction.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum PaymentOutcome {
    /// The provider has done it.
    Succeeded {
        /// How much, if it is less than it was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Decimal>,
        /// The provider's id of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<ProviderEventId>,
        /// When an authorization ends, if it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<Timestamp>,
    },
    /// The provider has not done it.
    Failed {
        /// The provider's code, of 1 to 128 bytes.
        code: SmolStr,
        /// The same in words.
        #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
        message: SmolStr,
    },
}
}

pub(crate) fn reads(_: &ResolvePayment, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ResolvePayment, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    let state = instruction::find(&mut order, &command.payment, &command.key)?.state;
    match (&command.outcome, state) {
        (PaymentOutcome::Failed { code, message }, TransactionState::Pending) => {
            fail(command, work, &mut order, Failure { code: code.clone(), message: message.clone() })?;
        }
        (PaymentOutcome::Succeeded { amount, reference, expires_at }, TransactionState::Pending | TransactionState::Failed) => {
            let success = Success { amount: *amount, reference: reference.clone(), expires_at: *expires_at };
            succeed(command, work, &mut order, success)?;
        }
        (_, TransactionState::Succeeded | TransactionState::Failed) => {
            work.emit(Event::PaymentReportRepeated { order: command.order.clone(), payment: command.payment.clone() });
            return Ok(());
        }
    }
    work.put_order(order);
    Ok(())
}

fn fail(command: &ResolvePayment, work: &mut Workspace, order: &mut Order, failure: Failure) -> Result<(), Rejection> {
    if failure.code.is_empty() {
        return Err(Rejection::field("outcome.code", "give the provider's code of the failure"));
    }
    check_text("outcome.code", &failure.code, ID_LENGTH_MAX)?;
    check_text("outcome.message", &failure.message, REASON_MAX)?;
    let now = work.now();
    let transaction = instruction::find(order, &command.payment, &command.key)?;
    transaction.state = TransactionState::Failed;
    let (kind, amount) = (transaction.kind, transaction.amount);
    if let Some(instruction) = &mut transaction.instruction {
        instruction.resolved_at = Some(now);
        instruction.failure = Some(failure.clone());
    }
    let (order, payment, key) = (command.order.clone(), command.payment.clone(), command.key.clone());
    work.emit(Event::PaymentFailed { order, payment, key, kind, amount, failure });
    Ok(())
}

/// What a provider says of what it has done.
struct Success {
    amount: Option<Decimal>,
    reference: Option<ProviderEventId>,
    expires_at: Option<Timestamp>,
}

fn succeed(command: &ResolvePayment, work: &mut Workspace, order: &mut Order, success: Success) -> Result<(), Rejection> {
    let (now, currency) = (work.now(), order.currency);
    let transaction = instruction::find(order, &command.payment, &command.key)?;
    let told = transaction.amount;
    let done = success.amount.map_or(Ok(told), |amount| ledger::positive("outcome.amount", amount, currency))?;
    let kind = transaction.kind;
    let bound = if kind == TransactionKind::Refund { told.at_most(not_refunded(order, &command.payment)?) } else { told };
    if done > bound {
        let condition = if bound < told { "is captured and not refunded" } else { "was instructed" };
        return Err(Rejection::PaymentExceeded {
            order: command.order.clone(),
            payment: command.payment.clone(),
            requested: done,
            available: bound,
            condition: condition.into(),
        });
    }
    if kind == TransactionKind::Authorization {
        authorized::let_expired_go(work, order, &command.payment)?;
    } else if success.expires_at.is_some() {
        return Err(Rejection::field("outcome.expires_at", "only an authorization ends"));
    }
    let transaction = instruction::find(order, &command.payment, &command.key)?;
    transaction.state = TransactionState::Succeeded;
    transaction.amount = done;
    transaction.reference = success.reference;
    transaction.expires_at = success.expires_at;
    // What was not given back is taken off the gift first.
    let given = transaction.goodwill.minus(told.minus(done));
    goodwill::lessen(transaction, if given.is_negative() { done.with_minor(0) } else { given });
    let mut is_final = false;
    if let Some(instruction) = &mut transaction.instruction {
        instruction.resolved_at = Some(now);
        instruction.failure = None;
        is_final = instruction.is_final;
    }
    let transaction = transaction.clone();
    ledger::tell(work, order, &command.payment, &transaction);
    if is_final {
        let_go_of_the_rest(work, order, &command.payment)?;
    }
    match kind {
        TransactionKind::Authorization | TransactionKind::Capture => ledger::lift_hold(work, order)?,
        _ => {}
    }
    if is_final || kind == TransactionKind::Void { ledger::hold_again(work, order) } else { Ok(()) }
}

/// What has been captured on a payment and not been refunded, whatever is under way.
fn not_refunded(order: &Order, payment: &PaymentId) -> Result<Amount, Rejection> {
    let payment = order.payment(payment)?;
    Ok(order.total.with_minor(payment.sum(TransactionKind::Capture) - payment.sum(TransactionKind::Refund)))
}

/// After the last capture of a payment nothing of it is authorized any more.
pub(super) fn let_go_of_the_rest(work: &mut Workspace, order: &mut Order, payment: &PaymentId) -> Result<(), Rejection> {
    match void_payment::left(order, payment) {
        Ok(left) => ledger::record(work, order, payment, Transaction::new(TransactionKind::Void, left, work.now(), None)),
        Err(_) => Ok(()),
    }
}
