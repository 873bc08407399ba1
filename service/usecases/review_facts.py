"""What a review is worked out from, gathered from the store and one reading of the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from service.domain.changes import ENERGY, GROUP, LABEL, What
from service.domain.fields import Place
from service.domain.plan import State
from service.domain.review import Facts, Snapshot
from service.domain.schedule import Story, StoryKind, daily, place
from service.store import history, links, plans, reviews
from service.store.links import LinkKind
from service.usecases.past import tell
from service.usecases.review_past import decided_since, declined_lately, past_of
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.plan import Plan
    from service.domain.remote import RemoteTask
    from service.store.history import Entry
    from service.store.reviews import Review

MOST_ENTRIES = 5_000
"""More happens in no week; what is older than so many entries is left out."""
A_QUARTER = timedelta(days=92)


def gather(
    tx: Connection, account_id: int, tasks: Sequence[RemoteTask], now: datetime
) -> Facts:
    """Gather the facts after a sync; `tasks` are what the board shows now."""
    plan = plans.load(tx, account_id)
    gids = _gids(tx, account_id, tasks)
    liked = {task.gid for task in tasks if task.liked}
    previous = reviews.latest_made(tx, account_id)
    since = previous.finished_at if previous else None
    entries = history.recent(tx, account_id, MOST_ENTRIES, since)
    entries.reverse()
    return Facts(
        today=local_day(plan, now),
        plan=plan,
        gids=gids,
        previous=_snapshot(previous),
        stories=_stories(entries),
        conflicts=(*_conflicts(entries, plan), *_moved_out(tx, account_id, plan, entries)),
        adopted=_unsorted(entries),
        streak=_streak(previous, tasks),
        hearts=frozenset(goal_id for goal_id, gid in gids.items() if gid in liked),
        gave_hearts=_gave_hearts(tx, account_id, now),
        past=past_of(tx, account_id, plan),
        decided=decided_since(tx, account_id, since),
        declined=declined_lately(tx, account_id, plan, now),
    )


def foresee(facts: Facts) -> Facts:
    """Return the facts as they will be once the next sync has let the calendar do its part."""
    plan, stories = daily(place(facts.plan, facts.today), facts.today)
    return replace(facts, plan=plan, stories=(*facts.stories, *stories))


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


def _conflicts(entries: Iterable[Entry], plan: Plan) -> Iterator[str]:
    for entry in entries:
        if entry.kind == What.CONFLICT or entry.field == LABEL:
            yield tell(entry, plan)


def _moved_out(
    tx: Connection, account_id: int, plan: Plan, entries: Iterable[Entry]
) -> Iterator[str]:
    """Goals whose tasks were taken out of the project since, and are still out of it."""
    out = {
        link.key
        for link in links.all_of(tx, account_id)
        if link.kind is LinkKind.GOAL and link.lost
    }
    left = {e.goal_id for e in entries if e.field == "place" and not e.new}
    for goal in plan.goals:
        if goal.id in out & left and goal.state is not State.LET_GO:
            yield (
                f"{goal.skill}: its task was taken out of the project. It comes back with its "
                f"task; or let it go?"
            )


def _unsorted(entries: Iterable[Entry]) -> frozenset[str]:
    """Goals that were added by hand in no group's section, and not moved into one since."""
    found: set[str] = set()
    for entry in entries:
        goal_id = entry.goal_id or ""
        if entry.kind == What.ADOPT and entry.field == GROUP:
            found.add(goal_id)
        elif entry.field == "place" and entry.new in (Place.IN_ROLE, Place.OUTSIDE):
            found.discard(goal_id)
    return frozenset(found)


def _gave_hearts(tx: Connection, account_id: int, now: datetime) -> bool:
    since = now - A_QUARTER
    entries = history.recent(tx, account_id, MOST_ENTRIES, since, field=ENERGY)
    return any(entry.new for entry in entries)


def _streak(previous: Review | None, tasks: Iterable[RemoteTask]) -> int:
    """Count on from the last review, if the person completed it."""
    if previous is None:
        return 0
    done = any(task.gid == previous.gid and task.standing.completed for task in tasks)
    before = Snapshot.from_dict(previous.facts or {}).streak
    return before + 1 if done else 0
