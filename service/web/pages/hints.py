"""What a page says in place of hints that are meant for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.errors import NotConnected

if TYPE_CHECKING:
    from service.errors import ServiceError

CONNECT = "Connect it first: Settings leads there."
_FOR_TERMINALS = ("momentum ", "--")


def hint(error: ServiceError, instead: str | None = None) -> str:
    """What to do next on a page; `instead`, where it is given, of any command."""
    if isinstance(error, NotConnected):
        return CONNECT
    names_a_command = any(mark in error.hint for mark in _FOR_TERMINALS)
    return error.hint if instead is None or not names_a_command else instead
