"""Storages written in Python keep the promises of the contract, and an engine on one is the same engine."""

import asyncio

import pytest

import oms
from custom_storage import DictStorage
from shop import AT, capture, envelope, envelopes, set_up
from sqlite_storage import SqliteStorage


@pytest.mark.parametrize("case", oms.testing.CASES)
def test_over_dictionaries(case):
    storage = DictStorage()
    oms.testing.run_case(case, lambda: storage)


@pytest.mark.parametrize("case", oms.testing.CASES)
def test_over_sqlite3(case, tmp_path):
    oms.testing.run_case(case, lambda: SqliteStorage(tmp_path / "orders.sqlite"))


class Forgetful(DictStorage):
    """Breaks a promise: it never looks at guards."""

    def _admits(self, changes):
        return True


class Failing(DictStorage):
    """A storage whose connection breaks."""

    def load(self, wanted):
        raise ConnectionError("the line is dead")


def test_a_broken_promise_is_found():
    storage = Forgetful()
    with pytest.raises(oms.ConformanceFailed) as caught:
        oms.testing.run_case("commands_are_in_the_log_once", lambda: storage)
    assert caught.value.code == "conformance"
    with pytest.raises(oms.InvalidInput):
        oms.testing.run_case("no_such_case", DictStorage)


def test_what_a_storage_raises_reaches_the_caller():
    engine = oms.Engine.on(Failing())
    with pytest.raises(ConnectionError, match="the line is dead"):
        engine.submit(envelope("c-1", oms.PutItem(sku="tea")))
    with pytest.raises(oms.OmsError) as caught:
        oms.testing.run_case("an_empty_storage_answers", Failing)
    assert isinstance(caught.value.__cause__, ConnectionError)


@pytest.mark.parametrize(
    ("method", "answer", "kind"),
    [
        ("load", None, oms.InvalidInput),
        ("load", oms.Snapshot(), oms.StepFailed),
        ("load", object(), oms.InvalidInput),
        ("commit", None, oms.StepFailed),
        ("commit", False, oms.StepFailed),
    ],
)
def test_a_storage_that_answers_askew_is_told(method, answer, kind):
    storage = DictStorage()
    engine = oms.Engine.on(storage)
    setattr(storage, method, lambda asked: answer)
    with pytest.raises(kind):
        engine.submit(envelope("c-1", oms.PutItem(sku="tea")))
    delattr(storage, method)
    assert engine.submit(envelope("c-1", oms.PutItem(sku="tea"))).events == [oms.ItemPutEvent(sku="tea")]


def test_a_storage_may_use_the_engine_it_serves():
    """No lock is held while a storage is called."""

    class Curious(DictStorage):
        def commit(self, changes):
            if engine is not None and not changes.settings:
                assert engine.order("o-1") is None
            return super().commit(changes)

    engine = None
    engine = oms.Engine.on(Curious())
    engine.submit_many([*set_up(), envelope("c-1", capture("o-1"))])
    assert engine.order("o-1") is not None


class Awaited:
    """The storage over dictionaries, as if over a network."""

    def __init__(self):
        self.kept = DictStorage()

    async def load(self, wanted):
        await asyncio.sleep(0)
        return self.kept.load(wanted)

    async def commit(self, changes):
        await asyncio.sleep(0)
        return self.kept.commit(changes)

    async def scan(self, query):
        await asyncio.sleep(0)
        return self.kept.scan(query)


def test_asyncio_on_a_storage_that_is_awaited():
    async def work():
        engine = oms.AsyncEngine.on(Awaited())
        await engine.submit_many(set_up(stock=5))
        sales = (engine.submit(envelope(f"c-{number}", capture(f"o-{number}"))) for number in range(8))
        answers = await asyncio.gather(*sales, return_exceptions=True)
        assert [type(answer) for answer in answers].count(oms.Receipt) == 5
        assert [type(answer) for answer in answers].count(oms.InsufficientStock) == 3
        (shown,) = (await engine.preview([envelope("next", capture("next", 99))])).commands
        assert isinstance(shown.outcome, oms.RefusedOutcome)
        assert (await engine.performance()).carriers == [] and (await engine.cash_ageing(AT)).payments == []
        assert [order.id async for page in engine.pages(oms.AllOrdersQuery(limit=2)) for order in page.orders]
        (answer,) = await engine.availability(oms.AvailabilityQuery(at=AT, channel="web", skus=["tea"]))
        assert answer.available == 0
        assert (await engine.order("o-0") or await engine.order("o-7")) is not None
        assert await engine.order_by_external_id("web", "none") is None
        assert (await engine.audit()).differences == []
        return await engine.digest()

    assert len(asyncio.run(work())) == 64


def test_asyncio_on_an_engine_of_ours():
    async def work():
        with oms.Engine.memory() as engine:
            await asyncio.to_thread(engine.submit_many, set_up())
            batches = [envelopes([capture(f"o-{number}")], f"c-{number}") for number in range(5)]
            await asyncio.gather(*(asyncio.to_thread(engine.submit_many, batch) for batch in batches))
            return len(list(engine.orders()))

    assert asyncio.run(work()) == 5


def test_every_storage_comes_to_the_same_digest(tmp_path):
    engines = [
        oms.Engine.memory(),
        oms.Engine.open(tmp_path / "ours.sqlite"),
        oms.Engine.on(DictStorage()),
        oms.Engine.on(SqliteStorage(tmp_path / "theirs.sqlite")),
    ]
    commands = [*set_up(), *envelopes([capture(f"o-{number}", 2, str(number)) for number in range(4)], "c")]
    commands += envelopes([oms.CancelOrder(order="o-0", reason="customer"), oms.PickFulfillment(order="o-1", fulfillment=1)], "d")
    outcomes = [engine.submit_many(commands) for engine in engines]
    assert outcomes[1:] == outcomes[:-1]
    digests = {engine.digest() for engine in engines}
    assert len(digests) == 1
