//! The page around the pictures. Every text goes through the template, which escapes it.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::charts::charts;
use crate::numbers::{amount, grouped, plural};
use crate::plot::{STYLE, picture};
use crate::trading_day::chronicle::Chronicle;
use crate::trading_day::exception::Exception;
use crate::trading_day::summary::Summary;

/// The whole page, as it is written to a file.
pub fn page(summary: &Summary, chronicle: &Chronicle) -> String {
    let contradictions = summary.contradictions();
    let days = if summary.days.first == summary.days.last {
        summary.days.first.clone()
    } else {
        format!("{} to {}", summary.days.first, summary.days.last)
    };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Trading day " (days) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { "Trading day " (days) }
                    p {
                        (plural(summary.orders, "order")) " of " (plural(summary.lines, "line")) " lived their whole life in one store: "
                        (plural(summary.commands, "command")) ", " (plural(summary.orders_per_second, "order")) " per second."
                    }
                }
                main {
                    (verdict(&contradictions))
                    (figures(summary))
                    @for chart in charts(chronicle) { (picture(&chart)) }
                    (exceptions(summary))
                    (quirks(summary))
                    (footer(summary))
                }
            }
        }
    }
    .into_string()
}

fn verdict(contradictions: &[String]) -> Markup {
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

fn figures(summary: &Summary) -> Markup {
    let units = &summary.units;
    let money = &summary.money;
    html! {
        section aria-labelledby="figures" {
            h2 id="figures" { "Figures" }
            div.tables {
                table {
                    caption { "Units" }
                    (row("Ordered", &grouped(units.ordered)))
                    (row("Shipped", &grouped(units.shipped)))
                    (row("Canceled before they left", &grouped(units.canceled)))
                    (row("Still backordered", &grouped(units.backordered)))
                    (row("Exceptions", &grouped(units.exceptions)))
                    (row("Returned after they left", &grouped(summary.returns.units)))
                }
                table {
                    caption { "Money (" (money.currency) ")" }
                    (row("Captured", &amount(money.captured)))
                    (row("Refunded", &amount(money.refunded)))
                    (row("Net", &amount(money.net)))
                }
                table {
                    caption { "Work" }
                    (row("Parcels", &grouped(summary.parcels)))
                    (row("Returns", &grouped(summary.returns.count)))
                    (row("Audit differences", &grouped(summary.audit.differences)))
                    (row("Replay, milliseconds", &grouped(summary.replay_milliseconds)))
                }
            }
        }
    }
}

fn row(name: &str, value: &dyn std::fmt::Display) -> Markup {
    html! { tr { th scope="row" { (name) } td { (value.to_string()) } } }
}

fn heads(names: &[&str]) -> Markup {
    html! { tr { @for name in names { th scope="col" { (name) } } } }
}

fn exceptions(summary: &Summary) -> Markup {
    html! {
        section aria-labelledby="exceptions" {
            h2 id="exceptions" { "Exceptions" }
            @if summary.exceptions.is_empty() {
                p { "None." }
            } @else {
                p { "Nothing was dropped: what could not be done the ordinary way stands here with its reason." }
                table {
                    thead { (heads(&["Reason", "Cases", "Units", "Amount"])) }
                    tbody {
                        @for (reason, cases) in &summary.exceptions {
                            tr {
                                th scope="row" { (reason.sentence()) }
                                td { (grouped(cases.cases)) }
                                td { (grouped(cases.units)) }
                                td { (amount(cases.amount)) }
                            }
                        }
                    }
                }
                details {
                    summary { "Every case (" (summary.cases.len()) ")" }
                    table {
                        thead { (heads(&["Invoice", "Code", "Units", "Amount", "Reason"])) }
                        tbody { @for case in &summary.cases { (case_row(case)) } }
                    }
                }
            }
        }
    }
}

fn case_row(case: &Exception) -> Markup {
    html! {
        tr {
            th scope="row" { (case.invoice) }
            td.text { (case.code) }
            td { (grouped(case.units)) }
            td { (amount(case.amount)) }
            td.text { (case.reason.sentence()) }
        }
    }
}

fn quirks(summary: &Summary) -> Markup {
    // The names are those of the summary, so that a reader of both finds the same words.
    let counted = serde_json::to_value(&summary.quirks).unwrap_or_default();
    html! {
        section aria-labelledby="quirks" {
            h2 id="quirks" { "Quirks of the file" }
            p { "Odd lines are handled by stated rules; this is how often each was applied." }
            table {
                @for (name, count) in counted.as_object().into_iter().flatten() {
                    (row(&name.replace('_', " "), count))
                }
            }
        }
    }
}

fn footer(summary: &Summary) -> Markup {
    html! {
        footer {
            p { "State digest " code { (summary.digest) } }
            p {
                "Invoices: Chen, Daqing (2015). Online Retail. UCI Machine Learning Repository, "
                a href="https://doi.org/10.24432/C5BW33" { "doi.org/10.24432/C5BW33" } ", licensed CC BY 4.0. "
                "Channels, nodes, stock and the life in the warehouses follow stated rules."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;
    use rust_decimal::Decimal;

    use super::*;
    use crate::trading_day::exception::Reason;
    use crate::trading_day::territory::Channel;

    fn chronicle() -> Chronicle {
        let at = |hour| datetime(2010, 12, 6, hour, 30, 0, 0);
        let mut chronicle = Chronicle::default();
        chronicle.order_placed(at(9), Channel::Web, 3);
        chronicle.captured(at(11), 12_345);
        chronicle.order_done(at(11), 2);
        chronicle
    }

    #[test]
    fn every_text_of_the_file_is_escaped() {
        let case = Exception {
            reason: Reason::Bookkeeping,
            invoice: "<script>alert(1)</script>".into(),
            code: "\"A&B\"".into(),
            units: 1,
            amount: Decimal::ONE,
        };
        let html = page(&Summary::default().with_cases(vec![case]), &chronicle());
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && html.contains("&quot;A&amp;B&quot;"), "{html}");
    }

    #[test]
    fn all_pictures_are_drawn_and_told_in_words() {
        let html = page(&Summary::default(), &chronicle());
        assert_eq!(html.matches("<svg ").count(), 5, "{html}");
        assert_eq!(html.matches("<figcaption>").count(), 5, "{html}");
        assert!(html.contains("The busiest hour began at 09:00 with 1 order: 1 web, 0 marketplace, 0 store."), "{html}");
        assert!(html.contains("£123.45 captured and £0.00 refunded by the end."), "{html}");
        assert!(html.contains("The figures add up"), "{html}");
        for outside in ["src=", "<link", "url(", "@import"] {
            assert!(!html.contains(outside), "the page asks for another file by `{outside}`");
        }
    }

    #[test]
    fn an_empty_day_and_figures_that_do_not_add_up_are_still_a_page() {
        let mut summary = Summary::default();
        summary.units.ordered = 7;
        let html = page(&summary, &Chronicle::default());
        assert!(html.contains("The figures do not add up.") && html.contains("7 units were ordered"), "{html}");
        assert_eq!(html.matches("<svg ").count(), 5, "{html}");
    }
}
