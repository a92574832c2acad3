// Written by `cargo xtask bindings` from the types of the core: change those, not this file.
//! Commands: what can be asked for.

use serde::{Deserialize, Serialize};

use super::*;

/// A command as it is sent: what is wanted, by whom, when, and under which id.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Envelope {
    /// Names the command for ever. The same id with the same content has its effect once.
    pub id: CommandId,
    /// When it is given. The core knows no other clock.
    pub at: Timestamp,
    /// Who gives it.
    pub actor: Actor,
    /// Neighbouring commands with the same number stand or fall together.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<u32>,
    /// The version the order must have; absent means any.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_version: Option<u64>,
    /// What is wanted.
    pub command: Command,
}

/// Names one command for ever; sending it twice has the effect of sending it once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandId(pub String);
uniffi::custom_newtype!(CommandId, String);

/// Who or what gave a command: a person, a job, a channel's connector.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Actor(pub String);
uniffi::custom_newtype!(Actor, String);

/// Everything a host can ask for.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Command {
    /// Adds or changes a location.
    PutLocation {
        location: Location,
    },
    /// Adds or changes a channel.
    PutChannel {
        channel: Channel,
    },
    /// Replaces the policies.
    PutPolicies {
        policies: Policies,
    },
    /// Replaces the routing policy.
    PutRoutingPolicy {
        rules: Vec<RoutingRule>,
        #[uniffi(default = 2000)]
        #[serde(default = "presence::whole::<u32, 2000>")]
        search_steps_max: u32,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_version: Option<u64>,
    },
    /// Draws a zone, or draws it anew.
    PutZone {
        zone: Zone,
    },
    /// Plans windows for delivery or pick-up, or changes the plan.
    PutSlotTemplate {
        template: SlotTemplate,
    },
    /// Puts in what a carrier charges for a service, or changes it.
    PutRateCard {
        card: RateCard,
    },
    /// Removes a rate card.
    RemoveRateCard {
        card: RateCardId,
    },
    /// Adds or changes an item of the catalog.
    PutItem {
        sku: Sku,
        #[uniffi(default = true)]
        #[serde(default = "presence::yes")]
        tracked: bool,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        backorder: Option<Backorder>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_category: Option<Category>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<Category>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unit_costs: Vec<CurrencyAmount>,
        #[uniffi(default = 0)]
        #[serde(default, skip_serializing_if = "presence::is_whole::<u32, 0>")]
        grams: u32,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dimensions: Option<Dimensions>,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        hazardous: bool,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tags: Vec<Tag>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        requires: Vec<Tag>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        channel_caps: Vec<ChannelCap>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reorder_rules: Vec<ReorderRule>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lots: Option<LotPolicy>,
        /// Nothing means `none`; answers always have it.
        #[uniffi(default = None)]
        #[serde(default = "serial_tracking_none", skip_serializing_if = "is_serial_tracking_none")]
        tracks_serials: Option<SerialTracking>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        components: Vec<Component>,
    },
    /// Takes in stock that arrives, and gives it to units that wait for it.
    ReceiveStock {
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sku: Option<Sku>,
        location: LocationId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quantity: Option<Quantity>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        into: Option<Bucket>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<ReceivedLot>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        serials: Vec<SerialNumber>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lines: Option<Vec<ReceiveLine>>,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Corrects stock by a difference.
    AdjustStock {
        sku: Sku,
        location: LocationId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        change: i64,
        /// Nothing means `available`; answers always have it.
        #[uniffi(default = None)]
        #[serde(default = "bucket_available", skip_serializing_if = "Option::is_none")]
        bucket: Option<Bucket>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        serials: Vec<SerialNumber>,
        /// Nothing means `keep`; answers always have it.
        #[uniffi(default = None)]
        #[serde(default = "shortage_choice_keep", skip_serializing_if = "is_shortage_choice_keep")]
        shortage: Option<ShortageChoice>,
        reason: String,
    },
    /// Sets what is on hand, if it is what the caller believes.
    SetStock {
        sku: Sku,
        location: LocationId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_hand: Option<Quantity>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        available: Option<Quantity>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected: Option<Quantity>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_of: Option<Timestamp>,
        /// Nothing means `keep`; answers always have it.
        #[uniffi(default = None)]
        #[serde(default = "shortage_choice_keep", skip_serializing_if = "is_shortage_choice_keep")]
        shortage: Option<ShortageChoice>,
        reason: String,
    },
    /// Moves stock from one state to another.
    MoveStock {
        sku: Sku,
        location: LocationId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        from_bucket: Bucket,
        to_bucket: Bucket,
        quantity: Quantity,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        serials: Vec<SerialNumber>,
        reason: String,
    },
    /// Repairs stock by the plan of an audit.
    RepairStock {
        audited_through: u64,
        repairs: Vec<StockRepair>,
        reason: String,
    },
    /// Recalls a lot: nothing of it is sold any more, and what is promised of it is promised from others.
    RecallLot {
        sku: Sku,
        lot: LotNumber,
        reason: String,
    },
    /// Lifts the recall of a lot that turned out to be good.
    LiftRecall {
        sku: Sku,
        lot: LotNumber,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        release: bool,
        reason: String,
    },
    /// Corrects the days of a lot.
    EditLot {
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
    /// Gives free stock to units that wait for it.
    ReleaseBackorders {
        sku: Sku,
        location: LocationId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<ReleaseRule>,
    },
    /// Places a purchase order, or changes one.
    PutPurchaseOrder {
        purchase_order: DocumentId,
        supplier: SupplierId,
        location: LocationId,
        lines: Vec<OrderedLine>,
    },
    /// Expects a purchase order at another time.
    ReschedulePurchaseOrder {
        purchase_order: DocumentId,
        expected_at: Timestamp,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<LineId>,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Takes in what a purchase order brings.
    ReceivePurchaseOrder {
        purchase_order: DocumentId,
        lines: Vec<PurchaseReceipt>,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        accepts_excess: bool,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Expects no more of a purchase order.
    CancelPurchaseOrder {
        purchase_order: DocumentId,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<LineId>,
        reason: String,
    },
    /// Plans a transfer of stock from one location to another, or plans it anew.
    PutTransfer {
        transfer: DocumentId,
        from_location: LocationId,
        to_location: LocationId,
        expected_at: Timestamp,
        lines: Vec<PlannedTransferLine>,
    },
    /// Sends units of a transfer on their way.
    ShipTransfer {
        transfer: DocumentId,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<TransferShipment>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_at: Option<Timestamp>,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Expects a transfer at another time.
    RescheduleTransfer {
        transfer: DocumentId,
        expected_at: Timestamp,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Takes in what a transfer brings.
    ReceiveTransfer {
        transfer: DocumentId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
        lines: Vec<TransferReceipt>,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        accepts_excess: bool,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Sends no more of a transfer, and calls back what is on its way.
    CancelTransfer {
        transfer: DocumentId,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        calls_back: bool,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_at: Option<Timestamp>,
        reason: String,
    },
    /// Opens a count of some SKUs at a location.
    OpenCount {
        count: DocumentId,
        location: LocationId,
        skus: Vec<Sku>,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        blind: bool,
    },
    /// Records what was counted, and when.
    RecordCount {
        count: DocumentId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counted_at: Option<Timestamp>,
        lines: Vec<CountedUnits>,
    },
    /// Lets stock follow what was counted.
    ApproveCount {
        count: DocumentId,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        leaves_uncounted: bool,
        /// Nothing means `keep`; answers always have it.
        #[uniffi(default = None)]
        #[serde(default = "shortage_choice_keep", skip_serializing_if = "is_shortage_choice_keep")]
        shortage: Option<ShortageChoice>,
        reason: String,
    },
    /// Has it counted again.
    RejectCount {
        count: DocumentId,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        skus: Vec<Sku>,
        reason: String,
    },
    /// Gives a count up.
    CancelCount {
        count: DocumentId,
        reason: String,
    },
    /// Reserves stock for a cart or checkout.
    ReserveStock {
        reservation: ReservationId,
        channel: ChannelId,
        lines: Vec<ReserveLine>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time_to_live: Option<Span>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shipping_address: Option<Address>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pickup: Option<LocationId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        slot: Option<DocumentId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        facts: Option<CartFacts>,
    },
    /// Changes the quantities of a reservation.
    ChangeReservation {
        reservation: ReservationId,
        lines: Vec<ReserveLine>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time_to_live: Option<Span>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shipping_address: Option<Address>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        slot: Option<DocumentId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        facts: Option<CartFacts>,
    },
    /// Gives a reservation up.
    ReleaseReservation {
        reservation: ReservationId,
    },
    /// Frees the stock of reservations that are due.
    ExpireReservations,
    /// Takes an order in: verifies, reserves, routes and allocates it.
    CaptureOrder {
        order: OrderId,
        channel: ChannelId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        external_id: Option<ExternalId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer: Option<CustomerId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer_group: Option<CustomerGroup>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        placed_at: Option<Timestamp>,
        #[uniffi(default = 0)]
        #[serde(default, skip_serializing_if = "presence::is_whole::<i16, 0>")]
        priority: i16,
        currency: Currency,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        prices_include_tax: bool,
        lines: Vec<CaptureLine>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        discounts: Vec<Discount>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shipping: Option<ShippingCharge>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        charges: Vec<CaptureCharge>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        presentment: Option<Presentment>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<Decimal>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shipping_address: Option<Address>,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        time_zone: String,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promised_at: Option<Timestamp>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        payments: Vec<PaymentOffer>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pickup: Option<LocationId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        slot: Option<DocumentId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reservation: Option<ReservationId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lease: Option<ReservationId>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tags: Vec<Tag>,
    },
    /// Places a hold on an order.
    PlaceHold {
        order: OrderId,
        hold: HoldId,
        kind: HoldKind,
        reason: String,
    },
    /// Releases a hold; when none is left, work is given to locations.
    ReleaseHold {
        order: OrderId,
        hold: HoldId,
    },
    /// Finds stock for units of an order that have none.
    AllocateOrder {
        order: OrderId,
    },
    /// Says which location ships units of an order, whatever routing has decided.
    AssignLocation {
        order: OrderId,
        location: LocationId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fulfillment: Option<u32>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<AssignLine>,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        force: bool,
        reason: String,
    },
    /// Works off a part of a queue: routes what can be routed now.
    BrokerOrders {
        queue: OrderQueue,
        size: u32,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Waiting>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "presence::is_default")]
        filter: OrderFilter,
    },
    /// Moves orders that wait to other locations, all of them or none.
    RerouteOrders {
        orders: Vec<OrderReroute>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        policy_version: Option<u64>,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Sends an order elsewhere, before its units are taken from the shelf.
    ChangeAddress {
        order: OrderId,
        shipping_address: Address,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        release_slot: bool,
    },
    /// Has an order collected elsewhere, or sent instead.
    ChangePickup {
        order: OrderId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pickup: Option<LocationId>,
    },
    /// Gives an order another slot.
    ChangeSlot {
        order: OrderId,
        slot: DocumentId,
    },
    /// Changes what was bought, and what it costs.
    EditOrder {
        order: OrderId,
        changes: Vec<OrderChange>,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Cancels an order, or lines or units of it.
    CancelOrder {
        order: OrderId,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<CancelLine>,
        reason: CancelReason,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Adds and removes tags of an order.
    TagOrder {
        order: OrderId,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        add: Vec<Tag>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remove: Vec<Tag>,
    },
    /// A location answers that it will ship.
    AcceptFulfillment {
        order: OrderId,
        fulfillment: u32,
    },
    /// A location answers that it will not ship; its units are routed anew.
    RejectFulfillment {
        order: OrderId,
        fulfillment: u32,
        reason: String,
    },
    /// Withdraws a fulfillment order; its units stay reserved at the location.
    CancelFulfillment {
        order: OrderId,
        fulfillment: u32,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Records units taken from the shelf, and units that were not there.
    PickFulfillment {
        order: OrderId,
        fulfillment: u32,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<PickLine>,
    },
    /// Gives other units instead of those that a picker did not find.
    SubstituteItem {
        order: OrderId,
        fulfillment: u32,
        line: LineId,
        quantity: Quantity,
        /// Nothing means `not_found`; answers always have it.
        #[uniffi(default = None)]
        #[serde(default = "substitute_reason_not_found", skip_serializing_if = "is_substitute_reason_not_found")]
        reason: Option<SubstituteReason>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        serials: Vec<SerialNumber>,
        substitute: SubstituteLine,
    },
    /// Records that a picker scanned something else than a line asks for.
    RecordMispick {
        order: OrderId,
        fulfillment: u32,
        line: LineId,
        scanned: Sku,
    },
    /// Notes that a picker took another lot than was planned.
    ChangeLot {
        order: OrderId,
        fulfillment: u32,
        line: LineId,
        from_lot: LotNumber,
        to_lot: LotNumber,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quantity: Option<Quantity>,
    },
    /// Puts picked units into a parcel.
    PackParcel {
        order: OrderId,
        fulfillment: u32,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<PackLine>,
    },
    /// Tells that goods wait at the store for the customer to collect them.
    ReadyForPickup {
        order: OrderId,
        fulfillment: u32,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        proof_code: String,
    },
    /// Hands goods to the customer who collects them.
    CollectOrder {
        order: OrderId,
        fulfillment: u32,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        collected_by: String,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        proof_code: String,
    },
    /// Hands a parcel to a carrier.
    ShipParcel {
        order: OrderId,
        parcel: u32,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        carrier: String,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        service: String,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        tracking_number: String,
    },
    /// Takes in what a carrier reports on a parcel.
    RecordTracking {
        order: OrderId,
        parcel: u32,
        tracking: Tracking,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        event: Option<ProviderEventId>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurred_at: Option<Timestamp>,
    },
    /// Calls back a parcel that is on its way.
    RequestInterception {
        order: OrderId,
        parcel: u32,
        reason: CancelReason,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Takes in what a carrier answers that was asked to bring a parcel back.
    ResolveInterception {
        order: OrderId,
        parcel: u32,
        outcome: InterceptionOutcome,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        answer: String,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurred_at: Option<Timestamp>,
    },
    /// Records that a provider has set money aside.
    AuthorizePayment {
        order: OrderId,
        payment: PaymentId,
        method: PaymentMethod,
        amount: Decimal,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<Timestamp>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<ProviderEventId>,
    },
    /// Records that money was taken.
    CapturePayment {
        order: OrderId,
        payment: PaymentId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<PaymentMethod>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Decimal>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<u32>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<ProviderEventId>,
    },
    /// Records that money set aside was let go.
    VoidPayment {
        order: OrderId,
        payment: PaymentId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<ProviderEventId>,
    },
    /// Records that money was given back.
    RefundPayment {
        order: OrderId,
        payment: PaymentId,
        amount: Decimal,
        reason: String,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        goodwill: bool,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<ProviderEventId>,
    },
    /// Records that a courier was given cash.
    CollectCash {
        order: OrderId,
        payment: PaymentId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Decimal>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<u32>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<ProviderEventId>,
    },
    /// Records that a courier has handed over cash.
    RemitCash {
        order: OrderId,
        payment: PaymentId,
        amount: Decimal,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        is_final: bool,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<ProviderEventId>,
    },
    /// Records that a bank has taken money back.
    RecordChargeback {
        order: OrderId,
        payment: PaymentId,
        amount: Decimal,
        reference: ProviderEventId,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Records that a bank has given back what it had taken.
    ReverseChargeback {
        order: OrderId,
        payment: PaymentId,
        reference: ProviderEventId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Decimal>,
    },
    /// Tells a provider to authorize, capture, void or refund.
    InstructPayment {
        order: OrderId,
        payment: PaymentId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<PaymentMethod>,
        kind: InstructionKind,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Decimal>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<u32>,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        is_final: bool,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        goodwill: bool,
    },
    /// Takes in how an instruction to a provider went.
    ResolvePayment {
        order: OrderId,
        payment: PaymentId,
        key: InstructionKey,
        outcome: PaymentOutcome,
    },
    /// Tells a provider again what it failed to do.
    RetryPayment {
        order: OrderId,
        payment: PaymentId,
        key: InstructionKey,
    },
    /// Asks to send delivered units back.
    RequestReturn {
        order: OrderId,
        return_id: ReturnId,
        lines: Vec<ReturnRequestLine>,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        override_policy: bool,
    },
    /// Gives other units in exchange for those of a return.
    ExchangeReturn {
        order: OrderId,
        return_id: ReturnId,
        lines: Vec<ReplacementLine>,
        /// Nothing means `on_receipt`; answers always have it.
        #[uniffi(default = None)]
        #[serde(default = "exchange_shipping_on_receipt", skip_serializing_if = "is_exchange_shipping_on_receipt")]
        ships: Option<ExchangeShipping>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reserved_for: Option<Span>,
    },
    /// Lets the customer send a return.
    ApproveReturn {
        order: OrderId,
        return_id: ReturnId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keeps_items: Option<bool>,
    },
    /// Refuses a return.
    DeclineReturn {
        order: OrderId,
        return_id: ReturnId,
        reason: String,
    },
    /// Calls off what has not come back of a return.
    CancelReturn {
        order: OrderId,
        return_id: ReturnId,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Tells how an approved return is to be sent.
    IssueReturnLabel {
        order: OrderId,
        return_id: ReturnId,
        label: ReturnLabel,
    },
    /// Takes in what a carrier reports on a parcel that comes back.
    RecordReturnTracking {
        order: OrderId,
        return_id: ReturnId,
        tracking: Tracking,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurred_at: Option<Timestamp>,
    },
    /// Takes in units that came back.
    ReceiveReturn {
        order: OrderId,
        return_id: ReturnId,
        location: LocationId,
        lines: Vec<ReceivedUnits>,
    },
    /// Says what returned units are like and what becomes of them.
    InspectReturn {
        order: OrderId,
        return_id: ReturnId,
        units: Vec<InspectedUnits>,
    },
    /// Takes in units that nobody asked to send back.
    ReceiveUnexpectedReturn {
        order: OrderId,
        return_id: ReturnId,
        location: LocationId,
        lines: Vec<ReceivedUnits>,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Credits and pays back what returned units bring back.
    RefundReturn {
        order: OrderId,
        return_id: ReturnId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        restocking_fee_rate: Option<Decimal>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refund_shipping: Option<bool>,
    },
    /// Opens a claim about units that left.
    OpenClaim {
        order: OrderId,
        claim_id: ClaimId,
        kind: ClaimKind,
        /// Nothing means `merchant`; answers always have it.
        #[uniffi(default = None)]
        #[serde(default = "claim_party_merchant", skip_serializing_if = "is_claim_party_merchant")]
        against: Option<ClaimParty>,
        lines: Vec<ClaimedUnits>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<u32>,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<String>,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<Decimal>,
    },
    /// Decides a claim.
    ResolveClaim {
        order: OrderId,
        claim_id: ClaimId,
        resolution: ClaimResolution,
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        replacements: Vec<ReplacementLine>,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recovered: Option<Decimal>,
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Erases what is personal of an order, from its record and from the log.
    EraseOrder {
        order: OrderId,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        with_place: bool,
    },
    /// Erases what is personal of a customer's orders, a part of them at a time.
    EraseCustomer {
        customer: CustomerId,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        alias: Option<CustomerId>,
        size: u32,
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<OrderCursor>,
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        with_place: bool,
    },
}

oms_core::read_tagged! {
    by "type" of "Command" as Command;
    PutLocation {
        location: Location,
    },
    PutChannel {
        channel: Channel,
    },
    PutPolicies {
        policies: Policies,
    },
    PutRoutingPolicy {
        rules: Vec<RoutingRule>,
        #[serde(default = "presence::whole::<u32, 2000>")] search_steps_max: u32,
        #[serde(default)] expected_version: Option<u64>,
    },
    PutZone {
        zone: Zone,
    },
    PutSlotTemplate {
        template: SlotTemplate,
    },
    PutRateCard {
        card: RateCard,
    },
    RemoveRateCard {
        card: RateCardId,
    },
    PutItem {
        sku: Sku,
        #[serde(default = "presence::yes")] tracked: bool,
        #[serde(default)] backorder: Option<Backorder>,
        #[serde(default)] return_category: Option<Category>,
        #[serde(default)] category: Option<Category>,
        #[serde(default)] unit_costs: Vec<CurrencyAmount>,
        #[serde(default)] grams: u32,
        #[serde(default)] dimensions: Option<Dimensions>,
        #[serde(default)] hazardous: bool,
        #[serde(default)] tags: Vec<Tag>,
        #[serde(default)] requires: Vec<Tag>,
        #[serde(default)] channel_caps: Vec<ChannelCap>,
        #[serde(default)] reorder_rules: Vec<ReorderRule>,
        #[serde(default)] lots: Option<LotPolicy>,
        #[serde(default = "serial_tracking_none")] tracks_serials: Option<SerialTracking>,
        #[serde(default)] components: Vec<Component>,
    },
    ReceiveStock {
        #[serde(default)] sku: Option<Sku>,
        location: LocationId,
        #[serde(default)] quantity: Option<Quantity>,
        #[serde(default)] into: Option<Bucket>,
        #[serde(default)] lot: Option<ReceivedLot>,
        #[serde(default)] serials: Vec<SerialNumber>,
        #[serde(default)] lines: Option<Vec<ReceiveLine>>,
        #[serde(default)] reason: String,
    },
    AdjustStock {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        change: i64,
        #[serde(default = "bucket_available")] bucket: Option<Bucket>,
        #[serde(default)] serials: Vec<SerialNumber>,
        #[serde(default = "shortage_choice_keep")] shortage: Option<ShortageChoice>,
        reason: String,
    },
    SetStock {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        #[serde(default)] on_hand: Option<Quantity>,
        #[serde(default)] available: Option<Quantity>,
        #[serde(default)] expected: Option<Quantity>,
        #[serde(default)] as_of: Option<Timestamp>,
        #[serde(default = "shortage_choice_keep")] shortage: Option<ShortageChoice>,
        reason: String,
    },
    MoveStock {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        from_bucket: Bucket,
        to_bucket: Bucket,
        quantity: Quantity,
        #[serde(default)] serials: Vec<SerialNumber>,
        reason: String,
    },
    RepairStock {
        audited_through: u64,
        repairs: Vec<StockRepair>,
        reason: String,
    },
    RecallLot {
        sku: Sku,
        lot: LotNumber,
        reason: String,
    },
    LiftRecall {
        sku: Sku,
        lot: LotNumber,
        #[serde(default)] release: bool,
        reason: String,
    },
    EditLot {
        sku: Sku,
        lot: LotNumber,
        #[serde(default)] expires_on: Option<Day>,
        #[serde(default)] best_before: Option<Day>,
        reason: String,
    },
    ReleaseBackorders {
        sku: Sku,
        location: LocationId,
        #[serde(default)] rule: Option<ReleaseRule>,
    },
    PutPurchaseOrder {
        purchase_order: DocumentId,
        supplier: SupplierId,
        location: LocationId,
        lines: Vec<OrderedLine>,
    },
    ReschedulePurchaseOrder {
        purchase_order: DocumentId,
        expected_at: Timestamp,
        #[serde(default)] lines: Vec<LineId>,
        #[serde(default)] reason: String,
    },
    ReceivePurchaseOrder {
        purchase_order: DocumentId,
        lines: Vec<PurchaseReceipt>,
        #[serde(default)] accepts_excess: bool,
        #[serde(default)] reason: String,
    },
    CancelPurchaseOrder {
        purchase_order: DocumentId,
        #[serde(default)] lines: Vec<LineId>,
        reason: String,
    },
    PutTransfer {
        transfer: DocumentId,
        from_location: LocationId,
        to_location: LocationId,
        expected_at: Timestamp,
        lines: Vec<PlannedTransferLine>,
    },
    ShipTransfer {
        transfer: DocumentId,
        #[serde(default)] lines: Vec<TransferShipment>,
        #[serde(default)] expected_at: Option<Timestamp>,
        #[serde(default)] reason: String,
    },
    RescheduleTransfer {
        transfer: DocumentId,
        expected_at: Timestamp,
        #[serde(default)] reason: String,
    },
    ReceiveTransfer {
        transfer: DocumentId,
        #[serde(default)] location: Option<LocationId>,
        lines: Vec<TransferReceipt>,
        #[serde(default)] accepts_excess: bool,
        #[serde(default)] reason: String,
    },
    CancelTransfer {
        transfer: DocumentId,
        #[serde(default)] calls_back: bool,
        #[serde(default)] expected_at: Option<Timestamp>,
        reason: String,
    },
    OpenCount {
        count: DocumentId,
        location: LocationId,
        skus: Vec<Sku>,
        #[serde(default)] blind: bool,
    },
    RecordCount {
        count: DocumentId,
        #[serde(default)] counted_at: Option<Timestamp>,
        lines: Vec<CountedUnits>,
    },
    ApproveCount {
        count: DocumentId,
        #[serde(default)] leaves_uncounted: bool,
        #[serde(default = "shortage_choice_keep")] shortage: Option<ShortageChoice>,
        reason: String,
    },
    RejectCount {
        count: DocumentId,
        #[serde(default)] skus: Vec<Sku>,
        reason: String,
    },
    CancelCount {
        count: DocumentId,
        reason: String,
    },
    ReserveStock {
        reservation: ReservationId,
        channel: ChannelId,
        lines: Vec<ReserveLine>,
        #[serde(default)] time_to_live: Option<Span>,
        #[serde(default)] shipping_address: Option<Address>,
        #[serde(default)] pickup: Option<LocationId>,
        #[serde(default)] slot: Option<DocumentId>,
        #[serde(default)] facts: Option<CartFacts>,
    },
    ChangeReservation {
        reservation: ReservationId,
        lines: Vec<ReserveLine>,
        #[serde(default)] time_to_live: Option<Span>,
        #[serde(default)] shipping_address: Option<Address>,
        #[serde(default)] slot: Option<DocumentId>,
        #[serde(default)] facts: Option<CartFacts>,
    },
    ReleaseReservation {
        reservation: ReservationId,
    },
    ExpireReservations,
    CaptureOrder {
        order: OrderId,
        channel: ChannelId,
        #[serde(default)] external_id: Option<ExternalId>,
        #[serde(default)] customer: Option<CustomerId>,
        #[serde(default)] customer_group: Option<CustomerGroup>,
        #[serde(default)] placed_at: Option<Timestamp>,
        #[serde(default)] priority: i16,
        currency: Currency,
        #[serde(default)] prices_include_tax: bool,
        lines: Vec<CaptureLine>,
        #[serde(default)] discounts: Vec<Discount>,
        #[serde(default)] shipping: Option<ShippingCharge>,
        #[serde(default)] charges: Vec<CaptureCharge>,
        #[serde(default)] presentment: Option<Presentment>,
        #[serde(default)] total: Option<Decimal>,
        #[serde(default)] shipping_address: Option<Address>,
        #[serde(default)] time_zone: String,
        #[serde(default)] promised_at: Option<Timestamp>,
        #[serde(default)] payments: Vec<PaymentOffer>,
        #[serde(default)] pickup: Option<LocationId>,
        #[serde(default)] slot: Option<DocumentId>,
        #[serde(default)] reservation: Option<ReservationId>,
        #[serde(default)] lease: Option<ReservationId>,
        #[serde(default)] tags: Vec<Tag>,
    },
    PlaceHold {
        order: OrderId,
        hold: HoldId,
        kind: HoldKind,
        reason: String,
    },
    ReleaseHold {
        order: OrderId,
        hold: HoldId,
    },
    AllocateOrder {
        order: OrderId,
    },
    AssignLocation {
        order: OrderId,
        location: LocationId,
        #[serde(default)] fulfillment: Option<u32>,
        #[serde(default)] lines: Vec<AssignLine>,
        #[serde(default)] force: bool,
        reason: String,
    },
    BrokerOrders {
        queue: OrderQueue,
        size: u32,
        #[serde(default)] after: Option<Waiting>,
        #[serde(default)] filter: OrderFilter,
    },
    RerouteOrders {
        orders: Vec<OrderReroute>,
        #[serde(default)] policy_version: Option<u64>,
        #[serde(default)] reason: String,
    },
    ChangeAddress {
        order: OrderId,
        shipping_address: Address,
        #[serde(default)] release_slot: bool,
    },
    ChangePickup {
        order: OrderId,
        #[serde(default)] pickup: Option<LocationId>,
    },
    ChangeSlot {
        order: OrderId,
        slot: DocumentId,
    },
    EditOrder {
        order: OrderId,
        changes: Vec<OrderChange>,
        #[serde(default)] reason: String,
    },
    CancelOrder {
        order: OrderId,
        #[serde(default)] lines: Vec<CancelLine>,
        reason: CancelReason,
        #[serde(default)] note: String,
    },
    TagOrder {
        order: OrderId,
        #[serde(default)] add: Vec<Tag>,
        #[serde(default)] remove: Vec<Tag>,
    },
    AcceptFulfillment {
        order: OrderId,
        fulfillment: u32,
    },
    RejectFulfillment {
        order: OrderId,
        fulfillment: u32,
        reason: String,
    },
    CancelFulfillment {
        order: OrderId,
        fulfillment: u32,
        #[serde(default)] reason: String,
    },
    PickFulfillment {
        order: OrderId,
        fulfillment: u32,
        #[serde(default)] lines: Vec<PickLine>,
    },
    SubstituteItem {
        order: OrderId,
        fulfillment: u32,
        line: LineId,
        quantity: Quantity,
        #[serde(default = "substitute_reason_not_found")] reason: Option<SubstituteReason>,
        #[serde(default)] serials: Vec<SerialNumber>,
        substitute: SubstituteLine,
    },
    RecordMispick {
        order: OrderId,
        fulfillment: u32,
        line: LineId,
        scanned: Sku,
    },
    ChangeLot {
        order: OrderId,
        fulfillment: u32,
        line: LineId,
        from_lot: LotNumber,
        to_lot: LotNumber,
        #[serde(default)] quantity: Option<Quantity>,
    },
    PackParcel {
        order: OrderId,
        fulfillment: u32,
        #[serde(default)] lines: Vec<PackLine>,
    },
    ReadyForPickup {
        order: OrderId,
        fulfillment: u32,
        #[serde(default)] proof_code: String,
    },
    CollectOrder {
        order: OrderId,
        fulfillment: u32,
        #[serde(default)] collected_by: String,
        #[serde(default)] proof_code: String,
    },
    ShipParcel {
        order: OrderId,
        parcel: u32,
        #[serde(default)] carrier: String,
        #[serde(default)] service: String,
        #[serde(default)] tracking_number: String,
    },
    RecordTracking {
        order: OrderId,
        parcel: u32,
        tracking: Tracking,
        #[serde(default)] event: Option<ProviderEventId>,
        #[serde(default)] occurred_at: Option<Timestamp>,
    },
    RequestInterception {
        order: OrderId,
        parcel: u32,
        reason: CancelReason,
        #[serde(default)] note: String,
    },
    ResolveInterception {
        order: OrderId,
        parcel: u32,
        outcome: InterceptionOutcome,
        #[serde(default)] answer: String,
        #[serde(default)] occurred_at: Option<Timestamp>,
    },
    AuthorizePayment {
        order: OrderId,
        payment: PaymentId,
        method: PaymentMethod,
        amount: Decimal,
        #[serde(default)] expires_at: Option<Timestamp>,
        #[serde(default)] reference: Option<ProviderEventId>,
    },
    CapturePayment {
        order: OrderId,
        payment: PaymentId,
        #[serde(default)] method: Option<PaymentMethod>,
        #[serde(default)] amount: Option<Decimal>,
        #[serde(default)] parcel: Option<u32>,
        #[serde(default)] reference: Option<ProviderEventId>,
    },
    VoidPayment {
        order: OrderId,
        payment: PaymentId,
        #[serde(default)] reference: Option<ProviderEventId>,
    },
    RefundPayment {
        order: OrderId,
        payment: PaymentId,
        amount: Decimal,
        reason: String,
        #[serde(default)] goodwill: bool,
        #[serde(default)] reference: Option<ProviderEventId>,
    },
    CollectCash {
        order: OrderId,
        payment: PaymentId,
        #[serde(default)] amount: Option<Decimal>,
        #[serde(default)] parcel: Option<u32>,
        #[serde(default)] reference: Option<ProviderEventId>,
    },
    RemitCash {
        order: OrderId,
        payment: PaymentId,
        amount: Decimal,
        #[serde(default)] is_final: bool,
        #[serde(default)] reference: Option<ProviderEventId>,
    },
    RecordChargeback {
        order: OrderId,
        payment: PaymentId,
        amount: Decimal,
        reference: ProviderEventId,
        #[serde(default)] reason: String,
    },
    ReverseChargeback {
        order: OrderId,
        payment: PaymentId,
        reference: ProviderEventId,
        #[serde(default)] amount: Option<Decimal>,
    },
    InstructPayment {
        order: OrderId,
        payment: PaymentId,
        #[serde(default)] method: Option<PaymentMethod>,
        kind: InstructionKind,
        #[serde(default)] amount: Option<Decimal>,
        #[serde(default)] parcel: Option<u32>,
        #[serde(default)] is_final: bool,
        #[serde(default)] reason: String,
        #[serde(default)] goodwill: bool,
    },
    ResolvePayment {
        order: OrderId,
        payment: PaymentId,
        key: InstructionKey,
        outcome: PaymentOutcome,
    },
    RetryPayment {
        order: OrderId,
        payment: PaymentId,
        key: InstructionKey,
    },
    RequestReturn {
        order: OrderId,
        return_id: ReturnId,
        lines: Vec<ReturnRequestLine>,
        #[serde(default)] override_policy: bool,
    },
    ExchangeReturn {
        order: OrderId,
        return_id: ReturnId,
        lines: Vec<ReplacementLine>,
        #[serde(default = "exchange_shipping_on_receipt")] ships: Option<ExchangeShipping>,
        #[serde(default)] reserved_for: Option<Span>,
    },
    ApproveReturn {
        order: OrderId,
        return_id: ReturnId,
        #[serde(default)] keeps_items: Option<bool>,
    },
    DeclineReturn {
        order: OrderId,
        return_id: ReturnId,
        reason: String,
    },
    CancelReturn {
        order: OrderId,
        return_id: ReturnId,
        #[serde(default)] reason: String,
    },
    IssueReturnLabel {
        order: OrderId,
        return_id: ReturnId,
        label: ReturnLabel,
    },
    RecordReturnTracking {
        order: OrderId,
        return_id: ReturnId,
        tracking: Tracking,
        #[serde(default)] occurred_at: Option<Timestamp>,
    },
    ReceiveReturn {
        order: OrderId,
        return_id: ReturnId,
        location: LocationId,
        lines: Vec<ReceivedUnits>,
    },
    InspectReturn {
        order: OrderId,
        return_id: ReturnId,
        units: Vec<InspectedUnits>,
    },
    ReceiveUnexpectedReturn {
        order: OrderId,
        return_id: ReturnId,
        location: LocationId,
        lines: Vec<ReceivedUnits>,
        #[serde(default)] note: String,
    },
    RefundReturn {
        order: OrderId,
        return_id: ReturnId,
        #[serde(default)] restocking_fee_rate: Option<Decimal>,
        #[serde(default)] refund_shipping: Option<bool>,
    },
    OpenClaim {
        order: OrderId,
        claim_id: ClaimId,
        kind: ClaimKind,
        #[serde(default = "claim_party_merchant")] against: Option<ClaimParty>,
        lines: Vec<ClaimedUnits>,
        #[serde(default)] parcel: Option<u32>,
        #[serde(default)] evidence: Vec<String>,
        #[serde(default)] note: String,
        #[serde(default)] asked: Option<Decimal>,
    },
    ResolveClaim {
        order: OrderId,
        claim_id: ClaimId,
        resolution: ClaimResolution,
        #[serde(default)] replacements: Vec<ReplacementLine>,
        #[serde(default)] recovered: Option<Decimal>,
        #[serde(default)] note: String,
    },
    EraseOrder {
        order: OrderId,
        #[serde(default)] with_place: bool,
    },
    EraseCustomer {
        customer: CustomerId,
        #[serde(default)] alias: Option<CustomerId>,
        size: u32,
        #[serde(default)] after: Option<OrderCursor>,
        #[serde(default)] with_place: bool,
    },
}

/// A place that keeps or ships stock: a warehouse, a store, a supplier who ships.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Location {
    /// Its id.
    pub id: LocationId,
    /// What people call it.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The country it stands in.
    pub country: Country,
    /// Its place on the map. Without one, distance does not decide for or against it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Coordinates>,
    /// Lower numbers are preferred when as many parcels are needed.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub priority: u16,
    /// Countries it ships to; empty means everywhere.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<Country>,
    /// Whether orders may be routed to it. Its stock stays counted.
    #[uniffi(default = true)]
    #[serde(default = "presence::yes")]
    pub ships: bool,
    /// Whether customers may collect orders there, whether or not it ships.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub pickup: bool,
    /// What it can take on in a day; absent means whatever is routed to it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_capacity: Option<DailyCapacity>,
    /// What its own work costs, by currency; at most one entry a currency.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handling_costs: Vec<HandlingCost>,
    /// How many of a thousand fulfillment orders it refuses, as far as that is known, for costs that count with it.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u16, 0>")]
    pub refusal_per_mille: u16,
    /// Groups it is in, for rules of routing.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Tag>,
    /// What it can do that items may require, such as `cold_chain`.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<Tag>,
    /// When it sends parcels; absent where that is not known.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispatch: Option<Dispatch>,
}

/// A place that keeps or ships stock: warehouse, store, supplier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocationId(pub String);
uniffi::custom_newtype!(LocationId, String);

/// A country by its two letters of ISO 3166-1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Country(pub String);
uniffi::custom_newtype!(Country, String);

/// A point on the earth, in decimal degrees.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Coordinates {
    /// Degrees north of the equator, -90 to 90.
    pub latitude: Decimal,
    /// Degrees east of Greenwich, -180 to 180.
    pub longitude: Decimal,
}

/// What a location can take on in a day. A measure that is absent is without limit.
///
/// Work counts on the day on which stock of the location is promised to an order. An order that is canceled on the same day
/// gives its
/// room back; on a later day it does not, and takes none of that day.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct DailyCapacity {
    /// Orders.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders: Option<u32>,
    /// Units of all orders.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<Quantity>,
    /// What they weigh together, in grams.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grams: Option<u64>,
    /// The time zone of its days, by its name in the IANA database; empty is UTC.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
}

impl Default for DailyCapacity {
    fn default() -> Self {
        DailyCapacity {
            orders: None,
            units: None,
            grams: None,
            time_zone: String::new(),
        }
    }
}

/// A count of units that is never negative.
pub type Quantity = i64;

/// What it costs that a location picks and packs, in one currency.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct HandlingCost {
    /// The currency.
    pub currency: Currency,
    /// For each parcel: the box, the label, the walk.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub per_parcel: Decimal,
    /// For each unit in it.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub per_unit: Decimal,
}

/// A currency by its three letters of ISO 4217.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Currency(pub String);
uniffi::custom_newtype!(Currency, String);

/// A word put on an order to find it by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tag(pub String);
uniffi::custom_newtype!(Tag, String);

/// When a location sends parcels.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Dispatch {
    /// The time zone of its days, by its name in the IANA database; empty is UTC.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
    /// What is routed to it at this time of an open day or later leaves on the next one; absent means that a whole day
    /// counts.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<LocalTime>,
    /// The days of the week on which parcels leave; empty means all.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<Weekday>,
    /// Days on which none leave: holidays and the like, sorted.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed_on: Vec<Day>,
    /// Days that a parcel is on its way; absent where that is not known.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transit_days: Option<u16>,
}

impl Default for Dispatch {
    fn default() -> Self {
        Dispatch {
            time_zone: String::new(),
            cut_off: None,
            weekdays: Vec::new(),
            closed_on: Vec::new(),
            transit_days: None,
        }
    }
}

/// A time of the day as clocks show it, `00:00` to `24:00`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalTime(pub String);
uniffi::custom_newtype!(LocalTime, String);

/// A day of the week.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// A day of the calendar, as in ISO 8601: `2026-03-29`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub String);
uniffi::custom_newtype!(Day, String);

/// Where orders come from: a web shop, a marketplace, a store till.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// What people call it.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Currencies it may sell in; empty means every currency.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub currencies: Vec<Currency>,
    /// Locations whose stock it sells; empty means all.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationId>,
    /// The time zone of its customers, by its name in the IANA database, for orders that name none; empty is UTC.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
    /// Whether it may sell what others must leave as safety stock (a store selling from its own shelf).
    #[uniffi(default = false)]
    #[serde(default)]
    pub ignores_safety_stock: bool,
    /// Days that what is kept by lot must have left when its customers get it; items and lines of orders may ask for more.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u16, 0>")]
    pub minimum_life_days: u16,
    /// What becomes of an order that asks for more than there is.
    /// Nothing means `refuse`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "on_shortage_refuse", skip_serializing_if = "Option::is_none")]
    pub on_shortage: Option<OnShortage>,
    /// Whether an order must have a payment authorized or captured before it is released to a location.
    #[uniffi(default = false)]
    #[serde(default)]
    pub requires_payment: bool,
    /// How much of the stock it is shown, where it is told figures of its own; absent means all of it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publishing: Option<Publishing>,
}

/// Where orders come from: web shop, marketplace, store till.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChannelId(pub String);
uniffi::custom_newtype!(ChannelId, String);

/// What becomes of an order that asks for more than there is.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnShortage {
    /// The capture is refused with the figures. Right where the buyer still waits for an answer.
    Refuse,
    /// The order is captured, the missing units stay open and a stock hold is placed. Right where the sale has
    /// already been made elsewhere.
    Hold,
}

pub(super) fn on_shortage_refuse() -> Option<OnShortage> {
    Some(OnShortage::Refuse)
}

/// How much of the stock a channel is shown that sells by figures it was told some time ago.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Publishing {
    /// Units of each SKU that it is not told of: what others may sell until it is told again.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub buffer: Quantity,
    /// The most units of a SKU that it shows; absent means as many as there are.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Quantity>,
}

impl Default for Publishing {
    fn default() -> Self {
        Publishing {
            buffer: 0,
            most: None,
        }
    }
}

/// How orders are verified, reserved, routed and returned.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Policies {
    /// What is checked when an order is captured.
    #[uniffi(default)]
    #[serde(default)]
    pub verification: VerificationPolicy,
    /// What corrections of stock may say.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "presence::is_default")]
    pub stock: StockPolicy,
    /// How long stock is kept for carts and unpaid orders.
    #[uniffi(default)]
    #[serde(default)]
    pub reservation: ReservationPolicy,
    /// How locations are chosen.
    #[uniffi(default)]
    #[serde(default)]
    pub routing: RoutingPolicy,
    /// What may come back, and until when.
    #[uniffi(default)]
    #[serde(default)]
    pub returns: ReturnPolicy,
    /// How money moves.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "presence::is_default")]
    pub payments: PaymentPolicy,
    /// How long goods wait for whoever collects them.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "presence::is_default")]
    pub pickup: PickupPolicy,
    /// Who is served first with stock that units wait for.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "presence::is_default")]
    pub backorders: BackorderPolicy,
    /// What pickers may give instead of what is not there.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "presence::is_default")]
    pub substitution: SubstitutionPolicy,
    /// Who approves counts.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "presence::is_default")]
    pub counting: CountingPolicy,
}

impl Default for Policies {
    fn default() -> Self {
        Policies {
            verification: VerificationPolicy::default(),
            stock: StockPolicy::default(),
            reservation: ReservationPolicy::default(),
            routing: RoutingPolicy::default(),
            returns: ReturnPolicy::default(),
            payments: PaymentPolicy::default(),
            pickup: PickupPolicy::default(),
            backorders: BackorderPolicy::default(),
            substitution: SubstitutionPolicy::default(),
            counting: CountingPolicy::default(),
        }
    }
}

/// What is checked when an order is captured. A failed check places a hold; it never loses the order.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct VerificationPolicy {
    /// Orders that ship need an address with street, city and postal code.
    #[uniffi(default = false)]
    #[serde(default)]
    pub requires_address: bool,
    /// Orders above this total in `review_currency` are held for review.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_above: Option<Decimal>,
    /// The currency of `review_above` and of the limits of cash on delivery; orders in others are not compared with them.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits_currency: Option<Currency>,
    /// Orders to be paid in cash on delivery above this total are held for verification.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_on_delivery_limit: Option<Decimal>,
    /// Limits of cash on delivery for parts of a country. The longest prefix that fits the postal code of the destination
    /// decides, and
    /// where none fits, `cash_on_delivery_limit` does.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cash_on_delivery_limits: Vec<CashLimit>,
    /// An order of the same customer with the same lines and total within this span is held as a duplicate.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_window: Option<Span>,
    /// Customers whose orders are always held for review.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub review_customers: Vec<CustomerId>,
    /// Destinations whose orders are always held for review.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub review_countries: Vec<Country>,
}

impl Default for VerificationPolicy {
    fn default() -> Self {
        VerificationPolicy {
            requires_address: false,
            review_above: None,
            limits_currency: None,
            cash_on_delivery_limit: None,
            cash_on_delivery_limits: Vec::new(),
            duplicate_window: None,
            review_customers: Vec::new(),
            review_countries: Vec::new(),
        }
    }
}

/// A limit of cash on delivery for the destinations whose postal code begins with a text.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CashLimit {
    /// The country.
    pub country: Country,
    /// How the postal code begins; empty for the whole country. Spaces and capitals do not matter.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postal_prefix: String,
    /// Orders above this total in `limits_currency` are held for verification; at 0 all are.
    pub limit: Decimal,
}

/// A span of time in whole seconds.
pub type Span = i64;

/// Who bought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomerId(pub String);
uniffi::custom_newtype!(CustomerId, String);

/// What corrections of stock may say.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct StockPolicy {
    /// Whether a correction may leave less than nothing on hand. It may where sales are reported before deliveries, so that
    /// a figure below zero tells of a delivery that has not been entered yet.
    #[uniffi(default = false)]
    #[serde(default)]
    pub allows_negative_on_hand: bool,
}

impl Default for StockPolicy {
    fn default() -> Self {
        StockPolicy {
            allows_negative_on_hand: false,
        }
    }
}

/// How long stock is kept for carts and unpaid orders.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReservationPolicy {
    /// For a cart or checkout that names no span of its own. 15 minutes by default.
    #[uniffi(default = 900)]
    #[serde(default = "presence::whole::<Span, 900>")]
    pub time_to_live: Span,
    /// For an order that waits for its payment. One day by default.
    #[uniffi(default = 86400)]
    #[serde(default = "presence::whole::<Span, 86400>")]
    pub unpaid_order: Span,
    /// Whether changing a reservation starts its time anew.
    #[uniffi(default = false)]
    #[serde(default)]
    pub change_extends: bool,
}

