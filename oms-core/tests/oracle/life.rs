//! Random commands about the later life of an order: work, parcels and payments.

use oms_core::fulfillment::{
    AcceptFulfillment, CancelFulfillment, InterceptionOutcome, PackLine, PackParcel, PickFulfillment, PickLine, RecordMispick,
    RecordTracking, RejectFulfillment, RequestInterception, ResolveInterception, ShipParcel, Tracking,
};
use oms_core::order::{AllocateOrder, CancelReason, ReleaseHold};
use oms_core::payment::{
    AuthorizePayment, CapturePayment, CollectCash, InstructPayment, InstructionKind, PaymentMethod, PaymentOutcome, RecordChargeback,
    RefundPayment, RemitCash, ResolvePayment, RetryPayment, ReverseChargeback, TransactionState, VoidPayment,
};
use oms_core::{Command, OrderId, PaymentId, ProviderEventId, Quantity};
use rust_decimal::Decimal;

use super::Model;
use super::random::{Dice, id, line, quantity, reason};

/// A number that is in a list of so many, counted from 1; now and then one that is not.
fn number(dice: &mut Dice, count: usize) -> u32 {
    let count = i64::try_from(count).expect("few");
    let number = if dice.chance(4) { dice.below(3) * (count + 1) } else { 1 + dice.below(count.max(1)) };
    u32::try_from(number).expect("small")
}

/// A command about work given to a location, mostly one that fits the state of that work.
pub(crate) fn work(dice: &mut Dice, model: &Model, order: OrderId) -> Command {
    let record = model.orders.get(&order);
    let fulfillment = number(dice, record.map_or(0, |order| order.work.len()));
    if let Some(command) = record.filter(|_| dice.chance(60)).and_then(|record| carry(dice, model, record)) {
        return command;
    }
    let fitting = match record.and_then(|order| order.work_state(fulfillment).ok()) {
        Some("open") => dice.pick(&[0, 0, 1, 3]),
        Some("accepted") => dice.pick(&[1, 2, 3, 3, 3]),
        Some("picking") => dice.pick(&[1, 2, 3, 4, 4, 4]),
        Some("packed" | "partially_shipped") => dice.pick(&[3, 4, 5, 5, 5]),
        _ if record.is_some_and(|order| !order.parcels.is_empty()) => dice.pick(&[5, 6, 6, 6]),
        _ => {
            let hold = record.and_then(|order| order.holds.first()).map(|(hold, _)| hold.clone());
            return hold
                .map_or_else(|| AllocateOrder { order: order.clone() }.into(), |hold| ReleaseHold { order: order.clone(), hold }.into());
        }
    };
    match if dice.chance(90) { fitting } else { dice.below(7) } {
        0 => AcceptFulfillment { order, fulfillment }.into(),
        1 => RejectFulfillment { order, fulfillment, reason: reason(dice) }.into(),
        2 => CancelFulfillment { order, fulfillment, reason: if dice.chance(50) { "".into() } else { reason(dice) } }.into(),
        3 if dice.chance(5) => {
            RecordMispick { line: line(dice, model, &order), scanned: super::random::sku(dice), order, fulfillment }.into()
        }
        3 if dice.chance(25) => super::substitute::command(dice, model, order, fulfillment),
        3 => {
            let count = if dice.chance(50) { 0 } else { 1 + dice.below(2) };
            let not_found = |dice: &mut Dice| if dice.chance(70) { Quantity::ZERO } else { quantity(dice) };
            let lines = (0..count).map(|_| PickLine {
                line: line(dice, model, &order),
                lot: None,
                picked: Quantity::from_balance(dice.below(3)),
                not_found: not_found(dice),
                serials: Vec::new(),
                not_found_serials: Vec::new(),
            });
            let lines = lines.collect();
            PickFulfillment { order, fulfillment, lines }.into()
        }
        4 => {
            let count = if dice.chance(50) { 0 } else { 1 + dice.below(2) };
            let lines = (0..count).map(|_| PackLine {
                line: line(dice, model, &order),
                quantity: Quantity::from_balance(1 + dice.below(2)),
                serials: Vec::new(),
            });
            let lines = lines.collect();
            PackParcel { order, fulfillment, lines }.into()
        }
        5 => {
            let parcel = number(dice, record.map_or(0, |order| order.parcels.len()));
            let carrier = if dice.chance(97) { "carrier".into() } else { "x".repeat(129).into() };
            ShipParcel { order, parcel, carrier, service: "".into(), tracking_number: "".into() }.into()
        }
        _ if dice.chance(15) => call_back(dice, model, order),
        _ => track(dice, model, order),
    }
}

