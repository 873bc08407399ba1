"""What the person last said about each task, and whether we left it so."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from service.domain.fields import local_fields
from service.store import history

if TYPE_CHECKING:
    from integrations.asana.sandbox.model import Task
    from service.domain.base import Known
    from service.domain.plan import Plan
    from simulation.life import Life
    from simulation.wire import Wire

_OURS = re.compile(r"p[nh]-\d+")


def tokens(html: str) -> frozenset[str]:
    """The words in some notes that only a person can have written there."""
    return frozenset(_OURS.findall(html))


class Ledger:
    """The person's last value of each field of each task, as long as it has to stand.

    A field that the person changes between our last reading and our write may be lost: those
    are counted as races. What the plan changed knowingly afterwards is crossed out.
    """

    def __init__(self, life: Life) -> None:
        self._life = life
        self.said: dict[tuple[str, str], object] = {}
        self._since: dict[tuple[str, str], dict[int, int]] = {}
        self._when: dict[tuple[str, str], int] = {}
        self.counts: Counter[str] = Counter()

    def say(self, gid: str, field: str, value: object) -> None:
        """Write down what the person did just now; back to what was agreed is nothing."""
        key = gid, field
        self.said.pop(key, None)
        if self._agreed(gid, field, value):
            return
        self.said[key] = value
        self._since[key] = {id(wire): wire.mark() for wire in self._life.wires}
        self._when[key] = self._life.stories()

    def drop(self, gid: str, *fields: str) -> None:
        """Cross out what need not stand any longer; everything where no field is named."""
        for key in [key for key in self.said if key[0] == gid]:
            if not fields or key[1] in fields:
                del self.said[key]

    def late(self) -> None:
        """An unanswered write took effect long after: what it hit is lost by no one's fault."""
        for key in [key for key in self.said if self._now(key) != self.said[key]]:
            self.counts["late writes over an edit"] += 1
            del self.said[key]

    def audit(self, wire: Wire) -> None:
        """Look for what a write has undone."""
        for key in [key for key in self.said if self._now(key) != self.said[key]]:
            value = self.said.pop(key)
            gid, field = key
            if field in ("section", "due", "done") and self._moved_on(key):
                continue
            since = self._since[key].get(id(wire), 0)
            if any(_shows(shown, field) == value for shown in wire.shown(gid, since)):
                self._life.blame(f"undone: {field} of {gid}: {value} became {self._now(key)}")
            elif not self._wanted(gid, field):
                self._life.blame(f"written without need: {field} of {gid}, over {value}")
            else:
                self.counts["races"] += 1

    def plan_changed(self, ours: Known, before: Plan, after: Plan) -> None:
        """Cross out what the plan changed after it had taken the person's value in."""
        was = {goal.id: goal for goal in before.goals}
        now = {goal.id: goal for goal in after.goals}
        for goal_id, base in ours.bases.items():
            if goal_id not in was or goal_id not in now:
                continue
            old = local_fields(was[goal_id], before, base.fields)
            new = local_fields(now[goal_id], after, base.fields)
            for name in [name for name in old if old[name] != new[name]]:
                self._plan_field(base.gid, name, old[name])
            mine = {step.id: step for step in now[goal_id].steps}
            for link in ours.steps.get(goal_id, ()):
                step = next((s for s in was[goal_id].steps if s.id == link.id), None)
                if step is not None and mine.get(link.id) != step:
                    for field, value in (("name", step.text), ("done", step.done)):
                        if self.said.get((link.gid, field)) == value:
                            self.drop(link.gid, field)

    def _wanted(self, gid: str, field: str) -> bool:
        """Whether the plan had something to write there; of what is not compared, yes."""
        known = self._life.known()
        name = {"name": "name", "due": "due_on"}.get(field)
        for goal in known.plan.goals:
            base = known.bases.get(goal.id)
            if name and base and base.gid == gid:
                return local_fields(goal, known.plan, base.fields)[name] != base.fields[name]
        return True

    def _plan_field(self, gid: str, name: str, old: str | None) -> None:
        section = self._life.sections.get(old or "")
        taken = {
            "name": [("name", old)],
            "due_on": [("due", old)],
            "place": [("section", section), ("done", old == "mastered")],
        }
        for field, value in taken.get(name, []):
            if self.said.get((gid, field)) == value:
                self.drop(gid, field)
        if name == "place":
            self.drop(gid, "due")
        if name in ("notes", "how", "evidence") and tokens(old or ""):
            self.drop(gid, "notes")

    def _agreed(self, gid: str, field: str, value: object) -> bool:
        ours = self._life.known()
        for base in ours.bases.values():
            if base.gid == gid and field == "due":
                return base.fields["due_on"] == value
            if base.gid == gid and field == "done":
                return base.standing.completed == value
            if base.gid == gid and field == "section":
                section = self._life.sections.get(base.standing.section or "")
                return section == value and base.standing.section == base.place
        steps = [base for steps in ours.steps.values() for base in steps]
        return any(base.gid == gid and field == "done" and base.done == value for base in steps)

    def _moved_on(self, key: tuple[str, str]) -> bool:
        """Whether its day has come since, or the person has decided about it in a review."""
        life = self._life
        goal = life.goal_of(key[0])
        with life.database.begin() as tx:
            told = history.recent(tx, life.home.account_id, 10_000)
        return any(
            entry.goal_id == goal
            and entry.kind in ("came_back", "decided")
            and entry.id > self._when[key]
            for entry in told
        )

    def _now(self, key: tuple[str, str]) -> object:
        task: Task = self._life.home.world.tasks[key[0]]
        match key[1]:
            case "name":
                return task.name
            case "due":
                return task.due_on.isoformat() if task.due_on else None
            case "done":
                return task.completed
            case "section":
                return task.places.get(self._life.project)
            case _:
                return tokens(task.html_notes)


def _shows(shown: dict[str, object], field: str) -> object:
    match field:
        case "name":
            return shown.get("name")
        case "due":
            return shown.get("due_on")
        case "done":
            return shown.get("completed")
        case "section":
            places = shown.get("memberships")
            gids = [one["section"]["gid"] for one in places or () if one.get("section")]
            return gids[0] if gids else None
        case _:
            return tokens(str(shown.get("html_notes", "")))