impl Default for ReservationPolicy {
    fn default() -> Self {
        ReservationPolicy {
            time_to_live: 900,
            unpaid_order: 86400,
            change_extends: false,
        }
    }
}

/// How locations are chosen.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RoutingPolicy {
    /// The most parcels an order may be split into; absent means no limit.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcels_max: Option<u8>,
    /// How many sets of locations the search may look at before it settles for the best found.
    #[uniffi(default = 20000)]
    #[serde(default = "presence::whole::<u32, 20000>")]
    pub search_steps_max: u32,
    /// What becomes of units that a picker does not find.
    /// Nothing means `reroute`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "on_short_pick_reroute", skip_serializing_if = "Option::is_none")]
    pub on_short_pick: Option<OnShortPick>,
}

impl Default for RoutingPolicy {
    fn default() -> Self {
        RoutingPolicy {
            parcels_max: None,
            search_steps_max: 20000,
            on_short_pick: on_short_pick_reroute(),
        }
    }
}

/// What becomes of units that a picker does not find.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnShortPick {
    /// They are routed to another location; where none has them they stay open under a stock hold.
    Reroute,
    /// They are canceled and their share is credited.
    Cancel,
}

pub(super) fn on_short_pick_reroute() -> Option<OnShortPick> {
    Some(OnShortPick::Reroute)
}

