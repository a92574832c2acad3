//! `cargo xtask soak-postgres` and `soak-moves`: all storages beside each other, for as long as one likes.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use crate::vectors::{self, Language, StorageKind, play_random, travel_random};

/// Commands of a round.
const ROUND: usize = 5_000;

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
