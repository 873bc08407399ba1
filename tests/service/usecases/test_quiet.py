"""A look that hears nothing loads nothing, until anybody or anything may have made work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.mortal import Killed, Mortal
from support.plans import SMALL
from support.quieting import READ_BY_TURNS
from support.statements import statements
from support.turns import Service

from service.store import accounts
from service.usecases import goals
from service.usecases.sync.context import day_of, end_of

COMMITS = range(1, 9)


@pytest.fixture
def quiet(home):
    """A home whose last turn had nothing to do."""
    home.plan_file(SMALL)
    settle(home)
    home.world.requests.clear()
    return home


def settle(home) -> None:
    look_again(home)
    assert account(home).is_quiet(home.now())


def look_again(home) -> None:
    for _ in range(5):
        Service(home).work()
        home.wait(minutes=2)


def account(home) -> accounts.Account:
    with home.database.begin() as tx:
        return accounts.get(tx, home.account_id)


def ring(home) -> None:
    with home.database.begin() as tx:
        accounts.ring_for(tx, [home.account_id], home.now())


def test_a_look_that_hears_nothing_asks_once_and_loads_nothing(quiet):
    with statements(quiet.database) as made:
        (run,) = Service(quiet).work()

    assert run.status == "done"
    assert [entry.path for entry in quiet.world.requests] == ["/events"]
    said = " ".join(made).split()
    touched = {table for table in READ_BY_TURNS if table in said}
    assert touched == {"links"}  # for the project's gid


def test_looks_go_on_being_quiet(quiet):
    for _ in range(3):
        Service(quiet).work()
        quiet.wait(minutes=2)
        assert account(quiet).is_quiet(quiet.now())


def test_what_the_person_does_in_asana_is_heard_and_taken_in(quiet):
    quiet.person.rename(quiet.gid("Curiosity"), "Being curious")
    Service(quiet).work()

    assert quiet.goal("Being curious")
    assert [entry.path for entry in quiet.world.requests].count("/events") == 1


def test_what_the_person_does_here_is_written(quiet):
    edit = goals.Edit(how="One a week")
    goals.edit(quiet.database, quiet.account_id, "Curiosity", edit, now=quiet.now())
    Service(quiet).work()

    assert "One a week" in str(quiet.tasks()["Curiosity"]["html_notes"])


def test_what_the_person_does_here_is_written_although_the_first_turn_fails(quiet):
    edit = goals.Edit(how="One a week")
    goals.edit(quiet.database, quiet.account_id, "Curiosity", edit, now=quiet.now())
    quiet.mortal = Mortal(quiet.database, 1, after=False)
    with pytest.raises(Killed):
        Service(quiet).work()
    quiet.mortal = None
    quiet.wait(minutes=2)
    Service(quiet).work()

    assert "One a week" in str(quiet.tasks()["Curiosity"]["html_notes"])


@pytest.mark.parametrize("commit", COMMITS)
def test_what_a_turn_took_in_before_it_died_is_answered_by_the_next_look(quiet, commit):
    quiet.person.add_task(quiet.section("This quarter · in my role"), "Added by hand")
    ring(quiet)
    quiet.mortal = Mortal(quiet.database, commit, after=True)
    try:
        Service(quiet).work()
    except Killed:
        """And lost its place in the middle."""
    quiet.mortal = None
    quiet.wait(minutes=2)
    ring(quiet)
    Service(quiet).work()

    assert quiet.tasks()["Added by hand"]["due_on"] is not None


def test_a_review_is_made_when_its_hour_comes(quiet):
    quiet.wait(hours=3)
    Service(quiet).work()

    assert len(Service(quiet).reviews()) == 1


def test_a_new_day_does_what_the_calendar_says(home):
    home.plan_file(SMALL.replace("not_before: 2027-05-03", "not_before: 2026-10-08"))
    settle(home)
    settle_until(home, days=4)

    assert "Public speaking" not in home.tasks("Later")


class Slow(Service):
    """A worker whose clock moves on by a second whenever it looks."""

    def clock(self):
        self.home.wait(seconds=1)
        return super().clock()


def test_a_turn_that_crosses_midnight_is_not_quiet_on_a_day_that_it_has_not_looked_at(home):
    home.plan_file(SMALL)
    quiet = 0
    for seconds in range(1, 28, 3):
        settings = home.plan().settings
        midnight = end_of(day_of(settings, home.now()), settings)
        home.time[0] = midnight - timedelta(hours=1)
        look_again(home)
        home.time[0] = midnight - timedelta(seconds=seconds)
        with home.database.begin() as tx:
            accounts.request(tx, home.account_id, now=home.now())
        Slow(home).work()
        home.time[0] = midnight + timedelta(minutes=1)
        after = account(home)
        quiet += after.quiet_until is not None
        assert not after.is_quiet(home.now()) or after.last_day == day_of(settings, midnight)

    assert quiet > 1


def settle_until(home, *, days: int) -> None:
    for _ in range(days * 24):
        home.wait(hours=1)
        Service(home).work()
