"""What a person does with reviews: answers their decisions, completes or discards them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.state.access import alive
from service.domain.decision import Status
from simulation.copies import DECISION, REVIEW, mark_of

if TYPE_CHECKING:
    from random import Random

    from integrations.asana.sandbox.model import Task
    from simulation.life import Life


def reviews(life: Life) -> list[Task]:
    """The live tasks that are reviews, known to us or not yet; no copies of the person's."""
    world = life.home.world
    return [
        task
        for task in world.tasks.values()
        if task.gid not in life.born and not task.parent and mark_of(task, REVIEW)
        if alive(world, task)
    ]


class Answers:
    """The person's hand among the reviews: `do` is one gesture, if one is possible."""

    def __init__(self, life: Life, rng: Random) -> None:
        self.life, self.rng = life, rng
        self.world, self.person = life.home.world, life.home.person
        self._made = 0

    def do(self) -> None:
        """Do one gesture with some review, or one of its decisions."""
        name = self.rng.choices(list(WAYS), list(WAYS.values()))[0]
        self.life.wait(1)
        try:
            what = getattr(self, name)()
        except IndexError:
            return
        if what:
            self.life.tell(f"person: {name} {what}")

    def answer(self) -> str | None:
        task = self._decision()
        if task.completed:
            return None
        answered = {one.gid: one.status for one in self.life.known().asked}
        if answered.get(task.gid) is Status.NO:
            self.life.too_late.add(task.gid)
        self.person.tick(task.gid)
        self.life.ticked.add(task.gid)
        self._say_no(task, no=False)
        self.life.ledger.say(task.gid, "done", value=True)
        return f"{task.gid} {task.name}"

    def take_back(self) -> str | None:
        task = self._decision()
        if not task.completed:
            return None
        self.person.untick(task.gid)
        self.life.ledger.say(task.gid, "done", value=False)
        return task.gid

    def reword(self) -> str:
        task = self._decision()
        self._made += 1
        name = f"Question {self._made}"
        self.person.rename(task.gid, name)
        self.life.ledger.say(task.gid, "name", name)
        return f"{task.gid} to {name}"

    def dismiss(self) -> str | None:
        task = self._decision()
        if task.gid not in {one.gid for one in self.life.known().asked}:
            return None  # we have not been told of it, and may have to make it again
        self.person.delete(task.gid)
        self.life.ledger.drop(task.gid)
        self.life.dismissed.add(task.gid)
        self._say_no(task)
        return task.gid

    def close(self) -> str:
        """Complete a review, or reopen it."""
        task = self.rng.choice(reviews(self.life))
        self.life.touched.add(task.gid)
        asked = {one.gid: one.status for one in self.life.known().asked}
        for gid in task.subtasks:
            below = self.world.tasks[gid]
            left = not below.completed and asked.get(gid) is Status.OPEN
            self._say_no(below, no=left and not task.completed)
        (self.person.untick if task.completed else self.person.tick)(task.gid)
        self.life.ledger.say(task.gid, "done", value=task.completed)
        return task.gid

    def discard(self) -> str | None:
        task = self.rng.choice(reviews(self.life))
        if task.gid not in self.life.known().reviews:
            return None
        self.person.delete(task.gid)
        self.life.ledger.drop(task.gid)
        self.life.dismissed.add(task.gid)
        for gid in task.subtasks:  # with their review they are no answer
            self._say_no(self.world.tasks[gid], no=False)
        return task.gid

    def _say_no(self, task: Task, *, no: bool = True) -> None:
        mark = mark_of(task, DECISION)
        if mark is not None:
            (self.life.said_no.add if no else self.life.said_no.discard)(mark)

    def _decision(self) -> Task:
        every = [gid for task in reviews(self.life) for gid in task.subtasks]
        live = [self.world.tasks[gid] for gid in every]
        return self.rng.choice([task for task in live if alive(self.world, task)])


WAYS = {"answer": 10, "take_back": 3, "reword": 2, "dismiss": 1, "close": 4, "discard": 0.5}
