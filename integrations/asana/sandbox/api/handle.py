"""One request in, one answer out. The server and the transport share it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox import oauth
from integrations.asana.sandbox.api import reading
from integrations.asana.sandbox.api.batch import Action, read_actions
from integrations.asana.sandbox.api.failing import failing
from integrations.asana.sandbox.api.http import BASE, Request, Response
from integrations.asana.sandbox.api.work import Act, Batch, Nonsense, Work, refused
from integrations.asana.sandbox.refusals import Refusal, unauthorised
from integrations.asana.sandbox.requestlog import RequestLog

if TYPE_CHECKING:
    from integrations.asana.sandbox.model import Token
    from integrations.asana.sandbox.world import World

BATCH: Final = ("POST", "/batch")


def handle(world: World, request: Request) -> Response:
    """Answer a request, or raise Interrupted where no answer comes."""
    if not request.path.startswith(BASE + "/"):
        return oauth.handle(world, request)
    path = request.path.removeprefix(BASE)
    log = RequestLog(request.method, path, 0, 1, world.now())
    world.requests.append(log)
    try:
        response = _answer(world, request, path, log)
    except Refusal as refusal:
        response = refused(refusal)
    log.status = response.status
    return response


def _answer(world: World, request: Request, path: str, log: RequestLog) -> Response:
    """Let a request pass the gate, then carry it out as far as its fault allows."""
    token = _authenticate(world, request)
    work = _work(world, token, request, path)
    meter = world.meters[token.secret]
    log.counted = work.reads + work.writes
    with meter.admitted(work.reads, work.writes, world.limits, world.now()):
        if isinstance(work, Batch):
            log.counted = 0  # its actions are logged, and counted, one by one
        elif isinstance(work, Act):
            log.sent = work.action.data
        fault = world.faults.take(request.method, path)
        return failing(world, fault, work.run, world.now())


def _authenticate(world: World, request: Request) -> Token:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    token = world.tokens.get(secret.strip())
    expired = token is not None and token.expires_at and token.expires_at <= world.now()
    if scheme.lower() != "bearer" or token is None or token.revoked or expired:
        raise unauthorised()
    return token


def _work(world: World, token: Token, request: Request, path: str) -> Work:
    try:
        given = reading.read(request)
        if (request.method, path) == BATCH:
            return Batch(world, token, read_actions(given.data), request.origin)
    except Refusal as refusal:
        reads = int(request.method == "GET")
        return Nonsense(refusal, reads, 1 - reads)
    action = Action(request.method, path, request.query, given.data, given.wanted)
    return Act(world, token, action, request.origin, given.files)
