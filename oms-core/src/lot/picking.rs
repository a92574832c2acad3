//! Which lots an order gets.

use std::cmp::Reverse;

use smallvec::SmallVec;

use serde::{Deserialize, Serialize};

use super::{Lot, LotBar, LotPicking, Need};
use crate::batch::{LocationIndex, LotIndex, Shelf, SkuIndex, Workspace};
use crate::calendar::Day;
use crate::settings::Channel;
use crate::{Arrange, LocationId, LotNumber, Quantity};

/// Units of a lot that are chosen; of no lot for an item that is not kept by any.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LotPick {
    pub(crate) lot: Option<LotIndex>,
    pub(crate) quantity: Quantity,
}

/// A lot that may be sold, with its free units at a location.
struct Offer<'a> {
    index: LotIndex,
    lot: &'a Lot,
    free: i64,
}

fn offers<'a>(work: &'a Workspace, sku: SkuIndex, location: LocationIndex, need: &Need, safety_too: bool) -> Vec<Offer<'a>> {
    let slot = work.slot(sku);
    let free = |index| {
        let buckets = slot.on_shelf(Shelf { location, lot: Some(index) });
        buckets.available + if safety_too { buckets.safety } else { 0 }
    };
    let known = slot.lots().filter_map(|index| work.lot(sku, index).map(|lot| (index, lot)));
    let sold = known.filter(|(_, lot)| need.bar(lot).is_none());
    sold.map(|(index, lot)| Offer { index, lot, free: free(index) }).filter(|offer| offer.free > 0).collect()
}

/// Units at a location, of all lots that may be sold to whoever asks.
pub(crate) fn for_sale(work: &Workspace, sku: SkuIndex, location: LocationIndex, need: &Need, safety_too: bool) -> i64 {
    offers(work, sku, location, need, safety_too).iter().map(|offer| offer.free).sum()
}

/// Takes units at a location apart by lot, as the item's policy says. Fewer than asked for are answered if there are fewer.
pub(crate) fn choose(
    work: &Workspace,
    sku: SkuIndex,
    location: LocationIndex,
    units: Quantity,
    need: &Need,
    safety_too: bool,
) -> SmallVec<[LotPick; 2]> {
    let mut offers = offers(work, sku, location, need, safety_too);
    let picking = work.item(sku).and_then(|item| item.lots).unwrap_or_default().picking;
    // What never ends comes last.
    let end = |lot: &Lot| lot.ends_on().unwrap_or(Day::MAX);
    offers.arrange_by(|a, b| {
        let by_end = (end(a.lot), a.lot.received_at).cmp(&(end(b.lot), b.lot.received_at));
        let by_receipt = (a.lot.received_at, end(a.lot)).cmp(&(b.lot.received_at, end(b.lot)));
        let order = if picking == LotPicking::Fifo { by_receipt } else { by_end };
        order.then_with(|| a.lot.number.cmp(&b.lot.number))
    });
    let mut left = units.units();
    let mut picks = SmallVec::new();
    while left > 0 && !offers.is_empty() {
        let place = match picking {
            LotPicking::Fefo | LotPicking::Fifo => 0,
            LotPicking::FewestLots => fewest(&offers, left),
        };
        let offer = offers.remove(place);
        let taken = offer.free.min(left);
        left -= taken;
        picks.push(LotPick { lot: Some(offer.index), quantity: Quantity::from_balance(taken) });
    }
    picks
}

/// The first lot that has all that is left; if there is none, the largest. Taking the largest first needs the fewest lots.
fn fewest(offers: &[Offer<'_>], left: i64) -> usize {
    let covers = offers.iter().position(|offer| offer.free >= left);
    let largest = || offers.iter().enumerate().max_by_key(|(place, offer)| (offer.free, Reverse(*place))).map_or(0, |(place, _)| place);
    covers.unwrap_or_else(largest)
}

/// What a lot at a location offers to a buyer.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfferedLot {
    /// The location.
    pub location: LocationId,
    /// The lot.
    pub lot: LotNumber,
    /// The day on which it ends, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Day>,
    /// Units of it that would be free; of a recalled lot, those that lie there and are promised to nobody.
    pub units: Quantity,
    /// What keeps them from being sold; absent if they are among those available.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<LotBar>,
}

/// The lots at some locations that hold units which are promised to nobody, by location and number.
pub(crate) fn offered(
    work: &Workspace,
    sku: SkuIndex,
    places: &[(LocationIndex, &LocationId)],
    need: &Need,
    channel: &Channel,
) -> Vec<OfferedLot> {
    let slot = work.slot(sku);
    let mut offered = Vec::new();
    for (location, id) in places {
        let start = offered.len();
        for index in slot.lots() {
            let Some(lot) = work.lot(sku, index) else { continue };
            let buckets = slot.on_shelf(Shelf { location: *location, lot: Some(index) });
            let bar = need.bar(lot);
            let units = match bar {
                Some(LotBar::Recalled) => buckets.available.max(0) + buckets.quality_control,
                _ => buckets.available + if channel.ignores_safety_stock { buckets.safety } else { 0 },
            };
            if units > 0 {
                let (location, number) = (LocationId::clone(id), lot.number.clone());
                offered.push(OfferedLot { location, lot: number, ends_on: lot.ends_on(), units: Quantity::from_balance(units), bar });
            }
        }
        if let Some(added) = offered.get_mut(start..) {
            added.arrange_by(|a: &OfferedLot, b| a.lot.cmp(&b.lot));
        }
    }
    offered
}
