//! Callers on many threads share batches: everybody is answered, first come first served, whatever happens to whoever leads.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use oms_core::{Engine, Envelope, MemoryStorage, Outcome, Rejection};
use oms_storage::{CommitQueue, GroupError, GroupOptions, SharedEngine, SqliteStorage};
use serde_json::{Value, json};

fn envelope(id: &str, command: Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command})).unwrap())
}

fn location(id: &str) -> Arc<Envelope> {
    envelope(id, json!({"type": "put_location", "location": {"id": id, "country": "DE"}}))
}

/// Units sent to a location that is not there.
fn refused(id: &str) -> Arc<Envelope> {
    envelope(id, json!({"type": "receive_stock", "sku": "tea", "location": "nowhere", "quantity": 1}))
}

/// A queue whose batches are carried out in memory and written down; the first is held until all callers of a test wait.
struct Desk {
    queue: CommitQueue<&'static str>,
    engine: Mutex<Engine<MemoryStorage>>,
    batches: Mutex<Vec<Vec<String>>>,
}

impl Desk {
    fn new(options: GroupOptions) -> Desk {
        let engine = Mutex::new(Engine::new(MemoryStorage::new()));
        Desk { queue: CommitQueue::new(options), engine, batches: Mutex::default() }
    }

    fn carry_out(&self, batch: Vec<Arc<Envelope>>) -> Result<Vec<Outcome>, &'static str> {
        let ids: Vec<String> = batch.iter().map(|command| command.id.to_string()).collect();
        let is_bad = ids.iter().any(|id| id == "bad");
        assert!(!ids.iter().any(|id| id == "panics"), "as it was told to");
        self.batches.lock().unwrap().push(ids);
        if is_bad { Err("bad") } else { Ok(self.engine.lock().unwrap().submit_batch(batch).unwrap()) }
    }

    fn submit(&self, command: Arc<Envelope>) -> Result<Outcome, GroupError<&'static str>> {
        self.queue.submit(command, |batch| self.carry_out(batch), |_| true)
    }

    /// Sends a first command and, while that is carried out, all others one after the other. Answers what the others are told.
    fn while_one_is_busy(&self, commands: &[Arc<Envelope>]) -> Vec<Option<Result<Outcome, GroupError<&'static str>>>> {
        let (begun, begins) = mpsc::channel();
        let (go_on, goes_on) = mpsc::channel::<()>();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let run = |batch| {
                    begun.send(()).unwrap();
                    goes_on.recv().unwrap();
                    self.carry_out(batch)
                };
                self.queue.submit(location("first"), run, |_| true).unwrap();
            });
            begins.recv().unwrap();
            let mut threads = Vec::new();
            for (number, command) in commands.iter().enumerate() {
                threads.push(scope.spawn(|| self.submit(Arc::clone(command))));
                while self.queue.waiting() <= number && !threads.last().unwrap().is_finished() {
                    std::thread::yield_now();
                }
            }
            go_on.send(()).unwrap();
            threads.into_iter().map(|thread| thread.join().ok()).collect()
        })
    }

    fn batches(&self) -> Vec<Vec<String>> {
        self.batches.lock().unwrap().clone()
    }
}

fn is_applied(answer: &Option<Result<Outcome, GroupError<&'static str>>>) -> bool {
    matches!(answer, Some(Ok(Outcome::Applied { .. })))
}

#[test]
fn who_comes_while_a_batch_is_on_its_way_shares_the_next_one() {
    let desk = Desk::new(GroupOptions::default());
    let answers = desk.while_one_is_busy(&[location("a"), refused("b"), location("c")]);
    assert_eq!(desk.batches(), [vec!["first"], vec!["a", "b", "c"]]);
    assert!(is_applied(&answers[0]) && is_applied(&answers[2]));
    let Some(Ok(Outcome::Refused { rejection })) = &answers[1] else { panic!("{:?}", answers[1]) };
    assert!(matches!(**rejection, Rejection::UnknownLocation { .. }), "{rejection:?}");
}

#[test]
fn batches_have_an_end_and_the_next_in_line_leads() {
    let desk = Desk::new(GroupOptions { batch_max: 2, ..GroupOptions::default() });
    let answers = desk.while_one_is_busy(&[location("a"), location("b"), location("c"), location("d"), location("e")]);
    assert_eq!(desk.batches(), [vec!["first"], vec!["a", "b"], vec!["c", "d"], vec!["e"]]);
    assert!(answers.iter().all(is_applied));
}

#[test]
fn a_line_that_is_full_turns_callers_away() {
    let desk = Desk::new(GroupOptions { waiting_max: 2, ..GroupOptions::default() });
    let answers = desk.while_one_is_busy(&[location("a"), location("b"), location("c")]);
    assert!(is_applied(&answers[0]) && is_applied(&answers[1]));
    assert_eq!(answers[2], Some(Err(GroupError::QueueFull { waiting: 2 })));
    assert!(is_applied(&Some(desk.submit(location("c")))));
}

