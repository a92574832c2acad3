//! Locations that an operator names, as the model takes them.

use std::collections::BTreeMap;

use oms_core::inventory::Bucket;
use oms_core::order::{HoldKind, Stage};
use oms_core::routing::AssignLocation;
use oms_core::{LocationId, Sku};

use super::orders::settle;
use super::record::{OrderRecord, Spot};
use super::stock::{LINES_MAX, check_reason};
use super::{Model, Refusal, refuse};

/// The place of a line, the units that come, and those that stay.
type Chosen = (usize, i64, i64);

impl Model {
    pub(crate) fn assign_location(&mut self, command: &AssignLocation) -> Result<(), Refusal> {
        let to = &command.location;
        check_reason(&command.reason)?;
        if command.lines.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        if !self.locations.contains_key(to) {
            return refuse("unknown_location");
        }
        let mut order = self.find(&command.order)?;
        if let Some(number) = command.fulfillment {
            order.need_work(number, &["open"])?;
        }
        let open: Vec<u32> = (1..).take(order.work.len()).filter(|number| order.work_state(*number) == Ok("open")).collect();
        let is_loose = |spot: &Spot| {
            let is_named = command.fulfillment.is_none_or(|number| spot.work == Some(number));
            is_named
                && (spot.stage < Stage::Allocated || spot.stage == Stage::Allocated && spot.work.is_some_and(|work| open.contains(&work)))
        };
        let is_here = |spot: &Spot| matches!(spot.stage, Stage::Reserved | Stage::Allocated) && spot.location.as_ref() == Some(to);
        let chosen = choose(command, &order, &|spot| is_loose(spot) && !is_here(spot), &|spot| is_loose(spot) && is_here(spot))?;
        for (place, comes, _) in &chosen {
            let sku = order.lines[*place].sku.clone();
            if !self.items.contains_key(&sku) {
                return refuse("unknown_item");
            }
            self.check_assignable(command, &order, &sku, *comes > 0)?;
        }
        for (place, comes, _) in &chosen {
            let line = &mut order.lines[*place];
            let moved = line.shift(*comes, |spot| is_loose(spot) && !is_here(spot), |_| Spot::nowhere(Stage::Open));
            self.give_back(&line.sku, &moved, Bucket::Available);
        }
        for number in open {
            if order.lines.iter().all(|line| line.count(|spot| spot.work == Some(number)) == 0) {
                order.work_mut(number).answer = "canceled";
            }
        }
        self.orders.insert(order.id.clone(), order.clone());
        let comes: i64 = chosen.iter().map(|(_, comes, _)| comes).sum();
        if !command.force && comes > 0 && !self.has_room_for(&order, to, comes) {
            return Err(Refusal::new("location_not_assignable").with("bar", "node_capacity"));
        }
        self.check_stock_of(command, &order, &chosen)?;
        if order.lines.iter().map(|line| line.at(Stage::Open)).sum::<i64>() == comes {
            order.holds.retain(|(_, kind)| *kind != HoldKind::Unserviceable);
        }
        for (place, comes, stays) in chosen {
            let line = order.lines[place].id.clone();
            order.excluded.remove(&(line.clone(), to.clone()));
            self.give_at(&mut order, place, to, comes);
            order.pin(&line, to, comes + stays);
        }
        order.gather_work(to, self.now());
        settle(&mut order);
        self.put(order);
        Ok(())
    }

    fn check_assignable(&self, command: &AssignLocation, order: &OrderRecord, sku: &Sku, comes: bool) -> Result<(), Refusal> {
        if command.force {
            return Ok(());
        }
        let barred = |bar: &str| Err(Refusal::new("location_not_assignable").with("bar", bar));
        let channel = self.channels.get(&order.channel).ok_or(Refusal::new("unknown_channel"))?;
        if !self.ships_to(&command.location, order.address.as_ref()) {
            return barred("does_not_serve");
        }
        if !self.eligible(channel, order.address.as_ref()).contains(&command.location) {
            return barred("not_in_channel");
        }
        if comes && order.is_excluded(sku, &command.location) {
            return barred("excluded");
        }
        Ok(())
    }

    fn check_stock_of(&self, command: &AssignLocation, order: &OrderRecord, chosen: &[Chosen]) -> Result<(), Refusal> {
        let mut wanted: BTreeMap<&Sku, i64> = BTreeMap::new();
        for (place, comes, _) in chosen {
            *wanted.entry(&order.lines[*place].sku).or_default() += comes;
        }
        let channel = &self.channels[&order.channel];
        let has = |sku: &Sku| self.supply(sku, channel, std::slice::from_ref(&command.location)).in_stock();
        let may_wait = |sku: &Sku| command.force && self.is_tracked(sku);
        if wanted.into_iter().all(|(sku, units)| may_wait(sku) || has(sku) >= units) { Ok(()) } else { refuse("location_lacks_stock") }
    }

