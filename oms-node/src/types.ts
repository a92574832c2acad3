// Written by `cargo xtask bindings` from the types of the core: change those, not this file.

/** A decimal number as a text, such as `"19.99"`: exact, unlike a JavaScript number. Wrap it in a decimal library to calculate. */
export type Decimal = string;

/** An instant as RFC 3339, such as `"2026-03-01T10:15:00Z"`. Answers are in UTC with at most milliseconds. */
export type Instant = string;

/** A command as it is sent: what is wanted, by whom, when, and under which id. */
export interface Envelope {
  /** Names the command for ever. The same id with the same content has its effect once. */
  id: CommandId;
  /** When it is given. The core knows no other clock. */
  at: Timestamp;
  /** Who gives it. */
  actor: Actor;
  /** Neighbouring commands with the same number stand or fall together. */
  group?: number | null;
  /** The version the order must have; absent means any. */
  expected_version?: number | null;
  /** What is wanted. */
  command: Command;
}

/** Names one command for ever; sending it twice has the effect of sending it once. */
export type CommandId = string;

/** An instant, as RFC 3339 with an offset; answered in UTC with milliseconds. */
export type Timestamp = Instant;

/** Who or what gave a command: a person, a job, a channel's connector. */
export type Actor = string;

/** Everything a host can ask for. */
export type Command =
  | PutLocation
  | PutChannel
  | PutPolicies
  | PutRoutingPolicy
  | PutZone
  | PutSlotTemplate
  | PutRateCard
  | RemoveRateCard
  | PutItem
  | ReceiveStock
  | AdjustStock
  | SetStock
  | MoveStock
  | RepairStock
  | RecallLot
  | LiftRecall
  | EditLot
  | ReleaseBackorders
  | PutPurchaseOrder
  | ReschedulePurchaseOrder
  | ReceivePurchaseOrder
  | CancelPurchaseOrder
  | PutTransfer
  | ShipTransfer
  | RescheduleTransfer
  | ReceiveTransfer
  | CancelTransfer
  | OpenCount
  | RecordCount
  | ApproveCount
  | RejectCount
  | CancelCount
  | ReserveStock
  | ChangeReservation
  | ReleaseReservation
  | ExpireReservations
  | CaptureOrder
  | PlaceHold
  | ReleaseHold
  | AllocateOrder
  | AssignLocation
  | BrokerOrders
  | RerouteOrders
  | ChangeAddress
  | ChangePickup
  | ChangeSlot
  | EditOrder
  | CancelOrder
  | TagOrder
  | AcceptFulfillment
  | RejectFulfillment
  | CancelFulfillment
  | PickFulfillment
  | SubstituteItem
  | RecordMispick
  | ChangeLot
  | PackParcel
  | ReadyForPickup
  | CollectOrder
  | ShipParcel
  | RecordTracking
  | RequestInterception
  | ResolveInterception
  | AuthorizePayment
  | CapturePayment
  | VoidPayment
  | RefundPayment
  | CollectCash
  | RemitCash
  | RecordChargeback
  | ReverseChargeback
  | InstructPayment
  | ResolvePayment
  | RetryPayment
  | RequestReturn
  | ExchangeReturn
  | ApproveReturn
  | DeclineReturn
  | CancelReturn
  | IssueReturnLabel
  | RecordReturnTracking
  | ReceiveReturn
  | InspectReturn
  | ReceiveUnexpectedReturn
  | RefundReturn
  | OpenClaim
  | ResolveClaim
  | EraseOrder
  | EraseCustomer;

/** Adds or changes a location. */
export interface PutLocation {
  type: "put_location";
  /** The location as it is to be. */
  location: Location;
}

/** Adds or changes a channel. */
export interface PutChannel {
  type: "put_channel";
  /** The channel as it is to be. */
  channel: Channel;
}

/** Replaces the policies. */
export interface PutPolicies {
  type: "put_policies";
  /** The policies as they are to be. */
  policies: Policies;
}

/** Replaces the routing policy. */
export interface PutRoutingPolicy {
  type: "put_routing_policy";
  /** The rules, first to last. Without any, orders are routed as if there was no policy. */
  rules: RoutingRule[];
  /** How many nodes the search for the best plan may look at; 2,000 by default. */
  search_steps_max?: number;
  /** The version of the policy that this one replaces, 0 for none; absent means any. */
  expected_version?: number | null;
}

/** Draws a zone, or draws it anew. */
export interface PutZone {
  type: "put_zone";
  /** The zone as it is to be. */
  zone: Zone;
}

/** Plans windows for delivery or pick-up, or changes the plan. */
export interface PutSlotTemplate {
  type: "put_slot_template";
  /** The plan as it is to be. */
  template: SlotTemplate;
}

/** Puts in what a carrier charges for a service, or changes it. */
export interface PutRateCard {
  type: "put_rate_card";
  /** The card as it is to be. */
  card: RateCard;
}

/** Removes a rate card. */
export interface RemoveRateCard {
  type: "remove_rate_card";
  /** The card. */
  card: RateCardId;
}

/** Adds or changes an item of the catalog. */
export interface PutItem {
  type: "put_item";
  /** Its stock keeping unit. */
  sku: Sku;
  /** Whether stock is counted at all. */
  tracked?: boolean;
  /** Whether it may be sold beyond stock; absent means no. */
  backorder?: Backorder | null;
  /** The group of items it is returned with, if they have terms of their own. */
  return_category?: Category | null;
  /** The group of items that customers take for one another who accept any of the `same_category`. */
  category?: Category | null;
  /** What one unit costs the merchant, by currency. */
  unit_costs?: CurrencyAmount[];
  /** What one unit weighs, in grams; 0 where that is not known. Orders keep what it was when they were captured. */
  grams?: number;
  /** How large one unit is as it is packed; absent where that is not known. */
  dimensions?: Dimensions | null;
  /** Whether only those carriers take it that take hazardous goods. */
  hazardous?: boolean;
  /** Words by which rules of routing know it. */
  tags?: Tag[];
  /** What a location must be able to do to ship it under a routing policy, such as `cold_chain`. */
  requires?: Tag[];
  /** The most units certain channels may have sold or reserved at a time. */
  channel_caps?: ChannelCap[];
  /** When it is to be ordered anew, for each location that keeps it so; at most one rule a location. */
  reorder_rules?: ReorderRule[];
  /** How it is kept by lot; absent means that its units are all alike. It cannot change whether it is. */
  lots?: LotPolicy | null;
  /**
   * When the serial numbers of its units are captured: `receipt` gives every unit in stock its number, `shipment` those that leave. It
   * cannot change whether that is at receipt.
   */
  tracks_serials?: SerialTracking;
  /** What a bundle is made of; empty for a plain item. Orders keep the components they were captured with. */
  components?: Component[];
}

/** Takes in stock that arrives, and gives it to units that wait for it. */
export interface ReceiveStock {
  type: "receive_stock";
  /** What arrived, if it is all of one SKU; else `lines`. */
  sku?: Sku | null;
  /** Where. */
  location: LocationId;
  /** How many units of `sku`. */
  quantity?: Quantity | null;
  /** The state units of `sku` arrive in; free for sale if not given. */
  into?: Bucket | null;
  /** The lot that units of `sku` are of, where the item is kept by lot. */
  lot?: ReceivedLot | null;
  /** The serial numbers of all units of `sku`, where the item is tracked by them at receipt. */
  serials?: SerialNumber[];
  /** What arrived, if it is of several SKUs or in several states. */
  lines?: ReceiveLine[] | null;
  /** The delivery note, or whatever explains it. */
  reason?: string;
}

/** Corrects stock by a difference. */
export interface AdjustStock {
  type: "adjust_stock";
  /** What. */
  sku: Sku;
  /** Where. */
  location: LocationId;
  /** The lot, where the item is kept by lot. */
  lot?: LotNumber | null;
  /** Units to add; negative to take away. */
  change: number;
  /** The state they are added to or taken from; free for sale if not given. */
  bucket?: Bucket;
  /** The serial numbers of the units, where the item is tracked by them at receipt: of those that were found, or that are gone. */
  serials?: SerialNumber[];
  /** What becomes of promises that what is left does not suffice for. */
  shortage?: ShortageChoice;
  /** Why. */
  reason: string;
}

/** Sets what is on hand, if it is what the caller believes. */
export interface SetStock {
  type: "set_stock";
  /** What. */
  sku: Sku;
  /** Where. */
  location: LocationId;
  /** The lot, where the item is kept by lot. */
  lot?: LotNumber | null;
  /** Units on hand, whatever their state. Either these or `available` are named. */
  on_hand?: Quantity | null;
  /** Units free for sale: what is promised, kept back or damaged lies there besides. */
  available?: Quantity | null;
  /** Refuse unless the same figure stands so now; absent means whatever there is. */
  expected?: Quantity | null;
  /** When the figure was taken; absent means now. */
  as_of?: Timestamp | null;
  /** What becomes of promises that what is left does not suffice for. */
  shortage?: ShortageChoice;
  /** Why. */
  reason: string;
}

/** Moves stock from one state to another. */
export interface MoveStock {
  type: "move_stock";
  /** What. */
  sku: Sku;
  /** Where. */
  location: LocationId;
  /** The lot, where the item is kept by lot. */
  lot?: LotNumber | null;
  /** Out of which state. */
  from_bucket: Bucket;
  /** Into which state. */
  to_bucket: Bucket;
  /** How many units. */
  quantity: Quantity;
  /**
   * The serial numbers of the units, where the item is tracked by them at receipt; none between what is free and safety stock, since
   * units on both are fit for sale.
   */
  serials?: SerialNumber[];
  /** Why. */
  reason: string;
}

/** Repairs stock by the plan of an audit. */
export interface RepairStock {
  type: "repair_stock";
  /** The number of the last entry of the log that the audit looked at. */
  audited_through: number;
  /** What to repair, in this order; 1 to 10,000. */
  repairs: StockRepair[];
  /** Why. */
  reason: string;
}

/** Recalls a lot: nothing of it is sold any more, and what is promised of it is promised from others. */
export interface RecallLot {
  type: "recall_lot";
  /** What it is a lot of. */
  sku: Sku;
  /** Its number. */
  lot: LotNumber;
  /** Why. */
  reason: string;
}

/** Lifts the recall of a lot that turned out to be good. */
export interface LiftRecall {
  type: "lift_recall";
  /** What it is a lot of. */
  sku: Sku;
  /** Its number. */
  lot: LotNumber;
  /** Whether what lies in quality control of it is free at once. */
  release?: boolean;
  /** Why. */
  reason: string;
}

/** Corrects the days of a lot. */
export interface EditLot {
  type: "edit_lot";
  /** What it is a lot of. */
  sku: Sku;
  /** Its number. */
  lot: LotNumber;
  /** The day on which it expires. */
  expires_on?: Day | null;
  /** The day up to which it is at its best. */
  best_before?: Day | null;
  /** Why. */
  reason: string;
}

/** Gives free stock to units that wait for it. */
export interface ReleaseBackorders {
  type: "release_backorders";
  /** What they wait for. */
  sku: Sku;
  /** Whose stock. */
  location: LocationId;
  /** Who is served first; absent means as the policy says. */
  rule?: ReleaseRule | null;
}

/** Places a purchase order, or changes one. */
export interface PutPurchaseOrder {
  type: "put_purchase_order";
  /** Its number. */
  purchase_order: DocumentId;
  /** Who delivers. */
  supplier: SupplierId;
  /** Where to. */
  location: LocationId;
  /** What, and when. */
  lines: OrderedLine[];
}

/** Expects a purchase order at another time. */
export interface ReschedulePurchaseOrder {
  type: "reschedule_purchase_order";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** When it is expected now. */
  expected_at: Timestamp;
  /** The lines that are expected then; all that are outstanding if none is named. */
  lines?: LineId[];
  /** Why. */
  reason?: string;
}

/** Takes in what a purchase order brings. */
export interface ReceivePurchaseOrder {
  type: "receive_purchase_order";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** What arrived, by line. */
  lines: PurchaseReceipt[];
  /** Whether units beyond those outstanding are kept. */
  accepts_excess?: boolean;
  /** The delivery note, or whatever explains it. */
  reason?: string;
}

/** Expects no more of a purchase order. */
export interface CancelPurchaseOrder {
  type: "cancel_purchase_order";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** The lines; all that are outstanding if none is named. */
  lines?: LineId[];
  /** Why. */
  reason: string;
}

/** Plans a transfer of stock from one location to another, or plans it anew. */
export interface PutTransfer {
  type: "put_transfer";
  /** Its number. */
  transfer: DocumentId;
  /** Where the units leave. */
  from_location: LocationId;
  /** Where they go. */
  to_location: LocationId;
  /** When they are expected to arrive. */
  expected_at: Timestamp;
  /** What goes. */
  lines: PlannedTransferLine[];
}

/** Sends units of a transfer on their way. */
export interface ShipTransfer {
  type: "ship_transfer";
  /** The transfer. */
  transfer: DocumentId;
  /** What leaves, by line; all that is left to ship if none is named. */
  lines?: TransferShipment[];
  /** When it is expected to arrive, if that is another time than was planned. */
  expected_at?: Timestamp | null;
  /** The delivery note, or whatever explains it. */
  reason?: string;
}

/** Expects a transfer at another time. */
export interface RescheduleTransfer {
  type: "reschedule_transfer";
  /** The transfer. */
  transfer: DocumentId;
  /** When it is expected now. */
  expected_at: Timestamp;
  /** Why. */
  reason?: string;
}

/** Takes in what a transfer brings. */
export interface ReceiveTransfer {
  type: "receive_transfer";
  /** The transfer. */
  transfer: DocumentId;
  /** Where they arrived; where they are bound for if not given. */
  location?: LocationId | null;
  /** What arrived, by line. */
  lines: TransferReceipt[];
  /** Whether units beyond those in transit are kept. */
  accepts_excess?: boolean;
  /** The delivery note, or whatever explains it. */
  reason?: string;
}

/** Sends no more of a transfer, and calls back what is on its way. */
export interface CancelTransfer {
  type: "cancel_transfer";
  /** The transfer. */
  transfer: DocumentId;
  /** Whether what is in transit is to come back. */
  calls_back?: boolean;
  /** When it is expected back, if that is another time than it was expected at. */
  expected_at?: Timestamp | null;
  /** Why. */
  reason: string;
}

/** Opens a count of some SKUs at a location. */
export interface OpenCount {
  type: "open_count";
  /** Its number. */
  count: DocumentId;
  /** Where. */
  location: LocationId;
  /** What is to be counted: 1 to 1,000 SKUs. */
  skus: Sku[];
  /** Whether who counts is not told how far the books are off: `count_recorded` then names no variance. */
  blind?: boolean;
}

/** Records what was counted, and when. */
export interface RecordCount {
  type: "record_count";
  /** The count. */
  count: DocumentId;
  /** When it was counted: since the count was opened. Now, if not given. */
  counted_at?: Timestamp | null;
  /** What was there. */
  lines: CountedUnits[];
}

/** Lets stock follow what was counted. */
export interface ApproveCount {
  type: "approve_count";
  /** The count. */
  count: DocumentId;
  /** Whether SKUs and lots that nobody has counted stay as they are; if not, all of them must have been counted. */
  leaves_uncounted?: boolean;
  /** What becomes of promises that what was found does not suffice for. */
  shortage?: ShortageChoice;
  /** Why. */
  reason: string;
}

/** Has it counted again. */
export interface RejectCount {
  type: "reject_count";
  /** The count. */
  count: DocumentId;
  /** The SKUs that are to be counted again; all that have been counted if none is named. */
  skus?: Sku[];
  /** Why. */
  reason: string;
}

/** Gives a count up. */
export interface CancelCount {
  type: "cancel_count";
  /** The count. */
  count: DocumentId;
  /** Why. */
  reason: string;
}

/** Reserves stock for a cart or checkout. */
export interface ReserveStock {
  type: "reserve_stock";
  /** The id of the reservation to be. */
  reservation: ReservationId;
  /** The channel that sells. */
  channel: ChannelId;
  /** What is wanted. */
  lines: ReserveLine[];
  /** How long it is to hold; the policy's time if not given. */
  time_to_live?: Span | null;
  /** Where it would be sent to, if that is known. */
  shipping_address?: Address | null;
  /** The location where it is to be collected; absent if it is to be delivered, or if the slot says where. */
  pickup?: LocationId | null;
  /** The slot in which a place is to be held for as long as the stock is. All stock then comes from the location of the slot. */
  slot?: DocumentId | null;
  /** What is known of the order to be, for rules of a routing policy. */
  facts?: CartFacts | null;
}

/** Changes the quantities of a reservation. */
export interface ChangeReservation {
  type: "change_reservation";
  /** The reservation. */
  reservation: ReservationId;
  /** What is wanted from now on. */
  lines: ReserveLine[];
  /** How long it is to hold from now on; absent leaves that to the policy. */
  time_to_live?: Span | null;
  /** Where it would be sent to, if that is known. */
  shipping_address?: Address | null;
  /** The slot in which a place is to be held from now on; absent means that it keeps the one it has. */
  slot?: DocumentId | null;
  /** What is known of the order to be by now, for rules of a routing policy. Nothing is taken over from before. */
  facts?: CartFacts | null;
}

/** Gives a reservation up. */
export interface ReleaseReservation {
  type: "release_reservation";
  /** The reservation. */
  reservation: ReservationId;
}

/** Frees the stock of reservations that are due. */
export interface ExpireReservations {
  type: "expire_reservations";
}

/** Takes an order in: verifies, reserves, routes and allocates it. */
export interface CaptureOrder {
  type: "capture_order";
  /** The id of the order to be. */
  order: OrderId;
  /** Where it comes from. */
  channel: ChannelId;
  /** Its id there; an order is captured once for each. */
  external_id?: ExternalId | null;
  /** Who bought. */
  customer?: CustomerId | null;
  /** The group the customer is in; terms of returns may be its own. */
  customer_group?: CustomerGroup | null;
  /** When it was placed, if not at the time of the command. */
  placed_at?: Timestamp | null;
  /** Higher is served first where stock is short. */
  priority?: number;
  /** The currency of all its amounts. */
  currency: Currency;
  /** Whether prices and discounts include tax. */
  prices_include_tax?: boolean;
  /** What was bought. */
  lines: CaptureLine[];
  /** Discounts on the whole order; they are divided over the lines. */
  discounts?: Discount[];
  /** What shipping costs. */
  shipping?: ShippingCharge | null;
  /** What else is charged. */
  charges?: CaptureCharge[];
  /** What the customer saw and pays, where that is another currency than the order's. */
  presentment?: Presentment | null;
  /** The total the channel has told the customer; an order whose total is another is held. */
  total?: Decimal | null;
  /** Where it goes. */
  shipping_address?: Address | null;
  /**
   * The customer's time zone, by its name in the IANA database: windows count the days of its calendar. That of the channel if
   * absent.
   */
  time_zone?: string;
  /** When it is promised to arrive. */
  promised_at?: Timestamp | null;
  /** How it is paid. */
  payments?: PaymentOffer[];
  /** The location where the customer collects it; absent if it is delivered, or if the slot says where. */
  pickup?: LocationId | null;
  /**
   * The slot it is to be delivered or collected in; absent means that of its reservation, if that holds a place. All stock then comes
   * from the location of the slot.
   */
  slot?: DocumentId | null;
  /** The reservation of its checkout: its stock is given to the order. */
  reservation?: ReservationId | null;
  /** A reservation that it draws on: what it wants and is held there is given to it, and the rest stays held. */
  lease?: ReservationId | null;
  /** Words to find it by. */
  tags?: Tag[];
}

/** Places a hold on an order. */
export interface PlaceHold {
  type: "place_hold";
  /** The order. */
  order: OrderId;
  /** The id of the hold to be. */
  hold: HoldId;
  /** What it is about. */
  kind: HoldKind;
  /** Why. */
  reason: string;
}

/** Releases a hold; when none is left, work is given to locations. */
export interface ReleaseHold {
  type: "release_hold";
  /** The order. */
  order: OrderId;
  /** The hold. */
  hold: HoldId;
}

/** Finds stock for units of an order that have none. */
export interface AllocateOrder {
  type: "allocate_order";
  /** The order. */
  order: OrderId;
}

/** Says which location ships units of an order, whatever routing has decided. */
export interface AssignLocation {
  type: "assign_location";
  /** The order. */
  order: OrderId;
  /** The location that ships them. */
  location: LocationId;
  /** Only units of this fulfillment order, by its number. */
  fulfillment?: number | null;
  /** Only units of these lines; empty means all lines. */
  lines?: AssignLine[];
  /** Whether to do it though the location may not ship it, or lacks stock. */
  force?: boolean;
  /** Why, in somebody's words. */
  reason: string;
}

/** Works off a part of a queue: routes what can be routed now. */
export interface BrokerOrders {
  type: "broker_orders";
  /** The queue: `unfillable` or `waiting_for_supply`. */
  queue: OrderQueue;
  /** The most orders that are looked at, 1 to 500. */
  size: number;
  /** Only what stands behind this place: `next` of the wave before. Absent begins at the head. */
  after?: Waiting | null;
  /** Only these orders; others are looked at and passed by. */
  filter?: OrderFilter;
}

/** Moves orders that wait to other locations, all of them or none. */
export interface RerouteOrders {
  type: "reroute_orders";
  /** The orders, each once. */
  orders: OrderReroute[];
  /** The version of the routing policy that it was planned by; absent means any. */
  policy_version?: number | null;
  /** Why, in somebody's words. */
  reason?: string;
}

/** Sends an order elsewhere, before its units are taken from the shelf. */
export interface ChangeAddress {
  type: "change_address";
  /** The order. */
  order: OrderId;
  /** Where it goes from now on. */
  shipping_address: Address;
  /**
   * Whether its slot may be given up where that does not go there: place and stock then go together, and the order is held until it
   * has another slot.
   */
  release_slot?: boolean;
}

/** Has an order collected elsewhere, or sent instead. */
export interface ChangePickup {
  type: "change_pickup";
  /** The order. */
  order: OrderId;
  /** Where it is collected from now on; absent means that it is sent to its shipping address. */
  pickup?: LocationId | null;
}

/** Gives an order another slot. */
export interface ChangeSlot {
  type: "change_slot";
  /** The order. */
  order: OrderId;
  /** The slot it is to have. */
  slot: DocumentId;
}

/** Changes what was bought, and what it costs. */
export interface EditOrder {
  type: "edit_order";
  /** The order. */
  order: OrderId;
  /** What to change, in this order. */
  changes: OrderChange[];
  /** Why, in somebody's words. */
  reason?: string;
}

/** Cancels an order, or lines or units of it. */
export interface CancelOrder {
  type: "cancel_order";
  /** The order. */
  order: OrderId;
  /** What to cancel; empty means everything that has not shipped. */
  lines?: CancelLine[];
  /** Why. */
  reason: CancelReason;
  /** The same in somebody's words. */
  note?: string;
}

/** Adds and removes tags of an order. */
export interface TagOrder {
  type: "tag_order";
  /** The order. */
  order: OrderId;
  /** Tags to add. */
  add?: Tag[];
  /** Tags to remove. */
  remove?: Tag[];
}

/** A location answers that it will ship. */
export interface AcceptFulfillment {
  type: "accept_fulfillment";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order, counted from 1. */
  fulfillment: number;
}

/** A location answers that it will not ship; its units are routed anew. */
export interface RejectFulfillment {
  type: "reject_fulfillment";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order, counted from 1. */
  fulfillment: number;
  /** Why, in the location's words. */
  reason: string;
}

/** Withdraws a fulfillment order; its units stay reserved at the location. */
export interface CancelFulfillment {
  type: "cancel_fulfillment";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order, counted from 1. */
  fulfillment: number;
  /** Why, in somebody's words. */
  reason?: string;
}

/** Records units taken from the shelf, and units that were not there. */
export interface PickFulfillment {
  type: "pick_fulfillment";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order, counted from 1. */
  fulfillment: number;
  /** What was picked; empty means everything still to be picked was found. */
  lines?: PickLine[];
}

/** Gives other units instead of those that a picker did not find. */
export interface SubstituteItem {
  type: "substitute_item";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order, counted from 1. */
  fulfillment: number;
  /** The line whose units are not given. */
  line: LineId;
  /** How many of them. */
  quantity: Quantity;
  /** Why they are not given. */
  reason?: SubstituteReason;
  /** The serial numbers of those of the units that were to be picked, where the item is tracked by them at receipt. */
  serials?: SerialNumber[];
  /** What is given instead. */
  substitute: SubstituteLine;
}

/** Records that a picker scanned something else than a line asks for. */
export interface RecordMispick {
  type: "record_mispick";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order, counted from 1. */
  fulfillment: number;
  /** The line whose units were looked for. */
  line: LineId;
  /** What was scanned instead, whether it is in the catalog or not. */
  scanned: Sku;
}

/** Notes that a picker took another lot than was planned. */
export interface ChangeLot {
  type: "change_lot";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order, counted from 1. */
  fulfillment: number;
  /** The line. */
  line: LineId;
  /** The lot that was planned. */
  from_lot: LotNumber;
  /** The lot that is taken. */
  to_lot: LotNumber;
  /** How many units; absent means all of the old lot. */
  quantity?: Quantity | null;
}

/** Puts picked units into a parcel. */
export interface PackParcel {
  type: "pack_parcel";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order, counted from 1. */
  fulfillment: number;
  /** What goes into the parcel; empty means everything that is picked. */
  lines?: PackLine[];
}

/** Tells that goods wait at the store for the customer to collect them. */
export interface ReadyForPickup {
  type: "ready_for_pickup";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order, counted from 1. */
  fulfillment: number;
  /** What whoever collects the goods has to show; empty means nothing. It is kept as it is given, in the order and in the log. */
  proof_code?: string;
}

/** Hands goods to the customer who collects them. */
export interface CollectOrder {
  type: "collect_order";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order, counted from 1. */
  fulfillment: number;
  /** Who came, in the words of the store. */
  collected_by?: string;
  /** The code that was shown. */
  proof_code?: string;
}

/** Hands a parcel to a carrier. */
export interface ShipParcel {
  type: "ship_parcel";
  /** The order. */
  order: OrderId;
  /** The number of the parcel, counted from 1. */
  parcel: number;
  /** Who carries it. */
  carrier?: string;
  /** The carrier's service. */
  service?: string;
  /** The number to find it by. */
  tracking_number?: string;
}

/** Takes in what a carrier reports on a parcel. */
export interface RecordTracking {
  type: "record_tracking";
  /** The order. */
  order: OrderId;
  /** The number of the parcel, counted from 1. */
  parcel: number;
  /** What is reported. */
  tracking: Tracking;
  /** The carrier's id of the report: the same report counts once. */
  event?: ProviderEventId | null;
  /**
   * When it happened; absent means now. An instant before the parcel shipped or after now counts as that bound, since
   * carriers' clocks are not ours.
   */
  occurred_at?: Timestamp | null;
}

/** Calls back a parcel that is on its way. */
export interface RequestInterception {
  type: "request_interception";
  /** The order. */
  order: OrderId;
  /** The number of the parcel, counted from 1. */
  parcel: number;
  /** Why: by wish of the customer, or for a reason of the merchant's. */
  reason: CancelReason;
  /** The same in somebody's words. */
  note?: string;
}

/** Takes in what a carrier answers that was asked to bring a parcel back. */
export interface ResolveInterception {
  type: "resolve_interception";
  /** The order. */
  order: OrderId;
  /** The number of the parcel, counted from 1. */
  parcel: number;
  /** What the carrier answered. */
  outcome: InterceptionOutcome;
  /** The same in its words. */
  answer?: string;
  /** When it answered; absent means now. An instant before the request or after now counts as that bound. */
  occurred_at?: Timestamp | null;
}

/** Records that a provider has set money aside. */
export interface AuthorizePayment {
  type: "authorize_payment";
  /** The order. */
  order: OrderId;
  /** The payment; it is made if it does not exist. */
  payment: PaymentId;
  /** How it is made. */
  method: PaymentMethod;
  /** How much was set aside. */
  amount: Decimal;
  /**
   * When it ends: from that instant on what is left of it may not be captured, and no parcel leaves on it. Without one it does not end.
   */
  expires_at?: Timestamp | null;
  /** The provider's id of that. */
  reference?: ProviderEventId | null;
}

/** Records that money was taken. */
export interface CapturePayment {
  type: "capture_payment";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** How it is made; a payment that does not exist is made if this is named. */
  method?: PaymentMethod | null;
  /** How much was taken. */
  amount?: Decimal | null;
  /** The number of the parcel whose share was taken. */
  parcel?: number | null;
  /** The provider's id of that. */
  reference?: ProviderEventId | null;
}

/** Records that money set aside was let go. */
export interface VoidPayment {
  type: "void_payment";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** The provider's id of that. */
  reference?: ProviderEventId | null;
}

/** Records that money was given back. */
export interface RefundPayment {
  type: "refund_payment";
  /** The order. */
  order: OrderId;
  /** The payment it goes back over. */
  payment: PaymentId;
  /** How much. */
  amount: Decimal;
  /** Why. */
  reason: string;
  /** Whether more may be given than is owed. */
  goodwill?: boolean;
  /** The provider's id of that. */
  reference?: ProviderEventId | null;
}

/** Records that a courier was given cash. */
export interface CollectCash {
  type: "collect_cash";
  /** The order. */
  order: OrderId;
  /** The payment; its method is cash on delivery. */
  payment: PaymentId;
  /** How much was taken. */
  amount?: Decimal | null;
  /** The number of the parcel it was taken for; it is taken once for each. */
  parcel?: number | null;
  /** The courier's id of that. */
  reference?: ProviderEventId | null;
}

/** Records that a courier has handed over cash. */
export interface RemitCash {
  type: "remit_cash";
  /** The order. */
  order: OrderId;
  /** The payment; its method is cash on delivery. */
  payment: PaymentId;
  /** How much was handed over. */
  amount: Decimal;
  /** Whether the courier has handed over all it will. */
  is_final?: boolean;
  /** The courier's id of that. */
  reference?: ProviderEventId | null;
}

/** Records that a bank has taken money back. */
export interface RecordChargeback {
  type: "record_chargeback";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** How much was taken back. */
  amount: Decimal;
  /** The provider's id of the dispute. */
  reference: ProviderEventId;
  /** Why, in the words of the bank. */
  reason?: string;
}

/** Records that a bank has given back what it had taken. */
export interface ReverseChargeback {
  type: "reverse_chargeback";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** The provider's id of the dispute, as the chargeback has it. */
  reference: ProviderEventId;
  /** How much was given back, if it is not all of it. */
  amount?: Decimal | null;
}

/** Tells a provider to authorize, capture, void or refund. */
export interface InstructPayment {
  type: "instruct_payment";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** How it is made; a payment that does not exist is made if this is named. */
  method?: PaymentMethod | null;
  /** What the provider is to do. */
  kind: InstructionKind;
  /** How much; a void lets go all that is left and names none. */
  amount?: Decimal | null;
  /** The number of the parcel whose share is captured, instead of an amount. */
  parcel?: number | null;
  /** Whether it is the last capture: what is authorized beyond it is let go. */
  is_final?: boolean;
  /** Why; a refund needs a reason. */
  reason?: string;
  /** Whether more may be refunded than is owed. */
  goodwill?: boolean;
}

/** Takes in how an instruction to a provider went. */
export interface ResolvePayment {
  type: "resolve_payment";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** The key of the instruction. */
  key: InstructionKey;
  /** What came of it. */
  outcome: PaymentOutcome;
}

/** Tells a provider again what it failed to do. */
export interface RetryPayment {
  type: "retry_payment";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** The key of the instruction. */
  key: InstructionKey;
}

/** Asks to send delivered units back. */
export interface RequestReturn {
  type: "request_return";
  /** The order. */
  order: OrderId;
  /** The id of the return to be, unique within the order. */
  return_id: ReturnId;
  /** What comes back; each line once. */
  lines: ReturnRequestLine[];
  /** Whether the request is taken even though the terms do not allow it. */
  override_policy?: boolean;
}

/** Gives other units in exchange for those of a return. */
export interface ExchangeReturn {
  type: "exchange_return";
  /** The order. */
  order: OrderId;
  /** The return whose units are exchanged. It has one exchange at most. */
  return_id: ReturnId;
  /** What is given for them. */
  lines: ReplacementLine[];
  /** When it is sent. */
  ships?: ExchangeShipping;
  /** How long stock is kept for it while it waits for the return; absent means as `policies.returns.exchange_reservation` says. */
  reserved_for?: Span | null;
}

/** Lets the customer send a return. */
export interface ApproveReturn {
  type: "approve_return";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** Whether the customer keeps the items and is refunded all the same; absent means as the terms say. */
  keeps_items?: boolean | null;
}

/** Refuses a return. */
export interface DeclineReturn {
  type: "decline_return";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** Why, in words the customer may read. */
  reason: string;
}

/** Calls off what has not come back of a return. */
export interface CancelReturn {
  type: "cancel_return";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** Why, in somebody's words. */
  reason?: string;
}

/** Tells how an approved return is to be sent. */
export interface IssueReturnLabel {
  type: "issue_return_label";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** How it is sent. */
  label: ReturnLabel;
}

/** Takes in what a carrier reports on a parcel that comes back. */
export interface RecordReturnTracking {
  type: "record_return_tracking";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** What the carrier reports. */
  tracking: Tracking;
  /** When it happened; absent means now. An instant before the request or after now counts as that bound. */
  occurred_at?: Timestamp | null;
}

/** Takes in units that came back. */
export interface ReceiveReturn {
  type: "receive_return";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** Where they came in. */
  location: LocationId;
  /** What came in; each line once. */
  lines: ReceivedUnits[];
}

/** Says what returned units are like and what becomes of them. */
export interface InspectReturn {
  type: "inspect_return";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** What was looked at. A line may come several times, with one disposition each. */
  units: InspectedUnits[];
}

/** Takes in units that nobody asked to send back. */
export interface ReceiveUnexpectedReturn {
  type: "receive_unexpected_return";
  /** The order. */
  order: OrderId;
  /** The id of the return to be, unique within the order. */
  return_id: ReturnId;
  /** Where they came in. */
  location: LocationId;
  /** What came in; each line once. */
  lines: ReceivedUnits[];
  /** What is known about it. */
  note?: string;
}

/** Credits and pays back what returned units bring back. */
export interface RefundReturn {
  type: "refund_return";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /**
   * The part of the units' credit that is kept, as a fraction: 0.15 for 15 %. Rounded half away from zero. Absent means as the
   * terms of the order say.
   */
  restocking_fee_rate?: Decimal | null;
  /** Whether shipping is given back once everything has come back; absent means as the terms of the order say. */
  refund_shipping?: boolean | null;
}

