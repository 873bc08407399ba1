"""Opening a database, its transactions, and what is said when it cannot be used."""

from __future__ import annotations

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from service.errors import ConfigurationError, TryLater
from service.store import accounts, sqlite
from service.store.database import database_in_memory, open_database

PASSWORD = "canary-password"  # noqa: S105 - opens nothing


@pytest.fixture
def file(tmp_path):
    return tmp_path / "home" / "momentum.db"


def test_what_a_failed_transaction_wrote_is_gone(database, now):
    def fail():
        with database.begin() as tx:
            accounts.ensure(tx, now)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with database.begin() as tx:
        assert accounts.ids(tx) == []


def test_a_new_sqlite_file_and_its_home_are_for_the_owner_alone(file):
    database = open_database(f"sqlite:///{file}")
    database.upgrade()
    database.close()

    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()} == {0o600}


def test_what_sqlite_has_committed_is_on_the_disk(file):
    database = open_database(f"sqlite:///{file}")
    with database.begin() as tx:
        found = {
            name: tx.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()

    assert found == {"synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 5), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 50, 6), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 0), "WAL"),
    ],
)
def test_a_write_ahead_log_is_used_only_where_it_is_sound(version, mode):
    assert sqlite.journal_mode(version) == mode


@pytest.fixture
def in_wal(file):
    """A file that another SQLite has left in the mode of a write-ahead log, and has open."""
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE t (x)")
        yield other


def in_use(database):
    with database.begin() as tx:
        return str(tx.execute(text("PRAGMA journal_mode")).scalar()).upper()


def test_a_log_that_is_not_sound_is_left_or_else_the_file_is_not_used(file, in_wal):
    wanted = sqlite.journal_mode(sqlite3.sqlite_version_info)
    with closing(open_database(f"sqlite:///{file}")) as database:
        if wanted != "WAL":
            with pytest.raises(TryLater) as caught:
                in_use(database)
            assert "locked" in caught.value.reason
        in_wal.close()

        assert in_use(database) == wanted


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        f"mysql://u:{PASSWORD}@localhost/x",
        f"postgresql://u:{PASSWORD}@localhost:port/x",
        f"postgresql+asyncpg://u:{PASSWORD}@localhost/x",
    ],
)
def test_another_kind_of_database_is_refused_without_repeating_its_url(url):
    with pytest.raises(ConfigurationError, match="MOMENTUM_DATABASE_URL") as caught:
        open_database(url)

    assert PASSWORD not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_goes_by_any_of_its_names(scheme):
    database = open_database(f"{scheme}://localhost/x")

    assert database.dialect == "postgresql"


def test_a_database_out_of_reach_says_so_without_secrets(tmp_path):
    database = open_database(f"postgresql://u:{PASSWORD}@/x?host={tmp_path}&connect_timeout=2")

    with (
        pytest.raises(TryLater, match="cannot be used") as caught,
        database.begin(),
    ):
        pass
    assert str(tmp_path) in caught.value.in_full
    assert str(tmp_path) not in str(caught.value)
    assert PASSWORD not in caught.value.in_full + caught.value.hint
    assert "MOMENTUM_DATABASE_URL" in caught.value.hint


@pytest.mark.parametrize("kept", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_keeps_text_in_another_encoding_is_refused_with_the_way_out(
    postgres, kept
):
    with (
        postgres.made(kept) as url,
        closing(open_database(url)) as database,
        pytest.raises(ConfigurationError, match=kept) as caught,
        database.begin(),
    ):
        pass

    assert "--encoding=UTF8" in caught.value.hint


@pytest.mark.parametrize("said", ["LATIN1", "SQL_ASCII"])
def test_text_goes_to_the_server_as_utf_8_whatever_the_environment_says(
    postgres, monkeypatch, said
):
    monkeypatch.setenv("PGCLIENTENCODING", said)
    with (
        postgres.fresh() as url,
        closing(open_database(url)) as database,
        database.begin() as tx,
    ):
        told = tx.execute(text("SELECT :word"), {"word": "Łódź ☑"}).scalar()

    assert told == "Łódź ☑"


def test_a_damaged_file_says_so(file):
    file.parent.mkdir()
    file.write_bytes(b"this is no database" * 100)
    database = open_database(f"sqlite:///{file}")

    with pytest.raises(ConfigurationError, match="cannot be used"), database.begin():
        pass
    database.close()


def test_values_of_a_failed_statement_are_not_in_the_error(database):
    statement = text("SELECT :secret FROM no_such_table")
    with pytest.raises((TryLater, ProgrammingError)) as caught, database.begin() as tx:
        tx.execute(statement, {"secret": PASSWORD})

    said = getattr(caught.value, "in_full", str(caught.value))
    assert "no_such_table" in said
    assert PASSWORD not in said


def test_a_database_in_memory_is_one_for_all_threads():
    database = database_in_memory()
    database.upgrade()

    with ThreadPoolExecutor() as pool:
        assert pool.submit(database.form).result().is_current
    database.close()
