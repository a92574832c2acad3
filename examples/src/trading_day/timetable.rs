//! When what follows an order is done. The file ends with the invoice, so the life after it goes by these spans.
//!
//! | what | when |
//! | --- | --- |
//! | the node accepts the work | 1 hour after it was given |
//! | picked | 2 hours after it was given |
//! | packed | 3 hours after it was given |
//! | handed over, and its payment captured | 4 hours after it was given |
//! | in transit, as the carrier reports | 2 hours after it was handed over; a customer of the store collects instead |
//! | out for delivery | 20 hours after it was handed over; not so in the store |
//! | delivered | 24 hours after it was handed over; 1 hour in the store |
//!
//! A customer who gives units back before they left has them canceled. Otherwise a return is asked for one hour after the cancellation,
//! or after the delivery if that is later; it is approved an hour later, received a day after the request, inspected one hour after that
//! and refunded one more hour later.

use jiff::SignedDuration;

use super::territory::Channel;

/// The shortest span between an answer of the library and what follows from it. Steps that lie closer together do not depend on each
/// other and may share a batch.
pub const SHORTEST_REACTION: SignedDuration = SignedDuration::from_hours(1);

/// Between giving work to a node, its acceptance, picking, packing and handing over.
pub const WAREHOUSE_STEP: SignedDuration = SHORTEST_REACTION;

/// Between the cancellation, or the delivery if that is later, and the request; and between the request and its approval.
pub const RETURN_STEP: SignedDuration = SHORTEST_REACTION;

/// Between the approval of a return and its receipt.
pub const RETURN_JOURNEY: SignedDuration = SignedDuration::from_hours(23);

/// Between handing over and the carrier's first report; a parcel that is collected has none.
pub fn in_transit(channel: Channel) -> Option<SignedDuration> {
    (channel != Channel::Store).then_some(SignedDuration::from_hours(2))
}

/// Between handing over and the last leg; a parcel that is collected has none.
pub fn out_for_delivery(channel: Channel) -> Option<SignedDuration> {
    (channel != Channel::Store).then_some(SignedDuration::from_hours(20))
}

/// Between handing over and delivery.
pub fn delivered(channel: Channel) -> SignedDuration {
    match channel {
        Channel::Web | Channel::Marketplace => SignedDuration::from_hours(24),
        Channel::Store => SignedDuration::from_hours(1),
    }
}
