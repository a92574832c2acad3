//! Random commands, valid and not, that depend on a seed and on what the model knows.

use std::sync::Arc;

use oms_core::inventory::{AdjustStock, Bucket, MoveStock, ReceiveLine, ReceiveStock, ReleaseBackorders, SetStock, ShortageChoice};
use oms_core::order::{
    AllocateOrder, CancelLine, CancelOrder, CancelReason, CaptureLine, CaptureOrder, ChangeAddress, Discount, DiscountMinimum, EditOrder,
    HoldKind, OrderChange, PaymentOffer, PlaceHold, ReleaseHold, ShippingCharge, TagOrder, TaxRate,
};
use oms_core::payment::PaymentMethod;
use oms_core::reservation::{ChangeReservation, ExpireReservations, ReleaseReservation, ReserveLine, ReserveStock};
use oms_core::routing::{AssignLine, AssignLocation};
use oms_core::{Address, ChannelId, Command, Envelope, Quantity, Sku, Span, Timestamp};
use rust_decimal::Decimal;
use serde_json::json;

use super::calendar::ZONES;
pub(crate) use super::dice::Dice;
use super::{Model, aftersales, configuring, life, purchasing, reroute, substitute, transferring};

/// Makes one command after another, and remembers them to repeat some.
pub(crate) struct Generator {
    sent: Vec<Arc<Envelope>>,
    groups: u32,
}

pub(crate) fn id<T: std::str::FromStr>(text: impl AsRef<str>) -> T {
    text.as_ref().parse().ok().expect("a well-formed id")
}

pub(crate) fn units(units: i64) -> Quantity {
    Quantity::from_balance(units)
}

pub(crate) fn from_json(value: serde_json::Value) -> Command {
    serde_json::from_value(value).expect("a well-formed command")
}

/// A decimal of so many hundredths.
pub(crate) fn hundredths(number: i64) -> Decimal {
    Decimal::new(number, 2)
}

