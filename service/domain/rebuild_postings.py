"""The postings, as far as the notes of tasks still tell who asks for what."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

from service.domain.fields import ASKED_BY
from service.domain.plan import Posting, Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable

BETWEEN = "; "


def postings_in(asked: Iterable[str]) -> tuple[Posting, ...]:
    """Rebuild postings from the blocks “Asked for by”: a line, and who asks for it.

    Their order is the one in which the lines name them. What is only nice to have, and lines
    that no goal answers, the notes do not tell.
    """
    lines: dict[str, dict[str, None]] = {}
    after: dict[str, dict[str, None]] = {}
    for text in asked:
        for line in text.splitlines():
            answer, found, titles = line.rpartition(ASKED_BY)
            if not found:
                continue
            named = [title for title in titles.split(BETWEEN) if title]
            for title in named:
                lines.setdefault(title, {})[answer] = None
                after.setdefault(title, {})
            for first, second in pairwise(named):
                after[second][first] = None
    return tuple(
        Posting(title, tuple(Requirement(line) for line in lines[title]))
        for title in _in_order(after)
    )


def _in_order(after: dict[str, dict[str, None]]) -> list[str]:
    try:
        return list(TopologicalSorter(after).static_order())
    except CycleError:  # somebody wrote into the lines: then any order is as good
        return list(after)
