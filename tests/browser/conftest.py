"""A real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, ConsoleMessage, Page

CHROMIUM = Path("/usr/bin/chromium")
IS_NEEDED = os.environ.get("MOMENTUM_TESTS_NEED_BROWSER") == "1"
"""Whether a machine without it fails; read before the tests put such settings aside."""

QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000.0
expect.set_options(timeout=PATIENCE)
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")  # no longer: its event loop would be in others' way
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    if not CHROMIUM.exists():
        (pytest.fail if IS_NEEDED else pytest.skip)(
            f"There is no {CHROMIUM} on this machine. On Debian: apt-get install chromium"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Callable[..., AbstractContextManager[Page]]:
    """Lend a page in a profile of its own; takes what a profile takes.

    What is thrown in a script of it, opens a dialog or breaks its policy, fails the test.
    """

    @contextmanager
    def opened(**profile: object) -> Iterator[Page]:
        context = browser.new_context(**{"viewport": WIDE, **profile})
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.extend(_breaches(said)))
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        yield page
        context.close()
        assert wrong == []

    return opened


@pytest.fixture
def page(opened: Callable[..., AbstractContextManager[Page]]) -> Iterator[Page]:
    """A page of 1280 by 900, in light colours, with scripts."""
    with opened() as page:
        yield page


def _breaches(said: ConsoleMessage) -> list[str]:
    return [said.text] if "Content Security Policy" in said.text else []
