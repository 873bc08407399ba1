from __future__ import annotations

import json
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Event

import pytest
from alembic import command
from sqlalchemy import text

from service.bootstrap import utc_now
from service.config import Settings
from service.store import accounts, migrations
from service.store.database import open_file
from service.store.sqlite_file import COMPANIONS, draft_of
from service.store.vault import Vault


@pytest.fixture
def saved(connected, momentum, plan_file, tmp_path):
    """A backup of a connected home with a plan."""
    momentum("plan", "import", plan_file)
    file = tmp_path / "momentum.backup"
    assert momentum("db", "backup", file).code == 0
    assert connected.token.encode() not in file.read_bytes()
    return file


@pytest.fixture
def present(home):
    """The home's database, as a running process has it open."""
    with closing(open_file(home / "momentum.db")) as database:
        yield database


def goals(momentum):
    return [
        goal["skill"] for goal in json.loads(momentum("plan", "show", "--json").out)["goals"]
    ]


def files(home):
    """What lies in a home, without what goes with the database's file."""
    return {path.name for path in home.iterdir() if not path.name.endswith(COMPANIONS[1:])}


def test_a_backup_is_whole_sound_and_the_owner_s_alone(saved, home, tmp_path):
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(f"{saved.name}.")]
    with closing(open_file(saved)) as backup, closing(sqlite3.connect(saved)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert backup.form().is_current
        with backup.begin() as tx:
            sealed = accounts.token(tx, accounts.the_only(tx).id)
        assert Vault.unlock(Settings(home=home), backup).open(sealed)


def test_what_is_there_is_replaced_with_force_alone(saved, momentum):
    saved.write_text("mine")
    saved.chmod(0o644)

    refused = momentum("db", "backup", saved)
    assert refused.code == 1
    assert "--force" in refused.err
    assert saved.read_text() == "mine"

    assert momentum("db", "backup", saved, "--force").code == 0
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_the_database_itself_is_no_place_for_its_backup(saved, momentum, home):
    before = (home / "momentum.db").read_bytes()

    ended = momentum("db", "backup", home / "momentum.db", "--force")

    assert saved.exists()
    assert ended.code == 1
    assert "is the database itself" in ended.err
    assert (home / "momentum.db").read_bytes() == before


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_a_place_that_is_not_there_is_one_sentence(saved, momentum, tmp_path, verb, home):
    ended = momentum("db", verb, tmp_path / "nowhere" / "file")

    assert saved.exists()
    assert ended.code == 1
    assert "No such file" in ended.err
    assert files(home) == {"momentum.db", "secret.key"}


def test_without_a_database_there_is_nothing_to_back_up(momentum, home, tmp_path):
    ended = momentum("db", "backup", tmp_path / "file")

    assert ended.code == 1
    assert "momentum connect" in ended.err
    assert not home.exists()


def test_a_copy_shows_one_moment_however_much_is_written_meanwhile(present, saved, home):
    copied = Event()

    def write():
        number = 0
        while not copied.is_set():
            number += 1
            with present.begin() as tx:
                tx.execute(text("UPDATE accounts SET wanted = :n"), {"n": number})
                tx.execute(text("UPDATE plans SET last_file = :n"), {"n": str(number)})

    def both(path):
        with closing(sqlite3.connect(path)) as file:
            query = "SELECT wanted, CAST(last_file AS INTEGER) FROM accounts, plans"
            return file.execute(query).fetchone()

    with present.begin() as tx:
        tx.execute(text("UPDATE plans SET last_file = wanted FROM accounts"))
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        seen = []
        for _ in range(2):
            with draft_of(home / "momentum.db", saved) as draft:
                seen.append(both(draft))
        copied.set()
        writing.result()

    assert all(wanted == file for wanted, file in seen)


def test_a_backup_put_back_brings_the_plan_back_and_keeps_what_it_replaces(
    saved, momentum, home, present
):
    momentum("goal", "add", "Patience", "--group", "in_role")

    ended = momentum("db", "restore", saved)

    assert ended.code == 0
    assert "overwrites nothing newer" in ended.out
    assert "Patience" not in goals(momentum)
    with present.begin() as tx:  # who had it open goes on with what was put back
        found = accounts.the_only(tx)
    assert found.event_token is None
    assert found.next_full_at is None
    assert found.waiting
    (former,) = home.glob("momentum.db.before-*")
    assert stat.S_IMODE(former.stat().st_mode) == 0o600
    assert momentum("db", "restore", former).code == 0
    assert "Patience" in goals(momentum)


def test_while_somebody_is_at_work_nothing_is_restored_and_it_says_who(
    saved, momentum, present
):
    momentum("goal", "add", "Patience", "--group", "in_role")
    with present.begin() as tx:
        now = utc_now()
        lease = accounts.claim(tx, owner="attic:4711", now=now, seconds=60)

    refused = momentum("db", "restore", saved)

    assert lease
    assert refused.code == 1
    assert "attic:4711 for Ada Example" in refused.err
    assert lease.owner not in refused.err
    assert "Patience" in goals(momentum)
    with present.begin() as tx:
        accounts.release(tx, lease, now=now + timedelta(seconds=1))
    assert momentum("db", "restore", saved).code == 0


def test_a_backup_of_an_older_version_is_brought_up_to_date(saved, momentum):
    with closing(open_file(saved)) as backup, backup.begin() as tx:
        command.downgrade(migrations.config(tx), "0004")

    assert momentum("db", "restore", saved).code == 0

    assert "Pricing" in goals(momentum)


REFUSED = {
    "newer": "a newer version",
    "other": "no database of Momentum's",
    "text": "no SQLite file",
    "empty": "no SQLite file",
    "damaged": "cannot be used",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_backup_of_this_version_is_refused_and_changes_nothing(
    saved, momentum, home, kind
):
    before = (home / "momentum.db").read_bytes()
    spoil(saved, kind)

    ended = momentum("db", "restore", saved, "--force")

    assert ended.code == 1
    assert REFUSED[kind] in ended.err
    assert (home / "momentum.db").read_bytes() == before
    assert files(home) == {"momentum.db", "secret.key"}


def spoil(file, kind):
    if kind == "newer":
        with closing(sqlite3.connect(file)) as backup, backup:
            backup.execute("UPDATE alembic_version SET version_num = '9999'")
    elif kind == "other":
        file.unlink()
        with closing(sqlite3.connect(file)) as backup, backup:
            backup.execute("CREATE TABLE accounts (id INTEGER)")
    elif kind == "damaged":
        content = bytearray(file.read_bytes())
        content[5000:-100] = b"\xff" * len(content[5000:-100])
        file.write_bytes(content)
    else:
        file.write_text("text" if kind == "text" else "")


def test_a_damaged_database_is_replaced_by_force_and_kept(saved, momentum, home):
    (home / "momentum.db").write_bytes(b"damaged" * 1000)

    refused = momentum("db", "restore", saved)
    assert refused.code == 1
    assert "momentum serve" in refused.err
    assert momentum("db", "restore", saved, "--force").code == 0

    assert "Pricing" in goals(momentum)
    (former,) = files(home) - {"momentum.db", "secret.key"}
    assert (home / former).read_bytes() == b"damaged" * 1000


def test_a_home_without_a_database_takes_a_backup_and_says_that_its_key_is_missing(
    saved, momentum, home, connected
):
    for path in home.iterdir():
        path.unlink()

    ended = momentum("db", "restore", saved)

    assert connected.url
    assert ended.code == 0
    assert "its key is gone" in ended.out
    assert "Put the key file back" in ended.out
    assert stat.S_IMODE((home / "momentum.db").stat().st_mode) == 0o600


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_for_postgresql_the_command_is_named_without_the_password(
    home, momentum, monkeypatch, verb
):
    url = "postgresql+psycopg://ada:canary-pass@db.example:5433/mo?password=canary-pass&sslmode=require"
    monkeypatch.setenv("MOMENTUM_DATABASE_URL", url)

    ended = momentum("db", verb, "my file")

    assert ended.code == 1
    assert "--dbname='postgresql://ada@db.example:5433/mo?sslmode=require'" in ended.err
    assert "'my file'" in ended.err
    assert "canary-pass" not in ended.out + ended.err
    assert not home.exists()
