//! What customers send back, as the model takes it.

use std::collections::{BTreeMap, BTreeSet};

use oms_core::fulfillment::Tracking;
use oms_core::inventory::Bucket;
use oms_core::order::Stage;
use oms_core::returns::{
    ApproveReturn, CancelReturn, DeclineReturn, Disposition, InspectReturn, IssueReturnLabel, ReceiveReturn, RecordReturnTracking,
    RefundReturn, RequestReturn, ReturnReason, ReturnState,
};
use oms_core::settings::{CurrencyAmount, ShippingRefund};
use oms_core::{Currency, LineId, ReturnId, Timestamp};
use rust_decimal::Decimal;

use super::calendar::begins_later;
use super::price::round_share;
use super::record::{BackLine, BackRecord, LineRecord, OrderRecord, share};
use super::stock::{LINES_MAX, check_quantity, check_reason};
use super::{Model, Refusal, refuse};

impl BackLine {
    fn expected(&self) -> i64 {
        self.requested - self.canceled - self.kept - self.received
    }

    fn inspected(&self) -> i64 {
        self.found.values().sum()
    }

    pub(crate) fn wrong(&self) -> i64 {
        self.found.get("WrongItem").copied().unwrap_or_default()
    }

    fn refundable(&self) -> i64 {
        (self.inspected() - self.wrong() - self.settled).max(0) + self.kept - self.refunded
    }
}

impl BackRecord {
    /// Brings the state in step with the units, after some have come back.
    fn advance(&mut self) {
        let sum = |count: fn(&BackLine) -> i64| self.lines.iter().map(count).sum::<i64>();
        self.state = match (sum(|line| line.received - line.inspected()), sum(BackLine::refundable) + sum(BackLine::expected)) {
            (1.., _) => ReturnState::Received,
            (_, 0) => ReturnState::Refunded,
            _ => ReturnState::Inspected,
        };
    }

    /// Whether anything of it is still to come.
    pub(crate) fn waits(&self) -> bool {
        self.lines.iter().any(|line| line.expected() > 0)
    }

    /// When it is closed, unless it is on its way.
    pub(crate) fn deadline(&self) -> Option<Timestamp> {
        let states = [ReturnState::Approved, ReturnState::Received, ReturnState::Inspected];
        self.closes_at.filter(|_| states.contains(&self.state) && self.waits())
    }

    /// Waits no longer for what has not come.
    pub(crate) fn call_off(&mut self) {
        let nothing_came = matches!(self.state, ReturnState::Requested | ReturnState::Approved | ReturnState::InTransit);
        self.lines.iter_mut().for_each(|line| line.canceled += line.expected());
        if nothing_came {
            self.state = ReturnState::Canceled;
        } else {
            self.advance();
        }
    }

    fn line(&mut self, id: &LineId) -> Option<&mut BackLine> {
        self.lines.iter_mut().find(|line| line.line == *id)
    }
}

impl OrderRecord {
    fn back(&mut self, id: &ReturnId, states: &[ReturnState]) -> Result<&mut BackRecord, Refusal> {
        let back = self.returns.iter_mut().find(|back| back.id == *id).ok_or(Refusal::new("unknown_return"))?;
        if states.contains(&back.state) { Ok(back) } else { refuse("return_state") }
    }

    /// Units with the customer that are in no other return and no claim.
    pub(crate) fn returnable(&self, line: &LineRecord) -> i64 {
        let live = self.returns.iter().filter(|back| !matches!(back.state, ReturnState::Declined | ReturnState::Canceled));
        let of_line = live.flat_map(|back| &back.lines).filter(|back| back.line == line.id);
        let back = of_line.map(|back| (back.requested - back.canceled - back.wrong() - back.settled - back.lost).max(0)).sum::<i64>();
        (line.at(Stage::Delivered) - back - self.claimed_with_customer(&line.id)).max(0)
    }

    /// When it is too late to return units of a line: at the end of so many days after that of the last parcel with units of it.
    fn closes(&self, line: &LineRecord) -> Timestamp {
        let parcels = line.units.keys().filter(|spot| spot.stage == Stage::Delivered).filter_map(|spot| spot.parcel);
        let arrived = parcels.filter_map(|number| self.parcel(number).ok()?.delivered_at).max().unwrap_or(self.placed_at);
        match self.terms.window_days {
            0 => arrived,
            days => begins_later(&self.time_zone, arrived, i64::from(days) + 1),
        }
    }
}

