"""The copy of the plan that every review carries: a plan file from which all can be rebuilt.

    asana      project, the later-section of My Tasks, and the gids of tasks and subtasks
    reviews    the week, task and figures of every review so far: the coverage over time
    reconnects the day and task of every reconnect; number 0 is the beginning
    declined   the questions that the person said no to lately, and when

An import reads it as the ordinary plan that it is, and leaves these keys be.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from service.domain.decision import Choice, Decision
from service.domain.declined import Declined
from service.domain.fields import Place
from service.domain.planfile import opened, plan_as_dict, plan_in
from service.domain.planfile_nodes import Mapping as Node
from service.domain.planfile_problems import Problems, shown
from service.domain.planfile_record import Record
from service.domain.planfile_write import as_yaml
from service.domain.remote import Absent
from service.domain.review_snapshot import FIGURES, Snapshot
from service.domain.review_week import IsoWeek
from service.domain.review_words import full_day_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from service.domain.plan import Plan

ASANA = ("project", "sections", "later", "tasks", "steps")
SECTIONS = (*(place.value for place in Place), "reviews")
TASK = ("id", "gid", "completed", "lost", "former")
STEP = ("id", "gid")
REVIEW = ("week", "gid", *FIGURES)
RECONNECT = ("number", "due_on", "gid", "closed_on")
DECLINED = ("week", "choice", "about", "question", "reason", "on")

MOST = 100_000  # of anything; the size of the file is what limits it
LARGEST = 10**9
LONGEST_GID = 100
LONGEST = 1_000  # a question with its name, or its reasons


@dataclass(frozen=True, slots=True)
class TaskThen:
    """A goal's task as it was: its tick, why it was lost if it was, and the tasks before it."""

    gid: str
    completed: bool = False
    lost: Absent | None = None
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewThen:
    """A review that was made: its task, and its figures without the goals."""

    week: IsoWeek
    gid: str
    figures: Snapshot = field(default_factory=Snapshot)


@dataclass(frozen=True, slots=True)
class ReconnectThen:
    """A reconnect: its day, its task, and when that was found complete, or gone."""

    number: int
    due_on: date
    gid: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """The plan, and where all of it is in Asana.

    `sections` are gids by their keys, `tasks` stand by goal id, `steps` are gids by step id.
    """

    plan: Plan
    project: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    later: str = ""
    tasks: Mapping[str, TaskThen] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    reviews: tuple[ReviewThen, ...] = ()
    reconnects: tuple[ReconnectThen, ...] = ()
    declined: tuple[Declined, ...] = ()


def write_copy(copy: Copy, today: date) -> str:
    """Write the copy as YAML, with a word to whoever opens it."""
    whole = {
        **plan_as_dict(copy.plan),
        "asana": {
            "project": copy.project,
            "sections": dict(copy.sections),
            **({"later": copy.later} if copy.later else {}),
            "tasks": [_task(goal_id, task) for goal_id, task in copy.tasks.items()],
            "steps": [{"id": step_id, "gid": gid} for step_id, gid in copy.steps.items()],
        },
        "reviews": [_review(review) for review in copy.reviews],
        "reconnects": [_reconnect(reconnect) for reconnect in copy.reconnects],
        "declined": [_declined(one) for one in copy.declined],
    }
    return _opening(today) + as_yaml(whole)


def read_copy(source: str | bytes) -> Copy:
    """Read what `write_copy` wrote; raises `PlanProblems` with everything that is wrong."""
    problems = Problems()
    file = opened(source, problems)
    asana = file.record("asana", ASANA)
    copy = Copy(
        plan_in(file, problems, check=False),
        reviews=tuple(_reviews(file, problems)),
        reconnects=tuple(_reconnects(file, problems)),
        declined=tuple(_declines(file, problems)),
    )
    if asana is not None:
        copy = replace(
            copy,
            project=asana.word("project") or "",
            sections=_sections(asana.record("sections", SECTIONS)),
            later=asana.word("later") or "",
            tasks=dict(_tasks(asana, problems)),
            steps={
                one.word("id") or "": one.word("gid") or ""
                for one in _records(asana, "steps", STEP, problems)
            },
        )
    problems.check()
    return copy


