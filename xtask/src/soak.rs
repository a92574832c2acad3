//! `cargo xtask soak`: the comparison of core and model, for as long as one likes.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// Commands of a stream on average: a stream has up to 249 steps, some of several linked commands.
const COMMANDS_PER_STREAM: u64 = 130;

/// Runs random streams for seeds from `first_seed` on, each seed with so many streams, and stops at the first difference.
pub(crate) fn run(root: &Path, first_seed: u64, seeds: u64, streams: u32) -> ExitCode {
    let start = Instant::now();
    for (done, seed) in (1..).zip(first_seed..first_seed.saturating_add(seeds)) {
        let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            // The unoptimized profile keeps the assertions of the core: a command that looks up what it did not ask for stops.
            .args(["test", "--quiet", "--locked", "-p", "oms-core", "--test", "state_machine"])
            .env("OMS_SOAK_SEED", seed.to_string())
            .env("OMS_SOAK_CASES", streams.to_string())
            .current_dir(root)
            .stdin(Stdio::null())
            .status();
        match status {
            Ok(status) if status.success() => {
                let commands = done * u64::from(streams) * COMMANDS_PER_STREAM;
                println!("seed {seed}: no difference; about {commands} commands in {} s so far", start.elapsed().as_secs());
            }
            Ok(_) => {
                println!("seed {seed}: a difference. Again with `cargo xtask soak --first-seed {seed} --seeds 1 --streams {streams}`");
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
