"""The client walks through the stand-in: every call, and the bad days of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

import httpx
import pytest

from integrations.asana import calls, richtext, sandbox
from integrations.asana.client import AsanaClient, connect
from integrations.asana.errors import (
    BadRequest,
    Gone,
    NotReached,
    OutcomeUnknown,
    RateLimited,
    SyncTokenExpired,
    Unauthorized,
)
from integrations.asana.models import Task
from integrations.asana.sandbox import Fault, World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.asana.sandbox import Person

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOTES = richtext.body(
    "Own text\n",
    richtext.strong("How"),
    "\nAsk\u00a0Ada\n",
    richtext.bullets(["<u>one</u>", richtext.link("https://example.com", "two")]),
)


@dataclass
class Scene:
    world: World
    client: AsanaClient
    person: Person
    token: str
    workspace: str
    project: str
    section: str

    def task(self, name: str, **fields: object) -> Task:
        place = [{"project": self.project, "section": self.section}]
        return self.client.create_task({"name": name, "memberships": place, **fields})

    def names(self) -> list[str]:
        return [task.name for task in self.client.tasks(self.project)]


@pytest.fixture
def scene(naps: list[float]) -> Iterator[Scene]:
    world = World(clock=lambda: NOW)
    ada = world.add_user("Ada Example", "ada@example.com")
    home = world.add_workspace("Home", members=[ada])
    token = world.add_token(ada)
    with httpx.Client(transport=sandbox.transport(world)) as http:
        client = connect(token, http=http, sleep=naps.append)
        project = client.create_project(
            workspace=home.gid, name="Career", html_notes="<body>ours</body>"
        )
        section = client.create_section(project.gid, "Later")
        yield Scene(
            world,
            client,
            world.person(ada),
            token,
            home.gid,
            project.gid,
            section.gid,
        )


def test_whoever_connects_finds_themselves_and_their_workspaces(scene):
    me = scene.client.me()

    assert (me.name, me.email) == ("Ada Example", "ada@example.com")
    assert [(place.name, place.is_organization) for place in me.workspaces] == [("Home", False)]


def test_a_project_is_found_with_its_notes(scene):
    [project] = scene.client.projects(scene.workspace)

    assert project == scene.client.project(scene.project)
    assert (project.name, richtext.text(project.html_notes)) == ("Career", "ours")


def test_sections_are_made_in_order_and_renamed(scene):
    first, later = scene.client.sections(scene.project)
    scene.client.create_section(scene.project, "Between", after=first.gid)
    scene.client.rename_section(later.gid, "Afterwards")

    assert [section.name for section in scene.client.sections(scene.project)] == [
        first.name,
        "Between",
        "Afterwards",
    ]


def test_a_task_comes_back_as_it_was_sent(scene):
    made = scene.task(
        "Data\u00a0storytelling", html_notes=NOTES, due_on="2027-03-31", assignee="me"
    )

    read = scene.client.task(made.gid)

    assert read == made
    assert [read] == list(scene.client.tasks(scene.project))
    assert (read.name, read.due_on) == ("Data\u00a0storytelling", date(2027, 3, 31))
    assert read.memberships == {scene.project: scene.section}
    assert read.assignee == scene.client.me().gid
    assert richtext.text(read.html_notes) == "Own text\nHow\nAsk\u00a0Ada\n- one\n- two"


def test_my_tasks_have_sections_too(scene):
    mine = scene.client.user_task_list(scene.workspace)
    later = scene.client.sections(mine)[-1]
    made = scene.task("x", assignee="me")

    changed = scene.client.update_task(made.gid, {"assignee_section": later.gid})

    assert changed.assignee_section == later.gid


def test_steps_are_made_ordered_and_deleted(scene):
    goal = scene.task("goal").gid
    one, two = (scene.client.create_subtask(goal, {"name": name}) for name in ("one", "two"))
    scene.client.batch([calls.place_step(two.gid, goal, None)])

    assert [step.name for step in scene.client.subtasks(goal)] == ["two", "one"]
    assert scene.client.task(goal).num_subtasks == 2
    scene.client.delete_task(one.gid)
    scene.client.delete_task(one.gid)
    assert [step.parent for step in scene.client.subtasks(goal)] == [goal]


def test_a_batch_does_many_things_and_names_what_failed(scene):
    goal, other = scene.task("goal"), scene.task("other")
    first = scene.client.sections(scene.project)[0].gid

    updated, moved, missing, made, steps, deleted = scene.client.batch(
        [
            calls.update_task(goal.gid, {"name": "changed", "completed": True}),
            calls.add_to_section(first, goal.gid),
            calls.get_task("404404"),
            calls.create_subtask(goal.gid, {"name": "step"}),
            calls.get_subtasks(other.gid),
            calls.delete_task(other.gid),
        ]
    )

    assert isinstance(updated, Task)
    assert isinstance(made, Task)
    assert isinstance(missing, Gone)
    assert (updated.name, updated.completed, made.parent) == ("changed", True, goal.gid)
    assert (moved, steps, deleted) == (None, (), None)
    assert scene.client.task(goal.gid).memberships == {scene.project: first}


def test_more_than_a_page_of_tasks_and_of_steps_is_read(scene):
    names = {f"task {number}" for number in range(101)}
    for name in names:
        scene.person.add_task(scene.section, name)
    goal = scene.client.tasks(scene.project)[0].gid
    for number in range(101):
        scene.person.add_subtask(goal, f"step {number}")

    assert set(scene.names()) == names
    [steps] = scene.client.batch([calls.get_subtasks(goal)])
    assert isinstance(steps, tuple)
    assert len(steps) == 101


def test_what_the_person_does_rings_the_event_stream(scene):
    made = scene.task("x")
    with pytest.raises(SyncTokenExpired) as anew:
        scene.client.events(scene.project, None)
    scene.person.rename(made.gid, "y")

    events = scene.client.events(scene.project, anew.value.sync)

    assert any((event.resource, event.field) == (made.gid, "name") for event in events.events)
    assert not scene.client.events(scene.project, events.sync).events


def test_an_organisation_may_want_a_team(naps):
    world = World(clock=lambda: NOW)
    ada = world.add_user("Ada Example", "ada@example.com")
    acme = world.add_workspace("Acme", members=[ada], organization=True)
    world.add_team(acme, "Product", members=[ada])
    with httpx.Client(transport=sandbox.transport(world)) as http:
        client = connect(world.add_token(ada), http=http, sleep=naps.append)
        wanted = partial(
            client.create_project, workspace=acme.gid, name="Career", html_notes="<body/>"
        )
        with pytest.raises(BadRequest, match="team"):
            wanted()
        [team] = client.teams(acme.gid)

        assert wanted(team=team.gid).name == "Career"


def test_over_real_http_it_is_the_same(scene, naps):
    with sandbox.serve(scene.world) as url:
        client = connect(scene.token, url=url, sleep=naps.append)
        made = client.create_task({"name": "x\u00a0y", "workspace": scene.workspace})
        gid = client.attach(
            made.gid, name="Übersicht.png", content=b"\x89PNG", media_type="image/png"
        )
        [read] = client.batch([calls.get_task(made.gid)])

    assert gid
    assert read == made


def test_a_file_is_attached(scene):
    made = scene.task("x")

    gid = scene.client.attach(
        made.gid, name="Übersicht.png", content=b"\x89PNG", media_type="image/png"
    )

    assert gid


def test_files_are_listed_and_come_back_byte_by_byte(scene):
    made = scene.task("x")
    for name, content in [("plan.yaml", b"momentum: 1"), ("progress.png", b"\x89PNG\r\n")]:
        scene.client.attach(made.gid, name=name, content=content, media_type="image/png")

    plan, picture = scene.client.attachments(made.gid)

    assert (plan.name, picture.name) == ("plan.yaml", "progress.png")
    assert plan.created_at == NOW
    assert scene.client.download(picture, most=6) == b"\x89PNG\r\n"


def test_requests_are_counted_as_asana_counts_them(scene):
    scene.task("x")
    scene.client.batch([calls.get_task("404404")] * 3)

    assert scene.client.requests == sum(entry.counted for entry in scene.world.requests)
    assert scene.client.round_trips == len(
        [entry for entry in scene.world.requests if not entry.in_batch]
    )


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("timeout_before", []),
        ("timeout_after", ["x"]),
        ("drop_before", []),
        ("drop_after", ["x"]),
        ("500_before", []),
        ("500_after", ["x"]),
        ("502_html", []),
        ("truncated_201", ["x"]),
        ("garbage_200", ["x"]),
    ],
)
def test_a_create_is_sent_once_whatever_became_of_it(scene, kind, made):
    scene.world.faults.add(Fault(kind, method="POST", path="/tasks"))

    with pytest.raises(OutcomeUnknown):
        scene.task("x")
    assert scene.names() == made


@pytest.mark.parametrize(("kind", "error"), [("unreachable", NotReached), ("429", RateLimited)])
def test_a_create_that_did_not_happen_says_so_and_is_not_sent_again(scene, kind, error):
    scene.world.faults.add(Fault(kind, method="POST", path="/tasks"))

    with pytest.raises(error):
        scene.task("x")

    assert scene.names() == []


@pytest.mark.parametrize("kind", ["timeout_after", "drop_before", "502_html", "garbage_200"])
def test_reads_get_over_bad_days_until_these_last(scene, kind):
    scene.world.faults.add(Fault(kind, method="GET", times=3))
    assert scene.names() == []

    scene.world.faults.add(Fault(kind, method="GET", times=4))
    with pytest.raises(NotReached):
        scene.names()


def test_a_revoked_token_is_said_to_be_one(scene):
    scene.world.revoke(scene.token)

    with pytest.raises(Unauthorized):
        scene.client.me()
