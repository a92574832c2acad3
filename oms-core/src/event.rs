//! What happened: the facts a command brought about, for logs, consumers and people.

use serde::Serialize;
use smol_str::SmolStr;

use crate::batch::Waiting;
use crate::claim::{ClaimKind, ClaimParty, ClaimState};
use crate::fulfillment::{InterceptionState, SubstituteReason, Tracking};
use crate::inventory::StockRepair;
use crate::order::{CancelReason, ChargeKind, HoldKind, OrderQueue, Stage};
use crate::payment::{Failure, GoodwillPart, TransactionKind};
use crate::query::OrderCursor;
use crate::routing::{Decision, LeftInQueue, UnitMove};
use crate::serial::SerialState;
use crate::settings::CurrencyAmount;
use crate::tagged;
use crate::{
    Amount, ChannelId, ClaimId, CustomerId, Day, DocumentId, HoldId, InstructionKey, LineId, LocationId, LotNumber, OrderId, PaymentId,
    Quantity, RateCardId, ReservationId, ReturnId, SerialNumber, Sku, SlotTemplateId, Timestamp, ZoneId,
};

tagged! {
by "type" of "Event", read by members;
/// A fact. Events of one command stand together in one entry of the log, which tells command, actor and time.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Event {
    /// A location was added or changed.
    LocationPut {
        /// It.
        location: LocationId,
    },
    /// A channel was added or changed.
    ChannelPut {
        /// It.
        channel: ChannelId,
    },
    /// A zone was drawn, or drawn anew.
    ZonePut {
        /// It.
        zone: ZoneId,
    },
    /// Windows for delivery or pick-up were planned, or planned anew.
    SlotTemplatePut {
        /// The plan.
        template: SlotTemplateId,
    },
    /// A rate card was put in or changed.
    RateCardPut {
        /// It.
        card: RateCardId,
    },
    /// A rate card was removed.
    RateCardRemoved {
        /// It.
        card: RateCardId,
    },
    /// A cart has a place in a slot for a while.
    SlotHeld {
        /// The slot.
        slot: DocumentId,
        /// The cart.
        reservation: ReservationId,
        /// Until when.
        until: Timestamp,
    },
    /// An order has a place in a slot.
    SlotBooked {
        /// The slot.
        slot: DocumentId,
        /// The order.
        order: OrderId,
    },
    /// An order has no place in a slot any more.
    SlotReleased {
        /// The slot.
        slot: DocumentId,
        /// The order.
        order: OrderId,
    },
    /// Goods wait at the store for the customer to collect them.
    PickupReady {
        /// The order.
        order: OrderId,
        /// The fulfillment order.
        fulfillment: u32,
        /// From when on they go back, if they have not been collected; absent means never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// The customer has collected goods.
    OrderCollected {
        /// The order.
        order: OrderId,
        /// The fulfillment order.
        fulfillment: u32,
        /// Who, in the words of the store.
        collected_by: SmolStr,
    },
    /// Nobody has collected goods in time: they are canceled.
    PickupExpired {
        /// The order.
        order: OrderId,
        /// The fulfillment order.
        fulfillment: u32,
        /// When their time ended.
        expired_at: Timestamp,
    },
    /// An item was added or changed.
    ItemPut {
        /// It.
        sku: Sku,
    },
    /// The policies were replaced.
    PoliciesPut,
    /// The routing policy was replaced.
    RoutingPolicyPut {
        /// Its version.
        version: u64,
    },
    /// The command's time lies before that of the last one in the log.
    ClockWentBack {
        /// The time of the last command.
        last: Timestamp,
    },
    /// Stock was reserved for a cart or checkout.
    StockReserved {
        /// The reservation.
        reservation: ReservationId,
        /// Until when.
        expires_at: Timestamp,
    },
    /// A reservation was changed.
    ReservationChanged {
        /// The reservation.
        reservation: ReservationId,
        /// Until when it holds now.
        expires_at: Timestamp,
    },
    /// A reservation was given up.
    ReservationReleased {
        /// The reservation.
        reservation: ReservationId,
    },
    /// A reservation became an order.
    ReservationUsed {
        /// The reservation.
        reservation: ReservationId,
        /// The order.
        order: OrderId,
    },
    /// A reservation came to its end; its stock was free from `expired_at` on.
    ReservationExpired {
        /// The reservation.
        reservation: ReservationId,
        /// When.
        expired_at: Timestamp,
    },
    /// Stock reserved for an unpaid order came to its end; the order's units are open again.
    OrderReservationExpired {
        /// The order.
        order: OrderId,
        /// When.
        expired_at: Timestamp,
    },
    /// An order was captured.
    OrderCaptured {
        /// The order.
        order: OrderId,
        /// Its channel.
        channel: ChannelId,
        /// Its total.
        total: Amount,
    },
    /// Locations were chosen for units of an order.
    OrderRouted {
        /// The order.
        order: OrderId,
        /// What was decided and why.
        decision: Decision,
    },
    /// Somebody said which location ships units of a line.
    UnitsAssigned {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The location.
        location: LocationId,
        /// How many units, those that were there before included.
        quantity: Quantity,
        /// How many of them wait for stock there.
        #[serde(default, skip_serializing_if = "Quantity::is_none")]
        backordered: Quantity,
        /// Whether it was forced.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        forced: bool,
        /// Why.
        reason: SmolStr,
    },
    /// Units of an order come from other locations than before.
    OrderRerouted {
        /// The order.
        order: OrderId,
        /// What moved.
        moves: Vec<UnitMove>,
        /// Why, in somebody's words.
        #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
        reason: SmolStr,
    },
    /// A wave has worked off a part of a queue.
    OrdersBrokered {
        /// The queue.
        queue: OrderQueue,
        /// How many orders of it were looked at.
        looked_at: u32,
        /// How many of them are routed: they stand in no queue any more.
        routed: u32,
        /// How many are left, though part of their units may have been routed. Why is told by their holds.
        left: u32,
        /// How many were passed by, since the filter is not for them.
        skipped: u32,
        /// How many units were promised stock.
        units: Quantity,
        /// The place of the last order, for the wave that goes on behind it; absent at the end of the queue.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<Waiting>,
        /// Orders that are left since planning them was refused; nearly always none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        refused: Vec<LeftInQueue>,
    },
    /// Units of a line changed stage.
    UnitsMoved {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// Where they came from.
        from_stage: Stage,
        /// Where they are now.
        to_stage: Stage,
        /// How many.
        quantity: Quantity,
    },
    /// Work was given to a location.
    FulfillmentRequested {
        /// The order.
        order: OrderId,
        /// The number of the fulfillment order.
        fulfillment: u32,
        /// The location.
        location: LocationId,
    },
    /// A location will ship.
    FulfillmentAccepted {
        /// The order.
        order: OrderId,
        /// The number.
        fulfillment: u32,
    },
    /// A location will not ship.
    FulfillmentRejected {
        /// The order.
        order: OrderId,
        /// The number.
        fulfillment: u32,
        /// Its reason.
        reason: SmolStr,
    },
    /// A fulfillment order was withdrawn.
    FulfillmentCanceled {
        /// The order.
        order: OrderId,
        /// The number.
        fulfillment: u32,
    },
    /// A picker did not find units.
    UnitsNotFound {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// Where they should have been.
        location: LocationId,
        /// How many.
        quantity: Quantity,
    },
    /// A picker gave other units instead of those of a line.
    ItemSubstituted {
        /// The order.
        order: OrderId,
        /// The line whose units were canceled.
        line: LineId,
        /// How many of them.
        quantity: Quantity,
        /// Why they were not given.
        reason: SubstituteReason,
        /// The line that was added.
        substitute: LineId,
        /// What was given.
        sku: Sku,
        /// How many units of it.
        given: Quantity,
        /// What is charged for them, tax included.
        charged: Amount,
    },
    /// A picker scanned something else than a line asks for.
    ItemMispicked {
        /// The order.
        order: OrderId,
        /// The number of the fulfillment order.
        fulfillment: u32,
        /// The line.
        line: LineId,
        /// What was scanned.
        scanned: Sku,
    },
    /// A parcel was packed.
    ParcelPacked {
        /// The order.
        order: OrderId,
        /// The number of the parcel.
        parcel: u32,
    },
    /// A parcel was handed to a carrier.
    ParcelShipped {
        /// The order.
        order: OrderId,
        /// The number of the parcel.
        parcel: u32,
    },
    /// A carrier reported on a parcel.
    ParcelTracked {
        /// The order.
        order: OrderId,
        /// The number of the parcel.
        parcel: u32,
        /// What the carrier reported.
        tracking: Tracking,
        /// Whether it changed anything: a late or repeated report does not.
        changed: bool,
    },
    /// A carrier is to bring back a parcel that is on its way. A host sends it on, and brings the answer back with
    /// `resolve_interception`.
    InterceptionRequested {
        /// The order.
        order: OrderId,
        /// The number of the parcel.
        parcel: u32,
        /// Who carries it.
        #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
        carrier: SmolStr,
        /// The number to find it by.
        #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
        tracking_number: SmolStr,
        /// Why.
        reason: CancelReason,
    },
    /// A carrier answered whether it brings a parcel back, or its scans did.
    InterceptionResolved {
        /// The order.
        order: OrderId,
        /// The number of the parcel.
        parcel: u32,
        /// What was told: confirmed or failed.
        state: InterceptionState,
        /// Whether it changed anything: a late or repeated answer does not.
        changed: bool,
    },
    /// Units of a line were canceled and their share credited.
    UnitsCanceled {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// How many.
        quantity: Quantity,
        /// What is no longer charged for them, tax included.
        credited: Amount,
    },
    /// Shipping was credited.
    ShippingCredited {
        /// The order.
        order: OrderId,
        /// What is no longer charged, tax included.
        credited: Amount,
    },
    /// A charge beside lines and shipping was credited.
    ChargeCredited {
        /// The order.
        order: OrderId,
        /// What it was for.
        kind: ChargeKind,
        /// What is no longer charged, tax included.
        credited: Amount,
    },
    /// An order was edited.
    OrderEdited {
        /// The order.
        order: OrderId,
        /// What lines, shipping and charges cost before, tax included.
        previous_total: Amount,
        /// What they cost now.
        total: Amount,
        /// What the customer owes now; below zero it is owed to the customer.
        due: Amount,
    },
    /// A line was added to an order, or more units to a line, or what they cost was changed.
    LineEdited {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// How many units were added.
        #[serde(default, skip_serializing_if = "Quantity::is_none")]
        added: Quantity,
        /// What the line costs now, tax included.
        total: Amount,
    },
    /// A hold was placed.
    HoldPlaced {
        /// The order.
        order: OrderId,
        /// The hold.
        hold: HoldId,
        /// What it is about.
        kind: HoldKind,
        /// The finding, with its figures.
        reason: SmolStr,
    },
    /// A hold was released.
    HoldReleased {
        /// The order.
        order: OrderId,
        /// The hold.
        hold: HoldId,
    },
    /// An order goes elsewhere than before.
    AddressChanged {
        /// The order.
        order: OrderId,
        /// Whether the destination is another one for routing, so that the order was planned anew.
        rerouted: bool,
    },
    /// An order is collected elsewhere than before, or sent instead.
    PickupChanged {
        /// The order.
        order: OrderId,
        /// Where it is collected from now on; absent if it is sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pickup: Option<LocationId>,
        /// Where it was to be collected before; absent if it was to be sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<LocationId>,
    },
    /// The tags of an order changed.
    OrderTagged {
        /// The order.
        order: OrderId,
    },
    /// A payment went on.
    PaymentRecorded {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// What happened.
        kind: TransactionKind,
        /// How much.
        amount: Amount,
    },
    /// A part of a refund was not owed but given.
    GoodwillGiven {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// How much was given.
        amount: Amount,
        /// What each line bears of it; what is missing was given for shipping.
        parts: Vec<GoodwillPart>,
    },
    /// A provider is to do something. A host sends it on, with the key, and brings the result back with `resolve_payment`.
    PaymentInstructed {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// The idempotency key to be given to the provider; the same when it is told again.
        key: InstructionKey,
        /// What it is to do.
        kind: TransactionKind,
        /// How much.
        amount: Amount,
        /// Whether it is the last capture, so that what is authorized beyond it is to be let go.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_final: bool,
        /// Why.
        #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
        reason: SmolStr,
    },
    /// A provider did not do what it was told. `retry_payment` tells it again.
    PaymentFailed {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// The key of the instruction.
        key: InstructionKey,
        /// What it was to do.
        kind: TransactionKind,
        /// How much.
        amount: Amount,
        /// Why it failed.
        failure: Failure,
    },
    /// A report of the provider was known already.
    PaymentReportRepeated {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
    },
    /// A return was asked for.
    ReturnRequested {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// Whether a member of staff set the policy aside.
        overridden: bool,
    },
    /// Other units are given in exchange for those of a return.
    ReturnExchanged {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// What the units on their way back are taken to bring until they are refunded.
        in_exchange: Amount,
        /// What the customer owes now; below zero it is owed to the customer.
        due: Amount,
    },
    /// The customer may send a return.
    ReturnApproved {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// Whether the customer keeps the items and is refunded all the same.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        keeps_items: bool,
    },
    /// A return was given a label, or a courier picks it up.
    ReturnLabelIssued {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
    },
    /// A carrier reported on a parcel that comes back.
    ReturnTracked {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// What was reported.
        tracking: Tracking,
        /// Whether it told anything new.
        changed: bool,
    },
    /// A return was refused.
    ReturnDeclined {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// Why.
        reason: SmolStr,
    },
    /// A return was called off, or what had not come back of it.
    ReturnCanceled {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// How many units are expected no more.
        quantity: Quantity,
    },
    /// Units of a return did not come in time: they are expected no more and may be asked for again. Nothing is refunded for them.
    ReturnClosed {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// How many units are expected no more.
        quantity: Quantity,
        /// When their time was over.
        closed_at: Timestamp,
    },
    /// Returned units arrived.
    ReturnReceived {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// How many.
        quantity: Quantity,
    },
    /// Units came back although nobody expected them: their return had been called off, or there was none. They wait to be inspected,
    /// and a person has to decide what the customer gets for those whose money has not been settled.
    UnexpectedReturn {
        /// The order.
        order: OrderId,
        /// The return they are in: the one that had been called off, or a new one.
        return_id: ReturnId,
        /// The line.
        line: LineId,
        /// How many units of the line nobody expected.
        quantity: Quantity,
    },
    /// Returned units were looked at.
    ReturnInspected {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
    },
    /// Something else came back than what was sold: nothing is refunded for it, and a person has to talk to the customer.
    WrongItemReturned {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// The line.
        line: LineId,
        /// How many units of the line turned out to be something else.
        quantity: Quantity,
    },
    /// A return was refunded.
    ReturnRefunded {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// What is no longer charged for the units and shipping, before fees.
        credited: Amount,
        /// The tax within that.
        tax: Amount,
        /// What was kept as a fee.
        fee: Amount,
        /// What was paid back.
        refunded: Amount,
    },
    /// A claim was opened.
    ClaimOpened {
        /// The order.
        order: OrderId,
        /// The claim.
        claim_id: ClaimId,
        /// What went wrong.
        kind: ClaimKind,
        /// Who has to answer for it.
        against: ClaimParty,
    },
    /// A claim was decided.
    ClaimResolved {
        /// The order.
        order: OrderId,
        /// The claim.
        claim_id: ClaimId,
        /// What was decided.
        state: ClaimState,
        /// What the customer is no longer charged.
        credited: Amount,
        /// What the customer was paid back.
        refunded: Amount,
    },
    /// Stock arrived, was counted, corrected or moved; the entry's movements tell what.
    StockChanged {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// Why, in the words of whoever did it.
        #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
        reason: SmolStr,
    },
    /// Stock was set to a figure that was counted.
    StockSet {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// The figure that was named, on hand or available, as it stood.
        before: i64,
        /// What it was set to.
        after: i64,
        /// What moved since it was taken, and is part of that; absent if it was taken just then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        moved_since: Option<i64>,
    },
    /// What is available at a location has fallen to its reorder point, or past it. It is told once, until it has been above it again.
    ReorderPointReached {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// What is available.
        available: i64,
        /// The reorder point.
        reorder_point: Quantity,
    },
    /// A figure of stock was repaired that an audit had found to be wrong.
    StockRepaired {
        /// What was repaired, and how.
        repair: StockRepair,
    },
    /// A lot came in for the first time.
    LotReceived {
        /// The SKU.
        sku: Sku,
        /// The number of the lot.
        lot: LotNumber,
        /// The day on which it expires.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_on: Option<Day>,
        /// The day up to which it is at its best.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        best_before: Option<Day>,
    },
    /// A unit that is told apart by its serial number became something else, or was captured.
    SerialMoved {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
        /// What it is now.
        state: SerialState,
        /// Where it lies, or the location it left from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
        /// The order it is on, or came back from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<OrderId>,
        /// The parcel of the order it is in, counted from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<u32>,
    },
    /// A lot was recalled: nothing of it is sold any more. What was free of it lies in quality control.
    LotRecalled {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
        /// Why.
        reason: SmolStr,
        /// How many units were free.
        quantity: Quantity,
    },
    /// The recall of a lot was lifted.
    RecallLifted {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
        /// Why.
        reason: SmolStr,
        /// How many units came free from quality control.
        quantity: Quantity,
    },
    /// The days of a lot were corrected.
    LotEdited {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
        /// The day on which it expires.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_on: Option<Day>,
        /// The day up to which it is at its best.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        best_before: Option<Day>,
        /// Why.
        reason: SmolStr,
    },
    /// Units of a recalled lot were promised and not yet taken from the shelf: they are promised anew, from other lots.
    UnitsRecalled {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The location they were promised from.
        location: LocationId,
        /// The lot.
        lot: LotNumber,
        /// How many.
        quantity: Quantity,
    },
    /// Units of a recalled lot have been picked or packed: they must not leave.
    RecallStopsWork {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The fulfillment order.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fulfillment: Option<u32>,
        /// The parcel they are in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<u32>,
        /// The lot.
        lot: LotNumber,
        /// How many.
        quantity: Quantity,
    },
    /// Units of an order are of another lot than was planned.
    LotChanged {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The fulfillment order.
        fulfillment: u32,
        /// The lot they were promised from.
        from_lot: LotNumber,
        /// The lot they are of.
        to_lot: LotNumber,
        /// How many.
        quantity: Quantity,
    },
    /// Units that waited for stock were given some.
    BackorderReleased {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The location whose stock they got.
        location: LocationId,
        /// How many.
        quantity: Quantity,
    },
    /// Units that wait for stock are expected at another time than before.
    BackorderExpected {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// When the last of them was expected; absent if not all of them were on order.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was_expected_at: Option<Timestamp>,
        /// When the last of them is expected now; absent if not all of them are on order.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_at: Option<Timestamp>,
        /// Whether that is past what the customer was promised.
        late: bool,
    },
    /// A purchase order was placed or changed.
    PurchaseOrderPut {
        /// It.
        purchase_order: DocumentId,
    },
    /// What is outstanding of a line of a purchase order is expected at another time.
    PurchaseRescheduled {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The line.
        line: LineId,
        /// When it was expected.
        was_expected_at: Timestamp,
        /// When it is expected now.
        expected_at: Timestamp,
    },
    /// What is outstanding of a line of a purchase order has not come when it was expected.
    PurchaseOverdue {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The line.
        line: LineId,
        /// When it was expected.
        expected_at: Timestamp,
        /// How many units.
        quantity: Quantity,
    },
    /// Units of a line of a purchase order have arrived.
    PurchaseReceived {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The line.
        line: LineId,
        /// Units that are fit for sale.
        available: Quantity,
        /// Units that are damaged.
        damaged: Quantity,
        /// Units that somebody has to look at first.
        quality_control: Quantity,
    },
    /// Nothing more is expected of a line of a purchase order, although it is fewer than were ordered.
    PurchaseClosed {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The line.
        line: LineId,
        /// Units that will not come.
        quantity: Quantity,
        /// Why.
        #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
        reason: SmolStr,
    },
    /// A transfer was planned, or planned anew.
    TransferPut {
        /// It.
        transfer: DocumentId,
    },
    /// Units of a line of a transfer have left, and are in transit.
    TransferShipped {
        /// The transfer.
        transfer: DocumentId,
        /// The line.
        line: LineId,
        /// How many units.
        quantity: Quantity,
    },
    /// A transfer is expected at another time.
    TransferRescheduled {
        /// The transfer.
        transfer: DocumentId,
        /// When it was expected.
        was_expected_at: Timestamp,
        /// When it is expected now.
        expected_at: Timestamp,
    },
    /// What is in transit has not come when it was expected.
    TransferOverdue {
        /// The transfer.
        transfer: DocumentId,
        /// When it was expected.
        expected_at: Timestamp,
        /// How many units are in transit, over all lines.
        quantity: Quantity,
    },
    /// Units of a line of a transfer have arrived.
    TransferReceived {
        /// The transfer.
        transfer: DocumentId,
        /// The line.
        line: LineId,
        /// Where.
        location: LocationId,
        /// Units that are fit for sale.
        available: Quantity,
        /// Units that are damaged.
        damaged: Quantity,
        /// Units that somebody has to look at first.
        quality_control: Quantity,
        /// Those of them beyond what was in transit.
        #[serde(default, skip_serializing_if = "Quantity::is_none")]
        excess: Quantity,
    },
    /// Units of a line of a transfer were lost on the way.
    TransferLost {
        /// The transfer.
        transfer: DocumentId,
        /// The line.
        line: LineId,
        /// How many units.
        quantity: Quantity,
        /// Why.
        #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
        reason: SmolStr,
    },
    /// Units of a line of a transfer will not leave.
    TransferCanceled {
        /// The transfer.
        transfer: DocumentId,
        /// The line.
        line: LineId,
        /// How many units.
        quantity: Quantity,
        /// Why.
        reason: SmolStr,
    },
    /// What is in transit is to come back to where it left.
    TransferCalledBack {
        /// The transfer.
        transfer: DocumentId,
        /// How many units, over all lines.
        quantity: Quantity,
        /// When they are expected there.
        expected_at: Timestamp,
        /// Why.
        reason: SmolStr,
    },
    /// Nothing of a transfer is to leave or to arrive any more.
    TransferClosed {
        /// The transfer.
        transfer: DocumentId,
    },
    /// A count was opened.
    CountOpened {
        /// It.
        count: DocumentId,
    },
    /// Units were counted.
    CountRecorded {
        /// The count.
        count: DocumentId,
        /// What.
        sku: Sku,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// How many were there.
        counted: Quantity,
        /// By how many that differs from the books at that instant: below nothing if units are missing. Absent in a blind count.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        variance: Option<i64>,
    },
    /// A count was approved.
    CountApproved {
        /// It.
        count: DocumentId,
        /// Whether nobody did, since every difference was within the tolerance of the policies.
        by_policy: bool,
        /// Why.
        reason: SmolStr,
    },
    /// Stock follows what was counted.
    CountApplied {
        /// The count.
        count: DocumentId,
        /// What.
        sku: Sku,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// Units found; below nothing if they were missing.
        change: i64,
        /// What they are worth at the cost of a unit, by currency.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        values: Vec<CurrencyAmount>,
    },
    /// What was counted is to be counted again.
    CountRejected {
        /// The count.
        count: DocumentId,
        /// What is to be counted again.
        skus: Vec<Sku>,
        /// Why.
        reason: SmolStr,
    },
    /// A count was given up.
    CountCanceled {
        /// It.
        count: DocumentId,
        /// Why.
        reason: SmolStr,
    },
    /// Units of an order were not there: they are promised anew, from elsewhere, or wait.
    UnitsReassigned {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The location they were promised from.
        location: LocationId,
        /// The lot they were promised from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// How many.
        quantity: Quantity,
        /// The reason of the correction that found them missing.
        reason: SmolStr,
    },
    /// Units of a cart were not there. The next event of the cart tells whether it was given others.
    ReservationShort {
        /// The reservation.
        reservation: ReservationId,
        /// What.
        sku: Sku,
        /// The location they were promised from.
        location: LocationId,
        /// The lot they were promised from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// How many.
        quantity: Quantity,
        /// The reason of the correction that found them missing.
        reason: SmolStr,
    },
    /// More units have been picked and packed than are there by the books.
    ShortageLeft {
        /// What.
        sku: Sku,
        /// Where.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// How many are promised and not there.
        quantity: Quantity,
    },
    /// What is personal of an order was erased. Consumers that keep copies erase it there.
    OrderErased {
        /// The order.
        order: OrderId,
        /// Whether the place went, too.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        with_place: bool,
    },
    /// A part of a customer's orders was erased; each has an event of its own before this.
    CustomerErased {
        /// The customer, by the id that stands there from now on.
        customer: CustomerId,
        /// How many orders were erased.
        erased: u32,
        /// Orders that go on and kept what they need: erase each when it has ended.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left: Vec<OrderId>,
        /// Where the next command goes on; absent when all orders have been looked at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<OrderCursor>,
    },
}
}
