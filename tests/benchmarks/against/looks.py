"""What the processor does in a look that finds nothing: a turn of ours, the SDK's bare call.

Run in a home that is in step, with its settings. Prints the milliseconds of both.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

import asana

from service.cli.account import connected
from service.cli.turns import take_turn
from service.store.links import LinkKind, of_kinds

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 200


def main() -> None:
    app, account = connected()
    with app.database.begin() as tx:
        (project,) = of_kinds(tx, account.id, LinkKind.PROJECT)
    configuration = asana.Configuration()
    configuration.host = app.settings.asana_url
    configuration.access_token = sys.stdin.read()
    configuration.return_page_iterator = False
    events = asana.EventsApi(asana.ApiClient(configuration))
    try:
        events.get_events(project.gid, {})
    except asana.rest.ApiException as error:
        since = {"sync": json.loads(error.body)["sync"]}
    bare = spent(lambda: events.get_events(project.gid, since))
    print(json.dumps({"ours": spent(lambda: take_turn(app, account)), "bare": bare}))


def spent(look: Callable[[], object]) -> float:
    """Milliseconds of the processor for one look, all threads of this process together."""
    look()
    began = time.process_time()
    for _ in range(TIMES):
        look()
    return (time.process_time() - began) / TIMES * 1000


if __name__ == "__main__":
    main()
