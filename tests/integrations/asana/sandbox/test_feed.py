"""What the page tells beside the board: gestures, and what came in over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.asana.sandbox import Fault
from integrations.asana.sandbox.pages.feed import Feed

if TYPE_CHECKING:
    from conftest import Api, Clock

    from integrations.asana.sandbox import World
    from integrations.asana.sandbox.model import User


@pytest.fixture
def feed(world: World) -> Feed:
    return Feed(world, "Momentum")


@pytest.fixture
def task(api: Api, board: str, world: World) -> str:
    gid = api.post("/tasks", name="Speak", projects=[board])["gid"]
    world.requests.clear()
    return gid


def test_every_write_is_a_sentence(
    feed: Feed, api: Api, board: str, sections: dict[str, str], task: str, world: World
):
    places = [{"project": board, "section": sections["Later"]}]
    world.requests.clear()
    api.post("/tasks", name="Write", memberships=places)
    step = api.post(f"/tasks/{task}/subtasks", name="Find it")["gid"]
    api.put(f"/tasks/{task}", completed=True)
    api.put(f"/tasks/{task}", completed=False, due_on="2026-12-31", assignee="me")
    api.post(f"/sections/{sections['Later']}/addTask", task=task)
    api.delete(f"/tasks/{step}")

    (entry,) = feed.entries()

    assert (entry.who, entry.is_person, entry.note) == ("Momentum", False, "")
    assert entry.lines == [
        "added “Write” to Later",
        "added the step “Find it” to “Speak”",
        "ticked “Speak”",
        "reopened “Speak” and gave it the due day Thu 31 Dec and assigned it",
        "moved “Speak” to Later",
        "deleted “Find it”",
    ]


def test_what_was_refused_or_never_answered_says_so(
    feed: Feed, api: Api, task: str, world: World
):
    api.refusal("PUT", f"/tasks/{task}", data={"completed": "yes"})
    api.refusal("POST", f"/tasks/{task}/frobnicate", data={})

    assert feed.entries()[0].lines == [
        "ticked “Speak”: refused with 400",
        "asked for something else: refused with 404",
    ]
    world.requests.clear()
    world.faults.add(Fault("timeout_after"))
    with pytest.raises(Exception, match="timed out"):
        api.put(f"/tasks/{task}", completed=True)
    assert feed.entries()[0].lines == ["ticked “Speak”: not answered"]


def test_reading_is_told_in_one_line_and_a_batch_by_what_it_holds(
    feed: Feed, api: Api, board: str, task: str, clock: Clock
):
    api.refusal("GET", "/events", resource=board)
    api.batch(*({"method": "get", "relative_path": f"/tasks/{task}"} for _ in range(2)))
    clock.pass_(minutes=1)
    api.list(f"/projects/{board}/tasks")

    assert [entry.lines for entry in feed.entries()] == [
        ["read the whole board (1 request) and had nothing to write"],
        ["read what changed (3 requests) and had nothing to write"],
    ]


def test_an_answer_says_how_soon_after_the_gesture_it_came(
    feed: Feed, api: Api, task: str, clock: Clock
):
    feed.note("ticked “Speak”")
    clock.pass_(seconds=0.25)
    api.get(f"/tasks/{task}")
    api.put(f"/tasks/{task}", name="Speak up")
    clock.pass_(seconds=1)
    api.get(f"/tasks/{task}")
    clock.pass_(minutes=5)
    api.get(f"/tasks/{task}")

    by_itself, answer, gesture = feed.entries()
    feed.note("ticked “Speak” again")

    assert (gesture.who, gesture.is_person, gesture.lines) == ("You", True, ["ticked “Speak”"])
    assert answer.lines == ["renamed “Speak up”", "looked again (2 requests)"]
    assert answer.note == "within 0.2 s of your gesture"
    assert by_itself.note == ""
    assert feed.entries()[1:] == [by_itself, answer, gesture]


def test_much_at_once_is_cut_short_and_only_the_latest_is_shown(
    feed: Feed, api: Api, task: str, world: World
):
    for number in range(9):
        api.put(f"/tasks/{task}", name=f"Name {number}")
    assert feed.entries()[0].lines[-1] == "wrote 3 things more"

    for number in range(30):
        feed.note(f"gesture {number}")
    assert [entry.lines[0] for entry in feed.entries()][:2] == ["gesture 29", "gesture 28"]
    assert len(feed.entries()) == 20
    assert len(world.requests) == 9


def test_its_version_changes_with_all_that_it_shows(
    feed: Feed, api: Api, task: str, world: World, ada: User
):
    versions = [feed.version()]
    for act in (
        lambda: api.get(f"/tasks/{task}"),
        lambda: world.person(ada).tick(task),
        lambda: feed.note("ticked"),
    ):
        act()
        versions.append(feed.version())

    assert len(set(versions)) == len(versions)
    assert feed.version() == versions[-1]
