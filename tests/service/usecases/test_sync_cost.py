"""What a first sync says to the database: as little for ten things as for one."""

from __future__ import annotations

from support.home import make_home
from support.statements import statements

ROUND = 7
"""Ten tasks: renewed, looked up, recorded as sent; renewed, settled, linked, told."""


def said(sqlite, goals: int, steps: int = 0) -> int:
    """How many statements a first sync of so many goals takes."""
    database = sqlite()
    home = make_home(database)
    names = ", ".join(f"Step {number}" for number in range(steps))
    listed = "".join(
        f"  - {{skill: Goal {number}, group: in_role, steps: [{names}]}}\n"
        for number in range(goals)
    )
    home.plan_file(f"momentum: 1\npurpose: Lead\ngoals:\n{listed}")
    with statements(database) as made:
        home.sync()
    assert len(home.tasks()) == goals
    return len(made)


def test_ten_goals_more_are_a_handful_of_statements_more(sqlite):
    ten, twenty, forty = (said(sqlite, goals) for goals in (10, 20, 40))

    assert twenty - ten <= ROUND
    assert forty - twenty == 2 * (twenty - ten)


def test_a_step_more_for_each_of_ten_goals_is_a_handful_too(sqlite):
    none, one, three = (said(sqlite, 10, steps) for steps in (0, 1, 3))

    assert one - none <= ROUND
    assert three - one == 2 * (one - none)