/// What may come back, until when, and what is kept of it.
///
/// What binds the merchant (windows, reasons, fees, shipping, the amount below which items are kept) is copied onto each
/// order when it
/// is captured. Approval and
/// the time a customer has to send what was approved follow the policy of the day of the approval.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReturnPolicy {
    /// Days after the day of delivery, by the calendar of the order's time zone, on which a return may be requested; 0
    /// means no
    /// returns.
    #[uniffi(default = 30)]
    #[serde(default = "presence::whole::<u16, 30>")]
    pub window_days: u16,
    /// Whether requests inside the window are approved at once.
    #[uniffi(default = false)]
    #[serde(default)]
    pub approves_automatically: bool,
    /// Windows of channels, categories and groups of customers that have their own; the first that fits a line is taken.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<WindowRule>,
    /// Reasons that are accepted; empty means all.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReturnReason>,
    /// Parts of the credit that are kept; the first that fits a unit is taken. A fault of the seller's costs nothing.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restocking_fees: Vec<RestockingFee>,
    /// What is kept when a return came on a label of the merchant's, by currency, once a return and not by fault of the
    /// seller.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub label_fees: Vec<CurrencyAmount>,
    /// When shipping is given back, once all of an order has come back.
    /// Nothing means `sellers_fault`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "shipping_refund_sellers_fault", skip_serializing_if = "is_shipping_refund_sellers_fault")]
    pub shipping: Option<ShippingRefund>,
    /// Whether a discount is taken back when a return, not by fault of the seller, leaves less with the customer than it
    /// was given for.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub claws_back: bool,
    /// When charges beside lines and shipping (gift wrap, duty, the fee for cash on delivery) are given back, once all of
    /// an order has
    /// come back. A kind that is not named is by fault of the seller: whoever changes their mind has had the service.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeRefund>,
    /// The customer keeps what brings back at most this, by currency: it is refunded without coming back.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keep_up_to: Vec<CurrencyAmount>,
    /// Days after the day of its approval after which what has not come of a return is expected no more, unless it is in
    /// transit;
    /// absent means never.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_after_days: Option<u16>,
    /// How long stock is kept for what is given in exchange while it waits for the goods; absent means as long as they are
    /// expected.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange_reservation: Option<Span>,
}

