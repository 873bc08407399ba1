"""The things in Asana, as plain records that the state functions change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import date, datetime

    from integrations.asana.sandbox.ordered import Ordered


@dataclass(slots=True, eq=False)
class User:
    """A person."""

    resource_type: ClassVar[str] = "user"
    gid: str
    name: str
    email: str


@dataclass(slots=True, eq=False)
class Token:
    """A credential; `app` scopes `external`, and all personal tokens share one."""

    secret: str
    user: User
    app: str = ""
    expires_at: datetime | None = None
    revoked: bool = False

    @property
    def personal(self) -> bool:
        """Tell a personal access token from one that an app was granted."""
        return not self.app


@dataclass(slots=True, eq=False)
class Workspace:
    """A workspace, or an organisation with teams; `paid` opens what costs money.

    `blocked` says that its administrators let no app or token in.
    """

    resource_type: ClassVar[str] = "workspace"
    gid: str
    name: str
    is_organization: bool = False
    paid: bool = False
    members: list[User] = field(default_factory=list)
    blocked: bool = False


@dataclass(slots=True, eq=False)
class Team:
    """A team of an organisation."""

    resource_type: ClassVar[str] = "team"
    gid: str
    name: str
    organization: Workspace
    members: list[User] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Section:
    """A column of a project or of somebody's My Tasks; `home` is that list's gid."""

    resource_type: ClassVar[str] = "section"
    gid: str
    name: str
    home: str
    created_at: datetime
    tasks: Ordered


@dataclass(slots=True, eq=False)
class Project:
    """A project; its sections hold its tasks."""

    resource_type: ClassVar[str] = "project"
    gid: str
    name: str
    workspace: Workspace
    owner: User
    created_at: datetime
    modified_at: datetime
    sections: Ordered
    html_notes: str = ""
    team: Team | None = None
    color: str | None = None
    icon: str | None = None
    default_view: str = "list"
    privacy_setting: str = "public_to_workspace"
    due_on: date | None = None
    start_on: date | None = None
    archived: bool = False
    members: list[User] = field(default_factory=list)
    followers: list[User] = field(default_factory=list)
    deleted_at: datetime | None = None


@dataclass(slots=True, eq=False)
class UserTaskList:
    """One person's My Tasks in one workspace."""

    resource_type: ClassVar[str] = "user_task_list"
    gid: str
    owner: User
    workspace: Workspace
    sections: Ordered

    @property
    def name(self) -> str:
        """Name it as Asana does."""
        return f"My tasks in {self.workspace.name}"


@dataclass(slots=True, eq=False)
class Like:
    """One heart."""

    gid: str
    user: User


@dataclass(slots=True, eq=False)
class External:
    """What an app has written on a task, seen by that app alone."""

    app: str
    gid: str | None
    data: str | None


@dataclass(slots=True, eq=False)
class Task:
    """A task or subtask.

    `places` maps the gid of each project to the gid of the section there. A trashed task
    keeps its places, so that it can come back to them; lists leave it out.
    """

    resource_type: ClassVar[str] = "task"
    gid: str
    name: str
    workspace: Workspace
    created_by: User
    created_at: datetime
    modified_at: datetime
    subtasks: Ordered
    html_notes: str = ""
    resource_subtype: str = "default_task"
    completed: bool = False
    completed_at: datetime | None = None
    completed_by: User | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    start_on: date | None = None
    assignee: User | None = None
    assignee_section: str | None = None
    parent: str | None = None
    places: dict[str, str] = field(default_factory=dict)
    likes: list[Like] = field(default_factory=list)
    external: External | None = None
    followers: list[User] = field(default_factory=list)
    deleted_at: datetime | None = None


@dataclass(slots=True, eq=False)
class Attachment:
    """A file on a task or project, or a link to one."""

    resource_type: ClassVar[str] = "attachment"
    gid: str
    name: str
    parent: Task | Project
    created_at: datetime
    content: bytes = b""
    media_type: str = "application/octet-stream"
    url: str | None = None

    @property
    def resource_subtype(self) -> str:
        """Tell who hosts it."""
        return "external" if self.url else "asana"


@dataclass(slots=True, eq=False)
class Story:
    """A line in a task's feed; only events mention it."""

    resource_type: ClassVar[str] = "story"
    gid: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One change; `scopes` are the gids whose streams show it."""

    user: User | None
    resource: Resource
    action: str
    created_at: datetime
    scopes: frozenset[str]
    parent: Resource | None = None
    field: str | None = None
    change: str = "changed"
    value: Resource | None = None


@dataclass(slots=True, eq=False)
class Webhook:
    """A subscription whose events are sent to `target`; `position` is how far it got.

    With nothing to send by `heartbeat_at`, that is sent.
    """

    resource_type: ClassVar[str] = "webhook"
    gid: str
    owner: User
    resource: Resource
    target: str
    secret: str
    created_at: datetime
    position: int
    heartbeat_at: datetime
    filters: list[dict[str, object]] = field(default_factory=list)
    active: bool = False
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    last_failure_content: str = ""
    delivery_retry_count: int = 0
    next_attempt_after: datetime | None = None
    failing_since: datetime | None = None


Resource = (
    User
    | Workspace
    | Team
    | Section
    | Project
    | UserTaskList
    | Task
    | Attachment
    | Story
    | Webhook
)
