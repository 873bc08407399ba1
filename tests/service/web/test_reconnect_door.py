"""Coverage, reconnect and purpose over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.domain.step_zero import QUESTION
from service.store import accounts, history, plans, reconnects, reviews
from service.store.reconnects import Reconnect
from service.usecases.import_plan import import_plan
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    import httpx

    from service.bootstrap import App

RECONNECT, CHANGES, PLAN = "/api/v1/reconnect", "/api/v1/reconnect/changes", "/api/v1/plan"
FILE = """\
momentum: 1
purpose: Lead a product
postings:
  - {title: Old, requirements: [Curiosity, Sailing]}
goals:
  - {skill: Curiosity, group: mastered, answers: [Curiosity]}
  - {skill: Sailing, group: outside, answers: [Sailing]}
"""
FRESH = FILE.replace(
    "{title: Old, requirements: [Curiosity, Sailing]}",
    "{title: New, requirements: [Curiosity, {text: Chess, nice_to_have: true}]}",
)


@pytest.fixture(autouse=True)
def plan(app: App, connected: int) -> None:
    """A plan with a review behind it, whose postings were replaced since the first sync."""
    now = app.clock()
    import_plan(app.database, connected, FILE, now=now)
    with app.database.begin() as tx:
        before = plans.load(tx, connected)
        today = local_day(before, now)
        first = Reconnect(0, today, before.postings, closed_on=today)
        reconnects.begin(tx, connected, first)
        reviews.begin(tx, connected, 2026, 40, now)
        facts = {"answered": 1, "asked": 4}
        reviews.finish(tx, connected, 2026, 40, gid="7", facts=facts, now=now)
    import_plan(app.database, connected, FRESH, now=now, prune=True)


def keys_of(client: httpx.Client) -> dict[str, str]:
    found = client.get(RECONNECT).json()["proposals"]
    return {one["change"]: one["key"] for one in found}


def test_the_coverage_is_shown_now_line_by_line_and_over_time(client: httpx.Client) -> None:
    shown = client.get("/api/v1/coverage").json()

    assert (shown["answered"], shown["total"], shown["share"]) == (2, 3, 0.6667)
    assert shown["by_reach"] == {"answered": 2, "planned": 0, "let_go": 0, "unsorted": 1}
    assert shown["by_group"] == {"mastered": 2, "in_role": 0, "outside": 0}
    assert shown["history"] == [
        {"day": "2026-09-28", "share": 0.25},
        {"day": "2026-10-05", "share": 0.6667},
    ]
    (posting,) = shown["postings"]
    assert (posting["title"], posting["share"]) == ("New", 0.6667)
    assert [(line["text"], line["reach"], line["weight"]) for line in posting["lines"]] == [
        ("Curiosity", "answered", 2),
        ("Chess", "unsorted", 1),
    ]
    assert posting["lines"][0]["goals"][0]["skill"] == "Curiosity"


def test_fresh_postings_are_compared_with_the_plan(client: httpx.Client) -> None:
    shown = client.get(RECONNECT).json()

    assert (shown["next_on"], shown["task"]) == ("2027-04-05", None)
    assert [(line["text"], line["reach"], line["fresh"]) for line in shown["lines"]] == [
        ("Curiosity", "answered", False),
        ("Chess", "unsorted", True),
    ]
    assert [goal["skill"] for goal in shown["no_longer_asked"]] == ["Sailing"]
    assert set(keys_of(client)) == {"leave_out", "let_go"}
    assert QUESTION in shown["steps"][0]["title"]


def test_what_is_accepted_is_done_and_the_rest_stays(client: httpx.Client) -> None:
    keys = keys_of(client)

    answer = client.post(CHANGES, json={"accept": [keys["let_go"]]})

    assert [one["change"] for one in answer.json()["proposals"]] == ["leave_out"]
    plan = client.get(PLAN).json()
    assert [goal["state"] for goal in plan["goals"]] == ["mastered", "let_go"]
    assert plan["goals"][1]["reason"] == "no longer asked by any posting"
    assert len(plan["postings"][0]["requirements"]) == 2


def test_what_is_not_proposed_any_more_is_refused_and_nothing_is_done(
    client: httpx.Client,
) -> None:
    keys = keys_of(client)
    client.post(CHANGES, json={"accept": [keys["let_go"]]})
    before = client.get(PLAN).json()

    answer = client.post(CHANGES, json={"accept": [keys["leave_out"], keys["let_go"]]})

    assert answer.status_code == 409
    assert "Look at the comparison again" in answer.json()["hint"]
    assert client.get(PLAN).json() == before


@pytest.mark.parametrize(
    "body", [{}, {"accept": "all"}, {"accept": [1]}, {"accept": [], "x": 1}]
)
def test_bad_input_is_a_problem(client: httpx.Client, body: object) -> None:
    assert client.post(CHANGES, json=body).status_code == 422


def test_it_can_be_asked_for_and_comes_with_a_sync(
    app: App, connected: int, client: httpx.Client
) -> None:
    answer = client.post(RECONNECT)

    assert answer.status_code == 202
    assert answer.json()["href"] == answer.headers["location"]
    client.post(RECONNECT)
    with app.database.begin() as tx:
        assert [one.number for one in reconnects.all_of(tx, connected)] == [0, 1]
    assert client.get(RECONNECT).json()["next_on"] == "2026-10-05"


def test_it_cannot_be_asked_for_without_asana(
    app: App, connected: int, client: httpx.Client
) -> None:
    with app.database.begin() as tx:
        accounts.disconnect(tx, connected)

    assert client.post(RECONNECT).status_code == 409
    with app.database.begin() as tx:
        assert len(reconnects.all_of(tx, connected)) == 1


def test_the_purpose_is_said_anew_and_nothing_else_changes(
    app: App, connected: int, client: httpx.Client
) -> None:
    before = client.get(PLAN).json()

    after = client.patch(PLAN, json={"purpose": " Build what lasts "}).json()

    assert after == client.get(PLAN).json() == {**before, "purpose": "Build what lasts"}
    with app.database.begin() as tx:
        (entry,) = history.recent(tx, connected, 1)
    assert (entry.field, entry.old, entry.new) == (
        "purpose",
        "Lead a product",
        "Build what lasts",
    )
    assert "purpose" not in client.patch(PLAN, json={"purpose": ""}).json()


@pytest.mark.parametrize(
    "body",
    [{}, {"purpose": None}, {"purpose": "x" * 70_000}, {"purpose": "a\x07b"}, {"purpos": "x"}],
)
def test_a_purpose_that_no_plan_can_hold_is_refused(client: httpx.Client, body: object) -> None:
    answer = client.patch(PLAN, json=body)

    assert answer.status_code == 422
    assert client.get(PLAN).json()["purpose"] == "Lead a product"
