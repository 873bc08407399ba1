"""The units of systemd: alike, calling what exists, and as shut as they are said to be."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from support.commands import understood

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = ["momentum.service", "momentum-worker@.service"]
MOST_EXPOSED = 1.2
"""What `systemd-analyze security` gives them, of 10; the network is most of what is left."""
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here"
)


def service_part(unit: str) -> list[str]:
    text = (DEPLOY / unit).read_text().partition("[Service]\n")[2].partition("[Install]")[0]
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_a_worker_is_shut_in_as_the_service_is():
    one, other = (
        [line for line in service_part(unit) if "ExecStart" not in line] for unit in UNITS
    )

    assert one == other
    for line in ("DynamicUser=yes", "User=momentum", "ProtectSystem=strict", "UMask=0077"):
        assert line in one


@pytest.mark.parametrize("unit", UNITS)
def test_it_starts_a_command_that_exists(unit: str):
    (start,) = re.findall(
        r"^ExecStart=\S+/momentum (.+)$", (DEPLOY / unit).read_text(), re.MULTILINE
    )

    assert understood(start.split())


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_finds_nothing_wrong_and_little_exposed(unit: str, tmp_path: Path):
    there = tmp_path / unit.replace("@.", "@1.")
    text = (DEPLOY / unit).read_text()
    there.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE))

    verified = analyze("verify", "--man=no", str(there))
    judged = analyze("security", "--offline=yes", str(there))

    assert (verified.returncode, verified.stderr.strip()) == (0, "")
    (exposure,) = re.findall(r"exposure level for \S+: ([\d.]+)", judged.stdout)
    assert float(exposure) <= MOST_EXPOSED


def analyze(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - words of ours
        ["systemd-analyze", *words],  # noqa: S607 - whichever is there
        capture_output=True,
        text=True,
        check=False,
    )
