"""The vault: secrets are stored sealed, and the key is kept apart from the database.

An envelope: a secret is sealed with a data key, which stands in the database and is itself
sealed with the key of the settings or of the key file. What is sealed begins with its data
key's id. What has none is from before there were data keys, and opens with the key itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cryptography.fernet import Fernet, InvalidToken

from service.errors import ConfigurationError
from service.store import data_keys, sealed
from service.store.master_key import KEY_FILE, GivenKey, KeyFile, fernet, new_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from pydantic import SecretStr
    from sqlalchemy import Connection

    from service.store.data_keys import DataKey
    from service.store.database import Database
    from service.store.master_key import MasterKey

MARK = b"."
"""Stands behind a data key's id; what Fernet makes has none."""


class VaultSettings(Protocol):
    """The settings that the vault needs."""

    @property
    def home(self) -> Path:
        """Where the key file is."""

    @property
    def secret_key(self) -> SecretStr | None:
        """The keys, in place of the file's: comma-separated, the first one seals."""


class Vault:
    """Seals and opens. Safe to share between threads; not to be called within a transaction."""

    def __init__(self, key: MasterKey, database: Database) -> None:
        self._key, self._database = key, database
        self._master = fernet(key)
        self._opened: dict[str, Fernet] = {}

    @classmethod
    def unlock(cls, settings: VaultSettings, database: Database) -> Vault:
        """Open the vault with the keys of the settings, else of the key file in the home.

        The file is made on first use, but never when the database already holds what only
        another key can open. Raises `ConfigurationError`, also when the key is another one.
        """
        key = master_key(settings)
        if isinstance(key, KeyFile) and not key.path.exists():
            _refuse_if_needed_before(database, key.path)
            key.make()
        vault = cls(key, database)
        vault._check()
        return vault

    def seal(self, secret: str) -> bytes:
        """Return the secret in a form that only this vault's key opens."""
        key_id, data_key = self._in_use()
        return _sealed(key_id, data_key, secret.encode())

    def open(self, sealed: bytes) -> str:
        """Return a sealed secret, or raise `ConfigurationError` when no key fits."""
        key_id, mark, rest = sealed.partition(MARK)
        if not mark:
            return self._unwrap(sealed).decode()
        return _decrypted(self._data_key(key_id.decode(errors="replace")), rest).decode()

    def at_hand(self, sealed: bytes) -> str | None:
        """Return a sealed secret if a known key fits, else None; within a transaction, too."""
        key_id, _, rest = sealed.partition(MARK)
        key = self._opened.get(key_id.decode(errors="replace"))
        try:
            return key.decrypt(rest).decode() if key else None
        except InvalidToken:
            return None

    def renew(self, now: datetime) -> int:
        """Seal everything anew, with a new data key; return how many secrets there are.

        Afterwards the first of the keys is enough, also for those who still use a data key
        from before. All of it happens, or nothing.
        """
        self._master = fernet(self._key)
        with self._database.begin() as tx:
            data_keys.lock(tx)
            known = self._sealed_anew(tx)
            data_keys.retire(tx, now)
            key_id, newest = self._made(tx)

            def change(secret: bytes) -> bytes:
                used, mark, rest = secret.partition(MARK)
                opened = (
                    _decrypted(known.get(used.decode(errors="replace")), rest)
                    if mark
                    else self._unwrap(secret)
                )
                return _sealed(key_id, newest, opened)

            return sealed.seal_anew(tx, change)

    def _check(self) -> None:
        """Find out now, and not in the middle of the work, that the key is another one."""
        self._unwrapped(lambda tx: data_keys.current(tx) if sealed.any(tx) else None)

    def _in_use(self) -> tuple[str, Fernet]:
        with self._database.begin() as tx:
            data_keys.lock(tx)
            found = data_keys.current(tx)
            if found is not None and (sealed.any(tx) or self._fits(found)):
                return found.id, Fernet(self._unwrap(found.sealed))
            if found is not None:  # its key is lost, and nothing needs it any more
                data_keys.forget(tx, found.id)
            self._master = fernet(self._key)  # as it is now that nobody can exchange it
            return self._made(tx)

    def _made(self, tx: Connection) -> tuple[str, Fernet]:
        key = new_key()
        return data_keys.add(tx, self._master.encrypt(key.encode())), Fernet(key)

    def _sealed_anew(self, tx: Connection) -> dict[str, Fernet]:
        """Seal all data keys with the first key; return those that it can open."""
        opened = {}
        for one in data_keys.every(tx):
            if not self._fits(one):
                data_keys.forget(tx, one.id)
                continue
            key = self._unwrap(one.sealed)
            data_keys.seal_anew(tx, one.id, self._master.encrypt(key))
            opened[one.id] = Fernet(key)
        return opened

    def _data_key(self, key_id: str) -> Fernet | None:
        if key_id not in self._opened:
            self._unwrapped(lambda tx: data_keys.get(tx, key_id))
        return self._opened.get(key_id)

    def _unwrapped(self, look: Callable[[Connection], DataKey | None]) -> None:
        """Keep the data key that is found, if any is.

        Look again as long as it is another: the keys may be exchanged between a look at the
        database and one at their file.
        """
        before = None
        while True:
            with self._database.begin() as tx:
                found = look(tx)
            if found is None:
                return
            try:
                self._opened[found.id] = Fernet(self._unwrap(found.sealed))
            except ConfigurationError:
                if found == before:
                    raise
                before = found
            else:
                return

    def _fits(self, key: DataKey) -> bool:
        try:
            self._unwrap(key.sealed)
        except ConfigurationError:
            return False
        return True

    def _unwrap(self, wrapped: bytes) -> bytes:
        """Open with the keys as they were, else as they are: they may have been exchanged."""
        try:
            return self._master.decrypt(wrapped)
        except InvalidToken:
            self._master = fernet(self._key)
        return _decrypted(self._master, wrapped)


def master_key(settings: VaultSettings) -> MasterKey:
    """Return the key of the settings, else that of the home, which may not be there yet."""
    if settings.secret_key is not None:
        return GivenKey(settings.secret_key.get_secret_value())
    return KeyFile(settings.home / KEY_FILE)


def _sealed(key_id: str, key: Fernet, secret: bytes) -> bytes:
    return key_id.encode() + MARK + key.encrypt(secret)


def _decrypted(key: Decrypts | None, secret: bytes) -> bytes:
    try:
        if key is not None:
            return key.decrypt(secret)
    except InvalidToken:
        pass
    raise ConfigurationError(
        "The stored token was sealed with another key.",
        hint="Put the former MOMENTUM_SECRET_KEY or key file back. If it is lost for good, "
        "run `momentum disconnect`, then `momentum connect`.",
    )


class Decrypts(Protocol):
    """One key, or several that are tried in turn."""

    def decrypt(self, token: bytes) -> bytes:
        """Return what is sealed, or raise `InvalidToken`."""


def _refuse_if_needed_before(database: Database, path: Path) -> None:
    with database.begin() as tx:
        if not sealed.any(tx):
            return
    raise ConfigurationError(
        f"The database holds a token, and its key is gone: there is no {path}.",
        hint="Put the key file back or set MOMENTUM_SECRET_KEY. If the key is lost for good, "
        "run `momentum disconnect`, then `momentum connect`.",
    )
