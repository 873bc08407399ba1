"""What has to be true of a home once everything has settled: sentences of what is not."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from processes.home import GRACE, MANY
from service.board.notes import markers_in
from service.board.words import SECTION_NAMES
from service.domain.plan import State
from service.store import intents, reviews
from service.store.accounts import AccountState
from service.store.tables import metadata
from service.usecases.sync.memory import recall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from processes.home import Home
    from processes.person import Person
    from service.domain.base import Known
    from service.domain.plan import Goal

REVIEW = re.compile(r"momentum:review:(\d+-W\d+)-")


def judge(home: Home, person: Person | None = None, *, beyond_grace: bool = False) -> list[str]:
    """Look at both sides and at the database, then sync once more, and once more a day later.

    `beyond_grace` says that something has come too late: what was made twice by it has been
    put away, and is in the trash.
    """
    found = [*_looked_at(home, beyond_grace=beyond_grace), *_remembered(home, person)]
    for _ in range(2):
        found += _still(home)
        home.clock.turn(hours=25)
    return found


def _looked_at(home: Home, *, beyond_grace: bool) -> Iterator[str]:
    account = home.account()
    with home.app.database.begin() as tx:
        known = recall(tx, account.id, timedelta(seconds=GRACE))
        waiting = [one for one in intents.all_of(tx, account.id) if one.is_open]
        made = reviews.latest(tx, account.id, MANY)
    weeks = Counter(f"{one.iso_year}-W{one.iso_week:02}" for one in made)
    if account.state is not AccountState.OK:
        yield f"the account has stopped: {account.state_message}"
    yield from (f"still open: {one.marker}" for one in waiting)
    yield from _board(home, known, weeks, beyond_grace=beyond_grace)
    yield from _database(home)


def _board(
    home: Home, known: Known, weeks: Counter[str], *, beyond_grace: bool
) -> Iterator[str]:
    board = home.asana.snapshot()
    live = [one for one in board["projects"] if not one["deleted"]]
    if len(live) != 1:
        yield f"{len(live)} projects"
        return
    columns = Counter(section["name"] for section in live[0]["sections"])
    if columns - Counter(["Untitled section"]) != Counter(SECTION_NAMES.values()):
        yield f"sections: {columns}"
    tasks = {task["gid"]: task for one in live[0]["sections"] for task in one["tasks"]}
    steps = [step for task in tasks.values() for step in task["subtasks"]]
    yield from _twice([*tasks.values(), *steps])
    marks = [mark for task in tasks.values() for mark in _marks(task)]
    shown = Counter(found[1] for mark in marks if (found := REVIEW.match(mark)))
    if shown != weeks:
        yield f"reviews: {dict(shown)} on the board, {dict(weeks)} in the database"
    yield from _goals(known, tasks)
    trash = [task for task in board["trash"] if task["parent"] is None]
    thrown = [task["name"] for task in trash if _marks(task)]
    if thrown and not beyond_grace:
        yield f"made twice and put away: {thrown}"


def _twice(tasks: list[dict]) -> Iterator[str]:
    marks = Counter(mark for task in tasks for mark in _marks(task))
    files = Counter((task["name"], name) for task in tasks for name in task["attachments"])
    yield from (f"{n} times {what}" for what, n in (marks + files).items() if n > 1)


def _marks(task: dict) -> set[str]:
    return {*markers_in(task["html_notes"]), task["external"]} - {None}


def _goals(known: Known, tasks: dict[str, dict]) -> Iterator[str]:
    ours = {base.gid: goal_id for goal_id, base in known.bases.items()}
    for gid, task in tasks.items():
        if gid not in ours and gid not in known.reviews:
            yield f"a task of no goal: {task['name']}"
    for goal in known.plan.goals:
        base = known.bases.get(goal.id)
        if goal.state is State.LET_GO:
            continue
        if base is None or base.gid not in tasks:
            yield f"no task for {goal.skill}"
        else:
            yield from _same(goal, tasks[base.gid])


def _same(goal: Goal, task: dict) -> Iterator[str]:
    if task["name"] != goal.skill:
        yield f"{task['name']} on the board, {goal.skill} in the plan"
    if task["completed"] != (goal.state is State.MASTERED):
        yield f"{goal.skill}: ticked is {task['completed']}"
    shown = [(step["name"], step["completed"]) for step in task["subtasks"]]
    planned = [(step.text, step.done) for step in goal.steps]
    if shown != planned:
        yield f"{goal.skill}: steps {shown} on the board, {planned} in the plan"


def _remembered(home: Home, person: Person | None) -> Iterator[str]:
    """Nothing that was done by hand, or acknowledged at a door, is lost."""
    if person is None:
        return
    tasks = _all_tasks(home)
    said = {(gid, "name"): name for gid, name in person.added.items()} | person.said
    for (gid, name), value in said.items():
        if gid in person.deleted:
            continue
        if gid not in tasks:
            yield f"a task is gone: {value}"
        elif tasks[gid][name] != value:
            yield f"undone: {name} {value} became {tasks[gid][name]}"
    yield from (f"deleted and back: {gid}" for gid in person.deleted & set(tasks))
    planned = {goal.id for goal in home.plan().goals}
    yield from (
        f"a goal of the API is lost: {one}" for one in person.goals if one not in planned
    )
    done = home.account().done
    yield from (f"asked for and not done: {one}" for one in person.tickets if one > done)


def _all_tasks(home: Home) -> dict[str, dict]:
    found = {}
    for project in home.asana.snapshot()["projects"]:
        for section in project["sections"]:
            for task in section["tasks"]:
                found[task["gid"]] = task
                found |= {step["gid"]: step for step in task["subtasks"]}
    return found


def _database(home: Home) -> Iterator[str]:
    """Read every row there is, and look whether each one's parent is there."""
    database = home.app.database
    with database.begin() as tx:
        if database.dialect == "sqlite":
            said = tx.execute(text("PRAGMA integrity_check")).scalars().all()
            yield from (f"integrity_check: {one}" for one in said if one != "ok")
        rows = {table.name: tx.execute(select(table)).all() for table in metadata.sorted_tables}
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            parents = {getattr(row, key.column.name) for row in rows[key.column.table.name]}
            for row in rows[table.name]:
                if getattr(row, key.parent.name) not in parents | {None}:
                    yield f"{table.name}: a row without its {key.column.table.name}"


def _still(home: Home) -> Iterator[str]:
    """A further sync finds nothing to do, and writes nothing."""
    asked = home.asana.asked()
    result = home.sync()
    yield from (f"a further sync finds: {change}" for change in result.get("changes", ["?"]))
    yield from (f"a further sync writes: {write}" for write in home.asana.writes(asked))
