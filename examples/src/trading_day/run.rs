//! The whole job: read, plan, replay on the store that was asked for, tell the figures.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use oms_core::query::{Page, Query};
use oms_core::{Engine, EngineError, MemoryStorage, Storage};
use oms_storage::{SqliteError, SqliteStorage};

use super::arguments::{Arguments, StorePlace};
use super::chronicle::Chronicle;
use super::figures::figures;
use super::invoice::Trade;
use super::plan::Plan;
use super::replay::{Progress, RUN_PREFIX, ReplayError, replay, run_name};
use super::report;
use super::retail_file::{ReadError, read_bundled_day, read_file};
use super::summary::Summary;

/// The first bytes of every SQLite database.
const SQLITE_BEGINNING: &[u8] = b"SQLite format 3\0";

/// Where a run is kept in a PostgreSQL database.
const SCHEMA: &str = "trading_day";

/// Why the job ended without its figures.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The invoices could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// No line of the file is of the day that was asked for.
    #[error("there is no sale on {day} in {data}: name another day with `--day`, or replay all days with `--all`")]
    NoSales {
        /// The day.
        day: String,
        /// The file.
        data: String,
    },
    /// The file at the place of the store was made by something else.
    #[error(
        "`{}` was not made by this program, and nothing in it was changed: name another file with `--store`, or move it away",
        path.display()
    )]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// The store holds another run.
    #[error(
        "`{}` holds a run of other invoices: name the same `--data` and `--day` as then, or start anew without `--resume`",
        path.display()
    )]
    OtherRun {
        /// The file.
        path: PathBuf,
    },
    /// What is in memory ended with the program that kept it.
    #[error("a run in memory cannot be resumed: name the SQLite file of the run with `--store`")]
    MemoryIsGone,
    /// The store could not be opened.
    #[error(transparent)]
    Open(SqliteError),
    /// The replay on SQLite failed.
    #[error("{0}; go on with `--resume` once that is mended")]
    OnSqlite(#[source] ReplayError<SqliteError>),
    /// The database could not be used.
    #[error("{0}; go on with `--resume` once that is mended")]
    OnServer(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database has a run already.
    #[error("the schema `{SCHEMA}` of the database holds a run: go on with `--resume` and the same invoices, or drop the schema")]
    Occupied,
    /// The program does not know how to speak to a server.
    #[error("this program was built without PostgreSQL: add `--features postgres` to the call of cargo")]
    NoServer,
    /// The replay in memory failed.
    #[error(transparent)]
    InMemory(ReplayError<std::convert::Infallible>),
    /// A file could not be written or removed.
    #[error("cannot write `{}`: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// It was stopped from outside.
    #[error("stopped before the end; go on with `--resume`")]
    Stopped,
}

impl RunError {
    /// Whether the call itself was wrong.
    pub fn is_usage(&self) -> bool {
        matches!(self, RunError::MemoryIsGone)
    }
}

/// Does the whole job and writes the files that were asked for. `go_on` is asked after every batch.
pub fn run(arguments: &Arguments, go_on: impl FnMut(Progress) -> bool) -> Result<Summary, RunError> {
    if arguments.resume && arguments.store == StorePlace::Memory {
        return Err(RunError::MemoryIsGone);
    }
    let trade = read_trade(arguments)?;
    let plan = Plan::of_trade(&trade);
    let (summary, chronicle) = match &arguments.store {
        StorePlace::Memory => {
            let mut engine = Engine::new(MemoryStorage::new());
            replay_and_count(&mut engine, &trade, &plan, arguments, go_on).map_err(|failed| failed.told(RunError::InMemory))?
        }
        StorePlace::File(path) => {
            let mut engine = open(path, arguments.resume, &trade)?;
            replay_and_count(&mut engine, &trade, &plan, arguments, go_on).map_err(|failed| failed.told(RunError::OnSqlite))?
        }
        #[cfg(feature = "postgres")]
        StorePlace::Server(url) => {
            let mut engine = on_server(url, arguments.resume, &trade)?;
            let told = |error| RunError::OnServer(Box::new(error));
            replay_and_count(&mut engine, &trade, &plan, arguments, go_on).map_err(|failed| failed.told(told))?
        }
        #[cfg(not(feature = "postgres"))]
        StorePlace::Server(_) => return Err(RunError::NoServer),
    };
    write(&arguments.report, &report::page(&summary, &chronicle))?;
    if let Some(path) = &arguments.json {
        let text = serde_json::to_string_pretty(&summary).map_err(io::Error::from);
        let text = text.map_err(|source| RunError::Write { path: path.clone(), source })?;
        write(path, &(text + "\n"))?;
    }
    Ok(summary)
}

fn read_trade(arguments: &Arguments) -> Result<Trade, RunError> {
    let mut lines = match &arguments.data {
        Some(path) => read_file(path, arguments.day)?,
        None => read_bundled_day(arguments.day)?,
    };
    if !arguments.all
        && let Some(first) = arguments.day.or_else(|| lines.iter().map(|line| line.time.date()).min())
    {
        lines.retain(|line| line.time.date() == first);
    }
    let trade = Trade::of_lines(lines);
    if trade.sales.is_empty() {
        let day = arguments.day.map_or_else(|| String::from("any day"), |day| day.to_string());
        let data = arguments.data.as_ref().map_or_else(|| String::from("the bundled day"), |path| format!("`{}`", path.display()));
        return Err(RunError::NoSales { day, data });
    }
    Ok(trade)
}

enum Failed<E: std::error::Error + 'static> {
    Replay(ReplayError<E>),
    Stopped,
}

