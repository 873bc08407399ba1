"""What one can do on the page: each form is one gesture of the person's own hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.pages.day import day
from integrations.asana.sandbox.pages.editing import edited, shown
from integrations.asana.sandbox.refusals import Refusal, bad
from integrations.asana.sandbox.state.access import alive, find_section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.asana.sandbox.model import Task, User
    from integrations.asana.sandbox.ordered import Ordered
    from integrations.asana.sandbox.person import Person
    from integrations.asana.sandbox.world import World

UNNAMED: Final = "Unnamed task"


@dataclass(frozen=True, slots=True)
class Hand:
    """One gesture on one task: the form that was sent, and whose hands do it."""

    world: World
    user: User
    task: Task
    form: Mapping[str, str]

    @property
    def person(self) -> Person:
        """The person's hands."""
        return self.world.person(self.user)


def act_on_task(
    world: World, user: User, gid: str, gesture: str, form: Mapping[str, str]
) -> str:
    """Do a gesture on a task, and return a sentence of what was done, or refuse."""
    act = GESTURES.get(gesture)
    task = world.tasks.get(gid)
    if act is None or task is None:
        raise Refusal(404, "There is no such task, or nothing of this kind to do with it.")
    if not alive(world, task) and act is not _restore:
        raise Refusal(409, f"{said(task)} is in the trash. Restore it first.")
    return act(Hand(world, user, task, form))


def add_task(world: World, user: User, section: str, form: Mapping[str, str]) -> str:
    """Type a new task into a section, and return a sentence of it."""
    home = find_section(world, user, section)
    gid = world.person(user).add_task(home.gid, _name(form))
    return f"added {said(world.tasks[gid])} to {home.name}"


def said(task: Task) -> str:
    """Return a task as sentences name it."""
    return f"“{task.name or UNNAMED}”"


def _tick(hand: Hand) -> str:
    hand.person.tick(hand.task.gid)
    return f"ticked {said(hand.task)}"


def _untick(hand: Hand) -> str:
    hand.person.untick(hand.task.gid)
    return f"took the tick from {said(hand.task)}"


def _heart(hand: Hand) -> str:
    hand.person.like(hand.task.gid)
    return f"gave {said(hand.task)} a heart{_silently(hand.world)}"


def _unheart(hand: Hand) -> str:
    hand.person.like(hand.task.gid, liked=False)
    return f"took the heart from {said(hand.task)}{_silently(hand.world)}"


def _rename(hand: Hand) -> str:
    before = said(hand.task)
    hand.person.rename(hand.task.gid, _name(hand.form))
    return f"renamed {before} to {said(hand.task)}"


def _notes(hand: Hand) -> str:
    before = shown(hand.world, hand.task.html_notes)
    typed = hand.form.get("notes", "").replace("\r\n", "\n")
    if typed != before:
        html = edited(hand.world, hand.task.html_notes, typed)
        hand.person.write_notes(hand.task.gid, f"<body>{html}</body>")
    return f"edited the notes of {said(hand.task)}"


def _due(hand: Hand) -> str:
    typed = hand.form.get("day", "")
    try:
        chosen = date.fromisoformat(typed) if typed else None
    except ValueError:
        raise bad("That is not a day. Write it as 2026-12-31.") from None
    hand.person.set_due(hand.task.gid, chosen)
    if chosen is None:
        return f"took the due day from {said(hand.task)}"
    return f"set the due day of {said(hand.task)} to {day(chosen, hand.world.now().date())}"


def _add_step(hand: Hand) -> str:
    name = _name(hand.form)
    hand.person.add_subtask(hand.task.gid, name)
    return f"added the step “{name}” to {said(hand.task)}"


def _move(hand: Hand) -> str:
    """Into a section: behind the task named by `after`, on top without one.

    A step that is dragged onto the board becomes a task.
    """
    section = find_section(hand.world, hand.user, hand.form.get("section", ""))
    after = hand.form.get("after") or None
    if after is not None and after not in section.tasks:
        raise bad("What it was dropped behind has just gone. Try again.")
    stays = hand.task.places.get(section.home) == section.gid
    if hand.task.parent is not None:
        hand.person.make_task(hand.task.gid, section.gid)
    if after != hand.task.gid:
        hand.person.move(hand.task.gid, section.gid, after=after)
    where = f"within {section.name}" if stays else f"to {section.name}"
    return f"moved {said(hand.task)} {where}"


def _order(hand: Hand) -> str:
    """A step among its siblings: behind the one named by `after`, first without one."""
    above = hand.world.tasks.get(hand.task.parent or "")
    if above is None:
        raise bad("Only a step has an order of this kind.")
    after = hand.form.get("after") or None
    if after != hand.task.gid:
        hand.person.order_subtask(hand.task.gid, after=after)
    return f"moved the step {said(hand.task)}"


def _up(hand: Hand) -> str:
    return _shift(hand, -1)


def _down(hand: Hand) -> str:
    return _shift(hand, 1)


def _shift(hand: Hand, by: int) -> str:
    """One place up or down among those beside it that are shown."""
    task, world = hand.task, hand.world
    above = world.tasks.get(task.parent or "")
    home = next(iter(task.places.values()), "")
    if above is None and home not in world.sections:
        raise bad("It is in no list.")
    beside = _living(world, above.subtasks if above else world.sections[home].tasks)
    place = beside.index(task.gid)
    rest = [gid for gid in beside if gid != task.gid]
    wanted = min(max(place + by, 0), len(rest))
    after = rest[wanted - 1] if wanted else None
    if above is not None:
        hand.person.order_subtask(task.gid, after=after)
    else:
        hand.person.move(task.gid, home, after=after)
    return f"moved {said(task)} {'up' if by < 0 else 'down'}"


def _delete(hand: Hand) -> str:
    hand.person.delete(hand.task.gid)
    return f"deleted {said(hand.task)}"


def _restore(hand: Hand) -> str:
    hand.person.restore(hand.task.gid)
    return f"took {said(hand.task)} out of the trash"


def _name(form: Mapping[str, str]) -> str:
    name = " ".join(form.get("name", "").split())
    if not name:
        raise bad("Type a name first.")
    return name


def _silently(world: World) -> str:
    """Why no answer follows, where none does."""
    if world.switches.likes_in_events:
        return ""
    return "; Asana tells nobody of hearts, so it is seen when the whole board is next read"


def _living(world: World, gids: Ordered) -> list[str]:
    return [gid for gid in gids if alive(world, world.tasks[gid])]


GESTURES: Final[Mapping[str, Callable[[Hand], str]]] = {
    "tick": _tick,
    "untick": _untick,
    "heart": _heart,
    "unheart": _unheart,
    "rename": _rename,
    "notes": _notes,
    "due": _due,
    "step": _add_step,
    "move": _move,
    "order": _order,
    "up": _up,
    "down": _down,
    "delete": _delete,
    "restore": _restore,
}
