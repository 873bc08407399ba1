"""A part of the plan by what a person calls it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol, TypeVar

from service.domain.plan import wording
from service.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Part(Protocol):
    """What has an id; `find` is told where its name is."""

    @property
    def id(self) -> str:
        """What it is known by, whatever its name."""


Found = TypeVar("Found", bound=Part)


def find(
    parts: Sequence[Found],
    wanted: str,
    *,
    name: Callable[[Found], str],
    first: Callable[[Found], bool],
    noun: str,
    where: str,
) -> Found:
    """The part with this id or name, or whose name alone begins so; of `first` before others.

    Raises `NotFound` with the nearest names, or with all that it could be; `where` says which
    command lists them.
    """
    word = wording(wanted)
    if word:
        for matches in (
            [part for part in parts if wanted.strip() in (part.id, name(part))],
            [part for part in parts if wording(name(part)) == word],
            [part for part in parts if wording(name(part)).startswith(word)],
        ):
            if found := [part for part in matches if first(part)] or matches:
                return _only(found, wanted, name, noun)
    names = {wording(name(part)): name(part) for part in parts}
    near = [names[one] for one in get_close_matches(word[:100], names, n=3, cutoff=0.5)]
    hint = f"Did you mean {_listed(near)}?" if near else f"`{where}` lists them all."
    raise NotFound(f"There is no {noun} “{wanted[:100]}”.", hint=hint)


def _only(
    found: Sequence[Found], wanted: str, name: Callable[[Found], str], noun: str
) -> Found:
    if len(found) > 1:
        names = _listed([f"{name(part)} ({part.id})" for part in found[:5]])
        raise NotFound(
            f"“{wanted[:100]}” could be any of {len(found)} {noun}s.",
            hint=f"Say which: {names}",
        )
    return found[0]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
