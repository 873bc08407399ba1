"""One clock for every process of a test, which the test may turn while they run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Clock:
    """The real time, moved by so many seconds as its file says."""

    file: Path

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self.file.read_text()))

    def turn_to(self, moment: datetime) -> None:
        """Let it be `moment` now, in every process at once."""
        beside = self.file.with_suffix(".new")
        beside.write_text(str((moment - datetime.now(UTC)).total_seconds()))
        beside.replace(self.file)

    def turn(self, **delta: float) -> None:
        """Move it on, or back."""
        self.turn_to(self() + timedelta(**delta))
