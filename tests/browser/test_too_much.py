"""More than can be sent is said beside what was typed, and nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support.living import living

from service.web.arriving import MAX_BODY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page
    from support.living import Living

PUT = "(field, [text, times]) => { field.value = text.repeat(times); }"
SAID = "field => field.validationMessage"
LENGTH = "field => field.value.length"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Living]:
    with living(tmp_path) as empty:
        yield empty


def put(field: Locator, text: str, times: int) -> None:
    field.evaluate(PUT, [text, times])


@pytest.mark.parametrize(("text", "times"), [("word ", MAX_BODY // 5), ("語", MAX_BODY // 9)])
def test_what_is_too_large_is_not_sent_and_stays(
    page: Page, empty: Living, text: str, times: int
) -> None:
    page.goto(empty.link())
    page.goto(f"{empty.url}/goals/new")
    page.get_by_label("Skill").fill("Brevity")
    notes = page.get_by_label("Notes")
    put(notes, text, times)

    page.get_by_role("button", name="Add the goal").click()

    assert "2 MiB" in notes.evaluate(SAID)
    assert notes.evaluate(LENGTH) == len(text) * times
    assert page.url.endswith("/goals/new")

    notes.fill("In short")
    page.get_by_role("button", name="Add the goal").click()
    expect(page.locator(".notice")).to_contain_text("Brevity")
