"""What can go wrong, in words a person can act on.

No HTTP and no exit codes here: each edge keeps its own table.
"""

from __future__ import annotations


class ServiceError(Exception):
    """Something that a person has to know, and the next step to take.

    `str(error)` is one sentence about what is wrong; `hint` is what to do next. `field` names
    which of the given values it is about, where it is about one. `reason` is what a machine
    said of it, and may name other machines: it is for whoever runs the service, not for
    everybody who asks it something.
    """

    def __init__(
        self, message: str, *, hint: str = "", field: str = "", reason: str = ""
    ) -> None:
        super().__init__(message)
        self.hint = hint
        self.field = field
        self.reason = reason

    @property
    def in_full(self) -> str:
        """The sentence, with the reason where there is one."""
        return f"{str(self).rstrip('.')}: {self.reason}." if self.reason else str(self)


class InvalidInput(ServiceError):
    """What was given cannot be used; nothing was changed."""


class NotFound(ServiceError):
    """The named thing is not there."""


class Conflict(ServiceError):
    """The thing is there, but not in a state that allows this."""


class NotConnected(ServiceError):
    """There is no account yet."""


class AccountStopped(ServiceError):
    """Work for this account has stopped until the person acts."""


class NeedsConfirmation(ServiceError):
    """A sync would take away much at once and waits for the person's word."""


class TryLater(ServiceError):
    """Nothing is broken; Asana, a page of the web or another worker needs time."""


class ConfigurationError(ServiceError):
    """The settings or the home directory do not allow the service to run."""