/// Calls a parcel back, or brings the carrier's answer.
fn call_back(dice: &mut Dice, model: &Model, order: OrderId) -> Command {
    let parcels = model.orders.get(&order).map(|order| order.parcels.as_slice()).unwrap_or_default();
    let parcel = number(dice, parcels.len());
    let known = parcels.get((parcel as usize).wrapping_sub(1));
    let note = if dice.chance(95) { "so".into() } else { "x".repeat(1_001).into() };
    if dice.chance(if known.is_some_and(|known| known.recall.is_some()) { 30 } else { 90 }) {
        let reason = dice.pick(&[CancelReason::Customer, CancelReason::Fraud]);
        return RequestInterception { order, parcel, reason, note }.into();
    }
    let outcome = dice.pick(&[InterceptionOutcome::Confirmed, InterceptionOutcome::Failed]);
    let occurred_at = dice.maybe(40, |dice| moment(dice, model));
    ResolveInterception { order, parcel, outcome, answer: note, occurred_at }.into()
}

/// A little before or after the last command.
fn moment(dice: &mut Dice, model: &Model) -> oms_core::Timestamp {
    let last = model.last_at.map_or(0, oms_core::Timestamp::millis);
    oms_core::Timestamp::from_millis(last + (dice.below(5) - 3) * 60_000).expect("an instant")
}

/// Sends one of the parcels on its way, if there is one that can go on.
fn carry(dice: &mut Dice, model: &Model, order: &super::record::OrderRecord) -> Option<Command> {
    let is_end = |tracking| matches!(tracking, Some(Tracking::ReturnedToOrigin | Tracking::Lost | Tracking::Delivered));
    let numbered = (1..).zip(&order.parcels).filter(|(_, parcel)| !is_end(parcel.tracking));
    let under_way: Vec<(u32, bool)> = numbered.map(|(number, parcel)| (number, parcel.shipped_at.is_some())).collect();
    if under_way.is_empty() {
        return None;
    }
    let order = order.id.clone();
    let (parcel, has_shipped) = dice.pick(&under_way);
    if !has_shipped {
        return Some(ShipParcel { order, parcel, carrier: "".into(), service: "".into(), tracking_number: "1".into() }.into());
    }
    if dice.chance(20) {
        return Some(call_back(dice, model, order));
    }
    let ends = [Tracking::Delivered, Tracking::Delivered, Tracking::Delivered, Tracking::ReturnedToOrigin, Tracking::Lost];
    let tracking = if dice.chance(60) { dice.pick(&ends) } else { Tracking::OutForDelivery };
    Some(RecordTracking { order, parcel, tracking, event: None, occurred_at: None }.into())
}

fn track(dice: &mut Dice, model: &Model, order: OrderId) -> Command {
    use Tracking::{Delivered, Exception, FailedAttempt, InTransit, Lost, OutForDelivery, ReturnedToOrigin, ReturningToOrigin};
    let parcel = number(dice, model.orders.get(&order).map_or(0, |order| order.parcels.len()));
    let reports =
        [InTransit, OutForDelivery, FailedAttempt, Exception, ReturningToOrigin, ReturnedToOrigin, Lost, Delivered, Delivered, Delivered];
    let occurred_at = dice.maybe(40, |dice| moment(dice, model));
    let event = dice.maybe(50, event);
    RecordTracking { order, parcel, tracking: dice.pick(&reports), event, occurred_at }.into()
}

fn event(dice: &mut Dice) -> ProviderEventId {
    id(format!("e{}", dice.below(12)))
}

