//! The engine on a storage that is written in Kotlin or Swift: called back, or driven step by step.

use std::sync::Arc;

use serde::Serialize;

use crate::refusals::OmsError;
use crate::texts::{read, write};
use crate::types::{
    AuditReport, Availability, AvailabilityQuery, CashAgeing, ChangeSet, Envelope, NumberedEntry, Order, Outcome, Page, PerformanceReport,
    Preview, Publication, PublicationQuery, Query, ReadSet, RegretQuery, Regrets, ReroutePlan, RerouteQuery, ShippingQuery, ShippingQuotes,
    SlotOffer, SlotQuery, Snapshot, Step, StockAlerts, StockAlertsQuery, StockUpload, Timestamp, UploadReport, WhatIfReport, WhatIfRequest,
};

/// A storage of your own, for `Engine.on` and for the suite that tests it. It is called from the thread that calls the engine.
///
/// Throw `OmsException.Failed` with a code of yours when it cannot do what is asked.
#[uniffi::export(with_foreign)]
pub trait Storage: Send + Sync {
    /// Reads these records from one consistent view; every list of the answer has the order of the list that asks.
    fn load(&self, wanted: ReadSet) -> Result<Snapshot, OmsError>;

    /// Writes all of these changes or nothing. False says that another writer was faster, and nothing was written.
    fn commit(&self, changes: ChangeSet) -> Result<bool, OmsError>;

    /// Reads one page of a list.
    fn scan(&self, query: Query) -> Result<Page, OmsError>;
}

/// What is asked of a consumer of the log, as the core reads it.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum ConsumerRequest {
    Unread { consumer: String, limit: u32 },
    Acknowledge { consumer: String, first: u64, last: u64 },
    Remove { consumer: String },
}

/// Carries a task out on a storage.
pub(crate) fn drive(task: &oms_wire::Task, storage: &dyn Storage) -> Result<Vec<u8>, OmsError> {
    let mut step = task.step()?;
    loop {
        step = match read(&step)? {
            Step::Load { wanted } => task.loaded(&write(&storage.load(wanted)?)?)?,
            Step::Scan { query } => task.scanned(&write(&storage.scan(query)?)?)?,
            Step::Commit { changes } => match storage.commit(changes)? {
                true => task.committed()?,
                false => task.conflicted()?,
            },
            Step::Done => return Ok(task.answer()?),
        };
    }
}

/// An engine that never calls the host: every call begins a task, whose steps the host carries out with its own database client,
/// in suspending functions if it likes. It keeps nothing but the settings it has seen last.
#[derive(Debug, Default, uniffi::Object)]
pub struct HostEngine {
    inner: oms_wire::HostEngine,
}

/// An operation on its way. Carry out its step, tell what came of it, and so on until the step is done; then take its answer.
///
/// A host that cannot carry a step out drops the task: nothing of it has taken effect, unless a commit did.
#[derive(Debug, uniffi::Object)]
pub struct Task {
    inner: oms_wire::Task,
}

fn begun(task: Result<oms_wire::Task, oms_wire::WireError>) -> Result<Arc<Task>, OmsError> {
    Ok(Arc::new(Task { inner: task? }))
}

#[uniffi::export]
impl HostEngine {
    /// An engine that has seen nothing yet.
    #[uniffi::constructor]
    pub fn new() -> Arc<HostEngine> {
        Arc::new(HostEngine::default())
    }

