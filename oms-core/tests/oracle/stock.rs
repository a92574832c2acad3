//! Stock and carts, as the model takes them.

use std::cmp::Reverse;

use oms_core::inventory::{AdjustStock, Bucket, MoveStock, ReceiveStock, ReleaseBackorders, ReleaseRule, SetStock, ShortageChoice};
use oms_core::order::Stage;
use oms_core::reservation::{ChangeReservation, ReleaseReservation, ReserveLine, ReserveStock};
use oms_core::{Address, ChannelId, DocumentId, LocationId, OrderId, QUANTITY_MAX, Quantity, ReservationId, Sku, Span, Timestamp};

use super::record::{Cart, Levels, LineRecord, OrderRecord, Past, Spot};
use super::{Model, Refusal, refuse};

/// The most lines of a cart or an order.
pub(crate) const LINES_MAX: usize = 10_000;

pub(crate) fn check_quantity(quantity: Quantity) -> Result<i64, Refusal> {
    let units = quantity.units();
    if (1..=QUANTITY_MAX).contains(&units) { Ok(units) } else { refuse("invalid_field") }
}

pub(crate) fn check_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() || reason.len() > 1_000 { refuse("invalid_field") } else { Ok(()) }
}

pub(crate) fn check_address(address: Option<&Address>) -> Result<(), Refusal> {
    let Some(address) = address else { return Ok(()) };
    let texts = [&address.name, &address.address1, &address.address2, &address.city, &address.province];
    let rest = [&address.postal_code, &address.phone, &address.email];
    let outside = address.coordinates.is_some_and(|at| at.latitude.abs() > 90.into() || at.longitude.abs() > 180.into());
    if outside || texts.into_iter().chain(rest).any(|text| text.len() > 512) { refuse("invalid_field") } else { Ok(()) }
}

const fn is_promised(bucket: Bucket) -> bool {
    matches!(bucket, Bucket::Reserved | Bucket::Committed)
}

impl Model {
    pub(crate) fn level(&mut self, sku: &Sku, location: &LocationId, bucket: Bucket) -> &mut i64 {
        self.stock.entry((sku.clone(), location.clone())).or_default().entry(bucket).or_default()
    }

    pub(crate) fn units(&self, sku: &Sku, location: &LocationId, bucket: Bucket) -> i64 {
        self.stock.get(&(sku.clone(), location.clone())).and_then(|levels| levels.get(&bucket)).copied().unwrap_or_default()
    }

    fn on_hand(&self, sku: &Sku, location: &LocationId) -> i64 {
        let levels = self.stock.get(&(sku.clone(), location.clone()));
        levels.into_iter().flat_map(|levels| levels.values()).sum()
    }

    /// Moves promised stock; what is not counted has none to move.
    pub(crate) fn transfer(&mut self, sku: &Sku, location: &LocationId, from: Bucket, to: Bucket, units: i64) {
        if self.is_tracked(sku) {
            *self.level(sku, location, from) -= units;
            *self.level(sku, location, to) += units;
        }
    }

    fn check_place(&self, sku: &Sku, location: &LocationId) -> Result<(), Refusal> {
        if !self.locations.contains_key(location) {
            return refuse("unknown_location");
        }
        if self.items.contains_key(sku) { Ok(()) } else { refuse("unknown_item") }
    }

    /// What was free at a location before the current command.
    fn available_before(&self, sku: &Sku, location: &LocationId) -> i64 {
        self.stock_before
            .get(&(sku.clone(), location.clone()))
            .and_then(|levels| levels.get(&Bucket::Available))
            .copied()
            .unwrap_or_default()
    }

    /// Notes by how much the command has changed each level.
    pub(crate) fn remember_past(&mut self, command: &oms_core::Command) {
        let (at, corrected) = (self.now(), std::mem::take(&mut self.correction));
        let counted = match command {
            oms_core::Command::SetStock(set) => Some((&set.sku, &set.location, set.as_of.unwrap_or(at))),
            _ => None,
        };
        let before = std::mem::take(&mut self.stock_before);
        for ((sku, location), now) in &self.stock {
            let then = before.get(&(sku.clone(), location.clone())).cloned().unwrap_or_default();
            let counted_at = counted.filter(|(of, place, _)| (*of, *place) == (sku, location)).map(|(_, _, at)| at);
            let free = |levels: &Levels| levels.get(&Bucket::Available).copied().unwrap_or_default();
            let on_hand = now.values().sum::<i64>() - then.values().sum::<i64>();
            let available = free(now) - free(&then);
            let corrected = counted_at.map_or(0, |_| corrected);
            if (on_hand, available, corrected) != (0, 0, 0) {
                let (sku, location) = (sku.clone(), location.clone());
                self.past.push(Past { at, sku, location, on_hand, available, corrected, counted_at });
            }
        }
    }

