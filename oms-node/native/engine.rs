//! The engine on a storage of ours.

use std::panic::resume_unwind;
use std::sync::Arc;

use napi::bindgen_prelude::{Function, Object};
use napi::{Env, Result};
use napi_derive::napi;
use oms_wire::{Handle, OpenOptions, WireError};

use crate::batch::{Line, Work};
use crate::{answered, thrown, unknown};

/// An engine in memory or on a SQLite file. Calls take turns: one that comes while a batch is on its way waits for it.
#[napi]
pub struct NativeEngine {
    handle: Arc<Handle>,
    batches: Line,
    /// What walks over much has a line of its own: batches take their turns meanwhile.
    walks: Line,
}

#[napi]
impl NativeEngine {
    /// An engine that keeps everything in memory.
    #[napi(factory, catch_unwind)]
    pub fn memory() -> NativeEngine {
        NativeEngine::on(Handle::memory())
    }

    /// An engine on a SQLite file; the options are a JSON object.
    #[napi(factory, catch_unwind)]
    pub fn open(path: String, options: String) -> Result<NativeEngine> {
        let options: OpenOptions = serde_json::from_str(&options)
            .map_err(|error| thrown(WireError::new("invalid_input", format!("the options cannot be read: {error}"))))?;
        Ok(NativeEngine::on(Handle::sqlite(path, &options).map_err(thrown)?))
    }

    /// The function that takes an `Envelope` and answers its `Outcome`. It knows its engine by itself, where a method has to ask for that
    /// of its object, and whether it is one. Napi catches what panics in it.
    #[napi(catch_unwind)]
    pub fn submitter<'env>(&self, env: &'env Env) -> Result<Function<'env, String, String>> {
        let handle = Arc::clone(&self.handle);
        env.create_function_from_closure("submit", move |call| answered(handle.submit(call.first_arg::<String>()?.as_bytes())))
    }

    /// A list of `Envelope`, carried out on a thread of the engine; promises the list of their outcomes.
    #[napi(catch_unwind)]
    pub fn submit_many<'env>(&self, env: &'env Env, commands: String) -> Result<Object<'env>> {
        self.batches.put(env, &self.handle, Work { what: "submit_many".to_owned(), request: commands, beside: None })
    }

    /// What is answered at once, by its name; some take a second text.
    #[napi(catch_unwind)]
    pub fn read(&self, what: String, request: String, beside: Option<String>) -> Result<String> {
        let (oms, text) = (&self.handle, request.as_bytes());
        answered(match what.as_str() {
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
            _ => Err(unknown(&what)),
        })
    }

    /// What walks over much, by its name, on another thread of the engine; some take a second text.
    #[napi(catch_unwind)]
    pub fn work_out<'env>(&self, env: &'env Env, what: String, request: String, beside: Option<String>) -> Result<Object<'env>> {
        self.walks.put(env, &self.handle, Work { what, request, beside })
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

    /// Panics at once or on a thread of the engine: tests show that neither ends the process.
    #[napi(catch_unwind)]
    pub fn panic_for_a_test<'env>(&self, env: &'env Env, later: bool) -> Result<Object<'env>> {
        if !later {
            resume_unwind(Box::new("a test asked for it"));
        }
        self.batches.put(env, &self.handle, Work { what: "panic".to_owned(), request: String::new(), beside: None })
    }
}

impl NativeEngine {
    fn on(handle: Handle) -> NativeEngine {
        NativeEngine { handle: Arc::new(handle), batches: Line::default(), walks: Line::default() }
    }
}
