use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use oms_core::consumer::ConsumerRequest;
use oms_core::inventory::{AvailabilityQuery, PublicationQuery, StockAlertsQuery, UploadStep};
use oms_core::query::{Page, Query};
use oms_core::rates::ShippingQuery;
use oms_core::routing::{RegretQuery, RerouteQuery};
use oms_core::slot::SlotQuery;
use oms_core::what_if::{WhatIf, WhatIfRequest};
use oms_core::{ChannelId, Engine, Envelope, ExternalId, MemoryStorage, OrderId, Timestamp, input};
use oms_storage::{CommitQueue, GroupOptions, SqliteStorage};

use crate::error::json;
use crate::guard::caught;
use crate::store::Store;
use crate::{OpenOptions, WireError, upload};

/// An engine on a storage of ours. Calls from several threads take turns, and single commands from several threads share a commit.
///
/// A process that was forked shares locks and file handles with the one it comes from, and neither knows of the other: where processes
/// are forked, a binding sees to it that a handle is used by the process that has opened it.
///
/// ```
/// use oms_wire::Handle;
///
/// let oms = Handle::memory();
/// let outcome = oms.submit(br#"{
///     "id": "1", "at": "2026-03-01T10:00:00Z", "actor": "set-up",
///     "command": {"type": "put_location", "location": {"id": "berlin", "country": "DE"}}
/// }"#)?;
/// assert!(outcome.starts_with(br#"{"status":"applied""#));
/// # Ok::<(), oms_wire::WireError>(())
/// ```
#[derive(Debug)]
pub struct Handle {
    engine: Mutex<Option<Engine<Store>>>,
    queue: CommitQueue<WireError>,
}

impl Handle {
    /// An engine that keeps everything in memory.
    pub fn memory() -> Handle {
        Handle::on(Store::Memory(Box::new(MemoryStorage::new())))
    }

    /// An engine on a SQLite file, which is made if it is not there.
    pub fn sqlite(path: impl AsRef<Path>, options: &OpenOptions) -> Result<Handle, WireError> {
        caught(|| {
            let storage = SqliteStorage::open_with(path.as_ref(), &options.for_sqlite()?)?;
            Ok(Handle::on(Store::Sqlite(Box::new(storage))))
        })
    }

    fn on(store: Store) -> Handle {
        Handle { engine: Mutex::new(Some(Engine::new(store))), queue: CommitQueue::new(GroupOptions::default()) }
    }

    /// Carries out one command (an `Envelope`), together with those that other threads send meanwhile; answers its `Outcome`.
    pub fn submit(&self, command: &[u8]) -> Result<Vec<u8>, WireError> {
        // It is large, and from here on only pointed to.
        let envelope = match caught(|| Ok(Arc::new(Envelope::from_json(command)?))) {
            Ok(envelope) => envelope,
            // That it is closed is said first.
            Err(error) => return self.with(|_| Err(error)),
        };
        let run = |batch: Vec<_>| self.with(|engine| Ok(engine.submit_batch(batch)?));
        let is_of_one = |error: &WireError| ["internal", "too_many_rounds", "too_many_conflicts"].contains(&error.code());
        json(&self.queue.submit(envelope, run, is_of_one)?)
    }

