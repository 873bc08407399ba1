"""Envelopes: fields, pages, and what an unknown path says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Api, Clock

    from integrations.asana.sandbox import World


@pytest.fixture
def tasks(api: Api, board: str) -> list[str]:
    return [api.post("/tasks", name=name, projects=[board])["gid"] for name in "abcde"]


def page(api: Api, board: str, **query: object) -> dict:
    answer = api.call("GET", f"/projects/{board}/tasks", limit=2, opt_fields="name", **query)
    assert answer.is_success, answer.text
    return answer.json()


def test_lists_are_compact_and_single_things_are_whole(api: Api, board: str, tasks: list):
    listed = api.list(f"/projects/{board}/tasks")[0]
    whole = api.get(f"/tasks/{tasks[0]}")

    assert set(listed) == {"gid", "resource_type", "name", "resource_subtype"}
    assert {"notes", "memberships", "due_on"} <= whole.keys()
    assert not {"html_notes", "num_subtasks", "created_by", "external"} & whole.keys()


def test_opt_fields_replace_the_default(api: Api, tasks: list):
    shown = api.get(
        f"/tasks/{tasks[0]}",
        opt_fields="html_notes,created_by.email,memberships.section.name,parent,nonsense",
    )

    assert set(shown) == {"gid", "html_notes", "created_by", "memberships", "parent"}
    assert set(shown["created_by"]) == {"gid", "email"}
    assert set(shown["memberships"][0]) == {"section"}
    assert set(shown["memberships"][0]["section"]) == {"gid", "name"}
    assert shown["parent"] is None


def test_a_thing_asked_for_by_name_alone_is_bare(api: Api, tasks: list):
    shown = api.get(f"/tasks/{tasks[0]}", opt_fields="projects")

    assert set(shown["projects"][0]) == {"gid", "resource_type"}


def test_without_a_limit_there_are_no_pages(api: Api, board: str, tasks: list):
    answer = api.call("GET", f"/projects/{board}/tasks").json()

    assert len(answer["data"]) == len(tasks)
    assert "next_page" not in answer


def test_pages_lead_to_one_another(api: Api, board: str, tasks: list):
    names, offset, rounds = "", None, 0
    while offset or not rounds:
        answer = page(api, board, **({"offset": offset} if offset else {}))
        names += "".join(one["name"] for one in answer["data"])
        offset = (answer["next_page"] or {}).get("offset")
        rounds += 1

    assert (names, rounds, len(tasks)) == ("abcde", 3, 5)


@pytest.mark.parametrize("limit", [0, 101, "many"])
def test_a_page_has_one_to_a_hundred(api: Api, board: str, limit: object):
    assert api.refusal("GET", f"/projects/{board}/tasks", limit=limit)[0] == 400


def test_an_offset_is_opaque_and_expires(api: Api, board: str, tasks: list, clock: Clock):
    offset = page(api, board)["next_page"]["offset"]
    assert tasks[0] not in offset

    clock.pass_(hours=1)

    query = {"limit": 2, "offset": offset}
    assert api.refusal("GET", f"/projects/{board}/tasks", **query)[0] == 400
    assert api.refusal("GET", "/workspaces", limit=2, offset="made up")[0] == 400


def test_a_change_between_pages_shifts_them(api: Api, board: str, tasks: list):
    first = page(api, board)
    api.delete(f"/tasks/{tasks[0]}")
    again = page(api, board, offset=first["next_page"]["offset"])
    assert "".join(one["name"] for one in again["data"]) == "de"


def test_a_change_between_pages_shifts_nothing_in_a_steadier_world(
    api: Api, board: str, tasks: list, world: World
):
    world.switches.pages_shift = False
    first = page(api, board)
    api.delete(f"/tasks/{tasks[0]}")
    again = page(api, board, offset=first["next_page"]["offset"])
    assert "".join(one["name"] for one in again["data"]) == "cd"


def test_a_list_of_more_than_a_thousand_wants_pages(api: Api, board: str, world: World):
    world.limits.per_minute = 10_000
    for number in range(1001):
        api.post("/tasks", name=str(number), projects=[board])

    assert api.refusal("GET", f"/projects/{board}/tasks")[0] == 400
    assert page(api, board)["next_page"]


@pytest.mark.parametrize("path", ["/nothing", "/tasks/1/nothing", "/users/me/nothing"])
def test_an_unknown_path_is_told_in_json(api: Api, path: str):
    assert api.refusal("GET", path)[0] == 404


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"name": "x"}', b'{"data": []}', b'{"data": NaN}', b"\xff"]
)
def test_a_broken_body_is_a_bad_request(api: Api, body: bytes):
    assert api.client.post("/tasks", content=body).status_code == 400


def test_no_token_is_told_apart_from_no_right(api: Api, world: World):
    bare = api.client.get("/users/me", headers={"Authorization": "Bearer nonsense"})
    assert bare.status_code == 401
    world.revoke(next(iter(world.tokens)))
    assert api.refusal("GET", "/users/me")[0] == 401
