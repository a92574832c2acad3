//! Lets a week of a grocer's baskets live as orders in slots, and checks that the figures add up.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use oms_examples::grocery_week::run::{Arguments, run};

const FAILURE: u8 = 1;

fn main() -> ExitCode {
    let summary = match run(&Arguments::parse()) {
        Ok(summary) => summary,
        Err(error) => {
            tell(&format!("grocery_week: {error}"));
            return ExitCode::from(FAILURE);
        }
    };
    match serde_json::to_string_pretty(&summary) {
        // A reader that goes away early, such as `head`, is no failure of the run.
        Ok(text) => drop(writeln!(std::io::stdout(), "{text}")),
        Err(error) => tell(&format!("grocery_week: cannot print the summary: {error}")),
    }
    let contradictions = summary.contradictions();
    for contradiction in &contradictions {
        tell(&format!("grocery_week: {contradiction}"));
    }
    if contradictions.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FAILURE) }
}

fn tell(sentence: &str) {
    // Where even the error output is gone there is nobody to tell.
    drop(writeln!(std::io::stderr(), "{sentence}"));
}
