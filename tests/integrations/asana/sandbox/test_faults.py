"""Bad days: each fault, before and after its effect, as a client of httpx sees it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest

from integrations.asana.sandbox import Fault

if TYPE_CHECKING:
    from conftest import Api, Clock

    from integrations.asana.sandbox import Person, World


def create(api: Api, board: str, name: str = "Speak") -> httpx.Response:
    return api.call("POST", "/tasks", data={"name": name, "projects": [board]})


def names(api: Api, board: str) -> list[str]:
    return [one["name"] for one in api.list(f"/projects/{board}/tasks")]


@pytest.mark.parametrize(
    ("kind", "error", "happened"),
    [
        ("timeout_before", httpx.ReadTimeout, False),
        ("timeout_after", httpx.ReadTimeout, True),
        ("drop_before", httpx.RemoteProtocolError, False),
        ("drop_after", httpx.RemoteProtocolError, True),
        ("unreachable", httpx.ConnectError, False),
    ],
)
def test_no_answer_comes(
    api: Api, board: str, world: World, kind: str, error: type[Exception], happened: bool
):
    world.faults.add(Fault(kind, method="POST", path="/tasks"))

    with pytest.raises(error):
        create(api, board)

    assert world.requests[-1].status == 0
    assert names(api, board) == (["Speak"] if happened else [])


@pytest.mark.parametrize(
    ("kind", "status", "happened"),
    [
        ("500_before", 500, False),
        ("500_after", 500, True),
        ("503_before", 503, False),
        ("504_after", 504, True),
        ("502_html", 502, False),
        ("502_html_after", 502, True),
        ("truncated_201", 201, True),
        ("garbage_200", 200, True),
        ("429", 429, False),
        ("400", 400, False),
        ("401", 401, False),
        ("402", 402, False),
        ("403", 403, False),
        ("404", 404, False),
        ("451", 451, False),
    ],
)
def test_a_wrong_answer_comes(
    api: Api, board: str, world: World, kind: str, status: int, happened: bool
):
    world.faults.add(Fault(kind, method="POST"))

    answer = create(api, board)

    assert answer.status_code == status
    assert names(api, board) == (["Speak"] if happened else [])
    if kind.startswith(("truncated", "garbage", "502")):
        with pytest.raises(json.JSONDecodeError):
            answer.json()
    else:
        assert answer.json()["errors"]


@pytest.mark.parametrize(
    ("fault", "header"),
    [
        (Fault("429", retry_after=7), "7"),
        (Fault("429_no_header"), None),
        (Fault("429_date"), "Wed, 21 Oct 2026 07:28:00 GMT"),
        (Fault("429_huge"), "21600"),
    ],
)
def test_retry_after_comes_in_all_shapes(
    api: Api, world: World, fault: Fault, header: str | None
):
    world.faults.add(fault)

    assert api.call("GET", "/users/me").headers.get("Retry-After") == header


def test_a_fault_skips_some_and_strikes_some(api: Api, board: str, world: World):
    fault = world.faults.add(Fault("500_before", "POST", "/tasks", skip=1, times=2))

    statuses = [create(api, board).status_code for _ in range(4)]

    assert statuses == [201, 500, 500, 201]
    assert (fault.met, fault.spent) == (2, True)


def test_a_path_is_matched_whole(api: Api, board: str, world: World):
    world.faults.add(Fault("500_before", path="/tasks/.*/subtasks", times=None))
    task = create(api, board).json()["data"]["gid"]

    assert api.call("GET", f"/tasks/{task}/subtasks").status_code == 500
    assert api.call("GET", f"/tasks/{task}").status_code == 200
    world.faults.clear()
    assert api.call("GET", f"/tasks/{task}/subtasks").status_code == 200


def test_an_effect_can_come_late(api: Api, board: str, world: World, clock: Clock):
    world.faults.add(Fault("late_effect", "POST", seconds=90))
    with pytest.raises(httpx.ReadTimeout):
        create(api, board)

    clock.pass_(seconds=89)
    assert names(api, board) == []
    clock.pass_(seconds=2)
    assert names(api, board) == ["Speak"]


def test_lists_can_lag(api: Api, board: str, world: World, clock: Clock, person: Person):
    old = create(api, board, "old").json()["data"]["gid"]
    clock.pass_(minutes=5)
    person.delete(old)
    new = create(api, board, "new").json()["data"]["gid"]
    clock.pass_(seconds=10)

    world.faults.add(Fault("stale_list", "GET", seconds=30, times=2))

    assert names(api, board) == ["old"]
    assert api.list(f"/tasks/{new}/subtasks") == []
    assert names(api, board) == ["new"]
    world.faults.add(Fault("stale_list", "GET", seconds=30, times=None))
    clock.pass_(seconds=30)
    assert names(api, board) == ["new"]


def test_a_section_can_be_missing_from_a_list_that_lags(
    api: Api, board: str, world: World, clock: Clock
):
    clock.pass_(minutes=1)
    api.post(f"/projects/{board}/sections", name="Third")
    world.faults.add(Fault("stale_list", "GET", "/projects/.*/sections"))

    stale = api.list(f"/projects/{board}/sections")

    assert [one["name"] for one in stale] == ["Now", "Later"]
    assert len(api.list(f"/projects/{board}/sections")) == 3


def test_a_person_can_act_in_the_middle(api: Api, board: str, world: World, person: Person):
    task = create(api, board).json()["data"]["gid"]
    path = f"/tasks/{task}"
    world.faults.add(Fault("before", "GET", path, do=lambda: person.rename(task, "A")))
    world.faults.add(Fault("after", "GET", path, do=lambda: person.rename(task, "B")))

    seen = [api.get(path)["name"] for _ in range(3)]

    assert seen == ["A", "A", "B"]


def test_an_unknown_fault_is_named_with_what_there_is():
    with pytest.raises(ValueError, match="timeout_after"):
        Fault("timeout")
