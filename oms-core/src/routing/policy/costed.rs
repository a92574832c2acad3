//! Rules that rank by cost: an order with all that its plans cost, and what is said of the plan that was found.

use super::attempt::Attempt;
use super::places::{Used, promised_on};
use super::record::{ParcelCost, PlanCost};
use super::rules::RankBy;
use super::weights::Weights;
use crate::Amount;
use crate::calendar::{Calendar, Day};
use crate::rates::{CostDemand, CostModel, CostSite, CostedOrder, CostedPlan, Costing};
use crate::settings::Settings;

/// An order whose plans are compared by cost, after what the rule compares before that.
pub(super) struct Costed {
    pub(super) order: CostedOrder,
    pub(super) weights: Weights,
    pub(super) model: CostModel,
    /// What is compared before cost adds so much to the cost of a parcel, by location.
    before: Vec<i64>,
}

/// What goes in a parcel together, or is divided unit by unit.
pub(super) struct Piece {
    pub(super) demand: CostDemand,
    /// Units that each location can give.
    pub(super) gives: Vec<i64>,
    /// Units that are free at each location, of the scarcest member; none if none of them is counted.
    pub(super) free: Vec<Option<i64>>,
}

impl Costed {
    /// `before` are weights for what the rule compares before cost.
    pub(super) fn of(attempt: &Attempt<'_>, used: &[Used<'_>], pieces: &[Piece], before: Weights, most: usize) -> Costed {
        let model = attempt.rule.cost.as_deref().cloned().unwrap_or_else(|| CostModel::new(attempt.order.currency));
        let today = Calendar::of(&attempt.order.time_zone).day(attempt.work.now());
        let ahead = |day: Option<Day>| day.map(|day| today.days_until(day));
        let costing = Costing {
            rate_cards: &attempt.settings.rate_cards,
            model: &model,
            destination: attempt.order.shipping_address.as_deref(),
            promised_in_days: ahead(promised_on(attempt.order)),
            parcels_max: most,
        };
        let columns: Vec<(Vec<i64>, Vec<Option<i64>>)> = (0..used.len())
            .map(|place| {
                let gives = pieces.iter().map(|piece| piece.gives.get(place).copied().unwrap_or_default()).collect();
                (gives, pieces.iter().map(|piece| piece.free.get(place).copied().flatten()).collect())
            })
            .collect();
        let sites: Vec<CostSite<'_>> = used
            .iter()
            .zip(&columns)
            .map(|(used, (gives, free))| CostSite {
                location: used.site.location,
                metres: used.site.distance,
                gives,
                free,
                load_per_mille: used.site.load_per_mille,
                ready_in_days: ahead(used.site.ships_on).and_then(|days| u16::try_from(days).ok()).unwrap_or_default(),
            })
            .collect();
        let demands: Vec<CostDemand> = pieces.iter().map(|piece| piece.demand).collect();
        let mut order = costing.order(&demands, &sites);
        // One step of what is compared before is worth more than any difference in cost.
        let step = order.dearest().saturating_mul(2).saturating_add(1);
        let added: Vec<i64> =
            (0..used.len()).map(|place| before.fixed.get(place).copied().unwrap_or_default().saturating_mul(step)).collect();
        for (location, added) in order.locations.iter_mut().zip(&added) {
            location.per_parcel = location.per_parcel.saturating_add(*added);
        }
        order.want_all();
        Costed { order, weights: before.then(RankBy::Cost, step), model, before: added }
    }

    /// What the parcels of a plan cost, without what was compared before.
    pub(super) fn cost_of(&self, settings: &Settings, used: &[Used<'_>], plan: &CostedPlan) -> PlanCost {
        let currency = self.model.currency;
        let at = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        let added: i64 = plan.parcels.iter().filter_map(|parcel| self.before.get(at(parcel.location))).sum();
        let parcels = plan.parcels.iter().filter_map(|parcel| {
            let from = self.order.locations.get(at(parcel.location))?;
            let card = from.services.get(at(parcel.service))?.card.and_then(|card| settings.rate_cards.get(at(card)));
            Some(ParcelCost {
                location: used.get(at(parcel.location))?.site.location.id.clone(),
                card: card.map(|card| card.id.clone()),
                amount: Amount::from_minor(parcel.cost - self.before.get(at(parcel.location)).copied().unwrap_or_default(), currency),
            })
        });
        PlanCost { currency, amount: Amount::from_minor(plan.cost - added, currency), parcels: parcels.collect() }
    }
}

/// Whether a rule compares by cost.
pub(super) fn by_cost(rank: &[RankBy]) -> Option<&[RankBy]> {
    match rank.split_last() {
        Some((RankBy::Cost, before)) => Some(before),
        _ => None,
    }
}