    fn check_there(&self, sku: &Sku, location: &LocationId, bucket: Bucket, units: i64) -> Result<(), Refusal> {
        let there = self.units(sku, location, bucket);
        if there < units {
            return Err(Refusal::new("insufficient_bucket").with("requested", units).with("available", there));
        }
        Ok(())
    }

    pub(crate) fn receive_stock(&mut self, command: &ReceiveStock) -> Result<(), Refusal> {
        if command.lines.is_empty() || command.lines.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        if !self.locations.contains_key(&command.location) {
            return refuse("unknown_location");
        }
        for line in &command.lines {
            let units = check_quantity(line.quantity)?;
            if is_promised(line.into) {
                return refuse("invalid_field");
            }
            self.check_place(&line.sku, &command.location)?;
            *self.level(&line.sku, &command.location, line.into) += units;
            if line.into == Bucket::Available {
                self.serve_queue(&line.sku, &command.location);
            }
        }
        Ok(())
    }

    pub(crate) fn adjust_stock(&mut self, command: &AdjustStock) -> Result<(), Refusal> {
        if command.change == 0 || command.change > QUANTITY_MAX || command.change < -QUANTITY_MAX || is_promised(command.bucket) {
            return refuse("invalid_field");
        }
        check_reason(&command.reason)?;
        self.check_place(&command.sku, &command.location)?;
        if command.change < 0 && command.bucket != Bucket::Available {
            self.check_there(&command.sku, &command.location, command.bucket, -command.change)?;
        }
        let on_hand = self.on_hand(&command.sku, &command.location);
        if command.change < 0 && on_hand + command.change < 0 && !self.policies.stock.allows_negative_on_hand {
            return Err(Refusal::new("on_hand_below_zero").with("on_hand", on_hand).with("change", command.change));
        }
        *self.level(&command.sku, &command.location, command.bucket) += command.change;
        let takes = command.change < 0 && command.bucket == Bucket::Available;
        self.check_promised(&command.sku, &command.location, takes && command.shortage == ShortageChoice::Refuse)
    }

    pub(crate) fn set_stock(&mut self, command: &SetStock) -> Result<(), Refusal> {
        let counts_all = command.on_hand.is_some();
        let counted = match (command.on_hand, command.available) {
            (Some(one), None) | (None, Some(one)) if one.units() <= QUANTITY_MAX => one.units(),
            _ => return refuse("invalid_field"),
        };
        check_reason(&command.reason)?;
        let (sku, location) = (&command.sku, &command.location);
        self.check_place(sku, location)?;
        let (on_hand, available) = (self.on_hand(sku, location), self.units(sku, location, Bucket::Available));
        let current = if counts_all { on_hand } else { available };
        if let Some(expected) = command.expected.filter(|expected| expected.units() != current) {
            return Err(Refusal::new("stock_changed").with("expected", expected.units()).with("current", current));
        }
        let mut wanted = counted;
        if let Some(as_of) = command.as_of {
            if as_of > self.now() {
                return refuse("invalid_field");
            }
            // What carts gave back when this command noticed that their time was over has come free since, too.
            let given_back = if counts_all { 0 } else { available - self.available_before(sku, location) };
            wanted += given_back;
            for past in self.past.iter().filter(|past| &past.sku == sku && &past.location == location && past.at > as_of) {
                match past.counted_at.filter(|_| past.corrected != 0) {
                    Some(counted_at) if counted_at > as_of => {
                        return Err(Refusal::new("counted_since").with("counted_at", counted_at.to_string()));
                    }
                    _ => {}
                }
                wanted += if counts_all { past.on_hand } else { past.available } - past.corrected;
            }
            let left = on_hand + wanted - current;
            if left < 0 && !self.policies.stock.allows_negative_on_hand {
                return Err(Refusal::new("on_hand_below_zero").with("change", wanted - counted));
            }
        }
        self.correction = wanted - current;
        *self.level(&command.sku, &command.location, Bucket::Available) += wanted - current;
        let takes = wanted < current;
        self.check_promised(&command.sku, &command.location, takes && command.shortage == ShortageChoice::Refuse)
    }

