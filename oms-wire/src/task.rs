//! The engine on a storage of the host's: every operation as steps that the host carries out with its own database client.

use std::mem::replace;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use oms_core::audit::Audit;
use oms_core::batch::{PreviewSession, ReadSet, Session, Snapshot, Step};
use oms_core::consumer::{ConsumerRequest, ConsumerSession};
use oms_core::inventory::{
    AlertsStep, AvailabilityLookup, AvailabilityQuery, PublicationLookup, PublicationQuery, StockAlertsLookup, StockAlertsQuery,
};
use oms_core::payment::CashAgeingScan;
use oms_core::performance::Performance;
use oms_core::query::{Page, Query};
use oms_core::rates::{ShippingLookup, ShippingQuery};
use oms_core::routing::{RegretLookup, RegretQuery, RerouteLookup, RerouteQuery};
use oms_core::settings::Settings;
use oms_core::slot::{SlotLookup, SlotQuery};
use oms_core::what_if::{WhatIf, WhatIfRequest};
use oms_core::{ChannelId, Envelope, ExternalId, OrderId, StateDigest, input};

use crate::WireError;
use crate::error::json;
use crate::guard::caught;
use crate::handle::{instant, parsed};
use crate::upload::{self, Upload, Work};

/// An engine whose storage is the host's. It keeps nothing but the settings it has seen last.
///
/// Each method begins a [`Task`]. Nothing is read or written before the host does so.
#[derive(Debug, Default)]
pub struct HostEngine {
    settings: Arc<Mutex<Arc<Settings>>>,
}

/// An operation on its way. Every call answers the next step as JSON:
///
/// | step | the host | then calls |
/// | --- | --- | --- |
/// | `{"type": "load", "wanted": ReadSet}` | reads these records from one view | [`loaded`](Task::loaded) |
/// | `{"type": "commit", "changes": ChangeSet}` | writes all or none | [`committed`](Task::committed), [`conflicted`](Task::conflicted) |
/// | `{"type": "scan", "query": Query}` | reads one page of a list | [`scanned`](Task::scanned) |
/// | `{"type": "done"}` | is done | [`answer`](Task::answer) |
///
/// A load is answered with a `Snapshot`, a scan with a `Page`.
///
/// A host that cannot carry a step out drops the task: nothing of it has taken effect, unless a commit did.
#[derive(Debug)]
pub struct Task {
    state: Mutex<State>,
    settings: Arc<Mutex<Arc<Settings>>>,
}

#[derive(Debug)]
enum State {
    Batch(Box<Session>),
    Preview(Box<PreviewSession>),
    Order(ReadSet),
    External(ReadSet),
    Upload(Box<Upload>),
    Alerts(Box<StockAlertsLookup>, AlertsStep),
    Lookup(Box<AvailabilityLookup>),
    Publication(Box<PublicationLookup>),
    Slots(Box<SlotLookup>),
    Shipping(Box<ShippingLookup>),
    Reroute(Box<RerouteLookup>),
    Regret(Box<RegretLookup>),
    Audit(Box<Audit>),
    Digest(Box<StateDigest>),
    Cash(Box<CashAgeingScan>),
    Performance(Box<Performance>),
    WhatIf(Box<WhatIf>),
    Page(Query),
    Consumer(Box<ConsumerSession>),
    Done(Vec<u8>),
    /// A step failed: the task cannot go on.
    Failed,
}

impl HostEngine {
    /// An engine that has seen nothing yet.
    pub fn new() -> HostEngine {
        HostEngine::default()
    }

    /// Carries out a list of commands with one commit; the answer is the list of their outcomes.
    pub fn submit_many(&self, commands: &[u8]) -> Result<Task, WireError> {
        caught(|| {
            let batch = Envelope::batch_from_json(commands)?;
            self.task(State::Batch(Box::new(Session::new(batch, self.settings())?)))
        })
    }

    /// What a list of commands would do if it were sent now; the answer is a `Preview`, and no step of it is a commit.
    pub fn preview(&self, commands: &[u8]) -> Result<Task, WireError> {
        caught(|| {
            let batch = Envelope::batch_from_json(commands)?;
            self.task(State::Preview(Box::new(PreviewSession::new(batch, &self.settings())?)))
        })
    }

