//! Instructions to payment providers, as the model takes them.

use oms_core::payment::{
    InstructPayment, InstructionKind, PaymentMethod, PaymentOutcome, ResolvePayment, RetryPayment, TransactionKind, TransactionState,
};
use oms_core::{Currency, InstructionKey, PaymentId};
use rust_decimal::Decimal;

use super::money::{above_zero, check_authorized, gift, instructed, let_expired_go, open, parcel_share, written};
use super::record::{OrderRecord, TransactionRecord};
use super::stock::check_reason;
use super::{Model, Refusal, refuse};

fn find<'a>(order: &'a mut OrderRecord, payment: &PaymentId, key: &InstructionKey) -> Result<&'a mut TransactionRecord, Refusal> {
    let payment = order.payment(payment)?;
    let found = payment.transactions.iter_mut().find(|known| known.key.as_deref() == Some(key.as_str()));
    found.ok_or(Refusal::new("unknown_instruction"))
}

fn named(amount: Option<Decimal>, currency: Currency) -> Result<i64, Refusal> {
    amount.map_or_else(|| refuse("invalid_field"), |amount| above_zero(amount, currency))
}

impl Model {
    pub(crate) fn instruct_payment(&mut self, command: &InstructPayment) -> Result<(), Refusal> {
        let is = |kind| command.kind == kind;
        let misplaced = (command.amount.is_some() && is(InstructionKind::Void))
            || (command.parcel.is_some() || command.is_final) && !is(InstructionKind::Capture)
            || command.goodwill && !is(InstructionKind::Refund);
        if misplaced {
            return refuse("invalid_field");
        }
        if is(InstructionKind::Refund) || !command.reason.is_empty() {
            check_reason(&command.reason)?;
        }
        let mut order = self.find(&command.order)?;
        let (currency, now) = (order.currency, self.now());
        if open(&mut order, &command.payment, command.method)?.method == PaymentMethod::Marketplace {
            return refuse("settled_elsewhere");
        }
        let mut told = match command.kind {
            InstructionKind::Authorization => TransactionRecord::new(TransactionKind::Authorization, named(command.amount, currency)?, now),
            InstructionKind::Capture => {
                let amount = match (command.amount, command.parcel) {
                    (Some(amount), None) => above_zero(amount, currency)?,
                    (None, Some(parcel)) => parcel_share(&order, parcel)?,
                    _ => return refuse("invalid_field"),
                };
                check_authorized(order.payment(&command.payment)?, amount, currency, now)?;
                TransactionRecord::new(TransactionKind::Capture, amount, now)
            }
            InstructionKind::Void => {
                let left = order.payment(&command.payment)?.voidable();
                if left == 0 {
                    return refuse("nothing_to_do");
                }
                TransactionRecord::new(TransactionKind::Void, left, now)
            }
            InstructionKind::Refund => {
                let amount = named(command.amount, currency)?;
                let goodwill = gift(&mut order, &command.payment, amount, command.goodwill)?;
                TransactionRecord { goodwill, ..TransactionRecord::new(TransactionKind::Refund, amount, now) }
            }
        };
        (told.parcel, told.is_final) = (command.parcel, command.is_final);
        let payment = order.payment(&command.payment)?;
        let told = instructed(&command.order, payment, told);
        payment.transactions.push(told);
        self.put(order);
        Ok(())
    }

    pub(crate) fn resolve_payment(&mut self, command: &ResolvePayment) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        let (currency, now) = (order.currency, self.now());
        let told = find(&mut order, &command.payment, &command.key)?.clone();
        let (amount, (reference, expires_at)) = match (&command.outcome, told.state) {
            (PaymentOutcome::Failed { code, message }, TransactionState::Pending) => {
                if code.is_empty() || code.len() > 128 || message.len() > 1_000 {
                    return refuse("invalid_field");
                }
                find(&mut order, &command.payment, &command.key)?.state = TransactionState::Failed;
                self.put(order);
                return Ok(());
            }
            (PaymentOutcome::Succeeded { amount, reference, expires_at }, TransactionState::Pending | TransactionState::Failed) => {
                (amount, (reference, expires_at))
            }
            _ => return Ok(()),
        };
        let done = amount.map_or(Ok(told.amount), |amount| above_zero(amount, currency))?;
        let payment = order.payment(&command.payment)?;
        let kept = payment.sum(TransactionKind::Capture) - payment.sum(TransactionKind::Refund);
        let bound = if told.kind == TransactionKind::Refund { told.amount.min(kept) } else { told.amount };
        if done > bound {
            return Err(Refusal::new("payment_exceeded").with("available", written(bound, currency)));
        }
        let goodwill = (told.goodwill - (told.amount - done)).max(0);
        if told.kind == TransactionKind::Authorization {
            let_expired_go(order.payment(&command.payment)?, now);
        } else if expires_at.is_some() {
            return refuse("invalid_field");
        }
        let (reference, expires_at, state) = (reference.clone(), *expires_at, TransactionState::Succeeded);
        let succeeded = TransactionRecord { amount: done, goodwill, reference, expires_at, state, ..told.clone() };
        *find(&mut order, &command.payment, &command.key)? = succeeded;
        if told.is_final {
            let payment = order.payment(&command.payment)?;
            let rest = payment.voidable();
            if rest > 0 {
                payment.transactions.push(TransactionRecord::new(TransactionKind::Void, rest, now));
            }
        }
        if matches!(told.kind, TransactionKind::Authorization | TransactionKind::Capture) {
            self.go_on_if_paid(&mut order)?;
        }
        if told.is_final || told.kind == TransactionKind::Void {
            self.hold_if_unpaid(&mut order)?;
        }
        self.put(order);
        Ok(())
    }

    pub(crate) fn retry_payment(&mut self, command: &RetryPayment) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        let currency = order.currency;
        let told = find(&mut order, &command.payment, &command.key)?.clone();
        if !told.has_failed() {
            return refuse("nothing_to_do");
        }
        let payment = order.payment(&command.payment)?.clone();
        match told.kind {
            TransactionKind::Capture => check_authorized(&payment, told.amount, currency, self.now())?,
            TransactionKind::Void if payment.voidable() < told.amount => return refuse("nothing_to_do"),
            TransactionKind::Refund => {
                if told.amount > payment.refundable() {
                    return Err(Refusal::new("payment_exceeded").with("available", written(payment.refundable(), currency)));
                }
                if told.amount - told.goodwill > order.owed() {
                    return Err(Refusal::new("refund_exceeds_credit").with("owed", written(order.owed(), currency)));
                }
            }
            _ => {}
        }
        find(&mut order, &command.payment, &command.key)?.state = TransactionState::Pending;
        self.put(order);
        Ok(())
    }
}