impl Default for ReturnPolicy {
    fn default() -> Self {
        ReturnPolicy {
            window_days: 30,
            approves_automatically: false,
            windows: Vec::new(),
            reasons: Vec::new(),
            restocking_fees: Vec::new(),
            label_fees: Vec::new(),
            shipping: shipping_refund_sellers_fault(),
            claws_back: false,
            charges: Vec::new(),
            keep_up_to: Vec::new(),
            closes_after_days: None,
            exchange_reservation: None,
        }
    }
}

/// A window of its own for a channel, a category, a group of customers, or any of these together.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WindowRule {
    /// The channel; absent means any.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// The category of the item; absent means any item, whether it has a category or not.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// The group of the customer; absent means any customer, in a group or not.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_group: Option<CustomerGroup>,
    /// Days after the day of delivery; 0 means that it is a final sale.
    pub window_days: u16,
}

/// A group of items that are returned on terms of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Category(pub String);
uniffi::custom_newtype!(Category, String);

/// Customers that are treated alike: members, wholesale, staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomerGroup(pub String);
uniffi::custom_newtype!(CustomerGroup, String);

/// Why a customer returns something.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnReason {
    /// Did not like it, or ordered too much.
    ChangeOfMind,
    /// Does not fit.
    SizeOrFit,
    /// Broken or not working.
    Defective,
    /// Broken on the way.
    DamagedInTransit,
    /// Something else was in the parcel.
    WrongItem,
    /// It is not what the description says.
    NotAsDescribed,
    /// Came too late.
    ArrivedLate,
    /// Anything else.
    Other,
}

/// A part of the credit of units that is kept.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RestockingFee {
    /// Why the customer returns it, for a reason that is not the seller's fault; absent means any of those.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReturnReason>,
    /// What the unit was found to be like; absent means any grade and none.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// The part that is kept, as a fraction: 0.15 for 15 %. Rounded half away from zero.
    pub rate: Decimal,
}

/// What a returned unit is like.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Unopened, as it was sold.
    New,
    /// Opened, complete, without a trace of use.
    LikeNew,
    /// Light traces of use.
    Good,
    /// Clear traces of use; it works.
    Acceptable,
    /// Broken or soiled.
    Damaged,
    /// It does not work.
    Defective,
}

