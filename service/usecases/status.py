"""How things stand: the account, the plan, and what Asana lacks of it. Asana is not asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from service.domain.changes import What
from service.domain.changeset import change_set
from service.domain.coverage import Coverage, coverage
from service.domain.coverage_lines import Reach, by_posting, weights_by_reach
from service.domain.plan import Goal, State
from service.domain.planfile_plain import goal_as_dict, plan_as_dict
from service.domain.quarter import Calendar
from service.domain.schedule import due_on, over_capacity
from service.store import accounts, history, links, plans, reviews
from service.store.links import Link, LinkKind
from service.usecases.arrival import arrival
from service.usecases.past import tell
from service.usecases.reconnect_days import next_on
from service.usecases.sync.context import local_day
from service.usecases.sync.memory import recall

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection

    from service.domain.plan import Plan
    from service.store.accounts import Account
    from service.store.database import Database
    from service.usecases.arrival import Arrival

NO_GRACE = timedelta(0)
MOST_CONFLICTS = 100


@dataclass(frozen=True, slots=True)
class Status:
    """How an account and its plan stand; `waiting` counts what Asana lacks of the plan.

    `reached` are weights of what the postings ask for, adding up to the coverage's total.

    `conflicts` tells what was changed on both sides since the last review, the latest first.
    """

    account: Account
    plan: Plan
    waiting: int
    over_capacity: tuple[Goal, ...]
    coverage: Coverage
    reached: Mapping[Reach, int]
    arrival: Arrival
    conflicts: tuple[str, ...] = ()
    next_reconnect: date | None = None

    @property
    def goals(self) -> dict[State, int]:
        """How many goals are in each state."""
        counted = Counter(goal.state for goal in self.plan.goals)
        return {state: counted[state] for state in State}

    def as_dict(self) -> dict[str, object]:
        """The status as plain data: the keys of `momentum status --json`."""
        account = self.account
        return {
            "state": account.state.value,
            "message": account.state_message,
            "hint": account.state_hint,
            "name": account.name,
            "workspace": account.workspace_name,
            "last_sync": _iso(account.last_sync_at),
            "next_sync": _iso(account.due_at),
            "next_review": _iso(account.next_review_at),
            "next_reconnect": _iso(self.next_reconnect),
            "changes_arrive": self.arrival.as_dict(),
            "waiting_changes": self.waiting,
            "goals": {state.value: count for state, count in self.goals.items()},
            "over_capacity": [goal.skill for goal in self.over_capacity],
            "coverage": {
                **{reach.value: self.reached[reach] for reach in Reach},
                "total": self.coverage.total,
            },
            "conflicts": list(self.conflicts),
        }


def status(database: Database, account_id: int, *, now: datetime) -> Status:
    """Read how things stand with an account."""
    with database.begin() as tx:
        account = accounts.get(tx, account_id)
        known = recall(tx, account.id, NO_GRACE)
        arrives = arrival(tx, account.id, now)
        conflicts = _conflicts(tx, account.id, known.plan)
        reconnects_on = next_on(tx, account.id, known.plan)
    return Status(
        account,
        known.plan,
        len(change_set(known.plan, known.bases, known.steps)),
        over_capacity(known.plan, local_day(known.plan, now)),
        coverage(known.plan),
        weights_by_reach(line for one in by_posting(known.plan) for line in one.lines),
        arrives,
        conflicts,
        reconnects_on,
    )


def plan_and_links(tx: Connection, account_id: int) -> tuple[Plan, dict[str, Link]]:
    """Read the plan, and the link to every goal's task."""
    table = links.all_of(tx, account_id)
    found = {link.key: link for link in table if link.kind is LinkKind.GOAL}
    return plans.load(tx, account_id), found


def plan_in_full(plan: Plan, found: Mapping[str, Link]) -> dict[str, object]:
    """The plan in plan.yaml's own keys, and what was worked out for each goal."""
    return {**plan_as_dict(plan), "goals": goals_in_full(plan, found)}


def goals_in_full(plan: Plan, found: Mapping[str, Link]) -> list[dict[str, object]]:
    """The goals in plan.yaml's own keys, each with what was worked out for it."""
    calendar = Calendar(plan.settings.quarter_starts)
    return [
        {
            **goal_as_dict(goal),
            "id": goal.id,
            "state": goal.state.value if goal.state else None,
            "quarter": str(goal.quarter) if goal.quarter else None,
            "due_on": _iso(due_on(goal, calendar)),
            **_in_asana(found.get(goal.id)),
        }
        for goal in plan.goals
    ]


def _in_asana(link: Link | None) -> dict[str, object]:
    if link is None:
        return {"gid": None, "energy": False}
    return {"gid": link.gid, "energy": bool((link.base or {}).get("liked"))}


def _conflicts(tx: Connection, account_id: int, plan: Plan) -> tuple[str, ...]:
    review = reviews.latest_made(tx, account_id)
    since = review.finished_at if review else None
    entries = history.recent(tx, account_id, MOST_CONFLICTS, since, kind=What.CONFLICT)
    return tuple(tell(entry, plan) for entry in entries)


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None
