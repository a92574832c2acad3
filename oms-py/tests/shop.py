"""A small shop for the tests."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import oms

AT = datetime(2026, 3, 1, 10, tzinfo=timezone.utc)


def envelope(id: str, command: oms.Command, *, minutes: int = 0) -> oms.Envelope:
    return oms.Envelope(id=id, at=AT + timedelta(minutes=minutes), actor="test", command=command)


def envelopes(commands: Iterable[oms.Command], prefix: str = "set-up") -> list[oms.Envelope]:
    return [envelope(f"{prefix}-{number}", command) for number, command in enumerate(commands)]


def set_up(stock: int = 5) -> list[oms.Envelope]:
    return envelopes(
        [
            oms.PutLocation(location=oms.Location(id="berlin", country="DE")),
            oms.PutChannel(channel=oms.Channel(id="web")),
            oms.PutItem(sku="tea"),
            oms.ReceiveStock(sku="tea", location="berlin", quantity=stock),
        ]
    )


def capture(order: str, quantity: int = 1, external_id: str | None = None) -> oms.CaptureOrder:
    line = oms.CaptureLine(id="1", sku="tea", quantity=quantity, unit_price=Decimal("4.50"))
    return oms.CaptureOrder(order=order, channel="web", external_id=external_id, currency="EUR", lines=[line])
