//! Open a claim about units that left.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Claim, ClaimKind, ClaimParty, ClaimState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::{check_list, check_text};
use crate::inventory::{REASON_MAX, check_quantity};
use crate::order::{Line, Order, Stage};
use crate::returns::check_lines;
use crate::{Amount, ClaimId, LineId, OrderId, Quantity, Rejection};

/// Opens a claim.
///
/// A customer claims units that came missing, damaged or wrong, or whose parcel was lost: each unit once, and none that is in a
/// return. When a carrier reports a parcel as lost, a claim for its units is opened by itself. The merchant claims from a carrier
/// any units it carried, whatever has become of them with the customer.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenClaim {
    /// The order.
    pub order: OrderId,
    /// The id of the claim to be, unique within the order.
    pub claim_id: ClaimId,
    /// What went wrong.
    pub kind: ClaimKind,
    /// Who has to answer for it.
    #[serde(default, skip_serializing_if = "ClaimParty::is_merchant")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "merchant")))]
    pub against: ClaimParty,
    /// The units it is about; each line once.
    pub lines: Vec<ClaimedUnits>,
    /// The parcel they were in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// References to photos, letters and the like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<SmolStr>,
    /// The claim in somebody's words.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub note: SmolStr,
    /// What is asked of the carrier; a customer's claim asks what the units cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Decimal>,
}

/// Units of a line that a claim is about.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClaimedUnits {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
}

/// The most claims of an order.
const CLAIMS_MAX: usize = 1_000;

/// The most references to evidence of a claim.
const EVIDENCE_MAX: usize = 64;

pub(crate) fn reads(_: &OpenClaim, _: &mut ReadSet) {}

pub(crate) fn execute(command: &OpenClaim, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    check(command, &order)?;
    let asked = asked(command, &order)?;
    for units in &command.lines {
        check_quantity("lines.quantity", units.quantity)?;
        let eligible = order.claimable(order.line(&units.line)?, command.kind, command.against);
        if units.quantity > eligible {
            return Err(Rejection::QuantityNotEligible {
                order: command.order.clone(),
                line: units.line.clone(),
                requested: units.quantity,
                eligible,
                condition: condition(command.kind, command.against).into(),
            });
        }
    }
    let claim = Claim {
        id: command.claim_id.clone(),
        kind: command.kind,
        against: command.against,
        state: ClaimState::Open,
        opened_at: work.now(),
        lines: command.lines.clone(),
        parcel: command.parcel,
        evidence: command.evidence.clone(),
        note: command.note.clone(),
        asked,
        recovered: None,
        replacements: Vec::new(),
        refund: None,
    };
    open(work, &mut order, claim);
    work.put_order(order);
    Ok(())
}

fn check(command: &OpenClaim, order: &Order) -> Result<(), Rejection> {
    if order.claim_of(&command.claim_id).is_ok() {
        return Err(Rejection::ClaimExists { order: command.order.clone(), claim_id: command.claim_id.clone() });
    }
    if order.claims.len() >= CLAIMS_MAX {
        return Err(Rejection::field("claim_id", format!("an order has at most {CLAIMS_MAX} claims")));
    }
    check_lines("lines", command.lines.iter().map(|line| &line.line))?;
    check_text("note", &command.note, REASON_MAX)?;
    check_list("evidence", &command.evidence, EVIDENCE_MAX)?;
    for reference in &command.evidence {
        if reference.trim().is_empty() || reference.len() > REASON_MAX {
            return Err(Rejection::field("evidence", format!("give references of 1 to {REASON_MAX} bytes")));
        }
    }
    command.parcel.map_or(Ok(()), |parcel| order.parcel(parcel).map(|_| ()))
}

fn asked(command: &OpenClaim, order: &Order) -> Result<Option<Amount>, Rejection> {
    let Some(asked) = command.asked else { return Ok(None) };
    if command.against.is_merchant() {
        return Err(Rejection::field("asked", "a customer's claim asks what its units cost: leave it out"));
    }
    let amount = Amount::exact(asked, order.currency).map_err(|error| Rejection::amount("asked", error))?;
    if amount.is_negative() {
        return Err(Rejection::field("asked", "an amount is not negative"));
    }
    Ok(Some(amount))
}

const fn condition(kind: ClaimKind, against: ClaimParty) -> &'static str {
    match (against, kind) {
        (ClaimParty::Merchant, ClaimKind::LostInTransit) => "are lost, not back, and in no other claim",
        (ClaimParty::Merchant, _) => "are with the customer and in no return or other claim",
        (ClaimParty::Carrier, _) => "were given to a carrier and are in no other claim against one",
    }
}

fn open(work: &mut Workspace, order: &mut Order, claim: Claim) {
    work.emit(Event::ClaimOpened { order: order.id.clone(), claim_id: claim.id.clone(), kind: claim.kind, against: claim.against });
    order.claims.push(claim);
}

/// A carrier has reported a parcel as lost: its units, and no others, are claimed in the customer's name.
pub(crate) fn open_for_lost_parcel(work: &mut Workspace, order: &mut Order, parcel: u32) {
    let lost = |line: &Line| ClaimedUnits {
        line: line.id.clone(),
        quantity: line.units.sum(|portion| portion.stage == Stage::Lost && portion.parcel == Some(parcel)),
    };
    let lines: Vec<ClaimedUnits> = order.lines.iter().map(lost).filter(|units| !units.quantity.is_zero()).collect();
    let Ok(id) = ClaimId::new(format!("lost-parcel-{parcel}")) else { return };
    if lines.is_empty() || order.claim_of(&id).is_ok() || order.claims.len() >= CLAIMS_MAX {
        return;
    }
    let claim = Claim {
        id,
        kind: ClaimKind::LostInTransit,
        against: ClaimParty::Merchant,
        state: ClaimState::Open,
        opened_at: work.now(),
        lines,
        parcel: Some(parcel),
        evidence: Vec::new(),
        note: SmolStr::default(),
        asked: None,
        recovered: None,
        replacements: Vec::new(),
        refund: None,
    };
    open(work, order, claim);
}
