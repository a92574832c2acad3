//! Random commands about goods that come back, are claimed or exchanged.

use oms_core::claim::{ClaimKind, ClaimParty, ClaimResolution, ClaimedUnits, OpenClaim, ResolveClaim};
use oms_core::exchange::{ExchangeShipping, ReplacementLine};
use oms_core::fulfillment::Tracking;
use oms_core::order::Stage;
use oms_core::returns::{
    ApproveReturn, CancelReturn, DeclineReturn, Disposition, ExchangeReturn, InspectReturn, InspectedUnits, IssueReturnLabel,
    ReceiveReturn, ReceiveUnexpectedReturn, ReceivedUnits, RecordReturnTracking, RefundReturn, RequestReturn, ReturnLabel, ReturnReason,
    ReturnRequestLine, ReturnState,
};
use oms_core::{ClaimId, Command, LineId, OrderId, Quantity, ReturnId};
use rust_decimal::Decimal;

use super::Model;
use super::life::work;
use super::random::{Dice, id, line, location, quantity, rates, reason, sku};

/// A command about goods that come back, mostly one that fits the state of the return.
pub(crate) fn back(dice: &mut Dice, model: &Model, order: OrderId) -> Command {
    let delivered: Vec<OrderId> = model
        .orders
        .values()
        .filter(|order| order.lines.iter().any(|line| line.at(Stage::Delivered) > 0))
        .map(|order| order.id.clone())
        .collect();
    if delivered.is_empty() && dice.chance(90) {
        return work(dice, model, order);
    }
    let order = if delivered.is_empty() || dice.chance(5) { order } else { dice.pick(&delivered) };
    let returns: Vec<(ReturnId, ReturnState)> =
        model.orders.get(&order).map(|order| order.returns.iter().map(|back| (back.id.clone(), back.state)).collect()).unwrap_or_default();
    let new = returns.is_empty() || dice.chance(25);
    let (return_id, state) = if new {
        (id(format!("b{}", dice.below(6))), None)
    } else {
        Some(dice.pick(&returns)).map(|(id, state)| (id, Some(state))).expect("one")
    };
    if dice.chance(25) {
        return claim(dice, model, order);
    }
    let fitting = match state {
        None => 0,
        Some(ReturnState::Requested) => dice.pick(&[1, 1, 1, 2, 3]),
        Some(ReturnState::Approved) => dice.pick(&[3, 4, 4, 4, 4, 7, 7, 8]),
        Some(ReturnState::InTransit) => dice.pick(&[3, 4, 4, 8]),
        Some(ReturnState::Received) => dice.pick(&[3, 4, 5, 5, 5, 6]),
        Some(_) => dice.pick(&[3, 4, 6, 6]),
    };
    let record = model.orders.get(&order).and_then(|order| order.returns.iter().find(|back| back.id == return_id));
    let asked: Vec<LineId> = record.map(|back| back.lines.iter().map(|line| line.line.clone()).collect()).unwrap_or_default();
    let lines = |dice: &mut Dice| -> Vec<LineId> {
        let count = if dice.chance(3) { 0 } else { 1 + i64::from(dice.chance(30)) };
        let named = |dice: &mut Dice| if asked.is_empty() || dice.chance(5) { line(dice, model, &order) } else { dice.pick(&asked) };
        (0..count).map(|_| named(dice)).collect()
    };
    let few = |dice: &mut Dice| if dice.chance(4) { quantity(dice) } else { Quantity::from_balance(1 + i64::from(dice.chance(20))) };
    let over = [Some(ReturnState::Refunded), Some(ReturnState::Declined), Some(ReturnState::Canceled), None];
    if dice.chance(if over.contains(&state) { 2 } else { 15 }) {
        let ships = if dice.chance(60) { ExchangeShipping::OnReceipt } else { ExchangeShipping::InAdvance };
        let reserved_for = dice.maybe(30, |dice| oms_core::Span::from_seconds(dice.below(5) * 300).expect("a span"));
        let lines = (0..dice.pick(&[0, 1, 1, 1, 1, 1, 1, 2, 2, 3])).map(|place| {
            let quantity = few(dice);
            let replaces = lines(dice).into_iter().next();
            replacement(dice, model, &order, replaces, quantity, place)
        });
        let lines = lines.collect();
        return ExchangeReturn { order, return_id, lines, ships, reserved_for }.into();
    }
    match if dice.chance(92) { fitting } else { dice.below(9) } {
        0 => {
            let reasons = [ReturnReason::ChangeOfMind, ReturnReason::Defective, ReturnReason::SizeOrFit];
            let lines = lines(dice).into_iter();
            let lines = lines.map(|line| ReturnRequestLine { line, quantity: few(dice), reason: dice.pick(&reasons) }).collect();
            RequestReturn { order, return_id, lines, override_policy: dice.chance(30) }.into()
        }
        1 => ApproveReturn { order, return_id, keeps_items: dice.maybe(20, |dice| dice.chance(50)) }.into(),
        2 => DeclineReturn { order, return_id, reason: reason(dice) }.into(),
        3 => CancelReturn { order, return_id, reason: if dice.chance(50) { "".into() } else { reason(dice) } }.into(),
        4 => {
            let lines =
                lines(dice).into_iter().map(|line| ReceivedUnits { line, quantity: few(dice), lot: None, serials: Vec::new() }).collect();
            ReceiveReturn { order, return_id, location: location(dice), lines }.into()
        }
        5 => {
            let kinds = [
                Disposition::Restock,
                Disposition::Restock,
                Disposition::Damaged,
                Disposition::Quarantine,
                Disposition::Refurbish,
                Disposition::ReturnToVendor,
                Disposition::Scrap,
                Disposition::WrongItem,
            ];
            let units = lines(dice).into_iter();
            let units = units
                .map(|line| InspectedUnits {
                    line,
                    quantity: few(dice),
                    lot: None,
                    serials: Vec::new(),
                    disposition: dice.pick(&kinds),
                    grade: None,
                })
                .collect();
            InspectReturn { order, return_id, units }.into()
        }
        6 => {
            let restocking_fee_rate = dice.maybe(40, |dice| Decimal::new(dice.below(105), 2));
            RefundReturn { order, return_id, restocking_fee_rate, refund_shipping: dice.maybe(50, |dice| dice.chance(80)) }.into()
        }
        7 => {
            let carrier = if dice.chance(95) { "post".into() } else { "".into() };
            let label = ReturnLabel { carrier, tracking_number: "7".into(), pickup_at: None };
            IssueReturnLabel { order, return_id, label }.into()
        }
        _ => {
            let reports = [Tracking::InTransit, Tracking::OutForDelivery, Tracking::Lost, Tracking::Delivered, Tracking::ReturnedToOrigin];
            let occurred_at = dice.maybe(40, |dice| {
                let last = model.last_at.map_or(0, oms_core::Timestamp::millis);
                oms_core::Timestamp::from_millis(last + (dice.below(5) - 3) * 60_000).expect("an instant")
            });
            RecordReturnTracking { order, return_id, tracking: dice.pick(&reports), occurred_at }.into()
        }
    }
}

