"""Our side of a sync, read from the store and written back to it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from service.domain.base import Base, Known, Sent
from service.domain.steps import StepBase
from service.store import decisions, intents, links, plans, reconnects
from service.store.links import Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import timedelta

    from sqlalchemy import Connection

    from service.store.intents import Intent


def recall(tx: Connection, account_id: int, grace: timedelta) -> Known:
    """Read everything that a sync has to know."""
    goals: dict[str, Base] = {}
    steps: dict[str, list[tuple[int, StepBase]]] = {}
    reviews: set[str] = set()
    for link in links.all_of(tx, account_id):
        data = link.base or {}
        match link.kind:
            case LinkKind.GOAL:
                goals[link.key] = Base.from_dict(link.gid, data)
            case LinkKind.STEP:
                base = _step_base(link, data)
                steps.setdefault(link.parent_key or "", []).append(
                    (int(str(data["position"])), base)
                )
            case LinkKind.REVIEW | LinkKind.RECONNECT | LinkKind.RECONNECT_STEP:
                reviews.add(link.gid)
    ordered = {
        goal_id: tuple(base for _, base in sorted(found, key=lambda item: item[0]))
        for goal_id, found in steps.items()
    }
    sent = {
        intent.key: _sent(intent, grace)
        for intent in intents.all_of(tx, account_id)
        if intent.kind in (LinkKind.GOAL, LinkKind.STEP)
    }
    return Known(
        plans.load(tx, account_id),
        goals,
        ordered,
        sent,
        frozenset(reviews),
        decisions.read_still(tx, account_id),
        reconnects.open_task(tx, account_id),
    )


def keep_base(tx: Connection, account_id: int, goal_id: str, base: Base) -> None:
    """Store what both sides agree on about one goal."""
    lost = base.lost is not None
    link = Link(LinkKind.GOAL, goal_id, base.gid, base=base.as_dict(), lost=lost)
    links.put(tx, account_id, link)


def keep_steps(
    tx: Connection,
    account_id: int,
    goal_id: str,
    before: Sequence[StepBase],
    now: Sequence[StepBase],
) -> None:
    """Store what both sides agree on about one goal's steps, and their order."""
    kept = {base.id for base in now}
    for base in before:
        if base.id not in kept:
            links.remove(tx, account_id, LinkKind.STEP, base.id)
    was = {base.id: (index, base) for index, base in enumerate(before)}
    for index, base in enumerate(now):
        if was.get(base.id) != (index, base):
            data = {**asdict(base), "position": index}
            link = Link(LinkKind.STEP, base.id, base.gid, parent_key=goal_id, base=data)
            links.put(tx, account_id, link)


def sent_base(base: Base | StepBase) -> dict[str, object]:
    """What an intent keeps of what was sent."""
    return base.as_dict() if isinstance(base, Base) else asdict(base)


def _step_base(link: Link, data: Mapping[str, object]) -> StepBase:
    return StepBase(
        link.key,
        link.gid,
        str(data["text"]),
        done=bool(data["done"]),
        unread=bool(data["unread"]),
    )


def _sent(intent: Intent, grace: timedelta) -> Sent:
    return Sent(
        _base(intent.kind, intent.key, intent.payload),
        first=intent.first_sent_at,
        until=intent.last_sent_at + grace,
        times=intent.sends,
        answered=not intent.is_open,
        parent=intent.parent_key,
        earlier=tuple(_base(intent.kind, intent.key, old) for old in intent.earlier),
    )


def _base(kind: LinkKind, key: str, payload: Mapping[str, object]) -> Base | StepBase:
    if kind is LinkKind.GOAL:
        return Base.from_dict("", payload)
    return StepBase(key, "", str(payload["text"]), bool(payload["done"]))
