//! The main job in process: the same figures and the same state whatever the batch size, the store and the interruptions.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::Path;

use oms_core::{Engine, MemoryStorage, Storage};
use oms_examples::trading_day::arguments::{Arguments, StorePlace};
use oms_examples::trading_day::figures::figures;
use oms_examples::trading_day::invoice::Trade;
use oms_examples::trading_day::plan::Plan;
use oms_examples::trading_day::replay::replay;
use oms_examples::trading_day::retail_file::{read, read_bundled_day};
use oms_examples::trading_day::run::{RunError, run};
use oms_examples::trading_day::summary::Summary;
use oms_storage::{SqliteOptions, SqliteStorage, Synchronous};

fn bundled() -> Trade {
    Trade::of_lines(read_bundled_day(None).unwrap())
}

/// Replays on an engine, to the end or to a number of batches. Answers the figures if it came to the end.
fn replay_on<S: Storage>(engine: &mut Engine<S>, trade: &Trade, batch: usize, batches_max: u64) -> Option<Summary> {
    let plan = Plan::of_trade(trade);
    let replayed = replay(engine, trade, &plan, batch, |progress| progress.batches < batches_max).unwrap();
    if replayed.interrupted {
        return None;
    }
    let (summary, chronicle) = figures(engine, replayed).unwrap();
    assert_eq!(summary.contradictions(), Vec::<String>::new());
    let placed: u64 = chronicle.orders_by_hour.values().flatten().sum();
    let done: u64 = chronicle.orders_by_parcels.values().sum();
    assert_eq!((placed, done), (summary.orders, summary.orders));
    Some(summary)
}

fn in_memory(trade: &Trade, batch: usize) -> Summary {
    replay_on(&mut Engine::new(MemoryStorage::new()), trade, batch, u64::MAX).unwrap()
}

/// What must survive here is the end of the process, so no commit has to wait for the disk.
fn on_file(path: &Path) -> Engine<SqliteStorage> {
    let options = SqliteOptions { synchronous: Synchronous::Normal, ..SqliteOptions::default() };
    Engine::new(SqliteStorage::open_with(path, &options).unwrap())
}

fn arguments(store: StorePlace, folder: &Path) -> Arguments {
    Arguments {
        data: None,
        day: None,
        all: false,
        store,
        batch: 512,
        resume: false,
        json: Some(folder.join("summary.json")),
        report: folder.join("report.html"),
    }
}

#[test]
fn the_bundled_day_adds_up() {
    let summary = in_memory(&bundled(), 512);
    assert_eq!((summary.orders, summary.lines), (102, 3_805));
    assert_eq!(summary.units.ordered, 21_768);
    assert_eq!((summary.units.shipped, summary.units.canceled), (21_664, 104));
    assert_eq!((summary.units.backordered, summary.units.exceptions), (0, 0));
    assert_eq!(summary.money.captured.to_string(), "54605.76");
    assert_eq!(summary.cases.len(), 44, "each line that is no trade is named");
}

#[test]
fn batch_size_and_store_change_nothing() {
    let trade = bundled();
    let expected = in_memory(&trade, 64);
    for batch in [1, 4_096] {
        assert_eq!(in_memory(&trade, batch), expected, "in memory, batches of {batch}");
    }
    for batch in [1, 64, 4_096] {
        let folder = tempfile::tempdir().unwrap();
        let mut engine = on_file(&folder.path().join("day.sqlite"));
        let summary = replay_on(&mut engine, &trade, batch, u64::MAX).unwrap();
        assert_eq!(summary, expected, "on SQLite, batches of {batch}");
    }
}

#[test]
fn an_interrupted_run_goes_on_to_the_same_state() {
    let trade = bundled();
    let expected = in_memory(&trade, 64);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("day.sqlite");
    // Each run goes a little further than the one before, through set-up, morning, afternoon and the parcels' way, with other batches.
    for (batch, batches) in [(64, 3), (64, 30), (512, 5), (32, 75), (64, 50), (128, 28)] {
        assert_eq!(replay_on(&mut on_file(&path), &trade, batch, batches), None);
    }
    let resumed = replay_on(&mut on_file(&path), &trade, 64, u64::MAX).unwrap();
    assert_eq!(resumed, expected);
    // A finished run that is sent again changes nothing any more.
    assert_eq!(replay_on(&mut on_file(&path), &trade, 512, u64::MAX).unwrap(), expected);
}