    /// Sets the stock of many SKUs by a `StockUpload`, whose rows may come as a CSV file beside it, in several commits; the answer is an
    /// `UploadReport`.
    pub fn upload_stock(&self, upload: &[u8], csv: Option<&[u8]>) -> Result<Task, WireError> {
        caught(|| self.task(State::Upload(Box::new(Upload::new(upload::begin(upload, csv)?, self.settings())?))))
    }

    /// The answer to a `StockAlertsQuery` are the `StockAlerts`.
    pub fn stock_alerts(&self, query: &[u8]) -> Result<Task, WireError> {
        let query: StockAlertsQuery = input::read("query", query)?;
        let mut lookup = Box::new(StockAlertsLookup::new(query, &self.settings()));
        let step = lookup.step();
        self.task(State::Alerts(lookup, step))
    }

    /// The order of that id, or `null`.
    pub fn order(&self, id: &str) -> Result<Task, WireError> {
        let id: OrderId = parsed("order", id)?;
        self.task(State::Order(self.wanted(ReadSet { orders: vec![id], ..ReadSet::default() })))
    }

    /// The order that has that id in its channel, or `null`.
    pub fn order_by_external_id(&self, channel: &str, external_id: &str) -> Result<Task, WireError> {
        let (channel, external_id): (ChannelId, ExternalId) = (parsed("channel", channel)?, parsed("external_id", external_id)?);
        let key = oms_core::batch::ExternalKey { channel, external_id };
        self.task(State::External(self.wanted(ReadSet { external_ids: vec![key], ..ReadSet::default() })))
    }

    /// The answer to an `AvailabilityQuery` is a list of `Availability`.
    pub fn availability(&self, query: &[u8]) -> Result<Task, WireError> {
        let query: AvailabilityQuery = input::read("query", query)?;
        self.task(State::Lookup(Box::new(AvailabilityLookup::new(query, &self.settings()))))
    }

    /// The answer to a `PublicationQuery` is a `Publication`.
    pub fn publication(&self, query: &[u8]) -> Result<Task, WireError> {
        let query: PublicationQuery = input::read("query", query)?;
        self.task(State::Publication(Box::new(PublicationLookup::new(query, &self.settings()))))
    }

    /// The answer to a `SlotQuery` is a list of `SlotOffer`.
    pub fn slots(&self, query: &[u8]) -> Result<Task, WireError> {
        let query: SlotQuery = input::read("query", query)?;
        self.task(State::Slots(Box::new(SlotLookup::new(query, &self.settings()))))
    }

    /// The answer to a `ShippingQuery` is a `ShippingQuotes`.
    pub fn quote_shipping(&self, query: &[u8]) -> Result<Task, WireError> {
        let query: ShippingQuery = input::read("query", query)?;
        self.task(State::Shipping(Box::new(ShippingLookup::new(query, &self.settings()))))
    }

    /// The answer to a `RerouteQuery` is a `ReroutePlan`.
    pub fn plan_reroute(&self, query: &[u8]) -> Result<Task, WireError> {
        let query: RerouteQuery = input::read("query", query)?;
        self.task(State::Reroute(Box::new(RerouteLookup::new(query, &self.settings())?)))
    }

    /// The answer to a `RegretQuery` is `Regrets`.
    pub fn regrets(&self, query: &[u8]) -> Result<Task, WireError> {
        let query: RegretQuery = input::read("query", query)?;
        self.task(State::Regret(Box::new(RegretLookup::new(query, &self.settings())?)))
    }

    /// The answer to a `Query` is a `Page`.
    pub fn query(&self, query: &[u8]) -> Result<Task, WireError> {
        self.task(State::Page(input::read("query", query)?))
    }

    /// What is asked of a consumer of the log, by a `ConsumerRequest`; the answer is a list of `NumberedEntry`, or whether it has moved.
    pub fn consume(&self, request: &[u8]) -> Result<Task, WireError> {
        let request: ConsumerRequest = input::read("request", request)?;
        self.task(State::Consumer(Box::new(ConsumerSession::new(request, &self.settings())?)))
    }

