"""What following a board costs once it was read, counted at the stand-in."""

from __future__ import annotations

import pytest
from support.home import Home, make_home
from support.plans import many

SIZES = [(4, 2), (40, 3), (100, 5)]


def trips(home: Home, *, force: bool = False) -> int:
    before = len(home.world.requests)
    home.sync(force=force)
    return len([entry for entry in home.world.requests[before:] if not entry.in_batch])


@pytest.mark.parametrize(("goals", "steps"), SIZES)
def test_following_a_board_costs_the_same_whatever_its_size(sqlite, goals, steps):
    home = make_home(sqlite())
    home.plan_file(many(goals, steps))
    home.sync()
    echoes = trips(home)
    nothing = trips(home)
    home.person.rename(home.gid("Skill 0"), "Renamed")
    one = trips(home)
    full = trips(home, force=True)

    print(
        f"\n{goals:4} goals, {steps} steps each: our own echoes {echoes}, "
        f"nothing new {nothing}, one change {one}, full reading {full} round trips"
    )
    assert nothing == 1
    assert one <= 3
