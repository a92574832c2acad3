//! Take an order in: price it, verify it, promise stock to it, give work to locations. In one step.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::arrival::{self, CartSlot};
use super::bundle::{self, Prices};
use super::promotion::{self, DiscountMinimum};
use super::totals::{exact, named, price};
use super::{CaptureCharge, Hold, HoldKind, Line, Order, Presentment, Substitution, presentment};
use crate::batch::{ExternalKey, ReadSet, Recent, Workspace};
use crate::calendar;
use crate::event::Event;
use crate::inventory::check_quantity;
use crate::payment::{PAYMENTS_MAX, Payment, PaymentMethod, Transaction, TransactionKind};
use crate::reservation::draw::draw;
use crate::reservation::{LINES_MAX, Reservation, expiry};
use crate::returns::{Buyer, ReturnTerms};
use crate::routing::promise::{OpenUnits, Shortfall, promise_open};
use crate::settings::{Channel, OnShortage};
use crate::{
    Address, Amount, Arrange, Category, ChannelId, Currency, CustomerGroup, CustomerId, DocumentId, ExternalId, HoldId, LineId, LocationId,
    OrderId, PaymentId, ProviderEventId, Quantity, Rejection, ReservationId, Sku, Tag, Timestamp,
};

/// Takes an order in.
///
/// It is priced, verified and routed; stock is reserved or committed where the plan says; locations get their work, unless a
/// hold keeps it back. What verification finds becomes a hold with its reason. Only an order that could not be kept as it is
/// (unknown channel, wrong amounts, too little stock where the channel wants that refused) is refused.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaptureOrder {
    /// The id of the order to be.
    pub order: OrderId,
    /// Where it comes from.
    pub channel: ChannelId,
    /// Its id there; an order is captured once for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<ExternalId>,
    /// Who bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// The group the customer is in; terms of returns may be its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_group: Option<CustomerGroup>,
    /// When it was placed, if not at the time of the command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_at: Option<Timestamp>,
    /// Higher is served first where stock is short.
    #[serde(default, skip_serializing_if = "is_default")]
    pub priority: i16,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// Whether prices and discounts include tax.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub prices_include_tax: bool,
    /// What was bought.
    pub lines: Vec<CaptureLine>,
    /// Discounts on the whole order; they are divided over the lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    /// What shipping costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<ShippingCharge>,
    /// What else is charged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<CaptureCharge>,
    /// What the customer saw and pays, where that is another currency than the order's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presentment: Option<Presentment>,
    /// The total the channel has told the customer; an order whose total is another is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Decimal>,
    /// Where it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<Arc<Address>>,
    /// The customer's time zone, by its name in the IANA database: windows count the days of its calendar. That of the channel if
    /// absent.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub time_zone: SmolStr,
    /// When it is promised to arrive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<Timestamp>,
    /// How it is paid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<PaymentOffer>,
    /// The location where the customer collects it; absent if it is delivered, or if the slot says where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<LocationId>,
    /// The slot it is to be delivered or collected in; absent means that of its reservation, if that holds a place. All stock then comes
    /// from the location of the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<DocumentId>,
    /// The reservation of its checkout: its stock is given to the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation: Option<ReservationId>,
    /// A reservation that it draws on: what it wants and is held there is given to it, and the rest stays held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<ReservationId>,
    /// Words to find it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
}

/// A line of an order to be captured.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaptureLine {
    /// Its id, unique within the order.
    pub id: LineId,
    /// What.
    pub sku: Sku,
    /// How many.
    pub quantity: Quantity,
    /// The price of one, before discounts. It may be finer than the currency.
    pub unit_price: Decimal,
    /// What is taken off the line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    /// The taxes on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxRate>,
    /// Days that units kept by lot must have left when they are delivered: those of the order's day of delivery, or of today. What item
    /// and channel ask for holds as well, and what one line asks for holds for all of its SKU.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub minimum_life_days: u16,
    /// What the customer takes instead of units that a picker does not find; absent means nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitution: Option<Box<Substitution>>,
}

fn is_zero(days: &u16) -> bool {
    *days == 0
}

/// Something taken off a price.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Discount {
    /// What is taken off.
    pub amount: Decimal,
    /// The code or promotion it comes from.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub code: SmolStr,
    /// What has to be kept for it. It is taken as given when the order is captured; where the terms claw back, a return that leaves less
    /// with the customer takes the discount off what is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<DiscountMinimum>,
}

/// A tax.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TaxRate {
    /// The rate as a fraction: 0.18 for 18 %.
    pub rate: Decimal,
}

/// What shipping costs.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShippingCharge {
    /// The price, tax as the order's prices have it.
    pub price: Decimal,
    /// The taxes on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxRate>,
}

