//! Bundles cost, and bring back, what a plain item of their price would; and there are just as many as their components make.

use std::collections::BTreeMap;

use crate::shop::Shop;
use oms_core::Amount;
use oms_core::inventory::AvailabilityQuery;
use oms_core::order::{Line, Order};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{ProptestConfig, Strategy, prop_assert_eq, proptest};
use serde_json::{Value, json};

const PLAIN: [&str; 4] = ["shirt", "shoe", "hat", "sock"];

/// A component: how many units, and its price weight if it has one.
type Part = (i64, Option<u32>);

/// A kit of the first plain items, and a set of the kit and all plain items; none of a component where there is no part.
#[derive(Clone, Debug)]
struct Definition {
    kit: Vec<Part>,
    kits: Part,
    plain: Vec<Option<Part>>,
}

fn definitions() -> impl Strategy<Value = Definition> {
    let part = || (1_i64..4, option::of(1_u32..100));
    let optional = option::of(part());
    (vec(part(), 1..=3), part(), vec(optional, 4)).prop_map(|(kit, kits, plain)| Definition { kit, kits, plain })
}

fn component(sku: &str, (quantity, weight): Part) -> Value {
    let mut component = json!({"sku": sku, "quantity": quantity});
    if let Some(weight) = weight {
        component["price_weight"] = weight.into();
    }
    component
}

impl Definition {
    fn put(&self, shop: &mut Shop) {
        let kit: Vec<Value> = self.kit.iter().zip(PLAIN).map(|(part, sku)| component(sku, *part)).collect();
        shop.ok(json!({"type": "put_item", "sku": "kit", "components": kit}));
        let plain = self.plain.iter().zip(PLAIN).filter_map(|(part, sku)| Some(component(sku, (*part)?)));
        let all: Vec<Value> = plain.chain([component("kit", self.kits)]).collect();
        shop.ok(json!({"type": "put_item", "sku": "set", "components": all}));
    }

    /// How many units of each plain item one set holds.
    fn needs(&self) -> BTreeMap<&'static str, i64> {
        let mut needs = BTreeMap::new();
        let in_kits = self.kit.iter().zip(PLAIN).map(|((quantity, _), sku)| (sku, quantity * self.kits.0));
        let loose = self.plain.iter().zip(PLAIN).filter_map(|(part, sku)| part.map(|(quantity, _)| (sku, quantity)));
        for (sku, quantity) in in_kits.chain(loose) {
            *needs.entry(sku).or_default() += quantity;
        }
        needs
    }
}

fn sum(order: &Order, amount: impl Fn(&Line) -> Amount) -> i64 {
    order.lines.iter().map(|line| amount(line).minor()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn so_many_bundles_bring_what_so_many_plain_units_bring(
        definition in definitions(),
        bundles in 1_i64..8,
        price in 0_i64..20_000,
        discount in option::of(0_i64..500),
        rates in vec(0_i64..30, 0..3),
        included in proptest::bool::ANY,
        steps in vec(1_i64..4, 1..6),
    ) {
        let mut shop = Shop::open();
        definition.put(&mut shop);
        let decimal = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
        let taxes: Vec<Value> = rates.iter().map(|percent| json!({"rate": decimal(*percent)})).collect();
        let discounts: Vec<Value> = discount.iter().map(|minor| json!({"amount": decimal((*minor).min(price * bundles))})).collect();
        for (order, sku) in [("bundled", "set"), ("plain", "voucher")] {
            let line = json!({
                "id": "1", "sku": sku, "quantity": bundles, "unit_price": decimal(price), "taxes": taxes, "discounts": discounts,
            });
            shop.capture(order, &[], json!({"lines": [line], "prices_include_tax": included}));
        }
        let (whole, plain) = (shop.order("bundled"), shop.order("plain"));
        prop_assert_eq!(whole.total, plain.total);
        prop_assert_eq!(sum(&whole, |line| line.total), plain.total.minor());
        prop_assert_eq!(sum(&whole, |line| line.discount), sum(&plain, |line| line.discount));
        for (place, tax) in plain.lines[0].taxes.iter().enumerate() {
            prop_assert_eq!(sum(&whole, |line| line.taxes[place].amount), tax.amount.minor());
        }
        let needs = definition.needs();
        prop_assert_eq!(whole.lines.len(), needs.len());
        for line in &whole.lines {
            prop_assert_eq!(line.quantity.units(), needs[line.sku.as_str()] * bundles);
        }
        let mut left = bundles;
        for step in steps {
            let quantity = step.min(left);
            if quantity == 0 {
                break;
            }
            left -= quantity;
            for order in ["bundled", "plain"] {
                let lines = json!([{"line": "1", "quantity": quantity}]);
                shop.ok(json!({"type": "cancel_order", "order": order, "lines": lines, "reason": "customer"}));
            }
            let (bundled, plain) = (shop.order("bundled"), shop.order("plain"));
            prop_assert_eq!(sum(&bundled, |line| line.credited), sum(&plain, |line| line.credited));
            prop_assert_eq!(sum(&bundled, Line::credited_tax), sum(&plain, Line::credited_tax));
        }
        shop.audit();
    }

    #[test]
    fn as_many_can_be_promised_as_the_components_make(definition in definitions(), taken in vec(0_i64..1000, 4)) {
        let mut shop = Shop::open();
        definition.put(&mut shop);
        for (sku, taken) in PLAIN.into_iter().zip(&taken).filter(|(_, taken)| **taken > 0) {
            shop.ok(json!({"type": "adjust_stock", "sku": sku, "location": "n1", "change": -taken, "reason": "count"}));
            shop.ok(json!({"type": "receive_stock", "sku": sku, "location": "n2", "quantity": taken % 7 + 1}));
        }
        let stock = |place: usize| 1000 - taken[place] + if taken[place] > 0 { taken[place] % 7 + 1 } else { 0 };
        let stock_of = |sku: &str| stock(PLAIN.iter().position(|known| *known == sku).unwrap());
        let made = definition.needs().iter().map(|(sku, units)| stock_of(sku) / units).min().unwrap();
        let query: AvailabilityQuery =
            serde_json::from_value(json!({"at": "2026-03-01T12:00:00Z", "channel": "web", "skus": ["set"]})).unwrap();
        let answer = shop.engine.availability(query).unwrap().remove(0);
        prop_assert_eq!(answer.available.units(), made);
        let reserve = |quantity: i64| {
            let lines = json!([{"sku": "set", "quantity": quantity}]);
            json!({"type": "reserve_stock", "reservation": "r", "channel": "web", "lines": lines})
        };
        let refused = shop.refused(reserve(made + 1));
        prop_assert_eq!(&refused["code"], "insufficient_stock");
        if made > 0 {
            shop.ok(reserve(made));
        }
        shop.audit();
    }
}
