//! What would make an audit clean again, as far as stock goes.

use crate::{SortedMap, SortedSet};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{AuditReport, Difference};
use crate::inventory::{Bucket, REPAIRS_MAX, RepairStock, StockRepair};
use crate::{Arrange, LocationId, LotNumber, Sku};

/// Which side is believed where a balance and the ledger of movements disagree.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// The ledger: it is only ever added to. Balances become what it makes.
    Ledger,
    /// The balances: somebody has counted, and the ledger was damaged. It gets movements that make it agree.
    Balances,
}

/// What to repair, worked out from what an audit found. It is carried out by [`RepairStock`], which a preview shows before.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RepairPlan {
    /// The number of the last entry of the log that the audit looked at.
    pub audited_through: u64,
    /// What to repair, in this order. A command takes at most 10,000.
    pub repairs: Vec<StockRepair>,
    /// Differences that no plan repairs: somebody has to look at them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unrepaired: Vec<Difference>,
}

/// A state of stock on a shelf.
type State<'a> = (&'a Sku, &'a LocationId, Option<&'a LotNumber>, Bucket);

impl RepairPlan {
    /// The plan for a report.
    ///
    /// Each balance is set right against the ledger, or the ledger against it. Then what is promised follows orders and reservations, which
    /// are what customers have been told: units that nobody holds come free, and units that somebody holds are taken from what is free.
    pub fn of(report: &AuditReport, trust: Trust) -> RepairPlan {
        let mut plan = RepairPlan { audited_through: report.entries, ..RepairPlan::default() };
        let promised = report.differences.iter().filter_map(|difference| match difference {
            Difference::Promised { sku, location, lot, bucket, held, .. } => Some(((sku, location, lot.as_ref(), *bucket), *held)),
            _ => None,
        });
        let promised: SortedMap<State<'_>, i64> = promised.collect();
        let mut settled: SortedSet<State<'_>> = SortedSet::new();
        for difference in &report.differences {
            match difference {
                Difference::StockBalance { sku, location, lot, bucket, moved, kept } => {
                    let state = (sku, location, lot.as_ref(), *bucket);
                    let stands = if trust == Trust::Ledger { *moved } else { *kept };
                    settled.insert(state);
                    if stands < 0 && *bucket != Bucket::Available {
                        plan.unrepaired.push(difference.clone());
                        continue;
                    }
                    let (sku, location, lot, bucket) = (sku.clone(), location.clone(), lot.clone(), *bucket);
                    plan.repairs.push(match trust {
                        Trust::Ledger => StockRepair::Balance { sku, location, lot, bucket, kept: *kept, becomes: *moved },
                        Trust::Balances => StockRepair::Ledger { sku, location, lot, bucket, moved: *moved, becomes: *kept },
                    });
                    // Where no difference is told, orders and reservations hold what was kept.
                    let held = promised.get(&state).copied().unwrap_or(*kept);
                    plan.promise(state, stands, held);
                }
                Difference::Promised { sku, location, lot, bucket, held, kept } => {
                    let state = (sku, location, lot.as_ref(), *bucket);
                    if !settled.contains(&state) {
                        plan.promise(state, *kept, *held);
                    }
                }
                Difference::Backordered { sku, held, kept } => {
                    plan.repairs.push(StockRepair::Backordered { sku: sku.clone(), kept: *kept, becomes: *held });
                }
                other => plan.unrepaired.push(other.clone()),
            }
        }
        plan
    }

    fn promise(&mut self, (sku, location, lot, bucket): State<'_>, kept: i64, held: i64) {
        if kept != held && matches!(bucket, Bucket::Reserved | Bucket::Committed) {
            let (sku, location, lot) = (sku.clone(), location.clone(), lot.cloned());
            self.repairs.push(StockRepair::Promise { sku, location, lot, bucket, kept, becomes: held });
        }
    }

    /// The commands that carry it out. All repairs of a SKU stand in one command, unless there are more than fit.
    pub fn commands(&self, reason: &str) -> Vec<RepairStock> {
        let mut commands: Vec<RepairStock> = Vec::new();
        let mut sorted = self.repairs.clone();
        sorted.arrange_by(|one, other| one.sku().cmp(other.sku()));
        for of_sku in sorted.chunk_by(|one, other| one.sku() == other.sku()) {
            match commands.last_mut().filter(|last| last.repairs.len() + of_sku.len() <= REPAIRS_MAX) {
                Some(last) => last.repairs.extend_from_slice(of_sku),
                None => commands.push(RepairStock {
                    audited_through: self.audited_through,
                    repairs: of_sku.to_vec(),
                    reason: SmolStr::new(reason),
                }),
            }
        }
        commands
    }
}