/// A way the order is paid, and how far that has gone when it is captured.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PaymentOffer {
    /// The id of the payment.
    pub id: PaymentId,
    /// How it is made.
    pub method: PaymentMethod,
    /// What has been authorized by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorized: Option<Decimal>,
    /// When what has been authorized may not be captured any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// What has been captured by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured: Option<Decimal>,
    /// The provider's id of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ProviderEventId>,
}

fn is_default(priority: &i16) -> bool {
    *priority == 0
}

pub(crate) const TAGS_MAX: usize = 64;

pub(crate) fn reads(command: &CaptureOrder, wanted: &mut ReadSet) {
    wanted.order(&command.order);
    if let Some(external_id) = &command.external_id {
        wanted.external_id(&command.channel, external_id);
    }
    command.reservation.iter().chain(&command.lease).for_each(|reservation| wanted.reservation(reservation));
    command.lines.iter().for_each(|line| wanted.sku(&line.sku));
    command.slot.iter().for_each(|slot| wanted.document(crate::slot::key_of(slot)));
}

pub(crate) fn execute(command: &CaptureOrder, work: &mut Workspace) -> Result<(), Rejection> {
    let settings = work.shared_settings();
    let channel = settings.channel(&command.channel)?;
    check(command, work, channel)?;
    let mut order = priced(command, work, channel)?;
    work.emit(Event::OrderCaptured { order: order.id.clone(), channel: order.channel.clone(), total: order.total });
    for payment in &order.payments {
        for transaction in &payment.transactions {
            let (order, payment, kind, amount) = (order.id.clone(), payment.id.clone(), transaction.kind, transaction.amount);
            work.emit(Event::PaymentRecorded { order, payment, kind, amount });
        }
    }
    let cart = match &command.reservation {
        Some(reservation) => use_reservation(work, reservation, &mut order)?,
        None => None,
    };
    let (cart, held) = cart.unzip();
    if let Some(lease) = &command.lease {
        draw(work, lease, &order)?;
    }
    let mut holds = super::verification::verify(command, work, channel, &order);
    let open = OpenUnits::of(work, &order);
    holds.extend(unmapped(&order, &open, work, channel)?);
    holds.extend(arrival::place(command, work, &mut order, held.flatten(), channel)?);
    place_all(work, &mut order, holds);
    let shortfall = promise_open(work, &mut order, &open, channel.on_shortage, cart.as_deref())?;
    hold_for_shortfall(work, &mut order, shortfall);
    if order.holds.iter().any(|hold| hold.kind == HoldKind::Payment) {
        order.reserved_until = Some(work.now().after(settings.policies.reservation.unpaid_order));
    }
    if let Some(external_id) = &command.external_id {
        work.set_external_id(ExternalKey { channel: command.channel.clone(), external_id: external_id.clone() }, command.order.clone());
    }
    if let Some(customer) = command.customer.as_ref().filter(|_| settings.policies.verification.duplicate_window.is_some()) {
        work.add_recent_order(customer, Recent { order: order.id.clone(), placed_at: order.placed_at });
    }
    work.put_order(order);
    Ok(())
}

fn check(command: &CaptureOrder, work: &Workspace, channel: &Channel) -> Result<(), Rejection> {
    if work.order_exists(&command.order) {
        return Err(Rejection::OrderExists { order: command.order.clone() });
    }
    if let Some(external_id) = &command.external_id {
        let key = ExternalKey { channel: command.channel.clone(), external_id: external_id.clone() };
        if let Some(order) = work.order_by_external_id(&key) {
            return Err(Rejection::DuplicateExternalId { channel: key.channel, external_id: key.external_id, order: order.clone() });
        }
    }
    if !channel.currencies.is_empty() && !channel.currencies.contains(&command.currency) {
        return Err(Rejection::CurrencyNotAllowed { channel: channel.id.clone(), currency: command.currency });
    }
    if command.lines.is_empty() || command.lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("an order has 1 to {LINES_MAX} lines")));
    }
    for (place, line) in command.lines.iter().enumerate() {
        if line.quantity.is_zero() || line.quantity.units() > crate::QUANTITY_MAX {
            check_quantity(&format!("lines[{place}].quantity"), line.quantity)?;
        }
        if let Some(wish) = &line.substitution {
            wish.check(&format!("lines[{place}].substitution"))?;
        }
    }
    if let Some(repeated) = repeated(command.lines.iter().map(|line| &line.id)) {
        return Err(Rejection::field("lines", format!("line id `{repeated}` is used twice")));
    }
    if command.payments.len() > PAYMENTS_MAX {
        return Err(Rejection::field("payments", format!("name at most {PAYMENTS_MAX} payments")));
    }
    if let Some(repeated) = repeated(command.payments.iter().map(|payment| &payment.id)) {
        return Err(Rejection::field("payments", format!("payment id `{repeated}` is used twice")));
    }
    if command.lease.is_some() && command.lease == command.reservation {
        return Err(Rejection::field("lease", "it is the reservation of the checkout too: name it in one of the two"));
    }
    if command.tags.len() > TAGS_MAX {
        return Err(Rejection::field("tags", format!("an order has at most {TAGS_MAX} tags")));
    }
    if let Some(field) = command.shipping_address.as_deref().and_then(Address::invalid_field) {
        return Err(Rejection::field(format!("shipping_address.{field}"), "it is too long, or out of its range"));
    }
    Ok(())
}

