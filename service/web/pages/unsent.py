"""A form that came without a good session: what was typed is shown again, to be sent then.

Nothing of it is kept here. It travels with the page, through signing in where that is needed,
and is done only once the person has seen it and sends it with the session's own token.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.web.pages.forms import TOKEN, WAS

if TYPE_CHECKING:
    from service.web.pages.forms import Form

TO, KEPT = "to", "kept-"
"""The field that names where the form was going, and what stands before each field's name."""

MOST_BYTES = 1_000_000
NEVER = frozenset({TOKEN, "token", "key"})
"""Secrets, which no page ever shows, and the token of a session that is over."""
OURS = re.compile(r"(/[\w-]+){1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unsent:
    """Where a form was going, and what was typed into it."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person may want to read again, by its name."""
        words = [(name, text) for name, text in self.fields if not name.startswith(WAS)]
        return [(name.replace("_", " ").capitalize(), text) for name, text in words if text]

    def carried(self) -> list[tuple[str, str]]:
        """The fields with which a page takes it along."""
        return [(TO, self.path), *((KEPT + name, text) for name, text in self.fields)]


def unsent(path: str, form: Form) -> Unsent | None:
    """Return what was typed into a form of that address; None where nothing was."""
    found = Unsent(path, _texts(form))
    return found if found.shown and OURS.fullmatch(path) else None


def taken_along(form: Form) -> Unsent | None:
    """Return what a page has taken along, if anything."""
    kept = [
        (name.removeprefix(KEPT), text) for name, text in _texts(form) if name.startswith(KEPT)
    ]
    path = form.text(TO)
    if not kept or not OURS.fullmatch(path):
        return None
    return Unsent(path, tuple((name, text) for name, text in kept if name not in NEVER))


def _texts(form: Form) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, text)
        for name, text in form.data.multi_items()
        if isinstance(text, str) and name not in NEVER
    )
