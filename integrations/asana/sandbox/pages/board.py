"""What the page of all boards shows."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from integrations.asana.sandbox.pages.day import day
from integrations.asana.sandbox.pages.richtext import as_html
from integrations.asana.sandbox.state.access import alive, lineage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from integrations.asana.sandbox.model import Project, Section, Task
    from integrations.asana.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Step:
    """A subtask, as a line with a tick."""

    gid: str
    name: str
    done: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A task, as a card in a column."""

    gid: str
    name: str
    done: bool
    due: str
    due_on: str
    overdue: bool
    hearts: int
    files: int
    steps: list[Step]

    @property
    def steps_done(self) -> int:
        """Return how many steps are ticked."""
        return sum(step.done for step in self.steps)


@dataclass(frozen=True, slots=True)
class Column:
    """A section with its cards."""

    gid: str
    name: str
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Board:
    """A project with its columns."""

    gid: str
    name: str
    owner: str
    notes: Markup
    columns: list[Column]


def boards(world: World) -> list[Board]:
    """Return every project that is neither deleted nor archived."""
    shown = [one for one in world.projects.values() if not one.deleted_at]
    return [_board(world, project) for project in shown if not project.archived]


def board_of(world: World, task: Task) -> Board | None:
    """Return the board that a task is on; for a step, that of the task above it."""
    home = next((gid for one in lineage(world, task) for gid in one.places), None)
    return _board(world, world.projects[home]) if home else None


def trash(world: World) -> list[Step]:
    """Return what lies in the trash, the last first."""
    gone = [(one.deleted_at, one) for one in world.tasks.values() if one.deleted_at]
    gone.sort(key=itemgetter(0), reverse=True)
    return [Step(one.gid, one.name, one.completed) for _, one in gone]


def card(world: World, task: Task) -> Card:
    """Return a task as a card."""
    today = world.now().date()
    return Card(
        gid=task.gid,
        name=task.name,
        done=task.completed,
        due=day(task.due_on, today) if task.due_on else "",
        due_on=task.due_on.isoformat() if task.due_on else "",
        overdue=bool(task.due_on and task.due_on < today and not task.completed),
        hearts=len(task.likes),
        files=sum(one.parent is task for one in world.attachments.values()),
        steps=[Step(one.gid, one.name, one.completed) for one in _living(world, task.subtasks)],
    )


def _board(world: World, project: Project) -> Board:
    return Board(
        gid=project.gid,
        name=project.name,
        owner=project.owner.name,
        notes=as_html(world, project.owner, project.html_notes),
        columns=[_column(world, world.sections[gid]) for gid in project.sections],
    )


def _column(world: World, section: Section) -> Column:
    cards = [card(world, one) for one in _living(world, section.tasks)]
    return Column(section.gid, section.name, cards)


def _living(world: World, gids: Iterable[str]) -> list[Task]:
    return [world.tasks[gid] for gid in gids if alive(world, world.tasks[gid])]
