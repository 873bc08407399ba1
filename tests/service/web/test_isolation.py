"""Many accounts: whoever tries every door with another's ids sees and changes nothing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

import httpx
import pytest
from fastapi.routing import iter_route_contexts
from sqlalchemy import text, update
from support.consenting import hosted_settings, register
from support.visitor import AS_A_BROWSER, ON_SQLITE

import service.web
from integrations.asana.sandbox import World, transport
from service.domain.plan import Posting, Requirement
from service.store import accounts, keys, posting_copies, reconnects, reviews, sessions
from service.store import webhooks as hooks
from service.store.plans import load
from service.store.posting_copies import Came, PostingCopy
from service.store.reconnects import Reconnect
from service.store.tables import metadata
from service.usecases.import_plan import import_plan
from service.web.app import create_app
from service.worker import Worker
from service.worker.job import job_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection
    from starlette.types import ASGIApp

    from service.bootstrap import App

pytestmark = ON_SQLITE

CANARY = "canary-of-ada"
HERS = f"""
momentum: 1
purpose: {CANARY} leads
postings:
  - {{title: {CANARY} posting, requirements: [{CANARY} requirement, {CANARY} other]}}
goals:
  - {{skill: {CANARY} storytelling, group: in_role, steps: [{CANARY} step]}}
  - {{skill: {CANARY} speaking, group: outside, not_before: 2027-05-03}}
  - {{skill: {CANARY} pricing, group: mastered, evidence: {CANARY} relaunch}}
