//! Random commands about supply.

use oms_core::serial::ArrivedSerials;
use oms_core::supply::{
    CancelPurchaseOrder, OrderedLine, PurchaseReceipt, PutPurchaseOrder, ReceivePurchaseOrder, ReschedulePurchaseOrder,
};
use oms_core::{Command, DocumentId, LineId, Quantity, Timestamp};

use super::Model;
use super::random::{Dice, id, location, quantity, reason, sku};

/// A command about a purchase order that is there, mostly, or about one to be placed.
pub(crate) fn command(dice: &mut Dice, model: &Model) -> Command {
    let known: Vec<DocumentId> = model.purchases.keys().cloned().collect();
    let purchase_order = if known.is_empty() || dice.chance(15) { id(format!("p{}", dice.below(6))) } else { dice.pick(&known) };
    match dice.below(10) {
        _ if known.is_empty() => put(dice, model, purchase_order),
        0..3 => put(dice, model, purchase_order),
        3..5 => {
            ReschedulePurchaseOrder { purchase_order, expected_at: later(dice, model), lines: lines(dice), reason: reason(dice) }.into()
        }
        5..9 => receive(dice, purchase_order),
        _ => CancelPurchaseOrder { purchase_order, lines: lines(dice), reason: reason(dice) }.into(),
    }
}

/// An instant soon, or just past.
fn later(dice: &mut Dice, model: &Model) -> Timestamp {
    Timestamp::from_millis(model.now().millis() + (dice.below(40) - 4) * 600_000).expect("an instant")
}

fn line(dice: &mut Dice) -> LineId {
    id(dice.pick(&["1", "2", "3"]))
}

fn lines(dice: &mut Dice) -> Vec<LineId> {
    (0..dice.pick(&[0, 0, 1, 2])).map(|_| line(dice)).collect()
}

fn put(dice: &mut Dice, model: &Model, purchase_order: DocumentId) -> Command {
    let before = model.purchases.get(&purchase_order);
    // What is changed mostly stays much as it was, or what has arrived keeps it from being changed.
    let kept = before.filter(|_| dice.chance(80)).cloned();
    let place = kept.as_ref().map_or_else(|| location(dice), |record| record.location.clone());
    let mut lines: Vec<OrderedLine> = kept
        .into_iter()
        .flat_map(|record| record.lines)
        .map(|line| OrderedLine {
            id: line.id,
            sku: line.sku,
            quantity: Quantity::from_balance(line.ordered),
            expected_at: line.expected_at,
        })
        .collect();
    for _ in 0..dice.below(3) {
        lines.push(OrderedLine { id: line(dice), sku: sku(dice), quantity: quantity(dice), expected_at: later(dice, model) });
    }
    if let Some(first) = lines.first_mut().filter(|_| dice.chance(40)) {
        first.quantity = quantity(dice);
    }
    PutPurchaseOrder { purchase_order, supplier: id(dice.pick(&["mill", "dyer"])), location: place, lines }.into()
}

fn receive(dice: &mut Dice, purchase_order: DocumentId) -> Command {
    let count = dice.pick(&[0, 1, 1, 1, 2]);
    let some = |dice: &mut Dice, percent| if dice.chance(percent) { Quantity::from_balance(1 + dice.below(4)) } else { Quantity::ZERO };
    let lines = (0..count).map(|_| PurchaseReceipt {
        line: line(dice),
        available: some(dice, 80),
        damaged: some(dice, 15),
        quality_control: some(dice, 15),
        lot: None,
        serials: ArrivedSerials::default(),
        closes: dice.chance(15),
    });
    let lines = lines.collect();
    ReceivePurchaseOrder { purchase_order, lines, accepts_excess: dice.chance(30), reason: reason(dice) }.into()
}
