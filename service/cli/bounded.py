"""Bytes from a file or standard input, and no more of them than are wanted."""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import TYPE_CHECKING

from service.errors import InvalidInput

if TYPE_CHECKING:
    from pathlib import Path

_ITSELF = "Name the file itself."


def read_file(path: Path, most: int) -> bytes:
    """Return a file's bytes, at most one more than `most`: then there are too many.

    Symbolic links are not followed and only plain files are read: what a name leads to may
    be changed by others, and a pipe or a device may never end.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError:
        raise InvalidInput("This is no name of a file.", hint=_ITSELF) from None
    except FileNotFoundError:
        raise InvalidInput(
            f"There is no file {path}.", hint="A link begins with https:// or http://."
        ) from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise InvalidInput(f"{path} is a symbolic link.", hint=_ITSELF) from None
        if error.errno == errno.ENAMETOOLONG:
            raise InvalidInput("This name is too long for a file.", hint=_ITSELF) from None
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        hint = "Give a file, or pipe the text in: - is standard input."
        raise InvalidInput(f"{path} is not a plain file.", hint=hint)
    with os.fdopen(handle, "rb") as file:
        return file.read(most + 1)


def read_input(most: int) -> bytes:
    """Return what standard input brings, at most one byte more than `most`."""
    return sys.stdin.buffer.read(most + 1)
