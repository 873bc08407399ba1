"""The history as chapters: one for each run, in the order in which a person reads."""

from __future__ import annotations

import pytest
from support.plans import SMALL
from support.turns import Service

from integrations.asana.sandbox import Fault
from service.store.queue import Trigger
from service.usecases import goals
from service.usecases.past import chapters
from service.usecases.status import status


@pytest.fixture
def service(home):
    home.plan_file(SMALL)
    service = Service(home)
    service.work()
    return service


def told(service, limit=100):
    with service.home.database.begin() as tx:
        return chapters(tx, service.home.account_id, limit)


def test_a_run_tells_why_it_began(service):
    home = service.home
    home.wait(minutes=5)
    home.person.rename(home.gid("Curiosity"), "Being curious")
    service.work()

    latest = told(service)[0]
    assert latest.run.trigger == Trigger.NEWS
    assert latest.sentences == ("You renamed “Curiosity” to “Being curious” in Asana.",)

    home.wait(days=1)
    service.work()
    assert told(service)[0].run.trigger == Trigger.REVIEW

    home.wait(days=2)  # a full reading has a moment of its own in each day
    home.person.rename(home.gid("Being curious"), "Curiosity")
    service.work()
    assert told(service)[0].run.trigger == Trigger.DAILY


def test_the_first_run_was_asked_for_and_tells_what_it_made_in_order(service):
    first = next(chapter for chapter in told(service) if chapter.run)

    assert first.run.trigger == Trigger.ASKED
    assert first.sentences[-1] != first.sentences[0]
    assert "Curiosity was made in Asana." in first.sentences


def test_the_same_trouble_met_again_and_again_is_told_once(service):
    home = service.home
    home.world.faults.add(Fault("400", method="GET", path="/events", times=None))
    for _ in range(3):  # the review, at eight, asks for no events and succeeds
        home.wait(minutes=15)
        service.work()

    assert len([chapter for chapter in told(service) if chapter.error]) == 1


def test_a_conflict_is_open_until_a_review_has_named_it(service):
    home = service.home
    home.person.rename(home.gid("Curiosity"), "Being curious")
    edit = goals.Edit(skill="Wondering")
    goals.edit(home.database, home.account_id, "Curiosity", edit, now=home.now())
    service.work()

    (named,) = status(home.database, home.account_id, now=home.now()).conflicts
    assert "“Being curious”, stands; the plan had “Wondering”" in named

    home.wait(days=8)
    service.ask_for_review()
    assert status(home.database, home.account_id, now=home.now()).conflicts == ()
