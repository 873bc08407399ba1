"""One call in a thread for all requests that come while another is under way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

from starlette.concurrency import run_in_threadpool

if TYPE_CHECKING:
    from asyncio import Future, Task
    from collections.abc import Callable, Sequence

Brought = TypeVar("Brought")
Given = TypeVar("Given")


class Gathering(Generic[Brought, Given]):
    """Calls `serve` with what requests bring, and gives each its part of what it returns.

    Who comes alone is served at once. What `serve` raises is everybody's.
    """

    def __init__(self, serve: Callable[[Sequence[Brought]], Sequence[Given]]) -> None:
        self._serve = serve
        self._coming: list[tuple[Brought, Future[Given]]] = []
        self._at_it: Task[None] | None = None

    async def bring(self, thing: Brought) -> Given:
        """Bring it, and return what is given for it."""
        given: Future[Given] = asyncio.get_running_loop().create_future()
        self._coming.append((thing, given))
        if self._at_it is None:
            self._at_it = asyncio.create_task(self._serve_all())
        return await given

    async def _serve_all(self) -> None:
        while self._coming:
            came, self._coming = self._coming, []
            try:
                answers = await run_in_threadpool(self._serve, [thing for thing, _ in came])
            except Exception as error:  # noqa: BLE001 - raised where each waits
                for _, given in came:
                    if not given.done():
                        given.set_exception(error)
            else:
                for (_, given), answer in zip(came, answers, strict=True):
                    if not given.done():  # else nobody waits any more
                        given.set_result(answer)
        self._at_it = None
