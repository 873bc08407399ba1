"""What happened lately, side by side: the person's gestures and what the app answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.pages.telling import read_in_words, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from integrations.asana.sandbox.requestlog import RequestLog
    from integrations.asana.sandbox.world import World

MOST_REQUESTS: Final = 400
MOST_ENTRIES: Final = 20
MOST_LINES: Final = 6
ONE_GO: Final = timedelta(seconds=2)
"""Requests that follow each other within it belong together."""
AN_ANSWER: Final = timedelta(seconds=10)
"""What begins later than this after a gesture was begun by something else."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """What the person did, when, and how many requests had come in by then."""

    at: datetime
    sentence: str
    requests: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: `who` did these, at that time; `note` says how soon.

    `key` stays the same from page to page.
    """

    key: str
    who: str
    at: datetime
    lines: list[str]
    note: str = ""
    is_person: bool = False


@dataclass(slots=True)
class Feed:
    """The page's memory: it notes gestures, and finds the requests in the world's log."""

    world: World
    guest: str
    gestures: list[Gesture] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Remember what the person has just done."""
        seen = len(self.world.requests)
        self.gestures.append(Gesture(self.world.now(), sentence, seen))

    def version(self) -> str:
        """Return a word that changes with everything that a page shows."""
        requests = self.world.requests
        last = requests[-1].status if requests else 0
        return f"{len(self.world.events)}.{len(requests)}.{last}.{len(self.gestures)}"

    def entries(self) -> list[Entry]:
        """Return what happened lately, the newest first."""
        found: list[Entry] = []
        requests = self.world.requests
        start = max(0, len(requests) - MOST_REQUESTS)
        since: Gesture | None = None
        for number, gesture in enumerate([*self.gestures, None]):
            end = gesture.requests if gesture else len(requests)
            for run in _in_one_go(requests[start:end]):
                found.append(self._answer(f"answer-{start}", run, since))
                start += len(run)
            if gesture:
                key, lines = f"gesture-{number}", [gesture.sentence]
                found.append(Entry(key, "You", gesture.at, lines, is_person=True))
            since = gesture
        return found[: -MOST_ENTRIES - 1 : -1]

    def _answer(self, key: str, run: list[RequestLog], since: Gesture | None) -> Entry:
        counted = [log for log in run if log.counted]
        sentences = [(log, told(self.world, log)) for log in counted]
        written = [(log, line) for log, line in sentences if line]
        lines = [line for _, line in written[:MOST_LINES]]
        if len(written) > MOST_LINES:
            lines.append(f"wrote {len(written) - MOST_LINES} things more")
        if looked := read_in_words(counted):
            lines.append(looked if lines else f"{looked} and had nothing to write")
        last = written[-1][0] if written else run[-1]
        note = ""
        if since is not None and run[0].at - since.at < AN_ANSWER:
            note = f"within {(last.at - since.at).total_seconds():.1f} s of your gesture"
        return Entry(key, self.guest, last.at, lines, note)


def _in_one_go(logs: list[RequestLog]) -> Iterator[list[RequestLog]]:
    run: list[RequestLog] = []
    for log in logs:
        if run and log.at - run[-1].at > ONE_GO:
            yield run
            run = []
        run.append(log)
    if run:
        yield run
