//! Random settings: items, locations, channels and policies.

use oms_core::inventory::ReleaseRule;
use oms_core::payment::PaymentMethod;
use oms_core::returns::ReturnReason;
use oms_core::serial::SerialTracking;
use oms_core::settings::{CurrencyAmount, LatePayment, OnShortPick, RestockingFee, ReturnPolicy, ShippingRefund, WindowRule};
use oms_core::{Backorder, ChannelCap, Command, Policies, PutItem, PutPolicies, Span};
use rust_decimal::Decimal;
use serde_json::json;

use super::random::{Dice, channel, from_json, hundredths, id, units};

pub(crate) fn settings(dice: &mut Dice) -> Command {
    match dice.below(5) {
        4 => {
            let mut location =
                json!({"id": "n1", "country": "DE", "coordinates": {"latitude": "52.5", "longitude": "13.4"}, "priority": 1});
            let (orders, units) = (dice.maybe(70, |dice| dice.below(6)), dice.maybe(50, |dice| dice.below(20)));
            if orders.is_some() || units.is_some() {
                location["daily_capacity"] = json!({"orders": orders, "units": units});
            }
            from_json(json!({"type": "put_location", "location": location}))
        }
        0 => {
            let backorder = dice.maybe(60, |dice| Backorder {
                limit: dice.maybe(50, |dice| if dice.chance(95) { units(dice.below(7)) } else { units(i64::MAX) }),
            });
            let channel_caps = vec![ChannelCap { channel: id("market"), limit: units(dice.below(9)) }];
            let (unit_costs, components) = (Vec::new(), Vec::new());
            PutItem {
                sku: id("s1"),
                tracked: dice.chance(95),
                backorder,
                return_category: None,
                category: dice.maybe(80, |_| id("basics")),
                unit_costs,
                grams: 0,
                dimensions: None,
                hazardous: false,
                tags: Vec::new(),
                requires: Vec::new(),
                reorder_rules: Vec::new(),
                channel_caps,
                lots: None,
                tracks_serials: SerialTracking::None,
                components,
            }
            .into()
        }
        1 => from_json(json!({"type": "put_location", "location": {
            "id": "n3", "country": "FR", "ships": dice.chance(60), "priority": dice.below(3), "serves": ["FR", "DE"]}})),
        2 => from_json(json!({"type": "put_channel", "channel": {"id": "store", "ignores_safety_stock": dice.chance(70),
            "locations": if dice.chance(80) { ["n1", "n2"] } else { ["n2", "n9"] }}})),
        _ => PutPolicies { policies: policies(dice) }.into(),
    }
}

pub(crate) fn release_rule(dice: &mut Dice) -> ReleaseRule {
    let rules = [
        ReleaseRule::Priority,
        ReleaseRule::FirstCome,
        ReleaseRule::Promise,
        ReleaseRule::ShipComplete,
        ReleaseRule::ReserveHead,
        ReleaseRule::ReserveHead,
    ];
    dice.pick(&rules)
}

fn policies(dice: &mut Dice) -> Policies {
    let mut policies = Policies::default();
    policies.verification.requires_address = dice.chance(30);
    policies.verification.duplicate_window = dice.maybe(60, |dice| Span::from_seconds(dice.below(900)).expect("a span"));
    policies.verification.review_above = dice.maybe(30, |dice| hundredths(dice.below(20_000)));
    policies.verification.limits_currency = dice.maybe(90, |_| oms_core::Currency::new("EUR").expect("a currency"));
    policies.verification.review_countries =
        if dice.chance(20) { vec![oms_core::Country::new("US").expect("a country")] } else { Vec::new() };
    policies.stock.allows_negative_on_hand = dice.chance(30);
    policies.reservation.change_extends = dice.chance(50);
    policies.routing.parcels_max = dice.maybe(40, |dice| u8::try_from(dice.below(3)).expect("small"));
    policies.routing.on_short_pick = if dice.chance(50) { OnShortPick::Reroute } else { OnShortPick::Cancel };
    policies.backorders.release = release_rule(dice);
    policies.substitution.price_difference_max = dice.maybe(50, |dice| Decimal::new(dice.below(8), 1));
    policies.substitution.may_cost_more = dice.chance(60);
    policies.returns = returns(dice);
    policies.payments.through_provider = dice.chance(40);
    policies.payments.late = dice.pick(&[LatePayment::ReserveAgain, LatePayment::Hold, LatePayment::Backorder, LatePayment::Refund]);
    policies.payments.refund_order = dice.maybe(40, |_| vec![PaymentMethod::GiftCard, PaymentMethod::CashOnDelivery]).unwrap_or_default();
    policies
}

fn returns(dice: &mut Dice) -> ReturnPolicy {
    let amounts = |dice: &mut Dice| {
        vec![CurrencyAmount { currency: oms_core::Currency::new("EUR").expect("a currency"), amount: hundredths(dice.below(3_000)) }]
    };
    let fee = |dice: &mut Dice| RestockingFee {
        reason: dice.maybe(50, |_| ReturnReason::SizeOrFit),
        grade: None,
        rate: Decimal::new(dice.below(60), 2),
    };
    let window = |dice: &mut Dice| WindowRule {
        channel: dice.maybe(50, channel),
        category: None,
        customer_group: dice.maybe(70, |dice| id(dice.pick(&["members", "staff"]))),
        window_days: dice.pick(&[0, 14, 60]),
    };
    ReturnPolicy {
        windows: (0..dice.below(3)).map(|_| window(dice)).collect(),
        window_days: if dice.chance(95) { 30 } else { 0 },
        approves_automatically: dice.chance(50),
        reasons: if dice.chance(10) { vec![ReturnReason::Defective] } else { Vec::new() },
        restocking_fees: (0..dice.below(3)).map(|_| fee(dice)).collect(),
        label_fees: if dice.chance(50) { amounts(dice) } else { Vec::new() },
        claws_back: dice.chance(60),
        shipping: dice.pick(&[ShippingRefund::SellersFault, ShippingRefund::Always, ShippingRefund::Never]),
        keep_up_to: if dice.chance(30) { amounts(dice) } else { Vec::new() },
        closes_after_days: dice.maybe(50, |dice| u16::try_from(dice.below(2)).expect("small")),
        exchange_reservation: dice.maybe(40, |dice| Span::from_seconds(dice.below(4) * 600).expect("a span")),
        ..ReturnPolicy::default()
    }
}