    /// Carries out a list of commands with one commit; answers the list of their outcomes.
    pub fn submit_many(&self, commands: &[u8]) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let batch = Envelope::batch_from_json(commands)?;
            json(&engine.submit_batch(batch)?)
        })
    }

    /// What a list of commands would do if it were sent now; answers a `Preview`, and writes nothing.
    pub fn preview(&self, commands: &[u8]) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let batch = Envelope::batch_from_json(commands)?;
            json(&engine.preview(batch)?)
        })
    }

    /// Sets the stock of many SKUs by a `StockUpload`, whose rows may come as a CSV file beside it; answers an `UploadReport`.
    ///
    /// Each batch of rows is a call of its own: others take their turns in between.
    pub fn upload_stock(&self, upload: &[u8], csv: Option<&[u8]>) -> Result<Vec<u8>, WireError> {
        let mut session = caught(|| upload::begin(upload, csv))?;
        loop {
            match session.next() {
                UploadStep::Submit(batch) => {
                    let outcomes = self.with(|engine| Ok(engine.submit_batch(batch)?))?;
                    session.submitted(&outcomes);
                }
                UploadStep::Preview(batch) => {
                    let preview = self.with(|engine| Ok(engine.preview(batch)?))?;
                    session.previewed(&preview);
                }
                UploadStep::Done => return json(&session.finish()),
            }
        }
    }

    /// Answers the `StockAlerts` of a `StockAlertsQuery`.
    pub fn stock_alerts(&self, query: &[u8]) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let query: StockAlertsQuery = input::read("query", query)?;
            json(&engine.stock_alerts(query)?)
        })
    }

    /// Answers the `Page` of a `Query`.
    pub fn query(&self, query: &[u8]) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let query: Query = input::read("query", query)?;
            Ok(engine.query_json(&query)?)
        })
    }

    /// What is asked of a consumer of the log, by a `ConsumerRequest`; answers a list of `NumberedEntry`, or whether it has moved.
    pub fn consume(&self, request: &[u8]) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let request: ConsumerRequest = input::read("request", request)?;
            json(&engine.consume(request)?)
        })
    }

    /// A page as it is, for bindings that make something else than JSON of it.
    pub fn page(&self, query: &Query) -> Result<Page, WireError> {
        self.with(|engine| Ok(engine.query(query)?))
    }

    /// The order of that id, or `null`.
    pub fn order(&self, id: &str) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let id: OrderId = parsed("order", id)?;
            json(&engine.order(&id)?)
        })
    }

    /// The order that has that id in its channel, or `null`.
    pub fn order_by_external_id(&self, channel: &str, external_id: &str) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let (channel, external_id): (ChannelId, ExternalId) = (parsed("channel", channel)?, parsed("external_id", external_id)?);
            json(&engine.order_by_external_id(&channel, &external_id)?)
        })
    }

    /// Answers a list of `Availability` to an `AvailabilityQuery`.
    pub fn availability(&self, query: &[u8]) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let query: AvailabilityQuery = input::read("query", query)?;
            json(&engine.availability(query)?)
        })
    }

    /// Answers the `Publication` of a `PublicationQuery`.
    pub fn publication(&self, query: &[u8]) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let query: PublicationQuery = input::read("query", query)?;
            json(&engine.publication(query)?)
        })
    }

    /// Answers a list of `SlotOffer` to a `SlotQuery`.
    pub fn slots(&self, query: &[u8]) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let query: SlotQuery = input::read("query", query)?;
            json(&engine.slots(query)?)
        })
    }

    /// Answers the `ReroutePlan` of a `RerouteQuery`.
    pub fn plan_reroute(&self, query: &[u8]) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let query: RerouteQuery = input::read("query", query)?;
            json(&engine.plan_reroute(query)?)
        })
    }

    /// Answers the `Regrets` of a `RegretQuery`.
    pub fn regrets(&self, query: &[u8]) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let query: RegretQuery = input::read("query", query)?;
            json(&engine.regrets(query)?)
        })
    }

    /// Answers the `ShippingQuotes` of a `ShippingQuery`.
    pub fn quote_shipping(&self, query: &[u8]) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let query: ShippingQuery = input::read("query", query)?;
            json(&engine.quote_shipping(query)?)
        })
    }

    /// Works out units and money again; answers an `AuditReport`.
    pub fn audit(&self) -> Result<Vec<u8>, WireError> {
        self.with(|engine| json(&engine.audit()?))
    }

    /// Cash that couriers have collected and not handed over at an instant; answers a `CashAgeing`.
    pub fn cash_ageing(&self, at: &str) -> Result<Vec<u8>, WireError> {
        self.with(|engine| {
            let at = instant("at", at)?;
            json(&engine.cash_ageing(at)?)
        })
    }

    /// What carriers and locations have done with all orders; answers a `PerformanceReport`.
    pub fn performance(&self) -> Result<Vec<u8>, WireError> {
        self.with(|engine| json(&engine.performance()?))
    }

    /// What would have come of a recorded period, by a `WhatIfRequest`; answers a `WhatIfReport`. It only reads.
    ///
    /// Each page of the log is a call of its own: others take their turns in between.
    pub fn what_if(&self, request: &[u8]) -> Result<Vec<u8>, WireError> {
        let mut what_if = caught(|| Ok(WhatIf::new(input::read::<WhatIfRequest>("request", request)?)?))?;
        while let Some(query) = what_if.next() {
            let page = self.page(&query)?;
            caught(|| Ok(what_if.answered(&page)?))?;
        }
        caught(|| json(&what_if.finish()?))
    }

    /// The digest of the whole state, as 64 hexadecimal digits.
    pub fn digest(&self) -> Result<String, WireError> {
        self.with(|engine| Ok(engine.digest()?.to_string()))
    }

    /// Writes the file of the storage anew, so that no byte is left of what was erased or changed before; in memory it does nothing.
    ///
    /// It takes as long as writing the whole file, and others wait for it: call it at a quiet time, after `erase_order` or
    /// `erase_customer`.
    pub fn purge(&self) -> Result<(), WireError> {
        self.with(|engine| engine.storage().purge())
    }

    /// Lets go of the storage. Later calls answer `closed`; closing twice does no harm.
    pub fn close(&self) -> Result<(), WireError> {
        drop(self.engine.lock().unwrap_or_else(PoisonError::into_inner).take());
        Ok(())
    }

    /// Whether it has been closed.
    pub fn is_closed(&self) -> bool {
        self.engine.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    fn with<T>(&self, work: impl FnOnce(&mut Engine<Store>) -> Result<T, WireError>) -> Result<T, WireError> {
        let mut engine = self.engine.lock().unwrap_or_else(PoisonError::into_inner);
        let engine = engine.as_mut().ok_or_else(WireError::closed)?;
        caught(|| work(engine))
    }
}

pub(crate) fn instant(field: &str, text: &str) -> Result<Timestamp, WireError> {
    text.parse().map_err(|error| WireError::new("invalid_input", format!("{field}: {error}")))
}

pub(crate) fn parsed<T: std::str::FromStr<Err = oms_core::IdError>>(field: &str, text: &str) -> Result<T, WireError> {
    text.parse().map_err(|error| WireError::new("invalid_input", format!("{field}: {error}")))
}
