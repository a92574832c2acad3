# Written by `cargo xtask bindings` from the types of the core: change those, not this file.
"""The reasons why a command is refused, one class each. `code` is stable; the other attributes are the figures."""

from decimal import Decimal

from . import models
from .errors import Rejected


class InvalidField(Rejected):
    """A field of the command is out of its range or does not go with another.

    Fields:
        field: The field, as a path such as `lines[2].quantity`.
        problem: What is wrong, and what is accepted.
    """

    code = "invalid_field"
    field: str
    problem: str


class IdReused(Rejected):
    """The id was used before, for a command with other content.

    Fields:
        command: The id.
    """

    code = "id_reused"
    command: models.CommandId


class GroupRefused(Rejected):
    """Another command of the linked group was refused, so none of the group was applied.

    Fields:
        command: The first command of the group that was refused.
    """

    code = "group_refused"
    command: models.CommandId


class VersionConflict(Rejected):
    """The order has changed since the version the command expected.

    Fields:
        order: The order.
        expected: The version the command expected.
        current: The version it has.
    """

    code = "version_conflict"
    order: models.OrderId
    expected: int
    current: int


class RoutingPolicyChanged(Rejected):
    """The routing policy has changed since the version the command expected.

    Fields:
        expected: The version the command expected.
        current: The version it has; 0 if there is none.
    """

    code = "routing_policy_changed"
    expected: int
    current: int


class InvalidCondition(Rejected):
    """The condition of a rule is none.

    Fields:
        rule: The rule.
        column: Where, in characters from 1.
        problem: What is wrong there and what to write instead.
    """

    code = "invalid_condition"
    rule: str
    column: int
    problem: str


class UnknownLocation(Rejected):
    """No location of that id is configured.

    Fields:
        location: The id.
    """

    code = "unknown_location"
    location: models.LocationId


class UnknownChannel(Rejected):
    """No channel of that id is configured.

    Fields:
        channel: The id.
    """

    code = "unknown_channel"
    channel: models.ChannelId


class UnknownItem(Rejected):
    """The SKU is not in the catalog.

    Fields:
        sku: The SKU.
    """

    code = "unknown_item"
    sku: models.Sku


class UnknownOrder(Rejected):
    """No order of that id exists.

    Fields:
        order: The id.
    """

    code = "unknown_order"
    order: models.OrderId


class UnknownLine(Rejected):
    """The order has no line of that id.

    Fields:
        order: The order.
        line: The id.
    """

    code = "unknown_line"
    order: models.OrderId
    line: models.LineId


class UnknownCustomer(Rejected):
    """No order is of that customer.

    Fields:
        customer: The id.
    """

    code = "unknown_customer"
    customer: models.CustomerId


class CustomerNamed(Rejected):
    """The customer's id decides elsewhere, so no other can stand in its place.

    Fields:
        customer: The customer.
        by: By what: `review_customers`, or the rule of the routing policy.
    """

    code = "customer_named"
    customer: models.CustomerId
    by: str


class AliasTaken(Rejected):
    """Orders are of a customer of that id already.

    Fields:
        alias: The id.
    """

    code = "alias_taken"
    alias: models.CustomerId


class OrderGoesOn(Rejected):
    """Units of the order have still to come to the customer.

    Fields:
        order: The order.
    """

    code = "order_goes_on"
    order: models.OrderId


class UnknownFulfillment(Rejected):
    """The order has no fulfillment order of that number.

    Fields:
        order: The order.
        fulfillment: The number.
    """

    code = "unknown_fulfillment"
    order: models.OrderId
    fulfillment: int


class UnknownParcel(Rejected):
    """The order has no parcel of that number.

    Fields:
        order: The order.
        parcel: The number.
    """

    code = "unknown_parcel"
    order: models.OrderId
    parcel: int


class UnknownHold(Rejected):
    """The order has no hold of that id.

    Fields:
        order: The order.
        hold: The id.
    """

    code = "unknown_hold"
    order: models.OrderId
    hold: models.HoldId


class UnknownPayment(Rejected):
    """The order has no payment of that id.

    Fields:
        order: The order.
        payment: The id.
    """

    code = "unknown_payment"
    order: models.OrderId
    payment: models.PaymentId


class UnknownReturn(Rejected):
    """The order has no return of that id.

    Fields:
        order: The order.
        return_id: The id.
    """

    code = "unknown_return"
    order: models.OrderId
    return_id: models.ReturnId


