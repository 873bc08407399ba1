"""Nobody but Asana gets to sign, whatever arrives in whatever order, and whoever dies."""

from __future__ import annotations

import pytest
from support.line import ADDRESS, Line
from support.mortal import Killed, Mortal
from support.plans import SMALL
from support.turns import Service

from integrations.asana.sandbox import Fault
from integrations.asana.sandbox.delivery import Reply
from integrations.asana.sandbox.faults import KINDS
from integrations.asana.webhooks import TurnedAway
from service.store.webhooks import HookState
from service.usecases.ringing import Taken
from service.usecases.webhook import PATH

STOLEN = "a-secret-that-somebody-else-has-made-up"
RING = b'{"events": [{"resource": {"gid": "1"}}]}'
CREATION = {"method": "POST", "path": "/webhooks"}


@pytest.fixture
def line(home) -> Line:
    """A home whose project is made, and that Asana can call."""
    home.plan_file(SMALL)
    home.wait(hours=2)
    Service(home).work()
    return Line(home)


@pytest.fixture
def active(line) -> Line:
    line.keep()
    return line


def secret(line: Line) -> str:
    (hook,) = line.home.world.webhooks.values()
    return hook.secret


def wanted(line: Line) -> int:
    return line.account().wanted


def settle(line: Line) -> None:
    """Let some minutes pass, in which the keeper looks now and then."""
    for _ in range(5):
        line.home.wait(minutes=2)
        line.keep()


def assert_one_webhook_rings(line: Line) -> None:
    (hook,) = line.hooks()
    assert hook.state is HookState.ACTIVE
    assert line.asanas() == [hook.target]
    assert hook.secret == secret(line).encode()
    line.home.world.deliver(heartbeat=True)
    assert line.answers[-1] == 200


def test_a_handshake_on_an_active_webhook_changes_nothing(active):
    nonce = active.nonce()

    assert active.shake(nonce, STOLEN) is TurnedAway.UNPROVEN
    assert active.shake(nonce, secret(active)) is TurnedAway.UNPROVEN
    assert active.ring(nonce, STOLEN, RING) is TurnedAway.UNPROVEN
    assert_one_webhook_rings(active)


@pytest.mark.parametrize("nonce", ["", "x", "A" * 43, "%00", "../sync", "ä" * 43, "A" * 10_000])
def test_an_unknown_path_is_answered_like_a_wrong_signature(active, nonce):
    assert active.shake(nonce, STOLEN) is TurnedAway.UNPROVEN
    assert active.ring(nonce, STOLEN, RING) is TurnedAway.UNPROVEN


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_first_writer_gets_an_echo_and_nothing_else(line, when):
    def meddle():
        assert line.shake(line.nonce(), STOLEN) == Taken(echo=STOLEN)
        assert line.ring(line.nonce(), STOLEN, RING) is TurnedAway.TOO_EARLY

    line.home.world.faults.add(Fault(when, do=meddle, **CREATION))
    line.keep()

    assert line.ring(line.nonce(), STOLEN, RING) is TurnedAway.UNPROVEN
    assert_one_webhook_rings(line)


def test_a_few_candidates_are_taken_and_no_more(line):
    def meddle():
        taken = [line.shake(line.nonce(), f"{number}{STOLEN}") for number in range(6)]
        assert taken.count(TurnedAway.UNPROVEN) == 2
        again = line.shake(line.nonce(), f"0{STOLEN}")
        assert again == Taken(echo=f"0{STOLEN}")

    line.home.world.faults.add(Fault("before", do=meddle, **CREATION))
    line.keep()

    assert line.asanas() == []
    settle(line)
    assert_one_webhook_rings(line)


def test_an_answer_with_another_secret_than_was_offered_ends_that_webhook(line):
    """Somebody stands in Asana's way to us, and lets a secret of their own through."""
    inner, through = line, []

    def between(url, headers, _body):
        if "X-Hook-Secret" in headers and not through:
            through.append(url)
            inner.shake(url.rpartition("/")[2], STOLEN)
            return Reply(200, {"X-Hook-Secret": headers["X-Hook-Secret"]})
        return line(url, headers, _body)

    line.home.world.sender = between
    line.keep()
    nonce = through[0].rpartition("/")[2]
    assert inner.ring(nonce, STOLEN, RING) is TurnedAway.UNPROVEN
    assert "did not confirm" in line.arrival().problem

    settle(line)
    assert line.nonce() != nonce
    assert_one_webhook_rings(line)


def test_an_event_before_the_creations_answer_comes_again_and_counts_then(line):
    early = []

    def deliver():
        (hook,) = line.home.world.webhooks.values()
        early.append(line.ring(line.nonce(), hook.secret, RING))

    line.home.world.faults.add(Fault("after", do=deliver, **CREATION))
    line.keep()
    before = wanted(line)

    assert early == [TurnedAway.TOO_EARLY]
    assert line.ring(line.nonce(), secret(line), RING) == Taken()
    assert wanted(line) == before + 1


