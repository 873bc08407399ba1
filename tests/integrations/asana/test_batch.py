"""Ten calls in one round trip: each has its own outcome, the whole has one too."""

from __future__ import annotations

import json

import httpx
import pytest

from integrations.asana import calls
from integrations.asana.errors import (
    Forbidden,
    Gone,
    NotReached,
    OutcomeUnknown,
    RateLimited,
)
from integrations.asana.models import Task


def result(status: int, body: object, **headers: str) -> dict[str, object]:
    return {"status_code": status, "headers": headers, "body": body}


def said(message: str) -> dict[str, object]:
    return {"errors": [{"message": message}]}


MIXED = [
    result(200, {"data": {"gid": "1", "name": "one"}}),
    result(404, said("Unknown object")),
    result(403, said("Forbidden")),
    result(500, said("Server Error")),
    result(500, said("Server Error")),
    result(429, said("slow down"), **{"Retry-After": "7"}),
    result(200, {"data": {"name": "no gid"}}),
    {"nonsense": True},
    result(404, said("Unknown object")),
    result(200, {"data": {}}),
]


def test_each_call_is_an_action_with_its_data_and_options(client, wire):
    ok = result(200, {"data": {"gid": "1"}})
    lists = result(200, {"data": []})
    route = wire.post("/batch").respond(200, json={"data": [lists, ok, ok, ok, ok]})

    client.batch(
        [
            calls.get_subtasks("1"),
            calls.update_task("1", {"completed": True}),
            calls.delete_task("1"),
            calls.add_to_section("2", "1"),
            calls.place_step("1", "3", None),
        ]
    )

    actions = json.loads(route.calls.last.request.content)["data"]["actions"]
    options = [action.pop("options", None) for action in actions]
    assert actions == [
        {"method": "get", "relative_path": "/tasks/1/subtasks"},
        {"method": "put", "relative_path": "/tasks/1", "data": {"completed": True}},
        {"method": "delete", "relative_path": "/tasks/1"},
        {"method": "post", "relative_path": "/sections/2/addTask", "data": {"task": "1"}},
        {
            "method": "post",
            "relative_path": "/tasks/1/setParent",
            "data": {"parent": "3", "insert_after": None},
        },
    ]
    assert options[0] is not None
    assert options[0]["limit"] == 100
    assert "html_notes" in options[1]["fields"]
    assert options[2:] == [None, None, None]


def test_outcomes_stand_in_the_calls_places(client, wire):
    wire.post("/batch").respond(200, json={"data": MIXED})

    outcomes = client.batch(
        [
            calls.get_task("1"),
            calls.get_task("2"),
            calls.update_task("3", {}),
            calls.create_task({"name": "4"}),
            calls.get_task("5"),
            calls.create_task({"name": "6"}),
            calls.create_subtask("7", {"name": "7"}),
            calls.update_task("8", {}),
            calls.delete_task("9"),
            calls.add_to_section("2", "10"),
        ]
    )

    assert [type(outcome) for outcome in outcomes] == [
        Task,
        Gone,
        Forbidden,
        OutcomeUnknown,
        NotReached,
        RateLimited,
        OutcomeUnknown,
        OutcomeUnknown,
        type(None),
        type(None),
    ]
    assert isinstance(outcomes[5], RateLimited)
    assert outcomes[5].seconds == 7
    assert (client.requests, client.round_trips) == (10, 1)


def test_a_batch_of_reads_as_a_whole_may_be_told_to_wait(client, wire, naps):
    ok = {"data": [result(200, {"data": {"gid": "1"}})]}
    wire.post("/batch").mock(
        side_effect=[
            httpx.Response(429, headers={"Retry-After": "1"}),
            httpx.Response(200, json=ok),
        ]
    )

    [task] = client.batch([calls.get_task("1")])

    assert isinstance(task, Task)
    assert naps == [1.0]


@pytest.mark.parametrize("write", [calls.create_task({}), calls.update_task("1", {})])
def test_a_batch_with_a_write_that_may_have_happened_is_not_sent_again(client, wire, write):
    wire.post("/batch").mock(side_effect=[httpx.ReadTimeout("slow")])

    with pytest.raises(OutcomeUnknown):
        client.batch([calls.get_task("1"), write])
    assert client.round_trips == 1


def test_a_batch_of_reads_is_tried_again(client, wire):
    ok = {"data": [result(200, {"data": {"gid": "1"}})]}
    wire.post("/batch").mock(
        side_effect=[httpx.ReadTimeout("slow"), httpx.Response(200, json=ok)]
    )

    [task] = client.batch([calls.get_task("1")])

    assert isinstance(task, Task)


def test_a_batch_of_reads_that_keeps_failing_was_not_reached(client, wire):
    wire.post("/batch").mock(side_effect=[httpx.Response(502)] * 4)

    with pytest.raises(NotReached):
        client.batch([calls.get_task("1")])


@pytest.mark.parametrize("data", [[], [result(200, {"data": {}})] * 3, {}])
def test_answers_that_cannot_be_told_apart_are_not_trusted(client, wire, data):
    wire.post("/batch").respond(200, json={"data": data})

    with pytest.raises(OutcomeUnknown):
        client.batch([calls.create_task({"name": "x"}), calls.get_task("1")])


def test_more_than_a_page_of_steps_is_read_to_the_end(client, wire):
    first = {"data": [{"gid": "1"}], "next_page": {"offset": "o1"}}
    wire.post("/batch").respond(200, json={"data": [result(200, first)]})
    wire.get("/tasks/9/subtasks", params={"offset": "o1"}).respond(
        200, json={"data": [{"gid": "2"}], "next_page": None}
    )

    [steps] = client.batch([calls.get_subtasks("9")])

    assert isinstance(steps, tuple)
    assert [step.gid for step in steps] == ["1", "2"]


def test_steps_of_which_some_could_not_be_read_are_an_error_not_fewer(client, wire):
    first = {"data": [{"gid": "1"}], "next_page": {"offset": "o1"}}
    wire.post("/batch").respond(200, json={"data": [result(200, first)]})
    wire.get("/tasks/9/subtasks").mock(side_effect=[httpx.Response(502)] * 4)

    [outcome] = client.batch([calls.get_subtasks("9")])

    assert isinstance(outcome, NotReached)


def test_an_empty_batch_sends_nothing(client):
    assert client.batch([]) == []
    assert client.round_trips == 0


def test_a_batch_holds_ten(client):
    with pytest.raises(ValueError, match="10"):
        client.batch([calls.get_task("1")] * 11)