class UnknownClaim(Rejected):
    """The order has no claim of that id.

    Fields:
        order: The order.
        claim_id: The id.
    """

    code = "unknown_claim"
    order: models.OrderId
    claim_id: models.ClaimId


class UnknownTimeZone(Rejected):
    """The database of time zones has none of that name.

    Fields:
        time_zone: The name.
    """

    code = "unknown_time_zone"
    time_zone: str


class UnknownReservation(Rejected):
    """No reservation of that id holds: it was used, released, or has expired.

    Fields:
        reservation: The id.
    """

    code = "unknown_reservation"
    reservation: models.ReservationId


class OrderExists(Rejected):
    """An order of that id exists.

    Fields:
        order: The id.
    """

    code = "order_exists"
    order: models.OrderId


class DuplicateExternalId(Rejected):
    """The channel's order was captured before, perhaps under another id of ours.

    Fields:
        channel: The channel.
        external_id: Its id of the order.
        order: Our order.
    """

    code = "duplicate_external_id"
    channel: models.ChannelId
    external_id: models.ExternalId
    order: models.OrderId


class ReservationExists(Rejected):
    """A reservation of that id holds.

    Fields:
        reservation: The id.
    """

    code = "reservation_exists"
    reservation: models.ReservationId


class HoldExists(Rejected):
    """The order has a hold of that id.

    Fields:
        order: The order.
        hold: The id.
    """

    code = "hold_exists"
    order: models.OrderId
    hold: models.HoldId


class ReturnExists(Rejected):
    """The order has a return of that id.

    Fields:
        order: The order.
        return_id: The id.
    """

    code = "return_exists"
    order: models.OrderId
    return_id: models.ReturnId


class ClaimExists(Rejected):
    """The order has a claim of that id.

    Fields:
        order: The order.
        claim_id: The id.
    """

    code = "claim_exists"
    order: models.OrderId
    claim_id: models.ClaimId


class CurrencyNotAllowed(Rejected):
    """The channel does not sell in that currency.

    Fields:
        channel: The channel.
        currency: The currency.
    """

    code = "currency_not_allowed"
    channel: models.ChannelId
    currency: models.Currency


class AmountTooFine(Rejected):
    """An amount has more decimals than the currency.

    Fields:
        field: The field.
        amount: The amount.
        currency: The currency.
    """

    code = "amount_too_fine"
    field: str
    amount: Decimal
    currency: models.Currency


class AmountTooLarge(Rejected):
    """An amount or a sum of amounts is beyond what is accepted.

    Fields:
        field: The field.
    """

    code = "amount_too_large"
    field: str


class InsufficientStock(Rejected):
    """Less can be promised than was asked for.

    Fields:
        sku: The SKU.
        requested: What was asked for, summed over all lines of the SKU.
        available: What could be promised.
        reason: What the limit comes from.
    """

    code = "insufficient_stock"
    sku: models.Sku
    requested: models.Quantity
    available: models.Quantity
    reason: models.ShortageReason


class InsufficientBucket(Rejected):
    """A state of stock holds fewer units than the command wants to take from it.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot.
        requested: What the command wants to take.
        available: What is there.
    """

    code = "insufficient_bucket"
    sku: models.Sku
    location: models.LocationId
    lot: models.LotNumber | None
    requested: models.Quantity
    available: int


class UnknownLot(Rejected):
    """No lot of that number has been received of the SKU.

    Fields:
        sku: The SKU.
        lot: The number.
    """

    code = "unknown_lot"
    sku: models.Sku
    lot: models.LotNumber


class LotDiffers(Rejected):
    """A lot is received again, with other days than it has.

    Fields:
        sku: The SKU.
        lot: The lot.
        field: The field: `expires_on` or `best_before`.
        known: The day it has; absent if it has none.
        named: The day the command names.
    """

    code = "lot_differs"
    sku: models.Sku
    lot: models.LotNumber
    field: str
    known: models.Day | None
    named: models.Day


class SubstituteNotAllowed(Rejected):
    """An item may not be given instead of those of a line.

    Fields:
        order: The order.
        line: The line.
        sku: The item.
        bar: What keeps it from being given.
    """

    code = "substitute_not_allowed"
    order: models.OrderId
    line: models.LineId
    sku: models.Sku
    bar: models.SubstituteBar


class PaymentMissing(Rejected):
    """A change would leave more to be paid than is authorized or captured, where the channel wants payment first.

    Fields:
        order: The order.
        missing: What is missing.
    """

    code = "payment_missing"
    order: models.OrderId
    missing: models.Amount


