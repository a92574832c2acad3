//! The merchant as the library knows it: nodes, channels, articles and policies, put in place before the first order.

use oms_core::serial::SerialTracking;
use oms_core::settings::{
    OnShortage, PaymentPolicy, PickupPolicy, ReservationPolicy, ReturnPolicy, RoutingPolicy, StockPolicy, VerificationPolicy,
};
use oms_core::{
    Backorder, Channel as SalesChannel, ChannelId, Command, Coordinates, Country, Currency, IdError, Location, LocationId, Policies,
    PutChannel, PutItem, PutLocation, PutPolicies, Sku, Span,
};
use rust_decimal::Decimal;

use super::invoice::Trade;
use super::territory::{Channel, Node};

/// The currency of the file.
pub const CURRENCY: &str = "GBP";

/// Orders above this many pounds are looked at by a person before they go on.
const REVIEW_ABOVE: i64 = 2_500;
/// An order that repeats another of the same customer within this time is looked at by a person.
const DUPLICATE_WINDOW_SECONDS: i64 = 3_600;
/// Gifts may come back for long: the file takes sales back after many months.
const RETURN_WINDOW_DAYS: u16 = 400;

/// A name that the library does not accept, in the file or in this program.
#[derive(Debug, thiserror::Error)]
pub enum NameError {
    /// An id is empty, too long or not printable.
    #[error("`{name}` cannot be an id: {source}")]
    Id {
        /// The name.
        name: String,
        /// What is wrong with it.
        source: IdError,
    },
    /// The library does not know the currency.
    #[error("the library does not know the currency `{CURRENCY}`")]
    Currency,
    /// A country or quantity is out of its range.
    #[error("`{name}` is out of range")]
    Range {
        /// The value.
        name: String,
    },
}

/// Makes an id of any kind.
pub fn id<T: std::str::FromStr<Err = IdError>>(name: &str) -> Result<T, NameError> {
    name.parse().map_err(|source| NameError::Id { name: name.to_owned(), source })
}

/// The commands that put everything in place, each with the last part of its command id.
pub fn set_up(trade: &Trade) -> Result<Vec<(String, Command)>, NameError> {
    let mut commands = vec![(String::from("policies"), Command::from(PutPolicies { policies: policies()? }))];
    for node in Node::ALL {
        commands.push((format!("location/{}", node.id()), PutLocation { location: location(node)? }.into()));
    }
    for channel in Channel::ALL {
        commands.push((format!("channel/{}", channel.id()), PutChannel { channel: sales_channel(channel)? }.into()));
    }
    for code in trade.article_names.keys() {
        let item = PutItem {
            sku: id::<Sku>(code)?,
            tracked: true,
            // Without a limit: what is sold out waits for the afternoon, and nothing is lost.
            backorder: Some(Backorder { limit: None }),
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
        };
        commands.push((format!("item/{code}"), item.into()));
    }
    Ok(commands)
}

/// The currency of all amounts.
pub fn currency() -> Result<Currency, NameError> {
    Currency::new(CURRENCY).map_err(|_| NameError::Currency)
}

/// A country by its code.
pub fn country(code: &str) -> Result<Country, NameError> {
    Country::new(code).ok_or_else(|| NameError::Range { name: code.to_owned() })
}

/// Where a node stands.
pub fn coordinates(node: Node) -> Coordinates {
    let (latitude, longitude) = node.coordinates();
    let degrees = |millionths: i32| Decimal::new(i64::from(millionths), 6);
    Coordinates { latitude: degrees(latitude), longitude: degrees(longitude) }
}

fn policies() -> Result<Policies, NameError> {
    Ok(Policies {
        verification: VerificationPolicy {
            review_above: Some(Decimal::from(REVIEW_ABOVE)),
            limits_currency: Some(currency()?),
            duplicate_window: Span::from_seconds(DUPLICATE_WINDOW_SECONDS),
            ..VerificationPolicy::default()
        },
        stock: StockPolicy::default(),
        reservation: ReservationPolicy::default(),
        routing: RoutingPolicy::default(),
        returns: ReturnPolicy { window_days: RETURN_WINDOW_DAYS, ..ReturnPolicy::default() },
        payments: PaymentPolicy::default(),
        pickup: PickupPolicy::default(),
        ..Policies::default()
    })
}

fn location(node: Node) -> Result<Location, NameError> {
    Ok(Location {
        id: id::<LocationId>(node.id())?,
        name: node.name().into(),
        country: country(node.country_code())?,
        coordinates: Some(coordinates(node)),
        // All the same, so that the nearest node ships what it has.
        priority: 0,
        serves: Vec::new(),
        ships: true,
        pickup: false,
        daily_capacity: None,
        handling_costs: Vec::new(),
        refusal_per_mille: 0,
        groups: Vec::new(),
        capabilities: Vec::new(),
        dispatch: None,
    })
}

fn sales_channel(channel: Channel) -> Result<SalesChannel, NameError> {
    Ok(SalesChannel {
        id: id::<ChannelId>(channel.id())?,
        name: channel.id().into(),
        currencies: vec![currency()?],
        locations: Vec::new(),
        time_zone: "".into(),
        ignores_safety_stock: channel == Channel::Store,
        minimum_life_days: 0,
        // The sale has been made: it must not be refused for want of stock.
        on_shortage: OnShortage::Hold,
        requires_payment: true,
        publishing: None,
    })
}
