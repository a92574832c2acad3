//! What a storage does with its connection: asks, writes, and finds out what came of a commit when the connection is lost.

use std::future::Future;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;
use std::time::Duration;

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::order::Statuses;
use oms_core::query::{Page, Query};
use rustc_hash::FxHashMap;
use tokio::time::{Instant, sleep, timeout};
use tokio_postgres::Row;

use super::commit::Commit;
use super::document::{decode, word};
use super::error::{Meaning, Trouble};
use super::known::{Known, Standing};
use super::link::{Address, Link};
use super::load::{self, Answers};
use super::request::Request;
use super::whole::Whole;
use super::{PostgresError, PostgresOptions, lists, schema};

/// Tables whose rows may hold something personal.
const PERSONAL: [&str; 4] = ["orders", "order_facets", "recent", "log"];

/// How long is waited at most before the same is tried once more.
const PAUSE_MAX: Duration = Duration::from_millis(200);

/// How a commit ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Ending {
    Written,
    /// A guard did not hold: nothing was written.
    Refused,
}

pub(super) struct Session {
    address: Address,
    pub(super) options: PostgresOptions,
    pub(super) link: Option<Link>,
    /// The name of this storage's row in `writers`.
    pub(super) writer: String,
    /// How many commits that row counts, as far as is known.
    pub(super) commits: i64,
    /// Which of its connections this is, by the same row.
    connection: i64,
    pub(super) known: Known,
    /// Several commits that are one.
    pub(super) whole: Option<Whole>,
}

