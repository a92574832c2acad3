//! The grocery week: the same figures whatever the batch size, on baskets that the test makes itself; and on the published ones where they
//! are at hand.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test stops at the first surprise and tells what it skips")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use oms_examples::grocery_week::baskets::{self, ReadError, Week};
use oms_examples::grocery_week::run::{Arguments, in_memory, run};
use rust_decimal::Decimal;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

const KINDS: u64 = 12;
const ALIKE: u64 = 5;

/// A small town's week: 260 baskets out of 60 products of 12 kinds, and some lines that are no groceries.
fn write_files(folder: &Path) {
    let mut products = String::from("product_id,manufacturer_id,department,brand,product_category,product_type,package_size\n");
    for product in 0..KINDS * ALIKE {
        let kind = product / ALIKE;
        writeln!(products, "{},1,DEPARTMENT {},National,FOOD,\"KIND, {kind}\",1 LB", 100 + product, kind % 4).unwrap();
    }
    writeln!(products, "900,1,FUEL,National,FUEL,GASOLINE,\n901,1,MISC,National,MISC,,").unwrap();
    let mut lines = String::from(
        "household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,coupon_match_disc,week,\
         transaction_timestamp\n",
    );
    let mut dice = Dice(7);
    for basket in 0..260 {
        let (household, store, day, hour) = (dice.below(90), dice.below(9), 27 + dice.below(2), 11 + dice.below(13));
        let at = format!("2017-02-{day} {hour:02}:{:02}:{:02}", dice.below(60), dice.below(60));
        for _ in 0..=dice.below(9) {
            let (product, units) = (100 + dice.below(KINDS * ALIKE), 1 + dice.below(4) / 2);
            let cents = (150 + 10 * (product / ALIKE % 30) + product % 7) * units;
            let off = if dice.below(4) == 0 { 20 } else { 0 };
            let (sales, off) = (Decimal::new((cents - off).cast_signed(), 2), Decimal::new(off.cast_signed(), 2));
            writeln!(lines, "{household},{store},{},{product},{units},{sales},{off},0.0,0.0,3,{at}", 5_000 + basket).unwrap();
        }
    }
    lines.push_str("1,1,9001,900,9999,20.0,0.0,0.0,0.0,3,2017-02-27 12:00:00\n");
    lines.push_str("1,1,9002,101,0,1.0,0.0,0.0,0.0,3,2017-02-27 12:00:00\n");
    lines.push_str("1,1,9003,777,1,1.0,0.0,0.0,0.0,3,2017-02-27 12:00:00\n");
    lines.push_str("1,1,9004,101,1,1.0,0.0,0.0,0.0,4,2017-03-06 12:00:00\n");
    std::fs::write(folder.join("products.csv"), products).unwrap();
    std::fs::write(folder.join("transactions.csv"), lines).unwrap();
}

fn small_week() -> Week {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path());
    baskets::read(folder.path(), 3).unwrap()
}

#[test]
fn what_is_no_grocery_is_left_out_and_counted() {
    let week = small_week();
    assert_eq!(week.baskets.len(), 260);
    let left_out: Vec<_> = week.left_out.into_iter().collect();
    assert_eq!(left_out, [("fuel", 1), ("no units", 1), ("unknown product", 1)]);
}

#[test]
fn the_figures_add_up_and_the_picker_gives_something_else() {
    let week = small_week();
    let (summary, pictures) = in_memory(&week, 3, 512).unwrap();
    assert_eq!(summary.contradictions(), Vec::<String>::new());
    let ordered: u64 = week.baskets.iter().flat_map(|basket| &basket.lines).map(|line| line.units).sum();
    assert_eq!((summary.orders, summary.units.ordered), (260, ordered.cast_signed()));
    assert!(summary.units.substituted > 20 && summary.units.canceled > 5, "{:?}", summary.units);
    assert!(summary.substitutes.returned > 0 && summary.money.refunded > Decimal::ZERO, "{:?}", summary.substitutes);
    assert!(summary.substitutes.waived > Decimal::ZERO && summary.slots_full > 0, "{summary:?}");
    // What was captured is less than what was bought by what was canceled and by what was cheaper, and never more.
    let bought: i64 = week.baskets.iter().flat_map(|basket| &basket.lines).map(|line| line.shelf - line.discount).sum();
    assert!(summary.money.captured < Decimal::new(bought, 2), "{:?}", summary.money);
    let short: u64 = pictures.stock_outs_by_day.values().sum();
    assert_eq!(short, pictures.stock_outs_by_department.values().sum::<u64>());
}

#[test]
fn the_size_of_batches_changes_nothing() {
    let week = small_week();
    let (expected, _) = in_memory(&week, 3, 64).unwrap();
    for batch in [1, 7, 4_096] {
        assert_eq!(in_memory(&week, 3, batch).unwrap().0, expected, "batches of {batch}");
    }
}

#[test]
fn a_run_reads_a_folder_and_writes_a_page_that_needs_no_other_file() {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path());
    let report = folder.path().join("week.html");
    let arguments = Arguments { data: folder.path().to_owned(), week: 3, stores: 3, batch: 512, report: report.clone() };
    let summary = run(&arguments).unwrap();
    let html = std::fs::read_to_string(report).unwrap();
    assert!(html.contains(&summary.digest) && html.contains("The figures add up"), "{html}");
    assert_eq!(html.matches("<svg ").count(), 4);
    for outside in ["src=", "<link", "url(", "@import", "<script"] {
        assert!(!html.contains(outside), "the page asks for another file by `{outside}`");
    }
    let other_week = Arguments { week: 9, ..arguments };
    assert!(run(&other_week).unwrap_err().to_string().starts_with("there is no basket of week 9"));
    let nothing = tempfile::tempdir().unwrap();
    assert!(matches!(baskets::read(nothing.path(), 1), Err(ReadError::NoFile { name: "products", .. })));
}

/// The published files, which stay outside of the repository.
fn published() -> Option<PathBuf> {
    let folder =
        std::env::var_os("OMS_SHARED_DATA").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let folder = folder.join("complete_journey");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: `{}` is absent, name its folder in OMS_SHARED_DATA", folder.display());
    None
}

#[test]
fn a_published_week_adds_up_whatever_the_batch_size() {
    let Some(folder) = published() else { return };
    let week = baskets::read(&folder, 10).unwrap();
    let (summary, _) = in_memory(&week, 6, 512).unwrap();
    assert_eq!(summary.contradictions(), Vec::<String>::new());
    assert!(summary.orders > 2_500 && summary.units.substituted > 500, "{summary:?}");
    assert_eq!(in_memory(&week, 6, 4_096).unwrap().0, summary);
}
