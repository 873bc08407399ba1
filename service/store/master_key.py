"""The key that is kept apart from the database: in the settings, or in a file of the home."""

from __future__ import annotations

import fcntl
import os
import secrets
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from cryptography.fernet import Fernet, MultiFernet

from service.errors import ConfigurationError
from service.store.private import OTHERS, flush, make_directory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY_FILE = "secret.key"
NEW_KEY = "head -c 32 /dev/urandom | base64 | tr '+/' '-_'"
SETTING = "MOMENTUM_SECRET_KEY"


class MasterKey(Protocol):
    """One key or several; the first one seals, every one opens."""

    def read(self) -> list[str]:
        """Return the keys as they are now, or raise `ConfigurationError`."""

    @property
    def source(self) -> str:
        """Where they are, for a sentence."""


@dataclass(frozen=True, slots=True)
class GivenKey:
    """Keys of the settings; they stay as they are as long as the process runs."""

    value: str = field(repr=False)
    source: str = SETTING

    def read(self) -> list[str]:
        """Return the keys."""
        return _separated(self.value)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Keys of a file, which another process may exchange at any time."""

    path: Path

    @property
    def source(self) -> str:
        """Where they are, for a sentence."""
        return f"The key file {self.path}"

    def read(self) -> list[str]:
        """Read the file; refuse one that others may read, or that is a link to elsewhere."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError as error:
            raise ConfigurationError(
                f"The key file cannot be read: {self.path} ({error.strerror}).",
                hint=f"Put a key file there that you own, or set {SETTING}.",
            ) from error
        with os.fdopen(descriptor, encoding="ascii", errors="replace") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & OTHERS:
                raise ConfigurationError(
                    f"Others may read the key file {self.path}.",
                    hint=f"Run `chmod 600 {self.path}`, and think about who may have read it.",
                )
            return _separated(file.read())

    def make(self) -> None:
        """Write a first key; of two processes that do, the first one wins."""
        make_directory(self.path.parent)
        with self._draft([new_key()]) as draft, suppress(FileExistsError):
            os.link(draft, self.path)

    def write(self, keys: list[str]) -> None:
        """Put these keys in place of those that are there, all at once."""
        with self._draft(keys) as draft:
            draft.replace(self.path)
            flush(self.path.parent)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let nobody else exchange the keys meanwhile; ends with the process at the latest."""
        descriptor = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def _draft(self, keys: list[str]) -> Iterator[Path]:
        """Lend a file beside it that is whole and private from its first moment on."""
        draft = self.path.with_name(f"{self.path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(",".join(keys) + "\n")
                file.flush()
                os.fsync(file.fileno())
            yield draft
        finally:
            draft.unlink(missing_ok=True)


def fernet(key: MasterKey) -> MultiFernet:
    """Return what seals with the first of its keys and opens with any."""
    try:
        return MultiFernet([Fernet(one) for one in key.read()])
    except ValueError:
        raise ConfigurationError(
            f"{key.source} does not hold 32 bytes in URL-safe base64.",
            hint=f"Make one: {NEW_KEY}",
        ) from None


def new_key() -> str:
    """Return a key, made by chance."""
    return Fernet.generate_key().decode()


def _separated(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",")]