impl Session {
    pub(super) fn new(address: Address, options: PostgresOptions) -> Result<Session, PostgresError> {
        let is_plain = |name: &str| {
            !name.is_empty()
                && name.len() <= 63
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        if !is_plain(&options.schema) || options.schema.starts_with(|first: char| first.is_ascii_digit()) {
            let rule = "use lower-case letters, digits and underscores, at most 63, and begin with a letter";
            return Err(PostgresError::InvalidName { kind: "schema", name: options.schema, rule });
        }
        if oms_core::ChannelId::new(&options.tenant).is_err() {
            let rule = "use 1 to 128 bytes of text without control characters";
            return Err(PostgresError::InvalidName { kind: "tenant", name: options.tenant, rule });
        }
        let writer = format!("{:016x}{:016x}", chance(), chance());
        Ok(Session { address, options, link: None, writer, commits: 0, connection: 0, known: Known::default(), whole: None })
    }

    pub(super) const fn options(&self) -> &PostgresOptions {
        &self.options
    }

    /// Connects for the first time, and sees to the tables.
    pub(super) async fn open(&mut self) -> Result<(), PostgresError> {
        let mut link = match self.connect().await {
            Ok(link) => link,
            // A server that starts says so, and is waited for.
            Err(Trouble::Driver(error)) if error.code().is_some_and(|state| state.code() == "57P03") => self.reconnect().await?,
            Err(trouble) => return Err(PostgresError::CannotConnect { reason: trouble.words() }),
        };
        schema::prepare(&mut link, &self.options).await?;
        self.begin(&mut link).await?;
        self.link = Some(link);
        Ok(())
    }

    /// Sees to the rows that the tenant and this storage must have.
    async fn begin(&mut self, link: &mut Link) -> Result<(), Trouble> {
        // A row that is there is not waited for, whoever is writing it.
        let tenant = "INSERT INTO store (tenant, epoch, log_end) SELECT $1::text, 0, 0
                      WHERE NOT EXISTS (SELECT 1 FROM store s WHERE s.tenant = $1::text) ON CONFLICT DO NOTHING";
        link.ask(&Request::new(tenant).with(self.options.tenant.as_str())).await?;
        self.register(link).await
    }

    #[cfg(feature = "temporary-server")]
    pub(super) async fn turn_to(&mut self, tenant: &str) -> Result<(), PostgresError> {
        tenant.clone_into(&mut self.options.tenant);
        self.known = Known::default();
        if let Some(mut link) = self.link.take() {
            link.turn_to(tenant).await?;
            self.begin(&mut link).await?;
            self.link = Some(link);
        }
        Ok(())
    }

    pub(super) async fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, PostgresError> {
        let tenant = self.options.tenant.clone();
        let rows = self.read(|known| load::requests(&tenant, wanted, known)).await?;
        Answers::new(rows, &mut self.known).snapshot(wanted)
    }

    pub(super) async fn scan(&mut self, query: &Query) -> Result<Page, PostgresError> {
        let tenant = self.options.tenant.clone();
        let rows = self.read(|_| Ok(vec![lists::request(&tenant, query)?])).await?;
        lists::page(query, rows.first().map_or(&[], Vec::as_slice))
    }

    /// Writes all of the changes or nothing, and knows which.
    pub(super) async fn commit(&mut self, changes: &ChangeSet) -> Result<Ending, PostgresError> {
        if self.whole.is_some() {
            return self.commit_within(changes).await;
        }
        let mut attempts = 1;
        loop {
            let trouble = match self.try_commit(changes).await {
                Ok(ending) => {
                    self.known.forget_orders();
                    return ending;
                }
                Err(trouble) => trouble,
            };
            match trouble.meaning() {
                Meaning::Refused => {
                    self.known.forget_rows();
                    return if self.is_struck_off().await? { Err(PostgresError::Erased) } else { Ok(Ending::Refused) };
                }
                Meaning::Failed => {
                    self.known.forget_rows();
                    return Err(trouble.into());
                }
                Meaning::Again => {}
                Meaning::Lost => {
                    if self.was_counted(&trouble).await? {
                        return Ok(Ending::Written);
                    }
                }
            }
            if attempts >= self.options.attempts_max {
                let reason = trouble.words();
                // By now it is known that the last attempt had no effect.
                return Err(match trouble.meaning() {
                    Meaning::Lost => PostgresError::Disconnected { reason },
                    _ => PostgresError::TooManyAttempts { attempts, reason },
                });
            }
            attempts += 1;
            pause(attempts).await;
        }
    }

    #[cfg(feature = "temporary-server")]
    pub(super) async fn ask(&mut self, sql: &'static str) -> Result<Vec<String>, PostgresError> {
        let Some(link) = self.link.as_mut() else { return Ok(Vec::new()) };
        let rows = link.ask(&Request::new(sql)).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Writes the tables anew that hold, or held, personal data.
    pub(super) async fn purge(&mut self) -> Result<(), PostgresError> {
        let mut link = match self.link.take() {
            Some(link) => link,
            None => self.reconnect().await?,
        };
        let purged = purge(&mut link).await;
        self.link = Some(link);
        purged
    }

    /// Gives up the row in `writers` and the connection.
    pub(super) async fn close(&mut self) -> Result<(), PostgresError> {
        let Some(mut link) = self.link.take() else { return Ok(()) };
        let gone = Request::new("DELETE FROM writers WHERE tenant = $1::text AND writer = $2::text");
        let gone = gone.with(self.options.tenant.as_str()).with(self.writer.as_str());
        in_time(Duration::from_secs(1), link.ask(&gone)).await?;
        Ok(())
    }

    /// The connection was lost within a commit: whether the commit took effect.
    async fn was_counted(&mut self, trouble: &Trouble) -> Result<bool, PostgresError> {
        let counted = self.commits;
        let unknown = |reason: String| PostgresError::UnknownOutcome { reason: format!("{}; {reason}", trouble.words()) };
        self.link = None;
        let link = self.reconnect().await.map_err(|error| unknown(error.to_string()))?;
        self.link = Some(link);
        match self.commits - counted {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(unknown("its count of commits was changed by hand".to_owned())),
        }
    }

    /// Whether this storage's row is gone: somebody has erased the tenant, and what is known of it is of no use.
    async fn is_struck_off(&mut self) -> Result<bool, PostgresError> {
        let Some(link) = self.link.as_mut() else { return Ok(false) };
        let request = Request::new("SELECT 1 FROM writers WHERE tenant = $1::text AND writer = $2::text");
        let request = request.with(self.options.tenant.as_str()).with(self.writer.as_str());
        match in_time(self.options.answer_timeout, link.ask(&request)).await {
            Ok(rows) => Ok(rows.is_empty()),
            // The next call finds out.
            Err(_) => Ok(false),
        }
    }

    pub(super) async fn try_commit(&mut self, changes: &ChangeSet) -> Result<Result<Ending, PostgresError>, Trouble> {
        if self.link.is_none() {
            match self.reconnect().await {
                Ok(link) => self.link = Some(link),
                Err(error) => return Ok(Err(error)),
            }
        }
        let standings = match self.standings(changes).await? {
            Ok(standings) => standings,
            Err(error) => return Ok(Err(error)),
        };
        if let Err(error) = self.read_before(changes).await? {
            return Ok(Err(error));
        }
        let Session { link, options, writer, commits, connection, known, whole, .. } = self;
        let Some(link) = link.as_mut() else { return Err(Trouble::Silence) };
        let (commits_before, connection) = (*commits, *connection);
        let commit = Commit { tenant: &options.tenant, writer, commits: commits_before, connection, known, standings: &standings };
        let written = if whole.is_some() {
            match commit.requests(changes) {
                Ok(requests) => in_time(options.answer_timeout, link.ask_within(&requests)).await.map(|_| Ok(()))?,
                Err(error) => Err(error),
            }
        } else {
            in_time(options.answer_timeout, link.commit(|| commit.requests(changes))).await?
        };
        if let Err(error) = written {
            return Ok(Err(error));
        }
        *commits += 1;
        for delta in changes.stock.iter().filter(|delta| delta.lot.is_none()) {
            known.remember_stocked(&delta.sku, &delta.location);
        }
        Ok(Ok(Ending::Written))
    }

    /// The numbers of where the orders of a change set stand; new ones are made, which commit by themselves.
    async fn standings(&mut self, changes: &ChangeSet) -> Result<Result<FxHashMap<Standing, i64>, PostgresError>, Trouble> {
        let mut numbers = FxHashMap::default();
        let mut new: FxHashMap<[String; 6], Standing> = FxHashMap::default();
        for put in &changes.orders {
            let standing = Standing::of(&put.order);
            match self.known.standing(&standing) {
                Some(number) => {
                    numbers.insert(standing, number);
                }
                None => match words(&standing) {
                    Ok(words) => {
                        new.insert(words, standing);
                    }
                    Err(error) => return Ok(Err(error)),
                },
            }
        }
        let Some(link) = self.link.as_mut().filter(|_| !new.is_empty()) else { return Ok(Ok(numbers)) };
        let mut rows: Vec<&[String; 6]> = new.keys().collect();
        rows.sort_unstable();
        let tenant = self.options.tenant.as_str();
        let request = |sql: &'static str| {
            (0..6).fold(Request::new(sql).with(tenant), |request, place| {
                request.with(rows.iter().filter_map(|row| row.get(place).map(String::as_str)).collect::<Vec<&str>>())
            })
        };
        in_time(self.options.answer_timeout, link.ask(&request(NEW_STANDINGS))).await?;
        let found = in_time(self.options.answer_timeout, link.ask(&request(STANDINGS))).await?;
        for row in found {
            let number = row.try_get(0)?;
            let mut words: [String; 6] = Default::default();
            for (place, word) in words.iter_mut().enumerate() {
                *word = row.try_get(place + 1)?;
            }
            if let Some(standing) = new.get(&words) {
                numbers.insert(standing.clone(), number);
                self.known.remember_standing(standing.clone(), number);
            }
        }
        Ok(Ok(numbers))
    }

    /// Reads the orders that are to change and were not read by this storage since its last commit.
    async fn read_before(&mut self, changes: &ChangeSet) -> Result<Result<(), PostgresError>, Trouble> {
        let changed = changes.orders.iter().filter(|put| put.read > 0 && self.known.order(&put.order.id, put.read).is_none());
        let ids: Vec<&str> = changed.map(|put| put.order.id.as_str()).collect();
        let Some(link) = self.link.as_mut().filter(|_| !ids.is_empty()) else { return Ok(Ok(())) };
        let request = Request::new(load::ORDERS).with(self.options.tenant.as_str()).with(ids);
        for row in in_time(self.options.answer_timeout, link.ask(&request)).await? {
            match decode(&row, 1, "order", "to be changed") {
                Ok(order) => self.known.remember_order(&Arc::new(order)),
                Err(error) => return Ok(Err(error)),
            }
        }
        Ok(Ok(()))
    }

    async fn read<'a>(
        &mut self,
        requests: impl Fn(&Known) -> Result<Vec<Request<'a>>, PostgresError> + Send,
    ) -> Result<Vec<Vec<Row>>, PostgresError> {
        if self.whole.is_some() {
            let requests = requests(&self.known)?;
            return self.read_within(&requests).await;
        }
        let mut attempts = 1;
        loop {
            let mut link = match self.link.take() {
                Some(link) => link,
                None => self.reconnect().await?,
            };
            let requests = requests(&self.known)?;
            let read = in_time(self.options.answer_timeout, link.read(&requests)).await;
            let trouble = match read {
                Ok(rows) => {
                    self.link = Some(link);
                    return Ok(rows);
                }
                Err(trouble) => trouble,
            };
            let meaning = trouble.meaning();
            if meaning != Meaning::Lost {
                self.link = Some(link);
            }
            let ends = matches!(meaning, Meaning::Refused | Meaning::Failed) || attempts >= self.options.attempts_max;
            if ends {
                return Err(trouble.into());
            }
            attempts += 1;
            pause(attempts).await;
        }
    }

