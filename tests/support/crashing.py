"""Every moment at which work may be cut short: a home of its own for each, one after the other.

Each walk ends with the home that came through because its work was over before. A walk visits
its share of the moments, or all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from integrations.asana.sandbox import Fault
from support.mortal import Killed, Mortal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.home import Home

    Make = Callable[[], Home]
    Work = Callable[[Home], object]

FEWEST = 4
"""Whatever work is worth cutting short has more moments than these."""


@dataclass(frozen=True)
class Moments:
    """The first moment of all, and every `step`-th from `offset` on."""

    offset: int = 0
    step: int = 1

    def __iter__(self) -> Iterator[int]:
        if self.offset:
            yield 0
        yield from count(self.offset, self.step)


def killed_around_each_commit(
    make: Make, work: Work, moments: Moments, *, after: bool
) -> Iterator[Home]:
    """Homes whose worker was killed before or after its first commit, its second, ..."""
    for number in moments:
        home = make()
        home.mortal = Mortal(home.database, number + 1, after=after)
        died = killed(work, home)
        home.mortal = None
        yield home
        if not died:
            break
    assert number > FEWEST


def killed_around_each_request(
    make: Make, work: Work, moments: Moments, when: str
) -> Iterator[Home]:
    """Homes whose worker was killed "before" or "after" its first request, its second, ..."""
    for number in moments:
        home = make()
        home.world.faults.add(Fault(when, skip=number, do=die))
        died = killed(work, home)
        home.world.faults.clear()
        yield home
        if not died:
            break
    assert number > FEWEST


def killed(work: Work, home: Home) -> bool:
    """Work, and say whether that was the worker's end."""
    try:
        work(home)
    except Killed:
        return True
    return False


def die() -> None:
    """Let the worker's process end here."""
    raise Killed
