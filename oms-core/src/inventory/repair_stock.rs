//! Repair what an audit found: balances, the ledger of stock, what is promised and what is counted as waiting.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::adjust_stock::check_reason;
use super::{Bucket, Place};
use crate::batch::{Counter, ReadSet, Shelf, SkuIndex, Workspace};
use crate::event::Event;
use crate::tagged;
use crate::{LocationId, LotNumber, Quantity, Rejection, Sku, Timestamp};

/// The most repairs of a command.
pub(crate) const REPAIRS_MAX: usize = 10_000;

/// The largest balance that is repaired, in units: more than any sum of quantities that commands bring about.
const BALANCE_MAX: i64 = 1_000_000_000_000;

/// Repairs stock by the plan of an audit: see [`RepairPlan`](crate::audit::RepairPlan).
///
/// It takes effect only on what was audited: if a level has been moved since, or stands otherwise than the plan says, it is refused with
/// `repair_outdated`, and so is a plan that was carried out before. All repairs take effect or none does.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RepairStock {
    /// The number of the last entry of the log that the audit looked at.
    pub audited_through: u64,
    /// What to repair, in this order; 1 to 10,000.
    pub repairs: Vec<StockRepair>,
    /// Why.
    pub reason: SmolStr,
}

tagged! {
by "type" of "StockRepair", read by members;
/// One figure that is repaired.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum StockRepair {
    /// A balance becomes what the ledger makes. The ledger is right, so no movement is written.
    Balance {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// The state.
        bucket: Bucket,
        /// What is kept.
        kept: i64,
        /// What the ledger makes.
        becomes: i64,
    },
    /// The ledger gets a movement that makes it agree with a balance. The balance is right, and stays.
    Ledger {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// The state.
        bucket: Bucket,
        /// What the ledger makes.
        moved: i64,
        /// What is kept.
        becomes: i64,
    },
    /// What is promised becomes what orders and reservations hold; the difference moves from or to what is available.
    Promise {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// Reserved or committed.
        bucket: Bucket,
        /// What is kept, after the repairs before this one.
        kept: i64,
        /// What orders and reservations hold.
        becomes: i64,
    },
    /// The count of units on backorder becomes what orders have.
    Backordered {
        /// The SKU.
        sku: Sku,
        /// What is counted.
        kept: i64,
        /// What orders have.
        becomes: i64,
    },
}
}

impl StockRepair {
    /// What is repaired.
    pub const fn sku(&self) -> &Sku {
        match self {
            StockRepair::Balance { sku, .. }
            | StockRepair::Ledger { sku, .. }
            | StockRepair::Promise { sku, .. }
            | StockRepair::Backordered { sku, .. } => sku,
        }
    }

    /// Where, unless it is counted over all locations.
    pub const fn location(&self) -> Option<&LocationId> {
        match self {
            StockRepair::Balance { location, .. } | StockRepair::Ledger { location, .. } | StockRepair::Promise { location, .. } => {
                Some(location)
            }
            StockRepair::Backordered { .. } => None,
        }
    }

    fn outdated(&self) -> Rejection {
        Rejection::RepairOutdated { sku: self.sku().clone(), location: self.location().cloned() }
    }
}

pub(crate) fn reads(command: &RepairStock, wanted: &mut ReadSet) {
    for repair in &command.repairs {
        wanted.sku(repair.sku());
        if let Some(location) = repair.location() {
            wanted.moved(repair.sku(), location, Timestamp::MIN, 1);
        }
    }
}

pub(crate) fn execute(command: &RepairStock, work: &mut Workspace) -> Result<(), Rejection> {
    check_reason(&command.reason)?;
    if command.repairs.is_empty() || command.repairs.len() > REPAIRS_MAX {
        return Err(Rejection::field("repairs", format!("name 1 to {REPAIRS_MAX} repairs")));
    }
    for (place, repair) in command.repairs.iter().enumerate() {
        check(place, repair)?;
        check_unmoved(command, repair, work)?;
        carry_out(repair, work)?;
        work.emit(Event::StockRepaired { repair: repair.clone() });
    }
    Ok(())
}

