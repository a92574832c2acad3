//! Orders that tell the rules of a policy apart: every fact that a condition asks for, at every value that could matter.

use crate::SortedMap;
use rust_decimal::Decimal;

use super::rules::RoutingRule;
use crate::Timestamp;
use crate::condition::{Fact, Facts, LINE, ORDER, Scalar, Topics, Type, Value, paths};

/// How many questions whether a condition holds are asked in all.
const QUESTIONS_MAX: usize = 400_000;
/// How many samples there are at most.
const SAMPLES_MAX: usize = 20_000;
/// How many kinds of line are tried.
const LINES_MAX: usize = 32;
/// Lists are tried with every choice of so many elements.
const SUBSETS_OF: usize = 4;

/// An order as far as conditions ask.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    order: SortedMap<Fact, Value>,
    lines: Vec<SortedMap<Fact, Value>>,
}

/// Samples, and whether there is one for every way in which the conditions could come out.
pub(super) struct Samples {
    pub(super) orders: Vec<Sample>,
    pub(super) are_all: bool,
}

impl Facts for Sample {
    fn lines(&self) -> usize {
        self.lines.len()
    }

    fn value(&self, fact: Fact, line: usize) -> Value {
        let known = if is_of_line(fact) { self.lines.get(line).and_then(|line| line.get(&fact)) } else { self.order.get(&fact) };
        known.cloned().unwrap_or_else(|| none_of(kind(fact)))
    }
}

impl Sample {
    /// Its facts by path, as they would be written in a condition.
    pub(super) fn written(&self) -> Vec<(String, String)> {
        let paths = paths(&ORDER, "order");
        let path = |fact: Fact| paths.iter().find(|(_, field)| field.fact == Some(fact)).map(|(path, _)| path.clone()).unwrap_or_default();
        let mut written: Vec<(String, String)> = self.order.iter().map(|(fact, value)| (path(*fact), show(value))).collect();
        for (place, line) in self.lines.iter().enumerate() {
            let name = |fact: Fact| LINE.fields.iter().find(|field| field.fact == Some(fact)).map_or("", |field| field.name);
            written.extend(line.iter().map(|(fact, value)| (format!("order.lines[{place}].{}", name(*fact)), show(value))));
        }
        written
    }
}

fn show(value: &Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Decimal(value) => value.to_string(),
        Value::Text(value) => format!("\"{value}\""),
        Value::Time(value) => format!("timestamp(\"{value}\")"),
        Value::List(values) => format!("[{}]", values.iter().map(show).collect::<Vec<_>>().join(", ")),
    }
}

fn kind(fact: Fact) -> Type {
    let of_order = paths(&ORDER, "order").into_iter().map(|(_, field)| field);
    let found = of_order.chain(LINE.fields).find(|field| field.fact == Some(fact));
    found.map_or(Type::One(Scalar::Text), |field| field.of)
}

fn is_of_line(fact: Fact) -> bool {
    LINE.fields.iter().any(|field| field.fact == Some(fact))
}

fn none_of(kind: Type) -> Value {
    match kind {
        Type::One(Scalar::Bool) => Value::Bool(false),
        Type::One(Scalar::Int) => Value::Int(0),
        Type::One(Scalar::Decimal) => Value::Decimal(Decimal::ZERO),
        Type::One(Scalar::Time) => Value::Time(Timestamp::default()),
        Type::One(Scalar::Text) | Type::Object(_) => Value::Text("".into()),
        Type::List(_) | Type::Objects(_) => Value::List(Vec::new()),
    }
}

/// The samples for the conditions of some rules.
pub(super) fn samples(rules: &[RoutingRule]) -> Samples {
    let topics: Vec<Topics> = rules.iter().filter_map(|rule| rule.condition.as_ref()).map(|when| when.topics()).collect();
    let mut are_all = !topics.iter().any(|topics| topics.is_open);
    let mut facts: SortedMap<Fact, Vec<Value>> = SortedMap::new();
    for topics in &topics {
        for fact in &topics.facts {
            facts.entry(*fact).or_default();
        }
        for (fact, value) in &topics.values {
            let values = facts.entry(*fact).or_default();
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
    }
    let choices = facts.into_iter().map(|(fact, values)| {
        let (values, all) = choices(kind(fact), values);
        are_all &= all;
        (fact, values)
    });
    let (of_lines, of_order): (Vec<_>, Vec<_>) = choices.collect::<Vec<_>>().into_iter().partition(|(fact, _)| is_of_line(*fact));
    let limit = (QUESTIONS_MAX / rules.len().max(1)).min(SAMPLES_MAX);
    let lines = lines(&of_lines);
    let (heads, all) = products(&of_order, (limit / lines.len().max(1)).max(1));
    are_all &= all;
    let orders = heads.into_iter().flat_map(|order| lines.iter().map(move |lines| Sample { order: order.clone(), lines: lines.clone() }));
    Samples { orders: orders.collect(), are_all }
}

/// Values of a fact to try, and whether they are all that could matter.
fn choices(kind: Type, mut values: Vec<Value>) -> (Vec<Value>, bool) {
    match kind {
        Type::One(Scalar::Bool) => (vec![Value::Bool(true), Value::Bool(false)], true),
        Type::One(Scalar::Text) => {
            let mut others = ["other", "another", "something else"].into_iter().map(|text| Value::Text(text.into()));
            values.extend(others.find(|other| !values.contains(other)));
            (values, true)
        }
        Type::List(_) if values.len() <= SUBSETS_OF => {
            let subsets = (0_u32..1 << values.len()).map(|bits| {
                let chosen = values.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
                Value::List(chosen.map(|(_, value)| value.clone()).collect())
            });
            (subsets.collect(), true)
        }
        Type::List(_) => {
            let singles = values.iter().map(|value| Value::List(vec![value.clone()]));
            let mut lists: Vec<Value> = singles.collect();
            lists.push(Value::List(Vec::new()));
            lists.push(Value::List(values));
            (lists, false)
        }
        other => {
            if values.is_empty() {
                values.push(none_of(other));
            }
            (values, true)
        }
    }
}

/// Orders of one line and of two, by what lines are asked for.
fn lines(choices: &[(Fact, Vec<Value>)]) -> Vec<Vec<SortedMap<Fact, Value>>> {
    if choices.is_empty() {
        return vec![Vec::new()];
    }
    let (kinds, _) = products(choices, LINES_MAX);
    let singles = kinds.iter().map(|line| vec![line.clone()]);
    let pairs = kinds.iter().zip(kinds.iter().skip(1)).map(|(one, other)| vec![one.clone(), other.clone()]);
    singles.chain(pairs).collect()
}

/// Every combination of values, or so many of them spread over all.
fn products(choices: &[(Fact, Vec<Value>)], limit: usize) -> (Vec<SortedMap<Fact, Value>>, bool) {
    let all = choices.iter().fold(1_usize, |product, (_, values)| product.saturating_mul(values.len().max(1)));
    let count = all.min(limit);
    // A stride that shares no factor with the lengths of the lists would be best; an odd number of the golden ratio is near enough.
    let combination = |number: usize| {
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        let mut rest = if all <= limit { number } else { number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 7 };
        let mut order = SortedMap::new();
        for (fact, values) in choices {
            let length = u64::try_from(values.len()).unwrap_or(u64::MAX).max(1);
            if let Some(value) = usize::try_from(rest % length).ok().and_then(|place| values.get(place)) {
                order.insert(*fact, value.clone());
            }
            rest /= length;
        }
        order
    };
    ((0..count).map(combination).collect(), all <= limit)
}
