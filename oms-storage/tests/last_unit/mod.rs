//! A thousand callers want the last unit at the same moment, over several connections; one of them gets it, round after round.
//!
//! `cargo xtask soak-last-unit` plays a hundred rounds.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

use oms_core::{Engine, Envelope, Outcome, Rejection, Storage};
use oms_storage::SharedEngine;
use serde_json::{Value, json};

const CALLERS: usize = 1_000;
const CONNECTIONS: usize = 4;

/// Rounds of the ordinary run.
const ROUNDS: usize = 3;

/// What a thread of a caller needs.
const STACK: usize = 256 << 10;

fn envelope(id: &str, command: Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command})).unwrap())
}

/// Plays the rounds on storages that `open` opens on one shop.
pub(crate) fn has_one_winner_each_round<S: Storage<Error: Send + Sync> + Send>(open: impl Fn() -> S) {
    let rounds = std::env::var("OMS_LAST_UNIT_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let doors: Vec<_> = (0..CONNECTIONS).map(|_| SharedEngine::new(open())).collect();
    let set_up = [
        envelope("n1", json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}})),
        envelope("web", json!({"type": "put_channel", "channel": {"id": "web"}})),
    ];
    for command in set_up {
        assert!(matches!(doors[0].submit(command).unwrap(), Outcome::Applied { .. }));
    }
    for round in 0..rounds {
        let sku = format!("last-{round}");
        let receive = json!({"type": "receive_stock", "sku": sku, "location": "n1", "quantity": 1});
        for (id, command) in [("item", json!({"type": "put_item", "sku": sku})), ("unit", receive)] {
            assert!(matches!(doors[0].submit(envelope(&format!("{id}-{round}"), command)).unwrap(), Outcome::Applied { .. }));
        }
        assert_eq!(winners(&doors, round, &sku), 1, "round {round}");
    }
    println!("{rounds} rounds of {CALLERS} callers: one winner each");
    drop(doors);
    assert!(Engine::new(open()).audit().unwrap().is_clean());
}

/// How many of the callers get the unit.
fn winners<S: Storage<Error: Send + Sync> + Send>(doors: &[SharedEngine<S>], round: usize, sku: &str) -> usize {
    let (accepted, together) = (AtomicUsize::new(0), Barrier::new(CALLERS));
    std::thread::scope(|scope| {
        for (caller, door) in (0..CALLERS).zip(doors.iter().cycle()) {
            let (accepted, together) = (&accepted, &together);
            let id = format!("{round}-{caller}");
            let cart = json!({"type": "reserve_stock", "reservation": id, "channel": "web",
                              "lines": [{"sku": sku, "quantity": 1}], "time_to_live": 600});
            let wish = envelope(&id, cart);
            let called = move || {
                together.wait();
                match door.submit(wish).unwrap() {
                    Outcome::Applied { .. } => drop(accepted.fetch_add(1, Ordering::SeqCst)),
                    Outcome::Refused { rejection } => assert!(matches!(*rejection, Rejection::InsufficientStock { .. }), "{rejection:?}"),
                    outcome => panic!("{outcome:?}"),
                }
            };
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, called).unwrap();
        }
    });
    accepted.into_inner()
}
