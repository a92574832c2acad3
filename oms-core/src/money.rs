//! Amounts of money in minor units, and the two ways to divide them without losing a cent.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Arrange, Currency, Quantity};

/// The largest amount a command may name, in minor units: sums of ten thousand of them still fit.
pub const MINOR_MAX: i64 = 100_000_000_000_000;

/// An exact amount: a whole number of minor units, and how many decimals those have.
///
/// 1999 with two digits is `19.99`, and that is how it is written on the wire. The currency stands once on the
/// record an amount belongs to. Amounts may be negative (a balance, a difference).
///
/// Nothing is the same amount whatever its decimals: records leave zero amounts out and do not know the decimals of what they left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Amount {
    minor: i64,
    digits: u8,
}

/// Why an amount could not be made or summed.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum AmountError {
    /// The amount is finer than the currency's minor unit.
    #[error("`{amount}` has more decimals than `{currency}` allows ({digits}): round it before you send it")]
    TooFine {
        /// The amount as given.
        amount: Decimal,
        /// The currency it was given in.
        currency: Currency,
        /// The decimals of the minor unit.
        digits: u8,
    },
    /// The amount or a sum is beyond what is accepted.
    #[error("an amount is at most {MINOR_MAX} minor units")]
    TooLarge,
}

impl Amount {
    /// Nothing, in `currency`.
    pub const fn zero(currency: Currency) -> Amount {
        Amount { minor: 0, digits: currency.digits() }
    }

    /// An amount of `minor` units of `currency`.
    pub const fn from_minor(minor: i64, currency: Currency) -> Amount {
        Amount { minor, digits: currency.digits() }
    }

    /// The same kind of amount with another number of minor units.
    #[must_use]
    pub const fn with_minor(self, minor: i64) -> Amount {
        Amount { minor, digits: self.digits }
    }

    /// Takes a decimal amount exactly; more decimals than the currency has are refused.
    pub fn exact(amount: Decimal, currency: Currency) -> Result<Amount, AmountError> {
        let digits = currency.digits();
        let (mantissa, scale) = (amount.mantissa(), amount.scale());
        let minor = if scale <= u32::from(digits) {
            mantissa.checked_mul(10_i128.pow(u32::from(digits) - scale))
        } else {
            let unit = 10_i128.pow(scale - u32::from(digits));
            if mantissa % unit != 0 {
                return Err(AmountError::TooFine { amount, currency, digits });
            }
            Some(mantissa / unit)
        };
        Amount::bounded(minor, digits)
    }

    /// Rounds a decimal amount half away from zero to the currency's minor unit.
    pub fn rounded(amount: Decimal, currency: Currency) -> Result<Amount, AmountError> {
        Amount::scaled(Some(amount.mantissa()), amount.scale(), currency)
    }

    /// What so many units cost at a price that may be finer than the currency, rounded half away from zero once for all of them.
    pub fn of_units(price: Decimal, units: Quantity, currency: Currency) -> Result<Amount, AmountError> {
        Amount::scaled(price.mantissa().checked_mul(i128::from(units.units())), price.scale(), currency)
    }

    /// `mantissa` with `scale` decimals, rounded half away from zero.
    fn scaled(mantissa: Option<i128>, scale: u32, currency: Currency) -> Result<Amount, AmountError> {
        let (mantissa, digits) = (mantissa.ok_or(AmountError::TooLarge)?, currency.digits());
        let minor = match scale.checked_sub(u32::from(digits)) {
            None => mantissa.checked_mul(10_i128.pow(u32::from(digits) - scale)),
            Some(0) => Some(mantissa),
            Some(surplus) => {
                let unit = 10_i128.pow(surplus);
                mantissa.checked_add(unit / 2 * mantissa.signum()).map(|mantissa| mantissa / unit)
            }
        };
        Amount::bounded(minor, digits)
    }

    fn bounded(minor: Option<i128>, digits: u8) -> Result<Amount, AmountError> {
        let minor = minor.and_then(|minor| i64::try_from(minor).ok()).filter(|minor| minor.abs() <= MINOR_MAX);
        Ok(Amount { minor: minor.ok_or(AmountError::TooLarge)?, digits })
    }

    /// The amount as a decimal, with the currency's decimals.
    pub fn decimal(self) -> Decimal {
        Decimal::from_i128_with_scale(i128::from(self.minor), u32::from(self.digits))
    }

    /// The number of minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// Whether it is nothing.
    pub const fn is_zero(&self) -> bool {
        self.minor == 0
    }

    /// Whether it is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// The sum of two amounts of one currency. Bounded commands cannot overflow it; it saturates rather than stop.
    #[must_use]
    pub const fn plus(self, other: Amount) -> Amount {
        Amount { minor: self.minor.saturating_add(other.minor), digits: self.digits_with(other) }
    }

    /// The difference of two amounts of one currency.
    #[must_use]
    pub const fn minus(self, other: Amount) -> Amount {
        Amount { minor: self.minor.saturating_sub(other.minor), digits: self.digits_with(other) }
    }

