//! Writes the lines of an export into an empty storage, in commits of a bounded size that take effect together.

use std::collections::BTreeSet;
use std::io::{BufRead, Read};
use std::sync::Arc;

use oms_core::batch::{ChangeSet, ConsumerMove, CounterDelta, DocumentPut, OrderPut, ReadSet, RecentPut, ReservationChange, StockDelta};
use oms_core::batch::{SubjectChange, WaitingChange};
use oms_core::document::{Document, DocumentKey, DocumentKind, Subject};
use oms_core::lot::document_id;
use oms_core::query::{Page, Query};
use oms_core::{CommitError, DocumentId, LotNumber, Sku, Storage, reader};

use super::export::Export;
use super::line::{FORMAT, Header, Line, Sum, Trailer};
use super::{TenantError, TenantSummary};

/// How many lines are committed at once.
const LINES_AT_ONCE: usize = 1_000;

/// The most bytes a line may have: records are bounded, and so is what a damaged file makes us read.
const LINE_BYTES_MAX: u64 = 64 << 20;

/// Lines of an export, one after the other, without their ends.
pub(super) trait Lines {
    fn next_line(&mut self) -> Result<Option<String>, TenantError>;
}

impl<S: Storage> Lines for Export<'_, S> {
    fn next_line(&mut self) -> Result<Option<String>, TenantError> {
        self.next()
    }
}

/// Lines of a file.
pub(super) struct FileLines<R> {
    file: R,
    line: u64,
}

impl<R: BufRead> FileLines<R> {
    pub(super) fn new(file: R) -> FileLines<R> {
        FileLines { file, line: 0 }
    }
}

impl<R: BufRead> Lines for FileLines<R> {
    fn next_line(&mut self) -> Result<Option<String>, TenantError> {
        let mut bytes = Vec::new();
        self.file.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.line += 1;
        let unreadable = |reason: String| TenantError::UnreadableLine { line: self.line, reason };
        if bytes.pop_if(|last| *last == b'\n').is_none() {
            if u64::try_from(bytes.len()) == Ok(LINE_BYTES_MAX) {
                return Err(unreadable(format!("it has more than {LINE_BYTES_MAX} bytes")));
            }
            // Whatever was cut off within a line: nobody can tell what it would have said.
            return Err(TenantError::Truncated { lines: self.line - 1 });
        }
        String::from_utf8(bytes).map(Some).map_err(|error| unreadable(error.to_string()))
    }
}

/// Writes all lines into a storage, and compares what it holds then with what they said. The caller keeps all of it or nothing.
pub(super) fn take_in<S: Storage>(storage: &mut S, lines: &mut dyn Lines) -> Result<TenantSummary, TenantError> {
    let header = read_header(lines)?;
    expect_empty(storage)?;
    let mut import = Import { storage, header, changes: ChangeSet::default(), waiting: 0, epoch: 0, log_end: 0, line: 1 };
    let (mut read, mut written) = (Sum::default(), Sum::default());
    let first = Line::Tenant(import.header.clone()).to_text()?;
    read.add(&first);
    written.add(&first);
    let trailer = loop {
        let Some(text) = lines.next_line()? else { return Err(TenantError::Truncated { lines: import.line }) };
        import.line += 1;
        let line = parse(&text, import.line)?;
        if let Line::End(trailer) = line {
            break trailer;
        }
        read.add(&text);
        // As this version writes it, which is what the storage will say.
        written.add(&line.to_text()?);
        import.take(line)?;
    };
    if lines.next_line()?.is_some() {
        return Err(TenantError::Altered { reason: "there is more after its last line".to_owned() });
    }
    is_as_written(&read, &trailer)?;
    if import.log_end != import.header.log_end {
        return Err(TenantError::Altered { reason: "it has not all entries of the log".to_owned() });
    }
    import.flush()?;
    verify(import.storage, &written, &trailer)
}

fn read_header(lines: &mut dyn Lines) -> Result<Header, TenantError> {
    /// What every format begins with.
    #[derive(serde::Deserialize)]
    struct First {
        tenant: Format,
    }
    #[derive(serde::Deserialize)]
    struct Format {
        format: u32,
    }
    let not_an_export = |error| if matches!(error, TenantError::UnreadableLine { .. }) { TenantError::NotAnExport } else { error };
    let text = lines.next_line().map_err(not_an_export)?.ok_or(TenantError::Truncated { lines: 0 })?;
    let first: First = serde_json::from_str(&text).map_err(|_| TenantError::NotAnExport)?;
    let found = first.tenant.format;
    if !(1..=FORMAT).contains(&found) {
        return Err(TenantError::UnknownFormat { found, known: FORMAT });
    }
    match parse(&text, 1)? {
        // The sum is over the line as it stands, which must be as it is written.
        Line::Tenant(header) if Line::Tenant(header.clone()).to_text()? == text => Ok(header),
        _ => Err(TenantError::NotAnExport),
    }
}

fn parse(text: &str, line: u64) -> Result<Line, TenantError> {
    reader::from_str(text).map_err(|error| TenantError::UnreadableLine { line, reason: error.to_string() })
}

fn is_as_written(read: &Sum, trailer: &Trailer) -> Result<(), TenantError> {
    let altered = |reason: String| Err(TenantError::Altered { reason });
    if read.lines != trailer.lines {
        return altered(format!("it has {} lines before its last, which says {}", read.lines, trailer.lines));
    }
    let sum = read.finish();
    if sum == trailer.sha256 { Ok(()) } else { altered(format!("its SHA-256 is {sum}, its last line says {}", trailer.sha256)) }
}

