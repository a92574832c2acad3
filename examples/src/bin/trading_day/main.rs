//! Replays a merchant's real invoices through the whole life of an order, and checks that the figures add up.

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use oms_examples::trading_day::arguments::Arguments;
use oms_examples::trading_day::replay::Progress;
use oms_examples::trading_day::run::run;

const FAILURE: u8 = 1;
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let bar = progress_bar();
    let finished = run(&arguments, |progress| {
        show(&bar, progress);
        true
    });
    bar.finish_and_clear();
    let summary = match finished {
        Ok(summary) => summary,
        Err(error) => {
            tell(&format!("trading_day: {error}"));
            return ExitCode::from(if error.is_usage() { USAGE } else { FAILURE });
        }
    };
    match serde_json::to_string_pretty(&summary.in_short()) {
        // A reader that goes away early, such as `head`, is no failure of the run.
        Ok(text) => drop(writeln!(std::io::stdout(), "{text}")),
        Err(error) => tell(&format!("trading_day: cannot print the summary: {error}")),
    }
    let contradictions = summary.contradictions();
    for contradiction in &contradictions {
        tell(&format!("trading_day: {contradiction}"));
    }
    if contradictions.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FAILURE) }
}

/// A bar on a terminal; nothing where the output goes to a file or another program.
fn progress_bar() -> ProgressBar {
    let target = if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{elapsed_precise} [{bar:40}] {pos} of {len} steps of the plan, {msg}");
    let bar = ProgressBar::with_draw_target(None, target);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn show(bar: &ProgressBar, progress: Progress) {
    bar.set_length(progress.steps_total as u64);
    bar.set_position(progress.steps as u64);
    bar.set_message(format!("{} batches", progress.batches));
}

fn tell(sentence: &str) {
    // Where even the error output is gone there is nobody to tell.
    drop(writeln!(std::io::stderr(), "{sentence}"));
}
