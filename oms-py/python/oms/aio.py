"""The engine for asyncio, on a storage of yours."""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime

from . import _native, models, wire
from .pages import following
from .storage import AsyncStorage, carry_out_async


class AsyncEngine:
    """An order management system on a storage that is awaited. It decides on the event loop, and waits only for the storage.

    Calls may run side by side: the storage's guards keep them from disturbing each other. For an engine on a file or in
    memory, use `await asyncio.to_thread(engine.submit, envelope)`.
    """

    def __init__(self, storage: AsyncStorage) -> None:
        self._storage = storage
        self._engine = _native.HostEngine()

    @classmethod
    def on(cls, storage: AsyncStorage) -> "AsyncEngine":
        """An engine on a storage of yours."""
        return cls(storage)

    async def submit(self, envelope: models.Envelope) -> models.Receipt:
        """Carries out one command; a refusal is raised as its exception."""
        (outcome,) = await self.submit_many([envelope])
        return wire.receipt(outcome)

    async def submit_many(self, envelopes: Iterable[models.Envelope]) -> list[models.Outcome]:
        """Carries out commands in their order with one commit; answers one outcome each."""
        task = self._engine.submit_many(wire.texts(envelopes))
        return wire.outcomes.decode(await carry_out_async(task, self._storage))

    async def preview(self, envelopes: Iterable[models.Envelope]) -> models.Preview:
        """What commands would do if they were sent now. Nothing is written; see `Engine.preview`."""
        return wire.preview.decode(await carry_out_async(self._engine.preview(wire.texts(envelopes)), self._storage))

    async def order(self, id: models.OrderId) -> models.Order | None:
        """The order of that id."""
        return wire.order.decode(await carry_out_async(self._engine.order(wire.word("an id", id)), self._storage))

    async def order_by_external_id(self, channel: models.ChannelId, external_id: models.ExternalId) -> models.Order | None:
        """The order that has that id in its channel."""
        task = self._engine.order_by_external_id(wire.word("a channel", channel), wire.word("an id", external_id))
        return wire.order.decode(await carry_out_async(task, self._storage))

    async def availability(self, query: models.AvailabilityQuery) -> list[models.Availability]:
        """How much of some SKUs can be promised, one answer each."""
        return wire.availability.decode(await carry_out_async(self._engine.availability(wire.text(query)), self._storage))

    async def publication(self, query: models.PublicationQuery) -> models.Publication:
        """What a channel that shows stock of its own is to be told: what has changed since it was told last, the most urgent first."""
        return wire.publication.decode(await carry_out_async(self._engine.publication(wire.text(query)), self._storage))

    async def slots(self, query: models.SlotQuery) -> list[models.SlotOffer]:
        """The slots of some days in the order in which they begin: what is left of each, and why some cannot be booked."""
        return wire.slots.decode(await carry_out_async(self._engine.slots(wire.text(query)), self._storage))

    async def quote_shipping(self, query: models.ShippingQuery) -> models.ShippingQuotes:
        """What it costs to send goods from a location, by every service that has a rate card, cheapest first."""
        return wire.shipping.decode(await carry_out_async(self._engine.quote_shipping(wire.text(query)), self._storage))

    async def plan_reroute(self, query: models.RerouteQuery) -> models.ReroutePlan:
        """How orders that wait would best be sent, all of them together. Nothing is moved: each proposal has the command that does it."""
        return wire.reroute_plan.decode(await carry_out_async(self._engine.plan_reroute(wire.text(query)), self._storage))

    async def regrets(self, query: models.RegretQuery) -> models.Regrets:
        """What it would cost to ship an order from other locations than the best plan does. Nothing is moved."""
        return wire.regrets.decode(await carry_out_async(self._engine.regrets(wire.text(query)), self._storage))

    async def upload_stock(self, upload: models.StockUpload, csv: bytes | None = None) -> models.UploadReport:
        """Sets the stock of many SKUs row by row; the rows may come as a CSV file. Sent again, an upload has its effect once."""
        return wire.upload.decode(await carry_out_async(self._engine.upload_stock(wire.text(upload), csv), self._storage))

    async def stock_alerts(self, query: models.StockAlertsQuery) -> models.StockAlerts:
        """What runs low where items have reorder rules: how long it lasts, what is on its way, and how much to order."""
        return wire.stock_alerts.decode(await carry_out_async(self._engine.stock_alerts(wire.text(query)), self._storage))

    async def query(self, query: models.Query) -> models.Page:
        """One page of a list."""
        return wire.page.decode(await carry_out_async(self._engine.query(wire.text(query)), self._storage))

    async def pages(self, query: models.Query) -> AsyncIterator[models.Page]:
        """The pages of a list from this one on, each read when it is asked for."""
        wanted: models.Query | None = query
        while wanted is not None:
            page = await self.query(wanted)
            yield page
            wanted = following(wanted, page)

    async def unread(self, consumer: models.ConsumerId, limit: int = 500) -> list[models.NumberedEntry]:
        """The entries of the log that a consumer has not acknowledged, oldest first; see `Engine.unread`."""
        task = self._engine.consume(wire.of_consumer("unread", consumer, limit=limit))
        return wire.entries.decode(await carry_out_async(task, self._storage))

    async def acknowledge(self, consumer: models.ConsumerId, first: int, last: int) -> bool:
        """Says that a consumer has dealt with these entries of the log, which are those that come next; tells whether that was news."""
        task = self._engine.consume(wire.of_consumer("acknowledge", consumer, first=first, last=last))
        return wire.moved.decode(await carry_out_async(task, self._storage))

    async def consumers(self) -> models.ConsumersPage:
        """How far consumers of the log have come: one is behind by the difference of `last` and its position."""
        page = await self.query(models.ConsumersQuery())
        assert isinstance(page, models.ConsumersPage)
        return page

    async def remove_consumer(self, consumer: models.ConsumerId) -> bool:
        """Keeps the place of a consumer no more; tells whether there was one. Under its name everything is unread again."""
        task = self._engine.consume(wire.of_consumer("remove", consumer))
        return wire.moved.decode(await carry_out_async(task, self._storage))

    async def what_if(self, request: models.WhatIfRequest) -> models.WhatIfReport:
        """What would have come of a recorded period with some changes. The store is only read; see `Engine.what_if`."""
        return wire.what_if.decode(await carry_out_async(self._engine.what_if(wire.text(request)), self._storage))

    async def audit(self) -> models.AuditReport:
        """Works out units and money again, and names whatever does not add up."""
        return wire.audit.decode(await carry_out_async(self._engine.audit(), self._storage))

    async def cash_ageing(self, at: datetime) -> models.CashAgeing:
        """Cash that couriers have collected and not handed over at an instant."""
        return wire.cash_ageing.decode(await carry_out_async(self._engine.cash_ageing(wire.instant(at)), self._storage))

    async def performance(self) -> models.PerformanceReport:
        """What carriers and locations have done with all orders."""
        return wire.performance.decode(await carry_out_async(self._engine.performance(), self._storage))

    async def digest(self) -> models.Digest:
        """The digest of the whole state."""
        return wire.digest.decode(await carry_out_async(self._engine.digest(), self._storage))