/// A command about the money of an order.
pub(crate) fn money(dice: &mut Dice, model: &Model, order: OrderId) -> Command {
    let record = model.orders.get(&order);
    let known: Vec<PaymentId> = record.map(|order| order.payments.iter().map(|payment| payment.id.clone()).collect()).unwrap_or_default();
    let payment = if known.is_empty() || dice.chance(15) { id(format!("p{}", dice.below(4))) } else { dice.pick(&known) };
    let known_method = record.and_then(|order| order.payments.iter().find(|known| known.id == payment)).map(|known| known.method);
    let methods = [PaymentMethod::Card, PaymentMethod::GiftCard, PaymentMethod::CashOnDelivery, PaymentMethod::Marketplace];
    if dice.chance(45) {
        return provider(dice, model, order);
    }
    if let Some(command) = record.filter(|_| dice.chance(45)).and_then(|record| afterwards(dice, record)) {
        return command;
    }
    let method = known_method.filter(|_| dice.chance(90)).unwrap_or(dice.pick(&methods));
    let digits = record.map_or(2, |order| u32::from(order.currency.digits()));
    let due = record.map_or(0, super::record::OrderRecord::due);
    let minor = match dice.below(10) {
        0..5 => due.abs(),
        5..8 => due.abs() / 2,
        8 => dice.below(400) - 20,
        _ => due.abs() + dice.below(400),
    };
    let amount = Decimal::from_i128_with_scale(i128::from(minor), digits + u32::from(dice.chance(3)));
    let reference = dice.maybe(40, event);
    match dice.below(if due < 0 { 14 } else { 10 }) {
        0..3 => {
            let last = model.last_at.map_or(0, oms_core::Timestamp::millis);
            let expires_at = dice.maybe(50, |dice| oms_core::Timestamp::from_millis(last + dice.below(40) * 60_000).expect("an instant"));
            AuthorizePayment { order, payment, method, amount, expires_at, reference }.into()
        }
        3..7 => {
            let method = dice.maybe(50, |_| method);
            let parcels = record.map_or(0, |order| order.parcels.len());
            let parcel = dice.maybe(if parcels == 0 { 5 } else { 60 }, |dice| number(dice, parcels));
            let amount = Some(amount).filter(|_| parcel.is_none() || dice.chance(5));
            CapturePayment { order, payment, method, amount, parcel, reference }.into()
        }
        7 => VoidPayment { order, payment, reference }.into(),
        8 if dice.chance(70) => {
            let reference = event(dice);
            if dice.chance(75) {
                let captured = record.map_or(0, |order| order.sum(oms_core::payment::TransactionKind::Capture));
                let amount = Decimal::from_i128_with_scale(i128::from(dice.below(captured + 2)), digits);
                RecordChargeback { order, payment, amount, reference, reason: "".into() }.into()
            } else {
                ReverseChargeback { order, payment, reference, amount: dice.maybe(20, |_| amount) }.into()
            }
        }
        8 if dice.chance(40) => RemitCash { order, payment, amount, is_final: dice.chance(30), reference }.into(),
        8 => {
            let parcels = record.map_or(0, |order| order.parcels.len());
            let parcel = dice.maybe(if parcels == 0 { 5 } else { 60 }, |dice| number(dice, parcels));
            let amount = Some(amount).filter(|_| parcel.is_none() || dice.chance(40));
            CollectCash { order, payment, amount, parcel, reference }.into()
        }
        _ => RefundPayment { order, payment, amount, reason: reason(dice), goodwill: dice.chance(30), reference }.into(),
    }
}