fn check(place: usize, repair: &StockRepair) -> Result<(), Rejection> {
    let (bucket, figures) = match repair {
        StockRepair::Balance { bucket, kept, becomes, .. } => (Some(*bucket), [*kept, *becomes]),
        StockRepair::Ledger { bucket, moved, becomes, .. } => (Some(*bucket), [*moved, *becomes]),
        StockRepair::Promise { bucket, kept, becomes, .. } => (Some(*bucket), [*kept, *becomes]),
        StockRepair::Backordered { kept, becomes, .. } => (None, [*kept, *becomes]),
    };
    let [_, becomes] = figures;
    let may_be_negative = bucket == Some(Bucket::Available) || matches!(repair, StockRepair::Ledger { .. });
    if figures.iter().any(|figure| figure.unsigned_abs() > BALANCE_MAX.unsigned_abs()) || (becomes < 0 && !may_be_negative) {
        return Err(Rejection::field(format!("repairs[{place}].becomes"), "no balance stands so: repair by the plan of an audit"));
    }
    if matches!(repair, StockRepair::Promise { .. }) && !matches!(bucket, Some(Bucket::Reserved | Bucket::Committed)) {
        return Err(Rejection::field(format!("repairs[{place}].bucket"), "what is promised is reserved or committed"));
    }
    Ok(())
}

/// Nothing may have moved there since the audit, neither before this batch nor within it.
fn check_unmoved(command: &RepairStock, repair: &StockRepair, work: &Workspace) -> Result<(), Rejection> {
    let Some(location) = repair.location() else { return Ok(()) };
    let sku = repair.sku();
    let before = work.moved(sku, location).iter().any(|row| row.number > command.audited_through);
    let there = |movement: &super::Movement| &movement.sku == sku && &movement.location == location;
    let within = work.entries_of_batch().iter().any(|entry| entry.movements.iter().any(there));
    if before || within { Err(repair.outdated()) } else { Ok(()) }
}

fn carry_out(repair: &StockRepair, work: &mut Workspace) -> Result<(), Rejection> {
    let sku = work.sku(repair.sku());
    match repair {
        StockRepair::Balance { location, lot, bucket, kept, becomes, .. } => {
            let shelf = guarded(repair, work, sku, location, lot.as_ref(), *bucket, *kept)?;
            work.repair_balance(sku, shelf, *bucket, becomes - kept);
        }
        StockRepair::Ledger { location, lot, bucket, moved, becomes, .. } => {
            let shelf = guarded(repair, work, sku, location, lot.as_ref(), *bucket, *becomes)?;
            let (from, to) = if becomes > moved { (Place::Adjustment, (*bucket).into()) } else { ((*bucket).into(), Place::Adjustment) };
            work.repair_ledger(sku, shelf, from, to, Quantity::from_balance((becomes - moved).abs()));
        }
        StockRepair::Promise { location, lot, bucket, kept, becomes, .. } => {
            let shelf = guarded(repair, work, sku, location, lot.as_ref(), *bucket, *kept)?;
            let held = (*bucket).into();
            let (from, to) = if becomes > kept { (Place::Available, held) } else { (held, Place::Available) };
            work.correct(sku, shelf, from, to, Quantity::from_balance((becomes - kept).abs()));
        }
        StockRepair::Backordered { kept, becomes, .. } => {
            if work.slot(sku).counter(&Counter::Backordered) != *kept {
                return Err(repair.outdated());
            }
            work.count(sku, &Counter::Backordered, becomes - kept, Some(*becomes));
        }
    }
    Ok(())
}

/// The shelf, if a state of it stands as the plan says. The commit relies on it.
fn guarded(
    repair: &StockRepair,
    work: &mut Workspace,
    sku: SkuIndex,
    location: &LocationId,
    lot: Option<&LotNumber>,
    bucket: Bucket,
    expected: i64,
) -> Result<Shelf, Rejection> {
    let shelf = work.shelf(sku, location, lot);
    if work.on_shelf(sku, shelf).of(bucket) != expected {
        return Err(repair.outdated());
    }
    work.rely_on_exact(sku, shelf);
    Ok(shelf)
}
