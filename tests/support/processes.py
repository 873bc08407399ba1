"""Commands in processes of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO

PATIENCE = 60.0
CODE = "import sys; from service.cli import main; main(sys.argv[1:])"
ROOT = Path(__file__).parents[2]

Found = TypeVar("Found")


def begin(*args: str, log: Path | None = None, tree: Path = ROOT) -> subprocess.Popen[str]:
    """Start a command of this very tree, or another, with the settings of this process.

    What it says goes to a pipe, or to a file where it may be more than a pipe holds.
    """
    with log.open("wb") if log else nullcontext(subprocess.PIPE) as said:
        return _begun(args, said, tree)


def _begun(args: Sequence[str], said: BinaryIO | int, tree: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-u", "-c", CODE, *args],
        env={**os.environ, "PYTHONPATH": str(tree)},
        stdout=said,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_until(process: subprocess.Popen[str], pattern: str) -> str:
    """Return the first group of what a process says at last."""
    assert process.stdout
    said = ""
    while not (found := re.search(pattern, said)):
        line = process.stdout.readline()
        assert line, said
        said += line
    return found[1]


def answer_to(ask: Callable[[], Found], done: Callable[[Found], object]) -> Found:
    """Ask again and again until the answer will do."""
    give_up_at = time.monotonic() + PATIENCE
    while not done(answer := ask()):
        assert time.monotonic() < give_up_at, answer
        time.sleep(0.02)
    return answer
