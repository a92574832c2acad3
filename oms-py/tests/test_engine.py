"""The engine: what goes in, what comes out, what is raised."""

import pickle
import threading
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

import oms
from shop import AT, capture, envelope, envelopes, set_up


@pytest.fixture(params=["memory", "sqlite", "dict"])
def engine(request, tmp_path):
    if request.param == "dict":
        from custom_storage import DictStorage

        opened = oms.Engine.on(DictStorage())
    elif request.param == "sqlite":
        opened = oms.Engine.open(tmp_path / "shop.sqlite")
    else:
        opened = oms.Engine.memory()
    with opened:
        opened.submit_many(set_up())
        yield opened


def test_an_order_comes_back_in_types_of_the_language(engine):
    receipt = engine.submit(envelope("c-1", capture("o-1", 2, external_id="1001")))
    assert isinstance(receipt.events[0], oms.OrderCapturedEvent | oms.StockReservedEvent | oms.OrderRoutedEvent)
    order = engine.order("o-1")
    assert order == engine.order_by_external_id("web", "1001")
    assert order.total == Decimal("9.00") and isinstance(order.total, Decimal)
    assert order.placed_at == AT and order.placed_at.utcoffset() == timedelta(0)
    assert oms.derived(order).statuses.fulfillment == "in_progress"
    journal = oms.journal(order)
    assert sum(posting.amount for posting in journal.balances) == 0
    assert {posting.account: posting.amount for posting in journal.balances}["receivable"] == order.total
    assert oms.passes(oms.OrderFilter(sku="tea"), order) and not oms.passes(oms.OrderFilter(sku="coffee"), order)
    assert engine.order("o-2") is None and engine.order_by_external_id("web", "1002") is None


def test_why_an_order_and_a_cart_are_routed_as_they_are(engine):
    members = oms.RoutingRule(name="members", condition="order.customer.group == 'member'")
    engine.submit(envelope("policy", oms.PutRoutingPolicy(rules=[members, oms.RoutingRule(name="everybody")])))
    lines = [oms.ReserveLine(sku="tea", quantity=2)]
    engine.submit(envelope("cart", oms.ReserveStock(reservation="r-1", channel="web", lines=lines)))
    engine.submit(envelope("order", capture("o-1", 1)))
    (cart,) = engine.query(oms.ReservationsQuery(limit=5)).reservations
    chosen, undecided = oms.explain_cart_routing(cart).summary
    assert chosen.startswith("Rule `everybody` of version 1 chose `berlin`")
    assert undecided == "Rule `members` could not be asked: the cart does not say `order.customer.group`."
    assert oms.explain_routing(engine.order("o-1")).summary[0] == chosen


def test_a_refusal_is_raised_as_its_class_with_its_figures(engine):
    with pytest.raises(oms.InsufficientStock) as caught:
        engine.submit(envelope("c-1", capture("o-1", 6)))
    refusal = caught.value
    assert (refusal.code, refusal.sku, refusal.requested, refusal.available) == ("insufficient_stock", "tea", 6, 5)
    assert isinstance(refusal, oms.Rejected) and isinstance(refusal.rejection, oms.InsufficientStockRejection)
    assert "tea" in str(refusal)
    assert engine.order("o-1") is None


def test_a_batch_raises_for_no_refusal(engine):
    outcomes = engine.submit_many(envelopes([capture("o-1", 3), capture("o-2", 3), capture("o-3", 2)], "batch"))
    assert [outcome.status for outcome in outcomes] == ["applied", "refused", "applied"]
    match outcomes[1]:
        case oms.RefusedOutcome(rejection=oms.InsufficientStockRejection(available=available)):
            assert available == 2
        case other:
            pytest.fail(f"{other}")
    again = engine.submit_many(envelopes([capture("o-1", 3)], "batch"))
    assert again == [oms.AlreadyAppliedOutcome(receipt=outcomes[0].receipt)]
    with pytest.raises(oms.IdReused):
        engine.submit(envelope("batch-0", capture("o-9")))


