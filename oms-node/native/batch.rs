//! Work that takes long enough to leave the JavaScript thread free meanwhile.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use napi::{Env, Result, Task};
use oms_wire::{Handle, WireError};

use crate::{answered, thrown, unknown};

/// One piece of work on its way.
pub struct Batch {
    handle: Arc<Handle>,
    work: Work,
}

/// What is done: its name, a text, and a second one if it takes one.
pub(crate) struct Work {
    pub(crate) what: String,
    pub(crate) request: String,
    pub(crate) beside: Option<String>,
}

impl Batch {
    pub(crate) fn new(handle: Arc<Handle>, work: Work) -> Batch {
        Batch { handle, work }
    }

    fn carry_out(&self) -> Result<String> {
        let (oms, Work { what, request, beside }) = (&self.handle, &self.work);
        let text = request.as_bytes();
        answered(match what.as_str() {
            "submit_many" => oms.submit_many(text),
            "upload_stock" => oms.upload_stock(text, beside.as_deref().map(str::as_bytes)),
            "stock_alerts" => oms.stock_alerts(text),
            "what_if" => oms.what_if(text),
            "audit" => oms.audit(),
            "cash_ageing" => oms.cash_ageing(request),
            "performance" => oms.performance(),
            "digest" => oms.digest().map(|digest| format!("\"{digest}\"").into_bytes()),
            "purge" => oms.purge().map(|()| b"null".to_vec()),
            "panic" => resume_unwind(Box::new("a test asked for it")),
            _ => Err(unknown(what)),
        })
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
