//! What would have come of a recorded period under other rules: another routing policy, stock, capacity, calendar or tariff.
//!
//! The log keeps commands, so what happened can be played again. A what-if plays it on two copies in memory: one *as recorded*, one
//! *with the changes*. Up to an instant both are the same, and exactly what the store was then. From there on both get what customers
//! asked for and what suppliers brought, and decide for themselves; what locations did is left out, since it followed from the plan as
//! it was. The store is only read.
//!
//! See `docs/what-if.md`, and [`roles`] for which commands are played. A request is as on the wire:
//!
//! ```
//! use oms_core::what_if::WhatIfRequest;
//!
//! let request: WhatIfRequest = serde_json::from_str(r#"{
//!     "since": "2026-03-02T00:00:00Z", "until": "2026-03-09T00:00:00Z",
//!     "changes": [{"type": "put_location", "location": {"id": "berlin", "country": "DE", "ships": false}}]
//! }"#)?;
//! assert!(request.check().is_ok());
//! # Ok::<(), serde_json::Error>(())
//! ```

mod begin;
mod captured;
mod carriage;
mod compare;
mod correction;
mod error;
mod figures;
mod page;
mod plan;
mod plots;
mod record;
mod refusals;
mod report;
mod request;
pub mod roles;
mod trial;
mod world;

pub use error::WhatIfError;
pub use figures::{WhatIfCost, WhatIfFigures};
pub use report::{
    WhatIfLoad, WhatIfLocation, WhatIfOrder, WhatIfParcel, WhatIfPeriod, WhatIfPlan, WhatIfPromise, WhatIfRefusals, WhatIfReport,
    WhatIfWorld,
};
pub use request::{CHANGES_MAX, LISTED_MAX, WhatIfRequest, WhatIfStock};
pub use trial::{ENTRIES_MAX, WhatIf};
