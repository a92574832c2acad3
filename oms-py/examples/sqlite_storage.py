"""A storage of one's own over the standard `sqlite3`: the same contract on a database that outlives the program.

Records are kept as JSON beside the columns they are looked up by. `oms.testing` runs the whole conformance suite on it.
"""

import sqlite3
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from os import PathLike
from typing import Any, TypeVar

import msgspec

import oms
from custom_storage import PAGE_MAX, RECENT_MAX, counter_key, due_key, moved_lately, movements_page, orders_page, status_name

Record = TypeVar("Record")

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

TABLES = """
CREATE TABLE IF NOT EXISTS settings (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS items (sku TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stock (sku TEXT, location TEXT, lot TEXT, record TEXT NOT NULL, PRIMARY KEY (sku, location, lot)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counters (sku TEXT, counter TEXT, value INTEGER NOT NULL, PRIMARY KEY (sku, counter)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, version INTEGER NOT NULL, channel TEXT NOT NULL, external_id TEXT,
    placed_at INTEGER NOT NULL, due_at INTEGER, record TEXT NOT NULL, UNIQUE (channel, external_id));
CREATE INDEX IF NOT EXISTS orders_by_time ON orders (placed_at, id);
CREATE INDEX IF NOT EXISTS orders_by_end ON orders (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS reservations (id TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, record TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS reservations_by_end ON reservations (expires_at);
CREATE TABLE IF NOT EXISTS documents (kind TEXT, id TEXT, version INTEGER NOT NULL, due_at INTEGER, record TEXT NOT NULL,
    PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS documents_by_end ON documents (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS subjects (subject TEXT, kind TEXT, id TEXT, record TEXT NOT NULL, PRIMARY KEY (subject, kind, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (sku TEXT, priority INTEGER, placed_at INTEGER, id TEXT, record TEXT NOT NULL,
    PRIMARY KEY (sku, priority DESC, placed_at, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS recent (number INTEGER PRIMARY KEY AUTOINCREMENT, customer TEXT NOT NULL, record TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS recent_by_customer ON recent (customer, number);
CREATE TABLE IF NOT EXISTS log (number INTEGER PRIMARY KEY, command TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS consumers (consumer TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS moved (sku TEXT, number INTEGER, PRIMARY KEY (sku, number)) WITHOUT ROWID;
"""


