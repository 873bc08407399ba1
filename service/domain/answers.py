"""The person's answers to decisions, read from the ticks of their subtasks and acted on.

Pure, and the only place that acts on a tick: what is acted on here is recorded together with
the plan that came of it, in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from service.domain.acting import act, how_to_undo
from service.domain.changes import Change, What
from service.domain.decision import Asked, Status
from service.domain.fields import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from service.domain.plan import Plan
    from service.domain.remote import Remote

TOO_LATE = (
    "This was answered no before it was ticked, so nothing was done. If it still makes sense, "
    "the next review asks again."
)


@dataclass(slots=True)
class Answered:
    """The plan after the ticks were acted on; `asked` are the decisions that changed."""

    plan: Plan
    asked: list[Asked] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def take_answers(plan: Plan, asked: Sequence[Asked], remote: Remote, today: date) -> Answered:
    """Act on what was ticked since it was last seen, the oldest question first.

    A tick counts before the review's completion that was read with it. What the person deleted,
    or left open in a review that they completed, is declined; with the review itself gone, or
    never shown, a question is answered no, and that is all.
    """
    result = Answered(plan)
    for one in sorted(asked, key=lambda one: (one.week, one.position)):
        now = one
        if one.gid is not None and one.gid in remote.decisions:
            now = _seen(result, one, remote, today)
        if now.status is Status.OPEN and now.review in remote.gone_reviews:
            now = replace(now, status=Status.NO)
        elif now.status is Status.OPEN and now.review in remote.completed_reviews:
            now = replace(now, status=Status.NO, declined=now.gid is not None)
        if now != one:
            result.asked.append(now)
    return result


def outcome(asked: Asked) -> str:
    """What became of a decision, as the next review tells it."""
    said = {
        Status.DONE: "yes, done",
        Status.NO: "no",
        Status.OVERTAKEN: "overtaken: the plan had changed meanwhile",
        Status.OPEN: "still open",
    }
    return f"{asked.decision.question} {said[asked.status].capitalize()}."


def _seen(result: Answered, asked: Asked, remote: Remote, today: date) -> Asked:
    seen = remote.decisions[asked.gid or ""]
    if seen is None or seen.parent != asked.review:
        left = replace(asked, gid=None, says=None)
        if asked.status is not Status.OPEN:
            return left
        deleted = seen is None and asked.review not in remote.gone_reviews
        return replace(left, status=Status.NO, declined=deleted)
    if seen.done == asked.ticked:
        return asked
    now = replace(asked, ticked=seen.done)
    return _ticked(result, now, today) if seen.done else _unticked(result, now)


def _ticked(result: Answered, asked: Asked, today: date) -> Asked:
    if asked.status is Status.OPEN:
        return _acted(result, asked, today)
    if asked.status is Status.NO:
        return _told(result, replace(asked, declined=False), TOO_LATE)
    return asked


def _unticked(result: Answered, asked: Asked) -> Asked:
    done = asked.status is Status.DONE
    return _told(result, asked, how_to_undo(asked.decision)) if done else asked


def _acted(result: Answered, asked: Asked, today: date) -> Asked:
    acted = act(asked.decision, result.plan, today)
    if isinstance(acted, str):
        return _told(result, replace(asked, status=Status.OVERTAKEN), acted)
    result.changes.append(_change(asked, result.plan, acted))
    result.plan = acted
    return replace(asked, status=Status.DONE)


def _change(asked: Asked, before: Plan, after: Plan) -> Change:
    decision, note = asked.decision, f"ticked in the review of {asked.week}"
    if decision.goal_id is None:
        title = next(one.title for one in before.postings if one.id == decision.about)
        return Change(What.DECIDE, title, field="posting", new="let go", note=note)
    was, now = before.goal(decision.goal_id), after.goal(decision.goal_id)
    old, new = place_of(was).value, place_of(now).value
    return Change(What.DECIDE, now.skill, now.id, "place", old, new, note)


def _told(result: Answered, asked: Asked, sentence: str) -> Asked:
    question, goal_id = asked.decision.question, asked.decision.goal_id or ""
    result.changes.append(Change(What.MOOT, question, goal_id, note=sentence))
    return replace(asked, says=sentence)