    /// Works out units and money again; the answer is an `AuditReport`.
    pub fn audit(&self) -> Result<Task, WireError> {
        self.task(State::Audit(Box::default()))
    }

    /// Cash that couriers have collected and not handed over at an instant; the answer is a `CashAgeing`.
    pub fn cash_ageing(&self, at: &str) -> Result<Task, WireError> {
        self.task(State::Cash(Box::new(CashAgeingScan::new(instant("at", at)?))))
    }

    /// What carriers and locations have done with all orders; the answer is a `PerformanceReport`.
    pub fn performance(&self) -> Result<Task, WireError> {
        self.task(State::Performance(Box::default()))
    }

    /// What would have come of a recorded period, by a `WhatIfRequest`; the answer is a `WhatIfReport`, and no step of it is a commit.
    pub fn what_if(&self, request: &[u8]) -> Result<Task, WireError> {
        caught(|| self.task(State::WhatIf(Box::new(WhatIf::new(input::read::<WhatIfRequest>("request", request)?)?))))
    }

    /// The digest of the whole state, as a JSON text of 64 hexadecimal digits.
    pub fn digest(&self) -> Result<Task, WireError> {
        self.task(State::Digest(Box::default()))
    }

    fn task(&self, state: State) -> Result<Task, WireError> {
        let task = Task { state: Mutex::new(state), settings: Arc::clone(&self.settings) };
        task.settle(&mut task.state())?;
        Ok(task)
    }

    fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn wanted(&self, wanted: ReadSet) -> ReadSet {
        ReadSet { settings_known: Some(self.settings().version), ..wanted }
    }
}

impl Task {
    /// What the host must do next.
    pub fn step(&self) -> Result<Vec<u8>, WireError> {
        caught(|| step_of(&self.state()))
    }

    /// Takes the `Snapshot` asked for; answers the next step.
    pub fn loaded(&self, snapshot: &[u8]) -> Result<Vec<u8>, WireError> {
        self.advance(|state| {
            let snapshot: Snapshot = input::read("snapshot", snapshot)?;
            match state {
                State::Batch(mut session) => {
                    session.loaded(snapshot)?;
                    Ok(State::Batch(session))
                }
                State::Preview(mut session) => Ok(match session.loaded(snapshot)? {
                    Some(preview) => State::Done(json(&preview)?),
                    None => State::Preview(session),
                }),
                State::Upload(mut upload) => {
                    upload.loaded(snapshot)?;
                    Ok(State::Upload(upload))
                }
                State::Consumer(mut session) => {
                    session.loaded(snapshot)?;
                    Ok(State::Consumer(session))
                }
                State::Alerts(mut lookup, _) => {
                    lookup.loaded(snapshot)?;
                    let step = lookup.step();
                    Ok(State::Alerts(lookup, step))
                }
                State::Order(wanted) => {
                    parallel("orders", wanted.orders.len(), snapshot.orders.len())?;
                    Ok(State::Done(json(&snapshot.orders.into_iter().next().flatten())?))
                }
                State::External(wanted) => {
                    parallel("external_ids", wanted.external_ids.len(), snapshot.external_ids.len())?;
                    Ok(match snapshot.external_ids.into_iter().next().flatten() {
                        None => State::Done(b"null".to_vec()),
                        Some(id) => State::Order(ReadSet { orders: vec![id], external_ids: Vec::new(), ..wanted }),
                    })
                }
                State::Lookup(mut lookup) => Ok(match lookup.loaded(snapshot)? {
                    Some(answers) => State::Done(json(&answers)?),
                    None => State::Lookup(lookup),
                }),
                State::Publication(mut lookup) => Ok(match lookup.loaded(snapshot)? {
                    Some(publication) => State::Done(json(&publication)?),
                    None => State::Publication(lookup),
                }),
                State::Slots(mut lookup) => Ok(match lookup.loaded(snapshot)? {
                    Some(offers) => State::Done(json(&offers)?),
                    None => State::Slots(lookup),
                }),
                State::Shipping(mut lookup) => Ok(match lookup.loaded(snapshot)? {
                    Some(quotes) => State::Done(json(&quotes)?),
                    None => State::Shipping(lookup),
                }),
                State::Reroute(mut lookup) => Ok(match lookup.loaded(snapshot)? {
                    Some(plan) => State::Done(json(&plan)?),
                    None => State::Reroute(lookup),
                }),
                State::Regret(mut lookup) => Ok(match lookup.loaded(snapshot)? {
                    Some(regrets) => State::Done(json(&regrets)?),
                    None => State::Regret(lookup),
                }),
                _ => Err(out_of_step("no records")),
            }
        })
    }

