//! A PostgreSQL server to test with: whether there is one, and what is tested then.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::debian;
use crate::steps::{Step, Work};

/// Tells whether tests on a server were among the tests: where no server can be had they are skipped, and this says why.
pub(crate) fn step() -> Step {
    let work = || match is_available() {
        true => Work::Here(Box::new(|_| Ok("its tests are among the tests in Rust".to_owned()))),
        false => Work::Skipped(
            "no PostgreSQL server is installed, and `apt-get install -y postgresql` did not work here: install one, or name one by \
             `OMS_POSTGRES_URL`"
                .to_owned(),
        ),
    };
    Step::later("PostgreSQL", work)
}

/// Whether there is a server to test with.
pub(crate) fn is_available() -> bool {
    static AVAILABLE: OnceLock<bool> = OnceLock::new();
    *AVAILABLE.get_or_init(|| std::env::var_os("OMS_POSTGRES_URL").is_some_and(|url| !url.is_empty()) || is_installed())
}

/// Installs a server if there is none, where that is possible.
pub(crate) fn install_if_missing() {
    if std::env::var_os("OMS_POSTGRES_URL").is_none() && !is_installed() {
        debian::install("postgresql");
    }
}

fn is_installed() -> bool {
    let folders = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|version| version.path().join("bin"));
    let path: Vec<PathBuf> = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    folders.chain(path).any(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
}