/// The first id that comes twice.
pub(crate) fn repeated<'a, T: Ord + 'a>(ids: impl ExactSizeIterator<Item = &'a T> + Clone) -> Option<&'a T> {
    if ids.len() <= 8 {
        let mut later = ids.clone();
        return ids.into_iter().find(|id| {
            later.next();
            later.clone().any(|other| other == *id)
        });
    }
    let mut sorted: Vec<&T> = ids.collect();
    sorted.arrange();
    sorted.windows(2).find_map(|pair| match pair {
        [a, b] if a == b => Some(*a),
        _ => None,
    })
}

/// The order as the command describes it, priced, with all its units open.
pub(crate) fn priced(command: &CaptureOrder, work: &Workspace, channel: &Channel) -> Result<Order, Rejection> {
    let mut priced = price(command)?;
    let mut has_bundles = false;
    for line in &mut priced.lines {
        let Some(item) = work.item_index(&line.sku).ok().and_then(|index| work.item(index)) else { continue };
        line.unit_cost = item.unit_cost(command.currency).map(Box::new);
        line.unit_grams = item.grams;
        has_bundles |= item.is_bundle();
    }
    let mut tags = command.tags.clone();
    tags.arrange();
    tags.dedup();
    let mut promotions = promotion::of_capture(command, &priced.lines)?;
    let prices = Prices { currency: command.currency, include_tax: command.prices_include_tax };
    let lines = if has_bundles { bundle::take_apart(work, priced.lines, &mut promotions, prices)? } else { priced.lines };
    if let Some(repeated) = repeated(lines.iter().map(|line| &line.id)).filter(|_| lines.len() > command.lines.len()) {
        return Err(Rejection::field("lines", format!("line id `{repeated}` is that of a component too: name the line otherwise")));
    }
    let categories = lines.iter().map(|line| (&line.id, return_category(work, line)));
    let returns = &work.settings().policies.returns;
    let buyer = Buyer { channel: &command.channel, group: command.customer_group.as_ref() };
    let (return_window_days, return_terms) = ReturnTerms::of(returns, buyer, command.currency, categories);
    Ok(Order {
        id: command.order.clone(),
        version: 0,
        channel: command.channel.clone(),
        external_id: command.external_id.clone(),
        customer: command.customer.clone(),
        customer_group: command.customer_group.clone(),
        placed_at: command.placed_at.unwrap_or(work.now()),
        priority: command.priority,
        currency: command.currency,
        prices_include_tax: command.prices_include_tax,
        shipping_address: command.shipping_address.clone(),
        time_zone: time_zone(command, channel)?,
        promised_at: command.promised_at,
        pickup: None,
        slot: None,
        tags,
        lines,
        shipping: priced.shipping,
        shipping_tax: priced.shipping_tax,
        shipping_credited: Amount::zero(command.currency),
        charges: priced.charges,
        total: priced.total,
        promotions,
        presentment: command.presentment.map(presentment::checked).transpose()?,
        payments: payments(command, work.now())?,
        holds: Vec::new(),
        reserved_until: None,
        reservation_ended_at: None,
        due_at: None,
        fulfillments: Vec::new(),
        parcels: Vec::new(),
        day_loads: Vec::new(),
        routing: None,
        exclusions: Vec::new(),
        pins: Vec::new(),
        rerouted: None,
        returns: Vec::new(),
        claims: Vec::new(),
        return_window_days,
        return_terms,
        personal_in: Vec::new(),
        erased_at: None,
    })
}

/// The category that a line is returned with: that of its bundle if it has one, else that of its item.
pub(crate) fn return_category<'a>(work: &'a Workspace, line: &Line) -> Option<&'a Category> {
    let of = |sku: &Sku| work.item(work.item_index(sku).ok()?)?.return_category.as_ref();
    line.bundle.as_ref().and_then(|bundle| of(&bundle.sku)).or_else(|| of(&line.sku))
}

/// What one unit costs the merchant today, if that is known in the currency.
pub(crate) fn unit_cost(work: &Workspace, sku: &Sku, currency: Currency) -> Option<Box<Decimal>> {
    work.item(work.item_index(sku).ok()?)?.unit_cost(currency).map(Box::new)
}