#[test]
fn what_comes_back_after_its_delivery_is_returned_and_refunded() {
    let text = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
                1,CUP,cup,10,2010-12-06 09:00:00,2.50,7.0,EIRE\n\
                1,PLATE,plate,3,2010-12-06 09:00:00,3.33,7.0,EIRE\n\
                1,POST,postage,1,2010-12-06 09:00:00,4.00,7.0,EIRE\n\
                2,CUP,cup,4,2010-12-06 10:00:00,2.50,8.0,EIRE\n\
                C3,CUP,cup,-4,2010-12-06 10:05:00,2.50,8.0,EIRE\n\
                C4,PLATE,plate,-2,2010-12-09 12:00:00,3.33,7.0,EIRE\n\
                C4,CUP,cup,-10,2010-12-09 12:00:00,2.50,7.0,EIRE\n";
    let trade = Trade::of_lines(read(text.as_bytes(), Path::new("test.csv"), None).unwrap());
    let summary = in_memory(&trade, 512);
    assert_eq!((summary.units.ordered, summary.units.shipped, summary.units.canceled), (17, 13, 4));
    assert_eq!((summary.returns.units, summary.returns.count), (12, 1));
    // 25.00 + 9.99 + 4.00 were captured; 25.00 and two thirds of 9.99 went back.
    assert_eq!(summary.money.captured.to_string(), "38.99");
    assert_eq!(summary.money.refunded.to_string(), "31.66");
    assert_eq!(summary.cases, []);
    assert_eq!(in_memory(&trade, 1), summary);
}

#[test]
fn an_article_that_is_short_at_every_node_stays_on_backorder_and_is_told() {
    // One unit is written off and one is sold by each of two nodes: nine tenths of one unit are none, until the afternoon.
    let text = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
                1,CUP,cup,1,2010-12-06 09:00:00,2.50,7.0,EIRE\n\
                2,CUP,cup,-3,2010-12-06 09:30:00,0,,EIRE\n";
    let trade = Trade::of_lines(read(text.as_bytes(), Path::new("test.csv"), None).unwrap());
    let plan = Plan::of_trade(&trade);
    let mut engine = Engine::new(MemoryStorage::new());
    let replayed = replay(&mut engine, &trade, &plan, 512, |_| true).unwrap();
    let (summary, chronicle) = figures(&mut engine, replayed).unwrap();
    assert_eq!(summary.contradictions(), Vec::<String>::new());
    assert_eq!((summary.units.shipped, summary.units.backordered), (1, 0));
    assert_eq!(chronicle.stock_outs_by_hour.into_iter().collect::<Vec<_>>(), [(9, 1)]);
}

#[test]
fn a_run_writes_its_summary_and_its_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("day.sqlite");
    let summary = run(&arguments(StorePlace::File(path.clone()), folder.path()), |_| true).unwrap();
    let json = std::fs::read_to_string(folder.path().join("summary.json")).unwrap();
    assert_eq!(serde_json::from_str::<Summary>(&json).unwrap(), summary);
    let html = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
    assert!(html.contains(&summary.digest) && html.contains("The figures add up"));
    // Without `--resume` a store of this program is made anew.
    let again = run(&arguments(StorePlace::File(path), folder.path()), |_| true).unwrap();
    assert_eq!(again.digest, summary.digest);
}

#[test]
fn a_store_of_another_run_or_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("day.sqlite");
    let other = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
                 1,CUP,cup,1,2010-12-06 09:00:00,2.50,7.0,EIRE\n";
    let data = folder.path().join("other.csv");
    std::fs::write(&data, other).unwrap();
    let first = Arguments { data: Some(data), ..arguments(StorePlace::File(path.clone()), folder.path()) };
    run(&first, |_| true).unwrap();
    let resumed = Arguments { resume: true, ..arguments(StorePlace::File(path.clone()), folder.path()) };
    assert!(matches!(run(&resumed, |_| true), Err(RunError::OtherRun { .. })));

    let foreign = folder.path().join("foreign.sqlite");
    std::fs::write(&foreign, "a letter").unwrap();
    let refused = run(&arguments(StorePlace::File(foreign.clone()), folder.path()), |_| true);
    assert!(matches!(refused, Err(RunError::NotOurs { .. })), "{refused:?}");
    assert_eq!(std::fs::read(&foreign).unwrap(), b"a letter");

    let in_memory = Arguments { resume: true, ..arguments(StorePlace::Memory, folder.path()) };
    assert!(run(&in_memory, |_| true).unwrap_err().is_usage());
}
