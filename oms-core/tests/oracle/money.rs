//! The ledger of payments, as the model takes it.

use std::collections::BTreeSet;

use oms_core::order::{HoldKind, Stage};
use oms_core::payment::{
    AuthorizePayment, CapturePayment, CollectCash, PaymentMethod, RecordChargeback, RefundPayment, RemitCash, ReverseChargeback,
    TransactionKind, TransactionState, VoidPayment,
};
use oms_core::settings::{LatePayment, PaymentPolicy};
use oms_core::{Currency, OrderId, PaymentId, ProviderEventId, Timestamp};
use rust_decimal::Decimal;

use super::orders::is_unpaid;
use super::price::minor_exactly;
use super::record::{OrderRecord, PaymentRecord, Spot, TransactionRecord};
use super::stock::{check_reason, later};
use super::{Model, Refusal, refuse};

pub(crate) fn above_zero(amount: Decimal, currency: Currency) -> Result<i64, Refusal> {
    let minor = minor_exactly(amount, currency)?;
    if minor > 0 { Ok(minor) } else { refuse("invalid_field") }
}

/// An amount as it is written in a refusal.
pub(crate) fn written(minor: i64, currency: Currency) -> String {
    Decimal::from_i128_with_scale(i128::from(minor), u32::from(currency.digits())).to_string()
}

impl OrderRecord {
    pub(crate) fn payment(&mut self, id: &PaymentId) -> Result<&mut PaymentRecord, Refusal> {
        self.payments.iter_mut().find(|payment| payment.id == *id).ok_or(Refusal::new("unknown_payment"))
    }

    /// What is charged now: less credits and goodwill, with fees, never less than nothing.
    pub(crate) fn charged(&self) -> i64 {
        let goodwill: i64 = self.transactions().filter(|known| !known.has_failed()).map(|known| known.goodwill).sum();
        let fees: i64 = self.returns.iter().map(|back| back.fee).sum();
        (self.total - self.credited() - goodwill + fees - self.in_exchange()).max(0)
    }

    /// Positive is owed by the customer, negative to the customer.
    pub(crate) fn due(&self) -> i64 {
        self.charged() - self.sum(TransactionKind::Capture) + self.sum(TransactionKind::Refund) + self.charged_back()
    }

    /// What is owed to the customer and not on its way.
    pub(crate) fn owed(&self) -> i64 {
        (-self.due() - self.pending(TransactionKind::Refund)).max(0)
    }

    /// What the customer owes and is not being captured.
    pub(crate) fn outstanding(&self) -> i64 {
        (self.due() + self.pending(TransactionKind::Refund) - self.pending(TransactionKind::Capture)).max(0)
    }

    /// What is owed after a cancellation has been paid back by the marketplace that was paid.
    pub(crate) fn settle_by_marketplace(&mut self, now: Timestamp) {
        for place in 0..self.payments.len() {
            let owed = self.owed();
            let payment = &mut self.payments[place];
            let part = if payment.method == PaymentMethod::Marketplace { owed.min(payment.refundable()) } else { 0 };
            if part > 0 {
                payment.transactions.push(TransactionRecord::new(TransactionKind::Refund, part, now));
            }
        }
    }

    /// Pays back up to an amount: over cards and their like first, then over the merchant's own credit. Answers what was paid.
    pub(crate) fn pay_back(&mut self, amount: i64, policy: &PaymentPolicy, now: Timestamp) -> i64 {
        let order = self.id.clone();
        let own_credit = |method| matches!(method, PaymentMethod::GiftCard | PaymentMethod::StoreCredit);
        let rank = |method| match policy.refund_order.iter().position(|named| *named == method) {
            Some(place) => place,
            None if own_credit(method) => usize::MAX,
            None => usize::MAX - 1,
        };
        let ranks: BTreeSet<usize> = self.payments.iter().map(|payment| rank(payment.method)).collect();
        let mut left = amount;
        for turn in ranks {
            for payment in self.payments.iter_mut().filter(|payment| rank(payment.method) == turn) {
                let part = left.min(payment.refundable());
                if part > 0 {
                    let refund = TransactionRecord::new(TransactionKind::Refund, part, now);
                    let is_told = policy.through_provider && payment.method != PaymentMethod::Marketplace;
                    let refund = if is_told { instructed(&order, payment, refund) } else { refund };
                    payment.transactions.push(refund);
                    left -= part;
                }
            }
        }
        amount - left
    }
}

