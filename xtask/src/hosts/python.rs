//! Python: an environment of its own below `target`, with the package installed as a user would install it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::steps::Step;

/// The environment, below the root.
const ENVIRONMENT: &str = "target/hosts/python";

/// Tests build the native part as Rust's own tests do: quickly, and with every check.
const BUILD: &str = "build-args=--profile=dev --locked";

/// Makes the environment and installs the package with what its tests need, once a run. Answers the interpreter.
pub(crate) fn prepare(root: &Path) -> Result<PathBuf, String> {
    static PREPARED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    PREPARED
        .get_or_init(|| {
            let python = interpreter(root);
            if !python.is_file() {
                let maker = if cfg!(windows) { "python" } else { "python3" };
                run(Command::new(maker).args(["-m", "venv", ENVIRONMENT]).current_dir(root))?;
            }
            let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--config-settings", BUILD, "./oms-py[test]"];
            run(Command::new(&python).args(install).current_dir(root))?;
            Ok(python)
        })
        .clone()
}

/// The player of vectors, ready to be started.
pub(crate) fn player(root: &Path) -> Result<Command, String> {
    let mut command = Command::new(prepare(root)?);
    command.arg(root.join("oms-py/tests/player.py"));
    Ok(command)
}

/// What must hold of the package.
pub(crate) fn steps() -> Vec<Step> {
    vec![
        Step::here("Python: the package installs", |root| prepare(root).map(|_| "with pip, from the clone".to_owned())),
        Step::here("Python: types, by mypy", |root| checked(root, &["-m", "mypy"])),
        Step::here("Python: types, by pyright", |root| {
            let python = interpreter(root);
            checked(root, &["-m", "pyright", "--pythonpath", &python.to_string_lossy()])
        }),
        Step::here("Python: the stub is what the module is", |root| {
            checked(root, &["-m", "mypy.stubtest", "oms._native", "--ignore-disjoint-bases", "--mypy-config-file", "pyproject.toml"])
        }),
        Step::here("Python: tests", |root| checked(root, &["-m", "pytest"])),
    ]
}

/// Runs the interpreter in the folder of the package; answers the last line it prints.
fn checked(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new(prepare(root)?);
    let said = command.args(arguments).current_dir(root.join("oms-py")).stdin(Stdio::null()).output();
    let said = said.map_err(|error| format!("python could not be started: {error}"))?;
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    if said.status.success() {
        return Ok(text.lines().rfind(|line| !line.is_empty()).unwrap_or_default().to_owned());
    }
    println!("{text}{}", String::from_utf8_lossy(&said.stderr));
    Err(format!("python {} ended with {}", arguments.join(" "), said.status))
}

fn run(command: &mut Command) -> Result<(), String> {
    let line = format!("{command:?}");
    let status = command.stdin(Stdio::null()).status().map_err(|error| format!("{line} could not be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{line} ended with {status}")) }
}

fn interpreter(root: &Path) -> PathBuf {
    root.join(ENVIRONMENT).join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
