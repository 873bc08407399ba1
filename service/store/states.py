"""How an account stands, and what a person says to that."""

from __future__ import annotations

from enum import StrEnum


class AccountState(StrEnum):
    """Whether work is done for an account, and if not, why."""

    NOT_CONNECTED = "not_connected"
    OK = "ok"
    TOKEN_INVALID = "token_invalid"  # noqa: S105 - the name of a state
    APP_BLOCKED = "app_blocked"
    ACCESS_LOST = "access_lost"
    PROJECT_GONE = "project_gone"
    PROJECT_ARCHIVED = "project_archived"
    NEEDS_PAID_PLAN = "needs_paid_plan"
    CONFIRM = "confirm"
    PAUSED = "paused"


RECOVERABLE = frozenset(
    {
        AccountState.APP_BLOCKED,
        AccountState.ACCESS_LOST,
        AccountState.PROJECT_GONE,
        AccountState.PROJECT_ARCHIVED,
        AccountState.NEEDS_PAID_PLAN,
        AccountState.CONFIRM,
    }
)
"""Stops whose reason may pass without us: an answer of the person's ends them."""


class Answer(StrEnum):
    """What the person says to why the work has stopped."""

    AGAIN = "again"  # the reason has passed: look again
    CONFIRM = "confirm"  # what is gone from Asana is meant to be gone
    KEEP = "keep"  # it is not: the goals stay, and their tasks are made again
