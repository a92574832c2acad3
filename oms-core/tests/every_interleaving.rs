//! Every order in which a few commands can happen, all of them tried: two SKUs at two locations, a checkout, a lease, two orders,
//! payments, cancellations, releases and the clock. Whatever comes first, nothing is promised twice and no unit is lost.
//!
//! The states are those of the engine itself: each is reached by sending its commands to an empty storage, and two that have the same
//! digest are one.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use oms_core::order::{Line, Order, Stage};
use oms_core::query::{Page, Query, SkuStock};
use oms_core::{Engine, Envelope, MemoryStorage, Outcome, Storage};
use serde_json::{Value, json};
use stateright::{Checker, Model, Property};

/// Units of each SKU at each location at the start.
const UNITS: i64 = 2;

/// What may happen, each at most once.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Action {
    /// A checkout holds more than one location has, for ten minutes.
    Hold,
    /// The checkout gives up.
    Release,
    /// The checkout becomes an order that waits for its payment.
    Capture,
    /// An order of somebody else's, paid at once, wants most of what there is.
    CaptureOther,
    /// A till takes two units on lease, for twenty minutes.
    Lease,
    /// The till sells one of them.
    Sell,
    /// The payment of the first order arrives.
    Pay,
    /// The first order is canceled.
    Cancel,
    /// The other order is canceled.
    CancelOther,
    /// The other order leaves its first location.
    Ship,
    /// Fifteen minutes pass.
    Wait,
    /// Fifteen more.
    WaitMore,
}

const ACTIONS: [Action; 12] = [
    Action::Hold,
    Action::Release,
    Action::Capture,
    Action::CaptureOther,
    Action::Lease,
    Action::Sell,
    Action::Pay,
    Action::Cancel,
    Action::CancelOther,
    Action::Ship,
    Action::Wait,
    Action::WaitMore,
];

/// The commands of an action.
fn commands(action: Action) -> Vec<Value> {
    let capture = |order: &str, lines: Value, more: Value| {
        let mut command = json!({"type": "capture_order", "order": order, "channel": "web", "currency": "EUR", "lines": lines});
        command.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        command
    };
    let line = |id: &str, sku: &str, quantity: i64| json!({"id": id, "sku": sku, "quantity": quantity, "unit_price": "10.00"});
    let cart = json!([{"sku": "tea", "quantity": 3}, {"sku": "pot", "quantity": 1}]);
    vec![match action {
        Action::Hold => json!({"type": "reserve_stock", "reservation": "cart", "channel": "web", "lines": cart, "time_to_live": 600}),
        Action::Release => json!({"type": "release_reservation", "reservation": "cart"}),
        Action::Capture => capture("mine", json!([line("1", "tea", 3), line("2", "pot", 1)]), json!({"reservation": "cart"})),
        Action::CaptureOther => {
            let paid = json!([{"id": "card", "method": "card", "captured": "40.00"}]);
            capture("other", json!([line("1", "tea", 2), line("2", "pot", 2)]), json!({"payments": paid}))
        }
        Action::Lease => {
            let lines = json!([{"sku": "tea", "quantity": 2}]);
            json!({"type": "reserve_stock", "reservation": "till", "channel": "web", "lines": lines, "time_to_live": 1200})
        }
        Action::Sell => {
            let paid = json!([{"id": "cash", "method": "card", "captured": "10.00"}]);
            capture("sold", json!([line("1", "tea", 1)]), json!({"lease": "till", "payments": paid}))
        }
        Action::Pay => json!({"type": "capture_payment", "order": "mine", "payment": "card", "method": "card", "amount": "40.00"}),
        Action::Cancel => json!({"type": "cancel_order", "order": "mine", "reason": "customer"}),
        Action::CancelOther => json!({"type": "cancel_order", "order": "other", "reason": "customer"}),
        Action::Ship => {
            return vec![
                json!({"type": "pick_fulfillment", "order": "other", "fulfillment": 1}),
                json!({"type": "pack_parcel", "order": "other", "fulfillment": 1}),
                json!({"type": "ship_parcel", "order": "other", "parcel": 1}),
            ];
        }
        Action::Wait | Action::WaitMore => json!({"type": "expire_reservations"}),
    }]
}

