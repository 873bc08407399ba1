"""The ways in which a person does things on a page: with the mouse, or with keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST_TABS = 120


class Mouse:
    """Clicks, and types where it has clicked."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, what: Locator) -> None:
        """Follow a link, press a button, tick a box."""
        what.click()

    def write(self, field: Locator, text: str) -> None:
        """Type into a field."""
        field.fill(text)

    def choose(self, field: Locator, name: str) -> None:
        """Choose one of a list."""
        field.select_option(label=name)


class Keys(Mouse):
    """Goes from one thing to the next with Tab, and touches nothing else."""

    def press(self, what: Locator) -> None:
        """Enter follows and presses; a radio or a box is ticked with the space bar."""
        is_ticked = what.get_attribute("type") in ("radio", "checkbox")
        self.go_to(what)
        self.page.keyboard.press("Space" if is_ticked else "Enter")

    def write(self, field: Locator, text: str) -> None:
        """Type into the field one has come to."""
        self.go_to(field)
        self.page.keyboard.insert_text(text)

    def choose(self, field: Locator, name: str) -> None:
        """Type how the choice begins."""
        self.go_to(field)
        self.page.keyboard.type(name)
        expect(field.locator("option:checked")).to_have_text(name)

    def go_to(self, what: Locator) -> None:
        """Press Tab until one is there."""
        expect(what).to_be_visible()
        for _ in range(MOST_TABS):
            if what.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {what}.")
