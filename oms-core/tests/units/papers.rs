//! Papers: their kinds, and the names of those that are made by the way.

use oms_core::document::DocumentKind;
use oms_core::{lot, serial};

#[test]
fn kinds_stand_in_the_order_of_their_names() {
    assert!(DocumentKind::ALL.is_sorted_by(|one, next| one < next && one.name() < next.name()));
    assert!(DocumentKind::ALL.iter().all(|kind| DocumentKind::named(kind.name()) == Some(*kind)));
    assert_eq!(DocumentKind::named("letter"), None);
}

#[test]
fn no_two_lots_share_a_paper() {
    let id = |sku: &str, lot: &str| lot::document_id(&sku.parse().unwrap(), &lot.parse().unwrap()).unwrap();
    assert_eq!(id("milk", "L1").as_str(), "milk/L1");
    assert_ne!(id("a/", "b"), id("a", "/b"));
    assert_ne!(id("a~1", "b"), id("a/", "b"));
    let long = "x".repeat(100);
    assert!(lot::document_id(&long.parse().unwrap(), &long.parse().unwrap()).is_err());
}

#[test]
fn no_two_units_share_a_paper() {
    let id = |sku: &str, serial: &str| serial::document_id(&sku.parse().unwrap(), &serial.parse().unwrap()).unwrap();
    assert_eq!(id("phone", "A-1").as_str(), "phone/A-1");
    assert_ne!(id("a/", "b"), id("a", "/b"));
    let long = "x".repeat(120);
    assert!(serial::document_id(&long.parse().unwrap(), &long.parse().unwrap()).is_err());
}
