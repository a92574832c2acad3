//! The vectors of `conformance/`: files that say what must come of a sequence of commands, in every language and storage.
//!
//! `conformance/README.md` defines the format. Each vector is played twice, command by command and all at once, and both
//! must end in the same state; what is refused leaves no trace; what took effect and is sent again changes nothing; and the
//! audit at the end finds nothing.

mod compare;
mod format;
mod order_view;
mod probe;
mod run;
mod script;

use std::fmt;
use std::path::{Path, PathBuf};

use oms_core::{Engine, MemoryStorage, Storage};
use oms_storage::{SqliteOptions, SqliteStorage, Synchronous};

use format::Vector;

/// Where a vector keeps its records while it is played.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum StorageKind {
    /// In memory.
    Memory,
    /// In a SQLite file of its own.
    Sqlite,
}

/// What came of one vector.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its file, relative to the folder.
    pub path: PathBuf,
    /// Its scenario and its rule, or nothing if the file could not be read.
    pub title: String,
    /// Where what came differs from what was expected; empty when all is well.
    pub differences: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.differences.is_empty() { "ok  " } else { "FAIL" };
        write!(formatter, "{verdict} {}  {}", self.path.display(), self.title)?;
        self.differences.iter().try_for_each(|difference| write!(formatter, "\n       {difference}"))
    }
}

/// Plays every vector in a folder and the folders within it, in the order of their paths.
///
/// # Errors
/// Fails when the folder cannot be listed or has no vector. A vector that cannot be read is reported as differing.
pub fn run_folder(folder: &Path, storage: StorageKind) -> Result<Vec<Report>, String> {
    let mut files = Vec::new();
    list(folder, &mut files).map_err(|error| format!("cannot list `{}`: {error}", folder.display()))?;
    if files.is_empty() {
        return Err(format!("`{}` has no vector: a vector is a file whose name ends in `.json`", folder.display()));
    }
    files.sort();
    Ok(files.iter().map(|file| run_file(folder, file, storage)).collect())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "json") {
            files.push(path);
        }
    }
    Ok(())
}

fn run_file(folder: &Path, file: &Path, storage: StorageKind) -> Report {
    let path = file.strip_prefix(folder).unwrap_or(file).to_path_buf();
    let read = std::fs::read_to_string(file).map_err(|error| error.to_string());
    match read.and_then(|text| Vector::read(&text)) {
        Err(problem) => Report { path, title: String::new(), differences: vec![problem] },
        Ok(vector) => {
            let differences = play(&vector, storage).unwrap_or_else(|problem| vec![problem]);
            Report { path, title: format!("{}: {}", vector.scenario, vector.rule), differences }
        }
    }
}

fn play(vector: &Vector, storage: StorageKind) -> Result<Vec<String>, String> {
    match storage {
        StorageKind::Memory => play_on(vector, || Ok(Engine::new(MemoryStorage::new()))),
        StorageKind::Sqlite => {
            let folder = tempfile::tempdir().map_err(probe::text)?;
            // Vectors say what is answered; what survives a power cut is tested by the storage itself.
            let options = SqliteOptions { synchronous: Synchronous::Normal, ..SqliteOptions::default() };
            let mut files = (1..).map(|number| folder.path().join(format!("{number}.sqlite")));
            play_on(vector, || {
                let file = files.next().ok_or("no name for a file is left")?;
                SqliteStorage::open_with(&file, &options).map(Engine::new).map_err(probe::text)
            })
        }
    }
}

fn play_on<S: Storage>(vector: &Vector, mut empty: impl FnMut() -> Result<Engine<S>, String>) -> Result<Vec<String>, String> {
    let single = run::one_by_one(&mut empty()?, vector)?;
    let together = run::all_at_once(&mut empty()?, vector)?;
    let mut differences = together.differences_to(&single);
    differences.splice(0..0, single.into_differences());
    Ok(differences)
}
