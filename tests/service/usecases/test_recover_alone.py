"""Without a copy of the plan, the board itself tells, and the person says the rest."""

from __future__ import annotations

from datetime import date

import pytest
from support.home import Home, make_home
from support.loss import CONNECTED, assert_settled, lived, lose, recovered
from support.plans import SMALL
from support.reconnects import ask, close, next_on, tasks
from support.turns import Service

from service.domain.plan import Group, State
from service.usecases import recover


@pytest.fixture
def home(database) -> Home:
    return make_home(database)


@pytest.fixture
def service(home) -> Service:
    return lived(home)


def test_a_let_go_task_that_is_ticked_stays_let_go(home, service):
    home.person.complete(home.gid("Curiosity"))
    home.person.move(home.gid("Curiosity"), home.section("Let go"))
    service.work()
    home.world.attachments.clear()
    lose(home)

    recovered(home, dict.fromkeys(home.tasks(), Group.OUTSIDE))

    assert home.goal("Curiosity").state is State.LET_GO
    assert_settled(home, service)


def test_without_a_copy_the_person_says_what_a_section_does_not_tell(home, service):
    home.world.attachments.clear()
    lose(home)
    groups = {
        "Stakeholder management": Group.IN_ROLE,
        "Public speaking": Group.OUTSIDE,
        "Sailing": Group.OUTSIDE,
        "Curiosity": Group.OUTSIDE,
    }

    found = recovered(home, groups)

    assert {goal.skill for goal in found.rebuilt.unsaid} == set()
    assert len(found.lost) > 2
    assert home.goal("Public speaking").group is Group.OUTSIDE
    assert home.goal("Public speaking").not_before == date(2027, 5, 3)
    assert home.goal("Stakeholder management").came_from is Group.IN_ROLE
    assert home.goal("Data storytelling").how == "Own the quarterly metrics deck"
    assert home.goal("Data storytelling").deadline is None
    (posting,) = home.plan().postings
    assert posting.title == "Head of Product, Acme"
    assert [line.text for line in posting.requirements] == ["Proven stakeholder management"]
    assert_settled(home, service)


def test_without_a_copy_the_reviews_are_known_all_the_same(home, service):
    home.world.attachments.clear()
    made = service.tasks()
    lose(home)

    recovered(home)

    assert {one.gid for one in service.reviews()} == {task["gid"] for task in made}
    home.wait(days=7, hours=1)
    service.work()
    assert len(service.tasks()) == len(made) + 1


def test_without_a_copy_a_renamed_section_has_to_be_named(home, service):
    home.world.attachments.clear()
    later = home.section("Later")
    home.person.rename_section(later, "Später")
    lose(home)
    board = home.board()
    (project,) = recover.boards(home.database, home.account_id, board)

    seen = recover.look(board, project)

    assert seen.unknown == ("later",)
    assert [section.name for section in seen.strange] == ["Später"]
    told = seen.with_sections({"later": later})
    found = recover.find(home.database, home.account_id, board, told, now=home.now())
    recover.store(home.database, home.account_id, found, now=home.now())
    assert home.goal("Public speaking").state is State.DEFERRED
    assert_settled(home, service)


def test_of_a_plan_that_never_had_a_review_the_board_tells(home):
    service = Service(home)
    home.time[0] = CONNECTED
    home.plan_file(SMALL)
    service.work()
    lose(home)

    recovered(home, dict.fromkeys(home.tasks(), Group.OUTSIDE))

    before = len(home.writes())
    service.work()
    home.sync(force=True)
    assert home.writes()[before:] == []
    assert service.reviews() == []


def test_without_a_copy_a_reconnect_is_known_by_its_mark(home, service):
    assert ask(home)
    close(home)
    due = next_on(home)
    home.world.attachments.clear()
    lose(home)

    recovered(home, dict.fromkeys(home.tasks(), Group.OUTSIDE))

    assert next_on(home) == due
    service.work()
    assert len(tasks(home)) == 1
