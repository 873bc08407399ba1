"""The pages: what the board shows, and that nobody's text becomes markup."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import httpx
import pytest

from integrations.asana.sandbox import Fault, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.asana.sandbox import Person, World
    from integrations.asana.sandbox.model import Workspace

NASTY = "<script>alert(1)</script>\"'&"


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
    assert "Speak \u2665 Thu 31 Dec 1 of 2 steps Find the meetup Moderate once" in shown
    assert "Write Overdue, Fri 20 Nov" in shown
    assert 'aria-label="liked"' in page.text
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


def test_no_text_becomes_markup(web: httpx.Client, person: Person, section: str, world: World):
    person.rename_section(section, NASTY)
    board = world.sections[section].home
    person.update_project(board, {"name": NASTY, "notes": NASTY})
    task = person.add_task(section, NASTY, notes=NASTY)
    person.add_subtask(task, NASTY)

    for path in ("/", f"/tasks/{task}"):
        page = web.get(path)
        assert "<script" not in page.text
        assert "script-src" not in page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert web.get("/board.css").headers["Content-Type"].startswith("text/css")


def test_the_page_is_only_for_looking(web: httpx.Client):
    assert web.post("/").status_code in (404, 405)


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