impl<E: std::error::Error + 'static> Failed<E> {
    fn told(self, tell: impl FnOnce(ReplayError<E>) -> RunError) -> RunError {
        match self {
            Failed::Replay(error) => tell(error),
            Failed::Stopped => RunError::Stopped,
        }
    }
}

impl<E: std::error::Error + 'static> From<EngineError<E>> for Failed<E> {
    fn from(error: EngineError<E>) -> Failed<E> {
        Failed::Replay(error.into())
    }
}

fn replay_and_count<S: Storage>(
    engine: &mut Engine<S>,
    trade: &Trade,
    plan: &Plan,
    arguments: &Arguments,
    go_on: impl FnMut(Progress) -> bool,
) -> Result<(Summary, Chronicle), Failed<S::Error>> {
    let started = Instant::now();
    let batch = usize::try_from(arguments.batch).unwrap_or(usize::MAX);
    let replayed = replay(engine, trade, plan, batch, go_on).map_err(Failed::Replay)?;
    let elapsed = started.elapsed();
    if replayed.interrupted {
        return Err(Failed::Stopped);
    }
    let (mut summary, chronicle) = figures(engine, replayed)?;
    summary.replay_milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    let per_second = u128::from(summary.orders) * 1_000_000 / elapsed.as_micros().max(1);
    summary.orders_per_second = u64::try_from(per_second).unwrap_or(u64::MAX);
    Ok((summary, chronicle))
}

/// Opens the file of a run: a new one, or one to go on with. A file that something else made is never touched.
fn open(path: &Path, resume: bool, trade: &Trade) -> Result<Engine<SqliteStorage>, RunError> {
    let exists = fs::metadata(path).is_ok_and(|metadata| metadata.len() > 0);
    if exists {
        if !is_sqlite(path)? {
            return Err(RunError::NotOurs { path: path.to_owned() });
        }
        let first = first_command(path)?;
        let run = first.as_deref().and_then(|command| command.split_once('/')).map(|(prefix, _)| prefix);
        if first.is_some() && run != Some(RUN_PREFIX) {
            return Err(RunError::NotOurs { path: path.to_owned() });
        }
        let same = first.as_deref().is_none_or(|command| command.starts_with(&run_name(trade)));
        if resume && !same {
            return Err(RunError::OtherRun { path: path.to_owned() });
        }
        if !resume {
            remove(path)?;
        }
    }
    let storage = SqliteStorage::open(path).map_err(RunError::Open)?;
    Ok(Engine::new(storage))
}

/// Opens the schema of a run: an empty one, or one to go on with.
#[cfg(feature = "postgres")]
fn on_server(url: &str, resume: bool, trade: &Trade) -> Result<Engine<oms_storage::PostgresStorage>, RunError> {
    let options = oms_storage::PostgresOptions { schema: SCHEMA.to_owned(), ..oms_storage::PostgresOptions::default() };
    let failed = |error: oms_storage::PostgresError| RunError::OnServer(Box::new(error));
    let mut storage = oms_storage::PostgresStorage::open_with(url, &options).map_err(failed)?;
    let Page::Log { entries } = storage.scan(&Query::Log { after: 0, limit: 1 }).map_err(failed)? else { return Err(RunError::Occupied) };
    let is_ours = |id: &str| resume && id.starts_with(&run_name(trade));
    if entries.first().is_none_or(|first| is_ours(first.entry.envelope.id.as_str())) {
        Ok(Engine::new(storage))
    } else {
        Err(RunError::Occupied)
    }
}

/// Whether a file begins as every SQLite database does.
fn is_sqlite(path: &Path) -> Result<bool, RunError> {
    let unreadable = |source| ReadError::Unreadable { path: path.to_owned(), source };
    let mut beginning = Vec::with_capacity(SQLITE_BEGINNING.len());
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(SQLITE_BEGINNING.len() as u64).read_to_end(&mut beginning).map_err(unreadable)?;
    Ok(beginning == SQLITE_BEGINNING)
}

/// The id of the first command that a store has in its log; none if the log is empty.
fn first_command(path: &Path) -> Result<Option<String>, RunError> {
    let not_ours = |error| match error {
        SqliteError::NotADatabase { path } | SqliteError::ForeignDatabase { path, .. } => RunError::NotOurs { path },
        error => RunError::Open(error),
    };
    let mut storage = SqliteStorage::open(path).map_err(not_ours)?;
    match storage.scan(&Query::Log { after: 0, limit: 1 }).map_err(RunError::Open)? {
        Page::Log { entries } => Ok(entries.first().map(|row| row.entry.envelope.id.to_string())),
        _ => Ok(None),
    }
}

fn remove(path: &Path) -> Result<(), RunError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(&name) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                return Err(RunError::Write { path: name.into(), source });
            }
            _ => {}
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), RunError> {
    fs::write(path, text).map_err(|source| RunError::Write { path: path.to_owned(), source })
}
