// Written by `cargo xtask bindings` from the types of the core: change those, not this file.
//! Outcomes: what came of commands.

use serde::{Deserialize, Serialize};

use super::*;

/// The answer to one command.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Outcome {
    /// It took effect.
    Applied {
        /// What it brought about.
        receipt: Receipt,
    },
    /// It took effect when it was first sent, and not again.
    AlreadyApplied {
        /// What it brought about then.
        receipt: Receipt,
    },
    /// It was refused and left no trace.
    Refused {
        /// Why.
        rejection: Rejection,
    },
}

oms_core::read_tagged! {
    by "status" of "Outcome" as Outcome;
    Applied {
        receipt: Receipt,
    },
    AlreadyApplied {
        receipt: Receipt,
    },
    Refused {
        rejection: Rejection,
    },
}

/// What a command brought about. It is kept with the command, and answered again when the command is sent again.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Receipt {
    /// The command.
    pub command: CommandId,
    /// The version of the order it was about, after it: also where the order stayed as it was.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_version: Option<u64>,
    /// What happened.
    pub events: Vec<Event>,
}

/// A fact. Events of one command stand together in one entry of the log, which tells command, actor and time.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// A location was added or changed.
    LocationPut {
        location: LocationId,
    },
    /// A channel was added or changed.
    ChannelPut {
        channel: ChannelId,
    },
    /// A zone was drawn, or drawn anew.
    ZonePut {
        zone: ZoneId,
    },
    /// Windows for delivery or pick-up were planned, or planned anew.
    SlotTemplatePut {
        template: SlotTemplateId,
    },
    /// A rate card was put in or changed.
    RateCardPut {
        card: RateCardId,
    },
    /// A rate card was removed.
    RateCardRemoved {
        card: RateCardId,
    },
    /// A cart has a place in a slot for a while.
    SlotHeld {
        slot: DocumentId,
        reservation: ReservationId,
        until: Timestamp,
    },
    /// An order has a place in a slot.
    SlotBooked {
        slot: DocumentId,
        order: OrderId,
    },
    /// An order has no place in a slot any more.
    SlotReleased {
        slot: DocumentId,
        order: OrderId,
    },
    /// Goods wait at the store for the customer to collect them.
    PickupReady {
        order: OrderId,
        fulfillment: u32,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// The customer has collected goods.
    OrderCollected {
        order: OrderId,
        fulfillment: u32,
        collected_by: String,
    },
    /// Nobody has collected goods in time: they are canceled.
    PickupExpired {
        order: OrderId,
        fulfillment: u32,
        expired_at: Timestamp,
    },
    /// An item was added or changed.
    ItemPut {
        sku: Sku,
    },
    /// The policies were replaced.
    PoliciesPut,
    /// The routing policy was replaced.
    RoutingPolicyPut {
        version: u64,
    },
    /// The command's time lies before that of the last one in the log.
    ClockWentBack {
        last: Timestamp,
    },
    /// Stock was reserved for a cart or checkout.
    StockReserved {
        reservation: ReservationId,
        expires_at: Timestamp,
    },
    /// A reservation was changed.
    ReservationChanged {
        reservation: ReservationId,
        expires_at: Timestamp,
    },
    /// A reservation was given up.
    ReservationReleased {
        reservation: ReservationId,
    },
    /// A reservation became an order.
    ReservationUsed {
        reservation: ReservationId,
        order: OrderId,
    },
    /// A reservation came to its end; its stock was free from `expired_at` on.
    ReservationExpired {
        reservation: ReservationId,
        expired_at: Timestamp,
    },
    /// Stock reserved for an unpaid order came to its end; the order's units are open again.
    OrderReservationExpired {
        order: OrderId,
        expired_at: Timestamp,
    },
    /// An order was captured.
    OrderCaptured {
        order: OrderId,
        channel: ChannelId,
        total: Amount,
    },
    /// Locations were chosen for units of an order.
    OrderRouted {
        order: OrderId,
        decision: Decision,
    },
    /// Somebody said which location ships units of a line.
    UnitsAssigned {
        order: OrderId,
        line: LineId,
        location: LocationId,
        quantity: Quantity,
        #[uniffi(default = 0)]
        #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
        backordered: Quantity,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        forced: bool,
        reason: String,
    },
    /// Units of an order come from other locations than before.
    OrderRerouted {
        order: OrderId,
        moves: Vec<UnitMove>,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A wave has worked off a part of a queue.
    OrdersBrokered {
        queue: OrderQueue,
        looked_at: u32,
        routed: u32,
        left: u32,
        skipped: u32,
        units: Quantity,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<Waiting>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        refused: Vec<LeftInQueue>,
    },
    /// Units of a line changed stage.
    UnitsMoved {
        order: OrderId,
        line: LineId,
        from_stage: Stage,
        to_stage: Stage,
        quantity: Quantity,
    },
    /// Work was given to a location.
    FulfillmentRequested {
        order: OrderId,
        fulfillment: u32,
        location: LocationId,
    },
    /// A location will ship.
    FulfillmentAccepted {
        order: OrderId,
        fulfillment: u32,
    },
    /// A location will not ship.
    FulfillmentRejected {
        order: OrderId,
        fulfillment: u32,
        reason: String,
    },
    /// A fulfillment order was withdrawn.
    FulfillmentCanceled {
        order: OrderId,
        fulfillment: u32,
    },
    /// A picker did not find units.
    UnitsNotFound {
        order: OrderId,
        line: LineId,
        location: LocationId,
        quantity: Quantity,
    },
    /// A picker gave other units instead of those of a line.
    ItemSubstituted {
        order: OrderId,
        line: LineId,
        quantity: Quantity,
        reason: SubstituteReason,
        substitute: LineId,
        sku: Sku,
        given: Quantity,
        charged: Amount,
    },
    /// A picker scanned something else than a line asks for.
    ItemMispicked {
        order: OrderId,
        fulfillment: u32,
        line: LineId,
        scanned: Sku,
    },
    /// A parcel was packed.
    ParcelPacked {
        order: OrderId,
        parcel: u32,
    },
    /// A parcel was handed to a carrier.
    ParcelShipped {
        order: OrderId,
        parcel: u32,
    },
    /// A carrier reported on a parcel.
    ParcelTracked {
        order: OrderId,
        parcel: u32,
        tracking: Tracking,
        changed: bool,
    },
    /// A carrier is to bring back a parcel that is on its way. A host sends it on, and brings the answer back with
    /// `resolve_interception`.
    InterceptionRequested {
        order: OrderId,
        parcel: u32,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        carrier: String,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        tracking_number: String,
        reason: CancelReason,
    },
    /// A carrier answered whether it brings a parcel back, or its scans did.
    InterceptionResolved {
        order: OrderId,
        parcel: u32,
        state: InterceptionState,
        changed: bool,
    },
    /// Units of a line were canceled and their share credited.
    UnitsCanceled {
        order: OrderId,
        line: LineId,
        quantity: Quantity,
        credited: Amount,
    },
    /// Shipping was credited.
    ShippingCredited {
        order: OrderId,
        credited: Amount,
    },
    /// A charge beside lines and shipping was credited.
    ChargeCredited {
        order: OrderId,
        kind: ChargeKind,
        credited: Amount,
    },
    /// An order was edited.
    OrderEdited {
        order: OrderId,
        previous_total: Amount,
        total: Amount,
        due: Amount,
    },
    /// A line was added to an order, or more units to a line, or what they cost was changed.
    LineEdited {
        order: OrderId,
        line: LineId,
        #[uniffi(default = 0)]
        #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
        added: Quantity,
        total: Amount,
    },
    /// A hold was placed.
    HoldPlaced {
        order: OrderId,
        hold: HoldId,
        kind: HoldKind,
        reason: String,
    },
    /// A hold was released.
    HoldReleased {
        order: OrderId,
        hold: HoldId,
    },
    /// An order goes elsewhere than before.
    AddressChanged {
        order: OrderId,
        rerouted: bool,
    },
    /// An order is collected elsewhere than before, or sent instead.
    PickupChanged {
        order: OrderId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pickup: Option<LocationId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<LocationId>,
    },
    /// The tags of an order changed.
    OrderTagged {
        order: OrderId,
    },
    /// A payment went on.
    PaymentRecorded {
        order: OrderId,
        payment: PaymentId,
        kind: TransactionKind,
        amount: Amount,
    },
    /// A part of a refund was not owed but given.
    GoodwillGiven {
        order: OrderId,
        payment: PaymentId,
        amount: Amount,
        parts: Vec<GoodwillPart>,
    },
    /// A provider is to do something. A host sends it on, with the key, and brings the result back with `resolve_payment`.
    PaymentInstructed {
        order: OrderId,
        payment: PaymentId,
        key: InstructionKey,
        kind: TransactionKind,
        amount: Amount,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        is_final: bool,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A provider did not do what it was told. `retry_payment` tells it again.
    PaymentFailed {
        order: OrderId,
        payment: PaymentId,
        key: InstructionKey,
        kind: TransactionKind,
        amount: Amount,
        failure: Failure,
    },
    /// A report of the provider was known already.
    PaymentReportRepeated {
        order: OrderId,
        payment: PaymentId,
    },
    /// A return was asked for.
    ReturnRequested {
        order: OrderId,
        return_id: ReturnId,
        overridden: bool,
    },
    /// Other units are given in exchange for those of a return.
    ReturnExchanged {
        order: OrderId,
        return_id: ReturnId,
        in_exchange: Amount,
        due: Amount,
    },
    /// The customer may send a return.
    ReturnApproved {
        order: OrderId,
        return_id: ReturnId,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        keeps_items: bool,
    },
    /// A return was given a label, or a courier picks it up.
    ReturnLabelIssued {
        order: OrderId,
        return_id: ReturnId,
    },
    /// A carrier reported on a parcel that comes back.
    ReturnTracked {
        order: OrderId,
        return_id: ReturnId,
        tracking: Tracking,
        changed: bool,
    },
    /// A return was refused.
    ReturnDeclined {
        order: OrderId,
        return_id: ReturnId,
        reason: String,
    },
    /// A return was called off, or what had not come back of it.
    ReturnCanceled {
        order: OrderId,
        return_id: ReturnId,
        quantity: Quantity,
    },
    /// Units of a return did not come in time: they are expected no more and may be asked for again. Nothing is refunded
    /// for them.
    ReturnClosed {
        order: OrderId,
        return_id: ReturnId,
        quantity: Quantity,
        closed_at: Timestamp,
    },
    /// Returned units arrived.
    ReturnReceived {
        order: OrderId,
        return_id: ReturnId,
        quantity: Quantity,
    },
    /// Units came back although nobody expected them: their return had been called off, or there was none. They wait to be
    /// inspected,
    /// and a person has to decide what the customer gets for those whose money has not been settled.
    UnexpectedReturn {
        order: OrderId,
        return_id: ReturnId,
        line: LineId,
        quantity: Quantity,
    },
    /// Returned units were looked at.
    ReturnInspected {
        order: OrderId,
        return_id: ReturnId,
    },
    /// Something else came back than what was sold: nothing is refunded for it, and a person has to talk to the customer.
    WrongItemReturned {
        order: OrderId,
        return_id: ReturnId,
        line: LineId,
        quantity: Quantity,
    },
    /// A return was refunded.
    ReturnRefunded {
        order: OrderId,
        return_id: ReturnId,
        credited: Amount,
        tax: Amount,
        fee: Amount,
        refunded: Amount,
    },
    /// A claim was opened.
    ClaimOpened {
        order: OrderId,
        claim_id: ClaimId,
        kind: ClaimKind,
        against: ClaimParty,
    },
    /// A claim was decided.
    ClaimResolved {
        order: OrderId,
        claim_id: ClaimId,
        state: ClaimState,
        credited: Amount,
        refunded: Amount,
    },
    /// Stock arrived, was counted, corrected or moved; the entry's movements tell what.
    StockChanged {
        sku: Sku,
        location: LocationId,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Stock was set to a figure that was counted.
    StockSet {
        sku: Sku,
        location: LocationId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        before: i64,
        after: i64,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        moved_since: Option<i64>,
    },
    /// What is available at a location has fallen to its reorder point, or past it. It is told once, until it has been
    /// above it again.
    ReorderPointReached {
        sku: Sku,
        location: LocationId,
        available: i64,
        reorder_point: Quantity,
    },
    /// A figure of stock was repaired that an audit had found to be wrong.
    StockRepaired {
        repair: StockRepair,
    },
    /// A lot came in for the first time.
    LotReceived {
        sku: Sku,
        lot: LotNumber,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_on: Option<Day>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        best_before: Option<Day>,
    },
    /// A unit that is told apart by its serial number became something else, or was captured.
    SerialMoved {
        sku: Sku,
        serial: SerialNumber,
        state: SerialState,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<OrderId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<u32>,
    },
    /// A lot was recalled: nothing of it is sold any more. What was free of it lies in quality control.
    LotRecalled {
        sku: Sku,
        lot: LotNumber,
        reason: String,
        quantity: Quantity,
    },
    /// The recall of a lot was lifted.
    RecallLifted {
        sku: Sku,
        lot: LotNumber,
        reason: String,
        quantity: Quantity,
    },
    /// The days of a lot were corrected.
    LotEdited {
        sku: Sku,
        lot: LotNumber,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_on: Option<Day>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        best_before: Option<Day>,
        reason: String,
    },
    /// Units of a recalled lot were promised and not yet taken from the shelf: they are promised anew, from other lots.
    UnitsRecalled {
        order: OrderId,
        line: LineId,
        location: LocationId,
        lot: LotNumber,
        quantity: Quantity,
    },
    /// Units of a recalled lot have been picked or packed: they must not leave.
    RecallStopsWork {
        order: OrderId,
        line: LineId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fulfillment: Option<u32>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<u32>,
        lot: LotNumber,
        quantity: Quantity,
    },
    /// Units of an order are of another lot than was planned.
    LotChanged {
        order: OrderId,
        line: LineId,
        fulfillment: u32,
        from_lot: LotNumber,
        to_lot: LotNumber,
        quantity: Quantity,
    },
    /// Units that waited for stock were given some.
    BackorderReleased {
        order: OrderId,
        line: LineId,
        location: LocationId,
        quantity: Quantity,
    },
    /// Units that wait for stock are expected at another time than before.
    BackorderExpected {
        order: OrderId,
        line: LineId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was_expected_at: Option<Timestamp>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_at: Option<Timestamp>,
        late: bool,
    },
    /// A purchase order was placed or changed.
    PurchaseOrderPut {
        purchase_order: DocumentId,
    },
    /// What is outstanding of a line of a purchase order is expected at another time.
    PurchaseRescheduled {
        purchase_order: DocumentId,
        line: LineId,
        was_expected_at: Timestamp,
        expected_at: Timestamp,
    },
    /// What is outstanding of a line of a purchase order has not come when it was expected.
    PurchaseOverdue {
        purchase_order: DocumentId,
        line: LineId,
        expected_at: Timestamp,
        quantity: Quantity,
    },
    /// Units of a line of a purchase order have arrived.
    PurchaseReceived {
        purchase_order: DocumentId,
        line: LineId,
        available: Quantity,
        damaged: Quantity,
        quality_control: Quantity,
    },
    /// Nothing more is expected of a line of a purchase order, although it is fewer than were ordered.
    PurchaseClosed {
        purchase_order: DocumentId,
        line: LineId,
        quantity: Quantity,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// A transfer was planned, or planned anew.
    TransferPut {
        transfer: DocumentId,
    },
    /// Units of a line of a transfer have left, and are in transit.
    TransferShipped {
        transfer: DocumentId,
        line: LineId,
        quantity: Quantity,
    },
    /// A transfer is expected at another time.
    TransferRescheduled {
        transfer: DocumentId,
        was_expected_at: Timestamp,
        expected_at: Timestamp,
    },
    /// What is in transit has not come when it was expected.
    TransferOverdue {
        transfer: DocumentId,
        expected_at: Timestamp,
        quantity: Quantity,
    },
    /// Units of a line of a transfer have arrived.
    TransferReceived {
        transfer: DocumentId,
        line: LineId,
        location: LocationId,
        available: Quantity,
        damaged: Quantity,
        quality_control: Quantity,
        #[uniffi(default = 0)]
        #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
        excess: Quantity,
    },
    /// Units of a line of a transfer were lost on the way.
    TransferLost {
        transfer: DocumentId,
        line: LineId,
        quantity: Quantity,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Units of a line of a transfer will not leave.
    TransferCanceled {
        transfer: DocumentId,
        line: LineId,
        quantity: Quantity,
        reason: String,
    },
    /// What is in transit is to come back to where it left.
    TransferCalledBack {
        transfer: DocumentId,
        quantity: Quantity,
        expected_at: Timestamp,
        reason: String,
    },
    /// Nothing of a transfer is to leave or to arrive any more.
    TransferClosed {
        transfer: DocumentId,
    },
    /// A count was opened.
    CountOpened {
        count: DocumentId,
    },
    /// Units were counted.
    CountRecorded {
        count: DocumentId,
        sku: Sku,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        counted: Quantity,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        variance: Option<i64>,
    },
    /// A count was approved.
    CountApproved {
        count: DocumentId,
        by_policy: bool,
        reason: String,
    },
    /// Stock follows what was counted.
    CountApplied {
        count: DocumentId,
        sku: Sku,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        change: i64,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        values: Vec<CurrencyAmount>,
    },
    /// What was counted is to be counted again.
    CountRejected {
        count: DocumentId,
        skus: Vec<Sku>,
        reason: String,
    },
    /// A count was given up.
    CountCanceled {
        count: DocumentId,
        reason: String,
    },
    /// Units of an order were not there: they are promised anew, from elsewhere, or wait.
    UnitsReassigned {
        order: OrderId,
        line: LineId,
        location: LocationId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        quantity: Quantity,
        reason: String,
    },
    /// Units of a cart were not there. The next event of the cart tells whether it was given others.
    ReservationShort {
        reservation: ReservationId,
        sku: Sku,
        location: LocationId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        quantity: Quantity,
        reason: String,
    },
    /// More units have been picked and packed than are there by the books.
    ShortageLeft {
        sku: Sku,
        location: LocationId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        quantity: Quantity,
    },
    /// What is personal of an order was erased. Consumers that keep copies erase it there.
    OrderErased {
        order: OrderId,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        with_place: bool,
    },
    /// A part of a customer's orders was erased; each has an event of its own before this.
    CustomerErased {
        customer: CustomerId,
        erased: u32,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left: Vec<OrderId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<OrderCursor>,
    },
}

oms_core::read_tagged! {
    by "type" of "Event" as Event;
    LocationPut {
        location: LocationId,
    },
    ChannelPut {
        channel: ChannelId,
    },
    ZonePut {
        zone: ZoneId,
    },
    SlotTemplatePut {
        template: SlotTemplateId,
    },
    RateCardPut {
        card: RateCardId,
    },
    RateCardRemoved {
        card: RateCardId,
    },
    SlotHeld {
        slot: DocumentId,
        reservation: ReservationId,
        until: Timestamp,
    },
    SlotBooked {
        slot: DocumentId,
        order: OrderId,
    },
    SlotReleased {
        slot: DocumentId,
        order: OrderId,
    },
    PickupReady {
        order: OrderId,
        fulfillment: u32,
        #[serde(default)] until: Option<Timestamp>,
    },
    OrderCollected {
        order: OrderId,
        fulfillment: u32,
        collected_by: String,
    },
    PickupExpired {
        order: OrderId,
        fulfillment: u32,
        expired_at: Timestamp,
    },
    ItemPut {
        sku: Sku,
    },
    PoliciesPut,
    RoutingPolicyPut {
        version: u64,
    },
    ClockWentBack {
        last: Timestamp,
    },
    StockReserved {
        reservation: ReservationId,
        expires_at: Timestamp,
    },
    ReservationChanged {
        reservation: ReservationId,
        expires_at: Timestamp,
    },
    ReservationReleased {
        reservation: ReservationId,
    },
    ReservationUsed {
        reservation: ReservationId,
        order: OrderId,
    },
    ReservationExpired {
        reservation: ReservationId,
        expired_at: Timestamp,
    },
    OrderReservationExpired {
        order: OrderId,
        expired_at: Timestamp,
    },
    OrderCaptured {
        order: OrderId,
        channel: ChannelId,
        total: Amount,
    },
    OrderRouted {
        order: OrderId,
        decision: Decision,
    },
    UnitsAssigned {
        order: OrderId,
        line: LineId,
        location: LocationId,
        quantity: Quantity,
        #[serde(default)] backordered: Quantity,
        #[serde(default)] forced: bool,
        reason: String,
    },
    OrderRerouted {
        order: OrderId,
        moves: Vec<UnitMove>,
        #[serde(default)] reason: String,
    },
    OrdersBrokered {
        queue: OrderQueue,
        looked_at: u32,
        routed: u32,
        left: u32,
        skipped: u32,
        units: Quantity,
        #[serde(default)] next: Option<Waiting>,
        #[serde(default)] refused: Vec<LeftInQueue>,
    },
    UnitsMoved {
        order: OrderId,
        line: LineId,
        from_stage: Stage,
        to_stage: Stage,
        quantity: Quantity,
    },
    FulfillmentRequested {
        order: OrderId,
        fulfillment: u32,
        location: LocationId,
    },
    FulfillmentAccepted {
        order: OrderId,
        fulfillment: u32,
    },
    FulfillmentRejected {
        order: OrderId,
        fulfillment: u32,
        reason: String,
    },
    FulfillmentCanceled {
        order: OrderId,
        fulfillment: u32,
    },
    UnitsNotFound {
        order: OrderId,
        line: LineId,
        location: LocationId,
        quantity: Quantity,
    },
    ItemSubstituted {
        order: OrderId,
        line: LineId,
        quantity: Quantity,
        reason: SubstituteReason,
        substitute: LineId,
        sku: Sku,
        given: Quantity,
        charged: Amount,
    },
    ItemMispicked {
        order: OrderId,
        fulfillment: u32,
        line: LineId,
        scanned: Sku,
    },
    ParcelPacked {
        order: OrderId,
        parcel: u32,
    },
    ParcelShipped {
        order: OrderId,
        parcel: u32,
    },
    ParcelTracked {
        order: OrderId,
        parcel: u32,
        tracking: Tracking,
        changed: bool,
    },
    InterceptionRequested {
        order: OrderId,
        parcel: u32,
        #[serde(default)] carrier: String,
        #[serde(default)] tracking_number: String,
        reason: CancelReason,
    },
    InterceptionResolved {
        order: OrderId,
        parcel: u32,
        state: InterceptionState,
        changed: bool,
    },
    UnitsCanceled {
        order: OrderId,
        line: LineId,
        quantity: Quantity,
        credited: Amount,
    },
    ShippingCredited {
        order: OrderId,
        credited: Amount,
    },
    ChargeCredited {
        order: OrderId,
        kind: ChargeKind,
        credited: Amount,
    },
    OrderEdited {
        order: OrderId,
        previous_total: Amount,
        total: Amount,
        due: Amount,
    },
    LineEdited {
        order: OrderId,
        line: LineId,
        #[serde(default)] added: Quantity,
        total: Amount,
    },
    HoldPlaced {
        order: OrderId,
        hold: HoldId,
        kind: HoldKind,
        reason: String,
    },
    HoldReleased {
        order: OrderId,
        hold: HoldId,
    },
    AddressChanged {
        order: OrderId,
        rerouted: bool,
    },
    PickupChanged {
        order: OrderId,
        #[serde(default)] pickup: Option<LocationId>,
        #[serde(default)] before: Option<LocationId>,
    },
    OrderTagged {
        order: OrderId,
    },
    PaymentRecorded {
        order: OrderId,
        payment: PaymentId,
        kind: TransactionKind,
        amount: Amount,
    },
    GoodwillGiven {
        order: OrderId,
        payment: PaymentId,
        amount: Amount,
        parts: Vec<GoodwillPart>,
    },
    PaymentInstructed {
        order: OrderId,
        payment: PaymentId,
        key: InstructionKey,
        kind: TransactionKind,
        amount: Amount,
        #[serde(default)] is_final: bool,
        #[serde(default)] reason: String,
    },
    PaymentFailed {
        order: OrderId,
        payment: PaymentId,
        key: InstructionKey,
        kind: TransactionKind,
        amount: Amount,
        failure: Failure,
    },
    PaymentReportRepeated {
        order: OrderId,
        payment: PaymentId,
    },
    ReturnRequested {
        order: OrderId,
        return_id: ReturnId,
        overridden: bool,
    },
    ReturnExchanged {
        order: OrderId,
        return_id: ReturnId,
        in_exchange: Amount,
        due: Amount,
    },
    ReturnApproved {
        order: OrderId,
        return_id: ReturnId,
        #[serde(default)] keeps_items: bool,
    },
    ReturnLabelIssued {
        order: OrderId,
        return_id: ReturnId,
    },
    ReturnTracked {
        order: OrderId,
        return_id: ReturnId,
        tracking: Tracking,
        changed: bool,
    },
    ReturnDeclined {
        order: OrderId,
        return_id: ReturnId,
        reason: String,
    },
    ReturnCanceled {
        order: OrderId,
        return_id: ReturnId,
        quantity: Quantity,
    },
    ReturnClosed {
        order: OrderId,
        return_id: ReturnId,
        quantity: Quantity,
        closed_at: Timestamp,
    },
    ReturnReceived {
        order: OrderId,
        return_id: ReturnId,
        quantity: Quantity,
    },
    UnexpectedReturn {
        order: OrderId,
        return_id: ReturnId,
        line: LineId,
        quantity: Quantity,
    },
    ReturnInspected {
        order: OrderId,
        return_id: ReturnId,
    },
    WrongItemReturned {
        order: OrderId,
        return_id: ReturnId,
        line: LineId,
        quantity: Quantity,
    },
    ReturnRefunded {
        order: OrderId,
        return_id: ReturnId,
        credited: Amount,
        tax: Amount,
        fee: Amount,
        refunded: Amount,
    },
    ClaimOpened {
        order: OrderId,
        claim_id: ClaimId,
        kind: ClaimKind,
        against: ClaimParty,
    },
    ClaimResolved {
        order: OrderId,
        claim_id: ClaimId,
        state: ClaimState,
        credited: Amount,
        refunded: Amount,
    },
    StockChanged {
        sku: Sku,
        location: LocationId,
        #[serde(default)] reason: String,
    },
    StockSet {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        before: i64,
        after: i64,
        #[serde(default)] moved_since: Option<i64>,
    },
    ReorderPointReached {
        sku: Sku,
        location: LocationId,
        available: i64,
        reorder_point: Quantity,
    },
    StockRepaired {
        repair: StockRepair,
    },
    LotReceived {
        sku: Sku,
        lot: LotNumber,
        #[serde(default)] expires_on: Option<Day>,
        #[serde(default)] best_before: Option<Day>,
    },
    SerialMoved {
        sku: Sku,
        serial: SerialNumber,
        state: SerialState,
        #[serde(default)] location: Option<LocationId>,
        #[serde(default)] order: Option<OrderId>,
        #[serde(default)] parcel: Option<u32>,
    },
    LotRecalled {
        sku: Sku,
        lot: LotNumber,
        reason: String,
        quantity: Quantity,
    },
    RecallLifted {
        sku: Sku,
        lot: LotNumber,
        reason: String,
        quantity: Quantity,
    },
    LotEdited {
        sku: Sku,
        lot: LotNumber,
        #[serde(default)] expires_on: Option<Day>,
        #[serde(default)] best_before: Option<Day>,
        reason: String,
    },
    UnitsRecalled {
        order: OrderId,
        line: LineId,
        location: LocationId,
        lot: LotNumber,
        quantity: Quantity,
    },
    RecallStopsWork {
        order: OrderId,
        line: LineId,
        #[serde(default)] fulfillment: Option<u32>,
        #[serde(default)] parcel: Option<u32>,
        lot: LotNumber,
        quantity: Quantity,
    },
    LotChanged {
        order: OrderId,
        line: LineId,
        fulfillment: u32,
        from_lot: LotNumber,
        to_lot: LotNumber,
        quantity: Quantity,
    },
    BackorderReleased {
        order: OrderId,
        line: LineId,
        location: LocationId,
        quantity: Quantity,
    },
    BackorderExpected {
        order: OrderId,
        line: LineId,
        #[serde(default)] was_expected_at: Option<Timestamp>,
        #[serde(default)] expected_at: Option<Timestamp>,
        late: bool,
    },
    PurchaseOrderPut {
        purchase_order: DocumentId,
    },
    PurchaseRescheduled {
        purchase_order: DocumentId,
        line: LineId,
        was_expected_at: Timestamp,
        expected_at: Timestamp,
    },
    PurchaseOverdue {
        purchase_order: DocumentId,
        line: LineId,
        expected_at: Timestamp,
        quantity: Quantity,
    },
    PurchaseReceived {
        purchase_order: DocumentId,
        line: LineId,
        available: Quantity,
        damaged: Quantity,
        quality_control: Quantity,
    },
    PurchaseClosed {
        purchase_order: DocumentId,
        line: LineId,
        quantity: Quantity,
        #[serde(default)] reason: String,
    },
    TransferPut {
        transfer: DocumentId,
    },
    TransferShipped {
        transfer: DocumentId,
        line: LineId,
        quantity: Quantity,
    },
    TransferRescheduled {
        transfer: DocumentId,
        was_expected_at: Timestamp,
        expected_at: Timestamp,
    },
    TransferOverdue {
        transfer: DocumentId,
        expected_at: Timestamp,
        quantity: Quantity,
    },
    TransferReceived {
        transfer: DocumentId,
        line: LineId,
        location: LocationId,
        available: Quantity,
        damaged: Quantity,
        quality_control: Quantity,
        #[serde(default)] excess: Quantity,
    },
    TransferLost {
        transfer: DocumentId,
        line: LineId,
        quantity: Quantity,
        #[serde(default)] reason: String,
    },
    TransferCanceled {
        transfer: DocumentId,
        line: LineId,
        quantity: Quantity,
        reason: String,
    },
    TransferCalledBack {
        transfer: DocumentId,
        quantity: Quantity,
        expected_at: Timestamp,
        reason: String,
    },
    TransferClosed {
        transfer: DocumentId,
    },
    CountOpened {
        count: DocumentId,
    },
    CountRecorded {
        count: DocumentId,
        sku: Sku,
        #[serde(default)] lot: Option<LotNumber>,
        counted: Quantity,
        #[serde(default)] variance: Option<i64>,
    },
    CountApproved {
        count: DocumentId,
        by_policy: bool,
        reason: String,
    },
    CountApplied {
        count: DocumentId,
        sku: Sku,
        #[serde(default)] lot: Option<LotNumber>,
        change: i64,
        #[serde(default)] values: Vec<CurrencyAmount>,
    },
    CountRejected {
        count: DocumentId,
        skus: Vec<Sku>,
        reason: String,
    },
    CountCanceled {
        count: DocumentId,
        reason: String,
    },
    UnitsReassigned {
        order: OrderId,
        line: LineId,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        quantity: Quantity,
        reason: String,
    },
    ReservationShort {
        reservation: ReservationId,
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        quantity: Quantity,
        reason: String,
    },
    ShortageLeft {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        quantity: Quantity,
    },
    OrderErased {
        order: OrderId,
        #[serde(default)] with_place: bool,
    },
    CustomerErased {
        customer: CustomerId,
        erased: u32,
        #[serde(default)] left: Vec<OrderId>,
        #[serde(default)] next: Option<OrderCursor>,
    },
}

/// An exact amount with its currency's decimals.
pub type Amount = Decimal;

/// Which locations were chosen, and why the others were not.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Decision {
    /// The locations that ship, most preferred first: one parcel each.
    pub chosen: Vec<LocationId>,
    /// Whether no better choice exists. If not, the search ended at its bound and this is the best found.
    pub proven: bool,
    /// The others, by reason.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<PassedOver>,
    /// How a routing policy came to it; absent without one, and then `passed_over` tells why.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyTrace>,
}

/// Locations that were not chosen for the same reason.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PassedOver {
    /// Why.
    pub reason: Reason,
    /// Which, by id.
    pub locations: Vec<LocationId>,
}

/// Why a location was not chosen.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It does not ship, or not to the destination.
    DoesNotServe,
    /// The channel does not sell its stock.
    NotInChannel,
    /// The order is collected at another, or has a slot of another.
    OtherLocation,
    /// It rejected these units before, or could not find them.
    Excluded,
    /// It has none of the units.
    NoStock,
    /// It has taken on as much today as it can.
    NodeCapacity,
    /// With it, more parcels would be needed.
    MoreParcels,
    /// Others that need as few parcels have priority.
    LowerPriority,
    /// Others of the same priority are nearer.
    Farther,
    /// Nothing tells it from those chosen but its id.
    LaterId,
    /// The search ended at its bound before it was looked at in every combination.
    NotSearched,
}

/// How a routing policy came to its decision.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PolicyTrace {
    /// The version of the policy.
    pub version: u64,
    /// The rule that decided.
    pub rule: String,
    /// Rules before it that were for the order and found no plan, and why.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<PassedRule>,
    /// What it ranked by.
    pub rank: Vec<RankBy>,
    /// Locations by what is said of them; those that say the same stand together.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationNote>,
    /// For a divided order: the best plan of one parcel, if any location has all of it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_parcel: Option<OneParcelNote>,
    /// When parcels leave and arrive, of locations that say so.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<DispatchDates>,
    /// What the plan costs, if it was chosen by that.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<PlanCost>,
    /// The cart whose plan the order keeps; absent if it was planned itself.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cart: Option<ReservationId>,
}

/// A rule that found no plan.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PassedRule {
    /// Its name.
    pub rule: String,
    /// Why.
    pub reason: NoPlan,
}

