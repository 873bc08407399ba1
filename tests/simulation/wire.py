"""The way to Asana: every answer is remembered, every write is looked at afterwards."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
from support.home import GRACE

from integrations.asana.sandbox import transport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.store.accounts import Lease
    from simulation.life import Life

PATIENCE = timedelta(seconds=2)


class Wire(httpx.BaseTransport):
    """One run's transport. `answers` are the bodies that reached it, each once parsed."""

    def __init__(self, life: Life, lease: Lease) -> None:
        self._life, self._lease = life, lease
        self._told = life.rejected
        self.writes = False  # whether the request under way changes anything
        self._waited = False  # for the minute's budget, since the last look
        self._retried = False  # the last look was sent twice, and so took more of it
        self._anew = False  # the stream has begun anew
        self._puzzled = False  # refused, and not yet told whose token it is
        self._sent: tuple[str, str, bytes] | None = None
        self._refused: tuple[str, str] | None = None
        self._inner = transport(life.home.world)
        self._answers: list[bytes] = []

    def let_wait(self, seconds: float) -> None:
        """Wait until there is room in the minute's budget."""
        self._waited = True
        self._life.wait(seconds)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        life = self._life
        if life.quiet_until and life.now() < life.quiet_until and not life.nested:
            life.blame(f"{request.method} before Retry-After was over")
        whose = request.method == "GET" and request.url.path.endswith("/users/me")
        if self._told and not (self._puzzled and whose):
            life.blame("a request with a token that Asana had refused")
        sent = (request.method, str(request.url), request.read())
        self._judge(request, sent)
        self._sent, at = sent, life.now()
        life.pause()
        if life.now() - at > GRACE:  # a worker slept on it
            life.pass_grace()
        before, there = len(life.home.world.requests), set(life.home.world.tasks)
        try:
            response = self._inner.handle_request(request)
        finally:
            asked = life.home.world.requests[before:]
            life.spend(at, sum(one.counted for one in asked))
            if request.method != "GET":
                life.ledger.audit(self)
                life.look_at_new(there)
        if b"setParent" in sent[2] and not life.holds(self._lease):
            life.unheard = True  # past its check, and no event tells of an order
        self._hear(response, whose=whose)
        if request.method != "GET":
            self._refused = sent[:2] if _refuses(response) else None
        if self._anew and request.url.path.endswith(f"/projects/{life.project}/tasks"):
            # What is too new for the list has rung in the stream before its new beginning.
            life.unheard |= _is_old(response, life)
        life.pause()
        return response

    def _judge(self, request: httpx.Request, sent: tuple[str, str, bytes]) -> None:
        """Blame a write that must not be sent now.

        What was past its check may reach Asana, and what was refused for a field or for its
        token once more, without the field or with another token.
        """
        self.writes = _writes(request)
        what, life = f"{request.method} {request.url.path}", self._life
        if self.writes and sent[:2] != self._refused:
            if sent == self._sent:
                life.blame(f"{what} twice without a look between")
            if not life.holds(self._lease):
                life.blame(f"{what} by a worker that lost the account")
        if self._waited and _edits(request) and not (life.nested or self._retried):
            life.blame(f"{what} after a wait without a look")
        if not self.writes:
            self._waited, self._retried = False, sent == self._sent

    def _hear(self, response: httpx.Response, *, whose: bool) -> None:
        """Remember an answer, and what it forbids."""
        life = self._life
        self._answers.append(response.content)
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            after = response.headers.get("Retry-After", "")
            if after.isdigit():
                life.quiet_until = life.now() + timedelta(seconds=int(after))
        self._anew |= response.status_code == httpx.codes.PRECONDITION_FAILED
        refused = response.status_code == httpx.codes.UNAUTHORIZED
        if whose and (refused or response.is_success):
            self._puzzled = False
        elif refused and not self._told:
            self._puzzled = True
        if refused:
            life.rejected = self._told = True

    def mark(self) -> int:
        """How many answers have come so far."""
        return len(self._answers)

    def shown(self, gid: str, since: int) -> Iterator[dict[str, object]]:
        """Every form in which answers since `since` showed the task."""
        for body in self._answers[since:]:
            if gid.encode() not in body:
                continue
            try:
                answer = json.loads(body)
            except ValueError:
                continue
            yield from _found(answer, gid)


def _writes(request: httpx.Request) -> bool:
    """Whether it changes anything; a batch may do nothing but read."""
    if not request.url.path.endswith("/batch"):
        return request.method != "GET"
    return any(one["method"] != "get" for one in json.loads(request.read())["data"]["actions"])


def _edits(request: httpx.Request) -> bool:
    """Whether it changes what is there already, by methods that do nothing else."""
    if not request.url.path.endswith("/batch"):
        return request.method in ("PUT", "DELETE")
    actions = json.loads(request.read())["data"]["actions"]
    return any(one["method"] in ("put", "delete") for one in actions)


def _refuses(response: httpx.Response) -> bool:
    bad = response.status_code in (httpx.codes.BAD_REQUEST, httpx.codes.UNAUTHORIZED)
    return bad or b'"status_code": 400' in response.content


def _is_old(response: httpx.Response, life: Life) -> bool:
    """Whether a list of the project's tasks shows them as they were a while ago."""
    if not response.is_success:
        return False
    try:
        listed = {one["gid"]: one for one in response.json()["data"]}
    except ValueError:
        return False
    there = {task.gid: task for task in life.board()}
    return listed.keys() != there.keys() or any(
        (one["name"], one["completed"]) != (there[gid].name, there[gid].completed)
        or one["due_on"] != (there[gid].due_on and there[gid].due_on.isoformat())
        for gid, one in listed.items()
    )


def _found(answer: object, gid: str) -> Iterator[dict[str, object]]:
    if isinstance(answer, list):
        for one in answer:
            yield from _found(one, gid)
    elif isinstance(answer, dict):
        if answer.get("gid") == gid and "name" in answer:
            yield answer
        for one in answer.values():
            yield from _found(one, gid)
