// Written by `cargo xtask bindings` from the types of the core: change those, not this file.
//! What is thrown.

use std::collections::HashMap;

use crate::types::*;

/// Why a call did not do what was asked. Each rejection of a command has its own kind, with its figures.
#[derive(Clone, Debug, PartialEq, uniffi::Error)]
#[uniffi::export(Display)]
pub enum OmsError {
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
        order: Option<OrderId>,
        /// The cart that holds units of it; absent if an order does.
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
    SerialStateRefused {
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
        sku: Option<Sku>,
        /// What the location lacks, for `capability`.
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
    FulfillmentStateRefused {
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
    ReturnStateRefused {
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
    ClaimStateRefused {
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
    /// What was sent cannot be read, or is larger than anything accepted. Nothing of it was carried out.
    Input {
        /// The stable code, such as `invalid_command`.
        code: String,
        /// What is wrong, and what is accepted.
        told: String,
        /// Figures of the error as texts, by name.
        figures: HashMap<String, String>,
    },
    /// The engine has been closed: open it again.
    Closed,
    /// The storage, or a call out of step, or the engine itself failed; the code tells which.
    Failed {
        /// The stable code, such as `busy`.
        code: String,
        /// What happened, and what to do.
        told: String,
    },
}

/// Codes of what cannot be read.
pub(crate) const INPUT_CODES: &[&str] = &["input_too_large", "input_too_deep", "malformed_json", "invalid_input", "invalid_command"];

impl From<Rejection> for OmsError {
    fn from(rejection: Rejection) -> OmsError {
        match rejection {
            Rejection::InvalidField { field, problem } => OmsError::InvalidField { field, problem },
            Rejection::IdReused { command } => OmsError::IdReused { command },
            Rejection::GroupRefused { command } => OmsError::GroupRefused { command },
            Rejection::VersionConflict { order, expected, current } => OmsError::VersionConflict { order, expected, current },
            Rejection::RoutingPolicyChanged { expected, current } => OmsError::RoutingPolicyChanged { expected, current },
            Rejection::InvalidCondition { rule, column, problem } => OmsError::InvalidCondition { rule, column, problem },
            Rejection::UnknownLocation { location } => OmsError::UnknownLocation { location },
            Rejection::UnknownChannel { channel } => OmsError::UnknownChannel { channel },
            Rejection::UnknownItem { sku } => OmsError::UnknownItem { sku },
            Rejection::UnknownOrder { order } => OmsError::UnknownOrder { order },
            Rejection::UnknownLine { order, line } => OmsError::UnknownLine { order, line },
            Rejection::UnknownCustomer { customer } => OmsError::UnknownCustomer { customer },
            Rejection::CustomerNamed { customer, by } => OmsError::CustomerNamed { customer, by },
            Rejection::AliasTaken { alias } => OmsError::AliasTaken { alias },
            Rejection::OrderGoesOn { order } => OmsError::OrderGoesOn { order },
            Rejection::UnknownFulfillment { order, fulfillment } => OmsError::UnknownFulfillment { order, fulfillment },
            Rejection::UnknownParcel { order, parcel } => OmsError::UnknownParcel { order, parcel },
            Rejection::UnknownHold { order, hold } => OmsError::UnknownHold { order, hold },
            Rejection::UnknownPayment { order, payment } => OmsError::UnknownPayment { order, payment },
            Rejection::UnknownReturn { order, return_id } => OmsError::UnknownReturn { order, return_id },
            Rejection::UnknownClaim { order, claim_id } => OmsError::UnknownClaim { order, claim_id },
            Rejection::UnknownTimeZone { time_zone } => OmsError::UnknownTimeZone { time_zone },
            Rejection::UnknownReservation { reservation } => OmsError::UnknownReservation { reservation },
            Rejection::OrderExists { order } => OmsError::OrderExists { order },
            Rejection::DuplicateExternalId { channel, external_id, order } => OmsError::DuplicateExternalId { channel, external_id, order },
            Rejection::ReservationExists { reservation } => OmsError::ReservationExists { reservation },
            Rejection::HoldExists { order, hold } => OmsError::HoldExists { order, hold },
            Rejection::ReturnExists { order, return_id } => OmsError::ReturnExists { order, return_id },
            Rejection::ClaimExists { order, claim_id } => OmsError::ClaimExists { order, claim_id },
            Rejection::CurrencyNotAllowed { channel, currency } => OmsError::CurrencyNotAllowed { channel, currency },
            Rejection::AmountTooFine { field, amount, currency } => OmsError::AmountTooFine { field, amount, currency },
            Rejection::AmountTooLarge { field } => OmsError::AmountTooLarge { field },
            Rejection::InsufficientStock { sku, requested, available, reason } => OmsError::InsufficientStock { sku, requested, available, reason },
            Rejection::InsufficientBucket { sku, location, lot, requested, available } => OmsError::InsufficientBucket { sku, location, lot, requested, available },
            Rejection::UnknownLot { sku, lot } => OmsError::UnknownLot { sku, lot },
            Rejection::LotDiffers { sku, lot, field, known, named } => OmsError::LotDiffers { sku, lot, field, known, named },
            Rejection::SubstituteNotAllowed { order, line, sku, bar } => OmsError::SubstituteNotAllowed { order, line, sku, bar },
            Rejection::PaymentMissing { order, missing } => OmsError::PaymentMissing { order, missing },
            Rejection::LotPromised { sku, lot, order, reservation, bar } => OmsError::LotPromised { sku, lot, order, reservation, bar },
            Rejection::LotNotRecalled { sku, lot } => OmsError::LotNotRecalled { sku, lot },
            Rejection::LotNotForSale { sku, lot, bar } => OmsError::LotNotForSale { sku, lot, bar },
            Rejection::SerialMalformed { serial, problem } => OmsError::SerialMalformed { serial, problem },
            Rejection::SerialCount { sku, units, serials } => OmsError::SerialCount { sku, units, serials },
            Rejection::SerialsRequired { sku, location, units, serials } => OmsError::SerialsRequired { sku, location, units, serials },
            Rejection::SerialKnown { sku, serial, state } => OmsError::SerialKnown { sku, serial, state },
            Rejection::UnknownSerial { sku, serial } => OmsError::UnknownSerial { sku, serial },
            Rejection::SerialState { sku, serial, state, needed } => OmsError::SerialStateRefused { sku, serial, state, needed },
            Rejection::SerialElsewhere { sku, serial, location, lies_at } => OmsError::SerialElsewhere { sku, serial, location, lies_at },
            Rejection::SerialNotShipped { order, line, serial } => OmsError::SerialNotShipped { order, line, serial },
            Rejection::StockChanged { sku, location, expected, current } => OmsError::StockChanged { sku, location, expected, current },
            Rejection::CountedSince { sku, location, as_of, counted_at } => OmsError::CountedSince { sku, location, as_of, counted_at },
            Rejection::AsOfTooOld { sku, location, as_of, entries } => OmsError::AsOfTooOld { sku, location, as_of, entries },
            Rejection::RepairOutdated { sku, location } => OmsError::RepairOutdated { sku, location },
            Rejection::OnHandBelowZero { sku, location, on_hand, change } => OmsError::OnHandBelowZero { sku, location, on_hand, change },
            Rejection::Unserviceable { order, constraint } => OmsError::Unserviceable { order, constraint },
            Rejection::LocationNotAssignable { order, location, bar, sku, capability } => OmsError::LocationNotAssignable { order, location, bar, sku, capability },
            Rejection::LocationLacksStock { order, location, missing } => OmsError::LocationLacksStock { order, location, missing },
            Rejection::QuantityNotEligible { order, line, requested, eligible, condition } => OmsError::QuantityNotEligible { order, line, requested, eligible, condition },
            Rejection::NothingToDo { order, action } => OmsError::NothingToDo { order, action },
            Rejection::OnHold { order, hold, kind } => OmsError::OnHold { order, hold, kind },
            Rejection::FulfillmentState { order, fulfillment, state, needed } => OmsError::FulfillmentStateRefused { order, fulfillment, state, needed },
            Rejection::ParcelState { order, parcel, problem } => OmsError::ParcelState { order, parcel, problem },
            Rejection::ReturnState { order, return_id, state, needed } => OmsError::ReturnStateRefused { order, return_id, state, needed },
            Rejection::ClaimState { order, claim_id, state, needed } => OmsError::ClaimStateRefused { order, claim_id, state, needed },
            Rejection::FinalSale { order, line, category } => OmsError::FinalSale { order, line, category },
            Rejection::ReturnReasonNotAccepted { order, line, reason, accepted } => OmsError::ReturnReasonNotAccepted { order, line, reason, accepted },
            Rejection::ReturnWindowClosed { order, line, window_days, last_day, time_zone, closed_at } => OmsError::ReturnWindowClosed { order, line, window_days, last_day, time_zone, closed_at },
            Rejection::PaymentExceeded { order, payment, requested, available, condition } => OmsError::PaymentExceeded { order, payment, requested, available, condition },
            Rejection::RefundExceedsCredit { order, requested, owed } => OmsError::RefundExceedsCredit { order, requested, owed },
            Rejection::PaymentMethodDiffers { order, payment } => OmsError::PaymentMethodDiffers { order, payment },
            Rejection::AuthorizationExpired { order, payment, requested, available, expired, expired_at } => OmsError::AuthorizationExpired { order, payment, requested, available, expired, expired_at },
            Rejection::UnknownInstruction { order, payment, key } => OmsError::UnknownInstruction { order, payment, key },
            Rejection::SettledElsewhere { order, payment } => OmsError::SettledElsewhere { order, payment },
            Rejection::UnknownPurchaseOrder { purchase_order } => OmsError::UnknownPurchaseOrder { purchase_order },
            Rejection::UnknownPurchaseLine { purchase_order, line } => OmsError::UnknownPurchaseLine { purchase_order, line },
            Rejection::OverReceipt { purchase_order, line, arrived, outstanding } => OmsError::OverReceipt { purchase_order, line, arrived, outstanding },
            Rejection::BelowReceived { purchase_order, line, requested, received } => OmsError::BelowReceived { purchase_order, line, requested, received },
            Rejection::NothingOutstanding { purchase_order, line } => OmsError::NothingOutstanding { purchase_order, line },
            Rejection::TooMuchOnOrder { sku, limit } => OmsError::TooMuchOnOrder { sku, limit },
            Rejection::UnknownTransfer { transfer } => OmsError::UnknownTransfer { transfer },
            Rejection::UnknownTransferLine { transfer, line } => OmsError::UnknownTransferLine { transfer, line },
            Rejection::TransferShipped { transfer } => OmsError::TransferShipped { transfer },
            Rejection::TransferExceeded { transfer, line, requested, eligible, condition } => OmsError::TransferExceeded { transfer, line, requested, eligible, condition },
            Rejection::NothingToTransfer { transfer, action } => OmsError::NothingToTransfer { transfer, action },
            Rejection::UnknownCount { count } => OmsError::UnknownCount { count },
            Rejection::CountExists { count } => OmsError::CountExists { count },
            Rejection::CountClosed { count, state } => OmsError::CountClosed { count, state },
            Rejection::BeingCounted { sku, location, count } => OmsError::BeingCounted { sku, location, count },
            Rejection::NotInCount { count, sku } => OmsError::NotInCount { count, sku },
            Rejection::CountIncomplete { count, sku, left } => OmsError::CountIncomplete { count, sku, left },
            Rejection::OwnCount { count, actor } => OmsError::OwnCount { count, actor },
            Rejection::BelowPromised { sku, location, lot, promised, missing } => OmsError::BelowPromised { sku, location, lot, promised, missing },
            Rejection::TooManyHolders { sku, location, limit } => OmsError::TooManyHolders { sku, location, limit },
            Rejection::UnknownZone { zone } => OmsError::UnknownZone { zone },
            Rejection::UnknownRateCard { card } => OmsError::UnknownRateCard { card },
            Rejection::UnknownSlot { slot } => OmsError::UnknownSlot { slot },
            Rejection::SlotFull { slot, reason, requested, left, next } => OmsError::SlotFull { slot, reason, requested, left, next },
            Rejection::SlotClosed { slot, reason, closed_at, next } => OmsError::SlotClosed { slot, reason, closed_at, next },
            Rejection::OutsideZone { slot, zone } => OmsError::OutsideZone { slot, zone },
            Rejection::WrongProofCode { order, fulfillment } => OmsError::WrongProofCode { order, fulfillment },
            Rejection::TooManyDue { limit } => OmsError::TooManyDue { limit },
        }
    }
}

impl OmsError {
    /// The stable code, as on the wire.
    pub(crate) fn stable_code(&self) -> &str {
        match self {
            OmsError::InvalidField { .. } => "invalid_field",
            OmsError::IdReused { .. } => "id_reused",
            OmsError::GroupRefused { .. } => "group_refused",
            OmsError::VersionConflict { .. } => "version_conflict",
            OmsError::RoutingPolicyChanged { .. } => "routing_policy_changed",
            OmsError::InvalidCondition { .. } => "invalid_condition",
            OmsError::UnknownLocation { .. } => "unknown_location",
            OmsError::UnknownChannel { .. } => "unknown_channel",
            OmsError::UnknownItem { .. } => "unknown_item",
            OmsError::UnknownOrder { .. } => "unknown_order",
            OmsError::UnknownLine { .. } => "unknown_line",
            OmsError::UnknownCustomer { .. } => "unknown_customer",
            OmsError::CustomerNamed { .. } => "customer_named",
            OmsError::AliasTaken { .. } => "alias_taken",
            OmsError::OrderGoesOn { .. } => "order_goes_on",
            OmsError::UnknownFulfillment { .. } => "unknown_fulfillment",
            OmsError::UnknownParcel { .. } => "unknown_parcel",
            OmsError::UnknownHold { .. } => "unknown_hold",
            OmsError::UnknownPayment { .. } => "unknown_payment",
            OmsError::UnknownReturn { .. } => "unknown_return",
            OmsError::UnknownClaim { .. } => "unknown_claim",
            OmsError::UnknownTimeZone { .. } => "unknown_time_zone",
            OmsError::UnknownReservation { .. } => "unknown_reservation",
            OmsError::OrderExists { .. } => "order_exists",
            OmsError::DuplicateExternalId { .. } => "duplicate_external_id",
            OmsError::ReservationExists { .. } => "reservation_exists",
            OmsError::HoldExists { .. } => "hold_exists",
            OmsError::ReturnExists { .. } => "return_exists",
            OmsError::ClaimExists { .. } => "claim_exists",
            OmsError::CurrencyNotAllowed { .. } => "currency_not_allowed",
            OmsError::AmountTooFine { .. } => "amount_too_fine",
            OmsError::AmountTooLarge { .. } => "amount_too_large",
            OmsError::InsufficientStock { .. } => "insufficient_stock",
            OmsError::InsufficientBucket { .. } => "insufficient_bucket",
            OmsError::UnknownLot { .. } => "unknown_lot",
            OmsError::LotDiffers { .. } => "lot_differs",
            OmsError::SubstituteNotAllowed { .. } => "substitute_not_allowed",
            OmsError::PaymentMissing { .. } => "payment_missing",
            OmsError::LotPromised { .. } => "lot_promised",
            OmsError::LotNotRecalled { .. } => "lot_not_recalled",
            OmsError::LotNotForSale { .. } => "lot_not_for_sale",
            OmsError::SerialMalformed { .. } => "serial_malformed",
            OmsError::SerialCount { .. } => "serial_count",
            OmsError::SerialsRequired { .. } => "serials_required",
            OmsError::SerialKnown { .. } => "serial_known",
            OmsError::UnknownSerial { .. } => "unknown_serial",
            OmsError::SerialStateRefused { .. } => "serial_state",
            OmsError::SerialElsewhere { .. } => "serial_elsewhere",
            OmsError::SerialNotShipped { .. } => "serial_not_shipped",
            OmsError::StockChanged { .. } => "stock_changed",
            OmsError::CountedSince { .. } => "counted_since",
            OmsError::AsOfTooOld { .. } => "as_of_too_old",
            OmsError::RepairOutdated { .. } => "repair_outdated",
            OmsError::OnHandBelowZero { .. } => "on_hand_below_zero",
            OmsError::Unserviceable { .. } => "unserviceable",
            OmsError::LocationNotAssignable { .. } => "location_not_assignable",
            OmsError::LocationLacksStock { .. } => "location_lacks_stock",
            OmsError::QuantityNotEligible { .. } => "quantity_not_eligible",
            OmsError::NothingToDo { .. } => "nothing_to_do",
            OmsError::OnHold { .. } => "on_hold",
            OmsError::FulfillmentStateRefused { .. } => "fulfillment_state",
            OmsError::ParcelState { .. } => "parcel_state",
            OmsError::ReturnStateRefused { .. } => "return_state",
            OmsError::ClaimStateRefused { .. } => "claim_state",
            OmsError::FinalSale { .. } => "final_sale",
            OmsError::ReturnReasonNotAccepted { .. } => "return_reason_not_accepted",
            OmsError::ReturnWindowClosed { .. } => "return_window_closed",
            OmsError::PaymentExceeded { .. } => "payment_exceeded",
            OmsError::RefundExceedsCredit { .. } => "refund_exceeds_credit",
            OmsError::PaymentMethodDiffers { .. } => "payment_method_differs",
            OmsError::AuthorizationExpired { .. } => "authorization_expired",
            OmsError::UnknownInstruction { .. } => "unknown_instruction",
            OmsError::SettledElsewhere { .. } => "settled_elsewhere",
            OmsError::UnknownPurchaseOrder { .. } => "unknown_purchase_order",
            OmsError::UnknownPurchaseLine { .. } => "unknown_purchase_line",
            OmsError::OverReceipt { .. } => "over_receipt",
            OmsError::BelowReceived { .. } => "below_received",
            OmsError::NothingOutstanding { .. } => "nothing_outstanding",
            OmsError::TooMuchOnOrder { .. } => "too_much_on_order",
            OmsError::UnknownTransfer { .. } => "unknown_transfer",
            OmsError::UnknownTransferLine { .. } => "unknown_transfer_line",
            OmsError::TransferShipped { .. } => "transfer_shipped",
            OmsError::TransferExceeded { .. } => "transfer_exceeded",
            OmsError::NothingToTransfer { .. } => "nothing_to_transfer",
            OmsError::UnknownCount { .. } => "unknown_count",
            OmsError::CountExists { .. } => "count_exists",
            OmsError::CountClosed { .. } => "count_closed",
            OmsError::BeingCounted { .. } => "being_counted",
            OmsError::NotInCount { .. } => "not_in_count",
            OmsError::CountIncomplete { .. } => "count_incomplete",
            OmsError::OwnCount { .. } => "own_count",
            OmsError::BelowPromised { .. } => "below_promised",
            OmsError::TooManyHolders { .. } => "too_many_holders",
            OmsError::UnknownZone { .. } => "unknown_zone",
            OmsError::UnknownRateCard { .. } => "unknown_rate_card",
            OmsError::UnknownSlot { .. } => "unknown_slot",
            OmsError::SlotFull { .. } => "slot_full",
            OmsError::SlotClosed { .. } => "slot_closed",
            OmsError::OutsideZone { .. } => "outside_zone",
            OmsError::WrongProofCode { .. } => "wrong_proof_code",
            OmsError::TooManyDue { .. } => "too_many_due",
            OmsError::Input { code, .. } | OmsError::Failed { code, .. } => code,
            OmsError::Closed => "closed",
        }
    }

    /// The rejection, if it is one.
    pub(crate) fn into_rejection(self) -> Option<Rejection> {
        match self {
            OmsError::InvalidField { field, problem } => Some(Rejection::InvalidField { field, problem }),
            OmsError::IdReused { command } => Some(Rejection::IdReused { command }),
            OmsError::GroupRefused { command } => Some(Rejection::GroupRefused { command }),
            OmsError::VersionConflict { order, expected, current } => Some(Rejection::VersionConflict { order, expected, current }),
            OmsError::RoutingPolicyChanged { expected, current } => Some(Rejection::RoutingPolicyChanged { expected, current }),
            OmsError::InvalidCondition { rule, column, problem } => Some(Rejection::InvalidCondition { rule, column, problem }),
            OmsError::UnknownLocation { location } => Some(Rejection::UnknownLocation { location }),
            OmsError::UnknownChannel { channel } => Some(Rejection::UnknownChannel { channel }),
            OmsError::UnknownItem { sku } => Some(Rejection::UnknownItem { sku }),
            OmsError::UnknownOrder { order } => Some(Rejection::UnknownOrder { order }),
            OmsError::UnknownLine { order, line } => Some(Rejection::UnknownLine { order, line }),
            OmsError::UnknownCustomer { customer } => Some(Rejection::UnknownCustomer { customer }),
            OmsError::CustomerNamed { customer, by } => Some(Rejection::CustomerNamed { customer, by }),
            OmsError::AliasTaken { alias } => Some(Rejection::AliasTaken { alias }),
            OmsError::OrderGoesOn { order } => Some(Rejection::OrderGoesOn { order }),
            OmsError::UnknownFulfillment { order, fulfillment } => Some(Rejection::UnknownFulfillment { order, fulfillment }),
            OmsError::UnknownParcel { order, parcel } => Some(Rejection::UnknownParcel { order, parcel }),
            OmsError::UnknownHold { order, hold } => Some(Rejection::UnknownHold { order, hold }),
            OmsError::UnknownPayment { order, payment } => Some(Rejection::UnknownPayment { order, payment }),
            OmsError::UnknownReturn { order, return_id } => Some(Rejection::UnknownReturn { order, return_id }),
            OmsError::UnknownClaim { order, claim_id } => Some(Rejection::UnknownClaim { order, claim_id }),
            OmsError::UnknownTimeZone { time_zone } => Some(Rejection::UnknownTimeZone { time_zone }),
            OmsError::UnknownReservation { reservation } => Some(Rejection::UnknownReservation { reservation }),
            OmsError::OrderExists { order } => Some(Rejection::OrderExists { order }),
            OmsError::DuplicateExternalId { channel, external_id, order } => Some(Rejection::DuplicateExternalId { channel, external_id, order }),
            OmsError::ReservationExists { reservation } => Some(Rejection::ReservationExists { reservation }),
            OmsError::HoldExists { order, hold } => Some(Rejection::HoldExists { order, hold }),
            OmsError::ReturnExists { order, return_id } => Some(Rejection::ReturnExists { order, return_id }),
            OmsError::ClaimExists { order, claim_id } => Some(Rejection::ClaimExists { order, claim_id }),
            OmsError::CurrencyNotAllowed { channel, currency } => Some(Rejection::CurrencyNotAllowed { channel, currency }),
            OmsError::AmountTooFine { field, amount, currency } => Some(Rejection::AmountTooFine { field, amount, currency }),
            OmsError::AmountTooLarge { field } => Some(Rejection::AmountTooLarge { field }),
            OmsError::InsufficientStock { sku, requested, available, reason } => Some(Rejection::InsufficientStock { sku, requested, available, reason }),
            OmsError::InsufficientBucket { sku, location, lot, requested, available } => Some(Rejection::InsufficientBucket { sku, location, lot, requested, available }),
            OmsError::UnknownLot { sku, lot } => Some(Rejection::UnknownLot { sku, lot }),
            OmsError::LotDiffers { sku, lot, field, known, named } => Some(Rejection::LotDiffers { sku, lot, field, known, named }),
            OmsError::SubstituteNotAllowed { order, line, sku, bar } => Some(Rejection::SubstituteNotAllowed { order, line, sku, bar }),
            OmsError::PaymentMissing { order, missing } => Some(Rejection::PaymentMissing { order, missing }),
            OmsError::LotPromised { sku, lot, order, reservation, bar } => Some(Rejection::LotPromised { sku, lot, order, reservation, bar }),
            OmsError::LotNotRecalled { sku, lot } => Some(Rejection::LotNotRecalled { sku, lot }),
            OmsError::LotNotForSale { sku, lot, bar } => Some(Rejection::LotNotForSale { sku, lot, bar }),
            OmsError::SerialMalformed { serial, problem } => Some(Rejection::SerialMalformed { serial, problem }),
            OmsError::SerialCount { sku, units, serials } => Some(Rejection::SerialCount { sku, units, serials }),
            OmsError::SerialsRequired { sku, location, units, serials } => Some(Rejection::SerialsRequired { sku, location, units, serials }),
            OmsError::SerialKnown { sku, serial, state } => Some(Rejection::SerialKnown { sku, serial, state }),
            OmsError::UnknownSerial { sku, serial } => Some(Rejection::UnknownSerial { sku, serial }),
            OmsError::SerialStateRefused { sku, serial, state, needed } => Some(Rejection::SerialState { sku, serial, state, needed }),
            OmsError::SerialElsewhere { sku, serial, location, lies_at } => Some(Rejection::SerialElsewhere { sku, serial, location, lies_at }),
            OmsError::SerialNotShipped { order, line, serial } => Some(Rejection::SerialNotShipped { order, line, serial }),
            OmsError::StockChanged { sku, location, expected, current } => Some(Rejection::StockChanged { sku, location, expected, current }),
            OmsError::CountedSince { sku, location, as_of, counted_at } => Some(Rejection::CountedSince { sku, location, as_of, counted_at }),
            OmsError::AsOfTooOld { sku, location, as_of, entries } => Some(Rejection::AsOfTooOld { sku, location, as_of, entries }),
            OmsError::RepairOutdated { sku, location } => Some(Rejection::RepairOutdated { sku, location }),
            OmsError::OnHandBelowZero { sku, location, on_hand, change } => Some(Rejection::OnHandBelowZero { sku, location, on_hand, change }),
            OmsError::Unserviceable { order, constraint } => Some(Rejection::Unserviceable { order, constraint }),
            OmsError::LocationNotAssignable { order, location, bar, sku, capability } => Some(Rejection::LocationNotAssignable { order, location, bar, sku, capability }),
            OmsError::LocationLacksStock { order, location, missing } => Some(Rejection::LocationLacksStock { order, location, missing }),
            OmsError::QuantityNotEligible { order, line, requested, eligible, condition } => Some(Rejection::QuantityNotEligible { order, line, requested, eligible, condition }),
            OmsError::NothingToDo { order, action } => Some(Rejection::NothingToDo { order, action }),
            OmsError::OnHold { order, hold, kind } => Some(Rejection::OnHold { order, hold, kind }),
            OmsError::FulfillmentStateRefused { order, fulfillment, state, needed } => Some(Rejection::FulfillmentState { order, fulfillment, state, needed }),
            OmsError::ParcelState { order, parcel, problem } => Some(Rejection::ParcelState { order, parcel, problem }),
            OmsError::ReturnStateRefused { order, return_id, state, needed } => Some(Rejection::ReturnState { order, return_id, state, needed }),
            OmsError::ClaimStateRefused { order, claim_id, state, needed } => Some(Rejection::ClaimState { order, claim_id, state, needed }),
            OmsError::FinalSale { order, line, category } => Some(Rejection::FinalSale { order, line, category }),
            OmsError::ReturnReasonNotAccepted { order, line, reason, accepted } => Some(Rejection::ReturnReasonNotAccepted { order, line, reason, accepted }),
            OmsError::ReturnWindowClosed { order, line, window_days, last_day, time_zone, closed_at } => Some(Rejection::ReturnWindowClosed { order, line, window_days, last_day, time_zone, closed_at }),
            OmsError::PaymentExceeded { order, payment, requested, available, condition } => Some(Rejection::PaymentExceeded { order, payment, requested, available, condition }),
            OmsError::RefundExceedsCredit { order, requested, owed } => Some(Rejection::RefundExceedsCredit { order, requested, owed }),
            OmsError::PaymentMethodDiffers { order, payment } => Some(Rejection::PaymentMethodDiffers { order, payment }),
            OmsError::AuthorizationExpired { order, payment, requested, available, expired, expired_at } => Some(Rejection::AuthorizationExpired { order, payment, requested, available, expired, expired_at }),
            OmsError::UnknownInstruction { order, payment, key } => Some(Rejection::UnknownInstruction { order, payment, key }),
            OmsError::SettledElsewhere { order, payment } => Some(Rejection::SettledElsewhere { order, payment }),
            OmsError::UnknownPurchaseOrder { purchase_order } => Some(Rejection::UnknownPurchaseOrder { purchase_order }),
            OmsError::UnknownPurchaseLine { purchase_order, line } => Some(Rejection::UnknownPurchaseLine { purchase_order, line }),
            OmsError::OverReceipt { purchase_order, line, arrived, outstanding } => Some(Rejection::OverReceipt { purchase_order, line, arrived, outstanding }),
            OmsError::BelowReceived { purchase_order, line, requested, received } => Some(Rejection::BelowReceived { purchase_order, line, requested, received }),
            OmsError::NothingOutstanding { purchase_order, line } => Some(Rejection::NothingOutstanding { purchase_order, line }),
            OmsError::TooMuchOnOrder { sku, limit } => Some(Rejection::TooMuchOnOrder { sku, limit }),
            OmsError::UnknownTransfer { transfer } => Some(Rejection::UnknownTransfer { transfer }),
            OmsError::UnknownTransferLine { transfer, line } => Some(Rejection::UnknownTransferLine { transfer, line }),
            OmsError::TransferShipped { transfer } => Some(Rejection::TransferShipped { transfer }),
            OmsError::TransferExceeded { transfer, line, requested, eligible, condition } => Some(Rejection::TransferExceeded { transfer, line, requested, eligible, condition }),
            OmsError::NothingToTransfer { transfer, action } => Some(Rejection::NothingToTransfer { transfer, action }),
            OmsError::UnknownCount { count } => Some(Rejection::UnknownCount { count }),
            OmsError::CountExists { count } => Some(Rejection::CountExists { count }),
            OmsError::CountClosed { count, state } => Some(Rejection::CountClosed { count, state }),
            OmsError::BeingCounted { sku, location, count } => Some(Rejection::BeingCounted { sku, location, count }),
            OmsError::NotInCount { count, sku } => Some(Rejection::NotInCount { count, sku }),
            OmsError::CountIncomplete { count, sku, left } => Some(Rejection::CountIncomplete { count, sku, left }),
            OmsError::OwnCount { count, actor } => Some(Rejection::OwnCount { count, actor }),
            OmsError::BelowPromised { sku, location, lot, promised, missing } => Some(Rejection::BelowPromised { sku, location, lot, promised, missing }),
            OmsError::TooManyHolders { sku, location, limit } => Some(Rejection::TooManyHolders { sku, location, limit }),
            OmsError::UnknownZone { zone } => Some(Rejection::UnknownZone { zone }),
            OmsError::UnknownRateCard { card } => Some(Rejection::UnknownRateCard { card }),
            OmsError::UnknownSlot { slot } => Some(Rejection::UnknownSlot { slot }),
            OmsError::SlotFull { slot, reason, requested, left, next } => Some(Rejection::SlotFull { slot, reason, requested, left, next }),
            OmsError::SlotClosed { slot, reason, closed_at, next } => Some(Rejection::SlotClosed { slot, reason, closed_at, next }),
            OmsError::OutsideZone { slot, zone } => Some(Rejection::OutsideZone { slot, zone }),
            OmsError::WrongProofCode { order, fulfillment } => Some(Rejection::WrongProofCode { order, fulfillment }),
            OmsError::TooManyDue { limit } => Some(Rejection::TooManyDue { limit }),
            OmsError::Input { .. } | OmsError::Closed | OmsError::Failed { .. } => None,
        }
    }
}
