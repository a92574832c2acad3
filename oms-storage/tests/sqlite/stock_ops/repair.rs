//! Faults that are planted in a storage: the audit names them, its plan repairs them, and the next audit is clean.

use std::sync::Arc;

use oms_core::audit::{RepairPlan, Trust};
use oms_core::batch::{ChangeSet, Counter, CounterDelta, ReadSet, StockDelta};
use oms_core::inventory::{Bucket, Buckets, RepairStock, StockRepair};
use oms_core::{Command, Engine, Envelope, Outcome, Storage};
use rusqlite::Connection;
use serde_json::json;

use super::dice::Dice;
use super::shop::{Shop, on_both, open};

const BUCKETS: [Bucket; 6] =
    [Bucket::Available, Bucket::Reserved, Bucket::Committed, Bucket::Safety, Bucket::Damaged, Bucket::QualityControl];

/// Some orders, carts and corrections.
fn traded<S: Storage>(shop: &mut Shop<S>, dice: &mut Dice) {
    for sku in ["cup", "hat", "tea"] {
        for location in ["n1", "n2"] {
            shop.receive(sku, location, 20 + dice.below(20));
        }
    }
    for number in 0..12 {
        let sku = dice.pick(&["cup", "hat", "tea"]);
        match dice.below(4) {
            0 => drop(shop.sell(&format!("o{number}"), sku, 1 + dice.below(3))),
            1 => drop(shop.capture(&format!("o{number}"), sku, 1 + dice.below(3))),
            2 => drop(shop.ok(json!({"type": "reserve_stock", "reservation": format!("r{number}"), "channel": "web",
                                     "lines": [{"sku": sku, "quantity": 2}], "time_to_live": 86_400}))),
            _ => {
                drop(shop.ok(json!({"type": "move_stock", "sku": sku, "location": "n1", "from_bucket": "available", "to_bucket": "safety",
                                     "quantity": 1, "reason": "keep some"})))
            }
        }
    }
}

fn delta(sku: &str, location: &str, bucket: Bucket, units: i64) -> StockDelta {
    let mut change = Buckets::default();
    *change.of_mut(bucket) += units;
    let (sku, location) = (sku.parse().unwrap(), location.parse().unwrap());
    StockDelta { sku, location, lot: None, change, available_at_least: None, exactly: None }
}

/// Writes differences of stock that no command has asked for.
fn plant<S: Storage>(shop: &mut Shop<S>, stock: Vec<StockDelta>, counters: Vec<CounterDelta>) {
    let epoch_read = shop.engine.storage().load(&ReadSet::default()).unwrap().epoch;
    assert!(shop.engine.storage().commit(&ChangeSet { epoch_read, stock, counters, ..ChangeSet::default() }).is_ok());
}

fn carry_out<S: Storage>(shop: &mut Shop<S>, plan: &RepairPlan) -> Vec<Outcome> {
    let commands = plan.commands("repair of the night's audit");
    commands.into_iter().map(|repair| shop.send(&serde_json::to_value(Command::from(repair)).unwrap())).collect()
}

fn applied(outcomes: &[Outcome]) -> bool {
    outcomes.iter().all(|outcome| matches!(outcome, Outcome::Applied { .. }))
}

fn outdated(outcomes: &[Outcome]) -> bool {
    outcomes.iter().all(|outcome| matches!(outcome, Outcome::Refused { rejection } if rejection.code() == "repair_outdated"))
}

/// Random faults, either side believed.
fn random_faults<S: Storage>(mut shop: Shop<S>, seed: u64) {
    let mut dice = Dice::new(seed);
    traded(&mut shop, &mut dice);
    assert!(shop.engine.audit().unwrap().is_clean());
    let mut stock = Vec::new();
    for sku in ["cup", "hat", "tea"] {
        for location in ["n1", "n2"] {
            if dice.chance(60) {
                // What is added cannot be taken for less than nothing, whichever side is believed.
                stock.push(delta(sku, location, dice.pick(&BUCKETS), 1 + dice.below(5)));
            }
        }
    }
    let counter = CounterDelta { sku: "tea".parse().unwrap(), counter: Counter::Backordered, change: 3, at_most: None };
    let counters = if dice.chance(50) { vec![counter] } else { Vec::new() };
    let faults = stock.len() + counters.len();
    plant(&mut shop, stock, counters);
    let report = shop.engine.audit().unwrap();
    assert!(report.differences.len() >= faults, "{} faults, and the audit names {:?}", faults, report.differences);
    let trust = dice.pick(&[Trust::Ledger, Trust::Balances]);
    let plan = RepairPlan::of(&report, trust);
    assert_eq!(plan.unrepaired, []);
    let outcomes = carry_out(&mut shop, &plan);
    assert!(applied(&outcomes), "{plan:?}: {outcomes:?}");
    let after = shop.engine.audit().unwrap();
    assert!(after.is_clean() && after.repair.is_none(), "believing {trust:?}, {plan:?} leaves {:?}", after.differences);
    // A plan that was carried out is none any more, under whatever id it is sent.
    let again = carry_out(&mut shop, &plan);
    assert!(faults == 0 || outdated(&again), "{plan:?}: {again:?}");
    assert!(shop.engine.audit().unwrap().is_clean());
}

