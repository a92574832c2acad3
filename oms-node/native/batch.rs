//! Work that takes long enough to leave the JavaScript thread free meanwhile.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use napi::{Env, Result, Task};
use oms_wire::{Handle, WireError};

use crate::{answered, thrown};

/// One piece of work on its way.
pub struct Batch {
    handle: Arc<Handle>,
    work: Work,
}

/// What is done.
pub(crate) enum Work {
    /// Carries out a list of `Envelope`.
    Commands(String),
    /// Carries out a `StockUpload`, with the rows of a CSV file.
    Upload(String, Option<String>),
    /// Finds what runs low.
    StockAlerts(String),
    /// Plays a period with a `WhatIfRequest`.
    WhatIf(String),
    /// Works units and money out again.
    Audit,
    /// Sums up cash that couriers have at an instant.
    CashAgeing(String),
    /// Sums up what carriers and locations have done.
    Performance,
    /// Digests the whole state.
    Digest,
    /// Leaves no byte of what was erased.
    Purge,
    /// Panics.
    Panic,
}

impl Batch {
    pub(crate) fn new(handle: Arc<Handle>, work: Work) -> Batch {
        Batch { handle, work }
    }

    fn carry_out(&self) -> Result<String> {
        match &self.work {
            Work::Commands(commands) => answered(self.handle.submit_many(commands.as_bytes())),
            Work::Upload(upload, csv) => answered(self.handle.upload_stock(upload.as_bytes(), csv.as_deref().map(str::as_bytes))),
            Work::StockAlerts(query) => answered(self.handle.stock_alerts(query.as_bytes())),
            Work::WhatIf(request) => answered(self.handle.what_if(request.as_bytes())),
            Work::Audit => answered(self.handle.audit()),
            Work::CashAgeing(at) => answered(self.handle.cash_ageing(at)),
            Work::Performance => answered(self.handle.performance()),
            Work::Digest => answered(self.handle.digest().map(|digest| format!("\"{digest}\"").into_bytes())),
            Work::Purge => answered(self.handle.purge().map(|()| b"null".to_vec())),
            Work::Panic => resume_unwind(Box::new("a test asked for it")),
        }
    }
}

impl Task for Batch {
    type Output = String;
    type JsValue = String;

    fn compute(&mut self) -> Result<String> {
        // Nobody above this frame would catch a panic: it would end the process.
        catch_unwind(AssertUnwindSafe(|| self.carry_out()))
            .unwrap_or_else(|_| Err(thrown(WireError::new("internal", "the engine met an error of its own: report it with what was sent"))))
    }

    fn resolve(&mut self, _: Env, answer: String) -> Result<String> {
        Ok(answer)
    }
}
