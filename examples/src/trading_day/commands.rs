//! Steps of the day as commands of the library, each with an id that is the same in every run: a step that is sent again is answered
//! with what it brought about the first time.

use jiff::civil::{DateTime, Time, date};
use oms_core::inventory::{AdjustStock, Bucket, ReceiveLine, ReceiveStock, ReleaseBackorders, ShortageChoice};
use oms_core::order::{CaptureLine, CaptureOrder, PaymentOffer, ShippingCharge};
use oms_core::payment::PaymentMethod;
use oms_core::{Address, Command, Envelope, Quantity, Timestamp};
use smol_str::SmolStr;

use super::invoice::{Correction, Sale, SaleLine};
use super::merchant::{NameError, coordinates, country, currency, id};
use super::supply::{Supply, SupplyKind, SupplyLine};
use super::territory::{Channel, Node, country_code};

/// A command in its envelope.
pub fn envelope(name: &str, at: DateTime, actor: &str, command: impl Into<Command>) -> Result<Envelope, NameError> {
    Ok(Envelope { id: id(name)?, at: timestamp(at)?, actor: id(actor)?, group: None, expected_version: None, command: command.into() })
}

/// The clock of the file, which names no time zone, is taken for UTC.
pub fn timestamp(time: DateTime) -> Result<Timestamp, NameError> {
    let range = || NameError::Range { name: time.to_string() };
    let since_1970 = time.duration_since(date(1970, 1, 1).to_datetime(Time::midnight()));
    i64::try_from(since_1970.as_millis()).ok().and_then(Timestamp::from_millis).ok_or_else(range)
}

/// Stock comes to a node, all of a delivery in one command.
pub fn supply(supply: &Supply) -> Result<(String, Command), NameError> {
    let (name, into) = match supply.kind {
        SupplyKind::Opening => ("opening", Bucket::Available),
        SupplyKind::SetAside => ("set-aside", Bucket::QualityControl),
        SupplyKind::Receipt => ("receipt", Bucket::Available),
    };
    let line =
        |line: &SupplyLine| Ok(ReceiveLine { sku: id(&line.code)?, quantity: quantity(line.units)?, into, lot: None, serials: Vec::new() });
    let lines = supply.lines.iter().map(line).collect::<Result<_, NameError>>()?;
    let command = ReceiveStock { location: id(supply.node.id())?, lines, reason: name.into() };
    // No article comes twice to a node at one time, so the first one tells the deliveries of a large day apart.
    let first = supply.lines.first().map_or("nothing", |line| line.code.as_str());
    Ok((format!("{name}/{}/{}/{first}", supply.time.date(), supply.node.id()), command.into()))
}

/// Stock is found, and given to who waits for it; or it is written off.
pub fn correct(correction: &Correction) -> Result<Vec<(String, Command)>, NameError> {
    let name = format!("{}/{}", correction.invoice, correction.position);
    let adjust = |bucket, reason: &str| -> Result<Command, NameError> {
        Ok(AdjustStock {
            sku: id(&correction.code)?,
            location: id(correction.node.id())?,
            lot: None,
            serials: Vec::new(),
            change: correction.units,
            bucket,
            shortage: ShortageChoice::Keep,
            reason: reason.into(),
        }
        .into())
    };
    if correction.units < 0 {
        return Ok(vec![(format!("{name}/write-off"), adjust(Bucket::QualityControl, "written off")?)]);
    }
    Ok(vec![
        (format!("{name}/found"), adjust(Bucket::Available, "found")?),
        (format!("{name}/release"), release_backorders(&correction.code, correction.node)?),
    ])
}

/// Free stock of a node goes to who waits for it.
pub fn release_backorders(code: &str, node: Node) -> Result<Command, NameError> {
    Ok(ReleaseBackorders { sku: id(code)?, location: id(node.id())?, rule: None }.into())
}

/// A customer places an order. It is authorized as a whole; what leaves is captured.
pub fn capture(sale: &Sale) -> Result<Command, NameError> {
    let total = sale.total();
    let payment = |total| -> Result<PaymentOffer, NameError> {
        Ok(PaymentOffer {
            id: id(PAYMENT)?,
            method: if sale.channel == Channel::Marketplace { PaymentMethod::Wallet } else { PaymentMethod::Card },
            authorized: Some(total),
            expires_at: None,
            captured: None,
            reference: None,
        })
    };
    let payments = if total.is_zero() { Vec::new() } else { vec![payment(total)?] };
    let lines = sale.lines.iter().enumerate().map(|(position, line)| capture_line(position, line)).collect::<Result<_, _>>()?;
    Ok(CaptureOrder {
        order: id(&sale.invoice)?,
        channel: id(sale.channel.id())?,
        external_id: Some(id(&sale.invoice)?),
        customer: sale.customer.as_deref().map(id).transpose()?,
        customer_group: None,
        placed_at: None,
        priority: 0,
        currency: currency()?,
        prices_include_tax: false,
        lines,
        discounts: Vec::new(),
        charges: Vec::new(),
        shipping: (!sale.charges.is_zero()).then(|| ShippingCharge { price: sale.charges, taxes: Vec::new() }),
        total: Some(total),
        presentment: None,
        shipping_address: Some(address(sale)?.into()),
        time_zone: "".into(),
        promised_at: None,
        payments,
        pickup: None,
        slot: None,
        reservation: None,
        lease: None,
        tags: Vec::new(),
    }
    .into())
}

/// The id of a line by its position in the sale.
pub fn line_id<T: std::str::FromStr<Err = oms_core::IdError>>(position: usize) -> Result<T, NameError> {
    id(&(position + 1).to_string())
}

/// A number of units as the library counts them.
pub fn quantity(units: u64) -> Result<Quantity, NameError> {
    let range = || NameError::Range { name: units.to_string() };
    i64::try_from(units).ok().and_then(Quantity::new).ok_or_else(range)
}

/// The id of the one payment of an order.
pub const PAYMENT: &str = "payment";

fn capture_line(position: usize, line: &SaleLine) -> Result<CaptureLine, NameError> {
    Ok(CaptureLine {
        id: line_id(position)?,
        sku: id(&line.code)?,
        quantity: quantity(line.units)?,
        unit_price: line.unit_price,
        discounts: Vec::new(),
        taxes: Vec::new(),
        minimum_life_days: 0,
        substitution: None,
    })
}

/// The file knows the country only; customers are taken to live where the node is that serves them.
fn address(sale: &Sale) -> Result<Address, NameError> {
    let unknown = SmolStr::default;
    Ok(Address {
        name: unknown(),
        address1: unknown(),
        address2: unknown(),
        city: sale.node.name().into(),
        province: unknown(),
        postal_code: unknown(),
        country: country(country_code(&sale.country))?,
        phone: unknown(),
        email: unknown(),
        coordinates: Some(coordinates(sale.node)),
        h3_cell: "".into(),
    })
}
