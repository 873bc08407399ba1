"""Links: what of ours is what in Asana, with the values both sides last agreed on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select

from service.store.tables import links
from service.store.upsert import insert_or_update

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, ScalarSelect

row = links.c

PROJECT = "project"
"""The key of an account's one project."""


class LinkKind(StrEnum):
    """The kinds of things that we make in Asana."""

    PROJECT = "project"
    SECTION = "section"
    GOAL = "goal"
    STEP = "step"
    REVIEW = "review"
    DECISION = "decision"
    ATTACHMENT = "attachment"
    RECONNECT = "reconnect"
    RECONNECT_STEP = "reconnect step"


@dataclass(frozen=True, slots=True)
class Link:
    """One thing of ours, by kind and key, and its gid in Asana.

    `lost` says that it is not there any more; the gid stays, so that it is known again.
    """

    kind: LinkKind
    key: str
    gid: str
    parent_key: str | None = None
    base: dict[str, object] | None = None
    lost: bool = False


_FIELDS = tuple(field.name for field in fields(Link))
_MINE = row.account_id == bindparam("account")
_ALL = select(*(row[name] for name in _FIELDS)).where(_MINE)
_OF_KINDS = _ALL.where(row.kind.in_(bindparam("kinds", expanding=True)))
_REMOVE = delete(links).where(
    _MINE, row.kind == bindparam("of_kind"), row.key == bindparam("with_key")
)


class Links:
    """An account's links, to be walked through or looked up."""

    def __init__(self, found: Iterable[Link]) -> None:
        self._by_key = {(link.kind, link.key): link for link in found}

    def __iter__(self) -> Iterator[Link]:
        """Walk through all links."""
        return iter(self._by_key.values())

    def __len__(self) -> int:
        """Count the links."""
        return len(self._by_key)

    def get(self, kind: LinkKind, key: str) -> Link | None:
        """Return the link of one of our things."""
        return self._by_key.get((kind, key))


def all_of(tx: Connection, account_id: int) -> Links:
    """Return every link of the account."""
    return _links(tx.execute(_ALL, {"account": account_id}))


def of_kinds(tx: Connection, account_id: int, *kinds: LinkKind) -> Links:
    """Return the account's links of some kinds; of most there are only a few."""
    return _links(tx.execute(_OF_KINDS, {"account": account_id, "kinds": kinds}))


def project_of(account_id: ColumnElement[int]) -> ScalarSelect[str]:
    """The gid of the project of an account that another statement reads."""
    its = (row.account_id == account_id, row.kind == LinkKind.PROJECT, row.key == PROJECT)
    return select(row.gid).where(*its).scalar_subquery()


def put(tx: Connection, account_id: int, *found: Link) -> None:
    """Store links, each in place of the one with its kind and key."""
    rows = [
        {"account_id": account_id, **{name: getattr(link, name) for name in _FIELDS}}
        for link in found
    ]
    insert_or_update(tx, links, rows, "account_id", "kind", "key")


def remove(tx: Connection, account_id: int, kind: LinkKind, key: str) -> None:
    """Forget a link; one that is not there is forgotten already."""
    tx.execute(_REMOVE, {"account": account_id, "of_kind": kind, "with_key": key})


def _links(found: Iterable[Sequence[Any]]) -> Links:
    return Links(Link(LinkKind(kind), *rest) for kind, *rest in found)
