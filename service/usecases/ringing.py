"""Asana at the door: a handshake, a ring or a heartbeat, for one webhook of ours.

Whatever happens here is one or two short transactions. What changed is no business of the
door's: the next sync asks the event stream.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.asana.webhooks import Delivery, Handshake, TurnedAway, receive
from service.store import accounts, webhooks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from service.store.database import Database
    from service.store.webhooks import Hook

__all__ = ["Door", "Taken", "TurnedAway"]

log = logging.getLogger(__name__)

_NONCE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Taken:
    """It was Asana, as far as can be known; `echo` is a handshake's secret to be given back."""

    echo: str | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """What answers at the webhooks' address; `unseal` opens a stored secret."""

    database: Database
    unseal: Callable[[bytes], str]
    clock: Callable[[], datetime]

    def answer(
        self, nonce: str, headers: Iterable[tuple[str, str]], body: bytes
    ) -> Taken | TurnedAway:
        """Answer a request to the path that ends with `nonce`.

        An unknown nonce and a wrong signature are refused alike. What is taken is stored.
        """
        hook = self._hook(nonce)
        if hook is None:
            return TurnedAway.UNPROVEN
        secret = self.unseal(hook.secret) if hook.secret is not None else None
        match receive(headers, body, secret=secret):
            case Handshake(secret=offered):
                return self._shake(hook, offered)
            case Delivery() as delivery:
                return self._ring(hook, delivery)
            case refusal:
                return refusal

    def _hook(self, nonce: str) -> Hook | None:
        if not _NONCE.fullmatch(nonce):
            return None
        with self.database.begin() as tx:
            hook = webhooks.by_nonce(tx, nonce)
        return hook if hook is not None and hook.state in webhooks.LIVE else None

    def _shake(self, hook: Hook, offered: str) -> Taken | TurnedAway:
        with self.database.begin() as tx:
            is_taken = webhooks.offer(tx, hook.id, offered, self.clock())
        return Taken(echo=offered) if is_taken else TurnedAway.UNPROVEN

    def _ring(self, hook: Hook, delivery: Delivery) -> Taken | TurnedAway:
        now = self.clock()
        with self.database.begin() as tx:
            if not webhooks.heard(tx, hook.id, now):
                return TurnedAway.UNPROVEN  # it was retired while the signature was checked
            if not delivery.heartbeat:
                accounts.request(tx, hook.account_id, now=now, rung=True)
        log.debug("webhook %s rang for %s", hook.id, delivery.touched or "nothing")
        return Taken()
