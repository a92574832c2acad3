//! A NATS server to test the relay to a broker with: whether there is one.

use std::path::PathBuf;

use crate::debian;
use crate::steps::{Step, Work};

/// Tells whether the tests on a broker are among the tests: where none can be had they are skipped, and this says why.
pub(crate) fn step() -> Step {
    let work = || match is_installed() {
        true => Work::Here(Box::new(|_| Ok("its tests are among the tests in Python".to_owned()))),
        false => {
            Work::Skipped("no `nats-server` is installed, and `apt-get install -y nats-server` did not work here: install one".to_owned())
        }
    };
    Step::later("NATS", work)
}

/// Installs a server if there is none, where that is possible.
pub(crate) fn install_if_missing() {
    if !is_installed() {
        debian::install("nats-server");
    }
}

fn is_installed() -> bool {
    let path: Vec<PathBuf> = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let folders = path.into_iter().chain(["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from));
    folders.map(|folder| folder.join("nats-server")).any(|server| server.is_file())
}
