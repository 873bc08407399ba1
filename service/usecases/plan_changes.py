"""A changed plan into the store: saved, told in the history, and due for a sync."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from service.domain.plan import wording
from service.domain.planfile import goal_as_dict
from service.domain.telling import (
    ADDED,
    DROPPED,
    EDITED,
    MARKED,
    PICKED,
    POSTING_ADDED,
    POSTING_EDITED,
    POSTING_REMOVED,
    TAKEN_BACK,
)
from service.store import accounts, history, plans, posting_copies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.plan import Goal, Plan, Posting, Requirement

PLAN = "The plan"
"""What the history calls what concerns no goal alone."""

_LONGEST = 500


def keep(tx: Connection, account_id: int, before: Plan, after: Plan, *, now: datetime) -> None:
    """Save a plan that the person changed outside of Asana; nothing where nothing changed.

    The account's row must have been locked before `before` was read.
    """
    if after == before:
        return
    plans.save(tx, account_id, after)
    keep_copies(tx, account_id, before, after, now=now)
    _note_postings(tx, account_id, before, after, now)
    if after.purpose != before.purpose:
        said = {"old": _shown(before.purpose), "new": _shown(after.purpose)}
        history.note(tx, account_id, None, now, kind=EDITED, text=PLAN, field="purpose", **said)
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


def keep_copies(
    tx: Connection, account_id: int, before: Plan, after: Plan, *, now: datetime
) -> None:
    """Keep a copy of every posting that leaves the plan, so that it can be taken up again."""
    left = {posting.id for posting in after.postings}
    for posting in before.postings:
        if posting.id not in left:
            posting_copies.leave(tx, account_id, posting, now)


def _note_postings(
    tx: Connection, account_id: int, before: Plan, after: Plan, now: datetime
) -> None:
    were = {posting.id: posting for posting in before.postings}
    for posting in after.postings:
        if (was := were.pop(posting.id, None)) is None:
            history.note(tx, account_id, None, now, kind=POSTING_ADDED, text=posting.title)
            continue
        for field, old, new in _posting_edits(was, posting):
            values = {"field": field, "old": old, "new": new}
            history.note(
                tx, account_id, None, now, kind=POSTING_EDITED, text=posting.title, **values
            )
    for gone in were.values():
        history.note(tx, account_id, None, now, kind=POSTING_REMOVED, text=gone.title)


def _posting_edits(before: Posting, after: Posting) -> Iterator[tuple[str, str, str]]:
    """Each thing that was changed: a name for it, the old and the new value."""
    for field in ("title", "url"):
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield field, _shown(old), _shown(new)
    were = {wording(one.text): one for one in before.requirements}
    are = {wording(one.text): one for one in after.requirements}
    for did, old_lines, new_lines in (
        (PICKED, [], [one.text for key, one in are.items() if key not in were]),
        (DROPPED, [one.text for key, one in were.items() if key not in are], []),
        (MARKED, *_marked(were, are)),
    ):
        if old_lines or new_lines:
            yield did, _shown(old_lines), _shown(new_lines)


def _marked(
    were: Mapping[str, Requirement], are: Mapping[str, Requirement]
) -> tuple[list[str], list[str]]:
    """The lines that now weigh or ask otherwise, as they were and as they are."""

    def told(one: Requirement) -> str:
        weight = "nice to have" if one.nice_to_have else "must have"
        return f"{one.text} ({weight}, {one.kind.value})"

    both = [(was, are[key]) for key, was in were.items() if key in are]
    changed = [
        (told(was), told(one))
        for was, one in both
        if (was.nice_to_have, was.kind) != (one.nice_to_have, one.kind)
    ]
    return [old for old, _ in changed], [new for _, new in changed]


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
