"""Migrations lead to the tables as they are declared, and back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.dialects import sqlite

from service.errors import ConfigurationError
from service.store import accounts, migrations, plans
from service.store.columns import Instant
from service.store.database import open_database
from service.store.tables import REVISION, metadata
from service.store.tables import accounts as accounts_table


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


def test_the_migrations_make_the_tables_that_are_declared(empty):
    with empty.begin() as tx:
        migrations.upgrade(tx)
        command.check(migrations.config(tx))
    assert tables(empty) == {*metadata.tables, "alembic_version"}


def test_what_is_made_at_once_is_what_the_migrations_make(database):
    at_once = form(database)
    with database.begin() as tx:
        command.downgrade(migrations.config(tx), "base")
        migrations.upgrade(tx)

    assert form(database) == at_once
    assert any("ok" in index for index in at_once["accounts"]["indexes"])


def form(database):
    """All that can be read of how each table is made, whatever the order of its columns."""
    with database.begin() as tx:
        found = inspect(tx)
        kinds = {
            "columns": found.get_columns,
            "primary key": found.get_pk_constraint,
            "foreign keys": found.get_foreign_keys,
            "unique": found.get_unique_constraints,
            "checks": found.get_check_constraints,
            "indexes": found.get_indexes,
        }
        return {
            table: {kind: told(read(table)) for kind, read in kinds.items()}
            for table in found.get_table_names()
        }


def told(what):
    """The same for the same, also of what can only be compared as text."""
    return sorted(map(in_words, what)) if isinstance(what, list) else in_words(what)


def in_words(what):
    if isinstance(what, dict):
        return str({key: in_words(value) for key, value in what.items()})
    return str([str(one) for one in what]) if isinstance(what, list) else str(what)


def test_the_declared_revision_is_the_newest():
    with_scripts = migrations.config(None)

    assert ScriptDirectory.from_config(with_scripts).get_heads() == [REVISION]


def test_down_and_up_again_with_data(database, account):
    with database.begin() as tx:
        plans.remember_file(tx, account.id, "x")
        command.downgrade(migrations.config(tx), "base")
    assert tables(database) == {"alembic_version"}
    assert not database.form().is_current

    database.upgrade()

    assert database.form().is_current
    with database.begin() as tx:
        assert accounts.ids(tx) == []


SAMPLES = {
    "INTEGER": 1,
    "SMALLINT": 1,
    "BOOLEAN": True,
    "DATE": date(2026, 10, 5),
    "BLOB": b"sealed",
    "JSON": {"a": [1, "\N{SNOWMAN}"]},
    "VARCHAR": "words",
    "TEXT": "words",
}


def sample(column):
    """A value for a column that the row of its table may have."""
    if isinstance(column.type, Instant):
        return datetime(2026, 10, 5, 8, tzinfo=UTC)
    implemented = getattr(column.type, "impl", column.type)
    return SAMPLES[implemented.compile(dialect=sqlite.dialect())]


@pytest.fixture
def filled(database, account):
    """A database with a row in every table, and a value in every column."""
    with database.begin() as tx:
        for table in metadata.sorted_tables:
            tx.execute(table.delete().where(table.name != accounts_table.name))
            values = {column.name: sample(column) for column in table.columns}
            if table is accounts_table:
                tx.execute(table.update().values({**values, "id": account.id, "state": "ok"}))
            else:
                tx.execute(table.insert().values(values))
    return database


def the_row(tx, name, columns):
    """The one row of a table, as far as these columns go."""
    wanted = [metadata.tables[name].c[column] for column in columns]
    return dict(tx.execute(select(*wanted)).mappings().one())


def rows(tx):
    return {name: the_row(tx, name, columns) for name, columns in columns_of(tx).items()}


def columns_of(tx):
    found = inspect(tx)
    return {
        table: [column["name"] for column in found.get_columns(table)]
        for table in found.get_table_names()
        if table not in ("alembic_version", "oldest_program")
    }


@pytest.mark.parametrize("revision", sorted(migrations.known() - {"0001"}))
def test_every_step_down_and_up_again_keeps_all_that_it_does_not_drop(filled, revision):
    with filled.begin() as tx:
        whole = rows(tx)
        command.downgrade(migrations.config(tx), revision)
        command.downgrade(migrations.config(tx), "-1")
        kept = rows(tx)
        assert kept == {name: {c: whole[name][c] for c in row} for name, row in kept.items()}
        command.upgrade(migrations.config(tx), "head")

        found = {name: the_row(tx, name, row) for name, row in kept.items()}
        assert found == kept
        command.check(migrations.config(tx))
        command.downgrade(migrations.config(tx), "base")
        command.upgrade(migrations.config(tx), "head")
        command.check(migrations.config(tx))


def test_an_empty_database_is_not_current_until_it_is_upgraded(empty):
    assert not empty.form().is_current
    empty.upgrade()
    assert empty.form().is_current
    empty.upgrade()
    assert empty.form().is_current


@pytest.mark.usefixtures("empty")
def test_processes_that_start_at_once_upgrade_once(database_url):
    processes = [open_database(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda process: process.upgrade(), processes))

    assert all(process.form().is_current for process in processes)
    for process in processes:
        process.close()


def test_a_newer_versions_database_is_left_alone(database):
    with database.begin() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert not database.form().is_current
    with pytest.raises(ConfigurationError, match="newer version of Momentum") as caught:
        database.upgrade()
    assert caught.value.hint