/// An amount of one currency.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CurrencyAmount {
    /// The currency.
    pub currency: Currency,
    /// The amount.
    pub amount: Decimal,
}

/// When shipping, or a charge, is given back, once nothing of an order is left with the customer or to be delivered.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShippingRefund {
    /// When all that came back did so by fault of the seller.
    SellersFault,
    /// Whatever the reasons were.
    Always,
    /// Never.
    Never,
}

pub(super) fn shipping_refund_sellers_fault() -> Option<ShippingRefund> {
    Some(ShippingRefund::SellersFault)
}

pub(super) fn is_shipping_refund_sellers_fault(value: &Option<ShippingRefund>) -> bool {
    matches!(value, None | Some(ShippingRefund::SellersFault))
}

/// When charges of one kind are given back.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ChargeRefund {
    /// The kind; name each once.
    pub kind: ChargeKind,
    /// When.
    pub given: ShippingRefund,
}

/// What a charge is for.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeKind {
    /// The courier takes the money at the door.
    CashOnDelivery,
    /// Wrapped as a gift.
    GiftWrap,
    /// Handling and packing.
    Handling,
    /// The parcel is insured.
    Insurance,
    /// Import duties paid by the merchant.
    Duty,
    /// Anything else.
    Other,
}

/// How money moves.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PaymentPolicy {
    /// Whether the engine tells a provider to pay back what returns bring back, and waits for its answer. If not, a refund
    /// of a return
    /// is recorded as made, and whoever sends the command has seen to it.
    #[uniffi(default = false)]
    #[serde(default)]
    pub through_provider: bool,
    /// What becomes of an order whose payment comes after its stock went back on sale.
    /// Nothing means `reserve_again`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "late_payment_reserve_again", skip_serializing_if = "Option::is_none")]
    pub late: Option<LatePayment>,
    /// In which order payments are paid back, by method. Methods that are not named come after those that are: cards and
    /// their like in
    /// the order in which they were made, then gift cards and store credit. Each gives back at most what it was captured
    /// for.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refund_order: Vec<PaymentMethod>,
}

impl Default for PaymentPolicy {
    fn default() -> Self {
        PaymentPolicy {
            through_provider: false,
            late: late_payment_reserve_again(),
            refund_order: Vec::new(),
        }
    }
}

/// What becomes of an order whose payment comes after its stock went back on sale.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LatePayment {
    /// Stock is promised anew; what there is no more is told by a stock hold.
    ReserveAgain,
    /// A review hold is placed; stock is promised anew once a person releases it.
    Hold,
    /// Stock is promised anew; what there is no more waits for stock as a backorder, whether or not the item takes
    /// backorders.
    Backorder,
    /// Stock is promised anew; what there is no more is canceled, and what was paid for it is owed, or paid back through
    /// the provider.
    Refund,
}

pub(super) fn late_payment_reserve_again() -> Option<LatePayment> {
    Some(LatePayment::ReserveAgain)
}

/// How a payment is made.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Credit or debit card.
    Card,
    /// A wallet such as those of phones and platforms.
    Wallet,
    /// Bank transfer or direct debit.
    BankTransfer,
    /// Bought on account.
    Invoice,
    /// Gift card.
    GiftCard,
    /// Credit kept by the merchant.
    StoreCredit,
    /// Cash, given to the courier.
    CashOnDelivery,
    /// The marketplace settles with the merchant.
    Marketplace,
    /// Anything else.
    Other,
}

/// How long goods wait for whoever collects them.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PickupPolicy {
    /// How long after they are ready; absent means that they wait for ever.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collect_within: Option<Span>,
}

impl Default for PickupPolicy {
    fn default() -> Self {
        PickupPolicy {
            collect_within: None,
        }
    }
}

/// Who is served first with stock that units wait for.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct BackorderPolicy {
    /// The rule. Promises on what is on order follow it as well.
    /// Nothing means `priority`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "release_rule_priority", skip_serializing_if = "Option::is_none")]
    pub release: Option<ReleaseRule>,
}

impl Default for BackorderPolicy {
    fn default() -> Self {
        BackorderPolicy {
            release: release_rule_priority(),
        }
    }
}

/// Who is served first with stock that units wait for.
///
/// Each order counts with all units of the SKU that it waits for. Orders that the location cannot serve are passed by under
/// every rule.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseRule {
    /// The highest priority, then placed first; in part if need be.
    Priority,
    /// Placed first, whatever the priority; in part if need be.
    FirstCome,
    /// Promised for the earliest day, those promised for none last, then by priority; in part if need be.
    Promise,
    /// By priority, but only orders that get all they wait for. Others wait, and what completes nobody stays free.
    ShipComplete,
    /// By priority, all that an order waits for or nothing. What is left is kept for the first that it is too little for:
    /// reserved, and
    /// given out as work once the rest is there. Nobody behind it is served before.
    ReserveHead,
}

pub(super) fn release_rule_priority() -> Option<ReleaseRule> {
    Some(ReleaseRule::Priority)
}

/// What a picker may give instead of what is not there, within what the customer takes.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SubstitutionPolicy {
    /// By how much the price of what is given may differ from that of what it is given for, up or down, as a fraction of
    /// that: 0.2 for
    /// 20 %. Both are prices of all units, before discounts. Absent means no limit.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_difference_max: Option<Decimal>,
    /// Whether a customer who has agreed to it pays more for a substitute than for what it is given for.
    #[uniffi(default = false)]
    #[serde(default)]
    pub may_cost_more: bool,
}

impl Default for SubstitutionPolicy {
    fn default() -> Self {
        SubstitutionPolicy {
            price_difference_max: None,
            may_cost_more: false,
        }
    }
}

/// Who approves counts, and which differences need nobody.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CountingPolicy {
    /// Whether nobody may approve what they have counted themselves.
    #[uniffi(default = false)]
    #[serde(default)]
    pub four_eyes: bool,
    /// The most units that a SKU, or a lot of it, may be off for a count to be approved by itself; absent means that
    /// somebody always
    /// approves.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance_units: Option<Quantity>,
    /// The most that such a difference may be worth besides, by currency. Where the cost of an item is not known in a
    /// currency, units alone
    /// decide.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tolerance_values: Vec<CurrencyAmount>,
}

impl Default for CountingPolicy {
    fn default() -> Self {
        CountingPolicy {
            four_eyes: false,
            tolerance_units: None,
            tolerance_values: Vec::new(),
        }
    }
}

/// Which locations may ship an order, which of them are best, and what becomes of it if they cannot.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RoutingRule {
    /// Its name; decisions and holds say it.
    pub name: String,
    /// The orders it is for, as a condition in CEL such as `order.channel == "web"`; absent means every order.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Which locations it uses.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "presence::is_default")]
    pub locations: LocationFilter,
    /// What makes a plan better than another: the first that tells them apart decides. Empty means `parcels`, `priority`,
    /// `distance`.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rank: Vec<RankBy>,
    /// What plans cost beside carriers and handling, for the rank `cost`; absent means nothing else, in the currency of the
    /// order.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<CostModel>,
    /// Whether an order may be divided into parcels.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "presence::is_default")]
    pub split: SplitPolicy,
    /// What becomes of an order that it finds no plan for.
    /// Nothing means `next_rule`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "otherwise_next_rule", skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Otherwise>,
}

/// A condition on an order, in a part of CEL: `order.total > 100 && "vip" in order.tags`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Condition(pub String);
uniffi::custom_newtype!(Condition, String);

/// Which locations a rule uses. All that is named must be fulfilled.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LocationFilter {
    /// Only these; empty means all.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<LocationId>,
    /// Only those in one of these groups; empty means all.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Tag>,
    /// None that is in one of these groups.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_groups: Vec<Tag>,
    /// Only those that stand in one of these countries; empty means all.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Country>,
    /// Only those that stand in the country the order goes to.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub same_country: bool,
    /// Only those where customers may collect orders.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub pickup: bool,
    /// Only those whose priority is at most this.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority_max: Option<u16>,
    /// Only those at most so many metres away. It says nothing where one of the two has no place on the map.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_max: Option<u64>,
    /// Units of each SKU that stay at a location.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub stock_floor: Quantity,
    /// Only those from where the order arrives by the day it is promised for. It says nothing of orders without a promise.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub meets_promise: bool,
}

impl Default for LocationFilter {
    fn default() -> Self {
        LocationFilter {
            ids: Vec::new(),
            groups: Vec::new(),
            not_groups: Vec::new(),
            countries: Vec::new(),
            same_country: false,
            pickup: false,
            priority_max: None,
            distance_max: None,
            stock_floor: 0,
            meets_promise: false,
        }
    }
}

/// What makes a plan better than another.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankBy {
    /// Fewer parcels.
    Parcels,
    /// A smaller sum of the priorities of locations.
    Priority,
    /// A smaller sum of distances in metres. It decides only where all locations that have units have a place on the map.
    Distance,
    /// Fewer days until each parcel arrives, summed up, of those that say when they dispatch.
    Days,
    /// A smaller sum of the shares of their day that locations have taken on, in thousandths of the measure of
    /// `daily_capacity` that is
    /// fullest. Locations that can take on any amount have taken on nothing of it.
    Load,
    /// A smaller cost: what carriers charge by rate cards, handling, and the terms of the rule's cost model. It comes last:
    /// between plans
    /// that cost the same, locations come by priority, distance and id.
    Cost,
}

/// What plans cost beside what carriers charge and locations spend. A term that is absent is nothing.
///
/// Rate cards and handling costs count that are in its currency, whatever currency the order is in.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CostModel {
    /// The currency that plans are compared in.
    pub currency: Currency,
    /// What it is worth to send one parcel less.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub per_parcel: Decimal,
    /// For each day that a parcel arrives after the day the order is promised for.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub per_late_day: Decimal,
    /// What it costs to route a parcel anew that a location refuses; it counts by how often the location does.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub refusal: Decimal,
    /// What it costs to take the last units of an item at a location.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scarcity: Option<StockTerm>,
    /// What it is worth to take units of an item where a location has too many.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markdown: Option<StockTerm>,
    /// What a parcel costs at a location whose day is full, by how full it is; only locations with a daily capacity have a
    /// load.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub full_day: Decimal,
}

/// A cost or credit of a unit that depends on how many there are.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct StockTerm {
    /// How many units of an item at a location are few, or are enough.
    pub units: Quantity,
    /// The amount for a unit.
    pub amount: Decimal,
}

/// Whether an order may be divided into parcels.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SplitPolicy {
    /// The most parcels; 1 means that it is not divided. Absent means as many as the policies of routing allow.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcels_max: Option<u8>,
    /// What each parcel of a divided order is worth at least, discounts taken off. Orders in other currencies are not
    /// divided.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel_value_min: Option<CurrencyAmount>,
    /// Items with the same one of these tags go in the same parcel.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keep_together: Vec<Tag>,
    /// Whether nothing is sent as long as something is missing.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub ship_complete: bool,
}

impl Default for SplitPolicy {
    fn default() -> Self {
        SplitPolicy {
            parcels_max: None,
            parcel_value_min: None,
            keep_together: Vec::new(),
            ship_complete: false,
        }
    }
}

/// What becomes of an order that a rule finds no plan for.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// The next rule that is for it is asked. After the last, what is missing is treated as by `backorder`.
    NextRule,
    /// It is held as unserviceable, and the hold says why. Nothing is promised.
    Hold,
    /// What is there is sent; the rest goes on backorder as far as its items allow, and beyond that the channel decides.
    Backorder,
    /// What is there is sent; the rest stays open under a stock hold.
    Queue,
}

pub(super) fn otherwise_next_rule() -> Option<Otherwise> {
    Some(Otherwise::NextRule)
}

/// A part of the world that deliveries go to.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Zone {
    /// Its id.
    pub id: ZoneId,
    /// What people call it.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What lies in it.
    pub area: ZoneArea,
}

/// A part of the world that deliveries go to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ZoneId(pub String);
uniffi::custom_newtype!(ZoneId, String);

/// How a zone is drawn. All of it is worked out in whole numbers, so that every machine draws the same border.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ZoneArea {
    /// Everything within a distance of a point, the border included.
    Radius {
        /// The point.
        center: Coordinates,
        /// The distance, as the crow flies.
        metres: u32,
    },
    /// What lies within straight lines between corners on a map whose axes are latitude and longitude, the border included.
    /// The last
    /// corner is joined to the first.
    Polygon {
        /// At least 3 corners, in their order along the border.
        corners: Vec<Coordinates>,
    },
    /// Destinations whose postal code begins with one of some texts.
    PostalPrefixes {
        /// The country.
        country: Country,
        /// The texts. Spaces and capitals do not matter.
        prefixes: Vec<String>,
    },
    /// Cells of the H3 grid, of any resolution.
    Cells {
        /// Their indexes, as H3 writes them.
        cells: Vec<String>,
    },
}

oms_core::read_tagged! {
    by "type" of "ZoneArea" as ZoneArea;
    Radius {
        center: Coordinates,
        metres: u32,
    },
    Polygon {
        corners: Vec<Coordinates>,
    },
    PostalPrefixes {
        country: Country,
        prefixes: Vec<String>,
    },
    Cells {
        cells: Vec<String>,
    },
}

