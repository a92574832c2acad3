//! Writes differences of stock. A SKU that everybody wants does not conflict with itself: each commit adds to what is there.

use oms_core::batch::{ChangeSet, StockDelta};
use oms_core::inventory::Buckets;

use super::PostgresError;
use super::commit::{Commit, guarded};
use super::request::Request;

/// Columns of differences.
struct Rows<'a> {
    skus: Vec<&'a str>,
    locations: Vec<&'a str>,
    lots: Vec<&'a str>,
    changes: [Vec<i64>; 6],
    least: Vec<Option<i64>>,
    exactly: Vec<Option<String>>,
}

impl<'a> Rows<'a> {
    fn of(deltas: &[&'a StockDelta]) -> Rows<'a> {
        let change = |of: fn(&Buckets) -> i64| deltas.iter().map(|delta| of(&delta.change)).collect();
        Rows {
            skus: deltas.iter().map(|delta| delta.sku.as_str()).collect(),
            locations: deltas.iter().map(|delta| delta.location.as_str()).collect(),
            lots: deltas.iter().filter_map(|delta| delta.lot.as_ref().map(|lot| lot.as_str())).collect(),
            changes: [
                change(|buckets| buckets.available),
                change(|buckets| buckets.reserved),
                change(|buckets| buckets.committed),
                change(|buckets| buckets.safety),
                change(|buckets| buckets.damaged),
                change(|buckets| buckets.quality_control),
            ],
            least: deltas.iter().map(|delta| delta.available_at_least).collect(),
            exactly: deltas.iter().map(|delta| delta.exactly.as_ref().map(listed)).collect(),
        }
    }

    fn count(&self) -> i64 {
        i64::try_from(self.skus.len()).unwrap_or(i64::MAX)
    }
}

/// All states as one text, as the statement puts those of a row together: few differences have such a guard.
fn listed(buckets: &Buckets) -> String {
    let Buckets { available, reserved, committed, safety, damaged, quality_control } = buckets;
    format!("{available},{reserved},{committed},{safety},{damaged},{quality_control}")
}

pub(super) fn write<'a>(commit: &Commit<'a>, changes: &'a ChangeSet, requests: &mut Vec<Request<'a>>) -> Result<(), PostgresError> {
    let (lots, plain): (Vec<&StockDelta>, Vec<&StockDelta>) = changes.stock.iter().partition(|delta| delta.lot.is_some());
    if !plain.is_empty() {
        write_plain(commit, plain, requests);
    }
    if !lots.is_empty() {
        write_lots(commit, lots, requests);
    }
    Ok(())
}

fn write_plain<'a>(commit: &Commit<'a>, mut deltas: Vec<&'a StockDelta>, requests: &mut Vec<Request<'a>>) {
    deltas.sort_by(|a, b| (&a.sku, &a.location).cmp(&(&b.sku, &b.location)));
    let new: Vec<&StockDelta> = deltas.iter().copied().filter(|delta| !commit.known.is_stocked(delta)).collect();
    if !new.is_empty() {
        let sql = "INSERT INTO stock (tenant, sku, location, available, reserved, committed, safety, damaged, quality_control)
                   SELECT $1::text, d.sku, d.location, 0, 0, 0, 0, 0, 0 FROM unnest($2::text[], $3::text[]) AS d(sku, location)
                   ON CONFLICT DO NOTHING";
        let Rows { skus, locations, .. } = Rows::of(&new);
        requests.push(commit.request(sql).with(skus).with(locations));
    }
    let sql = guarded!(
        "UPDATE stock s SET available = s.available + d.available, reserved = s.reserved + d.reserved,
             committed = s.committed + d.committed, safety = s.safety + d.safety, damaged = s.damaged + d.damaged,
             quality_control = s.quality_control + d.quality_control
         FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[],
                 $10::bigint[], $11::text[])
             AS d(sku, location, available, reserved, committed, safety, damaged, quality_control, least, exactly)
         WHERE s.tenant = $1::text AND s.sku = d.sku AND s.location = d.location AND (d.least IS NULL OR s.available >= d.least)
             AND (d.exactly IS NULL
                  OR d.exactly = concat_ws(',', s.available, s.reserved, s.committed, s.safety, s.damaged, s.quality_control))",
        "$12::bigint"
    );
    let rows = Rows::of(&deltas);
    let count = rows.count();
    let Rows { skus, locations, changes, least, exactly, .. } = rows;
    let request = commit.request(sql).with(skus).with(locations);
    let request = changes.into_iter().fold(request, Request::with);
    requests.push(request.with(least).with(exactly).with(count));
}

fn write_lots<'a>(commit: &Commit<'a>, mut deltas: Vec<&'a StockDelta>, requests: &mut Vec<Request<'a>>) {
    deltas.sort_by(|a, b| (&a.sku, &a.location, &a.lot).cmp(&(&b.sku, &b.location, &b.lot)));
    let insert = "INSERT INTO lot_stock (tenant, sku, location, lot, available, reserved, committed, safety, damaged, quality_control)
                  SELECT $1::text, d.sku, d.location, d.lot, 0, 0, 0, 0, 0, 0
                  FROM unnest($2::text[], $3::text[], $4::text[]) AS d(sku, location, lot) ON CONFLICT DO NOTHING";
    let update = guarded!(
        "UPDATE lot_stock s SET available = s.available + d.available, reserved = s.reserved + d.reserved,
             committed = s.committed + d.committed, safety = s.safety + d.safety, damaged = s.damaged + d.damaged,
             quality_control = s.quality_control + d.quality_control
         FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[],
                 $10::bigint[], $11::bigint[], $12::text[])
             AS d(sku, location, lot, available, reserved, committed, safety, damaged, quality_control, least, exactly)
         WHERE s.tenant = $1::text AND s.sku = d.sku AND s.location = d.location AND s.lot = d.lot
             AND (d.least IS NULL OR s.available >= d.least)
             AND (d.exactly IS NULL
                  OR d.exactly = concat_ws(',', s.available, s.reserved, s.committed, s.safety, s.damaged, s.quality_control))",
        "$13::bigint"
    );
    let delete = "DELETE FROM lot_stock s USING unnest($2::text[], $3::text[], $4::text[]) AS d(sku, location, lot)
                  WHERE s.tenant = $1::text AND s.sku = d.sku AND s.location = d.location AND s.lot = d.lot AND s.available = 0
                      AND s.reserved = 0 AND s.committed = 0 AND s.safety = 0 AND s.damaged = 0 AND s.quality_control = 0";
    let Rows { skus, locations, lots, .. } = Rows::of(&deltas);
    requests.push(commit.request(insert).with(skus).with(locations).with(lots));
    let rows = Rows::of(&deltas);
    let count = rows.count();
    let Rows { skus, locations, lots, changes, least, exactly } = rows;
    let request = commit.request(update).with(skus).with(locations).with(lots);
    let request = changes.into_iter().fold(request, Request::with);
    requests.push(request.with(least).with(exactly).with(count));
    let Rows { skus, locations, lots, .. } = Rows::of(&deltas);
    requests.push(commit.request(delete).with(skus).with(locations).with(lots));
}
