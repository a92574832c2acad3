use serde::{Deserialize, Serialize};

use super::Waiting;
use crate::document::{DocumentKey, Subject};
use crate::query::Query;
use crate::{Arrange, ChannelId, CommandId, CustomerId, ExternalId, LocationId, OrderId, ReservationId, Sku, Timestamp};

/// The records a batch wants in memory. Every list is sorted and free of repetitions.
///
/// A storage answers with a [`Snapshot`](crate::batch::Snapshot) whose lists run in parallel to these.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadSet {
    /// The version of the settings the asker has; the storage sends them only if its own are of another version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings_known: Option<u64>,
    /// Orders, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderId>,
    /// Orders, by the id they have in their channel.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub external_ids: Vec<ExternalKey>,
    /// Items with all their stock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<Sku>,
    /// Reservations of carts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<ReservationId>,
    /// Customers, for their latest orders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub customers: Vec<CustomerId>,
    /// Commands, for their log entries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<CommandId>,
    /// Orders that wait for stock of a SKU.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<WaitingQuery>,
    /// Papers, by kind and id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentKey>,
    /// Subjects, for the open papers about them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject>,
    /// What moved lately.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<MovedQuery>,
    /// What is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DueQuery>,
    /// Pages of lists, as a scan answers them, from the same view as the records. Few commands want any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<Query>,
}

/// The id an order has in its channel.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExternalKey {
    /// The channel.
    pub channel: ChannelId,
    /// Its id of the order.
    pub external_id: ExternalId,
}

/// Asks for the first orders that wait for stock of a SKU: highest priority first, then placed first, then by id.
///
/// Orders that no stock is promised to stand in queues likewise, under names of their own in the place of a SKU.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WaitingQuery {
    /// The SKU.
    pub sku: Sku,
    /// Only what comes after this place of the queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Waiting>,
    /// The most orders wanted.
    pub limit: u32,
}

/// Asks for what moved of a SKU at a location since an instant.
///
/// Looked at are the last `limit` entries of the log that moved units of it there; answered are all such movements of those that were
/// given after the instant, last entry first. As many entries as were looked at mean that there may be more.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MovedQuery {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// Only commands that were given after this instant.
    pub after: Timestamp,
    /// The most entries looked at.
    pub limit: u32,
}

/// Asks for the reservations, orders and papers whose time has come, first due first, then reservations before orders before papers,
/// by id, papers by kind first.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DueQuery {
    /// Whatever is due at this instant or before.
    pub until: Timestamp,
    /// The most wanted.
    pub limit: u32,
}

impl ReadSet {
    pub(crate) fn order(&mut self, id: &OrderId) {
        self.orders.push(id.clone());
    }

    pub(crate) fn external_id(&mut self, channel: &ChannelId, external_id: &ExternalId) {
        self.external_ids.push(ExternalKey { channel: channel.clone(), external_id: external_id.clone() });
    }

    pub(crate) fn sku(&mut self, sku: &Sku) {
        self.skus.push(sku.clone());
    }

    pub(crate) fn reservation(&mut self, id: &ReservationId) {
        self.reservations.push(id.clone());
    }

    pub(crate) fn customer(&mut self, id: &CustomerId) {
        self.customers.push(id.clone());
    }

    pub(crate) fn waiting(&mut self, sku: &Sku, limit: u32) {
        self.sku(sku);
        self.waiting.push(WaitingQuery { sku: sku.clone(), after: None, limit });
    }

    /// Orders of a queue after a place of it.
    pub(crate) fn queued(&mut self, key: &Sku, after: Option<&Waiting>, limit: u32) {
        self.waiting.push(WaitingQuery { sku: key.clone(), after: after.cloned(), limit });
    }

    /// A SKU with who waits for it and what is on order of it.
    pub(crate) fn supply(&mut self, sku: &Sku, limit: u32) {
        self.waiting(sku, limit);
        self.subject(Subject::Supply(sku.clone()));
    }

    pub(crate) fn document(&mut self, key: DocumentKey) {
        self.documents.push(key);
    }

    pub(crate) fn page(&mut self, query: Query) {
        if !self.pages.contains(&query) {
            self.pages.push(query);
        }
    }

    pub(crate) fn subject(&mut self, subject: Subject) {
        self.subjects.push(subject);
    }

    /// What moved of a SKU at a location after an instant.
    pub(crate) fn moved(&mut self, sku: &Sku, location: &LocationId, after: Timestamp, limit: u32) {
        self.moved.push(MovedQuery { sku: sku.clone(), location: location.clone(), after, limit });
    }

    /// Sorts every list and drops repetitions.
    pub(crate) fn normalize(&mut self) {
        tidy(&mut self.orders, |id| beginning(id.as_str()));
        tidy(&mut self.external_ids, |key| (beginning(key.channel.as_str()), beginning(key.external_id.as_str())));
        tidy(&mut self.skus, |sku| beginning(sku.as_str()));
        tidy(&mut self.reservations, |id| beginning(id.as_str()));
        tidy(&mut self.customers, |id| beginning(id.as_str()));
        tidy(&mut self.commands, |id| beginning(id.as_str()));
        tidy(&mut self.documents, |key| (key.kind, beginning(key.id.as_str())));
        tidy(&mut self.subjects, |subject| (subject.part(), beginning(subject.id())));
        self.waiting.arrange();
        self.waiting.dedup_by(|later, first| {
            let same = later.sku == first.sku && later.after == first.after;
            if same {
                first.limit = first.limit.saturating_add(later.limit).min(WAITING_MAX);
            }
            same
        });
        // Sorted, the earliest instant comes first: what moved since then holds what moved since a later one.
        self.moved.arrange();
        self.moved.dedup_by(|later, first| {
            let same = later.sku == first.sku && later.location == first.location;
            if same {
                first.limit = first.limit.max(later.limit);
            }
            same
        });
    }

    /// Whether nothing is wanted.
    pub fn is_empty(&self) -> bool {
        self.orders.is_empty()
            && self.external_ids.is_empty()
            && self.skus.is_empty()
            && self.reservations.is_empty()
            && self.customers.is_empty()
            && self.commands.is_empty()
            && self.waiting.is_empty()
            && self.documents.is_empty()
            && self.subjects.is_empty()
            && self.moved.is_empty()
            && self.due.is_none()
            && self.pages.is_empty()
    }
}

/// As many keys are sorted as they are: the keys of one order.
const AT_A_GLANCE: usize = 8;

/// Sorts keys and drops repetitions. Most differ in how they begin, which is compared as a number beside them: a longer id lies
/// elsewhere in memory, and is looked up only where that number is the same.
fn tidy<T: Ord, B: Ord>(list: &mut Vec<T>, beginning: impl Fn(&T) -> B) {
    if list.len() <= AT_A_GLANCE {
        list.arrange();
        list.dedup();
        return;
    }
    let mut sorted: Vec<(B, T)> = list.drain(..).map(|key| (beginning(&key), key)).collect();
    sorted.arrange();
    sorted.dedup();
    list.extend(sorted.into_iter().map(|(_, key)| key));
}

/// The first eight bytes of an id as a number: ids that differ in it stand in the same order as their numbers do.
fn beginning(id: &str) -> u64 {
    match id.as_bytes().first_chunk::<8>() {
        Some(bytes) => u64::from_be_bytes(*bytes),
        None => id.bytes().chain(std::iter::repeat(0)).take(8).fold(0, |number, byte| number << 8 | u64::from(byte)),
    }
}

/// The most waiting orders of one SKU that a batch serves.
pub(crate) const WAITING_MAX: u32 = 100_000;