/// A plan of windows in which a location delivers, or hands over what is collected there, week after week.
///
/// Each window of each day is a slot. Its id is that of the template, the day and the time it begins by the clocks of the
/// time zone:
/// `evening/2026-12-24/18:00`.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SlotTemplate {
    /// Its id.
    pub id: SlotTemplateId,
    /// What people call it.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The location that delivers, or where orders are collected: their stock comes from there.
    pub location: LocationId,
    /// Whether goods are delivered or collected.
    /// Nothing means `delivery`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "slot_kind_delivery", skip_serializing_if = "Option::is_none")]
    pub kind: Option<SlotKind>,
    /// The zone it delivers to; absent means wherever the location ships. Collecting knows no zone.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// The time zone of its days and times, by its name in the IANA database; empty is UTC.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
    /// The windows of a week.
    pub windows: Vec<SlotWindow>,
    /// What fits into each window that says nothing else.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "presence::is_default")]
    pub capacity: SlotCapacity,
    /// A time of an earlier day, or of the day of the window, from which on it cannot be booked.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<CutOff>,
    /// How long before it begins a window cannot be booked any more.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub lead_time: Span,
    /// Days without windows: holidays and the like, sorted.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed_on: Vec<Day>,
    /// Whether an order that is canceled once its slot cannot be booked any more frees it all the same. If not, its place
    /// is used up.
    #[uniffi(default = false)]
    #[serde(default)]
    pub late_cancel_frees: bool,
}

/// A plan of delivery or pick-up windows. At most 100 bytes, since the ids of its slots begin with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SlotTemplateId(pub String);
uniffi::custom_newtype!(SlotTemplateId, String);

/// Whether goods are delivered or collected.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// They are brought to the customer.
    Delivery,
    /// The customer collects them.
    Pickup,
}

pub(super) fn slot_kind_delivery() -> Option<SlotKind> {
    Some(SlotKind::Delivery)
}

/// A window of a week. It may not last beyond the end of its day.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SlotWindow {
    /// The day.
    pub weekday: Weekday,
    /// When it begins.
    pub begins: LocalTime,
    /// When it ends; `24:00` is the end of the day.
    pub ends: LocalTime,
    /// What fits into it, if not what the template says.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<SlotCapacity>,
}

/// What fits into a window by each measure; absent means without limit.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SlotCapacity {
    /// Orders, and carts that hold a place.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders: Option<u32>,
    /// Their weight in grams.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grams: Option<u64>,
    /// Their units.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Quantity>,
}

impl Default for SlotCapacity {
    fn default() -> Self {
        SlotCapacity {
            orders: None,
            grams: None,
            items: None,
        }
    }
}

/// A time of the day from which on windows cannot be booked.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CutOff {
    /// How many days before that of the window.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub days_before: u8,
    /// The time, by the clocks of the template's time zone.
    pub time: LocalTime,
}

/// What a carrier charges for a service: a zone says how far it is, a weight step what a parcel costs, surcharges what
/// comes on top.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RateCard {
    /// Its id.
    pub id: RateCardId,
    /// Who carries, such as `dhl`.
    pub carrier: String,
    /// What is bought of the carrier, such as `parcel`.
    pub service: String,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// Locations it is for. If neither locations nor groups are named, it is for all. Where zones depend on where a parcel
    /// starts, each
    /// origin has a card of its own.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationId>,
    /// Groups of locations it is for, beside those that are named.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub location_groups: Vec<Tag>,
    /// Where it goes, and what that costs. A destination that lies in none is not served.
    pub zones: Vec<RateZone>,
    /// Cubic centimetres that are charged as a kilogram, such as 5000; absent means that size does not matter.
    ///
    /// A parcel is charged by what it weighs or by its volume divided by this, rounded up to whole grams, whichever is
    /// more. Units
    /// whose size is not known count with what they weigh in either.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volumetric_divisor: Option<u32>,
    /// What comes on top.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surcharges: Vec<Surcharge>,
}

/// What a carrier charges for a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RateCardId(pub String);
uniffi::custom_newtype!(RateCardId, String);

/// Destinations that cost the same, and what they cost.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RateZone {
    /// What the carrier calls it, such as `2` or `islands`.
    pub name: String,
    /// What lies in it.
    pub area: RateArea,
    /// What a parcel costs by weight, lightest first. A heavier parcel costs at least as much as a lighter one.
    pub steps: Vec<WeightStep>,
    /// What it costs beyond the last step; absent means that heavier parcels are not taken.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond: Option<WeightIncrement>,
    /// Days from hand-over to delivery.
    pub transit_days: u16,
}

/// How destinations are told apart. If a card has zones of both kinds, an address that a postal code names goes by that.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum RateArea {
    /// By country and the beginning of the postal code; of all zones of a card the longest beginning decides.
    Postal {
        /// Where.
        places: Vec<PostalArea>,
    },
    /// By distance from the location, as the crow flies; of all zones of a card the narrowest band decides. Location and
    /// destination
    /// must both have coordinates.
    Distance {
        /// Up to how many metres, the bound included; absent means however far.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        metres_max: Option<u32>,
        /// Only in these countries; empty means in all.
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        countries: Vec<Country>,
    },
}

oms_core::read_tagged! {
    by "type" of "RateArea" as RateArea;
    Postal {
        places: Vec<PostalArea>,
    },
    Distance {
        #[serde(default)] metres_max: Option<u32>,
        #[serde(default)] countries: Vec<Country>,
    },
}

/// A country, or a part of it by postal code.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PostalArea {
    /// The country.
    pub country: Country,
    /// How its postal codes begin; empty means the whole country. Spaces and capitals do not matter.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prefixes: Vec<String>,
}

/// What a parcel costs up to a weight.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WeightStep {
    /// Up to how many grams, the bound included.
    pub grams_max: u32,
    /// What it costs.
    pub amount: Decimal,
}

/// What each further weight costs.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WeightIncrement {
    /// How many grams; a part of them counts as the whole.
    pub grams: u32,
    /// What they cost.
    pub amount: Decimal,
}

/// What comes on top of the price by weight.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Surcharge {
    /// A part of the price by weight, rounded half away from zero to the minor unit. Several are added up before rounding.
    Fuel {
        /// How many percent, with at most 4 decimals.
        percent: Decimal,
    },
    /// For each parcel to places that are hard to reach.
    RemoteArea {
        /// How much.
        amount: Decimal,
        /// Where.
        places: Vec<PostalArea>,
    },
    /// For each parcel with hazardous goods. A card that does not say what they cost does not take them.
    HazardousGoods {
        /// How much.
        amount: Decimal,
    },
    /// For each parcel, such as a toll or a label.
    PerParcel {
        /// How much.
        amount: Decimal,
    },
}

oms_core::read_tagged! {
    by "type" of "Surcharge" as Surcharge;
    Fuel {
        percent: Decimal,
    },
    RemoteArea {
        amount: Decimal,
        places: Vec<PostalArea>,
    },
    HazardousGoods {
        amount: Decimal,
    },
    PerParcel {
        amount: Decimal,
    },
}

/// A stock keeping unit: what is counted, kept and sold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sku(pub String);
uniffi::custom_newtype!(Sku, String);

/// How far an item may be sold beyond stock.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Backorder {
    /// The most units that may wait at a time: absent means no limit, 0 means none.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Quantity>,
}

impl Default for Backorder {
    fn default() -> Self {
        Backorder {
            limit: None,
        }
    }
}

/// How large a unit is, in millimetres. Which side is which does not matter.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Dimensions {
    /// Its length.
    pub length_mm: u32,
    /// Its width.
    pub width_mm: u32,
    /// Its height.
    pub height_mm: u32,
}

/// The most units of an item that a channel may have sold or reserved at a time.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ChannelCap {
    /// The channel.
    pub channel: ChannelId,
    /// Its limit.
    pub limit: Quantity,
}

/// When an item is to be ordered anew for a location, and how much of it.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReorderRule {
    /// The location.
    pub location: LocationId,
    /// It is to be ordered when no more than so many are available.
    pub reorder_point: Quantity,
    /// Units that should always be there, for days on which more is sold or a delivery is late.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub safety_stock: Quantity,
    /// For how many days an order should last; absent means what the query says, or up to the reorder point.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_days: Option<u16>,
}

/// How an item that is kept by lot is picked, and how long its units have to last.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LotPolicy {
    /// Which lots an order gets.
    /// Nothing means `fefo`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "lot_picking_fefo", skip_serializing_if = "Option::is_none")]
    pub picking: Option<LotPicking>,
    /// Days that a unit must have left when it is delivered; a channel or a line of an order may ask for more.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u16, 0>")]
    pub minimum_life_days: u16,
}

impl Default for LotPolicy {
    fn default() -> Self {
        LotPolicy {
            picking: lot_picking_fefo(),
            minimum_life_days: 0,
        }
    }
}

/// Which lots of a location an order gets.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LotPicking {
    /// First expired, first out: what ends first, then what was received first.
    Fefo,
    /// First in, first out: what was received first, then what ends first.
    Fifo,
    /// As few lots as can be; among those that would do, what ends first.
    FewestLots,
}

pub(super) fn lot_picking_fefo() -> Option<LotPicking> {
    Some(LotPicking::Fefo)
}

/// When the serial numbers of an item are captured.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SerialTracking {
    /// Never: its units are all alike.
    None,
    /// When units come in. Every unit in stock has its number, and every command that moves units in or out of a state
    /// names theirs.
    Receipt,
    /// When units are picked or packed. What lies on the shelf is only counted.
    Shipment,
}

pub(super) fn serial_tracking_none() -> Option<SerialTracking> {
    Some(SerialTracking::None)
}

pub(super) fn is_serial_tracking_none(value: &Option<SerialTracking>) -> bool {
    matches!(value, None | Some(SerialTracking::None))
}

/// What one bundle holds of an item.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Component {
    /// What; it may be a bundle itself.
    pub sku: Sku,
    /// How many units of it make one bundle.
    pub quantity: Quantity,
    /// Its part of the price of the bundle, for all its units together, in proportion to the parts of the other components.
    /// Absent, each unit of the component counts as one.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_weight: Option<u32>,
}

/// A state stock can be in at a location.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// Free to be promised. Negative when a correction fell below what had been promised.
    Available,
    /// Promised for a while: to a cart, a checkout, an order that is held or unpaid.
    Reserved,
    /// Promised to an order that has been given to the location.
    Committed,
    /// Kept back from sale, except by channels that ignore it.
    Safety,
    /// Not fit for sale.
    Damaged,
    /// Waiting for somebody to look at it.
    QualityControl,
}

pub(super) fn bucket_available() -> Option<Bucket> {
    Some(Bucket::Available)
}

/// A lot as it is named where units of it come in.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReceivedLot {
    /// Its number.
    pub number: LotNumber,
    /// The day on which it expires; absent if it never does, or if the lot is known already.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Day>,
    /// The day up to which it is at its best; absent if there is none, or if the lot is known already.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_before: Option<Day>,
}

/// The number of a lot, given by whoever made it: batch or lot in GS1's words, application identifier 10.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LotNumber(pub String);
uniffi::custom_newtype!(LotNumber, String);

/// The serial number of a unit: GS1 application identifier 21, 1 to 20 characters of GS1 character set 82.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SerialNumber(pub String);
uniffi::custom_newtype!(SerialNumber, String);

/// Units of one SKU that arrive.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReceiveLine {
    /// What arrived.
    pub sku: Sku,
    /// How many units.
    pub quantity: Quantity,
    /// The state they arrive in; free for sale if not given.
    /// Nothing means `available`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "bucket_available", skip_serializing_if = "Option::is_none")]
    pub into: Option<Bucket>,
    /// The lot they are of, where the item is kept by lot. A new lot is noted with its days; a known one has those it has.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<ReceivedLot>,
    /// The serial numbers of all units, where the item is tracked by them at receipt.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

/// What becomes of promises when a correction leaves fewer units than are promised at the location.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortageChoice {
    /// They stay as they are: less than nothing is available, nothing more is promised, and what arrives makes up for it
    /// first.
    Keep,
    /// The command is refused with `below_promised` and the figures.
    Refuse,
    /// Some lose their units, and are promised others where routing finds some: carts before orders, and among orders the
    /// lowest priority
    /// first, then the latest promise, then the latest placed. Units that have been picked or packed are never taken.
    Reassign,
}

pub(super) fn shortage_choice_keep() -> Option<ShortageChoice> {
    Some(ShortageChoice::Keep)
}

pub(super) fn is_shortage_choice_keep(value: &Option<ShortageChoice>) -> bool {
    matches!(value, None | Some(ShortageChoice::Keep))
}

/// One figure that is repaired.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StockRepair {
    /// A balance becomes what the ledger makes. The ledger is right, so no movement is written.
    Balance {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// The state.
        bucket: Bucket,
        /// What is kept.
        kept: i64,
        /// What the ledger makes.
        becomes: i64,
    },
    /// The ledger gets a movement that makes it agree with a balance. The balance is right, and stays.
    Ledger {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// The state.
        bucket: Bucket,
        /// What the ledger makes.
        moved: i64,
        /// What is kept.
        becomes: i64,
    },
    /// What is promised becomes what orders and reservations hold; the difference moves from or to what is available.
    Promise {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// Reserved or committed.
        bucket: Bucket,
        /// What is kept, after the repairs before this one.
        kept: i64,
        /// What orders and reservations hold.
        becomes: i64,
    },
    /// The count of units on backorder becomes what orders have.
    Backordered {
        /// The SKU.
        sku: Sku,
        /// What is counted.
        kept: i64,
        /// What orders have.
        becomes: i64,
    },
}

