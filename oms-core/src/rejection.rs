//! Why a command was refused: plain data with a stable code, figures, and a sentence for a merchant's engineer.

mod assignment;
mod code;
mod shortage;

use rust_decimal::Decimal;
use serde::Serialize;
use smol_str::SmolStr;
use thiserror::Error;

pub use shortage::ShortageReason;

use crate::claim::ClaimState;
use crate::count::CountState;
use crate::fulfillment::{FulfillmentState, SubstituteBar};
use crate::lot::LotBar;
use crate::order::HoldKind;
use crate::returns::{ReturnReason, ReturnState};
use crate::routing::{LackingUnits, LocationCode};
use crate::serial::SerialState;
use crate::slot::SlotReason;
use crate::tagged;
use crate::{
    Actor, Amount, AmountError, Category, ChannelId, ClaimId, CommandId, Currency, CustomerId, Day, DocumentId, ExternalId, HoldId,
    InstructionKey, LineId, LocationId, LotNumber, OrderId, PaymentId, Quantity, RateCardId, ReservationId, ReturnId, SerialNumber, Sku,
    Tag, Timestamp, ZoneId,
};

tagged! {
by "code" of "Rejection", read by members;
/// Why a command was refused. It had no effect at all.
///
/// `code` on the wire, and [`Rejection::code`], never change; the sentences may get better.
#[derive(Clone, Debug, Eq, PartialEq, Error, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Rejection {
    /// A field of the command is out of its range or does not go with another.
    #[error("field `{field}`: {problem}")]
    InvalidField {
        /// The field, as a path such as `lines[2].quantity`.
        field: String,
        /// What is wrong, and what is accepted.
        problem: String,
    },
    /// The id was used before, for a command with other content.
    #[error("command id `{command}` was used before for other content: give every new command a new id")]
    IdReused {
        /// The id.
        command: CommandId,
    },
    /// Another command of the linked group was refused, so none of the group was applied.
    #[error("command `{command}` of the same group was refused: correct it and send the whole group again")]
    GroupRefused {
        /// The first command of the group that was refused.
        command: CommandId,
    },
    /// The order has changed since the version the command expected.
    #[error(
        "order `{order}` is at version {current}, not {expected}: load it again, decide again, and send the command with the new version"
    )]
    VersionConflict {
        /// The order.
        order: OrderId,
        /// The version the command expected.
        expected: u64,
        /// The version it has.
        current: u64,
    },
    /// The routing policy has changed since the version the command expected.
    #[error("the routing policy is at version {current}, not {expected}: load it again, decide again, and send it with the new version")]
    RoutingPolicyChanged {
        /// The version the command expected.
        expected: u64,
        /// The version it has; 0 if there is none.
        current: u64,
    },
    /// The condition of a rule is none.
    #[error("rule `{rule}`, column {column} of its condition: {problem}")]
    InvalidCondition {
        /// The rule.
        rule: SmolStr,
        /// Where, in characters from 1.
        column: u32,
        /// What is wrong there and what to write instead.
        problem: String,
    },
    /// No location of that id is configured.
    #[error("location `{location}` is not configured: put it first, or check the id")]
    UnknownLocation {
        /// The id.
        location: LocationId,
    },
    /// No channel of that id is configured.
    #[error("channel `{channel}` is not configured: put it first, or check the id")]
    UnknownChannel {
        /// The id.
        channel: ChannelId,
    },
    /// The SKU is not in the catalog.
    #[error("sku `{sku}` is not in the catalog: put the item first, or check the sku")]
    UnknownItem {
        /// The SKU.
        sku: Sku,
    },
    /// No order of that id exists.
    #[error("order `{order}` does not exist")]
    UnknownOrder {
        /// The id.
        order: OrderId,
    },
    /// The order has no line of that id.
    #[error("order `{order}` has no line `{line}`")]
    UnknownLine {
        /// The order.
        order: OrderId,
        /// The id.
        line: LineId,
    },
    /// No order is of that customer.
    #[error("no order is of customer `{customer}`: check the id; one that was erased under another id is known by that")]
    UnknownCustomer {
        /// The id.
        customer: CustomerId,
    },
    /// The customer's id decides elsewhere, so no other can stand in its place.
    #[error("customer `{customer}` is named by `{by}`, which decides by the id: erase without an alias, so that the id stays")]
    CustomerNamed {
        /// The customer.
        customer: CustomerId,
        /// By what: `review_customers`, or the rule of the routing policy.
        by: SmolStr,
    },
    /// Orders are of a customer of that id already.
    #[error("there are orders of customer `{alias}` already: give an id that nobody has")]
    AliasTaken {
        /// The id.
        alias: CustomerId,
    },
    /// Units of the order have still to come to the customer.
    #[error("order `{order}` goes on, and needs to be known where to: erase it when its units have arrived, or are canceled")]
    OrderGoesOn {
        /// The order.
        order: OrderId,
    },
    /// The order has no fulfillment order of that number.
    #[error("order `{order}` has no fulfillment order {fulfillment}")]
    UnknownFulfillment {
        /// The order.
        order: OrderId,
        /// The number.
        fulfillment: u32,
    },
    /// The order has no parcel of that number.
    #[error("order `{order}` has no parcel {parcel}")]
    UnknownParcel {
        /// The order.
        order: OrderId,
        /// The number.
        parcel: u32,
    },
    /// The order has no hold of that id.
    #[error("order `{order}` has no hold `{hold}`: it may have been released already")]
    UnknownHold {
        /// The order.
        order: OrderId,
        /// The id.
        hold: HoldId,
    },
    /// The order has no payment of that id.
    #[error("order `{order}` has no payment `{payment}`")]
    UnknownPayment {
        /// The order.
        order: OrderId,
        /// The id.
        payment: PaymentId,
    },
    /// The order has no return of that id.
    #[error("order `{order}` has no return `{return_id}`")]
    UnknownReturn {
        /// The order.
        order: OrderId,
        /// The id.
        return_id: ReturnId,
    },
    /// The order has no claim of that id.
    #[error("order `{order}` has no claim `{claim_id}`")]
    UnknownClaim {
        /// The order.
        order: OrderId,
        /// The id.
        claim_id: ClaimId,
    },
    /// The database of time zones has none of that name.
    #[error("time zone `{time_zone}` is not known: use a name of the IANA database, such as `Europe/Berlin`")]
    UnknownTimeZone {
        /// The name.
        time_zone: String,
    },
    /// No reservation of that id holds: it was used, released, or has expired.
    #[error("reservation `{reservation}` does not hold: it was used, released or has expired")]
    UnknownReservation {
        /// The id.
        reservation: ReservationId,
    },
    /// An order of that id exists.
    #[error("order `{order}` exists already")]
    OrderExists {
        /// The id.
        order: OrderId,
    },
    /// The channel's order was captured before, perhaps under another id of ours.
    #[error("order `{external_id}` of channel `{channel}` was captured before as `{order}`: use that one")]
    DuplicateExternalId {
        /// The channel.
        channel: ChannelId,
        /// Its id of the order.
        external_id: ExternalId,
        /// Our order.
        order: OrderId,
    },
    /// A reservation of that id holds.
    #[error("reservation `{reservation}` exists already: change it, or use another id")]
    ReservationExists {
        /// The id.
        reservation: ReservationId,
    },
    /// The order has a hold of that id.
    #[error("order `{order}` has a hold `{hold}` already")]
    HoldExists {
        /// The order.
        order: OrderId,
        /// The id.
        hold: HoldId,
    },
    /// The order has a return of that id.
    #[error("order `{order}` has a return `{return_id}` already")]
    ReturnExists {
        /// The order.
        order: OrderId,
        /// The id.
        return_id: ReturnId,
    },
    /// The order has a claim of that id.
    #[error("order `{order}` has a claim `{claim_id}` already")]
    ClaimExists {
        /// The order.
        order: OrderId,
        /// The id.
        claim_id: ClaimId,
    },
    /// The channel does not sell in that currency.
    #[error("channel `{channel}` does not sell in `{currency}`: use one of its currencies, or configure it")]
    CurrencyNotAllowed {
        /// The channel.
        channel: ChannelId,
        /// The currency.
        currency: Currency,
    },
    /// An amount has more decimals than the currency.
    #[error("field `{field}`: `{amount}` has more decimals than `{currency}` allows: round it before you send it")]
    AmountTooFine {
        /// The field.
        field: String,
        /// The amount.
        amount: Decimal,
        /// The currency.
        currency: Currency,
    },
    /// An amount or a sum of amounts is beyond what is accepted.
    #[error("field `{field}`: the amount is larger than any accepted")]
    AmountTooLarge {
        /// The field.
        field: String,
    },
    /// Less can be promised than was asked for.
    #[error(
        "sku `{sku}`: {requested} requested, {available} available ({reason}): ask for less, or wait for stock",
        reason = reason.sentence()
    )]
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
    #[error("sku `{sku}` at `{location}` has {available} units in that state, fewer than {requested}")]
    InsufficientBucket {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// What the command wants to take.
        requested: Quantity,
        /// What is there.
        available: i64,
    },
    /// No lot of that number has been received of the SKU.
    #[error("sku `{sku}` has no lot `{lot}`: receive it first, or check the number")]
    UnknownLot {
        /// The SKU.
        sku: Sku,
        /// The number.
        lot: LotNumber,
    },
    /// A lot is received again, with other days than it has.
    #[error("lot `{lot}` of `{sku}` has {} as `{field}`, not {named}: check the label, or give it another number", day_or_none(*known))]
    LotDiffers {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
        /// The field: `expires_on` or `best_before`.
        field: String,
        /// The day it has; absent if it has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known: Option<Day>,
        /// The day the command names.
        named: Day,
    },
    /// An item may not be given instead of those of a line.
    #[error("sku `{sku}` may not be given for line `{line}` of order `{order}`: {}", bar.sentence())]
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
    #[error("order `{order}`: {missing} is neither authorized nor captured: authorize it first, or ask for less")]
    PaymentMissing {
        /// The order.
        order: OrderId,
        /// What is missing.
        missing: Amount,
    },
    /// Units of the lot are promised, and its new days would not do for them.
    #[error(
        "lot `{lot}` of `{sku}` is promised to {}, and with the new days {}: cancel or change that first, or recall the lot",
        holder(order.as_ref(), reservation.as_ref()), bar.sentence()
    )]
    LotPromised {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
        /// The order that holds units of it; absent if a cart does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<OrderId>,
        /// The cart that holds units of it; absent if an order does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reservation: Option<ReservationId>,
        /// What would keep the lot from being sold to it.
        bar: LotBar,
    },
    /// The lot was not recalled.
    #[error("lot `{lot}` of `{sku}` was not recalled: there is nothing to lift")]
    LotNotRecalled {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
    },
    /// A lot may not be sold to whom the command would give it.
    #[error("lot `{lot}` of `{sku}` must not go out, {}: take another lot with `change_lot`, or cancel the units", bar.sentence())]
    LotNotForSale {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
        /// What keeps it from being sold.
        bar: LotBar,
    },
    /// A text is no serial number as GS1 has them.
    #[error("`{serial}` is no serial number, {problem}: check the scan; it has 1 to 20 characters of GS1 character set 82")]
    SerialMalformed {
        /// The text.
        serial: SerialNumber,
        /// What is wrong with it.
        problem: SmolStr,
    },
    /// Not as many serial numbers are named as units.
    #[error("`{sku}` is tracked by serial number: name the serial numbers of all {units} units, not of {serials}")]
    SerialCount {
        /// The SKU.
        sku: Sku,
        /// How many units.
        units: Quantity,
        /// How many serial numbers are named.
        serials: u32,
    },
    /// The command moves units of an item whose units are told apart, and cannot say which.
    #[error(
        "`{sku}` {}: units would change by {units} and serial numbers by {serials}; name them with `adjust_stock` or `move_stock`",
        at_or_in_transit(location.as_ref())
    )]
    SerialsRequired {
        /// The SKU.
        sku: Sku,
        /// The location; absent for units in transit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
        /// By how many units that are fit for sale, damaged, in quality control, or in transit, it changes.
        units: i64,
        /// By how many of those whose serial numbers are known.
        serials: i64,
    },
    /// A unit comes in that is known to be somewhere else.
    #[error("serial number `{serial}` of `{sku}` is known and {}: check the scan, or take it back by the way it left", state.name())]
    SerialKnown {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
        /// What it is.
        state: SerialState,
    },
    /// No unit of that serial number has been captured.
    #[error("`{sku}` has no serial number `{serial}`: receive it first, or check the scan")]
    UnknownSerial {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
    },
    /// A unit is not in the state that the command needs.
    #[error("serial number `{serial}` of `{sku}` is {}, and must be {needed}: name another unit", state.name())]
    SerialState {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
        /// What it is.
        state: SerialState,
        /// What it must be.
        needed: SmolStr,
    },
    /// A unit does not lie where the command takes it from.
    #[error(
        "serial number `{serial}` of `{sku}` lies {}, not at `{location}`: name a unit that does, or transfer it",
        at_or_nowhere(lies_at.as_ref())
    )]
    SerialElsewhere {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
        /// Where the command looks for it.
        location: LocationId,
        /// Where it lies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lies_at: Option<LocationId>,
    },
    /// A unit that comes back was not sent on that line of the order, or has come back before.
    #[error("serial number `{serial}` is not out on line `{line}` of order `{order}`: it is not the unit that was sold; do not take it in")]
    SerialNotShipped {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The serial number.
        serial: SerialNumber,
    },
    /// The stock is not what the command expected.
    #[error("sku `{sku}` at `{location}` stands at {current}, not {expected}: count again, or send the new figure as expected")]
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
    #[error(
        "sku `{sku}` at `{location}` was counted at {counted_at}, after {as_of}: an older figure does not replace it; count again, \
         or leave `as_of` out to set it all the same"
    )]
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
    #[error(
        "{entries} commands or more have moved `{sku}` at `{location}` since {as_of}: take the figure again, and send it with the time \
         at which it was taken"
    )]
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
    #[error("what was audited of `{sku}` has changed since, or was repaired: run the audit again, and repair by what it finds then")]
    RepairOutdated {
        /// The SKU.
        sku: Sku,
        /// The location, unless the figure is counted over all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
    },
    /// The correction would leave less than nothing on hand.
    #[error(
        "sku `{sku}` at `{location}` has {on_hand} on hand, so {change} would leave less than nothing: \
         count and use `set_stock`, or let the policy allow it"
    )]
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
    #[error("no location can ship order `{order}`: {constraint}")]
    Unserviceable {
        /// The order.
        order: OrderId,
        /// The constraint that came nearest, with its figures.
        constraint: SmolStr,
    },
    /// The location that was named may not ship units of the order.
    #[error(
        "location `{location}` is not for units of order `{order}` ({why}): name another, or force it where that is allowed",
        why = assignment::why(*bar, sku.as_ref(), capability.as_ref())
    )]
    LocationNotAssignable {
        /// The order.
        order: OrderId,
        /// The location.
        location: LocationId,
        /// What keeps it from that.
        bar: LocationCode,
        /// The SKU it is about, if it is about one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sku: Option<Sku>,
        /// What the location lacks, for `capability`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        capability: Option<Tag>,
    },
    /// The location that was named lacks units.
    #[error("location `{location}` lacks units for order `{order}`: {}; force it, and they wait there", assignment::lacking(missing))]
    LocationLacksStock {
        /// The order.
        order: OrderId,
        /// The location.
        location: LocationId,
        /// What it lacks.
        missing: Vec<LackingUnits>,
    },
    /// Fewer units of the line are in a state to which the command applies.
    #[error("line `{line}` of order `{order}`: {requested} units named, but {eligible} {condition}")]
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
        condition: SmolStr,
    },
    /// Nothing in the order is in a state to which the command applies.
    #[error("order `{order}` has nothing to {action}")]
    NothingToDo {
        /// The order.
        order: OrderId,
        /// What the command would have done, as a verb.
        action: SmolStr,
    },
    /// A hold keeps the order from it.
    #[error("order `{order}` is on hold ({kind}): release hold `{hold}` first", kind = kind.name())]
    OnHold {
        /// The order.
        order: OrderId,
        /// The hold.
        hold: HoldId,
        /// What it is about.
        kind: HoldKind,
    },
    /// A fulfillment order is in another state than the command needs.
    #[error("fulfillment order {fulfillment} of order `{order}` is {state}: the command needs it {needed}", state = state.name())]
    FulfillmentState {
        /// The order.
        order: OrderId,
        /// The number.
        fulfillment: u32,
        /// Its state.
        state: FulfillmentState,
        /// The states in which the command applies.
        needed: SmolStr,
    },
    /// A parcel has shipped, or has not, and the command needs the opposite.
    #[error("parcel {parcel} of order `{order}` {problem}")]
    ParcelState {
        /// The order.
        order: OrderId,
        /// The number.
        parcel: u32,
        /// What keeps the command from applying.
        problem: SmolStr,
    },
    /// A return is in another state than the command needs.
    #[error("return `{return_id}` of order `{order}` is {state:?}: the command needs it {needed}")]
    ReturnState {
        /// The order.
        order: OrderId,
        /// The return.
        return_id: ReturnId,
        /// Its state.
        state: ReturnState,
        /// The states in which the command applies.
        needed: SmolStr,
    },
    /// A claim has been decided, and the command needs it open.
    #[error("claim `{claim_id}` of order `{order}` is {state}: the command needs it {needed}", state = state.name())]
    ClaimState {
        /// The order.
        order: OrderId,
        /// The claim.
        claim_id: ClaimId,
        /// Its state.
        state: ClaimState,
        /// The states in which the command applies.
        needed: SmolStr,
    },
    /// The terms of the order let no unit of the line come back.
    #[error(
        "line `{line}` of order `{order}` is a final sale{of}: a member of staff may override",
        of = category.as_ref().map(|category| format!(" (category `{category}`)")).unwrap_or_default()
    )]
    FinalSale {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The category of the item that makes it one; absent where the whole order is.
        category: Option<Category>,
    },
    /// The terms of the order do not accept the reason.
    #[error(
        "line `{line}` of order `{order}` is not taken back for `{reason}`: accepted are {accepted}; a member of staff may override",
        reason = reason.name(), accepted = accepted.iter().map(|reason| format!("`{}`", reason.name())).collect::<Vec<_>>().join(", ")
    )]
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
    #[error(
        "line `{line}` of order `{order}` could be returned through {last_day} ({time_zone}), day {window_days} after its delivery: \
         a member of staff may override"
    )]
    ReturnWindowClosed {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// How many days after the delivery units of the line may be returned.
        window_days: u16,
        /// The last day on which they could, as `2026-03-31`.
        last_day: SmolStr,
        /// The time zone whose calendar counts the days.
        time_zone: SmolStr,
        /// The first instant at which it was too late.
        closed_at: Timestamp,
    },
    /// The payment does not cover the amount.
    #[error("payment `{payment}` of order `{order}`: {requested} named, but {available} {condition}")]
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
        condition: SmolStr,
    },
    /// The command would pay back more than is owed to the customer.
    #[error("order `{order}` owes the customer {owed}, less than {requested}: credit units or give a goodwill reason first")]
    RefundExceedsCredit {
        /// The order.
        order: OrderId,
        /// What the command names.
        requested: Amount,
        /// What is owed.
        owed: Amount,
    },
    /// The payment exists with another method.
    #[error("payment `{payment}` of order `{order}` was made another way: use another payment id")]
    PaymentMethodDiffers {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
    },
    /// What was authorized has ended before it was captured.
    #[error(
        "payment `{payment}` of order `{order}`: {requested} needed, {available} authorized, and {expired} expired at {expired_at}: \
         authorize the payment again"
    )]
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
    #[error("payment `{payment}` of order `{order}` has no instruction `{key}`: use the key of its `payment_instructed` event")]
    UnknownInstruction {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// The key.
        key: InstructionKey,
    },
    /// Somebody else moves the money of the payment.
    #[error("payment `{payment}` of order `{order}` is settled by the marketplace: record what it reports instead of instructing it")]
    SettledElsewhere {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
    },
    /// No purchase order of that id exists.
    #[error("purchase order `{purchase_order}` is unknown: place it with `put_purchase_order`")]
    UnknownPurchaseOrder {
        /// The id.
        purchase_order: DocumentId,
    },
    /// The purchase order has no line of that id.
    #[error("purchase order `{purchase_order}` has no line `{line}`: what is on no line was not ordered")]
    UnknownPurchaseLine {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The id.
        line: LineId,
    },
    /// More has arrived than is outstanding.
    #[error(
        "line `{line}` of purchase order `{purchase_order}`: {arrived} units have arrived and {outstanding} are outstanding: set \
         `accepts_excess` to keep them"
    )]
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
    #[error("line `{line}` of purchase order `{purchase_order}`: {requested} units are to be ordered, but {received} have arrived")]
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
    #[error("nothing is outstanding of purchase order `{purchase_order}`{}", of_line(line.as_ref()))]
    NothingOutstanding {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The line; absent if it is all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<LineId>,
    },
    /// More purchase orders and transfers are open for a SKU than may be at a time.
    #[error("{limit} purchase orders and transfers are open for sku `{sku}`: receive or cancel some first, or add lines to one of them")]
    TooMuchOnOrder {
        /// The SKU.
        sku: Sku,
        /// How many may be open.
        limit: u32,
    },
    /// No transfer of that id exists.
    #[error("transfer `{transfer}` is unknown: plan it with `put_transfer`, or check the id")]
    UnknownTransfer {
        /// The id.
        transfer: DocumentId,
    },
    /// The transfer has no line of that id.
    #[error("transfer `{transfer}` has no line `{line}`: what was sent without one is taken in with `receive_stock`")]
    UnknownTransferLine {
        /// The transfer.
        transfer: DocumentId,
        /// The id.
        line: LineId,
    },
    /// Units of the transfer have left, so it is not planned anew.
    #[error("units of transfer `{transfer}` have left: plan another one, or use `reschedule_transfer` and `cancel_transfer`")]
    TransferShipped {
        /// The transfer.
        transfer: DocumentId,
    },
    /// Fewer units of a line of a transfer are where the command wants them.
    #[error("line `{line}` of transfer `{transfer}`: {requested} units named, but {eligible} {condition}")]
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
        condition: SmolStr,
    },
    /// Nothing of the transfer is in a state to which the command applies.
    #[error("transfer `{transfer}` has nothing to {action}")]
    NothingToTransfer {
        /// The transfer.
        transfer: DocumentId,
        /// What the command would have done, as a verb.
        action: SmolStr,
    },
    /// No count of that id exists.
    #[error("count `{count}` is unknown: open it with `open_count`, or check the id")]
    UnknownCount {
        /// The id.
        count: DocumentId,
    },
    /// A count of that id exists.
    #[error("count `{count}` exists already: use another id")]
    CountExists {
        /// The id.
        count: DocumentId,
    },
    /// The count is not open any more.
    #[error("count `{count}` is {}: open another one", state.name())]
    CountClosed {
        /// The count.
        count: DocumentId,
        /// Where it stands.
        state: CountState,
    },
    /// The SKU is in another open count of the location.
    #[error("sku `{sku}` is being counted at `{location}` by count `{count}`: close that one first")]
    BeingCounted {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The other count.
        count: DocumentId,
    },
    /// The SKU is not one of those that are counted.
    #[error("sku `{sku}` is not in count `{count}`: open a count of it")]
    NotInCount {
        /// The count.
        count: DocumentId,
        /// The SKU.
        sku: Sku,
    },
    /// Something has not been counted.
    #[error("{left} skus of count `{count}` have not been counted, `{sku}` first: count them, or set `leaves_uncounted`")]
    CountIncomplete {
        /// The count.
        count: DocumentId,
        /// The first of them.
        sku: Sku,
        /// How many they are.
        left: u32,
    },
    /// Who counted may not approve.
    #[error("`{actor}` has counted for count `{count}` and the policy asks for four eyes: let somebody else approve it")]
    OwnCount {
        /// The count.
        count: DocumentId,
        /// Who.
        actor: Actor,
    },
    /// A correction would leave fewer units than are promised.
    #[error(
        "sku `{sku}` at `{location}`: {promised} units are promised, {missing} of them would not be there: choose `reassign` to promise \
         them anew, or `keep`"
    )]
    BelowPromised {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// Units that are promised.
        promised: Quantity,
        /// Those of them that would not be there.
        missing: Quantity,
    },
    /// More orders or carts than one command looks at may hold stock of the SKU at the location.
    #[error("more than {limit} orders or carts may hold sku `{sku}` at `{location}`: choose `keep`, and reroute some of them")]
    TooManyHolders {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// How many are looked at.
        limit: u32,
    },
    /// No zone of that id is configured.
    #[error("zone `{zone}` is not configured: put it first, or check the id")]
    UnknownZone {
        /// The id.
        zone: ZoneId,
    },
    /// No rate card of that id is there.
    #[error("rate card `{card}` is not there: put it first, or check the id")]
    UnknownRateCard {
        /// The id.
        card: RateCardId,
    },
    /// No plan has such a window.
    #[error("slot `{slot}` is not planned: ask for the slots there are, and use the id of one")]
    UnknownSlot {
        /// The id.
        slot: DocumentId,
    },
    /// The slot has too little room.
    #[error("slot `{slot}` is full: {requested} wanted and {left} left by its limit of {}{}", measure(*reason), with_room(next))]
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
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        next: Vec<DocumentId>,
    },
    /// The slot cannot be booked, however much room it has.
    #[error("slot `{slot}` cannot be booked: {}{}", closed(*reason, *closed_at), with_room(next))]
    SlotClosed {
        /// The slot.
        slot: DocumentId,
        /// Why.
        reason: SlotReason,
        /// From when on it could not be booked.
        closed_at: Timestamp,
        /// Later slots of the same plan that can be booked, first beginning first: a few of them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        next: Vec<DocumentId>,
    },
    /// The slot is for deliveries within a zone, and the address lies outside it, or is not known.
    #[error("slot `{slot}` delivers within zone `{zone}`, where the address is not: choose a slot that goes there")]
    OutsideZone {
        /// The slot.
        slot: DocumentId,
        /// Its zone.
        zone: ZoneId,
    },
    /// What was shown is not the code of the goods.
    #[error("the code shown is not that of fulfillment order {fulfillment} of order `{order}`: ask for it again, and check who is there")]
    WrongProofCode {
        /// The order.
        order: OrderId,
        /// The fulfillment order.
        fulfillment: u32,
    },
    /// More than one batch can take reservations to expire first.
    #[error("more than {limit} reservations are due: run `expire_reservations` until none is left, then send the command again")]
    TooManyDue {
        /// How many one batch takes.
        limit: u32,
    },
}
}

