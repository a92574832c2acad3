//! A stretch of a column without any text, so that ids which rise with time need no search to be known as new.

/// Texts of a column between which there is none: from the first on, and before the second.
#[derive(Debug, Default)]
pub(super) struct Gap {
    stretch: Option<Stretch>,
}

#[derive(Debug)]
struct Stretch {
    start: String,
    /// Whether the column has `start` itself.
    start_taken: bool,
    /// The first text behind the stretch; absent if none is behind.
    end: Option<String>,
}

impl Gap {
    /// Whether the column is known not to have this text.
    pub(super) fn lacks(&self, text: &str) -> bool {
        self.stretch.as_ref().is_some_and(|stretch| {
            let begins = if stretch.start_taken { stretch.start.as_str() < text } else { stretch.start.as_str() <= text };
            begins && stretch.end.as_deref().is_none_or(|end| text < end)
        })
    }

    /// The column was searched: it does not have this text, and `next` is the first one behind it.
    pub(super) fn found(&mut self, text: &str, next: Option<String>) {
        self.stretch = Some(Stretch { start: text.to_owned(), start_taken: false, end: next });
    }

    /// The column has this text from now on.
    pub(super) fn written(&mut self, text: &str) {
        if self.lacks(text)
            && let Some(stretch) = &mut self.stretch
        {
            stretch.start.clear();
            stretch.start.push_str(text);
            stretch.start_taken = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_known_of_a_column_that_was_not_searched() {
        assert!(!Gap::default().lacks("b"));
    }

    #[test]
    fn a_gap_ends_before_the_next_text() {
        let mut gap = Gap::default();
        gap.found("b", Some("d".to_owned()));
        assert!(gap.lacks("b") && gap.lacks("c"));
        assert!(!gap.lacks("a") && !gap.lacks("d") && !gap.lacks("e"));
        gap.found("x", None);
        assert!(gap.lacks("x") && gap.lacks("zzz") && !gap.lacks("w"));
    }

    #[test]
    fn what_is_written_ends_the_gap_below_itself() {
        let mut gap = Gap::default();
        gap.found("b", Some("m".to_owned()));
        gap.written("f");
        assert!(!gap.lacks("b") && !gap.lacks("f"));
        assert!(gap.lacks("g"));
        gap.written("c");
        gap.written("z");
        assert!(gap.lacks("g") && !gap.lacks("z"), "what lies outside changes nothing");
    }
}
