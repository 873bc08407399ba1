"""What the commands print: safe text, data as JSON, colours only on a terminal."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDEST = 110
"""Lines longer than this are hard to read, however wide the window is."""

_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNS_AROUND = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def console(*, stderr: bool = False) -> Console:
    """Return a console of its own width, on the stream that is there now."""
    made = Console(stderr=stderr, highlight=False)
    made.width = min(made.width, WIDEST)
    return made


def clean(text: object) -> str:
    """Return text that cannot steer a terminal, on one line.

    A goal's name comes from whoever can write into the project. Escape sequences, control
    characters and those that turn the reading direction around become a replacement mark.
    """
    return "".join(_visible(char) for char in str(text))


def marked(template: str, *values: object) -> str:
    """Fill values into a template of rich markup, so that they stay plain text in it."""
    return template.format(*(escape(clean(value)) for value in values))


def say(template: str = "", *values: object, stderr: bool = False) -> None:
    """Print a line of rich markup with values in it; off a terminal it stays one line."""
    say_marked(marked(template, *values), stderr=stderr)


def say_marked(markup: str, *, stderr: bool = False) -> None:
    """Print rich markup that `marked` has made."""
    target = console(stderr=stderr)
    target.print(markup, soft_wrap=not target.is_terminal)


def show(*parts: RenderableType) -> None:
    """Print tables and the like."""
    target = console()
    for part in parts:
        target.print(part)


def say_json(data: object) -> None:
    """Print data for programs; all ASCII, so that no terminal and no pipe can break it."""
    print(json.dumps(data, indent=2))  # noqa: T201 - rich would wrap and colour it


def _visible(char: str) -> str:
    if char in "\n\r\t":
        return " "
    if char in _TURNS_AROUND or unicodedata.category(char) in _UNPRINTABLE:
        return "\N{REPLACEMENT CHARACTER}"
    return char
