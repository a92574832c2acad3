//! Orders routed by cost, against every way to divide them, priced by the words of the cards.

use oms_core::rates::RateCard;
use oms_core::routing::{RankBy, RegretPlan, RegretQuery};
use oms_core::{Address, Command, Engine, Envelope, MemoryStorage, OrderId, PutItem};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::quotes::{card, money, reckon, send};

struct Place {
    per_parcel: i64,
    per_unit: i64,
    refusal: i64,
    stock: Vec<i64>,
}

struct Shop {
    cards: Vec<RateCard>,
    places: Vec<Place>,
    items: Vec<PutItem>,
    address: Address,
    metres: Option<u64>,
    per_parcel: i64,
    refusal: i64,
    scarcity: (i64, i64),
}

impl Shop {
    /// What it costs that a location ships so many units of each item.
    fn parcel(&self, place: usize, units: &[i64]) -> Option<i64> {
        let id = format!("n{place}");
        let packed: Vec<(PutItem, i64)> =
            self.items.iter().zip(units).filter(|(_, units)| **units > 0).map(|(item, units)| (item.clone(), *units)).collect();
        if packed.is_empty() {
            return Some(0);
        }
        let place = &self.places[place];
        let in_euros = || self.cards.iter().filter(|card| card.currency.to_string() == "EUR");
        let here = in_euros().filter(|card| card.locations.is_empty() || card.locations.iter().any(|location| location.as_str() == id));
        let carrier = here.filter_map(|card| reckon(card, &packed, &self.address, self.metres)).min();
        let carrier = if in_euros().next().is_none() { 0 } else { carrier? };
        let mut cost = carrier + place.per_parcel + self.per_parcel + (place.refusal * self.refusal * 2 + 1_000) / 2_000;
        for (units, free) in units.iter().zip(&place.stock) {
            let (few, amount) = self.scarcity;
            let scarce = if *free <= few { amount * (few + 1 - free) / few } else { 0 };
            cost += units * (place.per_unit + scarce);
        }
        Some(cost)
    }

    /// The cheapest of all divisions from a location on, so many units of each item being left, in which one location ships something.
    fn cheapest(&self, place: usize, left: &[i64], with: Option<usize>) -> Option<i64> {
        if place == self.places.len() {
            return left.iter().all(|units| *units == 0).then_some(0);
        }
        let mut best: Option<i64> = None;
        let mut taken = vec![0; left.len()];
        loop {
            let rest: Vec<i64> = left.iter().zip(&taken).map(|(left, taken)| left - taken).collect();
            let is_allowed = with != Some(place) || taken.iter().any(|units| *units > 0);
            if let (true, Some(parcel), Some(others)) = (is_allowed, self.parcel(place, &taken), self.cheapest(place + 1, &rest, with)) {
                best = Some(best.map_or(parcel + others, |best| best.min(parcel + others)));
            }
            let most = |item: usize| left[item].min(self.places[place].stock[item]);
            let Some(next) = (0..taken.len()).find(|item| taken[*item] < most(*item)) else { return best };
            taken[..next].fill(0);
            taken[next] += 1;
        }
    }
}

