//! Lists as Arrow streams, which polars, pandas and pyarrow take as they are.

use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use oms_core::query::{Page, Query};
use oms_core::{OrderId, Sku};
use oms_wire::WireError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::columns;
use crate::engine::Kept;
use crate::error::{called, raised};

/// Rows a batch of a stream is made of, as a rule: enough for speed, few enough for any memory.
const PAGE: u32 = 5_000;

/// A list in columns. Every stream reads it anew.
#[pyclass(frozen, module = "oms._native")]
pub(crate) struct Table {
    kind: Kind,
    source: Source,
}

#[derive(Clone, Copy)]
enum Kind {
    Orders,
    OrderLines,
    Stock,
    Movements,
}

/// Where the pages come from.
#[derive(Clone)]
enum Source {
    /// An engine on a storage of ours, read as the stream goes on.
    Engine(Arc<Kept>),
    /// Texts of pages that have been read already.
    Pages(Arc<Vec<Vec<u8>>>),
}

impl Table {
    pub(crate) fn of_engine(kept: &Arc<Kept>, name: &str) -> Result<Table, WireError> {
        Ok(Table { kind: Kind::named(name)?, source: Source::Engine(Arc::clone(kept)) })
    }
}

#[pymethods]
impl Table {
    /// A table of pages that a storage of the host's has answered.
    #[staticmethod]
    fn of_pages(py: Python<'_>, name: &str, pages: Vec<Vec<u8>>) -> PyResult<Table> {
        called(py, || Ok(Table { kind: Kind::named(name)?, source: Source::Pages(Arc::new(pages)) }))
    }

    /// The stream, by the Arrow PyCapsule interface.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(&self, py: Python<'py>, requested_schema: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyCapsule>> {
        // A consumer may wish for other types and has to take what it is given.
        drop(requested_schema);
        let rows = Rows::new(self.kind, self.source.clone()).map_err(|error| raised(py, &of_arrow(&error)))?;
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(rows)), c"arrow_array_stream")
    }
}

impl Kind {
    fn named(name: &str) -> Result<Kind, WireError> {
        match name {
            "orders" => Ok(Kind::Orders),
            "order_lines" => Ok(Kind::OrderLines),
            "stock" => Ok(Kind::Stock),
            "movements" => Ok(Kind::Movements),
            _ => Err(WireError::new("invalid_input", format!("`{name}` is no table: there are orders, order_lines, stock and movements"))),
        }
    }

    fn first(self) -> Query {
        match self {
            Kind::Orders | Kind::OrderLines => Query::AllOrders { after: None, limit: PAGE },
            Kind::Stock => Query::Stock { after: None, limit: PAGE },
            Kind::Movements => Query::Log { after: 0, limit: PAGE },
        }
    }

    /// The columns of a page.
    fn columns(self, page: &Page) -> Result<RecordBatch, ArrowError> {
        match (self, page) {
            (Kind::Orders, Page::Orders { orders, .. }) => columns::orders(orders),
            (Kind::OrderLines, Page::Orders { orders, .. }) => columns::order_lines(orders),
            (Kind::Stock, Page::Stock { skus }) => columns::stock(skus),
            (Kind::Movements, Page::Log { entries }) => columns::movements(entries),
            _ => Err(ArrowError::InvalidArgumentError("a page is of another list".to_owned())),
        }
    }

    /// What a list without rows looks like.
    fn nothing(self) -> Page {
        match self {
            Kind::Orders | Kind::OrderLines => Page::Orders { orders: Vec::new(), next: None },
            Kind::Stock => Page::Stock { skus: Vec::new() },
            Kind::Movements => Page::Log { entries: Vec::new() },
        }
    }
}

/// The batches of a stream, one a page.
struct Rows {
    kind: Kind,
    schema: SchemaRef,
    pages: Box<dyn Iterator<Item = Result<Page, WireError>> + Send>,
}

impl Rows {
    fn new(kind: Kind, source: Source) -> Result<Rows, ArrowError> {
        let schema = kind.columns(&kind.nothing())?.schema();
        let pages: Box<dyn Iterator<Item = _> + Send> = match source {
            Source::Engine(kept) => {
                let mut wanted = Some(kind.first());
                Box::new(std::iter::from_fn(move || {
                    let query = wanted.take()?;
                    let page = kept.get().and_then(|handle| handle.page(&query));
                    wanted = page.as_ref().ok().and_then(following);
                    Some(page)
                }))
            }
            Source::Pages(texts) => {
                let mut place = 0;
                Box::new(std::iter::from_fn(move || {
                    let text = texts.get(place)?;
                    place += 1;
                    Some(oms_core::input::read("page", text).map_err(WireError::from))
                }))
            }
        };
        Ok(Rows { kind, schema, pages })
    }
}

impl Iterator for Rows {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let page = self.pages.next()?;
        Some(page.map_err(|error| ArrowError::ExternalError(Box::new(error))).and_then(|page| self.kind.columns(&page)))
    }
}

impl RecordBatchReader for Rows {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// The query of the page after this one; an empty page is the last.
fn following(page: &Page) -> Option<Query> {
    match page {
        Page::Orders { orders, .. } => {
            let after: Option<OrderId> = orders.last().map(|order| order.id.clone());
            after.map(|after| Query::AllOrders { after: Some(after), limit: PAGE })
        }
        Page::Stock { skus } => {
            let after: Option<Sku> = skus.last().map(|row| row.sku.clone());
            after.map(|after| Query::Stock { after: Some(after), limit: PAGE })
        }
        Page::Log { entries } => entries.last().map(|entry| Query::Log { after: entry.number, limit: PAGE }),
        _ => None,
    }
}

fn of_arrow(error: &ArrowError) -> WireError {
    WireError::new("internal", format!("a table could not be made: {error}"))
}