    async fn connect(&self) -> Result<Link, Trouble> {
        // The time-out of the driver is only about the network; a server may also take a connection and say nothing.
        in_time(self.options.connect_timeout.saturating_mul(2), async { Ok(Link::new(&self.address, &self.options).await?) }).await
    }

    /// Connects again, for as long as the options say, and cuts off what an earlier connection may still be about to commit.
    pub(super) async fn reconnect(&mut self) -> Result<Link, PostgresError> {
        self.known = Known::default();
        let until = Instant::now() + self.options.reconnect_timeout;
        let mut attempts = 1;
        loop {
            let trouble = match self.connect().await {
                Err(trouble) => trouble,
                Ok(mut link) => match in_time(self.options.answer_timeout, self.register(&mut link)).await {
                    Ok(()) => return Ok(link),
                    Err(trouble) => trouble,
                },
            };
            // A wrong password, or a database that is not there, does not get better by waiting.
            let is_refused = matches!(&trouble, Trouble::Driver(error)
                if error.code().is_some_and(|state| state.code().starts_with("28") || state.code().starts_with("3D")));
            if is_refused || Instant::now() >= until {
                return Err(PostgresError::Disconnected { reason: trouble.words() });
            }
            attempts += 1;
            pause(attempts).await;
        }
    }