#[test]
fn groups_of_two_callers_with_the_same_name_are_not_one() {
    let desk = Desk::new(GroupOptions::default());
    let in_group = |command: Arc<Envelope>| Arc::new(Envelope { group: Some(7), ..(*command).clone() });
    let commands = [location("a"), in_group(location("b")), in_group(refused("c")), location("d"), location("e")];
    let answers = desk.while_one_is_busy(&commands);
    assert_eq!(desk.batches(), [vec!["first"], vec!["a"], vec!["b"], vec!["c"], vec!["d", "e"]]);
    assert!(is_applied(&answers[1]), "it would have fallen with the other one");
}

#[test]
fn what_one_command_does_wrong_is_told_to_its_sender_only() {
    let desk = Desk::new(GroupOptions::default());
    let answers = desk.while_one_is_busy(&[location("a"), location("bad"), location("c")]);
    assert_eq!(desk.batches(), [vec!["first"], vec!["a", "bad", "c"], vec!["a"], vec!["bad"], vec!["c"]]);
    assert!(is_applied(&answers[0]) && is_applied(&answers[2]));
    assert_eq!(answers[1], Some(Err(GroupError::Engine("bad"))));
}

#[test]
fn a_leader_that_panics_leaves_nobody_waiting() {
    let desk = Desk::new(GroupOptions::default());
    let answers = desk.while_one_is_busy(&[location("panics"), location("b"), location("c")]);
    assert!(answers[0].is_none(), "its own thread panicked");
    assert_eq!(answers[1..], [Some(Err(GroupError::Abandoned)), Some(Err(GroupError::Abandoned))]);
    assert!(is_applied(&Some(desk.submit(location("d")))), "the line goes on");
}

#[test]
fn a_batch_waits_a_moment_for_those_of_the_one_before() {
    // Long enough that the test would not end if somebody waited in vain.
    let desk = Desk::new(GroupOptions { gather_max: Duration::from_secs(3_600), ..GroupOptions::default() });
    desk.while_one_is_busy(&[location("a"), location("b")]);
    std::thread::scope(|scope| {
        scope.spawn(|| desk.submit(location("c")));
        while desk.queue.waiting() == 0 {
            std::thread::yield_now();
        }
        desk.submit(location("d")).unwrap();
    });
    assert_eq!(desk.batches(), [vec!["first"], vec!["a", "b"], vec!["c", "d"]]);
}

#[test]
fn nobody_waits_longer_than_is_allowed() {
    let desk = Desk::new(GroupOptions { gather_max: Duration::ZERO, ..GroupOptions::default() });
    desk.while_one_is_busy(&[location("a"), location("b")]);
    desk.submit(location("c")).unwrap();
    desk.submit(location("d")).unwrap();
    assert_eq!(desk.batches(), [vec!["first"], vec!["a", "b"], vec!["c"], vec!["d"]]);
}

#[test]
fn sixty_four_threads_want_a_hundred_units_from_a_file() {
    const THREADS: usize = 64;
    const EACH: usize = 5;
    let folder = tempfile::tempdir().unwrap();
    let oms = SharedEngine::new(SqliteStorage::open(folder.path().join("shop.db")).unwrap());
    for command in [
        location("berlin"),
        envelope("web", json!({"type": "put_channel", "channel": {"id": "web"}})),
        envelope("tea", json!({"type": "put_item", "sku": "tea"})),
        envelope("units", json!({"type": "receive_stock", "sku": "tea", "location": "berlin", "quantity": 100})),
    ] {
        assert!(matches!(oms.submit(command).unwrap(), Outcome::Applied { .. }));
    }
    let (sold, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (oms, sold, refused) = (&oms, &sold, &refused);
            scope.spawn(move || {
                for number in 0..EACH {
                    let lines = json!([{"sku": "tea", "quantity": 1}]);
                    let id = format!("{thread}-{number}");
                    let cart = json!({"type": "reserve_stock", "reservation": id, "channel": "web", "lines": lines, "time_to_live": 600});
                    match oms.submit(envelope(&id, cart)).unwrap() {
                        Outcome::Applied { .. } => sold.fetch_add(1, Ordering::SeqCst),
                        Outcome::Refused { rejection } => {
                            assert!(matches!(*rejection, Rejection::InsufficientStock { .. }), "{rejection:?}");
                            refused.fetch_add(1, Ordering::SeqCst)
                        }
                        outcome => panic!("{outcome:?}"),
                    };
                }
            });
        }
    });
    assert_eq!((sold.into_inner(), refused.into_inner()), (100, THREADS * EACH - 100));
    assert!(oms.with(|engine| engine.audit()).unwrap().is_clean());
}
