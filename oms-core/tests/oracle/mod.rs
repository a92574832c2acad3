//! A second, naive order management system: the specification that the core is compared with.
//!
//! It keeps plain maps, knows no batches and no undo log (the whole state is copied before each command and put back when
//! the command is refused), works counters out by adding up orders and carts each time, and finds routes by looking at every
//! set of locations. It shares the core's vocabulary of commands and ids, and none of its decisions.
#![allow(dead_code, reason = "every test program uses a part of it")]

/// Commands that this model does not know: slots, rates, counts and repairs have models of their own, and vectors show what is collected
/// and what becomes of the papers of lots.
pub(crate) const ELSEWHERE: [&str; 20] = [
    "erase_customer",
    "erase_order",
    "broker_orders",
    "change_pickup",
    "repair_stock",
    "lift_recall",
    "edit_lot",
    "put_routing_policy",
    "put_zone",
    "put_slot_template",
    "change_slot",
    "put_rate_card",
    "remove_rate_card",
    "ready_for_pickup",
    "collect_order",
    "open_count",
    "record_count",
    "approve_count",
    "reject_count",
    "cancel_count",
];

pub(crate) mod address;
pub(crate) mod aftersales;
mod assign;
pub(crate) mod back;
pub(crate) mod calendar;
pub(crate) mod capacity;
pub(crate) mod catalog;
pub(crate) mod claims;
pub(crate) mod configuring;
pub(crate) use oms_core_tests::dice;
pub(crate) mod edit;
pub(crate) mod exchange;
pub(crate) mod faulty;
pub(crate) mod instruct;
pub(crate) mod interception;
pub(crate) mod laws;
pub(crate) mod life;
pub(crate) mod lives;
mod lots;
pub(crate) mod money;
pub(crate) mod orders;
pub(crate) mod pair;
pub(crate) mod picture;
pub(crate) mod price;
pub(crate) mod promise;
pub(crate) mod promotion;
pub(crate) mod purchasing;
pub(crate) mod random;
pub(crate) mod record;
pub(crate) mod reroute;
pub(crate) mod stock;
pub(crate) mod stream;
pub(crate) mod substitute;
pub(crate) mod supply;
pub(crate) mod transferring;
pub(crate) mod transfers;
pub(crate) mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use oms_core::order::{HoldKind, Stage};
use oms_core::{
    Channel, ChannelId, Command, CommandId, DocumentId, Envelope, Item, Location, LocationId, OrderId, Outcome, Policies, Rejection,
    ReservationId, Sku, Timestamp,
};

use record::{Cart, Levels, OrderRecord};
use supply::PurchaseRecord;
use transfers::TransferRecord;

/// Everything a merchant has, as plain maps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    pub(crate) locations: BTreeMap<LocationId, Location>,
    pub(crate) channels: BTreeMap<ChannelId, Channel>,
    pub(crate) policies: Policies,
    pub(crate) items: BTreeMap<Sku, Item>,
    pub(crate) stock: BTreeMap<(Sku, LocationId), Levels>,
    pub(crate) carts: BTreeMap<ReservationId, Cart>,
    pub(crate) orders: BTreeMap<OrderId, OrderRecord>,
    pub(crate) purchases: BTreeMap<DocumentId, PurchaseRecord>,
    pub(crate) transfers: BTreeMap<DocumentId, TransferRecord>,
    pub(crate) applied: BTreeMap<CommandId, Command>,
    pub(crate) log: Vec<CommandId>,
    pub(crate) last_at: Option<Timestamp>,
    /// What each command changed of the stock.
    pub(crate) past: Vec<record::Past>,
    /// The stock as it was before the current command.
    pub(crate) stock_before: BTreeMap<(Sku, LocationId), Levels>,
    /// By how much the current command has corrected what was counted.
    pub(crate) correction: i64,
    /// What each order had at each location when it was put last.
    pub(crate) bound: BTreeMap<OrderId, capacity::Bound>,
    /// Orders that the current command has changed.
    touched: BTreeSet<OrderId>,
    /// Purchase orders likewise.
    touched_purchases: BTreeSet<DocumentId>,
    /// Transfers likewise.
    touched_transfers: BTreeSet<DocumentId>,
    /// The time of the current command.
    now: Timestamp,
}

