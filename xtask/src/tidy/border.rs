//! A panic that gets as far as Node ends the process: every function that Node calls catches them.

use super::Finding;
use super::tree::TextFile;

const NATIVE: &str = "oms-node/native";

pub(super) fn check(file: &TextFile) -> Vec<Finding> {
    if !file.is_rust() || !file.is_within(NATIVE) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut exported: Option<(usize, &str)> = None;
    for (number, line) in file.lines() {
        let line = line.trim();
        if line.starts_with("#[napi") {
            exported = Some((number, line));
        } else if !line.starts_with("#[") && !line.starts_with("//") {
            let is_function = line.contains("fn ");
            if let Some((number, attribute)) = exported.take()
                && is_function
                && !attribute.contains("catch_unwind")
            {
                findings.push(file.finding(number, "a panic in here would end the process of the host: add `catch_unwind`".to_owned()));
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
    fn a_function_for_node_that_lets_panics_out_is_found() {
        let text = "#[napi]\n#[allow(x)]\npub fn one() {}\n#[napi(getter, catch_unwind)]\npub fn two() {}\n#[napi]\npub struct Three {}\n";
        let found = check(&file("oms-node/native/lib.rs", text));
        assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [1]);
        assert!(check(&file("oms-core/src/lib.rs", text)).is_empty());
    }
}
