//! The engine: drives the steps of a batch on a storage, and answers questions.

use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::audit::{Audit, AuditReport};
use crate::batch::{Loading, Outcome, PreviewSession, Session, SessionError, Step};
use crate::command::Envelope;
use crate::consumer::{ConsumerAnswer, ConsumerError, ConsumerLag, ConsumerRequest, ConsumerSession};
use crate::digest::{Digest, StateDigest};
use crate::inventory::{
    AlertsStep, Availability, AvailabilityLookup, AvailabilityQuery, Publication, PublicationLookup, PublicationQuery, StockAlerts,
    StockAlertsLookup, StockAlertsQuery, StockUpload, UploadProgress, UploadReport, UploadSession, UploadStep,
};
use crate::order::Order;
use crate::payment::{CashAgeing, CashAgeingScan};
use crate::performance::{Performance, PerformanceReport};
use crate::preview::Preview;
use crate::query::{NumberedEntry, Page, Query};
use crate::rates::{ShippingLookup, ShippingQuery, ShippingQuotes};
use crate::routing::{RegretLookup, RegretQuery, Regrets, RerouteLookup, ReroutePlan, RerouteQuery};
use crate::settings::Settings;
use crate::slot::{SlotLookup, SlotOffer, SlotQuery};
use crate::storage::{CommitError, Storage};
use crate::what_if::{WhatIf, WhatIfError, WhatIfReport, WhatIfRequest};
use crate::{ChannelId, ConsumerId, ExternalId, OrderId, Timestamp};

/// An engine on a storage. It keeps nothing but the settings it has seen last.
///
/// ```
/// use oms_core::{Engine, MemoryStorage, Envelope, Outcome, PutLocation, Location};
///
/// let mut engine = Engine::new(MemoryStorage::new());
/// let command: Envelope = serde_json::from_str(r#"{
///     "id": "1", "at": "2026-03-01T10:00:00Z", "actor": "set-up",
///     "command": {"type": "put_location", "location": {"id": "berlin", "country": "DE"}}
/// }"#)?;
/// assert!(matches!(engine.submit(command)?, Outcome::Applied { .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Engine<S> {
    storage: S,
    settings: Arc<Settings>,
    /// The room that the last batch took, for the next one.
    spare: Option<Box<Loading>>,
}

/// Why a batch could not be carried out. A refusal is not an error: it is an outcome.
#[derive(Debug, thiserror::Error)]
pub enum EngineError<E: std::error::Error + 'static> {
    /// The storage failed.
    #[error(transparent)]
    Storage(E),
    /// The batch could not go on.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// A what-if has no answer.
    #[error(transparent)]
    WhatIf(#[from] WhatIfError),
    /// A consumer of the log could not go on.
    #[error(transparent)]
    Consumer(#[from] ConsumerError),
}

impl<E: std::error::Error + 'static> EngineError<E> {
    /// The stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            EngineError::Storage(_) => "storage",
            EngineError::Session(error) => error.code(),
            EngineError::WhatIf(error) => error.code(),
            EngineError::Consumer(error) => error.code(),
        }
    }
}

impl<S: Storage> Engine<S> {
    /// An engine on a storage.
    pub fn new(storage: S) -> Engine<S> {
        Engine { storage, settings: Arc::default(), spare: None }
    }

    /// Carries out one command.
    pub fn submit(&mut self, command: impl Into<Arc<Envelope>>) -> Result<Outcome, EngineError<S::Error>> {
        let outcome = self.submit_batch(vec![command.into()])?.pop();
        outcome.ok_or(EngineError::Session(SessionError::OutOfStep { expected: "one outcome a command" }))
    }

