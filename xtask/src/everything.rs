//! `cargo xtask test`: everything that must hold before a change is merged.

use std::path::Path;
use std::process::ExitCode;

use xtask::tidy;

use crate::steps::{Step, run_all};
use crate::{hosts, postgres};

/// The example programs and how each is run to the end without a person.
const EXAMPLES: &[(&str, &str)] = &[
    ("quickstart", ""),
    ("return_with_inspection", ""),
    ("uneven_exchange", ""),
    ("trading_day", "--store memory"),
    // Its files are not part of the project; a test of the examples runs it on baskets of its own.
    ("grocery_week", "--help"),
    // A test of the examples moves a day with it.
    ("tenant", "--help"),
    // Its files are not part of the project either.
    ("olist_week", "--help"),
];

/// Features with which everything is looked at, and documented.
const LINTED: &str = "oms-wire/conformance,xtask/postgres";

/// Passes every step, or those whose names have `only` in them.
pub(crate) fn run(root: &Path, only: Option<&str>) -> ExitCode {
    let wanted =
        |steps: Vec<Step>| -> Vec<Step> { steps.into_iter().filter(|step| only.is_none_or(|part| step.name.contains(part))).collect() };
    let (first, lanes) = (wanted(rust()), lanes(only.is_none()).into_iter().map(wanted).collect::<Vec<_>>());
    if first.is_empty() && lanes.iter().all(Vec::is_empty) {
        eprintln!("no step has `{}` in its name", only.unwrap_or_default());
        return ExitCode::FAILURE;
    }
    if run_all(root, first, lanes) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What every change must pass first. Cheap steps come first, so that a slip is told within seconds.
fn rust() -> Vec<Step> {
    vec![
        Step::here("tidiness", tidiness),
        Step::here("every example is listed", examples_are_listed),
        Step::cargo("format", "fmt --all --check").if_installed("fmt"),
        // A workspace build unites features, so each library is also checked alone.
        Step::cargo("core alone", "check --locked -p oms-core --no-default-features"),
        Step::cargo("storage alone", "check --locked -p oms-storage --no-default-features"),
        Step::cargo("lints", &format!("clippy --locked --workspace --all-targets --features {LINTED} -- -D warnings"))
            .if_installed("clippy"),
        // The packages for hosts have no tests in Rust: their steps build them, and test them in the language they are for.
        tests("tests", "--lib --bins --tests"),
        postgres::step(),
        tests("documentation examples", "--doc"),
        Step::cargo("documentation", &format!("doc --locked --workspace --no-deps --features {LINTED}"))
            .with_variable("RUSTDOCFLAGS", "-D warnings"),
    ]
}

/// Tests in Rust, all built with the same features, so that nothing is built twice.
fn tests(name: &str, which: &'static str) -> Step {
    Step::later(name, move || {
        let features = format!("{}oms-wire/conformance", postgres::test_features());
        let selection = format!("--workspace --exclude oms-py --exclude oms-node --exclude oms-ffi --features {features}");
        Step::cargo("", &format!("test --locked {selection} {which}")).work
    })
}

/// The languages, and the programs in Rust that are run as users run them: none waits for another. Programs that the tests in Rust have
/// built are not built once more.
fn lanes(are_built: bool) -> Vec<Vec<Step>> {
    let mut lanes = hosts::lanes();
    let example = |(name, arguments): &(&str, &str)| {
        let step = format!("example {name}");
        if are_built {
            let program = format!("./target/debug/{name}{}", std::env::consts::EXE_SUFFIX);
            Step::program(step, program, &arguments.split_whitespace().collect::<Vec<_>>(), ".")
        } else {
            Step::cargo(step, &format!("run --locked --quiet -p oms-examples --bin {name} -- {arguments}"))
        }
    };
    lanes.push(EXAMPLES.iter().map(example).collect());
    lanes
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