    /// Takes the `Page` asked for; answers the next step.
    pub fn scanned(&self, page: &[u8]) -> Result<Vec<u8>, WireError> {
        self.advance(|state| {
            let page: Page = input::read("page", page)?;
            match state {
                State::Audit(mut audit) => {
                    audit.answered(&page);
                    Ok(State::Audit(audit))
                }
                State::Digest(mut digest) => {
                    digest.answered(&page);
                    Ok(State::Digest(digest))
                }
                State::Cash(mut scan) => {
                    scan.answered(&page);
                    Ok(State::Cash(scan))
                }
                State::Performance(mut performance) => {
                    performance.answered(&page);
                    Ok(State::Performance(performance))
                }
                State::WhatIf(mut what_if) => {
                    what_if.answered(&page)?;
                    Ok(State::WhatIf(what_if))
                }
                State::Alerts(mut lookup, _) => {
                    lookup.scanned(&page);
                    let step = lookup.step();
                    Ok(State::Alerts(lookup, step))
                }
                State::Page(_) => Ok(State::Done(json(&page)?)),
                _ => Err(out_of_step("no page of a list")),
            }
        })
    }

    /// The changes are written; answers the next step.
    pub fn committed(&self) -> Result<Vec<u8>, WireError> {
        self.advance(|state| match state {
            State::Batch(mut session) => {
                session.committed()?;
                Ok(State::Batch(session))
            }
            State::Upload(mut upload) => {
                upload.committed()?;
                Ok(State::Upload(upload))
            }
            State::Consumer(mut session) => {
                session.committed()?;
                Ok(State::Consumer(session))
            }
            _ => Err(out_of_step("no commit")),
        })
    }

    /// Nothing was written, since another writer was faster; answers the next step.
    pub fn conflicted(&self) -> Result<Vec<u8>, WireError> {
        self.advance(|state| match state {
            State::Batch(mut session) => {
                session.conflicted()?;
                Ok(State::Batch(session))
            }
            State::Upload(mut upload) => {
                upload.conflicted()?;
                Ok(State::Upload(upload))
            }
            State::Consumer(mut session) => {
                session.conflicted()?;
                Ok(State::Consumer(session))
            }
            _ => Err(out_of_step("no commit")),
        })
    }