/// What becomes of a command.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Answer {
    Applied,
    AlreadyApplied,
    Refused(Refusal),
}

/// Why a command is refused: the code, and the figures that must come with it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    pub(crate) figures: Vec<(&'static str, serde_json::Value)>,
}

impl Refusal {
    pub(crate) fn new(code: &'static str) -> Refusal {
        Refusal { code, figures: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<serde_json::Value>) -> Refusal {
        self.figures.push((name, value.into()));
        self
    }
}

/// Refuses with a code alone.
pub(crate) fn refuse<T>(code: &'static str) -> Result<T, Refusal> {
    Err(Refusal::new(code))
}

impl Model {
    /// Carries out commands in their order; linked ones stand or fall together.
    pub(crate) fn submit(&mut self, envelopes: &[Arc<Envelope>]) -> Vec<Answer> {
        let mut answers = Vec::new();
        for group in envelopes.chunk_by(|a, b| a.group.is_some() && a.group == b.group) {
            let before = self.clone();
            let mut of_group: Vec<Answer> = group.iter().map(|envelope| self.submit_one(envelope)).collect();
            let refused = of_group.iter().position(|answer| matches!(answer, Answer::Refused(_)));
            if let Some(refused) = refused.filter(|_| group.len() > 1) {
                *self = before;
                for (place, answer) in of_group.iter_mut().enumerate() {
                    let took_effect_before = self.applied.contains_key(&group[place].id) && *answer == Answer::AlreadyApplied;
                    if place != refused && !took_effect_before {
                        *answer = Answer::Refused(Refusal::new("group_refused").with("command", group[refused].id.as_str()));
                    }
                }
            }
            answers.extend(of_group);
        }
        answers
    }

    fn submit_one(&mut self, envelope: &Envelope) -> Answer {
        if let Some(first) = self.applied.get(&envelope.id) {
            let same = *first == envelope.command;
            return if same { Answer::AlreadyApplied } else { Answer::Refused(Refusal::new("id_reused")) };
        }
        let before = self.clone();
        match self.attempt(envelope) {
            Ok(()) => {
                for order in std::mem::take(&mut self.touched) {
                    self.order_mut(&order).version += 1;
                }
                for id in std::mem::take(&mut self.touched_purchases) {
                    self.purchases.get_mut(&id).expect("a purchase order that was kept").version += 1;
                }
                self.remember_past(&envelope.command);
                for id in std::mem::take(&mut self.touched_transfers) {
                    self.transfers.get_mut(&id).expect("a transfer that was kept").version += 1;
                }
                self.applied.insert(envelope.id.clone(), envelope.command.clone());
                self.log.push(envelope.id.clone());
                self.last_at = Some(envelope.at);
                Answer::Applied
            }
            Err(refusal) => {
                *self = before;
                Answer::Refused(refusal)
            }
        }
    }

    fn attempt(&mut self, envelope: &Envelope) -> Result<(), Refusal> {
        self.now = envelope.at;
        self.stock_before = self.stock.clone();
        self.correction = 0;
        if let (Some(expected), Some(order)) = (envelope.expected_version, envelope.command.order()) {
            let record = self.orders.get(order).ok_or(Refusal::new("unknown_order"))?;
            if record.version != expected {
                return Err(Refusal::new("version_conflict").with("expected", expected).with("current", record.version));
            }
        }
        self.expire_due();
        self.execute(&envelope.command)
    }