/** Opens a claim about units that left. */
export interface OpenClaim {
  type: "open_claim";
  /** The order. */
  order: OrderId;
  /** The id of the claim to be, unique within the order. */
  claim_id: ClaimId;
  /** What went wrong. */
  kind: ClaimKind;
  /** Who has to answer for it. */
  against?: ClaimParty;
  /** The units it is about; each line once. */
  lines: ClaimedUnits[];
  /** The parcel they were in. */
  parcel?: number | null;
  /** References to photos, letters and the like. */
  evidence?: string[];
  /** The claim in somebody's words. */
  note?: string;
  /** What is asked of the carrier; a customer's claim asks what the units cost. */
  asked?: Decimal | null;
}

/** Decides a claim. */
export interface ResolveClaim {
  type: "resolve_claim";
  /** The order. */
  order: OrderId;
  /** The claim. */
  claim_id: ClaimId;
  /** What was decided. */
  resolution: ClaimResolution;
  /** What is sent in place of the units, each line naming what it replaces and no price; named with `replace`, and only there. */
  replacements?: ReplacementLine[];
  /** What the carrier pays; named with `settle`, and only there. */
  recovered?: Decimal | null;
  /** Why, in words the customer may read. */
  note?: string;
}

/** Erases what is personal of an order, from its record and from the log. */
export interface EraseOrder {
  type: "erase_order";
  /** The order. */
  order: OrderId;
  /**
   * Whether city, postal code and the cell of the map go, and coordinates to the nearest tenth of a degree. What is played again over
   * it may then be decided otherwise.
   */
  with_place?: boolean;
}

/** Erases what is personal of a customer's orders, a part of them at a time. */
export interface EraseCustomer {
  type: "erase_customer";
  /** The customer. Where an alias is given, the log keeps that instead. */
  customer: CustomerId;
  /** The id that stands in the place of the customer's from now on. */
  alias?: CustomerId | null;
  /** The most orders that are erased, 1 to 500. */
  size: number;
  /** Only orders behind this place of the list: `next` of the command before. Absent begins with the order placed last. */
  after?: OrderCursor | null;
  /** Whether places go, too: see `erase_order`. */
  with_place?: boolean;
}

/** A place that keeps or ships stock: a warehouse, a store, a supplier who ships. */
export interface Location {
  /** Its id. */
  id: LocationId;
  /** What people call it. */
  name?: string;
  /** The country it stands in. */
  country: Country;
  /** Its place on the map. Without one, distance does not decide for or against it. */
  coordinates?: Coordinates | null;
  /** Lower numbers are preferred when as many parcels are needed. */
  priority?: number;
  /** Countries it ships to; empty means everywhere. */
  serves?: Country[];
  /** Whether orders may be routed to it. Its stock stays counted. */
  ships?: boolean;
  /** Whether customers may collect orders there, whether or not it ships. */
  pickup?: boolean;
  /** What it can take on in a day; absent means whatever is routed to it. */
  daily_capacity?: DailyCapacity | null;
  /** What its own work costs, by currency; at most one entry a currency. */
  handling_costs?: HandlingCost[];
  /** How many of a thousand fulfillment orders it refuses, as far as that is known, for costs that count with it. */
  refusal_per_mille?: number;
  /** Groups it is in, for rules of routing. */
  groups?: Tag[];
  /** What it can do that items may require, such as `cold_chain`. */
  capabilities?: Tag[];
  /** When it sends parcels; absent where that is not known. */
  dispatch?: Dispatch | null;
}

/** A place that keeps or ships stock: warehouse, store, supplier. */
export type LocationId = string;

/** A country by its two letters of ISO 3166-1. */
export type Country = string;

/** A point on the earth, in decimal degrees. */
export interface Coordinates {
  /** Degrees north of the equator, -90 to 90. */
  latitude: Decimal;
  /** Degrees east of Greenwich, -180 to 180. */
  longitude: Decimal;
}

/**
 * What a location can take on in a day. A measure that is absent is without limit.
 *
 * Work counts on the day on which stock of the location is promised to an order. An order that is canceled on the same day gives its
 * room back; on a later day it does not, and takes none of that day.
 */
export interface DailyCapacity {
  /** Orders. */
  orders?: number | null;
  /** Units of all orders. */
  units?: Quantity | null;
  /** What they weigh together, in grams. */
  grams?: number | null;
  /** The time zone of its days, by its name in the IANA database; empty is UTC. */
  time_zone?: string;
}

/** A count of units that is never negative. */
export type Quantity = number;

/** What it costs that a location picks and packs, in one currency. */
export interface HandlingCost {
  /** The currency. */
  currency: Currency;
  /** For each parcel: the box, the label, the walk. */
  per_parcel?: Decimal;
  /** For each unit in it. */
  per_unit?: Decimal;
}

/** A currency by its three letters of ISO 4217. */
export type Currency = string;

/** A word put on an order to find it by. */
export type Tag = string;

/** When a location sends parcels. */
export interface Dispatch {
  /** The time zone of its days, by its name in the IANA database; empty is UTC. */
  time_zone?: string;
  /** What is routed to it at this time of an open day or later leaves on the next one; absent means that a whole day counts. */
  cut_off?: LocalTime | null;
  /** The days of the week on which parcels leave; empty means all. */
  weekdays?: Weekday[];
  /** Days on which none leave: holidays and the like, sorted. */
  closed_on?: Day[];
  /** Days that a parcel is on its way; absent where that is not known. */
  transit_days?: number | null;
}

/** A time of the day as clocks show it, `00:00` to `24:00`. */
export type LocalTime = string;

/** A day of the week. */
export type Weekday =
  /** Monday. */
  | "monday"
  /** Tuesday. */
  | "tuesday"
  /** Wednesday. */
  | "wednesday"
  /** Thursday. */
  | "thursday"
  /** Friday. */
  | "friday"
  /** Saturday. */
  | "saturday"
  /** Sunday. */
  | "sunday";

/** A day of the calendar, as in ISO 8601: `2026-03-29`. */
export type Day = string;

/** Where orders come from: a web shop, a marketplace, a store till. */
export interface Channel {
  /** Its id. */
  id: ChannelId;
  /** What people call it. */
  name?: string;
  /** Currencies it may sell in; empty means every currency. */
  currencies?: Currency[];
  /** Locations whose stock it sells; empty means all. */
  locations?: LocationId[];
  /** The time zone of its customers, by its name in the IANA database, for orders that name none; empty is UTC. */
  time_zone?: string;
  /** Whether it may sell what others must leave as safety stock (a store selling from its own shelf). */
  ignores_safety_stock?: boolean;
  /** Days that what is kept by lot must have left when its customers get it; items and lines of orders may ask for more. */
  minimum_life_days?: number;
  /** What becomes of an order that asks for more than there is. */
  on_shortage?: OnShortage;
  /** Whether an order must have a payment authorized or captured before it is released to a location. */
  requires_payment?: boolean;
  /** How much of the stock it is shown, where it is told figures of its own; absent means all of it. */
  publishing?: Publishing | null;
}

/** Where orders come from: web shop, marketplace, store till. */
export type ChannelId = string;

/** What becomes of an order that asks for more than there is. */
export type OnShortage =
  /** The capture is refused with the figures. Right where the buyer still waits for an answer. */
  | "refuse"
  /**
   * The order is captured, the missing units stay open and a stock hold is placed. Right where the sale has
   * already been made elsewhere.
   */
  | "hold";

/** How much of the stock a channel is shown that sells by figures it was told some time ago. */
export interface Publishing {
  /** Units of each SKU that it is not told of: what others may sell until it is told again. */
  buffer?: Quantity;
  /** The most units of a SKU that it shows; absent means as many as there are. */
  most?: Quantity | null;
}

/** How orders are verified, reserved, routed and returned. */
export interface Policies {
  /** What is checked when an order is captured. */
  verification?: VerificationPolicy;
  /** What corrections of stock may say. */
  stock?: StockPolicy;
  /** How long stock is kept for carts and unpaid orders. */
  reservation?: ReservationPolicy;
  /** How locations are chosen. */
  routing?: RoutingPolicy;
  /** What may come back, and until when. */
  returns?: ReturnPolicy;
  /** How money moves. */
  payments?: PaymentPolicy;
  /** How long goods wait for whoever collects them. */
  pickup?: PickupPolicy;
  /** Who is served first with stock that units wait for. */
  backorders?: BackorderPolicy;
  /** What pickers may give instead of what is not there. */
  substitution?: SubstitutionPolicy;
  /** Who approves counts. */
  counting?: CountingPolicy;
}

/** What is checked when an order is captured. A failed check places a hold; it never loses the order. */
export interface VerificationPolicy {
  /** Orders that ship need an address with street, city and postal code. */
  requires_address?: boolean;
  /** Orders above this total in `review_currency` are held for review. */
  review_above?: Decimal | null;
  /** The currency of `review_above` and of the limits of cash on delivery; orders in others are not compared with them. */
  limits_currency?: Currency | null;
  /** Orders to be paid in cash on delivery above this total are held for verification. */
  cash_on_delivery_limit?: Decimal | null;
  /**
   * Limits of cash on delivery for parts of a country. The longest prefix that fits the postal code of the destination decides, and
   * where none fits, `cash_on_delivery_limit` does.
   */
  cash_on_delivery_limits?: CashLimit[];
  /** An order of the same customer with the same lines and total within this span is held as a duplicate. */
  duplicate_window?: Span | null;
  /** Customers whose orders are always held for review. */
  review_customers?: CustomerId[];
  /** Destinations whose orders are always held for review. */
  review_countries?: Country[];
}

/** A limit of cash on delivery for the destinations whose postal code begins with a text. */
export interface CashLimit {
  /** The country. */
  country: Country;
  /** How the postal code begins; empty for the whole country. Spaces and capitals do not matter. */
  postal_prefix?: string;
  /** Orders above this total in `limits_currency` are held for verification; at 0 all are. */
  limit: Decimal;
}

/** A span of time in whole seconds. */
export type Span = number;

/** Who bought. */
export type CustomerId = string;

/** What corrections of stock may say. */
export interface StockPolicy {
  /**
   * Whether a correction may leave less than nothing on hand. It may where sales are reported before deliveries, so that
   * a figure below zero tells of a delivery that has not been entered yet.
   */
  allows_negative_on_hand?: boolean;
}

/** How long stock is kept for carts and unpaid orders. */
export interface ReservationPolicy {
  /** For a cart or checkout that names no span of its own. 15 minutes by default. */
  time_to_live?: Span;
  /** For an order that waits for its payment. One day by default. */
  unpaid_order?: Span;
  /** Whether changing a reservation starts its time anew. */
  change_extends?: boolean;
}

/** How locations are chosen. */
export interface RoutingPolicy {
  /** The most parcels an order may be split into; absent means no limit. */
  parcels_max?: number | null;
  /** How many sets of locations the search may look at before it settles for the best found. */
  search_steps_max?: number;
  /** What becomes of units that a picker does not find. */
  on_short_pick?: OnShortPick;
}

/** What becomes of units that a picker does not find. */
export type OnShortPick =
  /** They are routed to another location; where none has them they stay open under a stock hold. */
  | "reroute"
  /** They are canceled and their share is credited. */
  | "cancel";

/**
 * What may come back, until when, and what is kept of it.
 *
 * What binds the merchant (windows, reasons, fees, shipping, the amount below which items are kept) is copied onto each order when it
 * is captured. Approval and
 * the time a customer has to send what was approved follow the policy of the day of the approval.
 */
export interface ReturnPolicy {
  /**
   * Days after the day of delivery, by the calendar of the order's time zone, on which a return may be requested; 0 means no
   * returns.
   */
  window_days?: number;
  /** Whether requests inside the window are approved at once. */
  approves_automatically?: boolean;
  /** Windows of channels, categories and groups of customers that have their own; the first that fits a line is taken. */
  windows?: WindowRule[];
  /** Reasons that are accepted; empty means all. */
  reasons?: ReturnReason[];
  /** Parts of the credit that are kept; the first that fits a unit is taken. A fault of the seller's costs nothing. */
  restocking_fees?: RestockingFee[];
  /** What is kept when a return came on a label of the merchant's, by currency, once a return and not by fault of the seller. */
  label_fees?: CurrencyAmount[];
  /** When shipping is given back, once all of an order has come back. */
  shipping?: ShippingRefund;
  /** Whether a discount is taken back when a return, not by fault of the seller, leaves less with the customer than it was given for. */
  claws_back?: boolean;
  /**
   * When charges beside lines and shipping (gift wrap, duty, the fee for cash on delivery) are given back, once all of an order has
   * come back. A kind that is not named is by fault of the seller: whoever changes their mind has had the service.
   */
  charges?: ChargeRefund[];
  /** The customer keeps what brings back at most this, by currency: it is refunded without coming back. */
  keep_up_to?: CurrencyAmount[];
  /**
   * Days after the day of its approval after which what has not come of a return is expected no more, unless it is in transit;
   * absent means never.
   */
  closes_after_days?: number | null;
  /** How long stock is kept for what is given in exchange while it waits for the goods; absent means as long as they are expected. */
  exchange_reservation?: Span | null;
}

/** A window of its own for a channel, a category, a group of customers, or any of these together. */
export interface WindowRule {
  /** The channel; absent means any. */
  channel?: ChannelId | null;
  /** The category of the item; absent means any item, whether it has a category or not. */
  category?: Category | null;
  /** The group of the customer; absent means any customer, in a group or not. */
  customer_group?: CustomerGroup | null;
  /** Days after the day of delivery; 0 means that it is a final sale. */
  window_days: number;
}

/** A group of items that are returned on terms of their own. */
export type Category = string;

/** Customers that are treated alike: members, wholesale, staff. */
export type CustomerGroup = string;

/** Why a customer returns something. */
export type ReturnReason =
  /** Did not like it, or ordered too much. */
  | "change_of_mind"
  /** Does not fit. */
  | "size_or_fit"
  /** Broken or not working. */
  | "defective"
  /** Broken on the way. */
  | "damaged_in_transit"
  /** Something else was in the parcel. */
  | "wrong_item"
  /** It is not what the description says. */
  | "not_as_described"
  /** Came too late. */
  | "arrived_late"
  /** Anything else. */
  | "other";

/** A part of the credit of units that is kept. */
export interface RestockingFee {
  /** Why the customer returns it, for a reason that is not the seller's fault; absent means any of those. */
  reason?: ReturnReason | null;
  /** What the unit was found to be like; absent means any grade and none. */
  grade?: Grade | null;
  /** The part that is kept, as a fraction: 0.15 for 15 %. Rounded half away from zero. */
  rate: Decimal;
}

/** What a returned unit is like. */
export type Grade =
  /** Unopened, as it was sold. */
  | "new"
  /** Opened, complete, without a trace of use. */
  | "like_new"
  /** Light traces of use. */
  | "good"
  /** Clear traces of use; it works. */
  | "acceptable"
  /** Broken or soiled. */
  | "damaged"
  /** It does not work. */
  | "defective";

/** An amount of one currency. */
export interface CurrencyAmount {
  /** The currency. */
  currency: Currency;
  /** The amount. */
  amount: Decimal;
}

/** When shipping, or a charge, is given back, once nothing of an order is left with the customer or to be delivered. */
export type ShippingRefund =
  /** When all that came back did so by fault of the seller. */
  | "sellers_fault"
  /** Whatever the reasons were. */
  | "always"
  /** Never. */
  | "never";

/** When charges of one kind are given back. */
export interface ChargeRefund {
  /** The kind; name each once. */
  kind: ChargeKind;
  /** When. */
  given: ShippingRefund;
}

/** What a charge is for. */
export type ChargeKind =
  /** The courier takes the money at the door. */
  | "cash_on_delivery"
  /** Wrapped as a gift. */
  | "gift_wrap"
  /** Handling and packing. */
  | "handling"
  /** The parcel is insured. */
  | "insurance"
  /** Import duties paid by the merchant. */
  | "duty"
  /** Anything else. */
  | "other";

/** How money moves. */
export interface PaymentPolicy {
  /**
   * Whether the engine tells a provider to pay back what returns bring back, and waits for its answer. If not, a refund of a return
   * is recorded as made, and whoever sends the command has seen to it.
   */
  through_provider?: boolean;
  /** What becomes of an order whose payment comes after its stock went back on sale. */
  late?: LatePayment;
  /**
   * In which order payments are paid back, by method. Methods that are not named come after those that are: cards and their like in
   * the order in which they were made, then gift cards and store credit. Each gives back at most what it was captured for.
   */
  refund_order?: PaymentMethod[];
}

/** What becomes of an order whose payment comes after its stock went back on sale. */
export type LatePayment =
  /** Stock is promised anew; what there is no more is told by a stock hold. */
  | "reserve_again"
  /** A review hold is placed; stock is promised anew once a person releases it. */
  | "hold"
  /** Stock is promised anew; what there is no more waits for stock as a backorder, whether or not the item takes backorders. */
  | "backorder"
  /** Stock is promised anew; what there is no more is canceled, and what was paid for it is owed, or paid back through the provider. */
  | "refund";

/** How a payment is made. */
export type PaymentMethod =
  /** Credit or debit card. */
  | "card"
  /** A wallet such as those of phones and platforms. */
  | "wallet"
  /** Bank transfer or direct debit. */
  | "bank_transfer"
  /** Bought on account. */
  | "invoice"
  /** Gift card. */
  | "gift_card"
  /** Credit kept by the merchant. */
  | "store_credit"
  /** Cash, given to the courier. */
  | "cash_on_delivery"
  /** The marketplace settles with the merchant. */
  | "marketplace"
  /** Anything else. */
  | "other";

/** How long goods wait for whoever collects them. */
export interface PickupPolicy {
  /** How long after they are ready; absent means that they wait for ever. */
  collect_within?: Span | null;
}

/** Who is served first with stock that units wait for. */
export interface BackorderPolicy {
  /** The rule. Promises on what is on order follow it as well. */
  release?: ReleaseRule;
}

/**
 * Who is served first with stock that units wait for.
 *
 * Each order counts with all units of the SKU that it waits for. Orders that the location cannot serve are passed by under every rule.
 */
export type ReleaseRule =
  /** The highest priority, then placed first; in part if need be. */
  | "priority"
  /** Placed first, whatever the priority; in part if need be. */
  | "first_come"
  /** Promised for the earliest day, those promised for none last, then by priority; in part if need be. */
  | "promise"
  /** By priority, but only orders that get all they wait for. Others wait, and what completes nobody stays free. */
  | "ship_complete"
  /**
   * By priority, all that an order waits for or nothing. What is left is kept for the first that it is too little for: reserved, and
   * given out as work once the rest is there. Nobody behind it is served before.
   */
  | "reserve_head";

/** What a picker may give instead of what is not there, within what the customer takes. */
export interface SubstitutionPolicy {
  /**
   * By how much the price of what is given may differ from that of what it is given for, up or down, as a fraction of that: 0.2 for
   * 20 %. Both are prices of all units, before discounts. Absent means no limit.
   */
  price_difference_max?: Decimal | null;
  /** Whether a customer who has agreed to it pays more for a substitute than for what it is given for. */
  may_cost_more?: boolean;
}

/** Who approves counts, and which differences need nobody. */
export interface CountingPolicy {
  /** Whether nobody may approve what they have counted themselves. */
  four_eyes?: boolean;
  /**
   * The most units that a SKU, or a lot of it, may be off for a count to be approved by itself; absent means that somebody always
   * approves.
   */
  tolerance_units?: Quantity | null;
  /**
   * The most that such a difference may be worth besides, by currency. Where the cost of an item is not known in a currency, units alone
   * decide.
   */
  tolerance_values?: CurrencyAmount[];
}

/** Which locations may ship an order, which of them are best, and what becomes of it if they cannot. */
export interface RoutingRule {
  /** Its name; decisions and holds say it. */
  name: string;
  /** The orders it is for, as a condition in CEL such as `order.channel == "web"`; absent means every order. */
  condition?: Condition | null;
  /** Which locations it uses. */
  locations?: LocationFilter;
  /** What makes a plan better than another: the first that tells them apart decides. Empty means `parcels`, `priority`, `distance`. */
  rank?: RankBy[];
  /** What plans cost beside carriers and handling, for the rank `cost`; absent means nothing else, in the currency of the order. */
  cost?: CostModel | null;
  /** Whether an order may be divided into parcels. */
  split?: SplitPolicy;
  /** What becomes of an order that it finds no plan for. */
  otherwise?: Otherwise;
}

/** A condition on an order, in a part of CEL: `order.total > 100 && "vip" in order.tags`. */
export type Condition = string;

/** Which locations a rule uses. All that is named must be fulfilled. */
export interface LocationFilter {
  /** Only these; empty means all. */
  ids?: LocationId[];
  /** Only those in one of these groups; empty means all. */
  groups?: Tag[];
  /** None that is in one of these groups. */
  not_groups?: Tag[];
  /** Only those that stand in one of these countries; empty means all. */
  countries?: Country[];
  /** Only those that stand in the country the order goes to. */
  same_country?: boolean;
  /** Only those where customers may collect orders. */
  pickup?: boolean;
  /** Only those whose priority is at most this. */
  priority_max?: number | null;
  /** Only those at most so many metres away. It says nothing where one of the two has no place on the map. */
  distance_max?: number | null;
  /** Units of each SKU that stay at a location. */
  stock_floor?: Quantity;
  /** Only those from where the order arrives by the day it is promised for. It says nothing of orders without a promise. */
  meets_promise?: boolean;
}

/** What makes a plan better than another. */
export type RankBy =
  /** Fewer parcels. */
  | "parcels"
  /** A smaller sum of the priorities of locations. */
  | "priority"
  /** A smaller sum of distances in metres. It decides only where all locations that have units have a place on the map. */
  | "distance"
  /** Fewer days until each parcel arrives, summed up, of those that say when they dispatch. */
  | "days"
  /**
   * A smaller sum of the shares of their day that locations have taken on, in thousandths of the measure of `daily_capacity` that is
   * fullest. Locations that can take on any amount have taken on nothing of it.
   */
  | "load"
  /**
   * A smaller cost: what carriers charge by rate cards, handling, and the terms of the rule's cost model. It comes last: between plans
   * that cost the same, locations come by priority, distance and id.
   */
  | "cost";

/**
 * What plans cost beside what carriers charge and locations spend. A term that is absent is nothing.
 *
 * Rate cards and handling costs count that are in its currency, whatever currency the order is in.
 */
export interface CostModel {
  /** The currency that plans are compared in. */
  currency: Currency;
  /** What it is worth to send one parcel less. */
  per_parcel?: Decimal;
  /** For each day that a parcel arrives after the day the order is promised for. */
  per_late_day?: Decimal;
  /** What it costs to route a parcel anew that a location refuses; it counts by how often the location does. */
  refusal?: Decimal;
  /** What it costs to take the last units of an item at a location. */
  scarcity?: StockTerm | null;
  /** What it is worth to take units of an item where a location has too many. */
  markdown?: StockTerm | null;
  /** What a parcel costs at a location whose day is full, by how full it is; only locations with a daily capacity have a load. */
  full_day?: Decimal;
}

/** A cost or credit of a unit that depends on how many there are. */
export interface StockTerm {
  /** How many units of an item at a location are few, or are enough. */
  units: Quantity;
  /** The amount for a unit. */
  amount: Decimal;
}

/** Whether an order may be divided into parcels. */
export interface SplitPolicy {
  /** The most parcels; 1 means that it is not divided. Absent means as many as the policies of routing allow. */
  parcels_max?: number | null;
  /** What each parcel of a divided order is worth at least, discounts taken off. Orders in other currencies are not divided. */
  parcel_value_min?: CurrencyAmount | null;
  /** Items with the same one of these tags go in the same parcel. */
  keep_together?: Tag[];
  /** Whether nothing is sent as long as something is missing. */
  ship_complete?: boolean;
}

/** What becomes of an order that a rule finds no plan for. */
export type Otherwise =
  /** The next rule that is for it is asked. After the last, what is missing is treated as by `backorder`. */
  | "next_rule"
  /** It is held as unserviceable, and the hold says why. Nothing is promised. */
  | "hold"
  /** What is there is sent; the rest goes on backorder as far as its items allow, and beyond that the channel decides. */
  | "backorder"
  /** What is there is sent; the rest stays open under a stock hold. */
  | "queue";

/** A part of the world that deliveries go to. */
export interface Zone {
  /** Its id. */
  id: ZoneId;
  /** What people call it. */
  name?: string;
  /** What lies in it. */
  area: ZoneArea;
}

/** A part of the world that deliveries go to. */
export type ZoneId = string;

/** How a zone is drawn. All of it is worked out in whole numbers, so that every machine draws the same border. */
export type ZoneArea =
  | RadiusZoneArea
  | PolygonZoneArea
  | PostalPrefixesZoneArea
  | CellsZoneArea;

/** Everything within a distance of a point, the border included. */
export interface RadiusZoneArea {
  type: "radius";
  /** The point. */
  center: Coordinates;
  /** The distance, as the crow flies. */
  metres: number;
}

/**
 * What lies within straight lines between corners on a map whose axes are latitude and longitude, the border included. The last
 * corner is joined to the first.
 */
export interface PolygonZoneArea {
  type: "polygon";
  /** At least 3 corners, in their order along the border. */
  corners: Coordinates[];
}

/** Destinations whose postal code begins with one of some texts. */
export interface PostalPrefixesZoneArea {
  type: "postal_prefixes";
  /** The country. */
  country: Country;
  /** The texts. Spaces and capitals do not matter. */
  prefixes: string[];
}

/** Cells of the H3 grid, of any resolution. */
export interface CellsZoneArea {
  type: "cells";
  /** Their indexes, as H3 writes them. */
  cells: string[];
}

/**
 * A plan of windows in which a location delivers, or hands over what is collected there, week after week.
 *
 * Each window of each day is a slot. Its id is that of the template, the day and the time it begins by the clocks of the time zone:
 * `evening/2026-12-24/18:00`.
 */
export interface SlotTemplate {
  /** Its id. */
  id: SlotTemplateId;
  /** What people call it. */
  name?: string;
  /** The location that delivers, or where orders are collected: their stock comes from there. */
  location: LocationId;
  /** Whether goods are delivered or collected. */
  kind?: SlotKind;
  /** The zone it delivers to; absent means wherever the location ships. Collecting knows no zone. */
  zone?: ZoneId | null;
  /** The time zone of its days and times, by its name in the IANA database; empty is UTC. */
  time_zone?: string;
  /** The windows of a week. */
  windows: SlotWindow[];
  /** What fits into each window that says nothing else. */
  capacity?: SlotCapacity;
  /** A time of an earlier day, or of the day of the window, from which on it cannot be booked. */
  cut_off?: CutOff | null;
  /** How long before it begins a window cannot be booked any more. */
  lead_time?: Span;
  /** Days without windows: holidays and the like, sorted. */
  closed_on?: Day[];
  /** Whether an order that is canceled once its slot cannot be booked any more frees it all the same. If not, its place is used up. */
  late_cancel_frees?: boolean;
}

/** A plan of delivery or pick-up windows. At most 100 bytes, since the ids of its slots begin with it. */
export type SlotTemplateId = string;

/** Whether goods are delivered or collected. */
export type SlotKind =
  /** They are brought to the customer. */
  | "delivery"
  /** The customer collects them. */
  | "pickup";

/** A window of a week. It may not last beyond the end of its day. */
export interface SlotWindow {
  /** The day. */
  weekday: Weekday;
  /** When it begins. */
  begins: LocalTime;
  /** When it ends; `24:00` is the end of the day. */
  ends: LocalTime;
  /** What fits into it, if not what the template says. */
  capacity?: SlotCapacity | null;
}

/** What fits into a window by each measure; absent means without limit. */
export interface SlotCapacity {
  /** Orders, and carts that hold a place. */
  orders?: number | null;
  /** Their weight in grams. */
  grams?: number | null;
  /** Their units. */
  items?: Quantity | null;
}

/** A time of the day from which on windows cannot be booked. */
export interface CutOff {
  /** How many days before that of the window. */
  days_before?: number;
  /** The time, by the clocks of the template's time zone. */
  time: LocalTime;
}

/** What a carrier charges for a service: a zone says how far it is, a weight step what a parcel costs, surcharges what comes on top. */
export interface RateCard {
  /** Its id. */
  id: RateCardId;
  /** Who carries, such as `dhl`. */
  carrier: string;
  /** What is bought of the carrier, such as `parcel`. */
  service: string;
  /** The currency of all its amounts. */
  currency: Currency;
  /**
   * Locations it is for. If neither locations nor groups are named, it is for all. Where zones depend on where a parcel starts, each
   * origin has a card of its own.
   */
  locations?: LocationId[];
  /** Groups of locations it is for, beside those that are named. */
  location_groups?: Tag[];
  /** Where it goes, and what that costs. A destination that lies in none is not served. */
  zones: RateZone[];
  /**
   * Cubic centimetres that are charged as a kilogram, such as 5000; absent means that size does not matter.
   *
   * A parcel is charged by what it weighs or by its volume divided by this, rounded up to whole grams, whichever is more. Units
   * whose size is not known count with what they weigh in either.
   */
  volumetric_divisor?: number | null;
  /** What comes on top. */
  surcharges?: Surcharge[];
}

/** What a carrier charges for a service. */
export type RateCardId = string;

/** Destinations that cost the same, and what they cost. */
export interface RateZone {
  /** What the carrier calls it, such as `2` or `islands`. */
  name: string;
  /** What lies in it. */
  area: RateArea;
  /** What a parcel costs by weight, lightest first. A heavier parcel costs at least as much as a lighter one. */
  steps: WeightStep[];
  /** What it costs beyond the last step; absent means that heavier parcels are not taken. */
  beyond?: WeightIncrement | null;
  /** Days from hand-over to delivery. */
  transit_days: number;
}

/** How destinations are told apart. If a card has zones of both kinds, an address that a postal code names goes by that. */
export type RateArea =
  | PostalRateArea
  | DistanceRateArea;

/** By country and the beginning of the postal code; of all zones of a card the longest beginning decides. */
export interface PostalRateArea {
  type: "postal";
  /** Where. */
  places: PostalArea[];
}

/**
 * By distance from the location, as the crow flies; of all zones of a card the narrowest band decides. Location and destination
 * must both have coordinates.
 */
export interface DistanceRateArea {
  type: "distance";
  /** Up to how many metres, the bound included; absent means however far. */
  metres_max?: number | null;
  /** Only in these countries; empty means in all. */
  countries?: Country[];
}

/** A country, or a part of it by postal code. */
export interface PostalArea {
  /** The country. */
  country: Country;
  /** How its postal codes begin; empty means the whole country. Spaces and capitals do not matter. */
  prefixes?: string[];
}

/** What a parcel costs up to a weight. */
export interface WeightStep {
  /** Up to how many grams, the bound included. */
  grams_max: number;
  /** What it costs. */
  amount: Decimal;
}

/** What each further weight costs. */
export interface WeightIncrement {
  /** How many grams; a part of them counts as the whole. */
  grams: number;
  /** What they cost. */
  amount: Decimal;
}

/** What comes on top of the price by weight. */
export type Surcharge =
  | FuelSurcharge
  | RemoteAreaSurcharge
  | HazardousGoodsSurcharge
  | PerParcelSurcharge;

/** A part of the price by weight, rounded half away from zero to the minor unit. Several are added up before rounding. */
export interface FuelSurcharge {
  type: "fuel";
  /** How many percent, with at most 4 decimals. */
  percent: Decimal;
}

/** For each parcel to places that are hard to reach. */
export interface RemoteAreaSurcharge {
  type: "remote_area";
  /** How much. */
  amount: Decimal;
  /** Where. */
  places: PostalArea[];
}

/** For each parcel with hazardous goods. A card that does not say what they cost does not take them. */
export interface HazardousGoodsSurcharge {
  type: "hazardous_goods";
  /** How much. */
  amount: Decimal;
}

/** For each parcel, such as a toll or a label. */
export interface PerParcelSurcharge {
  type: "per_parcel";
  /** How much. */
  amount: Decimal;
}

/** A stock keeping unit: what is counted, kept and sold. */
export type Sku = string;

/** How far an item may be sold beyond stock. */
export interface Backorder {
  /** The most units that may wait at a time: absent means no limit, 0 means none. */
  limit?: Quantity | null;
}

/** How large a unit is, in millimetres. Which side is which does not matter. */
export interface Dimensions {
  /** Its length. */
  length_mm: number;
  /** Its width. */
  width_mm: number;
  /** Its height. */
  height_mm: number;
}

/** The most units of an item that a channel may have sold or reserved at a time. */
export interface ChannelCap {
  /** The channel. */
  channel: ChannelId;
  /** Its limit. */
  limit: Quantity;
}

/** When an item is to be ordered anew for a location, and how much of it. */
export interface ReorderRule {
  /** The location. */
  location: LocationId;
  /** It is to be ordered when no more than so many are available. */
  reorder_point: Quantity;
  /** Units that should always be there, for days on which more is sold or a delivery is late. */
  safety_stock?: Quantity;
  /** For how many days an order should last; absent means what the query says, or up to the reorder point. */
  target_days?: number | null;
}

/** How an item that is kept by lot is picked, and how long its units have to last. */
export interface LotPolicy {
  /** Which lots an order gets. */
  picking?: LotPicking;
  /** Days that a unit must have left when it is delivered; a channel or a line of an order may ask for more. */
  minimum_life_days?: number;
}

/** Which lots of a location an order gets. */
export type LotPicking =
  /** First expired, first out: what ends first, then what was received first. */
  | "fefo"
  /** First in, first out: what was received first, then what ends first. */
  | "fifo"
  /** As few lots as can be; among those that would do, what ends first. */
  | "fewest_lots";

/** When the serial numbers of an item are captured. */
export type SerialTracking =
  /** Never: its units are all alike. */
  | "none"
  /** When units come in. Every unit in stock has its number, and every command that moves units in or out of a state names theirs. */
  | "receipt"
  /** When units are picked or packed. What lies on the shelf is only counted. */
  | "shipment";

/** What one bundle holds of an item. */
export interface Component {
  /** What; it may be a bundle itself. */
  sku: Sku;
  /** How many units of it make one bundle. */
  quantity: Quantity;
  /**
   * Its part of the price of the bundle, for all its units together, in proportion to the parts of the other components.
   * Absent, each unit of the component counts as one.
   */
  price_weight?: number | null;
}

/** A state stock can be in at a location. */
export type Bucket =
  /** Free to be promised. Negative when a correction fell below what had been promised. */
  | "available"
  /** Promised for a while: to a cart, a checkout, an order that is held or unpaid. */
  | "reserved"
  /** Promised to an order that has been given to the location. */
  | "committed"
  /** Kept back from sale, except by channels that ignore it. */
  | "safety"
  /** Not fit for sale. */
  | "damaged"
  /** Waiting for somebody to look at it. */
  | "quality_control";

/** A lot as it is named where units of it come in. */
export interface ReceivedLot {
  /** Its number. */
  number: LotNumber;
  /** The day on which it expires; absent if it never does, or if the lot is known already. */
  expires_on?: Day | null;
  /** The day up to which it is at its best; absent if there is none, or if the lot is known already. */
  best_before?: Day | null;
}