/// Why a rule found no plan.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoPlan {
    /// Its filter leaves no location.
    Locations,
    /// Units require a capability that no location it uses has.
    Capability,
    /// There are not enough units.
    Stock,
    /// The day is full where they are.
    NodeCapacity,
    /// More parcels would be needed, or less valuable ones, than it allows.
    Parcels,
    /// No location has together what goes together.
    KeepTogether,
    /// No rate card takes it from where it is to where it goes.
    Carrier,
}

/// What is said of locations.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LocationNote {
    /// The code.
    pub code: LocationCode,
    /// Which, by id.
    pub locations: Vec<LocationId>,
    /// The location that can do all they can, for `dominated`.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<LocationId>,
    /// What plans with them are worse by, for `worse`.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worse_by: Option<RankBy>,
    /// How much at least, in its units: parcels, priority, metres, days, thousandths of a day, minor units of the currency
    /// of costs.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    /// What they lack, for `capability`.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capability: Option<Tag>,
    /// Figures of the filter: what they have, for `distance`, `priority`; the day of arrival, for `promise_date`.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What would be accepted.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}

/// What a location has to do with a plan.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LocationCode {
    /// It ships.
    Chosen,
    /// It does not ship, or not to the destination.
    DoesNotServe,
    /// The channel does not sell its stock.
    NotInChannel,
    /// The order is collected at another, or has a slot of another.
    OtherLocation,
    /// The rule names others.
    NotNamed,
    /// It is in none of the groups, or in one that is left out.
    Group,
    /// It stands in another country.
    Country,
    /// Nobody may collect orders there.
    Pickup,
    /// Its priority is too low.
    Priority,
    /// It is too far away.
    Distance,
    /// It would arrive after the day that was promised.
    PromiseDate,
    /// It lacks what the items it has require.
    Capability,
    /// What it has stays there.
    StockFloor,
    /// It rejected these units before, or could not find them.
    Excluded,
    /// It has none of the units.
    NoStock,
    /// It has some of what goes in one parcel, and not all of it.
    KeepTogether,
    /// It has taken on as much today as it can.
    NodeCapacity,
    /// No rate card takes what it has from there.
    NoService,
    /// Another has all that it has, and ranks no worse.
    Dominated,
    /// Every plan with it is worse by at least so much. Proven, whether or not the plan is.
    Worse,
    /// It took part in the search, and nothing better was found with it.
    Searched,
}

