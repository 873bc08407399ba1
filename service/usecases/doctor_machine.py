"""What the doctor finds on the machine: the home, the key, the database, the disk."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from typing import TYPE_CHECKING

from service.store.private import OTHERS
from service.store.sqlite import journal_mode
from service.usecases.doctor_finding import fail, ok, warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service.store.database import Database
    from service.usecases.doctor_finding import Finding

MIB = 1024 * 1024
LITTLE_ROOM = 500 * MIB
NO_ROOM = 50 * MIB


def home(path: Path) -> Finding:
    """The home holds the token and the key, so it is nobody else's business."""
    if not path.exists():
        return warn("home", f"{path} is not there yet.", "`momentum connect` makes it.")
    if not path.is_dir():
        todo = "Move the file away, or set MOMENTUM_HOME to a directory."
        return fail("home", f"{path} is not a directory.", todo)
    if not _is_writable(path):
        todo = f"Run `chmod 700 {path}` as its owner, or set MOMENTUM_HOME to one of yours."
        return fail("home", f"Nothing can be written in {path}.", todo)
    return _private("home", path, f"chmod 700 {path}")


def key(path: Path | None) -> Finding:
    """The key that tokens are sealed with; None where the settings hold it."""
    if path is None:
        return ok("key", "The key comes from MOMENTUM_SECRET_KEY.")
    if not path.is_file():
        return warn("key", "There is no key yet.", "`momentum connect` makes it.")
    return _private("key", path, f"chmod 600 {path}")


def sign_in(*, has_id: bool, has_secret: bool, address: str | None) -> Iterator[Finding]:
    """Nothing where no app at Asana is set; else whether people can sign in with it."""
    if not has_id and not has_secret:
        return
    if not has_id or not has_secret:
        missing = "MOMENTUM_ASANA_CLIENT_SECRET" if has_id else "MOMENTUM_ASANA_CLIENT_ID"
        todo = f"Set {missing} too, or neither: personal tokens need no app."
        yield fail("sign-in", f"The app at Asana is set by half: there is no {missing}.", todo)
    elif address is None:
        todo = "`momentum connect --oauth` works; for the page set MOMENTUM_PUBLIC_URL."
        yield warn("sign-in", "Nobody can sign in with Asana on the page.", todo)
    else:
        back = f"{address}/sign-in/asana/done"
        yield ok("sign-in", f"People sign in with Asana; the app there has to know {back}.")


def disk(path: Path) -> Finding:
    """There is room for the database to grow, and for a backup of it."""
    there = next(place for place in (path, *path.parents) if place.exists())
    free = shutil.disk_usage(there).free
    says = f"{free // MIB} MiB are free at {there}."
    todo = "Make room: without any, nothing can be recorded and syncs stop."
    if free < NO_ROOM:
        return fail("disk", says, todo)
    return warn("disk", says, todo) if free < LITTLE_ROOM else ok("disk", says)


def database_file(path: Path) -> Iterator[Finding]:
    """The file is nobody else's business, and its form is one that this SQLite can keep."""
    version = sqlite3.sqlite_version_info
    yield sqlite_version(version, _mode(path))
    yield _private("file", path, f"chmod 600 {path}*")


def sqlite_version(version: tuple[int, ...], mode: str) -> Finding:
    """Older releases may corrupt a write-ahead log, so they are used without one."""
    wanted = journal_mode(version)
    says = f"SQLite {'.'.join(map(str, version))}"
    if mode.upper() == "WAL" and wanted != "WAL":
        todo = (
            "Stop every program that uses the database, then run `momentum db upgrade`, "
            "which does without the log; or install SQLite 3.51.3 or newer."
        )
        return fail("sqlite", f"{says} may damage the database's write-ahead log.", todo)
    why = "" if wanted == "WAL" else " This release's write-ahead log can be damaged: not used."
    return ok("sqlite", f"{says}, journal mode {wanted}, every commit is flushed.{why}")


def database(found: Database) -> Finding:
    """The database answers, has a form that this version works with, and is not damaged."""
    form = found.form()
    if form.fits:
        if not found.is_sound():
            todo = "Restore a backup: `momentum db restore FILE`."
            return fail("database", f"The {found.dialect} database is damaged.", todo)
        how = "is up to date"
        if form.is_newer:
            how = "has a newer version's form, with which this one works"
        return ok("database", f"The {found.dialect} database answers and {how}.")
    if form.is_newer:
        todo = "Install that version again, or restore a backup made by this one."
        return fail(
            "database", "The database was last used by a newer version of Momentum.", todo
        )
    todo = "Run `momentum db upgrade`."
    return fail("database", f"The {found.dialect} database is not up to date.", todo)


def _mode(path: Path) -> str:
    """The journal's mode as the file has it now: asked without changing it."""
    with path.open("rb") as file:
        header = file.read(20)
    return "WAL" if header[18:20] == b"\x02\x02" else "other"


def _is_writable(path: Path) -> bool:
    """Whether its owner may write in it: root may anyway, and the service is not root."""
    owner = stat.S_IMODE(path.stat().st_mode) & stat.S_IRWXU
    return owner == stat.S_IRWXU and os.access(path, os.W_OK | os.X_OK)


def _private(name: str, path: Path, todo: str) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & OTHERS:
        return fail(name, f"Others may read {path}.", f"Run `{todo}`.")
    return ok(name, f"{path} is yours alone.")
