//! Partial comparison: only what is stated is compared.

use serde_json::Value;

/// Adds a line to `differences` for everything in `expected` that is otherwise in `actual`.
///
/// - An object matches when each of its members matches the member of that name; other members may be there.
///   A stated `null` matches an absent member.
/// - An array matches an array of the same length, element by element.
/// - Everything else matches what is equal to it.
pub(super) fn compare(path: &str, expected: &Value, actual: &Value, differences: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(members), Value::Object(found)) => {
            for (name, member) in members {
                compare(&join(path, name), member, found.get(name).unwrap_or(&Value::Null), differences);
            }
        }
        (Value::Array(elements), Value::Array(found)) if elements.len() == found.len() => {
            for (index, (element, other)) in elements.iter().zip(found).enumerate() {
                compare(&format!("{path}[{index}]"), element, other, differences);
            }
        }
        _ if expected == actual => {}
        _ => differences.push(format!("{path}: expected {expected}, actual {actual}")),
    }
}

/// Whether `actual` has everything stated in `expected`.
pub(super) fn matches(expected: &Value, actual: &Value) -> bool {
    let mut differences = Vec::new();
    compare("", expected, actual, &mut differences);
    differences.is_empty()
}

/// Adds a line to `differences` unless the elements of `expected` match elements of `actual` in their order, others
/// standing between them or not.
pub(super) fn compare_sequence(path: &str, expected: &[Value], actual: &[Value], differences: &mut Vec<String>) {
    let mut rest = actual.iter();
    for (index, element) in expected.iter().enumerate() {
        if !rest.any(|other| matches(element, other)) {
            let found = Value::Array(actual.to_vec());
            differences.push(format!("{path}[{index}]: expected {element} in its place, actual {found}"));
            return;
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn differences(expected: &Value, actual: &Value) -> Vec<String> {
        let mut differences = Vec::new();
        compare("", expected, actual, &mut differences);
        differences
    }

    #[test]
    fn what_is_not_stated_is_not_compared() {
        let actual = json!({"sku": "tee", "units": {"open": 1, "shipped": 2}});
        assert!(differences(&json!({"units": {"shipped": 2}}), &actual).is_empty());
        assert!(differences(&json!({}), &actual).is_empty());
    }

    #[test]
    fn a_difference_names_its_place_and_both_values() {
        let actual = json!({"units": {"shipped": 2}});
        let found = differences(&json!({"units": {"shipped": 3}}), &actual);
        assert_eq!(found, ["units.shipped: expected 3, actual 2"]);
    }

    #[test]
    fn null_states_absence() {
        assert!(differences(&json!({"hold": null}), &json!({})).is_empty());
        assert_eq!(differences(&json!({"hold": null}), &json!({"hold": 1})).len(), 1);
        assert_eq!(differences(&json!({"hold": 1}), &json!({})).len(), 1);
    }

    #[test]
    fn arrays_have_the_length_that_is_stated() {
        assert!(differences(&json!([{"id": 1}]), &json!([{"id": 1, "kind": "stock"}])).is_empty());
        assert_eq!(differences(&json!([]), &json!([1])).len(), 1);
        assert_eq!(differences(&json!([2, 1]), &json!([1, 2])).len(), 2);
    }

    #[test]
    fn a_number_is_not_its_text() {
        assert_eq!(differences(&json!("10.00"), &json!("10.0")).len(), 1);
        assert_eq!(differences(&json!(1), &json!("1")).len(), 1);
    }

    #[test]
    fn a_sequence_may_have_others_between_but_not_out_of_order() {
        let actual = [json!({"type": "a"}), json!({"type": "b"}), json!({"type": "c"})];
        let check = |expected: &[Value]| {
            let mut differences = Vec::new();
            compare_sequence("events", expected, &actual, &mut differences);
            differences.is_empty()
        };
        assert!(check(&[json!({"type": "a"}), json!({"type": "c"})]));
        assert!(!check(&[json!({"type": "c"}), json!({"type": "a"})]));
        assert!(!check(&[json!({"type": "a"}), json!({"type": "a"})]));
    }
}