/// The best plan of one parcel.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct OneParcelNote {
    /// The location that has everything.
    pub location: LocationId,
    /// What it is worse by; absent if it is as good.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worse_by: Option<RankBy>,
    /// How much, at least.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
}

/// When a parcel leaves and arrives.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct DispatchDates {
    /// The location.
    pub location: LocationId,
    /// The day it leaves, by the location's calendar.
    pub ships_on: Day,
    /// The day it arrives, if it is known how long it is on its way.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrives_on: Option<Day>,
}

/// What a plan costs by rate cards, handling and the terms of a cost model.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PlanCost {
    /// The currency.
    pub currency: Currency,
    /// All of it: parcels and units.
    pub amount: Amount,
    /// What each parcel costs, units not included.
    pub parcels: Vec<ParcelCost>,
}

/// What a parcel of a plan costs.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ParcelCost {
    /// Where it comes from.
    pub location: LocationId,
    /// The rate card of the cheapest service; absent where no card charges anything.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<RateCardId>,
    /// What it costs: the service, handling of the parcel, and what the cost model adds to a parcel.
    pub amount: Amount,
}

/// An order that a wave has left since planning it was refused.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LeftInQueue {
    /// The order.
    pub order: OrderId,
    /// The code of the refusal.
    pub code: String,
    /// The refusal in a sentence.
    pub message: String,
}

