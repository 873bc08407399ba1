"""The stand-in of Asana in a process of its own: over HTTP for Momentum, by words for tests."""

from __future__ import annotations

import time
from contextlib import ExitStack
from multiprocessing.managers import BaseManager
from random import Random
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from integrations.asana.sandbox import Fault, Limits, World, serve
from integrations.asana.sandbox.delivery import post
from processes.programs import PROCESSES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from integrations.asana.sandbox.delivery import Reply
    from processes.clock import Clock

LONGEST_DELAY = 0.08
"""Seconds around a request: far less than the shortest grace."""
WRITES = frozenset({"POST", "PUT", "DELETE"})


class Asana:
    """Ada's Asana. Everything it takes and gives can be sent to another process."""

    def __init__(self, clock: Clock, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - repeatable, and protects nothing
        self._world = World(clock, seed=seed, sender=self._post)
        self._world.allow_local_targets = True
        self._world.switches.external_unique = False  # nothing but Momentum prevents twins
        self._user = self._world.add_user("Ada Example", "ada@example.com")
        self._world.add_workspace("Home", members=[self._user])
        self._token = self._world.add_token(self._user)
        self._deliveries = 0
        self._gate = Event()
        self._held: Fault | None = None
        self._line = ExitStack()
        self._url = self._line.enter_context(serve(self._world))
        self.calm()

    def url(self) -> str:
        return self._url

    def token(self) -> str:
        return self._token

    def join(self, name: str) -> tuple[str, str, str]:
        """Let somebody else be there, too: their gid, workspace and token."""
        user = self._world.add_user(name, f"{name.lower()}@example.com")
        workspace = self._world.add_workspace("Home", members=[user])
        return user.gid, workspace.gid, self._world.add_token(user)

    def limit(self, **limits: int) -> None:
        """Let a token ask for so much a minute, or have so much in flight."""
        self._world.limits = Limits(**limits)

    def calm(self) -> None:
        """End all faults; requests take a moment, before their effect or after it."""
        self.slow(0)
        before = _EveryOther("before", times=None, do=self._dawdle)
        self._world.faults.add(before)
        self._world.faults.add(Fault("after", times=None, do=self._dawdle))

    def hold(self, method: str, path: str) -> None:
        """Take one such request, and do nothing about it until `let_go`."""
        self._gate.clear()
        self._world.faults.clear()
        self._held = Fault("before", method=method, path=path, do=self._gate.wait)
        self._world.faults.add(self._held)

    def holds(self) -> bool:
        """Whether such a request has come."""
        return self._held is not None and self._held.spent

    def let_go(self) -> None:
        """Do what was asked for by then."""
        self._gate.set()

    def slow(self, seconds: float) -> None:
        """Do everything at once, and take so long for every answer from now on."""
        self._world.faults.clear()
        self._world.switches.answer_seconds = seconds

    def hang_up(self) -> None:
        """Answer nobody any more: the port is closed."""
        self._line.close()

    def come_back(self) -> None:
        """Answer again, where it was; nothing has been forgotten."""
        port = urlsplit(self._url).port
        self._line.enter_context(serve(self._world, port=port or 0))

    def person(self, gesture: str, *args: object, **more: object) -> object:
        """Let Ada do something by hand."""
        return getattr(self._world.person(self._user), gesture)(*args, **more)

    def snapshot(self) -> dict[str, object]:
        return self._world.snapshot()

    def asked(self) -> int:
        """How many requests have come so far."""
        return len(self._world.requests)

    def writes(self, since: int = 0) -> list[str]:
        """What changed something, or tried to; a batch is what it holds."""
        return [
            f"{one.method} {one.path}"
            for one in self._world.requests[since:]
            if one.method in WRITES and not one.path.endswith("/batch")
        ]

    def busiest(self, within: timedelta) -> int:
        """The most requests that were counted in any such span of time."""
        counted = [(one.at, one.counted) for one in self._world.requests]
        return max(
            sum(n for at, n in counted if start <= at < start + within) for start, _ in counted
        )

    def refused(self, status: int) -> int:
        """How many requests got this answer."""
        return sum(one.status == status for one in self._world.requests)

    def deliveries(self) -> int:
        """How many deliveries of webhooks were acknowledged."""
        return self._deliveries

    def webhooks(self) -> list[str]:
        return [hook.target for hook in self._world.webhooks.values() if hook.active]

    def undelivered(self) -> int:
        """How many events webhooks have still to hear of."""
        end = len(self._world.events)
        return sum(end - hook.position for hook in self._world.webhooks.values())

    def knock_again(self) -> None:
        """Repeat what was not delivered at once, and not after half a minute."""
        for hook in list(self._world.webhooks.values()):
            hook.next_attempt_after = None

    def _dawdle(self) -> None:
        time.sleep(self._random.uniform(0, LONGEST_DELAY))

    def _post(self, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        reply = post(url, headers, body)
        self._deliveries += reply.accepted
        return reply


class _EveryOther(Fault):
    """Leaves half of the requests to the next fault."""

    def strikes(self, method: str, path: str) -> bool:
        return super().strikes(method, path) and self.met % 2 == 0


class Asanas(BaseManager):
    """Makes them, each in the process of its own manager."""


Asanas.register("Asana", Asana)


def elsewhere() -> Asanas:
    """Return a process in which an `Asana` can be made; `shutdown` ends it."""
    manager = Asanas(ctx=PROCESSES)
    manager.start()
    return manager
