//! The chores that play commands on the engine, or read its types.

use std::path::Path;
use std::process::{Command, ExitCode};

use crate::chore::{Chore, Player, Storage};
use crate::hosts::{self, Named};
use crate::vectors::{self, Host, Language, StorageKind};
use crate::{again, bindings, route, soak_postgres};

/// Runs a chore; one for which a server is needed goes on in a program that has the adapter.
pub(crate) fn run(root: &Path, chore: Chore) -> ExitCode {
    if chore.needs_server() && !cfg!(feature = "postgres") {
        return again::run(root, "postgres");
    }
    match chore {
        Chore::Bindings => report_bindings(root),
        Chore::Route { problems, out, nodes, steps } => {
            route::run(&problems, out.as_deref(), route::Limits { single: nodes, joint: steps })
        }
        Chore::SoakPostgres { first_seed, commands } => soak_postgres::soak(root, first_seed, commands),
        Chore::SoakMoves { first_seed, commands } => soak_postgres::soak_moves(root, first_seed, commands),
        Chore::Vectors { dir, player, brief } => report_vectors(root, &dir.unwrap_or_else(|| root.join("conformance")), &player, brief),
        Chore::Random { player, seed, commands } => report_random(root, &player, seed, commands),
        Chore::Test { .. }
        | Chore::Tidy
        | Chore::Bench { .. }
        | Chore::Soak { .. }
        | Chore::SoakKills { .. }
        | Chore::SoakLastUnit { .. }
        | Chore::SoakErasing { .. }
        | Chore::SoakDecisions { .. }
        | Chore::SoakMoney { .. } => {
            eprintln!("this chore needs no engine");
            ExitCode::FAILURE
        }
    }
}

fn report_bindings(root: &Path) -> ExitCode {
    // What uniffi writes follows from the types that are written first.
    let written = bindings::write(root).and_then(|types| Ok([types, hosts::kotlin::write_sources(root)?].concat()));
    match written {
        Err(problem) => {
            eprintln!("bindings: {problem}");
            ExitCode::FAILURE
        }
        Ok(written) => {
            written.iter().for_each(|path| println!("written: {path}"));
            println!("bindings: {} files changed", written.len());
            ExitCode::SUCCESS
        }
    }
}

fn report_vectors(root: &Path, folder: &Path, player: &Player, brief: bool) -> ExitCode {
    let played = language(root, player).and_then(|mut language| vectors::run_folder(folder, &mut language, player.storage.into()));
    vectors::close_postgres();
    let reports = match played {
        Ok(reports) => reports,
        Err(problem) => {
            eprintln!("vectors: {problem}");
            return ExitCode::FAILURE;
        }
    };
    for report in reports.iter().filter(|report| !brief || !report.differences.is_empty()) {
        println!("{report}");
    }
    let failed = reports.iter().filter(|report| !report.differences.is_empty()).count();
    println!("vectors: {} passed, {failed} failed", reports.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn report_random(root: &Path, player: &Player, seed: u64, commands: usize) -> ExitCode {
    let played = language(root, player)
        .and_then(|mut language| vectors::play_random(&root.join("conformance"), &mut language, player.storage.into(), seed, commands));
    vectors::close_postgres();
    match played {
        Ok(played) => {
            println!("random: {} took effect, {} were refused, digest {}", played.applied, played.refused, played.digest);
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("random: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// The language that plays, ready to play.
fn language(root: &Path, player: &Player) -> Result<Language, String> {
    let host = |player: Command| Host::start(player).map(|host| Language::Host(Box::new(host)));
    match player.language {
        Named::Rust => Ok(Language::Rust),
        other => host(hosts::player(root, other, player.as_built)?),
    }
}

impl From<Storage> for StorageKind {
    fn from(storage: Storage) -> StorageKind {
        match storage {
            Storage::Memory => StorageKind::Memory,
            Storage::Sqlite => StorageKind::Sqlite,
            Storage::Postgres => StorageKind::Postgres,
        }
    }
}