    /// The answer of a task that is done, as JSON.
    pub fn answer(&self) -> Result<Vec<u8>, WireError> {
        match &*self.state() {
            State::Done(answer) => Ok(answer.clone()),
            _ => Err(out_of_step("further steps before it is done")),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn advance(&self, work: impl FnOnce(State) -> Result<State, WireError>) -> Result<Vec<u8>, WireError> {
        let mut state = self.state();
        caught(|| {
            *state = work(replace(&mut *state, State::Failed))?;
            self.settle(&mut state)?;
            step_of(&state)
        })
    }

    /// Turns an operation that needs nothing more into its answer.
    fn settle(&self, state: &mut State) -> Result<(), WireError> {
        let is_over = match state {
            State::Batch(session) => matches!(session.next(), Step::Done(_)),
            State::Consumer(session) => matches!(session.next(), Step::Done(_)),
            State::Upload(upload) => upload.is_done(),
            State::Alerts(_, step) => matches!(step, AlertsStep::Done),
            State::Audit(audit) => audit.next().is_none(),
            State::Digest(digest) => digest.next().is_none(),
            State::Cash(scan) => scan.next().is_none(),
            State::Performance(performance) => performance.next().is_none(),
            State::WhatIf(what_if) => what_if.next().is_none(),
            _ => false,
        };
        if is_over {
            *state = State::Done(match replace(state, State::Failed) {
                State::Batch(session) => {
                    *self.settings.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(session.settings());
                    json(&session.finish()?)?
                }
                State::Upload(upload) => {
                    *self.settings.lock().unwrap_or_else(PoisonError::into_inner) = upload.settings();
                    json(&upload.finish())?
                }
                State::Consumer(session) => json(&session.finish()?)?,
                State::Alerts(lookup, _) => json(&lookup.finish())?,
                State::Audit(audit) => json(&audit.finish())?,
                State::Digest(digest) => json(&digest.finish())?,
                State::Cash(scan) => json(&scan.finish())?,
                State::Performance(performance) => json(&performance.finish())?,
                State::WhatIf(what_if) => json(&what_if.finish()?)?,
                _ => return Err(out_of_step("nothing")),
            });
        }
        Ok(())
    }
}

/// The step as JSON.
fn step_of(state: &State) -> Result<Vec<u8>, WireError> {
    match state {
        State::Batch(session) => step_of_batch(session.next()),
        State::Consumer(session) => step_of_batch(session.next()),
        State::Upload(upload) => match upload.work() {
            Work::Batch(session) => step_of_batch(session.next()),
            Work::Preview(session) => told(r#"{"type":"load","wanted":"#, &json(session.wanted())?),
            Work::Done => Ok(br#"{"type":"done"}"#.to_vec()),
        },
        State::Alerts(_, AlertsStep::Load(wanted)) => told(r#"{"type":"load","wanted":"#, &json(wanted)?),
        State::Alerts(_, AlertsStep::Scan(query)) => told(r#"{"type":"scan","query":"#, &json(query)?),
        State::Alerts(_, AlertsStep::Done) => Ok(br#"{"type":"done"}"#.to_vec()),
        State::Preview(session) => told(r#"{"type":"load","wanted":"#, &json(session.wanted())?),
        State::Order(wanted) | State::External(wanted) => told(r#"{"type":"load","wanted":"#, &json(wanted)?),
        State::Lookup(lookup) => told(r#"{"type":"load","wanted":"#, &json(lookup.wanted())?),
        State::Publication(lookup) => told(r#"{"type":"load","wanted":"#, &json(lookup.wanted())?),
        State::Shipping(lookup) => told(r#"{"type":"load","wanted":"#, &json(lookup.wanted())?),
        State::Reroute(lookup) => told(r#"{"type":"load","wanted":"#, &json(lookup.wanted())?),
        State::Regret(lookup) => told(r#"{"type":"load","wanted":"#, &json(lookup.wanted())?),
        State::Slots(lookup) => told(r#"{"type":"load","wanted":"#, &json(lookup.wanted())?),
        State::Audit(audit) => told(r#"{"type":"scan","query":"#, &json(&audit.next())?),
        State::Digest(digest) => told(r#"{"type":"scan","query":"#, &json(&digest.next())?),
        State::Cash(scan) => told(r#"{"type":"scan","query":"#, &json(&scan.next())?),
        State::Performance(performance) => told(r#"{"type":"scan","query":"#, &json(&performance.next())?),
        State::WhatIf(what_if) => told(r#"{"type":"scan","query":"#, &json(&what_if.next())?),
        State::Page(query) => told(r#"{"type":"scan","query":"#, &json(query)?),
        State::Done(_) => Ok(br#"{"type":"done"}"#.to_vec()),
        State::Failed => Err(out_of_step("nothing any more, since a step of it failed")),
    }
}

fn step_of_batch(step: Step<'_>) -> Result<Vec<u8>, WireError> {
    match step {
        Step::Load(wanted) => told(r#"{"type":"load","wanted":"#, &json(wanted)?),
        Step::Commit(changes) => told(r#"{"type":"commit","changes":"#, &json(changes)?),
        Step::Done(_) => Ok(br#"{"type":"done"}"#.to_vec()),
    }
}

fn told(head: &str, content: &[u8]) -> Result<Vec<u8>, WireError> {
    Ok([head.as_bytes(), content, b"}"].concat())
}

fn out_of_step(expected: &'static str) -> WireError {
    oms_core::batch::SessionError::OutOfStep { expected }.into()
}

fn parallel(list: &'static str, asked: usize, answered: usize) -> Result<(), WireError> {
    if asked == answered { Ok(()) } else { Err(oms_core::batch::SessionError::AnswerMisshapen { list, asked, answered }.into()) }
}
