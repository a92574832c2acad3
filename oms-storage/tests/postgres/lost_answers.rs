//! The line is cut around the end of a commit. What came of it is found out, and told as if nothing had happened.

use std::time::Duration;

use oms_core::{EngineError, Outcome};
use oms_storage::{PostgresOptions, PostgresStorage};

use crate::proxy::{Harm, Proxy};
use crate::shop::{batches, digest, log_length, open, order, phones};

/// Every other batch is harmed in its own way, and answered as the same batch is in memory. Those between make the connection familiar with
/// the statements, so that nothing is asked between the beginning of a commit and its end.
fn harmed(harms: &[Harm]) {
    let schema = crate::schema();
    let proxy = Proxy::new(schema.url());
    let mut engine = open(PostgresStorage::open_with(&proxy.url(), schema.options()).unwrap(), 100);
    let (sent, told, alone) = batches(2 * harms.len(), 100);
    for (number, (batch, told)) in sent.iter().zip(&told).enumerate() {
        let fired = proxy.fired();
        let harm = harms.get(number / 2).copied().filter(|_| number % 2 == 1).unwrap_or(Harm::None);
        proxy.arm(harm);
        assert_eq!(&engine.submit_batch(batch.clone()).unwrap(), told, "{harm:?}");
        assert_eq!(proxy.fired() - fired, usize::from(harm != Harm::None), "{harm:?}");
    }
    // Whatever was on its way late has arrived by now.
    std::thread::sleep(Duration::from_millis(800));
    assert_eq!(digest(&mut engine), alone);
    assert_eq!(log_length(&mut engine), 4 + 6 * harms.len());
    assert!(engine.audit().unwrap().is_clean());
}

#[test]
fn a_commit_that_the_server_never_got_is_sent_again() {
    harmed(&[Harm::LoseRequest; 3]);
}

#[test]
fn a_commit_whose_answer_was_lost_is_known_to_have_taken_effect() {
    harmed(&[Harm::LoseAnswer; 3]);
}

/// Sent again over another line, it takes effect there; what then arrives over the first one does not.
#[test]
fn a_commit_that_arrives_late_takes_no_effect_any_more() {
    harmed(&[Harm::DelayAll(Duration::from_millis(300)); 2]);
}

/// The server holds all of it but the end: the next connection waits for that, and is told that it took effect.
#[test]
fn a_commit_under_way_is_waited_for() {
    harmed(&[Harm::DelayEnd(Duration::from_millis(300)); 2]);
}

#[test]
fn one_harm_after_the_other() {
    harmed(&[Harm::LoseAnswer, Harm::DelayAll(Duration::from_millis(50)), Harm::LoseRequest, Harm::DelayEnd(Duration::from_millis(50))]);
}

/// Nobody can be asked: that is what is told, and the same batch sent later is answered from the log.
#[test]
fn what_cannot_be_found_out_is_not_guessed() {
    let schema = crate::schema();
    let proxy = Proxy::new(schema.url());
    let options = PostgresOptions { reconnect_timeout: Duration::from_millis(200), ..schema.options().clone() };
    let mut engine = open(PostgresStorage::open_with(&proxy.url(), &options).unwrap(), 100);
    for (harm, number) in [(Harm::LoseAnswer, 0), (Harm::LoseRequest, 1)] {
        engine.submit(order(&format!("before-{number}"))).unwrap();
        let order = order(&format!("o{number}"));
        proxy.arm(harm);
        proxy.close(true);
        let error = engine.submit(order.clone()).unwrap_err();
        let EngineError::Storage(error) = error else { panic!("{error}") };
        assert_eq!(error.code(), "unknown_outcome", "{error}");
        assert!(error.to_string().contains("send the same commands again"));
        // Still no line: this time nothing was under way.
        let EngineError::Storage(error) = engine.submit(order.clone()).unwrap_err() else { panic!("not of the storage") };
        assert_eq!(error.code(), "disconnected", "{error}");
        proxy.close(false);
        let outcome = engine.submit(order).unwrap();
        let expected =
            matches!((harm, &outcome), (Harm::LoseAnswer, Outcome::AlreadyApplied { .. }) | (Harm::LoseRequest, Outcome::Applied { .. }));
        assert!(expected, "{harm:?}: {outcome:?}");
    }
    assert_eq!(phones(&mut engine), [96, 4]);
}
