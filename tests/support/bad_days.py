"""Asana's bad days by their names, and one judgement for whatever a journey has met on one.

A journey that met a fault is gone again as its person and the service would go it: after what
Asana asked to wait, after the grace, on the next day. Then all stands as it does without the
fault. Where Asana said a clear no, it is taken at its word: what it said no to may be missing,
but both sides agree, nothing is there twice, and nothing is left to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.asana.sandbox import Fault
from service.domain.plan import State
from service.domain.planfile_write import plan_as_dict
from service.errors import ServiceError
from service.store import accounts, decisions, runs
from service.store.accounts import AccountState, Answer
from service.usecases.ending import UNEXPECTED
from support.home import GRACE
from support.journeys import JOURNEYS, account, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.store.database import Database
    from support.home import Home

AFTER_THE_GRACE = GRACE.total_seconds() + 1
WAITS = (AFTER_THE_GRACE, AFTER_THE_GRACE, 6.5 * 3600, 25 * 3600, AFTER_THE_GRACE)
"""After what has no answer, twice; after the longest that a 429 asks for; the day after."""

OURS = re.compile(r"momentum:[\w:-]+|\b12\d{14}\b|'id': '\w{12}'")
"""What differs between two lives that are the same: markers, gids and ids."""


def _fault(kind: str, seconds: float = 20) -> Callable[[Home, int], Fault]:
    return lambda _, skip: Fault(kind, skip=skip, seconds=seconds)


def _project_out_of_reach(home: Home, skip: int) -> Fault:
    def leave() -> None:
        for gid, project in home.world.projects.items():
            if project.members:
                home.person.leave_project(gid)

    return Fault("before", skip=skip, do=leave)


def _stream_anew(home: Home, skip: int) -> Fault:
    return Fault("before", skip=skip, do=home.world.cursors.clear)


HTTP: dict[str, Callable[[Home, int], Fault]] = {
    "timeout-before": _fault("timeout_before"),
    "timeout-after": _fault("timeout_after"),
    "effect-90s-late": _fault("late_effect", seconds=90),
    "500-after-create": _fault("500_after"),
    "502-html": _fault("502_html_after"),
    "429-no-header": _fault("429_no_header"),
    "429-date": _fault("429_date"),
    "429-huge": _fault("429_huge"),
    "201-truncated": _fault("truncated_201"),
    "200-not-json": _fault("garbage_200"),
    "401-mid-batch": _fault("401"),
    "402-search": _fault("402"),
    "403-lost-project": _project_out_of_reach,
    "404-moved": _fault("404"),
    "412-sync": _stream_anew,
    "stale-list": _fault("stale_list"),
    "keepalive-reset": _fault("drop_after"),
}
"""Each by its name, and how to let it strike the request behind so many others."""

A_CLEAR_NO = ("402-search", "404-moved")


@dataclass
class Trial:
    """One journey, and what it comes to where nothing goes wrong."""

    name: str
    make: Callable[[], Database]
    moments: int = field(init=False)
    calm: object = field(init=False, default=None)
    refusals: list[ServiceError] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        home = self.begun()
        passed = home.world.faults.add(Fault("before", times=None))
        self._go(home)
        self.moments = passed.met
        self._go_on(home)
        self.calm = standing(home)

    def begun(self) -> Home:
        return JOURNEYS[self.name].begin(self.make())

    def meets(self, fault: str, number: int) -> bool:
        """Meet the fault at this request, and judge; tells whether it struck at all."""
        home = self.begun()
        struck = home.world.faults.add(HTTP[fault](home, number))
        self._go(home)
        home.world.faults.clear()
        if not struck.spent:
            return False
        where = f"{fault} at request {number} of {self.name}"
        assert_understood(home, where)
        assert all(str(error) and error.hint for error in self.refusals), where
        self._go_on(home)
        if fault in A_CLEAR_NO and standing(home) != self.calm:
            assert_agreed(home, where)
        else:
            assert standing(home) == self.calm, where
        return True

    def _go(self, home: Home) -> None:
        try:
            JOURNEYS[self.name].go(home)
        except ServiceError as error:
            self.refusals.append(error)

    def _go_on(self, home: Home) -> None:
        """Go it again and again, until all is as it should be."""
        for seconds in WAITS:
            home.wait(seconds=seconds)
            act_on_hint(home)
            self._go(home)
            if standing(home) == self.calm:
                break


def act_on_hint(home: Home) -> None:
    """Do what a stopped account asks for; the project is shared again in any case."""
    for gid, project in home.world.projects.items():
        if not project.members:
            home.person.join_project(gid)
    match account(home).state:
        case AccountState.TOKEN_INVALID:
            sign_in(home)
        case AccountState.OK | AccountState.NOT_CONNECTED:
            pass
        case state:
            answer = Answer.KEEP if state is AccountState.CONFIRM else Answer.AGAIN
            with home.database.begin() as tx:
                accounts.request(tx, home.account_id, now=home.now(), answer=answer)


def assert_understood(home: Home, where: str) -> None:
    """Whatever stopped or held up the work says what is wrong and what to do next."""
    with home.database.begin() as tx:
        errors = [run.error for run in runs.latest(tx, home.account_id, 9) if run.error]
    for error in errors:
        assert error["message"] != str(UNEXPECTED), where
        assert error["hint"], f"{where}: {error}"
    found = account(home)
    if found.state not in (AccountState.OK, AccountState.NOT_CONNECTED):
        assert found.state_message, where
        assert found.state_hint, where


def assert_agreed(home: Home, where: str) -> None:
    """Both sides say the same, each thing once, and a full reading changes nothing."""
    plan, board, before = home.plan(), home.world.snapshot(), len(home.writes())
    home.sync(force=True)
    assert (home.plan(), home.world.snapshot(), home.writes()[before:]) == (plan, board, [])
    goals = [goal.skill for goal in plan.goals if goal.state is not State.LET_GO]
    tasks = [
        name for name in home.tasks() if not name.startswith(("Review of", "Reconnect of"))
    ]
    assert set(goals) <= set(tasks), where
    assert len(home.tasks()) == sum(len(part["tasks"]) for part in home.project()["sections"])


def standing(home: Home) -> dict[str, object]:
    """How things stand, here and in Asana, in words that are the same in every life.

    A webhook that is left of an account that is not connected any more ends by itself.
    """
    with home.database.begin() as tx:
        asked = decisions.read_still(tx, home.account_id)
        there = [_nameless(one.decision.title, one.status.value) for one in asked]
    world, state = home.world.snapshot(), account(home).state
    live = [one for one in world["projects"] if not one["deleted"]]
    return {
        "plan": _nameless(plan_as_dict(home.plan())),
        "decisions": there,
        "projects": [
            {
                part["name"]: sorted(map(_task, part["tasks"]), key=str)
                for part in one["sections"]
            }
            for one in live
        ],
        "loose": [_task(one) for one in world["loose"]],
        "webhooks": len(home.world.webhooks) if state is AccountState.OK else 0,
        "state": state,
    }


def _task(task: dict[str, object]) -> list[object]:
    told = [task[key] for key in ("name", "html_notes", "completed", "due_on", "assignee")]
    below = [_task(step) for step in task["subtasks"]]
    return [_nameless(*told), sorted(task["attachments"]), below]


def _nameless(*what: object) -> str:
    return OURS.sub("…", repr(what)).replace(r"\n\n…", "").replace("'…'", "''")
