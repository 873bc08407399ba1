"""What the processor does in turns of ours, and in the SDK's bare calls that they contain.

Run in a home whose plan was imported, with its settings and the token as input. Prints what a
first sync, a look that hears nothing, a turn that was asked for and a review took, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import asana
import httpx

from service import pictures
from service.cli.account import connected
from service.domain.plan import Plan
from service.domain.progress import progress
from service.store import accounts
from service.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.bootstrap import App
    from service.store.accounts import Account

TIMES = 100
AT_MOST = 10
API = "/api/1.0"


@dataclass(frozen=True)
class Measured:
    """Milliseconds of a turn of ours, what it sent, and how many turns they are the mean of."""

    ours: float
    calls: tuple[httpx.Request, ...]
    times: int


class Turns:
    """Turns of one account, whose requests are written down."""

    def __init__(self, app: App, account: Account, token: str) -> None:
        self.sent: list[httpx.Request] = []
        http = httpx.Client(trust_env=False, event_hooks={"request": [self.sent.append]})
        self.app = replace(app, http=http)
        self.account = account
        self.worker = Worker(self.app)
        configuration = asana.Configuration()
        configuration.host = app.settings.asana_url
        configuration.access_token = token
        self.sdk = asana.ApiClient(configuration)

    def asked(self, *, review: bool = False) -> None:
        with self.app.database.begin() as tx:
            accounts.request(tx, self.account.id, now=self.app.clock(), review=review)

    def rung(self) -> None:
        with self.app.database.begin() as tx:
            accounts.ring_for(tx, [self.account.id], self.app.clock())

    def once(self, make_due: Callable[[], None]) -> float:
        """Do one turn that is due; return its milliseconds. What it sent is in `sent`."""
        make_due()
        self.sent.clear()
        began = time.process_time()
        run = self.worker.run_once(self.account.id)
        took = time.process_time() - began
        assert run is not None
        assert run.error is None, run.error
        return took * 1000

    def measured(self, make_due: Callable[[], None], times: int = 1) -> Measured:
        ours = sum(self.once(make_due) for _ in range(times)) / times
        return Measured(ours, tuple(self.sent), times)

    def beside(self, found: Measured) -> dict[str, float]:
        """The milliseconds of both, and how many requests it takes."""
        began = time.process_time()
        for call in found.calls * found.times:
            self.bare(call)
        bare = (time.process_time() - began) / found.times * 1000
        return {"ours": found.ours, "bare": bare, "requests": len(found.calls)}

    def bare(self, call: httpx.Request) -> None:
        """Send the same once more, by nothing but the SDK; it takes no file from memory."""
        if call.headers.get("content-type", "").startswith("multipart"):
            return
        path = call.url.path.removeprefix(API)
        try:
            self.sdk.call_api(
                path,
                call.method,
                {},
                dict(call.url.params),
                {"Accept": "application/json", "Content-Type": "application/json"},
                body=json.loads(call.content) if call.content else None,
                response_type=object,
                auth_settings=["personalAccessToken"],
                _return_http_data_only=True,
            )
        except asana.rest.ApiException:
            """What was made once may be refused the second time, at the same price."""

    def settle(self) -> None:
        """Until a look that hears nothing has nothing to do."""
        for _ in range(AT_MOST):
            self.once(self.rung)
            with self.app.database.begin() as tx:
                if accounts.get(tx, self.account.id).is_quiet(self.app.clock()):
                    return
        raise AssertionError("never quiet")


def main() -> None:
    turns = Turns(*connected(), sys.stdin.read())
    pictures.png(progress(Plan(), {}, datetime.now(UTC).date()))  # the first takes longer
    found = {"A first sync": turns.measured(turns.asked)}
    turns.asked()
    turns.settle()
    found["A look that hears nothing"] = turns.measured(turns.rung, TIMES)
    found["A turn that was asked for and finds nothing"] = turns.measured(turns.asked, TIMES)
    found["A review"] = turns.measured(lambda: turns.asked(review=True))
    # Only now, because it makes everything once more.
    print(json.dumps({what: turns.beside(one) for what, one in found.items()}))


if __name__ == "__main__":
    main()
