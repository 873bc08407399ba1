"""Requests that come together are served together, each with its own answer."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from service.web.gathering import Gathering


def test_who_comes_while_others_are_served_is_served_by_the_next_call():
    calls, go_on, busy = [], Event(), Event()

    def serve(brought):
        calls.append(list(brought))
        busy.set()
        assert go_on.wait(20)
        return [10 * one for one in brought]

    async def everybody():
        gathering = Gathering(serve)
        first = asyncio.create_task(gathering.bring(1))
        await asyncio.to_thread(busy.wait, 20)
        rest = [asyncio.create_task(gathering.bring(number)) for number in (2, 3, 4)]
        await asyncio.sleep(0)
        go_on.set()
        return await asyncio.gather(first, *rest), await gathering.bring(5)

    assert asyncio.run(everybody()) == ([10, 20, 30, 40], 50)
    assert calls == [[1], [2, 3, 4], [5]]


def test_what_went_wrong_is_said_to_everybody_and_the_next_is_served():
    def serve(brought):
        if 2 in brought:
            raise ValueError("The database is away.")
        return brought

    async def everybody():
        gathering = Gathering(serve)
        for number in (2, 2):
            with pytest.raises(ValueError, match="away"):
                await gathering.bring(number)
        return await gathering.bring(3)

    assert asyncio.run(everybody()) == 3


def test_one_who_waits_no_more_costs_the_others_nothing():
    go_on, busy = Event(), Event()

    def serve(brought):
        busy.set()
        assert go_on.wait(20)
        return brought

    async def everybody():
        gathering = Gathering(serve)
        gone = asyncio.create_task(gathering.bring(1))
        await asyncio.to_thread(busy.wait, 20)
        stays = asyncio.create_task(gathering.bring(2))
        await asyncio.sleep(0)
        gone.cancel()
        go_on.set()
        return await stays

    assert asyncio.run(everybody()) == 2
