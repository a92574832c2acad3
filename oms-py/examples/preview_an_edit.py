"""A customer wants more of what they have paid for: show what that means, and do it once they agree."""

from datetime import datetime, timezone
from decimal import Decimal

import msgspec

import oms

at = datetime(2026, 3, 1, 10, tzinfo=timezone.utc)
shirt = oms.CaptureLine(id="1", sku="shirt", quantity=1, unit_price=Decimal("15.00"))
card = oms.PaymentOffer(id="card", method="card", captured=Decimal("15.00"))
commands: list[oms.Command] = [
    oms.PutLocation(location=oms.Location(id="berlin", country="DE")),
    oms.PutChannel(channel=oms.Channel(id="web")),
    oms.PutItem(sku="shirt"),
    oms.PutItem(sku="hat"),
    oms.ReceiveStock(sku="shirt", location="berlin", quantity=3),
    oms.ReceiveStock(sku="hat", location="berlin", quantity=3),
    oms.CaptureOrder(order="1001", channel="web", currency="EUR", lines=[shirt], payments=[card]),
]
with oms.Engine.memory() as engine:
    engine.submit_many(oms.Envelope(id=str(n), at=at, actor="shop", command=command) for n, command in enumerate(commands))

    hats = oms.CaptureLine(id="2", sku="hat", quantity=2, unit_price=Decimal("7.50"))
    change = oms.EditOrder(order="1001", changes=[oms.AddLineOrderChange(line=hats)])
    edit = oms.Envelope(id="edit-1", at=at, actor="desk", command=change)

    shown = engine.preview([edit])
    for order in shown.orders:
        print(f"order {order.id}: {order.due_change:+} EUR, {order.after.derived.balance.due} EUR due then")
    for level in shown.stock:
        print(f"{level.sku} in {level.location}: {level.before.available} -> {level.after.available} available")
    untouched = engine.order("1001")
    assert untouched is not None and [line.id for line in untouched.lines] == ["1"]

    # The customer agrees. Had anybody changed the order meanwhile, this would raise `oms.VersionConflict`.
    confirmed = msgspec.structs.replace(edit, expected_version=shown.commands[0].expected_version)
    receipt = engine.submit(confirmed)
    print(f"done: the order is of version {receipt.order_version}")
    assert engine.order("1001") == shown.orders[0].after.order
