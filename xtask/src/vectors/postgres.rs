//! A PostgreSQL server for vectors. It is there only if this program was built with the feature `postgres`.

use super::player::Player;

#[cfg(feature = "postgres")]
mod there {
    use std::sync::{Mutex, PoisonError};

    use oms_core::Engine;
    use oms_storage::PostgresStorage;
    use oms_storage::postgres::{TemporarySchema, TemporaryServer};

    use super::Player;
    use crate::vectors::probe::text;

    /// The server and the schema of this run, the storages that nobody uses, and how many tenants there were.
    struct Place {
        idle: Vec<PostgresStorage>,
        schema: TemporarySchema,
        _server: TemporaryServer,
        tenants: u64,
    }

    static PLACE: Mutex<Option<Place>> = Mutex::new(None);

    pub(crate) fn on_empty<T>(work: impl FnOnce(&mut dyn Player) -> Result<T, String>) -> Result<T, String> {
        let (mut storage, tenant) = at_place(|place| {
            // Connections are used again: most of the time would go into making them.
            let storage = place.idle.pop().map_or_else(|| place.schema.open().map_err(text), Ok)?;
            Ok((storage, place.next_tenant()))
        })?;
        storage.turn_to(&tenant).map_err(text)?;
        let mut engine = Engine::new(storage);
        let done = work(&mut engine);
        at_place(|place| {
            place.idle.push(engine.into_storage());
            done
        })
    }

    /// A storage of a tenant that nobody else has.
    pub(crate) fn new_tenant() -> Result<PostgresStorage, String> {
        at_place(|place| {
            let tenant = place.next_tenant();
            place.schema.open_for(&tenant).map_err(text)
        })
    }

    impl Place {
        fn next_tenant(&mut self) -> String {
            self.tenants += 1;
            format!("tenant-{}", self.tenants)
        }
    }

    /// Does something that takes a moment with the place, which is there from the first time on.
    fn at_place<T>(work: impl FnOnce(&mut Place) -> Result<T, String>) -> Result<T, String> {
        let mut place = PLACE.lock().unwrap_or_else(PoisonError::into_inner);
        if place.is_none() {
            let server = TemporaryServer::start()?;
            *place = Some(Place { idle: Vec::new(), schema: server.schema(), _server: server, tenants: 0 });
        }
        work(place.as_mut().ok_or("the server is gone")?)
    }

    /// Takes the schema away and ends the server, if there was one.
    pub fn close() {
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

#[cfg(feature = "postgres")]
pub use there::close;
#[cfg(feature = "postgres")]
pub(super) use there::{new_tenant, on_empty};

#[cfg(not(feature = "postgres"))]
pub(super) fn on_empty<T>(_work: impl FnOnce(&mut dyn Player) -> Result<T, String>) -> Result<T, String> {
    Err("this program was built without PostgreSQL: add `--features postgres` to its build".to_owned())
}

/// Ends what plays on PostgreSQL have started.
#[cfg(not(feature = "postgres"))]
pub const fn close() {}
