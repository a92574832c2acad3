//! Python: an environment of its own below `target`, with the package installed as a user would install it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use super::run;
use crate::nats;
use crate::steps::{Step, WHOLE_RUN};

/// The environments, below the root: with the package as tests build it, and as it is shipped.
const ENVIRONMENT: &str = "target/hosts/python";
const SHIPPED: &str = "target/hosts/python-shipped";

/// Where its native part is built.
const BUILT: &str = "target/hosts/python-built";

/// Tests build the native part quickly, with overflow checked.
const BUILD: &[&str] = &["--config-settings", "build-args=--profile=dev --locked --features=suite", "./oms-py[test]"];

/// Makes the environment and installs the package with what its tests need, once a run. Answers the interpreter.
pub(crate) fn prepare(root: &Path) -> Result<PathBuf, String> {
    static PREPARED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    PREPARED.get_or_init(|| installed(root, ENVIRONMENT, BUILD)).clone()
}

fn installed(root: &Path, environment: &str, what: &[&str]) -> Result<PathBuf, String> {
    let python = interpreter(root, environment);
    if !python.is_file() {
        let maker = if cfg!(windows) { "python" } else { "python3" };
        run(Command::new(maker).args(["-m", "venv", environment]).current_dir(root))?;
    }
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    // In a folder of its own, so that no other run of cargo holds it up.
    run(Command::new(&python).args(install).args(what).env("CARGO_TARGET_DIR", root.join(BUILT)).current_dir(root))?;
    Ok(python)
}

/// The program that tells what a call costs, with the package as a user installs it.
pub(super) fn calls(root: &Path) -> Result<Command, String> {
    let mut command = Command::new(installed(root, SHIPPED, &["./oms-py", "polars"])?);
    command.arg(root.join("oms-py/benches/calls.py"));
    Ok(command)
}

/// The native module that a user installs.
pub(super) fn native(root: &Path) -> Result<PathBuf, String> {
    let told = Command::new(interpreter(root, SHIPPED)).args(["-c", "import oms._native; print(oms._native.__file__)"]).output();
    let told = told.map_err(|error| format!("python could not be started: {error}"))?;
    Ok(PathBuf::from(String::from_utf8_lossy(&told.stdout).trim_end()))
}

/// The player of vectors, ready to be started.
#[cfg(feature = "engine")]
pub(super) fn player(root: &Path, as_built: bool) -> Result<Command, String> {
    let mut command = Command::new(if as_built { interpreter(root, ENVIRONMENT) } else { prepare(root)? });
    command.arg(root.join("oms-py/tests/player.py"));
    Ok(command)
}

/// What must hold of the package.
pub(crate) fn steps() -> Vec<Step> {
    vec![
        Step::here("Python: the package installs", |root| prepare(root).map(|_| "with pip, from the clone".to_owned())),
        Step::here("Python: types, by mypy", |root| checked(root, &["-m", "mypy"])),
        Step::here("Python: types, by pyright", |root| {
            let python = interpreter(root, ENVIRONMENT);
            checked(root, &["-m", "pyright", "--pythonpath", &python.to_string_lossy()])
        }),
        Step::here("Python: the stub is what the module is", |root| {
            checked(root, &["-m", "mypy.stubtest", "oms._native", "--ignore-disjoint-bases", "--mypy-config-file", "pyproject.toml"])
        }),
        nats::step(),
        Step::here("Python: tests", |root| checked(root, &["-m", "pytest"])),
    ]
}

/// Runs the interpreter in the folder of the package; answers the last line it prints.
fn checked(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new(prepare(root)?);
    let said = command.args(arguments).envs(WHOLE_RUN).current_dir(root.join("oms-py")).stdin(Stdio::null()).output();
    let said = said.map_err(|error| format!("python could not be started: {error}"))?;
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    if said.status.success() {
        return Ok(text.lines().rfind(|line| !line.is_empty()).unwrap_or_default().to_owned());
    }
    println!("{text}{}", String::from_utf8_lossy(&said.stderr));
    Err(format!("python {} ended with {}", arguments.join(" "), said.status))
}

fn interpreter(root: &Path, environment: &str) -> PathBuf {
    root.join(environment).join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
