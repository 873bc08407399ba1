"""A SQLite file is used in the order in which threads and processes came for it."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event, Thread, main_thread

import pytest
from sqlalchemy import text

from service.store.database import open_database
from service.store.turns import Line, Turns


@pytest.fixture
def file(tmp_path):
    return tmp_path / "momentum.db"


@pytest.fixture
def process(file):
    """Open the file as a process of its own would; each has its own place in the line."""
    opened = []

    def process():
        opened.append(open_database(f"sqlite:///{file}"))
        return opened[-1]

    yield process
    for database in opened:
        database.close()


def test_turns_go_to_threads_in_the_order_in_which_they_came():
    turns, order = Turns(), []

    def come(number):
        assert turns.take(20)
        order.append(number)
        turns.hand_on()

    assert turns.take(0)
    threads = []
    for number in range(5):
        threads.append(Thread(target=come, args=(number,)))
        threads[-1].start()
        while len(turns._waiting) <= number:
            assert threads[-1].is_alive()
    turns.hand_on()
    assert turns.take(20)
    order.append("again")

    assert order == [0, 1, 2, 3, 4, "again"]
    turns.hand_on()
    for thread in threads:
        thread.join()


def test_who_will_not_wait_so_long_leaves_no_gap():
    turns = Turns()
    assert turns.take(0)

    assert not turns.take(0)

    turns.hand_on()
    assert turns.take(0)


class Interrupted(Exception):
    """What a signal raises."""


def test_who_is_interrupted_while_waiting_leaves_the_line():
    turns = Turns()

    def interrupt(*_):
        raise Interrupted

    def send():
        while not turns._waiting:
            assert main.is_alive()
        signal.pthread_kill(main.ident, signal.SIGUSR1)

    main, before = main_thread(), signal.signal(signal.SIGUSR1, interrupt)
    assert turns.take(0)
    sender = Thread(target=send)
    sender.start()
    with pytest.raises(Interrupted):
        turns.take(20)
    sender.join()
    signal.signal(signal.SIGUSR1, before)

    turns.hand_on()
    assert turns.take(0)


def test_where_files_cannot_be_locked_there_is_no_order(tmp_path):
    line = Line(tmp_path / "line")
    line._file = os.open(tmp_path, os.O_PATH)  # knows of no locks
    give_up_at = time.monotonic() + 20

    with line.head(give_up_at):
        assert time.monotonic() < give_up_at
    line.close()


def test_who_stands_at_the_head_and_does_not_move_is_passed_by(tmp_path):
    stopped, mine = Line(tmp_path / "line"), Line(tmp_path / "line", patience=0)
    give_up_at = time.monotonic() + 20

    with stopped.head(give_up_at), mine.head(give_up_at):
        assert time.monotonic() < give_up_at
    stopped.close()
    mine.close()


def test_a_process_that_wants_another_transaction_stands_behind_who_waits(file, process):
    mine, other, order = process(), process(), []

    def come():
        with other.begin():
            order.append("other")

    with mine.begin():
        waiting = Thread(target=come)
        waiting.start()
        while not someone_waits(file):
            assert waiting.is_alive()
    with mine.begin():
        order.append("mine again")
    waiting.join()

    assert order == ["other", "mine again"]


def someone_waits(file):
    with closing(file.with_name("momentum.db-turn").open("rb")) as looking:
        try:
            fcntl.flock(looking, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def test_many_processes_that_never_rest_all_get_on(process):
    """None is left behind."""
    crew, done, enough = [process() for _ in range(4)], [0] * 4, 200
    for one in crew:
        with one.begin() as tx:
            tx.execute(text("CREATE TABLE IF NOT EXISTS counted (n INTEGER)"))
    ended = Event()

    def go_on(number):
        while not ended.is_set():
            with crew[number].begin() as tx:
                tx.execute(text("INSERT INTO counted VALUES (1)"))
            done[number] += 1
            if done[number] == enough:
                ended.set()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(go_on, range(4)))

    with crew[0].begin() as tx:
        assert tx.execute(text("SELECT sum(n) FROM counted")).scalar() == sum(done)
    assert min(done) > enough / 10, done


def test_without_the_file_of_the_line_there_is_only_no_order(file, process):
    file.with_name("momentum.db-turn").mkdir()
    mine, other = process(), process()
    with mine.begin() as tx:
        tx.execute(text("CREATE TABLE counted (n INTEGER)"))

    with other.begin() as tx:
        assert tx.execute(text("SELECT count(*) FROM counted")).scalar() == 0


def test_who_waits_in_the_line_for_too_long_goes_on_without_it(tmp_path):
    path = tmp_path / "line"
    with closing(Line(path)) as one, closing(Line(path)) as other, one.head(time.monotonic()):
        passed = False
        with other.head(time.monotonic()):
            passed = True

    assert passed


def test_a_line_that_nobody_closed_leaves_no_file_open(tmp_path):
    line = Line(tmp_path / "line")
    with line.head(time.monotonic()):
        file = line._file
    del line

    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(file)
