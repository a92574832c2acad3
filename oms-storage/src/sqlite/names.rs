//! Names that stand in the file once and are referred to by number: SKUs, locations, channels, standings.

use std::hash::Hash;
use std::str::FromStr;

use oms_core::order::{Order, Statuses};
use oms_core::{ChannelId, IdError, LocationId, Sku};
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::SqliteError;

/// Where an order can stand: its channel and the five axes.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) struct Standing {
    pub(super) channel: ChannelId,
    pub(super) statuses: Statuses,
}

/// The names this process knows. Other processes only ever add some, so what is known stays true; unless all of the file is erased.
pub(super) struct Names {
    /// How often the file had been erased when the first of them was read.
    erased: Option<i64>,
    pub(super) skus: NameTable<Sku>,
    pub(super) locations: NameTable<LocationId>,
    pub(super) channels: NameTable<ChannelId>,
    standings: FxHashMap<Standing, i64>,
    standings_by_number: Vec<(i64, Standing)>,
    standings_fresh: Vec<Standing>,
}

impl Names {
    pub(super) fn new() -> Names {
        Names {
            erased: None,
            skus: NameTable::new("skus", Sku::as_str),
            locations: NameTable::new("locations", LocationId::as_str),
            channels: NameTable::new("channels", ChannelId::as_str),
            standings: FxHashMap::default(),
            standings_by_number: Vec::new(),
            standings_fresh: Vec::new(),
        }
    }

    /// Whether what is known may be of another tenant than the file has now: it is not written to then, nor read.
    pub(super) fn check(&mut self, connection: &Connection) -> Result<(), SqliteError> {
        let erased = connection.prepare_cached("SELECT erased FROM store")?.query_row([], |row| row.get(0))?;
        self.is_of(erased)
    }

    /// As [`check`](Self::check), for who has just read how often the file was erased.
    pub(super) fn is_of(&mut self, erased: i64) -> Result<(), SqliteError> {
        if *self.erased.get_or_insert(erased) == erased { Ok(()) } else { Err(SqliteError::Erased) }
    }

    /// The number of where an order stands; a new one if no order has stood there before.
    pub(super) fn standing(&mut self, connection: &Connection, order: &Order) -> Result<i64, SqliteError> {
        let standing = Standing { channel: order.channel.clone(), statuses: order.statuses() };
        if let Some(number) = self.standings.get(&standing) {
            return Ok(*number);
        }
        let channel = self.channels.number_or_new(connection, &standing.channel)?;
        let Statuses { order, payment, fulfillment, delivery, returns } = standing.statuses;
        let row = params![channel, word(&order)?, word(&payment)?, word(&fulfillment)?, word(&delivery)?, word(&returns)?];
        let found = "SELECT number FROM standings
                     WHERE channel = ?1 AND status = ?2 AND payment = ?3 AND fulfillment = ?4 AND delivery = ?5 AND returns = ?6";
        let number = match connection.prepare_cached(found)?.query_row(row, |row| row.get(0)).optional()? {
            Some(number) => number,
            None => {
                let new = "INSERT INTO standings (channel, status, payment, fulfillment, delivery, returns)
                           VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
                connection.prepare_cached(new)?.insert(row)?
            }
        };
        self.standings_fresh.push(standing.clone());
        self.standings.insert(standing, number);
        Ok(number)
    }

