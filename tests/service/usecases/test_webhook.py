"""A webhook is made, heard, and kept in step with the settings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.line import ADDRESS, Line
from support.plans import SMALL
from support.turns import Service

from integrations.asana.sandbox import Fault
from integrations.asana.sandbox.delivery import Reply
from service.store.accounts import AccountState
from service.store.webhooks import HookState
from service.usecases.arrival import Way


@pytest.fixture
def line(home) -> Line:
    """A home whose project is made, and that Asana can call."""
    home.plan_file(SMALL)
    home.wait(hours=2)  # this week's review is made along with the project
    Service(home).work()
    return Line(home)


@pytest.fixture
def ringing(line) -> Line:
    """A webhook that was made and heard, and nothing left to be done."""
    line.keep()
    line.home.world.deliver()
    Service(line.home).work()
    line.home.world.deliver()  # the echoes of the first sync
    Service(line.home).work()
    line.home.world.requests.clear()
    return line


def asked(line: Line) -> list[str]:
    return [f"{log.method} {log.path}" for log in line.home.world.requests]


def test_a_webhook_is_made_while_asana_calls_back_and_no_transaction_is_open(line):
    line.keep()

    (hook,) = line.hooks()
    assert hook.state is HookState.ACTIVE
    assert line.asanas() == [hook.target]
    assert hook.target.startswith(f"{ADDRESS}/hooks/asana/")
    assert hook.gid in line.home.world.webhooks
    assert line.answers == [200]


def test_until_it_is_heard_news_is_asked_for_as_before(line):
    line.keep()
    assert line.arrival().way is Way.POLLING

    line.home.world.deliver()
    assert line.arrival().way is Way.WEBHOOK
    assert line.arrival().last_heard == line.home.now()


def test_a_kept_webhook_is_left_alone(ringing):
    ringing.keep()
    ringing.keep()

    assert asked(ringing) == []


def test_a_rename_rings_and_the_next_turn_knows_it(ringing):
    ringing.home.person.rename(ringing.home.gid("Curiosity"), "Being curious")
    ringing.home.world.deliver()
    Service(ringing.home).work()

    assert ringing.home.goal("Being curious")


@pytest.mark.parametrize(
    "gesture",
    ["add", "notes", "tick a step", "move", "delete", "rename a section", "rename the project"],
)
def test_everything_that_a_sync_would_look_at_rings(ringing, gesture):
    home, task = ringing.home, ringing.home.gid("Data storytelling")
    match gesture:
        case "add":
            home.person.add_task(home.section("Later"), "By hand")
        case "notes":
            home.person.write_notes(task, "<body>Mine</body>")
        case "tick a step":
            home.person.tick(home.tasks()["Data storytelling"]["subtasks"][0]["gid"])
        case "move":
            home.person.move(task, home.section("Later"))
        case "delete":
            home.person.delete(task)
        case "rename a section":
            home.person.rename_section(home.section("Later"), "Someday")
        case "rename the project":
            home.person.rename_project(home.project()["gid"], "Mine")
    home.world.deliver()

    assert ringing.account().waiting == 1


def test_stories_do_not_ring(ringing):
    (hook,) = ringing.home.world.webhooks.values()

    assert {rule["resource_type"] for rule in hook.filters} == {"task", "section", "project"}


def test_beside_a_webhook_news_is_asked_for_once_an_hour(ringing):
    now = ringing.home.now()
    assert ringing.account().due_at == now + timedelta(hours=1)

    ringing.home.wait(hours=9, seconds=1)
    Service(ringing.home).work()
    assert ringing.account().due_at == ringing.home.now() + timedelta(seconds=60)


def test_a_bell_before_its_event_looks_again_after_5_30_and_120_seconds(ringing):
    home = ringing.home
    home.world.switches.event_delay_seconds = 100
    home.person.rename(home.gid("Curiosity"), "Being curious")
    home.world.deliver()
    began = home.now()
    looks = []
    while not any(goal.skill == "Being curious" for goal in home.plan().goals):
        home.time[0] = ringing.account().due_at
        looks.append((home.now() - began).total_seconds())
        Service(home).work()

    assert looks == [0, 5, 30, 120]
    assert ringing.account().due_at == home.now() + timedelta(hours=1)


def test_a_bell_for_nothing_is_forgotten_after_two_minutes(ringing):
    home = ringing.home
    nonce, secret = ringing.nonce(), next(iter(home.world.webhooks.values())).secret
    ringing.ring(nonce, secret, b'{"events": [{}]}')
    looks = []
    for _ in range(4):
        Service(home).work()
        looks.append((ringing.account().due_at - home.now()).total_seconds())
        home.time[0] = ringing.account().due_at

    assert looks == [5, 25, 90, 3600]
    assert set(asked(ringing)) == {"GET /events"}


def test_a_webhook_is_asked_for_once_a_day(ringing):
    ringing.home.wait(hours=8)
    ringing.home.world.deliver()
    ringing.home.wait(hours=8)
    ringing.home.world.deliver()
    ringing.keep()
    assert asked(ringing) == []
    ringing.home.wait(hours=8)
    ringing.home.world.deliver()
    ringing.keep()
    ringing.keep()

    assert asked(ringing) == [f"GET /webhooks/{ringing.hooks()[0].gid}"]


def test_one_that_asana_has_ended_is_noticed_and_made_anew(ringing):
    home = ringing.home
    home.world.webhooks.clear()
    home.person.rename(home.gid("Curiosity"), "Being curious")
    home.wait(hours=9, seconds=1)
    ringing.keep()
    assert "nine hours" in ringing.arrival().problem
    assert ringing.account().waiting == 1
    Service(home).work()
    assert home.goal("Being curious")

    home.wait(minutes=1)
    ringing.keep()
    ringing.keep()
    assert len(ringing.asanas()) == 1
    assert ringing.arrival().webhook is HookState.ACTIVE
    assert ringing.arrival().problem == ""


def test_an_end_is_noticed_by_the_daily_check_though_somebody_repeats_old_heartbeats(ringing):
    ringing.home.world.webhooks.clear()
    _, headers, body = ringing.sent[-1]
    nonce = ringing.nonce()
    for _ in range(3):
        ringing.home.wait(hours=8)
        ringing.knock(nonce, headers, body)
    ringing.keep()

    assert ringing.arrival().problem == "Asana has ended the webhook."
    assert ringing.arrival().way is Way.POLLING


def test_deliveries_that_fail_are_told_with_what_asana_was_answered(ringing):
    for is_up in (True, True, False):
        ringing.is_up = is_up
        ringing.home.wait(hours=8)
        ringing.home.world.deliver()
    ringing.keep()

    found = ringing.arrival()
    assert "connection refused" in found.problem
    assert found.way is Way.POLLING

    ringing.is_up = True
    ringing.home.wait(minutes=1)
    ringing.home.world.deliver()
    assert ringing.arrival().way is Way.WEBHOOK


def test_a_replaced_address_replaces_the_webhook(ringing):
    ringing.address = "https://elsewhere.example.com"
    ringing.keep()

    (hook,) = ringing.hooks()
    assert hook.target.startswith("https://elsewhere.example.com/hooks/asana/")
    assert ringing.asanas() == [hook.target]


def test_without_the_setting_the_webhook_is_taken_away_and_news_is_asked_for(ringing):
    ringing.address = None
    ringing.keep()
    ringing.keep()

    assert ringing.hooks() == []
    assert ringing.asanas() == []
    assert ringing.arrival().way is Way.POLLING


def test_without_a_project_there_is_nothing_to_be_rung_for(home):
    line = Line(home)
    line.keep()

    assert line.hooks() == []
    assert line.home.world.requests == []


def test_an_address_that_asana_cannot_reach_is_told_and_tried_again_ever_more_seldom(line):
    line.is_up = False
    waits = []
    for _ in range(4):
        line.keep()
        line.keep()
        (hook,) = line.hooks()
        waits.append(hook.due_at - line.home.now())
        line.home.time[0] = hook.due_at

    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    found = line.arrival()
    assert found.way is Way.POLLING
    assert "public address" in found.problem
    assert "MOMENTUM_PUBLIC_URL" in found.hint

    line.is_up = True
    line.keep()
    assert line.arrival().webhook is HookState.ACTIVE
    assert line.hooks()[0].failures == 0


def test_an_address_of_this_machine_alone_is_refused_by_asana_in_words(line):
    line.address = "http://127.0.0.1:8765"
    line.keep()

    assert "does not take this service's public address" in line.arrival().problem


def test_a_webhook_of_another_program_is_left_alone(line):
    world = line.home.world
    world.sender = lambda _url, headers, _body: Reply(200, headers)
    project = line.home.project()["gid"]
    theirs = line.home.client().create_webhook(
        project, "https://other.example.com/x", filters=[]
    )
    world.sender = line
    line.keep()
    line.address = None
    line.keep()

    assert list(world.webhooks) == [theirs.webhook.gid]


def test_a_revoked_token_ends_every_request_and_the_account_says_so(ringing):
    ringing.home.world.revoke(ringing.home.token)
    ringing.home.wait(days=1)
    ringing.keep()
    ringing.keep()
    ringing.home.wait(days=1)
    ringing.keep()

    assert ringing.account().state is AccountState.TOKEN_INVALID
    assert len(asked(ringing)) == 1


def test_while_asana_asks_to_wait_nothing_is_sent(line):
    line.home.world.faults.add(Fault("429_huge", path="/webhooks", times=None))
    line.home.world.requests.clear()
    line.keep()
    line.home.wait(hours=1)
    line.keep()
    line.keep()

    assert len(asked(line)) <= 2
