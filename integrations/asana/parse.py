"""Asana's JSON read into models; the fields to ask for stand beside what reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from integrations.asana.models import (
    Attachment,
    Event,
    Events,
    NewWebhook,
    Project,
    Section,
    Task,
    Team,
    User,
    Webhook,
    Workspace,
)

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Json = Mapping[str, object]

USER_FIELDS = ("name", "email")
WORKSPACE_FIELDS = ("name", "is_organization")
TEAM_FIELDS = ("name",)
PROJECT_FIELDS = ("name", "archived", "html_notes", "permalink_url", "owner", "created_at")
ATTACHMENT_FIELDS = ("name", "created_at", "download_url")
SECTION_FIELDS = ("name", "created_at")
WEBHOOK_FIELDS = (
    "target",
    "active",
    "last_success_at",
    "last_failure_at",
    "last_failure_content",
)
TASK_FIELDS = (
    "name",
    "html_notes",
    "completed",
    "due_on",
    "assignee",
    "assignee_section",
    "memberships.project",
    "memberships.section",
    "parent",
    "num_subtasks",
    "liked",
    "external",
    "created_at",
    "modified_at",
    "permalink_url",
)

MOST_SAID = 200
"""So much of what another server answered is worth repeating."""


class Malformed(ValueError):
    """The answer is JSON, but not what Asana's reference promises."""


def user(data: object) -> User:
    """Read a user; the workspaces come from their own request."""
    raw = _object(data)
    return User(gid=gid(raw), name=_text(raw, "name"), email=_text(raw, "email"))


def workspace(data: object) -> Workspace:
    """Read a workspace."""
    raw = _object(data)
    return Workspace(
        gid=gid(raw), name=_text(raw, "name"), is_organization=_flag(raw, "is_organization")
    )


def team(data: object) -> Team:
    """Read a team."""
    raw = _object(data)
    return Team(gid=gid(raw), name=_text(raw, "name"))


def project(data: object) -> Project:
    """Read a project."""
    raw = _object(data)
    return Project(
        gid=gid(raw),
        name=_text(raw, "name"),
        archived=_flag(raw, "archived"),
        html_notes=_text(raw, "html_notes"),
        permalink_url=_text(raw, "permalink_url"),
        owner=_gid_of(raw, "owner"),
        created_at=_moment(raw, "created_at"),
    )


def section(data: object) -> Section:
    """Read a section."""
    raw = _object(data)
    return Section(gid=gid(raw), name=_text(raw, "name"), created_at=_moment(raw, "created_at"))


def task(data: object) -> Task:
    """Read a task or subtask that was asked for with TASK_FIELDS."""
    raw = _object(data)
    count = raw.get("num_subtasks")
    return Task(
        gid=gid(raw),
        name=_text(raw, "name"),
        html_notes=_text(raw, "html_notes") or "<body></body>",
        completed=_flag(raw, "completed"),
        due_on=_day(raw, "due_on"),
        assignee=_gid_of(raw, "assignee"),
        assignee_section=_gid_of(raw, "assignee_section"),
        memberships=dict(_membership(item) for item in _list(raw.get("memberships") or [])),
        parent=_gid_of(raw, "parent"),
        num_subtasks=count if isinstance(count, int) else 0,
        liked=_flag(raw, "liked"),
        external_gid=_inner(raw, "external", "gid"),
        created_at=_moment(raw, "created_at"),
        modified_at=_moment(raw, "modified_at"),
        permalink_url=_text(raw, "permalink_url"),
    )


def attachment(data: object) -> Attachment:
    """Read a file's name and where it is; the file itself has to be fetched."""
    raw = _object(data)
    return Attachment(
        gid=gid(raw),
        name=_text(raw, "name"),
        created_at=_moment(raw, "created_at"),
        download_url=_text(raw, "download_url"),
    )


def event(data: object) -> Event:
    """Read one event."""
    raw = _object(data)
    resource = _object(raw.get("resource"))
    return Event(
        action=_text(raw, "action"),
        resource=gid(resource),
        # `type` is the deprecated twin; some events still carry only that.
        resource_type=_text(resource, "resource_type") or _text(raw, "type"),
        field=_inner(raw, "change", "field"),
        parent=_gid_of(raw, "parent"),
        user=_gid_of(raw, "user"),
        created_at=_moment(raw, "created_at"),
    )


def events(envelope: object) -> Events:
    """Read the whole answer of the event stream, whose token stands beside the data."""
    raw = _object(envelope)
    sync = _text(raw, "sync")
    if not sync:
        raise Malformed("the event stream gave no token to go on from")
    return Events(sync=sync, events=many(event)(raw["data"]), has_more=_flag(raw, "has_more"))


def webhook(data: object) -> Webhook:
    """Read a webhook that was asked for with WEBHOOK_FIELDS."""
    raw = _object(data)
    # Times in UTC, written alike, so their text sorts as they do.
    fails = _text(raw, "last_success_at") < _text(raw, "last_failure_at")
    said = _text(raw, "last_failure_content").strip() or "no answer"
    return Webhook(
        gid=gid(raw),
        target=_text(raw, "target"),
        active=_flag(raw, "active"),
        failure=said[:MOST_SAID] if fails else "",
    )


def new_webhook(envelope: object) -> NewWebhook:
    """Read the whole answer to a webhook's creation: the secret stands beside the data."""
    raw = _object(envelope)
    secret = _text(raw, "X-Hook-Secret")
    if not secret:
        raise Malformed("a new webhook without its secret")
    return NewWebhook(webhook(raw["data"]), secret)


def next_offset(envelope: object) -> str | None:
    """Read where the next page of a list begins; None after the last one."""
    return _inner(_object(envelope), "next_page", "offset")


def many(parse: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """Make a parser of a list out of a parser of one item."""
    return lambda data: tuple(parse(item) for item in _list(data))


def nothing(data: object) -> None:
    """Read an answer that holds nothing but Asana's assent."""
    _object(data)


def gid(data: object) -> str:
    """Read the gid, which every resource has."""
    found = _object(data).get("gid")
    if not isinstance(found, str) or not found:
        raise Malformed("a resource without gid")
    return found


def _object(data: object) -> Json:
    if not isinstance(data, Mapping):
        raise Malformed("not a JSON object")
    return data


def _list(data: object) -> list[object]:
    if not isinstance(data, list):
        raise Malformed("not a JSON list")
    return data


def _text(raw: Json, key: str) -> str:
    found = raw.get(key)
    return found if isinstance(found, str) else ""


def _flag(raw: Json, key: str) -> bool:
    return raw.get(key) is True


def _inner(raw: Json, key: str, inner: str) -> str | None:
    found = raw.get(key)
    return (_text(found, inner) or None) if isinstance(found, Mapping) else None


def _gid_of(raw: Json, key: str) -> str | None:
    found = raw.get(key)
    return None if found is None else gid(found)


def _membership(data: object) -> tuple[str, str | None]:
    raw = _object(data)
    return gid(raw.get("project")), _gid_of(raw, "section")


def _day(raw: Json, key: str) -> date | None:
    found = _text(raw, key)
    return date.fromisoformat(found) if found else None


def _moment(raw: Json, key: str) -> datetime | None:
    found = _text(raw, key)
    return datetime.fromisoformat(found) if found else None
