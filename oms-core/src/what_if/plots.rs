//! Bars as SVG, by whole numbers, so that every machine draws the same.

use std::fmt::Write;

/// A bar: what it is about, how long it is, and what is written behind it.
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) value: i64,
    pub(super) figure: String,
}

/// What is drawn for both copies, on one scale.
pub(super) struct Panel {
    pub(super) title: &'static str,
    pub(super) recorded: Vec<Bar>,
    pub(super) variant: Vec<Bar>,
}

const ROW_HEIGHT: usize = 24;
const BAR_LEFT: usize = 150;
const BAR_LENGTH: i64 = 210;
const WIDTH: usize = 460;

impl Panel {
    /// Both plots, the one as recorded on the left.
    pub(super) fn draw(&self, page: &mut String) {
        let longest = self.recorded.iter().chain(&self.variant).map(|bar| bar.value).max().unwrap_or_default().max(1);
        put(page, format_args!("<section><h2>{}</h2><div class=\"pair\">", self.title));
        for (name, class, bars) in [("as recorded", "recorded", &self.recorded), ("with the changes", "variant", &self.variant)] {
            put(page, format_args!("<figure><figcaption>{name}</figcaption>"));
            draw(page, bars, longest, class, &format!("{}, {name}", self.title));
            page.push_str("</figure>");
        }
        page.push_str("</div></section>\n");
    }
}

fn draw(page: &mut String, bars: &[Bar], longest: i64, class: &str, title: &str) {
    let height = bars.len() * ROW_HEIGHT;
    put(page, format_args!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\"><title>{title}</title>"));
    for (place, bar) in bars.iter().enumerate() {
        let (top, line) = (place * ROW_HEIGHT, place * ROW_HEIGHT + 16);
        let length = i128::from(bar.value.max(0)) * i128::from(BAR_LENGTH) / i128::from(longest);
        let behind = usize::try_from(length).unwrap_or_default() + BAR_LEFT + 6;
        let label = escaped(&shortened(&bar.label));
        put(page, format_args!("<text class=\"label\" x=\"{}\" y=\"{line}\">{label}</text>", BAR_LEFT - 6));
        put(page, format_args!("<rect class=\"{class}\" x=\"{BAR_LEFT}\" y=\"{}\" width=\"{length}\" height=\"18\"/>", top + 3));
        put(page, format_args!("<text x=\"{behind}\" y=\"{line}\">{}</text>", escaped(&bar.figure)));
    }
    page.push_str("</svg>");
}

/// The longest label, in characters.
const LABEL_MAX: usize = 22;

fn shortened(label: &str) -> String {
    if label.chars().count() <= LABEL_MAX {
        return label.to_owned();
    }
    label.chars().take(LABEL_MAX - 1).chain(['…']).collect()
}

/// A text as it may stand in a page.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}

/// Writes to a text, which cannot fail.
pub(super) fn put(page: &mut String, text: std::fmt::Arguments<'_>) {
    _ = page.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_name_holds_is_never_markup() {
        assert_eq!(escaped("<b>&'\""), "&lt;b&gt;&amp;&#39;&quot;");
    }

    #[test]
    fn both_plots_have_one_scale() {
        let bar = |value: i64| vec![Bar { label: "n1".to_owned(), value, figure: value.to_string() }];
        let mut page = String::new();
        Panel { title: "Units", recorded: bar(10), variant: bar(5) }.draw(&mut page);
        assert!(page.contains("width=\"210\"") && page.contains("width=\"105\""), "{page}");
    }
}
