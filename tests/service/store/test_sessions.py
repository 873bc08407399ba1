from __future__ import annotations

from base64 import urlsafe_b64decode
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import text

from service.store import sessions


def test_only_hashes_are_stored(database, account, now):
    with database.begin() as tx:
        secrets = [sessions.begin(tx, account.id, now), sessions.make_link(tx, account.id, now)]
        rows = str(tx.execute(text("SELECT * FROM sessions")).all())

    assert len(set(secrets)) == 2
    assert not [secret for secret in secrets if secret in rows]


def test_secrets_are_256_bits_and_never_the_same(database, account, now):
    with database.begin() as tx:
        made = [sessions.begin(tx, account.id, now) for _ in range(50)]
        made += [sessions.make_link(tx, account.id, now) for _ in range(50)]
        tokens = {sessions.check(tx, secret, now).csrf for secret in made[:50]}

    assert len(set(made)) == 100
    assert len(tokens) == 50
    assert {len(urlsafe_b64decode(f"{secret}=")) for secret in {*made, *tokens}} == {32}


def test_a_session_lasts_a_week_and_is_swept_away_afterwards(database, account, now):
    with database.begin() as tx:
        secret = sessions.begin(tx, account.id, now)
        last = now + timedelta(days=7) - timedelta(seconds=1)

        found = sessions.check(tx, secret, last)
        assert found.account_id == account.id
        assert sessions.check(tx, secret, now + timedelta(days=7)) is None

        sessions.begin(tx, account.id, now + timedelta(days=8))
        assert tx.execute(text("SELECT count(*) FROM sessions")).scalar_one() == 1


def test_of_many_who_follow_one_link_at_once_one_gets_in(database, account, now):
    with database.begin() as tx:
        link = sessions.make_link(tx, account.id, now)

    def follow(_):
        with database.begin() as tx:
            return sessions.follow_link(tx, link, now)

    with ThreadPoolExecutor(4) as pool:
        opened = [secret for secret in pool.map(follow, range(4)) if secret]

    assert len(opened) == 1
    with database.begin() as tx:
        assert sessions.check(tx, opened[0], now).account_id == account.id


def test_what_is_said_is_heard_once(database, account, now):
    with database.begin() as tx:
        session = sessions.check(tx, sessions.begin(tx, account.id, now), now)
        sessions.say(tx, session, ("done", "It is “done”."))

        assert sessions.hear(tx, session) == [["done", "It is “done”."]]
        assert sessions.hear(tx, session) == []


def test_a_token_is_held_as_long_as_the_session(database, account, now):
    with database.begin() as tx:
        session = sessions.check(tx, sessions.begin(tx, account.id, now), now)
        sessions.hold_token(tx, session, b"sealed")
        assert sessions.held_token(tx, session) == b"sealed"

        sessions.end(tx, session)
        assert sessions.held_token(tx, session) is None
        assert tx.execute(text("SELECT count(*) FROM sessions")).scalar_one() == 0
