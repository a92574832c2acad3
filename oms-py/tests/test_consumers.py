"""Consumers of the log: what is unread, what is acknowledged, and who is told that somebody else was there."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

import oms
from custom_storage import DictStorage
from shop import envelope, set_up
from sqlite_storage import SqliteStorage
from test_storages import Awaited

PAGE = Path(__file__).parent.parent.parent / "docs" / "events.md"


@pytest.fixture(params=["memory", "sqlite", "dict", "sqlite3"])
def engine(request, tmp_path):
    opened = {
        "memory": oms.Engine.memory,
        "sqlite": lambda: oms.Engine.open(tmp_path / "shop.sqlite"),
        "dict": lambda: oms.Engine.on(DictStorage()),
        "sqlite3": lambda: oms.Engine.on(SqliteStorage(tmp_path / "own.sqlite")),
    }[request.param]()
    with opened:
        opened.submit_many(set_up())
        yield opened


def lags(engine):
    page = engine.consumers()
    return {kept.consumer: page.last - kept.position for kept in page.consumers}


def test_a_consumer_goes_on_where_it_was(engine):
    digest = engine.digest()
    assert lags(engine) == {}
    assert [entry.number for entry in engine.unread("mailer", 3)] == [1, 2, 3]
    assert engine.acknowledge("mailer", 1, 3) is True
    assert engine.acknowledge("mailer", 1, 3) is False
    assert [entry.entry for entry in engine.unread("mailer")] == [entry.entry for entry in engine.log(3)]
    assert lags(engine) == {"mailer": 1}
    engine.submit(envelope("c-1", oms.PutItem(sku="hat")))
    assert [entry.number for entry in engine.unread("mailer")] == [4, 5]
    assert engine.acknowledge("Books", 1, 5)
    assert list(lags(engine).items()) == [("Books", 0), ("mailer", 2)]
    assert engine.unread("Books") == []
    assert engine.remove_consumer("Books") is True and engine.remove_consumer("Books") is False
    assert [entry.number for entry in engine.unread("Books", 1)] == [1]
    engine.submit_many([])
    assert lags(engine) == {"mailer": 2}
    assert digest != engine.digest() and engine.audit().differences == []


def test_what_does_not_come_next_is_told(engine):
    engine.acknowledge("mailer", 1, 2)
    with pytest.raises(oms.ConsumerMoved) as caught:
        engine.acknowledge("mailer", 1, 4)
    assert (caught.value.code, caught.value.figures["position"]) == ("consumer_moved", 2)
    for first, last, code in [(3, 5, "beyond_log"), (0, 3, "invalid_range"), (4, 3, "invalid_range"), (-1, 3, "invalid_input")]:
        with pytest.raises(oms.InvalidInput) as caught:
            engine.acknowledge("mailer", first, last)
        assert caught.value.code == code
    for consumer in ("", " mailer", "x" * 129, None, 7):
        with pytest.raises(oms.InvalidInput):
            engine.unread(consumer)
    with pytest.raises(oms.InvalidInput):
        engine.unread("mailer", "many")
    assert lags(engine) == {"mailer": 2}


def test_the_page_shows_what_runs(engine):
    loop, once = [block.split("```")[0] for block in PAGE.read_text().split("```python\n")[1:]]
    own = sqlite3.connect(":memory:")
    own.executescript("CREATE TABLE dealt_with (number INTEGER); INSERT INTO dealt_with VALUES (0); CREATE TABLE mails (text TEXT)")
    names = {"engine": engine, "own": own}
    exec(once, names)
    sent = []

    def send(entry):
        names["send_once"](entry)
        sent.append(entry.number)
        if len(sent) == 3:
            raise ConnectionError

    names["send"] = send
    with pytest.raises(ConnectionError):
        exec(loop, names)
    exec(loop, names)
    assert sent == [1, 2, 3, 1, 2, 3, 4]
    assert [text for (text,) in own.execute("SELECT text FROM mails ORDER BY rowid")] == [f"entry {number}" for number in range(1, 5)]
    assert lags(engine) == {"mailer": 0}


def test_it_may_be_awaited():
    async def consume():
        engine = oms.AsyncEngine.on(Awaited())
        await engine.submit_many(set_up())
        entries = await engine.unread("mailer", 2)
        assert await engine.acknowledge("mailer", entries[0].number, entries[-1].number)
        page = await engine.consumers()
        assert [(kept.consumer, kept.position) for kept in page.consumers] == [("mailer", 2)] and page.last == 4
        with pytest.raises(oms.ConsumerMoved):
            await engine.acknowledge("mailer", 1, 4)
        assert await engine.remove_consumer("mailer")

    asyncio.run(consume())