    /// Carries out commands in their order, with one commit. Each stands or falls alone, linked ones together.
    ///
    /// Answers one outcome a command. An error means that none of them took effect, unless the storage cannot tell:
    /// then send the same batch again, and what took effect is answered as already applied.
    pub fn submit_batch(&mut self, commands: Vec<Arc<Envelope>>) -> Result<Vec<Outcome>, EngineError<S::Error>> {
        let mut session = Session::in_room_of(self.spare.take(), commands, Arc::clone(&self.settings))?;
        loop {
            match session.next() {
                Step::Load(wanted) => {
                    let snapshot = self.storage.load(wanted).map_err(EngineError::Storage)?;
                    session.loaded(snapshot)?;
                }
                Step::Commit(changes) => match self.storage.commit(changes) {
                    Ok(()) => session.committed()?,
                    Err(CommitError::Conflict) => session.conflicted()?,
                    Err(CommitError::Storage(error)) => return Err(EngineError::Storage(error)),
                },
                Step::Done(_) => {
                    self.settings = Arc::clone(session.settings());
                    let (outcomes, spare) = session.finish_and_spare()?;
                    self.spare = spare;
                    return Ok(outcomes);
                }
            }
        }
    }

    /// What commands would do if they were sent now, decided just as they would be; nothing is written. See [`preview`](crate::preview).
    ///
    /// ```
    /// use oms_core::{Engine, Envelope, MemoryStorage};
    ///
    /// let mut engine = Engine::new(MemoryStorage::new());
    /// let set_up = Envelope::batch_from_json(br#"[
    ///     {"id": "1", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command":
    ///         {"type": "put_location", "location": {"id": "berlin", "country": "DE"}}},
    ///     {"id": "2", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": {"type": "put_channel", "channel": {"id": "web"}}},
    ///     {"id": "3", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": {"type": "put_item", "sku": "tea"}},
    ///     {"id": "4", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command":
    ///         {"type": "receive_stock", "sku": "tea", "location": "berlin", "quantity": 3}},
    ///     {"id": "5", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": {"type": "capture_order", "order": "1001",
    ///         "channel": "web", "currency": "EUR", "lines": [{"id": "1", "sku": "tea", "quantity": 1, "unit_price": "15.00"}]}}
    /// ]"#)?;
    /// engine.submit_batch(set_up)?;
    ///
    /// let edit = Envelope::from_json(br#"{"id": "6", "at": "2026-03-01T11:00:00Z", "actor": "desk", "command":
    ///     {"type": "edit_order", "order": "1001", "changes": [{"type": "set_quantity", "line": "1", "quantity": 2}]}}"#)?;
    /// let preview = engine.preview(vec![edit.clone().into()])?;
    /// assert_eq!(preview.orders[0].due_change.to_string(), "15.00");
    /// assert_eq!((preview.stock[0].before.available, preview.stock[0].after.available), (2, 1));
    ///
    /// // The customer agrees: the same command, on the same version of the order.
    /// let confirmed = Envelope { expected_version: preview.commands[0].expected_version, ..edit };
    /// assert_eq!(engine.submit(confirmed)?, preview.commands[0].outcome);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn preview(&mut self, commands: Vec<Arc<Envelope>>) -> Result<Preview, EngineError<S::Error>> {
        let mut session = PreviewSession::new(commands, &self.settings)?;
        loop {
            let snapshot = self.storage.load(session.wanted()).map_err(EngineError::Storage)?;
            if let Some(preview) = session.loaded(snapshot)? {
                return Ok(preview);
            }
        }
    }

    /// Sets the stock of many SKUs row by row, and answers every row. Rows are sent in batches, each with one commit; `progress` hears of
    /// each. What was applied before an error stays so: the same upload sent again applies the rest. See [`StockUpload`].
    pub fn upload_stock(
        &mut self,
        upload: StockUpload,
        mut progress: impl FnMut(UploadProgress),
    ) -> Result<UploadReport, EngineError<S::Error>> {
        let mut session = UploadSession::new(upload)?;
        loop {
            match session.next() {
                UploadStep::Submit(batch) => session.submitted(&self.submit_batch(batch)?),
                UploadStep::Preview(commands) => session.previewed(&self.preview(commands)?),
                UploadStep::Done => return Ok(session.finish()),
            }
            progress(session.progress());
        }
    }

    /// What runs low where items have reorder rules: how long it lasts, what is on its way, and how much to order.
    pub fn stock_alerts(&mut self, query: StockAlertsQuery) -> Result<StockAlerts, EngineError<S::Error>> {
        let mut lookup = StockAlertsLookup::new(query, &self.settings);
        loop {
            match lookup.step() {
                AlertsStep::Scan(query) => lookup.scanned(&self.query(&query)?),
                AlertsStep::Load(wanted) => lookup.loaded(self.storage.load(&wanted).map_err(EngineError::Storage)?)?,
                AlertsStep::Done => return Ok(lookup.finish()),
            }
        }
    }

    /// The order of that id.
    pub fn order(&mut self, id: &OrderId) -> Result<Option<Arc<Order>>, EngineError<S::Error>> {
        let wanted = crate::batch::ReadSet { orders: vec![id.clone()], settings_known: Some(self.settings.version), ..Default::default() };
        let snapshot = self.storage.load(&wanted).map_err(EngineError::Storage)?;
        Ok(snapshot.orders.into_iter().next().flatten())
    }

    /// The order that has that id in its channel.
    pub fn order_by_external_id(
        &mut self,
        channel: &ChannelId,
        external_id: &ExternalId,
    ) -> Result<Option<Arc<Order>>, EngineError<S::Error>> {
        let mut wanted = crate::batch::ReadSet { settings_known: Some(self.settings.version), ..Default::default() };
        wanted.external_id(channel, external_id);
        let snapshot = self.storage.load(&wanted).map_err(EngineError::Storage)?;
        match snapshot.external_ids.into_iter().next().flatten() {
            Some(id) => self.order(&id),
            None => Ok(None),
        }
    }

    /// What may be promised, by the same function that promises it.
    pub fn availability(&mut self, query: AvailabilityQuery) -> Result<Vec<Availability>, EngineError<S::Error>> {
        let mut lookup = AvailabilityLookup::new(query, &self.settings);
        loop {
            let snapshot = self.storage.load(lookup.wanted()).map_err(EngineError::Storage)?;
            if let Some(answers) = lookup.loaded(snapshot)? {
                return Ok(answers);
            }
        }
    }

    /// What a channel that shows stock of its own is to be told: what has changed since it was told last.
    pub fn publication(&mut self, query: PublicationQuery) -> Result<Publication, EngineError<S::Error>> {
        let mut lookup = PublicationLookup::new(query, &self.settings);
        loop {
            let snapshot = self.storage.load(lookup.wanted()).map_err(EngineError::Storage)?;
            if let Some(publication) = lookup.loaded(snapshot)? {
                return Ok(publication);
            }
        }
    }

    /// Which slots there are, what is left of them, and why some cannot be booked, by the same function that books them.
    pub fn slots(&mut self, query: SlotQuery) -> Result<Vec<SlotOffer>, EngineError<S::Error>> {
        let mut lookup = SlotLookup::new(query, &self.settings);
        loop {
            let snapshot = self.storage.load(lookup.wanted()).map_err(EngineError::Storage)?;
            if let Some(offers) = lookup.loaded(snapshot)? {
                return Ok(offers);
            }
        }
    }

    /// What it costs to send goods from a location, by every service that has a rate card, cheapest first.
    pub fn quote_shipping(&mut self, query: ShippingQuery) -> Result<ShippingQuotes, EngineError<S::Error>> {
        let mut lookup = ShippingLookup::new(query, &self.settings);
        loop {
            let snapshot = self.storage.load(lookup.wanted()).map_err(EngineError::Storage)?;
            if let Some(quotes) = lookup.loaded(snapshot)? {
                return Ok(quotes);
            }
        }
    }

    /// How orders that wait would best be sent, all of them together. Nothing is moved: see
    /// [`RerouteOrders`](crate::routing::RerouteOrders).
    pub fn plan_reroute(&mut self, query: RerouteQuery) -> Result<ReroutePlan, EngineError<S::Error>> {
        let mut lookup = RerouteLookup::new(query, &self.settings)?;
        loop {
            let snapshot = self.storage.load(lookup.wanted()).map_err(EngineError::Storage)?;
            if let Some(plan) = lookup.loaded(snapshot)? {
                return Ok(plan);
            }
        }
    }

    /// What it would cost to ship an order from other locations than the best plan does; see [`RegretQuery`].
    ///
    /// ```
    /// use oms_core::routing::{RankBy, RegretQuery};
    /// use oms_core::{Engine, Envelope, MemoryStorage};
    ///
    /// let mut engine = Engine::new(MemoryStorage::new());
    /// # let set_up = Envelope::batch_from_json(br#"[
    /// #     {"id": "1", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command":
    /// #         {"type": "put_location", "location": {"id": "berlin", "country": "DE", "priority": 1}}},
    /// #     {"id": "2", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command":
    /// #         {"type": "put_location", "location": {"id": "munich", "country": "DE", "priority": 3}}},
    /// #     {"id": "3", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": {"type": "put_channel", "channel": {"id": "web"}}},
    /// #     {"id": "4", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": {"type": "put_item", "sku": "tea"}},
    /// #     {"id": "5", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command":
    /// #         {"type": "receive_stock", "sku": "tea", "location": "berlin", "quantity": 1}},
    /// #     {"id": "6", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command":
    /// #         {"type": "receive_stock", "sku": "tea", "location": "munich", "quantity": 1}},
    /// #     {"id": "7", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": {"type": "capture_order", "order": "1001",
    /// #         "channel": "web", "currency": "EUR", "lines": [{"id": "1", "sku": "tea", "quantity": 1, "unit_price": "15.00"}]}}
    /// # ]"#)?;
    /// # engine.submit_batch(set_up)?;
    /// let (order, at) = ("1001".parse()?, "2026-03-01T10:05:00Z".parse()?);
    /// let query = RegretQuery { order, at, locations: vec!["munich".parse()?], commands: Vec::new(), steps_max: 1_000 };
    /// let regrets = engine.regrets(query)?;
    /// // One tea from Munich instead of Berlin: as many parcels, from a location that comes two places later.
    /// let munich = &regrets.locations[0];
    /// assert_eq!((munich.worse_by, munich.regret, munich.proven), (Some(RankBy::Priority), 2, true));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn regrets(&mut self, query: RegretQuery) -> Result<Regrets, EngineError<S::Error>> {
        let mut lookup = RegretLookup::new(query, &self.settings)?;
        loop {
            let snapshot = self.storage.load(lookup.wanted()).map_err(EngineError::Storage)?;
            if let Some(regrets) = lookup.loaded(snapshot)? {
                return Ok(regrets);
            }
        }
    }

    /// One page of a list.
    pub fn query(&mut self, query: &Query) -> Result<Page, EngineError<S::Error>> {
        self.storage.scan(query).map_err(EngineError::Storage)
    }

    /// One page of a list as JSON: byte for byte the [`Page`] that [`query`](Engine::query) answers.
    ///
    /// For what goes on as JSON anyway, to a browser or to another language. On SQLite a page of orders takes less than half the time
    /// so, because their records need not be read to be handed on.
    pub fn query_json(&mut self, query: &Query) -> Result<Vec<u8>, EngineError<S::Error>> {
        self.storage.scan_json(query).map_err(EngineError::Storage)
    }

    /// The entries of the log that a consumer has not acknowledged, oldest first, at most as many as `limit` says. See
    /// [`consumer`](crate::consumer).
    ///
    /// ```
    /// use oms_core::{Engine, Envelope, MemoryStorage};
    ///
    /// let mut engine = Engine::new(MemoryStorage::new());
    /// let set_up = Envelope::batch_from_json(br#"[
    ///     {"id": "1", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": {"type": "put_item", "sku": "tea"}},
    ///     {"id": "2", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": {"type": "put_item", "sku": "hat"}}
    /// ]"#)?;
    /// engine.submit_batch(set_up)?;
    /// let mailer = "mailer".parse()?;
    /// let unread = engine.unread(&mailer, 1)?;
    /// assert_eq!(unread[0].entry.receipt.command.as_str(), "1");
    /// // ... the entries are dealt with, and then:
    /// assert!(engine.acknowledge(&mailer, 1..=1)?);
    /// assert_eq!(engine.unread(&mailer, 10)?[0].number, 2);
    /// assert_eq!(engine.consumers()?[0].lag, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn unread(&mut self, consumer: &ConsumerId, limit: u32) -> Result<Vec<NumberedEntry>, EngineError<S::Error>> {
        match self.consume(ConsumerRequest::Unread { consumer: consumer.clone(), limit })? {
            ConsumerAnswer::Unread(entries) => Ok(entries),
            ConsumerAnswer::Moved(_) => Ok(Vec::new()),
        }
    }

    /// Says that a consumer has dealt with entries, from the first to the last number, which are those that come next. Tells whether that
    /// was news: to say the same again is harmless.
    ///
    /// # Errors
    /// `consumer_moved` if others come next, since somebody has acknowledged under the same name; `beyond_log`, `invalid_range`,
    /// `too_many_consumers`; those of the storage. The consumer stays where it is then.
    pub fn acknowledge(&mut self, consumer: &ConsumerId, entries: RangeInclusive<u64>) -> Result<bool, EngineError<S::Error>> {
        let (first, last) = entries.into_inner();
        self.moved(ConsumerRequest::Acknowledge { consumer: consumer.clone(), first, last })
    }

    /// Keeps the place of a consumer no more. Tells whether there was such a consumer; under its name everything is unread again.
    pub fn remove_consumer(&mut self, consumer: &ConsumerId) -> Result<bool, EngineError<S::Error>> {
        self.moved(ConsumerRequest::Remove { consumer: consumer.clone() })
    }

    /// All consumers by name: how far each has come, and how far it is behind.
    pub fn consumers(&mut self) -> Result<Vec<ConsumerLag>, EngineError<S::Error>> {
        let Page::Consumers { consumers, last } = self.query(&Query::Consumers)? else { return Ok(Vec::new()) };
        let behind = |position: u64| last.saturating_sub(position);
        Ok(consumers
            .into_iter()
            .map(|kept| ConsumerLag { consumer: kept.consumer, position: kept.position, lag: behind(kept.position) })
            .collect())
    }

    /// What is asked of a consumer, whichever it is: the one call behind those above.
    pub fn consume(&mut self, request: ConsumerRequest) -> Result<ConsumerAnswer, EngineError<S::Error>> {
        let mut session = ConsumerSession::new(request, &self.settings)?;
        loop {
            match session.next() {
                Step::Load(wanted) => session.loaded(self.storage.load(wanted).map_err(EngineError::Storage)?)?,
                Step::Commit(changes) => match self.storage.commit(changes) {
                    Ok(()) => session.committed()?,
                    Err(CommitError::Conflict) => session.conflicted()?,
                    Err(CommitError::Storage(error)) => return Err(EngineError::Storage(error)),
                },
                Step::Done(_) => return Ok(session.finish()?),
            }
        }
    }

    fn moved(&mut self, request: ConsumerRequest) -> Result<bool, EngineError<S::Error>> {
        Ok(matches!(self.consume(request)?, ConsumerAnswer::Moved(true)))
    }

    /// Works out units and money again and names every difference. See [`Audit`].
    pub fn audit(&mut self) -> Result<AuditReport, EngineError<S::Error>> {
        let mut audit = Audit::new();
        while let Some(query) = audit.next() {
            audit.answered(&self.query(&query)?);
        }
        Ok(audit.finish())
    }

    /// What carriers and locations have done with all orders. See [`Performance`].
    pub fn performance(&mut self) -> Result<PerformanceReport, EngineError<S::Error>> {
        let mut performance = Performance::default();
        while let Some(query) = performance.next() {
            performance.answered(&self.query(&query)?);
        }
        Ok(performance.finish())
    }

    /// Cash that couriers have collected and not handed over at an instant. See [`CashAgeingScan`].
    pub fn cash_ageing(&mut self, at: Timestamp) -> Result<CashAgeing, EngineError<S::Error>> {
        let mut scan = CashAgeingScan::new(at);
        while let Some(query) = scan.next() {
            scan.answered(&self.query(&query)?);
        }
        Ok(scan.finish())
    }

    /// What would have come of a recorded period with some changes. The store is only read. See [`what_if`](crate::what_if).
    ///
    /// ```
    /// use oms_core::what_if::WhatIfRequest;
    /// use oms_core::{Engine, Envelope, MemoryStorage};
    ///
    /// let mut engine = Engine::new(MemoryStorage::new());
    /// let history = Envelope::batch_from_json(br#"[
    ///     {"id": "1", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command":
    ///         {"type": "put_location", "location": {"id": "berlin", "country": "DE"}}},
    ///     {"id": "2", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command":
    ///         {"type": "put_location", "location": {"id": "paris", "country": "FR", "priority": 1}}},
    ///     {"id": "3", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": {"type": "put_channel", "channel": {"id": "web"}}},
    ///     {"id": "4", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": {"type": "put_item", "sku": "tea"}},
    ///     {"id": "5", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command":
    ///         {"type": "receive_stock", "sku": "tea", "location": "berlin", "quantity": 3}},
    ///     {"id": "6", "at": "2026-03-01T10:00:00Z", "actor": "shop", "command":
    ///         {"type": "receive_stock", "sku": "tea", "location": "paris", "quantity": 3}},
    ///     {"id": "7", "at": "2026-03-02T10:00:00Z", "actor": "shop", "command": {"type": "capture_order", "order": "1001",
    ///         "channel": "web", "currency": "EUR", "lines": [{"id": "1", "sku": "tea", "quantity": 2, "unit_price": "15.00"}]}}
    /// ]"#)?;
    /// engine.submit_batch(history)?;
    ///
    /// let request: WhatIfRequest = serde_json::from_str(r#"{"changes": [
    ///     {"type": "put_location", "location": {"id": "berlin", "country": "DE", "ships": false}}
    /// ]}"#)?;
    /// let report = engine.what_if(request)?;
    /// assert_eq!(report.difference.parcels, 0);
    /// assert_eq!(report.orders[0].recorded.parcels[0].location.as_str(), "berlin");
    /// assert_eq!(report.orders[0].variant.parcels[0].location.as_str(), "paris");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn what_if(&mut self, request: WhatIfRequest) -> Result<WhatIfReport, EngineError<S::Error>> {
        let mut what_if = WhatIf::new(request)?;
        while let Some(query) = what_if.next() {
            what_if.answered(&self.query(&query)?)?;
        }
        Ok(what_if.finish()?)
    }

    /// The digest of the whole state. See [`StateDigest`].
    pub fn digest(&mut self) -> Result<Digest, EngineError<S::Error>> {
        let mut digest = StateDigest::new();
        while let Some(query) = digest.next() {
            digest.answered(&self.query(&query)?);
        }
        Ok(digest.finish())
    }

    /// The storage.
    pub fn storage(&mut self) -> &mut S {
        &mut self.storage
    }

    /// Gives the storage back.
    pub fn into_storage(self) -> S {
        self.storage
    }
}
