from __future__ import annotations

import json

import pytest


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


def test_asana_out_of_reach_fails(connected, momentum, monkeypatch):
    monkeypatch.setenv("MOMENTUM_ASANA_URL", "http://127.0.0.1:9/api/1.0")

    ended = momentum("doctor", "--json")

    assert ended.code == 1
    assert connected.token not in ended.out
    assert findings(ended)["asana"]["verdict"] == "fail"


@pytest.mark.parametrize(("place", "name"), [("", "home"), ("secret.key", "key")])
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


def test_unusable_settings_are_the_one_finding(momentum, monkeypatch):
    monkeypatch.setenv("MOMENTUM_POLL_SECONDS", "soon")

    ended = momentum("doctor", "--json")

    assert ended.code == 1
    assert list(findings(ended)) == ["settings"]
