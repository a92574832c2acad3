//! The report: one HTML page that needs no other file.

use std::collections::BTreeMap;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use oms_core::Timestamp;
use plotters::coord::combinators::BindKeyPoints as _;
use plotters::prelude::*;

use super::figures::{Pictures, Summary};
use crate::numbers::{amount, grouped, plural};
use crate::plot::{Area, BLUE, Chart, Drawn, GREEN, ORANGE, STYLE, VERMILLION, bar, chart, legend, margins, picture, plain};

/// The most departments that a picture shows.
const DEPARTMENTS_MAX: usize = 8;
const DAY: i64 = 86_400_000;

/// The whole page, as it is written to a file.
pub fn page(summary: &Summary, pictures: &Pictures) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Grocery week" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { "Grocery week" }
                    p {
                        (plural(summary.orders, "order")) " of " (plural(summary.lines, "line")) " were picked in stores, and delivered or "
                        "collected in slots: " (plural(summary.commands, "command")) "."
                    }
                }
                main {
                    (verdict(summary))
                    (tables(summary))
                    @for chart in charts(summary, pictures) { (picture(&chart)) }
                    footer { p { "State " code { (summary.digest) } } }
                }
            }
        }
    }
    .into_string()
}

fn verdict(summary: &Summary) -> Markup {
    let contradictions = summary.contradictions();
    html! {
        @if contradictions.is_empty() {
            p.verdict.sound role="status" { strong { "The figures add up" } " and the audit found no difference." }
        } @else {
            div.verdict.broken role="alert" {
                strong { "The figures do not add up." }
                ul { @for sentence in contradictions { li { (sentence) } } }
            }
        }
    }
}

fn tables(summary: &Summary) -> Markup {
    let (units, given, money) = (summary.units, summary.substitutes, summary.money);
    let count = |units: i64| grouped(units.unsigned_abs());
    let rows = [
        (
            "Units",
            vec![
                ("ordered", count(units.ordered)),
                ("delivered", count(units.delivered)),
                ("others given for them", count(units.substituted)),
                ("canceled", count(units.canceled)),
            ],
        ),
        ("Substitutes", vec![("given", count(given.given)), ("kept", count(given.kept)), ("given back", count(given.returned))]),
        (
            "Dollars",
            vec![
                ("captured", amount(money.captured)),
                ("refunded", amount(money.refunded)),
                ("net", amount(money.net)),
                ("waived on substitutes", amount(given.waived)),
            ],
        ),
    ];
    html! {
        section aria-labelledby="figures" {
            h2 id="figures" { "Figures" }
            div.tables {
                @for (caption, rows) in rows {
                    table {
                        caption { (caption) }
                        tbody { @for (name, figure) in rows { tr { th scope="row" { (name) } td { (figure) } } } }
                    }
                }
            }
        }
    }
}

fn charts(summary: &Summary, pictures: &Pictures) -> Vec<Chart> {
    let by_day: BTreeMap<String, u64> = pictures.stock_outs_by_day.iter().map(|(day, lines)| (day_name(*day), *lines)).collect();
    let stock_outs: u64 = by_day.values().sum();
    let missing = summary.units.substituted + summary.units.canceled;
    let rate = if missing > 0 { summary.units.substituted * 100 / missing } else { 0 };
    let [room, room_to_collect] = pictures.room_by_window;
    let mut departments: Vec<(String, u64)> = pictures.stock_outs_by_department.clone().into_iter().collect();
    departments.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    departments.truncate(DEPARTMENTS_MAX);
    let mut most_missing: Vec<(String, [u64; 2])> = pictures.missing_by_department.clone().into_iter().collect();
    most_missing.sort_by(|a, b| (b.1.iter().sum::<u64>(), &a.0).cmp(&(a.1.iter().sum::<u64>(), &b.0)));
    most_missing.truncate(DEPARTMENTS_MAX);
    let single = |bars: Vec<(String, u64)>| bars.into_iter().map(|(name, count)| (name, vec![count])).collect::<Vec<_>>();
    let windows: Vec<(String, Vec<u64>)> =
        pictures.orders_by_window.iter().map(|(hour, orders)| (format!("{hour:02}:00"), orders.to_vec())).collect();
    vec![
        chart("Stock-outs by day", format!("{} found too little stock when they were placed.", plural(stock_outs, "order line")), |area| {
            bars(area, "order lines", &single(by_day.into_iter().collect()), &[("", VERMILLION)])
        }),
        chart("Stock-outs by department", "The departments with most of them.".to_owned(), |area| {
            bars(area, "order lines", &single(departments), &[("", VERMILLION)])
        }),
        chart(
            "Use of the slots by window",
            format!(
                "Over all days and stores a window has room for {} to deliver and {room_to_collect} to collect.",
                plural(room, "order")
            ),
            |area| bars(area, "orders", &windows, &[("delivered", BLUE), ("collected", ORANGE)]),
        ),
        chart("What became of missing units", format!("Pickers gave something else for {rate} of 100 units that were missing."), |area| {
            let counts: Vec<(String, Vec<u64>)> = most_missing.into_iter().map(|(name, counts)| (name, counts.to_vec())).collect();
            bars(area, "units", &counts, &[("something else given", GREEN), ("canceled", VERMILLION)])
        }),
    ]
}

/// A day counted from 1970, as `2017-03-01`.
fn day_name(day: i64) -> String {
    let text = Timestamp::from_millis(day * DAY).map(|at| at.to_string()).unwrap_or_default();
    text.chars().take(10).collect()
}

/// Bars with their names below, each in parts that stand on each other.
fn bars(area: &Area<'_>, counted: &str, bars: &[(String, Vec<u64>)], parts: &[(&str, RGBColor)]) -> Drawn {
    let most = bars.iter().map(|(_, counts)| counts.iter().sum::<u64>()).max().unwrap_or_default();
    let width = i64::try_from(bars.len().max(1))?;
    let axis = (0..width * 10).with_key_points((0..width).map(|place| place * 10 + 5).collect());
    let mut drawn = ChartBuilder::on(area);
    let mut drawn = margins(&mut drawn).build_cartesian_2d(axis, 0..most + most / 5 + 1)?;
    let name = |tenths: &i64| {
        let place = usize::try_from(tenths / 10).ok();
        place.and_then(|place| bars.get(place)).map_or_else(String::new, |(name, _)| name.clone())
    };
    let mut mesh = drawn.configure_mesh();
    mesh.x_label_formatter(&name);
    plain(&mut mesh).y_desc(counted).draw()?;
    for (part, (label, colour)) in parts.iter().enumerate() {
        let shapes = (0_i64..).zip(bars).map(|(place, (_, counts))| {
            let below: u64 = counts.iter().take(part).sum();
            let above: u64 = counts.iter().take(part + 1).sum();
            bar(place, below, above, *colour)
        });
        let colour = *colour;
        let series = drawn.draw_series(shapes)?;
        if !label.is_empty() {
            series.label(*label).legend(move |(x, y)| Rectangle::new([(x, y - 5), (x + 12, y + 5)], colour.filled()));
        }
    }
    if parts.len() > 1 { legend(&mut drawn) } else { Ok(()) }
}
