"""Lists as Arrow streams."""

from datetime import timezone
from decimal import Decimal

import pandas
import polars
import pyarrow
import pytest

import oms
from custom_storage import DictStorage
from shop import AT, capture, envelope, envelopes, set_up


@pytest.fixture(params=["memory", "sqlite", "dict"])
def engine(request, tmp_path):
    opened = {
        "memory": oms.Engine.memory,
        "sqlite": lambda: oms.Engine.open(tmp_path / "shop.sqlite"),
        "dict": lambda: oms.Engine.on(DictStorage()),
    }[request.param]()
    with opened:
        opened.submit_many(set_up(stock=100))
        opened.submit_many(envelopes([capture(f"o-{number}", number + 1, f"x-{number}") for number in range(10)], "c"))
        yield opened


def test_pyarrow_takes_them_with_their_types(engine):
    orders = pyarrow.table(engine.table("orders"))
    assert orders.num_rows == 10
    assert orders.schema.field("placed_at").type == pyarrow.timestamp("ms", tz="UTC")
    assert orders.schema.field("total").type == pyarrow.decimal128(38, 4)
    row = orders.slice(3, 1).to_pylist()[0]
    assert (row["order"], row["external_id"], row["customer"]) == ("o-3", "x-3", None)
    assert (row["total"], row["units"], row["placed_at"].astimezone(timezone.utc)) == (Decimal("18.0000"), 4, AT)
    assert (row["order_status"], row["fulfillment_status"], row["currency"]) == ("open", "in_progress", "EUR")


def test_polars_takes_them(engine):
    lines = polars.DataFrame(engine.table("order_lines"))
    assert lines["quantity"].sum() == 55
    assert lines["total"].sum() == Decimal("247.5")
    assert set(lines["unit_price"]) == {Decimal("4.5")}
    stock = polars.DataFrame(engine.table("stock"))
    assert stock.select("on_hand", "available", "committed").row(0) == (100, 45, 55)


def test_pandas_takes_them(engine):
    moved = pandas.DataFrame.from_arrow(engine.table("movements"))
    by_way = moved.groupby(["from_place", "to_place"], observed=True)["quantity"].sum().to_dict()
    assert by_way[("supplier", "available")] == 100
    assert moved["number"].is_monotonic_increasing


def test_a_table_is_read_anew_each_time_and_page_by_page(engine):
    table = engine.table("orders")
    engine.submit(envelope("late", capture("o-99")))
    assert pyarrow.table(table).num_rows == pyarrow.table(table).num_rows == (10 if isinstance(engine._kept, oms.storage.Hosted) else 11)


def test_an_empty_list_has_its_columns():
    with oms.Engine.memory() as engine:
        for name, columns in (("orders", 19), ("order_lines", 16), ("stock", 10), ("movements", 10)):
            table = pyarrow.table(engine.table(name))
            assert (table.num_rows, table.num_columns) == (0, columns)


def test_more_rows_than_a_page():
    with oms.Engine.memory() as engine:
        engine.submit_many(set_up(stock=100_000))
        for batch in range(3):
            engine.submit_many(envelopes([capture(f"o-{batch}-{number}") for number in range(4_000)], f"c-{batch}"))
        lines = pyarrow.table(engine.table("order_lines"))
        assert lines.num_rows == 12_000
        assert len(set(lines["order"].to_pylist())) == 12_000


def test_what_goes_wrong_is_told():
    engine = oms.Engine.memory()
    with pytest.raises(oms.InvalidInput):
        engine.table("customers")
    table = engine.table("orders")
    engine.close()
    with pytest.raises(Exception, match="closed"):
        pyarrow.table(table)
