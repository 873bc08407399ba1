"""The API keeps to its own description: requests made from it, good, bad and in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import schemathesis
from schemathesis.engine import events, from_schema
from support.in_process import ADDRESS
from support.plans import SMALL
from support.visitor import ON_SQLITE

from service.store import accounts, keys
from service.usecases.import_plan import import_plan
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis.schemas import BaseSchema

    from service.bootstrap import App

HOST = ADDRESS.removeprefix("http://")
UNREADY = "/readyz"  # the tests' tables were not made by migrations; it has tests of its own
SETTINGS = {
    "base-url": ADDRESS,
    "continue-on-failure": True,
    "generation": {
        "max-examples": 4,
        "deterministic": True,
        "database": "none",
        "no-shrink": True,
    },
    "phases": {"coverage": {"unexpected-methods": ["options"]}, "stateful": {"max-steps": 5}},
    # What fits the description may break a rule that no schema can say.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "4xx"]}},
    # A plan is described as text, and every body is text.
    "operations": [
        {
            "include-path": "/api/v1/plan",
            "checks": {"negative_data_rejection": {"enabled": False}},
        }
    ],
}


@pytest.fixture
def schema(app: App) -> BaseSchema:
    with app.database.begin() as tx:
        account = accounts.the_only(tx)
        key = keys.create(tx, account.id, "script", app.clock())
    import_plan(app.database, account.id, SMALL, now=app.clock())
    headers = {"Authorization": f"Bearer {key}"}
    config = schemathesis.Config.from_dict(SETTINGS | {"headers": headers})
    found = schemathesis.openapi.from_asgi(
        "/openapi.json", create_app(app), config=config, headers={"Host": HOST}
    )
    return found.exclude(path=UNREADY)


@ON_SQLITE
def test_every_answer_is_one_that_the_description_promises(schema: BaseSchema) -> None:
    asked, broken = 0, []
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            asked += len(event.recorder.interactions)
            broken += list(failures(event))

    print(f"{asked} requests")  # noqa: T201 - the figure of docs/reliability.md
    assert not broken
    assert asked > 500


def failures(event: events.ScenarioFinished) -> Iterator[str]:
    for case, checks in event.recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                asked = event.recorder.interactions[case].request
                why = check.failure_info.failure
                yield f"{check.name}: {asked.method} {asked.uri} {asked.body!r}: {why}"