/** The number of a lot, given by whoever made it: batch or lot in GS1's words, application identifier 10. */
export type LotNumber = string;

/** The serial number of a unit: GS1 application identifier 21, 1 to 20 characters of GS1 character set 82. */
export type SerialNumber = string;

/** Units of one SKU that arrive. */
export interface ReceiveLine {
  /** What arrived. */
  sku: Sku;
  /** How many units. */
  quantity: Quantity;
  /** The state they arrive in; free for sale if not given. */
  into?: Bucket;
  /** The lot they are of, where the item is kept by lot. A new lot is noted with its days; a known one has those it has. */
  lot?: ReceivedLot | null;
  /** The serial numbers of all units, where the item is tracked by them at receipt. */
  serials?: SerialNumber[];
}

/** What becomes of promises when a correction leaves fewer units than are promised at the location. */
export type ShortageChoice =
  /** They stay as they are: less than nothing is available, nothing more is promised, and what arrives makes up for it first. */
  | "keep"
  /** The command is refused with `below_promised` and the figures. */
  | "refuse"
  /**
   * Some lose their units, and are promised others where routing finds some: carts before orders, and among orders the lowest priority
   * first, then the latest promise, then the latest placed. Units that have been picked or packed are never taken.
   */
  | "reassign";

/** One figure that is repaired. */
export type StockRepair =
  | BalanceStockRepair
  | LedgerStockRepair
  | PromiseStockRepair
  | BackorderedStockRepair;

/** A balance becomes what the ledger makes. The ledger is right, so no movement is written. */
export interface BalanceStockRepair {
  type: "balance";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber | null;
  /** The state. */
  bucket: Bucket;
  /** What is kept. */
  kept: number;
  /** What the ledger makes. */
  becomes: number;
}

/** The ledger gets a movement that makes it agree with a balance. The balance is right, and stays. */
export interface LedgerStockRepair {
  type: "ledger";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber | null;
  /** The state. */
  bucket: Bucket;
  /** What the ledger makes. */
  moved: number;
  /** What is kept. */
  becomes: number;
}

/** What is promised becomes what orders and reservations hold; the difference moves from or to what is available. */
export interface PromiseStockRepair {
  type: "promise";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber | null;
  /** Reserved or committed. */
  bucket: Bucket;
  /** What is kept, after the repairs before this one. */
  kept: number;
  /** What orders and reservations hold. */
  becomes: number;
}

/** The count of units on backorder becomes what orders have. */
export interface BackorderedStockRepair {
  type: "backordered";
  /** The SKU. */
  sku: Sku;
  /** What is counted. */
  kept: number;
  /** What orders have. */
  becomes: number;
}

/** A paper beside orders, named by whoever issues it: the number of a purchase order, say. */
export type DocumentId = string;

/** Who delivers what was ordered from them. */
export type SupplierId = string;

/** Units of one SKU that are ordered. */
export interface OrderedLine {
  /** Its id, unique within the purchase order. */
  id: LineId;
  /** What is ordered. */
  sku: Sku;
  /** How many units, those that have arrived included. */
  quantity: Quantity;
  /** When what is outstanding is expected to arrive. */
  expected_at: Timestamp;
}

/** A line of an order; unique within the order. */
export type LineId = string;

/** What arrived of a line. */
export interface PurchaseReceipt {
  /** The line. */
  line: LineId;
  /** Units that are fit for sale. */
  available?: Quantity;
  /** Units that are damaged. */
  damaged?: Quantity;
  /** Units that somebody has to look at first. */
  quality_control?: Quantity;
  /** The lot they are of, where the item is kept by lot; units of another lot are received by a command of their own. */
  lot?: ReceivedLot | null;
  /** The serial numbers of all units, where the item is tracked by them at receipt. */
  serials?: ArrivedSerials;
  /** Whether nothing more is expected of the line. */
  closes?: boolean;
}

/** Units that arrive, by the state they arrive in. */
export interface ArrivedSerials {
  /** Those of units that are fit for sale. */
  available?: SerialNumber[];
  /** Those of units that are damaged. */
  damaged?: SerialNumber[];
  /** Those of units that somebody has to look at first. */
  quality_control?: SerialNumber[];
}

/** Units of one SKU that are to go. */
export interface PlannedTransferLine {
  /** Its id, unique within the transfer. */
  id: LineId;
  /** What goes. */
  sku: Sku;
  /** The lot, where the item is kept by lot; units of another lot are a line of their own. */
  lot?: LotNumber | null;
  /** How many units. */
  quantity: Quantity;
}

/** Units of a line that leave. */
export interface TransferShipment {
  /** The line. */
  line: LineId;
  /** How many units. */
  quantity: Quantity;
  /** The serial numbers of the units, where the item is tracked by them at receipt. */
  serials?: SerialNumber[];
}

/** What arrived of a line. */
export interface TransferReceipt {
  /** The line. */
  line: LineId;
  /** Units that are fit for sale. */
  available?: Quantity;
  /** Units that are damaged. */
  damaged?: Quantity;
  /** Units that somebody has to look at first. */
  quality_control?: Quantity;
  /** Units that were in transit and will not arrive. */
  lost?: Quantity;
  /** The serial numbers of the units that arrived, where the item is tracked by them at receipt. */
  serials?: ArrivedSerials;
  /** Those of the units that will not arrive. */
  lost_serials?: SerialNumber[];
}

/** Units of a SKU, or of a lot of it, that were there. */
export interface CountedUnits {
  /** What. */
  sku: Sku;
  /** The lot, where the item is kept by lot. One that was never received is received first. */
  lot?: LotNumber | null;
  /** Units that were there, whatever their state: those set aside for orders, damaged or doubtful ones as well. */
  quantity: Quantity;
}

/** Stock promised to a cart or checkout for a while. */
export type ReservationId = string;

/** Units of one SKU, or bundles, for a cart. The same SKU may stand on several lines; they are summed. */
export interface ReserveLine {
  /** What. */
  sku: Sku;
  /** How many units. */
  quantity: Quantity;
}

/**
 * Where an order goes or is billed.
 *
 * Name, street, telephone and e-mail say who it is, and nothing is decided by them: erasing personal data takes them. The rest says where
 * it is; zones, rate cards, rules and distances decide by it, and it goes only where that is asked for. See `docs/privacy.md`.
 */
export interface Address {
  /** Who receives. */
  name?: string;
  /** Street and number. */
  address1?: string;
  /** Floor, building and the like. */
  address2?: string;
  /** City or town. */
  city?: string;
  /** State, province or region. */
  province?: string;
  /** Postal code as written in its country. */
  postal_code?: string;
  /** Country. */
  country: Country;
  /** Telephone number as given. */
  phone?: string;
  /** E-mail address as given. */
  email?: string;
  /** The place on the map, when known: distances are measured from it. */
  coordinates?: Coordinates | null;
  /** The cell of the H3 grid that the place lies in, as H3 writes its index, for zones that are drawn by cells. */
  h3_cell?: string;
}

/**
 * What a cart knows of its order, for rules of a routing policy that ask for it. What is absent is not known yet: rules that need it
 * cannot be asked, and the reservation names them.
 */
export interface CartFacts {
  /** What it costs, tax included (`order.total`), and with it the currency (`order.currency`). A channel of one currency has that one. */
  total?: CurrencyAmount | null;
  /** The group of the customer (`order.customer.group`); empty if there is none. */
  customer_group?: string | null;
  /** The priority of the order (`order.priority`). */
  priority?: number | null;
  /** The tags of the order (`order.tags`). */
  tags?: Tag[] | null;
  /** How it will be paid (`order.payment_methods`). */
  payment_methods?: PaymentMethod[] | null;
  /** When it is promised to arrive. */
  promised_at?: Timestamp | null;
}

/** An order, named by whoever captures it. Time-ordered ids (UUIDv7, say) keep stores fast. */
export type OrderId = string;

/** The id an order has in the channel it came from; unique within that channel. */
export type ExternalId = string;

/** A line of an order to be captured. */
export interface CaptureLine {
  /** Its id, unique within the order. */
  id: LineId;
  /** What. */
  sku: Sku;
  /** How many. */
  quantity: Quantity;
  /** The price of one, before discounts. It may be finer than the currency. */
  unit_price: Decimal;
  /** What is taken off the line. */
  discounts?: Discount[];
  /** The taxes on it. */
  taxes?: TaxRate[];
  /**
   * Days that units kept by lot must have left when they are delivered: those of the order's day of delivery, or of today. What item
   * and channel ask for holds as well, and what one line asks for holds for all of its SKU.
   */
  minimum_life_days?: number;
  /** What the customer takes instead of units that a picker does not find; absent means nothing. */
  substitution?: Substitution | null;
}

/** Something taken off a price. */
export interface Discount {
  /** What is taken off. */
  amount: Decimal;
  /** The code or promotion it comes from. */
  code?: string;
  /**
   * What has to be kept for it. It is taken as given when the order is captured; where the terms claw back, a return that leaves less
   * with the customer takes the discount off what is kept.
   */
  minimum?: DiscountMinimum | null;
}

/** What has to be kept for a discount: both, where both are named. */
export interface DiscountMinimum {
  /** Goods to so much, at their unit prices before discounts. */
  amount?: Decimal | null;
  /** So many units. */
  quantity?: Quantity | null;
}

/** A tax. */
export interface TaxRate {
  /** The rate as a fraction: 0.18 for 18 %. */
  rate: Decimal;
}

/** Which items a customer takes instead of those of a line, if a picker does not find them. */
export interface Substitution {
  /** Which. */
  accepts: Accepts;
  /** The items, most welcome first; just where `accepts` is `listed`. */
  skus?: Sku[];
  /**
   * Whether the customer pays what the substitute costs where that is more, if `policies.substitution.may_cost_more` allows it. If
   * not, it costs at most what the units it is given for would have cost.
   */
  pays_more?: boolean;
}

/** Which items a customer takes instead. */
export type Accepts =
  /** None: what is missing is canceled. */
  | "none"
  /** Those that are listed. */
  | "listed"
  /** Any of the same `category`. */
  | "same_category"
  /** Whatever the picker thinks comes nearest. */
  | "best_match";

/** What shipping costs. */
export interface ShippingCharge {
  /** The price, tax as the order's prices have it. */
  price: Decimal;
  /** The taxes on it. */
  taxes?: TaxRate[];
}

/** A charge of an order to be captured. */
export interface CaptureCharge {
  /** What for; name each kind once. */
  kind: ChargeKind;
  /** The price, tax as the order's prices have it. */
  price: Decimal;
  /** The taxes on it. */
  taxes?: TaxRate[];
}

/**
 * A total as the customer saw it, and the rate it was made with. It is kept for people and accounts; all reckoning is in the order's own
 * currency, so that a rate of another day changes nothing.
 */
export interface Presentment {
  /** The currency the customer saw. */
  currency: Currency;
  /** How much of it one unit of the order's currency was: more than 0, with at most 12 decimals. */
  rate: Decimal;
  /** The total the customer saw, in that currency. */
  total: Decimal;
}

/** A way the order is paid, and how far that has gone when it is captured. */
export interface PaymentOffer {
  /** The id of the payment. */
  id: PaymentId;
  /** How it is made. */
  method: PaymentMethod;
  /** What has been authorized by now. */
  authorized?: Decimal | null;
  /** When what has been authorized may not be captured any more. */
  expires_at?: Timestamp | null;
  /** What has been captured by now. */
  captured?: Decimal | null;
  /** The provider's id of that. */
  reference?: ProviderEventId | null;
}

/** A payment on an order: one card, one gift card, one cash collection. */
export type PaymentId = string;

/** The id a carrier or payment provider gives to one of its events. */
export type ProviderEventId = string;

/** A hold on an order; unique within the order. */
export type HoldId = string;

/** What a hold is about. */
export type HoldKind =
  /** Money has not been authorized yet. */
  | "payment"
  /** Units are missing that the channel has already sold. */
  | "stock"
  /** The address cannot be shipped to as it stands. */
  | "address"
  /** The totals the channel sent differ from ours. */
  | "totals"
  /** It looks like an order placed before. */
  | "duplicate"
  /** A rule of the merchant wants a person to look at it. */
  | "review"
  /** No location serves the destination. */
  | "unserviceable"
  /** A line's SKU is not in the catalog. */
  | "unmapped"
  /** It has lost its slot, or got none: it needs another. */
  | "slot"
  /** The store where it was to be collected will not hand it over. It is never sent instead by itself. */
  | "pickup_rejected"
  /** A person stopped it. */
  | "manual";

/** Units of a line that are assigned. */
export interface AssignLine {
  /** The line, or a line that was sold as a bundle. */
  line: LineId;
  /** How many units, or bundles, beside those that are at the location already; absent means all. */
  quantity?: Quantity | null;
}

/** A queue of orders with units that cannot be routed, or are not yet. An order stands in one at most: the first that fits. */
export type OrderQueue =
  /**
   * The store where it was to be collected will not hand units over. They are never sent instead by themselves: assign them to the same
   * store, have them collected elsewhere or sent, or cancel them.
   */
  | "pickup_rejected"
  /** A hold keeps it back, or units wait until they are paid for. */
  | "held"
  /** No stock is promised to units of it: there is no plan for them. */
  | "unfillable"
  /** Units are on backorder, and get stock that arrives. */
  | "waiting_for_supply";

/**
 * An order that waits for stock of a SKU, or stands in a queue, and its place there: highest priority first, then placed first, then by
 * id.
 */
export interface Waiting {
  /** Higher is served first. */
  priority: number;
  /** Then whoever placed first. */
  placed_at: Timestamp;
  /** The order. */
  order: OrderId;
}

/** Which orders. Every condition that is there must hold. */
export interface OrderFilter {
  /** Where the order stands as a whole. */
  order?: OrderStatus | null;
  /** Where its money stands. */
  payment?: PaymentStatus | null;
  /** Where its units stand. */
  fulfillment?: FulfillmentStatus | null;
  /** Where its parcels stand. */
  delivery?: DeliveryStatus | null;
  /** Where its returns stand. */
  returns?: ReturnStatus | null;
  /** Its channel. */
  channel?: ChannelId | null;
  /** A location that has, or had, units of it. */
  location?: LocationId | null;
  /** Who bought. */
  customer?: CustomerId | null;
  /** A SKU in it. */
  sku?: Sku | null;
  /** A lot of which units are promised or have gone to it. */
  lot?: LotReference | null;
  /** A tag on it. */
  tag?: Tag | null;
  /** A kind of hold on it. */
  hold?: HoldKind | null;
  /** The queue it stands in. */
  queue?: OrderQueue | null;
  /** Placed at this instant or later. */
  placed_from?: Timestamp | null;
  /** Placed before this instant. */
  placed_before?: Timestamp | null;
  /** Promised for before this instant, with units that have not arrived. */
  late_at?: Timestamp | null;
}

/** Where the order stands as a whole. */
export type OrderStatus =
  /** Going on. */
  | "open"
  /** A hold keeps it from going on. */
  | "on_hold"
  /** Every unit has arrived, or is canceled or lost. */
  | "completed"
  /** Every unit is canceled. */
  | "canceled";

/** Where its money stands. */
export type PaymentStatus =
  /** Nothing has been authorized or captured. */
  | "pending"
  /** Enough is authorized, nothing captured. */
  | "authorized"
  /** Something is captured, less than is owed. */
  | "partially_paid"
  /** What is owed is captured. */
  | "paid"
  /** More is captured than is owed: a credit is due. */
  | "overpaid"
  /** Something has been refunded. */
  | "partially_refunded"
  /** All that was captured has been refunded. */
  | "refunded"
  /** Nothing is owed and nothing was captured. */
  | "voided"
  /** A bank has taken money back, and has not given it back again. */
  | "charged_back";

/** Where its units stand, up to the carrier. */
export type FulfillmentStatus =
  /** No unit has been promised stock or given to a location. */
  | "unfulfilled"
  /** Stock is reserved; work has not been given out. */
  | "reserved"
  /** Units wait for stock; none is on its way. */
  | "backordered"
  /** Locations are at work. */
  | "in_progress"
  /** Some units have shipped, others have still to. */
  | "partially_shipped"
  /** All units that were not canceled have shipped. */
  | "shipped"
  /** Nothing is left to ship. */
  | "canceled";

/** Where its parcels stand. */
export type DeliveryStatus =
  /** Nothing has shipped. */
  | "not_shipped"
  /** On the way. */
  | "in_transit"
  /** With the courier who will ring the bell. */
  | "out_for_delivery"
  /** Some units have arrived, others have still to. */
  | "partially_delivered"
  /** All units that were not canceled have arrived. */
  | "delivered"
  /** An attempt failed; another follows. */
  | "failed_attempt"
  /** A parcel is on its way back to where it came from, or back there. */
  | "returned_to_origin"
  /** A parcel is lost. */
  | "lost";

/** Where its returns stand. */
export type ReturnStatus =
  /** Nothing comes back. */
  | "none"
  /** A return waits for approval. */
  | "requested"
  /** A return is approved or under way. */
  | "in_progress"
  /** Some units have come back. */
  | "partially_returned"
  /** All delivered units have come back. */
  | "returned";

/** A lot of a SKU, to find orders by. */
export interface LotReference {
  /** The SKU. */
  sku: Sku;
  /** The number of the lot. */
  number: LotNumber;
}

/** An order, and what of it comes from other locations. */
export interface OrderReroute {
  /** The order. */
  order: OrderId;
  /** The version it must have. */
  expected_version: number;
  /** What moves. */
  moves: UnitMove[];
}

/** Units of a line that come from another location than before. */
export interface UnitMove {
  /** The line. */
  line: LineId;
  /** Where they are promised from. */
  from_location: LocationId;
  /** Where they come from instead. */
  to_location: LocationId;
  /** How many. */
  quantity: Quantity;
}

/** One change of an order. */
export type OrderChange =
  | AddLineOrderChange
  | SetQuantityOrderChange
  | SetPriceOrderChange
  | SetSubstitutionOrderChange
  | AddDiscountOrderChange
  | SetShippingOrderChange;

/** Adds a line. */
export interface AddLineOrderChange {
  type: "add_line";
  /** The line, under an id that the order does not have yet. */
  line: CaptureLine;
}

/**
 * Sets how many units of a line are wanted, canceled ones not counted. More are priced at the line's unit price without
 * discounts; fewer cancel units that have not shipped, those that have come least far first.
 *
 * Of a bundle there can be fewer, not more: add another line of it.
 */
export interface SetQuantityOrderChange {
  type: "set_quantity";
  /** The line, or the line that a bundle was captured as. */
  line: LineId;
  /** How many; 0 takes the line off the order. */
  quantity: Quantity;
}

/** Sets what the units of a line cost that have not been credited. */
export interface SetPriceOrderChange {
  type: "set_price";
  /** The line. */
  line: LineId;
  /** The price of one, before discounts. */
  unit_price: Decimal;
  /**
   * What is taken off all of them. It takes the place of what was taken off them before, the line's share of the order's
   * discounts included; absent means that this stays.
   */
  discounts?: Discount[] | null;
}

/** Says anew what the customer takes instead of units of a line that are not there. */
export interface SetSubstitutionOrderChange {
  type: "set_substitution";
  /** The line, or the line that a bundle was captured as. */
  line: LineId;
  /** What is taken instead. */
  substitution: Substitution;
}

/** Takes something off the whole order: it is divided over what is left of the lines, by what they cost. */
export interface AddDiscountOrderChange {
  type: "add_discount";
  /** The discount. */
  discount: Discount;
}

/** Sets what shipping costs, unless some of it has been credited. */
export interface SetShippingOrderChange {
  type: "set_shipping";
  /** The charge. */
  shipping: ShippingCharge;
}

/** Units of a line to cancel. */
export interface CancelLine {
  /** The line, or the line that a bundle was captured as. */
  line: LineId;
  /** How many units, or how many bundles with all their components. */
  quantity: Quantity;
  /**
   * The serial numbers of those among them that are picked or packed with one. They must be named where only some of them are canceled.
   */
  serials?: SerialNumber[];
}

/** Why units are canceled. */
export type CancelReason =
  /** The customer changed their mind. */
  | "customer"
  /** The payment was declined or never came. */
  | "declined"
  /** The order was found to be fraudulent. */
  | "fraud"
  /** There is no stock. */
  | "inventory"
  /** A member of staff made a mistake. */
  | "staff"
  /** Anything else. */
  | "other";

/** Units of a line that a picker looked for. */
export interface PickLine {
  /** The line. */
  line: LineId;
  /**
   * The lot, where units of several are to be picked; absent means whichever comes first. Units of another lot than was planned are
   * first noted by `change_lot`.
   */
  lot?: LotNumber | null;
  /** How many were taken from the shelf. */
  picked?: Quantity;
  /** How many were not there. */
  not_found?: Quantity;
  /** The serial numbers of the units that were taken. Of an item that is tracked at shipment they may be named when it is packed. */
  serials?: SerialNumber[];
  /** The serial numbers of the units that were not there, where the item is tracked by them at receipt. */
  not_found_serials?: SerialNumber[];
}

/** Why units are not given. */
export type SubstituteReason =
  /** They were not there. The books of the location lose them, and it is not asked for the line again. */
  | "not_found"
  /** They are there and not fit to be given. They count as damaged. */
  | "unfit";

/** What is given instead of others. */
export interface SubstituteLine {
  /** The id of the line to be, unique within the order. */
  id: LineId;
  /** What is given. */
  sku: Sku;
  /** How many units; absent means as many as are not given. Two small packs may stand for a large one. */
  quantity?: Quantity | null;
  /** Its price, before discounts, tax as the order's prices have it. */
  unit_price: Decimal;
  /** The taxes on it; absent means those of the line it is given for. */
  taxes?: TaxRate[] | null;
  /** The serial numbers of the units that are given. Of an item that is tracked at shipment they may be named when it is packed. */
  serials?: SerialNumber[];
}

/** Units of a line that go into a parcel. */
export interface PackLine {
  /** The line. */
  line: LineId;
  /** How many units. */
  quantity: Quantity;
  /**
   * Their serial numbers: of an item that is tracked at shipment, unless they were named when it was picked; and wherever some of the
   * units that were picked with theirs go into the parcel, and others do not.
   */
  serials?: SerialNumber[];
}

/** How far a shipped parcel has come, in the carrier's own axis. */
export type Tracking =
  /** The carrier has it. */
  | "in_transit"
  /** The courier who will ring the bell has it. */
  | "out_for_delivery"
  /** An attempt failed; another follows. */
  | "failed_attempt"
  /** Something is wrong and the carrier says what. */
  | "exception"
  /** On its way back to the location. */
  | "returning_to_origin"
  /** Back at the location. */
  | "returned_to_origin"
  /** Lost on the way. */
  | "lost"
  /** With the customer. */
  | "delivered";

/** What a carrier answers that was asked to bring a parcel back. */
export type InterceptionOutcome =
  /** It brings the parcel back. */
  | "confirmed"
  /** It does not. */
  | "failed";

/** What a provider can be told to do. */
export type InstructionKind =
  /** Set money aside. */
  | "authorization"
  /** Take money. */
  | "capture"
  /** Let go what is set aside and not taken. */
  | "void"
  /** Give money back. */
  | "refund";

/** The idempotency key of an instruction to a payment provider. It follows from the order, the payment and the transaction's number. */
export type InstructionKey = string;

/** What came of an instruction. */
export type PaymentOutcome =
  | SucceededPaymentOutcome
  | FailedPaymentOutcome;

/** The provider has done it. */
export interface SucceededPaymentOutcome {
  type: "succeeded";
  /** How much, if it is less than it was told. */
  amount?: Decimal | null;
  /** The provider's id of it. */
  reference?: ProviderEventId | null;
  /** When an authorization ends, if it does. */
  expires_at?: Timestamp | null;
}

/** The provider has not done it. */
export interface FailedPaymentOutcome {
  type: "failed";
  /** The provider's code, of 1 to 128 bytes. */
  code: string;
  /** The same in words. */
  message?: string;
}

/** A return on an order; unique within the order. */
export type ReturnId = string;

/** Units of a line that a customer wants to send back. */
export interface ReturnRequestLine {
  /** The line, or the line that a bundle was captured as. */
  line: LineId;
  /** How many units, or how many bundles with all their components. */
  quantity: Quantity;
  /** Why. */
  reason: ReturnReason;
}

/**
 * A line that takes the place of others.
 *
 * Without a price it costs what the units it replaces bring back, to the cent: a shirt bought at half price is exchanged for
 * another size of it without money either way, whatever that size is sold at today. With a price it costs that, and the difference
 * is due or paid back.
 */
export interface ReplacementLine {
  /** The id of the line to be, unique within the order. */
  id: LineId;
  /** What is given. */
  sku: Sku;
  /** How many units. */
  quantity: Quantity;
  /** The line whose units it replaces, one for one; needed where no price is named. */
  replaces?: LineId | null;
  /** The price of one, before discounts, tax as the order's prices have it; absent means what the replaced units bring back. */
  unit_price?: Decimal | null;
  /** What is taken off all units together; only with a price. */
  discounts?: Discount[];
  /** Taxes on it; only with a price, since what has none is taxed as what it replaces. */
  taxes?: TaxRate[];
}

/** When replacements are sent. */
export type ExchangeShipping =
  /** Once all that is expected back has been received, or is expected no more. */
  | "on_receipt"
  /** As soon as the return is approved. */
  | "in_advance";

/** How a return is sent. */
export interface ReturnLabel {
  /** Who carries it. */
  carrier: string;
  /** The number to find it by. */
  tracking_number?: string;
  /** When a courier picks it up; absent where the customer hands it in. */
  pickup_at?: Timestamp | null;
}

/** Units of a line that came back. */
export interface ReceivedUnits {
  /** The line. */
  line: LineId;
  /** How many units. */
  quantity: Quantity;
  /** The lot they are of, where units of several left for the line; absent means the only one. */
  lot?: LotNumber | null;
  /** The serial numbers of the units, where they left with some. Each must have left on this line. */
  serials?: SerialNumber[];
}

/** Units of a line that were looked at. */
export interface InspectedUnits {
  /** The line. */
  line: LineId;
  /** How many units. */
  quantity: Quantity;
  /** The lot they were received in, where units of several left for the line; absent means the only one. */
  lot?: LotNumber | null;
  /** The serial numbers of the units, where they were received with some. */
  serials?: SerialNumber[];
  /** What becomes of them. */
  disposition: Disposition;
  /** What they are like, where somebody grades them; what is not the item sold has no grade. */
  grade?: Grade | null;
}

/** What becomes of a returned unit. */
export type Disposition =
  /** It goes back on sale. */
  | "restock"
  /** It is kept, not fit for sale. */
  | "damaged"
  /** It stays in quality control for another look. */
  | "quarantine"
  /** It is to be made fit for sale again: it is kept as damaged until `move_stock` says that it is. */
  | "refurbish"
  /** It goes back to whoever supplied it: it is kept as damaged until `adjust_stock` says that it has left. */
  | "return_to_vendor"
  /** It is thrown away. */
  | "scrap"
  /** It is not what was sold. */
  | "wrong_item";

/** A claim on an order; unique within the order. */
export type ClaimId = string;

/** What went wrong with units. */
export type ClaimKind =
  /** They were not in the parcel that came. */
  | "missing"
  /** They came broken, or broke on the way. */
  | "damaged"
  /** Something else was in the parcel. */
  | "wrong_item"
  /** Their parcel was lost on the way. */
  | "lost_in_transit";

/** Who has to answer for a claim. */
export type ClaimParty =
  /** The merchant, to the customer. */
  | "merchant"
  /** The carrier, to the merchant. */
  | "carrier";

/** Units of a line that a claim is about. */
export interface ClaimedUnits {
  /** The line. */
  line: LineId;
  /** How many units. */
  quantity: Quantity;
}

/** What is decided about a claim. */
export type ClaimResolution =
  /** The customer gets the money for the units and returns nothing. */
  | "refund"
  /** The customer gets other units for them and returns nothing. Units that are not replaced are refunded. */
  | "replace"
  /** The carrier pays. */
  | "settle"
  /** It is turned down. */
  | "deny";

/** A place in a list of orders. */
export interface OrderCursor {
  /** When the last order of the page was placed. */
  placed_at: Timestamp;
  /** Its id. */
  order: OrderId;
}

/** The answer to one command. */
export type Outcome =
  | AppliedOutcome
  | AlreadyAppliedOutcome
  | RefusedOutcome;

/** It took effect. */
export interface AppliedOutcome {
  status: "applied";
  /** What it brought about. */
  receipt: Receipt;
}

/** It took effect when it was first sent, and not again. */
export interface AlreadyAppliedOutcome {
  status: "already_applied";
  /** What it brought about then. */
  receipt: Receipt;
}

/** It was refused and left no trace. */
export interface RefusedOutcome {
  status: "refused";
  /** Why. */
  rejection: Rejection;
}

/** What a command brought about. It is kept with the command, and answered again when the command is sent again. */
export interface Receipt {
  /** The command. */
  command: CommandId;
  /** The version of the order it was about, after it: also where the order stayed as it was. */
  order_version?: number;
  /** What happened. */
  events: Event[];
}

/** A fact. Events of one command stand together in one entry of the log, which tells command, actor and time. */
export type Event =
  | LocationPutEvent
  | ChannelPutEvent
  | ZonePutEvent
  | SlotTemplatePutEvent
  | RateCardPutEvent
  | RateCardRemovedEvent
  | SlotHeldEvent
  | SlotBookedEvent
  | SlotReleasedEvent
  | PickupReadyEvent
  | OrderCollectedEvent
  | PickupExpiredEvent
  | ItemPutEvent
  | PoliciesPutEvent
  | RoutingPolicyPutEvent
  | ClockWentBackEvent
  | StockReservedEvent
  | ReservationChangedEvent
  | ReservationReleasedEvent
  | ReservationUsedEvent
  | ReservationExpiredEvent
  | OrderReservationExpiredEvent
  | OrderCapturedEvent
  | OrderRoutedEvent
  | UnitsAssignedEvent
  | OrderReroutedEvent
  | OrdersBrokeredEvent
  | UnitsMovedEvent
  | FulfillmentRequestedEvent
  | FulfillmentAcceptedEvent
  | FulfillmentRejectedEvent
  | FulfillmentCanceledEvent
  | UnitsNotFoundEvent
  | ItemSubstitutedEvent
  | ItemMispickedEvent
  | ParcelPackedEvent
  | ParcelShippedEvent
  | ParcelTrackedEvent
  | InterceptionRequestedEvent
  | InterceptionResolvedEvent
  | UnitsCanceledEvent
  | ShippingCreditedEvent
  | ChargeCreditedEvent
  | OrderEditedEvent
  | LineEditedEvent
  | HoldPlacedEvent
  | HoldReleasedEvent
  | AddressChangedEvent
  | PickupChangedEvent
  | OrderTaggedEvent
  | PaymentRecordedEvent
  | GoodwillGivenEvent
  | PaymentInstructedEvent
  | PaymentFailedEvent
  | PaymentReportRepeatedEvent
  | ReturnRequestedEvent
  | ReturnExchangedEvent
  | ReturnApprovedEvent
  | ReturnLabelIssuedEvent
  | ReturnTrackedEvent
  | ReturnDeclinedEvent
  | ReturnCanceledEvent
  | ReturnClosedEvent
  | ReturnReceivedEvent
  | UnexpectedReturnEvent
  | ReturnInspectedEvent
  | WrongItemReturnedEvent
  | ReturnRefundedEvent
  | ClaimOpenedEvent
  | ClaimResolvedEvent
  | StockChangedEvent
  | StockSetEvent
  | ReorderPointReachedEvent
  | StockRepairedEvent
  | LotReceivedEvent
  | SerialMovedEvent
  | LotRecalledEvent
  | RecallLiftedEvent
  | LotEditedEvent
  | UnitsRecalledEvent
  | RecallStopsWorkEvent
  | LotChangedEvent
  | BackorderReleasedEvent
  | BackorderExpectedEvent
  | PurchaseOrderPutEvent
  | PurchaseRescheduledEvent
  | PurchaseOverdueEvent
  | PurchaseReceivedEvent
  | PurchaseClosedEvent
  | TransferPutEvent
  | TransferShippedEvent
  | TransferRescheduledEvent
  | TransferOverdueEvent
  | TransferReceivedEvent
  | TransferLostEvent
  | TransferCanceledEvent
  | TransferCalledBackEvent
  | TransferClosedEvent
  | CountOpenedEvent
  | CountRecordedEvent
  | CountApprovedEvent
  | CountAppliedEvent
  | CountRejectedEvent
  | CountCanceledEvent
  | UnitsReassignedEvent
  | ReservationShortEvent
  | ShortageLeftEvent
  | OrderErasedEvent
  | CustomerErasedEvent;

/** A location was added or changed. */
export interface LocationPutEvent {
  type: "location_put";
  /** It. */
  location: LocationId;
}

/** A channel was added or changed. */
export interface ChannelPutEvent {
  type: "channel_put";
  /** It. */
  channel: ChannelId;
}

/** A zone was drawn, or drawn anew. */
export interface ZonePutEvent {
  type: "zone_put";
  /** It. */
  zone: ZoneId;
}

/** Windows for delivery or pick-up were planned, or planned anew. */
export interface SlotTemplatePutEvent {
  type: "slot_template_put";
  /** The plan. */
  template: SlotTemplateId;
}

/** A rate card was put in or changed. */
export interface RateCardPutEvent {
  type: "rate_card_put";
  /** It. */
  card: RateCardId;
}

/** A rate card was removed. */
export interface RateCardRemovedEvent {
  type: "rate_card_removed";
  /** It. */
  card: RateCardId;
}

/** A cart has a place in a slot for a while. */
export interface SlotHeldEvent {
  type: "slot_held";
  /** The slot. */
  slot: DocumentId;
  /** The cart. */
  reservation: ReservationId;
  /** Until when. */
  until: Timestamp;
}

/** An order has a place in a slot. */
export interface SlotBookedEvent {
  type: "slot_booked";
  /** The slot. */
  slot: DocumentId;
  /** The order. */
  order: OrderId;
}

/** An order has no place in a slot any more. */
export interface SlotReleasedEvent {
  type: "slot_released";
  /** The slot. */
  slot: DocumentId;
  /** The order. */
  order: OrderId;
}

/** Goods wait at the store for the customer to collect them. */
export interface PickupReadyEvent {
  type: "pickup_ready";
  /** The order. */
  order: OrderId;
  /** The fulfillment order. */
  fulfillment: number;
  /** From when on they go back, if they have not been collected; absent means never. */
  until?: Timestamp;
}

/** The customer has collected goods. */
export interface OrderCollectedEvent {
  type: "order_collected";
  /** The order. */
  order: OrderId;
  /** The fulfillment order. */
  fulfillment: number;
  /** Who, in the words of the store. */
  collected_by: string;
}

