"""Sections and the project: known by gid, made again only where it is needed."""

from __future__ import annotations

import pytest
from support.gestures import OUTSIDE, assert_at_rest, assert_nothing_follows

from service.domain.plan import State
from service.usecases.ports import Stopped


def test_a_section_may_have_any_name(home):
    """Rename a section"""
    home.person.rename_section(home.section("Mastered"), "Geschafft")
    assert_nothing_follows(home)

    home.person.complete(home.gid("Curiosity"))
    home.sync()
    assert "Curiosity" in home.tasks("Geschafft")


def test_sections_may_stand_in_any_order(home):
    """Reorder the sections"""
    home.person.order_section(home.section(OUTSIDE), after=home.section("Reviews"))

    assert_nothing_follows(home)


def test_a_deleted_section_is_made_again_when_a_task_has_to_go_into_it(home):
    """Delete a section"""
    home.person.delete_section(home.section(OUTSIDE))
    home.sync()
    assert home.goal("Curiosity").state is State.LET_GO
    assert_at_rest(home)
    assert OUTSIDE not in [section["name"] for section in home.project()["sections"]]

    home.wait(days=300)  # the day on which Public speaking comes back is over
    home.sync()
    assert list(home.tasks(OUTSIDE)) == ["Public speaking"]
    assert_at_rest(home)


def test_the_project_may_have_any_name(home):
    """Rename the project"""
    home.person.rename_project(str(home.project()["gid"]), "My way")

    assert_nothing_follows(home)


def test_an_archived_project_stops_the_work(home):
    """Archive the project"""
    project = str(home.project()["gid"])
    home.person.update_project(project, {"archived": True})
    before = len(home.writes())
    with pytest.raises(Stopped, match="archived"):
        home.sync()
    assert home.writes()[before:] == []

    home.person.update_project(project, {"archived": False})
    home.person.rename(home.gid("Curiosity"), "Being curious")
    home.sync()
    assert home.goal("Being curious").state is State.ACTIVE
    assert_at_rest(home)


def test_a_deleted_project_stops_the_work(home):
    """Delete the project"""
    project = str(home.project()["gid"])
    home.person.delete_project(project)
    with pytest.raises(Stopped, match="deleted"):
        home.sync()
    home.wait(days=2)
    with pytest.raises(Stopped, match="deleted"):
        home.sync(force=True)

    home.person.restore_project(project)
    assert_nothing_follows(home)
    assert len(home.projects()) == 1


def test_a_project_out_of_reach_stops_the_work(home):
    """Leave the project"""
    project = str(home.project()["gid"])
    home.person.leave_project(project)
    with pytest.raises(Stopped, match="not shared"):
        home.sync()

    home.person.join_project(project)
    assert_nothing_follows(home)
