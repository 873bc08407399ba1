"""API keys, and the vault that tokens are kept in."""

from __future__ import annotations

import stat
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from service.errors import ConfigurationError, Conflict, InvalidInput, NotFound
from service.store import accounts, keys
from service.store.vault import Vault

TOKEN = "canary-token"  # noqa: S105 - opens nothing
OLD, NEW = (urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))


@dataclass(frozen=True)
class Given:
    """The settings that the vault asks for."""

    home: Path
    secret_key: SecretStr | None = None


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def with_keys(*values):
    return Given(Path("/nowhere"), SecretStr(",".join(values)))


def test_a_key_opens_the_account_it_was_made_for(database, account, now):
    with database.begin() as tx:
        assert not keys.any(tx)
        key = keys.create(tx, account.id, "script", now)

        assert keys.any(tx)
        assert key.startswith("mk_")
        assert keys.check(tx, key, now) == account.id


def test_a_new_database_knows_nobody(database, account, now):
    with database.begin() as tx:
        for name in ("api_keys", "sessions"):
            assert tx.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() == 0  # noqa: S608 - names of ours
        for usual in ("admin", "mk_admin", "momentum", "root", "changeme"):
            assert keys.check(tx, usual, now) is None
        made = {keys.create(tx, account.id, f"{one}", now) for one in range(20)}

    assert len(made) == 20
    assert {len(key) for key in made} == {len("mk_") + 43}


def test_what_is_no_key_opens_nothing(database, account, now):
    with database.begin() as tx:
        key = keys.create(tx, account.id, "script", now)
        for wrong in ("", "mk_", key[:-1], key + "x", key.upper(), "\0", "\ud800"):
            assert keys.check(tx, wrong, now) is None


def test_a_key_is_stored_as_a_hash_only(database, account, now):
    with database.begin() as tx:
        key = keys.create(tx, account.id, "script", now)
        rows = str(tx.execute(text("SELECT * FROM api_keys")).all())

    assert key.removeprefix("mk_") not in rows


def test_the_key_of_the_settings_counts_as_long_as_it_is_set(database, account, now):
    with database.begin() as tx:
        made = keys.create(tx, account.id, "script", now)
        for configured in ("a" * 30, "a" * 30, "b" * 30):
            keys.configure(tx, configured, now, account_id=account.id)
            assert keys.check(tx, configured, now) == account.id
        assert keys.check(tx, "a" * 30, now) is None

        keys.configure(tx, None, now)
        assert keys.check(tx, "b" * 30, now) is None
        assert keys.check(tx, made, now) == account.id


def test_a_key_has_a_name_a_day_of_its_last_use_and_an_end(database, account, now):
    with database.begin() as tx:
        key = keys.create(tx, account.id, "  calendar   script ", now)
        keys.create(tx, account.id, "other", now)
        assert [one.last_used_on for one in keys.every(tx, account.id)] == [None, None]
        keys.check(tx, key, now)
        keys.check(tx, key, now + timedelta(days=1))
        keys.check(tx, key, now)
        (first, _) = keys.every(tx, account.id)
        assert (first.name, first.last_used_on) == ("calendar script", date(2026, 10, 6))

        keys.revoke(tx, account.id, "calendar script")
        assert keys.check(tx, key, now) is None
        with pytest.raises(NotFound) as caught:
            keys.revoke(tx, account.id, "calendar script")
    assert "other" in caught.value.hint


@pytest.mark.parametrize("name", ["", " ", "a" * 61, "a\x1bb", "\u202e"])
def test_a_name_that_nobody_can_read_is_none(database, account, now, name):
    with database.begin() as tx, pytest.raises(InvalidInput):
        keys.create(tx, account.id, name, now)


def test_a_name_is_given_once_in_an_account_and_keys_are_not_without_end(database, many, now):
    first, second = many(2)
    with database.begin() as tx:
        keys.create(tx, first, "script", now)
        keys.create(tx, second, "script", now)
        with pytest.raises(Conflict, match="called script"):
            keys.create(tx, first, "script", now)
        for number in range(keys.MOST - 1):
            keys.create(tx, first, f"key {number}", now)
        with pytest.raises(Conflict, match="already"):
            keys.create(tx, first, "one more", now)


def test_nobody_revokes_or_sees_anothers_key_or_the_settings(database, many, now):
    first, second = many(2)
    with database.begin() as tx:
        key = keys.create(tx, first, "script", now)
        keys.configure(tx, "a" * 30, now)
        for name in ("script", keys.SETTINGS):
            with pytest.raises(NotFound):
                keys.revoke(tx, second, name)

        assert keys.every(tx, second) == ()
        assert keys.check(tx, key, now) == first


