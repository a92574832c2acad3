//! The trading day as a what-if: played again it is what it was, without changes nothing differs, and without a warehouse orders move.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use oms_core::what_if::{WhatIfFigures, WhatIfRequest};
use oms_core::{Engine, MemoryStorage};
use oms_examples::trading_day::invoice::Trade;
use oms_examples::trading_day::plan::Plan;
use oms_examples::trading_day::replay::replay;
use oms_examples::trading_day::retail_file::read_bundled_day;
use serde_json::json;

#[test]
fn the_bundled_day_plays_again_and_moves_where_a_warehouse_does_not_ship() {
    let trade = Trade::of_lines(read_bundled_day(None).unwrap());
    let plan = Plan::of_trade(&trade);
    let mut engine = Engine::new(MemoryStorage::new());
    replay(&mut engine, &trade, &plan, 512, |_| true).unwrap();
    let digest = engine.digest().unwrap();

    let never = WhatIfRequest { since: Some("9999-01-01T00:00:00Z".parse().unwrap()), ..WhatIfRequest::default() };
    let again = engine.what_if(never).unwrap().period;
    assert_eq!(again.answered_otherwise, 0);
    assert!(again.commands_before > 3_000, "{again:?}");

    let same = engine.what_if(WhatIfRequest::default()).unwrap();
    let free = same.difference.costs.is_empty();
    assert_eq!((&same.difference, same.orders_different, free), (&WhatIfFigures::default(), 0, true));
    assert_eq!((same.recorded.orders, same.recorded.units), (102, 21_768));
    assert!(same.refused.is_empty());

    let closed: WhatIfRequest = serde_json::from_value(
        json!({"changes": [{"type": "put_location", "location": {"id": "manchester", "country": "GB", "ships": false}}]}),
    )
    .unwrap();
    let report = engine.what_if(closed).unwrap();
    let manchester = report.locations.iter().find(|row| row.location.as_str() == "manchester").unwrap();
    assert!(manchester.recorded.orders > 10 && manchester.variant.orders == 0, "{manchester:?}");
    assert_eq!(report.variant.units, 21_768);
    assert_eq!(engine.digest().unwrap(), digest, "a what-if only reads");
}
