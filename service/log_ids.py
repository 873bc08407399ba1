"""What the lines of the log are about: an account, a run, an intent. Ids, never words."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_IDS: ContextVar[Mapping[str, int]] = ContextVar("ids", default=MappingProxyType({}))


@contextmanager
def about(**ids: int | None) -> Iterator[None]:
    """Let what this thread logs within the block carry these ids, where they are known.

    They reach what knows nothing of accounts, too: the transport, the database, a library.
    """
    known = {name: value for name, value in ids.items() if value is not None}
    before = _IDS.set({**_IDS.get(), **known})
    try:
        yield
    finally:
        _IDS.reset(before)


def current() -> Mapping[str, int]:
    """Return the ids of here and now."""
    return _IDS.get()
