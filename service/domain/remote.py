"""The person's board as it stands in Asana, in the plan's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from service.domain.fields import Fields
    from service.domain.merge import Standing


class Absent(StrEnum):
    """Why a task that we know is not where it was."""

    DELETED = "deleted in Asana"
    MOVED_OUT = "moved out of the project"
    BECAME_STEP = "made a step of another task"


@dataclass(frozen=True, slots=True)
class RemoteTask:
    """A goal's task. `fields` lacks what could not be read safely.

    `raw_notes` is what an edit of the notes starts from; `markers` tell which goal it was
    made for, and by whom a copy was made of. `liked` is the person's own heart. `filed` tells
    that it is in the section of the person's My Tasks for later.
    """

    gid: str
    fields: Fields
    standing: Standing
    raw_notes: str = ""
    markers: frozenset[str] = frozenset()
    subtasks: int = 0
    created_at: datetime | None = None
    absent: Absent | None = None
    parent: str | None = None
    is_review: bool = False
    liked: bool = False
    filed: bool = False


@dataclass(frozen=True, slots=True)
class RemoteStep:
    """A subtask of a goal's task, or of a review; `subtasks` counts what is below itself.

    `raw_notes` are its notes as they are.
    """

    gid: str
    text: str
    done: bool
    parent: str | None = None
    markers: frozenset[str] = frozenset()
    created_at: datetime | None = None
    subtasks: int = 0
    raw_notes: str = ""


@dataclass(frozen=True, slots=True)
class Remote:
    """Everything one reading found: tasks by gid, and the steps of those that have any.

    `decisions` are subtasks of reviews by gid, None for one that is gone; `completed_reviews`
    and `gone_reviews` are reviews that were found so.
    """

    tasks: Mapping[str, RemoteTask] = field(default_factory=dict)
    steps: Mapping[str, tuple[RemoteStep, ...]] = field(default_factory=dict)
    decisions: Mapping[str, RemoteStep | None] = field(default_factory=dict)
    completed_reviews: frozenset[str] = frozenset()
    gone_reviews: frozenset[str] = frozenset()


def goal_marker(goal_id: str) -> str:
    """The mark by which a goal's task is known again."""
    return f"momentum:goal:{goal_id}"


def step_marker(step_id: str) -> str:
    """The mark by which a step's subtask is known again."""
    return f"momentum:step:{step_id}"


def decision_marker(key: str, project: str) -> str:
    """The mark by which a decision's subtask is known again."""
    return f"momentum:decision:{key}-{project}"
