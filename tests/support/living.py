"""A home with its pages, its worker, and an Asana beside it, all on this machine."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.asana.sandbox import World, serve
from service.bootstrap import build
from service.cli.demo import settings_for
from service.cli.listening import address, listen
from service.cli.serve import first_key, sign_in_link
from service.cli.turns import take_turn
from service.rehearsal import move_in
from service.store import accounts
from service.usecases.import_plan import import_plan
from support.answering import answering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from integrations.asana.sandbox import Person
    from service.bootstrap import App
    from service.store.accounts import Account

LATER = "Later"


@dataclass
class Living:
    """The service with its pages at `url`, and Asana with its boards at `asana`."""

    world: World
    app: App
    url: str
    asana: str
    key: str

    def link(self) -> str:
        """An address that signs one browser in, once."""
        return sign_in_link(self.app, self._account().id, self.url)

    def sync(self, *, review: bool = False) -> None:
        """Have both agree, by a turn in this thread."""
        take_turn(self.app, self._account(), review=review)

    def _account(self) -> Account:
        with self.app.database.begin() as tx:
            return accounts.the_only(tx)

    def section(self, name: str) -> str:
        """The gid of the board's section."""
        (board,) = self.world.projects.values()
        return next(gid for gid in board.sections if self.world.sections[gid].name == name)

    def person(self) -> Person:
        """The hands of whom the account belongs to."""
        return self.world.person(next(iter(self.world.users.values())))


@contextmanager
def living(
    home: Path, prepare: Callable[[App, World], object] | None = None
) -> Iterator[Living]:
    """Lend an empty home, or what `prepare` makes of it before the service starts."""
    world = World()
    world.allow_local_targets = True
    listening = listen("127.0.0.1", 0)
    with serve(world, guest="Momentum") as api:
        app = build(settings_for(home, api, listening))
        key = first_key(app)
        assert key is not None
        if prepare is not None:
            prepare(app, world)
        with answering(app, listening):
            yield Living(world, app, address(listening), api.removesuffix("/api/1.0"), key)
        app.close()


def with_plan(plan: str | bytes) -> Callable[[App, World], None]:
    """Ada has connected, brought in the plan, and has it on her board, with a first review."""

    def prepare(app: App, world: World) -> None:
        account, _ = move_in(app, world)
        import_plan(app.database, account.id, plan, now=app.clock())
        take_turn(app, account)
        take_turn(app, account, review=True)

    return prepare