def _opening(today: date) -> str:
    return (
        f"# Your Momentum plan as it was on {full_day_name(today)}: a copy that is yours.\n"
        "# Everything can be rebuilt from it. `momentum db recover` finds it by itself, and\n"
        "# `momentum plan import` reads it like any plan. Keep the ids: by them a goal is\n"
        "# known again, whatever its name.\n"
    )


def _task(goal_id: str, task: TaskThen) -> dict[str, object]:
    found: dict[str, object] = {"id": goal_id, "gid": task.gid}
    if task.completed:
        found["completed"] = True
    if task.lost is not None:
        found["lost"] = task.lost.value
    if task.former:
        found["former"] = list(task.former)
    return found


def _review(review: ReviewThen) -> dict[str, object]:
    figures = {name: getattr(review.figures, name) for name in FIGURES}
    return {"week": str(review.week), "gid": review.gid, **figures}


def _reconnect(reconnect: ReconnectThen) -> dict[str, object]:
    days = {"due_on": reconnect.due_on, "closed_on": reconnect.closed_on}
    told = {name: day.isoformat() for name, day in days.items() if day}
    return {"number": reconnect.number, "gid": reconnect.gid, **told}


def _declined(one: Declined) -> dict[str, object]:
    asked = one.decision
    return {
        "week": str(one.week),
        "choice": asked.choice.value,
        "about": asked.about,
        "question": asked.question,
        "reason": asked.reason,
        "on": one.on.isoformat(),
    }


def _sections(record: Record | None) -> dict[str, str]:
    found = {key: record.word(key) for key in SECTIONS} if record else {}
    return {key: gid for key, gid in found.items() if gid}


def _tasks(asana: Record, problems: Problems) -> Iterator[tuple[str, TaskThen]]:
    for one in _records(asana, "tasks", TASK, problems):
        task = TaskThen(
            one.word("gid") or "",
            one.flag("completed"),
            one.choice("lost", Absent),
            one.lines("former", most=MOST, longest=LONGEST_GID),
        )
        yield one.word("id") or "", task


def _reviews(file: Record, problems: Problems) -> Iterator[ReviewThen]:
    for one in _records(file, "reviews", REVIEW, problems):
        if (week := _week(one)) is not None:
            figures = {name: one.whole(name, LARGEST) or 0 for name in FIGURES}
            yield ReviewThen(week, one.word("gid") or "", Snapshot.from_dict(figures))


def _reconnects(file: Record, problems: Problems) -> Iterator[ReconnectThen]:
    for one in _records(file, "reconnects", RECONNECT, problems):
        one.require("due_on", "Write the day, like 2027-04-07.")
        number, due_on = one.whole("number", LARGEST), one.day("due_on")
        if due_on is not None:
            gid, closed_on = one.word("gid") or "", one.day("closed_on")
            yield ReconnectThen(number or 0, due_on, gid, closed_on)


def _declines(file: Record, problems: Problems) -> Iterator[Declined]:
    for one in _records(file, "declined", DECLINED, problems):
        one.require("choice", "Write what was asked, like let_go.")
        one.require("on", "Write the day, like 2027-04-07.")
        week, choice, on = _week(one), one.choice("choice", Choice), one.day("on")
        if week is not None and choice is not None and on is not None:
            question, reason = one.line("question", LONGEST), one.line("reason", LONGEST)
            about = one.word("about") or ""
            yield Declined(week, Decision(choice, about, question, reason), on)


def _week(one: Record) -> IsoWeek | None:
    written = one.word("week") or ""
    try:
        return IsoWeek.parse(written)
    except ValueError:
        one.wrong("week", f"{shown(written)} is no week.", "Write it like 2026-W42.")
        return None


def _records(
    parent: Record, key: str, known: Collection[str], problems: Problems
) -> Iterator[Record]:
    for node in parent.items(key, MOST):
        if isinstance(node, Node):
            yield Record(node, known, problems, what=f"`{key}`")
        else:
            problems.add(node.mark, f"An item of `{key}` has to hold keys and values.")