def test_where_there_are_several_the_settings_key_is_the_operators_alone(database, many, now):
    first, _ = many(2)
    with database.begin() as tx:
        mine = keys.create(tx, first, "script", now)
        for mine_or_nobodys in (first, None):
            keys.configure(tx, "a" * 30, now, account_id=mine_or_nobodys)
            with pytest.raises(Conflict, match="only where it is the only one") as caught:
                keys.check(tx, "a" * 30, now)

        assert keys.operators(tx, "a" * 30, now) is not None
        assert keys.operators(tx, mine, now) is None
        assert keys.operators(tx, "b" * 30, now) is None
    assert "momentum key add" in caught.value.hint


def test_where_people_sign_in_the_settings_key_opens_nobodys_account(database, account, now):
    with database.begin() as tx:
        keys.configure(tx, "a" * 30, now)
        with pytest.raises(Conflict):
            keys.check(tx, "a" * 30, now)

        assert keys.every(tx, account.id) == ()
        with pytest.raises(Conflict):
            keys.create(tx, account.id, keys.SETTINGS, now)


def test_any_key_of_the_only_account_is_the_operators(database, account, now):
    with database.begin() as tx:
        mine = keys.create(tx, account.id, "script", now)

        assert keys.operators(tx, mine, now) is not None


def test_what_was_sealed_is_opened_again(database, home):
    sealed = Vault.unlock(Given(home), database).seal(TOKEN)

    assert TOKEN.encode() not in sealed
    assert Vault.unlock(Given(home), database).open(sealed) == TOKEN


def test_the_key_file_and_its_home_are_for_the_owner_alone(database, home):
    Vault.unlock(Given(home), database)

    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert [path.name for path in home.iterdir()] == ["secret.key"]
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600


def test_processes_that_start_at_once_agree_on_one_key(database, home):
    with ThreadPoolExecutor(8) as pool:
        vaults = list(pool.map(lambda _: Vault.unlock(Given(home), database), range(8)))

    assert {vault.open(vaults[0].seal(TOKEN)) for vault in vaults} == {TOKEN}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_key_that_others_may_read_is_refused(database, home, mode):
    Vault.unlock(Given(home), database)
    (home / "secret.key").chmod(mode)

    with pytest.raises(ConfigurationError, match="Others may read the key file") as caught:
        Vault.unlock(Given(home), database)
    assert "chmod 600" in caught.value.hint


def test_a_key_file_that_is_a_link_is_refused(database, home, tmp_path):
    home.mkdir()
    (tmp_path / "real").write_text(NEW)
    (home / "secret.key").symlink_to(tmp_path / "real")

    with pytest.raises(ConfigurationError, match="cannot be read"):
        Vault.unlock(Given(home), database)


@pytest.mark.parametrize("content", ["", "no key", NEW[:-4], "ü" * 44])
def test_a_key_file_without_a_key_is_refused_without_repeating_it(database, home, content):
    home.mkdir()
    (home / "secret.key").write_text(content)
    (home / "secret.key").chmod(0o600)

    with pytest.raises(ConfigurationError, match="does not hold 32 bytes") as caught:
        Vault.unlock(Given(home), database)
    assert not content or content not in str(caught.value)


def test_no_new_key_is_made_when_a_token_needs_the_old_one(database, account, home):
    with pytest.raises(ConfigurationError, match="its key is gone") as caught:
        Vault.unlock(Given(home), database)

    assert "momentum disconnect" in caught.value.hint
    assert not home.exists()
    with database.begin() as tx:
        accounts.disconnect(tx, account.id)
    Vault.unlock(Given(home), database)


def test_the_keys_of_the_settings_need_no_file(database):
    vault = Vault.unlock(with_keys(NEW), database)

    assert vault.open(vault.seal(TOKEN)) == TOKEN


def test_another_key_opens_nothing_and_says_what_to_do(database):
    sealed = Vault.unlock(with_keys(OLD), database).seal(TOKEN)

    with pytest.raises(ConfigurationError, match="another key") as caught:
        Vault.unlock(with_keys(NEW), database).open(sealed)
    assert "momentum connect" in caught.value.hint


def test_a_wrong_key_in_the_settings_is_not_repeated(database):
    with pytest.raises(ConfigurationError, match="MOMENTUM_SECRET_KEY") as caught:
        Vault.unlock(with_keys(NEW, "canary"), database)
    assert "canary" not in str(caught.value) + caught.value.hint
