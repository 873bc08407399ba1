"""Batches: ten calls at most, in any order, refused as a whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.asana.sandbox import Fault

if TYPE_CHECKING:
    from conftest import Api

    from integrations.asana.sandbox import World


def create(board: str, name: str, **more: object) -> dict:
    data = {"name": name, "projects": [board]} | more
    return {"relative_path": "/tasks", "method": "post", "data": data}


def test_answers_come_in_the_order_of_the_actions(api: Api, board: str):
    fields = {"fields": ["name"]}
    answers = api.batch(
        {**create(board, "a"), "options": fields},
        {"relative_path": "/tasks/1", "method": "get"},
        {"relative_path": f"/projects/{board}", "method": "get", "options": fields},
    )

    assert [one["status_code"] for one in answers] == [201, 404, 200]
    assert set(answers[0]["body"]["data"]) == {"gid", "name"}
    assert answers[2]["body"]["data"]["name"] == "Plan"


def test_effects_come_in_no_particular_order(api: Api, board: str):
    api.batch(*[create(board, name) for name in "abcdefghij"])

    order = "".join(one["name"] for one in api.list(f"/projects/{board}/tasks"))
    assert sorted(order) == list("abcdefghij")
    assert order != "abcdefghij"


def test_the_parameters_of_a_get_go_into_data_and_pages_into_options(api: Api, board: str):
    for name in "ab":
        api.post("/tasks", name=name, projects=[board])

    (answer,) = api.batch(
        {
            "relative_path": "/tasks",
            "method": "get",
            "data": {"project": board, "modified_since": "2020-01-01"},
            "options": {"limit": 1, "fields": ["name"]},
        }
    )

    assert [one["name"] for one in answer["body"]["data"]] == ["a"]
    assert answer["body"]["next_page"]["offset"]


@pytest.mark.parametrize(
    "actions",
    [
        [],
        [{"relative_path": "/users/me", "method": "get"}] * 11,
        [{"relative_path": "/users/me?limit=1", "method": "get"}],
        [{"relative_path": "users/me", "method": "get"}],
        [{"relative_path": "/users/me", "method": "GET"}],
        [{"relative_path": "/batch", "method": "post", "data": {"actions": []}}],
        [{"relative_path": "/attachments", "method": "post", "data": {}}],
        ["/users/me"],
    ],
)
def test_a_batch_that_is_no_batch_is_refused_whole(api: Api, world: World, actions: list):
    assert api.refusal("POST", "/batch", data={"actions": actions})[0] == 400
    assert not any(log.in_batch for log in world.requests)


def test_each_action_counts_and_one_too_many_refuses_all(api: Api, board: str, world: World):
    before = sum(log.counted for log in world.requests)
    world.limits.per_minute = before + 15

    assert len(api.batch(*[create(board, name) for name in "abcdefghij"])) == 10
    status, _ = api.refusal("POST", "/batch", data={"actions": [create(board, "x")] * 6})

    assert status == 429
    assert sum(log.counted for log in world.requests) == before + 16
    assert world.requests[-1].counted == 6


def test_one_action_can_fail_by_itself(api: Api, board: str, world: World):
    world.faults.add(Fault("timeout_after", "POST", "/tasks", skip=1))
    world.faults.add(Fault("401", "GET", "/users/me"))

    answers = api.batch(
        create(board, "a"),
        create(board, "b"),
        {"relative_path": "/users/me", "method": "get"},
    )

    statuses = [one["status_code"] for one in answers]
    assert sorted(statuses[:2]) == [201, 504]
    assert statuses[2] == 401
    assert len(api.list(f"/projects/{board}/tasks")) == 2
