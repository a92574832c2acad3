//! The engine on a storage of ours.

use std::path::PathBuf;
use std::sync::Arc;

use oms_wire::{Handle, OpenOptions, WireError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error::{bytes, called};
use crate::table::Table;

/// The engine on a storage of ours. Calls from several threads take turns.
#[pyclass(frozen, module = "oms._native")]
pub(crate) struct Engine {
    handle: Arc<Kept>,
}

/// A handle that a forked process leaves alone: it shares locks and file handles with the process it comes from, and neither knows of
/// the other. Closing the file there could disturb the one it belongs to.
pub(crate) struct Kept {
    handle: Option<Handle>,
    opened_by: u32,
}

impl Kept {
    fn new(handle: Handle) -> Arc<Kept> {
        Arc::new(Kept { handle: Some(handle), opened_by: std::process::id() })
    }

    pub(crate) fn get(&self) -> Result<&Handle, WireError> {
        if std::process::id() != self.opened_by {
            let told = "the engine was opened before this process was forked: open it again in the new process";
            return Err(WireError::new("forked", told));
        }
        self.handle.as_ref().ok_or_else(|| WireError::new("closed", "the engine has been closed: open it again"))
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if std::process::id() != self.opened_by {
            std::mem::forget(self.handle.take());
        }
    }
}

#[pymethods]
impl Engine {
    /// An engine that keeps everything in memory.
    #[staticmethod]
    fn memory(py: Python<'_>) -> PyResult<Engine> {
        called(py, || Ok(Engine { handle: Kept::new(Handle::memory()) }))
    }

    /// An engine on a SQLite file, which is made if it is not there.
    #[staticmethod]
    #[pyo3(signature = (path, *, synchronous, cache_bytes, mapped_bytes, busy_timeout_ms, read_only, size_max))]
    #[allow(clippy::too_many_arguments, reason = "they are named where it is called")]
    fn sqlite(
        py: Python<'_>,
        path: PathBuf,
        synchronous: Option<String>,
        cache_bytes: Option<u32>,
        mapped_bytes: Option<u64>,
        busy_timeout_ms: Option<u64>,
        read_only: bool,
        size_max: Option<u64>,
    ) -> PyResult<Engine> {
        let options = OpenOptions { synchronous, cache_bytes, mapped_bytes, busy_timeout_ms, read_only, size_max };
        called(py, || Ok(Engine { handle: Kept::new(Handle::sqlite(path, &options)?) }))
    }

    /// Carries out one `Envelope`; answers its `Outcome`.
    fn submit<'py>(&self, py: Python<'py>, command: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.submit(command))
    }

    /// Carries out a list of envelopes with one commit; answers the list of their outcomes.
    fn submit_many<'py>(&self, py: Python<'py>, commands: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.submit_many(commands))
    }

    /// What a list of envelopes would do; answers a `Preview`.
    fn preview<'py>(&self, py: Python<'py>, commands: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.preview(commands))
    }

    /// Carries out a `StockUpload`, with the rows of a CSV file; answers an `UploadReport`.
    #[pyo3(signature = (upload, csv))]
    fn upload_stock<'py>(&self, py: Python<'py>, upload: &[u8], csv: Option<&[u8]>) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.upload_stock(upload, csv))
    }

    /// Answers the `StockAlerts` of a `StockAlertsQuery`.
    fn stock_alerts<'py>(&self, py: Python<'py>, query: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.stock_alerts(query))
    }

    /// Answers the `Page` of a `Query`.
    fn query<'py>(&self, py: Python<'py>, query: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.query(query))
    }

    /// Answers what a `ConsumerRequest` asks of a consumer of the log.
    fn consume<'py>(&self, py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.consume(request))
    }

    /// The order of that id, or `null`.
    fn order<'py>(&self, py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.order(id))
    }

    /// The order that has that id in its channel, or `null`.
    fn order_by_external_id<'py>(&self, py: Python<'py>, channel: &str, external_id: &str) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.order_by_external_id(channel, external_id))
    }

    /// Answers a list of `Availability` to an `AvailabilityQuery`.
    fn availability<'py>(&self, py: Python<'py>, query: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.availability(query))
    }

    /// Answers a list of `SlotOffer` to a `SlotQuery`.
    fn slots<'py>(&self, py: Python<'py>, query: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.slots(query))
    }

    /// Answers the `Publication` of a `PublicationQuery`.
    fn publication<'py>(&self, py: Python<'py>, query: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.publication(query))
    }

    /// Answers the `ReroutePlan` of a `RerouteQuery`.
    fn plan_reroute<'py>(&self, py: Python<'py>, query: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.plan_reroute(query))
    }

    /// Answers the `Regrets` of a `RegretQuery`.
    fn regrets<'py>(&self, py: Python<'py>, query: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.regrets(query))
    }

    /// Answers the `ShippingQuotes` of a `ShippingQuery`.
    fn quote_shipping<'py>(&self, py: Python<'py>, query: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.quote_shipping(query))
    }

    /// Answers the `WhatIfReport` of a `WhatIfRequest`.
    fn what_if<'py>(&self, py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.what_if(request))
    }

    /// Answers an `AuditReport`.
    fn audit<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.audit())
    }

    /// Answers the `CashAgeing` of an instant.
    fn cash_ageing<'py>(&self, py: Python<'py>, at: &str) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.cash_ageing(at))
    }

    /// Answers a `PerformanceReport`.
    fn performance<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || self.handle.get()?.performance())
    }

    /// The digest of the whole state, as a JSON text.
    fn digest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || Ok(format!("\"{}\"", self.handle.get()?.digest()?).into_bytes()))
    }

    /// The list of that name in columns.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        called(py, || Table::of_engine(&self.handle, name))
    }

    /// Leaves no byte of what was erased or changed before.
    fn purge(&self, py: Python<'_>) -> PyResult<()> {
        called(py, || self.handle.get()?.purge())
    }

    /// Lets go of the storage. Closing twice does no harm.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        called(py, || self.handle.get()?.close())
    }
}
