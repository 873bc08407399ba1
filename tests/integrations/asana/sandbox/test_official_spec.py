"""Judge one: what is asked and answered, against Asana's own OpenAPI description."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from support import asana_spec as official

from integrations.asana.sandbox import transport
from integrations.asana.sandbox.api.routes import ROUTES
from integrations.asana.sandbox.delivery import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from integrations.asana.sandbox import World
    from integrations.asana.sandbox.model import User, Workspace

pytestmark = pytest.mark.skipif(
    not official.SPEC.exists(),
    reason=f"Asana's official spec is not at hand ({official.SPEC})",
)
BASE = "https://app.asana.com/api/1.0"
TASK_FIELDS = (
    "name,html_notes,completed,due_on,assignee,assignee_section,memberships.project,"
    "memberships.section,parent,num_subtasks,liked,likes.user,external,created_by,"
    "modified_at,permalink_url"
)


@pytest.fixture(scope="session")
def spec(pytestconfig: pytest.Config) -> official.Spec:
    return official.load(cache=pytestconfig.cache.mkdir("asana"))


@pytest.fixture
def client(
    world: World, ada: User, workspace: Workspace, spec: official.Spec
) -> Iterator[httpx.Client]:
    assert ada in workspace.members
    judged = official.JudgedTransport(transport(world), spec)
    headers = {"Authorization": f"Bearer {world.add_token(ada)}"}
    with httpx.Client(transport=judged, base_url=BASE, headers=headers) as client:
        yield client


def post(client: httpx.Client, path: str, **data: object) -> dict:
    return client.post(path, json={"data": data}).json().get("data", {})


def test_every_endpoint_is_asked_and_answers_as_the_spec_says(
    client: httpx.Client, world: World, workspace: Workspace, ada: User, spec: official.Spec
):
    world.sender = lambda _url, headers, _body: Reply(200, _echo(headers))
    spec.seen.clear()
    _people(client, world, workspace, ada)
    project, section = _projects(client, workspace)
    task = _tasks(client, project, section, workspace)
    _attachments(client, task)
    _webhooks(client, project, workspace)
    _ends(client, project, section, task)
    _paid(client, workspace, project, task)

    asked = {(method, _shape(path)) for method, path in spec.seen}
    assert {(route.method, route.path) for route in ROUTES} <= asked


def test_a_request_that_asana_does_not_know_is_caught(client: httpx.Client):
    with pytest.raises(official.SpecViolation, match="no path"):
        client.get("/nothing")
    with pytest.raises(official.SpecViolation, match="takes no parameter"):
        client.get("/users/me", params={"limit": 3})
    with pytest.raises(official.SpecViolation, match="offers no field"):
        client.get("/users/me", params={"opt_fields": "shoe_size"})
    with pytest.raises(official.SpecViolation, match="read-only"):
        client.post("/tasks", json={"data": {"num_likes": 3}})
    with pytest.raises(official.SpecViolation, match="shoe_size"):
        client.post("/tasks", json={"data": {"shoe_size": 3}})
    action = {"relative_path": "/users/me", "method": "post", "data": {}}
    with pytest.raises(official.SpecViolation, match="no POST"):
        client.post("/batch", json={"data": {"actions": [action]}})


def _people(client: httpx.Client, world: World, workspace: Workspace, ada: User) -> None:
    firm = world.add_workspace("Firm", members=[ada], organization=True)
    team = world.add_team(firm, "Crew", members=[ada])
    me = client.get("/users/me").json()["data"]
    client.get("/users/me", params={"opt_fields": "name,email,workspaces.is_organization"})
    client.get("/workspaces", params={"limit": 100})
    client.get(f"/workspaces/{workspace.gid}")
    client.get(f"/workspaces/{workspace.gid}/users")
    client.get(f"/workspaces/{firm.gid}/teams")
    client.get("/users/me/teams", params={"organization": firm.gid, "limit": 100})
    client.get(f"/teams/{team.gid}")
    mine = client.get(
        f"/users/{me['gid']}/user_task_list", params={"workspace": workspace.gid}
    ).json()["data"]["gid"]
    client.get(f"/user_task_lists/{mine}")
    client.get(f"/user_task_lists/{mine}/tasks", params={"completed_since": "now"})
    assert client.get(f"/projects/{mine}/sections").json()["data"]


def _projects(client: httpx.Client, workspace: Workspace) -> tuple[str, str]:
    project = post(
        client,
        "/projects",
        name="Plan",
        workspace=workspace.gid,
        html_notes="<body><strong>Why</strong></body>",
        default_view="board",
        privacy_setting="private",
        color="dark-green",
    )["gid"]
    fields = {"opt_fields": "name,html_notes,archived,permalink_url,team.name"}
    post(client, f"/workspaces/{workspace.gid}/projects", name="Other")
    client.get(f"/projects/{project}")
    client.get(f"/projects/{project}", params=fields)
    client.put(f"/projects/{project}", json={"data": {"name": "My plan"}})
    listed = {"workspace": workspace.gid, "limit": "1"}
    assert client.get("/projects", params=listed | fields).json()["next_page"]
    client.get(f"/workspaces/{workspace.gid}/projects")
    first = client.get(f"/projects/{project}/sections").json()["data"][0]["gid"]
    section = post(client, f"/projects/{project}/sections", name="Later", insert_after=first)[
        "gid"
    ]
    move = {"section": section, "before_section": first}
    post(client, f"/projects/{project}/sections/insert", **move)
    client.get(f"/sections/{section}")
    client.put(f"/sections/{section}", json={"data": {"name": "Now"}})
    return project, section


def _tasks(client: httpx.Client, project: str, section: str, workspace: Workspace) -> str:
    task = post(
        client,
        "/tasks",
        name="Speak",
        html_notes="<body>How\n<ul><li>often</li></ul></body>",
        due_on="2026-12-31",
        assignee="me",
        memberships=[{"project": project, "section": section}],
        external={"gid": "goal:1"},
    )["gid"]
    loose = post(client, "/tasks", name="Loose", workspace=workspace.gid)["gid"]
    client.get(f"/tasks/{task}")
    client.get(f"/tasks/{task}", params={"opt_fields": TASK_FIELDS})
    client.get("/tasks/external:goal%3A1")
    client.put(f"/tasks/{task}", json={"data": {"completed": True, "liked": True}})
    client.put(f"/tasks/{task}", json={"data": {"due_at": "2026-12-31T10:00:00Z"}})
    step = post(client, f"/tasks/{task}/subtasks", name="Step")["gid"]
    client.get(f"/tasks/{task}/subtasks", params={"opt_fields": TASK_FIELDS, "limit": 100})
    post(client, f"/tasks/{loose}/setParent", parent=task, insert_before=step)
    post(client, f"/tasks/{loose}/setParent", parent=None)
    post(client, f"/tasks/{loose}/addProject", project=project, section=section)
    post(client, f"/sections/{section}/addTask", task=task, insert_after=loose)
    client.get(f"/projects/{project}/tasks", params={"opt_fields": TASK_FIELDS, "limit": 1})
    client.get(f"/sections/{section}/tasks")
    client.get("/tasks", params={"project": project, "modified_since": "2026-01-01"})
    post(client, f"/tasks/{loose}/removeProject", project=project)
    get = {"method": "get", "relative_path": f"/tasks/{task}", "options": {"fields": ["name"]}}
    nothing = {"method": "get", "relative_path": "/tasks/1"}
    assert len(post(client, "/batch", actions=[get, nothing])) == 2
    return task


def _attachments(client: httpx.Client, task: str) -> None:
    client.post(
        "/attachments", data={"parent": task}, files={"file": ("a.png", b"png", "image/png")}
    )
    attachment = client.get("/attachments", params={"parent": task}).json()["data"][0]
    client.get(f"/attachments/{attachment['gid']}")
    client.delete(f"/attachments/{attachment['gid']}")


def _webhooks(client: httpx.Client, project: str, workspace: Workspace) -> None:
    first = client.get("/events", params={"resource": project})
    assert first.status_code == 412
    client.put(f"/projects/{project}", json={"data": {"name": "Our plan"}})
    asked = {"resource": project, "sync": first.json()["sync"]}
    assert client.get("/events", params=asked).json()["data"]
    target, rule = "https://example.com/hook", {"resource_type": "task", "action": "added"}
    webhook = post(client, "/webhooks", resource=project, target=target)["gid"]
    client.get("/webhooks", params={"workspace": workspace.gid, "resource": project})
    client.get(f"/webhooks/{webhook}")
    client.put(f"/webhooks/{webhook}", json={"data": {"filters": [rule]}})
    client.delete(f"/webhooks/{webhook}")


def _ends(client: httpx.Client, project: str, section: str, task: str) -> None:
    client.delete(f"/tasks/{task}")
    assert client.delete(f"/tasks/{task}").status_code == 404
    client.delete(f"/sections/{section}")
    client.delete(f"/projects/{project}")


def _paid(client: httpx.Client, workspace: Workspace, project: str, task: str) -> None:
    gid = workspace.gid
    field = {"workspace": gid, "name": "Size", "resource_subtype": "text"}
    for answer in (
        client.get(f"/workspaces/{gid}/tasks/search", params={"text": "x"}),
        client.get(f"/workspaces/{gid}/custom_fields"),
        client.post("/custom_fields", json={"data": field}),
        client.post(
            f"/projects/{project}/addCustomFieldSetting", json={"data": {"custom_field": "1"}}
        ),
        client.get("/goals", params={"workspace": gid}),
        client.post("/goals", json={"data": {"name": "Fly", "workspace": gid}}),
        client.post(f"/tasks/{task}/addDependencies", json={"data": {"dependencies": ["1"]}}),
    ):
        assert answer.status_code == 402


def _echo(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name == "X-Hook-Secret"}


def _shape(path: str) -> str:
    parts = path.split("/")
    if len(parts) > 2:
        parts[2] = "{}"
    return "/".join(parts)