def test_lists_are_walked_page_by_page(engine):
    engine.submit_many(envelopes([capture(f"o-{number}") for number in range(5)], "c"))
    newest_first = [f"o-{number}" for number in reversed(range(5))]
    for page_size in (1, 2, 5, 100):
        assert [order.id for order in engine.orders(page_size=page_size)] == newest_first
        assert [entry.number for entry in engine.log(page_size=page_size)] == list(range(1, 10))
        by_id = engine.pages(oms.AllOrdersQuery(limit=page_size))
        assert [order.id for page in by_id for order in page.orders] == sorted(newest_first)
        moved = engine.pages(oms.MovementsQuery(sku="tea", limit=page_size))
        assert sum(row.movement.quantity for page in moved for row in page.movements if row.movement.from_place == "supplier") == 5
        items = engine.pages(oms.ItemsQuery(limit=page_size))
        assert [item.sku for page in items for item in page.items] == ["tea"]
        stock = engine.pages(oms.StockQuery(limit=page_size))
        assert [row.levels[0].buckets.committed for page in stock for row in page.skus] == [5]
    assert [order.id for order in engine.orders(oms.OrderFilter(order="canceled"))] == []


def test_the_other_answers(engine):
    engine.submit(envelope("c-1", capture("o-1", 2)))
    (answer,) = engine.availability(oms.AvailabilityQuery(at=AT, channel="web", skus=["tea"]))
    assert (answer.known, answer.available, answer.locations[0].location) == (True, 3, "berlin")
    counts = engine.query(oms.OrderCountsQuery(axis="order"))
    assert counts == oms.OrderCountsPage(counts=[oms.StatusCount(status="open", orders=1)])
    report = engine.audit()
    assert (report.orders, report.differences) == (1, [])
    with oms.Engine.memory() as same:
        same.submit_many([*set_up(), envelope("c-1", capture("o-1", 2))])
        assert same.digest() == engine.digest()


def test_a_preview_shows_what_comes_and_writes_nothing(engine):
    engine.submit(envelope("c-1", capture("o-1", 2)))
    digest = engine.digest()
    edit = envelope("c-2", oms.EditOrder(order="o-1", changes=[oms.SetQuantityOrderChange(line="1", quantity=3)]))
    shown = engine.preview([edit])
    (order,), (tea,), (command,) = shown.orders, shown.stock, shown.commands
    assert (order.due_change, order.after.derived.balance.total) == (Decimal("4.50"), Decimal("13.50"))
    assert (tea.sku, tea.location, tea.before.available, tea.after.available) == ("tea", "berlin", 3, 2)
    assert engine.digest() == digest and engine.order("o-1") == order.before.order
    refused = engine.preview([envelope("c-3", capture("o-2", 6))])
    assert isinstance(refused.commands[0].outcome, oms.RefusedOutcome) and refused.orders == []
    confirmed = msgspec.structs.replace(edit, expected_version=command.expected_version)
    assert engine.submit(confirmed) == command.outcome.receipt
    assert engine.order("o-1") == order.after.order
    with pytest.raises(oms.VersionConflict):
        engine.submit(msgspec.structs.replace(confirmed, id="c-4"))


def test_reports_over_all_orders(engine):
    cash = oms.PaymentOffer(id="cash", method="cash_on_delivery")
    engine.submit(envelope("c-1", msgspec.structs.replace(capture("o-1", 2), payments=[cash])))
    engine.submit_many(
        envelopes(
            [
                oms.PickFulfillment(order="o-1", fulfillment=1),
                oms.PackParcel(order="o-1", fulfillment=1),
                oms.ShipParcel(order="o-1", parcel=1, carrier="fast"),
                oms.RecordTracking(order="o-1", parcel=1, tracking="delivered"),
                oms.CollectCash(order="o-1", payment="cash", amount=Decimal("9.00"), parcel=1),
            ],
            "way",
        )
    )
    report = engine.performance()
    assert report.carriers == [
        oms.CarrierPerformance(carrier="fast", shipped=1, delivered=1, returned_to_origin=0, lost=0, failed_attempts=0)
    ]
    assert [(row.location, row.asked) for row in report.locations] == [("berlin", 1)]
    ageing = engine.cash_ageing(AT + timedelta(days=10))
    assert [(row.courier, row.days_8_to_14, row.short) for row in ageing.couriers] == [("fast", Decimal("9.00"), Decimal(0))]
    assert [(row.order, row.days) for row in ageing.payments] == [("o-1", 10)]
    for bad in (datetime(2026, 3, 1), "2026-03-01T10:00:00Z", None):
        with pytest.raises(oms.InvalidInput):
            engine.cash_ageing(bad)


