//! From text to words.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::error::ConditionError;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Name(SmolStr),
    Int(u64),
    Decimal(Decimal),
    Text(SmolStr),
    /// An operator or a bracket.
    Mark(&'static str),
    End,
}

impl Token {
    /// As people see it in the text.
    pub(super) fn shown(&self) -> String {
        match self {
            Token::Name(name) => format!("`{name}`"),
            Token::Int(number) => format!("`{number}`"),
            Token::Decimal(number) => format!("`{number}`"),
            Token::Text(_) => "a text".into(),
            Token::Mark(mark) => format!("`{mark}`"),
            Token::End => "the end".into(),
        }
    }
}

/// Longer marks first, so that `<=` is not read as `<`.
const MARKS: &[&str] = &["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "?", ":", "+", "-", "*", "(", ")", "[", "]", ".", ","];

/// The words of a text with their columns, the end last.
pub(super) fn tokens(source: &str) -> Result<Vec<(Token, u32)>, ConditionError> {
    let mut found = Vec::new();
    let mut rest = source;
    let mut column = 1_u32;
    while let Some(first) = rest.chars().next() {
        let from = column;
        let (token, length) = if first.is_whitespace() {
            (None, first.len_utf8())
        } else if first.is_ascii_alphabetic() || first == '_' {
            let length = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(rest.len());
            (Some(Token::Name(rest.get(..length).unwrap_or_default().into())), length)
        } else if first.is_ascii_digit() {
            let (token, length) = number(rest, from)?;
            (Some(token), length)
        } else if first == '"' || first == '\'' {
            let (token, length) = text(rest, first, from)?;
            (Some(token), length)
        } else if let Some(mark) = MARKS.iter().find(|mark| rest.starts_with(**mark)) {
            (Some(Token::Mark(mark)), mark.len())
        } else {
            let hint = match first {
                '=' => ": compare with `==`",
                '&' => ": write `&&`",
                '|' => ": write `||`",
                '/' | '%' => ": conditions do not divide; multiply the other side",
                _ => "",
            };
            return Err(ConditionError::at(from, format!("`{first}` has no meaning here{hint}")));
        };
        found.extend(token.map(|token| (token, from)));
        let (taken, left) = rest.split_at_checked(length).unwrap_or((rest, ""));
        column = column.saturating_add(u32::try_from(taken.chars().count()).unwrap_or(u32::MAX));
        rest = left;
    }
    found.push((Token::End, column));
    Ok(found)
}

fn number(rest: &str, column: u32) -> Result<(Token, usize), ConditionError> {
    let digits = |text: &str| text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let whole = digits(rest);
    let fraction = rest.get(whole..).and_then(|rest| rest.strip_prefix('.')).map_or(0, digits);
    let length = if fraction == 0 { whole } else { whole + 1 + fraction };
    let written = rest.get(..length).unwrap_or_default();
    if rest.get(length..).and_then(|rest| rest.chars().next()).is_some_and(|next| next.is_ascii_alphabetic() || next == '_') {
        return Err(ConditionError::at(
            column,
            format!("`{written}` is followed by a letter: numbers are digits, such as `12` or `12.50`"),
        ));
    }
    let token = if fraction == 0 { written.parse().ok().map(Token::Int) } else { written.parse().ok().map(Token::Decimal) };
    // Texts of more digits than a decimal holds would be rounded: they are refused.
    let token = token.filter(|token| !matches!(token, Token::Decimal(number) if number.scale() as usize != fraction));
    token.map(|token| (token, length)).ok_or_else(|| ConditionError::at(column, "the number is too large, or has too many decimals"))
}

fn text(rest: &str, quote: char, column: u32) -> Result<(Token, usize), ConditionError> {
    let mut value = String::new();
    let mut letters = rest.char_indices().skip(1);
    while let Some((place, letter)) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some((_, escaped @ ('\\' | '"' | '\''))) => value.push(escaped),
                Some((_, 'n')) => value.push('\n'),
                Some((_, 't')) => value.push('\t'),
                _ => return Err(ConditionError::at(column, "after `\\` write one of \\ \" ' n t")),
            },
            '\n' => break,
            _ if letter == quote => return Ok((Token::Text(value.into()), place + letter.len_utf8())),
            _ => value.push(letter),
        }
    }
    Err(ConditionError::at(column, format!("the text that begins here does not end: close it with `{quote}`")))
}
