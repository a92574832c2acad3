//! The report: maps and bars of every way side by side, on one page that needs no other file.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use plotters::coord::combinators::BindKeyPoints as _;
use plotters::prelude::*;

use super::shop::CENTRES;
use super::trial::Way;
use super::week::{Place, Week};
use crate::numbers::{grouped, plural};
use crate::plot::{Area, BLUE, Chart, Drawn, GREEN, ORANGE, STYLE, VERMILLION, bar, chart, chart_of_size, margins, picture, plain};

const MAP_SIZE: (u32, u32) = (440, 440);

/// What of the country a map shows, in millionths of a degree.
const WEST: i64 = -74_000_000;
const EAST: i64 = -34_000_000;
const SOUTH: i64 = -34_000_000;
const NORTH: i64 = 6_000_000;

const SIDE_BY_SIDE: &str = ".maps { display: grid; grid-template-columns: 1fr 1fr; gap: 1.25rem; } .maps figure { margin: 0; }
@media (max-width: 40rem) { .maps { grid-template-columns: 1fr; } }";

/// The whole page, as it is written to a file.
pub fn page(week: &Week, ways: &[Way]) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Olist week" }
                style { (PreEscaped(STYLE)) (PreEscaped(SIDE_BY_SIDE)) }
            }
            body {
                header {
                    h1 { "Olist week" }
                    p {
                        (plural(count(week.orders.len()), "order")) " of " (plural(count(week.sellers.len()), "seller"))
                        ", as they were, and with " (CENTRES.len()) " centres under three policies."
                    }
                }
                main {
                    (figures(ways))
                    div.maps { @for way in ways { (picture(&map(week, way))) } }
                    @for chart in charts(ways) { (picture(&chart)) }
                    footer { p { "Data: Brazilian E-Commerce Public Dataset by Olist, CC BY-NC-SA 4.0." } }
                }
            }
        }
    }
    .into_string()
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or_default()
}

/// The rows of the table: names, and a figure of each way.
pub fn rows(ways: &[Way]) -> Vec<(&'static str, Vec<String>)> {
    let each = |figure: fn(&Way) -> String| ways.iter().map(figure).collect();
    vec![
        ("orders", each(|way| whole(way.figures.orders))),
        ("units from stock", each(|way| whole(way.figures.units_promised))),
        ("parcels", each(|way| whole(way.figures.parcels))),
        ("orders divided", each(|way| whole(way.figures.orders_split))),
        ("parcels from centres", each(|way| grouped(count(way.from_centres())))),
        ("kilometres", each(|way| whole(way.figures.metres / 1_000))),
        ("kilometres a parcel", each(|way| whole(way.figures.metres / 1_000 / way.figures.parcels.max(1)))),
        ("carriage, BRL", each(|way| cost(way, |cost| cost.carriage))),
        ("handling, BRL", each(|way| cost(way, |cost| cost.handling))),
        ("orders that came out otherwise", each(|way| grouped(way.moved))),
    ]
}

fn whole(number: i64) -> String {
    grouped(number.unsigned_abs())
}

fn cost(way: &Way, part: fn(&oms_core::what_if::WhatIfCost) -> oms_core::Amount) -> String {
    way.figures.costs.first().map_or_else(String::new, |cost| crate::numbers::amount(part(cost).decimal()))
}

fn figures(ways: &[Way]) -> Markup {
    html! {
        section aria-labelledby="figures" {
            h2 id="figures" { "Figures" }
            table {
                thead { tr { th {} @for way in ways { th scope="col" { (way.name) } } } }
                tbody { @for (name, figures) in rows(ways) { tr { th scope="row" { (name) } @for figure in figures { td { (figure) } } } } }
            }
        }
    }
}

