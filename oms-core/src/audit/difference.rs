use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::inventory::Bucket;
use crate::payment::TransactionKind;
use crate::routing::Measure;
use crate::serial::SerialState;
use crate::slot::{SlotHolder, SlotLoad};
use crate::tagged;
use crate::{DocumentId, LineId, LocationId, LotNumber, OrderId, PaymentId, SerialNumber, Sku};

tagged! {
by "code" of "Difference", read by members;
/// Something that does not add up. Amounts are in minor units of the order's currency.
#[derive(Clone, Debug, Eq, PartialEq, Error, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Difference {
    /// A balance of stock is not the sum of its movements.
    #[error("sku `{sku}` at `{location}`{}: {kept} {bucket:?} are kept, the movements make {moved}", of_lot(lot.as_ref()))]
    StockBalance {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// The state.
        bucket: Bucket,
        /// What the movements make.
        moved: i64,
        /// What is kept.
        kept: i64,
    },
    /// What is promised is not what orders and reservations hold.
    #[error("sku `{sku}` at `{location}`{}: {kept} {bucket:?} are kept, orders and reservations hold {held}", of_lot(lot.as_ref()))]
    Promised {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// Reserved or committed.
        bucket: Bucket,
        /// What orders and reservations hold.
        held: i64,
        /// What is kept.
        kept: i64,
    },
    /// Stock of an item that is kept by lot is in none, or stock of another is in one.
    #[error("sku `{sku}` at `{location}`{}: stock is in lots just where the item is kept by lot", of_lot(lot.as_ref()))]
    StockWithoutLot {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, if there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
    },
    /// There is stock of a lot that has no paper.
    #[error("sku `{sku}`, lot `{lot}`: there is stock of it, and nothing tells when it expires")]
    LotUnknown {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
    },
    /// There are not as many units in stock as are told apart by serial number.
    #[error("sku `{sku}` at `{location}`: {units} {bucket:?} are kept (promises and safety stock too), and {serials} serial numbers")]
    SerialUnits {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The state: fit for sale (`available`, with what is promised and kept back), damaged, or in quality control.
        bucket: Bucket,
        /// The units kept.
        units: i64,
        /// Those told apart.
        serials: i64,
    },
    /// There are not as many units in transit as are told apart by serial number.
    #[error("sku `{sku}`: {units} are in transit by transfer `{transfer}`, and {serials} serial numbers")]
    SerialsInTransit {
        /// The transfer.
        transfer: DocumentId,
        /// The SKU.
        sku: Sku,
        /// The units in transit.
        units: i64,
        /// Those told apart.
        serials: i64,
    },
    /// A unit says that a line of an order has it, and the line does not, or has it at another stage or in another parcel.
    #[error("serial number `{serial}` of `{sku}` is {state:?} for line `{line}` of order `{order}`, which tells otherwise")]
    SerialNotOnOrder {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// What the unit says it is.
        state: SerialState,
    },
    /// A line of an order, or a return, has a unit that does not know of it.
    #[error("line `{line}` of order `{order}` has serial number `{serial}` of `{sku}` as {state:?}, which knows nothing of it")]
    SerialUnknown {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// What the order says it is.
        state: SerialState,
    },
    /// The count of units on backorder is not what orders have.
    #[error("sku `{sku}`: {kept} units on backorder are counted, orders have {held}")]
    Backordered {
        /// The SKU.
        sku: Sku,
        /// What orders have.
        held: i64,
        /// What is counted.
        kept: i64,
    },
    /// The units of a line are not as many as were ordered.
    #[error("line `{line}` of order `{order}`: {ordered} units were ordered, {found} are there")]
    LineUnits {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// What was ordered.
        ordered: i64,
        /// What is there.
        found: i64,
    },
    /// A line has credited something else than its units are entitled to.
    #[error("line `{line}` of order `{order}`: {kept} are credited, {units} units are entitled to {entitled}")]
    LineCredit {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The units credited.
        units: i64,
        /// What they are entitled to.
        entitled: i64,
        /// What is credited.
        kept: i64,
    },
    /// A replacement at paid value costs something else than the units it replaces bring back.
    #[error("line `{line}` of order `{order}`: {kept} are charged for it, and what it replaces brings {worth}")]
    Replacement {
        /// The order.
        order: OrderId,
        /// The line that was added.
        line: LineId,
        /// What the units it replaces bring.
        worth: i64,
        /// What is charged for it.
        kept: i64,
    },
    /// More substitutes were given for units of a line than were canceled of it, or the line is not there.
    #[error("line `{line}` of order `{order}`: substitutes were given for {replaced} units, {canceled} are canceled")]
    Substituted {
        /// The order.
        order: OrderId,
        /// The line whose units were not given.
        line: LineId,
        /// Units that others were given for.
        replaced: i64,
        /// Units that are canceled.
        canceled: i64,
    },
    /// What a location has taken on in a day is not what orders take up of it.
    #[error("`{day}`: {kept} {measure} are counted, orders take up {held}", measure = measure.name())]
    Capacity {
        /// The name of location and day.
        day: Sku,
        /// The measure.
        measure: Measure,
        /// What orders take up.
        held: i64,
        /// What is counted.
        kept: i64,
    },
    /// An order's total is not the sum of its parts.
    #[error("order `{order}`: the total is {kept}, lines and shipping make {summed}")]
    OrderTotal {
        /// The order.
        order: OrderId,
        /// What lines and shipping make.
        summed: i64,
        /// What is kept.
        kept: i64,
    },
    /// A payment is not the sum of what the log says happened to it.
    #[error("payment `{payment}` of order `{order}`: {kept} of {kind:?} are kept, the log makes {logged}")]
    PaymentLedger {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// What happened.
        kind: TransactionKind,
        /// What the log makes.
        logged: i64,
        /// What is kept.
        kept: i64,
    },
    /// The journal does not balance, or makes something else due than the balance.
    #[error("order `{order}`: the journal makes {posted} due, the balance says {due}, and entries have to sum to nothing")]
    Journal {
        /// The order.
        order: OrderId,
        /// What the journal makes due.
        posted: i64,
        /// What the balance says.
        due: i64,
    },
    /// What has arrived of a line of a purchase order is not what the log says.
    #[error("line `{line}` of purchase order `{purchase_order}`: {kept} units are kept as arrived, the log makes {logged}")]
    PurchaseReceived {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The line.
        line: LineId,
        /// What the log makes.
        logged: i64,
        /// What is kept.
        kept: i64,
    },
    /// What is in transit of a SKU by the movements is not what transfers have in transit.
    #[error("sku `{sku}`{}: {kept} units are in transit by transfers, the movements make {moved}", of_lot(lot.as_ref()))]
    InTransit {
        /// The SKU.
        sku: Sku,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// What the movements make.
        moved: i64,
        /// What transfers have in transit.
        kept: i64,
    },
    /// What has become of a line of a transfer is not what the log says.
    #[error("line `{line}` of transfer `{transfer}`: {kept} units are kept as {count:?}, the log makes {logged}")]
    TransferUnits {
        /// The transfer.
        transfer: DocumentId,
        /// The line.
        line: LineId,
        /// Which units.
        count: TransferCount,
        /// What the log makes.
        logged: i64,
        /// What is kept.
        kept: i64,
    },
    /// What an approved count has found is not what was applied to stock.
    #[error("sku `{sku}`{} of count `{count}`: {kept} units were found, the log has {logged} applied", of_lot(lot.as_ref()))]
    CountApplied {
        /// The count.
        count: DocumentId,
        /// The SKU.
        sku: Sku,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// What the log says was applied.
        logged: i64,
        /// What was found.
        kept: i64,
    },
    /// Who has a place in a slot by the slot's paper is not who has one by orders and reservations, or it is another place.
    #[error("slot `{slot}`, {holder:?}: by its paper {kept:?}, by the order or reservation {held:?}")]
    SlotBooking {
        /// The slot.
        slot: DocumentId,
        /// Whose place it is.
        holder: SlotHolder,
        /// The place that the order or reservation has; absent if none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        held: Option<SlotLoad>,
        /// The place by the paper; absent if none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kept: Option<SlotLoad>,
    },
    /// More was refunded of a payment than was captured.
    #[error("payment `{payment}` of order `{order}`: {refunded} are refunded of {captured} captured")]
    OverRefunded {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// What was captured.
        captured: i64,
        /// What was refunded.
        refunded: i64,
    },
}
}

/// What is counted of a line of a transfer.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransferCount {
    /// Units that have left.
    Shipped,
    /// Units that were in transit and have arrived.
    Received,
    /// Units that were lost on the way.
    Lost,
    /// Units that will not leave.
    Canceled,
}

fn of_lot(lot: Option<&LotNumber>) -> String {
    lot.map(|lot| format!(", lot `{lot}`")).unwrap_or_default()
}
