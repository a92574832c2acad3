//! Lengths and names: a file is read from top to bottom on one screen width, and its name says what it is about.

use super::Finding;
use super::tree::TextFile;

const LINE_LENGTH_MAX: usize = 140;
const FILE_LINES_MAX: usize = 500;

/// Files that may be longer, each with the reason.
const LONG_FILES: &[(&str, &str)] = &[
    ("oms-core/src/event.rs", "one list: every fact there is, each in a few lines"),
    ("oms-core/src/rejection.rs", "one list: every refusal there is, each with its sentence and figures"),
];

/// Libraries whose border to another language is written by macros, in unsafe code.
const BORDERS: &[&str] = &["oms-ffi/src/lib.rs"];

/// Names that say nothing about the trade.
const BANNED_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "manager", "misc"];

pub(super) fn check(file: &TextFile) -> Vec<Finding> {
    let mut findings = banned_names(file);
    if file.is_rust() && !file.is_generated() {
        findings.extend(long_lines(file));
        findings.extend(long_file(file));
    }
    if file.path.ends_with("src/lib.rs") && has_code(file) && !forbids_unsafe_code(file) {
        findings.push(file.finding(1, "a library starts with `#![forbid(unsafe_code)]`".to_owned()));
    }
    findings
}

/// A binding relaxes the ban for the macros that write its border, with the reason beside its lints.
fn forbids_unsafe_code(file: &TextFile) -> bool {
    BORDERS.iter().any(|path| file.path.ends_with(path)) || file.text.contains("#![forbid(unsafe_code)]")
}

/// What only the whole tree can tell: exceptions that are no longer needed.
pub(super) fn check_tree(files: &[TextFile]) -> Vec<Finding> {
    stale_exceptions(files, LONG_FILES)
}

fn stale_exceptions(files: &[TextFile], exceptions: &[(&str, &str)]) -> Vec<Finding> {
    exceptions
        .iter()
        .filter(|(path, _)| !files.iter().any(|file| file.path.ends_with(path) && file.text.lines().count() > FILE_LINES_MAX))
        .map(|(path, _)| Finding {
            path: path.into(),
            line: 0,
            message: format!("listed as longer than {FILE_LINES_MAX} lines and is not: take it off the list"),
        })
        .collect()
}

fn banned_names(file: &TextFile) -> Vec<Finding> {
    let parts = file.path.iter().filter_map(|part| part.to_str());
    parts
        .filter(|part| BANNED_NAMES.contains(&part.split('.').next().unwrap_or(part)))
        .map(|part| file.finding(0, format!("`{part}` says nothing: name it after what it is about")))
        .collect()
}

fn has_code(file: &TextFile) -> bool {
    file.lines().any(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
}

fn long_lines(file: &TextFile) -> Vec<Finding> {
    file.lines()
        .filter(|(_, line)| line.chars().count() > LINE_LENGTH_MAX)
        .map(|(number, line)| {
            let length = line.chars().count();
            file.finding(number, format!("{length} characters, at most {LINE_LENGTH_MAX} are readable"))
        })
        .collect()
}

fn long_file(file: &TextFile) -> Option<Finding> {
    let count = file.text.lines().count();
    let listed = LONG_FILES.iter().any(|(path, _)| file.path.ends_with(path));
    (count > FILE_LINES_MAX && !listed)
        .then(|| file.finding(0, format!("{count} lines, at most {FILE_LINES_MAX}: look for the second idea in it")))
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn a_line_may_have_140_characters_and_not_one_more() {
        assert!(check(&file("a/src/x.rs", &"é".repeat(140))).is_empty());
        assert_eq!(check(&file("a/src/x.rs", &"é".repeat(141))).len(), 1);
    }

    #[test]
    fn prose_may_have_long_lines() {
        assert!(check(&file("README.md", &"x".repeat(400))).is_empty());
    }

    #[test]
    fn a_file_may_have_500_lines_and_not_one_more() {
        assert!(check(&file("a/src/x.rs", &"x\n".repeat(500))).is_empty());
        assert_eq!(check(&file("a/src/x.rs", &"x\n".repeat(501))).len(), 1);
    }

    #[test]
    fn a_file_that_is_written_by_the_generators_may_be_longer() {
        let text = format!("// Written by `cargo xtask bindings`\n{}", "x\n".repeat(501));
        assert!(check(&file("a/src/x.rs", &text)).is_empty());
    }

    #[test]
    fn names_that_say_nothing_are_found_in_files_and_folders() {
        assert_eq!(check(&file("a/src/utils.rs", "")).len(), 1);
        assert_eq!(check(&file("a/common/stock.rs", "")).len(), 1);
        assert!(check(&file("a/src/commonly_bought.rs", "")).is_empty());
    }

    #[test]
    fn a_library_without_the_ban_on_unsafe_code_is_found() {
        assert_eq!(check(&file("oms-core/src/lib.rs", "//! Core.\npub mod order;\n")).len(), 1);
        assert!(check(&file("oms-core/src/lib.rs", "//! Core.\n#![forbid(unsafe_code)]\n")).is_empty());
    }

    #[test]
    fn an_exception_that_is_not_needed_is_found() {
        let exceptions = [("a/src/long.rs", "a table")];
        assert_eq!(stale_exceptions(&[file("a/src/long.rs", "short")], &exceptions).len(), 1);
        assert_eq!(stale_exceptions(&[], &exceptions).len(), 1);
        assert!(stale_exceptions(&[file("a/src/long.rs", &"x\n".repeat(501))], &exceptions).is_empty());
    }
}
