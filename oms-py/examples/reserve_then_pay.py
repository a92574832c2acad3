"""A cart holds its stock while the buyer thinks, and an order waits for its money before anybody packs it."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from itertools import count

import oms

numbers = count(1)
clock = datetime(2026, 3, 1, 10, tzinfo=timezone.utc)


def send(engine: oms.Engine, command: oms.Command) -> oms.Receipt:
    """Sends a command now, under the next id."""
    return engine.submit(oms.Envelope(id=f"command-{next(numbers)}", at=clock, actor="shop", command=command))


def free(engine: oms.Engine) -> int:
    """How many lamps can be promised now."""
    (lamp,) = engine.availability(oms.AvailabilityQuery(at=clock, channel="web", skus=["lamp"]))
    return lamp.available


with oms.Engine.memory() as engine:
    send(engine, oms.PutLocation(location=oms.Location(id="leipzig", country="DE")))
    send(engine, oms.PutChannel(channel=oms.Channel(id="web", requires_payment=True)))
    send(engine, oms.PutItem(sku="lamp"))
    send(engine, oms.ReceiveStock(sku="lamp", location="leipzig", quantity=2))

    # Two carts hold one lamp each, for a quarter of an hour.
    for cart in ("cart-a", "cart-b"):
        lines = [oms.ReserveLine(sku="lamp", quantity=1)]
        send(engine, oms.ReserveStock(reservation=cart, channel="web", lines=lines, time_to_live=900))
    assert free(engine) == 0

    # The first goes to the checkout in time: its lamp becomes the order's.
    clock += timedelta(minutes=10)
    line = oms.CaptureLine(id="1", sku="lamp", quantity=1, unit_price=Decimal("49.00"))
    send(engine, oms.CaptureOrder(order="1001", channel="web", currency="EUR", lines=[line], reservation="cart-a"))
    order = engine.order("1001")
    assert order is not None and [hold.kind for hold in order.holds] == ["payment"] and not order.fulfillments
    print(f"order {order.id} waits for {order.total} {order.currency}")

    # The second is forgotten: at the very second its time is over, the lamp is free again, and nobody had to look.
    clock += timedelta(minutes=5)
    assert free(engine) == 1
    try:
        send(engine, oms.ChangeReservation(reservation="cart-b", lines=[oms.ReserveLine(sku="lamp", quantity=2)]))
        raise AssertionError("the cart has ended")
    except oms.UnknownReservation as refusal:
        print(f"refused: {refusal}")

    # The money comes: the hold goes, and the warehouse gets its work.
    send(engine, oms.AuthorizePayment(order="1001", payment="card", method="card", amount=order.total))
    order = engine.order("1001")
    assert order is not None and not order.holds and [work.location for work in order.fulfillments] == ["leipzig"]
    statuses = oms.derived(order).statuses
    print(f"order {order.id} is {statuses.payment}, {statuses.fulfillment}")
    assert (statuses.payment, statuses.fulfillment) == ("authorized", "in_progress")
    assert engine.audit().differences == []
