//! What a condition speaks of, to find orders on either side of it.

use rust_decimal::Decimal;

use super::eval::Expr;
use super::facts::{Fact, Value};

/// The facts of a condition, and values at which it may change its mind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Topics {
    /// Facts that it asks for.
    pub(crate) facts: Vec<Fact>,
    /// What facts are compared with; of numbers and times also what is a little less and more.
    pub(crate) values: Vec<(Fact, Value)>,
    /// Whether it also asks for what these values do not settle: parts of texts, sums, sizes, some of many lines.
    pub(crate) is_open: bool,
}

impl Topics {
    pub(super) fn of(expr: &Expr) -> Topics {
        let mut topics = Topics::default();
        topics.walk(expr, &mut Vec::new());
        topics
    }

    /// `lists` are the facts whose elements are bound, innermost last; lines are none.
    fn walk(&mut self, expr: &Expr, lists: &mut Vec<Option<Fact>>) {
        match expr {
            Expr::Value(_) | Expr::Bound { .. } | Expr::Whole => {}
            Expr::Lines => self.is_open = true,
            Expr::Fact { fact, .. } => self.facts.push(*fact),
            Expr::List(parts) | Expr::And(parts) | Expr::Or(parts) => self.walk_all(parts, lists),
            Expr::Not(part) => self.walk(part, lists),
            Expr::Negative(part) | Expr::Size(part) => {
                self.is_open = true;
                self.walk(part, lists);
            }
            Expr::If(parts) => self.walk_all(parts.as_slice(), lists),
            Expr::Compare(_, parts) | Expr::In(parts) => {
                let [one, other] = parts.as_ref();
                self.is_open |= constants(one).is_empty() && constants(other).is_empty();
                self.pair(parts, lists);
            }
            Expr::Text(_, parts) | Expr::Sum(_, parts) => {
                self.is_open = true;
                self.pair(parts, lists);
            }
            Expr::Each { list, body, .. } => {
                self.is_open = true;
                if let Some(list) = list {
                    self.walk(list, lists);
                }
                lists.push(list.as_deref().and_then(|list| fact_of(list, lists)));
                self.walk(body, lists);
                lists.pop();
            }
        }
    }

    fn walk_all(&mut self, parts: &[Expr], lists: &mut Vec<Option<Fact>>) {
        parts.iter().for_each(|part| self.walk(part, lists));
    }

    /// A fact on one side may be what is on the other.
    fn pair(&mut self, parts: &[Expr; 2], lists: &mut Vec<Option<Fact>>) {
        let [one, other] = parts;
        for (here, there) in [(one, other), (other, one)] {
            if let Some(fact) = fact_of(here, lists) {
                let found = constants(there);
                let through = found.iter().flat_map(|value| undone(here, value)).collect::<Vec<_>>();
                self.values.extend(found.into_iter().chain(through).flat_map(beside).map(|value| (fact, value)));
            }
        }
        self.walk_all(parts.as_slice(), lists);
    }
}

/// The fact that an expression reads, within sums too.
fn fact_of(expr: &Expr, lists: &[Option<Fact>]) -> Option<Fact> {
    match expr {
        Expr::Fact { fact, .. } => Some(*fact),
        Expr::Bound { back } => lists.iter().rev().nth(*back).copied().flatten(),
        Expr::Sum(_, parts) => parts.iter().find_map(|part| fact_of(part, lists)),
        _ => None,
    }
}

/// Numbers that a sum with a constant may make a value of.
fn undone(expr: &Expr, value: &Value) -> Vec<Value> {
    let (Expr::Sum(_, parts), Value::Int(value)) = (expr, value) else { return Vec::new() };
    let int = |constant: Value| if let Value::Int(constant) = constant { Some(constant) } else { None };
    let of = parts.iter().flat_map(constants).filter_map(int);
    let ways = of.flat_map(|of| [value.checked_sub(of), value.checked_add(of), of.checked_sub(*value), value.checked_div(of)]);
    ways.flatten().map(Value::Int).collect()
}

fn constants(expr: &Expr) -> Vec<Value> {
    match expr {
        Expr::Value(value) => vec![value.clone()],
        Expr::List(parts) => parts.iter().flat_map(constants).collect(),
        _ => Vec::new(),
    }
}

/// A value and its neighbours.
fn beside(value: Value) -> Vec<Value> {
    match value {
        Value::Int(at) => [at.checked_sub(1), Some(at), at.checked_add(1)].into_iter().flatten().map(Value::Int).collect(),
        Value::Decimal(at) => {
            let step = Decimal::new(1, 2);
            [at.checked_sub(step), Some(at), at.checked_add(step)].into_iter().flatten().map(Value::Decimal).collect()
        }
        Value::Time(at) => {
            let near = [at.millis() - 1_000, at.millis(), at.millis() + 1_000];
            near.into_iter().filter_map(crate::Timestamp::from_millis).map(Value::Time).collect()
        }
        other => vec![other],
    }
}
