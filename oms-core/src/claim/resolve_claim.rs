//! Decide a claim.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Claim, ClaimParty, ClaimState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::exchange::{self, Replaced, ReplacementLine, follow};
use crate::input::{check_list, check_text};
use crate::inventory::REASON_MAX;
use crate::order::Order;
use crate::order::edit_order::promise_added;
use crate::reservation::LINES_MAX;
use crate::returns::beside_lines;
use crate::returns::settlement::{self, Piece};
use crate::returns::{CreditedUnits, RefundVerdict};
use crate::{Amount, ClaimId, OrderId, Rejection};

/// Decides a claim that is open.
///
/// A refund credits the units with what they are entitled to, as a return would, and pays that back at once: nothing has to come
/// back. A replacement credits them just as well, and adds lines that cost exactly that: no money moves, and what was sent is
/// returned or claimed as any line. Units that were refunded or replaced can never be returned or claimed again. A claim that is
/// denied leaves them free to be; it cannot be once they have come back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResolveClaim {
    /// The order.
    pub order: OrderId,
    /// The claim.
    pub claim_id: ClaimId,
    /// What was decided.
    pub resolution: ClaimResolution,
    /// What is sent in place of the units, each line naming what it replaces and no price; named with `replace`, and only there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replacements: Vec<ReplacementLine>,
    /// What the carrier pays; named with `settle`, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovered: Option<Decimal>,
    /// Why, in words the customer may read.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub note: SmolStr,
}

/// What is decided about a claim.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClaimResolution {
    /// The customer gets the money for the units and returns nothing.
    Refund,
    /// The customer gets other units for them and returns nothing. Units that are not replaced are refunded.
    Replace,
    /// The carrier pays.
    Settle,
    /// It is turned down.
    Deny,
}

pub(crate) fn reads(command: &ResolveClaim, wanted: &mut ReadSet) {
    for line in &command.replacements {
        wanted.sku(&line.sku);
    }
}

pub(crate) fn execute(command: &ResolveClaim, work: &mut Workspace) -> Result<(), Rejection> {
    check_text("note", &command.note, REASON_MAX)?;
    let mut order = work.order_to_change(&command.order)?;
    let claim = order.claim_of(&command.claim_id)?.clone();
    if claim.state != ClaimState::Open {
        let (order, claim_id, state) = (command.order.clone(), command.claim_id.clone(), claim.state);
        return Err(Rejection::ClaimState { order, claim_id, state, needed: "open".into() });
    }
    let recovered = recovered(command, &claim, &order)?;
    check_replacements(command)?;
    let state = match (command.resolution, claim.against) {
        (ClaimResolution::Refund, ClaimParty::Merchant) => ClaimState::Refunded,
        (ClaimResolution::Settle, ClaimParty::Carrier) => ClaimState::Settled,
        (ClaimResolution::Deny, _) => ClaimState::Denied,
        (ClaimResolution::Replace, ClaimParty::Merchant) => ClaimState::Replaced,
        (ClaimResolution::Refund | ClaimResolution::Replace, ClaimParty::Carrier) => {
            return Err(Rejection::field("resolution", "a carrier owes the customer nothing: settle or deny it"));
        }
        (ClaimResolution::Settle, ClaimParty::Merchant) => {
            return Err(Rejection::field("resolution", "only a carrier settles: refund, replace or deny a customer's claim"));
        }
    };
    if command.resolution == ClaimResolution::Deny && has_come_back(&order, &claim)? {
        return Err(Rejection::field("resolution", "units of this claim have come back, so the customer has nothing for them: refund it"));
    }
    set(&mut order, command, |claim| {
        claim.state = state;
        claim.recovered = recovered;
        if !command.note.is_empty() {
            claim.note = command.note.clone();
        }
    })?;
    let refund = match state {
        ClaimState::Refunded | ClaimState::Replaced => Some(make_good(work, &mut order, command, &claim)?),
        _ => None,
    };
    let zero = order.total.with_minor(0);
    let (credited, refunded) = refund.as_ref().map_or((zero, zero), |refund| (refund.credited, refund.refunded));
    set(&mut order, command, |claim| claim.refund = refund)?;
    work.emit(Event::ClaimResolved { order: command.order.clone(), claim_id: command.claim_id.clone(), state, credited, refunded });
    work.put_order(order);
    Ok(())
}

