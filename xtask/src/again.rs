//! Chores that need more than this program was built with run in one that has it.
//!
//! `cargo xtask` is built without the engine, so that it starts within seconds of a fresh clone.

use std::path::Path;
use std::process::{Command, ExitCode};

/// Runs this chore once more, in a program built with a feature of this package.
pub(crate) fn run(root: &Path, feature: &str) -> ExitCode {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["run", "--quiet", "--locked", "--package", "xtask", "--bin", "with_engine", "--features", feature, "--"]);
    match command.args(std::env::args_os().skip(1)).current_dir(root).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cannot start cargo: {error}");
            ExitCode::FAILURE
        }
    }
}
