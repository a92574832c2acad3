// Written by `cargo xtask bindings` from the types of the core: change those, not this file.

import { Rejected } from "./error.js";
import type * as types from "./types.js";

/** A field of the command is out of its range or does not go with another. */
export class InvalidFieldError extends Rejected {
  declare readonly code: "invalid_field";
  declare readonly rejection: types.InvalidFieldRejection;
  /** The field, as a path such as `lines[2].quantity`. */
  declare readonly field: string;
  /** What is wrong, and what is accepted. */
  declare readonly problem: string;
}

/** The id was used before, for a command with other content. */
export class IdReusedError extends Rejected {
  declare readonly code: "id_reused";
  declare readonly rejection: types.IdReusedRejection;
  /** The id. */
  declare readonly command: types.CommandId;
}

/** Another command of the linked group was refused, so none of the group was applied. */
export class GroupRefusedError extends Rejected {
  declare readonly code: "group_refused";
  declare readonly rejection: types.GroupRefusedRejection;
  /** The first command of the group that was refused. */
  declare readonly command: types.CommandId;
}

/** The order has changed since the version the command expected. */
export class VersionConflictError extends Rejected {
  declare readonly code: "version_conflict";
  declare readonly rejection: types.VersionConflictRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The version the command expected. */
  declare readonly expected: number;
  /** The version it has. */
  declare readonly current: number;
}

/** The routing policy has changed since the version the command expected. */
export class RoutingPolicyChangedError extends Rejected {
  declare readonly code: "routing_policy_changed";
  declare readonly rejection: types.RoutingPolicyChangedRejection;
  /** The version the command expected. */
  declare readonly expected: number;
  /** The version it has; 0 if there is none. */
  declare readonly current: number;
}

/** The condition of a rule is none. */
export class InvalidConditionError extends Rejected {
  declare readonly code: "invalid_condition";
  declare readonly rejection: types.InvalidConditionRejection;
  /** The rule. */
  declare readonly rule: string;
  /** Where, in characters from 1. */
  declare readonly column: number;
  /** What is wrong there and what to write instead. */
  declare readonly problem: string;
}

/** No location of that id is configured. */
export class UnknownLocationError extends Rejected {
  declare readonly code: "unknown_location";
  declare readonly rejection: types.UnknownLocationRejection;
  /** The id. */
  declare readonly location: types.LocationId;
}

/** No channel of that id is configured. */
export class UnknownChannelError extends Rejected {
  declare readonly code: "unknown_channel";
  declare readonly rejection: types.UnknownChannelRejection;
  /** The id. */
  declare readonly channel: types.ChannelId;
}

/** The SKU is not in the catalog. */
export class UnknownItemError extends Rejected {
  declare readonly code: "unknown_item";
  declare readonly rejection: types.UnknownItemRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
}

/** No order of that id exists. */
export class UnknownOrderError extends Rejected {
  declare readonly code: "unknown_order";
  declare readonly rejection: types.UnknownOrderRejection;
  /** The id. */
  declare readonly order: types.OrderId;
}

/** The order has no line of that id. */
export class UnknownLineError extends Rejected {
  declare readonly code: "unknown_line";
  declare readonly rejection: types.UnknownLineRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The id. */
  declare readonly line: types.LineId;
}

/** No order is of that customer. */
export class UnknownCustomerError extends Rejected {
  declare readonly code: "unknown_customer";
  declare readonly rejection: types.UnknownCustomerRejection;
  /** The id. */
  declare readonly customer: types.CustomerId;
}

/** The customer's id decides elsewhere, so no other can stand in its place. */
export class CustomerNamedError extends Rejected {
  declare readonly code: "customer_named";
  declare readonly rejection: types.CustomerNamedRejection;
  /** The customer. */
  declare readonly customer: types.CustomerId;
  /** By what: `review_customers`, or the rule of the routing policy. */
  declare readonly by: string;
}

/** Orders are of a customer of that id already. */
export class AliasTakenError extends Rejected {
  declare readonly code: "alias_taken";
  declare readonly rejection: types.AliasTakenRejection;
  /** The id. */
  declare readonly alias: types.CustomerId;
}

/** Units of the order have still to come to the customer. */
export class OrderGoesOnError extends Rejected {
  declare readonly code: "order_goes_on";
  declare readonly rejection: types.OrderGoesOnRejection;
  /** The order. */
  declare readonly order: types.OrderId;
}

/** The order has no fulfillment order of that number. */
export class UnknownFulfillmentError extends Rejected {
  declare readonly code: "unknown_fulfillment";
  declare readonly rejection: types.UnknownFulfillmentRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The number. */
  declare readonly fulfillment: number;
}

/** The order has no parcel of that number. */
export class UnknownParcelError extends Rejected {
  declare readonly code: "unknown_parcel";
  declare readonly rejection: types.UnknownParcelRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The number. */
  declare readonly parcel: number;
}

