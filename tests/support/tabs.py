"""Pages that stay open as they were, and whose forms are sent as they were filled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

    from support.visitor import Browser


def tab(browser: Browser, path: str) -> Tab:
    answer = browser.open(path)
    assert answer.status_code == 200
    return Tab(browser, answer.text)


@dataclass
class Tab:
    """A page that stays open as it was, and whose forms are sent as they were filled."""

    browser: Browser
    page: str

    def send(self, action: str, **typed: str) -> httpx.Response:
        """Send the first form that leads to `action`, with what is typed over it."""
        form = next(
            one
            for one in re.findall(r"<form.*?</form>", self.page, re.DOTALL)
            if f'action="{action}"' in one
        )
        data = {**_inputs(form), **_areas(form), **_chosen(form), **typed}
        return self.browser.http.post(action, data=data, follow_redirects=True)


def _inputs(form: str) -> dict[str, str]:
    found = re.findall(r"<input[^>]*>", form)
    named = [(re.search(r'name="([^"]*)"', one), one) for one in found]
    return {
        name[1]: unescape(value[1]) if (value := re.search(r' value="([^"]*)"', one)) else ""
        for name, one in named
        if name and ('type="radio"' not in one or " checked" in one)
    }


def _areas(form: str) -> dict[str, str]:
    found = re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL
    )
    return {name: unescape(text).replace("\n", "\r\n") for name, text in found}


def _chosen(form: str) -> dict[str, str]:
    found = re.findall(r'<select[^>]*name="([^"]*)"(.*?)</select>', form, re.DOTALL)
    chosen = {name: re.search(r'value="([^"]*)" selected', options) for name, options in found}
    return {name: option[1] if option else "" for name, option in chosen.items()}
