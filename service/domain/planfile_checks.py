"""What has to hold between the parts of a plan file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.plan import Goal, Group, PlanSettings, Posting, State, roads_of, wording
from service.domain.quarter import Calendar

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
        _check_road(goal, record)
        _check_day(goal, record, Calendar(settings.quarter_starts))
        _check_state(goal, record)
    _check_pins(goals, settings)
    names = [(goal.skill, goal.id, "skill", record) for goal, record in goals]
    titles = [(posting.title, posting.id, "title", record) for posting, record in postings]
    _check_names(names, "goals")
    _check_names(titles, "postings")
    _check_ids([*goals, *postings])
    _check_step_ids(goals, problems)


def _check_road(goal: Goal, record: Record) -> None:
    if goal.via is None or goal.via in roads_of(goal.home):
        return
    here = ", ".join(sorted(roads_of(goal.home)))
    where = "outside" if goal.home is Group.OUTSIDE else "in the role"
    message = f"`{goal.via}` is no way to learn {where}."
    record.wrong("via", message, f"Choose one of {here}, or change the group.")


def _check_day(goal: Goal, record: Record, calendar: Calendar) -> None:
    if not (goal.pinned and goal.not_before):
        return
    if (quarter := calendar.quarter_of(goal.not_before)) != goal.pinned:
        message = f"{goal.not_before} is in {quarter}, and the goal is pinned to {goal.pinned}."
        record.wrong("not_before", message, "Keep one of the two.")


def _check_state(goal: Goal, record: Record) -> None:
    if goal.reason and goal.state is not State.LET_GO:
        record.wrong("reason", "A reason goes with `state: let_go`.", "Add it, or drop this.")
    for key, value in (("in", goal.quarter), ("undated", goal.undated)):
        if value and goal.state is None:
            hint = "Add `state: active` or `state: deferred`, or leave it out."
            record.wrong(key, f"`{key}` goes with a state.", hint)
    if goal.came_from is Group.MASTERED:
        hint = "Write in_role or outside: where it was learned."
        record.wrong("came_from", "A goal does not come from `mastered`.", hint)


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