/** The order has no hold of that id. */
export class UnknownHoldError extends Rejected {
  declare readonly code: "unknown_hold";
  declare readonly rejection: types.UnknownHoldRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The id. */
  declare readonly hold: types.HoldId;
}

/** The order has no payment of that id. */
export class UnknownPaymentError extends Rejected {
  declare readonly code: "unknown_payment";
  declare readonly rejection: types.UnknownPaymentRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The id. */
  declare readonly payment: types.PaymentId;
}

/** The order has no return of that id. */
export class UnknownReturnError extends Rejected {
  declare readonly code: "unknown_return";
  declare readonly rejection: types.UnknownReturnRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The id. */
  declare readonly return_id: types.ReturnId;
}

/** The order has no claim of that id. */
export class UnknownClaimError extends Rejected {
  declare readonly code: "unknown_claim";
  declare readonly rejection: types.UnknownClaimRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The id. */
  declare readonly claim_id: types.ClaimId;
}

/** The database of time zones has none of that name. */
export class UnknownTimeZoneError extends Rejected {
  declare readonly code: "unknown_time_zone";
  declare readonly rejection: types.UnknownTimeZoneRejection;
  /** The name. */
  declare readonly time_zone: string;
}

/** No reservation of that id holds: it was used, released, or has expired. */
export class UnknownReservationError extends Rejected {
  declare readonly code: "unknown_reservation";
  declare readonly rejection: types.UnknownReservationRejection;
  /** The id. */
  declare readonly reservation: types.ReservationId;
}

/** An order of that id exists. */
export class OrderExistsError extends Rejected {
  declare readonly code: "order_exists";
  declare readonly rejection: types.OrderExistsRejection;
  /** The id. */
  declare readonly order: types.OrderId;
}

/** The channel's order was captured before, perhaps under another id of ours. */
export class DuplicateExternalIdError extends Rejected {
  declare readonly code: "duplicate_external_id";
  declare readonly rejection: types.DuplicateExternalIdRejection;
  /** The channel. */
  declare readonly channel: types.ChannelId;
  /** Its id of the order. */
  declare readonly external_id: types.ExternalId;
  /** Our order. */
  declare readonly order: types.OrderId;
}

/** A reservation of that id holds. */
export class ReservationExistsError extends Rejected {
  declare readonly code: "reservation_exists";
  declare readonly rejection: types.ReservationExistsRejection;
  /** The id. */
  declare readonly reservation: types.ReservationId;
}

/** The order has a hold of that id. */
export class HoldExistsError extends Rejected {
  declare readonly code: "hold_exists";
  declare readonly rejection: types.HoldExistsRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The id. */
  declare readonly hold: types.HoldId;
}

/** The order has a return of that id. */
export class ReturnExistsError extends Rejected {
  declare readonly code: "return_exists";
  declare readonly rejection: types.ReturnExistsRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The id. */
  declare readonly return_id: types.ReturnId;
}

/** The order has a claim of that id. */
export class ClaimExistsError extends Rejected {
  declare readonly code: "claim_exists";
  declare readonly rejection: types.ClaimExistsRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The id. */
  declare readonly claim_id: types.ClaimId;
}

/** The channel does not sell in that currency. */
export class CurrencyNotAllowedError extends Rejected {
  declare readonly code: "currency_not_allowed";
  declare readonly rejection: types.CurrencyNotAllowedRejection;
  /** The channel. */
  declare readonly channel: types.ChannelId;
  /** The currency. */
  declare readonly currency: types.Currency;
}

/** An amount has more decimals than the currency. */
export class AmountTooFineError extends Rejected {
  declare readonly code: "amount_too_fine";
  declare readonly rejection: types.AmountTooFineRejection;
  /** The field. */
  declare readonly field: string;
  /** The amount. */
  declare readonly amount: types.Decimal;
  /** The currency. */
  declare readonly currency: types.Currency;
}

/** An amount or a sum of amounts is beyond what is accepted. */
export class AmountTooLargeError extends Rejected {
  declare readonly code: "amount_too_large";
  declare readonly rejection: types.AmountTooLargeRejection;
  /** The field. */
  declare readonly field: string;
}

/** Less can be promised than was asked for. */
export class InsufficientStockError extends Rejected {
  declare readonly code: "insufficient_stock";
  declare readonly rejection: types.InsufficientStockRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** What was asked for, summed over all lines of the SKU. */
  declare readonly requested: types.Quantity;
  /** What could be promised. */
  declare readonly available: types.Quantity;
  /** What the limit comes from. */
  declare readonly reason: types.ShortageReason;
}

/** A state of stock holds fewer units than the command wants to take from it. */
export class InsufficientBucketError extends Rejected {
  declare readonly code: "insufficient_bucket";
  declare readonly rejection: types.InsufficientBucketRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The location. */
  declare readonly location: types.LocationId;
  /** The lot, of an item that is kept by lot. */
  declare readonly lot?: types.LotNumber;
  /** What the command wants to take. */
  declare readonly requested: types.Quantity;
  /** What is there. */
  declare readonly available: number;
}

