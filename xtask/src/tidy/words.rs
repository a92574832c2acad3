//! Words that mark unfinished work or betray the machine it was written on.

use super::Finding;
use super::tree::TextFile;

/// Marks of unfinished work. They are put together here so that this file does not contain them.
const UNFINISHED: &[&str] = &[
    concat!("todo", "!"),
    concat!("unimplemented", "!"),
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("#[ig", "nore"),
];

/// First parts of absolute paths that exist on one machine only.
const MACHINE_FOLDERS: &[&str] = &["work", "home", "root", "Users", "tmp"];

pub(super) fn check(file: &TextFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in file.lines() {
        for word in UNFINISHED {
            if contains_word(line, word) && !file.is_generated() {
                findings.push(file.finding(number, format!("`{word}` marks unfinished work: finish it or leave it out")));
            }
        }
        if let Some(folder) = machine_folder(line) {
            findings.push(file.finding(number, format!("`/{folder}` is a path of one machine: make it relative")));
        }
    }
    findings
}

/// Whether `word` stands in `line` and is not a part of a longer word.
pub(super) fn contains_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(start, _)| {
        let before = line.get(..start).and_then(|text| text.chars().next_back());
        let after = line.get(start + word.len()..).and_then(|text| text.chars().next());
        let starts_inside = word.starts_with(is_word_character) && before.is_some_and(is_word_character);
        let ends_inside = word.ends_with(is_word_character) && after.is_some_and(is_word_character);
        !starts_inside && !ends_inside
    })
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn machine_folder(line: &str) -> Option<&'static str> {
    MACHINE_FOLDERS.iter().copied().find(|folder| {
        let path = format!("/{folder}");
        line.match_indices(&path).any(|(start, _)| {
            let before = line.get(..start).and_then(|text| text.chars().next_back());
            let after = line.get(start + path.len()..).and_then(|text| text.chars().next());
            // `docs/work` and `https://shop.example/home` go on from something; an absolute path starts here.
            let starts_here = before.is_none_or(|character| character.is_whitespace() || "\"'`(=:[,<".contains(character));
            let ends_here = after.is_none_or(|character| !is_word_character(character) && character != '-');
            starts_here && ends_here
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn unfinished_work_is_found() {
        for word in UNFINISHED {
            assert_eq!(check(&file("a.rs", &format!("    {word}"))).len(), 1, "{word}");
        }
    }

    #[test]
    fn a_word_within_a_word_is_not_found() {
        assert!(check(&file("a.rs", concat!("METO", "DOS MXX", "XIV fn auto_todo"))).is_empty());
    }

    #[test]
    fn absolute_paths_of_a_machine_are_found() {
        for line in [concat!("/wo", "rk/main"), concat!("see `/ho", "me/a`"), concat!("PATH=/ro", "ot")] {
            assert_eq!(check(&file("a.md", line)).len(), 1, "{line}");
        }
    }

    #[test]
    fn relative_paths_and_addresses_are_not_found() {
        for line in ["docs/work/plan.md", "https://shop.example/home", "/workers", "and/or/root", "../home/x", "/home-made"] {
            assert!(check(&file("a.md", line)).is_empty(), "{line}");
        }
    }
}
