//! An order: what was bought, what it costs, and where every unit of it is.

mod arrival;
pub(crate) mod bundle;
mod charge;
mod derived;
mod hold;
mod line;
mod presentment;
pub(crate) mod promotion;
mod queue;
pub(crate) mod repricing;
mod status;
mod substitution;
pub(crate) mod totals;
mod units;
pub(crate) mod verification;
pub(crate) mod withheld;

pub(crate) mod allocate_order;
pub(crate) mod cancel_order;
pub(crate) mod capture_order;
pub(crate) mod change_address;
pub(crate) mod change_pickup;
pub(crate) mod deadline;
pub(crate) mod edit_order;
pub(crate) mod place_hold;
pub(crate) mod release_hold;
pub(crate) mod tag_order;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub use allocate_order::AllocateOrder;
pub(crate) use arrival::check_pickup;
pub use bundle::LineBundle;
pub use cancel_order::{CancelLine, CancelOrder, CancelReason};
pub use capture_order::{CaptureLine, CaptureOrder, Discount, PaymentOffer, ShippingCharge, TaxRate};
pub use change_address::ChangeAddress;
pub use change_pickup::ChangePickup;
pub use charge::{CaptureCharge, Charge, ChargeKind};
pub use derived::Derived;
pub use edit_order::{EditOrder, OrderChange};
pub use hold::{Hold, HoldKind};
pub use line::{Line, Settled, TaxLine, TaxLines};
pub use place_hold::PlaceHold;
pub use presentment::Presentment;
pub use promotion::{DiscountMinimum, Promotion, PromotionPart};
pub use queue::{OrderQueue, Queued};
pub use release_hold::ReleaseHold;
pub use status::{DeliveryStatus, FulfillmentStatus, OrderStatus, PaymentStatus, ReturnStatus, Statuses};
pub use substitution::{Accepts, SubstituteFor, Substitution};
pub use tag_order::TagOrder;
pub use units::{Portion, Portions, Stage, Units};
pub use withheld::Withheld;

use crate::claim::Claim;
use crate::fulfillment::{Fulfillment, Parcel};
use crate::payment::Payment;
use crate::returns::{Return, ReturnTerms};
use crate::routing::candidate::From;
use crate::routing::{DayLoad, Decision, Pin, Rerouted};
use crate::slot::BookedSlot;
use crate::{
    Address, Amount, ChannelId, CommandId, Currency, CustomerGroup, CustomerId, ExternalId, LineId, LocationId, OrderId, Rejection, Sku,
    Tag, Timestamp,
};

/// An order as it stands after the last command that touched it.
///
/// Quantities and transactions are the truth; every status is derived from them by [`Order::statuses`].
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// Counts the commands that changed it; the capture makes it 1.
    pub version: u64,
    /// Where it came from.
    pub channel: ChannelId,
    /// Its id there; unique within the channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<ExternalId>,
    /// When the customer placed it.
    pub placed_at: Timestamp,
    /// The earliest instant at which something of it comes to its end by itself, so that a storage finds what is due.
    /// Derived from the order's deadlines whenever it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Who bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// The group the customer was in when it was captured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_group: Option<CustomerGroup>,
    /// Higher numbers are served first where stock is short.
    #[serde(default, skip_serializing_if = "is_default")]
    pub priority: i16,
    /// The currency of every amount in the order.
    pub currency: Currency,
    /// Whether prices and discounts include tax.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub prices_include_tax: bool,
    /// Where it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<Arc<Address>>,
    /// The time zone whose calendar counts its days, by its name in the IANA database; empty is UTC.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub time_zone: SmolStr,
    /// When it is promised to arrive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<Timestamp>,
    /// The location where the customer collects it; absent if it is delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<LocationId>,
    /// The slot it is delivered or collected in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Box<BookedSlot>>,
    /// Words to find it by, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// Its lines, in the order they were captured.
    pub lines: Vec<Line>,
    /// What is charged for shipping, tax included; nothing is left of it once it has been credited.
    pub shipping: Amount,
    /// The tax within `shipping`.
    pub shipping_tax: Amount,
    /// What has been credited of `shipping`.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub shipping_credited: Amount,
    /// What is charged beside lines and shipping.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
    /// What all lines, shipping and charges cost, tax included: as captured, and as edited, exchanged or clawed back since.
    pub total: Amount,
    /// Discounts that were given for buying enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotions: Vec<Promotion>,
    /// What the customer saw, where that is another currency than the order's: as it was captured, and never worked out again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presentment: Option<Presentment>,
    /// Payments and their transactions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<Payment>,
    /// What keeps it from going on, each with its own reason and release.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<Hold>,
    /// When stock that is reserved for it goes back on sale, if it still waits for its payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserved_until: Option<Timestamp>,
    /// When stock that was reserved for it went back on sale, if it still waits for its payment: a payment that comes now is late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation_ended_at: Option<Timestamp>,
    /// Work given to locations; the number of a fulfillment order is its place here, counted from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fulfillments: Vec<Fulfillment>,
    /// Parcels packed; the number of a parcel is its place here, counted from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<Parcel>,
    /// What it takes up of the days of locations that can take on only so much, sorted by location and day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub day_loads: Vec<DayLoad>,
    /// How it was routed last, if that was by a routing policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing: Option<Arc<Decision>>,
    /// Locations that rejected or could not find units of a line: they are not asked again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<Exclusion>,
    /// Units that somebody has assigned to locations, by line and location: routing leaves them there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<Pin>,
    /// How it was re-routed last, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rerouted: Option<Box<Rerouted>>,
    /// What the customer sends back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<Return>,
    /// What went wrong with units that left, as customers and the merchant claim it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Days after delivery within which a return may be requested, as promised when the order was captured.
    pub return_window_days: u16,
    /// What else was promised about returns then; absent under plain terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_terms: Option<Arc<ReturnTerms>>,
    /// Commands whose entries of the log hold, or held, something personal of it: addresses, the customer's id, free texts. Erasing
    /// goes by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personal_in: Vec<CommandId>,
    /// When its personal data was erased last. What stands there as `erased` is known to nobody any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
}

