"""The fields of a goal that are kept in step, and the way back from them into the goal.

A value is text, or None where there is none (a task without a due day). Days are written as
in ISO 8601. That makes base values storable and comparable as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.plan import Goal, Group, Plan, State
from service.domain.quarter import Calendar
from service.domain.schedule import due_on

if TYPE_CHECKING:
    from collections.abc import Iterable

Fields = Mapping[str, str | None]

LABELLED = ("how", "evidence", "asked")
NOTE_FIELDS = ("notes", *LABELLED)

LET_GO_IN_ASANA = "let go in Asana"
ASKED_BY = " — "


class Place(StrEnum):
    """The section of the project that a goal is in; it says what the goal is doing."""

    IN_ROLE = "in_role"
    OUTSIDE = "outside"
    LATER = "later"
    MASTERED = "mastered"
    LET_GO = "let_go"


def place_of(goal: Goal) -> Place:
    """The section that tells what `goal` is doing; it must have been scheduled."""
    match goal.state:
        case State.MASTERED:
            return Place.MASTERED
        case State.LET_GO:
            return Place.LET_GO
        case State.DEFERRED:
            return Place.LATER
        case _:
            return Place.OUTSIDE if goal.group is Group.OUTSIDE else Place.IN_ROLE


def local_fields(goal: Goal, plan: Plan, base: Fields | None = None) -> Fields:
    """What the plan says that the goal's task should be.

    A day that the plan has no say in is taken from `base`, so that it differs from nothing.
    """
    day = due_on(goal, Calendar(plan.settings.quarter_starts))
    due = day.isoformat() if day else None
    if _day_is_the_persons(goal) and base is not None:
        due = base["due_on"]
    return {
        "name": goal.skill.strip(),
        "notes": canonical(goal.notes),
        "how": canonical(goal.how),
        "evidence": canonical(goal.evidence),
        "asked": asked_text(goal.answers, plan),
        "due_on": due,
        "place": place_of(goal).value,
    }


def with_fields(goal: Goal, pulled: Fields, plan: Plan, today: date) -> Goal:
    """The goal after the person changed these fields of its task in Asana."""
    if "name" in pulled and (name := pulled["name"] or "").strip():
        goal = goal.renamed(name)
    goal = replace(
        goal,
        notes=pulled.get("notes", goal.notes) or "",
        how=pulled.get("how", goal.how) or "",
        evidence=pulled.get("evidence", goal.evidence) or "",
    )
    if "asked" in pulled:
        goal = replace(goal, answers=answers_from(pulled["asked"] or "", goal, plan))
    if "place" in pulled:
        return _moved(goal, Place(pulled["place"] or ""), pulled, plan, today)
    if "due_on" in pulled:
        return _dated(goal, _day(pulled), plan)
    return goal


def canonical(text: str) -> str:
    """The text without what Asana does not keep: white space at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def asked_text(answers: Iterable[str], plan: Plan) -> str:
    """The requirement lines a goal answers, one a line, each with who asks for it."""
    return "\n".join(
        answer + (ASKED_BY + "; ".join(titles) if (titles := _asking(answer, plan)) else "")
        for answer in answers
    )


def answers_from(text: str, goal: Goal, plan: Plan) -> tuple[str, ...]:
    """Read `asked_text` back; a line that the person wrote is taken as it is."""
    asked = [line.text for posting in plan.postings for line in posting.requirements]
    known = sorted({*goal.answers, *asked}, key=len, reverse=True)
    answers = []
    for raw in text.splitlines():
        line = raw.strip()
        ours = (one for one in known if line == one or line.startswith(one + ASKED_BY))
        answers.append(next(ours, line))
    return tuple(dict.fromkeys(answer for answer in answers if answer))


def _asking(answer: str, plan: Plan) -> list[str]:
    return [
        posting.title
        for posting in plan.postings
        if any(requirement.text == answer for requirement in posting.requirements)
    ]


def _day_is_the_persons(goal: Goal) -> bool:
    if goal.state is State.LET_GO:
        return goal.deadline is not None
    return goal.state is State.MASTERED


def _day(pulled: Fields) -> date | None:
    value = pulled.get("due_on")
    return date.fromisoformat(value) if value else None


def _moved(goal: Goal, place: Place, pulled: Fields, plan: Plan, today: date) -> Goal:
    """A day set in the same go means what the new section says it means."""
    day = _day(pulled)
    match place:
        case Place.MASTERED:
            return goal.mastered()
        case Place.LET_GO:
            gone = goal.let_go(LET_GO_IN_ASANA)
            return replace(gone, deadline=day) if "due_on" in pulled else gone
        case Place.LATER:
            calendar = Calendar(plan.settings.quarter_starts)
            return goal.deferred(calendar.quarter_of(day) if day else None, until=day)
        case Place.IN_ROLE | Place.OUTSIDE:
            quarter = Calendar(plan.settings.quarter_starts).quarter_of(today)
            active = goal.activated(quarter, Group(place.value))
            if "due_on" not in pulled:
                return active
            return replace(active, deadline=day, undated=day is None)


def _dated(goal: Goal, day: date | None, plan: Plan) -> Goal:
    if goal.state is State.DEFERRED:
        calendar = Calendar(plan.settings.quarter_starts)
        quarter = calendar.quarter_of(day) if day else goal.quarter
        return replace(goal, not_before=day, undated=day is None, quarter=quarter, pinned=None)
    if goal.state in (State.ACTIVE, State.LET_GO):
        return replace(goal, deadline=day, undated=day is None)
    return goal
