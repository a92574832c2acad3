//! Lines, comments and names as TypeScript has them.

use std::fmt::Write as _;

pub(super) fn line(text: &mut String, line: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{line}");
}

/// A comment that editors show; nothing if there is nothing to say.
pub(super) fn comment(text: &mut String, indent: &str, doc: &str) {
    if doc.is_empty() {
        return;
    }
    let doc = without_links(doc);
    let lines: Vec<&str> = doc.lines().collect();
    match lines.as_slice() {
        [only] if indent.len() + only.len() < 132 => line(text, &format!("{indent}/** {only} */")),
        lines => {
            line(text, &format!("{indent}/**"));
            lines.iter().for_each(|said| line(text, format!("{indent} * {said}").trim_end()));
            line(text, &format!("{indent} */"));
        }
    }
}

/// ``[`Snapshot`](crate::batch::Snapshot)`` leads somewhere in Rust only: its words stay.
fn without_links(doc: &str) -> String {
    let mut parts = doc.split("[`");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some((words, rest)) = part.split_once("`]") else {
            plain.push_str("[`");
            plain.push_str(part);
            continue;
        };
        let rest = rest.strip_prefix('(').and_then(|target| target.split_once(')')).map_or(rest, |(_, rest)| rest);
        plain.push('`');
        plain.push_str(words.rsplit("::").next().unwrap_or(words));
        plain.push('`');
        plain.push_str(rest);
    }
    plain
}

/// `capture_order` as `CaptureOrder`.
pub(super) fn pascal_case(wire: &str) -> String {
    let mut name = String::with_capacity(wire.len());
    for word in wire.split('_') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_rust_become_plain_words() {
        assert_eq!(without_links("By [`Order::statuses`], see [`Snapshot`](crate::batch::Snapshot)."), "By `statuses`, see `Snapshot`.");
        assert_eq!(without_links("a [`b and no end"), "a [`b and no end");
    }

    #[test]
    fn names_are_written_in_the_case_of_types() {
        assert_eq!(pascal_case("capture_order"), "CaptureOrder");
    }
}
