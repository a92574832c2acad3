use oms_core::condition::{Condition, DEPTH_MAX, SOURCE_MAX, evaluate};
use proptest::prelude::*;

use super::sample::Sample;

fn error(source: &str) -> String {
    Condition::new(source).check().expect_err(source).to_string()
}

#[test]
fn every_error_names_the_column_and_what_to_write() {
    for (source, told) in [
        ("", "column 1: it is empty: write a condition such as `order.channel == \"web\"`, or leave it out"),
        ("order.chanel == 'web'", "column 7: the order has no field `chanel`: did you mean `channel`?"),
        ("order.destination.contry == 'DE'", "column 19: the destination has no field `contry`: did you mean `country`?"),
        ("channel == 'web'", "column 1: nothing is called `channel`: did you mean `order.channel`?"),
        ("oder.channel == 'web'", "column 1: nothing is called `oder`: did you mean `order`?"),
        ("order.channel == web", "column 18: nothing is called `web`: paths begin with `order`; texts stand in quotes"),
        ("order.channel = 'web'", "column 15: `=` has no meaning here: compare with `==`"),
        ("order.channel == 'web", "column 18: the text that begins here does not end: close it with `'`"),
        ("order.total > '10'", "column 13: `>` cannot compare a decimal with a string"),
        ("order.total + 1 > 10", "column 13: `+` is for whole numbers, and these are a decimal and a int"),
        ("order.total", "column 7: a condition is true or false, and this is a decimal: compare it"),
        ("order.units / 2 == 1", "column 13: `/` has no meaning here: conditions do not divide; multiply the other side"),
        ("order.tags == 'vip'", "column 12: `==` compares single values: of a list ask `value in list`"),
        ("order.tags.contains('vip')", "column 12: `contains` looks into a text; of a list ask `\"element\" in list`"),
        ("order.channel.startWith('w')", "column 15: there is no function `startWith`: did you mean `startsWith`?"),
        ("order.lines.sku == 'tee'", "column 13: a list of lines has no field `sku`: ask for some or all of them with `exists` or `all`"),
        (
            "order.lines.exists(line, line.qty > 1)",
            "column 31: a line has no field `qty`: it has `sku`, `quantity`, `unit_price`, `weight_grams`, `category`, `tags`, `requires`",
        ),
        ("order.lines.exists(order, true)", "column 13: `order` is a fact: give the elements another name"),
        ("timestamp('yesterday') < order.placed_at", "column 11: `yesterday` is no instant: write one as `2026-03-01T10:00:00Z`"),
        ("order.channel in []", "column 18: nothing is in an empty list: name at least one value"),
        ("order.channel in ['a', 1]", "column 24: the list begins with a string and this is a int"),
        ("order.units == 1 order.units == 2", "column 18: expected an operator such as `&&`, found `order`"),
        ("(order.units == 1", "column 18: expected `)` to close the bracket, found the end"),
        ("order.tags[0] == 'vip'", "column 11: elements are not taken by number: ask with `in`, `exists` or `all`"),
        ("order.units == 9223372036854775808", "column 16: the number is too large"),
        ("order.total == 1.00000000000000000000000000001", "column 16: the number is too large, or has too many decimals"),
        ("'Köln' == order.destination.citi", "column 29: the destination has no field `citi`: did you mean `city`?"),
        ("order.collected < true", "column 17: true and false are compared with `==` and `!=`, not with `<`"),
        ("order.collected ? 1 : 'a'", "column 17: `?` gives a int or a string: both must be the same"),
    ] {
        assert_eq!(error(source), told, "{source}");
    }
}

#[test]
fn length_and_depth_are_bounded() {
    let long = "a".repeat(SOURCE_MAX + 1);
    assert!(error(&long).contains("longer than"));
    let depth = usize::try_from(DEPTH_MAX).unwrap();
    for deep in ["(".repeat(2_000), "!".repeat(2_000), "-".repeat(2_000), "[".repeat(2_000), "true?true:".repeat(300)] {
        assert!(error(&deep).contains("nested"), "{deep}");
    }
    let chain = format!("1{} == 1", " + 0".repeat(depth + 1));
    assert!(error(&chain).contains("nested"));
    // A long list of alternatives is not deep.
    let many = vec!["order.channel == 'shop'"; 150].join(" || ");
    assert_eq!(Condition::new(&many).check(), Ok(()));
}

proptest! {
    #[test]
    fn no_text_stops_the_program(source in "\\PC{0,200}") {
        let _ = evaluate(&source, &Sample::new());
    }

    #[test]
    fn no_sequence_of_words_stops_the_program(words in prop::collection::vec(prop::sample::select(WORDS), 0..60)) {
        let source = words.concat();
        let condition = Condition::new(&source);
        if let Err(error) = condition.check() {
            let columns = u32::try_from(source.chars().count()).unwrap() + 1;
            prop_assert!((1..=columns).contains(&error.column), "{source}: {error}");
        }
        let _ = condition.holds(&Sample::new());
    }
}

const WORDS: &[&str] = &[
    "order",
    ".",
    "lines",
    "channel",
    "tags",
    "total",
    "units",
    "exists(",
    "all(",
    "line",
    ",",
    ")",
    "(",
    "[",
    "]",
    "1",
    "2.5",
    "'web'",
    " && ",
    " || ",
    "!",
    " == ",
    " < ",
    " in ",
    " + ",
    " - ",
    " * ",
    " ? ",
    " : ",
    "timestamp(",
    "size(",
    "true",
    "startsWith(",
    " ",
    "\u{fc}",
    "\\",
];
