//! The page that teaches policies shows what really happens.

use oms_core::condition::{LINE, ORDER, Type, paths};
use oms_core::routing::{LintRequest, lint};
use oms_core::{Engine, Envelope, MemoryStorage, Outcome};
use serde_json::{Value, json};

const PAGE: &str = include_str!("../../../docs/routing-policy.md");

/// The text of the block behind a mark.
fn block(mark: &str) -> &'static str {
    let behind = PAGE.split_once(&format!("<!-- {mark} -->\n")).unwrap_or_else(|| panic!("no {mark}")).1;
    let inner = behind.split_once('\n').unwrap().1;
    inner.split_once("\n```").unwrap().0
}

fn parsed(mark: &str) -> Value {
    serde_json::from_str(block(mark)).unwrap_or_else(|error| panic!("{mark}: {error}"))
}

#[test]
fn the_first_policy_does_what_the_page_says() {
    let mut engine = Engine::new(MemoryStorage::new());
    let mut commands: Vec<Value> = parsed("shop").as_array().unwrap().clone();
    commands.extend([parsed("policy"), parsed("order")]);
    for (number, command) in commands.iter().enumerate() {
        let envelope = json!({"id": format!("c{number}"), "at": "2026-04-30T13:00:00Z", "actor": "test", "command": command});
        let outcome = engine.submit(serde_json::from_value::<Envelope>(envelope).unwrap()).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. }), "{command}: {outcome:?}");
    }
    let order = engine.order(&"o-1".parse().unwrap()).unwrap().unwrap();
    let explanation = order.explain_routing();
    let sentences = explanation.summary.into_iter().chain(explanation.locations.into_iter().map(|said| said.sentence));
    assert_eq!(sentences.collect::<Vec<_>>().join("\n"), block("explanation"));
}

/// A shop that has the policy of the page.
fn shop() -> Engine<MemoryStorage> {
    let mut engine = Engine::new(MemoryStorage::new());
    let mut commands: Vec<Value> = parsed("shop").as_array().unwrap().clone();
    commands.push(parsed("policy"));
    for (number, command) in commands.iter().enumerate() {
        send(&mut engine, &format!("shop-{number}"), command);
    }
    engine
}

fn send(engine: &mut Engine<MemoryStorage>, id: &str, command: &Value) {
    let envelope = json!({"id": id, "at": "2026-04-30T13:00:00Z", "actor": "test", "command": command});
    let outcome = engine.submit(serde_json::from_value::<Envelope>(envelope).unwrap()).unwrap();
    assert!(matches!(outcome, Outcome::Applied { .. }), "{command}: {outcome:?}");
}

#[test]
fn a_cart_is_planned_as_the_page_says_and_its_order_keeps_to_it() {
    let mut engine = shop();
    send(&mut engine, "cart", &parsed("cart"));
    send(&mut engine, "order", &parsed("cart-order"));
    let order = engine.order(&"o-2".parse().unwrap()).unwrap().unwrap();
    assert_eq!(order.explain_routing().summary.join("\n"), block("cart-kept"));
}

#[test]
fn a_cart_that_does_not_say_enough_says_so() {
    let mut engine = shop();
    let mut cart = parsed("cart");
    cart.as_object_mut().unwrap().remove("facts");
    let envelope = json!({"id": "cart", "at": "2026-04-30T13:00:00Z", "actor": "test", "command": cart});
    let shown = engine.preview(vec![serde_json::from_value::<Envelope>(envelope).unwrap().into()]).unwrap();
    let cart = shown.reservations[0].after.as_ref().unwrap();
    assert_eq!(cart.explain_routing().summary.join("\n"), block("cart-undecided"));
}

#[test]
fn lint_finds_what_the_page_says() {
    let request: LintRequest = serde_json::from_value(parsed("lint")).unwrap();
    let told: Vec<String> = lint(&request)
        .findings
        .iter()
        .map(|found| {
            let sample: Vec<String> = found.sample.iter().map(|fact| format!("{} = {}", fact.fact, fact.value)).collect();
            let kind = serde_json::to_value(found.kind).unwrap();
            format!("{}: {}\n  sample: {}", kind.as_str().unwrap(), found.sentence, sample.join(", "))
        })
        .collect();
    assert_eq!(told.join("\n").replace("\n  sample: \n", "\n").trim_end_matches("\n  sample: "), block("findings"));
}

#[test]
fn every_fact_stands_on_the_page() {
    let kind = |of: Type| match of {
        Type::One(scalar) => scalar.name().to_owned(),
        Type::List(scalar) => format!("list of {}", scalar.name()),
        Type::Object(_) | Type::Objects(_) => "list of lines".to_owned(),
    };
    let mut rows: Vec<String> =
        paths(&ORDER, "order").into_iter().map(|(path, field)| format!("| `{path}` | {} | {} |", kind(field.of), field.says)).collect();
    rows.extend(LINE.fields.iter().map(|field| format!("| `line.{}` | {} | {} |", field.name, kind(field.of), field.says)));
    let behind = PAGE.split_once("<!-- facts -->\n").unwrap().1;
    let table: Vec<&str> = behind.lines().skip(2).take_while(|line| line.starts_with('|')).collect();
    assert_eq!(table, rows);
}