/// How far a unit has come.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Ordered, and no stock is promised to it: held back, expired, or nowhere to be found.
    Open,
    /// Ordered beyond stock: it gets the next units that arrive.
    Backordered,
    /// Stock is reserved for it at a location; no work has been given out.
    Reserved,
    /// A fulfillment order has been given to the location.
    Allocated,
    /// Taken from the shelf.
    Picked,
    /// In a parcel.
    Packed,
    /// Handed to the carrier.
    Shipped,
    /// With the customer. Returns are counted on top.
    Delivered,
    /// Lost on the way.
    Lost,
    /// Taken off the order.
    Canceled,
}

/// What came of calling a parcel back.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterceptionState {
    /// The carrier was asked and has not answered.
    Requested,
    /// The carrier brings it back.
    Confirmed,
    /// It goes on to the customer, or has arrived there.
    Failed,
}

/// What happened to a payment.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransactionKind {
    /// The provider set money aside.
    Authorization,
    /// Money was taken.
    Capture,
    /// What was set aside and not taken was let go.
    Void,
    /// Money was given back.
    Refund,
    /// A bank took money back for its customer.
    Chargeback,
    /// A bank gave money that it had taken back to the merchant again.
    ChargebackReversal,
    /// A courier handed over cash that it had collected.
    Remittance,
}

