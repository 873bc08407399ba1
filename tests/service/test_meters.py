from __future__ import annotations

from service.meters import OUTCOMES, SIZE, Meters
from service.store import runs
from service.usecases import ending
from service.usecases.sync.outcome import Status
from service.worker import loop


def test_every_way_in_which_a_run_ends_has_its_place():
    of_a_turn = set(Status) - {Status.PLANNED}  # which no worker does
    others = {ending.STOPPED, ending.WAITING, ending.FAILED, runs.INTERRUPTED, loop.NOTHING}

    assert set(OUTCOMES) == of_a_turn | others


def test_each_process_writes_its_own_sheet_and_reads_the_sums():
    sheets = [[0.0] * SIZE, [0.0] * SIZE]
    one, other = Meters(sheets, 0), Meters(sheets, 1)
    for meters in (one, other, other):
        meters.answered(200)
    other.answered(503)
    one.asked(12, rate_limited=1)

    assert one.read() == other.read()
    assert one.read().answers == {200: 3, 503: 1}
    assert (one.read().requests, one.read().rate_limited) == (12, 1)
