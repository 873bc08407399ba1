"""What a door keeps in memory makes it quick, and never more trusting."""

from __future__ import annotations

import pytest
from support.line import Line
from support.plans import SMALL
from support.statements import statements, transactions
from support.turns import Service

from integrations.asana.webhooks import SIGNATURE_HEADER, signature
from service.store import webhooks
from service.usecases.ringing import Door, Taken, TurnedAway

RING = b'{"events": [{"resource": {"gid": "1"}}]}'


@pytest.fixture
def line(home) -> Line:
    """A webhook that is made."""
    home.plan_file(SMALL)
    Service(home).work()
    line = Line(home)
    line.keep()
    return line


@pytest.fixture
def door(line) -> Door:
    return Door(line.home.database, bytes.decode, line.home.now)


@pytest.fixture
def signed(line) -> list[tuple[str, str]]:
    (hook,) = line.home.world.webhooks.values()
    return [(SIGNATURE_HEADER, signature(hook.secret, RING))]


def retire(line):
    (hook,) = line.hooks()
    with line.home.database.begin() as tx:
        webhooks.retire(tx, hook.id, line.home.now())


def test_a_secret_in_memory_opens_nothing_once_its_webhook_has_ended(line, door, signed):
    nonce = line.nonce()
    assert door.answer(nonce, signed, RING) == Taken()
    assert door.remembered(nonce)
    before = line.account().wanted

    retire(line)

    assert door.answer(nonce, signed, RING) is TurnedAway.UNPROVEN
    assert door.remembered(nonce) is None
    assert door.answer(nonce, signed, RING) is TurnedAway.UNPROVEN
    assert line.account().wanted == before


def test_of_rings_that_are_stored_together_only_those_of_ended_webhooks_are_refused(
    line, door, signed
):
    ended = line.nonce()
    late = door.hear(*door.look_up([ended]), signed, RING)
    retire(line)
    line.keep()
    line.keep()
    (hook,) = line.home.world.webhooks.values()
    anew = [(SIGNATURE_HEADER, signature(hook.secret, RING))]
    good = door.hear(*door.look_up([line.nonce()]), anew, RING)
    before = line.account().wanted

    assert line.nonce() != ended
    assert door.take_in([late, good, late]) == [
        TurnedAway.UNPROVEN,
        Taken(),
        TurnedAway.UNPROVEN,
    ]
    assert line.account().wanted == before + 1


def test_strangers_that_come_together_are_looked_up_in_one_look(line, door):
    active, being_made, unknown = line.nonce(), "B" * 43, "C" * 43
    account_id, now = line.home.account_id, line.home.now()
    with line.home.database.begin() as tx:
        webhooks.retire(tx, webhooks.current(tx, account_id).id, now)
        webhooks.start(tx, account_id, project="1", target="x", nonce=being_made, now=now)
    with statements(line.home.database) as looks:
        found = door.look_up([unknown, being_made, "no nonce", active, being_made])

    assert [known and known.nonce for known in found] == [
        None,
        being_made,
        None,
        None,
        being_made,
    ]
    assert len([look for look in looks if "webhooks" in look]) == 1


def test_what_can_be_no_path_of_ours_is_not_looked_up(line, door):
    with transactions(line.home.database) as looks:
        assert door.look_up(["", "short", "ä" * 43]) == [None, None, None]

    assert looks == []