/// What a line bears of a goodwill refund.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct GoodwillPart {
    /// The line.
    pub line: LineId,
    /// What it bears.
    pub amount: Amount,
}

/// Why a provider did not do what it was told.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Failure {
    /// The provider's code of it.
    pub code: String,
    /// The same in words.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
}

/// How far a claim has come.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimState {
    /// It waits for a decision.
    Open,
    /// The customer was credited, and paid back what was paid.
    Refunded,
    /// Others were sent in place of the units.
    Replaced,
    /// The carrier has paid something.
    Settled,
    /// It was turned down.
    Denied,
}

/// What a unit is.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SerialState {
    /// On the shelf, fit for sale. Promises are made of units, not of serial numbers: which unit an order gets is told when
    /// it is picked.
    InStock,
    /// In the building, not fit for sale.
    Damaged,
    /// In the building, waiting for somebody to look at it.
    QualityControl,
    /// Taken from the shelf for an order.
    Picked,
    /// In a parcel that has not left.
    Packed,
    /// With a carrier.
    Shipped,
    /// With the customer.
    Delivered,
    /// Lost on its way to the customer.
    Lost,
    /// On its way from one location to another.
    InTransit,
    /// Off the books: not found, stolen, broken, gone back to the supplier, lost on a transfer. It may come in again.
    Removed,
    /// Thrown away: the end of it.
    Scrapped,
}

