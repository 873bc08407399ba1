"""Whatever stands at whichever place of a request: it is kept whole, or refused whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from support.described import JSON, Operation, operations, places
from support.hostile_input import BODIES, PLANS, TEXTS, VALUES
from support.plans import FULL
from support.visitor import ON_SQLITE

from service.domain.planfile import PlanProblems, plan_as_dict, read_plan, write_plan
from service.store import accounts, plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from service.bootstrap import App

pytestmark = [ON_SQLITE, pytest.mark.usefixtures("connected")]

ADDRESS = 10_000
"""So much of an address is sent at most: a server takes 64 KiB of a head."""
Share = "Callable[[Iterable[str], int], list[str]]"
PLAN, POSTINGS = "/api/v1/plan", "/api/v1/postings"
NAMES = {"goal": "planned", "posting": "posted", "nonce": "A" * 43}


FITTING: dict[str, dict[str, object]] = {
    "POST /api/v1/postings": {"text": "Requirements\n- Patience\n", "title": "A job"},
    "POST /api/v1/sorting": {"line": "Curiosity", "like": [], "group": "in_role", "how": "Ask"},
    "POST /api/v1/goals/{goal}/defer": {"until": "2027-02-01"},
    "POST /api/v1/goals/{goal}/move": {"group": "in_role", "position": 1},
}
"""Bodies that do something, where not everything that is described may be said at once."""


class Asked:
    """The application with a full plan, asked for changes; what it refuses leaves no trace."""

    def __init__(self, app: App, client: httpx.Client) -> None:
        self.app, self.client = app, client
        self.plan = read_plan(FULL)
        self.count = 0
        self.wrong: list[str] = []
        client.get(PLAN).raise_for_status()  # a key's first use is remembered
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
            whole = plan_as_dict(self.plan) if is_import else one.body
            yield Operation(one.method, one.path, FITTING.get(str(one), whole))

    def ask(self, method: str, path: str, **sent: object) -> None:
        """Send it, and note what is no answer, and a refusal that has written something."""
        before = self._written()
        answer = self.client.request(method, path, **sent)
        self.count += 1
        is_refused = answer.status_code >= 400
        is_problem = answer.headers.get("content-type") == "application/problem+json"
        for wrong, what in (
            (answer.status_code >= 500, "failed"),
            (is_refused and not is_problem, "refused without a problem"),
            (is_refused and self._written() != before, "refused and yet written"),
        ):
            if wrong:
                told = f"{method} {path[:80]} {str(sent)[:200]}: {answer.text[:200]}"
                self.wrong.append(f"{what}: {told}")

    def check(self, asked: object) -> None:
        """Note what was taken, and cannot be read or go into a file and out of it again."""
        with self.app.database.begin() as tx:
            plan = plans.load(tx, self._account_id)
        try:
            is_same = read_plan(write_plan(plan)) == plan
        except PlanProblems as error:
            self.wrong.append(f"no file after {asked}: {error}")
        else:
            if not is_same:
                self.wrong.append(f"another plan after {asked}")

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
    quoted = {
        name: quote(value, safe="", errors="surrogatepass")
        for name, value in (NAMES | instead).items()
    }
    return path.format_map(quoted)


def test_every_value_at_every_place_of_every_body(asked: Asked, share: Share) -> None:
    headers = {"Content-Type": JSON}
    bodies = [
        (one, place)
        for one in asked.operations()
        for place in (places(one.body) if one.body is not None else ())
    ]
    for number, (one, place) in enumerate(bodies):
        asked.again()
        for source in share(VALUES.values(), number):
            body = one.with_value(place, source)
            asked.ask(one.method, at(one.path), content=body, headers=headers)
        asked.check((str(one), place))

    assert asked.wrong == []
    assert len(bodies) > 100


def test_every_text_as_every_name_in_an_address(asked: Asked) -> None:
    for one in asked.operations():
        asked.again()
        names = [name for name in NAMES if f"{{{name}}}" in one.path]
        for text in (text[:ADDRESS] for text in TEXTS.values()):
            for name in names:
                asked.ask(one.method, at(one.path, **{name: text}), json=one.body)
            asked.ask(one.method, f"{at(one.path)}?prune={at('{goal}', goal=text)}")
        asked.check(one)

    assert asked.wrong == []


def test_every_whole_body_to_every_operation(asked: Asked) -> None:
    headers = {"Content-Type": JSON}
    for one in asked.operations():
        asked.again()
        for body in BODIES.values():
            asked.ask(one.method, at(one.path), content=body, headers=headers)
        asked.check(one)

    assert asked.wrong == []


def test_every_plan_file_as_a_plan_and_as_a_posting(asked: Asked) -> None:
    for name, file in PLANS.items():
        asked.again()
        for kind in ("application/yaml", JSON):
            asked.ask("POST", PLAN, content=file, headers={"Content-Type": kind})
        asked.ask("POST", POSTINGS, files={"file": file}, data={"title": name})
        asked.check(name)

    assert asked.wrong == []


def test_every_text_as_a_posting_its_name_and_its_file_s_name(asked: Asked) -> None:
    for text in TEXTS.values():
        asked.again()
        whole = text.encode(errors="surrogatepass")
        named = text.encode(errors="replace").decode()
        asked.ask("POST", POSTINGS, files={"file": (named, whole)}, data={"title": named})
        asked.ask("POST", POSTINGS, files={"file": whole}, data={"title": "A job"})
        asked.check(text[:50])

    assert asked.wrong == []
