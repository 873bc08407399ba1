from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.visitor import ON_SQLITE

from service.domain.decision import Choice, Decision
from service.domain.review_week import IsoWeek
from service.store import accounts, decisions, reviews

if TYPE_CHECKING:
    from support.visitor import Browser

    from service.bootstrap import App

pytestmark = ON_SQLITE


def made(app: App, week: int, answered: int, *asked: Decision, steps_done: int = 0) -> None:
    """A review of 2026 that was made, with one goal in it."""
    goal = {"skill": "Talks & <b>", "state": "active", "steps_done": steps_done, "steps": 3}
    facts = {"mastered": 1, "total": 4, "answered": answered, "asked": 10, "goals": {"g": goal}}
    with app.database.begin() as tx:
        account = accounts.the_only(tx)
        reviews.begin(tx, account.id, 2026, week, app.clock())
        reviews.finish(tx, account.id, 2026, week, gid="77", facts=facts, now=app.clock())
        decisions.ask(tx, account.id, IsoWeek(2026, week), asked, app.clock())


def test_the_list_says_how_each_review_compares_to_the_one_before(
    app: App, browser: Browser
) -> None:
    made(app, 39, 2)
    made(app, 40, 5)

    page = browser.open("/reviews").text

    assert "1 of 4 mastered, 50% covered" in page
    assert "+30 points" in page
    assert page.index("/reviews/2026-W40") < page.index("/reviews/2026-W39")
    assert "/reviews/2026-W40" in browser.open("/").text


def test_one_review_is_shown_as_it_was_made_with_what_has_become_of_its_questions(
    app: App, browser: Browser
) -> None:
    made(app, 39, 2)
    question = Decision(Choice.LET_GO, "g", "Let go of Talks & <b>?", "no movement for 4 weeks")
    made(app, 40, 2, question, steps_done=1)

    page = browser.open("/reviews/2026-W40").text

    assert "Talks &amp; &lt;b&gt;" in page
    assert "1 of 3 steps" in page
    assert "1 step ticked" in page
    assert "Let go of Talks &amp; &lt;b&gt;?" in page
    assert "No movement for 4 weeks." in page
    assert "https://app.asana.com/0/0/77/f" in page


@pytest.mark.usefixtures("planned")
def test_a_preview_needs_no_account_and_changes_nothing(app: App, browser: Browser) -> None:
    page = browser.send("/reviews/preview", on="/reviews").text

    assert "You have mastered 1 of 4 goals." in page
    assert "Nothing was changed" in page
    with app.database.begin() as tx:
        assert reviews.latest(tx, accounts.the_only(tx).id, 1) == []


def test_a_week_without_a_review_is_not_found_and_what_is_no_week_is_refused(
    browser: Browser,
) -> None:
    for week in ("2026-W41", "2026-W99", "0000-W00"):
        assert browser.open(f"/reviews/{week}").status_code == 404
    for week in ("last", "2026-41", "2026-W4"):
        assert browser.open(f"/reviews/{week}").status_code == 422
