"""The event stream: a token is a place in the record of what happened to one thing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.asana.sandbox.model import Event
    from integrations.asana.sandbox.world import World

MOST_EVENTS: Final = 100
TOKEN_LIFE: Final = timedelta(hours=24)


@dataclass(slots=True)
class Cursor:
    """One token: the next event it shows, and once it was used, what it showed.

    Asked again before its successor was used, it gives the same answer; afterwards it
    has expired.
    """

    resource: str
    position: int
    issued_at: datetime
    previous: str | None = None
    end: int | None = None
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a token leads to."""

    events: list[Event]
    sync: str
    has_more: bool


def read(world: World, resource: str, sync: str | None) -> Page:
    """Return the events since the token, or refuse with 412 and a fresh token."""
    cursor = world.cursors.get(sync) if sync else None
    if (
        sync is None
        or cursor is None
        or cursor.resource != resource
        or world.now() - cursor.issued_at > TOKEN_LIFE
    ):
        raise _expired(world, resource)
    if cursor.previous is not None:
        world.cursors.pop(cursor.previous, None)
        cursor.previous = None
    if cursor.end is None or cursor.successor is None:
        end = _end_of_page(world, cursor)
        if end == cursor.position:
            return Page([], sync, has_more=False)
        cursor.end = end
        cursor.successor = _issue(world, resource, end, previous=sync)
    shown = _shown(world, resource, cursor.position, cursor.end)
    rest = _shown(world, resource, cursor.end, _visible(world))
    return Page(shown, cursor.successor, has_more=bool(rest))


def _shown(world: World, resource: str, start: int, end: int) -> list[Event]:
    return [event for event in world.events[start:end] if resource in event.scopes]


def _end_of_page(world: World, cursor: Cursor) -> int:
    """Return where a page ends that begins at the cursor, or its start if it is empty."""
    found, end = 0, cursor.position
    for index in range(cursor.position, _visible(world)):
        if cursor.resource in world.events[index].scopes:
            found, end = found + 1, index + 1
            if found == MOST_EVENTS:
                break
    return end


def _visible(world: World) -> int:
    """Return how many events the streams show by now."""
    delay = timedelta(seconds=world.switches.event_delay_seconds)
    if not delay:
        return len(world.events)
    limit = world.now() - delay
    hidden = 0
    for event in reversed(world.events):
        if event.created_at <= limit:
            break
        hidden += 1
    return len(world.events) - hidden


def _issue(world: World, resource: str, position: int, *, previous: str | None = None) -> str:
    seed = f"{resource}/{position}/{world.new_gid()}".encode()
    sync = f"{hashlib.sha256(seed).hexdigest()[:32]}:{len(world.cursors)}"
    world.cursors[sync] = Cursor(resource, position, world.now(), previous)
    return sync


def _expired(world: World, resource: str) -> Refusal:
    message = (
        "Sync token invalid or too old. If you are attempting to keep resources in sync, "
        "you must fetch the full dataset for this query now and use the new sync token "
        "for the next sync."
    )
    fresh = _issue(world, resource, len(world.events))
    return Refusal(412, message, extra={"sync": fresh})
