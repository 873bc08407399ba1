"""plan.yaml, in and out: every problem at once on the way in, nothing lost on the way out.

    momentum: 1            purpose, settings, postings and goals, as in examples/plan.yaml

The export adds what a hand-written file leaves out: each `id`; where a goal is (`state`:
active, deferred or let_go, and `in`: its quarter), while `quarter` is what the person pinned;
`notes`, `deadline` and `undated` from Asana; `came_from`, the group of a mastered goal before;
`formerly`, the names it had. A plain list item stands for `{text: ...}`. The copy that a
review carries has three keys more, which an import leaves be: see `planfile_copy`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.plan import MOST_POSTINGS, Plan
from service.domain.planfile_checks import check_parts
from service.domain.planfile_nodes import Mapping, parse
from service.domain.planfile_plain import (
    VERSION,
    goal_as_dict,
    plan_as_dict,
    posting_as_dict,
)
from service.domain.planfile_problems import Mark, PlanProblems, Problem, Problems, shown
from service.domain.planfile_read import PLAN, TEXT, read_goals, read_postings
from service.domain.planfile_record import Record
from service.domain.planfile_settings import SETTINGS, read_settings
from service.domain.planfile_text import decode
from service.domain.planfile_write import write_plan

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "PlanProblems",
    "Problem",
    "goal_as_dict",
    "opened",
    "plan_as_dict",
    "plan_in",
    "posting_as_dict",
    "read_back",
    "read_plan",
    "too_many_postings",
    "write_plan",
]

_BEGIN = "Begin with `momentum: 1` and `goals:`, as in examples/plan.yaml."


def read_plan(source: str | bytes) -> Plan:
    """Read a plan from YAML or JSON; ids that are not in it are left empty.

    Raises `PlanProblems` with everything that is wrong, never anything else.
    """
    return _read(source, check=True)


def read_back(text: str) -> Plan:
    """Read what `write_plan` wrote, whether or not its parts would pass as a new file."""
    return _read(text, check=False)


def too_many_postings(source: str | bytes, beyond: Collection[int]) -> PlanProblems:
    """The problem of a good file that some of its postings, counted from 0, find no room."""
    problems = Problems()
    postings = read_postings(opened(source, problems), problems)
    for number in beyond:
        posting, record = postings[number]
        message = f"{shown(posting.title)} would be one posting too many."
        hint = f"A plan takes {MOST_POSTINGS}: `momentum posting remove` makes room."
        record.wrong("title", message, hint)
    return problems.error()


def opened(source: str | bytes, problems: Problems) -> Record:
    """Return the keys of a plan file; raises `PlanProblems` where it has none."""
    root = _root(decode(source, problems), problems)
    record = Record(root, PLAN, problems, what="plan")
    _check_version(record)
    return record


def plan_in(record: Record, problems: Problems, *, check: bool) -> Plan:
    """Read the plan out of an opened file, or raise everything that is wrong with it."""
    settings = read_settings(record.record("settings", SETTINGS))
    goals = read_goals(record, problems)
    postings = read_postings(record, problems)
    if check:
        check_parts(goals, postings, settings, problems)
    purpose = record.text("purpose", TEXT)
    problems.check()
    return Plan(
        goals=tuple(goal for goal, _ in goals),
        postings=tuple(posting for posting, _ in postings),
        purpose=purpose,
        settings=settings,
    )


def _read(source: str | bytes, *, check: bool) -> Plan:
    problems = Problems()
    return plan_in(opened(source, problems), problems, check=check)


def _root(text: str, problems: Problems) -> Mapping:
    root = parse(text, problems)
    if isinstance(root, Mapping):
        return root
    if root is None:
        problems.add_if_first(Mark(), "The file holds nothing.", _BEGIN)
    else:
        problems.add_if_first(root.mark, "This is no plan: it has no keys and values.", _BEGIN)
    raise problems.error()


def _check_version(record: Record) -> None:
    version = record.word("momentum")
    if version is not None and version != str(VERSION):
        hint = f"This program reads `momentum: {VERSION}`."
        record.wrong("momentum", f"{shown(version)} is no version that is known here.", hint)
