"""The calm at the end: no more faults, until nothing changes any more, and the judgement."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from integrations.asana.sandbox.faults import Faults
from service.store.accounts import AccountState
from simulation.judge import judge
from simulation.life import HOLD

if TYPE_CHECKING:
    from simulation.life import Life

ROUNDS = 8
A_DAY = timedelta(days=1, minutes=10)
A_WEEK = timedelta(days=8)


def settle(life: Life) -> None:
    """End all faults, sync until nothing changes any more, and judge."""
    life.home.world.faults = Faults()
    life.database.live()
    life.tell("calm")
    life.wait_out_holds()
    if life.unheard or life.refused():
        life.wait(A_DAY.total_seconds())  # what no event told of is seen by a full reading
    if life.beyond:
        _converge(life)
        life.wait(A_WEEK.total_seconds())  # the next review puts away what came so late
    _converge(life)
    for what in judge(life):
        life.blame(what)
    before = len(life.home.writes())
    run = life.work(force=True)
    for change in run.result["changes"] if run and run.result else ():
        life.blame(f"no event told of: {change}")
    for write in life.home.writes()[before:]:
        life.blame(f"a further sync writes: {write}")


def _converge(life: Life) -> None:
    """Do what the service would do by itself, and say yes where it asks."""
    for _ in range(ROUNDS):
        life.wait(HOLD.total_seconds())
        run = life.work(force=life.account().state is AccountState.CONFIRM)
        life.wait_out_holds()
        calm = run is not None and run.status == "done" and not run.result["changes"]
        if calm and life.account().event_token:  # without one, everything is to be read
            return
    life.blame("it does not converge")