    /// The decimals of a sum: an amount that was left out of a record has none of its own.
    const fn digits_with(self, other: Amount) -> u8 {
        if self.minor == 0 && other.digits > self.digits { other.digits } else { self.digits }
    }

    /// The smaller of two amounts of one currency.
    #[must_use]
    pub const fn at_most(self, other: Amount) -> Amount {
        if other.minor < self.minor { other } else { self }
    }
}

impl PartialEq for Amount {
    fn eq(&self, other: &Amount) -> bool {
        self.minor == other.minor && (self.minor == 0 || self.digits == other.digits)
    }
}

impl Eq for Amount {}

impl std::hash::Hash for Amount {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.minor.hash(state);
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Amount) -> Option<std::cmp::Ordering> {
        let comparable = self.digits == other.digits || self.minor == 0 || other.minor == 0;
        comparable.then(|| self.minor.cmp(&other.minor))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0_u8; 32];
        formatter.write_str(write_decimal(self.minor, self.digits, &mut text))
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = [0_u8; 32];
        serializer.serialize_str(write_decimal(self.minor, self.digits, &mut text))
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = smol_str::SmolStr::deserialize(deserializer)?;
        let wrong = || serde::de::Error::custom(format_args!("`{text}` is no amount such as `19.99`"));
        let digits = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let amount: Decimal = text.parse().map_err(|_| wrong())?;
        let digits = u8::try_from(digits).ok().filter(|digits| u32::from(*digits) == amount.scale()).ok_or_else(wrong)?;
        let minor = i64::try_from(amount.mantissa()).map_err(|_| wrong())?;
        Ok(Amount { minor, digits })
    }
}

