"""Asana's door over HTTP, with the stand-in calling the real application."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from support.plans import SMALL

from integrations.asana.sandbox import World, transport
from integrations.asana.sandbox.delivery import Reply
from integrations.asana.webhooks import MAX_BODY, signature
from service.config import Settings
from service.store import accounts, plans, webhooks
from service.usecases import connect
from service.usecases.import_plan import import_plan
from service.usecases.webhook import Keeper
from service.web.app import create_app
from service.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from starlette.types import ASGIApp

    from integrations.asana.sandbox import Person
    from service.bootstrap import App

ADDRESS = "https://momentum.example.com"
RING = b'{"events": [{"resource": {"gid": "1"}}]}'


class Setting:
    """Ada's Asana, a service that it can call, and a webhook that is made."""

    def __init__(self, app: App, visit: Callable[[ASGIApp], httpx.Client], home: Path) -> None:
        self.world = World(clock=app.clock, sender=self.send)
        ada = self.world.add_user("Ada Example", "ada@example.com")
        self.world.add_workspace("Home", members=[ada])
        self.ada: Person = self.world.person(ada)
        http = httpx.Client(transport=transport(self.world))
        settings = Settings(home=home, public_url=ADDRESS)
        self.app = replace(app, settings=settings, http=http)
        self.client = visit(create_app(self.app))
        self.answers: list[httpx.Response] = []
        self._connect(self.world.add_token(ada))
        self.work()
        self.keep()

    def _connect(self, token: str) -> None:
        with self.app.login(token) as login:
            user = connect.whose(login)
        choice = connect.Choice(user, user.workspaces[0])
        sealed = self.app.vault.seal(token)
        now = self.app.clock()
        with self.app.database.begin() as tx:
            mine = accounts.the_only(tx).id
        account = connect.connect(self.app.database, mine, sealed, choice, now=now)
        import_plan(self.app.database, account.id, SMALL, now=now)

    def send(self, url: str, headers: Mapping[str, str], body: bytes, /) -> Reply:
        answer = self.client.post(url, headers=dict(headers), content=body)
        self.answers.append(answer)
        return Reply(answer.status_code, dict(answer.headers))

    def work(self) -> None:
        worker = Worker(self.app, wait=lambda _: None)
        while worker.run_once():
            """There may be more."""

    def keep(self) -> None:
        app = self.app
        Keeper(app.database, app.hooks, app.vault.seal, app.clock, ADDRESS).keep_all()

    @property
    def path(self) -> str:
        (hook,) = self.world.webhooks.values()
        return hook.target.removeprefix(ADDRESS)

    @property
    def secret(self) -> str:
        (hook,) = self.world.webhooks.values()
        return hook.secret

    def post(
        self, body: bytes, *, path: str | None = None, secret: str | None = None
    ) -> httpx.Response:
        headers = {"X-Hook-Signature": signature(secret or self.secret, body)}
        return self.client.post(path or self.path, headers=headers, content=body)

    def account(self) -> accounts.Account:
        with self.app.database.begin() as tx:
            return accounts.the_only(tx)


@pytest.fixture
def setting(
    app: App, visit: Callable[[ASGIApp], httpx.Client], tmp_path: Path
) -> Iterator[Setting]:
    found = Setting(app, visit, tmp_path / "home")
    yield found
    assert found.app.http is not None
    found.app.http.close()


def test_asana_shakes_hands_with_the_real_door_in_the_middle_of_the_creation(
    setting: Setting,
) -> None:
    (shaken,) = setting.answers

    assert shaken.status_code == 200
    assert shaken.headers["x-hook-secret"] == setting.secret
    assert shaken.content == b""


def test_a_rename_in_asana_is_in_the_plan_by_the_next_turn(setting: Setting) -> None:
    setting.world.deliver()
    setting.work()
    task = next(task for task in setting.world.tasks.values() if task.name == "Curiosity")
    setting.ada.rename(task.gid, "Being curious")

    setting.world.deliver()
    assert setting.account().waiting == 1
    setting.work()

    with setting.app.database.begin() as tx:
        assert "Being curious" in {goal.skill for goal in plans.load(tx, 1).goals}


def test_the_secret_is_kept_sealed(setting: Setting) -> None:
    account_id = setting.account().id
    with setting.app.database.begin() as tx:
        (hook,) = webhooks.of_account(tx, account_id)

    assert hook.secret is not None
    assert setting.secret.encode() not in hook.secret
    assert setting.app.vault.open(hook.secret) == setting.secret
    assert setting.secret not in repr(hook)


def test_a_heartbeat_is_heard_and_asks_for_nothing(setting: Setting) -> None:
    before = setting.account().wanted

    answer = setting.post(b'{"events":[]}')

    assert (answer.status_code, answer.content) == (200, b"")
    assert setting.account().wanted == before
    account_id = setting.account().id
    with setting.app.database.begin() as tx:
        assert webhooks.rings(tx, account_id, setting.app.clock())


def test_a_delivery_of_ten_thousand_events_is_one_ring(setting: Setting) -> None:
    before = setting.account().wanted
    body = json.dumps({"events": [{"resource": {"gid": "1"}}] * 10_000}).encode()

    assert setting.post(body).status_code == 200
    assert setting.account().wanted == before + 1


def test_an_unknown_path_and_a_wrong_signature_get_the_same_answer(setting: Setting) -> None:
    before = setting.account().wanted
    answers = [
        setting.post(RING, secret="x" * 64),
        setting.post(RING, path="/hooks/asana/" + "A" * 43),
        setting.client.post(setting.path, content=RING),
        setting.client.post(setting.path, content=RING, headers={"X-Hook-Secret": "x" * 64}),
        setting.client.post("/hooks/asana/1", content=RING),
    ]

    told = [{**answer.json(), "instance": ""} for answer in answers]
    assert {answer.status_code for answer in answers} == {401}
    assert all(one == told[0] for one in told)
    assert all("x-hook-secret" not in answer.headers for answer in answers)
    assert setting.account().wanted == before


@pytest.mark.parametrize("size", [MAX_BODY + 1, 10 * 1024 * 1024])
def test_a_body_that_is_too_large_is_refused_before_anything_else(
    setting: Setting, size: int
) -> None:
    assert setting.post(b" " * size).status_code == 413
    assert setting.post(b" " * MAX_BODY).status_code == 200


def test_two_signatures_are_one_too_many(setting: Setting) -> None:
    good = ("X-Hook-Signature", signature(setting.secret, RING))

    answer = setting.client.post(setting.path, headers=[good, good], content=RING)

    assert answer.status_code == 401


def test_while_a_webhook_is_being_made_a_delivery_is_told_to_come_again(
    setting: Setting,
) -> None:
    nonce, account_id = "B" * 43, setting.account().id
    with setting.app.database.begin() as tx:
        webhooks.forget(tx, account_id)
        webhooks.start(
            tx, account_id, project="1", target="x", nonce=nonce, now=setting.app.clock()
        )

    answer = setting.post(RING, path=f"/hooks/asana/{nonce}")

    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_what_rings_for_an_account_that_has_stopped_waits_until_it_goes_on(
    setting: Setting,
) -> None:
    account_id = setting.account().id
    with setting.app.database.begin() as tx:
        accounts.set_state(tx, account_id, accounts.AccountState.PAUSED)

    assert setting.post(RING).status_code == 200
    assert setting.account().waiting > 0