def test_a_what_if_tells_what_would_have_come_of_it(engine):
    engine.submit_many(set_up())
    engine.submit(envelope("1", capture("o-1", 2)))
    before = engine.digest()
    report = engine.what_if(oms.WhatIfRequest(stock=oms.WhatIfStock(percent=20)))
    assert (report.recorded.orders, report.variant.orders, report.difference.orders_refused) == (1, 0, 1)
    assert report.orders[0].variant.refused == "insufficient_stock"
    assert "<td>orders refused</td><td>0</td><td>1</td>" in oms.what_if_page(report)
    with pytest.raises(oms.InvalidInput) as refused:
        engine.what_if(oms.WhatIfRequest(changes=[oms.ReleaseHold(order="o-1", hold="none")]))
    assert refused.value.code == "change_refused"
    assert engine.digest() == before


def test_every_settings_default_survives_the_way_there_and_back(engine):
    location = oms.Location(id="hamburg", country="DE", priority=0, ships=False)
    channel = oms.Channel(id="till", on_shortage="hold", locations=["hamburg"])
    engine.submit_many(envelopes([oms.PutLocation(location=location), oms.PutChannel(channel=channel)], "more"))
    page = engine.query(oms.SettingsQuery())
    assert page.settings.locations == [oms.Location(id="berlin", country="DE"), location]
    assert page.settings.channels == [channel, oms.Channel(id="web")]
    assert page.settings.policies == oms.Policies()


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (42, "invalid_command"),
        (object(), "invalid_input"),
        ({"id": "1"}, "invalid_command"),
        (b"\xff", "invalid_command"),
        (envelope("c", capture("", 1)), "invalid_command"),
        (envelope("c", capture("o-1", "many")), "invalid_command"),
        (oms.Envelope(id="c", at=datetime(2026, 3, 1), actor="naive", command=capture("o-1")), "invalid_command"),
    ],
    ids=["number", "object", "half", "bytes", "empty id", "word", "naive time"],
)
def test_what_is_not_of_its_type_is_told(engine, bad, code):
    with pytest.raises(oms.InvalidInput) as caught:
        engine.submit(bad)
    assert caught.value.code == code
    assert engine.submit(envelope("after", capture("o-1"))).order_version == 1


def test_ids_that_are_none_are_told(engine):
    with pytest.raises(oms.InvalidInput):
        engine.order("")
    with pytest.raises(oms.InvalidInput):
        engine.order_by_external_id("", "1")
    for call in (
        lambda: engine.order(1),
        lambda: engine.order_by_external_id("web", None),
        lambda: engine.submit_many(42),
        lambda: engine.table(7),
        lambda: engine.table("customers"),
        lambda: oms.Engine.open(7),
        lambda: oms.Engine.open("shop.sqlite", cache_bytes=-1),
    ):
        with pytest.raises(oms.InvalidInput) as caught:
            call()
        assert caught.value.code == "invalid_input"


def test_a_closed_engine_says_so(engine):
    engine.close()
    engine.close()
    for call in (engine.audit, engine.digest, lambda: engine.order("o-1"), lambda: engine.submit_many([])):
        with pytest.raises(oms.Closed) as caught:
            call()
        assert caught.value.code == "closed"