/** Nobody has collected goods in time: they are canceled. */
export interface PickupExpiredEvent {
  type: "pickup_expired";
  /** The order. */
  order: OrderId;
  /** The fulfillment order. */
  fulfillment: number;
  /** When their time ended. */
  expired_at: Timestamp;
}

/** An item was added or changed. */
export interface ItemPutEvent {
  type: "item_put";
  /** It. */
  sku: Sku;
}

/** The policies were replaced. */
export interface PoliciesPutEvent {
  type: "policies_put";
}

/** The routing policy was replaced. */
export interface RoutingPolicyPutEvent {
  type: "routing_policy_put";
  /** Its version. */
  version: number;
}

/** The command's time lies before that of the last one in the log. */
export interface ClockWentBackEvent {
  type: "clock_went_back";
  /** The time of the last command. */
  last: Timestamp;
}

/** Stock was reserved for a cart or checkout. */
export interface StockReservedEvent {
  type: "stock_reserved";
  /** The reservation. */
  reservation: ReservationId;
  /** Until when. */
  expires_at: Timestamp;
}

/** A reservation was changed. */
export interface ReservationChangedEvent {
  type: "reservation_changed";
  /** The reservation. */
  reservation: ReservationId;
  /** Until when it holds now. */
  expires_at: Timestamp;
}

/** A reservation was given up. */
export interface ReservationReleasedEvent {
  type: "reservation_released";
  /** The reservation. */
  reservation: ReservationId;
}

/** A reservation became an order. */
export interface ReservationUsedEvent {
  type: "reservation_used";
  /** The reservation. */
  reservation: ReservationId;
  /** The order. */
  order: OrderId;
}

/** A reservation came to its end; its stock was free from `expired_at` on. */
export interface ReservationExpiredEvent {
  type: "reservation_expired";
  /** The reservation. */
  reservation: ReservationId;
  /** When. */
  expired_at: Timestamp;
}

/** Stock reserved for an unpaid order came to its end; the order's units are open again. */
export interface OrderReservationExpiredEvent {
  type: "order_reservation_expired";
  /** The order. */
  order: OrderId;
  /** When. */
  expired_at: Timestamp;
}

/** An order was captured. */
export interface OrderCapturedEvent {
  type: "order_captured";
  /** The order. */
  order: OrderId;
  /** Its channel. */
  channel: ChannelId;
  /** Its total. */
  total: Amount;
}

/** Locations were chosen for units of an order. */
export interface OrderRoutedEvent {
  type: "order_routed";
  /** The order. */
  order: OrderId;
  /** What was decided and why. */
  decision: Decision;
}

/** Somebody said which location ships units of a line. */
export interface UnitsAssignedEvent {
  type: "units_assigned";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** The location. */
  location: LocationId;
  /** How many units, those that were there before included. */
  quantity: Quantity;
  /** How many of them wait for stock there. */
  backordered?: Quantity;
  /** Whether it was forced. */
  forced?: boolean;
  /** Why. */
  reason: string;
}

/** Units of an order come from other locations than before. */
export interface OrderReroutedEvent {
  type: "order_rerouted";
  /** The order. */
  order: OrderId;
  /** What moved. */
  moves: UnitMove[];
  /** Why, in somebody's words. */
  reason?: string;
}

/** A wave has worked off a part of a queue. */
export interface OrdersBrokeredEvent {
  type: "orders_brokered";
  /** The queue. */
  queue: OrderQueue;
  /** How many orders of it were looked at. */
  looked_at: number;
  /** How many of them are routed: they stand in no queue any more. */
  routed: number;
  /** How many are left, though part of their units may have been routed. Why is told by their holds. */
  left: number;
  /** How many were passed by, since the filter is not for them. */
  skipped: number;
  /** How many units were promised stock. */
  units: Quantity;
  /** The place of the last order, for the wave that goes on behind it; absent at the end of the queue. */
  next?: Waiting;
  /** Orders that are left since planning them was refused; nearly always none. */
  refused?: LeftInQueue[];
}

/** Units of a line changed stage. */
export interface UnitsMovedEvent {
  type: "units_moved";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** Where they came from. */
  from_stage: Stage;
  /** Where they are now. */
  to_stage: Stage;
  /** How many. */
  quantity: Quantity;
}

/** Work was given to a location. */
export interface FulfillmentRequestedEvent {
  type: "fulfillment_requested";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order. */
  fulfillment: number;
  /** The location. */
  location: LocationId;
}

/** A location will ship. */
export interface FulfillmentAcceptedEvent {
  type: "fulfillment_accepted";
  /** The order. */
  order: OrderId;
  /** The number. */
  fulfillment: number;
}

/** A location will not ship. */
export interface FulfillmentRejectedEvent {
  type: "fulfillment_rejected";
  /** The order. */
  order: OrderId;
  /** The number. */
  fulfillment: number;
  /** Its reason. */
  reason: string;
}

/** A fulfillment order was withdrawn. */
export interface FulfillmentCanceledEvent {
  type: "fulfillment_canceled";
  /** The order. */
  order: OrderId;
  /** The number. */
  fulfillment: number;
}

/** A picker did not find units. */
export interface UnitsNotFoundEvent {
  type: "units_not_found";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** Where they should have been. */
  location: LocationId;
  /** How many. */
  quantity: Quantity;
}

/** A picker gave other units instead of those of a line. */
export interface ItemSubstitutedEvent {
  type: "item_substituted";
  /** The order. */
  order: OrderId;
  /** The line whose units were canceled. */
  line: LineId;
  /** How many of them. */
  quantity: Quantity;
  /** Why they were not given. */
  reason: SubstituteReason;
  /** The line that was added. */
  substitute: LineId;
  /** What was given. */
  sku: Sku;
  /** How many units of it. */
  given: Quantity;
  /** What is charged for them, tax included. */
  charged: Amount;
}

/** A picker scanned something else than a line asks for. */
export interface ItemMispickedEvent {
  type: "item_mispicked";
  /** The order. */
  order: OrderId;
  /** The number of the fulfillment order. */
  fulfillment: number;
  /** The line. */
  line: LineId;
  /** What was scanned. */
  scanned: Sku;
}

/** A parcel was packed. */
export interface ParcelPackedEvent {
  type: "parcel_packed";
  /** The order. */
  order: OrderId;
  /** The number of the parcel. */
  parcel: number;
}

/** A parcel was handed to a carrier. */
export interface ParcelShippedEvent {
  type: "parcel_shipped";
  /** The order. */
  order: OrderId;
  /** The number of the parcel. */
  parcel: number;
}

/** A carrier reported on a parcel. */
export interface ParcelTrackedEvent {
  type: "parcel_tracked";
  /** The order. */
  order: OrderId;
  /** The number of the parcel. */
  parcel: number;
  /** What the carrier reported. */
  tracking: Tracking;
  /** Whether it changed anything: a late or repeated report does not. */
  changed: boolean;
}

/**
 * A carrier is to bring back a parcel that is on its way. A host sends it on, and brings the answer back with
 * `resolve_interception`.
 */
export interface InterceptionRequestedEvent {
  type: "interception_requested";
  /** The order. */
  order: OrderId;
  /** The number of the parcel. */
  parcel: number;
  /** Who carries it. */
  carrier?: string;
  /** The number to find it by. */
  tracking_number?: string;
  /** Why. */
  reason: CancelReason;
}

/** A carrier answered whether it brings a parcel back, or its scans did. */
export interface InterceptionResolvedEvent {
  type: "interception_resolved";
  /** The order. */
  order: OrderId;
  /** The number of the parcel. */
  parcel: number;
  /** What was told: confirmed or failed. */
  state: InterceptionState;
  /** Whether it changed anything: a late or repeated answer does not. */
  changed: boolean;
}

/** Units of a line were canceled and their share credited. */
export interface UnitsCanceledEvent {
  type: "units_canceled";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** How many. */
  quantity: Quantity;
  /** What is no longer charged for them, tax included. */
  credited: Amount;
}

/** Shipping was credited. */
export interface ShippingCreditedEvent {
  type: "shipping_credited";
  /** The order. */
  order: OrderId;
  /** What is no longer charged, tax included. */
  credited: Amount;
}

/** A charge beside lines and shipping was credited. */
export interface ChargeCreditedEvent {
  type: "charge_credited";
  /** The order. */
  order: OrderId;
  /** What it was for. */
  kind: ChargeKind;
  /** What is no longer charged, tax included. */
  credited: Amount;
}

/** An order was edited. */
export interface OrderEditedEvent {
  type: "order_edited";
  /** The order. */
  order: OrderId;
  /** What lines, shipping and charges cost before, tax included. */
  previous_total: Amount;
  /** What they cost now. */
  total: Amount;
  /** What the customer owes now; below zero it is owed to the customer. */
  due: Amount;
}

/** A line was added to an order, or more units to a line, or what they cost was changed. */
export interface LineEditedEvent {
  type: "line_edited";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** How many units were added. */
  added?: Quantity;
  /** What the line costs now, tax included. */
  total: Amount;
}

/** A hold was placed. */
export interface HoldPlacedEvent {
  type: "hold_placed";
  /** The order. */
  order: OrderId;
  /** The hold. */
  hold: HoldId;
  /** What it is about. */
  kind: HoldKind;
  /** The finding, with its figures. */
  reason: string;
}

/** A hold was released. */
export interface HoldReleasedEvent {
  type: "hold_released";
  /** The order. */
  order: OrderId;
  /** The hold. */
  hold: HoldId;
}

/** An order goes elsewhere than before. */
export interface AddressChangedEvent {
  type: "address_changed";
  /** The order. */
  order: OrderId;
  /** Whether the destination is another one for routing, so that the order was planned anew. */
  rerouted: boolean;
}

/** An order is collected elsewhere than before, or sent instead. */
export interface PickupChangedEvent {
  type: "pickup_changed";
  /** The order. */
  order: OrderId;
  /** Where it is collected from now on; absent if it is sent. */
  pickup?: LocationId;
  /** Where it was to be collected before; absent if it was to be sent. */
  before?: LocationId;
}

/** The tags of an order changed. */
export interface OrderTaggedEvent {
  type: "order_tagged";
  /** The order. */
  order: OrderId;
}

/** A payment went on. */
export interface PaymentRecordedEvent {
  type: "payment_recorded";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** What happened. */
  kind: TransactionKind;
  /** How much. */
  amount: Amount;
}

/** A part of a refund was not owed but given. */
export interface GoodwillGivenEvent {
  type: "goodwill_given";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** How much was given. */
  amount: Amount;
  /** What each line bears of it; what is missing was given for shipping. */
  parts: GoodwillPart[];
}

/** A provider is to do something. A host sends it on, with the key, and brings the result back with `resolve_payment`. */
export interface PaymentInstructedEvent {
  type: "payment_instructed";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** The idempotency key to be given to the provider; the same when it is told again. */
  key: InstructionKey;
  /** What it is to do. */
  kind: TransactionKind;
  /** How much. */
  amount: Amount;
  /** Whether it is the last capture, so that what is authorized beyond it is to be let go. */
  is_final?: boolean;
  /** Why. */
  reason?: string;
}

/** A provider did not do what it was told. `retry_payment` tells it again. */
export interface PaymentFailedEvent {
  type: "payment_failed";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** The key of the instruction. */
  key: InstructionKey;
  /** What it was to do. */
  kind: TransactionKind;
  /** How much. */
  amount: Amount;
  /** Why it failed. */
  failure: Failure;
}

/** A report of the provider was known already. */
export interface PaymentReportRepeatedEvent {
  type: "payment_report_repeated";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
}

/** A return was asked for. */
export interface ReturnRequestedEvent {
  type: "return_requested";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** Whether a member of staff set the policy aside. */
  overridden: boolean;
}

/** Other units are given in exchange for those of a return. */
export interface ReturnExchangedEvent {
  type: "return_exchanged";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** What the units on their way back are taken to bring until they are refunded. */
  in_exchange: Amount;
  /** What the customer owes now; below zero it is owed to the customer. */
  due: Amount;
}

/** The customer may send a return. */
export interface ReturnApprovedEvent {
  type: "return_approved";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** Whether the customer keeps the items and is refunded all the same. */
  keeps_items?: boolean;
}

/** A return was given a label, or a courier picks it up. */
export interface ReturnLabelIssuedEvent {
  type: "return_label_issued";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
}

/** A carrier reported on a parcel that comes back. */
export interface ReturnTrackedEvent {
  type: "return_tracked";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** What was reported. */
  tracking: Tracking;
  /** Whether it told anything new. */
  changed: boolean;
}

/** A return was refused. */
export interface ReturnDeclinedEvent {
  type: "return_declined";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** Why. */
  reason: string;
}

/** A return was called off, or what had not come back of it. */
export interface ReturnCanceledEvent {
  type: "return_canceled";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** How many units are expected no more. */
  quantity: Quantity;
}

/** Units of a return did not come in time: they are expected no more and may be asked for again. Nothing is refunded for them. */
export interface ReturnClosedEvent {
  type: "return_closed";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** How many units are expected no more. */
  quantity: Quantity;
  /** When their time was over. */
  closed_at: Timestamp;
}

/** Returned units arrived. */
export interface ReturnReceivedEvent {
  type: "return_received";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** How many. */
  quantity: Quantity;
}

/**
 * Units came back although nobody expected them: their return had been called off, or there was none. They wait to be inspected,
 * and a person has to decide what the customer gets for those whose money has not been settled.
 */
export interface UnexpectedReturnEvent {
  type: "unexpected_return";
  /** The order. */
  order: OrderId;
  /** The return they are in: the one that had been called off, or a new one. */
  return_id: ReturnId;
  /** The line. */
  line: LineId;
  /** How many units of the line nobody expected. */
  quantity: Quantity;
}

/** Returned units were looked at. */
export interface ReturnInspectedEvent {
  type: "return_inspected";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
}

/** Something else came back than what was sold: nothing is refunded for it, and a person has to talk to the customer. */
export interface WrongItemReturnedEvent {
  type: "wrong_item_returned";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** The line. */
  line: LineId;
  /** How many units of the line turned out to be something else. */
  quantity: Quantity;
}

/** A return was refunded. */
export interface ReturnRefundedEvent {
  type: "return_refunded";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** What is no longer charged for the units and shipping, before fees. */
  credited: Amount;
  /** The tax within that. */
  tax: Amount;
  /** What was kept as a fee. */
  fee: Amount;
  /** What was paid back. */
  refunded: Amount;
}

/** A claim was opened. */
export interface ClaimOpenedEvent {
  type: "claim_opened";
  /** The order. */
  order: OrderId;
  /** The claim. */
  claim_id: ClaimId;
  /** What went wrong. */
  kind: ClaimKind;
  /** Who has to answer for it. */
  against: ClaimParty;
}

/** A claim was decided. */
export interface ClaimResolvedEvent {
  type: "claim_resolved";
  /** The order. */
  order: OrderId;
  /** The claim. */
  claim_id: ClaimId;
  /** What was decided. */
  state: ClaimState;
  /** What the customer is no longer charged. */
  credited: Amount;
  /** What the customer was paid back. */
  refunded: Amount;
}

/** Stock arrived, was counted, corrected or moved; the entry's movements tell what. */
export interface StockChangedEvent {
  type: "stock_changed";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** Why, in the words of whoever did it. */
  reason?: string;
}

/** Stock was set to a figure that was counted. */
export interface StockSetEvent {
  type: "stock_set";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** The figure that was named, on hand or available, as it stood. */
  before: number;
  /** What it was set to. */
  after: number;
  /** What moved since it was taken, and is part of that; absent if it was taken just then. */
  moved_since?: number;
}

/** What is available at a location has fallen to its reorder point, or past it. It is told once, until it has been above it again. */
export interface ReorderPointReachedEvent {
  type: "reorder_point_reached";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** What is available. */
  available: number;
  /** The reorder point. */
  reorder_point: Quantity;
}

/** A figure of stock was repaired that an audit had found to be wrong. */
export interface StockRepairedEvent {
  type: "stock_repaired";
  /** What was repaired, and how. */
  repair: StockRepair;
}

/** A lot came in for the first time. */
export interface LotReceivedEvent {
  type: "lot_received";
  /** The SKU. */
  sku: Sku;
  /** The number of the lot. */
  lot: LotNumber;
  /** The day on which it expires. */
  expires_on?: Day;
  /** The day up to which it is at its best. */
  best_before?: Day;
}

/** A unit that is told apart by its serial number became something else, or was captured. */
export interface SerialMovedEvent {
  type: "serial_moved";
  /** The SKU. */
  sku: Sku;
  /** The serial number. */
  serial: SerialNumber;
  /** What it is now. */
  state: SerialState;
  /** Where it lies, or the location it left from. */
  location?: LocationId;
  /** The order it is on, or came back from. */
  order?: OrderId;
  /** The parcel of the order it is in, counted from 1. */
  parcel?: number;
}

/** A lot was recalled: nothing of it is sold any more. What was free of it lies in quality control. */
export interface LotRecalledEvent {
  type: "lot_recalled";
  /** The SKU. */
  sku: Sku;
  /** The lot. */
  lot: LotNumber;
  /** Why. */
  reason: string;
  /** How many units were free. */
  quantity: Quantity;
}

/** The recall of a lot was lifted. */
export interface RecallLiftedEvent {
  type: "recall_lifted";
  /** The SKU. */
  sku: Sku;
  /** The lot. */
  lot: LotNumber;
  /** Why. */
  reason: string;
  /** How many units came free from quality control. */
  quantity: Quantity;
}

/** The days of a lot were corrected. */
export interface LotEditedEvent {
  type: "lot_edited";
  /** The SKU. */
  sku: Sku;
  /** The lot. */
  lot: LotNumber;
  /** The day on which it expires. */
  expires_on?: Day;
  /** The day up to which it is at its best. */
  best_before?: Day;
  /** Why. */
  reason: string;
}

/** Units of a recalled lot were promised and not yet taken from the shelf: they are promised anew, from other lots. */
export interface UnitsRecalledEvent {
  type: "units_recalled";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** The location they were promised from. */
  location: LocationId;
  /** The lot. */
  lot: LotNumber;
  /** How many. */
  quantity: Quantity;
}

/** Units of a recalled lot have been picked or packed: they must not leave. */
export interface RecallStopsWorkEvent {
  type: "recall_stops_work";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** The fulfillment order. */
  fulfillment?: number;
  /** The parcel they are in. */
  parcel?: number;
  /** The lot. */
  lot: LotNumber;
  /** How many. */
  quantity: Quantity;
}

/** Units of an order are of another lot than was planned. */
export interface LotChangedEvent {
  type: "lot_changed";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** The fulfillment order. */
  fulfillment: number;
  /** The lot they were promised from. */
  from_lot: LotNumber;
  /** The lot they are of. */
  to_lot: LotNumber;
  /** How many. */
  quantity: Quantity;
}

/** Units that waited for stock were given some. */
export interface BackorderReleasedEvent {
  type: "backorder_released";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** The location whose stock they got. */
  location: LocationId;
  /** How many. */
  quantity: Quantity;
}

/** Units that wait for stock are expected at another time than before. */
export interface BackorderExpectedEvent {
  type: "backorder_expected";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** When the last of them was expected; absent if not all of them were on order. */
  was_expected_at?: Timestamp;
  /** When the last of them is expected now; absent if not all of them are on order. */
  expected_at?: Timestamp;
  /** Whether that is past what the customer was promised. */
  late: boolean;
}

/** A purchase order was placed or changed. */
export interface PurchaseOrderPutEvent {
  type: "purchase_order_put";
  /** It. */
  purchase_order: DocumentId;
}

/** What is outstanding of a line of a purchase order is expected at another time. */
export interface PurchaseRescheduledEvent {
  type: "purchase_rescheduled";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** The line. */
  line: LineId;
  /** When it was expected. */
  was_expected_at: Timestamp;
  /** When it is expected now. */
  expected_at: Timestamp;
}

/** What is outstanding of a line of a purchase order has not come when it was expected. */
export interface PurchaseOverdueEvent {
  type: "purchase_overdue";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** The line. */
  line: LineId;
  /** When it was expected. */
  expected_at: Timestamp;
  /** How many units. */
  quantity: Quantity;
}

/** Units of a line of a purchase order have arrived. */
export interface PurchaseReceivedEvent {
  type: "purchase_received";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** The line. */
  line: LineId;
  /** Units that are fit for sale. */
  available: Quantity;
  /** Units that are damaged. */
  damaged: Quantity;
  /** Units that somebody has to look at first. */
  quality_control: Quantity;
}

/** Nothing more is expected of a line of a purchase order, although it is fewer than were ordered. */
export interface PurchaseClosedEvent {
  type: "purchase_closed";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** The line. */
  line: LineId;
  /** Units that will not come. */
  quantity: Quantity;
  /** Why. */
  reason?: string;
}

/** A transfer was planned, or planned anew. */
export interface TransferPutEvent {
  type: "transfer_put";
  /** It. */
  transfer: DocumentId;
}

/** Units of a line of a transfer have left, and are in transit. */
export interface TransferShippedEvent {
  type: "transfer_shipped";
  /** The transfer. */
  transfer: DocumentId;
  /** The line. */
  line: LineId;
  /** How many units. */
  quantity: Quantity;
}

/** A transfer is expected at another time. */
export interface TransferRescheduledEvent {
  type: "transfer_rescheduled";
  /** The transfer. */
  transfer: DocumentId;
  /** When it was expected. */
  was_expected_at: Timestamp;
  /** When it is expected now. */
  expected_at: Timestamp;
}

/** What is in transit has not come when it was expected. */
export interface TransferOverdueEvent {
  type: "transfer_overdue";
  /** The transfer. */
  transfer: DocumentId;
  /** When it was expected. */
  expected_at: Timestamp;
  /** How many units are in transit, over all lines. */
  quantity: Quantity;
}

/** Units of a line of a transfer have arrived. */
export interface TransferReceivedEvent {
  type: "transfer_received";
  /** The transfer. */
  transfer: DocumentId;
  /** The line. */
  line: LineId;
  /** Where. */
  location: LocationId;
  /** Units that are fit for sale. */
  available: Quantity;
  /** Units that are damaged. */
  damaged: Quantity;
  /** Units that somebody has to look at first. */
  quality_control: Quantity;
  /** Those of them beyond what was in transit. */
  excess?: Quantity;
}

/** Units of a line of a transfer were lost on the way. */
export interface TransferLostEvent {
  type: "transfer_lost";
  /** The transfer. */
  transfer: DocumentId;
  /** The line. */
  line: LineId;
  /** How many units. */
  quantity: Quantity;
  /** Why. */
  reason?: string;
}

/** Units of a line of a transfer will not leave. */
export interface TransferCanceledEvent {
  type: "transfer_canceled";
  /** The transfer. */
  transfer: DocumentId;
  /** The line. */
  line: LineId;
  /** How many units. */
  quantity: Quantity;
  /** Why. */
  reason: string;
}

/** What is in transit is to come back to where it left. */
export interface TransferCalledBackEvent {
  type: "transfer_called_back";
  /** The transfer. */
  transfer: DocumentId;
  /** How many units, over all lines. */
  quantity: Quantity;
  /** When they are expected there. */
  expected_at: Timestamp;
  /** Why. */
  reason: string;
}

/** Nothing of a transfer is to leave or to arrive any more. */
export interface TransferClosedEvent {
  type: "transfer_closed";
  /** The transfer. */
  transfer: DocumentId;
}

/** A count was opened. */
export interface CountOpenedEvent {
  type: "count_opened";
  /** It. */
  count: DocumentId;
}

/** Units were counted. */
export interface CountRecordedEvent {
  type: "count_recorded";
  /** The count. */
  count: DocumentId;
  /** What. */
  sku: Sku;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** How many were there. */
  counted: Quantity;
  /** By how many that differs from the books at that instant: below nothing if units are missing. Absent in a blind count. */
  variance?: number;
}

/** A count was approved. */
export interface CountApprovedEvent {
  type: "count_approved";
  /** It. */
  count: DocumentId;
  /** Whether nobody did, since every difference was within the tolerance of the policies. */
  by_policy: boolean;
  /** Why. */
  reason: string;
}

/** Stock follows what was counted. */
export interface CountAppliedEvent {
  type: "count_applied";
  /** The count. */
  count: DocumentId;
  /** What. */
  sku: Sku;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** Units found; below nothing if they were missing. */
  change: number;
  /** What they are worth at the cost of a unit, by currency. */
  values?: CurrencyAmount[];
}

/** What was counted is to be counted again. */
export interface CountRejectedEvent {
  type: "count_rejected";
  /** The count. */
  count: DocumentId;
  /** What is to be counted again. */
  skus: Sku[];
  /** Why. */
  reason: string;
}

/** A count was given up. */
export interface CountCanceledEvent {
  type: "count_canceled";
  /** It. */
  count: DocumentId;
  /** Why. */
  reason: string;
}

/** Units of an order were not there: they are promised anew, from elsewhere, or wait. */
export interface UnitsReassignedEvent {
  type: "units_reassigned";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** The location they were promised from. */
  location: LocationId;
  /** The lot they were promised from. */
  lot?: LotNumber;
  /** How many. */
  quantity: Quantity;
  /** The reason of the correction that found them missing. */
  reason: string;
}

/** Units of a cart were not there. The next event of the cart tells whether it was given others. */
export interface ReservationShortEvent {
  type: "reservation_short";
  /** The reservation. */
  reservation: ReservationId;
  /** What. */
  sku: Sku;
  /** The location they were promised from. */
  location: LocationId;
  /** The lot they were promised from. */
  lot?: LotNumber;
  /** How many. */
  quantity: Quantity;
  /** The reason of the correction that found them missing. */
  reason: string;
}

/** More units have been picked and packed than are there by the books. */
export interface ShortageLeftEvent {
  type: "shortage_left";
  /** What. */
  sku: Sku;
  /** Where. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** How many are promised and not there. */
  quantity: Quantity;
}

/** What is personal of an order was erased. Consumers that keep copies erase it there. */
export interface OrderErasedEvent {
  type: "order_erased";
  /** The order. */
  order: OrderId;
  /** Whether the place went, too. */
  with_place?: boolean;
}

/** A part of a customer's orders was erased; each has an event of its own before this. */
export interface CustomerErasedEvent {
  type: "customer_erased";
  /** The customer, by the id that stands there from now on. */
  customer: CustomerId;
  /** How many orders were erased. */
  erased: number;
  /** Orders that go on and kept what they need: erase each when it has ended. */
  left?: OrderId[];
  /** Where the next command goes on; absent when all orders have been looked at. */
  next?: OrderCursor;
}

/** An exact amount with its currency's decimals. */
export type Amount = Decimal;

/** Which locations were chosen, and why the others were not. */
export interface Decision {
  /** The locations that ship, most preferred first: one parcel each. */
  chosen: LocationId[];
  /** Whether no better choice exists. If not, the search ended at its bound and this is the best found. */
  proven: boolean;
  /** The others, by reason. */
  passed_over?: PassedOver[];
  /** How a routing policy came to it; absent without one, and then `passed_over` tells why. */
  policy?: PolicyTrace;
}

/** Locations that were not chosen for the same reason. */
export interface PassedOver {
  /** Why. */
  reason: Reason;
  /** Which, by id. */
  locations: LocationId[];
}

/** Why a location was not chosen. */
export type Reason =
  /** It does not ship, or not to the destination. */
  | "does_not_serve"
  /** The channel does not sell its stock. */
  | "not_in_channel"
  /** The order is collected at another, or has a slot of another. */
  | "other_location"
  /** It rejected these units before, or could not find them. */
  | "excluded"
  /** It has none of the units. */
  | "no_stock"
  /** It has taken on as much today as it can. */
  | "node_capacity"
  /** With it, more parcels would be needed. */
  | "more_parcels"
  /** Others that need as few parcels have priority. */
  | "lower_priority"
  /** Others of the same priority are nearer. */
  | "farther"
  /** Nothing tells it from those chosen but its id. */
  | "later_id"
  /** The search ended at its bound before it was looked at in every combination. */
  | "not_searched";

/** How a routing policy came to its decision. */
export interface PolicyTrace {
  /** The version of the policy. */
  version: number;
  /** The rule that decided. */
  rule: string;
  /** Rules before it that were for the order and found no plan, and why. */
  passed?: PassedRule[];
  /** What it ranked by. */
  rank: RankBy[];
  /** Locations by what is said of them; those that say the same stand together. */
  locations?: LocationNote[];
  /** For a divided order: the best plan of one parcel, if any location has all of it. */
  one_parcel?: OneParcelNote;
  /** When parcels leave and arrive, of locations that say so. */
  dates?: DispatchDates[];
  /** What the plan costs, if it was chosen by that. */
  cost?: PlanCost;
  /** The cart whose plan the order keeps; absent if it was planned itself. */
  cart?: ReservationId;
}

/** A rule that found no plan. */
export interface PassedRule {
  /** Its name. */
  rule: string;
  /** Why. */
  reason: NoPlan;
}

/** Why a rule found no plan. */
export type NoPlan =
  /** Its filter leaves no location. */
  | "locations"
  /** Units require a capability that no location it uses has. */
  | "capability"
  /** There are not enough units. */
  | "stock"
  /** The day is full where they are. */
  | "node_capacity"
  /** More parcels would be needed, or less valuable ones, than it allows. */
  | "parcels"
  /** No location has together what goes together. */
  | "keep_together"
  /** No rate card takes it from where it is to where it goes. */
  | "carrier";

/** What is said of locations. */
export interface LocationNote {
  /** The code. */
  code: LocationCode;
  /** Which, by id. */
  locations: LocationId[];
  /** The location that can do all they can, for `dominated`. */
  by?: LocationId;
  /** What plans with them are worse by, for `worse`. */
  worse_by?: RankBy;
  /** How much at least, in its units: parcels, priority, metres, days, thousandths of a day, minor units of the currency of costs. */
  at_least?: number;
  /** What they lack, for `capability`. */
  capability?: Tag;
  /** Figures of the filter: what they have, for `distance`, `priority`; the day of arrival, for `promise_date`. */
  found?: string;
  /** What would be accepted. */
  limit?: string;
}

/** What a location has to do with a plan. */
export type LocationCode =
  /** It ships. */
  | "chosen"
  /** It does not ship, or not to the destination. */
  | "does_not_serve"
  /** The channel does not sell its stock. */
  | "not_in_channel"
  /** The order is collected at another, or has a slot of another. */
  | "other_location"
  /** The rule names others. */
  | "not_named"
  /** It is in none of the groups, or in one that is left out. */
  | "group"
  /** It stands in another country. */
  | "country"
  /** Nobody may collect orders there. */
  | "pickup"
  /** Its priority is too low. */
  | "priority"
  /** It is too far away. */
  | "distance"
  /** It would arrive after the day that was promised. */
  | "promise_date"
  /** It lacks what the items it has require. */
  | "capability"
  /** What it has stays there. */
  | "stock_floor"
  /** It rejected these units before, or could not find them. */
  | "excluded"
  /** It has none of the units. */
  | "no_stock"
  /** It has some of what goes in one parcel, and not all of it. */
  | "keep_together"
  /** It has taken on as much today as it can. */
  | "node_capacity"
  /** No rate card takes what it has from there. */
  | "no_service"
  /** Another has all that it has, and ranks no worse. */
  | "dominated"
  /** Every plan with it is worse by at least so much. Proven, whether or not the plan is. */
  | "worse"
  /** It took part in the search, and nothing better was found with it. */
  | "searched";

/** The best plan of one parcel. */
export interface OneParcelNote {
  /** The location that has everything. */
  location: LocationId;
  /** What it is worse by; absent if it is as good. */
  worse_by?: RankBy;
  /** How much, at least. */
  at_least?: number;
}

/** When a parcel leaves and arrives. */
export interface DispatchDates {
  /** The location. */
  location: LocationId;
  /** The day it leaves, by the location's calendar. */
  ships_on: Day;
  /** The day it arrives, if it is known how long it is on its way. */
  arrives_on?: Day;
}

/** What a plan costs by rate cards, handling and the terms of a cost model. */
export interface PlanCost {
  /** The currency. */
  currency: Currency;
  /** All of it: parcels and units. */
  amount: Amount;
  /** What each parcel costs, units not included. */
  parcels: ParcelCost[];
}

/** What a parcel of a plan costs. */
export interface ParcelCost {
  /** Where it comes from. */
  location: LocationId;
  /** The rate card of the cheapest service; absent where no card charges anything. */
  card?: RateCardId;
  /** What it costs: the service, handling of the parcel, and what the cost model adds to a parcel. */
  amount: Amount;
}

/** An order that a wave has left since planning it was refused. */
export interface LeftInQueue {
  /** The order. */
  order: OrderId;
  /** The code of the refusal. */
  code: string;
  /** The refusal in a sentence. */
  message: string;
}

/** How far a unit has come. */
export type Stage =
  /** Ordered, and no stock is promised to it: held back, expired, or nowhere to be found. */
  | "open"
  /** Ordered beyond stock: it gets the next units that arrive. */
  | "backordered"
  /** Stock is reserved for it at a location; no work has been given out. */
  | "reserved"
  /** A fulfillment order has been given to the location. */
  | "allocated"
  /** Taken from the shelf. */
  | "picked"
  /** In a parcel. */
  | "packed"
  /** Handed to the carrier. */
  | "shipped"
  /** With the customer. Returns are counted on top. */
  | "delivered"
  /** Lost on the way. */
  | "lost"
  /** Taken off the order. */
  | "canceled";

/** What came of calling a parcel back. */
export type InterceptionState =
  /** The carrier was asked and has not answered. */
  | "requested"
  /** The carrier brings it back. */
  | "confirmed"
  /** It goes on to the customer, or has arrived there. */
  | "failed";

/** What happened to a payment. */
export type TransactionKind =
  /** The provider set money aside. */
  | "authorization"
  /** Money was taken. */
  | "capture"
  /** What was set aside and not taken was let go. */
  | "void"
  /** Money was given back. */
  | "refund"
  /** A bank took money back for its customer. */
  | "chargeback"
  /** A bank gave money that it had taken back to the merchant again. */
  | "chargeback_reversal"
  /** A courier handed over cash that it had collected. */
  | "remittance";

/** What a line bears of a goodwill refund. */
export interface GoodwillPart {
  /** The line. */
  line: LineId;
  /** What it bears. */
  amount: Amount;
}

/** Why a provider did not do what it was told. */
export interface Failure {
  /** The provider's code of it. */
  code: string;
  /** The same in words. */
  message?: string;
}

/** How far a claim has come. */
export type ClaimState =
  /** It waits for a decision. */
  | "open"
  /** The customer was credited, and paid back what was paid. */
  | "refunded"
  /** Others were sent in place of the units. */
  | "replaced"
  /** The carrier has paid something. */
  | "settled"
  /** It was turned down. */
  | "denied";

