use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::key_of;
use crate::batch::{Shelf, Workspace};
use crate::document::DocumentBody;
use crate::lot::naming;
use crate::settings::CurrencyAmount;
use crate::{Actor, DocumentId, LocationId, LotNumber, Quantity, Rejection, Sku, Timestamp};

/// A count of some SKUs at a location.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Where.
    pub location: LocationId,
    /// What is counted, sorted.
    pub skus: Vec<Sku>,
    /// Whether who counts is not told how far the books are off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blind: bool,
    /// Where it stands.
    pub state: CountState,
    /// When it was opened. Nothing of it is counted before.
    pub opened_at: Timestamp,
    /// Who opened it.
    pub opened_by: Actor,
    /// What has been counted, by SKU and lot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<CountLine>,
    /// When it was approved or canceled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// Who approved or canceled it; absent if the tolerance of the policies did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<Actor>,
}

/// Where a count stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CountState {
    /// Units are counted, or wait to be approved. Stock is as it was.
    Open,
    /// What was found has been applied to stock.
    Approved,
    /// It was given up. Stock is as it was.
    Canceled,
}

impl CountState {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            CountState::Open => "open",
            CountState::Approved => "approved",
            CountState::Canceled => "canceled",
        }
    }
}

/// What was counted of a SKU, or of a lot of it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CountLine {
    /// What.
    pub sku: Sku,
    /// The lot, where the item is kept by lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units that were there, whatever their state.
    pub counted: Quantity,
    /// When they were counted.
    pub counted_at: Timestamp,
    /// Who recorded them.
    pub counted_by: Actor,
    /// Units that were on hand at that instant by the books.
    pub expected: i64,
    /// What the difference is worth at the cost of a unit, by currency; empty where no cost is known. Below nothing if units are missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<CurrencyAmount>,
}

impl CountLine {
    /// By how many units more were there than by the books; below nothing if units are missing.
    pub fn variance(&self) -> i64 {
        self.counted.units() - self.expected
    }
}

impl Count {
    /// What has been counted of a shelf.
    pub fn line(&self, sku: &Sku, lot: Option<&LotNumber>) -> Option<&CountLine> {
        self.lines.iter().find(|line| &line.sku == sku && line.lot.as_ref() == lot)
    }

    /// Refuses unless it is open.
    pub(super) fn check_open(&self, id: &DocumentId) -> Result<(), Rejection> {
        match self.state {
            CountState::Open => Ok(()),
            state => Err(Rejection::CountClosed { count: id.clone(), state }),
        }
    }

    /// Refuses if the SKU is not counted here.
    pub(super) fn check_on_it(&self, id: &DocumentId, sku: &Sku) -> Result<(), Rejection> {
        match self.skus.binary_search(sku) {
            Ok(_) => Ok(()),
            Err(_) => Err(Rejection::NotInCount { count: id.clone(), sku: sku.clone() }),
        }
    }

    /// SKUs of which something has not been counted: one of which nothing has, or a lot that should lie there has not.
    pub(super) fn uncounted(&self, work: &mut Workspace) -> Result<Vec<Sku>, Rejection> {
        let location = work.location(&self.location);
        let mut uncounted = Vec::new();
        for sku in &self.skus {
            let index = work.stocked_item(sku)?;
            let slot = work.slot(index);
            let by_lot = slot.item().is_some_and(|item| item.lots.is_some());
            let is_missing = if by_lot {
                let there = slot.lots().filter(|lot| !slot.on_shelf(Shelf { location, lot: Some(*lot) }).is_zero());
                there.filter_map(|lot| slot.lot_number(lot)).any(|lot| self.line(sku, Some(lot)).is_none())
            } else {
                self.line(sku, None).is_none()
            };
            if is_missing {
                uncounted.push(sku.clone());
            }
        }
        Ok(uncounted)
    }
}

/// What a difference is worth by the costs of a unit that are known.
pub(super) fn values(costs: &[CurrencyAmount], variance: i64) -> Vec<CurrencyAmount> {
    let costs = costs.iter().filter(|_| variance != 0);
    let values = costs.filter_map(|cost| {
        let amount = cost.amount.checked_mul(Decimal::from(variance))?;
        Some(CurrencyAmount { currency: cost.currency, amount })
    });
    values.collect()
}

/// The shelf of a SKU, or of a lot of it that is known, at a location.
pub(super) fn shelf_of(
    work: &mut Workspace,
    location: &LocationId,
    sku: &Sku,
    lot: Option<&LotNumber>,
) -> Result<(crate::batch::SkuIndex, Shelf), Rejection> {
    let index = work.stocked_item(sku)?;
    let lot = naming::known(work, index, lot)?;
    Ok((index, Shelf { location: work.location(location), lot }))
}

impl Workspace {
    /// A copy of a count, to be changed and put back.
    pub(super) fn count_paper(&self, id: &DocumentId) -> Result<Count, Rejection> {
        match self.document(&key_of(id)).map(|document| &document.body) {
            Some(DocumentBody::Count(count)) => Ok(count.clone()),
            _ => Err(Rejection::UnknownCount { count: id.clone() }),
        }
    }
}
