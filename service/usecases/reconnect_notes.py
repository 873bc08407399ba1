"""A reconnect as it is read: rich text for its task in Asana, plain text for the terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from integrations.asana import richtext
from service.domain.reconnect import INTRO, STEPS
from service.usecases.review_notes import said

if TYPE_CHECKING:
    from service.domain.reconnect import Reconnect

LONGEST = 5_000
"""More of a purpose is no sentence, and Asana might not take it."""


def html_notes(reconnect: Reconnect, marker: str) -> str:
    """Render the notes of the task; the steps are its subtasks."""
    purpose = [richtext.em(said(reconnect.purpose[:LONGEST]))] if reconnect.purpose else []
    texts = (INTRO, reconnect.closing, marker)
    return richtext.body("\n\n".join([*purpose, *map(richtext.escape, texts)]))


def as_text(reconnect: Reconnect, *, width: int = 88) -> str:
    """Render it for a terminal, without anything that a terminal would obey."""
    parts = [reconnect.title, INTRO]
    if reconnect.purpose:
        printable = (one if one.isprintable() else " " for one in reconnect.purpose)
        parts.insert(1, "".join(printable))
    for step in STEPS:
        parts += [step.title, *(f"  {line}" for line in step.notes.split("\n\n"))]
    return "\n\n".join(
        textwrap.fill(part, width, subsequent_indent="  " if part.startswith("  ") else "")
        for part in [*parts, reconnect.closing]
    )
