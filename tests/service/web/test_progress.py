from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.store import reviews
from service.usecases.import_plan import import_plan

if TYPE_CHECKING:
    import httpx

    from service.bootstrap import App

PLAN = """\
momentum: 1
postings: [{title: Head of Product, requirements: [Curiosity, Patience]}]
goals:
  - {skill: Curiosity, group: mastered, answers: [Curiosity]}
  - {skill: Patience, group: outside}
"""


@pytest.fixture(autouse=True)
def plan(app: App, connected: int) -> None:
    now = app.clock()
    import_plan(app.database, connected, PLAN, now=now)
    with app.database.begin() as tx:
        reviews.begin(tx, connected, 2026, 40, now)
        facts = {"answered": 1, "asked": 4}
        reviews.finish(tx, connected, 2026, 40, gid="7", facts=facts, now=now)


def test_the_progress_is_shown_as_figures_and_in_words(client: httpx.Client) -> None:
    shown = client.get("/api/v1/progress").json()

    assert shown["coverage"] == [
        {"day": "2026-09-28", "share": 0.25},
        {"day": "2026-10-05", "share": 0.5},
    ]
    assert shown["groups"][2] == {"group": "outside", "mastered": 0, "active": 1, "deferred": 0}
    assert "after 25% on 28 September 2026" in shown["in_words"]


@pytest.mark.parametrize(
    ("name", "kind", "begins"),
    [("svg", "image/svg+xml", b"<?xml"), ("png", "image/png", b"\x89PNG")],
)
def test_the_picture_is_served_for_light_and_for_dark_surroundings(
    client: httpx.Client, name: str, kind: str, begins: bytes
) -> None:
    pytest.importorskip("matplotlib")
    light = client.get(f"/api/v1/progress.{name}")
    dark = client.get(f"/api/v1/progress.{name}?theme=dark")

    assert light.headers["content-type"] == kind
    assert light.content.startswith(begins)
    assert dark.status_code == 200
    assert dark.content != light.content
    assert client.get(f"/api/v1/progress.{name}?theme=pink").status_code == 422
