//! What fields are that are left out.

pub(crate) fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(crate) fn is<const SAID: bool>(value: &bool) -> bool {
    *value == SAID
}

/// A number that is not the default of its type.
pub(crate) fn whole<T: TryFrom<i64> + Default, const N: i64>() -> T {
    T::try_from(N).unwrap_or_default()
}

pub(crate) fn is_whole<T: TryFrom<i64> + PartialEq, const N: i64>(value: &T) -> bool {
    T::try_from(N).is_ok_and(|known| known == *value)
}

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