    /// Carries out a list of commands with one commit; the answer is `outcomes`.
    pub fn submit_many(&self, envelopes: Vec<Envelope>) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.submit_many(&write(&envelopes)?))
    }

    /// What commands would do if they were sent now; the answer is `preview`.
    pub fn preview(&self, envelopes: Vec<Envelope>) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.preview(&write(&envelopes)?))
    }

    /// The order of that id; the answer is `order`.
    pub fn order(&self, id: String) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.order(&id))
    }

    /// The order that has that id in its channel; the answer is `order`.
    pub fn order_by_external_id(&self, channel: String, external_id: String) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.order_by_external_id(&channel, &external_id))
    }

    /// What can be promised now; the answer is `availability`.
    pub fn availability(&self, query: AvailabilityQuery) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.availability(&write(&query)?))
    }

    /// The slots of some days; the answer is `slots`.
    pub fn slots(&self, query: SlotQuery) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.slots(&write(&query)?))
    }

    /// Sets the stock of many SKUs row by row; the answer is `upload_report`.
    #[uniffi::method(default(csv = None))]
    pub fn upload_stock(&self, upload: StockUpload, csv: Option<Vec<u8>>) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.upload_stock(&write(&upload)?, csv.as_deref()))
    }

    /// What runs low; the answer is `stock_alerts`.
    pub fn stock_alerts(&self, query: StockAlertsQuery) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.stock_alerts(&write(&query)?))
    }

    /// How orders that wait would best be sent together; the answer is `reroute_plan`.
    pub fn plan_reroute(&self, query: RerouteQuery) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.plan_reroute(&write(&query)?))
    }

    /// What it would cost to ship an order from other locations; the answer is `regrets`.
    pub fn regrets(&self, query: RegretQuery) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.regrets(&write(&query)?))
    }

    /// What it costs to send goods; the answer is `shipping`.
    pub fn quote_shipping(&self, query: ShippingQuery) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.quote_shipping(&write(&query)?))
    }

    /// What a channel is to be told; the answer is `publication`.
    pub fn publication(&self, query: PublicationQuery) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.publication(&write(&query)?))
    }

    /// One page of a list; the answer is `page`.
    pub fn query(&self, query: Query) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.query(&write(&query)?))
    }

    /// The entries of the log that a consumer has not acknowledged; the answer is `entries`.
    #[uniffi::method(default(limit = 500))]
    pub fn unread(&self, consumer: String, limit: u32) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.consume(&write(&ConsumerRequest::Unread { consumer, limit })?))
    }

    /// Says that a consumer has dealt with these entries of the log, which are those that come next; the answer is `moved`.
    pub fn acknowledge(&self, consumer: String, first: u64, last: u64) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.consume(&write(&ConsumerRequest::Acknowledge { consumer, first, last })?))
    }

    /// Keeps the place of a consumer no more; the answer is `moved`.
    pub fn remove_consumer(&self, consumer: String) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.consume(&write(&ConsumerRequest::Remove { consumer })?))
    }

    /// What would have come of a recorded period with some changes; the answer is `what_if_report`.
    pub fn what_if(&self, request: WhatIfRequest) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.what_if(&write(&request)?))
    }

    /// Works out units and money again; the answer is `audit`.
    pub fn audit(&self) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.audit())
    }

    /// Cash that couriers have at an instant; the answer is `cash_ageing`.
    pub fn cash_ageing(&self, at: Timestamp) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.cash_ageing(&at.text()))
    }

    /// What carriers and locations have done; the answer is `performance`.
    pub fn performance(&self) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.performance())
    }

    /// The digest of the whole state; the answer is `digest`.
    pub fn digest(&self) -> Result<Arc<Task>, OmsError> {
        begun(self.inner.digest())
    }
}

#[uniffi::export]
impl Task {
    /// What the host must do next.
    pub fn step(&self) -> Result<Step, OmsError> {
        read(&self.inner.step()?)
    }

    /// Takes the records asked for; answers the next step.
    pub fn loaded(&self, snapshot: Snapshot) -> Result<Step, OmsError> {
        read(&self.inner.loaded(&write(&snapshot)?)?)
    }

    /// Takes the page asked for; answers the next step.
    pub fn scanned(&self, page: Page) -> Result<Step, OmsError> {
        read(&self.inner.scanned(&write(&page)?)?)
    }

    /// The changes are written; answers the next step.
    pub fn committed(&self) -> Result<Step, OmsError> {
        read(&self.inner.committed()?)
    }

    /// Nothing was written, since another writer was faster; answers the next step.
    pub fn conflicted(&self) -> Result<Step, OmsError> {
        read(&self.inner.conflicted()?)
    }

    /// The answer of a task that submits.
    pub fn outcomes(&self) -> Result<Vec<Outcome>, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that previews.
    pub fn preview(&self) -> Result<Preview, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that finds an order.
    pub fn order(&self) -> Result<Option<Order>, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that asks what can be promised.
    pub fn availability(&self) -> Result<Vec<Availability>, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that asks for slots.
    pub fn slots(&self) -> Result<Vec<SlotOffer>, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that uploads stock.
    pub fn upload_report(&self) -> Result<UploadReport, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that asks what runs low.
    pub fn stock_alerts(&self) -> Result<StockAlerts, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that plans orders anew.
    pub fn reroute_plan(&self) -> Result<ReroutePlan, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that weighs locations.
    pub fn regrets(&self) -> Result<Regrets, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that asks what it costs to send goods.
    pub fn shipping(&self) -> Result<ShippingQuotes, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that asks what a channel is to be told.
    pub fn publication(&self) -> Result<Publication, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that lists.
    pub fn page(&self) -> Result<Page, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that reads what is unread.
    pub fn entries(&self) -> Result<Vec<NumberedEntry>, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that moves or removes a consumer: whether there was something to do.
    pub fn moved(&self) -> Result<bool, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that audits.
    pub fn audit(&self) -> Result<AuditReport, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that sums up cash.
    pub fn cash_ageing(&self) -> Result<CashAgeing, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that plays a period with changes.
    pub fn what_if_report(&self) -> Result<WhatIfReport, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that sums up what carriers and locations have done.
    pub fn performance(&self) -> Result<PerformanceReport, OmsError> {
        read(&self.inner.answer()?)
    }

    /// The answer of a task that sums up.
    pub fn digest(&self) -> Result<String, OmsError> {
        read(&self.inner.answer()?)
    }
}
