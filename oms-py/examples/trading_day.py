"""A real trading day, as one would look at it in a notebook: replay it, put it into tables, plot them.

The day is 6 December 2010 of a British gift shop: see `examples/data` of the repository for its origin and licence. Give the path of
another file in the same form, and the name of the picture, to look at another day.
"""

# %% The day's invoices
import csv
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import matplotlib
import polars

import oms

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

HERE = Path(__file__).resolve().parent
DAY = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent.parent / "examples/data/online_retail_2010-12-06.csv.gz"
PICTURE = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("trading_day.png")

invoices: dict[str, list[dict[str, str]]] = defaultdict(list)
with gzip.open(DAY, "rt", newline="") as file:
    for row in csv.DictReader(file):
        # Cancellations, write-offs and free samples are not orders.
        if int(row["Quantity"]) > 0 and Decimal(row["UnitPrice"]) > 0:
            invoices[row["InvoiceNo"]].append(row)


def told_at(row: dict[str, str]) -> datetime:
    """When an invoice was written; the shop's clock is taken as UTC."""
    return datetime.strptime(row["InvoiceDate"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc)


demand: Counter[str] = Counter()
for rows in invoices.values():
    demand.update({row["StockCode"]: 0 for row in rows})
    for row in rows:
        demand[row["StockCode"]] += int(row["Quantity"])
morning = min(told_at(rows[0]) for rows in invoices.values()) - timedelta(hours=1)
print(f"{len(invoices)} orders of {len(demand)} articles and {sum(demand.values())} units")


# %% What is sent to the engine, in the order of the clock
def set_up() -> Iterator[oms.Command]:
    """Two warehouses, and stock for three quarters of what will be wanted."""
    for priority, location in enumerate(("london", "leeds")):
        yield oms.PutLocation(location=oms.Location(id=location, country="GB", priority=priority))
    yield oms.PutChannel(channel=oms.Channel(id="web"))
    for sku, wanted in sorted(demand.items()):
        yield oms.PutItem(sku=sku, backorder=oms.Backorder())
        for location, share in (("london", wanted // 2), ("leeds", wanted // 4)):
            if share > 0:
                yield oms.ReceiveStock(sku=sku, location=location, quantity=share)


def delivery() -> Iterator[oms.Command]:
    """The rest arrives at noon, and goes to whoever waits for it."""
    for sku, wanted in sorted(demand.items()):
        missing = wanted - wanted // 2 - wanted // 4
        yield oms.ReceiveStock(sku=sku, location="london", quantity=missing, reason="delivery at noon")


def capture(invoice: str, rows: list[dict[str, str]]) -> oms.CaptureOrder:
    """An invoice as an order that is paid by card."""
    lines = [
        oms.CaptureLine(id=str(n), sku=row["StockCode"], quantity=int(row["Quantity"]), unit_price=Decimal(row["UnitPrice"]))
        for n, row in enumerate(rows, start=1)
    ]
    return oms.CaptureOrder(order=invoice, channel="web", external_id=invoice, currency="GBP", lines=lines)


timetable = [(morning, command) for command in set_up()]
timetable += [(told_at(rows[0]), capture(invoice, rows)) for invoice, rows in invoices.items()]
timetable += [(morning.replace(hour=12, minute=0), command) for command in delivery()]
timetable.sort(key=lambda entry: entry[0])
envelopes = [oms.Envelope(id=str(n), at=at, actor="replay", command=command) for n, (at, command) in enumerate(timetable)]


def work(order: oms.Order) -> Iterator[oms.Command]:
    """What a warehouse does with an order: pick, pack and ship whatever it has been given and has not done."""
    parcel = len(order.parcels)
    for number, given in enumerate(order.fulfillments, start=1):
        stages = {portion.stage for line in order.lines for portion in line.units if portion.fulfillment == number}
        if "allocated" in stages:
            parcel += 1
            yield oms.PickFulfillment(order=order.id, fulfillment=number)
            yield oms.PackParcel(order=order.id, fulfillment=number)
            yield oms.ShipParcel(order=order.id, parcel=parcel, carrier=f"van of {given.location}")


# %% Replay the day; every half hour the warehouses send what is ready
with oms.Engine.memory() as engine:
    refused: Counter[str] = Counter()
    watched: list[tuple[datetime, int, int]] = []
    now, sent = morning, 0
    while sent < len(envelopes) or now.hour < 19:
        now += timedelta(minutes=30)
        due = [envelope for envelope in envelopes[sent:] if envelope.at <= now]
        sent += len(due)
        for order in list(engine.orders(oms.OrderFilter(order="open"))):
            steps = enumerate(work(order))
            due += [oms.Envelope(id=f"{order.id}-{now:%H%M}-{n}", at=now, actor="warehouse", command=step) for n, step in steps]
        outcomes = engine.submit_many(due)
        refused.update(outcome.rejection.code for outcome in outcomes if isinstance(outcome, oms.RefusedOutcome))
        lines = polars.DataFrame(engine.table("order_lines"))
        watched.append((now, int(lines["backordered"].sum()), int(lines["shipped"].sum())))

    # %% Tables
    orders = polars.DataFrame(engine.table("orders"))
    lines = polars.DataFrame(engine.table("order_lines"))
    movements = polars.DataFrame(engine.table("movements"))
    log = list(engine.log())
    report = engine.audit()

assert not refused, refused
assert not report.differences, report.differences
assert orders.height == len(invoices)
assert lines["quantity"].sum() == sum(demand.values())
revenue = orders["total"].sum()
parcels = sum(event.type == "parcel_shipped" for entry in log for event in entry.entry.receipt.events)
print(f"{orders.height} orders over {revenue:.2f} GBP, {parcels} parcels, {report.movements} movements, nothing amiss")

# %% Plots
figure, ((by_hour, by_value), (by_stock, by_state)) = pyplot.subplots(2, 2, figsize=(11, 7), layout="constrained")
hours = orders.group_by(polars.col("placed_at").dt.hour().alias("hour")).agg(polars.len().alias("orders")).sort("hour")
by_hour.bar(hours["hour"].to_list(), hours["orders"].to_list())
by_hour.set(title="Orders by hour", xlabel="hour", ylabel="orders")

placed = orders.sort("placed_at").select("placed_at", polars.col("total").cast(polars.Float64).cum_sum())
by_value.step(placed["placed_at"].to_list(), placed["total"].to_list(), where="post")
by_value.set(title="Ordered, pounds")
by_value.tick_params(axis="x", rotation=30)

outside = ["supplier", "customer", "adjustment"]
enters = polars.col("from_place").cast(polars.String).is_in(outside)
leaves = polars.col("to_place").cast(polars.String).is_in(outside)
change = polars.when(enters).then(polars.col("quantity")).when(leaves).then(-polars.col("quantity")).otherwise(0)
for (location,), rows_of in movements.with_columns(change.alias("change")).group_by(["location"], maintain_order=True):
    stock = rows_of.sort("number").select("at", polars.col("change").cum_sum())
    by_stock.step(stock["at"].to_list(), stock["change"].to_list(), where="post", label=str(location))
by_stock.set(title="Units on hand")
by_stock.legend()
by_stock.tick_params(axis="x", rotation=30)

ticks, waiting, shipped = zip(*watched, strict=True)
by_state.plot(ticks, waiting, label="waiting for stock")
by_state.plot(ticks, shipped, label="shipped")
by_state.set(title="Units")
by_state.legend()
by_state.tick_params(axis="x", rotation=30)
figure.savefig(PICTURE)  # pyright: ignore[reportUnknownMemberType]
print(f"see {PICTURE.name}")
