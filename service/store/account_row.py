"""The row of an account as a value, for whoever reads it: by itself, or with a claim."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from service.store.states import AccountState
from service.store.tables import accounts

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Row


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it stands; its token is asked for by itself."""

    id: int
    name: str
    email: str
    user_gid: str | None
    workspace_gid: str | None
    workspace_name: str
    team_gid: str | None
    later_section_gid: str | None
    inbox_section_gid: str | None
    auth: str
    state: AccountState
    state_message: str
    state_hint: str
    last_sync_at: datetime | None
    last_day: date | None
    event_token: str | None
    quiet_until: datetime | None
    wanted: int
    done: int
    due_at: datetime | None
    hold_until: datetime | None
    next_full_at: datetime | None
    next_review_at: datetime | None
    rung_at: datetime | None
    lease_until: datetime | None

    @property
    def waiting(self) -> int:
        """How many requests no finished run has answered yet."""
        return self.wanted - self.done

    def is_quiet(self, now: datetime) -> bool:
        """Whether only Asana can have work: the last turn had none, and no moment has come."""
        last = self.last_sync_at
        if not self.event_token or last is None or now < last:  # or the clock was set back
            return False
        moments = (self.quiet_until, self.next_full_at, self.next_review_at)
        return all(at is not None and now < at for at in moments)


_NAMES = tuple(field.name for field in fields(Account))
_VALUES = attrgetter(*_NAMES)
COLUMNS = tuple(accounts.c[name] for name in _NAMES)
"""What has to be asked for."""


def account_of(found: Row[*tuple[Any, ...]]) -> Account:
    """Return the account of a row that has these columns, and perhaps others."""
    values = dict(zip(_NAMES, _VALUES(found), strict=True))
    return Account(**{**values, "state": AccountState(found.state)})