    fn execute(&mut self, command: &Command) -> Result<(), Refusal> {
        match command {
            Command::PutLocation(command) => self.put_location(command),
            Command::PutChannel(command) => self.put_channel(command),
            Command::PutPolicies(command) => self.put_policies(command),
            Command::PutItem(command) => self.put_item(command),
            Command::ReceiveStock(command) => self.receive_stock(command),
            Command::AdjustStock(command) => self.adjust_stock(command),
            Command::SetStock(command) => self.set_stock(command),
            Command::MoveStock(command) => self.move_stock(command),
            Command::RecallLot(command) => self.recall_lot(command),
            Command::ChangeLot(command) => self.change_lot(command),
            Command::ReleaseBackorders(command) => self.release_backorders(command),
            Command::PutPurchaseOrder(command) => self.put_purchase_order(command),
            Command::ReschedulePurchaseOrder(command) => self.reschedule_purchase_order(command),
            Command::ReceivePurchaseOrder(command) => self.receive_purchase_order(command),
            Command::CancelPurchaseOrder(command) => self.cancel_purchase_order(command),
            Command::PutTransfer(command) => self.put_transfer(command),
            Command::ShipTransfer(command) => self.ship_transfer(command),
            Command::RescheduleTransfer(command) => self.reschedule_transfer(command),
            Command::ReceiveTransfer(command) => self.receive_transfer(command),
            Command::CancelTransfer(command) => self.cancel_transfer(command),
            Command::ReserveStock(command) => self.reserve_stock(command),
            Command::ChangeReservation(command) => self.change_reservation(command),
            Command::ReleaseReservation(command) => self.release_reservation(command),
            Command::ExpireReservations(_) => Ok(()),
            Command::CaptureOrder(command) => self.capture_order(command),
            Command::PlaceHold(command) => self.place_hold(command),
            Command::ReleaseHold(command) => self.release_hold(command),
            Command::AllocateOrder(command) => self.allocate_order(command),
            Command::ChangeAddress(command) => self.change_address(command),
            Command::AssignLocation(command) => self.assign_location(command),
            Command::EditOrder(command) => self.edit_order(command),
            Command::CancelOrder(command) => self.cancel_order(command),
            Command::TagOrder(command) => self.tag_order(command),
            Command::AcceptFulfillment(command) => self.accept_fulfillment(command),
            Command::RejectFulfillment(command) => self.reject_fulfillment(command),
            Command::CancelFulfillment(command) => self.cancel_fulfillment(command),
            Command::PickFulfillment(command) => self.pick_fulfillment(command),
            Command::SubstituteItem(command) => self.substitute_item(command),
            Command::RecordMispick(command) => self.record_mispick(command),
            Command::PackParcel(command) => self.pack_parcel(command),
            Command::ShipParcel(command) => self.ship_parcel(command),
            Command::RecordTracking(command) => self.record_tracking(command),
            Command::RequestInterception(command) => self.request_interception(command),
            Command::ResolveInterception(command) => self.resolve_interception(command),
            Command::AuthorizePayment(command) => self.authorize_payment(command),
            Command::CapturePayment(command) => self.capture_payment(command),
            Command::VoidPayment(command) => self.void_payment(command),
            Command::RefundPayment(command) => self.refund_payment(command),
            Command::CollectCash(command) => self.collect_cash(command),
            Command::RemitCash(command) => self.remit_cash(command),
            Command::RecordChargeback(command) => self.record_chargeback(command),
            Command::ReverseChargeback(command) => self.reverse_chargeback(command),
            Command::InstructPayment(command) => self.instruct_payment(command),
            Command::ResolvePayment(command) => self.resolve_payment(command),
            Command::RetryPayment(command) => self.retry_payment(command),
            Command::RequestReturn(command) => self.request_return(command),
            Command::ExchangeReturn(command) => self.exchange_return(command),
            Command::ApproveReturn(command) => self.approve_return(command),
            Command::DeclineReturn(command) => self.decline_return(command),
            Command::CancelReturn(command) => self.cancel_return(command),
            Command::IssueReturnLabel(command) => self.issue_return_label(command),
            Command::RecordReturnTracking(command) => self.record_return_tracking(command),
            Command::ReceiveReturn(command) => self.receive_return(command),
            Command::InspectReturn(command) => self.inspect_return(command),
            Command::RefundReturn(command) => self.refund_return(command),
            Command::ReceiveUnexpectedReturn(command) => self.receive_unexpected_return(command),
            Command::OpenClaim(command) => self.open_claim(command),
            Command::ResolveClaim(command) => self.resolve_claim(command),
            Command::PutZone(_) | Command::PutSlotTemplate(_) | Command::ChangeSlot(_) => unreachable!("slots have a model of their own"),
            Command::PutRateCard(_) | Command::RemoveRateCard(_) => unreachable!("rates have a model of their own"),
            Command::OpenCount(_)
            | Command::RecordCount(_)
            | Command::ApproveCount(_)
            | Command::RejectCount(_)
            | Command::CancelCount(_) => unreachable!("counts have a model of their own"),
            Command::ReadyForPickup(_) | Command::CollectOrder(_) | Command::ChangePickup(_) => unreachable!("nothing is collected here"),
            Command::EraseOrder(_) | Command::EraseCustomer(_) => {
                unreachable!("what is erased is compared with what was there, in a test of its own")
            }
            Command::BrokerOrders(_) => unreachable!("waves are compared with single commands, in a test of their own"),
            Command::RerouteOrders(command) => self.reroute_orders(command),
            Command::PutRoutingPolicy(_) => unreachable!("rules are compared with every plan, in a test of their own"),
            Command::RepairStock(_) | Command::LiftRecall(_) | Command::EditLot(_) => unreachable!("faults and papers are left alone here"),
        }
    }

