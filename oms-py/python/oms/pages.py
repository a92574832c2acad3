"""Lists come in pages; this is how one leads to the next."""

from msgspec.structs import replace

from . import models


def following(query: models.Query, page: models.Page) -> models.Query | None:
    """The query of the page after this one, or `None` if this was the last."""
    match query, page:
        case models.OrdersQuery(), models.OrdersPage(next=after) if after is not None:
            return replace(query, after=after)
        case models.MovementsQuery(), models.MovementsPage(next=before) if before is not None:
            return replace(query, before=before)
        case models.AllOrdersQuery(), models.OrdersPage(orders=[*_, last]):
            return replace(query, after=last.id)
        case models.LogQuery(), models.LogPage(entries=[*_, last]):
            return replace(query, after=last.number)
        case models.ItemsQuery(), models.ItemsPage(items=[*_, last]):
            return replace(query, after=last.sku)
        case models.StockQuery(), models.StockPage(skus=[*_, last]):
            return replace(query, after=last.sku)
        case models.ReservationsQuery(), models.ReservationsPage(reservations=[*_, last]):
            return replace(query, after=last.id)
        case models.DocumentsQuery(), models.DocumentsPage(documents=[*_, last]):
            return replace(query, after=last.id)
        case _:
            return None
