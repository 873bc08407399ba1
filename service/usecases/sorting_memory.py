"""The last answer of a sitting is remembered with the session, so that it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.plan import Kind, Requirement
from service.domain.sorting import Dropped
from service.errors import NotFound, ServiceError, TryLater
from service.store import plans, sessions
from service.usecases.sorting import Sorted, undo

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from service.store.database import Database
    from service.store.sessions import Session


@dataclass(frozen=True, slots=True)
class Remembered:
    """What `undo` needs of an answer, as plain data."""

    lines: tuple[str, ...]
    goal_id: str | None
    made: bool
    dropped: tuple[Dropped, ...]


def remember(database: Database, session: Session, done: Sorted) -> None:
    """Keep an answer as the one that can be undone."""
    goal_id = done.goal.id if done.goal else None
    kept = Remembered(done.lines, goal_id, done.made, done.dropped)
    with database.begin() as tx:
        sessions.hold_answer(tx, session, _as_dict(kept))


def last(database: Database, session: Session) -> Remembered | None:
    """Return the answer that can be undone, if there is one."""
    with database.begin() as tx:
        found = sessions.held_answer(tx, session)
    return None if found is None else _read(found)


def undo_last(
    database: Database, session: Session, *, line: str = "", now: datetime
) -> Remembered:
    """Undo that answer, and forget it; also where it turns out that it never can be.

    `line`, where it is given, is the line whose answer is meant.
    """
    found = last(database, session)
    if found is None or (line and line != found.lines[0]):
        raise NotFound("There is nothing to undo.", hint="Only the last answer can be.")
    try:
        undo(database, session.account_id, _done(database, session, found), now=now)
    except TryLater:
        raise
    except ServiceError:
        _forget(database, session)
        raise
    _forget(database, session)
    return found


def _done(database: Database, session: Session, found: Remembered) -> Sorted:
    with database.begin() as tx:
        goals = {goal.id: goal for goal in plans.load(tx, session.account_id).goals}
    if found.goal_id is not None and found.goal_id not in goals:
        raise NotFound("The goal that answered it is not there any more.", hint="Sort on.")
    goal = goals[found.goal_id] if found.goal_id else None
    return Sorted(found.lines, goal, found.made, found.dropped)


def _forget(database: Database, session: Session) -> None:
    with database.begin() as tx:
        sessions.hold_answer(tx, session, None)


def _as_dict(kept: Remembered) -> dict[str, object]:
    dropped = [
        {
            "posting": one.posting_id,
            "position": one.position,
            "text": one.requirement.text,
            "kind": one.requirement.kind.value,
            "nice_to_have": one.requirement.nice_to_have,
        }
        for one in kept.dropped
    ]
    lines = list(kept.lines)
    return {"lines": lines, "goal": kept.goal_id, "made": kept.made, "dropped": dropped}


def _read(found: dict[str, Any]) -> Remembered:
    dropped = tuple(
        Dropped(
            one["posting"],
            one["position"],
            Requirement(one["text"], Kind(one["kind"]), one["nice_to_have"]),
        )
        for one in found["dropped"]
    )
    return Remembered(tuple(found["lines"]), found["goal"], found["made"], dropped)
