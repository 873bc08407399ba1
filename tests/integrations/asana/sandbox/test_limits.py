"""Rate limits: per token and minute, refused calls included, and in flight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.asana.sandbox import Fault, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Api, Clock

    from integrations.asana.sandbox import World
    from integrations.asana.sandbox.model import User


def ask(api: Api) -> int:
    return api.call("GET", "/users/me").status_code


def test_a_minute_has_room_for_so_many(api: Api, world: World, clock: Clock):
    world.limits = Limits(per_minute=3)

    assert [ask(api) for _ in range(4)] == [200, 200, 200, 429]
    clock.pass_(seconds=61)
    assert ask(api) == 200


def test_a_refused_call_counts_and_the_answer_says_how_long_to_wait(
    api: Api, world: World, clock: Clock
):
    world.limits = Limits(per_minute=2)
    ask(api)
    clock.pass_(seconds=20)
    ask(api)
    clock.pass_(seconds=20)

    refused = api.call("GET", "/users/me")

    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "20"
    clock.pass_(seconds=20)
    assert ask(api) == 429
    clock.pass_(seconds=60)
    assert ask(api) == 200


def test_each_token_has_its_own_budget(
    api: Api, world: World, ada: User, connect: Callable[..., Api]
):
    world.limits = Limits(per_minute=1)

    assert [ask(api), ask(api), ask(connect(ada))] == [200, 429, 200]


@pytest.mark.parametrize(("writes", "status"), [(10, 200), (9, 429)])
def test_the_writes_of_a_batch_are_in_flight_together(
    api: Api, board: str, world: World, writes: int, status: int
):
    world.limits.writes_in_flight = writes
    create = {"relative_path": "/tasks", "method": "post"}
    actions = [{**create, "data": {"name": "x", "projects": [board]}}] * 10

    assert api.call("POST", "/batch", data={"actions": actions}).status_code == status
    assert len(api.list(f"/projects/{board}/tasks")) == (10 if status == 200 else 0)


def test_a_request_holds_its_place_until_it_is_answered(api: Api, world: World):
    world.limits.reads_in_flight = 1
    seen: list[int] = []
    world.faults.add(Fault("before", do=lambda: seen.append(ask(api))))

    assert ask(api) == 200
    assert seen == [429]
    assert ask(api) == 200


def test_the_log_tells_what_was_asked_and_what_counted(api: Api, board: str, world: World):
    world.requests.clear()
    get = {"relative_path": f"/projects/{board}", "method": "get"}
    api.batch(get, get)
    ask(api)

    told = [(one.method, one.path, one.counted, one.in_batch) for one in world.requests]

    assert told == [
        ("POST", "/batch", 0, False),
        ("GET", f"/projects/{board}", 1, True),
        ("GET", f"/projects/{board}", 1, True),
        ("GET", "/users/me", 1, False),
    ]
    assert {one.status for one in world.requests} == {200}
