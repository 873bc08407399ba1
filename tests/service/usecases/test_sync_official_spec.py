"""What we send, and what the stand-in answers, held against Asana's official spec."""

from __future__ import annotations

import httpx
import pytest
from support import asana_spec as official
from support.home import make_home
from support.line import Line
from support.plans import SMALL

from integrations.asana import client as asana
from integrations.asana.sandbox import transport

pytestmark = pytest.mark.skipif(
    not official.SPEC.exists(),
    reason=f"Asana's official spec is not at hand ({official.SPEC})",
)


@pytest.mark.parametrize("oauth", [True, False], ids=["oauth", "personal token"])
def test_a_sync_asks_only_for_what_the_spec_knows(sqlite, pytestconfig, oauth):
    home = make_home(sqlite(), oauth=oauth, later=True)
    spec = official.load(cache=pytestconfig.cache.mkdir("asana"))
    judged = official.JudgedTransport(transport(home.world), spec)
    home.connect = lambda: asana.connect(home.token, http=httpx.Client(transport=judged))

    home.plan_file(SMALL)
    home.sync()
    home.person.complete(home.gid("Curiosity"))
    home.plan_file(SMALL.replace("Own the quarterly", "Present the quarterly"))
    home.wait(days=1)
    home.sync()

    assert {("POST", "/tasks"), ("PUT", "/tasks/{task_gid}")} < spec.seen
    assert ("POST", "/sections/{section_gid}/addTask") in spec.seen


def test_a_webhooks_life_asks_only_for_what_the_spec_knows(sqlite, pytestconfig):
    home = make_home(sqlite())
    spec = official.load(cache=pytestconfig.cache.mkdir("asana"))
    spec.seen.clear()
    judged = official.JudgedTransport(transport(home.world), spec)
    home.connect = lambda: asana.connect(home.token, http=httpx.Client(transport=judged))
    home.plan_file(SMALL)
    home.sync()
    line = Line(home)
    for _ in range(4):
        line.keep()
        home.wait(hours=8)
        home.world.deliver()
    line.address = None
    line.keep()

    assert home.world.webhooks == {}
    assert {
        ("POST", "/webhooks"),
        ("GET", "/webhooks"),
        ("GET", "/webhooks/{webhook_gid}"),
        ("DELETE", "/webhooks/{webhook_gid}"),
    } < spec.seen
