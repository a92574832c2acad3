//! What is shown before commands are sent is what comes of them, all of it and nothing else; and showing it changes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::oracle::stream::{batches, stream};
use crate::shop::Shop;
use oms_core::inventory::Buckets;
use oms_core::order::{Order, Stage};
use oms_core::preview::Preview;
use oms_core::query::{PAGE_MAX, Page, Query};
use oms_core::reservation::Reservation;
use oms_core::{Engine, Envelope, LocationId, MemoryStorage, OrderId, Outcome, ReservationId, Sku};
use serde_json::{Value, json};

/// Everything a preview can tell of, as it is kept.
#[derive(Clone, Debug, PartialEq)]
struct Kept {
    orders: BTreeMap<OrderId, Arc<Order>>,
    stock: BTreeMap<(Sku, LocationId), Buckets>,
    reservations: BTreeMap<ReservationId, Arc<Reservation>>,
}

fn kept(engine: &mut Engine<MemoryStorage>) -> Kept {
    let Page::Orders { orders, .. } = engine.query(&Query::AllOrders { after: None, limit: PAGE_MAX }).unwrap() else { panic!() };
    let Page::Stock { skus } = engine.query(&Query::Stock { after: None, limit: PAGE_MAX }).unwrap() else { panic!() };
    let Page::Reservations { reservations } = engine.query(&Query::Reservations { after: None, limit: PAGE_MAX }).unwrap() else {
        panic!()
    };
    assert!(orders.len() < PAGE_MAX as usize && skus.len() < PAGE_MAX as usize && reservations.len() < PAGE_MAX as usize);
    let levels = skus.into_iter().flat_map(|entry| {
        let sku = entry.sku;
        entry.levels.into_iter().map(move |level| ((sku.clone(), level.location), level.buckets))
    });
    Kept {
        orders: orders.into_iter().map(|order| (order.id.clone(), order)).collect(),
        stock: levels.filter(|(_, buckets)| !buckets.is_zero()).collect(),
        reservations: reservations.into_iter().map(|reservation| (reservation.id.clone(), reservation)).collect(),
    }
}

/// What is kept once the changes shown are made to it; whatever the preview says was there before must be there.
fn as_shown(mut kept: Kept, preview: &Preview) -> Kept {
    for order in &preview.orders {
        assert_eq!(kept.orders.insert(order.id.clone(), Arc::clone(&order.after.order)), order.before.as_ref().map(|it| it.order.clone()));
        assert_eq!(order.after.derived, order.after.order.derived());
        let due_before = order.before.as_ref().map_or(0, |before| before.derived.balance.due.minor());
        assert_eq!(order.due_change.minor(), order.after.derived.balance.due.minor() - due_before);
    }
    for level in &preview.stock {
        let key = (level.sku.clone(), level.location.clone());
        assert_ne!(level.before, level.after);
        assert_eq!(kept.stock.insert(key.clone(), level.after).unwrap_or_default(), level.before);
        if level.after.is_zero() {
            kept.stock.remove(&key);
        }
    }
    for reservation in &preview.reservations {
        let before = match &reservation.after {
            Some(after) => kept.reservations.insert(reservation.id.clone(), Arc::clone(after)),
            None => kept.reservations.remove(&reservation.id),
        };
        assert_eq!(before, reservation.before);
    }
    kept
}

#[test]
fn random_batches_do_what_was_shown_and_nothing_else() {
    let (mut applied, mut refused) = (0, 0);
    for seed in 0..30 {
        let mut engine = Engine::new(MemoryStorage::new());
        for batch in batches(&stream(seed, 150), 1 + usize::try_from(seed).unwrap() % 7) {
            let (before, digest) = (kept(&mut engine), engine.digest().unwrap());
            let preview = engine.preview(batch.clone()).unwrap();
            assert_eq!(engine.digest().unwrap(), digest, "seed {seed}: a preview has left a trace");
            // On the versions it was shown on, each command is still what it was.
            let confirmed = batch.iter().zip(&preview.commands).map(|(envelope, shown)| {
                let expected_version = shown.expected_version.or(envelope.expected_version);
                Arc::new(Envelope { expected_version, ..Envelope::clone(envelope) })
            });
            let outcomes = match batch.iter().any(|envelope| envelope.expected_version.is_some()) {
                true => engine.submit_batch(batch.clone()).unwrap(),
                false => engine.submit_batch(confirmed.collect()).unwrap(),
            };
            let shown: Vec<&Outcome> = preview.commands.iter().map(|command| &command.outcome).collect();
            assert_eq!(serde_json::to_string(&shown).unwrap(), serde_json::to_string(&outcomes).unwrap(), "seed {seed}");
            assert_eq!(as_shown(before, &preview), kept(&mut engine), "seed {seed}, after {batch:#?}");
            applied += outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Applied { .. })).count();
            refused += outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Refused { .. })).count();
        }
    }
    assert!(applied > 1_000 && refused > 1_000, "{applied} applied, {refused} refused");
}

fn envelope(id: &str, command: Value) -> Envelope {
    serde_json::from_value(json!({"id": id, "at": "2026-03-01T13:00:00Z", "actor": "desk", "command": command})).unwrap()
}

fn edit(id: &str, change: Value) -> Envelope {
    envelope(id, json!({"type": "edit_order", "order": "o1", "changes": [change]}))
}

fn paid_order_of_one_shirt() -> Shop {
    let mut shop = Shop::open();
    let payments = json!([{"id": "card", "method": "card", "captured": "15.00"}]);
    shop.capture("o1", &[("shirt", 1, "15.00")], json!({"payments": payments}));
    shop
}

