//! What stands in the columns of each table: one line a column.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Decimal128Array, DictionaryArray, Int32Array, Int64Array, RecordBatch, StringArray, TimestampMillisecondArray,
    UInt64Array,
};
use arrow_schema::ArrowError;
use oms_core::order::{Line, Order, Stage};
use oms_core::query::{NumberedEntry, SkuStock};
use oms_core::{Amount, LotNumber, Timestamp};
use rust_decimal::Decimal;
use serde::Serialize;

/// Decimals of amounts: as many as any currency has.
const AMOUNT_SCALE: u32 = 4;

/// Decimals of unit prices, which may be finer than amounts.
const PRICE_SCALE: u32 = 10;

/// One row an order, by id.
pub(crate) fn orders(orders: &[Arc<Order>]) -> Result<RecordBatch, ArrowError> {
    let statuses: Vec<_> = orders.iter().map(|order| order.statuses()).collect();
    let units = |order: &Arc<Order>| order.lines.iter().map(|line| line.quantity.units()).sum::<i64>();
    RecordBatch::try_from_iter_with_nullable([
        ("order", texts(orders, |order| order.id.as_str()), false),
        ("version", Arc::new(UInt64Array::from_iter_values(orders.iter().map(|order| order.version))), false),
        ("channel", words(orders, |order| order.channel.as_str()), false),
        ("external_id", some_texts(orders, |order| order.external_id.as_ref().map(|id| id.as_str())), true),
        ("customer", some_texts(orders, |order| order.customer.as_ref().map(|id| id.as_str())), true),
        ("placed_at", instants(orders, |order| Some(order.placed_at))?, false),
        ("promised_at", instants(orders, |order| order.promised_at)?, true),
        ("country", some_words(orders, |order| order.shipping_address.as_ref().map(|address| address.country.as_str())), true),
        ("currency", words(orders, |order| order.currency.code()), false),
        ("total", amounts(orders, |order| order.total)?, false),
        ("shipping", amounts(orders, |order| order.shipping)?, false),
        ("lines", whole(orders, |order| i64::try_from(order.lines.len()).unwrap_or(i64::MAX)), false),
        ("units", whole(orders, units), false),
        ("is_held", Arc::new(BooleanArray::from_iter(orders.iter().map(|order| Some(!order.holds.is_empty())))), false),
        ("order_status", names(&statuses, |statuses| statuses.order)?, false),
        ("payment_status", names(&statuses, |statuses| statuses.payment)?, false),
        ("fulfillment_status", names(&statuses, |statuses| statuses.fulfillment)?, false),
        ("delivery_status", names(&statuses, |statuses| statuses.delivery)?, false),
        ("return_status", names(&statuses, |statuses| statuses.returns)?, false),
    ])
}

/// One row an order line, by order id, then in the order they were captured.
pub(crate) fn order_lines(orders: &[Arc<Order>]) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<(&Order, &Line)> = orders.iter().flat_map(|order| order.lines.iter().map(|line| (order.as_ref(), line))).collect();
    RecordBatch::try_from_iter_with_nullable([
        ("order", texts(&rows, |(order, _)| order.id.as_str()), false),
        ("line", texts(&rows, |(_, line)| line.id.as_str()), false),
        ("channel", words(&rows, |(order, _)| order.channel.as_str()), false),
        ("placed_at", instants(&rows, |(order, _)| Some(order.placed_at))?, false),
        ("sku", texts(&rows, |(_, line)| line.sku.as_str()), false),
        ("quantity", whole(&rows, |(_, line)| line.quantity.units()), false),
        ("currency", words(&rows, |(order, _)| order.currency.code()), false),
        ("unit_price", decimals(&rows, PRICE_SCALE, |(_, line)| line.unit_price)?, true),
        ("discount", amounts(&rows, |(_, line)| line.discount)?, false),
        ("tax", amounts(&rows, |(_, line)| line.tax())?, false),
        ("total", amounts(&rows, |(_, line)| line.total)?, false),
        ("credited", amounts(&rows, |(_, line)| line.credited)?, false),
        ("backordered", whole(&rows, |(_, line)| line.units.at(Stage::Backordered).units()), false),
        ("shipped", whole(&rows, |(_, line)| line.units.at(Stage::Shipped).units()), false),
        ("delivered", whole(&rows, |(_, line)| line.units.at(Stage::Delivered).units()), false),
        ("canceled", whole(&rows, |(_, line)| line.units.at(Stage::Canceled).units()), false),
    ])
}

