"""A storage of one's own, over dictionaries: the contract in its plainest form.

`oms.testing` runs the whole conformance suite on it in the tests.
"""

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timezone
from decimal import Decimal

import oms

RECENT_MAX = 16
PAGE_MAX = 10_000

# Where units lie that are counted together: a location and, of what is kept by lot, a lot.
Shelf = tuple[str, str | None]


class DictStorage:
    """Keeps everything in dictionaries."""

    def __init__(self) -> None:
        self.epoch = 0
        self.settings = oms.Settings(version=0, locations=[], channels=[], policies=oms.Policies())
        self.items: dict[str, oms.Item] = {}
        self.stock: dict[str, dict[Shelf, oms.Buckets]] = defaultdict(dict)
        self.counters: dict[str, dict[oms.Counter, int]] = defaultdict(dict)
        self.orders: dict[str, oms.Order] = {}
        self.external_ids: dict[tuple[str, str], str] = {}
        self.reservations: dict[str, oms.Reservation] = {}
        self.documents: dict[oms.DocumentKey, oms.Document] = {}
        self.subjects: dict[oms.Subject, set[oms.DocumentKey]] = defaultdict(set)
        self.waiting: dict[str, set[oms.Waiting]] = defaultdict(set)
        self.recent: dict[str, list[oms.Recent]] = {}
        self.log: list[oms.LogEntry] = []
        self.commands: dict[str, oms.LogEntry] = {}
        self.consumers: dict[str, int] = {}

    def load(self, wanted: oms.ReadSet) -> oms.Snapshot:
        """Reads these records from one view."""
        return oms.Snapshot(
            epoch=self.epoch,
            settings=None if wanted.settings_known == self.settings.version else self.settings,
            last_at=self.log[-1].envelope.at if self.log else None,
            orders=[self.orders.get(id) for id in wanted.orders],
            external_ids=[self.external_ids.get((key.channel, key.external_id)) for key in wanted.external_ids],
            skus=[self._sku(sku) for sku in wanted.skus],
            reservations=[self.reservations.get(id) for id in wanted.reservations],
            customers=[self.recent.get(customer, []) for customer in wanted.customers],
            commands=[self.commands.get(id) for id in wanted.commands],
            waiting=[self._queue(query) for query in wanted.waiting],
            documents=[self.documents.get(key) for key in wanted.documents],
            subjects=[sorted(self.subjects[subject], key=_paper) for subject in wanted.subjects],
            moved=[moved_lately(query, reversed(list(enumerate(self.log, start=1)))) for query in wanted.moved],
            due=self._due(wanted.due) if wanted.due else [],
            pages=[self.scan(query) for query in wanted.pages],
        )

    def commit(self, changes: oms.ChangeSet) -> bool:
        """Writes all of the changes or nothing."""
        if not self._admits(changes):
            return False
        self.epoch += changes.epoch_step
        self.settings = changes.settings or self.settings
        self.items.update((item.sku, item) for item in changes.items)
        for put in changes.orders:
            self.orders[put.order.id] = put.order
            if put.order.external_id is not None:
                self.external_ids[put.order.channel, put.order.external_id] = put.order.id
        for change in changes.reservations:
            self.reservations.pop(change.id, None)
            if change.reservation is not None:
                self.reservations[change.id] = change.reservation
        for delta in changes.stock:
            levels = self.stock[delta.sku]
            shelf = delta.location, delta.lot
            levels[shelf] = _sum(levels.get(shelf, oms.Buckets()), delta.change)
        for step in changes.counters:
            values = self.counters[step.sku]
            values[step.counter] = values.get(step.counter, 0) + step.change
        for move in changes.waiting:
            queue = self.waiting[move.sku]
            (queue.add if move.waits else queue.discard)(move.waiting)
        self.documents.update((put.key, put.document) for put in changes.documents)
        for told in changes.subjects:
            papers = self.subjects[told.subject]
            (papers.add if told.is_about else papers.discard)(told.document)
        for customer in changes.forgotten:
            self.recent.pop(customer, None)
        for bought in changes.recent:
            self.recent[bought.customer] = [bought.recent, *self.recent.get(bought.customer, [])][:RECENT_MAX]
        for entry in changes.rewritten:
            self.log[self.log.index(self.commands[entry.envelope.id])] = entry
            self.commands[entry.envelope.id] = entry
        self.log.extend(changes.log)
        self.commands.update((entry.envelope.id, entry) for entry in changes.log)
        self.consumers.update((step.consumer, step.position) for step in changes.consumers)
        return True

    def scan(self, query: oms.Query) -> oms.Page:
        """Reads one page of a list."""
        match query:
            case oms.OrdersQuery():
                orders = sorted(self._passing(query.filter), key=_placed, reverse=True)
                if query.after is not None:
                    before = (query.after.placed_at, query.after.order)
                    orders = [order for order in orders if _placed(order) < before]
                return orders_page(orders, query.limit)
            case oms.OrderCountsQuery():
                counts = Counter(name for order in self._passing(query.filter) if (name := status_name(order, query.axis)))
                return oms.OrderCountsPage(counts=[oms.StatusCount(status=name, orders=counts[name]) for name in sorted(counts)])
            case oms.LogQuery():
                entries = self.log[query.after : query.after + min(query.limit, PAGE_MAX)]
                numbered = enumerate(entries, start=query.after + 1)
                return oms.LogPage(entries=[oms.NumberedEntry(number=number, entry=entry) for number, entry in numbered])
            case oms.ConsumersQuery():
                kept = sorted((name, position) for name, position in self.consumers.items() if position)
                places = [oms.ConsumerPosition(consumer=name, position=position) for name, position in kept]
                return oms.ConsumersPage(consumers=places, last=len(self.log))
            case oms.MovementsQuery():
                return movements_page(query, reversed(list(enumerate(self.log, start=1))))
            case oms.SettingsQuery():
                return oms.SettingsPage(settings=self.settings)
            case oms.ItemsQuery():
                return oms.ItemsPage(items=[self.items[sku] for sku in _after(self.items, query.after, query.limit)])
            case oms.StockQuery():
                stocked = {*self.stock, *(sku for sku, values in self.counters.items() if any(values.values()))}
                return oms.StockPage(skus=[self._stock(sku) for sku in _after(stocked, query.after, query.limit)])
            case oms.AllOrdersQuery():
                return oms.OrdersPage(orders=[self.orders[id] for id in _after(self.orders, query.after, query.limit)])
            case oms.ReservationsQuery():
                ids = _after(self.reservations, query.after, query.limit)
                return oms.ReservationsPage(reservations=[self.reservations[id] for id in ids])
            case oms.DocumentsQuery():
                keys = self.documents if query.about is None else self.subjects[query.about]
                papers = {key.id: self.documents[key] for key in keys if key.kind == query.kind}
                return oms.DocumentsPage(documents=[papers[id] for id in _after(papers, query.after, query.limit)])

    def _admits(self, changes: oms.ChangeSet) -> bool:
        """Whether every guard of the changes holds."""

        def version(id: str) -> int:
            return self.orders[id].version if id in self.orders else 0

        def owner(order: oms.Order) -> str:
            return self.external_ids.get((order.channel, order.external_id or ""), order.id)

        def revision(id: str) -> oms.ReservationRevision | None:
            kept = self.reservations.get(id)
            return oms.ReservationRevision(made_by=kept.made_by, version=kept.version) if kept else None

        def edition(key: oms.DocumentKey) -> int:
            return self.documents[key].version if key in self.documents else 0

        def holds(delta: oms.StockDelta) -> bool:
            level = self.stock.get(delta.sku, {}).get((delta.location, delta.lot), oms.Buckets())
            least = delta.available_at_least
            return (least is None or level.available >= least) and delta.exactly in (None, level)

        def counted(delta: oms.CounterDelta) -> int:
            return self.counters.get(delta.sku, {}).get(delta.counter, 0)

        return (
            self.epoch == changes.epoch_read
            and all(version(put.order.id) == put.read and owner(put.order) == put.order.id for put in changes.orders)
            and all(revision(change.id) == change.read for change in changes.reservations)
            and all(edition(put.key) == put.read for put in changes.documents)
            and not any(entry.envelope.id in self.commands for entry in changes.log)
            and all(entry.envelope.id in self.commands for entry in changes.rewritten)
            and all(self.consumers.get(step.consumer, 0) == step.read for step in changes.consumers)
            and all(holds(delta) for delta in changes.stock)
            and all(delta.at_most is None or counted(delta) <= delta.at_most for delta in changes.counters)
        )

    def _sku(self, sku: str) -> oms.SkuRecord:
        stock = [oms.LocationStock(location=location, lot=lot, buckets=buckets) for (location, lot), buckets in self._levels(sku)]
        return oms.SkuRecord(item=self.items.get(sku), stock=stock, counters=self._counters(sku))

    def _levels(self, sku: str) -> list[tuple[Shelf, oms.Buckets]]:
        return sorted(self.stock.get(sku, {}).items(), key=lambda level: (level[0][0], level[0][1] or ""))

    def _stock(self, sku: str) -> oms.SkuStock:
        stock = [oms.StockLevel(sku=sku, location=location, lot=lot, buckets=buckets) for (location, lot), buckets in self._levels(sku)]
        return oms.SkuStock(sku=sku, levels=stock, counters=self._counters(sku))

    def _counters(self, sku: str) -> list[oms.CounterValue]:
        values = sorted(self.counters.get(sku, {}).items(), key=lambda entry: counter_key(entry[0]))
        return [oms.CounterValue(counter=counter, value=value) for counter, value in values if value != 0]

    def _due(self, query: oms.DueQuery) -> list[oms.Due]:
        of_carts = [oms.Due(at=kept.expires_at, key=oms.DueKey(reservation=id)) for id, kept in self.reservations.items()]
        of_orders = [
            oms.Due(at=order.due_at, key=oms.DueKey(order=id))
            for id, order in self.orders.items()
            if order.due_at is not None
        ]
        of_papers = [
            oms.Due(at=paper.due_at, key=oms.DueKey(document=key))
            for key, paper in self.documents.items()
            if paper.due_at is not None
        ]
        due = sorted((one for one in of_carts + of_orders + of_papers if one.at <= query.until), key=due_key)
        return due[: query.limit]

    def _queue(self, query: oms.WaitingQuery) -> list[oms.Waiting]:
        queue = sorted(self.waiting[query.sku], key=_turn)
        if query.after is not None:
            after = _turn(query.after)
            queue = [waiting for waiting in queue if _turn(waiting) > after]
        return queue[: query.limit]

    def _passing(self, filter: oms.OrderFilter) -> list[oms.Order]:
        return [order for order in self.orders.values() if oms.passes(filter, order)]