/// What one unit weighs today, in grams; 0 where that is not known.
pub(crate) fn unit_grams(work: &Workspace, sku: &Sku) -> u32 {
    work.item_index(sku).ok().and_then(|index| work.item(index)).map_or(0, |item| item.grams)
}

/// The time zone that counts the days of the order: its own, else that of its channel. UTC is not written down.
fn time_zone(command: &CaptureOrder, channel: &Channel) -> Result<SmolStr, Rejection> {
    let name = if command.time_zone.is_empty() { &channel.time_zone } else { &command.time_zone };
    match name.as_str() {
        "" | "UTC" => Ok(SmolStr::default()),
        name => calendar::zone(name),
    }
}

fn payments(command: &CaptureOrder, at: Timestamp) -> Result<Vec<Payment>, Rejection> {
    let mut payments = Vec::with_capacity(command.payments.len());
    for (place, offer) in command.payments.iter().enumerate() {
        let mut transactions = Vec::with_capacity(1);
        let steps =
            [("authorized", TransactionKind::Authorization, offer.authorized), ("captured", TransactionKind::Capture, offer.captured)];
        for (field, kind, amount) in steps {
            let Some(amount) = amount else { continue };
            let amount = exact(amount, command.currency).map_err(|problem| named(format!("payments[{place}].{field}"), problem))?;
            let expires_at = offer.expires_at.filter(|_| kind == TransactionKind::Authorization);
            transactions.push(Transaction { expires_at, ..Transaction::new(kind, amount, at, offer.reference.clone()) });
        }
        payments.push(Payment { id: offer.id.clone(), method: offer.method, transactions });
    }
    Ok(payments)
}

/// A cart as it was, and what it held beside its stock.
type UsedCart = (Arc<Reservation>, Option<CartSlot>);

/// Frees what a reservation holds for the order, and answers what it was.
fn use_reservation(work: &mut Workspace, reservation: &ReservationId, order: &mut Order) -> Result<Option<UsedCart>, Rejection> {
    // A reservation that has expired holds nothing any more: the order gets what is free by now.
    if !work.reservation_exists(reservation) {
        return Ok(None);
    }
    let (cart, held) = (Arc::clone(work.reservation(reservation)?), arrival::of_cart(work, reservation)?);
    expiry::free(work, reservation)?;
    work.put_reservation(reservation, None);
    work.emit(Event::ReservationUsed { reservation: reservation.clone(), order: order.id.clone() });
    Ok(Some((cart, held)))
}

/// SKUs that are not in the catalog: refused, or held where the sale has been made already.
pub(crate) fn unmapped(
    order: &Order,
    open: &OpenUnits,
    work: &Workspace,
    channel: &Channel,
) -> Result<Option<(HoldKind, String)>, Rejection> {
    if !open.lacks_items {
        return Ok(None);
    }
    let unknown = || order.lines.iter().filter(|line| work.item_index(&line.sku).is_err());
    match unknown().next() {
        None => Ok(None),
        Some(line) if channel.on_shortage == OnShortage::Refuse => Err(Rejection::UnknownItem { sku: line.sku.clone() }),
        Some(_) => {
            let skus: Vec<String> = unknown().take(5).map(|line| format!("`{}`", line.sku)).collect();
            Ok(Some((HoldKind::Unmapped, format!("not in the catalog: {}", skus.join(", ")))))
        }
    }
}

/// Places holds that the engine found, named after their kinds.
pub(crate) fn place_all(work: &mut Workspace, order: &mut Order, holds: impl IntoIterator<Item = (HoldKind, String)>) {
    for (kind, reason) in holds {
        let id = HoldId::literal(kind.name());
        let reason = SmolStr::from(reason);
        match order.holds.iter_mut().find(|hold| hold.id == id) {
            Some(hold) => hold.reason = reason.clone(),
            None => order.holds.push(Hold {
                id: id.clone(),
                kind,
                reason: reason.clone(),
                placed_by: work.actor().clone(),
                placed_at: work.now(),
            }),
        }
        work.emit(Event::HoldPlaced { order: order.id.clone(), hold: id, kind, reason });
    }
}

/// Tells what could not be promised by holds on the order.
pub(crate) fn hold_for_shortfall(work: &mut Workspace, order: &mut Order, shortfall: Shortfall) {
    if !shortfall.missing.is_empty() {
        let figures: Vec<String> = shortfall.missing.iter().take(5).map(ToString::to_string).collect();
        place_all(work, order, [(HoldKind::Stock, figures.join("; "))]);
    }
    place_all(work, order, shortfall.unserviceable.map(|constraint| (HoldKind::Unserviceable, constraint)));
}