/** What a unit is. */
export type SerialState =
  /**
   * On the shelf, fit for sale. Promises are made of units, not of serial numbers: which unit an order gets is told when it is picked.
   */
  | "in_stock"
  /** In the building, not fit for sale. */
  | "damaged"
  /** In the building, waiting for somebody to look at it. */
  | "quality_control"
  /** Taken from the shelf for an order. */
  | "picked"
  /** In a parcel that has not left. */
  | "packed"
  /** With a carrier. */
  | "shipped"
  /** With the customer. */
  | "delivered"
  /** Lost on its way to the customer. */
  | "lost"
  /** On its way from one location to another. */
  | "in_transit"
  /** Off the books: not found, stolen, broken, gone back to the supplier, lost on a transfer. It may come in again. */
  | "removed"
  /** Thrown away: the end of it. */
  | "scrapped";

/**
 * Why a command was refused. It had no effect at all.
 *
 * `code` on the wire, and `code`, never change; the sentences may get better.
 */
export type Rejection =
  | InvalidFieldRejection
  | IdReusedRejection
  | GroupRefusedRejection
  | VersionConflictRejection
  | RoutingPolicyChangedRejection
  | InvalidConditionRejection
  | UnknownLocationRejection
  | UnknownChannelRejection
  | UnknownItemRejection
  | UnknownOrderRejection
  | UnknownLineRejection
  | UnknownCustomerRejection
  | CustomerNamedRejection
  | AliasTakenRejection
  | OrderGoesOnRejection
  | UnknownFulfillmentRejection
  | UnknownParcelRejection
  | UnknownHoldRejection
  | UnknownPaymentRejection
  | UnknownReturnRejection
  | UnknownClaimRejection
  | UnknownTimeZoneRejection
  | UnknownReservationRejection
  | OrderExistsRejection
  | DuplicateExternalIdRejection
  | ReservationExistsRejection
  | HoldExistsRejection
  | ReturnExistsRejection
  | ClaimExistsRejection
  | CurrencyNotAllowedRejection
  | AmountTooFineRejection
  | AmountTooLargeRejection
  | InsufficientStockRejection
  | InsufficientBucketRejection
  | UnknownLotRejection
  | LotDiffersRejection
  | SubstituteNotAllowedRejection
  | PaymentMissingRejection
  | LotPromisedRejection
  | LotNotRecalledRejection
  | LotNotForSaleRejection
  | SerialMalformedRejection
  | SerialCountRejection
  | SerialsRequiredRejection
  | SerialKnownRejection
  | UnknownSerialRejection
  | SerialStateRejection
  | SerialElsewhereRejection
  | SerialNotShippedRejection
  | StockChangedRejection
  | CountedSinceRejection
  | AsOfTooOldRejection
  | RepairOutdatedRejection
  | OnHandBelowZeroRejection
  | UnserviceableRejection
  | LocationNotAssignableRejection
  | LocationLacksStockRejection
  | QuantityNotEligibleRejection
  | NothingToDoRejection
  | OnHoldRejection
  | FulfillmentStateRejection
  | ParcelStateRejection
  | ReturnStateRejection
  | ClaimStateRejection
  | FinalSaleRejection
  | ReturnReasonNotAcceptedRejection
  | ReturnWindowClosedRejection
  | PaymentExceededRejection
  | RefundExceedsCreditRejection
  | PaymentMethodDiffersRejection
  | AuthorizationExpiredRejection
  | UnknownInstructionRejection
  | SettledElsewhereRejection
  | UnknownPurchaseOrderRejection
  | UnknownPurchaseLineRejection
  | OverReceiptRejection
  | BelowReceivedRejection
  | NothingOutstandingRejection
  | TooMuchOnOrderRejection
  | UnknownTransferRejection
  | UnknownTransferLineRejection
  | TransferShippedRejection
  | TransferExceededRejection
  | NothingToTransferRejection
  | UnknownCountRejection
  | CountExistsRejection
  | CountClosedRejection
  | BeingCountedRejection
  | NotInCountRejection
  | CountIncompleteRejection
  | OwnCountRejection
  | BelowPromisedRejection
  | TooManyHoldersRejection
  | UnknownZoneRejection
  | UnknownRateCardRejection
  | UnknownSlotRejection
  | SlotFullRejection
  | SlotClosedRejection
  | OutsideZoneRejection
  | WrongProofCodeRejection
  | TooManyDueRejection;

/** A field of the command is out of its range or does not go with another. */
export interface InvalidFieldRejection {
  code: "invalid_field";
  /** The field, as a path such as `lines[2].quantity`. */
  field: string;
  /** What is wrong, and what is accepted. */
  problem: string;
}

/** The id was used before, for a command with other content. */
export interface IdReusedRejection {
  code: "id_reused";
  /** The id. */
  command: CommandId;
}

/** Another command of the linked group was refused, so none of the group was applied. */
export interface GroupRefusedRejection {
  code: "group_refused";
  /** The first command of the group that was refused. */
  command: CommandId;
}

/** The order has changed since the version the command expected. */
export interface VersionConflictRejection {
  code: "version_conflict";
  /** The order. */
  order: OrderId;
  /** The version the command expected. */
  expected: number;
  /** The version it has. */
  current: number;
}

/** The routing policy has changed since the version the command expected. */
export interface RoutingPolicyChangedRejection {
  code: "routing_policy_changed";
  /** The version the command expected. */
  expected: number;
  /** The version it has; 0 if there is none. */
  current: number;
}

/** The condition of a rule is none. */
export interface InvalidConditionRejection {
  code: "invalid_condition";
  /** The rule. */
  rule: string;
  /** Where, in characters from 1. */
  column: number;
  /** What is wrong there and what to write instead. */
  problem: string;
}

/** No location of that id is configured. */
export interface UnknownLocationRejection {
  code: "unknown_location";
  /** The id. */
  location: LocationId;
}

/** No channel of that id is configured. */
export interface UnknownChannelRejection {
  code: "unknown_channel";
  /** The id. */
  channel: ChannelId;
}

/** The SKU is not in the catalog. */
export interface UnknownItemRejection {
  code: "unknown_item";
  /** The SKU. */
  sku: Sku;
}

/** No order of that id exists. */
export interface UnknownOrderRejection {
  code: "unknown_order";
  /** The id. */
  order: OrderId;
}

/** The order has no line of that id. */
export interface UnknownLineRejection {
  code: "unknown_line";
  /** The order. */
  order: OrderId;
  /** The id. */
  line: LineId;
}

/** No order is of that customer. */
export interface UnknownCustomerRejection {
  code: "unknown_customer";
  /** The id. */
  customer: CustomerId;
}

/** The customer's id decides elsewhere, so no other can stand in its place. */
export interface CustomerNamedRejection {
  code: "customer_named";
  /** The customer. */
  customer: CustomerId;
  /** By what: `review_customers`, or the rule of the routing policy. */
  by: string;
}

/** Orders are of a customer of that id already. */
export interface AliasTakenRejection {
  code: "alias_taken";
  /** The id. */
  alias: CustomerId;
}

/** Units of the order have still to come to the customer. */
export interface OrderGoesOnRejection {
  code: "order_goes_on";
  /** The order. */
  order: OrderId;
}

/** The order has no fulfillment order of that number. */
export interface UnknownFulfillmentRejection {
  code: "unknown_fulfillment";
  /** The order. */
  order: OrderId;
  /** The number. */
  fulfillment: number;
}

/** The order has no parcel of that number. */
export interface UnknownParcelRejection {
  code: "unknown_parcel";
  /** The order. */
  order: OrderId;
  /** The number. */
  parcel: number;
}

/** The order has no hold of that id. */
export interface UnknownHoldRejection {
  code: "unknown_hold";
  /** The order. */
  order: OrderId;
  /** The id. */
  hold: HoldId;
}

/** The order has no payment of that id. */
export interface UnknownPaymentRejection {
  code: "unknown_payment";
  /** The order. */
  order: OrderId;
  /** The id. */
  payment: PaymentId;
}

/** The order has no return of that id. */
export interface UnknownReturnRejection {
  code: "unknown_return";
  /** The order. */
  order: OrderId;
  /** The id. */
  return_id: ReturnId;
}

/** The order has no claim of that id. */
export interface UnknownClaimRejection {
  code: "unknown_claim";
  /** The order. */
  order: OrderId;
  /** The id. */
  claim_id: ClaimId;
}

/** The database of time zones has none of that name. */
export interface UnknownTimeZoneRejection {
  code: "unknown_time_zone";
  /** The name. */
  time_zone: string;
}

/** No reservation of that id holds: it was used, released, or has expired. */
export interface UnknownReservationRejection {
  code: "unknown_reservation";
  /** The id. */
  reservation: ReservationId;
}

/** An order of that id exists. */
export interface OrderExistsRejection {
  code: "order_exists";
  /** The id. */
  order: OrderId;
}

/** The channel's order was captured before, perhaps under another id of ours. */
export interface DuplicateExternalIdRejection {
  code: "duplicate_external_id";
  /** The channel. */
  channel: ChannelId;
  /** Its id of the order. */
  external_id: ExternalId;
  /** Our order. */
  order: OrderId;
}

/** A reservation of that id holds. */
export interface ReservationExistsRejection {
  code: "reservation_exists";
  /** The id. */
  reservation: ReservationId;
}

/** The order has a hold of that id. */
export interface HoldExistsRejection {
  code: "hold_exists";
  /** The order. */
  order: OrderId;
  /** The id. */
  hold: HoldId;
}

/** The order has a return of that id. */
export interface ReturnExistsRejection {
  code: "return_exists";
  /** The order. */
  order: OrderId;
  /** The id. */
  return_id: ReturnId;
}

/** The order has a claim of that id. */
export interface ClaimExistsRejection {
  code: "claim_exists";
  /** The order. */
  order: OrderId;
  /** The id. */
  claim_id: ClaimId;
}

/** The channel does not sell in that currency. */
export interface CurrencyNotAllowedRejection {
  code: "currency_not_allowed";
  /** The channel. */
  channel: ChannelId;
  /** The currency. */
  currency: Currency;
}

/** An amount has more decimals than the currency. */
export interface AmountTooFineRejection {
  code: "amount_too_fine";
  /** The field. */
  field: string;
  /** The amount. */
  amount: Decimal;
  /** The currency. */
  currency: Currency;
}

/** An amount or a sum of amounts is beyond what is accepted. */
export interface AmountTooLargeRejection {
  code: "amount_too_large";
  /** The field. */
  field: string;
}

/** Less can be promised than was asked for. */
export interface InsufficientStockRejection {
  code: "insufficient_stock";
  /** The SKU. */
  sku: Sku;
  /** What was asked for, summed over all lines of the SKU. */
  requested: Quantity;
  /** What could be promised. */
  available: Quantity;
  /** What the limit comes from. */
  reason: ShortageReason;
}

/** A state of stock holds fewer units than the command wants to take from it. */
export interface InsufficientBucketRejection {
  code: "insufficient_bucket";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** What the command wants to take. */
  requested: Quantity;
  /** What is there. */
  available: number;
}

/** No lot of that number has been received of the SKU. */
export interface UnknownLotRejection {
  code: "unknown_lot";
  /** The SKU. */
  sku: Sku;
  /** The number. */
  lot: LotNumber;
}

/** A lot is received again, with other days than it has. */
export interface LotDiffersRejection {
  code: "lot_differs";
  /** The SKU. */
  sku: Sku;
  /** The lot. */
  lot: LotNumber;
  /** The field: `expires_on` or `best_before`. */
  field: string;
  /** The day it has; absent if it has none. */
  known?: Day;
  /** The day the command names. */
  named: Day;
}

/** An item may not be given instead of those of a line. */
export interface SubstituteNotAllowedRejection {
  code: "substitute_not_allowed";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** The item. */
  sku: Sku;
  /** What keeps it from being given. */
  bar: SubstituteBar;
}

/** A change would leave more to be paid than is authorized or captured, where the channel wants payment first. */
export interface PaymentMissingRejection {
  code: "payment_missing";
  /** The order. */
  order: OrderId;
  /** What is missing. */
  missing: Amount;
}

/** Units of the lot are promised, and its new days would not do for them. */
export interface LotPromisedRejection {
  code: "lot_promised";
  /** The SKU. */
  sku: Sku;
  /** The lot. */
  lot: LotNumber;
  /** The order that holds units of it; absent if a cart does. */
  order?: OrderId;
  /** The cart that holds units of it; absent if an order does. */
  reservation?: ReservationId;
  /** What would keep the lot from being sold to it. */
  bar: LotBar;
}

/** The lot was not recalled. */
export interface LotNotRecalledRejection {
  code: "lot_not_recalled";
  /** The SKU. */
  sku: Sku;
  /** The lot. */
  lot: LotNumber;
}

/** A lot may not be sold to whom the command would give it. */
export interface LotNotForSaleRejection {
  code: "lot_not_for_sale";
  /** The SKU. */
  sku: Sku;
  /** The lot. */
  lot: LotNumber;
  /** What keeps it from being sold. */
  bar: LotBar;
}

/** A text is no serial number as GS1 has them. */
export interface SerialMalformedRejection {
  code: "serial_malformed";
  /** The text. */
  serial: SerialNumber;
  /** What is wrong with it. */
  problem: string;
}

/** Not as many serial numbers are named as units. */
export interface SerialCountRejection {
  code: "serial_count";
  /** The SKU. */
  sku: Sku;
  /** How many units. */
  units: Quantity;
  /** How many serial numbers are named. */
  serials: number;
}

/** The command moves units of an item whose units are told apart, and cannot say which. */
export interface SerialsRequiredRejection {
  code: "serials_required";
  /** The SKU. */
  sku: Sku;
  /** The location; absent for units in transit. */
  location?: LocationId;
  /** By how many units that are fit for sale, damaged, in quality control, or in transit, it changes. */
  units: number;
  /** By how many of those whose serial numbers are known. */
  serials: number;
}

/** A unit comes in that is known to be somewhere else. */
export interface SerialKnownRejection {
  code: "serial_known";
  /** The SKU. */
  sku: Sku;
  /** The serial number. */
  serial: SerialNumber;
  /** What it is. */
  state: SerialState;
}

/** No unit of that serial number has been captured. */
export interface UnknownSerialRejection {
  code: "unknown_serial";
  /** The SKU. */
  sku: Sku;
  /** The serial number. */
  serial: SerialNumber;
}

/** A unit is not in the state that the command needs. */
export interface SerialStateRejection {
  code: "serial_state";
  /** The SKU. */
  sku: Sku;
  /** The serial number. */
  serial: SerialNumber;
  /** What it is. */
  state: SerialState;
  /** What it must be. */
  needed: string;
}

/** A unit does not lie where the command takes it from. */
export interface SerialElsewhereRejection {
  code: "serial_elsewhere";
  /** The SKU. */
  sku: Sku;
  /** The serial number. */
  serial: SerialNumber;
  /** Where the command looks for it. */
  location: LocationId;
  /** Where it lies. */
  lies_at?: LocationId;
}

/** A unit that comes back was not sent on that line of the order, or has come back before. */
export interface SerialNotShippedRejection {
  code: "serial_not_shipped";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** The serial number. */
  serial: SerialNumber;
}

/** The stock is not what the command expected. */
export interface StockChangedRejection {
  code: "stock_changed";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** What the command expected. */
  expected: number;
  /** What is there. */
  current: number;
}

/** The stock was counted after the figure was taken that the command brings. */
export interface CountedSinceRejection {
  code: "counted_since";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** When the figure was taken. */
  as_of: Timestamp;
  /** When it was counted last. */
  counted_at: Timestamp;
}

/** So much has moved since a figure was taken that what it is now cannot be told. */
export interface AsOfTooOldRejection {
  code: "as_of_too_old";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** When the figure was taken. */
  as_of: Timestamp;
  /** How many commands were looked at. */
  entries: number;
}

/** What is to be repaired is not what was audited any more. */
export interface RepairOutdatedRejection {
  code: "repair_outdated";
  /** The SKU. */
  sku: Sku;
  /** The location, unless the figure is counted over all of them. */
  location?: LocationId;
}

/** The correction would leave less than nothing on hand. */
export interface OnHandBelowZeroRejection {
  code: "on_hand_below_zero";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** What is there, whatever its state. */
  on_hand: number;
  /** The change the command names. */
  change: number;
}

/** No location may ship the order as it is. */
export interface UnserviceableRejection {
  code: "unserviceable";
  /** The order. */
  order: OrderId;
  /** The constraint that came nearest, with its figures. */
  constraint: string;
}

/** The location that was named may not ship units of the order. */
export interface LocationNotAssignableRejection {
  code: "location_not_assignable";
  /** The order. */
  order: OrderId;
  /** The location. */
  location: LocationId;
  /** What keeps it from that. */
  bar: LocationCode;
  /** The SKU it is about, if it is about one. */
  sku?: Sku;
  /** What the location lacks, for `capability`. */
  capability?: Tag;
}

/** The location that was named lacks units. */
export interface LocationLacksStockRejection {
  code: "location_lacks_stock";
  /** The order. */
  order: OrderId;
  /** The location. */
  location: LocationId;
  /** What it lacks. */
  missing: LackingUnits[];
}

/** Fewer units of the line are in a state to which the command applies. */
export interface QuantityNotEligibleRejection {
  code: "quantity_not_eligible";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** What the command names. */
  requested: Quantity;
  /** What it could name. */
  eligible: Quantity;
  /** What those units have in common, such as `are picked`. */
  condition: string;
}

/** Nothing in the order is in a state to which the command applies. */
export interface NothingToDoRejection {
  code: "nothing_to_do";
  /** The order. */
  order: OrderId;
  /** What the command would have done, as a verb. */
  action: string;
}

/** A hold keeps the order from it. */
export interface OnHoldRejection {
  code: "on_hold";
  /** The order. */
  order: OrderId;
  /** The hold. */
  hold: HoldId;
  /** What it is about. */
  kind: HoldKind;
}

/** A fulfillment order is in another state than the command needs. */
export interface FulfillmentStateRejection {
  code: "fulfillment_state";
  /** The order. */
  order: OrderId;
  /** The number. */
  fulfillment: number;
  /** Its state. */
  state: FulfillmentState;
  /** The states in which the command applies. */
  needed: string;
}

/** A parcel has shipped, or has not, and the command needs the opposite. */
export interface ParcelStateRejection {
  code: "parcel_state";
  /** The order. */
  order: OrderId;
  /** The number. */
  parcel: number;
  /** What keeps the command from applying. */
  problem: string;
}

/** A return is in another state than the command needs. */
export interface ReturnStateRejection {
  code: "return_state";
  /** The order. */
  order: OrderId;
  /** The return. */
  return_id: ReturnId;
  /** Its state. */
  state: ReturnState;
  /** The states in which the command applies. */
  needed: string;
}

/** A claim has been decided, and the command needs it open. */
export interface ClaimStateRejection {
  code: "claim_state";
  /** The order. */
  order: OrderId;
  /** The claim. */
  claim_id: ClaimId;
  /** Its state. */
  state: ClaimState;
  /** The states in which the command applies. */
  needed: string;
}

/** The terms of the order let no unit of the line come back. */
export interface FinalSaleRejection {
  code: "final_sale";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** The category of the item that makes it one; absent where the whole order is. */
  category: Category | null;
}

/** The terms of the order do not accept the reason. */
export interface ReturnReasonNotAcceptedRejection {
  code: "return_reason_not_accepted";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** The reason. */
  reason: ReturnReason;
  /** Reasons that are accepted. */
  accepted: ReturnReason[];
}

/** The time in which the units could be returned is over. */
export interface ReturnWindowClosedRejection {
  code: "return_window_closed";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** How many days after the delivery units of the line may be returned. */
  window_days: number;
  /** The last day on which they could, as `2026-03-31`. */
  last_day: string;
  /** The time zone whose calendar counts the days. */
  time_zone: string;
  /** The first instant at which it was too late. */
  closed_at: Timestamp;
}

/** The payment does not cover the amount. */
export interface PaymentExceededRejection {
  code: "payment_exceeded";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** What the command names. */
  requested: Amount;
  /** What it could name. */
  available: Amount;
  /** What that amount is, such as `is authorized and not captured`. */
  condition: string;
}

/** The command would pay back more than is owed to the customer. */
export interface RefundExceedsCreditRejection {
  code: "refund_exceeds_credit";
  /** The order. */
  order: OrderId;
  /** What the command names. */
  requested: Amount;
  /** What is owed. */
  owed: Amount;
}

/** The payment exists with another method. */
export interface PaymentMethodDiffersRejection {
  code: "payment_method_differs";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
}

/** What was authorized has ended before it was captured. */
export interface AuthorizationExpiredRejection {
  code: "authorization_expired";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** What is to be captured, or what must be secured before a parcel leaves. */
  requested: Amount;
  /** What of that is authorized. */
  available: Amount;
  /** What was authorized and has expired. */
  expired: Amount;
  /** The first instant at which it was too late. */
  expired_at: Timestamp;
}

/** The payment has no instruction of that key. */
export interface UnknownInstructionRejection {
  code: "unknown_instruction";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** The key. */
  key: InstructionKey;
}

/** Somebody else moves the money of the payment. */
export interface SettledElsewhereRejection {
  code: "settled_elsewhere";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
}

/** No purchase order of that id exists. */
export interface UnknownPurchaseOrderRejection {
  code: "unknown_purchase_order";
  /** The id. */
  purchase_order: DocumentId;
}

/** The purchase order has no line of that id. */
export interface UnknownPurchaseLineRejection {
  code: "unknown_purchase_line";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** The id. */
  line: LineId;
}

/** More has arrived than is outstanding. */
export interface OverReceiptRejection {
  code: "over_receipt";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** The line. */
  line: LineId;
  /** Units that have arrived by this command. */
  arrived: Quantity;
  /** Units that were outstanding. */
  outstanding: Quantity;
}

/** Fewer units are to be ordered than have arrived. */
export interface BelowReceivedRejection {
  code: "below_received";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** The line. */
  line: LineId;
  /** Units to be ordered. */
  requested: Quantity;
  /** Units that have arrived. */
  received: Quantity;
}

/** Nothing is expected of the purchase order, or of the line of it. */
export interface NothingOutstandingRejection {
  code: "nothing_outstanding";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** The line; absent if it is all of them. */
  line?: LineId;
}

/** More purchase orders and transfers are open for a SKU than may be at a time. */
export interface TooMuchOnOrderRejection {
  code: "too_much_on_order";
  /** The SKU. */
  sku: Sku;
  /** How many may be open. */
  limit: number;
}

/** No transfer of that id exists. */
export interface UnknownTransferRejection {
  code: "unknown_transfer";
  /** The id. */
  transfer: DocumentId;
}

/** The transfer has no line of that id. */
export interface UnknownTransferLineRejection {
  code: "unknown_transfer_line";
  /** The transfer. */
  transfer: DocumentId;
  /** The id. */
  line: LineId;
}

/** Units of the transfer have left, so it is not planned anew. */
export interface TransferShippedRejection {
  code: "transfer_shipped";
  /** The transfer. */
  transfer: DocumentId;
}

/** Fewer units of a line of a transfer are where the command wants them. */
export interface TransferExceededRejection {
  code: "transfer_exceeded";
  /** The transfer. */
  transfer: DocumentId;
  /** The line. */
  line: LineId;
  /** What the command names. */
  requested: Quantity;
  /** What it could name. */
  eligible: Quantity;
  /** What those units have in common, such as `are in transit`. */
  condition: string;
}

/** Nothing of the transfer is in a state to which the command applies. */
export interface NothingToTransferRejection {
  code: "nothing_to_transfer";
  /** The transfer. */
  transfer: DocumentId;
  /** What the command would have done, as a verb. */
  action: string;
}

/** No count of that id exists. */
export interface UnknownCountRejection {
  code: "unknown_count";
  /** The id. */
  count: DocumentId;
}

/** A count of that id exists. */
export interface CountExistsRejection {
  code: "count_exists";
  /** The id. */
  count: DocumentId;
}

/** The count is not open any more. */
export interface CountClosedRejection {
  code: "count_closed";
  /** The count. */
  count: DocumentId;
  /** Where it stands. */
  state: CountState;
}

/** The SKU is in another open count of the location. */
export interface BeingCountedRejection {
  code: "being_counted";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The other count. */
  count: DocumentId;
}

/** The SKU is not one of those that are counted. */
export interface NotInCountRejection {
  code: "not_in_count";
  /** The count. */
  count: DocumentId;
  /** The SKU. */
  sku: Sku;
}

/** Something has not been counted. */
export interface CountIncompleteRejection {
  code: "count_incomplete";
  /** The count. */
  count: DocumentId;
  /** The first of them. */
  sku: Sku;
  /** How many they are. */
  left: number;
}

/** Who counted may not approve. */
export interface OwnCountRejection {
  code: "own_count";
  /** The count. */
  count: DocumentId;
  /** Who. */
  actor: Actor;
}

/** A correction would leave fewer units than are promised. */
export interface BelowPromisedRejection {
  code: "below_promised";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** Units that are promised. */
  promised: Quantity;
  /** Those of them that would not be there. */
  missing: Quantity;
}

/** More orders or carts than one command looks at may hold stock of the SKU at the location. */
export interface TooManyHoldersRejection {
  code: "too_many_holders";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** How many are looked at. */
  limit: number;
}

/** No zone of that id is configured. */
export interface UnknownZoneRejection {
  code: "unknown_zone";
  /** The id. */
  zone: ZoneId;
}

/** No rate card of that id is there. */
export interface UnknownRateCardRejection {
  code: "unknown_rate_card";
  /** The id. */
  card: RateCardId;
}

/** No plan has such a window. */
export interface UnknownSlotRejection {
  code: "unknown_slot";
  /** The id. */
  slot: DocumentId;
}

/** The slot has too little room. */
export interface SlotFullRejection {
  code: "slot_full";
  /** The slot. */
  slot: DocumentId;
  /** The measure by which there is too little room. */
  reason: SlotReason;
  /** What was wanted by that measure: orders, grams or units. */
  requested: number;
  /** What is left by it. */
  left: number;
  /** Later slots of the same plan that have room, first beginning first: a few of them. */
  next?: DocumentId[];
}

/** The slot cannot be booked, however much room it has. */
export interface SlotClosedRejection {
  code: "slot_closed";
  /** The slot. */
  slot: DocumentId;
  /** Why. */
  reason: SlotReason;
  /** From when on it could not be booked. */
  closed_at: Timestamp;
  /** Later slots of the same plan that can be booked, first beginning first: a few of them. */
  next?: DocumentId[];
}

/** The slot is for deliveries within a zone, and the address lies outside it, or is not known. */
export interface OutsideZoneRejection {
  code: "outside_zone";
  /** The slot. */
  slot: DocumentId;
  /** Its zone. */
  zone: ZoneId;
}

/** What was shown is not the code of the goods. */
export interface WrongProofCodeRejection {
  code: "wrong_proof_code";
  /** The order. */
  order: OrderId;
  /** The fulfillment order. */
  fulfillment: number;
}

/** More than one batch can take reservations to expire first. */
export interface TooManyDueRejection {
  code: "too_many_due";
  /** How many one batch takes. */
  limit: number;
}

/** What limits how much can be promised. */
export type ShortageReason =
  /** There is no more stock. */
  | "stock"
  /** There is more, but it is kept back as safety stock. */
  | "safety_stock"
  /** There is more, in lots that have expired or would not last long enough. */
  | "lot_life"
  /** The channel has sold as much as it may. */
  | "channel_cap"
  /** As much is on backorder as may be. */
  | "backorder_limit";

/** What keeps an item from being given instead of others. */
export type SubstituteBar =
  /** The customer takes nothing instead. */
  | "not_wanted"
  /** The customer has listed others. */
  | "not_listed"
  /** The customer takes items of the same category, and it is of another or of none. */
  | "other_category"
  /** Its price differs by more than the policy allows. */
  | "price_difference";

/** What keeps a lot from being sold. */
export type LotBar =
  /** It was recalled. */
  | "recalled"
  /** It has expired by the day of delivery. */
  | "expired"
  /** It would have fewer days left than asked for. */
  | "short_life";

/** Units that a location lacks. */
export interface LackingUnits {
  /** The SKU. */
  sku: Sku;
  /** How many were asked for. */
  requested: Quantity;
  /** How many could be promised from there. */
  available: Quantity;
}

/** How far a fulfillment order has come. */
export type FulfillmentState =
  /** The location has not answered. */
  | "open"
  /** The location will ship; nothing is picked. */
  | "accepted"
  /** Some units are picked, none of them packed or shipped. */
  | "picking"
  /** Some units are in parcels that have not left. */
  | "packed"
  /** All units wait at the store for the customer to collect them. */
  | "ready_for_pickup"
  /** Some units have left, others have still to. */
  | "partially_shipped"
  /** All units have left. */
  | "shipped"
  /** All units have arrived. */
  | "delivered"
  /** The location refused. */
  | "rejected"
  /** It was withdrawn, or all its units were canceled. */
  | "canceled"
  /** All units have left, and some or all of them were lost or came back. */
  | "incomplete";

/** How far a return has come. */
export type ReturnState =
  /** Asked for. */
  | "requested"
  /** The customer may send it. */
  | "approved"
  /** A carrier has it. */
  | "in_transit"
  /** Some or all of it has come back and waits to be looked at. */
  | "received"
  /** All that came back has been looked at, or the customer keeps it. */
  | "inspected"
  /** All that came back has been refunded, or was found to be something else, and nothing more is expected: it is over. */
  | "refunded"
  /** The request was refused. */
  | "declined"
  /** It was called off, or did not come in time, before anything came back. It goes on if a parcel comes all the same. */
  | "canceled";

/** Where a count stands. */
export type CountState =
  /** Units are counted, or wait to be approved. Stock is as it was. */
  | "open"
  /** What was found has been applied to stock. */
  | "approved"
  /** It was given up. Stock is as it was. */
  | "canceled";

/** Why a slot cannot be booked. */
export type SlotReason =
  /** The day is closed: a holiday, say. */
  | "day_closed"
  /** The cut-off has passed. */
  | "cut_off"
  /** It begins too soon, or has begun. */
  | "lead_time"
  /** As many orders have booked it as fit. */
  | "orders"
  /** Too much weight would come together. */
  | "weight"
  /** Too many units would come together. */
  | "items";

/** Why a text is no command. Nothing of it was carried out. */
export type InputError =
  | InputTooLargeInputError
  | InputTooDeepInputError
  | MalformedJsonInputError
  | InvalidInputInputError
  | InvalidCommandInputError;

/** The text is longer than any accepted. */
export interface InputTooLargeInputError {
  code: "input_too_large";
  /** How long it is, in bytes. */
  bytes: number;
  /** How long it may be. */
  limit: number;
}

/** Objects and lists are nested deeper than any command needs. */
export interface InputTooDeepInputError {
  code: "input_too_deep";
  /** How deep they may be. */
  limit: number;
}

/** The text is no JSON. */
export interface MalformedJsonInputError {
  code: "malformed_json";
  /** The line, counted from 1. */
  line: number;
  /** The column, counted from 1. */
  column: number;
  /** What is wrong there. */
  problem: string;
}

/** The JSON is not what it was to be: a field is unknown, missing, or of another kind. */
export interface InvalidInputInputError {
  code: "invalid_input";
  /** What it was to be, such as a query. */
  what: string;
  /** The line at which reading it ended, counted from 1. */
  line: number;
  /** The column at which reading it ended, counted from 1. */
  column: number;
  /** What is wrong with it, and what is accepted. */
  problem: string;
}

/** The JSON is no command: a field is unknown, missing, or of another kind. */
export interface InvalidCommandInputError {
  code: "invalid_command";
  /** Its place in the batch, counted from 0. */
  place: number;
  /** The line at which reading it ended, counted from 1. */
  line: number;
  /** The column at which reading it ended, counted from 1. */
  column: number;
  /** What is wrong with it, and what is accepted. */
  problem: string;
}

/** A page of a list that a storage can answer. Limits above `PAGE_MAX` count as that. */
export type Query =
  | OrdersQuery
  | OrderCountsQuery
  | LogQuery
  | ConsumersQuery
  | MovementsQuery
  | SettingsQuery
  | ItemsQuery
  | StockQuery
  | AllOrdersQuery
  | ReservationsQuery
  | DocumentsQuery;

/** Orders that pass a filter, placed last first, then by id downwards. */
export interface OrdersQuery {
  type: "orders";
  /** Which orders. */
  filter?: OrderFilter;
  /** Only what comes after this place of the list. */
  after?: OrderCursor | null;
  /** The most rows wanted. */
  limit: number;
}

/** How many orders that pass a filter stand where on an axis, or in which queue. */
export interface OrderCountsQuery {
  type: "order_counts";
  /** The axis. */
  axis: Axis;
  /** Which orders. */
  filter?: OrderFilter;
}

/** Entries of the log, by number. */
export interface LogQuery {
  type: "log";
  /** Only entries with a greater number; 0 for the first. */
  after: number;
  /** The most rows wanted. */
  limit: number;
}

/** How far consumers of the log have come. */
export interface ConsumersQuery {
  type: "consumers";
}

/** Movements of a SKU, last first. */
export interface MovementsQuery {
  type: "movements";
  /** The SKU. */
  sku: Sku;
  /** Only at this location. */
  location?: LocationId | null;
  /** Only movements of entries with a smaller number. */
  before?: number | null;
  /** The most entries wanted; all movements of an entry stand on one page. */
  limit: number;
}

/** The settings. */
export interface SettingsQuery {
  type: "settings";
}

/** Items by SKU. */
export interface ItemsQuery {
  type: "items";
  /** Only SKUs after this one. */
  after?: Sku | null;
  /** The most rows wanted. */
  limit: number;
}

/** Stock and counters by SKU. SKUs that never had any are left out. */
export interface StockQuery {
  type: "stock";
  /** Only SKUs after this one. */
  after?: Sku | null;
  /** The most SKUs wanted. */
  limit: number;
}

/** All orders by id, for audits, digests and exports. */
export interface AllOrdersQuery {
  type: "all_orders";
  /** Only ids after this one. */
  after?: OrderId | null;
  /** The most rows wanted. */
  limit: number;
}

/** Reservations by id. */
export interface ReservationsQuery {
  type: "reservations";
  /** Only ids after this one. */
  after?: ReservationId | null;
  /** The most rows wanted. */
  limit: number;
}

/** Papers of a kind, open or done, by id. */
export interface DocumentsQuery {
  type: "documents";
  /** The kind. */
  kind: DocumentKind;
  /** Only open ones about this subject. */
  about?: Subject | null;
  /** Only ids after this one. */
  after?: DocumentId | null;
  /** The most rows wanted. */
  limit: number;
}

/** An axis to count orders by. */
export type Axis =
  /** As a whole. */
  | "order"
  /** Money. */
  | "payment"
  /** Units. */
  | "fulfillment"
  /** Parcels. */
  | "delivery"
  /** Returns. */
  | "returns"
  /** The queue it stands in; orders that stand in none are not counted. */
  | "queue";

