"""What the page of one task shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.asana.sandbox.pages.board import Board, Card, board_of, card
from integrations.asana.sandbox.pages.editing import shown
from integrations.asana.sandbox.pages.richtext import as_html
from integrations.asana.sandbox.state.access import alive

if TYPE_CHECKING:
    from markupsafe import Markup

    from integrations.asana.sandbox.model import Task
    from integrations.asana.sandbox.world import World


@dataclass(frozen=True, slots=True)
class File:
    """An attachment; pictures are shown."""

    gid: str
    name: str
    picture: bool


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task with its notes, steps and files."""

    card: Card
    notes: Markup
    typed: str
    assignee: str
    places: list[str]
    section: str
    board: Board | None
    parent: Card | None
    files: list[File]
    trashed: bool


def task_page(world: World, gid: str) -> TaskPage | None:
    """Return a task's page; what is in the trash has one too, and says so."""
    task = world.tasks.get(gid)
    if task is None:
        return None
    return TaskPage(
        card=card(world, task),
        notes=as_html(world, task.created_by, task.html_notes),
        typed=shown(world, task.html_notes),
        assignee=task.assignee.name if task.assignee else "",
        places=_places(world, task),
        section=next(iter(task.places.values()), ""),
        board=board_of(world, task),
        parent=card(world, world.tasks[task.parent]) if task.parent else None,
        files=[
            File(one.gid, one.name, one.media_type.startswith("image/") and not one.url)
            for one in world.attachments.values()
            if one.parent is task
        ],
        trashed=not alive(world, task),
    )


def _places(world: World, task: Task) -> list[str]:
    places = [world.sections[gid].name for gid in task.places.values()]
    if task.assignee_section:
        places.append(f"My Tasks, {world.sections[task.assignee_section].name}")
    return places