/// What follows when a bank has taken money back, or a courier has collected cash, if it has.
fn afterwards(dice: &mut Dice, record: &super::record::OrderRecord) -> Option<Command> {
    use oms_core::payment::TransactionKind::{Capture, Chargeback, Remittance};
    let order = record.id.clone();
    for known in &record.payments {
        let payment = known.id.clone();
        let left = known.sum(Capture) - known.sum(Remittance);
        if known.method == PaymentMethod::CashOnDelivery && left > 0 {
            let minor = if dice.chance(60) { left } else { dice.below(left + 2) };
            let amount = Decimal::from_i128_with_scale(i128::from(minor), u32::from(record.currency.digits()));
            return Some(RemitCash { order, payment, amount, is_final: dice.chance(30), reference: dice.maybe(40, event) }.into());
        }
        let taken = known.transactions.iter().find(|known| known.kind == Chargeback && known.reference.is_some());
        if let Some(reference) = taken.and_then(|taken| taken.reference.clone()) {
            return Some(ReverseChargeback { order, payment, reference, amount: None }.into());
        }
    }
    None
}

/// A command about what a provider is told, mostly one that brings the result of something that is under way.
fn provider(dice: &mut Dice, model: &Model, order: OrderId) -> Command {
    let record = model.orders.get(&order);
    let payments = || record.into_iter().flat_map(|order| &order.payments);
    let told: Vec<_> = payments()
        .flat_map(|payment| payment.transactions.iter().map(|known| (payment.id.clone(), known)))
        .filter_map(|(payment, known)| Some((payment, known.key.clone()?, known.state, known.amount)))
        .collect();
    let digits = record.map_or(2, |order| u32::from(order.currency.digits()));
    let decimal = |minor: i64| Decimal::from_i128_with_scale(i128::from(minor), digits);
    if !told.is_empty() && dice.chance(65) {
        let pending: Vec<_> = told.iter().filter(|(_, _, state, _)| *state == TransactionState::Pending).cloned().collect();
        let choices = if pending.is_empty() || dice.chance(30) { told } else { pending };
        let (payment, key, state, amount) = dice.pick(&choices);
        let key = id(if dice.chance(3) { "no/such/key".to_owned() } else { key });
        if state == TransactionState::Failed && dice.chance(60) {
            return RetryPayment { order, payment, key }.into();
        }
        let outcome = if dice.chance(60) {
            let amount = dice.maybe(25, |dice| decimal(amount - dice.below(amount.max(1) + 1) + i64::from(dice.chance(10))));
            PaymentOutcome::Succeeded {
                amount,
                reference: dice.maybe(50, event),
                expires_at: dice.maybe(15, |_| model.last_at.expect("a time")),
            }
        } else {
            PaymentOutcome::Failed { code: if dice.chance(95) { "declined".into() } else { "".into() }, message: "".into() }
        };
        return ResolvePayment { order, payment, key, outcome }.into();
    }
    let known: Vec<PaymentId> = payments().map(|payment| payment.id.clone()).collect();
    let payment = if known.is_empty() || dice.chance(10) { id(format!("p{}", dice.below(4))) } else { dice.pick(&known) };
    let kinds = [InstructionKind::Authorization, InstructionKind::Capture, InstructionKind::Capture, InstructionKind::Void];
    let owed = record.map_or(0, super::record::OrderRecord::owed);
    let kind = if owed > 0 && dice.chance(70) { InstructionKind::Refund } else { dice.pick(&kinds) };
    let is = |other| kind == other;
    let wanted = record.map_or(0, |order| if is(InstructionKind::Refund) { owed } else { order.outstanding() });
    let amount = decimal(if dice.chance(70) { wanted } else { dice.below(400) });
    let parcels = record.map_or(0, |order| order.parcels.len());
    let parcel = dice.maybe(if is(InstructionKind::Capture) && parcels > 0 { 50 } else { 2 }, |dice| number(dice, parcels));
    let amount = Some(amount).filter(|_| parcel.is_none() && (!is(InstructionKind::Void) || dice.chance(5)));
    let is_final = dice.chance(if is(InstructionKind::Capture) { 30 } else { 2 });
    let method = dice.maybe(30, |dice| dice.pick(&[PaymentMethod::Card, PaymentMethod::GiftCard]));
    let goodwill = dice.chance(if is(InstructionKind::Refund) { 30 } else { 2 });
    InstructPayment { order, payment, method, kind, amount, parcel, is_final, reason: reason(dice), goodwill }.into()
}
