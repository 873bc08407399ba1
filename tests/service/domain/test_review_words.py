from __future__ import annotations

from datetime import date, timedelta

import pytest

from service.domain.review_words import (
    counted,
    due,
    full_day_name,
    in_days,
    listed,
    percent,
    plain,
    steps,
)

TODAY = date(2026, 12, 28)


def in_(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_one_is_singular_and_none_is_plural():
    assert [counted(n, "goal") for n in (0, 1, 2)] == ["0 goals", "1 goal", "2 goals"]


def test_a_day_is_named_in_full():
    assert full_day_name(date(2027, 1, 4)) == "Monday 4 January 2027"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (2, "in 2 days"), (133, "in 133 days")],
)
def test_days_to_come_are_counted(days, words):
    assert in_days(in_(days), TODAY) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (in_(0), "due today"),
        (in_(1), "due tomorrow (29 December 2026)"),
        (in_(7), "due in 7 days (4 January 2027)"),
        (in_(-1), "1 day overdue"),
        (in_(-40), "40 days overdue"),
        (None, "no due date"),
    ],
)
def test_a_due_day_says_how_far_it_is(day, words):
    assert due(day, TODAY) == words


@pytest.mark.parametrize(
    ("done", "total", "words"),
    [
        (0, 0, "no steps yet"),
        (0, 1, "0 of 1 step done"),
        (1, 1, "its one step is done"),
        (1, 3, "1 of 3 steps done"),
        (3, 3, "all 3 steps done"),
    ],
)
def test_steps_are_counted_in_words(done, total, words):
    assert steps(done, total) == words


def test_a_list_reads_as_a_sentence():
    names = [("a",), ("b",), ("c",)]

    assert [plain(listed(names[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_of_very_many_the_first_are_listed_and_the_rest_counted():
    names = [(str(number),) for number in range(400)]

    assert plain(listed(names)).endswith("9, 10 and 389 more")
    assert plain(listed(names[:12])).endswith("10 and 11")


@pytest.mark.parametrize(
    ("share", "shown"), [(0, 0), (0.001, 1), (0.335, 34), (0.999, 99), (1, 100)]
)
def test_only_nothing_is_none_and_only_everything_is_all(share, shown):
    assert percent(share) == shown