/** No lot of that number has been received of the SKU. */
export class UnknownLotError extends Rejected {
  declare readonly code: "unknown_lot";
  declare readonly rejection: types.UnknownLotRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The number. */
  declare readonly lot: types.LotNumber;
}

/** A lot is received again, with other days than it has. */
export class LotDiffersError extends Rejected {
  declare readonly code: "lot_differs";
  declare readonly rejection: types.LotDiffersRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The lot. */
  declare readonly lot: types.LotNumber;
  /** The field: `expires_on` or `best_before`. */
  declare readonly field: string;
  /** The day it has; absent if it has none. */
  declare readonly known?: types.Day;
  /** The day the command names. */
  declare readonly named: types.Day;
}

/** An item may not be given instead of those of a line. */
export class SubstituteNotAllowedError extends Rejected {
  declare readonly code: "substitute_not_allowed";
  declare readonly rejection: types.SubstituteNotAllowedRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The line. */
  declare readonly line: types.LineId;
  /** The item. */
  declare readonly sku: types.Sku;
  /** What keeps it from being given. */
  declare readonly bar: types.SubstituteBar;
}

/** A change would leave more to be paid than is authorized or captured, where the channel wants payment first. */
export class PaymentMissingError extends Rejected {
  declare readonly code: "payment_missing";
  declare readonly rejection: types.PaymentMissingRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** What is missing. */
  declare readonly missing: types.Amount;
}

/** Units of the lot are promised, and its new days would not do for them. */
export class LotPromisedError extends Rejected {
  declare readonly code: "lot_promised";
  declare readonly rejection: types.LotPromisedRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The lot. */
  declare readonly lot: types.LotNumber;
  /** The order that holds units of it; absent if a cart does. */
  declare readonly order?: types.OrderId;
  /** The cart that holds units of it; absent if an order does. */
  declare readonly reservation?: types.ReservationId;
  /** What would keep the lot from being sold to it. */
  declare readonly bar: types.LotBar;
}

/** The lot was not recalled. */
export class LotNotRecalledError extends Rejected {
  declare readonly code: "lot_not_recalled";
  declare readonly rejection: types.LotNotRecalledRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The lot. */
  declare readonly lot: types.LotNumber;
}

/** A lot may not be sold to whom the command would give it. */
export class LotNotForSaleError extends Rejected {
  declare readonly code: "lot_not_for_sale";
  declare readonly rejection: types.LotNotForSaleRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The lot. */
  declare readonly lot: types.LotNumber;
  /** What keeps it from being sold. */
  declare readonly bar: types.LotBar;
}

/** A text is no serial number as GS1 has them. */
export class SerialMalformedError extends Rejected {
  declare readonly code: "serial_malformed";
  declare readonly rejection: types.SerialMalformedRejection;
  /** The text. */
  declare readonly serial: types.SerialNumber;
  /** What is wrong with it. */
  declare readonly problem: string;
}

/** Not as many serial numbers are named as units. */
export class SerialCountError extends Rejected {
  declare readonly code: "serial_count";
  declare readonly rejection: types.SerialCountRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** How many units. */
  declare readonly units: types.Quantity;
  /** How many serial numbers are named. */
  declare readonly serials: number;
}

/** The command moves units of an item whose units are told apart, and cannot say which. */
export class SerialsRequiredError extends Rejected {
  declare readonly code: "serials_required";
  declare readonly rejection: types.SerialsRequiredRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The location; absent for units in transit. */
  declare readonly location?: types.LocationId;
  /** By how many units that are fit for sale, damaged, in quality control, or in transit, it changes. */
  declare readonly units: number;
  /** By how many of those whose serial numbers are known. */
  declare readonly serials: number;
}

/** A unit comes in that is known to be somewhere else. */
export class SerialKnownError extends Rejected {
  declare readonly code: "serial_known";
  declare readonly rejection: types.SerialKnownRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The serial number. */
  declare readonly serial: types.SerialNumber;
  /** What it is. */
  declare readonly state: types.SerialState;
}

/** No unit of that serial number has been captured. */
export class UnknownSerialError extends Rejected {
  declare readonly code: "unknown_serial";
  declare readonly rejection: types.UnknownSerialRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The serial number. */
  declare readonly serial: types.SerialNumber;
}

/** A unit is not in the state that the command needs. */
export class SerialStateError extends Rejected {
  declare readonly code: "serial_state";
  declare readonly rejection: types.SerialStateRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The serial number. */
  declare readonly serial: types.SerialNumber;
  /** What it is. */
  declare readonly state: types.SerialState;
  /** What it must be. */
  declare readonly needed: string;
}

