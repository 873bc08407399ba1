"""Making, moving, renaming and deleting the sections of a project or of My Tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.population import add_section
from integrations.asana.sandbox.refusals import bad
from integrations.asana.sandbox.state.access import alive
from integrations.asana.sandbox.state.record import record

if TYPE_CHECKING:
    from integrations.asana.sandbox.model import Project, Section, User, UserTaskList
    from integrations.asana.sandbox.state.places import Spot
    from integrations.asana.sandbox.world import World


def create(
    world: World, user: User, home: Project | UserTaskList, name: str, spot: Spot
) -> Section:
    """Add a section beside another one, or at the end."""
    _check_anchor(home, spot)
    section = add_section(
        world, home.gid, home.sections, name, after=spot.after, before=spot.before
    )
    record(world, user, section, "added", parent=home)
    return section


def move(
    world: World, user: User, home: Project | UserTaskList, section: Section, spot: Spot
) -> None:
    """Move a section beside another one of the same list."""
    _check_anchor(home, spot)
    anchor = spot.after or spot.before
    if section.home != home.gid or anchor in (None, section.gid):
        raise bad("section: Name a section of this project, and another one beside it")
    home.sections.insert(section.gid, at=world.now(), after=spot.after, before=spot.before)
    record(world, user, section, "changed", field="order")


def rename(world: World, user: User, section: Section, name: str) -> None:
    """Give a section another name."""
    if not name:
        raise bad("name: Missing input")
    if section.name != name:
        section.name = name
        record(world, user, section, "changed", field="name")


def delete(world: World, user: User, home: Project | UserTaskList, section: Section) -> None:
    """Delete a section that is empty and not the last one.

    What lies in the trash goes over to another section, and comes back there.
    """
    if any(alive(world, world.tasks[gid]) for gid in section.tasks):
        raise bad("You cannot delete a section that has tasks in it.")
    if len(home.sections) == 1:
        raise bad("You cannot delete the last section of a project.")
    now = world.now()
    home.sections.remove(section.gid, at=now)
    heir = world.sections[home.sections.first()]
    for gid in list(section.tasks):
        heir.tasks.insert(gid, at=now)
        task = world.tasks[gid]
        if task.assignee_section == section.gid:
            task.assignee_section = heir.gid
        else:
            task.places[home.gid] = heir.gid
    record(world, user, section, "deleted")
    del world.sections[section.gid]


def _check_anchor(home: Project | UserTaskList, spot: Spot) -> None:
    anchor = spot.after or spot.before
    if anchor is not None and anchor not in home.sections:
        raise bad(f"section: {anchor} is not in {home.gid}")
