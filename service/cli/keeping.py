"""The thread that keeps webhooks in step, for as long as `momentum serve` answers."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from service.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

    from service.bootstrap import App
    from service.usecases.webhook import Keeper

log = logging.getLogger(__name__)

LOOK_SECONDS = 10.0
START_SECONDS = 0.2
DRAIN_SECONDS = 2.0
"""What is cut off then is cleaned up after by the next start, as after a crash."""


@contextmanager
def keeping_webhooks(
    app: App, *, stopping: Event, is_serving: Callable[[], bool]
) -> Iterator[None]:
    """Keep them in step in a thread, from the moment on at which Asana could be answered."""
    keeper = app.keeper(app.settings.public_url)
    thread = Thread(target=_keep, args=(keeper, stopping, is_serving), name="webhooks")
    thread.daemon = True  # a second signal ends the process whatever it does
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(DRAIN_SECONDS)


def _keep(keeper: Keeper, stopping: Event, is_serving: Callable[[], bool]) -> None:
    while not is_serving():
        if stopping.wait(START_SECONDS):
            return
    while True:
        try:
            keeper.keep_all()
        except ServiceError as error:
            log.warning("the webhooks are looked after again soon: %s", error)
        except Exception:  # a thread that ends would leave them alone for good
            log.exception("the webhooks are looked after again soon")
        if stopping.wait(LOOK_SECONDS):
            return
