from __future__ import annotations

import io
import json
import logging

import pytest

from service.cli.logs import start_logging


def test_settings_are_shown_with_where_they_come_from(momentum, monkeypatch, tmp_path):
    monkeypatch.setenv("MOMENTUM_TIMEZONE", "Europe/Lisbon")
    (tmp_path / ".env").write_text("MOMENTUM_POLL_SECONDS=30\n")

    shown = json.loads(momentum("settings", "--json").out)

    assert shown["MOMENTUM_TIMEZONE"] == {"value": "Europe/Lisbon", "from": "environment"}
    assert shown["MOMENTUM_POLL_SECONDS"] == {"value": "30", "from": ".env"}
    assert shown["MOMENTUM_REVIEW"]["from"] == "default"
    assert "Europe/Lisbon" in momentum("settings").out


def test_secrets_are_never_shown_wherever_they_come_from(momentum, monkeypatch, tmp_path):
    secret = "mk_" + "0123456789abcdef" * 2
    monkeypatch.setenv("MOMENTUM_API_KEY", secret)
    monkeypatch.setenv("MOMENTUM_DATABASE_URL", "postgresql://ada:hunter2hunter2@127.0.0.1/x")
    (tmp_path / "token").write_text("2/1/2:deadbeef")
    monkeypatch.setenv("MOMENTUM_ASANA_TOKEN_FILE", str(tmp_path / "token"))

    for ended in (momentum("settings"), momentum("settings", "--json")):
        assert ended.code == 0
        assert "(hidden)" in ended.out
        for word in (secret, "hunter2", "deadbeef"):
            assert word not in ended.out
    assert json.loads(ended.out)["MOMENTUM_ASANA_TOKEN"]["from"] == "file"


def test_the_database_is_upgraded_once(momentum, home):
    assert "Upgraded." in momentum("db", "upgrade").out
    assert "up to date" in momentum("db", "upgrade").out
    assert (home / "momentum.db").is_file()


def test_a_database_out_of_reach_is_one_sentence_without_its_password(momentum, monkeypatch):
    monkeypatch.setenv("MOMENTUM_DATABASE_URL", "postgresql://ada:hunter2@127.0.0.1:9/x")

    for args in (["db", "upgrade"], ["status"], ["doctor"]):
        ended = momentum(*args)
        assert ended.code == 1
        assert "hunter2" not in ended.out + ended.err
        assert "MOMENTUM_DATABASE_URL" in ended.out + ended.err


@pytest.fixture
def log():
    return io.StringIO()


def test_off_a_terminal_every_log_line_is_json(log):
    start_logging("INFO", stream=log)

    try:
        1 / 0  # noqa: B018 - for a traceback
    except ZeroDivisionError:
        logging.getLogger("service.worker").exception("run %s\nfailed \x1b[31m", 7)
    logging.getLogger("service.worker").debug("too much")
    logging.getLogger("uvicorn.error").info("too much of others")

    lines = log.getvalue().splitlines()
    assert len(lines) == 1
    entry = json.loads(lines[0])
    assert entry["level"] == "error"
    assert entry["message"] == "run 7\nfailed \x1b[31m"
    assert "ZeroDivisionError" in entry["traceback"]
    assert "\x1b" not in lines[0]


def test_on_a_terminal_a_log_line_is_for_people_and_cannot_steer(log, monkeypatch):
    monkeypatch.setattr(log, "isatty", lambda: True)
    start_logging("INFO", stream=log)

    logging.getLogger("service.worker").warning("gone \x1b[2J")

    assert log.getvalue().endswith("warning gone �[2J\n")