    /// Notes in `writers` that this storage has another connection. An earlier one that is within a commit is waited for, or commits
    /// no more.
    async fn register(&mut self, link: &mut Link) -> Result<(), Trouble> {
        let sql = "INSERT INTO writers (tenant, writer, commits, connection) VALUES ($1::text, $2::text, 0, 1)
                   ON CONFLICT (tenant, writer) DO UPDATE SET connection = writers.connection + 1 RETURNING commits, connection";
        let request = Request::new(sql).with(self.options.tenant.as_str()).with(self.writer.as_str());
        let rows = link.ask(&request).await?;
        let row = rows.first().ok_or(Trouble::Silence)?;
        (self.commits, self.connection) = (row.try_get(0)?, row.try_get(1)?);
        Ok(())
    }
}

const NEW_STANDINGS: &str = "INSERT INTO standings (tenant, channel, status, payment, fulfillment, delivery, returns)
    SELECT $1::text, d.channel, d.status, d.payment, d.fulfillment, d.delivery, d.returns
    FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
        AS d(channel, status, payment, fulfillment, delivery, returns)
    ON CONFLICT DO NOTHING";

const STANDINGS: &str = "SELECT s.number, s.channel, s.status, s.payment, s.fulfillment, s.delivery, s.returns
    FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
        AS d(channel, status, payment, fulfillment, delivery, returns)
    JOIN LATERAL (SELECT * FROM standings s
        WHERE s.tenant = $1::text AND s.channel = d.channel AND s.status = d.status AND s.payment = d.payment
            AND s.fulfillment = d.fulfillment AND s.delivery = d.delivery AND s.returns = d.returns OFFSET 0) s ON true";

/// A standing as its row has it.
fn words(standing: &Standing) -> Result<[String; 6], PostgresError> {
    let Statuses { order, payment, fulfillment, delivery, returns } = &standing.statuses;
    Ok([standing.channel.to_string(), word(order)?, word(payment)?, word(fulfillment)?, word(delivery)?, word(returns)?])
}

pub(super) async fn in_time<T>(limit: Duration, answer: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    timeout(limit, answer).await.unwrap_or(Err(Trouble::Silence))
}

/// Waits longer with every attempt, and never just as long as somebody else who was hindered at the same time.
async fn pause(attempts: u32) {
    let longest = u64::try_from(PAUSE_MAX.as_micros()).unwrap_or(u64::MAX);
    let most = 500_u64.saturating_mul(1 << attempts.min(16)).min(longest);
    sleep(Duration::from_micros(most / 2 + chance() % most)).await;
}

/// A number that nobody else has drawn. No decision of the library rests on it.
fn chance() -> u64 {
    std::hash::RandomState::new().build_hasher().finish()
}

async fn purge(link: &mut Link) -> Result<(), PostgresError> {
    // A table that is not the user's own would be passed by with a warning.
    let own = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = $1::text::regclass";
    for table in PERSONAL {
        if !link.client().query_one(own, &[&table]).await?.try_get::<_, bool>(0)? {
            let reason = format!("table `{table}` is not of this user: purge as the user who made it");
            return Err(PostgresError::Postgres { reason, state: "42501".to_owned() });
        }
    }
    for table in PERSONAL {
        link.client().batch_execute(&format!("VACUUM (FULL) {table}")).await?;
    }
    Ok(())
}
