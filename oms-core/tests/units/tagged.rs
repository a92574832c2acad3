use oms_core::{Command, Envelope, InputError, Sku, tagged};

tagged! {
    by "type" of "Thing", deny_unknown_fields;
    #[derive(Debug, PartialEq, serde::Serialize)]
    enum Thing {
        ItemPut { sku: Sku },
        UnitsMoved { line: String, quantity: u32 },
        Done,
    }
}

fn told<T: serde::de::DeserializeOwned>(text: &str) -> String {
    serde_json::from_str::<T>(text).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn the_member_may_stand_anywhere() {
    let texts = [
        r#"{"type": "units_moved", "line": "l", "quantity": 2}"#,
        r#"{"line": "l", "type": "units_moved", "quantity": 2}"#,
        r#"{"line": "l", "quantity": 2, "type": "units_moved"}"#,
    ];
    let [first, middle, last] = texts.map(|text| serde_json::from_str::<Thing>(text).unwrap());
    assert_eq!(first, middle);
    assert_eq!(first, last);
    let value: serde_json::Value = serde_json::from_str(texts[1]).unwrap();
    assert_eq!(serde_json::from_value::<Thing>(value).unwrap(), first);
    assert_eq!(serde_json::from_str::<Thing>(r#"{"type": "done"}"#).unwrap(), Thing::Done);
}

#[test]
fn what_is_wrong_is_told_wherever_the_member_stands() {
    let place = |told: String| told.rsplit_once(" at line ").unwrap().0.to_owned();
    for (first, last) in [
        (r#"{"type": "item_put", "sku": "tee", "size": 3}"#, r#"{"sku": "tee", "size": 3, "type": "item_put"}"#),
        (r#"{"type": "item_put", "sku": "tee", "sku": "tee"}"#, r#"{"sku": "tee", "sku": "tee", "type": "item_put"}"#),
        (r#"{"type": "item_put", "sku": ""}"#, r#"{"sku": "", "type": "item_put"}"#),
        (r#"{"type": "thing_put", "sku": "tee"}"#, r#"{"sku": "tee", "type": "thing_put"}"#),
        (r#"{"type": 7, "sku": "tee"}"#, r#"{"sku": "tee", "type": 7}"#),
    ] {
        let problem = place(told::<Thing>(first));
        assert!(!problem.is_empty());
        assert_eq!(place(told::<Thing>(last)), problem);
    }
    assert!(told::<Thing>(r#"{"type": "item_put", "sku": "tee", "size": 3}"#).starts_with("unknown field `size`, expected `sku`"));
    assert!(told::<Thing>(r#"{"sku": "tee"}"#).starts_with("missing field `type`"));
    assert!(told::<Thing>("{}").starts_with("missing field `type`"));
    assert!(told::<Thing>(r#"{"sku": "tee", "type": "item_put", "type": "item_put"}"#).starts_with("duplicate field `type`"));
    assert!(told::<Command>("[]").starts_with("invalid type: sequence, expected internally tagged enum Command"));
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let error = Envelope::from_json(b"{\n\"id\": \"\xff\"}").unwrap_err();
    assert_eq!(error, InputError::MalformedJson { line: 2, column: 8, problem: "the bytes here are no UTF-8".to_owned() });
}
