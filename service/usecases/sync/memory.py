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


def keep_bases(tx: Connection, account_id: int, now: Mapping[str, Base]) -> None:
    """Store what both sides agree on about goals, by their ids."""
    found = (
        Link(LinkKind.GOAL, goal_id, base.gid, base=base.as_dict(), lost=base.lost is not None)
        for goal_id, base in now.items()
    )
    links.put(tx, account_id, *found)


def keep_steps(
    tx: Connection,
    account_id: int,
    before: Mapping[str, Sequence[StepBase]],
    now: Mapping[str, Sequence[StepBase]],
) -> None:
    """Store what both sides agree on about goals' steps, and their order, by the goals' ids."""
    changed: list[Link] = []
    for goal_id, bases in now.items():
        was = {base.id: (index, base) for index, base in enumerate(before.get(goal_id, ()))}
        kept = {base.id for base in bases}
        for gone in (step_id for step_id in was if step_id not in kept):
            links.remove(tx, account_id, LinkKind.STEP, gone)
        for index, base in enumerate(bases):
            if was.get(base.id) != (index, base):
                data = {**asdict(base), "position": index}
                link = Link(LinkKind.STEP, base.id, base.gid, parent_key=goal_id, base=data)
                changed.append(link)
    links.put(tx, account_id, *changed)


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
