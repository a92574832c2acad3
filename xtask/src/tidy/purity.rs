//! The core is a function of its inputs: it knows no clock, no file, no thread, no randomness and no floating point.

use super::Finding;
use super::tree::TextFile;
use super::words::contains_word;

const CORE: &str = "oms-core/src";

/// What would make two runs of the core differ, with the reason.
const IMPURE: &[(&str, &str)] = &[
    ("f32", "amounts and quantities are exact"),
    ("f64", "amounts and quantities are exact"),
    ("SystemTime", "time is an argument"),
    ("Instant", "time is an argument"),
    ("::now()", "time is an argument"),
    ("RandomState", "iteration order would differ from run to run"),
    ("std::fs", "storage is the host's"),
    ("std::net", "the core talks to nobody"),
    ("std::env", "configuration is an argument"),
    ("std::process", "the core starts nothing"),
    ("std::thread", "the core runs on the caller's thread"),
    ("thread_local!", "the core keeps no state of its own"),
    ("static mut", "the core keeps no state of its own"),
    ("println!", "the core talks to nobody"),
    ("eprintln!", "the core talks to nobody"),
];

pub(super) fn check(file: &TextFile) -> Vec<Finding> {
    if !file.is_rust() || !file.is_within(CORE) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (number, line) in file.lines() {
        let code = line.split("//").next().unwrap_or(line);
        // Whoever writes for serde has to name every kind of number.
        if code.trim_start().starts_with("fn serialize_f") {
            continue;
        }
        for (word, reason) in IMPURE {
            if contains_word(code, word) {
                findings.push(file.finding(number, format!("`{word}` has no place in the core: {reason}")));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn floating_point_and_clocks_are_found_in_the_core_only() {
        let text = "fn price() -> f64 { 0.1 }\nlet started = Instant::now();\n";
        assert_eq!(check(&file("oms-core/src/money.rs", text)).len(), 3);
        assert!(check(&file("benches/src/lib.rs", text)).is_empty());
    }

    #[test]
    fn a_comment_may_name_what_the_code_must_not_use() {
        assert!(check(&file("oms-core/src/money.rs", "/// Never an f64: 0.1 has no binary form.\n")).is_empty());
    }

    #[test]
    fn longer_names_are_not_found() {
        assert!(check(&file("oms-core/src/money.rs", "number.as_f64_text(); work.now()")).is_empty());
    }
}
