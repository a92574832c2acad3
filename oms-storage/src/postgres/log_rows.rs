//! Writes what comes last: the latest orders of customers, and the log with what moved.

use std::collections::{BTreeMap, BTreeSet};

use oms_core::batch::ChangeSet;
use oms_core::storage::RECENT_MAX;

use super::PostgresError;
use super::commit::{Commit, guarded};
use super::document::{FORMAT, encode};
use super::request::Request;

pub(super) fn write<'a>(commit: &Commit<'a>, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) -> Result<(), PostgresError> {
    forget_recent(commit, changes, requests);
    write_recent(commit, changes, requests);
    rewrite_log(commit, changes, requests)?;
    write_log(commit, changes, requests)
}

fn write_recent<'a>(commit: &Commit<'a>, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) {
    if changes.recent.is_empty() {
        return;
    }
    let mut orders_of: BTreeMap<&str, i64> = BTreeMap::new();
    let mut places = Vec::with_capacity(changes.recent.len());
    for put in &changes.recent {
        let nth = orders_of.entry(put.customer.as_str()).or_default();
        *nth += 1;
        places.push(*nth);
    }
    let insert = "INSERT INTO recent (tenant, customer, place, order_id, placed_at)
                  SELECT $1::text, d.customer,
                      d.place + coalesce((SELECT max(r.place) FROM recent r WHERE r.tenant = $1::text AND r.customer = d.customer), 0),
                      d.order_id, d.placed_at
                  FROM unnest($2::text[], $3::bigint[], $4::text[], $5::bigint[]) AS d(customer, place, order_id, placed_at)";
    let delete = "DELETE FROM recent r USING unnest($2::text[]) AS d(customer)
                  WHERE r.tenant = $1::text AND r.customer = d.customer AND r.place <= $3::bigint * -1
                      + (SELECT max(n.place) FROM recent n WHERE n.tenant = $1::text AND n.customer = d.customer)";
    let customers: Vec<&str> = changes.recent.iter().map(|put| put.customer.as_str()).collect();
    let orders: Vec<&str> = changes.recent.iter().map(|put| put.recent.order.as_str()).collect();
    let placed: Vec<i64> = changes.recent.iter().map(|put| put.recent.placed_at.millis()).collect();
    requests.push(commit.request(insert).with(customers).with(places).with(orders).with(placed));
    let kept = i64::try_from(RECENT_MAX).unwrap_or(i64::MAX);
    requests.push(commit.request(delete).with(orders_of.into_keys().collect::<Vec<&str>>()).with(kept));
}

fn forget_recent<'a>(commit: &Commit<'a>, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) {
    if !changes.forgotten.is_empty() {
        let delete = "DELETE FROM recent r USING unnest($2::text[]) AS d(customer) WHERE r.tenant = $1::text AND r.customer = d.customer";
        let customers: Vec<&str> = changes.forgotten.iter().map(|customer| customer.as_str()).collect();
        requests.push(commit.request(delete).with(customers));
    }
}

/// Puts entries in the place of those of the same commands.
fn rewrite_log<'a>(commit: &Commit<'a>, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) -> Result<(), PostgresError> {
    if changes.rewritten.is_empty() {
        return Ok(());
    }
    let update = guarded!(
        "UPDATE log l SET format = $2::bigint, entry = d.entry
         FROM unnest($3::text[], $4::text[]) AS d(command, entry)
         WHERE l.tenant = $1::text AND l.command = d.command",
        "$5::bigint"
    );
    let commands: Vec<&str> = changes.rewritten.iter().map(|entry| entry.envelope.id.as_str()).collect();
    let texts = changes.rewritten.iter().map(|entry| encode("log entry", entry)).collect::<Result<Vec<String>, _>>()?;
    let rows = i64::try_from(commands.len()).unwrap_or(i64::MAX);
    requests.push(commit.request(update).with(FORMAT).with(commands).with(texts).with(rows));
    Ok(())
}

/// Entries are numbered from the end that the row of the tenant had before this commit, which nobody else can move meanwhile.
fn write_log<'a>(commit: &Commit<'a>, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) -> Result<(), PostgresError> {
    if changes.log.is_empty() {
        return Ok(());
    }
    let entries = i64::try_from(changes.log.len()).unwrap_or(i64::MAX);
    let insert = "INSERT INTO log (tenant, number, command, at, format, entry)
                  SELECT $1::text, s.log_end - $2::bigint + d.place, d.command, d.at, $3::bigint, d.entry
                  FROM store s CROSS JOIN unnest($4::bigint[], $5::text[], $6::bigint[], $7::text[]) AS d(place, command, at, entry)
                  WHERE s.tenant = $1::text";
    let places: Vec<i64> = (1..=entries).collect();
    let commands: Vec<&str> = changes.log.iter().map(|entry| entry.envelope.id.as_str()).collect();
    let at: Vec<i64> = changes.log.iter().map(|entry| entry.envelope.at.millis()).collect();
    let texts = changes.log.iter().map(|entry| encode("log entry", entry)).collect::<Result<Vec<String>, _>>()?;
    requests.push(commit.request(insert).with(entries).with(FORMAT).with(places).with(commands).with(at).with(texts));
    let mut moved: BTreeSet<(&str, i64, &str)> = BTreeSet::new();
    for (place, entry) in (1_i64..).zip(&changes.log) {
        moved.extend(entry.movements.iter().map(|movement| (movement.sku.as_str(), place, movement.location.as_str())));
    }
    if !moved.is_empty() {
        let insert = "INSERT INTO movements (tenant, sku, log_number, location)
                      SELECT $1::text, d.sku, s.log_end - $2::bigint + d.place, d.location
                      FROM store s CROSS JOIN unnest($3::text[], $4::bigint[], $5::text[]) AS d(sku, place, location)
                      WHERE s.tenant = $1::text";
        let skus: Vec<&str> = moved.iter().map(|row| row.0).collect();
        let places: Vec<i64> = moved.iter().map(|row| row.1).collect();
        let locations: Vec<&str> = moved.iter().map(|row| row.2).collect();
        requests.push(commit.request(insert).with(entries).with(skus).with(places).with(locations));
    }
    Ok(())
}
