//! A server of one's own for tests: it begins in an empty folder, listens on a socket there, and leaves nothing.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;

use super::{Address, Driver, PostgresError, PostgresOptions, PostgresStorage};

/// Names a server that is there already. Tests use a schema of their own in its database, and take it away again.
pub(super) const SERVER_VARIABLE: &str = "OMS_POSTGRES_URL";

/// Keeps the server for as long as its standard input is open: it ends with the program that started it, however that ends.
const KEEPER: &str = r#"
trap '' INT TERM HUP
bin=$1; folder=$2; settings=$3
"$bin/initdb" -D "$folder/data" -U oms -A trust -E UTF8 --no-sync $INITDB_LOCALE >"$folder/log" 2>&1 || {
    cat "$folder/log"; echo failed; exit 1
}
start() {
    "$bin/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/log" -o "$settings" start >/dev/null 2>&1 </dev/null || {
        cat "$folder/log"; echo failed; exit 1
    }
}
stop() { "$bin/pg_ctl" -D "$folder/data" -w -m immediate stop >/dev/null 2>&1 </dev/null; }
start; echo ready
while read -r word; do
    case $word in kill) stop; echo ready;; start) start; echo ready;; esac
done
stop; rm -rf "$folder"
"#;

/// A PostgreSQL server that was started for tests, or the one that `OMS_POSTGRES_URL` names.
///
/// It survives no power cut, and need not. When it is dropped, or the program ends, the server ends and its files are deleted.
#[derive(Debug)]
pub struct TemporaryServer {
    url: String,
    /// As a user who may do everything, for what tests do behind the storage's back.
    all_powerful: String,
    own: Option<Own>,
}

#[derive(Debug)]
struct Own {
    keeper: Child,
    line: Mutex<(Option<ChildStdin>, BufReader<ChildStdout>)>,
    // Deleted last.
    _folder: TempDir,
}

impl TemporaryServer {
    /// Starts a server, unless one is named. The error says what is missing on this machine.
    pub fn start() -> Result<TemporaryServer, String> {
        match std::env::var(SERVER_VARIABLE) {
            Ok(url) if !url.is_empty() => Ok(TemporaryServer { all_powerful: url.clone(), url, own: None }),
            _ => TemporaryServer::start_own(),
        }
    }

    /// Starts a server, whatever is named: one that may be killed.
    pub fn start_own() -> Result<TemporaryServer, String> {
        TemporaryServer::start_as("-c fsync=off -c full_page_writes=off -c shared_buffers=64MB")
    }

    /// Starts a server that writes as one does that must not lose anything, for measurements; unless one is named.
    pub fn start_durable() -> Result<TemporaryServer, String> {
        match std::env::var(SERVER_VARIABLE) {
            Ok(url) if !url.is_empty() => Ok(TemporaryServer { all_powerful: url.clone(), url, own: None }),
            _ => TemporaryServer::start_as("-c shared_buffers=1GB -c max_wal_size=8GB"),
        }
    }

    fn start_as(settings: &str) -> Result<TemporaryServer, String> {
        let missing = "no PostgreSQL server is installed: `apt-get install postgresql`, or name one by `OMS_POSTGRES_URL`";
        let programs = programs().ok_or(missing)?;
        let folder = tempfile::Builder::new().prefix("oms-pg").tempdir().map_err(text)?;
        let path = folder.path();
        let mut command = Command::new("sh");
        // The server does not run as the superuser of the system.
        if std::fs::metadata(path).map_err(text)?.uid() == 0 {
            let (user, group) = user_named("postgres").or_else(|| user_named("nobody")).ok_or("there is no user `postgres`")?;
            std::os::unix::fs::chown(path, Some(user), Some(group)).map_err(text)?;
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o711)).map_err(text)?;
            command.uid(user).gid(group);
        }
        let place = format!("-c listen_addresses='' -c unix_socket_directories='{}' -c max_connections=60", path.display());
        let settings = format!("{place} {settings}");
        let mut keeper = command
            .args(["-c", KEEPER, "oms-pg"])
            .arg(&programs)
            .arg(path)
            .arg(settings)
            // Ids sort by their bytes even where the database sorts as people do.
            .env("INITDB_LOCALE", "--locale=C --locale-provider=icu --icu-locale=en-US")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(text)?;
        let (Some(to), Some(from)) = (keeper.stdin.take(), keeper.stdout.take()) else {
            return Err("the server has no standard input".into());
        };
        let own = Own { keeper, line: Mutex::new((Some(to), BufReader::new(from))), _folder: folder };
        own.is_ready()?;
        let url = |user: &str| format!("host={} user={user} dbname=postgres", own._folder.path().display());
        let (all_powerful, url) = (url("oms"), url("shop"));
        // Superusers are held to no policy: the storage is tested as an ordinary user.
        let user = "CREATE ROLE shop LOGIN; GRANT CREATE ON DATABASE postgres TO shop";
        send(&all_powerful, user).map_err(text)?;
        Ok(TemporaryServer { url, all_powerful, own: Some(own) })
    }

    /// Where it is, as [`PostgresStorage::open`] takes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether it was started for this program, and so may be killed.
    pub const fn is_own(&self) -> bool {
        self.own.is_some()
    }

    /// Ends the server as a crash would. One that was named by `OMS_POSTGRES_URL` is left alone.
    pub fn kill(&self) -> Result<(), String> {
        self.own.as_ref().map_or(Ok(()), |own| own.tell("kill"))
    }

    /// Starts it again.
    pub fn restart(&self) -> Result<(), String> {
        self.own.as_ref().map_or(Ok(()), |own| own.tell("start"))
    }

    /// A schema that nobody else uses, for as long as the answer lives.
    pub fn schema(&self) -> TemporarySchema {
        static SCHEMAS: AtomicU64 = AtomicU64::new(0);
        let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
        let schema = format!("oms_test_{}_{number}", std::process::id());
        TemporarySchema {
            url: self.url.clone(),
            all_powerful: self.all_powerful.clone(),
            options: PostgresOptions { schema, ..PostgresOptions::default() },
        }
    }
}

