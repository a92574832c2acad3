//! An order as its row keeps it: its document has only what does not stand in columns of the row.
//!
//! Three usual orders then fit a page of 4 KB, where two would leave a third of it empty.

use std::borrow::Cow;
use std::sync::Arc;

use oms_core::claim::Claim;
use oms_core::fulfillment::{Fulfillment, Parcel};
use oms_core::order::{Charge, Exclusion, Hold, Line, Order, Presentment, Promotion};
use oms_core::payment::Payment;
use oms_core::returns::{Return, ReturnTerms};
use oms_core::routing::{DayLoad, Decision, Pin, Rerouted};
use oms_core::slot::BookedSlot;
use oms_core::{
    Address, Amount, ChannelId, CommandId, Currency, CustomerGroup, CustomerId, ExternalId, LocationId, OrderId, Tag, Timestamp,
};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use super::SqliteError;
use super::document::decode;
use super::load::{id, instant};
use super::names::Names;

/// What [`read`] reads an order from, to be put behind `SELECT`; other columns may follow.
macro_rules! columns {
    () => {
        "orders.id, version, orders.channel, orders.external_id, orders.placed_at, due_at, orders.format, document"
    };
}
pub(super) use columns;

/// How many columns that are.
pub(super) const COLUMNS: usize = 8;

/// The document of an order: borrowed to be written, owned when it has been read.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document<'order> {
    #[serde(default, skip_serializing_if = "is_absent")]
    customer: Cow<'order, Option<CustomerId>>,
    #[serde(default, skip_serializing_if = "is_absent")]
    customer_group: Cow<'order, Option<CustomerGroup>>,
    #[serde(default, skip_serializing_if = "is_usual")]
    priority: i16,
    currency: Currency,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    prices_include_tax: bool,
    #[serde(default, skip_serializing_if = "is_absent")]
    shipping_address: Cow<'order, Option<Arc<Address>>>,
    #[serde(default, skip_serializing_if = "is_blank")]
    time_zone: Cow<'order, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    promised_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "is_absent")]
    pickup: Cow<'order, Option<LocationId>>,
    #[serde(default, skip_serializing_if = "is_absent")]
    slot: Cow<'order, Option<Box<BookedSlot>>>,
    #[serde(default, skip_serializing_if = "is_empty")]
    tags: Cow<'order, [Tag]>,
    lines: Cow<'order, [Line]>,
    shipping: Amount,
    shipping_tax: Amount,
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    shipping_credited: Amount,
    #[serde(default, skip_serializing_if = "is_empty")]
    charges: Cow<'order, [Charge]>,
    total: Amount,
    #[serde(default, skip_serializing_if = "is_empty")]
    promotions: Cow<'order, [Promotion]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    presentment: Option<Presentment>,
    #[serde(default, skip_serializing_if = "is_empty")]
    payments: Cow<'order, [Payment]>,
    #[serde(default, skip_serializing_if = "is_empty")]
    holds: Cow<'order, [Hold]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reserved_until: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reservation_ended_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "is_empty")]
    fulfillments: Cow<'order, [Fulfillment]>,
    #[serde(default, skip_serializing_if = "is_empty")]
    parcels: Cow<'order, [Parcel]>,
    #[serde(default, skip_serializing_if = "is_empty")]
    day_loads: Cow<'order, [DayLoad]>,
    #[serde(default, skip_serializing_if = "is_absent")]
    routing: Cow<'order, Option<Arc<Decision>>>,
    #[serde(default, skip_serializing_if = "is_empty")]
    exclusions: Cow<'order, [Exclusion]>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pins: Cow<'order, [Pin]>,
    #[serde(default, skip_serializing_if = "is_absent")]
    rerouted: Cow<'order, Option<Box<Rerouted>>>,
    #[serde(default, skip_serializing_if = "is_empty")]
    returns: Cow<'order, [Return]>,
    #[serde(default, skip_serializing_if = "is_empty")]
    claims: Cow<'order, [Claim]>,
    return_window_days: u16,
    #[serde(default, skip_serializing_if = "is_absent")]
    return_terms: Cow<'order, Option<Arc<ReturnTerms>>>,
    #[serde(default, skip_serializing_if = "is_empty")]
    personal_in: Cow<'order, [CommandId]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    erased_at: Option<Timestamp>,
}

#[allow(clippy::ptr_arg, reason = "serde hands the field over as it is")]
fn is_absent<T: Clone>(value: &Cow<'_, Option<T>>) -> bool {
    value.is_none()
}

#[allow(clippy::ptr_arg, reason = "serde hands the field over as it is")]
fn is_empty<T: Clone>(list: &Cow<'_, [T]>) -> bool {
    list.is_empty()
}

#[allow(clippy::ptr_arg, reason = "serde hands the field over as it is")]
fn is_blank(text: &Cow<'_, str>) -> bool {
    text.is_empty()
}

fn is_usual(priority: &i16) -> bool {
    *priority == 0
}

