//! The five axes an order is looked at by. Each is derived; none is stored as truth.

use serde::{Deserialize, Serialize};

use super::{Order, Stage};
use crate::fulfillment::Tracking;
use crate::returns::ReturnState;

/// Where the order stands as a whole.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Going on.
    Open,
    /// A hold keeps it from going on.
    OnHold,
    /// Every unit has arrived, or is canceled or lost.
    Completed,
    /// Every unit is canceled.
    Canceled,
}

/// Where its money stands.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Nothing has been authorized or captured.
    Pending,
    /// Enough is authorized, nothing captured.
    Authorized,
    /// Something is captured, less than is owed.
    PartiallyPaid,
    /// What is owed is captured.
    Paid,
    /// More is captured than is owed: a credit is due.
    Overpaid,
    /// Something has been refunded.
    PartiallyRefunded,
    /// All that was captured has been refunded.
    Refunded,
    /// Nothing is owed and nothing was captured.
    Voided,
    /// A bank has taken money back, and has not given it back again.
    ChargedBack,
}

/// Where its units stand, up to the carrier.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FulfillmentStatus {
    /// No unit has been promised stock or given to a location.
    Unfulfilled,
    /// Stock is reserved; work has not been given out.
    Reserved,
    /// Units wait for stock; none is on its way.
    Backordered,
    /// Locations are at work.
    InProgress,
    /// Some units have shipped, others have still to.
    PartiallyShipped,
    /// All units that were not canceled have shipped.
    Shipped,
    /// Nothing is left to ship.
    Canceled,
}

/// Where its parcels stand.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// Nothing has shipped.
    NotShipped,
    /// On the way.
    InTransit,
    /// With the courier who will ring the bell.
    OutForDelivery,
    /// Some units have arrived, others have still to.
    PartiallyDelivered,
    /// All units that were not canceled have arrived.
    Delivered,
    /// An attempt failed; another follows.
    FailedAttempt,
    /// A parcel is on its way back to where it came from, or back there.
    ReturnedToOrigin,
    /// A parcel is lost.
    Lost,
}

/// Where its returns stand.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReturnStatus {
    /// Nothing comes back.
    None,
    /// A return waits for approval.
    Requested,
    /// A return is approved or under way.
    InProgress,
    /// Some units have come back.
    PartiallyReturned,
    /// All delivered units have come back.
    Returned,
}

/// The five axes together.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Statuses {
    /// As a whole.
    pub order: OrderStatus,
    /// Money.
    pub payment: PaymentStatus,
    /// Units up to the carrier.
    pub fulfillment: FulfillmentStatus,
    /// Parcels.
    pub delivery: DeliveryStatus,
    /// Returns.
    pub returns: ReturnStatus,
}

/// Units of all lines by stage.
#[derive(Default)]
struct Tally([i64; 10]);

impl Tally {
    fn of(order: &Order) -> Tally {
        let mut tally = Tally::default();
        for portion in order.lines.iter().flat_map(|line| line.units.portions()) {
            if let Some(sum) = tally.0.get_mut(portion.stage as usize) {
                *sum = sum.saturating_add(portion.quantity.units());
            }
        }
        tally
    }

    fn at(&self, stage: Stage) -> i64 {
        self.0.get(stage as usize).copied().unwrap_or_default()
    }

    fn between(&self, first: Stage, last: Stage) -> i64 {
        self.0.get(first as usize..=last as usize).map_or(0, |stages| stages.iter().sum())
    }
}

impl Order {
    /// Derives the five axes.
    pub fn statuses(&self) -> Statuses {
        let tally = Tally::of(self);
        Statuses {
            order: self.order_status(&tally),
            payment: self.payment_status(),
            fulfillment: fulfillment_status(&tally),
            delivery: self.delivery_status(&tally),
            returns: self.return_status(&tally),
        }
    }

