"""An Asana of its own for each round: nothing in it, no limit, and so long for an answer."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.asana.sandbox import World, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.asana.sandbox import Person


@dataclass(frozen=True)
class Asana:
    """Where it is, who may ask it, and the person in it."""

    world: World
    url: str
    token: str
    workspace: str
    person: Person

    def names(self) -> list[str]:
        """The names of all tasks and steps that are there."""
        return sorted(task.name for task in self.world.tasks.values() if not task.deleted_at)

    def rename(self, name: str, new: str) -> None:
        """Let the person rename a task."""
        (gid,) = (task.gid for task in self.world.tasks.values() if task.name == name)
        self.person.rename(gid, new)


@contextmanager
def asana(answer_ms: int) -> Iterator[Asana]:
    """Serve a new one."""
    world = World()
    world.limits.per_minute = sys.maxsize
    world.switches.answer_seconds = answer_ms / 1000
    user = world.add_user("Ada Example", "ada@example.com")
    workspace = world.add_workspace("Home", members=[user])
    with serve(world) as url:
        yield Asana(world, url, world.add_token(user), workspace.gid, world.person(user))
