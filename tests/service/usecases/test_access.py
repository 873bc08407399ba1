"""Access by consent: renewed before it ends, once, whoever asks; and never after its end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event, Lock

import pytest

from integrations.asana.errors import AppRefused, GrantEnded, NotReached
from integrations.asana.oauth import Tokens
from service.store import accounts, grants
from service.store.accounts import AccountState
from service.store.database import open_database
from service.store.grants import Consent
from service.usecases.access import LOOKS, Access

NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Plain:
    """Seals nothing."""

    def seal(self, secret: str) -> bytes:
        return secret.encode()

    def open(self, sealed: bytes) -> str:
        return sealed.decode()


def shown(bearer) -> str:
    return str(bearer.token)


@dataclass
class Asana:
    """Gives new access for a refresh token, and remembers for which."""

    asked: list[str] = field(default_factory=list)
    fails: Exception | None = None
    rotates: bool = False
    lock: Lock = field(default_factory=Lock)
    meanwhile: object = None

    def refresh(self, refresh_token: str) -> Tokens:
        with self.lock:
            self.asked.append(refresh_token)
            number = len(self.asked)
        if self.meanwhile:
            self.meanwhile()
        if self.fails:
            raise self.fails
        return Tokens(f"access-{number}", HOUR, f"refresh-{number}" if self.rotates else None)


@dataclass
class Scene:
    database: object
    account_id: int
    asana: Asana = field(default_factory=Asana)
    now: datetime = NOW
    waits: int = 0

    def clock(self) -> datetime:
        return self.now

    def wait(self, _seconds: float) -> None:
        self.waits += 1

    def access(self, database=None, wait=None) -> Access:
        return Access(
            database or self.database,
            self.account_id,
            vault=Plain(),
            refresh=self.asana.refresh,
            clock=self.clock,
            wait=wait or self.wait,
        )

    def account(self):
        with self.database.begin() as tx:
            return accounts.get(tx, self.account_id)

    def grant(self):
        with self.database.begin() as tx:
            return grants.current(tx, self.account_id)


@pytest.fixture
def scene(database):
    with database.begin() as tx:
        account_id = accounts.add(tx, user_gid="1", name="Ada", email="a@example.com", now=NOW)
        grants.keep(tx, account_id, Consent(b"refresh-0", b"access-0", NOW + HOUR))
        grants.go_on(tx, account_id, NOW)
    return Scene(database, account_id)


def test_access_is_used_for_as_long_as_it_lasts(scene):
    access = scene.access()
    assert shown(access.bearer()) == "access-0"
    scene.now += timedelta(minutes=57)

    assert shown(access.bearer()) == shown(scene.access().bearer()) == "access-0"
    assert scene.asana.asked == []


def test_it_is_renewed_before_it_ends_also_in_the_middle_of_the_work(scene):
    access = scene.access()
    access.bearer()
    scene.now += timedelta(minutes=59)

    assert shown(access.bearer()) == "access-1"
    assert shown(scene.access().bearer()) == "access-1"
    assert scene.asana.asked == ["refresh-0"]


def test_a_refresh_token_that_rotates_is_followed(scene):
    scene.asana.rotates = True
    for _ in range(3):
        scene.now += HOUR
        scene.access().bearer()

    assert scene.asana.asked == ["refresh-0", "refresh-1", "refresh-2"]


def test_many_workers_renew_once(scene, database_url):
    """Each with connections of its own, as on machines of their own."""
    scene.now += HOUR
    arrived = Event()
    scene.asana.meanwhile = lambda: arrived.wait(0.2)
    databases = [open_database(database_url) for _ in range(6)]
    accesses = [scene.access(each, wait=arrived.wait) for each in databases]
    with ThreadPoolExecutor(6) as pool:
        tokens = set(pool.map(lambda access: shown(access.bearer()), accesses))
    for each in databases:
        each.close()

    assert tokens == {"access-1"}
    assert scene.asana.asked == ["refresh-0"]


def test_what_asana_refused_is_renewed_once_and_then_shared(scene):
    first, second = scene.access(), scene.access()
    refused = first.bearer(), second.bearer()

    assert shown(first.after(refused[0])) == "access-1"
    assert shown(second.after(refused[1])) == "access-1"
    assert shown(first.after(refused[0])) == "access-1"
    assert scene.asana.asked == ["refresh-0"]


def test_after_the_end_of_consent_nothing_more_is_asked(scene):
    scene.asana.fails = GrantEnded("ended", status=400)
    scene.now += HOUR
    for _ in range(3):
        with pytest.raises(GrantEnded):
            scene.access().bearer()

    assert scene.asana.asked == ["refresh-0"]
    account = scene.account()
    assert account.state is AccountState.TOKEN_INVALID
    assert "permission has ended" in account.state_message
    assert "Sign in with Asana again" in account.state_hint
    with scene.database.begin() as tx:
        assert accounts.claim(tx, owner="w", now=scene.now, seconds=60) is None


@pytest.mark.parametrize("error", [NotReached("no answer"), AppRefused("invalid_client")])
def test_what_is_not_about_the_consent_leaves_it_and_lets_another_try(scene, error):
    scene.asana.fails = error
    scene.now += HOUR
    with pytest.raises(type(error)):
        scene.access().bearer()
    scene.asana.fails = None

    assert shown(scene.access().bearer()) == "access-2"
    assert scene.account().state is AccountState.OK
    assert scene.waits == 0


def test_one_that_was_cut_off_holds_nobody_up_for_longer_than_its_lease(scene):
    scene.now += HOUR
    with scene.database.begin() as tx:
        cut_off = grants.begin(tx, scene.account_id, scene.now)
    with pytest.raises(NotReached, match="Another process"):
        scene.access().bearer()
    assert (scene.waits, scene.asana.asked) == (LOOKS, [])

    scene.now += grants.RENEWING_LASTS
    assert shown(scene.access().bearer()) == "access-1"
    with scene.database.begin() as tx:
        late = {"access": b"late", "until": scene.now + 2 * HOUR, "refresh": None}
        assert not grants.renewed(tx, scene.account_id, cut_off, **late)


def test_a_new_consent_wins_over_an_answer_that_was_on_its_way(scene):
    def sign_in_again():
        with scene.database.begin() as tx:
            grants.keep(tx, scene.account_id, Consent(b"second", b"newest", scene.now + HOUR))

    scene.asana.meanwhile = sign_in_again
    scene.now += HOUR

    assert shown(scene.access().bearer()) == "newest"
    assert scene.grant().refresh == b"second"


@pytest.mark.parametrize("lent", ["sqlite"], indirect=True)
def test_no_transaction_is_open_while_asana_is_asked(scene, database_url):
    def somebody_else_writes():
        with closing(open_database(database_url)) as other, other.begin() as tx:
            accounts.set_last_day(tx, scene.account_id, NOW.date())

    scene.asana.meanwhile = somebody_else_writes
    scene.now += HOUR

    assert shown(scene.access().bearer()) == "access-1"
    assert scene.account().last_day == NOW.date()
