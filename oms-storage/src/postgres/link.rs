//! One connection: how it is made, and how many statements go over it at once.

use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use rustc_hash::FxHashMap;
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::{Client, Config, Error, NoTls, Row, Socket, Statement};

use super::error::{Meaning, Trouble, words};
use super::request::Request;
use super::runtime::{begun, in_order};
use super::{PostgresError, PostgresOptions};

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;
/// Something asked of the server.
type Boxing<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;
type Connected = Result<(Client, Boxed<Result<(), Error>>), Error>;

/// What reads happen in: one view for all of them.
const ONE_VIEW: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// What commits happen in. Nothing rests on the level: every guard is part of a statement that writes.
const ONE_COMMIT: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// The most statements a connection keeps prepared: lists have a text for every set of conditions.
const STATEMENTS_MAX: usize = 256;

/// Where the server is, and how to get there.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) config: Config,
    connect: Arc<dyn Fn(Config) -> Boxed<Connected> + Send + Sync>,
}

impl Address {
    pub(super) fn read(url: &str) -> Result<Config, PostgresError> {
        url.parse().map_err(|error: Error| PostgresError::InvalidAddress { reason: words(&error) })
    }

    pub(super) fn plain(config: Config) -> Address {
        Address::with_tls(config, NoTls)
    }

    pub(super) fn with_tls<T>(config: Config, tls: T) -> Address
    where
        T: MakeTlsConnect<Socket> + Clone + Send + Sync + 'static,
        T::Stream: Send,
        T::TlsConnect: Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        let connect = move |config: Config| -> Boxed<Connected> {
            let tls = tls.clone();
            Box::pin(async move {
                let (client, connection) = config.connect(tls).await?;
                Ok((client, Box::pin(connection) as Boxed<Result<(), Error>>))
            })
        };
        Address { config, connect: Arc::new(connect) }
    }
}

/// A connection that can be used. Whatever goes wrong with it is told by the answers of its statements.
pub(super) struct Link {
    client: Client,
    driver: tokio::task::JoinHandle<()>,
    statements: FxHashMap<Cow<'static, str>, Statement>,
    /// Whether ids must be told to sort by their bytes.
    pub(super) collates: bool,
}

impl Link {
    /// Makes a connection with the settings of the storage.
    pub(super) async fn new(address: &Address, options: &PostgresOptions) -> Result<Link, Error> {
        let mut config = address.config.clone();
        config.connect_timeout(options.connect_timeout);
        config.tcp_user_timeout(options.answer_timeout);
        if config.get_application_name().is_none() {
            config.application_name("oms");
        }
        let (client, connection) = (address.connect)(config).await?;
        let driver = tokio::spawn(async move {
            // Why it ended is told to whoever waits for an answer.
            let _ended = connection.await;
        });
        let mut link = Link { client, driver, statements: FxHashMap::default(), collates: true };
        link.set_up(options).await?;
        Ok(link)
    }

    async fn set_up(&mut self, options: &PostgresOptions) -> Result<(), Error> {
        let schema = &options.schema;
        let (statement, lock) = (options.statement_timeout.as_millis(), options.lock_timeout.as_millis());
        let idle = options.answer_timeout.as_millis();
        self.client
            .batch_execute(&format!(
                "SET search_path TO {schema}; SET statement_timeout = {statement}; SET lock_timeout = {lock};
                 SET idle_in_transaction_session_timeout = {idle}"
            ))
            .await?;
        self.turn_to(&options.tenant).await?;
        let version: String = self.client.query_one("SELECT version()", &[]).await?.get(0);
        self.collates = !version.contains("CockroachDB");
        // Every statement looks rows up by key. Planned while tables were empty, it would walk them for as long as it is kept, and
        // lock rows in the order of a hash table. Databases that plan by other means do not know these.
        let by_key = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_bitmapscan = off;
                      SET max_parallel_workers_per_gather = 0; SET jit = off";
        match self.client.batch_execute(by_key).await {
            Err(error) if error.as_db_error().is_none() => Err(error),
            _ => Ok(()),
        }
    }

    /// Names the tenant to the server, which lets nobody but superusers see another's rows from then on.
    pub(super) async fn turn_to(&self, tenant: &str) -> Result<(), Error> {
        self.client.query_one("SELECT set_config('oms.tenant', $1, false)", &[&tenant]).await.map(|_| ())
    }

    pub(super) const fn client(&self) -> &Client {
        &self.client
    }

    /// Asks one thing, outside of any transaction.
    pub(super) async fn ask(&mut self, request: &Request<'_>) -> Result<Vec<Row>, Trouble> {
        self.prepare(std::slice::from_ref(request)).await?;
        Ok(self.query(request).await?)
    }

