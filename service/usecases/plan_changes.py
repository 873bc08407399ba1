"""A changed plan into the store: saved, told in the history, and due for a sync."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from service.domain.planfile import goal_as_dict
from service.domain.telling import ADDED, EDITED, TAKEN_BACK
from service.store import accounts, history, plans

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.plan import Goal, Plan

_LONGEST = 500


def keep(tx: Connection, account_id: int, before: Plan, after: Plan, *, now: datetime) -> None:
    """Save a plan that the person changed outside of Asana; nothing where nothing changed.

    The account's row must have been locked before `before` was read.
    """
    if after == before:
        return
    plans.save(tx, account_id, after)
    were = {goal.id: goal for goal in before.goals}
    for goal in after.goals:
        if (was := were.get(goal.id)) is None:
            note = {"kind": ADDED, "text": goal.skill, "goal_id": goal.id}
            history.note(tx, account_id, None, now, **note)
        elif was != goal:
            _note_edits(tx, account_id, was, goal, now)
    for goal_id in were.keys() - {goal.id for goal in after.goals}:
        note = {"kind": TAKEN_BACK, "text": were[goal_id].skill, "goal_id": goal_id}
        history.note(tx, account_id, None, now, **note)
    accounts.request(tx, account_id, now=now, priority=accounts.Priority.PEOPLE)


def _note_edits(
    tx: Connection, account_id: int, before: Goal, after: Goal, now: datetime
) -> None:
    old, new = goal_as_dict(before), goal_as_dict(after)
    for key in dict.fromkeys(chain(old, new)):
        if old.get(key) != new.get(key) and key != "formerly":
            history.note(
                tx,
                account_id,
                None,
                now,
                goal_id=after.id,
                kind=EDITED,
                text=after.skill,
                field=key,
                old=_shown(old.get(key)),
                new=_shown(new.get(key)),
            )


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(_shown(item) for item in value)[:_LONGEST]
    if isinstance(value, dict):
        return f"{value.get('text', '')}{' (done)' if value.get('done') else ''}"
    return "" if value is None else str(value)[:_LONGEST]
