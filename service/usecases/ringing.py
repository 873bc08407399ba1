"""Asana at the door: a handshake, a ring or a heartbeat, for one webhook of ours.

A ring is one short transaction, shared with those that come at the same time. What changed is
no business of the door's: the next sync asks the event stream.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
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
        said = self.look(nonce, headers, body)
        return self.take_in([said])[0] if isinstance(said, Ring) else said

    def knows(self, nonce: str) -> bool:
        """Whether `look` needs no database for it, and so waits for nothing."""
        return nonce in self._secrets

    def look(
        self, nonce: str, headers: Iterable[tuple[str, str]], body: bytes
    ) -> Ring | Taken | TurnedAway:
        """Tell what it is; a ring is proven, and still to be taken in."""
        hook, secret = None, self._secrets.get(nonce)
        if secret is None:
            hook = self._hook(nonce)
            if hook is None:
                return TurnedAway.UNPROVEN
            secret = self._unseal(hook.secret) if hook.secret is not None else None
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

    def _hook(self, nonce: str) -> Hook | None:
        if not _NONCE.fullmatch(nonce):
            return None
        with self._database.begin() as tx:
            hook = webhooks.by_nonce(tx, nonce)
        return hook if hook is not None and hook.state in webhooks.LIVE else None

    def _shake(self, hook: Hook, offered: str) -> Taken | TurnedAway:
        with self._database.begin() as tx:
            is_taken = webhooks.offer(tx, hook.id, offered, self._clock())
        return Taken(echo=offered) if is_taken else TurnedAway.UNPROVEN
