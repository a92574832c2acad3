//! Enums that are read member by member.

use oms_core::{Event, read_members};

#[derive(Debug, PartialEq, serde::Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
enum Told {
    OrderLate { order: String, days: Option<u32>, lines: Vec<u32> },
    Done,
}

read_members! {
    by "code" as Told;
    OrderLate { order: String, days: Option<u32>, #[serde(default)] lines: Vec<u32>, },
    Done,
}

fn read(text: &str) -> Result<Told, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn members_are_read_in_any_order_and_from_any_reader() {
    let late = Told::OrderLate { order: "o-1".into(), days: Some(3), lines: vec![1, 2] };
    let text = r#"{"lines": [1, 2], "days": 3, "order": "o-1", "code": "order_late"}"#;
    assert_eq!(read(text).unwrap(), late);
    assert_eq!(serde_json::from_value::<Told>(serde_json::to_value(&late).unwrap()).unwrap(), late);
    assert_eq!(read(r#"{"code": "done"}"#).unwrap(), Told::Done);
    assert_eq!(
        read(r#"{"code": "order_late", "order": "o-1"}"#).unwrap(),
        Told::OrderLate { order: "o-1".into(), days: None, lines: vec![] }
    );
}

#[test]
fn events_are_read_so() {
    let moved = r#"{"order": "o", "line": "l", "from_stage": "open", "to_stage": "reserved", "quantity": 2, "type": "units_moved"}"#;
    let event: Event = serde_json::from_str(moved).unwrap();
    assert_eq!(serde_json::from_str::<Event>(&serde_json::to_string(&event).unwrap()).unwrap(), event);
    let late = serde_json::from_str::<Event>("\n{\"type\": \"units_moved\", \"order\": \"\"}").unwrap_err();
    assert_eq!(late.line(), 2, "{late}");
}

#[test]
fn objects_of_many_members_are_refused_before_all_are_kept() {
    let members: String = (0..100_000).map(|number| format!("\"m{number}\": 1, ")).collect();
    let problem = read(&format!("{{{members}\"code\": \"done\"}}")).unwrap_err();
    assert!(problem.starts_with("more than 32 members"), "{problem}");
}

#[test]
fn what_does_not_fit_is_named() {
    for (text, told) in [
        (r#"{"code": "done", "more": 1}"#, "unknown field `more`"),
        (r#"{"code": "order_late"}"#, "missing field `order`"),
        (r#"{"code": "order_late", "order": 1}"#, "invalid type: integer `1`, expected a string"),
        (r#"{"code": "lost"}"#, "unknown variant `lost`"),
        (r#"{"code": "Done"}"#, "unknown variant `Done`"),
        (r#"{"code": "order__late", "order": "o-1"}"#, "unknown variant `order__late`"),
        (r#"{"code": 1}"#, "`code` is no text"),
        (r#"{"code": "done", "code": "done"}"#, "duplicate field `code`"),
        ("[]", "invalid type: sequence, expected an object with the member `code`"),
        (r#"{"order": "o-1"}"#, "missing field `code`"),
    ] {
        assert!(read(text).unwrap_err().starts_with(told), "{text}: {:?}", read(text));
    }
}
