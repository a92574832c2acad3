//! Random commands, valid and not, have the same outcomes and leave the same state in the core and in a naive model.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod oracle;

use std::collections::BTreeMap;
use std::sync::Arc;

use oms_core::{Engine, Envelope, MemoryStorage, Outcome};
use oracle::picture::{differences, of_model, of_storage};
use oracle::random::Generator;
use oracle::{Model, difference};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How often each command was applied and each refusal given.
type Tally = BTreeMap<String, usize>;

/// A core and a model that get the same commands.
struct Pair {
    engine: Engine<MemoryStorage>,
    model: Model,
    generator: Generator,
    sent: Vec<Arc<Envelope>>,
}

impl Pair {
    fn new() -> Pair {
        let mut pair =
            Pair { engine: Engine::new(MemoryStorage::new()), model: Model::default(), generator: Generator::new(), sent: Vec::new() };
        let opening = pair.generator.opening();
        pair.submit(opening, &mut Tally::new()).unwrap();
        pair
    }

    fn step(&mut self, seed: u64, tally: &mut Tally) -> Result<(), String> {
        let commands = self.generator.next(seed, &self.model);
        self.submit(commands, tally)
    }

    fn submit(&mut self, commands: Vec<Arc<Envelope>>, tally: &mut Tally) -> Result<(), String> {
        self.sent.extend(commands.iter().cloned());
        let before = of_storage(self.engine.storage());
        let outcomes = self.engine.submit_batch(commands.clone()).map_err(|error| self.report(&error.to_string()))?;
        let answers = self.model.submit(&commands);
        for ((envelope, outcome), answer) in commands.iter().zip(&outcomes).zip(&answers) {
            count(envelope, outcome, tally);
            if let Some(difference) = difference(outcome, answer) {
                return Err(self.report(&difference));
            }
        }
        let core = of_storage(self.engine.storage());
        if outcomes.iter().all(|outcome| !matches!(outcome, Outcome::Applied { .. })) && core != before {
            return Err(self.report(&format!("refused commands left a trace:\n{}", differences(&core, &before))));
        }
        let model = of_model(&self.model);
        if core == model { Ok(()) } else { Err(self.report(&differences(&core, &model))) }
    }

    /// What went wrong, after which commands.
    fn report(&self, problem: &str) -> String {
        let sent: Vec<String> = self.sent.iter().map(|envelope| serde_json::to_string(&**envelope).unwrap()).collect();
        format!("{problem}\nafter\n{}", sent.join("\n"))
    }
}

fn count(envelope: &Envelope, outcome: &Outcome, tally: &mut Tally) {
    let name = match outcome {
        Outcome::Refused { rejection } => rejection.code(),
        Outcome::Applied { .. } => envelope.command.name(),
        Outcome::AlreadyApplied { .. } => "already_applied",
    };
    *tally.entry(name.to_owned()).or_default() += 1;
}

fn number_from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("`{name}` must be a number")))
}

#[test]
fn core_and_model_agree_on_random_commands() {
    // A long run sets these: see `cargo xtask soak`.
    let cases = u32::try_from(number_from_environment("OMS_SOAK_CASES", 300)).unwrap();
    let first_seed = number_from_environment("OMS_SOAK_SEED", 1);
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&first_seed.to_le_bytes());
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    let tally = std::cell::RefCell::new(Tally::new());
    let result = runner.run(&vec(any::<u64>().no_shrink(), 1..120), |seeds| {
        let mut pair = Pair::new();
        for seed in seeds {
            pair.step(seed, &mut tally.borrow_mut()).map_err(TestCaseError::fail)?;
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("seed {first_seed}: {error}");
    }
    println!("{:#?}", tally.borrow());
}
