"""Databases that are lost, or put back as they were: on either kind, by their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from service.store import accounts
from service.store.tables import metadata
from service.usecases import recover

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.domain.plan import Group
    from service.store.database import Database
    from service.usecases.recover import Found
    from support.home import Home


@dataclass(frozen=True)
class Backup:
    """All rows of a database as they were at a moment."""

    rows: Mapping[str, Sequence[Mapping[str, object]]]

    @classmethod
    def of(cls, database: Database) -> Backup:
        with database.begin() as tx:
            return cls(
                {
                    table.name: [dict(row) for row in tx.execute(select(table)).mappings()]
                    for table in metadata.sorted_tables
                }
            )

    def restore(self, database: Database) -> None:
        with database.begin() as tx:
            for table in reversed(metadata.sorted_tables):
                tx.execute(delete(table))
            for table in metadata.sorted_tables:
                if rows := self.rows[table.name]:
                    tx.execute(insert(table), list(rows))


def lose(home: Home) -> None:
    """Lose everything that is not in Asana, and connect again."""
    with home.database.begin() as tx:
        before = accounts.get(tx, home.account_id)
    Backup({table.name: [] for table in metadata.sorted_tables}).restore(home.database)
    with home.database.begin() as tx:
        home.account_id = accounts.ensure(tx, home.now()).id
        accounts.connect(
            tx,
            home.account_id,
            name=before.name,
            email=before.email,
            user_gid=str(before.user_gid),
            workspace_gid=str(before.workspace_gid),
            workspace_name=before.workspace_name,
            auth=before.auth,
            token=b"sealed",
            later_section_gid=before.later_section_gid,
            inbox_section_gid=before.inbox_section_gid,
            now=home.now(),
        )


def recovered(home: Home, groups: Mapping[str, Group] | None = None) -> Found:
    """Recover as the command does; `groups` are the person's answers, by skill."""
    board = home.board()
    (project,) = recover.boards(home.database, home.account_id, board)
    place = recover.look(board, project)
    found = recover.find(home.database, home.account_id, board, place, now=home.now())
    said = {goal.id: (groups or {})[goal.skill] for goal in found.rebuilt.unsaid if groups}
    found = found.grouped(said)
    recover.store(home.mortal or home.database, home.account_id, found, now=home.now())
    return found
