"""What a page says in place of hints that are meant for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.errors import ServiceError
    from service.web.pages.forms import Form

_FOR_TERMINALS = ("momentum ", "--")


def take(form: Form, error: ServiceError, field: str, instead: str) -> None:
    """Note a refusal beside its field, with `instead` where its hint names a command."""
    form.refuse(error.field or field, f"{error} {hint(error, instead)}".strip())


def hint(error: ServiceError, instead: str) -> str:
    """What to do next on a page."""
    return instead if any(mark in error.hint for mark in _FOR_TERMINALS) else error.hint
