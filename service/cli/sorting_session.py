"""One sitting of `momentum sort`: a line, a key, what belongs to it, and the next line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from service.cli.errors import say_error
from service.cli.keys import press
from service.cli.output import say
from service.cli.sorting_questions import Draft, ask_goal, ask_name, ask_rest, ask_same
from service.cli.sorting_view import say_asked, say_schedule
from service.cli.words import listing, whereabouts
from service.domain.plan import Group
from service.errors import ServiceError, TryLater
from service.usecases import sorting
from service.usecases.sorting import Answered, Drop, NewGoal, Sorted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.bootstrap import App
    from service.domain.sorting import Asked
    from service.usecases.sorting import Waiting

LEFT = (KeyboardInterrupt, EOFError, typer.Abort)
"""The person, or the input, has gone."""

KEYS = {
    "m": "mastered: you can say what shows it",
    "r": "in your role: by practice, feedback, a responsibility",
    "o": "outside work: by a course, a book, a mentor, volunteering",
    "a": "answered by a goal that is there",
    "d": "drop it from the postings",
    "s": "skip it for now",
    "u": "undo the last answer",
    "q": "leave; every answer is kept",
}
GROUPS = {"m": Group.MASTERED, "r": Group.IN_ROLE, "o": Group.OUTSIDE}
QUESTION = "[m]astered [r]ole [o]utside [a]nswered by [d]rop [s]kip [u]ndo [q] leave:"


class Session:
    """Asks about what waits; skips, and what can be undone, are remembered while it lasts."""

    def __init__(self, app: App, account_id: int) -> None:
        self._app = app
        self._account_id = account_id
        self._skipped: dict[str, int] = {}
        self._done: list[Sorted | str] = []
        self._drafts: dict[str, Draft] = {}

    def run(self) -> None:
        """Ask about one line after the other, until none is left or the person leaves."""
        for key, what in KEYS.items():
            say("  [bold]{}[/]  {}", key, what)
        while True:
            found = self._read()
            asked = next((one for one in found.asked if one.text not in self._skipped), None)
            if asked is None:
                return
            say_asked(asked, found, found.sorted + sum(self._skipped.values()) + 1)
            key = press(QUESTION, KEYS)
            if key == "q":
                return
            try:
                self._answer(key, asked, found)
            except ServiceError as error:
                say_error(error.in_full, error.hint)

    def _read(self) -> Waiting:
        return sorting.waiting(self._app.database, self._account_id, now=self._app.clock())

    def _answer(self, key: str, asked: Asked, found: Waiting) -> None:
        match key:
            case "s":
                self._skipped[asked.text] = len(asked.lines)
                self._done.append(asked.text)
            case "u":
                self._undo()
            case "d":
                self._keep(asked, Drop(), ask_same(asked))
            case "a":
                if goal := ask_goal(found.plan, found.goals[asked.text]):
                    self._keep(asked, Answered(goal.id), ask_same(asked))
            case _:
                self._make(asked, found, GROUPS[key])

    def _make(self, asked: Asked, found: Waiting, group: Group) -> None:
        like = ask_same(asked)
        draft = self._drafts.setdefault(asked.text, Draft(asked.name))
        if goal := ask_name(draft, found.plan):
            self._keep(asked, Answered(goal.id), like)
            return
        try:
            ask_rest(draft, group)
        except LEFT:  # what was said until then counts
            say()
            self._keep(asked, draft.into(group), like)
            raise
        self._keep(asked, draft.into(group), like)
        if group is not Group.MASTERED:
            say_schedule(self._read())

    def _keep(self, asked: Asked, into: NewGoal | Answered | Drop, like: Sequence[str]) -> None:
        done = sorting.sort_line(
            self._app.database,
            self._account_id,
            asked.text,
            into,
            like=like,
            now=self._app.clock(),
        )
        self._done.append(done)
        self._say_kept(asked, done)

    def _say_kept(self, asked: Asked, done: Sorted) -> None:
        if done.goal is None:
            say("[green]✓[/] Dropped from {}.", listing(list(asked.titles)))
            return
        found = self._read()
        where = whereabouts(done.goal, found.plan, found.today)
        said = where if done.made else f"answers it now ({where})"
        say("[green]✓[/] [bold]{}[/]: {}.", done.goal.skill, said)

    def _undo(self) -> None:
        if not self._done:
            say("There is nothing to undo yet.")
            return
        last = self._done[-1]
        if isinstance(last, Sorted):
            self._take_back(last)
            say("Undone: “{}” waits again.", last.lines[0])
        else:
            del self._skipped[last]
        self._done.pop()

    def _take_back(self, done: Sorted) -> None:
        try:
            sorting.undo(self._app.database, self._account_id, done, now=self._app.clock())
        except TryLater:
            raise
        except ServiceError:  # it never can be: the answer before it may
            self._done.pop()
            raise
