"""The endpoints of tasks and subtasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.api.call import EMPTY
from integrations.asana.sandbox.refusals import bad
from integrations.asana.sandbox.state import family, places, tasks, trash, values
from integrations.asana.sandbox.state.access import (
    find_list,
    find_project,
    find_section,
    find_task,
    find_task_to_read,
    named,
    task_by_external,
)
from integrations.asana.sandbox.state.people import find_person
from integrations.asana.sandbox.state.places import END, TOP, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.asana.sandbox.api.call import Body, Call
    from integrations.asana.sandbox.model import Task

EXTERNAL = "external:"


def get(call: Call) -> Body:
    """GET /tasks/{gid}."""
    if call.gid.startswith(EXTERNAL):
        return call.one(_task(call))
    return call.one(find_task_to_read(call.world, call.user, call.gid))


def create(call: Call) -> Body:
    """POST /tasks."""
    return call.one(tasks.create(call.world, call.token, call.data))


def create_subtask(call: Call) -> Body:
    """POST /tasks/{gid}/subtasks."""
    return call.one(tasks.create(call.world, call.token, call.data, parent=_task(call)))


def update(call: Call) -> Body:
    """PUT /tasks/{gid}."""
    task = _task(call)
    tasks.update(call.world, call.token, task, call.data)
    return call.one(task)


def delete(call: Call) -> Body:
    """DELETE /tasks/{gid}: to the trash."""
    trash.delete_task(call.world, call.user, _task(call))
    return EMPTY


def subtasks(call: Call) -> Body:
    """GET /tasks/{gid}/subtasks."""
    task = find_task_to_read(call.world, call.user, call.gid)
    gids = task.subtasks.as_of(call.as_of)
    return call.many(places.present(call.world, gids, call.as_of))


def of_project(call: Call) -> Body:
    """GET /projects/{gid}/tasks: in order, without subtasks."""
    home = find_list(call.world, call.user, call.gid)
    return call.many(_since(call, places.tasks_in(call.world, home, call.as_of)))


def of_section(call: Call) -> Body:
    """GET /sections/{gid}/tasks."""
    section = find_section(call.world, call.user, call.gid)
    return call.many(_since(call, places.tasks_of(call.world, section, call.as_of)))


def query(call: Call) -> Body:
    """GET /tasks: of a project, a section, or of somebody in a workspace."""
    world, user = call.world, call.user
    found: Iterable[Task]
    if gid := call.query.get("section"):
        section = named(find_section, world, user, "section", gid)
        found = places.tasks_of(world, section, call.as_of)
    elif gid := call.query.get("project"):
        home = named(find_list, world, user, "project", gid)
        found = places.tasks_in(world, home, call.as_of)
    elif call.query.get("assignee") and call.query.get("workspace"):
        found = _assigned(call)
    else:
        raise bad("You should specify one of project, section, or assignee and workspace")
    return call.many(_since(call, found))


def add_to_section(call: Call) -> Body:
    """POST /sections/{gid}/addTask: on top, unless beside another task."""
    section = find_section(call.world, call.user, call.gid)
    if section.home not in call.world.projects:
        raise bad("section: Use assignee_section for My Tasks")
    task = _named_task(call)
    spot = _spot(call, TOP)
    places.put(call.world, call.user, task, section, spot)
    return EMPTY


def add_project(call: Call) -> Body:
    """POST /tasks/{gid}/addProject: add to a project, or move within it."""
    world, task = call.world, _task(call)
    project = named(find_project, world, call.user, "project", call.data.get("project"))
    spot = _spot(call, END)
    anchor = spot.after or spot.before
    gid = call.data.get("section")
    if gid is None and anchor is not None:
        gid = world.tasks[anchor].places.get(project.gid) if anchor in world.tasks else None
        if gid is None:
            raise bad(f"Task {anchor} is not in project {project.gid}.")
    if gid is None:
        gid = task.places.get(project.gid) or project.sections.first()
    section = named(find_section, world, call.user, "section", gid)
    if section.home != project.gid:
        raise bad(f"section: {gid} is not in project {project.gid}")
    places.put(world, call.user, task, section, spot)
    return EMPTY


def remove_project(call: Call) -> Body:
    """POST /tasks/{gid}/removeProject."""
    project = named(find_project, call.world, call.user, "project", call.data.get("project"))
    places.take_out(call.world, call.user, _task(call), project)
    return EMPTY


def set_parent(call: Call) -> Body:
    """POST /tasks/{gid}/setParent: at the end, unless beside a sibling."""
    task = _task(call)
    if "parent" not in call.data:
        raise bad("parent: Missing input")
    gid, parent = call.data["parent"], None
    if gid is not None:
        parent = named(find_task, call.world, call.user, "parent", gid)
    family.set_parent(call.world, call.user, task, parent, _spot(call, END))
    return call.one(task)


def _task(call: Call) -> Task:
    if call.gid.startswith(EXTERNAL):
        gid = call.gid.removeprefix(EXTERNAL)
        return task_by_external(call.world, call.token, gid)
    return find_task(call.world, call.user, call.gid)


def _named_task(call: Call) -> Task:
    return named(find_task, call.world, call.user, "task", call.data.get("task"))


def _spot(call: Call, default: Spot) -> Spot:
    return values.spot(call.data, default, after="insert_after", before="insert_before")


def _assigned(call: Call) -> Iterable[Task]:
    workspace = call.world.workspaces.get(call.required("workspace"))
    if workspace is None or call.user not in workspace.members:
        raise bad("workspace: Not a recognized ID")
    who = find_person(call.world, call.user, "assignee", call.required("assignee"), workspace)
    mine = places.my_tasks(call.world, who, workspace.gid)
    return places.tasks_in(call.world, mine, call.as_of)


def _since(call: Call, found: Iterable[Task]) -> Iterable[Task]:
    """Leave out what was completed, or not modified, since the times in the query."""
    if done := call.query.get("completed_since"):
        since = (
            call.world.now() if done == "now" else values.moment(call.query, "completed_since")
        )
        found = [
            one
            for one in found
            if not one.completed_at or (since and one.completed_at >= since)
        ]
        if done == "now":
            found = [one for one in found if not one.completed]
    if call.query.get("modified_since"):
        since = values.moment(call.query, "modified_since")
        found = [one for one in found if since and one.modified_at >= since]
    return found