/** A unit does not lie where the command takes it from. */
export class SerialElsewhereError extends Rejected {
  declare readonly code: "serial_elsewhere";
  declare readonly rejection: types.SerialElsewhereRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The serial number. */
  declare readonly serial: types.SerialNumber;
  /** Where the command looks for it. */
  declare readonly location: types.LocationId;
  /** Where it lies. */
  declare readonly lies_at?: types.LocationId;
}

/** A unit that comes back was not sent on that line of the order, or has come back before. */
export class SerialNotShippedError extends Rejected {
  declare readonly code: "serial_not_shipped";
  declare readonly rejection: types.SerialNotShippedRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The line. */
  declare readonly line: types.LineId;
  /** The serial number. */
  declare readonly serial: types.SerialNumber;
}

/** The stock is not what the command expected. */
export class StockChangedError extends Rejected {
  declare readonly code: "stock_changed";
  declare readonly rejection: types.StockChangedRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The location. */
  declare readonly location: types.LocationId;
  /** What the command expected. */
  declare readonly expected: number;
  /** What is there. */
  declare readonly current: number;
}

/** The stock was counted after the figure was taken that the command brings. */
export class CountedSinceError extends Rejected {
  declare readonly code: "counted_since";
  declare readonly rejection: types.CountedSinceRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The location. */
  declare readonly location: types.LocationId;
  /** When the figure was taken. */
  declare readonly as_of: types.Timestamp;
  /** When it was counted last. */
  declare readonly counted_at: types.Timestamp;
}

/** So much has moved since a figure was taken that what it is now cannot be told. */
export class AsOfTooOldError extends Rejected {
  declare readonly code: "as_of_too_old";
  declare readonly rejection: types.AsOfTooOldRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The location. */
  declare readonly location: types.LocationId;
  /** When the figure was taken. */
  declare readonly as_of: types.Timestamp;
  /** How many commands were looked at. */
  declare readonly entries: number;
}

/** What is to be repaired is not what was audited any more. */
export class RepairOutdatedError extends Rejected {
  declare readonly code: "repair_outdated";
  declare readonly rejection: types.RepairOutdatedRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The location, unless the figure is counted over all of them. */
  declare readonly location?: types.LocationId;
}

/** The correction would leave less than nothing on hand. */
export class OnHandBelowZeroError extends Rejected {
  declare readonly code: "on_hand_below_zero";
  declare readonly rejection: types.OnHandBelowZeroRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The location. */
  declare readonly location: types.LocationId;
  /** What is there, whatever its state. */
  declare readonly on_hand: number;
  /** The change the command names. */
  declare readonly change: number;
}

/** No location may ship the order as it is. */
export class UnserviceableError extends Rejected {
  declare readonly code: "unserviceable";
  declare readonly rejection: types.UnserviceableRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The constraint that came nearest, with its figures. */
  declare readonly constraint: string;
}

/** The location that was named may not ship units of the order. */
export class LocationNotAssignableError extends Rejected {
  declare readonly code: "location_not_assignable";
  declare readonly rejection: types.LocationNotAssignableRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The location. */
  declare readonly location: types.LocationId;
  /** What keeps it from that. */
  declare readonly bar: types.LocationCode;
  /** The SKU it is about, if it is about one. */
  declare readonly sku?: types.Sku;
  /** What the location lacks, for `capability`. */
  declare readonly capability?: types.Tag;
}

/** The location that was named lacks units. */
export class LocationLacksStockError extends Rejected {
  declare readonly code: "location_lacks_stock";
  declare readonly rejection: types.LocationLacksStockRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The location. */
  declare readonly location: types.LocationId;
  /** What it lacks. */
  declare readonly missing: types.LackingUnits[];
}

/** Fewer units of the line are in a state to which the command applies. */
export class QuantityNotEligibleError extends Rejected {
  declare readonly code: "quantity_not_eligible";
  declare readonly rejection: types.QuantityNotEligibleRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The line. */
  declare readonly line: types.LineId;
  /** What the command names. */
  declare readonly requested: types.Quantity;
  /** What it could name. */
  declare readonly eligible: types.Quantity;
  /** What those units have in common, such as `are picked`. */
  declare readonly condition: string;
}

/** Nothing in the order is in a state to which the command applies. */
export class NothingToDoError extends Rejected {
  declare readonly code: "nothing_to_do";
  declare readonly rejection: types.NothingToDoRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** What the command would have done, as a verb. */
  declare readonly action: string;
}

/** A hold keeps the order from it. */
export class OnHoldError extends Rejected {
  declare readonly code: "on_hold";
  declare readonly rejection: types.OnHoldRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The hold. */
  declare readonly hold: types.HoldId;
  /** What it is about. */
  declare readonly kind: types.HoldKind;
}

/** A fulfillment order is in another state than the command needs. */
export class FulfillmentStateError extends Rejected {
  declare readonly code: "fulfillment_state";
  declare readonly rejection: types.FulfillmentStateRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The number. */
  declare readonly fulfillment: number;
  /** Its state. */
  declare readonly state: types.FulfillmentState;
  /** The states in which the command applies. */
  declare readonly needed: string;
}