class SqliteStorage:
    """Keeps everything in a file of SQLite."""

    def __init__(self, path: str | PathLike[str]) -> None:
        self.database = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.executescript(TABLES)
        empty = oms.Settings(version=0, locations=[], channels=[], policies=oms.Policies())
        self.database.execute("INSERT OR IGNORE INTO settings VALUES (1, 0, ?)", [written(empty)])

    def close(self) -> None:
        """Closes the file."""
        self.database.close()

    def load(self, wanted: oms.ReadSet) -> oms.Snapshot:
        """Reads these records from one view."""
        with self._transaction("BEGIN"):
            epoch, settings = self._settings()
            last = self._records(oms.LogEntry, "log ORDER BY number DESC LIMIT 1")
            return oms.Snapshot(
                epoch=epoch,
                settings=None if wanted.settings_known == settings.version else settings,
                last_at=last[0].envelope.at if last else None,
                orders=[self._record(oms.Order, "orders WHERE id = ?", id) for id in wanted.orders],
                external_ids=[self._owner(key.channel, key.external_id) for key in wanted.external_ids],
                skus=[self._sku(sku) for sku in wanted.skus],
                reservations=[self._record(oms.Reservation, "reservations WHERE id = ?", id) for id in wanted.reservations],
                customers=[
                    self._records(oms.Recent, "recent WHERE customer = ? ORDER BY number DESC LIMIT ?", customer, RECENT_MAX)
                    for customer in wanted.customers
                ],
                commands=[self._record(oms.LogEntry, "log WHERE command = ?", id) for id in wanted.commands],
                waiting=[self._queue(query) for query in wanted.waiting],
                documents=[self._record(oms.Document, "documents WHERE kind = ? AND id = ?", key.kind, key.id) for key in wanted.documents],
                subjects=[
                    self._records(oms.DocumentKey, "subjects WHERE subject = ? ORDER BY kind, id", written(subject))
                    for subject in wanted.subjects
                ],
                moved=[moved_lately(query, self._moving(query.sku)) for query in wanted.moved],
                due=self._due(wanted.due) if wanted.due else [],
                pages=[self._page(query) for query in wanted.pages],
            )

    def commit(self, changes: oms.ChangeSet) -> bool:
        """Writes all of the changes or nothing."""
        with self._transaction("BEGIN IMMEDIATE"):
            if not self._admits(changes):
                return False
            self._write(changes)
            return True

    def scan(self, query: oms.Query) -> oms.Page:
        """Reads one page of a list."""
        with self._transaction("BEGIN"):
            return self._page(query)

    def _page(self, query: oms.Query) -> oms.Page:
        match query:
            case oms.OrdersQuery():
                orders: list[oms.Order] = []
                for order in self._placed(query.after):
                    if len(orders) >= query.limit:
                        break
                    if oms.passes(query.filter, order):
                        orders.append(order)
                return orders_page(orders, query.limit)
            case oms.OrderCountsQuery():
                passing = (order for order in self._placed(None) if oms.passes(query.filter, order))
                counts = Counter(name for order in passing if (name := status_name(order, query.axis)))
                return oms.OrderCountsPage(counts=[oms.StatusCount(status=name, orders=counts[name]) for name in sorted(counts)])
            case oms.LogQuery():
                rows = self._rows("SELECT number, record FROM log WHERE number > ? ORDER BY number LIMIT ?", bounded(query.after), limited(query.limit))
                return oms.LogPage(entries=[oms.NumberedEntry(number=number, entry=read(oms.LogEntry, text)) for number, text in rows])
            case oms.ConsumersQuery():
                rows = self._rows("SELECT consumer, position FROM consumers ORDER BY consumer")
                ((last,),) = self._rows("SELECT coalesce(max(number), 0) FROM log")
                places = [oms.ConsumerPosition(consumer=name, position=position) for name, position in rows]
                return oms.ConsumersPage(consumers=places, last=last)
            case oms.MovementsQuery():
                return movements_page(query, self._moving(query.sku))
            case oms.SettingsQuery():
                return oms.SettingsPage(settings=self._settings()[1])
            case oms.ItemsQuery():
                rows_after = "items WHERE ?1 IS NULL OR sku > ?1 ORDER BY sku LIMIT ?2"
                return oms.ItemsPage(items=self._records(oms.Item, rows_after, query.after, limited(query.limit)))
            case oms.StockQuery():
                known = "SELECT sku FROM stock UNION SELECT sku FROM counters"
                rows = self._rows(
                    f"SELECT sku FROM ({known}) WHERE ?1 IS NULL OR sku > ?1 ORDER BY sku LIMIT ?2", query.after, limited(query.limit)
                )
                return oms.StockPage(skus=[self._stock(sku) for (sku,) in rows])
            case oms.AllOrdersQuery():
                rows_after = "orders WHERE ?1 IS NULL OR id > ?1 ORDER BY id LIMIT ?2"
                return oms.OrdersPage(orders=self._records(oms.Order, rows_after, query.after, limited(query.limit)))
            case oms.ReservationsQuery():
                rows_after = "reservations WHERE ?1 IS NULL OR id > ?1 ORDER BY id LIMIT ?2"
                kept = self._records(oms.Reservation, rows_after, query.after, limited(query.limit))
                return oms.ReservationsPage(reservations=kept)
            case oms.DocumentsQuery():
                told = "SELECT id FROM subjects WHERE subject = ?4 AND kind = ?1"
                rows_after = f"documents WHERE kind = ?1 AND (?2 IS NULL OR id > ?2) AND (?4 IS NULL OR id IN ({told})) ORDER BY id LIMIT ?3"
                about = written(query.about) if query.about is not None else None
                papers = self._records(oms.Document, rows_after, query.kind, query.after, limited(query.limit), about)
                return oms.DocumentsPage(documents=papers)

    def _moving(self, sku: str) -> Iterator[tuple[int, oms.LogEntry]]:
        """Entries of the log that moved units of a SKU, last first."""
        rows = self._rows("SELECT number, record FROM log JOIN moved USING (number) WHERE sku = ? ORDER BY number DESC", sku)
        return ((number, read(oms.LogEntry, text)) for number, text in rows)

    def _admits(self, changes: oms.ChangeSet) -> bool:
        """Whether every guard of the changes holds."""

        def version(id: str) -> int:
            return next((version for (version,) in self._rows("SELECT version FROM orders WHERE id = ?", id)), 0)

        def is_free(order: oms.Order) -> bool:
            return order.external_id is None or self._owner(order.channel, order.external_id) in (None, order.id)

        def revision(id: str) -> oms.ReservationRevision | None:
            kept = self._record(oms.Reservation, "reservations WHERE id = ?", id)
            return oms.ReservationRevision(made_by=kept.made_by, version=kept.version) if kept else None

        def edition(key: oms.DocumentKey) -> int:
            rows = self._rows("SELECT version FROM documents WHERE kind = ? AND id = ?", key.kind, key.id)
            return next((version for (version,) in rows), 0)

        def holds(delta: oms.StockDelta) -> bool:
            level = self._level(delta)
            least = delta.available_at_least
            return (least is None or level.available >= least) and delta.exactly in (None, level)

        def counted(delta: oms.CounterDelta) -> int:
            rows = self._rows("SELECT value FROM counters WHERE sku = ? AND counter = ?", delta.sku, written(delta.counter))
            return next((value for (value,) in rows), 0)

        def place(name: str) -> int:
            rows = self._rows("SELECT position FROM consumers WHERE consumer = ?", name)
            return next((position for (position,) in rows), 0)

        return (
            self._settings()[0] == changes.epoch_read
            and all(version(put.order.id) == put.read and is_free(put.order) for put in changes.orders)
            and all(revision(change.id) == change.read for change in changes.reservations)
            and all(edition(put.key) == put.read for put in changes.documents)
            and not any(self._rows("SELECT 1 FROM log WHERE command = ?", entry.envelope.id) for entry in changes.log)
            and all(self._rows("SELECT 1 FROM log WHERE command = ?", entry.envelope.id) for entry in changes.rewritten)
            and all(place(step.consumer) == step.read for step in changes.consumers)
            and all(holds(delta) for delta in changes.stock)
            and all(delta.at_most is None or counted(delta) <= delta.at_most for delta in changes.counters)
        )

    def _write(self, changes: oms.ChangeSet) -> None:
        run, many = self.database.execute, self.database.executemany
        run("UPDATE settings SET epoch = epoch + ?", [changes.epoch_step])
        if changes.settings is not None:
            run("UPDATE settings SET record = ?", [written(changes.settings)])
        many("INSERT OR REPLACE INTO items VALUES (?, ?)", [(item.sku, written(item)) for item in changes.items])
        for order in (put.order for put in changes.orders):
            ends = None if order.due_at is None else micros(order.due_at)
            row = (order.id, order.version, order.channel, order.external_id, micros(order.placed_at), ends, written(order))
            run("INSERT OR REPLACE INTO orders VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        for change in changes.reservations:
            run("DELETE FROM reservations WHERE id = ?", [change.id])
            if change.reservation is not None:
                kept = change.reservation
                run("INSERT INTO reservations VALUES (?, ?, ?)", (kept.id, micros(kept.expires_at), written(kept)))
        for delta in changes.stock:
            level = self._level(delta)
            summed = {name: getattr(level, name) + getattr(delta.change, name) for name in level.__struct_fields__}
            run("INSERT OR REPLACE INTO stock VALUES (?, ?, ?, ?)", (*_shelf(delta), written(oms.Buckets(**summed))))
        many(
            "INSERT INTO counters VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value",
            [(step.sku, written(step.counter), step.change) for step in changes.counters],
        )
        for move in changes.waiting:
            place = (move.sku, move.waiting.priority, micros(move.waiting.placed_at), move.waiting.order)
            run("DELETE FROM waiting WHERE sku = ? AND priority = ? AND placed_at = ? AND id = ?", place)
            if move.waits:
                run("INSERT INTO waiting VALUES (?, ?, ?, ?, ?)", (*place, written(move.waiting)))
        for paper in changes.documents:
            ends = None if paper.document.due_at is None else micros(paper.document.due_at)
            record = (paper.key.kind, paper.key.id, paper.document.version, ends, written(paper.document))
            run("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)", record)
        for told in changes.subjects:
            about = (written(told.subject), told.document.kind, told.document.id)
            run("DELETE FROM subjects WHERE subject = ? AND kind = ? AND id = ?", about)
            if told.is_about:
                run("INSERT INTO subjects VALUES (?, ?, ?, ?)", (*about, written(told.document)))
        many("DELETE FROM recent WHERE customer = ?", [(customer,) for customer in changes.forgotten])
        many(
            "INSERT INTO recent (customer, record) VALUES (?, ?)",
            [(bought.customer, written(bought.recent)) for bought in changes.recent],
        )
        many("UPDATE log SET record = ? WHERE command = ?", [(written(entry), entry.envelope.id) for entry in changes.rewritten])
        many("DELETE FROM consumers WHERE consumer = ?", [(step.consumer,) for step in changes.consumers])
        many("INSERT INTO consumers VALUES (?, ?)", [(step.consumer, step.position) for step in changes.consumers if step.position])
        for entry in changes.log:
            number = run("INSERT INTO log (command, record) VALUES (?, ?)", (entry.envelope.id, written(entry))).lastrowid
            many("INSERT INTO moved VALUES (?, ?)", [(sku, number) for sku in {move.sku for move in entry.movements}])

    def _settings(self) -> tuple[int, oms.Settings]:
        ((epoch, text),) = self._rows("SELECT epoch, record FROM settings")
        return epoch, read(oms.Settings, text)

    def _owner(self, channel: str, external_id: str) -> str | None:
        rows = self._rows("SELECT id FROM orders WHERE channel = ? AND external_id = ?", channel, external_id)
        return next((id for (id,) in rows), None)

    def _level(self, delta: oms.StockDelta) -> oms.Buckets:
        return self._record(oms.Buckets, "stock WHERE sku = ? AND location = ? AND lot = ?", *_shelf(delta)) or oms.Buckets()

    def _levels(self, sku: str) -> list[tuple[str, str | None, oms.Buckets]]:
        rows = self._rows("SELECT location, lot, record FROM stock WHERE sku = ? ORDER BY location, lot", sku)
        return [(location, lot or None, read(oms.Buckets, text)) for location, lot, text in rows]

    def _counters(self, sku: str) -> list[oms.CounterValue]:
        rows = self._rows("SELECT counter, value FROM counters WHERE sku = ? AND value <> 0", sku)
        values: list[oms.CounterValue] = []
        for text, value in rows:
            counter: oms.Counter = msgspec.json.decode(text, type=oms.Counter)
            values.append(oms.CounterValue(counter=counter, value=value))
        return sorted(values, key=lambda counted: counter_key(counted.counter))

    def _sku(self, sku: str) -> oms.SkuRecord:
        stock = [oms.LocationStock(location=location, lot=lot, buckets=buckets) for location, lot, buckets in self._levels(sku)]
        return oms.SkuRecord(item=self._record(oms.Item, "items WHERE sku = ?", sku), stock=stock, counters=self._counters(sku))

    def _stock(self, sku: str) -> oms.SkuStock:
        levels = [oms.StockLevel(sku=sku, location=location, lot=lot, buckets=buckets) for location, lot, buckets in self._levels(sku)]
        return oms.SkuStock(sku=sku, levels=levels, counters=self._counters(sku))

    def _due(self, query: oms.DueQuery) -> list[oms.Due]:
        until, limit = micros(query.until), query.limit
        orders = self._records(
            oms.Order, "orders WHERE due_at <= ? ORDER BY due_at, id LIMIT ?", until, limit
        )
        carts = self._records(oms.Reservation, "reservations WHERE expires_at <= ? ORDER BY expires_at, id LIMIT ?", until, limit)
        papers = self._records(oms.Document, "documents WHERE due_at <= ? ORDER BY due_at, kind, id LIMIT ?", until, limit)
        due = [oms.Due(at=cart.expires_at, key=oms.DueKey(reservation=cart.id)) for cart in carts]
        due += [oms.Due(at=order.due_at, key=oms.DueKey(order=order.id)) for order in orders if order.due_at]
        due += [oms.Due(at=paper.due_at, key=oms.DueKey(document=paper_key(paper))) for paper in papers if paper.due_at]
        return sorted(due, key=due_key)[:limit]

    def _queue(self, query: oms.WaitingQuery) -> list[oms.Waiting]:
        turn = "ORDER BY priority DESC, placed_at, id LIMIT ?"
        if query.after is None:
            return self._records(oms.Waiting, f"waiting WHERE sku = ? {turn}", query.sku, query.limit)
        place = (-query.after.priority, micros(query.after.placed_at), query.after.order)
        return self._records(oms.Waiting, f"waiting WHERE sku = ? AND (-priority, placed_at, id) > (?, ?, ?) {turn}", query.sku, *place, query.limit)

    def _placed(self, after: oms.OrderCursor | None) -> Iterator[oms.Order]:
        """Orders after a place of the list, placed last first, read as they are asked for."""
        rows = "orders ORDER BY placed_at DESC, id DESC"
        if after is None:
            cursor = self.database.execute(f"SELECT record FROM {rows}")
        else:
            place = (micros(after.placed_at), after.order)
            cursor = self.database.execute(f"SELECT record FROM (SELECT * FROM {rows}) WHERE (placed_at, id) < (?, ?)", place)
        return (read(oms.Order, text) for (text,) in cursor)

    def _record(self, kind: type[Record], rows: str, *keys: object) -> Record | None:
        return next(iter(self._records(kind, rows, *keys)), None)

    def _records(self, kind: type[Record], rows: str, *keys: object) -> list[Record]:
        return [read(kind, text) for (text,) in self._rows(f"SELECT record FROM {rows}", *keys)]

    def _rows(self, statement: str, *keys: Any) -> list[Any]:
        return self.database.execute(statement, keys).fetchall()

    @contextmanager
    def _transaction(self, begin: str) -> Generator[None, None, None]:
        self.database.execute(begin)
        try:
            yield
        except BaseException:
            self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")


def written(record: object) -> str:
    """A record as text."""
    return msgspec.json.encode(record).decode()


def read(kind: type[Record], text: str) -> Record:
    """A text as the record it is."""
    return msgspec.json.decode(text, type=kind)


def _shelf(delta: oms.StockDelta) -> tuple[str, str, str]:
    return delta.sku, delta.location, delta.lot or ""


def paper_key(paper: oms.Document) -> oms.DocumentKey:
    """What names a paper."""
    return oms.DocumentKey(kind=paper.body.kind, id=paper.id)


def micros(at: datetime) -> int:
    """An instant as a number that sorts like it."""
    return (at - EPOCH) // timedelta(microseconds=1)


def bounded(number: int) -> int:
    """A number that SQLite can hold."""
    return min(number, 2**63 - 1)


def limited(limit: int) -> int:
    """The rows of a page."""
    return min(limit, PAGE_MAX)
