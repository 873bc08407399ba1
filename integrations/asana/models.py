"""The parts of Asana's resources that we read, as plain values.

Field names are Asana's own: https://developers.asana.com/reference/rest-api-reference
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace; `is_organization` tells whether projects may need a team."""

    gid: str
    name: str
    is_organization: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """A team of an organisation."""

    gid: str
    name: str


@dataclass(frozen=True, slots=True)
class User:
    """The person whose token we hold."""

    gid: str
    name: str
    email: str = ""
    workspaces: tuple[Workspace, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A project. `html_notes` is filled by `project` and `projects`."""

    gid: str
    name: str
    archived: bool = False
    html_notes: str = ""
    permalink_url: str = ""
    owner: str | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a project, or of a person's My Tasks."""

    gid: str
    name: str
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A task or subtask.

    `memberships` maps each project's gid to the section's gid the task is in there.
    `due_on` is a local calendar day. `liked` is the token's own user's heart.
    """

    gid: str
    name: str
    html_notes: str = "<body></body>"
    completed: bool = False
    due_on: date | None = None
    assignee: str | None = None
    assignee_section: str | None = None
    memberships: Mapping[str, str | None] = field(default_factory=dict)
    parent: str | None = None
    num_subtasks: int = 0
    liked: bool = False
    external_gid: str | None = None
    created_at: datetime | None = None
    modified_at: datetime | None = None
    permalink_url: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a task. `download_url` is good for about two minutes, and open to all."""

    gid: str
    name: str
    created_at: datetime | None = None
    download_url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A hint that something happened to a resource; it never says the new value.

    `field` is the changed field, where `action` is "changed". `user` is None when the
    system did it. `parent` is the container it came into or left.
    """

    action: str
    resource: str
    resource_type: str
    field: str | None = None
    parent: str | None = None
    user: str | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Events:
    """What the event stream had, and the token from which to go on.

    Keep `sync` only once the events are dealt with; with `has_more`, ask again at once.
    """

    sync: str
    events: tuple[Event, ...] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Webhook:
    """A subscription to what happens in a resource, as Asana keeps it.

    `failure` is what the target last answered in place of a success, while none followed.
    """

    gid: str
    target: str
    active: bool = False
    failure: str = ""


@dataclass(frozen=True, slots=True)
class NewWebhook:
    """A subscription that was just made; its secret is told this once."""

    webhook: Webhook
    secret: str
