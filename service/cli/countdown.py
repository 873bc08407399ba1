"""Waiting for a moment, with the seconds shown to whoever watches."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from service.cli.output import console

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def wait_until(
    at: datetime,
    why: str,
    *,
    clock: Callable[[], datetime],
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Sleep until `at`, a second at a time; on a terminal the seconds count down."""
    shown = console(stderr=True)
    with shown.status(why) as line:
        while (left := (at - clock()).total_seconds()) > 0:
            line.update(f"{why} {left:.0f} s")
            sleep(min(1.0, left))