    fn order_status(&self, tally: &Tally) -> OrderStatus {
        let left = tally.between(Stage::Open, Stage::Shipped);
        if left == 0 && tally.between(Stage::Delivered, Stage::Lost) == 0 {
            OrderStatus::Canceled
        } else if left == 0 {
            OrderStatus::Completed
        } else if self.holds.is_empty() {
            OrderStatus::Open
        } else {
            OrderStatus::OnHold
        }
    }

    fn payment_status(&self) -> PaymentStatus {
        let money = self.balance();
        let (captured, refunded, owed) = (money.captured.minor(), money.refunded.minor(), money.total.minor());
        let net = captured - refunded;
        if !money.charged_back.is_zero() {
            PaymentStatus::ChargedBack
        } else if captured > 0 && refunded >= captured {
            PaymentStatus::Refunded
        } else if captured == 0 && owed == 0 && !self.total.is_zero() {
            PaymentStatus::Voided
        } else if net > owed {
            PaymentStatus::Overpaid
        } else if refunded > 0 {
            PaymentStatus::PartiallyRefunded
        } else if net == owed && (captured > 0 || owed == 0) {
            PaymentStatus::Paid
        } else if captured > 0 {
            PaymentStatus::PartiallyPaid
        } else if money.authorized.minor() >= owed {
            PaymentStatus::Authorized
        } else {
            PaymentStatus::Pending
        }
    }

    fn delivery_status(&self, tally: &Tally) -> DeliveryStatus {
        let worst = self.parcels.iter().filter_map(|parcel| parcel.tracking).max_by_key(|tracking| tracking.urgency());
        let shipped = tally.at(Stage::Shipped);
        let delivered = tally.at(Stage::Delivered);
        match worst {
            Some(Tracking::Lost) => DeliveryStatus::Lost,
            Some(Tracking::ReturningToOrigin | Tracking::ReturnedToOrigin) => DeliveryStatus::ReturnedToOrigin,
            Some(Tracking::FailedAttempt | Tracking::Exception) => DeliveryStatus::FailedAttempt,
            _ if delivered > 0 && tally.between(Stage::Open, Stage::Shipped) == 0 => DeliveryStatus::Delivered,
            _ if delivered > 0 => DeliveryStatus::PartiallyDelivered,
            Some(Tracking::OutForDelivery) => DeliveryStatus::OutForDelivery,
            _ if shipped > 0 => DeliveryStatus::InTransit,
            _ => DeliveryStatus::NotShipped,
        }
    }

    fn return_status(&self, tally: &Tally) -> ReturnStatus {
        let received = self.returns.iter().map(|entry| entry.received().units()).sum::<i64>();
        let live = || self.returns.iter().filter(|entry| !entry.state.is_over());
        if received > 0 && received >= tally.at(Stage::Delivered) {
            ReturnStatus::Returned
        } else if received > 0 {
            ReturnStatus::PartiallyReturned
        } else if live().any(|entry| entry.state != ReturnState::Requested) {
            ReturnStatus::InProgress
        } else if live().next().is_some() {
            ReturnStatus::Requested
        } else {
            ReturnStatus::None
        }
    }
}

fn fulfillment_status(tally: &Tally) -> FulfillmentStatus {
    let left = tally.between(Stage::Open, Stage::Packed);
    let gone = tally.between(Stage::Shipped, Stage::Lost);
    if left == 0 && gone == 0 {
        FulfillmentStatus::Canceled
    } else if left == 0 {
        FulfillmentStatus::Shipped
    } else if gone > 0 {
        FulfillmentStatus::PartiallyShipped
    } else if tally.between(Stage::Allocated, Stage::Packed) > 0 {
        FulfillmentStatus::InProgress
    } else if tally.at(Stage::Reserved) > 0 {
        FulfillmentStatus::Reserved
    } else if tally.at(Stage::Backordered) > 0 {
        FulfillmentStatus::Backordered
    } else {
        FulfillmentStatus::Unfulfilled
    }
}
