"""The nodes of a plan file into a plan, item by item."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from service.domain.plan import Goal, Group, Kind, Posting, Requirement, State, Step, Via
from service.domain.planfile_nodes import Mapping, Node, Scalar, Unusable
from service.domain.planfile_record import Record, one_line, read_text
from service.domain.planfile_text import is_blank

if TYPE_CHECKING:
    from collections.abc import Collection

    from service.domain.planfile_problems import Problems

PLAN = (
    "momentum",
    "purpose",
    "settings",
    "postings",
    "goals",
    "asana",
    "reviews",
    "reconnects",
    "declined",
)
POSTING = ("title", "url", "requirements", "id")
REQUIREMENT = ("text", "kind", "nice_to_have")
STEP = ("text", "done", "id")
GOAL = (
    "skill",
    "group",
    "via",
    "how",
    "evidence",
    "notes",
    "answers",
    "steps",
    "quarter",
    "not_before",
    "deadline",
    "undated",
    "state",
    "in",
    "reason",
    "came_from",
    "formerly",
    "id",
)

MOST_GOALS = 1000
MOST_ITEMS = 1000  # of anything within one goal or posting
NAME = 250
NAME_IN_ASANA = 1024  # what has been in Asana already may be longer than we would write
LINE = 1000
TEXT = 65_535
COPY = "Copy the line out of the posting: `text: Curiosity`."

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)

Known = TypeVar("Known")


def read_goals(plan: Record, problems: Problems) -> list[tuple[Goal, Record]]:
    """Read all goals, each with its place in the file."""
    nodes = plan.items("goals", MOST_GOALS)
    records = [
        _record(node, GOAL, problems, what="goal", example="skill: ...") for node in nodes
    ]
    return [(_goal(record, problems), record) for record in records if record]


def read_postings(plan: Record, problems: Problems) -> list[tuple[Posting, Record]]:
    """Read all postings, each with its place in the file."""
    nodes = plan.items("postings", MOST_ITEMS)
    records = [
        _record(node, POSTING, problems, what="posting", example="title: ...") for node in nodes
    ]
    return [(_posting(record, problems), record) for record in records if record]


def _goal(record: Record, problems: Problems) -> Goal:
    record.require("skill", "Name the skill to develop: `skill: Public speaking`.")
    _refuse_blank(record, "skill", "Give it a name.", record)
    record.require("group", "Say where it stands: mastered, in_role or outside.")
    group = record.choice("group", Group) or Group.IN_ROLE
    goal = Goal(
        skill=_name(record, "skill"),
        group=group,
        id=_id(record),
        how=record.text("how", TEXT),
        via=record.choice("via", Via),
        evidence=record.text("evidence", TEXT),
        notes=record.text("notes", TEXT),
        answers=record.lines("answers", most=MOST_ITEMS, longest=LINE),
        steps=_steps(record, problems),
        pinned=record.quarter("quarter"),
        not_before=record.day("not_before"),
        deadline=record.day("deadline"),
        undated=record.flag("undated"),
        state=_state(record, group),
        quarter=record.quarter("in"),
        reason=record.text("reason", TEXT),
        came_from=record.choice("came_from", Group),
        former_names=record.lines("formerly", most=MOST_ITEMS, longest=NAME_IN_ASANA),
    )
    if goal.state is State.LET_GO and goal.group is Group.MASTERED:
        return replace(goal, group=goal.home)
    return goal


def _state(record: Record, group: Group) -> State | None:
    state = record.choice("state", State)
    if group is not Group.MASTERED:
        if state is State.MASTERED:
            record.wrong("state", "The group says otherwise.", "Write `group: mastered`.")
        return state
    if state in (State.ACTIVE, State.DEFERRED):
        hint = "Write `group: in_role` or `group: outside`, or leave the state out."
        record.wrong("state", f"A mastered goal is not {state}.", hint)
    return State.LET_GO if state is State.LET_GO else State.MASTERED


def _steps(record: Record, problems: Problems) -> tuple[Step, ...]:
    steps = []
    for node in record.items("steps", MOST_ITEMS):
        if isinstance(node, Scalar):
            if is_blank(node.text):  # an export's steps have ids, and are no plain texts
                problems.add(node.mark, "An item of `steps` is empty.", "Take it out.")
            text = one_line(read_text(node, NAME, problems, what="This step"))
            steps.append(Step(text, id=""))
        elif step := _record(node, STEP, problems, what="step", example="text: ..."):
            if not step.is_exported:  # what was emptied in Asana may stay so
                step.require("text", "Say what is to be done: `text: Read a book`.")
                _refuse_blank(step, "text", "Give it a name.", step)
            steps.append(Step(_name(step, "text"), step.flag("done"), _id(step)))
    return tuple(steps)


def _posting(record: Record, problems: Problems) -> Posting:
    record.require("title", "Name the job: `title: Head of Product, Acme`.")
    _refuse_blank(record, "title", "Name the job: `title: Head of Product, Acme`.", record)
    url = record.line("url", LINE).strip()
    if url and not _URL.fullmatch(url):
        record.wrong("url", "This is no web address.", "Begin it with https://.")
    lines = []
    for node in record.items("requirements", MOST_ITEMS):
        if isinstance(node, Scalar):
            text = one_line(read_text(node, LINE, problems, what="This requirement"))
            lines.append(Requirement(text))
        elif asked := _record(
            node, REQUIREMENT, problems, what="requirement", example="text: ..."
        ):
            asked.require("text", COPY)
            _refuse_blank(asked, "text", COPY, record)
            kind = asked.choice("kind", Kind) or Kind.SKILL
            text = asked.line("text", LINE)
            lines.append(Requirement(text, kind, asked.flag("nice_to_have")))
    return Posting(record.line("title", LINE), tuple(lines), url, _id(record))


def _record(
    node: Node, known: Collection[str], problems: Problems, *, what: str, example: str
) -> Record | None:
    if isinstance(node, Mapping):
        return Record(node, known, problems, what=what)
    if not isinstance(node, Unusable):
        hint = f"Write it like `- {example}`."
        problems.add(node.mark, f"A {what} has to hold keys and values.", hint)
    return None


def _name(record: Record, key: str) -> str:
    """What becomes the name of a task or subtask."""
    return record.line(key, NAME_IN_ASANA if record.is_exported else NAME)


def _refuse_blank(record: Record, key: str, hint: str, whole: Record) -> None:
    """Refuse what says nothing; within an export only what holds nothing at all."""
    if record.is_empty(key) or (record.is_blank(key) and not whole.is_exported):
        record.wrong(key, f"`{key}` is empty.", hint)


def _id(record: Record) -> str:
    written = record.word("id") or ""
    if written and not _ID.fullmatch(written):
        hint = "Leave ids as the export wrote them, or leave them out."
        record.wrong("id", "This is no id.", hint)
    return written
