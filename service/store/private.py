"""Files and directories that are nobody else's business."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OTHERS = 0o077
"""Every right of the group and of the rest of the world."""


def make_directory(path: Path) -> None:
    """Make a directory that only its owner may enter; one that is there stays as it is."""
    if not path.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file that only its owner may read; one that is there stays as it is."""
    os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))


def flush(path: Path) -> None:
    """Bring a file, or the names in a directory, to the disk for good."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
