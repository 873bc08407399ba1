"""The reconnects after the database was lost: by the newest copy, and by their tasks' marks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from service.domain.planfile_copy import ReconnectThen
from service.store import links, reconnects
from service.store.links import Link, LinkKind
from service.store.reconnects import Reconnect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from service.domain.plan import Posting
    from service.domain.planfile_copy import Copy
    from service.domain.remote import RemoteTask


def reconnects_among(
    tasks: Iterable[RemoteTask], project: str, copy: Copy | None
) -> tuple[ReconnectThen, ...]:
    """Return every reconnect that is remembered or there, oldest first.

    One that only its task tells of was due on the task's day, and was closed on it if it is.
    """
    pattern = re.compile(rf"momentum:reconnect:(\d{{1,4}})-{re.escape(project)}")
    found = {one.number: one for one in (copy.reconnects if copy else ())}
    marked: dict[int, RemoteTask] = {}
    for task in sorted(tasks, key=lambda task: (str(task.created_at), task.gid)):
        for mark in filter(None, map(pattern.fullmatch, sorted(task.markers))):
            marked.setdefault(int(mark[1]), task)
    for number, task in marked.items():
        if (due := _due(task)) is None:
            continue
        then = found.get(number, ReconnectThen(number, due))
        closed = then.closed_on or (due if task.standing.completed else None)
        found[number] = replace(then, gid=task.gid, closed_on=closed)
    return tuple(found[number] for number in sorted(found))


def store_reconnects(
    tx: Connection,
    account_id: int,
    found: Sequence[ReconnectThen],
    postings: tuple[Posting, ...],
) -> None:
    """Keep them; what is compared from now on is compared with the postings of now."""
    for one in found:
        gid = one.gid or None
        row = Reconnect(one.number, one.due_on, postings, gid, closed_on=one.closed_on)
        reconnects.begin(tx, account_id, row)
        if gid:
            links.put(tx, account_id, Link(LinkKind.RECONNECT, str(one.number), gid))


def _due(task: RemoteTask) -> date | None:
    if written := task.fields.get("due_on"):
        return date.fromisoformat(written)
    return task.created_at.date() if task.created_at else None