class LotPromised(Rejected):
    """Units of the lot are promised, and its new days would not do for them.

    Fields:
        sku: The SKU.
        lot: The lot.
        order: The order that holds units of it; absent if a cart does.
        reservation: The cart that holds units of it; absent if an order does.
        bar: What would keep the lot from being sold to it.
    """

    code = "lot_promised"
    sku: models.Sku
    lot: models.LotNumber
    order: models.OrderId | None
    reservation: models.ReservationId | None
    bar: models.LotBar


class LotNotRecalled(Rejected):
    """The lot was not recalled.

    Fields:
        sku: The SKU.
        lot: The lot.
    """

    code = "lot_not_recalled"
    sku: models.Sku
    lot: models.LotNumber


class LotNotForSale(Rejected):
    """A lot may not be sold to whom the command would give it.

    Fields:
        sku: The SKU.
        lot: The lot.
        bar: What keeps it from being sold.
    """

    code = "lot_not_for_sale"
    sku: models.Sku
    lot: models.LotNumber
    bar: models.LotBar


class SerialMalformed(Rejected):
    """A text is no serial number as GS1 has them.

    Fields:
        serial: The text.
        problem: What is wrong with it.
    """

    code = "serial_malformed"
    serial: models.SerialNumber
    problem: str


class SerialCount(Rejected):
    """Not as many serial numbers are named as units.

    Fields:
        sku: The SKU.
        units: How many units.
        serials: How many serial numbers are named.
    """

    code = "serial_count"
    sku: models.Sku
    units: models.Quantity
    serials: int


class SerialsRequired(Rejected):
    """The command moves units of an item whose units are told apart, and cannot say which.

    Fields:
        sku: The SKU.
        location: The location; absent for units in transit.
        units: By how many units that are fit for sale, damaged, in quality control, or in transit, it changes.
        serials: By how many of those whose serial numbers are known.
    """

    code = "serials_required"
    sku: models.Sku
    location: models.LocationId | None
    units: int
    serials: int


class SerialKnown(Rejected):
    """A unit comes in that is known to be somewhere else.

    Fields:
        sku: The SKU.
        serial: The serial number.
        state: What it is.
    """

    code = "serial_known"
    sku: models.Sku
    serial: models.SerialNumber
    state: models.SerialState


class UnknownSerial(Rejected):
    """No unit of that serial number has been captured.

    Fields:
        sku: The SKU.
        serial: The serial number.
    """

    code = "unknown_serial"
    sku: models.Sku
    serial: models.SerialNumber


class SerialStateError(Rejected):
    """A unit is not in the state that the command needs.

    Fields:
        sku: The SKU.
        serial: The serial number.
        state: What it is.
        needed: What it must be.
    """

    code = "serial_state"
    sku: models.Sku
    serial: models.SerialNumber
    state: models.SerialState
    needed: str


class SerialElsewhere(Rejected):
    """A unit does not lie where the command takes it from.

    Fields:
        sku: The SKU.
        serial: The serial number.
        location: Where the command looks for it.
        lies_at: Where it lies.
    """

    code = "serial_elsewhere"
    sku: models.Sku
    serial: models.SerialNumber
    location: models.LocationId
    lies_at: models.LocationId | None


class SerialNotShipped(Rejected):
    """A unit that comes back was not sent on that line of the order, or has come back before.

    Fields:
        order: The order.
        line: The line.
        serial: The serial number.
    """

    code = "serial_not_shipped"
    order: models.OrderId
    line: models.LineId
    serial: models.SerialNumber


class StockChanged(Rejected):
    """The stock is not what the command expected.

    Fields:
        sku: The SKU.
        location: The location.
        expected: What the command expected.
        current: What is there.
    """

    code = "stock_changed"
    sku: models.Sku
    location: models.LocationId
    expected: int
    current: int


class CountedSince(Rejected):
    """The stock was counted after the figure was taken that the command brings.

    Fields:
        sku: The SKU.
        location: The location.
        as_of: When the figure was taken.
        counted_at: When it was counted last.
    """

    code = "counted_since"
    sku: models.Sku
    location: models.LocationId
    as_of: models.Timestamp
    counted_at: models.Timestamp


