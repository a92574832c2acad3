//! Decide a claim.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Claim, ClaimParty, ClaimState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::inventory::REASON_MAX;
use crate::order::Order;
use crate::returns::RefundVerdict;
use crate::returns::settlement::{self, Piece};
use crate::{Amount, ClaimId, OrderId, Rejection};

/// Decides a claim that is open.
///
/// A refund credits the units with what they are entitled to, as a return would, and pays that back at once: nothing has to come
/// back. Units that were refunded can never be returned or claimed again. A claim that is denied leaves them free to be; it cannot be
/// once they have come back.
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
    /// The carrier pays.
    Settle,
    /// It is turned down.
    Deny,
}

pub(crate) fn reads(_: &ResolveClaim, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ResolveClaim, work: &mut Workspace) -> Result<(), Rejection> {
    check_text("note", &command.note, REASON_MAX)?;
    let mut order = work.order_to_change(&command.order)?;
    let claim = order.claim_of(&command.claim_id)?.clone();
    if claim.state != ClaimState::Open {
        let (order, claim_id, state) = (command.order.clone(), command.claim_id.clone(), claim.state);
        return Err(Rejection::ClaimState { order, claim_id, state, needed: "open".into() });
    }
    let recovered = recovered(command, &claim, &order)?;
    let state = match (command.resolution, claim.against) {
        (ClaimResolution::Refund, ClaimParty::Merchant) => ClaimState::Refunded,
        (ClaimResolution::Settle, ClaimParty::Carrier) => ClaimState::Settled,
        (ClaimResolution::Deny, _) => ClaimState::Denied,
        (ClaimResolution::Refund, ClaimParty::Carrier) => {
            return Err(Rejection::field("resolution", "a carrier owes the customer nothing: settle or deny it"));
        }
        (ClaimResolution::Settle, ClaimParty::Merchant) => {
            return Err(Rejection::field("resolution", "only a carrier settles: refund or deny a customer's claim"));
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
    let refund = if state == ClaimState::Refunded { Some(refund(work, &mut order, &claim)?) } else { None };
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

/// Credits the units of a claim and pays back what they bring.
fn refund(work: &mut Workspace, order: &mut Order, claim: &Claim) -> Result<RefundVerdict, Rejection> {
    let piece = |units: &super::ClaimedUnits| Piece { line: units.line.clone(), quantity: units.quantity, reason: None, grade: None };
    let units = settlement::credit_units(order, claim.lines.iter().map(piece).collect())?;
    let shipping = settlement::credit_shipping(order, None);
    let mut verdict = RefundVerdict::of(work.now(), order, units, shipping);
    settlement::pay(work, order, &mut verdict, &format!("claim `{}`", claim.id))?;
    Ok(verdict)
}
