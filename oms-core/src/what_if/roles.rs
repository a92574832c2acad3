//! Which commands of a period are played in a what-if, and which are not.
//!
//! What customers ask for and what comes in is the same under any rules. What a location did depends on what it was given to do, so it
//! is left out in both copies: stock of orders stays promised where it would have been shipped, which leaves as much for others.

/// Settings and items. Those that the changes put are left out in the copy that has the changes.
pub const SETTINGS: &[&str] = &[
    "put_location",
    "put_channel",
    "put_policies",
    "put_routing_policy",
    "put_zone",
    "put_slot_template",
    "put_rate_card",
    "remove_rate_card",
    "put_item",
];

/// What customers ask for, and what is decided about their orders before they are worked on.
pub const DEMAND: &[&str] = &[
    "reserve_stock",
    "change_reservation",
    "release_reservation",
    "expire_reservations",
    "capture_order",
    "place_hold",
    "release_hold",
    "allocate_order",
    "broker_orders",
    "change_address",
    "change_pickup",
    "change_slot",
    "edit_order",
    "cancel_order",
    "tag_order",
    "authorize_payment",
    "capture_payment",
    "void_payment",
    "instruct_payment",
    "resolve_payment",
    "retry_payment",
];

/// What comes in, and what goes wrong with what is there.
pub const SUPPLY: &[&str] = &[
    "receive_stock",
    "adjust_stock",
    "move_stock",
    "release_backorders",
    "recall_lot",
    "lift_recall",
    "edit_lot",
    "put_purchase_order",
    "reschedule_purchase_order",
    "receive_purchase_order",
    "cancel_purchase_order",
    "put_transfer",
    "ship_transfer",
    "reschedule_transfer",
    "receive_transfer",
    "cancel_transfer",
];

/// Played as the difference they made to what is available: their own figures were taken on shelves from which parcels had left.
pub const CORRECTIONS: &[&str] =
    &["set_stock", "record_count", "approve_count", "receive_return", "inspect_return", "receive_unexpected_return"];

/// Left out: work on a plan, what people changed about it, what follows from it, and papers about it; and that personal data was erased,
/// which it is in the log that is played.
pub const LEFT_OUT: &[&str] = &[
    "assign_location",
    "reroute_orders",
    "repair_stock",
    "open_count",
    "reject_count",
    "cancel_count",
    "accept_fulfillment",
    "reject_fulfillment",
    "cancel_fulfillment",
    "pick_fulfillment",
    "substitute_item",
    "record_mispick",
    "change_lot",
    "pack_parcel",
    "ready_for_pickup",
    "collect_order",
    "ship_parcel",
    "record_tracking",
    "request_interception",
    "resolve_interception",
    "refund_payment",
    "collect_cash",
    "remit_cash",
    "record_chargeback",
    "reverse_chargeback",
    "request_return",
    "exchange_return",
    "approve_return",
    "decline_return",
    "cancel_return",
    "issue_return_label",
    "record_return_tracking",
    "refund_return",
    "open_claim",
    "resolve_claim",
    "erase_order",
    "erase_customer",
];

/// What becomes of a command of the period.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Role {
    /// It is played.
    Played,
    /// What it made of available stock is played.
    Correction,
    /// It is not played.
    LeftOut,
}

impl Role {
    /// By the name of the command.
    pub(super) fn of(name: &str) -> Role {
        if [DEMAND, SUPPLY, SETTINGS].iter().any(|names| names.contains(&name)) {
            Role::Played
        } else if CORRECTIONS.contains(&name) {
            Role::Correction
        } else {
            Role::LeftOut
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Command;

    #[test]
    fn every_command_has_one_role() {
        let lists = [SETTINGS, DEMAND, SUPPLY, CORRECTIONS, LEFT_OUT];
        for name in Command::NAMES {
            assert_eq!(lists.iter().filter(|list| list.contains(name)).count(), 1, "{name}: put it into one list");
        }
        assert_eq!(lists.iter().map(|list| list.len()).sum::<usize>(), Command::NAMES.len());
    }
}
