"""The pages: what the board shows, and that nobody's text becomes markup."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import httpx
import pytest

from integrations.asana.sandbox import Fault, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.asana.sandbox import Person, World
    from integrations.asana.sandbox.model import Workspace

HOSTILE = [
    "<script>alert(1)</script>\"'&",
    '" autofocus onfocus=alert(1) x="',
    "<img src=x onerror=alert(1)>",
    "</textarea><svg onload=alert(1)>",
    "{{ 7 * 7 }}<a href='javascript:alert(1)'>x</a>",
]
OWN_SCRIPT = ("script", [("type", "module"), ("src", "/static/board.js")])


class Tags(HTMLParser):
    """What a browser would make of a page: its tags with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def web(world: World) -> Iterator[httpx.Client]:
    with serve(world) as url, httpx.Client(base_url=url.removesuffix("/api/1.0")) as web:
        yield web


@pytest.fixture
def section(person: Person, workspace: Workspace, world: World) -> str:
    board = person.add_project(workspace.gid, "Career momentum")
    return world.projects[board].sections.first()


def text(page: httpx.Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.text)).split())


def test_an_empty_world_says_so(web: httpx.Client):
    assert "No project yet" in text(web.get("/"))


def test_the_board_shows_sections_cards_and_steps(
    web: httpx.Client, person: Person, section: str
):
    person.rename_section(section, "This quarter")
    task = person.add_task(section, "Speak", due_on="2026-12-31")
    person.tick(person.add_subtask(task, "Find the meetup"))
    person.add_subtask(task, "Moderate once")
    person.like(task)
    late = person.add_task(section, "Write", due_on="2026-11-20")

    page = web.get("/")

    shown = text(page)
    assert "Monday, 23 November 2026" in shown
    assert "Career momentum This quarter 2" in shown
    assert "Speak Find the meetup Moderate once Thu 31 Dec 1 of 2 steps" in shown
    assert "Write Overdue, Fri 20 Nov" in shown
    assert 'aria-pressed="true" aria-label="Heart for Speak"' in page.text
    assert 'aria-checked="true" aria-label="Done: Find the meetup"' in page.text
    assert f'href="/tasks/{late}"' in page.text


def test_a_task_page_shows_notes_files_and_where_it_is(
    web: httpx.Client, person: Person, section: str, world: World
):
    other = person.add_task(section, "Speak")
    task = person.add_task(section, "Review", assignee="me")
    notes = f'<body><h2>In my role</h2><a data-asana-gid="{other}"/> goes well<hr/></body>'
    person.write_notes(task, notes)

    page = web.get(f"/tasks/{task}")

    assert "<h2>In my role</h2>" in page.text
    assert f'<a href="/tasks/{other}" rel="noreferrer">Speak</a> goes well<hr>' in page.text
    assert "Assigned to Ada Example" in text(page)
    person.delete(task)
    assert "in the trash" in text(web.get(f"/tasks/{task}"))
    assert web.get("/tasks/1").status_code == 404
    assert task in world.tasks


@pytest.mark.parametrize("nasty", HOSTILE)
def test_no_text_becomes_markup(
    web: httpx.Client, person: Person, section: str, world: World, nasty: str
):
    person.rename_section(section, nasty)
    board = world.sections[section].home
    person.update_project(board, {"name": nasty, "notes": nasty})
    task = person.add_task(section, nasty, notes=nasty)
    person.add_subtask(task, nasty)
    person.delete(person.add_task(section, nasty))

    for path in ("/", f"/tasks/{task}"):
        page = web.get(path)
        assert page.status_code == 200
        tags = Tags()
        tags.feed(page.text)
        assert nasty in tags.text
        assert [one for one in tags.found if one[0] == "script"] == [OWN_SCRIPT]
        assert {tag for tag, _ in tags.found}.isdisjoint({"img", "iframe", "object", "b"})
        attributes = [pair for _, pairs in tags.found for pair in pairs]
        assert [name for name, _ in attributes if name.startswith("on")] == []
        links = [value for name, value in attributes if name in ("href", "src", "action")]
        assert [link for link in links if link and not link.startswith("/")] == []


def test_only_what_is_of_the_page_itself_may_run_there(web: httpx.Client):
    page = web.get("/")

    policy = dict(
        part.strip().split(" ", 1)
        for part in page.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert not re.search(r"\sstyle=|<style|<script(?! type=.module. src=)", page.text)
    for name, media in {"board.css": "text/css", "board.js": "text/javascript"}.items():
        assert web.get(f"/static/{name}").headers["Content-Type"].startswith(media)
    assert web.get("/static/doors.py").status_code == 404


def test_faults_reach_a_client_over_real_http(
    web: httpx.Client, world: World, workspace: Workspace
):
    assert workspace.members
    world.faults.add(Fault("drop_before"))
    world.faults.add(Fault("timeout_before"))
    token = world.add_token(next(iter(world.users.values())))
    headers = {"Authorization": f"Bearer {token}"}

    with pytest.raises(httpx.RemoteProtocolError):
        web.get("/api/1.0/users/me", headers=headers)
    with pytest.raises(httpx.ReadTimeout):
        web.get("/api/1.0/users/me", headers=headers, timeout=0.05)
    assert web.get("/api/1.0/users/me", headers=headers).status_code == 200
