//! Asks what would have come of a marketplace's week with fulfillment centres and other rules of routing.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use oms_examples::olist_week::run::{Arguments, run};

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(table) => {
            // A reader that goes away early, such as `head`, is no failure of the run.
            drop(std::io::stdout().write_all(table.as_bytes()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            // Where even the error output is gone there is nobody to tell.
            drop(writeln!(std::io::stderr(), "olist_week: {error}"));
            ExitCode::FAILURE
        }
    }
}