/** A kind of paper. Kinds are sorted by their names on the wire, as storages sort texts. */
export type DocumentKind =
  /** What was counted of some SKUs at a location. */
  | "count"
  /** Units of a SKU that were made together. */
  | "lot"
  /** An order, as far as it is found by what it is about; it is kept among orders, not among papers. */
  | "order"
  /** Goods that a supplier is to deliver. */
  | "purchase_order"
  /** A reservation, as far as it is found by what it is about; it is kept among reservations, not among papers. */
  | "reservation"
  /** One unit of an item that is tracked by serial number. */
  | "serial"
  /** A window of a day in which goods are delivered or collected. */
  | "slot"
  /** Stock that goes from one location to another. */
  | "transfer";

/** What open papers are looked up by: the part something plays in them, and which. */
export type Subject = { count: Sku } | { lot: DocumentId } | { serials: DocumentId } | { supply: Sku };

/** A page of a list. A page shorter than the limit is the last one. */
export type Page =
  | OrdersPage
  | OrderCountsPage
  | LogPage
  | ConsumersPage
  | MovementsPage
  | SettingsPage
  | ItemsPage
  | StockPage
  | ReservationsPage
  | DocumentsPage;

/** Orders. */
export interface OrdersPage {
  type: "orders";
  /** The rows. */
  orders: Order[];
  /** Where the next page begins, if there may be one. */
  next: OrderCursor | null;
}

/** Counts by the name of the status, sorted by name; statuses without orders are left out. */
export interface OrderCountsPage {
  type: "order_counts";
  /** The rows. */
  counts: StatusCount[];
}

/** Entries of the log. */
export interface LogPage {
  type: "log";
  /** The rows. */
  entries: NumberedEntry[];
}

/** Consumers of the log. How far one is behind is the difference of `last` and its position. */
export interface ConsumersPage {
  type: "consumers";
  /** All of them, by name. */
  consumers: ConsumerPosition[];
  /** The number of the last entry of the log; 0 if it is empty. */
  last: number;
}

/** Movements. */
export interface MovementsPage {
  type: "movements";
  /** The rows. */
  movements: MovementRow[];
  /** The `before` of the next page, if there may be one. */
  next: number | null;
}

/** The settings. */
export interface SettingsPage {
  type: "settings";
  /** They. */
  settings: Settings;
}

/** Items. */
export interface ItemsPage {
  type: "items";
  /** The rows. */
  items: Item[];
}

/** Stock. */
export interface StockPage {
  type: "stock";
  /** The rows. */
  skus: SkuStock[];
}

/** Reservations. */
export interface ReservationsPage {
  type: "reservations";
  /** The rows. */
  reservations: Reservation[];
}

/** Papers. */
export interface DocumentsPage {
  type: "documents";
  /** The rows. */
  documents: Document[];
}

/**
 * An order as it stands after the last command that touched it.
 *
 * Quantities and transactions are the truth; every status is derived from them by `statuses`.
 */
export interface Order {
  /** Its id. */
  id: OrderId;
  /** Counts the commands that changed it; the capture makes it 1. */
  version: number;
  /** Where it came from. */
  channel: ChannelId;
  /** Its id there; unique within the channel. */
  external_id?: ExternalId;
  /** When the customer placed it. */
  placed_at: Timestamp;
  /**
   * The earliest instant at which something of it comes to its end by itself, so that a storage finds what is due.
   * Derived from the order's deadlines whenever it is written.
   */
  due_at?: Timestamp;
  /** Who bought. */
  customer?: CustomerId;
  /** The group the customer was in when it was captured. */
  customer_group?: CustomerGroup;
  /** Higher numbers are served first where stock is short. */
  priority?: number;
  /** The currency of every amount in the order. */
  currency: Currency;
  /** Whether prices and discounts include tax. */
  prices_include_tax?: boolean;
  /** Where it goes. */
  shipping_address?: Address;
  /** The time zone whose calendar counts its days, by its name in the IANA database; empty is UTC. */
  time_zone?: string;
  /** When it is promised to arrive. */
  promised_at?: Timestamp;
  /** The location where the customer collects it; absent if it is delivered. */
  pickup?: LocationId;
  /** The slot it is delivered or collected in. */
  slot?: BookedSlot;
  /** Words to find it by, sorted. */
  tags?: Tag[];
  /** Its lines, in the order they were captured. */
  lines: Line[];
  /** What is charged for shipping, tax included; nothing is left of it once it has been credited. */
  shipping: Amount;
  /** The tax within `shipping`. */
  shipping_tax: Amount;
  /** What has been credited of `shipping`. */
  shipping_credited?: Amount;
  /** What is charged beside lines and shipping. */
  charges?: Charge[];
  /** What all lines, shipping and charges cost, tax included: as captured, and as edited, exchanged or clawed back since. */
  total: Amount;
  /** Discounts that were given for buying enough. */
  promotions?: Promotion[];
  /** What the customer saw, where that is another currency than the order's: as it was captured, and never worked out again. */
  presentment?: Presentment;
  /** Payments and their transactions. */
  payments?: Payment[];
  /** What keeps it from going on, each with its own reason and release. */
  holds?: Hold[];
  /** When stock that is reserved for it goes back on sale, if it still waits for its payment. */
  reserved_until?: Timestamp;
  /** When stock that was reserved for it went back on sale, if it still waits for its payment: a payment that comes now is late. */
  reservation_ended_at?: Timestamp;
  /** Work given to locations; the number of a fulfillment order is its place here, counted from 1. */
  fulfillments?: Fulfillment[];
  /** Parcels packed; the number of a parcel is its place here, counted from 1. */
  parcels?: Parcel[];
  /** What it takes up of the days of locations that can take on only so much, sorted by location and day. */
  day_loads?: DayLoad[];
  /** How it was routed last, if that was by a routing policy. */
  routing?: Decision;
  /** Locations that rejected or could not find units of a line: they are not asked again. */
  exclusions?: Exclusion[];
  /** Units that somebody has assigned to locations, by line and location: routing leaves them there. */
  pins?: Pin[];
  /** How it was re-routed last, if it was. */
  rerouted?: Rerouted;
  /** What the customer sends back. */
  returns?: Return[];
  /** What went wrong with units that left, as customers and the merchant claim it. */
  claims?: Claim[];
  /** Days after delivery within which a return may be requested, as promised when the order was captured. */
  return_window_days: number;
  /** What else was promised about returns then; absent under plain terms. */
  return_terms?: ReturnTerms;
  /**
   * Commands whose entries of the log hold, or held, something personal of it: addresses, the customer's id, free texts. Erasing
   * goes by them.
   */
  personal_in?: CommandId[];
  /** When its personal data was erased last. What stands there as `erased` is known to nobody any more. */
  erased_at?: Timestamp;
}

/** The slot that an order is delivered or collected in, as it was booked. */
export interface BookedSlot {
  /** The slot. */
  slot: DocumentId;
  /** The location that delivers, or where it is collected: all its stock comes from there. */
  location: LocationId;
  /** When the window begins. */
  begins_at: Timestamp;
  /** When it ends. */
  ends_at: Timestamp;
  /** From this instant on the slot could not be booked any more, as it was planned when it was booked. */
  closes_at: Timestamp;
  /** Whether canceling the order after that frees the slot all the same. */
  late_cancel_frees?: boolean;
  /** The weight that is booked, in grams. */
  grams?: number;
  /** The units that are booked. */
  items?: Quantity;
}

/** A line of an order: one SKU, its price frozen when it was captured, and where its units are. */
export interface Line {
  /** Its id, unique within the order. */
  id: LineId;
  /** What was bought. */
  sku: Sku;
  /** The price of one unit, before discounts, tax as the order's prices have it. */
  unit_price: Decimal;
  /** How many were ordered. */
  quantity: Quantity;
  /** What is taken off: the line's own discounts and its share of the order's. */
  discount?: Amount;
  /** Tax by rate. */
  taxes?: TaxLine[];
  /** What is charged for all units, discounts taken off, tax included. */
  total: Amount;
  /** Where the units are. */
  units: Units;
  /** Units that have been credited: canceled, or returned and refunded. */
  credited_quantity?: Quantity;
  /** What has been credited for them, fees not taken off. */
  credited?: Amount;
  /** What had been credited when its price or quantity last changed: what is left is divided anew from there. */
  settled?: Settled;
  /** What one unit costs the merchant, as it was known when the line joined the order. */
  unit_cost?: Decimal;
  /** What one unit weighs in grams, as it was known when the line joined the order; 0 where it was not. */
  unit_grams?: number;
  /** Units of it that are kept back until something has happened. */
  withheld?: Withheld;
  /** Days that units kept by lot must have left when they are delivered, if the order asks for more than item and channel do. */
  minimum_life_days?: number;
  /** The bundle it is a component of, as it was sold. */
  bundle?: LineBundle;
  /** What the customer takes instead of units that are not there; absent means nothing. */
  substitution?: Substitution;
  /** The units it was given for, if a picker gave it instead of others. */
  substitute_for?: SubstituteFor;
}

/** Tax at one rate. */
export interface TaxLine {
  /** The rate as a fraction: 0.18 for 18 %. */
  rate: Decimal;
  /** The tax for all units. */
  amount: Amount;
}

/**
 * All units of a line, as portions sorted by stage and place, none of them empty.
 *
 * INVARIANT: the portions always sum to the quantity ordered, since units enter as they are ordered, at once or by an edit, and only
 * move after.
 */
export type Units = Portion[];

/** Units of one line that are at the same stage in the same place. */
export interface Portion {
  /** How far they have come. */
  stage: Stage;
  /** The location they are, or were, taken from. */
  location?: LocationId;
  /** The lot they are of, where the item is kept by lot and a location has been found. */
  lot?: LotNumber;
  /** The fulfillment order they belong to. */
  fulfillment?: number;
  /** The parcel they are in. */
  parcel?: number;
  /** How many. */
  quantity: Quantity;
  /** Their serial numbers, of units that were picked and are tracked by them: of all of them, or of none. */
  serials?: SerialNumber[];
}

/** The part of a line that was credited before its price or quantity last changed. */
export interface Settled {
  /** How many units. */
  quantity: Quantity;
  /** What they brought back, tax included. */
  amount: Amount;
  /** The tax within that. */
  tax: Amount;
}

/** Units of a line that are kept back, while the rest of the order goes on. */
export interface Withheld {
  /** How many units. */
  quantity: Quantity;
  /** Whether they wait until what the order costs since it was edited is authorized or captured. */
  for_payment?: boolean;
  /** The return whose goods they are given in exchange for, if they wait until those have come back. */
  for_return?: ReturnId;
  /** When the stock that is reserved for them goes back on sale. */
  until?: Timestamp;
}

/** The bundle that a line is a component of, as it was sold. */
export interface LineBundle {
  /** The line that was captured. Cancellations and returns may name it and count in bundles. */
  line: LineId;
  /** The SKU of the bundle. */
  sku: Sku;
  /** How many bundles were sold. */
  quantity: Quantity;
  /** How many units of the line made one bundle when it was sold, whatever it is made of now. */
  units_each: Quantity;
}

/** The units that a line was given for. */
export interface SubstituteFor {
  /** The line they were on. */
  line: LineId;
  /** How many of them it was given for. */
  quantity: Quantity;
}

/** Something that is charged once for an order. */
export interface Charge {
  /** What for; an order has one of each kind. */
  kind: ChargeKind;
  /** What is charged, tax included. */
  amount: Amount;
  /** The tax within that. */
  tax?: Amount;
  /** What of it has been credited. */
  credited?: Amount;
}

/** A discount that was given for buying enough. */
export interface Promotion {
  /** Its code. */
  code?: string;
  /** The line whose units count; absent means those of all lines. */
  line?: LineId;
  /** What has to be kept for it. */
  minimum: DiscountMinimum;
  /** What it took off each line. */
  parts: PromotionPart[];
  /** Whether it was taken back, as far as it could be. */
  ended?: boolean;
}

/** What a discount took off one line. */
export interface PromotionPart {
  /** The line. */
  line: LineId;
  /** How many units it was divided over. */
  quantity: Quantity;
  /** What it took off them, before tax where that is added. */
  amount: Amount;
}

/** One payment on an order: one card, one gift card, one cash collection. */
export interface Payment {
  /** Its id, unique within the order. */
  id: PaymentId;
  /** How it is paid. */
  method: PaymentMethod;
  /** Everything that happened to it, oldest first. */
  transactions: Transaction[];
}

/** One thing that happened to a payment, or that the provider was told to do. */
export interface Transaction {
  /** What happened. */
  kind: TransactionKind;
  /** How much. */
  amount: Amount;
  /** When; of an instruction, when it was given. */
  at: Timestamp;
  /** Whether it has happened. Only what has succeeded counts as authorized, captured or refunded. */
  state?: TransactionState;
  /** The provider's id of it, if it has one: the same id counts once. */
  reference?: ProviderEventId;
  /** Why, in the words of whoever did it. */
  reason?: string;
  /** Whether it is the last that is to come: of a remittance, that the courier has handed over all it will. */
  is_final?: boolean;
  /** The parcel a capture was made for. */
  parcel?: number;
  /** The part of a refund that was not owed but given. */
  goodwill?: Amount;
  /** What each line bears of that. */
  goodwill_parts?: GoodwillPart[];
  /** When what was authorized may not be captured any more. */
  expires_at?: Timestamp;
  /** What the provider was told, if it was told to do it. */
  instruction?: Instruction;
}

/** Whether a transaction has happened. */
export type TransactionState =
  /** Money has moved, or was set aside or let go. */
  | "succeeded"
  /** The provider was told to, and has not answered. */
  | "pending"
  /** The provider did not do it. It may be told again. */
  | "failed";

/** What a provider was told to do, and how it went. */
export interface Instruction {
  /** The idempotency key to be given to the provider: however often it is sent, the provider does it once. */
  key: InstructionKey;
  /** Whether it is the last capture: what is authorized beyond it is let go. */
  is_final?: boolean;
  /** When the result came. */
  resolved_at?: Timestamp;
  /** Why it failed, if it did. */
  failure?: Failure;
}

/** Something that keeps an order from going on until it is released. */
export interface Hold {
  /** Its id, unique within the order. Holds placed by verification are named after their kind. */
  id: HoldId;
  /** What it is about, and so what it stops. */
  kind: HoldKind;
  /** The finding, with its figures, in a sentence. */
  reason: string;
  /** Who placed it. */
  placed_by: Actor;
  /** When it was placed. */
  placed_at: Timestamp;
}

/**
 * A fulfillment order: units of one order that one location has been asked to ship.
 *
 * Its units are the portions of the order's lines that carry its number; its state is derived from them
 * and from the answer the location gave.
 */
export interface Fulfillment {
  /** The location asked. */
  location: LocationId;
  /** When it was asked. */
  requested_at: Timestamp;
  /** What it answered. */
  answer?: Answer;
  /** How often a picker scanned something else than a line asked for. */
  mispicks?: number;
  /** That it waits for the customer to collect it. */
  collection?: Collection;
}

/** What a location answered to a fulfillment order. */
export type Answer = "awaited" | "accepted" | "canceled" | { rejected: string };

/** Goods that wait at a store for the customer to collect them. */
export interface Collection {
  /** Since when they can be collected. */
  ready_at: Timestamp;
  /** From this instant on they go back, if they have not been collected; absent means never. */
  until?: Timestamp;
  /** What whoever collects them has to show; empty means nothing. */
  proof_code?: string;
  /** Who has collected them, in the words of the store. */
  collected_by?: string;
  /** When they were collected. */
  collected_at?: Timestamp;
}

/** A parcel of a fulfillment order. Its contents are the portions of the order's lines that carry its number. */
export interface Parcel {
  /** The fulfillment order it was packed for. */
  fulfillment: number;
  /** Who carries it. */
  carrier?: string;
  /** The carrier's service. */
  service?: string;
  /** The number to find it by. */
  tracking_number?: string;
  /** When it was handed to the carrier. */
  shipped_at?: Timestamp;
  /** When it arrived. */
  delivered_at?: Timestamp;
  /** How far it has come; absent before it has shipped. */
  tracking?: Tracking;
  /** When what `tracking` tells occurred; absent before the carrier's first report. */
  tracked_at?: Timestamp;
  /** Delivery attempts that failed. */
  failed_attempts?: number;
  /** Whether the carrier was asked to bring it back, and what came of that. */
  interception?: Interception;
  /** The latest ids of the carrier's reports taken in, so that each counts once. */
  seen?: ProviderEventId[];
}

/**
 * A parcel that a carrier was asked to bring back before it arrives.
 *
 * The carrier answers, or its scans do: a parcel that is delivered or lost was not intercepted, one that comes back was.
 */
export interface Interception {
  /** What came of it. */
  state: InterceptionState;
  /** When the carrier was asked last. */
  requested_at: Timestamp;
  /** Why: by wish of the customer, or for a reason of the merchant's. */
  reason: CancelReason;
  /** The same in somebody's words. */
  note?: string;
  /** When it was confirmed or failed. */
  resolved_at?: Timestamp;
  /** What the carrier answered, in its words; empty where its scans did. */
  answer?: string;
}

/** What an order takes up of a day of a location. */
export interface DayLoad {
  /** The location. */
  location: LocationId;
  /** The day, by the location's calendar, on which its stock was promised. */
  day: Day;
  /** Units. */
  units: Quantity;
  /** Their weight in grams; 0 where it is not known. */
  grams?: number;
}

/** A location that is not asked again for a line, and why. */
export interface Exclusion {
  /** The line. */
  line: LineId;
  /** The location. */
  location: LocationId;
  /** The reason it gave. */
  reason: string;
}

/** Units of a line that somebody has assigned to a location. Routing leaves them there. */
export interface Pin {
  /** The line. */
  line: LineId;
  /** The location. */
  location: LocationId;
  /** How many units of the line. */
  quantity: Quantity;
  /** Who assigned them last. */
  actor: Actor;
  /** When. */
  at: Timestamp;
  /** Why, in somebody's words. */
  reason: string;
}

/** That an order was re-routed, as it keeps it: the last time. */
export interface Rerouted {
  /** When. */
  at: Timestamp;
  /** What moved. */
  moves: UnitMove[];
  /** How many orders were moved with it. */
  together: number;
  /** Why, in somebody's words. */
  reason?: string;
}

/** A return of delivered units. */
export interface Return {
  /** Its id, unique within the order. */
  id: ReturnId;
  /** How far it has come. */
  state: ReturnState;
  /** When it was asked for. */
  requested_at: Timestamp;
  /** When what has not come is expected no more, unless it is in transit; absent means never. */
  closes_at?: Timestamp;
  /** The label of the merchant's it comes on, or the pick-up that was agreed. */
  label?: ReturnLabel;
  /** What the carrier reported last. */
  tracking?: Tracking;
  /** When that occurred. */
  tracked_at?: Timestamp;
  /** Where its units were received last, and wait to be inspected. */
  location?: LocationId;
  /** What comes back, by line. */
  lines: ReturnLine[];
  /** What was kept of the credit as a fee. */
  fee?: Amount;
  /** What was refunded for it. */
  refunded: Amount;
  /** Every refund for it as it was worked out, oldest first. */
  refunds?: RefundVerdict[];
  /** What is given in exchange for its units. */
  exchange?: Exchange;
  /** Why it was declined or canceled. */
  note?: string;
}

/** Units of one line in a return. */
export interface ReturnLine {
  /** The line. */
  line: LineId;
  /** Why the customer returns it. */
  reason: ReturnReason;
  /** How many were asked for. */
  requested: Quantity;
  /** How many of those are expected no more, since the return was called off and they have not come. */
  canceled?: Quantity;
  /** How many the customer keeps: they are refunded without coming back. */
  kept?: Quantity;
  /** How many have come back. */
  received?: Quantity;
  /** The serial numbers of those that wait to be inspected. */
  serials?: SerialNumber[];
  /** How many of those a claim or an earlier return had settled before they came: they bring nothing back. */
  settled_before?: Quantity;
  /** How many of those had been lost on their way to the customer, unclaimed. */
  found?: Quantity;
  /** How many of those went back on sale. */
  restocked?: Quantity;
  /** How many of those were kept as damaged. */
  damaged?: Quantity;
  /** How many of those were kept apart for another look. */
  quarantined?: Quantity;
  /** How many of those are to be made fit for sale again. */
  refurbished?: Quantity;
  /** How many of those go back to whoever supplied them. */
  returned_to_vendor?: Quantity;
  /** How many of those were thrown away. */
  scrapped?: Quantity;
  /** How many were found to be something else and bring nothing back. */
  wrong_item?: Quantity;
  /** What those that were graded are like. */
  grades?: GradedUnits[];
  /** How many have been refunded. */
  refunded?: Quantity;
}

/** Units of a line that were found to be of one grade. */
export interface GradedUnits {
  /** What they are like. */
  grade: Grade;
  /** How many. */
  quantity: Quantity;
  /** How many of those have been refunded. */
  refunded?: Quantity;
}

/**
 * The whole computation of one refund: what each unit brought back, what was kept of it and by which rule, what bounded the sum, and
 * over which payments it went.
 *
 * ```text
 * credited = the amounts of all units + shipping + charges
 * refunded = credited - fees - clawed back - exchanged, at most `owed`, at most what the payments still hold
 *          = the sum of `payments`
 * ```
 */
export interface RefundVerdict {
  /** When it was given. */
  at: Timestamp;
  /** What units brought back, by line, reason and grade. */
  units: CreditedUnits[];
  /** What became of shipping; absent where none was charged. */
  shipping?: ShippingVerdict;
  /** What became of each charge beside lines and shipping. */
  charges?: ChargeVerdict[];
  /** What was kept. */
  fees?: FeeKept[];
  /** What is no longer charged for units, shipping and charges, fees not taken off. */
  credited: Amount;
  /** Discounts that were taken back, since too little is kept for them. */
  clawed_back?: ClawBack[];
  /** What of that pays for what is given in exchange. */
  exchanged?: Amount;
  /** What the order owed the customer once that was credited. */
  owed: Amount;
  /** What was paid back. */
  refunded: Amount;
  /** What made it less than what was credited without the fees; absent where nothing did. */
  bound?: RefundBound;
  /** Over which payments it went. */
  payments?: RefundPart[];
}

/** What units of a line brought back: the difference of two cumulative shares of what the line cost. */
export interface CreditedUnits {
  /** The line. */
  line: LineId;
  /** How many units. */
  quantity: Quantity;
  /** How many units of the line had been credited before. */
  credited_before?: Quantity;
  /** What they bring back, tax included. */
  amount: Amount;
  /** The tax within it. */
  tax: Amount;
  /** Why they came back. */
  reason?: ReturnReason;
  /** What they were found to be like. */
  grade?: Grade;
}

/** What became of shipping. */
export interface ShippingVerdict {
  /** What was given back, tax included. */
  amount: Amount;
  /** The tax within it. */
  tax: Amount;
  /** Why so. */
  rule: ShippingRule;
}

/** Why shipping or a charge was given back, or was not. */
export type ShippingRule =
  /** Given back or kept as the command said. */
  | "command"
  /** Kept: something of the order is with the customer, or still to be delivered. */
  | "not_all_back"
  /** Given back: all that came back did so by fault of the seller. */
  | "sellers_fault"
  /** Kept: not all that came back did so by fault of the seller. */
  | "not_sellers_fault"
  /** Given back whatever the reasons were. */
  | "always"
  /** Kept whatever the reasons were. */
  | "never"
  /** It was given back before. */
  | "given_before";

/** What became of a charge. */
export interface ChargeVerdict {
  /** What it was for. */
  kind: ChargeKind;
  /** What was given back, tax included. */
  amount: Amount;
  /** The tax within it. */
  tax: Amount;
  /** Why so. */
  rule: ShippingRule;
}

/** Something that was kept of what came back. */
export interface FeeKept {
  /** What for. */
  kind: FeeKind;
  /** Who set it. */
  rule: FeeRule;
  /** The line whose units it is kept of; absent where it is kept of the whole. */
  line?: LineId;
  /** The part that is kept, as a fraction. */
  rate?: Decimal;
  /** What the rate is of; for a fixed fee, what was left to keep it of. */
  base: Amount;
  /** What was kept. */
  amount: Amount;
}

/** What a fee is kept for. */
export type FeeKind =
  /** To bring units back on sale. */
  | "restocking"
  /** To bring them back to the merchant. */
  | "return_label";

/** Who set a fee. */
export type FeeRule =
  /** The terms of the order. */
  | "terms"
  /** Whoever gave the command. */
  | "command";

/** A discount that was taken back, since too little is kept for it. */
export interface ClawBack {
  /** Its code. */
  code?: string;
  /** What would have had to be kept for it. */
  minimum: DiscountMinimum;
  /** What is kept of the goods that count, at unit prices before discounts. */
  kept_amount: Amount;
  /** The same in units. */
  kept_quantity: Quantity;
  /** What the goods that are kept cost more by it, tax included. */
  amount: Amount;
}

/** What made a refund less than the credit without the fees. */
export type RefundBound =
  /** The order owed the customer no more: what was never paid is not paid back. */
  | "owed"
  /** The payments held no more. */
  | "captured";

/** What went back over one payment. */
export interface RefundPart {
  /** The payment. */
  payment: PaymentId;
  /** How much. */
  amount: Amount;
}

/** What is given in exchange for the units of a return. */
export interface Exchange {
  /** When the replacements are sent. */
  ships: ExchangeShipping;
  /** What replaces what. */
  lines: Replacement[];
  /** What the return has been credited with since the exchange was agreed. */
  brought_back?: Amount;
}

/** A line that takes the place of units that come back, or never arrived. */
export interface Replacement {
  /** The line that was added. */
  line: LineId;
  /** The line whose units it replaces, one for one; absent where it takes the place of the whole. */
  replaces?: LineId;
  /** How many units it was added with. */
  quantity: Quantity;
  /** Whether it costs exactly what the units it replaces bring back, whatever that turns out to be. */
  at_paid_value?: boolean;
  /** How many of the units it replaces have been refunded, and what they brought. */
  settled?: Settled;
}

/**
 * A claim about units that left.
 *
 * Against the merchant it is the customer's: its units cannot be returned meanwhile, and once they are refunded they never can be.
 * Against a carrier it is the merchant's own: it tells what is asked and what was recovered, and moves no money of the customer's.
 */
export interface Claim {
  /** Its id, unique within the order. */
  id: ClaimId;
  /** What went wrong. */
  kind: ClaimKind;
  /** Who has to answer for it. */
  against?: ClaimParty;
  /** How far it has come. */
  state: ClaimState;
  /** When it was opened. */
  opened_at: Timestamp;
  /** The units it is about; each line once. */
  lines: ClaimedUnits[];
  /** The parcel they were in, if it was named. */
  parcel?: number;
  /** References to photos, letters and the like; the library keeps none of them itself. */
  evidence?: string[];
  /** The last words about it. */
  note?: string;
  /** What is asked of a carrier. */
  asked?: Amount;
  /** What a carrier has paid. */
  recovered?: Amount;
  /** What was sent in place of its units. */
  replacements?: Replacement[];
  /** How the customer was refunded, as it was worked out. */
  refund?: RefundVerdict;
}

/**
 * The terms of an order's returns, copied from the policy of the day it was captured.
 *
 * An order under plain terms (one window, every reason, no fees, shipping back by fault of the seller) keeps none of this.
 */
export interface ReturnTerms {
  /** Lines whose window is another than the order's. */
  lines?: LineTerms[];
  /** Reasons that are accepted; empty means all. */
  reasons?: ReturnReason[];
  /** Parts of the credit that are kept; the first that fits a unit is taken. */
  restocking_fees?: RestockingFee[];
  /** What is kept when a return came on a label of the merchant's and not by fault of the seller. */
  label_fee?: Amount;
  /** When shipping is given back. */
  shipping?: ShippingRefund;
  /** Whether a discount is taken back when less is kept than it was given for. */
  claws_back?: boolean;
  /** When charges are given back, by kind; those that are not named by fault of the seller. */
  charges?: ChargeRefund[];
  /** The customer keeps what brings back at most this. */
  keep_up_to?: Amount;
}

/** The window of a line that is another than the order's. */
export interface LineTerms {
  /** The line. */
  line: LineId;
  /** The category that gives it the window. */
  category: Category;
  /** Days after the day of delivery; 0 means that it was a final sale. */
  window_days: number;
}

/** How many orders have a status. */
export interface StatusCount {
  /** The status by its name on the wire. */
  status: string;
  /** How many orders. */
  orders: number;
}

/** An entry of the log with its number. */
export interface NumberedEntry {
  /** 1 for the first entry. */
  number: number;
  /** The entry. */
  entry: LogEntry;
}

/** One applied command in the log: what was asked, what happened, and every unit of stock that moved. */
export interface LogEntry {
  /** What was asked. */
  envelope: Envelope;
  /** What happened. */
  receipt: Receipt;
  /** Every unit of stock that moved. */
  movements?: Movement[];
  /** Whether personal data was taken out of it since: what was asked and what happened is told without. */
  erased?: boolean;
}

/**
 * Units that went from one place to another: the double entry of the stock ledger.
 *
 * No balance changes without one. The entry of the log it stands in tells the cause, the actor and the time.
 */
export interface Movement {
  /** What was moved. */
  sku: Sku;
  /** Where. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** Out of what. */
  from_place: Place;
  /** Into what. */
  to_place: Place;
  /** How many units. */
  quantity: Quantity;
}

/** One end of a movement: a state of stock at the location, or the world outside. */
export type Place =
  /** Free to be promised. */
  | "available"
  /** Promised for a while. */
  | "reserved"
  /** Promised to an order that was given to the location. */
  | "committed"
  /** Kept back from sale. */
  | "safety"
  /** Not fit for sale. */
  | "damaged"
  /** Waiting for somebody to look at it. */
  | "quality_control"
  /** Outside: whoever delivers stock. */
  | "supplier"
  /** Outside: whoever bought it. */
  | "customer"
  /** Outside: what counts and corrections found or missed. */
  | "adjustment"
  /** Outside: on its way from one location to another, by a transfer. */
  | "in_transit";

/** How far a consumer has come. */
export interface ConsumerPosition {
  /** Its name. */
  consumer: ConsumerId;
  /** The number of the last entry of the log that it has acknowledged. */
  position: number;
}

/** A reader of the log, whose place the store keeps. */
export type ConsumerId = string;

/** A movement with what the log knows about it. */
export interface MovementRow {
  /** The number of its entry. */
  number: number;
  /** When. */
  at: Timestamp;
  /** Who caused it. */
  actor: Actor;
  /** The command that caused it. */
  command: CommandId;
  /** The movement. */
  movement: Movement;
}

/** Everything a merchant configures but items. Lists are sorted by id. */
export interface Settings {
  /** Counts the commands that changed this record. */
  version: number;
  /** Places that keep or ship stock, by id. */
  locations: Location[];
  /** Where orders come from, by id. */
  channels: Channel[];
  /** How orders are verified, reserved, routed and returned. */
  policies: Policies;
  /** Parts of the world that deliveries go to, by id. */
  zones?: Zone[];
  /** Plans of windows for delivery and pick-up, by id. */
  slot_templates?: SlotTemplate[];
  /** What carriers charge for their services, by id. */
  rate_cards?: RateCard[];
  /** How orders are routed, if not by the fewest parcels. */
  routing_rules?: RoutingRules;
}

/** How orders are routed: rules, first to last. The first whose condition holds and that finds a plan decides. */
export interface RoutingRules {
  /** Counts the commands that changed them; decisions name it. */
  version: number;
  /** The rules. Without any, orders are routed as if there was no policy. */
  rules: RoutingRule[];
  /** How many nodes the search for the best plan may look at before it settles for the best found. */
  search_steps_max: number;
}

/** An item of the catalog. */
export interface Item {
  /** Its stock keeping unit. */
  sku: Sku;
  /** Counts the commands that changed this record; 0 in a command. */
  version: number;
  /** Whether stock is counted at all. What is not tracked (a service, a voucher) is always available. */
  tracked: boolean;
  /** Whether it may be sold beyond stock; absent means no. */
  backorder?: Backorder;
  /** The group of items it is returned with, if they have terms of their own; orders keep the terms they were captured with. */
  return_category?: Category;
  /** The group of items that customers take for one another who accept any of the `same_category`. */
  category?: Category;
  /** What one unit costs the merchant, by currency. Orders keep what it was when they were captured, for the journal. */
  unit_costs?: CurrencyAmount[];
  /** What one unit weighs, in grams; 0 where that is not known. */
  grams?: number;
  /** How large one unit is as it is packed; absent where that is not known. */
  dimensions?: Dimensions;
  /** Whether only those carriers take it that take hazardous goods. */
  hazardous?: boolean;
  /** Words by which rules of routing know it. */
  tags?: Tag[];
  /** What a location must be able to do to ship it under a routing policy, such as `cold_chain`. */
  requires?: Tag[];
  /** The most units certain channels may have sold or reserved at a time, by channel id. */
  channel_caps?: ChannelCap[];
  /** When it is to be ordered anew, by location id. */
  reorder_rules?: ReorderRule[];
  /** How it is kept by lot; absent means that its units are all alike. It cannot change whether it is. */
  lots?: LotPolicy;
  /** When the serial numbers of its units are captured. It cannot change whether that is at receipt. */
  tracks_serials?: SerialTracking;
  /** What a bundle is made of; empty for a plain item. A bundle has no stock of its own: there are as many as its components make. */
  components?: Component[];
  /** How many levels deep it holds bundles; 0 for a plain item. */
  levels?: number;
}

/** All stock and counters of a SKU. */
export interface SkuStock {
  /** The SKU. */
  sku: Sku;
  /** Stock by location. */
  levels: StockLevel[];
  /** Counters that are not zero. */
  counters: CounterValue[];
}

/** The stock of one SKU at one location. */
export interface StockLevel {
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot: what is there of the SKU is the sum over its lots. */
  lot?: LotNumber;
  /** Units by state. */
  buckets: Buckets;
}

/** Units of one SKU at one location by state. What is on hand is the sum of all of them. */
export interface Buckets {
  /** See `Available`. */
  available?: number;
  /** See `Reserved`. */
  reserved?: number;
  /** See `Committed`. */
  committed?: number;
  /** See `Safety`. */
  safety?: number;
  /** See `Damaged`. */
  damaged?: number;
  /** See `QualityControl`. */
  quality_control?: number;
}

/** A counter and its value. */
export interface CounterValue {
  /** Which. */
  counter: Counter;
  /** Its value. */
  value: number;
}

/** What is counted per SKU over all locations. */
export type Counter = "backordered" | { channel: ChannelId } | { capacity: Measure };

/** A measure of what a location takes on in a day. */
export type Measure =
  /** Orders. */
  | "orders"
  /** Units. */
  | "units"
  /** Grams. */
  | "grams";

/**
 * Stock promised to a cart or checkout, or leased to whoever sells without asking: a till that is offline, a partner with a quota.
 *
 * It holds until it is used by an order, released, or `expires_at` is reached: at that very instant it is free. An order uses up the
 * reservation of its checkout; from a lease it draws what it wants, and the rest stays.
 */
