//! Random commands, valid and not, have the same outcomes and leave the same state in the core and in a naive model.

use std::collections::BTreeMap;

use crate::oracle::ELSEWHERE;
use crate::oracle::pair::Pair;
use crate::oracle::random::Generator;
use oms_core::{Command, Envelope, Outcome};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How often each command was applied and each refusal given.
type Tally = BTreeMap<String, usize>;

fn count(envelope: &Envelope, outcome: &Outcome, tally: &mut Tally) {
    let name = match outcome {
        Outcome::Refused { rejection } => rejection.code(),
        Outcome::Applied { .. } => envelope.command.name(),
        Outcome::AlreadyApplied { .. } => "already_applied",
    };
    *tally.entry(name.to_owned()).or_default() += 1;
}

/// How many streams the ordinary run sends.
const CASES: u32 = 300;

fn number_from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("`{name}` must be a number")))
}

#[test]
fn core_and_model_agree_on_random_commands() {
    // A long run sets these: see `cargo xtask soak`.
    let cases = u32::try_from(number_from_environment("OMS_SOAK_CASES", CASES.into())).unwrap();
    let first_seed = number_from_environment("OMS_SOAK_SEED", 1);
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&first_seed.to_le_bytes());
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    let tally = std::cell::RefCell::new(Tally::new());
    let result = runner.run(&vec(any::<u64>().no_shrink(), 1..250), |seeds| {
        let (mut pair, mut generator) = (Pair::new(), Generator::new());
        pair.submit(generator.opening()).map_err(TestCaseError::fail)?;
        for seed in seeds {
            let commands = generator.next(seed, &pair.model);
            let outcomes = pair.submit(commands.clone()).map_err(TestCaseError::fail)?;
            commands.iter().zip(&outcomes).for_each(|(envelope, outcome)| count(envelope, outcome, &mut tally.borrow_mut()));
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("seed {first_seed}: {error}");
    }
    let tally = tally.into_inner();
    println!("{tally:#?}");
    // A command that never takes effect is one that nothing was learned about. Those about lots have streams of their own.
    let elsewhere = ["recall_lot", "change_lot"];
    let told = |name: &&&str| tally.contains_key(**name) || elsewhere.contains(*name) || ELSEWHERE.contains(*name);
    let never: Vec<_> = Command::NAMES.iter().filter(|name| !told(name)).collect();
    assert!(never.is_empty() || cases < CASES, "never applied: {never:?}");
}
