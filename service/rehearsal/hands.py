"""A person at the board: what they see there by name, and what they do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.state.access import alive
from service.domain.fields import Place
from service.domain.plan import wording
from service.store import links
from service.store.links import LinkKind
from service.usecases.ports import REVIEWS
from service.usecases.sync.setup import known_layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from integrations.asana.sandbox.model import Task
    from service.domain.plan import Goal
    from service.rehearsal.stage import Stage


class Hands:
    """What Ada does in Asana's app. Asked for what is not there, she says so."""

    def __init__(self, stage: Stage) -> None:
        self._world = stage.world
        self._database = stage.app.database
        self._account_id = stage.account.id
        (ada,) = stage.world.users.values()
        self._person = stage.world.person(ada)

    def tick(self, task: Task, text: str = "") -> None:
        """Tick a step by its words, or else the first that is open."""
        for step in self._open_steps(task):
            if not text or wording(step.name) == wording(text):
                self._person.tick(step.gid)
                return
        what = f"no open step “{text}”" if text else "no open step"
        raise NotThereError(f"there is {what} on it")

    def go_on_with(self, task: Task) -> None:
        """Tick the next step, or the task itself where no step is open."""
        if any(self._open_steps(task)):
            self.tick(task)
        else:
            self.complete(task)

    def complete(self, task: Task) -> None:
        """Tick the task itself."""
        if task.completed:
            raise NotThereError("it is complete already")
        self._person.complete(task.gid)

    def reopen(self, task: Task) -> None:
        """Take the tick away again."""
        if not task.completed:
            raise NotThereError("it is not complete")
        self._person.reopen(task.gid)

    def rename(self, task: Task, name: str) -> None:
        """Give the task another name."""
        self._person.rename(task.gid, name)

    def heart(self, task: Task) -> None:
        """Give the task a heart."""
        self._person.like(task.gid)

    def move(self, task: Task, to: Place) -> None:
        """Drag the task into another section."""
        self._person.move(task.gid, self._section(to.value))

    def defer(self, task: Task, until: date | None) -> None:
        """Drag the task into Later, and set the day where one is given."""
        self.move(task, Place.LATER)
        if until is not None:
            self._person.set_due(task.gid, until)

    def add(self, name: str, to: Place) -> None:
        """Type a new task into a section."""
        self._person.add_task(self._section(to.value), name)

    def complete_reviews(self) -> None:
        """Tick every review that is open."""
        section = self._section(REVIEWS)
        for task in self._shown():
            if section in task.places.values() and not task.completed:
                self._person.complete(task.gid)

    def see(self, name: str) -> Task:
        """Find a task on the board by its name; an open one before others."""
        found = [task for task in self._shown() if wording(task.name) == wording(name)]
        if not found:
            raise NotThereError("it is not on the board")
        return min(found, key=lambda task: task.completed)

    def tasks_of(self, goals: Iterable[Goal]) -> Iterator[tuple[Goal, Task]]:
        """Find the tasks of goals, whatever they are called."""
        with self._database.begin() as tx:
            table = links.all_of(tx, self._account_id)
        for goal in goals:
            link = table.get(LinkKind.GOAL, goal.id)
            if link is not None and not link.lost:
                yield goal, self._world.tasks[link.gid]

    def _open_steps(self, task: Task) -> Iterator[Task]:
        steps = (self._world.tasks[gid] for gid in task.subtasks)
        return (step for step in steps if alive(self._world, step) and not step.completed)

    def _section(self, key: str) -> str:
        with self._database.begin() as tx:
            layout = known_layout(tx, self._account_id)
        if layout is None or key not in layout.sections:
            raise NotThereError("its section is not on the board")
        return layout.sections[key]

    def _shown(self) -> Iterator[Task]:
        everything = self._world.tasks.values()
        return (task for task in everything if task.places and alive(self._world, task))


class NotThereError(Exception):
    """What a person wanted to take in hand is not there; says what is missing."""