export interface Reservation {
  /** Its id. */
  id: ReservationId;
  /** The command that made it. Its id may be used again after its end; this tells the one from the other. */
  made_by: CommandId;
  /** Counts the commands that changed it, from 1. */
  version: number;
  /** The channel it counts for. */
  channel: ChannelId;
  /** From this instant on it no longer holds. */
  expires_at: Timestamp;
  /** What is held, where; sorted by SKU, then in the order the locations were chosen. */
  units: ReservedUnits[];
  /** The slot in which it holds a place, for as long as it holds its stock. */
  slot?: DocumentId;
  /** The location where it is to be collected; absent if it is to be delivered. */
  pickup?: LocationId;
  /** What the routing policy said of it, if there was one. An order that is what the cart was keeps to it. */
  routing?: CartRouting;
}

/** Units of a reservation at one location. */
export interface ReservedUnits {
  /** What. */
  sku: Sku;
  /** Where. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** How many. */
  quantity: Quantity;
}

/** What a routing policy said of a cart. */
export interface CartRouting {
  /**
   * Where its stock is held, and why there. Absent if no rule could be asked that has a plan: then it is held where the fewest parcels
   * are.
   */
  decision?: Decision;
  /** Rules that come before that one and may be for the order, once more is known of it. */
  undecided?: UndecidedRule[];
  /** Where it was planned to go: the place, and nobody's name. */
  destination?: Address;
  /** By when. */
  promised_at?: Timestamp;
}

/** A rule that a cart cannot be asked for, since it does not say enough yet. */
export interface UndecidedRule {
  /** Its name. */
  rule: string;
  /** What it asks for and is not known, as conditions write it: `order.customer.group`, `line.unit_price` and the like. */
  needs: string[];
}

/**
 * A paper as it stands after the last command that touched it.
 *
 * Papers are never taken away: one that is done stays, and is about nothing any more.
 */
export interface Document {
  /** Its id, unique among papers of its kind. */
  id: DocumentId;
  /** Counts the commands that changed it; the first makes it 1. */
  version: number;
  /**
   * The earliest instant at which something of it comes to its end by itself, so that a storage finds what is due.
   * Derived from the body whenever it is written.
   */
  due_at?: Timestamp;
  /** What it says. */
  body: DocumentBody;
}

/** What a paper says, by its kind. */
export type DocumentBody =
  | CountDocumentBody
  | LotDocumentBody
  | PurchaseOrderDocumentBody
  | SerialDocumentBody
  | SlotDocumentBody
  | TransferDocumentBody;

/** What was counted of some SKUs at a location. */
export interface CountDocumentBody {
  kind: "count";
  /** Where. */
  location: LocationId;
  /** What is counted, sorted. */
  skus: Sku[];
  /** Whether who counts is not told how far the books are off. */
  blind?: boolean;
  /** Where it stands. */
  state: CountState;
  /** When it was opened. Nothing of it is counted before. */
  opened_at: Timestamp;
  /** Who opened it. */
  opened_by: Actor;
  /** What has been counted, by SKU and lot. */
  lines?: CountLine[];
  /** When it was approved or canceled. */
  closed_at?: Timestamp;
  /** Who approved or canceled it; absent if the tolerance of the policies did. */
  closed_by?: Actor;
}

/** Units of a SKU that were made together. */
export interface LotDocumentBody {
  kind: "lot";
  /** What it is a lot of. */
  sku: Sku;
  /** Its number: what GS1 calls batch or lot, application identifier 10. */
  number: LotNumber;
  /** The day on which it expires: GS1's identifier 17. On that day it is not sold any more. */
  expires_on?: Day;
  /** The day up to which it is at its best: GS1's identifier 15. Where no expiry is known, it counts as that. */
  best_before?: Day;
  /** When the first of its units came in. */
  received_at: Timestamp;
  /** That it was recalled: nothing of it is sold any more. */
  recalled?: Recall;
}

/** Goods that a supplier is to deliver. */
export interface PurchaseOrderDocumentBody {
  kind: "purchase_order";
  /** Who delivers. */
  supplier: SupplierId;
  /** Where to. */
  location: LocationId;
  /** What, and when. Their ids are unique within the purchase order. */
  lines: PurchaseLine[];
}

/** One unit of an item that is tracked by serial number. */
export interface SerialDocumentBody {
  kind: "serial";
  /** What it is a unit of. */
  sku: Sku;
  /** Its number, unique within the SKU. */
  number: SerialNumber;
  /** Where it is now. */
  current: SerialStep;
  /** Where it has been before, oldest first. The last `SERIAL_HISTORY_MAX` are kept. */
  history?: SerialStep[];
}

/** A window of a day in which goods are delivered or collected. */
export interface SlotDocumentBody {
  kind: "slot";
  /** The template it follows. */
  template: SlotTemplateId;
  /** The location that delivers, or where orders are collected. */
  location: LocationId;
  /** Whether goods are delivered or collected. */
  purpose: SlotKind;
  /** When it begins. */
  begins_at: Timestamp;
  /** When it ends. */
  ends_at: Timestamp;
  /** Who has a place in it, sorted: carts first. */
  bookings?: SlotBooking[];
}

/** Stock that goes from one location to another. */
export interface TransferDocumentBody {
  kind: "transfer";
  /** Where the units leave. */
  from_location: LocationId;
  /** Where they go. */
  to_location: LocationId;
  /** When what is in transit is expected to arrive. */
  expected_at: Timestamp;
  /** What goes. Their ids are unique within the transfer. */
  lines: TransferLine[];
  /** Whether what is in transit was called back, and is bound for the location it left. */
  returning?: boolean;
  /** Whether the instant at which units were expected has passed, and that was told. */
  overdue?: boolean;
}

/** What was counted of a SKU, or of a lot of it. */
export interface CountLine {
  /** What. */
  sku: Sku;
  /** The lot, where the item is kept by lot. */
  lot?: LotNumber;
  /** Units that were there, whatever their state. */
  counted: Quantity;
  /** When they were counted. */
  counted_at: Timestamp;
  /** Who recorded them. */
  counted_by: Actor;
  /** Units that were on hand at that instant by the books. */
  expected: number;
  /**
   * What the difference is worth at the cost of a unit, by currency; empty where no cost is known. Below nothing if units are missing.
   */
  values?: CurrencyAmount[];
}

/** Why and when a lot was recalled. */
export interface Recall {
  /** When. */
  at: Timestamp;
  /** Why. */
  reason: string;
}

/** Units of one SKU on a purchase order, and what has come of them. */
export interface PurchaseLine {
  /** Its id. */
  id: LineId;
  /** What was ordered. */
  sku: Sku;
  /** How many units were ordered. */
  quantity: Quantity;
  /** When what is outstanding is expected to arrive. */
  expected_at: Timestamp;
  /** Units that have arrived, whatever their state. More than were ordered, if they were taken in all the same. */
  received?: Quantity;
  /** Those of them that arrived damaged. */
  damaged?: Quantity;
  /** Those of them that went to quality control. */
  quality_control?: Quantity;
  /** Whether nothing more is expected, although it is fewer than were ordered. */
  closed?: boolean;
  /** Whether the day it was expected has passed, and that was told. */
  overdue?: boolean;
}

/** What became of a unit by a command. */
export interface SerialStep {
  /** When. */
  at: Timestamp;
  /** By which command. */
  command: CommandId;
  /** What it has been since. */
  state: SerialState;
  /** Where it lies, or the location it left from. */
  location?: LocationId;
  /** The order it is on, or came back from. */
  order?: OrderId;
  /** The line of the order. */
  line?: LineId;
  /** The parcel of the order it is or was in, counted from 1. */
  parcel?: number;
  /** The return of the order that brought it back. */
  return_id?: ReturnId;
  /** The transfer it is on. */
  transfer?: DocumentId;
}

/** A place in a slot. */
export interface SlotBooking {
  /** Whose it is. */
  holder: SlotHolder;
  /** When it was taken. */
  booked_at: Timestamp;
  /** Until when a cart holds it; absent for an order. */
  until?: Timestamp;
  /** Its weight in grams. */
  grams?: number;
  /** Its units. */
  items?: Quantity;
}

/** Who has a place in a slot. */
export type SlotHolder = { reservation: ReservationId } | { order: OrderId };

/** Units of one SKU on a transfer, and what has become of them. */
export interface TransferLine {
  /** Its id. */
  id: LineId;
  /** What goes. */
  sku: Sku;
  /** The lot, where the item is kept by lot. */
  lot?: LotNumber;
  /** How many units are to go. */
  quantity: Quantity;
  /** Units that have left. */
  shipped?: Quantity;
  /** Those of them that have arrived, whatever their state: where they were to go, or where they came from. */
  received?: Quantity;
  /** Those of the units received that came back to where they had left. */
  returned?: Quantity;
  /** Units that arrived damaged. */
  damaged?: Quantity;
  /** Units that arrived and went to quality control. */
  quality_control?: Quantity;
  /** Units that arrived beyond those that were in transit, and were kept. */
  excess?: Quantity;
  /** Units that were lost on the way. */
  lost?: Quantity;
  /** Units that were to go and will not. */
  canceled?: Quantity;
}

/** Asks how much of some SKUs can be promised. */
export interface AvailabilityQuery {
  /** The instant: reservations that are due by then no longer hold. */
  at: Timestamp;
  /** The channel that wants to sell. */
  channel: ChannelId;
  /** The country it would be sent to; absent means anywhere. */
  country?: Country | null;
  /** The SKUs. */
  skus: Sku[];
  /** Whether to tell also which orders what is on order is promised to: for each SKU, the orders that wait for it are read. */
  promises?: boolean;
}

/** How much of a SKU can be promised, and what it was worked out from. */
export interface Availability {
  /** The SKU. */
  sku: Sku;
  /** Whether it is in the catalog; if not, nothing can be promised. */
  known: boolean;
  /** Units that can be promised from stock, the channel's cap taken into account. */
  available: Quantity;
  /** Units that can be promised beyond stock; absent means without limit. */
  backorderable: Quantity | null;
  /** Units on hand over all locations, whatever their state. */
  on_hand: number;
  /** What the channel may still sell under its cap; absent means it has none. */
  channel_left: Quantity | null;
  /**
   * Units free at each location that may ship for the channel, by location id. Of a bundle: those that the location could
   * make alone.
   */
  locations: LocationAvailability[];
  /** What a bundle is made of, down to plain items: the one that makes fewest decides. Empty for a plain item. */
  components?: ComponentAvailability[];
  /**
   * The lots that lie at these locations, of an item that is kept by lot, by location and number: what each offers, and what keeps one
   * from being sold.
   */
  lots?: OfferedLot[];
  /** What is on order for these locations, first expected first. */
  incoming?: Incoming[];
  /** Which orders that is promised to, first to be served first; only if it was asked for. Orders of all channels stand here. */
  promises?: SupplyPromise[];
}

/** Units free at one location. */
export interface LocationAvailability {
  /** The location. */
  location: LocationId;
  /** Units free for the channel. */
  available: Quantity;
}

/** How much there is of what a bundle is made of. */
export interface ComponentAvailability {
  /** The plain item. */
  sku: Sku;
  /** How many units of it one bundle holds. */
  quantity: Quantity;
  /** Units of it that can be promised from stock. */
  available: Quantity;
}

/** What a lot at a location offers to a buyer. */
export interface OfferedLot {
  /** The location. */
  location: LocationId;
  /** The lot. */
  lot: LotNumber;
  /** The day on which it ends, if it does. */
  ends_on?: Day;
  /** Units of it that would be free; of a recalled lot, those that lie there and are promised to nobody. */
  units: Quantity;
  /** What keeps them from being sold; absent if they are among those available. */
  bar?: LotBar;
}

/** Units that are on order for a location, or on their way to it. */
export interface Incoming {
  /** When they are expected. */
  expected_at: Timestamp;
  /** Where. */
  location: LocationId;
  /** On which purchase order; absent if a transfer brings them. */
  purchase_order?: DocumentId;
  /** On which transfer; absent if a purchase order brings them. */
  transfer?: DocumentId;
  /** On which line of it. */
  line: LineId;
  /** Units outstanding. */
  quantity: Quantity;
  /** Those of them that nobody waits for: units on backorder are counted against what is expected first. */
  free: Quantity;
}

/** Units on order or in transit that are to go to a line of an order that waits for them. */
export interface SupplyPromise {
  /** The order. */
  order: OrderId;
  /** Its line. */
  line: LineId;
  /** When they are expected. */
  expected_at: Timestamp;
  /** On which purchase order; absent if a transfer brings them. */
  purchase_order?: DocumentId;
  /** On which transfer; absent if a purchase order brings them. */
  transfer?: DocumentId;
  /** How many units. */
  quantity: Quantity;
  /** Whether that is past what the customer was promised. */
  late: boolean;
}

/** Asks what a channel that shows stock of its own (a marketplace, a feed) is to be told. */
export interface PublicationQuery {
  /** The instant: reservations that are due by then no longer hold. */
  at: Timestamp;
  /** The channel. */
  channel: ChannelId;
  /** The country it sells to; absent means anywhere. */
  country?: Country | null;
  /** What it was told last, one entry a SKU. */
  published: Published[];
}

/** What a channel was told about a SKU. */
export interface Published {
  /** The SKU. */
  sku: Sku;
  /** How many units it was told there are; absent if it was never told. */
  quantity?: Quantity | null;
}

/** What to tell a channel. */
export interface Publication {
  /** SKUs to tell it about: those with most units at risk first, then by SKU. All others stand as they were told. */
  changes: PublicationChange[];
  /** How many units the channel may sell that are not there, until it has been told: those of all changes together. */
  at_risk: Quantity;
}

/** What to tell a channel about a SKU. */
export interface PublicationChange {
  /** The SKU. */
  sku: Sku;
  /** What it was told last, if it was. */
  before?: Quantity;
  /** What to tell it: what can be promised from stock less the channel's buffer, at most what it shows. */
  quantity: Quantity;
  /** Units it was told of that cannot be promised any more, the buffer used up: if it sells all it shows, so many are oversold. */
  at_risk: Quantity;
}

/** Asks for the slots of some days. */
export interface SlotQuery {
  /** The instant: carts that are due by then hold no place any more, and cut-offs that lie before have passed. */
  at: Timestamp;
  /** The first day, by the calendar of each template; absent means that of `at`. */
  first_day?: Day | null;
  /** How many days; 1 to 31, and what lies beyond counts as the bound. */
  days?: number;
  /** Only slots for delivery, or for collecting. */
  kind?: SlotKind | null;
  /** Only slots that go to this address, or are collected. */
  address?: Address | null;
  /** Only slots of this zone. */
  zone?: ZoneId | null;
  /** Only slots of this location. */
  location?: LocationId | null;
  /** What the order would weigh, in grams, where weight is to be considered. */
  grams?: number;
  /** How many units it would have, where they are to be considered. */
  items?: Quantity;
}

/** A slot, and what is left of it. */
export interface SlotOffer {
  /** Its id, to book it by. */
  slot: DocumentId;
  /** The template it follows. */
  template: SlotTemplateId;
  /** The location that delivers, or where orders are collected. */
  location: LocationId;
  /** Whether goods are delivered or collected. */
  kind: SlotKind;
  /** When it begins. */
  begins_at: Timestamp;
  /** When it ends. */
  ends_at: Timestamp;
  /** From this instant on it cannot be booked. */
  closes_at: Timestamp;
  /** What fits into it; absent measures are without limit. */
  capacity: SlotCapacity;
  /** What is booked, places that carts hold included. */
  booked: SlotLoad;
  /** What is left of it; absent measures are without limit. */
  left: SlotCapacity;
  /** How much more is booked than fits, since less fits than when it was booked. */
  over: SlotLoad;
  /** Whether an order of the weight and units that were asked for could book it. */
  bookable: boolean;
  /** Why not. */
  reason?: SlotReason;
}

/** What is booked, or is to be booked, by each measure. */
export interface SlotLoad {
  /** Orders, and carts that hold a place. */
  orders: number;
  /** Their weight in grams. */
  grams: number;
  /** Their units. */
  items: Quantity;
}

/** Asks what it costs to send goods from a location in one parcel. */
export interface ShippingQuery {
  /** The location that sends. */
  location: LocationId;
  /** Where to. */
  destination: Address;
  /** The currency: only rate cards in it are compared. */
  currency: Currency;
  /** What is sent. Bundles count as their components. */
  lines: ShippingLine[];
}

/** Units that are sent. */
export interface ShippingLine {
  /** What. */
  sku: Sku;
  /** How many. */
  quantity: Quantity;
}

/** What services cost, and which cannot be used. */
export interface ShippingQuotes {
  /** What the goods weigh together, in grams; units of unknown weight count as nothing. */
  grams: number;
  /** What picking and packing them costs at the location, whoever carries them. */
  handling: Amount;
  /** Services, cheapest first; of equal ones the faster, then by id of the rate card. */
  quotes: ShippingQuote[];
  /** Rate cards whose service cannot be used, by id. */
  not_offered?: NotOffered[];
  /** SKUs that are not in the catalog: then nothing is quoted. */
  unknown_skus?: Sku[];
}

/** What a service costs. */
export interface ShippingQuote {
  /** The rate card it follows from. */
  card: RateCardId;
  /** Who carries. */
  carrier: string;
  /** What is bought of the carrier. */
  service: string;
  /** The zone of the card that the destination lies in. */
  zone: string;
  /** What the carrier charges: the sum of the charges. */
  amount: Amount;
  /** What it is made up of; parts that are nothing are left out. */
  charges: ShippingCharge2[];
  /** The grams that are charged: what it weighs, or what its size counts as. */
  billed_grams: number;
  /** Days from hand-over to delivery. */
  transit_days: number;
}

/** A part of what a service costs. */
export interface ShippingCharge2 {
  /** What for. */
  kind: ShippingChargeKind;
  /** How much. */
  amount: Amount;
}

/** What a part of the price of a service is for. */
export type ShippingChargeKind =
  /** The weight step. */
  | "weight"
  /** Fuel, in percent of it. */
  | "fuel"
  /** The destination is hard to reach. */
  | "remote_area"
  /** Hazardous goods are in the parcel. */
  | "hazardous_goods"
  /** Every parcel. */
  | "per_parcel";

/** A rate card whose service cannot be used. */
export interface NotOffered {
  /** The card. */
  card: RateCardId;
  /** Why. */
  reason: NotOfferedReason;
}

/** Why a service cannot be used. */
export type NotOfferedReason =
  /** The card is in another currency. */
  | "other_currency"
  /** The card is for parcels from other locations. */
  | "other_location"
  /** The destination lies in none of its zones. */
  | "no_zone"
  /** The parcel is heavier than the last step. */
  | "too_heavy"
  /** The card does not say what hazardous goods cost. */
  | "hazardous_goods";

/**
 * Figures of stock, to be set row by row.
 *
 * A row becomes a `SetStock` under the id of the upload and its line, `stocktake-7:12`. So an upload that was cut short is sent again as
 * it was: what took effect is answered as already applied. The corrected file is another upload, under another id.
 */
export interface StockUpload {
  /** Names the upload for ever. */
  upload: CommandId;
  /** When it is sent. */
  at: Timestamp;
  /** Who sends it. */
  actor: Actor;
  /** When the figures were taken: what moved since then is added to each. Absent means just now. */
  as_of?: Timestamp;
  /** Why, for all rows. */
  reason: string;
  /** Where rows are about that name no location. */
  location?: string;
  /** Whether all rows are applied or none: in one commit, so of at most 8,192 rows. */
  atomic?: boolean;
  /** The rows; those of a file may come besides. */
  rows: StockRow[];
}

/** A row of an upload. It is checked when its turn comes: one that is wrong does not keep the others from being applied. */
export interface StockRow {
  /** Its line in the file; 0 means its place among the rows, counted from 1. */
  line: number;
  /** The SKU. */
  sku: string;
  /** The location; absent means that of the upload. */
  location?: string;
  /** The lot, where the item is kept by lot. */
  lot?: string;
  /** Units on hand. Either these or `available` are named. */
  on_hand?: number;
  /** Units free for sale. */
  available?: number;
  /** The same figure as it stands, if the row is to be refused where it has changed. */
  expected?: number;
  /** When this figure was taken; absent means when those of the upload were. */
  as_of?: Timestamp;
  /** What of the row could not be read, if a file was read that holds it. */
  unreadable?: UnreadableCell;
}

/** A cell of a file that could not be read. */
export interface UnreadableCell {
  /** The heading of its column. */
  column: string;
  /** What is wrong with it. */
  problem: string;
}

/** What came of an upload. */
export interface UploadReport {
  /** Rows that took effect now. */
  applied: number;
  /** Rows that took effect when the upload was first sent. */
  already_applied: number;
  /** Rows that are wrong. */
  refused: number;
  /** Rows that are right and were not applied, since all or none were to be. */
  not_applied: number;
  /** What came of each row, in their order. */
  rows: UploadedRow[];
}

/** What came of a row. */
export interface UploadedRow {
  /** Its line. */
  line: number;
  /** The SKU, as the row has it. */
  sku: string;
  /** The location, as the row or the upload has it. */
  location: string;
  /** The lot, if the row has one. */
  lot?: string;
  /** What came of it. */
  status: UploadedStatus;
  /** The figure as it stood; only where it took effect. */
  before?: number;
  /** The figure it was set to. */
  after?: number;
  /** Why it was refused. */
  rejection?: Rejection;
}

/** What came of a row. */
export type UploadedStatus =
  /** It took effect. */
  | "applied"
  /** It took effect when the upload was first sent. */
  | "already_applied"
  /** It is wrong. */
  | "refused"
  /** It is right, and was not applied. */
  | "not_applied";

/** Asks what runs low at locations for which items have reorder rules. */
export interface StockAlertsQuery {
  /** The instant at which it is asked: the end of the window. */
  at: Timestamp;
  /** Over how many days before it what is sold is averaged; 1 to 366, and what lies beyond counts as the bound. */
  window_days: number;
  /** For how many days an order should last, where the rule does not say. */
  target_days?: number;
  /** Only this location. */
  location?: LocationId;
  /** Whether to list levels too that are as they should be. */
  all?: boolean;
  /** Only SKUs after this one. */
  after?: Sku;
  /** The most rows wanted, up to 10,000; all locations of a SKU stand on one page. */
  limit: number;
}

/** A page of what runs low, by SKU, then by location. */
export interface StockAlerts {
  /** The rows. */
  levels: StockCover[];
  /** The `after` of the next page, if there may be one. */
  next?: Sku;
}

/** How long the stock of a SKU at a location lasts. */
export interface StockCover {
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** What is wrong with it; empty if it is as it should be. */
  alerts: StockAlert[];
  /** Units available; less than nothing where a correction fell below what is promised. */
  available: number;
  /** Units on order for the location that nobody waits for. */
  incoming: Quantity;
  /** When the first of them are expected. */
  incoming_at?: Timestamp;
  /** Its rule: when it is to be ordered. */
  reorder_point: Quantity;
  /** Its rule: what should always be there. */
  safety_stock: Quantity;
  /** Units that left for customers within the window, or within its end if more commands moved the SKU than are looked at. */
  sold: Quantity;
  /** How many of them a day on average, to the hundredth, rounded down. */
  daily: Decimal;
  /** For how many days what is available lasts at that rate, to the tenth, rounded down; absent if nothing was sold. */
  days_of_cover?: Decimal;
  /**
   * How many units to order: what is missing, beside what is on order, to last for the target days on top of the safety stock, or to
   * stand at the reorder point.
   */
  suggested: Quantity;
}

/** What is wrong with a level of stock. */
export type StockAlert =
  /** Nothing is available. */
  | "out_of_stock"
  /** Less is available than should always be there. */
  | "below_safety_stock"
  /** No more is available than at which it is to be ordered. */
  | "below_reorder_point";

/** What an audit found. */
export interface AuditReport {
  /** Orders looked at. */
  orders: number;
  /** Entries of the log looked at. */
  entries: number;
  /** Movements summed up. */
  movements: number;
  /** Transactions summed up. */
  transactions: number;
  /** Everything that does not add up, in the order of what it is about. */
  differences: Difference[];
  /** What `repair_stock` would set right, where the ledger of movements is believed; absent if nothing is wrong. */
  repair?: RepairPlan;
}

/** Something that does not add up. Amounts are in minor units of the order's currency. */
export type Difference =
  | StockBalanceDifference
  | PromisedDifference
  | StockWithoutLotDifference
  | LotUnknownDifference
  | SerialUnitsDifference
  | SerialsInTransitDifference
  | SerialNotOnOrderDifference
  | SerialUnknownDifference
  | BackorderedDifference
  | LineUnitsDifference
  | LineCreditDifference
  | ReplacementDifference
  | SubstitutedDifference
  | CapacityDifference
  | OrderTotalDifference
  | PaymentLedgerDifference
  | JournalDifference
  | PurchaseReceivedDifference
  | InTransitDifference
  | TransferUnitsDifference
  | CountAppliedDifference
  | SlotBookingDifference
  | OverRefundedDifference;

/** A balance of stock is not the sum of its movements. */
export interface StockBalanceDifference {
  code: "stock_balance";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** The state. */
  bucket: Bucket;
  /** What the movements make. */
  moved: number;
  /** What is kept. */
  kept: number;
}

/** What is promised is not what orders and reservations hold. */
export interface PromisedDifference {
  code: "promised";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** Reserved or committed. */
  bucket: Bucket;
  /** What orders and reservations hold. */
  held: number;
  /** What is kept. */
  kept: number;
}

/** Stock of an item that is kept by lot is in none, or stock of another is in one. */
export interface StockWithoutLotDifference {
  code: "stock_without_lot";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, if there is one. */
  lot?: LotNumber;
}

/** There is stock of a lot that has no paper. */
export interface LotUnknownDifference {
  code: "lot_unknown";
  /** The SKU. */
  sku: Sku;
  /** The lot. */
  lot: LotNumber;
}

/** There are not as many units in stock as are told apart by serial number. */
export interface SerialUnitsDifference {
  code: "serial_units";
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The state: fit for sale (`available`, with what is promised and kept back), damaged, or in quality control. */
  bucket: Bucket;
  /** The units kept. */
  units: number;
  /** Those told apart. */
  serials: number;
}

/** There are not as many units in transit as are told apart by serial number. */
export interface SerialsInTransitDifference {
  code: "serials_in_transit";
  /** The transfer. */
  transfer: DocumentId;
  /** The SKU. */
  sku: Sku;
  /** The units in transit. */
  units: number;
  /** Those told apart. */
  serials: number;
}

/** A unit says that a line of an order has it, and the line does not, or has it at another stage or in another parcel. */
export interface SerialNotOnOrderDifference {
  code: "serial_not_on_order";
  /** The SKU. */
  sku: Sku;
  /** The serial number. */
  serial: SerialNumber;
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** What the unit says it is. */
  state: SerialState;
}

/** A line of an order, or a return, has a unit that does not know of it. */
export interface SerialUnknownDifference {
  code: "serial_unknown";
  /** The SKU. */
  sku: Sku;
  /** The serial number. */
  serial: SerialNumber;
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** What the order says it is. */
  state: SerialState;
}

/** The count of units on backorder is not what orders have. */
export interface BackorderedDifference {
  code: "backordered";
  /** The SKU. */
  sku: Sku;
  /** What orders have. */
  held: number;
  /** What is counted. */
  kept: number;
}

/** The units of a line are not as many as were ordered. */
export interface LineUnitsDifference {
  code: "line_units";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** What was ordered. */
  ordered: number;
  /** What is there. */
  found: number;
}

/** A line has credited something else than its units are entitled to. */
export interface LineCreditDifference {
  code: "line_credit";
  /** The order. */
  order: OrderId;
  /** The line. */
  line: LineId;
  /** The units credited. */
  units: number;
  /** What they are entitled to. */
  entitled: number;
  /** What is credited. */
  kept: number;
}

/** A replacement at paid value costs something else than the units it replaces bring back. */
export interface ReplacementDifference {
  code: "replacement";
  /** The order. */
  order: OrderId;
  /** The line that was added. */
  line: LineId;
  /** What the units it replaces bring. */
  worth: number;
  /** What is charged for it. */
  kept: number;
}

/** More substitutes were given for units of a line than were canceled of it, or the line is not there. */
export interface SubstitutedDifference {
  code: "substituted";
  /** The order. */
  order: OrderId;
  /** The line whose units were not given. */
  line: LineId;
  /** Units that others were given for. */
  replaced: number;
  /** Units that are canceled. */
  canceled: number;
}

/** What a location has taken on in a day is not what orders take up of it. */
export interface CapacityDifference {
  code: "capacity";
  /** The name of location and day. */
  day: Sku;
  /** The measure. */
  measure: Measure;
  /** What orders take up. */
  held: number;
  /** What is counted. */
  kept: number;
}

/** An order's total is not the sum of its parts. */
export interface OrderTotalDifference {
  code: "order_total";
  /** The order. */
  order: OrderId;
  /** What lines and shipping make. */
  summed: number;
  /** What is kept. */
  kept: number;
}

/** A payment is not the sum of what the log says happened to it. */
export interface PaymentLedgerDifference {
  code: "payment_ledger";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** What happened. */
  kind: TransactionKind;
  /** What the log makes. */
  logged: number;
  /** What is kept. */
  kept: number;
}

/** The journal does not balance, or makes something else due than the balance. */
export interface JournalDifference {
  code: "journal";
  /** The order. */
  order: OrderId;
  /** What the journal makes due. */
  posted: number;
  /** What the balance says. */
  due: number;
}

/** What has arrived of a line of a purchase order is not what the log says. */
export interface PurchaseReceivedDifference {
  code: "purchase_received";
  /** The purchase order. */
  purchase_order: DocumentId;
  /** The line. */
  line: LineId;
  /** What the log makes. */
  logged: number;
  /** What is kept. */
  kept: number;
}

/** What is in transit of a SKU by the movements is not what transfers have in transit. */
export interface InTransitDifference {
  code: "in_transit";
  /** The SKU. */
  sku: Sku;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** What the movements make. */
  moved: number;
  /** What transfers have in transit. */
  kept: number;
}

/** What has become of a line of a transfer is not what the log says. */
export interface TransferUnitsDifference {
  code: "transfer_units";
  /** The transfer. */
  transfer: DocumentId;
  /** The line. */
  line: LineId;
  /** Which units. */
  count: TransferCount;
  /** What the log makes. */
  logged: number;
  /** What is kept. */
  kept: number;
}

/** What an approved count has found is not what was applied to stock. */
export interface CountAppliedDifference {
  code: "count_applied";
  /** The count. */
  count: DocumentId;
  /** The SKU. */
  sku: Sku;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** What the log says was applied. */
  logged: number;
  /** What was found. */
  kept: number;
}

/** Who has a place in a slot by the slot's paper is not who has one by orders and reservations, or it is another place. */
export interface SlotBookingDifference {
  code: "slot_booking";
  /** The slot. */
  slot: DocumentId;
  /** Whose place it is. */
  holder: SlotHolder;
  /** The place that the order or reservation has; absent if none. */
  held?: SlotLoad;
  /** The place by the paper; absent if none. */
  kept?: SlotLoad;
}

/** More was refunded of a payment than was captured. */
export interface OverRefundedDifference {
  code: "over_refunded";
  /** The order. */
  order: OrderId;
  /** The payment. */
  payment: PaymentId;
  /** What was captured. */
  captured: number;
  /** What was refunded. */
  refunded: number;
}

/** What is counted of a line of a transfer. */
export type TransferCount =
  /** Units that have left. */
  | "shipped"
  /** Units that were in transit and have arrived. */
  | "received"
  /** Units that were lost on the way. */
  | "lost"
  /** Units that will not leave. */
  | "canceled";

/** What to repair, worked out from what an audit found. It is carried out by `RepairStock`, which a preview shows before. */
export interface RepairPlan {
  /** The number of the last entry of the log that the audit looked at. */
  audited_through: number;
  /** What to repair, in this order. A command takes at most 10,000. */
  repairs: StockRepair[];
  /** Differences that no plan repairs: somebody has to look at them. */
  unrepaired?: Difference[];
}

/** A SHA-256 over the canonical form of records. */
export type Digest = string;

/**
 * The records a batch wants in memory. Every list is sorted and free of repetitions.
 *
 * A storage answers with a `Snapshot` whose lists run in parallel to these.
 */
export interface ReadSet {
  /** The version of the settings the asker has; the storage sends them only if its own are of another version. */
  settings_known?: number;
  /** Orders, by id. */
  orders?: OrderId[];
  /** Orders, by the id they have in their channel. */
  external_ids?: ExternalKey[];
  /** Items with all their stock. */
  skus?: Sku[];
  /** Reservations of carts. */
  reservations?: ReservationId[];
  /** Customers, for their latest orders. */
  customers?: CustomerId[];
  /** Commands, for their log entries. */
  commands?: CommandId[];
  /** Orders that wait for stock of a SKU. */
  waiting?: WaitingQuery[];
  /** Papers, by kind and id. */
  documents?: DocumentKey[];
  /** Subjects, for the open papers about them. */
  subjects?: Subject[];
  /** What moved lately. */
  moved?: MovedQuery[];
  /** What is due. */
  due?: DueQuery;
  /** Pages of lists, as a scan answers them, from the same view as the records. Few commands want any. */
  pages?: Query[];
}

/** The id an order has in its channel. */
export interface ExternalKey {
  /** The channel. */
  channel: ChannelId;
  /** Its id of the order. */
  external_id: ExternalId;
}

/**
 * Asks for the first orders that wait for stock of a SKU: highest priority first, then placed first, then by id.
 *
 * Orders that no stock is promised to stand in queues likewise, under names of their own in the place of a SKU.
 */
export interface WaitingQuery {
  /** The SKU. */
  sku: Sku;
  /** Only what comes after this place of the queue. */
  after?: Waiting;
  /** The most orders wanted. */
  limit: number;
}

/** What names a paper: its kind, and its id among papers of that kind. Sorted by both. */
export interface DocumentKey {
  /** Its kind. */
  kind: DocumentKind;
  /** Its id. */
  id: DocumentId;
}

/**
 * Asks for what moved of a SKU at a location since an instant.
 *
 * Looked at are the last `limit` entries of the log that moved units of it there; answered are all such movements of those that were
 * given after the instant, last entry first. As many entries as were looked at mean that there may be more.
 */
export interface MovedQuery {
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** Only commands that were given after this instant. */
  after: Timestamp;
  /** The most entries looked at. */
  limit: number;
}

/**
 * Asks for the reservations, orders and papers whose time has come, first due first, then reservations before orders before papers,
 * by id, papers by kind first.
 */
export interface DueQuery {
  /** Whatever is due at this instant or before. */
  until: Timestamp;
  /** The most wanted. */
  limit: number;
}

/**
 * A storage's answer to a `ReadSet`: every list runs in parallel to the one asked with, an absent
 * record is `None`, and all of it is one consistent view.
 */
