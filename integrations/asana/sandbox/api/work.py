"""What a request amounts to: one act, a batch of them, or nothing that can be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

from integrations.asana.sandbox.api.call import Call
from integrations.asana.sandbox.api.failing import failing
from integrations.asana.sandbox.api.http import Response, as_json
from integrations.asana.sandbox.api.routes import gid_of, route_of
from integrations.asana.sandbox.faults import Interrupted
from integrations.asana.sandbox.refusals import Refusal
from integrations.asana.sandbox.requestlog import RequestLog

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from integrations.asana.sandbox.api.batch import Action
    from integrations.asana.sandbox.api.call import Body
    from integrations.asana.sandbox.api.multipart import Part
    from integrations.asana.sandbox.model import Token
    from integrations.asana.sandbox.world import World


class Work(Protocol):
    """Something to be counted against the limits, and then carried out."""

    @property
    def reads(self) -> int:
        """How many reads it counts as."""

    @property
    def writes(self) -> int:
        """How many writes it counts as."""

    def run(self, as_of: datetime) -> Response:
        """Carry it out; lists show what there was at that time."""


@dataclass(frozen=True, slots=True)
class Act:
    """One call of the API."""

    world: World
    token: Token
    action: Action
    origin: str
    files: Mapping[str, Part] = field(default_factory=dict)

    @property
    def reads(self) -> int:
        """One, if it is a GET."""
        return int(self.action.method == "GET")

    @property
    def writes(self) -> int:
        """One, if it is anything else."""
        return 1 - self.reads

    def run(self, as_of: datetime) -> Response:
        """Carry it out; a refusal is an answer too."""
        route = route_of(self.action.method, self.action.path)
        if route is None:
            return refused(Refusal(404, "No matching route for request"))
        try:
            if route.calls_back:
                return as_json(route.status, route.handler(self._call(as_of)))
            with self.world.acting():
                return as_json(route.status, route.handler(self._call(as_of)))
        except Refusal as refusal:
            return refused(refusal)

    def _call(self, as_of: datetime) -> Call:
        return Call(
            world=self.world,
            token=self.token,
            method=self.action.method,
            path=self.action.path,
            gid=unquote(gid_of(self.action.path)),
            query=self.action.query,
            data=self.action.data,
            wanted=self.action.wanted,
            as_of=as_of,
            origin=self.origin,
            files=self.files,
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Several calls to be carried out as if at the same time."""

    world: World
    token: Token
    actions: list[Action]
    origin: str

    @property
    def reads(self) -> int:
        """As many as there are GETs among the actions."""
        return sum(one.method == "GET" for one in self.actions)

    @property
    def writes(self) -> int:
        """As many as there are other actions."""
        return len(self.actions) - self.reads

    def run(self, as_of: datetime) -> Response:
        """Carry the actions out in any order, and answer in theirs."""
        order = list(range(len(self.actions)))
        self.world.random.shuffle(order)
        answers = {index: self._one(self.actions[index], as_of) for index in order}
        return as_json(200, {"data": [answers[index] for index in sorted(order)]})

    def _one(self, action: Action, as_of: datetime) -> Body:
        world = self.world
        log = RequestLog(
            action.method, action.path, 0, 1, world.now(), in_batch=True, sent=action.data
        )
        world.requests.append(log)
        fault = world.faults.take(action.method, action.path, in_batch=True)
        act = Act(world, self.token, action, self.origin)
        try:
            response = failing(world, fault, act.run, as_of)
        except Interrupted:
            response = refused(Refusal(504, "Gateway Timeout"))
        log.status = response.status
        return {
            "status_code": response.status,
            "headers": dict(response.headers),
            "body": response.data(),
        }


@dataclass(frozen=True, slots=True)
class Nonsense:
    """A request that could not even be read; it counts all the same."""

    refusal: Refusal
    reads: int
    writes: int

    def run(self, _as_of: datetime) -> Response:
        """Refuse."""
        return refused(self.refusal)


def refused(refusal: Refusal) -> Response:
    """Return a refusal as an answer."""
    return as_json(refusal.status, refusal.body(), refusal.headers)