class AsOfTooOld(Rejected):
    """So much has moved since a figure was taken that what it is now cannot be told.

    Fields:
        sku: The SKU.
        location: The location.
        as_of: When the figure was taken.
        entries: How many commands were looked at.
    """

    code = "as_of_too_old"
    sku: models.Sku
    location: models.LocationId
    as_of: models.Timestamp
    entries: int


class RepairOutdated(Rejected):
    """What is to be repaired is not what was audited any more.

    Fields:
        sku: The SKU.
        location: The location, unless the figure is counted over all of them.
    """

    code = "repair_outdated"
    sku: models.Sku
    location: models.LocationId | None


class OnHandBelowZero(Rejected):
    """The correction would leave less than nothing on hand.

    Fields:
        sku: The SKU.
        location: The location.
        on_hand: What is there, whatever its state.
        change: The change the command names.
    """

    code = "on_hand_below_zero"
    sku: models.Sku
    location: models.LocationId
    on_hand: int
    change: int


class Unserviceable(Rejected):
    """No location may ship the order as it is.

    Fields:
        order: The order.
        constraint: The constraint that came nearest, with its figures.
    """

    code = "unserviceable"
    order: models.OrderId
    constraint: str


class LocationNotAssignable(Rejected):
    """The location that was named may not ship units of the order.

    Fields:
        order: The order.
        location: The location.
        bar: What keeps it from that.
        sku: The SKU it is about, if it is about one.
        capability: What the location lacks, for `capability`.
    """

    code = "location_not_assignable"
    order: models.OrderId
    location: models.LocationId
    bar: models.LocationCode
    sku: models.Sku | None
    capability: models.Tag | None


class LocationLacksStock(Rejected):
    """The location that was named lacks units.

    Fields:
        order: The order.
        location: The location.
        missing: What it lacks.
    """

    code = "location_lacks_stock"
    order: models.OrderId
    location: models.LocationId
    missing: list[models.LackingUnits]


class QuantityNotEligible(Rejected):
    """Fewer units of the line are in a state to which the command applies.

    Fields:
        order: The order.
        line: The line.
        requested: What the command names.
        eligible: What it could name.
        condition: What those units have in common, such as `are picked`.
    """

    code = "quantity_not_eligible"
    order: models.OrderId
    line: models.LineId
    requested: models.Quantity
    eligible: models.Quantity
    condition: str


class NothingToDo(Rejected):
    """Nothing in the order is in a state to which the command applies.

    Fields:
        order: The order.
        action: What the command would have done, as a verb.
    """

    code = "nothing_to_do"
    order: models.OrderId
    action: str


class OnHold(Rejected):
    """A hold keeps the order from it.

    Fields:
        order: The order.
        hold: The hold.
        kind: What it is about.
    """

    code = "on_hold"
    order: models.OrderId
    hold: models.HoldId
    kind: models.HoldKind


class FulfillmentStateError(Rejected):
    """A fulfillment order is in another state than the command needs.

    Fields:
        order: The order.
        fulfillment: The number.
        state: Its state.
        needed: The states in which the command applies.
    """

    code = "fulfillment_state"
    order: models.OrderId
    fulfillment: int
    state: models.FulfillmentState
    needed: str


class ParcelState(Rejected):
    """A parcel has shipped, or has not, and the command needs the opposite.

    Fields:
        order: The order.
        parcel: The number.
        problem: What keeps the command from applying.
    """

    code = "parcel_state"
    order: models.OrderId
    parcel: int
    problem: str


class ReturnStateError(Rejected):
    """A return is in another state than the command needs.

    Fields:
        order: The order.
        return_id: The return.
        state: Its state.
        needed: The states in which the command applies.
    """

    code = "return_state"
    order: models.OrderId
    return_id: models.ReturnId
    state: models.ReturnState
    needed: str


class ClaimStateError(Rejected):
    """A claim has been decided, and the command needs it open.

    Fields:
        order: The order.
        claim_id: The claim.
        state: Its state.
        needed: The states in which the command applies.
    """

    code = "claim_state"
    order: models.OrderId
    claim_id: models.ClaimId
    state: models.ClaimState
    needed: str


class FinalSale(Rejected):
    """The terms of the order let no unit of the line come back.

    Fields:
        order: The order.
        line: The line.
        category: The category of the item that makes it one; absent where the whole order is.
    """

    code = "final_sale"
    order: models.OrderId
    line: models.LineId
    category: models.Category | None


