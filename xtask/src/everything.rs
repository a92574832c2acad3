//! `cargo xtask test`: everything that must hold before a change is merged.

use std::path::Path;
use std::process::ExitCode;

use crate::steps::{Step, run_all};
use crate::{hosts, nats, postgres, tidy};

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

/// What is built as a whole: all but Python's package, which its own tools build. With the same features every time, since any other
/// choice of packages or features would have the engine, and all that it stands on, compiled once more.
pub(crate) const PACKAGES: &str = "--workspace --exclude oms-py";

/// The features of everything that is built as a whole.
pub(crate) fn features() -> String {
    let server = if postgres::is_available() { ",xtask/postgres,oms-storage/temporary-server" } else { "" };
    format!("xtask/engine,oms-storage/tracing,oms-wire/conformance,oms-node/suite,oms-ffi/suite,oms-ffi/cli{server}")
}

/// What lints are told: a warning is an error.
const LINTS: &str = "-D warnings";

/// Passes every step, or those whose names have `only` in them.
pub(crate) fn run(root: &Path, only: Option<&str>) -> ExitCode {
    let wanted =
        |steps: Vec<Step>| -> Vec<Step> { steps.into_iter().filter(|step| only.is_none_or(|part| step.name.contains(part))).collect() };
    if only.is_none() {
        // What is missing is installed before it is asked whether it is there.
        postgres::install_if_missing();
        nats::install_if_missing();
    }
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
        looked_at("lints", "clippy", &format!("--all-targets -- {LINTS}")).if_installed("clippy"),
        // The packages for hosts have no tests in Rust: their steps build them, and test them in the language they are for.
        whole("tests", "test", "--tests"),
        postgres::step(),
    ]
}

/// What else is built as a whole. Much of it keeps only one core busy: another lane has the other meanwhile.
fn rest(is_whole: bool) -> Vec<Step> {
    let mut steps = vec![whole("documentation examples", "test", "--doc"), documentation()];
    if is_whole {
        steps.push(Step::here("libraries for hosts", hosts::build_natives_beside_tests));
    }
    // A workspace build unites features, so each library is also checked alone.
    steps.push(Step::cargo("core alone", "check --locked -p oms-core --no-default-features"));
    steps.push(Step::cargo("storage alone", "check --locked -p oms-storage --no-default-features"));
    steps
}

/// The documentation of all libraries. It needs each of them checked, which the lints have done: asked for as the lints ask, cargo takes
/// what they have left. Where they left nothing, it takes longer and comes to the same.
fn documentation() -> Step {
    let step = looked_at("documentation", "doc", "--no-deps").with_variable("RUSTDOCFLAGS", "-D warnings");
    let driver = std::env::var_os("CARGO").map(|cargo| Path::new(&cargo).with_file_name("clippy-driver")).filter(|driver| driver.is_file());
    match driver {
        Some(driver) => step
            .with_variable("RUSTC_WORKSPACE_WRAPPER", driver.to_string_lossy())
            .with_variable("CLIPPY_ARGS", LINTS.split(' ').flat_map(|lint| [lint, "__CLIPPY_HACKERY__"]).collect::<String>()),
        None => step,
    }
}

/// A command of cargo on all that is built as a whole.
fn whole(name: &str, command: &str, arguments: &str) -> Step {
    Step::cargo(name, &format!("{command} --locked {PACKAGES} --features {} {arguments}", features()))
}

/// A command of cargo that only looks: Python's package can be looked at with all others.
fn looked_at(name: &str, command: &str, arguments: &str) -> Step {
    Step::cargo(name, &format!("{command} --locked --workspace --features {},oms-py/suite {arguments}", features()))
}

/// The languages, after the rest of what is built as a whole, and the programs in Rust that are run as users run them: none waits for
/// another. Programs that the tests in Rust have built are not built once more.
fn lanes(whole: bool) -> Vec<Vec<Step>> {
    let mut lanes = hosts::lanes(whole);
    match lanes.first_mut() {
        Some(longest) => drop(longest.splice(0..0, rest(whole))),
        None => lanes.push(rest(whole)),
    }
    let example = |(name, arguments): &(&str, &str)| {
        let step = format!("example {name}");
        if whole {
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
