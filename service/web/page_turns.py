"""Pages of the web, few at once: each may take its 15 seconds, and a thread of ours."""

from __future__ import annotations

from http import HTTPStatus
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from service.web.problem import Refused

if TYPE_CHECKING:
    from integrations.postings.models import Page
    from service.usecases.ports import Pages

AT_ONCE = 2


class PageTurns:
    """Gets pages, at most two at once in this process; a third is refused with 503."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._turns = BoundedSemaphore(AT_ONCE)

    def get(self, url: str) -> Page:
        """Return what `url` answers."""
        if not self._turns.acquire(blocking=False):
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE,
                f"{AT_ONCE} links are being read at this moment.",
                hint="Send it again in a few seconds.",
                headers={"Retry-After": "5"},
            )
        try:
            return self._pages.get(url)
        finally:
            self._turns.release()
