//! Reads everything a storage keeps, as the lines of an export.

use std::collections::{BTreeSet, VecDeque};

use oms_core::batch::{ReadSet, Snapshot, WaitingQuery};
use oms_core::consumer::ConsumerPosition;
use oms_core::query::{Page, Query, SkuStock};
use oms_core::{CustomerId, Sku, StateDigest, Storage};

use super::line::{CounterLine, Header, Line, RecentLine, Sum, Trailer, WaitingLine, format};
use super::{TenantError, TenantSummary};

/// How many SKUs or customers are asked about at once.
const ASKED_AT_ONCE: usize = 500;

/// How many entries of the log are read at once.
const ENTRIES_AT_ONCE: u32 = 1_000;

/// A tenant as lines, read from a storage as they are asked for: no more of it is in memory than a page, and the names of SKUs that
/// are waited for and of customers.
pub(super) struct Export<'storage, S> {
    storage: &'storage mut S,
    header: Header,
    part: Part,
    ready: VecDeque<String>,
    sum: Sum,
    waited_for: BTreeSet<Sku>,
    customers: BTreeSet<CustomerId>,
    orders: u64,
    /// Where they were at the beginning. One that goes on meanwhile will read some entries twice, as after a crash.
    consumers: Vec<ConsumerPosition>,
    /// The digest of the state, once all of it has been read.
    state: String,
    trailer: Option<Trailer>,
}

/// What is read next.
enum Part {
    State(StateDigest),
    Waiting,
    Recent,
    Log(u64),
}

