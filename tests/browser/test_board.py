"""Playing the person on the stand-in's board, in a real browser, with Momentum answering."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.hostile import HOSTILE, as_shown
from playwright.sync_api import expect
from support.plans import SMALL
from support.playing import playing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Locator, Page
    from support.playing import Play

    from integrations.asana.sandbox import Person

    Opened = Callable[..., AbstractContextManager[Page]]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    with playing(tmp_path_factory.mktemp("home"), SMALL) as play:
        yield play


@pytest.fixture
def person(play: Play) -> Person:
    return play.world.person(next(iter(play.world.users.values())))


@pytest.fixture
def board(page: Page, play: Play) -> Page:
    page.goto(play.url)
    return page


def card(board: Page, name: str) -> Locator:
    return board.locator(".card", has=board.get_by_role("heading", name=name, exact=True))


def column(board: Page, name: str) -> Locator:
    return board.get_by_role("region", name=name, exact=True)


def answer(board: Page, sentence: str) -> Locator:
    return board.locator(".entry:not(.is-person)", has_text=sentence).first


def test_a_card_is_dragged_to_mastered_and_comes_back_ticked(board: Page, play: Play):
    name = "Data storytelling"

    card(board, name).locator("h3").drag_to(column(board, "Mastered").locator(".cards"))

    expect(answer(board, f"ticked “{name}”")).to_contain_text("of your gesture")
    tick = column(board, "Mastered").get_by_role("checkbox", name=f"Done: {name}", exact=True)
    expect(tick).to_be_checked()
    assert play.task(name).completed


def test_a_card_is_dropped_between_two_others(board: Page, play: Play, person: Person):
    later = play.section("Later")
    for name in ("Third", "Second", "First"):
        person.move(person.add_task(later, name), later)
    names = column(board, "Later").locator("h3")
    expect(names.nth(2)).to_have_text("Third")

    card(board, "First").locator("h3").drag_to(
        card(board, "Third").locator("h3"), target_position={"x": 20, "y": -8}, force=True
    )

    expect(names.nth(0)).to_have_text("Second")
    expect(names.nth(1)).to_have_text("First")
    expect(names.nth(2)).to_have_text("Third")


def test_a_step_is_ticked_and_the_plan_has_it(board: Page, play: Play, person: Person):
    step = person.add_subtask(play.task("Curiosity").gid, "Go there")

    board.locator(f"#tick-{step}").click()

    expect(board.locator(f"#tick-{step}")).to_be_checked()
    expect(board.locator(f"#tick-{step}")).to_be_focused()
    play.until(lambda: [one.done for one in play.goal("Curiosity").steps] == [True, True])


def test_a_name_is_edited_in_place_with_the_pen_or_f2(board: Page, play: Play, person: Person):
    task = person.add_task(play.section("Later"), "Negotiation")
    name = board.locator(f"#name-{task}")
    name.hover()
    board.locator(f"#pen-{task}").click()
    board.keyboard.type("Negotiate well")
    board.keyboard.press("Enter")
    expect(name).to_have_text("Negotiate well")
    play.until(lambda: play.goal("Negotiate well"))

    board.keyboard.press("F2")
    board.keyboard.type("Something else")
    board.keyboard.press("Escape")

    expect(name).to_be_focused()
    expect(name).to_have_text("Negotiate well")
    assert play.world.tasks[task].name == "Negotiate well"


def test_shift_and_arrows_move_a_card_and_keep_it_focused(
    board: Page, play: Play, person: Person
):
    task = person.add_task(play.section("Later"), "Patience")
    name = board.locator(f"#name-{task}")
    name.focus()

    board.keyboard.press("Shift+ArrowRight")
    expect(column(board, "Mastered").locator(f"#name-{task}")).to_be_focused()
    board.keyboard.press("Shift+ArrowDown")

    expect(column(board, "Mastered").locator("h3").nth(1)).to_have_text("Patience")
    expect(name).to_be_focused()


def test_what_comes_in_disturbs_neither_typing_nor_what_is_open(
    board: Page, play: Play, person: Person
):
    task = person.add_task(play.section("Later"), "Listening")
    board.locator(f"#summary-{task}").click()
    field = column(board, "Let go").get_by_placeholder("Add a task")
    field.press_sequentially("Half a na")

    person.rename(task, "Listening better")
    expect(board.locator(f"#name-{task}")).to_have_text("Listening better")
    field.press_sequentially("me")

    expect(field).to_be_focused()
    expect(field).to_have_value("Half a name")
    expect(board.locator(f"#move-{task}")).to_be_visible()
    expect(board.locator(f"#rename-{task}")).to_have_value("Listening better")


def test_what_is_refused_is_said_and_nothing_typed_is_lost(
    board: Page, play: Play, person: Person
):
    task = person.add_task(play.section("Later"), "Gone in a moment")
    board.locator(f"#summary-{task}").click()
    field = board.locator(f"#rename-{task}")
    field.evaluate("field => field.removeAttribute('required')")
    field.fill(" ")

    board.locator(f"#rename-go-{task}").click()

    expect(board.get_by_role("alert")).to_have_text("Type a name first.")
    expect(field).to_have_value(" ")


def test_everything_works_without_scripts(play: Play, opened: Opened):
    with opened(java_script_enabled=False) as page:
        page.goto(play.url)
        later = column(page, "Later")
        later.get_by_label("Add a task to Later").fill("Plain forms")
        later.get_by_role("button", name="Add to Later").click()
        expect(later.locator("h3").last).to_have_text("Plain forms")
        gid = play.task("Plain forms").gid
        page.locator(f"#tick-{gid}").click()
        expect(page.locator(f"#tick-{gid}")).to_be_checked()
        page.locator(f"#heart-{gid}").click()
        expect(page.locator(f"#heart-{gid}")).to_have_attribute("aria-pressed", "true")
        page.locator(f"#summary-{gid}").click()
        page.locator(f"#move-{gid}").select_option(label="Let go")
        page.locator(f"#move-go-{gid}").click()
        expect(column(page, "Let go").locator(f"#name-{gid}")).to_be_visible()
        page.locator(f"#name-{gid}").click()
        page.locator(".edit summary").click()
        page.get_by_role("textbox", name="Notes").fill("- an item")
        page.get_by_role("button", name="Save the notes").click()
        expect(page.locator(".notes li")).to_have_text("an item")
        page.get_by_role("button", name="Delete: Plain forms").click()
        page.get_by_role("button", name="Restore: Plain forms").click()
        expect(page.get_by_role("button", name="Delete: Plain forms")).to_be_visible()


def test_a_hostile_name_that_comes_in_while_one_looks_is_never_run(
    board: Page, play: Play, person: Person
):
    task = person.add_task(play.section("Let go"), "Kind")
    for text in HOSTILE:
        person.rename(task, text)
    expect(board.locator(f"#name-{task}")).to_have_text(as_shown(HOSTILE[-1]))

    board.goto(f"{play.url}/tasks/{task}")
    person.rename(task, HOSTILE[2])
    expect(board.get_by_role("heading", level=1)).to_have_text(as_shown(HOSTILE[2]))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_and_nothing_sticks_out(
    play: Play, opened: Opened, person: Person, scheme: str, width: int
):
    task = person.add_task(play.section("Later"), "For axe", notes="Notes")
    person.add_subtask(task, "A step")
    person.delete(person.add_task(play.section("Later"), "In the trash"))
    size = {"width": width, "height": 844}
    with opened(color_scheme=scheme, viewport=size, reduced_motion="reduce") as page:
        for path, opener in (("/", f"#summary-{task}"), (f"/tasks/{task}", ".edit summary")):
            page.goto(play.url + path)
            page.locator(opener).click()

            found = Axe().run(page, options={"runOnly": RULES})

            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    person.delete(task)