/// Why a command was refused. It had no effect at all.
///
/// `code` on the wire, and [`Rejection::code`], never change; the sentences may get better.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Rejection {
    /// A field of the command is out of its range or does not go with another.
    InvalidField {
        /// The field, as a path such as `lines[2].quantity`.
        field: String,
        /// What is wrong, and what is accepted.
        problem: String,
    },
    /// The id was used before, for a command with other content.
    IdReused {
        /// The id.
        command: CommandId,
    },
    /// Another command of the linked group was refused, so none of the group was applied.
    GroupRefused {
        /// The first command of the group that was refused.
        command: CommandId,
    },
    /// The order has changed since the version the command expected.
    VersionConflict {
        /// The order.
        order: OrderId,
        /// The version the command expected.
        expected: u64,
        /// The version it has.
        current: u64,
    },
    /// The routing policy has changed since the version the command expected.
    RoutingPolicyChanged {
        /// The version the command expected.
        expected: u64,
        /// The version it has; 0 if there is none.
        current: u64,
    },
    /// The condition of a rule is none.
    InvalidCondition {
        /// The rule.
        rule: String,
        /// Where, in characters from 1.
        column: u32,
        /// What is wrong there and what to write instead.
        problem: String,
    },
    /// No location of that id is configured.
    UnknownLocation {
        /// The id.
        location: LocationId,
    },
    /// No channel of that id is configured.
    UnknownChannel {
        /// The id.
        channel: ChannelId,
    },
    /// The SKU is not in the catalog.
    UnknownItem {
        /// The SKU.
        sku: Sku,
    },
    /// No order of that id exists.
    UnknownOrder {
        /// The id.
        order: OrderId,
    },
    /// The order has no line of that id.
    UnknownLine {
        /// The order.
        order: OrderId,
        /// The id.
        line: LineId,
    },
    /// No order is of that customer.
    UnknownCustomer {
        /// The id.
        customer: CustomerId,
    },
    /// The customer's id decides elsewhere, so no other can stand in its place.
    CustomerNamed {
        /// The customer.
        customer: CustomerId,
        /// By what: `review_customers`, or the rule of the routing policy.
        by: String,
    },
    /// Orders are of a customer of that id already.
    AliasTaken {
        /// The id.
        alias: CustomerId,
    },
    /// Units of the order have still to come to the customer.
    OrderGoesOn {
        /// The order.
        order: OrderId,
    },
    /// The order has no fulfillment order of that number.
    UnknownFulfillment {
        /// The order.
        order: OrderId,
        /// The number.
        fulfillment: u32,
    },
    /// The order has no parcel of that number.
    UnknownParcel {
        /// The order.
        order: OrderId,
        /// The number.
        parcel: u32,
    },
    /// The order has no hold of that id.
    UnknownHold {
        /// The order.
        order: OrderId,
        /// The id.
        hold: HoldId,
    },
    /// The order has no payment of that id.
    UnknownPayment {
        /// The order.
        order: OrderId,
        /// The id.
        payment: PaymentId,
    },
    /// The order has no return of that id.
    UnknownReturn {
        /// The order.
        order: OrderId,
        /// The id.
        return_id: ReturnId,
    },
    /// The order has no claim of that id.
    UnknownClaim {
        /// The order.
        order: OrderId,
        /// The id.
        claim_id: ClaimId,
    },
    /// The database of time zones has none of that name.
    UnknownTimeZone {
        /// The name.
        time_zone: String,
    },
    /// No reservation of that id holds: it was used, released, or has expired.
    UnknownReservation {
        /// The id.
        reservation: ReservationId,
    },
    /// An order of that id exists.
    OrderExists {
        /// The id.
        order: OrderId,
    },
    /// The channel's order was captured before, perhaps under another id of ours.
    DuplicateExternalId {
        /// The channel.
        channel: ChannelId,
        /// Its id of the order.
        external_id: ExternalId,
        /// Our order.
        order: OrderId,
    },
    /// A reservation of that id holds.
    ReservationExists {
        /// The id.
        reservation: ReservationId,
    },
    /// The order has a hold of that id.
    HoldExists {
        /// The order.
        order: OrderId,
        /// The id.
        hold: HoldId,
    },
    /// The order has a return of that id.
    ReturnExists {
        /// The order.
        order: OrderId,
        /// The id.
        return_id: ReturnId,
    },
    /// The order has a claim of that id.
    ClaimExists {
        /// The order.
        order: OrderId,
        /// The id.
        claim_id: ClaimId,
    },
    /// The channel does not sell in that currency.
    CurrencyNotAllowed {
        /// The channel.
        channel: ChannelId,
        /// The currency.
        currency: Currency,
    },
    /// An amount has more decimals than the currency.
    AmountTooFine {
        /// The field.
        field: String,
        /// The amount.
        amount: Decimal,
        /// The currency.
        currency: Currency,
    },
    /// An amount or a sum of amounts is beyond what is accepted.
    AmountTooLarge {
        /// The field.
        field: String,
    },
    /// Less can be promised than was asked for.
    InsufficientStock {
        /// The SKU.
        sku: Sku,
        /// What was asked for, summed over all lines of the SKU.
        requested: Quantity,
        /// What could be promised.
        available: Quantity,
        /// What the limit comes from.
        reason: ShortageReason,
    },
    /// A state of stock holds fewer units than the command wants to take from it.
    InsufficientBucket {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// What the command wants to take.
        requested: Quantity,
        /// What is there.
        available: i64,
    },
    /// No lot of that number has been received of the SKU.
    UnknownLot {
        /// The SKU.
        sku: Sku,
        /// The number.
        lot: LotNumber,
    },
    /// A lot is received again, with other days than it has.
    LotDiffers {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
        /// The field: `expires_on` or `best_before`.
        field: String,
        /// The day it has; absent if it has none.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known: Option<Day>,
        /// The day the command names.
        named: Day,
    },
    /// An item may not be given instead of those of a line.
    SubstituteNotAllowed {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The item.
        sku: Sku,
        /// What keeps it from being given.
        bar: SubstituteBar,
    },
    /// A change would leave more to be paid than is authorized or captured, where the channel wants payment first.
    PaymentMissing {
        /// The order.
        order: OrderId,
        /// What is missing.
        missing: Amount,
    },
    /// Units of the lot are promised, and its new days would not do for them.
    LotPromised {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
        /// The order that holds units of it; absent if a cart does.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<OrderId>,
        /// The cart that holds units of it; absent if an order does.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reservation: Option<ReservationId>,
        /// What would keep the lot from being sold to it.
        bar: LotBar,
    },
    /// The lot was not recalled.
    LotNotRecalled {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
    },
    /// A lot may not be sold to whom the command would give it.
    LotNotForSale {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
        /// What keeps it from being sold.
        bar: LotBar,
    },
    /// A text is no serial number as GS1 has them.
    SerialMalformed {
        /// The text.
        serial: SerialNumber,
        /// What is wrong with it.
        problem: String,
    },
    /// Not as many serial numbers are named as units.
    SerialCount {
        /// The SKU.
        sku: Sku,
        /// How many units.
        units: Quantity,
        /// How many serial numbers are named.
        serials: u32,
    },
    /// The command moves units of an item whose units are told apart, and cannot say which.
    SerialsRequired {
        /// The SKU.
        sku: Sku,
        /// The location; absent for units in transit.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
        /// By how many units that are fit for sale, damaged, in quality control, or in transit, it changes.
        units: i64,
        /// By how many of those whose serial numbers are known.
        serials: i64,
    },
    /// A unit comes in that is known to be somewhere else.
    SerialKnown {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
        /// What it is.
        state: SerialState,
    },
    /// No unit of that serial number has been captured.
    UnknownSerial {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
    },
    /// A unit is not in the state that the command needs.
    SerialState {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
        /// What it is.
        state: SerialState,
        /// What it must be.
        needed: String,
    },
    /// A unit does not lie where the command takes it from.
    SerialElsewhere {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
        /// Where the command looks for it.
        location: LocationId,
        /// Where it lies.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lies_at: Option<LocationId>,
    },
    /// A unit that comes back was not sent on that line of the order, or has come back before.
    SerialNotShipped {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The serial number.
        serial: SerialNumber,
    },
    /// The stock is not what the command expected.
    StockChanged {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// What the command expected.
        expected: i64,
        /// What is there.
        current: i64,
    },
    /// The stock was counted after the figure was taken that the command brings.
    CountedSince {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// When the figure was taken.
        as_of: Timestamp,
        /// When it was counted last.
        counted_at: Timestamp,
    },
    /// So much has moved since a figure was taken that what it is now cannot be told.
    AsOfTooOld {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// When the figure was taken.
        as_of: Timestamp,
        /// How many commands were looked at.
        entries: u32,
    },
    /// What is to be repaired is not what was audited any more.
    RepairOutdated {
        /// The SKU.
        sku: Sku,
        /// The location, unless the figure is counted over all of them.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
    },
    /// The correction would leave less than nothing on hand.
    OnHandBelowZero {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// What is there, whatever its state.
        on_hand: i64,
        /// The change the command names.
        change: i64,
    },
    /// No location may ship the order as it is.
    Unserviceable {
        /// The order.
        order: OrderId,
        /// The constraint that came nearest, with its figures.
        constraint: String,
    },
    /// The location that was named may not ship units of the order.
    LocationNotAssignable {
        /// The order.
        order: OrderId,
        /// The location.
        location: LocationId,
        /// What keeps it from that.
        bar: LocationCode,
        /// The SKU it is about, if it is about one.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sku: Option<Sku>,
        /// What the location lacks, for `capability`.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        capability: Option<Tag>,
    },
    /// The location that was named lacks units.
    LocationLacksStock {
        /// The order.
        order: OrderId,
        /// The location.
        location: LocationId,
        /// What it lacks.
        missing: Vec<LackingUnits>,
    },
    /// Fewer units of the line are in a state to which the command applies.
    QuantityNotEligible {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// What the command names.
        requested: Quantity,
        /// What it could name.
        eligible: Quantity,
        /// What those units have in common, such as `are picked`.
        condition: String,
    },
    /// Nothing in the order is in a state to which the command applies.
    NothingToDo {
        /// The order.
        order: OrderId,
        /// What the command would have done, as a verb.
        action: String,
    },
    /// A hold keeps the order from it.
    OnHold {
        /// The order.
        order: OrderId,
        /// The hold.
        hold: HoldId,
        /// What it is about.
        kind: HoldKind,
    },
    /// A fulfillment order is in another state than the command needs.
    FulfillmentState {
        /// The order.
        order: OrderId,
        /// The number.
        fulfillment: u32,
        /// Its state.
        state: FulfillmentState,
        /// The states in which the command applies.
        needed: String,
    },
    /// A parcel has shipped, or has not, and the command needs the opposite.
    ParcelState {
        /// The order.
        order: OrderId,
        /// The number.
        parcel: u32,
        /// What keeps the command from applying.
        problem: String,
    },
    /// A return is in another state than the command needs.
    ReturnState {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// Its state.
        state: ReturnState,
        /// The states in which the command applies.
        needed: String,
    },
    /// A claim has been decided, and the command needs it open.
    ClaimState {
        /// The order.
        order: OrderId,
        /// The claim.
        claim_id: ClaimId,
        /// Its state.
        state: ClaimState,
        /// The states in which the command applies.
        needed: String,
    },
    /// The terms of the order let no unit of the line come back.
    FinalSale {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The category of the item that makes it one; absent where the whole order is.
        #[uniffi(default = None)]
        #[serde(default)]
        category: Option<Category>,
    },
    /// The terms of the order do not accept the reason.
    ReturnReasonNotAccepted {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The reason.
        reason: ReturnReason,
        /// Reasons that are accepted.
        accepted: Vec<ReturnReason>,
    },
    /// The time in which the units could be returned is over.
    ReturnWindowClosed {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// How many days after the delivery units of the line may be returned.
        window_days: u16,
        /// The last day on which they could, as `2026-03-31`.
        last_day: String,
        /// The time zone whose calendar counts the days.
        time_zone: String,
        /// The first instant at which it was too late.
        closed_at: Timestamp,
    },
    /// The payment does not cover the amount.
    PaymentExceeded {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// What the command names.
        requested: Amount,
        /// What it could name.
        available: Amount,
        /// What that amount is, such as `is authorized and not captured`.
        condition: String,
    },
    /// The command would pay back more than is owed to the customer.
    RefundExceedsCredit {
        /// The order.
        order: OrderId,
        /// What the command names.
        requested: Amount,
        /// What is owed.
        owed: Amount,
    },
    /// The payment exists with another method.
    PaymentMethodDiffers {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
    },
    /// What was authorized has ended before it was captured.
    AuthorizationExpired {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// What is to be captured, or what must be secured before a parcel leaves.
        requested: Amount,
        /// What of that is authorized.
        available: Amount,
        /// What was authorized and has expired.
        expired: Amount,
        /// The first instant at which it was too late.
        expired_at: Timestamp,
    },
    /// The payment has no instruction of that key.
    UnknownInstruction {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// The key.
        key: InstructionKey,
    },
    /// Somebody else moves the money of the payment.
    SettledElsewhere {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
    },
    /// No purchase order of that id exists.
    UnknownPurchaseOrder {
        /// The id.
        purchase_order: DocumentId,
    },
    /// The purchase order has no line of that id.
    UnknownPurchaseLine {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The id.
        line: LineId,
    },
    /// More has arrived than is outstanding.
    OverReceipt {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The line.
        line: LineId,
        /// Units that have arrived by this command.
        arrived: Quantity,
        /// Units that were outstanding.
        outstanding: Quantity,
    },
    /// Fewer units are to be ordered than have arrived.
    BelowReceived {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The line.
        line: LineId,
        /// Units to be ordered.
        requested: Quantity,
        /// Units that have arrived.
        received: Quantity,
    },
    /// Nothing is expected of the purchase order, or of the line of it.
    NothingOutstanding {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The line; absent if it is all of them.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<LineId>,
    },
    /// More purchase orders and transfers are open for a SKU than may be at a time.
    TooMuchOnOrder {
        /// The SKU.
        sku: Sku,
        /// How many may be open.
        limit: u32,
    },
    /// No transfer of that id exists.
    UnknownTransfer {
        /// The id.
        transfer: DocumentId,
    },
    /// The transfer has no line of that id.
    UnknownTransferLine {
        /// The transfer.
        transfer: DocumentId,
        /// The id.
        line: LineId,
    },
    /// Units of the transfer have left, so it is not planned anew.
    TransferShipped {
        /// The transfer.
        transfer: DocumentId,
    },
    /// Fewer units of a line of a transfer are where the command wants them.
    TransferExceeded {
        /// The transfer.
        transfer: DocumentId,
        /// The line.
        line: LineId,
        /// What the command names.
        requested: Quantity,
        /// What it could name.
        eligible: Quantity,
        /// What those units have in common, such as `are in transit`.
        condition: String,
    },
    /// Nothing of the transfer is in a state to which the command applies.
    NothingToTransfer {
        /// The transfer.
        transfer: DocumentId,
        /// What the command would have done, as a verb.
        action: String,
    },
    /// No count of that id exists.
    UnknownCount {
        /// The id.
        count: DocumentId,
    },
    /// A count of that id exists.
    CountExists {
        /// The id.
        count: DocumentId,
    },
    /// The count is not open any more.
    CountClosed {
        /// The count.
        count: DocumentId,
        /// Where it stands.
        state: CountState,
    },
    /// The SKU is in another open count of the location.
    BeingCounted {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The other count.
        count: DocumentId,
    },
    /// The SKU is not one of those that are counted.
    NotInCount {
        /// The count.
        count: DocumentId,
        /// The SKU.
        sku: Sku,
    },
    /// Something has not been counted.
    CountIncomplete {
        /// The count.
        count: DocumentId,
        /// The first of them.
        sku: Sku,
        /// How many they are.
        left: u32,
    },
    /// Who counted may not approve.
    OwnCount {
        /// The count.
        count: DocumentId,
        /// Who.
        actor: Actor,
    },
    /// A correction would leave fewer units than are promised.
    BelowPromised {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// Units that are promised.
        promised: Quantity,
        /// Those of them that would not be there.
        missing: Quantity,
    },
    /// More orders or carts than one command looks at may hold stock of the SKU at the location.
    TooManyHolders {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// How many are looked at.
        limit: u32,
    },
    /// No zone of that id is configured.
    UnknownZone {
        /// The id.
        zone: ZoneId,
    },
    /// No rate card of that id is there.
    UnknownRateCard {
        /// The id.
        card: RateCardId,
    },
    /// No plan has such a window.
    UnknownSlot {
        /// The id.
        slot: DocumentId,
    },
    /// The slot has too little room.
    SlotFull {
        /// The slot.
        slot: DocumentId,
        /// The measure by which there is too little room.
        reason: SlotReason,
        /// What was wanted by that measure: orders, grams or units.
        requested: u64,
        /// What is left by it.
        left: u64,
        /// Later slots of the same plan that have room, first beginning first: a few of them.
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        next: Vec<DocumentId>,
    },
    /// The slot cannot be booked, however much room it has.
    SlotClosed {
        /// The slot.
        slot: DocumentId,
        /// Why.
        reason: SlotReason,
        /// From when on it could not be booked.
        closed_at: Timestamp,
        /// Later slots of the same plan that can be booked, first beginning first: a few of them.
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        next: Vec<DocumentId>,
    },
    /// The slot is for deliveries within a zone, and the address lies outside it, or is not known.
    OutsideZone {
        /// The slot.
        slot: DocumentId,
        /// Its zone.
        zone: ZoneId,
    },
    /// What was shown is not the code of the goods.
    WrongProofCode {
        /// The order.
        order: OrderId,
        /// The fulfillment order.
        fulfillment: u32,
    },
    /// More than one batch can take reservations to expire first.
    TooManyDue {
        /// How many one batch takes.
        limit: u32,
    },
}

