//! The pictures of the report, as SVG that stands in the page itself. They count in whole orders, lines and pence.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use plotters::coord::combinators::BindKeyPoints;
use plotters::prelude::*;

use crate::plot::{Area, Axis, BLUE, Chart, Drawn, GREEN, ORANGE, VERMILLION, bar, chart, headroom, legend, margins, plain};
use crate::trading_day::chronicle::Chronicle;
use crate::trading_day::territory::Channel;

use crate::numbers::{grouped, plural, pounds, whole_pounds};

/// All pictures of a course, in the order of the page.
pub(super) fn charts(chronicle: &Chronicle) -> Vec<Chart> {
    let short: u64 = chronicle.stock_outs_by_hour.values().sum();
    let peak = chronicle.backlog().into_iter().max_by_key(|(time, orders)| (*orders, std::cmp::Reverse(*time)));
    let whole = chronicle.orders_by_parcels.get(&1).copied().unwrap_or_default();
    let sent: u64 = chronicle.orders_by_parcels.iter().filter(|(parcels, _)| **parcels > 0).map(|(_, orders)| orders).sum();
    let [captured, refunded] = chronicle.money().last().map(|(_, money)| *money).unwrap_or_default();
    vec![
        chart("Orders per hour and channel", busiest_hour(&chronicle.orders_by_hour), |area| orders(area, chronicle)),
        chart("Stock-outs", format!("{} found too little stock when they were placed, by hour.", plural(short, "order line")), |area| {
            hours(area, &chronicle.stock_outs_by_hour)
        }),
        chart("Parcels per order", format!("{} of {} left in a single parcel.", grouped(whole), plural(sent, "order")), |area| {
            parcels(area, &chronicle.orders_by_parcels)
        }),
        chart(
            "Backlog",
            peak.map_or_else(String::new, |(time, orders)| {
                let orders = plural(orders.unsigned_abs(), "order");
                format!("Orders placed and not yet wholly shipped or canceled: at most {orders}, at {}.", time.strftime("%Y-%m-%d %H:%M"))
            }),
            |area| backlog(area, &chronicle.backlog()),
        ),
        chart(
            "Money captured and refunded",
            format!("{} captured and {} refunded by the end.", pounds(captured), pounds(refunded)),
            |area| money(area, &chronicle.money()),
        ),
    ]
}

fn orders(area: &Area<'_>, chronicle: &Chronicle) -> Drawn {
    let totals: BTreeMap<i8, u64> = chronicle.orders_by_hour.iter().map(|(hour, counts)| (*hour, counts.iter().sum())).collect();
    let mut chart = ChartBuilder::on(area);
    let mut chart = margins(&mut chart).build_cartesian_2d(hour_range(&totals), 0..headroom(&totals))?;
    let mut mesh = chart.configure_mesh();
    mesh.x_label_formatter(&|tenths| hour_label(*tenths));
    plain(&mut mesh).y_desc("orders").draw()?;
    for (position, (channel, colour)) in Channel::ALL.into_iter().zip([BLUE, ORANGE, GREEN]).enumerate() {
        let bars = chronicle.orders_by_hour.iter().map(move |(hour, counts)| {
            let below: u64 = counts.iter().take(position).sum();
            let above: u64 = counts.iter().take(position + 1).sum();
            bar(i64::from(*hour), below, above, colour)
        });
        chart.draw_series(bars)?.label(channel.id()).legend(move |(x, y)| Rectangle::new([(x, y - 5), (x + 12, y + 5)], colour.filled()));
    }
    legend(&mut chart)
}

fn hours(area: &Area<'_>, counts: &BTreeMap<i8, u64>) -> Drawn {
    let mut chart = ChartBuilder::on(area);
    let mut chart = margins(&mut chart).build_cartesian_2d(hour_range(counts), 0..headroom(counts))?;
    let mut mesh = chart.configure_mesh();
    mesh.x_label_formatter(&|tenths| hour_label(*tenths));
    plain(&mut mesh).y_desc("order lines").draw()?;
    chart.draw_series(counts.iter().map(|(hour, count)| bar(i64::from(*hour), 0, *count, VERMILLION)))?;
    Ok(())
}

fn parcels(area: &Area<'_>, counts: &BTreeMap<u64, u64>) -> Drawn {
    let most = counts.keys().next_back().copied().unwrap_or(1).max(3);
    let most = i64::try_from(most)?;
    let every = most / 16 + 1;
    let slots = (0..=most).filter(|slot| slot % every == 0).map(|slot| slot * 10 + 5).collect();
    let axis = (0..most * 10 + 10).with_key_points(slots);
    let mut chart = ChartBuilder::on(area);
    let mut chart = margins(&mut chart).build_cartesian_2d(axis, 0..headroom(counts))?;
    let mut mesh = chart.configure_mesh();
    mesh.x_label_formatter(&|tenths| (tenths / 10).to_string());
    plain(&mut mesh).x_desc("parcels (none: canceled before anything left)").y_desc("orders").draw()?;
    let bars = counts.iter().filter_map(|(parcels, orders)| Some(bar(i64::try_from(*parcels).ok()?, 0, *orders, BLUE)));
    chart.draw_series(bars)?;
    Ok(())
}

