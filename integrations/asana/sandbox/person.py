"""What a person does by hand in Asana's app, for tests, demo and rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.model import Token
from integrations.asana.sandbox.state import family, places, projects, sections, tasks, trash
from integrations.asana.sandbox.state.access import find_project, find_section
from integrations.asana.sandbox.state.copying import copy_task
from integrations.asana.sandbox.state.places import END, TOP, Spot
from integrations.asana.sandbox.state.taskfields import like

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from integrations.asana.sandbox.model import Project, Section, Task, User
    from integrations.asana.sandbox.world import World


class Person:
    """One person's hands. Things are named by gid; what is made returns its gid."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self._user = user
        self._hand = Token("", user)

    def rename(self, task: str, name: str) -> None:
        """Give a task another name."""
        self._update(task, {"name": name})

    def write_notes(self, task: str, html: str) -> None:
        """Replace a task's notes; `html` is a whole body."""
        self._update(task, {"html_notes": html})

    def set_due(self, task: str, day: date | None) -> None:
        """Set or clear the due day."""
        self._update(task, {"due_on": day.isoformat() if day else None})

    def assign(self, task: str, who: str | None) -> None:
        """Assign a task to somebody: a gid, an address, "me", or nobody."""
        self._update(task, {"assignee": who})

    def complete(self, task: str) -> None:
        """Tick a task or a step."""
        self._update(task, {"completed": True})

    tick = complete

    def reopen(self, task: str) -> None:
        """Take the tick away again."""
        self._update(task, {"completed": False})

    untick = reopen

    def like(self, task: str, *, liked: bool = True) -> None:
        """Give a heart, or take it back."""
        with self._world.acting():
            like(self._world, self._user, self._task(task), liked=liked)

    def move(
        self, task: str, section: str, *, after: str | None = None, top: bool = True
    ) -> None:
        """Drag a task into a section: on top, to the end, or behind another task."""
        spot = Spot(after=after) if after else (TOP if top else END)
        with self._world.acting():
            places.put(self._world, self._user, self._task(task), self._section(section), spot)

    def put_into_my_section(self, task: str, section: str) -> None:
        """Drag a task of one's own into a section of My Tasks."""
        self._update(task, {"assignee_section": section})

    def add_task(self, section: str, name: str, **fields: object) -> str:
        """Type a new task into a section, at its end."""
        with self._world.acting():
            home = self._section(section)
            data = {"name": name, "projects": [home.home], **fields}
            task = tasks.create(self._world, self._hand, data)
            places.put(self._world, self._user, task, home, END)
            return task.gid

    def add_subtask(self, parent: str, name: str, **fields: object) -> str:
        """Type a new step below the others."""
        with self._world.acting():
            data = {"name": name, **fields}
            above = self._task(parent)
            task = tasks.create(self._world, self._hand, data, parent=above)
            family.set_parent(self._world, self._user, task, above, END)
            return task.gid

    def order_subtask(self, task: str, *, after: str | None) -> None:
        """Drag a step behind another one, or on top."""
        spot = Spot(after=after) if after else TOP
        with self._world.acting():
            moved = self._task(task)
            above = self._world.tasks[moved.parent] if moved.parent else None
            family.set_parent(self._world, self._user, moved, above, spot)

    def make_subtask(self, task: str, parent: str) -> None:
        """Drag a task onto another one: it becomes its step and leaves its projects."""
        with self._world.acting():
            moved = self._task(task)
            for gid in list(moved.places):
                places.take_out(self._world, self._user, moved, self._world.projects[gid])
            family.set_parent(self._world, self._user, moved, self._task(parent), END)

    def make_task(self, subtask: str, section: str) -> None:
        """Drag a step out onto the board: it becomes a task."""
        with self._world.acting():
            moved = self._task(subtask)
            family.set_parent(self._world, self._user, moved, None, END)
            places.put(self._world, self._user, moved, self._section(section), END)

    def duplicate(self, task: str, *, name: str | None = None) -> str:
        """Copy a task with notes, dates, assignee, subtasks, and into the same places."""
        with self._world.acting():
            copy = copy_task(self._world, self._user, self._task(task), name=name)
            return copy.gid

    def delete(self, task: str) -> None:
        """Move a task to the trash."""
        with self._world.acting():
            trash.delete_task(self._world, self._user, self._task(task))

    def restore(self, task: str) -> None:
        """Take a task back out of the trash."""
        with self._world.acting():
            trash.restore_task(self._world, self._user, self._task(task))

    def remove_from_project(self, task: str, project: str) -> None:
        """Take a task off the board; it lives on."""
        with self._world.acting():
            home = self._project(project)
            places.take_out(self._world, self._user, self._task(task), home)

    def add_to_project(self, task: str, section: str) -> None:
        """Put a task onto a board, also one of another project."""
        self.move(task, section, top=False)

    def add_project(self, workspace: str, name: str, **fields: object) -> str:
        """Make a project of one's own."""
        with self._world.acting():
            data = {"workspace": workspace, "name": name, **fields}
            return projects.create(self._world, self._hand, data).gid

    def rename_project(self, project: str, name: str) -> None:
        """Give a project another name."""
        self.update_project(project, {"name": name})

    def update_project(self, project: str, fields: Mapping[str, object]) -> None:
        """Change a project: its name, its notes, or archive it."""
        with self._world.acting():
            projects.update(self._world, self._hand, self._project(project), fields)

    def delete_project(self, project: str) -> None:
        """Delete a project."""
        with self._world.acting():
            trash.delete_project(self._world, self._user, self._project(project))

    def restore_project(self, project: str) -> None:
        """Bring a project back."""
        with self._world.acting():
            home = self._world.projects[project]
            trash.restore_project(self._world, self._user, home)

    def leave_project(self, project: str) -> None:
        """Give up one's own membership: a private project is out of reach from then on."""
        with self._world.acting():
            self._project(project).members.remove(self._user)

    def join_project(self, project: str) -> None:
        """Be a member again."""
        with self._world.acting():
            self._world.projects[project].members.append(self._user)

    def add_section(self, project: str, name: str) -> str:
        """Add a column at the end."""
        with self._world.acting():
            home = self._project(project)
            return sections.create(self._world, self._user, home, name, END).gid

    def rename_section(self, section: str, name: str) -> None:
        """Give a column another name."""
        with self._world.acting():
            sections.rename(self._world, self._user, self._section(section), name)

    def order_section(self, section: str, *, after: str) -> None:
        """Drag a column behind another one."""
        with self._world.acting():
            moved = self._section(section)
            home = self._project(moved.home)
            sections.move(self._world, self._user, home, moved, Spot(after=after))

    def delete_section(self, section: str) -> None:
        """Delete a column, and the tasks in it with it, as the app offers."""
        with self._world.acting():
            gone = self._section(section)
            for gid in list(gone.tasks):
                task = self._world.tasks[gid]
                if task.deleted_at is None:
                    trash.delete_task(self._world, self._user, task)
            home = self._project(gone.home)
            sections.delete(self._world, self._user, home, gone)

    def _update(self, task: str, fields: Mapping[str, object]) -> None:
        with self._world.acting():
            tasks.update(self._world, self._hand, self._task(task), fields)

    def _task(self, gid: str) -> Task:
        return self._world.tasks[gid]

    def _project(self, gid: str) -> Project:
        return find_project(self._world, self._user, gid)

    def _section(self, gid: str) -> Section:
        return find_section(self._world, self._user, gid)
