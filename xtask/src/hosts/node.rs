//! Node: the package `oms-node`, its native module in the dev profile, its tests and its player.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::{build_natives, library, run};
use crate::steps::Step;

/// Installs what the package is built with, and builds it, once a run. What is there already is kept.
pub(super) fn prepare(root: &Path) -> Result<PathBuf, String> {
    static PREPARED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    PREPARED.get_or_init(|| built(root)).clone()
}

fn built(root: &Path) -> Result<PathBuf, String> {
    let package = installed(root)?;
    build_natives(root)?;
    run(build(&package).env("OMS_LIBRARY", library(root, "debug", "oms_node")))?;
    Ok(package)
}

/// The package with what it is built with.
fn installed(root: &Path) -> Result<PathBuf, String> {
    let package = root.join("oms-node");
    if !is_installed(&package) {
        run(npm().args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&package))?;
    }
    Ok(package)
}

fn build(package: &Path) -> Command {
    let mut build = Command::new("node");
    build.arg(package.join("scripts/build.mjs")).current_dir(package);
    build
}

/// The program that plays vectors, ready to be started.
#[cfg(feature = "engine")]
pub(super) fn player(root: &Path, as_built: bool) -> Result<Command, String> {
    let package = if as_built { root.join("oms-node") } else { prepare(root)? };
    let mut command = Command::new("node");
    command.arg(package.join("test/player.mjs"));
    Ok(command)
}

/// The program that tells what a call costs, with the native module as it is shipped.
pub(super) fn calls(root: &Path) -> Result<Command, String> {
    let package = installed(root)?;
    run(&mut build(&package))?;
    let mut command = Command::new("node");
    command.arg(package.join("benches/calls.mjs"));
    Ok(command)
}

/// The native module for this machine.
pub(super) fn native(root: &Path) -> Result<PathBuf, String> {
    let folder = root.join("oms-node/prebuilt");
    let files = std::fs::read_dir(&folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let mut paths = files.filter_map(|file| file.ok().map(|file| file.path()));
    paths.find(|file| file.extension().is_some_and(|end| end == "node")).ok_or_else(|| "no native module".to_owned())
}

/// What must pass.
pub(super) fn steps() -> Vec<Step> {
    let test = |root: &Path| run(npm().arg("test").current_dir(prepare(root)?));
    vec![
        Step::here("Node: the package builds", |root| prepare(root).map(|_| "with npm and cargo, from the clone".to_owned())),
        Step::here("Node: types, tests and examples", move |root| test(root).map(|()| "all passed".to_owned())),
    ]
}

/// Whether what the lock file names is what was installed last.
fn is_installed(package: &Path) -> bool {
    let modified = |path: PathBuf| std::fs::metadata(path).and_then(|file| file.modified()).ok();
    match (modified(package.join("package-lock.json")), modified(package.join("node_modules/.package-lock.json"))) {
        (Some(wanted), Some(installed)) => installed >= wanted,
        _ => false,
    }
}

fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}
