//! Some thousand random lives of orders, every figure of which is compared with a model in exact fractions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod book;
use oms_core_tests::dice;
mod editing;
mod exact;
mod exchange;
mod life;
mod parcels;
mod paying;
mod payment;
mod promotion;
mod provider;
mod returning;
mod sale;
mod selling;
#[path = "../shop/mod.rs"]
mod shop;
mod terms;
mod verdict;

use std::panic::{AssertUnwindSafe, catch_unwind};

use life::Life;

/// How many sequences the ordinary run makes.
const SEQUENCES: u64 = 2_000;

fn number_from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("`{name}` must be a number")))
}

/// Lives the order of a seed, and answers how many commands were sent and how many refused.
fn live(seed: u64) -> (usize, usize) {
    let mut life = Life::begin(seed);
    let lived = catch_unwind(AssertUnwindSafe(|| {
        for _ in 0..5 + life.dice.below(26) {
            life.step();
        }
        if life.dice.chance(60) {
            life.return_everything();
        }
        life.audit();
    }));
    if lived.is_err() {
        panic!("seed {seed} (alone with `OMS_MONEY_SEED={seed} OMS_MONEY_SEQUENCES=1`), after\n{}", life.sent.join("\n"));
    }
    (life.sent.len(), life.refused)
}

#[test]
fn every_figure_is_that_of_a_model_in_exact_fractions() {
    // A long run sets these.
    let first = number_from_environment("OMS_MONEY_SEED", 1);
    let sequences = number_from_environment("OMS_MONEY_SEQUENCES", SEQUENCES);
    let seeds = |start: u64| (first + start..first + sequences).step_by(2);
    let (sent, refused) = std::thread::scope(|scope| {
        let halves = [0, 1].map(|start| {
            scope.spawn(move || seeds(start).map(live).fold((0, 0), |(sent, refused), life| (sent + life.0, refused + life.1)))
        });
        let [one, other] = halves.map(|half| half.join().expect("no difference"));
        (one.0 + other.0, one.1 + other.1)
    });
    println!("{sequences} sequences, {sent} commands, {refused} of them refused");
    assert!(sequences < 100 || (refused > 0 && refused * 2 < sent), "most commands take effect");
}
