"""The event stream: tokens, pages, and what each change looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Api, Clock

    from integrations.asana.sandbox import Person, World


class Stream:
    """Reads a project's events as a client does: keeps the token, follows has_more."""

    def __init__(self, api: Api, resource: str) -> None:
        self.api, self.resource = api, resource
        self.sync = self.start()

    def start(self) -> str:
        answer = self.api.call("GET", "/events", resource=self.resource)
        assert answer.status_code == 412
        return answer.json()["sync"]

    def page(self, sync: str | None = None) -> dict:
        query = {"resource": self.resource, "sync": sync or self.sync}
        answer = self.api.call("GET", "/events", **query)
        assert answer.is_success, answer.text
        return answer.json()

    def read(self) -> list[dict]:
        events, more = [], True
        while more:
            page = self.page()
            events, more, self.sync = events + page["data"], page["has_more"], page["sync"]
        return events

    def told(self) -> list[tuple[str, str]]:
        """Return what happened to tasks: the action, with its field or parent."""
        return [
            (one["action"], _about(one))
            for one in self.read()
            if one["resource"]["resource_type"] == "task"
        ]


def _about(event: dict) -> str:
    if "change" in event:
        return event["change"]["field"]
    return event["parent"]["resource_type"] if event["parent"] else ""


@pytest.fixture
def stream(api: Api, board: str) -> Stream:
    return Stream(api, board)


def test_a_new_task_is_added_to_its_project_and_its_section(
    stream: Stream, api: Api, board: str
):
    api.post("/tasks", name="Speak", projects=[board])

    assert stream.told() == [("added", "project"), ("added", "section")]
    assert stream.read() == []


def test_each_gesture_rings(
    stream: Stream, person: Person, board: str, sections: dict[str, str]
):
    task = person.add_task(sections["Now"], "Speak")
    stream.read()

    person.rename(task, "Talk")
    person.complete(task)
    assert stream.told() == [("changed", "name"), ("changed", "completed")]
    person.move(task, sections["Later"])
    assert stream.told() == [("removed", "section"), ("added", "section")]
    person.delete(task)
    person.restore(task)
    assert stream.told() == [("deleted", ""), ("undeleted", "")]
    person.remove_from_project(task, board)
    assert stream.told() == [("removed", "project")]
    person.rename(task, "Unheard")
    assert stream.told() == []


def test_steps_ring_in_the_project_of_their_task(
    stream: Stream, person: Person, sections: dict[str, str]
):
    task = person.add_task(sections["Now"], "Speak")
    stream.read()

    step = person.add_subtask(task, "Once")
    person.tick(step)

    assert stream.told() == [("added", "task"), ("changed", "completed")]


def test_events_never_hold_a_text_or_a_day(
    stream: Stream, api: Api, board: str, person: Person
):
    task = api.post("/tasks", name="Speak", projects=[board])["gid"]
    stream.read()
    person.rename(task, "Talk")
    person.assign(task, "me")

    named, assigned = [one for one in stream.read() if one["action"] == "changed"]

    assert named["change"] == {"field": "name", "action": "changed"}
    assert assigned["change"]["new_value"]["resource_type"] == "user"


def test_hearts_ring_only_where_the_switch_says_so(
    stream: Stream, person: Person, world: World, sections: dict[str, str]
):
    task = person.add_task(sections["Now"], "Speak")
    stream.read()

    person.like(task)
    assert stream.read() == []
    world.switches.likes_in_events = True
    person.like(task, liked=False)
    assert stream.told() == [("changed", "liked")]


def test_stories_can_be_silenced(
    stream: Stream, person: Person, world: World, sections: dict[str, str]
):
    task = person.add_task(sections["Now"], "Speak")
    stream.read()
    person.rename(task, "Talk")
    assert len(stream.read()) == 2

    world.switches.stories_in_events = False
    person.rename(task, "Listen")

    assert len(stream.read()) == 1


def test_a_token_shows_a_hundred_events_and_then_more(
    stream: Stream, person: Person, sections: dict[str, str]
):
    for number in range(60):
        person.add_task(sections["Now"], str(number))

    page = stream.page()

    assert (len(page["data"]), page["has_more"]) == (100, True)
    assert len(stream.read()) == 120


def test_the_present_token_may_be_asked_again_and_an_older_one_not(
    stream: Stream, person: Person, api: Api, board: str, sections: dict[str, str]
):
    first = stream.sync
    person.add_task(sections["Now"], "Speak")
    page = stream.page(first)

    person.add_task(sections["Now"], "Later")
    assert stream.page(first)["data"] == page["data"]
    assert stream.page(page["sync"])["data"]
    expired = api.call("GET", "/events", resource=board, sync=first)
    assert (expired.status_code, set(expired.json())) == (412, {"errors", "sync"})


def test_a_token_lives_for_a_day(stream: Stream, api: Api, board: str, clock: Clock):
    clock.pass_(hours=23)
    assert stream.read() == []
    clock.pass_(hours=2)

    answer = api.call("GET", "/events", resource=board, sync=stream.sync)
    assert answer.status_code == 412


def test_events_may_take_their_time(
    stream: Stream, person: Person, world: World, clock: Clock, sections: dict[str, str]
):
    world.switches.event_delay_seconds = 60
    person.add_task(sections["Now"], "Speak")

    assert stream.read() == []
    clock.pass_(seconds=61)
    assert len(stream.read()) == 2


def test_a_stream_is_of_something_one_may_see(api: Api):
    assert api.refusal("GET", "/events", resource="1")[0] == 404
    assert api.refusal("GET", "/events")[0] == 400