fn day_or_none(day: Option<Day>) -> String {
    day.map_or_else(|| "no day".to_owned(), |day| day.to_string())
}

fn measure(reason: SlotReason) -> &'static str {
    match reason {
        SlotReason::Weight => "grams",
        SlotReason::Items => "units",
        _ => "orders",
    }
}

fn closed(reason: SlotReason, at: Timestamp) -> String {
    match reason {
        SlotReason::DayClosed => "its day is closed".to_owned(),
        SlotReason::CutOff => format!("its cut-off was {at}"),
        _ => format!("it had to be booked before {at}"),
    }
}

fn with_room(next: &[DocumentId]) -> String {
    if next.is_empty() {
        return "; no later one of its plan was found that has room".to_owned();
    }
    let names: Vec<String> = next.iter().map(|slot| format!("`{slot}`")).collect();
    format!("; there is room in {}", names.join(", "))
}

fn of_line(line: Option<&LineId>) -> String {
    line.map(|line| format!(", line `{line}`")).unwrap_or_default()
}

impl Rejection {
    /// A field out of its range.
    pub(crate) fn field(field: impl Into<String>, problem: impl Into<String>) -> Rejection {
        Rejection::InvalidField { field: field.into(), problem: problem.into() }
    }

    /// An amount that is no amount of the currency.
    pub(crate) fn amount(field: impl Into<String>, error: AmountError) -> Rejection {
        match error {
            AmountError::TooFine { amount, currency, .. } => Rejection::AmountTooFine { field: field.into(), amount, currency },
            AmountError::TooLarge => Rejection::AmountTooLarge { field: field.into() },
        }
    }
}

fn holder(order: Option<&OrderId>, reservation: Option<&ReservationId>) -> String {
    match (order, reservation) {
        (Some(order), _) => format!("order `{order}`"),
        (None, Some(reservation)) => format!("reservation `{reservation}`"),
        (None, None) => "somebody".to_owned(),
    }
}

fn at_or_in_transit(location: Option<&LocationId>) -> String {
    location.map_or_else(|| "in transit".to_owned(), |location| format!("at `{location}`"))
}

fn at_or_nowhere(location: Option<&LocationId>) -> String {
    location.map_or_else(|| "nowhere".to_owned(), |location| format!("at `{location}`"))
}