def status_name(order: oms.Order, axis: oms.Axis) -> str:
    """Where an order stands on an axis; empty if it stands in no queue."""
    derived = oms.derived(order)
    if axis == "queue":
        return str(derived.queue.queue) if derived.queue else ""
    return str(getattr(derived.statuses, axis))


def orders_page(orders: list[oms.Order], limit: int) -> oms.OrdersPage:
    """The first orders of a list, and where the next page begins."""
    rows = orders[: min(limit, PAGE_MAX)]
    if not rows or len(rows) < min(limit, PAGE_MAX):
        return oms.OrdersPage(orders=rows)
    return oms.OrdersPage(orders=rows, next=oms.OrderCursor(placed_at=rows[-1].placed_at, order=rows[-1].id))


def movements_page(query: oms.MovementsQuery, entries: Iterable[tuple[int, oms.LogEntry]]) -> oms.MovementsPage:
    """The movements of a SKU among entries of the log that come last first. All movements of an entry stand on one page."""
    rows: list[oms.MovementRow] = []
    found = 0
    for number, entry in entries:
        if query.before is not None and number >= query.before:
            continue
        moved = [one for one in entry.movements if one.sku == query.sku and query.location in (None, one.location)]
        sent = entry.envelope
        rows += [oms.MovementRow(number=number, at=sent.at, actor=sent.actor, command=sent.id, movement=one) for one in moved]
        found += bool(moved)
        if moved and found == min(query.limit, PAGE_MAX):
            return oms.MovementsPage(movements=rows, next=number)
    return oms.MovementsPage(movements=rows)


