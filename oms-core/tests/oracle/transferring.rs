//! Random commands about transfers.

use oms_core::serial::ArrivedSerials;
use oms_core::transfer::{
    CancelTransfer, PlannedTransferLine, PutTransfer, ReceiveTransfer, RescheduleTransfer, ShipTransfer, TransferReceipt, TransferShipment,
};
use oms_core::{Command, DocumentId, LineId, LocationId, Quantity, Timestamp};

use super::Model;
use super::random::{Dice, id, location, quantity, reason, sku};

/// A command about a transfer that is there, mostly, or about one to be planned.
pub(crate) fn command(dice: &mut Dice, model: &Model) -> Command {
    let known: Vec<DocumentId> = model.transfers.keys().cloned().collect();
    let transfer = if known.is_empty() || dice.chance(12) { id(format!("t{}", dice.below(6))) } else { dice.pick(&known) };
    match dice.below(20) {
        _ if known.is_empty() => put(dice, model, transfer),
        0..5 => put(dice, model, transfer),
        5..11 => {
            let lines = (0..dice.pick(&[0, 0, 1, 2]))
                .map(|_| TransferShipment { line: line(dice), quantity: few(dice, 100), serials: Vec::new() })
                .collect();
            ShipTransfer { transfer, lines, expected_at: dice.maybe(20, |dice| soon(dice, model)), reason: reason(dice) }.into()
        }
        11..16 => receive(dice, model, transfer),
        16..18 => RescheduleTransfer { transfer, expected_at: soon(dice, model), reason: reason(dice) }.into(),
        _ => {
            let calls_back = dice.chance(60);
            CancelTransfer { transfer, calls_back, expected_at: dice.maybe(30, |dice| soon(dice, model)), reason: reason(dice) }.into()
        }
    }
}

/// An instant soon, or just past.
fn soon(dice: &mut Dice, model: &Model) -> Timestamp {
    Timestamp::from_millis(model.now().millis() + (dice.below(40) - 4) * 600_000).expect("an instant")
}

fn line(dice: &mut Dice) -> LineId {
    id(dice.pick(&["1", "1", "2", "3"]))
}

fn few(dice: &mut Dice, percent: i64) -> Quantity {
    if dice.chance(percent) { Quantity::from_balance(1 + dice.below(3)) } else { Quantity::ZERO }
}

fn place(dice: &mut Dice) -> LocationId {
    id(dice.pick(&["n1", "n2", "n3"]))
}

fn put(dice: &mut Dice, model: &Model, transfer: DocumentId) -> Command {
    let count = if dice.chance(3) { 0 } else { 1 + dice.below(3) };
    let lines = (0..count).map(|number| PlannedTransferLine {
        id: id((number + 1 - i64::from(dice.chance(4))).to_string()),
        sku: sku(dice),
        lot: None,
        quantity: if dice.chance(50) { few(dice, 100) } else { quantity(dice) },
    });
    let lines = lines.collect();
    let (from, to) = if dice.chance(90) { (place(dice), place(dice)) } else { (location(dice), location(dice)) };
    PutTransfer { transfer, from, to, expected_at: soon(dice, model), lines }.into()
}

fn receive(dice: &mut Dice, model: &Model, transfer: DocumentId) -> Command {
    let record = model.transfers.get(&transfer).filter(|_| dice.chance(60));
    let away: Vec<(LineId, i64)> =
        record.into_iter().flat_map(|record| &record.lines).filter(|line| line.away > 0).map(|line| (line.id.clone(), line.away)).collect();
    let count = if away.is_empty() { dice.pick(&[0, 1, 1, 1, 2]) } else { 1 };
    let lines = (0..count).map(|_| {
        let (line, available) = match dice.maybe(100, |dice| away.first().map(|_| dice.pick(&away))).flatten() {
            Some((line, units)) => (line, Quantity::from_balance(1 + dice.below(units))),
            None => (line(dice), few(dice, 80)),
        };
        TransferReceipt {
            line,
            available,
            damaged: few(dice, 12),
            quality_control: few(dice, 12),
            lost: few(dice, 12),
            serials: ArrivedSerials::default(),
            lost_serials: Vec::new(),
        }
    });
    let lines = lines.collect();
    let location = dice.maybe(25, place);
    ReceiveTransfer { transfer, location, lines, accepts_excess: dice.chance(40), reason: reason(dice) }.into()
}
