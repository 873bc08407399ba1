"""How an account stands."""

from __future__ import annotations

from enum import StrEnum


class AccountState(StrEnum):
    """Whether work is done for an account, and if not, why."""

    NOT_CONNECTED = "not_connected"
    OK = "ok"
    TOKEN_INVALID = "token_invalid"  # noqa: S105 - the name of a state
    ACCESS_LOST = "access_lost"
    PROJECT_GONE = "project_gone"
    CONFIRM = "confirm"
    PAUSED = "paused"


RECOVERABLE = frozenset(
    {AccountState.ACCESS_LOST, AccountState.PROJECT_GONE, AccountState.CONFIRM}
)
"""Stops whose reason may pass without us: a person may try again, and success ends them."""
