"""How far a run is: for a bar, and as one server-sent event."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from service.store import runs

if TYPE_CHECKING:
    from service.store.runs import Run


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done, and how much of it is; `total` is 0 where that is not known yet."""

    what: str
    done: int = 0
    total: int = 0
    ended: bool = False

    @classmethod
    def of(cls, run: Run | None) -> Step:
        """Return how far a run is; none has begun where there is None."""
        if run is None:
            return cls("Waiting for its turn")
        if run.status != runs.RUNNING:
            return cls("Finished", ended=True)
        progress = run.progress or {}
        done, total = (int(str(progress.get(key) or 0)) for key in ("done", "total"))
        return cls(str(progress.get("what") or "Looking at Asana"), done, total)


def event(step: Step) -> str:
    """Write a step as an event, in ASCII and on one line, so that no text can end it."""
    return f"data: {json.dumps(asdict(step))}\n\n"
