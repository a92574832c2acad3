//! Keys of instructions: what makes a provider do once what it is told twice.

use sha2::{Digest as _, Sha256};

use crate::{IdError, InstructionKey, OrderId, PaymentId};

/// The longest key that tells what it is about; the strictest of the large providers take 64 bytes.
const KEY_LENGTH_MAX: usize = 64;

/// `order/payment/number`, with what would be ambiguous escaped; its SHA-256 where that is too long.
pub(super) fn key(order: &OrderId, payment: &PaymentId, number: usize) -> Result<InstructionKey, IdError> {
    let escaped = |id: &str| id.replace('%', "%25").replace('/', "%2F");
    let readable = format!("{}/{}/{number}", escaped(order.as_str()), escaped(payment.as_str()));
    let text = if readable.len() > KEY_LENGTH_MAX {
        Sha256::digest(readable.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    } else {
        readable
    };
    InstructionKey::new(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn key_of(order: &str, payment: &str, number: usize) -> String {
        key(&order.parse().unwrap(), &payment.parse().unwrap(), number).unwrap().to_string()
    }

    #[test]
    fn keys_tell_what_they_are_about_and_differ() {
        assert_eq!(key_of("o1", "card", 3), "o1/card/3");
        assert_eq!(key_of("a/1", "b", 1), "a%2F1/b/1");
        assert_ne!(key_of("a/1", "b", 1), key_of("a", "1/b", 1));
        assert_ne!(key_of("a%2F1", "b", 1), key_of("a/1", "b", 1));
    }

    #[test]
    fn long_names_have_short_keys() {
        let (order, payment) = ("o".repeat(128), "p".repeat(128));
        let long = key_of(&order, &payment, 1);
        assert_eq!(long.len(), 64);
        assert!(long.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(long, key_of(&order, &payment, 2));
    }
}
