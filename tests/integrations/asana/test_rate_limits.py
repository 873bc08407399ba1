"""429 and Retry-After, the shared budget, and the writes in flight."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import httpx
import pytest

from integrations.asana import calls
from integrations.asana.errors import RateLimited
from integrations.asana.limits import InFlight

TASK = {"data": {"gid": "1", "name": "x"}}
DATE = "Mon, 04 Jan 2027 09:00:00 GMT"


def too_many(**headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(429, headers=named, json={"errors": [{"message": "slow down"}]})


@dataclass
class Purse:
    """A budget that answers what it was told, then lets everything pass."""

    answers: list[float] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    def spend(self, requests: int) -> float:
        self.asked.append(requests)
        return self.answers.pop(0) if self.answers else 0.0


def test_a_read_waits_out_a_short_wait(client, wire, naps):
    wire.route().mock(side_effect=[too_many(Retry_After="2"), httpx.Response(200, json=TASK)])

    client.task("1")

    assert naps == [2.0]


@pytest.mark.parametrize(
    "write",
    [
        lambda client: client.create_task({"name": "x"}),
        lambda client: client.update_task("1", {"completed": True}),
        lambda client: client.delete_task("1"),
    ],
    ids=["post", "put", "delete"],
)
def test_a_write_is_the_callers_to_look_at_again_before_it_is_sent_again(
    client, wire, naps, write
):
    route = wire.route().mock(side_effect=[too_many(Retry_After="1")])

    with pytest.raises(RateLimited) as caught:
        write(client)
    assert (caught.value.seconds, route.call_count, naps) == (1.0, 1, [])


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({"Retry_After": "30"}, 30, id="seconds"),
        pytest.param({"Retry_After": "2.5"}, 2.5, id="fraction"),
        pytest.param({}, 60, id="none"),
        pytest.param({"Retry_After": ""}, 60, id="empty"),
        pytest.param({"Retry_After": "soon"}, 60, id="a word"),
        pytest.param({"Retry_After": "-5"}, 60, id="negative"),
        pytest.param({"Retry_After": "nan"}, 60, id="nan"),
        pytest.param({"Retry_After": "inf"}, 60, id="inf"),
        pytest.param({"Retry_After": "999999999"}, 86400, id="years"),
        pytest.param({"Retry_After": "9" * 5000}, 60, id="5000 digits"),
        pytest.param(
            {"Retry_After": "Mon, 04 Jan 2027 09:00:45 GMT", "Date": DATE}, 45, id="date"
        ),
        pytest.param({"Retry_After": "Mon, 04 Jan 2027 09:00:45 GMT"}, 60, id="no clock"),
        pytest.param(
            {"Retry_After": "Mon, 04 Jan 2027 09:00:45", "Date": DATE}, 60, id="no zone"
        ),
    ],
)
def test_a_longer_wait_is_the_callers_to_plan(client, wire, naps, headers, seconds):
    wire.get("/tasks/1").mock(side_effect=[too_many(**headers)])

    with pytest.raises(RateLimited) as caught:
        client.task("1")
    assert caught.value.seconds == seconds
    assert naps == []


@pytest.mark.parametrize(
    "headers",
    [{"Retry_After": "0"}, {"Retry_After": "Mon, 04 Jan 2027 08:00:00 GMT", "Date": DATE}],
)
def test_a_wait_of_no_time_is_still_a_second(client, wire, naps, headers):
    wire.get("/tasks/1").mock(side_effect=[too_many(**headers), httpx.Response(200, json=TASK)])

    client.task("1")

    assert naps == [1.0]


def test_being_told_to_wait_again_and_again_ends(client, wire, naps):
    wire.get("/tasks/1").mock(side_effect=[too_many(Retry_After="1")] * 4)

    with pytest.raises(RateLimited):
        client.task("1")
    assert naps == [1.0, 1.0, 1.0]


def test_rejected_requests_count(client, wire):
    wire.get("/tasks/1").mock(
        side_effect=[too_many(Retry_After="1"), httpx.Response(200, json=TASK)]
    )

    client.task("1")

    assert (client.requests, client.round_trips) == (2, 2)


def test_the_budget_is_asked_before_each_request_and_for_each_action(wire, connected):
    purse = Purse()
    client = connected(budget=purse)
    found = {"status_code": 200, "headers": {}, "body": TASK}
    wire.post("/batch").respond(200, json={"data": [found] * 3})
    wire.get("/tasks/1").mock(side_effect=[httpx.Response(503), httpx.Response(200, json=TASK)])

    client.batch([calls.get_task("1")] * 3)
    client.task("1")

    assert purse.asked == [3, 1, 1]
    assert (client.requests, client.round_trips) == (5, 3)


def test_a_budget_that_is_soon_free_is_waited_for(wire, connected, naps):
    client = connected(budget=Purse([0.5]))
    wire.get("/tasks/1").respond(200, json=TASK)

    client.task("1")

    assert naps == [0.5]


@pytest.mark.parametrize("answers", [[12.0], [1.5, 1.5, 1.5, 1.5]])
def test_a_budget_that_is_used_up_sends_nothing(connected, answers):
    client = connected(budget=Purse(answers))

    with pytest.raises(RateLimited) as caught:
        client.task("1")

    assert caught.value.seconds in {12.0, 1.5}
    assert client.round_trips == 0


def test_no_more_writes_are_in_flight_than_there_is_room_for():
    room = InFlight(room=12)
    entered = threading.Event()

    def second_batch() -> None:
        with room.hold(10):
            entered.set()

    with room.hold(10), room.hold(2):
        waiting = threading.Thread(target=second_batch)
        waiting.start()
        assert not entered.wait(0.05)
    assert entered.wait(5)
    waiting.join()
