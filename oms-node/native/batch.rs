//! Work that takes long enough to leave the JavaScript thread free meanwhile.
//!
//! An engine has threads of its own for it. In the pool of Node, each piece could come to another thread, with memory of its own, where
//! nothing is at hand of what the piece before has used; and pieces that wait for their turn would keep files and names of hosts waiting,
//! which Node reads in that pool.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use napi::bindgen_prelude::Object;
use napi::{Env, JsDeferred, Result};
use oms_wire::{Handle, WireError};

use crate::{answered, thrown, unknown};

/// What is done: its name, a text, and a second one if it takes one.
pub(crate) struct Work {
    pub(crate) what: String,
    pub(crate) request: String,
    pub(crate) beside: Option<String>,
}

/// What the JavaScript thread does when an answer is there.
type Answer = Box<dyn FnOnce(Env) -> Result<String>>;

/// A piece of work, and the promise of its answer.
type Piece = (Work, JsDeferred<String, Answer>);

/// Pieces of work that wait in line, and the thread that carries them out. It begins with the first one, and ends when this is dropped and
/// all are done.
#[derive(Default)]
pub(crate) struct Line {
    pieces: Mutex<Option<Sender<Piece>>>,
}

impl Line {
    /// Puts a piece of work at the end of the line; answers the promise of a text.
    pub(crate) fn put<'env>(&self, env: &'env Env, handle: &Arc<Handle>, work: Work) -> Result<Object<'env>> {
        let mut pieces = self.pieces.lock().unwrap_or_else(PoisonError::into_inner);
        let line = match pieces.as_ref() {
            Some(line) => line,
            None => pieces.insert(begin(Arc::clone(handle))?),
        };
        let (deferred, promise) = env.create_deferred()?;
        line.send((work, deferred)).map_err(|_| thrown(WireError::new("internal", "the thread of the engine has ended: open it anew")))?;
        Ok(promise)
    }
}

fn begin(handle: Arc<Handle>) -> Result<Sender<Piece>> {
    let (line, pieces) = channel();
    let thread = std::thread::Builder::new().name("oms-engine".to_owned());
    thread.spawn(move || carry_out_all(&handle, &pieces)).map_err(|error| {
        thrown(WireError::new("internal", format!("no thread could be started: {error}; let go of engines that are not used any more")))
    })?;
    Ok(line)
}

fn carry_out_all(handle: &Handle, pieces: &Receiver<Piece>) {
    for (work, deferred) in pieces {
        // Nobody above this frame would catch a panic, and the promise would never be kept.
        let answer = catch_unwind(AssertUnwindSafe(|| carry_out(handle, &work))).unwrap_or_else(|_| {
            Err(thrown(WireError::new("internal", "the engine met an error of its own: report it with what was sent")))
        });
        match answer {
            Ok(text) => deferred.resolve(Box::new(|_| Ok(text))),
            Err(error) => deferred.reject(error),
        }
    }
}

fn carry_out(oms: &Handle, Work { what, request, beside }: &Work) -> Result<String> {
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
