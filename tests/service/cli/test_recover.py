from __future__ import annotations

import shutil

import pytest


@pytest.fixture
def lost(connected, momentum, plan_file, home):
    """Ada's Asana with a synced plan and a review, and a home in which nothing is left."""
    momentum("plan", "import", plan_file)
    assert momentum("sync").code == 0
    assert momentum("review").code == 0
    lose(connected, momentum, home)
    return connected


def lose(asana, momentum, home):
    shutil.rmtree(home)
    assert momentum("connect", stdin=asana.token).code == 0


def writes(asana):
    return [entry for entry in asana.world.requests if entry.counted and entry.method != "GET"]


def test_the_whole_way_back(lost, momentum):
    refused = momentum("sync")
    assert refused.code == 1
    assert "momentum db recover" in refused.err
    before = len(writes(lost))

    ended = momentum("db", "recover")

    assert ended.code == 0
    assert "Recovered 6 goals and 1 review." in ended.out
    assert "What cannot come back:" in ended.out
    assert "In step." in momentum("sync").out
    assert writes(lost)[before:] == []
    assert "Public speaking" in momentum("plan", "show").out


def test_a_second_recovery_is_refused_and_says_what_to_do(lost, momentum):
    momentum("db", "recover")

    ended = momentum("db", "recover")

    assert ended.code == 1
    assert "MOMENTUM_HOME" in ended.err
    assert lost


def test_without_a_copy_a_script_has_to_say_what_the_board_does_not_tell(lost, momentum):
    lost.world.attachments.clear()

    silent = momentum("db", "recover")
    assert silent.code == 1
    assert "--outside" in silent.err
    ended = momentum("db", "recover", "--outside", "Stakeholders", "--rest-in-role")

    assert ended.code == 0
    assert "all is read from the board" in ended.out


def test_on_a_terminal_it_asks(lost, momentum):
    lost.world.attachments.clear()

    ended = momentum("db", "recover", stdin="1\n2\n", terminal=True)

    assert ended.code == 0
    assert "Where is “Cost models” (deferred) learned?" in ended.out
    assert "Where is “Stakeholders” (mastered) learned?" in ended.out


def test_a_section_under_another_name_is_named(lost, momentum):
    lost.world.attachments.clear()
    (board,) = lost.world.snapshot()["projects"]
    later = next(part for part in board["sections"] if part["name"] == "Later")
    lost.world.person(next(iter(lost.world.users.values()))).rename_section(
        later["gid"], "Später"
    )

    silent = momentum("db", "recover", "--rest-in-role")
    assert "--section later=NAME with one of: Später" in silent.err
    for wrong in ("later", "never=Später"):
        assert momentum("db", "recover", "--section", wrong).code == 1
    ended = momentum("db", "recover", "--rest-in-role", "--section", "later=Später")

    assert ended.code == 0
    assert "deferred" in ended.out
    assert "In step." in momentum("sync").out


def test_of_several_boards_one_is_chosen(lost, momentum, home):
    momentum("sync", "--force")
    lose(lost, momentum, home)

    silent = momentum("db", "recover")
    assert silent.code == 1
    assert "--project with one of" in silent.err
    gid = str(lost.world.snapshot()["projects"][0]["gid"])
    assert momentum("db", "recover", "--project", gid).code == 0


def test_with_nothing_in_asana_there_is_nothing_to_recover(connected, momentum):
    ended = momentum("db", "recover")

    assert ended.code == 1
    assert "no board of yours" in ended.err
    assert connected
