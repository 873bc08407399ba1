"""The demo as it goes on in the end: a synced board to play on, and a service that answers."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from integrations.asana.sandbox import World, serve
from service.bootstrap import build
from service.cli.demo import settings_for
from service.cli.listening import listen
from service.cli.turns import take_turn
from service.rehearsal import move_in
from service.store import accounts, plans, webhooks
from service.usecases.import_plan import import_plan
from support.answering import answering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from integrations.asana.sandbox.model import Task
    from service.bootstrap import App
    from service.domain.plan import Goal

PATIENCE = 75.0
LOOK_AGAIN = 0.1


@dataclass
class Play:
    """The stand-in, the page with its board at `url`, and the application behind."""

    world: World
    app: App
    account_id: int
    url: str
    web: httpx.Client

    def task(self, name: str) -> Task:
        """The task of that name, wherever it is."""
        return next(task for task in self.world.tasks.values() if task.name == name)

    def section(self, name: str) -> str:
        """The gid of the board's section."""
        (board,) = self.world.projects.values()
        return next(gid for gid in board.sections if self.world.sections[gid].name == name)

    def goal(self, skill: str) -> Goal | None:
        """The goal of that name in the plan; None where there is none."""
        with self.app.database.begin() as tx:
            goals = plans.load(tx, self.account_id).goals
        return next((goal for goal in goals if goal.skill == skill), None)

    def post(self, path: str, **form: str) -> httpx.Response:
        """Send a form as the board's own page does."""
        return self.web.post(path, data=form, headers={"Origin": self.url})

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait for it, looking whenever the page hears of news, and now and then."""
        give_up_at = time.monotonic() + PATIENCE
        version = ""
        while not is_so():
            assert time.monotonic() < give_up_at
            with suppress(httpx.ReadTimeout):
                news = self.web.get("/changes", params={"since": version}, timeout=LOOK_AGAIN)
                version = news.json()["version"]

    def is_at_rest(self) -> bool:
        """Whether the webhook was heard to ring, and nothing is left to be done.

        One that is only there may be waiting: what it brings too early is brought again half
        a minute later.
        """
        with self.app.database.begin() as tx:
            account = accounts.get(tx, self.account_id)
            rings = webhooks.rings(tx, self.account_id, self.app.clock())
        return rings and account.wanted == account.done


@contextmanager
def playing(home: Path, plan: str) -> Iterator[Play]:
    """Lend a board that is in step with the plan, and rung for by the stand-in."""
    world = World()
    world.allow_local_targets = True
    listening = listen("127.0.0.1", 0)
    with serve(world, guest="Momentum") as asana_url:
        app = build(settings_for(home, asana_url, listening))
        account, _ = move_in(app, world)
        import_plan(app.database, account.id, plan, now=app.clock())
        take_turn(app, account)
        parts = urlsplit(asana_url)
        url = f"{parts.scheme}://{parts.netloc}"
        with (
            answering(app, listening),
            httpx.Client(base_url=url, timeout=PATIENCE, trust_env=False) as web,
        ):
            play = Play(world, app, account.id, url, web)
            play.until(play.is_at_rest)
            yield play
        app.close()
