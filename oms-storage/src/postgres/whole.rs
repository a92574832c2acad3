//! Several commits as one, and all rows of a tenant taken away.

use oms_core::batch::ChangeSet;
use tokio_postgres::Row;

use super::error::{Meaning, Trouble};
use super::known::Known;
use super::request::Request;
use super::session::{Ending, Session, in_time};
use super::{PostgresError, PostgresStorage};
use crate::tenant::{TenantError, TenantStorage};

/// What was so when several commits began to be one.
pub(super) struct Whole {
    /// How many commits of this storage counted.
    commits: i64,
    /// Whether a part has failed: the server takes no further one.
    has_failed: bool,
}

impl Session {
    /// Begins a transaction of several commits, alone: whoever else wants to commit for this tenant waits for its end.
    async fn begin_whole(&mut self) -> Result<(), PostgresError> {
        let mut attempts = 1;
        loop {
            let mut link = match self.link.take() {
                Some(link) => link,
                None => self.reconnect().await?,
            };
            let alone = Request::new("SELECT epoch FROM store WHERE tenant = $1::text FOR UPDATE").with(self.options.tenant.as_str());
            let begun = in_time(self.options.answer_timeout, async {
                link.begin().await?;
                link.ask(&alone).await
            });
            match begun.await {
                Ok(_) => {
                    self.link = Some(link);
                    self.whole = Some(Whole { commits: self.commits, has_failed: false });
                    return Ok(());
                }
                // The connection may have been lost long ago, which the first word over it tells.
                Err(trouble) if trouble.meaning() == Meaning::Lost && attempts < self.options.attempts_max => attempts += 1,
                Err(trouble) => {
                    let _rolled_back = link.end(false).await;
                    self.link = Some(link);
                    return Err(trouble.into());
                }
            }
        }
    }

    /// Ends it, and knows what came of it.
    async fn end_whole(&mut self, is_kept: bool) -> Result<(), PostgresError> {
        let Some(whole) = self.whole.take() else { return Ok(()) };
        if !is_kept || whole.has_failed || self.link.is_none() {
            return self.roll_back(&whole, is_kept).await;
        }
        let Some(link) = self.link.take() else { return Ok(()) };
        let Err(trouble) = in_time(self.options.answer_timeout, link.end(true)).await else {
            self.link = Some(link);
            return Ok(());
        };
        // Without the connection nothing of it is under way: the row of this storage tells whether it counted.
        drop(link);
        let counted = self.commits;
        self.commits = whole.commits;
        let unknown = |reason: String| PostgresError::UnknownOutcome { reason: format!("{}; {reason}", trouble.words()) };
        let link = self.reconnect().await.map_err(|error| unknown(error.to_string()))?;
        self.link = Some(link);
        match self.commits {
            now if now == counted => Ok(()),
            now if now == whole.commits => Err(PostgresError::Disconnected { reason: trouble.words() }),
            _ => Err(unknown("its count of commits was changed by hand".to_owned())),
        }
    }

    async fn roll_back(&mut self, whole: &Whole, was_to_be_kept: bool) -> Result<(), PostgresError> {
        self.known = Known::default();
        self.commits = whole.commits;
        if let Some(link) = self.link.take()
            && in_time(self.options.answer_timeout, link.end(false)).await.is_ok()
        {
            self.link = Some(link);
        }
        let reason = || "a part of the transaction had failed".to_owned();
        if was_to_be_kept { Err(PostgresError::Disconnected { reason: reason() }) } else { Ok(()) }
    }

    fn failed(&mut self) {
        if let Some(whole) = &mut self.whole {
            whole.has_failed = true;
        }
    }

    /// The connection must be that of the transaction.
    fn is_within(&self) -> Result<(), PostgresError> {
        let reason = || "in the middle of a transaction".to_owned();
        if self.link.is_some() { Ok(()) } else { Err(PostgresError::Disconnected { reason: reason() }) }
    }

