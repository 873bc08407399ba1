"""The reconnect on the page: what is compared, and each change accepted or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support.visitor import ON_SQLITE

from service.domain import step_zero
from service.store import accounts, plans
from service.usecases.import_plan import import_plan

if TYPE_CHECKING:
    from support.visitor import Browser

    from service.bootstrap import App

pytestmark = ON_SQLITE

PLAN = """
momentum: 1
postings:
  - title: Head of Product, Acme
    requirements: [Stakeholder management, Sailing, Drawing maps]
goals:
  - {skill: Stakeholder management, group: mastered, answers: [Stakeholder management]}
  - {skill: Sailing, group: outside}
"""


@pytest.fixture
def compared(app: App) -> None:
    with app.database.begin() as tx:
        account = accounts.the_only(tx)
    import_plan(app.database, account.id, PLAN, now=app.clock())


def test_without_postings_it_says_what_to_do(browser: Browser) -> None:
    page = browser.open("/reconnect").text

    assert "There is nothing to compare yet" in page
    assert step_zero.QUESTION in page
    assert 'href="/reviews" aria-current="page"' in page


@pytest.mark.usefixtures("compared")
def test_lines_are_covered_planned_or_new(browser: Browser) -> None:
    page = browser.open("/reconnect").text

    covered, planned, new = (
        page.index(f'id="{part}"') for part in ("answered", "planned", "unsorted")
    )
    assert (
        covered < page.index("Stakeholder management") < planned < page.index("Sailing") < new
    )


@pytest.mark.usefixtures("compared")
def test_only_what_is_ticked_is_done(app: App, browser: Browser) -> None:
    page = browser.open("/reconnect").text
    keys = re.findall(r'name="accept" value="([^"]+)"', page)
    assert len(keys) == 2

    done = browser.send("/reconnect/changes", on="/reconnect", accept=keys[:1])

    assert "1 change is made" in done.text
    assert len(re.findall(r'name="accept"', done.text)) == 1
    with app.database.begin() as tx:
        plan = plans.load(tx, accounts.the_only(tx).id)
    assert plan.goals[1].answers == ("Sailing",)


@pytest.mark.usefixtures("compared")
def test_what_is_not_ticked_or_not_proposed_changes_nothing(browser: Browser) -> None:
    for accept, says in (([], "Tick what you accept"), (["gone"], "Not proposed any more")):
        answer = browser.send("/reconnect/changes", on="/reconnect", accept=accept)

        assert answer.status_code == 422
        assert says in answer.text


def test_its_task_is_asked_for_only_where_asana_is_connected(browser: Browser) -> None:
    answer = browser.send("/reconnect", on="/reconnect")

    assert answer.status_code == 422
    assert "connect" in answer.text


@pytest.mark.usefixtures("connected")
def test_its_task_comes_with_a_sync(browser: Browser) -> None:
    answer = browser.send("/reconnect", on="/reconnect")

    assert re.fullmatch(r"/sync/[0-9]+", answer.url.path)
