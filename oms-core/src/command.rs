//! Everything a host can ask for, and the envelope it is sent in.

use serde::{Deserialize, Serialize};

use crate::batch::{ReadSet, Workspace};
use crate::claim::{self, OpenClaim, ResolveClaim};
use crate::count::{self, ApproveCount, CancelCount, OpenCount, RecordCount, RejectCount};
use crate::fulfillment::{
    self, AcceptFulfillment, CancelFulfillment, CollectOrder, PackParcel, PickFulfillment, ReadyForPickup, RecordMispick, RecordTracking,
    RejectFulfillment, RequestInterception, ResolveInterception, ShipParcel, SubstituteItem,
};
use crate::inventory::{self, AdjustStock, MoveStock, ReceiveStock, ReleaseBackorders, RepairStock, SetStock};
use crate::item::{self, PutItem};
use crate::lot::{self, ChangeLot, EditLot, LiftRecall, RecallLot};
use crate::order::{
    self, AllocateOrder, CancelOrder, CaptureOrder, ChangeAddress, ChangePickup, EditOrder, PlaceHold, ReleaseHold, TagOrder,
};
use crate::payment::{
    self, AuthorizePayment, CapturePayment, CollectCash, InstructPayment, RecordChargeback, RefundPayment, RemitCash, ResolvePayment,
    RetryPayment, ReverseChargeback, VoidPayment,
};
use crate::privacy::{self, EraseCustomer, EraseOrder};
use crate::rates::{self, PutRateCard, RemoveRateCard};
use crate::reservation::{self, ChangeReservation, ExpireReservations, ReleaseReservation, ReserveStock};
use crate::returns::{
    self, ApproveReturn, CancelReturn, DeclineReturn, ExchangeReturn, InspectReturn, IssueReturnLabel, ReceiveReturn,
    ReceiveUnexpectedReturn, RecordReturnTracking, RefundReturn, RequestReturn,
};
use crate::routing::{self, AssignLocation, BrokerOrders, PutRoutingPolicy, RerouteOrders, policy as routing_policy, reroute};
use crate::settings::{self, PutChannel, PutLocation, PutPolicies};
use crate::slot::{self, ChangeSlot, PutSlotTemplate, PutZone};
use crate::supply::{self, CancelPurchaseOrder, PutPurchaseOrder, ReceivePurchaseOrder, ReschedulePurchaseOrder};
use crate::tagged;
use crate::transfer::{self, CancelTransfer, PutTransfer, ReceiveTransfer, RescheduleTransfer, ShipTransfer};
use crate::{Actor, CommandId, OrderId, Rejection, Timestamp};

/// A command as it is sent: what is wanted, by whom, when, and under which id.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Names the command for ever. The same id with the same content has its effect once.
    pub id: CommandId,
    /// When it is given. The core knows no other clock.
    pub at: Timestamp,
    /// Who gives it.
    pub actor: Actor,
    /// Neighbouring commands with the same number stand or fall together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<u32>,
    /// The version the order must have; absent means any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_version: Option<u64>,
    /// What is wanted.
    pub command: Command,
}

