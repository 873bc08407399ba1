"""What may happen around the processes: databases, disks, clocks, networks, and each other."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from support.processes import answer_to

from processes.home import free_port
from processes.judge import judge
from processes.person import Person
from processes.settling import next_monday, settle, until_it_rings, until_synced
from service.store.database import SQLITE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from processes.home import Home

GRACE = timedelta(seconds=180)


def calm_in_the_end(home: Home, person: Person | None = None, **how: bool) -> None:
    """Whatever happened has passed: everything is done, and nothing is wrong."""
    settle(home)
    assert all(home.end())
    assert judge(home, person, **how) == []


def test_postgresql_falls_over_in_the_middle_of_a_first_sync_and_of_a_flood(at, postgres):
    with postgres.fresh() as url:
        with psycopg.connect(url, autocommit=True) as admin:  # what tests do without for speed
            name = Identifier(admin.info.dbname)
            admin.execute(SQL("ALTER DATABASE {} SET synchronous_commit = on").format(name))
        home = at(url)
        person = Person(home, seed=1)
        home.serve()
        home.worker()
        home.wait_for_work()

        postgres.restart()

        until_it_rings(home)
        with person.flood(0.05):
            answer_to(lambda: len(person.tickets), lambda number: number > 5)
            postgres.restart()
            answer_to(lambda: len(person.tickets), lambda number: number > 20)
        assert all(program.alive() for program in home.programs)
        calm_in_the_end(home, person)


def test_asana_is_out_of_reach_for_a_while(moved_in):
    moved_in.serve()
    moved_in.wait_for_work()

    moved_in.asana.hang_up()
    held = answer_to(lambda: moved_in.account().hold_until, bool)
    moved_in.asana.come_back()
    moved_in.clock.turn_to(held)

    calm_in_the_end(moved_in)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Eight megabytes, for a home alone."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    place = tmp_path / "home"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if subprocess.run(mount, check=False).returncode != 0:  # noqa: S603 - our own words
        pytest.skip("no disk may be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)  # noqa: S603, S607


def fill(place: Path) -> Path:
    """Take all the room that is left."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    assert shutil.disk_usage(place).free == 0
    return ballast


def test_a_full_disk_loses_nothing_that_was_answered(at, small_disk):
    home = at(f"sqlite:///{small_disk / 'momentum.db'}")
    person = Person(home, seed=2)
    until_it_rings(home)

    ballast = fill(small_disk)
    with home.client() as client:
        refused = client.post("/api/v1/goals", json={"skill": "No room"})
        assert client.get("/livez").status_code == 200
    with person.flood(0.05):
        answer_to(lambda: person.gestures, lambda number: number > 20)
    ballast.unlink()

    assert refused.status_code == 503
    assert refused.json()["hint"]
    assert all(program.alive() for program in home.programs)
    assert "No room" not in [goal.skill for goal in home.plan().goals]
    calm_in_the_end(home, person)


@contextmanager
def locked(home: Home) -> Iterator[None]:
    """Somebody else's connection keeps the accounts to itself."""
    url = home.app.settings.database_url
    if home.app.database.dialect == SQLITE:
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.execute("ROLLBACK")
    else:
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE")
            yield


def test_a_database_that_somebody_else_has_locked_for_longer_than_anybody_waits(moved_in):
    person = Person(moved_in, seed=3)
    moved_in.serve()
    moved_in.worker()
    moved_in.wait_for_work()

    with locked(moved_in), moved_in.client() as client:
        answered = []
        with suppress(httpx.ReadTimeout):  # PostgreSQL waits as long as it takes
            answered.append(client.post("/hooks/sync", timeout=35).status_code)

    assert answered in ([503], [])
    assert all(program.alive() for program in moved_in.programs)
    with person.flood(0.05):
        answer_to(lambda: len(person.tickets), lambda number: number > 5)
    calm_in_the_end(moved_in, person)


def test_a_clock_that_is_set_back_by_eight_days_and_forward_by_a_year(moved_in):
    person = Person(moved_in, seed=4)
    until_synced(moved_in)
    monday = next_monday(moved_in)
    with person.flood(0.2):
        for moment in (
            monday,
            monday - timedelta(days=8),
            monday + timedelta(minutes=5),
            monday + timedelta(days=365),
            monday + timedelta(days=357),
            monday + timedelta(days=365, minutes=5),
        ):
            moved_in.clock.turn_to(moment)
            moved_in.asana.knock_again()
            asked = moved_in.asana.asked()
            answer_to(moved_in.asana.asked, lambda now, before=asked: now > before + 5)

    assert all(program.alive() for program in moved_in.programs)
    calm_in_the_end(moved_in, person)


def test_two_services_on_one_database_over_a_monday(moved_in):
    person = Person(moved_in, seed=5)
    until_synced(moved_in)
    moved_in.serve(port=free_port())
    with person.flood(0.2):
        moved_in.clock.turn_to(next_monday(moved_in))
        answer_to(lambda: len(person.tickets), lambda number: number > 20)

    assert len(moved_in.asana.webhooks()) == 1
    calm_in_the_end(moved_in, person)
    assert moved_in.reviews() == 1


def test_what_takes_effect_later_than_the_grace_is_found_and_put_away(at, database_url):
    home = at(database_url, create_grace_seconds=GRACE.seconds)
    home.asana.limit(writes_in_flight=100)  # what is held is in flight all the time
    home.asana.hold("POST", "/batch")
    home.serve()
    answer_to(home.asana.holds, bool)
    home.kill()
    home.clock.turn_to(home.clock() + GRACE + timedelta(seconds=5))
    home.serve()
    answer_to(lambda: home.account().last_sync_at, bool)
    home.wait_until_done()
    before = len(home.plan().goals)

    home.asana.let_go()

    answer_to(lambda: home.sync() and home.asana.snapshot()["trash"], bool)
    assert len(home.plan().goals) == before
    calm_in_the_end(home, beyond_grace=True)
