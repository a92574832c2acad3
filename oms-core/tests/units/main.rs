//! The smallest parts, each by itself.
//!
//! The tests of a part that nothing outside the core can reach stand beside it. This program takes in its file and runs them: a
//! harness within the core would compile the whole of it once more.
#![allow(dead_code, unexpected_cfgs, unreachable_pub, missing_docs, reason = "parts of the core are taken in for their tests alone")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod capacity;
mod dispatch;
mod members;
mod papers;
mod portions;
mod reader;
#[path = "../shop/mod.rs"]
mod shop;
mod tagged;
mod taxes;
mod writer;
mod zone;

// What files of the core find at its root.
use oms_core::*;

/// Takes in files of the core as modules, whatever their names are there.
macro_rules! taken_in {
    ($($name:ident = $path:literal;)*) => {
        $(#[path = $path] mod $name;)*
        const TAKEN_IN: &[&str] = &[$($path),*];
    };
}

taken_in! {
    arrange = "../../src/arrange.rs";
    calendar = "../../src/calendar.rs";
    civil = "../../src/civil.rs";
    condition_error = "../../src/condition/error.rs";
    currency = "../../src/currency.rs";
    id = "../../src/id.rs";
    money = "../../src/money.rs";
    instruction_key = "../../src/payment/instruction_key.rs";
    tariff = "../../src/rates/tariff.rs";
    distance = "../../src/routing/distance.rs";
    serial_number = "../../src/serial/number.rs";
    cell = "../../src/slot/cell.rs";
    sorted = "../../src/sorted.rs";
    time = "../../src/time.rs";
    plots = "../../src/what_if/plots.rs";
    roles = "../../src/what_if/roles.rs";
}

/// A test that nobody takes in would never be run.
#[test]
fn every_part_with_tests_is_taken_in() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
    let mut folders = vec![root.clone()];
    let mut tested = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if std::fs::read_to_string(&path).unwrap().contains("#[cfg(test)]") {
                tested.push(format!("../../src/{}", path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/")));
            }
        }
    }
    tested.sort_unstable();
    let mut taken = TAKEN_IN.to_vec();
    taken.sort_unstable();
    assert_eq!(tested, taken);
}
