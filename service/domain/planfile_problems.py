"""What is wrong with a plan file: every problem, with its place and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from service.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the file; lines and columns count from 1, as editors do."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it."""

    line: int
    column: int
    message: str
    hint: str = ""


class PlanProblems(InvalidInput):
    """The plan file cannot be used; `problems` holds all there is to repair, by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        first = found[0]
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        place = f"line {first.line}, column {first.column}"
        super().__init__(f"The plan has a problem in {place}{more}: {first.message}")
        self.hint = first.hint
        self.problems = found


class Problems:
    """Collects what a reader finds, so that it can go on to the next thing."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def add(self, mark: Mark, message: str, hint: str = "") -> None:
        """Note a problem at `mark`."""
        self._found.add(Problem(mark.line, mark.column, message, hint))

    def add_if_first(self, mark: Mark, message: str, hint: str = "") -> None:
        """Note a problem that may only be a consequence of those found before."""
        if not self._found:
            self.add(mark, message, hint)

    def check(self) -> None:
        """Raise everything found so far, if anything was."""
        if self._found:
            raise self.error()

    def error(self) -> PlanProblems:
        """Everything found so far, in the order of the file; there must be something."""
        found = sorted(self._found)
        if (extra := len(found) - MOST_SHOWN) > 0:
            last = found[MOST_SHOWN - 1]
            more = Problem(last.line, last.column, f"And {extra} more problems after this one.")
            found = [*found[:MOST_SHOWN], more]
        return PlanProblems(found)


def shown(text: str) -> str:
    """A value as a message quotes it: short, on one line, without surprises."""
    plain = text if text.isprintable() else ascii(text)[1:-1]
    return f"`{plain[:60]}…`" if len(plain) > 60 else f"`{plain}`"  # noqa: PLR2004 - a short line


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of the known words, or else all of them."""
    words = list(known)
    near = get_close_matches(word[:60].lower(), words, n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`?" if near else f"Known here: {', '.join(words)}."
