//! The same expressions, in ours and in another implementation of CEL: they have the same value, or none in both.
#![allow(clippy::float_arithmetic, reason = "the other implementation has decimals in floats")]

use cel::{Context, Program};
use oms_core::condition::{Fact, Facts, Value, evaluate};
use proptest::prelude::*;
use rust_decimal::prelude::ToPrimitive;

use super::sample::{Sample, placed_at};

/// A value of ours as the other implementation has it.
fn other(value: Value) -> cel::Value {
    match value {
        Value::Bool(value) => value.into(),
        Value::Int(value) => value.into(),
        Value::Decimal(value) => value.to_f64().unwrap().into(),
        Value::Text(value) => value.as_str().into(),
        Value::Time(_) => "an instant".into(),
        Value::List(values) => values.into_iter().map(other).collect::<Vec<cel::Value>>().into(),
    }
}

fn object(fields: &[(&str, cel::Value)]) -> cel::Value {
    let fields: std::collections::HashMap<String, cel::Value> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    fields.into()
}

/// The sample as the other implementation sees it.
fn context() -> Context<'static, 'static> {
    let sample = Sample::new();
    let fact = |fact| other(sample.value(fact, 0));
    let lines: Vec<cel::Value> = (0..sample.lines())
        .map(|line| {
            let fact = |fact| other(sample.value(fact, line));
            object(&[
                ("sku", fact(Fact::LineSku)),
                ("quantity", fact(Fact::LineQuantity)),
                ("unit_price", fact(Fact::LineUnitPrice)),
                ("tags", fact(Fact::LineTags)),
            ])
        })
        .collect();
    let order = object(&[
        ("channel", fact(Fact::Channel)),
        ("total", fact(Fact::Total)),
        ("priority", fact(Fact::Priority)),
        ("units", fact(Fact::Units)),
        ("weight_grams", fact(Fact::WeightGrams)),
        ("tags", fact(Fact::Tags)),
        ("collected", fact(Fact::Collected)),
        ("destination", object(&[("country", fact(Fact::Country)), ("postal_code", fact(Fact::PostalCode))])),
        ("lines", lines.into()),
    ]);
    let mut context = Context::default();
    context.add_variable_from_value("order", order);
    context
}

fn ints(scope: bool) -> BoxedStrategy<String> {
    let mut leaves =
        vec!["order.units", "order.priority", "order.weight_grams", "size(order.tags)", "order.lines.size()", "0", "1", "7", "-2"];
    if scope {
        leaves.push("line.quantity");
    }
    let leaf = prop::sample::select(leaves).prop_map(str::to_owned);
    leaf.prop_recursive(3, 12, 2, |inner| {
        (inner.clone(), prop::sample::select(vec!["+", "-", "*"]), inner).prop_map(|(a, mark, b)| format!("({a} {mark} {b})"))
    })
    .boxed()
}

fn texts(scope: bool) -> BoxedStrategy<String> {
    let mut leaves = vec![
        "order.channel",
        "order.destination.country",
        "order.destination.postal_code",
        "'web'",
        "\"DE\"",
        "''",
        "'5'",
        "'vip'",
        "'tee'",
    ];
    if scope {
        leaves.push("line.sku");
    }
    prop::sample::select(leaves).prop_map(str::to_owned).boxed()
}

fn decimals(scope: bool) -> BoxedStrategy<String> {
    let mut leaves = vec!["order.total", "41.30", "41.29", "0.01", "19.9"];
    if scope {
        leaves.push("line.unit_price");
    }
    prop::sample::select(leaves).prop_map(str::to_owned).boxed()
}

/// A condition; within one on lines `line` is bound.
fn bools(scope: bool) -> BoxedStrategy<String> {
    let compare = || prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let pair = |of: BoxedStrategy<String>| (of.clone(), compare(), of).prop_map(|(a, mark, b)| format!("{a} {mark} {b}"));
    let test = (texts(scope), prop::sample::select(vec!["startsWith", "endsWith", "contains"]), texts(scope));
    let list = |of: BoxedStrategy<String>| prop::collection::vec(of, 1..4).prop_map(|of| format!("[{}]", of.join(", ")));
    let leaf = prop_oneof![
        Just("order.collected".to_owned()),
        Just("true".to_owned()),
        pair(ints(scope)),
        pair(texts(scope)),
        pair(decimals(scope)),
        test.prop_map(|(a, function, b)| format!("{a}.{function}({b})")),
        (texts(scope), prop_oneof![Just("order.tags".to_owned()), list(texts(scope))]).prop_map(|(a, list)| format!("{a} in {list}")),
        (ints(scope), list(ints(scope))).prop_map(|(a, list)| format!("{a} in {list}")),
    ];
    leaf.prop_recursive(4, 24, 3, move |inner| {
        let mut kinds = vec![
            inner.clone().prop_map(|a| format!("!({a})")).boxed(),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} && {b}")).boxed(),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} || {b})")).boxed(),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")).boxed(),
        ];
        if !scope {
            let each = (prop::sample::select(vec!["exists", "all"]), bools(true));
            kinds.push(each.prop_map(|(function, body)| format!("order.lines.{function}(line, {body})")).boxed());
        }
        proptest::strategy::Union::new(kinds)
    })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn conditions_have_the_value_that_they_have_in_cel(source in bools(false)) {
        let ours = evaluate(&source, &Sample::new());
        let theirs = Program::compile(&source).unwrap().execute(&context());
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(other(ours), theirs, "{}", source),
            (Err(_), Err(_)) => {}
            (ours, theirs) => prop_assert!(false, "{}: {:?} and {:?}", source, ours, theirs),
        }
    }
}

#[test]
fn instants_are_compared_as_in_cel() {
    let at = placed_at().to_string();
    for (source, holds) in [
        (format!("timestamp('{at}') == timestamp('2026-03-01T11:00:00+01:00')"), true),
        (format!("timestamp('{at}') < timestamp('2026-03-01T10:00:00.001Z')"), true),
        (format!("timestamp('{at}') >= timestamp('2026-03-02T00:00:00+14:00')"), true),
        (format!("timestamp('{at}') > timestamp('2026-03-01T10:00:00Z')"), false),
    ] {
        assert_eq!(evaluate(&source, &Sample::new()), Ok(Value::Bool(holds)), "{source}");
        assert_eq!(Program::compile(&source).unwrap().execute(&Context::default()).unwrap(), cel::Value::Bool(holds), "{source}");
    }
}
