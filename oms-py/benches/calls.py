"""What Python adds to a call: the typed package beside the native module's texts, in turns, least of many rounds.

    python benches/calls.py

Both do the same work on orders of three lines in memory. Figures are the thread's CPU time.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from decimal import Decimal

import msgspec
import polars

import oms
from oms import _native

AT = datetime(2026, 3, 1, 10, tzinfo=timezone.utc)
ADDRESS = oms.Address(address1="Street 1", city="Berlin", postal_code="10115", country="DE")
ROUNDS = 400


def capture(number: int) -> oms.Envelope:
    """An order of three lines."""
    lines = [
        oms.CaptureLine(
            id=str(line),
            sku=f"sku-{(number * 3 + line) % 500}",
            quantity=1 + line,
            unit_price=Decimal("19.99"),
            taxes=[oms.TaxRate(rate=Decimal("0.19"))],
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
        shipping_address=ADDRESS,
        payments=[oms.PaymentOffer(id="card", method="card", authorized=Decimal("119.94"))],
    )
    return oms.Envelope(id=f"c-{number}", at=AT, actor="bench", command=command)


def set_up() -> list[oms.Envelope]:
    """A warehouse with plenty."""
    commands: list[oms.Command] = [
        oms.PutLocation(location=oms.Location(id="berlin", country="DE")),
        oms.PutChannel(channel=oms.Channel(id="web")),
    ]
    for number in range(500):
        commands.append(oms.PutItem(sku=f"sku-{number}"))
        commands.append(oms.ReceiveStock(sku=f"sku-{number}", location="berlin", quantity=10_000_000))
    return [oms.Envelope(id=f"s-{n}", at=AT, actor="bench", command=command) for n, command in enumerate(commands)]


def timed(work: Callable[[], object]) -> float:
    """Microseconds of a call."""
    before = time.thread_time_ns()
    work()
    return (time.thread_time_ns() - before) / 1000


def least(rounds: Iterator[tuple[float, float]], orders: int) -> tuple[float, float]:
    """The least of each way, an order."""
    ours, theirs = zip(*rounds, strict=True)
    return min(ours) / orders, min(theirs) / orders


def main() -> None:
    """Prints the figures."""
    typed, native = oms.Engine.memory(), _native.Engine.memory()
    typed.submit_many(set_up())
    native.submit_many(msgspec.json.encode(set_up()))
    texts = [msgspec.json.encode(capture(number)) for number in range(ROUNDS)]
    batches = [
        b"[" + b",".join(msgspec.json.encode(capture(number)) for number in range(start, start + 100)) + b"]"
        for start in range(ROUNDS, ROUNDS + ROUNDS // 4 * 100, 100)
    ]

    singles = ((timed(lambda: typed.submit(capture(n))), timed(lambda: native.submit(texts[n]))) for n in range(ROUNDS))
    ours, theirs = least(singles, 1)
    print(f"one order: {theirs:.1f} us as texts, {ours:.1f} us typed: Python adds {ours - theirs:.1f} us")

    def in_batches() -> Iterator[tuple[float, float]]:
        for n, batch in enumerate(batches):
            start = ROUNDS + n * 100
            ours = timed(lambda: typed.submit_many([capture(number) for number in range(start, start + 100)]))
            yield ours, timed(lambda: native.submit_many(batch))

    ours, theirs = least(in_batches(), 100)
    print(f"of 100 in a batch, each: {theirs:.1f} us as texts, {ours:.1f} us typed: Python adds {ours - theirs:.1f} us")

    lines = polars.DataFrame(typed.table("order_lines")).height
    tens = [polars.DataFrame(typed.table("order_lines")) for _ in range(1)]
    least_us = min(timed(lambda: tens.__setitem__(0, polars.DataFrame(typed.table("order_lines")))) for _ in range(5))
    print(f"table of {lines} order lines to polars: {least_us / lines:.2f} us a row")
    least_us = min(timed(lambda: tens.__setitem__(0, polars.DataFrame(typed.table("movements")))) for _ in range(5))
    print(f"table of {tens[0].height} movements to polars: {least_us / tens[0].height:.2f} us a row")


if __name__ == "__main__":
    main()