def moved_lately(query: oms.MovedQuery, entries: Iterable[tuple[int, oms.LogEntry]]) -> list[oms.MovementRow]:
    """What moved of a SKU at a location after an instant, among the entries that come last first: so many that moved some are looked at."""
    rows: list[oms.MovementRow] = []
    left = query.limit
    for number, entry in entries:
        sent = entry.envelope
        moved = [one for one in entry.movements if (one.sku, one.location) == (query.sku, query.location)]
        if moved and left == 0:
            break
        left -= bool(moved)
        if sent.at > query.after:
            rows += [oms.MovementRow(number=number, at=sent.at, actor=sent.actor, command=sent.id, movement=one) for one in moved]
    return rows


def counter_key(counter: oms.Counter) -> tuple[int, str]:
    """Counters in their order: units on backorder, then channels by id, then what locations take on: orders, units, grams."""
    if isinstance(counter, str):
        return 0, ""
    if counter.channel is not None:
        return 1, counter.channel
    return 2, str(("orders", "units", "grams").index(counter.capacity or "orders"))


def due_key(due: oms.Due) -> tuple[datetime, int, str, str]:
    """First due first, then reservations before orders before papers, then by id, papers by kind first."""
    if due.key.document is not None:
        return due.at, 2, due.key.document.kind, due.key.document.id
    return due.at, int(due.key.reservation is None), due.key.reservation or due.key.order or "", ""


