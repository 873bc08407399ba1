"""What the doctor says of the database's file, and of the SQLite that reads it."""

from __future__ import annotations

import gc
import sqlite3
from contextlib import closing

import pytest

from service.store.master_key import new_key
from service.store.sqlite import journal_mode
from service.usecases.doctor_machine import sqlite_version


def test_a_database_file_that_others_may_read_is_found(connected, home, doctor):
    (home / "momentum.db").chmod(0o644)

    code, found = doctor()

    assert connected.url
    assert code == 1
    assert found["file"]["verdict"] == "fail"
    assert "chmod 600" in found["file"]["todo"]


def test_a_write_ahead_log_that_this_sqlite_may_damage_is_found(connected, home, doctor):
    with closing(sqlite3.connect(home / "momentum.db")) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE elsewhere (id INTEGER)")

        code, found = doctor()

    is_safe = journal_mode(sqlite3.sqlite_version_info) == "WAL"
    assert connected.url
    assert (code, found["sqlite"]["verdict"]) == ((0, "ok") if is_safe else (1, "fail"))


def test_a_home_in_which_nothing_is_kept_may_be_missing_or_closed(
    home, postgres, doctor, monkeypatch
):
    """As in a container: the key comes from a secret, the data are on a server."""
    home.write_text("not even a directory")
    monkeypatch.setenv("MOMENTUM_SECRET_KEY", new_key())
    with postgres.fresh() as url:
        monkeypatch.setenv("MOMENTUM_DATABASE_URL", url)
        code, found = doctor()
        gc.collect()  # a command leaves its connections to the end of its process

    assert code == 0
    assert found["home"]["verdict"] == "ok"
    assert "disk" not in found
    assert found["database"]["verdict"] == "ok"


@pytest.mark.parametrize(
    ("version", "mode", "verdict"),
    [
        ((3, 40, 1), "WAL", "fail"),
        ((3, 51, 2), "WAL", "fail"),
        ((3, 51, 3), "WAL", "ok"),
        ((3, 50, 7), "WAL", "ok"),
        ((3, 40, 1), "other", "ok"),
    ],
)
def test_the_log_is_safe_where_sqlite_is_repaired_or_there_is_none(version, mode, verdict):
    assert sqlite_version(version, mode).verdict == verdict
