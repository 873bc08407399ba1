"""How each resource is shown: compact, in full, and the properties one may ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from integrations.asana.sandbox import model
from integrations.asana.sandbox.api.taskview import FULL_TASK, TASK, Membership
from integrations.asana.sandbox.eventview import stamp
from integrations.asana.sandbox.state import notes
from integrations.asana.sandbox.viewer import ABSENT, Viewer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.asana.sandbox.api.fields import Wanted

    # Any: VIEWS gives each type its own getters, which no type checker can follow.
    Getter = Callable[[Viewer, Any], object]

NAMED: Final = ("gid", "resource_type", "name")


@dataclass(frozen=True, slots=True)
class View:
    """The properties of a resource; those without a getter are plain attributes."""

    compact: tuple[str, ...]
    full: tuple[str, ...]
    optional: tuple[str, ...] = ()
    getters: Mapping[str, Getter] = field(default_factory=dict)
    bare: tuple[str, ...] = ("gid", "resource_type")

    def get(self, viewer: Viewer, thing: object, name: str) -> object:
        """Return a property, or ABSENT where there is no such property."""
        if (getter := self.getters.get(name)) is not None:
            return getter(viewer, thing)
        if name in self.full or name in self.optional or name in self.compact:
            return getattr(thing, name)
        return ABSENT


def show(
    viewer: Viewer, thing: object, asked: Wanted | None, *, full: bool = False
) -> dict[str, object]:
    """Return a resource as JSON: what was asked for, or else its default properties."""
    view = VIEWS[type(thing)]
    if asked is None:
        names = view.full if full else view.compact
        pairs = [(name, view.get(viewer, thing, name), None) for name in names]
        return {n: _plain(viewer, v, below) for n, v, below in pairs if v is not ABSENT}
    shown: dict[str, object] = {}
    if "gid" in view.bare:
        shown["gid"] = view.get(viewer, thing, "gid")
    for name, below in asked.items():
        value = view.get(viewer, thing, name)
        if value is not ABSENT:
            shown[name] = _plain(viewer, value, below)
    return shown


def _plain(viewer: Viewer, value: object, below: Wanted | None) -> object:
    """Return a value as JSON; a resource that was asked for by name alone is bare."""
    if type(value) in VIEWS:
        if below is not None and not below:
            view = VIEWS[type(value)]
            got = {name: view.get(viewer, value, name) for name in view.bare}
            return {name: _plain(viewer, one, below) for name, one in got.items()}
        return show(viewer, value, below)
    if isinstance(value, list):
        return [_plain(viewer, one, below) for one in value]
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _section_home(viewer: Viewer, section: model.Section) -> object:
    world = viewer.world
    return world.projects.get(section.home) or world.task_lists[section.home]


def _project_notes(viewer: Viewer, project: model.Project) -> str:
    return notes.shown(viewer.world, viewer.user, project.html_notes)


def _link(_viewer: Viewer, thing: model.Project | model.Team) -> str:
    return f"{notes.APP}{thing.gid}"


def _workspaces(viewer: Viewer, user: model.User) -> list[model.Workspace]:
    shared = viewer.world.workspaces.values()
    return [one for one in shared if user in one.members and viewer.user in one.members]


def _download_url(viewer: Viewer, attachment: model.Attachment) -> str:
    return attachment.url or f"{viewer.origin}/-/attachments/{attachment.gid}"


_PROJECT = (
    *NAMED,
    "archived",
    "color",
    "created_at",
    "current_status",
    "default_view",
    "due_on",
    "followers",
    "icon",
    "members",
    "modified_at",
    "notes",
    "owner",
    "permalink_url",
    "privacy_setting",
    "public",
    "start_on",
    "team",
    "workspace",
)

VIEWS: Final[dict[type, View]] = {
    model.User: View(
        compact=NAMED,
        full=(*NAMED, "email", "photo", "workspaces"),
        getters={"workspaces": _workspaces, "photo": lambda _v, _u: None},
    ),
    model.Workspace: View(
        compact=NAMED,
        full=(*NAMED, "email_domains", "is_organization"),
        getters={"email_domains": lambda _v, _w: []},
    ),
    model.Team: View(
        compact=NAMED,
        full=(*NAMED, "organization", "permalink_url"),
        getters={"permalink_url": _link},
    ),
    model.Project: View(
        compact=NAMED,
        full=_PROJECT,
        optional=("html_notes",),
        getters={
            "html_notes": _project_notes,
            "notes": lambda _v, one: notes.plain(one.html_notes),
            "permalink_url": _link,
            "current_status": lambda _v, _p: None,
            "public": lambda _v, one: one.privacy_setting != "private",
        },
    ),
    model.UserTaskList: View(compact=NAMED, full=(*NAMED, "owner", "workspace")),
    model.Section: View(
        compact=NAMED,
        full=(*NAMED, "created_at", "project"),
        getters={"project": _section_home},
    ),
    model.Task: View(
        compact=(*NAMED, "resource_subtype"),
        full=FULL_TASK,
        optional=("created_by",),
        getters=TASK,
    ),
    Membership: View(
        compact=("project", "section"),
        full=("project", "section"),
        bare=("project", "section"),
    ),
    model.Like: View(compact=("gid", "user"), full=("gid", "user"), bare=("gid",)),
    model.Attachment: View(
        compact=(*NAMED, "resource_subtype"),
        full=(
            *NAMED,
            "resource_subtype",
            "created_at",
            "download_url",
            "host",
            "parent",
            "size",
            "view_url",
        ),
        getters={
            "download_url": _download_url,
            "view_url": _download_url,
            "host": lambda _v, one: one.resource_subtype,
            "size": lambda _v, one: len(one.content),
        },
    ),
    model.Webhook: View(
        compact=("gid", "resource_type", "active", "resource", "target"),
        full=(
            "gid",
            "resource_type",
            "active",
            "resource",
            "target",
            "created_at",
            "last_success_at",
            "last_failure_at",
            "last_failure_content",
            "filters",
        ),
        optional=("delivery_retry_count", "next_attempt_after"),
    ),
}
