//! `oms._native`: what of the package `oms` is written in Rust. JSON texts go in and come out; the types live in Python.
//!
//! Every call lets other Python threads run meanwhile, and every error is an exception of `oms.errors` with a code.

#![forbid(unsafe_code)]

mod columns;
mod engine;
mod error;
mod hosted;
mod suite;
mod table;

/// The engine behind JSON texts. The package `oms` is the door to it.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;
    use pyo3::types::PyBytes;

    #[pymodule_export]
    use crate::engine::Engine;
    #[pymodule_export]
    use crate::hosted::{HostEngine, Task};
    #[pymodule_export]
    use crate::suite::{cases, run_case};
    #[pymodule_export]
    use crate::table::Table;

    use crate::error::{bytes, called};

    /// The `Derived` of an `Order`.
    #[pyfunction]
    fn derived<'py>(py: Python<'py>, order: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || oms_wire::derived(order))
    }

    /// The `Journal` of an `Order`.
    #[pyfunction]
    fn journal<'py>(py: Python<'py>, order: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || oms_wire::journal(order))
    }

    /// The `RoutingExplanation` of an `Order`.
    #[pyfunction]
    fn explain_routing<'py>(py: Python<'py>, order: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || oms_wire::explain_routing(order))
    }

    /// The `RoutingExplanation` of a `Reservation`.
    #[pyfunction]
    fn explain_cart_routing<'py>(py: Python<'py>, reservation: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || oms_wire::explain_cart_routing(reservation))
    }

    /// The `LintReport` on a `LintRequest`.
    #[pyfunction]
    fn lint_routing_policy<'py>(py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || oms_wire::lint_routing_policy(request))
    }

    /// A `WhatIfReport` as one page of HTML.
    #[pyfunction]
    fn what_if_page(py: Python<'_>, report: &[u8]) -> PyResult<String> {
        called(py, || oms_wire::what_if_page(report))
    }

    /// Whether an `Order` passes an `OrderFilter`.
    #[pyfunction]
    fn passes(py: Python<'_>, filter: &[u8], order: &[u8]) -> PyResult<bool> {
        called(py, || oms_wire::passes(filter, order))
    }

    /// The sentence of a `Rejection`.
    #[pyfunction]
    fn sentence(py: Python<'_>, rejection: &[u8]) -> PyResult<String> {
        called(py, || oms_wire::sentence(rejection))
    }

    /// A text of the wire, read and written again: equal values have equal bytes.
    #[pyfunction]
    fn canonical<'py>(py: Python<'py>, kind: &str, text: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        bytes(py, || oms_wire::canonical(kind, text))
    }

    /// Meets an error of the engine's own on purpose, to show what becomes of one.
    #[pyfunction]
    fn panic_on_purpose(py: Python<'_>) -> PyResult<()> {
        called(py, crate::error::panic_on_purpose)
    }
}
