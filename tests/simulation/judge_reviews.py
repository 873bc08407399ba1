"""What has to be true of the reviews: one a week, each question asked once and done once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from integrations.asana.sandbox.state.access import alive
from service.domain.changes import What
from service.domain.decision import Status
from service.domain.declined import RESTS, grounds
from service.domain.remote import decision_marker
from service.domain.review_week import IsoWeek
from service.store import decisions, history, tables
from service.store import reviews as reviews_made
from simulation.answering import reviews
from simulation.copies import DECISION, REVIEW, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.asana.sandbox.model import Task
    from service.domain.base import Known
    from simulation.life import Life

MOST = 10_000
NEARLY = RESTS - timedelta(days=1)  # whatever the zone


def judge_reviews(life: Life, known: Known) -> Iterator[str]:
    """Find what is wrong with reviews and decisions, as sentences."""
    yield from _once_a_week(life, known)
    yield from _asked_once(life, known)
    yield from _done_once(life)
    yield from _answered(life, known)
    yield from _no_is_no(life)


def _once_a_week(life: Life, known: Known) -> Iterator[str]:
    """What came twice is put away, unless the person has done something with it."""
    live = reviews(life)
    weeks = Counter(mark_of(task, REVIEW) for task in live)
    for task in live:
        mark = mark_of(task, REVIEW)
        if weeks[mark] > 1 and task.gid not in known.reviews | life.touched:
            yield f"{weeks[mark]} times {mark}, and {task.gid} is not ours"
    tasks = life.home.world.tasks
    thrown = {mark_of(tasks[gid], REVIEW) for gid in life.dismissed} - {None}
    back = thrown & {mark_of(task, REVIEW) for task in live if task.gid not in life.touched}
    yield from (f"thrown out by the person and back: {mark}" for mark in back)


def _asked_once(life: Life, known: Known) -> Iterator[str]:
    ours = {one.gid for one in known.asked} | life.ticked | life.touched
    tasks = life.home.world.tasks
    thrown = {mark_of(tasks[gid], DECISION) for gid in life.dismissed} - {None}
    for review in {one.review for one in known.asked}:
        for task in _below(life, review):
            if task.gid not in ours:
                yield f"asked once more than once: {task.name}"
            elif (
                mark_of(task, DECISION) in thrown and task.gid not in life.ticked | life.touched
            ):
                yield f"dismissed by the person and asked again: {task.name}"


def _done_once(life: Life) -> Iterator[str]:
    with life.real.begin() as tx:
        told = history.recent(tx, life.home.account_id, MOST)
        row = tables.decisions.c
        found = tx.execute(select(row.gid, row.status, row.question)).all()
    done = Counter(
        (entry.note, entry.goal_id or entry.text) for entry in told if entry.kind == What.DECIDE
    )
    yield from (f"done {n} times: {what}" for what, n in done.items() if n > 1)
    for gid, status, question in found:
        if status == Status.DONE and gid in life.too_late:
            yield f"done although it had been answered no: {question}"
        acted = status in (Status.DONE, Status.OVERTAKEN)
        if acted and gid is not None and gid not in life.ticked:
            yield f"{status} and never ticked: {question}"


def _answered(life: Life, known: Known) -> Iterator[str]:
    """No tick of the last two reviews is overlooked."""
    tasks = life.home.world.tasks
    for one in known.asked:
        task = tasks.get(one.gid or "")
        if task is None or not alive(life.home.world, task):
            continue
        if task.completed != one.ticked:
            yield f"a tick that nobody saw: {task.name}"
        if one.status is Status.OPEN and (task.completed or tasks[one.review].completed):
            yield f"answered and still open: {task.name}"


def _no_is_no(life: Life) -> Iterator[str]:
    """What the person said no to rests, as far as it was known when a review began."""
    with life.real.begin() as tx:
        made = [one for one in reviews_made.latest(tx, life.home.account_id, MOST) if one.gid]
        began = {IsoWeek(one.iso_year, one.iso_week): one.began_at for one in made}
        asked = decisions.of_reviews(tx, life.home.account_id, began)
    lapsed = {one.finished_at for one in made}
    noes = [
        one
        for one in asked
        if one.status is Status.NO
        and one.answered_at not in lapsed
        and decision_marker(one.key, str(life.project)) in life.said_no
    ]
    for no in noes:
        for again in asked:
            about = (again.decision.choice, again.decision.about)
            rested = began[again.week] - no.answered_at if no.answered_at else NEARLY
            if (
                timedelta() <= rested < NEARLY
                and about == (no.decision.choice, no.decision.about)
                and grounds(again.decision.reason) <= grounds(no.decision.reason)
            ):
                yield f"said no, and asked again: {again.decision.title}"


def _below(life: Life, review: str) -> list[Task]:
    tasks = life.home.world.tasks
    found = [tasks[gid] for gid in tasks[review].subtasks] if review in tasks else []
    return [task for task in found if alive(life.home.world, task) and mark_of(task, DECISION)]
