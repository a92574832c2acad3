//! The engine on a storage of the host's: every operation as steps that JavaScript carries out.

use napi::Result;
use napi_derive::napi;
use oms_wire::{HostEngine, Task};

use crate::{answered, thrown, unknown};

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

    /// Begins an operation, by its name, with a text; some take a second one.
    #[napi(catch_unwind)]
    pub fn begin(&self, what: String, request: String, beside: Option<String>) -> Result<NativeTask> {
        let (oms, text) = (&self.engine, request.as_bytes());
        let task = match what.as_str() {
            "submit_many" => oms.submit_many(text),
            "preview" => oms.preview(text),
            "query" => oms.query(text),
            "consume" => oms.consume(text),
            "order" => oms.order(&request),
            "order_by_external_id" => oms.order_by_external_id(&request, &beside.unwrap_or_default()),
            "availability" => oms.availability(text),
            "publication" => oms.publication(text),
            "slots" => oms.slots(text),
            "quote_shipping" => oms.quote_shipping(text),
            "plan_reroute" => oms.plan_reroute(text),
            "regrets" => oms.regrets(text),
            "upload_stock" => oms.upload_stock(text, beside.as_deref().map(str::as_bytes)),
            "stock_alerts" => oms.stock_alerts(text),
            "what_if" => oms.what_if(text),
            "audit" => oms.audit(),
            "cash_ageing" => oms.cash_ageing(&request),
            "performance" => oms.performance(),
            "digest" => oms.digest(),
            _ => Err(unknown(&what)),
        };
        Ok(NativeTask { task: task.map_err(thrown)? })
    }
}

#[napi]
impl NativeTask {
    /// Tells what the host has done, by its name, with what it was asked for: a `Snapshot` that was `loaded`, a `Page` that was
    /// `scanned`. Nothing is told by `step`.
    #[napi(catch_unwind)]
    pub fn advance(&self, done: String, text: String) -> Result<String> {
        answered(match done.as_str() {
            "step" => self.task.step(),
            "loaded" => self.task.loaded(text.as_bytes()),
            "scanned" => self.task.scanned(text.as_bytes()),
            "committed" => self.task.committed(),
            "conflicted" => self.task.conflicted(),
            _ => Err(unknown(&done)),
        })
    }

    /// The answer of a task that is done.
    #[napi(catch_unwind)]
    pub fn answer(&self) -> Result<String> {
        answered(self.task.answer())
    }
}
