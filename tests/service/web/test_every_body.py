"""Whatever stands at whichever place of a request: it is kept whole, or refused whole."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest
from support.described import JSON, Operation, operations, places
from support.hostile_input import BODIES, PLANS, TEXTS, VALUES
from support.plans import SMALL
from support.visitor import ON_SQLITE

from service.domain.planfile import plan_as_dict, read_plan, write_plan
from service.store import accounts, plans, posting_copies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.bootstrap import App

pytestmark = [ON_SQLITE, pytest.mark.usefixtures("connected")]

PLAN = "/api/v1/plan"
NAMES = {"goal": "planned", "posting": "posted", "nonce": "A" * 43}
FULL = """
momentum: 1
purpose: Lead a product
settings: {timezone: Europe/Lisbon, review: "Mon 09:00", quarter_starts: January, reconnect: 6,
           capacity: {in_role: 3, outside: 1}}
postings:
  - {title: Head of Product, url: "https://example.com/1", id: posted,
     requirements: [Curiosity, {text: Courage, kind: attribute, nice_to_have: true}]}
goals:
  - {skill: Speaking, group: outside, via: course, how: A course, evidence: A talk, notes: Mine,
     answers: [Courage], steps: [Enrol, {text: Go, done: true, id: step}], quarter: 2027-Q1,
     not_before: 2027-01-04, deadline: 2027-02-01, state: deferred, in: 2027-Q1,
     formerly: [Talking], id: planned}
"""


class Asked:
    """The application with a full plan, asked for changes; what it refuses leaves no trace."""

    def __init__(self, app: App, client: httpx.Client) -> None:
        self.app, self.client = app, client
        self.plan = read_plan(FULL)
        self.count = 0
        self._witness = sqlite3.connect(str(app.database._engine.url.database))
        with app.database.begin() as tx:
            self._account_id = accounts.the_only(tx).id

    def again(self) -> None:
        """Have the plan as it was."""
        with self.app.database.begin() as tx:
            plans.save(tx, self._account_id, self.plan)

    def operations(self) -> Iterator[Operation]:
        """Every operation of the API that changes something; an import has its plan as JSON."""
        for one in operations(self.client.get("/openapi.json").json()):
            is_import = one.path == PLAN and one.method in {"PUT", "POST"}
            yield Operation(one.method, one.path, plan_as_dict(self.plan)) if is_import else one

    def ask(self, method: str, path: str, **sent: object) -> httpx.Response:
        """Send it, and see that it is an answer, and that a refusal has written nothing."""
        before = self._written()
        answer = self.client.request(method, path, **sent)
        self.count += 1
        told = f"{method} {path[:80]} {str(sent)[:300]}: {answer.status_code} {answer.text[:300]}"
        assert answer.status_code < 500, told
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json", told
            assert answer.json()["detail"], told
            assert self._written() == before, told
        return answer

    def is_whole(self) -> None:
        """What was taken can be read, and goes into a file and out of it again."""
        with self.app.database.begin() as tx:
            plan = plans.load(tx, self._account_id)
        assert read_plan(write_plan(plan)) == plan

    def close(self) -> None:
        self._witness.close()

    def _written(self) -> int:
        """A number that is another after anything was written by somebody else."""
        (version,) = self._witness.execute("PRAGMA data_version").fetchone()
        return int(version)


@pytest.fixture
def asked(app: App, client: httpx.Client) -> Iterator[Asked]:
    with closing(Asked(app, client)) as asked:
        asked.again()
        yield asked


def at(path: str, **instead: str) -> str:
    return path.format(**{name: quote(value) for name, value in (NAMES | instead).items()})


def test_every_value_at_every_place_of_every_body(asked: Asked) -> None:
    for one in asked.operations():
        for place in places(one.body) if one.body is not None else ():
            asked.again()
            for source in VALUES.values():
                body = one.with_value(place, source)
                asked.ask(
                    one.method, at(one.path), content=body, headers={"Content-Type": JSON}
                )
            asked.is_whole()

    print(f"{asked.count} bodies")
