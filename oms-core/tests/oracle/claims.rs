//! Claims about units that left, as the model takes them.

use std::collections::{BTreeMap, BTreeSet};

use oms_core::LineId;
use oms_core::claim::{ClaimKind, ClaimParty, ClaimResolution, ClaimState, OpenClaim, ResolveClaim};
use oms_core::order::Stage;
use oms_core::returns::{ReceiveUnexpectedReturn, ReturnReason, ReturnState};

use super::price::minor_exactly;
use super::record::{BackLine, BackRecord, ClaimRecord, LineRecord, OrderRecord};
use super::stock::{LINES_MAX, check_quantity};
use super::{Model, Refusal, refuse};
use oms_core::inventory::Bucket;

impl OrderRecord {
    /// Units of a line in claims that were not turned down, of a party and about the lost or not.
    pub(crate) fn claimed(&self, line: &LineId, against: ClaimParty, is_about: impl Fn(ClaimKind) -> bool) -> i64 {
        let live = self.claims.iter().filter(|claim| claim.against == against && claim.state != ClaimState::Denied && is_about(claim.kind));
        live.filter_map(|claim| claim.lines.get(line)).sum()
    }

    pub(crate) fn claimed_with_customer(&self, line: &LineId) -> i64 {
        self.claimed(line, ClaimParty::Merchant, |kind| kind != ClaimKind::LostInTransit)
    }

    fn claimed_lost(&self, line: &LineId) -> i64 {
        self.claimed(line, ClaimParty::Merchant, |kind| kind == ClaimKind::LostInTransit)
    }

    fn backs(&self, line: &LineId) -> impl Iterator<Item = &BackLine> {
        self.returns.iter().flat_map(|back| &back.lines).filter(move |back| back.line == *line)
    }

    /// Lost units that nobody has claimed and that have not come back.
    fn lost_at_large(&self, line: &LineRecord) -> i64 {
        (line.at(Stage::Lost) - self.claimed_lost(&line.id) - self.backs(&line.id).map(|back| back.lost).sum::<i64>()).max(0)
    }

    /// Lost units that have not been credited.
    pub(crate) fn lost_uncredited(&self, line: &LineRecord) -> i64 {
        let refunded = self.claims.iter().filter(|claim| claim.kind == ClaimKind::LostInTransit && claim.is_made_good());
        let claimed: i64 = refunded.filter_map(|claim| claim.lines.get(&line.id)).sum();
        line.at(Stage::Lost) - claimed - self.backs(&line.id).map(|back| back.lost.min(back.refunded)).sum::<i64>()
    }

    fn settled_outside(&self, line: &LineId) -> i64 {
        let backs = self.backs(line).map(|back| back.kept - back.settled).sum::<i64>();
        (self.claimed_with_customer(line) + self.claimed_lost(line) + backs).max(0)
    }

    fn claimable(&self, line: &LineRecord, kind: ClaimKind, against: ClaimParty) -> i64 {
        match (against, kind) {
            (ClaimParty::Carrier, _) => {
                let carried = line.count(|spot| spot.parcel.is_some() && spot.stage >= Stage::Shipped);
                carried - self.claimed(&line.id, ClaimParty::Carrier, |_| true)
            }
            (_, ClaimKind::LostInTransit) => self.lost_at_large(line),
            _ => self.returnable(line),
        }
    }

    /// Claims the units of a parcel that a carrier has lost.
    pub(crate) fn claim_lost(&mut self, parcel: u32) {
        let lost = |line: &LineRecord| line.count(|spot| spot.stage == Stage::Lost && spot.parcel == Some(parcel));
        let lines: BTreeMap<LineId, i64> =
            self.lines.iter().map(|line| (line.id.clone(), lost(line))).filter(|(_, units)| *units > 0).collect();
        let id = format!("lost-parcel-{parcel}");
        if !lines.is_empty() && self.claims.iter().all(|claim| claim.id.as_str() != id) {
            let id = id.parse().expect("a well-formed id");
            let (kind, against, state) = (ClaimKind::LostInTransit, ClaimParty::Merchant, ClaimState::Open);
            self.claims.push(ClaimRecord { id, kind, against, state, lines, asked: None, recovered: None });
        }
    }
}

impl ClaimRecord {
    /// Whether the customer was credited for it.
    fn is_made_good(&self) -> bool {
        matches!(self.state, ClaimState::Refunded | ClaimState::Replaced)
    }
}

