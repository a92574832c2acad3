//! The ledger of payments, as the model takes it.

use oms_core::order::{HoldKind, Stage};
use oms_core::payment::{AuthorizePayment, CapturePayment, CollectCash, PaymentMethod, RefundPayment, TransactionKind, VoidPayment};
use oms_core::{Currency, OrderId, PaymentId, ProviderEventId};
use rust_decimal::Decimal;

use super::orders::is_unpaid;
use super::price::minor_exactly;
use super::record::{OrderRecord, PaymentRecord, Spot, TransactionRecord};
use super::stock::{check_reason, later};
use super::{Model, Refusal, refuse};

fn above_zero(amount: Decimal, currency: Currency) -> Result<i64, Refusal> {
    let minor = minor_exactly(amount, currency)?;
    if minor > 0 { Ok(minor) } else { refuse("invalid_field") }
}

/// An amount as it is written in a refusal.
pub(crate) fn written(minor: i64, currency: Currency) -> String {
    Decimal::from_i128_with_scale(i128::from(minor), u32::from(currency.digits())).to_string()
}

impl OrderRecord {
    fn payment(&mut self, id: &PaymentId) -> Result<&mut PaymentRecord, Refusal> {
        self.payments.iter_mut().find(|payment| payment.id == *id).ok_or(Refusal::new("unknown_payment"))
    }

    /// What is charged now: less credits and goodwill, with fees, never less than nothing.
    pub(crate) fn charged(&self) -> i64 {
        let goodwill: i64 = self.transactions().map(|transaction| transaction.goodwill).sum();
        let fees: i64 = self.returns.iter().map(|back| back.fee).sum();
        (self.total - self.credited() - goodwill + fees).max(0)
    }

    /// Positive is owed by the customer, negative to the customer.
    pub(crate) fn due(&self) -> i64 {
        self.charged() - self.sum(TransactionKind::Capture) + self.sum(TransactionKind::Refund)
    }

