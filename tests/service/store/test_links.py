"""Links, and the intents that come before them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from service.store import intents, links
from service.store.intents import Making
from service.store.links import Link, LinkKind

GOAL = Link(LinkKind.GOAL, "g1", "100", base={"fields": {"name": "A", "due_on": None}})
STEP = Link(LinkKind.STEP, "s1", "101", parent_key="g1", base={"position": 0})
MINUTE = timedelta(minutes=1)


@pytest.fixture
def send(database, account, now):
    def send(at=now, kind=LinkKind.GOAL, key="g1", marker="m"):
        with database.begin() as tx:
            intents.send(tx, account.id, [Making(kind, key, marker, {"sent": str(at)})], at)
            return intents.get(tx, account.id, kind, key)

    return send


def test_links_are_found_by_what_they_are_of(database, account):
    with database.begin() as tx:
        for link in (GOAL, STEP):
            links.put(tx, account.id, link)
        table = links.all_of(tx, account.id)

    assert table.get(LinkKind.GOAL, "g1") == GOAL
    assert table.get(LinkKind.STEP, "g1") is None
    assert list(table) == [GOAL, STEP]
    assert len(table) == 2


def test_a_link_is_put_in_place_of_the_former_one(database, account):
    lost = replace(GOAL, gid="200", base=None, lost=True)
    with database.begin() as tx:
        links.put(tx, account.id, GOAL)
        links.put(tx, account.id, lost)

        assert list(links.all_of(tx, account.id)) == [lost]


def test_a_removed_link_is_gone_and_removing_it_again_is_no_error(database, account):
    with database.begin() as tx:
        links.put(tx, account.id, GOAL)
        links.remove(tx, account.id, LinkKind.GOAL, "g1")
        links.remove(tx, account.id, LinkKind.GOAL, "g1")

        assert list(links.all_of(tx, account.id)) == []


def test_an_intent_tells_when_and_how_often_a_thing_was_sent(send, now):
    send()
    intent = send(now + MINUTE)

    assert (intent.first_sent_at, intent.last_sent_at) == (now, now + MINUTE)
    assert (intent.sends, intent.is_open) == (2, True)
    assert intent.payload["sent"] == str(now + MINUTE)
    assert intent.earlier == [{"sent": str(now)}]


def test_a_settled_intent_is_no_longer_open_but_remembered(database, account, send, now):
    send()
    send(now + MINUTE)
    with database.begin() as tx:
        intents.settle(tx, account.id, LinkKind.GOAL, ["g1"])

        (kept,) = intents.all_of(tx, account.id)
    assert (kept.sends, kept.is_open) == (2, False)


def test_what_is_made_anew_after_it_was_settled_begins_to_count_anew(
    database, account, send, now
):
    send()
    send()
    with database.begin() as tx:
        intents.settle(tx, account.id, LinkKind.GOAL, ["g1"])

    intent = send(now + MINUTE)

    assert (intent.first_sent_at, intent.sends, intent.is_open) == (now + MINUTE, 1, True)


def test_a_refused_intent_is_forgotten(database, account, send):
    send()
    with database.begin() as tx:
        intents.refuse(tx, account.id, LinkKind.GOAL, "g1")

        assert intents.all_of(tx, account.id) == []


def test_a_refusal_says_nothing_about_an_earlier_sending(database, account, send, now):
    send()
    send(now + MINUTE)
    with database.begin() as tx:
        intents.refuse(tx, account.id, LinkKind.GOAL, "g1")
        (left,) = intents.all_of(tx, account.id)

    assert (left.sends, left.first_sent_at, left.is_open) == (1, now, True)


def test_a_late_refusal_takes_back_nothing_that_is_settled(database, account, send):
    send()
    with database.begin() as tx:
        intents.settle(tx, account.id, LinkKind.GOAL, ["g1"])
        intents.refuse(tx, account.id, LinkKind.GOAL, "g1")

        assert len(intents.all_of(tx, account.id)) == 1


def test_intents_come_in_the_order_in_which_they_were_first_sent(database, account, send):
    for key in ("b", "a", "c"):
        send(key=key)
    send(kind=LinkKind.STEP, key="a", marker="other")
    with database.begin() as tx:
        found = intents.all_of(tx, account.id)

    assert [(intent.kind, intent.key) for intent in found] == [
        (LinkKind.GOAL, "b"),
        (LinkKind.GOAL, "a"),
        (LinkKind.GOAL, "c"),
        (LinkKind.STEP, "a"),
    ]