/// Writes from the right: minor units, the point, the whole units, the sign.
fn write_decimal(minor: i64, digits: u8, text: &mut [u8; 32]) -> &str {
    let mut rest = minor.unsigned_abs();
    let mut written = 0_u8;
    let mut start = text.len();
    for place in text.iter_mut().rev() {
        if written == digits && digits > 0 && start + usize::from(digits) == 32 {
            *place = b'.';
            start -= 1;
            continue;
        }
        if rest == 0 && written > digits {
            break;
        }
        *place = b'0' + u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        written += 1;
        start -= 1;
    }
    if minor < 0 {
        start -= 1;
        if let Some(place) = text.get_mut(start) {
            *place = b'-';
        }
    }
    text.get(start..).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Divides `total` over `weights` so that the parts sum to it exactly, by largest remainder.
///
/// Each part is its exact share rounded towards zero; the units left over go one each to the largest remainders,
/// the first of equal ones first. Weights of zero get nothing, unless all are zero: then the parts are as equal as can be.
/// A negative total is divided like its opposite. Method: Hamilton's apportionment.
///
/// ```
/// assert_eq!(oms_core::allocate(3_000, &[6_000, 4_000]), [1_800, 1_200]);
/// assert_eq!(oms_core::allocate(100, &[1, 1, 1]), [34, 33, 33]);
/// ```
pub fn allocate(total: i64, weights: &[u64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let equal = sum == 0;
    let whole = if equal { i128::try_from(weights.len()).unwrap_or_default() } else { sum };
    if whole == 0 {
        return Vec::new();
    }
    let magnitude = i128::from(total.unsigned_abs());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut parts = Vec::with_capacity(weights.len());
    let mut given = 0_i128;
    for (index, weight) in weights.iter().enumerate() {
        let share = magnitude * if equal { 1 } else { i128::from(*weight) };
        parts.push(share / whole);
        given += share / whole;
        remainders.push((std::cmp::Reverse(share % whole), index));
    }
    remainders.arrange();
    let left = usize::try_from(magnitude - given).unwrap_or_default();
    for (_, index) in remainders.into_iter().take(left) {
        if let Some(part) = parts.get_mut(index) {
            *part += 1;
        }
    }
    let sign = if total < 0 { -1 } else { 1 };
    parts.into_iter().map(|part| i64::try_from(part * sign).unwrap_or_default()).collect()
}

/// What the units up to the `taken`-th of `units` bring together out of `total`, rounded half up.
///
/// The share of units n+1..m is the difference of two such sums, so that however a line is divided,
/// its shares sum to `total`. `total` must not be negative.
///
/// ```
/// use oms_core::cumulative_share;
/// // 29.00 for three units: 9.67, 9.66, 9.67.
/// let shares = [1, 2, 3].map(|unit| cumulative_share(2_900, unit, 3) - cumulative_share(2_900, unit - 1, 3));
/// assert_eq!(shares, [967, 966, 967]);
/// ```
pub fn cumulative_share(total: i64, taken: i64, units: i64) -> i64 {
    if units <= 0 || taken <= 0 {
        return 0;
    }
    let (total, taken, units) = (i128::from(total), i128::from(taken.min(units)), i128::from(units));
    i64::try_from((total * taken * 2 + units).div_euclid(units * 2)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::new(code).unwrap()
    }

    #[test]
    fn amounts_read_back_as_written() {
        for (minor, code, text) in [
            (0, "EUR", "0.00"),
            (5, "EUR", "0.05"),
            (1999, "EUR", "19.99"),
            (-105, "EUR", "-1.05"),
            (1999, "JPY", "1999"),
            (0, "JPY", "0"),
            (-7, "JPY", "-7"),
            (1, "KWD", "0.001"),
            (123_456, "KWD", "123.456"),
            (i64::MAX, "EUR", "92233720368547758.07"),
            (i64::MIN, "KWD", "-9223372036854775.808"),
        ] {
            let amount = Amount::from_minor(minor, currency(code));
            assert_eq!(amount.to_string(), text);
            assert_eq!(serde_json::from_str::<Amount>(&format!("\"{text}\"")).unwrap(), amount, "{text}");
        }
    }

    #[test]
    fn an_amount_left_out_of_a_record_takes_on_the_decimals_of_what_is_added() {
        let credited = Amount::default().plus(Amount::from_minor(967, currency("EUR")));
        assert_eq!(credited.to_string(), "9.67");
        assert_eq!(Amount::default().minus(credited).to_string(), "-9.67");
        assert_eq!(credited.minus(Amount::default()).to_string(), "9.67");
        assert_eq!(Amount::default(), Amount::zero(currency("KWD")));
        assert!(Amount::default() < credited && credited > Amount::default());
        assert_eq!(credited.partial_cmp(&Amount::from_minor(967, currency("JPY"))), None);
    }

    #[test]
    fn finer_than_the_minor_unit_is_refused() {
        let amount = |text: &str, code| Amount::exact(text.parse().unwrap(), currency(code)).map(Amount::minor);
        assert_eq!(amount("19.9", "EUR"), Ok(1990));
        assert_eq!(amount("19.9000", "EUR"), Ok(1990));
        assert!(matches!(amount("19.999", "EUR"), Err(AmountError::TooFine { .. })));
        assert!(matches!(amount("0.5", "JPY"), Err(AmountError::TooFine { .. })));
        assert_eq!(amount("99999999999999999999", "EUR"), Err(AmountError::TooLarge));
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        let rounded = |text: &str, code| Amount::rounded(text.parse().unwrap(), currency(code)).map(Amount::minor);
        assert_eq!(rounded("0.105", "EUR"), Ok(11));
        assert_eq!(rounded("0.1049", "EUR"), Ok(10));
        assert_eq!(rounded("-0.105", "EUR"), Ok(-11));
        assert_eq!(rounded("12.5", "JPY"), Ok(13));
        assert_eq!(rounded("7", "EUR"), Ok(700));
        assert_eq!(rounded("1.0005", "KWD"), Ok(1_001));
    }

    #[test]
    fn units_are_rounded_together() {
        let cost = |price: &str, units, code| {
            Amount::of_units(price.parse().unwrap(), Quantity::new(units).unwrap(), currency(code)).map(Amount::minor)
        };
        assert_eq!(cost("0.333", 3, "EUR"), Ok(100));
        assert_eq!(cost("0.335", 1, "EUR"), Ok(34));
        assert_eq!(cost("12.5", 3, "JPY"), Ok(38));
        assert_eq!(cost("7", 2, "KWD"), Ok(14_000));
        assert_eq!(cost("0", 5, "EUR"), Ok(0));
        assert_eq!(cost("1000000000", 1_000, "EUR"), Ok(MINOR_MAX));
        assert_eq!(cost("1000000000.01", 1_000, "EUR"), Err(AmountError::TooLarge));
        assert_eq!(cost("79228162514264337593543950335", 1_000_000_000, "KWD"), Err(AmountError::TooLarge));
    }

    #[test]
    fn published_prorations_hold() {
        for (weights, total, parts) in [
            (&[123_u64][..], 300, &[300_i64][..]),
            (&[4_000, 2_000, 2_000], 300, &[150, 75, 75]),
            (&[4_000, 2_000, 2_000], -300, &[-150, -75, -75]),
            (&[4_300, 1_400, 2_300], 299, &[161, 52, 86]),
            (&[1_000, 1_000, 1_000], 299, &[100, 100, 99]),
            (&[10, 20, 10, 30, 50, 20, 10, 40], 95, &[5, 10, 5, 15, 25, 10, 5, 20]),
            (&[10, 20, 10, 30, 50, 20, 10, 40], 93, &[5, 10, 5, 15, 24, 10, 5, 19]),
            (&[10, 0], 40, &[40, 0]),
            (&[0, 0], 10, &[5, 5]),
            (&[0, 0], 0, &[0, 0]),
            (&[100, 100], -20, &[-10, -10]),
        ] {
            assert_eq!(allocate(total, weights), parts, "{weights:?} {total}");
        }
    }
}
