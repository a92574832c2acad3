//! What follows from the library's answers: the books are kept up to date, and new work gets its time.

use jiff::civil::DateTime;
use oms_core::order::{HoldKind, Stage};
use oms_core::payment::TransactionKind;
use oms_core::{Event, LineId, OrderId, Outcome, Quantity, Rejection};

use super::agenda::{Agenda, Due, HeldFor, ParcelStep, ReturnStep, Task, WarehouseStep};
use super::books::Books;
use super::exception::{Exception, Reason};
use super::life::OrderLife;
use super::territory::Node;
use super::timetable::{self, RETURN_JOURNEY, RETURN_STEP, SHORTEST_REACTION, WAREHOUSE_STEP};

/// The most refusals that are told in full.
const REFUSALS_TOLD_MAX: usize = 20;

impl Books<'_> {
    /// Takes in the answer to one command of a step.
    pub fn answered(&mut self, agenda: &mut Agenda<'_>, time: DateTime, due: Due, outcome: &Outcome) {
        match outcome.receipt() {
            Ok(receipt) => {
                for event in &receipt.events {
                    self.happened(agenda, time, due, event);
                }
            }
            Err(rejection) => self.refused(agenda, time, due, rejection),
        }
    }

    /// Takes in that a step is over, with all its commands answered or none to send.
    pub fn done(&mut self, agenda: &mut Agenda<'_>, time: DateTime, due: Due) {
        match due {
            Due::Planned(position) => self.taken_back(agenda, time, position),
            Due::Return(position, step) => self.return_went_on(agenda, time, position, step),
            _ => {}
        }
    }

    fn happened(&mut self, agenda: &mut Agenda<'_>, time: DateTime, due: Due, event: &Event) {
        match event {
            Event::OrderCaptured { order, total, .. } => {
                if let Some(life) = self.life(order) {
                    life.captured = true;
                    life.total = total.minor();
                }
            }
            Event::HoldPlaced { order, kind, .. } => {
                let reason = match kind {
                    HoldKind::Duplicate => HeldFor::Duplicate,
                    HoldKind::Review => HeldFor::Review,
                    _ => return,
                };
                if let Some(sale) = self.sale_of_order(order) {
                    agenda.add(time + SHORTEST_REACTION, Due::Release(sale, reason));
                }
            }
            Event::FulfillmentRequested { order, fulfillment, location } => {
                let Some(sale) = self.sale_of_order(order) else { return };
                if let Some(life) = self.orders.get_mut(sale) {
                    life.work.insert(*fulfillment, location.clone());
                }
                let task = Task { sale, number: *fulfillment };
                agenda.add(time + WAREHOUSE_STEP, Due::Warehouse(task, WarehouseStep::Accept));
            }
            Event::BackorderReleased { order, line, .. } => {
                if let (Some(life), Some(line)) = (self.life(order), position_of(line)) {
                    life.lines_short.insert(line);
                }
            }
            Event::FulfillmentAccepted { .. } => self.warehouse_next(agenda, time, due),
            Event::UnitsMoved { order, line, from_stage: Stage::Allocated, to_stage: Stage::Picked, quantity } => {
                self.picked(agenda, time, due, (order, line, *quantity));
            }
            Event::ParcelPacked { order, parcel } => {
                let (Some(sale), Due::Warehouse(task, _)) = (self.sale_of_order(order), due) else { return };
                if let Some(life) = self.orders.get_mut(sale) {
                    life.packed(task.number, *parcel);
                }
                agenda.add(time + WAREHOUSE_STEP, Due::Parcel(Task { sale, number: *parcel }, ParcelStep::Ship));
            }
            Event::ParcelShipped { order, parcel } => self.shipped(agenda, time, order, *parcel),
            Event::UnitsCanceled { order, line, quantity, credited } => {
                if let (Some(life), Some(line)) = (self.life(order), position_of(line)) {
                    let before = life.outstanding();
                    life.canceled(line, *quantity, *credited);
                    self.finished(agenda, time, order, before);
                }
            }
            Event::ShippingCredited { order, credited } | Event::ReturnRefunded { order, credited, .. } => {
                if let Some(life) = self.life(order) {
                    life.credited += credited.minor();
                }
            }
            Event::PaymentRecorded { order, kind, amount, .. } => self.paid(agenda, time, order, due, *kind, amount.minor()),
            _ => {}
        }
    }

    fn picked(&mut self, agenda: &mut Agenda<'_>, time: DateTime, due: Due, (order, line, quantity): (&OrderId, &LineId, Quantity)) {
        let Due::Warehouse(task, _) = due else { return };
        if let (Some(life), Some(line)) = (self.life(order), position_of(line)) {
            life.picked(line, task.number, quantity);
        }
        // Each line tells of itself; work that is on the agenda already is not added again.
        self.warehouse_next(agenda, time, due);
    }

    fn warehouse_next(&mut self, agenda: &mut Agenda<'_>, time: DateTime, due: Due) {
        let Due::Warehouse(task, step) = due else { return };
        let next = match step {
            WarehouseStep::Accept => WarehouseStep::Pick,
            WarehouseStep::Pick => WarehouseStep::Pack,
            WarehouseStep::Pack => return,
        };
        agenda.add(time + WAREHOUSE_STEP, Due::Warehouse(task, next));
    }

    fn shipped(&mut self, agenda: &mut Agenda<'_>, time: DateTime, order: &OrderId, parcel: u32) {
        let Some(position) = self.sale_of_order(order) else { return };
        let (Some(sale), Some(life)) = (self.sale(position), self.orders.get_mut(position)) else { return };
        let before = life.outstanding();
        life.shipped(parcel);
        let arrival = time + timetable::delivered(sale.channel);
        life.arrival = life.arrival.max(Some(arrival));
        let is_free = life.total == 0;
        let task = Task { sale: position, number: parcel };
        let mut add = |time, step| agenda.add(time, Due::Parcel(task, step));
        if !is_free {
            add(time + SHORTEST_REACTION, ParcelStep::Charge);
        }
        if let Some(span) = timetable::in_transit(sale.channel) {
            add(time + span, ParcelStep::InTransit);
        }
        if let Some(span) = timetable::out_for_delivery(sale.channel) {
            add(time + span, ParcelStep::OutForDelivery);
        }
        add(arrival, ParcelStep::Deliver);
        self.finished(agenda, time, order, before);
    }

    /// Notes when the last outstanding units of an order have gone.
    fn finished(&mut self, agenda: &mut Agenda<'_>, time: DateTime, order: &OrderId, outstanding_before: u64) {
        let Some(sale) = self.sale_of_order(order) else { return };
        let Some(life) = self.orders.get(sale) else { return };
        if outstanding_before > 0 && life.outstanding() == 0 {
            self.chronicle.order_done(time, life.parcels);
        }
        self.settle_later(agenda, time, sale);
    }

    fn settle_later(&self, agenda: &mut Agenda<'_>, time: DateTime, sale: usize) {
        if self.orders.get(sale).is_some_and(OrderLife::is_ready_to_settle) {
            agenda.add(time + SHORTEST_REACTION, Due::Settle(sale));
        }
    }

    fn paid(&mut self, agenda: &mut Agenda<'_>, time: DateTime, order: &OrderId, due: Due, kind: TransactionKind, pence: i64) {
        let Some(sale) = self.sale_of_order(order) else { return };
        let Some(life) = self.orders.get_mut(sale) else { return };
        match kind {
            TransactionKind::Authorization => life.authorized += pence,
            TransactionKind::Capture => {
                life.paid += pence;
                life.authorized -= pence;
                self.chronicle.captured(time, pence);
            }
            TransactionKind::Void => life.authorized -= pence,
            TransactionKind::Refund => {
                life.paid -= pence;
                self.chronicle.refunded(time, pence);
            }
            // No bank takes anything back on that day, and nobody pays at the door.
            TransactionKind::Chargeback | TransactionKind::ChargebackReversal | TransactionKind::Remittance => {}
        }
        if matches!(due, Due::Parcel(_, ParcelStep::Charge)) {
            self.charged(agenda, time, sale);
        }
    }

    /// A parcel has been paid for, or nothing was due for it.
    fn charged(&mut self, agenda: &mut Agenda<'_>, time: DateTime, sale: usize) {
        if let Some(life) = self.orders.get_mut(sale) {
            life.parcels_unpaid = life.parcels_unpaid.saturating_sub(1);
        }
        self.settle_later(agenda, time, sale);
    }

    /// After a customer gave units back: canceled ones may serve others, shipped ones come back once they have arrived.
    fn taken_back(&mut self, agenda: &mut Agenda<'_>, time: DateTime, position: usize) {
        let Some(take_back) = self.take_back_at(position) else { return };
        let Some(life) = self.orders.get(take_back.sale) else { return };
        let returning = self.returning.get(&position);
        for (&line, &units) in &take_back.units_by_line {
            let canceled = units - returning.and_then(|returning| returning.get(&line)).copied().unwrap_or_default();
            let nodes = life.work.values().filter_map(|location| Node::of_id(location.as_str()));
            for node in nodes.filter(|_| canceled > 0) {
                agenda.add(time + SHORTEST_REACTION, Due::Free { sale: take_back.sale, line, node });
            }
        }
        if returning.is_some() {
            let from = life.arrival.map_or(time, |arrival| arrival.max(time));
            agenda.add(from + RETURN_STEP, Due::Return(position, ReturnStep::Request));
        }
    }

    fn return_went_on(&mut self, agenda: &mut Agenda<'_>, time: DateTime, position: usize, step: ReturnStep) {
        let (next, span) = match step {
            ReturnStep::Request => (ReturnStep::Approve, RETURN_STEP),
            ReturnStep::Approve => (ReturnStep::Receive, RETURN_JOURNEY),
            ReturnStep::Receive => (ReturnStep::Inspect, RETURN_STEP),
            ReturnStep::Inspect => (ReturnStep::Refund, RETURN_STEP),
            ReturnStep::Refund => return,
        };
        let Some(units) = self.returning.get(&position) else { return };
        agenda.add(time + span, Due::Return(position, next));
        if step == ReturnStep::Inspect {
            let Some(take_back) = self.take_back_at(position) else { return };
            let Some(sale) = self.sale(take_back.sale) else { return };
            for &line in units.keys() {
                agenda.add(time + SHORTEST_REACTION, Due::Free { sale: take_back.sale, line, node: sale.node });
            }
        }
    }

    /// A refusal is an exception, but for work that became void by a cancellation and for a parcel of gifts.
    fn refused(&mut self, agenda: &mut Agenda<'_>, time: DateTime, due: Due, rejection: &Rejection) {
        let void = |books: &Books<'_>, sale: usize| books.orders.get(sale).is_some_and(OrderLife::has_cancellations);
        match due {
            Due::Warehouse(task, _) | Due::Parcel(task, ParcelStep::Ship) if void(self, task.sale) => return,
            Due::Parcel(task, ParcelStep::Charge) if matches!(rejection, Rejection::NothingToDo { .. }) => {
                return self.charged(agenda, time, task.sale);
            }
            Due::Release(sale, _) if void(self, sale) => return,
            Due::Return(position, _) => {
                self.returning.remove(&position);
            }
            _ => {}
        }
        if self.refusals.len() < REFUSALS_TOLD_MAX {
            self.refusals.push(format!("{time} {due:?}: {rejection}"));
        }
        self.exceptions.push(self.refusal_of(due));
    }

    fn refusal_of(&self, due: Due) -> Exception {
        let amount = rust_decimal::Decimal::ZERO;
        let reason = Reason::Refused;
        let sale = match due {
            Due::Planned(position) => match self.plan.steps.get(position).map(|step| &step.action) {
                Some(super::plan::Action::Sell(sale)) => Some(*sale),
                Some(super::plan::Action::TakeBack(take_back)) => Some(take_back.sale),
                Some(super::plan::Action::Supply(supply)) => {
                    let (invoice, code) = (smol_str::SmolStr::default(), smol_str::SmolStr::default());
                    return Exception { reason, invoice, code, units: supply.units(), amount };
                }
                Some(super::plan::Action::Correct(correction)) => {
                    let (invoice, code) = (correction.invoice.clone(), correction.code.clone());
                    return Exception { reason, invoice, code, units: correction.units.unsigned_abs(), amount };
                }
                None => None,
            },
            Due::Return(position, _) => self.take_back_at(position).map(|take_back| take_back.sale),
            Due::Warehouse(task, _) | Due::Parcel(task, _) => Some(task.sale),
            Due::Release(sale, _) | Due::Settle(sale) | Due::Free { sale, .. } => Some(sale),
        };
        let invoice = sale.and_then(|sale| self.sale(sale)).map(|sale| sale.invoice.clone()).unwrap_or_default();
        Exception { reason, invoice, code: smol_str::SmolStr::default(), units: 0, amount }
    }

    fn life(&mut self, order: &OrderId) -> Option<&mut OrderLife> {
        let sale = self.sale_of_order(order)?;
        self.orders.get_mut(sale)
    }
}

/// The position of a line by its id; see [`super::commands::line_id`].
fn position_of(line: &LineId) -> Option<usize> {
    line.as_str().parse::<usize>().ok()?.checked_sub(1)
}
