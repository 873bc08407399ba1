"""Many people's accounts on a fleet of which every worker but the last is lost."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from support.crowds import let_come
from support.processes import answer_to

from processes.home import home as a_home
from service.board.notes import markers_in
from service.store import accounts, runs
from service.store.accounts import AccountState
from service.store.tables import accounts as rows
from service.usecases.import_plan import import_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from processes.cable import Cable
    from processes.home import Home
    from processes.programs import Program

PEOPLE, THREADS = 12, 2
LEASE, GRACE = timedelta(seconds=60), timedelta(minutes=30)
OVERTAKEN = '"error": "LeaseLost"'
PLAN = """\
momentum: 1
purpose: Lead a product
goals:
  - {skill: Pricing, group: in_role, steps: [Read, Try]}
  - {skill: Hiring, group: in_role}
  - {skill: Speaking, group: outside, via: volunteering, steps: [Ask]}
"""
BOARD = {"Pricing": ["Read", "Try"], "Hiring": [], "Speaking": ["Ask"]}


@pytest.fixture
def crowd(tmp_path: Path, url: str) -> Iterator[Home]:
    """A dozen accounts of people who signed in, each with a plan, and nothing synced yet."""
    signing_in = {"asana_client_id": "1", "asana_client_secret": "sealed"}
    waiting = {"lease_seconds": LEASE.seconds, "create_grace_seconds": GRACE.seconds}
    with a_home(tmp_path / "home", url, **signing_in, **waiting) as home:
        people = [home.asana.join(f"Person{number}") for number in range(PEOPLE)]

        def more(number: int) -> dict[str, object]:
            user, workspace, token = people[number - 1]
            sealed = home.app.vault.seal(token)
            return {"user_gid": user, "workspace_gid": workspace, "token": sealed}

        let_come(home.app.database, PEOPLE, due_at=home.clock(), more=more)
        for number in range(1, PEOPLE + 1):
            import_plan(home.app.database, number, PLAN, now=home.clock())
        yield home


def lease_is_over(home: Home) -> None:
    home.clock.turn_to(home.clock() + LEASE + timedelta(seconds=1))


def all_are_at_it(home: Home, *programs: Program) -> bool:
    """Whether each of them works for as many as it has hands."""
    with home.app.database.begin() as tx:
        owners = tx.execute(select(rows.c.lease_owner)).scalars()
        pids = Counter(owner.split("/")[0].split(":")[1] for owner in owners if owner)
    return all(pids[str(program.pid)] == THREADS for program in programs)


def done(home: Home) -> int:
    """How many have all that they asked for, by a run that went well, and nobody at it."""
    with home.app.database.begin() as tx:
        found = [accounts.get(tx, number) for number in range(1, PEOPLE + 1)]
        latest = {one.id: next(iter(runs.latest(tx, one.id, 1)), None) for one in found}
    return sum(
        one.wanted == one.done
        and one.state is AccountState.OK
        and one.lease_until is None
        and latest[one.id] is not None
        and latest[one.id].status == "done"
        for one in found
    )


def boards(home: Home) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each project's workspace, and its goals with their steps; whatever is twice shows."""
    for project in home.asana.snapshot()["projects"]:
        tasks = [task for section in project["sections"] for task in section["tasks"]]
        ours = [task for task in tasks if markers_in(task["html_notes"]) or task["external"]]
        goals = {task["name"]: [step["name"] for step in task["subtasks"]] for task in ours}
        assert len(goals) == len(ours)
        yield project["workspace"], goals


def test_one_is_killed_one_cut_off_one_paused_and_everybody_has_one_board(
    crowd: Home, cables: Callable[[Home, str], tuple[dict[str, str], list[Cable]]]
) -> None:
    home = crowd
    settings, lines = cables(home, "127.0.0.2")
    home.asana.slow(0.1)
    killed, paused = home.worker(threads=THREADS), home.worker(threads=THREADS)
    cut_off = home.worker(threads=THREADS, **settings)
    answer_to(lambda: all_are_at_it(home, killed, paused, cut_off), bool)

    paused.pause()
    for line in lines:
        line.pull()
    killed.kill()
    home.programs.remove(killed)
    lease_is_over(home)
    home.asana.slow(0)
    last = home.worker(threads=THREADS)
    answer_to(lambda: idle(home), bool)
    home.clock.turn_to(home.clock() + GRACE)
    answer_to(lambda: done(home), lambda number: number == PEOPLE)

    asked = home.asana.asked()
    paused.go_on()
    for line in lines:
        line.plug_in()
    answer_to(lambda: home.log().count(OVERTAKEN), lambda number: number >= THREADS)
    assert last.alive()
    assert cut_off.alive()
    assert all(home.end())
    assert home.asana.writes(asked) == []
    found = list(boards(home))
    assert len({workspace for workspace, _ in found}) == len(found) == PEOPLE
    assert [goals for _, goals in found] == [BOARD] * PEOPLE
    assert done(home) == PEOPLE


def idle(home: Home) -> bool:
    """Whether nobody works, and nothing is due: what is left waits for the grace."""
    with home.app.database.begin() as tx:
        busy = rows.c.lease_until.is_not(None) | (rows.c.due_at <= home.clock())
        return tx.execute(select(func.count()).where(busy)).scalar_one() == 0
