"""The relay to a broker: whoever is stopped, and when, every entry of the log is in the stream once and in order.

Starts a `nats-server` of its own, and is skipped where none is installed.
"""

import asyncio
import os
import shutil
import socket
import subprocess
import time

import msgspec
import nats
import pytest

import oms
from relay_to_nats import MESSAGE_ID, Relay, subject
from shop import capture, envelopes, set_up

SERVER = shutil.which("nats-server", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))

pytestmark = pytest.mark.skipif(SERVER is None, reason="no `nats-server` is installed: `apt-get install nats-server`")


class Broker:
    """A server on a port of its own, whose files outlive it."""

    def __init__(self, folder):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            self.port = taken.getsockname()[1]
        self.folder, self.process, self.starts = folder, None, 0

    @property
    def url(self):
        return f"nats://127.0.0.1:{self.port}"

    def start(self):
        where = ["-js", "-a", "127.0.0.1", "-p", str(self.port), "-sd", str(self.folder)]
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen([SERVER, *where], stdout=log, stderr=log)
        self.starts += 1
        for _ in range(1_000):
            assert self.process.poll() is None, (self.folder / "log").read_text()
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                    if connection.recv(5) == b"INFO ":
                        return
            except OSError:
                time.sleep(0.01)
        raise AssertionError("the server never was ready")

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        self.process.kill()
        self.process.wait(timeout=10)


@pytest.fixture
def broker(tmp_path):
    folder = tmp_path / "broker"
    folder.mkdir()
    broker = Broker(folder)
    yield broker
    if broker.is_running():
        broker.kill()


class Stopped(Exception):
    """The relay's process ends here."""


class Unlucky(Relay):
    """A relay in whose way everything comes that can, each once."""

    def __init__(self, *arguments, broker, kills=(), stops=(), forgets=False, **options):
        super().__init__(*arguments, say=self.told, **options)
        self.broker, self.kills, self.stops, self.forgets = broker, kills, stops, forgets
        self.lines, self.whenever_away = [], lambda: None

    def told(self, line):
        self.lines.append(line)
        if "is away" in line and not self.broker.is_running():
            self.whenever_away()
            self.broker.start()

    async def begin(self, stream):
        sent = await super().begin(stream)
        return 0 if self.forgets else sent

    async def publish(self, stream, entry):
        if (entry.number, "before") in self.kills:
            self.kills.remove((entry.number, "before"))
            self.broker.kill()
        await super().publish(stream, entry)
        if (entry.number, "after") in self.kills:
            self.kills.remove((entry.number, "after"))
            self.broker.kill()

    async def acknowledge(self, first, last):
        if self.stops and first <= self.stops[0] <= last:
            self.stops.pop(0)
            raise Stopped
        await super().acknowledge(first, last)


def trade(engine, prefix, orders):
    """Some commands an order, those of all orders mixed."""
    ids = [f"{prefix}.{number} *" for number in range(orders)]
    commands = [capture(id) for id in ids]
    commands += [oms.TagOrder(order=id, add=[tag]) for tag in ("gift", "vip") for id in ids]
    commands.append(oms.PutItem(sku=f"{prefix}-tea"))
    outcomes = engine.submit_many(envelopes(commands, prefix))
    assert [outcome.status for outcome in outcomes] == ["applied"] * len(commands)


def relayed(relay):
    """Runs a relay until it has read everything; one that is stopped is started again."""
    for _ in range(20):
        try:
            asyncio.run(asyncio.wait_for(relay.run(until_read=True), timeout=60))
            return
        except Stopped:
            relay.lines.append("started again")
    raise AssertionError(relay.lines)


async def messages(broker, stream="OMS"):
    connection = await nats.connect(broker.url, allow_reconnect=False)
    try:
        context = connection.jetstream()
        last = (await context.stream_info(stream)).state.last_seq
        return [await context.get_msg(stream, seq=place) for place in range(1, last + 1)]
    finally:
        await connection.close()


def check(engine, broker):
    """Every entry of the log is in the stream once, in its order, as it is in the log, under its order."""
    log = list(engine.log())
    found = asyncio.run(messages(broker))
    assert [int(message.headers[MESSAGE_ID]) for message in found] == [entry.number for entry in log] == list(range(1, len(log) + 1))
    for message, entry in zip(found, log, strict=True):
        assert message.subject == subject(entry.entry)
        assert msgspec.json.decode(message.data, type=oms.LogEntry) == entry.entry
    by_order = {}
    for message in found:
        by_order.setdefault(message.subject, []).append(msgspec.json.decode(message.data, type=oms.LogEntry).envelope.command)
    captured = [commands for name, commands in by_order.items() if name.startswith("orders.")]
    assert captured and all(isinstance(commands[0], oms.CaptureOrder) for commands in captured)
    assert all([command.add for command in commands[1:]] == [["gift"], ["vip"]] for commands in captured)
    page = engine.consumers()
    assert [(kept.consumer, page.last - kept.position) for kept in page.consumers] == [("relay-to-nats", 0)]
    return len(log)


def test_a_broker_that_is_killed_and_a_relay_that_is_stopped_lose_and_double_nothing(tmp_path, broker):
    path = tmp_path / "shop.sqlite"
    with oms.Engine.open(path) as engine, oms.Engine.open(path) as shop:
        shop.submit_many(set_up(1_000))
        trade(shop, "first", 20)
        # Before a message, after one that was confirmed, and between publishing and acknowledging. The broker is not there yet, either.
        kills, stops = [(23, "before"), (41, "after")], [12, 50]
        relay = Unlucky(engine, broker.url, broker=broker, kills=kills, stops=stops, batch=7)
        relay.whenever_away = lambda: trade(shop, f"away-{broker.starts}", 5)
        relayed(relay)
        assert (relay.kills, relay.stops, broker.starts) == ([], [], 3), relay.lines
        assert any("7 were there" in line for line in relay.lines), relay.lines
        assert check(engine, broker) == 4 + 61 + 3 * 16
        # And on, when there is more.
        trade(shop, "later", 3)
        relayed(relay)
        check(engine, broker)


def test_the_broker_drops_what_it_has_already(tmp_path, broker):
    broker.start()
    with oms.Engine.open(tmp_path / "shop.sqlite") as engine:
        engine.submit_many(set_up(1_000))
        trade(engine, "first", 5)
        relay = Unlucky(engine, broker.url, broker=broker, stops=[6], forgets=True, batch=10)
        relayed(relay)
        assert sum("had it already" in line for line in relay.lines) == 10, relay.lines
        check(engine, broker)


def test_ids_are_one_part_of_a_subject():
    entry = oms.LogEntry(
        envelope=envelopes([capture("a.b *>%é")])[0],
        receipt=oms.Receipt(command="c", events=[]),
    )
    assert subject(entry) == "orders.a%2Eb%20%2A%3E%25%C3%A9"
