//! The whole life of an e-commerce order, as a pure function.
//!
//! Commands go in, decisions and changes come out. This crate knows no clock, no database, no network and no language: time,
//! ids and configuration are arguments, records come through the [`Storage`] trait, and the same inputs give the same bytes
//! everywhere.
//!
//! - [`Engine`] carries out commands on a storage; [`batch::Session`] is the same as steps for a host to drive.
//! - [`Command`] lists everything that can be asked for, [`Event`] everything that can happen, [`Rejection`] every refusal.
//! - [`Order`](order::Order) is what an order is; its statuses are derived from where its units and its money are.

#![forbid(unsafe_code)]

mod address;
mod arrange;
pub mod audit;
pub mod batch;
mod calendar;
mod civil;
pub mod claim;
mod command;
pub mod condition;
pub mod consumer;
pub mod count;
mod currency;
mod digest;
pub mod document;
mod engine;
mod event;
pub mod exchange;
pub mod fulfillment;
mod id;
pub mod input;
pub mod inventory;
mod item;
pub mod journal;
pub mod lot;
pub mod members;
mod money;
pub mod order;
pub mod payment;
pub mod performance;
mod places;
pub mod preview;
pub mod privacy;
mod quantity;
pub mod query;
pub mod rates;
pub mod reader;
mod rejection;
pub mod reservation;
pub mod returns;
pub mod routing;
#[cfg(feature = "schema")]
pub mod schema;
pub mod serial;
pub mod settings;
pub mod slot;
mod sorted;
pub mod sourcing;
pub mod storage;
pub mod supply;
pub mod tagged;
mod time;
pub mod transfer;
mod walk;
pub mod what_if;
pub mod writer;

pub use address::{ADDRESS_FIELD_MAX, Address, Coordinates, Country};
pub use arrange::Arrange;
pub use batch::{Outcome, Receipt};
pub use calendar::{Day, DayError};
pub use civil::{LocalTime, LocalTimeError};
pub use command::{Command, Envelope};
pub use currency::{Currency, UnknownCurrency};
pub use digest::{Digest, StateDigest};
pub use engine::{Engine, EngineError};
pub use event::Event;
pub use id::{
    Actor, Category, ChannelId, ClaimId, CommandId, ConsumerId, CustomerGroup, CustomerId, DocumentId, ExternalId, HoldId, ID_LENGTH_MAX,
    IdError, InstructionKey, LineId, LocationId, LotNumber, OrderId, PaymentId, ProviderEventId, RateCardId, ReservationId, ReturnId,
    SerialNumber, Sku, SlotTemplateId, SupplierId, Tag, ZoneId,
};
pub use input::{BATCH_BYTES_MAX, COMMAND_BYTES_MAX, DEPTH_MAX, InputError};
pub use item::{Backorder, ChannelCap, Component, Dimensions, Item, PutItem};
pub use money::{Amount, AmountError, MINOR_MAX, allocate, cumulative_share};
pub use quantity::{QUANTITY_MAX, Quantity};
pub use rejection::{Rejection, ShortageReason};
pub use routing::PutRoutingPolicy;
pub use settings::{Channel, Location, Policies, PutChannel, PutLocation, PutPolicies, Settings};
pub use sorted::{SortedMap, SortedSet};
pub use storage::{CommitError, MemoryStorage, Storage};
pub use time::{DAY_MILLIS, Span, Timestamp, TimestampError};
