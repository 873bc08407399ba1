"""Migrations lead to the tables as they are declared, and back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from service.errors import ConfigurationError
from service.store import accounts, migrations, plans
from service.store.database import open_database
from service.store.tables import REVISION, metadata


@pytest.fixture
def empty(database):
    """A database without any table."""
    with database.begin() as tx:
        command.downgrade(migrations.config(tx), "base")
        tx.execute(text("DROP TABLE alembic_version"))
    return database


def tables(database):
    with database.begin() as tx:
        return set(inspect(tx).get_table_names())


def test_the_migrations_make_the_tables_that_are_declared(database):
    with database.begin() as tx:
        command.check(migrations.config(tx))
    assert tables(database) == {*metadata.tables, "alembic_version"}


def test_indexes_are_as_declared_down_to_their_conditions(database, empty):
    def indexes():
        with database.begin() as tx:
            (index,) = inspect(tx).get_indexes("accounts")
            return index["column_names"], str(
                [str(one) for one in index["dialect_options"].values()]
            )

    empty.upgrade()
    migrated = indexes()
    with database.begin() as tx:
        metadata.drop_all(tx)
        metadata.create_all(tx)

    assert migrated == indexes()
    assert "'ok'" in migrated[1]


def test_the_declared_revision_is_the_newest():
    with_scripts = migrations.config(None)

    assert ScriptDirectory.from_config(with_scripts).get_heads() == [REVISION]


def test_down_and_up_again_with_data(database, account):
    with database.begin() as tx:
        plans.remember_file(tx, account.id, "x")
        command.downgrade(migrations.config(tx), "base")
    assert tables(database) == {"alembic_version"}
    assert not database.is_current()

    database.upgrade()

    assert database.is_current()
    with database.begin() as tx:
        assert accounts.ids(tx) == []


def test_an_empty_database_is_not_current_until_it_is_upgraded(empty):
    assert not empty.is_current()
    empty.upgrade()
    assert empty.is_current()
    empty.upgrade()
    assert empty.is_current()


@pytest.mark.usefixtures("empty")
def test_processes_that_start_at_once_upgrade_once(database_url):
    processes = [open_database(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda process: process.upgrade(), processes))

    assert all(process.is_current() for process in processes)
    for process in processes:
        process.close()


def test_a_newer_versions_database_is_left_alone(database):
    with database.begin() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert not database.is_current()
    with pytest.raises(ConfigurationError, match="newer version of Momentum") as caught:
        database.upgrade()
    assert caught.value.hint
