from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from service.store.sqlite import journal_mode


def findings(ended):
    return {finding["name"]: finding for finding in json.loads(ended.out)["findings"]}


def test_on_a_bare_machine_nothing_fails_and_nothing_is_made(momentum, home):
    ended = momentum("doctor")

    assert ended.code == 0
    assert "momentum connect" in ended.out
    assert not home.exists()


def test_what_is_set_up_is_said_line_by_line(connected, momentum):
    ended = momentum("doctor", "--json")

    found = findings(ended)
    assert ended.code == 0
    assert connected.world.requests
    assert {name: one["verdict"] for name, one in found.items()} == {
        "settings": "ok",
        "home": "ok",
        "key": "ok",
        "disk": "ok",
        "sqlite": "ok",
        "file": "ok",
        "database": "ok",
        "account": "ok",
        "token": "ok",
        "clock": "ok",
        "project": "warn",
        "changes": "ok",
        "work": "ok",
        "plan": "warn",
        "time zone": "warn",
        "review": "ok",
    }
    assert "Ada Example" in found["token"]["says"]
    assert all(one["todo"] for one in found.values() if one["verdict"] != "ok")


def test_a_revoked_token_fails_and_says_what_to_do(connected, momentum):
    connected.world.revoke(connected.token)

    ended = momentum("doctor")

    assert ended.code == 1
    assert "Asana does not take the token." in ended.out
    assert "momentum connect" in ended.out
    assert connected.token not in ended.out


@pytest.mark.parametrize(
    ("given", "verdict", "word"),
    [
        ({"CLIENT_ID": "1"}, "fail", "MOMENTUM_ASANA_CLIENT_SECRET"),
        ({"CLIENT_SECRET": "hush"}, "fail", "MOMENTUM_ASANA_CLIENT_ID"),
        ({"CLIENT_ID": "1", "CLIENT_SECRET": "hush"}, "warn", "connect --oauth"),
    ],
)
def test_an_app_at_asana_that_is_set_by_half_is_found(
    momentum, monkeypatch, given, verdict, word
):
    for name, value in given.items():
        monkeypatch.setenv(f"MOMENTUM_ASANA_{name}", value)

    found = findings(momentum("doctor", "--json"))["sign-in"]

    assert (found["verdict"], word in found["todo"]) == (verdict, True)
    assert "hush" not in str(found)


def test_where_people_sign_in_the_doctor_names_the_address_that_asana_has_to_know(
    momentum, monkeypatch
):
    for name, value in {
        "ASANA_CLIENT_ID": "1",
        "ASANA_CLIENT_SECRET": "hush",
        "PUBLIC_URL": "https://momentum.example.com",
    }.items():
        monkeypatch.setenv(f"MOMENTUM_{name}", value)

    found = findings(momentum("doctor", "--json"))["sign-in"]

    assert found["verdict"] == "ok"
    assert "https://momentum.example.com/sign-in/asana/done" in found["says"]


def test_asana_out_of_reach_fails(connected, momentum, monkeypatch):
    monkeypatch.setenv("MOMENTUM_ASANA_URL", "http://127.0.0.1:9/api/1.0")

    ended = momentum("doctor", "--json")

    assert ended.code == 1
    assert connected.token not in ended.out
    assert findings(ended)["asana"]["verdict"] == "fail"


@pytest.mark.parametrize(
    ("place", "name"), [("", "home"), ("secret.key", "key"), ("momentum.db", "file")]
)
def test_what_others_may_read_fails_with_the_command_that_mends_it(
    connected, momentum, home, place, name
):
    (home / place).chmod(0o755)

    ended = momentum("doctor", "--json")

    assert connected.url
    assert ended.code == 1
    assert findings(ended)[name]["verdict"] == "fail"
    assert "chmod" in findings(ended)[name]["todo"]


def test_a_lost_key_is_found_before_it_is_needed(connected, momentum, home):
    (home / "secret.key").unlink()

    ended = momentum("doctor", "--json")

    assert connected.url
    assert ended.code == 1
    assert "momentum disconnect" in findings(ended)["token"]["todo"]


def test_a_file_that_is_no_database_is_a_finding(momentum, home):
    home.mkdir(mode=0o700)
    (home / "momentum.db").write_bytes(b"no database at all" * 100)

    ended = momentum("doctor", "--json")

    assert ended.code == 1
    assert findings(ended)["database"]["verdict"] == "fail"


def test_a_damaged_database_is_found_and_a_backup_asked_for(connected, momentum, home):
    file = home / "momentum.db"
    with closing(sqlite3.connect(file)) as database, database:
        (page,) = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'api_keys'"
        ).fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    content = bytearray(file.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(content)

    ended = momentum("doctor", "--json")

    assert connected.url
    assert ended.code == 1
    assert findings(ended)["database"]["verdict"] == "fail"
    assert "momentum db restore" in findings(ended)["database"]["todo"]


def test_how_sqlite_is_used_is_said(connected, momentum):
    mode = journal_mode(sqlite3.sqlite_version_info)

    said = findings(momentum("doctor", "--json"))["sqlite"]["says"]

    assert connected.url
    assert f"SQLite {sqlite3.sqlite_version}, journal mode {mode}" in said
    assert "every commit is flushed" in said
    assert ("can be damaged: not used" in said) is (mode != "WAL")


def test_unusable_settings_are_the_one_finding(momentum, monkeypatch):
    monkeypatch.setenv("MOMENTUM_POLL_SECONDS", "soon")

    ended = momentum("doctor", "--json")

    assert ended.code == 1
    assert list(findings(ended)) == ["settings"]
