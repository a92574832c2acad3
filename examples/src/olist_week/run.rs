//! The whole job: read, let the orders come in, ask what would have come of it, draw.

use std::convert::Infallible;
use std::io;
use std::path::PathBuf;

use clap::Parser;
use oms_core::{Engine, MemoryStorage, Timestamp};

use super::report;
use super::rows::ReadError;
use super::shop::{ShopError, open};
use super::trial::{Way, ways};
use super::week::{self, Week};

/// Ask what would have come of a marketplace's week with fulfillment centres, routed nearest first, in the fewest parcels, or cheapest.
///
/// It reads the files of the public Olist set, plain or gz, from the folder named by `--data`, and the place of each postal code from
/// the file named by `--places` (columns geolocation_zip_code_prefix, geolocation_lat, geolocation_lng, geolocation_state). It prints a
/// table and writes the report `olist_week.html`. It ends with 0 when all went well, with 1 when something failed, and with 2 when it
/// was called the wrong way.
#[derive(Clone, Debug, Parser)]
#[command(name = "olist_week", version)]
pub struct Arguments {
    /// The folder of the files
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,

    /// The file of places
    #[arg(long, value_name = "FILE")]
    pub places: PathBuf,

    /// The day on which the week begins; the one given is the week of Black Friday
    #[arg(long, value_name = "DAY", default_value = "2017-11-20")]
    pub week: String,

    /// Where to write the report
    #[arg(long, value_name = "FILE", default_value = "olist_week.html")]
    pub report: PathBuf,
}

/// Why the job ended without its figures.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The week is none.
    #[error("`{week}` is no day such as `2017-11-20`")]
    NoDay {
        /// What was given.
        week: String,
    },
    /// The files could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The files have nothing of that week.
    #[error("there is no order of the week of {week} in `{}`: name another with `--week`", data.display())]
    NoOrders {
        /// The day on which it begins.
        week: String,
        /// The folder.
        data: PathBuf,
    },
    /// The week did not come to its end.
    #[error(transparent)]
    Shop(#[from] ShopError<Infallible>),
    /// The report could not be written.
    #[error("cannot write `{}`: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

/// Does the whole job, writes the report, and answers the table.
pub fn run(arguments: &Arguments) -> Result<String, RunError> {
    let begins: Timestamp =
        format!("{}T00:00:00Z", arguments.week).parse().map_err(|_| RunError::NoDay { week: arguments.week.clone() })?;
    let week = week::week(&arguments.data, &arguments.places, begins)?;
    if week.orders.is_empty() {
        return Err(RunError::NoOrders { week: arguments.week.clone(), data: arguments.data.clone() });
    }
    let ways = in_memory(&week, begins)?;
    std::fs::write(&arguments.report, report::page(&week, &ways))
        .map_err(|source| RunError::Write { path: arguments.report.clone(), source })?;
    Ok(table(&ways))
}

/// Lets the orders of a week come in, in memory, and asks what would have come of it.
pub fn in_memory(week: &Week, begins: Timestamp) -> Result<Vec<Way>, RunError> {
    let mut engine = Engine::new(MemoryStorage::new());
    open(&mut engine, week, begins)?;
    Ok(ways(&mut engine)?)
}

/// The figures as a table of plain text.
pub fn table(ways: &[Way]) -> String {
    let head = ("", ways.iter().map(|way| way.name.to_owned()).collect());
    let rows: Vec<(&str, Vec<String>)> = std::iter::once(head).chain(report::rows(ways)).collect();
    let first = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let wide = rows.iter().flat_map(|(_, figures)| figures).map(String::len).max().unwrap_or_default();
    let line = |(name, figures): &(&str, Vec<String>)| {
        let cells: String = figures.iter().map(|figure| format!("  {figure:>wide$}")).collect();
        format!("{name:first$}{cells}\n")
    };
    rows.iter().map(line).collect()
}
