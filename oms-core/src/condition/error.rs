use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a condition is none, and where.
#[derive(Clone, Debug, Eq, Error, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[error("column {column}: {problem}")]
pub struct ConditionError {
    /// Where, in characters from 1.
    pub column: u32,
    /// What is wrong there and what to write instead, in a sentence.
    pub problem: String,
}

impl ConditionError {
    pub(super) fn at(column: u32, problem: impl Into<String>) -> ConditionError {
        ConditionError { column, problem: problem.into() }
    }
}

/// Why a condition has no value for an order, though it is well formed.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum NoValue {
    /// A sum or product is beyond what 64 bits hold.
    #[error("a sum or product is too large")]
    Overflow,
    /// More had to be looked at than is allowed.
    #[error("more had to be looked at than a condition may")]
    Steps,
    /// It rests on a fact that is not known yet.
    #[error("it asks for what is not known yet")]
    Unknown,
}

/// How many letters have to be changed, added or left out to make one word of another.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.chars().enumerate() {
        let mut diagonal = place;
        let mut left = place + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, found) in row.iter_mut().skip(1).zip(&other) {
            let changed = diagonal + usize::from(letter != *found);
            diagonal = *cell;
            left = changed.min(left + 1).min(*cell + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// The name nearest to one that is unknown, if any is near; of equally near ones the first.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Words longer than any name are not compared: near ones they have none.
    if name.len() > 64 {
        return None;
    }
    let most = name.chars().count().div_ceil(3).max(1);
    let scored = known.map(|known| (distance(name, known), known)).filter(|(distance, _)| *distance <= most);
    scored.min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let known = ["channel", "total", "tags", "placed_at"];
        for (name, found) in [("chanel", Some("channel")), ("totals", Some("total")), ("tag", Some("tags")), ("weight", None), ("", None)] {
            assert_eq!(nearest(name, known.into_iter()), found, "{name}");
        }
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
