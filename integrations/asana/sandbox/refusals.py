"""How the stand-in says no."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HELP = (
    "For more information on API status codes and how to handle them, "
    "read the docs on errors: https://developers.asana.com/docs/errors"
)


class Refusal(Exception):
    """An answer of 4xx: nothing has happened.

    `extra` stands at the top level of the body, beside `errors`.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        extra: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.extra = extra or {}
        self.headers = headers or {}

    def body(self) -> dict[str, object]:
        """Return the body that Asana would send."""
        return {"errors": [{"message": self.message, "help": HELP}], **self.extra}


def bad(message: str) -> Refusal:
    """Return the refusal of an unacceptable input."""
    return Refusal(400, message)


def unrecognised(name: str, gid: object) -> Refusal:
    """Return the refusal of a gid in the input that names nothing we may see."""
    return Refusal(400, f"{name}: Not a recognized ID: {gid}")


def missing(name: str, gid: str) -> Refusal:
    """Return the answer to a path that names nothing."""
    return Refusal(404, f"{name}: Not a recognized ID: {gid}")


def forbidden(what: str) -> Refusal:
    """Return the answer to a path that names something out of the caller's reach."""
    return Refusal(403, f"You do not have access to this {what}.")


def unauthorised() -> Refusal:
    """Return the answer to a token that is no good, or no good in this workspace."""
    return Refusal(401, "Not Authorized")


def needs_plan(feature: str) -> Refusal:
    """Return the answer of a workspace whose plan lacks a feature."""
    return Refusal(402, f"{feature} is not available for free users.")
