//! Where units of a line stand with claims: which are claimed, and which may be.

use super::{Claim, ClaimKind, ClaimParty, ClaimState};
use crate::order::{Line, Order, Stage};
use crate::{ClaimId, LineId, Quantity, Rejection};

impl Claim {
    /// Whether it binds its units: it waits for a decision or was decided for whoever claimed.
    pub(crate) fn binds_units(&self) -> bool {
        self.state != ClaimState::Denied
    }

    fn quantity_of(&self, line: &LineId) -> Quantity {
        self.lines.iter().filter(|units| &units.line == line).map(|units| units.quantity).sum()
    }
}

impl Order {
    /// The claim of that id.
    pub fn claim_of(&self, id: &ClaimId) -> Result<&Claim, Rejection> {
        let found = self.claims.iter().find(|claim| &claim.id == id);
        found.ok_or_else(|| Rejection::UnknownClaim { order: self.id.clone(), claim_id: id.clone() })
    }

    /// Units of a line in claims that satisfy a condition.
    fn claimed_where(&self, line: &LineId, condition: impl Fn(&Claim) -> bool) -> Quantity {
        self.claims.iter().filter(|claim| claim.binds_units() && condition(claim)).map(|claim| claim.quantity_of(line)).sum()
    }

    /// Units of a line with the customer that the customer has claimed: they cannot be returned as well.
    pub(crate) fn claimed_with_customer(&self, line: &LineId) -> Quantity {
        self.claimed_where(line, |claim| claim.against.is_merchant() && claim.kind != ClaimKind::LostInTransit)
    }

    /// Lost units of a line that the customer has claimed.
    pub(crate) fn claimed_lost(&self, line: &LineId) -> Quantity {
        self.claimed_where(line, |claim| claim.against.is_merchant() && claim.kind == ClaimKind::LostInTransit)
    }

    /// Lost units of a line that have not been credited.
    pub(crate) fn lost_uncredited(&self, line: &Line) -> Quantity {
        let made_good = |claim: &Claim| matches!(claim.state, ClaimState::Refunded | ClaimState::Replaced);
        let refunded = |claim: &Claim| claim.against.is_merchant() && claim.kind == ClaimKind::LostInTransit && made_good(claim);
        let found: Quantity = self.return_lines(&line.id).map(|found| found.found.min(found.refunded)).sum();
        line.units.at(Stage::Lost).less(self.claimed_where(&line.id, refunded)).less(found)
    }

    /// Units of a line that a claim of that kind may be about.
    pub(crate) fn claimable(&self, line: &Line, kind: ClaimKind, against: ClaimParty) -> Quantity {
        match (against, kind) {
            (ClaimParty::Merchant, ClaimKind::LostInTransit) => self.lost_at_large(line),
            (ClaimParty::Merchant, _) => self.returnable(line),
            (ClaimParty::Carrier, _) => {
                let carried = line.units.sum(|portion| portion.parcel.is_some() && portion.stage >= Stage::Shipped);
                carried.less(self.claimed_where(&line.id, |claim| claim.against == ClaimParty::Carrier))
            }
        }
    }

    /// Lost units of a line that nobody has claimed and that have not come back.
    pub(crate) fn lost_at_large(&self, line: &Line) -> Quantity {
        let found: Quantity = self.return_lines(&line.id).map(|found| found.found).sum();
        line.units.at(Stage::Lost).less(self.claimed_lost(&line.id)).less(found)
    }
}
