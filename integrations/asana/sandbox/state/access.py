"""Who may see what, and what a path or an input that names a thing gets back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from integrations.asana.sandbox.refusals import (
    Refusal,
    forbidden,
    missing,
    unauthorised,
    unrecognised,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from integrations.asana.sandbox.model import (
        Project,
        Section,
        Task,
        Token,
        User,
        UserTaskList,
        Workspace,
    )
    from integrations.asana.sandbox.world import World

DEEPEST = 5
NOT_FOUND = 404
T = TypeVar("T")


def sees_project(user: User, project: Project) -> bool:
    """Members see a project; a public one is seen by the whole workspace."""
    if user not in project.workspace.members:
        return False
    return user in project.members or project.privacy_setting != "private"


def sees_task(world: World, user: User, task: Task) -> bool:
    """A task is seen by those who see a project of it, or have to do with it."""
    if user not in task.workspace.members:
        return False
    return any(
        user in (one.assignee, one.created_by)
        or any(sees_project(user, world.projects[gid]) for gid in one.places)
        for one in lineage(world, task)
    )


def lineage(world: World, task: Task) -> Iterator[Task]:
    """Yield the task, its parent, and so on up."""
    current: Task | None = task
    while current is not None:
        yield current
        current = world.tasks[current.parent] if current.parent else None


def alive(world: World, task: Task) -> bool:
    """Tell whether neither the task nor what it is a part of is in the trash."""
    return all(one.deleted_at is None for one in lineage(world, task))


def find_project(world: World, user: User, gid: str) -> Project:
    """Return the project that a path names."""
    project = world.projects.get(gid)
    if project is None or project.deleted_at is not None:
        raise missing("project", gid)
    _let_in(project.workspace)
    if not sees_project(user, project):
        raise forbidden("project")
    return project


def find_list(world: World, user: User, gid: str) -> Project | UserTaskList:
    """Return the project, or the person's own My Tasks, that a path names."""
    if (mine := world.task_lists.get(gid)) is None:
        return find_project(world, user, gid)
    if mine.owner is not user:
        raise forbidden("user_task_list")
    return mine


def find_section(world: World, user: User, gid: str) -> Section:
    """Return the section that a path names."""
    section = world.sections.get(gid)
    if section is None:
        raise missing("section", gid)
    find_list(world, user, section.home)
    return section


def find_task(world: World, user: User, gid: str) -> Task:
    """Return the task that a path names; a trashed one is gone for writers."""
    task = world.tasks.get(gid)
    if task is None:
        raise missing("task", gid)
    _let_in(task.workspace)
    if not alive(world, task):
        if world.switches.trashed_task_answers == "403":
            raise forbidden("task")
        raise missing("task", gid)
    if not sees_task(world, user, task):
        raise forbidden("task")
    return task


def find_task_to_read(world: World, user: User, gid: str) -> Task:
    """Like `find_task`, where some worlds still show what is in the trash."""
    task = world.tasks.get(gid)
    if (
        task is not None
        and world.switches.trashed_task_answers == "200"
        and sees_task(world, user, task)
    ):
        return task
    return find_task(world, user, gid)


def find_workspace(world: World, user: User, gid: str) -> Workspace:
    """Return the workspace that a path names."""
    workspace = world.workspaces.get(gid)
    if workspace is None:
        raise missing("workspace", gid)
    _let_in(workspace)
    if user not in workspace.members:
        raise forbidden("workspace")
    return workspace


def task_by_external(world: World, token: Token, external: str) -> Task:
    """Return the task on which this app has written that `external.gid`."""
    for task in world.tasks.values():
        known = task.external
        if known and (known.app, known.gid) == (token.app, external) and alive(world, task):
            return task
    raise missing("task", f"external:{external}")


def _let_in(workspace: Workspace) -> None:
    """Turn away every app and token where the administrators have blocked them."""
    if workspace.blocked:
        raise unauthorised()


def named(
    find: Callable[[World, User, str], T], world: World, user: User, name: str, gid: object
) -> T:
    """Return what an input names; there, unknown and out of reach both mean 400."""
    if not isinstance(gid, str):
        raise unrecognised(name, gid)
    try:
        return find(world, user, gid)
    except Refusal as refusal:
        if refusal.status != NOT_FOUND:
            raise
        raise unrecognised(name, gid) from None
