//! The text files of the repository.

use std::path::{Path, PathBuf};

use super::Finding;

/// Folders that hold what was built, downloaded or recorded, not what was written.
const SKIPPED_FOLDERS: &[&str] = &[".git", "target", "node_modules", "dist", "build", ".venv", "__pycache__"];

/// Kinds of files that people write here.
const TEXT_KINDS: &[&str] =
    &["rs", "toml", "md", "json", "sql", "py", "pyi", "ts", "mts", "js", "mjs", "kt", "swift", "sh", "html", "css", "yml", "yaml"];

/// One file and its contents.
pub(super) struct TextFile {
    /// Relative to the root, with `/` between the parts on every system.
    pub(super) path: PathBuf,
    pub(super) text: String,
}

impl TextFile {
    pub(super) fn is_rust(&self) -> bool {
        self.path.extension().is_some_and(|kind| kind == "rs")
    }

    /// Whether it is written by `cargo xtask bindings`, and read by compilers rather than by people.
    pub(super) fn is_generated(&self) -> bool {
        ["// ", "# "].iter().any(|comment| self.text.starts_with(&format!("{comment}Written by `cargo xtask bindings`")))
    }

    pub(super) fn is_within(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    pub(super) fn finding(&self, line: usize, message: String) -> Finding {
        Finding { path: self.path.clone(), line, message }
    }

    /// Lines counted from one.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// All files that people write, ordered by path.
pub(super) fn text_files(root: &Path) -> std::io::Result<Vec<TextFile>> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let path = entry.path();
            let kind = entry.file_type()?;
            let name = entry.file_name();
            if kind.is_dir() {
                if !SKIPPED_FOLDERS.iter().any(|skipped| name == *skipped) {
                    folders.push(path);
                }
            } else if kind.is_file() && is_text(&path) {
                let text = std::fs::read_to_string(&path)?;
                let path = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
                files.push(TextFile { path, text });
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn is_text(path: &Path) -> bool {
    let kind = path.extension().and_then(|kind| kind.to_str());
    kind.is_some_and(|kind| TEXT_KINDS.contains(&kind)) || path.ends_with(".ci/run")
}
