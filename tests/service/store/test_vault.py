"""The envelope: what is in the database, whose key opens it, and how it is exchanged."""

from __future__ import annotations

import stat
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import select, update

from service.config import GivenSettings
from service.errors import ConfigurationError, Conflict
from service.store import accounts, data_keys, webhooks
from service.store.database import open_database
from service.store.master_key import KeyFile
from service.store.tables import accounts as accounts_table
from service.store.tables import data_keys as keys_table
from service.store.tables import webhooks as webhooks_table
from service.store.vault import Vault
from service.usecases.rotate_key import rotate

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN, RING = "canary-token", "canary-ring"
OLD, NEW = (urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))


def given(home, *keys):
    secret = SecretStr(",".join(keys)) if keys else None
    return GivenSettings(home=home, secret_key=secret)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def store(database, account, now):
    """Put a token and a webhook's secret into the database, sealed by a vault."""

    def put(vault):
        token, ring = vault.seal(TOKEN), vault.seal(RING)
        with database.begin() as tx:
            tx.execute(update(accounts_table).values(token=token))
            hook = webhooks.start(
                tx, account.id, project="1", target="https://x/n", nonce="n", now=now
            )
            assert hook
            tx.execute(update(webhooks_table).values(secret=ring))

    with database.begin() as tx:
        accounts.disconnect(tx, account.id)
    return put


def stored(database):
    with database.begin() as tx:
        token = tx.execute(select(accounts_table.c.token)).scalar_one()
        ring = tx.execute(select(webhooks_table.c.secret)).scalar_one()
    return token, ring


def opened(vault, database):
    return [vault.open(secret) for secret in stored(database)]


def test_a_data_key_stands_between_the_key_and_the_secret(database, store, home):
    store(Vault.unlock(given(home, OLD), database))

    with database.begin() as tx:
        (key,) = data_keys.every(tx)
    for secret in stored(database):
        name, _, rest = secret.partition(b".")
        assert name == key.id.encode()
        assert Fernet(Fernet(OLD).decrypt(key.sealed)).decrypt(rest) in {
            b"canary-token",
            b"canary-ring",
        }
    assert "sealed" not in repr(key)


def test_what_was_changed_by_any_bit_is_not_opened(database, home):
    vault = Vault.unlock(given(home, OLD), database)
    sealed = vault.seal(TOKEN)

    for place in range(0, len(sealed), 7):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(ConfigurationError) as refused:
            vault.open(bytes(changed))
        assert TOKEN not in str(refused.value)
    assert vault.open(sealed) == TOKEN


def test_another_key_does_not_start(database, store, home):
    store(Vault.unlock(given(home, OLD), database))

    with pytest.raises(ConfigurationError, match="another key") as refused:
        Vault.unlock(given(home, NEW), database)
    assert "momentum disconnect" in refused.value.hint


def test_a_webhook_s_secret_alone_keeps_a_lost_key_from_being_replaced(database, store, home):
    store(Vault.unlock(given(home), database))
    with database.begin() as tx:
        tx.execute(update(accounts_table).values(token=None))
    (home / "secret.key").unlink()

    with pytest.raises(ConfigurationError, match="its key is gone"):
        Vault.unlock(given(home), database)


def test_after_a_lost_key_nothing_sealed_is_needed_and_another_key_begins_anew(
    database, account, store, home
):
    store(Vault.unlock(given(home, OLD), database))
    with database.begin() as tx:
        webhooks.forget(tx, account.id)
        accounts.disconnect(tx, account.id)

    store(Vault.unlock(given(home, NEW), database))

    assert opened(Vault.unlock(given(home, NEW), database), database) == [TOKEN, RING]


def test_rotating_a_key_file_seals_everything_anew_and_keeps_the_new_key_alone(
    database, store, home, now
):
    running = Vault.unlock(given(home), database)
    store(running)
    file, before, secrets = (
        home / "secret.key",
        (home / "secret.key").read_text(),
        stored(database),
    )

    assert rotate(given(home), database, now) == 2

    after = file.read_text()
    assert after != before
    assert "," not in after
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == ["secret.key"]
    assert not set(secrets) & set(stored(database))
    assert opened(running, database) == [TOKEN, RING]
    assert opened(Vault.unlock(given(home), database), database) == [TOKEN, RING]
    with pytest.raises(ConfigurationError, match="another key"):
        Vault.unlock(given(home, before.strip()), database)


def test_what_was_read_before_a_rotation_and_what_is_sealed_with_the_former_key_still_open(
    database, store, home, now
):
    store(Vault.unlock(given(home), database))
    read = stored(database)
    rotate(given(home), database, now)
    rotate(given(home), database, now)

    late = Vault.unlock(given(home), database)

    assert [late.open(secret) for secret in read] == [TOKEN, RING]


