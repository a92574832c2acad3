//! What an export is made of: one JSON object a line, named by what it holds.

use std::sync::Arc;

use oms_core::batch::{CounterValue, Recent, Waiting};
use oms_core::consumer::ConsumerPosition;
use oms_core::document::Document;
use oms_core::inventory::StockLevel;
use oms_core::order::Order;
use oms_core::query::NumberedEntry;
use oms_core::reservation::Reservation;
use oms_core::{CustomerId, Item, Settings, Sku};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::TenantError;

/// The newest format this version knows. A change of what a line holds, or of what a digest is made of, is a further one.
pub(super) const FORMAT: u32 = 2;

/// The format of a tenant with no consumers, or with some. Without any, a version that knows only the first can read it.
pub(super) const fn format(consumers: usize) -> u32 {
    if consumers == 0 { 1 } else { FORMAT }
}

/// A line. The first is a `tenant`, the last an `end`; between them come all others, kind by kind in this order.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    Tenant(Header),
    Settings(Arc<Settings>),
    Item(Arc<Item>),
    Stock(StockLevel),
    Counter(CounterLine),
    Order(Arc<Order>),
    Reservation(Arc<Reservation>),
    Document(Arc<Document>),
    Waiting(WaitingLine),
    Recent(RecentLine),
    Log(NumberedEntry),
    /// Since the second format.
    Consumer(ConsumerPosition),
    End(Trailer),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) format: u32,
    /// Counts the commands that changed settings or items.
    pub(super) epoch: u64,
    /// The number of the last entry of the log.
    pub(super) log_end: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CounterLine {
    pub(super) sku: Sku,
    pub(super) value: CounterValue,
}

/// Orders that wait for a SKU, first to be served first.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WaitingLine {
    pub(super) sku: Sku,
    pub(super) orders: Vec<Waiting>,
}

/// The latest orders of a customer, newest first.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecentLine {
    pub(super) customer: CustomerId,
    pub(super) orders: Vec<Recent>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trailer {
    /// How many lines come before this one.
    pub(super) lines: u64,
    /// The digest of the state, as the engine tells it.
    pub(super) state: String,
    /// The SHA-256 of all that comes before this line.
    pub(super) sha256: String,
}

impl Line {
    /// The line as it is written, without its end.
    pub(super) fn to_text(&self) -> Result<String, TenantError> {
        oms_core::writer::to_string(self).map_err(TenantError::storage)
    }
}

/// Adds up what has been written or read.
#[derive(Default)]
pub(super) struct Sum {
    sha: Sha256,
    pub(super) lines: u64,
}

impl Sum {
    pub(super) fn add(&mut self, line: &str) {
        self.sha.update(line.as_bytes());
        self.sha.update(b"\n");
        self.lines += 1;
    }

    pub(super) fn finish(&self) -> String {
        self.sha.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
