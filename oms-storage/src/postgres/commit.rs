//! Says what a change set writes: a few statements, each for all rows of a table, with every guard within them.
//!
//! New orders come first, since nobody else waits for their rows. Then the tenant's row of `store` is written, which other commits of
//! the tenant wait for until this one has ended: from there on it is alone. So entries of the log are numbered in the order in
//! which they can be seen, and rows that everybody wants are held for as long as the end of a commit takes, and no longer.

use oms_core::batch::{ChangeSet, DocumentPut, ReservationChange};
use oms_core::reservation::Reservation;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

use super::document::{FORMAT, encode, integer};
use super::known::{Known, Standing};
use super::request::Request;
use super::{PostgresError, consumer_rows, counter_rows, log_rows, order_rows, stock_rows};

/// A statement that must change as many rows as are named last. If it does not, nothing is written into a column that must have
/// something, which ends the transaction.
macro_rules! guarded {
    ($update:literal, $rows:literal) => {
        concat!(
            "WITH done AS (",
            $update,
            " RETURNING 1) INSERT INTO refused (guard)
              SELECT NULL::text FROM (SELECT count(*) AS n FROM done) AS counted WHERE counted.n <> ",
            $rows
        )
    };
}
pub(super) use guarded;

/// Who commits, over which of its connections, and how many times it has done so.
pub(super) struct Commit<'storage> {
    pub(super) tenant: &'storage str,
    pub(super) writer: &'storage str,
    pub(super) commits: i64,
    pub(super) connection: i64,
    pub(super) known: &'storage Known,
    pub(super) standings: &'storage FxHashMap<Standing, i64>,
}

impl<'a> Commit<'a> {
    /// Every statement of a change set, in the one order in which all commits lock rows.
    pub(super) fn requests(&self, changes: &'a ChangeSet) -> Result<Vec<Request<'a>>, PostgresError> {
        let mut requests = vec![self.count()];
        order_rows::insert(self, changes, &mut requests)?;
        requests.push(self.head(changes)?);
        self.catalog(changes, &mut requests)?;
        order_rows::update(self, changes, &mut requests)?;
        self.reservations(changes, &mut requests)?;
        self.documents(changes, &mut requests)?;
        self.subjects(changes, &mut requests);
        stock_rows::write(self, changes, &mut requests)?;
        counter_rows::write(self, changes, &mut requests)?;
        self.waiting(changes, &mut requests);
        consumer_rows::write(self, changes, &mut requests)?;
        log_rows::write(self, changes, &mut requests)?;
        Ok(requests)
    }

    /// A request that is given the tenant first.
    pub(super) fn request(&self, sql: &'static str) -> Request<'a> {
        Request::new(sql).with(self.tenant)
    }

    /// Counts this commit, unless a later connection of the same storage has already said that it was lost.
    fn count(&self) -> Request<'a> {
        let sql = guarded!(
            "UPDATE writers SET commits = commits + 1
             WHERE tenant = $1::text AND writer = $2::text AND commits = $3::bigint AND connection = $4::bigint",
            "1"
        );
        self.request(sql).with(self.writer).with(self.commits).with(self.connection)
    }

    fn head(&self, changes: &ChangeSet) -> Result<Request<'a>, PostgresError> {
        let sql = guarded!(
            "UPDATE store SET epoch = epoch + $3::bigint, log_end = log_end + $4::bigint, last_at = coalesce($5::bigint, last_at)
             WHERE tenant = $1::text AND epoch = $2::bigint",
            "1"
        );
        // No store has ever been at an epoch that does not fit.
        let epoch = i64::try_from(changes.epoch_read).unwrap_or(-1);
        let entries = i64::try_from(changes.log.len()).unwrap_or(i64::MAX);
        let last_at = changes.log.last().map(|entry| entry.envelope.at.millis());
        Ok(self.request(sql).with(epoch).with(integer("the epoch", changes.epoch_step)?).with(entries).with(last_at))
    }

    fn catalog(&self, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) -> Result<(), PostgresError> {
        if let Some(settings) = &changes.settings {
            let sql = "INSERT INTO settings (tenant, version, format, settings) VALUES ($1::text, $2::bigint, $3::bigint, $4::text)
                       ON CONFLICT (tenant)
                       DO UPDATE SET version = excluded.version, format = excluded.format, settings = excluded.settings";
            let version = integer("the version of the settings", settings.version)?;
            requests.push(self.request(sql).with(version).with(FORMAT).with(encode("settings", settings)?));
        }
        if changes.items.is_empty() {
            return Ok(());
        }
        // The last of several says how the item is.
        let items: BTreeMap<&str, _> = changes.items.iter().map(|item| (item.sku.as_str(), item)).collect();
        let versions = items.values().map(|item| integer("the version of an item", item.version)).collect::<Result<Vec<i64>, _>>()?;
        let texts = items.values().map(|item| encode("item", item)).collect::<Result<Vec<String>, _>>()?;
        let sql = "INSERT INTO items (tenant, sku, version, format, item)
                   SELECT $1::text, d.sku, d.version, $2::bigint, d.item
                   FROM unnest($3::text[], $4::bigint[], $5::text[]) AS d(sku, version, item)
                   ON CONFLICT (tenant, sku) DO UPDATE SET version = excluded.version, format = excluded.format, item = excluded.item";
        requests.push(self.request(sql).with(FORMAT).with(items.into_keys().collect::<Vec<&str>>()).with(versions).with(texts));
        Ok(())
    }

