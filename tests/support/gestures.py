"""What the tests of gestures share: how things stand before one, and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.store import history
from service.usecases import review
from service.usecases.review_notes import as_text

if TYPE_CHECKING:
    from service.store.history import Entry
    from support.home import Home

IN_ROLE, OUTSIDE = "This quarter · in my role", "This quarter · outside work"


def assert_at_rest(home: Home) -> None:
    """Both sides agree: a further full reading changes nothing, here or there."""
    before = len(home.writes())
    outcome = home.sync(force=True)
    assert outcome.changes == ()
    assert home.writes()[before:] == []


def assert_nothing_follows(home: Home, *, force: bool = False) -> None:
    """A sync leaves the plan as it is, and the board as the person left it."""
    plan, board, before = home.plan(), home.world.snapshot(), len(home.writes())
    home.sync(force=force)
    assert home.plan() == plan
    assert home.world.snapshot() == board
    assert home.writes()[before:] == []
    assert_at_rest(home)


def said_in_review(home: Home) -> str:
    """What a review would say now, on one line."""
    found = review.preview(home.database, home.account_id, home.board(), now=home.now())
    return " ".join(as_text(found).split())


def remembered(home: Home) -> list[Entry]:
    """The history, newest first."""
    with home.database.begin() as tx:
        return history.recent(tx, home.account_id, 99)


def steps(home: Home, skill: str) -> list[tuple[str, bool]]:
    """A goal's steps in the plan."""
    return [(step.text, step.done) for step in home.goal(skill).steps]


def subtask(home: Home, task: str, name: str) -> str:
    """The gid of a subtask."""
    return next(
        str(one["gid"]) for one in home.tasks()[task]["subtasks"] if one["name"] == name
    )


def notes(home: Home, task: str) -> str:
    """A task's notes as Asana holds them, without the body around."""
    return str(home.tasks()[task]["html_notes"])


def rewrite(home: Home, task: str, old: str, new: str) -> None:
    """Change something in a task's notes, as its person does."""
    html = notes(home, task)
    assert old in html
    home.person.write_notes(home.gid(task), f"<body>{html.replace(old, new)}</body>")


def write_above(home: Home, task: str, html: str) -> None:
    """Put something at the beginning of a task's notes."""
    home.person.write_notes(home.gid(task), f"<body>{html}\n\n{notes(home, task)}</body>")
