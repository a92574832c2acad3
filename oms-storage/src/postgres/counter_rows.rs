//! Writes differences of counters.

use oms_core::batch::{ChangeSet, Counter, CounterDelta};
use oms_core::routing::Measure;
use oms_core::{ChannelId, Sku};

use super::PostgresError;
use super::commit::{Commit, guarded};
use super::request::Request;

pub(super) fn write<'a>(commit: &Commit<'a>, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) -> Result<(), PostgresError> {
    if changes.counters.is_empty() {
        return Ok(());
    }
    let mut rows: Vec<(&str, String, &CounterDelta)> =
        changes.counters.iter().map(|delta| (delta.sku.as_str(), text(&delta.counter), delta)).collect();
    rows.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let skus = || rows.iter().map(|row| row.0).collect::<Vec<&str>>();
    let counters = || rows.iter().map(|row| row.1.clone()).collect::<Vec<String>>();
    let changed: Vec<i64> = rows.iter().map(|row| row.2.change).collect();
    let most: Vec<Option<i64>> = rows.iter().map(|row| row.2.at_most).collect();
    let insert = "INSERT INTO counters (tenant, sku, counter, value)
                  SELECT $1::text, d.sku, d.counter, 0 FROM unnest($2::text[], $3::text[]) AS d(sku, counter) ON CONFLICT DO NOTHING";
    let update = guarded!(
        "UPDATE counters c SET value = c.value + d.change
         FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS d(sku, counter, change, most)
         WHERE c.tenant = $1::text AND c.sku = d.sku AND c.counter = d.counter AND (d.most IS NULL OR c.value <= d.most)",
        "$6::bigint"
    );
    let delete = "DELETE FROM counters c USING unnest($2::text[], $3::text[]) AS d(sku, counter)
                  WHERE c.tenant = $1::text AND c.sku = d.sku AND c.counter = d.counter AND c.value = 0";
    requests.push(commit.request(insert).with(skus()).with(counters()));
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    requests.push(commit.request(update).with(skus()).with(counters()).with(changed).with(most).with(count));
    requests.push(commit.request(delete).with(skus()).with(counters()));
    Ok(())
}

/// The text of a counter in its column.
fn text(counter: &Counter) -> String {
    match counter {
        Counter::Backordered => "backordered".to_owned(),
        Counter::Channel(channel) => format!("channel:{channel}"),
        Counter::Capacity(measure) => format!("capacity:{}", measure.name()),
    }
}

/// The counter of a text.
pub(super) fn read(text: &str, sku: &Sku) -> Result<Counter, PostgresError> {
    if text == "backordered" {
        return Ok(Counter::Backordered);
    }
    if let Some(measure) = text.strip_prefix("capacity:").and_then(Measure::named) {
        return Ok(Counter::Capacity(measure));
    }
    let channel = text.strip_prefix("channel:").ok_or_else(|| PostgresError::unreadable("counter", sku, format_args!("`{text}`")))?;
    ChannelId::new(channel).map(Counter::Channel).map_err(|error| PostgresError::unreadable("counter", sku, error))
}
