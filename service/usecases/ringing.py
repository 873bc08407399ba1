"""Asana at the door: a handshake, a ring or a heartbeat, for one webhook of ours.

A ring is one short transaction, shared with those that come at the same time. What changed is
no business of the door's: the next sync asks the event stream.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.asana.webhooks import Delivery, Handshake, TurnedAway, receive
from service.store import accounts, webhooks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from service.store.database import Database
    from service.store.webhooks import Hook

__all__ = ["Door", "Taken", "TurnedAway"]

log = logging.getLogger(__name__)

MOST_KEPT = 10_000
"""Secrets in memory, a megabyte or two of them; beyond that they are read anew."""

_NONCE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Taken:
    """It was Asana, as far as can be known; `echo` is a handshake's secret to be given back."""

    echo: str | None = None


@dataclass(frozen=True, slots=True)
class Ring:
    """Asana rings, and signed for it; a heartbeat `asks` for nothing."""

    nonce: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A webhook that takes something: as it is stored, or its secret, kept from before."""

    nonce: str
    hook: Hook | None = None
    secret: str | None = field(default=None, repr=False)


class Door:
    """What answers at the webhooks' address, from any number of threads.

    `unseal` opens a stored secret. The secrets of webhooks that ring are kept in memory: a
    ring waits for one transaction, and that one looks whether its webhook is still trusted.
    """

    def __init__(
        self,
        database: Database,
        unseal: Callable[[bytes], str],
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._unseal = unseal
        self._clock = clock
        self._secrets: dict[str, str] = {}

    def answer(
        self, nonce: str, headers: Iterable[tuple[str, str]], body: bytes
    ) -> Taken | TurnedAway:
        """Answer a request to the path that ends with `nonce`.

        An unknown nonce and a wrong signature are refused alike. What is taken is stored.
        """
        known = self.remembered(nonce) or self.look_up([nonce])[0]
        said = self.hear(known, headers, body) if known else TurnedAway.UNPROVEN
        return self.take_in([said])[0] if isinstance(said, Ring) else said

    def remembered(self, nonce: str) -> Known | None:
        """Return what is in memory: to `hear` with it waits for nothing."""
        secret = self._secrets.get(nonce)
        return Known(nonce, secret=secret) if secret is not None else None

    def look_up(self, nonces: Sequence[str]) -> list[Known | None]:
        """Find the webhooks that take something at these paths, in one transaction."""
        possible = [nonce for nonce in nonces if _NONCE.fullmatch(nonce)]
        found: dict[str, Hook] = {}
        if possible:
            with self._database.begin() as tx:
                found = webhooks.live(tx, possible)
        known = {nonce: Known(nonce, hook) for nonce, hook in found.items()}
        return [known.get(nonce) for nonce in nonces]

    def hear(
        self, known: Known, headers: Iterable[tuple[str, str]], body: bytes
    ) -> Ring | Taken | TurnedAway:
        """Tell what it is; a ring is proven, and still to be taken in."""
        hook, secret, nonce = known.hook, known.secret, known.nonce
        if hook is not None and hook.secret is not None:
            secret = self._unseal(hook.secret)
        match receive(headers, body, secret=secret):
            case Handshake(secret=offered) if hook is not None:
                return self._shake(hook, offered)
            case Delivery() as delivery if secret is not None:
                log.debug("a webhook rang for %s", delivery.touched or "nothing")
                self._remember(nonce, secret)
                return Ring(nonce, asks=not delivery.heartbeat)
            case TurnedAway() as refusal:
                return refusal
        return TurnedAway.UNPROVEN

    def take_in(self, rings: Sequence[Ring]) -> list[Taken | TurnedAway]:
        """Store rings in one transaction; those are refused that nobody trusts any more."""
        now = self._clock()
        with self._database.begin() as tx:
            whose = webhooks.heard(tx, {ring.nonce for ring in rings}, now)
            asking = {ring.nonce for ring in rings if ring.asks} & whose.keys()
            accounts.ring_for(tx, {whose[nonce] for nonce in asking}, now)
        for ring in rings:
            if ring.nonce not in whose:  # it was retired before this came
                self._secrets.pop(ring.nonce, None)
        return [Taken() if ring.nonce in whose else TurnedAway.UNPROVEN for ring in rings]

    def _remember(self, nonce: str, secret: str) -> None:
        if len(self._secrets) >= MOST_KEPT:
            self._secrets.clear()
        self._secrets[nonce] = secret

    def _shake(self, hook: Hook, offered: str) -> Taken | TurnedAway:
        with self._database.begin() as tx:
            is_taken = webhooks.offer(tx, hook.id, offered, self._clock())
        return Taken(echo=offered) if is_taken else TurnedAway.UNPROVEN
