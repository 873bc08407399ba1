"""Asana's refusals and silences, by what a caller can do about them."""

from __future__ import annotations


class AsanaError(Exception):
    """Anything that Asana, or the way to it, answered instead of a result."""


class OutcomeUnknown(AsanaError):
    """A write was sent and no trustworthy answer came back: it may have happened.

    Never send it again blindly; look for its effect first.
    """


class NotReached(AsanaError):
    """Nothing was sent, or a read failed for good: trying again later is safe."""


class RateLimited(AsanaError):
    """Asana, or our own budget, asks to wait. Nothing happened."""

    def __init__(self, message: str, *, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class Refused(AsanaError):
    """Asana understood and said no (any 4xx). Sending the same again is pointless."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


class BadRequest(Refused):
    """400: the input is not acceptable."""


class Unauthorized(Refused):
    """401: the token is not valid, or the app is blocked in this workspace."""


class GrantEnded(Unauthorized):
    """The consent that an app had was taken back, or its code was used up."""


class PlanRequired(Refused):
    """402: the workspace's plan lacks the feature."""


class Forbidden(Refused):
    """403: no access; sometimes also a permanently deleted task."""


class Gone(Refused):
    """404: no such object."""


class AppRefused(AsanaError):
    """Asana does not know the app: its id, secret or address is not as registered."""


class SyncTokenExpired(AsanaError):
    """412 of the event stream: crawl, then go on from `sync`."""

    def __init__(self, sync: str) -> None:
        super().__init__("The event stream starts anew.")
        self.sync = sync