    /// An order that is known to be there.
    pub(crate) fn order_mut(&mut self, id: &OrderId) -> &mut OrderRecord {
        self.orders.get_mut(id).expect("an order that was looked up before")
    }

    /// Looks an order up, to be changed by the current command.
    pub(crate) fn find(&mut self, id: &OrderId) -> Result<OrderRecord, Refusal> {
        self.orders.get(id).cloned().ok_or(Refusal::new("unknown_order"))
    }

    /// Puts an order back after it was changed.
    pub(crate) fn put(&mut self, mut order: OrderRecord) {
        let reserved = order.lines.iter().any(|line| line.at(Stage::Reserved) > 0);
        if order.has_hold_of(HoldKind::Payment) && order.reserved_until.is_none() && reserved {
            order.reserved_until = Some(stock::later(self.now, self.policies.reservation.unpaid_order));
        }
        for line in &mut order.lines {
            if line.waits_for_payment && line.withheld_until.is_none() && line.keeps_stock_back() {
                line.withheld_until = Some(stock::later(self.now, self.policies.reservation.unpaid_order));
            }
        }
        self.take_today(&mut order);
        self.touched.insert(order.id.clone());
        self.orders.insert(order.id.clone(), order);
    }

    pub(crate) const fn now(&self) -> Timestamp {
        self.now
    }

    pub(crate) fn is_tracked(&self, sku: &Sku) -> bool {
        self.items.get(sku).is_some_and(|item| item.tracked)
    }

    /// Units on backorder over all orders.
    pub(crate) fn backordered(&self, sku: &Sku) -> i64 {
        self.orders.values().map(|order| order.units_of(sku, |spot| spot.stage == Stage::Backordered)).sum()
    }

    /// Units that a channel has sold or reserved and that were not given back.
    pub(crate) fn sold_through(&self, sku: &Sku, channel: &ChannelId) -> i64 {
        let in_carts = self.carts.values().filter(|cart| &cart.channel == channel);
        let in_carts: i64 = in_carts.flat_map(|cart| &cart.units).filter(|((held, _), _)| held == sku).map(|(_, units)| units).sum();
        let in_orders = self.orders.values().filter(|order| &order.channel == channel);
        let given_back = |stage| matches!(stage, Stage::Open | Stage::Canceled);
        in_carts + in_orders.map(|order| order.units_of(sku, |spot| !given_back(spot.stage))).sum::<i64>()
    }
}

/// Tells how an outcome of the core differs from the answer of the model, if it does.
pub(crate) fn difference(outcome: &Outcome, answer: &Answer) -> Option<String> {
    match (outcome, answer) {
        (Outcome::Applied { .. }, Answer::Applied) | (Outcome::AlreadyApplied { .. }, Answer::AlreadyApplied) => None,
        (Outcome::Refused { rejection }, Answer::Refused(refusal)) => refusal_difference(rejection, refusal),
        _ => Some(format!("the core says {outcome:?}, the model {answer:?}")),
    }
}

fn refusal_difference(rejection: &Rejection, refusal: &Refusal) -> Option<String> {
    let told = serde_json::to_value(rejection).expect("a rejection is plain data");
    let same = told["code"] == refusal.code && refusal.figures.iter().all(|(name, value)| told[*name] == *value);
    (!same).then(|| format!("the core refuses with {told}, the model with {refusal:?}"))
}
