from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request

import pytest

CODE = "import sys; from service.cli import main; main(sys.argv[1:])"


@pytest.fixture
def demo(home, tmp_path):
    """Start the demo in a process of its own, with everything set that it must not touch."""
    real = {
        "MOMENTUM_HOME": str(home),
        "MOMENTUM_ASANA_URL": "http://127.0.0.1:9/api/1.0",
        "MOMENTUM_ASANA_TOKEN": "2/1/2:real",
        "MOMENTUM_DATABASE_URL": f"sqlite:///{home}/real.db",
        "MOMENTUM_SECRET_KEY": "nonsense",
        "TMPDIR": str(tmp_path),
        "COLUMNS": "80",
    }
    started = []

    def start(*args):
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-u", "-c", CODE, "demo", *args],
            env=os.environ | real,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def left_behind(path):
    return [found.name for found in path.iterdir() if found.name.startswith("momentum-demo")]


def test_once_plays_the_whole_journey_and_leaves_nothing(demo, home, tmp_path):
    process = demo("--once")

    out, err = process.communicate(timeout=120)

    assert (process.returncode, err) == (0, "")
    for line in (
        "✓ Connected",
        "✓ Imported the plan",
        "✓ Synced again          nothing to write",
        "✓ Made the review",
        "This quarter",
        "What comes back when",
        "Review of",
    ):
        assert line in out
    assert max(map(len, out.splitlines())) <= 80
    assert not home.exists()
    assert left_behind(tmp_path) == []


def test_it_serves_until_a_signal_and_then_everything_is_gone(demo, tmp_path):
    process = demo()
    out = ""
    while "Ctrl-C ends" not in out:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        out += line
    addresses = set(re.findall(r"(http://127\.0\.0\.1:\d+/(?:openapi.json)?)\n", out))
    assert len(addresses) == 2
    assert "drag a goal to Mastered" in out
    for address in addresses:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - loopback
            assert answer.status == 200

    process.send_signal(signal.SIGHUP)
    _, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (0, "")
    assert left_behind(tmp_path) == []


def test_ones_own_plan_is_played_and_a_bad_one_is_one_sentence(demo, plan_file, tmp_path):
    own = demo("--once", "--plan", str(plan_file))
    out, err = own.communicate(timeout=120)
    assert err == ""
    assert own.returncode == 0
    assert "6 goals" in out

    plan_file.write_text("momentum: 1\ngoals: [{skill: A, group: nowhere}]\n")
    bad = demo("--once", "--plan", str(plan_file))
    out, err = bad.communicate(timeout=120)
    assert bad.returncode == 1
    assert "Error: " in err
    assert "Traceback" not in out + err
    assert left_behind(tmp_path) == []