class ReturnReasonNotAccepted(Rejected):
    """The terms of the order do not accept the reason.

    Fields:
        order: The order.
        line: The line.
        reason: The reason.
        accepted: Reasons that are accepted.
    """

    code = "return_reason_not_accepted"
    order: models.OrderId
    line: models.LineId
    reason: models.ReturnReason
    accepted: list[models.ReturnReason]


class ReturnWindowClosed(Rejected):
    """The time in which the units could be returned is over.

    Fields:
        order: The order.
        line: The line.
        window_days: How many days after the delivery units of the line may be returned.
        last_day: The last day on which they could, as `2026-03-31`.
        time_zone: The time zone whose calendar counts the days.
        closed_at: The first instant at which it was too late.
    """

    code = "return_window_closed"
    order: models.OrderId
    line: models.LineId
    window_days: int
    last_day: str
    time_zone: str
    closed_at: models.Timestamp


class PaymentExceeded(Rejected):
    """The payment does not cover the amount.

    Fields:
        order: The order.
        payment: The payment.
        requested: What the command names.
        available: What it could name.
        condition: What that amount is, such as `is authorized and not captured`.
    """

    code = "payment_exceeded"
    order: models.OrderId
    payment: models.PaymentId
    requested: models.Amount
    available: models.Amount
    condition: str


class RefundExceedsCredit(Rejected):
    """The command would pay back more than is owed to the customer.

    Fields:
        order: The order.
        requested: What the command names.
        owed: What is owed.
    """

    code = "refund_exceeds_credit"
    order: models.OrderId
    requested: models.Amount
    owed: models.Amount


class PaymentMethodDiffers(Rejected):
    """The payment exists with another method.

    Fields:
        order: The order.
        payment: The payment.
    """

    code = "payment_method_differs"
    order: models.OrderId
    payment: models.PaymentId


class AuthorizationExpired(Rejected):
    """What was authorized has ended before it was captured.

    Fields:
        order: The order.
        payment: The payment.
        requested: What is to be captured, or what must be secured before a parcel leaves.
        available: What of that is authorized.
        expired: What was authorized and has expired.
        expired_at: The first instant at which it was too late.
    """

    code = "authorization_expired"
    order: models.OrderId
    payment: models.PaymentId
    requested: models.Amount
    available: models.Amount
    expired: models.Amount
    expired_at: models.Timestamp


class UnknownInstruction(Rejected):
    """The payment has no instruction of that key.

    Fields:
        order: The order.
        payment: The payment.
        key: The key.
    """

    code = "unknown_instruction"
    order: models.OrderId
    payment: models.PaymentId
    key: models.InstructionKey


class SettledElsewhere(Rejected):
    """Somebody else moves the money of the payment.

    Fields:
        order: The order.
        payment: The payment.
    """

    code = "settled_elsewhere"
    order: models.OrderId
    payment: models.PaymentId


class UnknownPurchaseOrder(Rejected):
    """No purchase order of that id exists.

    Fields:
        purchase_order: The id.
    """

    code = "unknown_purchase_order"
    purchase_order: models.DocumentId


class UnknownPurchaseLine(Rejected):
    """The purchase order has no line of that id.

    Fields:
        purchase_order: The purchase order.
        line: The id.
    """

    code = "unknown_purchase_line"
    purchase_order: models.DocumentId
    line: models.LineId


class OverReceipt(Rejected):
    """More has arrived than is outstanding.

    Fields:
        purchase_order: The purchase order.
        line: The line.
        arrived: Units that have arrived by this command.
        outstanding: Units that were outstanding.
    """

    code = "over_receipt"
    purchase_order: models.DocumentId
    line: models.LineId
    arrived: models.Quantity
    outstanding: models.Quantity


class BelowReceived(Rejected):
    """Fewer units are to be ordered than have arrived.

    Fields:
        purchase_order: The purchase order.
        line: The line.
        requested: Units to be ordered.
        received: Units that have arrived.
    """

    code = "below_received"
    purchase_order: models.DocumentId
    line: models.LineId
    requested: models.Quantity
    received: models.Quantity


class NothingOutstanding(Rejected):
    """Nothing is expected of the purchase order, or of the line of it.

    Fields:
        purchase_order: The purchase order.
        line: The line; absent if it is all of them.
    """

    code = "nothing_outstanding"
    purchase_order: models.DocumentId
    line: models.LineId | None


class TooMuchOnOrder(Rejected):
    """More purchase orders and transfers are open for a SKU than may be at a time.

    Fields:
        sku: The SKU.
        limit: How many may be open.
    """

    code = "too_much_on_order"
    sku: models.Sku
    limit: int


