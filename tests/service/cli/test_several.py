"""Several processes under one command: one address, one set of figures, one end."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
from pathlib import Path

import httpx
import pytest
from support.processes import PATIENCE, answer_to, begin

from service.cli import several

PROC = Path("/proc")

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def children(process):
    """The processes that do the work, by their pids."""
    found = []
    for task in (PROC / str(process.pid) / "task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return {pid for pid in found if b"spawn_main" in (PROC / str(pid) / "cmdline").read_bytes()}


def runs_still(pid):
    """Whether there is such a process, and it is no mere entry that nobody has asked for."""
    try:
        state = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def is_a_pair(pids):
    return len(pids) == 2


def answers(url):
    """Whether somebody does, however long that takes."""
    return httpx.get(f"{url}/livez", timeout=PATIENCE, trust_env=False).is_success


def answered(url):
    """How many requests have been, as whoever answers this one knows."""
    page = httpx.get(f"{url}/metrics", timeout=PATIENCE, trust_env=False).text
    return float(re.search(r'answers_total\{status="200"\} (\S+)', page)[1])


def each_answers(url, pids):
    """Whether each of two does, while the other one cannot."""
    found = []
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
        found.append(answers(url))
        os.kill(pid, signal.SIGCONT)
    return found == [True, True]


@pytest.fixture
def start(tmp_path):
    """Start commands; what they leave behind is killed, too."""
    started = []

    def start(*args):
        started.append(begin(*args, log=tmp_path / "log"))
        return started[-1]

    yield start
    for process in started:
        left = children(process) if process.poll() is None else ()
        process.kill()
        process.wait()
        for pid in left:
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def said(tmp_path):
    return (tmp_path / "log").read_text


@pytest.fixture
def service(start, said, database_setting):
    """A service of two processes, and its address."""
    process = start("serve", "--port", "0", "--workers", "2")
    found = answer_to(lambda: re.search(r"serves at (\S+) in 2 processes", said()), bool)
    assert each_answers(found[1], answer_to(lambda: children(process), is_a_pair))
    assert database_setting
    return process, found[1]


def test_two_are_one_service_whichever_of_them_dies_and_end_together(service, said):
    process, url = service
    first = children(process)
    for _ in range(10):
        assert answers(url)

    dies, stays = first
    os.kill(dies, signal.SIGKILL)
    assert answers(url)
    both = answer_to(lambda: children(process) - {dies}, is_a_pair)

    assert stays in both
    assert each_answers(url, both)
    assert answered(url) >= 13  # by whom, and who has died since, makes no difference
    for pid in (*both, process.pid):  # as a service manager tells them, and Ctrl-C
        os.kill(pid, signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert not any(map(runs_still, both))
    assert f"process {dies} ended with -9" in said()
    assert "Traceback" not in said()


@pytest.fixture
def workers(start, said, home):
    """Two workers, their parent first."""
    process = start("worker", "--workers", "2")
    answer_to(said, lambda text: "2 workers are running" in text)
    assert home
    return process, answer_to(lambda: children(process), is_a_pair)


def test_without_their_parent_they_end_by_themselves(workers):
    process, both = workers

    process.kill()
    process.wait()

    answer_to(lambda: any(map(runs_still, both)), lambda left: not left)


def test_a_second_signal_ends_all_at_once(workers):
    process, both = workers
    for pid in both:
        os.kill(pid, signal.SIGSTOP)  # so that they do not end by themselves

    began = time.monotonic()
    answer_to(lambda: process.terminate() or process.poll(), lambda code: code is not None)

    assert process.returncode == -signal.SIGTERM
    assert time.monotonic() - began < several.ENDS_WITHIN  # nobody was waited for
    answer_to(lambda: any(map(runs_still, both)), lambda left: not left)


def test_one_that_cannot_begin_ends_the_command_with_a_sentence(start, said, home):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        process = start("worker", "--workers", "2", "--metrics-port", port)
        code = process.wait(PATIENCE)

    assert code == 1
    assert f"The metrics cannot be shown on port {port}" in said()
    assert "Traceback" not in said()
    assert home


def test_workers_do_what_is_due_and_one_page_has_what_all_of_them_did(
    connected, momentum, plan_file, start, said, free_port
):
    momentum("plan", "import", plan_file)
    process = start("worker", "--workers", "2", "--metrics-port", str(free_port))

    page = answer_to(lambda: figures(free_port), lambda text: 'outcome="done"' in text)

    assert 'momentum_syncs_total{outcome="done"} 1.0' in page
    assert "Pricing" in [task.name for task in connected.world.tasks.values()]
    process.terminate()
    assert process.wait(PATIENCE) == 0
    assert "Traceback" not in said()


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def figures(port):
    try:
        return httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
    except httpx.TransportError:
        return ""
