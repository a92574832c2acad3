"""Does a storage keep its promises? Run every case of the suite on it:

    @pytest.mark.parametrize("case", oms.testing.CASES)
    def test_storage(case, tmp_path):
        oms.testing.run_case(case, lambda: MyStorage(tmp_path / "orders"))
"""

from collections.abc import Callable
from typing import Protocol

from . import _native, wire
from .storage import Storage

#: Every case by name, with what it checks.
CASES: dict[str, str] = dict(_native.cases())


def run_case(name: str, open: Callable[[], Storage]) -> None:
    """Runs one case. `open` makes an empty storage when it is called first, and opens the same one when it is called again.

    Raises:
        ConformanceFailed: A promise is broken; the storage's own exception, if there was one, is the cause.
    """
    raised: list[Exception] = []
    try:
        _native.run_case(name, lambda: _Texts(open(), raised))
    except Exception as error:
        raise error from (raised[0] if raised else None)


class TextStorage(Protocol):
    """What the suite calls: a storage of texts."""

    def load(self, wanted: bytes) -> bytes: ...

    def commit(self, changes: bytes) -> bool: ...

    def scan(self, query: bytes) -> bytes: ...


class _Texts:
    """A storage behind texts, which keeps the exceptions it raises."""

    def __init__(self, storage: Storage, raised: list[Exception]) -> None:
        self._storage = storage
        self._raised = raised

    def load(self, wanted: bytes) -> bytes:
        return self._kept(lambda: wire.text(self._storage.load(wire.read_set.decode(wanted))))

    def commit(self, changes: bytes) -> bool:
        try:
            return self._storage.commit(wire.changes.decode(changes))
        except Exception as error:
            self._raised.append(error)
            raise

    def scan(self, query: bytes) -> bytes:
        return self._kept(lambda: wire.text(self._storage.scan(wire.query.decode(query))))

    def _kept(self, work: Callable[[], bytes]) -> bytes:
        try:
            return work()
        except Exception as error:
            self._raised.append(error)
            raise
