"""Who changes what a turn reads lets the next turn look: it leaves no account quiet."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, event

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parents[1]
SERVICE = TESTS.parent / "service"
READ_BY_TURNS = (
    *("plans", "goals", "postings", "links", "intents"),
    *("refusals", "reviews", "decisions", "reconnects"),
)
WRITES = re.compile(rf"(INSERT INTO|UPDATE|DELETE FROM) ({'|'.join(READ_BY_TURNS)})\b")
NO_MATTER = re.compile(
    r"INSERT INTO plans .* DO NOTHING|UPDATE plans SET last_file=", re.DOTALL
)
"""The empty plan of a new account, and what the next import is compared with."""
ENDS_THE_QUIET = re.compile(
    r"UPDATE accounts SET (?!.*lease_owner=).*quiet_until=|INSERT INTO accounts", re.DOTALL
)
"""Not the release of an account, which may begin a quiet as well as end one."""


@contextmanager
def silent_writes() -> Iterator[list[str]]:
    """List what our code writes meanwhile in transactions that may leave an account quiet."""
    silent: list[str] = []
    written: dict[object, list[str]] = {}
    ended: set[object] = set()

    def note(connection, _cursor, statement, *_):
        if ENDS_THE_QUIET.search(statement):
            ended.add(connection)
        elif WRITES.match(statement) and not NO_MATTER.search(statement) and _is_ours():
            written.setdefault(connection, []).append(statement)

    def commit(connection):
        if connection not in ended:
            silent.extend(written.get(connection, ()))
        forget(connection)

    def forget(connection):
        written.pop(connection, None)
        ended.discard(connection)

    listeners = {"before_cursor_execute": note, "commit": commit, "rollback": forget}
    for name, listener in listeners.items():
        event.listen(Engine, name, listener)
    try:
        yield silent
    finally:
        for name, listener in listeners.items():
            event.remove(Engine, name, listener)


def _is_ours() -> bool:
    """Whether a statement is made by the service, not by a test on the store itself."""
    frame = sys._getframe()
    while frame := frame.f_back:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(TESTS) and path != Path(__file__):
            return False
        if path.is_relative_to(SERVICE) and not path.is_relative_to(SERVICE / "store"):
            return True
    return False
