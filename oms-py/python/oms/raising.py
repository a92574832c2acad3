"""From what the engine tells to the exception that is raised."""

import msgspec

from . import _native, errors, models, rejections

_CLASSES: dict[str, type[errors.OmsError]] = {
    **dict.fromkeys(rejections.INPUT_CODES, errors.InvalidInput),
    "answer_misshapen": errors.StepFailed,
    "batch_too_large": errors.StepFailed,
    "beyond_log": errors.InvalidInput,
    "change_refused": errors.InvalidInput,
    "closed": errors.Closed,
    "conformance": errors.ConformanceFailed,
    "consumer_moved": errors.ConsumerMoved,
    "forked": errors.Forked,
    "history_too_long": errors.StepFailed,
    "internal": errors.InternalError,
    "invalid_csv": errors.InvalidInput,
    "invalid_range": errors.InvalidInput,
    "log_incomplete": errors.StepFailed,
    "out_of_step": errors.StepFailed,
    "percent_too_large": errors.InvalidInput,
    "period_empty": errors.InvalidInput,
    "replay_refused": errors.StepFailed,
    "stock_refused": errors.InvalidInput,
    "suite_not_built": errors.ConformanceFailed,
    "too_many_changes": errors.InvalidInput,
    "too_many_conflicts": errors.StepFailed,
    "too_many_consumers": errors.StepFailed,
    "too_many_orders": errors.StepFailed,
    "too_many_rounds": errors.StepFailed,
    "upload_too_large": errors.StepFailed,
    "unknown_case": errors.InvalidInput,
    "unknown_kind": errors.InvalidInput,
}


def of_wire(text: str) -> errors.OmsError:
    """The exception of an error as the engine tells it; storages have many codes of their own."""
    figures = msgspec.json.decode(text, type=dict[str, object])
    code, message = str(figures.pop("code")), str(figures.pop("message"))
    return _CLASSES.get(code, errors.StorageFailed)(message, code, figures)


def refused(rejection: models.Rejection) -> errors.Rejected:
    """The exception of a rejection."""
    message = _native.sentence(msgspec.json.encode(rejection))
    return rejections.BY_CODE[rejection.code](rejection, message)
