"""Commands in processes of their own."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import Popen

T = TypeVar("T")

PATIENCE = 60.0
CODE = "import sys; from service.cli import main; main(sys.argv[1:])"


def read_until(process: Popen[str], pattern: str) -> str:
    """Read what a process says until the pattern's group is in it."""
    said = ""
    while not (found := re.search(pattern, said)):
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, said
        said += line
    return found[1]


def answer_to(ask: Callable[[], T], done: Callable[[T], object]) -> T:
    """Ask again and again until the answer will do."""
    give_up_at = time.monotonic() + PATIENCE
    while not done(answer := ask()):
        assert time.monotonic() < give_up_at, answer
        time.sleep(0.02)
    return answer
