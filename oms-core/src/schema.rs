//! JSON Schema of everything that crosses the wire. The types of every other language are made from it.
//!
//! Records derive theirs; the few types that read and write themselves are described here.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::audit::AuditReport;
use crate::batch::{ChangeSet, ReadSet, Snapshot};
use crate::condition::Condition;
use crate::inventory::{
    Availability, AvailabilityQuery, Publication, PublicationQuery, StockAlerts, StockAlertsQuery, StockUpload, UploadReport,
};
use crate::order::Derived;
use crate::payment::CashAgeing;
use crate::performance::PerformanceReport;
use crate::preview::Preview;
use crate::query::{Page, Query};
use crate::rates::{ShippingQuery, ShippingQuotes};
use crate::routing::{LintReport, LintRequest, RegretQuery, Regrets, ReroutePlan, RerouteQuery, RoutingExplanation};
use crate::slot::{SlotOffer, SlotQuery};
use crate::what_if::{WhatIfReport, WhatIfRequest};
use crate::{Amount, Country, Currency, Day, Digest, Envelope, InputError, LocalTime, Outcome, Quantity, Span, Timestamp};

/// Whose view of optional fields a schema takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum View {
    /// Required is what must be sent.
    Reader,
    /// Required is what is always there in what is answered.
    Writer,
}

/// The schema of every type on the wire by its name, in the order in which they are first met.
///
/// ```
/// use oms_core::schema::{View, definitions};
///
/// let definitions = definitions(View::Reader);
/// assert!(definitions["CaptureLine"]["properties"]["sku"].is_object());
/// ```
pub fn definitions(view: View) -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12();
    let mut generator = match view {
        View::Reader => settings.for_deserialize(),
        View::Writer => settings.for_serialize(),
    }
    .into_generator();
    enter::<Envelope>(&mut generator);
    enter::<Outcome>(&mut generator);
    enter::<InputError>(&mut generator);
    enter::<Query>(&mut generator);
    enter::<Page>(&mut generator);
    enter::<AvailabilityQuery>(&mut generator);
    enter::<Availability>(&mut generator);
    enter::<PublicationQuery>(&mut generator);
    enter::<Publication>(&mut generator);
    enter::<SlotQuery>(&mut generator);
    enter::<SlotOffer>(&mut generator);
    enter::<ShippingQuery>(&mut generator);
    enter::<ShippingQuotes>(&mut generator);
    enter::<StockUpload>(&mut generator);
    enter::<UploadReport>(&mut generator);
    enter::<StockAlertsQuery>(&mut generator);
    enter::<StockAlerts>(&mut generator);
    enter::<AuditReport>(&mut generator);
    enter::<Digest>(&mut generator);
    enter::<ReadSet>(&mut generator);
    enter::<Snapshot>(&mut generator);
    enter::<ChangeSet>(&mut generator);
    enter::<Step>(&mut generator);
    enter::<Derived>(&mut generator);
    enter::<CashAgeing>(&mut generator);
    enter::<crate::journal::Journal>(&mut generator);
    enter::<PerformanceReport>(&mut generator);
    enter::<Preview>(&mut generator);
    enter::<LintRequest>(&mut generator);
    enter::<LintReport>(&mut generator);
    enter::<RerouteQuery>(&mut generator);
    enter::<ReroutePlan>(&mut generator);
    enter::<RegretQuery>(&mut generator);
    enter::<Regrets>(&mut generator);
    enter::<RoutingExplanation>(&mut generator);
    enter::<WhatIfRequest>(&mut generator);
    enter::<WhatIfReport>(&mut generator);
    generator.take_definitions(true)
}

/// What a host with a storage of its own must do next; beside each step, what it is answered with.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum Step {
    /// Read these records from one consistent view; answered with a snapshot.
    Load {
        /// The records.
        wanted: ReadSet,
    },
    /// Write all of these changes or nothing; answered with whether they were written.
    Commit {
        /// The changes.
        changes: ChangeSet,
    },
    /// Read one page of a list; answered with the page.
    Scan {
        /// The list.
        query: Query,
    },
    /// Nothing: the task is done.
    Done,
}

fn enter<T: JsonSchema>(generator: &mut SchemaGenerator) {
    generator.subschema_for::<T>();
}

/// Describes a type that is a text on the wire.
macro_rules! text {
    ($name:ident, { $($rule:tt)* }) => {
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", $($rule)* })
            }
        }
    };
}
pub(crate) use text;

text!(Timestamp, { "format": "date-time", "description": "An instant, as RFC 3339 with an offset; answered in UTC with milliseconds." });
text!(Day, { "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "A day of the calendar, as in ISO 8601: `2026-03-29`." });
text!(Amount, { "format": "decimal", "pattern": "^-?[0-9]+(\\.[0-9]+)?$", "description": "An exact amount with its currency's decimals." });
text!(Currency, { "pattern": "^[A-Z]{3}$", "description": "A currency by its three letters of ISO 4217." });
text!(Country, { "pattern": "^[A-Z]{2}$", "description": "A country by its two letters of ISO 3166-1." });
text!(Condition, { "description": "A condition on an order, in a part of CEL: `order.total > 100 && \"vip\" in order.tags`." });
text!(LocalTime, { "pattern": "^[0-9]{2}:[0-9]{2}$", "description": "A time of the day as clocks show it, `00:00` to `24:00`." });
text!(Digest, { "pattern": "^[0-9a-f]{64}$", "description": "A SHA-256 over the canonical form of records." });

/// Describes a type that is a whole number on the wire.
macro_rules! number {
    ($name:ident, { $($rule:tt)* }) => {
        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "integer", "format": "int64", $($rule)* })
            }
        }
    };
}

number!(Quantity, { "minimum": 0, "description": "A count of units that is never negative." });
number!(Span, { "minimum": 0, "maximum": 316_224_000, "description": "A span of time in whole seconds." });
