//! What needs a PostgreSQL server: the step of `cargo xtask test`, and the comparison of all storages.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::OnceLock;
use std::time::Instant;

use xtask::vectors::{self, Language, StorageKind, play_random, travel_random};

use crate::steps::{Step, Work};

/// Commands of a round of the comparison.
const ROUND: usize = 5_000;

/// Features with which tests on a server are built; none where no server can be had.
pub(crate) fn test_features() -> &'static str {
    if server().is_ok() { "oms-storage/temporary-server,xtask/postgres," } else { "" }
}

/// Tells whether tests on a server were among the tests: where no server can be had they are skipped, and this says why.
pub(crate) fn step() -> Step {
    Step::later("PostgreSQL", || match server() {
        Ok(()) => Work::Here(Box::new(|_| Ok("its tests are among the tests in Rust".to_owned()))),
        Err(reason) => Work::Skipped(reason),
    })
}

/// Whether there is a server to test with. One that is missing is installed, where that is possible.
fn server() -> Result<(), String> {
    static SERVER: OnceLock<Result<(), String>> = OnceLock::new();
    SERVER.get_or_init(found_or_installed).clone()
}

fn found_or_installed() -> Result<(), String> {
    if std::env::var_os("OMS_POSTGRES_URL").is_some_and(|url| !url.is_empty()) || is_installed() {
        return Ok(());
    }
    let install = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let package = ["install", "-y", "--no-install-recommends", "postgresql"];
    let _installed = install(&package) || (install(&["update"]) && install(&package));
    let hint = "no PostgreSQL server is installed, and `apt-get install -y postgresql` did not work here: install one, or name one by \
                `OMS_POSTGRES_URL`";
    if is_installed() { Ok(()) } else { Err(hint.to_owned()) }
}

fn is_installed() -> bool {
    let folders = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|version| version.path().join("bin"));
    let path: Vec<PathBuf> = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    folders.chain(path).any(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
}

/// Runs this chore once more, in a program that has the adapter.
pub(crate) fn again(root: &Path) -> ExitCode {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["run", "--quiet", "--locked", "--package", "xtask", "--features", "postgres", "--"]);
    match command.args(std::env::args_os().skip(1)).current_dir(root).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cannot start cargo: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Plays random commands on SQLite and PostgreSQL, each compared with memory, in rounds of one seed each.
pub(crate) fn soak(root: &Path, first_seed: u64, commands: usize) -> ExitCode {
    let start = Instant::now();
    let (mut seed, mut done) = (first_seed, 0);
    let mut outcome = ExitCode::SUCCESS;
    while done < commands {
        let round = ROUND.min(commands - done);
        let played = |storage| play_random(&root.join("conformance"), &mut Language::Rust, storage, seed, round);
        let both = played(StorageKind::Sqlite).and_then(|sqlite| Ok((sqlite, played(StorageKind::Postgres)?)));
        match both {
            Ok((sqlite, postgres)) if sqlite == postgres => {
                done += round;
                let played = format!("{} applied, {} refused", sqlite.applied, sqlite.refused);
                println!("seed {seed}: no difference, {played}; {done} commands in {} s so far", start.elapsed().as_secs());
            }
            Ok((sqlite, postgres)) => {
                println!("seed {seed}: SQLite came to {sqlite:?}, PostgreSQL to {postgres:?}");
                outcome = ExitCode::FAILURE;
                break;
            }
            Err(problem) => {
                println!("seed {seed}: {problem}");
                outcome = ExitCode::FAILURE;
                break;
            }
        }
        seed += 1;
    }
    vectors::close_postgres();
    outcome
}

/// How often a shop of a round goes round all storages.
const JOURNEYS: usize = 4;

/// Moves a shop from storage to storage while it trades, beside one that stays in memory, in rounds of one seed each.
pub(crate) fn soak_moves(root: &Path, first_seed: u64, commands: usize) -> ExitCode {
    let start = Instant::now();
    let mut outcome = ExitCode::SUCCESS;
    let (mut seed, mut done) = (first_seed, 0);
    while done < commands {
        let round = ROUND.min(commands - done);
        match travel_random(&root.join("conformance"), seed, round, JOURNEYS) {
            Ok(played) => {
                done += round;
                let played = format!("{} applied, {} refused", played.applied, played.refused);
                println!("seed {seed}: no difference, {played}; {done} commands in {} s so far", start.elapsed().as_secs());
            }
            Err(problem) => {
                println!("seed {seed}: {problem}");
                outcome = ExitCode::FAILURE;
                break;
            }
        }
        seed += 1;
    }
    vectors::close_postgres();
    outcome
}
