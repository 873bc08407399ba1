"""Two tabs, the back button, a double click, and work that goes on beside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.planned import goal, plan
from support.tabs import Tab, tab
from support.visitor import ON_SQLITE

from integrations.asana.sandbox import Fault
from service.cli.turns import take_turn
from service.domain.plan import State
from service.store import accounts
from service.usecases import goals
from service.usecases.goals import Edit
from service.usecases.import_plan import import_plan
from service.usecases.plan_settings import change_settings

if TYPE_CHECKING:
    import httpx

    from service.bootstrap import App

pytestmark = [ON_SQLITE, pytest.mark.usefixtures("planned")]

STORY = "Data storytelling"


def meanwhile(app: App, skill: str, **changes: str) -> None:
    """Change a goal as a sync does that brings a person's edit from Asana."""
    account_id = account(app)
    goals.edit(app.database, account_id, skill, Edit(**changes), now=app.clock())


def account(app: App) -> int:
    with app.database.begin() as tx:
        return accounts.the_only(tx).id


def place(app: App, skill: str) -> str:
    return f"/goals/{goal(app, skill).id}"


def test_a_field_left_alone_does_not_overwrite_what_came_from_asana(app, browser):
    edit = place(app, STORY) + "/edit"
    page = tab(browser, edit)
    meanwhile(app, STORY, how="Tell one to the board", notes="See the shared folder")

    page.send(edit, evidence="The deck of May")

    after = goal(app, STORY)
    assert (after.how, after.notes) == ("Tell one to the board", "See the shared folder")
    assert after.evidence == "The deck of May"


def test_a_field_changed_on_both_sides_asks_and_sent_again_it_is_the_persons(app, browser):
    edit = place(app, STORY) + "/edit"
    page = tab(browser, edit)
    meanwhile(app, STORY, how="Tell one to the board")

    asked = page.send(edit, how="Tell one at lunch", notes="Mine")

    assert asked.status_code == 422
    assert "It is now: “Tell one to the board”" in asked.text
    assert "Tell one at lunch" in asked.text
    assert goal(app, STORY).how == "Tell one to the board"
    assert goal(app, STORY).notes == ""
    Tab(browser, asked.text).send(edit)
    assert (goal(app, STORY).how, goal(app, STORY).notes) == ("Tell one at lunch", "Mine")


def test_what_was_asked_about_one_field_does_not_make_another_one_stale(app, browser):
    edit = place(app, STORY) + "/edit"
    page = tab(browser, edit)
    refused = page.send(edit, name="Curiosity")
    assert refused.status_code == 422
    meanwhile(app, STORY, how="Tell one to the board")
    again = Tab(browser, refused.text).send(edit, name="Curiosity")
    assert again.status_code == 422

    Tab(browser, again.text).send(edit, name="Stories")

    assert goal(app, "Stories").how == "Tell one to the board"


def test_evidence_left_alone_stays_when_the_goal_is_mastered(app, browser):
    page = tab(browser, place(app, STORY))
    meanwhile(app, STORY, evidence="The deck of May")

    page.send(place(app, STORY) + "/master")

    assert goal(app, STORY).state is State.MASTERED
    assert goal(app, STORY).evidence == "The deck of May"


def test_two_tabs_with_settings_change_each_what_they_changed(app, browser):
    one, other = tab(browser, "/settings"), tab(browser, "/settings")
    one.send("/settings/plan", timezone="Asia/Tokyo")
    other.send("/settings/plan", in_role="5")

    settings = plan(app).settings
    assert (settings.timezone, settings.capacity.in_role) == ("Asia/Tokyo", 5)


def test_keeping_the_settings_keeps_what_the_page_does_not_show(app, browser):
    wanted = replace(plan(app).settings, reconnect=3)
    change_settings(app.database, account(app), wanted, now=app.clock())

    tab(browser, "/settings").send("/settings/plan", outside="2")

    assert plan(app).settings == replace(wanted, capacity=replace(wanted.capacity, outside=2))


def test_a_purpose_said_in_another_tab_is_not_overwritten(app, browser):
    one, other = tab(browser, "/settings"), tab(browser, "/postings/new")
    one.send("/settings/purpose", purpose="Teach")

    asked = other.send("/postings/purpose", purpose="Sail")

    assert asked.status_code == 422
    assert plan(app).purpose == "Teach"
    Tab(browser, asked.text).send("/postings/purpose")
    assert plan(app).purpose == "Sail"


BUTTONS = [
    ("/activate", "Public speaking", State.MASTERED),
    ("/later", STORY, State.MASTERED),
    ("/later", STORY, State.LET_GO),
]


@pytest.mark.parametrize(("button", "skill", "became"), BUTTONS)
def test_a_button_of_a_page_that_is_old_undoes_nothing(app, browser, button, skill, became):
    path = place(app, skill)
    page = tab(browser, "/quarters")
    finish = goals.master if became is State.MASTERED else goals.let_go
    finish(app.database, account(app), skill, now=app.clock())

    said = page.send(path + button)

    assert said.url.path == path
    assert "so nothing was done" in said.text
    assert goal(app, skill).state is became


def test_a_goal_let_go_in_one_tab_is_not_mastered_from_another(app, browser):
    path = place(app, STORY)
    page = tab(browser, path)
    goals.let_go(app.database, account(app), STORY, reason="Not asked for", now=app.clock())

    assert "so nothing was done" in page.send(path + "/master", evidence="Mine").text
    assert "so nothing was done" in page.send(path + "/defer").text
    page.send(path + "/let-go")

    gone = goal(app, STORY)
    assert (gone.state, gone.reason) == (State.LET_GO, "Not asked for")


