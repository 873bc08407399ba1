"""The command line where there are several accounts, and consent from it."""

from __future__ import annotations

import json
import subprocess
import sys

import httpx
import pytest
from support.consenting import CLIENT_ID, CLIENT_SECRET, register
from support.processes import CODE, PATIENCE

from service.bootstrap import build
from service.cli.serve import first_key, show_sign_in
from service.config import Settings
from service.store import accounts


@pytest.fixture
def app_at_asana(asana, monkeypatch):
    """The stand-in knows our app, and the settings know it, too."""
    register(asana.world)
    monkeypatch.setenv("MOMENTUM_ASANA_OAUTH_URL", asana.url.removesuffix("/api/1.0") + "/-")
    monkeypatch.setenv("MOMENTUM_ASANA_CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("MOMENTUM_ASANA_CLIENT_SECRET", CLIENT_SECRET)
    return asana


def consent_to(world, *args: str) -> tuple[int, str]:
    """Run `connect --oauth`, open the page that it names as Ada, and bring the code back."""
    ada = next(iter(world.users.values()))
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", CODE, "connect", "--oauth", *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        lines = iter(process.stderr.readline, "")
        url = next(line.strip() for line in lines if "oauth_authorize" in line)
        code = httpx.get(f"{url}&allow={ada.gid}", trust_env=False).text
        said, complaints = process.communicate(code, timeout=PATIENCE)
        return process.returncode, said + complaints


def test_consent_connects_and_disconnecting_gives_it_back(app_at_asana, momentum, plan_file):
    world = app_at_asana.world
    code, said = consent_to(world)

    assert code == 0, said
    assert "At Asana you are Ada Example." in said
    assert momentum("plan", "import", plan_file).code == 0
    assert momentum("sync").code == 0
    assert len(world.grants.refreshes) == 1
    ended = momentum("disconnect")
    assert (ended.code, "my-apps" in ended.out) == (0, False)
    assert world.grants.refreshes == {}


def test_a_code_that_is_none_is_refused_with_what_to_do(app_at_asana, momentum):
    assert app_at_asana
    ended = momentum("connect", "--oauth", stdin="guess")

    assert ended.code == 1
    assert "Sign in with Asana again" in ended.err
    assert CLIENT_SECRET not in ended.out + ended.err


def test_without_an_app_consent_cannot_be_asked_for(asana, momentum):
    assert asana
    ended = momentum("connect", "--oauth", stdin="x")

    assert (ended.code, "MOMENTUM_ASANA_CLIENT_ID" in ended.err) == (1, True)


@pytest.fixture
def several(connected, momentum):
    """A second account beside the connected one: its number."""
    assert momentum("goal", "add", "Baking", "--group", "in_role").code == 0
    app = build(Settings())
    with app.database.begin() as tx:
        bo = accounts.add(tx, user_gid="77", name="Bo", email="bo@example.com", now=app.clock())
    app.close()
    assert connected
    return bo


@pytest.mark.parametrize(
    "command", [["status"], ["goal", "add", "X", "--group", "in_role"], ["disconnect"]]
)
def test_where_there_are_several_one_has_to_be_named(several, momentum, command):
    ended = momentum(*command)

    assert ended.code == 1
    assert "several accounts" in ended.err
    assert "--account ID" in ended.err
    assert momentum("--account", several, "status").out.startswith("Not connected.")
    assert "Connected to Home" in momentum("--account", 1, "status").out


def test_each_has_its_own_plan_and_its_own_keys(several, momentum):
    momentum("--account", several, "goal", "add", "Sailing", "--group", "outside")
    assert momentum("--account", several, "key", "add", "script").code == 0

    def skills(account):
        shown = json.loads(momentum("--account", account, "plan", "show", "--json").out)
        return [goal["skill"] for goal in shown["goals"]]

    assert (skills(1), skills(several)) == (["Baking"], ["Sailing"])
    assert "script" not in momentum("--account", 1, "key", "list").out
    assert "script" in momentum("--account", several, "key", "list").out
    assert momentum("--account", 1, "key", "revoke", "script").code == 1
    assert momentum("--account", several, "key", "revoke", "script").code == 0
    assert momentum("--account", 99, "status").code == 1


def test_a_key_is_shown_once_and_its_days_are(connected, momentum):
    assert connected
    key = momentum("key", "add", "script").out.split()[4]

    listed = momentum("key", "list", "--json").out
    assert key.startswith("mk_")
    assert key not in listed + momentum("key", "list").out
    assert [(one["name"], one["last_used_on"]) for one in json.loads(listed)] == [
        ("script", None)
    ]
    assert momentum("key", "add", "script").code == 1


def test_whoever_runs_the_service_sees_all_pauses_resumes_and_removes(several, momentum):
    listed = json.loads(momentum("accounts", "list", "--json").out)
    assert [(one["id"], one["name"], one["state"]) for one in listed] == [
        (1, "Ada Example", "ok"),
        (several, "Bo", "not_connected"),
    ]
    assert "Baking" not in momentum("accounts", "list").out

    assert momentum("accounts", "pause", 1, "--reason", "we are moving").code == 0
    stopped = momentum("--account", 1, "sync")
    assert (stopped.code, "we are moving" in stopped.err) == (1, True)
    assert momentum("accounts", "list", "--state", "paused").out.count("Ada Example") == 1
    assert momentum("accounts", "resume", 1).code == 0
    assert momentum("--account", 1, "sync").code == 0

    assert momentum("accounts", "remove", several, "--yes").code == 0
    assert "Connected to Home" in momentum("status").out


def test_the_doctor_tells_how_many_have_stopped_and_looks_at_one(several, momentum):
    assert "momentum --account ID doctor" not in momentum("doctor").out
    momentum("accounts", "pause", several)

    assert "1 of them have stopped" in momentum("doctor").out
    assert "Connected to Home" in momentum("--account", 1, "doctor").out


def test_removing_has_to_be_meant(several, momentum):
    assert momentum("accounts", "remove", several, stdin="n\n").code == 1
    assert len(json.loads(momentum("accounts", "list", "--json").out)) == 2


def test_where_people_sign_in_nobody_has_an_account_beforehand(
    app_at_asana, momentum, monkeypatch
):
    assert app_at_asana
    monkeypatch.setenv("MOMENTUM_PUBLIC_URL", "https://momentum.example.com")

    assert "There are none." in momentum("accounts", "list").out
    assert momentum("status").code == 1
    assert momentum("connect", stdin=app_at_asana.token).code == 0
    assert momentum("status").code == 0


def test_where_people_sign_in_the_start_shows_nobodys_key_and_nobodys_link(
    app_at_asana, momentum, monkeypatch, capsys
):
    monkeypatch.setenv("MOMENTUM_PUBLIC_URL", "https://momentum.example.com")
    assert momentum("connect", stdin=app_at_asana.token).code == 0
    app = build(Settings())

    assert first_key(app) is None
    show_sign_in(app, "http://127.0.0.1:8765")

    said = capsys.readouterr().err
    assert "sign in with Asana at https://momentum.example.com/sign-in" in said
    assert "once and within" not in said
    app.close()
