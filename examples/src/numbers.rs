//! How figures are written for people: thousands apart, money with its pence.

use std::fmt::Display;

use rust_decimal::Decimal;

/// A count with its noun, such as `1 order` or `1,024 orders`.
pub(crate) fn plural(count: u64, noun: impl Display) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count))
}

/// Pence as pounds, such as `£1,234.50`.
pub(crate) fn pounds(pence: i64) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    format!("{sign}£{}.{:02}", grouped(pence.unsigned_abs() / 100), pence.unsigned_abs() % 100)
}

/// Pence as whole pounds, for the marks of an axis.
pub(crate) fn whole_pounds(pence: i64) -> String {
    format!("£{}", grouped(pence.unsigned_abs() / 100))
}

/// An amount with two places or as many as it has, thousands apart.
pub(crate) fn amount(amount: Decimal) -> String {
    let text = format!("{:.*}", usize::try_from(amount.scale().max(2)).unwrap_or(2), amount.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "00"));
    let sign = if amount.is_sign_negative() && !amount.is_zero() { "-" } else { "" };
    format!("{sign}{}.{fraction}", apart(whole))
}

/// Thousands apart, as in `12,345`.
pub(crate) fn grouped(number: u64) -> String {
    apart(&number.to_string())
}

fn apart(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0, 12, 999, 1_000, 12_345, 1_234_567].map(grouped), ["0", "12", "999", "1,000", "12,345", "1,234,567"]);
        assert_eq!([plural(1, "order"), plural(0, "order"), plural(1_024, "order")], ["1 order", "0 orders", "1,024 orders"]);
    }

    #[test]
    fn money_has_its_pence() {
        assert_eq!([pounds(5), pounds(-123_456), pounds(100)], ["£0.05", "-£1,234.56", "£1.00"]);
        assert_eq!(whole_pounds(123_456_789), "£1,234,567");
        let amounts = [Decimal::new(-12_400_474, 2), Decimal::new(5, 0), Decimal::new(1, 3), Decimal::ZERO];
        assert_eq!(amounts.map(amount), ["-124,004.74", "5.00", "0.001", "0.00"]);
    }
}
