//! A wave does what somebody would do order by order.

use oms_core::order::{Order, OrderQueue, Stage};
use oms_core::query::{OrderFilter, Page, Query};
use oms_core::{Event, Outcome, Quantity};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::shop::Shop;

const SEEDS: u64 = 150;

/// The answer of a wave.
fn told(outcome: &Outcome) -> Value {
    let event = outcome.events().iter().find(|event| matches!(event, Event::OrdersBrokered { .. }));
    serde_json::to_value(event.unwrap_or_else(|| panic!("{outcome:?}"))).unwrap()
}

/// Waves of a size until the end of the queue. Answers how many orders were looked at, routed and left.
fn waves(shop: &mut Shop, queue: OrderQueue, size: i64) -> (i64, i64, i64) {
    let (mut sums, mut after) = ((0, 0, 0), Value::Null);
    loop {
        let outcome = shop.ok(json!({"type": "broker_orders", "queue": queue, "size": size, "after": after}));
        let told = told(&outcome);
        let figure = |name: &str| told[name].as_i64().unwrap();
        assert_eq!(figure("looked_at"), figure("routed") + figure("left") + figure("skipped"));
        assert!(told.get("refused").is_none(), "{told}");
        sums = (sums.0 + figure("looked_at"), sums.1 + figure("routed"), sums.2 + figure("left"));
        after = told["next"].clone();
        if after.is_null() {
            return sums;
        }
    }
}

/// Where all units are, and what is free.
fn picture(shop: &mut Shop) -> (Vec<(String, String)>, Value) {
    let units = |order: &Order| format!("{:?}", order.lines.iter().map(|line| &line.units).collect::<Vec<_>>());
    let orders = shop.orders(OrderFilter::default());
    let orders = orders.iter().map(|order| (order.id.to_string(), units(order))).collect();
    let Page::Stock { skus } = shop.engine.query(&Query::Stock { after: None, limit: 100 }).unwrap() else { panic!("asked for stock") };
    (orders, serde_json::to_value(skus).unwrap())
}

#[test]
fn a_wave_is_a_loop_of_allocations() {
    let mut routed_in_all = 0;
    for seed in 0..SEEDS {
        let dice = &mut Dice::new(seed);
        let mut shop = Shop::new(seed, seed % 3 == 0);
        shop.arrive(dice, 60);
        let places = shop.queue(OrderQueue::Unfillable);
        let (mut waved, mut one_by_one) = shop.fork();
        let size = 1 + dice.below(5);
        let (looked_at, routed, left) = waves(&mut waved, OrderQueue::Unfillable, size);
        assert_eq!(looked_at, i64::try_from(places.len()).unwrap(), "seed {seed}");
        routed_in_all += routed;
        for place in places {
            one_by_one.ok(json!({"type": "allocate_order", "order": place.order}));
        }
        assert_eq!(picture(&mut waved), picture(&mut one_by_one), "seed {seed}");
        let queue = |order: &Order| order.queue();
        let queues = |shop: &mut Shop| shop.orders(OrderFilter::default()).iter().map(queue).collect::<Vec<_>>();
        assert_eq!(queues(&mut waved), queues(&mut one_by_one), "seed {seed}");
        let still = waved.queue(OrderQueue::Unfillable).len();
        assert!(i64::try_from(still).unwrap() <= left, "seed {seed}");
        assert!(waved.engine.audit().unwrap().is_clean(), "seed {seed}");
        // Once the figures are those of what is left, and nothing has come since, nothing is written again.
        waves(&mut waved, OrderQueue::Unfillable, size);
        let before: Vec<u64> = waved.orders(OrderFilter::default()).iter().map(|order| order.version).collect();
        waves(&mut waved, OrderQueue::Unfillable, size);
        let after: Vec<u64> = waved.orders(OrderFilter::default()).iter().map(|order| order.version).collect();
        assert_eq!(before, after, "seed {seed}");
    }
    assert!(routed_in_all > 100, "{routed_in_all} orders were routed: too few to tell anything");
}