/// One row a SKU, location and lot, by SKU.
pub(crate) fn stock(skus: &[SkuStock]) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<_> = skus.iter().flat_map(|stock| &stock.levels).collect();
    RecordBatch::try_from_iter_with_nullable([
        ("sku", texts(&rows, |level| level.sku.as_str()), false),
        ("location", words(&rows, |level| level.location.as_str()), false),
        ("lot", some_texts(&rows, |level| level.lot.as_ref().map(LotNumber::as_str)), true),
        ("on_hand", whole(&rows, |level| level.buckets.on_hand()), false),
        ("available", whole(&rows, |level| level.buckets.available), false),
        ("reserved", whole(&rows, |level| level.buckets.reserved), false),
        ("committed", whole(&rows, |level| level.buckets.committed), false),
        ("safety", whole(&rows, |level| level.buckets.safety), false),
        ("damaged", whole(&rows, |level| level.buckets.damaged), false),
        ("quality_control", whole(&rows, |level| level.buckets.quality_control), false),
    ])
}

/// One row a movement of stock, oldest first.
pub(crate) fn movements(entries: &[NumberedEntry]) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<_> = entries.iter().flat_map(|entry| entry.entry.movements.iter().map(move |movement| (entry, movement))).collect();
    RecordBatch::try_from_iter_with_nullable([
        ("number", Arc::new(UInt64Array::from_iter_values(rows.iter().map(|(entry, _)| entry.number))) as ArrayRef, false),
        ("at", instants(&rows, |(entry, _)| Some(entry.entry.envelope.at))?, false),
        ("actor", words(&rows, |(entry, _)| entry.entry.envelope.actor.as_str()), false),
        ("command", texts(&rows, |(entry, _)| entry.entry.envelope.id.as_str()), false),
        ("sku", texts(&rows, |(_, movement)| movement.sku.as_str()), false),
        ("location", words(&rows, |(_, movement)| movement.location.as_str()), false),
        ("lot", some_texts(&rows, |(_, movement)| movement.lot.as_ref().map(LotNumber::as_str)), true),
        ("from_place", names(&rows, |(_, movement)| movement.from)?, false),
        ("to_place", names(&rows, |(_, movement)| movement.to)?, false),
        ("quantity", whole(&rows, |(_, movement)| movement.quantity.units()), false),
    ])
}

fn texts<'a, R>(rows: &'a [R], text: impl Fn(&'a R) -> &'a str) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(rows.iter().map(text)))
}

fn some_texts<'a, R>(rows: &'a [R], text: impl Fn(&'a R) -> Option<&'a str>) -> ArrayRef {
    Arc::new(rows.iter().map(text).collect::<StringArray>())
}

/// Texts of which there are few different ones.
fn words<'a, R>(rows: &'a [R], text: impl Fn(&'a R) -> &'a str) -> ArrayRef {
    Arc::new(rows.iter().map(text).collect::<DictionaryArray<Int32Type>>())
}

fn some_words<'a, R>(rows: &'a [R], text: impl Fn(&'a R) -> Option<&'a str>) -> ArrayRef {
    Arc::new(rows.iter().map(text).collect::<DictionaryArray<Int32Type>>())
}

fn whole<R>(rows: &[R], number: impl Fn(&R) -> i64) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(rows.iter().map(number)))
}

fn instants<R>(rows: &[R], instant: impl Fn(&R) -> Option<Timestamp>) -> Result<ArrayRef, ArrowError> {
    let millis = rows.iter().map(|row| instant(row).map(Timestamp::millis)).collect::<TimestampMillisecondArray>();
    Ok(Arc::new(millis.with_timezone("UTC")))
}

fn amounts<R>(rows: &[R], amount: impl Fn(&R) -> Amount) -> Result<ArrayRef, ArrowError> {
    decimals(rows, AMOUNT_SCALE, |row| amount(row).decimal())
}

/// Decimals; one that is finer or larger than the column can hold is absent.
fn decimals<R>(rows: &[R], scale: u32, decimal: impl Fn(&R) -> Decimal) -> Result<ArrayRef, ArrowError> {
    let scaled = rows.iter().map(|row| {
        let decimal = decimal(row);
        let decimal = if decimal.scale() > scale { decimal.normalize() } else { decimal };
        decimal.mantissa().checked_mul(10_i128.checked_pow(scale.checked_sub(decimal.scale())?)?)
    });
    let array = scaled.collect::<Decimal128Array>();
    Ok(Arc::new(array.with_precision_and_scale(38, i8::try_from(scale).unwrap_or(i8::MAX))?))
}

/// Names as they stand on the wire. Each is written once; rows refer to it.
fn names<R, N: Copy + PartialEq + Serialize>(rows: &[R], name: impl Fn(&R) -> N) -> Result<ArrayRef, ArrowError> {
    let mut known: Vec<N> = Vec::new();
    let places = rows.iter().map(|row| {
        let name = name(row);
        let place = known.iter().position(|one| *one == name).unwrap_or_else(|| {
            known.push(name);
            known.len() - 1
        });
        i32::try_from(place).unwrap_or_default()
    });
    let places = Int32Array::from_iter_values(places);
    let written = known.iter().map(|name| serde_json::to_value(name).ok().and_then(|name| name.as_str().map(str::to_owned)));
    Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(places, Arc::new(written.collect::<StringArray>()))?))
}
