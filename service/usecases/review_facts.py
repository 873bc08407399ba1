"""What a review is worked out from, gathered from the store and one reading of the board."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.changes import What
from service.domain.review import Facts, Snapshot
from service.domain.schedule import Story, StoryKind, daily, place
from service.store import history, links, plans, reviews
from service.store.links import LinkKind
from service.usecases.past import tell
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.remote import RemoteTask
    from service.store.history import Entry
    from service.store.reviews import Review

MOST_ENTRIES = 5_000
"""More happens in no week; what is older than so many entries is left out."""
MOST_UNFINISHED = 10
"""So many weeks on end may have begun a review that Asana never answered."""


def gather(
    tx: Connection, account_id: int, tasks: Sequence[RemoteTask], now: datetime
) -> Facts:
    """Gather the facts after a sync; `tasks` are what the board shows now."""
    plan = plans.load(tx, account_id)
    previous = latest(tx, account_id)
    since = previous.finished_at if previous else None
    entries = history.recent(tx, account_id, MOST_ENTRIES, since)
    entries.reverse()
    return Facts(
        today=local_day(plan, now),
        plan=plan,
        gids=_gids(tx, account_id, tasks),
        previous=_snapshot(previous),
        stories=_stories(entries),
        conflicts=tuple(tell(e, plan) for e in entries if e.kind == What.CONFLICT),
        adopted=frozenset(e.goal_id for e in entries if e.kind == What.ADOPT and e.goal_id),
        streak=_streak(previous, tasks),
    )


def foresee(facts: Facts) -> Facts:
    """Return the facts as they will be once the next sync has let the calendar do its part."""
    plan, stories = daily(place(facts.plan, facts.today), facts.today)
    return replace(facts, plan=plan, stories=(*facts.stories, *stories))


def latest(tx: Connection, account_id: int) -> Review | None:
    """Return the youngest review whose task is known."""
    found = reviews.latest(tx, account_id, MOST_UNFINISHED + 1)
    return next((review for review in found if review.gid), None)


def _gids(tx: Connection, account_id: int, tasks: Iterable[RemoteTask]) -> dict[str, str]:
    """Return the goals' tasks; one that the board does not show must not be linked.

    Asana takes no notes with a link to a task that is in the trash.
    """
    shown = {task.gid for task in tasks if task.absent is None}
    return {
        link.key: link.gid
        for link in links.all_of(tx, account_id)
        if link.kind is LinkKind.GOAL and not link.lost and link.gid in shown
    }


def _snapshot(review: Review | None) -> Snapshot | None:
    return Snapshot.from_dict(review.facts or {}) if review else None


def _stories(entries: Iterable[Entry]) -> tuple[Story, ...]:
    kinds = set(StoryKind)
    return tuple(
        Story(entry.goal_id or "", StoryKind(entry.kind), entry.text)
        for entry in entries
        if entry.kind in kinds
    )


def _streak(previous: Review | None, tasks: Iterable[RemoteTask]) -> int:
    """Count on from the last review, if the person completed it."""
    if previous is None:
        return 0
    done = any(task.gid == previous.gid and task.standing.completed for task in tasks)
    before = Snapshot.from_dict(previous.facts or {}).streak
    return before + 1 if done else 0
