from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from integrations.asana.sandbox import Fault, World, transport
from service.bootstrap import App, build
from service.cli.turns import take_turn
from service.config import Settings
from service.errors import ServiceError, TryLater
from service.store import accounts
from service.usecases import connect as journey
from service.usecases.connect import Choice
from service.usecases.import_plan import import_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAN = "momentum: 1\ngoals: [{skill: Pricing, group: in_role}]\n"


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
        self.naps: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def world(time: Time) -> World:
    return World(clock=time)


@pytest.fixture
def app(world: World, time: Time, tmp_path: Path) -> Iterator[App]:
    with httpx.Client(transport=transport(world)) as http:
        made = build(Settings(home=tmp_path / "home"), clock=time, http=http)
        yield made
        made.close()


@pytest.fixture
def account(app: App, world: World):
    ada = world.add_user("Ada Example", "ada@example.com")
    world.add_workspace("Home", members=[ada])
    token = world.add_token(ada)
    with app.login(token) as login:
        user = journey.whose(login)
    choice = Choice(user, user.workspaces[0])
    with app.database.begin() as tx:
        account_id = accounts.the_only(tx).id
    sealed = app.vault.seal(token)
    account = journey.connect(app.database, account_id, sealed, choice, now=app.clock())
    import_plan(app.database, account.id, PLAN, now=app.clock())
    return account


def names(world: World) -> list[str]:
    return [task.name for task in world.tasks.values()]


def test_what_asana_has_not_answered_is_reported_with_the_moment_of_the_next_look(
    app, account, world, time
):
    world.faults.add(Fault("500_after", method="POST", path="/tasks"))

    report = take_turn(app, account, sleep=time.sleep)

    assert report.look_again_at is not None
    assert report.look_again_at > time.now
    assert report.data["uncertain"] == 1


def test_waiting_goes_on_until_asana_has_answered_and_nothing_is_made_twice(
    app, account, world, time
):
    world.faults.add(Fault("500_before", method="POST", path="/tasks"))

    report = take_turn(app, account, wait=True, sleep=time.sleep)

    assert report.look_again_at is None
    assert sum(time.naps) >= app.settings.create_grace_seconds
    assert max(time.naps) <= 1.0
    assert names(world) == ["Pricing"]


def test_a_long_wait_that_asana_asks_for_is_left_for_later_unless_told_to_wait(
    app, account, world, time
):
    world.faults.add(Fault("429", method="GET", path="/workspaces", retry_after=1200, times=9))
    world.faults.add(Fault("429", method="POST", path="/projects", retry_after=1200))

    with pytest.raises(TryLater) as told:
        take_turn(app, account, sleep=time.sleep)

    assert told.value.hint
    report = take_turn(app, account, wait=True, sleep=time.sleep)
    assert report.of("created")
    assert names(world) == ["Pricing"]


def test_what_ended_the_turn_is_raised_in_its_own_words(app, account, world, time):
    world.tokens.clear()

    with pytest.raises(ServiceError, match="does not accept the token") as told:
        take_turn(app, account, sleep=time.sleep)

    assert "momentum connect" in told.value.hint
