"""A program meets a database of another version, as when many are upgraded one by one."""

from __future__ import annotations

from contextlib import closing

import pytest
from alembic import command
from support.next_version import NEXT, next_version
from support.processes import PATIENCE, begin

from processes.home import free_port
from processes.judge import judge
from processes.person import Person
from processes.settling import settle, until_it_rings
from service.bootstrap import build
from service.rehearsal.stage import connect
from service.store import migrations


@pytest.fixture
def home(at, postgres):
    with postgres.fresh() as url:
        yield at(url)


@pytest.mark.parametrize("steps", [1, 3])
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


def test_versions_are_exchanged_one_by_one_while_a_person_goes_on(
    moved_in, tmp_path, monkeypatch
):
    home, tree = moved_in, next_version(tmp_path / "next")
    person = Person(home, seed=8)
    until_it_rings(home)
    service, worker = home.programs
    with person.flood(0.2), home.client() as client:
        home.wait_for_work()
        upgrade(home, tree, monkeypatch)
        assert client.get("/readyz").status_code == 200

        late = home.worker()  # of the version that was there before, on what is newer
        home.worker(tree=tree)
        home.serve(port=free_port(), tree=tree)
        home.wait_for_work()
        for program in (worker, late, service):
            assert program.told_to_end()
            home.programs.remove(program)
            home.wait_for_work()
        home.serve(tree=tree)
        home.answers()

    settle(home)
    assert {program.orders.tree for program in home.programs} == {tree}
    assert home.app.database.form().is_newer
    assert all(home.end())
    assert judge(home, person) == []


def test_one_that_the_new_tables_are_not_for_works_on_is_not_ready_and_does_not_start_again(
    moved_in, tmp_path, monkeypatch
):
    home = moved_in
    until_it_rings(home)
    with home.client() as client:
        upgrade(home, next_version(tmp_path / "next", oldest=NEXT), monkeypatch)
        assert client.get("/readyz").status_code == 503
        assert client.get("/livez").status_code == 200

    assert all(program.alive() for program in home.programs)
    late = home.worker()
    late.process.join()
    assert late.process.exitcode == 1
    assert "newer version of Momentum" in home.log()


def upgrade(home, tree, monkeypatch):
    """Bring the database into the form of the version in `tree`."""
    monkeypatch.setenv("MOMENTUM_HOME", str(home.folder))
    monkeypatch.setenv("MOMENTUM_DATABASE_URL", home.app.settings.database_url)
    said, _ = begin("db", "upgrade", tree=tree).communicate(timeout=PATIENCE)
    assert "Upgraded." in said
