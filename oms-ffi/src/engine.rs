//! The engine, on a storage of ours or of the host's.

use std::sync::{Arc, PoisonError, RwLock};

use oms_wire::Handle;

use crate::error;
use crate::host::{self, ConsumerRequest, Storage};
use crate::refusals::OmsError;
use crate::texts::{read, write};
use crate::types::{
    AuditReport, Availability, AvailabilityQuery, CashAgeing, Derived, Envelope, Journal, LintReport, LintRequest, NumberedEntry, Order,
    OrderFilter, Outcome, Page, PerformanceReport, Preview, Publication, PublicationQuery, Query, Receipt, RegretQuery, Regrets, Rejection,
    ReroutePlan, RerouteQuery, Reservation, RoutingExplanation, ShippingQuery, ShippingQuotes, SlotOffer, SlotQuery, StockAlerts,
    StockAlertsQuery, StockUpload, Timestamp, UploadReport, WhatIfReport, WhatIfRequest,
};

/// Order management: commands in, outcomes out. Calls from several threads take turns.
#[derive(uniffi::Object)]
pub struct Engine {
    inner: Inner,
}

enum Inner {
    /// On a storage of ours.
    Own(Handle),
    /// On a storage of the host's.
    Host(Host),
}

struct Host {
    engine: oms_wire::HostEngine,
    /// `None` once it is closed.
    storage: RwLock<Option<Arc<dyn Storage>>>,
}

/// How a file is opened. What is left out is as it is best for most.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct OpenOptions {
    /// Whether a commit survives only the end of the process, not a power cut; faster.
    #[uniffi(default = false)]
    pub relaxed: bool,
    /// The most memory that pages are kept in, in bytes.
    #[uniffi(default = None)]
    pub cache_bytes: Option<u32>,
    /// How much of the file may be mapped into memory, in bytes.
    #[uniffi(default = None)]
    pub mapped_bytes: Option<u64>,
    /// How long to wait for other writers, in milliseconds.
    #[uniffi(default = None)]
    pub busy_timeout_ms: Option<u64>,
    /// Whether to read only.
    #[uniffi(default = false)]
    pub read_only: bool,
    /// The most bytes the file may grow to.
    #[uniffi(default = None)]
    pub size_max: Option<u64>,
}

impl OpenOptions {
    fn for_wire(&self) -> oms_wire::OpenOptions {
        oms_wire::OpenOptions {
            synchronous: self.relaxed.then(|| "normal".to_owned()),
            cache_bytes: self.cache_bytes,
            mapped_bytes: self.mapped_bytes,
            busy_timeout_ms: self.busy_timeout_ms,
            read_only: self.read_only,
            size_max: self.size_max,
        }
    }
}

/// Asks the storage of ours in one call, or drives a task on the host's.
macro_rules! ask {
    ($engine:expr, $handle:ident => $own:expr, $host:ident => $task:expr) => {
        match &$engine.inner {
            Inner::Own($handle) => $own.map_err(OmsError::from),
            Inner::Host(host) => {
                let $host = &host.engine;
                host.drive(&$task?)
            }
        }
    };
}

#[uniffi::export]
impl Engine {
    /// An engine that keeps everything in memory.
    #[uniffi::constructor]
    pub fn memory() -> Arc<Engine> {
        Arc::new(Engine { inner: Inner::Own(Handle::memory()) })
    }

    /// An engine on a SQLite file, which is made if it is not there.
    #[uniffi::constructor(default(options = None))]
    pub fn open(path: String, options: Option<OpenOptions>) -> Result<Arc<Engine>, OmsError> {
        let handle = Handle::sqlite(path, &options.unwrap_or_default().for_wire())?;
        Ok(Arc::new(Engine { inner: Inner::Own(handle) }))
    }

    /// An engine on a storage of your own, which is called back.
    #[uniffi::constructor]
    pub fn on(storage: Arc<dyn Storage>) -> Arc<Engine> {
        let host = Host { engine: oms_wire::HostEngine::new(), storage: RwLock::new(Some(storage)) };
        Arc::new(Engine { inner: Inner::Host(host) })
    }