#[test]
fn an_edit_is_shown_with_its_money_and_its_stock() {
    let mut shop = paid_order_of_one_shirt();
    let change = json!({"type": "add_line", "line": {"id": "2", "sku": "hat", "quantity": 2, "unit_price": "7.50"}});
    let preview = shop.engine.preview(vec![edit("e1", change).into()]).unwrap();
    assert_eq!(preview.commands[0].expected_version, Some(1));
    let [order] = &preview.orders[..] else { panic!("{preview:#?}") };
    assert_eq!(order.due_change.to_string(), "15.00");
    assert_eq!(order.before.as_ref().unwrap().order.lines.len(), 1);
    assert_eq!((order.after.order.version, order.after.order.lines.len()), (2, 2));
    let [hats] = &preview.stock[..] else { panic!("{preview:#?}") };
    assert_eq!((hats.sku.as_str(), hats.location.as_str()), ("hat", "n1"));
    assert_eq!((hats.before.available, hats.after.available), (1_000, 998));
}

#[test]
fn a_stale_preview_is_refused() {
    let mut shop = paid_order_of_one_shirt();
    let edit = edit("e1", json!({"type": "set_quantity", "line": "1", "quantity": 2}));
    let preview = shop.engine.preview(vec![edit.clone().into()]).unwrap();
    shop.ok(json!({"type": "tag_order", "order": "o1", "add": ["gift"]}));
    let confirmed = Envelope { expected_version: preview.commands[0].expected_version, ..edit };
    let Outcome::Refused { rejection } = shop.engine.submit(confirmed.clone()).unwrap() else { panic!("it was carried out") };
    assert_eq!(serde_json::to_value(&*rejection).unwrap()["code"], "version_conflict");
    let again = shop.engine.preview(vec![confirmed.clone().into()]).unwrap();
    assert_eq!(again.commands[0].outcome, Outcome::Refused { rejection });
    assert!(again.orders.is_empty() && again.stock.is_empty());
    let confirmed = Envelope { expected_version: again.commands[0].expected_version, ..confirmed };
    assert!(matches!(shop.engine.submit(confirmed).unwrap(), Outcome::Applied { .. }));
}

#[test]
fn commands_on_one_order_name_the_version_that_each_finds() {
    let mut shop = paid_order_of_one_shirt();
    let batch = [
        edit("e1", json!({"type": "set_quantity", "line": "1", "quantity": 2})),
        envelope("e2", json!({"type": "tag_order", "order": "o9", "add": ["gift"]})),
        envelope("e3", json!({"type": "put_item", "sku": "scarf"})),
        edit("e4", json!({"type": "set_quantity", "line": "1", "quantity": 3})),
    ];
    let preview = shop.engine.preview(batch.iter().cloned().map(Arc::new).collect()).unwrap();
    let versions: Vec<Option<u64>> = preview.commands.iter().map(|command| command.expected_version).collect();
    assert_eq!(versions, [Some(1), None, None, Some(2)]);
    assert_eq!(preview.orders.len(), 1);
    assert_eq!(preview.orders[0].after.order.version, 3);
}

/// Ten are about to arrive, and fifteen are waited for: each rule is shown with whom it would serve, and nothing is taken in.
#[test]
fn who_would_get_what_arrives_is_shown_for_each_rule() {
    let order = |id: &str, minute: &str, quantity: i64, more: Value| {
        let mut order = json!({"type": "capture_order", "order": id, "channel": "web", "currency": "EUR",
                               "placed_at": format!("2026-03-01T10:{minute}:00Z"),
                               "lines": [{"id": "1", "sku": "tee", "quantity": quantity, "unit_price": "1.00"}]});
        order.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        order
    };
    let setting_up = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_item", "sku": "tee", "backorder": {}}),
        order("a", "00", 6, json!({"promised_at": "2026-03-20T00:00:00Z"})),
        order("b", "01", 5, json!({"priority": 5})),
        order("c", "02", 4, json!({"promised_at": "2026-03-12T00:00:00Z"})),
    ];
    let mut engine = Engine::new(MemoryStorage::new());
    engine.submit_batch(crate::oracle::lives::envelopes(&setting_up)).unwrap();
    let digest = engine.digest().unwrap();
    // Units of the orders a, b and c that would be given out, and those that would be kept.
    let expected = [
        ("priority", [5, 5, 0], 0),
        ("first_come", [6, 4, 0], 0),
        ("promise", [6, 0, 4], 0),
        ("ship_complete", [0, 5, 4], 0),
        ("reserve_head", [0, 5, 0], 5),
    ];
    for (rule, given_out, kept) in expected {
        let asked = [
            json!({"type": "put_policies", "policies": {"backorders": {"release": rule}}}),
            json!({"type": "receive_stock", "sku": "tee", "location": "n1", "quantity": 10}),
        ];
        let asked: Vec<_> = crate::oracle::lives::envelopes(&asked)
            .into_iter()
            .map(|envelope| Arc::new(Envelope { id: format!("asked-{}", envelope.id).parse().unwrap(), ..Envelope::clone(&envelope) }))
            .collect();
        let preview = engine.preview(asked).unwrap();
        let units = |id: &str, stage| {
            let shown = preview.orders.iter().find(|order| order.id.as_str() == id);
            shown.map_or(0, |order| order.after.order.lines[0].units.at(stage).units())
        };
        assert_eq!(["a", "b", "c"].map(|id| units(id, Stage::Allocated)), given_out, "{rule}");
        assert_eq!(["a", "b", "c"].map(|id| units(id, Stage::Reserved)).iter().sum::<i64>(), kept, "{rule}");
    }
    assert_eq!(engine.digest().unwrap(), digest);
}
