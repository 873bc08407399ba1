"""The whole of an account, gathered for its copy in plan.yaml and for its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.base import Base
from service.domain.planfile_copy import Copy, ReconnectThen, ReviewThen, TaskThen
from service.domain.progress import progress
from service.domain.review_snapshot import Snapshot
from service.domain.review_week import IsoWeek
from service.store import accounts, links, plans, reconnects, reviews
from service.store.links import PROJECT, LinkKind
from service.usecases.review_past import declined_lately
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.progress import Progress

MOST_REVIEWS = 1_000
"""Nineteen years of Mondays."""


def copy_of(tx: Connection, account_id: int, now: datetime) -> Copy:
    """Gather the plan, where everything is in Asana, and the reviews so far."""
    plan = plans.load(tx, account_id)
    table = links.all_of(tx, account_id)
    project = table.get(LinkKind.PROJECT, PROJECT)
    sections, tasks, steps = {}, {}, {}
    for link in table:
        if link.kind is LinkKind.GOAL:
            base = Base.from_dict(link.gid, link.base or {})
            tasks[link.key] = TaskThen(
                base.gid, base.standing.completed, base.lost, base.former
            )
        elif link.kind is LinkKind.SECTION:
            sections[link.key] = link.gid
        elif link.kind is LinkKind.STEP:
            steps[link.key] = link.gid
    return Copy(
        plan,
        project=project.gid if project else "",
        sections=sections,
        later=accounts.get(tx, account_id).later_section_gid or "",
        tasks=tasks,
        steps=steps,
        reviews=tuple(
            ReviewThen(
                week, found.gid, Snapshot.from_dict({**(found.facts or {}), "goals": {}})
            )
            for week, found in _reviews(tx, account_id).items()
            if found.gid
        ),
        reconnects=tuple(
            ReconnectThen(one.number, one.due_on, one.gid or "", one.closed_on)
            for one in reconnects.all_of(tx, account_id)
        ),
        declined=declined_lately(tx, account_id, plan, now),
    )


def progress_of(tx: Connection, account_id: int, now: datetime) -> Progress:
    """Gather what the picture shows."""
    plan = plans.load(tx, account_id)
    past = {
        week: Snapshot.from_dict(found.facts)
        for week, found in _reviews(tx, account_id).items()
        if found.facts
    }
    return progress(plan, past, local_day(plan, now))


def _reviews(tx: Connection, account_id: int) -> dict[IsoWeek, reviews.Review]:
    """All reviews by their week, in the order of time."""
    found = reversed(reviews.latest(tx, account_id, MOST_REVIEWS))
    return {IsoWeek(review.iso_year, review.iso_week): review for review in found}
