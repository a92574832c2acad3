"""What a call costs in Python, for `cargo xtask bench`, which asks the programs of all languages in turns.

Requests are lines such as `typed 100`: how commands are handed over, and how many at a time. The answer is a line with the
microseconds an order took (the median over equal parts of the run) and the digest of the state afterwards, which is the same in
every language. Ways: `typed`, where making the command is part of the call; `texts`, JSON in and out of the native module; `made`,
where commands are only made. `order_lines 100000` and `movements 100000` tell what a row of such a table costs on its way to polars.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime, timezone
from decimal import Decimal
from typing import Literal

import msgspec

import oms
from oms import _native

AT = datetime(2026, 3, 1, 10, tzinfo=timezone.utc)
ORDERS = 500
PART = 100
SKUS = 500
# Prices are numbers already where they come from.
PRICE, RATE, AUTHORIZED = Decimal("19.99"), Decimal("0.19"), Decimal("119.94")


def capture(number: int) -> oms.Envelope:
    """An order of three lines."""
    lines = [
        oms.CaptureLine(
            id=str(line),
            sku=f"sku-{(number * 3 + line) % SKUS}",
            quantity=1 + line,
            unit_price=PRICE,
            taxes=[oms.TaxRate(rate=RATE)],
        )
        for line in range(3)
    ]
    command = oms.CaptureOrder(
        order=f"o-{number}",
        channel="web",
        external_id=f"x-{number}",
        customer=f"customer-{number % 1000}",
        currency="EUR",
        prices_include_tax=True,
        lines=lines,
        shipping_address=oms.Address(address1="Street 1", city="Berlin", postal_code="10115", country="DE"),
        payments=[oms.PaymentOffer(id="card", method="card", authorized=AUTHORIZED)],
    )
    return oms.Envelope(id=f"c-{number}", at=AT, actor="bench", command=command)


def set_up() -> list[oms.Envelope]:
    """A warehouse with plenty."""
    commands: list[oms.Command] = [
        oms.PutLocation(location=oms.Location(id="berlin", country="DE")),
        oms.PutChannel(channel=oms.Channel(id="web")),
    ]
    for number in range(SKUS):
        commands.append(oms.PutItem(sku=f"sku-{number}"))
        commands.append(oms.ReceiveStock(sku=f"sku-{number}", location="berlin", quantity=10_000_000))
    return [oms.Envelope(id=f"s-{n}", at=AT, actor="bench", command=command) for n, command in enumerate(commands)]


def timed(part: Callable[[int], None]) -> float:
    """Microseconds an order: the median over the parts of a run. A part is told its first order."""
    taken: list[float] = []
    for first in range(0, ORDERS, PART):
        before = time.perf_counter_ns()
        part(first)
        taken.append((time.perf_counter_ns() - before) / 1000 / PART)
    return statistics.median(taken)


def typed(at_once: int) -> tuple[float, str]:
    """Models in and out."""
    engine = oms.Engine.memory()
    engine.submit_many(set_up())

    def part(first: int) -> None:
        for number in range(first, first + PART, at_once):
            if at_once == 1:
                engine.submit(capture(number))
            else:
                engine.submit_many([capture(number) for number in range(number, number + at_once)])

    return timed(part), engine.digest()


def texts(at_once: int) -> tuple[float, str]:
    """JSON in and out."""
    engine = _native.Engine.memory()
    engine.submit_many(msgspec.json.encode(set_up()))
    submit = engine.submit if at_once == 1 else engine.submit_many
    batches = [[capture(number) for number in range(start, start + at_once)] for start in range(0, ORDERS, at_once)]
    written = [msgspec.json.encode(batch[0] if at_once == 1 else batch) for batch in batches]

    def part(first: int) -> None:
        for text in written[first // at_once : (first + PART) // at_once]:
            submit(text)

    return timed(part), msgspec.json.decode(engine.digest(), type=str)


def made() -> float:
    """Commands that go nowhere."""

    def part(first: int) -> None:
        for number in range(first, first + PART):
            capture(number)

    return timed(part)


def table(name: Literal["order_lines", "movements"], rows: int) -> float:
    """Microseconds a row of a table of at least so many rows, to polars: the least of ten times."""
    import polars

    engine = oms.Engine.memory()
    engine.submit_many(set_up())
    orders = -(-rows // 3)
    for start in range(0, orders, 1_000):
        engine.submit_many([capture(number) for number in range(start, min(start + 1_000, orders))])
    least = float("inf")
    for _ in range(10):
        before = time.perf_counter_ns()
        frame = polars.DataFrame(engine.table(name))
        least = min(least, (time.perf_counter_ns() - before) / 1000 / frame.height)
        assert frame.height >= rows
    return least


def main() -> None:
    """Answers requests."""
    for request in sys.stdin:
        way, count = request.split()
        match way:
            case "typed":
                microseconds, digest = typed(int(count))
            case "texts":
                microseconds, digest = texts(int(count))
            case "made":
                microseconds, digest = made(), "-"
            case "order_lines":
                microseconds, digest = table("order_lines", int(count)), "-"
            case "movements":
                microseconds, digest = table("movements", int(count)), "-"
            case _:
                sys.exit(f"`{way}` is no way to hand commands over")
        print(f"{microseconds:.3f} {digest}", flush=True)


if __name__ == "__main__":
    main()
