//! Uploads: every row is answered, sent again they have their effect once, and what was sold meanwhile does not come back.

use oms_core::inventory::{StockRow, StockUpload, UPLOAD_ROWS_MAX, UploadReport, UploadedStatus};
use oms_core::{EngineError, Rejection, Storage};
use serde_json::json;

use super::shop::{Shop, on_both};

fn upload(id: &str, rows: Vec<StockRow>) -> StockUpload {
    let head = json!({"upload": id, "at": "2026-03-01T09:00:00Z", "actor": "warehouse", "reason": "stocktake", "location": "n1"});
    StockUpload { rows, ..serde_json::from_value(head).unwrap() }
}

fn row(sku: &str, on_hand: i64) -> StockRow {
    StockRow { sku: sku.into(), on_hand: Some(on_hand), ..StockRow::default() }
}

fn on_hand<S: Storage>(shop: &mut Shop<S>, sku: &str) -> i64 {
    let query = json!({"at": "2026-03-01T10:00:00Z", "channel": "web", "skus": [sku]});
    shop.engine.availability(serde_json::from_value(query).unwrap()).unwrap()[0].on_hand
}

fn codes(report: &UploadReport) -> Vec<(u32, &str)> {
    let refused = report.rows.iter().filter_map(|row| Some((row.line, row.rejection.as_ref()?.code())));
    refused.collect()
}

/// 10,000 rows, three of them wrong.
fn many_rows() -> Vec<StockRow> {
    let mut rows: Vec<StockRow> = (0..10_000).map(|number| row(&format!("sku{number}"), number % 50)).collect();
    rows[41].sku = "nosuch".into();
    rows[4_999].on_hand = Some(-1);
    rows[9_998] = rows[7].clone();
    rows
}

fn with_many_items<S: Storage>(shop: &mut Shop<S>) {
    for first in (0..10_000).step_by(5_000) {
        let commands = (first..first + 5_000).map(|number| json!({"type": "put_item", "sku": format!("sku{number}")}));
        let commands = commands.map(|command| shop.envelope(&command)).collect();
        shop.engine.submit_batch(commands).unwrap();
    }
}

fn rows_stand_or_fall_alone<S: Storage>(mut shop: Shop<S>) {
    with_many_items(&mut shop);
    let mut heard = Vec::new();
    let report = shop.engine.upload_stock(upload("u1", many_rows()), |progress| heard.push(progress.done)).unwrap();
    assert_eq!((report.applied, report.refused, report.not_applied), (9_997, 3, 0));
    assert_eq!(codes(&report), [(42, "unknown_item"), (5_000, "invalid_field"), (9_999, "invalid_field")]);
    assert_eq!((report.rows[3].before, report.rows[3].after), (Some(0), Some(3)));
    assert!(heard.len() == 10 && heard.is_sorted() && heard.last() == Some(&10_000), "{heard:?}");
    assert_eq!(on_hand(&mut shop, "sku9997"), 9_997 % 50);

    // Sent again as it was, it changes nothing and is answered as before.
    let digest = shop.engine.digest().unwrap();
    let again = shop.engine.upload_stock(upload("u1", many_rows()), |_| {}).unwrap();
    assert_eq!((again.applied, again.already_applied, again.refused), (0, 9_997, 3));
    assert_eq!((again.rows[3].before, again.rows[3].after), (Some(0), Some(3)));
    assert_eq!(shop.engine.digest().unwrap(), digest);
    assert!(shop.engine.audit().unwrap().is_clean());
}

#[test]
fn of_many_rows_each_stands_or_falls_alone() {
    on_both(rows_stand_or_fall_alone, |shop, _| rows_stand_or_fall_alone(shop));
}

