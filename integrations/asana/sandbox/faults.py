"""What can go wrong between a client and Asana, to be switched on request by request."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Break = Literal["timeout", "drop", "unreachable"]


class Interrupted(Exception):
    """No answer reaches the client; `how` says what it sees instead."""

    def __init__(self, how: Break) -> None:
        super().__init__(how)
        self.how = how


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to fail: when the effect happens, and what the client gets.

    `answer` names a status, or what becomes of the true answer.
    """

    effect: Literal["never", "now", "later"]
    answer: int | Break | Literal["true", "html", "truncated", "garbage", "stale"]
    retry_after: str | None = None

    @property
    def fits_an_action(self) -> bool:
        """Tell whether one action of a batch can fail like this by itself."""
        return self.answer not in ("html", "truncated", "garbage", "unreachable")


KINDS: Final[dict[str, Kind]] = {
    "timeout_before": Kind("never", "timeout"),
    "timeout_after": Kind("now", "timeout"),
    "late_effect": Kind("later", "timeout"),
    "drop_before": Kind("never", "drop"),
    "drop_after": Kind("now", "drop"),
    "unreachable": Kind("never", "unreachable"),
    "500_before": Kind("never", 500),
    "500_after": Kind("now", 500),
    "503_before": Kind("never", 503),
    "503_after": Kind("now", 503),
    "504_before": Kind("never", 504),
    "504_after": Kind("now", 504),
    "502_html": Kind("never", "html"),
    "502_html_after": Kind("now", "html"),
    "truncated_201": Kind("now", "truncated"),
    "garbage_200": Kind("now", "garbage"),
    "429": Kind("never", 429, retry_after="1"),
    "429_no_header": Kind("never", 429),
    "429_date": Kind("never", 429, retry_after="Wed, 21 Oct 2026 07:28:00 GMT"),
    "429_huge": Kind("never", 429, retry_after="21600"),
    "400": Kind("never", 400),
    "401": Kind("never", 401),
    "402": Kind("never", 402),
    "403": Kind("never", 403),
    "404": Kind("never", 404),
    "451": Kind("never", 451),
    "stale_list": Kind("now", "stale"),
    "before": Kind("now", "true"),
    "after": Kind("now", "true"),
}


@dataclass(slots=True)
class Fault:
    """Let requests fail: after `skip` that match, the next `times` do (None: all).

    `path` is a regular expression for the whole path after /api/1.0, and fits a batch's
    actions too. `seconds` is the lag of a stale list, or the delay of a late effect;
    `retry_after` replaces the header of a 429. "before" and "after" break nothing: they
    call `do` around the request, to let a person act in the middle of a sync.
    """

    kind: str
    method: str = "*"
    path: str = ".*"
    skip: int = 0
    times: int | None = 1
    seconds: float = 30
    retry_after: str | float | None = None
    do: Callable[[], object] | None = None
    met: int = field(default=0, init=False)
    """How many requests have failed so."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            known = ", ".join(sorted(KINDS))
            raise ValueError(f"There is no fault {self.kind!r}. There are: {known}.")

    @property
    def how(self) -> Kind:
        """Return what this kind of fault does."""
        return KINDS[self.kind]

    @property
    def spent(self) -> bool:
        """Tell whether it will not happen again."""
        return self.times is not None and self.met >= self.times

    def strikes(self, method: str, path: str) -> bool:
        """Tell whether it strikes this request, and count that it did."""
        if self.spent or self.method not in ("*", method):
            return False
        if re.fullmatch(self.path, path) is None:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.met += 1
        return True


class Faults:
    """The faults that are switched on."""

    def __init__(self) -> None:
        self._active: list[Fault] = []
        self._lock = Lock()

    def add(self, fault: Fault) -> Fault:
        """Switch one on and return it; the first that fits a request is taken."""
        self._active.append(fault)
        return fault

    def clear(self) -> None:
        """Switch all off."""
        self._active.clear()

    def take(self, method: str, path: str, *, in_batch: bool = False) -> Fault | None:
        """Return the fault that this request meets, and use it up."""
        with self._lock:
            for fault in self._active:
                if in_batch and not fault.how.fits_an_action:
                    continue
                if fault.strikes(method, path):
                    return fault
        return None
