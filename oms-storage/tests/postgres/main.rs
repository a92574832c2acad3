//! The storage in a PostgreSQL database, on a server that is started for these tests.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::sync::OnceLock;

use oms_storage::postgres::{TemporarySchema, TemporaryServer};

mod conformance;
mod consumers;
mod contention;
mod crash;
mod erasing;
#[path = "../erasing/mod.rs"]
mod erasing_shop;
mod faults;
mod formats;
#[path = "../killing/mod.rs"]
mod killing;
#[path = "../last_unit/mod.rs"]
mod last_unit;
mod lost_answers;
mod moving;
mod plans;
mod positions;
mod proxy;
#[path = "../racing/mod.rs"]
mod racing;
mod retries;
mod shop;
mod tenants;
mod walls;

/// One server for all tests: each has a schema of its own. It ends with the program.
fn server() -> &'static TemporaryServer {
    static SERVER: OnceLock<TemporaryServer> = OnceLock::new();
    SERVER.get_or_init(|| TemporaryServer::start().unwrap())
}

fn schema() -> TemporarySchema {
    server().schema()
}
