from __future__ import annotations

from datetime import date

from service.domain.plan import Kind, Posting, Requirement
from service.store import reconnects
from service.store.reconnects import Reconnect

POSTING = Posting("Head", (Requirement("Curiosity", Kind.ATTRIBUTE, nice_to_have=True),), "u")
DAY = date(2026, 10, 7)
BEGINNING = Reconnect(0, DAY, (POSTING,), closed_on=DAY)


def test_an_occasion_is_taken_once_and_the_newest_is_read(database, account):
    with database.begin() as tx:
        assert reconnects.latest(tx, account.id) is None
        assert reconnects.begin(tx, account.id, BEGINNING)
        assert reconnects.begin(tx, account.id, Reconnect(1, DAY))
        assert not reconnects.begin(tx, account.id, Reconnect(1, date(2027, 1, 1)))

    with database.begin() as tx:
        assert reconnects.latest(tx, account.id) == Reconnect(1, DAY)
        assert reconnects.all_of(tx, account.id) == [BEGINNING, Reconnect(1, DAY)]


def test_its_task_is_open_until_it_is_closed_for_the_first_time(database, account):
    with database.begin() as tx:
        assert reconnects.open_task(tx, account.id) is None
        reconnects.begin(tx, account.id, BEGINNING)
        reconnects.begin(tx, account.id, Reconnect(1, DAY))
        assert reconnects.open_task(tx, account.id) is None
        reconnects.keep_task(tx, account.id, 1, "7")
        reconnects.keep_steps(tx, account.id, 1, 4)
        assert reconnects.open_task(tx, account.id) == "7"
        reconnects.close(tx, account.id, "7", date(2026, 11, 1))
        reconnects.close(tx, account.id, "7", date(2026, 12, 1))
        assert reconnects.open_task(tx, account.id) is None

    with database.begin() as tx:
        closed = Reconnect(1, DAY, gid="7", steps=4, closed_on=date(2026, 11, 1))
        assert reconnects.latest(tx, account.id) == closed


def test_one_without_a_task_is_wanted_but_for_the_beginning():
    assert Reconnect(1, DAY).is_wanted
    assert not Reconnect(0, DAY).is_wanted
    assert not Reconnect(1, DAY, gid="7").is_wanted
    assert not Reconnect(1, DAY, closed_on=DAY).is_wanted
