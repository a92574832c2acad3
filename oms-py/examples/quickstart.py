"""A first order: set up a shop, take in stock, capture an order, look at it."""

# README: begin
from datetime import datetime, timezone
from decimal import Decimal

import oms

at = datetime(2026, 3, 1, 10, tzinfo=timezone.utc)
shirts = oms.CaptureLine(id="1", sku="shirt", quantity=2, unit_price=Decimal("19.99"), taxes=[oms.TaxRate(rate=Decimal("0.19"))])
card = oms.PaymentOffer(id="card", method="card", authorized=Decimal("39.98"))
commands: list[oms.Command] = [
    oms.PutLocation(location=oms.Location(id="berlin", country="DE")),
    oms.PutChannel(channel=oms.Channel(id="web")),
    oms.PutItem(sku="shirt"),
    oms.ReceiveStock(sku="shirt", location="berlin", quantity=3),
    oms.CaptureOrder(order="1001", channel="web", currency="EUR", prices_include_tax=True, lines=[shirts], payments=[card]),
]
with oms.Engine.memory() as engine:  # or oms.Engine.open("shop.sqlite")
    engine.submit_many(oms.Envelope(id=str(n), at=at, actor="shop", command=command) for n, command in enumerate(commands))
    order = engine.order("1001")
    assert order is not None
    print(f"order {order.id} over {order.total} {order.currency} is {oms.derived(order).statuses.fulfillment}")
    second = oms.CaptureOrder(order="1002", channel="web", currency="EUR", lines=[shirts])
    try:
        engine.submit(oms.Envelope(id="second", at=at, actor="shop", command=second))
    except oms.InsufficientStock as refusal:
        print(f"refused: only {refusal.available} left of {refusal.sku}")
    # README: end
    assert order.total == Decimal("39.98")
    assert engine.order("1002") is None
    assert engine.audit().differences == []
