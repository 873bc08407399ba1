"""Moments and words survive both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from service.store import accounts, history

IN_LISBON = datetime(2026, 7, 6, 9, 30, 0, 120, tzinfo=timezone(timedelta(hours=1)))


def noted(database, **values):
    with database.begin() as tx:
        account = accounts.ensure(tx, datetime.now(UTC))
        history.note(tx, account.id, None, **{"at": IN_LISBON, "kind": "test", **values})
        (entry,) = history.recent(tx, account.id, limit=2)
    return entry


def test_a_moment_comes_back_as_the_same_moment_in_utc(database):
    entry = noted(database, text="")

    assert entry.at == IN_LISBON
    assert entry.at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(database):
    with pytest.raises(StatementError, match="without a time zone"):
        noted(database, text="", at=datetime(2026, 7, 6, 9))  # noqa: DTZ001 - the point


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Zoë 🌱 漢字 \u202e\u00a0", "Zoë 🌱 漢字 \u202e\u00a0"),
        ("a\0b", "ab"),
        ("half \ud83d", "half ?"),
        ("", ""),
    ],
)
def test_words_are_kept_but_for_what_no_database_takes(database, given, kept):
    assert noted(database, text=given).text == kept
