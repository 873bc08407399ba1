from __future__ import annotations

import json
import signal
import socket
import time

import httpx
import pytest
from support.processes import PATIENCE, answer_to, read_until


@pytest.fixture
def asked():
    with httpx.Client(timeout=PATIENCE, trust_env=False) as client:
        yield client


@pytest.mark.usefixtures("home")
def test_the_service_shows_its_key_once_answers_and_ends_cleanly(start, asked):
    first = start("serve", "--port", "0")
    key = read_until(first, r"The API key is (mk_\S+)")
    url = read_until(first, r"serves at (\S+?)\. ")
    link = read_until(first, r"(http\S+/sign-in/\S+)")

    assert [asked.get(link).status_code for _ in range(2)] == [303, 403]
    assert asked.get(f"{url}/livez").status_code == 200
    assert asked.get(f"{url}/api/v1/status").status_code == 401
    bearer = {"Authorization": f"Bearer {key}"}
    assert asked.get(f"{url}/api/v1/status", headers=bearer).status_code == 200
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=PATIENCE) == 0

    second = start("serve", "--port", "0")
    read_until(second, r"serves at (\S+)")
    second.send_signal(signal.SIGINT)
    rest, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 0
    assert "mk_" not in rest
    assert "Traceback" not in rest


def test_a_sync_that_was_asked_for_begins_at_once(connected, momentum, plan_file, start, asked):
    momentum("plan", "import", plan_file)
    process = start("serve", "--port", "0")
    key = read_until(process, r"(mk_\S+)")
    url = read_until(process, r"serves at (\S+?)\. ")
    bearer = {"Authorization": f"Bearer {key}"}

    ticket = asked.post(f"{url}/api/v1/syncs", headers=bearer).raise_for_status()
    began = time.monotonic()
    run = answer_to(
        lambda: asked.get(url + ticket.headers["Location"], headers=bearer).json(),
        lambda run: run["finished_at"],
    )

    assert run["status"] == "done"
    assert time.monotonic() - began < 15  # sooner than the next sweep
    assert "Pricing" in [task.name for task in connected.world.tasks.values()]


def test_beside_a_running_service_the_command_line_syncs_and_nothing_is_made_twice(
    connected, momentum, plan_file, start
):
    momentum("plan", "import", plan_file)
    process = start("serve", "--port", "0")
    read_until(process, r"serves at (\S+)")

    assert momentum("sync").code == 0
    assert momentum("sync").code == 0

    names = [task.name for task in connected.world.tasks.values() if task.parent is None]
    assert sorted(names) == sorted(set(names))
    assert len(connected.world.projects) == 1


def test_the_worker_alone_does_what_is_due_and_ends_with_its_signal(
    connected, momentum, plan_file, start
):
    momentum("plan", "import", plan_file)

    process = start("worker")
    answer_to(
        lambda: json.loads(momentum("status", "--json").out),
        lambda status: status["waiting_changes"] == 0,
    )
    process.send_signal(signal.SIGTERM)

    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert connected.token not in said


@pytest.fixture
def public(asana, monkeypatch):
    """The port of a service that Asana can call, and that asks for news once a day."""
    asana.world.allow_local_targets = True
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("MOMENTUM_PUBLIC_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("MOMENTUM_POLL_SECONDS", "86400")
    return str(port)


def arrival(momentum):
    return json.loads(momentum("status", "--json").out)["changes_arrive"]


def test_a_rename_in_asana_arrives_by_itself_and_disconnecting_ends_that(
    connected, momentum, plan_file, start, public
):
    world = connected.world
    momentum("plan", "import", plan_file)
    momentum("sync")
    process = start("serve", "--port", public)
    answer_to(lambda: arrival(momentum), lambda found: found["by"] == "webhook")

    task = next(task for task in world.tasks.values() if task.name == "Pricing")
    world.person(next(iter(world.users.values()))).rename(task.gid, "Value pricing")
    answer_to(
        lambda: momentum("plan", "show", "--json").out, lambda plan: "Value pricing" in plan
    )
    assert "webhook rings" in momentum("status").out
    assert "webhook rings" in momentum("doctor").out

    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in said
    assert "by itself within a day" not in momentum("disconnect").out
    assert world.webhooks == {}


def test_a_worker_alone_makes_no_webhook(connected, momentum, plan_file, start, public):
    assert public
    momentum("plan", "import", plan_file)
    momentum("sync")
    momentum("goal", "add", "Patience", "--group", "in_role")
    process = start("worker")
    answer_to(
        lambda: json.loads(momentum("status", "--json").out),
        lambda status: status["waiting_changes"] == 0,
    )
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=PATIENCE)

    assert connected.world.webhooks == {}
    assert "There is no webhook yet." in momentum("doctor").out


def test_a_port_in_use_is_one_sentence_with_another_port(momentum):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        ended = momentum("serve", "--port", port)

    assert ended.code == 1
    assert f"listens on port {port} already" in ended.err
    assert f"--port {port + 1}" in ended.err


def test_an_address_of_somebody_else_is_one_sentence(momentum):
    ended = momentum("serve", "--host", "192.0.2.1", "--port", "0")

    assert ended.code == 1
    assert "192.0.2.1" in ended.err


def test_the_key_of_the_settings_is_taken_and_none_is_made(home, start, asked, monkeypatch):
    monkeypatch.setenv("MOMENTUM_API_KEY", "mk_" + "0123456789" * 3)
    process = start("serve", "--port", "0")
    url = read_until(process, r"serves at (\S+?)\. ")
    bearer = {"Authorization": "Bearer mk_" + "0123456789" * 3}

    status = answer_to(
        lambda: asked.get(f"{url}/api/v1/status", headers=bearer),
        lambda answer: answer.is_success,
    )

    assert status.json()
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=PATIENCE)
    assert "mk_" not in said
    assert home.exists()
