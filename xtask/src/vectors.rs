//! The vectors of `conformance/`: files that say what must come of a sequence of commands, in every language and storage.
//!
//! `conformance/README.md` defines the format. Each vector is played twice, command by command and all at once, and both
//! must end in the same state; what is refused leaves no trace; what took effect and is sent again changes nothing; and the
//! audit at the end finds nothing.

mod compare;
mod foreseen;
mod format;
mod host;
mod order_view;
mod player;
mod postgres;
mod probe;
mod random;
mod run;
mod script;
mod travel;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use oms_core::{Engine, MemoryStorage};
use oms_storage::{SqliteOptions, SqliteStorage, Synchronous};

use format::Vector;
pub use host::Host;
use player::Player;
pub use postgres::close as close_postgres;
pub use random::play_random;
pub use travel::travel_random;

/// Where a vector keeps its records while it is played.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum StorageKind {
    /// In memory.
    Memory,
    /// In a SQLite file of its own.
    Sqlite,
    /// In a PostgreSQL database, as a tenant of its own.
    Postgres,
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

/// Who plays the vectors.
#[derive(Debug)]
pub enum Language {
    /// The engine of this program.
    Rust,
    /// A program in another language. What comes of a vector there is compared with what comes of it here.
    Host(Box<Host>),
}

/// Plays every vector in a folder and the folders within it, in the order of their paths.
///
/// # Errors
/// Fails when the folder cannot be listed or has no vector. A vector that cannot be read is reported as differing.
pub fn run_folder(folder: &Path, language: &mut Language, storage: StorageKind) -> Result<Vec<Report>, String> {
    let files = files_of(folder)?;
    Ok(match language {
        Language::Rust => on_threads(&files, |file| run_file(folder, file, &mut Language::Rust, storage)),
        // A host answers one question after the other.
        Language::Host(_) => files.iter().map(|file| run_file(folder, file, language, storage)).collect(),
    })
}

/// What comes of each file, in their order. Each is taken by whichever thread is free.
fn on_threads<T: Send>(files: &[PathBuf], play: impl Fn(&Path) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let taken = || {
        let place = next.fetch_add(1, Ordering::Relaxed);
        files.get(place).map(|file| (place, play(file)))
    };
    let mut played: Vec<(usize, T)> = std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(|| std::iter::from_fn(taken).collect::<Vec<_>>())).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    played.sort_unstable_by_key(|(place, _)| *place);
    played.into_iter().map(|(_, report)| report).collect()
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    list(folder, &mut files).map_err(|error| format!("cannot list `{}`: {error}", folder.display()))?;
    if files.is_empty() {
        return Err(format!("`{}` has no vector: a vector is a file whose name ends in `.json`", folder.display()));
    }
    files.sort();
    Ok(files)
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

fn run_file(folder: &Path, file: &Path, language: &mut Language, storage: StorageKind) -> Report {
    let path = file.strip_prefix(folder).unwrap_or(file).to_path_buf();
    match read(file) {
        Err(problem) => Report { path, title: String::new(), differences: vec![problem] },
        Ok(vector) => {
            let differences = play(&vector, language, storage).unwrap_or_else(|problem| vec![problem]);
            Report { path, title: format!("{}: {}", vector.scenario, vector.rule), differences }
        }
    }
}

fn read(file: &Path) -> Result<Vector, String> {
    std::fs::read_to_string(file).map_err(|error| error.to_string()).and_then(|text| Vector::read(&text))
}

/// Plays a vector one by one and all at once; both must come to the same, and in another language to the same as here. What a storage makes
/// of a batch is no matter of the language that sends it: a host plays all at once in memory only.
fn play(vector: &Vector, language: &mut Language, storage: StorageKind) -> Result<Vec<String>, String> {
    let single = on_empty(language, storage, |engine| run::one_by_one(engine, vector))?;
    let is_host = matches!(language, Language::Host(_));
    let mut differences = if is_host {
        let here = run::one_by_one(&mut Engine::new(MemoryStorage::new()), vector)?;
        single.differences_to(&here, ["in the host", "in Rust"])
    } else {
        single.differences().to_vec()
    };
    if !is_host || storage == StorageKind::Memory {
        let together = on_empty(language, storage, |engine| run::all_at_once(engine, vector))?;
        differences.extend(together.differences_to(&single, ["all at once", "one by one"]));
    }
    Ok(differences)
}

/// Does something with a player whose storage is empty.
fn on_empty<T>(
    language: &mut Language,
    storage: StorageKind,
    work: impl FnOnce(&mut dyn Player) -> Result<T, String>,
) -> Result<T, String> {
    let folder = tempfile::tempdir().map_err(probe::text)?;
    let file = folder.path().join("vector.sqlite");
    match (language, storage) {
        (Language::Rust, StorageKind::Memory) => work(&mut Engine::new(MemoryStorage::new())),
        (Language::Rust, StorageKind::Sqlite) => {
            // Vectors say what is answered; what survives a power cut is tested by the storage itself.
            let options = SqliteOptions { synchronous: Synchronous::Normal, ..SqliteOptions::default() };
            work(&mut SqliteStorage::open_with(&file, &options).map(Engine::new).map_err(probe::text)?)
        }
        (Language::Rust, StorageKind::Postgres) => postgres::on_empty(work),
        (Language::Host(_), StorageKind::Postgres) => Err("hosts have no PostgreSQL: play the vectors in Rust".to_owned()),
        (Language::Host(host), StorageKind::Memory) => {
            host.open_memory()?;
            work(host.as_mut())
        }
        (Language::Host(host), StorageKind::Sqlite) => {
            host.open_sqlite(&file)?;
            let done = work(host.as_mut());
            // The file is let go of before its folder is removed.
            host.open_memory()?;
            done
        }
    }
}
