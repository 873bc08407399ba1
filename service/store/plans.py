"""Plans: purpose and settings in one row, every goal and posting in a row of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Text, bindparam, cast, delete, insert, select, update

from service.domain.plan import Plan, PlanSettings
from service.store.codec import (
    decode_goal,
    decode_posting,
    decode_settings,
    encode,
)
from service.store.tables import goals, plans, postings
from service.store.upsert import insert_new, insert_or_update

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Table

    from service.domain.plan import Goal

    Document = Mapping[str, object]

_PLAN = select(plans.c.purpose, plans.c.settings).where(
    plans.c.account_id == bindparam("account")
)
_ALL = {
    table: select(table.c.id, table.c.document)
    .where(table.c.account_id == bindparam("account"))
    .order_by(table.c.position)
    for table in (goals, postings)
}
_GOAL = update(goals).where(
    goals.c.account_id == bindparam("account"), goals.c.id == bindparam("which")
)


def start(tx: Connection, account_id: int, settings: PlanSettings) -> None:
    """Give an account that has no plan an empty one with these settings."""
    values = {"account_id": account_id, "purpose": "", "settings": encode(settings)}
    insert_new(tx, plans, values)


def load(tx: Connection, account_id: int) -> Plan:
    """Return the account's plan; an empty one where nothing was saved yet."""
    found = tx.execute(_PLAN, {"account": account_id}).one_or_none()
    if found is None:
        return Plan()
    return Plan(
        goals=tuple(decode_goal(one) for one in _documents(tx, goals, account_id).values()),
        postings=tuple(
            decode_posting(one) for one in _documents(tx, postings, account_id).values()
        ),
        purpose=found.purpose,
        settings=decode_settings(found.settings),
    )


def settings_of(tx: Connection, account_id: int) -> PlanSettings:
    """Return the settings of the account's plan alone."""
    found = tx.execute(_PLAN, {"account": account_id}).one_or_none()
    return PlanSettings() if found is None else decode_settings(found.settings)


def settings_in_use(tx: Connection) -> list[PlanSettings]:
    """Return the settings that plans have, each once however many have the same."""
    # As text, because PostgreSQL does not compare JSON; written by us, so the same is the same.
    written = cast(plans.c.settings, Text)
    found = tx.execute(select(written).distinct()).scalars()
    return [decode_settings(json.loads(one)) for one in found]


def save(tx: Connection, account_id: int, plan: Plan) -> None:
    """Store the plan; only rows that changed are written."""
    values = {
        "account_id": account_id,
        "purpose": plan.purpose,
        "settings": encode(plan.settings),
    }
    insert_or_update(tx, plans, [values], "account_id")
    _store(tx, goals, account_id, {goal.id: encode(goal) for goal in plan.goals})
    _store(tx, postings, account_id, {post.id: encode(post) for post in plan.postings})


def save_goal(tx: Connection, account_id: int, goal: Goal) -> None:
    """Store one goal of a saved plan, in its place; KeyError where the plan has no such."""
    values = {"account": account_id, "which": goal.id, "document": encode(goal)}
    if tx.execute(_GOAL, values).rowcount == 0:
        raise KeyError(goal.id)


def last_file(tx: Connection, account_id: int) -> str | None:
    """Return the plan file last imported or exported: what the next import is compared to."""
    statement = select(plans.c.last_file).where(plans.c.account_id == account_id)
    return tx.execute(statement).scalar_one_or_none()


def remember_file(tx: Connection, account_id: int, source: str) -> None:
    """Remember the file that the saved plan was last imported from or exported to."""
    statement = update(plans).where(plans.c.account_id == account_id)
    if tx.execute(statement.values(last_file=source)).rowcount == 0:
        start(tx, account_id, PlanSettings())
        tx.execute(statement.values(last_file=source))


def _documents(tx: Connection, table: Table, account_id: int) -> dict[str, Document]:
    """Return the documents by id, in order."""
    return dict(tx.execute(_ALL[table], {"account": account_id}).all())


def _store(
    tx: Connection, table: Table, account_id: int, wanted: Mapping[str, Document]
) -> None:
    """Make the rows be these documents, in this order."""
    before = _documents(tx, table, account_id)
    was = {id_: (place, document) for place, (id_, document) in enumerate(before.items())}
    mine = table.c.account_id == account_id
    if gone := before.keys() - wanted.keys():
        tx.execute(delete(table).where(mine, table.c.id.in_(gone)))
    changed, added = [], []
    for place, (id_, document) in enumerate(wanted.items()):
        if id_ not in was:
            added.append({"id": id_, "position": place, "document": document})
        elif was[id_] != (place, document):
            changed.append({"which": id_, "position": place, "document": document})
    if changed:
        tx.execute(update(table).where(mine, table.c.id == bindparam("which")), changed)
    if added:
        tx.execute(insert(table).values(account_id=account_id), added)
