"""A gesture on the stand-in's page, its webhook, the sync, and what the page then shows."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from support.plans import SMALL
from support.playing import playing

from service.domain.plan import State
from service.store import accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.playing import Play

    from integrations.asana.sandbox.model import Task

GENEROUS = 10.0
"""Seconds; it takes well below one where nothing else is going on."""


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    with playing(tmp_path_factory.mktemp("home"), SMALL) as play:
        yield play


@pytest.fixture(autouse=True)
def at_rest(play: Play):
    play.until(play.is_at_rest)


def told(play: Play) -> str:
    page = play.web.get("/").text
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_what_is_dragged_to_mastered_is_ticked_by_the_sync_and_told_beside_it(play: Play):
    task = play.task("Data storytelling")
    before = len(play.world.requests)

    answer = play.post(f"/tasks/{task.gid}/move", section=play.section("Mastered"))
    moved_at = play.app.clock()
    play.until(lambda: task.completed)
    play.until(play.is_at_rest)

    assert answer.status_code == 303
    goal = play.goal("Data storytelling")
    assert goal is not None
    assert goal.state is State.MASTERED
    written = [
        log for log in play.world.requests[before:] if log.method != "GET" and log.counted
    ]
    assert [(log.method, log.path) for log in written] == [("PUT", f"/tasks/{task.gid}")]
    assert (written[-1].at - moved_at).total_seconds() < GENEROUS
    shown = told(play)
    assert "You moved “Data storytelling” to Mastered" in re.sub(r"\d\d:\d\d:\d\d ", "", shown)
    assert "ticked “Data storytelling” read what changed (" in shown
    assert re.search(r"within \d\.\d s of your gesture", shown)


def test_what_is_typed_into_a_column_becomes_a_goal(play: Play):
    play.post(f"/sections/{play.section('Later')}/add", name="Negotiation")

    play.until(lambda: play.goal("Negotiation"))

    play.until(lambda: play.task("Negotiation").due_on)


def test_a_new_name_notes_and_a_tick_come_into_the_plan(play: Play):
    task = play.task("Curiosity")
    play.post(f"/tasks/{task.gid}/rename", name="Curious about everything")
    play.until(lambda: play.goal("Curious about everything"))
    page = play.web.get(f"/tasks/{task.gid}").text
    notes = unescape(re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[0])

    play.post(f"/tasks/{task.gid}/notes", notes=notes.replace("One museum", "Two museums"))
    play.until(lambda: play.goal("Curious about everything").how == "Two museums a month")
    play.post(f"/tasks/{task.gid}/step", name="Go there")
    play.until(lambda: len(play.goal("Curious about everything").steps) == 2)

    assert "<strong>How</strong>\nTwo museums a month" in task.html_notes


def test_what_is_deleted_is_let_go_and_what_is_restored_is_back(play: Play):
    task = play.task("Public speaking")
    play.post(f"/tasks/{task.gid}/delete")
    play.until(lambda: play.goal("Public speaking").state is State.LET_GO)

    play.post(f"/tasks/{task.gid}/restore")

    play.until(lambda: play.goal("Public speaking").state is State.DEFERRED)


def test_a_decision_of_the_review_is_ticked_and_done_and_the_review_completed(play: Play):
    here = play.section("This quarter · outside work")
    play.post(f"/sections/{here}/add", name="Listening")
    play.until(lambda: play.goal("Listening"))
    task = play.task("Listening")
    play.post(f"/tasks/{task.gid}/step", name="Ask and wait")
    play.post(f"/tasks/{task.subtasks.first()}/tick")
    play.until(lambda: [step.done for step in play.goal("Listening").steps] == [True])
    with play.app.database.begin() as tx:
        accounts.request(tx, play.account_id, now=play.app.clock(), review=True)
    play.world.deliver(heartbeat=True)
    play.until(play.is_at_rest)
    decision = next(
        one for one in play.world.tasks.values() if one.name.startswith("Move “Listening” to")
    )

    play.post(f"/tasks/{decision.gid}/tick")
    play.until(lambda: play.goal("Listening").state is State.MASTERED)
    play.until(lambda: task.completed)
    answer = play.post(f"/tasks/{decision.parent}/tick")
    play.until(play.is_at_rest)

    assert answer.status_code == 303
    assert section_of(play, task) == "Mastered"


def section_of(play: Play, task: Task) -> str:
    (section,) = task.places.values()
    return play.world.sections[section].name
