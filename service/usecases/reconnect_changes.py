"""After a reconnect: the postings of now beside the plan, and the changes that come of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.compare import Comparison, compare
from service.domain.proposals import Proposal, accepted, proposals
from service.domain.schedule import place
from service.errors import Conflict
from service.store import plans, reconnects
from service.usecases.changing import changing
from service.usecases.reconnect_days import next_on

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from sqlalchemy import Connection

    from service.domain.compare import Compared
    from service.domain.plan import Plan
    from service.store.database import Database
    from service.store.reconnects import Reconnect


@dataclass(frozen=True, slots=True)
class Look:
    """Where the reconnects stand, and what the postings of now would change.

    `task` is the reconnect that is open in Asana, `next_on` the day of the one after it.
    """

    comparison: Comparison
    proposed: tuple[Proposal, ...]
    task: Reconnect | None = None
    next_on: date | None = None

    def as_dict(self) -> dict[str, object]:
        """Everything as plain data."""
        found, task = self.comparison, self.task
        return {
            "next_on": self.next_on.isoformat() if self.next_on else None,
            "task": {"number": task.number, "due_on": task.due_on.isoformat(), "gid": task.gid}
            if task
            else None,
            "lines": [_line(one) for one in found.lines],
            "no_longer_asked": [
                {"id": goal.id, "skill": goal.skill, "state": goal.state and goal.state.value}
                for goal in found.unasked
            ],
            "proposals": [one.as_dict() for one in self.proposed],
        }


def look(database: Database, account_id: int) -> Look:
    """Compare the postings of now with the plan, and with those of the last reconnect."""
    with database.begin() as tx:
        return _look(tx, account_id, plans.load(tx, account_id))


def accept(
    database: Database, account_id: int, keys: Collection[str], *, now: datetime
) -> tuple[Proposal, ...]:
    """Do what the person accepts, all of it or nothing; what is not accepted stays.

    Raises `Conflict` where one of them is not proposed any more.
    """
    with changing(database, account_id, now) as change:
        offered = {one.key: one for one in _look(change.tx, account_id, change.plan).proposed}
        if missing := set(keys) - offered.keys():
            raise Conflict(
                f"Not proposed any more: {', '.join(sorted(missing))[:200]}. Nothing was done.",
                hint="The plan or the postings have changed. Look at the comparison again.",
            )
        chosen = tuple(one for key, one in offered.items() if key in keys)
        for one in chosen:
            change.plan = accepted(change.plan, one)
        if chosen:
            change.plan = place(change.plan, change.today)
    return chosen


def _look(tx: Connection, account_id: int, plan: Plan) -> Look:
    last = reconnects.latest(tx, account_id)
    found = compare(plan, last.postings if last else (), plan.postings)
    task = last if last and last.gid and last.closed_on is None else None
    return Look(found, proposals(found), task, next_on(tx, account_id, plan))


def _line(one: Compared) -> dict[str, object]:
    return {
        "text": one.line.text,
        "kind": one.line.kind.value,
        "nice_to_have": one.line.nice_to_have,
        "weight": one.line.weight,
        "asked_by": list(one.line.titles),
        "reach": one.reach.value,
        "goals": [{"id": goal.id, "skill": goal.skill} for goal in one.goals],
        "fresh": one.is_fresh,
        "near": one.is_near,
    }
