//! The whole published range, 320,705 lines of 219 days, which stays outside of the repository: the tests look for it in the folder
//! that `OMS_SHARED_DATA` names, else in `../shared/data` beside the repository, and say that they are skipped where it is absent.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test stops at the first surprise and tells what it skips")]

use std::path::{Path, PathBuf};

use oms_core::{Engine, MemoryStorage};
use oms_examples::trading_day::figures::figures;
use oms_examples::trading_day::invoice::Trade;
use oms_examples::trading_day::plan::{Action, Plan};
use oms_examples::trading_day::quirks::Quirks;
use oms_examples::trading_day::replay::replay;
use oms_examples::trading_day::retail_file::read_file;

fn whole_file() -> Option<PathBuf> {
    let folder =
        std::env::var_os("OMS_SHARED_DATA").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let file = folder.join("uci_online_retail/online_retail_2010-12-01_2011-08-31.csv.gz");
    if file.is_file() {
        return Some(file);
    }
    eprintln!("skipped: `{}` is absent, name its folder in OMS_SHARED_DATA", file.display());
    None
}

#[test]
fn every_line_is_traded_or_named() {
    let Some(file) = whole_file() else { return };
    let lines = read_file(&file, None).unwrap();
    assert_eq!(lines.len(), 320_705);
    let trade = Trade::of_lines(lines);
    let plan = Plan::of_trade(&trade);
    let goods: usize = trade.sales.iter().map(|sale| sale.lines.len()).sum();
    let Quirks { write_off_lines, found_stock_lines, .. } = trade.quirks;
    assert_eq!(trade.corrections.len() as u64, write_off_lines + found_stock_lines);
    // What is left are charges: of a sale, or named exceptions.
    let Quirks { carriage_lines, manual_lines, discount_lines, bookkeeping_lines, .. } = trade.quirks;
    let charges = carriage_lines + manual_lines + discount_lines + bookkeeping_lines;
    let placed = (goods + trade.cancellations.len() + trade.corrections.len()) as u64 + charges;
    assert_eq!(placed, 320_705);
    let matched: u64 = plan
        .steps
        .iter()
        .map(|step| if let Action::TakeBack(take_back) = &step.action { take_back.units_by_line.values().sum() } else { 0 })
        .sum();
    let unmatched: u64 = plan.exceptions.iter().map(|case| case.units).sum();
    let canceled: u64 = trade.cancellations.iter().map(|cancellation| cancellation.line.quantity.unsigned_abs()).sum();
    assert_eq!(matched + unmatched, canceled);
    assert!(matched > unmatched, "{matched} units matched, {unmatched} not");
}

#[test]
fn nine_months_of_trade_add_up() {
    let Some(file) = whole_file() else { return };
    let trade = Trade::of_lines(read_file(&file, None).unwrap());
    let plan = Plan::of_trade(&trade);
    let mut engine = Engine::new(MemoryStorage::new());
    let replayed = replay(&mut engine, &trade, &plan, 4_096, |_| true).unwrap();
    let (summary, _) = figures(&mut engine, replayed).unwrap();
    assert_eq!(summary.contradictions(), Vec::<String>::new());
    assert_eq!((summary.orders, summary.days.count), (12_394, 219));
    assert_eq!(summary.units.ordered, 3_323_893);
    assert!(summary.units.canceled > 0 && summary.returns.units > 0);
}
