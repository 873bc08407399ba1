from __future__ import annotations

from base64 import urlsafe_b64encode
from contextlib import closing

import pytest
from sqlalchemy import select
from support.processes import PATIENCE, answer_to

from service.store.database import open_database
from service.store.tables import runs

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # see conftest.py

OLD, NEW = (urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))


@pytest.fixture
def ready(asana, momentum, database_setting, plan_file):
    """A connected home with a plan, on either database."""
    assert database_setting
    assert momentum("connect", stdin=asana.token).code == 0
    assert momentum("plan", "import", plan_file).code == 0
    return asana


def test_the_key_is_rotated_while_four_workers_run_and_none_fails(
    ready, momentum, start, home, tmp_path, database_setting
):
    logs = [tmp_path / f"worker{number}.log" for number in range(4)]
    workers = [start("worker", log=log) for log in logs]
    former = (home / "secret.key").read_text()
    answer_to(lambda: [log.read_bytes() for log in logs], all)  # each says that it runs

    for number in range(3):
        assert momentum("goal", "add", f"Skill {number}", "--group", "in_role").code == 0
        assert momentum("key", "rotate").code == 0
        assert momentum("sync").code == 0
    for worker in workers:
        worker.terminate()
    assert [worker.wait(PATIENCE) for worker in workers] == [0] * 4

    assert (home / "secret.key").read_text() != former
    with closing(open_database(database_setting)) as database, database.begin() as tx:
        ended = tx.execute(select(runs.c.status, runs.c.error)).all()
    assert {status for status, _ in ended} == {"done"}, ended
    said = b"".join(log.read_bytes() for log in logs)
    assert b"another key" not in said
    assert b"Traceback" not in said
    assert "Skill 2" in [task.name for task in ready.world.tasks.values()]


def test_a_key_of_the_settings_is_rotated_in_the_steps_that_are_said(
    asana, momentum, monkeypatch, home
):
    monkeypatch.setenv("MOMENTUM_SECRET_KEY", OLD)
    assert momentum("connect", stdin=asana.token).code == 0

    first = momentum("key", "rotate")
    assert first.code == 1
    assert "set MOMENTUM_SECRET_KEY to the new key, a comma and the present key" in first.err
    monkeypatch.setenv("MOMENTUM_SECRET_KEY", f"{NEW},{OLD}")
    second = momentum("key", "rotate")
    assert second.code == 0
    assert "Now set MOMENTUM_SECRET_KEY to its first key alone" in second.out
    monkeypatch.setenv("MOMENTUM_SECRET_KEY", NEW)

    assert momentum("sync").code == 0
    assert not (home / "secret.key").exists()
    for said in (first, second):
        assert OLD not in said.out + said.err
        assert NEW not in said.out + said.err


def test_with_another_key_nothing_starts_and_it_says_what_to_do(asana, momentum, monkeypatch):
    monkeypatch.setenv("MOMENTUM_SECRET_KEY", OLD)
    momentum("connect", stdin=asana.token)
    monkeypatch.setenv("MOMENTUM_SECRET_KEY", NEW)

    for command in (["serve", "--port", "0"], ["worker"], ["sync"], ["status"]):
        ended = momentum(*command)
        assert ended.code == 1
        assert "Put the former MOMENTUM_SECRET_KEY or key file back" in ended.err
