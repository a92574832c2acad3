//! The borders to other languages: thin, and nothing that goes wrong behind them ends the process of the host.

use std::path::PathBuf;

use super::Finding;
use super::tree::TextFile;

/// A binding grows by itself when the core does: what is written by hand for it stays within this part of the core's lines, in percent.
const BY_HAND_MAX: usize = 15;

/// What each binding is made of; tests and examples are not counted.
const BINDINGS: &[(&str, &[&str])] = &[
    ("oms-py", &["oms-py/src", "oms-py/python"]),
    ("oms-node", &["oms-node/native", "oms-node/src", "oms-node/scripts"]),
    ("oms-ffi", &["oms-ffi/src", "oms-ffi/kotlin/src/main", "oms-ffi/swift/Sources"]),
];

pub(super) fn check_tree(files: &[TextFile]) -> Vec<Finding> {
    let by_hand = |folders: &[&str]| -> usize {
        let within = files.iter().filter(|file| !file.is_generated() && folders.iter().any(|folder| file.is_within(folder)));
        within.map(|file| file.text.lines().count()).sum()
    };
    let core = by_hand(&["oms-core/src"]);
    let thick = BINDINGS.iter().map(|(name, folders)| (name, by_hand(folders))).filter(|(_, lines)| lines * 100 > core * BY_HAND_MAX);
    let told = |(name, lines): (&&str, usize)| Finding {
        path: PathBuf::from(*name),
        line: 0,
        message: format!("{lines} lines are written by hand, more than {BY_HAND_MAX} % of the core's {core}: have them generated"),
    };
    thick.map(told).collect()
}

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
    fn a_binding_that_grows_by_hand_is_found() {
        let core = || file("oms-core/src/lib.rs", &"line\n".repeat(100));
        let generated = || file("oms-py/python/oms/models.py", &format!("# Written by `cargo xtask bindings`\n{}", "line\n".repeat(100)));
        let thin = check_tree(&[core(), generated(), file("oms-py/src/lib.rs", &"line\n".repeat(14))]);
        assert!(thin.is_empty(), "{thin:?}");
        let thick = check_tree(&[core(), generated(), file("oms-py/src/lib.rs", &"line\n".repeat(16))]);
        assert_eq!(thick.iter().map(|finding| finding.path.to_str().unwrap()).collect::<Vec<_>>(), ["oms-py"]);
    }

    #[test]
    fn a_function_for_node_that_lets_panics_out_is_found() {
        let text = "#[napi]\n#[allow(x)]\npub fn one() {}\n#[napi(getter, catch_unwind)]\npub fn two() {}\n#[napi]\npub struct Three {}\n";
        let found = check(&file("oms-node/native/lib.rs", text));
        assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [1]);
        assert!(check(&file("oms-core/src/lib.rs", text)).is_empty());
    }
}
