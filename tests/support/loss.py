"""Databases that are lost, or put back as they were: on either kind, by their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from service.domain.plan import Goal, Group
from service.store import accounts
from service.store.tables import metadata
from service.usecases import goals, recover
from support.plans import SMALL
from support.turns import Service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.store.database import Database
    from service.usecases.recover import Found
    from support.home import Home

CONNECTED = datetime(2026, 10, 7, 10, tzinfo=UTC)
FIRST = datetime(2026, 10, 12, 8, tzinfo=UTC)


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
    seen = recover.look(board, project)
    found = recover.find(home.database, home.account_id, board, seen, now=home.now())
    said = {goal.id: (groups or {})[goal.skill] for goal in found.rebuilt.unsaid if groups}
    found = found.grouped(said)
    recover.store(home.mortal or home.database, home.account_id, found, now=home.now())
    return found


def lived(home: Home) -> Service:
    """Two weeks of a life with two reviews."""
    service = Service(home, lambda _: b"\x89PNG")
    home.time[0] = CONNECTED
    home.plan_file(SMALL)
    service.work()
    add(home, Goal("Sailing", Group.OUTSIDE))
    home.let_go("Curiosity")
    home.time[0] = FIRST
    service.work()
    home.person.complete(str(service.tasks()[0]["gid"]))
    home.wait(days=7)
    service.work()
    return service


def add(home: Home, goal: Goal) -> None:
    goals.add(home.database, home.account_id, goal, now=home.now())


def assert_settled(home: Home, service: Service) -> None:
    """The next turns, of this week and by whatever trigger, write nothing."""
    before = len(home.writes())
    service.work()
    service.ask_for_review()
    home.sync(force=True)
    assert home.writes()[before:] == []