fn whole_or_not_at_all<S: Storage>(mut shop: Shop<S>) {
    shop.receive("tea", "n1", 5);
    let digest = shop.engine.digest().unwrap();
    let wrong = |rows| StockUpload { atomic: true, ..upload("u1", rows) };
    let rows = vec![row("tea", 9), row("nosuch", 1), row("hat", 2), StockRow { expected: Some(7), ..row("cup", 3) }];
    let report = shop.engine.upload_stock(wrong(rows), |_| {}).unwrap();
    assert_eq!((report.applied, report.refused, report.not_applied), (0, 2, 2));
    assert_eq!(codes(&report), [(2, "unknown_item"), (4, "stock_changed")]);
    assert_eq!(shop.engine.digest().unwrap(), digest);
    // A row that is no command keeps the others from being sent at all, and they are named all the same.
    let rows = vec![row("tea", -9), row("nosuch", 1), row("hat", 2)];
    let report = shop.engine.upload_stock(wrong(rows), |_| {}).unwrap();
    assert_eq!((codes(&report), report.not_applied), (vec![(1, "invalid_field"), (2, "unknown_item")], 1));
    assert_eq!(shop.engine.digest().unwrap(), digest);
    let right = || StockUpload { atomic: true, ..upload("u2", vec![row("tea", 9), row("hat", 2)]) };
    assert_eq!(shop.engine.upload_stock(right(), |_| {}).unwrap().applied, 2);
    assert_eq!(shop.engine.upload_stock(right(), |_| {}).unwrap().already_applied, 2);
    assert_eq!((on_hand(&mut shop, "tea"), on_hand(&mut shop, "hat")), (9, 2));
}

#[test]
fn an_atomic_upload_is_applied_whole_or_not_at_all() {
    on_both(whole_or_not_at_all, |shop, _| whole_or_not_at_all(shop));
}

fn sold_meanwhile<S: Storage>(mut shop: Shop<S>) {
    shop.receive("tea", "n1", 10);
    shop.receive("hat", "n1", 4);
    shop.at = "2026-03-01T08:30:00Z".to_owned();
    shop.sell("o1", "tea", 3);
    let file = StockUpload { as_of: Some("2026-03-01T08:00:00Z".parse().unwrap()), ..upload("u1", vec![row("tea", 10), row("hat", 4)]) };
    let report = shop.engine.upload_stock(file, |_| {}).unwrap();
    let answered: Vec<_> = report.rows.iter().map(|row| (row.status, row.before, row.after)).collect();
    assert_eq!(answered, [(UploadedStatus::Applied, Some(7), Some(7)), (UploadedStatus::Applied, Some(4), Some(4))]);
    assert_eq!(on_hand(&mut shop, "tea"), 7, "what was sold after the file was made came back");
    assert!(shop.engine.audit().unwrap().is_clean());
}

#[test]
fn what_was_sold_since_the_file_was_made_does_not_come_back() {
    on_both(sold_meanwhile, |shop, _| sold_meanwhile(shop));
}

#[test]
fn an_upload_that_was_cut_short_is_sent_again() {
    on_both(
        |mut shop| {
            shop.receive("tea", "n1", 10);
            let first = shop.engine.upload_stock(upload("u1", vec![row("tea", 8)]), |_| {}).unwrap();
            assert_eq!(first.applied, 1);
            // The rest of the same file, and a sale in between that the first row knew nothing of.
            shop.sell("o1", "tea", 2);
            let rest = shop.engine.upload_stock(upload("u1", vec![row("tea", 8), row("hat", 3)]), |_| {}).unwrap();
            assert_eq!((rest.already_applied, rest.applied), (1, 1));
            assert_eq!(on_hand(&mut shop, "tea"), 6);
            // Another figure under the same id is another command.
            let other = shop.engine.upload_stock(upload("u1", vec![row("tea", 9)]), |_| {}).unwrap();
            assert_eq!(codes(&other), [(1, "id_reused")]);
        },
        |_, _| {},
    );
}

#[test]
fn uploads_are_bounded_and_lines_are_told_apart() {
    on_both(
        |mut shop| {
            let rows = vec![row("tea", 1); UPLOAD_ROWS_MAX + 1];
            let error = shop.engine.upload_stock(upload("u1", rows), |_| {}).unwrap_err();
            assert_eq!(error.code(), "upload_too_large");
            let atomic = StockUpload { atomic: true, ..upload("u1", vec![row("tea", 1); 8_193]) };
            assert!(matches!(shop.engine.upload_stock(atomic, |_| {}), Err(EngineError::Session(_))));
            let twice = vec![StockRow { line: 7, ..row("tea", 1) }, StockRow { line: 7, ..row("hat", 1) }];
            let report = shop.engine.upload_stock(upload("u1", twice), |_| {}).unwrap();
            assert!(matches!(&report.rows[1].rejection, Some(Rejection::InvalidField { field, .. }) if field == "line"));
            let none = shop.engine.upload_stock(upload("u2", Vec::new()), |_| {}).unwrap();
            assert!(none.rows.is_empty() && none.is_complete());
        },
        |_, _| {},
    );
}