export interface Snapshot {
  /** Counts the commands that changed settings or items. */
  epoch: number;
  /** The settings, unless the asker has them. */
  settings: Settings | null;
  /** The time of the last command in the log. */
  last_at: Timestamp | null;
  /** Orders asked by id. */
  orders: (Order | null)[];
  /** Ids of the orders asked by channel and external id. */
  external_ids: (OrderId | null)[];
  /** Items with all their stock. */
  skus: SkuRecord[];
  /** Reservations. */
  reservations: (Reservation | null)[];
  /** The latest order of each customer, newest first. */
  customers: Recent[][];
  /** Log entries of commands. */
  commands: (LogEntry | null)[];
  /** Orders that wait, first to be served first. */
  waiting: Waiting[][];
  /** Papers. */
  documents: (Document | null)[];
  /** The open papers about each subject, sorted. */
  subjects: DocumentKey[][];
  /** What moved lately, last entry first. */
  moved: MovementRow[][];
  /** What is due, first due first. */
  due: Due[];
  /** The pages. */
  pages: Page[];
}

/** What a storage knows about a SKU. */
export interface SkuRecord {
  /** The item, if it is in the catalog. */
  item: Item | null;
  /**
   * Its stock wherever there is or was some, by location id, then by lot. Of a lot that holds nothing any more, a storage keeps no row:
   * lots come and go, and what is read must not grow with them.
   */
  stock: LocationStock[];
  /** Its counters that are not zero, sorted. */
  counters: CounterValue[];
}

/** Stock of a SKU at one location. */
export interface LocationStock {
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** Units by state. */
  buckets: Buckets;
}

/** An order a customer has placed lately, to tell duplicates by. */
export interface Recent {
  /** The order. */
  order: OrderId;
  /** When it was placed. */
  placed_at: Timestamp;
}

/** Something whose time has come. */
export interface Due {
  /** When. */
  at: Timestamp;
  /** What. */
  key: DueKey;
}

/** What may be due. */
export type DueKey = { reservation: ReservationId } | { order: OrderId } | { document: DocumentKey };

/**
 * Everything a batch changes. A storage applies all of it or nothing.
 *
 * It must refuse with a conflict when
 * - the epoch is not `epoch_read` any more,
 * - an order or a paper is not at the version it was read at (0: absent), or a reservation not of its revision,
 * - an order's external id belongs to another order, or a command's id is in the log already,
 * - an entry is rewritten that is not in the log,
 * - a consumer is not at the position it was read at,
 * - a guard of a stock or counter delta does not hold.
 */
export interface ChangeSet {
  /** The epoch the decisions rest on. */
  epoch_read: number;
  /** How many commands changed settings or items: the epoch grows by it. */
  epoch_step?: number;
  /** The settings, if they changed. */
  settings?: Settings;
  /** Items that changed, by SKU. */
  items?: Item[];
  /**
   * Orders that are new or changed, in the order they were first touched. One that a command was about and left as it is stands
   * here as it was read, so that the version named by the receipt is the one it has.
   */
  orders?: OrderPut[];
  /** Reservations that are new, changed or gone. */
  reservations?: ReservationChange[];
  /** Differences of stock, one a SKU, location and lot, sorted. */
  stock?: StockDelta[];
  /** Differences of counters, one a SKU and counter, sorted. */
  counters?: CounterDelta[];
  /** Orders that began or ceased to wait for stock of a SKU. */
  waiting?: WaitingChange[];
  /** Papers that are new or changed, in the order they were first touched. */
  documents?: DocumentPut[];
  /** Subjects that an open paper began or ceased to be about, sorted. */
  subjects?: SubjectChange[];
  /** Orders by customer, kept only where a policy compares an order with the customer's latest ones. */
  recent?: RecentPut[];
  /**
   * Customers whose latest orders are forgotten, before those of `recent` are put. A storage also forgets their ids wherever it lists
   * orders by customer, once no order is of them.
   */
  forgotten?: CustomerId[];
  /**
   * Entries that take the place of those of the same command in the log, sorted by command: what is personal was taken out. Numbers
   * stay. What was there before is to be overwritten, as far as the storage can.
   */
  rewritten?: LogEntry[];
  /** Consumers of the log that are elsewhere from now on. */
  consumers?: ConsumerMove[];
  /** The log: one entry an applied command, in the order they were applied. */
  log: LogEntry[];
}

/** An order as it is to be kept. */
export interface OrderPut {
  /** The version it was read at; 0 if it was absent. */
  read: number;
  /** The order. */
  order: Order;
}

/** A reservation as it is to be kept, or that it is to go. */
export interface ReservationChange {
  /** Its id. */
  id: ReservationId;
  /** The revision it was read at; absent if there was none. */
  read?: ReservationRevision;
  /** The reservation; absent if it is gone. */
  reservation?: Reservation;
}

/**
 * What a reservation was when it was read: no two states of reservations of one id are ever of the same revision.
 *
 * The version alone would not do: after a reservation has ended, another of its id begins at 1 again.
 */
export interface ReservationRevision {
  /** The command that made it. */
  made_by: CommandId;
  /** Its version. */
  version: number;
}

/** A difference of stock. Differences commute, so that a SKU everybody wants does not conflict with itself. */
export interface StockDelta {
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot: each lot at a location is counted and guarded apart. */
  lot?: LotNumber;
  /** What to add to each state. */
  change: Buckets;
  /** Guard: at least so many units must be available before the change. */
  available_at_least?: number;
  /** Guard: every state must be just this before the change. */
  exactly?: Buckets;
}

/** A difference of a counter. */
export interface CounterDelta {
  /** The SKU. */
  sku: Sku;
  /** The counter. */
  counter: Counter;
  /** What to add. */
  change: number;
  /** Guard: the counter must be at most this before the change. */
  at_most?: number;
}

/** An order that begins or ceases to wait for stock of a SKU. */
export interface WaitingChange {
  /** The SKU. */
  sku: Sku;
  /** The order and its place in the queue. */
  waiting: Waiting;
  /** Whether it waits from now on. */
  waits: boolean;
}

/** A paper as it is to be kept. It replaces the one of its kind and id. */
export interface DocumentPut {
  /** The version it was read at; 0 if it was absent. */
  read: number;
  /** What names it. */
  key: DocumentKey;
  /** The paper. */
  document: Document;
}

/** A subject that an open paper begins or ceases to be about. */
export interface SubjectChange {
  /** The subject. */
  subject: Subject;
  /** The paper. */
  document: DocumentKey;
  /** Whether it is about it from now on. */
  is_about: boolean;
}

/** An order that a customer has placed just now. */
export interface RecentPut {
  /** The customer. */
  customer: CustomerId;
  /** The order. */
  recent: Recent;
}

/** A consumer that goes from one position in the log to another. */
export interface ConsumerMove {
  /** The consumer. */
  consumer: ConsumerId;
  /** The position it was read at; 0 if it was absent. */
  read: number;
  /** The number of the last entry that it has acknowledged; 0 if it is gone. */
  position: number;
}

/** What a host with a storage of its own must do next; beside each step, what it is answered with. */
export type Step =
  | LoadStep
  | CommitStep
  | ScanStep
  | DoneStep;

/** Read these records from one consistent view; answered with a snapshot. */
export interface LoadStep {
  type: "load";
  /** The records. */
  wanted: ReadSet;
}

/** Write all of these changes or nothing; answered with whether they were written. */
export interface CommitStep {
  type: "commit";
  /** The changes. */
  changes: ChangeSet;
}

/** Read one page of a list; answered with the page. */
export interface ScanStep {
  type: "scan";
  /** The list. */
  query: Query;
}

/** Nothing: the task is done. */
export interface DoneStep {
  type: "done";
}

/** What follows from an order: for people who look at it, and for storages that list it. */
export interface Derived {
  /** Where it stands on every axis. */
  statuses: Statuses;
  /** The queue it stands in, if units of it are not routed. */
  queue?: Queued;
  /** Every location that has, or had, units of it, sorted. */
  locations: LocationId[];
  /** Its money. */
  balance: Balance;
  /** Where the cash of its payments on delivery is. */
  cash?: Cash[];
  /** When units that have not arrived are promised for. */
  due_for_delivery?: Timestamp;
}

/** The five axes together. */
export interface Statuses {
  /** As a whole. */
  order: OrderStatus;
  /** Money. */
  payment: PaymentStatus;
  /** Units up to the carrier. */
  fulfillment: FulfillmentStatus;
  /** Parcels. */
  delivery: DeliveryStatus;
  /** Returns. */
  returns: ReturnStatus;
}

/** The queue that an order stands in, and why. */
export interface Queued {
  /** The queue. */
  queue: OrderQueue;
  /** Why it stands there, with the figures, in a sentence. */
  reason: string;
}

/**
 * The money of an order, derived from its lines, returns and transactions.
 *
 * Six figures make what is charged, and nothing else does:
 *
 * ```text
 * total = the total of the order        lines, shipping and charges, tax included; only an edit changes it
 *       - credited                      canceled and returned units, shipping and charges given back
 *       - goodwill                      refunds that were not owed but given
 *       + fees                          kept from what returns bring back
 *       - in exchange                   what goods are taken to bring that are on their way back, as far as others replace them
 * due   = total - (captured - refunded - charged_back)
 * ```
 *
 * An order of 100.00 is captured. A return of 40.00 with a fee of 6.00 makes the total 66.00, so 34.00 are owed and paid back:
 * `due = 66.00 - (100.00 - 34.00) = 0`. Then 5.00 are given as goodwill: `due = 61.00 - (100.00 - 39.00) = 0`.
 *
 * Only what has succeeded counts as captured or refunded. What a provider was told and has not answered is shown beside it: a refund
 * that is pending is not owed any more, and one that failed is owed again, so that no customer is paid twice and none is forgotten.
 *
 * The total does not fall below nothing. Goodwill is a gift, not a lower price: when everything comes back later, each line still
 * brings back what it cost, until the customer has everything that was paid.
 */
export interface Balance {
  /** What is charged now. */
  total: Amount;
  /** What is authorized and neither captured nor voided, also where it has expired: a balance is of no instant. */
  authorized: Amount;
  /** What has been captured. */
  captured: Amount;
  /** What has been refunded. */
  refunded: Amount;
  /** `total - (captured - refunded - charged_back)`: positive is owed by the customer, negative is owed to the customer. */
  due: Amount;
  /** What units on their way back are taken to bring, as far as others are given in their place. */
  in_exchange?: Amount;
  /** What banks have taken back and not given back again. */
  charged_back?: Amount;
  /** What the provider was told to capture and has not answered. */
  capture_pending?: Amount;
  /** What the provider was told to refund and has not answered. */
  refund_pending?: Amount;
}

/** Where the cash of a payment on delivery is. The customer has paid once the courier has it; this is between courier and merchant. */
export interface Cash {
  /** The payment. */
  payment: PaymentId;
  /** What couriers have collected. */
  collected: Amount;
  /** What they have handed over. */
  remitted: Amount;
  /** What they have still to hand over, or have kept. */
  outstanding: Amount;
  /** Where it stands. */
  state: CashState;
  /** When the oldest of what was not handed over was collected; remittances settle what was collected first. */
  collected_at?: Timestamp;
  /** The courier who collected that, if its parcel tells. */
  courier?: string;
}

/** Where the cash of a payment on delivery stands. */
export type CashState =
  /** Nothing has been collected. */
  | "not_collected"
  /** Couriers have all or a part of what they have collected. */
  | "in_transit"
  /** All that was collected has been handed over. */
  | "remitted"
  /** The courier has handed over all it will, and less than it had collected. */
  | "short";

/** Cash that couriers have collected and not handed over at an instant. */
export interface CashAgeing {
  /** The instant. */
  at: Timestamp;
  /** Sums by courier and currency, in that order. */
  couriers: CourierCash[];
  /** Every payment of which cash is missing, by courier, then oldest first. */
  payments: AgedCash[];
}

/** What one courier has of one currency, by how long it has had it. */
export interface CourierCash {
  /** The courier; empty where no parcel tells. */
  courier?: string;
  /** The currency. */
  currency: Currency;
  /** Collected up to 7 days ago. */
  days_0_to_7: Amount;
  /** Collected 8 to 14 days ago. */
  days_8_to_14: Amount;
  /** Collected 15 to 30 days ago. */
  days_15_to_30: Amount;
  /** Collected more than 30 days ago. */
  days_over_30: Amount;
  /** What of all that the courier has said it will not hand over. */
  short: Amount;
}

/** A payment of which cash is missing. */
export interface AgedCash {
  /** The order. */
  order: OrderId;
  /** Its currency. */
  currency: Currency;
  /** Whole days of 24 hours since the oldest of it was collected. */
  days: number;
  /** The cash. */
  cash: Cash;
}

/** The journal of one order. */
export interface Journal {
  /** The currency of every amount. */
  currency: Currency;
  /** The entries: what was sold and credited first, then payments in their order. */
  entries: JournalEntry[];
  /** What stands on each account in the end, accounts without anything left out. */
  balances: Posting[];
}

/** Postings that sum to nothing. */
export interface JournalEntry {
  /** Why. */
  cause: JournalCause;
  /** When, of a payment; absent of what is told as it stands today. */
  at?: Timestamp;
  /** The payment, if it is about one. */
  payment?: PaymentId;
  /** The postings. */
  postings: Posting[];
}

/** Why something is in the journal. */
export type JournalCause =
  /** Lines, shipping and charges were sold, as captured and edited since. */
  | "sale"
  /** Units were canceled or returned, shipping or charges given back. */
  | "credit"
  /** A part of what returns bring back was kept. */
  | "fee"
  /** A refund was given that was not owed. */
  | "goodwill"
  /** Goods on their way back are taken to pay for what is given in their place. */
  | "exchange"
  /** Goods left, at what they cost the merchant. */
  | "shipment"
  /** Goods that had left have come back. */
  | "goods_back"
  /** Goods were lost on their way. */
  | "goods_lost"
  /** Money was taken. */
  | "capture"
  /** A courier handed over what it had collected. */
  | "remittance"
  /** Money was given back. */
  | "refund"
  /** A provider was told to give money back and has not answered. */
  | "refund_pending"
  /** A bank took money back. */
  | "chargeback"
  /** A bank gave that money to the merchant again. */
  | "chargeback_reversal"
  /** The customer has paid more than is charged. */
  | "overpayment";

/** An amount on an account. */
export interface Posting {
  /** The account. */
  account: Account;
  /** How much: a debit above zero, a credit below. */
  amount: Amount;
}

/** An account of the journal. */
export type Account =
  /** What customers owe. */
  | "receivable"
  /** Money that providers have taken for the merchant. */
  | "cash"
  /** Money that couriers have collected and not handed over. */
  | "cash_in_transit"
  /** Gift cards and store credit: using them lowers what the merchant owes their holders. */
  | "customer_credit"
  /** Money that a marketplace settles. */
  | "marketplace_clearing"
  /** What customers are owed. */
  | "refund_liability"
  /** Sold goods, without tax. */
  | "revenue"
  /** Sold shipping, without tax. */
  | "shipping_revenue"
  /** Other charges, without tax. */
  | "charge_revenue"
  /** Tax to be handed on. */
  | "tax"
  /** What was kept of what returns brought back. */
  | "fees"
  /** What was given without being owed. */
  | "goodwill"
  /** What goods on their way back are taken to bring, as far as others are given in their place. */
  | "goods_expected"
  /** Goods in stock, at what they cost. The order moves it down by what has left and not come back. */
  | "stock_value"
  /** What goods cost that are with customers or on their way to them. */
  | "cost_of_goods"
  /** What goods cost that were lost, broken or thrown away. */
  | "stock_loss";

/** The figures of all carriers and locations, by name. */
export interface PerformanceReport {
  /** Carriers, by name. */
  carriers: CarrierPerformance[];
  /** Locations, by id. */
  locations: LocationPerformance[];
}

/** What became of the parcels of one carrier. */
export interface CarrierPerformance {
  /** Its name as parcels have it; empty for those that name none. */
  carrier: string;
  /** Parcels handed to it. */
  shipped: number;
  /** Of those, delivered. */
  delivered: number;
  /** Of those, back where they came from. */
  returned_to_origin: number;
  /** Of those, lost. */
  lost: number;
  /** Attempts to deliver that failed, over all parcels. */
  failed_attempts: number;
}

/** What one location answered to the work it was given. */
export interface LocationPerformance {
  /** The location. */
  location: LocationId;
  /** Fulfillment orders it was given. */
  asked: number;
  /** Of those, it said that it will ship. */
  accepted: number;
  /** Of those, it rejected. */
  rejected: number;
  /** Of those, withdrawn. */
  withdrawn: number;
  /** Units taken from its shelves. */
  picked: number;
  /** Scans of something else than was asked for. Its picking accuracy is `picked / (picked + mispicked)`. */
  mispicked: number;
  /** Lines of which it did not find all units. */
  not_found: number;
}

/**
 * What a batch of commands would do if it were sent now.
 *
 * The receipts within the outcomes tell the rest: every event there would be, and where an order would ship from and why.
 */
export interface Preview {
  /** What would come of each command, in their order. */
  commands: CommandPreview[];
  /** Every order that would be new or changed, by id. */
  orders?: OrderPreview[];
  /** Every stock level that would change, by SKU and location. */
  stock?: StockPreview[];
  /** Every reservation that would be new, changed or gone, by id. */
  reservations?: ReservationPreview[];
}

/** What would come of one command. */
export interface CommandPreview {
  /** How it would be answered. */
  outcome: Outcome;
  /**
   * The version of its order that it was previewed on: send it with this one as `expected_version` to confirm it. Absent for
   * commands that are about no order, or about one that is not there.
   */
  expected_version?: number;
}

/** What an order is, and what it would be. */
export interface OrderPreview {
  /** The order. */
  id: OrderId;
  /** As it is now; absent if it would be new. */
  before?: OrderPicture;
  /** As it would be. */
  after: OrderPicture;
  /** By how much more would be due: below nothing, that the customer would owe less or be owed more. */
  due_change: Amount;
}

/** An order with what follows from it. */
export interface OrderPicture {
  /** The order. */
  order: Order;
  /** Its statuses, its money, its cash, the locations of its units and when they are due. */
  derived: Derived;
}

/** What lies of a SKU at a location, and what would. */
export interface StockPreview {
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** The lot, of an item that is kept by lot. */
  lot?: LotNumber;
  /** Units by state as they are now. */
  before: Buckets;
  /** Units by state as they would be. */
  after: Buckets;
}

/** What a reservation is, and what it would be. */
export interface ReservationPreview {
  /** The reservation. */
  id: ReservationId;
  /** As it is now; absent if it would be new. */
  before?: Reservation;
  /** As it would be; absent if it would be gone. */
  after?: Reservation;
}

/** Asks what is wrong with a routing policy. */
export interface LintRequest {
  /** The rules, first to last, as `put_routing_policy` would be given them. */
  rules: RoutingRule[];
  /** The settings they are for; absent means that locations and groups are not looked up. */
  settings?: Settings;
}

/** What is wrong, or odd, with a routing policy. */
export interface LintReport {
  /** By the rules they are about, first to last. */
  findings: LintFinding[];
}

/** Something that is wrong or odd. */
export interface LintFinding {
  /** What it is. */
  kind: LintKind;
  /** The rule it is about; absent if it is about all of them. */
  rule?: string;
  /** The earlier rule that takes its orders. */
  by?: string;
  /** Where in the condition, in characters from 1. */
  column?: number;
  /** Whether every kind of order was looked at. If not, there may be an order that was not thought of. */
  certain: boolean;
  /** What to do about it, in a sentence. */
  sentence: string;
  /** An order that shows it: the facts that conditions ask for. */
  sample?: SampleFact[];
}

/** What a finding is. */
export type LintKind =
  /** `put_routing_policy` would refuse it. */
  | "invalid"
  /** A condition is none: `put_routing_policy` would refuse it. */
  | "condition"
  /** Its condition holds of no order. */
  | "never_matches"
  /** Every order it is for ends at an earlier rule. */
  | "unreachable"
  /** It is for few orders and stands behind a rule that is for all of those: it is asked only where that finds no plan. */
  | "shadowed"
  /** Its filter leaves no location that there is. */
  | "no_location"
  /** It ranks by `load`, and no location that it uses can take on only so much: that criterion never decides. */
  | "no_load"
  /** There are orders that no rule is for: they would be held. */
  | "unmatched";

/** A fact of a sample order. */
export interface SampleFact {
  /** Its path. */
  fact: string;
  /** Its value, as conditions write it. */
  value: string;
}

/** Asks how orders that wait would best be sent, all of them together. */
export interface RerouteQuery {
  /** The orders, at most 500. Those that cannot be moved are answered with why. */
  orders: OrderId[];
  /** The instant it is asked for. */
  at: Timestamp;
  /**
   * What a parcel from a location that an order did not come from before must save at least: minor units where cost is compared, else
   * metres.
   */
  cost_of_moving?: number;
  /** About how much work it may be, in steps of the search; at most ten millions. */
  steps_max: number;
}

/** How orders would best be sent. Nothing has been moved. */
export interface ReroutePlan {
  /**
   * The currency of costs, where the rules of all orders compare by cost in the same one; absent where parcels and metres are compared.
   */
  currency?: Currency;
  /** What the orders that may be moved come to as they are. */
  before: RerouteFigures;
  /** What they come to once all proposals are taken. */
  after: RerouteFigures;
  /**
   * No plans of them come to less, what is paid for moving included, that keep to the room of days and serve each priority as well.
   *
   * Of orders of one priority it is at most `before`. Where higher priorities gain at the expense of those below it may be more:
   * then plans that come to less in all would make a higher priority wait.
   */
  bound: RerouteFigures;
  /** Whether no better plans exist. */
  proven: boolean;
  /** What is better sent from elsewhere, what saves most first. Each stands for itself. */
  proposals: RerouteProposal[];
  /** Orders that stay as they are, by id. */
  stay?: NotReroutable[];
  /** How much work it was; the same on every machine. */
  steps: number;
}

/** What plans come to: what they cost if their rules compare by cost, and else the fewest parcels and then the least metres. */
export interface RerouteFigures {
  /** Parcels. */
  parcels: number;
  /** How far they go together, in metres, as far as that is known. */
  metres: number;
  /** What they cost by the cost models of the routing policy; absent where something else is compared. */
  cost?: Amount;
}

/** Orders that are better sent from elsewhere. They stand or fall together: one takes what another gives up. */
export interface RerouteProposal {
  /**
   * What is saved, what is paid for moving taken off: `before` less `after` of its orders, less `cost_of_moving`.
   *
   * It may be less than nothing. Compared are cost, or parcels and then metres: what comes after that is worse wherever that pays, so
   * that `metres` are negative where parcels are saved, and both where cost is. What is compared itself is negative only where orders
   * of several priorities move together: the higher save something, and those below pay more than that. Without priorities a proposal
   * always gains: room of days and assigned units make orders stay, and never make them move at a loss.
   */
  gain: RerouteFigures;
  /** The orders, by id. */
  orders: ReroutedOrder[];
  /** The command that does it: `reroute_orders`, to be sent as it is. */
  command: Command;
}

/** An order of a proposal. */
export interface ReroutedOrder {
  /** The order. */
  order: OrderId;
  /** Where it comes from now, by id. */
  from_locations: LocationId[];
  /** Where it would come from, by id. */
  to_locations: LocationId[];
  /** What it comes to now. */
  before: RerouteFigures;
  /** What it would come to. */
  after: RerouteFigures;
  /** Why, in a sentence. */
  sentence: string;
}

/** An order that is not moved. */
export interface NotReroutable {
  /** The order. */
  order: OrderId;
  /** Why. */
  bar: RerouteBar;
}

/** Why an order is not moved. */
export type RerouteBar =
  /** There is no such order. */
  | "unknown"
  /** A location has taken units of it on, or they have left. */
  | "released"
  /** Units of it were assigned to a location by somebody. */
  | "assigned"
  /** It is collected, or has a slot, and comes from there. */
  | "fixed_place"
  /** No stock is promised to it. */
  | "nothing_promised"
  /** It is promised stock of an item that is not in the catalog any more. */
  | "unmapped"
  /** Units of it are of lots. */
  | "lots"
  /** More is promised where it comes from than there is. */
  | "short"
  /** No rule of the routing policy would send it from where it comes. */
  | "rule"
  /** Its rule says what goes in one parcel, or what a parcel is worth at least. */
  | "split"
  /** It has too many SKUs or units. */
  | "too_large";

/**
 * Asks what it would cost to ship an order from other locations than the best plan does.
 *
 * Planned are all units that no location has taken on, as if none of them was promised or assigned yet, by the rule that has sent the
 * order or is for it. What nobody has is left out. Nothing is moved: `assign_location` and `reroute_orders` do that.
 */
export interface RegretQuery {
  /** The order. */
  order: OrderId;
  /** The instant it is asked for. */
  at: Timestamp;
  /** The locations that are asked about; empty means all. */
  locations?: LocationId[];
  /** Commands that are thought to have been sent before: the capture of an order that is still to be placed, say. They are not sent. */
  commands?: Envelope[];
  /** About how much work it may be, in steps of the search; at most ten millions. */
  steps_max: number;
}

/** What it costs to insist on each location. */
export interface Regrets {
  /** Why nothing can be said, if so; then all else is empty. */
  bar?: RegretBar;
  /** The version of the routing policy; 0 without one. */
  policy_version: number;
  /** The rule that plans are compared by; empty without a policy. */
  rule?: string;
  /** The currency of costs, where the rule compares by cost. */
  currency?: Currency;
  /** The best plan. */
  best?: RegretPlan;
  /** The locations that were asked about, in that order; all are sorted by id. */
  locations: LocationRegret[];
  /** How much work it was; the same on every machine. */
  steps: number;
}

/** Why nothing can be said of an order. */
export type RegretBar =
  /** There is no such order. */
  | "unknown"
  /** Locations have taken all units of it on, or they have left or are canceled. */
  | "released"
  /** No rule of the routing policy is for it. */
  | "rule"
  /**
   * Its rule says what a parcel is worth at least. What a parcel is worth is no cost, so no bound tells that a plan is the best: all
   * ways to divide the order have to be looked at, and there are more of them than `steps_max` allow, or more than 4,096 parts of the
   * order. Ask with more steps, or about fewer locations.
   */
  | "parcel_value"
  /** The rule has no plan for what is there. */
  | "no_plan"
  /** It has too many SKUs or units. */
  | "too_large";

/** A plan for an order. */
export interface RegretPlan {
  /** Who ships what, by SKU in the order of the lines, then by location. */
  ship: PlannedUnits[];
  /** How far all parcels go in metres, where all locations are on the map. */
  metres?: number;
  /** What it costs, where the rule compares by cost. */
  cost?: Amount;
  /** Whether no better plan like it exists: for that of a location, none that is better and in which it ships. */
  proven: boolean;
}

/** Units of a SKU that a location would ship. */
export interface PlannedUnits {
  /** The SKU. */
  sku: Sku;
  /** The location. */
  location: LocationId;
  /** How many units. */
  quantity: Quantity;
}

/** What it costs to insist on a location. */
export interface LocationRegret {
  /** The location. */
  location: LocationId;
  /** Why it can ship nothing of the order, if so. */
  bar?: LocationCode;
  /** The first criterion of the rule by which the best plan with it is worse than the best plan; absent if it is as good. */
  worse_by?: RankBy;
  /**
   * How much worse, in units of that: parcels, priority, metres, days, thousandths of a day's capacity, minor units. 0 if it is as good.
   */
  regret: number;
  /** Whether that is exact. If not, steps were used up, or distances were too large to be compared to the metre. */
  proven: boolean;
  /** The best plan in which it ships something. */
  plan?: RegretPlan;
}

/** Why an order was routed as it was, in sentences. */
export interface RoutingExplanation {
  /**
   * What was decided, by which rule, and whether it is proven; then how it was re-routed, and what was assigned. Empty if the order was
   * never routed by a policy, nor moved after that.
   */
  summary: string[];
  /** One sentence for each location, by id. */
  locations: LocationSentence[];
}

/** What is said of a location. */
export interface LocationSentence {
  /** The location. */
  location: LocationId;
  /** The code. */
  code: LocationCode;
  /** The sentence. */
  sentence: string;
}

/** Asks what would have come of a recorded period with some changes. */
export interface WhatIfRequest {
  /** When the changes take effect: with the first command of the log at this instant or later. Absent: with the first sale. */
  since?: Timestamp | null;
  /** Where the period ends: before the first command of it at this instant or later. Absent: with the log. */
  until?: Timestamp | null;
  /** Other stock than there was at `since`. */
  stock?: WhatIfStock | null;
  /**
   * Commands that one of the two copies gets at `since`, in this order, after `stock`.
   *
   * Settings and items that they put are not put anew by the log in the period.
   */
  changes?: Command[];
  /** Lists only orders with ids after this one. */
  after?: OrderId | null;
  /** The most orders to list; absent means 100, and more than 1,000 count as that. */
  limit?: number | null;
}

/**
 * Other stock than there was: what is available, in percent of it.
 *
 * Items whose serial numbers are captured at receipt keep what they have.
 */
export interface WhatIfStock {
  /** Percent of what is available, rounded down: 200 is twice as much, 0 is nothing. */
  percent: number;
  /** Only at this location; absent means everywhere. */
  location?: LocationId | null;
}

/**
 * What came of a period as it was, what would have come of it with the changes, and the difference.
 *
 * All of it is about the orders that were captured in the period, as they stand at its end.
 */
export interface WhatIfReport {
  /** What was played. */
  period: WhatIfPeriod;
  /** As recorded. */
  recorded: WhatIfFigures;
  /** With the changes. */
  variant: WhatIfFigures;
  /** By how much each figure is more with the changes; below nothing, less. */
  difference: WhatIfFigures;
  /** What locations would have to ship, by id. */
  locations: WhatIfLocation[];
  /** Commands that one copy refused and the other did not, by copy and code. */
  refused?: WhatIfRefusals[];
  /** How many commands both copies refused: most of them rest on work that is not played. */
  refused_in_both: number;
  /** How many orders came out differently. */
  orders_different: number;
  /** Those orders, by id, as many as were asked for. */
  orders?: WhatIfOrder[];
  /** The `after` that lists further ones, if there are any. */
  next?: OrderId;
}

/** What was played. */
export interface WhatIfPeriod {
  /** When the changes took effect. */
  since: Timestamp;
  /** Where it ends; absent: with the log. */
  until?: Timestamp;
  /** Commands before it, which were played whole. */
  commands_before: number;
  /** How many of those were answered otherwise than the log has it: by another version of the library than the one that played them. */
  answered_otherwise: number;
  /** Commands of the period that were played. */
  played: number;
  /** Of those, settings and items that only the copy as recorded got, since the changes put them. */
  replaced: number;
  /** Counts and returns, of which the difference was played that they made to available stock. */
  corrected: number;
  /** Commands that were not played: work of locations, and what follows from it. */
  left_out: number;
}

/** What came of the orders of a period. */
export interface WhatIfFigures {
  /** Orders taken in. */
  orders: number;
  /** Orders refused. */
  orders_refused: number;
  /** Orders of which units come from more than one location. */
  orders_split: number;
  /** Orders that all units were taken off. */
  orders_canceled: number;
  /** Orders that a hold keeps back. */
  orders_held: number;
  /** Units of the orders taken in. */
  units: number;
  /** Of those, with stock of a location. */
  units_promised: number;
  /** Of those, that wait for stock. */
  units_backordered: number;
  /** Of those, that no stock was found for, or that are held back. */
  units_open: number;
  /** Of those, taken off. */
  units_canceled: number;
  /** Parcels: locations of an order, over all orders. An order that is collected makes none. */
  parcels: number;
  /** How far parcels go together, in metres, as far as places are on the map. */
  metres: number;
  /** Parcels of which that is known. */
  parcels_measured: number;
  /** Orders that were promised for a day, without those canceled. */
  orders_due: number;
  /** Of those, late. */
  orders_late: number;
  /** Of those, of which it cannot be told. */
  orders_due_unknown: number;
  /** What parcels cost, in every currency in which there are rate cards or handling costs; empty without any. */
  costs?: WhatIfCost[];
}

/** What the parcels cost in a currency, each by its cheapest service. */
export interface WhatIfCost {
  /** The currency: only rate cards and handling costs in it count. */
  currency: Currency;
  /** What carriers charge. */
  carriage: Amount;
  /** What picking and packing costs. */
  handling: Amount;
  /** Parcels that a service takes. */
  parcels_priced: number;
  /** Parcels that none takes: they are not in `carriage`. */
  parcels_unpriced: number;
}

/** What a location would have to ship, or to hand over. */
export interface WhatIfLocation {
  /** The location. */
  location: LocationId;
  /** As recorded. */
  recorded: WhatIfLoad;
  /** With the changes. */
  variant: WhatIfLoad;
  /** By how much it is more with the changes. */
  difference: WhatIfLoad;
}

/** The load of a location. */
export interface WhatIfLoad {
  /** Orders with units of it. */
  orders: number;
  /** Their units. */
  units: number;
}

/** Commands that one copy refused and the other did not. */
export interface WhatIfRefusals {
  /** Which copy refused them. */
  refused_by: WhatIfWorld;
  /** The code of the refusal. */
  code: string;
  /** How many. */
  commands: number;
  /** Up to five orders that they were about, as they came. */
  orders?: OrderId[];
}

/** One of the two copies of the store. */
export type WhatIfWorld =
  /** As recorded. */
  | "recorded"
  /** With the changes. */
  | "variant";

/** An order that came out differently. */
export interface WhatIfOrder {
  /** The order. */
  order: OrderId;
  /** As recorded. */
  recorded: WhatIfPlan;
  /** With the changes. */
  variant: WhatIfPlan;
}

/** What became of an order. */
export interface WhatIfPlan {
  /** The code with which its capture was refused; then there is nothing else. */
  refused?: string;
  /** Locations that give units to it, by id: one parcel each, unless it is collected. */
  parcels?: WhatIfParcel[];
  /** Units that wait for stock. */
  backordered?: number;
  /** Units that no stock was found for, or that are held back. */
  open?: number;
  /** Units taken off it. */
  canceled?: number;
  /** How it stands to what was promised; absent where nothing was. */
  promise?: WhatIfPromise;
}

/** Units that a location gives to an order. */
export interface WhatIfParcel {
  /** The location. */
  location: LocationId;
  /** How many. */
  units: number;
  /** How far it is, in metres, where both places are on the map. */
  metres?: number;
  /** When it arrives by the calendar of the location, where that is known. */
  arrives_on?: Day;
}

/** How an order stands to the day it was promised for. */
export type WhatIfPromise =
  /** All parcels arrive by then. */
  | "in_time"
  /** A parcel arrives later, or units have no stock and the time is over. */
  | "late"
  /** When a parcel arrives is not known, or units have no stock and there is still time. */
  | "unknown";