    /// Reads what the transaction has written so far, among all else.
    pub(super) async fn read_within(&mut self, requests: &[Request<'_>]) -> Result<Vec<Vec<Row>>, PostgresError> {
        self.is_within()?;
        let limit = self.options.answer_timeout;
        let Some(link) = self.link.as_mut() else { return Ok(Vec::new()) };
        let read = in_time(limit, link.ask_within(requests)).await;
        if read.is_err() {
            self.failed();
        }
        Ok(read?)
    }

    /// Writes a part of the transaction. Nothing is tried again: what has failed once has ended the whole.
    pub(super) async fn commit_within(&mut self, changes: &ChangeSet) -> Result<Ending, PostgresError> {
        self.is_within()?;
        let ending = match self.try_commit(changes).await {
            Ok(ending) => ending,
            Err(trouble) if trouble.meaning() == Meaning::Refused => Ok(Ending::Refused),
            Err(trouble) => Err(trouble.into()),
        };
        if matches!(ending, Ok(Ending::Written)) {
            self.known.forget_orders();
        } else {
            self.failed();
        }
        ending
    }

    /// Takes all rows of the tenant away, and strikes every other storage off that has it open.
    async fn erase_within(&mut self) -> Result<(), PostgresError> {
        self.is_within()?;
        let erased = self.try_erase().await;
        match &erased {
            Ok(()) => {
                self.commits += 1;
                self.known = Known::default();
            }
            Err(_) => self.failed(),
        }
        Ok(erased?)
    }

    async fn try_erase(&mut self) -> Result<(), Trouble> {
        let (tenant, writer) = (self.options.tenant.as_str(), self.writer.as_str());
        let Some(link) = self.link.as_mut() else { return Err(Trouble::Silence) };
        // However long it takes.
        link.client().batch_execute("SET LOCAL statement_timeout = 0").await?;
        let own = |sql: &'static str| Request::new(sql).with(tenant);
        link.ask(&own("UPDATE store SET epoch = 0, log_end = 0, last_at = NULL WHERE tenant = $1::text")).await?;
        link.ask(&own("DELETE FROM writers WHERE tenant = $1::text AND writer <> $2::text").with(writer)).await?;
        link.ask(&own("UPDATE writers SET commits = commits + 1 WHERE tenant = $1::text AND writer = $2::text").with(writer)).await?;
        let tables = "SELECT c.table_name::text FROM information_schema.columns c
                      JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
                      WHERE c.table_schema = $1::text AND c.column_name = 'tenant' AND t.table_type = 'BASE TABLE'
                          AND c.table_name NOT IN ('store', 'writers') ORDER BY c.table_name";
        for row in link.client().query(tables, &[&self.options.schema]).await? {
            let delete = format!("DELETE FROM {} WHERE tenant = $1", row.try_get::<_, String>(0)?);
            link.client().execute(&delete, &[&tenant]).await?;
        }
        Ok(())
    }
}

/// Rolls back unless it was ended, also when what is done within panics.
struct Guard<'storage>(&'storage mut PostgresStorage);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let storage = &mut *self.0;
        let _rolled_back = storage.driver.wait(storage.session.end_whole(false));
    }
}

impl TenantStorage for PostgresStorage {
    fn all_or_nothing<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, TenantError>) -> Result<T, TenantError> {
        if self.session.whole.is_some() {
            // A part of what is under way.
            return work(self);
        }
        self.driver.wait(self.session.begin_whole()).map_err(TenantError::storage)?;
        let guard = Guard(self);
        let done = work(&mut *guard.0)?;
        let storage = &mut *guard.0;
        storage.driver.wait(storage.session.end_whole(true)).map_err(TenantError::storage)?;
        Ok(done)
    }

    fn erase(&mut self) -> Result<(), TenantError> {
        self.all_or_nothing(|storage| storage.driver.wait(storage.session.erase_within()).map_err(TenantError::storage))
    }
}