/// The amount of a currency in minor units.
fn in_currency(amounts: &[CurrencyAmount], currency: Currency) -> Option<i64> {
    let known = amounts.iter().find(|known| known.currency == currency)?;
    super::price::minor_exactly(known.amount, currency).ok()
}

fn check_lines<'a>(lines: impl ExactSizeIterator<Item = &'a LineId>) -> Result<(), Refusal> {
    let named = lines.len();
    let distinct: BTreeSet<_> = lines.collect();
    if named == 0 || named > LINES_MAX || distinct.len() < named { refuse("invalid_field") } else { Ok(()) }
}

fn not_eligible(requested: i64, eligible: i64) -> Refusal {
    Refusal::new("quantity_not_eligible").with("requested", requested).with("eligible", eligible)
}

impl Model {
    pub(crate) fn request_return(&mut self, command: &RequestReturn) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        if order.returns.iter().any(|back| back.id == command.return_id) {
            return refuse("return_exists");
        }
        check_lines(command.lines.iter().map(|line| &line.line))?;
        let asked: Vec<i64> = command.lines.iter().map(|wanted| check_quantity(wanted.quantity)).collect::<Result<_, _>>()?;
        for (wanted, units) in command.lines.iter().zip(asked) {
            let line = order.lines.iter().find(|line| line.id == wanted.line).ok_or(Refusal::new("unknown_line"))?;
            let eligible = order.returnable(line);
            if units > eligible {
                return Err(not_eligible(units, eligible));
            }
            let closed_at = order.closes(line);
            if command.override_policy {
                continue;
            }
            if order.terms.window_days == 0 {
                return refuse("final_sale");
            }
            if !order.terms.reasons.is_empty() && !order.terms.reasons.contains(&wanted.reason) {
                return refuse("return_reason_not_accepted");
            }
            if self.now() >= closed_at {
                return Err(Refusal::new("return_window_closed").with("closed_at", closed_at.to_string()));
            }
        }
        let at_once = self.policies.returns.approves_automatically;
        let lines = command.lines.iter().map(|line| BackLine::asked(line.line.clone(), line.reason, line.quantity.units()));
        order.returns.push(BackRecord::asked(command.return_id.clone(), self.now(), lines.collect()));
        if at_once {
            self.approve(&mut order, &command.return_id, None);
        }
        self.put(order);
        Ok(())
    }

    pub(crate) fn approve_return(&mut self, command: &ApproveReturn) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        order.back(&command.return_id, &[ReturnState::Requested])?;
        self.approve(&mut order, &command.return_id, command.keeps_items);
        self.follow(&mut order)?;
        self.put(order);
        Ok(())
    }

    /// Lets the customer send a return, or keep what is worth too little to be sent.
    fn approve(&self, order: &mut OrderRecord, id: &ReturnId, keeps_items: Option<bool>) {
        let lines = &order.lines;
        let brings = |back: &BackLine| {
            let line = lines.iter().find(|line| line.id == back.line).expect("a line in a return");
            share(line.total, line.credited_units + back.requested, line.quantity) - line.credited()
        };
        let limit = in_currency(&order.terms.keep_up_to, order.currency);
        let back = order.returns.iter_mut().find(|back| back.id == *id).expect("a return that is there");
        let keeps = keeps_items.unwrap_or(limit.is_some_and(|limit| back.lines.iter().map(brings).sum::<i64>() <= limit));
        if keeps {
            back.lines.iter_mut().for_each(|line| line.kept = line.requested);
            back.advance();
        } else {
            back.state = ReturnState::Approved;
            let days = self.policies.returns.closes_after_days;
            back.closes_at = days.map(|days| begins_later(&order.time_zone, self.now, i64::from(days) + 1));
        }
    }

    pub(crate) fn issue_return_label(&mut self, command: &IssueReturnLabel) -> Result<(), Refusal> {
        if command.label.carrier.trim().is_empty() || command.label.carrier.len() > 128 || command.label.tracking_number.len() > 128 {
            return refuse("invalid_field");
        }
        let mut order = self.find(&command.order)?;
        order.back(&command.return_id, &[ReturnState::Approved])?.label = true;
        self.put(order);
        Ok(())
    }

    pub(crate) fn record_return_tracking(&mut self, command: &RecordReturnTracking) -> Result<(), Refusal> {
        if matches!(command.tracking, Tracking::ReturningToOrigin | Tracking::ReturnedToOrigin) {
            return refuse("invalid_field");
        }
        let mut order = self.find(&command.order)?;
        let now = self.now();
        let back = order.back(&command.return_id, &[ReturnState::Approved, ReturnState::InTransit])?;
        let report = (command.occurred_at.unwrap_or(now).min(now).max(back.requested_at), command.tracking);
        if back.tracked.is_none_or(|before| before < report) {
            back.tracked = Some(report);
            back.state = ReturnState::InTransit;
            self.put(order);
        }
        Ok(())
    }

    pub(crate) fn decline_return(&mut self, command: &DeclineReturn) -> Result<(), Refusal> {
        check_reason(&command.reason)?;
        let mut order = self.find(&command.order)?;
        order.back(&command.return_id, &[ReturnState::Requested])?.state = ReturnState::Declined;
        self.follow(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn cancel_return(&mut self, command: &CancelReturn) -> Result<(), Refusal> {
        if !command.reason.is_empty() {
            check_reason(&command.reason)?;
        }
        let mut order = self.find(&command.order)?;
        let over = [ReturnState::Refunded, ReturnState::Declined, ReturnState::Canceled];
        let back = order.returns.iter_mut().find(|back| back.id == command.return_id).ok_or(Refusal::new("unknown_return"))?;
        if over.contains(&back.state) {
            return refuse("return_state");
        }
        if !back.waits() {
            return refuse("nothing_to_do");
        }
        back.call_off();
        self.follow(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn receive_return(&mut self, command: &ReceiveReturn) -> Result<(), Refusal> {
        check_lines(command.lines.iter().map(|line| &line.line))?;
        if !self.locations.contains_key(&command.location) {
            return refuse("unknown_location");
        }
        let mut order = self.find(&command.order)?;
        // Units that were called off come all the same, unless they are asked for in another return by now.
        let free = |id| order.lines.iter().find(|line| line.id == id).map_or(0, |line| order.returnable(line));
        let free: BTreeMap<LineId, i64> = command.lines.iter().map(|units| (units.line.clone(), free(units.line.clone()))).collect();
        let mut states = vec![ReturnState::Approved, ReturnState::InTransit, ReturnState::Received, ReturnState::Inspected];
        if order.returns.iter().any(|back| back.id == command.return_id && back.lines.iter().any(|line| line.canceled > 0)) {
            states.extend([ReturnState::Canceled, ReturnState::Refunded]);
        }
        let back = order.back(&command.return_id, &states)?;
        let waits = back.lines.iter().any(|line| line.received > line.inspected());
        if waits && back.location.as_ref() != Some(&command.location) {
            return refuse("invalid_field");
        }
        back.location = Some(command.location.clone());
        for units in &command.lines {
            let quantity = check_quantity(units.quantity)?;
            let eligible = back.line(&units.line).map_or(0, |line| line.expected() + line.canceled.min(free[&units.line]));
            let line = back.line(&units.line).filter(|_| quantity <= eligible).ok_or(not_eligible(quantity, eligible))?;
            line.canceled -= (quantity - line.expected()).max(0);
            line.received += quantity;
        }
        back.advance();
        for units in &command.lines {
            let line = order.lines.iter().find(|line| line.id == units.line).expect("a line in a return");
            if self.is_tracked(&line.sku) {
                *self.level(&line.sku, &command.location, Bucket::QualityControl) += units.quantity.units();
            }
        }
        self.follow(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn inspect_return(&mut self, command: &InspectReturn) -> Result<(), Refusal> {
        if command.units.is_empty() || command.units.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        let mut order = self.find(&command.order)?;
        let back = order.back(&command.return_id, &[ReturnState::Received])?;
        for units in &command.units {
            let quantity = check_quantity(units.quantity)?;
            let eligible = back.line(&units.line).map_or(0, |line| line.received - line.inspected());
            let line = back.line(&units.line).filter(|_| quantity <= eligible).ok_or(not_eligible(quantity, eligible))?;
            *line.found.entry(format!("{:?}", units.disposition)).or_default() += quantity;
        }
        back.advance();
        let location = back.location.clone().expect("units came in somewhere");
        for units in &command.units {
            let line = order.lines.iter().find(|line| line.id == units.line).expect("a line in a return");
            let quantity = units.quantity.units();
            let sku = line.sku.clone();
            if !self.is_tracked(&sku) || units.disposition == Disposition::Quarantine {
                continue;
            }
            let there = self.units(&sku, &location, Bucket::QualityControl);
            if there < quantity {
                return Err(Refusal::new("insufficient_bucket").with("requested", quantity).with("available", there));
            }
            *self.level(&sku, &location, Bucket::QualityControl) -= quantity;
            match units.disposition {
                Disposition::Restock => *self.level(&sku, &location, Bucket::Available) += quantity,
                Disposition::Damaged | Disposition::Refurbish | Disposition::ReturnToVendor => {
                    *self.level(&sku, &location, Bucket::Damaged) += quantity
                }
                _ => {}
            }
        }
        self.follow(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn refund_return(&mut self, command: &RefundReturn) -> Result<(), Refusal> {
        if command.restocking_fee_rate.is_some_and(|rate| rate < Decimal::ZERO || rate > Decimal::ONE || rate.scale() > 8) {
            return refuse("invalid_field");
        }
        let mut order = self.find(&command.order)?;
        let states = [ReturnState::Received, ReturnState::Inspected];
        let taken = order.offset_of(&command.return_id);
        let back = order.back(&command.return_id, &states)?;
        let units: Vec<(LineId, ReturnReason, i64)> =
            back.lines.iter().map(|line| (line.line.clone(), line.reason, line.refundable())).collect();
        if units.iter().all(|(_, _, units)| *units == 0) {
            return refuse("nothing_to_do");
        }
        back.lines.iter_mut().for_each(|line| line.refunded += line.refundable());
        let by_customer = back.lines.iter().zip(&units).any(|(line, (_, _, units))| *units > 0 && !line.reason.is_sellers_fault());
        let is_fault = back.lines.iter().any(|line| line.reason.is_sellers_fault());
        let swapped = back.swaps.is_some();
        let label = back.label && !back.label_fee && !is_fault && !swapped;
        let (mut goods, mut fee) = (0, 0);
        let mut settled = Vec::new();
        for (id, reason, units) in units {
            let line = order.lines.iter_mut().find(|line| line.id == id).expect("a line in a return");
            let before = line.credited();
            settled.push((id, line.credited_units, units));
            line.credited_units += units;
            let amount = line.credited() - before;
            goods += amount;
            let charged = order.terms.restocking_fees.iter().find(|fee| fee.reason.is_none_or(|of| of == reason));
            fee += charged.filter(|_| !reason.is_sellers_fault() && !swapped).map_or(0, |fee| round_share(amount, fee.rate));
        }
        if let Some(rate) = command.restocking_fee_rate {
            fee = round_share(goods, rate);
        }
        if let Some(label_fee) = in_currency(&order.terms.label_fees, order.currency).filter(|_| label) {
            let kept = label_fee.min(goods - fee);
            order.back(&command.return_id, &states)?.label_fee = kept > 0;
            fee += kept;
        }
        order.settle_swaps(&command.return_id, &settled);
        let clawed = if order.terms.claws_back && by_customer { order.claw_back(goods - fee) } else { 0 };
        let order_keeps_shipping = command.refund_shipping == Some(false) && order.shipping_credited < order.shipping;
        let credited = goods + self.give_shipping_back(&mut order, command.refund_shipping);
        let back = order.back(&command.return_id, &states)?;
        back.fee += fee;
        back.keeps_shipping |= order_keeps_shipping;
        back.advance();
        self.follow(&mut order)?;
        // What replaces the units is paid for by their credit.
        let exchanged = (taken - order.offset_of(&command.return_id)).min(credited - fee - clawed);
        let refunded = order.pay_back((credited - fee - clawed - exchanged).max(0).min(order.owed()), &self.policies.payments, self.now());
        let back = order.returns.iter_mut().find(|back| back.id == command.return_id).expect("a return of the order");
        back.refunded += refunded;
        self.put(order);
        Ok(())
    }

    /// Gives shipping back once all is back, by what a command says or by the terms. Answers how much that is.
    pub(crate) fn give_shipping_back(&self, order: &mut OrderRecord, named: Option<bool>) -> i64 {
        let all_at_fault =
            order.returns.iter().flat_map(|back| &back.lines).all(|line| line.refunded == 0 || line.reason.is_sellers_fault());
        let gives = named.unwrap_or(match order.terms.shipping {
            ShippingRefund::Always => true,
            ShippingRefund::Never => false,
            ShippingRefund::SellersFault => all_at_fault,
        });
        if !gives || order.lines.iter().any(|line| line.credited_units + order.lost_uncredited(line) < line.quantity) {
            return 0;
        }
        let left = order.shipping - order.shipping_credited;
        order.shipping_credited = order.shipping;
        left
    }
}
