"""One task: Asana's JSON for what the plan says, and the plan's words for what Asana shows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from service.board.notes import edited_notes, markers_in, new_notes, read_notes
from service.domain.fields import NOTE_FIELDS, Place
from service.domain.merge import Standing
from service.domain.remote import Absent, RemoteStep, RemoteTask
from service.usecases.ports import REVIEWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.asana.models import Project, Section, Task
    from service.usecases.ports import (
        Layout,
        NewDecision,
        NewGoal,
        NewStep,
        StepWrite,
        TaskEdit,
    )

NOWHERE = Standing(completed=False, section=None)
AT_BIRTH = timedelta(seconds=1)


def goal_json(goal: NewGoal, layout: Layout, *, external: bool) -> dict[str, object]:
    """What to send for a goal's new task, placed at creation.

    The marker goes into `external.gid` where the credential may use it, else into the notes.
    """
    fields = goal.fields
    json: dict[str, object] = {
        "name": fields["name"],
        "html_notes": new_notes(fields, None if external else goal.marker),
        "assignee": "me",
        "memberships": [
            {"project": layout.project, "section": layout.sections[fields["place"] or ""]}
        ],
    }
    if fields["due_on"]:
        json["due_on"] = fields["due_on"]
    if fields["place"] == Place.MASTERED:
        json["completed"] = True
    if fields["place"] == Place.LATER and layout.later:
        json["assignee_section"] = layout.later
    if external:
        json["external"] = {"gid": goal.marker}
    return json


def step_json(step: NewStep, *, external: bool) -> dict[str, object]:
    """What to send for a step's new subtask."""
    json: dict[str, object] = {"name": step.text, "completed": step.done}
    if external:
        json["external"] = {"gid": step.marker}
    else:
        json["notes"] = step.marker
    return json


def decision_json(decision: NewDecision, *, external: bool) -> dict[str, object]:
    """What to send for a review's new subtask; nobody is assigned to it."""
    json: dict[str, object] = {"name": decision.title, "notes": decision.notes}
    if decision.marker is None:
        return json
    if external:
        json["external"] = {"gid": decision.marker}
    else:
        json["notes"] = f"{decision.notes}\n\n{decision.marker}"
    return json


def edit_json(edit: TaskEdit) -> dict[str, object]:
    """What to send for an edit: only what changes, and no notes that would lose anything."""
    json: dict[str, object] = {}
    if "name" in edit.fields:
        json["name"] = edit.fields["name"]
    if "due_on" in edit.fields:
        json["due_on"] = edit.fields["due_on"]
    notes = {key: value for key, value in edit.fields.items() if key in NOTE_FIELDS}
    if notes and (html := edited_notes(edit.raw_notes, notes)) is not None:
        json["html_notes"] = html
    if edit.completed is not None:
        json["completed"] = edit.completed
    if edit.my_tasks is not None:
        json["assignee_section"] = edit.my_tasks
    return json


def step_edit(edit: StepWrite) -> dict[str, object]:
    """What to send for an edit of a subtask: only what changes."""
    json: dict[str, object] = {
        "name": edit.text,
        "completed": edit.done,
        "html_notes": edit.html_notes,
    }
    return {key: value for key, value in json.items() if value is not None}


def remote_task(task: Task, layout: Layout) -> RemoteTask:
    """Read a task that is in the project, or tell why it is not."""
    if layout.project not in task.memberships:
        why = Absent.BECAME_STEP if task.parent else Absent.MOVED_OUT
        return absent(task.gid, why, task.parent)
    keys = {gid: key for key, gid in layout.sections.items()}
    key = keys.get(task.memberships[layout.project] or "")
    notes = read_notes(task.html_notes)
    fields: dict[str, str | None] = {
        "due_on": task.due_on.isoformat() if task.due_on else None,
        **(notes.fields if notes else {}),
    }
    if name := task.name.strip():  # a goal without a name keeps the one it had
        fields["name"] = name
    section = Place(key) if key and key != REVIEWS else None
    return RemoteTask(
        task.gid,
        fields,
        Standing(task.completed, section),
        raw_notes=task.html_notes,
        markers=_markers(task),
        subtasks=task.num_subtasks,
        created_at=task.created_at,
        is_review=key == REVIEWS,
        liked=task.liked,
        filed=layout.later is not None and task.assignee_section == layout.later,
    )


def remote_step(task: Task) -> RemoteStep:
    """Read a subtask."""
    return RemoteStep(
        task.gid,
        task.name,
        task.completed,
        parent=task.parent,
        markers=_markers(task),
        created_at=task.created_at,
        subtasks=task.num_subtasks,
        raw_notes=task.html_notes,
    )


def remote_steps(found: Sequence[Task] | None) -> tuple[RemoteStep, ...] | None:
    """The subtasks of a task in the plan's words; None for one that is gone."""
    return None if found is None else tuple(map(remote_step, found))


def born_with(project: Project, sections: Sequence[Section]) -> str | None:
    """The section that was made with its project: none is older, and it is about as old."""
    made = {one.gid: one.created_at for one in sections if one.created_at}
    oldest = [gid for gid, at in made.items() if at == min(made.values())]
    if project.created_at is None or len(oldest) != 1:
        return None
    return oldest[0] if made[oldest[0]] <= project.created_at + AT_BIRTH else None


def absent(gid: str, why: Absent, parent: str | None = None) -> RemoteTask:
    """A task that is not where it was."""
    return RemoteTask(gid, {}, NOWHERE, absent=why, parent=parent)


def _markers(task: Task) -> frozenset[str]:
    found = markers_in(task.html_notes)
    return found | {task.external_gid} if task.external_gid else found
