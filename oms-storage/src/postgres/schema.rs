//! The formats of the tables, and the way from each to the next.

use super::error::Trouble;
use super::link::Link;
use super::{PostgresError, PostgresOptions};

/// What leads from the format of its place, counted from 0, to the next. A released one is never changed.
///
/// From the third on, rows are seen by the tenant of the session only: a migration that is to change rows of all tenants lifts that
/// within its transaction (`NO FORCE ROW LEVEL SECURITY`).
const MIGRATIONS: &[&str] = &[
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
    include_str!("schema_6.sql"),
    include_str!("schema_7.sql"),
];

/// The formats whose migrations change orders of all tenants, and the tables that they read and write.
const OF_ALL_TENANTS: [(i64, &[&str]); 2] = [(4, &["orders", "standings", "waiting", "order_facets"]), (5, &["orders", "log"])];

/// What only PostgreSQL itself, and what is built from it, understands.
const ROW_LEVEL_SECURITY: &str = "ROW LEVEL SECURITY";

/// One key for all storages, so that only one of them changes the tables of a schema at a time: the letters `OMS1`.
const LOCK: i64 = 0x4F4D_5331;

/// The format this version writes.
fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Brings the tables to the newest format, and refuses a newer one.
pub(super) async fn prepare(link: &mut Link, options: &PostgresOptions) -> Result<(), PostgresError> {
    migrate(link, options, MIGRATIONS, newest()).await
}

/// Looks first: a user who may not make tables can work with those that are there.
async fn migrate(link: &mut Link, options: &PostgresOptions, migrations: &[&str], known: i64) -> Result<(), PostgresError> {
    match found(link, options).await? {
        found if found > known => Err(PostgresError::NewerFormat { schema: options.schema.clone(), found, known }),
        found if found == known => Ok(()),
        _ => apply(link, options, migrations, known).await,
    }
}

/// The format of the schema: 0 if it has no tables of ours.
async fn found(link: &Link, options: &PostgresOptions) -> Result<i64, PostgresError> {
    let there = "SELECT count(*) FROM information_schema.tables WHERE table_schema = $1 AND table_name = 'oms_format'";
    let there: i64 = link.client().query_one(there, &[&options.schema]).await?.try_get(0)?;
    if there == 0 {
        return Ok(0);
    }
    Ok(link.client().query_one("SELECT max(format) FROM oms_format", &[]).await?.try_get::<_, Option<i64>>(0)?.unwrap_or_default())
}

/// Applies the migrations that the schema does not have yet, all of them or none.
async fn apply(link: &mut Link, options: &PostgresOptions, migrations: &[&str], known: i64) -> Result<(), PostgresError> {
    let key = if link.collates { "TEXT COLLATE \"C\"" } else { "TEXT" };
    link.client().batch_execute("BEGIN").await?;
    let applied = apply_locked(link, options, migrations, known, key).await;
    link.client().batch_execute(if applied.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
    applied
}

async fn apply_locked(link: &mut Link, options: &PostgresOptions, migrations: &[&str], known: i64, key: &str) -> Result<(), PostgresError> {
    link.client().execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
    link.client().batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS {}", options.schema)).await?;
    // Another process may have done it since this one looked.
    let found = found(link, options).await?;
    if found > known {
        return Err(PostgresError::NewerFormat { schema: options.schema.clone(), found, known });
    }
    if found == 0 {
        link.client()
            .batch_execute("CREATE TABLE oms_format (format BIGINT PRIMARY KEY, made_at TIMESTAMPTZ NOT NULL DEFAULT now())")
            .await?;
    }
    for (number, migration) in (1_i64..).zip(migrations).skip_while(|(number, _)| *number <= found) {
        if link.collates || !migration.contains(ROW_LEVEL_SECURITY) {
            let tables = OF_ALL_TENANTS.iter().find(|(of, _)| *of == number && link.collates).map(|(_, tables)| *tables);
            if let Some(tables) = tables {
                link.client().batch_execute(&hold_owner(tables, "NO FORCE")).await?;
            }
            link.client().batch_execute(&migration.replace("{key}", key)).await.map_err(Trouble::from)?;
            if let Some(tables) = tables {
                link.client().batch_execute(&hold_owner(tables, "FORCE")).await?;
            }
        }
        link.client().execute("INSERT INTO oms_format (format) VALUES ($1)", &[&number]).await?;
    }
    Ok(())
}

/// Whether the owner of tables, too, sees only rows of the tenant of the session.
fn hold_owner(tables: &[&str], how: &str) -> String {
    tables.iter().map(|table| format!("ALTER TABLE {table} {how} {ROW_LEVEL_SECURITY};")).collect()
}
