"""Order within sections, and the ways in and out of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Api

    from integrations.asana.sandbox.model import Workspace


@pytest.fixture
def tasks(api: Api, board: str) -> dict[str, str]:
    """Three tasks a, b, c in the section Now."""
    return {name: api.post("/tasks", name=name, projects=[board])["gid"] for name in "abc"}


def names(api: Api, path: str) -> str:
    return "".join(one["name"] for one in api.list(path))


def test_add_task_puts_on_top_or_beside_another_one(
    api: Api, board: str, sections: dict[str, str], tasks: dict[str, str]
):
    now, later = (f"/sections/{sections[name]}" for name in ("Now", "Later"))

    api.post(f"{now}/addTask", task=tasks["c"])
    assert names(api, f"{now}/tasks") == "cab"
    api.post(f"{now}/addTask", task=tasks["c"], insert_after=tasks["a"])
    assert names(api, f"{now}/tasks") == "acb"
    api.post(f"{now}/addTask", task=tasks["b"], insert_before=tasks["a"])
    assert names(api, f"{now}/tasks") == "bac"
    api.post(f"{later}/addTask", task=tasks["a"])
    assert (names(api, f"{now}/tasks"), names(api, f"{later}/tasks")) == ("bc", "a")
    assert names(api, f"/projects/{board}/tasks") == "bca"


def test_an_anchor_has_to_be_in_the_section(
    api: Api, sections: dict[str, str], tasks: dict[str, str]
):
    data = {"task": tasks["a"], "insert_after": tasks["b"]}

    status, _ = api.refusal("POST", f"/sections/{sections['Later']}/addTask", data=data)
    assert status == 400
    both = {"task": tasks["a"], "insert_after": tasks["b"], "insert_before": tasks["c"]}
    assert api.refusal("POST", f"/sections/{sections['Now']}/addTask", data=both)[0] == 400


def test_add_project_adds_and_reorders(
    api: Api, board: str, sections: dict[str, str], tasks: dict[str, str]
):
    later = sections["Later"]
    for name in "ab":
        path = f"/tasks/{tasks[name]}/addProject"
        api.post(path, project=board, section=later)
    assert names(api, f"/sections/{later}/tasks") == "ab"
    api.post(f"/tasks/{tasks['c']}/addProject", project=board, section=later, insert_after=None)
    assert names(api, f"/sections/{later}/tasks") == "cab"
    api.post(f"/tasks/{tasks['c']}/addProject", project=board, insert_after=tasks["a"])
    assert names(api, f"/sections/{later}/tasks") == "acb"


def test_a_task_that_left_its_project_lives_on(api: Api, board: str, tasks: dict[str, str]):
    api.post(f"/tasks/{tasks['b']}/removeProject", project=board)

    assert names(api, f"/projects/{board}/tasks") == "ac"
    assert api.get(f"/tasks/{tasks['b']}")["memberships"] == []


def test_a_task_can_be_in_several_projects(
    api: Api, board: str, workspace: Workspace, tasks: dict[str, str]
):
    other = api.post("/projects", name="Other", workspace=workspace.gid)["gid"]

    api.post(f"/tasks/{tasks['a']}/addProject", project=other)

    homes = api.get(f"/tasks/{tasks['a']}", opt_fields="memberships.project.gid")
    assert [one["project"]["gid"] for one in homes["memberships"]] == [board, other]


def test_subtasks_keep_their_order_and_stay_out_of_project_lists(
    api: Api, board: str, tasks: dict[str, str]
):
    path = f"/tasks/{tasks['a']}/subtasks"
    steps = {name: api.post(path, name=name)["gid"] for name in "xyz"}

    def place(step: str, **where: str | None) -> str:
        api.post(f"/tasks/{steps[step]}/setParent", parent=tasks["a"], **where)
        return names(api, path)

    assert names(api, path) == "xyz"
    assert place("z", insert_after=None) == "zxy"
    assert place("z", insert_before=None) == "xyz"
    assert place("z", insert_after=steps["x"]) == "xzy"
    assert place("y", insert_before=steps["x"]) == "yxz"
    assert names(api, f"/projects/{board}/tasks") == "abc"
    asked = api.get(f"/tasks/{tasks['a']}", opt_fields="num_subtasks")
    assert asked["num_subtasks"] == 3


def test_a_task_becomes_a_step_and_a_step_a_task(api: Api, board: str, tasks: dict[str, str]):
    api.post(f"/tasks/{tasks['b']}/setParent", parent=tasks["a"])
    assert api.get(f"/tasks/{tasks['b']}")["parent"]["gid"] == tasks["a"]
    assert names(api, f"/projects/{board}/tasks") == "abc"
    api.post(f"/tasks/{tasks['b']}/setParent", parent=None)
    assert api.list(f"/tasks/{tasks['a']}/subtasks") == []


def test_families_have_no_loops_and_five_levels_of_steps(api: Api, tasks: dict[str, str]):
    gid = tasks["a"]
    for _ in range(5):
        gid = api.post(f"/tasks/{gid}/subtasks", name="deeper")["gid"]

    deep = api.refusal("POST", f"/tasks/{gid}/subtasks", data={"name": "too deep"})
    loop = api.refusal("POST", f"/tasks/{tasks['a']}/setParent", data={"parent": gid})
    heavy = api.refusal("POST", f"/tasks/{tasks['a']}/setParent", data={"parent": tasks["b"]})
    assert [deep[0], loop[0], heavy[0]] == [400, 400, 400]


def test_steps_go_to_the_trash_with_their_task(api: Api, tasks: dict[str, str]):
    step = api.post(f"/tasks/{tasks['a']}/subtasks", name="x")["gid"]

    api.delete(f"/tasks/{tasks['a']}")

    assert api.refusal("GET", f"/tasks/{step}")[0] == 404
