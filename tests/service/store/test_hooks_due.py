"""Of many accounts, those are looked at whose webhook needs something."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.store import accounts, links, webhooks
from service.store.accounts import AccountState
from service.store.hooks_due import hooks_due
from service.store.links import Link, LinkKind
from service.store.webhooks import HANDSHAKE, SILENCE

HERE = "https://momentum_1.example.com/hooks/asana/"
DAY = timedelta(days=1)


@pytest.fixture
def due(database, now):
    def due(at=now, within=HERE):
        with database.begin() as tx:
            return hooks_due(tx, at, within=within, project_key="project")

    return due


@pytest.fixture
def linked(database, account):
    with database.begin() as tx:
        links.put(tx, account.id, Link(LinkKind.PROJECT, "project", "1"))
    return account


@pytest.fixture
def ringing(database, linked, now):
    """A webhook that is well, heard, and to be checked in a day."""
    with database.begin() as tx:
        target = f"{HERE}n"
        hook = webhooks.start(tx, linked.id, project="1", target=target, nonce="n", now=now)
        webhooks.offer(tx, hook.id, "s", now)
        how = {"gid": "7", "secret": "s", "sealed": b"s"}
        webhooks.activate(tx, hook.id, **how, now=now, due_at=now + DAY)
        return webhooks.by_nonce(tx, "n")


@pytest.mark.usefixtures("account")
def test_without_a_project_there_is_nothing_to_ring_for(due):
    assert due() == []


def test_a_project_without_a_webhook_gets_one_where_there_is_an_address(linked, due):
    assert due() == [linked.id]
    assert due(within=None) == []


@pytest.mark.usefixtures("ringing")
def test_one_that_rings_is_left_alone_until_its_next_check(due, now, linked, database):
    assert due() == []
    assert due(now + DAY) == [linked.id]
    with database.begin() as tx:
        webhooks.heard(tx, ["n"], now + SILENCE)
    assert due(now + SILENCE + timedelta(seconds=1)) == []


@pytest.mark.usefixtures("ringing")
def test_one_that_is_silent_is_not_left_alone(due, now, linked):
    assert due(now + SILENCE) == []
    assert due(now + SILENCE + timedelta(seconds=1)) == [linked.id]


@pytest.mark.usefixtures("ringing")
def test_one_at_another_address_is_not_left_alone(due, linked):
    """An underscore is one, and not any letter."""
    assert due(within=HERE.replace("_", "x")) == [linked.id]
    assert due(within=None) == [linked.id]


@pytest.mark.usefixtures("ringing")
def test_one_that_rings_for_another_project_is_not_left_alone(database, due, linked):
    with database.begin() as tx:
        links.put(tx, linked.id, Link(LinkKind.PROJECT, "project", "2"))
    assert due() == [linked.id]


def test_one_that_is_being_made_is_left_alone_while_there_is_time(database, linked, due, now):
    with database.begin() as tx:
        target = f"{HERE}n"
        webhooks.start(tx, linked.id, project="1", target=target, nonce="n", now=now)
    assert due(now + HANDSHAKE - timedelta(seconds=1)) == []
    assert due(now + HANDSHAKE) == [linked.id]


def test_one_that_is_leaving_is_taken_away(database, ringing, due, now, linked):
    with database.begin() as tx:
        webhooks.retire(tx, ringing.id, now, problem="500")
    assert due() == [linked.id]
    with database.begin() as tx:
        webhooks.end(tx, webhooks.by_nonce(tx, "n"), now + timedelta(minutes=1))
    assert due() == []
    assert due(now + timedelta(minutes=1)) == [linked.id]


def test_an_account_that_has_stopped_is_left_alone(database, linked, due):
    with database.begin() as tx:
        accounts.set_state(tx, linked.id, AccountState.PAUSED)
    assert due() == []