    /// Every place where an order has ever stood, with its number.
    pub(super) fn all_standings(&mut self, connection: &Connection) -> Result<&[(i64, Standing)], SqliteError> {
        let known = self.standings_by_number.last().map_or(0, |(number, _)| *number);
        let mut statement = connection.prepare_cached(
            "SELECT number, channel, status, payment, fulfillment, delivery, returns FROM standings WHERE number > ?1 ORDER BY number",
        )?;
        let mut rows = statement.query([known])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let channel = self.channels.name(connection, row.get(1)?)?;
            let text = |column: usize| row.get_ref(column).and_then(|value| Ok(value.as_str()?));
            let statuses = Statuses {
                order: named(number, text(2)?)?,
                payment: named(number, text(3)?)?,
                fulfillment: named(number, text(4)?)?,
                delivery: named(number, text(5)?)?,
                returns: named(number, text(6)?)?,
            };
            self.standings_by_number.push((number, Standing { channel, statuses }));
        }
        Ok(&self.standings_by_number)
    }

    /// The names made since the last commit or rollback are in the file.
    pub(super) fn keep_fresh(&mut self) {
        self.skus.fresh.clear();
        self.locations.fresh.clear();
        self.channels.fresh.clear();
        self.standings_fresh.clear();
    }

    /// The names made since the last commit or rollback are not in the file.
    pub(super) fn forget_fresh(&mut self) {
        self.skus.forget_fresh();
        self.locations.forget_fresh();
        self.channels.forget_fresh();
        for standing in self.standings_fresh.drain(..) {
            self.standings.remove(&standing);
        }
    }
}

/// The names of one table.
pub(super) struct NameTable<T> {
    text: fn(&T) -> &str,
    find: String,
    insert: String,
    read: String,
    numbers: FxHashMap<T, i64>,
    names: FxHashMap<i64, T>,
    fresh: Vec<T>,
}

impl<T: Clone + Eq + Hash + FromStr<Err = IdError>> NameTable<T> {
    fn new(table: &str, text: fn(&T) -> &str) -> NameTable<T> {
        NameTable {
            text,
            find: format!("SELECT number FROM {table} WHERE name = ?1"),
            insert: format!("INSERT INTO {table} (name) VALUES (?1)"),
            read: format!("SELECT name FROM {table} WHERE number = ?1"),
            numbers: FxHashMap::default(),
            names: FxHashMap::default(),
            fresh: Vec::new(),
        }
    }

    /// The number of a name, if the file has it.
    pub(super) fn number(&mut self, connection: &Connection, name: &T) -> Result<Option<i64>, SqliteError> {
        if let Some(number) = self.numbers.get(name) {
            return Ok(Some(*number));
        }
        let found = connection.prepare_cached(&self.find)?.query_row([(self.text)(name)], |row| row.get(0)).optional()?;
        if let Some(number) = found {
            self.numbers.insert(name.clone(), number);
        }
        Ok(found)
    }

    /// The number of a name, which is put into the file if need be. Only for the sole writer.
    pub(super) fn number_or_new(&mut self, connection: &Connection, name: &T) -> Result<i64, SqliteError> {
        if let Some(number) = self.number(connection, name)? {
            return Ok(number);
        }
        let number = connection.prepare_cached(&self.insert)?.insert([(self.text)(name)])?;
        self.numbers.insert(name.clone(), number);
        self.fresh.push(name.clone());
        Ok(number)
    }

    /// The name of a number that another record refers to.
    pub(super) fn name(&mut self, connection: &Connection, number: i64) -> Result<T, SqliteError> {
        if let Some(name) = self.names.get(&number) {
            return Ok(name.clone());
        }
        let found: Option<String> = connection.prepare_cached(&self.read)?.query_row([number], |row| row.get(0)).optional()?;
        let text = found.ok_or_else(|| SqliteError::unreadable("name", number, "it is missing"))?;
        let name: T = text.parse().map_err(|error| SqliteError::unreadable("name", number, error))?;
        self.names.insert(number, name.clone());
        Ok(name)
    }

    fn forget_fresh(&mut self) {
        for name in self.fresh.drain(..) {
            if let Some(number) = self.numbers.remove(&name) {
                self.names.remove(&number);
            }
        }
    }
}

/// The word that a status has on the wire.
fn word<T: Serialize>(status: &T) -> Result<String, SqliteError> {
    match serde_json::to_value(status) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(SqliteError::unreadable("status", "new", "it is not a word")),
    }
}

fn named<T: DeserializeOwned>(standing: i64, word: &str) -> Result<T, SqliteError> {
    oms_core::reader::from_str(&format!("\"{word}\"")).map_err(|error| SqliteError::unreadable("standing", standing, error))
}
