"""Plays what another program asks for, one JSON line in and one out, through the types of the package.

Every text is decoded into values of `oms.models` and encoded again on its way in and on its way out.
"""

import sys
from collections.abc import Callable
from typing import TypeVar

import msgspec

import oms
from oms import _native

Value = TypeVar("Value")

EMPTY = msgspec.Raw(b"null")


class Request(msgspec.Struct):
    """A line that is asked."""

    do: str
    storage: str = "memory"
    path: str = ""
    commands: msgspec.Raw = EMPTY
    query: msgspec.Raw = EMPTY
    order: msgspec.Raw = EMPTY
    text: str = ""
    id: str = ""


class Player:
    """Keeps the engine that is open."""

    def __init__(self) -> None:
        self.engine = oms.Engine.memory()

    def open(self, request: Request) -> None:
        self.engine.close()
        self.engine = oms.Engine.memory() if request.storage == "memory" else oms.Engine.open(request.path, synchronous="normal")

    def submit(self, request: Request) -> object:
        return self.engine.submit_many(decoded(request.commands, list[oms.Envelope]))

    def preview(self, request: Request) -> object:
        return self.engine.preview(decoded(request.commands, list[oms.Envelope]))

    def parse(self, request: Request) -> None:
        _native.Engine.memory().submit(request.text.encode())

    def query(self, request: Request) -> object:
        query: oms.Query = msgspec.json.decode(request.query, type=oms.Query)
        return self.engine.query(query)

    def availability(self, request: Request) -> object:
        return self.engine.availability(decoded(request.query, oms.AvailabilityQuery))

    def publication(self, request: Request) -> object:
        return self.engine.publication(decoded(request.query, oms.PublicationQuery))

    def slots(self, request: Request) -> object:
        return self.engine.slots(decoded(request.query, oms.SlotQuery))

    def quote_shipping(self, request: Request) -> object:
        return self.engine.quote_shipping(decoded(request.query, oms.ShippingQuery))

    def what_if(self, request: Request) -> object:
        return self.engine.what_if(decoded(request.query, oms.WhatIfRequest))

    def plan_reroute(self, request: Request) -> object:
        return self.engine.plan_reroute(decoded(request.query, oms.RerouteQuery))

    def regrets(self, request: Request) -> object:
        return self.engine.regrets(decoded(request.query, oms.RegretQuery))

    def order(self, request: Request) -> object:
        return self.engine.order(request.id)

    def derived(self, request: Request) -> object:
        return oms.derived(decoded(request.order, oms.Order))

    def audit(self, request: Request) -> object:
        return self.engine.audit()

    def digest(self, request: Request) -> object:
        return self.engine.digest()

    def close(self, request: Request) -> None:
        self.engine.close()

    def answer(self, line: bytes) -> object:
        """What is answered to a line."""
        try:
            request = msgspec.json.decode(line, type=Request)
            does: Callable[[Request], object] = getattr(self, request.do)
            return {"ok": does(request)}
        except oms.OmsError as error:
            return {"error": {"code": error.code, "message": str(error)}}
        except msgspec.MsgspecError as error:
            return {"error": {"code": "invalid_command", "message": str(error)}}


def decoded(text: msgspec.Raw, kind: type[Value]) -> Value:
    return msgspec.json.decode(text, type=kind)


def main() -> None:
    player = Player()
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(msgspec.json.encode(player.answer(line)) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
