//! Rules of routing, stock and capacity as what-ifs show them.

use oms_core::what_if::{WhatIfReport, WhatIfRequest};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::trade::Trade;

fn ask(trade: &mut Trade, request: Value) -> WhatIfReport {
    let request: WhatIfRequest = serde_json::from_value(request).unwrap();
    trade.engine.what_if(request).unwrap()
}

#[test]
fn a_policy_of_one_location_moves_everything_there() {
    let mut moved = 0;
    for seed in 0..20 {
        let mut trade = Trade::day(&mut Dice::new(seed), "hold");
        let rules = json!([{"name": "only", "locations": {"ids": ["n2"]}, "otherwise": "queue"}]);
        let report = ask(&mut trade, json!({"changes": [{"type": "put_routing_policy", "rules": rules}]}));
        for row in &report.locations {
            assert!(row.location.as_str() == "n2" || row.variant.orders == 0, "seed {seed}: {row:?}");
            moved += row.difference.orders.max(0);
        }
        assert_eq!(report.variant.orders_split, 0);
        assert_eq!(report.variant.units, report.recorded.units, "what is asked for stays the same");
    }
    assert!(moved > 50, "{moved} orders moved");
}

#[test]
fn figures_add_up_whatever_is_changed() {
    for seed in 20..50 {
        let dice = &mut Dice::new(seed);
        let mut trade = Trade::day(dice, on_shortage(seed));
        let changes: Vec<Value> = (0..dice.below(4))
            .map(|_| {
                let id = format!("n{}", dice.below(5));
                let orders = 1 + dice.below(9);
                json!({"type": "put_location", "location": {"id": id, "country": "DE", "ships": dice.chance(50),
                    "daily_capacity": {"orders": orders}, "priority": dice.below(3)}})
            })
            .collect();
        let report = ask(&mut trade, json!({"changes": changes, "stock": {"percent": dice.below(300)}, "limit": 1000}));
        let captured = report.recorded.orders + report.recorded.orders_refused;
        for (figures, side) in [(&report.recorded, 0), (&report.variant, 1)] {
            assert_eq!(figures.units, figures.units_promised + figures.units_backordered + figures.units_open + figures.units_canceled);
            assert_eq!(figures.orders + figures.orders_refused, captured, "seed {seed}");
            let loads = report.locations.iter().map(|row| [row.recorded, row.variant][side]);
            assert_eq!(loads.clone().map(|load| load.orders).sum::<i64>(), figures.parcels);
            assert_eq!(loads.map(|load| load.units).sum::<i64>(), figures.units_promised);
        }
        assert_eq!(u64::try_from(report.orders.len()).unwrap(), report.orders_different);
        assert_eq!(report.difference.parcels, report.variant.parcels - report.recorded.parcels);
        assert_eq!(report.variant.metres - report.recorded.metres, report.difference.metres);
    }
}

fn on_shortage(seed: u64) -> &'static str {
    if seed.is_multiple_of(2) { "hold" } else { "refuse" }
}

/// With orders of one unit, more stock never promises less: each order takes one unit of its item, or none.
#[test]
fn more_stock_never_promises_less_to_orders_of_one_unit() {
    let mut more = 0;
    for seed in 0..20 {
        let dice = &mut Dice::new(9_000 + seed);
        let mut trade = Trade::opened(dice, "hold");
        for minute in 1..200 {
            let sku = format!("s{}", dice.below(12));
            trade.send(
                minute,
                &json!({"type": "capture_order", "order": format!("o{minute}"), "channel": "web", "currency": "EUR",
                    "lines": [{"id": "l", "sku": sku, "quantity": 1, "unit_price": "1.00"}]}),
            );
        }
        let report = ask(&mut trade, json!({"stock": {"percent": 200}}));
        assert!(report.difference.units_promised >= 0, "seed {seed}: {:?}", report.difference);
        assert_eq!(report.difference.orders, 0);
        more += report.difference.units_promised;
        let none = ask(&mut trade, json!({"stock": {"percent": 0}}));
        assert_eq!((none.variant.units_promised, none.variant.parcels, none.variant.metres), (0, 0, 0));
    }
    assert!(more > 0, "in none of the shops was there too little");
}

/// A location that takes on two orders a day gets two, whatever it got before.
#[test]
fn a_capacity_bounds_the_load() {
    let mut bounded = 0;
    for seed in 60..80 {
        let mut trade = Trade::day(&mut Dice::new(seed), "hold");
        let location = json!({"id": "n1", "country": "DE", "daily_capacity": {"orders": 2}});
        let report = ask(&mut trade, json!({"changes": [{"type": "put_location", "location": location}]}));
        let Some(row) = report.locations.iter().find(|row| row.location.as_str() == "n1") else { continue };
        assert!(row.variant.orders <= 2, "seed {seed}: {row:?}");
        bounded += i64::from(row.recorded.orders > 2);
    }
    assert!(bounded > 5, "{bounded} shops gave it more than that");
}

/// The list of orders, page by page, is the whole list.
#[test]
fn pages_of_orders_make_the_list() {
    let mut trade = Trade::day(&mut Dice::new(7), "hold");
    let changes = json!([{"type": "put_location", "location": {"id": "n0", "country": "DE", "ships": false}}]);
    let whole = ask(&mut trade, json!({"changes": changes, "limit": 1000}));
    assert!(whole.orders.len() > 3 && whole.next.is_none());
    let (mut listed, mut after) = (Vec::new(), None);
    loop {
        let page = ask(&mut trade, json!({"changes": changes, "limit": 2, "after": after}));
        assert_eq!(page.difference, whole.difference);
        listed.extend(page.orders);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(listed, whole.orders);
    assert!(ask(&mut trade, json!({"changes": changes, "limit": 0})).orders.is_empty());
}
