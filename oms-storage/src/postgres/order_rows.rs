//! Writes orders, and where lists find them.

use std::sync::Arc;

use oms_core::batch::{ChangeSet, OrderPut};
use oms_core::order::Order;

use super::PostgresError;
use super::commit::{Commit, guarded};
use super::document::{FORMAT, encode, integer};
use super::facets::{self, Facet};
use super::known::Standing;
use super::request::Request;

/// The columns that new orders and changed ones have in common.
#[derive(Default)]
struct Rows<'a> {
    ids: Vec<&'a str>,
    versions: Vec<i64>,
    standings: Vec<i64>,
    due: Vec<Option<i64>>,
    promised: Vec<Option<i64>>,
    texts: Vec<String>,
}

impl<'a> Rows<'a> {
    fn of(commit: &Commit<'a>, puts: &[&'a OrderPut]) -> Result<Rows<'a>, PostgresError> {
        let mut rows = Rows::default();
        for put in puts {
            let order = &put.order;
            let standing = commit.standings.get(&Standing::of(order)).copied();
            rows.ids.push(order.id.as_str());
            rows.versions.push(integer("the version of an order", order.version)?);
            rows.standings.push(standing.ok_or_else(|| PostgresError::unreadable("standing", &order.id, "it has no number"))?);
            rows.due.push(order.due_at.map(|at| at.millis()));
            rows.promised.push(order.due_for_delivery().map(|at| at.millis()));
            rows.texts.push(encode("order", order)?);
        }
        Ok(rows)
    }
}

/// Orders of a change set by id, either new ones or known ones.
fn sorted(changes: &ChangeSet, new: bool) -> Vec<&OrderPut> {
    let mut puts: Vec<&OrderPut> = changes.orders.iter().filter(|put| (put.read == 0) == new).collect();
    puts.sort_unstable_by(|a, b| a.order.id.cmp(&b.order.id));
    puts
}

/// New orders: an id or external id that is taken ends the transaction.
pub(super) fn insert<'a>(commit: &Commit<'a>, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) -> Result<(), PostgresError> {
    let puts = sorted(changes, true);
    if puts.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO orders (tenant, id, version, channel, external_id, standing, placed_at, due_at, promised_at, format, document)
               SELECT $1::text, d.id, d.version, d.channel, d.external_id, d.standing, d.placed_at, d.due_at, d.promised_at, $2::bigint,
                   d.document
               FROM unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
                       $11::text[])
                   AS d(id, version, channel, external_id, standing, placed_at, due_at, promised_at, document)";
    let channels: Vec<&str> = puts.iter().map(|put| put.order.channel.as_str()).collect();
    let external_ids: Vec<Option<&str>> = puts.iter().map(|put| put.order.external_id.as_ref().map(|id| id.as_str())).collect();
    let placed: Vec<i64> = puts.iter().map(|put| put.order.placed_at.millis()).collect();
    let Rows { ids, versions, standings, due, promised, texts } = Rows::of(commit, &puts)?;
    let request = commit.request(sql).with(FORMAT).with(ids).with(versions).with(channels).with(external_ids).with(standings);
    requests.push(request.with(placed).with(due).with(promised).with(texts));
    let mut places = Places::default();
    for put in &puts {
        facets::of_order(&put.order).into_iter().for_each(|facet| places.push(facet, &put.order));
    }
    places.request(commit, INSERT_FACETS, requests);
    Ok(())
}

/// Known orders, each at the version it was read at.
pub(super) fn update<'a>(commit: &Commit<'a>, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) -> Result<(), PostgresError> {
    let puts = sorted(changes, false);
    if puts.is_empty() {
        return Ok(());
    }
    let sql = guarded!(
        "UPDATE orders o SET version = d.version, standing = d.standing, due_at = d.due_at, promised_at = d.promised_at,
             format = $2::bigint, document = d.document
         FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[])
             AS d(id, read, version, standing, due_at, promised_at, document)
         WHERE o.tenant = $1::text AND o.id = d.id AND o.version = d.read",
        "$10::bigint"
    );
    let read = puts.iter().map(|put| integer("the version of an order", put.read)).collect::<Result<Vec<i64>, _>>()?;
    let rows = i64::try_from(puts.len()).unwrap_or(i64::MAX);
    let Rows { ids, versions, standings, due, promised, texts } = Rows::of(commit, &puts)?;
    let request = commit.request(sql).with(FORMAT).with(ids).with(read).with(versions).with(standings).with(due).with(promised);
    requests.push(request.with(texts).with(rows));
    let (mut gone, mut added) = (Places::default(), Places::default());
    for put in &puts {
        let order = &put.order;
        // An order that is not at the version it was read at ends the commit anyway.
        let Some(before) = commit.known.order(&order.id, put.read) else { continue };
        let (before, now) = (facets::of_order(before), facets::of_order(order));
        before.difference(&now).cloned().for_each(|facet| gone.push(facet, order));
        now.difference(&before).cloned().for_each(|facet| added.push(facet, order));
    }
    gone.request(commit, DELETE_FACETS, requests);
    added.request(commit, INSERT_FACETS, requests);
    Ok(())
}

const INSERT_FACETS: &str = "INSERT INTO order_facets (tenant, kind, value, placed_at, order_id)
    SELECT $1::text, d.kind, d.value, d.placed_at, d.order_id
    FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[]) AS d(kind, value, placed_at, order_id) ON CONFLICT DO NOTHING";

const DELETE_FACETS: &str = "DELETE FROM order_facets f
    USING unnest($2::text[], $3::text[], $4::bigint[], $5::text[]) AS d(kind, value, placed_at, order_id)
    WHERE f.tenant = $1::text AND f.kind = d.kind AND f.value = d.value AND f.placed_at = d.placed_at AND f.order_id = d.order_id";

/// Places of orders in lists by facet. When an order was placed never changes.
#[derive(Default)]
struct Places {
    rows: Vec<(&'static str, String, i64, String)>,
}

impl Places {
    fn push(&mut self, (kind, value): Facet<'_>, order: &Arc<Order>) {
        self.rows.push((kind, value.into_owned(), order.placed_at.millis(), order.id.to_string()));
    }

    fn request<'a>(mut self, commit: &Commit<'a>, sql: &'static str, requests: &mut Vec<Request<'a>>) {
        if self.rows.is_empty() {
            return;
        }
        self.rows.sort_unstable();
        let kinds: Vec<&str> = self.rows.iter().map(|row| row.0).collect();
        let placed: Vec<i64> = self.rows.iter().map(|row| row.2).collect();
        let (values, ids): (Vec<String>, Vec<String>) = self.rows.into_iter().map(|row| (row.1, row.3)).unzip();
        requests.push(commit.request(sql).with(kinds).with(values).with(placed).with(ids));
    }
}
