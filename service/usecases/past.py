"""What happened, told run by run: what each sync did, and why it ran at all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from service.domain.schedule import StoryKind
from service.domain.telling import Told, sentence
from service.store import history, plans, runs
from service.store.queue import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.plan import Plan
    from service.store.history import Entry
    from service.store.runs import Run

WHY: Mapping[str, str] = {
    Trigger.COMMAND: "synced by hand",
    Trigger.ASKED: "synced, as it was asked for or the plan had changed",
    Trigger.REVIEW: "synced, as a review was due",
    Trigger.DAILY: "read everything, as once a day",
    Trigger.NEWS: "synced, as something had changed in Asana",
}
"""Why a run began, as a history says it."""

MOST_RUNS = 500
"""Further back no run is looked for: what it changed is told all the same."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one run did, or the person in the plan (`run` is None), each in a sentence."""

    at: datetime
    run: Run | None
    sentences: tuple[str, ...]

    @property
    def error(self) -> Mapping[str, object]:
        """What cut the run off, and what to do; empty where it came to its end."""
        return (self.run.error if self.run else None) or {}


def chapters(tx: Connection, account_id: int, limit: int) -> list[Chapter]:
    """Return the latest `limit` entries run by run, and the runs that were stopped between."""
    entries = history.recent(tx, account_id, limit)
    found = {run.id: run for run in runs.latest(tx, account_id, MOST_RUNS)}
    plan = plans.load(tx, account_id)
    told = [
        Chapter(
            run.started_at if run else together[-1].at,
            run,
            tuple(tell(entry, plan) for entry in reversed(together)),
        )
        for run, together in _by_run(entries, found)
    ]
    tells = {chapter.run.id for chapter in told if chapter.run}
    since = entries[-1].at if len(entries) == limit else None
    told += [
        Chapter(run.started_at, run, ())
        for run in _first_of_each_trouble(found.values())
        if run.id not in tells and (since is None or run.started_at >= since)
    ]
    return sorted(told, key=lambda chapter: chapter.at, reverse=True)


def tell(entry: Entry, plan: Plan) -> str:
    """Return the entry as a sentence."""
    if entry.kind in set(StoryKind):  # what the calendar did is noted without a name
        goals = (goal.skill for goal in plan.goals if goal.id == entry.goal_id)
        return sentence(Told(entry.kind, next(goals, "A goal"), note=entry.text))
    values = (entry.field, entry.old, entry.new, entry.note)
    return sentence(Told(entry.kind, entry.text, *(value or "" for value in values)))


def _first_of_each_trouble(found: Iterable[Run]) -> Iterator[Run]:
    """The runs that were cut off; of those that met the same in a row, the first."""
    met = None
    for run in sorted(found, key=lambda run: run.id):
        if run.status == runs.INTERRUPTED:
            continue  # the next one did its work
        message = run.error.get("message") if run.error else None
        if message is not None and message != met:
            yield run
        met = message


def _by_run(
    entries: Iterable[Entry], found: Mapping[int, Run]
) -> Iterable[tuple[Run | None, list[Entry]]]:
    """Entries of one run, or of one moment outside of any, together."""

    def same(entry: Entry) -> tuple[int | None, datetime | None]:
        return entry.run_id, None if entry.run_id else entry.at

    for (run_id, _), together in groupby(entries, key=same):
        yield found.get(run_id or 0), list(together)
