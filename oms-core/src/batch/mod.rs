//! From commands to changes: read what they name, decide in memory, write all of it or nothing.

mod change_set;
mod loading;
mod log;
mod pages;
mod papers;
mod preview_session;
mod queues;
mod read_set;
mod session;
mod snapshot;
mod stock_slot;
mod table;
mod workspace;
mod workspace_erasing;
mod workspace_loading;
mod workspace_locations;
mod workspace_queues;
mod workspace_reservations;
mod workspace_room;
mod workspace_stock;

pub use change_set::{
    ChangeSet, ConsumerMove, CounterDelta, DocumentPut, OrderPut, RecentPut, ReservationChange, StockDelta, SubjectChange, WaitingChange,
};
pub(crate) use loading::Loading;
pub use log::{LogEntry, Outcome, Receipt};
pub(crate) use pages::{HOLDERS_MAX, orders_of};
pub use preview_session::PreviewSession;
pub use read_set::{DueQuery, ExternalKey, MovedQuery, ReadSet, WaitingQuery};
pub(crate) use session::{ATTEMPTS_MAX, decide, first_round};
pub use session::{BATCH_MAX, Session, SessionError, Step};
pub use snapshot::{Counter, CounterValue, Due, DueKey, LocationStock, Recent, SkuRecord, Snapshot, StockByLocation, Waiting};
pub(crate) use stock_slot::{LocationIndex, LotIndex, Shelf, SkuIndex};
pub(crate) use workspace::Workspace;
