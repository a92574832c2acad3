//! A statement with what it is given.

use std::borrow::Cow;

use tokio_postgres::types::ToSql;

/// Something that a statement can be given.
pub(super) type Value<'a> = Box<dyn ToSql + Sync + Send + 'a>;

/// A statement and its values. The same text is prepared once a connection.
pub(super) struct Request<'a> {
    pub(super) sql: Cow<'static, str>,
    values: Vec<Value<'a>>,
}

impl<'a> Request<'a> {
    pub(super) fn new(sql: impl Into<Cow<'static, str>>) -> Request<'a> {
        Request { sql: sql.into(), values: Vec::new() }
    }

    /// A statement with all that it is given.
    pub(super) fn given(sql: impl Into<Cow<'static, str>>, values: Vec<Value<'a>>) -> Request<'a> {
        Request { sql: sql.into(), values }
    }

    /// The same request, given one value more.
    pub(super) fn with(mut self, value: impl ToSql + Sync + Send + 'a) -> Request<'a> {
        self.values.push(Box::new(value));
        self
    }

    pub(super) fn values(&self) -> Vec<&(dyn ToSql + Sync)> {
        self.values.iter().map(|value| &**value as &(dyn ToSql + Sync)).collect()
    }
}