def _turn(waiting: oms.Waiting) -> tuple[int, datetime, str]:
    return -waiting.priority, waiting.placed_at, waiting.order


def _paper(key: oms.DocumentKey) -> tuple[str, str]:
    return key.kind, key.id


def _placed(order: oms.Order) -> tuple[datetime, str]:
    return order.placed_at, order.id


def _sum(one: oms.Buckets, other: oms.Buckets) -> oms.Buckets:
    return oms.Buckets(**{name: getattr(one, name) + getattr(other, name) for name in one.__struct_fields__})


def _after(keys: Iterable[str], after: str | None, limit: int) -> list[str]:
    ordered = sorted(keys)
    start = 0 if after is None else bisect.bisect_right(ordered, after)
    return ordered[start : start + min(limit, PAGE_MAX)]


def main() -> None:
    """Sells the last shirt once, on a storage of dictionaries."""
    engine = oms.Engine.on(DictStorage())
    at = datetime(2026, 3, 1, 10, tzinfo=timezone.utc)
    shirt = oms.CaptureLine(id="1", sku="shirt", quantity=1, unit_price=Decimal("19.99"))
    commands: list[oms.Command] = [
        oms.PutLocation(location=oms.Location(id="berlin", country="DE")),
        oms.PutChannel(channel=oms.Channel(id="web")),
        oms.PutItem(sku="shirt"),
        oms.ReceiveStock(sku="shirt", location="berlin", quantity=1),
        oms.CaptureOrder(order="1001", channel="web", currency="EUR", lines=[shirt]),
        oms.CaptureOrder(order="1002", channel="web", currency="EUR", lines=[shirt]),
    ]
    outcomes = engine.submit_many(oms.Envelope(id=str(n), at=at, actor="shop", command=command) for n, command in enumerate(commands))
    assert [outcome.status for outcome in outcomes] == ["applied"] * 5 + ["refused"]
    print(f"order {engine.log().__next__().entry.envelope.id} is the first entry; {engine.audit().orders} order, nothing oversold")


if __name__ == "__main__":
    main()
