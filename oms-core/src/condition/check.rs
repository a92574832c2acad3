//! From a tree as written to an expression whose parts fit each other.

use super::error::{ConditionError, nearest};
use super::eval::{Compare, Expr, Sum, TextTest};
use super::facts::{Object, ROOTS, Scalar, Type, Value, paths};
use super::parser::{Node, What};
use crate::Timestamp;

/// A name that `exists` or `all` has given to the elements of a list.
struct Bound<'a> {
    name: &'a str,
    of: Type,
}

/// What a part is, and of which type.
type Checked = Result<(Expr, Type), ConditionError>;

/// Checks a whole condition: its value is true or false.
pub(super) fn condition(node: &Node) -> Result<Expr, ConditionError> {
    let (expr, of) = Checker::default().check(node)?;
    match of {
        Type::One(Scalar::Bool) => Ok(expr),
        other => Err(ConditionError::at(node.column, format!("a condition is true or false, and this is a {}: compare it", other.name()))),
    }
}

/// Checks an expression of any type.
pub(super) fn expression(node: &Node) -> Result<Expr, ConditionError> {
    Checker::default().check(node).map(|(expr, _)| expr)
}

#[derive(Default)]
struct Checker<'a> {
    bound: Vec<Bound<'a>>,
}

impl<'a> Checker<'a> {
    fn check(&mut self, node: &'a Node) -> Checked {
        let column = node.column;
        let bool = Type::One(Scalar::Bool);
        Ok(match &node.what {
            What::Bool(value) => (Expr::Value(Value::Bool(*value)), bool),
            What::Int(value) => (Expr::Value(Value::Int(*value)), Type::One(Scalar::Int)),
            What::Decimal(value) => (Expr::Value(Value::Decimal(*value)), Type::One(Scalar::Decimal)),
            What::Text(value) => (Expr::Value(Value::Text(value.clone())), Type::One(Scalar::Text)),
            What::List(nodes) => self.list(nodes, column)?,
            What::Name(name) => self.name(name, column)?,
            What::Field(of, name) => self.field(of, name, column)?,
            What::Call(of, name, given) => self.call(of.as_deref(), name, given, column)?,
            What::Not(of) => (Expr::Not(Box::new(self.bool(of, "`!`")?)), bool),
            What::Negative(of) => {
                let (expr, found) = self.check(of)?;
                if found != Type::One(Scalar::Int) {
                    return Err(ConditionError::at(column, format!("`-` is for whole numbers, and this is a {}", found.name())));
                }
                (Expr::Negative(Box::new(expr)), found)
            }
            What::And(nodes) => (Expr::And(self.bools(nodes, "`&&`")?), bool),
            What::Or(nodes) => (Expr::Or(self.bools(nodes, "`||`")?), bool),
            What::If(nodes) => {
                let [condition, then, otherwise] = nodes.as_ref();
                let condition = self.bool(condition, "what stands before `?`")?;
                let (then, of) = self.check(then)?;
                let (otherwise, other) = self.check(otherwise)?;
                if of != other {
                    let problem = format!("`?` gives a {} or a {}: both must be the same", of.name(), other.name());
                    return Err(ConditionError::at(column, problem));
                }
                (Expr::If(Box::new([condition, then, otherwise])), of)
            }
            What::Binary(mark, nodes) => {
                let [left, right] = nodes.as_ref();
                self.binary(mark, left, right, column)?
            }
        })
    }

    fn bool(&mut self, node: &'a Node, what: &str) -> Result<Expr, ConditionError> {
        match self.check(node)? {
            (expr, Type::One(Scalar::Bool)) => Ok(expr),
            (_, other) => Err(ConditionError::at(node.column, format!("{what} needs true or false, and this is a {}", other.name()))),
        }
    }

    fn bools(&mut self, nodes: &'a [Node], what: &str) -> Result<Vec<Expr>, ConditionError> {
        nodes.iter().map(|node| self.bool(node, what)).collect()
    }

    fn list(&mut self, nodes: &'a [Node], column: u32) -> Checked {
        let mut exprs = Vec::with_capacity(nodes.len());
        let mut of: Option<Scalar> = None;
        for node in nodes {
            let (expr, found) = self.check(node)?;
            let Type::One(scalar) = found else {
                return Err(ConditionError::at(node.column, format!("lists hold single values, and this is a {}", found.name())));
            };
            if let Some(first) = of.filter(|first| *first != scalar) {
                let problem = format!("the list begins with a {} and this is a {}", first.name(), scalar.name());
                return Err(ConditionError::at(node.column, problem));
            }
            of = Some(scalar);
            exprs.push(expr);
        }
        let of = of.ok_or_else(|| ConditionError::at(column, "nothing is in an empty list: name at least one value"))?;
        Ok((Expr::List(exprs), Type::List(of)))
    }

