//! The value of an expression for an order.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::error::NoValue;
use super::facts::{Fact, Facts, Value};

/// A part of a condition whose types have been checked.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    Value(Value),
    /// A fact; of a line, how many `exists` or `all` back that line was bound.
    Fact {
        fact: Fact,
        back: Option<usize>,
    },
    /// An element that was bound so many back.
    Bound {
        back: usize,
    },
    /// Something with fields, which has no value of its own.
    Whole,
    /// How many lines there are.
    Lines,
    List(Vec<Expr>),
    Not(Box<Expr>),
    Negative(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    If(Box<[Expr; 3]>),
    Compare(Compare, Box<[Expr; 2]>),
    In(Box<[Expr; 2]>),
    Sum(Sum, Box<[Expr; 2]>),
    Size(Box<Expr>),
    Text(TextTest, Box<[Expr; 2]>),
    /// Whether some or all elements of a list, or lines of the order, fulfil a condition.
    Each {
        all: bool,
        list: Option<Box<Expr>>,
        body: Box<Expr>,
    },
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Compare {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Compare {
    pub(super) fn named(mark: &str) -> Option<Compare> {
        Some(match mark {
            "==" => Compare::Equal,
            "!=" => Compare::NotEqual,
            "<" => Compare::Less,
            "<=" => Compare::LessOrEqual,
            ">" => Compare::Greater,
            ">=" => Compare::GreaterOrEqual,
            _ => return None,
        })
    }

    pub(super) const fn is_equality(self) -> bool {
        matches!(self, Compare::Equal | Compare::NotEqual)
    }

    const fn holds(self, ordering: Ordering) -> bool {
        match self {
            Compare::Equal => ordering.is_eq(),
            Compare::NotEqual => ordering.is_ne(),
            Compare::Less => ordering.is_lt(),
            Compare::LessOrEqual => ordering.is_le(),
            Compare::Greater => ordering.is_gt(),
            Compare::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sum {
    Plus,
    Minus,
    Times,
}

impl Sum {
    pub(super) fn named(mark: &str) -> Sum {
        match mark {
            "+" => Sum::Plus,
            "-" => Sum::Minus,
            _ => Sum::Times,
        }
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum TextTest {
    StartsWith,
    EndsWith,
    Contains,
}

impl TextTest {
    pub(super) fn named(name: &str) -> Option<TextTest> {
        match name {
            "startsWith" => Some(TextTest::StartsWith),
            "endsWith" => Some(TextTest::EndsWith),
            "contains" => Some(TextTest::Contains),
            _ => None,
        }
    }
}

/// An element that `exists` or `all` looks at.
#[derive(Clone)]
enum Element {
    Line(usize),
    Value(Value),
}

/// One evaluation.
pub(super) struct Run<'a> {
    facts: &'a dyn Facts,
    bound: SmallVec<[Element; 2]>,
    steps_left: u32,
}

type Found = Result<Value, NoValue>;

/// The order of two values of the same type, or of two numbers.
fn order(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        (Value::Int(one), Value::Int(other)) => one.cmp(other),
        (Value::Decimal(one), Value::Decimal(other)) => one.cmp(other),
        (Value::Int(one), Value::Decimal(other)) => Decimal::from(*one).cmp(other),
        (Value::Decimal(one), Value::Int(other)) => one.cmp(&Decimal::from(*other)),
        (Value::Text(one), Value::Text(other)) => one.cmp(other),
        (Value::Time(one), Value::Time(other)) => one.cmp(other),
        // Types were checked before: nothing else is compared.
        _ => Ordering::Less,
    }
}

impl<'a> Run<'a> {
    pub(super) fn new(facts: &'a dyn Facts, steps_max: u32) -> Run<'a> {
        Run { facts, bound: SmallVec::new(), steps_left: steps_max }
    }

    pub(super) fn value(&mut self, expr: &Expr) -> Found {
        self.steps_left = self.steps_left.checked_sub(1).ok_or(NoValue::Steps)?;
        Ok(match expr {
            Expr::Value(value) => value.clone(),
            Expr::Fact { fact, .. } if !self.facts.is_known(*fact) => return Err(NoValue::Unknown),
            Expr::Fact { fact, back } => self.facts.value(*fact, self.line(*back)),
            Expr::Bound { back } => match self.element(*back) {
                Some(Element::Value(value)) => value.clone(),
                _ => Value::List(Vec::new()),
            },
            Expr::Whole => Value::List(Vec::new()),
            Expr::Lines => count(self.facts.lines()),
            Expr::List(parts) => Value::List(parts.iter().map(|part| self.value(part)).collect::<Result<_, _>>()?),
            Expr::Not(part) => Value::Bool(!self.bool(part)?),
            Expr::Negative(part) => Value::Int(int(&self.value(part)?).checked_neg().ok_or(NoValue::Overflow)?),
            Expr::And(parts) => self.joined(parts, false)?,
            Expr::Or(parts) => self.joined(parts, true)?,
            Expr::If(parts) => {
                let [condition, then, otherwise] = parts.as_ref();
                if self.bool(condition)? { self.value(then)? } else { self.value(otherwise)? }
            }
            Expr::Compare(compare, parts) => {
                let (one, other) = self.pair(parts)?;
                Value::Bool(compare.holds(order(&one, &other)))
            }
            Expr::In(parts) => {
                let (element, list) = self.pair(parts)?;
                let Value::List(list) = list else { return Ok(Value::Bool(false)) };
                self.spend(list.len())?;
                Value::Bool(list.iter().any(|other| order(&element, other).is_eq()))
            }
            Expr::Sum(sum, parts) => {
                let (one, other) = self.pair(parts)?;
                let (one, other) = (int(&one), int(&other));
                let found = match sum {
                    Sum::Plus => one.checked_add(other),
                    Sum::Minus => one.checked_sub(other),
                    Sum::Times => one.checked_mul(other),
                };
                Value::Int(found.ok_or(NoValue::Overflow)?)
            }
            Expr::Size(part) => match self.value(part)? {
                Value::Text(text) => count(text.chars().count()),
                Value::List(list) => count(list.len()),
                _ => count(0),
            },
            Expr::Text(test, parts) => match self.pair(parts)? {
                (Value::Text(whole), Value::Text(part)) => Value::Bool(match test {
                    TextTest::StartsWith => whole.starts_with(part.as_str()),
                    TextTest::EndsWith => whole.ends_with(part.as_str()),
                    TextTest::Contains => whole.contains(part.as_str()),
                }),
                _ => Value::Bool(false),
            },
            Expr::Each { all, list, body } => self.each(*all, list.as_deref(), body)?,
        })
    }

    pub(super) fn bool(&mut self, expr: &Expr) -> Result<bool, NoValue> {
        Ok(matches!(self.value(expr)?, Value::Bool(true)))
    }

    fn pair(&mut self, parts: &[Expr; 2]) -> Result<(Value, Value), NoValue> {
        let [one, other] = parts;
        Ok((self.value(one)?, self.value(other)?))
    }

    fn spend(&mut self, steps: usize) -> Result<(), NoValue> {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        self.steps_left = self.steps_left.checked_sub(steps).ok_or(NoValue::Steps)?;
        Ok(())
    }

    /// As CEL has it: a part that decides does so wherever it stands, also beside one that has no value.
    fn joined(&mut self, parts: &[Expr], decides: bool) -> Found {
        let mut failed = None;
        for part in parts {
            match self.bool(part) {
                Ok(found) if found == decides => return Ok(Value::Bool(decides)),
                Ok(_) => {}
                Err(NoValue::Steps) => return Err(NoValue::Steps),
                Err(error) => failed = Some(either(failed, error)),
            }
        }
        failed.map_or(Ok(Value::Bool(!decides)), Err)
    }

    fn each(&mut self, all: bool, list: Option<&Expr>, body: &Expr) -> Found {
        let elements: Vec<Element> = match list {
            None => (0..self.facts.lines()).map(Element::Line).collect(),
            Some(list) => match self.value(list)? {
                Value::List(values) => values.into_iter().map(Element::Value).collect(),
                _ => Vec::new(),
            },
        };
        let mut failed = None;
        for element in elements {
            self.bound.push(element);
            let found = self.bool(body);
            self.bound.pop();
            match found {
                Ok(found) if found != all => return Ok(Value::Bool(!all)),
                Ok(_) => {}
                Err(NoValue::Steps) => return Err(NoValue::Steps),
                Err(error) => failed = Some(either(failed, error)),
            }
        }
        failed.map_or(Ok(Value::Bool(all)), Err)
    }

    fn element(&self, back: usize) -> Option<&Element> {
        self.bound.iter().rev().nth(back)
    }

    fn line(&self, back: Option<usize>) -> usize {
        match back.and_then(|back| self.element(back)) {
            Some(Element::Line(line)) => *line,
            _ => 0,
        }
    }
}

/// What is not known yet may still decide, and a sum that is too large never does.
fn either(before: Option<NoValue>, error: NoValue) -> NoValue {
    before.filter(|before| *before == NoValue::Unknown).unwrap_or(error)
}

fn int(value: &Value) -> i64 {
    if let Value::Int(value) = value { *value } else { 0 }
}

fn count(count: usize) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX))
}
