//! The engine on a storage of ours.

use std::panic::resume_unwind;
use std::sync::Arc;

use napi::Result;
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;
use oms_wire::{Handle, OpenOptions, WireError};

use crate::batch::{Batch, Work};
use crate::{answered, thrown};

/// An engine in memory or on a SQLite file. Calls take turns: one that comes while a batch is on its way waits for it.
#[napi]
pub struct NativeEngine {
    handle: Arc<Handle>,
}

#[napi]
impl NativeEngine {
    /// An engine that keeps everything in memory.
    #[napi(factory, catch_unwind)]
    pub fn memory() -> NativeEngine {
        NativeEngine { handle: Arc::new(Handle::memory()) }
    }

    /// An engine on a SQLite file; the options are a JSON object.
    #[napi(factory, catch_unwind)]
    pub fn open(path: String, options: String) -> Result<NativeEngine> {
        let options: OpenOptions = serde_json::from_str(&options)
            .map_err(|error| thrown(WireError::new("invalid_input", format!("the options cannot be read: {error}"))))?;
        Ok(NativeEngine { handle: Arc::new(Handle::sqlite(path, &options).map_err(thrown)?) })
    }

    /// An `Envelope`; answers its `Outcome`.
    #[napi(catch_unwind)]
    pub fn submit(&self, command: String) -> Result<String> {
        answered(self.handle.submit(command.as_bytes()))
    }

    /// A list of `Envelope`, carried out on a thread of Node's pool; answers the list of their outcomes.
    #[napi(catch_unwind)]
    pub fn submit_many(&self, commands: String) -> AsyncTask<Batch> {
        self.later(Work::Commands(commands))
    }

    /// The `Preview` of a list of `Envelope`.
    #[napi(catch_unwind)]
    pub fn preview(&self, commands: String) -> Result<String> {
        answered(self.handle.preview(commands.as_bytes()))
    }

    /// The `Page` of a `Query`.
    #[napi(catch_unwind)]
    pub fn query(&self, query: String) -> Result<String> {
        answered(self.handle.query(query.as_bytes()))
    }

    /// What a `ConsumerRequest` asks of a consumer of the log.
    #[napi(catch_unwind)]
    pub fn consume(&self, request: String) -> Result<String> {
        answered(self.handle.consume(request.as_bytes()))
    }

    /// The order of that id, or `null`.
    #[napi(catch_unwind)]
    pub fn order(&self, id: String) -> Result<String> {
        answered(self.handle.order(&id))
    }

    /// The order that has that id in its channel, or `null`.
    #[napi(catch_unwind)]
    pub fn order_by_external_id(&self, channel: String, external_id: String) -> Result<String> {
        answered(self.handle.order_by_external_id(&channel, &external_id))
    }

    /// A list of `Availability` for an `AvailabilityQuery`.
    #[napi(catch_unwind)]
    pub fn availability(&self, query: String) -> Result<String> {
        answered(self.handle.availability(query.as_bytes()))
    }

    /// A list of `SlotOffer` for a `SlotQuery`.
    #[napi(catch_unwind)]
    pub fn slots(&self, query: String) -> Result<String> {
        answered(self.handle.slots(query.as_bytes()))
    }

    /// The `ReroutePlan` of a `RerouteQuery`.
    #[napi(catch_unwind)]
    pub fn plan_reroute(&self, query: String) -> Result<String> {
        answered(self.handle.plan_reroute(query.as_bytes()))
    }

    /// The `Regrets` of a `RegretQuery`.
    #[napi(catch_unwind)]
    pub fn regrets(&self, query: String) -> Result<String> {
        answered(self.handle.regrets(query.as_bytes()))
    }

    /// The `ShippingQuotes` of a `ShippingQuery`.
    #[napi(catch_unwind)]
    pub fn quote_shipping(&self, query: String) -> Result<String> {
        answered(self.handle.quote_shipping(query.as_bytes()))
    }

    /// The `Publication` of a `PublicationQuery`.
    #[napi(catch_unwind)]
    pub fn publication(&self, query: String) -> Result<String> {
        answered(self.handle.publication(query.as_bytes()))
    }

    /// A `StockUpload`, with the rows of a CSV file, carried out on a thread of Node's pool; answers an `UploadReport`.
    #[napi(catch_unwind)]
    pub fn upload_stock(&self, upload: String, csv: Option<String>) -> AsyncTask<Batch> {
        self.later(Work::Upload(upload, csv))
    }

    /// The `StockAlerts` of a `StockAlertsQuery`, found on a thread of Node's pool.
    #[napi(catch_unwind)]
    pub fn stock_alerts(&self, query: String) -> AsyncTask<Batch> {
        self.later(Work::StockAlerts(query))
    }

    /// The `WhatIfReport` of a `WhatIfRequest`, worked out on a thread of Node's pool.
    #[napi(catch_unwind)]
    pub fn what_if(&self, request: String) -> AsyncTask<Batch> {
        self.later(Work::WhatIf(request))
    }

    /// An `AuditReport`, worked out on a thread of Node's pool.
    #[napi(catch_unwind)]
    pub fn audit(&self) -> AsyncTask<Batch> {
        self.later(Work::Audit)
    }

    /// The `CashAgeing` of an instant, worked out on a thread of Node's pool.
    #[napi(catch_unwind)]
    pub fn cash_ageing(&self, at: String) -> AsyncTask<Batch> {
        self.later(Work::CashAgeing(at))
    }

    /// A `PerformanceReport`, worked out on a thread of Node's pool.
    #[napi(catch_unwind)]
    pub fn performance(&self) -> AsyncTask<Batch> {
        self.later(Work::Performance)
    }

    /// The digest of the whole state as a JSON text, worked out on a thread of Node's pool.
    #[napi(catch_unwind)]
    pub fn digest(&self) -> AsyncTask<Batch> {
        self.later(Work::Digest)
    }

    /// Leaves no byte of what was erased or changed before; the answer is `null`.
    #[napi(catch_unwind)]
    pub fn purge(&self) -> AsyncTask<Batch> {
        self.later(Work::Purge)
    }

    /// Lets go of the storage, after the batches that are on their way.
    #[napi(catch_unwind)]
    pub fn close(&self) -> Result<()> {
        self.handle.close().map_err(thrown)
    }

    /// Whether it has been closed.
    #[napi(getter, catch_unwind)]
    pub fn is_closed(&self) -> bool {
        self.handle.is_closed()
    }

    /// Panics at once or on a thread of the pool: tests show that neither ends the process.
    #[napi(catch_unwind)]
    pub fn panic_for_a_test(&self, later: bool) -> AsyncTask<Batch> {
        if !later {
            resume_unwind(Box::new("a test asked for it"));
        }
        self.later(Work::Panic)
    }
}

impl NativeEngine {
    fn later(&self, work: Work) -> AsyncTask<Batch> {
        AsyncTask::new(Batch::new(Arc::clone(&self.handle), work))
    }
}