macro_rules! commands {
    ($($(#[$doc:meta])* $command:ident in $area:ident :: $module:ident $(of $order:ident)?,)*) => {
        tagged! {
            by "type" of "Command";
            /// Everything a host can ask for.
            #[derive(Clone, Debug, Eq, PartialEq, Serialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            #[allow(clippy::large_enum_variant, reason = "captures are most of all commands, and envelopes are shared behind pointers")]
            pub enum Command {
                $($(#[$doc])* $command($command),)*
            }
        }

        impl Command {
            /// The name on the wire of every command, in the order of their definition.
            pub const NAMES: &[&str] = &[$(stringify!($module),)*];

            /// The name on the wire.
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Command::$command(_) => stringify!($module),)*
                }
            }

            /// The order the command is about, if it is about one that exists.
            pub const fn order(&self) -> Option<&OrderId> {
                match self {
                    $($(Command::$command(command) => Some(&command.$order),)?)*
                    _ => None,
                }
            }

            /// Names the records that must be in memory before the command runs.
            pub(crate) fn reads(&self, wanted: &mut ReadSet) {
                if let Some(order) = self.order() {
                    wanted.order(order);
                }
                match self {
                    $(Command::$command(command) => $area::$module::reads(command, wanted),)*
                }
            }

            /// Runs the command on the records in memory.
            pub(crate) fn execute(&self, work: &mut Workspace) -> Result<(), Rejection> {
                match self {
                    $(Command::$command(command) => $area::$module::execute(command, work),)*
                }
            }
        }

        $(impl From<$command> for Command {
            fn from(command: $command) -> Command {
                Command::$command(command)
            }
        })*
    };
}

commands! {
    /// Adds or changes a location.
    PutLocation in settings::put_location,
    /// Adds or changes a channel.
    PutChannel in settings::put_channel,
    /// Replaces the policies.
    PutPolicies in settings::put_policies,
    /// Replaces the routing policy.
    PutRoutingPolicy in routing_policy::put_routing_policy,
    /// Draws a zone, or draws it anew.
    PutZone in slot::put_zone,
    /// Plans windows for delivery or pick-up, or changes the plan.
    PutSlotTemplate in slot::put_slot_template,
    /// Puts in what a carrier charges for a service, or changes it.
    PutRateCard in rates::put_rate_card,
    /// Removes a rate card.
    RemoveRateCard in rates::remove_rate_card,
    /// Adds or changes an item of the catalog.
    PutItem in item::put_item,
    /// Takes in stock that arrives, and gives it to units that wait for it.
    ReceiveStock in inventory::receive_stock,
    /// Corrects stock by a difference.
    AdjustStock in inventory::adjust_stock,
    /// Sets what is on hand, if it is what the caller believes.
    SetStock in inventory::set_stock,
    /// Moves stock from one state to another.
    MoveStock in inventory::move_stock,
    /// Repairs stock by the plan of an audit.
    RepairStock in inventory::repair_stock,
    /// Recalls a lot: nothing of it is sold any more, and what is promised of it is promised from others.
    RecallLot in lot::recall_lot,
    /// Lifts the recall of a lot that turned out to be good.
    LiftRecall in lot::lift_recall,
    /// Corrects the days of a lot.
    EditLot in lot::edit_lot,
    /// Gives free stock to units that wait for it.
    ReleaseBackorders in inventory::release_backorders,
    /// Places a purchase order, or changes one.
    PutPurchaseOrder in supply::put_purchase_order,
    /// Expects a purchase order at another time.
    ReschedulePurchaseOrder in supply::reschedule_purchase_order,
    /// Takes in what a purchase order brings.
    ReceivePurchaseOrder in supply::receive_purchase_order,
    /// Expects no more of a purchase order.
    CancelPurchaseOrder in supply::cancel_purchase_order,
    /// Plans a transfer of stock from one location to another, or plans it anew.
    PutTransfer in transfer::put_transfer,
    /// Sends units of a transfer on their way.
    ShipTransfer in transfer::ship_transfer,
    /// Expects a transfer at another time.
    RescheduleTransfer in transfer::reschedule_transfer,
    /// Takes in what a transfer brings.
    ReceiveTransfer in transfer::receive_transfer,
    /// Sends no more of a transfer, and calls back what is on its way.
    CancelTransfer in transfer::cancel_transfer,
    /// Opens a count of some SKUs at a location.
    OpenCount in count::open_count,
    /// Records what was counted, and when.
    RecordCount in count::record_count,
    /// Lets stock follow what was counted.
    ApproveCount in count::approve_count,
    /// Has it counted again.
    RejectCount in count::reject_count,
    /// Gives a count up.
    CancelCount in count::cancel_count,
    /// Reserves stock for a cart or checkout.
    ReserveStock in reservation::reserve_stock,
    /// Changes the quantities of a reservation.
    ChangeReservation in reservation::change_reservation,
    /// Gives a reservation up.
    ReleaseReservation in reservation::release_reservation,
    /// Frees the stock of reservations that are due.
    ExpireReservations in reservation::expire_reservations,
    /// Takes an order in: verifies, reserves, routes and allocates it.
    CaptureOrder in order::capture_order,
    /// Places a hold on an order.
    PlaceHold in order::place_hold of order,
    /// Releases a hold; when none is left, work is given to locations.
    ReleaseHold in order::release_hold of order,
    /// Finds stock for units of an order that have none.
    AllocateOrder in order::allocate_order of order,
    /// Says which location ships units of an order, whatever routing has decided.
    AssignLocation in routing::assign_location of order,
    /// Works off a part of a queue: routes what can be routed now.
    BrokerOrders in routing::broker_orders,
    /// Moves orders that wait to other locations, all of them or none.
    RerouteOrders in reroute::reroute_orders,
    /// Sends an order elsewhere, before its units are taken from the shelf.
    ChangeAddress in order::change_address of order,
    /// Has an order collected elsewhere, or sent instead.
    ChangePickup in order::change_pickup of order,
    /// Gives an order another slot.
    ChangeSlot in slot::change_slot of order,
    /// Changes what was bought, and what it costs.
    EditOrder in order::edit_order of order,
    /// Cancels an order, or lines or units of it.
    CancelOrder in order::cancel_order of order,
    /// Adds and removes tags of an order.
    TagOrder in order::tag_order of order,
    /// A location answers that it will ship.
    AcceptFulfillment in fulfillment::accept_fulfillment of order,
    /// A location answers that it will not ship; its units are routed anew.
    RejectFulfillment in fulfillment::reject_fulfillment of order,
    /// Withdraws a fulfillment order; its units stay reserved at the location.
    CancelFulfillment in fulfillment::cancel_fulfillment of order,
    /// Records units taken from the shelf, and units that were not there.
    PickFulfillment in fulfillment::pick_fulfillment of order,
    /// Gives other units instead of those that a picker did not find.
    SubstituteItem in fulfillment::substitute_item of order,
    /// Records that a picker scanned something else than a line asks for.
    RecordMispick in fulfillment::record_mispick of order,
    /// Notes that a picker took another lot than was planned.
    ChangeLot in lot::change_lot of order,
    /// Puts picked units into a parcel.
    PackParcel in fulfillment::pack_parcel of order,
    /// Tells that goods wait at the store for the customer to collect them.
    ReadyForPickup in fulfillment::ready_for_pickup of order,
    /// Hands goods to the customer who collects them.
    CollectOrder in fulfillment::collect_order of order,
    /// Hands a parcel to a carrier.
    ShipParcel in fulfillment::ship_parcel of order,
    /// Takes in what a carrier reports on a parcel.
    RecordTracking in fulfillment::record_tracking of order,
    /// Calls back a parcel that is on its way.
    RequestInterception in fulfillment::request_interception of order,
    /// Takes in what a carrier answers that was asked to bring a parcel back.
    ResolveInterception in fulfillment::resolve_interception of order,
    /// Records that a provider has set money aside.
    AuthorizePayment in payment::authorize_payment of order,
    /// Records that money was taken.
    CapturePayment in payment::capture_payment of order,
    /// Records that money set aside was let go.
    VoidPayment in payment::void_payment of order,
    /// Records that money was given back.
    RefundPayment in payment::refund_payment of order,
    /// Records that a courier was given cash.
    CollectCash in payment::collect_cash of order,
    /// Records that a courier has handed over cash.
    RemitCash in payment::remit_cash of order,
    /// Records that a bank has taken money back.
    RecordChargeback in payment::record_chargeback of order,
    /// Records that a bank has given back what it had taken.
    ReverseChargeback in payment::reverse_chargeback of order,
    /// Tells a provider to authorize, capture, void or refund.
    InstructPayment in payment::instruct_payment of order,
    /// Takes in how an instruction to a provider went.
    ResolvePayment in payment::resolve_payment of order,
    /// Tells a provider again what it failed to do.
    RetryPayment in payment::retry_payment of order,
    /// Asks to send delivered units back.
    RequestReturn in returns::request_return of order,
    /// Gives other units in exchange for those of a return.
    ExchangeReturn in returns::exchange_return of order,
    /// Lets the customer send a return.
    ApproveReturn in returns::approve_return of order,
    /// Refuses a return.
    DeclineReturn in returns::decline_return of order,
    /// Calls off what has not come back of a return.
    CancelReturn in returns::cancel_return of order,
    /// Tells how an approved return is to be sent.
    IssueReturnLabel in returns::issue_return_label of order,
    /// Takes in what a carrier reports on a parcel that comes back.
    RecordReturnTracking in returns::record_return_tracking of order,
    /// Takes in units that came back.
    ReceiveReturn in returns::receive_return of order,
    /// Says what returned units are like and what becomes of them.
    InspectReturn in returns::inspect_return of order,
    /// Takes in units that nobody asked to send back.
    ReceiveUnexpectedReturn in returns::receive_unexpected_return of order,
    /// Credits and pays back what returned units bring back.
    RefundReturn in returns::refund_return of order,
    /// Opens a claim about units that left.
    OpenClaim in claim::open_claim of order,
    /// Decides a claim.
    ResolveClaim in claim::resolve_claim of order,
    /// Erases what is personal of an order, from its record and from the log.
    EraseOrder in privacy::erase_order of order,
    /// Erases what is personal of a customer's orders, a part of them at a time.
    EraseCustomer in privacy::erase_customer,
}
