//! `cargo xtask soak` and `soak-money`: the comparisons of the core with its models, for as long as one likes.

use std::ops::Range;
use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::time::Instant;

/// Commands of a stream on average: a stream has up to 249 steps, some of several linked commands.
const COMMANDS_PER_STREAM: u64 = 130;

/// Sequences of a round, after which it is told how far a long run has come.
const SEQUENCES_PER_ROUND: u64 = 10_000;

/// Runs random streams for seeds from `first_seed` on, each seed with so many streams, and stops at the first difference.
pub(crate) fn run(root: &Path, first_seed: u64, seeds: u64, streams: u32) -> ExitCode {
    let start = Instant::now();
    let seeds = first_seed..first_seed.saturating_add(seeds);
    each(seeds, 1, |done, seed| {
        let status = test(root, &["model", "state_machine::"], [("OMS_SOAK_SEED", seed), ("OMS_SOAK_CASES", u64::from(streams))]);
        let commands = done * u64::from(streams) * COMMANDS_PER_STREAM;
        let passed = format!("seed {seed}: no difference; about {commands} commands in {} s so far", start.elapsed().as_secs());
        let failed = format!("seed {seed}: a difference. Again with `cargo xtask soak --first-seed {seed} --seeds 1 --streams {streams}`");
        (status, passed, failed)
    })
}

/// Runs random lives of orders from `first_seed` on, one a seed, in rounds, and stops after the round of the first difference.
pub(crate) fn run_money(root: &Path, first_seed: u64, sequences: u64) -> ExitCode {
    let start = Instant::now();
    let end = first_seed.saturating_add(sequences);
    each(first_seed..end, SEQUENCES_PER_ROUND, |_, seed| {
        let round = SEQUENCES_PER_ROUND.min(end - seed);
        let status = test(root, &["exact_money"], [("OMS_MONEY_SEED", seed), ("OMS_MONEY_SEQUENCES", round)]);
        let done = seed + round - first_seed;
        let passed = format!("{done} sequences: no difference in {} s so far", start.elapsed().as_secs());
        let failed = "a difference: what failed says how to repeat it alone".to_owned();
        (status, passed, failed)
    })
}

/// Kills processes that write, so many on each storage.
pub(crate) fn run_kills(root: &Path, sqlite: u64, postgres: u64) -> ExitCode {
    let test = "what_was_acknowledged_survives_kills";
    on_storages(root, test, "OMS_CRASH_KILLS", [sqlite, postgres], "kills, everything acknowledged is there")
}

/// Lets a thousand callers want the last unit, so many times on each storage.
pub(crate) fn run_last_unit(root: &Path, rounds: u64) -> ExitCode {
    let test = "one_of_a_thousand_gets_the_last_unit";
    on_storages(root, test, "OMS_LAST_UNIT_ROUNDS", [rounds, rounds], "rounds, one winner each")
}

/// Erases a customer of so many orders on each storage.
pub(crate) fn run_erasing(root: &Path, orders: u64) -> ExitCode {
    let test = "a_customer_of_many_orders_is_erased_in_parts";
    on_storages(root, test, "OMS_ERASED_ORDERS", [orders, orders], "orders of one customer, all erased")
}

/// Routes so many orders in batches of several sizes, by several callers, in memory and in a file, and compares what was decided.
pub(crate) fn run_decisions(root: &Path, orders: u64) -> ExitCode {
    on_storages(root, "orders_are_routed_alike", "OMS_DECISIONS", [orders, 0], "orders, routed alike in memory and in the file")
}

/// Runs a test that both storages have, with a number for each from its environment; 0 leaves a storage out.
fn on_storages(root: &Path, test: &str, variable: &str, [sqlite, postgres]: [u64; 2], passed: &str) -> ExitCode {
    let runs = [
        ("SQLite", sqlite, vec!["--test", "sqlite"]),
        ("PostgreSQL", postgres, vec!["--features", "temporary-server", "--test", "postgres"]),
    ];
    for (storage, number, which) in runs {
        if number == 0 {
            continue;
        }
        let start = Instant::now();
        let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["test", "--quiet", "--locked", "--release", "--package", "oms-storage"])
            .args(which)
            .args(["--", test, "--nocapture"])
            .env(variable, number.to_string())
            .current_dir(root)
            .status();
        match status {
            Ok(status) if status.success() => println!("{storage}: {number} {passed}, in {} s", start.elapsed().as_secs()),
            Ok(_) => {
                println!("{storage}: failed, see above");
                return ExitCode::FAILURE;
            }
            Err(error) => {
                println!("cannot start cargo: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// Runs what is given for each place of a range, a step apart, until it fails; it says how it went, and what to say then.
fn each(range: Range<u64>, step: u64, mut round: impl FnMut(u64, u64) -> (std::io::Result<ExitStatus>, String, String)) -> ExitCode {
    let step = usize::try_from(step).unwrap_or(usize::MAX);
    for (done, seed) in (1..).zip(range.step_by(step)) {
        match round(done, seed) {
            (Ok(status), passed, _) if status.success() => println!("{passed}"),
            (Ok(_), _, failed) => {
                println!("{failed}");
                return ExitCode::FAILURE;
            }
            (Err(error), ..) => {
                println!("cannot start cargo: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// Runs a test of the core that takes numbers from its environment: a program, and perhaps the beginning of names within it.
fn test(root: &Path, name: &[&str], numbers: [(&str, u64); 2]) -> std::io::Result<ExitStatus> {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        // The unoptimized profile keeps the assertions of the core: a command that looks up what it did not ask for stops.
        .args(["test", "--quiet", "--locked", "-p", "oms-core-tests", "--test"])
        .args(name)
        .envs(numbers.map(|(variable, number)| (variable, number.to_string())))
        .current_dir(root)
        .stdin(Stdio::null())
        .status()
}