"""
HIS = """
momentum: 1
postings: [{title: Sailor, requirements: [Knots]}]
goals: [{skill: Sailing, group: outside}, {skill: Knots, group: in_role}]
"""
HER_WORDS = [
    *re.findall(rf"{CANARY} \w+", HERS),
    *(f"{CANARY} {word}" for word in ("text", "old", "asked", "key", "workspace")),
    f"{CANARY}@example.com",
]
NEW = {"title": "New", "name": "New"}
NOT_OF_AN_ACCOUNT = {"name", "nonce", "secret"}
"""Parameters that are the key themselves, or are of the source: see test_doors.py."""


@dataclass
class Person:
    id: int
    key: str
    token: str

    def cookie(self, app: App) -> tuple[dict[str, str], str]:
        """A session of their own for one request: its cookie, and what its forms hold."""
        with app.database.begin() as tx:
            secret = sessions.begin(tx, self.id, app.clock())
            session = sessions.check(tx, secret, app.clock())
        assert session is not None
        return {"Cookie": f"momentum_8765={secret}"}, session.csrf


@pytest.fixture
def world(app: App) -> World:
    world = World(app.clock)
    register(world)
    return world


@pytest.fixture
def many(app: App, world: World) -> App:
    """A service that people sign in to, at the stand-in."""
    settings = hosted_settings(app.settings.home)
    return replace(app, settings=settings, http=httpx.Client(transport=transport(world)))


def move_in(app: App, world: World, name: str, plan: str) -> Person:
    user = world.add_user(name, f"{name}@example.com")
    place = world.add_workspace(f"{name} workspace", members=[user])
    token = world.add_token(user)
    sealed, now = app.vault.seal(token), app.clock()
    with app.database.begin() as tx:
        mine = accounts.add(tx, user_gid=user.gid, name=name, email=user.email, now=now)
        accounts.connect(
            tx,
            mine,
            name=name,
            email=user.email,
            user_gid=user.gid,
            workspace_gid=place.gid,
            workspace_name=place.name,
            auth="pat",
            token=sealed,
            now=now,
        )
        key = keys.create(tx, mine, f"{name} key", now)
    import_plan(app.database, mine, plan, now=now)
    return Person(mine, key, token)


def work_for(app: App, account_id: int) -> None:
    """A sync and a review, as the worker makes them; no picture is drawn."""
    worker = Worker(app, job=job_of(app, lambda _: None, draw=lambda _: None))
    with app.database.begin() as tx:
        ticket = accounts.request(tx, account_id, now=app.clock(), review=True)
    worker.run_ticket(account_id, ticket)


def keep_more_of(tx: Connection, account_id: int, now: datetime) -> None:
    """What takes months to come about, and a browser of hers."""
    sessions.begin(tx, account_id, now)
    posting = Posting(f"{CANARY} old", (Requirement(f"{CANARY} asked"),), id="old")
    copy = PostingCopy(posting, now, Came.TEXT, f"{CANARY} text", ())
    posting_copies.put(tx, account_id, copy)
    reconnects.begin(tx, account_id, Reconnect(1, date(2026, 4, 5), (posting,), "77", 3))
    hooks.start(
        tx,
        account_id,
        project="5",
        target=f"https://example.com/{CANARY}",
        nonce=f"{CANARY}-nonce",
        now=now,
    )


@pytest.fixture
def ada(many: App, world: World) -> Person:
    found = move_in(many, world, CANARY, HERS)
    work_for(many, found.id)
    with many.database.begin() as tx:
        keep_more_of(tx, found.id, many.clock())
        tickets = update(metadata.tables["accounts"]).where(text(f"id = {found.id}"))
        tx.execute(tickets.values(wanted=10_000))  # nobody else has so many
    return found


@pytest.fixture
def bo(many: App, world: World) -> Person:
    return move_in(many, world, "bo", HIS)


@pytest.fixture
def web(many: App, visit: Callable[[ASGIApp], httpx.Client]) -> httpx.Client:
    return visit(create_app(many))


def doors(app: App) -> Iterator[tuple[str, str]]:
    for route in iter_route_contexts(create_app(app).routes):
        for method in sorted(set(route.methods or ()) - {"HEAD"}):
            yield method, str(route.path)


def ids_of(app: App, account_id: int) -> dict[str, list[str]]:
    """What may stand for each parameter of an address."""
    with app.database.begin() as tx:
        plan = load(tx, account_id)
        (review,) = reviews.latest(tx, account_id, 1)
        wanted = accounts.get(tx, account_id).wanted
    goals = [goal.id for goal in plan.goals]
    postings = [one.id for one in plan.postings]
    week = f"{review.iso_year}-W{review.iso_week:02}"
    return {
        "goal": [*goals, *(goal.skill for goal in plan.goals)],
        "goal_id": goals,
        "posting": [*postings, *(one.title for one in plan.postings)],
        "posting_id": postings,
        "ticket": [str(wanted)],
        "week": [week],
    }


def addresses(path: str, ids: dict[str, list[str]]) -> list[str]:
    names = re.findall(r"{(\w+)", path)
    if not names:
        return [path]
    if set(names) & NOT_OF_AN_ACCOUNT:
        return []
    (name,) = names
    return [re.sub(r"{\w+}", word.replace(" ", "%20"), path) for word in ids[name]]


def field_names() -> set[str]:
    """Every name that a form of our pages may have, and every key that a body may."""
    root = Path(service.web.__file__).parent
    pages = "".join(each.read_text() for each in root.rglob("*.html"))
    modules = "".join(each.read_text() for each in root.rglob("*.py"))
    found = re.findall(r'name="(\w+)"', pages) + re.findall(r'ui\.\w+\("(\w+)"', pages)
    return {*found, *re.findall(r'form\.\w+\("(\w+)"', modules)} - {"csrf"}


def bodies(words: list[str]) -> Iterator[dict[str, object]]:
    """Bodies in which everything that can be named is something of another's."""
    yield {}
    for word in words:
        yield {"skill": "New", "group": "in_role", "answers": [word], "steps": [word]}
        yield {"before": word}
        yield {"after": word}
        yield {"title": "New", "text": word}
        yield {"id": word, "requirements": [word]}
        yield {"answer": word}
        yield {"lines": [word], "postings": [word], "goals": [word]}


def knock(app: App, web: httpx.Client, bo: Person, ids: dict[str, list[str]]):
    """Every request of his, with her ids wherever there is a place for one."""
    words = [ids["goal"][0], ids["posting"][0]]
    for method, path in doors(app):
        for address in addresses(path, ids):
            if path.startswith(("/api/", "/hooks/")):
                for body in bodies(words) if method not in {"GET", "DELETE"} else [None]:
                    yield (
                        path,
                        method,
                        web.request(
                            method,
                            address,
                            json=body,
                            headers={"Authorization": f"Bearer {bo.key}"},
                        ),
                    )
                continue
            for word in words if method == "POST" else [""]:
                cookie, csrf = bo.cookie(app)
                # Nothing of his is called as hers: it would be found by that name, rightly.
                data = {**dict.fromkeys(field_names(), word), "csrf": csrf, **NEW}
                yield (
                    path,
                    method,
                    web.request(
                        method,
                        address,
                        data=data if method == "POST" else None,
                        headers={**AS_A_BROWSER, **cookie},
                    ),
                )


