"""What came in over the API, in plain sentences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.api.routes import gid_of, route_of
from integrations.asana.sandbox.pages.day import day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.asana.sandbox.requestlog import RequestLog
    from integrations.asana.sandbox.world import World

    Data = Mapping[str, object]

FIRST_FAILURE: Final = 400


def told(world: World, log: RequestLog) -> str | None:
    """Return what a request did, as the rest of a sentence; None where it only read."""
    if log.method == "GET":
        return None
    route = route_of(log.method, log.path)
    tell = TOLD.get((log.method, route.path)) if route else None
    sentence = tell(world, gid_of(log.path), log.sent) if tell else "asked for something else"
    if log.status >= FIRST_FAILURE:
        return f"{sentence}: refused with {log.status}"
    return sentence if log.status else f"{sentence}: not answered"


def read_in_words(logs: list[RequestLog]) -> str:
    """Return what the reading requests among these looked at; empty where there are none."""
    paths = [log.path for log in logs if log.method == "GET"]
    if not paths:
        return ""
    asked = "1 request" if len(paths) == 1 else f"{len(paths)} requests"
    if any(path.startswith("/projects/") and path.endswith("/tasks") for path in paths):
        return f"read the whole board ({asked})"
    if "/events" in paths:
        return f"read what changed ({asked})"
    return f"looked again ({asked})"


def _added_task(world: World, _gid: str, sent: Data) -> str:
    where = ""
    memberships = sent.get("memberships")
    if isinstance(memberships, list) and memberships and isinstance(memberships[0], dict):
        where = f" to {_section(world, memberships[0].get('section'))}"
    return f"added {_quoted(sent.get('name'))}{where}"


def _added_step(world: World, gid: str, sent: Data) -> str:
    return f"added the step {_quoted(sent.get('name'))} to {_task(world, gid)}"


def _wrote(world: World, gid: str, sent: Data) -> str:
    said = [FIELDS[name](world, value) for name, value in sent.items() if name in FIELDS]
    first, *rest = said or ["wrote to {}"]
    return " and ".join([first.format(_task(world, gid)), *(one.format("it") for one in rest)])


def _ticked(_world: World, value: object) -> str:
    return "ticked {}" if value else "reopened {}"


def _gave_day(world: World, value: object) -> str:
    if not isinstance(value, str):
        return "took the due day from {}"
    return f"gave {{}} the due day {day(date.fromisoformat(value), world.now().date())}"


def _moved(world: World, gid: str, sent: Data) -> str:
    return f"moved {_task(world, sent.get('task'))} to {_section(world, gid)}"


def _ordered(world: World, gid: str, _sent: Data) -> str:
    return f"put the step {_task(world, gid)} in its place"


def _deleted(world: World, gid: str, _sent: Data) -> str:
    return f"deleted {_task(world, gid)}"


def _made_project(_world: World, _gid: str, sent: Data) -> str:
    return f"made the project {_quoted(sent.get('name'))}"


def _wrote_project(_world: World, _gid: str, _sent: Data) -> str:
    return "changed the project"


def _made_section(_world: World, _gid: str, sent: Data) -> str:
    return f"made the section {_quoted(sent.get('name'))}"


def _named_section(_world: World, _gid: str, sent: Data) -> str:
    return f"named a section {_quoted(sent.get('name'))}"


def _attached(_world: World, _gid: str, _sent: Data) -> str:
    return "attached a file"


def _asked_for_calls(_world: World, _gid: str, _sent: Data) -> str:
    return "asked to be called when something changes"


def _asked_for_silence(_world: World, _gid: str, _sent: Data) -> str:
    return "asked not to be called any more"


def _task(world: World, gid: object) -> str:
    task = world.tasks.get(str(gid))
    return _quoted(task.name if task else "a task")


def _section(world: World, gid: object) -> str:
    section = world.sections.get(str(gid))
    return section.name if section else "a section"


def _quoted(name: object) -> str:
    return f"“{name or 'Unnamed task'}”"


FIELDS: Final[Mapping[str, Callable[[World, object], str]]] = {
    "completed": _ticked,
    "name": lambda _world, _value: "renamed {}",
    "html_notes": lambda _world, _value: "wrote the notes of {}",
    "notes": lambda _world, _value: "wrote the notes of {}",
    "due_on": _gave_day,
    "assignee": lambda _world, _value: "assigned {}",
    "assignee_section": lambda _world, _value: "filed {} in My Tasks",
}
TOLD: Final[Mapping[tuple[str, str], Callable[[World, str, Data], str]]] = {
    ("POST", "/tasks"): _added_task,
    ("POST", "/tasks/{}/subtasks"): _added_step,
    ("PUT", "/tasks/{}"): _wrote,
    ("DELETE", "/tasks/{}"): _deleted,
    ("POST", "/tasks/{}/setParent"): _ordered,
    ("POST", "/sections/{}/addTask"): _moved,
    ("POST", "/projects"): _made_project,
    ("PUT", "/projects/{}"): _wrote_project,
    ("POST", "/projects/{}/sections"): _made_section,
    ("PUT", "/sections/{}"): _named_section,
    ("POST", "/attachments"): _attached,
    ("POST", "/webhooks"): _asked_for_calls,
    ("DELETE", "/webhooks/{}"): _asked_for_silence,
}
