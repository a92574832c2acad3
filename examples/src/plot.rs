//! Pictures as SVG that stands in a page itself: what the reports of all programs draw with.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};
use plotters::chart::MeshStyle;
use plotters::coord::Shift;
use plotters::coord::combinators::WithKeyPoints;
use plotters::coord::types::RangedCoordi64;
use plotters::prelude::*;

/// A picture with the words that stand for it where it cannot be seen.
pub(crate) struct Chart {
    /// Heading.
    pub(crate) title: &'static str,
    /// What the reader should look for.
    pub(crate) caption: String,
    /// The picture, or why it could not be drawn.
    pub(crate) svg: String,
}

/// The colours of Okabe and Ito, which people with any colour vision tell apart.
pub(crate) const BLUE: RGBColor = RGBColor(0, 114, 178);
pub(crate) const ORANGE: RGBColor = RGBColor(230, 159, 0);
pub(crate) const GREEN: RGBColor = RGBColor(0, 158, 115);
pub(crate) const VERMILLION: RGBColor = RGBColor(213, 94, 0);
pub(crate) const INK: RGBColor = RGBColor(51, 65, 85);
pub(crate) const GRID: RGBColor = RGBColor(226, 232, 240);

pub(crate) const SIZE: (u32, u32) = (900, 300);
pub(crate) const FONT: &str = "system-ui, sans-serif";

pub(crate) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(crate) type Axis = WithKeyPoints<RangedCoordi64>;
pub(crate) type Drawn = Result<(), Box<dyn std::error::Error>>;

pub(crate) fn chart(title: &'static str, caption: String, draw: impl FnOnce(&Area<'_>) -> Drawn) -> Chart {
    chart_of_size(SIZE, title, caption, draw)
}

pub(crate) fn chart_of_size(size: (u32, u32), title: &'static str, caption: String, draw: impl FnOnce(&Area<'_>) -> Drawn) -> Chart {
    let mut svg = String::new();
    let drawn = {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        draw(&area).and_then(|()| Ok(area.present()?))
    };
    match drawn {
        // The caption below the picture says the same in words, so a reader of the page hears it once.
        Ok(()) => Chart { title, caption, svg: svg.replacen("<svg ", "<svg aria-hidden=\"true\" focusable=\"false\" ", 1) },
        Err(error) => Chart { title, caption: format!("This picture could not be drawn: {error}."), svg: String::new() },
    }
}

pub(crate) fn margins<'chart, 'a, 'b, B: DrawingBackend>(
    chart: &'chart mut ChartBuilder<'a, 'b, B>,
) -> &'chart mut ChartBuilder<'a, 'b, B> {
    chart.margin(12).margin_right(32).x_label_area_size(44).y_label_area_size(76)
}

/// A bar of eight tenths of its slot; slots are ten wide, so that whole numbers do.
pub(crate) fn bar(slot: i64, below: u64, above: u64, colour: RGBColor) -> Rectangle<(i64, u64)> {
    Rectangle::new([(slot * 10 + 1, below), (slot * 10 + 9, above)], colour.filled())
}

pub(crate) fn headroom<K>(counts: &BTreeMap<K, u64>) -> u64 {
    let most = counts.values().copied().max().unwrap_or_default();
    most + most / 10 + 1
}

pub(crate) fn plain<'mesh, 'a, 'b, X: Ranged, Y: Ranged, B: DrawingBackend>(
    mesh: &'mesh mut MeshStyle<'a, 'b, X, Y, B>,
) -> &'mesh mut MeshStyle<'a, 'b, X, Y, B> {
    mesh.disable_x_mesh()
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(INK.mix(0.5))
        .label_style((FONT, 13, &INK))
        .axis_desc_style((FONT, 13, &INK))
}

pub(crate) fn legend<'a, 'b: 'a, X: Ranged, Y: Ranged>(chart: &mut ChartContext<'a, SVGBackend<'b>, Cartesian2d<X, Y>>) -> Drawn {
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .margin(8)
        .border_style(GRID)
        .background_style(WHITE.mix(0.85))
        .label_font((FONT, 13, &INK))
        .draw()?;
    Ok(())
}

pub(crate) fn picture(chart: &Chart) -> Markup {
    html! {
        figure {
            h2 { (chart.title) }
            (PreEscaped(chart.svg.as_str()))
            figcaption { (chart.caption) }
        }
    }
}

pub(crate) const STYLE: &str = "
:root { color-scheme: light; --ink: #1e293b; --soft: #475569; --line: #e2e8f0; }
* { box-sizing: border-box; }
body { margin: 0; background: #f8fafc; color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { margin: 0; font-size: 1.9rem; letter-spacing: -0.01em; }
header p { margin: .25rem 0 1rem; color: var(--soft); }
h2 { margin: 0 0 .5rem; font-size: 1.15rem; }
section, figure { margin: 1.25rem 0; padding: 1.25rem; overflow-x: auto; }
section, figure { background: #fff; border: 1px solid var(--line); border-radius: .75rem; }
.verdict { padding: .75rem 1.25rem; border-radius: .75rem; border: 1px solid; }
.sound { background: #ecfdf5; border-color: #6ee7b7; color: #065f46; }
.broken { background: #fef2f2; border-color: #fca5a5; color: #991b1b; }
svg { display: block; max-width: 100%; height: auto; }
figcaption { margin-top: .5rem; color: var(--soft); }
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1.25rem; align-items: start; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; color: var(--soft); padding-bottom: .25rem; }
th, td { padding: .35rem .5rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th { font-weight: 400; text-align: left; }
thead th { font-weight: 600; color: var(--soft); text-align: right; }
thead th:first-child, td.text { text-align: left; }
details { margin-top: 1rem; }
summary { cursor: pointer; font-weight: 600; padding: .25rem 0; }
footer { margin: 1.5rem 0 3rem; color: var(--soft); font-size: .9rem; }
code { overflow-wrap: anywhere; }
a { color: #0369a1; }
@media print { body { background: #fff; } section, figure { break-inside: avoid; } }
";