class UnknownTransfer(Rejected):
    """No transfer of that id exists.

    Fields:
        transfer: The id.
    """

    code = "unknown_transfer"
    transfer: models.DocumentId


class UnknownTransferLine(Rejected):
    """The transfer has no line of that id.

    Fields:
        transfer: The transfer.
        line: The id.
    """

    code = "unknown_transfer_line"
    transfer: models.DocumentId
    line: models.LineId


class TransferShipped(Rejected):
    """Units of the transfer have left, so it is not planned anew.

    Fields:
        transfer: The transfer.
    """

    code = "transfer_shipped"
    transfer: models.DocumentId


class TransferExceeded(Rejected):
    """Fewer units of a line of a transfer are where the command wants them.

    Fields:
        transfer: The transfer.
        line: The line.
        requested: What the command names.
        eligible: What it could name.
        condition: What those units have in common, such as `are in transit`.
    """

    code = "transfer_exceeded"
    transfer: models.DocumentId
    line: models.LineId
    requested: models.Quantity
    eligible: models.Quantity
    condition: str


class NothingToTransfer(Rejected):
    """Nothing of the transfer is in a state to which the command applies.

    Fields:
        transfer: The transfer.
        action: What the command would have done, as a verb.
    """

    code = "nothing_to_transfer"
    transfer: models.DocumentId
    action: str


class UnknownCount(Rejected):
    """No count of that id exists.

    Fields:
        count: The id.
    """

    code = "unknown_count"
    count: models.DocumentId


class CountExists(Rejected):
    """A count of that id exists.

    Fields:
        count: The id.
    """

    code = "count_exists"
    count: models.DocumentId


class CountClosed(Rejected):
    """The count is not open any more.

    Fields:
        count: The count.
        state: Where it stands.
    """

    code = "count_closed"
    count: models.DocumentId
    state: models.CountState


class BeingCounted(Rejected):
    """The SKU is in another open count of the location.

    Fields:
        sku: The SKU.
        location: The location.
        count: The other count.
    """

    code = "being_counted"
    sku: models.Sku
    location: models.LocationId
    count: models.DocumentId


class NotInCount(Rejected):
    """The SKU is not one of those that are counted.

    Fields:
        count: The count.
        sku: The SKU.
    """

    code = "not_in_count"
    count: models.DocumentId
    sku: models.Sku


class CountIncomplete(Rejected):
    """Something has not been counted.

    Fields:
        count: The count.
        sku: The first of them.
        left: How many they are.
    """

    code = "count_incomplete"
    count: models.DocumentId
    sku: models.Sku
    left: int


class OwnCount(Rejected):
    """Who counted may not approve.

    Fields:
        count: The count.
        actor: Who.
    """

    code = "own_count"
    count: models.DocumentId
    actor: models.Actor


class BelowPromised(Rejected):
    """A correction would leave fewer units than are promised.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot.
        promised: Units that are promised.
        missing: Those of them that would not be there.
    """

    code = "below_promised"
    sku: models.Sku
    location: models.LocationId
    lot: models.LotNumber | None
    promised: models.Quantity
    missing: models.Quantity


class TooManyHolders(Rejected):
    """More orders or carts than one command looks at may hold stock of the SKU at the location.

    Fields:
        sku: The SKU.
        location: The location.
        limit: How many are looked at.
    """

    code = "too_many_holders"
    sku: models.Sku
    location: models.LocationId
    limit: int


class UnknownZone(Rejected):
    """No zone of that id is configured.

    Fields:
        zone: The id.
    """

    code = "unknown_zone"
    zone: models.ZoneId


class UnknownRateCard(Rejected):
    """No rate card of that id is there.

    Fields:
        card: The id.
    """

    code = "unknown_rate_card"
    card: models.RateCardId


class UnknownSlot(Rejected):
    """No plan has such a window.

    Fields:
        slot: The id.
    """

    code = "unknown_slot"
    slot: models.DocumentId


class SlotFull(Rejected):
    """The slot has too little room.

    Fields:
        slot: The slot.
        reason: The measure by which there is too little room.
        requested: What was wanted by that measure: orders, grams or units.
        left: What is left by it.
        next: Later slots of the same plan that have room, first beginning first: a few of them.
    """

    code = "slot_full"
    slot: models.DocumentId
    reason: models.SlotReason
    requested: int
    left: int
    next: list[models.DocumentId]