    /// Refuses, if that is wanted, what leaves less than is promised: what is kept back makes up for it first.
    fn check_promised(&self, sku: &Sku, location: &LocationId, refuses: bool) -> Result<(), Refusal> {
        let missing = -self.units(sku, location, Bucket::Available) - self.units(sku, location, Bucket::Safety);
        if !refuses || missing <= 0 {
            return Ok(());
        }
        let promised = self.units(sku, location, Bucket::Reserved) + self.units(sku, location, Bucket::Committed);
        Err(Refusal::new("below_promised").with("promised", promised).with("missing", missing))
    }

    pub(crate) fn move_stock(&mut self, command: &MoveStock) -> Result<(), Refusal> {
        let units = check_quantity(command.quantity)?;
        check_reason(&command.reason)?;
        if is_promised(command.from) || is_promised(command.to) || command.from == command.to {
            return refuse("invalid_field");
        }
        self.check_place(&command.sku, &command.location)?;
        self.check_there(&command.sku, &command.location, command.from, units)?;
        *self.level(&command.sku, &command.location, command.from) -= units;
        *self.level(&command.sku, &command.location, command.to) += units;
        Ok(())
    }

    pub(crate) fn release_backorders(&mut self, command: &ReleaseBackorders) -> Result<(), Refusal> {
        self.check_place(&command.sku, &command.location)?;
        self.serve_queue_by(command.rule.unwrap_or(self.policies.backorders.release), &command.sku, &command.location);
        Ok(())
    }

    /// Orders that wait for a SKU: highest priority first, then placed first, then by id.
    pub(crate) fn queue(&self, sku: &Sku) -> Vec<OrderId> {
        let mut waiting: Vec<_> =
            self.orders.values().filter(|order| order.units_of(sku, |spot| spot.stage == Stage::Backordered) > 0).collect();
        waiting.sort_by_key(|order| (Reverse(order.priority), order.placed_at, order.id.clone()));
        waiting.into_iter().map(|order| order.id.clone()).collect()
    }

    /// The same, as a rule serves them.
    fn queue_by(&self, rule: ReleaseRule, sku: &Sku) -> Vec<OrderId> {
        let mut queue: Vec<&OrderRecord> = self.queue(sku).iter().map(|id| &self.orders[id]).collect();
        match rule {
            ReleaseRule::FirstCome => queue.sort_by_key(|order| (order.placed_at, order.id.clone())),
            ReleaseRule::Promise => queue.sort_by_key(|order| order.promised_at.map_or(i64::MAX, Timestamp::millis)),
            ReleaseRule::Priority | ReleaseRule::ShipComplete | ReleaseRule::ReserveHead => {}
        }
        queue.into_iter().map(|order| order.id.clone()).collect()
    }

    /// Gives what is free at a location to whoever waits for it and may be served from there.
    pub(crate) fn serve_queue(&mut self, sku: &Sku, location: &LocationId) {
        self.serve_queue_by(self.policies.backorders.release, sku, location);
    }

    fn serve_queue_by(&mut self, rule: ReleaseRule, sku: &Sku, location: &LocationId) {
        for id in self.queue_by(rule, sku) {
            let mut order = self.orders[&id].clone();
            let free = self.units(sku, location, Bucket::Available);
            let may_ship = self.may_ship(&order, sku, location);
            let waits_here =
                |spot: &Spot| spot.stage == Stage::Backordered && spot.location.as_ref().map_or(may_ship, |assigned| assigned == location);
            if free <= 0 || order.units_of(sku, waits_here) == 0 {
                continue;
            }
            let is_whole = order.units_of(sku, waits_here) <= free;
            if rule == ReleaseRule::ShipComplete && !is_whole {
                continue;
            }
            let is_kept = rule == ReleaseRule::ReserveHead && !is_whole;
            let held = order.is_held_back() || is_kept;
            let gives = |line: &LineRecord| &line.sku == sku && line.count(waits_here) > 0 && line.releasable() > 0;
            let work = (!held && order.lines.iter().any(gives)).then(|| order.work_of_now(location, self.now()));
            for line in order.lines.iter_mut().filter(|line| &line.sku == sku) {
                for (stage, bucket) in [(Stage::Allocated, Bucket::Committed), (Stage::Reserved, Bucket::Reserved)] {
                    let given_out = stage == Stage::Allocated;
                    let free = self.units(sku, location, Bucket::Available).max(0);
                    let most = if !given_out {
                        free
                    } else if held {
                        0
                    } else {
                        line.releasable().min(free)
                    };
                    let spot = Spot { stage, location: Some(location.clone()), work: work.filter(|_| given_out), parcel: None };
                    let moved = line.shift(most, waits_here, |_| spot.clone());
                    let units: i64 = moved.iter().map(|(_, units)| units).sum();
                    self.transfer(sku, location, Bucket::Available, bucket, units);
                }
            }
            if rule == ReleaseRule::ReserveHead && !held {
                self.give_out_kept(&mut order, sku);
            }
            self.put(order);
            if is_kept {
                break;
            }
        }
    }