oms_core::read_tagged! {
    by "type" of "StockRepair" as StockRepair;
    Balance {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        bucket: Bucket,
        kept: i64,
        becomes: i64,
    },
    Ledger {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        bucket: Bucket,
        moved: i64,
        becomes: i64,
    },
    Promise {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        bucket: Bucket,
        kept: i64,
        becomes: i64,
    },
    Backordered {
        sku: Sku,
        kept: i64,
        becomes: i64,
    },
}

/// A paper beside orders, named by whoever issues it: the number of a purchase order, say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(pub String);
uniffi::custom_newtype!(DocumentId, String);

/// Who delivers what was ordered from them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SupplierId(pub String);
uniffi::custom_newtype!(SupplierId, String);

/// Units of one SKU that are ordered.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct OrderedLine {
    /// Its id, unique within the purchase order.
    pub id: LineId,
    /// What is ordered.
    pub sku: Sku,
    /// How many units, those that have arrived included.
    pub quantity: Quantity,
    /// When what is outstanding is expected to arrive.
    pub expected_at: Timestamp,
}

/// A line of an order; unique within the order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineId(pub String);
uniffi::custom_newtype!(LineId, String);

/// What arrived of a line.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PurchaseReceipt {
    /// The line.
    pub line: LineId,
    /// Units that are fit for sale.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub available: Quantity,
    /// Units that are damaged.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub damaged: Quantity,
    /// Units that somebody has to look at first.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub quality_control: Quantity,
    /// The lot they are of, where the item is kept by lot; units of another lot are received by a command of their own.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<ReceivedLot>,
    /// The serial numbers of all units, where the item is tracked by them at receipt.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "presence::is_default")]
    pub serials: ArrivedSerials,
    /// Whether nothing more is expected of the line.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub closes: bool,
}

/// Units that arrive, by the state they arrive in.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ArrivedSerials {
    /// Those of units that are fit for sale.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub available: Vec<SerialNumber>,
    /// Those of units that are damaged.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub damaged: Vec<SerialNumber>,
    /// Those of units that somebody has to look at first.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quality_control: Vec<SerialNumber>,
}

impl Default for ArrivedSerials {
    fn default() -> Self {
        ArrivedSerials {
            available: Vec::new(),
            damaged: Vec::new(),
            quality_control: Vec::new(),
        }
    }
}

/// Units of one SKU that are to go.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PlannedTransferLine {
    /// Its id, unique within the transfer.
    pub id: LineId,
    /// What goes.
    pub sku: Sku,
    /// The lot, where the item is kept by lot; units of another lot are a line of their own.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// How many units.
    pub quantity: Quantity,
}

/// Units of a line that leave.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct TransferShipment {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
    /// The serial numbers of the units, where the item is tracked by them at receipt.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

/// What arrived of a line.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct TransferReceipt {
    /// The line.
    pub line: LineId,
    /// Units that are fit for sale.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub available: Quantity,
    /// Units that are damaged.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub damaged: Quantity,
    /// Units that somebody has to look at first.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub quality_control: Quantity,
    /// Units that were in transit and will not arrive.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub lost: Quantity,
    /// The serial numbers of the units that arrived, where the item is tracked by them at receipt.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "presence::is_default")]
    pub serials: ArrivedSerials,
    /// Those of the units that will not arrive.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost_serials: Vec<SerialNumber>,
}

/// Units of a SKU, or of a lot of it, that were there.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CountedUnits {
    /// What.
    pub sku: Sku,
    /// The lot, where the item is kept by lot. One that was never received is received first.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units that were there, whatever their state: those set aside for orders, damaged or doubtful ones as well.
    pub quantity: Quantity,
}

/// Stock promised to a cart or checkout for a while.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReservationId(pub String);
uniffi::custom_newtype!(ReservationId, String);

/// Units of one SKU, or bundles, for a cart. The same SKU may stand on several lines; they are summed.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReserveLine {
    /// What.
    pub sku: Sku,
    /// How many units.
    pub quantity: Quantity,
}

/// Where an order goes or is billed.
///
/// Name, street, telephone and e-mail say who it is, and nothing is decided by them: erasing personal data takes them. The
/// rest says where
/// it is; zones, rate cards, rules and distances decide by it, and it goes only where that is asked for. See
/// `docs/privacy.md`.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Address {
    /// Who receives.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Street and number.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address1: String,
    /// Floor, building and the like.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address2: String,
    /// City or town.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// State, province or region.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub province: String,
    /// Postal code as written in its country.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postal_code: String,
    /// Country.
    pub country: Country,
    /// Telephone number as given.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// E-mail address as given.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// The place on the map, when known: distances are measured from it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Coordinates>,
    /// The cell of the H3 grid that the place lies in, as H3 writes its index, for zones that are drawn by cells.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub h3_cell: String,
}

/// What a cart knows of its order, for rules of a routing policy that ask for it. What is absent is not known yet: rules
/// that need it
/// cannot be asked, and the reservation names them.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CartFacts {
    /// What it costs, tax included (`order.total`), and with it the currency (`order.currency`). A channel of one currency
    /// has that one.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<CurrencyAmount>,
    /// The group of the customer (`order.customer.group`); empty if there is none.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_group: Option<String>,
    /// The priority of the order (`order.priority`).
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<i16>,
    /// The tags of the order (`order.tags`).
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// How it will be paid (`order.payment_methods`).
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_methods: Option<Vec<PaymentMethod>>,
    /// When it is promised to arrive.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<Timestamp>,
}

impl Default for CartFacts {
    fn default() -> Self {
        CartFacts {
            total: None,
            customer_group: None,
            priority: None,
            tags: None,
            payment_methods: None,
            promised_at: None,
        }
    }
}

/// An order, named by whoever captures it. Time-ordered ids (UUIDv7, say) keep stores fast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderId(pub String);
uniffi::custom_newtype!(OrderId, String);

/// The id an order has in the channel it came from; unique within that channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ExternalId(pub String);
uniffi::custom_newtype!(ExternalId, String);

/// A line of an order to be captured.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CaptureLine {
    /// Its id, unique within the order.
    pub id: LineId,
    /// What.
    pub sku: Sku,
    /// How many.
    pub quantity: Quantity,
    /// The price of one, before discounts. It may be finer than the currency.
    pub unit_price: Decimal,
    /// What is taken off the line.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    /// The taxes on it.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxRate>,
    /// Days that units kept by lot must have left when they are delivered: those of the order's day of delivery, or of
    /// today. What item
    /// and channel ask for holds as well, and what one line asks for holds for all of its SKU.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u16, 0>")]
    pub minimum_life_days: u16,
    /// What the customer takes instead of units that a picker does not find; absent means nothing.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitution: Option<Substitution>,
}

/// Something taken off a price.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Discount {
    /// What is taken off.
    pub amount: Decimal,
    /// The code or promotion it comes from.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// What has to be kept for it. It is taken as given when the order is captured; where the terms claw back, a return
    /// that leaves less
    /// with the customer takes the discount off what is kept.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<DiscountMinimum>,
}

/// What has to be kept for a discount: both, where both are named.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct DiscountMinimum {
    /// Goods to so much, at their unit prices before discounts.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// So many units.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

impl Default for DiscountMinimum {
    fn default() -> Self {
        DiscountMinimum {
            amount: None,
            quantity: None,
        }
    }
}

/// A tax.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct TaxRate {
    /// The rate as a fraction: 0.18 for 18 %.
    pub rate: Decimal,
}

/// Which items a customer takes instead of those of a line, if a picker does not find them.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Substitution {
    /// Which.
    pub accepts: Accepts,
    /// The items, most welcome first; just where `accepts` is `listed`.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<Sku>,
    /// Whether the customer pays what the substitute costs where that is more, if `policies.substitution.may_cost_more`
    /// allows it. If
    /// not, it costs at most what the units it is given for would have cost.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub pays_more: bool,
}

/// Which items a customer takes instead.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accepts {
    /// None: what is missing is canceled.
    None,
    /// Those that are listed.
    Listed,
    /// Any of the same `category`.
    SameCategory,
    /// Whatever the picker thinks comes nearest.
    BestMatch,
}

/// What shipping costs.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ShippingCharge {
    /// The price, tax as the order's prices have it.
    pub price: Decimal,
    /// The taxes on it.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxRate>,
}

/// A charge of an order to be captured.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CaptureCharge {
    /// What for; name each kind once.
    pub kind: ChargeKind,
    /// The price, tax as the order's prices have it.
    pub price: Decimal,
    /// The taxes on it.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxRate>,
}

/// A total as the customer saw it, and the rate it was made with. It is kept for people and accounts; all reckoning is in
/// the order's own
/// currency, so that a rate of another day changes nothing.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Presentment {
    /// The currency the customer saw.
    pub currency: Currency,
    /// How much of it one unit of the order's currency was: more than 0, with at most 12 decimals.
    pub rate: Decimal,
    /// The total the customer saw, in that currency.
    pub total: Decimal,
}

/// A way the order is paid, and how far that has gone when it is captured.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PaymentOffer {
    /// The id of the payment.
    pub id: PaymentId,
    /// How it is made.
    pub method: PaymentMethod,
    /// What has been authorized by now.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorized: Option<Decimal>,
    /// When what has been authorized may not be captured any more.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// What has been captured by now.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured: Option<Decimal>,
    /// The provider's id of that.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ProviderEventId>,
}

/// A payment on an order: one card, one gift card, one cash collection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PaymentId(pub String);
uniffi::custom_newtype!(PaymentId, String);

/// The id a carrier or payment provider gives to one of its events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProviderEventId(pub String);
uniffi::custom_newtype!(ProviderEventId, String);

/// A hold on an order; unique within the order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HoldId(pub String);
uniffi::custom_newtype!(HoldId, String);

/// What a hold is about.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldKind {
    /// Money has not been authorized yet.
    Payment,
    /// Units are missing that the channel has already sold.
    Stock,
    /// The address cannot be shipped to as it stands.
    Address,
    /// The totals the channel sent differ from ours.
    Totals,
    /// It looks like an order placed before.
    Duplicate,
    /// A rule of the merchant wants a person to look at it.
    Review,
    /// No location serves the destination.
    Unserviceable,
    /// A line's SKU is not in the catalog.
    Unmapped,
    /// It has lost its slot, or got none: it needs another.
    Slot,
    /// The store where it was to be collected will not hand it over. It is never sent instead by itself.
    PickupRejected,
    /// A person stopped it.
    Manual,
}

/// Units of a line that are assigned.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct AssignLine {
    /// The line, or a line that was sold as a bundle.
    pub line: LineId,
    /// How many units, or bundles, beside those that are at the location already; absent means all.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

/// A queue of orders with units that cannot be routed, or are not yet. An order stands in one at most: the first that fits.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderQueue {
    /// The store where it was to be collected will not hand units over. They are never sent instead by themselves: assign
    /// them to the same
    /// store, have them collected elsewhere or sent, or cancel them.
    PickupRejected,
    /// A hold keeps it back, or units wait until they are paid for.
    Held,
    /// No stock is promised to units of it: there is no plan for them.
    Unfillable,
    /// Units are on backorder, and get stock that arrives.
    WaitingForSupply,
}

/// An order that waits for stock of a SKU, or stands in a queue, and its place there: highest priority first, then placed
/// first, then by
/// id.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Waiting {
    /// Higher is served first.
    pub priority: i16,
    /// Then whoever placed first.
    pub placed_at: Timestamp,
    /// The order.
    pub order: OrderId,
}

/// Which orders. Every condition that is there must hold.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct OrderFilter {
    /// Where the order stands as a whole.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderStatus>,
    /// Where its money stands.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentStatus>,
    /// Where its units stand.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfillment: Option<FulfillmentStatus>,
    /// Where its parcels stand.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryStatus>,
    /// Where its returns stand.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<ReturnStatus>,
    /// Its channel.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// A location that has, or had, units of it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// Who bought.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// A SKU in it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<Sku>,
    /// A lot of which units are promised or have gone to it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotReference>,
    /// A tag on it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// A kind of hold on it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldKind>,
    /// The queue it stands in.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<OrderQueue>,
    /// Placed at this instant or later.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_from: Option<Timestamp>,
    /// Placed before this instant.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_before: Option<Timestamp>,
    /// Promised for before this instant, with units that have not arrived.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_at: Option<Timestamp>,
}

impl Default for OrderFilter {
    fn default() -> Self {
        OrderFilter {
            order: None,
            payment: None,
            fulfillment: None,
            delivery: None,
            returns: None,
            channel: None,
            location: None,
            customer: None,
            sku: None,
            lot: None,
            tag: None,
            hold: None,
            queue: None,
            placed_from: None,
            placed_before: None,
            late_at: None,
        }
    }
}

/// Where the order stands as a whole.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Going on.
    Open,
    /// A hold keeps it from going on.
    OnHold,
    /// Every unit has arrived, or is canceled or lost.
    Completed,
    /// Every unit is canceled.
    Canceled,
}