/// The shop that every stream begins with: three locations, three channels, four items, some stock.
fn opening() -> Vec<Command> {
    let at = |latitude: &str, longitude: &str| json!({"latitude": latitude, "longitude": longitude});
    [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE", "coordinates": at("52.5", "13.4"), "priority": 1}}),
        json!({"type": "put_location", "location": {"id": "n2", "country": "DE", "coordinates": at("48.1", "11.6"), "priority": 1}}),
        json!({"type": "put_location", "location": {"id": "n3", "country": "FR", "serves": ["FR", "DE"], "coordinates": at("49", "2.3")}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_channel", "channel": {"id": "market", "on_shortage": "hold", "requires_payment": true, "currencies": ["EUR"]}}),
        json!({"type": "put_channel", "channel": {"id": "store", "ignores_safety_stock": true, "locations": ["n1", "n2"]}}),
        json!({"type": "put_item", "sku": "s1", "category": "basics", "channel_caps": [{"channel": "market", "limit": 6}]}),
        json!({"type": "put_item", "sku": "s2", "category": "basics", "backorder": {"limit": 5}}),
        json!({"type": "put_item", "sku": "s3", "backorder": {}, "channel_caps": [{"channel": "store", "limit": 4}]}),
        json!({"type": "put_item", "sku": "gift", "category": "vouchers", "tracked": false,
               "channel_caps": [{"channel": "web", "limit": 9}]}),
    ]
    .into_iter()
    .chain(["s1", "s2", "s3"].map(|sku| json!({"type": "receive_stock", "sku": sku, "location": "n1", "quantity": 8})))
    .chain(["s1", "s2", "s3"].map(|sku| json!({"type": "receive_stock", "sku": sku, "location": "n2", "quantity": 5})))
    .map(from_json)
    .collect()
}

impl Generator {
    pub(crate) const fn new() -> Generator {
        Generator { sent: Vec::new(), groups: 0 }
    }

    /// The commands that set the shop up.
    pub(crate) fn opening(&mut self) -> Vec<Arc<Envelope>> {
        let at = "2026-03-01T09:00:00Z".parse().expect("an instant");
        opening().into_iter().map(|command| self.envelope(at, command)).collect()
    }

    fn envelope(&mut self, at: Timestamp, command: Command) -> Arc<Envelope> {
        let id = id(format!("c{}", self.sent.len()));
        let envelope =
            Arc::new(Envelope { id, at, actor: "test".parse().expect("an actor"), group: None, expected_version: None, command });
        self.sent.push(Arc::clone(&envelope));
        envelope
    }

    /// One command, or a few that are linked.
    pub(crate) fn next(&mut self, seed: u64, model: &Model) -> Vec<Arc<Envelope>> {
        let dice = &mut Dice::new(seed);
        if !dice.chance(5) {
            return vec![self.one(dice, model)];
        }
        self.groups += 1;
        let group = Some(self.groups);
        (0..2 + dice.below(2)).map(|_| Arc::new(Envelope { group, ..Envelope::clone(&self.one(dice, model)) })).collect()
    }

    fn one(&mut self, dice: &mut Dice, model: &Model) -> Arc<Envelope> {
        if dice.chance(4) {
            // Sent again as it was, or its id used for something else.
            let again = dice.pick(&self.sent);
            let (group, expected_version) = (None, None);
            let command = if dice.chance(60) { again.command.clone() } else { command(dice, model) };
            return Arc::new(Envelope { group, expected_version, command, ..Envelope::clone(&again) });
        }
        let at = instant(dice, model);
        let mut envelope = Envelope::clone(&self.envelope(at, command(dice, model)));
        if let Some(order) = envelope.command.order() {
            let version = model.orders.get(order).map_or(1, |order| order.version);
            envelope.expected_version = dice.maybe(12, |dice| if dice.chance(70) { version } else { version + 1 });
        }
        let last = self.sent.len() - 1;
        self.sent[last] = Arc::new(envelope);
        Arc::clone(&self.sent[last])
    }
}

/// Mostly a little later than the last command; now and then much later, or earlier.
fn instant(dice: &mut Dice, model: &Model) -> Timestamp {
    let last = model.last_at.map_or(0, Timestamp::millis);
    let step = match dice.below(20) {
        0 => 900_000,
        1 => 86_400_000,
        2 => -60_000,
        3 => 1,
        4 => 300_000,
        _ => dice.below(30_000),
    };
    Timestamp::from_millis(last + step).expect("an instant")
}

pub(crate) fn sku(dice: &mut Dice) -> Sku {
    let choices = ["s1", "s2", "s3", "s1", "s2", "s3", "s1", "s2", "s3", "gift"];
    if dice.chance(2) { id("unknown") } else { id(dice.pick(&choices)) }
}

pub(crate) fn location(dice: &mut Dice) -> oms_core::LocationId {
    if dice.chance(2) { id("nowhere") } else { id(dice.pick(&["n1", "n2", "n3"])) }
}

pub(crate) fn channel(dice: &mut Dice) -> ChannelId {
    if dice.chance(2) { id("nobody") } else { id(dice.pick(&["web", "web", "market", "store"])) }
}

/// Mostly a few units; now and then none, a great many, or more than any command may name.
pub(crate) fn quantity(dice: &mut Dice) -> Quantity {
    match dice.below(60) {
        0 => units(0),
        1 => units(1_000_000_000),
        2 => units(1_000_000_001),
        3 => units(i64::MAX),
        _ => units(1 + dice.below(5)),
    }
}

pub(crate) fn reason(dice: &mut Dice) -> smol_str::SmolStr {
    if dice.chance(3) { " ".into() } else { "because".into() }
}

/// The id of an order that is there, or now and then of one that is not.
pub(crate) fn order(dice: &mut Dice, model: &Model) -> oms_core::OrderId {
    let known: Vec<_> = model.orders.keys().cloned().collect();
    if known.is_empty() || dice.chance(4) { id(format!("o{}", dice.below(40))) } else { dice.pick(&known) }
}

/// The id of a line of the order, or now and then another.
pub(crate) fn line(dice: &mut Dice, model: &Model, order: &oms_core::OrderId) -> oms_core::LineId {
    let lines: Vec<_> = model.orders.get(order).map(|order| order.lines.iter().map(|line| line.id.clone()).collect()).unwrap_or_default();
    if lines.is_empty() || dice.chance(4) { id("9") } else { dice.pick(&lines) }
}

fn cart(dice: &mut Dice, model: &Model) -> oms_core::ReservationId {
    let known: Vec<_> = model.carts.keys().cloned().collect();
    if known.is_empty() || dice.chance(30) { id(format!("r{}", dice.below(6))) } else { dice.pick(&known) }
}

fn address(dice: &mut Dice) -> Address {
    let (latitude, longitude) = dice.pick(&[(535, 100), (482, 115), (436, 14), (501, 87)]);
    let point = oms_core::Coordinates {
        latitude: if dice.chance(97) { Decimal::new(latitude, 1) } else { Decimal::MAX },
        longitude: Decimal::new(longitude, 1),
    };
    Address {
        name: "N".into(),
        address1: if dice.chance(90) { "Street 1".into() } else { " ".into() },
        address2: "".into(),
        city: "City".into(),
        province: "".into(),
        postal_code: "10115".into(),
        country: oms_core::Country::new(dice.pick(&["DE", "DE", "FR", "US"])).expect("a country"),
        phone: "".into(),
        email: "".into(),
        coordinates: dice.maybe(60, |_| point),
        h3_cell: "".into(),
    }
}

fn cart_lines(dice: &mut Dice) -> Vec<ReserveLine> {
    let count = if dice.chance(3) { 0 } else { 1 + dice.below(3) };
    (0..count).map(|_| ReserveLine { sku: sku(dice), quantity: quantity(dice) }).collect()
}

/// How many orders a stream has before it mostly goes on with those.
const ORDERS_MANY: usize = 5;

fn command(dice: &mut Dice, model: &Model) -> Command {
    let many = model.orders.len() >= ORDERS_MANY;
    match dice.below(100) {
        0..12 if !many || dice.chance(20) => capture(dice, model).into(),
        12..19 => stock(dice, model),
        19..25 => carts(dice, model),
        25..27 => configuring::settings(dice),
        27..32 => purchasing::command(dice, model),
        32..36 => transferring::command(dice, model),
        36..38 => reroute::command(dice, model).into(),
        _ if model.orders.is_empty() && dice.chance(90) => capture(dice, model).into(),
        _ => about_order(dice, model),
    }
}

/// An instant before the last command, or after it.
fn minutes_before(model: &Model, minutes: i64) -> Timestamp {
    let last = model.last_at.unwrap_or_default().millis();
    Timestamp::from_millis(last - minutes * 60_000).expect("an instant of a calendar")
}

fn stock(dice: &mut Dice, model: &Model) -> Command {
    let (sku, location, reason) = (sku(dice), location(dice), reason(dice));
    let buckets = [Bucket::Available, Bucket::Safety, Bucket::Damaged, Bucket::QualityControl, Bucket::Reserved];
    match dice.below(20) {
        0..10 => {
            let mut lines = Vec::new();
            for line in 0..dice.pick(&[0, 1, 1, 1, 1, 2, 3]) {
                let into = if dice.chance(85) { Bucket::Available } else { dice.pick(&buckets) };
                let sku = if line == 0 { sku.clone() } else { self::sku(dice) };
                lines.push(ReceiveLine { sku, quantity: quantity(dice), into, lot: None, serials: Vec::new() });
            }
            ReceiveStock { location, lines, reason }.into()
        }
        10..13 => {
            let change = dice.below(9) - 5;
            AdjustStock {
                sku,
                location,
                lot: None,
                change,
                bucket: dice.pick(&buckets),
                serials: Vec::new(),
                shortage: shortage(dice),
                reason,
            }
            .into()
        }
        13..15 => {
            let expected = dice.maybe(50, |dice| units(dice.below(6)));
            let (on_hand, available) =
                if dice.chance(75) { (Some(units(dice.below(9))), None) } else { (None, Some(units(dice.below(9)))) };
            let as_of = dice.maybe(40, |dice| minutes_before(model, dice.below(12) * 5 - 5));
            SetStock { sku, location, lot: None, on_hand, available, expected, as_of, shortage: shortage(dice), reason }.into()
        }
        15..18 => {
            let (from, to) = (dice.pick(&buckets), dice.pick(&buckets));
            MoveStock { sku, location, lot: None, from, to, quantity: quantity(dice), serials: Vec::new(), reason }.into()
        }
        _ => {
            let rule = dice.maybe(60, configuring::release_rule);
            ReleaseBackorders { sku, location, rule }.into()
        }
    }
}

/// Who loses units that are not there is a model of its own.
fn shortage(dice: &mut Dice) -> ShortageChoice {
    if dice.chance(70) { ShortageChoice::Keep } else { ShortageChoice::Refuse }
}

fn carts(dice: &mut Dice, model: &Model) -> Command {
    let reservation = cart(dice, model);
    let shipping_address = dice.maybe(50, |dice| Box::new(address(dice)));
    match dice.below(10) {
        0..5 => {
            let time_to_live = dice.maybe(50, |dice| Span::from_seconds(dice.below(4) * 300).expect("a span"));
            let (channel, lines) = (channel(dice), cart_lines(dice));
            ReserveStock { reservation, channel, lines, time_to_live, shipping_address, pickup: None, slot: None, facts: None }.into()
        }
        5..8 => {
            let time_to_live = dice.maybe(20, |dice| Span::from_seconds(dice.below(4) * 300).expect("a span"));
            ChangeReservation { reservation, lines: cart_lines(dice), time_to_live, shipping_address, slot: None, facts: None }.into()
        }
        8 => ReleaseReservation { reservation }.into(),
        _ => ExpireReservations {}.into(),
    }
}

pub(crate) fn rates(dice: &mut Dice) -> Vec<TaxRate> {
    let rates = ["0.19", "0.2", "0.07", "0.055", "0.1"];
    (0..dice.below(3)).map(|_| TaxRate { rate: dice.pick(&rates).parse().expect("a rate") }).collect()
}

fn discount(dice: &mut Dice) -> Discount {
    let amount = if dice.chance(5) { Decimal::new(-5, 2) } else { hundredths(dice.below(150)) };
    let minimum = dice.maybe(25, |dice| DiscountMinimum {
        amount: dice.maybe(60, |dice| Decimal::new(dice.below(3_000) - 20, 1)),
        quantity: dice.maybe(60, |dice| units(dice.below(9))),
    });
    Discount { amount, minimum, ..Discount::default() }
}

fn capture(dice: &mut Dice, model: &Model) -> CaptureOrder {
    let lines = (0..if dice.chance(2) { 0 } else { 1 + dice.below(3) }).map(|place| CaptureLine {
        id: id(if dice.chance(2) { "1".to_owned() } else { (place + 1).to_string() }),
        sku: sku(dice),
        quantity: quantity(dice),
        unit_price: if dice.chance(3) {
            Decimal::new(-1, 0)
        } else {
            Decimal::new(dice.below(50_000), u32::try_from(dice.below(4)).expect("small"))
        },
        discounts: (0..i64::from(dice.chance(30))).map(|_| discount(dice)).collect(),
        taxes: rates(dice),
        minimum_life_days: 0,
        substitution: dice.maybe(70, |dice| Box::new(substitute::wish(dice))),
    });
    let lines: Vec<CaptureLine> = lines.collect::<Vec<_>>();
    let mut capture = CaptureOrder {
        order: if dice.chance(95) { id(format!("o{}", model.orders.len())) } else { order(dice, model) },
        channel: channel(dice),
        external_id: dice.maybe(40, |dice| id(format!("x{}", dice.below(20)))),
        customer: dice.maybe(60, |dice| id(dice.pick(&["ann", "bob"]))),
        customer_group: dice.maybe(30, |dice| id(dice.pick(&["members", "staff"]))),
        placed_at: dice.maybe(20, |dice| instant(dice, model)),
        priority: if dice.chance(80) { 0 } else { 5 },
        currency: oms_core::Currency::new(dice.pick(&["EUR", "EUR", "EUR", "JPY", "KWD"])).expect("a currency"),
        prices_include_tax: dice.chance(50),
        lines,
        discounts: (0..i64::from(dice.chance(30))).map(|_| discount(dice)).collect(),
        shipping: dice.maybe(50, |dice| ShippingCharge { price: Decimal::new(dice.below(9), 0), taxes: rates(dice) }),
        charges: Vec::new(),
        presentment: None,
        total: None,
        shipping_address: dice.maybe(70, |dice| address(dice).into()),
        time_zone: if dice.chance(60) { "".into() } else { dice.pick(&ZONES).into() },
        promised_at: dice.maybe(30, |dice| Timestamp::from_millis(model.now().millis() + dice.below(40) * 600_000).expect("an instant")),
        payments: Vec::new(),
        pickup: None,
        slot: None,
        reservation: dice.maybe(35, |dice| cart(dice, model)),
        lease: dice.maybe(20, |dice| cart(dice, model)),
        tags: Vec::new(),
    };
    let total = super::price::price(&capture).map_or(0, |prices| prices.total);
    let total = Decimal::from_i128_with_scale(i128::from(total), u32::from(capture.currency.digits()));
    capture.total = dice.maybe(30, |dice| if dice.chance(80) { total } else { total + Decimal::ONE });
    for number in 0..dice.below(3) {
        let (card, cash) = (PaymentMethod::Card, PaymentMethod::CashOnDelivery);
        let methods = [card, card, card, PaymentMethod::GiftCard, PaymentMethod::GiftCard, cash, cash, PaymentMethod::Marketplace];
        let share = if dice.chance(70) { total } else { Decimal::from(dice.below(20)) };
        let (authorized, captured) = (dice.maybe(60, |_| share), dice.maybe(20, |_| share));
        let name = if dice.chance(97) { format!("p{number}") } else { "p0".to_owned() };
        capture.payments.push(PaymentOffer {
            id: id(name),
            method: dice.pick(&methods),
            authorized,
            captured,
            expires_at: None,
            reference: None,
        });
    }
    capture
}

fn about_order(dice: &mut Dice, model: &Model) -> Command {
    let order = order(dice, model);
    match dice.below(100) {
        0..25 => whole_order(dice, model, order),
        25..67 => life::work(dice, model, order),
        67..82 => life::money(dice, model, order),
        _ => aftersales::back(dice, model, order),
    }
}

fn whole_order(dice: &mut Dice, model: &Model, order: oms_core::OrderId) -> Command {
    match dice.below(18) {
        0 => {
            let kinds = [HoldKind::Manual, HoldKind::Review, HoldKind::Payment, HoldKind::Stock, HoldKind::Unserviceable];
            PlaceHold { order, hold: id(dice.pick(&["h1", "h2", "review"])), kind: dice.pick(&kinds), reason: reason(dice) }.into()
        }
        1..5 => {
            let holds: Vec<_> = model.orders.get(&order).map(|order| order.holds.clone()).unwrap_or_default();
            let hold = if holds.is_empty() || dice.chance(5) { id("h9") } else { dice.pick(&holds).0.clone() };
            ReleaseHold { order, hold }.into()
        }
        5..7 => AllocateOrder { order }.into(),
        7..9 => {
            let lines =
                (0..dice.below(3)).map(|_| CancelLine { line: line(dice, model, &order), quantity: quantity(dice), serials: Vec::new() });
            let lines = lines.collect();
            CancelOrder { order, lines, reason: CancelReason::Customer, note: "".into() }.into()
        }
        9..11 => ChangeAddress { order, shipping_address: Box::new(address(dice)), release_slot: false }.into(),
        11 => TagOrder { order, add: vec![id(dice.pick(&["red", "blue"]))], remove: vec![id("red")] }.into(),
        12..14 => assign(dice, model, order),
        _ => edit(dice, model, order),
    }
}

fn assign(dice: &mut Dice, model: &Model, order: oms_core::OrderId) -> Command {
    let named = |dice: &mut Dice| AssignLine { line: line(dice, model, &order), quantity: dice.maybe(60, quantity) };
    let lines = (0..dice.pick(&[0, 0, 1, 1, 2])).map(|_| named(dice)).collect();
    let works = model.orders.get(&order).map_or(0, |order| order.work.len());
    let fulfillment = dice.maybe(15, |dice| u32::try_from(1 + dice.below(i64::try_from(works).expect("few") + 1)).expect("small"));
    AssignLocation { location: location(dice), fulfillment, lines, force: dice.chance(40), reason: reason(dice), order }.into()
}

fn edit(dice: &mut Dice, model: &Model, order: oms_core::OrderId) -> Command {
    let count = 1 + dice.below(2);
    let changes = (0..count).map(|place| change(dice, model, &order, place)).collect();
    EditOrder { order, changes, reason: "".into() }.into()
}

fn change(dice: &mut Dice, model: &Model, order: &oms_core::OrderId, place: i64) -> OrderChange {
    match dice.below(8) {
        7 => OrderChange::SetSubstitution { line: line(dice, model, order), substitution: substitute::wish(dice) },
        0 => OrderChange::AddLine {
            line: Box::new(CaptureLine {
                id: id(format!("{}", 5 + place + dice.below(3))),
                sku: sku(dice),
                quantity: quantity(dice),
                unit_price: hundredths(dice.below(3_000)),
                discounts: Vec::new(),
                taxes: rates(dice),
                minimum_life_days: 0,
                substitution: dice.maybe(50, |dice| Box::new(substitute::wish(dice))),
            }),
        },
        1..4 => OrderChange::SetQuantity { line: line(dice, model, order), quantity: quantity(dice) },
        4 => OrderChange::SetPrice {
            line: line(dice, model, order),
            unit_price: hundredths(dice.below(3_000)),
            discounts: dice.maybe(50, |dice| vec![discount(dice)]),
        },
        5 => OrderChange::AddDiscount { discount: discount(dice) },
        _ => OrderChange::SetShipping { shipping: ShippingCharge { price: Decimal::new(dice.below(9), 0), taxes: rates(dice) } },
    }
}