    /// Carries out one command; a refusal is thrown.
    pub fn submit(&self, envelope: Envelope) -> Result<Receipt, OmsError> {
        let outcome = match &self.inner {
            Inner::Own(handle) => read(&handle.submit(&write(&envelope)?)?)?,
            Inner::Host(_) => match self.submit_many(vec![envelope])?.pop() {
                Some(outcome) => outcome,
                None => return Err(OmsError::Failed { code: "internal".to_owned(), told: "a command had no outcome".to_owned() }),
            },
        };
        match outcome {
            Outcome::Applied { receipt } | Outcome::AlreadyApplied { receipt } => Ok(receipt),
            Outcome::Refused { rejection } => Err(rejection.into()),
        }
    }

    /// Carries out a list of commands with one commit; answers what came of each. A refusal is an outcome and is not thrown.
    pub fn submit_many(&self, envelopes: Vec<Envelope>) -> Result<Vec<Outcome>, OmsError> {
        let text = write(&envelopes)?;
        read(&ask!(self, handle => handle.submit_many(&text), host => host.submit_many(&text))?)
    }

    /// Carries out one command that is a JSON text, and answers its outcome as one.
    pub fn submit_json(&self, envelope: &str) -> Result<String, OmsError> {
        let answer = match &self.inner {
            Inner::Own(handle) => handle.submit(envelope.as_bytes())?,
            Inner::Host(host) => {
                let mut outcomes: Vec<Outcome> = read(&host.drive(&host.engine.submit_many(format!("[{envelope}]").as_bytes())?)?)?;
                write(&outcomes.pop())?
            }
        };
        String::from_utf8(answer).map_err(|error| OmsError::Failed { code: "internal".to_owned(), told: error.to_string() })
    }

    /// What commands would do if they were sent now: outcomes, orders with their money, stock. Nothing is written. To confirm, send
    /// the same commands with the versions that the preview names; if an order has changed meanwhile, that is refused.
    pub fn preview(&self, envelopes: Vec<Envelope>) -> Result<Preview, OmsError> {
        let text = write(&envelopes)?;
        read(&ask!(self, handle => handle.preview(&text), host => host.preview(&text))?)
    }

    /// One page of a list.
    pub fn query(&self, query: Query) -> Result<Page, OmsError> {
        let text = write(&query)?;
        read(&ask!(self, handle => handle.query(&text), host => host.query(&text))?)
    }

    /// The entries of the log that a consumer has not acknowledged, oldest first. Deal with them, and then acknowledge them.
    #[uniffi::method(default(limit = 500))]
    pub fn unread(&self, consumer: String, limit: u32) -> Result<Vec<NumberedEntry>, OmsError> {
        let text = write(&ConsumerRequest::Unread { consumer, limit })?;
        read(&ask!(self, handle => handle.consume(&text), host => host.consume(&text))?)
    }

    /// Says that a consumer has dealt with these entries of the log, which are those that come next; tells whether that was news. If
    /// somebody else has acknowledged under its name meanwhile, the error has the code `consumer_moved`.
    pub fn acknowledge(&self, consumer: String, first: u64, last: u64) -> Result<bool, OmsError> {
        let text = write(&ConsumerRequest::Acknowledge { consumer, first, last })?;
        read(&ask!(self, handle => handle.consume(&text), host => host.consume(&text))?)
    }

    /// Keeps the place of a consumer no more; tells whether there was one. Under its name everything is unread again.
    pub fn remove_consumer(&self, consumer: String) -> Result<bool, OmsError> {
        let text = write(&ConsumerRequest::Remove { consumer })?;
        read(&ask!(self, handle => handle.consume(&text), host => host.consume(&text))?)
    }

    /// The order of that id.
    pub fn order(&self, id: String) -> Result<Option<Order>, OmsError> {
        read(&ask!(self, handle => handle.order(&id), host => host.order(&id))?)
    }