    /// Reads from one view, in one round trip once the statements are prepared.
    pub(super) async fn read(&mut self, requests: &[Request<'_>]) -> Result<Vec<Vec<Row>>, Trouble> {
        self.prepare(requests).await?;
        let begin: Boxing<'_, Vec<Row>> = Box::pin(self.simple(ONE_VIEW));
        let reads = requests.iter().map(|request| Box::pin(self.query(request)) as Boxing<'_, Vec<Row>>);
        // Ended whatever came of the reads: the next ones must not find themselves in the same view.
        let end: Boxing<'_, Vec<Row>> = Box::pin(self.simple("COMMIT"));
        let asked = std::iter::once(begin).chain(reads).chain(std::iter::once(end)).collect();
        let mut answers = in_order(asked).await.into_iter().collect::<Result<Vec<_>, _>>()?;
        answers.pop();
        Ok(answers.into_iter().skip(1).collect())
    }

    /// Begins a transaction of several reads and commits, which the next ones are parts of.
    pub(super) async fn begin(&self) -> Result<(), Trouble> {
        self.simple(ONE_COMMIT).await?;
        Ok(())
    }

    /// Ends it: all of it takes effect, or nothing.
    pub(super) async fn end(&self, is_kept: bool) -> Result<(), Trouble> {
        match self.simple(if is_kept { "COMMIT" } else { "ROLLBACK" }).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let trouble = Trouble::Driver(error);
                let is_told = matches!(trouble.meaning(), Meaning::Again | Meaning::Refused);
                Err(if is_told { trouble } else { Trouble::AtCommit(trouble.words()) })
            }
        }
    }

    /// Asks several things within a transaction that is open.
    pub(super) async fn ask_within(&mut self, requests: &[Request<'_>]) -> Result<Vec<Vec<Row>>, Trouble> {
        self.prepare(requests).await?;
        let asked = requests.iter().map(|request| Box::pin(self.query(request)) as Boxing<'_, Vec<Row>>).collect();
        Ok(in_order(asked).await.into_iter().collect::<Result<Vec<_>, _>>()?)
    }

    /// Writes all that `write` answers in one transaction, or nothing. It is asked while the server hears of the transaction.
    ///
    /// That the transaction has begun is waited for: had it not, each statement would be one of its own.
    /// What `write` fails with is answered within: nothing was written then.
    pub(super) async fn commit<'a>(
        &mut self,
        write: impl FnOnce() -> Result<Vec<Request<'a>>, PostgresError>,
    ) -> Result<Result<(), PostgresError>, Trouble> {
        let mut begin = Box::pin(self.simple(ONE_COMMIT));
        let begun = begun(&mut begin).await;
        let requests = write();
        match begun {
            Some(begun) => {
                drop(begin);
                begun?
            }
            None => begin.await?,
        };
        let requests = match requests {
            Ok(requests) => requests,
            Err(error) => {
                self.simple("ROLLBACK").await?;
                return Ok(Err(error));
            }
        };
        if let Err(trouble) = self.prepare(&requests).await {
            self.simple("ROLLBACK").await?;
            return Err(trouble);
        }
        let mut writes: Vec<Boxing<'_, Vec<Row>>> = requests.iter().map(|request| Box::pin(self.query(request)) as Boxing<'_, _>).collect();
        let sent = all_begun(&mut writes).await;
        if let Err(error) = sent {
            // What could not be sent must not be left out of what is committed.
            drop(writes);
            self.simple("ROLLBACK").await?;
            return Err(error.into());
        }
        writes.push(Box::pin(self.simple("COMMIT")));
        let answers = in_order(writes).await;
        let commit = answers.len().saturating_sub(1);
        for (place, answer) in answers.into_iter().enumerate() {
            if let Err(error) = answer {
                let trouble = Trouble::Driver(error);
                // Whatever is said of the commit itself, but that it met others, says nothing about what came of it.
                let is_told = place < commit || matches!(trouble.meaning(), Meaning::Again | Meaning::Refused);
                return Err(if is_told { trouble } else { Trouble::AtCommit(trouble.words()) });
            }
        }
        Ok(Ok(()))
    }

    /// Prepares what this connection has not seen yet, all of it in one round trip.
    async fn prepare(&mut self, requests: &[Request<'_>]) -> Result<(), Trouble> {
        let mut new: Vec<&Cow<'static, str>> = requests.iter().map(|request| &request.sql).collect();
        new.retain(|sql| !self.statements.contains_key(*sql));
        if new.is_empty() {
            return Ok(());
        }
        new.sort_unstable();
        new.dedup();
        if self.statements.len() + new.len() > STATEMENTS_MAX {
            self.statements.clear();
            new = requests.iter().map(|request| &request.sql).collect();
            new.sort_unstable();
            new.dedup();
        }
        let prepared = in_order(new.iter().map(|sql| self.client.prepare(sql)).collect()).await;
        for (sql, statement) in new.into_iter().zip(prepared) {
            self.statements.insert(sql.clone(), statement?);
        }
        Ok(())
    }

    async fn query(&self, request: &Request<'_>) -> Result<Vec<Row>, Error> {
        match self.statements.get(&request.sql) {
            Some(statement) => self.client.query(statement, &request.values()).await,
            None => self.client.query(&*request.sql, &request.values()).await,
        }
    }

    async fn simple(&self, sql: &str) -> Result<Vec<Row>, Error> {
        self.client.batch_execute(sql).await.map(|()| Vec::new())
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// Lets every request begin, and tells if one could not.
async fn all_begun<T>(requests: &mut [Boxing<'_, T>]) -> Result<(), Error> {
    std::future::poll_fn(|context| {
        for request in requests.iter_mut() {
            // No answer can be there yet: what is ready at once could not be sent.
            if let Poll::Ready(Err(error)) = request.as_mut().poll(context) {
                return Poll::Ready(Err(error));
            }
        }
        Poll::Ready(Ok(()))
    })
    .await
}
