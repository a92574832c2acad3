//! What is charged beside lines and shipping: for cash on delivery, for wrapping, for duties.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Order;
use super::capture_order::TaxRate;
use crate::batch::Workspace;
use crate::event::Event;
use crate::{Amount, cumulative_share};

/// Something that is charged once for an order.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// What for; an order has one of each kind.
    pub kind: ChargeKind,
    /// What is charged, tax included.
    pub amount: Amount,
    /// The tax within that.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub tax: Amount,
    /// What of it has been credited.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub credited: Amount,
}

/// A charge of an order to be captured.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaptureCharge {
    /// What for; name each kind once.
    pub kind: ChargeKind,
    /// The price, tax as the order's prices have it.
    pub price: Decimal,
    /// The taxes on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxRate>,
}

/// What a charge is for.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChargeKind {
    /// The courier takes the money at the door.
    CashOnDelivery,
    /// Wrapped as a gift.
    GiftWrap,
    /// Handling and packing.
    Handling,
    /// The parcel is insured.
    Insurance,
    /// Import duties paid by the merchant.
    Duty,
    /// Anything else.
    Other,
}

impl ChargeKind {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            ChargeKind::CashOnDelivery => "cash_on_delivery",
            ChargeKind::GiftWrap => "gift_wrap",
            ChargeKind::Handling => "handling",
            ChargeKind::Insurance => "insurance",
            ChargeKind::Duty => "duty",
            ChargeKind::Other => "other",
        }
    }
}

impl Charge {
    /// What of it is still charged.
    pub fn left(&self) -> Amount {
        self.amount.minus(self.credited)
    }

    /// The tax within what has been credited.
    pub fn credited_tax(&self) -> Amount {
        self.tax.with_minor(cumulative_share(self.tax.minor(), self.credited.minor(), self.amount.minor()))
    }
}

impl Order {
    /// The tax within what has been credited of shipping.
    pub(crate) fn shipping_credited_tax(&self) -> Amount {
        let credited = self.shipping_credited.minor();
        self.total.with_minor(cumulative_share(self.shipping_tax.minor(), credited, self.shipping.minor()))
    }

    /// What is still charged beside the lines: shipping and charges.
    pub(crate) fn charged_beside_lines(&self) -> Amount {
        let shipping = self.shipping.minus(self.shipping_credited);
        self.charges.iter().fold(shipping, |sum, charge| sum.plus(charge.left()))
    }
}

/// Credits shipping and every charge, as far as they have not been.
pub(crate) fn credit_all(work: &mut Workspace, order: &mut Order) {
    let left = order.shipping.minus(order.shipping_credited);
    if !left.is_zero() {
        order.shipping_credited = order.shipping;
        work.emit(Event::ShippingCredited { order: order.id.clone(), credited: left });
    }
    for charge in &mut order.charges {
        let credited = charge.left();
        if !credited.is_zero() {
            charge.credited = charge.amount;
            work.emit(Event::ChargeCredited { order: order.id.clone(), kind: charge.kind, credited });
        }
    }
}