/// Where its money stands.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Nothing has been authorized or captured.
    Pending,
    /// Enough is authorized, nothing captured.
    Authorized,
    /// Something is captured, less than is owed.
    PartiallyPaid,
    /// What is owed is captured.
    Paid,
    /// More is captured than is owed: a credit is due.
    Overpaid,
    /// Something has been refunded.
    PartiallyRefunded,
    /// All that was captured has been refunded.
    Refunded,
    /// Nothing is owed and nothing was captured.
    Voided,
    /// A bank has taken money back, and has not given it back again.
    ChargedBack,
}

/// Where its units stand, up to the carrier.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FulfillmentStatus {
    /// No unit has been promised stock or given to a location.
    Unfulfilled,
    /// Stock is reserved; work has not been given out.
    Reserved,
    /// Units wait for stock; none is on its way.
    Backordered,
    /// Locations are at work.
    InProgress,
    /// Some units have shipped, others have still to.
    PartiallyShipped,
    /// All units that were not canceled have shipped.
    Shipped,
    /// Nothing is left to ship.
    Canceled,
}

/// Where its parcels stand.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// Nothing has shipped.
    NotShipped,
    /// On the way.
    InTransit,
    /// With the courier who will ring the bell.
    OutForDelivery,
    /// Some units have arrived, others have still to.
    PartiallyDelivered,
    /// All units that were not canceled have arrived.
    Delivered,
    /// An attempt failed; another follows.
    FailedAttempt,
    /// A parcel is on its way back to where it came from, or back there.
    ReturnedToOrigin,
    /// A parcel is lost.
    Lost,
}

/// Where its returns stand.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnStatus {
    /// Nothing comes back.
    None,
    /// A return waits for approval.
    Requested,
    /// A return is approved or under way.
    InProgress,
    /// Some units have come back.
    PartiallyReturned,
    /// All delivered units have come back.
    Returned,
}

/// A lot of a SKU, to find orders by.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LotReference {
    /// The SKU.
    pub sku: Sku,
    /// The number of the lot.
    pub number: LotNumber,
}

/// An order, and what of it comes from other locations.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct OrderReroute {
    /// The order.
    pub order: OrderId,
    /// The version it must have.
    pub expected_version: u64,
    /// What moves.
    pub moves: Vec<UnitMove>,
}

/// Units of a line that come from another location than before.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct UnitMove {
    /// The line.
    pub line: LineId,
    /// Where they are promised from.
    pub from_location: LocationId,
    /// Where they come from instead.
    pub to_location: LocationId,
    /// How many.
    pub quantity: Quantity,
}

/// One change of an order.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OrderChange {
    /// Adds a line.
    AddLine {
        /// The line, under an id that the order does not have yet.
        line: CaptureLine,
    },
    /// Sets how many units of a line are wanted, canceled ones not counted. More are priced at the line's unit price
    /// without
    /// discounts; fewer cancel units that have not shipped, those that have come least far first.
    ///
    /// Of a bundle there can be fewer, not more: add another line of it.
    SetQuantity {
        /// The line, or the line that a bundle was captured as.
        line: LineId,
        /// How many; 0 takes the line off the order.
        quantity: Quantity,
    },
    /// Sets what the units of a line cost that have not been credited.
    SetPrice {
        /// The line.
        line: LineId,
        /// The price of one, before discounts.
        unit_price: Decimal,
        /// What is taken off all of them. It takes the place of what was taken off them before, the line's share of the
        /// order's
        /// discounts included; absent means that this stays.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        discounts: Option<Vec<Discount>>,
    },
    /// Says anew what the customer takes instead of units of a line that are not there.
    SetSubstitution {
        /// The line, or the line that a bundle was captured as.
        line: LineId,
        /// What is taken instead.
        substitution: Substitution,
    },
    /// Takes something off the whole order: it is divided over what is left of the lines, by what they cost.
    AddDiscount {
        /// The discount.
        discount: Discount,
    },
    /// Sets what shipping costs, unless some of it has been credited.
    SetShipping {
        /// The charge.
        shipping: ShippingCharge,
    },
}

oms_core::read_tagged! {
    by "type" of "OrderChange" as OrderChange;
    AddLine {
        line: CaptureLine,
    },
    SetQuantity {
        line: LineId,
        quantity: Quantity,
    },
    SetPrice {
        line: LineId,
        unit_price: Decimal,
        #[serde(default)] discounts: Option<Vec<Discount>>,
    },
    SetSubstitution {
        line: LineId,
        substitution: Substitution,
    },
    AddDiscount {
        discount: Discount,
    },
    SetShipping {
        shipping: ShippingCharge,
    },
}

/// Units of a line to cancel.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CancelLine {
    /// The line, or the line that a bundle was captured as.
    pub line: LineId,
    /// How many units, or how many bundles with all their components.
    pub quantity: Quantity,
    /// The serial numbers of those among them that are picked or packed with one. They must be named where only some of
    /// them are canceled.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

/// Why units are canceled.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// The customer changed their mind.
    Customer,
    /// The payment was declined or never came.
    Declined,
    /// The order was found to be fraudulent.
    Fraud,
    /// There is no stock.
    Inventory,
    /// A member of staff made a mistake.
    Staff,
    /// Anything else.
    Other,
}

/// Units of a line that a picker looked for.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PickLine {
    /// The line.
    pub line: LineId,
    /// The lot, where units of several are to be picked; absent means whichever comes first. Units of another lot than was
    /// planned are
    /// first noted by `change_lot`.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// How many were taken from the shelf.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub picked: Quantity,
    /// How many were not there.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub not_found: Quantity,
    /// The serial numbers of the units that were taken. Of an item that is tracked at shipment they may be named when it is
    /// packed.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
    /// The serial numbers of the units that were not there, where the item is tracked by them at receipt.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_found_serials: Vec<SerialNumber>,
}

/// Why units are not given.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubstituteReason {
    /// They were not there. The books of the location lose them, and it is not asked for the line again.
    NotFound,
    /// They are there and not fit to be given. They count as damaged.
    Unfit,
}

pub(super) fn substitute_reason_not_found() -> Option<SubstituteReason> {
    Some(SubstituteReason::NotFound)
}

pub(super) fn is_substitute_reason_not_found(value: &Option<SubstituteReason>) -> bool {
    matches!(value, None | Some(SubstituteReason::NotFound))
}

/// What is given instead of others.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SubstituteLine {
    /// The id of the line to be, unique within the order.
    pub id: LineId,
    /// What is given.
    pub sku: Sku,
    /// How many units; absent means as many as are not given. Two small packs may stand for a large one.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Its price, before discounts, tax as the order's prices have it.
    pub unit_price: Decimal,
    /// The taxes on it; absent means those of the line it is given for.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taxes: Option<Vec<TaxRate>>,
    /// The serial numbers of the units that are given. Of an item that is tracked at shipment they may be named when it is
    /// packed.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

/// Units of a line that go into a parcel.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PackLine {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
    /// Their serial numbers: of an item that is tracked at shipment, unless they were named when it was picked; and
    /// wherever some of the
    /// units that were picked with theirs go into the parcel, and others do not.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

/// How far a shipped parcel has come, in the carrier's own axis.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tracking {
    /// The carrier has it.
    InTransit,
    /// The courier who will ring the bell has it.
    OutForDelivery,
    /// An attempt failed; another follows.
    FailedAttempt,
    /// Something is wrong and the carrier says what.
    Exception,
    /// On its way back to the location.
    ReturningToOrigin,
    /// Back at the location.
    ReturnedToOrigin,
    /// Lost on the way.
    Lost,
    /// With the customer.
    Delivered,
}

/// What a carrier answers that was asked to bring a parcel back.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterceptionOutcome {
    /// It brings the parcel back.
    Confirmed,
    /// It does not.
    Failed,
}

/// What a provider can be told to do.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstructionKind {
    /// Set money aside.
    Authorization,
    /// Take money.
    Capture,
    /// Let go what is set aside and not taken.
    Void,
    /// Give money back.
    Refund,
}

/// The idempotency key of an instruction to a payment provider. It follows from the order, the payment and the
/// transaction's number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InstructionKey(pub String);
uniffi::custom_newtype!(InstructionKey, String);

/// What came of an instruction.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PaymentOutcome {
    /// The provider has done it.
    Succeeded {
        /// How much, if it is less than it was told.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Decimal>,
        /// The provider's id of it.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<ProviderEventId>,
        /// When an authorization ends, if it does.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<Timestamp>,
    },
    /// The provider has not done it.
    Failed {
        /// The provider's code, of 1 to 128 bytes.
        code: String,
        /// The same in words.
        #[uniffi(default = "")]
        #[serde(default, skip_serializing_if = "String::is_empty")]
        message: String,
    },
}

oms_core::read_tagged! {
    by "type" of "PaymentOutcome" as PaymentOutcome;
    Succeeded {
        #[serde(default)] amount: Option<Decimal>,
        #[serde(default)] reference: Option<ProviderEventId>,
        #[serde(default)] expires_at: Option<Timestamp>,
    },
    Failed {
        code: String,
        #[serde(default)] message: String,
    },
}

/// A return on an order; unique within the order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReturnId(pub String);
uniffi::custom_newtype!(ReturnId, String);

/// Units of a line that a customer wants to send back.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReturnRequestLine {
    /// The line, or the line that a bundle was captured as.
    pub line: LineId,
    /// How many units, or how many bundles with all their components.
    pub quantity: Quantity,
    /// Why.
    pub reason: ReturnReason,
}

/// A line that takes the place of others.
///
/// Without a price it costs what the units it replaces bring back, to the cent: a shirt bought at half price is exchanged
/// for
/// another size of it without money either way, whatever that size is sold at today. With a price it costs that, and the
/// difference
/// is due or paid back.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReplacementLine {
    /// The id of the line to be, unique within the order.
    pub id: LineId,
    /// What is given.
    pub sku: Sku,
    /// How many units.
    pub quantity: Quantity,
    /// The line whose units it replaces, one for one; needed where no price is named.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<LineId>,
    /// The price of one, before discounts, tax as the order's prices have it; absent means what the replaced units bring
    /// back.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Decimal>,
    /// What is taken off all units together; only with a price.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    /// Taxes on it; only with a price, since what has none is taxed as what it replaces.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxRate>,
}

/// When replacements are sent.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeShipping {
    /// Once all that is expected back has been received, or is expected no more.
    OnReceipt,
    /// As soon as the return is approved.
    InAdvance,
}

pub(super) fn exchange_shipping_on_receipt() -> Option<ExchangeShipping> {
    Some(ExchangeShipping::OnReceipt)
}

pub(super) fn is_exchange_shipping_on_receipt(value: &Option<ExchangeShipping>) -> bool {
    matches!(value, None | Some(ExchangeShipping::OnReceipt))
}

/// How a return is sent.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReturnLabel {
    /// Who carries it.
    pub carrier: String,
    /// The number to find it by.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tracking_number: String,
    /// When a courier picks it up; absent where the customer hands it in.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup_at: Option<Timestamp>,
}

/// Units of a line that came back.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReceivedUnits {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
    /// The lot they are of, where units of several left for the line; absent means the only one.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// The serial numbers of the units, where they left with some. Each must have left on this line.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

/// Units of a line that were looked at.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct InspectedUnits {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
    /// The lot they were received in, where units of several left for the line; absent means the only one.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// The serial numbers of the units, where they were received with some.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
    /// What becomes of them.
    pub disposition: Disposition,
    /// What they are like, where somebody grades them; what is not the item sold has no grade.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
}

/// What becomes of a returned unit.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// It goes back on sale.
    Restock,
    /// It is kept, not fit for sale.
    Damaged,
    /// It stays in quality control for another look.
    Quarantine,
    /// It is to be made fit for sale again: it is kept as damaged until `move_stock` says that it is.
    Refurbish,
    /// It goes back to whoever supplied it: it is kept as damaged until `adjust_stock` says that it has left.
    ReturnToVendor,
    /// It is thrown away.
    Scrap,
    /// It is not what was sold.
    WrongItem,
}

/// A claim on an order; unique within the order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimId(pub String);
uniffi::custom_newtype!(ClaimId, String);

/// What went wrong with units.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// They were not in the parcel that came.
    Missing,
    /// They came broken, or broke on the way.
    Damaged,
    /// Something else was in the parcel.
    WrongItem,
    /// Their parcel was lost on the way.
    LostInTransit,
}

/// Who has to answer for a claim.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimParty {
    /// The merchant, to the customer.
    Merchant,
    /// The carrier, to the merchant.
    Carrier,
}

pub(super) fn claim_party_merchant() -> Option<ClaimParty> {
    Some(ClaimParty::Merchant)
}

pub(super) fn is_claim_party_merchant(value: &Option<ClaimParty>) -> bool {
    matches!(value, None | Some(ClaimParty::Merchant))
}

/// Units of a line that a claim is about.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ClaimedUnits {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
}

/// What is decided about a claim.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimResolution {
    /// The customer gets the money for the units and returns nothing.
    Refund,
    /// The customer gets other units for them and returns nothing. Units that are not replaced are refunded.
    Replace,
    /// The carrier pays.
    Settle,
    /// It is turned down.
    Deny,
}

/// A place in a list of orders.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct OrderCursor {
    /// When the last order of the page was placed.
    pub placed_at: Timestamp,
    /// Its id.
    pub order: OrderId,
}