impl Own {
    fn tell(&self, word: &str) -> Result<(), String> {
        {
            let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
            let to = line.0.as_mut().ok_or("the server is gone")?;
            writeln!(to, "{word}").and_then(|()| to.flush()).map_err(text)?;
        }
        self.is_ready()
    }

    /// Waits until the keeper says so.
    fn is_ready(&self) -> Result<(), String> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let mut said = String::new();
        line.1.read_line(&mut said).map_err(text)?;
        if said.trim() == "ready" {
            return Ok(());
        }
        let mut rest = String::new();
        let _read = line.1.read_to_string(&mut rest);
        Err(format!("the server did not start: {said}{rest}"))
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        // The keeper waits for nothing else.
        self.line.lock().unwrap_or_else(PoisonError::into_inner).0 = None;
        let _ended = self.keeper.wait();
    }
}

/// A schema of a test. It is taken away when this is dropped.
#[derive(Debug)]
pub struct TemporarySchema {
    url: String,
    all_powerful: String,
    options: PostgresOptions,
}

impl TemporarySchema {
    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it is used with.
    pub const fn options(&self) -> &PostgresOptions {
        &self.options
    }

    /// A storage in it.
    pub fn open(&self) -> Result<PostgresStorage, PostgresError> {
        PostgresStorage::open_with(&self.url, &self.options)
    }

    /// A storage in it as a superuser, who is held to no policy.
    pub fn open_all_powerful(&self) -> Result<PostgresStorage, PostgresError> {
        PostgresStorage::open_with(&self.all_powerful, &self.options)
    }

    /// A storage in it, of another tenant.
    pub fn open_for(&self, tenant: &str) -> Result<PostgresStorage, PostgresError> {
        PostgresStorage::open_with(&self.url, &PostgresOptions { tenant: tenant.to_owned(), ..self.options.clone() })
    }

    /// Sends statements as they are, as a superuser if the server is one's own, and answers the first column of each row.
    pub fn sql(&self, statements: &str) -> Result<Vec<String>, PostgresError> {
        self.sql_at(&self.all_powerful, statements)
    }

    /// As [`sql`](Self::sql), over another address: as another user, say.
    pub fn sql_at(&self, url: &str, statements: &str) -> Result<Vec<String>, PostgresError> {
        send(url, &format!("SET search_path TO {}; {statements}", self.options.schema))
    }
}

/// Sends statements as they are, and answers the first column of each row.
fn send(url: &str, statements: &str) -> Result<Vec<String>, PostgresError> {
    let address = Address::read(url)?;
    Driver::new()?.wait(async move {
        let (client, connection) = address.connect(tokio_postgres::NoTls).await?;
        let driver = tokio::spawn(async move {
            let _ended = connection.await;
        });
        let answers = client.simple_query(statements).await;
        driver.abort();
        let answers = answers?;
        let first = |answer| match answer {
            tokio_postgres::SimpleQueryMessage::Row(row) => Some(row.try_get(0).ok().flatten().unwrap_or_default().to_owned()),
            _ => None,
        };
        Ok(answers.into_iter().filter_map(first).collect())
    })
}

impl Drop for TemporarySchema {
    fn drop(&mut self) {
        // A server that is gone has taken it along.
        let _gone = self.sql(&format!("DROP SCHEMA IF EXISTS {} CASCADE", self.options.schema));
    }
}

impl PostgresStorage {
    /// Goes on for another tenant, over the same connection: a test that needs many need not connect for each.
    #[doc(hidden)]
    pub fn turn_to(&mut self, tenant: &str) -> Result<(), PostgresError> {
        self.driver.wait(self.session.turn_to(tenant))
    }

    /// Asks the connection of a storage itself, as only a test may: the first column of each row.
    #[doc(hidden)]
    pub fn ask(&mut self, sql: &'static str) -> Result<Vec<String>, PostgresError> {
        self.driver.wait(self.session.ask(sql))
    }
}

/// The folder of the newest installed server's programs.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for version in std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten() {
        let number = version.file_name().to_string_lossy().parse().unwrap_or_default();
        found.push((number, version.path().join("bin")));
    }
    found.sort();
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<PathBuf>>()).unwrap_or_default();
    let is_there = |folder: &Path| ["initdb", "pg_ctl"].iter().all(|program| folder.join(program).is_file());
    found.into_iter().rev().map(|(_, folder)| folder).chain(on_path).find(|folder| is_there(folder))
}

/// The numbers of a user and its group.
fn user_named(name: &str) -> Option<(u32, u32)> {
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let fields = users.lines().map(|line| line.split(':').collect::<Vec<&str>>()).find(|fields| fields.first() == Some(&name))?;
    Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
}

fn text(error: impl ToString) -> String {
    error.to_string()
}
