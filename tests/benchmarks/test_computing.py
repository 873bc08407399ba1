"""What turns compute beside the SDK's bare calls that they contain, and what a start does."""

from __future__ import annotations

from benchmarks.against import computing

GOALS = 20


def test_a_look_that_hears_nothing_computes_less_than_a_turn_that_holds_the_plan_against_it():
    found = computing.turns(GOALS)
    print(f"\n\n{computing.table({GOALS: found}, computing.starts(times=3))}")
    look = found["A look that hears nothing"]
    turn = found["A turn that was asked for and finds nothing"]

    assert look["requests"] == turn["requests"] == 1
    assert look["ours"] < turn["ours"]
