//! A merchant who takes the workload's orders: catalog, stock, settings, and each order as the command that captures it.
//!
//! Every order is paid by card, has an address on the map, taxes within its prices and a shipping charge; every check of
//! the verification policy that needs no history is on. Each SKU lies at three of the five locations, so that about five
//! orders of six fit one parcel and the others have to be split: the router works.

use std::sync::Arc;

use oms_core::inventory::ReceiveStock;
use oms_core::order::{CaptureLine, CaptureOrder, PaymentOffer, ShippingCharge, TaxRate};
use oms_core::payment::PaymentMethod;
use oms_core::serial::SerialTracking;
use oms_core::settings::VerificationPolicy;
use oms_core::{
    Actor, Address, Channel, ChannelId, Command, CommandId, Coordinates, Country, Currency, CustomerId, Engine, Envelope, ExternalId,
    LineId, Location, LocationId, OrderId, Outcome, PaymentId, Policies, ProviderEventId, PutChannel, PutItem, PutLocation, PutPolicies,
    Quantity, Sku, Storage, Timestamp,
};
use rust_decimal::Decimal;

use crate::measure::Result;
use crate::random::SplitMix64;
use crate::workload::{CHANNELS, LOCATIONS, Order, SKUS};

/// When the shop opens, in milliseconds since 1970: the first instant of March 2026.
const OPENS_AT_MILLIS: i64 = 1_772_323_200_000;
/// How far apart orders come in.
const MILLIS_BETWEEN_ORDERS: i64 = 250;
/// More than any run sells of one SKU at one location.
const PLENTY: i64 = 100_000_000;
/// Latitude, longitude and priority of the locations, in thousandths of a degree.
const PLACES: [(i32, i32, u16); LOCATIONS as usize] =
    [(51_500, 500, 0), (53_500, 10_000, 0), (48_800, 2_300, 0), (48_100, 11_600, 1), (51_400, 5_500, 1)];

/// Fills an empty storage: locations, channels, policies, items, stock.
///
/// # Errors
/// What the storage fails with, or a refused command.
pub fn open<S: Storage>(engine: &mut Engine<S>) -> Result<()> {
    for batch in set_up()?.chunks(4_096) {
        for outcome in engine.submit_batch(batch.to_vec())? {
            if let Outcome::Refused { rejection } = outcome {
                return Err(format!("the shop cannot open: {rejection:?}").into());
            }
        }
    }
    Ok(())
}

/// Every command that opens the shop.
///
/// # Errors
/// None unless an id here is malformed.
pub fn set_up() -> Result<Vec<Arc<Envelope>>> {
    let mut commands: Vec<Command> = Vec::new();
    for (number, (latitude, longitude, priority)) in (0..LOCATIONS).zip(PLACES) {
        let location = Location {
            id: location_id(number)?,
            name: "".into(),
            country: country()?,
            coordinates: Some(Coordinates { latitude: degrees(latitude), longitude: degrees(longitude) }),
            priority,
            serves: Vec::new(),
            ships: true,
            pickup: false,
            daily_capacity: None,
            handling_costs: Vec::new(),
            refusal_per_mille: 0,
            groups: Vec::new(),
            capabilities: Vec::new(),
            dispatch: None,
        };
        commands.push(PutLocation { location }.into());
    }
    for number in 0..CHANNELS {
        let channel = Channel {
            id: channel_id(number)?,
            name: "".into(),
            currencies: vec![Currency::new("EUR")?],
            locations: Vec::new(),
            time_zone: "".into(),
            ignores_safety_stock: false,
            minimum_life_days: 0,
            on_shortage: Default::default(),
            requires_payment: true,
            publishing: None,
        };
        commands.push(PutChannel { channel }.into());
    }
    let verification = VerificationPolicy {
        requires_address: true,
        review_above: Some(Decimal::from(5_000)),
        limits_currency: Some(Currency::new("EUR")?),
        cash_on_delivery_limit: Some(Decimal::from(200)),
        ..VerificationPolicy::default()
    };
    commands.push(PutPolicies { policies: Policies { verification, ..Policies::default() } }.into());
    for number in 0..SKUS {
        let sku = sku(number)?;
        commands.push(
            PutItem {
                sku: sku.clone(),
                tracked: true,
                backorder: None,
                return_category: None,
                category: None,
                unit_costs: Vec::new(),
                grams: 0,
                dimensions: None,
                hazardous: false,
                tags: Vec::new(),
                requires: Vec::new(),
                reorder_rules: Vec::new(),
                channel_caps: Vec::new(),
                lots: None,
                tracks_serials: SerialTracking::None,
                components: Vec::new(),
            }
            .into(),
        );
        for location in stocked_at(number) {
            let quantity = Quantity::new(PLENTY).ok_or("a quantity in range")?;
            let location = location_id(location)?;
            commands.push(ReceiveStock::one(location, sku.clone(), quantity).into());
        }
    }
    let envelope = |(number, command)| -> Result<Arc<Envelope>> {
        let id = CommandId::new(format!("set-up-{number}"))?;
        Ok(Arc::new(Envelope { id, at: instant(0)?, actor: Actor::new("set-up")?, group: None, expected_version: None, command }))
    };
    commands.into_iter().enumerate().map(envelope).collect()
}

