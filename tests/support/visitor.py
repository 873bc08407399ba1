"""A person at the pages: what their browser sends by itself, and forms as it fills them in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from support.in_process import ADDRESS

if TYPE_CHECKING:
    import httpx

ON_SQLITE = pytest.mark.parametrize("lent", ["sqlite"], indirect=True)
"""For what is about pages; the queries beneath them have their tests on both databases."""

AS_A_BROWSER = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Origin": ADDRESS,
    "Sec-Fetch-Site": "same-origin",
}


@dataclass
class Browser:
    """Follows links and sends forms as a browser does, with the hidden fields of the page."""

    http: httpx.Client

    def open(self, path: str) -> httpx.Response:
        return self.http.get(path, follow_redirects=True)

    def send(self, path: str, *, on: str = "/settings", **typed: object) -> httpx.Response:
        """Send a form of the page `on`, and follow where it leads."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.open(on).text)
        assert found, on
        return self.http.post(path, data={"csrf": found[1], **typed}, follow_redirects=True)
