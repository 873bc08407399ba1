"""A plan comes in as a file, again and again, and goes out as one; Asana is not talked to."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from service.domain.plan import MOST_POSTINGS, State
from service.domain.planfile import (
    PlanProblems,
    read_back,
    read_plan,
    too_many_postings,
    write_plan,
)
from service.domain.planmerge import Imported, merge_import
from service.domain.quarter import Calendar
from service.domain.schedule import on_new_calendar, place, respread
from service.store import accounts, plans
from service.usecases.plan_changes import keep
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy import Connection

    from service.domain.plan import Goal, Plan
    from service.store.database import Database


def import_plan(
    database: Database,
    account_id: int,
    source: str | bytes,
    *,
    now: datetime,
    prune: bool = False,
) -> Imported:
    """Merge a plan file into the account's plan, schedule it and mark the account as due.

    Raises `PlanProblems` before anything is stored. The same file again changes nothing. More
    postings than a plan takes stay only where the plan has had them.
    """
    incoming = read_plan(source)
    with database.begin() as tx:
        accounts.lock(tx, account_id)
        before = plans.load(tx, account_id)
        files = _Files.load(tx, account_id)
        base = files.base_of(incoming)
        imported = merge_import(base, before, incoming, prune=prune)
        if imported.plan.settings.quarter_starts != before.settings.quarter_starts:
            local = _on_new_calendar(before, imported.plan)
            imported = merge_import(base, local, incoming, prune=prune)
        if beyond := _postings_beyond(imported, before):
            raise too_many_postings(source, beyond)
        today = local_day(imported.plan, now)
        notices = (*imported.notices, *_past(imported, today))
        imported = _scheduled(imported, before, today)
        keep(tx, account_id, before, imported.plan, now=now)
        files.after_import(imported.file, incoming).store(tx, account_id)
    return replace(imported, notices=notices)


def export_plan(database: Database, account_id: int, *, now: datetime) -> str:  # noqa: ARG001 - every journey is told the time
    """Write the account's plan as plan.yaml; the next import of it is compared to this."""
    with database.begin() as tx:
        accounts.lock(tx, account_id)
        text = write_plan(plans.load(tx, account_id))
        replace(_Files.load(tx, account_id), exported=text).store(tx, account_id)
    return text


@dataclass(frozen=True, slots=True)
class _Files:
    """The files that imports are compared to, each as `write_plan` wrote it.

    A file that was written by hand has no ids, an export has. The two live side by side: the
    hand-written one is still compared to its own last version when the plan was exported
    since, and so an old file undoes nothing.
    """

    written: str = ""
    exported: str = ""

    @classmethod
    def load(cls, tx: Connection, account_id: int) -> _Files:
        text = plans.last_file(tx, account_id)
        return cls(**json.loads(text)) if text else cls()

    def store(self, tx: Connection, account_id: int) -> None:
        plans.remember_file(tx, account_id, json.dumps(asdict(self), ensure_ascii=False))

    def base_of(self, incoming: Plan) -> Plan | None:
        """The file that this one was made from."""
        first, second = self.written, self.exported
        text = (second or first) if _is_export(incoming) else (first or second)
        try:
            return read_back(text) if text else None
        except PlanProblems:  # written under older rules: as if there had been none
            return None

    def after_import(self, file: Plan, incoming: Plan) -> _Files:
        text = write_plan(file)
        if _is_export(incoming):
            return replace(self, exported=text)
        return replace(self, written=text)


def _postings_beyond(imported: Imported, before: Plan) -> list[int]:
    """The postings of the file, counted from 0, that would make the plan's too many."""
    had = {posting.id for posting in before.postings}
    has = [posting.id for posting in imported.plan.postings]
    fresh = [
        number
        for number, posting in enumerate(imported.file.postings)
        if posting.id in has and posting.id not in had
    ]
    room = max(MOST_POSTINGS, len(had)) - (len(has) - len(fresh))
    return fresh[max(room, 0) :]


def _is_export(plan: Plan) -> bool:
    return any(goal.id for goal in plan.goals)


def _on_new_calendar(before: Plan, after: Plan) -> Plan:
    starts = after.settings.quarter_starts
    moved = replace(before, settings=replace(before.settings, quarter_starts=starts))
    return on_new_calendar(moved, Calendar(before.settings.quarter_starts))


def _scheduled(imported: Imported, before: Plan, today: date) -> Imported:
    """Find every goal its place; all of them anew where the file changed what decides it."""
    plan = imported.plan
    anew = [*_deciding(before)] != [*_deciding(plan)]
    plan = respread(plan, today) if anew else place(plan, today)
    now = {goal.id: goal for goal in plan.goals}
    return replace(
        imported,
        plan=plan,
        added=tuple(now[goal.id] for goal in imported.added),
        changed=tuple(now[goal.id] for goal in imported.changed),
    )


def _deciding(plan: Plan) -> Iterator[object]:
    """What decides where the goals of a plan go."""
    yield plan.settings.capacity
    yield plan.settings.quarter_starts
    for goal in plan.goals:
        done = goal.state in (State.MASTERED, State.LET_GO)
        yield goal.id, goal.group, goal.pinned, goal.not_before, done, goal.state is None


def _past(imported: Imported, today: date) -> Iterator[str]:
    """Say which quarters the file names that are over."""
    now = Calendar(imported.plan.settings.quarter_starts).quarter_of(today)
    fresh: tuple[Goal, ...] = (*imported.added, *imported.changed)
    for goal in fresh:
        if goal.state is None and goal.pinned and goal.pinned < now:
            yield (
                f"“{goal.skill}” is pinned to {goal.pinned}, which is over: "
                "it goes where there is room."
            )
