"""A key of a real terminal, and what is typed ahead of the question."""

from __future__ import annotations

import os
import pty

import pytest

from service.cli.keys import press

YES = {"y": "yes", "ü": "also"}


@pytest.fixture
def keyboard(monkeypatch):
    mine, its = pty.openpty()
    with os.fdopen(its) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        yield mine, its
    os.close(mine)


@pytest.mark.parametrize("key", ["y", "ü", "\x1b[Ay", "\x1b[1;5Cy", "\x1bOBy", "\u20acy"])
def test_what_is_typed_ahead_of_a_question_waits_for_the_next_one(keyboard, key):
    mine, its = keyboard
    os.write(mine, f"{key}next words\n".encode())

    assert press("Well?", YES) == key[-1]
    assert os.read(its, 100) == b"next words\n"
