//! The project's own chores, one command each: `cargo xtask help`.

mod everything;
mod root;
mod steps;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::tidy;

/// Chores of this repository. Each command works from a fresh clone with just the Rust toolchain.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Pass every test: format, lints, tidiness, unit and doc tests, documentation, examples.
    Test,
    /// Check what no compiler checks: line and file lengths, names, banned words, purity of the core.
    Tidy,
}

fn main() -> ExitCode {
    let root = root::repository();
    match Arguments::parse().chore {
        Chore::Test => everything::run(&root),
        Chore::Tidy => report_tidiness(&root),
    }
}

fn report_tidiness(root: &std::path::Path) -> ExitCode {
    match tidy::check(root) {
        Err(error) => {
            eprintln!("tidy: cannot read the tree: {error}");
            ExitCode::FAILURE
        }
        Ok(findings) if findings.is_empty() => {
            println!("tidy: nothing to report");
            ExitCode::SUCCESS
        }
        Ok(findings) => {
            for finding in &findings {
                println!("{finding}");
            }
            println!("tidy: {} findings", findings.len());
            ExitCode::FAILURE
        }
    }
}
