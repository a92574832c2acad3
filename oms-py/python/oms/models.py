# Written by `cargo xtask bindings` from the types of the core: change those, not this file.
"""Everything that goes into the engine and comes out of it.

Every record is a frozen struct, and so is every variant of a union: `Command` is `PutLocation | ... | CaptureOrder | ...`.
Amounts are `Decimal`, instants aware `datetime`. To change a value, make another with `msgspec.structs.replace`.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias, TypeVar

import msgspec

_Value = TypeVar("_Value")


def _always(value: _Value) -> Callable[[], _Value]:
    """A default that is written as well: of the others, what is as by default is left out of the texts."""
    return lambda: value


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What all of them are."""


CommandId: TypeAlias = str
"""Names one command for ever; sending it twice has the effect of sending it once."""

Timestamp: TypeAlias = datetime
"""An instant, as RFC 3339 with an offset; answered in UTC with milliseconds."""

Actor: TypeAlias = str
"""Who or what gave a command: a person, a job, a channel's connector."""

LocationId: TypeAlias = str
"""A place that keeps or ships stock: warehouse, store, supplier."""

Country: TypeAlias = str
"""A country by its two letters of ISO 3166-1."""


class Coordinates(Record, frozen=True, kw_only=True):
    """A point on the earth, in decimal degrees.

    Fields:
        latitude: Degrees north of the equator, -90 to 90.
        longitude: Degrees east of Greenwich, -180 to 180.
    """

    latitude: Decimal
    longitude: Decimal


Quantity: TypeAlias = int
"""A count of units that is never negative."""


class DailyCapacity(Record, frozen=True, kw_only=True):
    """What a location can take on in a day. A measure that is absent is without limit.

    Work counts on the day on which stock of the location is promised to an order. An order that is canceled on the same day gives its
    room back; on a later day it does not, and takes none of that day.

    Fields:
        orders: Orders.
        units: Units of all orders.
        grams: What they weigh together, in grams.
        time_zone: The time zone of its days, by its name in the IANA database; empty is UTC.
    """

    orders: int | None = None
    units: Quantity | None = None
    grams: int | None = None
    time_zone: str = ""


Currency: TypeAlias = str
"""A currency by its three letters of ISO 4217."""


class HandlingCost(Record, frozen=True, kw_only=True):
    """What it costs that a location picks and packs, in one currency.

    Fields:
        currency: The currency.
        per_parcel: For each parcel: the box, the label, the walk.
        per_unit: For each unit in it.
    """

    currency: Currency
    per_parcel: Decimal = Decimal("0")
    per_unit: Decimal = Decimal("0")


Tag: TypeAlias = str
"""A word put on an order to find it by."""

LocalTime: TypeAlias = str
"""A time of the day as clocks show it, `00:00` to `24:00`."""

Weekday: TypeAlias = Literal[
    # Monday.
    "monday",
    # Tuesday.
    "tuesday",
    # Wednesday.
    "wednesday",
    # Thursday.
    "thursday",
    # Friday.
    "friday",
    # Saturday.
    "saturday",
    # Sunday.
    "sunday",
]
"""A day of the week."""

Day: TypeAlias = str
"""A day of the calendar, as in ISO 8601: `2026-03-29`."""


class Dispatch(Record, frozen=True, kw_only=True):
    """When a location sends parcels.

    Fields:
        time_zone: The time zone of its days, by its name in the IANA database; empty is UTC.
        cut_off: What is routed to it at this time of an open day or later leaves on the next one; absent means that a whole day counts.
        weekdays: The days of the week on which parcels leave; empty means all.
        closed_on: Days on which none leave: holidays and the like, sorted.
        transit_days: Days that a parcel is on its way; absent where that is not known.
    """

    time_zone: str = ""
    cut_off: LocalTime | None = None
    weekdays: list[Weekday] = []
    closed_on: list[Day] = []
    transit_days: int | None = None


class Location(Record, frozen=True, kw_only=True):
    """A place that keeps or ships stock: a warehouse, a store, a supplier who ships.

    Fields:
        id: Its id.
        name: What people call it.
        country: The country it stands in.
        coordinates: Its place on the map. Without one, distance does not decide for or against it.
        priority: Lower numbers are preferred when as many parcels are needed.
        serves: Countries it ships to; empty means everywhere.
        ships: Whether orders may be routed to it. Its stock stays counted.
        pickup: Whether customers may collect orders there, whether or not it ships.
        daily_capacity: What it can take on in a day; absent means whatever is routed to it.
        handling_costs: What its own work costs, by currency; at most one entry a currency.
        refusal_per_mille: How many of a thousand fulfillment orders it refuses, as far as that is known, for costs that count with it.
        groups: Groups it is in, for rules of routing.
        capabilities: What it can do that items may require, such as `cold_chain`.
        dispatch: When it sends parcels; absent where that is not known.
    """

    id: LocationId
    name: str = ""
    country: Country
    coordinates: Coordinates | None = None
    priority: int = msgspec.field(default_factory=_always(0))
    serves: list[Country] = []
    ships: bool = msgspec.field(default_factory=_always(True))
    pickup: bool = False
    daily_capacity: DailyCapacity | None = None
    handling_costs: list[HandlingCost] = []
    refusal_per_mille: int = 0
    groups: list[Tag] = []
    capabilities: list[Tag] = []
    dispatch: Dispatch | None = None


ChannelId: TypeAlias = str
"""Where orders come from: web shop, marketplace, store till."""

OnShortage: TypeAlias = Literal[
    # The capture is refused with the figures. Right where the buyer still waits for an answer.
    "refuse",
    # The order is captured, the missing units stay open and a stock hold is placed. Right where the sale has
    # already been made elsewhere.
    "hold",
]
"""What becomes of an order that asks for more than there is."""


class Publishing(Record, frozen=True, kw_only=True):
    """How much of the stock a channel is shown that sells by figures it was told some time ago.

    Fields:
        buffer: Units of each SKU that it is not told of: what others may sell until it is told again.
        most: The most units of a SKU that it shows; absent means as many as there are.
    """

    buffer: Quantity = msgspec.field(default_factory=_always(0))
    most: Quantity | None = None


class Channel(Record, frozen=True, kw_only=True):
    """Where orders come from: a web shop, a marketplace, a store till.

    Fields:
        id: Its id.
        name: What people call it.
        currencies: Currencies it may sell in; empty means every currency.
        locations: Locations whose stock it sells; empty means all.
        time_zone: The time zone of its customers, by its name in the IANA database, for orders that name none; empty is UTC.
        ignores_safety_stock: Whether it may sell what others must leave as safety stock (a store selling from its own shelf).
        minimum_life_days: Days that what is kept by lot must have left when its customers get it; items and lines of orders may ask for more.
        on_shortage: What becomes of an order that asks for more than there is.
        requires_payment: Whether an order must have a payment authorized or captured before it is released to a location.
        publishing: How much of the stock it is shown, where it is told figures of its own; absent means all of it.
    """

    id: ChannelId
    name: str = ""
    currencies: list[Currency] = []
    locations: list[LocationId] = []
    time_zone: str = ""
    ignores_safety_stock: bool = msgspec.field(default_factory=_always(False))
    minimum_life_days: int = 0
    on_shortage: OnShortage = msgspec.field(default_factory=_always("refuse"))
    requires_payment: bool = msgspec.field(default_factory=_always(False))
    publishing: Publishing | None = None


class CashLimit(Record, frozen=True, kw_only=True):
    """A limit of cash on delivery for the destinations whose postal code begins with a text.

    Fields:
        country: The country.
        postal_prefix: How the postal code begins; empty for the whole country. Spaces and capitals do not matter.
        limit: Orders above this total in `limits_currency` are held for verification; at 0 all are.
    """

    country: Country
    postal_prefix: str = ""
    limit: Decimal


Span: TypeAlias = int
"""A span of time in whole seconds."""

CustomerId: TypeAlias = str
"""Who bought."""


class VerificationPolicy(Record, frozen=True, kw_only=True):
    """What is checked when an order is captured. A failed check places a hold; it never loses the order.

    Fields:
        requires_address: Orders that ship need an address with street, city and postal code.
        review_above: Orders above this total in `review_currency` are held for review.
        limits_currency: The currency of `review_above` and of the limits of cash on delivery; orders in others are not compared with them.
        cash_on_delivery_limit: Orders to be paid in cash on delivery above this total are held for verification.
        cash_on_delivery_limits: Limits of cash on delivery for parts of a country. The longest prefix that fits the postal code of the destination decides, and where none fits, `cash_on_delivery_limit` does.
        duplicate_window: An order of the same customer with the same lines and total within this span is held as a duplicate.
        review_customers: Customers whose orders are always held for review.
        review_countries: Destinations whose orders are always held for review.
    """

    requires_address: bool = msgspec.field(default_factory=_always(False))
    review_above: Decimal | None = None
    limits_currency: Currency | None = None
    cash_on_delivery_limit: Decimal | None = None
    cash_on_delivery_limits: list[CashLimit] = []
    duplicate_window: Span | None = None
    review_customers: list[CustomerId] = []
    review_countries: list[Country] = []


class StockPolicy(Record, frozen=True, kw_only=True):
    """What corrections of stock may say.

    Fields:
        allows_negative_on_hand: Whether a correction may leave less than nothing on hand. It may where sales are reported before deliveries, so that a figure below zero tells of a delivery that has not been entered yet.
    """

    allows_negative_on_hand: bool = msgspec.field(default_factory=_always(False))


class ReservationPolicy(Record, frozen=True, kw_only=True):
    """How long stock is kept for carts and unpaid orders.

    Fields:
        time_to_live: For a cart or checkout that names no span of its own. 15 minutes by default.
        unpaid_order: For an order that waits for its payment. One day by default.
        change_extends: Whether changing a reservation starts its time anew.
    """

    time_to_live: Span = msgspec.field(default_factory=_always(900))
    unpaid_order: Span = msgspec.field(default_factory=_always(86400))
    change_extends: bool = msgspec.field(default_factory=_always(False))


OnShortPick: TypeAlias = Literal[
    # They are routed to another location; where none has them they stay open under a stock hold.
    "reroute",
    # They are canceled and their share is credited.
    "cancel",
]
"""What becomes of units that a picker does not find."""


class RoutingPolicy(Record, frozen=True, kw_only=True):
    """How locations are chosen.

    Fields:
        parcels_max: The most parcels an order may be split into; absent means no limit.
        search_steps_max: How many sets of locations the search may look at before it settles for the best found.
        on_short_pick: What becomes of units that a picker does not find.
    """

    parcels_max: int | None = None
    search_steps_max: int = msgspec.field(default_factory=_always(20000))
    on_short_pick: OnShortPick = msgspec.field(default_factory=_always("reroute"))


Category: TypeAlias = str
"""A group of items that are returned on terms of their own."""

CustomerGroup: TypeAlias = str
"""Customers that are treated alike: members, wholesale, staff."""


class WindowRule(Record, frozen=True, kw_only=True):
    """A window of its own for a channel, a category, a group of customers, or any of these together.

    Fields:
        channel: The channel; absent means any.
        category: The category of the item; absent means any item, whether it has a category or not.
        customer_group: The group of the customer; absent means any customer, in a group or not.
        window_days: Days after the day of delivery; 0 means that it is a final sale.
    """

    channel: ChannelId | None = None
    category: Category | None = None
    customer_group: CustomerGroup | None = None
    window_days: int


ReturnReason: TypeAlias = Literal[
    # Did not like it, or ordered too much.
    "change_of_mind",
    # Does not fit.
    "size_or_fit",
    # Broken or not working.
    "defective",
    # Broken on the way.
    "damaged_in_transit",
    # Something else was in the parcel.
    "wrong_item",
    # It is not what the description says.
    "not_as_described",
    # Came too late.
    "arrived_late",
    # Anything else.
    "other",
]
"""Why a customer returns something."""

Grade: TypeAlias = Literal[
    # Unopened, as it was sold.
    "new",
    # Opened, complete, without a trace of use.
    "like_new",
    # Light traces of use.
    "good",
    # Clear traces of use; it works.
    "acceptable",
    # Broken or soiled.
    "damaged",
    # It does not work.
    "defective",
]
"""What a returned unit is like."""


class RestockingFee(Record, frozen=True, kw_only=True):
    """A part of the credit of units that is kept.

    Fields:
        reason: Why the customer returns it, for a reason that is not the seller's fault; absent means any of those.
        grade: What the unit was found to be like; absent means any grade and none.
        rate: The part that is kept, as a fraction: 0.15 for 15 %. Rounded half away from zero.
    """

    reason: ReturnReason | None = None
    grade: Grade | None = None
    rate: Decimal


class CurrencyAmount(Record, frozen=True, kw_only=True):
    """An amount of one currency.

    Fields:
        currency: The currency.
        amount: The amount.
    """

    currency: Currency
    amount: Decimal


ShippingRefund: TypeAlias = Literal[
    # When all that came back did so by fault of the seller.
    "sellers_fault",
    # Whatever the reasons were.
    "always",
    # Never.
    "never",
]
"""When shipping, or a charge, is given back, once nothing of an order is left with the customer or to be delivered."""

ChargeKind: TypeAlias = Literal[
    # The courier takes the money at the door.
    "cash_on_delivery",
    # Wrapped as a gift.
    "gift_wrap",
    # Handling and packing.
    "handling",
    # The parcel is insured.
    "insurance",
    # Import duties paid by the merchant.
    "duty",
    # Anything else.
    "other",
]
"""What a charge is for."""


class ChargeRefund(Record, frozen=True, kw_only=True):
    """When charges of one kind are given back.

    Fields:
        kind: The kind; name each once.
        given: When.
    """

    kind: ChargeKind
    given: ShippingRefund


class ReturnPolicy(Record, frozen=True, kw_only=True):
    """What may come back, until when, and what is kept of it.

    What binds the merchant (windows, reasons, fees, shipping, the amount below which items are kept) is copied onto each order when it
    is captured. Approval and
    the time a customer has to send what was approved follow the policy of the day of the approval.

    Fields:
        window_days: Days after the day of delivery, by the calendar of the order's time zone, on which a return may be requested; 0 means no returns.
        approves_automatically: Whether requests inside the window are approved at once.
        windows: Windows of channels, categories and groups of customers that have their own; the first that fits a line is taken.
        reasons: Reasons that are accepted; empty means all.
        restocking_fees: Parts of the credit that are kept; the first that fits a unit is taken. A fault of the seller's costs nothing.
        label_fees: What is kept when a return came on a label of the merchant's, by currency, once a return and not by fault of the seller.
        shipping: When shipping is given back, once all of an order has come back.
        claws_back: Whether a discount is taken back when a return, not by fault of the seller, leaves less with the customer than it was given for.
        charges: When charges beside lines and shipping (gift wrap, duty, the fee for cash on delivery) are given back, once all of an order has come back. A kind that is not named is by fault of the seller: whoever changes their mind has had the service.
        keep_up_to: The customer keeps what brings back at most this, by currency: it is refunded without coming back.
        closes_after_days: Days after the day of its approval after which what has not come of a return is expected no more, unless it is in transit; absent means never.
        exchange_reservation: How long stock is kept for what is given in exchange while it waits for the goods; absent means as long as they are expected.
    """

    window_days: int = msgspec.field(default_factory=_always(30))
    approves_automatically: bool = msgspec.field(default_factory=_always(False))
    windows: list[WindowRule] = []
    reasons: list[ReturnReason] = []
    restocking_fees: list[RestockingFee] = []
    label_fees: list[CurrencyAmount] = []
    shipping: ShippingRefund = "sellers_fault"
    claws_back: bool = False
    charges: list[ChargeRefund] = []
    keep_up_to: list[CurrencyAmount] = []
    closes_after_days: int | None = None
    exchange_reservation: Span | None = None


LatePayment: TypeAlias = Literal[
    # Stock is promised anew; what there is no more is told by a stock hold.
    "reserve_again",
    # A review hold is placed; stock is promised anew once a person releases it.
    "hold",
    # Stock is promised anew; what there is no more waits for stock as a backorder, whether or not the item takes backorders.
    "backorder",
    # Stock is promised anew; what there is no more is canceled, and what was paid for it is owed, or paid back through the provider.
    "refund",
]
"""What becomes of an order whose payment comes after its stock went back on sale."""

PaymentMethod: TypeAlias = Literal[
    # Credit or debit card.
    "card",
    # A wallet such as those of phones and platforms.
    "wallet",
    # Bank transfer or direct debit.
    "bank_transfer",
    # Bought on account.
    "invoice",
    # Gift card.
    "gift_card",
    # Credit kept by the merchant.
    "store_credit",
    # Cash, given to the courier.
    "cash_on_delivery",
    # The marketplace settles with the merchant.
    "marketplace",
    # Anything else.
    "other",
]
"""How a payment is made."""


class PaymentPolicy(Record, frozen=True, kw_only=True):
    """How money moves.

    Fields:
        through_provider: Whether the engine tells a provider to pay back what returns bring back, and waits for its answer. If not, a refund of a return is recorded as made, and whoever sends the command has seen to it.
        late: What becomes of an order whose payment comes after its stock went back on sale.
        refund_order: In which order payments are paid back, by method. Methods that are not named come after those that are: cards and their like in the order in which they were made, then gift cards and store credit. Each gives back at most what it was captured for.
    """

    through_provider: bool = msgspec.field(default_factory=_always(False))
    late: LatePayment = msgspec.field(default_factory=_always("reserve_again"))
    refund_order: list[PaymentMethod] = []


class PickupPolicy(Record, frozen=True, kw_only=True):
    """How long goods wait for whoever collects them.

    Fields:
        collect_within: How long after they are ready; absent means that they wait for ever.
    """

    collect_within: Span | None = None


ReleaseRule: TypeAlias = Literal[
    # The highest priority, then placed first; in part if need be.
    "priority",
    # Placed first, whatever the priority; in part if need be.
    "first_come",
    # Promised for the earliest day, those promised for none last, then by priority; in part if need be.
    "promise",
    # By priority, but only orders that get all they wait for. Others wait, and what completes nobody stays free.
    "ship_complete",
    # By priority, all that an order waits for or nothing. What is left is kept for the first that it is too little for: reserved, and
    # given out as work once the rest is there. Nobody behind it is served before.
    "reserve_head",
]
"""Who is served first with stock that units wait for.

Each order counts with all units of the SKU that it waits for. Orders that the location cannot serve are passed by under every rule.
"""


class BackorderPolicy(Record, frozen=True, kw_only=True):
    """Who is served first with stock that units wait for.

    Fields:
        release: The rule. Promises on what is on order follow it as well.
    """

    release: ReleaseRule = msgspec.field(default_factory=_always("priority"))


class SubstitutionPolicy(Record, frozen=True, kw_only=True):
    """What a picker may give instead of what is not there, within what the customer takes.

    Fields:
        price_difference_max: By how much the price of what is given may differ from that of what it is given for, up or down, as a fraction of that: 0.2 for 20 %. Both are prices of all units, before discounts. Absent means no limit.
        may_cost_more: Whether a customer who has agreed to it pays more for a substitute than for what it is given for.
    """

    price_difference_max: Decimal | None = None
    may_cost_more: bool = msgspec.field(default_factory=_always(False))


class CountingPolicy(Record, frozen=True, kw_only=True):
    """Who approves counts, and which differences need nobody.

    Fields:
        four_eyes: Whether nobody may approve what they have counted themselves.
        tolerance_units: The most units that a SKU, or a lot of it, may be off for a count to be approved by itself; absent means that somebody always approves.
        tolerance_values: The most that such a difference may be worth besides, by currency. Where the cost of an item is not known in a currency, units alone decide.
    """

    four_eyes: bool = msgspec.field(default_factory=_always(False))
    tolerance_units: Quantity | None = None
    tolerance_values: list[CurrencyAmount] = []


class Policies(Record, frozen=True, kw_only=True):
    """How orders are verified, reserved, routed and returned.

    Fields:
        verification: What is checked when an order is captured.
        stock: What corrections of stock may say.
        reservation: How long stock is kept for carts and unpaid orders.
        routing: How locations are chosen.
        returns: What may come back, and until when.
        payments: How money moves.
        pickup: How long goods wait for whoever collects them.
        backorders: Who is served first with stock that units wait for.
        substitution: What pickers may give instead of what is not there.
        counting: Who approves counts.
    """

    verification: VerificationPolicy = msgspec.field(default_factory=_always(VerificationPolicy()))
    stock: StockPolicy = StockPolicy()
    reservation: ReservationPolicy = msgspec.field(default_factory=_always(ReservationPolicy()))
    routing: RoutingPolicy = msgspec.field(default_factory=_always(RoutingPolicy()))
    returns: ReturnPolicy = msgspec.field(default_factory=_always(ReturnPolicy()))
    payments: PaymentPolicy = PaymentPolicy()
    pickup: PickupPolicy = PickupPolicy()
    backorders: BackorderPolicy = BackorderPolicy()
    substitution: SubstitutionPolicy = SubstitutionPolicy()
    counting: CountingPolicy = CountingPolicy()


Condition: TypeAlias = str
"""A condition on an order, in a part of CEL: `order.total > 100 && "vip" in order.tags`."""


class LocationFilter(Record, frozen=True, kw_only=True):
    """Which locations a rule uses. All that is named must be fulfilled.

    Fields:
        ids: Only these; empty means all.
        groups: Only those in one of these groups; empty means all.
        not_groups: None that is in one of these groups.
        countries: Only those that stand in one of these countries; empty means all.
        same_country: Only those that stand in the country the order goes to.
        pickup: Only those where customers may collect orders.
        priority_max: Only those whose priority is at most this.
        distance_max: Only those at most so many metres away. It says nothing where one of the two has no place on the map.
        stock_floor: Units of each SKU that stay at a location.
        meets_promise: Only those from where the order arrives by the day it is promised for. It says nothing of orders without a promise.
    """

    ids: list[LocationId] = []
    groups: list[Tag] = []
    not_groups: list[Tag] = []
    countries: list[Country] = []
    same_country: bool = False
    pickup: bool = False
    priority_max: int | None = None
    distance_max: int | None = None
    stock_floor: Quantity = 0
    meets_promise: bool = False


RankBy: TypeAlias = Literal[
    # Fewer parcels.
    "parcels",
    # A smaller sum of the priorities of locations.
    "priority",
    # A smaller sum of distances in metres. It decides only where all locations that have units have a place on the map.
    "distance",
    # Fewer days until each parcel arrives, summed up, of those that say when they dispatch.
    "days",
    # A smaller sum of the shares of their day that locations have taken on, in thousandths of the measure of `daily_capacity` that is
    # fullest. Locations that can take on any amount have taken on nothing of it.
    "load",
    # A smaller cost: what carriers charge by rate cards, handling, and the terms of the rule's cost model. It comes last: between plans
    # that cost the same, locations come by priority, distance and id.
    "cost",
]
"""What makes a plan better than another."""


class StockTerm(Record, frozen=True, kw_only=True):
    """A cost or credit of a unit that depends on how many there are.

    Fields:
        units: How many units of an item at a location are few, or are enough.
        amount: The amount for a unit.
    """

    units: Quantity
    amount: Decimal


class CostModel(Record, frozen=True, kw_only=True):
    """What plans cost beside what carriers charge and locations spend. A term that is absent is nothing.

    Rate cards and handling costs count that are in its currency, whatever currency the order is in.

    Fields:
        currency: The currency that plans are compared in.
        per_parcel: What it is worth to send one parcel less.
        per_late_day: For each day that a parcel arrives after the day the order is promised for.
        refusal: What it costs to route a parcel anew that a location refuses; it counts by how often the location does.
        scarcity: What it costs to take the last units of an item at a location.
        markdown: What it is worth to take units of an item where a location has too many.
        full_day: What a parcel costs at a location whose day is full, by how full it is; only locations with a daily capacity have a load.
    """

    currency: Currency
    per_parcel: Decimal = Decimal("0")
    per_late_day: Decimal = Decimal("0")
    refusal: Decimal = Decimal("0")
    scarcity: StockTerm | None = None
    markdown: StockTerm | None = None
    full_day: Decimal = Decimal("0")


class SplitPolicy(Record, frozen=True, kw_only=True):
    """Whether an order may be divided into parcels.

    Fields:
        parcels_max: The most parcels; 1 means that it is not divided. Absent means as many as the policies of routing allow.
        parcel_value_min: What each parcel of a divided order is worth at least, discounts taken off. Orders in other currencies are not divided.
        keep_together: Items with the same one of these tags go in the same parcel.
        ship_complete: Whether nothing is sent as long as something is missing.
    """

    parcels_max: int | None = None
    parcel_value_min: CurrencyAmount | None = None
    keep_together: list[Tag] = []
    ship_complete: bool = False


Otherwise: TypeAlias = Literal[
    # The next rule that is for it is asked. After the last, what is missing is treated as by `backorder`.
    "next_rule",
    # It is held as unserviceable, and the hold says why. Nothing is promised.
    "hold",
    # What is there is sent; the rest goes on backorder as far as its items allow, and beyond that the channel decides.
    "backorder",
    # What is there is sent; the rest stays open under a stock hold.
    "queue",
]
"""What becomes of an order that a rule finds no plan for."""


class RoutingRule(Record, frozen=True, kw_only=True):
    """Which locations may ship an order, which of them are best, and what becomes of it if they cannot.

    Fields:
        name: Its name; decisions and holds say it.
        condition: The orders it is for, as a condition in CEL such as `order.channel == "web"`; absent means every order.
        locations: Which locations it uses.
        rank: What makes a plan better than another: the first that tells them apart decides. Empty means `parcels`, `priority`, `distance`.
        cost: What plans cost beside carriers and handling, for the rank `cost`; absent means nothing else, in the currency of the order.
        split: Whether an order may be divided into parcels.
        otherwise: What becomes of an order that it finds no plan for.
    """

    name: str
    condition: Condition | None = None
    locations: LocationFilter = LocationFilter()
    rank: list[RankBy] = []
    cost: CostModel | None = None
    split: SplitPolicy = SplitPolicy()
    otherwise: Otherwise = msgspec.field(default_factory=_always("next_rule"))


ZoneId: TypeAlias = str
"""A part of the world that deliveries go to."""


class RadiusZoneArea(Record, frozen=True, kw_only=True, tag_field="type", tag="radius"):
    """Everything within a distance of a point, the border included.

    Fields:
        center: The point.
        metres: The distance, as the crow flies.
    """

    type: ClassVar[Literal["radius"]] = "radius"
    center: Coordinates
    metres: int


class PolygonZoneArea(Record, frozen=True, kw_only=True, tag_field="type", tag="polygon"):
    """What lies within straight lines between corners on a map whose axes are latitude and longitude, the border included. The last
    corner is joined to the first.

    Fields:
        corners: At least 3 corners, in their order along the border.
    """

    type: ClassVar[Literal["polygon"]] = "polygon"
    corners: list[Coordinates]


class PostalPrefixesZoneArea(Record, frozen=True, kw_only=True, tag_field="type", tag="postal_prefixes"):
    """Destinations whose postal code begins with one of some texts.

    Fields:
        country: The country.
        prefixes: The texts. Spaces and capitals do not matter.
    """

    type: ClassVar[Literal["postal_prefixes"]] = "postal_prefixes"
    country: Country
    prefixes: list[str]


class CellsZoneArea(Record, frozen=True, kw_only=True, tag_field="type", tag="cells"):
    """Cells of the H3 grid, of any resolution.

    Fields:
        cells: Their indexes, as H3 writes them.
    """

    type: ClassVar[Literal["cells"]] = "cells"
    cells: list[str]


ZoneArea: TypeAlias = RadiusZoneArea | PolygonZoneArea | PostalPrefixesZoneArea | CellsZoneArea
"""How a zone is drawn. All of it is worked out in whole numbers, so that every machine draws the same border."""


class Zone(Record, frozen=True, kw_only=True):
    """A part of the world that deliveries go to.

    Fields:
        id: Its id.
        name: What people call it.
        area: What lies in it.
    """

    id: ZoneId
    name: str = ""
    area: ZoneArea


SlotTemplateId: TypeAlias = str
"""A plan of delivery or pick-up windows. At most 100 bytes, since the ids of its slots begin with it."""

SlotKind: TypeAlias = Literal[
    # They are brought to the customer.
    "delivery",
    # The customer collects them.
    "pickup",
]
"""Whether goods are delivered or collected."""


class SlotCapacity(Record, frozen=True, kw_only=True):
    """What fits into a window by each measure; absent means without limit.

    Fields:
        orders: Orders, and carts that hold a place.
        grams: Their weight in grams.
        items: Their units.
    """

    orders: int | None = None
    grams: int | None = None
    items: Quantity | None = None


class SlotWindow(Record, frozen=True, kw_only=True):
    """A window of a week. It may not last beyond the end of its day.

    Fields:
        weekday: The day.
        begins: When it begins.
        ends: When it ends; `24:00` is the end of the day.
        capacity: What fits into it, if not what the template says.
    """

    weekday: Weekday
    begins: LocalTime
    ends: LocalTime
    capacity: SlotCapacity | None = None


class CutOff(Record, frozen=True, kw_only=True):
    """A time of the day from which on windows cannot be booked.

    Fields:
        days_before: How many days before that of the window.
        time: The time, by the clocks of the template's time zone.
    """

    days_before: int = msgspec.field(default_factory=_always(0))
    time: LocalTime


class SlotTemplate(Record, frozen=True, kw_only=True):
    """A plan of windows in which a location delivers, or hands over what is collected there, week after week.

    Each window of each day is a slot. Its id is that of the template, the day and the time it begins by the clocks of the time zone:
    `evening/2026-12-24/18:00`.

    Fields:
        id: Its id.
        name: What people call it.
        location: The location that delivers, or where orders are collected: their stock comes from there.
        kind: Whether goods are delivered or collected.
        zone: The zone it delivers to; absent means wherever the location ships. Collecting knows no zone.
        time_zone: The time zone of its days and times, by its name in the IANA database; empty is UTC.
        windows: The windows of a week.
        capacity: What fits into each window that says nothing else.
        cut_off: A time of an earlier day, or of the day of the window, from which on it cannot be booked.
        lead_time: How long before it begins a window cannot be booked any more.
        closed_on: Days without windows: holidays and the like, sorted.
        late_cancel_frees: Whether an order that is canceled once its slot cannot be booked any more frees it all the same. If not, its place is used up.
    """

    id: SlotTemplateId
    name: str = ""
    location: LocationId
    kind: SlotKind = msgspec.field(default_factory=_always("delivery"))
    zone: ZoneId | None = None
    time_zone: str = ""
    windows: list[SlotWindow]
    capacity: SlotCapacity = SlotCapacity()
    cut_off: CutOff | None = None
    lead_time: Span = msgspec.field(default_factory=_always(0))
    closed_on: list[Day] = []
    late_cancel_frees: bool = msgspec.field(default_factory=_always(False))


RateCardId: TypeAlias = str
"""What a carrier charges for a service."""


class PostalArea(Record, frozen=True, kw_only=True):
    """A country, or a part of it by postal code.

    Fields:
        country: The country.
        prefixes: How its postal codes begin; empty means the whole country. Spaces and capitals do not matter.
    """

    country: Country
    prefixes: list[str] = []


class PostalRateArea(Record, frozen=True, kw_only=True, tag_field="type", tag="postal"):
    """By country and the beginning of the postal code; of all zones of a card the longest beginning decides.

    Fields:
        places: Where.
    """

    type: ClassVar[Literal["postal"]] = "postal"
    places: list[PostalArea]


class DistanceRateArea(Record, frozen=True, kw_only=True, tag_field="type", tag="distance"):
    """By distance from the location, as the crow flies; of all zones of a card the narrowest band decides. Location and destination
    must both have coordinates.

    Fields:
        metres_max: Up to how many metres, the bound included; absent means however far.
        countries: Only in these countries; empty means in all.
    """

    type: ClassVar[Literal["distance"]] = "distance"
    metres_max: int | None = None
    countries: list[Country] = []


RateArea: TypeAlias = PostalRateArea | DistanceRateArea
"""How destinations are told apart. If a card has zones of both kinds, an address that a postal code names goes by that."""


class WeightStep(Record, frozen=True, kw_only=True):
    """What a parcel costs up to a weight.

    Fields:
        grams_max: Up to how many grams, the bound included.
        amount: What it costs.
    """

    grams_max: int
    amount: Decimal


class WeightIncrement(Record, frozen=True, kw_only=True):
    """What each further weight costs.

    Fields:
        grams: How many grams; a part of them counts as the whole.
        amount: What they cost.
    """

    grams: int
    amount: Decimal


class RateZone(Record, frozen=True, kw_only=True):
    """Destinations that cost the same, and what they cost.

    Fields:
        name: What the carrier calls it, such as `2` or `islands`.
        area: What lies in it.
        steps: What a parcel costs by weight, lightest first. A heavier parcel costs at least as much as a lighter one.
        beyond: What it costs beyond the last step; absent means that heavier parcels are not taken.
        transit_days: Days from hand-over to delivery.
    """

    name: str
    area: RateArea
    steps: list[WeightStep]
    beyond: WeightIncrement | None = None
    transit_days: int


class FuelSurcharge(Record, frozen=True, kw_only=True, tag_field="type", tag="fuel"):
    """A part of the price by weight, rounded half away from zero to the minor unit. Several are added up before rounding.

    Fields:
        percent: How many percent, with at most 4 decimals.
    """

    type: ClassVar[Literal["fuel"]] = "fuel"
    percent: Decimal


class RemoteAreaSurcharge(Record, frozen=True, kw_only=True, tag_field="type", tag="remote_area"):
    """For each parcel to places that are hard to reach.

    Fields:
        amount: How much.
        places: Where.
    """

    type: ClassVar[Literal["remote_area"]] = "remote_area"
    amount: Decimal
    places: list[PostalArea]


class HazardousGoodsSurcharge(Record, frozen=True, kw_only=True, tag_field="type", tag="hazardous_goods"):
    """For each parcel with hazardous goods. A card that does not say what they cost does not take them.

    Fields:
        amount: How much.
    """

    type: ClassVar[Literal["hazardous_goods"]] = "hazardous_goods"
    amount: Decimal


class PerParcelSurcharge(Record, frozen=True, kw_only=True, tag_field="type", tag="per_parcel"):
    """For each parcel, such as a toll or a label.

    Fields:
        amount: How much.
    """

    type: ClassVar[Literal["per_parcel"]] = "per_parcel"
    amount: Decimal


Surcharge: TypeAlias = FuelSurcharge | RemoteAreaSurcharge | HazardousGoodsSurcharge | PerParcelSurcharge
"""What comes on top of the price by weight."""


class RateCard(Record, frozen=True, kw_only=True):
    """What a carrier charges for a service: a zone says how far it is, a weight step what a parcel costs, surcharges what comes on top.

    Fields:
        id: Its id.
        carrier: Who carries, such as `dhl`.
        service: What is bought of the carrier, such as `parcel`.
        currency: The currency of all its amounts.
        locations: Locations it is for. If neither locations nor groups are named, it is for all. Where zones depend on where a parcel starts, each origin has a card of its own.
        location_groups: Groups of locations it is for, beside those that are named.
        zones: Where it goes, and what that costs. A destination that lies in none is not served.
        volumetric_divisor: Cubic centimetres that are charged as a kilogram, such as 5000; absent means that size does not matter.  A parcel is charged by what it weighs or by its volume divided by this, rounded up to whole grams, whichever is more. Units whose size is not known count with what they weigh in either.
        surcharges: What comes on top.
    """

    id: RateCardId
    carrier: str
    service: str
    currency: Currency
    locations: list[LocationId] = []
    location_groups: list[Tag] = []
    zones: list[RateZone]
    volumetric_divisor: int | None = None
    surcharges: list[Surcharge] = []


Sku: TypeAlias = str
"""A stock keeping unit: what is counted, kept and sold."""


class Backorder(Record, frozen=True, kw_only=True):
    """How far an item may be sold beyond stock.

    Fields:
        limit: The most units that may wait at a time: absent means no limit, 0 means none.
    """

    limit: Quantity | None = None


class Dimensions(Record, frozen=True, kw_only=True):
    """How large a unit is, in millimetres. Which side is which does not matter.

    Fields:
        length_mm: Its length.
        width_mm: Its width.
        height_mm: Its height.
    """

    length_mm: int
    width_mm: int
    height_mm: int


class ChannelCap(Record, frozen=True, kw_only=True):
    """The most units of an item that a channel may have sold or reserved at a time.

    Fields:
        channel: The channel.
        limit: Its limit.
    """

    channel: ChannelId
    limit: Quantity


class ReorderRule(Record, frozen=True, kw_only=True):
    """When an item is to be ordered anew for a location, and how much of it.

    Fields:
        location: The location.
        reorder_point: It is to be ordered when no more than so many are available.
        safety_stock: Units that should always be there, for days on which more is sold or a delivery is late.
        target_days: For how many days an order should last; absent means what the query says, or up to the reorder point.
    """

    location: LocationId
    reorder_point: Quantity
    safety_stock: Quantity = 0
    target_days: int | None = None


LotPicking: TypeAlias = Literal[
    # First expired, first out: what ends first, then what was received first.
    "fefo",
    # First in, first out: what was received first, then what ends first.
    "fifo",
    # As few lots as can be; among those that would do, what ends first.
    "fewest_lots",
]
"""Which lots of a location an order gets."""


class LotPolicy(Record, frozen=True, kw_only=True):
    """How an item that is kept by lot is picked, and how long its units have to last.

    Fields:
        picking: Which lots an order gets.
        minimum_life_days: Days that a unit must have left when it is delivered; a channel or a line of an order may ask for more.
    """

    picking: LotPicking = msgspec.field(default_factory=_always("fefo"))
    minimum_life_days: int = 0


SerialTracking: TypeAlias = Literal[
    # Never: its units are all alike.
    "none",
    # When units come in. Every unit in stock has its number, and every command that moves units in or out of a state names theirs.
    "receipt",
    # When units are picked or packed. What lies on the shelf is only counted.
    "shipment",
]
"""When the serial numbers of an item are captured."""


class Component(Record, frozen=True, kw_only=True):
    """What one bundle holds of an item.

    Fields:
        sku: What; it may be a bundle itself.
        quantity: How many units of it make one bundle.
        price_weight: Its part of the price of the bundle, for all its units together, in proportion to the parts of the other components. Absent, each unit of the component counts as one.
    """

    sku: Sku
    quantity: Quantity
    price_weight: int | None = None


Bucket: TypeAlias = Literal[
    # Free to be promised. Negative when a correction fell below what had been promised.
    "available",
    # Promised for a while: to a cart, a checkout, an order that is held or unpaid.
    "reserved",
    # Promised to an order that has been given to the location.
    "committed",
    # Kept back from sale, except by channels that ignore it.
    "safety",
    # Not fit for sale.
    "damaged",
    # Waiting for somebody to look at it.
    "quality_control",
]
"""A state stock can be in at a location."""

LotNumber: TypeAlias = str
"""The number of a lot, given by whoever made it: batch or lot in GS1's words, application identifier 10."""


class ReceivedLot(Record, frozen=True, kw_only=True):
    """A lot as it is named where units of it come in.

    Fields:
        number: Its number.
        expires_on: The day on which it expires; absent if it never does, or if the lot is known already.
        best_before: The day up to which it is at its best; absent if there is none, or if the lot is known already.
    """

    number: LotNumber
    expires_on: Day | None = None
    best_before: Day | None = None


SerialNumber: TypeAlias = str
"""The serial number of a unit: GS1 application identifier 21, 1 to 20 characters of GS1 character set 82."""


class ReceiveLine(Record, frozen=True, kw_only=True):
    """Units of one SKU that arrive.

    Fields:
        sku: What arrived.
        quantity: How many units.
        into: The state they arrive in; free for sale if not given.
        lot: The lot they are of, where the item is kept by lot. A new lot is noted with its days; a known one has those it has.
        serials: The serial numbers of all units, where the item is tracked by them at receipt.
    """

    sku: Sku
    quantity: Quantity
    into: Bucket = msgspec.field(default_factory=_always("available"))
    lot: ReceivedLot | None = None
    serials: list[SerialNumber] = []


ShortageChoice: TypeAlias = Literal[
    # They stay as they are: less than nothing is available, nothing more is promised, and what arrives makes up for it first.
    "keep",
    # The command is refused with `below_promised` and the figures.
    "refuse",
    # Some lose their units, and are promised others where routing finds some: carts before orders, and among orders the lowest priority
    # first, then the latest promise, then the latest placed. Units that have been picked or packed are never taken.
    "reassign",
]
"""What becomes of promises when a correction leaves fewer units than are promised at the location."""


class BalanceStockRepair(Record, frozen=True, kw_only=True, tag_field="type", tag="balance"):
    """A balance becomes what the ledger makes. The ledger is right, so no movement is written.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot.
        bucket: The state.
        kept: What is kept.
        becomes: What the ledger makes.
    """

    type: ClassVar[Literal["balance"]] = "balance"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    bucket: Bucket
    kept: int
    becomes: int


class LedgerStockRepair(Record, frozen=True, kw_only=True, tag_field="type", tag="ledger"):
    """The ledger gets a movement that makes it agree with a balance. The balance is right, and stays.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot.
        bucket: The state.
        moved: What the ledger makes.
        becomes: What is kept.
    """

    type: ClassVar[Literal["ledger"]] = "ledger"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    bucket: Bucket
    moved: int
    becomes: int


class PromiseStockRepair(Record, frozen=True, kw_only=True, tag_field="type", tag="promise"):
    """What is promised becomes what orders and reservations hold; the difference moves from or to what is available.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot.
        bucket: Reserved or committed.
        kept: What is kept, after the repairs before this one.
        becomes: What orders and reservations hold.
    """

    type: ClassVar[Literal["promise"]] = "promise"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    bucket: Bucket
    kept: int
    becomes: int


class BackorderedStockRepair(Record, frozen=True, kw_only=True, tag_field="type", tag="backordered"):
    """The count of units on backorder becomes what orders have.

    Fields:
        sku: The SKU.
        kept: What is counted.
        becomes: What orders have.
    """

    type: ClassVar[Literal["backordered"]] = "backordered"
    sku: Sku
    kept: int
    becomes: int


StockRepair: TypeAlias = BalanceStockRepair | LedgerStockRepair | PromiseStockRepair | BackorderedStockRepair
"""One figure that is repaired."""

DocumentId: TypeAlias = str
"""A paper beside orders, named by whoever issues it: the number of a purchase order, say."""

SupplierId: TypeAlias = str
"""Who delivers what was ordered from them."""

LineId: TypeAlias = str
"""A line of an order; unique within the order."""


class OrderedLine(Record, frozen=True, kw_only=True):
    """Units of one SKU that are ordered.

    Fields:
        id: Its id, unique within the purchase order.
        sku: What is ordered.
        quantity: How many units, those that have arrived included.
        expected_at: When what is outstanding is expected to arrive.
    """

    id: LineId
    sku: Sku
    quantity: Quantity
    expected_at: Timestamp


class ArrivedSerials(Record, frozen=True, kw_only=True):
    """Units that arrive, by the state they arrive in.

    Fields:
        available: Those of units that are fit for sale.
        damaged: Those of units that are damaged.
        quality_control: Those of units that somebody has to look at first.
    """

    available: list[SerialNumber] = []
    damaged: list[SerialNumber] = []
    quality_control: list[SerialNumber] = []


class PurchaseReceipt(Record, frozen=True, kw_only=True):
    """What arrived of a line.

    Fields:
        line: The line.
        available: Units that are fit for sale.
        damaged: Units that are damaged.
        quality_control: Units that somebody has to look at first.
        lot: The lot they are of, where the item is kept by lot; units of another lot are received by a command of their own.
        serials: The serial numbers of all units, where the item is tracked by them at receipt.
        closes: Whether nothing more is expected of the line.
    """

    line: LineId
    available: Quantity = 0
    damaged: Quantity = 0
    quality_control: Quantity = 0
    lot: ReceivedLot | None = None
    serials: ArrivedSerials = ArrivedSerials()
    closes: bool = False


class PlannedTransferLine(Record, frozen=True, kw_only=True):
    """Units of one SKU that are to go.

    Fields:
        id: Its id, unique within the transfer.
        sku: What goes.
        lot: The lot, where the item is kept by lot; units of another lot are a line of their own.
        quantity: How many units.
    """

    id: LineId
    sku: Sku
    lot: LotNumber | None = None
    quantity: Quantity


class TransferShipment(Record, frozen=True, kw_only=True):
    """Units of a line that leave.

    Fields:
        line: The line.
        quantity: How many units.
        serials: The serial numbers of the units, where the item is tracked by them at receipt.
    """

    line: LineId
    quantity: Quantity
    serials: list[SerialNumber] = []


class TransferReceipt(Record, frozen=True, kw_only=True):
    """What arrived of a line.

    Fields:
        line: The line.
        available: Units that are fit for sale.
        damaged: Units that are damaged.
        quality_control: Units that somebody has to look at first.
        lost: Units that were in transit and will not arrive.
        serials: The serial numbers of the units that arrived, where the item is tracked by them at receipt.
        lost_serials: Those of the units that will not arrive.
    """

    line: LineId
    available: Quantity = 0
    damaged: Quantity = 0
    quality_control: Quantity = 0
    lost: Quantity = 0
    serials: ArrivedSerials = ArrivedSerials()
    lost_serials: list[SerialNumber] = []


class CountedUnits(Record, frozen=True, kw_only=True):
    """Units of a SKU, or of a lot of it, that were there.

    Fields:
        sku: What.
        lot: The lot, where the item is kept by lot. One that was never received is received first.
        quantity: Units that were there, whatever their state: those set aside for orders, damaged or doubtful ones as well.
    """

    sku: Sku
    lot: LotNumber | None = None
    quantity: Quantity


ReservationId: TypeAlias = str
"""Stock promised to a cart or checkout for a while."""


class ReserveLine(Record, frozen=True, kw_only=True):
    """Units of one SKU, or bundles, for a cart. The same SKU may stand on several lines; they are summed.

    Fields:
        sku: What.
        quantity: How many units.
    """

    sku: Sku
    quantity: Quantity


class Address(Record, frozen=True, kw_only=True):
    """Where an order goes or is billed.

    Name, street, telephone and e-mail say who it is, and nothing is decided by them: erasing personal data takes them. The rest says where
    it is; zones, rate cards, rules and distances decide by it, and it goes only where that is asked for. See `docs/privacy.md`.

    Fields:
        name: Who receives.
        address1: Street and number.
        address2: Floor, building and the like.
        city: City or town.
        province: State, province or region.
        postal_code: Postal code as written in its country.
        country: Country.
        phone: Telephone number as given.
        email: E-mail address as given.
        coordinates: The place on the map, when known: distances are measured from it.
        h3_cell: The cell of the H3 grid that the place lies in, as H3 writes its index, for zones that are drawn by cells.
    """

    name: str = ""
    address1: str = ""
    address2: str = ""
    city: str = ""
    province: str = ""
    postal_code: str = ""
    country: Country
    phone: str = ""
    email: str = ""
    coordinates: Coordinates | None = None
    h3_cell: str = ""


class CartFacts(Record, frozen=True, kw_only=True):
    """What a cart knows of its order, for rules of a routing policy that ask for it. What is absent is not known yet: rules that need it
    cannot be asked, and the reservation names them.

    Fields:
        total: What it costs, tax included (`order.total`), and with it the currency (`order.currency`). A channel of one currency has that one.
        customer_group: The group of the customer (`order.customer.group`); empty if there is none.
        priority: The priority of the order (`order.priority`).
        tags: The tags of the order (`order.tags`).
        payment_methods: How it will be paid (`order.payment_methods`).
        promised_at: When it is promised to arrive.
    """

    total: CurrencyAmount | None = None
    customer_group: str | None = None
    priority: int | None = None
    tags: list[Tag] | None = None
    payment_methods: list[PaymentMethod] | None = None
    promised_at: Timestamp | None = None


OrderId: TypeAlias = str
"""An order, named by whoever captures it. Time-ordered ids (UUIDv7, say) keep stores fast."""

ExternalId: TypeAlias = str
"""The id an order has in the channel it came from; unique within that channel."""


class DiscountMinimum(Record, frozen=True, kw_only=True):
    """What has to be kept for a discount: both, where both are named.

    Fields:
        amount: Goods to so much, at their unit prices before discounts.
        quantity: So many units.
    """

    amount: Decimal | None = None
    quantity: Quantity | None = None


class Discount(Record, frozen=True, kw_only=True):
    """Something taken off a price.

    Fields:
        amount: What is taken off.
        code: The code or promotion it comes from.
        minimum: What has to be kept for it. It is taken as given when the order is captured; where the terms claw back, a return that leaves less with the customer takes the discount off what is kept.
    """

    amount: Decimal
    code: str = ""
    minimum: DiscountMinimum | None = None


class TaxRate(Record, frozen=True, kw_only=True):
    """A tax.

    Fields:
        rate: The rate as a fraction: 0.18 for 18 %.
    """

    rate: Decimal


Accepts: TypeAlias = Literal[
    # None: what is missing is canceled.
    "none",
    # Those that are listed.
    "listed",
    # Any of the same `category`.
    "same_category",
    # Whatever the picker thinks comes nearest.
    "best_match",
]
"""Which items a customer takes instead."""


class Substitution(Record, frozen=True, kw_only=True):
    """Which items a customer takes instead of those of a line, if a picker does not find them.

    Fields:
        accepts: Which.
        skus: The items, most welcome first; just where `accepts` is `listed`.
        pays_more: Whether the customer pays what the substitute costs where that is more, if `policies.substitution.may_cost_more` allows it. If not, it costs at most what the units it is given for would have cost.
    """

    accepts: Accepts
    skus: list[Sku] = []
    pays_more: bool = False


class CaptureLine(Record, frozen=True, kw_only=True):
    """A line of an order to be captured.

    Fields:
        id: Its id, unique within the order.
        sku: What.
        quantity: How many.
        unit_price: The price of one, before discounts. It may be finer than the currency.
        discounts: What is taken off the line.
        taxes: The taxes on it.
        minimum_life_days: Days that units kept by lot must have left when they are delivered: those of the order's day of delivery, or of today. What item and channel ask for holds as well, and what one line asks for holds for all of its SKU.
        substitution: What the customer takes instead of units that a picker does not find; absent means nothing.
    """

    id: LineId
    sku: Sku
    quantity: Quantity
    unit_price: Decimal
    discounts: list[Discount] = []
    taxes: list[TaxRate] = []
    minimum_life_days: int = 0
    substitution: Substitution | None = None


class ShippingCharge(Record, frozen=True, kw_only=True):
    """What shipping costs.

    Fields:
        price: The price, tax as the order's prices have it.
        taxes: The taxes on it.
    """

    price: Decimal
    taxes: list[TaxRate] = []


class CaptureCharge(Record, frozen=True, kw_only=True):
    """A charge of an order to be captured.

    Fields:
        kind: What for; name each kind once.
        price: The price, tax as the order's prices have it.
        taxes: The taxes on it.
    """

    kind: ChargeKind
    price: Decimal
    taxes: list[TaxRate] = []


class Presentment(Record, frozen=True, kw_only=True):
    """A total as the customer saw it, and the rate it was made with. It is kept for people and accounts; all reckoning is in the order's own
    currency, so that a rate of another day changes nothing.

    Fields:
        currency: The currency the customer saw.
        rate: How much of it one unit of the order's currency was: more than 0, with at most 12 decimals.
        total: The total the customer saw, in that currency.
    """

    currency: Currency
    rate: Decimal
    total: Decimal


PaymentId: TypeAlias = str
"""A payment on an order: one card, one gift card, one cash collection."""

ProviderEventId: TypeAlias = str
"""The id a carrier or payment provider gives to one of its events."""


class PaymentOffer(Record, frozen=True, kw_only=True):
    """A way the order is paid, and how far that has gone when it is captured.

    Fields:
        id: The id of the payment.
        method: How it is made.
        authorized: What has been authorized by now.
        expires_at: When what has been authorized may not be captured any more.
        captured: What has been captured by now.
        reference: The provider's id of that.
    """

    id: PaymentId
    method: PaymentMethod
    authorized: Decimal | None = None
    expires_at: Timestamp | None = None
    captured: Decimal | None = None
    reference: ProviderEventId | None = None


HoldId: TypeAlias = str
"""A hold on an order; unique within the order."""

HoldKind: TypeAlias = Literal[
    # Money has not been authorized yet.
    "payment",
    # Units are missing that the channel has already sold.
    "stock",
    # The address cannot be shipped to as it stands.
    "address",
    # The totals the channel sent differ from ours.
    "totals",
    # It looks like an order placed before.
    "duplicate",
    # A rule of the merchant wants a person to look at it.
    "review",
    # No location serves the destination.
    "unserviceable",
    # A line's SKU is not in the catalog.
    "unmapped",
    # It has lost its slot, or got none: it needs another.
    "slot",
    # The store where it was to be collected will not hand it over. It is never sent instead by itself.
    "pickup_rejected",
    # A person stopped it.
    "manual",
]
"""What a hold is about."""


class AssignLine(Record, frozen=True, kw_only=True):
    """Units of a line that are assigned.

    Fields:
        line: The line, or a line that was sold as a bundle.
        quantity: How many units, or bundles, beside those that are at the location already; absent means all.
    """

    line: LineId
    quantity: Quantity | None = None


OrderQueue: TypeAlias = Literal[
    # The store where it was to be collected will not hand units over. They are never sent instead by themselves: assign them to the same
    # store, have them collected elsewhere or sent, or cancel them.
    "pickup_rejected",
    # A hold keeps it back, or units wait until they are paid for.
    "held",
    # No stock is promised to units of it: there is no plan for them.
    "unfillable",
    # Units are on backorder, and get stock that arrives.
    "waiting_for_supply",
]
"""A queue of orders with units that cannot be routed, or are not yet. An order stands in one at most: the first that fits."""


class Waiting(Record, frozen=True, kw_only=True):
    """An order that waits for stock of a SKU, or stands in a queue, and its place there: highest priority first, then placed first, then by
    id.

    Fields:
        priority: Higher is served first.
        placed_at: Then whoever placed first.
        order: The order.
    """

    priority: int
    placed_at: Timestamp
    order: OrderId


OrderStatus: TypeAlias = Literal[
    # Going on.
    "open",
    # A hold keeps it from going on.
    "on_hold",
    # Every unit has arrived, or is canceled or lost.
    "completed",
    # Every unit is canceled.
    "canceled",
]
"""Where the order stands as a whole."""

PaymentStatus: TypeAlias = Literal[
    # Nothing has been authorized or captured.
    "pending",
    # Enough is authorized, nothing captured.
    "authorized",
    # Something is captured, less than is owed.
    "partially_paid",
    # What is owed is captured.
    "paid",
    # More is captured than is owed: a credit is due.
    "overpaid",
    # Something has been refunded.
    "partially_refunded",
    # All that was captured has been refunded.
    "refunded",
    # Nothing is owed and nothing was captured.
    "voided",
    # A bank has taken money back, and has not given it back again.
    "charged_back",
]
"""Where its money stands."""

FulfillmentStatus: TypeAlias = Literal[
    # No unit has been promised stock or given to a location.
    "unfulfilled",
    # Stock is reserved; work has not been given out.
    "reserved",
    # Units wait for stock; none is on its way.
    "backordered",
    # Locations are at work.
    "in_progress",
    # Some units have shipped, others have still to.
    "partially_shipped",
    # All units that were not canceled have shipped.
    "shipped",
    # Nothing is left to ship.
    "canceled",
]
"""Where its units stand, up to the carrier."""

DeliveryStatus: TypeAlias = Literal[
    # Nothing has shipped.
    "not_shipped",
    # On the way.
    "in_transit",
    # With the courier who will ring the bell.
    "out_for_delivery",
    # Some units have arrived, others have still to.
    "partially_delivered",
    # All units that were not canceled have arrived.
    "delivered",
    # An attempt failed; another follows.
    "failed_attempt",
    # A parcel is on its way back to where it came from, or back there.
    "returned_to_origin",
    # A parcel is lost.
    "lost",
]
"""Where its parcels stand."""

ReturnStatus: TypeAlias = Literal[
    # Nothing comes back.
    "none",
    # A return waits for approval.
    "requested",
    # A return is approved or under way.
    "in_progress",
    # Some units have come back.
    "partially_returned",
    # All delivered units have come back.
    "returned",
]
"""Where its returns stand."""


class LotReference(Record, frozen=True, kw_only=True):
    """A lot of a SKU, to find orders by.

    Fields:
        sku: The SKU.
        number: The number of the lot.
    """

    sku: Sku
    number: LotNumber


class OrderFilter(Record, frozen=True, kw_only=True):
    """Which orders. Every condition that is there must hold.

    Fields:
        order: Where the order stands as a whole.
        payment: Where its money stands.
        fulfillment: Where its units stand.
        delivery: Where its parcels stand.
        returns: Where its returns stand.
        channel: Its channel.
        location: A location that has, or had, units of it.
        customer: Who bought.
        sku: A SKU in it.
        lot: A lot of which units are promised or have gone to it.
        tag: A tag on it.
        hold: A kind of hold on it.
        queue: The queue it stands in.
        placed_from: Placed at this instant or later.
        placed_before: Placed before this instant.
        late_at: Promised for before this instant, with units that have not arrived.
    """

    order: OrderStatus | None = None
    payment: PaymentStatus | None = None
    fulfillment: FulfillmentStatus | None = None
    delivery: DeliveryStatus | None = None
    returns: ReturnStatus | None = None
    channel: ChannelId | None = None
    location: LocationId | None = None
    customer: CustomerId | None = None
    sku: Sku | None = None
    lot: LotReference | None = None
    tag: Tag | None = None
    hold: HoldKind | None = None
    queue: OrderQueue | None = None
    placed_from: Timestamp | None = None
    placed_before: Timestamp | None = None
    late_at: Timestamp | None = None


class UnitMove(Record, frozen=True, kw_only=True):
    """Units of a line that come from another location than before.

    Fields:
        line: The line.
        from_location: Where they are promised from.
        to_location: Where they come from instead.
        quantity: How many.
    """

    line: LineId
    from_location: LocationId
    to_location: LocationId
    quantity: Quantity


class OrderReroute(Record, frozen=True, kw_only=True):
    """An order, and what of it comes from other locations.

    Fields:
        order: The order.
        expected_version: The version it must have.
        moves: What moves.
    """

    order: OrderId
    expected_version: int
    moves: list[UnitMove]


class AddLineOrderChange(Record, frozen=True, kw_only=True, tag_field="type", tag="add_line"):
    """Adds a line.

    Fields:
        line: The line, under an id that the order does not have yet.
    """

    type: ClassVar[Literal["add_line"]] = "add_line"
    line: CaptureLine


class SetQuantityOrderChange(Record, frozen=True, kw_only=True, tag_field="type", tag="set_quantity"):
    """Sets how many units of a line are wanted, canceled ones not counted. More are priced at the line's unit price without
    discounts; fewer cancel units that have not shipped, those that have come least far first.

    Of a bundle there can be fewer, not more: add another line of it.

    Fields:
        line: The line, or the line that a bundle was captured as.
        quantity: How many; 0 takes the line off the order.
    """

    type: ClassVar[Literal["set_quantity"]] = "set_quantity"
    line: LineId
    quantity: Quantity


class SetPriceOrderChange(Record, frozen=True, kw_only=True, tag_field="type", tag="set_price"):
    """Sets what the units of a line cost that have not been credited.

    Fields:
        line: The line.
        unit_price: The price of one, before discounts.
        discounts: What is taken off all of them. It takes the place of what was taken off them before, the line's share of the order's discounts included; absent means that this stays.
    """

    type: ClassVar[Literal["set_price"]] = "set_price"
    line: LineId
    unit_price: Decimal
    discounts: list[Discount] | None = None


class SetSubstitutionOrderChange(Record, frozen=True, kw_only=True, tag_field="type", tag="set_substitution"):
    """Says anew what the customer takes instead of units of a line that are not there.

    Fields:
        line: The line, or the line that a bundle was captured as.
        substitution: What is taken instead.
    """

    type: ClassVar[Literal["set_substitution"]] = "set_substitution"
    line: LineId
    substitution: Substitution


class AddDiscountOrderChange(Record, frozen=True, kw_only=True, tag_field="type", tag="add_discount"):
    """Takes something off the whole order: it is divided over what is left of the lines, by what they cost.

    Fields:
        discount: The discount.
    """

    type: ClassVar[Literal["add_discount"]] = "add_discount"
    discount: Discount


class SetShippingOrderChange(Record, frozen=True, kw_only=True, tag_field="type", tag="set_shipping"):
    """Sets what shipping costs, unless some of it has been credited.

    Fields:
        shipping: The charge.
    """

    type: ClassVar[Literal["set_shipping"]] = "set_shipping"
    shipping: ShippingCharge


OrderChange: TypeAlias = (
    AddLineOrderChange
    | SetQuantityOrderChange
    | SetPriceOrderChange
    | SetSubstitutionOrderChange
    | AddDiscountOrderChange
    | SetShippingOrderChange
)
"""One change of an order."""


class CancelLine(Record, frozen=True, kw_only=True):
    """Units of a line to cancel.

    Fields:
        line: The line, or the line that a bundle was captured as.
        quantity: How many units, or how many bundles with all their components.
        serials: The serial numbers of those among them that are picked or packed with one. They must be named where only some of them are canceled.
    """

    line: LineId
    quantity: Quantity
    serials: list[SerialNumber] = []


CancelReason: TypeAlias = Literal[
    # The customer changed their mind.
    "customer",
    # The payment was declined or never came.
    "declined",
    # The order was found to be fraudulent.
    "fraud",
    # There is no stock.
    "inventory",
    # A member of staff made a mistake.
    "staff",
    # Anything else.
    "other",
]
"""Why units are canceled."""


class PickLine(Record, frozen=True, kw_only=True):
    """Units of a line that a picker looked for.

    Fields:
        line: The line.
        lot: The lot, where units of several are to be picked; absent means whichever comes first. Units of another lot than was planned are first noted by `change_lot`.
        picked: How many were taken from the shelf.
        not_found: How many were not there.
        serials: The serial numbers of the units that were taken. Of an item that is tracked at shipment they may be named when it is packed.
        not_found_serials: The serial numbers of the units that were not there, where the item is tracked by them at receipt.
    """

    line: LineId
    lot: LotNumber | None = None
    picked: Quantity = msgspec.field(default_factory=_always(0))
    not_found: Quantity = 0
    serials: list[SerialNumber] = []
    not_found_serials: list[SerialNumber] = []


SubstituteReason: TypeAlias = Literal[
    # They were not there. The books of the location lose them, and it is not asked for the line again.
    "not_found",
    # They are there and not fit to be given. They count as damaged.
    "unfit",
]
"""Why units are not given."""


class SubstituteLine(Record, frozen=True, kw_only=True):
    """What is given instead of others.

    Fields:
        id: The id of the line to be, unique within the order.
        sku: What is given.
        quantity: How many units; absent means as many as are not given. Two small packs may stand for a large one.
        unit_price: Its price, before discounts, tax as the order's prices have it.
        taxes: The taxes on it; absent means those of the line it is given for.
        serials: The serial numbers of the units that are given. Of an item that is tracked at shipment they may be named when it is packed.
    """

    id: LineId
    sku: Sku
    quantity: Quantity | None = None
    unit_price: Decimal
    taxes: list[TaxRate] | None = None
    serials: list[SerialNumber] = []


class PackLine(Record, frozen=True, kw_only=True):
    """Units of a line that go into a parcel.

    Fields:
        line: The line.
        quantity: How many units.
        serials: Their serial numbers: of an item that is tracked at shipment, unless they were named when it was picked; and wherever some of the units that were picked with theirs go into the parcel, and others do not.
    """

    line: LineId
    quantity: Quantity
    serials: list[SerialNumber] = []


Tracking: TypeAlias = Literal[
    # The carrier has it.
    "in_transit",
    # The courier who will ring the bell has it.
    "out_for_delivery",
    # An attempt failed; another follows.
    "failed_attempt",
    # Something is wrong and the carrier says what.
    "exception",
    # On its way back to the location.
    "returning_to_origin",
    # Back at the location.
    "returned_to_origin",
    # Lost on the way.
    "lost",
    # With the customer.
    "delivered",
]
"""How far a shipped parcel has come, in the carrier's own axis."""

InterceptionOutcome: TypeAlias = Literal[
    # It brings the parcel back.
    "confirmed",
    # It does not.
    "failed",
]
"""What a carrier answers that was asked to bring a parcel back."""

InstructionKind: TypeAlias = Literal[
    # Set money aside.
    "authorization",
    # Take money.
    "capture",
    # Let go what is set aside and not taken.
    "void",
    # Give money back.
    "refund",
]
"""What a provider can be told to do."""

InstructionKey: TypeAlias = str
"""The idempotency key of an instruction to a payment provider. It follows from the order, the payment and the transaction's number."""


class SucceededPaymentOutcome(Record, frozen=True, kw_only=True, tag_field="type", tag="succeeded"):
    """The provider has done it.

    Fields:
        amount: How much, if it is less than it was told.
        reference: The provider's id of it.
        expires_at: When an authorization ends, if it does.
    """

    type: ClassVar[Literal["succeeded"]] = "succeeded"
    amount: Decimal | None = None
    reference: ProviderEventId | None = None
    expires_at: Timestamp | None = None


class FailedPaymentOutcome(Record, frozen=True, kw_only=True, tag_field="type", tag="failed"):
    """The provider has not done it.

    Fields:
        code: The provider's code, of 1 to 128 bytes.
        message: The same in words.
    """

    type: ClassVar[Literal["failed"]] = "failed"
    code: str
    message: str = ""


PaymentOutcome: TypeAlias = SucceededPaymentOutcome | FailedPaymentOutcome
"""What came of an instruction."""

ReturnId: TypeAlias = str
"""A return on an order; unique within the order."""


class ReturnRequestLine(Record, frozen=True, kw_only=True):
    """Units of a line that a customer wants to send back.

    Fields:
        line: The line, or the line that a bundle was captured as.
        quantity: How many units, or how many bundles with all their components.
        reason: Why.
    """

    line: LineId
    quantity: Quantity
    reason: ReturnReason


class ReplacementLine(Record, frozen=True, kw_only=True):
    """A line that takes the place of others.

    Without a price it costs what the units it replaces bring back, to the cent: a shirt bought at half price is exchanged for
    another size of it without money either way, whatever that size is sold at today. With a price it costs that, and the difference
    is due or paid back.

    Fields:
        id: The id of the line to be, unique within the order.
        sku: What is given.
        quantity: How many units.
        replaces: The line whose units it replaces, one for one; needed where no price is named.
        unit_price: The price of one, before discounts, tax as the order's prices have it; absent means what the replaced units bring back.
        discounts: What is taken off all units together; only with a price.
        taxes: Taxes on it; only with a price, since what has none is taxed as what it replaces.
    """

    id: LineId
    sku: Sku
    quantity: Quantity
    replaces: LineId | None = None
    unit_price: Decimal | None = None
    discounts: list[Discount] = []
    taxes: list[TaxRate] = []


ExchangeShipping: TypeAlias = Literal[
    # Once all that is expected back has been received, or is expected no more.
    "on_receipt",
    # As soon as the return is approved.
    "in_advance",
]
"""When replacements are sent."""


class ReturnLabel(Record, frozen=True, kw_only=True):
    """How a return is sent.

    Fields:
        carrier: Who carries it.
        tracking_number: The number to find it by.
        pickup_at: When a courier picks it up; absent where the customer hands it in.
    """

    carrier: str
    tracking_number: str = ""
    pickup_at: Timestamp | None = None


class ReceivedUnits(Record, frozen=True, kw_only=True):
    """Units of a line that came back.

    Fields:
        line: The line.
        quantity: How many units.
        lot: The lot they are of, where units of several left for the line; absent means the only one.
        serials: The serial numbers of the units, where they left with some. Each must have left on this line.
    """

    line: LineId
    quantity: Quantity
    lot: LotNumber | None = None
    serials: list[SerialNumber] = []


Disposition: TypeAlias = Literal[
    # It goes back on sale.
    "restock",
    # It is kept, not fit for sale.
    "damaged",
    # It stays in quality control for another look.
    "quarantine",
    # It is to be made fit for sale again: it is kept as damaged until `move_stock` says that it is.
    "refurbish",
    # It goes back to whoever supplied it: it is kept as damaged until `adjust_stock` says that it has left.
    "return_to_vendor",
    # It is thrown away.
    "scrap",
    # It is not what was sold.
    "wrong_item",
]
"""What becomes of a returned unit."""


class InspectedUnits(Record, frozen=True, kw_only=True):
    """Units of a line that were looked at.

    Fields:
        line: The line.
        quantity: How many units.
        lot: The lot they were received in, where units of several left for the line; absent means the only one.
        serials: The serial numbers of the units, where they were received with some.
        disposition: What becomes of them.
        grade: What they are like, where somebody grades them; what is not the item sold has no grade.
    """

    line: LineId
    quantity: Quantity
    lot: LotNumber | None = None
    serials: list[SerialNumber] = []
    disposition: Disposition
    grade: Grade | None = None


ClaimId: TypeAlias = str
"""A claim on an order; unique within the order."""

ClaimKind: TypeAlias = Literal[
    # They were not in the parcel that came.
    "missing",
    # They came broken, or broke on the way.
    "damaged",
    # Something else was in the parcel.
    "wrong_item",
    # Their parcel was lost on the way.
    "lost_in_transit",
]
"""What went wrong with units."""

ClaimParty: TypeAlias = Literal[
    # The merchant, to the customer.
    "merchant",
    # The carrier, to the merchant.
    "carrier",
]
"""Who has to answer for a claim."""


class ClaimedUnits(Record, frozen=True, kw_only=True):
    """Units of a line that a claim is about.

    Fields:
        line: The line.
        quantity: How many units.
    """

    line: LineId
    quantity: Quantity


ClaimResolution: TypeAlias = Literal[
    # The customer gets the money for the units and returns nothing.
    "refund",
    # The customer gets other units for them and returns nothing. Units that are not replaced are refunded.
    "replace",
    # The carrier pays.
    "settle",
    # It is turned down.
    "deny",
]
"""What is decided about a claim."""


class OrderCursor(Record, frozen=True, kw_only=True):
    """A place in a list of orders.

    Fields:
        placed_at: When the last order of the page was placed.
        order: Its id.
    """

    placed_at: Timestamp
    order: OrderId


class PutLocation(Record, frozen=True, kw_only=True, tag_field="type", tag="put_location"):
    """Adds or changes a location.

    Fields:
        location: The location as it is to be.
    """

    type: ClassVar[Literal["put_location"]] = "put_location"
    location: Location


class PutChannel(Record, frozen=True, kw_only=True, tag_field="type", tag="put_channel"):
    """Adds or changes a channel.

    Fields:
        channel: The channel as it is to be.
    """

    type: ClassVar[Literal["put_channel"]] = "put_channel"
    channel: Channel


class PutPolicies(Record, frozen=True, kw_only=True, tag_field="type", tag="put_policies"):
    """Replaces the policies.

    Fields:
        policies: The policies as they are to be.
    """

    type: ClassVar[Literal["put_policies"]] = "put_policies"
    policies: Policies


class PutRoutingPolicy(Record, frozen=True, kw_only=True, tag_field="type", tag="put_routing_policy"):
    """Replaces the routing policy.

    Fields:
        rules: The rules, first to last. Without any, orders are routed as if there was no policy.
        search_steps_max: How many nodes the search for the best plan may look at; 2,000 by default.
        expected_version: The version of the policy that this one replaces, 0 for none; absent means any.
    """

    type: ClassVar[Literal["put_routing_policy"]] = "put_routing_policy"
    rules: list[RoutingRule]
    search_steps_max: int = msgspec.field(default_factory=_always(2000))
    expected_version: int | None = None


class PutZone(Record, frozen=True, kw_only=True, tag_field="type", tag="put_zone"):
    """Draws a zone, or draws it anew.

    Fields:
        zone: The zone as it is to be.
    """

    type: ClassVar[Literal["put_zone"]] = "put_zone"
    zone: Zone


class PutSlotTemplate(Record, frozen=True, kw_only=True, tag_field="type", tag="put_slot_template"):
    """Plans windows for delivery or pick-up, or changes the plan.

    Fields:
        template: The plan as it is to be.
    """

    type: ClassVar[Literal["put_slot_template"]] = "put_slot_template"
    template: SlotTemplate


class PutRateCard(Record, frozen=True, kw_only=True, tag_field="type", tag="put_rate_card"):
    """Puts in what a carrier charges for a service, or changes it.

    Fields:
        card: The card as it is to be.
    """

    type: ClassVar[Literal["put_rate_card"]] = "put_rate_card"
    card: RateCard


class RemoveRateCard(Record, frozen=True, kw_only=True, tag_field="type", tag="remove_rate_card"):
    """Removes a rate card.

    Fields:
        card: The card.
    """

    type: ClassVar[Literal["remove_rate_card"]] = "remove_rate_card"
    card: RateCardId


class PutItem(Record, frozen=True, kw_only=True, tag_field="type", tag="put_item"):
    """Adds or changes an item of the catalog.

    Fields:
        sku: Its stock keeping unit.
        tracked: Whether stock is counted at all.
        backorder: Whether it may be sold beyond stock; absent means no.
        return_category: The group of items it is returned with, if they have terms of their own.
        category: The group of items that customers take for one another who accept any of the `same_category`.
        unit_costs: What one unit costs the merchant, by currency.
        grams: What one unit weighs, in grams; 0 where that is not known. Orders keep what it was when they were captured.
        dimensions: How large one unit is as it is packed; absent where that is not known.
        hazardous: Whether only those carriers take it that take hazardous goods.
        tags: Words by which rules of routing know it.
        requires: What a location must be able to do to ship it under a routing policy, such as `cold_chain`.
        channel_caps: The most units certain channels may have sold or reserved at a time.
        reorder_rules: When it is to be ordered anew, for each location that keeps it so; at most one rule a location.
        lots: How it is kept by lot; absent means that its units are all alike. It cannot change whether it is.
        tracks_serials: When the serial numbers of its units are captured: `receipt` gives every unit in stock its number, `shipment` those that leave. It cannot change whether that is at receipt.
        components: What a bundle is made of; empty for a plain item. Orders keep the components they were captured with.
    """

    type: ClassVar[Literal["put_item"]] = "put_item"
    sku: Sku
    tracked: bool = msgspec.field(default_factory=_always(True))
    backorder: Backorder | None = None
    return_category: Category | None = None
    category: Category | None = None
    unit_costs: list[CurrencyAmount] = []
    grams: int = 0
    dimensions: Dimensions | None = None
    hazardous: bool = False
    tags: list[Tag] = []
    requires: list[Tag] = []
    channel_caps: list[ChannelCap] = []
    reorder_rules: list[ReorderRule] = []
    lots: LotPolicy | None = None
    tracks_serials: SerialTracking = "none"
    components: list[Component] = []


class ReceiveStock(Record, frozen=True, kw_only=True, tag_field="type", tag="receive_stock"):
    """Takes in stock that arrives, and gives it to units that wait for it.

    Fields:
        sku: What arrived, if it is all of one SKU; else `lines`.
        location: Where.
        quantity: How many units of `sku`.
        into: The state units of `sku` arrive in; free for sale if not given.
        lot: The lot that units of `sku` are of, where the item is kept by lot.
        serials: The serial numbers of all units of `sku`, where the item is tracked by them at receipt.
        lines: What arrived, if it is of several SKUs or in several states.
        reason: The delivery note, or whatever explains it.
    """

    type: ClassVar[Literal["receive_stock"]] = "receive_stock"
    sku: Sku | None = None
    location: LocationId
    quantity: Quantity | None = None
    into: Bucket | None = None
    lot: ReceivedLot | None = None
    serials: list[SerialNumber] = []
    lines: list[ReceiveLine] | None = None
    reason: str = ""


class AdjustStock(Record, frozen=True, kw_only=True, tag_field="type", tag="adjust_stock"):
    """Corrects stock by a difference.

    Fields:
        sku: What.
        location: Where.
        lot: The lot, where the item is kept by lot.
        change: Units to add; negative to take away.
        bucket: The state they are added to or taken from; free for sale if not given.
        serials: The serial numbers of the units, where the item is tracked by them at receipt: of those that were found, or that are gone.
        shortage: What becomes of promises that what is left does not suffice for.
        reason: Why.
    """

    type: ClassVar[Literal["adjust_stock"]] = "adjust_stock"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    change: int
    bucket: Bucket = msgspec.field(default_factory=_always("available"))
    serials: list[SerialNumber] = []
    shortage: ShortageChoice = "keep"
    reason: str


class SetStock(Record, frozen=True, kw_only=True, tag_field="type", tag="set_stock"):
    """Sets what is on hand, if it is what the caller believes.

    Fields:
        sku: What.
        location: Where.
        lot: The lot, where the item is kept by lot.
        on_hand: Units on hand, whatever their state. Either these or `available` are named.
        available: Units free for sale: what is promised, kept back or damaged lies there besides.
        expected: Refuse unless the same figure stands so now; absent means whatever there is.
        as_of: When the figure was taken; absent means now.
        shortage: What becomes of promises that what is left does not suffice for.
        reason: Why.
    """

    type: ClassVar[Literal["set_stock"]] = "set_stock"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    on_hand: Quantity | None = None
    available: Quantity | None = None
    expected: Quantity | None = None
    as_of: Timestamp | None = None
    shortage: ShortageChoice = "keep"
    reason: str


class MoveStock(Record, frozen=True, kw_only=True, tag_field="type", tag="move_stock"):
    """Moves stock from one state to another.

    Fields:
        sku: What.
        location: Where.
        lot: The lot, where the item is kept by lot.
        from_bucket: Out of which state.
        to_bucket: Into which state.
        quantity: How many units.
        serials: The serial numbers of the units, where the item is tracked by them at receipt; none between what is free and safety stock, since units on both are fit for sale.
        reason: Why.
    """

    type: ClassVar[Literal["move_stock"]] = "move_stock"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    from_bucket: Bucket
    to_bucket: Bucket
    quantity: Quantity
    serials: list[SerialNumber] = []
    reason: str


class RepairStock(Record, frozen=True, kw_only=True, tag_field="type", tag="repair_stock"):
    """Repairs stock by the plan of an audit.

    Fields:
        audited_through: The number of the last entry of the log that the audit looked at.
        repairs: What to repair, in this order; 1 to 10,000.
        reason: Why.
    """

    type: ClassVar[Literal["repair_stock"]] = "repair_stock"
    audited_through: int
    repairs: list[StockRepair]
    reason: str


class RecallLot(Record, frozen=True, kw_only=True, tag_field="type", tag="recall_lot"):
    """Recalls a lot: nothing of it is sold any more, and what is promised of it is promised from others.

    Fields:
        sku: What it is a lot of.
        lot: Its number.
        reason: Why.
    """

    type: ClassVar[Literal["recall_lot"]] = "recall_lot"
    sku: Sku
    lot: LotNumber
    reason: str


class LiftRecall(Record, frozen=True, kw_only=True, tag_field="type", tag="lift_recall"):
    """Lifts the recall of a lot that turned out to be good.

    Fields:
        sku: What it is a lot of.
        lot: Its number.
        release: Whether what lies in quality control of it is free at once.
        reason: Why.
    """

    type: ClassVar[Literal["lift_recall"]] = "lift_recall"
    sku: Sku
    lot: LotNumber
    release: bool = False
    reason: str


class EditLot(Record, frozen=True, kw_only=True, tag_field="type", tag="edit_lot"):
    """Corrects the days of a lot.

    Fields:
        sku: What it is a lot of.
        lot: Its number.
        expires_on: The day on which it expires.
        best_before: The day up to which it is at its best.
        reason: Why.
    """

    type: ClassVar[Literal["edit_lot"]] = "edit_lot"
    sku: Sku
    lot: LotNumber
    expires_on: Day | None = None
    best_before: Day | None = None
    reason: str


class ReleaseBackorders(Record, frozen=True, kw_only=True, tag_field="type", tag="release_backorders"):
    """Gives free stock to units that wait for it.

    Fields:
        sku: What they wait for.
        location: Whose stock.
        rule: Who is served first; absent means as the policy says.
    """

    type: ClassVar[Literal["release_backorders"]] = "release_backorders"
    sku: Sku
    location: LocationId
    rule: ReleaseRule | None = None


class PutPurchaseOrder(Record, frozen=True, kw_only=True, tag_field="type", tag="put_purchase_order"):
    """Places a purchase order, or changes one.

    Fields:
        purchase_order: Its number.
        supplier: Who delivers.
        location: Where to.
        lines: What, and when.
    """

    type: ClassVar[Literal["put_purchase_order"]] = "put_purchase_order"
    purchase_order: DocumentId
    supplier: SupplierId
    location: LocationId
    lines: list[OrderedLine]


class ReschedulePurchaseOrder(Record, frozen=True, kw_only=True, tag_field="type", tag="reschedule_purchase_order"):
    """Expects a purchase order at another time.

    Fields:
        purchase_order: The purchase order.
        expected_at: When it is expected now.
        lines: The lines that are expected then; all that are outstanding if none is named.
        reason: Why.
    """

    type: ClassVar[Literal["reschedule_purchase_order"]] = "reschedule_purchase_order"
    purchase_order: DocumentId
    expected_at: Timestamp
    lines: list[LineId] = []
    reason: str = ""


class ReceivePurchaseOrder(Record, frozen=True, kw_only=True, tag_field="type", tag="receive_purchase_order"):
    """Takes in what a purchase order brings.

    Fields:
        purchase_order: The purchase order.
        lines: What arrived, by line.
        accepts_excess: Whether units beyond those outstanding are kept.
        reason: The delivery note, or whatever explains it.
    """

    type: ClassVar[Literal["receive_purchase_order"]] = "receive_purchase_order"
    purchase_order: DocumentId
    lines: list[PurchaseReceipt]
    accepts_excess: bool = False
    reason: str = ""


class CancelPurchaseOrder(Record, frozen=True, kw_only=True, tag_field="type", tag="cancel_purchase_order"):
    """Expects no more of a purchase order.

    Fields:
        purchase_order: The purchase order.
        lines: The lines; all that are outstanding if none is named.
        reason: Why.
    """

    type: ClassVar[Literal["cancel_purchase_order"]] = "cancel_purchase_order"
    purchase_order: DocumentId
    lines: list[LineId] = []
    reason: str


class PutTransfer(Record, frozen=True, kw_only=True, tag_field="type", tag="put_transfer"):
    """Plans a transfer of stock from one location to another, or plans it anew.

    Fields:
        transfer: Its number.
        from_location: Where the units leave.
        to_location: Where they go.
        expected_at: When they are expected to arrive.
        lines: What goes.
    """

    type: ClassVar[Literal["put_transfer"]] = "put_transfer"
    transfer: DocumentId
    from_location: LocationId
    to_location: LocationId
    expected_at: Timestamp
    lines: list[PlannedTransferLine]


class ShipTransfer(Record, frozen=True, kw_only=True, tag_field="type", tag="ship_transfer"):
    """Sends units of a transfer on their way.

    Fields:
        transfer: The transfer.
        lines: What leaves, by line; all that is left to ship if none is named.
        expected_at: When it is expected to arrive, if that is another time than was planned.
        reason: The delivery note, or whatever explains it.
    """

    type: ClassVar[Literal["ship_transfer"]] = "ship_transfer"
    transfer: DocumentId
    lines: list[TransferShipment] = []
    expected_at: Timestamp | None = None
    reason: str = ""


class RescheduleTransfer(Record, frozen=True, kw_only=True, tag_field="type", tag="reschedule_transfer"):
    """Expects a transfer at another time.

    Fields:
        transfer: The transfer.
        expected_at: When it is expected now.
        reason: Why.
    """

    type: ClassVar[Literal["reschedule_transfer"]] = "reschedule_transfer"
    transfer: DocumentId
    expected_at: Timestamp
    reason: str = ""


class ReceiveTransfer(Record, frozen=True, kw_only=True, tag_field="type", tag="receive_transfer"):
    """Takes in what a transfer brings.

    Fields:
        transfer: The transfer.
        location: Where they arrived; where they are bound for if not given.
        lines: What arrived, by line.
        accepts_excess: Whether units beyond those in transit are kept.
        reason: The delivery note, or whatever explains it.
    """

    type: ClassVar[Literal["receive_transfer"]] = "receive_transfer"
    transfer: DocumentId
    location: LocationId | None = None
    lines: list[TransferReceipt]
    accepts_excess: bool = False
    reason: str = ""


class CancelTransfer(Record, frozen=True, kw_only=True, tag_field="type", tag="cancel_transfer"):
    """Sends no more of a transfer, and calls back what is on its way.

    Fields:
        transfer: The transfer.
        calls_back: Whether what is in transit is to come back.
        expected_at: When it is expected back, if that is another time than it was expected at.
        reason: Why.
    """

    type: ClassVar[Literal["cancel_transfer"]] = "cancel_transfer"
    transfer: DocumentId
    calls_back: bool = False
    expected_at: Timestamp | None = None
    reason: str


class OpenCount(Record, frozen=True, kw_only=True, tag_field="type", tag="open_count"):
    """Opens a count of some SKUs at a location.

    Fields:
        count: Its number.
        location: Where.
        skus: What is to be counted: 1 to 1,000 SKUs.
        blind: Whether who counts is not told how far the books are off: `count_recorded` then names no variance.
    """

    type: ClassVar[Literal["open_count"]] = "open_count"
    count: DocumentId
    location: LocationId
    skus: list[Sku]
    blind: bool = False


class RecordCount(Record, frozen=True, kw_only=True, tag_field="type", tag="record_count"):
    """Records what was counted, and when.

    Fields:
        count: The count.
        counted_at: When it was counted: since the count was opened. Now, if not given.
        lines: What was there.
    """

    type: ClassVar[Literal["record_count"]] = "record_count"
    count: DocumentId
    counted_at: Timestamp | None = None
    lines: list[CountedUnits]


class ApproveCount(Record, frozen=True, kw_only=True, tag_field="type", tag="approve_count"):
    """Lets stock follow what was counted.

    Fields:
        count: The count.
        leaves_uncounted: Whether SKUs and lots that nobody has counted stay as they are; if not, all of them must have been counted.
        shortage: What becomes of promises that what was found does not suffice for.
        reason: Why.
    """

    type: ClassVar[Literal["approve_count"]] = "approve_count"
    count: DocumentId
    leaves_uncounted: bool = False
    shortage: ShortageChoice = "keep"
    reason: str


class RejectCount(Record, frozen=True, kw_only=True, tag_field="type", tag="reject_count"):
    """Has it counted again.

    Fields:
        count: The count.
        skus: The SKUs that are to be counted again; all that have been counted if none is named.
        reason: Why.
    """

    type: ClassVar[Literal["reject_count"]] = "reject_count"
    count: DocumentId
    skus: list[Sku] = []
    reason: str


class CancelCount(Record, frozen=True, kw_only=True, tag_field="type", tag="cancel_count"):
    """Gives a count up.

    Fields:
        count: The count.
        reason: Why.
    """

    type: ClassVar[Literal["cancel_count"]] = "cancel_count"
    count: DocumentId
    reason: str


class ReserveStock(Record, frozen=True, kw_only=True, tag_field="type", tag="reserve_stock"):
    """Reserves stock for a cart or checkout.

    Fields:
        reservation: The id of the reservation to be.
        channel: The channel that sells.
        lines: What is wanted.
        time_to_live: How long it is to hold; the policy's time if not given.
        shipping_address: Where it would be sent to, if that is known.
        pickup: The location where it is to be collected; absent if it is to be delivered, or if the slot says where.
        slot: The slot in which a place is to be held for as long as the stock is. All stock then comes from the location of the slot.
        facts: What is known of the order to be, for rules of a routing policy.
    """

    type: ClassVar[Literal["reserve_stock"]] = "reserve_stock"
    reservation: ReservationId
    channel: ChannelId
    lines: list[ReserveLine]
    time_to_live: Span | None = None
    shipping_address: Address | None = None
    pickup: LocationId | None = None
    slot: DocumentId | None = None
    facts: CartFacts | None = None


class ChangeReservation(Record, frozen=True, kw_only=True, tag_field="type", tag="change_reservation"):
    """Changes the quantities of a reservation.

    Fields:
        reservation: The reservation.
        lines: What is wanted from now on.
        time_to_live: How long it is to hold from now on; absent leaves that to the policy.
        shipping_address: Where it would be sent to, if that is known.
        slot: The slot in which a place is to be held from now on; absent means that it keeps the one it has.
        facts: What is known of the order to be by now, for rules of a routing policy. Nothing is taken over from before.
    """

    type: ClassVar[Literal["change_reservation"]] = "change_reservation"
    reservation: ReservationId
    lines: list[ReserveLine]
    time_to_live: Span | None = None
    shipping_address: Address | None = None
    slot: DocumentId | None = None
    facts: CartFacts | None = None


class ReleaseReservation(Record, frozen=True, kw_only=True, tag_field="type", tag="release_reservation"):
    """Gives a reservation up.

    Fields:
        reservation: The reservation.
    """

    type: ClassVar[Literal["release_reservation"]] = "release_reservation"
    reservation: ReservationId


class ExpireReservations(Record, frozen=True, kw_only=True, tag_field="type", tag="expire_reservations"):
    """Frees the stock of reservations that are due."""

    type: ClassVar[Literal["expire_reservations"]] = "expire_reservations"


class CaptureOrder(Record, frozen=True, kw_only=True, tag_field="type", tag="capture_order"):
    """Takes an order in: verifies, reserves, routes and allocates it.

    Fields:
        order: The id of the order to be.
        channel: Where it comes from.
        external_id: Its id there; an order is captured once for each.
        customer: Who bought.
        customer_group: The group the customer is in; terms of returns may be its own.
        placed_at: When it was placed, if not at the time of the command.
        priority: Higher is served first where stock is short.
        currency: The currency of all its amounts.
        prices_include_tax: Whether prices and discounts include tax.
        lines: What was bought.
        discounts: Discounts on the whole order; they are divided over the lines.
        shipping: What shipping costs.
        charges: What else is charged.
        presentment: What the customer saw and pays, where that is another currency than the order's.
        total: The total the channel has told the customer; an order whose total is another is held.
        shipping_address: Where it goes.
        time_zone: The customer's time zone, by its name in the IANA database: windows count the days of its calendar. That of the channel if absent.
        promised_at: When it is promised to arrive.
        payments: How it is paid.
        pickup: The location where the customer collects it; absent if it is delivered, or if the slot says where.
        slot: The slot it is to be delivered or collected in; absent means that of its reservation, if that holds a place. All stock then comes from the location of the slot.
        reservation: The reservation of its checkout: its stock is given to the order.
        lease: A reservation that it draws on: what it wants and is held there is given to it, and the rest stays held.
        tags: Words to find it by.
    """

    type: ClassVar[Literal["capture_order"]] = "capture_order"
    order: OrderId
    channel: ChannelId
    external_id: ExternalId | None = None
    customer: CustomerId | None = None
    customer_group: CustomerGroup | None = None
    placed_at: Timestamp | None = None
    priority: int = 0
    currency: Currency
    prices_include_tax: bool = False
    lines: list[CaptureLine]
    discounts: list[Discount] = []
    shipping: ShippingCharge | None = None
    charges: list[CaptureCharge] = []
    presentment: Presentment | None = None
    total: Decimal | None = None
    shipping_address: Address | None = None
    time_zone: str = ""
    promised_at: Timestamp | None = None
    payments: list[PaymentOffer] = []
    pickup: LocationId | None = None
    slot: DocumentId | None = None
    reservation: ReservationId | None = None
    lease: ReservationId | None = None
    tags: list[Tag] = []


class PlaceHold(Record, frozen=True, kw_only=True, tag_field="type", tag="place_hold"):
    """Places a hold on an order.

    Fields:
        order: The order.
        hold: The id of the hold to be.
        kind: What it is about.
        reason: Why.
    """

    type: ClassVar[Literal["place_hold"]] = "place_hold"
    order: OrderId
    hold: HoldId
    kind: HoldKind
    reason: str


class ReleaseHold(Record, frozen=True, kw_only=True, tag_field="type", tag="release_hold"):
    """Releases a hold; when none is left, work is given to locations.

    Fields:
        order: The order.
        hold: The hold.
    """

    type: ClassVar[Literal["release_hold"]] = "release_hold"
    order: OrderId
    hold: HoldId


class AllocateOrder(Record, frozen=True, kw_only=True, tag_field="type", tag="allocate_order"):
    """Finds stock for units of an order that have none.

    Fields:
        order: The order.
    """

    type: ClassVar[Literal["allocate_order"]] = "allocate_order"
    order: OrderId


class AssignLocation(Record, frozen=True, kw_only=True, tag_field="type", tag="assign_location"):
    """Says which location ships units of an order, whatever routing has decided.

    Fields:
        order: The order.
        location: The location that ships them.
        fulfillment: Only units of this fulfillment order, by its number.
        lines: Only units of these lines; empty means all lines.
        force: Whether to do it though the location may not ship it, or lacks stock.
        reason: Why, in somebody's words.
    """

    type: ClassVar[Literal["assign_location"]] = "assign_location"
    order: OrderId
    location: LocationId
    fulfillment: int | None = None
    lines: list[AssignLine] = []
    force: bool = False
    reason: str


class BrokerOrders(Record, frozen=True, kw_only=True, tag_field="type", tag="broker_orders"):
    """Works off a part of a queue: routes what can be routed now.

    Fields:
        queue: The queue: `unfillable` or `waiting_for_supply`.
        size: The most orders that are looked at, 1 to 500.
        after: Only what stands behind this place: `next` of the wave before. Absent begins at the head.
        filter: Only these orders; others are looked at and passed by.
    """

    type: ClassVar[Literal["broker_orders"]] = "broker_orders"
    queue: OrderQueue
    size: int
    after: Waiting | None = None
    filter: OrderFilter = OrderFilter()


class RerouteOrders(Record, frozen=True, kw_only=True, tag_field="type", tag="reroute_orders"):
    """Moves orders that wait to other locations, all of them or none.

    Fields:
        orders: The orders, each once.
        policy_version: The version of the routing policy that it was planned by; absent means any.
        reason: Why, in somebody's words.
    """

    type: ClassVar[Literal["reroute_orders"]] = "reroute_orders"
    orders: list[OrderReroute]
    policy_version: int | None = None
    reason: str = ""


class ChangeAddress(Record, frozen=True, kw_only=True, tag_field="type", tag="change_address"):
    """Sends an order elsewhere, before its units are taken from the shelf.

    Fields:
        order: The order.
        shipping_address: Where it goes from now on.
        release_slot: Whether its slot may be given up where that does not go there: place and stock then go together, and the order is held until it has another slot.
    """

    type: ClassVar[Literal["change_address"]] = "change_address"
    order: OrderId
    shipping_address: Address
    release_slot: bool = False


class ChangePickup(Record, frozen=True, kw_only=True, tag_field="type", tag="change_pickup"):
    """Has an order collected elsewhere, or sent instead.

    Fields:
        order: The order.
        pickup: Where it is collected from now on; absent means that it is sent to its shipping address.
    """

    type: ClassVar[Literal["change_pickup"]] = "change_pickup"
    order: OrderId
    pickup: LocationId | None = None


class ChangeSlot(Record, frozen=True, kw_only=True, tag_field="type", tag="change_slot"):
    """Gives an order another slot.

    Fields:
        order: The order.
        slot: The slot it is to have.
    """

    type: ClassVar[Literal["change_slot"]] = "change_slot"
    order: OrderId
    slot: DocumentId


class EditOrder(Record, frozen=True, kw_only=True, tag_field="type", tag="edit_order"):
    """Changes what was bought, and what it costs.

    Fields:
        order: The order.
        changes: What to change, in this order.
        reason: Why, in somebody's words.
    """

    type: ClassVar[Literal["edit_order"]] = "edit_order"
    order: OrderId
    changes: list[OrderChange]
    reason: str = ""


class CancelOrder(Record, frozen=True, kw_only=True, tag_field="type", tag="cancel_order"):
    """Cancels an order, or lines or units of it.

    Fields:
        order: The order.
        lines: What to cancel; empty means everything that has not shipped.
        reason: Why.
        note: The same in somebody's words.
    """

    type: ClassVar[Literal["cancel_order"]] = "cancel_order"
    order: OrderId
    lines: list[CancelLine] = []
    reason: CancelReason
    note: str = ""


class TagOrder(Record, frozen=True, kw_only=True, tag_field="type", tag="tag_order"):
    """Adds and removes tags of an order.

    Fields:
        order: The order.
        add: Tags to add.
        remove: Tags to remove.
    """

    type: ClassVar[Literal["tag_order"]] = "tag_order"
    order: OrderId
    add: list[Tag] = []
    remove: list[Tag] = []


class AcceptFulfillment(Record, frozen=True, kw_only=True, tag_field="type", tag="accept_fulfillment"):
    """A location answers that it will ship.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order, counted from 1.
    """

    type: ClassVar[Literal["accept_fulfillment"]] = "accept_fulfillment"
    order: OrderId
    fulfillment: int


class RejectFulfillment(Record, frozen=True, kw_only=True, tag_field="type", tag="reject_fulfillment"):
    """A location answers that it will not ship; its units are routed anew.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order, counted from 1.
        reason: Why, in the location's words.
    """

    type: ClassVar[Literal["reject_fulfillment"]] = "reject_fulfillment"
    order: OrderId
    fulfillment: int
    reason: str


class CancelFulfillment(Record, frozen=True, kw_only=True, tag_field="type", tag="cancel_fulfillment"):
    """Withdraws a fulfillment order; its units stay reserved at the location.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order, counted from 1.
        reason: Why, in somebody's words.
    """

    type: ClassVar[Literal["cancel_fulfillment"]] = "cancel_fulfillment"
    order: OrderId
    fulfillment: int
    reason: str = ""


class PickFulfillment(Record, frozen=True, kw_only=True, tag_field="type", tag="pick_fulfillment"):
    """Records units taken from the shelf, and units that were not there.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order, counted from 1.
        lines: What was picked; empty means everything still to be picked was found.
    """

    type: ClassVar[Literal["pick_fulfillment"]] = "pick_fulfillment"
    order: OrderId
    fulfillment: int
    lines: list[PickLine] = []


class SubstituteItem(Record, frozen=True, kw_only=True, tag_field="type", tag="substitute_item"):
    """Gives other units instead of those that a picker did not find.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order, counted from 1.
        line: The line whose units are not given.
        quantity: How many of them.
        reason: Why they are not given.
        serials: The serial numbers of those of the units that were to be picked, where the item is tracked by them at receipt.
        substitute: What is given instead.
    """

    type: ClassVar[Literal["substitute_item"]] = "substitute_item"
    order: OrderId
    fulfillment: int
    line: LineId
    quantity: Quantity
    reason: SubstituteReason = "not_found"
    serials: list[SerialNumber] = []
    substitute: SubstituteLine


class RecordMispick(Record, frozen=True, kw_only=True, tag_field="type", tag="record_mispick"):
    """Records that a picker scanned something else than a line asks for.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order, counted from 1.
        line: The line whose units were looked for.
        scanned: What was scanned instead, whether it is in the catalog or not.
    """

    type: ClassVar[Literal["record_mispick"]] = "record_mispick"
    order: OrderId
    fulfillment: int
    line: LineId
    scanned: Sku


class ChangeLot(Record, frozen=True, kw_only=True, tag_field="type", tag="change_lot"):
    """Notes that a picker took another lot than was planned.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order, counted from 1.
        line: The line.
        from_lot: The lot that was planned.
        to_lot: The lot that is taken.
        quantity: How many units; absent means all of the old lot.
    """

    type: ClassVar[Literal["change_lot"]] = "change_lot"
    order: OrderId
    fulfillment: int
    line: LineId
    from_lot: LotNumber
    to_lot: LotNumber
    quantity: Quantity | None = None


class PackParcel(Record, frozen=True, kw_only=True, tag_field="type", tag="pack_parcel"):
    """Puts picked units into a parcel.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order, counted from 1.
        lines: What goes into the parcel; empty means everything that is picked.
    """

    type: ClassVar[Literal["pack_parcel"]] = "pack_parcel"
    order: OrderId
    fulfillment: int
    lines: list[PackLine] = []


class ReadyForPickup(Record, frozen=True, kw_only=True, tag_field="type", tag="ready_for_pickup"):
    """Tells that goods wait at the store for the customer to collect them.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order, counted from 1.
        proof_code: What whoever collects the goods has to show; empty means nothing. It is kept as it is given, in the order and in the log.
    """

    type: ClassVar[Literal["ready_for_pickup"]] = "ready_for_pickup"
    order: OrderId
    fulfillment: int
    proof_code: str = ""


class CollectOrder(Record, frozen=True, kw_only=True, tag_field="type", tag="collect_order"):
    """Hands goods to the customer who collects them.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order, counted from 1.
        collected_by: Who came, in the words of the store.
        proof_code: The code that was shown.
    """

    type: ClassVar[Literal["collect_order"]] = "collect_order"
    order: OrderId
    fulfillment: int
    collected_by: str = ""
    proof_code: str = ""


class ShipParcel(Record, frozen=True, kw_only=True, tag_field="type", tag="ship_parcel"):
    """Hands a parcel to a carrier.

    Fields:
        order: The order.
        parcel: The number of the parcel, counted from 1.
        carrier: Who carries it.
        service: The carrier's service.
        tracking_number: The number to find it by.
    """

    type: ClassVar[Literal["ship_parcel"]] = "ship_parcel"
    order: OrderId
    parcel: int
    carrier: str = ""
    service: str = ""
    tracking_number: str = ""


class RecordTracking(Record, frozen=True, kw_only=True, tag_field="type", tag="record_tracking"):
    """Takes in what a carrier reports on a parcel.

    Fields:
        order: The order.
        parcel: The number of the parcel, counted from 1.
        tracking: What is reported.
        event: The carrier's id of the report: the same report counts once.
        occurred_at: When it happened; absent means now. An instant before the parcel shipped or after now counts as that bound, since carriers' clocks are not ours.
    """

    type: ClassVar[Literal["record_tracking"]] = "record_tracking"
    order: OrderId
    parcel: int
    tracking: Tracking
    event: ProviderEventId | None = None
    occurred_at: Timestamp | None = None


class RequestInterception(Record, frozen=True, kw_only=True, tag_field="type", tag="request_interception"):
    """Calls back a parcel that is on its way.

    Fields:
        order: The order.
        parcel: The number of the parcel, counted from 1.
        reason: Why: by wish of the customer, or for a reason of the merchant's.
        note: The same in somebody's words.
    """

    type: ClassVar[Literal["request_interception"]] = "request_interception"
    order: OrderId
    parcel: int
    reason: CancelReason
    note: str = ""


class ResolveInterception(Record, frozen=True, kw_only=True, tag_field="type", tag="resolve_interception"):
    """Takes in what a carrier answers that was asked to bring a parcel back.

    Fields:
        order: The order.
        parcel: The number of the parcel, counted from 1.
        outcome: What the carrier answered.
        answer: The same in its words.
        occurred_at: When it answered; absent means now. An instant before the request or after now counts as that bound.
    """

    type: ClassVar[Literal["resolve_interception"]] = "resolve_interception"
    order: OrderId
    parcel: int
    outcome: InterceptionOutcome
    answer: str = ""
    occurred_at: Timestamp | None = None


class AuthorizePayment(Record, frozen=True, kw_only=True, tag_field="type", tag="authorize_payment"):
    """Records that a provider has set money aside.

    Fields:
        order: The order.
        payment: The payment; it is made if it does not exist.
        method: How it is made.
        amount: How much was set aside.
        expires_at: When it ends: from that instant on what is left of it may not be captured, and no parcel leaves on it. Without one it does not end.
        reference: The provider's id of that.
    """

    type: ClassVar[Literal["authorize_payment"]] = "authorize_payment"
    order: OrderId
    payment: PaymentId
    method: PaymentMethod
    amount: Decimal
    expires_at: Timestamp | None = None
    reference: ProviderEventId | None = None


class CapturePayment(Record, frozen=True, kw_only=True, tag_field="type", tag="capture_payment"):
    """Records that money was taken.

    Fields:
        order: The order.
        payment: The payment.
        method: How it is made; a payment that does not exist is made if this is named.
        amount: How much was taken.
        parcel: The number of the parcel whose share was taken.
        reference: The provider's id of that.
    """

    type: ClassVar[Literal["capture_payment"]] = "capture_payment"
    order: OrderId
    payment: PaymentId
    method: PaymentMethod | None = None
    amount: Decimal | None = None
    parcel: int | None = None
    reference: ProviderEventId | None = None


class VoidPayment(Record, frozen=True, kw_only=True, tag_field="type", tag="void_payment"):
    """Records that money set aside was let go.

    Fields:
        order: The order.
        payment: The payment.
        reference: The provider's id of that.
    """

    type: ClassVar[Literal["void_payment"]] = "void_payment"
    order: OrderId
    payment: PaymentId
    reference: ProviderEventId | None = None


class RefundPayment(Record, frozen=True, kw_only=True, tag_field="type", tag="refund_payment"):
    """Records that money was given back.

    Fields:
        order: The order.
        payment: The payment it goes back over.
        amount: How much.
        reason: Why.
        goodwill: Whether more may be given than is owed.
        reference: The provider's id of that.
    """

    type: ClassVar[Literal["refund_payment"]] = "refund_payment"
    order: OrderId
    payment: PaymentId
    amount: Decimal
    reason: str
    goodwill: bool = False
    reference: ProviderEventId | None = None


class CollectCash(Record, frozen=True, kw_only=True, tag_field="type", tag="collect_cash"):
    """Records that a courier was given cash.

    Fields:
        order: The order.
        payment: The payment; its method is cash on delivery.
        amount: How much was taken.
        parcel: The number of the parcel it was taken for; it is taken once for each.
        reference: The courier's id of that.
    """

    type: ClassVar[Literal["collect_cash"]] = "collect_cash"
    order: OrderId
    payment: PaymentId
    amount: Decimal | None = None
    parcel: int | None = None
    reference: ProviderEventId | None = None


class RemitCash(Record, frozen=True, kw_only=True, tag_field="type", tag="remit_cash"):
    """Records that a courier has handed over cash.

    Fields:
        order: The order.
        payment: The payment; its method is cash on delivery.
        amount: How much was handed over.
        is_final: Whether the courier has handed over all it will.
        reference: The courier's id of that.
    """

    type: ClassVar[Literal["remit_cash"]] = "remit_cash"
    order: OrderId
    payment: PaymentId
    amount: Decimal
    is_final: bool = False
    reference: ProviderEventId | None = None


class RecordChargeback(Record, frozen=True, kw_only=True, tag_field="type", tag="record_chargeback"):
    """Records that a bank has taken money back.

    Fields:
        order: The order.
        payment: The payment.
        amount: How much was taken back.
        reference: The provider's id of the dispute.
        reason: Why, in the words of the bank.
    """

    type: ClassVar[Literal["record_chargeback"]] = "record_chargeback"
    order: OrderId
    payment: PaymentId
    amount: Decimal
    reference: ProviderEventId
    reason: str = ""


class ReverseChargeback(Record, frozen=True, kw_only=True, tag_field="type", tag="reverse_chargeback"):
    """Records that a bank has given back what it had taken.

    Fields:
        order: The order.
        payment: The payment.
        reference: The provider's id of the dispute, as the chargeback has it.
        amount: How much was given back, if it is not all of it.
    """

    type: ClassVar[Literal["reverse_chargeback"]] = "reverse_chargeback"
    order: OrderId
    payment: PaymentId
    reference: ProviderEventId
    amount: Decimal | None = None


class InstructPayment(Record, frozen=True, kw_only=True, tag_field="type", tag="instruct_payment"):
    """Tells a provider to authorize, capture, void or refund.

    Fields:
        order: The order.
        payment: The payment.
        method: How it is made; a payment that does not exist is made if this is named.
        kind: What the provider is to do.
        amount: How much; a void lets go all that is left and names none.
        parcel: The number of the parcel whose share is captured, instead of an amount.
        is_final: Whether it is the last capture: what is authorized beyond it is let go.
        reason: Why; a refund needs a reason.
        goodwill: Whether more may be refunded than is owed.
    """

    type: ClassVar[Literal["instruct_payment"]] = "instruct_payment"
    order: OrderId
    payment: PaymentId
    method: PaymentMethod | None = None
    kind: InstructionKind
    amount: Decimal | None = None
    parcel: int | None = None
    is_final: bool = False
    reason: str = ""
    goodwill: bool = False


class ResolvePayment(Record, frozen=True, kw_only=True, tag_field="type", tag="resolve_payment"):
    """Takes in how an instruction to a provider went.

    Fields:
        order: The order.
        payment: The payment.
        key: The key of the instruction.
        outcome: What came of it.
    """

    type: ClassVar[Literal["resolve_payment"]] = "resolve_payment"
    order: OrderId
    payment: PaymentId
    key: InstructionKey
    outcome: PaymentOutcome


class RetryPayment(Record, frozen=True, kw_only=True, tag_field="type", tag="retry_payment"):
    """Tells a provider again what it failed to do.

    Fields:
        order: The order.
        payment: The payment.
        key: The key of the instruction.
    """

    type: ClassVar[Literal["retry_payment"]] = "retry_payment"
    order: OrderId
    payment: PaymentId
    key: InstructionKey


class RequestReturn(Record, frozen=True, kw_only=True, tag_field="type", tag="request_return"):
    """Asks to send delivered units back.

    Fields:
        order: The order.
        return_id: The id of the return to be, unique within the order.
        lines: What comes back; each line once.
        override_policy: Whether the request is taken even though the terms do not allow it.
    """

    type: ClassVar[Literal["request_return"]] = "request_return"
    order: OrderId
    return_id: ReturnId
    lines: list[ReturnRequestLine]
    override_policy: bool = False


class ExchangeReturn(Record, frozen=True, kw_only=True, tag_field="type", tag="exchange_return"):
    """Gives other units in exchange for those of a return.

    Fields:
        order: The order.
        return_id: The return whose units are exchanged. It has one exchange at most.
        lines: What is given for them.
        ships: When it is sent.
        reserved_for: How long stock is kept for it while it waits for the return; absent means as `policies.returns.exchange_reservation` says.
    """

    type: ClassVar[Literal["exchange_return"]] = "exchange_return"
    order: OrderId
    return_id: ReturnId
    lines: list[ReplacementLine]
    ships: ExchangeShipping = "on_receipt"
    reserved_for: Span | None = None


class ApproveReturn(Record, frozen=True, kw_only=True, tag_field="type", tag="approve_return"):
    """Lets the customer send a return.

    Fields:
        order: The order.
        return_id: The return.
        keeps_items: Whether the customer keeps the items and is refunded all the same; absent means as the terms say.
    """

    type: ClassVar[Literal["approve_return"]] = "approve_return"
    order: OrderId
    return_id: ReturnId
    keeps_items: bool | None = None


class DeclineReturn(Record, frozen=True, kw_only=True, tag_field="type", tag="decline_return"):
    """Refuses a return.

    Fields:
        order: The order.
        return_id: The return.
        reason: Why, in words the customer may read.
    """

    type: ClassVar[Literal["decline_return"]] = "decline_return"
    order: OrderId
    return_id: ReturnId
    reason: str


class CancelReturn(Record, frozen=True, kw_only=True, tag_field="type", tag="cancel_return"):
    """Calls off what has not come back of a return.

    Fields:
        order: The order.
        return_id: The return.
        reason: Why, in somebody's words.
    """

    type: ClassVar[Literal["cancel_return"]] = "cancel_return"
    order: OrderId
    return_id: ReturnId
    reason: str = ""


class IssueReturnLabel(Record, frozen=True, kw_only=True, tag_field="type", tag="issue_return_label"):
    """Tells how an approved return is to be sent.

    Fields:
        order: The order.
        return_id: The return.
        label: How it is sent.
    """

    type: ClassVar[Literal["issue_return_label"]] = "issue_return_label"
    order: OrderId
    return_id: ReturnId
    label: ReturnLabel


class RecordReturnTracking(Record, frozen=True, kw_only=True, tag_field="type", tag="record_return_tracking"):
    """Takes in what a carrier reports on a parcel that comes back.

    Fields:
        order: The order.
        return_id: The return.
        tracking: What the carrier reports.
        occurred_at: When it happened; absent means now. An instant before the request or after now counts as that bound.
    """

    type: ClassVar[Literal["record_return_tracking"]] = "record_return_tracking"
    order: OrderId
    return_id: ReturnId
    tracking: Tracking
    occurred_at: Timestamp | None = None


class ReceiveReturn(Record, frozen=True, kw_only=True, tag_field="type", tag="receive_return"):
    """Takes in units that came back.

    Fields:
        order: The order.
        return_id: The return.
        location: Where they came in.
        lines: What came in; each line once.
    """

    type: ClassVar[Literal["receive_return"]] = "receive_return"
    order: OrderId
    return_id: ReturnId
    location: LocationId
    lines: list[ReceivedUnits]


class InspectReturn(Record, frozen=True, kw_only=True, tag_field="type", tag="inspect_return"):
    """Says what returned units are like and what becomes of them.

    Fields:
        order: The order.
        return_id: The return.
        units: What was looked at. A line may come several times, with one disposition each.
    """

    type: ClassVar[Literal["inspect_return"]] = "inspect_return"
    order: OrderId
    return_id: ReturnId
    units: list[InspectedUnits]


class ReceiveUnexpectedReturn(Record, frozen=True, kw_only=True, tag_field="type", tag="receive_unexpected_return"):
    """Takes in units that nobody asked to send back.

    Fields:
        order: The order.
        return_id: The id of the return to be, unique within the order.
        location: Where they came in.
        lines: What came in; each line once.
        note: What is known about it.
    """

    type: ClassVar[Literal["receive_unexpected_return"]] = "receive_unexpected_return"
    order: OrderId
    return_id: ReturnId
    location: LocationId
    lines: list[ReceivedUnits]
    note: str = ""


class RefundReturn(Record, frozen=True, kw_only=True, tag_field="type", tag="refund_return"):
    """Credits and pays back what returned units bring back.

    Fields:
        order: The order.
        return_id: The return.
        restocking_fee_rate: The part of the units' credit that is kept, as a fraction: 0.15 for 15 %. Rounded half away from zero. Absent means as the terms of the order say.
        refund_shipping: Whether shipping is given back once everything has come back; absent means as the terms of the order say.
    """

    type: ClassVar[Literal["refund_return"]] = "refund_return"
    order: OrderId
    return_id: ReturnId
    restocking_fee_rate: Decimal | None = None
    refund_shipping: bool | None = None


class OpenClaim(Record, frozen=True, kw_only=True, tag_field="type", tag="open_claim"):
    """Opens a claim about units that left.

    Fields:
        order: The order.
        claim_id: The id of the claim to be, unique within the order.
        kind: What went wrong.
        against: Who has to answer for it.
        lines: The units it is about; each line once.
        parcel: The parcel they were in.
        evidence: References to photos, letters and the like.
        note: The claim in somebody's words.
        asked: What is asked of the carrier; a customer's claim asks what the units cost.
    """

    type: ClassVar[Literal["open_claim"]] = "open_claim"
    order: OrderId
    claim_id: ClaimId
    kind: ClaimKind
    against: ClaimParty = "merchant"
    lines: list[ClaimedUnits]
    parcel: int | None = None
    evidence: list[str] = []
    note: str = ""
    asked: Decimal | None = None


class ResolveClaim(Record, frozen=True, kw_only=True, tag_field="type", tag="resolve_claim"):
    """Decides a claim.

    Fields:
        order: The order.
        claim_id: The claim.
        resolution: What was decided.
        replacements: What is sent in place of the units, each line naming what it replaces and no price; named with `replace`, and only there.
        recovered: What the carrier pays; named with `settle`, and only there.
        note: Why, in words the customer may read.
    """

    type: ClassVar[Literal["resolve_claim"]] = "resolve_claim"
    order: OrderId
    claim_id: ClaimId
    resolution: ClaimResolution
    replacements: list[ReplacementLine] = []
    recovered: Decimal | None = None
    note: str = ""


class EraseOrder(Record, frozen=True, kw_only=True, tag_field="type", tag="erase_order"):
    """Erases what is personal of an order, from its record and from the log.

    Fields:
        order: The order.
        with_place: Whether city, postal code and the cell of the map go, and coordinates to the nearest tenth of a degree. What is played again over it may then be decided otherwise.
    """

    type: ClassVar[Literal["erase_order"]] = "erase_order"
    order: OrderId
    with_place: bool = False


class EraseCustomer(Record, frozen=True, kw_only=True, tag_field="type", tag="erase_customer"):
    """Erases what is personal of a customer's orders, a part of them at a time.

    Fields:
        customer: The customer. Where an alias is given, the log keeps that instead.
        alias: The id that stands in the place of the customer's from now on.
        size: The most orders that are erased, 1 to 500.
        after: Only orders behind this place of the list: `next` of the command before. Absent begins with the order placed last.
        with_place: Whether places go, too: see `erase_order`.
    """

    type: ClassVar[Literal["erase_customer"]] = "erase_customer"
    customer: CustomerId
    alias: CustomerId | None = None
    size: int
    after: OrderCursor | None = None
    with_place: bool = False


Command: TypeAlias = (
    PutLocation
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
    | EraseCustomer
)
"""Everything a host can ask for."""


class Envelope(Record, frozen=True, kw_only=True):
    """A command as it is sent: what is wanted, by whom, when, and under which id.

    Fields:
        id: Names the command for ever. The same id with the same content has its effect once.
        at: When it is given. The core knows no other clock.
        actor: Who gives it.
        group: Neighbouring commands with the same number stand or fall together.
        expected_version: The version the order must have; absent means any.
        command: What is wanted.
    """

    id: CommandId
    at: Timestamp
    actor: Actor
    group: int | None = None
    expected_version: int | None = None
    command: Command


Amount: TypeAlias = Decimal
"""An exact amount with its currency's decimals."""

Reason: TypeAlias = Literal[
    # It does not ship, or not to the destination.
    "does_not_serve",
    # The channel does not sell its stock.
    "not_in_channel",
    # The order is collected at another, or has a slot of another.
    "other_location",
    # It rejected these units before, or could not find them.
    "excluded",
    # It has none of the units.
    "no_stock",
    # It has taken on as much today as it can.
    "node_capacity",
    # With it, more parcels would be needed.
    "more_parcels",
    # Others that need as few parcels have priority.
    "lower_priority",
    # Others of the same priority are nearer.
    "farther",
    # Nothing tells it from those chosen but its id.
    "later_id",
    # The search ended at its bound before it was looked at in every combination.
    "not_searched",
]
"""Why a location was not chosen."""


class PassedOver(Record, frozen=True, kw_only=True):
    """Locations that were not chosen for the same reason.

    Fields:
        reason: Why.
        locations: Which, by id.
    """

    reason: Reason
    locations: list[LocationId]


NoPlan: TypeAlias = Literal[
    # Its filter leaves no location.
    "locations",
    # Units require a capability that no location it uses has.
    "capability",
    # There are not enough units.
    "stock",
    # The day is full where they are.
    "node_capacity",
    # More parcels would be needed, or less valuable ones, than it allows.
    "parcels",
    # No location has together what goes together.
    "keep_together",
    # No rate card takes it from where it is to where it goes.
    "carrier",
]
"""Why a rule found no plan."""


class PassedRule(Record, frozen=True, kw_only=True):
    """A rule that found no plan.

    Fields:
        rule: Its name.
        reason: Why.
    """

    rule: str
    reason: NoPlan


LocationCode: TypeAlias = Literal[
    # It ships.
    "chosen",
    # It does not ship, or not to the destination.
    "does_not_serve",
    # The channel does not sell its stock.
    "not_in_channel",
    # The order is collected at another, or has a slot of another.
    "other_location",
    # The rule names others.
    "not_named",
    # It is in none of the groups, or in one that is left out.
    "group",
    # It stands in another country.
    "country",
    # Nobody may collect orders there.
    "pickup",
    # Its priority is too low.
    "priority",
    # It is too far away.
    "distance",
    # It would arrive after the day that was promised.
    "promise_date",
    # It lacks what the items it has require.
    "capability",
    # What it has stays there.
    "stock_floor",
    # It rejected these units before, or could not find them.
    "excluded",
    # It has none of the units.
    "no_stock",
    # It has some of what goes in one parcel, and not all of it.
    "keep_together",
    # It has taken on as much today as it can.
    "node_capacity",
    # No rate card takes what it has from there.
    "no_service",
    # Another has all that it has, and ranks no worse.
    "dominated",
    # Every plan with it is worse by at least so much. Proven, whether or not the plan is.
    "worse",
    # It took part in the search, and nothing better was found with it.
    "searched",
]
"""What a location has to do with a plan."""


class LocationNote(Record, frozen=True, kw_only=True):
    """What is said of locations.

    Fields:
        code: The code.
        locations: Which, by id.
        by: The location that can do all they can, for `dominated`.
        worse_by: What plans with them are worse by, for `worse`.
        at_least: How much at least, in its units: parcels, priority, metres, days, thousandths of a day, minor units of the currency of costs.
        capability: What they lack, for `capability`.
        found: Figures of the filter: what they have, for `distance`, `priority`; the day of arrival, for `promise_date`.
        limit: What would be accepted.
    """

    code: LocationCode
    locations: list[LocationId]
    by: LocationId | None = None
    worse_by: RankBy | None = None
    at_least: int | None = None
    capability: Tag | None = None
    found: str | None = None
    limit: str | None = None


class OneParcelNote(Record, frozen=True, kw_only=True):
    """The best plan of one parcel.

    Fields:
        location: The location that has everything.
        worse_by: What it is worse by; absent if it is as good.
        at_least: How much, at least.
    """

    location: LocationId
    worse_by: RankBy | None = None
    at_least: int | None = None


class DispatchDates(Record, frozen=True, kw_only=True):
    """When a parcel leaves and arrives.

    Fields:
        location: The location.
        ships_on: The day it leaves, by the location's calendar.
        arrives_on: The day it arrives, if it is known how long it is on its way.
    """

    location: LocationId
    ships_on: Day
    arrives_on: Day | None = None


class ParcelCost(Record, frozen=True, kw_only=True):
    """What a parcel of a plan costs.

    Fields:
        location: Where it comes from.
        card: The rate card of the cheapest service; absent where no card charges anything.
        amount: What it costs: the service, handling of the parcel, and what the cost model adds to a parcel.
    """

    location: LocationId
    card: RateCardId | None = None
    amount: Amount


class PlanCost(Record, frozen=True, kw_only=True):
    """What a plan costs by rate cards, handling and the terms of a cost model.

    Fields:
        currency: The currency.
        amount: All of it: parcels and units.
        parcels: What each parcel costs, units not included.
    """

    currency: Currency
    amount: Amount
    parcels: list[ParcelCost]


class PolicyTrace(Record, frozen=True, kw_only=True):
    """How a routing policy came to its decision.

    Fields:
        version: The version of the policy.
        rule: The rule that decided.
        passed: Rules before it that were for the order and found no plan, and why.
        rank: What it ranked by.
        locations: Locations by what is said of them; those that say the same stand together.
        one_parcel: For a divided order: the best plan of one parcel, if any location has all of it.
        dates: When parcels leave and arrive, of locations that say so.
        cost: What the plan costs, if it was chosen by that.
        cart: The cart whose plan the order keeps; absent if it was planned itself.
    """

    version: int
    rule: str
    passed: list[PassedRule] = []
    rank: list[RankBy]
    locations: list[LocationNote] = []
    one_parcel: OneParcelNote | None = None
    dates: list[DispatchDates] = []
    cost: PlanCost | None = None
    cart: ReservationId | None = None


class Decision(Record, frozen=True, kw_only=True):
    """Which locations were chosen, and why the others were not.

    Fields:
        chosen: The locations that ship, most preferred first: one parcel each.
        proven: Whether no better choice exists. If not, the search ended at its bound and this is the best found.
        passed_over: The others, by reason.
        policy: How a routing policy came to it; absent without one, and then `passed_over` tells why.
    """

    chosen: list[LocationId]
    proven: bool
    passed_over: list[PassedOver] = []
    policy: PolicyTrace | None = None


class LeftInQueue(Record, frozen=True, kw_only=True):
    """An order that a wave has left since planning it was refused.

    Fields:
        order: The order.
        code: The code of the refusal.
        message: The refusal in a sentence.
    """

    order: OrderId
    code: str
    message: str


Stage: TypeAlias = Literal[
    # Ordered, and no stock is promised to it: held back, expired, or nowhere to be found.
    "open",
    # Ordered beyond stock: it gets the next units that arrive.
    "backordered",
    # Stock is reserved for it at a location; no work has been given out.
    "reserved",
    # A fulfillment order has been given to the location.
    "allocated",
    # Taken from the shelf.
    "picked",
    # In a parcel.
    "packed",
    # Handed to the carrier.
    "shipped",
    # With the customer. Returns are counted on top.
    "delivered",
    # Lost on the way.
    "lost",
    # Taken off the order.
    "canceled",
]
"""How far a unit has come."""

InterceptionState: TypeAlias = Literal[
    # The carrier was asked and has not answered.
    "requested",
    # The carrier brings it back.
    "confirmed",
    # It goes on to the customer, or has arrived there.
    "failed",
]
"""What came of calling a parcel back."""

TransactionKind: TypeAlias = Literal[
    # The provider set money aside.
    "authorization",
    # Money was taken.
    "capture",
    # What was set aside and not taken was let go.
    "void",
    # Money was given back.
    "refund",
    # A bank took money back for its customer.
    "chargeback",
    # A bank gave money that it had taken back to the merchant again.
    "chargeback_reversal",
    # A courier handed over cash that it had collected.
    "remittance",
]
"""What happened to a payment."""


class GoodwillPart(Record, frozen=True, kw_only=True):
    """What a line bears of a goodwill refund.

    Fields:
        line: The line.
        amount: What it bears.
    """

    line: LineId
    amount: Amount


class Failure(Record, frozen=True, kw_only=True):
    """Why a provider did not do what it was told.

    Fields:
        code: The provider's code of it.
        message: The same in words.
    """

    code: str
    message: str = ""


ClaimState: TypeAlias = Literal[
    # It waits for a decision.
    "open",
    # The customer was credited, and paid back what was paid.
    "refunded",
    # Others were sent in place of the units.
    "replaced",
    # The carrier has paid something.
    "settled",
    # It was turned down.
    "denied",
]
"""How far a claim has come."""

SerialState: TypeAlias = Literal[
    # On the shelf, fit for sale. Promises are made of units, not of serial numbers: which unit an order gets is told when it is picked.
    "in_stock",
    # In the building, not fit for sale.
    "damaged",
    # In the building, waiting for somebody to look at it.
    "quality_control",
    # Taken from the shelf for an order.
    "picked",
    # In a parcel that has not left.
    "packed",
    # With a carrier.
    "shipped",
    # With the customer.
    "delivered",
    # Lost on its way to the customer.
    "lost",
    # On its way from one location to another.
    "in_transit",
    # Off the books: not found, stolen, broken, gone back to the supplier, lost on a transfer. It may come in again.
    "removed",
    # Thrown away: the end of it.
    "scrapped",
]
"""What a unit is."""


class LocationPutEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="location_put"):
    """A location was added or changed.

    Fields:
        location: It.
    """

    type: ClassVar[Literal["location_put"]] = "location_put"
    location: LocationId


class ChannelPutEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="channel_put"):
    """A channel was added or changed.

    Fields:
        channel: It.
    """

    type: ClassVar[Literal["channel_put"]] = "channel_put"
    channel: ChannelId


class ZonePutEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="zone_put"):
    """A zone was drawn, or drawn anew.

    Fields:
        zone: It.
    """

    type: ClassVar[Literal["zone_put"]] = "zone_put"
    zone: ZoneId


class SlotTemplatePutEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="slot_template_put"):
    """Windows for delivery or pick-up were planned, or planned anew.

    Fields:
        template: The plan.
    """

    type: ClassVar[Literal["slot_template_put"]] = "slot_template_put"
    template: SlotTemplateId


class RateCardPutEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="rate_card_put"):
    """A rate card was put in or changed.

    Fields:
        card: It.
    """

    type: ClassVar[Literal["rate_card_put"]] = "rate_card_put"
    card: RateCardId


class RateCardRemovedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="rate_card_removed"):
    """A rate card was removed.

    Fields:
        card: It.
    """

    type: ClassVar[Literal["rate_card_removed"]] = "rate_card_removed"
    card: RateCardId


class SlotHeldEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="slot_held"):
    """A cart has a place in a slot for a while.

    Fields:
        slot: The slot.
        reservation: The cart.
        until: Until when.
    """

    type: ClassVar[Literal["slot_held"]] = "slot_held"
    slot: DocumentId
    reservation: ReservationId
    until: Timestamp


class SlotBookedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="slot_booked"):
    """An order has a place in a slot.

    Fields:
        slot: The slot.
        order: The order.
    """

    type: ClassVar[Literal["slot_booked"]] = "slot_booked"
    slot: DocumentId
    order: OrderId


class SlotReleasedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="slot_released"):
    """An order has no place in a slot any more.

    Fields:
        slot: The slot.
        order: The order.
    """

    type: ClassVar[Literal["slot_released"]] = "slot_released"
    slot: DocumentId
    order: OrderId


class PickupReadyEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="pickup_ready"):
    """Goods wait at the store for the customer to collect them.

    Fields:
        order: The order.
        fulfillment: The fulfillment order.
        until: From when on they go back, if they have not been collected; absent means never.
    """

    type: ClassVar[Literal["pickup_ready"]] = "pickup_ready"
    order: OrderId
    fulfillment: int
    until: Timestamp | None = None


class OrderCollectedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="order_collected"):
    """The customer has collected goods.

    Fields:
        order: The order.
        fulfillment: The fulfillment order.
        collected_by: Who, in the words of the store.
    """

    type: ClassVar[Literal["order_collected"]] = "order_collected"
    order: OrderId
    fulfillment: int
    collected_by: str


class PickupExpiredEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="pickup_expired"):
    """Nobody has collected goods in time: they are canceled.

    Fields:
        order: The order.
        fulfillment: The fulfillment order.
        expired_at: When their time ended.
    """

    type: ClassVar[Literal["pickup_expired"]] = "pickup_expired"
    order: OrderId
    fulfillment: int
    expired_at: Timestamp


class ItemPutEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="item_put"):
    """An item was added or changed.

    Fields:
        sku: It.
    """

    type: ClassVar[Literal["item_put"]] = "item_put"
    sku: Sku


class PoliciesPutEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="policies_put"):
    """The policies were replaced."""

    type: ClassVar[Literal["policies_put"]] = "policies_put"


class RoutingPolicyPutEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="routing_policy_put"):
    """The routing policy was replaced.

    Fields:
        version: Its version.
    """

    type: ClassVar[Literal["routing_policy_put"]] = "routing_policy_put"
    version: int


class ClockWentBackEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="clock_went_back"):
    """The command's time lies before that of the last one in the log.

    Fields:
        last: The time of the last command.
    """

    type: ClassVar[Literal["clock_went_back"]] = "clock_went_back"
    last: Timestamp


class StockReservedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="stock_reserved"):
    """Stock was reserved for a cart or checkout.

    Fields:
        reservation: The reservation.
        expires_at: Until when.
    """

    type: ClassVar[Literal["stock_reserved"]] = "stock_reserved"
    reservation: ReservationId
    expires_at: Timestamp


class ReservationChangedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="reservation_changed"):
    """A reservation was changed.

    Fields:
        reservation: The reservation.
        expires_at: Until when it holds now.
    """

    type: ClassVar[Literal["reservation_changed"]] = "reservation_changed"
    reservation: ReservationId
    expires_at: Timestamp


class ReservationReleasedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="reservation_released"):
    """A reservation was given up.

    Fields:
        reservation: The reservation.
    """

    type: ClassVar[Literal["reservation_released"]] = "reservation_released"
    reservation: ReservationId


class ReservationUsedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="reservation_used"):
    """A reservation became an order.

    Fields:
        reservation: The reservation.
        order: The order.
    """

    type: ClassVar[Literal["reservation_used"]] = "reservation_used"
    reservation: ReservationId
    order: OrderId


class ReservationExpiredEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="reservation_expired"):
    """A reservation came to its end; its stock was free from `expired_at` on.

    Fields:
        reservation: The reservation.
        expired_at: When.
    """

    type: ClassVar[Literal["reservation_expired"]] = "reservation_expired"
    reservation: ReservationId
    expired_at: Timestamp


class OrderReservationExpiredEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="order_reservation_expired"):
    """Stock reserved for an unpaid order came to its end; the order's units are open again.

    Fields:
        order: The order.
        expired_at: When.
    """

    type: ClassVar[Literal["order_reservation_expired"]] = "order_reservation_expired"
    order: OrderId
    expired_at: Timestamp


class OrderCapturedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="order_captured"):
    """An order was captured.

    Fields:
        order: The order.
        channel: Its channel.
        total: Its total.
    """

    type: ClassVar[Literal["order_captured"]] = "order_captured"
    order: OrderId
    channel: ChannelId
    total: Amount


class OrderRoutedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="order_routed"):
    """Locations were chosen for units of an order.

    Fields:
        order: The order.
        decision: What was decided and why.
    """

    type: ClassVar[Literal["order_routed"]] = "order_routed"
    order: OrderId
    decision: Decision


class UnitsAssignedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="units_assigned"):
    """Somebody said which location ships units of a line.

    Fields:
        order: The order.
        line: The line.
        location: The location.
        quantity: How many units, those that were there before included.
        backordered: How many of them wait for stock there.
        forced: Whether it was forced.
        reason: Why.
    """

    type: ClassVar[Literal["units_assigned"]] = "units_assigned"
    order: OrderId
    line: LineId
    location: LocationId
    quantity: Quantity
    backordered: Quantity = 0
    forced: bool = False
    reason: str


class OrderReroutedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="order_rerouted"):
    """Units of an order come from other locations than before.

    Fields:
        order: The order.
        moves: What moved.
        reason: Why, in somebody's words.
    """

    type: ClassVar[Literal["order_rerouted"]] = "order_rerouted"
    order: OrderId
    moves: list[UnitMove]
    reason: str = ""


class OrdersBrokeredEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="orders_brokered"):
    """A wave has worked off a part of a queue.

    Fields:
        queue: The queue.
        looked_at: How many orders of it were looked at.
        routed: How many of them are routed: they stand in no queue any more.
        left: How many are left, though part of their units may have been routed. Why is told by their holds.
        skipped: How many were passed by, since the filter is not for them.
        units: How many units were promised stock.
        next: The place of the last order, for the wave that goes on behind it; absent at the end of the queue.
        refused: Orders that are left since planning them was refused; nearly always none.
    """

    type: ClassVar[Literal["orders_brokered"]] = "orders_brokered"
    queue: OrderQueue
    looked_at: int
    routed: int
    left: int
    skipped: int
    units: Quantity
    next: Waiting | None = None
    refused: list[LeftInQueue] = []


class UnitsMovedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="units_moved"):
    """Units of a line changed stage.

    Fields:
        order: The order.
        line: The line.
        from_stage: Where they came from.
        to_stage: Where they are now.
        quantity: How many.
    """

    type: ClassVar[Literal["units_moved"]] = "units_moved"
    order: OrderId
    line: LineId
    from_stage: Stage
    to_stage: Stage
    quantity: Quantity


class FulfillmentRequestedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="fulfillment_requested"):
    """Work was given to a location.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order.
        location: The location.
    """

    type: ClassVar[Literal["fulfillment_requested"]] = "fulfillment_requested"
    order: OrderId
    fulfillment: int
    location: LocationId


class FulfillmentAcceptedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="fulfillment_accepted"):
    """A location will ship.

    Fields:
        order: The order.
        fulfillment: The number.
    """

    type: ClassVar[Literal["fulfillment_accepted"]] = "fulfillment_accepted"
    order: OrderId
    fulfillment: int


class FulfillmentRejectedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="fulfillment_rejected"):
    """A location will not ship.

    Fields:
        order: The order.
        fulfillment: The number.
        reason: Its reason.
    """

    type: ClassVar[Literal["fulfillment_rejected"]] = "fulfillment_rejected"
    order: OrderId
    fulfillment: int
    reason: str


class FulfillmentCanceledEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="fulfillment_canceled"):
    """A fulfillment order was withdrawn.

    Fields:
        order: The order.
        fulfillment: The number.
    """

    type: ClassVar[Literal["fulfillment_canceled"]] = "fulfillment_canceled"
    order: OrderId
    fulfillment: int


class UnitsNotFoundEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="units_not_found"):
    """A picker did not find units.

    Fields:
        order: The order.
        line: The line.
        location: Where they should have been.
        quantity: How many.
    """

    type: ClassVar[Literal["units_not_found"]] = "units_not_found"
    order: OrderId
    line: LineId
    location: LocationId
    quantity: Quantity


class ItemSubstitutedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="item_substituted"):
    """A picker gave other units instead of those of a line.

    Fields:
        order: The order.
        line: The line whose units were canceled.
        quantity: How many of them.
        reason: Why they were not given.
        substitute: The line that was added.
        sku: What was given.
        given: How many units of it.
        charged: What is charged for them, tax included.
    """

    type: ClassVar[Literal["item_substituted"]] = "item_substituted"
    order: OrderId
    line: LineId
    quantity: Quantity
    reason: SubstituteReason
    substitute: LineId
    sku: Sku
    given: Quantity
    charged: Amount


class ItemMispickedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="item_mispicked"):
    """A picker scanned something else than a line asks for.

    Fields:
        order: The order.
        fulfillment: The number of the fulfillment order.
        line: The line.
        scanned: What was scanned.
    """

    type: ClassVar[Literal["item_mispicked"]] = "item_mispicked"
    order: OrderId
    fulfillment: int
    line: LineId
    scanned: Sku


class ParcelPackedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="parcel_packed"):
    """A parcel was packed.

    Fields:
        order: The order.
        parcel: The number of the parcel.
    """

    type: ClassVar[Literal["parcel_packed"]] = "parcel_packed"
    order: OrderId
    parcel: int


class ParcelShippedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="parcel_shipped"):
    """A parcel was handed to a carrier.

    Fields:
        order: The order.
        parcel: The number of the parcel.
    """

    type: ClassVar[Literal["parcel_shipped"]] = "parcel_shipped"
    order: OrderId
    parcel: int


class ParcelTrackedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="parcel_tracked"):
    """A carrier reported on a parcel.

    Fields:
        order: The order.
        parcel: The number of the parcel.
        tracking: What the carrier reported.
        changed: Whether it changed anything: a late or repeated report does not.
    """

    type: ClassVar[Literal["parcel_tracked"]] = "parcel_tracked"
    order: OrderId
    parcel: int
    tracking: Tracking
    changed: bool


class InterceptionRequestedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="interception_requested"):
    """A carrier is to bring back a parcel that is on its way. A host sends it on, and brings the answer back with
    `resolve_interception`.

    Fields:
        order: The order.
        parcel: The number of the parcel.
        carrier: Who carries it.
        tracking_number: The number to find it by.
        reason: Why.
    """

    type: ClassVar[Literal["interception_requested"]] = "interception_requested"
    order: OrderId
    parcel: int
    carrier: str = ""
    tracking_number: str = ""
    reason: CancelReason


class InterceptionResolvedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="interception_resolved"):
    """A carrier answered whether it brings a parcel back, or its scans did.

    Fields:
        order: The order.
        parcel: The number of the parcel.
        state: What was told: confirmed or failed.
        changed: Whether it changed anything: a late or repeated answer does not.
    """

    type: ClassVar[Literal["interception_resolved"]] = "interception_resolved"
    order: OrderId
    parcel: int
    state: InterceptionState
    changed: bool


class UnitsCanceledEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="units_canceled"):
    """Units of a line were canceled and their share credited.

    Fields:
        order: The order.
        line: The line.
        quantity: How many.
        credited: What is no longer charged for them, tax included.
    """

    type: ClassVar[Literal["units_canceled"]] = "units_canceled"
    order: OrderId
    line: LineId
    quantity: Quantity
    credited: Amount


class ShippingCreditedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="shipping_credited"):
    """Shipping was credited.

    Fields:
        order: The order.
        credited: What is no longer charged, tax included.
    """

    type: ClassVar[Literal["shipping_credited"]] = "shipping_credited"
    order: OrderId
    credited: Amount


class ChargeCreditedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="charge_credited"):
    """A charge beside lines and shipping was credited.

    Fields:
        order: The order.
        kind: What it was for.
        credited: What is no longer charged, tax included.
    """

    type: ClassVar[Literal["charge_credited"]] = "charge_credited"
    order: OrderId
    kind: ChargeKind
    credited: Amount


class OrderEditedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="order_edited"):
    """An order was edited.

    Fields:
        order: The order.
        previous_total: What lines, shipping and charges cost before, tax included.
        total: What they cost now.
        due: What the customer owes now; below zero it is owed to the customer.
    """

    type: ClassVar[Literal["order_edited"]] = "order_edited"
    order: OrderId
    previous_total: Amount
    total: Amount
    due: Amount


class LineEditedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="line_edited"):
    """A line was added to an order, or more units to a line, or what they cost was changed.

    Fields:
        order: The order.
        line: The line.
        added: How many units were added.
        total: What the line costs now, tax included.
    """

    type: ClassVar[Literal["line_edited"]] = "line_edited"
    order: OrderId
    line: LineId
    added: Quantity = 0
    total: Amount


class HoldPlacedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="hold_placed"):
    """A hold was placed.

    Fields:
        order: The order.
        hold: The hold.
        kind: What it is about.
        reason: The finding, with its figures.
    """

    type: ClassVar[Literal["hold_placed"]] = "hold_placed"
    order: OrderId
    hold: HoldId
    kind: HoldKind
    reason: str


class HoldReleasedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="hold_released"):
    """A hold was released.

    Fields:
        order: The order.
        hold: The hold.
    """

    type: ClassVar[Literal["hold_released"]] = "hold_released"
    order: OrderId
    hold: HoldId


class AddressChangedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="address_changed"):
    """An order goes elsewhere than before.

    Fields:
        order: The order.
        rerouted: Whether the destination is another one for routing, so that the order was planned anew.
    """

    type: ClassVar[Literal["address_changed"]] = "address_changed"
    order: OrderId
    rerouted: bool


class PickupChangedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="pickup_changed"):
    """An order is collected elsewhere than before, or sent instead.

    Fields:
        order: The order.
        pickup: Where it is collected from now on; absent if it is sent.
        before: Where it was to be collected before; absent if it was to be sent.
    """

    type: ClassVar[Literal["pickup_changed"]] = "pickup_changed"
    order: OrderId
    pickup: LocationId | None = None
    before: LocationId | None = None


class OrderTaggedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="order_tagged"):
    """The tags of an order changed.

    Fields:
        order: The order.
    """

    type: ClassVar[Literal["order_tagged"]] = "order_tagged"
    order: OrderId


class PaymentRecordedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="payment_recorded"):
    """A payment went on.

    Fields:
        order: The order.
        payment: The payment.
        kind: What happened.
        amount: How much.
    """

    type: ClassVar[Literal["payment_recorded"]] = "payment_recorded"
    order: OrderId
    payment: PaymentId
    kind: TransactionKind
    amount: Amount


class GoodwillGivenEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="goodwill_given"):
    """A part of a refund was not owed but given.

    Fields:
        order: The order.
        payment: The payment.
        amount: How much was given.
        parts: What each line bears of it; what is missing was given for shipping.
    """

    type: ClassVar[Literal["goodwill_given"]] = "goodwill_given"
    order: OrderId
    payment: PaymentId
    amount: Amount
    parts: list[GoodwillPart]


class PaymentInstructedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="payment_instructed"):
    """A provider is to do something. A host sends it on, with the key, and brings the result back with `resolve_payment`.

    Fields:
        order: The order.
        payment: The payment.
        key: The idempotency key to be given to the provider; the same when it is told again.
        kind: What it is to do.
        amount: How much.
        is_final: Whether it is the last capture, so that what is authorized beyond it is to be let go.
        reason: Why.
    """

    type: ClassVar[Literal["payment_instructed"]] = "payment_instructed"
    order: OrderId
    payment: PaymentId
    key: InstructionKey
    kind: TransactionKind
    amount: Amount
    is_final: bool = False
    reason: str = ""


class PaymentFailedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="payment_failed"):
    """A provider did not do what it was told. `retry_payment` tells it again.

    Fields:
        order: The order.
        payment: The payment.
        key: The key of the instruction.
        kind: What it was to do.
        amount: How much.
        failure: Why it failed.
    """

    type: ClassVar[Literal["payment_failed"]] = "payment_failed"
    order: OrderId
    payment: PaymentId
    key: InstructionKey
    kind: TransactionKind
    amount: Amount
    failure: Failure


class PaymentReportRepeatedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="payment_report_repeated"):
    """A report of the provider was known already.

    Fields:
        order: The order.
        payment: The payment.
    """

    type: ClassVar[Literal["payment_report_repeated"]] = "payment_report_repeated"
    order: OrderId
    payment: PaymentId


class ReturnRequestedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="return_requested"):
    """A return was asked for.

    Fields:
        order: The order.
        return_id: The return.
        overridden: Whether a member of staff set the policy aside.
    """

    type: ClassVar[Literal["return_requested"]] = "return_requested"
    order: OrderId
    return_id: ReturnId
    overridden: bool


class ReturnExchangedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="return_exchanged"):
    """Other units are given in exchange for those of a return.

    Fields:
        order: The order.
        return_id: The return.
        in_exchange: What the units on their way back are taken to bring until they are refunded.
        due: What the customer owes now; below zero it is owed to the customer.
    """

    type: ClassVar[Literal["return_exchanged"]] = "return_exchanged"
    order: OrderId
    return_id: ReturnId
    in_exchange: Amount
    due: Amount


class ReturnApprovedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="return_approved"):
    """The customer may send a return.

    Fields:
        order: The order.
        return_id: The return.
        keeps_items: Whether the customer keeps the items and is refunded all the same.
    """

    type: ClassVar[Literal["return_approved"]] = "return_approved"
    order: OrderId
    return_id: ReturnId
    keeps_items: bool = False


class ReturnLabelIssuedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="return_label_issued"):
    """A return was given a label, or a courier picks it up.

    Fields:
        order: The order.
        return_id: The return.
    """

    type: ClassVar[Literal["return_label_issued"]] = "return_label_issued"
    order: OrderId
    return_id: ReturnId


class ReturnTrackedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="return_tracked"):
    """A carrier reported on a parcel that comes back.

    Fields:
        order: The order.
        return_id: The return.
        tracking: What was reported.
        changed: Whether it told anything new.
    """

    type: ClassVar[Literal["return_tracked"]] = "return_tracked"
    order: OrderId
    return_id: ReturnId
    tracking: Tracking
    changed: bool


class ReturnDeclinedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="return_declined"):
    """A return was refused.

    Fields:
        order: The order.
        return_id: The return.
        reason: Why.
    """

    type: ClassVar[Literal["return_declined"]] = "return_declined"
    order: OrderId
    return_id: ReturnId
    reason: str


class ReturnCanceledEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="return_canceled"):
    """A return was called off, or what had not come back of it.

    Fields:
        order: The order.
        return_id: The return.
        quantity: How many units are expected no more.
    """

    type: ClassVar[Literal["return_canceled"]] = "return_canceled"
    order: OrderId
    return_id: ReturnId
    quantity: Quantity


class ReturnClosedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="return_closed"):
    """Units of a return did not come in time: they are expected no more and may be asked for again. Nothing is refunded for them.

    Fields:
        order: The order.
        return_id: The return.
        quantity: How many units are expected no more.
        closed_at: When their time was over.
    """

    type: ClassVar[Literal["return_closed"]] = "return_closed"
    order: OrderId
    return_id: ReturnId
    quantity: Quantity
    closed_at: Timestamp


class ReturnReceivedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="return_received"):
    """Returned units arrived.

    Fields:
        order: The order.
        return_id: The return.
        quantity: How many.
    """

    type: ClassVar[Literal["return_received"]] = "return_received"
    order: OrderId
    return_id: ReturnId
    quantity: Quantity


class UnexpectedReturnEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="unexpected_return"):
    """Units came back although nobody expected them: their return had been called off, or there was none. They wait to be inspected,
    and a person has to decide what the customer gets for those whose money has not been settled.

    Fields:
        order: The order.
        return_id: The return they are in: the one that had been called off, or a new one.
        line: The line.
        quantity: How many units of the line nobody expected.
    """

    type: ClassVar[Literal["unexpected_return"]] = "unexpected_return"
    order: OrderId
    return_id: ReturnId
    line: LineId
    quantity: Quantity


class ReturnInspectedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="return_inspected"):
    """Returned units were looked at.

    Fields:
        order: The order.
        return_id: The return.
    """

    type: ClassVar[Literal["return_inspected"]] = "return_inspected"
    order: OrderId
    return_id: ReturnId


class WrongItemReturnedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="wrong_item_returned"):
    """Something else came back than what was sold: nothing is refunded for it, and a person has to talk to the customer.

    Fields:
        order: The order.
        return_id: The return.
        line: The line.
        quantity: How many units of the line turned out to be something else.
    """

    type: ClassVar[Literal["wrong_item_returned"]] = "wrong_item_returned"
    order: OrderId
    return_id: ReturnId
    line: LineId
    quantity: Quantity


class ReturnRefundedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="return_refunded"):
    """A return was refunded.

    Fields:
        order: The order.
        return_id: The return.
        credited: What is no longer charged for the units and shipping, before fees.
        tax: The tax within that.
        fee: What was kept as a fee.
        refunded: What was paid back.
    """

    type: ClassVar[Literal["return_refunded"]] = "return_refunded"
    order: OrderId
    return_id: ReturnId
    credited: Amount
    tax: Amount
    fee: Amount
    refunded: Amount


class ClaimOpenedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="claim_opened"):
    """A claim was opened.

    Fields:
        order: The order.
        claim_id: The claim.
        kind: What went wrong.
        against: Who has to answer for it.
    """

    type: ClassVar[Literal["claim_opened"]] = "claim_opened"
    order: OrderId
    claim_id: ClaimId
    kind: ClaimKind
    against: ClaimParty


class ClaimResolvedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="claim_resolved"):
    """A claim was decided.

    Fields:
        order: The order.
        claim_id: The claim.
        state: What was decided.
        credited: What the customer is no longer charged.
        refunded: What the customer was paid back.
    """

    type: ClassVar[Literal["claim_resolved"]] = "claim_resolved"
    order: OrderId
    claim_id: ClaimId
    state: ClaimState
    credited: Amount
    refunded: Amount


class StockChangedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="stock_changed"):
    """Stock arrived, was counted, corrected or moved; the entry's movements tell what.

    Fields:
        sku: The SKU.
        location: The location.
        reason: Why, in the words of whoever did it.
    """

    type: ClassVar[Literal["stock_changed"]] = "stock_changed"
    sku: Sku
    location: LocationId
    reason: str = ""


class StockSetEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="stock_set"):
    """Stock was set to a figure that was counted.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot.
        before: The figure that was named, on hand or available, as it stood.
        after: What it was set to.
        moved_since: What moved since it was taken, and is part of that; absent if it was taken just then.
    """

    type: ClassVar[Literal["stock_set"]] = "stock_set"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    before: int
    after: int
    moved_since: int | None = None


class ReorderPointReachedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="reorder_point_reached"):
    """What is available at a location has fallen to its reorder point, or past it. It is told once, until it has been above it again.

    Fields:
        sku: The SKU.
        location: The location.
        available: What is available.
        reorder_point: The reorder point.
    """

    type: ClassVar[Literal["reorder_point_reached"]] = "reorder_point_reached"
    sku: Sku
    location: LocationId
    available: int
    reorder_point: Quantity


class StockRepairedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="stock_repaired"):
    """A figure of stock was repaired that an audit had found to be wrong.

    Fields:
        repair: What was repaired, and how.
    """

    type: ClassVar[Literal["stock_repaired"]] = "stock_repaired"
    repair: StockRepair


class LotReceivedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="lot_received"):
    """A lot came in for the first time.

    Fields:
        sku: The SKU.
        lot: The number of the lot.
        expires_on: The day on which it expires.
        best_before: The day up to which it is at its best.
    """

    type: ClassVar[Literal["lot_received"]] = "lot_received"
    sku: Sku
    lot: LotNumber
    expires_on: Day | None = None
    best_before: Day | None = None


class SerialMovedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="serial_moved"):
    """A unit that is told apart by its serial number became something else, or was captured.

    Fields:
        sku: The SKU.
        serial: The serial number.
        state: What it is now.
        location: Where it lies, or the location it left from.
        order: The order it is on, or came back from.
        parcel: The parcel of the order it is in, counted from 1.
    """

    type: ClassVar[Literal["serial_moved"]] = "serial_moved"
    sku: Sku
    serial: SerialNumber
    state: SerialState
    location: LocationId | None = None
    order: OrderId | None = None
    parcel: int | None = None


class LotRecalledEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="lot_recalled"):
    """A lot was recalled: nothing of it is sold any more. What was free of it lies in quality control.

    Fields:
        sku: The SKU.
        lot: The lot.
        reason: Why.
        quantity: How many units were free.
    """

    type: ClassVar[Literal["lot_recalled"]] = "lot_recalled"
    sku: Sku
    lot: LotNumber
    reason: str
    quantity: Quantity


class RecallLiftedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="recall_lifted"):
    """The recall of a lot was lifted.

    Fields:
        sku: The SKU.
        lot: The lot.
        reason: Why.
        quantity: How many units came free from quality control.
    """

    type: ClassVar[Literal["recall_lifted"]] = "recall_lifted"
    sku: Sku
    lot: LotNumber
    reason: str
    quantity: Quantity


class LotEditedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="lot_edited"):
    """The days of a lot were corrected.

    Fields:
        sku: The SKU.
        lot: The lot.
        expires_on: The day on which it expires.
        best_before: The day up to which it is at its best.
        reason: Why.
    """

    type: ClassVar[Literal["lot_edited"]] = "lot_edited"
    sku: Sku
    lot: LotNumber
    expires_on: Day | None = None
    best_before: Day | None = None
    reason: str


class UnitsRecalledEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="units_recalled"):
    """Units of a recalled lot were promised and not yet taken from the shelf: they are promised anew, from other lots.

    Fields:
        order: The order.
        line: The line.
        location: The location they were promised from.
        lot: The lot.
        quantity: How many.
    """

    type: ClassVar[Literal["units_recalled"]] = "units_recalled"
    order: OrderId
    line: LineId
    location: LocationId
    lot: LotNumber
    quantity: Quantity


class RecallStopsWorkEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="recall_stops_work"):
    """Units of a recalled lot have been picked or packed: they must not leave.

    Fields:
        order: The order.
        line: The line.
        fulfillment: The fulfillment order.
        parcel: The parcel they are in.
        lot: The lot.
        quantity: How many.
    """

    type: ClassVar[Literal["recall_stops_work"]] = "recall_stops_work"
    order: OrderId
    line: LineId
    fulfillment: int | None = None
    parcel: int | None = None
    lot: LotNumber
    quantity: Quantity


class LotChangedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="lot_changed"):
    """Units of an order are of another lot than was planned.

    Fields:
        order: The order.
        line: The line.
        fulfillment: The fulfillment order.
        from_lot: The lot they were promised from.
        to_lot: The lot they are of.
        quantity: How many.
    """

    type: ClassVar[Literal["lot_changed"]] = "lot_changed"
    order: OrderId
    line: LineId
    fulfillment: int
    from_lot: LotNumber
    to_lot: LotNumber
    quantity: Quantity


class BackorderReleasedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="backorder_released"):
    """Units that waited for stock were given some.

    Fields:
        order: The order.
        line: The line.
        location: The location whose stock they got.
        quantity: How many.
    """

    type: ClassVar[Literal["backorder_released"]] = "backorder_released"
    order: OrderId
    line: LineId
    location: LocationId
    quantity: Quantity


class BackorderExpectedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="backorder_expected"):
    """Units that wait for stock are expected at another time than before.

    Fields:
        order: The order.
        line: The line.
        was_expected_at: When the last of them was expected; absent if not all of them were on order.
        expected_at: When the last of them is expected now; absent if not all of them are on order.
        late: Whether that is past what the customer was promised.
    """

    type: ClassVar[Literal["backorder_expected"]] = "backorder_expected"
    order: OrderId
    line: LineId
    was_expected_at: Timestamp | None = None
    expected_at: Timestamp | None = None
    late: bool


class PurchaseOrderPutEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="purchase_order_put"):
    """A purchase order was placed or changed.

    Fields:
        purchase_order: It.
    """

    type: ClassVar[Literal["purchase_order_put"]] = "purchase_order_put"
    purchase_order: DocumentId


class PurchaseRescheduledEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="purchase_rescheduled"):
    """What is outstanding of a line of a purchase order is expected at another time.

    Fields:
        purchase_order: The purchase order.
        line: The line.
        was_expected_at: When it was expected.
        expected_at: When it is expected now.
    """

    type: ClassVar[Literal["purchase_rescheduled"]] = "purchase_rescheduled"
    purchase_order: DocumentId
    line: LineId
    was_expected_at: Timestamp
    expected_at: Timestamp


class PurchaseOverdueEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="purchase_overdue"):
    """What is outstanding of a line of a purchase order has not come when it was expected.

    Fields:
        purchase_order: The purchase order.
        line: The line.
        expected_at: When it was expected.
        quantity: How many units.
    """

    type: ClassVar[Literal["purchase_overdue"]] = "purchase_overdue"
    purchase_order: DocumentId
    line: LineId
    expected_at: Timestamp
    quantity: Quantity


class PurchaseReceivedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="purchase_received"):
    """Units of a line of a purchase order have arrived.

    Fields:
        purchase_order: The purchase order.
        line: The line.
        available: Units that are fit for sale.
        damaged: Units that are damaged.
        quality_control: Units that somebody has to look at first.
    """

    type: ClassVar[Literal["purchase_received"]] = "purchase_received"
    purchase_order: DocumentId
    line: LineId
    available: Quantity
    damaged: Quantity
    quality_control: Quantity


class PurchaseClosedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="purchase_closed"):
    """Nothing more is expected of a line of a purchase order, although it is fewer than were ordered.

    Fields:
        purchase_order: The purchase order.
        line: The line.
        quantity: Units that will not come.
        reason: Why.
    """

    type: ClassVar[Literal["purchase_closed"]] = "purchase_closed"
    purchase_order: DocumentId
    line: LineId
    quantity: Quantity
    reason: str = ""


class TransferPutEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="transfer_put"):
    """A transfer was planned, or planned anew.

    Fields:
        transfer: It.
    """

    type: ClassVar[Literal["transfer_put"]] = "transfer_put"
    transfer: DocumentId


class TransferShippedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="transfer_shipped"):
    """Units of a line of a transfer have left, and are in transit.

    Fields:
        transfer: The transfer.
        line: The line.
        quantity: How many units.
    """

    type: ClassVar[Literal["transfer_shipped"]] = "transfer_shipped"
    transfer: DocumentId
    line: LineId
    quantity: Quantity


class TransferRescheduledEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="transfer_rescheduled"):
    """A transfer is expected at another time.

    Fields:
        transfer: The transfer.
        was_expected_at: When it was expected.
        expected_at: When it is expected now.
    """

    type: ClassVar[Literal["transfer_rescheduled"]] = "transfer_rescheduled"
    transfer: DocumentId
    was_expected_at: Timestamp
    expected_at: Timestamp


class TransferOverdueEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="transfer_overdue"):
    """What is in transit has not come when it was expected.

    Fields:
        transfer: The transfer.
        expected_at: When it was expected.
        quantity: How many units are in transit, over all lines.
    """

    type: ClassVar[Literal["transfer_overdue"]] = "transfer_overdue"
    transfer: DocumentId
    expected_at: Timestamp
    quantity: Quantity


class TransferReceivedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="transfer_received"):
    """Units of a line of a transfer have arrived.

    Fields:
        transfer: The transfer.
        line: The line.
        location: Where.
        available: Units that are fit for sale.
        damaged: Units that are damaged.
        quality_control: Units that somebody has to look at first.
        excess: Those of them beyond what was in transit.
    """

    type: ClassVar[Literal["transfer_received"]] = "transfer_received"
    transfer: DocumentId
    line: LineId
    location: LocationId
    available: Quantity
    damaged: Quantity
    quality_control: Quantity
    excess: Quantity = 0


class TransferLostEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="transfer_lost"):
    """Units of a line of a transfer were lost on the way.

    Fields:
        transfer: The transfer.
        line: The line.
        quantity: How many units.
        reason: Why.
    """

    type: ClassVar[Literal["transfer_lost"]] = "transfer_lost"
    transfer: DocumentId
    line: LineId
    quantity: Quantity
    reason: str = ""


class TransferCanceledEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="transfer_canceled"):
    """Units of a line of a transfer will not leave.

    Fields:
        transfer: The transfer.
        line: The line.
        quantity: How many units.
        reason: Why.
    """

    type: ClassVar[Literal["transfer_canceled"]] = "transfer_canceled"
    transfer: DocumentId
    line: LineId
    quantity: Quantity
    reason: str


class TransferCalledBackEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="transfer_called_back"):
    """What is in transit is to come back to where it left.

    Fields:
        transfer: The transfer.
        quantity: How many units, over all lines.
        expected_at: When they are expected there.
        reason: Why.
    """

    type: ClassVar[Literal["transfer_called_back"]] = "transfer_called_back"
    transfer: DocumentId
    quantity: Quantity
    expected_at: Timestamp
    reason: str


class TransferClosedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="transfer_closed"):
    """Nothing of a transfer is to leave or to arrive any more.

    Fields:
        transfer: The transfer.
    """

    type: ClassVar[Literal["transfer_closed"]] = "transfer_closed"
    transfer: DocumentId


class CountOpenedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="count_opened"):
    """A count was opened.

    Fields:
        count: It.
    """

    type: ClassVar[Literal["count_opened"]] = "count_opened"
    count: DocumentId


class CountRecordedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="count_recorded"):
    """Units were counted.

    Fields:
        count: The count.
        sku: What.
        lot: The lot, of an item that is kept by lot.
        counted: How many were there.
        variance: By how many that differs from the books at that instant: below nothing if units are missing. Absent in a blind count.
    """

    type: ClassVar[Literal["count_recorded"]] = "count_recorded"
    count: DocumentId
    sku: Sku
    lot: LotNumber | None = None
    counted: Quantity
    variance: int | None = None


class CountApprovedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="count_approved"):
    """A count was approved.

    Fields:
        count: It.
        by_policy: Whether nobody did, since every difference was within the tolerance of the policies.
        reason: Why.
    """

    type: ClassVar[Literal["count_approved"]] = "count_approved"
    count: DocumentId
    by_policy: bool
    reason: str


class CountAppliedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="count_applied"):
    """Stock follows what was counted.

    Fields:
        count: The count.
        sku: What.
        lot: The lot, of an item that is kept by lot.
        change: Units found; below nothing if they were missing.
        values: What they are worth at the cost of a unit, by currency.
    """

    type: ClassVar[Literal["count_applied"]] = "count_applied"
    count: DocumentId
    sku: Sku
    lot: LotNumber | None = None
    change: int
    values: list[CurrencyAmount] = []


class CountRejectedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="count_rejected"):
    """What was counted is to be counted again.

    Fields:
        count: The count.
        skus: What is to be counted again.
        reason: Why.
    """

    type: ClassVar[Literal["count_rejected"]] = "count_rejected"
    count: DocumentId
    skus: list[Sku]
    reason: str


class CountCanceledEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="count_canceled"):
    """A count was given up.

    Fields:
        count: It.
        reason: Why.
    """

    type: ClassVar[Literal["count_canceled"]] = "count_canceled"
    count: DocumentId
    reason: str


class UnitsReassignedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="units_reassigned"):
    """Units of an order were not there: they are promised anew, from elsewhere, or wait.

    Fields:
        order: The order.
        line: The line.
        location: The location they were promised from.
        lot: The lot they were promised from.
        quantity: How many.
        reason: The reason of the correction that found them missing.
    """

    type: ClassVar[Literal["units_reassigned"]] = "units_reassigned"
    order: OrderId
    line: LineId
    location: LocationId
    lot: LotNumber | None = None
    quantity: Quantity
    reason: str


class ReservationShortEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="reservation_short"):
    """Units of a cart were not there. The next event of the cart tells whether it was given others.

    Fields:
        reservation: The reservation.
        sku: What.
        location: The location they were promised from.
        lot: The lot they were promised from.
        quantity: How many.
        reason: The reason of the correction that found them missing.
    """

    type: ClassVar[Literal["reservation_short"]] = "reservation_short"
    reservation: ReservationId
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    quantity: Quantity
    reason: str


class ShortageLeftEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="shortage_left"):
    """More units have been picked and packed than are there by the books.

    Fields:
        sku: What.
        location: Where.
        lot: The lot, of an item that is kept by lot.
        quantity: How many are promised and not there.
    """

    type: ClassVar[Literal["shortage_left"]] = "shortage_left"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    quantity: Quantity


class OrderErasedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="order_erased"):
    """What is personal of an order was erased. Consumers that keep copies erase it there.

    Fields:
        order: The order.
        with_place: Whether the place went, too.
    """

    type: ClassVar[Literal["order_erased"]] = "order_erased"
    order: OrderId
    with_place: bool = False


class CustomerErasedEvent(Record, frozen=True, kw_only=True, tag_field="type", tag="customer_erased"):
    """A part of a customer's orders was erased; each has an event of its own before this.

    Fields:
        customer: The customer, by the id that stands there from now on.
        erased: How many orders were erased.
        left: Orders that go on and kept what they need: erase each when it has ended.
        next: Where the next command goes on; absent when all orders have been looked at.
    """

    type: ClassVar[Literal["customer_erased"]] = "customer_erased"
    customer: CustomerId
    erased: int
    left: list[OrderId] = []
    next: OrderCursor | None = None


Event: TypeAlias = (
    LocationPutEvent
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
    | CustomerErasedEvent
)
"""A fact. Events of one command stand together in one entry of the log, which tells command, actor and time."""


class Receipt(Record, frozen=True, kw_only=True):
    """What a command brought about. It is kept with the command, and answered again when the command is sent again.

    Fields:
        command: The command.
        order_version: The version of the order it was about, after it: also where the order stayed as it was.
        events: What happened.
    """

    command: CommandId
    order_version: int | None = None
    events: list[Event]


ShortageReason: TypeAlias = Literal[
    # There is no more stock.
    "stock",
    # There is more, but it is kept back as safety stock.
    "safety_stock",
    # There is more, in lots that have expired or would not last long enough.
    "lot_life",
    # The channel has sold as much as it may.
    "channel_cap",
    # As much is on backorder as may be.
    "backorder_limit",
]
"""What limits how much can be promised."""

SubstituteBar: TypeAlias = Literal[
    # The customer takes nothing instead.
    "not_wanted",
    # The customer has listed others.
    "not_listed",
    # The customer takes items of the same category, and it is of another or of none.
    "other_category",
    # Its price differs by more than the policy allows.
    "price_difference",
]
"""What keeps an item from being given instead of others."""

LotBar: TypeAlias = Literal[
    # It was recalled.
    "recalled",
    # It has expired by the day of delivery.
    "expired",
    # It would have fewer days left than asked for.
    "short_life",
]
"""What keeps a lot from being sold."""


class LackingUnits(Record, frozen=True, kw_only=True):
    """Units that a location lacks.

    Fields:
        sku: The SKU.
        requested: How many were asked for.
        available: How many could be promised from there.
    """

    sku: Sku
    requested: Quantity
    available: Quantity


FulfillmentState: TypeAlias = Literal[
    # The location has not answered.
    "open",
    # The location will ship; nothing is picked.
    "accepted",
    # Some units are picked, none of them packed or shipped.
    "picking",
    # Some units are in parcels that have not left.
    "packed",
    # All units wait at the store for the customer to collect them.
    "ready_for_pickup",
    # Some units have left, others have still to.
    "partially_shipped",
    # All units have left.
    "shipped",
    # All units have arrived.
    "delivered",
    # The location refused.
    "rejected",
    # It was withdrawn, or all its units were canceled.
    "canceled",
    # All units have left, and some or all of them were lost or came back.
    "incomplete",
]
"""How far a fulfillment order has come."""

ReturnState: TypeAlias = Literal[
    # Asked for.
    "requested",
    # The customer may send it.
    "approved",
    # A carrier has it.
    "in_transit",
    # Some or all of it has come back and waits to be looked at.
    "received",
    # All that came back has been looked at, or the customer keeps it.
    "inspected",
    # All that came back has been refunded, or was found to be something else, and nothing more is expected: it is over.
    "refunded",
    # The request was refused.
    "declined",
    # It was called off, or did not come in time, before anything came back. It goes on if a parcel comes all the same.
    "canceled",
]
"""How far a return has come."""

CountState: TypeAlias = Literal[
    # Units are counted, or wait to be approved. Stock is as it was.
    "open",
    # What was found has been applied to stock.
    "approved",
    # It was given up. Stock is as it was.
    "canceled",
]
"""Where a count stands."""

SlotReason: TypeAlias = Literal[
    # The day is closed: a holiday, say.
    "day_closed",
    # The cut-off has passed.
    "cut_off",
    # It begins too soon, or has begun.
    "lead_time",
    # As many orders have booked it as fit.
    "orders",
    # Too much weight would come together.
    "weight",
    # Too many units would come together.
    "items",
]
"""Why a slot cannot be booked."""


class InvalidFieldRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="invalid_field"):
    """A field of the command is out of its range or does not go with another.

    Fields:
        field: The field, as a path such as `lines[2].quantity`.
        problem: What is wrong, and what is accepted.
    """

    code: ClassVar[Literal["invalid_field"]] = "invalid_field"
    field: str
    problem: str


class IdReusedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="id_reused"):
    """The id was used before, for a command with other content.

    Fields:
        command: The id.
    """

    code: ClassVar[Literal["id_reused"]] = "id_reused"
    command: CommandId


class GroupRefusedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="group_refused"):
    """Another command of the linked group was refused, so none of the group was applied.

    Fields:
        command: The first command of the group that was refused.
    """

    code: ClassVar[Literal["group_refused"]] = "group_refused"
    command: CommandId


class VersionConflictRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="version_conflict"):
    """The order has changed since the version the command expected.

    Fields:
        order: The order.
        expected: The version the command expected.
        current: The version it has.
    """

    code: ClassVar[Literal["version_conflict"]] = "version_conflict"
    order: OrderId
    expected: int
    current: int


class RoutingPolicyChangedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="routing_policy_changed"):
    """The routing policy has changed since the version the command expected.

    Fields:
        expected: The version the command expected.
        current: The version it has; 0 if there is none.
    """

    code: ClassVar[Literal["routing_policy_changed"]] = "routing_policy_changed"
    expected: int
    current: int


class InvalidConditionRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="invalid_condition"):
    """The condition of a rule is none.

    Fields:
        rule: The rule.
        column: Where, in characters from 1.
        problem: What is wrong there and what to write instead.
    """

    code: ClassVar[Literal["invalid_condition"]] = "invalid_condition"
    rule: str
    column: int
    problem: str


class UnknownLocationRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_location"):
    """No location of that id is configured.

    Fields:
        location: The id.
    """

    code: ClassVar[Literal["unknown_location"]] = "unknown_location"
    location: LocationId


class UnknownChannelRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_channel"):
    """No channel of that id is configured.

    Fields:
        channel: The id.
    """

    code: ClassVar[Literal["unknown_channel"]] = "unknown_channel"
    channel: ChannelId


class UnknownItemRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_item"):
    """The SKU is not in the catalog.

    Fields:
        sku: The SKU.
    """

    code: ClassVar[Literal["unknown_item"]] = "unknown_item"
    sku: Sku


class UnknownOrderRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_order"):
    """No order of that id exists.

    Fields:
        order: The id.
    """

    code: ClassVar[Literal["unknown_order"]] = "unknown_order"
    order: OrderId


class UnknownLineRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_line"):
    """The order has no line of that id.

    Fields:
        order: The order.
        line: The id.
    """

    code: ClassVar[Literal["unknown_line"]] = "unknown_line"
    order: OrderId
    line: LineId


class UnknownCustomerRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_customer"):
    """No order is of that customer.

    Fields:
        customer: The id.
    """

    code: ClassVar[Literal["unknown_customer"]] = "unknown_customer"
    customer: CustomerId


class CustomerNamedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="customer_named"):
    """The customer's id decides elsewhere, so no other can stand in its place.

    Fields:
        customer: The customer.
        by: By what: `review_customers`, or the rule of the routing policy.
    """

    code: ClassVar[Literal["customer_named"]] = "customer_named"
    customer: CustomerId
    by: str


class AliasTakenRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="alias_taken"):
    """Orders are of a customer of that id already.

    Fields:
        alias: The id.
    """

    code: ClassVar[Literal["alias_taken"]] = "alias_taken"
    alias: CustomerId


class OrderGoesOnRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="order_goes_on"):
    """Units of the order have still to come to the customer.

    Fields:
        order: The order.
    """

    code: ClassVar[Literal["order_goes_on"]] = "order_goes_on"
    order: OrderId


class UnknownFulfillmentRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_fulfillment"):
    """The order has no fulfillment order of that number.

    Fields:
        order: The order.
        fulfillment: The number.
    """

    code: ClassVar[Literal["unknown_fulfillment"]] = "unknown_fulfillment"
    order: OrderId
    fulfillment: int


class UnknownParcelRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_parcel"):
    """The order has no parcel of that number.

    Fields:
        order: The order.
        parcel: The number.
    """

    code: ClassVar[Literal["unknown_parcel"]] = "unknown_parcel"
    order: OrderId
    parcel: int


class UnknownHoldRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_hold"):
    """The order has no hold of that id.

    Fields:
        order: The order.
        hold: The id.
    """

    code: ClassVar[Literal["unknown_hold"]] = "unknown_hold"
    order: OrderId
    hold: HoldId


class UnknownPaymentRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_payment"):
    """The order has no payment of that id.

    Fields:
        order: The order.
        payment: The id.
    """

    code: ClassVar[Literal["unknown_payment"]] = "unknown_payment"
    order: OrderId
    payment: PaymentId


class UnknownReturnRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_return"):
    """The order has no return of that id.

    Fields:
        order: The order.
        return_id: The id.
    """

    code: ClassVar[Literal["unknown_return"]] = "unknown_return"
    order: OrderId
    return_id: ReturnId


class UnknownClaimRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_claim"):
    """The order has no claim of that id.

    Fields:
        order: The order.
        claim_id: The id.
    """

    code: ClassVar[Literal["unknown_claim"]] = "unknown_claim"
    order: OrderId
    claim_id: ClaimId


class UnknownTimeZoneRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_time_zone"):
    """The database of time zones has none of that name.

    Fields:
        time_zone: The name.
    """

    code: ClassVar[Literal["unknown_time_zone"]] = "unknown_time_zone"
    time_zone: str


class UnknownReservationRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_reservation"):
    """No reservation of that id holds: it was used, released, or has expired.

    Fields:
        reservation: The id.
    """

    code: ClassVar[Literal["unknown_reservation"]] = "unknown_reservation"
    reservation: ReservationId


class OrderExistsRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="order_exists"):
    """An order of that id exists.

    Fields:
        order: The id.
    """

    code: ClassVar[Literal["order_exists"]] = "order_exists"
    order: OrderId


class DuplicateExternalIdRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="duplicate_external_id"):
    """The channel's order was captured before, perhaps under another id of ours.

    Fields:
        channel: The channel.
        external_id: Its id of the order.
        order: Our order.
    """

    code: ClassVar[Literal["duplicate_external_id"]] = "duplicate_external_id"
    channel: ChannelId
    external_id: ExternalId
    order: OrderId


class ReservationExistsRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="reservation_exists"):
    """A reservation of that id holds.

    Fields:
        reservation: The id.
    """

    code: ClassVar[Literal["reservation_exists"]] = "reservation_exists"
    reservation: ReservationId


class HoldExistsRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="hold_exists"):
    """The order has a hold of that id.

    Fields:
        order: The order.
        hold: The id.
    """

    code: ClassVar[Literal["hold_exists"]] = "hold_exists"
    order: OrderId
    hold: HoldId


class ReturnExistsRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="return_exists"):
    """The order has a return of that id.

    Fields:
        order: The order.
        return_id: The id.
    """

    code: ClassVar[Literal["return_exists"]] = "return_exists"
    order: OrderId
    return_id: ReturnId


class ClaimExistsRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="claim_exists"):
    """The order has a claim of that id.

    Fields:
        order: The order.
        claim_id: The id.
    """

    code: ClassVar[Literal["claim_exists"]] = "claim_exists"
    order: OrderId
    claim_id: ClaimId


class CurrencyNotAllowedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="currency_not_allowed"):
    """The channel does not sell in that currency.

    Fields:
        channel: The channel.
        currency: The currency.
    """

    code: ClassVar[Literal["currency_not_allowed"]] = "currency_not_allowed"
    channel: ChannelId
    currency: Currency


class AmountTooFineRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="amount_too_fine"):
    """An amount has more decimals than the currency.

    Fields:
        field: The field.
        amount: The amount.
        currency: The currency.
    """

    code: ClassVar[Literal["amount_too_fine"]] = "amount_too_fine"
    field: str
    amount: Decimal
    currency: Currency


class AmountTooLargeRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="amount_too_large"):
    """An amount or a sum of amounts is beyond what is accepted.

    Fields:
        field: The field.
    """

    code: ClassVar[Literal["amount_too_large"]] = "amount_too_large"
    field: str


class InsufficientStockRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="insufficient_stock"):
    """Less can be promised than was asked for.

    Fields:
        sku: The SKU.
        requested: What was asked for, summed over all lines of the SKU.
        available: What could be promised.
        reason: What the limit comes from.
    """

    code: ClassVar[Literal["insufficient_stock"]] = "insufficient_stock"
    sku: Sku
    requested: Quantity
    available: Quantity
    reason: ShortageReason


class InsufficientBucketRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="insufficient_bucket"):
    """A state of stock holds fewer units than the command wants to take from it.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot.
        requested: What the command wants to take.
        available: What is there.
    """

    code: ClassVar[Literal["insufficient_bucket"]] = "insufficient_bucket"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    requested: Quantity
    available: int


class UnknownLotRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_lot"):
    """No lot of that number has been received of the SKU.

    Fields:
        sku: The SKU.
        lot: The number.
    """

    code: ClassVar[Literal["unknown_lot"]] = "unknown_lot"
    sku: Sku
    lot: LotNumber


class LotDiffersRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="lot_differs"):
    """A lot is received again, with other days than it has.

    Fields:
        sku: The SKU.
        lot: The lot.
        field: The field: `expires_on` or `best_before`.
        known: The day it has; absent if it has none.
        named: The day the command names.
    """

    code: ClassVar[Literal["lot_differs"]] = "lot_differs"
    sku: Sku
    lot: LotNumber
    field: str
    known: Day | None = None
    named: Day


class SubstituteNotAllowedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="substitute_not_allowed"):
    """An item may not be given instead of those of a line.

    Fields:
        order: The order.
        line: The line.
        sku: The item.
        bar: What keeps it from being given.
    """

    code: ClassVar[Literal["substitute_not_allowed"]] = "substitute_not_allowed"
    order: OrderId
    line: LineId
    sku: Sku
    bar: SubstituteBar


class PaymentMissingRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="payment_missing"):
    """A change would leave more to be paid than is authorized or captured, where the channel wants payment first.

    Fields:
        order: The order.
        missing: What is missing.
    """

    code: ClassVar[Literal["payment_missing"]] = "payment_missing"
    order: OrderId
    missing: Amount


class LotPromisedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="lot_promised"):
    """Units of the lot are promised, and its new days would not do for them.

    Fields:
        sku: The SKU.
        lot: The lot.
        order: The order that holds units of it; absent if a cart does.
        reservation: The cart that holds units of it; absent if an order does.
        bar: What would keep the lot from being sold to it.
    """

    code: ClassVar[Literal["lot_promised"]] = "lot_promised"
    sku: Sku
    lot: LotNumber
    order: OrderId | None = None
    reservation: ReservationId | None = None
    bar: LotBar


class LotNotRecalledRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="lot_not_recalled"):
    """The lot was not recalled.

    Fields:
        sku: The SKU.
        lot: The lot.
    """

    code: ClassVar[Literal["lot_not_recalled"]] = "lot_not_recalled"
    sku: Sku
    lot: LotNumber


class LotNotForSaleRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="lot_not_for_sale"):
    """A lot may not be sold to whom the command would give it.

    Fields:
        sku: The SKU.
        lot: The lot.
        bar: What keeps it from being sold.
    """

    code: ClassVar[Literal["lot_not_for_sale"]] = "lot_not_for_sale"
    sku: Sku
    lot: LotNumber
    bar: LotBar


class SerialMalformedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="serial_malformed"):
    """A text is no serial number as GS1 has them.

    Fields:
        serial: The text.
        problem: What is wrong with it.
    """

    code: ClassVar[Literal["serial_malformed"]] = "serial_malformed"
    serial: SerialNumber
    problem: str


class SerialCountRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="serial_count"):
    """Not as many serial numbers are named as units.

    Fields:
        sku: The SKU.
        units: How many units.
        serials: How many serial numbers are named.
    """

    code: ClassVar[Literal["serial_count"]] = "serial_count"
    sku: Sku
    units: Quantity
    serials: int


class SerialsRequiredRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="serials_required"):
    """The command moves units of an item whose units are told apart, and cannot say which.

    Fields:
        sku: The SKU.
        location: The location; absent for units in transit.
        units: By how many units that are fit for sale, damaged, in quality control, or in transit, it changes.
        serials: By how many of those whose serial numbers are known.
    """

    code: ClassVar[Literal["serials_required"]] = "serials_required"
    sku: Sku
    location: LocationId | None = None
    units: int
    serials: int


class SerialKnownRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="serial_known"):
    """A unit comes in that is known to be somewhere else.

    Fields:
        sku: The SKU.
        serial: The serial number.
        state: What it is.
    """

    code: ClassVar[Literal["serial_known"]] = "serial_known"
    sku: Sku
    serial: SerialNumber
    state: SerialState


class UnknownSerialRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_serial"):
    """No unit of that serial number has been captured.

    Fields:
        sku: The SKU.
        serial: The serial number.
    """

    code: ClassVar[Literal["unknown_serial"]] = "unknown_serial"
    sku: Sku
    serial: SerialNumber


class SerialStateRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="serial_state"):
    """A unit is not in the state that the command needs.

    Fields:
        sku: The SKU.
        serial: The serial number.
        state: What it is.
        needed: What it must be.
    """

    code: ClassVar[Literal["serial_state"]] = "serial_state"
    sku: Sku
    serial: SerialNumber
    state: SerialState
    needed: str


class SerialElsewhereRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="serial_elsewhere"):
    """A unit does not lie where the command takes it from.

    Fields:
        sku: The SKU.
        serial: The serial number.
        location: Where the command looks for it.
        lies_at: Where it lies.
    """

    code: ClassVar[Literal["serial_elsewhere"]] = "serial_elsewhere"
    sku: Sku
    serial: SerialNumber
    location: LocationId
    lies_at: LocationId | None = None


class SerialNotShippedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="serial_not_shipped"):
    """A unit that comes back was not sent on that line of the order, or has come back before.

    Fields:
        order: The order.
        line: The line.
        serial: The serial number.
    """

    code: ClassVar[Literal["serial_not_shipped"]] = "serial_not_shipped"
    order: OrderId
    line: LineId
    serial: SerialNumber


class StockChangedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="stock_changed"):
    """The stock is not what the command expected.

    Fields:
        sku: The SKU.
        location: The location.
        expected: What the command expected.
        current: What is there.
    """

    code: ClassVar[Literal["stock_changed"]] = "stock_changed"
    sku: Sku
    location: LocationId
    expected: int
    current: int


class CountedSinceRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="counted_since"):
    """The stock was counted after the figure was taken that the command brings.

    Fields:
        sku: The SKU.
        location: The location.
        as_of: When the figure was taken.
        counted_at: When it was counted last.
    """

    code: ClassVar[Literal["counted_since"]] = "counted_since"
    sku: Sku
    location: LocationId
    as_of: Timestamp
    counted_at: Timestamp


class AsOfTooOldRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="as_of_too_old"):
    """So much has moved since a figure was taken that what it is now cannot be told.

    Fields:
        sku: The SKU.
        location: The location.
        as_of: When the figure was taken.
        entries: How many commands were looked at.
    """

    code: ClassVar[Literal["as_of_too_old"]] = "as_of_too_old"
    sku: Sku
    location: LocationId
    as_of: Timestamp
    entries: int


class RepairOutdatedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="repair_outdated"):
    """What is to be repaired is not what was audited any more.

    Fields:
        sku: The SKU.
        location: The location, unless the figure is counted over all of them.
    """

    code: ClassVar[Literal["repair_outdated"]] = "repair_outdated"
    sku: Sku
    location: LocationId | None = None


class OnHandBelowZeroRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="on_hand_below_zero"):
    """The correction would leave less than nothing on hand.

    Fields:
        sku: The SKU.
        location: The location.
        on_hand: What is there, whatever its state.
        change: The change the command names.
    """

    code: ClassVar[Literal["on_hand_below_zero"]] = "on_hand_below_zero"
    sku: Sku
    location: LocationId
    on_hand: int
    change: int


class UnserviceableRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unserviceable"):
    """No location may ship the order as it is.

    Fields:
        order: The order.
        constraint: The constraint that came nearest, with its figures.
    """

    code: ClassVar[Literal["unserviceable"]] = "unserviceable"
    order: OrderId
    constraint: str


class LocationNotAssignableRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="location_not_assignable"):
    """The location that was named may not ship units of the order.

    Fields:
        order: The order.
        location: The location.
        bar: What keeps it from that.
        sku: The SKU it is about, if it is about one.
        capability: What the location lacks, for `capability`.
    """

    code: ClassVar[Literal["location_not_assignable"]] = "location_not_assignable"
    order: OrderId
    location: LocationId
    bar: LocationCode
    sku: Sku | None = None
    capability: Tag | None = None


class LocationLacksStockRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="location_lacks_stock"):
    """The location that was named lacks units.

    Fields:
        order: The order.
        location: The location.
        missing: What it lacks.
    """

    code: ClassVar[Literal["location_lacks_stock"]] = "location_lacks_stock"
    order: OrderId
    location: LocationId
    missing: list[LackingUnits]


class QuantityNotEligibleRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="quantity_not_eligible"):
    """Fewer units of the line are in a state to which the command applies.

    Fields:
        order: The order.
        line: The line.
        requested: What the command names.
        eligible: What it could name.
        condition: What those units have in common, such as `are picked`.
    """

    code: ClassVar[Literal["quantity_not_eligible"]] = "quantity_not_eligible"
    order: OrderId
    line: LineId
    requested: Quantity
    eligible: Quantity
    condition: str


class NothingToDoRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="nothing_to_do"):
    """Nothing in the order is in a state to which the command applies.

    Fields:
        order: The order.
        action: What the command would have done, as a verb.
    """

    code: ClassVar[Literal["nothing_to_do"]] = "nothing_to_do"
    order: OrderId
    action: str


class OnHoldRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="on_hold"):
    """A hold keeps the order from it.

    Fields:
        order: The order.
        hold: The hold.
        kind: What it is about.
    """

    code: ClassVar[Literal["on_hold"]] = "on_hold"
    order: OrderId
    hold: HoldId
    kind: HoldKind


class FulfillmentStateRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="fulfillment_state"):
    """A fulfillment order is in another state than the command needs.

    Fields:
        order: The order.
        fulfillment: The number.
        state: Its state.
        needed: The states in which the command applies.
    """

    code: ClassVar[Literal["fulfillment_state"]] = "fulfillment_state"
    order: OrderId
    fulfillment: int
    state: FulfillmentState
    needed: str


class ParcelStateRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="parcel_state"):
    """A parcel has shipped, or has not, and the command needs the opposite.

    Fields:
        order: The order.
        parcel: The number.
        problem: What keeps the command from applying.
    """

    code: ClassVar[Literal["parcel_state"]] = "parcel_state"
    order: OrderId
    parcel: int
    problem: str


class ReturnStateRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="return_state"):
    """A return is in another state than the command needs.

    Fields:
        order: The order.
        return_id: The return.
        state: Its state.
        needed: The states in which the command applies.
    """

    code: ClassVar[Literal["return_state"]] = "return_state"
    order: OrderId
    return_id: ReturnId
    state: ReturnState
    needed: str


class ClaimStateRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="claim_state"):
    """A claim has been decided, and the command needs it open.

    Fields:
        order: The order.
        claim_id: The claim.
        state: Its state.
        needed: The states in which the command applies.
    """

    code: ClassVar[Literal["claim_state"]] = "claim_state"
    order: OrderId
    claim_id: ClaimId
    state: ClaimState
    needed: str


class FinalSaleRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="final_sale"):
    """The terms of the order let no unit of the line come back.

    Fields:
        order: The order.
        line: The line.
        category: The category of the item that makes it one; absent where the whole order is.
    """

    code: ClassVar[Literal["final_sale"]] = "final_sale"
    order: OrderId
    line: LineId
    category: Category | None = msgspec.field(default_factory=_always(None))


class ReturnReasonNotAcceptedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="return_reason_not_accepted"):
    """The terms of the order do not accept the reason.

    Fields:
        order: The order.
        line: The line.
        reason: The reason.
        accepted: Reasons that are accepted.
    """

    code: ClassVar[Literal["return_reason_not_accepted"]] = "return_reason_not_accepted"
    order: OrderId
    line: LineId
    reason: ReturnReason
    accepted: list[ReturnReason]


class ReturnWindowClosedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="return_window_closed"):
    """The time in which the units could be returned is over.

    Fields:
        order: The order.
        line: The line.
        window_days: How many days after the delivery units of the line may be returned.
        last_day: The last day on which they could, as `2026-03-31`.
        time_zone: The time zone whose calendar counts the days.
        closed_at: The first instant at which it was too late.
    """

    code: ClassVar[Literal["return_window_closed"]] = "return_window_closed"
    order: OrderId
    line: LineId
    window_days: int
    last_day: str
    time_zone: str
    closed_at: Timestamp


class PaymentExceededRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="payment_exceeded"):
    """The payment does not cover the amount.

    Fields:
        order: The order.
        payment: The payment.
        requested: What the command names.
        available: What it could name.
        condition: What that amount is, such as `is authorized and not captured`.
    """

    code: ClassVar[Literal["payment_exceeded"]] = "payment_exceeded"
    order: OrderId
    payment: PaymentId
    requested: Amount
    available: Amount
    condition: str


class RefundExceedsCreditRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="refund_exceeds_credit"):
    """The command would pay back more than is owed to the customer.

    Fields:
        order: The order.
        requested: What the command names.
        owed: What is owed.
    """

    code: ClassVar[Literal["refund_exceeds_credit"]] = "refund_exceeds_credit"
    order: OrderId
    requested: Amount
    owed: Amount


class PaymentMethodDiffersRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="payment_method_differs"):
    """The payment exists with another method.

    Fields:
        order: The order.
        payment: The payment.
    """

    code: ClassVar[Literal["payment_method_differs"]] = "payment_method_differs"
    order: OrderId
    payment: PaymentId


class AuthorizationExpiredRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="authorization_expired"):
    """What was authorized has ended before it was captured.

    Fields:
        order: The order.
        payment: The payment.
        requested: What is to be captured, or what must be secured before a parcel leaves.
        available: What of that is authorized.
        expired: What was authorized and has expired.
        expired_at: The first instant at which it was too late.
    """

    code: ClassVar[Literal["authorization_expired"]] = "authorization_expired"
    order: OrderId
    payment: PaymentId
    requested: Amount
    available: Amount
    expired: Amount
    expired_at: Timestamp


class UnknownInstructionRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_instruction"):
    """The payment has no instruction of that key.

    Fields:
        order: The order.
        payment: The payment.
        key: The key.
    """

    code: ClassVar[Literal["unknown_instruction"]] = "unknown_instruction"
    order: OrderId
    payment: PaymentId
    key: InstructionKey


class SettledElsewhereRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="settled_elsewhere"):
    """Somebody else moves the money of the payment.

    Fields:
        order: The order.
        payment: The payment.
    """

    code: ClassVar[Literal["settled_elsewhere"]] = "settled_elsewhere"
    order: OrderId
    payment: PaymentId


class UnknownPurchaseOrderRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_purchase_order"):
    """No purchase order of that id exists.

    Fields:
        purchase_order: The id.
    """

    code: ClassVar[Literal["unknown_purchase_order"]] = "unknown_purchase_order"
    purchase_order: DocumentId


class UnknownPurchaseLineRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_purchase_line"):
    """The purchase order has no line of that id.

    Fields:
        purchase_order: The purchase order.
        line: The id.
    """

    code: ClassVar[Literal["unknown_purchase_line"]] = "unknown_purchase_line"
    purchase_order: DocumentId
    line: LineId


class OverReceiptRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="over_receipt"):
    """More has arrived than is outstanding.

    Fields:
        purchase_order: The purchase order.
        line: The line.
        arrived: Units that have arrived by this command.
        outstanding: Units that were outstanding.
    """

    code: ClassVar[Literal["over_receipt"]] = "over_receipt"
    purchase_order: DocumentId
    line: LineId
    arrived: Quantity
    outstanding: Quantity


class BelowReceivedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="below_received"):
    """Fewer units are to be ordered than have arrived.

    Fields:
        purchase_order: The purchase order.
        line: The line.
        requested: Units to be ordered.
        received: Units that have arrived.
    """

    code: ClassVar[Literal["below_received"]] = "below_received"
    purchase_order: DocumentId
    line: LineId
    requested: Quantity
    received: Quantity


class NothingOutstandingRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="nothing_outstanding"):
    """Nothing is expected of the purchase order, or of the line of it.

    Fields:
        purchase_order: The purchase order.
        line: The line; absent if it is all of them.
    """

    code: ClassVar[Literal["nothing_outstanding"]] = "nothing_outstanding"
    purchase_order: DocumentId
    line: LineId | None = None


class TooMuchOnOrderRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="too_much_on_order"):
    """More purchase orders and transfers are open for a SKU than may be at a time.

    Fields:
        sku: The SKU.
        limit: How many may be open.
    """

    code: ClassVar[Literal["too_much_on_order"]] = "too_much_on_order"
    sku: Sku
    limit: int


class UnknownTransferRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_transfer"):
    """No transfer of that id exists.

    Fields:
        transfer: The id.
    """

    code: ClassVar[Literal["unknown_transfer"]] = "unknown_transfer"
    transfer: DocumentId


class UnknownTransferLineRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_transfer_line"):
    """The transfer has no line of that id.

    Fields:
        transfer: The transfer.
        line: The id.
    """

    code: ClassVar[Literal["unknown_transfer_line"]] = "unknown_transfer_line"
    transfer: DocumentId
    line: LineId


class TransferShippedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="transfer_shipped"):
    """Units of the transfer have left, so it is not planned anew.

    Fields:
        transfer: The transfer.
    """

    code: ClassVar[Literal["transfer_shipped"]] = "transfer_shipped"
    transfer: DocumentId


class TransferExceededRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="transfer_exceeded"):
    """Fewer units of a line of a transfer are where the command wants them.

    Fields:
        transfer: The transfer.
        line: The line.
        requested: What the command names.
        eligible: What it could name.
        condition: What those units have in common, such as `are in transit`.
    """

    code: ClassVar[Literal["transfer_exceeded"]] = "transfer_exceeded"
    transfer: DocumentId
    line: LineId
    requested: Quantity
    eligible: Quantity
    condition: str


class NothingToTransferRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="nothing_to_transfer"):
    """Nothing of the transfer is in a state to which the command applies.

    Fields:
        transfer: The transfer.
        action: What the command would have done, as a verb.
    """

    code: ClassVar[Literal["nothing_to_transfer"]] = "nothing_to_transfer"
    transfer: DocumentId
    action: str


class UnknownCountRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_count"):
    """No count of that id exists.

    Fields:
        count: The id.
    """

    code: ClassVar[Literal["unknown_count"]] = "unknown_count"
    count: DocumentId


class CountExistsRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="count_exists"):
    """A count of that id exists.

    Fields:
        count: The id.
    """

    code: ClassVar[Literal["count_exists"]] = "count_exists"
    count: DocumentId


class CountClosedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="count_closed"):
    """The count is not open any more.

    Fields:
        count: The count.
        state: Where it stands.
    """

    code: ClassVar[Literal["count_closed"]] = "count_closed"
    count: DocumentId
    state: CountState


class BeingCountedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="being_counted"):
    """The SKU is in another open count of the location.

    Fields:
        sku: The SKU.
        location: The location.
        count: The other count.
    """

    code: ClassVar[Literal["being_counted"]] = "being_counted"
    sku: Sku
    location: LocationId
    count: DocumentId


class NotInCountRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="not_in_count"):
    """The SKU is not one of those that are counted.

    Fields:
        count: The count.
        sku: The SKU.
    """

    code: ClassVar[Literal["not_in_count"]] = "not_in_count"
    count: DocumentId
    sku: Sku


class CountIncompleteRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="count_incomplete"):
    """Something has not been counted.

    Fields:
        count: The count.
        sku: The first of them.
        left: How many they are.
    """

    code: ClassVar[Literal["count_incomplete"]] = "count_incomplete"
    count: DocumentId
    sku: Sku
    left: int


class OwnCountRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="own_count"):
    """Who counted may not approve.

    Fields:
        count: The count.
        actor: Who.
    """

    code: ClassVar[Literal["own_count"]] = "own_count"
    count: DocumentId
    actor: Actor


class BelowPromisedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="below_promised"):
    """A correction would leave fewer units than are promised.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot.
        promised: Units that are promised.
        missing: Those of them that would not be there.
    """

    code: ClassVar[Literal["below_promised"]] = "below_promised"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    promised: Quantity
    missing: Quantity


class TooManyHoldersRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="too_many_holders"):
    """More orders or carts than one command looks at may hold stock of the SKU at the location.

    Fields:
        sku: The SKU.
        location: The location.
        limit: How many are looked at.
    """

    code: ClassVar[Literal["too_many_holders"]] = "too_many_holders"
    sku: Sku
    location: LocationId
    limit: int


class UnknownZoneRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_zone"):
    """No zone of that id is configured.

    Fields:
        zone: The id.
    """

    code: ClassVar[Literal["unknown_zone"]] = "unknown_zone"
    zone: ZoneId


class UnknownRateCardRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_rate_card"):
    """No rate card of that id is there.

    Fields:
        card: The id.
    """

    code: ClassVar[Literal["unknown_rate_card"]] = "unknown_rate_card"
    card: RateCardId


class UnknownSlotRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="unknown_slot"):
    """No plan has such a window.

    Fields:
        slot: The id.
    """

    code: ClassVar[Literal["unknown_slot"]] = "unknown_slot"
    slot: DocumentId


class SlotFullRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="slot_full"):
    """The slot has too little room.

    Fields:
        slot: The slot.
        reason: The measure by which there is too little room.
        requested: What was wanted by that measure: orders, grams or units.
        left: What is left by it.
        next: Later slots of the same plan that have room, first beginning first: a few of them.
    """

    code: ClassVar[Literal["slot_full"]] = "slot_full"
    slot: DocumentId
    reason: SlotReason
    requested: int
    left: int
    next: list[DocumentId] = []


class SlotClosedRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="slot_closed"):
    """The slot cannot be booked, however much room it has.

    Fields:
        slot: The slot.
        reason: Why.
        closed_at: From when on it could not be booked.
        next: Later slots of the same plan that can be booked, first beginning first: a few of them.
    """

    code: ClassVar[Literal["slot_closed"]] = "slot_closed"
    slot: DocumentId
    reason: SlotReason
    closed_at: Timestamp
    next: list[DocumentId] = []


class OutsideZoneRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="outside_zone"):
    """The slot is for deliveries within a zone, and the address lies outside it, or is not known.

    Fields:
        slot: The slot.
        zone: Its zone.
    """

    code: ClassVar[Literal["outside_zone"]] = "outside_zone"
    slot: DocumentId
    zone: ZoneId


class WrongProofCodeRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="wrong_proof_code"):
    """What was shown is not the code of the goods.

    Fields:
        order: The order.
        fulfillment: The fulfillment order.
    """

    code: ClassVar[Literal["wrong_proof_code"]] = "wrong_proof_code"
    order: OrderId
    fulfillment: int


class TooManyDueRejection(Record, frozen=True, kw_only=True, tag_field="code", tag="too_many_due"):
    """More than one batch can take reservations to expire first.

    Fields:
        limit: How many one batch takes.
    """

    code: ClassVar[Literal["too_many_due"]] = "too_many_due"
    limit: int


Rejection: TypeAlias = (
    InvalidFieldRejection
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
    | TooManyDueRejection
)
"""Why a command was refused. It had no effect at all.

`code` on the wire, and `Rejection.code`, never change; the sentences may get better.
"""


class AppliedOutcome(Record, frozen=True, kw_only=True, tag_field="status", tag="applied"):
    """It took effect.

    Fields:
        receipt: What it brought about.
    """

    status: ClassVar[Literal["applied"]] = "applied"
    receipt: Receipt


class AlreadyAppliedOutcome(Record, frozen=True, kw_only=True, tag_field="status", tag="already_applied"):
    """It took effect when it was first sent, and not again.

    Fields:
        receipt: What it brought about then.
    """

    status: ClassVar[Literal["already_applied"]] = "already_applied"
    receipt: Receipt


class RefusedOutcome(Record, frozen=True, kw_only=True, tag_field="status", tag="refused"):
    """It was refused and left no trace.

    Fields:
        rejection: Why.
    """

    status: ClassVar[Literal["refused"]] = "refused"
    rejection: Rejection


Outcome: TypeAlias = AppliedOutcome | AlreadyAppliedOutcome | RefusedOutcome
"""The answer to one command."""

Axis: TypeAlias = Literal[
    # As a whole.
    "order",
    # Money.
    "payment",
    # Units.
    "fulfillment",
    # Parcels.
    "delivery",
    # Returns.
    "returns",
    # The queue it stands in; orders that stand in none are not counted.
    "queue",
]
"""An axis to count orders by."""

DocumentKind: TypeAlias = Literal[
    # What was counted of some SKUs at a location.
    "count",
    # Units of a SKU that were made together.
    "lot",
    # An order, as far as it is found by what it is about; it is kept among orders, not among papers.
    "order",
    # Goods that a supplier is to deliver.
    "purchase_order",
    # A reservation, as far as it is found by what it is about; it is kept among reservations, not among papers.
    "reservation",
    # One unit of an item that is tracked by serial number.
    "serial",
    # A window of a day in which goods are delivered or collected.
    "slot",
    # Stock that goes from one location to another.
    "transfer",
]
"""A kind of paper. Kinds are sorted by their names on the wire, as storages sort texts."""


class Subject(Record, frozen=True, kw_only=True):
    """What open papers are looked up by: the part something plays in them, and which."""

    count: Sku | None = None
    lot: DocumentId | None = None
    serials: DocumentId | None = None
    supply: Sku | None = None


class OrdersQuery(Record, frozen=True, kw_only=True, tag_field="type", tag="orders"):
    """Orders that pass a filter, placed last first, then by id downwards.

    Fields:
        filter: Which orders.
        after: Only what comes after this place of the list.
        limit: The most rows wanted.
    """

    type: ClassVar[Literal["orders"]] = "orders"
    filter: OrderFilter = msgspec.field(default_factory=_always(OrderFilter()))
    after: OrderCursor | None = None
    limit: int


class OrderCountsQuery(Record, frozen=True, kw_only=True, tag_field="type", tag="order_counts"):
    """How many orders that pass a filter stand where on an axis, or in which queue.

    Fields:
        axis: The axis.
        filter: Which orders.
    """

    type: ClassVar[Literal["order_counts"]] = "order_counts"
    axis: Axis
    filter: OrderFilter = msgspec.field(default_factory=_always(OrderFilter()))


class LogQuery(Record, frozen=True, kw_only=True, tag_field="type", tag="log"):
    """Entries of the log, by number.

    Fields:
        after: Only entries with a greater number; 0 for the first.
        limit: The most rows wanted.
    """

    type: ClassVar[Literal["log"]] = "log"
    after: int
    limit: int


class ConsumersQuery(Record, frozen=True, kw_only=True, tag_field="type", tag="consumers"):
    """How far consumers of the log have come."""

    type: ClassVar[Literal["consumers"]] = "consumers"


class MovementsQuery(Record, frozen=True, kw_only=True, tag_field="type", tag="movements"):
    """Movements of a SKU, last first.

    Fields:
        sku: The SKU.
        location: Only at this location.
        before: Only movements of entries with a smaller number.
        limit: The most entries wanted; all movements of an entry stand on one page.
    """

    type: ClassVar[Literal["movements"]] = "movements"
    sku: Sku
    location: LocationId | None = None
    before: int | None = None
    limit: int


class SettingsQuery(Record, frozen=True, kw_only=True, tag_field="type", tag="settings"):
    """The settings."""

    type: ClassVar[Literal["settings"]] = "settings"


class ItemsQuery(Record, frozen=True, kw_only=True, tag_field="type", tag="items"):
    """Items by SKU.

    Fields:
        after: Only SKUs after this one.
        limit: The most rows wanted.
    """

    type: ClassVar[Literal["items"]] = "items"
    after: Sku | None = None
    limit: int


class StockQuery(Record, frozen=True, kw_only=True, tag_field="type", tag="stock"):
    """Stock and counters by SKU. SKUs that never had any are left out.

    Fields:
        after: Only SKUs after this one.
        limit: The most SKUs wanted.
    """

    type: ClassVar[Literal["stock"]] = "stock"
    after: Sku | None = None
    limit: int


class AllOrdersQuery(Record, frozen=True, kw_only=True, tag_field="type", tag="all_orders"):
    """All orders by id, for audits, digests and exports.

    Fields:
        after: Only ids after this one.
        limit: The most rows wanted.
    """

    type: ClassVar[Literal["all_orders"]] = "all_orders"
    after: OrderId | None = None
    limit: int


class ReservationsQuery(Record, frozen=True, kw_only=True, tag_field="type", tag="reservations"):
    """Reservations by id.

    Fields:
        after: Only ids after this one.
        limit: The most rows wanted.
    """

    type: ClassVar[Literal["reservations"]] = "reservations"
    after: ReservationId | None = None
    limit: int


class DocumentsQuery(Record, frozen=True, kw_only=True, tag_field="type", tag="documents"):
    """Papers of a kind, open or done, by id.

    Fields:
        kind: The kind.
        about: Only open ones about this subject.
        after: Only ids after this one.
        limit: The most rows wanted.
    """

    type: ClassVar[Literal["documents"]] = "documents"
    kind: DocumentKind
    about: Subject | None = None
    after: DocumentId | None = None
    limit: int


Query: TypeAlias = (
    OrdersQuery
    | OrderCountsQuery
    | LogQuery
    | ConsumersQuery
    | MovementsQuery
    | SettingsQuery
    | ItemsQuery
    | StockQuery
    | AllOrdersQuery
    | ReservationsQuery
    | DocumentsQuery
)
"""A page of a list that a storage can answer. Limits above `PAGE_MAX` count as that."""


class BookedSlot(Record, frozen=True, kw_only=True):
    """The slot that an order is delivered or collected in, as it was booked.

    Fields:
        slot: The slot.
        location: The location that delivers, or where it is collected: all its stock comes from there.
        begins_at: When the window begins.
        ends_at: When it ends.
        closes_at: From this instant on the slot could not be booked any more, as it was planned when it was booked.
        late_cancel_frees: Whether canceling the order after that frees the slot all the same.
        grams: The weight that is booked, in grams.
        items: The units that are booked.
    """

    slot: DocumentId
    location: LocationId
    begins_at: Timestamp
    ends_at: Timestamp
    closes_at: Timestamp
    late_cancel_frees: bool = False
    grams: int = 0
    items: Quantity = 0


class TaxLine(Record, frozen=True, kw_only=True):
    """Tax at one rate.

    Fields:
        rate: The rate as a fraction: 0.18 for 18 %.
        amount: The tax for all units.
    """

    rate: Decimal
    amount: Amount


class Portion(Record, frozen=True, kw_only=True):
    """Units of one line that are at the same stage in the same place.

    Fields:
        stage: How far they have come.
        location: The location they are, or were, taken from.
        lot: The lot they are of, where the item is kept by lot and a location has been found.
        fulfillment: The fulfillment order they belong to.
        parcel: The parcel they are in.
        quantity: How many.
        serials: Their serial numbers, of units that were picked and are tracked by them: of all of them, or of none.
    """

    stage: Stage
    location: LocationId | None = None
    lot: LotNumber | None = None
    fulfillment: int | None = None
    parcel: int | None = None
    quantity: Quantity
    serials: list[SerialNumber] = []


Units: TypeAlias = list[Portion]
"""All units of a line, as portions sorted by stage and place, none of them empty.

INVARIANT: the portions always sum to the quantity ordered, since units enter as they are ordered, at once or by an edit, and only
move after.
"""


class Settled(Record, frozen=True, kw_only=True):
    """The part of a line that was credited before its price or quantity last changed.

    Fields:
        quantity: How many units.
        amount: What they brought back, tax included.
        tax: The tax within that.
    """

    quantity: Quantity
    amount: Amount
    tax: Amount


class Withheld(Record, frozen=True, kw_only=True):
    """Units of a line that are kept back, while the rest of the order goes on.

    Fields:
        quantity: How many units.
        for_payment: Whether they wait until what the order costs since it was edited is authorized or captured.
        for_return: The return whose goods they are given in exchange for, if they wait until those have come back.
        until: When the stock that is reserved for them goes back on sale.
    """

    quantity: Quantity
    for_payment: bool = False
    for_return: ReturnId | None = None
    until: Timestamp | None = None


class LineBundle(Record, frozen=True, kw_only=True):
    """The bundle that a line is a component of, as it was sold.

    Fields:
        line: The line that was captured. Cancellations and returns may name it and count in bundles.
        sku: The SKU of the bundle.
        quantity: How many bundles were sold.
        units_each: How many units of the line made one bundle when it was sold, whatever it is made of now.
    """

    line: LineId
    sku: Sku
    quantity: Quantity
    units_each: Quantity


class SubstituteFor(Record, frozen=True, kw_only=True):
    """The units that a line was given for.

    Fields:
        line: The line they were on.
        quantity: How many of them it was given for.
    """

    line: LineId
    quantity: Quantity


class Line(Record, frozen=True, kw_only=True):
    """A line of an order: one SKU, its price frozen when it was captured, and where its units are.

    Fields:
        id: Its id, unique within the order.
        sku: What was bought.
        unit_price: The price of one unit, before discounts, tax as the order's prices have it.
        quantity: How many were ordered.
        discount: What is taken off: the line's own discounts and its share of the order's.
        taxes: Tax by rate.
        total: What is charged for all units, discounts taken off, tax included.
        units: Where the units are.
        credited_quantity: Units that have been credited: canceled, or returned and refunded.
        credited: What has been credited for them, fees not taken off.
        settled: What had been credited when its price or quantity last changed: what is left is divided anew from there.
        unit_cost: What one unit costs the merchant, as it was known when the line joined the order.
        unit_grams: What one unit weighs in grams, as it was known when the line joined the order; 0 where it was not.
        withheld: Units of it that are kept back until something has happened.
        minimum_life_days: Days that units kept by lot must have left when they are delivered, if the order asks for more than item and channel do.
        bundle: The bundle it is a component of, as it was sold.
        substitution: What the customer takes instead of units that are not there; absent means nothing.
        substitute_for: The units it was given for, if a picker gave it instead of others.
    """

    id: LineId
    sku: Sku
    unit_price: Decimal
    quantity: Quantity
    discount: Amount = Decimal("0")
    taxes: list[TaxLine] = []
    total: Amount
    units: Units
    credited_quantity: Quantity = 0
    credited: Amount = Decimal("0")
    settled: Settled | None = None
    unit_cost: Decimal | None = None
    unit_grams: int = 0
    withheld: Withheld | None = None
    minimum_life_days: int = 0
    bundle: LineBundle | None = None
    substitution: Substitution | None = None
    substitute_for: SubstituteFor | None = None


class Charge(Record, frozen=True, kw_only=True):
    """Something that is charged once for an order.

    Fields:
        kind: What for; an order has one of each kind.
        amount: What is charged, tax included.
        tax: The tax within that.
        credited: What of it has been credited.
    """

    kind: ChargeKind
    amount: Amount
    tax: Amount = Decimal("0")
    credited: Amount = Decimal("0")


class PromotionPart(Record, frozen=True, kw_only=True):
    """What a discount took off one line.

    Fields:
        line: The line.
        quantity: How many units it was divided over.
        amount: What it took off them, before tax where that is added.
    """

    line: LineId
    quantity: Quantity
    amount: Amount


class Promotion(Record, frozen=True, kw_only=True):
    """A discount that was given for buying enough.

    Fields:
        code: Its code.
        line: The line whose units count; absent means those of all lines.
        minimum: What has to be kept for it.
        parts: What it took off each line.
        ended: Whether it was taken back, as far as it could be.
    """

    code: str = ""
    line: LineId | None = None
    minimum: DiscountMinimum
    parts: list[PromotionPart]
    ended: bool = False


TransactionState: TypeAlias = Literal[
    # Money has moved, or was set aside or let go.
    "succeeded",
    # The provider was told to, and has not answered.
    "pending",
    # The provider did not do it. It may be told again.
    "failed",
]
"""Whether a transaction has happened."""


class Instruction(Record, frozen=True, kw_only=True):
    """What a provider was told to do, and how it went.

    Fields:
        key: The idempotency key to be given to the provider: however often it is sent, the provider does it once.
        is_final: Whether it is the last capture: what is authorized beyond it is let go.
        resolved_at: When the result came.
        failure: Why it failed, if it did.
    """

    key: InstructionKey
    is_final: bool = False
    resolved_at: Timestamp | None = None
    failure: Failure | None = None


class Transaction(Record, frozen=True, kw_only=True):
    """One thing that happened to a payment, or that the provider was told to do.

    Fields:
        kind: What happened.
        amount: How much.
        at: When; of an instruction, when it was given.
        state: Whether it has happened. Only what has succeeded counts as authorized, captured or refunded.
        reference: The provider's id of it, if it has one: the same id counts once.
        reason: Why, in the words of whoever did it.
        is_final: Whether it is the last that is to come: of a remittance, that the courier has handed over all it will.
        parcel: The parcel a capture was made for.
        goodwill: The part of a refund that was not owed but given.
        goodwill_parts: What each line bears of that.
        expires_at: When what was authorized may not be captured any more.
        instruction: What the provider was told, if it was told to do it.
    """

    kind: TransactionKind
    amount: Amount
    at: Timestamp
    state: TransactionState = "succeeded"
    reference: ProviderEventId | None = None
    reason: str = ""
    is_final: bool = False
    parcel: int | None = None
    goodwill: Amount = Decimal("0")
    goodwill_parts: list[GoodwillPart] = []
    expires_at: Timestamp | None = None
    instruction: Instruction | None = None


class Payment(Record, frozen=True, kw_only=True):
    """One payment on an order: one card, one gift card, one cash collection.

    Fields:
        id: Its id, unique within the order.
        method: How it is paid.
        transactions: Everything that happened to it, oldest first.
    """

    id: PaymentId
    method: PaymentMethod
    transactions: list[Transaction]


class Hold(Record, frozen=True, kw_only=True):
    """Something that keeps an order from going on until it is released.

    Fields:
        id: Its id, unique within the order. Holds placed by verification are named after their kind.
        kind: What it is about, and so what it stops.
        reason: The finding, with its figures, in a sentence.
        placed_by: Who placed it.
        placed_at: When it was placed.
    """

    id: HoldId
    kind: HoldKind
    reason: str
    placed_by: Actor
    placed_at: Timestamp


class RejectedAnswer(Record, frozen=True, kw_only=True):
    """What a location answered to a fulfillment order."""

    rejected: str


Answer: TypeAlias = Literal["awaited", "accepted", "canceled"] | RejectedAnswer
"""What a location answered to a fulfillment order."""


class Collection(Record, frozen=True, kw_only=True):
    """Goods that wait at a store for the customer to collect them.

    Fields:
        ready_at: Since when they can be collected.
        until: From this instant on they go back, if they have not been collected; absent means never.
        proof_code: What whoever collects them has to show; empty means nothing.
        collected_by: Who has collected them, in the words of the store.
        collected_at: When they were collected.
    """

    ready_at: Timestamp
    until: Timestamp | None = None
    proof_code: str = ""
    collected_by: str = ""
    collected_at: Timestamp | None = None


class Fulfillment(Record, frozen=True, kw_only=True):
    """A fulfillment order: units of one order that one location has been asked to ship.

    Its units are the portions of the order's lines that carry its number; its state is derived from them
    and from the answer the location gave.

    Fields:
        location: The location asked.
        requested_at: When it was asked.
        answer: What it answered.
        mispicks: How often a picker scanned something else than a line asked for.
        collection: That it waits for the customer to collect it.
    """

    location: LocationId
    requested_at: Timestamp
    answer: Answer = "awaited"
    mispicks: int = 0
    collection: Collection | None = None


class Interception(Record, frozen=True, kw_only=True):
    """A parcel that a carrier was asked to bring back before it arrives.

    The carrier answers, or its scans do: a parcel that is delivered or lost was not intercepted, one that comes back was.

    Fields:
        state: What came of it.
        requested_at: When the carrier was asked last.
        reason: Why: by wish of the customer, or for a reason of the merchant's.
        note: The same in somebody's words.
        resolved_at: When it was confirmed or failed.
        answer: What the carrier answered, in its words; empty where its scans did.
    """

    state: InterceptionState
    requested_at: Timestamp
    reason: CancelReason
    note: str = ""
    resolved_at: Timestamp | None = None
    answer: str = ""


class Parcel(Record, frozen=True, kw_only=True):
    """A parcel of a fulfillment order. Its contents are the portions of the order's lines that carry its number.

    Fields:
        fulfillment: The fulfillment order it was packed for.
        carrier: Who carries it.
        service: The carrier's service.
        tracking_number: The number to find it by.
        shipped_at: When it was handed to the carrier.
        delivered_at: When it arrived.
        tracking: How far it has come; absent before it has shipped.
        tracked_at: When what `tracking` tells occurred; absent before the carrier's first report.
        failed_attempts: Delivery attempts that failed.
        interception: Whether the carrier was asked to bring it back, and what came of that.
        seen: The latest ids of the carrier's reports taken in, so that each counts once.
    """

    fulfillment: int
    carrier: str = ""
    service: str = ""
    tracking_number: str = ""
    shipped_at: Timestamp | None = None
    delivered_at: Timestamp | None = None
    tracking: Tracking | None = None
    tracked_at: Timestamp | None = None
    failed_attempts: int = 0
    interception: Interception | None = None
    seen: list[ProviderEventId] = []


class DayLoad(Record, frozen=True, kw_only=True):
    """What an order takes up of a day of a location.

    Fields:
        location: The location.
        day: The day, by the location's calendar, on which its stock was promised.
        units: Units.
        grams: Their weight in grams; 0 where it is not known.
    """

    location: LocationId
    day: Day
    units: Quantity
    grams: int = 0


class Exclusion(Record, frozen=True, kw_only=True):
    """A location that is not asked again for a line, and why.

    Fields:
        line: The line.
        location: The location.
        reason: The reason it gave.
    """

    line: LineId
    location: LocationId
    reason: str


class Pin(Record, frozen=True, kw_only=True):
    """Units of a line that somebody has assigned to a location. Routing leaves them there.

    Fields:
        line: The line.
        location: The location.
        quantity: How many units of the line.
        actor: Who assigned them last.
        at: When.
        reason: Why, in somebody's words.
    """

    line: LineId
    location: LocationId
    quantity: Quantity
    actor: Actor
    at: Timestamp
    reason: str


class Rerouted(Record, frozen=True, kw_only=True):
    """That an order was re-routed, as it keeps it: the last time.

    Fields:
        at: When.
        moves: What moved.
        together: How many orders were moved with it.
        reason: Why, in somebody's words.
    """

    at: Timestamp
    moves: list[UnitMove]
    together: int
    reason: str = ""


class GradedUnits(Record, frozen=True, kw_only=True):
    """Units of a line that were found to be of one grade.

    Fields:
        grade: What they are like.
        quantity: How many.
        refunded: How many of those have been refunded.
    """

    grade: Grade
    quantity: Quantity
    refunded: Quantity = 0


class ReturnLine(Record, frozen=True, kw_only=True):
    """Units of one line in a return.

    Fields:
        line: The line.
        reason: Why the customer returns it.
        requested: How many were asked for.
        canceled: How many of those are expected no more, since the return was called off and they have not come.
        kept: How many the customer keeps: they are refunded without coming back.
        received: How many have come back.
        serials: The serial numbers of those that wait to be inspected.
        settled_before: How many of those a claim or an earlier return had settled before they came: they bring nothing back.
        found: How many of those had been lost on their way to the customer, unclaimed.
        restocked: How many of those went back on sale.
        damaged: How many of those were kept as damaged.
        quarantined: How many of those were kept apart for another look.
        refurbished: How many of those are to be made fit for sale again.
        returned_to_vendor: How many of those go back to whoever supplied them.
        scrapped: How many of those were thrown away.
        wrong_item: How many were found to be something else and bring nothing back.
        grades: What those that were graded are like.
        refunded: How many have been refunded.
    """

    line: LineId
    reason: ReturnReason
    requested: Quantity
    canceled: Quantity = 0
    kept: Quantity = 0
    received: Quantity = 0
    serials: list[SerialNumber] = []
    settled_before: Quantity = 0
    found: Quantity = 0
    restocked: Quantity = 0
    damaged: Quantity = 0
    quarantined: Quantity = 0
    refurbished: Quantity = 0
    returned_to_vendor: Quantity = 0
    scrapped: Quantity = 0
    wrong_item: Quantity = 0
    grades: list[GradedUnits] = []
    refunded: Quantity = 0


class CreditedUnits(Record, frozen=True, kw_only=True):
    """What units of a line brought back: the difference of two cumulative shares of what the line cost.

    Fields:
        line: The line.
        quantity: How many units.
        credited_before: How many units of the line had been credited before.
        amount: What they bring back, tax included.
        tax: The tax within it.
        reason: Why they came back.
        grade: What they were found to be like.
    """

    line: LineId
    quantity: Quantity
    credited_before: Quantity = 0
    amount: Amount
    tax: Amount
    reason: ReturnReason | None = None
    grade: Grade | None = None


ShippingRule: TypeAlias = Literal[
    # Given back or kept as the command said.
    "command",
    # Kept: something of the order is with the customer, or still to be delivered.
    "not_all_back",
    # Given back: all that came back did so by fault of the seller.
    "sellers_fault",
    # Kept: not all that came back did so by fault of the seller.
    "not_sellers_fault",
    # Given back whatever the reasons were.
    "always",
    # Kept whatever the reasons were.
    "never",
    # It was given back before.
    "given_before",
]
"""Why shipping or a charge was given back, or was not."""


class ShippingVerdict(Record, frozen=True, kw_only=True):
    """What became of shipping.

    Fields:
        amount: What was given back, tax included.
        tax: The tax within it.
        rule: Why so.
    """

    amount: Amount
    tax: Amount
    rule: ShippingRule


class ChargeVerdict(Record, frozen=True, kw_only=True):
    """What became of a charge.

    Fields:
        kind: What it was for.
        amount: What was given back, tax included.
        tax: The tax within it.
        rule: Why so.
    """

    kind: ChargeKind
    amount: Amount
    tax: Amount
    rule: ShippingRule


FeeKind: TypeAlias = Literal[
    # To bring units back on sale.
    "restocking",
    # To bring them back to the merchant.
    "return_label",
]
"""What a fee is kept for."""

FeeRule: TypeAlias = Literal[
    # The terms of the order.
    "terms",
    # Whoever gave the command.
    "command",
]
"""Who set a fee."""


class FeeKept(Record, frozen=True, kw_only=True):
    """Something that was kept of what came back.

    Fields:
        kind: What for.
        rule: Who set it.
        line: The line whose units it is kept of; absent where it is kept of the whole.
        rate: The part that is kept, as a fraction.
        base: What the rate is of; for a fixed fee, what was left to keep it of.
        amount: What was kept.
    """

    kind: FeeKind
    rule: FeeRule
    line: LineId | None = None
    rate: Decimal | None = None
    base: Amount
    amount: Amount


class ClawBack(Record, frozen=True, kw_only=True):
    """A discount that was taken back, since too little is kept for it.

    Fields:
        code: Its code.
        minimum: What would have had to be kept for it.
        kept_amount: What is kept of the goods that count, at unit prices before discounts.
        kept_quantity: The same in units.
        amount: What the goods that are kept cost more by it, tax included.
    """

    code: str = ""
    minimum: DiscountMinimum
    kept_amount: Amount
    kept_quantity: Quantity
    amount: Amount


RefundBound: TypeAlias = Literal[
    # The order owed the customer no more: what was never paid is not paid back.
    "owed",
    # The payments held no more.
    "captured",
]
"""What made a refund less than the credit without the fees."""


class RefundPart(Record, frozen=True, kw_only=True):
    """What went back over one payment.

    Fields:
        payment: The payment.
        amount: How much.
    """

    payment: PaymentId
    amount: Amount


class RefundVerdict(Record, frozen=True, kw_only=True):
    """The whole computation of one refund: what each unit brought back, what was kept of it and by which rule, what bounded the sum, and
    over which payments it went.

    ```text
    credited = the amounts of all units + shipping + charges
    refunded = credited - fees - clawed back - exchanged, at most `owed`, at most what the payments still hold
             = the sum of `payments`
    ```

    Fields:
        at: When it was given.
        units: What units brought back, by line, reason and grade.
        shipping: What became of shipping; absent where none was charged.
        charges: What became of each charge beside lines and shipping.
        fees: What was kept.
        credited: What is no longer charged for units, shipping and charges, fees not taken off.
        clawed_back: Discounts that were taken back, since too little is kept for them.
        exchanged: What of that pays for what is given in exchange.
        owed: What the order owed the customer once that was credited.
        refunded: What was paid back.
        bound: What made it less than what was credited without the fees; absent where nothing did.
        payments: Over which payments it went.
    """

    at: Timestamp
    units: list[CreditedUnits]
    shipping: ShippingVerdict | None = None
    charges: list[ChargeVerdict] = []
    fees: list[FeeKept] = []
    credited: Amount
    clawed_back: list[ClawBack] = []
    exchanged: Amount = Decimal("0")
    owed: Amount
    refunded: Amount
    bound: RefundBound | None = None
    payments: list[RefundPart] = []


class Replacement(Record, frozen=True, kw_only=True):
    """A line that takes the place of units that come back, or never arrived.

    Fields:
        line: The line that was added.
        replaces: The line whose units it replaces, one for one; absent where it takes the place of the whole.
        quantity: How many units it was added with.
        at_paid_value: Whether it costs exactly what the units it replaces bring back, whatever that turns out to be.
        settled: How many of the units it replaces have been refunded, and what they brought.
    """

    line: LineId
    replaces: LineId | None = None
    quantity: Quantity
    at_paid_value: bool = False
    settled: Settled | None = None


class Exchange(Record, frozen=True, kw_only=True):
    """What is given in exchange for the units of a return.

    Fields:
        ships: When the replacements are sent.
        lines: What replaces what.
        brought_back: What the return has been credited with since the exchange was agreed.
    """

    ships: ExchangeShipping
    lines: list[Replacement]
    brought_back: Amount = Decimal("0")


class Return(Record, frozen=True, kw_only=True):
    """A return of delivered units.

    Fields:
        id: Its id, unique within the order.
        state: How far it has come.
        requested_at: When it was asked for.
        closes_at: When what has not come is expected no more, unless it is in transit; absent means never.
        label: The label of the merchant's it comes on, or the pick-up that was agreed.
        tracking: What the carrier reported last.
        tracked_at: When that occurred.
        location: Where its units were received last, and wait to be inspected.
        lines: What comes back, by line.
        fee: What was kept of the credit as a fee.
        refunded: What was refunded for it.
        refunds: Every refund for it as it was worked out, oldest first.
        exchange: What is given in exchange for its units.
        note: Why it was declined or canceled.
    """

    id: ReturnId
    state: ReturnState
    requested_at: Timestamp
    closes_at: Timestamp | None = None
    label: ReturnLabel | None = None
    tracking: Tracking | None = None
    tracked_at: Timestamp | None = None
    location: LocationId | None = None
    lines: list[ReturnLine]
    fee: Amount = Decimal("0")
    refunded: Amount
    refunds: list[RefundVerdict] = []
    exchange: Exchange | None = None
    note: str = ""


class Claim(Record, frozen=True, kw_only=True):
    """A claim about units that left.

    Against the merchant it is the customer's: its units cannot be returned meanwhile, and once they are refunded they never can be.
    Against a carrier it is the merchant's own: it tells what is asked and what was recovered, and moves no money of the customer's.

    Fields:
        id: Its id, unique within the order.
        kind: What went wrong.
        against: Who has to answer for it.
        state: How far it has come.
        opened_at: When it was opened.
        lines: The units it is about; each line once.
        parcel: The parcel they were in, if it was named.
        evidence: References to photos, letters and the like; the library keeps none of them itself.
        note: The last words about it.
        asked: What is asked of a carrier.
        recovered: What a carrier has paid.
        replacements: What was sent in place of its units.
        refund: How the customer was refunded, as it was worked out.
    """

    id: ClaimId
    kind: ClaimKind
    against: ClaimParty = "merchant"
    state: ClaimState
    opened_at: Timestamp
    lines: list[ClaimedUnits]
    parcel: int | None = None
    evidence: list[str] = []
    note: str = ""
    asked: Amount | None = None
    recovered: Amount | None = None
    replacements: list[Replacement] = []
    refund: RefundVerdict | None = None


class LineTerms(Record, frozen=True, kw_only=True):
    """The window of a line that is another than the order's.

    Fields:
        line: The line.
        category: The category that gives it the window.
        window_days: Days after the day of delivery; 0 means that it was a final sale.
    """

    line: LineId
    category: Category
    window_days: int


class ReturnTerms(Record, frozen=True, kw_only=True):
    """The terms of an order's returns, copied from the policy of the day it was captured.

    An order under plain terms (one window, every reason, no fees, shipping back by fault of the seller) keeps none of this.

    Fields:
        lines: Lines whose window is another than the order's.
        reasons: Reasons that are accepted; empty means all.
        restocking_fees: Parts of the credit that are kept; the first that fits a unit is taken.
        label_fee: What is kept when a return came on a label of the merchant's and not by fault of the seller.
        shipping: When shipping is given back.
        claws_back: Whether a discount is taken back when less is kept than it was given for.
        charges: When charges are given back, by kind; those that are not named by fault of the seller.
        keep_up_to: The customer keeps what brings back at most this.
    """

    lines: list[LineTerms] = []
    reasons: list[ReturnReason] = []
    restocking_fees: list[RestockingFee] = []
    label_fee: Amount | None = None
    shipping: ShippingRefund = "sellers_fault"
    claws_back: bool = False
    charges: list[ChargeRefund] = []
    keep_up_to: Amount | None = None


class Order(Record, frozen=True, kw_only=True):
    """An order as it stands after the last command that touched it.

    Quantities and transactions are the truth; every status is derived from them by `Order.statuses`.

    Fields:
        id: Its id.
        version: Counts the commands that changed it; the capture makes it 1.
        channel: Where it came from.
        external_id: Its id there; unique within the channel.
        placed_at: When the customer placed it.
        due_at: The earliest instant at which something of it comes to its end by itself, so that a storage finds what is due. Derived from the order's deadlines whenever it is written.
        customer: Who bought.
        customer_group: The group the customer was in when it was captured.
        priority: Higher numbers are served first where stock is short.
        currency: The currency of every amount in the order.
        prices_include_tax: Whether prices and discounts include tax.
        shipping_address: Where it goes.
        time_zone: The time zone whose calendar counts its days, by its name in the IANA database; empty is UTC.
        promised_at: When it is promised to arrive.
        pickup: The location where the customer collects it; absent if it is delivered.
        slot: The slot it is delivered or collected in.
        tags: Words to find it by, sorted.
        lines: Its lines, in the order they were captured.
        shipping: What is charged for shipping, tax included; nothing is left of it once it has been credited.
        shipping_tax: The tax within `shipping`.
        shipping_credited: What has been credited of `shipping`.
        charges: What is charged beside lines and shipping.
        total: What all lines, shipping and charges cost, tax included: as captured, and as edited, exchanged or clawed back since.
        promotions: Discounts that were given for buying enough.
        presentment: What the customer saw, where that is another currency than the order's: as it was captured, and never worked out again.
        payments: Payments and their transactions.
        holds: What keeps it from going on, each with its own reason and release.
        reserved_until: When stock that is reserved for it goes back on sale, if it still waits for its payment.
        reservation_ended_at: When stock that was reserved for it went back on sale, if it still waits for its payment: a payment that comes now is late.
        fulfillments: Work given to locations; the number of a fulfillment order is its place here, counted from 1.
        parcels: Parcels packed; the number of a parcel is its place here, counted from 1.
        day_loads: What it takes up of the days of locations that can take on only so much, sorted by location and day.
        routing: How it was routed last, if that was by a routing policy.
        exclusions: Locations that rejected or could not find units of a line: they are not asked again.
        pins: Units that somebody has assigned to locations, by line and location: routing leaves them there.
        rerouted: How it was re-routed last, if it was.
        returns: What the customer sends back.
        claims: What went wrong with units that left, as customers and the merchant claim it.
        return_window_days: Days after delivery within which a return may be requested, as promised when the order was captured.
        return_terms: What else was promised about returns then; absent under plain terms.
        personal_in: Commands whose entries of the log hold, or held, something personal of it: addresses, the customer's id, free texts. Erasing goes by them.
        erased_at: When its personal data was erased last. What stands there as `erased` is known to nobody any more.
    """

    id: OrderId
    version: int
    channel: ChannelId
    external_id: ExternalId | None = None
    placed_at: Timestamp
    due_at: Timestamp | None = None
    customer: CustomerId | None = None
    customer_group: CustomerGroup | None = None
    priority: int = 0
    currency: Currency
    prices_include_tax: bool = False
    shipping_address: Address | None = None
    time_zone: str = ""
    promised_at: Timestamp | None = None
    pickup: LocationId | None = None
    slot: BookedSlot | None = None
    tags: list[Tag] = []
    lines: list[Line]
    shipping: Amount
    shipping_tax: Amount
    shipping_credited: Amount = Decimal("0")
    charges: list[Charge] = []
    total: Amount
    promotions: list[Promotion] = []
    presentment: Presentment | None = None
    payments: list[Payment] = []
    holds: list[Hold] = []
    reserved_until: Timestamp | None = None
    reservation_ended_at: Timestamp | None = None
    fulfillments: list[Fulfillment] = []
    parcels: list[Parcel] = []
    day_loads: list[DayLoad] = []
    routing: Decision | None = None
    exclusions: list[Exclusion] = []
    pins: list[Pin] = []
    rerouted: Rerouted | None = None
    returns: list[Return] = []
    claims: list[Claim] = []
    return_window_days: int
    return_terms: ReturnTerms | None = None
    personal_in: list[CommandId] = []
    erased_at: Timestamp | None = None


class StatusCount(Record, frozen=True, kw_only=True):
    """How many orders have a status.

    Fields:
        status: The status by its name on the wire.
        orders: How many orders.
    """

    status: str
    orders: int


Place: TypeAlias = Literal[
    # Free to be promised.
    "available",
    # Promised for a while.
    "reserved",
    # Promised to an order that was given to the location.
    "committed",
    # Kept back from sale.
    "safety",
    # Not fit for sale.
    "damaged",
    # Waiting for somebody to look at it.
    "quality_control",
    # Outside: whoever delivers stock.
    "supplier",
    # Outside: whoever bought it.
    "customer",
    # Outside: what counts and corrections found or missed.
    "adjustment",
    # Outside: on its way from one location to another, by a transfer.
    "in_transit",
]
"""One end of a movement: a state of stock at the location, or the world outside."""


class Movement(Record, frozen=True, kw_only=True):
    """Units that went from one place to another: the double entry of the stock ledger.

    No balance changes without one. The entry of the log it stands in tells the cause, the actor and the time.

    Fields:
        sku: What was moved.
        location: Where.
        lot: The lot, of an item that is kept by lot.
        from_place: Out of what.
        to_place: Into what.
        quantity: How many units.
    """

    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    from_place: Place
    to_place: Place
    quantity: Quantity


class LogEntry(Record, frozen=True, kw_only=True):
    """One applied command in the log: what was asked, what happened, and every unit of stock that moved.

    Fields:
        envelope: What was asked.
        receipt: What happened.
        movements: Every unit of stock that moved.
        erased: Whether personal data was taken out of it since: what was asked and what happened is told without.
    """

    envelope: Envelope
    receipt: Receipt
    movements: list[Movement] = []
    erased: bool = False


class NumberedEntry(Record, frozen=True, kw_only=True):
    """An entry of the log with its number.

    Fields:
        number: 1 for the first entry.
        entry: The entry.
    """

    number: int
    entry: LogEntry


ConsumerId: TypeAlias = str
"""A reader of the log, whose place the store keeps."""


class ConsumerPosition(Record, frozen=True, kw_only=True):
    """How far a consumer has come.

    Fields:
        consumer: Its name.
        position: The number of the last entry of the log that it has acknowledged.
    """

    consumer: ConsumerId
    position: int


class MovementRow(Record, frozen=True, kw_only=True):
    """A movement with what the log knows about it.

    Fields:
        number: The number of its entry.
        at: When.
        actor: Who caused it.
        command: The command that caused it.
        movement: The movement.
    """

    number: int
    at: Timestamp
    actor: Actor
    command: CommandId
    movement: Movement


class RoutingRules(Record, frozen=True, kw_only=True):
    """How orders are routed: rules, first to last. The first whose condition holds and that finds a plan decides.

    Fields:
        version: Counts the commands that changed them; decisions name it.
        rules: The rules. Without any, orders are routed as if there was no policy.
        search_steps_max: How many nodes the search for the best plan may look at before it settles for the best found.
    """

    version: int
    rules: list[RoutingRule]
    search_steps_max: int = msgspec.field(default_factory=_always(2000))


class Settings(Record, frozen=True, kw_only=True):
    """Everything a merchant configures but items. Lists are sorted by id.

    Fields:
        version: Counts the commands that changed this record.
        locations: Places that keep or ship stock, by id.
        channels: Where orders come from, by id.
        policies: How orders are verified, reserved, routed and returned.
        zones: Parts of the world that deliveries go to, by id.
        slot_templates: Plans of windows for delivery and pick-up, by id.
        rate_cards: What carriers charge for their services, by id.
        routing_rules: How orders are routed, if not by the fewest parcels.
    """

    version: int
    locations: list[Location]
    channels: list[Channel]
    policies: Policies
    zones: list[Zone] = []
    slot_templates: list[SlotTemplate] = []
    rate_cards: list[RateCard] = []
    routing_rules: RoutingRules | None = None


class Item(Record, frozen=True, kw_only=True):
    """An item of the catalog.

    Fields:
        sku: Its stock keeping unit.
        version: Counts the commands that changed this record; 0 in a command.
        tracked: Whether stock is counted at all. What is not tracked (a service, a voucher) is always available.
        backorder: Whether it may be sold beyond stock; absent means no.
        return_category: The group of items it is returned with, if they have terms of their own; orders keep the terms they were captured with.
        category: The group of items that customers take for one another who accept any of the `same_category`.
        unit_costs: What one unit costs the merchant, by currency. Orders keep what it was when they were captured, for the journal.
        grams: What one unit weighs, in grams; 0 where that is not known.
        dimensions: How large one unit is as it is packed; absent where that is not known.
        hazardous: Whether only those carriers take it that take hazardous goods.
        tags: Words by which rules of routing know it.
        requires: What a location must be able to do to ship it under a routing policy, such as `cold_chain`.
        channel_caps: The most units certain channels may have sold or reserved at a time, by channel id.
        reorder_rules: When it is to be ordered anew, by location id.
        lots: How it is kept by lot; absent means that its units are all alike. It cannot change whether it is.
        tracks_serials: When the serial numbers of its units are captured. It cannot change whether that is at receipt.
        components: What a bundle is made of; empty for a plain item. A bundle has no stock of its own: there are as many as its components make.
        levels: How many levels deep it holds bundles; 0 for a plain item.
    """

    sku: Sku
    version: int = msgspec.field(default_factory=_always(0))
    tracked: bool = msgspec.field(default_factory=_always(True))
    backorder: Backorder | None = None
    return_category: Category | None = None
    category: Category | None = None
    unit_costs: list[CurrencyAmount] = []
    grams: int = 0
    dimensions: Dimensions | None = None
    hazardous: bool = False
    tags: list[Tag] = []
    requires: list[Tag] = []
    channel_caps: list[ChannelCap] = []
    reorder_rules: list[ReorderRule] = []
    lots: LotPolicy | None = None
    tracks_serials: SerialTracking = "none"
    components: list[Component] = []
    levels: int = 0


class Buckets(Record, frozen=True, kw_only=True):
    """Units of one SKU at one location by state. What is on hand is the sum of all of them.

    Fields:
        available: See `Bucket.Available`.
        reserved: See `Bucket.Reserved`.
        committed: See `Bucket.Committed`.
        safety: See `Bucket.Safety`.
        damaged: See `Bucket.Damaged`.
        quality_control: See `Bucket.QualityControl`.
    """

    available: int = 0
    reserved: int = 0
    committed: int = 0
    safety: int = 0
    damaged: int = 0
    quality_control: int = 0


class StockLevel(Record, frozen=True, kw_only=True):
    """The stock of one SKU at one location.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot: what is there of the SKU is the sum over its lots.
        buckets: Units by state.
    """

    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    buckets: Buckets


Measure: TypeAlias = Literal[
    # Orders.
    "orders",
    # Units.
    "units",
    # Grams.
    "grams",
]
"""A measure of what a location takes on in a day."""


class OtherCounter(Record, frozen=True, kw_only=True):
    """What is counted per SKU over all locations."""

    channel: ChannelId | None = None
    capacity: Measure | None = None


Counter: TypeAlias = Literal["backordered"] | OtherCounter
"""What is counted per SKU over all locations."""


class CounterValue(Record, frozen=True, kw_only=True):
    """A counter and its value.

    Fields:
        counter: Which.
        value: Its value.
    """

    counter: Counter
    value: int


class SkuStock(Record, frozen=True, kw_only=True):
    """All stock and counters of a SKU.

    Fields:
        sku: The SKU.
        levels: Stock by location.
        counters: Counters that are not zero.
    """

    sku: Sku
    levels: list[StockLevel]
    counters: list[CounterValue]


class ReservedUnits(Record, frozen=True, kw_only=True):
    """Units of a reservation at one location.

    Fields:
        sku: What.
        location: Where.
        lot: The lot, of an item that is kept by lot.
        quantity: How many.
    """

    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    quantity: Quantity


class UndecidedRule(Record, frozen=True, kw_only=True):
    """A rule that a cart cannot be asked for, since it does not say enough yet.

    Fields:
        rule: Its name.
        needs: What it asks for and is not known, as conditions write it: `order.customer.group`, `line.unit_price` and the like.
    """

    rule: str
    needs: list[str]


class CartRouting(Record, frozen=True, kw_only=True):
    """What a routing policy said of a cart.

    Fields:
        decision: Where its stock is held, and why there. Absent if no rule could be asked that has a plan: then it is held where the fewest parcels are.
        undecided: Rules that come before that one and may be for the order, once more is known of it.
        destination: Where it was planned to go: the place, and nobody's name.
        promised_at: By when.
    """

    decision: Decision | None = None
    undecided: list[UndecidedRule] = []
    destination: Address | None = None
    promised_at: Timestamp | None = None


class Reservation(Record, frozen=True, kw_only=True):
    """Stock promised to a cart or checkout, or leased to whoever sells without asking: a till that is offline, a partner with a quota.

    It holds until it is used by an order, released, or `expires_at` is reached: at that very instant it is free. An order uses up the
    reservation of its checkout; from a lease it draws what it wants, and the rest stays.

    Fields:
        id: Its id.
        made_by: The command that made it. Its id may be used again after its end; this tells the one from the other.
        version: Counts the commands that changed it, from 1.
        channel: The channel it counts for.
        expires_at: From this instant on it no longer holds.
        units: What is held, where; sorted by SKU, then in the order the locations were chosen.
        slot: The slot in which it holds a place, for as long as it holds its stock.
        pickup: The location where it is to be collected; absent if it is to be delivered.
        routing: What the routing policy said of it, if there was one. An order that is what the cart was keeps to it.
    """

    id: ReservationId
    made_by: CommandId
    version: int
    channel: ChannelId
    expires_at: Timestamp
    units: list[ReservedUnits]
    slot: DocumentId | None = None
    pickup: LocationId | None = None
    routing: CartRouting | None = None


class CountLine(Record, frozen=True, kw_only=True):
    """What was counted of a SKU, or of a lot of it.

    Fields:
        sku: What.
        lot: The lot, where the item is kept by lot.
        counted: Units that were there, whatever their state.
        counted_at: When they were counted.
        counted_by: Who recorded them.
        expected: Units that were on hand at that instant by the books.
        values: What the difference is worth at the cost of a unit, by currency; empty where no cost is known. Below nothing if units are missing.
    """

    sku: Sku
    lot: LotNumber | None = None
    counted: Quantity
    counted_at: Timestamp
    counted_by: Actor
    expected: int
    values: list[CurrencyAmount] = []


class Recall(Record, frozen=True, kw_only=True):
    """Why and when a lot was recalled.

    Fields:
        at: When.
        reason: Why.
    """

    at: Timestamp
    reason: str


class PurchaseLine(Record, frozen=True, kw_only=True):
    """Units of one SKU on a purchase order, and what has come of them.

    Fields:
        id: Its id.
        sku: What was ordered.
        quantity: How many units were ordered.
        expected_at: When what is outstanding is expected to arrive.
        received: Units that have arrived, whatever their state. More than were ordered, if they were taken in all the same.
        damaged: Those of them that arrived damaged.
        quality_control: Those of them that went to quality control.
        closed: Whether nothing more is expected, although it is fewer than were ordered.
        overdue: Whether the day it was expected has passed, and that was told.
    """

    id: LineId
    sku: Sku
    quantity: Quantity
    expected_at: Timestamp
    received: Quantity = 0
    damaged: Quantity = 0
    quality_control: Quantity = 0
    closed: bool = False
    overdue: bool = False


class SerialStep(Record, frozen=True, kw_only=True):
    """What became of a unit by a command.

    Fields:
        at: When.
        command: By which command.
        state: What it has been since.
        location: Where it lies, or the location it left from.
        order: The order it is on, or came back from.
        line: The line of the order.
        parcel: The parcel of the order it is or was in, counted from 1.
        return_id: The return of the order that brought it back.
        transfer: The transfer it is on.
    """

    at: Timestamp
    command: CommandId
    state: SerialState
    location: LocationId | None = None
    order: OrderId | None = None
    line: LineId | None = None
    parcel: int | None = None
    return_id: ReturnId | None = None
    transfer: DocumentId | None = None


class SlotHolder(Record, frozen=True, kw_only=True):
    """Who has a place in a slot."""

    reservation: ReservationId | None = None
    order: OrderId | None = None


class SlotBooking(Record, frozen=True, kw_only=True):
    """A place in a slot.

    Fields:
        holder: Whose it is.
        booked_at: When it was taken.
        until: Until when a cart holds it; absent for an order.
        grams: Its weight in grams.
        items: Its units.
    """

    holder: SlotHolder
    booked_at: Timestamp
    until: Timestamp | None = None
    grams: int = 0
    items: Quantity = 0


class TransferLine(Record, frozen=True, kw_only=True):
    """Units of one SKU on a transfer, and what has become of them.

    Fields:
        id: Its id.
        sku: What goes.
        lot: The lot, where the item is kept by lot.
        quantity: How many units are to go.
        shipped: Units that have left.
        received: Those of them that have arrived, whatever their state: where they were to go, or where they came from.
        returned: Those of the units received that came back to where they had left.
        damaged: Units that arrived damaged.
        quality_control: Units that arrived and went to quality control.
        excess: Units that arrived beyond those that were in transit, and were kept.
        lost: Units that were lost on the way.
        canceled: Units that were to go and will not.
    """

    id: LineId
    sku: Sku
    lot: LotNumber | None = None
    quantity: Quantity
    shipped: Quantity = 0
    received: Quantity = 0
    returned: Quantity = 0
    damaged: Quantity = 0
    quality_control: Quantity = 0
    excess: Quantity = 0
    lost: Quantity = 0
    canceled: Quantity = 0


class CountDocumentBody(Record, frozen=True, kw_only=True, tag_field="kind", tag="count"):
    """What was counted of some SKUs at a location.

    Fields:
        location: Where.
        skus: What is counted, sorted.
        blind: Whether who counts is not told how far the books are off.
        state: Where it stands.
        opened_at: When it was opened. Nothing of it is counted before.
        opened_by: Who opened it.
        lines: What has been counted, by SKU and lot.
        closed_at: When it was approved or canceled.
        closed_by: Who approved or canceled it; absent if the tolerance of the policies did.
    """

    kind: ClassVar[Literal["count"]] = "count"
    location: LocationId
    skus: list[Sku]
    blind: bool = False
    state: CountState
    opened_at: Timestamp
    opened_by: Actor
    lines: list[CountLine] = []
    closed_at: Timestamp | None = None
    closed_by: Actor | None = None


class LotDocumentBody(Record, frozen=True, kw_only=True, tag_field="kind", tag="lot"):
    """Units of a SKU that were made together.

    Fields:
        sku: What it is a lot of.
        number: Its number: what GS1 calls batch or lot, application identifier 10.
        expires_on: The day on which it expires: GS1's identifier 17. On that day it is not sold any more.
        best_before: The day up to which it is at its best: GS1's identifier 15. Where no expiry is known, it counts as that.
        received_at: When the first of its units came in.
        recalled: That it was recalled: nothing of it is sold any more.
    """

    kind: ClassVar[Literal["lot"]] = "lot"
    sku: Sku
    number: LotNumber
    expires_on: Day | None = None
    best_before: Day | None = None
    received_at: Timestamp
    recalled: Recall | None = None


class PurchaseOrderDocumentBody(Record, frozen=True, kw_only=True, tag_field="kind", tag="purchase_order"):
    """Goods that a supplier is to deliver.

    Fields:
        supplier: Who delivers.
        location: Where to.
        lines: What, and when. Their ids are unique within the purchase order.
    """

    kind: ClassVar[Literal["purchase_order"]] = "purchase_order"
    supplier: SupplierId
    location: LocationId
    lines: list[PurchaseLine]


class SerialDocumentBody(Record, frozen=True, kw_only=True, tag_field="kind", tag="serial"):
    """One unit of an item that is tracked by serial number.

    Fields:
        sku: What it is a unit of.
        number: Its number, unique within the SKU.
        current: Where it is now.
        history: Where it has been before, oldest first. The last `SERIAL_HISTORY_MAX` are kept.
    """

    kind: ClassVar[Literal["serial"]] = "serial"
    sku: Sku
    number: SerialNumber
    current: SerialStep
    history: list[SerialStep] = []


class SlotDocumentBody(Record, frozen=True, kw_only=True, tag_field="kind", tag="slot"):
    """A window of a day in which goods are delivered or collected.

    Fields:
        template: The template it follows.
        location: The location that delivers, or where orders are collected.
        purpose: Whether goods are delivered or collected.
        begins_at: When it begins.
        ends_at: When it ends.
        bookings: Who has a place in it, sorted: carts first.
    """

    kind: ClassVar[Literal["slot"]] = "slot"
    template: SlotTemplateId
    location: LocationId
    purpose: SlotKind
    begins_at: Timestamp
    ends_at: Timestamp
    bookings: list[SlotBooking] = []


class TransferDocumentBody(Record, frozen=True, kw_only=True, tag_field="kind", tag="transfer"):
    """Stock that goes from one location to another.

    Fields:
        from_location: Where the units leave.
        to_location: Where they go.
        expected_at: When what is in transit is expected to arrive.
        lines: What goes. Their ids are unique within the transfer.
        returning: Whether what is in transit was called back, and is bound for the location it left.
        overdue: Whether the instant at which units were expected has passed, and that was told.
    """

    kind: ClassVar[Literal["transfer"]] = "transfer"
    from_location: LocationId
    to_location: LocationId
    expected_at: Timestamp
    lines: list[TransferLine]
    returning: bool = False
    overdue: bool = False


DocumentBody: TypeAlias = (
    CountDocumentBody
    | LotDocumentBody
    | PurchaseOrderDocumentBody
    | SerialDocumentBody
    | SlotDocumentBody
    | TransferDocumentBody
)
"""What a paper says, by its kind."""


class Document(Record, frozen=True, kw_only=True):
    """A paper as it stands after the last command that touched it.

    Papers are never taken away: one that is done stays, and is about nothing any more.

    Fields:
        id: Its id, unique among papers of its kind.
        version: Counts the commands that changed it; the first makes it 1.
        due_at: The earliest instant at which something of it comes to its end by itself, so that a storage finds what is due. Derived from the body whenever it is written.
        body: What it says.
    """

    id: DocumentId
    version: int
    due_at: Timestamp | None = None
    body: DocumentBody


class OrdersPage(Record, frozen=True, kw_only=True, tag_field="type", tag="orders"):
    """Orders.

    Fields:
        orders: The rows.
        next: Where the next page begins, if there may be one.
    """

    type: ClassVar[Literal["orders"]] = "orders"
    orders: list[Order]
    next: OrderCursor | None = msgspec.field(default_factory=_always(None))


class OrderCountsPage(Record, frozen=True, kw_only=True, tag_field="type", tag="order_counts"):
    """Counts by the name of the status, sorted by name; statuses without orders are left out.

    Fields:
        counts: The rows.
    """

    type: ClassVar[Literal["order_counts"]] = "order_counts"
    counts: list[StatusCount]


class LogPage(Record, frozen=True, kw_only=True, tag_field="type", tag="log"):
    """Entries of the log.

    Fields:
        entries: The rows.
    """

    type: ClassVar[Literal["log"]] = "log"
    entries: list[NumberedEntry]


class ConsumersPage(Record, frozen=True, kw_only=True, tag_field="type", tag="consumers"):
    """Consumers of the log. How far one is behind is the difference of `last` and its position.

    Fields:
        consumers: All of them, by name.
        last: The number of the last entry of the log; 0 if it is empty.
    """

    type: ClassVar[Literal["consumers"]] = "consumers"
    consumers: list[ConsumerPosition]
    last: int


class MovementsPage(Record, frozen=True, kw_only=True, tag_field="type", tag="movements"):
    """Movements.

    Fields:
        movements: The rows.
        next: The `before` of the next page, if there may be one.
    """

    type: ClassVar[Literal["movements"]] = "movements"
    movements: list[MovementRow]
    next: int | None = msgspec.field(default_factory=_always(None))


class SettingsPage(Record, frozen=True, kw_only=True, tag_field="type", tag="settings"):
    """The settings.

    Fields:
        settings: They.
    """

    type: ClassVar[Literal["settings"]] = "settings"
    settings: Settings


class ItemsPage(Record, frozen=True, kw_only=True, tag_field="type", tag="items"):
    """Items.

    Fields:
        items: The rows.
    """

    type: ClassVar[Literal["items"]] = "items"
    items: list[Item]


class StockPage(Record, frozen=True, kw_only=True, tag_field="type", tag="stock"):
    """Stock.

    Fields:
        skus: The rows.
    """

    type: ClassVar[Literal["stock"]] = "stock"
    skus: list[SkuStock]


class ReservationsPage(Record, frozen=True, kw_only=True, tag_field="type", tag="reservations"):
    """Reservations.

    Fields:
        reservations: The rows.
    """

    type: ClassVar[Literal["reservations"]] = "reservations"
    reservations: list[Reservation]


class DocumentsPage(Record, frozen=True, kw_only=True, tag_field="type", tag="documents"):
    """Papers.

    Fields:
        documents: The rows.
    """

    type: ClassVar[Literal["documents"]] = "documents"
    documents: list[Document]


Page: TypeAlias = (
    OrdersPage
    | OrderCountsPage
    | LogPage
    | ConsumersPage
    | MovementsPage
    | SettingsPage
    | ItemsPage
    | StockPage
    | ReservationsPage
    | DocumentsPage
)
"""A page of a list. A page shorter than the limit is the last one."""


class AvailabilityQuery(Record, frozen=True, kw_only=True):
    """Asks how much of some SKUs can be promised.

    Fields:
        at: The instant: reservations that are due by then no longer hold.
        channel: The channel that wants to sell.
        country: The country it would be sent to; absent means anywhere.
        skus: The SKUs.
        promises: Whether to tell also which orders what is on order is promised to: for each SKU, the orders that wait for it are read.
    """

    at: Timestamp
    channel: ChannelId
    country: Country | None = None
    skus: list[Sku]
    promises: bool = False


class LocationAvailability(Record, frozen=True, kw_only=True):
    """Units free at one location.

    Fields:
        location: The location.
        available: Units free for the channel.
    """

    location: LocationId
    available: Quantity


class ComponentAvailability(Record, frozen=True, kw_only=True):
    """How much there is of what a bundle is made of.

    Fields:
        sku: The plain item.
        quantity: How many units of it one bundle holds.
        available: Units of it that can be promised from stock.
    """

    sku: Sku
    quantity: Quantity
    available: Quantity


class OfferedLot(Record, frozen=True, kw_only=True):
    """What a lot at a location offers to a buyer.

    Fields:
        location: The location.
        lot: The lot.
        ends_on: The day on which it ends, if it does.
        units: Units of it that would be free; of a recalled lot, those that lie there and are promised to nobody.
        bar: What keeps them from being sold; absent if they are among those available.
    """

    location: LocationId
    lot: LotNumber
    ends_on: Day | None = None
    units: Quantity
    bar: LotBar | None = None


class Incoming(Record, frozen=True, kw_only=True):
    """Units that are on order for a location, or on their way to it.

    Fields:
        expected_at: When they are expected.
        location: Where.
        purchase_order: On which purchase order; absent if a transfer brings them.
        transfer: On which transfer; absent if a purchase order brings them.
        line: On which line of it.
        quantity: Units outstanding.
        free: Those of them that nobody waits for: units on backorder are counted against what is expected first.
    """

    expected_at: Timestamp
    location: LocationId
    purchase_order: DocumentId | None = None
    transfer: DocumentId | None = None
    line: LineId
    quantity: Quantity
    free: Quantity


class SupplyPromise(Record, frozen=True, kw_only=True):
    """Units on order or in transit that are to go to a line of an order that waits for them.

    Fields:
        order: The order.
        line: Its line.
        expected_at: When they are expected.
        purchase_order: On which purchase order; absent if a transfer brings them.
        transfer: On which transfer; absent if a purchase order brings them.
        quantity: How many units.
        late: Whether that is past what the customer was promised.
    """

    order: OrderId
    line: LineId
    expected_at: Timestamp
    purchase_order: DocumentId | None = None
    transfer: DocumentId | None = None
    quantity: Quantity
    late: bool


class Availability(Record, frozen=True, kw_only=True):
    """How much of a SKU can be promised, and what it was worked out from.

    Fields:
        sku: The SKU.
        known: Whether it is in the catalog; if not, nothing can be promised.
        available: Units that can be promised from stock, the channel's cap taken into account.
        backorderable: Units that can be promised beyond stock; absent means without limit.
        on_hand: Units on hand over all locations, whatever their state.
        channel_left: What the channel may still sell under its cap; absent means it has none.
        locations: Units free at each location that may ship for the channel, by location id. Of a bundle: those that the location could make alone.
        components: What a bundle is made of, down to plain items: the one that makes fewest decides. Empty for a plain item.
        lots: The lots that lie at these locations, of an item that is kept by lot, by location and number: what each offers, and what keeps one from being sold.
        incoming: What is on order for these locations, first expected first.
        promises: Which orders that is promised to, first to be served first; only if it was asked for. Orders of all channels stand here.
    """

    sku: Sku
    known: bool
    available: Quantity
    backorderable: Quantity | None = msgspec.field(default_factory=_always(None))
    on_hand: int
    channel_left: Quantity | None = msgspec.field(default_factory=_always(None))
    locations: list[LocationAvailability]
    components: list[ComponentAvailability] = []
    lots: list[OfferedLot] = []
    incoming: list[Incoming] = []
    promises: list[SupplyPromise] = []


class Published(Record, frozen=True, kw_only=True):
    """What a channel was told about a SKU.

    Fields:
        sku: The SKU.
        quantity: How many units it was told there are; absent if it was never told.
    """

    sku: Sku
    quantity: Quantity | None = None


class PublicationQuery(Record, frozen=True, kw_only=True):
    """Asks what a channel that shows stock of its own (a marketplace, a feed) is to be told.

    Fields:
        at: The instant: reservations that are due by then no longer hold.
        channel: The channel.
        country: The country it sells to; absent means anywhere.
        published: What it was told last, one entry a SKU.
    """

    at: Timestamp
    channel: ChannelId
    country: Country | None = None
    published: list[Published]


class PublicationChange(Record, frozen=True, kw_only=True):
    """What to tell a channel about a SKU.

    Fields:
        sku: The SKU.
        before: What it was told last, if it was.
        quantity: What to tell it: what can be promised from stock less the channel's buffer, at most what it shows.
        at_risk: Units it was told of that cannot be promised any more, the buffer used up: if it sells all it shows, so many are oversold.
    """

    sku: Sku
    before: Quantity | None = None
    quantity: Quantity
    at_risk: Quantity


class Publication(Record, frozen=True, kw_only=True):
    """What to tell a channel.

    Fields:
        changes: SKUs to tell it about: those with most units at risk first, then by SKU. All others stand as they were told.
        at_risk: How many units the channel may sell that are not there, until it has been told: those of all changes together.
    """

    changes: list[PublicationChange]
    at_risk: Quantity


class SlotQuery(Record, frozen=True, kw_only=True):
    """Asks for the slots of some days.

    Fields:
        at: The instant: carts that are due by then hold no place any more, and cut-offs that lie before have passed.
        first_day: The first day, by the calendar of each template; absent means that of `at`.
        days: How many days; 1 to 31, and what lies beyond counts as the bound.
        kind: Only slots for delivery, or for collecting.
        address: Only slots that go to this address, or are collected.
        zone: Only slots of this zone.
        location: Only slots of this location.
        grams: What the order would weigh, in grams, where weight is to be considered.
        items: How many units it would have, where they are to be considered.
    """

    at: Timestamp
    first_day: Day | None = None
    days: int = msgspec.field(default_factory=_always(7))
    kind: SlotKind | None = None
    address: Address | None = None
    zone: ZoneId | None = None
    location: LocationId | None = None
    grams: int = msgspec.field(default_factory=_always(0))
    items: Quantity = msgspec.field(default_factory=_always(0))


class SlotLoad(Record, frozen=True, kw_only=True):
    """What is booked, or is to be booked, by each measure.

    Fields:
        orders: Orders, and carts that hold a place.
        grams: Their weight in grams.
        items: Their units.
    """

    orders: int = msgspec.field(default_factory=_always(0))
    grams: int = msgspec.field(default_factory=_always(0))
    items: Quantity = msgspec.field(default_factory=_always(0))


class SlotOffer(Record, frozen=True, kw_only=True):
    """A slot, and what is left of it.

    Fields:
        slot: Its id, to book it by.
        template: The template it follows.
        location: The location that delivers, or where orders are collected.
        kind: Whether goods are delivered or collected.
        begins_at: When it begins.
        ends_at: When it ends.
        closes_at: From this instant on it cannot be booked.
        capacity: What fits into it; absent measures are without limit.
        booked: What is booked, places that carts hold included.
        left: What is left of it; absent measures are without limit.
        over: How much more is booked than fits, since less fits than when it was booked.
        bookable: Whether an order of the weight and units that were asked for could book it.
        reason: Why not.
    """

    slot: DocumentId
    template: SlotTemplateId
    location: LocationId
    kind: SlotKind
    begins_at: Timestamp
    ends_at: Timestamp
    closes_at: Timestamp
    capacity: SlotCapacity
    booked: SlotLoad
    left: SlotCapacity
    over: SlotLoad
    bookable: bool
    reason: SlotReason | None = None


class ShippingLine(Record, frozen=True, kw_only=True):
    """Units that are sent.

    Fields:
        sku: What.
        quantity: How many.
    """

    sku: Sku
    quantity: Quantity


class ShippingQuery(Record, frozen=True, kw_only=True):
    """Asks what it costs to send goods from a location in one parcel.

    Fields:
        location: The location that sends.
        destination: Where to.
        currency: The currency: only rate cards in it are compared.
        lines: What is sent. Bundles count as their components.
    """

    location: LocationId
    destination: Address
    currency: Currency
    lines: list[ShippingLine]


ShippingChargeKind: TypeAlias = Literal[
    # The weight step.
    "weight",
    # Fuel, in percent of it.
    "fuel",
    # The destination is hard to reach.
    "remote_area",
    # Hazardous goods are in the parcel.
    "hazardous_goods",
    # Every parcel.
    "per_parcel",
]
"""What a part of the price of a service is for."""


class ShippingCharge2(Record, frozen=True, kw_only=True):
    """A part of what a service costs.

    Fields:
        kind: What for.
        amount: How much.
    """

    kind: ShippingChargeKind
    amount: Amount


class ShippingQuote(Record, frozen=True, kw_only=True):
    """What a service costs.

    Fields:
        card: The rate card it follows from.
        carrier: Who carries.
        service: What is bought of the carrier.
        zone: The zone of the card that the destination lies in.
        amount: What the carrier charges: the sum of the charges.
        charges: What it is made up of; parts that are nothing are left out.
        billed_grams: The grams that are charged: what it weighs, or what its size counts as.
        transit_days: Days from hand-over to delivery.
    """

    card: RateCardId
    carrier: str
    service: str
    zone: str
    amount: Amount
    charges: list[ShippingCharge2]
    billed_grams: int
    transit_days: int


NotOfferedReason: TypeAlias = Literal[
    # The card is in another currency.
    "other_currency",
    # The card is for parcels from other locations.
    "other_location",
    # The destination lies in none of its zones.
    "no_zone",
    # The parcel is heavier than the last step.
    "too_heavy",
    # The card does not say what hazardous goods cost.
    "hazardous_goods",
]
"""Why a service cannot be used."""


class NotOffered(Record, frozen=True, kw_only=True):
    """A rate card whose service cannot be used.

    Fields:
        card: The card.
        reason: Why.
    """

    card: RateCardId
    reason: NotOfferedReason


class ShippingQuotes(Record, frozen=True, kw_only=True):
    """What services cost, and which cannot be used.

    Fields:
        grams: What the goods weigh together, in grams; units of unknown weight count as nothing.
        handling: What picking and packing them costs at the location, whoever carries them.
        quotes: Services, cheapest first; of equal ones the faster, then by id of the rate card.
        not_offered: Rate cards whose service cannot be used, by id.
        unknown_skus: SKUs that are not in the catalog: then nothing is quoted.
    """

    grams: int
    handling: Amount
    quotes: list[ShippingQuote]
    not_offered: list[NotOffered] = []
    unknown_skus: list[Sku] = []


class UnreadableCell(Record, frozen=True, kw_only=True):
    """A cell of a file that could not be read.

    Fields:
        column: The heading of its column.
        problem: What is wrong with it.
    """

    column: str
    problem: str


class StockRow(Record, frozen=True, kw_only=True):
    """A row of an upload. It is checked when its turn comes: one that is wrong does not keep the others from being applied.

    Fields:
        line: Its line in the file; 0 means its place among the rows, counted from 1.
        sku: The SKU.
        location: The location; absent means that of the upload.
        lot: The lot, where the item is kept by lot.
        on_hand: Units on hand. Either these or `available` are named.
        available: Units free for sale.
        expected: The same figure as it stands, if the row is to be refused where it has changed.
        as_of: When this figure was taken; absent means when those of the upload were.
        unreadable: What of the row could not be read, if a file was read that holds it.
    """

    line: int = msgspec.field(default_factory=_always(0))
    sku: str = msgspec.field(default_factory=_always(""))
    location: str | None = None
    lot: str | None = None
    on_hand: int | None = None
    available: int | None = None
    expected: int | None = None
    as_of: Timestamp | None = None
    unreadable: UnreadableCell | None = None


class StockUpload(Record, frozen=True, kw_only=True):
    """Figures of stock, to be set row by row.

    A row becomes a `SetStock` under the id of the upload and its line, `stocktake-7:12`. So an upload that was cut short is sent again as
    it was: what took effect is answered as already applied. The corrected file is another upload, under another id.

    Fields:
        upload: Names the upload for ever.
        at: When it is sent.
        actor: Who sends it.
        as_of: When the figures were taken: what moved since then is added to each. Absent means just now.
        reason: Why, for all rows.
        location: Where rows are about that name no location.
        atomic: Whether all rows are applied or none: in one commit, so of at most 8,192 rows.
        rows: The rows; those of a file may come besides.
    """

    upload: CommandId
    at: Timestamp
    actor: Actor
    as_of: Timestamp | None = None
    reason: str
    location: str | None = None
    atomic: bool = False
    rows: list[StockRow] = msgspec.field(default_factory=lambda: [])


UploadedStatus: TypeAlias = Literal[
    # It took effect.
    "applied",
    # It took effect when the upload was first sent.
    "already_applied",
    # It is wrong.
    "refused",
    # It is right, and was not applied.
    "not_applied",
]
"""What came of a row."""


class UploadedRow(Record, frozen=True, kw_only=True):
    """What came of a row.

    Fields:
        line: Its line.
        sku: The SKU, as the row has it.
        location: The location, as the row or the upload has it.
        lot: The lot, if the row has one.
        status: What came of it.
        before: The figure as it stood; only where it took effect.
        after: The figure it was set to.
        rejection: Why it was refused.
    """

    line: int
    sku: str
    location: str
    lot: str | None = None
    status: UploadedStatus
    before: int | None = None
    after: int | None = None
    rejection: Rejection | None = None


class UploadReport(Record, frozen=True, kw_only=True):
    """What came of an upload.

    Fields:
        applied: Rows that took effect now.
        already_applied: Rows that took effect when the upload was first sent.
        refused: Rows that are wrong.
        not_applied: Rows that are right and were not applied, since all or none were to be.
        rows: What came of each row, in their order.
    """

    applied: int
    already_applied: int
    refused: int
    not_applied: int
    rows: list[UploadedRow]


class StockAlertsQuery(Record, frozen=True, kw_only=True):
    """Asks what runs low at locations for which items have reorder rules.

    Fields:
        at: The instant at which it is asked: the end of the window.
        window_days: Over how many days before it what is sold is averaged; 1 to 366, and what lies beyond counts as the bound.
        target_days: For how many days an order should last, where the rule does not say.
        location: Only this location.
        all: Whether to list levels too that are as they should be.
        after: Only SKUs after this one.
        limit: The most rows wanted, up to 10,000; all locations of a SKU stand on one page.
    """

    at: Timestamp
    window_days: int = msgspec.field(default_factory=_always(28))
    target_days: int | None = None
    location: LocationId | None = None
    all: bool = False
    after: Sku | None = None
    limit: int


StockAlert: TypeAlias = Literal[
    # Nothing is available.
    "out_of_stock",
    # Less is available than should always be there.
    "below_safety_stock",
    # No more is available than at which it is to be ordered.
    "below_reorder_point",
]
"""What is wrong with a level of stock."""


class StockCover(Record, frozen=True, kw_only=True):
    """How long the stock of a SKU at a location lasts.

    Fields:
        sku: The SKU.
        location: The location.
        alerts: What is wrong with it; empty if it is as it should be.
        available: Units available; less than nothing where a correction fell below what is promised.
        incoming: Units on order for the location that nobody waits for.
        incoming_at: When the first of them are expected.
        reorder_point: Its rule: when it is to be ordered.
        safety_stock: Its rule: what should always be there.
        sold: Units that left for customers within the window, or within its end if more commands moved the SKU than are looked at.
        daily: How many of them a day on average, to the hundredth, rounded down.
        days_of_cover: For how many days what is available lasts at that rate, to the tenth, rounded down; absent if nothing was sold.
        suggested: How many units to order: what is missing, beside what is on order, to last for the target days on top of the safety stock, or to stand at the reorder point.
    """

    sku: Sku
    location: LocationId
    alerts: list[StockAlert]
    available: int
    incoming: Quantity
    incoming_at: Timestamp | None = None
    reorder_point: Quantity
    safety_stock: Quantity
    sold: Quantity
    daily: Decimal
    days_of_cover: Decimal | None = None
    suggested: Quantity


class StockAlerts(Record, frozen=True, kw_only=True):
    """A page of what runs low, by SKU, then by location.

    Fields:
        levels: The rows.
        next: The `after` of the next page, if there may be one.
    """

    levels: list[StockCover]
    next: Sku | None = None


TransferCount: TypeAlias = Literal[
    # Units that have left.
    "shipped",
    # Units that were in transit and have arrived.
    "received",
    # Units that were lost on the way.
    "lost",
    # Units that will not leave.
    "canceled",
]
"""What is counted of a line of a transfer."""


class StockBalanceDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="stock_balance"):
    """A balance of stock is not the sum of its movements.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot.
        bucket: The state.
        moved: What the movements make.
        kept: What is kept.
    """

    code: ClassVar[Literal["stock_balance"]] = "stock_balance"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    bucket: Bucket
    moved: int
    kept: int


class PromisedDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="promised"):
    """What is promised is not what orders and reservations hold.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot.
        bucket: Reserved or committed.
        held: What orders and reservations hold.
        kept: What is kept.
    """

    code: ClassVar[Literal["promised"]] = "promised"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    bucket: Bucket
    held: int
    kept: int


class StockWithoutLotDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="stock_without_lot"):
    """Stock of an item that is kept by lot is in none, or stock of another is in one.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, if there is one.
    """

    code: ClassVar[Literal["stock_without_lot"]] = "stock_without_lot"
    sku: Sku
    location: LocationId
    lot: LotNumber | None = None


class LotUnknownDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="lot_unknown"):
    """There is stock of a lot that has no paper.

    Fields:
        sku: The SKU.
        lot: The lot.
    """

    code: ClassVar[Literal["lot_unknown"]] = "lot_unknown"
    sku: Sku
    lot: LotNumber


class SerialUnitsDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="serial_units"):
    """There are not as many units in stock as are told apart by serial number.

    Fields:
        sku: The SKU.
        location: The location.
        bucket: The state: fit for sale (`available`, with what is promised and kept back), damaged, or in quality control.
        units: The units kept.
        serials: Those told apart.
    """

    code: ClassVar[Literal["serial_units"]] = "serial_units"
    sku: Sku
    location: LocationId
    bucket: Bucket
    units: int
    serials: int


class SerialsInTransitDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="serials_in_transit"):
    """There are not as many units in transit as are told apart by serial number.

    Fields:
        transfer: The transfer.
        sku: The SKU.
        units: The units in transit.
        serials: Those told apart.
    """

    code: ClassVar[Literal["serials_in_transit"]] = "serials_in_transit"
    transfer: DocumentId
    sku: Sku
    units: int
    serials: int


class SerialNotOnOrderDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="serial_not_on_order"):
    """A unit says that a line of an order has it, and the line does not, or has it at another stage or in another parcel.

    Fields:
        sku: The SKU.
        serial: The serial number.
        order: The order.
        line: The line.
        state: What the unit says it is.
    """

    code: ClassVar[Literal["serial_not_on_order"]] = "serial_not_on_order"
    sku: Sku
    serial: SerialNumber
    order: OrderId
    line: LineId
    state: SerialState


class SerialUnknownDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="serial_unknown"):
    """A line of an order, or a return, has a unit that does not know of it.

    Fields:
        sku: The SKU.
        serial: The serial number.
        order: The order.
        line: The line.
        state: What the order says it is.
    """

    code: ClassVar[Literal["serial_unknown"]] = "serial_unknown"
    sku: Sku
    serial: SerialNumber
    order: OrderId
    line: LineId
    state: SerialState


class BackorderedDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="backordered"):
    """The count of units on backorder is not what orders have.

    Fields:
        sku: The SKU.
        held: What orders have.
        kept: What is counted.
    """

    code: ClassVar[Literal["backordered"]] = "backordered"
    sku: Sku
    held: int
    kept: int


class LineUnitsDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="line_units"):
    """The units of a line are not as many as were ordered.

    Fields:
        order: The order.
        line: The line.
        ordered: What was ordered.
        found: What is there.
    """

    code: ClassVar[Literal["line_units"]] = "line_units"
    order: OrderId
    line: LineId
    ordered: int
    found: int


class LineCreditDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="line_credit"):
    """A line has credited something else than its units are entitled to.

    Fields:
        order: The order.
        line: The line.
        units: The units credited.
        entitled: What they are entitled to.
        kept: What is credited.
    """

    code: ClassVar[Literal["line_credit"]] = "line_credit"
    order: OrderId
    line: LineId
    units: int
    entitled: int
    kept: int


class ReplacementDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="replacement"):
    """A replacement at paid value costs something else than the units it replaces bring back.

    Fields:
        order: The order.
        line: The line that was added.
        worth: What the units it replaces bring.
        kept: What is charged for it.
    """

    code: ClassVar[Literal["replacement"]] = "replacement"
    order: OrderId
    line: LineId
    worth: int
    kept: int


class SubstitutedDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="substituted"):
    """More substitutes were given for units of a line than were canceled of it, or the line is not there.

    Fields:
        order: The order.
        line: The line whose units were not given.
        replaced: Units that others were given for.
        canceled: Units that are canceled.
    """

    code: ClassVar[Literal["substituted"]] = "substituted"
    order: OrderId
    line: LineId
    replaced: int
    canceled: int


class CapacityDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="capacity"):
    """What a location has taken on in a day is not what orders take up of it.

    Fields:
        day: The name of location and day.
        measure: The measure.
        held: What orders take up.
        kept: What is counted.
    """

    code: ClassVar[Literal["capacity"]] = "capacity"
    day: Sku
    measure: Measure
    held: int
    kept: int


class OrderTotalDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="order_total"):
    """An order's total is not the sum of its parts.

    Fields:
        order: The order.
        summed: What lines and shipping make.
        kept: What is kept.
    """

    code: ClassVar[Literal["order_total"]] = "order_total"
    order: OrderId
    summed: int
    kept: int


class PaymentLedgerDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="payment_ledger"):
    """A payment is not the sum of what the log says happened to it.

    Fields:
        order: The order.
        payment: The payment.
        kind: What happened.
        logged: What the log makes.
        kept: What is kept.
    """

    code: ClassVar[Literal["payment_ledger"]] = "payment_ledger"
    order: OrderId
    payment: PaymentId
    kind: TransactionKind
    logged: int
    kept: int


class JournalDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="journal"):
    """The journal does not balance, or makes something else due than the balance.

    Fields:
        order: The order.
        posted: What the journal makes due.
        due: What the balance says.
    """

    code: ClassVar[Literal["journal"]] = "journal"
    order: OrderId
    posted: int
    due: int


class PurchaseReceivedDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="purchase_received"):
    """What has arrived of a line of a purchase order is not what the log says.

    Fields:
        purchase_order: The purchase order.
        line: The line.
        logged: What the log makes.
        kept: What is kept.
    """

    code: ClassVar[Literal["purchase_received"]] = "purchase_received"
    purchase_order: DocumentId
    line: LineId
    logged: int
    kept: int


class InTransitDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="in_transit"):
    """What is in transit of a SKU by the movements is not what transfers have in transit.

    Fields:
        sku: The SKU.
        lot: The lot, of an item that is kept by lot.
        moved: What the movements make.
        kept: What transfers have in transit.
    """

    code: ClassVar[Literal["in_transit"]] = "in_transit"
    sku: Sku
    lot: LotNumber | None = None
    moved: int
    kept: int


class TransferUnitsDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="transfer_units"):
    """What has become of a line of a transfer is not what the log says.

    Fields:
        transfer: The transfer.
        line: The line.
        count: Which units.
        logged: What the log makes.
        kept: What is kept.
    """

    code: ClassVar[Literal["transfer_units"]] = "transfer_units"
    transfer: DocumentId
    line: LineId
    count: TransferCount
    logged: int
    kept: int


class CountAppliedDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="count_applied"):
    """What an approved count has found is not what was applied to stock.

    Fields:
        count: The count.
        sku: The SKU.
        lot: The lot, of an item that is kept by lot.
        logged: What the log says was applied.
        kept: What was found.
    """

    code: ClassVar[Literal["count_applied"]] = "count_applied"
    count: DocumentId
    sku: Sku
    lot: LotNumber | None = None
    logged: int
    kept: int


class SlotBookingDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="slot_booking"):
    """Who has a place in a slot by the slot's paper is not who has one by orders and reservations, or it is another place.

    Fields:
        slot: The slot.
        holder: Whose place it is.
        held: The place that the order or reservation has; absent if none.
        kept: The place by the paper; absent if none.
    """

    code: ClassVar[Literal["slot_booking"]] = "slot_booking"
    slot: DocumentId
    holder: SlotHolder
    held: SlotLoad | None = None
    kept: SlotLoad | None = None


class OverRefundedDifference(Record, frozen=True, kw_only=True, tag_field="code", tag="over_refunded"):
    """More was refunded of a payment than was captured.

    Fields:
        order: The order.
        payment: The payment.
        captured: What was captured.
        refunded: What was refunded.
    """

    code: ClassVar[Literal["over_refunded"]] = "over_refunded"
    order: OrderId
    payment: PaymentId
    captured: int
    refunded: int


Difference: TypeAlias = (
    StockBalanceDifference
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
    | OverRefundedDifference
)
"""Something that does not add up. Amounts are in minor units of the order's currency."""


class RepairPlan(Record, frozen=True, kw_only=True):
    """What to repair, worked out from what an audit found. It is carried out by `RepairStock`, which a preview shows before.

    Fields:
        audited_through: The number of the last entry of the log that the audit looked at.
        repairs: What to repair, in this order. A command takes at most 10,000.
        unrepaired: Differences that no plan repairs: somebody has to look at them.
    """

    audited_through: int
    repairs: list[StockRepair]
    unrepaired: list[Difference] = []


class AuditReport(Record, frozen=True, kw_only=True):
    """What an audit found.

    Fields:
        orders: Orders looked at.
        entries: Entries of the log looked at.
        movements: Movements summed up.
        transactions: Transactions summed up.
        differences: Everything that does not add up, in the order of what it is about.
        repair: What `repair_stock` would set right, where the ledger of movements is believed; absent if nothing is wrong.
    """

    orders: int
    entries: int
    movements: int
    transactions: int
    differences: list[Difference]
    repair: RepairPlan | None = None


Digest: TypeAlias = str
"""A SHA-256 over the canonical form of records."""


class ExternalKey(Record, frozen=True, kw_only=True):
    """The id an order has in its channel.

    Fields:
        channel: The channel.
        external_id: Its id of the order.
    """

    channel: ChannelId
    external_id: ExternalId


class WaitingQuery(Record, frozen=True, kw_only=True):
    """Asks for the first orders that wait for stock of a SKU: highest priority first, then placed first, then by id.

    Orders that no stock is promised to stand in queues likewise, under names of their own in the place of a SKU.

    Fields:
        sku: The SKU.
        after: Only what comes after this place of the queue.
        limit: The most orders wanted.
    """

    sku: Sku
    after: Waiting | None = None
    limit: int


class DocumentKey(Record, frozen=True, kw_only=True):
    """What names a paper: its kind, and its id among papers of that kind. Sorted by both.

    Fields:
        kind: Its kind.
        id: Its id.
    """

    kind: DocumentKind
    id: DocumentId


class MovedQuery(Record, frozen=True, kw_only=True):
    """Asks for what moved of a SKU at a location since an instant.

    Looked at are the last `limit` entries of the log that moved units of it there; answered are all such movements of those that were
    given after the instant, last entry first. As many entries as were looked at mean that there may be more.

    Fields:
        sku: The SKU.
        location: The location.
        after: Only commands that were given after this instant.
        limit: The most entries looked at.
    """

    sku: Sku
    location: LocationId
    after: Timestamp
    limit: int


class DueQuery(Record, frozen=True, kw_only=True):
    """Asks for the reservations, orders and papers whose time has come, first due first, then reservations before orders before papers,
    by id, papers by kind first.

    Fields:
        until: Whatever is due at this instant or before.
        limit: The most wanted.
    """

    until: Timestamp
    limit: int


class ReadSet(Record, frozen=True, kw_only=True):
    """The records a batch wants in memory. Every list is sorted and free of repetitions.

    A storage answers with a `Snapshot` whose lists run in parallel to these.

    Fields:
        settings_known: The version of the settings the asker has; the storage sends them only if its own are of another version.
        orders: Orders, by id.
        external_ids: Orders, by the id they have in their channel.
        skus: Items with all their stock.
        reservations: Reservations of carts.
        customers: Customers, for their latest orders.
        commands: Commands, for their log entries.
        waiting: Orders that wait for stock of a SKU.
        documents: Papers, by kind and id.
        subjects: Subjects, for the open papers about them.
        moved: What moved lately.
        due: What is due.
        pages: Pages of lists, as a scan answers them, from the same view as the records. Few commands want any.
    """

    settings_known: int | None = None
    orders: list[OrderId] = []
    external_ids: list[ExternalKey] = []
    skus: list[Sku] = []
    reservations: list[ReservationId] = []
    customers: list[CustomerId] = []
    commands: list[CommandId] = []
    waiting: list[WaitingQuery] = []
    documents: list[DocumentKey] = []
    subjects: list[Subject] = []
    moved: list[MovedQuery] = []
    due: DueQuery | None = None
    pages: list[Query] = []


class LocationStock(Record, frozen=True, kw_only=True):
    """Stock of a SKU at one location.

    Fields:
        location: The location.
        lot: The lot, of an item that is kept by lot.
        buckets: Units by state.
    """

    location: LocationId
    lot: LotNumber | None = None
    buckets: Buckets


class SkuRecord(Record, frozen=True, kw_only=True):
    """What a storage knows about a SKU.

    Fields:
        item: The item, if it is in the catalog.
        stock: Its stock wherever there is or was some, by location id, then by lot. Of a lot that holds nothing any more, a storage keeps no row: lots come and go, and what is read must not grow with them.
        counters: Its counters that are not zero, sorted.
    """

    item: Item | None = msgspec.field(default_factory=_always(None))
    stock: list[LocationStock] = msgspec.field(default_factory=lambda: [])
    counters: list[CounterValue] = msgspec.field(default_factory=lambda: [])


class Recent(Record, frozen=True, kw_only=True):
    """An order a customer has placed lately, to tell duplicates by.

    Fields:
        order: The order.
        placed_at: When it was placed.
    """

    order: OrderId
    placed_at: Timestamp


class DueKey(Record, frozen=True, kw_only=True):
    """What may be due."""

    reservation: ReservationId | None = None
    order: OrderId | None = None
    document: DocumentKey | None = None


class Due(Record, frozen=True, kw_only=True):
    """Something whose time has come.

    Fields:
        at: When.
        key: What.
    """

    at: Timestamp
    key: DueKey


class Snapshot(Record, frozen=True, kw_only=True):
    """A storage's answer to a `ReadSet`: every list runs in parallel to the one asked with, an absent
    record is `None`, and all of it is one consistent view.

    Fields:
        epoch: Counts the commands that changed settings or items.
        settings: The settings, unless the asker has them.
        last_at: The time of the last command in the log.
        orders: Orders asked by id.
        external_ids: Ids of the orders asked by channel and external id.
        skus: Items with all their stock.
        reservations: Reservations.
        customers: The latest order of each customer, newest first.
        commands: Log entries of commands.
        waiting: Orders that wait, first to be served first.
        documents: Papers.
        subjects: The open papers about each subject, sorted.
        moved: What moved lately, last entry first.
        due: What is due, first due first.
        pages: The pages.
    """

    epoch: int = msgspec.field(default_factory=_always(0))
    settings: Settings | None = msgspec.field(default_factory=_always(None))
    last_at: Timestamp | None = msgspec.field(default_factory=_always(None))
    orders: list[Order | None] = msgspec.field(default_factory=lambda: [])
    external_ids: list[OrderId | None] = msgspec.field(default_factory=lambda: [])
    skus: list[SkuRecord] = msgspec.field(default_factory=lambda: [])
    reservations: list[Reservation | None] = msgspec.field(default_factory=lambda: [])
    customers: list[list[Recent]] = msgspec.field(default_factory=lambda: [])
    commands: list[LogEntry | None] = msgspec.field(default_factory=lambda: [])
    waiting: list[list[Waiting]] = msgspec.field(default_factory=lambda: [])
    documents: list[Document | None] = msgspec.field(default_factory=lambda: [])
    subjects: list[list[DocumentKey]] = msgspec.field(default_factory=lambda: [])
    moved: list[list[MovementRow]] = msgspec.field(default_factory=lambda: [])
    due: list[Due] = msgspec.field(default_factory=lambda: [])
    pages: list[Page] = msgspec.field(default_factory=lambda: [])


class OrderPut(Record, frozen=True, kw_only=True):
    """An order as it is to be kept.

    Fields:
        read: The version it was read at; 0 if it was absent.
        order: The order.
    """

    read: int
    order: Order


class ReservationRevision(Record, frozen=True, kw_only=True):
    """What a reservation was when it was read: no two states of reservations of one id are ever of the same revision.

    The version alone would not do: after a reservation has ended, another of its id begins at 1 again.

    Fields:
        made_by: The command that made it.
        version: Its version.
    """

    made_by: CommandId
    version: int


class ReservationChange(Record, frozen=True, kw_only=True):
    """A reservation as it is to be kept, or that it is to go.

    Fields:
        id: Its id.
        read: The revision it was read at; absent if there was none.
        reservation: The reservation; absent if it is gone.
    """

    id: ReservationId
    read: ReservationRevision | None = None
    reservation: Reservation | None = None


class StockDelta(Record, frozen=True, kw_only=True):
    """A difference of stock. Differences commute, so that a SKU everybody wants does not conflict with itself.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot: each lot at a location is counted and guarded apart.
        change: What to add to each state.
        available_at_least: Guard: at least so many units must be available before the change.
        exactly: Guard: every state must be just this before the change.
    """

    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    change: Buckets
    available_at_least: int | None = None
    exactly: Buckets | None = None


class CounterDelta(Record, frozen=True, kw_only=True):
    """A difference of a counter.

    Fields:
        sku: The SKU.
        counter: The counter.
        change: What to add.
        at_most: Guard: the counter must be at most this before the change.
    """

    sku: Sku
    counter: Counter
    change: int
    at_most: int | None = None


class WaitingChange(Record, frozen=True, kw_only=True):
    """An order that begins or ceases to wait for stock of a SKU.

    Fields:
        sku: The SKU.
        waiting: The order and its place in the queue.
        waits: Whether it waits from now on.
    """

    sku: Sku
    waiting: Waiting
    waits: bool


class DocumentPut(Record, frozen=True, kw_only=True):
    """A paper as it is to be kept. It replaces the one of its kind and id.

    Fields:
        read: The version it was read at; 0 if it was absent.
        key: What names it.
        document: The paper.
    """

    read: int
    key: DocumentKey
    document: Document


class SubjectChange(Record, frozen=True, kw_only=True):
    """A subject that an open paper begins or ceases to be about.

    Fields:
        subject: The subject.
        document: The paper.
        is_about: Whether it is about it from now on.
    """

    subject: Subject
    document: DocumentKey
    is_about: bool


class RecentPut(Record, frozen=True, kw_only=True):
    """An order that a customer has placed just now.

    Fields:
        customer: The customer.
        recent: The order.
    """

    customer: CustomerId
    recent: Recent


class ConsumerMove(Record, frozen=True, kw_only=True):
    """A consumer that goes from one position in the log to another.

    Fields:
        consumer: The consumer.
        read: The position it was read at; 0 if it was absent.
        position: The number of the last entry that it has acknowledged; 0 if it is gone.
    """

    consumer: ConsumerId
    read: int
    position: int


class ChangeSet(Record, frozen=True, kw_only=True):
    """Everything a batch changes. A storage applies all of it or nothing.

    It must refuse with a conflict when
    - the epoch is not `epoch_read` any more,
    - an order or a paper is not at the version it was read at (0: absent), or a reservation not of its revision,
    - an order's external id belongs to another order, or a command's id is in the log already,
    - an entry is rewritten that is not in the log,
    - a consumer is not at the position it was read at,
    - a guard of a stock or counter delta does not hold.

    Fields:
        epoch_read: The epoch the decisions rest on.
        epoch_step: How many commands changed settings or items: the epoch grows by it.
        settings: The settings, if they changed.
        items: Items that changed, by SKU.
        orders: Orders that are new or changed, in the order they were first touched. One that a command was about and left as it is stands here as it was read, so that the version named by the receipt is the one it has.
        reservations: Reservations that are new, changed or gone.
        stock: Differences of stock, one a SKU, location and lot, sorted.
        counters: Differences of counters, one a SKU and counter, sorted.
        waiting: Orders that began or ceased to wait for stock of a SKU.
        documents: Papers that are new or changed, in the order they were first touched.
        subjects: Subjects that an open paper began or ceased to be about, sorted.
        recent: Orders by customer, kept only where a policy compares an order with the customer's latest ones.
        forgotten: Customers whose latest orders are forgotten, before those of `recent` are put. A storage also forgets their ids wherever it lists orders by customer, once no order is of them.
        rewritten: Entries that take the place of those of the same command in the log, sorted by command: what is personal was taken out. Numbers stay. What was there before is to be overwritten, as far as the storage can.
        consumers: Consumers of the log that are elsewhere from now on.
        log: The log: one entry an applied command, in the order they were applied.
    """

    epoch_read: int = msgspec.field(default_factory=_always(0))
    epoch_step: int = 0
    settings: Settings | None = None
    items: list[Item] = []
    orders: list[OrderPut] = []
    reservations: list[ReservationChange] = []
    stock: list[StockDelta] = []
    counters: list[CounterDelta] = []
    waiting: list[WaitingChange] = []
    documents: list[DocumentPut] = []
    subjects: list[SubjectChange] = []
    recent: list[RecentPut] = []
    forgotten: list[CustomerId] = []
    rewritten: list[LogEntry] = []
    consumers: list[ConsumerMove] = []
    log: list[LogEntry] = msgspec.field(default_factory=lambda: [])


class LoadStep(Record, frozen=True, kw_only=True, tag_field="type", tag="load"):
    """Read these records from one consistent view; answered with a snapshot.

    Fields:
        wanted: The records.
    """

    type: ClassVar[Literal["load"]] = "load"
    wanted: ReadSet


class CommitStep(Record, frozen=True, kw_only=True, tag_field="type", tag="commit"):
    """Write all of these changes or nothing; answered with whether they were written.

    Fields:
        changes: The changes.
    """

    type: ClassVar[Literal["commit"]] = "commit"
    changes: ChangeSet


class ScanStep(Record, frozen=True, kw_only=True, tag_field="type", tag="scan"):
    """Read one page of a list; answered with the page.

    Fields:
        query: The list.
    """

    type: ClassVar[Literal["scan"]] = "scan"
    query: Query


class DoneStep(Record, frozen=True, kw_only=True, tag_field="type", tag="done"):
    """Nothing: the task is done."""

    type: ClassVar[Literal["done"]] = "done"


Step: TypeAlias = LoadStep | CommitStep | ScanStep | DoneStep
"""What a host with a storage of its own must do next; beside each step, what it is answered with."""


class Statuses(Record, frozen=True, kw_only=True):
    """The five axes together.

    Fields:
        order: As a whole.
        payment: Money.
        fulfillment: Units up to the carrier.
        delivery: Parcels.
        returns: Returns.
    """

    order: OrderStatus
    payment: PaymentStatus
    fulfillment: FulfillmentStatus
    delivery: DeliveryStatus
    returns: ReturnStatus


class Queued(Record, frozen=True, kw_only=True):
    """The queue that an order stands in, and why.

    Fields:
        queue: The queue.
        reason: Why it stands there, with the figures, in a sentence.
    """

    queue: OrderQueue
    reason: str


class Balance(Record, frozen=True, kw_only=True):
    """The money of an order, derived from its lines, returns and transactions.

    Six figures make what is charged, and nothing else does:

    ```text
    total = the total of the order        lines, shipping and charges, tax included; only an edit changes it
          - credited                      canceled and returned units, shipping and charges given back
          - goodwill                      refunds that were not owed but given
          + fees                          kept from what returns bring back
          - in exchange                   what goods are taken to bring that are on their way back, as far as others replace them
    due   = total - (captured - refunded - charged_back)
    ```

    An order of 100.00 is captured. A return of 40.00 with a fee of 6.00 makes the total 66.00, so 34.00 are owed and paid back:
    `due = 66.00 - (100.00 - 34.00) = 0`. Then 5.00 are given as goodwill: `due = 61.00 - (100.00 - 39.00) = 0`.

    Only what has succeeded counts as captured or refunded. What a provider was told and has not answered is shown beside it: a refund
    that is pending is not owed any more, and one that failed is owed again, so that no customer is paid twice and none is forgotten.

    The total does not fall below nothing. Goodwill is a gift, not a lower price: when everything comes back later, each line still
    brings back what it cost, until the customer has everything that was paid.

    Fields:
        total: What is charged now.
        authorized: What is authorized and neither captured nor voided, also where it has expired: a balance is of no instant.
        captured: What has been captured.
        refunded: What has been refunded.
        due: `total - (captured - refunded - charged_back)`: positive is owed by the customer, negative is owed to the customer.
        in_exchange: What units on their way back are taken to bring, as far as others are given in their place.
        charged_back: What banks have taken back and not given back again.
        capture_pending: What the provider was told to capture and has not answered.
        refund_pending: What the provider was told to refund and has not answered.
    """

    total: Amount
    authorized: Amount
    captured: Amount
    refunded: Amount
    due: Amount
    in_exchange: Amount = Decimal("0")
    charged_back: Amount = Decimal("0")
    capture_pending: Amount = Decimal("0")
    refund_pending: Amount = Decimal("0")


CashState: TypeAlias = Literal[
    # Nothing has been collected.
    "not_collected",
    # Couriers have all or a part of what they have collected.
    "in_transit",
    # All that was collected has been handed over.
    "remitted",
    # The courier has handed over all it will, and less than it had collected.
    "short",
]
"""Where the cash of a payment on delivery stands."""


class Cash(Record, frozen=True, kw_only=True):
    """Where the cash of a payment on delivery is. The customer has paid once the courier has it; this is between courier and merchant.

    Fields:
        payment: The payment.
        collected: What couriers have collected.
        remitted: What they have handed over.
        outstanding: What they have still to hand over, or have kept.
        state: Where it stands.
        collected_at: When the oldest of what was not handed over was collected; remittances settle what was collected first.
        courier: The courier who collected that, if its parcel tells.
    """

    payment: PaymentId
    collected: Amount
    remitted: Amount
    outstanding: Amount
    state: CashState
    collected_at: Timestamp | None = None
    courier: str = ""


class Derived(Record, frozen=True, kw_only=True):
    """What follows from an order: for people who look at it, and for storages that list it.

    Fields:
        statuses: Where it stands on every axis.
        queue: The queue it stands in, if units of it are not routed.
        locations: Every location that has, or had, units of it, sorted.
        balance: Its money.
        cash: Where the cash of its payments on delivery is.
        due_for_delivery: When units that have not arrived are promised for.
    """

    statuses: Statuses
    queue: Queued | None = None
    locations: list[LocationId]
    balance: Balance
    cash: list[Cash] = []
    due_for_delivery: Timestamp | None = None


class CourierCash(Record, frozen=True, kw_only=True):
    """What one courier has of one currency, by how long it has had it.

    Fields:
        courier: The courier; empty where no parcel tells.
        currency: The currency.
        days_0_to_7: Collected up to 7 days ago.
        days_8_to_14: Collected 8 to 14 days ago.
        days_15_to_30: Collected 15 to 30 days ago.
        days_over_30: Collected more than 30 days ago.
        short: What of all that the courier has said it will not hand over.
    """

    courier: str = ""
    currency: Currency
    days_0_to_7: Amount
    days_8_to_14: Amount
    days_15_to_30: Amount
    days_over_30: Amount
    short: Amount


class AgedCash(Record, frozen=True, kw_only=True):
    """A payment of which cash is missing.

    Fields:
        order: The order.
        currency: Its currency.
        days: Whole days of 24 hours since the oldest of it was collected.
        cash: The cash.
    """

    order: OrderId
    currency: Currency
    days: int
    cash: Cash


class CashAgeing(Record, frozen=True, kw_only=True):
    """Cash that couriers have collected and not handed over at an instant.

    Fields:
        at: The instant.
        couriers: Sums by courier and currency, in that order.
        payments: Every payment of which cash is missing, by courier, then oldest first.
    """

    at: Timestamp
    couriers: list[CourierCash]
    payments: list[AgedCash]


JournalCause: TypeAlias = Literal[
    # Lines, shipping and charges were sold, as captured and edited since.
    "sale",
    # Units were canceled or returned, shipping or charges given back.
    "credit",
    # A part of what returns bring back was kept.
    "fee",
    # A refund was given that was not owed.
    "goodwill",
    # Goods on their way back are taken to pay for what is given in their place.
    "exchange",
    # Goods left, at what they cost the merchant.
    "shipment",
    # Goods that had left have come back.
    "goods_back",
    # Goods were lost on their way.
    "goods_lost",
    # Money was taken.
    "capture",
    # A courier handed over what it had collected.
    "remittance",
    # Money was given back.
    "refund",
    # A provider was told to give money back and has not answered.
    "refund_pending",
    # A bank took money back.
    "chargeback",
    # A bank gave that money to the merchant again.
    "chargeback_reversal",
    # The customer has paid more than is charged.
    "overpayment",
]
"""Why something is in the journal."""

Account: TypeAlias = Literal[
    # What customers owe.
    "receivable",
    # Money that providers have taken for the merchant.
    "cash",
    # Money that couriers have collected and not handed over.
    "cash_in_transit",
    # Gift cards and store credit: using them lowers what the merchant owes their holders.
    "customer_credit",
    # Money that a marketplace settles.
    "marketplace_clearing",
    # What customers are owed.
    "refund_liability",
    # Sold goods, without tax.
    "revenue",
    # Sold shipping, without tax.
    "shipping_revenue",
    # Other charges, without tax.
    "charge_revenue",
    # Tax to be handed on.
    "tax",
    # What was kept of what returns brought back.
    "fees",
    # What was given without being owed.
    "goodwill",
    # What goods on their way back are taken to bring, as far as others are given in their place.
    "goods_expected",
    # Goods in stock, at what they cost. The order moves it down by what has left and not come back.
    "stock_value",
    # What goods cost that are with customers or on their way to them.
    "cost_of_goods",
    # What goods cost that were lost, broken or thrown away.
    "stock_loss",
]
"""An account of the journal."""


class Posting(Record, frozen=True, kw_only=True):
    """An amount on an account.

    Fields:
        account: The account.
        amount: How much: a debit above zero, a credit below.
    """

    account: Account
    amount: Amount


class JournalEntry(Record, frozen=True, kw_only=True):
    """Postings that sum to nothing.

    Fields:
        cause: Why.
        at: When, of a payment; absent of what is told as it stands today.
        payment: The payment, if it is about one.
        postings: The postings.
    """

    cause: JournalCause
    at: Timestamp | None = None
    payment: PaymentId | None = None
    postings: list[Posting]


class Journal(Record, frozen=True, kw_only=True):
    """The journal of one order.

    Fields:
        currency: The currency of every amount.
        entries: The entries: what was sold and credited first, then payments in their order.
        balances: What stands on each account in the end, accounts without anything left out.
    """

    currency: Currency
    entries: list[JournalEntry]
    balances: list[Posting]


class CarrierPerformance(Record, frozen=True, kw_only=True):
    """What became of the parcels of one carrier.

    Fields:
        carrier: Its name as parcels have it; empty for those that name none.
        shipped: Parcels handed to it.
        delivered: Of those, delivered.
        returned_to_origin: Of those, back where they came from.
        lost: Of those, lost.
        failed_attempts: Attempts to deliver that failed, over all parcels.
    """

    carrier: str
    shipped: int
    delivered: int
    returned_to_origin: int
    lost: int
    failed_attempts: int


class LocationPerformance(Record, frozen=True, kw_only=True):
    """What one location answered to the work it was given.

    Fields:
        location: The location.
        asked: Fulfillment orders it was given.
        accepted: Of those, it said that it will ship.
        rejected: Of those, it rejected.
        withdrawn: Of those, withdrawn.
        picked: Units taken from its shelves.
        mispicked: Scans of something else than was asked for. Its picking accuracy is `picked / (picked + mispicked)`.
        not_found: Lines of which it did not find all units.
    """

    location: LocationId
    asked: int
    accepted: int
    rejected: int
    withdrawn: int
    picked: int
    mispicked: int
    not_found: int


class PerformanceReport(Record, frozen=True, kw_only=True):
    """The figures of all carriers and locations, by name.

    Fields:
        carriers: Carriers, by name.
        locations: Locations, by id.
    """

    carriers: list[CarrierPerformance]
    locations: list[LocationPerformance]


class CommandPreview(Record, frozen=True, kw_only=True):
    """What would come of one command.

    Fields:
        outcome: How it would be answered.
        expected_version: The version of its order that it was previewed on: send it with this one as `expected_version` to confirm it. Absent for commands that are about no order, or about one that is not there.
    """

    outcome: Outcome
    expected_version: int | None = None


class OrderPicture(Record, frozen=True, kw_only=True):
    """An order with what follows from it.

    Fields:
        order: The order.
        derived: Its statuses, its money, its cash, the locations of its units and when they are due.
    """

    order: Order
    derived: Derived


class OrderPreview(Record, frozen=True, kw_only=True):
    """What an order is, and what it would be.

    Fields:
        id: The order.
        before: As it is now; absent if it would be new.
        after: As it would be.
        due_change: By how much more would be due: below nothing, that the customer would owe less or be owed more.
    """

    id: OrderId
    before: OrderPicture | None = None
    after: OrderPicture
    due_change: Amount


class StockPreview(Record, frozen=True, kw_only=True):
    """What lies of a SKU at a location, and what would.

    Fields:
        sku: The SKU.
        location: The location.
        lot: The lot, of an item that is kept by lot.
        before: Units by state as they are now.
        after: Units by state as they would be.
    """

    sku: Sku
    location: LocationId
    lot: LotNumber | None = None
    before: Buckets
    after: Buckets


class ReservationPreview(Record, frozen=True, kw_only=True):
    """What a reservation is, and what it would be.

    Fields:
        id: The reservation.
        before: As it is now; absent if it would be new.
        after: As it would be; absent if it would be gone.
    """

    id: ReservationId
    before: Reservation | None = None
    after: Reservation | None = None


class Preview(Record, frozen=True, kw_only=True):
    """What a batch of commands would do if it were sent now.

    The receipts within the outcomes tell the rest: every event there would be, and where an order would ship from and why.

    Fields:
        commands: What would come of each command, in their order.
        orders: Every order that would be new or changed, by id.
        stock: Every stock level that would change, by SKU and location.
        reservations: Every reservation that would be new, changed or gone, by id.
    """

    commands: list[CommandPreview]
    orders: list[OrderPreview] = []
    stock: list[StockPreview] = []
    reservations: list[ReservationPreview] = []


class LintRequest(Record, frozen=True, kw_only=True):
    """Asks what is wrong with a routing policy.

    Fields:
        rules: The rules, first to last, as `put_routing_policy` would be given them.
        settings: The settings they are for; absent means that locations and groups are not looked up.
    """

    rules: list[RoutingRule]
    settings: Settings | None = None


LintKind: TypeAlias = Literal[
    # `put_routing_policy` would refuse it.
    "invalid",
    # A condition is none: `put_routing_policy` would refuse it.
    "condition",
    # Its condition holds of no order.
    "never_matches",
    # Every order it is for ends at an earlier rule.
    "unreachable",
    # It is for few orders and stands behind a rule that is for all of those: it is asked only where that finds no plan.
    "shadowed",
    # Its filter leaves no location that there is.
    "no_location",
    # It ranks by `load`, and no location that it uses can take on only so much: that criterion never decides.
    "no_load",
    # There are orders that no rule is for: they would be held.
    "unmatched",
]
"""What a finding is."""


class SampleFact(Record, frozen=True, kw_only=True):
    """A fact of a sample order.

    Fields:
        fact: Its path.
        value: Its value, as conditions write it.
    """

    fact: str
    value: str


class LintFinding(Record, frozen=True, kw_only=True):
    """Something that is wrong or odd.

    Fields:
        kind: What it is.
        rule: The rule it is about; absent if it is about all of them.
        by: The earlier rule that takes its orders.
        column: Where in the condition, in characters from 1.
        certain: Whether every kind of order was looked at. If not, there may be an order that was not thought of.
        sentence: What to do about it, in a sentence.
        sample: An order that shows it: the facts that conditions ask for.
    """

    kind: LintKind
    rule: str | None = None
    by: str | None = None
    column: int | None = None
    certain: bool
    sentence: str
    sample: list[SampleFact] = []


class LintReport(Record, frozen=True, kw_only=True):
    """What is wrong, or odd, with a routing policy.

    Fields:
        findings: By the rules they are about, first to last.
    """

    findings: list[LintFinding]


class RerouteQuery(Record, frozen=True, kw_only=True):
    """Asks how orders that wait would best be sent, all of them together.

    Fields:
        orders: The orders, at most 500. Those that cannot be moved are answered with why.
        at: The instant it is asked for.
        cost_of_moving: What a parcel from a location that an order did not come from before must save at least: minor units where cost is compared, else metres.
        steps_max: About how much work it may be, in steps of the search; at most ten millions.
    """

    orders: list[OrderId]
    at: Timestamp
    cost_of_moving: int = 0
    steps_max: int = msgspec.field(default_factory=_always(100000))


class RerouteFigures(Record, frozen=True, kw_only=True):
    """What plans come to: what they cost if their rules compare by cost, and else the fewest parcels and then the least metres.

    Fields:
        parcels: Parcels.
        metres: How far they go together, in metres, as far as that is known.
        cost: What they cost by the cost models of the routing policy; absent where something else is compared.
    """

    parcels: int
    metres: int
    cost: Amount | None = None


class ReroutedOrder(Record, frozen=True, kw_only=True):
    """An order of a proposal.

    Fields:
        order: The order.
        from_locations: Where it comes from now, by id.
        to_locations: Where it would come from, by id.
        before: What it comes to now.
        after: What it would come to.
        sentence: Why, in a sentence.
    """

    order: OrderId
    from_locations: list[LocationId]
    to_locations: list[LocationId]
    before: RerouteFigures
    after: RerouteFigures
    sentence: str


class RerouteProposal(Record, frozen=True, kw_only=True):
    """Orders that are better sent from elsewhere. They stand or fall together: one takes what another gives up.

    Fields:
        gain: What is saved, what is paid for moving taken off: `before` less `after` of its orders, less `cost_of_moving`.  It may be less than nothing. Compared are cost, or parcels and then metres: what comes after that is worse wherever that pays, so that `metres` are negative where parcels are saved, and both where cost is. What is compared itself is negative only where orders of several priorities move together: the higher save something, and those below pay more than that. Without priorities a proposal always gains: room of days and assigned units make orders stay, and never make them move at a loss.
        orders: The orders, by id.
        command: The command that does it: `reroute_orders`, to be sent as it is.
    """

    gain: RerouteFigures
    orders: list[ReroutedOrder]
    command: Command


RerouteBar: TypeAlias = Literal[
    # There is no such order.
    "unknown",
    # A location has taken units of it on, or they have left.
    "released",
    # Units of it were assigned to a location by somebody.
    "assigned",
    # It is collected, or has a slot, and comes from there.
    "fixed_place",
    # No stock is promised to it.
    "nothing_promised",
    # It is promised stock of an item that is not in the catalog any more.
    "unmapped",
    # Units of it are of lots.
    "lots",
    # More is promised where it comes from than there is.
    "short",
    # No rule of the routing policy would send it from where it comes.
    "rule",
    # Its rule says what goes in one parcel, or what a parcel is worth at least.
    "split",
    # It has too many SKUs or units.
    "too_large",
]
"""Why an order is not moved."""


class NotReroutable(Record, frozen=True, kw_only=True):
    """An order that is not moved.

    Fields:
        order: The order.
        bar: Why.
    """

    order: OrderId
    bar: RerouteBar


class ReroutePlan(Record, frozen=True, kw_only=True):
    """How orders would best be sent. Nothing has been moved.

    Fields:
        currency: The currency of costs, where the rules of all orders compare by cost in the same one; absent where parcels and metres are compared.
        before: What the orders that may be moved come to as they are.
        after: What they come to once all proposals are taken.
        bound: No plans of them come to less, what is paid for moving included, that keep to the room of days and serve each priority as well.  Of orders of one priority it is at most `before`. Where higher priorities gain at the expense of those below it may be more: then plans that come to less in all would make a higher priority wait.
        proven: Whether no better plans exist.
        proposals: What is better sent from elsewhere, what saves most first. Each stands for itself.
        stay: Orders that stay as they are, by id.
        steps: How much work it was; the same on every machine.
    """

    currency: Currency | None = None
    before: RerouteFigures
    after: RerouteFigures
    bound: RerouteFigures
    proven: bool
    proposals: list[RerouteProposal]
    stay: list[NotReroutable] = []
    steps: int


class RegretQuery(Record, frozen=True, kw_only=True):
    """Asks what it would cost to ship an order from other locations than the best plan does.

    Planned are all units that no location has taken on, as if none of them was promised or assigned yet, by the rule that has sent the
    order or is for it. What nobody has is left out. Nothing is moved: `assign_location` and `reroute_orders` do that.

    Fields:
        order: The order.
        at: The instant it is asked for.
        locations: The locations that are asked about; empty means all.
        commands: Commands that are thought to have been sent before: the capture of an order that is still to be placed, say. They are not sent.
        steps_max: About how much work it may be, in steps of the search; at most ten millions.
    """

    order: OrderId
    at: Timestamp
    locations: list[LocationId] = []
    commands: list[Envelope] = []
    steps_max: int = msgspec.field(default_factory=_always(100000))


RegretBar: TypeAlias = Literal[
    # There is no such order.
    "unknown",
    # Locations have taken all units of it on, or they have left or are canceled.
    "released",
    # No rule of the routing policy is for it.
    "rule",
    # Its rule says what a parcel is worth at least. What a parcel is worth is no cost, so no bound tells that a plan is the best: all
    # ways to divide the order have to be looked at, and there are more of them than `steps_max` allow, or more than 4,096 parts of the
    # order. Ask with more steps, or about fewer locations.
    "parcel_value",
    # The rule has no plan for what is there.
    "no_plan",
    # It has too many SKUs or units.
    "too_large",
]
"""Why nothing can be said of an order."""


class PlannedUnits(Record, frozen=True, kw_only=True):
    """Units of a SKU that a location would ship.

    Fields:
        sku: The SKU.
        location: The location.
        quantity: How many units.
    """

    sku: Sku
    location: LocationId
    quantity: Quantity


class RegretPlan(Record, frozen=True, kw_only=True):
    """A plan for an order.

    Fields:
        ship: Who ships what, by SKU in the order of the lines, then by location.
        metres: How far all parcels go in metres, where all locations are on the map.
        cost: What it costs, where the rule compares by cost.
        proven: Whether no better plan like it exists: for that of a location, none that is better and in which it ships.
    """

    ship: list[PlannedUnits]
    metres: int | None = None
    cost: Amount | None = None
    proven: bool


class LocationRegret(Record, frozen=True, kw_only=True):
    """What it costs to insist on a location.

    Fields:
        location: The location.
        bar: Why it can ship nothing of the order, if so.
        worse_by: The first criterion of the rule by which the best plan with it is worse than the best plan; absent if it is as good.
        regret: How much worse, in units of that: parcels, priority, metres, days, thousandths of a day's capacity, minor units. 0 if it is as good.
        proven: Whether that is exact. If not, steps were used up, or distances were too large to be compared to the metre.
        plan: The best plan in which it ships something.
    """

    location: LocationId
    bar: LocationCode | None = None
    worse_by: RankBy | None = None
    regret: int
    proven: bool
    plan: RegretPlan | None = None


class Regrets(Record, frozen=True, kw_only=True):
    """What it costs to insist on each location.

    Fields:
        bar: Why nothing can be said, if so; then all else is empty.
        policy_version: The version of the routing policy; 0 without one.
        rule: The rule that plans are compared by; empty without a policy.
        currency: The currency of costs, where the rule compares by cost.
        best: The best plan.
        locations: The locations that were asked about, in that order; all are sorted by id.
        steps: How much work it was; the same on every machine.
    """

    bar: RegretBar | None = None
    policy_version: int
    rule: str = ""
    currency: Currency | None = None
    best: RegretPlan | None = None
    locations: list[LocationRegret]
    steps: int


class LocationSentence(Record, frozen=True, kw_only=True):
    """What is said of a location.

    Fields:
        location: The location.
        code: The code.
        sentence: The sentence.
    """

    location: LocationId
    code: LocationCode
    sentence: str


class RoutingExplanation(Record, frozen=True, kw_only=True):
    """Why an order was routed as it was, in sentences.

    Fields:
        summary: What was decided, by which rule, and whether it is proven; then how it was re-routed, and what was assigned. Empty if the order was never routed by a policy, nor moved after that.
        locations: One sentence for each location, by id.
    """

    summary: list[str]
    locations: list[LocationSentence]


class WhatIfStock(Record, frozen=True, kw_only=True):
    """Other stock than there was: what is available, in percent of it.

    Items whose serial numbers are captured at receipt keep what they have.

    Fields:
        percent: Percent of what is available, rounded down: 200 is twice as much, 0 is nothing.
        location: Only at this location; absent means everywhere.
    """

    percent: int
    location: LocationId | None = None


class WhatIfRequest(Record, frozen=True, kw_only=True):
    """Asks what would have come of a recorded period with some changes.

    Fields:
        since: When the changes take effect: with the first command of the log at this instant or later. Absent: with the first sale.
        until: Where the period ends: before the first command of it at this instant or later. Absent: with the log.
        stock: Other stock than there was at `since`.
        changes: Commands that one of the two copies gets at `since`, in this order, after `stock`.  Settings and items that they put are not put anew by the log in the period.
        after: Lists only orders with ids after this one.
        limit: The most orders to list; absent means 100, and more than 1,000 count as that.
    """

    since: Timestamp | None = None
    until: Timestamp | None = None
    stock: WhatIfStock | None = None
    changes: list[Command] = []
    after: OrderId | None = None
    limit: int | None = None


class WhatIfPeriod(Record, frozen=True, kw_only=True):
    """What was played.

    Fields:
        since: When the changes took effect.
        until: Where it ends; absent: with the log.
        commands_before: Commands before it, which were played whole.
        answered_otherwise: How many of those were answered otherwise than the log has it: by another version of the library than the one that played them.
        played: Commands of the period that were played.
        replaced: Of those, settings and items that only the copy as recorded got, since the changes put them.
        corrected: Counts and returns, of which the difference was played that they made to available stock.
        left_out: Commands that were not played: work of locations, and what follows from it.
    """

    since: Timestamp
    until: Timestamp | None = None
    commands_before: int
    answered_otherwise: int
    played: int
    replaced: int
    corrected: int
    left_out: int


class WhatIfCost(Record, frozen=True, kw_only=True):
    """What the parcels cost in a currency, each by its cheapest service.

    Fields:
        currency: The currency: only rate cards and handling costs in it count.
        carriage: What carriers charge.
        handling: What picking and packing costs.
        parcels_priced: Parcels that a service takes.
        parcels_unpriced: Parcels that none takes: they are not in `carriage`.
    """

    currency: Currency
    carriage: Amount
    handling: Amount
    parcels_priced: int
    parcels_unpriced: int


class WhatIfFigures(Record, frozen=True, kw_only=True):
    """What came of the orders of a period.

    Fields:
        orders: Orders taken in.
        orders_refused: Orders refused.
        orders_split: Orders of which units come from more than one location.
        orders_canceled: Orders that all units were taken off.
        orders_held: Orders that a hold keeps back.
        units: Units of the orders taken in.
        units_promised: Of those, with stock of a location.
        units_backordered: Of those, that wait for stock.
        units_open: Of those, that no stock was found for, or that are held back.
        units_canceled: Of those, taken off.
        parcels: Parcels: locations of an order, over all orders. An order that is collected makes none.
        metres: How far parcels go together, in metres, as far as places are on the map.
        parcels_measured: Parcels of which that is known.
        orders_due: Orders that were promised for a day, without those canceled.
        orders_late: Of those, late.
        orders_due_unknown: Of those, of which it cannot be told.
        costs: What parcels cost, in every currency in which there are rate cards or handling costs; empty without any.
    """

    orders: int
    orders_refused: int
    orders_split: int
    orders_canceled: int
    orders_held: int
    units: int
    units_promised: int
    units_backordered: int
    units_open: int
    units_canceled: int
    parcels: int
    metres: int
    parcels_measured: int
    orders_due: int
    orders_late: int
    orders_due_unknown: int
    costs: list[WhatIfCost] = []


class WhatIfLoad(Record, frozen=True, kw_only=True):
    """The load of a location.

    Fields:
        orders: Orders with units of it.
        units: Their units.
    """

    orders: int
    units: int


class WhatIfLocation(Record, frozen=True, kw_only=True):
    """What a location would have to ship, or to hand over.

    Fields:
        location: The location.
        recorded: As recorded.
        variant: With the changes.
        difference: By how much it is more with the changes.
    """

    location: LocationId
    recorded: WhatIfLoad
    variant: WhatIfLoad
    difference: WhatIfLoad


WhatIfWorld: TypeAlias = Literal[
    # As recorded.
    "recorded",
    # With the changes.
    "variant",
]
"""One of the two copies of the store."""


class WhatIfRefusals(Record, frozen=True, kw_only=True):
    """Commands that one copy refused and the other did not.

    Fields:
        refused_by: Which copy refused them.
        code: The code of the refusal.
        commands: How many.
        orders: Up to five orders that they were about, as they came.
    """

    refused_by: WhatIfWorld
    code: str
    commands: int
    orders: list[OrderId] = []


class WhatIfParcel(Record, frozen=True, kw_only=True):
    """Units that a location gives to an order.

    Fields:
        location: The location.
        units: How many.
        metres: How far it is, in metres, where both places are on the map.
        arrives_on: When it arrives by the calendar of the location, where that is known.
    """

    location: LocationId
    units: int
    metres: int | None = None
    arrives_on: Day | None = None


WhatIfPromise: TypeAlias = Literal[
    # All parcels arrive by then.
    "in_time",
    # A parcel arrives later, or units have no stock and the time is over.
    "late",
    # When a parcel arrives is not known, or units have no stock and there is still time.
    "unknown",
]
"""How an order stands to the day it was promised for."""


class WhatIfPlan(Record, frozen=True, kw_only=True):
    """What became of an order.

    Fields:
        refused: The code with which its capture was refused; then there is nothing else.
        parcels: Locations that give units to it, by id: one parcel each, unless it is collected.
        backordered: Units that wait for stock.
        open: Units that no stock was found for, or that are held back.
        canceled: Units taken off it.
        promise: How it stands to what was promised; absent where nothing was.
    """

    refused: str | None = None
    parcels: list[WhatIfParcel] = []
    backordered: int = 0
    open: int = 0
    canceled: int = 0
    promise: WhatIfPromise | None = None


class WhatIfOrder(Record, frozen=True, kw_only=True):
    """An order that came out differently.

    Fields:
        order: The order.
        recorded: As recorded.
        variant: With the changes.
    """

    order: OrderId
    recorded: WhatIfPlan
    variant: WhatIfPlan


class WhatIfReport(Record, frozen=True, kw_only=True):
    """What came of a period as it was, what would have come of it with the changes, and the difference.

    All of it is about the orders that were captured in the period, as they stand at its end.

    Fields:
        period: What was played.
        recorded: As recorded.
        variant: With the changes.
        difference: By how much each figure is more with the changes; below nothing, less.
        locations: What locations would have to ship, by id.
        refused: Commands that one copy refused and the other did not, by copy and code.
        refused_in_both: How many commands both copies refused: most of them rest on work that is not played.
        orders_different: How many orders came out differently.
        orders: Those orders, by id, as many as were asked for.
        next: The `after` that lists further ones, if there are any.
    """

    period: WhatIfPeriod
    recorded: WhatIfFigures
    variant: WhatIfFigures
    difference: WhatIfFigures
    locations: list[WhatIfLocation]
    refused: list[WhatIfRefusals] = []
    refused_in_both: int
    orders_different: int
    orders: list[WhatIfOrder] = []
    next: OrderId | None = None

__all__ = [
    "AcceptFulfillment",
    "Accepts",
    "Account",
    "Actor",
    "AddDiscountOrderChange",
    "AddLineOrderChange",
    "Address",
    "AddressChangedEvent",
    "AdjustStock",
    "AgedCash",
    "AliasTakenRejection",
    "AllOrdersQuery",
    "AllocateOrder",
    "AlreadyAppliedOutcome",
    "Amount",
    "AmountTooFineRejection",
    "AmountTooLargeRejection",
    "Answer",
    "AppliedOutcome",
    "ApproveCount",
    "ApproveReturn",
    "ArrivedSerials",
    "AsOfTooOldRejection",
    "AssignLine",
    "AssignLocation",
    "AuditReport",
    "AuthorizationExpiredRejection",
    "AuthorizePayment",
    "Availability",
    "AvailabilityQuery",
    "Axis",
    "Backorder",
    "BackorderExpectedEvent",
    "BackorderPolicy",
    "BackorderReleasedEvent",
    "BackorderedDifference",
    "BackorderedStockRepair",
    "Balance",
    "BalanceStockRepair",
    "BeingCountedRejection",
    "BelowPromisedRejection",
    "BelowReceivedRejection",
    "BookedSlot",
    "BrokerOrders",
    "Bucket",
    "Buckets",
    "CancelCount",
    "CancelFulfillment",
    "CancelLine",
    "CancelOrder",
    "CancelPurchaseOrder",
    "CancelReason",
    "CancelReturn",
    "CancelTransfer",
    "CapacityDifference",
    "CaptureCharge",
    "CaptureLine",
    "CaptureOrder",
    "CapturePayment",
    "CarrierPerformance",
    "CartFacts",
    "CartRouting",
    "Cash",
    "CashAgeing",
    "CashLimit",
    "CashState",
    "Category",
    "CellsZoneArea",
    "ChangeAddress",
    "ChangeLot",
    "ChangePickup",
    "ChangeReservation",
    "ChangeSet",
    "ChangeSlot",
    "Channel",
    "ChannelCap",
    "ChannelId",
    "ChannelPutEvent",
    "Charge",
    "ChargeCreditedEvent",
    "ChargeKind",
    "ChargeRefund",
    "ChargeVerdict",
    "Claim",
    "ClaimExistsRejection",
    "ClaimId",
    "ClaimKind",
    "ClaimOpenedEvent",
    "ClaimParty",
    "ClaimResolution",
    "ClaimResolvedEvent",
    "ClaimState",
    "ClaimStateRejection",
    "ClaimedUnits",
    "ClawBack",
    "ClockWentBackEvent",
    "CollectCash",
    "CollectOrder",
    "Collection",
    "Command",
    "CommandId",
    "CommandPreview",
    "CommitStep",
    "Component",
    "ComponentAvailability",
    "Condition",
    "ConsumerId",
    "ConsumerMove",
    "ConsumerPosition",
    "ConsumersPage",
    "ConsumersQuery",
    "Coordinates",
    "CostModel",
    "CountAppliedDifference",
    "CountAppliedEvent",
    "CountApprovedEvent",
    "CountCanceledEvent",
    "CountClosedRejection",
    "CountDocumentBody",
    "CountExistsRejection",
    "CountIncompleteRejection",
    "CountLine",
    "CountOpenedEvent",
    "CountRecordedEvent",
    "CountRejectedEvent",
    "CountState",
    "CountedSinceRejection",
    "CountedUnits",
    "Counter",
    "CounterDelta",
    "CounterValue",
    "CountingPolicy",
    "Country",
    "CourierCash",
    "CreditedUnits",
    "Currency",
    "CurrencyAmount",
    "CurrencyNotAllowedRejection",
    "CustomerErasedEvent",
    "CustomerGroup",
    "CustomerId",
    "CustomerNamedRejection",
    "CutOff",
    "DailyCapacity",
    "Day",
    "DayLoad",
    "Decision",
    "DeclineReturn",
    "DeliveryStatus",
    "Derived",
    "Difference",
    "Digest",
    "Dimensions",
    "Discount",
    "DiscountMinimum",
    "Dispatch",
    "DispatchDates",
    "Disposition",
    "DistanceRateArea",
    "Document",
    "DocumentBody",
    "DocumentId",
    "DocumentKey",
    "DocumentKind",
    "DocumentPut",
    "DocumentsPage",
    "DocumentsQuery",
    "DoneStep",
    "Due",
    "DueKey",
    "DueQuery",
    "DuplicateExternalIdRejection",
    "EditLot",
    "EditOrder",
    "Envelope",
    "EraseCustomer",
    "EraseOrder",
    "Event",
    "Exchange",
    "ExchangeReturn",
    "ExchangeShipping",
    "Exclusion",
    "ExpireReservations",
    "ExternalId",
    "ExternalKey",
    "FailedPaymentOutcome",
    "Failure",
    "FeeKept",
    "FeeKind",
    "FeeRule",
    "FinalSaleRejection",
    "FuelSurcharge",
    "Fulfillment",
    "FulfillmentAcceptedEvent",
    "FulfillmentCanceledEvent",
    "FulfillmentRejectedEvent",
    "FulfillmentRequestedEvent",
    "FulfillmentState",
    "FulfillmentStateRejection",
    "FulfillmentStatus",
    "GoodwillGivenEvent",
    "GoodwillPart",
    "Grade",
    "GradedUnits",
    "GroupRefusedRejection",
    "HandlingCost",
    "HazardousGoodsSurcharge",
    "Hold",
    "HoldExistsRejection",
    "HoldId",
    "HoldKind",
    "HoldPlacedEvent",
    "HoldReleasedEvent",
    "IdReusedRejection",
    "InTransitDifference",
    "Incoming",
    "InspectReturn",
    "InspectedUnits",
    "InstructPayment",
    "Instruction",
    "InstructionKey",
    "InstructionKind",
    "InsufficientBucketRejection",
    "InsufficientStockRejection",
    "Interception",
    "InterceptionOutcome",
    "InterceptionRequestedEvent",
    "InterceptionResolvedEvent",
    "InterceptionState",
    "InvalidConditionRejection",
    "InvalidFieldRejection",
    "IssueReturnLabel",
    "Item",
    "ItemMispickedEvent",
    "ItemPutEvent",
    "ItemSubstitutedEvent",
    "ItemsPage",
    "ItemsQuery",
    "Journal",
    "JournalCause",
    "JournalDifference",
    "JournalEntry",
    "LackingUnits",
    "LatePayment",
    "LedgerStockRepair",
    "LeftInQueue",
    "LiftRecall",
    "Line",
    "LineBundle",
    "LineCreditDifference",
    "LineEditedEvent",
    "LineId",
    "LineTerms",
    "LineUnitsDifference",
    "LintFinding",
    "LintKind",
    "LintReport",
    "LintRequest",
    "LoadStep",
    "LocalTime",
    "Location",
    "LocationAvailability",
    "LocationCode",
    "LocationFilter",
    "LocationId",
    "LocationLacksStockRejection",
    "LocationNotAssignableRejection",
    "LocationNote",
    "LocationPerformance",
    "LocationPutEvent",
    "LocationRegret",
    "LocationSentence",
    "LocationStock",
    "LogEntry",
    "LogPage",
    "LogQuery",
    "LotBar",
    "LotChangedEvent",
    "LotDiffersRejection",
    "LotDocumentBody",
    "LotEditedEvent",
    "LotNotForSaleRejection",
    "LotNotRecalledRejection",
    "LotNumber",
    "LotPicking",
    "LotPolicy",
    "LotPromisedRejection",
    "LotRecalledEvent",
    "LotReceivedEvent",
    "LotReference",
    "LotUnknownDifference",
    "Measure",
    "MoveStock",
    "MovedQuery",
    "Movement",
    "MovementRow",
    "MovementsPage",
    "MovementsQuery",
    "NoPlan",
    "NotInCountRejection",
    "NotOffered",
    "NotOfferedReason",
    "NotReroutable",
    "NothingOutstandingRejection",
    "NothingToDoRejection",
    "NothingToTransferRejection",
    "NumberedEntry",
    "OfferedLot",
    "OnHandBelowZeroRejection",
    "OnHoldRejection",
    "OnShortPick",
    "OnShortage",
    "OneParcelNote",
    "OpenClaim",
    "OpenCount",
    "Order",
    "OrderCapturedEvent",
    "OrderChange",
    "OrderCollectedEvent",
    "OrderCountsPage",
    "OrderCountsQuery",
    "OrderCursor",
    "OrderEditedEvent",
    "OrderErasedEvent",
    "OrderExistsRejection",
    "OrderFilter",
    "OrderGoesOnRejection",
    "OrderId",
    "OrderPicture",
    "OrderPreview",
    "OrderPut",
    "OrderQueue",
    "OrderReroute",
    "OrderReroutedEvent",
    "OrderReservationExpiredEvent",
    "OrderRoutedEvent",
    "OrderStatus",
    "OrderTaggedEvent",
    "OrderTotalDifference",
    "OrderedLine",
    "OrdersBrokeredEvent",
    "OrdersPage",
    "OrdersQuery",
    "OtherCounter",
    "Otherwise",
    "Outcome",
    "OutsideZoneRejection",
    "OverReceiptRejection",
    "OverRefundedDifference",
    "OwnCountRejection",
    "PackLine",
    "PackParcel",
    "Page",
    "Parcel",
    "ParcelCost",
    "ParcelPackedEvent",
    "ParcelShippedEvent",
    "ParcelStateRejection",
    "ParcelTrackedEvent",
    "PassedOver",
    "PassedRule",
    "Payment",
    "PaymentExceededRejection",
    "PaymentFailedEvent",
    "PaymentId",
    "PaymentInstructedEvent",
    "PaymentLedgerDifference",
    "PaymentMethod",
    "PaymentMethodDiffersRejection",
    "PaymentMissingRejection",
    "PaymentOffer",
    "PaymentOutcome",
    "PaymentPolicy",
    "PaymentRecordedEvent",
    "PaymentReportRepeatedEvent",
    "PaymentStatus",
    "PerParcelSurcharge",
    "PerformanceReport",
    "PickFulfillment",
    "PickLine",
    "PickupChangedEvent",
    "PickupExpiredEvent",
    "PickupPolicy",
    "PickupReadyEvent",
    "Pin",
    "Place",
    "PlaceHold",
    "PlanCost",
    "PlannedTransferLine",
    "PlannedUnits",
    "Policies",
    "PoliciesPutEvent",
    "PolicyTrace",
    "PolygonZoneArea",
    "Portion",
    "PostalArea",
    "PostalPrefixesZoneArea",
    "PostalRateArea",
    "Posting",
    "Presentment",
    "Preview",
    "PromiseStockRepair",
    "PromisedDifference",
    "Promotion",
    "PromotionPart",
    "ProviderEventId",
    "Publication",
    "PublicationChange",
    "PublicationQuery",
    "Published",
    "Publishing",
    "PurchaseClosedEvent",
    "PurchaseLine",
    "PurchaseOrderDocumentBody",
    "PurchaseOrderPutEvent",
    "PurchaseOverdueEvent",
    "PurchaseReceipt",
    "PurchaseReceivedDifference",
    "PurchaseReceivedEvent",
    "PurchaseRescheduledEvent",
    "PutChannel",
    "PutItem",
    "PutLocation",
    "PutPolicies",
    "PutPurchaseOrder",
    "PutRateCard",
    "PutRoutingPolicy",
    "PutSlotTemplate",
    "PutTransfer",
    "PutZone",
    "Quantity",
    "QuantityNotEligibleRejection",
    "Query",
    "Queued",
    "RadiusZoneArea",
    "RankBy",
    "RateArea",
    "RateCard",
    "RateCardId",
    "RateCardPutEvent",
    "RateCardRemovedEvent",
    "RateZone",
    "ReadSet",
    "ReadyForPickup",
    "Reason",
    "Recall",
    "RecallLiftedEvent",
    "RecallLot",
    "RecallStopsWorkEvent",
    "Receipt",
    "ReceiveLine",
    "ReceivePurchaseOrder",
    "ReceiveReturn",
    "ReceiveStock",
    "ReceiveTransfer",
    "ReceiveUnexpectedReturn",
    "ReceivedLot",
    "ReceivedUnits",
    "Recent",
    "RecentPut",
    "Record",
    "RecordChargeback",
    "RecordCount",
    "RecordMispick",
    "RecordReturnTracking",
    "RecordTracking",
    "RefundBound",
    "RefundExceedsCreditRejection",
    "RefundPart",
    "RefundPayment",
    "RefundReturn",
    "RefundVerdict",
    "RefusedOutcome",
    "RegretBar",
    "RegretPlan",
    "RegretQuery",
    "Regrets",
    "RejectCount",
    "RejectFulfillment",
    "RejectedAnswer",
    "Rejection",
    "ReleaseBackorders",
    "ReleaseHold",
    "ReleaseReservation",
    "ReleaseRule",
    "RemitCash",
    "RemoteAreaSurcharge",
    "RemoveRateCard",
    "ReorderPointReachedEvent",
    "ReorderRule",
    "RepairOutdatedRejection",
    "RepairPlan",
    "RepairStock",
    "Replacement",
    "ReplacementDifference",
    "ReplacementLine",
    "RequestInterception",
    "RequestReturn",
    "RerouteBar",
    "RerouteFigures",
    "RerouteOrders",
    "ReroutePlan",
    "RerouteProposal",
    "RerouteQuery",
    "Rerouted",
    "ReroutedOrder",
    "ReschedulePurchaseOrder",
    "RescheduleTransfer",
    "Reservation",
    "ReservationChange",
    "ReservationChangedEvent",
    "ReservationExistsRejection",
    "ReservationExpiredEvent",
    "ReservationId",
    "ReservationPolicy",
    "ReservationPreview",
    "ReservationReleasedEvent",
    "ReservationRevision",
    "ReservationShortEvent",
    "ReservationUsedEvent",
    "ReservationsPage",
    "ReservationsQuery",
    "ReserveLine",
    "ReserveStock",
    "ReservedUnits",
    "ResolveClaim",
    "ResolveInterception",
    "ResolvePayment",
    "RestockingFee",
    "RetryPayment",
    "Return",
    "ReturnApprovedEvent",
    "ReturnCanceledEvent",
    "ReturnClosedEvent",
    "ReturnDeclinedEvent",
    "ReturnExchangedEvent",
    "ReturnExistsRejection",
    "ReturnId",
    "ReturnInspectedEvent",
    "ReturnLabel",
    "ReturnLabelIssuedEvent",
    "ReturnLine",
    "ReturnPolicy",
    "ReturnReason",
    "ReturnReasonNotAcceptedRejection",
    "ReturnReceivedEvent",
    "ReturnRefundedEvent",
    "ReturnRequestLine",
    "ReturnRequestedEvent",
    "ReturnState",
    "ReturnStateRejection",
    "ReturnStatus",
    "ReturnTerms",
    "ReturnTrackedEvent",
    "ReturnWindowClosedRejection",
    "ReverseChargeback",
    "RoutingExplanation",
    "RoutingPolicy",
    "RoutingPolicyChangedRejection",
    "RoutingPolicyPutEvent",
    "RoutingRule",
    "RoutingRules",
    "SampleFact",
    "ScanStep",
    "SerialCountRejection",
    "SerialDocumentBody",
    "SerialElsewhereRejection",
    "SerialKnownRejection",
    "SerialMalformedRejection",
    "SerialMovedEvent",
    "SerialNotOnOrderDifference",
    "SerialNotShippedRejection",
    "SerialNumber",
    "SerialState",
    "SerialStateRejection",
    "SerialStep",
    "SerialTracking",
    "SerialUnitsDifference",
    "SerialUnknownDifference",
    "SerialsInTransitDifference",
    "SerialsRequiredRejection",
    "SetPriceOrderChange",
    "SetQuantityOrderChange",
    "SetShippingOrderChange",
    "SetStock",
    "SetSubstitutionOrderChange",
    "Settings",
    "SettingsPage",
    "SettingsQuery",
    "Settled",
    "SettledElsewhereRejection",
    "ShipParcel",
    "ShipTransfer",
    "ShippingCharge",
    "ShippingCharge2",
    "ShippingChargeKind",
    "ShippingCreditedEvent",
    "ShippingLine",
    "ShippingQuery",
    "ShippingQuote",
    "ShippingQuotes",
    "ShippingRefund",
    "ShippingRule",
    "ShippingVerdict",
    "ShortageChoice",
    "ShortageLeftEvent",
    "ShortageReason",
    "Sku",
    "SkuRecord",
    "SkuStock",
    "SlotBookedEvent",
    "SlotBooking",
    "SlotBookingDifference",
    "SlotCapacity",
    "SlotClosedRejection",
    "SlotDocumentBody",
    "SlotFullRejection",
    "SlotHeldEvent",
    "SlotHolder",
    "SlotKind",
    "SlotLoad",
    "SlotOffer",
    "SlotQuery",
    "SlotReason",
    "SlotReleasedEvent",
    "SlotTemplate",
    "SlotTemplateId",
    "SlotTemplatePutEvent",
    "SlotWindow",
    "Snapshot",
    "Span",
    "SplitPolicy",
    "Stage",
    "StatusCount",
    "Statuses",
    "Step",
    "StockAlert",
    "StockAlerts",
    "StockAlertsQuery",
    "StockBalanceDifference",
    "StockChangedEvent",
    "StockChangedRejection",
    "StockCover",
    "StockDelta",
    "StockLevel",
    "StockPage",
    "StockPolicy",
    "StockPreview",
    "StockQuery",
    "StockRepair",
    "StockRepairedEvent",
    "StockReservedEvent",
    "StockRow",
    "StockSetEvent",
    "StockTerm",
    "StockUpload",
    "StockWithoutLotDifference",
    "Subject",
    "SubjectChange",
    "SubstituteBar",
    "SubstituteFor",
    "SubstituteItem",
    "SubstituteLine",
    "SubstituteNotAllowedRejection",
    "SubstituteReason",
    "SubstitutedDifference",
    "Substitution",
    "SubstitutionPolicy",
    "SucceededPaymentOutcome",
    "SupplierId",
    "SupplyPromise",
    "Surcharge",
    "Tag",
    "TagOrder",
    "TaxLine",
    "TaxRate",
    "Timestamp",
    "TooManyDueRejection",
    "TooManyHoldersRejection",
    "TooMuchOnOrderRejection",
    "Tracking",
    "Transaction",
    "TransactionKind",
    "TransactionState",
    "TransferCalledBackEvent",
    "TransferCanceledEvent",
    "TransferClosedEvent",
    "TransferCount",
    "TransferDocumentBody",
    "TransferExceededRejection",
    "TransferLine",
    "TransferLostEvent",
    "TransferOverdueEvent",
    "TransferPutEvent",
    "TransferReceipt",
    "TransferReceivedEvent",
    "TransferRescheduledEvent",
    "TransferShipment",
    "TransferShippedEvent",
    "TransferShippedRejection",
    "TransferUnitsDifference",
    "UndecidedRule",
    "UnexpectedReturnEvent",
    "UnitMove",
    "Units",
    "UnitsAssignedEvent",
    "UnitsCanceledEvent",
    "UnitsMovedEvent",
    "UnitsNotFoundEvent",
    "UnitsReassignedEvent",
    "UnitsRecalledEvent",
    "UnknownChannelRejection",
    "UnknownClaimRejection",
    "UnknownCountRejection",
    "UnknownCustomerRejection",
    "UnknownFulfillmentRejection",
    "UnknownHoldRejection",
    "UnknownInstructionRejection",
    "UnknownItemRejection",
    "UnknownLineRejection",
    "UnknownLocationRejection",
    "UnknownLotRejection",
    "UnknownOrderRejection",
    "UnknownParcelRejection",
    "UnknownPaymentRejection",
    "UnknownPurchaseLineRejection",
    "UnknownPurchaseOrderRejection",
    "UnknownRateCardRejection",
    "UnknownReservationRejection",
    "UnknownReturnRejection",
    "UnknownSerialRejection",
    "UnknownSlotRejection",
    "UnknownTimeZoneRejection",
    "UnknownTransferLineRejection",
    "UnknownTransferRejection",
    "UnknownZoneRejection",
    "UnreadableCell",
    "UnserviceableRejection",
    "UploadReport",
    "UploadedRow",
    "UploadedStatus",
    "VerificationPolicy",
    "VersionConflictRejection",
    "VoidPayment",
    "Waiting",
    "WaitingChange",
    "WaitingQuery",
    "Weekday",
    "WeightIncrement",
    "WeightStep",
    "WhatIfCost",
    "WhatIfFigures",
    "WhatIfLoad",
    "WhatIfLocation",
    "WhatIfOrder",
    "WhatIfParcel",
    "WhatIfPeriod",
    "WhatIfPlan",
    "WhatIfPromise",
    "WhatIfRefusals",
    "WhatIfReport",
    "WhatIfRequest",
    "WhatIfStock",
    "WhatIfWorld",
    "WindowRule",
    "Withheld",
    "WrongItemReturnedEvent",
    "WrongProofCodeRejection",
    "Zone",
    "ZoneArea",
    "ZoneId",
    "ZonePutEvent",
]