def test_a_goal_let_go_in_one_tab_keeps_what_is_written_of_it_in_another(app, browser):
    edit = place(app, STORY) + "/edit"
    page = tab(browser, edit)
    goals.let_go(app.database, account(app), STORY, reason="Not asked for", now=app.clock())

    assert page.send(edit, how="Tell one at lunch").status_code == 200

    gone = goal(app, STORY)
    assert (gone.state, gone.how) == (State.LET_GO, "Tell one at lunch")


TWICE = [
    ("/quarters", "{story}/later", {}),
    ("{story}", "{story}/defer", {"quarter": "2027-Q2"}),
    ("{story}", "{story}/master", {"evidence": "The deck of May"}),
    ("{story}", "{story}/let-go", {"reason": "Not asked for"}),
    ("{story}/edit", "{story}/edit", {"step": "Ask Ada\nTell one", "name": "Stories"}),
    ("/goals/new", "/goals/new", {"name": "Chess"}),
    ("/settings", "/settings/plan", {"in_role": "2"}),
    ("/settings", "/settings/purpose", {"purpose": "Sail"}),
    ("/postings/new", "/postings", {"title": "Sailor", "text": "You bring:\n- Sailing"}),
    ("/settings", "/theme", {"theme": "dark"}),
    ("/sort", "/sort", {"group": "mastered", "name": "Listening"}),
]


@pytest.mark.parametrize(("on", "action", "typed"), TWICE)
def test_a_form_that_is_sent_twice_does_it_once(app, browser, on, action, typed):
    if on == "/sort":
        lines = "postings: [{title: Bay, requirements: [Listens well, Rows]}]"
        import_plan(app.database, account(app), lines, now=app.clock())
    story = place(app, STORY)
    page = tab(browser, on.format(story=story))
    action = action.format(story=story)
    page.send(action, **typed)
    once = plan(app)

    again = page.send(action, **typed)

    assert plan(app) == once
    assert again.status_code in (200, 422)
    assert "momentum " not in again.text.split("<main")[1]


def test_connect_pressed_twice_connects_once_and_says_so(browser, token):
    chosen = tab(browser, "/connect").send("/connect", token=token)
    page = Tab(browser, chosen.text)
    assert "Connected to Home" in page.send("/connect/choose").text

    again = page.send("/connect/choose")

    assert again.status_code == 200
    assert "Asana is connected to Home" in again.text


def test_an_undo_that_is_sent_twice_undoes_one_answer(app, browser):
    lines = "postings: [{title: Bay, requirements: [Listens well, Rows]}]"
    import_plan(app.database, account(app), lines, now=app.clock())
    first = tab(browser, "/sort").send("/sort", group="mastered", name="Listening")
    old = Tab(browser, first.text)
    tab(browser, "/sort").send("/sort", group="mastered", name="Rowing")

    said = old.send("/sort/undo")

    assert "There is nothing to undo" in said.text
    assert goal(app, "Rowing")
    assert goal(app, "Listening")


def test_what_was_said_of_a_line_that_is_sorted_by_now_is_not_said_of_another(app, browser):
    lines = "postings: [{title: Bay, requirements: [Listens well, Rows]}]"
    import_plan(app.database, account(app), lines, now=app.clock())
    page = tab(browser, "/sort")
    page.send("/sort", group="mastered", name="Listening", evidence="The choir")

    again = page.send("/sort", group="mastered", name="Hearing", evidence="The choir")

    assert again.status_code == 422
    assert "The choir" not in again.text.split('id="line"')[1].split("</section>")[0]


def test_a_plan_imported_while_one_sorts_leaves_both(app, browser):
    lines = "postings: [{title: Bay, requirements: [Listens well, Rows]}]"
    import_plan(app.database, account(app), lines, now=app.clock())
    page = tab(browser, "/sort")
    import_plan(
        app.database, account(app), "goals: [{skill: Chess, group: outside}]", now=app.clock()
    )

    page.send("/sort", group="mastered", name="Listening")

    assert goal(app, "Chess")
    assert goal(app, "Listening").state is State.MASTERED


def test_what_is_sorted_while_a_sync_runs_is_kept_and_goes_to_asana(
    at_asana, browser, token, world
):
    lines = "postings: [{title: Bay, requirements: [Listens well, Rows]}]"
    import_plan(at_asana.database, account(at_asana), lines, now=at_asana.clock())
    chosen = tab(browser, "/connect").send("/connect", token=token)
    Tab(browser, chosen.text).send("/connect/choose")
    page = tab(browser, "/sort")
    said: list[httpx.Response] = []

    def sort() -> None:
        said.append(page.send("/sort", group="mastered", name="Listening"))

    world.faults.add(Fault("before", method="POST", path="/batch", do=sort))
    with at_asana.database.begin() as tx:
        connected = accounts.the_only(tx)

    take_turn(at_asana, connected)
    take_turn(at_asana, connected)

    assert [answer.status_code for answer in said] == [200]
    assert goal(at_asana, "Listening").state is State.MASTERED
    names = [task.name for task in world.tasks.values() if not task.parent]
    assert sorted(names) == sorted(one.skill for one in plan(at_asana).goals)
