//! How far consumers of the log have come.

use oms_core::ConsumerId;
use oms_core::batch::ChangeSet;
use oms_core::consumer::ConsumerPosition;
use oms_core::query::Page;
use tokio_postgres::Row;

use super::PostgresError;
use super::commit::Commit;
use super::document::{count, id, integer};
use super::request::Request;

/// Puts consumers where they go. From the row of the tenant on the commit is alone: where they are does not change before it ends.
pub(super) fn write<'a>(commit: &Commit<'a>, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) -> Result<(), PostgresError> {
    if changes.consumers.is_empty() {
        return Ok(());
    }
    let names = || changes.consumers.iter().map(|change| change.consumer.as_str()).collect::<Vec<&str>>();
    // None has ever been at a position that does not fit.
    let read: Vec<i64> = changes.consumers.iter().map(|change| i64::try_from(change.read).unwrap_or(-1)).collect();
    let position = |position| integer("the position of a consumer", position);
    let positions = changes.consumers.iter().map(|change| position(change.position)).collect::<Result<Vec<i64>, _>>()?;
    let elsewhere = "INSERT INTO refused (guard)
                     SELECT NULL::text FROM unnest($2::text[], $3::bigint[]) AS d(consumer, read)
                     LEFT JOIN consumers c ON c.tenant = $1::text AND c.consumer = d.consumer
                     WHERE coalesce(c.position, 0) <> d.read LIMIT 1";
    let put = "INSERT INTO consumers (tenant, consumer, position)
               SELECT $1::text, d.consumer, d.position
               FROM unnest($2::text[], $3::bigint[]) AS d(consumer, position) WHERE d.position > 0
               ON CONFLICT (tenant, consumer) DO UPDATE SET position = excluded.position";
    let gone = "DELETE FROM consumers c USING unnest($2::text[], $3::bigint[]) AS d(consumer, position)
                WHERE c.tenant = $1::text AND c.consumer = d.consumer AND d.position = 0";
    requests.push(commit.request(elsewhere).with(names()).with(read));
    requests.push(commit.request(put).with(names()).with(positions.clone()));
    requests.push(commit.request(gone).with(names()).with(positions));
    Ok(())
}

/// Asks for all consumers and the end of the log in one statement, and so of one instant.
pub(super) const PAGE: &str = "SELECT s.log_end, c.consumer, c.position
    FROM store s LEFT JOIN consumers c ON c.tenant = s.tenant WHERE s.tenant = $1::text ORDER BY c.consumer";

pub(super) fn page(rows: &[Row]) -> Result<Page, PostgresError> {
    let last = rows.first().map_or(Ok(0), |row| row.try_get(0))?;
    let mut consumers = Vec::new();
    for row in rows {
        if let Some(position) = row.try_get::<_, Option<i64>>(2)? {
            consumers.push(ConsumerPosition { consumer: id(row, 1, "consumer", |text| ConsumerId::new(text))?, position: count(position) });
        }
    }
    Ok(Page::Consumers { consumers, last: count(last) })
}