/** A parcel has shipped, or has not, and the command needs the opposite. */
export class ParcelStateError extends Rejected {
  declare readonly code: "parcel_state";
  declare readonly rejection: types.ParcelStateRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The number. */
  declare readonly parcel: number;
  /** What keeps the command from applying. */
  declare readonly problem: string;
}

/** A return is in another state than the command needs. */
export class ReturnStateError extends Rejected {
  declare readonly code: "return_state";
  declare readonly rejection: types.ReturnStateRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The return. */
  declare readonly return_id: types.ReturnId;
  /** Its state. */
  declare readonly state: types.ReturnState;
  /** The states in which the command applies. */
  declare readonly needed: string;
}

/** A claim has been decided, and the command needs it open. */
export class ClaimStateError extends Rejected {
  declare readonly code: "claim_state";
  declare readonly rejection: types.ClaimStateRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The claim. */
  declare readonly claim_id: types.ClaimId;
  /** Its state. */
  declare readonly state: types.ClaimState;
  /** The states in which the command applies. */
  declare readonly needed: string;
}

/** The terms of the order let no unit of the line come back. */
export class FinalSaleError extends Rejected {
  declare readonly code: "final_sale";
  declare readonly rejection: types.FinalSaleRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The line. */
  declare readonly line: types.LineId;
  /** The category of the item that makes it one; absent where the whole order is. */
  declare readonly category: types.Category | null;
}

/** The terms of the order do not accept the reason. */
export class ReturnReasonNotAcceptedError extends Rejected {
  declare readonly code: "return_reason_not_accepted";
  declare readonly rejection: types.ReturnReasonNotAcceptedRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The line. */
  declare readonly line: types.LineId;
  /** The reason. */
  declare readonly reason: types.ReturnReason;
  /** Reasons that are accepted. */
  declare readonly accepted: types.ReturnReason[];
}

/** The time in which the units could be returned is over. */
export class ReturnWindowClosedError extends Rejected {
  declare readonly code: "return_window_closed";
  declare readonly rejection: types.ReturnWindowClosedRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The line. */
  declare readonly line: types.LineId;
  /** How many days after the delivery units of the line may be returned. */
  declare readonly window_days: number;
  /** The last day on which they could, as `2026-03-31`. */
  declare readonly last_day: string;
  /** The time zone whose calendar counts the days. */
  declare readonly time_zone: string;
  /** The first instant at which it was too late. */
  declare readonly closed_at: types.Timestamp;
}

/** The payment does not cover the amount. */
export class PaymentExceededError extends Rejected {
  declare readonly code: "payment_exceeded";
  declare readonly rejection: types.PaymentExceededRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The payment. */
  declare readonly payment: types.PaymentId;
  /** What the command names. */
  declare readonly requested: types.Amount;
  /** What it could name. */
  declare readonly available: types.Amount;
  /** What that amount is, such as `is authorized and not captured`. */
  declare readonly condition: string;
}

/** The command would pay back more than is owed to the customer. */
export class RefundExceedsCreditError extends Rejected {
  declare readonly code: "refund_exceeds_credit";
  declare readonly rejection: types.RefundExceedsCreditRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** What the command names. */
  declare readonly requested: types.Amount;
  /** What is owed. */
  declare readonly owed: types.Amount;
}

/** The payment exists with another method. */
export class PaymentMethodDiffersError extends Rejected {
  declare readonly code: "payment_method_differs";
  declare readonly rejection: types.PaymentMethodDiffersRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The payment. */
  declare readonly payment: types.PaymentId;
}

/** What was authorized has ended before it was captured. */
export class AuthorizationExpiredError extends Rejected {
  declare readonly code: "authorization_expired";
  declare readonly rejection: types.AuthorizationExpiredRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The payment. */
  declare readonly payment: types.PaymentId;
  /** What is to be captured, or what must be secured before a parcel leaves. */
  declare readonly requested: types.Amount;
  /** What of that is authorized. */
  declare readonly available: types.Amount;
  /** What was authorized and has expired. */
  declare readonly expired: types.Amount;
  /** The first instant at which it was too late. */
  declare readonly expired_at: types.Timestamp;
}

/** The payment has no instruction of that key. */
export class UnknownInstructionError extends Rejected {
  declare readonly code: "unknown_instruction";
  declare readonly rejection: types.UnknownInstructionRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The payment. */
  declare readonly payment: types.PaymentId;
  /** The key. */
  declare readonly key: types.InstructionKey;
}

/** Somebody else moves the money of the payment. */
export class SettledElsewhereError extends Rejected {
  declare readonly code: "settled_elsewhere";
  declare readonly rejection: types.SettledElsewhereRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The payment. */
  declare readonly payment: types.PaymentId;
}

