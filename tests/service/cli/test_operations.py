"""Running processes as those see them who look after them: lines, figures, and the end."""

from __future__ import annotations

import io
import json
import logging
import signal
import socket
from contextlib import closing
from datetime import timedelta

import httpx
import pytest
from support.processes import PATIENCE, answer_to, read_until

from integrations.asana.sandbox import Fault
from service.bootstrap import build, utc_now
from service.cli.logs import start_logging
from service.web.metrics import page
from service.worker import Worker

WORDS = ("Pricing", "Hiring", "Data storytelling", "Shadow the deck", "Ada", "Lead a product")


@pytest.fixture
def log():
    stream = io.StringIO()
    start_logging("DEBUG", "json", stream)
    return stream


@pytest.fixture
def app(connected, momentum, plan_file):
    assert connected.token
    momentum("plan", "import", plan_file)
    with closing(build(clock=Clock())) as app:
        yield app


class Clock:
    def __init__(self):
        self.now = utc_now()

    def __call__(self):
        return self.now


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def test_the_work_is_told_with_ids_and_figures_and_no_word_of_the_person(connected, app, log):
    connected.world.faults.add(Fault("500_after", method="POST", path="/projects"))
    connected.world.faults.add(Fault("429", method="GET", path=r"/projects/\d+/sections"))
    worker = Worker(app)

    assert worker.run_once().status == "waiting"
    app.clock.now += timedelta(minutes=4)
    assert worker.run_once().status == "done"

    said, figures = log.getvalue(), page(app).decode()
    told = [json.loads(line) for line in said.splitlines()]
    lost, found = (
        next(line for line in told if words in line["message"])
        for words in ("no clear answer", "without an answer is there")
    )
    assert lost["intent"] == found["intent"]
    assert lost["run"] < found["run"]
    ended = [line for line in told if line["message"].startswith("the run ended")]
    assert [line["status"] for line in ended] == ["waiting", "done"]
    assert all(line["account"] == 1 and line["run"] and line["trigger"] for line in ended)
    again = next(line for line in told if line["logger"] == "integrations.asana.transport")
    assert again["account"] == 1  # and the transport knows nothing of accounts
    for word in (*WORDS, connected.token):
        assert word not in said
        assert word not in figures
    for figure in (
        "momentum_unknown_outcomes_total 1.0",
        "momentum_adoptions_total 1.0",
        "momentum_asana_rate_limited_total 1.0",
        'momentum_syncs_total{outcome="done"} 1.0',
        "momentum_oldest_pending_seconds 0.0",
    ):
        assert figure in figures


def test_what_an_error_says_stays_out_of_the_log(log):
    try:
        try:
            raise ValueError(WORDS[0])  # noqa: TRY301 - an error within another
        except ValueError as error:
            raise KeyError(WORDS[1]) from error
    except KeyError:
        logging.getLogger("service.worker").exception("the run failed")

    (line,) = log.getvalue().splitlines()
    told = json.loads(line)["traceback"]
    assert told.index("ValueError") < told.index("KeyError")
    assert not any(word in line for word in WORDS)


@pytest.mark.usefixtures("home")
def test_a_worker_shows_its_figures_and_writes_the_log_as_it_was_told(
    start, monkeypatch, free_port
):
    monkeypatch.setenv("MOMENTUM_LOG_FORMAT", "text")
    process = start("worker", "--metrics-port", str(free_port))
    read_until(process, "(The worker is running)")

    figures = httpx.get(f"http://127.0.0.1:{free_port}/metrics", trust_env=False).text

    assert "momentum_database_up 1.0" in figures
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=PATIENCE)
    assert " info    stopped\n" in said


def test_metrics_on_a_taken_port_are_one_sentence(momentum, home):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = momentum("worker", "--metrics-port", taken.getsockname()[1])

    assert home.exists()
    assert ended.code == 1
    assert "--metrics-port" in ended.err


def test_while_it_drains_it_answers_and_is_not_ready(connected, momentum, plan_file, start):
    momentum("plan", "import", plan_file)
    connected.world.faults.add(Fault("timeout_before", method="GET", times=None))
    asked = len(connected.world.requests)
    process = start("serve", "--port", "0")
    url = read_until(process, r"serves at (\S+?)\. ")
    with httpx.Client(base_url=url, timeout=PATIENCE, trust_env=False) as client:
        answer_to(lambda: connected.world.requests[asked:], bool)
        assert client.get("/readyz").status_code == 200

        process.send_signal(signal.SIGTERM)

        answer = answer_to(lambda: client.get("/readyz"), lambda found: found.is_error)
        assert answer.status_code == 503
        assert answer.json()["detail"] == "The service is going down."
        assert client.get("/livez").status_code == 200