#[test]
fn orders_are_routed_at_the_least_cost() {
    let (mut routed, mut divided, mut held, mut insisted) = (0, 0, 0, 0);
    for seed in 0..300 {
        let dice = &mut Dice::new(seed + 70_000);
        let (mut engine, mut number) = (Engine::new(MemoryStorage::new()), 0);
        let north = dice.below(3);
        let places: Vec<Place> = (0..2 + dice.below(2))
            .map(|_| Place {
                per_parcel: dice.below(120),
                per_unit: dice.below(15),
                refusal: dice.below(200),
                stock: (0..3).map(|_| dice.below(5)).collect(),
            })
            .collect();
        send(&mut engine, &mut number, json!({"type": "put_channel", "channel": {"id": "web"}}));
        let mut items = Vec::new();
        for sku in ["a", "b", "c"] {
            let size = dice.maybe(40, |dice| json!({"length_mm": 1 + dice.below(300), "width_mm": 200, "height_mm": 1 + dice.below(90)}));
            let item = json!({"type": "put_item", "sku": sku, "grams": dice.below(900), "dimensions": size, "hazardous": dice.chance(5)});
            let Command::PutItem(item) = send(&mut engine, &mut number, item) else { panic!("an item") };
            items.push(item);
        }
        for (at, place) in places.iter().enumerate() {
            let handling = json!([{"currency": "EUR", "per_parcel": money(place.per_parcel), "per_unit": money(place.per_unit)}]);
            let location = json!({"id": format!("n{at}"), "country": "DE", "coordinates": {"latitude": "52", "longitude": "13"},
                "handling_costs": handling, "refusal_per_mille": place.refusal});
            send(&mut engine, &mut number, json!({"type": "put_location", "location": location}));
            for (item, units) in items.iter().zip(&place.stock).filter(|(_, units)| **units > 0) {
                let receipt = json!({"type": "receive_stock", "sku": item.sku, "location": format!("n{at}"), "quantity": units});
                send(&mut engine, &mut number, receipt);
            }
        }
        let mut cards = Vec::new();
        for id in 0..3 {
            let mut card = card(dice, id);
            if dice.chance(60) {
                card["locations"] = json!([format!("n{}", dice.below(2))]);
            }
            let Command::PutRateCard(put) = send(&mut engine, &mut number, json!({"type": "put_rate_card", "card": card})) else {
                panic!("a card")
            };
            cards.push(*put.card);
        }
        let (per_parcel, refusal, scarcity) = (dice.below(200), dice.below(900), (1 + dice.below(4), dice.below(200)));
        let model = json!({"currency": "EUR", "per_parcel": money(per_parcel), "refusal": money(refusal),
            "scarcity": {"units": scarcity.0, "amount": money(scarcity.1)}});
        let rule = json!({"name": "cheap", "rank": ["cost"], "otherwise": "hold", "cost": model});
        send(&mut engine, &mut number, json!({"type": "put_routing_policy", "rules": [rule]}));
        let address: Address = serde_json::from_value(json!({"country": "DE", "postal_code": dice.pick(&["10115", "25946", "30159"]),
            "coordinates": {"latitude": (52 + north).to_string(), "longitude": "13"}}))
        .expect("an address");
        let shop = Shop { cards, places, items, metres: Some(111_195 * north.unsigned_abs()), address, per_parcel, refusal, scarcity };
        let there = |item: usize| shop.places.iter().map(|place| place.stock[item]).sum::<i64>();
        let wanted: Vec<i64> = (0..3).map(|item| dice.below(4).min(there(item))).collect();
        if wanted.iter().sum::<i64>() == 0 {
            continue;
        }
        let lines: Vec<Value> = shop
            .items
            .iter()
            .zip(&wanted)
            .filter(|(_, units)| **units > 0)
            .map(|(item, units)| json!({"id": item.sku, "sku": item.sku, "quantity": units, "unit_price": "10.00"}))
            .collect();
        let order = json!({"id": "order", "at": "2026-03-01T10:00:00Z", "actor": "test", "command": {"type": "capture_order", "order": "o",
            "channel": "web", "currency": "EUR", "lines": lines, "shipping_address": shop.address}});
        let order: Envelope = serde_json::from_value(order).expect("a command");
        let query = RegretQuery {
            order: OrderId::new("o").expect("an id"),
            at: order.at,
            locations: Vec::new(),
            commands: vec![order.clone().into()],
            steps_max: 100_000,
        };
        let thought = engine.regrets(query.clone()).expect("a storage in memory");
        let outcome = serde_json::to_value(engine.submit(order).expect("a storage in memory")).expect("json");
        assert_eq!(outcome["status"], "applied", "seed {seed}: {outcome}");
        let order = engine.order(&OrderId::new("o").expect("an id")).expect("a storage in memory").expect("an order");
        let decision = order.routing.as_ref();
        let Some(best) = shop.cheapest(0, &wanted, None) else {
            assert!(decision.is_none(), "seed {seed}: nobody takes it: {decision:?}");
            held += 1;
            continue;
        };
        let decision = decision.unwrap_or_else(|| panic!("seed {seed}: it can be shipped for {best}: {outcome}"));
        let cost = decision.policy.as_ref().and_then(|policy| policy.cost.as_ref()).expect("what it costs");
        assert_eq!((cost.amount.minor(), decision.proven), (best, true), "seed {seed}: {decision:?}");
        routed += 1;
        divided += u32::from(decision.chosen.len() > 1);
        // What is asked of an order that is there is what was asked when it was only thought of.
        let regrets = engine.regrets(RegretQuery { commands: Vec::new(), ..query }).expect("a storage in memory");
        assert_eq!(regrets, thought, "seed {seed}");
        let minor = |plan: &Option<RegretPlan>| plan.as_ref().map(|plan| (plan.cost.expect("a cost").minor(), plan.proven));
        assert_eq!(minor(&regrets.best), Some((best, true)), "seed {seed}");
        for (place, said) in regrets.locations.iter().enumerate() {
            let with = shop.cheapest(0, &wanted, Some(place));
            assert_eq!(minor(&said.plan), with.map(|with| (with, true)), "seed {seed}, {place}: {said:?}");
            assert_eq!(said.regret, with.map_or(0, |with| (with - best).unsigned_abs()), "seed {seed}, {place}: {said:?}");
            assert_eq!(said.worse_by, with.filter(|with| *with > best).map(|_| RankBy::Cost), "seed {seed}, {place}: {said:?}");
            insisted += u32::from(said.regret > 0);
        }
    }
    assert!(routed > 150 && divided > 30 && held > 3 && insisted > 100, "{routed}, {divided} divided, {held} held, {insisted} insisted");
}
