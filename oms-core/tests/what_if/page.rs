//! The page: it says what the report says, and nothing in it is taken for markup.

use oms_core::what_if::{WhatIfReport, WhatIfRequest};
use serde_json::json;

use crate::dice::Dice;
use crate::trade::Trade;

#[test]
fn the_page_shows_the_figures_and_both_plots() {
    let mut trade = Trade::day(&mut Dice::new(11), "hold");
    trade.send(90, &json!({"type": "put_location", "location": {"id": "<b>&n9", "country": "DE"}}));
    trade.send(90, &json!({"type": "receive_stock", "sku": "s1", "location": "<b>&n9", "quantity": 500}));
    trade.send(
        91,
        &json!({"type": "capture_order", "order": "<script>", "channel": "web", "currency": "EUR",
        "lines": [{"id": "l", "sku": "s1", "quantity": 400, "unit_price": "1.00"}]}),
    );
    let request: WhatIfRequest = serde_json::from_value(json!({"changes": [
        {"type": "put_location", "location": {"id": "n0", "country": "DE", "ships": false}}], "stock": {"percent": 50}, "limit": 1000}))
    .unwrap();
    let report = trade.engine.what_if(request).unwrap();
    let page = report.page();
    assert!(!page.contains("<script") && !page.contains("<b>"), "names are written as text");
    assert!(page.contains("&lt;b&gt;&amp;n9"));
    let row = format!("<td>parcels</td><td>{}</td><td>{}</td><td>", report.recorded.parcels, report.variant.parcels);
    assert!(page.contains(&row), "{row}");
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
    assert_eq!(page.matches("<figcaption>as recorded").count(), page.matches("<figcaption>with the changes").count());
    for order in &report.orders {
        assert!(page.contains(&format!("<td>{}</td>", order.order.as_str().replace('<', "&lt;").replace('>', "&gt;"))));
    }
    // What another language sends back is the same page.
    let again: WhatIfReport = serde_json::from_slice(&serde_json::to_vec(&report).unwrap()).unwrap();
    assert_eq!(again.page(), page);
}