impl Model {
    pub(crate) fn open_claim(&mut self, command: &OpenClaim) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        if order.claims.iter().any(|claim| claim.id == command.claim_id) {
            return refuse("claim_exists");
        }
        let distinct: BTreeSet<_> = command.lines.iter().map(|units| &units.line).collect();
        if command.lines.is_empty() || command.lines.len() > LINES_MAX || distinct.len() < command.lines.len() {
            return refuse("invalid_field");
        }
        if command.evidence.iter().any(|reference| reference.trim().is_empty()) {
            return refuse("invalid_field");
        }
        if let Some(parcel) = command.parcel {
            order.parcel(parcel)?;
        }
        let asked = match (command.asked, command.against) {
            (Some(_), ClaimParty::Merchant) => return refuse("invalid_field"),
            (asked, _) => asked.map(|asked| minor_exactly(asked, order.currency)).transpose()?,
        };
        if asked.is_some_and(|asked| asked < 0) {
            return refuse("invalid_field");
        }
        let mut lines = BTreeMap::new();
        for units in &command.lines {
            let quantity = check_quantity(units.quantity)?;
            let line = order.lines.iter().find(|line| line.id == units.line).ok_or(Refusal::new("unknown_line"))?;
            let eligible = order.claimable(line, command.kind, command.against);
            if quantity > eligible {
                return Err(Refusal::new("quantity_not_eligible").with("requested", quantity).with("eligible", eligible));
            }
            lines.insert(units.line.clone(), quantity);
        }
        let (id, kind, against) = (command.claim_id.clone(), command.kind, command.against);
        order.claims.push(ClaimRecord { id, kind, against, state: ClaimState::Open, lines, asked, recovered: None });
        self.put(order);
        Ok(())
    }

    pub(crate) fn resolve_claim(&mut self, command: &ResolveClaim) -> Result<(), Refusal> {
        let mut order = self.find(&command.order)?;
        let place = order.claims.iter().position(|claim| claim.id == command.claim_id).ok_or(Refusal::new("unknown_claim"))?;
        let claim = order.claims[place].clone();
        if claim.state != ClaimState::Open {
            return refuse("claim_state");
        }
        let settles = command.resolution == ClaimResolution::Settle;
        let makes_good = matches!(command.resolution, ClaimResolution::Refund | ClaimResolution::Replace);
        let to_merchant = claim.against == ClaimParty::Merchant;
        if settles != command.recovered.is_some()
            || (settles && to_merchant)
            || (makes_good && !to_merchant)
            || (command.resolution == ClaimResolution::Replace) == command.replacements.is_empty()
            || command.replacements.iter().any(|line| line.unit_price.is_some() || line.replaces.is_none())
        {
            return refuse("invalid_field");
        }
        let recovered = command.recovered.map(|recovered| minor_exactly(recovered, order.currency)).transpose()?;
        if recovered.is_some_and(|recovered| recovered <= 0) {
            return refuse("invalid_field");
        }
        let is_outside = |(line, units): (&LineId, &i64)| order.settled_outside(line) >= *units;
        if command.resolution == ClaimResolution::Deny && to_merchant && !claim.lines.iter().all(is_outside) {
            return refuse("invalid_field");
        }
        order.claims[place].recovered = recovered;
        order.claims[place].state = match command.resolution {
            ClaimResolution::Refund => ClaimState::Refunded,
            ClaimResolution::Replace => ClaimState::Replaced,
            ClaimResolution::Settle => ClaimState::Settled,
            ClaimResolution::Deny => ClaimState::Denied,
        };
        if makes_good {
            let mut credited = 0;
            let mut places = Vec::new();
            for (id, units) in &claim.lines {
                let line = order.lines.iter_mut().find(|line| line.id == *id).expect("a line in a claim");
                places.push((id.clone(), line.credited_units, *units));
                credited -= line.credited();
                line.credited_units += units;
                credited += line.credited();
            }
            let sent = self.send_replacements(&mut order, command, places)?;
            credited += self.give_shipping_back(&mut order, None) - sent;
            self.follow(&mut order)?;
            order.pay_back(credited.max(0).min(order.owed()), &self.policies.payments, self.now());
        }
        self.put(order);
        Ok(())
    }

    pub(crate) fn receive_unexpected_return(&mut self, command: &ReceiveUnexpectedReturn) -> Result<(), Refusal> {
        let distinct: BTreeSet<_> = command.lines.iter().map(|units| &units.line).collect();
        if command.lines.is_empty() || command.lines.len() > LINES_MAX || distinct.len() < command.lines.len() {
            return refuse("invalid_field");
        }
        if !self.locations.contains_key(&command.location) {
            return refuse("unknown_location");
        }
        let mut order = self.find(&command.order)?;
        if order.returns.iter().any(|back| back.id == command.return_id) {
            return refuse("return_exists");
        }
        let mut lines = Vec::new();
        for units in &command.lines {
            let quantity = check_quantity(units.quantity)?;
            let line = order.lines.iter().find(|line| line.id == units.line).ok_or(Refusal::new("unknown_line"))?;
            let (settled, lost) = (order.settled_outside(&line.id), order.lost_at_large(line));
            let eligible = settled + lost + order.returnable(line);
            if quantity > eligible {
                return Err(Refusal::new("quantity_not_eligible").with("requested", quantity).with("eligible", eligible));
            }
            let settled = quantity.min(settled);
            let (lost, received) = ((quantity - settled).min(lost), quantity);
            let (line, reason) = (units.line.clone(), ReturnReason::Other);
            lines.push(BackLine { received, settled, lost, ..BackLine::asked(line, reason, quantity) });
        }
        for units in &command.lines {
            let sku = order.lines.iter().find(|line| line.id == units.line).expect("a line that was found").sku.clone();
            if self.is_tracked(&sku) {
                *self.level(&sku, &command.location, Bucket::QualityControl) += units.quantity.units();
            }
        }
        let back = BackRecord::asked(command.return_id.clone(), self.now(), lines);
        order.returns.push(BackRecord { state: ReturnState::Received, location: Some(command.location.clone()), ..back });
        self.put(order);
        Ok(())
    }
}
