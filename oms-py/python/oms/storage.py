"""Storages of your own: three calls, and the loop that carries the engine's steps out on them."""

from typing import Protocol

from . import _native, models, wire
from .errors import Closed, StepFailed


class Storage(Protocol):
    """A place to keep records. What it promises:

    - One view: everything in a snapshot was true at one instant, and includes every commit acknowledged before.
    - All or nothing: after `commit` has answered true, all changes are there; otherwise none is, now or later.
    - Guards are checked within the commit: see `ChangeSet`.
    - Log entries are numbered 1, 2, 3 ... in the order of their commits.
    - Absence is an answer: lists of a snapshot run in parallel to those of the read set.

    `oms.testing` tests every promise that can be tested from outside. Raise whatever you like when something fails: it
    reaches the caller of the engine as it is.
    """

    def load(self, wanted: models.ReadSet) -> models.Snapshot:
        """Reads these records from one view."""
        ...

    def commit(self, changes: models.ChangeSet) -> bool:
        """Writes all of the changes or nothing; false says that another writer was faster."""
        ...

    def scan(self, query: models.Query) -> models.Page:
        """Reads one page of a list."""
        ...


class AsyncStorage(Protocol):
    """The same promises as those of `Storage`, awaited."""

    async def load(self, wanted: models.ReadSet) -> models.Snapshot:
        """Reads these records from one view."""
        ...

    async def commit(self, changes: models.ChangeSet) -> bool:
        """Writes all of the changes or nothing; false says that another writer was faster."""
        ...

    async def scan(self, query: models.Query) -> models.Page:
        """Reads one page of a list."""
        ...


def carry_out(task: _native.Task, storage: Storage) -> bytes:
    """Carries out every step of a task; answers the task's answer."""
    step = wire.step.decode(task.step())
    while not isinstance(step, models.DoneStep):
        if isinstance(step, models.LoadStep):
            answer = task.loaded(wire.text(storage.load(step.wanted)))
        elif isinstance(step, models.ScanStep):
            answer = task.scanned(wire.text(storage.scan(step.query)))
        else:
            answer = told(task, storage.commit(step.changes))
        step = wire.step.decode(answer)
    return task.answer()


async def carry_out_async(task: _native.Task, storage: AsyncStorage) -> bytes:
    """The same, awaited."""
    step = wire.step.decode(task.step())
    while not isinstance(step, models.DoneStep):
        if isinstance(step, models.LoadStep):
            answer = task.loaded(wire.text(await storage.load(step.wanted)))
        elif isinstance(step, models.ScanStep):
            answer = task.scanned(wire.text(await storage.scan(step.query)))
        else:
            answer = told(task, await storage.commit(step.changes))
        step = wire.step.decode(answer)
    return task.answer()


def told(task: _native.Task, is_written: object) -> bytes:
    """Tells a task what came of its commit."""
    if is_written is True:
        return task.committed()
    if is_written is False:
        return task.conflicted()
    raise StepFailed(f"`commit` of a storage answers True or False, but this one answered `{is_written!r}`", "answer_misshapen")


class Hosted:
    """What `oms.Engine` stands on when the storage is the host's: the calls of the native engine, carried out step by step."""

    def __init__(self, storage: Storage) -> None:
        self._storage: Storage | None = storage
        self._engine = _native.HostEngine()

    def _answer(self, begun: _native.Task) -> bytes:
        if self._storage is None:
            raise Closed("the engine has been closed: make it again", "closed")
        return carry_out(begun, self._storage)

    def submit_many(self, commands: bytes) -> bytes:
        return self._answer(self._engine.submit_many(commands))

    def submit(self, command: bytes) -> bytes:
        return self.submit_many(b"[" + command + b"]")[1:-1]

    def preview(self, commands: bytes) -> bytes:
        return self._answer(self._engine.preview(commands))

    def query(self, query: bytes) -> bytes:
        return self._answer(self._engine.query(query))

    def consume(self, request: bytes) -> bytes:
        return self._answer(self._engine.consume(request))

    def order(self, id: str) -> bytes:
        return self._answer(self._engine.order(id))

    def order_by_external_id(self, channel: str, external_id: str) -> bytes:
        return self._answer(self._engine.order_by_external_id(channel, external_id))

    def availability(self, query: bytes) -> bytes:
        return self._answer(self._engine.availability(query))

    def publication(self, query: bytes) -> bytes:
        return self._answer(self._engine.publication(query))

    def slots(self, query: bytes) -> bytes:
        return self._answer(self._engine.slots(query))

    def quote_shipping(self, query: bytes) -> bytes:
        return self._answer(self._engine.quote_shipping(query))

    def plan_reroute(self, query: bytes) -> bytes:
        return self._answer(self._engine.plan_reroute(query))

    def regrets(self, query: bytes) -> bytes:
        return self._answer(self._engine.regrets(query))

    def upload_stock(self, upload: bytes, csv: bytes | None) -> bytes:
        return self._answer(self._engine.upload_stock(upload, csv))

    def stock_alerts(self, query: bytes) -> bytes:
        return self._answer(self._engine.stock_alerts(query))

    def what_if(self, request: bytes) -> bytes:
        return self._answer(self._engine.what_if(request))

    def audit(self) -> bytes:
        return self._answer(self._engine.audit())

    def cash_ageing(self, at: str) -> bytes:
        return self._answer(self._engine.cash_ageing(at))

    def performance(self) -> bytes:
        return self._answer(self._engine.performance())

    def digest(self) -> bytes:
        return self._answer(self._engine.digest())

    def purge(self) -> None:
        """What is left in files of a storage of your own is for that to see to."""

    def close(self) -> None:
        self._storage = None