#[test]
fn storages_keep_who_stands_in_a_queue() {
    let mut standing = [0; 4];
    for seed in 0..SEEDS {
        let mut shop = Shop::new(seed, seed % 3 == 0);
        for (place, queue) in OrderQueue::ALL.into_iter().enumerate() {
            let derived = shop.queue(queue);
            standing[place] += derived.len();
            let (again, kept) = shop.kept(queue);
            shop = again;
            let is_for_waves = matches!(queue, OrderQueue::Unfillable | OrderQueue::WaitingForSupply);
            assert_eq!(kept, if is_for_waves { derived } else { Vec::new() }, "seed {seed}: {queue:?}");
        }
    }
    assert!(standing.iter().all(|orders| *orders > 10), "{standing:?}: too few to tell anything");
}

#[test]
fn what_is_free_goes_to_who_waits_for_supply() {
    let mut served = 0;
    for seed in 0..SEEDS {
        let dice = &mut Dice::new(seed);
        let mut shop = Shop::new(seed, false);
        // Stock comes free without being given to who waits.
        for order in 0..4 {
            let line = format!("l{}", dice.below(2));
            let lines = json!([{"line": line, "quantity": 1}]);
            shop.send(json!({"type": "cancel_order", "order": format!("o{order}"), "reason": "customer", "lines": lines}));
        }
        let waiting = |shop: &mut Shop| -> Quantity {
            let orders = shop.orders(OrderFilter { queue: Some(OrderQueue::WaitingForSupply), ..OrderFilter::default() });
            orders.iter().flat_map(|order| &order.lines).map(|line| line.units.at(Stage::Backordered)).sum()
        };
        let before = waiting(&mut shop);
        waves(&mut shop, OrderQueue::WaitingForSupply, 2);
        let after = waiting(&mut shop);
        served += before.units() - after.units();
        assert!(after <= before, "seed {seed}");
        assert!(shop.engine.audit().unwrap().is_clean(), "seed {seed}");
        let unserved = waves(&mut shop, OrderQueue::WaitingForSupply, 100);
        assert_eq!(unserved.1, 0, "seed {seed}: a second wave finds nothing");
    }
    assert!(served > 10, "{served} units were given out: too few to tell anything");
}

#[test]
fn waves_of_one_batch_are_waves_one_by_one() {
    for seed in 0..SEEDS {
        let dice = &mut Dice::new(seed);
        let mut shop = Shop::new(seed, seed % 3 == 0);
        let mut envelopes = Vec::new();
        for _ in 0..12 {
            let order = format!("o{}", dice.below(12));
            let places = shop.queue(OrderQueue::Unfillable);
            let after = if places.is_empty() || dice.chance(50) { Value::Null } else { json!(dice.pick(&places)) };
            let queue = dice.pick(&["unfillable", "waiting_for_supply"]);
            let command = match dice.below(6) {
                0 => json!({"type": "receive_stock", "sku": dice.pick(&["s0", "s1"]), "location": "n0", "quantity": 1 + dice.below(3)}),
                1 => json!({"type": "cancel_order", "order": order, "reason": "customer"}),
                2 => json!({"type": "place_hold", "order": order, "hold": "h2", "kind": "review", "reason": "look"}),
                _ => json!({"type": "broker_orders", "queue": queue, "size": 1 + dice.below(3), "after": after}),
            };
            envelopes.push(std::sync::Arc::new(shop.envelope(command)));
        }
        let (mut together, mut alone) = shop.fork();
        let all = together.engine.submit_batch(envelopes.clone()).unwrap();
        let each: Vec<Outcome> = envelopes.into_iter().map(|envelope| alone.engine.submit(envelope).unwrap()).collect();
        assert_eq!(all, each, "seed {seed}");
        assert_eq!(together.engine.digest().unwrap(), alone.engine.digest().unwrap(), "seed {seed}");
    }
}
