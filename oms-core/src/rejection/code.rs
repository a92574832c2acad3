//! The stable code of every refusal. Programs branch on it, so it never changes.

use super::Rejection;

impl Rejection {
    /// The stable code, as on the wire.
    pub const fn code(&self) -> &'static str {
        match self {
            Rejection::InvalidField { .. } => "invalid_field",
            Rejection::IdReused { .. } => "id_reused",
            Rejection::GroupRefused { .. } => "group_refused",
            Rejection::VersionConflict { .. } => "version_conflict",
            Rejection::UnknownLocation { .. } => "unknown_location",
            Rejection::UnknownChannel { .. } => "unknown_channel",
            Rejection::UnknownItem { .. } => "unknown_item",
            Rejection::UnknownOrder { .. } => "unknown_order",
            Rejection::UnknownLine { .. } => "unknown_line",
            Rejection::UnknownFulfillment { .. } => "unknown_fulfillment",
            Rejection::UnknownParcel { .. } => "unknown_parcel",
            Rejection::UnknownHold { .. } => "unknown_hold",
            Rejection::UnknownPayment { .. } => "unknown_payment",
            Rejection::UnknownReturn { .. } => "unknown_return",
            Rejection::UnknownClaim { .. } => "unknown_claim",
            Rejection::UnknownTimeZone { .. } => "unknown_time_zone",
            Rejection::UnknownReservation { .. } => "unknown_reservation",
            Rejection::OrderExists { .. } => "order_exists",
            Rejection::DuplicateExternalId { .. } => "duplicate_external_id",
            Rejection::ReservationExists { .. } => "reservation_exists",
            Rejection::HoldExists { .. } => "hold_exists",
            Rejection::ReturnExists { .. } => "return_exists",
            Rejection::ClaimExists { .. } => "claim_exists",
            Rejection::CurrencyNotAllowed { .. } => "currency_not_allowed",
            Rejection::AmountTooFine { .. } => "amount_too_fine",
            Rejection::AmountTooLarge { .. } => "amount_too_large",
            Rejection::InsufficientStock { .. } => "insufficient_stock",
            Rejection::InsufficientBucket { .. } => "insufficient_bucket",
            Rejection::StockChanged { .. } => "stock_changed",
            Rejection::OnHandBelowZero { .. } => "on_hand_below_zero",
            Rejection::Unserviceable { .. } => "unserviceable",
            Rejection::QuantityNotEligible { .. } => "quantity_not_eligible",
            Rejection::NothingToDo { .. } => "nothing_to_do",
            Rejection::OnHold { .. } => "on_hold",
            Rejection::FulfillmentState { .. } => "fulfillment_state",
            Rejection::ParcelState { .. } => "parcel_state",
            Rejection::ReturnState { .. } => "return_state",
            Rejection::ClaimState { .. } => "claim_state",
            Rejection::FinalSale { .. } => "final_sale",
            Rejection::ReturnReasonNotAccepted { .. } => "return_reason_not_accepted",
            Rejection::ReturnWindowClosed { .. } => "return_window_closed",
            Rejection::PaymentExceeded { .. } => "payment_exceeded",
            Rejection::RefundExceedsCredit { .. } => "refund_exceeds_credit",
            Rejection::PaymentMethodDiffers { .. } => "payment_method_differs",
            Rejection::AuthorizationExpired { .. } => "authorization_expired",
            Rejection::UnknownInstruction { .. } => "unknown_instruction",
            Rejection::SettledElsewhere { .. } => "settled_elsewhere",
            Rejection::TooManyDue { .. } => "too_many_due",
        }
    }
}
