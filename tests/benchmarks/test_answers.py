"""How soon a gesture on the demo's board is answered, measured at the stand-in."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pytest
from support.playing import playing

from service.cli.demo import sample_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.playing import Play

SECONDS = 1.0
ROUNDS = 5


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    with playing(tmp_path_factory.mktemp("home"), sample_plan().decode()) as play:
        yield play


def test_a_gesture_is_read_and_answered_within_a_second(play: Play):
    goal = play.task("Coaching").gid
    step = play.world.tasks[goal].subtasks.first()
    here, mastered, later = map(
        play.section, ("This quarter · in my role", "Mastered", "Later")
    )
    gestures: dict[str, Callable[[int], object]] = {
        "tick a step": lambda n: play.post(f"/tasks/{step}/{'untick' if n % 2 else 'tick'}"),
        "rename": lambda n: play.post(f"/tasks/{goal}/rename", name=f"Coaching {n}"),
        "edit the notes": lambda n: play.post(f"/tasks/{goal}/notes", notes=f"Note {n}"),
        "to Mastered and back": lambda n: play.post(
            f"/tasks/{goal}/move", section=here if n % 2 else mastered
        ),
        "add to Later": lambda n: play.post(f"/sections/{later}/add", name=f"Skill {n}"),
        "delete and restore": lambda n: play.post(
            f"/tasks/{goal}/{'restore' if n % 2 else 'delete'}"
        ),
    }

    found = {
        name: [seconds(play, gesture, n) for n in range(ROUNDS)]
        for name, gesture in gestures.items()
    }

    print(
        "\n\nSeconds from a gesture to the last request of its answer, and to the last write\n"
    )
    for name, rows in found.items():
        reads = sorted(read for read, _ in rows)
        writes = sorted(wrote for _, wrote in rows if wrote is not None)
        wrote = (
            f"{median(writes):.2f}, at most {writes[-1]:.2f}" if writes else "nothing to write"
        )
        print(f"  {name:22} {median(reads):.2f}, at most {reads[-1]:.2f} | {wrote}")
    assert median(read for rows in found.values() for read, _ in rows) < SECONDS
    assert all(median(wrote or 0.0 for _, wrote in rows) < SECONDS for rows in found.values())


def seconds(
    play: Play, gesture: Callable[[int], object], number: int
) -> tuple[float, float | None]:
    """Make a gesture, and return how long its answer took: to the last request, and write."""
    before, began = len(play.world.requests), play.app.clock()
    gesture(number)
    play.until(lambda: len(play.world.requests) > before)
    play.until(play.is_at_rest)
    log = play.world.requests[before:]
    written = [entry for entry in log if entry.method != "GET" and entry.counted]
    wrote = (written[-1].at - began).total_seconds() if written else None
    return (log[-1].at - began).total_seconds(), wrote
