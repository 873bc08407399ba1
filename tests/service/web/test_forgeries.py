"""Forged deliveries at Asana's door: none is taken, whatever is signed with whatever."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from hashlib import sha1, sha256
from hmac import new as hmac
from typing import TYPE_CHECKING

import pytest
from support.in_process import ADDRESS
from support.visitor import ON_SQLITE

from integrations.asana.webhooks import SECRET_HEADER, SIGNATURE_HEADER, signature
from service.store import accounts, webhooks
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anyio.from_thread import BlockingPortal
    from starlette.types import ASGIApp, Message

    from service.bootstrap import App

pytestmark = [ON_SQLITE, pytest.mark.usefixtures("share")]

ALL, A_SHARE = 100_000, 2_000
NONCE, SECRET = "n" * 43, "the-secret-that-only-asana-and-we-know"
HOST = ADDRESS.removeprefix("http://").encode()
RING = {"events": [{"resource": {"gid": "1", "resource_type": "task"}, "action": "changed"}]}
REPEATED = json.dumps(RING).encode()

Header = tuple[str, bytes]


def forgery(chance: random.Random) -> tuple[str, list[Header], bytes]:
    """A path, headers and a body; what it lacks is the one signature of the very body."""
    body = chance.choice(
        [
            REPEATED,
            b'{"events":[]}',
            b"",
            json.dumps({"events": RING["events"] * chance.randrange(1, 30)}).encode(),
            chance.randbytes(chance.randrange(200)),
        ]
    )
    nonce = chance.choice([NONCE, NONCE, NONCE, "n" * 42, NONCE + "n", NONCE.upper(), "x" * 43])
    signs = chance.choice(SIGNERS)
    return f"/hooks/asana/{nonce}", signs(chance, body), body


def _signed(value: str | bytes) -> list[Header]:
    return [(SIGNATURE_HEADER, value if isinstance(value, bytes) else value.encode())]


def _another_secret(chance: random.Random, body: bytes) -> list[Header]:
    secret = chance.choice(["", NONCE, SECRET[:-1], SECRET.upper(), chance.randbytes(16).hex()])
    return _signed(signature(secret, body))


def _another_body(chance: random.Random, body: bytes) -> list[Header]:
    return _signed(signature(SECRET, body + chance.choice([b" ", b"\n", b"\0", body or b"x"])))


def _another_hash(chance: random.Random, body: bytes) -> list[Header]:
    digest = hmac(SECRET.encode(), body, chance.choice([sha1, sha256])).digest()
    return _signed(digest.hex()[: chance.randrange(1, 40)])


def _damaged(chance: random.Random, body: bytes) -> list[Header]:
    good = signature(SECRET, body)
    place = chance.randrange(len(good))
    flipped = f"{int(good[place], 16) ^ chance.randrange(1, 16):x}"
    return _signed(
        chance.choice(
            [
                good[:place] + flipped + good[place + 1 :],
                good[:place],
                good + flipped,
                f"sha256={good}",
                f"{good},{good}",
            ]
        )
    )


def _twice(_chance: random.Random, body: bytes) -> list[Header]:
    return _signed(signature(SECRET, body)) * 2


def _anything(chance: random.Random, _body: bytes) -> list[Header]:
    return _signed(chance.choice([b"", b" ", chance.randbytes(32), b"\xff" * 64, b"0" * 64]))


def _nothing(_chance: random.Random, _body: bytes) -> list[Header]:
    return []


def _handshake(chance: random.Random, body: bytes) -> list[Header]:
    """With the right signature, too: a hook that is active shakes no hands."""
    offered = [(SECRET_HEADER, chance.choice([SECRET.encode(), b"mine", b""]))]
    return offered + (_signed(signature(SECRET, body)) if chance.random() < 0.5 else [])


SIGNERS = [
    _another_secret,
    _another_body,
    _another_hash,
    _damaged,
    _twice,
    _anything,
    _nothing,
    _handshake,
]


@pytest.fixture
def hooked(app: App, connected: int) -> Iterator[sqlite3.Connection]:
    """The account has an active webhook; what is lent tells whether anything was written."""
    now, sealed = app.clock(), app.vault.seal(SECRET)
    with app.database.begin() as tx:
        hook = webhooks.start(tx, connected, project="1", target="x", nonce=NONCE, now=now)
        assert hook
        webhooks.offer(tx, hook.id, SECRET, now)
        how = {"gid": "7", "secret": SECRET}
        assert webhooks.activate(tx, hook.id, sealed=sealed, now=now, due_at=now, **how)
    with closing(sqlite3.connect(str(app.database._engine.url.database))) as line:
        yield line


async def deliver(
    web: ASGIApp, path: str, headers: list[Header], body: bytes
) -> tuple[int, dict[bytes, bytes]]:
    """Post straight to the application, as a server would: the status, and the headers."""
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    sent = [(b"host", HOST), *((name.lower().encode(), value) for name, value in headers)]
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode()}
    scope |= {"query_string": b"", "headers": sent, "client": ("203.0.113.9", 1)}
    await web({**scope, "http_version": "1.1", "scheme": "http"}, receive, send)
    return said[0]["status"], dict(said[0]["headers"])


def test_no_forged_delivery_is_taken(
    app: App,
    hooked: sqlite3.Connection,
    portal: BlockingPortal,
    pytestconfig: pytest.Config,
    record_property: pytest.RecordProperty,
) -> None:
    web, chance = create_app(app), random.Random(20_261_005)  # noqa: S311 - to be repeated
    count = ALL if pytestconfig.getoption("--every") else A_SHARE
    before = hooked.execute("PRAGMA data_version").fetchone()

    async def deliver_all() -> dict[int, int]:
        answers: dict[int, int] = {}
        for _ in range(count):
            forged = forgery(chance)
            status, headers = await deliver(web, *forged)
            assert SECRET_HEADER.lower().encode() not in headers, forged
            assert status == 401, forged
            answers[status] = answers.get(status, 0) + 1
        return answers

    assert portal.call(deliver_all) == {401: count}
    assert hooked.execute("PRAGMA data_version").fetchone() == before
    with app.database.begin() as tx:
        wanted = accounts.the_only(tx).wanted
    good = [(SIGNATURE_HEADER, signature(SECRET, REPEATED).encode())]
    assert portal.call(deliver, web, f"/hooks/asana/{NONCE}", good, REPEATED)[0] == 200
    with app.database.begin() as tx:
        assert accounts.the_only(tx).wanted == wanted + 1
    record_property("forgeries", count)