/// A state of the shop, and one way that leads to it.
#[derive(Clone, Debug)]
struct State {
    taken: Vec<Action>,
    digest: String,
    /// What does not add up, if anything does not.
    fault: Option<String>,
    facts: Facts,
}

/// What is worth knowing about a state.
#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    refused: bool,
    expired: bool,
    late: bool,
    sold_from_lease: bool,
    /// Something was promised, and all of it is free again.
    given_back: bool,
}

impl Hash for State {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialEq for State {
    fn eq(&self, other: &State) -> bool {
        self.key() == other.key()
    }
}

impl State {
    /// What decides what can follow: the records, and what may still happen.
    fn key(&self) -> (&str, Vec<bool>) {
        (&self.digest, ACTIONS.iter().map(|action| self.taken.contains(action)).collect())
    }
}

struct Shop {
    /// What may happen here.
    actions: Vec<Action>,
    /// The records before anything has happened.
    opened: MemoryStorage,
}

impl Shop {
    fn open(actions: &[Action]) -> Shop {
        let mut engine = Engine::new(MemoryStorage::new());
        for (place, command) in opening().into_iter().enumerate() {
            let outcome = send(&mut engine, &format!("opening-{place}"), 0, command);
            assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
        }
        Shop { actions: actions.to_vec(), opened: engine.storage().clone() }
    }

