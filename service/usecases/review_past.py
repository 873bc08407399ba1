"""What the history and earlier decisions tell a review."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from service.domain.answers import outcome
from service.domain.changes import What
from service.domain.declined import RESTS, Declined
from service.domain.review_past import Move, Past, times_put_off
from service.domain.schedule import StoryKind
from service.domain.telling import ADDED, EDITED
from service.store import decisions, history

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.plan import Plan

MOVEMENTS = (
    What.PULL,
    What.ADOPT,
    What.CONFLICT,
    What.DECIDE,
    ADDED,
    EDITED,
    StoryKind.CAME_BACK,
)
"""What counts as a goal's movement: whatever the person did, and its coming back."""
DOINGS = ("place", "state")
"""The fields that tell what a goal is doing: in Asana, and in the plan."""


def past_of(tx: Connection, account_id: int, plan: Plan) -> Past:
    """Read the goals' past; one that nobody ever moved rests since the history begins."""
    zone = ZoneInfo(plan.settings.timezone)
    found = history.last_of_goals(tx, account_id, MOVEMENTS)
    begin = history.first_at(tx, account_id)
    moments = ((goal.id, found.get(goal.id, begin)) for goal in plan.goals)
    moved = {key: at.astimezone(zone).date() for key, at in moments if at is not None}
    moves = (Move(*one) for one in history.changes_of(tx, account_id, DOINGS))
    return Past(moved, times_put_off(moves))


def decided_since(tx: Connection, account_id: int, since: datetime | None) -> tuple[str, ...]:
    """Tell what became of decisions since the last review."""
    if since is None:
        return ()
    return tuple(outcome(one) for one in decisions.answered_since(tx, account_id, since))


def declined_lately(
    tx: Connection, account_id: int, plan: Plan, now: datetime
) -> tuple[Declined, ...]:
    """Return what the person said no to so lately that it may still rest."""
    zone = ZoneInfo(plan.settings.timezone)
    since = now - RESTS - timedelta(days=1)  # days are counted in the person's zone
    return tuple(
        Declined(one.week, one.decision, one.answered_at.astimezone(zone).date())
        for one in decisions.declined_since(tx, account_id, since)
        if one.answered_at is not None
    )
