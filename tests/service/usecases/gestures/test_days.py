"""One due date, two meanings, told by where the task is."""

from __future__ import annotations

from datetime import date

from support.gestures import OUTSIDE, assert_at_rest

from service.domain.plan import State

SPRING = date(2027, 5, 3)


def days_until(home, day: date) -> int:
    return (day - home.now().date()).days


def test_a_day_on_a_task_of_this_quarter_is_its_deadline(home):
    """Set the due date of a task of this quarter"""
    home.person.set_due(home.gid("Curiosity"), date(2026, 11, 20))
    home.sync()
    assert home.goal("Curiosity").deadline == date(2026, 11, 20)
    assert_at_rest(home)

    home.wait(days=100)  # into the next quarter
    home.sync()
    assert home.tasks()["Curiosity"]["due_on"] == "2026-11-20"


def test_without_a_day_a_task_of_this_quarter_has_no_deadline(home):
    """Clear the due date of a task of this quarter"""
    home.person.set_due(home.gid("Curiosity"), None)
    home.sync()
    assert (home.goal("Curiosity").deadline, home.goal("Curiosity").undated) == (None, True)
    assert_at_rest(home)

    home.wait(days=100)
    home.sync()
    assert home.tasks()["Curiosity"]["due_on"] is None


def test_a_day_on_a_task_in_later_is_the_day_it_comes_back(home):
    """Set the due date of a task in Later"""
    home.person.complete(home.gid("Curiosity"))  # so that there is room
    day = date(2027, 2, 11)
    home.person.set_due(home.gid("Public speaking"), day)
    home.sync()
    assert home.goal("Public speaking").not_before == day
    assert_at_rest(home)

    home.wait(days=days_until(home, day) - 1)
    home.sync()
    assert home.goal("Public speaking").state is State.DEFERRED
    home.wait(days=1)
    home.sync()
    assert home.tasks(OUTSIDE)["Public speaking"]["due_on"] == "2027-03-31"


def test_without_a_day_a_task_in_later_waits_for_its_person(home):
    """Clear the due date of a task in Later"""
    home.person.complete(home.gid("Curiosity"))
    home.person.set_due(home.gid("Public speaking"), None)
    home.sync()
    assert_at_rest(home)

    home.wait(days=days_until(home, SPRING) + 1)
    home.sync()
    assert home.goal("Public speaking").state is State.DEFERRED
    assert home.tasks("Later")["Public speaking"]["due_on"] is None