class SlotClosed(Rejected):
    """The slot cannot be booked, however much room it has.

    Fields:
        slot: The slot.
        reason: Why.
        closed_at: From when on it could not be booked.
        next: Later slots of the same plan that can be booked, first beginning first: a few of them.
    """

    code = "slot_closed"
    slot: models.DocumentId
    reason: models.SlotReason
    closed_at: models.Timestamp
    next: list[models.DocumentId]


class OutsideZone(Rejected):
    """The slot is for deliveries within a zone, and the address lies outside it, or is not known.

    Fields:
        slot: The slot.
        zone: Its zone.
    """

    code = "outside_zone"
    slot: models.DocumentId
    zone: models.ZoneId


class WrongProofCode(Rejected):
    """What was shown is not the code of the goods.

    Fields:
        order: The order.
        fulfillment: The fulfillment order.
    """

    code = "wrong_proof_code"
    order: models.OrderId
    fulfillment: int


class TooManyDue(Rejected):
    """More than one batch can take reservations to expire first.

    Fields:
        limit: How many one batch takes.
    """

    code = "too_many_due"
    limit: int


#: The class of each code.
BY_CODE: dict[str, type[Rejected]] = {
    "invalid_field": InvalidField,
    "id_reused": IdReused,
    "group_refused": GroupRefused,
    "version_conflict": VersionConflict,
    "routing_policy_changed": RoutingPolicyChanged,
    "invalid_condition": InvalidCondition,
    "unknown_location": UnknownLocation,
    "unknown_channel": UnknownChannel,
    "unknown_item": UnknownItem,
    "unknown_order": UnknownOrder,
    "unknown_line": UnknownLine,
    "unknown_customer": UnknownCustomer,
    "customer_named": CustomerNamed,
    "alias_taken": AliasTaken,
    "order_goes_on": OrderGoesOn,
    "unknown_fulfillment": UnknownFulfillment,
    "unknown_parcel": UnknownParcel,
    "unknown_hold": UnknownHold,
    "unknown_payment": UnknownPayment,
    "unknown_return": UnknownReturn,
    "unknown_claim": UnknownClaim,
    "unknown_time_zone": UnknownTimeZone,
    "unknown_reservation": UnknownReservation,
    "order_exists": OrderExists,
    "duplicate_external_id": DuplicateExternalId,
    "reservation_exists": ReservationExists,
    "hold_exists": HoldExists,
    "return_exists": ReturnExists,
    "claim_exists": ClaimExists,
    "currency_not_allowed": CurrencyNotAllowed,
    "amount_too_fine": AmountTooFine,
    "amount_too_large": AmountTooLarge,
    "insufficient_stock": InsufficientStock,
    "insufficient_bucket": InsufficientBucket,
    "unknown_lot": UnknownLot,
    "lot_differs": LotDiffers,
    "substitute_not_allowed": SubstituteNotAllowed,
    "payment_missing": PaymentMissing,
    "lot_promised": LotPromised,
    "lot_not_recalled": LotNotRecalled,
    "lot_not_for_sale": LotNotForSale,
    "serial_malformed": SerialMalformed,
    "serial_count": SerialCount,
    "serials_required": SerialsRequired,
    "serial_known": SerialKnown,
    "unknown_serial": UnknownSerial,
    "serial_state": SerialStateError,
    "serial_elsewhere": SerialElsewhere,
    "serial_not_shipped": SerialNotShipped,
    "stock_changed": StockChanged,
    "counted_since": CountedSince,
    "as_of_too_old": AsOfTooOld,
    "repair_outdated": RepairOutdated,
    "on_hand_below_zero": OnHandBelowZero,
    "unserviceable": Unserviceable,
    "location_not_assignable": LocationNotAssignable,
    "location_lacks_stock": LocationLacksStock,
    "quantity_not_eligible": QuantityNotEligible,
    "nothing_to_do": NothingToDo,
    "on_hold": OnHold,
    "fulfillment_state": FulfillmentStateError,
    "parcel_state": ParcelState,
    "return_state": ReturnStateError,
    "claim_state": ClaimStateError,
    "final_sale": FinalSale,
    "return_reason_not_accepted": ReturnReasonNotAccepted,
    "return_window_closed": ReturnWindowClosed,
    "payment_exceeded": PaymentExceeded,
    "refund_exceeds_credit": RefundExceedsCredit,
    "payment_method_differs": PaymentMethodDiffers,
    "authorization_expired": AuthorizationExpired,
    "unknown_instruction": UnknownInstruction,
    "settled_elsewhere": SettledElsewhere,
    "unknown_purchase_order": UnknownPurchaseOrder,
    "unknown_purchase_line": UnknownPurchaseLine,
    "over_receipt": OverReceipt,
    "below_received": BelowReceived,
    "nothing_outstanding": NothingOutstanding,
    "too_much_on_order": TooMuchOnOrder,
    "unknown_transfer": UnknownTransfer,
    "unknown_transfer_line": UnknownTransferLine,
    "transfer_shipped": TransferShipped,
    "transfer_exceeded": TransferExceeded,
    "nothing_to_transfer": NothingToTransfer,
    "unknown_count": UnknownCount,
    "count_exists": CountExists,
    "count_closed": CountClosed,
    "being_counted": BeingCounted,
    "not_in_count": NotInCount,
    "count_incomplete": CountIncomplete,
    "own_count": OwnCount,
    "below_promised": BelowPromised,
    "too_many_holders": TooManyHolders,
    "unknown_zone": UnknownZone,
    "unknown_rate_card": UnknownRateCard,
    "unknown_slot": UnknownSlot,
    "slot_full": SlotFull,
    "slot_closed": SlotClosed,
    "outside_zone": OutsideZone,
    "wrong_proof_code": WrongProofCode,
    "too_many_due": TooManyDue,
}