impl Model {
    /// Whether a provider's report is in the ledger already.
    fn is_repeated(
        &self,
        order: &OrderId,
        payment: &PaymentId,
        kind: TransactionKind,
        reference: Option<&ProviderEventId>,
    ) -> Result<bool, Refusal> {
        let order = self.orders.get(order).ok_or(Refusal::new("unknown_order"))?;
        let of_payment = order.payments.iter().filter(|known| known.id == *payment).flat_map(|known| &known.transactions);
        let mut same = of_payment.filter(|known| known.kind == kind && known.reference.is_some() && known.reference.as_ref() == reference);
        Ok(same.next().is_some())
    }

    pub(crate) fn authorize_payment(&mut self, command: &AuthorizePayment) -> Result<(), Refusal> {
        let now = self.now();
        let kind = TransactionKind::Authorization;
        if self.is_repeated(&command.order, &command.payment, kind, command.reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        let amount = above_zero(command.amount, order.currency)?;
        let payment = open(&mut order, &command.payment, Some(command.method))?;
        let_expired_go(payment, now);
        let (reference, expires_at) = (command.reference.clone(), command.expires_at);
        payment.transactions.push(TransactionRecord { reference, expires_at, ..TransactionRecord::new(kind, amount, now) });
        self.go_on_if_paid(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn capture_payment(&mut self, command: &CapturePayment) -> Result<(), Refusal> {
        let now = self.now();
        let kind = TransactionKind::Capture;
        if self.is_repeated(&command.order, &command.payment, kind, command.reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        let amount = match (command.amount, command.parcel) {
            (Some(amount), None) => above_zero(amount, order.currency)?,
            (None, Some(parcel)) => parcel_share(&order, parcel)?,
            _ => return refuse("invalid_field"),
        };
        let currency = order.currency;
        let payment = open(&mut order, &command.payment, command.method)?;
        check_authorized(payment, amount, currency, now)?;
        let (reference, parcel) = (command.reference.clone(), command.parcel);
        payment.transactions.push(TransactionRecord { reference, parcel, ..TransactionRecord::new(kind, amount, now) });
        self.go_on_if_paid(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn void_payment(&mut self, command: &VoidPayment) -> Result<(), Refusal> {
        let now = self.now();
        let kind = TransactionKind::Void;
        if self.is_repeated(&command.order, &command.payment, kind, command.reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        let payment = order.payment(&command.payment)?;
        let left = payment.voidable();
        if left == 0 {
            return refuse("nothing_to_do");
        }
        payment.transactions.push(TransactionRecord { reference: command.reference.clone(), ..TransactionRecord::new(kind, left, now) });
        self.hold_if_unpaid(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn collect_cash(&mut self, command: &CollectCash) -> Result<(), Refusal> {
        let now = self.now();
        let kind = TransactionKind::Capture;
        if self.is_repeated(&command.order, &command.payment, kind, command.reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        if let Some(parcel) = command.parcel {
            order.parcel(parcel)?;
            if order.transactions().any(|known| !known.has_failed() && known.parcel == Some(parcel)) {
                return refuse("parcel_state");
            }
        }
        let amount = match (command.amount, command.parcel) {
            (Some(amount), _) => above_zero(amount, order.currency)?,
            (None, Some(parcel)) => parcel_share(&order, parcel)?,
            (None, None) => return refuse("invalid_field"),
        };
        let payment = order.payment(&command.payment)?;
        if payment.method != PaymentMethod::CashOnDelivery {
            return refuse("payment_method_differs");
        }
        let (reference, parcel) = (command.reference.clone(), command.parcel);
        payment.transactions.push(TransactionRecord { reference, parcel, ..TransactionRecord::new(kind, amount, now) });
        self.put(order);
        Ok(())
    }

    pub(crate) fn remit_cash(&mut self, command: &RemitCash) -> Result<(), Refusal> {
        let now = self.now();
        let kind = TransactionKind::Remittance;
        if self.is_repeated(&command.order, &command.payment, kind, command.reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        let currency = order.currency;
        let amount = above_zero(command.amount, currency)?;
        let payment = order.payment(&command.payment)?;
        if payment.method != PaymentMethod::CashOnDelivery {
            return refuse("payment_method_differs");
        }
        let left = payment.sum(TransactionKind::Capture) - payment.sum(kind);
        if amount > left {
            return Err(Refusal::new("payment_exceeded").with("available", written(left, currency)));
        }
        let reference = command.reference.clone();
        payment.transactions.push(TransactionRecord { reference, is_final: command.is_final, ..TransactionRecord::new(kind, amount, now) });
        self.put(order);
        Ok(())
    }

    pub(crate) fn record_chargeback(&mut self, command: &RecordChargeback) -> Result<(), Refusal> {
        let now = self.now();
        let (kind, reference) = (TransactionKind::Chargeback, Some(command.reference.clone()));
        if self.is_repeated(&command.order, &command.payment, kind, reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        let currency = order.currency;
        let amount = above_zero(command.amount, currency)?;
        let payment = order.payment(&command.payment)?;
        let left = payment.sum(TransactionKind::Capture) - payment.charged_back();
        if amount > left {
            return Err(Refusal::new("payment_exceeded").with("available", written(left, currency)));
        }
        payment.transactions.push(TransactionRecord { reference, ..TransactionRecord::new(kind, amount, now) });
        self.hold_if_unpaid(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn reverse_chargeback(&mut self, command: &ReverseChargeback) -> Result<(), Refusal> {
        let now = self.now();
        let (kind, reference) = (TransactionKind::ChargebackReversal, Some(command.reference.clone()));
        if self.is_repeated(&command.order, &command.payment, kind, reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        let currency = order.currency;
        let payment = order.payment(&command.payment)?;
        let is_it = |known: &&TransactionRecord| known.kind == TransactionKind::Chargeback && known.reference == reference;
        let taken = payment.transactions.iter().find(is_it).map(|known| known.amount).ok_or(Refusal::new("nothing_to_do"))?;
        let amount = command.amount.map_or(Ok(taken), |amount| above_zero(amount, currency))?;
        if amount > taken {
            return Err(Refusal::new("payment_exceeded").with("available", written(taken, currency)));
        }
        payment.transactions.push(TransactionRecord { reference, ..TransactionRecord::new(kind, amount, now) });
        self.go_on_if_paid(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn refund_payment(&mut self, command: &RefundPayment) -> Result<(), Refusal> {
        let now = self.now();
        let kind = TransactionKind::Refund;
        if self.is_repeated(&command.order, &command.payment, kind, command.reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        let amount = above_zero(command.amount, order.currency)?;
        check_reason(&command.reason)?;
        let goodwill = gift(&mut order, &command.payment, amount, command.goodwill)?;
        let (reference, payment) = (command.reference.clone(), order.payment(&command.payment)?);
        payment.transactions.push(TransactionRecord { reference, goodwill, ..TransactionRecord::new(kind, amount, now) });
        self.put(order);
        Ok(())
    }

    /// Lets an order go on once its money is secured.
    pub(crate) fn go_on_if_paid(&mut self, order: &mut OrderRecord) -> Result<(), Refusal> {
        let channel = self.channels.get(&order.channel).ok_or(Refusal::new("unknown_channel"))?;
        if order.has_hold_of(HoldKind::Payment) && !is_unpaid(channel, order, self.now()) {
            let is_late = std::mem::take(&mut order.reservation_ended) && order.lines.iter().any(|line| line.at(Stage::Open) > 0);
            let policy = self.policies.payments.late;
            if is_late && policy == LatePayment::Hold {
                order.hold(HoldKind::Review);
            }
            order.holds.retain(|(_, kind)| *kind != HoldKind::Payment);
            self.go_on(order)?;
            if is_late && policy == LatePayment::Backorder && !order.is_held_back() {
                for line in order.lines.iter_mut().filter(|line| self.items.get(&line.sku).is_some_and(|item| item.tracked)) {
                    line.shift(i64::MAX, |spot| spot.stage == Stage::Open, |_| Spot::nowhere(Stage::Backordered));
                }
                super::orders::settle(order);
            }
            if is_late && policy == LatePayment::Refund && !order.is_held_back() {
                self.cancel_missing(order);
            }
        }
        let channel = self.channels.get(&order.channel).ok_or(Refusal::new("unknown_channel"))?;
        if !is_unpaid(channel, order, self.now()) {
            order.lines.iter_mut().for_each(|line| line.waits_for_payment = false);
            self.go_on_with_freed(order)?;
        }
        Ok(())
    }

    /// Cancels what there is no stock for and pays it back, where money moves through a provider.
    fn cancel_missing(&mut self, order: &mut OrderRecord) {
        let is_open = |spot: &Spot| spot.stage == Stage::Open;
        if order.lines.iter().all(|line| line.count(is_open) == 0) {
            return;
        }
        for line in &mut order.lines {
            let open = line.count(is_open);
            self.cancel_units(line, open, is_open);
        }
        self.after_cancel(order);
        let policy = self.policies.payments.clone();
        if !policy.through_provider {
            return;
        }
        let owed = order.owed();
        order.pay_back(owed, &policy, self.now());
        if order.lines.iter().any(|line| line.count(|spot| spot.stage < Stage::Shipped) > 0) {
            return;
        }
        let id = order.id.clone();
        for payment in order.payments.iter_mut().filter(|payment| payment.method != PaymentMethod::Marketplace && payment.voidable() > 0) {
            let void = TransactionRecord::new(TransactionKind::Void, payment.voidable(), self.now());
            let void = instructed(&id, payment, void);
            payment.transactions.push(void);
        }
    }

    /// Holds an order again whose money was let go before all of it has left.
    pub(crate) fn hold_if_unpaid(&mut self, order: &mut OrderRecord) -> Result<(), Refusal> {
        let channel = self.channels.get(&order.channel).ok_or(Refusal::new("unknown_channel"))?;
        let is_left = order.lines.iter().any(|line| line.count(|spot| spot.stage < Stage::Shipped) > 0);
        if is_left && is_unpaid(channel, order, self.now()) && !order.has_hold_of(HoldKind::Payment) {
            order.hold(HoldKind::Payment);
            if order.lines.iter().any(|line| line.at(Stage::Reserved) > 0) {
                order.reserved_until = Some(later(self.now(), self.policies.reservation.unpaid_order));
            }
        }
        Ok(())
    }
}

/// What has expired is let go before the payment is authorized anew.
pub(crate) fn let_expired_go(payment: &mut PaymentRecord, now: Timestamp) {
    let expired = payment.expired(now);
    if expired > 0 {
        payment.transactions.push(TransactionRecord::new(TransactionKind::Void, expired, now));
    }
}

/// A transaction as pending, under the key that follows from its place.
pub(crate) fn instructed(order: &OrderId, payment: &PaymentRecord, transaction: TransactionRecord) -> TransactionRecord {
    let key = format!("{order}/{}/{}", payment.id, payment.transactions.len() + 1);
    TransactionRecord { state: TransactionState::Pending, key: Some(key), ..transaction }
}

/// What was authorized bounds what is captured.
pub(crate) fn check_authorized(payment: &PaymentRecord, amount: i64, currency: Currency, now: Timestamp) -> Result<(), Refusal> {
    let is_authorized = payment.transactions.iter().any(|known| known.kind == TransactionKind::Authorization && !known.has_failed());
    let left = payment.capturable(now);
    if is_authorized && amount > left {
        let expired = payment.expired(now);
        let code = if expired > 0 && amount <= left + expired { "authorization_expired" } else { "payment_exceeded" };
        let refusal = Refusal::new(code).with("requested", written(amount, currency));
        return Err(refusal.with("available", written(left, currency)));
    }
    Ok(())
}

/// The part of a refund that is a gift.
pub(crate) fn gift(order: &mut OrderRecord, payment: &PaymentId, amount: i64, is_given: bool) -> Result<i64, Refusal> {
    let (currency, owed) = (order.currency, order.owed());
    let refundable = order.payment(payment)?.refundable();
    if amount > refundable {
        return Err(Refusal::new("payment_exceeded").with("available", written(refundable, currency)));
    }
    if amount > owed && !is_given {
        return Err(Refusal::new("refund_exceeds_credit").with("owed", written(owed, currency)));
    }
    Ok((amount - owed).max(0))
}

/// The payment of that id; a method makes it if it is not there.
pub(crate) fn open<'a>(
    order: &'a mut OrderRecord,
    id: &PaymentId,
    method: Option<PaymentMethod>,
) -> Result<&'a mut PaymentRecord, Refusal> {
    let known = order.payments.iter().find(|payment| payment.id == *id).map(|payment| payment.method);
    match (known, method) {
        (Some(known), Some(method)) if known != method => return refuse("payment_method_differs"),
        (None, Some(_)) if order.payments.len() >= 32 => return refuse("invalid_field"),
        (None, Some(method)) => order.payments.push(PaymentRecord { id: id.clone(), method, transactions: Vec::new() }),
        _ => {}
    }
    order.payment(id)
}

/// What is to be captured for a parcel: what its units cost, shipping with the first, all that is due with the last.
pub(crate) fn parcel_share(order: &OrderRecord, parcel: u32) -> Result<i64, Refusal> {
    order.parcel(parcel)?;
    let captured: Vec<u32> = order.transactions().filter(|known| !known.has_failed()).filter_map(|known| known.parcel).collect();
    if captured.contains(&parcel) {
        return refuse("parcel_state");
    }
    let due = order.outstanding();
    let settled = |spot: &Spot| spot.stage == Stage::Canceled || spot.parcel.is_some_and(|at| at == parcel || captured.contains(&at));
    let mut wanted = if captured.is_empty() { order.shipping - order.shipping_credited } else { 0 };
    for line in &order.lines {
        // Parcels take the last shares of a line, by their numbers; what is canceled takes the first.
        let without_those_before = |first: u32| {
            let before = line.count(|spot| spot.stage != Stage::Canceled && spot.parcel.is_some_and(|at| at < first));
            line.first(line.quantity - before)
        };
        wanted += without_those_before(parcel) - without_those_before(parcel + 1);
    }
    let completes = order.lines.iter().all(|line| line.count(settled) == line.quantity);
    let amount = if completes { due } else { wanted.min(due) };
    if amount == 0 { refuse("nothing_to_do") } else { Ok(amount) }
}