/// The command that captures an order: priced, verified, reserved, routed and allocated in one step.
///
/// # Errors
/// None unless an id here is malformed.
pub fn capture(order: &Order) -> Result<Arc<Envelope>> {
    let at = instant(order.number)?;
    let rate = Decimal::new(19, 2);
    let shipping_minor = 495;
    let mut lines = Vec::with_capacity(order.lines.len());
    let mut total_minor = shipping_minor;
    for (place, line) in order.lines.iter().enumerate() {
        total_minor += i64::from(line.quantity) * i64::from(line.unit_price_minor);
        lines.push(CaptureLine {
            id: LineId::new((place + 1).to_string())?,
            sku: sku(line.sku)?,
            quantity: Quantity::new(i64::from(line.quantity)).ok_or("a quantity in range")?,
            unit_price: Decimal::new(i64::from(line.unit_price_minor), 2),
            discounts: Vec::new(),
            taxes: vec![TaxRate { rate }],
            minimum_life_days: 0,
            substitution: None,
        });
    }
    let total = Decimal::new(total_minor, 2);
    let command = CaptureOrder {
        order: OrderId::new(time_ordered(at, order.number, 0))?,
        channel: channel_id(order.channel)?,
        external_id: Some(ExternalId::new(format!("{}", 1_000_000 + order.number))?),
        customer: Some(CustomerId::new(format!("customer-{}", order.customer))?),
        customer_group: None,
        placed_at: None,
        priority: 0,
        currency: Currency::new("EUR")?,
        prices_include_tax: true,
        lines,
        discounts: Vec::new(),
        charges: Vec::new(),
        shipping: Some(ShippingCharge { price: Decimal::new(shipping_minor, 2), taxes: vec![TaxRate { rate }] }),
        total: Some(total),
        presentment: None,
        shipping_address: Some(address(order)?.into()),
        time_zone: "".into(),
        promised_at: None,
        payments: vec![PaymentOffer {
            id: PaymentId::new("1")?,
            method: PaymentMethod::Card,
            authorized: Some(total),
            expires_at: None,
            captured: None,
            reference: Some(ProviderEventId::new(format!("charge-{}", order.number))?),
        }],
        pickup: None,
        slot: None,
        reservation: None,
        lease: None,
        tags: Vec::new(),
    };
    Ok(Arc::new(Envelope {
        id: CommandId::new(time_ordered(at, order.number, 1))?,
        at,
        actor: Actor::new("checkout")?,
        group: None,
        expected_version: None,
        command: command.into(),
    }))
}

/// The commands that capture these orders, in their order.
///
/// # Errors
/// None unless an id here is malformed.
pub fn captures(orders: &[Order]) -> Result<Vec<Arc<Envelope>>> {
    orders.iter().map(capture).collect()
}

/// Checks that every outcome is a capture that took effect.
///
/// # Errors
/// The first refusal.
pub fn all_applied(outcomes: &[Outcome]) -> Result<()> {
    match outcomes.iter().find(|outcome| !matches!(outcome, Outcome::Applied { .. })) {
        None => Ok(()),
        Some(other) => Err(format!("an order was not captured: {other:?}").into()),
    }
}

/// The id of the order at a place of the stream.
///
/// # Errors
/// None unless the stream is longer than time.
pub fn order_id(number: u64) -> Result<OrderId> {
    Ok(OrderId::new(time_ordered(instant(number)?, number, 0))?)
}

/// The id of a channel.
///
/// # Errors
/// None.
pub fn channel_id(number: u32) -> Result<ChannelId> {
    Ok(ChannelId::new(format!("channel-{number}"))?)
}

fn location_id(number: u32) -> Result<LocationId> {
    Ok(LocationId::new(format!("location-{number}"))?)
}