impl<'storage, S: Storage> Export<'storage, S> {
    /// Begins with the first line.
    pub(super) fn new(storage: &'storage mut S) -> Result<Export<'storage, S>, TenantError> {
        let epoch = storage.load(&ReadSet::default()).map_err(TenantError::storage)?.epoch;
        let (consumers, log_end) = match storage.scan(&Query::Consumers).map_err(TenantError::storage)? {
            Page::Consumers { consumers, last } => (consumers, last),
            _ => (Vec::new(), 0),
        };
        let header = Header { format: format(consumers.len()), epoch, log_end };
        let mut export = Export {
            storage,
            header: header.clone(),
            part: Part::State(StateDigest::new()),
            ready: VecDeque::new(),
            sum: Sum::default(),
            waited_for: BTreeSet::new(),
            customers: BTreeSet::new(),
            orders: 0,
            consumers,
            state: String::new(),
            trailer: None,
        };
        export.put(&Line::Tenant(header))?;
        Ok(export)
    }

    /// The next line without its end; `None` after the last.
    pub(super) fn next(&mut self) -> Result<Option<String>, TenantError> {
        while self.ready.is_empty() && self.trailer.is_none() {
            self.read_on()?;
        }
        Ok(self.ready.pop_front())
    }

    /// What all lines came to, once the last has been asked for.
    pub(super) fn summary(&self) -> Option<TenantSummary> {
        let trailer = self.trailer.as_ref()?;
        Some(TenantSummary {
            lines: trailer.lines,
            orders: self.orders,
            log_end: self.header.log_end,
            state: trailer.state.clone(),
            sha256: trailer.sha256.clone(),
        })
    }

    fn put(&mut self, line: &Line) -> Result<(), TenantError> {
        let text = line.to_text()?;
        self.sum.add(&text);
        self.ready.push_back(text);
        Ok(())
    }

    fn scan(&mut self, query: &Query) -> Result<Page, TenantError> {
        self.storage.scan(query).map_err(TenantError::storage)
    }

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, TenantError> {
        self.storage.load(wanted).map_err(TenantError::storage)
    }

    /// Reads one page of a part, or goes on to the next part.
    fn read_on(&mut self) -> Result<(), TenantError> {
        match std::mem::replace(&mut self.part, Part::Waiting) {
            Part::State(mut digest) => match digest.next() {
                Some(query) => {
                    let page = self.scan(&query)?;
                    digest.answered(&page);
                    self.part = Part::State(digest);
                    self.put_page(&page)
                }
                None => {
                    self.state = digest.finish().to_string();
                    Ok(())
                }
            },
            Part::Waiting => self.put_waiting(),
            Part::Recent => self.put_recent(),
            Part::Log(after) => self.put_log(after),
        }
    }

    fn put_page(&mut self, page: &Page) -> Result<(), TenantError> {
        match page {
            // Settings that nobody has ever set are no record.
            Page::Settings { settings } if settings.version == 0 => Ok(()),
            Page::Settings { settings } => self.put(&Line::Settings(settings.clone())),
            Page::Items { items } => items.iter().try_for_each(|item| self.put(&Line::Item(item.clone()))),
            Page::Stock { skus } => skus.iter().try_for_each(|stock| self.put_stock(stock)),
            Page::Orders { orders, .. } => orders.iter().try_for_each(|order| {
                self.orders += 1;
                self.waited_for.extend(order.places().cloned());
                self.customers.extend(order.customer.clone());
                self.put(&Line::Order(order.clone()))
            }),
            Page::Reservations { reservations } => reservations.iter().try_for_each(|kept| self.put(&Line::Reservation(kept.clone()))),
            Page::Documents { documents } => documents.iter().try_for_each(|paper| self.put(&Line::Document(paper.clone()))),
            Page::OrderCounts { .. } | Page::Log { .. } | Page::Consumers { .. } | Page::Movements { .. } => Ok(()),
        }
    }

    /// What is zero is left out: some storages keep rows for it, and some do not.
    fn put_stock(&mut self, stock: &SkuStock) -> Result<(), TenantError> {
        for level in stock.levels.iter().filter(|level| !level.buckets.is_zero()) {
            self.put(&Line::Stock(level.clone()))?;
        }
        for value in stock.counters.iter().filter(|counter| counter.value != 0) {
            self.put(&Line::Counter(CounterLine { sku: stock.sku.clone(), value: value.clone() }))?;
        }
        Ok(())
    }

    fn put_waiting(&mut self) -> Result<(), TenantError> {
        let skus = take_some(&mut self.waited_for);
        if skus.is_empty() {
            self.part = Part::Recent;
            return Ok(());
        }
        let waiting = skus.iter().map(|sku| WaitingQuery { sku: sku.clone(), after: None, limit: u32::MAX }).collect();
        let found = self.load(&ReadSet { waiting, ..ReadSet::default() })?.waiting;
        for (sku, orders) in skus.into_iter().zip(found).filter(|(_, orders)| !orders.is_empty()) {
            self.put(&Line::Waiting(WaitingLine { sku, orders }))?;
        }
        Ok(())
    }

    fn put_recent(&mut self) -> Result<(), TenantError> {
        self.part = Part::Recent;
        let customers = take_some(&mut self.customers);
        if customers.is_empty() {
            self.part = Part::Log(0);
            return Ok(());
        }
        let found = self.load(&ReadSet { customers: customers.clone(), ..ReadSet::default() })?.customers;
        for (customer, orders) in customers.into_iter().zip(found).filter(|(_, orders)| !orders.is_empty()) {
            self.put(&Line::Recent(RecentLine { customer, orders }))?;
        }
        Ok(())
    }

    fn put_log(&mut self, after: u64) -> Result<(), TenantError> {
        let Page::Log { entries } = self.scan(&Query::Log { after, limit: ENTRIES_AT_ONCE })? else { return self.end(after) };
        let last = entries.last().map_or(after, |entry| entry.number);
        if last > self.header.log_end {
            return Err(TenantError::TenantChanged);
        }
        for entry in entries {
            self.put(&Line::Log(entry))?;
        }
        if last > after {
            self.part = Part::Log(last);
            return Ok(());
        }
        self.end(last)
    }

    /// Every change of the state is an entry of the log: as long as it ends where it did, all that was read is of one moment.
    fn end(&mut self, last: u64) -> Result<(), TenantError> {
        if last != self.header.log_end {
            return Err(TenantError::TenantChanged);
        }
        for kept in std::mem::take(&mut self.consumers) {
            self.put(&Line::Consumer(kept))?;
        }
        let trailer = Trailer { lines: self.sum.lines, state: self.state.clone(), sha256: self.sum.finish() };
        self.ready.push_back(Line::End(trailer.clone()).to_text()?);
        self.trailer = Some(trailer);
        Ok(())
    }
}

/// Takes the first of a set out of it, as many as are asked about at once.
fn take_some<T: Clone + Ord>(names: &mut BTreeSet<T>) -> Vec<T> {
    std::iter::from_fn(|| names.pop_first()).take(ASKED_AT_ONCE).collect()
}
