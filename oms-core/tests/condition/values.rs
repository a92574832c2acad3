use oms_core::condition::{Condition, NoValue, STEPS_MAX};

use super::sample::{Line, Sample};

fn holds(source: &str) -> bool {
    let condition = Condition::new(source);
    assert_eq!(condition.check(), Ok(()), "{source}");
    condition.holds(&Sample::new()).unwrap_or_else(|error| panic!("{source}: {error}"))
}

#[test]
fn conditions_that_hold_of_the_sample() {
    for source in [
        "true",
        "order.channel == 'web'",
        "order.channel == \"web\" && order.currency != 'USD'",
        "order.total > 41.29 && order.total < 41.31 && order.total == 41.30 && order.total == 41.3",
        "order.total > 41 && order.total <= 42",
        "order.total in [41.30, 99.0]",
        "order.units in [1, 2, 3]",
        "order.priority == -3 && -order.priority == 3 && order.priority < 0",
        "order.units * 2 - 1 == 5 && 1 + 2 * 3 == 7 && (1 + 2) * 3 == 9 && 10 - 2 - 3 == 5",
        "'vip' in order.tags && !('new' in order.tags)",
        "order.destination.country in ['DE', 'AT'] ? order.units == 3 : false",
        "order.destination.postal_code.startsWith('50') && order.destination.postal_code.endsWith('67')",
        "order.destination.city.contains('öl') && size(order.destination.city) == 4",
        "size(order.tags) == 2 && order.lines.size() == 2 && 'ab'.size() == 2",
        "order.placed_at >= timestamp('2026-03-01T10:00:00Z') && order.placed_at < timestamp(\"2026-03-01T12:00:00+01:00\")",
        "order.lines.exists(line, line.sku == 'milk' && 'cold_chain' in line.requires)",
        "order.lines.all(line, line.quantity > 0)",
        "!order.lines.all(line, line.unit_price > 2)",
        "order.tags.exists(tag, tag.startsWith('v'))",
        "order.lines.exists(one, one.tags.exists(tag, tag == 'cotton' && one.quantity == 2))",
        "order.lines.exists(one, order.lines.all(other, one.quantity >= other.quantity && one.sku != 'milk'))",
        "false || !false && true",
        "true || false && false",
        "order.customer.group == ''",
        "order.collected == false && order.collected != true",
        "'a' < 'b' && 'a' <= 'a' && 'b' > 'a'",
        "'it\\'s' == \"it's\" && 'a\\\\b' != 'ab'",
        "-9223372036854775808 < 9223372036854775807",
        "order\n  .channel == 'web'",
    ] {
        assert!(holds(source), "{source}");
    }
}

#[test]
fn conditions_that_do_not_hold_of_the_sample() {
    for source in ["false", "order.total < 41.30", "order.lines.exists(line, line.quantity > 2)", "[1].exists(n, n > 1)", "order.collected"]
    {
        assert!(!holds(source), "{source}");
    }
}

#[test]
fn what_has_no_value_decides_nothing_and_hides_nothing() {
    let too_large = "order.weight_grams + 1 > 0";
    let answer = |source: &str| Condition::new(source).holds(&Sample::new());
    assert_eq!(answer(too_large), Err(NoValue::Overflow));
    assert_eq!(answer(&format!("{too_large} || order.units == 3")), Ok(true), "the other side decides, as in CEL");
    assert_eq!(answer(&format!("order.units == 4 && {too_large}")), Ok(false));
    assert_eq!(answer(&format!("order.units == 3 && {too_large}")), Err(NoValue::Overflow));
    assert_eq!(answer("order.weight_grams * order.weight_grams > 0"), Err(NoValue::Overflow));
    assert_eq!(answer("-(-9223372036854775807 - 1) > 0"), Err(NoValue::Overflow));
}

#[test]
fn the_work_for_one_order_is_bounded() {
    let line = || Line { sku: "tee", quantity: 1, price: 1.into(), tags: &[], requires: &[] };
    let sample = Sample { lines: (0..500).map(|_| line()).collect() };
    let pairs = Condition::new("order.lines.all(a, order.lines.all(b, a.quantity == b.quantity))");
    const { assert!(STEPS_MAX < 3 * 500 * 500) };
    assert_eq!(pairs.holds(&sample), Err(NoValue::Steps));
    assert_eq!(Condition::new("order.lines.all(a, a.quantity == 1)").holds(&sample), Ok(true));
}
