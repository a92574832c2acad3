//! What a call costs in Rust, for `cargo xtask bench`, which asks the programs of all languages in turns.
//!
//! Requests are lines such as `typed 100`: how commands are handed over, and how many at a time. The answer is a line with
//! the microseconds an order took (the median over equal parts of the run) and the digest of the state afterwards, which is
//! the same in every language. Ways: `typed`, where making the command is part of the call; `texts`, JSON in and out;
//! `made`, where commands are only made.

use std::hint::black_box;
use std::io::{BufRead as _, Write as _};
use std::time::Instant;

use oms_benches::measure::Result;
use oms_core::inventory::ReceiveStock;
use oms_core::order::{CaptureLine, CaptureOrder, PaymentOffer, TaxRate};
use oms_core::payment::PaymentMethod;
use oms_core::serial::SerialTracking;
use oms_core::{Actor, Address, Command, CommandId, Country, Currency, Engine, Envelope, MemoryStorage, PutItem, Quantity, Timestamp};
use oms_wire::{Handle, WireError};
use rust_decimal::Decimal;

/// Orders that a request is about, and how many of them are timed at once.
const ORDERS: usize = 500;
const PART: usize = 100;
const SKUS: usize = 500;

fn main() -> Result<()> {
    for request in std::io::stdin().lock().lines() {
        let request = request?;
        let (way, at_once) = request.split_once(' ').ok_or("a request is a way and a number")?;
        let (microseconds, digest) = match (way, at_once.parse()?) {
            ("typed", at_once) => typed(at_once)?,
            ("texts", at_once) => texts(at_once)?,
            ("made", _) => (median(made()?), "-".to_owned()),
            _ => return Err(format!("`{way}` is no way to hand commands over").into()),
        };
        println!("{microseconds:.3} {digest}");
        std::io::stdout().flush()?;
    }
    Ok(())
}

fn typed(at_once: usize) -> Result<(f64, String)> {
    let mut engine = Engine::new(MemoryStorage::new());
    engine.submit_batch(set_up()?.into_iter().map(Into::into).collect())?;
    let mut parts = Vec::new();
    for first in (0..ORDERS).step_by(PART) {
        let started = Instant::now();
        for number in (first..first + PART).step_by(at_once) {
            if at_once == 1 {
                black_box(engine.submit(capture(number)?)?.receipt().map_err(ToString::to_string)?);
            } else {
                let batch = (number..number + at_once).map(|number| Ok(capture(number)?.into())).collect::<Result<Vec<_>>>()?;
                black_box(engine.submit_batch(batch)?);
            }
        }
        parts.push(started.elapsed().as_secs_f64());
    }
    Ok((median(parts), engine.digest()?.to_string()))
}

fn texts(at_once: usize) -> Result<(f64, String)> {
    let engine = Handle::memory();
    engine.submit_many(&serde_json::to_vec(&set_up()?)?)?;
    let mut parts = Vec::new();
    for first in (0..ORDERS).step_by(PART) {
        let mut commands = Vec::new();
        for number in (first..first + PART).step_by(at_once) {
            let batch = (number..number + at_once).map(capture).collect::<Result<Vec<_>>>()?;
            commands.push(if at_once == 1 { serde_json::to_vec(&batch[0])? } else { serde_json::to_vec(&batch)? });
        }
        let started = Instant::now();
        for text in &commands {
            black_box(submit(&engine, text, at_once)?);
        }
        parts.push(started.elapsed().as_secs_f64());
    }
    Ok((median(parts), engine.digest()?))
}

/// What a profiler counts.
#[inline(never)]
fn submit(engine: &Handle, text: &[u8], at_once: usize) -> std::result::Result<Vec<u8>, WireError> {
    if at_once == 1 { engine.submit(text) } else { engine.submit_many(text) }
}

fn made() -> Result<Vec<f64>> {
    let mut parts = Vec::new();
    for first in (0..ORDERS).step_by(PART) {
        let started = Instant::now();
        for number in first..first + PART {
            black_box(capture(number)?);
        }
        parts.push(started.elapsed().as_secs_f64());
    }
    Ok(parts)
}

/// Microseconds an order of the middle part.
fn median(mut parts: Vec<f64>) -> f64 {
    parts.sort_by(f64::total_cmp);
    parts[parts.len() / 2] * 1e6 / PART as f64
}

fn capture(number: usize) -> Result<Envelope> {
    let line = |line: usize| -> Result<CaptureLine> {
        Ok(CaptureLine {
            id: line.to_string().parse()?,
            sku: format!("sku-{}", (number * 3 + line) % SKUS).parse()?,
            quantity: Quantity::new(1 + i64::try_from(line)?).ok_or("a quantity in range")?,
            unit_price: Decimal::new(1999, 2),
            discounts: Vec::new(),
            taxes: vec![TaxRate { rate: Decimal::new(19, 2) }],
            minimum_life_days: 0,
            substitution: None,
        })
    };
    let payment = PaymentOffer {
        id: "card".parse()?,
        method: PaymentMethod::Card,
        authorized: Some(Decimal::new(11_994, 2)),
        expires_at: None,
        captured: None,
        reference: None,
    };
    let command = CaptureOrder {
        order: format!("o-{number}").parse()?,
        channel: "web".parse()?,
        external_id: Some(format!("x-{number}").parse()?),
        customer: Some(format!("customer-{}", number % 1000).parse()?),
        customer_group: None,
        placed_at: None,
        priority: 0,
        currency: Currency::new("EUR")?,
        prices_include_tax: true,
        lines: vec![line(0)?, line(1)?, line(2)?],
        discounts: Vec::new(),
        charges: Vec::new(),
        shipping: None,
        total: None,
        presentment: None,
        shipping_address: Some(address()?.into()),
        time_zone: "".into(),
        promised_at: None,
        payments: vec![payment],
        pickup: None,
        slot: None,
        reservation: None,
        lease: None,
        tags: Vec::new(),
    };
    envelope(format!("c-{number}"), command)
}

/// A warehouse with plenty.
fn set_up() -> Result<Vec<Envelope>> {
    let plenty = Quantity::new(10_000_000).ok_or("a quantity in range")?;
    let mut commands: Vec<Command> = serde_json::from_value(serde_json::json!([
        {"type": "put_location", "location": {"id": "berlin", "country": "DE"}},
        {"type": "put_channel", "channel": {"id": "web"}},
    ]))?;
    for number in 0..SKUS {
        let sku: oms_core::Sku = format!("sku-{number}").parse()?;
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
        commands.push(ReceiveStock::one("berlin".parse()?, sku, plenty).into());
    }
    commands.into_iter().enumerate().map(|(number, command)| envelope(format!("s-{number}"), command)).collect()
}

fn envelope(id: String, command: impl Into<Command>) -> Result<Envelope> {
    let at: Timestamp = "2026-03-01T10:00:00Z".parse()?;
    Ok(Envelope { id: CommandId::new(id)?, at, actor: Actor::new("bench")?, group: None, expected_version: None, command: command.into() })
}

fn address() -> Result<Address> {
    Ok(Address {
        name: "".into(),
        address1: "Street 1".into(),
        address2: "".into(),
        city: "Berlin".into(),
        province: "".into(),
        postal_code: "10115".into(),
        country: country()?,
        phone: "".into(),
        email: "".into(),
        coordinates: None,
        h3_cell: "".into(),
    })
}

fn country() -> Result<Country> {
    Ok(Country::new("DE").ok_or("a country")?)
}
