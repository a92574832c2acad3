//! The engine on a storage of the host's, as steps.

use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error::{bytes, called};

/// The engine on a storage of the host's: every call begins a task.
#[pyclass(frozen, module = "oms._native")]
pub(crate) struct HostEngine {
    engine: oms_wire::HostEngine,
}

/// An operation on its way. Every call answers the next `Step`.
#[pyclass(frozen, module = "oms._native")]
pub(crate) struct Task {
    task: oms_wire::Task,
}

#[pymethods]
impl HostEngine {
    #[new]
    fn new() -> HostEngine {
        HostEngine { engine: oms_wire::HostEngine::new() }
    }

    /// Carries out a list of envelopes with one commit; the answer is the list of their outcomes.
    fn submit_many(&self, py: Python<'_>, commands: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.submit_many(commands)? }))
    }

    /// What a list of envelopes would do; the answer is a `Preview`.
    fn preview(&self, py: Python<'_>, commands: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.preview(commands)? }))
    }

    /// Carries out a `StockUpload`, with the rows of a CSV file; the answer is an `UploadReport`.
    #[pyo3(signature = (upload, csv))]
    fn upload_stock(&self, py: Python<'_>, upload: &[u8], csv: Option<&[u8]>) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.upload_stock(upload, csv)? }))
    }

    /// The answer to a `StockAlertsQuery` are the `StockAlerts`.
    fn stock_alerts(&self, py: Python<'_>, query: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.stock_alerts(query)? }))
    }

    /// The answer to a `Query` is a `Page`.
    fn query(&self, py: Python<'_>, query: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.query(query)? }))
    }

    /// The answer is what a `ConsumerRequest` asks of a consumer of the log.
    fn consume(&self, py: Python<'_>, request: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.consume(request)? }))
    }

    /// The order of that id, or `null`.
    fn order(&self, py: Python<'_>, id: &str) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.order(id)? }))
    }

    /// The order that has that id in its channel, or `null`.
    fn order_by_external_id(&self, py: Python<'_>, channel: &str, external_id: &str) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.order_by_external_id(channel, external_id)? }))
    }

    /// The answer to an `AvailabilityQuery` is a list of `Availability`.
    fn availability(&self, py: Python<'_>, query: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.availability(query)? }))
    }

    /// The answer to a `SlotQuery` is a list of `SlotOffer`.
    fn slots(&self, py: Python<'_>, query: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.slots(query)? }))
    }

    /// The answer to a `PublicationQuery` is a `Publication`.
    fn publication(&self, py: Python<'_>, query: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.publication(query)? }))
    }

    /// The answer to a `RerouteQuery` is a `ReroutePlan`.
    fn plan_reroute(&self, py: Python<'_>, query: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.plan_reroute(query)? }))
    }

    /// The answer to a `RegretQuery` is `Regrets`.
    fn regrets(&self, py: Python<'_>, query: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.regrets(query)? }))
    }

    /// The answer to a `ShippingQuery` is a `ShippingQuotes`.
    fn quote_shipping(&self, py: Python<'_>, query: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.quote_shipping(query)? }))
    }

    /// The answer to a `WhatIfRequest` is a `WhatIfReport`.
    fn what_if(&self, py: Python<'_>, request: &[u8]) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.what_if(request)? }))
    }

    /// The answer is an `AuditReport`.
    fn audit(&self, py: Python<'_>) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.audit()? }))
    }

    /// The answer is the `CashAgeing` of an instant.
    fn cash_ageing(&self, py: Python<'_>, at: &str) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.cash_ageing(at)? }))
    }

    /// The answer is a `PerformanceReport`.
    fn performance(&self, py: Python<'_>) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.performance()? }))
    }

    /// The answer is the digest of the whole state.
    fn digest(&self, py: Python<'_>) -> PyResult<Task> {
        called(py, || Ok(Task { task: self.engine.digest()? }))
    }
}

#[pymethods]
impl Task {
    /// What the host must do next.
    fn step<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.task.step())
    }

    /// Takes the `Snapshot` asked for.
    fn loaded<'py>(&self, py: Python<'py>, snapshot: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.task.loaded(snapshot))
    }

    /// Takes the `Page` asked for.
    fn scanned<'py>(&self, py: Python<'py>, page: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.task.scanned(page))
    }

    /// The changes are written.
    fn committed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.task.committed())
    }

    /// Nothing was written, since another writer was faster.
    fn conflicted<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.task.conflicted())
    }

    /// The answer of a task that is done.
    fn answer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.task.answer())
    }
}