    fn name(&self, name: &str, column: u32) -> Checked {
        if let Some((back, bound)) = self.bound.iter().rev().enumerate().find(|(_, bound)| bound.name == name) {
            return Ok((Expr::Bound { back }, bound.of));
        }
        if let Some(root) = ROOTS.iter().find(|root| root.name == name) {
            return Ok((Expr::Whole, root.of));
        }
        Err(ConditionError::at(column, format!("nothing is called `{name}`{}", self.hint(name))))
    }

    /// What may have been meant by a name that stands alone.
    fn hint(&self, name: &str) -> String {
        let roots = ROOTS.iter().flat_map(|root| match root.of {
            Type::Object(object) => paths(object, root.name),
            _ => Vec::new(),
        });
        let known: Vec<String> = roots.map(|(path, _)| path).collect();
        if let Some(path) = known.iter().find(|path| path.rsplit('.').next() == Some(name)) {
            return format!(": did you mean `{path}`?");
        }
        let names = self.bound.iter().map(|bound| bound.name).chain(ROOTS.iter().map(|root| root.name));
        let lasts = known.iter().filter_map(|path| path.rsplit('.').next());
        if let Some(near) = nearest(name, names) {
            format!(": did you mean `{near}`?")
        } else if let Some(path) = nearest(name, lasts).and_then(|near| known.iter().find(|path| path.rsplit('.').next() == Some(near))) {
            format!(": did you mean `{path}`?")
        } else {
            ": paths begin with `order`; texts stand in quotes".into()
        }
    }

    fn field(&mut self, of: &'a Node, name: &str, column: u32) -> Checked {
        let (expr, found) = self.check(of)?;
        let Type::Object(object) = found else {
            let hint = match found {
                Type::Objects(_) => ": ask for some or all of them with `exists` or `all`",
                _ => "",
            };
            return Err(ConditionError::at(column, format!("a {} has no field `{name}`{hint}", found.name())));
        };
        let Some(field) = object.fields.iter().find(|field| field.name == name) else {
            return Err(ConditionError::at(column, unknown_field(object, name)));
        };
        let expr = match (field.fact, expr) {
            (Some(fact), Expr::Bound { back }) => Expr::Fact { fact, back: Some(back) },
            (Some(fact), _) => Expr::Fact { fact, back: None },
            (None, _) => Expr::Whole,
        };
        Ok((expr, field.of))
    }

    fn call(&mut self, of: Option<&'a Node>, name: &'a str, given: &'a [Node], column: u32) -> Checked {
        match (of, name, given) {
            (None, "timestamp", [Node { what: What::Text(text), column, .. }]) => {
                let instant: Result<Timestamp, _> = text.parse();
                let instant = instant.map_err(|_| {
                    let problem =
                        format!("`{}` is no instant: write one as `2026-03-01T10:00:00Z`", text.chars().take(40).collect::<String>());
                    ConditionError::at(*column, problem)
                })?;
                Ok((Expr::Value(Value::Time(instant)), Type::One(Scalar::Time)))
            }
            (None, "timestamp", _) => {
                Err(ConditionError::at(column, "`timestamp` is given one text, such as `timestamp(\"2026-03-01T10:00:00Z\")`"))
            }
            (None, "size", [of]) | (Some(of), "size", []) => match self.check(of)? {
                (Expr::Whole, Type::Objects(_)) => Ok((Expr::Lines, Type::One(Scalar::Int))),
                (expr, Type::One(Scalar::Text) | Type::List(_)) => Ok((Expr::Size(Box::new(expr)), Type::One(Scalar::Int))),
                (_, other) => Err(ConditionError::at(column, format!("`size` is for texts and lists, and this is a {}", other.name()))),
            },
            (Some(of), "startsWith" | "endsWith" | "contains", [part]) => {
                let test = TextTest::named(name).unwrap_or(TextTest::Contains);
                let whole = self.text(of, name, column)?;
                let part = self.text(part, name, column)?;
                Ok((Expr::Text(test, Box::new([whole, part])), Type::One(Scalar::Bool)))
            }
            (Some(of), "exists" | "all", [Node { what: What::Name(element), .. }, body]) => {
                self.quantified(of, name == "all", element, body, column)
            }
            (Some(_), "exists" | "all", _) => {
                let problem =
                    format!("`{name}` is given a name and a condition on it, such as `order.lines.{name}(line, line.quantity > 1)`");
                Err(ConditionError::at(column, problem))
            }
            (_, "size" | "startsWith" | "endsWith" | "contains", _) => {
                let problem = match name {
                    "size" => "write `size(order.tags)` or `order.tags.size()`".to_owned(),
                    _ => format!("write `order.channel.{name}(\"text\")`: it is asked of a text and given one"),
                };
                Err(ConditionError::at(column, problem))
            }
            _ => {
                let known = ["startsWith", "endsWith", "contains", "size", "exists", "all", "timestamp"];
                let hint = nearest(name, known.into_iter()).map(|near| format!(": did you mean `{near}`?"));
                let hint = hint.unwrap_or_else(|| format!(": there are `{}`", known.join("`, `")));
                Err(ConditionError::at(column, format!("there is no function `{name}`{hint}")))
            }
        }
    }