/** No purchase order of that id exists. */
export class UnknownPurchaseOrderError extends Rejected {
  declare readonly code: "unknown_purchase_order";
  declare readonly rejection: types.UnknownPurchaseOrderRejection;
  /** The id. */
  declare readonly purchase_order: types.DocumentId;
}

/** The purchase order has no line of that id. */
export class UnknownPurchaseLineError extends Rejected {
  declare readonly code: "unknown_purchase_line";
  declare readonly rejection: types.UnknownPurchaseLineRejection;
  /** The purchase order. */
  declare readonly purchase_order: types.DocumentId;
  /** The id. */
  declare readonly line: types.LineId;
}

/** More has arrived than is outstanding. */
export class OverReceiptError extends Rejected {
  declare readonly code: "over_receipt";
  declare readonly rejection: types.OverReceiptRejection;
  /** The purchase order. */
  declare readonly purchase_order: types.DocumentId;
  /** The line. */
  declare readonly line: types.LineId;
  /** Units that have arrived by this command. */
  declare readonly arrived: types.Quantity;
  /** Units that were outstanding. */
  declare readonly outstanding: types.Quantity;
}

/** Fewer units are to be ordered than have arrived. */
export class BelowReceivedError extends Rejected {
  declare readonly code: "below_received";
  declare readonly rejection: types.BelowReceivedRejection;
  /** The purchase order. */
  declare readonly purchase_order: types.DocumentId;
  /** The line. */
  declare readonly line: types.LineId;
  /** Units to be ordered. */
  declare readonly requested: types.Quantity;
  /** Units that have arrived. */
  declare readonly received: types.Quantity;
}

/** Nothing is expected of the purchase order, or of the line of it. */
export class NothingOutstandingError extends Rejected {
  declare readonly code: "nothing_outstanding";
  declare readonly rejection: types.NothingOutstandingRejection;
  /** The purchase order. */
  declare readonly purchase_order: types.DocumentId;
  /** The line; absent if it is all of them. */
  declare readonly line?: types.LineId;
}

/** More purchase orders and transfers are open for a SKU than may be at a time. */
export class TooMuchOnOrderError extends Rejected {
  declare readonly code: "too_much_on_order";
  declare readonly rejection: types.TooMuchOnOrderRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** How many may be open. */
  declare readonly limit: number;
}

/** No transfer of that id exists. */
export class UnknownTransferError extends Rejected {
  declare readonly code: "unknown_transfer";
  declare readonly rejection: types.UnknownTransferRejection;
  /** The id. */
  declare readonly transfer: types.DocumentId;
}

/** The transfer has no line of that id. */
export class UnknownTransferLineError extends Rejected {
  declare readonly code: "unknown_transfer_line";
  declare readonly rejection: types.UnknownTransferLineRejection;
  /** The transfer. */
  declare readonly transfer: types.DocumentId;
  /** The id. */
  declare readonly line: types.LineId;
}

/** Units of the transfer have left, so it is not planned anew. */
export class TransferShippedError extends Rejected {
  declare readonly code: "transfer_shipped";
  declare readonly rejection: types.TransferShippedRejection;
  /** The transfer. */
  declare readonly transfer: types.DocumentId;
}

/** Fewer units of a line of a transfer are where the command wants them. */
export class TransferExceededError extends Rejected {
  declare readonly code: "transfer_exceeded";
  declare readonly rejection: types.TransferExceededRejection;
  /** The transfer. */
  declare readonly transfer: types.DocumentId;
  /** The line. */
  declare readonly line: types.LineId;
  /** What the command names. */
  declare readonly requested: types.Quantity;
  /** What it could name. */
  declare readonly eligible: types.Quantity;
  /** What those units have in common, such as `are in transit`. */
  declare readonly condition: string;
}

/** Nothing of the transfer is in a state to which the command applies. */
export class NothingToTransferError extends Rejected {
  declare readonly code: "nothing_to_transfer";
  declare readonly rejection: types.NothingToTransferRejection;
  /** The transfer. */
  declare readonly transfer: types.DocumentId;
  /** What the command would have done, as a verb. */
  declare readonly action: string;
}

/** No count of that id exists. */
export class UnknownCountError extends Rejected {
  declare readonly code: "unknown_count";
  declare readonly rejection: types.UnknownCountRejection;
  /** The id. */
  declare readonly count: types.DocumentId;
}

/** A count of that id exists. */
export class CountExistsError extends Rejected {
  declare readonly code: "count_exists";
  declare readonly rejection: types.CountExistsRejection;
  /** The id. */
  declare readonly count: types.DocumentId;
}

/** The count is not open any more. */
export class CountClosedError extends Rejected {
  declare readonly code: "count_closed";
  declare readonly rejection: types.CountClosedRejection;
  /** The count. */
  declare readonly count: types.DocumentId;
  /** Where it stands. */
  declare readonly state: types.CountState;
}

