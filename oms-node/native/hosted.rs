//! The engine on a storage of the host's: every operation as steps that JavaScript carries out.

use napi::Result;
use napi_derive::napi;
use oms_wire::{HostEngine, Task};

use crate::{answered, thrown};

/// An engine whose storage is the host's.
#[napi]
pub struct NativeHostEngine {
    engine: HostEngine,
}

/// An operation on its way. Every call answers the next `Step`.
#[napi]
pub struct NativeTask {
    task: Task,
}

#[napi]
impl NativeHostEngine {
    /// An engine that has seen nothing yet.
    #[napi(constructor, catch_unwind)]
    #[allow(clippy::new_without_default, reason = "it is made from JavaScript")]
    pub fn new() -> NativeHostEngine {
        NativeHostEngine { engine: HostEngine::new() }
    }

    /// Carries out a list of `Envelope`; the answer is the list of their outcomes.
    #[napi(catch_unwind)]
    pub fn submit_many(&self, commands: String) -> Result<NativeTask> {
        begun(self.engine.submit_many(commands.as_bytes()))
    }

    /// The answer is the `Preview` of a list of `Envelope`.
    #[napi(catch_unwind)]
    pub fn preview(&self, commands: String) -> Result<NativeTask> {
        begun(self.engine.preview(commands.as_bytes()))
    }

    /// The answer is the `Page` of a `Query`.
    #[napi(catch_unwind)]
    pub fn query(&self, query: String) -> Result<NativeTask> {
        begun(self.engine.query(query.as_bytes()))
    }

    /// The answer is what a `ConsumerRequest` asks of a consumer of the log.
    #[napi(catch_unwind)]
    pub fn consume(&self, request: String) -> Result<NativeTask> {
        begun(self.engine.consume(request.as_bytes()))
    }

    /// The answer is the order of that id, or `null`.
    #[napi(catch_unwind)]
    pub fn order(&self, id: String) -> Result<NativeTask> {
        begun(self.engine.order(&id))
    }

    /// The answer is the order that has that id in its channel, or `null`.
    #[napi(catch_unwind)]
    pub fn order_by_external_id(&self, channel: String, external_id: String) -> Result<NativeTask> {
        begun(self.engine.order_by_external_id(&channel, &external_id))
    }

    /// The answer is a list of `Availability`.
    #[napi(catch_unwind)]
    pub fn availability(&self, query: String) -> Result<NativeTask> {
        begun(self.engine.availability(query.as_bytes()))
    }

    /// The answer is a list of `SlotOffer`.
    #[napi(catch_unwind)]
    pub fn slots(&self, query: String) -> Result<NativeTask> {
        begun(self.engine.slots(query.as_bytes()))
    }

    /// The answer is a `ReroutePlan`.
    #[napi(catch_unwind)]
    pub fn plan_reroute(&self, query: String) -> Result<NativeTask> {
        begun(self.engine.plan_reroute(query.as_bytes()))
    }

    /// The answer is `Regrets`.
    #[napi(catch_unwind)]
    pub fn regrets(&self, query: String) -> Result<NativeTask> {
        begun(self.engine.regrets(query.as_bytes()))
    }

    /// The answer is a `ShippingQuotes`.
    #[napi(catch_unwind)]
    pub fn quote_shipping(&self, query: String) -> Result<NativeTask> {
        begun(self.engine.quote_shipping(query.as_bytes()))
    }

    /// The answer is a `Publication`.
    #[napi(catch_unwind)]
    pub fn publication(&self, query: String) -> Result<NativeTask> {
        begun(self.engine.publication(query.as_bytes()))
    }

    /// Carries out a `StockUpload`, with the rows of a CSV file; the answer is an `UploadReport`.
    #[napi(catch_unwind)]
    pub fn upload_stock(&self, upload: String, csv: Option<String>) -> Result<NativeTask> {
        begun(self.engine.upload_stock(upload.as_bytes(), csv.as_deref().map(str::as_bytes)))
    }

    /// The answer are the `StockAlerts`.
    #[napi(catch_unwind)]
    pub fn stock_alerts(&self, query: String) -> Result<NativeTask> {
        begun(self.engine.stock_alerts(query.as_bytes()))
    }

    /// The answer to a `WhatIfRequest` is a `WhatIfReport`.
    #[napi(catch_unwind)]
    pub fn what_if(&self, request: String) -> Result<NativeTask> {
        begun(self.engine.what_if(request.as_bytes()))
    }

    /// The answer is an `AuditReport`.
    #[napi(catch_unwind)]
    pub fn audit(&self) -> Result<NativeTask> {
        begun(self.engine.audit())
    }

    /// The answer is the `CashAgeing` of an instant.
    #[napi(catch_unwind)]
    pub fn cash_ageing(&self, at: String) -> Result<NativeTask> {
        begun(self.engine.cash_ageing(&at))
    }

    /// The answer is a `PerformanceReport`.
    #[napi(catch_unwind)]
    pub fn performance(&self) -> Result<NativeTask> {
        begun(self.engine.performance())
    }

    /// The answer is the digest of the whole state.
    #[napi(catch_unwind)]
    pub fn digest(&self) -> Result<NativeTask> {
        begun(self.engine.digest())
    }
}

#[napi]
impl NativeTask {
    /// What the host must do next.
    #[napi(catch_unwind)]
    pub fn step(&self) -> Result<String> {
        answered(self.task.step())
    }

    /// Takes the `Snapshot` asked for.
    #[napi(catch_unwind)]
    pub fn loaded(&self, snapshot: String) -> Result<String> {
        answered(self.task.loaded(snapshot.as_bytes()))
    }

    /// Takes the `Page` asked for.
    #[napi(catch_unwind)]
    pub fn scanned(&self, page: String) -> Result<String> {
        answered(self.task.scanned(page.as_bytes()))
    }

    /// The changes are written.
    #[napi(catch_unwind)]
    pub fn committed(&self) -> Result<String> {
        answered(self.task.committed())
    }

    /// Nothing was written, since another writer was faster.
    #[napi(catch_unwind)]
    pub fn conflicted(&self) -> Result<String> {
        answered(self.task.conflicted())
    }

    /// The answer of a task that is done.
    #[napi(catch_unwind)]
    pub fn answer(&self) -> Result<String> {
        answered(self.task.answer())
    }
}

fn begun(task: std::result::Result<Task, oms_wire::WireError>) -> Result<NativeTask> {
    Ok(NativeTask { task: task.map_err(thrown)? })
}
