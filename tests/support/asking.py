"""A home whose review asks one decision of every kind, and short words for its subtasks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from service.store import decisions, history
from support.home import Home, make_home
from support.turns import Service

if TYPE_CHECKING:
    from service.domain.decision import Asked
    from service.store.database import Database

CONNECTED = datetime(2026, 10, 7, 10, tzinfo=UTC)
FIRST = datetime(2026, 10, 12, 8, tzinfo=UTC)
WEEK = timedelta(days=7)

PLAN = """
momentum: 1
settings: {timezone: Europe/Lisbon, capacity: {in_role: 2, outside: 1}}
postings:
  - title: Head of Product, Acme
    requirements: [Data storytelling, Proven stakeholder management]
  - title: Chief Sailor, Bay
    requirements: [Sailing, Rowing, Data storytelling]
goals:
  - skill: Data
    group: in_role
    state: active
    answers: [Data storytelling]
    steps: [{text: Tell one, done: true}]
  - skill: People
    group: in_role
    state: active
    answers: [Proven stakeholder management]
  - {skill: Pricing, group: in_role, state: active}
  - {skill: Sailing, group: outside, state: let_go, answers: [Sailing]}
  - {skill: Rowing, group: outside, state: let_go, answers: [Rowing]}
  - {skill: Speaking, group: outside, state: deferred, in: 2027-Q2}
"""

MASTER = "Move “Data” to mastered? Its one step is done."
DEFER = "Defer “Pricing” to 2027-Q1? This quarter is over capacity."
LET_GO = "Let go of “People”? Deferred 3 times."
POSTING = (
    "Let go of the posting “Chief Sailor, Bay”? "
    "2 of the 2 lines that only it asks for were let go."
)
FORWARD = "Bring “Speaking” forward? There is room this quarter."
ALL = [MASTER, DEFER, LET_GO, POSTING, FORWARD]


def asking_home(database: Database, *, put_off: int = 3) -> Home:
    """Make a home in which the first review is due, and asks everything.

    Without a goal that was `put_off` it does not ask to let one go, and is made faster.
    """
    home = make_home(database)
    home.time[0] = CONNECTED
    home.plan_file(PLAN)
    Service(home).work()
    for _ in range(put_off):
        put_off_and_back(home, "People")
    home.time[0] = FIRST
    return home


def put_off_and_back(home: Home, skill: str) -> None:
    """Drag a goal's task to Later, and back into the quarter."""
    for section in ("Later", "This quarter · in my role"):
        home.person.move(home.gid(skill), home.section(section))
        home.sync()


def subtasks(home: Home, review: int = -1) -> dict[str, dict[str, object]]:
    """The live subtasks of a review by name, in order; of the last one if not said."""
    found = sorted(Service(home).tasks(), key=lambda task: str(task["due_on"]))
    return {str(one["name"]): one for one in found[review]["subtasks"]}


def review_gid(home: Home, review: int = -1) -> str:
    found = sorted(Service(home).tasks(), key=lambda task: str(task["due_on"]))
    return str(found[review]["gid"])


def tick(home: Home, title: str, review: int = -1) -> str:
    """Tick a decision; returns its gid."""
    gid = str(subtasks(home, review)[title]["gid"])
    home.person.tick(gid)
    return gid


def asked(home: Home) -> list[Asked]:
    """The decisions of the last two reviews as they are stored."""
    with home.database.begin() as tx:
        return list(decisions.read_still(tx, home.account_id))


def statuses(home: Home) -> dict[str, str]:
    """The same by their titles, those of the last review standing."""
    return {one.decision.title: one.status.value for one in asked(home)}


def entries(home: Home, kind: str) -> list[history.Entry]:
    """What the history tells of one kind, oldest first."""
    with home.database.begin() as tx:
        found = history.recent(tx, home.account_id, 999)
    return [entry for entry in reversed(found) if entry.kind == kind]
