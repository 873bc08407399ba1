"""Every call that we make to Asana, typed in and out, on the official SDK's API classes."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from integrations.asana import parse
from integrations.asana.bearer import Personal
from integrations.asana.errors import AsanaError, Gone
from integrations.asana.limits import Budget
from integrations.asana.reading import opts, outcome, pages, read, read_whole, results
from integrations.asana.sdk import Sdk
from integrations.asana.transport import Request, Transport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    import httpx

    from integrations.asana.bearer import Credential
    from integrations.asana.calls import Call
    from integrations.asana.models import (
        Attachment,
        Events,
        NewWebhook,
        Project,
        Section,
        Task,
        Team,
        User,
        Webhook,
    )

__all__ = ["ASANA", "AsanaClient", "Budget", "connect"]

ASANA = "https://app.asana.com/api/1.0"
BATCH = 10
T = TypeVar("T")


def connect(
    token: str | Credential,
    *,
    url: str = ASANA,
    budget: Budget | None = None,
    http: httpx.Client | None = None,
    sleep: Callable[[float], None] = time.sleep,
    timeout: float = 30.0,
) -> AsanaClient:
    """Make a client for one token, or for one that is renewed. Nothing is sent yet.

    `timeout` is for each wait on the network, in seconds. Connections are the process's own,
    or those of a given `http`. What cannot be a token at all is refused as Unauthorized.
    """
    return AsanaClient(
        Transport(
            Personal(token.strip()) if isinstance(token, str) else token,
            url=url,
            http=http,
            sleep=sleep,
            timeout=timeout,
            budget=budget,
        )
    )


class AsanaClient:
    """Asana for one token. Every method raises AsanaError's subclasses only."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._sdk = Sdk(transport)
        self._one_batch = Lock()

    @property
    def requests(self) -> int:
        """Requests so far, as Asana counts them: each action of a batch is one."""
        return self._transport.requests

    @property
    def rate_limited(self) -> int:
        """How many answers so far said to wait."""
        return self._transport.rate_limited

    @property
    def server_time(self) -> datetime | None:
        """Asana's own clock in its last answer, by the second; None where it told none."""
        return self._transport.server_time

    @property
    def round_trips(self) -> int:
        """Times that we waited for an answer."""
        return self._transport.round_trips

    def me(self) -> User:
        """Whose token this is, and their workspaces."""
        user = read(parse.user, self._sdk.users.get_user("me", opts(parse.USER_FIELDS)))
        # A user's own `workspaces` do not say which of them is an organisation.
        workspaces = pages(
            self._sdk.workspaces.get_workspaces, parse.WORKSPACE_FIELDS, parse.workspace
        )
        return replace(user, workspaces=workspaces)

    def teams(self, workspace: str) -> tuple[Team, ...]:
        """My teams in an organisation."""
        return pages(
            partial(self._sdk.teams.get_teams_for_user, "me", workspace),
            parse.TEAM_FIELDS,
            parse.team,
        )

    def projects(self, workspace: str) -> tuple[Project, ...]:
        """All projects of a workspace that I can see, with their notes."""
        return pages(
            partial(self._sdk.projects.get_projects_for_workspace, workspace),
            parse.PROJECT_FIELDS,
            parse.project,
        )

    def project(self, gid: str) -> Project:
        """One project."""
        answer = self._sdk.projects.get_project(gid, opts(parse.PROJECT_FIELDS))
        return read(parse.project, answer)

    def create_project(
        self, *, workspace: str, name: str, html_notes: str, team: str | None = None
    ) -> Project:
        """Make a private project with a board. Organisations may want a team, with a 400."""
        data = {
            "workspace": workspace,
            "name": name,
            "html_notes": html_notes,
            "privacy_setting": "private",
            "default_view": "board",
        } | ({"team": team} if team else {})
        answer = self._sdk.projects.create_project({"data": data}, opts(parse.PROJECT_FIELDS))
        return read(parse.project, answer, written=True)

    def sections(self, project: str) -> tuple[Section, ...]:
        """The sections of a project, or of My Tasks by the list's gid, in their order."""
        return pages(
            partial(self._sdk.sections.get_sections_for_project, project),
            parse.SECTION_FIELDS,
            parse.section,
        )

    def create_section(self, project: str, name: str, *, after: str | None = None) -> Section:
        """Make a section behind another, or at the end."""
        data = {"name": name} | ({"insert_after": after} if after else {})
        answer = self._sdk.sections.create_section_for_project(
            project, {"body": {"data": data}, **opts(parse.SECTION_FIELDS)}
        )
        return read(parse.section, answer, written=True)

    def rename_section(self, gid: str, name: str) -> None:
        """Give a section another name."""
        body = {"data": {"name": name}}
        self._sdk.sections.update_section(gid, {"body": body})

    def tasks(self, project: str) -> tuple[Task, ...]:
        """All tasks of a project in their order; subtasks are not among them."""
        return pages(
            partial(self._sdk.tasks.get_tasks_for_project, project),
            parse.TASK_FIELDS,
            parse.task,
        )

    def task(self, gid: str) -> Task:
        """One task or subtask."""
        return read(parse.task, self._sdk.tasks.get_task(gid, opts(parse.TASK_FIELDS)))

    def subtasks(self, gid: str) -> tuple[Task, ...]:
        """A task's subtasks in their order."""
        return pages(
            partial(self._sdk.tasks.get_subtasks_for_task, gid),
            parse.TASK_FIELDS,
            parse.task,
        )

    def user_task_list(self, workspace: str) -> str:
        """The gid of my My Tasks in a workspace."""
        answer = self._sdk.user_task_lists.get_user_task_list_for_user(
            "me", workspace, opts(("name",))
        )
        return read(parse.gid, answer)

    def create_task(self, fields: Mapping[str, object]) -> Task:
        """Make a task of Asana's own fields; `memberships` places it at once."""
        answer = self._sdk.tasks.create_task({"data": dict(fields)}, opts(parse.TASK_FIELDS))
        return read(parse.task, answer, written=True)

    def create_subtask(self, parent: str, fields: Mapping[str, object]) -> Task:
        """Make a subtask at the end of its parent's."""
        answer = self._sdk.tasks.create_subtask_for_task(
            {"data": dict(fields)}, parent, opts(parse.TASK_FIELDS)
        )
        return read(parse.task, answer, written=True)

    def update_task(self, gid: str, fields: Mapping[str, object]) -> Task:
        """Change the given fields of a task and no others."""
        answer = self._sdk.tasks.update_task(
            {"data": dict(fields)}, gid, opts(parse.TASK_FIELDS)
        )
        return read(parse.task, answer, written=True)

    def delete_task(self, gid: str) -> None:
        """Put a task into the trash; one that is gone already is as good."""
        with suppress(Gone):
            self._sdk.tasks.delete_task(gid)

    def attach(self, parent: str, *, name: str, content: bytes, media_type: str) -> str:
        """Attach a file to a task or project; return the attachment's gid."""
        # Not the SDK's call: it wants a path on disk and garbles other than ASCII names.
        request = Request(
            "POST",
            "/attachments",
            writes=True,
            form={"parent": parent},
            file=(name if name.isascii() else quote(name), content, media_type),
        )
        return read(parse.gid, self._transport.send(request), written=True)

    def attachments(self, parent: str) -> tuple[Attachment, ...]:
        """The files on a task, each with the address it can be fetched from for a while."""
        return pages(
            partial(self._sdk.attachments.get_attachments_for_object, parent),
            parse.ATTACHMENT_FIELDS,
            parse.attachment,
        )

    def attachment(self, gid: str) -> Attachment:
        """One file's name and a fresh address to fetch it from."""
        answer = self._sdk.attachments.get_attachment(gid, opts(parse.ATTACHMENT_FIELDS))
        return read(parse.attachment, answer)

    def download(self, attachment: Attachment, *, most: int) -> bytes:
        """Fetch a file of at most `most` bytes; Refused where it is larger, or gone."""
        return self._transport.fetch(attachment.download_url, most=most)

    def events(self, resource: str, sync: str | None) -> Events:
        """What happened since the token; without one, SyncTokenExpired brings the first."""
        query = {"sync": sync} if sync else {}
        return read_whole(parse.events, self._sdk.events.get_events(resource, query))

    def create_webhook(
        self, resource: str, target: str, *, filters: Sequence[Mapping[str, object]]
    ) -> NewWebhook:
        """Subscribe a target. Asana calls it, and waits for its echo, before this returns."""
        data = {"resource": resource, "target": target, "filters": list(filters)}
        answer = self._sdk.webhooks.create_webhook({"data": data}, opts(parse.WEBHOOK_FIELDS))
        return read_whole(parse.new_webhook, answer, written=True)

    def webhooks(self, workspace: str, resource: str) -> tuple[Webhook, ...]:
        """My webhooks on a resource, those of other programs with my token among them."""

        def ask(page: dict[str, object]) -> parse.Json:
            query = {**page, "resource": resource}
            answer: parse.Json = self._sdk.webhooks.get_webhooks(workspace, query)
            return answer

        return pages(ask, parse.WEBHOOK_FIELDS, parse.webhook)

    def webhook(self, gid: str) -> Webhook:
        """One webhook."""
        answer = self._sdk.webhooks.get_webhook(gid, opts(parse.WEBHOOK_FIELDS))
        return read(parse.webhook, answer)

    def delete_webhook(self, gid: str) -> None:
        """End a webhook; one that is gone already is as good."""
        with suppress(Gone):
            self._sdk.webhooks.delete_webhook(gid)

    def batch(self, calls: Sequence[Call[T]]) -> list[T | AsanaError]:
        """Do up to ten calls at once, in no order; each has its result or error in place.

        It raises only when the batch as a whole failed.
        """
        if not calls:
            return []
        if len(calls) > BATCH:
            raise ValueError(f"a batch holds {BATCH} calls, not {len(calls)}")
        body = {"data": {"actions": [call.action() for call in calls]}}
        with self._one_batch:
            answer = self._sdk.batch.create_batch_request(body, {})
        return [
            outcome(call, result, self._transport.send)
            for call, result in zip(calls, results(calls, answer), strict=True)
        ]
