"""The vault: tokens are stored sealed, and the key is kept apart from the database."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from service.errors import ConfigurationError
from service.store import accounts
from service.store.private import OTHERS, make_directory

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import SecretStr

    from service.store.database import Database

KEY_FILE = "secret.key"
NEW_KEY = "Make one: head -c 32 /dev/urandom | base64 | tr '+/' '-_'"


class VaultSettings(Protocol):
    """The settings that the vault needs."""

    @property
    def home(self) -> Path:
        """Where the key file is."""

    @property
    def secret_key(self) -> SecretStr | None:
        """The keys, in place of the file's: comma-separated, the first one seals."""


class Vault:
    """Seals with the first of its keys, opens with any."""

    def __init__(self, keys: str, *, source: str) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key.strip()) for key in keys.split(",")])
        except ValueError:
            raise ConfigurationError(
                f"{source} does not hold 32 bytes in URL-safe base64.", hint=NEW_KEY
            ) from None

    @classmethod
    def unlock(cls, settings: VaultSettings, database: Database) -> Vault:
        """Open the vault with the keys of the settings, else of the key file in the home.

        The file is made on first use, but never when the database already holds what only
        another key can open. Raises `ConfigurationError`.
        """
        if settings.secret_key is not None:
            return cls(settings.secret_key.get_secret_value(), source="MOMENTUM_SECRET_KEY")
        path = settings.home / KEY_FILE
        if not path.exists():
            _refuse_if_needed_before(database, path)
            _make_key(path)
        return cls(_read_key(path), source=f"The key file {path}")

    def seal(self, secret: str) -> bytes:
        """Return the secret in a form that only a key of this vault opens."""
        return self._fernet.encrypt(secret.encode())

    def open(self, sealed: bytes) -> str:
        """Return a sealed secret, or raise `ConfigurationError` when no key fits."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            raise ConfigurationError(
                "The stored token was sealed with another key.",
                hint="Put the former MOMENTUM_SECRET_KEY or key file back, "
                "or run `momentum connect` again.",
            ) from None


def _refuse_if_needed_before(database: Database, path: Path) -> None:
    with database.begin() as tx:
        if not accounts.hold_secrets(tx):
            return
    raise ConfigurationError(
        f"The database holds a token, and its key is gone: there is no {path}.",
        hint="Put the key file back or set MOMENTUM_SECRET_KEY. If the key is lost for good, "
        "run `momentum disconnect`, then `momentum connect`.",
    )


def _make_key(path: Path) -> None:
    """Write a new key, whole and private from its first moment on; the first of two wins."""
    make_directory(path.parent)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def _read_key(path: Path) -> str:
    """Read the key file; refuse one that others may read, or that is a link to elsewhere."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise ConfigurationError(
            f"The key file cannot be read: {path} ({error.strerror}).",
            hint="Put a key file there that you own, or set MOMENTUM_SECRET_KEY.",
        ) from error
    with os.fdopen(descriptor, encoding="ascii", errors="replace") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & OTHERS:
            raise ConfigurationError(
                f"Others may read the key file {path}.",
                hint=f"Run `chmod 600 {path}`, and think about who may have read it.",
            )
        return file.read().strip()
