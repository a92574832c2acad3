//! The whole job: read, live, count, draw.

use std::io;
use std::path::PathBuf;

use clap::Parser;
use oms_core::{Engine, EngineError, MemoryStorage};

use super::baskets::{self, ReadError, Week};
use super::figures::{Pictures, Summary, figures};
use super::report;
use super::week::{WeekError, live};

/// Let a week of a grocer's baskets live as orders in slots, with substitutions by the picker, and check that the figures add up.
///
/// It reads `transactions*.csv` and `products*.csv`, plain or gz, from the folder named by `--data`: the files of the Complete Journey set.
/// It prints a summary as JSON and writes the report `grocery_week.html`. It ends with 0 when everything adds up, with 1 when not or
/// when something failed, and with 2 when it was called the wrong way.
#[derive(Clone, Debug, Parser)]
#[command(name = "grocery_week", version)]
pub struct Arguments {
    /// The folder of the files
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,

    /// The week, by its number in the files
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub week: u32,

    /// How many stores the baskets are brought together in
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u64).range(1..=100))]
    pub stores: u64,

    /// Commands per batch
    #[arg(long, value_name = "N", default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..=8_000))]
    pub batch: u32,

    /// Where to write the report
    #[arg(long, value_name = "FILE", default_value = "grocery_week.html")]
    pub report: PathBuf,
}

/// Why the job ended without its figures.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The files could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The files have nothing of that week.
    #[error("there is no basket of week {week} in `{}`: name another with `--week`", data.display())]
    NoBaskets {
        /// The week.
        week: u32,
        /// The folder.
        data: PathBuf,
    },
    /// The week did not come to its end.
    #[error(transparent)]
    Week(#[from] WeekError<std::convert::Infallible>),
    /// The figures could not be read.
    #[error(transparent)]
    Figures(#[from] EngineError<std::convert::Infallible>),
    /// The report could not be written.
    #[error("cannot write `{}`: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

/// Does the whole job and writes the report.
pub fn run(arguments: &Arguments) -> Result<Summary, RunError> {
    let week = baskets::read(&arguments.data, arguments.week)?;
    if week.baskets.is_empty() {
        return Err(RunError::NoBaskets { week: arguments.week, data: arguments.data.clone() });
    }
    let batch = usize::try_from(arguments.batch).unwrap_or(usize::MAX);
    let (summary, pictures) = in_memory(&week, arguments.stores, batch)?;
    std::fs::write(&arguments.report, report::page(&summary, &pictures))
        .map_err(|source| RunError::Write { path: arguments.report.clone(), source })?;
    Ok(summary)
}

/// Lets a week live in memory, and reads its figures.
pub fn in_memory(week: &Week, stores: u64, batch: usize) -> Result<(Summary, Pictures), RunError> {
    let mut engine = Engine::new(MemoryStorage::new());
    let lived = live(&mut engine, week, stores, batch)?;
    Ok(figures(&mut engine, week, stores, lived)?)
}
