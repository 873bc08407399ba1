"""Lines of a posting named on the command line, and picked on a terminal one key at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer

from service.cli.output import say, show
from service.cli.posting_view import lines_table
from service.domain.plan import Kind
from service.domain.posting_lines import Picks, offers, picked
from service.errors import InvalidInput, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.domain.plan import Requirement
    from service.domain.posting_lines import Offer, PostingLine

_LOOKS_LIKE_NUMBERS = re.compile(r"[\d\s,-]+")
_PART = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?", re.ASCII)
WIDEST = 5000
LEAVE = "q"

_HELP = (
    "[dim]Numbers pick or drop lines ([/]3 5-7[dim]). [/]n 3[dim]: nice to have or must. "
    "[/]a 3[dim]: attribute or skill. [/]+ words[dim]: a line of your own. "
    "Enter keeps it so, [/]q[dim] leaves.[/]"
)


def which(given: Iterable[str]) -> list[int | str]:
    """Read how lines are named: numbers like 3 or 5-7,9, anything else is a line's words."""
    found: list[int | str] = []
    for text in given:
        if text.strip() and _LOOKS_LIKE_NUMBERS.fullmatch(text):
            found += _numbers(text)
        else:
            found.append(text)
    return found


def let_pick(lines: Sequence[PostingLine], requirements: Sequence[Requirement]) -> list[Picks]:
    """Show a posting's lines, and let the person change them until they are as wanted.

    Returns their picks in order; raises typer.Exit where they leave instead.
    """
    picks: list[Picks] = []
    while True:
        offered = offers(lines, requirements)
        show(lines_table(offered))
        say("\n{} of {} lines picked.", len(requirements), len(offered))
        say(_HELP)
        typed: str = typer.prompt("Change", default="", show_default=False).strip()
        if not typed:
            return picks
        if typed.lower() == LEAVE:
            say("Nothing was changed.")
            raise typer.Exit
        try:
            change = _picks(typed, offered)
            requirements = picked(lines, requirements, change)
        except ServiceError as error:
            say("[yellow]{}[/] {}", error, error.hint)
        else:
            picks.append(change)


def _picks(typed: str, offered: Sequence[Offer]) -> Picks:
    """What was typed, as picks: each number turns what it names around."""
    letter, rest = typed[:1].lower(), typed[1:]
    match letter:
        case "+":
            return Picks(add=[rest])
        case "n":
            nice, must = _parted(rest, {one.number for one in offered if one.nice_to_have})
            return Picks(must_have=nice, nice_to_have=must)
        case "a":
            traits = {one.number for one in offered if one.kind is Kind.ATTRIBUTE}
            attributes, skills = _parted(rest, traits)
            return Picks(skill=attributes, attribute=skills)
    dropped, added = _parted(typed, {one.number for one in offered if one.asked})
    return Picks(add=added, drop=dropped)


def _parted(text: str, those: set[int]) -> tuple[list[int], list[int]]:
    """The numbers in a text: those that are among `those`, and the rest."""
    numbers = _numbers(text)
    return (
        [one for one in numbers if one in those],
        [one for one in numbers if one not in those],
    )


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    for part in re.sub(r"\s*-\s*", "-", text).replace(",", " ").split():
        match = _PART.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, -1)
        if not 0 <= last - first < WIDEST:
            raise InvalidInput(
                f"“{part[:20]}” is no number of a line.", hint="Write them like 3 or 5-7."
            )
        found += range(first, last + 1)
    return found