#: The codes of texts that cannot be read.
INPUT_CODES = frozenset({
    "input_too_large",
    "input_too_deep",
    "malformed_json",
    "invalid_input",
    "invalid_command",
})

__all__ = [
    "AliasTaken",
    "AmountTooFine",
    "AmountTooLarge",
    "AsOfTooOld",
    "AuthorizationExpired",
    "BeingCounted",
    "BelowPromised",
    "BelowReceived",
    "ClaimExists",
    "ClaimStateError",
    "CountClosed",
    "CountExists",
    "CountIncomplete",
    "CountedSince",
    "CurrencyNotAllowed",
    "CustomerNamed",
    "DuplicateExternalId",
    "FinalSale",
    "FulfillmentStateError",
    "GroupRefused",
    "HoldExists",
    "IdReused",
    "InsufficientBucket",
    "InsufficientStock",
    "InvalidCondition",
    "InvalidField",
    "LocationLacksStock",
    "LocationNotAssignable",
    "LotDiffers",
    "LotNotForSale",
    "LotNotRecalled",
    "LotPromised",
    "NotInCount",
    "NothingOutstanding",
    "NothingToDo",
    "NothingToTransfer",
    "OnHandBelowZero",
    "OnHold",
    "OrderExists",
    "OrderGoesOn",
    "OutsideZone",
    "OverReceipt",
    "OwnCount",
    "ParcelState",
    "PaymentExceeded",
    "PaymentMethodDiffers",
    "PaymentMissing",
    "QuantityNotEligible",
    "RefundExceedsCredit",
    "RepairOutdated",
    "ReservationExists",
    "ReturnExists",
    "ReturnReasonNotAccepted",
    "ReturnStateError",
    "ReturnWindowClosed",
    "RoutingPolicyChanged",
    "SerialCount",
    "SerialElsewhere",
    "SerialKnown",
    "SerialMalformed",
    "SerialNotShipped",
    "SerialStateError",
    "SerialsRequired",
    "SettledElsewhere",
    "SlotClosed",
    "SlotFull",
    "StockChanged",
    "SubstituteNotAllowed",
    "TooManyDue",
    "TooManyHolders",
    "TooMuchOnOrder",
    "TransferExceeded",
    "TransferShipped",
    "UnknownChannel",
    "UnknownClaim",
    "UnknownCount",
    "UnknownCustomer",
    "UnknownFulfillment",
    "UnknownHold",
    "UnknownInstruction",
    "UnknownItem",
    "UnknownLine",
    "UnknownLocation",
    "UnknownLot",
    "UnknownOrder",
    "UnknownParcel",
    "UnknownPayment",
    "UnknownPurchaseLine",
    "UnknownPurchaseOrder",
    "UnknownRateCard",
    "UnknownReservation",
    "UnknownReturn",
    "UnknownSerial",
    "UnknownSlot",
    "UnknownTimeZone",
    "UnknownTransfer",
    "UnknownTransferLine",
    "UnknownZone",
    "Unserviceable",
    "VersionConflict",
    "WrongProofCode",
]
