from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from service.cli.countdown import wait_until
from service.cli.errors import report
from service.errors import TryLater


def test_an_error_is_a_sentence_and_the_next_step_on_standard_error(capsys):
    assert report(TryLater("Asana could not be reached.", hint="Check the network.")) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "Error: Asana could not be reached.\nCheck the network.\n"


def test_an_unexpected_error_keeps_its_words_and_its_traceback_to_itself(capsys):
    report(KeyError("2/1/2:secret"))

    said = capsys.readouterr().err
    assert "did not expect (KeyError)" in said
    assert "MOMENTUM_LOG_LEVEL=DEBUG" in said
    assert "secret" not in said


def test_for_debugging_it_says_where_it_happened_and_no_more(capsys, monkeypatch):
    monkeypatch.setenv("MOMENTUM_LOG_LEVEL", "DEBUG")
    secrets: dict[str, str] = {}
    with pytest.raises(KeyError) as caught:
        secrets[str(2) + "/1/2"]

    report(caught.value)

    said = capsys.readouterr().err
    assert "test_endings.py" in said
    assert "2/1/2" not in said


@pytest.mark.usefixtures("home")
def test_a_reader_that_has_read_enough_ends_it_quietly():
    reading, writing = os.pipe()
    os.close(reading)
    code = "from service.cli import main; main(['settings', '--json'])"

    ended = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        timeout=30,
    )

    os.close(writing)
    assert ended.stderr == b""
    assert ended.returncode == 1


@pytest.mark.parametrize(
    "args",
    [
        ["sync", "--nonsense"],
        ["history", "--limit", "0"],
        ["plan", "import"],
        ["serve", "--port", "70000"],
        ["goal", "frobnicate"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_how_it_goes(momentum, args):
    ended = momentum(*args)

    assert ended.code == 2
    assert "Usage: momentum " + args[0] in ended.err
    assert ended.out == ""


@pytest.mark.parametrize("args", [["sync"], ["sync", "--dry-run"], ["review"]])
def test_without_an_account_it_says_how_to_get_one(momentum, args):
    ended = momentum(*args)

    assert ended.code == 1
    assert "No Asana account is connected." in ended.err
    assert "momentum connect" in ended.err


def test_settings_that_cannot_be_used_are_told_without_their_value(momentum, monkeypatch):
    monkeypatch.setenv("MOMENTUM_API_KEY", "hunter2")
    monkeypatch.setenv("MOMENTUM_TIMEZONE", "Mars/Olympus")

    ended = momentum("status")

    assert ended.code == 1
    assert "MOMENTUM_TIMEZONE" in ended.err
    assert "hunter2" not in ended.err


def test_a_home_that_cannot_be_made_is_one_sentence(momentum, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MOMENTUM_HOME", str(tmp_path / "file" / "home"))

    ended = momentum("status")

    assert ended.code == 1
    assert ended.err.startswith("Error: ")


def test_the_countdown_sleeps_until_the_moment_and_no_longer():
    time = [datetime(2026, 11, 23, tzinfo=UTC)]
    naps: list[float] = []

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        time[0] += timedelta(seconds=seconds)

    wait_until(time[0] + timedelta(seconds=2.5), "Waiting", clock=lambda: time[0], sleep=sleep)

    assert naps == [1.0, 1.0, 0.5]
