//! From words to a tree, by the grammar of CEL.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::DEPTH_MAX;
use super::error::ConditionError;
use super::lexer::{Token, tokens};

/// A part of a condition as it is written.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) column: u32,
    depth: u32,
    pub(super) what: What,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Bool(bool),
    Int(i64),
    Decimal(Decimal),
    Text(SmolStr),
    List(Vec<Node>),
    Name(SmolStr),
    Field(Box<Node>, SmolStr),
    /// A function, the value it is called on, and what it is given.
    Call(Option<Box<Node>>, SmolStr, Vec<Node>),
    Not(Box<Node>),
    Negative(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    If(Box<[Node; 3]>),
    Binary(&'static str, Box<[Node; 2]>),
}

/// Reads a whole text as one expression.
pub(super) fn parse(source: &str) -> Result<Node, ConditionError> {
    let mut parser = Parser { tokens: tokens(source)?, place: 0, depth: 0 };
    if parser.tokens.len() == 1 {
        return Err(ConditionError::at(1, "it is empty: write a condition such as `order.channel == \"web\"`, or leave it out"));
    }
    let node = parser.expression()?;
    let (token, column) = parser.peek();
    match token {
        Token::End => Ok(node),
        other => Err(ConditionError::at(column, format!("expected an operator such as `&&`, found {}", other.shown()))),
    }
}

struct Parser {
    tokens: Vec<(Token, u32)>,
    place: usize,
    depth: u32,
}

type Parsed = Result<Node, ConditionError>;

fn too_deep(column: u32) -> ConditionError {
    ConditionError::at(column, format!("it is nested more than {DEPTH_MAX} deep: write it flatter, or as two rules"))
}

fn node(column: u32, what: What) -> Parsed {
    let deepest = match &what {
        What::Bool(_) | What::Int(_) | What::Decimal(_) | What::Text(_) | What::Name(_) => 0,
        What::List(nodes) | What::And(nodes) | What::Or(nodes) => most(nodes),
        What::Field(of, _) | What::Not(of) | What::Negative(of) => of.depth,
        What::Call(of, _, given) => most(given).max(of.as_ref().map_or(0, |of| of.depth)),
        What::If(nodes) => most(nodes.as_slice()),
        What::Binary(_, nodes) => most(nodes.as_slice()),
    };
    if deepest >= DEPTH_MAX { Err(too_deep(column)) } else { Ok(Node { column, depth: deepest + 1, what }) }
}

fn most(nodes: &[Node]) -> u32 {
    nodes.iter().map(|node| node.depth).max().unwrap_or_default()
}

impl Parser {
    fn peek(&self) -> (Token, u32) {
        let last = self.tokens.len().saturating_sub(1);
        self.tokens.get(self.place.min(last)).cloned().unwrap_or((Token::End, 1))
    }

    fn take(&mut self) -> (Token, u32) {
        let found = self.peek();
        self.place += 1;
        found
    }

    fn takes(&mut self, mark: &str) -> Option<u32> {
        let (token, column) = self.peek();
        let found = matches!(token, Token::Mark(found) if found == mark);
        self.place += usize::from(found);
        found.then_some(column)
    }

    fn takes_any(&mut self, marks: &[&'static str]) -> Option<(&'static str, u32)> {
        marks.iter().find_map(|mark| self.takes(mark).map(|column| (*mark, column)))
    }

    fn expect(&mut self, mark: &str, why: &str) -> Result<(), ConditionError> {
        if self.takes(mark).is_some() {
            return Ok(());
        }
        let (token, column) = self.peek();
        Err(ConditionError::at(column, format!("expected `{mark}` {why}, found {}", token.shown())))
    }

    fn expression(&mut self) -> Parsed {
        let column = self.peek().1;
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(too_deep(column));
        }
        let condition = self.or()?;
        let found = if let Some(column) = self.takes("?") {
            let then = self.or()?;
            self.expect(":", "and what holds otherwise")?;
            let otherwise = self.expression()?;
            node(column, What::If(Box::new([condition, then, otherwise])))
        } else {
            Ok(condition)
        };
        self.depth -= 1;
        found
    }

    fn or(&mut self) -> Parsed {
        self.joined("||", Parser::and, What::Or)
    }

    fn and(&mut self) -> Parsed {
        self.joined("&&", Parser::relation, What::And)
    }

    /// Parts joined by a mark are one list: a long list is not a deep tree.
    fn joined(&mut self, mark: &str, part: fn(&mut Parser) -> Parsed, whole: fn(Vec<Node>) -> What) -> Parsed {
        let first = part(self)?;
        let Some(column) = self.takes(mark) else { return Ok(first) };
        let mut parts = vec![first, part(self)?];
        while self.takes(mark).is_some() {
            parts.push(part(self)?);
        }
        node(column, whole(parts))
    }

    fn relation(&mut self) -> Parsed {
        let mut left = self.sum()?;
        loop {
            let is_in = matches!(self.peek().0, Token::Name(name) if name == "in");
            let (mark, column) = if is_in {
                ("in", self.take().1)
            } else {
                let Some(found) = self.takes_any(&["==", "!=", "<=", ">=", "<", ">"]) else { return Ok(left) };
                found
            };
            let right = self.sum()?;
            left = node(column, What::Binary(mark, Box::new([left, right])))?;
        }
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        while let Some((mark, column)) = self.takes_any(&["+", "-"]) {
            let right = self.product()?;
            left = node(column, What::Binary(mark, Box::new([left, right])))?;
        }
        Ok(left)
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.unary()?;
        while let Some((mark, column)) = self.takes_any(&["*"]) {
            let right = self.unary()?;
            left = node(column, What::Binary(mark, Box::new([left, right])))?;
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed {
        let column = self.peek().1;
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(too_deep(column));
        }
        let found = if self.takes("!").is_some() {
            let of = self.unary()?;
            node(column, What::Not(Box::new(of)))
        } else if self.takes("-").is_some() {
            self.negative(column)
        } else {
            self.member()
        };
        self.depth -= 1;
        found
    }

    /// A minus before a number is part of the number, so that the least one can be written.
    fn negative(&mut self, column: u32) -> Parsed {
        let number = match self.peek().0 {
            Token::Int(number) => {
                let negative = 0_i64.checked_sub_unsigned(number);
                Some(What::Int(negative.ok_or_else(|| ConditionError::at(column, "the number is too large"))?))
            }
            Token::Decimal(number) => Some(What::Decimal(-number)),
            _ => None,
        };
        match number {
            Some(number) => {
                self.take();
                node(column, number)
            }
            None => {
                let of = self.unary()?;
                node(column, What::Negative(Box::new(of)))
            }
        }
    }

    fn member(&mut self) -> Parsed {
        let mut of = self.primary()?;
        while self.takes(".").is_some() {
            let (token, column) = self.take();
            let Token::Name(name) = token else {
                return Err(ConditionError::at(column, format!("expected the name of a field after `.`, found {}", token.shown())));
            };
            of = if self.takes("(").is_some() {
                let given = self.list(")")?;
                node(column, What::Call(Some(Box::new(of)), name, given))?
            } else {
                node(column, What::Field(Box::new(of), name))?
            };
        }
        if let Some(column) = self.takes("[") {
            return Err(ConditionError::at(column, "elements are not taken by number: ask with `in`, `exists` or `all`"));
        }
        Ok(of)
    }

    fn primary(&mut self) -> Parsed {
        let (token, column) = self.take();
        let what = match token {
            Token::Int(number) => {
                let number = i64::try_from(number).map_err(|_| ConditionError::at(column, "the number is too large"))?;
                What::Int(number)
            }
            Token::Decimal(number) => What::Decimal(number),
            Token::Text(text) => What::Text(text),
            Token::Mark("(") => {
                let inner = self.expression()?;
                self.expect(")", "to close the bracket")?;
                return Ok(inner);
            }
            Token::Mark("[") => What::List(self.list("]")?),
            Token::Name(name) => match name.as_str() {
                "true" => What::Bool(true),
                "false" => What::Bool(false),
                "null" | "in" => return Err(ConditionError::at(column, format!("`{name}` cannot stand here"))),
                _ if self.takes("(").is_some() => What::Call(None, name, self.list(")")?),
                _ => What::Name(name),
            },
            other => return Err(ConditionError::at(column, format!("expected a value, found {}", other.shown()))),
        };
        node(column, what)
    }

    /// Values between commas, up to a closing mark.
    fn list(&mut self, end: &str) -> Result<Vec<Node>, ConditionError> {
        let mut found = Vec::new();
        if self.takes(end).is_some() {
            return Ok(found);
        }
        loop {
            found.push(self.expression()?);
            if self.takes(",").is_none() {
                self.expect(end, "or `,`")?;
                return Ok(found);
            }
        }
    }
}
