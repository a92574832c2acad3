//! The project's own chores, one command each: `cargo xtask help`.

mod everything;
mod hosts;
mod postgres;
mod root;
mod route;
mod soak;
mod steps;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use xtask::vectors::{self, StorageKind};
use xtask::{bindings, tidy};

/// Chores of this repository. Each command works from a fresh clone with just the Rust toolchain.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Pass every test: format, lints, tidiness, unit and doc tests, documentation, examples, in every language.
    Test {
        /// Only the steps whose names have this in them, such as `Kotlin`.
        #[arg(long, value_name = "PART")]
        only: Option<String>,
    },
    /// Check what no compiler checks: line and file lengths, names, banned words, purity of the core.
    Tidy,
    /// Play the conformance vectors of a folder and report each in one line.
    Vectors {
        /// The folder; folders within it are played as well.
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
        /// The language that plays them.
        #[arg(long = "lang", value_enum, default_value = "rust")]
        language: hosts::Named,
        /// Where the vectors keep their records.
        #[arg(long, value_enum, default_value = "memory")]
        storage: Storage,
    },
    /// Write the types of every other language from those of the core.
    Bindings,
    /// Time the same calls in every language beside the plain call in Rust, in turns, with everything built as it is shipped.
    Bench {
        /// Rounds that count.
        #[arg(long, default_value_t = 40)]
        rounds: usize,
    },
    /// Solve sourcing problems of a file, one JSON object a line: single orders and backlogs.
    Route {
        /// The file.
        #[arg(value_name = "FILE")]
        problems: PathBuf,
        /// Where answers go, one a line; none: the standard output.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Nodes of the search that one order may take.
        #[arg(long, default_value_t = 200_000)]
        nodes: u32,
        /// Steps that a backlog may take.
        #[arg(long, default_value_t = 3_000_000)]
        steps: u64,
    },
    /// Compare the core with its model on random commands, far longer than the tests do.
    Soak {
        /// The first seed.
        #[arg(long, default_value_t = 1)]
        first_seed: u64,
        /// How many seeds.
        #[arg(long, default_value_t = 10)]
        seeds: u64,
        /// Streams of commands a seed, of 130 commands on average.
        #[arg(long, default_value_t = 1_000)]
        streams: u32,
    },
    /// Compare memory, SQLite and PostgreSQL on random commands of the vectors: the same outcomes and the same digests.
    SoakPostgres {
        /// The first seed; every round has the next.
        #[arg(long, default_value_t = 1)]
        first_seed: u64,
        /// How many commands.
        #[arg(long, default_value_t = 100_000)]
        commands: usize,
    },
    /// Kill a process that writes, again and again, on a SQLite file and on a PostgreSQL server, and check what is there.
    SoakKills {
        /// How many kills of a process that writes to a file.
        #[arg(long, default_value_t = 1_000)]
        sqlite: u64,
        /// How many of one that writes to a server; every tenth takes the server along.
        #[arg(long, default_value_t = 200)]
        postgres: u64,
    },
    /// Move a shop between memory, SQLite and PostgreSQL while it trades at random: the same outcomes and digests as at home.
    SoakMoves {
        /// The first seed; every round has the next.
        #[arg(long, default_value_t = 1)]
        first_seed: u64,
        /// How many commands.
        #[arg(long, default_value_t = 100_000)]
        commands: usize,
    },
    /// Compare the money of random orders with a model in exact fractions, far longer than the tests do.
    SoakMoney {
        /// The first seed; every sequence has the next.
        #[arg(long, default_value_t = 1)]
        first_seed: u64,
        /// How many sequences.
        #[arg(long, default_value_t = 100_000)]
        sequences: u64,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Storage {
    /// In memory.
    Memory,
    /// In SQLite files that are deleted afterwards.
    Sqlite,
    /// In a PostgreSQL server that is started for it and deleted afterwards, or in the one that `OMS_POSTGRES_URL` names.
    Postgres,
}

fn main() -> ExitCode {
    let root = root::repository();
    match Arguments::parse().chore {
        Chore::Test { only } => everything::run(&root, only.as_deref()),
        Chore::Bindings => report_bindings(&root),
        Chore::Bench { rounds } => hosts::calls::run(&root, rounds),
        Chore::Tidy => report_tidiness(&root),
        Chore::Route { problems, out, nodes, steps } => {
            route::run(&problems, out.as_deref(), route::Limits { single: nodes, joint: steps })
        }
        Chore::Soak { first_seed, seeds, streams } => soak::run(&root, first_seed, seeds, streams),
        Chore::SoakPostgres { .. } if !cfg!(feature = "postgres") => postgres::again(&root),
        Chore::SoakPostgres { first_seed, commands } => postgres::soak(&root, first_seed, commands),
        Chore::SoakKills { sqlite, postgres } => soak::run_kills(&root, sqlite, postgres),
        Chore::SoakMoves { .. } if !cfg!(feature = "postgres") => postgres::again(&root),
        Chore::SoakMoves { first_seed, commands } => postgres::soak_moves(&root, first_seed, commands),
        Chore::SoakMoney { first_seed, sequences } => soak::run_money(&root, first_seed, sequences),
        Chore::Vectors { storage: Storage::Postgres, .. } if !cfg!(feature = "postgres") => postgres::again(&root),
        Chore::Vectors { dir, language, storage } => {
            let storage = match storage {
                Storage::Postgres => StorageKind::Postgres,
                Storage::Memory => StorageKind::Memory,
                Storage::Sqlite => StorageKind::Sqlite,
            };
            report_vectors(&root, &dir.unwrap_or_else(|| root.join("conformance")), language, storage)
        }
    }
}

fn report_tidiness(root: &Path) -> ExitCode {
    match tidy::check(root) {
        Err(error) => {
            eprintln!("tidy: cannot read the tree: {error}");
            ExitCode::FAILURE
        }
        Ok(findings) if findings.is_empty() => {
            println!("tidy: nothing to report");
            ExitCode::SUCCESS
        }
        Ok(findings) => {
            for finding in &findings {
                println!("{finding}");
            }
            println!("tidy: {} findings", findings.len());
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

fn report_vectors(root: &Path, folder: &Path, language: hosts::Named, storage: StorageKind) -> ExitCode {
    let played = language.ready(root).and_then(|mut language| vectors::run_folder(folder, &mut language, storage));
    vectors::close_postgres();
    let reports = match played {
        Ok(reports) => reports,
        Err(problem) => {
            eprintln!("vectors: {problem}");
            return ExitCode::FAILURE;
        }
    };
    for report in &reports {
        println!("{report}");
    }
    let failed = reports.iter().filter(|report| !report.differences.is_empty()).count();
    println!("vectors: {} passed, {failed} failed", reports.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
