use std::collections::BTreeMap;

use oms_core::writer;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::Value;

/// One of each form that a type can have.
#[derive(Serialize)]
enum Form {
    Unit,
    Newtype(u8),
    Tuple(i64, String),
    Struct { first: Option<u32>, second: () },
}

#[derive(Serialize)]
struct Nothing;

#[derive(Serialize)]
struct Pair(i128, char);

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
struct Everything {
    forms: Vec<Form>,
    nothing: Nothing,
    pair: Pair,
    empty: Empty,
    nobody: [u8; 0],
    numbers: (i8, u16, i32, u64, u128, f32, f64, bool),
    by_number: BTreeMap<i16, bool>,
    by_letter: BTreeMap<char, Vec<BTreeMap<bool, u8>>>,
    shown: Shown,
}

/// Written piece by piece.
struct Shown;

impl Serialize for Shown {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}-\"{}\"\n{:>12}", 1, "ü", "\u{1}"))
    }
}

fn same<T: Serialize + ?Sized>(value: &T) {
    assert_eq!(writer::to_string(value).unwrap(), serde_json::to_string(value).unwrap());
}

#[test]
fn every_form_is_written_as_the_usual_writer_does() {
    same(&Everything {
        forms: vec![Form::Unit, Form::Newtype(7), Form::Tuple(i64::MIN, "a\"b".to_owned()), Form::Struct { first: None, second: () }],
        nothing: Nothing,
        pair: Pair(i128::MIN, '\u{7f}'),
        empty: Empty {},
        nobody: [],
        numbers: (i8::MIN, u16::MAX, i32::MIN, u64::MAX, u128::MAX, 1.5, -0.1, true),
        by_number: BTreeMap::from([(-3, true), (12, false)]),
        by_letter: BTreeMap::from([('"', vec![]), ('x', vec![BTreeMap::from([(false, 1), (true, 2)]), BTreeMap::new()])]),
        shown: Shown,
    });
    same(&f64::NAN);
    same("");
    same(&Some(vec![Some(1), None]));
}

#[test]
fn every_letter_is_written_as_the_usual_writer_does_at_every_place() {
    let letters = (0..=0x180_u32).chain([0x2028, 0xfffd, 0x1_f600]).filter_map(char::from_u32);
    for letter in letters {
        for before in 0..9 {
            for after in [0, 1, 7, 8] {
                same(&format!("{}{letter}{}", "x".repeat(before), "ÿ".repeat(after)));
            }
        }
    }
}

#[test]
fn names_are_texts() {
    let told = writer::to_string(&BTreeMap::from([(vec![1], 2)])).unwrap_err().to_string();
    assert_eq!(told, serde_json::to_string(&BTreeMap::from([(vec![1], 2)])).unwrap_err().to_string());
    assert!(writer::to_string(&BTreeMap::from([((), 2)])).is_err());
}

#[test]
fn what_is_there_stays() {
    let mut text = b"[".to_vec();
    writer::append(&mut text, &["a", "b"]).unwrap();
    assert_eq!(text, br#"[["a","b"]"#);
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[ -~]{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn anything_is_written_as_the_usual_writer_does(value in anything()) {
        prop_assert_eq!(writer::to_string(&value).unwrap(), serde_json::to_string(&value).unwrap());
    }
}
