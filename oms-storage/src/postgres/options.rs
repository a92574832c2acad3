use std::time::Duration;

/// How a database is used. The defaults suit a shop on a server near by.
///
/// ```
/// use oms_storage::PostgresOptions;
///
/// let options = PostgresOptions { tenant: "acme".to_owned(), ..PostgresOptions::default() };
/// assert_eq!(options.schema, "oms");
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PostgresOptions {
    /// Whose records these are. Shops of one database never see each other's.
    pub tenant: String,
    /// The schema the tables are in: lower-case letters, digits and underscores. It is made if it is missing.
    pub schema: String,
    /// How long one attempt to connect may take.
    pub connect_timeout: Duration,
    /// How long a connection that was lost is sought again before the call fails.
    pub reconnect_timeout: Duration,
    /// How long the server may work on one statement.
    pub statement_timeout: Duration,
    /// How long a statement may wait for a lock of another commit.
    pub lock_timeout: Duration,
    /// How long a call waits for the server's answer before it takes the connection as lost. More than the two above.
    pub answer_timeout: Duration,
    /// How often a commit or a read is sent again, with the same contents, when the server asks for it (`40001`, `40P01`) or the
    /// connection was lost.
    pub attempts_max: u32,
}

impl Default for PostgresOptions {
    fn default() -> PostgresOptions {
        PostgresOptions {
            tenant: "default".to_owned(),
            schema: "oms".to_owned(),
            connect_timeout: Duration::from_secs(5),
            reconnect_timeout: Duration::from_secs(20),
            statement_timeout: Duration::from_secs(30),
            lock_timeout: Duration::from_secs(10),
            answer_timeout: Duration::from_secs(60),
            attempts_max: 10,
        }
    }
}
