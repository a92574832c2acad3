//! The languages beside Rust: how each is set up, tested, and made to play vectors. One module a language.

pub(crate) mod calls;
pub(crate) mod kotlin;
mod node;
mod python;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use xtask::vectors::{self, Host, Language, StorageKind};

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

/// Commands drawn at random that every language must answer alike.
const RANDOM: usize = 10_000;

impl Named {
    /// The language, ready to play.
    pub(crate) fn ready(self, root: &Path) -> Result<Language, String> {
        match self {
            Named::Rust => Ok(Language::Rust),
            Named::Python => host(python::player(root)?),
            Named::Node => host(node::player(root)?),
            Named::Kotlin => host(kotlin::player(root)?),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Named::Rust => "Rust",
            Named::Python => "Python",
            Named::Node => "Node",
            Named::Kotlin => "Kotlin",
        }
    }
}

/// Sets up and tests every language, and compares what it answers with what Rust does: a lane a language, the longest first.
pub(crate) fn lanes() -> Vec<Vec<Step>> {
    let of = |language, mut steps: Vec<Step>| {
        steps.extend(played(language));
        steps
    };
    vec![
        of(Named::Kotlin, kotlin::steps()),
        of(Named::Python, python::steps()),
        of(Named::Node, node::steps()),
        of(Named::Rust, Vec::new()),
    ]
}

/// Vectors and random commands, played by a language.
fn played(language: Named) -> Vec<Step> {
    let mut steps = Vec::new();
    for storage in [StorageKind::Memory, StorageKind::Sqlite] {
        let place = if storage == StorageKind::Memory { "in memory" } else { "on SQLite" };
        steps.push(Step::here(format!("vectors in {}, {place}", language.name()), move |root| vectors_hold(root, language, storage)));
    }
    let name = format!("{RANDOM} random commands in {}", language.name());
    steps.push(Step::here(name, move |root| {
        let played = vectors::play_random(&root.join("conformance"), &mut language.ready(root)?, StorageKind::Sqlite, 1, RANDOM)?;
        Ok(format!("{} took effect, {} were refused, digest {}", played.applied, played.refused, played.digest))
    }));
    steps
}

fn vectors_hold(root: &Path, language: Named, storage: StorageKind) -> Result<String, String> {
    let reports = vectors::run_folder(&root.join("conformance"), &mut language.ready(root)?, storage)?;
    let failed: Vec<_> = reports.iter().filter(|report| !report.differences.is_empty()).collect();
    for report in &failed {
        println!("{report}");
    }
    if failed.is_empty() {
        Ok(format!("{} hold", reports.len()))
    } else {
        Err(format!("{} of {} differ, listed above", failed.len(), reports.len()))
    }
}

/// A language whose player is another program.
fn host(player: Command) -> Result<Language, String> {
    Host::start(player).map(|host| Language::Host(Box::new(host)))
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

/// Builds the libraries of Node, Kotlin and Swift for tests, once a run: built together they share one build of the core.
fn build_natives(root: &Path) -> Result<(), String> {
    static BUILT: OnceLock<Result<(), String>> = OnceLock::new();
    let features = "oms-node/suite,oms-ffi/suite,oms-ffi/cli";
    let build = ["build", "--quiet", "--locked", "-p", "oms-node", "-p", "oms-ffi", "--features", features];
    BUILT.get_or_init(|| run(cargo().args(build).current_dir(root))).clone()
}

/// A library that cargo has built.
fn library(root: &Path, profile: &str, package: &str) -> PathBuf {
    root.join("target").join(profile).join(format!("{}{package}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX))
}

/// The cargo that started this program.
fn cargo() -> Command {
    Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}
