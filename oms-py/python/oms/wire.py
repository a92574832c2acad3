"""Models to texts and back."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from . import models, raising
from .errors import InvalidInput

_encoder = msgspec.json.Encoder()

outcomes: "msgspec.json.Decoder[list[models.Outcome]]" = msgspec.json.Decoder(list[models.Outcome])
outcome: "msgspec.json.Decoder[models.Outcome]" = msgspec.json.Decoder(models.Outcome)
page: "msgspec.json.Decoder[models.Page]" = msgspec.json.Decoder(models.Page)
entries: "msgspec.json.Decoder[list[models.NumberedEntry]]" = msgspec.json.Decoder(list[models.NumberedEntry])
moved: "msgspec.json.Decoder[bool]" = msgspec.json.Decoder(bool)
order: "msgspec.json.Decoder[models.Order | None]" = msgspec.json.Decoder(models.Order | None)
availability: "msgspec.json.Decoder[list[models.Availability]]" = msgspec.json.Decoder(list[models.Availability])
publication: "msgspec.json.Decoder[models.Publication]" = msgspec.json.Decoder(models.Publication)
slots: "msgspec.json.Decoder[list[models.SlotOffer]]" = msgspec.json.Decoder(list[models.SlotOffer])
shipping: "msgspec.json.Decoder[models.ShippingQuotes]" = msgspec.json.Decoder(models.ShippingQuotes)
reroute_plan: "msgspec.json.Decoder[models.ReroutePlan]" = msgspec.json.Decoder(models.ReroutePlan)
regrets: "msgspec.json.Decoder[models.Regrets]" = msgspec.json.Decoder(models.Regrets)
upload: "msgspec.json.Decoder[models.UploadReport]" = msgspec.json.Decoder(models.UploadReport)
stock_alerts: "msgspec.json.Decoder[models.StockAlerts]" = msgspec.json.Decoder(models.StockAlerts)
audit: "msgspec.json.Decoder[models.AuditReport]" = msgspec.json.Decoder(models.AuditReport)
preview: "msgspec.json.Decoder[models.Preview]" = msgspec.json.Decoder(models.Preview)
cash_ageing: "msgspec.json.Decoder[models.CashAgeing]" = msgspec.json.Decoder(models.CashAgeing)
performance: "msgspec.json.Decoder[models.PerformanceReport]" = msgspec.json.Decoder(models.PerformanceReport)
what_if: "msgspec.json.Decoder[models.WhatIfReport]" = msgspec.json.Decoder(models.WhatIfReport)
digest: "msgspec.json.Decoder[str]" = msgspec.json.Decoder(str)
derived: "msgspec.json.Decoder[models.Derived]" = msgspec.json.Decoder(models.Derived)
journal: "msgspec.json.Decoder[models.Journal]" = msgspec.json.Decoder(models.Journal)
explanation: "msgspec.json.Decoder[models.RoutingExplanation]" = msgspec.json.Decoder(models.RoutingExplanation)
lint: "msgspec.json.Decoder[models.LintReport]" = msgspec.json.Decoder(models.LintReport)
step: "msgspec.json.Decoder[models.Step]" = msgspec.json.Decoder(models.Step)
read_set: "msgspec.json.Decoder[models.ReadSet]" = msgspec.json.Decoder(models.ReadSet)
changes: "msgspec.json.Decoder[models.ChangeSet]" = msgspec.json.Decoder(models.ChangeSet)
query: "msgspec.json.Decoder[models.Query]" = msgspec.json.Decoder(models.Query)


def text(value: object) -> bytes:
    """A model as JSON."""
    try:
        return _encoder.encode(value)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise InvalidInput(f"a value cannot be written as JSON: {error}", "invalid_input") from error


def texts(values: Iterable[object]) -> bytes:
    """Models as a JSON list."""
    # Whoever has no type checker is told as well.
    if not isinstance(values, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidInput(f"envelopes come as a list or another iterable, but `{values!r}` was given", "invalid_input")
    return text(values if isinstance(values, list) else list(values))


def of_consumer(what: str, consumer: object, **numbers: object) -> bytes:
    """What is asked of a consumer of the log."""
    return text({"type": what, "consumer": consumer, **numbers})


def word(what: str, value: object) -> str:
    """A text that is no JSON: an id or a name."""
    if isinstance(value, str):
        return value
    raise InvalidInput(f"{what} is a text, but `{value!r}` was given", "invalid_input")


def instant(value: object) -> str:
    """An instant that is no JSON."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.isoformat()
    raise InvalidInput(f"an instant is a datetime with a time zone, but `{value!r}` was given", "invalid_input")


def receipt(outcome: models.Outcome) -> models.Receipt:
    """The receipt of a command that took effect; the refusal of another is raised."""
    if isinstance(outcome, models.RefusedOutcome):
        raise raising.refused(outcome.rejection)
    return outcome.receipt
