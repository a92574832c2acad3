//! Figures of one copy, and their difference.

use serde::{Deserialize, Serialize};

use super::WhatIfPromise;
use super::plan::Planned;
use crate::{Amount, Currency};

/// What came of the orders of a period.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIfFigures {
    /// Orders taken in.
    pub orders: i64,
    /// Orders refused.
    pub orders_refused: i64,
    /// Orders of which units come from more than one location.
    pub orders_split: i64,
    /// Orders that all units were taken off.
    pub orders_canceled: i64,
    /// Orders that a hold keeps back.
    pub orders_held: i64,
    /// Units of the orders taken in.
    pub units: i64,
    /// Of those, with stock of a location.
    pub units_promised: i64,
    /// Of those, that wait for stock.
    pub units_backordered: i64,
    /// Of those, that no stock was found for, or that are held back.
    pub units_open: i64,
    /// Of those, taken off.
    pub units_canceled: i64,
    /// Parcels: locations of an order, over all orders. An order that is collected makes none.
    pub parcels: i64,
    /// How far parcels go together, in metres, as far as places are on the map.
    pub metres: i64,
    /// Parcels of which that is known.
    pub parcels_measured: i64,
    /// Orders that were promised for a day, without those canceled.
    pub orders_due: i64,
    /// Of those, late.
    pub orders_late: i64,
    /// Of those, of which it cannot be told.
    pub orders_due_unknown: i64,
    /// What parcels cost, in every currency in which there are rate cards or handling costs; empty without any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<WhatIfCost>,
}

/// What the parcels cost in a currency, each by its cheapest service.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIfCost {
    /// The currency: only rate cards and handling costs in it count.
    pub currency: Currency,
    /// What carriers charge.
    pub carriage: Amount,
    /// What picking and packing costs.
    pub handling: Amount,
    /// Parcels that a service takes.
    pub parcels_priced: i64,
    /// Parcels that none takes: they are not in `carriage`.
    pub parcels_unpriced: i64,
}

impl WhatIfFigures {
    /// Adds an order.
    pub(super) fn add(&mut self, planned: &Planned) {
        if planned.told.refused.is_some() {
            self.orders_refused += 1;
            return;
        }
        let told = &planned.told;
        let known = told.parcels.iter().filter_map(|parcel| parcel.metres);
        let one_if = i64::from;
        self.orders += 1;
        self.orders_split += one_if(told.parcels.len() > 1);
        self.orders_canceled += one_if(planned.is_canceled());
        self.orders_held += one_if(planned.held);
        self.units = self.units.saturating_add(planned.ordered);
        self.units_promised = self.units_promised.saturating_add(planned.promised());
        self.units_backordered = self.units_backordered.saturating_add(told.backordered);
        self.units_open = self.units_open.saturating_add(told.open);
        self.units_canceled = self.units_canceled.saturating_add(told.canceled);
        self.parcels += i64::try_from(planned.parcels()).unwrap_or_default();
        for metres in known {
            self.metres = self.metres.saturating_add(i64::try_from(metres).unwrap_or(i64::MAX));
            self.parcels_measured += 1;
        }
        self.orders_due += one_if(told.promise.is_some());
        self.orders_late += one_if(told.promise == Some(WhatIfPromise::Late));
        self.orders_due_unknown += one_if(told.promise == Some(WhatIfPromise::Unknown));
    }

    /// By how much each figure is more than that of another copy, in the same currencies.
    pub(super) fn less(&self, other: &WhatIfFigures) -> WhatIfFigures {
        let minus = i64::saturating_sub;
        WhatIfFigures {
            orders: minus(self.orders, other.orders),
            orders_refused: minus(self.orders_refused, other.orders_refused),
            orders_split: minus(self.orders_split, other.orders_split),
            orders_canceled: minus(self.orders_canceled, other.orders_canceled),
            orders_held: minus(self.orders_held, other.orders_held),
            units: minus(self.units, other.units),
            units_promised: minus(self.units_promised, other.units_promised),
            units_backordered: minus(self.units_backordered, other.units_backordered),
            units_open: minus(self.units_open, other.units_open),
            units_canceled: minus(self.units_canceled, other.units_canceled),
            parcels: minus(self.parcels, other.parcels),
            metres: minus(self.metres, other.metres),
            parcels_measured: minus(self.parcels_measured, other.parcels_measured),
            orders_due: minus(self.orders_due, other.orders_due),
            orders_late: minus(self.orders_late, other.orders_late),
            orders_due_unknown: minus(self.orders_due_unknown, other.orders_due_unknown),
            costs: self.costs.iter().zip(&other.costs).map(|(own, other)| own.less(other)).collect(),
        }
    }
}

impl WhatIfCost {
    fn less(&self, other: &WhatIfCost) -> WhatIfCost {
        let minus = |own: Amount, other: Amount| Amount::from_minor(own.minor().saturating_sub(other.minor()), self.currency);
        WhatIfCost {
            currency: self.currency,
            carriage: minus(self.carriage, other.carriage),
            handling: minus(self.handling, other.handling),
            parcels_priced: self.parcels_priced.saturating_sub(other.parcels_priced),
            parcels_unpriced: self.parcels_unpriced.saturating_sub(other.parcels_unpriced),
        }
    }
}