def rows_of(app: App, account_id: int) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    with app.database.begin() as tx:
        for table in metadata.sorted_tables:
            whose = table.c.id if table.name == "accounts" else table.c.get("account_id")
            if whose is not None:
                rows = tx.execute(table.select().where(whose == account_id))
                found[table.name] = [tuple(row) for row in rows]
    return found


@pytest.fixture(autouse=True)
def _tables_have_account_ids() -> None:
    """What belongs to nobody in particular is known."""
    nobodys = {table.name for table in metadata.sorted_tables if "account_id" not in table.c}
    assert nobodys == {"accounts", "budgets", "data_keys", "oldest_program"}


def test_every_door_shows_and_changes_what_is_ones_own_alone(many, web, ada, bo):
    ids = ids_of(many, ada.id)
    before = rows_of(many, ada.id)
    assert {name for name, rows in before.items() if not rows} <= {
        "decisions",
        "refusals",
        "intents",
    }
    walked = set()
    for path, method, answer in knock(many, web, bo, ids):
        walked.add((method, path))
        said = f"{answer.headers} {answer.text}"
        # What he sent may come back to him; no other word of hers does.
        sent = unquote_plus(f"{answer.request.url} {answer.request.content.decode()}")
        seen = [word for word in HER_WORDS if word in said and word not in sent]
        assert seen == [], (method, path)
        assert answer.status_code < 500 or path == "/readyz", (method, path, answer.text)
        if "{" in path:
            refused = {404} if method in {"GET", "DELETE"} else {400, 404, 415, 422}
            assert answer.status_code in refused, (method, path, answer.status_code)
    assert rows_of(many, ada.id) == before
    skipped = {door for door in doors(many) if door not in walked}
    assert {path for _, path in skipped} == {
        "/hooks/asana/{nonce}",
        "/sign-in/{secret}",
        "/static/{name}",
    }


def test_with_ones_own_ids_the_same_doors_open(many, web, ada):
    """What the walk sends is what opens them: else it would prove nothing."""
    ids = ids_of(many, ada.id)
    cookie, _ = ada.cookie(many)
    headers = {**AS_A_BROWSER, **cookie, "Authorization": f"Bearer {ada.key}"}
    found = {}
    for method, path in doors(many):
        if method == "GET" and "{" in path and not path.endswith("/events"):
            for address in addresses(path, ids):
                found[path] = web.get(address, headers=headers)
    assert {path: each.status_code for path, each in found.items()} == dict.fromkeys(found, 200)
    with_words = {path for path, each in found.items() if CANARY in each.text}
    assert with_words >= {"/api/v1/goals/{goal}", "/goals/{goal_id}", "/postings/{posting_id}"}


def test_a_signature_that_names_nobody_rings_for_nobody_among_several(many, web, ada, bo):
    assert ada.id != bo.id
    answer = web.post("/hooks/sync", headers={"Authorization": f"Bearer {bo.key}"})
    assert answer.status_code == 202
    with many.database.begin() as tx:
        assert accounts.get(tx, bo.id).wanted >= 2


def test_figures_are_not_for_the_key_of_one_of_several(many, web, ada, bo):
    assert ada.id != bo.id
    answer = web.get("/metrics", headers={"Authorization": f"Bearer {bo.key}"})

    assert answer.status_code == 401
    with many.database.begin() as tx:
        keys.configure(tx, "mk_of-whoever-runs-the-service", many.clock())
    mine = {"Authorization": "Bearer mk_of-whoever-runs-the-service"}
    shown = web.get("/metrics", headers=mine)
    assert shown.status_code == 200
    assert CANARY not in shown.text
    refused = web.get("/api/v1/plan", headers=mine)
    assert refused.status_code == 409
    assert "only where it is the only one" in json.loads(refused.text)["detail"]
