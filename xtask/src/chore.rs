//! What can be asked for, and who does it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::hosts::{Named, calls};
use crate::{everything, root, soak, tidy};

/// Chores of this repository. Each command works from a fresh clone with just the Rust toolchain.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
pub(crate) enum Chore {
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
        #[command(flatten)]
        player: Player,
        /// Tell only of those that fail.
        #[arg(long)]
        brief: bool,
    },
    /// Play commands drawn at random from the vectors, compare each answer with Rust's in memory, and tell the digest they come to.
    Random {
        #[command(flatten)]
        player: Player,
        /// Where the drawing begins.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many commands.
        #[arg(long, default_value_t = 10_000)]
        commands: usize,
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
    /// Let a thousand callers want the last unit at the same moment, on SQLite and on PostgreSQL: one of them gets it.
    SoakLastUnit {
        /// How often, on each storage.
        #[arg(long, default_value_t = 100)]
        rounds: u64,
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
    /// Erase a customer of many orders on both storages, and look for what is left.
    SoakErasing {
        /// How many orders.
        #[arg(long, default_value_t = 10_000)]
        orders: u64,
    },
    /// Compare how orders are routed in batches of several sizes, by several callers, in memory and in a file.
    SoakDecisions {
        /// How many orders.
        #[arg(long, default_value_t = 10_000)]
        orders: u64,
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

/// Who plays, and where.
#[derive(Args)]
pub(crate) struct Player {
    /// The language that plays.
    #[arg(long = "lang", value_enum, default_value = "rust")]
    pub(crate) language: Named,
    /// Where the records are kept.
    #[arg(long, value_enum, default_value = "memory")]
    pub(crate) storage: Storage,
    /// Take the package of the language as it was built last.
    #[arg(long)]
    pub(crate) as_built: bool,
}

#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
pub(crate) enum Storage {
    /// In memory.
    Memory,
    /// In SQLite files that are deleted afterwards.
    Sqlite,
    /// In a PostgreSQL server that is started for it and deleted afterwards, or in the one that `OMS_POSTGRES_URL` names.
    Postgres,
}

impl Chore {
    /// Whether it plays on a PostgreSQL server.
    pub(crate) fn needs_server(&self) -> bool {
        match self {
            Chore::SoakPostgres { .. } | Chore::SoakMoves { .. } => true,
            Chore::Vectors { player, .. } | Chore::Random { player, .. } => player.storage == Storage::Postgres,
            _ => false,
        }
    }
}

/// Runs the chore that the arguments of this program ask for.
#[must_use]
pub fn run() -> ExitCode {
    let root = root::repository();
    match Arguments::parse().chore {
        Chore::Test { only } => everything::run(&root, only.as_deref()),
        Chore::Bench { rounds } => calls::run(&root, rounds),
        Chore::Tidy => report_tidiness(&root),
        Chore::Soak { first_seed, seeds, streams } => soak::run(&root, first_seed, seeds, streams),
        Chore::SoakKills { sqlite, postgres } => soak::run_kills(&root, sqlite, postgres),
        Chore::SoakErasing { orders } => soak::run_erasing(&root, orders),
        Chore::SoakDecisions { orders } => soak::run_decisions(&root, orders),
        Chore::SoakLastUnit { rounds } => soak::run_last_unit(&root, rounds),
        Chore::SoakMoney { first_seed, sequences } => soak::run_money(&root, first_seed, sequences),
        other => run_with_engine(&root, other),
    }
}

#[cfg(feature = "engine")]
fn run_with_engine(root: &Path, chore: Chore) -> ExitCode {
    crate::with_engine::run(root, chore)
}

#[cfg(not(feature = "engine"))]
fn run_with_engine(root: &Path, chore: Chore) -> ExitCode {
    crate::again::run(root, if chore.needs_server() { "postgres" } else { "engine" })
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
