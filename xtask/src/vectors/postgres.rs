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

    /// The server, the schema and the storage of this run, and how many tenants it has had.
    struct Place {
        storage: Option<PostgresStorage>,
        schema: TemporarySchema,
        _server: TemporaryServer,
        tenants: u64,
    }

    static PLACE: Mutex<Option<Place>> = Mutex::new(None);

    pub(crate) fn on_empty<T>(work: impl FnOnce(&mut dyn Player) -> Result<T, String>) -> Result<T, String> {
        let mut place = PLACE.lock().unwrap_or_else(PoisonError::into_inner);
        let place = placed(&mut place)?;
        place.tenants += 1;
        // One connection for all: most of the time would go into making them.
        let mut storage = place.storage.take().map_or_else(|| place.schema.open().map_err(text), Ok)?;
        storage.turn_to(&format!("tenant-{}", place.tenants)).map_err(text)?;
        let mut engine = Engine::new(storage);
        let done = work(&mut engine);
        place.storage = Some(engine.into_storage());
        done
    }

    /// A storage of a tenant that nobody else has.
    pub(crate) fn new_tenant() -> Result<PostgresStorage, String> {
        let mut place = PLACE.lock().unwrap_or_else(PoisonError::into_inner);
        let place = placed(&mut place)?;
        place.tenants += 1;
        place.schema.open_for(&format!("tenant-{}", place.tenants)).map_err(text)
    }

    fn placed(place: &mut Option<Place>) -> Result<&mut Place, String> {
        if place.is_none() {
            let server = TemporaryServer::start()?;
            *place = Some(Place { storage: None, schema: server.schema(), _server: server, tenants: 0 });
        }
        place.as_mut().ok_or_else(|| "the server is gone".to_owned())
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
