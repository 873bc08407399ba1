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
from service.store.desk import Desk

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
        self._desk = Desk(self._take_in)

    def answer(
        self, nonce: str, headers: Iterable[tuple[str, str]], body: bytes
    ) -> Taken | TurnedAway:
        """Answer a request to the path that ends with `nonce`.

        An unknown nonce and a wrong signature are refused alike. What is taken is stored.
        """
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
                return self._ring(nonce, secret, delivery)
            case TurnedAway() as refusal:
                return refusal
        return TurnedAway.UNPROVEN

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

    def _ring(self, nonce: str, secret: str, delivery: Delivery) -> Taken | TurnedAway:
        account_id = self._desk.visit((nonce, not delivery.heartbeat))
        if not account_id:
            self._secrets.pop(nonce, None)
            return TurnedAway.UNPROVEN  # it was retired before this came
        if len(self._secrets) >= MOST_KEPT:
            self._secrets.clear()
        self._secrets[nonce] = secret
        log.debug("account %s was rung for %s", account_id, delivery.touched or "nothing")
        return Taken()

    def _take_in(self, rings: Sequence[tuple[str, bool]], _wanted: int) -> list[int]:
        """Store what came, in one transaction; return whose it is, 0 where nobody's."""
        now = self._clock()
        with self._database.begin() as tx:
            whose = webhooks.heard(tx, {nonce for nonce, _ in rings}, now)
            rung = {whose[nonce] for nonce, rings_ in rings if rings_ and nonce in whose}
            accounts.ring_for(tx, rung, now)
        return [whose.get(nonce, 0) for nonce, _ in rings]