    /// What was kept of a SKU for an order that has the rest by now is given out.
    fn give_out_kept(&mut self, order: &mut OrderRecord, sku: &Sku) {
        let places: Vec<usize> = (0..order.lines.len()).filter(|place| &order.lines[*place].sku == sku).collect();
        for place in places {
            let mut left = order.lines[place].releasable();
            let reserved: Vec<Spot> = order.lines[place].units.keys().filter(|spot| spot.stage == Stage::Reserved).cloned().collect();
            for spot in reserved {
                if left == 0 {
                    break;
                }
                let location = spot.location.clone().expect("reserved units are somewhere");
                let number = order.work_of_now(&location, self.now());
                let to = |spot: &Spot| Spot { stage: Stage::Allocated, work: Some(number), ..spot.clone() };
                let moved = order.lines[place].shift(left, |other| *other == spot, to);
                let units: i64 = moved.iter().map(|(_, units)| units).sum();
                left -= units;
                self.transfer(sku, &location, Bucket::Reserved, Bucket::Committed, units);
            }
        }
    }

    pub(crate) fn reserve_stock(&mut self, command: &ReserveStock) -> Result<(), Refusal> {
        if self.carts.contains_key(&command.reservation) {
            return refuse("reservation_exists");
        }
        let time_to_live = command.time_to_live.unwrap_or(self.policies.reservation.time_to_live);
        if time_to_live.seconds() == 0 {
            return refuse("invalid_field");
        }
        let expires_at = later(self.now(), time_to_live);
        self.fill_cart(&command.reservation, &command.channel, &command.lines, command.shipping_address.as_deref(), expires_at)
    }

    pub(crate) fn change_reservation(&mut self, command: &ChangeReservation) -> Result<(), Refusal> {
        let cart = self.carts.get(&command.reservation).cloned().ok_or(Refusal::new("unknown_reservation"))?;
        if command.time_to_live.is_some_and(|span| span.seconds() == 0) {
            return refuse("invalid_field");
        }
        self.empty_cart(&command.reservation);
        let policy = &self.policies.reservation;
        let span = command.time_to_live.or(policy.change_extends.then_some(policy.time_to_live));
        let expires_at = span.map_or(cart.expires_at, |span| later(self.now(), span));
        self.fill_cart(&command.reservation, &cart.channel, &command.lines, command.shipping_address.as_deref(), expires_at)
    }

    pub(crate) fn release_reservation(&mut self, command: &ReleaseReservation) -> Result<(), Refusal> {
        if !self.carts.contains_key(&command.reservation) {
            return refuse("unknown_reservation");
        }
        self.empty_cart(&command.reservation);
        Ok(())
    }

    fn fill_cart(
        &mut self,
        id: &ReservationId,
        channel: &ChannelId,
        lines: &[ReserveLine],
        address: Option<&Address>,
        expires_at: Timestamp,
    ) -> Result<(), Refusal> {
        check_address(address)?;
        let channel = self.channels.get(channel).cloned().ok_or(Refusal::new("unknown_channel"))?;
        if lines.is_empty() || lines.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        let mut wanted: Vec<(Sku, i64)> = Vec::new();
        for line in lines {
            let units = check_quantity(line.quantity)?;
            if !self.items.contains_key(&line.sku) {
                return refuse("unknown_item");
            }
            match wanted.iter_mut().find(|(sku, _)| *sku == line.sku) {
                Some((_, sum)) => *sum += units,
                None => wanted.push((line.sku.clone(), units)),
            }
        }
        let places = self.eligible(&channel, address);
        for (sku, units) in &wanted {
            let mut supply = self.supply(sku, &channel, &places);
            (supply.backorders, supply.backorderable) = (0, false);
            if *units > supply.in_stock() {
                return Err(supply.shortage(*units));
            }
        }
        let Some(route) = self.route(&channel, address, &places, &wanted, |_, _| false) else { return refuse("invalid_field") };
        let mut units = std::collections::BTreeMap::new();
        let chosen = route.iter().map(|(sku, location, _)| (sku.clone(), location.clone())).collect();
        for (sku, location, taken) in route {
            self.transfer(&sku, &location, Bucket::Available, Bucket::Reserved, taken);
            *units.entry((sku, location)).or_default() += taken;
        }
        self.carts.insert(id.clone(), Cart { channel: channel.id, expires_at, units, chosen });
        Ok(())
    }