/// Whoever has ever taken a command has an entry in the log.
fn expect_empty<S: Storage>(storage: &mut S) -> Result<(), TenantError> {
    let epoch = storage.load(&ReadSet::default()).map_err(TenantError::storage)?.epoch;
    match storage.scan(&Query::Log { after: 0, limit: 1 }).map_err(TenantError::storage)? {
        Page::Log { entries } if entries.is_empty() && epoch == 0 => Ok(()),
        _ => Err(TenantError::TargetNotEmpty),
    }
}

/// Reads all of the storage as an export, and compares.
fn verify<S: Storage>(storage: &mut S, written: &Sum, trailer: &Trailer) -> Result<TenantSummary, TenantError> {
    let mut export = Export::new(storage)?;
    while export.next()?.is_some() {}
    let not_the_same = |reason: String| TenantError::NotTheSame { reason };
    let held = export.summary().ok_or_else(|| not_the_same("its export has no end".to_owned()))?;
    if held.state != trailer.state {
        return Err(not_the_same(format!("the digest of its state is {}, that of the export {}", held.state, trailer.state)));
    }
    if held.sha256 != written.finish() {
        return Err(not_the_same(format!("its log or its queues differ: SHA-256 {}, {} of what was read", held.sha256, written.finish())));
    }
    Ok(held)
}

struct Import<'storage, S> {
    storage: &'storage mut S,
    header: Header,
    changes: ChangeSet,
    /// How many lines are in `changes`.
    waiting: usize,
    epoch: u64,
    log_end: u64,
    line: u64,
}

impl<S: Storage> Import<'_, S> {
    fn take(&mut self, line: Line) -> Result<(), TenantError> {
        let changes = &mut self.changes;
        match line {
            Line::Settings(settings) => changes.settings = Some(settings),
            Line::Item(item) => changes.items.push(item),
            Line::Stock(level) => changes.stock.push(StockDelta {
                sku: level.sku,
                location: level.location,
                lot: level.lot,
                change: level.buckets,
                available_at_least: None,
                exactly: None,
            }),
            Line::Counter(line) => {
                let (counter, change) = (line.value.counter, line.value.value);
                changes.counters.push(CounterDelta { sku: line.sku, counter, change, at_most: None });
            }
            Line::Order(order) => {
                let key = DocumentKey { kind: DocumentKind::Order, id: DocumentId::from(&order.id) };
                let portions = order.lines.iter().flat_map(|line| line.units.portions().iter().map(move |portion| (&line.sku, portion)));
                let held = portions.filter(|(_, portion)| portion.stage.binds_stock());
                put_holder(changes, &key, held.map(|(sku, portion)| (sku, portion.lot.as_ref())));
                changes.orders.push(OrderPut { read: 0, order });
            }
            Line::Reservation(reservation) => {
                let id = reservation.id.clone();
                let key = DocumentKey { kind: DocumentKind::Reservation, id: DocumentId::from(&id) };
                put_holder(changes, &key, reservation.units.iter().map(|units| (&units.sku, units.lot.as_ref())));
                changes.reservations.push(ReservationChange { id, read: None, reservation: Some(reservation) });
            }
            Line::Document(document) => put_document(changes, document),
            Line::Waiting(line) => {
                let waits = |waiting| WaitingChange { sku: line.sku.clone(), waiting, waits: true };
                changes.waiting.extend(line.orders.into_iter().map(waits));
            }
            Line::Recent(line) => {
                // Each is put before those that are there.
                let put = |recent| RecentPut { customer: line.customer.clone(), recent };
                changes.recent.extend(line.orders.into_iter().rev().map(put));
            }
            Line::Log(entry) if entry.number == self.log_end + 1 => {
                self.log_end = entry.number;
                changes.log.push(entry.entry);
            }
            Line::Consumer(kept) if self.header.format > 1 && (1..=self.log_end).contains(&kept.position) => {
                changes.consumers.push(ConsumerMove { consumer: kept.consumer, read: 0, position: kept.position });
            }
            Line::Log(_) | Line::Consumer(_) | Line::Tenant(_) | Line::End(_) => {
                let reason = "it has no place here".to_owned();
                return Err(TenantError::UnreadableLine { line: self.line, reason });
            }
        }
        self.waiting += 1;
        if self.waiting >= LINES_AT_ONCE { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), TenantError> {
        let mut changes = std::mem::take(&mut self.changes);
        self.waiting = 0;
        changes.epoch_read = self.epoch;
        changes.epoch_step = self.header.epoch - self.epoch;
        self.epoch = self.header.epoch;
        self.storage.commit(&changes).map_err(|error| match error {
            // The storage was empty: two records of the export have one name.
            CommitError::Conflict => TenantError::Altered { reason: format!("records up to line {} contradict each other", self.line) },
            CommitError::Storage(error) => TenantError::storage(error),
        })
    }
}

/// Orders and reservations are found by the lots of which they hold units.
fn put_holder<'a>(changes: &mut ChangeSet, key: &DocumentKey, held: impl Iterator<Item = (&'a Sku, Option<&'a LotNumber>)>) {
    let lots = held.filter_map(|(sku, lot)| Some(Subject::Lot(document_id(sku, lot?).ok()?)));
    let lots: BTreeSet<Subject> = lots.collect();
    changes.subjects.extend(lots.into_iter().map(|subject| SubjectChange { subject, document: key.clone(), is_about: true }));
}

fn put_document(changes: &mut ChangeSet, document: Arc<Document>) {
    let key = document.key();
    let subjects = document.body.subjects().into_iter();
    changes.subjects.extend(subjects.map(|subject| SubjectChange { subject, document: key.clone(), is_about: true }));
    changes.documents.push(DocumentPut { read: 0, key, document });
}
