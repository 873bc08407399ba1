"""An ordered list of gids that can still show how it looked a moment ago."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_REMEMBERED = 256
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Ordered:
    """The gids in a list, in order, with its recent past for lists that lag."""

    __slots__ = ("_items", "_past")

    def __init__(self) -> None:
        self._items: list[str] = []
        self._past: list[tuple[datetime, tuple[str, ...]]] = []

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, gid: str) -> bool:
        return gid in self._items

    def first(self) -> str:
        """Return the first gid; the list must not be empty."""
        return self._items[0]

    def insert(
        self,
        gid: str,
        *,
        at: datetime,
        after: str | None = None,
        before: str | None = None,
        top: bool = False,
    ) -> None:
        """Put `gid` beside an anchor, on top, or else at the end; it may be here already."""
        if gid in self._items:
            self._items.remove(gid)
        if after is not None:
            index = self._items.index(after) + 1
        elif before is not None:
            index = self._items.index(before)
        else:
            index = 0 if top else len(self._items)
        self._items.insert(index, gid)
        self._remember(at)

    def remove(self, gid: str, *, at: datetime) -> None:
        """Take `gid` out, if it is here."""
        if gid in self._items:
            self._items.remove(gid)
            self._remember(at)

    def as_of(self, moment: datetime) -> tuple[str, ...]:
        """Return the list as it looked at `moment`, as far as it is remembered."""
        for at, items in reversed(self._past):
            if at <= moment:
                return items
        return ()

    def _remember(self, at: datetime) -> None:
        self._past.append((at, tuple(self._items)))
        if len(self._past) > 2 * _REMEMBERED:
            del self._past[:_REMEMBERED]
            self._past[0] = (_LONG_AGO, self._past[0][1])