    /// The order that has that id in its channel.
    pub fn order_by_external_id(&self, channel: String, external_id: String) -> Result<Option<Order>, OmsError> {
        let found = ask!(self,
            handle => handle.order_by_external_id(&channel, &external_id),
            host => host.order_by_external_id(&channel, &external_id)
        );
        read(&found?)
    }

    /// What can be promised now.
    pub fn availability(&self, query: AvailabilityQuery) -> Result<Vec<Availability>, OmsError> {
        let text = write(&query)?;
        read(&ask!(self, handle => handle.availability(&text), host => host.availability(&text))?)
    }

    /// The slots of some days in the order in which they begin: what is left of each, and why some cannot be booked.
    pub fn slots(&self, query: SlotQuery) -> Result<Vec<SlotOffer>, OmsError> {
        let text = write(&query)?;
        read(&ask!(self, handle => handle.slots(&text), host => host.slots(&text))?)
    }

    /// Sets the stock of many SKUs row by row; the rows may come as a CSV file. Sent again, an upload has its effect once.
    #[uniffi::method(default(csv = None))]
    pub fn upload_stock(&self, upload: StockUpload, csv: Option<Vec<u8>>) -> Result<UploadReport, OmsError> {
        let text = write(&upload)?;
        let csv = csv.as_deref();
        read(&ask!(self, handle => handle.upload_stock(&text, csv), host => host.upload_stock(&text, csv))?)
    }

    /// What runs low where items have reorder rules: how long it lasts, what is on its way, and how much to order.
    pub fn stock_alerts(&self, query: StockAlertsQuery) -> Result<StockAlerts, OmsError> {
        let text = write(&query)?;
        read(&ask!(self, handle => handle.stock_alerts(&text), host => host.stock_alerts(&text))?)
    }

    /// What a channel that shows stock of its own is to be told: what has changed since it was told last, the most urgent first.
    pub fn publication(&self, query: PublicationQuery) -> Result<Publication, OmsError> {
        let text = write(&query)?;
        read(&ask!(self, handle => handle.publication(&text), host => host.publication(&text))?)
    }

    /// What it costs to send goods from a location, by every service that has a rate card, cheapest first.
    pub fn quote_shipping(&self, query: ShippingQuery) -> Result<ShippingQuotes, OmsError> {
        let text = write(&query)?;
        read(&ask!(self, handle => handle.quote_shipping(&text), host => host.quote_shipping(&text))?)
    }

    /// What would have come of a recorded period with some changes, and the difference. The store is only read.
    pub fn what_if(&self, request: WhatIfRequest) -> Result<WhatIfReport, OmsError> {
        let text = write(&request)?;
        read(&ask!(self, handle => handle.what_if(&text), host => host.what_if(&text))?)
    }

    /// How orders that wait would best be sent, all of them together. Nothing is moved: each proposal has the command that does it.
    pub fn plan_reroute(&self, query: RerouteQuery) -> Result<ReroutePlan, OmsError> {
        let text = write(&query)?;
        read(&ask!(self, handle => handle.plan_reroute(&text), host => host.plan_reroute(&text))?)
    }

    /// What it would cost to ship an order from other locations than the best plan does. Nothing is moved.
    pub fn regrets(&self, query: RegretQuery) -> Result<Regrets, OmsError> {
        let text = write(&query)?;
        read(&ask!(self, handle => handle.regrets(&text), host => host.regrets(&text))?)
    }

    /// Works out units and money of the whole store again and names each difference.
    pub fn audit(&self) -> Result<AuditReport, OmsError> {
        read(&ask!(self, handle => handle.audit(), host => host.audit())?)
    }

    /// Cash that couriers have collected and not handed over at an instant, by courier and by how long they have had it.
    pub fn cash_ageing(&self, at: Timestamp) -> Result<CashAgeing, OmsError> {
        let at = at.text();
        read(&ask!(self, handle => handle.cash_ageing(&at), host => host.cash_ageing(&at))?)
    }

    /// What carriers and locations have done with all orders: deliveries, failed attempts, returns to origin, rejections.
    pub fn performance(&self) -> Result<PerformanceReport, OmsError> {
        read(&ask!(self, handle => handle.performance(), host => host.performance())?)
    }