/// Where parcels go, from sellers and from centres.
fn map(week: &Week, way: &Way) -> Chart {
    chart_of_size(MAP_SIZE, way.name, way.about.to_owned(), |area| {
        let mut drawn = ChartBuilder::on(area).margin(4).build_cartesian_2d(WEST..EAST, SOUTH..NORTH)?;
        let point = |place: Place| (place.longitude, place.latitude);
        let mut lines = Vec::new();
        for order in &week.orders {
            let from = order.id.parse().ok().and_then(|id| way.sources.get(&id));
            for location in from.into_iter().flatten() {
                let centre = CENTRES.iter().find(|(id, _)| id == location).map(|(_, place)| *place);
                let colour = if centre.is_some() { ORANGE } else { BLUE };
                let Some(from) = centre.or_else(|| week.sellers.get(location).copied()) else { continue };
                lines.push(PathElement::new([point(from), point(order.to)], colour.mix(0.25)));
            }
        }
        drawn.draw_series(lines)?;
        drawn.draw_series(week.orders.iter().map(|order| Circle::new(point(order.to), 1, GREEN.mix(0.5).filled())))?;
        drawn.draw_series(week.sellers.values().map(|place| Circle::new(point(*place), 2, BLUE.filled())))?;
        if way.from_centres() > 0 {
            drawn.draw_series(CENTRES.iter().map(|(_, place)| TriangleMarker::new(point(*place), 7, VERMILLION.filled())))?;
        }
        Ok(())
    })
}

fn charts(ways: &[Way]) -> Vec<Chart> {
    let bars = |figure: fn(&Way) -> i64| ways.iter().map(|way| (way.name, figure(way).unsigned_abs())).collect::<Vec<_>>();
    let reais =
        |part: fn(&oms_core::what_if::WhatIfCost) -> i64| move |way: &Way| way.figures.costs.first().map_or(0, |cost| part(cost) / 100);
    let whole_cost = reais(|cost| cost.carriage.minor() + cost.handling.minor());
    let costs: Vec<(&str, u64)> = ways.iter().map(|way| (way.name, whole_cost(way).unsigned_abs())).collect();
    let (from_centres, way_of_each) = (
        bars(|way| i64::try_from(way.from_centres()).unwrap_or_default()),
        bars(|way| way.figures.metres / 1_000 / way.figures.parcels.max(1)),
    );
    vec![
        chart("Parcels from centres", "The others come from the sellers.".to_owned(), |area| {
            draw_bars(area, "parcels", &from_centres, BLUE)
        }),
        chart("Way of a parcel", "Kilometres that a parcel goes on average.".to_owned(), |area| {
            draw_bars(area, "kilometres", &way_of_each, GREEN)
        }),
        chart("Cost", "What carrier and hands cost together, in whole reais.".to_owned(), |area| draw_bars(area, "reais", &costs, ORANGE)),
    ]
}

/// One bar a way, with its figure above.
fn draw_bars(area: &Area<'_>, counted: &str, bars: &[(&str, u64)], colour: RGBColor) -> Drawn {
    let most = bars.iter().map(|(_, figure)| *figure).max().unwrap_or_default();
    let width = i64::try_from(bars.len().max(1))?;
    let axis = (0..width * 10).with_key_points((0..width).map(|place| place * 10 + 5).collect());
    let mut drawn = ChartBuilder::on(area);
    let mut drawn = margins(&mut drawn).build_cartesian_2d(axis, 0..most + most / 8 + 1)?;
    let name = |tenths: &i64| {
        let place = usize::try_from(tenths / 10).ok();
        place.and_then(|place| bars.get(place)).map_or_else(String::new, |(name, figure)| format!("{name}: {}", grouped(*figure)))
    };
    let mut mesh = drawn.configure_mesh();
    mesh.x_label_formatter(&name);
    plain(&mut mesh).y_desc(counted).draw()?;
    drawn.draw_series((0_i64..).zip(bars).map(|(place, (_, figure))| bar(place, 0, *figure, colour)))?;
    Ok(())
}