/// A location that is not asked again for a line, and why.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// The line.
    pub line: LineId,
    /// The location.
    pub location: LocationId,
    /// The reason it gave.
    pub reason: SmolStr,
}

impl Order {
    /// The line of that id.
    pub fn line(&self, id: &LineId) -> Result<&Line, Rejection> {
        let found = self.lines.iter().find(|line| &line.id == id);
        found.ok_or_else(|| Rejection::UnknownLine { order: self.id.clone(), line: id.clone() })
    }

    /// The line of that id, to be changed.
    pub fn line_mut(&mut self, id: &LineId) -> Result<&mut Line, Rejection> {
        let unknown = Rejection::UnknownLine { order: self.id.clone(), line: id.clone() };
        self.lines.iter_mut().find(|line| &line.id == id).ok_or(unknown)
    }

    /// The fulfillment order of that number, counted from 1.
    pub fn fulfillment(&self, number: u32) -> Result<&Fulfillment, Rejection> {
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let found = index.and_then(|index| self.fulfillments.get(index));
        found.ok_or_else(|| Rejection::UnknownFulfillment { order: self.id.clone(), fulfillment: number })
    }

    /// The fulfillment order of that number, to be changed.
    pub fn fulfillment_mut(&mut self, number: u32) -> Result<&mut Fulfillment, Rejection> {
        let unknown = Rejection::UnknownFulfillment { order: self.id.clone(), fulfillment: number };
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        index.and_then(|index| self.fulfillments.get_mut(index)).ok_or(unknown)
    }

    /// The parcel of that number, counted from 1.
    pub fn parcel(&self, number: u32) -> Result<&Parcel, Rejection> {
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        index.and_then(|index| self.parcels.get(index)).ok_or_else(|| Rejection::UnknownParcel { order: self.id.clone(), parcel: number })
    }

    /// The parcel of that number, to be changed.
    pub fn parcel_mut(&mut self, number: u32) -> Result<&mut Parcel, Rejection> {
        let unknown = Rejection::UnknownParcel { order: self.id.clone(), parcel: number };
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        index.and_then(|index| self.parcels.get_mut(index)).ok_or(unknown)
    }

    /// Where its stock has to come from, if not from wherever the plan says.
    pub(crate) fn from(&self) -> Option<From<'_>> {
        let slot = self.slot.as_ref().map(|booked| From { location: &booked.location, collected: false });
        self.pickup.as_ref().map(|location| From { location, collected: true }).or(slot)
    }

    /// SKUs of which units are on backorder, one entry a line.
    pub fn waiting(&self) -> impl Iterator<Item = &Sku> {
        self.lines.iter().filter(|line| !line.units.at(Stage::Backordered).is_zero()).map(|line| &line.sku)
    }

    /// Keeps a location from being asked again for a line, and why. The latest reason stands.
    ///
    /// It has the last word on its own stock: what was assigned to it is not any more, and what waits there may come from anywhere.
    pub(crate) fn exclude(&mut self, line: &LineId, location: &LocationId, reason: &str) {
        self.pins.retain(|pin| &pin.line != line || &pin.location != location);
        for known in self.lines.iter_mut().filter(|known| &known.id == line) {
            let waits = |portion: &Portion| portion.stage == Stage::Backordered && portion.location.as_ref() == Some(location);
            known.units.move_all(waits, |portion| portion.location = None);
        }
        match self.exclusions.iter_mut().find(|known| &known.line == line && &known.location == location) {
            Some(known) => known.reason = reason.into(),
            None => self.exclusions.push(Exclusion { line: line.clone(), location: location.clone(), reason: reason.into() }),
        }
    }

    /// What lines, shipping and charges cost together.
    pub(crate) fn sum_of_parts(&self) -> Amount {
        let beside = self.charges.iter().fold(self.shipping, |sum, charge| sum.plus(charge.amount));
        self.lines.iter().fold(beside, |sum, line| sum.plus(line.total))
    }

    /// Whether a hold of any kind keeps work from being given to locations.
    pub fn is_release_held(&self) -> bool {
        self.holds.iter().any(|hold| hold.kind.stops_release())
    }
}

fn is_default(priority: &i16) -> bool {
    *priority == 0
}
