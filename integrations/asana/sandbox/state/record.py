"""Writing down what happened, for streams and webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.model import Event, Project, Section, Story, Task
from integrations.asana.sandbox.state.access import lineage

if TYPE_CHECKING:
    from integrations.asana.sandbox.model import Resource, User
    from integrations.asana.sandbox.world import World


def record(
    world: World,
    user: User | None,
    resource: Resource,
    action: str,
    *,
    parent: Resource | None = None,
    field: str | None = None,
    change: str = "changed",
    value: Resource | None = None,
    also: Resource | None = None,
) -> None:
    """Add one event to the streams of the thing and of all that contains it.

    `also` is a container that the thing has just left, and that has to hear of it.
    """
    scopes = scopes_of(world, resource) | scopes_of(world, also)
    now = world.now()
    event = Event(user, resource, action, now, scopes, parent, field, change, value)
    world.events.append(event)


def changed(
    world: World, user: User, task: Task, field: str, value: Resource | None = None
) -> None:
    """Record a new value of a task's field, with the story that tells of it."""
    record(world, user, task, "changed", field=field, value=value)
    tell(world, user, task)


def tell(world: World, user: User, task: Task) -> None:
    """Add the line that Asana writes into a task's feed."""
    if not world.switches.stories_in_events:
        return
    story = Story(world.new_gid())
    scopes = scopes_of(world, task) | {story.gid}
    world.events.append(Event(user, story, "added", world.now(), scopes, task))


def scopes_of(world: World, resource: Resource | None) -> frozenset[str]:
    """Return the gids whose streams show what happens to this thing."""
    if isinstance(resource, Task):
        family = list(lineage(world, resource))
        homes = {home for one in family for home in one.places}
        return frozenset({one.gid for one in family} | homes)
    if isinstance(resource, Section):
        return frozenset({resource.gid, resource.home})
    if isinstance(resource, Project):
        return frozenset({resource.gid, resource.workspace.gid})
    return frozenset({resource.gid} if resource else ())
