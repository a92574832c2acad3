//! Orders that are moved together, as the model takes them.

use std::collections::BTreeSet;

use oms_core::inventory::Bucket;
use oms_core::order::Stage;
use oms_core::routing::{OrderReroute, RerouteOrders, UnitMove};
use oms_core::{LocationId, Quantity};

use super::dice::Dice;
use super::record::Spot;
use super::stock::{LINES_MAX, check_reason};
use super::{Model, Refusal, random, refuse};

impl Model {
    pub(crate) fn reroute_orders(&mut self, command: &RerouteOrders) -> Result<(), Refusal> {
        if !command.reason.is_empty() {
            check_reason(&command.reason)?;
        }
        let ids: BTreeSet<_> = command.orders.iter().map(|reroute| &reroute.order).collect();
        let is_bad = |moved: &UnitMove| moved.quantity.is_zero() || moved.from_location == moved.to_location;
        let is_wrong =
            |reroute: &OrderReroute| reroute.moves.is_empty() || reroute.moves.len() > LINES_MAX || reroute.moves.iter().any(is_bad);
        if ids.is_empty() || ids.len() != command.orders.len() || command.orders.iter().any(is_wrong) {
            return refuse("invalid_field");
        }
        // There are no rules here.
        if let Some(expected) = command.policy_version.filter(|expected| *expected != 0) {
            return Err(Refusal::new("routing_policy_changed").with("expected", expected).with("current", 0));
        }
        for reroute in &command.orders {
            let order = self.find(&reroute.order)?;
            let version = order.version + u64::from(self.touched.contains(&order.id));
            if version != reroute.expected_version {
                return Err(Refusal::new("version_conflict").with("expected", reroute.expected_version).with("current", version));
            }
        }
        command.orders.iter().try_for_each(|reroute| self.give_up(reroute))?;
        command.orders.iter().try_for_each(|reroute| self.take_elsewhere(reroute))
    }

    fn give_up(&mut self, reroute: &OrderReroute) -> Result<(), Refusal> {
        let mut order = self.find(&reroute.order)?;
        let open: Vec<u32> = (1..).take(order.work.len()).filter(|number| order.work_state(*number) == Ok("open")).collect();
        for UnitMove { line, from_location, to_location, quantity } in &reroute.moves {
            if !self.locations.contains_key(to_location) {
                return refuse("unknown_location");
            }
            let place = order.lines.iter().position(|known| &known.id == line).ok_or(Refusal::new("unknown_line"))?;
            let is_there = |spot: &Spot| {
                let is_loose =
                    spot.stage == Stage::Reserved || spot.stage == Stage::Allocated && spot.work.is_some_and(|work| open.contains(&work));
                is_loose && spot.location.as_ref() == Some(from_location)
            };
            let is_pinned = order.pins.contains_key(&(line.clone(), from_location.clone()));
            let eligible = if is_pinned { 0 } else { order.lines[place].count(is_there) };
            if quantity.units() > eligible {
                return Err(Refusal::new("quantity_not_eligible").with("requested", quantity.units()).with("eligible", eligible));
            }
            let sku = order.lines[place].sku.clone();
            let moved = order.lines[place].shift(quantity.units(), is_there, |_| Spot::nowhere(Stage::Open));
            self.give_back(&sku, &moved, Bucket::Available);
        }
        for number in open {
            if order.lines.iter().all(|line| line.count(|spot| spot.work == Some(number)) == 0) {
                order.work_mut(number).answer = "canceled";
            }
        }
        self.put(order);
        Ok(())
    }

    fn take_elsewhere(&mut self, reroute: &OrderReroute) -> Result<(), Refusal> {
        let mut order = self.find(&reroute.order)?;
        let targets: BTreeSet<&LocationId> = reroute.moves.iter().map(|moved| &moved.to_location).collect();
        for target in &targets {
            let barred = |bar: &str| Err(Refusal::new("location_not_assignable").with("bar", bar));
            let channel = self.channels.get(&order.channel).ok_or(Refusal::new("unknown_channel"))?;
            if !self.ships_to(target, order.address.as_ref()) {
                return barred("does_not_serve");
            }
            if !self.eligible(channel, order.address.as_ref()).contains(target) {
                return barred("not_in_channel");
            }
            let here = || reroute.moves.iter().filter(|moved| moved.to_location == **target);
            let sku = |moved: &UnitMove| &order.lines.iter().find(|line| line.id == moved.line).expect("a line that gave some up").sku;
            if here().any(|moved| order.is_excluded(sku(moved), target)) {
                return barred("excluded");
            }
            if !self.has_room_for(&order, target, here().map(|moved| moved.quantity.units()).sum()) {
                return barred("node_capacity");
            }
        }
        for UnitMove { line, to_location, quantity, .. } in &reroute.moves {
            let place = order.lines.iter().position(|known| &known.id == line).expect("a line that gave some up");
            if self.bind_at(&mut order, place, to_location, quantity.units()) < quantity.units() {
                return refuse("location_lacks_stock");
            }
        }
        for target in targets {
            order.gather_work(target, self.now());
        }
        self.put(order);
        Ok(())
    }
}

/// A command that moves some orders, mostly one that may do so.
pub(crate) fn command(dice: &mut Dice, model: &Model) -> RerouteOrders {
    let known: Vec<_> = model.orders.values().collect();
    let mut orders: Vec<OrderReroute> = Vec::new();
    for _ in 0..if known.is_empty() { 0 } else { 2 + dice.below(4) } {
        let order = dice.pick(&known);
        let is_loose = |spot: &Spot| matches!(spot.stage, Stage::Reserved | Stage::Allocated);
        let there = order.lines.iter().flat_map(|line| line.units.iter().map(|(spot, units)| (line.id.clone(), spot, *units)));
        let there: Vec<_> = there.filter(|(_, spot, units)| is_loose(spot) && *units > 0).collect();
        if there.is_empty() || orders.iter().any(|other| other.order == order.id) && !dice.chance(3) {
            continue;
        }
        let moves = (0..1 + dice.below(2)).map(|_| {
            let (line, spot, units) = dice.pick(&there);
            let from = spot.location.clone().expect("bound units are somewhere");
            let others = ["n1", "n2", "n3"].into_iter().filter(|id| *id != from.as_str()).collect::<Vec<_>>();
            let to = if dice.chance(3) { random::location(dice) } else { random::id(dice.pick(&others)) };
            let quantity = {
                let most = units + i64::from(dice.chance(4));
                Quantity::from_balance(1 + dice.below(most))
            };
            UnitMove { line, from_location: from, to_location: to, quantity }
        });
        let moves = moves.collect();
        orders.push(OrderReroute { order: order.id.clone(), expected_version: order.version + u64::from(dice.chance(3)), moves });
    }
    let reason = if dice.chance(50) { "".into() } else { random::reason(dice) };
    RerouteOrders { orders, policy_version: dice.maybe(4, |dice| dice.below(2).unsigned_abs()), reason }
}