fn backlog(area: &Area<'_>, course: &[(DateTime, i64)]) -> Drawn {
    let most = course.iter().map(|(_, orders)| *orders).max().unwrap_or_default();
    let span = Span::of(course.iter().map(|(time, _)| *time));
    let mut chart = ChartBuilder::on(area);
    let mut chart = margins(&mut chart).build_cartesian_2d(span.axis(), 0..most + most / 10 + 1)?;
    let label = |minutes: &i64| span.label(*minutes);
    plain(chart.configure_mesh().x_label_formatter(&label)).y_desc("orders").draw()?;
    let steps = stairs(course.iter().map(|(time, orders)| (span.minute(*time), *orders)));
    chart.draw_series(AreaSeries::new(steps, 0, BLUE.mix(0.25)).border_style(BLUE.stroke_width(2)))?;
    Ok(())
}

fn money(area: &Area<'_>, course: &[(DateTime, [i64; 2])]) -> Drawn {
    let most = course.iter().flat_map(|(_, money)| *money).max().unwrap_or_default();
    let span = Span::of(course.iter().map(|(time, _)| *time));
    let mut chart = ChartBuilder::on(area);
    let mut chart = margins(&mut chart).build_cartesian_2d(span.axis(), 0..most + most / 10 + 100)?;
    let label = |minutes: &i64| span.label(*minutes);
    let mut mesh = chart.configure_mesh();
    plain(mesh.x_label_formatter(&label).y_label_formatter(&|pence| whole_pounds(*pence))).draw()?;
    let captured = stairs(course.iter().map(|(time, [captured, _])| (span.minute(*time), *captured)));
    let refunded = stairs(course.iter().map(|(time, [_, refunded])| (span.minute(*time), *refunded)));
    for (name, steps, colour) in [("captured", captured, GREEN), ("refunded", refunded, VERMILLION)] {
        chart
            .draw_series(LineSeries::new(steps, colour.stroke_width(2)))?
            .label(name)
            .legend(move |(x, y)| Rectangle::new([(x, y - 1), (x + 12, y + 2)], colour.filled()));
    }
    legend(&mut chart)
}

/// The hours in which shops trade, and further ones where something was counted in them.
fn hour_range<T>(counts: &BTreeMap<i8, T>) -> Axis {
    let first = counts.keys().next().copied().map_or(8, i64::from).min(8);
    let last = counts.keys().next_back().copied().map_or(18, i64::from).max(18);
    (first * 10..(last + 1) * 10).with_key_points((first..=last + 1).map(|hour| hour * 10).collect())
}

fn hour_label(tenths: i64) -> String {
    format!("{:02}:00", tenths / 10)
}

/// A value holds until the next change: each point is drawn as a step.
fn stairs(course: impl Iterator<Item = (i64, i64)>) -> Vec<(i64, i64)> {
    let mut steps = Vec::new();
    let mut before = 0;
    for (minute, value) in course {
        steps.push((minute, before));
        steps.push((minute, value));
        before = value;
    }
    steps
}

/// Minutes between two marks of an axis of time: hours, then days, then weeks.
const MARKS: [i64; 12] = [60, 120, 180, 360, 720, 1_440, 2_880, 4_320, 10_080, 20_160, 40_320, 80_640];

/// The stretch of time that a picture shows.
struct Span {
    start: DateTime,
    minutes: i64,
}

impl Span {
    fn of(times: impl Iterator<Item = DateTime> + Clone) -> Span {
        let first = times.clone().min().unwrap_or_default();
        let last = times.clone().max().unwrap_or_default();
        // A stretch of days is marked at midnight, one of hours at the full hour.
        let hour = if last.date() == first.date() { first.hour() } else { 0 };
        let start = first.date().at(hour, 0, 0, 0);
        let mut span = Span { start, minutes: 1 };
        span.minutes = times.max().map_or(1, |end| span.minute(end)).max(1);
        span
    }

    fn minute(&self, time: DateTime) -> i64 {
        time.duration_since(self.start).as_mins()
    }

    /// Marked at full hours or days, ten times at most.
    fn axis(&self) -> Axis {
        let every = MARKS.into_iter().find(|minutes| self.minutes / minutes <= 10).unwrap_or(self.minutes);
        let marks = (0..=self.minutes / every).map(|mark| mark * every).collect();
        (0..self.minutes).with_key_points(marks)
    }

    fn label(&self, minute: i64) -> String {
        let time = self.start.saturating_add(jiff::SignedDuration::from_mins(minute));
        // Beyond some days the hour says nothing; within one the date does not.
        let pattern = match self.minutes {
            0..=1_440 => "%H:%M",
            1_441..=14_400 => "%d %b %H:%M",
            _ => "%d %b %Y",
        };
        time.strftime(pattern).to_string()
    }
}

fn busiest_hour(orders: &BTreeMap<i8, [u64; 3]>) -> String {
    let busiest = orders.iter().max_by_key(|(hour, counts)| (counts.iter().sum::<u64>(), std::cmp::Reverse(**hour)));
    busiest.map_or_else(
        || String::from("No order was placed."),
        |(hour, counts)| {
            let by_channel: Vec<String> =
                Channel::ALL.iter().zip(counts).map(|(channel, count)| format!("{} {}", grouped(*count), channel.id())).collect();
            let total = plural(counts.iter().sum(), "order");
            format!("The busiest hour began at {hour:02}:00 with {total}: {}.", by_channel.join(", "))
        },
    )
}
