"""What a person does outside of Asana: plan files, and commands for single goals."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import yaml

from service.domain.plan import Group, State
from service.domain.remote import Absent
from service.errors import ServiceError
from service.usecases import goals
from service.usecases.import_plan import export_plan, import_plan

if TYPE_CHECKING:
    from random import Random

    from service.domain.base import Base
    from service.domain.plan import Goal
    from simulation.life import Life


class Desk:
    """The person's desk: a plan file written by hand, and the command line."""

    def __init__(self, life: Life, rng: Random) -> None:
        self.life, self.rng = life, rng
        self._made = 0
        settings = {"capacity": {"in_role": rng.randint(1, 3), "outside": rng.randint(0, 2)}}
        self._file: dict[str, object] = {"momentum": 1, "settings": settings}
        self._file["goals"] = [self._goal() for _ in range(rng.randint(1, 8))]

    def first(self) -> None:
        """Import the file for the first time."""
        self.changing("first import", lambda: self._import(self._file))

    def do(self) -> None:
        """Change the plan in some way."""
        ways = [self._edit_file, self._old_file, self._edit_export, *[self._command] * 4]
        way = self.rng.choice(ways)
        self.changing(way.__name__, way)

    def word(self, kind: str) -> str:
        self._made += 1
        return f"{kind} {self._made}"

    def _goal(self) -> dict[str, object]:
        rng = self.rng
        goal: dict[str, object] = {
            "skill": self.word("Goal"),
            "group": rng.choice(["in_role", "in_role", "outside", "mastered"]),
            "steps": [self.word("Step") for _ in range(rng.choice([0, 0, 1, 2, 3, 4]))],
        }
        if rng.random() < 0.5:
            goal["how"] = self.word("how")
        if rng.random() < 0.2 and goal["group"] != "mastered":
            goal["not_before"] = self._day()
        return goal

    def _day(self) -> object:
        return self.life.now().date() + timedelta(days=self.rng.randint(1, 150))

    def changing(self, what: str, change: object) -> None:
        """Let the person change the plan, and note what need not stand any longer."""
        life = self.life
        before = life.known()
        try:
            change()
        except ServiceError as error:
            life.tell(f"plan: {what} refused: {error}")
            return
        after = life.known().plan
        life.tell(f"plan: {what}")
        life.origins |= {goal.id for goal in after.goals} - {g.id for g in before.plan.goals}
        life.ledger.plan_changed(before, before.plan, after)
        was = {goal.id: goal for goal in before.plan.goals}
        for goal in after.goals:
            if goal.id in was and was[goal.id] != goal:
                life.trace.append(f"    {was[goal.id]}\n    {goal}")
            if goal.id in was and was[goal.id].steps != goal.steps:
                life.order.clear()
            if goal.id in was and _taken_up(was[goal.id], goal, before.bases.get(goal.id)):
                life.gone = {k: v for k, v in life.gone.items() if v != goal.id}

    def _import(self, file: dict[str, object], *, prune: bool = False) -> None:
        life = self.life
        text = yaml.safe_dump(file, sort_keys=False)
        import_plan(life.real, life.home.account_id, text, now=life.now(), prune=prune)

    def _edit_file(self) -> None:
        for _ in range(self.rng.randint(1, 3)):
            self._change(self._file["goals"])
        self._import(self._file, prune=self.rng.random() < 0.1)

    def _old_file(self) -> None:
        self._import(self._file)

    def _edit_export(self) -> None:
        life = self.life
        file = yaml.safe_load(export_plan(life.real, life.home.account_id, now=life.now()))
        for _ in range(self.rng.randint(1, 2)):
            self._change(file["goals"])
        self._import(file)

    def _change(self, listed: list[dict[str, object]]) -> None:
        rng = self.rng
        goal = rng.choice(listed)
        steps = goal.setdefault("steps", [])
        match rng.randrange(9):
            case 0:
                listed.insert(rng.randint(0, len(listed)), self._goal())
            case 1:
                goal["how"] = self.word("how")
            case 2:
                goal["skill"] = self.word("Goal")
            case 3:
                steps.insert(rng.randint(0, len(steps)), self.word("Step"))
            case 4 if steps:
                steps.pop(rng.randrange(len(steps)))
            case 5 if steps:
                at = rng.randrange(len(steps))
                text = steps[at]["text"] if isinstance(steps[at], dict) else steps[at]
                steps[at] = {"text": text, "done": True}
            case 6:
                rng.shuffle(steps)
            case 7 if len(listed) > 1:
                listed.remove(goal)
            case 8:
                goal["notes"] = self.word("note")

    def _command(self) -> None:
        life, rng = self.life, self.rng
        plan = life.known().plan
        if not plan.goals:
            return
        goal = rng.choice(plan.goals)
        where = life.real, life.home.account_id, goal.id
        now = life.now()
        match rng.randrange(7):
            case 0:
                goals.let_go(*where, now=now)
            case 1:
                goals.master(*where, evidence=self.word("evidence"), now=now)
            case 2:
                group = rng.choice([None, Group.IN_ROLE, Group.OUTSIDE])
                goals.activate(*where, group=group, now=now)
            case 3:
                until = self._day() if rng.random() < 0.5 else None
                goals.defer(*where, until=until, now=now)
            case 4:
                edit = goals.Edit(skill=self.word("Goal"), add_steps=[self.word("Step")])
                goals.edit(*where, edit, now=now)
            case 5:
                edit = goals.Edit(how=self.word("how"), notes=self.word("note"))
                goals.edit(*where, edit, now=now)
            case 6:
                group = rng.choice([Group.IN_ROLE, Group.OUTSIDE, Group.MASTERED])
                goals.edit(*where, goals.Edit(group=group), now=now)


def _taken_up(was: Goal, now: Goal, base: Base | None) -> bool:
    """Whether the person wants a goal back of which they knew that it has no task.

    Where Asana answers for what is in the trash, such a goal counts as moved out.
    """
    if was.state is State.LET_GO:
        return now.state is not State.LET_GO
    out = base is not None and base.lost is Absent.MOVED_OUT
    return out and was.state is not State.ACTIVE and now.state is State.ACTIVE
