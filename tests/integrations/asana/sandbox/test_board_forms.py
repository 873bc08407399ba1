"""The forms of the pages: each is a gesture of the person, and of nobody else's page."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from support.in_process import ADDRESS, InProcess

from integrations.asana.sandbox import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from anyio.from_thread import BlockingPortal

    from integrations.asana.sandbox import Person, World
    from integrations.asana.sandbox.model import Task, Workspace

    Post = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture
def web(world: World, portal: BlockingPortal) -> Iterator[httpx.Client]:
    carrier = InProcess(create_app(world), portal)
    with httpx.Client(transport=carrier, base_url=ADDRESS) as web:
        yield web


@pytest.fixture
def post(web: httpx.Client) -> Post:
    """Send a form as the page itself does."""
    return lambda path, **form: web.post(path, data=form, headers={"Origin": ADDRESS})


@pytest.fixture
def now(person: Person, workspace: Workspace, world: World) -> str:
    board = person.add_project(workspace.gid, "Career momentum")
    return world.projects[board].sections.first()


@pytest.fixture
def later(person: Person, now: str, world: World) -> str:
    return person.add_section(world.sections[now].home, "Later")


@pytest.fixture
def task(person: Person, now: str, world: World) -> Task:
    return world.tasks[person.add_task(now, "Speak")]


def names(world: World, gids: object) -> list[str]:
    return [world.tasks[gid].name for gid in gids]


def said(page: httpx.Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.text)).split())


def test_a_task_and_its_steps_are_ticked_and_unticked(
    post: Post, person: Person, world: World, task: Task
):
    step = world.tasks[person.add_subtask(task.gid, "Find the meetup")]
    for one in (task, step):
        post(f"/tasks/{one.gid}/tick")
        assert one.completed
        post(f"/tasks/{one.gid}/untick")
        assert not one.completed


def test_hearts_are_given_and_taken_back(post: Post, task: Task):
    post(f"/tasks/{task.gid}/heart")
    assert len(task.likes) == 1
    post(f"/tasks/{task.gid}/unheart")
    assert task.likes == []


def test_a_name_a_due_day_and_a_step_are_typed(post: Post, world: World, task: Task):
    post(f"/tasks/{task.gid}/rename", name="  Speak   up ")
    post(f"/tasks/{task.gid}/due", day="2026-12-31")
    post(f"/tasks/{task.gid}/step", name="Find the meetup")

    assert (task.name, task.due_on) == ("Speak up", date(2026, 12, 31))
    assert names(world, task.subtasks) == ["Find the meetup"]
    post(f"/tasks/{task.gid}/due", day="")
    assert task.due_on is None


def test_a_task_is_added_and_moved_to_where_it_was_dropped(
    post: Post, world: World, task: Task, now: str, later: str
):
    post(f"/sections/{later}/add", name="First")
    post(f"/sections/{later}/add", name="Second")
    first = world.sections[later].tasks.first()

    post(f"/tasks/{task.gid}/move", section=later, after=first)
    assert names(world, world.sections[later].tasks) == ["First", "Speak", "Second"]
    post(f"/tasks/{task.gid}/move", section=later)
    assert names(world, world.sections[later].tasks) == ["Speak", "First", "Second"]
    assert len(world.sections[now].tasks) == 0


@pytest.mark.parametrize("of_steps", [False, True])
def test_buttons_move_up_and_down_as_far_as_it_goes(
    post: Post, person: Person, world: World, task: Task, now: str, of_steps: bool
):
    made = [
        person.add_subtask(task.gid, name) if of_steps else person.add_task(now, name)
        for name in "ABC"
    ]
    listed = task.subtasks if of_steps else world.sections[now].tasks
    if not of_steps:
        person.delete(task.gid)
    person.delete(made[1])

    def shown() -> list[str]:
        return [name for name in names(world, listed) if name in "AC"]

    for gesture, order in [("down", "CA"), ("down", "CA"), ("up", "AC"), ("up", "AC")]:
        assert post(f"/tasks/{made[0]}/{gesture}").status_code == 303
        assert shown() == list(order)


def test_a_step_is_dropped_behind_another_or_onto_the_board(
    post: Post, person: Person, world: World, task: Task, later: str
):
    first, second = (person.add_subtask(task.gid, name) for name in "AB")

    post(f"/tasks/{second}/order", after="")
    assert names(world, task.subtasks) == ["B", "A"]
    post(f"/tasks/{first}/move", section=later)

    assert names(world, world.sections[later].tasks) == ["A"]
    assert names(world, task.subtasks) == ["B"]


def test_what_was_deleted_lies_in_the_trash_and_comes_back(
    web: httpx.Client, post: Post, task: Task
):
    post(f"/tasks/{task.gid}/delete")
    assert task.deleted_at is not None
    assert "Trash 1 Speak Restore" in said(web.get("/"))
    assert post(f"/tasks/{task.gid}/tick").status_code == 409

    post(f"/tasks/{task.gid}/restore")
    assert task.deleted_at is None
    assert "Trash" not in said(web.get("/"))


def test_a_gesture_happens_as_by_hand_so_webhooks_and_streams_hear_of_it(
    post: Post, world: World, task: Task
):
    before = len(world.events)

    post(f"/tasks/{task.gid}/rename", name="Speak up")

    event = world.events[before]
    assert (event.user, event.resource, event.field) == (task.created_by, task, "name")
    assert world.requests == []


def test_it_leads_back_to_the_page_on_which_it_was_made(post: Post, task: Task):
    assert post(f"/tasks/{task.gid}/tick").headers["Location"] == "/"
    onto = post(f"/tasks/{task.gid}/untick", page=task.gid).headers["Location"]
    assert onto == f"/tasks/{task.gid}"
    away = post(f"/tasks/{task.gid}/tick", page="//evil.example").headers["Location"]
    assert away == "/"


@pytest.mark.parametrize(
    "origin",
    [None, "null", "https://evil.example", "http://127.0.0.1", "http://localhost:1"],
)
def test_another_page_cannot_make_gestures(web: httpx.Client, task: Task, origin: str | None):
    headers = {} if origin is None else {"Origin": origin}

    answer = web.post(f"/tasks/{task.gid}/tick", headers=headers)

    assert answer.status_code == 403
    assert not task.completed
    assert "Only the board's own page may do this." in said(answer)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[", ""])
def test_another_name_for_this_machine_is_not_answered(
    web: httpx.Client, task: Task, host: str
):
    rebound = {"Host": host, "Origin": f"http://{host}"}

    for path in ("/", "/changes", "/static/board.js", f"/tasks/{task.gid}"):
        assert web.get(path, headers=rebound).status_code == 421
    assert web.post(f"/tasks/{task.gid}/tick", headers=rebound).status_code == 421
    assert not task.completed


@pytest.mark.parametrize(
    ("path", "form", "status", "why"),
    [
        ("/tasks/{}/rename", {"name": "  "}, 400, "Type a name first."),
        ("/tasks/{}/rename", {"name": "x" * 1025}, 400, "Text is too long."),
        ("/tasks/{}/due", {"day": "31.12.2026"}, 400, "Write it as 2026-12-31."),
        ("/tasks/{}/notes", {"notes": "\x00"}, 400, "XML is invalid"),
        ("/tasks/{}/move", {"section": "1"}, 404, "Not a recognized ID: 1"),
        ("/tasks/{}/move", {"section": "{now}", "after": "1"}, 400, "has just gone"),
        ("/tasks/{}/order", {"after": ""}, 400, "Only a step"),
        ("/tasks/{}/explode", {}, 404, "no such task"),
        ("/tasks/1/tick", {}, 404, "no such task"),
        ("/sections/1/add", {"name": "A"}, 404, "Not a recognized ID: 1"),
        ("/tasks/{}/notes", {"notes": "x" * 600_000}, 413, "larger than 512 KiB"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    post: Post, world: World, task: Task, now: str, path: str, form: dict, status: int, why: str
):
    before = len(world.events)

    answer = post(
        path.replace("{}", task.gid),
        **{name: value.replace("{now}", now) for name, value in form.items()},
    )

    assert (answer.status_code, why in said(answer)) == (status, True)
    assert len(world.events) == before


def test_a_form_that_is_no_text_is_refused(web: httpx.Client, task: Task):
    answer = web.post(
        f"/tasks/{task.gid}/rename", content=b"name=%ff", headers={"Origin": ADDRESS}
    )

    assert answer.status_code == 400
    assert task.name == "Speak"


def test_where_nobody_lives_nothing_can_be_done(post: Post):
    assert post("/sections/1/add", name="A").status_code == 409