def test_threads_share_an_engine():
    with oms.Engine.memory() as engine:
        engine.submit_many(set_up(stock=100))
        sold = []

        def sell(name):
            for number in range(40):
                try:
                    engine.submit(envelope(f"{name}-{number}", capture(f"{name}-{number}")))
                    sold.append(name)
                except oms.InsufficientStock:
                    pass

        threads = [threading.Thread(target=sell, args=(str(number),)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(sold) == 100
        assert engine.audit().differences == []


def test_a_file_outlives_its_engine(tmp_path):
    path = tmp_path / "shop.sqlite"
    with oms.Engine.open(path) as engine:
        engine.submit_many([*set_up(), envelope("c-1", capture("o-1"))])
        digest = engine.digest()
    with oms.Engine.open(path, synchronous="normal", busy_timeout_ms=100) as engine:
        assert engine.digest() == digest
    with oms.Engine.open(path, read_only=True) as engine:
        assert engine.order("o-1").version == 1
        with pytest.raises(oms.StorageFailed) as caught:
            engine.submit(envelope("c-2", capture("o-2")))
        assert caught.value.code == "read_only"
    with pytest.raises(oms.StorageFailed) as caught:
        oms.Engine.open(tmp_path / "nowhere" / "shop.sqlite")
    assert caught.value.code == "cannot_open"
    with pytest.raises(oms.InvalidInput):
        oms.Engine.open(path, synchronous="perhaps")


def test_exceptions_can_be_sent_to_other_processes():
    with oms.Engine.memory() as engine, pytest.raises(oms.UnknownOrder) as caught:
        engine.submit(envelope("c", oms.AllocateOrder(order="o-1")))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (type(copy), str(copy), copy.order, copy.rejection) == (
        oms.UnknownOrder,
        str(caught.value),
        "o-1",
        oms.UnknownOrderRejection(order="o-1"),
    )
    other = pickle.loads(pickle.dumps(oms.StorageFailed("no room", "storage_full", {"bytes": 1})))
    assert (str(other), other.code, other.figures) == ("no room", "storage_full", {"bytes": 1})


def test_every_code_has_its_exception():
    rejections = msgspec.inspect.type_info(oms.Rejection).types
    assert {kind.cls.code for kind in rejections} == set(oms.rejections.BY_CODE)
    for code, kind in oms.rejections.BY_CODE.items():
        assert kind.code == code and issubclass(kind, oms.Rejected) and kind.__doc__


def test_help_tells_what_things_are():
    for documented in (oms, oms.Engine, oms.Engine.submit, oms.CaptureOrder, oms.Order, oms.InsufficientStock, oms.Storage.load):
        assert documented.__doc__
    assert "unit_price: " in oms.CaptureLine.__doc__


def test_a_file_of_counts_is_answered_row_by_row(engine):
    head = oms.StockUpload(upload="count-1", at=AT, actor="test", reason="stocktake", location="berlin", rows=[])
    report = engine.upload_stock(head, csv=b"SKU,On hand\ntea,9\nnosuch,1\ntea,many\n")
    assert [(row.line, row.status, row.before, row.after) for row in report.rows] == [
        (2, "applied", 5, 9),
        (3, "refused", None, None),
        (4, "refused", None, None),
    ]
    assert isinstance(report.rows[1].rejection, oms.UnknownItemRejection)
    assert engine.upload_stock(head, csv=b"SKU,On hand\ntea,9\n").already_applied == 1
    with pytest.raises(oms.InvalidInput) as caught:
        engine.upload_stock(head, csv=b"a,b\n")
    assert caught.value.code == "invalid_csv"


def test_what_runs_low_is_listed_page_by_page(engine):
    engine.submit(envelope("rule", oms.PutItem(sku="tea", reorder_rules=[oms.ReorderRule(location="berlin", reorder_point=5)])))
    alerts = engine.stock_alerts(oms.StockAlertsQuery(at=AT, limit=10))
    assert [(level.sku, level.available, level.daily, level.suggested) for level in alerts.levels] == [("tea", 5, Decimal("0.00"), 0)]
    assert alerts.levels[0].alerts == ["below_reorder_point"] and alerts.next is None