/** The SKU is in another open count of the location. */
export class BeingCountedError extends Rejected {
  declare readonly code: "being_counted";
  declare readonly rejection: types.BeingCountedRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The location. */
  declare readonly location: types.LocationId;
  /** The other count. */
  declare readonly count: types.DocumentId;
}

/** The SKU is not one of those that are counted. */
export class NotInCountError extends Rejected {
  declare readonly code: "not_in_count";
  declare readonly rejection: types.NotInCountRejection;
  /** The count. */
  declare readonly count: types.DocumentId;
  /** The SKU. */
  declare readonly sku: types.Sku;
}

/** Something has not been counted. */
export class CountIncompleteError extends Rejected {
  declare readonly code: "count_incomplete";
  declare readonly rejection: types.CountIncompleteRejection;
  /** The count. */
  declare readonly count: types.DocumentId;
  /** The first of them. */
  declare readonly sku: types.Sku;
  /** How many they are. */
  declare readonly left: number;
}

/** Who counted may not approve. */
export class OwnCountError extends Rejected {
  declare readonly code: "own_count";
  declare readonly rejection: types.OwnCountRejection;
  /** The count. */
  declare readonly count: types.DocumentId;
  /** Who. */
  declare readonly actor: types.Actor;
}

/** A correction would leave fewer units than are promised. */
export class BelowPromisedError extends Rejected {
  declare readonly code: "below_promised";
  declare readonly rejection: types.BelowPromisedRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The location. */
  declare readonly location: types.LocationId;
  /** The lot, of an item that is kept by lot. */
  declare readonly lot?: types.LotNumber;
  /** Units that are promised. */
  declare readonly promised: types.Quantity;
  /** Those of them that would not be there. */
  declare readonly missing: types.Quantity;
}

/** More orders or carts than one command looks at may hold stock of the SKU at the location. */
export class TooManyHoldersError extends Rejected {
  declare readonly code: "too_many_holders";
  declare readonly rejection: types.TooManyHoldersRejection;
  /** The SKU. */
  declare readonly sku: types.Sku;
  /** The location. */
  declare readonly location: types.LocationId;
  /** How many are looked at. */
  declare readonly limit: number;
}

/** No zone of that id is configured. */
export class UnknownZoneError extends Rejected {
  declare readonly code: "unknown_zone";
  declare readonly rejection: types.UnknownZoneRejection;
  /** The id. */
  declare readonly zone: types.ZoneId;
}

/** No rate card of that id is there. */
export class UnknownRateCardError extends Rejected {
  declare readonly code: "unknown_rate_card";
  declare readonly rejection: types.UnknownRateCardRejection;
  /** The id. */
  declare readonly card: types.RateCardId;
}

/** No plan has such a window. */
export class UnknownSlotError extends Rejected {
  declare readonly code: "unknown_slot";
  declare readonly rejection: types.UnknownSlotRejection;
  /** The id. */
  declare readonly slot: types.DocumentId;
}

/** The slot has too little room. */
export class SlotFullError extends Rejected {
  declare readonly code: "slot_full";
  declare readonly rejection: types.SlotFullRejection;
  /** The slot. */
  declare readonly slot: types.DocumentId;
  /** The measure by which there is too little room. */
  declare readonly reason: types.SlotReason;
  /** What was wanted by that measure: orders, grams or units. */
  declare readonly requested: number;
  /** What is left by it. */
  declare readonly left: number;
  /** Later slots of the same plan that have room, first beginning first: a few of them. */
  declare readonly next?: types.DocumentId[];
}

/** The slot cannot be booked, however much room it has. */
export class SlotClosedError extends Rejected {
  declare readonly code: "slot_closed";
  declare readonly rejection: types.SlotClosedRejection;
  /** The slot. */
  declare readonly slot: types.DocumentId;
  /** Why. */
  declare readonly reason: types.SlotReason;
  /** From when on it could not be booked. */
  declare readonly closed_at: types.Timestamp;
  /** Later slots of the same plan that can be booked, first beginning first: a few of them. */
  declare readonly next?: types.DocumentId[];
}

/** The slot is for deliveries within a zone, and the address lies outside it, or is not known. */
export class OutsideZoneError extends Rejected {
  declare readonly code: "outside_zone";
  declare readonly rejection: types.OutsideZoneRejection;
  /** The slot. */
  declare readonly slot: types.DocumentId;
  /** Its zone. */
  declare readonly zone: types.ZoneId;
}

/** What was shown is not the code of the goods. */
export class WrongProofCodeError extends Rejected {
  declare readonly code: "wrong_proof_code";
  declare readonly rejection: types.WrongProofCodeRejection;
  /** The order. */
  declare readonly order: types.OrderId;
  /** The fulfillment order. */
  declare readonly fulfillment: number;
}

/** More than one batch can take reservations to expire first. */
export class TooManyDueError extends Rejected {
  declare readonly code: "too_many_due";
  declare readonly rejection: types.TooManyDueRejection;
  /** How many one batch takes. */
  declare readonly limit: number;
}