def test_a_creation_that_took_too_long_is_not_trusted(line):
    line.home.world.faults.add(
        Fault("after", do=lambda: line.home.wait(seconds=60), **CREATION)
    )
    line.keep()

    assert line.arrival().webhook is not HookState.ACTIVE
    settle(line)
    assert_one_webhook_rings(line)


def test_a_handshake_after_its_minute_gets_no_echo(line):
    late = []

    def wait():
        line.home.wait(seconds=60)
        late.append(line.shake(line.nonce(), STOLEN))

    line.home.world.faults.add(Fault("before", do=wait, **CREATION))
    line.keep()

    assert late == [TurnedAway.UNPROVEN]


def test_a_duplicate_is_taken_away_and_made_anew_under_another_path(line):
    def make_the_same():
        project = line.home.project()["gid"]
        target = f"{ADDRESS}{PATH}{line.nonce()}"
        line.home.client().create_webhook(project, target, filters=[])

    line.home.world.faults.add(Fault("before", do=make_the_same, **CREATION))
    line.keep()
    assert "Duplicated webhook" in line.arrival().problem

    settle(line)
    assert_one_webhook_rings(line)


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_around_any_commit_leaves_one_webhook(line, after):
    at, dead = 0, True
    while dead:
        at += 1
        line.address = f"https://momentum{at}.example.com"  # everything has to be done anew
        dead = False
        for _ in range(2):
            try:
                line.keep(database=Mortal(line.home.database, at, after=after))
            except Killed:
                dead = True
                break
        settle(line)
        assert_one_webhook_rings(line)

    assert at > 5


FAULTS = sorted(KINDS.keys() - {"before", "after", "401", "late_effect"})


@pytest.mark.parametrize("kind", FAULTS)
def test_whatever_asana_answers_to_any_request_one_webhook_is_left(line, kind):
    met, skip = 1, 0
    while met:
        line.address = f"https://momentum{skip}.example.com"
        fault = line.home.world.faults.add(Fault(kind, path="/webhooks.*", skip=skip))
        line.keep()
        line.home.world.faults.clear()
        line.home.wait(hours=7)
        settle(line)
        assert_one_webhook_rings(line)
        met, skip = fault.met, skip + 1

    assert skip > 3


def test_an_effect_after_we_gave_up_finds_the_door_shut(line):
    line.home.world.faults.add(Fault("late_effect", seconds=50, **CREATION))
    line.keep()
    settle(line)

    assert_one_webhook_rings(line)


def test_what_arrives_three_times_or_the_next_day_asks_for_looks_and_nothing_else(active):
    Service(active.home).work()
    active.home.person.rename(active.home.gid("Curiosity"), "Being curious")
    active.home.world.deliver()
    url, headers, body = active.sent[-1]
    for wait in (0, 0, 60 * 60 * 24):
        active.home.wait(seconds=wait)
        active.knock(url.rpartition("/")[2], headers, body)
        Service(active.home).work()
    before = active.home.writes()
    active.knock(url.rpartition("/")[2], headers, body)
    (run,) = Service(active.home).work()

    assert run.result["changes"] == []
    assert active.home.writes() == before
    assert active.home.goal("Being curious")


def test_the_order_of_deliveries_does_not_matter(active):
    home = active.home
    held = []
    home.world.sender = lambda url, headers, body: (
        held.append((url, headers, body)) or Reply(200)
    )
    for name in ("Being curious", "Curious"):
        home.person.rename(home.tasks()[_present(home)]["gid"], name)
        home.world.deliver()
    for url, headers, body in reversed(held):
        active.knock(url.rpartition("/")[2], headers, body)
        Service(home).work()

    assert home.goal("Curious")


def test_a_lost_delivery_is_made_good_within_the_hour(active):
    home = active.home
    home.world.deliver()
    Service(home).work()
    home.person.rename(home.gid("Curiosity"), "Being curious")
    home.world.sender = lambda _url, _headers, _body: Reply(200)
    home.world.deliver()
    home.wait(hours=1)
    Service(home).work()

    assert home.goal("Being curious")


def test_two_processes_at_once_make_one_webhook(line):
    line.home.world.faults.add(Fault("before", do=line.keep, **CREATION))
    line.keep()
    line.keep()

    assert len(line.asanas()) == 1
    assert_one_webhook_rings(line)


def test_a_retired_webhook_is_refused_at_once(active):
    nonce, before = active.nonce(), secret(active)
    active.address = None
    active.keep()

    assert active.ring(nonce, before, RING) is TurnedAway.UNPROVEN


def _present(home) -> str:
    return next(name for name in home.tasks() if "urio" in name)