    /// The digest of the whole state, as 64 hexadecimal digits: equal states have equal digests.
    pub fn digest(&self) -> Result<String, OmsError> {
        match &self.inner {
            Inner::Own(handle) => Ok(handle.digest()?),
            Inner::Host(host) => read(&host.drive(&host.engine.digest()?)?),
        }
    }

    /// Writes the file anew, so that no byte is left of what was erased or changed before. It takes as long as writing the whole file, and
    /// others wait for it: call it at a quiet time, after `erase_order` or `erase_customer`. In memory, and on a storage of your own, it
    /// does nothing.
    pub fn purge(&self) -> Result<(), OmsError> {
        match &self.inner {
            Inner::Own(handle) => Ok(handle.purge()?),
            Inner::Host(_) => Ok(()),
        }
    }

    /// Lets go of the storage. Later calls answer `closed`; closing twice does no harm.
    pub fn close(&self) -> Result<(), OmsError> {
        match &self.inner {
            Inner::Own(handle) => Ok(handle.close()?),
            Inner::Host(host) => {
                drop(host.storage.write().unwrap_or_else(PoisonError::into_inner).take());
                Ok(())
            }
        }
    }
}

impl Host {
    fn drive(&self, task: &oms_wire::Task) -> Result<Vec<u8>, OmsError> {
        // The lock is not held while the host is called: it may call the engine in turn.
        let storage = self.storage.read().unwrap_or_else(PoisonError::into_inner).clone();
        host::drive(task, &*storage.ok_or(OmsError::Closed)?)
    }
}

/// What is worked out from an order: its statuses, its locations, and when what has not arrived is promised for.
#[uniffi::export]
pub fn derived(order: Order) -> Result<Derived, OmsError> {
    read(&oms_wire::derived(&write(&order)?)?)
}

/// The money of an order in double entry: every entry sums to nothing, debits stand above zero.
#[uniffi::export]
pub fn journal(order: Order) -> Result<Journal, OmsError> {
    read(&oms_wire::journal(&write(&order)?)?)
}

/// Why an order was routed as it was by a routing policy: a sentence for each location.
#[uniffi::export]
pub fn explain_routing(order: Order) -> Result<RoutingExplanation, OmsError> {
    read(&oms_wire::explain_routing(&write(&order)?)?)
}

/// Why stock is held for a cart where it is, by a routing policy, and which of its rules could not be asked.
#[uniffi::export]
pub fn explain_cart_routing(reservation: Reservation) -> Result<RoutingExplanation, OmsError> {
    read(&oms_wire::explain_cart_routing(&write(&reservation)?)?)
}

/// What is wrong, or odd, with a routing policy before it is put in, with orders that show it.
#[uniffi::export]
pub fn lint_routing_policy(request: LintRequest) -> Result<LintReport, OmsError> {
    read(&oms_wire::lint_routing_policy(&write(&request)?)?)
}

/// The report of a what-if as one page of HTML: figures, and plots side by side.
#[uniffi::export]
pub fn what_if_page(report: WhatIfReport) -> Result<String, OmsError> {
    Ok(oms_wire::what_if_page(&write(&report)?)?)
}

/// The sentence of a rejection, for people.
#[uniffi::export]
pub fn sentence(rejection: Rejection) -> Result<String, OmsError> {
    // It fails only where a value does not fit its type.
    Ok(error::sentence(&rejection))
}

/// A rejection as the error that is thrown for it.
#[uniffi::export]
pub fn check_accepted(outcome: Outcome) -> Result<Receipt, OmsError> {
    match outcome {
        Outcome::Applied { receipt } | Outcome::AlreadyApplied { receipt } => Ok(receipt),
        Outcome::Refused { rejection } => Err(rejection.into()),
    }
}

/// Whether an order passes a filter, for storages that have no index of their own for it.
#[uniffi::export]
pub fn passes(filter: OrderFilter, order: Order) -> Result<bool, OmsError> {
    Ok(oms_wire::passes(&write(&filter)?, &write(&order)?)?)
}
