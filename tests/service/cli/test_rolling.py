"""Two versions of the program side by side on one database, across a migration."""

from __future__ import annotations

import signal

import httpx
import pytest
from support.next_version import NEXT, next_version
from support.processes import PATIENCE, answer_to, read_until

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.usefixtures("database_setting"),
]


@pytest.fixture
def upgraded(start, tmp_path):
    """Let the next version bring the database into its form."""

    def upgraded(**oldest):
        tree = next_version(tmp_path / "next", **oldest)
        process = start("db", "upgrade", tree=tree)
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        assert "Upgraded." in said
        return tree

    return upgraded


def ready(url):
    return httpx.get(f"{url}/readyz", timeout=PATIENCE, trust_env=False)


def test_both_versions_work_on_tables_that_were_only_added_to(
    connected, momentum, plan_file, start, upgraded
):
    old = start("serve", "--port", "0", "--threads", "0")
    url = read_until(old, r"serves at (\S+?)\. ")

    tree = upgraded()

    assert ready(url).status_code == 200  # the one that has run all the time
    assert momentum("plan", "import", plan_file).code == 0
    assert momentum("sync").code == 0  # and one that begins now
    assert "a newer version's form" in momentum("doctor").out
    assert "A newer version has made it so." in momentum("db", "upgrade").out
    new = start("sync", tree=tree)
    assert "Traceback" not in new.communicate(timeout=PATIENCE)[0]
    assert new.returncode == 0
    assert momentum("goal", "add", "Patience", "--group", "in_role").code == 0
    assert start("sync", tree=tree).wait(PATIENCE) == 0
    names = [task.name for task in connected.world.tasks.values() if task.parent is None]
    assert names.count("Patience") == names.count("Pricing") == 1
    old.send_signal(signal.SIGTERM)
    assert old.wait(PATIENCE) == 0


def test_tables_that_are_no_longer_for_it_stop_the_older_one(
    connected, momentum, start, upgraded
):
    old = start("serve", "--port", "0", "--threads", "0")
    url = read_until(old, r"serves at (\S+?)\. ")
    assert ready(url).status_code == 200

    upgraded(oldest=NEXT)

    answer = answer_to(lambda: ready(url), lambda answer: answer.status_code == 503)
    assert "newer version" in answer.json()["detail"]
    for command in ("status", "sync", "serve"):
        ended = momentum(command)
        assert ended.code == 1
        assert "newer version of Momentum" in ended.err
    assert momentum("doctor").code == 1
    assert connected.token
