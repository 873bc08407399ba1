from __future__ import annotations

import asyncio
import signal
import socket
from contextlib import closing
from threading import Event

import pytest

from service.cli.listening import ENDING, listen, on_signal


@pytest.mark.parametrize("number", ENDING)
def test_each_signal_stops_it_and_a_second_one_would_end_the_process(number):
    stopped, handled = Event(), signal.getsignal(number)
    with on_signal(stopped.set):
        signal.raise_signal(number)

        assert stopped.wait(60)
        assert signal.getsignal(number) is signal.SIG_DFL
    assert signal.getsignal(number) is handled


def test_no_part_of_an_answer_waits_for_the_other_side_s_word_on_the_one_before():
    with closing(listen("127.0.0.1", 0)) as listening:
        assert asyncio.run(sends_at_once(listening))


async def sends_at_once(listening: socket.socket) -> int:
    """Tell whether a connection that asyncio takes there holds nothing back."""
    taken: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def take(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        taken.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async with await asyncio.start_server(take, sock=listening):
        _, writer = await asyncio.open_connection(*listening.getsockname())
        writer.close()
        return await taken
