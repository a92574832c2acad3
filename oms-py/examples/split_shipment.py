"""One order leaves two places in two parcels, and each parcel takes its share of the money."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from itertools import count

import oms

numbers = count(1)
clock = datetime(2026, 3, 1, 10, tzinfo=timezone.utc)


def send(engine: oms.Engine, command: oms.Command) -> oms.Receipt:
    """Sends a command a minute later than the one before, under the next id."""
    global clock
    clock += timedelta(minutes=1)
    return engine.submit(oms.Envelope(id=f"command-{next(numbers)}", at=clock, actor="shop", command=command))


with oms.Engine.memory() as engine:
    for location in ("berlin", "munich"):
        send(engine, oms.PutLocation(location=oms.Location(id=location, country="DE")))
    send(engine, oms.PutChannel(channel=oms.Channel(id="web")))
    for sku, location in (("pot", "berlin"), ("lid", "munich")):
        send(engine, oms.PutItem(sku=sku))
        send(engine, oms.ReceiveStock(sku=sku, location=location, quantity=10))

    lines = [
        oms.CaptureLine(id="1", sku="pot", quantity=2, unit_price=Decimal("30.00")),
        oms.CaptureLine(id="2", sku="lid", quantity=1, unit_price=Decimal("9.99")),
    ]
    card = oms.PaymentOffer(id="card", method="card", authorized=Decimal("74.89"))
    shipping = oms.ShippingCharge(price=Decimal("4.90"))
    receipt = send(
        engine,
        oms.CaptureOrder(order="1001", channel="web", currency="EUR", lines=lines, shipping=shipping, payments=[card]),
    )

    # The events say where the units go, and why.
    for event in receipt.events:
        match event:
            case oms.OrderRoutedEvent(decision=decision):
                print(f"routed to {' and '.join(decision.chosen)}, proven the best: {decision.proven}")
            case oms.FulfillmentRequestedEvent(fulfillment=number, location=location):
                print(f"fulfillment order {number} for {location}")
            case _:
                pass

    order = engine.order("1001")
    assert order is not None and len(order.fulfillments) == 2
    for number in (1, 2):
        send(engine, oms.PickFulfillment(order="1001", fulfillment=number))
        send(engine, oms.PackParcel(order="1001", fulfillment=number))
        send(engine, oms.ShipParcel(order="1001", parcel=number, carrier="post", tracking_number=f"P{number}"))
        # Only what is on its way is charged.
        send(engine, oms.CapturePayment(order="1001", payment="card", parcel=number))
        order = engine.order("1001")
        assert order is not None
        statuses = oms.derived(order).statuses
        taken = [one.amount for one in order.payments[0].transactions if one.kind == "capture"]
        print(f"parcel {number}: {statuses.fulfillment}, {statuses.payment}, {taken[-1]} {order.currency} taken")

    assert (statuses.fulfillment, statuses.payment) == ("shipped", "paid")
    assert sum(taken) == order.total == Decimal("74.89")
    for number in (1, 2):
        send(engine, oms.RecordTracking(order="1001", parcel=number, tracking="delivered"))
    order = engine.order("1001")
    assert order is not None and oms.derived(order).statuses.delivery == "delivered"
    assert engine.audit().differences == []