    /// Plays a sequence of actions from the start.
    fn play(&self, taken: Vec<Action>) -> State {
        let mut engine = Engine::new(self.opened.clone());
        let mut minutes = 0;
        let mut facts = Facts::default();
        for action in &taken {
            minutes += if matches!(action, Action::Wait | Action::WaitMore) { 15 } else { 0 };
            for (place, command) in commands(*action).into_iter().enumerate() {
                // Ids say what was done, not when: states that come about in different ways can be the same.
                match send(&mut engine, &format!("{action:?}-{place}"), minutes, command) {
                    Outcome::Applied { receipt } => {
                        let events = serde_json::to_string(&receipt.events).unwrap();
                        facts.expired |= events.contains("reservation_expired");
                        facts.late |= *action == Action::Pay && events.contains("order_routed");
                        facts.sold_from_lease |= *action == Action::Sell && events.contains("reservation_changed");
                    }
                    Outcome::Refused { .. } => facts.refused = true,
                    Outcome::AlreadyApplied { .. } => panic!("no command is sent twice"),
                }
            }
        }
        let digest = engine.digest().unwrap().to_string();
        let fault = look(&mut engine);
        let promised = taken.iter().any(|action| matches!(action, Action::Hold | Action::Capture | Action::CaptureOther));
        facts.given_back = promised && fault.is_none() && is_free(&mut engine);
        State { taken, digest, fault, facts }
    }
}

fn send(engine: &mut Engine<MemoryStorage>, id: &str, minutes: u32, command: Value) -> Outcome {
    let at = format!("2026-03-01T10:{minutes:02}:00Z");
    let envelope: Envelope = serde_json::from_value(json!({"id": id, "at": at, "actor": "model", "command": command})).unwrap();
    engine.submit(envelope).unwrap()
}

fn opening() -> Vec<Value> {
    let mut commands = vec![
        json!({"type": "put_policies", "policies": {"reservation": {"time_to_live": 600, "unpaid_order": 900}}}),
        json!({"type": "put_location", "location": {"id": "north", "country": "DE"}}),
        json!({"type": "put_location", "location": {"id": "south", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web", "requires_payment": true}}),
    ];
    for sku in ["tea", "pot"] {
        commands.push(json!({"type": "put_item", "sku": sku}));
        for location in ["north", "south"] {
            commands.push(json!({"type": "receive_stock", "sku": sku, "location": location, "quantity": UNITS}));
        }
    }
    commands
}

fn stock(engine: &mut Engine<MemoryStorage>) -> Vec<SkuStock> {
    let Page::Stock { skus } = engine.storage().scan(&Query::Stock { after: None, limit: 10 }).unwrap() else { panic!("another page") };
    skus
}

fn orders(engine: &mut Engine<MemoryStorage>) -> Vec<Arc<Order>> {
    let all = Query::AllOrders { after: None, limit: 10 };
    let Page::Orders { orders, .. } = engine.storage().scan(&all).unwrap() else { panic!("another page") };
    orders
}

/// Whether every unit can be promised.
fn is_free(engine: &mut Engine<MemoryStorage>) -> bool {
    let free = |entry: &SkuStock| entry.levels.iter().map(|level| level.buckets.available).sum::<i64>() == 2 * UNITS;
    stock(engine).iter().all(free)
}

/// What is wrong with the records, if anything is.
fn look(engine: &mut Engine<MemoryStorage>) -> Option<String> {
    let report = engine.audit().unwrap();
    if !report.is_clean() {
        return Some(format!("{:?}", report.differences));
    }
    let orders = orders(engine);
    for entry in stock(engine) {
        let lines = orders.iter().flat_map(|order| &order.lines).filter(|line| line.sku == entry.sku);
        let shipped: i64 = lines.map(|line| line.units.at(Stage::Shipped).units()).sum();
        let on_hand: i64 = entry.levels.iter().map(|level| level.buckets.on_hand()).sum();
        if on_hand + shipped != 2 * UNITS {
            return Some(format!("{on_hand} of `{}` on hand and {shipped} shipped", entry.sku));
        }
        if entry.levels.iter().any(|level| level.buckets.available < 0) {
            return Some(format!("less than none of `{}` is available", entry.sku));
        }
    }
    let kept = Query::Reservations { after: None, limit: 10 };
    let Page::Reservations { reservations } = engine.storage().scan(&kept).unwrap() else { panic!("another page") };
    let given_up = |line: &Line| line.units.at(Stage::Canceled) == line.quantity;
    let nobody_waits = reservations.is_empty() && orders.iter().flat_map(|order| &order.lines).all(given_up);
    // What was picked before it was canceled waits for somebody to put it away; here nothing is picked that does not ship.
    (nobody_waits && !is_free(engine)).then(|| "nobody is promised anything, and yet not every unit is free".to_owned())
}

impl Model for Shop {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![self.play(Vec::new())]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let waited = state.taken.contains(&Action::Wait);
        let open = |action: &Action| !state.taken.contains(action) && (*action != Action::WaitMore || waited);
        actions.extend(self.actions.iter().copied().filter(open));
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut taken = last.taken.clone();
        taken.push(action);
        Some(self.play(taken))
    }

    fn properties(&self) -> Vec<Property<Shop>> {
        vec![
            Property::always("nothing is promised twice and no unit is lost", |_, state: &State| state.fault.is_none()),
            Property::sometimes("all of it is given back", |_, state: &State| state.facts.given_back),
            Property::sometimes("something is refused", |_, state: &State| state.facts.refused),
            Property::sometimes("a reservation expires", |_, state: &State| state.facts.expired),
            Property::sometimes("a payment comes late", |_, state: &State| state.facts.late),
            Property::sometimes("a till sells from its lease", |_, state: &State| state.facts.sold_from_lease),
        ]
    }
}

/// Without the second delay, and without what the other order does after it was placed: some ten thousands of states. All of them are
/// tried where `OMS_INTERLEAVINGS` is set.
#[test]
fn no_interleaving_promises_twice_or_loses_a_unit() {
    let later = [Action::CancelOther, Action::Ship, Action::WaitMore];
    let all = std::env::var_os("OMS_INTERLEAVINGS").is_some();
    let actions: Vec<Action> = ACTIONS.into_iter().filter(|action| all || !later.contains(action)).collect();
    let checker = Shop::open(&actions).checker().threads(2).spawn_bfs().join();
    println!("{} states, {} ways to reach them, {} steps deep", checker.unique_state_count(), checker.state_count(), checker.max_depth());
    checker.assert_properties();
    assert!(checker.unique_state_count() > 5_000, "the model is smaller than it is meant to be");
}