/// Whether units of a customer's claim came back unexpectedly: they were taken in as settled by it.
fn has_come_back(order: &Order, claim: &Claim) -> Result<bool, Rejection> {
    for units in claim.lines.iter().filter(|_| claim.against.is_merchant()) {
        if order.settled_outside(order.line(&units.line)?) < units.quantity {
            return Ok(true);
        }
    }
    Ok(false)
}

fn set(order: &mut Order, command: &ResolveClaim, change: impl FnOnce(&mut Claim)) -> Result<(), Rejection> {
    let unknown = Rejection::UnknownClaim { order: command.order.clone(), claim_id: command.claim_id.clone() };
    order.claims.iter_mut().find(|claim| claim.id == command.claim_id).map(change).ok_or(unknown)
}

fn recovered(command: &ResolveClaim, claim: &Claim, order: &Order) -> Result<Option<Amount>, Rejection> {
    match (command.resolution, command.recovered) {
        (ClaimResolution::Settle, Some(recovered)) if claim.against == ClaimParty::Carrier => {
            let amount = Amount::exact(recovered, order.currency).map_err(|error| Rejection::amount("recovered", error))?;
            if amount.minor() <= 0 {
                return Err(Rejection::field("recovered", "name an amount above zero, or deny the claim"));
            }
            Ok(Some(amount))
        }
        (ClaimResolution::Settle, None) => Err(Rejection::field("recovered", "name what the carrier pays")),
        (_, None) => Ok(None),
        (_, Some(_)) => Err(Rejection::field("recovered", "only a claim that a carrier settles recovers something")),
    }
}

/// Credits the units of a claim, sends what replaces them at exactly what they bring, and pays back the rest.
fn make_good(work: &mut Workspace, order: &mut Order, command: &ResolveClaim, claim: &Claim) -> Result<RefundVerdict, Rejection> {
    let piece = |units: &super::ClaimedUnits| Piece { line: units.line.clone(), quantity: units.quantity, reason: None, grade: None };
    let units = settlement::credit_units(order, claim.lines.iter().map(piece).collect())?;
    let exchanged = replace(work, order, command, &units)?;
    let beside = beside_lines::credit(order, None);
    let mut verdict = RefundVerdict { exchanged, ..RefundVerdict::of(work.now(), order, units, beside) };
    follow(work, order)?;
    settlement::pay(work, order, &mut verdict, &format!("claim `{}`", claim.id))?;
    Ok(verdict)
}

fn check_replacements(command: &ResolveClaim) -> Result<(), Rejection> {
    check_list("replacements", &command.replacements, LINES_MAX)?;
    match (command.resolution, command.replacements.is_empty()) {
        (ClaimResolution::Replace, true) => {
            Err(Rejection::field("replacements", "name what is sent in place of the units, or refund them"))
        }
        (ClaimResolution::Replace, false) => {
            let priced = command.replacements.iter().any(|line| line.unit_price.is_some() || line.replaces.is_none());
            let advice = "what is sent for a claim costs what it replaces: name `replaces`, and no `unit_price`";
            if priced { Err(Rejection::field("replacements", advice)) } else { Ok(()) }
        }
        (_, true) => Ok(()),
        (_, false) => Err(Rejection::field("replacements", "only a claim that is decided by `replace` sends something")),
    }
}

/// Adds what is sent in place of units that were credited just now, and answers what it costs.
fn replace(work: &mut Workspace, order: &mut Order, command: &ResolveClaim, units: &[CreditedUnits]) -> Result<Amount, Rejection> {
    let zero = order.total.with_minor(0);
    if command.replacements.is_empty() {
        return Ok(zero);
    }
    let settings = work.shared_settings();
    let channel = settings.channel(&order.channel)?;
    let replaced = |units: &CreditedUnits| Replaced { line: units.line.clone(), from: units.credited_before, quantity: units.quantity };
    let replaced = units.iter().map(replaced).collect();
    let replacements = exchange::add(work, order, &command.replacements, replaced, "are in this claim and not replaced by another line")?;
    set(order, command, |claim| claim.replacements = replacements)?;
    let added: Vec<_> = command.replacements.iter().map(|line| (line.id.clone(), line.quantity)).collect();
    promise_added(work, order, channel, &added)?;
    let sent = order.lines.iter().filter(|line| added.iter().any(|(id, _)| id == &line.id));
    Ok(sent.fold(zero, |sum, line| sum.plus(line.total)))
}