impl<'order> Document<'order> {
    pub(super) fn of(order: &'order Order) -> Document<'order> {
        let Order {
            // These stand in columns.
            id: _,
            version: _,
            channel: _,
            external_id: _,
            placed_at: _,
            due_at: _,
            customer,
            customer_group,
            priority,
            currency,
            prices_include_tax,
            reserved_until,
            reservation_ended_at,
            shipping_address,
            time_zone,
            promised_at,
            pickup,
            slot,
            tags,
            lines,
            shipping,
            shipping_tax,
            shipping_credited,
            charges,
            total,
            promotions,
            presentment,
            payments,
            holds,
            fulfillments,
            parcels,
            day_loads,
            routing,
            exclusions,
            pins,
            rerouted,
            returns,
            claims,
            return_window_days,
            return_terms,
            personal_in,
            erased_at,
        } = order;
        Document {
            customer: Cow::Borrowed(customer),
            customer_group: Cow::Borrowed(customer_group),
            priority: *priority,
            currency: *currency,
            prices_include_tax: *prices_include_tax,
            reserved_until: *reserved_until,
            reservation_ended_at: *reservation_ended_at,
            shipping_address: Cow::Borrowed(shipping_address),
            time_zone: Cow::Borrowed(time_zone),
            promised_at: *promised_at,
            pickup: Cow::Borrowed(pickup),
            slot: Cow::Borrowed(slot),
            tags: Cow::Borrowed(tags),
            lines: Cow::Borrowed(lines),
            shipping: *shipping,
            shipping_tax: *shipping_tax,
            shipping_credited: *shipping_credited,
            charges: Cow::Borrowed(charges),
            total: *total,
            promotions: Cow::Borrowed(promotions),
            presentment: *presentment,
            payments: Cow::Borrowed(payments),
            holds: Cow::Borrowed(holds),
            fulfillments: Cow::Borrowed(fulfillments),
            parcels: Cow::Borrowed(parcels),
            day_loads: Cow::Borrowed(day_loads),
            routing: Cow::Borrowed(routing),
            exclusions: Cow::Borrowed(exclusions),
            pins: Cow::Borrowed(pins),
            rerouted: Cow::Borrowed(rerouted),
            returns: Cow::Borrowed(returns),
            claims: Cow::Borrowed(claims),
            return_window_days: *return_window_days,
            return_terms: Cow::Borrowed(return_terms),
            personal_in: Cow::Borrowed(personal_in),
            erased_at: *erased_at,
        }
    }
}

/// Reads an order from a row that begins with the [`columns!`] of one.
pub(super) fn read(connection: &Connection, names: &mut Names, row: &Row<'_>) -> Result<Order, SqliteError> {
    let id: OrderId = id(row, 0, "order", OrderId::new)?;
    let version: i64 = row.get(1)?;
    let channel: ChannelId = names.channels.name(connection, row.get(2)?)?;
    let external_id = row.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)?;
    let external_id = external_id.map(ExternalId::new).transpose().map_err(|error| SqliteError::unreadable("order", &id, error))?;
    let placed_at = instant(row.get(4)?, "order")?;
    let due_at = row.get::<_, Option<i64>>(5)?.map(|until| instant(until, "order")).transpose()?;
    let stored: Document<'_> = decode(row, 6, "order", &id)?;
    Ok(Order {
        version: u64::try_from(version).map_err(|error| SqliteError::unreadable("order", &id, error))?,
        id,
        channel,
        external_id,
        placed_at,
        due_at,
        reserved_until: stored.reserved_until,
        reservation_ended_at: stored.reservation_ended_at,
        customer: stored.customer.into_owned(),
        customer_group: stored.customer_group.into_owned(),
        priority: stored.priority,
        currency: stored.currency,
        prices_include_tax: stored.prices_include_tax,
        shipping_address: stored.shipping_address.into_owned(),
        time_zone: stored.time_zone.into(),
        promised_at: stored.promised_at,
        pickup: stored.pickup.into_owned(),
        slot: stored.slot.into_owned(),
        tags: stored.tags.into_owned(),
        lines: stored.lines.into_owned(),
        shipping: stored.shipping,
        shipping_tax: stored.shipping_tax,
        shipping_credited: stored.shipping_credited,
        charges: stored.charges.into_owned(),
        total: stored.total,
        promotions: stored.promotions.into_owned(),
        presentment: stored.presentment,
        payments: stored.payments.into_owned(),
        holds: stored.holds.into_owned(),
        fulfillments: stored.fulfillments.into_owned(),
        parcels: stored.parcels.into_owned(),
        day_loads: stored.day_loads.into_owned(),
        routing: stored.routing.into_owned(),
        exclusions: stored.exclusions.into_owned(),
        pins: stored.pins.into_owned(),
        rerouted: stored.rerouted.into_owned(),
        returns: stored.returns.into_owned(),
        claims: stored.claims.into_owned(),
        return_window_days: stored.return_window_days,
        return_terms: stored.return_terms.into_owned(),
        personal_in: stored.personal_in.into_owned(),
        erased_at: stored.erased_at,
    })
}