    /// Gives open units of a line what a location has, and answers how many got some.
    pub(crate) fn bind_at(&mut self, order: &mut OrderRecord, place: usize, to: &LocationId, units: i64) -> i64 {
        self.orders.insert(order.id.clone(), order.clone());
        let sku = order.lines[place].sku.clone();
        let channel = self.channels[&order.channel].clone();
        let there = self.supply(&sku, &channel, std::slice::from_ref(to)).in_stock().min(units);
        let gives_work = there > 0 && !order.is_held_back() && order.lines[place].releasable() > 0;
        let work = gives_work.then(|| order.work_of_now(to, self.now()));
        let mut left = there;
        for (stage, bucket) in [(Stage::Allocated, Bucket::Committed), (Stage::Reserved, Bucket::Reserved)] {
            let line = &mut order.lines[place];
            let is_work = stage == Stage::Allocated;
            let most = if !is_work {
                left
            } else if gives_work {
                line.releasable().min(left)
            } else {
                0
            };
            let spot = Spot { stage, location: Some(to.clone()), work: work.filter(|_| is_work), parcel: None };
            let moved: i64 = line.shift(most, |spot| spot.stage == Stage::Open, |_| spot.clone()).iter().map(|(_, units)| units).sum();
            left -= moved;
            self.transfer(&sku, to, Bucket::Available, bucket, moved);
        }
        there
    }

    /// Gives open units of a line what a location has; the rest waits there.
    fn give_at(&mut self, order: &mut OrderRecord, place: usize, to: &LocationId, units: i64) {
        let there = self.bind_at(order, place, to, units);
        if !self.is_tracked(&order.lines[place].sku) {
            return;
        }
        let waits = Spot { location: Some(to.clone()), ..Spot::nowhere(Stage::Backordered) };
        order.lines[place].shift(units - there, |spot| spot.stage == Stage::Open, |_| waits.clone());
    }

    /// Open units that were assigned come from where they were assigned to, or wait there.
    pub(crate) fn keep_pins(&mut self, order: &mut OrderRecord) {
        for ((line, location), units) in order.pins.clone() {
            let Some(place) = order.lines.iter().position(|known| known.id == line) else { continue };
            if !self.items.contains_key(&order.lines[place].sku) {
                continue;
            }
            let missing = (units - order.there(&line, &location)).max(0).min(order.lines[place].at(Stage::Open));
            if missing > 0 {
                self.give_at(order, place, &location, missing);
            }
        }
    }
}

fn choose(
    command: &AssignLocation,
    order: &OrderRecord,
    comes: &dyn Fn(&Spot) -> bool,
    stays: &dyn Fn(&Spot) -> bool,
) -> Result<Vec<Chosen>, Refusal> {
    let all = |place: usize| (place, order.lines[place].count(comes), order.lines[place].count(stays));
    let mut chosen: Vec<Chosen> = Vec::new();
    if command.lines.is_empty() {
        chosen.extend((0..order.lines.len()).map(all));
    }
    for named in &command.lines {
        let place = order.lines.iter().position(|line| line.id == named.line).ok_or(Refusal::new("unknown_line"))?;
        if chosen.iter().any(|(known, ..)| *known == place) {
            return refuse("invalid_field");
        }
        let (_, eligible, _) = all(place);
        match named.quantity.map(oms_core::Quantity::units) {
            None => chosen.push(all(place)),
            Some(0) => return refuse("invalid_field"),
            Some(units) if units > eligible => {
                return Err(Refusal::new("quantity_not_eligible").with("requested", units).with("eligible", eligible));
            }
            Some(units) => chosen.push((place, units, 0)),
        }
    }
    chosen.retain(|(_, comes, stays)| comes + stays > 0);
    chosen.sort_unstable();
    if chosen.is_empty() {
        let named = |line: &oms_core::LineId| command.lines.is_empty() || command.lines.iter().any(|named| &named.line == line);
        let at_work = |spot: &Spot| spot.stage <= Stage::Packed && spot.work.is_some();
        let is_at_work = order.lines.iter().any(|line| named(&line.id) && line.count(at_work) > 0);
        return refuse(if is_at_work { "fulfillment_state" } else { "nothing_to_do" });
    }
    Ok(chosen)
}

impl OrderRecord {
    /// Work that a location was given before, and has not answered, joins what it is given now.
    pub(crate) fn gather_work(&mut self, location: &LocationId, now: oms_core::Timestamp) {
        let is_theirs = |number: &u32| self.work[*number as usize - 1].location == *location && self.work_state(*number) == Ok("open");
        let mut theirs: Vec<u32> = (1..).take(self.work.len()).filter(is_theirs).collect();
        let Some(newest) = theirs.pop().filter(|newest| self.work[*newest as usize - 1].asked_at == now) else { return };
        for line in &mut self.lines {
            let earlier = |spot: &Spot| spot.work.is_some_and(|work| theirs.contains(&work));
            line.shift(i64::MAX, earlier, |spot| Spot { work: Some(newest), ..spot.clone() });
        }
        theirs.into_iter().for_each(|number| self.work_mut(number).answer = "canceled");
    }

    /// Units of a line that are, were or wait at a location.
    fn there(&self, line: &oms_core::LineId, location: &LocationId) -> i64 {
        let line = self.lines.iter().find(|known| &known.id == line);
        line.map_or(0, |line| line.count(|spot| spot.location.as_ref() == Some(location)))
    }

    fn pin(&mut self, line: &oms_core::LineId, location: &LocationId, units: i64) {
        let mut pins = self.pins.clone();
        *pins.entry((line.clone(), location.clone())).or_default() += units;
        for ((of, at), units) in pins.iter_mut().filter(|((of, _), _)| of == line) {
            *units = (*units).min(self.there(of, at));
        }
        pins.retain(|_, units| *units > 0);
        self.pins = pins;
    }
}
