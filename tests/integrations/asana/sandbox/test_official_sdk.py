"""Judge two: Asana's own SDK, as it is, walks through the stand-in over real HTTP."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Self

import asana
import pytest
from asana.rest import ApiException

from integrations.asana.sandbox import World, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from integrations.asana.sandbox.model import User, Workspace


@pytest.fixture
def live(world: World) -> Iterator[str]:
    with serve(world) as url:
        yield url


@pytest.fixture
def sdk(world: World, ada: User, workspace: Workspace, live: str) -> asana.ApiClient:
    assert ada in workspace.members
    configuration = asana.Configuration()
    configuration.access_token = world.add_token(ada)
    configuration.host = live
    return asana.ApiClient(configuration)


@pytest.fixture
def project(sdk: asana.ApiClient, workspace: Workspace) -> dict:
    body = {
        "data": {
            "name": "Plan",
            "workspace": workspace.gid,
            "html_notes": "<body>Why <b>now</b></body>",
            "default_view": "board",
            "privacy_setting": "private",
        }
    }
    return asana.ProjectsApi(sdk).create_project(body, {"opt_fields": "name,html_notes"})


def test_the_sdk_finds_the_person_and_where_they_work(
    sdk: asana.ApiClient, workspace: Workspace, ada: User
):
    me = asana.UsersApi(sdk).get_user("me", {})
    workspaces = list(asana.WorkspacesApi(sdk).get_workspaces({"limit": 1}))
    mine = asana.UserTaskListsApi(sdk).get_user_task_list_for_user("me", workspace.gid, {})
    sections = asana.SectionsApi(sdk).get_sections_for_project(mine["gid"], {})

    assert me["email"] == ada.email
    assert [one["gid"] for one in workspaces] == [workspace.gid]
    assert "Do later" in [one["name"] for one in sections]


def test_the_sdk_finds_the_teams_of_an_organisation(
    sdk: asana.ApiClient, world: World, ada: User
):
    firm = world.add_workspace("Firm", members=[ada], organization=True)
    team = world.add_team(firm, "Crew", members=[ada])

    teams = list(asana.TeamsApi(sdk).get_teams_for_user("me", firm.gid, {"limit": 100}))
    projects = asana.ProjectsApi(sdk)
    with pytest.raises(ApiException) as refused:
        projects.create_project({"data": {"name": "P", "workspace": firm.gid}}, {})
    made = projects.create_project({"data": {"name": "P", "team": teams[0]["gid"]}}, {})

    assert [one["gid"] for one in teams] == [team.gid]
    assert "Missing required `team` field" in str(refused.value.body)
    assert made["team"]["gid"] == team.gid


def test_the_sdk_builds_a_board(sdk: asana.ApiClient, project: dict, workspace: Workspace):
    projects, sections = asana.ProjectsApi(sdk), asana.SectionsApi(sdk)
    gid = project["gid"]

    first = next(iter(sections.get_sections_for_project(gid, {"limit": 100})))
    sections.update_section(first["gid"], {"body": {"data": {"name": "Now"}}})
    wanted = {"body": {"data": {"name": "Later", "insert_after": first["gid"]}}}
    later = sections.create_section_for_project(gid, wanted)
    move = {"body": {"data": {"section": later["gid"], "before_section": first["gid"]}}}
    sections.insert_section_for_project(gid, move)
    names = [one["name"] for one in sections.get_sections_for_project(gid, {})]
    sections.delete_section(later["gid"])
    projects.update_project({"data": {"name": "My plan"}}, gid, {})
    listed = list(projects.get_projects({"workspace": workspace.gid, "limit": 1}))

    assert project["html_notes"] == "<body>Why <strong>now</strong></body>"
    assert names == ["Later", "Now"]
    assert [one["name"] for one in listed] == ["My plan"]


def test_the_sdk_keeps_tasks_and_steps(sdk: asana.ApiClient, project: dict):
    tasks, sections = asana.TasksApi(sdk), asana.SectionsApi(sdk)
    gid = project["gid"]
    section = next(iter(sections.get_sections_for_project(gid, {})))["gid"]
    placed = {"memberships": [{"project": gid, "section": section}], "assignee": "me"}

    made = [
        tasks.create_task({"data": {"name": f"T{n}", "due_on": "2026-12-31", **placed}}, {})
        for n in range(3)
    ]
    first, second, third = [one["gid"] for one in made]
    tasks.update_task({"data": {"completed": True}}, first, {})
    steps = [
        tasks.create_subtask_for_task({"data": {"name": name}}, first, {})["gid"]
        for name in ("a", "b")
    ]
    order = {"data": {"parent": first, "insert_before": steps[0]}}
    tasks.set_parent_for_task(order, steps[1], {})
    sections.add_task_for_section(section, {"body": {"data": {"task": third}}})
    tasks.remove_project_for_task({"data": {"project": gid}}, second)
    tasks.add_project_for_task({"data": {"project": gid, "section": section}}, second)
    tasks.delete_task(third)

    fields = {"opt_fields": "name,completed,due_on,memberships.section.name", "limit": 1}
    listed = list(tasks.get_tasks_for_project(gid, fields))
    assert [one["name"] for one in listed] == ["T0", "T1"]
    assert [one["completed"] for one in listed] == [True, False]
    below = tasks.get_subtasks_for_task(first, {"opt_fields": "name"})
    assert [one["name"] for one in below] == ["b", "a"]
    with pytest.raises(ApiException) as gone:
        tasks.get_task(third, {})
    assert gone.value.status == 404
    since = {"project": gid, "modified_since": "2020-01-01T00:00:00Z", "limit": 100}
    assert len(list(tasks.get_tasks(since))) == 2


def test_the_sdk_sends_a_batch_and_reads_the_events(sdk: asana.ApiClient, project: dict):
    gid = project["gid"]
    events = asana.EventsApi(sdk)
    with pytest.raises(ApiException) as expired:
        events.get_events(gid, {}, full_payload=True)
    sync = json.loads(expired.value.body)["sync"]

    create = {"relative_path": "/tasks", "method": "post"}
    actions = [{**create, "data": {"name": n, "projects": [gid]}} for n in "ab"]
    batch = asana.BatchAPIApi(sdk)
    answers = list(batch.create_batch_request({"data": {"actions": actions}}, {}))
    page = events.get_events(gid, {"sync": sync}, full_payload=True)

    assert [one["status_code"] for one in answers] == [201, 201]
    added = [one for one in page["data"] if one["action"] == "added"]
    assert {one["resource"]["resource_type"] for one in added} == {"task"}
    assert page["has_more"] is False


def test_the_sdk_uploads_and_lists_a_file(sdk: asana.ApiClient, project: dict, tmp_path: Path):
    picture = tmp_path / "progress.png"
    picture.write_bytes(b"\x89PNG and so on")
    attachments = asana.AttachmentsApi(sdk)

    made = attachments.create_attachment_for_object(
        {"parent": project["gid"], "file": str(picture)}
    )
    listed = list(attachments.get_attachments_for_object(project["gid"], {"limit": 100}))
    attachments.delete_attachment(made["gid"])

    assert [one["name"] for one in listed] == ["progress.png"]
    assert made["size"] == len(picture.read_bytes())
    assert list(attachments.get_attachments_for_object(project["gid"], {})) == []


def test_the_sdk_makes_a_webhook_whose_target_is_called_meanwhile(
    sdk: asana.ApiClient, project: dict, world: World, workspace: Workspace
):
    world.allow_local_targets = True
    webhooks = asana.WebhooksApi(sdk)
    with _Target() as target:
        wanted = {"data": {"resource": project["gid"], "target": target.url}}
        made = webhooks.create_webhook(wanted, {}, full_payload=True)
        asana.ProjectsApi(sdk).update_project({"data": {"name": "P"}}, project["gid"], {})
        assert target.delivered.wait(10)
    found = list(webhooks.get_webhooks(workspace.gid, {"limit": 100}))
    webhooks.delete_webhook(made["data"]["gid"])

    assert made["X-Hook-Secret"] == target.secret
    assert [one["gid"] for one in found] == [made["data"]["gid"]]


class _Target(HTTPServer):
    """A server that shakes hands and waits for a delivery."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Receiver)
        self.url = f"http://127.0.0.1:{self.server_port}/hook"
        self.secret = ""
        self.delivered = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Receiver(BaseHTTPRequestHandler):
    server: _Target

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        if secret := self.headers.get("X-Hook-Secret"):
            self.server.secret = secret
            self.send_header("X-Hook-Secret", secret)
        if self.headers.get("X-Hook-Signature"):
            self.server.delivered.set()
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass
