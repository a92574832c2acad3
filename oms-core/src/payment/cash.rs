//! Cash on delivery: what couriers took at doors, and what of that they have handed over.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Payment, PaymentMethod, TransactionKind};
use crate::order::Order;
use crate::{Amount, PaymentId, Timestamp};

/// Where the cash of a payment on delivery is. The customer has paid once the courier has it; this is between courier and merchant.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cash {
    /// The payment.
    pub payment: PaymentId,
    /// What couriers have collected.
    pub collected: Amount,
    /// What they have handed over.
    pub remitted: Amount,
    /// What they have still to hand over, or have kept.
    pub outstanding: Amount,
    /// Where it stands.
    pub state: CashState,
    /// When the oldest of what was not handed over was collected; remittances settle what was collected first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_at: Option<Timestamp>,
    /// The courier who collected that, if its parcel tells.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub courier: SmolStr,
}

/// Where the cash of a payment on delivery stands.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CashState {
    /// Nothing has been collected.
    NotCollected,
    /// Couriers have all or a part of what they have collected.
    InTransit,
    /// All that was collected has been handed over.
    Remitted,
    /// The courier has handed over all it will, and less than it had collected.
    Short,
}

impl Order {
    /// The cash of every payment on delivery.
    pub fn cash(&self) -> Vec<Cash> {
        let on_delivery = self.payments.iter().filter(|payment| payment.method == PaymentMethod::CashOnDelivery);
        on_delivery.map(|payment| self.cash_of(payment)).collect()
    }

    fn cash_of(&self, payment: &Payment) -> Cash {
        let (collected, remitted) = (payment.sum(TransactionKind::Capture), payment.sum(TransactionKind::Remittance));
        let is_final = payment.transactions.iter().any(|known| known.kind == TransactionKind::Remittance && known.is_final);
        let state = match (collected, collected - remitted) {
            (0, _) => CashState::NotCollected,
            (_, 0) => CashState::Remitted,
            _ if is_final => CashState::Short,
            _ => CashState::InTransit,
        };
        let mut settled = remitted;
        let oldest = payment.transactions.iter().filter(|known| known.kind == TransactionKind::Capture && known.state.is_succeeded());
        let oldest = oldest.skip_while(|known| {
            settled -= known.amount.minor();
            settled >= 0
        });
        let oldest = oldest.take(1).next();
        let money = |minor| self.total.with_minor(minor);
        Cash {
            payment: payment.id.clone(),
            collected: money(collected),
            remitted: money(remitted),
            outstanding: money(collected - remitted),
            state,
            collected_at: oldest.map(|known| known.at),
            courier: oldest.map(|known| self.courier(known.parcel)).unwrap_or_default(),
        }
    }

    /// Who carried a parcel; without one, who carried all that has shipped, if that was one courier.
    fn courier(&self, parcel: Option<u32>) -> SmolStr {
        if let Some(parcel) = parcel.and_then(|number| self.parcel(number).ok()) {
            return parcel.carrier.clone();
        }
        let mut carriers = self.parcels.iter().filter(|parcel| parcel.shipped_at.is_some()).map(|parcel| &parcel.carrier);
        match carriers.next() {
            Some(first) if carriers.all(|other| other == first) => first.clone(),
            _ => SmolStr::default(),
        }
    }
}
