"""What the events of a stream ring for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.board.second_try import FILED
from service.usecases.ports import News

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.asana.models import Event

OWN_FIELDS = frozenset(
    {"name", "notes", "html_notes", "completed", "due_on", "due_at", "assignee", FILED}
)
"""What an event may name as changed in a task without anything below it having changed."""

DELETED = "deleted"
LIFE = frozenset({DELETED, "undeleted"})


def news_of(events: Sequence[Event], token: str) -> News:
    """Sum up events: what to look at again."""
    tasks = [event for event in events if event.resource_type == "task"]
    came = [event for event in tasks if event.action == "added"]
    last = {event.resource: event for event in tasks if event.action in LIFE}
    return News(
        token,
        touched=frozenset(event.resource for event in tasks),
        parents=frozenset(event.parent for event in tasks if event.parent),
        came=frozenset((event.resource, event.parent) for event in came if event.parent),
        below=frozenset(event.resource for event in tasks if not _is_its_own(event)),
        trashed=frozenset(gid for gid, event in last.items() if event.action == DELETED),
        whole=any(map(_moves_the_board, events)),
        quiet=not events,
    )


def _is_its_own(event: Event) -> bool:
    """Whether an event tells of the task itself, and so of nothing that is below it."""
    return event.action in ("added", "removed") or event.field in OWN_FIELDS


def _moves_the_board(event: Event) -> bool:
    """A renamed section is still the same one; a new or lost one is not."""
    a_section = event.resource_type == "section" and event.action != "changed"
    return a_section or event.resource_type == "project"