    fn text(&mut self, node: &'a Node, function: &str, column: u32) -> Result<Expr, ConditionError> {
        match self.check(node)? {
            (expr, Type::One(Scalar::Text)) => Ok(expr),
            (_, Type::List(_)) if function == "contains" => {
                Err(ConditionError::at(column, "`contains` looks into a text; of a list ask `\"element\" in list`"))
            }
            (_, other) => Err(ConditionError::at(column, format!("`{function}` is for texts, and this is a {}", other.name()))),
        }
    }

    fn quantified(&mut self, of: &'a Node, all: bool, element: &'a str, body: &'a Node, column: u32) -> Checked {
        let (list, found) = self.check(of)?;
        let element_type = match found {
            Type::List(scalar) => Type::One(scalar),
            Type::Objects(object) => Type::Object(object),
            other => {
                return Err(ConditionError::at(column, format!("`exists` and `all` are asked of lists, and this is a {}", other.name())));
            }
        };
        if ROOTS.iter().any(|root| root.name == element) {
            return Err(ConditionError::at(column, format!("`{element}` is a fact: give the elements another name")));
        }
        self.bound.push(Bound { name: element, of: element_type });
        let body = self.bool(body, if all { "`all`" } else { "`exists`" });
        self.bound.pop();
        let list = if matches!(found, Type::Objects(_)) { None } else { Some(list) };
        Ok((Expr::Each { all, list: list.map(Box::new), body: Box::new(body?) }, Type::One(Scalar::Bool)))
    }

    fn binary(&mut self, mark: &'static str, left: &'a Node, right: &'a Node, column: u32) -> Checked {
        let (left, one) = self.check(left)?;
        let (right, other) = self.check(right)?;
        let fail = |problem: String| Err(ConditionError::at(column, problem));
        let pair = Box::new([left, right]);
        let bool = Type::One(Scalar::Bool);
        match (mark, one, other) {
            ("in", Type::One(element), Type::List(of)) if element == of || element.is_number() && of.is_number() => {
                Ok((Expr::In(pair), bool))
            }
            ("in", _, Type::List(of)) => fail(format!("a list of {} holds no {}", of.name(), one.name())),
            ("in", _, Type::One(Scalar::Text)) => {
                fail("`in` asks whether a list holds a value; of a text ask `.contains(\"part\")`".into())
            }
            ("in", ..) => fail(format!("`in` needs a list on its right, and this is a {}", other.name())),
            ("+" | "-" | "*", Type::One(Scalar::Int), Type::One(Scalar::Int)) => {
                Ok((Expr::Sum(Sum::named(mark), pair), Type::One(Scalar::Int)))
            }
            ("+" | "-" | "*", ..) => fail(format!("`{mark}` is for whole numbers, and these are a {} and a {}", one.name(), other.name())),
            (_, Type::One(a), Type::One(b)) if a == b || a.is_number() && b.is_number() => match Compare::named(mark) {
                Some(compare) if a != Scalar::Bool || compare.is_equality() => Ok((Expr::Compare(compare, pair), bool)),
                _ => fail(format!("true and false are compared with `==` and `!=`, not with `{mark}`")),
            },
            (_, Type::List(_), _) | (_, _, Type::List(_)) => {
                fail(format!("`{mark}` compares single values: of a list ask `value in list`"))
            }
            _ => fail(format!("`{mark}` cannot compare a {} with a {}", one.name(), other.name())),
        }
    }
}

fn unknown_field(object: &Object, name: &str) -> String {
    let near = nearest(name, object.fields.iter().map(|field| field.name));
    let known = || object.fields.iter().map(|field| format!("`{}`", field.name)).collect::<Vec<_>>().join(", ");
    let hint = near.map_or_else(|| format!("it has {}", known()), |near| format!("did you mean `{near}`?"));
    format!("{} has no field `{name}`: {hint}", object.name)
}
