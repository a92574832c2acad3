"""An order management system that lives inside your program.

Orders, stock, reservations, routing, fulfillment, payments, returns and refunds over a database file or a storage of your
own; no server to run. Commands go in as `Envelope`s, receipts or exceptions come out:

    import oms
    from datetime import datetime, timezone

    with oms.Engine.open("shop.sqlite") as engine:
        at = datetime.now(timezone.utc)
        engine.submit(oms.Envelope(id="1", at=at, actor="set-up", command=oms.PutItem(sku="shirt")))

`oms.Engine` is the door; `oms.models` has the types, `oms.rejections` an exception for each reason to refuse a command,
`oms.errors` the other exceptions, `oms.testing` the suite for storages of your own.
"""

from . import testing as testing
from .aio import AsyncEngine as AsyncEngine
from .engine import Engine as Engine
from .engine import Table as Table
from .engine import derived as derived
from .engine import explain_cart_routing as explain_cart_routing
from .engine import explain_routing as explain_routing
from .engine import journal as journal
from .engine import lint_routing_policy as lint_routing_policy
from .engine import passes as passes
from .engine import what_if_page as what_if_page
from .errors import Closed as Closed
from .errors import ConformanceFailed as ConformanceFailed
from .errors import ConsumerMoved as ConsumerMoved
from .errors import Forked as Forked
from .errors import InternalError as InternalError
from .errors import InvalidInput as InvalidInput
from .errors import OmsError as OmsError
from .errors import Rejected as Rejected
from .errors import StepFailed as StepFailed
from .errors import StorageFailed as StorageFailed
from .models import *
from .rejections import *
from .storage import AsyncStorage as AsyncStorage
from .storage import Storage as Storage