    fn reservations(&self, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) -> Result<(), PostgresError> {
        let mut absent: Vec<&str> = Vec::new();
        let mut made = ReservationRows::default();
        let mut changed = ReservationRows::default();
        let mut gone = ReservationRows::default();
        let mut sorted: Vec<&ReservationChange> = changes.reservations.iter().collect();
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        for change in sorted {
            let rows = match (&change.read, &change.reservation) {
                (None, None) => {
                    absent.push(change.id.as_str());
                    continue;
                }
                (None, Some(_)) => &mut made,
                (Some(_), Some(_)) => &mut changed,
                (Some(_), None) => &mut gone,
            };
            rows.push(change)?;
        }
        if !absent.is_empty() {
            let sql = "INSERT INTO refused (guard)
                       SELECT NULL::text FROM unnest($2::text[]) AS d(id)
                       JOIN reservations r ON r.tenant = $1::text AND r.id = d.id LIMIT 1";
            requests.push(self.request(sql).with(absent));
        }
        if !gone.ids.is_empty() {
            let sql = guarded!(
                "DELETE FROM reservations r USING unnest($2::text[], $3::bigint[], $4::text[]) AS d(id, read, read_made_by)
                 WHERE r.tenant = $1::text AND r.id = d.id AND r.version = d.read AND r.made_by = d.read_made_by",
                "$5::bigint"
            );
            let rows = gone.count();
            requests.push(self.request(sql).with(gone.ids).with(gone.read).with(gone.read_made_by).with(rows));
        }
        if !changed.ids.is_empty() {
            let sql = guarded!(
                "UPDATE reservations r SET version = d.version, made_by = d.made_by, expires_at = d.expires_at, format = $2::bigint,
                     reservation = d.reservation
                 FROM unnest($3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::text[], $8::bigint[], $9::text[])
                     AS d(id, read, read_made_by, version, made_by, expires_at, reservation)
                 WHERE r.tenant = $1::text AND r.id = d.id AND r.version = d.read AND r.made_by = d.read_made_by",
                "$10::bigint"
            );
            let rows = changed.count();
            let request = self.request(sql).with(FORMAT).with(changed.ids).with(changed.read).with(changed.read_made_by);
            let request = request.with(changed.versions).with(changed.made_by).with(changed.expires_at).with(changed.texts);
            requests.push(request.with(rows));
        }
        if !made.ids.is_empty() {
            let sql = "INSERT INTO reservations (tenant, id, version, made_by, expires_at, format, reservation)
                       SELECT $1::text, d.id, d.version, d.made_by, d.expires_at, $2::bigint, d.reservation
                       FROM unnest($3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::text[])
                           AS d(id, version, made_by, expires_at, reservation)";
            let request = self.request(sql).with(FORMAT).with(made.ids).with(made.versions).with(made.made_by);
            requests.push(request.with(made.expires_at).with(made.texts));
        }
        Ok(())
    }

