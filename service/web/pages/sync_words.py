"""What a sync did, or would do, in parts: what in Asana, what here, and what not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from service.domain.review_words import counted
from service.domain.telling import STEP, Told, sentence
from service.usecases.sync.outcome import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.store.runs import Run

    Change = Mapping[str, str]

_PARTS = (
    ("created", "Made in Asana", "To be made in Asana", ("created",)),
    ("updated", "Changed in Asana", "To be changed in Asana", ("updated", "removed")),
    ("pulled", "From Asana, where you changed it", "", ("pulled", "adopted")),
    ("decided", "Decided, by ticking it in a review", "", ("decided", "moot")),
    ("conflicts", "Changed on both sides; your edit in Asana stands", "", ("conflicts",)),
    ("refused", "Asana would not do this", "", ("refused",)),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of change, each in a sentence."""

    key: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole result. `look_again_at` says when what Asana left open is looked at again."""

    parts: tuple[Part, ...] = ()
    look_again_at: datetime | None = None
    review: Mapping[str, object] | None = None
    reconnect: Mapping[str, object] | None = None


def parts_of(result: Mapping[str, object], *, planned: bool = False) -> Parts:
    """Read a sync's result, as `momentum sync --json` has it."""
    found = result.get("changes")
    changes: Sequence[Change] = found if isinstance(found, list) else []
    parts = (
        Part(key, (will if planned and will else did), _told(changes, kinds, planned=planned))
        for key, did, will, kinds in _PARTS
    )
    at = result.get("look_again_at")
    return Parts(
        tuple(part for part in parts if part.sentences),
        datetime.fromisoformat(at) if isinstance(at, str) else None,
        _made(result.get("review")),
        _made(result.get("reconnect")),
    )


def ended_well(run: Run | None) -> bool:
    """Say whether a run came to its end."""
    return run is not None and run.status in (Status.DONE, Status.UNCERTAIN)


def _made(task: object) -> Mapping[str, object] | None:
    """A review or a reconnect whose task is there; Asana may not have answered yet."""
    return task if isinstance(task, dict) and task.get("gid") else None


def _told(changes: Sequence[Change], kinds: Sequence[str], *, planned: bool) -> tuple[str, ...]:
    """Steps that are made together with their goal are counted with it."""
    mine = [change for change in changes if change["what"] in kinds]
    fresh = {change["goal"] for change in mine if _is_new(change) and not _is_step(change)}
    steps = Counter(change["goal"] for change in mine if _is_step(change) and _is_new(change))
    return tuple(
        sentence(Told.of(change), planned=planned) + _with_steps(steps, change)
        for change in mine
        if not (_is_step(change) and _is_new(change) and change["goal"] in fresh)
    )


def _with_steps(steps: Counter[str], change: Change) -> str:
    number = steps[change["goal"]] if _is_new(change) and not _is_step(change) else 0
    return f" With {counted(number, 'step')}." if number else ""


def _is_new(change: Change) -> bool:
    return change["what"] == "created"


def _is_step(change: Change) -> bool:
    return change.get("field") == STEP
