"""The engine."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from os import PathLike
from types import TracebackType
from typing import Literal, Protocol

from . import _native, models, wire
from .errors import InvalidInput
from .pages import following
from .storage import Hosted, Storage


class Table(Protocol):
    """A list as an Arrow stream. Every consumer reads it anew, batch by batch."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The stream, by the Arrow PyCapsule interface."""
        ...


#: The list behind each table.
_TABLES: dict[str, models.Query] = {
    "orders": models.AllOrdersQuery(limit=1000),
    "order_lines": models.AllOrdersQuery(limit=1000),
    "stock": models.StockQuery(limit=1000),
    "movements": models.LogQuery(after=0, limit=1000),
}


class Engine:
    """An order management system on a storage. Threads may share one; their calls take turns.

    Made by `Engine.memory()`, `Engine.open(path)` or `Engine.on(storage)`. Close it when done, or use it in a `with` block.

        with Engine.memory() as oms:
            oms.submit(Envelope(id="1", at=now, actor="set-up", command=PutItem(sku="shirt")))
    """

    def __init__(self, kept: "_native.Engine | Hosted") -> None:
        self._kept = kept

    @classmethod
    def memory(cls) -> "Engine":
        """An engine that keeps everything in memory; nothing survives it."""
        return cls(_native.Engine.memory())

    @classmethod
    def open(
        cls,
        path: str | PathLike[str],
        *,
        synchronous: Literal["full", "normal"] | None = None,
        cache_bytes: int | None = None,
        mapped_bytes: int | None = None,
        busy_timeout_ms: int | None = None,
        read_only: bool = False,
        size_max: int | None = None,
    ) -> "Engine":
        """An engine on a SQLite file, which is made if it is not there.

        Args:
            path: The file.
            synchronous: What an acknowledged commit survives: "full" (the default) a power cut, "normal" the end of the process.
            cache_bytes: The most memory that pages are kept in.
            mapped_bytes: How much of the file may be mapped into memory.
            busy_timeout_ms: How long to wait for other writers.
            read_only: Whether to read only.
            size_max: The most bytes the file may grow to.

        Raises:
            StorageFailed: The file cannot be opened or is no file of this library.
            InvalidInput: An option is none.
        """
        try:
            kept = _native.Engine.sqlite(
                path,
                synchronous=synchronous,
                cache_bytes=cache_bytes,
                mapped_bytes=mapped_bytes,
                busy_timeout_ms=busy_timeout_ms,
                read_only=read_only,
                size_max=size_max,
            )
        except (TypeError, OverflowError) as error:
            raise InvalidInput(f"an option cannot be used: {error}", "invalid_input") from error
        return cls(kept)

    @classmethod
    def on(cls, storage: Storage) -> "Engine":
        """An engine on a storage of yours. It calls the storage on the caller's thread and holds no lock meanwhile."""
        return cls(Hosted(storage))

    def submit(self, envelope: models.Envelope) -> models.Receipt:
        """Carries out one command; answers its receipt, which is the first one if the command took effect before.

        Raises:
            Rejected: It was refused and left no trace; the class of the exception says why.
            InvalidInput: It is not what its type says.
        """
        return wire.receipt(wire.outcome.decode(self._kept.submit(wire.text(envelope))))

    def submit_many(self, envelopes: Iterable[models.Envelope]) -> list[models.Outcome]:
        """Carries out commands in their order with one load and one commit; answers one outcome each.

        Later commands see earlier ones. A refused one leaves no trace and does not stop the others: its outcome is a
        `RefusedOutcome`, nothing is raised for it.
        """
        return wire.outcomes.decode(self._kept.submit_many(wire.texts(envelopes)))

    def preview(self, envelopes: Iterable[models.Envelope]) -> models.Preview:
        """What commands would do if they were sent now: outcomes, orders with their money, stock. Nothing is written.

        To confirm, send the same commands with the versions that the preview names; if an order has changed meanwhile,
        `VersionConflict` is raised.

            shown = engine.preview([edit])
            print(shown.orders[0].due_change)
            engine.submit(msgspec.structs.replace(edit, expected_version=shown.commands[0].expected_version))
        """
        return wire.preview.decode(self._kept.preview(wire.texts(envelopes)))

    def order(self, id: models.OrderId) -> models.Order | None:
        """The order of that id."""
        return wire.order.decode(self._kept.order(wire.word("an id", id)))

    def order_by_external_id(self, channel: models.ChannelId, external_id: models.ExternalId) -> models.Order | None:
        """The order that has that id in its channel."""
        key = wire.word("a channel", channel), wire.word("an id", external_id)
        return wire.order.decode(self._kept.order_by_external_id(*key))

    def availability(self, query: models.AvailabilityQuery) -> list[models.Availability]:
        """How much of some SKUs can be promised, one answer each."""
        return wire.availability.decode(self._kept.availability(wire.text(query)))

    def publication(self, query: models.PublicationQuery) -> models.Publication:
        """What a channel that shows stock of its own is to be told: what has changed since it was told last, the most urgent first."""
        return wire.publication.decode(self._kept.publication(wire.text(query)))

    def slots(self, query: models.SlotQuery) -> list[models.SlotOffer]:
        """The slots of some days in the order in which they begin: what is left of each, and why some cannot be booked."""
        return wire.slots.decode(self._kept.slots(wire.text(query)))

    def quote_shipping(self, query: models.ShippingQuery) -> models.ShippingQuotes:
        """What it costs to send goods from a location, by every service that has a rate card, cheapest first."""
        return wire.shipping.decode(self._kept.quote_shipping(wire.text(query)))

    def plan_reroute(self, query: models.RerouteQuery) -> models.ReroutePlan:
        """How orders that wait would best be sent, all of them together. Nothing is moved: each proposal has the command that does it."""
        return wire.reroute_plan.decode(self._kept.plan_reroute(wire.text(query)))

    def regrets(self, query: models.RegretQuery) -> models.Regrets:
        """What it would cost to ship an order from other locations than the best plan does. Nothing is moved."""
        return wire.regrets.decode(self._kept.regrets(wire.text(query)))

    def upload_stock(self, upload: models.StockUpload, csv: bytes | None = None) -> models.UploadReport:
        """Sets the stock of many SKUs row by row; the rows may come as a CSV file. Sent again, an upload has its effect once."""
        return wire.upload.decode(self._kept.upload_stock(wire.text(upload), csv))

    def stock_alerts(self, query: models.StockAlertsQuery) -> models.StockAlerts:
        """What runs low where items have reorder rules: how long it lasts, what is on its way, and how much to order."""
        return wire.stock_alerts.decode(self._kept.stock_alerts(wire.text(query)))

    def query(self, query: models.Query) -> models.Page:
        """One page of a list."""
        return wire.page.decode(self._kept.query(wire.text(query)))

    def pages(self, query: models.Query) -> Iterator[models.Page]:
        """The pages of a list from this one on, each read when it is asked for."""
        wanted: models.Query | None = query
        while wanted is not None:
            page = self.query(wanted)
            yield page
            wanted = following(wanted, page)

    def orders(self, filter: models.OrderFilter | None = None, *, page_size: int = 500) -> Iterator[models.Order]:
        """Orders that pass a filter, placed last first."""
        for page in self.pages(models.OrdersQuery(filter=filter or models.OrderFilter(), limit=page_size)):
            if isinstance(page, models.OrdersPage):
                yield from page.orders

    def log(self, after: int = 0, *, page_size: int = 500) -> Iterator[models.NumberedEntry]:
        """Entries of the log with a greater number, oldest first. Keep the last number to go on from there: nothing is missed."""
        for page in self.pages(models.LogQuery(after=after, limit=page_size)):
            if isinstance(page, models.LogPage):
                yield from page.entries

    def unread(self, consumer: models.ConsumerId, limit: int = 500) -> list[models.NumberedEntry]:
        """The entries of the log that a consumer has not acknowledged, oldest first. Deal with them, and then acknowledge them:

            for entry in (entries := engine.unread("mailer")):
                mail(entry)
            if entries:
                engine.acknowledge("mailer", entries[0].number, entries[-1].number)
        """
        return wire.entries.decode(self._kept.consume(wire.of_consumer("unread", consumer, limit=limit)))

    def acknowledge(self, consumer: models.ConsumerId, first: int, last: int) -> bool:
        """Says that a consumer has dealt with these entries of the log, which are those that come next; tells whether that was news. If
        somebody else has acknowledged under its name meanwhile, `ConsumerMoved` is raised."""
        return wire.moved.decode(self._kept.consume(wire.of_consumer("acknowledge", consumer, first=first, last=last)))

    def consumers(self) -> models.ConsumersPage:
        """How far consumers of the log have come: one is behind by the difference of `last` and its position."""
        page = self.query(models.ConsumersQuery())
        assert isinstance(page, models.ConsumersPage)
        return page

    def remove_consumer(self, consumer: models.ConsumerId) -> bool:
        """Keeps the place of a consumer no more; tells whether there was one. Under its name everything is unread again."""
        return wire.moved.decode(self._kept.consume(wire.of_consumer("remove", consumer)))

    def table(self, name: Literal["orders", "order_lines", "stock", "movements"]) -> "Table":
        """A list in columns, for polars, pandas and pyarrow: `polars.DataFrame(engine.table("order_lines"))`."""
        wire.word("a table", name)
        if isinstance(self._kept, _native.Engine):
            return self._kept.table(name)
        pages = self.pages(_TABLES[name]) if name in _TABLES else ()
        return _native.Table.of_pages(name, [wire.text(page) for page in pages])

    def what_if(self, request: models.WhatIfRequest) -> models.WhatIfReport:
        """What would have come of a recorded period with some changes: figures of both, the difference, and the orders that came out
        differently. The store is only read."""
        return wire.what_if.decode(self._kept.what_if(wire.text(request)))

    def audit(self) -> models.AuditReport:
        """Works out units and money again, and names whatever does not add up."""
        return wire.audit.decode(self._kept.audit())

    def cash_ageing(self, at: datetime) -> models.CashAgeing:
        """Cash that couriers have collected and not handed over at an instant, by courier and by how long they have had it."""
        return wire.cash_ageing.decode(self._kept.cash_ageing(wire.instant(at)))

    def performance(self) -> models.PerformanceReport:
        """What carriers and locations have done with all orders: deliveries, failed attempts, returns to origin, rejections."""
        return wire.performance.decode(self._kept.performance())

    def digest(self) -> models.Digest:
        """The digest of the whole state: equal states have equal digests, in every language and on every storage."""
        return wire.digest.decode(self._kept.digest())

    def purge(self) -> None:
        """Writes the file anew, so that no byte is left of what was erased or changed before. It takes as long as writing the whole file, and
        others wait for it: call it at a quiet time, after `erase_order` or `erase_customer`. In memory, and on a storage of your own, it
        does nothing."""
        self._kept.purge()

    def close(self) -> None:
        """Lets go of the storage. Later calls raise `Closed`; closing twice does no harm."""
        self._kept.close()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def derived(order: models.Order) -> models.Derived:
    """What follows from an order: its statuses, its locations, and when what has not arrived is promised for."""
    return wire.derived.decode(_native.derived(wire.text(order)))


