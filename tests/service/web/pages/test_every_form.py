"""Whatever is put into whichever field: it is kept whole, or the page says what is wrong."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from fastapi.routing import iter_route_contexts
from support.forms import all_forms, send
from support.hostile_input import TEXTS
from support.visitor import ON_SQLITE

from service.domain.planfile import read_plan, write_plan
from service.store import accounts, plans
from service.web.app import create_app
from service.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from support.visitor import Browser

    from service.bootstrap import App

pytestmark = [ON_SQLITE, pytest.mark.usefixtures("planned")]

NO_PAGES = ("/api/", "/hooks/")
ON_NO_PAGE = {
    "/connect/choose": "shown while a token is held, and takes what was offered",
    "/reconnect": "shown while no reconnect is open, and takes nothing",
    "/reviews": "shown while the week has no review, and takes nothing",
    "/settings/keys/revoke": "shown for a key that was made, and takes its name",
    "/sort/undo": "shown after an answer, and takes nothing",
    "/sort/say": "shown after a drag, and takes what the form of a goal takes",
    "/postings/{posting_id}/take-up": "shown for a former posting, and takes nothing",
}
LEAVING = {"/sign-out", "/disconnect"}
Share = "Callable[[Iterable[str], int], list[str]]"
NO_PLAN = {"sessions", "accounts", "budgets"}
RAW = ("<img src=x", 'javascript:alert(1)"')


@pytest.fixture
def at_home(at_asana: App, browser: Browser, token: str) -> Browser:
    """Somebody with a connected account, a synced plan, and a review."""
    chosen = browser.send("/connect", on="/connect", token=token).text
    found = re.search(r'name="workspace" value="(\d+)"', chosen)
    assert found
    browser.send("/connect/choose", on="/connect/choose", workspace=found[1])
    worker = Worker(at_asana, wait=lambda _seconds: None)
    for path in ("/sync", "/reviews", "/reconnect"):
        browser.send(path, on=path)
        worker.run_once()
    return browser


class Rows:
    """What is stored of a plan and its account; sessions and turns are not."""

    def __init__(self, app: App) -> None:
        self._line = sqlite3.connect(str(app.database._engine.url.database))
        named = self._line.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self._tables = sorted({name for (name,) in named} - NO_PLAN)
        self._version, self._seen = -1, {}

    def now(self) -> dict[str, list[object]]:
        """Every row; they are read anew only where something was written."""
        (version,) = self._line.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version = version
            self._seen = {
                name: self._line.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - ours
                for name in self._tables
            }
        return self._seen

    def close(self) -> None:
        self._line.close()


@pytest.fixture
def rows(app: App) -> Iterator[Rows]:
    with closing(Rows(app)) as rows:
        yield rows


def test_every_text_in_every_field_of_every_form(
    app: App, at_home: Browser, rows: Rows, share: Share
) -> None:
    with app.database.begin() as tx:
        account_id = accounts.the_only(tx).id
        plan = plans.load(tx, account_id)
    forms = [form for form in all_forms(at_home) if form.action not in LEAVING]
    fields = [(form, name) for form in forms for name in form.names()]
    wrong = []
    for number, (form, name) in enumerate(fields):
        with app.database.begin() as tx:
            plans.save(tx, account_id, plan)
        for text in share(TEXTS.values(), number):
            before, answer = rows.now(), send(at_home, form, name, text)
            if fault := _fault(answer, is_same=rows.now() == before):
                wrong.append(f"{form.action} {name}={text[:40]!r}: {fault}")
        with app.database.begin() as tx:
            taken = plans.load(tx, account_id)
        if read_plan(write_plan(taken)) != taken:
            wrong.append(f"{form.action} {name}: no file")

    assert wrong == []
    assert len(forms) > 20
    assert len(fields) > 50


def test_every_address_that_takes_a_form_is_on_a_page_or_on_the_list(
    app: App, at_home: Browser
) -> None:
    taken = {
        str(route.path)
        for route in iter_route_contexts(create_app(app).routes)
        if "POST" in (route.methods or ()) and not str(route.path).startswith(NO_PAGES)
    }
    actions = {form.action for form in all_forms(at_home)}
    missing = {
        path
        for path in taken
        if not any(re.fullmatch(re.sub(r"{\w+}", "[^/]+", path), one) for one in actions)
    }

    assert missing == set(ON_NO_PAGE)


def _fault(answer: httpx.Response, *, is_same: bool) -> str:
    """What is wrong with an answer; nothing, where it went on or told what was wrong."""
    if answer.status_code >= 500:
        return f"{answer.status_code} {answer.text[-300:]}"
    if answer.status_code >= 400 and "<h1" not in answer.text:
        return "refused without a page"
    if answer.status_code >= 400 and not is_same:
        return "refused and yet written"
    shown = [raw for raw in RAW if raw in answer.text]
    return f"shown as it is: {shown}" if shown else ""
