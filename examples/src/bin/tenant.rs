//! Exports, imports, copies, moves and erases a whole tenant: `tenant --help`.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use oms_storage::tenant::{self, TenantError, TenantStorage, TenantSummary};
use oms_storage::{SqliteError, SqliteStorage};

/// Moves all that a shop keeps from one place to another, checked by digest, all of it or nothing.
///
/// A STORE is a SQLite file, or a database such as `postgres://shop@localhost/shop#acme` with the name of the tenant behind the `#`; for
/// the latter, add `--features oms-examples/postgres` to the call of cargo.
#[derive(Parser)]
#[command(name = "tenant", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
    /// The schema of tables in databases
    #[arg(long, default_value = "oms", global = true)]
    schema: String,
}

#[derive(Subcommand)]
enum Task {
    /// Write all that a store holds into a new file
    Export {
        /// What is read
        #[arg(value_name = "STORE")]
        from: String,
        /// A file that is not there yet
        file: PathBuf,
    },
    /// Write an export into an empty store
    Import {
        /// What `export` has written
        file: PathBuf,
        /// An empty one, or a SQLite file that is not there yet
        #[arg(value_name = "STORE")]
        to: String,
    },
    /// Write all that a store holds into an empty one
    Copy {
        /// What is read
        from: String,
        /// An empty one, or a SQLite file that is not there yet
        to: String,
    },
    /// As `copy`, and erase what was read once it is there
    Move {
        /// What is moved
        from: String,
        /// An empty one, or a SQLite file that is not there yet
        to: String,
    },
    /// Take away all that a store holds
    Erase {
        /// What is erased
        store: String,
        /// Really
        #[arg(long, required = true)]
        yes: bool,
    },
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("`{}` is not there: name the file of a shop", .0.display())]
    Missing(PathBuf),
    #[error("`{}` is there already: name another file, nothing was written", .0.display())]
    Occupied(PathBuf),
    #[error("`{}`: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Open(#[from] SqliteError),
    #[cfg(feature = "postgres")]
    #[error(transparent)]
    OpenServer(#[from] oms_storage::PostgresError),
    #[cfg(not(feature = "postgres"))]
    #[error("this program was built without PostgreSQL: add `--features oms-examples/postgres` to the call of cargo")]
    NoServer,
    #[error(transparent)]
    Tenant(#[from] TenantError),
}

enum Store {
    File(Box<SqliteStorage>),
    #[cfg(feature = "postgres")]
    Server(Box<oms_storage::PostgresStorage>),
}

/// Does the same with whichever storage there is.
macro_rules! with {
    ($store:expr, $storage:ident => $work:expr) => {
        match $store {
            Store::File($storage) => {
                let $storage = &mut **$storage;
                $work
            }
            #[cfg(feature = "postgres")]
            Store::Server($storage) => {
                let $storage = &mut **$storage;
                $work
            }
        }
    };
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(line) => {
            // A reader that goes away early is no failure.
            let _told = writeln!(std::io::stdout(), "{line}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            let _told = writeln!(std::io::stderr(), "tenant: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<String, Failure> {
    let schema = &arguments.schema;
    match &arguments.task {
        Task::Export { from, file } => Ok(told(&export(&mut open(from, schema, true)?, file)?)),
        Task::Import { file, to } => {
            let lines = File::open(file).map_err(|source| Failure::File { path: file.clone(), source })?;
            let mut to = open(to, schema, false)?;
            Ok(told(&with!(&mut to, to => tenant::import(to, &mut BufReader::with_capacity(1 << 20, lines)))?))
        }
        Task::Copy { from, to } => {
            let (mut from, mut to) = (open(from, schema, true)?, open(to, schema, false)?);
            Ok(told(&with!(&mut from, from => with!(&mut to, to => tenant::copy(from, to)))?))
        }
        Task::Move { from, to } => {
            let (mut from, mut to) = (open(from, schema, true)?, open(to, schema, false)?);
            Ok(told(&with!(&mut from, from => with!(&mut to, to => tenant::move_over(from, to)))?))
        }
        Task::Erase { store, yes: _ } => {
            with!(&mut open(store, schema, true)?, store => store.erase())?;
            Ok("{\"erased\":true}".to_owned())
        }
    }
}

fn told(summary: &TenantSummary) -> String {
    let TenantSummary { lines, orders, log_end, state, sha256 } = summary;
    serde_json::json!({"lines": lines, "orders": orders, "log_end": log_end, "state": state, "sha256": sha256}).to_string()
}

/// Opens a store. What is to be read must be there: a name that is mistyped would be a new and empty one.
fn open(store: &str, schema: &str, must_be_there: bool) -> Result<Store, Failure> {
    if ["postgres://", "postgresql://"].iter().any(|scheme| store.starts_with(scheme)) {
        return open_server(store, schema);
    }
    let path = Path::new(store);
    if must_be_there && !path.is_file() {
        return Err(Failure::Missing(path.to_owned()));
    }
    Ok(Store::File(Box::new(SqliteStorage::open(path)?)))
}

#[cfg(feature = "postgres")]
fn open_server(store: &str, schema: &str) -> Result<Store, Failure> {
    let mut options = oms_storage::PostgresOptions { schema: schema.to_owned(), ..oms_storage::PostgresOptions::default() };
    let url = match store.split_once('#') {
        Some((url, tenant)) => {
            tenant.clone_into(&mut options.tenant);
            url
        }
        None => store,
    };
    Ok(Store::Server(Box::new(oms_storage::PostgresStorage::open_with(url, &options)?)))
}

#[cfg(not(feature = "postgres"))]
fn open_server(_store: &str, _schema: &str) -> Result<Store, Failure> {
    Err(Failure::NoServer)
}

/// Writes beside the file, which gets its name when all of it is on the disk.
fn export(from: &mut Store, file: &Path) -> Result<TenantSummary, Failure> {
    if file.exists() {
        return Err(Failure::Occupied(file.to_owned()));
    }
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let failed = |source| Failure::File { path: part.clone(), source };
    let mut to = BufWriter::with_capacity(1 << 20, File::create(&part).map_err(failed)?);
    let written = with!(from, from => tenant::export(from, &mut to));
    let kept = written.map_err(Failure::from).and_then(|summary| {
        to.get_ref().sync_all().and_then(|()| std::fs::rename(&part, file)).map_err(failed)?;
        Ok(summary)
    });
    if kept.is_err() {
        let _removed = std::fs::remove_file(&part);
    }
    kept
}
