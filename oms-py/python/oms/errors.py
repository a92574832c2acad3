"""What can be raised. Branch on the class or on `code`, which is stable; the sentence is for people."""

from . import models


class OmsError(Exception):
    """Whatever the engine raises.

    `code` names what went wrong and never changes its meaning; `figures` are the numbers and names that belong to it.
    """

    code: str = ""
    figures: dict[str, object]

    def __init__(self, message: str, code: str, figures: dict[str, object] | None = None) -> None:
        super().__init__(message, code, figures)
        self.message = message
        self.code = code
        self.figures = figures or {}

    def __str__(self) -> str:
        return self.message


class Rejected(OmsError):
    """A command was refused and left no trace. There is one class for each reason: see `oms.rejections`."""

    rejection: models.Rejection

    def __init__(self, rejection: models.Rejection, message: str) -> None:
        figures = {name: getattr(rejection, name) for name in rejection.__struct_fields__}
        super().__init__(message, rejection.code, figures)
        self.rejection = rejection
        for name, value in figures.items():
            setattr(self, name, value)

    def __reduce__(self) -> tuple[type["Rejected"], tuple[models.Rejection, str]]:
        return type(self), (self.rejection, self.message)


class InvalidInput(OmsError):
    """What was handed over is not of its type: a field is missing, unknown or of another form, or a text is no JSON."""


class StorageFailed(OmsError):
    """The storage could not read or write. Nothing was written, unless the sentence says otherwise."""


class StepFailed(OmsError):
    """A batch could not be carried out: it is too large, other writers were always faster, or a storage answered askew."""


class ConsumerMoved(OmsError):
    """A consumer of the log is not where it was when the entries were read: somebody else acknowledges under its name. Read again what is
    unread; `position` in the figures is the number of the last entry that was acknowledged."""


class Closed(OmsError):
    """The engine has been closed."""


class Forked(OmsError):
    """The engine was opened before this process was forked: open it again in the new process."""


class InternalError(OmsError):
    """An error of the engine's own. Nothing was written, and the engine can be used on. Report it with its words."""


class ConformanceFailed(OmsError, AssertionError):
    """A storage breaks a promise of the contract."""
