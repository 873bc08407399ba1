"""Our own client, held against Asana's spec on its way to the stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from support import asana_spec as official

from integrations.asana import calls, client
from integrations.asana.errors import SyncTokenExpired
from integrations.asana.sandbox import transport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.asana.sandbox import World
    from integrations.asana.sandbox.model import User, Workspace

pytestmark = pytest.mark.skipif(
    not official.SPEC.exists(),
    reason=f"Asana's official spec is not at hand ({official.SPEC})",
)


@pytest.fixture
def asana(
    world: World, ada: User, workspace: Workspace, pytestconfig: pytest.Config
) -> Iterator[client.AsanaClient]:
    assert ada in workspace.members
    spec = official.load(cache=pytestconfig.cache.mkdir("asana"))
    with httpx.Client(transport=official.JudgedTransport(transport(world), spec)) as http:
        yield client.connect(world.add_token(ada), http=http)


def test_every_call_of_our_client_is_one_that_the_spec_knows(
    asana: client.AsanaClient, workspace: Workspace
):
    assert asana.me().workspaces[0].gid == workspace.gid
    assert asana.teams(workspace.gid) == ()
    assert asana.user_task_list(workspace.gid)
    notes = "<body>why</body>"
    project = asana.create_project(workspace=workspace.gid, name="Plan", html_notes=notes)
    assert asana.projects(workspace.gid) == (asana.project(project.gid),)
    first = asana.sections(project.gid)[0]
    later = asana.create_section(project.gid, "Later", after=first.gid)
    asana.rename_section(first.gid, "Now")
    placed = {"memberships": [{"project": project.gid, "section": later.gid}]}
    task = asana.create_task({"name": "Speak", "assignee": "me", **placed})
    step = asana.create_subtask(task.gid, {"name": "Once"})
    asana.update_task(task.gid, {"due_on": "2026-12-31", "completed": True})
    asana.attach(task.gid, name="a.png", content=b"png", media_type="image/png")
    outcomes = asana.batch(
        [
            calls.get_task(task.gid),
            calls.get_subtasks(task.gid),
            calls.create_task({"name": "Write", **placed}),
            calls.create_subtask(task.gid, {"name": "Twice"}),
            calls.update_task(step.gid, {"name": "Thrice"}),
            calls.add_to_section(first.gid, task.gid),
            calls.place_step(step.gid, task.gid, None),
        ]
    )
    assert not [one for one in outcomes if isinstance(one, Exception)]
    with pytest.raises(SyncTokenExpired) as expired:
        asana.events(project.gid, None)
    assert asana.events(project.gid, expired.value.sync).events == ()
    assert asana.batch([calls.delete_task(task.gid)]) == [None]
    asana.delete_task(task.gid)
    assert [one.name for one in asana.tasks(project.gid)] == ["Write"]
