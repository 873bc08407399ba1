"""Sorting in a real browser: by drag, by keys, and without any script."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from browser.looks import Look
from playwright.sync_api import expect

from service.bootstrap import build
from service.cli.demo import settings_for
from service.cli.listening import address, listen
from service.cli.serving import serving
from service.domain.plan import Group
from service.store import accounts, plans, sessions
from service.usecases.import_plan import import_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Locator, Page

    from service.bootstrap import App
    from service.domain.plan import Goal, Plan

    Opened = Callable[..., AbstractContextManager[Page]]

NOBODY = "http://127.0.0.1:9"
HOSTILE = "<img src=x onerror=alert(1)></bdi></script><script>alert(2)</script>"
PLAN = f"""
momentum: 1
postings:
  - title: Head of Product, Acme
    requirements:
      - Budget responsibility
      - Curiosity
      - Hiring
      - Patience
      - Sailing
      - {HOSTILE!r}
goals:
  - {{skill: Public speaking, group: outside}}
  - {{skill: Data storytelling, group: in_role}}
  - {{skill: Drawing, group: in_role}}
"""


@dataclass
class House:
    """A service with a plan that begins anew before each test."""

    app: App
    account_id: int
    url: str
    secret: str

    def goals(self, group: Group) -> list[str]:
        return [goal.skill for goal in self.goals_in_full() if goal.group is group]

    def goal(self, skill: str) -> Goal:
        return next(goal for goal in self.goals_in_full() if goal.skill == skill)

    def enter(self, page: Page, path: str) -> Page:
        """Open a page as the person who is signed in."""
        name = f"momentum_{self.url.rpartition(':')[2]}"
        page.context.add_cookies([{"name": name, "value": self.secret, "url": self.url}])
        page.goto(f"{self.url}{path}")
        return page

    def goals_in_full(self) -> tuple[Goal, ...]:
        with self.app.database.begin() as tx:
            return plans.load(tx, self.account_id).goals


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    listening = listen("127.0.0.1", 0)
    app = build(settings_for(tmp_path_factory.mktemp("home"), NOBODY, listening))
    with app.database.begin() as tx:
        account = accounts.ensure(tx, app.clock())
        secret = sessions.begin(tx, account.id, app.clock())
    import_plan(app.database, account.id, PLAN, now=app.clock())
    with serving(app) as service:
        thread = Thread(target=service.run, args=(listening,))
        thread.start()
        yield House(app, account.id, address(listening), secret)
        service.stop()
        thread.join()
    app.close()


@pytest.fixture(scope="module")
def beginning(served: House) -> Plan:
    with served.app.database.begin() as tx:
        return plans.load(tx, served.account_id)


@pytest.fixture
def house(served: House, beginning: Plan) -> House:
    """The plan as it is at the beginning of each test."""
    with served.app.database.begin() as tx:
        plans.save(tx, served.account_id, beginning)
    return served


@pytest.fixture
def at_work(page: Page, house: House) -> Page:
    return house.enter(page, "/sort")


def waiting(page: Page, line: str) -> Locator:
    return page.locator(".waits .chip[draggable=true]", has_text=line)


def column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def test_a_line_is_dragged_into_a_group_and_asked_about_there(at_work: Page, house: House):
    waiting(at_work, "Curiosity").drag_to(column(at_work, "Outside work"))

    expect(column(at_work, "Outside work")).to_contain_text("Curiosity")
    expect(waiting(at_work, "Curiosity")).to_have_count(0)
    expect(at_work.locator("#progress-words")).to_have_text("1 of 6 sorted")
    at_work.keyboard.type("One museum a month")
    at_work.keyboard.press("Enter")
    expect(at_work.get_by_role("status").last).to_contain_text("Kept with “Curiosity”.")
    assert house.goal("Curiosity").how == "One museum a month"


def test_a_goal_is_dragged_above_another_one_and_into_another_group(
    at_work: Page, house: House
):
    goals = column(at_work, "In my role").locator(".chip")
    goals.nth(1).drag_to(goals.nth(0), target_position={"x": 20, "y": 4})

    expect(goals.nth(0)).to_contain_text("Drawing")
    assert house.goals(Group.IN_ROLE) == ["Drawing", "Data storytelling"]
    goals.nth(0).drag_to(column(at_work, "Mastered"))
    expect(column(at_work, "Mastered")).to_contain_text("Drawing")
    assert house.goals(Group.MASTERED) == ["Drawing"]


def test_lines_are_sorted_by_keys_alone(at_work: Page, house: House):
    keys = at_work.keyboard
    keys.press("r")
    keys.type("Take over the team's own")
    keys.press("Enter")
    expect(at_work.locator("#progress-words")).to_have_text("1 of 6 sorted")
    expect(at_work.locator("#line-text")).to_be_focused()
    keys.press("m")
    keys.type("A museum a month")
    keys.press("Enter")
    expect(at_work.locator("#progress-words")).to_have_text("2 of 6 sorted")

    assert house.goal("Budget responsibility").how == "Take over the team's own"
    assert house.goal("Curiosity").evidence == "A museum a month"
    expect(at_work.locator("#schedule")).to_contain_text("Budget responsibility")


def test_arrows_go_to_another_line_and_choose_a_group(at_work: Page, house: House):
    expect(at_work.locator("#line-text")).to_have_text("Budget responsibility")
    at_work.keyboard.press("ArrowDown")
    expect(at_work.locator("#line-text")).to_have_text("Curiosity")
    at_work.keyboard.press("ArrowDown")
    expect(at_work.locator("#line-text")).to_have_text("Hiring")
    at_work.keyboard.press("ArrowUp")
    expect(at_work.locator("#line-text")).to_have_text("Curiosity")
    at_work.keyboard.press("ArrowRight")
    at_work.keyboard.press("ArrowRight")
    expect(at_work.locator("#g-in_role")).to_be_checked()
    at_work.keyboard.press("Enter")

    expect(column(at_work, "In my role")).to_contain_text("Curiosity")
    assert "Curiosity" in house.goals(Group.IN_ROLE)


def test_a_line_is_dropped_and_waits_again_by_keys(at_work: Page):
    at_work.keyboard.press("d")
    expect(waiting(at_work, "Budget responsibility")).to_have_count(0)
    at_work.keyboard.press("u")

    expect(at_work.locator("#line-text")).to_have_text("Budget responsibility")


def test_letters_in_a_field_are_letters(at_work: Page):
    name = at_work.get_by_label("The goal is called")
    name.fill("")
    name.press_sequentially("mordu")

    expect(name).to_have_value("mordu")
    expect(at_work.locator("#g-mastered")).not_to_be_checked()


def test_what_was_typed_stays_while_the_order_is_changed(at_work: Page, house: House):
    at_work.keyboard.press("o")
    at_work.get_by_label("How will you learn it?").fill("By a course")
    goals = column(at_work, "In my role")
    goals.get_by_role("button", name="Up: Drawing").click()

    expect(goals.locator(".chip").nth(0)).to_contain_text("Drawing")
    expect(at_work.get_by_label("How will you learn it?")).to_have_value("By a course")
    assert house.goals(Group.IN_ROLE)[0] == "Drawing"


def test_everything_goes_without_scripts(opened: Opened, house: House):
    with opened(java_script_enabled=False) as page:
        house.enter(page, "/sort")
        page.get_by_role("radio", name="In my role").check(force=True)
        page.get_by_label("How will you learn it?").fill("Take one over")
        page.get_by_role("button", name="Keep it", exact=True).click()
        expect(page.locator("#progress-words")).to_have_text("1 of 6 sorted")
        page.get_by_text("Another goal answers it").click()
        page.get_by_label("A goal answers it already").select_option("Public speaking")
        page.get_by_role("button", name="It answers it").click()
        expect(page.locator("#progress-words")).to_have_text("2 of 6 sorted")
        page.get_by_role("button", name="Undo the last").click()
        expect(page.locator("#progress-words")).to_have_text("1 of 6 sorted")
        column(page, "In my role").get_by_role("button", name="Up: Drawing").click()

        expect(column(page, "In my role").locator(".chip").nth(0)).to_contain_text("Drawing")
        assert house.goal("Budget responsibility").how == "Take one over"


def test_a_hostile_line_is_shown_and_sorted_as_it_is_written(at_work: Page, house: House):
    waiting(at_work, "onerror").drag_to(column(at_work, "Mastered"))
    expect(column(at_work, "Mastered")).to_contain_text("<img src=x")

    assert any(HOSTILE in goal.answers for goal in house.goals_in_full())


def test_a_posting_is_brought_picked_and_removed_in_place(page: Page, house: House):
    house.enter(page, "/postings")
    page.get_by_label("or its text").fill(
        "Requirements\n- 5 years of experience\n- Patience\nHello"
    )
    page.get_by_label("What it is called").fill("Captain, Beta")
    page.get_by_role("button", name="Bring it in").click()
    expect(page.locator("#asked")).to_contain_text("5 years")
    page.get_by_role("button", name="Drop Patience").click()
    expect(page.locator("#rest")).to_contain_text("Patience")
    page.get_by_role("button", name="Add Hello").click()
    expect(page.locator("#asked")).to_contain_text("Hello")
    page.get_by_role("link", name="Remove it").click()
    page.get_by_role("button", name="Remove it").click()

    expect(page.locator("#former")).to_contain_text("Captain, Beta")


def test_a_line_that_is_asked_about_is_for_everybody(at_work: Page):
    at_work.keyboard.press("r")
    expect(at_work.locator("#g-in_role")).to_be_checked()

    assert Look(at_work).wrong() == []
