//! Tidiness as a test: what a reader expects of the tree and no compiler checks.
//!
//! Every rule is a function from a file to findings, listed in [`check`]. A rule that needs an exception keeps a table
//! of exceptions with reasons, and an exception that is no longer needed is itself a finding.

mod border;
mod layout;
mod purity;
mod readme;
mod tree;
mod words;

use std::fmt;
use std::path::{Path, PathBuf};

/// One place where the tree is not as it should be.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Finding {
    /// The file, relative to the root of the repository.
    pub path: PathBuf,
    /// The line, counted from one; zero when the finding is about the whole file.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path.display(), self.line, self.message)
    }
}

/// Checks every text file of the repository at `root`. An empty list means that all is tidy.
///
/// # Errors
/// Fails when a folder or a file cannot be read.
pub fn check(root: &Path) -> std::io::Result<Vec<Finding>> {
    let files = tree::text_files(root)?;
    let mut findings = layout::check_tree(&files);
    findings.extend(border::check_tree(&files));
    findings.extend(readme::check_tree(&files));
    for file in &files {
        findings.extend(border::check(file));
        findings.extend(layout::check(file));
        findings.extend(words::check(file));
        findings.extend(purity::check(file));
    }
    findings.sort();
    Ok(findings)
}

#[cfg(test)]
fn file(path: &str, text: &str) -> tree::TextFile {
    tree::TextFile { path: PathBuf::from(path), text: text.to_owned() }
}
