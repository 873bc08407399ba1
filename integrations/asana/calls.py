"""The calls that a batch may hold: what to send, and how to read the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import quote

from integrations.asana import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.asana.models import Project, Section, Task

T_co = TypeVar("T_co", covariant=True)
PAGE = 100


@dataclass(frozen=True, slots=True)
class Call(Generic[T_co]):
    """One request to Asana and the way its answer is read.

    `fields` are asked for in the answer. `parse` gets what stands under "data". With
    `gone_is_done`, 404 is as good as success. `paged` calls answer a list.
    """

    method: str
    path: str
    data: Mapping[str, object] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    parse: Callable[[object], T_co] = field(kw_only=True)
    gone_is_done: bool = False
    paged: bool = False

    def action(self) -> dict[str, object]:
        """The call as an action of `POST /batch`."""
        options: dict[str, object] = {}
        if self.fields:
            options["fields"] = list(self.fields)
        if self.paged:
            options["limit"] = PAGE
        action: dict[str, object] = {
            "method": self.method.lower(),
            "relative_path": self.path,
        }
        if self.data:
            action["data"] = dict(self.data)
        if options:
            action["options"] = options
        return action


def get_project(gid: str) -> Call[Project]:
    """Read a project."""
    return Call(
        "GET", f"/projects/{_part(gid)}", fields=parse.PROJECT_FIELDS, parse=parse.project
    )


def get_sections(project: str) -> Call[tuple[Section, ...]]:
    """Read a project's sections, in their order."""
    return Call(
        "GET",
        f"/projects/{_part(project)}/sections",
        fields=parse.SECTION_FIELDS,
        parse=parse.many(parse.section),
        paged=True,
    )


def get_task(gid: str) -> Call[Task]:
    """Read a task."""
    return Call("GET", f"/tasks/{_part(gid)}", fields=parse.TASK_FIELDS, parse=parse.task)


def get_subtasks(gid: str) -> Call[tuple[Task, ...]]:
    """Read a task's subtasks, in their order."""
    return Call(
        "GET",
        f"/tasks/{_part(gid)}/subtasks",
        fields=parse.TASK_FIELDS,
        parse=parse.many(parse.task),
        paged=True,
    )


def get_subtask_names(gid: str) -> Call[tuple[Task, ...]]:
    """Read a task's subtasks, but only what they are called: all else of them is empty."""
    return Call(
        "GET",
        f"/tasks/{_part(gid)}/subtasks",
        fields=("name",),
        parse=parse.many(parse.task),
        paged=True,
    )


def create_task(fields: Mapping[str, object]) -> Call[Task]:
    """Make a task; `memberships` places it at once."""
    return Call("POST", "/tasks", fields, parse.TASK_FIELDS, parse=parse.task)


def create_subtask(parent: str, fields: Mapping[str, object]) -> Call[Task]:
    """Make a subtask at the end of its parent's."""
    return Call(
        "POST",
        f"/tasks/{_part(parent)}/subtasks",
        fields,
        parse.TASK_FIELDS,
        parse=parse.task,
    )


def update_task(gid: str, fields: Mapping[str, object]) -> Call[Task]:
    """Change the given fields of a task and no others."""
    return Call("PUT", f"/tasks/{_part(gid)}", fields, parse.TASK_FIELDS, parse=parse.task)


def delete_task(gid: str) -> Call[None]:
    """Put a task into the trash; one that is gone already is as good."""
    return Call("DELETE", f"/tasks/{_part(gid)}", parse=parse.nothing, gone_is_done=True)


def add_to_section(section: str, task: str) -> Call[None]:
    """Move a task to the top of a section."""
    return Call(
        "POST", f"/sections/{_part(section)}/addTask", {"task": task}, parse=parse.nothing
    )


def place_step(task: str, parent: str, after: str | None) -> Call[None]:
    """Put a subtask behind its sibling `after`, or first where that is None."""
    return Call(
        "POST",
        f"/tasks/{_part(task)}/setParent",
        {"parent": parent, "insert_after": after},
        parse=parse.nothing,
    )


def _part(gid: str) -> str:
    """A gid as one part of a path, whatever somebody put into it."""
    return quote(gid, safe="")
