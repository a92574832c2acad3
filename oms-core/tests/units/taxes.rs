//! Taxes of a line, as an order keeps them.

use oms_core::{Amount, Currency};
use serde_json::{Value, json};

use crate::shop::Shop;

/// An order of one line that costs an amount of euro cents, with taxes at those rates.
fn order(amount: i64, rates: &[&str], included: bool) -> Value {
    let price = Amount::from_minor(amount, Currency::new("EUR").unwrap());
    let taxes: Vec<Value> = rates.iter().map(|rate| json!({"rate": rate})).collect();
    json!({"type": "capture_order", "order": "o1", "channel": "web", "currency": "EUR", "prices_include_tax": included,
           "lines": [{"id": "1", "sku": "voucher", "quantity": 1, "unit_price": price, "taxes": taxes}]})
}

/// The tax at each rate, and what is charged in the end.
fn taxes(amount: i64, rates: &[&str], included: bool) -> (Vec<i64>, i64) {
    let mut shop = Shop::open();
    shop.ok(order(amount, rates, included));
    let order = shop.order("o1");
    (order.lines[0].taxes.iter().map(|tax| tax.amount.minor()).collect(), order.total.minor())
}

#[test]
fn included_tax_is_divided_by_rate_however_the_rates_are_written() {
    assert_eq!(taxes(10_750, &["0.05", "0.025"], true), (vec![500, 250], 10_750));
    assert_eq!(taxes(10_750, &["0.050", "0.02500000"], true), (vec![500, 250], 10_750));
    assert_eq!(taxes(11_900, &["0.19"], true), (vec![1_900], 11_900));
    assert_eq!(taxes(100, &["0"], true), (vec![0], 100));
}

#[test]
fn taxes_on_the_largest_amounts_are_as_exact_as_on_small_ones() {
    // 19 % of half a million million, and of one more than fits 64 bits when it is multiplied out.
    assert_eq!(taxes(50_000_000_000_000, &["0.19"], false), (vec![9_500_000_000_000], 59_500_000_000_000));
    assert_eq!(taxes(11_900_000_000_007, &["0.19"], true), (vec![1_900_000_000_001], 11_900_000_000_007));
    for amount in [242_720_316_758, 242_720_316_759, 242_720_316_760] {
        let exact = i128::from(amount) * 19_000_000;
        let rounded = i64::try_from((exact * 2 + 100_000_000) / 200_000_000).unwrap();
        assert_eq!(taxes(amount, &["0.19"], false).0, vec![rounded], "{amount}");
    }
}

#[test]
fn rates_out_of_range_are_refused() {
    for (rate, accepted) in
        [("10", true), ("10.00000001", false), ("-0.1", false), ("0.123456789", false), ("79228162514264337593543950335", false)]
    {
        let answer = Shop::open().send(order(100, &[rate], true));
        assert_eq!(matches!(answer, oms_core::Outcome::Applied { .. }), accepted, "{rate}: {answer:?}");
    }
}

#[test]
fn halves_of_a_minor_unit_are_rounded_up() {
    assert_eq!(taxes(150, &["0.19"], false), (vec![29], 179));
    assert_eq!(taxes(3, &["1"], true), (vec![2], 3));
}
