//! Published tables of money: the currencies of ISO 4217 with their minor units, and rounding cases of other systems' tests.
//!
//! The tables are in the folder that `OMS_SHARED_DATA` names, else in `../shared/data` beside the repository. Where it is absent the
//! tests say that they are skipped. Where ours differs from a table, the test says how, and `docs/money.md` why.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stderr, reason = "a test may stop, and tells what it skips")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::shop::Shop;
use oms_core::order::Order;
use oms_core::{Amount, Currency, allocate};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The text of a table, or nothing where there is none.
fn table(name: &str) -> Option<String> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("OMS_SHARED_DATA").map_or_else(beside, PathBuf::from);
    let text = std::fs::read_to_string(folder.join("money").join(name)).ok();
    if text.is_none() {
        eprintln!("skipped: there is no `money/{name}` in {}", folder.display());
    }
    text
}

fn group(name: &str) -> Vec<Value> {
    let Some(text) = table("rounding_vectors.json") else { return Vec::new() };
    let groups: Value = serde_json::from_str(&text).unwrap();
    let cases = groups[name]["cases"].as_array().unwrap().clone();
    assert!(!cases.is_empty(), "{name}");
    cases
}

fn decimal(value: &Value) -> Decimal {
    value.as_str().unwrap().parse().unwrap()
}

/// Minor units of a table as a decimal with two digits.
fn cents(value: &Value) -> Decimal {
    Decimal::new(value.as_i64().unwrap(), 2)
}

/// The order that comes of lines as capture takes them.
fn priced(lines: Vec<Value>, more: &Value) -> Arc<Order> {
    let mut shop = Shop::open();
    let mut command = json!({"type": "capture_order", "order": "o1", "channel": "web", "currency": "EUR", "lines": lines});
    command.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    shop.ok(command);
    shop.audit();
    shop.order("o1")
}

fn line(id: usize, price: Decimal, quantity: &Value, rate: Decimal) -> Value {
    json!({"id": id.to_string(), "sku": "shirt", "quantity": quantity, "unit_price": price, "taxes": [{"rate": rate}]})
}

fn tax(order: &Order) -> Decimal {
    order.lines.iter().fold(order.shipping_tax, |sum, line| sum.plus(line.tax())).decimal()
}

#[test]
fn currencies_are_those_of_iso_4217() {
    let Some(text) = table("currencies.csv") else { return };
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|row| row.split(',').collect()).collect();
    let mut listed = 0;
    for row in &rows {
        // A name may have commas of its own, so the columns behind it are counted from the end.
        let digits = row[row.len() - 5];
        match digits.parse::<u8>() {
            Ok(digits) => {
                assert_eq!(Currency::new(row[0]).map(Currency::digits), Ok(digits), "{}", row[0]);
                listed += 1;
            }
            Err(_) => assert!(Currency::new(row[0]).is_err(), "{} has no minor unit", row[0]),
        }
    }
    assert_eq!(rows.len(), 178);
    // Nothing but what is listed is a currency.
    let letters = || b'A'..=b'Z';
    let codes = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c])));
    let known = codes.filter(|code| Currency::new(std::str::from_utf8(code).unwrap()).is_ok()).count();
    assert_eq!(known, listed);
}

#[test]
fn a_total_is_divided_as_published() {
    for case in group("prorate_minor_units") {
        let weights: Vec<u64> = case["weights"].as_array().unwrap().iter().map(|weight| weight.as_u64().unwrap()).collect();
        let parts: Vec<i64> = case["parts"].as_array().unwrap().iter().map(|part| part.as_i64().unwrap()).collect();
        assert_eq!(allocate(case["total"].as_i64().unwrap(), &weights), parts, "{case}");
    }
}

#[test]
fn a_discount_is_distributed_as_published() {
    for case in group("distribute_major_units") {
        let totals = case["line_totals"].as_array().unwrap();
        let lines = totals.iter().enumerate().map(|(place, total)| line(place, decimal(total), &json!(1), Decimal::ZERO)).collect();
        let order = priced(lines, &json!({"discounts": [{"amount": case["amount"]}]}));
        let mut parts: Vec<Decimal> = order.lines.iter().map(|line| line.discount.decimal()).collect();
        let published = case.get("parts").or_else(|| case.get("parts_any_order")).unwrap().as_array().unwrap();
        if case.get("parts").is_none() {
            // The odd cent is of the first line here; the table leaves open whose it is.
            assert!(parts.is_sorted_by(|a, b| a >= b), "{case}");
            parts.sort_unstable();
        }
        assert_eq!(parts, published.iter().map(decimal).collect::<Vec<_>>(), "{case}");
    }
}

