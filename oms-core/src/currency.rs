//! Currencies and the number of decimals of their minor unit, as ISO 4217 lists them.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Currencies whose minor unit has 0 decimals. Tables are sorted, since every amount that is read asks them.
const NO_DIGITS: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";

/// Currencies whose minor unit has 2 decimals.
const TWO_DIGITS: &str = "\
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF \
    CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL \
    HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU \
    MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR \
    SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED \
    VES WST XAD XCD XCG YER ZAR ZMW ZWG";

/// Currencies whose minor unit has 3 decimals.
const THREE_DIGITS: &str = "BHD IQD JOD KWD LYD OMR TND";

/// Currencies whose minor unit has 4 decimals.
const FOUR_DIGITS: &str = "CLF UYW";

/// A currency of ISO 4217, such as `EUR`. Precious metals and test codes, which have no minor unit, are not currencies here.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Currency {
    code: [u8; 3],
    digits: u8,
}

/// A text that is no currency code with a minor unit.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{code}` is no ISO 4217 currency with a minor unit: use a code such as `EUR`")]
pub struct UnknownCurrency {
    /// The code as given, cut after 16 characters.
    pub code: String,
}

impl Currency {
    /// Stands where none is known yet. Nothing is decided by it.
    pub(crate) const PLACEHOLDER: Currency = Currency { code: *b"EUR", digits: 2 };

    /// Takes the three upper-case letters of ISO 4217.
    pub fn new(code: &str) -> Result<Currency, UnknownCurrency> {
        let unknown = || UnknownCurrency { code: code.chars().take(16).collect() };
        let letters: [u8; 3] = code.as_bytes().try_into().map_err(|_| unknown())?;
        if !letters.iter().all(u8::is_ascii_uppercase) {
            return Err(unknown());
        }
        let digits = match () {
            () if is_listed(letters, TWO_DIGITS) => 2,
            () if is_listed(letters, NO_DIGITS) => 0,
            () if is_listed(letters, THREE_DIGITS) => 3,
            () if is_listed(letters, FOUR_DIGITS) => 4,
            () => return Err(unknown()),
        };
        Ok(Currency { code: letters, digits })
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// The decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
    pub const fn digits(self) -> u8 {
        self.digits
    }
}

/// Whether a sorted table has a code: three letters each, and a space between them.
fn is_listed(code: [u8; 3], table: &str) -> bool {
    let mut rest = table.as_bytes();
    while rest.len() >= code.len() {
        let middle = rest.len() / 8 * 4;
        let Some((lower, [first, second, third, upper @ ..])) = rest.split_at_checked(middle) else { return false };
        rest = match code.cmp(&[*first, *second, *third]) {
            Ordering::Equal => return true,
            Ordering::Less => lower,
            Ordering::Greater => upper.get(1..).unwrap_or_default(),
        };
    }
    false
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = smol_str::SmolStr::deserialize(deserializer)?;
        Currency::new(&code).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn every_listed_code_is_found_and_no_other() {
        for (table, digits) in [(TWO_DIGITS, 2), (NO_DIGITS, 0), (THREE_DIGITS, 3), (FOUR_DIGITS, 4)] {
            let codes: Vec<&str> = table.split(' ').collect();
            assert!(codes.is_sorted() && codes.iter().all(|code| code.len() == 3), "{table}");
            assert!(codes.iter().all(|code| Currency::new(code).unwrap().digits() == digits), "{table}");
        }
        let letters = || b'A'..=b'Z';
        let codes = letters().flat_map(|one| letters().flat_map(move |two| letters().map(move |three| [one, two, three])));
        let found = codes.filter(|code| Currency::new(std::str::from_utf8(code).unwrap()).is_ok()).count();
        let listed = [TWO_DIGITS, NO_DIGITS, THREE_DIGITS, FOUR_DIGITS].iter().map(|table| table.split(' ').count()).sum::<usize>();
        assert_eq!(found, listed);
    }

    #[test]
    fn minor_units_follow_iso_4217() {
        for (code, digits) in [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("GBP", 2)] {
            assert_eq!(Currency::new(code).unwrap().digits(), digits, "{code}");
        }
        for wrong in ["eur", "XTS", "XAU", "EURO", "E R", "", "AB "] {
            assert!(Currency::new(wrong).is_err(), "{wrong}");
        }
    }
}
