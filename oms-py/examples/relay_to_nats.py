"""Sends the log of a store on to a broker: every entry once and in order, to a stream of NATS JetStream.

    python relay_to_nats.py shop.sqlite nats://127.0.0.1:4222

The relay is a consumer of the log. It reads what is unread, publishes one entry after the other, each when the broker has confirmed the one
before, and acknowledges when the broker has confirmed them all. Wherever it is stopped, it goes on from there: what it had published
and not acknowledged is not in the stream twice, because the stream itself tells how far it goes, and because the broker drops a message
whose number it has seen lately.

Needs the package `nats-py`, and a server that was started with JetStream: `nats-server -js`.
"""

# The client says of some of its parts only in words what they are.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

import argparse
import asyncio
from collections.abc import Callable
from urllib.parse import quote

import msgspec
import nats
import nats.errors
import nats.js.errors
from nats.js import JetStreamContext
from nats.js.api import StreamConfig

import oms

# What a message is named by: the broker drops a second one of a name.
MESSAGE_ID = "Nats-Msg-Id"

# What says that the broker is away, or not ready yet.
AWAY = (OSError, asyncio.TimeoutError, nats.errors.Error)

# The first and the longest pause before a further attempt, in seconds.
PAUSE, PAUSE_MAX = 0.1, 5.0


class Relay:
    """Sends the log of a store on to a stream."""

    def __init__(
        self,
        engine: oms.Engine,
        servers: str,
        *,
        consumer: str = "relay-to-nats",
        stream: str = "OMS",
        batch: int = 100,
        say: Callable[[str], None] = print,
    ) -> None:
        self.engine, self.servers, self.consumer, self.stream, self.batch, self.say = engine, servers, consumer, stream, batch, say

    async def run(self, *, until_read: bool = False) -> None:
        """Relays until it is canceled, or until nothing is unread. When the broker is away it is tried again."""
        pause = PAUSE
        while True:
            try:
                # A connection that is lost is made anew here: the client would keep what could not be sent, and send it later.
                connection = await nats.connect(
                    self.servers,
                    allow_reconnect=False,
                    max_reconnect_attempts=1,
                    reconnect_time_wait=0,
                    connect_timeout=2,
                    error_cb=_told_elsewhere,
                )
                try:
                    stream = connection.jetstream(timeout=2)
                    sent = await self.begin(stream)
                    self.say(f"connected: the stream `{self.stream}` goes up to entry {sent}")
                    pause = PAUSE
                    while True:
                        sent = await self.relay(stream, sent)
                        if not await asyncio.to_thread(self.engine.unread, self.consumer, 1):
                            if until_read:
                                return
                            await asyncio.sleep(PAUSE)
                finally:
                    await connection.close()
            except nats.js.errors.BadRequestError:
                # It would be refused again: another stream has these subjects, say.
                raise
            except AWAY as trouble:
                self.say(f"the broker is away ({type(trouble).__name__}): tried again in {pause:.1f} s")
                await asyncio.sleep(pause)
                pause = min(2 * pause, PAUSE_MAX)

    async def begin(self, stream: JetStreamContext) -> int:
        """Makes the stream if it is not there; answers the number of the last entry in it."""
        config = StreamConfig(name=self.stream, subjects=["orders.*", "others.*"], duplicate_window=3600)
        state = (await stream.add_stream(config)).state
        if state.messages == 0:
            return 0
        last = await stream.get_msg(self.stream, seq=state.last_seq)
        return int((last.headers or {}).get(MESSAGE_ID, 0))

    async def relay(self, stream: JetStreamContext, sent: int) -> int:
        """Publishes the next entries that are unread; answers the number of the last one in the stream."""
        entries = await asyncio.to_thread(self.engine.unread, self.consumer, self.batch)
        if not entries:
            return sent
        first, last = entries[0].number, entries[-1].number
        news = [entry for entry in entries if entry.number > sent]
        for entry in news:
            await self.publish(stream, entry)
        await self.acknowledge(first, last)
        self.say(f"entries {first} to {last}: {len(news)} published, {len(entries) - len(news)} were there")
        return max(sent, last)

    async def publish(self, stream: JetStreamContext, entry: oms.NumberedEntry) -> None:
        """Publishes an entry, and waits for the broker to confirm that it keeps it."""
        confirmed = await stream.publish(subject(entry.entry), msgspec.json.encode(entry.entry), headers={MESSAGE_ID: str(entry.number)})
        if confirmed.duplicate:
            self.say(f"entry {entry.number}: the broker had it already")

    async def acknowledge(self, first: int, last: int) -> None:
        """Says that these entries are in the stream."""
        await asyncio.to_thread(self.engine.acknowledge, self.consumer, first, last)


def subject(entry: oms.LogEntry) -> str:
    """What an entry is published under: its order, `orders.1001`, or else what was asked for, `others.put_item`."""
    command = entry.envelope.command
    order: str | None = getattr(command, "order", None)
    return f"orders.{token(order)}" if order else f"others.{type(command).__struct_config__.tag}"


def token(id: str) -> str:
    """An id as one part of a subject, in which dots, blanks and stars have a meaning."""
    return quote(id, safe="").replace(".", "%2E")


async def _told_elsewhere(_: Exception) -> None:
    """Whatever goes wrong is raised where something is waited for."""


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="Sends the log of a store on to a stream of NATS JetStream.")
    arguments.add_argument("store", help="the SQLite file of the store")
    arguments.add_argument("servers", help="the broker, such as nats://127.0.0.1:4222")
    arguments.add_argument("--consumer", default="relay-to-nats", help="the name under which the store keeps how far the relay has come")
    arguments.add_argument("--until-read", action="store_true", help="end when nothing is unread")
    given = arguments.parse_args()
    with oms.Engine.open(given.store) as store:
        asyncio.run(Relay(store, given.servers, consumer=given.consumer).run(until_read=given.until_read))
