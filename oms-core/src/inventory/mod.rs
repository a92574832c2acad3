//! Stock: how much of what is where, in which state, and every movement between states.

pub(crate) mod as_of;
mod availability;
mod level;
mod movement;
mod publication;
mod release_rule;
pub(crate) mod reorder;
mod stock_alerts;
mod upload;
mod upload_report;

pub(crate) mod adjust_stock;
pub(crate) mod move_stock;
pub(crate) mod receive_stock;
pub(crate) mod release_backorders;
pub(crate) mod repair_stock;
pub(crate) mod set_stock;
pub(crate) mod shortage;

pub use adjust_stock::AdjustStock;
pub(crate) use adjust_stock::{REASON_MAX, check_reason};
pub use as_of::AS_OF_ENTRIES_MAX;
pub use availability::{Availability, AvailabilityLookup, AvailabilityQuery, ComponentAvailability, LocationAvailability};
pub(crate) use availability::{Supply, free_units, supply};
pub use level::{Bucket, Buckets, StockLevel};
pub use move_stock::MoveStock;
pub use movement::{Movement, Place};
pub use publication::{Publication, PublicationChange, PublicationLookup, PublicationQuery, Published};
pub(crate) use receive_stock::check_quantity;
pub use receive_stock::{ReceiveLine, ReceiveStock};
pub(crate) use release_backorders::ORDERS_MAX;
pub use release_backorders::ReleaseBackorders;
pub use release_rule::ReleaseRule;
pub use reorder::ReorderRule;
pub(crate) use repair_stock::REPAIRS_MAX;
pub use repair_stock::{RepairStock, StockRepair};
pub use set_stock::SetStock;
pub use shortage::ShortageChoice;
pub use stock_alerts::{AlertsStep, StockAlert, StockAlerts, StockAlertsLookup, StockAlertsQuery, StockCover};
pub use upload::{StockRow, StockUpload, UPLOAD_ROWS_MAX, UnreadableCell, UploadSession, UploadStep};
pub use upload_report::{UploadProgress, UploadReport, UploadedRow, UploadedStatus};
