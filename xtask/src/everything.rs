//! `cargo xtask test`: everything that must hold before a change is merged.

use std::path::Path;
use std::process::ExitCode;

use xtask::tidy;

use crate::hosts;
use crate::steps::{Step, run_all};

/// The example programs and how each is run to the end without a person.
const EXAMPLES: &[(&str, &str)] = &[
    ("quickstart", ""),
    ("return_with_inspection", ""),
    ("uneven_exchange", ""),
    ("trading_day", "--store memory"),
    // Its files are not part of the project; a test of the examples runs it on baskets of its own.
    ("grocery_week", "--help"),
];

/// Passes every step, or those whose names have `only` in them.
pub(crate) fn run(root: &Path, only: Option<&str>) -> ExitCode {
    let steps: Vec<Step> = steps().into_iter().filter(|step| only.is_none_or(|part| step.name.contains(part))).collect();
    if steps.is_empty() {
        eprintln!("no step has `{}` in its name", only.unwrap_or_default());
        return ExitCode::FAILURE;
    }
    if run_all(root, steps) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Cheap steps first, so that a slip is told within seconds.
fn steps() -> Vec<Step> {
    let mut steps = vec![
        Step::here("tidiness", tidiness),
        Step::here("every example is listed", examples_are_listed),
        Step::cargo("format", "fmt --all --check").if_installed("fmt"),
        // A workspace build unites features, so each library is also checked alone.
        Step::cargo("core alone", "check --locked -p oms-core --no-default-features"),
        Step::cargo("storage alone", "check --locked -p oms-storage --no-default-features"),
        Step::cargo("lints", "clippy --locked --workspace --all-targets -- -D warnings").if_installed("clippy"),
        // The packages for hosts have no tests in Rust: their steps build them, and test them in the language they are for.
        Step::cargo("tests", "test --locked --workspace --exclude oms-py --exclude oms-node --exclude oms-ffi --lib --bins --tests"),
        Step::cargo("documentation examples", "test --locked --workspace --exclude oms-py --exclude oms-node --exclude oms-ffi --doc"),
        Step::cargo("documentation", "doc --locked --workspace --no-deps").with_variable("RUSTDOCFLAGS", "-D warnings"),
    ];
    steps.extend(hosts::steps());
    for (name, arguments) in EXAMPLES {
        let line = format!("run --locked --quiet -p oms-examples --bin {name} -- {arguments}");
        steps.push(Step::cargo(format!("example {name}"), &line));
    }
    steps
}

fn tidiness(root: &Path) -> Result<String, String> {
    let findings = tidy::check(root).map_err(|error| format!("cannot read the tree: {error}"))?;
    for finding in &findings {
        println!("    {finding}");
    }
    match findings.len() {
        0 => Ok("nothing to report".to_owned()),
        count => Err(format!("{count} findings, listed above")),
    }
}

/// An example that nobody runs goes stale, so each program in the folder must be in the list.
fn examples_are_listed(root: &Path) -> Result<String, String> {
    let folder = root.join("examples/src/bin");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("cannot list `{}`: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| format!("cannot list `{}`: {error}", folder.display()))?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if !EXAMPLES.iter().any(|(listed, _)| *listed == name) {
            return Err(format!("the example `{name}` is not run by `cargo xtask test`: add it to the list of examples"));
        }
    }
    Ok(format!("{} programs", EXAMPLES.len()))
}