/// A SKU of the catalog.
///
/// # Errors
/// None.
pub fn sku(number: u32) -> Result<Sku> {
    Ok(Sku::new(format!("SKU-{number:05}"))?)
}

fn country() -> Result<Country> {
    Ok(Country::new("DE").ok_or("a country")?)
}

fn degrees(milli: i32) -> Decimal {
    Decimal::new(i64::from(milli), 3)
}

/// When an order comes in.
///
/// # Errors
/// None unless the stream is longer than time.
pub fn instant(number: u64) -> Result<Timestamp> {
    let millis = OPENS_AT_MILLIS + i64::try_from(number)? * MILLIS_BETWEEN_ORDERS;
    Ok(Timestamp::from_millis(millis).ok_or("an instant in range")?)
}

/// Three of the five locations, by the number of the SKU.
fn stocked_at(sku: u32) -> [u32; 3] {
    let mut random = SplitMix64::new(u64::from(sku));
    let mut places = [0, 1, 2, 3, 4];
    for last in (1..LOCATIONS).rev() {
        places.swap(last as usize, random.below(last + 1) as usize);
    }
    [places[0], places[1], places[2]]
}

/// The text of a version 7 UUID: milliseconds in front, the rest mixed from the number and what is named.
fn time_ordered(at: Timestamp, number: u64, kind: u64) -> String {
    let millis = at.millis().unsigned_abs();
    let mixed = SplitMix64::new(number * 2 + kind).next_u64();
    format!(
        "{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}",
        millis >> 16,
        millis & 0xffff,
        mixed >> 52,
        0x8000 | ((mixed >> 38) & 0x3fff),
        mixed & 0xffff_ffff_ffff
    )
}

fn address(order: &Order) -> Result<Address> {
    Ok(Address {
        name: format!("Customer {}", order.customer).into(),
        address1: format!("{} Market Street", 1 + order.customer % 200).into(),
        address2: "".into(),
        city: "Springfield".into(),
        province: "".into(),
        postal_code: format!("{:05}", order.customer).into(),
        country: country()?,
        phone: "".into(),
        email: format!("customer-{}@example.com", order.customer).into(),
        coordinates: Some(Coordinates { latitude: degrees(order.latitude_milli), longitude: degrees(order.longitude_milli) }),
        h3_cell: "".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::{LINES, Workload};
    use oms_core::order::Stage;
    use oms_core::{Event, MemoryStorage};

    #[test]
    fn every_order_is_captured_routed_and_allocated() -> Result<()> {
        let mut engine = Engine::new(MemoryStorage::new());
        open(&mut engine)?;
        let orders = Workload::new(1).take_orders(600);
        let outcomes = engine.submit_batch(captures(&orders)?)?;
        all_applied(&outcomes)?;
        for order in &orders {
            let kept = engine.order(&order_id(order.number)?)?.ok_or("an order that was captured is there")?;
            assert!(kept.holds.is_empty(), "{kept:?}");
            assert_eq!(kept.lines.len(), LINES);
            assert!(kept.lines.iter().all(|line| line.units.at(Stage::Allocated) == line.quantity), "{kept:?}");
        }
        Ok(())
    }

    #[test]
    fn some_orders_fit_one_parcel_and_some_are_split() -> Result<()> {
        let mut engine = Engine::new(MemoryStorage::new());
        open(&mut engine)?;
        let outcomes = engine.submit_batch(captures(&Workload::new(1).take_orders(1_000))?)?;
        let mut parcels = [0; 4];
        for event in outcomes.iter().flat_map(Outcome::events) {
            if let Event::OrderRouted { decision, .. } = event {
                assert!(decision.proven);
                parcels[decision.chosen.len()] += 1;
            }
        }
        assert!(parcels[1] > 700 && parcels[2] > 100, "{parcels:?}");
        Ok(())
    }

    #[test]
    fn the_same_seed_gives_the_same_commands() -> Result<()> {
        let encode = || -> Result<Vec<String>> {
            let commands = captures(&Workload::new(7).take_orders(50))?;
            Ok(commands.iter().map(|command| serde_json::to_string(&**command)).collect::<std::result::Result<_, _>>()?)
        };
        assert_eq!(encode()?, encode()?);
        Ok(())
    }

    #[test]
    fn ids_rise_with_time() -> Result<()> {
        let ids: Vec<OrderId> = (0..100).map(order_id).collect::<Result<_>>()?;
        assert!(ids.is_sorted());
        assert!(ids.iter().all(|id| id.as_str().len() == 36));
        Ok(())
    }
}
