//! Work given to locations, parcels and their way to the customer, as the model takes them.

use oms_core::LocationId;
use oms_core::fulfillment::{
    AcceptFulfillment, CancelFulfillment, PackParcel, PickFulfillment, PickLine, RecordMispick, RecordTracking, RejectFulfillment,
    ShipParcel, Tracking,
};
use oms_core::inventory::Bucket;
use oms_core::order::{HoldKind, Stage};
use oms_core::settings::OnShortPick;
use oms_core::{Quantity, Timestamp};

use super::orders::{is_unpaid, is_unsecured};
use super::record::{OrderRecord, ParcelRecord, PaymentRecord, Spot};
use super::stock::{LINES_MAX, check_quantity, check_reason};
use super::{Model, Refusal, refuse};

/// How many of the latest ids of a carrier's reports a parcel remembers.
const SEEN_MAX: usize = 64;

impl OrderRecord {
    /// How far a piece of work has come, by its name on the wire.
    pub(crate) fn work_state(&self, number: u32) -> Result<&'static str, Refusal> {
        let work = self.work.get((number as usize).wrapping_sub(1)).ok_or(Refusal::new("unknown_fulfillment"))?;
        let of_work = |spot: &Spot| spot.work == Some(number);
        let count = |condition: &dyn Fn(&Spot) -> bool| {
            self.lines.iter().map(|line| line.count(|spot| of_work(spot) && condition(spot))).sum::<i64>()
        };
        let inside = count(&|spot| matches!(spot.stage, Stage::Allocated | Stage::Picked | Stage::Packed));
        let (picked, packed) = (count(&|spot| spot.stage == Stage::Picked), count(&|spot| spot.stage == Stage::Packed));
        let (away, arrived) = (count(&|spot| spot.stage == Stage::Shipped), count(&|spot| spot.stage == Stage::Delivered));
        let failed = count(&|spot| spot.stage == Stage::Lost || (spot.stage == Stage::Canceled && spot.parcel.is_some()));
        let left = away + arrived + failed;
        Ok(match (work.answer, inside, left) {
            ("rejected", ..) => "rejected",
            ("canceled", ..) | (_, 0, 0) => "canceled",
            (_, 0, _) if away > 0 => "shipped",
            (_, 0, _) if failed > 0 => "incomplete",
            (_, 0, _) => "delivered",
            (_, _, 1..) => "partially_shipped",
            _ if packed > 0 => "packed",
            _ if picked > 0 => "picking",
            ("accepted", ..) => "accepted",
            _ => "open",
        })
    }

    pub(crate) fn need_work(&self, number: u32, states: &[&'static str]) -> Result<&'static str, Refusal> {
        let state = self.work_state(number)?;
        if states.contains(&state) { Ok(state) } else { Err(Refusal::new("fulfillment_state").with("state", state)) }
    }

    pub(crate) fn work_mut(&mut self, number: u32) -> &mut super::record::WorkRecord {
        self.work.get_mut(number as usize - 1).expect("work that was looked up before")
    }

    pub(crate) fn parcel(&self, number: u32) -> Result<&ParcelRecord, Refusal> {
        self.parcels.get((number as usize).wrapping_sub(1)).ok_or(Refusal::new("unknown_parcel"))
    }

    pub(crate) fn parcel_mut(&mut self, number: u32) -> &mut ParcelRecord {
        self.parcels.get_mut(number as usize - 1).expect("a parcel that was looked up before")
    }
}

impl Model {
    pub(crate) fn accept_fulfillment(&mut self, command: &AcceptFulfillment) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        order.need_work(command.fulfillment, &["open"])?;
        order.work_mut(command.fulfillment).answer = "accepted";
        self.put(order);
        Ok(())
    }

    pub(crate) fn reject_fulfillment(&mut self, command: &RejectFulfillment) -> Result<(), Refusal> {
        check_reason(&command.reason)?;
        let mut order = self.find(&command.order)?;
        order.need_work(command.fulfillment, &["open", "accepted", "picking"])?;
        let work = order.work_mut(command.fulfillment);
        work.answer = "rejected";
        let location = work.location.clone();
        let theirs = |spot: &Spot| spot.work == Some(command.fulfillment) && matches!(spot.stage, Stage::Allocated | Stage::Picked);
        for line in &mut order.lines {
            let moved = line.shift(i64::MAX, theirs, |_| Spot::nowhere(Stage::Open));
            self.give_back(&line.sku, &moved, Bucket::QualityControl);
            if !moved.is_empty() {
                order.pins.remove(&(line.id.clone(), location.clone()));
                line.wait_anywhere(&location);
                order.excluded.insert((line.id.clone(), location.clone()));
            }
        }
        self.allocate_open(&mut order)?;
        self.put(order);
        Ok(())
    }

    pub(crate) fn cancel_fulfillment(&mut self, command: &CancelFulfillment) -> Result<(), Refusal> {
        if !command.reason.is_empty() {
            check_reason(&command.reason)?;
        }
        let mut order = self.find(&command.order)?;
        if order.need_work(command.fulfillment, &["open", "accepted", "picking", "canceled"])? == "canceled" {
            return Ok(());
        }
        order.work_mut(command.fulfillment).answer = "canceled";
        let theirs = |spot: &Spot| spot.work == Some(command.fulfillment) && matches!(spot.stage, Stage::Allocated | Stage::Picked);
        for line in &mut order.lines {
            let moved = line.shift(i64::MAX, theirs, |spot| Spot { stage: Stage::Reserved, work: None, ..spot.clone() });
            for (spot, units) in moved {
                let location = spot.location.expect("units at work are somewhere");
                self.transfer(&line.sku, &location, Bucket::Committed, Bucket::Reserved, units);
            }
        }
        self.put(order);
        Ok(())
    }

    pub(crate) fn record_mispick(&mut self, command: &RecordMispick) -> Result<(), Refusal> {
        let number = command.fulfillment;
        let mut order = self.find(&command.order)?;
        order.need_work(number, &["open", "accepted", "picking", "packed", "partially_shipped"])?;
        let line = order.lines.iter().find(|line| line.id == command.line).ok_or(Refusal::new("unknown_line"))?;
        if line.count(|spot| spot.stage == Stage::Allocated && spot.work == Some(number)) == 0 {
            return Err(Refusal::new("quantity_not_eligible").with("requested", 1).with("eligible", 0));
        }
        if line.sku == command.scanned {
            return refuse("invalid_field");
        }
        order.work_mut(number).mispicks += 1;
        self.put(order);
        Ok(())
    }

    pub(crate) fn pick_fulfillment(&mut self, command: &PickFulfillment) -> Result<(), Refusal> {
        if command.lines.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        let number = command.fulfillment;
        let mut order = self.find(&command.order)?;
        let state = order.need_work(number, &["open", "accepted", "picking", "packed", "partially_shipped"])?;
        let to_pick = |spot: &Spot| spot.stage == Stage::Allocated && spot.work == Some(number);
        let mut looked_for = command.lines.clone();
        if looked_for.is_empty() {
            let left = order.lines.iter().filter(|line| line.count(to_pick) > 0);
            let found = |line: &super::record::LineRecord| PickLine {
                line: line.id.clone(),
                lot: None,
                picked: Quantity::from_balance(line.count(to_pick)),
                not_found: Quantity::ZERO,
                serials: Vec::new(),
                not_found_serials: Vec::new(),
            };
            looked_for = left.map(found).collect();
            if looked_for.is_empty() {
                return Err(Refusal::new("fulfillment_state").with("state", state));
            }
        }
        let work = order.work_mut(number);
        work.answer = "accepted";
        let location = work.location.clone();
        for line in &looked_for {
            self.pick_line(&mut order, line, &location, to_pick)?;
        }
        let missed: Vec<&PickLine> = looked_for.iter().filter(|line| !line.not_found.is_zero()).collect();
        if !missed.is_empty() && self.policies.routing.on_short_pick == OnShortPick::Reroute {
            self.allocate_open(&mut order)?;
        } else if !missed.is_empty() {
            for missed in missed {
                let line = order.lines.iter_mut().find(|line| line.id == missed.line).expect("a line that was picked");
                self.cancel_units(line, missed.not_found.units(), |spot| spot.stage == Stage::Open);
            }
            self.after_cancel(&mut order);
            order.settle_by_marketplace(self.now());
        }
        self.put(order);
        Ok(())
    }

    fn pick_line(
        &mut self,
        order: &mut OrderRecord,
        looked_for: &PickLine,
        location: &LocationId,
        to_pick: impl Fn(&Spot) -> bool,
    ) -> Result<(), Refusal> {
        let both = looked_for.picked.plus(looked_for.not_found);
        let units = check_quantity(both)?;
        let line = order.lines.iter_mut().find(|line| line.id == looked_for.line).ok_or(Refusal::new("unknown_line"))?;
        let eligible = line.count(&to_pick);
        if units > eligible {
            return Err(Refusal::new("quantity_not_eligible").with("requested", units).with("eligible", eligible));
        }
        line.shift(looked_for.picked.units(), &to_pick, |spot| Spot { stage: Stage::Picked, ..spot.clone() });
        let missed = looked_for.not_found.units();
        if missed > 0 {
            line.shift(missed, &to_pick, |_| Spot::nowhere(Stage::Open));
            if self.is_tracked(&line.sku) {
                *self.level(&line.sku, location, Bucket::Committed) -= missed;
            }
            order.pins.remove(&(line.id.clone(), location.clone()));
            line.wait_anywhere(location);
            order.excluded.insert((line.id.clone(), location.clone()));
        }
        Ok(())
    }

    pub(crate) fn pack_parcel(&mut self, command: &PackParcel) -> Result<(), Refusal> {
        if command.lines.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        let number = command.fulfillment;
        let mut order = self.find(&command.order)?;
        let state = order.need_work(number, &["picking", "packed", "partially_shipped"])?;
        let picked = |spot: &Spot| spot.stage == Stage::Picked && spot.work == Some(number);
        if order.lines.iter().all(|line| line.count(picked) == 0) {
            return Err(Refusal::new("fulfillment_state").with("state", state));
        }
        order.parcels.push(ParcelRecord { work: number, ..ParcelRecord::default() });
        let parcel = u32::try_from(order.parcels.len()).ok();
        let packed = |spot: &Spot| Spot { stage: Stage::Packed, parcel, ..spot.clone() };
        if command.lines.is_empty() {
            order.lines.iter_mut().for_each(|line| drop(line.shift(i64::MAX, picked, packed)));
        }
        for named in &command.lines {
            let units = check_quantity(named.quantity)?;
            let line = order.lines.iter_mut().find(|line| line.id == named.line).ok_or(Refusal::new("unknown_line"))?;
            let eligible = line.count(picked);
            if units > eligible {
                return Err(Refusal::new("quantity_not_eligible").with("requested", units).with("eligible", eligible));
            }
            line.shift(units, picked, packed);
        }
        self.put(order);
        Ok(())
    }

    pub(crate) fn ship_parcel(&mut self, command: &ShipParcel) -> Result<(), Refusal> {
        let texts = [&command.carrier, &command.service, &command.tracking_number];
        if texts.into_iter().any(|text| text.len() > 128 || text.chars().any(char::is_control)) {
            return refuse("invalid_field");
        }
        let mut order = self.find(&command.order)?;
        if order.parcel(command.parcel)?.shipped_at.is_some() {
            return refuse("parcel_state");
        }
        let stops = |kind: &HoldKind| !matches!(kind, HoldKind::Stock | HoldKind::Unmapped | HoldKind::Unserviceable);
        if let Some((hold, _)) = order.holds.iter().find(|(_, kind)| stops(kind)) {
            return Err(Refusal::new("on_hold").with("hold", hold.as_str()));
        }
        let now = self.now();
        let channel = self.channels.get(&order.channel).ok_or(Refusal::new("unknown_channel"))?;
        let authorized: i64 = order.payments.iter().map(PaymentRecord::authorized_left).sum();
        if is_unpaid(channel, &order, now) && !is_unsecured(channel, &order, authorized) {
            return refuse("authorization_expired");
        }
        let mut left = 0;
        for line in &mut order.lines {
            let inside = |spot: &Spot| spot.stage == Stage::Packed && spot.parcel == Some(command.parcel);
            for (spot, units) in line.shift(i64::MAX, inside, |spot| Spot { stage: Stage::Shipped, ..spot.clone() }) {
                left += units;
                if self.is_tracked(&line.sku) {
                    *self.level(&line.sku, &spot.location.expect("packed units are somewhere"), Bucket::Committed) -= units;
                }
            }
        }
        if left == 0 {
            return refuse("parcel_state");
        }
        let now = self.now();
        let parcel = order.parcel_mut(command.parcel);
        (parcel.shipped_at, parcel.tracking) = (Some(now), Some(Tracking::InTransit));
        self.put(order);
        Ok(())
    }

    pub(crate) fn record_tracking(&mut self, command: &RecordTracking) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        let Some(shipped_at) = order.parcel(command.parcel)?.shipped_at else { return refuse("parcel_state") };
        let at = command.occurred_at.unwrap_or(self.now()).min(self.now()).max(shipped_at);
        if !order.parcel_mut(command.parcel).hear(command, at) {
            return Ok(());
        }
        order.parcel_mut(command.parcel).answer_by_scan();
        let inside = |spot: &Spot| spot.stage == Stage::Shipped && spot.parcel == Some(command.parcel);
        for line in &mut order.lines {
            match command.tracking {
                Tracking::Delivered => drop(line.shift(i64::MAX, inside, |spot| Spot { stage: Stage::Delivered, ..spot.clone() })),
                Tracking::Lost => drop(line.shift(i64::MAX, inside, |spot| Spot { stage: Stage::Lost, ..spot.clone() })),
                Tracking::ReturnedToOrigin => {
                    for (spot, units) in line.shift(i64::MAX, inside, |spot| Spot { stage: Stage::Canceled, ..spot.clone() }) {
                        line.credited_units += units;
                        if self.is_tracked(&line.sku) {
                            *self.level(&line.sku, &spot.location.expect("shipped units left from somewhere"), Bucket::QualityControl) +=
                                units;
                        }
                    }
                }
                _ => {}
            }
        }
        if command.tracking == Tracking::Lost {
            order.claim_lost(command.parcel);
        }
        if command.tracking == Tracking::ReturnedToOrigin {
            self.after_cancel(&mut order);
            order.settle_by_marketplace(self.now());
        }
        self.put(order);
        Ok(())
    }
}

impl ParcelRecord {
    /// Takes a carrier's report in. Says whether it told anything new.
    fn hear(&mut self, report: &RecordTracking, at: Timestamp) -> bool {
        let is_end = |tracking| matches!(tracking, Tracking::ReturnedToOrigin | Tracking::Lost | Tracking::Delivered);
        let current = self.tracking.expect("a parcel that has shipped");
        if is_end(current) || report.event.as_ref().is_some_and(|event| self.seen.contains(event)) {
            return false;
        }
        let told = (at, report.tracking);
        let newest = self.tracked_at.is_none_or(|before| told > (before, current));
        let again = report.event.is_none() && self.tracked_at == Some(at) && current == report.tracking;
        let attempt = report.tracking == Tracking::FailedAttempt && !again;
        if !(newest || attempt || is_end(report.tracking)) {
            return false;
        }
        self.failed_attempts += u16::from(attempt);
        if newest || is_end(report.tracking) {
            (self.tracked_at, self.tracking) = (Some(at), Some(report.tracking));
        }
        if report.tracking == Tracking::Delivered {
            self.delivered_at = Some(at);
        }
        self.seen.extend(report.event.clone());
        if self.seen.len() > SEEN_MAX {
            self.seen.remove(0);
        }
        true
    }
}