/// A line in place of units of another.
fn replacement(
    dice: &mut Dice,
    model: &Model,
    order: &OrderId,
    replaces: Option<LineId>,
    quantity: Quantity,
    place: i64,
) -> ReplacementLine {
    let lines = model.orders.get(order).map_or(0, |order| order.lines.len());
    let number = i64::try_from(lines).expect("few lines") + place + i64::from(!dice.chance(4));
    let unit_price = dice.maybe(30, |dice| Decimal::new(dice.below(30_000), u32::try_from(dice.below(4)).expect("small")));
    let taxes = if dice.chance(if unit_price.is_some() { 60 } else { 3 }) { rates(dice) } else { Vec::new() };
    let replaces = replaces.filter(|_| unit_price.is_none() || dice.chance(60));
    ReplacementLine { id: id(number.to_string()), sku: sku(dice), quantity, replaces, unit_price, discounts: Vec::new(), taxes }
}

/// A command about a claim, or about units that nobody asked to send back.
fn claim(dice: &mut Dice, model: &Model, order: OrderId) -> Command {
    let claims: Vec<ClaimId> =
        model.orders.get(&order).map(|order| order.claims.iter().map(|claim| claim.id.clone()).collect()).unwrap_or_default();
    let few = |dice: &mut Dice| if dice.chance(4) { quantity(dice) } else { Quantity::from_balance(1 + i64::from(dice.chance(20))) };
    let count = if dice.chance(3) { 0 } else { 1 + dice.below(2) };
    let named: Vec<(LineId, Quantity)> = (0..count).map(|_| (line(dice, model, &order), few(dice))).collect();
    match dice.below(3) {
        0 => {
            let kinds = [ClaimKind::Missing, ClaimKind::Damaged, ClaimKind::WrongItem, ClaimKind::LostInTransit];
            let against = if dice.chance(70) { ClaimParty::Merchant } else { ClaimParty::Carrier };
            let asks = (against == ClaimParty::Carrier) != dice.chance(5);
            OpenClaim {
                order,
                claim_id: id(format!("k{}", dice.below(8))),
                kind: dice.pick(&kinds),
                against,
                lines: named.into_iter().map(|(line, quantity)| ClaimedUnits { line, quantity }).collect(),
                parcel: dice.maybe(20, |_| 1),
                evidence: if dice.chance(90) { vec!["photo 7".into()] } else { vec![" ".into()] },
                note: "".into(),
                asked: Some(Decimal::from(dice.below(50))).filter(|_| asks),
            }
            .into()
        }
        1 => {
            let claim_id = if claims.is_empty() || dice.chance(5) { id("k9") } else { dice.pick(&claims) };
            let refund = ClaimResolution::Refund;
            let resolution = dice.pick(&[
                refund,
                refund,
                ClaimResolution::Replace,
                ClaimResolution::Replace,
                ClaimResolution::Settle,
                ClaimResolution::Deny,
            ]);
            let replaces = (resolution == ClaimResolution::Replace) != dice.chance(3);
            let claim = model.orders.get(&order).and_then(|order| order.claims.iter().find(|claim| claim.id == claim_id));
            let claimed: Vec<(LineId, i64)> = claim.map(|claim| claim.lines.clone().into_iter().collect()).unwrap_or_default();
            let replacements = claimed.into_iter().filter(|_| replaces).enumerate().map(|(place, (line, units))| {
                let quantity = if dice.chance(80) { Quantity::from_balance(units) } else { few(dice) };
                replacement(dice, model, &order, Some(line), quantity, i64::try_from(place).expect("few"))
            });
            let replacements = replacements.collect();
            let settles = (resolution == ClaimResolution::Settle) != dice.chance(5);
            let recovered = Some(Decimal::from(dice.below(50))).filter(|_| settles);
            ResolveClaim { order, claim_id, resolution, replacements, recovered, note: "".into() }.into()
        }
        _ => {
            let lines =
                named.into_iter().map(|(line, quantity)| ReceivedUnits { line, quantity, lot: None, serials: Vec::new() }).collect();
            let return_id = id(format!("b{}", dice.below(12)));
            ReceiveUnexpectedReturn { order, return_id, location: location(dice), lines, note: "".into() }.into()
        }
    }
}