#[test]
fn tax_within_a_price_is_as_published() {
    for case in group("vat_included_in_price") {
        let (gross, expected) = (decimal(&case["gross"]), decimal(&case["tax"]));
        let order = priced(vec![line(1, gross, &json!(1), decimal(&case["rate"]))], &json!({"prices_include_tax": true}));
        assert_eq!((order.total.decimal(), tax(&order)), (gross, expected), "{case}");
        if let Some(net) = case.get("net") {
            assert_eq!(order.total.decimal() - tax(&order), decimal(net), "{case}");
        }
    }
}

#[test]
fn order_totals_are_as_published() {
    let rate: Decimal = "0.2".parse().unwrap();
    for case in group("order_totals_tax_20pct_minor_units") {
        let named = |name: &str| case.get(name).map(cents);
        let is_included = ["price_incl", "shipping_incl"].iter().any(|name| case.get(*name).is_some());
        let price = named("price_excl").or_else(|| named("price_incl")).unwrap_or_default();
        let lines = vec![line(1, price, case.get("qty").unwrap_or(&json!(1)), rate)];
        // What is to be left of the price is told as the discount that leads there.
        let half = case.get("discount_pct").map(|percent| {
            let percent = Decimal::from(percent.as_i64().unwrap());
            price - Amount::rounded(price - price * percent / Decimal::ONE_HUNDRED, Currency::new("EUR").unwrap()).unwrap().decimal()
        });
        let fixed = named("fixed_price_order").or_else(|| named("fixed_price_order_with_tax")).map(|left| price - left);
        let discount = half.or(fixed).or_else(|| named("order_discount")).unwrap_or_default();
        let mut more = json!({"prices_include_tax": is_included, "discounts": [{"amount": discount}]});
        if let Some(shipping) = named("shipping_excl").or_else(|| named("shipping_incl")) {
            more["shipping"] = json!({"price": shipping, "taxes": [{"rate": rate}]});
        }
        let order = priced(lines, &more);
        let (with_tax, without) = (order.total.decimal(), order.total.decimal() - tax(&order));
        for name in ["subtotal_with_tax", "total_with_tax", "shipping_with_tax"] {
            assert!(named(name).is_none_or(|expected| expected == with_tax), "{case}: {with_tax}");
        }
        for name in ["subtotal", "shipping"] {
            assert!(named(name).is_none_or(|expected| expected == without), "{case}: {without}");
        }
    }
}

#[test]
fn discounts_come_before_tax_as_published() {
    for case in group("totals_with_discount_before_tax") {
        let described = case["lines"].as_array().unwrap();
        let is_included = described.iter().any(|line| line.get("unit_tax_inclusive").is_some());
        let rate = |line: &Value| decimal(&line["rate_pct"]) / Decimal::ONE_HUNDRED;
        let order_with = |factor: &dyn Fn(&Value) -> Decimal| {
            let lines = described.iter().enumerate().map(|(place, described)| {
                let price = described.get("unit").or_else(|| described.get("unit_tax_inclusive")).map(decimal).unwrap();
                let mut line = line(place, price, &described["qty"], rate(described));
                if let Some(discount) = described.get("discount") {
                    line["discounts"] = json!([{"amount": (decimal(discount) * factor(described)).normalize()}]);
                }
                line
            });
            priced(lines.collect(), &json!({"prices_include_tax": is_included}))
        };
        let published = (decimal(&case["total"]), decimal(&case["tax"]));
        if is_included {
            // Here a discount is in the terms of the prices: 9.00 off 99.00 is 90.00, of which 8.18 are tax. The table takes 9.00 off
            // what is left without tax, which is a discount of 9.90 to whoever pays.
            let ours = order_with(&|_| Decimal::ONE);
            assert_eq!((ours.total.decimal(), tax(&ours)), (Decimal::new(9_000, 2), Decimal::new(818, 2)));
            let theirs = order_with(&|line| Decimal::ONE + rate(line));
            assert_eq!((theirs.total.decimal(), tax(&theirs)), published, "{case}");
        } else {
            let order = order_with(&|_| Decimal::ONE);
            assert_eq!((order.total.decimal(), tax(&order)), published, "{case}");
        }
    }
}