    fn documents(&self, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) -> Result<(), PostgresError> {
        let mut sorted: Vec<&DocumentPut> = changes.documents.iter().collect();
        sorted.sort_by_key(|put| (put.key.kind.name(), put.key.id.as_str()));
        let (made, changed): (Vec<&DocumentPut>, Vec<&DocumentPut>) = sorted.into_iter().partition(|put| put.read == 0);
        for (puts, is_new) in [(made, true), (changed, false)] {
            if puts.is_empty() {
                continue;
            }
            let version = |version| integer("the version of a paper", version);
            let kinds: Vec<&str> = puts.iter().map(|put| put.key.kind.name()).collect();
            let ids: Vec<&str> = puts.iter().map(|put| put.key.id.as_str()).collect();
            let versions = puts.iter().map(|put| version(put.document.version)).collect::<Result<Vec<i64>, _>>()?;
            let due: Vec<Option<i64>> = puts.iter().map(|put| put.document.due_at.map(|at| at.millis())).collect();
            let texts = puts.iter().map(|put| encode("paper", &put.document)).collect::<Result<Vec<String>, _>>()?;
            let sql = if is_new {
                "INSERT INTO documents (tenant, kind, id, version, due_at, format, document)
                 SELECT $1::text, d.kind, d.id, d.version, d.due_at, $2::bigint, d.document
                 FROM unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[]) AS d(kind, id, version, due_at, document)"
            } else {
                guarded!(
                    "UPDATE documents p SET version = d.version, due_at = d.due_at, format = $2::bigint, document = d.document
                     FROM unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::bigint[])
                         AS d(kind, id, version, due_at, document, read)
                     WHERE p.tenant = $1::text AND p.kind = d.kind AND p.id = d.id AND p.version = d.read",
                    "$9::bigint"
                )
            };
            let rows = i64::try_from(puts.len()).unwrap_or(i64::MAX);
            let mut request = self.request(sql).with(FORMAT).with(kinds).with(ids).with(versions).with(due).with(texts);
            if !is_new {
                let read = puts.iter().map(|put| version(put.read)).collect::<Result<Vec<i64>, _>>()?;
                request = request.with(read).with(rows);
            }
            requests.push(request);
        }
        Ok(())
    }

    fn subjects(&self, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) {
        // The last of several says how it is.
        let last: BTreeMap<[&str; 4], bool> = changes
            .subjects
            .iter()
            .map(|change| {
                let (subject, document) = (&change.subject, &change.document);
                ([subject.part(), subject.id(), document.kind.name(), document.id.as_str()], change.is_about)
            })
            .collect();
        let insert = "INSERT INTO subjects (tenant, part, thing, kind, id)
                      SELECT $1::text, d.part, d.thing, d.kind, d.id
                      FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS d(part, thing, kind, id) ON CONFLICT DO NOTHING";
        let delete = "DELETE FROM subjects s USING unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS d(part, thing, kind, id)
                      WHERE s.tenant = $1::text AND s.part = d.part AND s.thing = d.thing AND s.kind = d.kind AND s.id = d.id";
        for (is_about, sql) in [(true, insert), (false, delete)] {
            let rows: Vec<[&str; 4]> = last.iter().filter(|(_, about)| **about == is_about).map(|(row, _)| *row).collect();
            if !rows.is_empty() {
                let column = |place: usize| rows.iter().filter_map(|row| row.get(place).copied()).collect::<Vec<&str>>();
                requests.push(self.request(sql).with(column(0)).with(column(1)).with(column(2)).with(column(3)));
            }
        }
    }

    fn waiting(&self, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) {
        let last: BTreeMap<(&str, i64, i64, &str), bool> = changes
            .waiting
            .iter()
            .map(|change| {
                let waiting = &change.waiting;
                let key = (change.sku.as_str(), i64::from(waiting.priority), waiting.placed_at.millis(), waiting.order.as_str());
                (key, change.waits)
            })
            .collect();
        let insert = "INSERT INTO waiting (tenant, sku, priority, placed_at, order_id)
                      SELECT $1::text, d.sku, d.priority, d.placed_at, d.order_id
                      FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[]) AS d(sku, priority, placed_at, order_id)
                      ON CONFLICT DO NOTHING";
        let delete = "DELETE FROM waiting w USING unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[])
                          AS d(sku, priority, placed_at, order_id)
                      WHERE w.tenant = $1::text AND w.sku = d.sku AND w.priority = d.priority AND w.placed_at = d.placed_at
                          AND w.order_id = d.order_id";
        for (waits, sql) in [(true, insert), (false, delete)] {
            let rows: Vec<&(&str, i64, i64, &str)> = last.iter().filter(|(_, is)| **is == waits).map(|(row, _)| row).collect();
            if !rows.is_empty() {
                let request = self.request(sql).with(rows.iter().map(|row| row.0).collect::<Vec<&str>>());
                let request = request.with(rows.iter().map(|row| row.1).collect::<Vec<i64>>());
                let request = request.with(rows.iter().map(|row| row.2).collect::<Vec<i64>>());
                requests.push(request.with(rows.iter().map(|row| row.3).collect::<Vec<&str>>()));
            }
        }
    }
}

/// Columns of reservations, those that were read and those that are to be.
#[derive(Default)]
struct ReservationRows<'a> {
    ids: Vec<&'a str>,
    read: Vec<i64>,
    read_made_by: Vec<&'a str>,
    versions: Vec<i64>,
    made_by: Vec<&'a str>,
    expires_at: Vec<i64>,
    texts: Vec<String>,
}

impl<'a> ReservationRows<'a> {
    fn push(&mut self, change: &'a ReservationChange) -> Result<(), PostgresError> {
        let version = |version| integer("the version of a reservation", version);
        self.ids.push(change.id.as_str());
        if let Some(read) = &change.read {
            self.read.push(version(read.version)?);
            self.read_made_by.push(read.made_by.as_str());
        }
        if let Some(reservation) = change.reservation.as_deref() {
            let Reservation { version: number, made_by, expires_at, .. } = reservation;
            self.versions.push(version(*number)?);
            self.made_by.push(made_by.as_str());
            self.expires_at.push(expires_at.millis());
            self.texts.push(encode("reservation", reservation)?);
        }
        Ok(())
    }

    fn count(&self) -> i64 {
        i64::try_from(self.ids.len()).unwrap_or(i64::MAX)
    }
}