#[test]
fn what_an_audit_names_is_repaired_once() {
    for seed in 0..12 {
        on_both(|shop| random_faults(shop, seed), |shop, _| random_faults(shop, seed));
    }
}

fn moved_meanwhile<S: Storage>(mut shop: Shop<S>) {
    shop.receive("tea", "n1", 10);
    plant(&mut shop, vec![delta("tea", "n1", Bucket::Available, 2)], Vec::new());
    let plan = shop.engine.audit().unwrap().repair.unwrap();
    assert_eq!(
        serde_json::to_value(&plan).unwrap(),
        json!({"audited_through": 7, "repairs": [
            {"type": "balance", "sku": "tea", "location": "n1", "bucket": "available", "kept": 12, "becomes": 10}]})
    );
    // A preview shows what it would do.
    let command = plan.commands("audit").remove(0);
    let envelope = shop.envelope(&serde_json::to_value(Command::from(command)).unwrap());
    let preview = shop.engine.preview(vec![Arc::clone(&envelope)]).unwrap();
    assert_eq!((preview.stock[0].before.available, preview.stock[0].after.available), (12, 10));
    // One arrives and one breaks: the figures are the same, and the plan is outdated nevertheless.
    shop.receive("tea", "n1", 1);
    shop.ok(json!({"type": "adjust_stock", "sku": "tea", "location": "n1", "change": -1, "reason": "broken"}));
    assert!(outdated(&[shop.engine.submit(envelope).unwrap()]));
    let plan = shop.engine.audit().unwrap().repair.unwrap();
    assert!(applied(&carry_out(&mut shop, &plan)));
    assert!(shop.engine.audit().unwrap().is_clean());
}

#[test]
fn a_plan_is_outdated_once_something_has_moved() {
    on_both(moved_meanwhile, |shop, _| moved_meanwhile(shop));
}

#[test]
fn a_file_that_was_written_by_hand_is_repaired() {
    on_both(
        |_| {},
        |mut shop, folder| {
            shop.receive("tea", "n1", 10);
            shop.receive("hat", "n1", 10);
            shop.capture("o1", "tea", 3);
            shop.sell("o2", "hat", 4);
            drop(shop);
            let file = Connection::open(folder.path().join("shop.sqlite")).unwrap();
            // Somebody corrects a balance, and somebody loses the movements of a sale.
            file.execute(
                "UPDATE stock SET available = available + 5, committed = committed - 1 WHERE key IN
                (SELECT number * 1048576 + 1 FROM skus WHERE name = 'tea')",
                [],
            )
            .unwrap();
            let lost =
                file.execute("UPDATE log SET entry = json_remove(entry, '$.movements') WHERE entry LIKE '%ship_parcel%'", []).unwrap();
            assert_eq!(lost, 1);
            drop(file);
            let mut engine = Engine::new(open(folder));
            let report = engine.audit().unwrap();
            let mut codes: Vec<_> = report.differences.iter().map(|found| serde_json::to_value(found).unwrap()["code"].clone()).collect();
            codes.dedup();
            assert_eq!(codes, ["stock_balance", "promised"].iter().cycle().take(codes.len()).map(|code| json!(code)).collect::<Vec<_>>());
            // Of the hats somebody has counted that six are there: the balances are right.
            let by_ledger = RepairPlan::of(&report, Trust::Ledger).repairs.into_iter().filter(|repair| repair.sku().as_str() == "tea");
            let by_balance = RepairPlan::of(&report, Trust::Balances).repairs.into_iter().filter(|repair| repair.sku().as_str() == "hat");
            let repairs: Vec<StockRepair> = by_ledger.chain(by_balance).collect();
            let repair = RepairStock { audited_through: report.entries, repairs, reason: "counted".into() };
            let envelope = json!({"id": "repair", "at": "2026-03-02T07:00:00Z", "actor": "clerk", "command": Command::from(repair)});
            let envelope: Envelope = serde_json::from_value(envelope).unwrap();
            let outcome = engine.submit(envelope).unwrap();
            assert!(applied(std::slice::from_ref(&outcome)), "{outcome:?}");
            let report = engine.audit().unwrap();
            assert!(report.is_clean(), "{:?}", report.differences);
        },
    );
}