oms_core::read_tagged! {
    by "code" of "Rejection" as Rejection;
    InvalidField {
        field: String,
        problem: String,
    },
    IdReused {
        command: CommandId,
    },
    GroupRefused {
        command: CommandId,
    },
    VersionConflict {
        order: OrderId,
        expected: u64,
        current: u64,
    },
    RoutingPolicyChanged {
        expected: u64,
        current: u64,
    },
    InvalidCondition {
        rule: String,
        column: u32,
        problem: String,
    },
    UnknownLocation {
        location: LocationId,
    },
    UnknownChannel {
        channel: ChannelId,
    },
    UnknownItem {
        sku: Sku,
    },
    UnknownOrder {
        order: OrderId,
    },
    UnknownLine {
        order: OrderId,
        line: LineId,
    },
    UnknownCustomer {
        customer: CustomerId,
    },
    CustomerNamed {
        customer: CustomerId,
        by: String,
    },
    AliasTaken {
        alias: CustomerId,
    },
    OrderGoesOn {
        order: OrderId,
    },
    UnknownFulfillment {
        order: OrderId,
        fulfillment: u32,
    },
    UnknownParcel {
        order: OrderId,
        parcel: u32,
    },
    UnknownHold {
        order: OrderId,
        hold: HoldId,
    },
    UnknownPayment {
        order: OrderId,
        payment: PaymentId,
    },
    UnknownReturn {
        order: OrderId,
        return_id: ReturnId,
    },
    UnknownClaim {
        order: OrderId,
        claim_id: ClaimId,
    },
    UnknownTimeZone {
        time_zone: String,
    },
    UnknownReservation {
        reservation: ReservationId,
    },
    OrderExists {
        order: OrderId,
    },
    DuplicateExternalId {
        channel: ChannelId,
        external_id: ExternalId,
        order: OrderId,
    },
    ReservationExists {
        reservation: ReservationId,
    },
    HoldExists {
        order: OrderId,
        hold: HoldId,
    },
    ReturnExists {
        order: OrderId,
        return_id: ReturnId,
    },
    ClaimExists {
        order: OrderId,
        claim_id: ClaimId,
    },
    CurrencyNotAllowed {
        channel: ChannelId,
        currency: Currency,
    },
    AmountTooFine {
        field: String,
        amount: Decimal,
        currency: Currency,
    },
    AmountTooLarge {
        field: String,
    },
    InsufficientStock {
        sku: Sku,
        requested: Quantity,
        available: Quantity,
        reason: ShortageReason,
    },
    InsufficientBucket {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        requested: Quantity,
        available: i64,
    },
    UnknownLot {
        sku: Sku,
        lot: LotNumber,
    },
    LotDiffers {
        sku: Sku,
        lot: LotNumber,
        field: String,
        #[serde(default)] known: Option<Day>,
        named: Day,
    },
    SubstituteNotAllowed {
        order: OrderId,
        line: LineId,
        sku: Sku,
        bar: SubstituteBar,
    },
    PaymentMissing {
        order: OrderId,
        missing: Amount,
    },
    LotPromised {
        sku: Sku,
        lot: LotNumber,
        #[serde(default)] order: Option<OrderId>,
        #[serde(default)] reservation: Option<ReservationId>,
        bar: LotBar,
    },
    LotNotRecalled {
        sku: Sku,
        lot: LotNumber,
    },
    LotNotForSale {
        sku: Sku,
        lot: LotNumber,
        bar: LotBar,
    },
    SerialMalformed {
        serial: SerialNumber,
        problem: String,
    },
    SerialCount {
        sku: Sku,
        units: Quantity,
        serials: u32,
    },
    SerialsRequired {
        sku: Sku,
        #[serde(default)] location: Option<LocationId>,
        units: i64,
        serials: i64,
    },
    SerialKnown {
        sku: Sku,
        serial: SerialNumber,
        state: SerialState,
    },
    UnknownSerial {
        sku: Sku,
        serial: SerialNumber,
    },
    SerialState {
        sku: Sku,
        serial: SerialNumber,
        state: SerialState,
        needed: String,
    },
    SerialElsewhere {
        sku: Sku,
        serial: SerialNumber,
        location: LocationId,
        #[serde(default)] lies_at: Option<LocationId>,
    },
    SerialNotShipped {
        order: OrderId,
        line: LineId,
        serial: SerialNumber,
    },
    StockChanged {
        sku: Sku,
        location: LocationId,
        expected: i64,
        current: i64,
    },
    CountedSince {
        sku: Sku,
        location: LocationId,
        as_of: Timestamp,
        counted_at: Timestamp,
    },
    AsOfTooOld {
        sku: Sku,
        location: LocationId,
        as_of: Timestamp,
        entries: u32,
    },
    RepairOutdated {
        sku: Sku,
        #[serde(default)] location: Option<LocationId>,
    },
    OnHandBelowZero {
        sku: Sku,
        location: LocationId,
        on_hand: i64,
        change: i64,
    },
    Unserviceable {
        order: OrderId,
        constraint: String,
    },
    LocationNotAssignable {
        order: OrderId,
        location: LocationId,
        bar: LocationCode,
        #[serde(default)] sku: Option<Sku>,
        #[serde(default)] capability: Option<Tag>,
    },
    LocationLacksStock {
        order: OrderId,
        location: LocationId,
        missing: Vec<LackingUnits>,
    },
    QuantityNotEligible {
        order: OrderId,
        line: LineId,
        requested: Quantity,
        eligible: Quantity,
        condition: String,
    },
    NothingToDo {
        order: OrderId,
        action: String,
    },
    OnHold {
        order: OrderId,
        hold: HoldId,
        kind: HoldKind,
    },
    FulfillmentState {
        order: OrderId,
        fulfillment: u32,
        state: FulfillmentState,
        needed: String,
    },
    ParcelState {
        order: OrderId,
        parcel: u32,
        problem: String,
    },
    ReturnState {
        order: OrderId,
        return_id: ReturnId,
        state: ReturnState,
        needed: String,
    },
    ClaimState {
        order: OrderId,
        claim_id: ClaimId,
        state: ClaimState,
        needed: String,
    },
    FinalSale {
        order: OrderId,
        line: LineId,
        #[serde(default)] category: Option<Category>,
    },
    ReturnReasonNotAccepted {
        order: OrderId,
        line: LineId,
        reason: ReturnReason,
        accepted: Vec<ReturnReason>,
    },
    ReturnWindowClosed {
        order: OrderId,
        line: LineId,
        window_days: u16,
        last_day: String,
        time_zone: String,
        closed_at: Timestamp,
    },
    PaymentExceeded {
        order: OrderId,
        payment: PaymentId,
        requested: Amount,
        available: Amount,
        condition: String,
    },
    RefundExceedsCredit {
        order: OrderId,
        requested: Amount,
        owed: Amount,
    },
    PaymentMethodDiffers {
        order: OrderId,
        payment: PaymentId,
    },
    AuthorizationExpired {
        order: OrderId,
        payment: PaymentId,
        requested: Amount,
        available: Amount,
        expired: Amount,
        expired_at: Timestamp,
    },
    UnknownInstruction {
        order: OrderId,
        payment: PaymentId,
        key: InstructionKey,
    },
    SettledElsewhere {
        order: OrderId,
        payment: PaymentId,
    },
    UnknownPurchaseOrder {
        purchase_order: DocumentId,
    },
    UnknownPurchaseLine {
        purchase_order: DocumentId,
        line: LineId,
    },
    OverReceipt {
        purchase_order: DocumentId,
        line: LineId,
        arrived: Quantity,
        outstanding: Quantity,
    },
    BelowReceived {
        purchase_order: DocumentId,
        line: LineId,
        requested: Quantity,
        received: Quantity,
    },
    NothingOutstanding {
        purchase_order: DocumentId,
        #[serde(default)] line: Option<LineId>,
    },
    TooMuchOnOrder {
        sku: Sku,
        limit: u32,
    },
    UnknownTransfer {
        transfer: DocumentId,
    },
    UnknownTransferLine {
        transfer: DocumentId,
        line: LineId,
    },
    TransferShipped {
        transfer: DocumentId,
    },
    TransferExceeded {
        transfer: DocumentId,
        line: LineId,
        requested: Quantity,
        eligible: Quantity,
        condition: String,
    },
    NothingToTransfer {
        transfer: DocumentId,
        action: String,
    },
    UnknownCount {
        count: DocumentId,
    },
    CountExists {
        count: DocumentId,
    },
    CountClosed {
        count: DocumentId,
        state: CountState,
    },
    BeingCounted {
        sku: Sku,
        location: LocationId,
        count: DocumentId,
    },
    NotInCount {
        count: DocumentId,
        sku: Sku,
    },
    CountIncomplete {
        count: DocumentId,
        sku: Sku,
        left: u32,
    },
    OwnCount {
        count: DocumentId,
        actor: Actor,
    },
    BelowPromised {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        promised: Quantity,
        missing: Quantity,
    },
    TooManyHolders {
        sku: Sku,
        location: LocationId,
        limit: u32,
    },
    UnknownZone {
        zone: ZoneId,
    },
    UnknownRateCard {
        card: RateCardId,
    },
    UnknownSlot {
        slot: DocumentId,
    },
    SlotFull {
        slot: DocumentId,
        reason: SlotReason,
        requested: u64,
        left: u64,
        #[serde(default)] next: Vec<DocumentId>,
    },
    SlotClosed {
        slot: DocumentId,
        reason: SlotReason,
        closed_at: Timestamp,
        #[serde(default)] next: Vec<DocumentId>,
    },
    OutsideZone {
        slot: DocumentId,
        zone: ZoneId,
    },
    WrongProofCode {
        order: OrderId,
        fulfillment: u32,
    },
    TooManyDue {
        limit: u32,
    },
}

