"""Asana rings: how many a second are taken, and how long each waits, beside a bare route.

python tests/benchmarks/scale/bell.py bare PORT
python tests/benchmarks/scale/bell.py door PORT DATABASE

serves one of the two, as `momentum serve` does, until its standard input ends.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(1, str(Path(__file__).parents[3]))

from fastapi import FastAPI, Request, Response
from sqlalchemy import insert

from integrations.asana.webhooks import signature
from service.bootstrap import App, utc_now
from service.cli.listening import Server, listen
from service.config import Settings
from service.store import tables
from service.store.database import open_database
from service.store.vault import Vault
from service.store.webhooks import HookState
from service.web.app import create_app

RING = b'{"events": [{"action": "changed", "resource": {"gid": "12", "name": "A task"}}]}'
SECRET = "the-secret-of-all-of-them"  # noqa: S105 - nobody's
SIGNATURE = signature(SECRET, RING)


def path_of(account_id: int) -> str:
    """Where the account's webhook rings."""
    return f"/hooks/asana/{_nonce(account_id)}"


def bare() -> FastAPI:
    """The least that could answer: it reads the body, and answers."""
    web = FastAPI()

    @web.post("/hooks/asana/{nonce}")
    async def answer(nonce: str, request: Request) -> Response:
        del nonce
        await request.body()
        return Response()

    return web


def door(url: str, home: Path) -> FastAPI:
    """The real application; every account there has a webhook that rings."""
    settings, database = Settings(home=home), open_database(url)
    app = App(settings, database, Vault.unlock(settings, database), utc_now)
    sealed = app.vault.seal(SECRET)
    with app.database.begin() as tx:
        now = datetime.now(UTC)
        rows = [hook(account_id, sealed, now) for account_id in range(1, ACCOUNTS + 1)]
        tx.execute(insert(tables.webhooks), rows)
    return create_app(app)


ACCOUNTS = 1000


def hook(account_id: int, sealed: bytes, now: datetime) -> dict[str, object]:
    """The row of an account's webhook that rings."""
    return {
        "account_id": account_id,
        "project_gid": "1",
        "target": path_of(account_id),
        "nonce": _nonce(account_id),
        "gid": str(account_id),
        "state": HookState.ACTIVE,
        "candidates": "",
        "expires_at": now,
        "secret": sealed,
        "made_at": now,
        "heard_at": now,
        "due_at": now + timedelta(days=1),
        "failures": 0,
        "problem": "",
        "hint": "",
    }


def _nonce(account_id: int) -> str:
    return f"{account_id}".rjust(43, "n")


def main(which: str, port: str, *database: str) -> None:
    """Serve until the standard input ends."""
    with tempfile.TemporaryDirectory() as home:
        web = bare() if which == "bare" else door(*database, Path(home))
        server = Server(web)
        threading.Thread(target=lambda: (sys.stdin.read(), server.stop()), daemon=True).start()
        listening = listen("127.0.0.1", int(port))
        print(listening.getsockname()[1], flush=True)
        server.run(sockets=[listening])


if __name__ == "__main__":
    main(*sys.argv[1:])
