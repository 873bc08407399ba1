"""A plan as plain data, under the keys of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.plan import Kind, State
from service.domain.planfile_settings import settings_as_dict

if TYPE_CHECKING:
    from service.domain.plan import Goal, Plan, Posting, Requirement, Step

VERSION = 1


def plan_as_dict(plan: Plan) -> dict[str, object]:
    """The plan as plain data under the file's keys; what is empty is left out."""
    return _filled(
        {
            "momentum": VERSION,
            "purpose": plan.purpose,
            "settings": settings_as_dict(plan.settings),
            "postings": [posting_as_dict(posting) for posting in plan.postings],
        }
    ) | {"goals": [goal_as_dict(goal) for goal in plan.goals]}


def goal_as_dict(goal: Goal) -> dict[str, object]:
    """The goal as plain data under the file's keys; what is empty is left out.

    `quarter` is what the person pinned; `in` is the quarter that the goal is in.
    """
    return _filled(
        {
            "skill": goal.skill,
            "group": goal.group.value,
            "via": goal.via and goal.via.value,
            "how": goal.how,
            "evidence": goal.evidence,
            "notes": goal.notes,
            "answers": list(goal.answers),
            "steps": [_step(step) for step in goal.steps],
            "quarter": goal.pinned and str(goal.pinned),
            "not_before": goal.not_before and goal.not_before.isoformat(),
            "deadline": goal.deadline and goal.deadline.isoformat(),
            "undated": goal.undated,
            "state": goal.state and goal.state is not State.MASTERED and goal.state.value,
            "in": goal.quarter and str(goal.quarter),
            "reason": goal.reason,
            "came_from": goal.came_from and goal.came_from.value,
            "formerly": list(goal.former_names),
            "id": goal.id,
        }
    )


def posting_as_dict(posting: Posting) -> dict[str, object]:
    """The posting as plain data under the file's keys; what is empty is left out."""
    return _filled(
        {
            "title": posting.title,
            "url": posting.url,
            "requirements": [_requirement(line) for line in posting.requirements],
            "id": posting.id,
        }
    )


def _step(step: Step) -> object:
    return _filled({"text": step.text, "done": step.done, "id": step.id})


def _requirement(line: Requirement) -> object:
    more = _filled(
        {
            "kind": line.kind.value if line.kind is not Kind.SKILL else "",
            "nice_to_have": line.nice_to_have,
        }
    )
    return {"text": line.text, **more} if more else line.text


def _filled(values: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}
