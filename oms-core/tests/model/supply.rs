//! What is promised on supply is what comes of it when it arrives, and every change of it is told once.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::oracle::pair::Pair;
use crate::oracle::random::Dice;
use crate::oracle::stream::stream;
use crate::oracle::supply::Arrival;
use crate::oracle::{Model, purchasing, transferring};
use oms_core::document::DocumentKind;
use oms_core::inventory::AvailabilityQuery;
use oms_core::{Command, Envelope, Event, LineId, OrderId, Outcome, Sku, Timestamp};
use serde_json::json;

const SKUS: [&str; 4] = ["s1", "s2", "s3", "gift"];

type Told = BTreeMap<(OrderId, LineId), (Option<Timestamp>, Option<Timestamp>, bool)>;

const fn is_about_supply(command: &Command) -> bool {
    matches!(
        command,
        Command::PutPurchaseOrder(_)
            | Command::ReschedulePurchaseOrder(_)
            | Command::ReceivePurchaseOrder(_)
            | Command::CancelPurchaseOrder(_)
            | Command::PutTransfer(_)
            | Command::ShipTransfer(_)
            | Command::RescheduleTransfer(_)
            | Command::ReceiveTransfer(_)
            | Command::CancelTransfer(_)
    )
}

fn told(outcome: &Outcome) -> Told {
    let mut told = Told::new();
    for event in outcome.events() {
        if let Event::BackorderExpected { order, line, was_expected_at, expected_at, late } = event {
            let before = told.insert((order.clone(), line.clone()), (*was_expected_at, *expected_at, *late));
            assert_eq!(before, None, "line `{line}` of order `{order}` was told of twice");
        }
    }
    told
}

/// What must be told of lines that wait still, and are expected at another time.
fn changes(before: &Model, pair: &mut Pair) -> Told {
    let mut changes = Told::new();
    for sku in SKUS.map(|sku| Sku::new(sku).unwrap()) {
        let mut was = before.outlook(&sku);
        for (line, expected_at) in pair.model.outlook(&sku) {
            let was_expected_at = was.remove(&line).flatten();
            if was_expected_at != expected_at {
                let promised = pair.engine.order(&line.0).unwrap().unwrap().promised_at;
                let late = promised.is_some_and(|promised| expected_at.is_none_or(|expected| expected > promised));
                changes.insert(line, (was_expected_at, expected_at, late));
            }
        }
    }
    changes
}

/// An order for more than there is, promised for soon.
fn waiting_order(dice: &mut Dice, number: usize, at: Timestamp) -> Command {
    let promised_at = Timestamp::from_millis(at.millis() + dice.below(40) * 600_000).unwrap();
    let lines: Vec<_> = (0..=dice.below(2))
        .map(|line| json!({"id": line.to_string(), "sku": dice.pick(&["s2", "s3"]), "quantity": 1 + dice.below(4), "unit_price": "5"}))
        .collect();
    let country = dice.pick(&["DE", "FR"]);
    let order = json!({"type": "capture_order", "order": format!("w{number}"), "channel": "web", "currency": "EUR",
                       "shipping_address": {"country": country}, "lines": lines, "priority": dice.below(3), "promised_at": promised_at});
    serde_json::from_value(order).unwrap()
}

fn check_promises(pair: &mut Pair, at: Timestamp) -> usize {
    let skus = SKUS.map(|sku| Sku::new(sku).unwrap());
    let query = AvailabilityQuery { at, channel: "web".parse().unwrap(), country: None, skus: skus.to_vec(), promises: true };
    let model = pair.model.at(at);
    let mut promised = 0;
    for (sku, answer) in skus.iter().zip(pair.engine.availability(query).unwrap()) {
        let mut told: BTreeMap<(OrderId, LineId), BTreeMap<Arrival, i64>> = BTreeMap::new();
        for promise in answer.promises {
            let line = told.entry((promise.order, promise.line)).or_default();
            let purchase_order = promise.purchase_order.map(|id| (DocumentKind::PurchaseOrder, id));
            let paper = purchase_order.or(promise.transfer.map(|id| (DocumentKind::Transfer, id))).unwrap();
            *line.entry((promise.expected_at, paper)).or_default() += promise.quantity.units();
        }
        assert_eq!(told, model.forecast(sku), "`{sku}` at {at}");
        promised += told.len();
        // What nobody waits for is never more than what is left when everybody has been served.
        let free: i64 = answer.incoming.iter().map(|incoming| incoming.free.units()).sum();
        let brought: i64 = answer.incoming.iter().map(|incoming| incoming.quantity.units()).sum();
        assert!(free <= (brought - model.backordered(sku)).max(0), "`{sku}`: {free} of {brought} are told to be free");
    }
    promised
}

#[test]
fn what_is_promised_on_supply_is_what_its_arrival_brings() {
    let (mut promised, mut moved, mut late) = (0, 0, 0);
    for seed in 0..30 {
        let mut pair = Pair::new();
        let mut dice = Dice::new(seed);
        let mut further = 0;
        let mut further = |at: Timestamp, model: &Model| {
            further += 1;
            let command = match dice.below(4) {
                0 => purchasing::command(&mut dice, model),
                1 => transferring::command(&mut dice, model),
                _ => waiting_order(&mut dice, further, at),
            };
            let id = format!("further{further}").parse().unwrap();
            vec![Arc::new(Envelope { id, at, actor: "test".parse().unwrap(), group: None, expected_version: None, command })]
        };
        let mut steps = stream(seed, 100).into_iter();
        let mut at = Timestamp::default();
        for turn in 0.. {
            let step = if turn % 2 == 1 && turn > 40 { Some(further(at, &pair.model)) } else { steps.next() };
            let Some(step) = step else { break };
            at = step.last().unwrap().at;
            let before = pair.model.at(at);
            let outcomes = pair.submit(step.clone()).unwrap_or_else(|problem| panic!("seed {seed}: {problem}"));
            if let [envelope] = &*step
                && let [outcome @ Outcome::Applied { .. }] = &*outcomes
                && is_about_supply(&envelope.command)
            {
                let told = told(outcome);
                assert_eq!(told, changes(&before, &mut pair), "seed {seed}, {envelope:?}");
                moved += told.len();
                late += told.values().filter(|(_, _, late)| *late).count();
            }
            promised += check_promises(&mut pair, at);
        }
        assert!(pair.engine.audit().unwrap().is_clean());
    }
    assert!(promised > 500 && moved > 50 && late > 5, "{promised} promises, {moved} of them moved, {late} too late: too few to tell");
}
