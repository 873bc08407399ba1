"""A program meets a database of another version, as when many are upgraded one by one."""

from __future__ import annotations

from contextlib import closing

import pytest
from alembic import command
from sqlalchemy import text
from support.processes import answer_to

from processes.judge import judge
from processes.person import Person
from processes.settling import settle, until_it_rings
from service.bootstrap import build
from service.rehearsal.stage import connect
from service.store import migrations
from service.store.tables import REVISION

NEXT = (
    "CREATE TABLE of_tomorrow (id INTEGER PRIMARY KEY)",
    "ALTER TABLE accounts ADD COLUMN of_tomorrow VARCHAR",
    "UPDATE alembic_version SET version_num = '9999'",
)
"""What a coming migration may do while this version still runs: add."""


@pytest.fixture
def home(at, postgres):
    with postgres.fresh() as url:
        yield at(url)


@pytest.mark.parametrize("steps", [1, 2])
def test_a_program_that_is_newer_than_the_database_does_not_start(home, steps):
    with home.app.database.begin() as tx:
        command.downgrade(migrations.config(tx), f"-{steps}")

    program = home.serve()
    program.process.join()

    assert program.process.exitcode == 1
    home.programs.remove(program)
    assert "does not have the form that this version needs" in home.log()
    home.app.database.upgrade()
    with closing(build(home.app.settings, clock=home.clock)) as anew:
        connect(anew, home.asana.token())  # what sealed the former token went with its table
    home.serve()
    home.answers()
    assert home.end() == [True]


def test_one_that_is_older_works_on_is_not_ready_and_does_not_start_again(home):
    person = Person(home, seed=8)
    until_it_rings(home)
    with person.flood(0.1), home.client() as client:
        home.wait_for_work()
        with home.app.database.begin() as tx:
            for statement in NEXT:
                tx.execute(text(statement))
        answer_to(lambda: client.get("/readyz").status_code, lambda status: status == 503)
        before = len(person.tickets)
        answer_to(lambda: len(person.tickets), lambda number: number > before + 10)

    assert all(program.alive() for program in home.programs)
    late = home.worker()
    late.process.join()
    assert late.process.exitcode == 1
    assert "newer version of Momentum" in home.log()
    home.programs.remove(late)
    home.wait_until_done()
    assert all(home.end())
    with home.app.database.begin() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": REVISION})
    settle(home)
    assert all(home.end())
    assert judge(home, person) == []
