//! The languages beside Rust: how each is set up, tested, and made to play vectors. One module a language.

pub(crate) mod calls;
pub(crate) mod kotlin;
mod node;
mod python;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::everything::{PACKAGES, features};
use crate::steps::{Step, WHOLE_RUN};

/// A language that plays vectors.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
pub(crate) enum Named {
    /// The engine of this program.
    Rust,
    /// The package of Python.
    Python,
    /// JavaScript and TypeScript on Node.
    Node,
    /// The JVM, over the native library.
    Kotlin,
}

/// The program of a language that plays vectors. Its package is built first, unless it is to be taken as it was built last.
#[cfg(feature = "engine")]
pub(crate) fn player(root: &Path, language: Named, as_built: bool) -> Result<Command, String> {
    match language {
        Named::Rust => Err("Rust plays within this program".to_owned()),
        Named::Python => python::player(root, as_built),
        Named::Node => node::player(root, as_built),
        Named::Kotlin => kotlin::player(root, as_built),
    }
}

/// Sets up and tests every language, and compares what it answers with what Rust does: a lane a language, the longest first. In a whole
/// run the tests in Rust have built the program that compares.
pub(crate) fn lanes(whole: bool) -> Vec<Vec<Step>> {
    let of = |name, mut steps: Vec<Step>| {
        steps.extend(played(name, whole));
        steps
    };
    vec![of("Kotlin", kotlin::steps()), of("Python", python::steps()), of("Node", node::steps())]
}

/// Vectors and random commands, played by a language.
fn played(name: &str, whole: bool) -> Vec<Step> {
    let language = name.to_lowercase();
    let step = |what: &str, arguments: String| {
        let name = format!("{what} in {name}");
        if whole {
            let program = format!("./target/debug/with_engine{}", std::env::consts::EXE_SUFFIX);
            let arguments: Vec<&str> = arguments.split(' ').chain(["--as-built"]).collect();
            Step::program(name, program, &arguments, ".")
        } else {
            Step::cargo(name, &format!("run --quiet --locked -p xtask --bin with_engine --features engine -- {arguments}"))
        }
    };
    vec![
        step("vectors in memory", format!("vectors --brief --lang {language} --storage memory")),
        step("vectors on SQLite", format!("vectors --brief --lang {language} --storage sqlite")),
        step("random commands", format!("random --lang {language} --storage sqlite")),
    ]
}

/// Runs a program to its end. What it prints goes to the diagnostics: a player's answers go through standard output.
fn run(command: &mut Command) -> Result<(), String> {
    let words: Vec<_> = std::iter::once(command.get_program()).chain(command.get_args()).map(|word| word.to_string_lossy()).collect();
    let line = words.join(" ");
    let ended = command.envs(WHOLE_RUN).stdin(Stdio::null()).stdout(std::io::stderr()).status();
    match ended.map_err(|error| format!("`{line}` could not be started: {error}"))? {
        status if status.success() => Ok(()),
        status => Err(format!("`{line}` ended with {status}")),
    }
}

/// Builds the libraries of Node, Kotlin and Swift for tests, once a run.
fn build_natives(root: &Path) -> Result<(), String> {
    natives(root, &[])
}

/// Builds them within a whole run, where the tests in Rust are built already. They are named again, so that all that both stand on has
/// the features that tests add, and is not compiled once more without them.
pub(crate) fn build_natives_beside_tests(root: &Path) -> Result<String, String> {
    natives(root, &["--tests"]).map(|()| "for Node, Kotlin and Swift".to_owned())
}

fn natives(root: &Path, beside: &[&str]) -> Result<(), String> {
    static BUILT: OnceLock<Result<(), String>> = OnceLock::new();
    let build = ["build", "--quiet", "--locked", "--profile", "test", "--lib", "--bin", "uniffi-bindgen"];
    let features = features();
    let words = build.iter().chain(beside).copied().chain(PACKAGES.split(' ')).chain(["--features", &features]);
    BUILT.get_or_init(|| run(cargo().args(words).current_dir(root))).clone()
}

/// A library that cargo has built.
fn library(root: &Path, profile: &str, package: &str) -> PathBuf {
    root.join("target").join(profile).join(format!("{}{package}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX))
}

/// The cargo that started this program.
fn cargo() -> Command {
    Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}
