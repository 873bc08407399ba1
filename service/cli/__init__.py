"""The command line: one function a command, one small file a group of commands."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from service.cli.app import run
from service.cli.errors import report

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def main(args: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 failed, 2 wrong usage, 130 interrupted.

    Whatever happens, the person reads a sentence and never a traceback.
    """
    for stream in (sys.stdout, sys.stderr):  # a terminal without UTF-8 shows "?" instead
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # real streams
    try:
        run(args)
    except BrokenPipeError:  # `momentum history | head` has read enough
        _stop_writing()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the edge: every error ends as a sentence
        sys.exit(report(error))


def _stop_writing() -> None:
    """Leave nothing to be flushed into the closed pipe when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
