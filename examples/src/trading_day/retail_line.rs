//! One line of an invoice, and how it is read from the columns of the file.
//!
//! A line is taken as it is published; a value that its column does not promise is a named fault.

use csv::ByteRecord;
use jiff::civil::DateTime;
use rust_decimal::Decimal;
use smol_str::{SmolStr, StrExt as _};

use super::territory::stable_hash;

/// One line of an invoice.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// Where the line stands in the file; the header is line 1.
    pub number: u64,
    /// Invoice number as published, such as `536365` or `C536379`.
    pub invoice: SmolStr,
    /// Article or pseudo code, in upper case.
    pub code: SmolStr,
    /// Whether the code was published with small letters.
    pub code_was_lower_case: bool,
    /// Name of the article as typed; may be empty.
    pub description: SmolStr,
    /// Units; negative in cancellations and write-offs, never zero.
    pub quantity: i64,
    /// The shop's own clock.
    pub time: DateTime,
    /// Pounds sterling per unit.
    pub unit_price: Decimal,
    /// Customer number without the published `.0`; a quarter of the lines have none.
    pub customer: Option<SmolStr>,
    /// Country of the customer, as published.
    pub country: SmolStr,
}

impl Line {
    /// Quantity times unit price. Both are bounded when the line is read, so that the product always fits.
    pub fn amount(&self) -> Decimal {
        Decimal::from(self.quantity) * self.unit_price
    }

    /// Adds everything that is published in the line to a hash of the lines before it; `text` is room to write in.
    pub fn fingerprint(&self, before: u64, text: &mut String) -> u64 {
        use std::fmt::Write as _;
        text.clear();
        let Line { invoice, code, description, quantity, time, unit_price, country, .. } = self;
        let customer = self.customer.as_deref().unwrap_or_default();
        // Writing to a text cannot fail.
        let _ = write!(text, "{before:x}|{invoice}|{code}|{description}|{quantity}|{time}|{unit_price}|{customer}|{country}");
        stable_hash(text)
    }

    /// Whether another line says the same in every published column.
    pub fn repeats(&self, other: &Line) -> bool {
        Line { number: other.number, ..self.clone() } == *other
    }
}

/// The ways in which a line can be malformed.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum FaultKind {
    /// Too few or too many fields.
    #[error("has {found} fields, the header has {expected}")]
    FieldCount {
        /// Fields in this line.
        found: usize,
        /// Fields in the header.
        expected: usize,
    },
    /// A field that must have a value is empty.
    #[error("`{column}` is empty")]
    Empty {
        /// Name of the column.
        column: &'static str,
    },
    /// A field is longer than any honest value.
    #[error("`{column}` has {length} bytes, at most {FIELD_BYTES_MAX} are read")]
    TooLong {
        /// Name of the column.
        column: &'static str,
        /// Bytes found.
        length: usize,
    },
    /// A field does not hold what its column promises.
    #[error("`{column}` is `{value}`, expected {expected}")]
    Unexpected {
        /// Name of the column.
        column: &'static str,
        /// What stands there.
        value: String,
        /// What was expected.
        expected: &'static str,
    },
}

/// The columns that are read.
pub(super) const COLUMNS: [&str; 8] =
    ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"];
const FIELD_BYTES_MAX: usize = 512;
/// Units and pounds beyond a million are typing errors; the bound also keeps every product and sum exact.
const MAGNITUDE_MAX: i64 = 1_000_000;

/// Where each column stands in this file.
pub(super) struct Columns {
    positions: [usize; 8],
    count: usize,
}

impl Columns {
    /// Finds the columns by their names, in any order; otherwise names the first that is missing.
    pub(super) fn find(header: &ByteRecord) -> Result<Columns, &'static str> {
        let mut positions = [0; 8];
        for (position, column) in positions.iter_mut().zip(COLUMNS) {
            *position = header
                .iter()
                // A spreadsheet may have put a byte order mark before the first name.
                .position(|name| name.strip_prefix(b"\xef\xbb\xbf").unwrap_or(name).trim_ascii() == column.as_bytes())
                .ok_or(column)?;
        }
        Ok(Columns { positions, count: header.len() })
    }

    /// Reads one row that stands at the given line of the file.
    pub(super) fn line(&self, record: &ByteRecord, number: u64) -> Result<Line, FaultKind> {
        if record.len() != self.count {
            return Err(FaultKind::FieldCount { found: record.len(), expected: self.count });
        }
        let field = |index: usize| -> Result<&[u8], FaultKind> {
            let position = self.positions.get(index).copied().unwrap_or_default();
            let value = record.get(position).unwrap_or_default().trim_ascii();
            let column = COLUMNS.get(index).copied().unwrap_or_default();
            if value.len() > FIELD_BYTES_MAX {
                return Err(FaultKind::TooLong { column, length: value.len() });
            }
            Ok(value)
        };
        let text = |index: usize| field(index).map(lossy);
        let required = |index: usize| {
            let value = text(index)?;
            let column = COLUMNS.get(index).copied().unwrap_or_default();
            if value.is_empty() { Err(FaultKind::Empty { column }) } else { Ok(value) }
        };
        let invoice = required(0)?;
        let published_code = required(1)?;
        let code = published_code.to_uppercase_smolstr();
        Ok(Line {
            number,
            invoice: invoice_number(invoice)?,
            code_was_lower_case: code != published_code,
            code,
            description: text(2)?,
            quantity: quantity(&required(3)?)?,
            time: time(&required(4)?)?,
            unit_price: unit_price(&required(5)?)?,
            customer: customer(&text(6)?),
            country: required(7)?,
        })
    }
}

/// Descriptions of this set contain pound signs in more than one encoding; they are names for people, so a replacement sign will do.
fn lossy(value: &[u8]) -> SmolStr {
    std::str::from_utf8(value).map_or_else(|_| SmolStr::from(String::from_utf8_lossy(value)), SmolStr::from)
}

fn invoice_number(value: SmolStr) -> Result<SmolStr, FaultKind> {
    let digits = value.strip_prefix(['C', 'A']).unwrap_or(&value);
    if digits.is_empty() || digits.len() > 12 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unexpected("InvoiceNo", &value, "digits, after an optional `C` or `A`"));
    }
    Ok(value)
}

fn quantity(value: &str) -> Result<i64, FaultKind> {
    value
        .parse::<i64>()
        .ok()
        .filter(|&quantity| quantity != 0 && (-MAGNITUDE_MAX..=MAGNITUDE_MAX).contains(&quantity))
        .ok_or_else(|| unexpected("Quantity", value, "a whole number from -1000000 to 1000000 that is not zero"))
}

fn unit_price(value: &str) -> Result<Decimal, FaultKind> {
    value
        .parse::<Decimal>()
        .ok()
        .filter(|price| price.abs() <= Decimal::from(MAGNITUDE_MAX) && price.scale() <= 6)
        .ok_or_else(|| unexpected("UnitPrice", value, "a decimal number from -1000000 to 1000000, at most six places"))
}

fn time(value: &str) -> Result<DateTime, FaultKind> {
    value.parse::<DateTime>().map_err(|_| unexpected("InvoiceDate", value, "a time such as `2010-12-06 08:34:00`"))
}

fn customer(value: &str) -> Option<SmolStr> {
    let number = value.strip_suffix(".0").unwrap_or(value);
    (!number.is_empty()).then(|| number.into())
}

fn unexpected(column: &'static str, value: &str, expected: &'static str) -> FaultKind {
    FaultKind::Unexpected { column, value: value.chars().take(60).collect(), expected }
}
