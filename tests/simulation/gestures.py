"""What a person does in Asana's app, drawn at random and written into the ledger."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from integrations.asana.sandbox.refusals import Refusal
from integrations.asana.sandbox.state.access import alive
from simulation.ledger import tokens

if TYPE_CHECKING:
    from random import Random

    from integrations.asana.sandbox.model import Task
    from simulation.life import Life

FAR = 120


class Hand:
    """The person's hand: `do` is one gesture. Names are never used twice."""

    def __init__(self, life: Life, rng: Random) -> None:
        self.life, self.rng = life, rng
        self.world, self.person = life.home.world, life.home.person
        self._made = 0

    def do(self, name: str | None = None) -> None:
        """Do one gesture that is possible just now, if any is."""
        name = name or self.rng.choices(list(GESTURES), list(GESTURES.values()))[0]
        self.life.wait(1)
        with self.world.acting():  # what comes late until now is ours
            before, unseen = set(self.world.tasks), self.life.unseen()
        try:
            what = getattr(self, name)()
        except (Refusal, IndexError):
            what = None
        self.life.born |= set(self.world.tasks) - before
        # What they touch before we have seen it passes for a copy of theirs.
        self.life.born |= {gid for gid, was in unseen.items() if self.life.shape(gid) != was}
        if what:
            self.life.tell(f"person: {name} {what}")

    def word(self, kind: str) -> str:
        self._made += 1
        return f"{kind} {self._made}"

    def tasks(self) -> list[Task]:
        """The goals' tasks on the board."""
        project, reviews = self.life.project, self.life.sections.get("reviews")
        return [task for task in self.life.board() if task.places[project] != reviews]

    def one(self) -> Task:
        return self.rng.choice(self.tasks())

    def step(self) -> Task:
        every = [self.world.tasks[gid] for task in self.tasks() for gid in task.subtasks]
        return self.rng.choice([task for task in every if alive(self.world, task)])

    def known(self, task: Task) -> bool:
        """Whether we have been told of the task; one made a moment ago is still in the air."""
        return task.gid in self.life.born or self.life.goal_of(task.gid) is not None

    def either(self) -> Task:
        return self.step() if self.rng.random() < 0.3 else self.one()

    def rename(self) -> str:
        task, name = self.either(), self.word("Renamed")
        self.person.rename(task.gid, name)
        self.life.ledger.say(task.gid, "name", name)
        return f"{task.gid} to {name}"

    def due(self) -> str | None:
        task = self.one()
        days = self.rng.randint(-5, FAR)
        day = None if days < 0 else self.life.now().date() + timedelta(days=days)
        if task.due_on == day:
            return None
        self.person.set_due(task.gid, day)
        self.life.ledger.drop(task.gid, "due")
        self.life.ledger.say(task.gid, "due", day.isoformat() if day else None)
        return f"{task.gid} {day}"

    def note(self) -> str:
        task, word = self.one(), self.word("pn").replace(" ", "-")
        text = f"<em>{word}</em>" if self.rng.random() < 0.2 else word
        self._write(task, task.html_notes.replace("<body>", f"<body>{text}\n", 1))
        return f"{task.gid} {word}"

    def how(self) -> str | None:
        task, word = self.one(), self.word("ph").replace(" ", "-")
        html = re.sub(r"(<strong>How</strong>\n)[^\n<]*", rf"\g<1>{word}", task.html_notes)
        if html == task.html_notes:
            return None
        self._write(task, html)
        return f"{task.gid} {word}"

    def strip(self) -> str | None:
        task = self.one()
        if not self.known(task):
            return None  # without its mark it is anybody's
        self._write(task, re.sub(r"momentum:[a-z]+:[A-Za-z0-9-]+", "", task.html_notes))
        return task.gid

    def clear(self) -> str | None:
        task = self.one()
        if not self.known(task):
            return None
        self._write(task, "<body></body>")
        return task.gid

    def tick(self) -> str | None:
        task = self.either()
        if task.completed:
            return None
        self.person.tick(task.gid)
        self.life.ledger.drop(task.gid, "section")
        self.life.ledger.say(task.gid, "done", value=True)
        return task.gid

    def finish(self) -> str | None:
        """Tick every step of a goal."""
        task = self.rng.choice([task for task in self.tasks() if task.subtasks])
        steps = [self.world.tasks[gid] for gid in task.subtasks]
        left = [one.gid for one in steps if alive(self.world, one) and not one.completed]
        for gid in left:
            self.person.tick(gid)
            self.life.ledger.say(gid, "done", value=True)
        return task.gid if left else None

    def crowd(self) -> str | None:
        """Move everything that is put off into this quarter."""
        sections, project = self.life.sections, self.life.project
        later = [one for one in self.tasks() if one.places[project] == sections.get("later")]
        for task in later if "in_role" in sections else ():
            self._into(task, sections["in_role"])
        return " ".join(task.gid for task in later)

    def untick(self) -> str | None:
        task = self.either()
        if not task.completed:
            return None
        goal = self.life.goal_of(task.gid)
        base = self.life.known().bases[goal] if goal else None
        self.person.untick(task.gid)
        if not task.parent and self._settled_day(task):
            self.life.ledger.drop(task.gid, "due")  # as a move out of Mastered does
        self.life.ledger.drop(task.gid, "section", "done")
        if task.parent or (base and base.standing.completed and base.place == "mastered"):
            self.life.ledger.say(task.gid, "done", value=False)
        return task.gid

    def move(self) -> str | None:
        task = self.one()
        sections = self.life.sections
        sections.pop("reviews", None)
        key = self.rng.choice(sorted(sections))
        if task.places[self.life.project] == sections[key]:
            return None
        self._into(task, sections[key])
        return f"{task.gid} to {key}"

    def _into(self, task: Task, section: str) -> None:
        self.person.move(task.gid, section, top=self.rng.random() < 0.5)
        ledger = self.life.ledger
        if self._settled_day(task):
            ledger.drop(task.gid, "due")
        ledger.drop(task.gid, "section", "done")
        if not task.completed:
            ledger.say(task.gid, "section", section)

    def add(self) -> str:
        sections = self.life.sections
        sections.pop("reviews", None)
        key = self.rng.choice(sorted(sections))
        name = self.word("Added")
        gid = self.person.add_task(sections[key], name)
        self.life.ledger.say(gid, "name", name)
        return f"{name} in {key}"

    def copy(self) -> str | None:
        task, name = self.one(), self.word("Copy")
        if not self.known(task):
            return None
        self.person.duplicate(task.gid, name=name)
        return f"{task.gid} as {name}"

    def delete(self) -> str | None:
        task = self.either()
        if not task.parent and not self.known(task):
            return None
        self.throw(task)
        return task.gid

    def throw(self, task: Task) -> None:
        """Put a task into the trash."""
        self.person.delete(task.gid)
        self.life.thrown.add(task.gid)
        self.life.forget(task)

    def restore(self) -> str:
        task = self.rng.choice([one for one in self.world.tasks.values() if one.deleted_at])
        self.person.restore(task.gid)
        self.life.touched |= {task.gid, *task.subtasks}
        self.life.dismissed -= {
            gid for gid in self.life.dismissed if alive(self.world, self.world.tasks[gid])
        }
        for gid in [gid for gid in self.life.gone if alive(self.world, self.world.tasks[gid])]:
            del self.life.gone[gid]
        return task.gid

    def out(self) -> str | None:
        task = self.one()
        if not self.known(task):
            return None
        self.person.remove_from_project(task.gid, self.life.project)
        self.life.ledger.drop(task.gid)
        return task.gid

    def back(self) -> str:
        loose = [
            task
            for task in self.world.tasks.values()
            if alive(self.world, task) and not task.places and not task.parent
        ]
        task = self.rng.choice(loose)
        sections = self.life.sections
        key = self.rng.choice([key for key in sorted(sections) if key != "reviews"])
        self.person.add_to_project(task.gid, sections[key])
        return f"{task.gid} to {key}"

    def add_step(self) -> str:
        task, name = self.one(), self.word("Step by hand")
        gid = self.person.add_subtask(task.gid, name)
        self.life.order.pop(task.gid, None)
        self.life.ledger.say(gid, "name", name)
        return f"{name} of {task.gid}"

    def order(self) -> str | None:
        step = self.step()
        above = self.world.tasks[step.parent]
        others = [gid for gid in above.subtasks if gid != step.gid]
        after = self.rng.choice([None, *others])
        was = tuple(above.subtasks)
        self.person.order_subtask(step.gid, after=after)
        if tuple(above.subtasks) == was:
            return None
        self.life.unheard = True
        # A pile that is first seen upside down is taken for Asana's doing: see domain/steps.
        known, goal = self.life.known(), self.life.goal_of(above.gid) or ""
        steps = known.steps.get(goal, ())
        planned = [step.id for one in known.plan.goals if one.id == goal for step in one.steps]
        # An order of ours that is still to be written hits one that no event tells of.
        settled = planned == [base.id for base in steps]
        calm = not self.life.wires and settled and len(steps) == len(above.subtasks)
        self.life.order.pop(above.gid, None)
        if calm and not any(base.unread for base in steps):
            self.life.order[above.gid] = tuple(above.subtasks)
        return f"{after} < {step.gid}: {[self.world.tasks[gid].name for gid in above.subtasks]}"

    def demote(self) -> str | None:
        task, above = self.one(), self.one()
        if not self.known(task):
            return None
        self.person.make_subtask(task.gid, above.gid)
        self.life.ledger.drop(task.gid)
        return f"{task.gid} below {above.gid}"

    def promote(self) -> str:
        step = self.step()
        sections = self.life.sections
        key = self.rng.choice([key for key in sorted(sections) if key != "reviews"])
        self.person.make_task(step.gid, sections[key])
        self.life.born.add(step.gid)
        return f"{step.gid} to {key}"

    def section(self) -> str:
        gid = self.rng.choice(sorted(self.life.sections.values()))
        if self.rng.random() < 0.6:
            self.person.rename_section(gid, self.word("Column"))
            return f"renamed {gid}"
        for task in [self.world.tasks[one] for one in self.world.sections[gid].tasks]:
            if alive(self.world, task):
                self.life.thrown.add(task.gid)
                self.life.forget(task)
        self.person.delete_section(gid)
        return f"deleted {gid}"

    def own_section(self) -> str:
        gid = self.person.add_section(self.life.project, self.word("My column"))
        task = self.one()
        self.person.move(task.gid, gid)
        self.life.ledger.drop(task.gid, "section")
        return f"{task.gid} to a section of their own"

    def heart(self) -> str:
        task = self.one()
        self.person.like(task.gid)
        self.life.unheard = True
        return task.gid

    def _write(self, task: Task, html: str) -> None:
        self.person.write_notes(task.gid, html)
        self.life.ledger.say(task.gid, "notes", tokens(task.html_notes))

    def _settled_day(self, task: Task) -> bool:
        """Whether the plan has the day of this task already, so that a move uses it up."""
        goal = self.life.goal_of(task.gid)
        base = self.life.known().bases[goal] if goal else None
        day = task.due_on.isoformat() if task.due_on else None
        return base is None or base.fields["due_on"] == day


GESTURES = {
    "rename": 10,
    "due": 10,
    "note": 6,
    "how": 4,
    "strip": 1,
    "clear": 1,
    "tick": 10,
    "finish": 2,
    "crowd": 1,
    "untick": 5,
    "move": 12,
    "add": 5,
    "copy": 3,
    "delete": 5,
    "restore": 4,
    "out": 3,
    "back": 4,
    "add_step": 5,
    "order": 4,
    "demote": 1,
    "promote": 1,
    "section": 1,
    "own_section": 1,
    "heart": 1,
}
