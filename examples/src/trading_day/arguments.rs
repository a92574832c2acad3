//! What the program is asked to do, on its command line.

use std::path::{Path, PathBuf};

use clap::Parser;
use jiff::civil::Date;

/// Replay a merchant's real invoices through the whole life of an order, and check that the figures add up.
///
/// Without arguments it replays the day that comes with it, 6 December 2010, on the SQLite file `trading_day.sqlite`, prints a summary
/// as JSON and writes the report `trading_day.html`. It ends with 0 when everything adds up, with 1 when not or when something failed,
/// and with 2 when it was called the wrong way.
#[derive(Clone, Debug, Parser)]
#[command(name = "trading_day", version)]
pub struct Arguments {
    /// Invoice lines as CSV in the columns of the UCI "Online Retail" set, plain or gz; the bundled day when absent
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,

    /// The day to replay; by default the first of the file
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "all", value_parser = day)]
    pub day: Option<Date>,

    /// Replay every day of the file
    #[arg(long)]
    pub all: bool,

    /// The SQLite file to keep the orders in, `memory`, or the URL of a PostgreSQL database (`postgres://...`)
    #[arg(long, value_name = "PATH", default_value = "trading_day.sqlite")]
    pub store: StorePlace,

    /// Commands per batch, which is one transaction of the store
    #[arg(long, value_name = "N", default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..=8_000))]
    pub batch: u32,

    /// Go on with a run that was interrupted; the same file, day and store must be named
    #[arg(long)]
    pub resume: bool,

    /// Where to write the summary with all its cases; it is printed without them in any case
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// Where to write the report
    #[arg(long, value_name = "FILE", default_value = "trading_day.html")]
    pub report: PathBuf,
}

/// Where the orders are kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum StorePlace {
    /// In memory, gone when the program ends.
    Memory,
    /// In a SQLite file.
    File(PathBuf),
    /// In a PostgreSQL database, by its URL.
    Server(String),
}

impl std::str::FromStr for StorePlace {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<StorePlace, &'static str> {
        match text {
            "" => Err("name a file, or `memory`"),
            "memory" => Ok(StorePlace::Memory),
            url if ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) => Ok(StorePlace::Server(url.to_owned())),
            path => Ok(StorePlace::File(Path::new(path).to_owned())),
        }
    }
}

fn day(text: &str) -> Result<Date, String> {
    // The parser of the library also takes times and other spellings; a day has one here.
    Date::strptime("%Y-%m-%d", text).map_err(|_| String::from("a day is written like `2010-12-06`"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    fn parse(arguments: &[&str]) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(std::iter::once("trading_day").chain(arguments.iter().copied()))
    }

    #[test]
    fn without_arguments_the_defaults_are_those_of_the_help() {
        let arguments = parse(&[]).unwrap();
        assert_eq!(arguments.store, StorePlace::File("trading_day.sqlite".into()));
        assert_eq!((arguments.batch, arguments.all, arguments.resume, arguments.day), (512, false, false, None));
        assert_eq!(arguments.report, Path::new("trading_day.html"));
    }

    #[test]
    fn all_options_are_read() {
        let arguments =
            parse(&["--data", "a.csv", "--day", "2010-12-06", "--store", "memory", "--batch", "1", "--resume", "--json", "s.json"])
                .unwrap();
        assert_eq!(arguments.day, Some(jiff::civil::date(2010, 12, 6)));
        assert_eq!(arguments.store, StorePlace::Memory);
        let url = "postgres://shop@localhost/shop";
        assert_eq!(parse(&["--store", url]).unwrap().store, StorePlace::Server(url.to_owned()));
        assert_eq!((arguments.batch, arguments.resume), (1, true));
    }

    #[test]
    fn wrong_calls_are_refused() {
        for wrong in [
            &["--batch", "0"] as &[&str],
            &["--batch", "8001"],
            &["--batch", "many"],
            &["--day", "06.12.2010"],
            &["--day", "2010-12-06", "--all"],
            &["--store", ""],
            &["--unknown"],
            &["positional"],
        ] {
            let error = parse(wrong).unwrap_err();
            assert_eq!(error.exit_code(), 2, "{wrong:?}");
        }
    }
}
