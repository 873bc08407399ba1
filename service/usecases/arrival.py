"""How changes in Asana arrive: by its webhook, or by asking for news."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.store import webhooks

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from service.store.webhooks import HookState


class Way(StrEnum):
    """Who begins."""

    WEBHOOK = "webhook"
    POLLING = "polling"


@dataclass(frozen=True, slots=True)
class Arrival:
    """How changes arrive. `problem` and `hint` say why not by webhook, where one was tried.

    `webhook` is how far that is: None without one.
    """

    way: Way = Way.POLLING
    webhook: HookState | None = None
    last_heard: datetime | None = None
    problem: str = ""
    hint: str = ""

    def as_dict(self) -> dict[str, object]:
        """The arrival as plain data."""
        return {
            "by": self.way.value,
            "webhook": self.webhook.value if self.webhook else None,
            "last_heard": self.last_heard.isoformat() if self.last_heard else None,
            "problem": self.problem,
            "hint": self.hint,
        }


def arrival(tx: Connection, account_id: int, now: datetime) -> Arrival:
    """Return how an account's changes arrive."""
    hook = webhooks.current(tx, account_id)
    if hook is None:
        return Arrival()
    way = Way.WEBHOOK if hook.rings(now) else Way.POLLING
    return Arrival(way, hook.state, hook.heard_at, hook.problem, hook.hint)
