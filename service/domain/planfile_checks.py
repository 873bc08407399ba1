"""What has to hold between the parts of a plan file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.goal_rules import faults
from service.domain.plan import Goal, Group, PlanSettings, Posting, State, wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from service.domain.planfile_problems import Problems
    from service.domain.planfile_record import Record
    from service.domain.quarter import Quarter

Goals = list[tuple[Goal, "Record"]]
Postings = list[tuple[Posting, "Record"]]


def check_parts(
    goals: Goals, postings: Postings, settings: PlanSettings, problems: Problems
) -> None:
    """Note everything that contradicts itself."""
    for goal, record in goals:
        for fault in faults(goal, settings):
            record.wrong(*fault)
    _check_pins(goals, settings)
    names = [(goal.skill, goal.id, "skill", record) for goal, record in goals]
    titles = [(posting.title, posting.id, "title", record) for posting, record in postings]
    _check_names(names, "goals")
    _check_names(titles, "postings")
    _check_ids([*goals, *postings])
    _check_step_ids(goals, problems)


def _check_pins(goals: Goals, settings: PlanSettings) -> None:
    pinned: dict[tuple[Quarter, Group], int] = {}
    for goal, record in goals:
        if goal.pinned is None or goal.state in (State.MASTERED, State.LET_GO):
            continue
        key = goal.pinned, goal.group
        pinned[key] = pinned.get(key, 0) + 1
        if pinned[key] > (room := settings.capacity.of(goal.group)):
            message = (
                f"{goal.pinned} is over capacity: {pinned[key]} {goal.group} goals are pinned "
                f"to it, and there is room for {room}."
            )
            record.wrong("quarter", message, "Pin it to another quarter, or leave that out.")


def _check_names(named: Iterable[tuple[str, str, str, Record]], what: str) -> None:
    """No two of one name, unless their ids tell them apart (Asana does not mind twins)."""
    first: dict[str, tuple[str, Record]] = {}
    for name, identity, key, record in named:
        if not (same := wording(name)):
            continue
        other_id, other = first.setdefault(same, (identity, record))
        if other is not record and not (identity and other_id):
            hint = f"The other is in line {other.where(key).line}. Rename or remove one."
            record.wrong(key, f"Two {what} have the name `{name[:60]}`.", hint)


def _check_ids(parts: Iterable[tuple[Goal | Posting, Record]]) -> None:
    first: dict[str, Record] = {}
    for part, record in parts:
        other = first.setdefault(part.id, record)
        if part.id and other is not record:
            hint = f"The other is in line {other.where('id').line}. Drop the id of the copy."
            record.wrong("id", f"The id `{part.id}` is there twice.", hint)


def _check_step_ids(goals: Goals, problems: Problems) -> None:
    seen: set[str] = set()
    for goal, record in goals:
        for step in goal.steps:
            if step.id and step.id in seen:
                message = f"The id `{step.id}` is there twice among the steps."
                problems.add(record.where("steps"), message, "Drop the id of the copy.")
            seen.add(step.id)
