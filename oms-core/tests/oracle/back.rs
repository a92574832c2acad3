//! What customers send back, as the model takes it.

use std::collections::{BTreeMap, BTreeSet};

use oms_core::inventory::Bucket;
use oms_core::order::Stage;
use oms_core::returns::{
    ApproveReturn, CancelReturn, DeclineReturn, Disposition, InspectReturn, ReceiveReturn, RefundReturn, RequestReturn, ReturnState,
};
use oms_core::{LineId, ReturnId, Timestamp};
use rust_decimal::Decimal;

use super::calendar::begins_later;
use super::price::round_share;
use super::record::{BackLine, BackRecord, LineRecord, OrderRecord};
use super::stock::{LINES_MAX, check_quantity, check_reason};
use super::{Model, Refusal, refuse};

impl BackLine {
    fn expected(&self) -> i64 {
        self.requested - self.canceled - self.received
    }

    fn inspected(&self) -> i64 {
        self.found.values().sum()
    }

    fn wrong(&self) -> i64 {
        self.found.get("WrongItem").copied().unwrap_or_default()
    }

    fn refundable(&self) -> i64 {
        self.inspected() - self.wrong() - self.refunded
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

    fn line(&mut self, id: &LineId) -> Option<&mut BackLine> {
        self.lines.iter_mut().find(|line| line.line == *id)
    }
}

impl OrderRecord {
    fn back(&mut self, id: &ReturnId, states: &[ReturnState]) -> Result<&mut BackRecord, Refusal> {
        let back = self.returns.iter_mut().find(|back| back.id == *id).ok_or(Refusal::new("unknown_return"))?;
        if states.contains(&back.state) { Ok(back) } else { refuse("return_state") }
    }

    /// Units with the customer that are in no other return.
    fn returnable(&self, line: &LineRecord) -> i64 {
        let live = self.returns.iter().filter(|back| !matches!(back.state, ReturnState::Declined | ReturnState::Canceled));
        let claims = live.flat_map(|back| &back.lines).filter(|back| back.line == line.id);
        line.at(Stage::Delivered) - claims.map(|back| back.requested - back.canceled - back.wrong()).sum::<i64>()
    }

    /// When it is too late to return units of a line: at the end of so many days after that of the last parcel with units of it.
    fn closes(&self, line: &LineRecord) -> Timestamp {
        let parcels = line.units.keys().filter(|spot| spot.stage == Stage::Delivered).filter_map(|spot| spot.parcel);
        let arrived = parcels.filter_map(|number| self.parcel(number).ok()?.delivered_at).max().unwrap_or(self.placed_at);
        match self.window_days {
            0 => arrived,
            days => begins_later(&self.time_zone, arrived, i64::from(days) + 1),
        }
    }
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
        for wanted in &command.lines {
            let units = check_quantity(wanted.quantity)?;
            let line = order.lines.iter().find(|line| line.id == wanted.line).ok_or(Refusal::new("unknown_line"))?;
            let eligible = order.returnable(line);
            if units > eligible {
                return Err(not_eligible(units, eligible));
            }
            let closed_at = order.closes(line);
            if self.now() >= closed_at && !command.override_policy {
                return Err(Refusal::new("return_window_closed").with("closed_at", closed_at.to_string()));
            }
        }
        let at_once = self.policies.returns.approves_automatically;
        let lines = command.lines.iter().map(|line| BackLine {
            line: line.line.clone(),
            requested: line.quantity.units(),
            canceled: 0,
            received: 0,
            found: BTreeMap::new(),
            refunded: 0,
        });
        order.returns.push(BackRecord {
            id: command.return_id.clone(),
            state: if at_once { ReturnState::Approved } else { ReturnState::Requested },
            location: None,
            lines: lines.collect(),
            fee: 0,
            refunded: 0,
        });
        self.put(order);
        Ok(())
    }

    pub(crate) fn approve_return(&mut self, command: &ApproveReturn) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        order.back(&command.return_id, &[ReturnState::Requested])?.state = ReturnState::Approved;
        self.put(order);
        Ok(())
    }

    pub(crate) fn decline_return(&mut self, command: &DeclineReturn) -> Result<(), Refusal> {
        check_reason(&command.reason)?;
        let mut order = self.find(&command.order)?;
        order.back(&command.return_id, &[ReturnState::Requested])?.state = ReturnState::Declined;
        self.put(order);
        Ok(())
    }

    pub(crate) fn cancel_return(&mut self, command: &CancelReturn) -> Result<(), Refusal> {
        if !command.reason.is_empty() {
            check_reason(&command.reason)?;
        }
        let mut order = self.find(&command.order)?;
        let states = [ReturnState::Requested, ReturnState::Approved, ReturnState::Received, ReturnState::Inspected];
        let back = order.back(&command.return_id, &states)?;
        if back.lines.iter().all(|line| line.expected() == 0) {
            return refuse("nothing_to_do");
        }
        let nothing_came = matches!(back.state, ReturnState::Requested | ReturnState::Approved);
        back.lines.iter_mut().for_each(|line| line.canceled += line.expected());
        if nothing_came {
            back.state = ReturnState::Canceled;
        } else {
            back.advance();
        }
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
        let mut states = vec![ReturnState::Approved, ReturnState::Received, ReturnState::Inspected];
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
                Disposition::Damaged => *self.level(&sku, &location, Bucket::Damaged) += quantity,
                _ => {}
            }
        }
        self.put(order);
        Ok(())
    }

    pub(crate) fn refund_return(&mut self, command: &RefundReturn) -> Result<(), Refusal> {
        let rate = command.restocking_fee_rate.unwrap_or_default();
        if rate < Decimal::ZERO || rate > Decimal::ONE || rate.scale() > 8 {
            return refuse("invalid_field");
        }
        let mut order = self.find(&command.order)?;
        let states = [ReturnState::Received, ReturnState::Inspected];
        let back = order.back(&command.return_id, &states)?;
        let units: Vec<(LineId, i64)> = back.lines.iter().map(|line| (line.line.clone(), line.refundable())).collect();
        if units.iter().all(|(_, units)| *units == 0) {
            return refuse("nothing_to_do");
        }
        back.lines.iter_mut().for_each(|line| line.refunded += line.refundable());
        let before: i64 = order.lines.iter().map(LineRecord::credited).sum();
        for (id, units) in units {
            let line = order.lines.iter_mut().find(|line| line.id == id).expect("a line in a return");
            line.credited_units += units;
        }
        let goods = order.lines.iter().map(LineRecord::credited).sum::<i64>() - before;
        let fee = round_share(goods, rate);
        let mut credited = goods;
        if command.refund_shipping && self.is_all_back(&order) {
            credited += order.shipping - order.shipping_credited;
            order.shipping_credited = order.shipping;
        }
        order.back(&command.return_id, &states)?.fee += fee;
        let refunded = order.pay_back((credited - fee).min((-order.due()).max(0)));
        let back = order.back(&command.return_id, &states)?;
        back.refunded += refunded;
        back.advance();
        self.put(order);
        Ok(())
    }

    fn is_all_back(&self, order: &OrderRecord) -> bool {
        order.lines.iter().all(|line| {
            let back = order.returns.iter().flat_map(|back| &back.lines).filter(|back| back.line == line.id);
            line.at(Stage::Canceled) + line.at(Stage::Lost) + back.map(|back| back.refunded).sum::<i64>() >= line.quantity
        })
    }
}
