//! The report as one page of HTML that needs nothing beside it: figures, and plots of both copies side by side.

use super::plots::{Bar, Panel, escaped, put};
use super::{WhatIfFigures, WhatIfLoad, WhatIfLocation, WhatIfPlan, WhatIfPromise, WhatIfReport, WhatIfWorld};

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;max-width:1000px;margin:2rem auto;padding:0 1rem;color:#1c2733}\
h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}table{border-collapse:collapse;width:100%}\
th,td{padding:.25rem .6rem;border-bottom:1px solid #dde3ea;text-align:right}th:first-child,td:first-child{text-align:left}\
td.text{text-align:left}.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}figure{margin:0}figcaption{color:#5b6b7c}\
svg{width:100%;height:auto;font:12px system-ui,sans-serif}svg .label{text-anchor:end}rect.recorded{fill:#7a8da3}rect.variant{fill:#2f7d6b}";

/// The most locations that are drawn; the others are in the report.
const LOCATIONS_DRAWN: usize = 40;

type Figure = (&'static str, fn(&WhatIfFigures) -> i64);

const FIGURES: [Figure; 16] = [
    ("orders", |figures| figures.orders),
    ("orders refused", |figures| figures.orders_refused),
    ("orders divided", |figures| figures.orders_split),
    ("orders canceled", |figures| figures.orders_canceled),
    ("orders held", |figures| figures.orders_held),
    ("orders promised for a day", |figures| figures.orders_due),
    ("orders late", |figures| figures.orders_late),
    ("orders of unknown arrival", |figures| figures.orders_due_unknown),
    ("units", |figures| figures.units),
    ("units promised from stock", |figures| figures.units_promised),
    ("units backordered", |figures| figures.units_backordered),
    ("units open", |figures| figures.units_open),
    ("units canceled", |figures| figures.units_canceled),
    ("parcels", |figures| figures.parcels),
    ("parcels measured", |figures| figures.parcels_measured),
    ("metres", |figures| figures.metres),
];

impl WhatIfReport {
    /// The report as one page of HTML: the figures, plots side by side, and the orders that are listed. Equal reports are equal pages.
    pub fn page(&self) -> String {
        let mut page = String::new();
        put(&mut page, format_args!("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>What if</title>"));
        put(&mut page, format_args!("<style>{STYLE}</style></head><body>\n<h1>What if</h1>\n"));
        let period = &self.period;
        let until = period.until.map_or_else(|| "the end of the log".to_owned(), |until| until.to_string());
        put(
            &mut page,
            format_args!(
                "<p>From {} until {until}: {} commands played, {} left out; {} orders came out differently.</p>\n",
                period.since, period.played, period.left_out, self.orders_different
            ),
        );
        self.table(&mut page);
        for panel in self.panels() {
            panel.draw(&mut page);
        }
        self.refusals(&mut page);
        self.listed(&mut page);
        page.push_str("</body></html>\n");
        page
    }

    fn table(&self, page: &mut String) {
        page.push_str("<table><tr><th></th><th>as recorded</th><th>with the changes</th><th>difference</th></tr>\n");
        for (name, figure) in FIGURES {
            let (recorded, variant) = (figure(&self.recorded), figure(&self.variant));
            let difference = figure(&self.difference);
            put(page, format_args!("<tr><td>{name}</td><td>{recorded}</td><td>{variant}</td><td>{difference:+}</td></tr>\n"));
        }
        let costs = self.recorded.costs.iter().zip(&self.variant.costs).zip(&self.difference.costs);
        for ((recorded, variant), difference) in costs {
            let currency = recorded.currency.code();
            let amounts = [
                ("carriage", recorded.carriage, variant.carriage, difference.carriage),
                ("handling", recorded.handling, variant.handling, difference.handling),
            ];
            for (name, recorded, variant, difference) in amounts {
                let row = format_args!("<tr><td>{name}, {currency}</td><td>{recorded}</td><td>{variant}</td><td>{difference}</td></tr>\n");
                put(page, row);
            }
            let (one, other, more) = (recorded.parcels_unpriced, variant.parcels_unpriced, difference.parcels_unpriced);
            let row =
                format_args!("<tr><td>parcels without a price, {currency}</td><td>{one}</td><td>{other}</td><td>{more:+}</td></tr>\n");
            put(page, row);
        }
        page.push_str("</table>\n");
    }

    fn panels(&self) -> Vec<Panel> {
        let both =
            |title, bars: fn(&WhatIfFigures) -> Vec<Bar>| Panel { title, recorded: bars(&self.recorded), variant: bars(&self.variant) };
        let mut panels = vec![
            both("Orders", |figures| {
                let rows = [("taken in", figures.orders), ("refused", figures.orders_refused), ("divided", figures.orders_split)];
                bars(
                    [rows, [("canceled", figures.orders_canceled), ("held", figures.orders_held), ("late", figures.orders_late)]]
                        .as_flattened(),
                )
            }),
            both("Units", |figures| {
                bars(&[
                    ("from stock", figures.units_promised),
                    ("backordered", figures.units_backordered),
                    ("open", figures.units_open),
                    ("canceled", figures.units_canceled),
                ])
            }),
            both("Parcels", |figures| bars(&[("parcels", figures.parcels)])),
        ];
        if self.recorded.parcels_measured + self.variant.parcels_measured > 0 {
            panels.push(both("Distance, in kilometres", |figures| bars(&[("all parcels", figures.metres / 1_000)])));
        }
        if !self.recorded.costs.is_empty() {
            panels.push(both("What parcels cost", costs));
        }
        panels.push(self.loads("Orders by location", |load| load.orders));
        panels.push(self.loads("Units by location", |load| load.units));
        panels
    }

    fn loads(&self, title: &'static str, of: fn(&WhatIfLoad) -> i64) -> Panel {
        let drawn = || self.locations.iter().take(LOCATIONS_DRAWN);
        let bar = |row: &WhatIfLocation, load: &WhatIfLoad| Bar {
            label: row.location.to_string(),
            value: of(load),
            figure: of(load).to_string(),
        };
        Panel {
            title,
            recorded: drawn().map(|row| bar(row, &row.recorded)).collect(),
            variant: drawn().map(|row| bar(row, &row.variant)).collect(),
        }
    }

    fn refusals(&self, page: &mut String) {
        if self.refused.is_empty() {
            return;
        }
        page.push_str(
            "<section><h2>Refused by one of the two</h2><table><tr><th>by</th><th>code</th><th>commands</th><th>orders</th></tr>\n",
        );
        for row in &self.refused {
            let by = match row.refused_by {
                WhatIfWorld::Recorded => "as recorded",
                WhatIfWorld::Variant => "with the changes",
            };
            let orders: Vec<&str> = row.orders.iter().map(|order| order.as_str()).collect();
            let (code, orders) = (escaped(&row.code), escaped(&orders.join(", ")));
            let row = format_args!("<tr><td>{by}</td><td>{code}</td><td>{}</td><td>{orders}</td></tr>\n", row.commands);
            put(page, row);
        }
        page.push_str("</table></section>\n");
    }

    fn listed(&self, page: &mut String) {
        if self.orders.is_empty() {
            return;
        }
        let (listed, all) = (self.orders.len(), self.orders_different);
        put(page, format_args!("<section><h2>Orders that came out differently ({listed} of {all})</h2>"));
        page.push_str("<table><tr><th>order</th><th>as recorded</th><th>with the changes</th></tr>\n");
        for order in &self.orders {
            let (id, recorded, variant) =
                (escaped(order.order.as_str()), escaped(&sentence(&order.recorded)), escaped(&sentence(&order.variant)));
            put(page, format_args!("<tr><td>{id}</td><td class=\"text\">{recorded}</td><td class=\"text\">{variant}</td></tr>\n"));
        }
        page.push_str("</table></section>\n");
    }
}

fn bars(rows: &[(&str, i64)]) -> Vec<Bar> {
    rows.iter().map(|(label, value)| Bar { label: (*label).to_owned(), value: *value, figure: value.to_string() }).collect()
}

fn costs(figures: &WhatIfFigures) -> Vec<Bar> {
    let bars = figures.costs.iter().flat_map(|cost| {
        let currency = cost.currency.code();
        [("carriage", cost.carriage), ("handling", cost.handling)].map(|(name, amount)| Bar {
            label: format!("{name}, {currency}"),
            value: amount.minor(),
            figure: amount.to_string(),
        })
    });
    bars.collect()
}

/// What became of an order, in a line.
fn sentence(plan: &WhatIfPlan) -> String {
    if let Some(code) = &plan.refused {
        return format!("refused: {code}");
    }
    let mut parts: Vec<String> = plan.parcels.iter().map(|parcel| format!("{} from {}", parcel.units, parcel.location)).collect();
    let waiting = [(plan.backordered, "backordered"), (plan.open, "open"), (plan.canceled, "canceled")];
    parts.extend(waiting.into_iter().filter(|(units, _)| *units > 0).map(|(units, name)| format!("{units} {name}")));
    if plan.promise == Some(WhatIfPromise::Late) {
        parts.push("late".to_owned());
    }
    parts.join(", ")
}