    /// Pays back up to an amount: over cards and their like first, then over the merchant's own credit. Answers what was paid.
    pub(crate) fn pay_back(&mut self, amount: i64) -> i64 {
        let own_credit = |method| matches!(method, PaymentMethod::GiftCard | PaymentMethod::StoreCredit);
        let mut left = amount;
        for last in [false, true] {
            for payment in self.payments.iter_mut().filter(|payment| own_credit(payment.method) == last) {
                let part = left.min(payment.refundable());
                if part > 0 {
                    payment.transactions.push(TransactionRecord::new(TransactionKind::Refund, part));
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
        let kind = TransactionKind::Authorization;
        if self.is_repeated(&command.order, &command.payment, kind, command.reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        let amount = above_zero(command.amount, order.currency)?;
        let payment = open(&mut order, &command.payment, Some(command.method))?;
        payment.transactions.push(TransactionRecord { reference: command.reference.clone(), ..TransactionRecord::new(kind, amount) });
        self.go_on_if_paid(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn capture_payment(&mut self, command: &CapturePayment) -> Result<(), Refusal> {
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
        let is_authorized = payment.transactions.iter().any(|known| known.kind == TransactionKind::Authorization);
        let left = payment.authorized_left();
        if is_authorized && amount > left {
            let refusal = Refusal::new("payment_exceeded").with("requested", written(amount, currency));
            return Err(refusal.with("available", written(left, currency)));
        }
        let (reference, parcel) = (command.reference.clone(), command.parcel);
        payment.transactions.push(TransactionRecord { reference, parcel, ..TransactionRecord::new(kind, amount) });
        self.go_on_if_paid(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn void_payment(&mut self, command: &VoidPayment) -> Result<(), Refusal> {
        let kind = TransactionKind::Void;
        if self.is_repeated(&command.order, &command.payment, kind, command.reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        let payment = order.payment(&command.payment)?;
        let left = payment.authorized_left();
        if left == 0 {
            return refuse("nothing_to_do");
        }
        payment.transactions.push(TransactionRecord { reference: command.reference.clone(), ..TransactionRecord::new(kind, left) });
        self.hold_if_unpaid(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn collect_cash(&mut self, command: &CollectCash) -> Result<(), Refusal> {
        let kind = TransactionKind::Capture;
        if self.is_repeated(&command.order, &command.payment, kind, command.reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        let amount = above_zero(command.amount, order.currency)?;
        let payment = order.payment(&command.payment)?;
        if payment.method != PaymentMethod::CashOnDelivery {
            return refuse("payment_method_differs");
        }
        payment.transactions.push(TransactionRecord { reference: command.reference.clone(), ..TransactionRecord::new(kind, amount) });
        self.put(order);
        Ok(())
    }

    pub(crate) fn refund_payment(&mut self, command: &RefundPayment) -> Result<(), Refusal> {
        let kind = TransactionKind::Refund;
        if self.is_repeated(&command.order, &command.payment, kind, command.reference.as_ref())? {
            return Ok(());
        }
        let mut order = self.find(&command.order)?;
        let amount = above_zero(command.amount, order.currency)?;
        check_reason(&command.reason)?;
        let (currency, owed) = (order.currency, (-order.due()).max(0));
        let payment = order.payment(&command.payment)?;
        if amount > payment.refundable() {
            return Err(Refusal::new("payment_exceeded").with("available", written(payment.refundable(), currency)));
        }
        if amount > owed && !command.goodwill {
            return Err(Refusal::new("refund_exceeds_credit").with("owed", written(owed, currency)));
        }
        let (reference, goodwill) = (command.reference.clone(), (amount - owed).max(0));
        payment.transactions.push(TransactionRecord { reference, goodwill, ..TransactionRecord::new(kind, amount) });
        self.put(order);
        Ok(())
    }

    /// Lets an order go on once its money is secured.
    pub(crate) fn go_on_if_paid(&mut self, order: &mut OrderRecord) -> Result<(), Refusal> {
        let channel = self.channels.get(&order.channel).ok_or(Refusal::new("unknown_channel"))?;
        if order.has_hold_of(HoldKind::Payment) && !is_unpaid(channel, order) {
            order.holds.retain(|(_, kind)| *kind != HoldKind::Payment);
            self.go_on(order)?;
        }
        let channel = self.channels.get(&order.channel).ok_or(Refusal::new("unknown_channel"))?;
        if order.lines.iter().any(|line| line.withheld > 0) && !is_unpaid(channel, order) {
            for line in &mut order.lines {
                (line.withheld, line.withheld_until) = (0, None);
            }
            self.go_on(order)?;
        }
        Ok(())
    }

    /// Holds an order again whose money was let go before all of it has left.
    fn hold_if_unpaid(&mut self, order: &mut OrderRecord) -> Result<(), Refusal> {
        let channel = self.channels.get(&order.channel).ok_or(Refusal::new("unknown_channel"))?;
        let is_left = order.lines.iter().any(|line| line.count(|spot| spot.stage < Stage::Shipped) > 0);
        if is_left && is_unpaid(channel, order) && !order.has_hold_of(HoldKind::Payment) {
            order.hold(HoldKind::Payment);
            if order.lines.iter().any(|line| line.at(Stage::Reserved) > 0) {
                order.reserved_until = Some(later(self.now(), self.policies.reservation.unpaid_order));
            }
        }
        Ok(())
    }
}

/// The payment of that id; a method makes it if it is not there.
fn open<'a>(order: &'a mut OrderRecord, id: &PaymentId, method: Option<PaymentMethod>) -> Result<&'a mut PaymentRecord, Refusal> {
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
fn parcel_share(order: &OrderRecord, parcel: u32) -> Result<i64, Refusal> {
    order.parcel(parcel)?;
    let captured: Vec<u32> = order.transactions().filter_map(|transaction| transaction.parcel).collect();
    if captured.contains(&parcel) {
        return refuse("parcel_state");
    }
    let due = order.due().max(0);
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
