//! What is refused, with which code.

use oms_core::query::{Page, Query};
use oms_core::what_if::{CHANGES_MAX, WhatIf, WhatIfRequest};
use oms_core::{Command, PutItem};
use serde_json::json;

use crate::dice::Dice;
use crate::trade::Trade;

fn code(request: WhatIfRequest) -> &'static str {
    Trade::day(&mut Dice::new(1), "hold").engine.what_if(request).unwrap_err().code()
}

fn request(request: serde_json::Value) -> WhatIfRequest {
    serde_json::from_value(request).unwrap()
}

#[test]
fn what_is_beyond_the_bounds_has_a_code() {
    assert_eq!(code(request(json!({"since": "2026-03-02T00:00:00Z", "until": "2026-03-01T00:00:00Z"}))), "period_empty");
    assert_eq!(code(request(json!({"stock": {"percent": 1_000_000}}))), "percent_too_large");
    let item = serde_json::from_value::<PutItem>(json!({"sku": "s1"})).unwrap();
    let changes = vec![Command::PutItem(item); CHANGES_MAX + 1];
    assert_eq!(code(WhatIfRequest { changes, ..WhatIfRequest::default() }), "too_many_changes");
    let unknown = json!({"changes": [{"type": "release_hold", "order": "o1", "hold": "none"}]});
    assert_eq!(code(request(unknown)), "change_refused");
    assert!(serde_json::from_value::<WhatIfRequest>(json!({"form": "2026-03-02T00:00:00Z"})).is_err());
}

#[test]
fn a_log_that_lacks_entries_is_not_played() {
    let mut trade = Trade::day(&mut Dice::new(2), "hold");
    let page = trade.engine.query(&Query::Log { after: 3, limit: 10 }).unwrap();
    let mut what_if = WhatIf::new(WhatIfRequest::default()).unwrap();
    assert_eq!(what_if.answered(&page).unwrap_err().code(), "log_incomplete");
}

#[test]
fn a_log_that_does_not_play_again_is_told_with_its_entry() {
    let mut trade = Trade::day(&mut Dice::new(3), "hold");
    let Page::Log { entries } = trade.engine.query(&Query::Log { after: 0, limit: 1_000 }).unwrap() else { panic!("not the log") };
    // As if the item had never been put: its place in the log is taken by another command.
    let mut value = serde_json::to_value(&entries).unwrap();
    let place = entries.iter().position(|numbered| numbered.entry.envelope.command.name() == "put_item").unwrap();
    value[place]["entry"]["envelope"]["command"]["sku"] = json!("other");
    let page = serde_json::from_value::<Page>(json!({"type": "log", "entries": value})).unwrap();
    let never = WhatIfRequest { since: Some("9999-01-01T00:00:00Z".parse().unwrap()), ..WhatIfRequest::default() };
    let error = WhatIf::new(never).unwrap().answered(&page).unwrap_err();
    assert_eq!(error.code(), "replay_refused");
    assert!(error.to_string().contains("unknown_item"), "{error}");
}

#[test]
fn a_page_of_another_list_ends_it() {
    let mut what_if = WhatIf::new(WhatIfRequest::default()).unwrap();
    what_if.answered(&Page::Items { items: Vec::new() }).unwrap();
    assert!(what_if.next().is_none());
    assert_eq!(what_if.finish().unwrap().recorded.orders, 0);
}
