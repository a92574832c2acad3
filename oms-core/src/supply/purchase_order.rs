use serde::{Deserialize, Serialize};

use super::key_of;
use crate::batch::Workspace;
use crate::document::DocumentBody;
use crate::{DocumentId, LineId, LocationId, Quantity, Rejection, Sku, SupplierId, Timestamp};

/// Goods that a supplier is to deliver to a location.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PurchaseOrder {
    /// Who delivers.
    pub supplier: SupplierId,
    /// Where to.
    pub location: LocationId,
    /// What, and when. Their ids are unique within the purchase order.
    pub lines: Vec<PurchaseLine>,
}

/// Units of one SKU on a purchase order, and what has come of them.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PurchaseLine {
    /// Its id.
    pub id: LineId,
    /// What was ordered.
    pub sku: Sku,
    /// How many units were ordered.
    pub quantity: Quantity,
    /// When what is outstanding is expected to arrive.
    pub expected_at: Timestamp,
    /// Units that have arrived, whatever their state. More than were ordered, if they were taken in all the same.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub received: Quantity,
    /// Those of them that arrived damaged.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub damaged: Quantity,
    /// Those of them that went to quality control.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub quality_control: Quantity,
    /// Whether nothing more is expected, although it is fewer than were ordered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
    /// Whether the day it was expected has passed, and that was told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
}

impl PurchaseLine {
    /// Units that are still expected.
    pub fn outstanding(&self) -> Quantity {
        if self.closed { Quantity::ZERO } else { self.quantity.less(self.received) }
    }
}

impl PurchaseOrder {
    /// Lines of which units are still expected.
    pub fn open_lines(&self) -> impl Iterator<Item = &PurchaseLine> {
        self.lines.iter().filter(|line| !line.outstanding().is_zero())
    }

    /// The earliest instant at which a line will be overdue.
    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        self.open_lines().filter(|line| !line.overdue).map(|line| line.expected_at).min()
    }

    /// The line of that id, to be changed.
    pub(crate) fn line_mut(&mut self, purchase_order: &DocumentId, id: &LineId) -> Result<&mut PurchaseLine, Rejection> {
        let unknown = || Rejection::UnknownPurchaseLine { purchase_order: purchase_order.clone(), line: id.clone() };
        self.lines.iter_mut().find(|line| &line.id == id).ok_or_else(unknown)
    }
}

impl Workspace {
    /// A copy of a purchase order, if there is one of that id.
    pub(crate) fn purchase_order_if_known(&self, id: &DocumentId) -> Option<PurchaseOrder> {
        match &self.document(&key_of(id))?.body {
            DocumentBody::PurchaseOrder(order) => Some(order.clone()),
            _ => None,
        }
    }

    /// A copy of a purchase order, to be changed and put back.
    pub(crate) fn purchase_order(&self, id: &DocumentId) -> Result<PurchaseOrder, Rejection> {
        self.purchase_order_if_known(id).ok_or_else(|| Rejection::UnknownPurchaseOrder { purchase_order: id.clone() })
    }
}