/** The class of every code of a refusal. */
export const REFUSALS = {
  invalid_field: InvalidFieldError,
  id_reused: IdReusedError,
  group_refused: GroupRefusedError,
  version_conflict: VersionConflictError,
  routing_policy_changed: RoutingPolicyChangedError,
  invalid_condition: InvalidConditionError,
  unknown_location: UnknownLocationError,
  unknown_channel: UnknownChannelError,
  unknown_item: UnknownItemError,
  unknown_order: UnknownOrderError,
  unknown_line: UnknownLineError,
  unknown_customer: UnknownCustomerError,
  customer_named: CustomerNamedError,
  alias_taken: AliasTakenError,
  order_goes_on: OrderGoesOnError,
  unknown_fulfillment: UnknownFulfillmentError,
  unknown_parcel: UnknownParcelError,
  unknown_hold: UnknownHoldError,
  unknown_payment: UnknownPaymentError,
  unknown_return: UnknownReturnError,
  unknown_claim: UnknownClaimError,
  unknown_time_zone: UnknownTimeZoneError,
  unknown_reservation: UnknownReservationError,
  order_exists: OrderExistsError,
  duplicate_external_id: DuplicateExternalIdError,
  reservation_exists: ReservationExistsError,
  hold_exists: HoldExistsError,
  return_exists: ReturnExistsError,
  claim_exists: ClaimExistsError,
  currency_not_allowed: CurrencyNotAllowedError,
  amount_too_fine: AmountTooFineError,
  amount_too_large: AmountTooLargeError,
  insufficient_stock: InsufficientStockError,
  insufficient_bucket: InsufficientBucketError,
  unknown_lot: UnknownLotError,
  lot_differs: LotDiffersError,
  substitute_not_allowed: SubstituteNotAllowedError,
  payment_missing: PaymentMissingError,
  lot_promised: LotPromisedError,
  lot_not_recalled: LotNotRecalledError,
  lot_not_for_sale: LotNotForSaleError,
  serial_malformed: SerialMalformedError,
  serial_count: SerialCountError,
  serials_required: SerialsRequiredError,
  serial_known: SerialKnownError,
  unknown_serial: UnknownSerialError,
  serial_state: SerialStateError,
  serial_elsewhere: SerialElsewhereError,
  serial_not_shipped: SerialNotShippedError,
  stock_changed: StockChangedError,
  counted_since: CountedSinceError,
  as_of_too_old: AsOfTooOldError,
  repair_outdated: RepairOutdatedError,
  on_hand_below_zero: OnHandBelowZeroError,
  unserviceable: UnserviceableError,
  location_not_assignable: LocationNotAssignableError,
  location_lacks_stock: LocationLacksStockError,
  quantity_not_eligible: QuantityNotEligibleError,
  nothing_to_do: NothingToDoError,
  on_hold: OnHoldError,
  fulfillment_state: FulfillmentStateError,
  parcel_state: ParcelStateError,
  return_state: ReturnStateError,
  claim_state: ClaimStateError,
  final_sale: FinalSaleError,
  return_reason_not_accepted: ReturnReasonNotAcceptedError,
  return_window_closed: ReturnWindowClosedError,
  payment_exceeded: PaymentExceededError,
  refund_exceeds_credit: RefundExceedsCreditError,
  payment_method_differs: PaymentMethodDiffersError,
  authorization_expired: AuthorizationExpiredError,
  unknown_instruction: UnknownInstructionError,
  settled_elsewhere: SettledElsewhereError,
  unknown_purchase_order: UnknownPurchaseOrderError,
  unknown_purchase_line: UnknownPurchaseLineError,
  over_receipt: OverReceiptError,
  below_received: BelowReceivedError,
  nothing_outstanding: NothingOutstandingError,
  too_much_on_order: TooMuchOnOrderError,
  unknown_transfer: UnknownTransferError,
  unknown_transfer_line: UnknownTransferLineError,
  transfer_shipped: TransferShippedError,
  transfer_exceeded: TransferExceededError,
  nothing_to_transfer: NothingToTransferError,
  unknown_count: UnknownCountError,
  count_exists: CountExistsError,
  count_closed: CountClosedError,
  being_counted: BeingCountedError,
  not_in_count: NotInCountError,
  count_incomplete: CountIncompleteError,
  own_count: OwnCountError,
  below_promised: BelowPromisedError,
  too_many_holders: TooManyHoldersError,
  unknown_zone: UnknownZoneError,
  unknown_rate_card: UnknownRateCardError,
  unknown_slot: UnknownSlotError,
  slot_full: SlotFullError,
  slot_closed: SlotClosedError,
  outside_zone: OutsideZoneError,
  wrong_proof_code: WrongProofCodeError,
  too_many_due: TooManyDueError,
} as const satisfies Record<types.Rejection["code"], typeof Rejected>;
