//! What GS1 accepts as a serial number: application identifier 21.

use crate::{Rejection, SerialNumber};

/// The most characters of a serial number: GS1 General Specifications, application identifier 21.
pub const SERIAL_LENGTH_MAX: usize = 20;

/// The most serial numbers that one list of a command names: what is more goes into several commands.
pub const SERIALS_MAX: usize = 1_000;

/// Whether a character is of GS1 character set 82, of which serial numbers are made: digits, Latin letters, and some signs.
const fn is_of_set_82(character: char) -> bool {
    matches!(character, '!' | '"' | '%' | '&' | '\'' | '('..='/' | '0'..='9' | ':'..='?' | 'A'..='Z' | '_' | 'a'..='z')
}

/// Refuses what is no serial number, with what is wrong with it.
pub(crate) fn check_number(serial: &SerialNumber) -> Result<(), Rejection> {
    let refused = |problem: String| Err(Rejection::SerialMalformed { serial: serial.clone(), problem: problem.into() });
    if let Some(foreign) = serial.as_str().chars().find(|character| !is_of_set_82(*character)) {
        return refused(format!("`{foreign}` is not of GS1 character set 82"));
    }
    let length = serial.as_str().len();
    if length > SERIAL_LENGTH_MAX {
        return refused(format!("it has {length} characters, and at most {SERIAL_LENGTH_MAX} are accepted"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn character_set_82_has_82_characters() {
        assert_eq!((0..=u8::MAX).filter(|byte| is_of_set_82(char::from(*byte))).count(), 82);
    }

    #[test]
    fn a_serial_number_has_1_to_20_characters_of_the_set() {
        let is_refused = |text: &str| check_number(&SerialNumber::new(text).unwrap_or("#".parse().unwrap())).is_err();
        assert!(!is_refused("a") && !is_refused("0123456789ABCDEFGHIJ") && !is_refused("x/(1)?_%"));
        assert!(is_refused("") && is_refused("0123456789ABCDEFGHIJK") && is_refused("a b") && is_refused("é") && is_refused("a#1"));
    }
}
