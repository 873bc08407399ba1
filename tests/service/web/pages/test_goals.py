from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.planned import goal
from support.visitor import ON_SQLITE

from service.domain.plan import State

if TYPE_CHECKING:
    from support.visitor import Browser

    from service.bootstrap import App

pytestmark = [pytest.mark.usefixtures("planned"), ON_SQLITE]


def decide(app: App, browser: Browser, skill: str, what: str, **typed: str):
    place = f"/goals/{goal(app, skill).id}"
    return browser.send(f"{place}/{what}", on=place, **typed)


def test_the_quarters_show_every_goal_once(browser: Browser) -> None:
    page = browser.open("/quarters").text

    for skill in ("Data storytelling", "Public speaking", "Stakeholder management"):
        assert page.count(f"<bdi>{skill}</bdi>") == 1
    assert "Back on Mon 3 May 2027" in page
    assert "Room for 2 more" in page


def test_a_goal_is_put_off_and_taken_up_by_one_button(app: App, browser: Browser) -> None:
    said = decide(app, browser, "Data storytelling", "later").text
    assert "“Data storytelling” is put off to 2027-Q1." in said
    assert goal(app, "Data storytelling").state is State.DEFERRED

    said = decide(app, browser, "Data storytelling", "activate").text
    assert "“Data storytelling” is in ink this quarter." in said
    assert goal(app, "Data storytelling").state is State.ACTIVE


def test_what_is_said_is_said_once_and_not_in_the_address(app: App, browser: Browser) -> None:
    said = decide(app, browser, "Data storytelling", "later")

    assert said.url.path == "/quarters"
    assert not said.url.query
    assert "is put off" not in browser.open("/quarters").text


def test_a_goal_is_put_off_to_a_day_or_to_a_quarter(app: App, browser: Browser) -> None:
    decide(app, browser, "Curiosity", "defer", until="2027-08-02", quarter="")
    assert str(goal(app, "Curiosity").not_before) == "2027-08-02"

    decide(app, browser, "Curiosity", "defer", until="", quarter="2027-Q2")
    assert str(goal(app, "Curiosity").quarter) == "2027-Q2"


DAYS = [
    ("2020-01-01", "", "is not in the future"),
    ("someday", "", "A day between 2000 and 2199"),
    ("2027-08-02", "2027-Q2", "Name a day or a quarter, not both."),
    ("", "2027-Q9", "should match pattern"),
]


def test_a_day_that_will_not_do_is_said_beside_it_and_kept(app: App, browser: Browser) -> None:
    for until, quarter, says in DAYS:
        answer = decide(app, browser, "Curiosity", "defer", until=until, quarter=quarter)

        assert answer.status_code == 422
        assert says in answer.text
        assert f'value="{until}"' in answer.text
    assert goal(app, "Curiosity").state is State.ACTIVE


def test_mastering_keeps_the_evidence_and_letting_go_the_reason(
    app: App, browser: Browser
) -> None:
    decide(app, browser, "Data storytelling", "master", evidence="Told it to the board")
    decide(app, browser, "Public speaking", "let-go", reason="No longer asked for")

    assert goal(app, "Data storytelling").evidence == "Told it to the board"
    gone = goal(app, "Public speaking")
    assert (gone.state, gone.reason) == (State.LET_GO, "No longer asked for")
    page = browser.open("/quarters").text
    assert "Told it to the board" in page
    assert "No longer asked for" in page


def test_evidence_that_is_too_long_stays_in_the_field(app: App, browser: Browser) -> None:
    long = "x" * 66_000

    answer = decide(app, browser, "Data storytelling", "master", evidence=long)

    assert answer.status_code == 422
    assert "The evidence is too long" in answer.text
    assert long in answer.text
    assert goal(app, "Data storytelling").state is State.ACTIVE


def test_a_goal_is_edited_and_what_was_typed_survives_a_refusal(
    app: App, browser: Browser
) -> None:
    place = f"/goals/{goal(app, 'Curiosity').id}/edit"
    typed = {"group": "outside", "via": "book", "how": "One book a month", "step": "Pick one"}

    refused = browser.send(place, on=place, name="Data storytelling", **typed)
    assert refused.status_code == 422
    assert "There is a goal “Data storytelling” already." in refused.text
    assert 'id="f-name-wrong"' in refused.text
    assert "One book a month" in refused.text

    browser.send(place, on=place, name="Reading", **typed)
    edited = goal(app, "Reading")
    assert (edited.how, edited.via, edited.steps[-1].text) == (
        "One book a month",
        "book",
        "Pick one",
    )


def test_a_goal_without_a_name_is_not_added(browser: Browser) -> None:
    answer = browser.send("/goals/new", on="/goals/new", name="  ", how="Somehow")

    assert answer.status_code == 422
    assert "A goal needs a name." in answer.text
    assert "Somehow" in answer.text


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "'; DROP TABLE goals; --",
]


def test_whatever_a_goal_is_called_is_shown_as_text(app: App, browser: Browser) -> None:
    pages = []
    for text in HOSTILE:
        pages.append(browser.send("/goals/new", on="/goals/new", name=text, how=text))
        place = f"/goals/{goal(app, text).id}"
        pages += [browser.open(path) for path in (place, f"{place}/edit")]
    pages += [browser.open(path) for path in ("/", "/quarters")]

    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert 'href="javascript:' not in page.text
        assert "<bdi>49" not in page.text


def test_a_control_character_is_refused(browser: Browser) -> None:
    for text in ("nul \x00", "bell \x07", "\x1b[31m"):
        answer = browser.send("/goals/new", on="/goals/new", name=f"Skill {text} x")

        assert answer.status_code == 422
        assert "control character" in answer.text


def test_a_goal_that_is_not_there_is_said_so_on_a_page(browser: Browser) -> None:
    for path in ("/goals/nothing", "/goals/nothing/edit", "/goals/%00", "/goals/" + "x" * 3000):
        answer = browser.open(path)

        assert answer.status_code == 404
        assert "There is no such goal." in answer.text
    assert browser.send("/goals/nothing/activate", on="/").status_code == 404
