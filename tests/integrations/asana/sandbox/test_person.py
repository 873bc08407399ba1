"""A person's hands in the app, and the plain data that tests read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from integrations.asana.sandbox import World

if TYPE_CHECKING:
    from conftest import Api, Clock

    from integrations.asana.sandbox import Person
    from integrations.asana.sandbox.model import User, Workspace


def column(world: World, name: str) -> list[dict]:
    sections = world.snapshot()["projects"][0]["sections"]
    return next(one["tasks"] for one in sections if one["name"] == name)


def test_a_person_types_drags_and_ticks(person: Person, world: World, sections: dict[str, str]):
    first = person.add_task(sections["Now"], "Speak")
    second = person.add_task(sections["Now"], "Write")
    step = person.add_subtask(first, "Once")
    person.tick(step)
    person.set_due(first, date(2026, 12, 31))
    person.write_notes(first, "<body>why <b>now</b></body>")
    person.like(first)
    person.move(second, sections["Now"])
    person.move(first, sections["Later"])

    assert [one["name"] for one in column(world, "Now")] == ["Write"]
    (told,) = column(world, "Later")
    assert told["due_on"] == "2026-12-31"
    assert told["html_notes"] == "why <strong>now</strong>"
    assert len(told["liked_by"]) == 1
    assert [(one["name"], one["completed"]) for one in told["subtasks"]] == [("Once", True)]


def test_a_copy_takes_everything_along_but_what_is_the_originals_own(
    api: Api, person: Person, world: World, board: str
):
    gid = api.post(
        "/tasks", name="Speak", projects=[board], notes="mine", assignee="me",
        external={"gid": "m:1"}, due_on="2026-12-31", liked=True,
    )["gid"]  # fmt: skip
    person.tick(person.add_subtask(gid, "Once"))
    person.add_task(world.projects[board].sections.first(), "Behind")

    copy = person.duplicate(gid)

    names = [one["name"] for one in column(world, "Now")]
    assert names == ["Speak", "Duplicate of Speak", "Behind"]
    told = column(world, "Now")[1]
    assert told["gid"] == copy != gid
    assert (told["html_notes"], told["due_on"]) == ("mine", "2026-12-31")
    assert (told["external"], told["liked_by"]) == (None, [])
    assert [(one["name"], one["completed"]) for one in told["subtasks"]] == [("Once", False)]
    assert told["subtasks"][0]["gid"] != column(world, "Now")[0]["subtasks"][0]["gid"]
    mine = next(iter(world.snapshot()["my_tasks"].values()))
    assert set(mine[0]["tasks"]) == {gid, copy}


def test_a_task_dragged_onto_another_becomes_its_step_and_back(
    person: Person, world: World, sections: dict[str, str]
):
    first = person.add_task(sections["Now"], "Speak")
    second = person.add_task(sections["Now"], "Write")

    person.make_subtask(second, first)
    assert [one["name"] for one in column(world, "Now")] == ["Speak"]
    assert [one["name"] for one in column(world, "Now")[0]["subtasks"]] == ["Write"]

    person.make_task(second, sections["Later"])
    assert [one["name"] for one in column(world, "Later")] == ["Write"]


def test_steps_can_be_ordered_by_hand(person: Person, world: World, sections: dict[str, str]):
    task = person.add_task(sections["Now"], "Speak")
    steps = {name: person.add_subtask(task, name) for name in "abc"}

    person.order_subtask(steps["c"], after=None)
    person.order_subtask(steps["a"], after=steps["b"])

    names = [one["name"] for one in column(world, "Now")[0]["subtasks"]]
    assert names == ["c", "b", "a"]


def test_the_trash_holds_what_was_deleted_until_it_is_restored(
    person: Person, world: World, sections: dict[str, str]
):
    first = person.add_task(sections["Now"], "Speak")
    person.add_task(sections["Now"], "Write")

    person.delete(first)
    assert [one["name"] for one in world.snapshot()["trash"]] == ["Speak"]
    person.restore(first)

    assert world.snapshot()["trash"] == []
    assert [one["name"] for one in column(world, "Now")] == ["Speak", "Write"]


def test_off_the_board_is_not_gone(
    person: Person, world: World, board: str, sections: dict[str, str]
):
    task = person.add_task(sections["Now"], "Speak")

    person.remove_from_project(task, board)

    assert [one["name"] for one in world.snapshot()["loose"]] == ["Speak"]
    person.add_to_project(task, sections["Later"])
    assert world.snapshot()["loose"] == []


def test_who_leaves_a_private_project_cannot_see_it(
    api: Api, person: Person, workspace: Workspace, ada: User
):
    gid = person.add_project(workspace.gid, "Secret", privacy_setting="private")
    person.leave_project(gid)

    assert api.refusal("GET", f"/projects/{gid}")[0] == 403
    person.join_project(gid)
    assert api.get(f"/projects/{gid}")["members"][0]["gid"] == ada.gid


def test_the_same_seed_and_the_same_gestures_give_the_same_world(clock: Clock):
    def tell() -> dict[str, object]:
        world = World(clock, seed=7)
        user = world.add_user("Ada Example", "ada@example.com")
        home = world.add_workspace("Home", members=[user])
        person = world.person(user)
        board = person.add_project(home.gid, "Plan")
        person.add_task(world.projects[board].sections.first(), "Speak")
        return world.snapshot()

    assert tell() == tell()
