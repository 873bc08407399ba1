"""A short life in which everything happens once, and every fault at every place in it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from service.errors import ServiceError
from service.usecases import goals
from service.usecases.import_plan import import_plan
from simulation.boundaries import COMMIT, EVERY, LAG, LOOK, Boundaries, Mishap
from simulation.ground import repeatable_ids
from simulation.life import Life
from simulation.settling import settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulation.ground import Ground

PLAN = """
momentum: 1
settings: {capacity: {in_role: 1, outside: 1}}
goals:
  - {skill: Storytelling, group: in_role, steps: [Listen, Tell]}
  - {skill: Speaking, group: outside, how: Meet}
  - {skill: Drawing, group: in_role}
"""
SOON = 14
A_WEEK = 7 * 86_400 + 4 * 3_600  # from Monday before the review to Monday after it


class Journey:
    """A first sync, a second look, a review a week later, and changes on both sides."""

    def __init__(self, ground: Ground, boundaries: Boundaries) -> None:
        self.life = Life(ground.fresh(), oauth=False, later=True)
        self.person = self.life.home.person
        self.boundaries = boundaries
        self.boundaries.person = self._meanwhile
        self.boundaries.writes = lambda: self.life.wires[-1].writes

    def run(self) -> Journey:
        """Make the journey, calm down, and judge."""
        life = self.life
        import_plan(life.real, life.home.account_id, PLAN, now=life.now())
        life.origins |= {goal.id for goal in life.known().plan.goals}
        life.home.world.faults, life.database.fate = self.boundaries, self.boundaries.fate
        life.database.looked = self.boundaries.looked
        life.work()
        life.wait(65)  # a dead worker's lease is over, and an old list still possible
        life.work()
        life.wait(A_WEEK)
        self._out_and_back()
        life.work()
        life.wait(200)
        self._person()
        self._plan()
        life.work()
        settle(life)
        return self

    def _person(self) -> None:
        """Rename, tick, date, add and delete, as far as the tasks are there already."""
        tasks = {task.name: task for task in self.life.home.world.tasks.values()}
        say = self.life.ledger.say
        if task := tasks.get("Storytelling"):
            self.person.rename(task.gid, "Telling stories")
            say(task.gid, "name", "Telling stories")
        if task := tasks.get("Listen"):
            self.person.tick(task.gid)
            say(task.gid, "done", value=True)
        if task := tasks.get("Drawing"):
            self.person.delete(task.gid)
            self.life.thrown.add(task.gid)
            self.life.forget(task)
        if section := self.life.sections.get("outside"):
            gid = self.person.add_task(section, "Added by hand")
            self.life.born.add(gid)
            say(gid, "name", "Added by hand")

    def _out_and_back(self) -> None:
        """Take a task out of the project and put it back: an old list does not have it."""
        life = self.life
        tasks = {task.name: task for task in life.home.world.tasks.values()}
        task, section = tasks.get("Speaking"), life.sections
        if task is None or "outside" not in section or life.project not in task.places:
            return
        self.person.remove_from_project(task.gid, life.project)
        life.wait(LAG + 50)
        self.person.add_to_project(task.gid, section["outside"])
        life.wait(5)

    def _meanwhile(self) -> None:
        """Ask for a run, and change in the middle of one what the plan changes too, and not."""
        self.life.ask()
        tasks = {task.name: task for task in self.life.home.world.tasks.values()}
        say = self.life.ledger.say
        if task := tasks.get("Speaking"):
            self.person.rename(task.gid, "Speaking up")
            say(task.gid, "name", "Speaking up")
            day = self.life.now().date() + timedelta(days=40)
            self.person.set_due(task.gid, day)
            say(task.gid, "due", day.isoformat())
        if task := tasks.get("Tell"):
            self.person.rename(task.gid, "Tell them")
            say(task.gid, "name", "Tell them")

    def _plan(self) -> None:
        """Change what the person has not touched, on the command line."""
        where = (self.life.real, self.life.home.account_id)
        now = self.life.now()
        before = self.life.known()
        goals.edit(*where, "Speaking", goals.Edit(how="Moderate", add_steps=["Ask"]), now=now)
        goals.defer(*where, "Speaking", until=None, now=now)
        goals.edit(*where, "Storytelling", goals.Edit(skill="Stories"), now=now)
        self.life.ledger.plan_changed(before, before.plan, self.life.known().plan)


def attempt(ground: Ground, *mishaps: Mishap) -> tuple[tuple[str, ...], list[str]]:
    """Make the journey with these mishaps; returns what was wrong, and what was passed."""
    boundaries = Boundaries(*mishaps)
    return travel(ground, boundaries), boundaries.passed


def travel(ground: Ground, boundaries: Boundaries) -> tuple[str, ...]:
    """Make the journey across these boundaries; returns what was wrong."""
    with repeatable_ids(0):
        journey = Journey(ground, boundaries)
        try:
            journey.run()
        except ServiceError as error:
            journey.life.blame(f"the journey ends: {error}")
    return tuple(journey.life.faults)


def singles(ground: Ground) -> Iterator[Mishap]:
    """Every fault at every boundary of the journey."""
    _, passed = attempt(ground)
    for number, what in enumerate(passed):
        for kind in EVERY[what]:
            yield Mishap(number, kind)


def pairs_of(ground: Ground, one: str, other: str) -> Iterator[tuple[Mishap, Mishap]]:
    """A request that fails in one way, and one soon after it that fails in another."""
    _, passed = attempt(ground)
    requests = [number for number, what in enumerate(passed) if what not in (COMMIT, LOOK)]
    for number in requests:
        for later in range(number + 1, number + SOON):
            yield Mishap(number, one), Mishap(later, other)