/// What limits how much can be promised.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortageReason {
    /// There is no more stock.
    Stock,
    /// There is more, but it is kept back as safety stock.
    SafetyStock,
    /// There is more, in lots that have expired or would not last long enough.
    LotLife,
    /// The channel has sold as much as it may.
    ChannelCap,
    /// As much is on backorder as may be.
    BackorderLimit,
}

/// What keeps an item from being given instead of others.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubstituteBar {
    /// The customer takes nothing instead.
    NotWanted,
    /// The customer has listed others.
    NotListed,
    /// The customer takes items of the same category, and it is of another or of none.
    OtherCategory,
    /// Its price differs by more than the policy allows.
    PriceDifference,
}

/// What keeps a lot from being sold.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LotBar {
    /// It was recalled.
    Recalled,
    /// It has expired by the day of delivery.
    Expired,
    /// It would have fewer days left than asked for.
    ShortLife,
}

/// Units that a location lacks.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LackingUnits {
    /// The SKU.
    pub sku: Sku,
    /// How many were asked for.
    pub requested: Quantity,
    /// How many could be promised from there.
    pub available: Quantity,
}

/// How far a fulfillment order has come.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FulfillmentState {
    /// The location has not answered.
    Open,
    /// The location will ship; nothing is picked.
    Accepted,
    /// Some units are picked, none of them packed or shipped.
    Picking,
    /// Some units are in parcels that have not left.
    Packed,
    /// All units wait at the store for the customer to collect them.
    ReadyForPickup,
    /// Some units have left, others have still to.
    PartiallyShipped,
    /// All units have left.
    Shipped,
    /// All units have arrived.
    Delivered,
    /// The location refused.
    Rejected,
    /// It was withdrawn, or all its units were canceled.
    Canceled,
    /// All units have left, and some or all of them were lost or came back.
    Incomplete,
}

/// How far a return has come.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// Asked for.
    Requested,
    /// The customer may send it.
    Approved,
    /// A carrier has it.
    InTransit,
    /// Some or all of it has come back and waits to be looked at.
    Received,
    /// All that came back has been looked at, or the customer keeps it.
    Inspected,
    /// All that came back has been refunded, or was found to be something else, and nothing more is expected: it is over.
    Refunded,
    /// The request was refused.
    Declined,
    /// It was called off, or did not come in time, before anything came back. It goes on if a parcel comes all the same.
    Canceled,
}

/// Where a count stands.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountState {
    /// Units are counted, or wait to be approved. Stock is as it was.
    Open,
    /// What was found has been applied to stock.
    Approved,
    /// It was given up. Stock is as it was.
    Canceled,
}

/// Why a slot cannot be booked.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotReason {
    /// The day is closed: a holiday, say.
    DayClosed,
    /// The cut-off has passed.
    CutOff,
    /// It begins too soon, or has begun.
    LeadTime,
    /// As many orders have booked it as fit.
    Orders,
    /// Too much weight would come together.
    Weight,
    /// Too many units would come together.
    Items,
}

/// Why a text is no command. Nothing of it was carried out.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum InputError {
    /// The text is longer than any accepted.
    InputTooLarge {
        /// How long it is, in bytes.
        bytes: u64,
        /// How long it may be.
        limit: u64,
    },
    /// Objects and lists are nested deeper than any command needs.
    InputTooDeep {
        /// How deep they may be.
        limit: u64,
    },
    /// The text is no JSON.
    MalformedJson {
        /// The line, counted from 1.
        line: u64,
        /// The column, counted from 1.
        column: u64,
        /// What is wrong there.
        problem: String,
    },
    /// The JSON is not what it was to be: a field is unknown, missing, or of another kind.
    InvalidInput {
        /// What it was to be, such as a query.
        what: String,
        /// The line at which reading it ended, counted from 1.
        line: u64,
        /// The column at which reading it ended, counted from 1.
        column: u64,
        /// What is wrong with it, and what is accepted.
        problem: String,
    },
    /// The JSON is no command: a field is unknown, missing, or of another kind.
    InvalidCommand {
        /// Its place in the batch, counted from 0.
        place: u64,
        /// The line at which reading it ended, counted from 1.
        line: u64,
        /// The column at which reading it ended, counted from 1.
        column: u64,
        /// What is wrong with it, and what is accepted.
        problem: String,
    },
}

oms_core::read_tagged! {
    by "code" of "InputError" as InputError;
    InputTooLarge {
        bytes: u64,
        limit: u64,
    },
    InputTooDeep {
        limit: u64,
    },
    MalformedJson {
        line: u64,
        column: u64,
        problem: String,
    },
    InvalidInput {
        what: String,
        line: u64,
        column: u64,
        problem: String,
    },
    InvalidCommand {
        place: u64,
        line: u64,
        column: u64,
        problem: String,
    },
}
