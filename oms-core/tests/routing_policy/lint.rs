use oms_core::routing::{LintKind, LintReport, lint};
use serde_json::{Value, json};

fn report(rules: Value) -> LintReport {
    lint(&serde_json::from_value(json!({"rules": rules})).unwrap())
}

/// The kinds of findings with the rules they are about.
fn found(rules: Value) -> Vec<(LintKind, String)> {
    report(rules).findings.into_iter().map(|found| (found.kind, found.rule.unwrap_or_default().to_string())).collect()
}

#[test]
fn a_rule_behind_a_catch_all_is_found_with_an_order_that_shows_it() {
    let rules = json!([
        {"name": "all", "otherwise": "hold"},
        {"name": "gifts", "condition": "order.channel == 'web' && 'gift' in order.tags"}
    ]);
    let found = report(rules).findings;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].kind, found[0].rule.as_deref(), found[0].by.as_deref()), (LintKind::Unreachable, Some("gifts"), Some("all")));
    let sample: Vec<(&str, &str)> = found[0].sample.iter().map(|fact| (fact.fact.as_str(), fact.value.as_str())).collect();
    assert_eq!(sample, [("order.channel", "\"web\""), ("order.tags", "[\"gift\"]")]);
    assert!(found[0].certain);
}

#[test]
fn what_is_reached_only_after_a_failure_is_told_apart() {
    // The same order of rules, but the first one hands on what it finds no plan for.
    let shadowed = json!([{"name": "all"}, {"name": "gifts", "condition": "'gift' in order.tags"}]);
    assert_eq!(found(shadowed), [(LintKind::Shadowed, "gifts".into())]);
    // Two rules for everything are a fallback, and nothing is wrong with it.
    assert_eq!(found(json!([{"name": "stores", "locations": {"groups": ["stores"]}}, {"name": "all"}])), []);
    assert_eq!(found(json!([{"name": "gifts", "condition": "'gift' in order.tags"}, {"name": "all"}])), []);
}

#[test]
fn rules_that_together_take_all_orders_hide_a_third() {
    let rules = json!([
        {"name": "small", "condition": "order.total < 100", "otherwise": "hold"},
        {"name": "large", "condition": "order.total >= 100", "otherwise": "hold"},
        {"name": "middle", "condition": "order.total >= 50 && order.total < 200"}
    ]);
    assert_eq!(found(rules), [(LintKind::Unreachable, "middle".into())]);
    let gap = json!([
        {"name": "small", "condition": "order.total < 100", "otherwise": "hold"},
        {"name": "large", "condition": "order.total > 100", "otherwise": "hold"}
    ]);
    let findings = report(gap).findings;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].kind, LintKind::Unmatched);
    assert_eq!(findings[0].sample[0].value, "100");
}

#[test]
fn conditions_that_exclude_themselves_are_found() {
    for when in [
        "order.channel == 'web' && order.channel == 'shop'",
        "order.units > 5 && order.units < 3",
        "order.placed_at < timestamp('2026-01-01T00:00:00Z') && order.placed_at > timestamp('2026-02-01T00:00:00Z')",
        "'a' in order.tags && !('a' in order.tags)",
        "false",
    ] {
        assert_eq!(
            found(json!([{"name": "never", "condition": when}, {"name": "all"}])),
            [(LintKind::NeverMatches, "never".into())],
            "{when}"
        );
    }
    for when in [
        "order.units > 5 && order.units < 7",
        "order.lines.exists(line, line.sku == 'a') && order.lines.exists(line, line.sku == 'b')",
        "order.destination.postal_code.startsWith('10')",
        "order.units * 2 == 8",
        "order.collected",
        "size(order.tags) == 2 && 'a' in order.tags && 'b' in order.tags",
    ] {
        assert_eq!(found(json!([{"name": "some", "condition": when}, {"name": "all"}])), [], "{when}");
    }
}

#[test]
fn what_would_be_refused_is_told_with_its_column() {
    let findings = report(json!([
        {"name": "web", "condition": "order.chanel == 'web'"},
        {"name": "type", "condition": "order.total > '5'"},
        {"name": "web"},
        {"name": "rank", "rank": ["parcels", "parcels"]}
    ]))
    .findings;
    let told: Vec<(LintKind, Option<u32>)> = findings.iter().map(|found| (found.kind, found.column)).collect();
    assert_eq!(
        told,
        [(LintKind::Condition, Some(7)), (LintKind::Condition, Some(13)), (LintKind::Invalid, None), (LintKind::Invalid, None)]
    );
    assert!(findings[0].sentence.contains("did you mean `channel`?"));
}

#[test]
fn filters_are_looked_up_in_settings() {
    let settings =
        json!({"version": 1, "locations": [{"id": "n1", "country": "DE", "groups": ["stores"]}], "channels": [], "policies": {}});
    let rules = json!([
        {"name": "here", "locations": {"groups": ["stores"]}},
        {"name": "typo", "locations": {"groups": ["store"]}},
        {"name": "both", "locations": {"groups": ["stores"], "not_groups": ["stores"]}},
        {"name": "gone", "locations": {"ids": ["n9"]}}
    ]);
    let report = lint(&serde_json::from_value(json!({"rules": rules, "settings": settings})).unwrap());
    let found: Vec<(LintKind, &str)> = report.findings.iter().map(|found| (found.kind, found.rule.as_deref().unwrap())).collect();
    assert_eq!(found, [(LintKind::NoLocation, "typo"), (LintKind::NoLocation, "both"), (LintKind::Invalid, "gone")]);
}

#[test]
fn the_work_of_lint_is_bounded() {
    let clauses: Vec<String> = (0..12)
        .map(|number| {
            format!("order.units != {number} && order.priority != {number} && order.weight_grams != {number} && order.total != {number}")
        })
        .collect();
    let when = clauses.join(" && ");
    let rules: Vec<Value> = (0..200).map(|number| json!({"name": format!("r{number}"), "condition": when})).collect();
    let report = report(json!(rules));
    assert!(report.findings.iter().all(|found| !found.certain || found.kind == LintKind::Unmatched), "not every order was looked at");
}

#[test]
fn a_load_that_no_location_has_is_found() {
    let location = |id: &str, capacity: Value| json!({"id": id, "country": "DE", "groups": [id], "daily_capacity": capacity});
    let settings = json!({"version": 1, "locations": [location("hub", json!({"orders": 10})), location("store", Value::Null)],
        "channels": [], "policies": {}});
    let rules = json!([
        {"name": "hubs", "locations": {"groups": ["hub"]}, "rank": ["load"]},
        {"name": "stores", "locations": {"groups": ["store"]}, "rank": ["parcels", "load"]},
        {"name": "all", "rank": ["parcels", "load"]}
    ]);
    let request = |settings: Value| lint(&serde_json::from_value(json!({"rules": rules, "settings": settings})).unwrap());
    let found: Vec<(LintKind, Option<smol_str::SmolStr>)> =
        request(settings).findings.into_iter().map(|found| (found.kind, found.rule)).collect();
    assert_eq!(found, [(LintKind::NoLoad, Some("stores".into()))]);
    assert_eq!(request(Value::Null).findings.len(), 0, "without settings nothing is looked up");
}