def journal(order: models.Order) -> models.Journal:
    """The money of an order in double entry: every entry sums to nothing, debits stand above zero."""
    return wire.journal.decode(_native.journal(wire.text(order)))


def explain_routing(order: models.Order) -> models.RoutingExplanation:
    """Why an order was routed as it was by a routing policy: a sentence for each location."""
    return wire.explanation.decode(_native.explain_routing(wire.text(order)))


def explain_cart_routing(reservation: models.Reservation) -> models.RoutingExplanation:
    """Why stock is held for a cart where it is, by a routing policy, and which of its rules could not be asked."""
    return wire.explanation.decode(_native.explain_cart_routing(wire.text(reservation)))


def lint_routing_policy(request: models.LintRequest) -> models.LintReport:
    """What is wrong, or odd, with a routing policy before it is put in, with orders that show it."""
    return wire.lint.decode(_native.lint_routing_policy(wire.text(request)))


def what_if_page(report: models.WhatIfReport) -> str:
    """The report of a what-if as one page of HTML: figures, and plots of both copies side by side."""
    return _native.what_if_page(wire.text(report))


def passes(filter: models.OrderFilter, order: models.Order) -> bool:
    """Whether an order passes a filter, for storages that have no index of their own for it."""
    return _native.passes(wire.text(filter), wire.text(order))