    /// Takes a cart away and gives its stock back.
    pub(crate) fn empty_cart(&mut self, id: &ReservationId) {
        let cart = self.carts.remove(id).expect("a cart that was looked up before");
        for ((sku, location), units) in cart.units {
            self.transfer(&sku, &location, Bucket::Reserved, Bucket::Available, units);
        }
    }

    /// Frees what a lease has of the units that an order wants, the places chosen first before others.
    pub(crate) fn draw(&mut self, id: &ReservationId, wanted: &[(Sku, i64)]) {
        let Some(mut cart) = self.carts.get(id).cloned() else { return };
        for (sku, units) in wanted {
            let mut missing = *units;
            for place in cart.chosen.clone().iter().filter(|(held, _)| held == sku) {
                let Some(held) = cart.units.get_mut(place) else { continue };
                let drawn = missing.min(*held);
                missing -= drawn;
                *held -= drawn;
                self.transfer(sku, &place.1, Bucket::Reserved, Bucket::Available, drawn);
            }
        }
        cart.units.retain(|_, units| *units > 0);
        if cart.units.is_empty() {
            self.carts.remove(id);
        } else {
            self.carts.insert(id.clone(), cart);
        }
    }

    /// Brings to its end whatever is due by now, what is due first before what is due later.
    pub(crate) fn expire_due(&mut self) {
        while let Some((_, due)) = self.next_due().filter(|(at, _)| *at <= self.now()) {
            match due {
                Ended::Cart(id) => self.empty_cart(&id),
                Ended::Order(id) => self.pass_deadlines(&id),
                Ended::Purchase(id) => self.note_late(&id),
                Ended::Transfer(id) => self.note_late_transfer(&id),
            }
        }
    }

    fn next_due(&self) -> Option<(Timestamp, Ended)> {
        let carts = self.carts.iter().map(|(id, cart)| (cart.expires_at, Ended::Cart(id.clone())));
        let orders = self.orders.values().filter_map(|order| Some((order.ends()?, Ended::Order(order.id.clone()))));
        let purchases = self.purchases.iter().filter_map(|(id, record)| Some((record.ends()?, Ended::Purchase(id.clone()))));
        let transfers = self.transfers.iter().filter_map(|(id, record)| Some((record.ends()?, Ended::Transfer(id.clone()))));
        carts.chain(orders).chain(purchases).chain(transfers).min()
    }

    fn pass_deadlines(&mut self, id: &OrderId) {
        let now = self.now();
        let is_over = |until: Option<Timestamp>| until.is_some_and(|until| until <= now);
        let mut order = self.orders[id].clone();
        let unpaid = is_over(order.reserved_until);
        if unpaid {
            order.reserved_until = None;
            order.reservation_ended = true;
        }
        for all in [true, false] {
            for line in &mut order.lines {
                let most = if all {
                    if unpaid { i64::MAX } else { continue }
                } else if is_over(line.withheld_until) {
                    line.withheld_until = None;
                    line.withheld
                } else {
                    continue;
                };
                let moved = line.shift(most, |spot| spot.stage == Stage::Reserved, |_| Spot::nowhere(Stage::Open));
                for (spot, units) in moved {
                    let location = spot.location.expect("reserved units are somewhere");
                    self.transfer(&line.sku, &location, Bucket::Reserved, Bucket::Available, units);
                }
            }
        }
        order.returns.iter_mut().filter(|back| is_over(back.deadline())).for_each(super::record::BackRecord::call_off);
        self.follow(&mut order).expect("what comes to its end is never refused");
        self.put(order);
    }
}

/// Something that comes to its end by itself.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Ended {
    Cart(ReservationId),
    Order(OrderId),
    Purchase(DocumentId),
    Transfer(DocumentId),
}

impl super::record::OrderRecord {
    /// When something of it comes to its end next.
    pub(crate) fn ends(&self) -> Option<Timestamp> {
        let withheld = self.lines.iter().filter_map(|line| line.withheld_until);
        let returns = self.returns.iter().filter_map(super::record::BackRecord::deadline);
        self.reserved_until.into_iter().chain(withheld).chain(returns).min()
    }
}

/// The instant that lies a span later, or the last one there is.
pub(crate) fn later(from: Timestamp, span: Span) -> Timestamp {
    let millis = from.millis() + span.seconds() * 1_000;
    Timestamp::from_millis(millis).unwrap_or_else(|| "9999-12-30T22:00:00Z".parse().expect("the last instant"))
}
