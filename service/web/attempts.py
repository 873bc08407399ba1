"""How often somebody may fail to show who they are: a few times in a few minutes.

What is counted is a wrong key, link or signature, by the address that it came from; who shows
nothing at all is told so, and has failed at nothing. Programs and people are counted apart: a
script that goes on with an old key keeps nobody of its house from the page.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from contextlib import contextmanager
from datetime import timedelta
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import TYPE_CHECKING

from service.errors import InvalidInput
from service.web.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fastapi import Request

MOST = 10
WITHIN = timedelta(minutes=5)
MOST_ADDRESSES = 10_000
NETWORK_BITS = 64
"""So much of an IPv6 address is given to one house, which then has the rest for itself."""


class Attempts:
    """Counts what failed, in this process; keys are too long to be guessed in any case."""

    def __init__(self) -> None:
        self._failed: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str, now: datetime) -> int:
        """Return for how many seconds an address has to wait; 0 where it may try."""
        with self._lock:
            failed = self._failed.get(address, ())
            recent = [at for at in failed if at + WITHIN > now]
        if len(recent) < MOST:
            return 0
        return max(1, round((recent[0] + WITHIN - now).total_seconds()))

    def fail(self, address: str, now: datetime) -> None:
        """Count an attempt that failed; of very many addresses the oldest are forgotten."""
        with self._lock:
            self._failed.setdefault(address, deque(maxlen=MOST)).append(now)
            self._failed.move_to_end(address)
            while len(self._failed) > MOST_ADDRESSES:
                self._failed.popitem(last=False)


@contextmanager
def one_attempt(request: Request, attempts: Attempts, now: datetime) -> Iterator[None]:
    """Let somebody show who they are; what is refused within as wrong has failed.

    After too many, even what is right is refused until it is over, with 429: who guesses
    shall not learn which guess was right.
    """
    address = address_of(request)
    if wait := attempts.wait(address, now):
        raise Refused(
            HTTPStatus.TOO_MANY_REQUESTS,
            too_many(wait),
            hint="Nothing was looked at, so nothing is wrong with it; send it again then.",
            headers={"Retry-After": str(wait)},
        )
    try:
        yield
    except (Refused, InvalidInput) as refused:
        if isinstance(refused, InvalidInput) or refused.status_code == HTTPStatus.UNAUTHORIZED:
            attempts.fail(address, now)
        raise


def too_many(wait: int) -> str:
    """Say that too much has failed, and when to try again."""
    minutes = int(WITHIN.total_seconds() // 60)
    return f"Too many attempts within {minutes} minutes. Try again in {wait} seconds."


def address_of(request: Request) -> str:
    """Return whom an attempt is counted for: an IPv4 address, or a house's share of IPv6.

    It is the peer's, or what a proxy says that uvicorn was told to trust
    (`FORWARDED_ALLOW_IPS`, this machine by default): never what just anybody says.
    """
    host = request.client.host if request.client else ""
    try:
        peer = ip_address(host)
    except ValueError:
        return host
    if not isinstance(peer, IPv6Address):
        return host
    if peer.ipv4_mapped:
        return str(peer.ipv4_mapped)
    return str(IPv6Address(int(peer) >> (128 - NETWORK_BITS) << (128 - NETWORK_BITS)))