def test_a_retired_data_key_is_forgotten_by_the_first_rotation_a_day_later(
    database, store, home, now
):
    store(Vault.unlock(given(home), database))
    for hours in (0, 1, 49, 50):
        rotate(given(home), database, now + timedelta(hours=hours))

    with database.begin() as tx:
        assert len(data_keys.every(tx)) == 3
    assert opened(Vault.unlock(given(home), database), database) == [TOKEN, RING]


def test_what_was_sealed_before_there_were_data_keys_opens_and_moves_into_the_envelope(
    database, store, home, now
):
    store(Vault.unlock(given(home, OLD), database))
    with database.begin() as tx:
        tx.execute(keys_table.delete())
        tx.execute(update(accounts_table).values(token=Fernet(OLD).encrypt(TOKEN.encode())))
        tx.execute(update(webhooks_table).values(secret=Fernet(OLD).encrypt(RING.encode())))
    vault = Vault.unlock(given(home, NEW, OLD), database)
    assert opened(vault, database) == [TOKEN, RING]

    assert rotate(given(home, NEW, OLD), database, now) == 2

    assert opened(Vault.unlock(given(home, NEW), database), database) == [TOKEN, RING]


def test_a_key_of_the_settings_is_exchanged_by_the_person_in_two_steps(
    database, store, home, now
):
    store(Vault.unlock(given(home, OLD), database))
    with pytest.raises(Conflict, match="MOMENTUM_SECRET_KEY") as refused:
        rotate(given(home, OLD), database, now)
    assert OLD not in str(refused.value) + refused.value.hint

    rotate(given(home, NEW, OLD), database, now)

    assert opened(Vault.unlock(given(home, NEW), database), database) == [TOKEN, RING]
    assert not home.exists()


def test_a_rotation_that_cannot_open_something_changes_nothing(database, store, home, now):
    store(Vault.unlock(given(home), database))
    with database.begin() as tx:
        tx.execute(update(accounts_table).values(token=b"0." + Fernet(NEW).encrypt(b"x")))
    before = stored(database)

    with pytest.raises(ConfigurationError, match="another key"):
        rotate(given(home), database, now)

    assert stored(database) == before
    assert Vault.unlock(given(home), database).open(before[1]) == RING


def test_a_rotation_cut_off_after_any_step_is_mended_by_the_next(database, store, home, now):
    store(Vault.unlock(given(home), database))
    file = home / "secret.key"
    former = file.read_text().strip()
    rotate(given(home), database, now)
    newest = file.read_text().strip()
    for left_behind in (f"{newest},{former}\n", f"{NEW},{newest}\n"):
        file.write_text(left_behind)
        assert opened(Vault.unlock(given(home), database), database) == [TOKEN, RING]

    rotate(given(home), database, now)

    assert "," not in file.read_text()
    assert opened(Vault.unlock(given(home), database), database) == [TOKEN, RING]


@dataclass
class Exchanged:
    """A key file that is exchanged whenever a vault is about to read it again."""

    file: KeyFile
    exchange: Callable[[], object]
    source: str = "the key"
    reads: int = 0

    def read(self):
        if self.reads:
            self.exchange()
        self.reads += 1
        return self.file.read()


def test_the_key_may_be_exchanged_between_a_look_at_a_secret_and_one_at_the_key(
    database, store, home, now
):
    store(Vault.unlock(given(home), database))
    file = KeyFile(home / "secret.key")
    key = Exchanged(file, lambda: rotate(given(home), database, now))
    vault = Vault(key, database)
    rotate(given(home), database, now)

    assert opened(vault, database) == [TOKEN, RING]
    assert key.reads > 1


def test_four_workers_open_and_seal_without_a_failure_while_the_key_is_rotated(
    database, database_url, store, home, now
):
    store(Vault.unlock(given(home), database))

    def work():
        """A process of its own, as far as the vault can tell."""
        with closing(open_database(database_url)) as own:
            vault = Vault.unlock(given(home), own)
            for _ in range(6):
                token, ring = opened(vault, own)
                assert (token, ring) == (TOKEN, RING)
                sealed = vault.seal(RING)
                with own.begin() as tx:
                    tx.execute(update(webhooks_table).values(secret=sealed))

    with ThreadPoolExecutor(4) as pool:
        workers = [pool.submit(work) for _ in range(4)]
        rotated = [rotate(given(home), database, now) for _ in range(4)]
        for worker in workers:
            worker.result()

    assert rotated == [2] * 4
    assert opened(Vault.unlock(given(home), database), database) == [TOKEN, RING]
