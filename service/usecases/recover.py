"""With the database lost, everything comes back from Asana: this reads, and writes only here.

The newest review carries a copy of the plan; the project shows what has changed since. What is
found is stored in one transaction: killed anywhere, it can simply be done again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from service.domain.base import Known
from service.domain.plan import Plan
from service.domain.planfile import PlanProblems
from service.domain.planfile_copy import Copy, ReconnectThen, ReviewThen, read_copy
from service.domain.planfile_text import MOST_BYTES
from service.domain.rebuild import Rebuilt, known_from, rebuild, rebuild_alone
from service.domain.review_snapshot import Snapshot, snapshot
from service.domain.review_week import IsoWeek
from service.errors import Conflict, NotFound
from service.store import accounts, decisions, history, links, plans, reviews
from service.store.accounts import AccountState
from service.store.links import PROJECT, Link, LinkKind
from service.usecases.ports import SECTIONS, Layout, Named, Refusal
from service.usecases.recover_reconnects import reconnects_among, store_reconnects
from service.usecases.review_files import PLAN, TYPES, linked
from service.usecases.sync.context import local_day
from service.usecases.sync.memory import keep_bases, keep_steps
from service.usecases.sync.reading import read_all
from service.usecases.sync.setup import READY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from service.domain.plan import Group
    from service.domain.remote import RemoteTask
    from service.store.database import Database
    from service.usecases.ports import Board

MOST_COPIES = 8
"""So many of the newest reviews are looked at for a copy that can be read."""

LOST = (
    "The history with its conflicts; postings as they were brought, and removed ones.",
    "What the last review asked. What you said no to since then may be asked again.",
)
LOST_WITHOUT_COPY = (
    "The plan's purpose and its settings: they are the defaults now.",
    "The postings' addresses, what is only nice to have, and lines that no goal answers.",
    "By which road each skill is learned, and why goals were let go.",
    "The coverage of the weeks so far.",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A board of the person's in Asana: its sections, its reviews, and the newest copy.

    `gids` are the reviews' tasks and when these were made, by week; `files` are the names and
    gids of what the newest review carries. `unknown` are keys of sections that could not be
    told apart from `strange`, the sections that are left.
    """

    project: Named
    sections: Mapping[str, str]
    unknown: tuple[str, ...]
    strange: tuple[Named, ...]
    gids: Mapping[IsoWeek, tuple[str, datetime | None]]
    files: Mapping[str, str]
    copy: Copy | None
    reconnects: tuple[ReconnectThen, ...] = ()

    def with_sections(self, chosen: Mapping[str, str]) -> Seen:
        """Take the person's word for sections, by key."""
        return replace(self, sections={**self.sections, **chosen}, unknown=())


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that comes back, and `lost`: what does not."""

    seen: Seen
    layout: Layout
    rebuilt: Rebuilt
    reviews: tuple[ReviewThen, ...]

    @property
    def lost(self) -> tuple[str, ...]:
        """What cannot come back, a sentence each."""
        return LOST if self.seen.copy else (*LOST, *LOST_WITHOUT_COPY)

    def grouped(self, groups: Mapping[str, Group]) -> Found:
        """Take the person's word for the groups of goals, by id."""
        return replace(self, rebuilt=self.rebuilt.grouped(groups))


def boards(database: Database, account_id: int, board: Board) -> Sequence[Named]:
    """Return the person's boards of an earlier Momentum; raises where this one is in use."""
    with database.begin() as tx:
        _refuse_unless_empty(tx, account_id)
    found = board.earlier_projects()
    if not found:
        raise NotFound(
            "Asana shows no board of yours from an earlier Momentum.",
            hint="Is it archived, in the trash, or in another workspace? Restore it there, or "
            "begin anew: `momentum plan import`, then `momentum sync`.",
        )
    return found


def look(board: Board, project: Named) -> Seen:
    """Look at a board: which section is which, which reviews there are, and the newest copy."""
    tasks = board.tasks(Layout(project.gid))
    made = _reviews_among(tasks, project.gid)
    copy, files = _newest_copy(board, project.gid, made)
    present = board.sections(project.gid)
    sections = _known_sections(board, present, copy)
    strange = tuple(Named(gid, name) for gid, name in present if gid not in sections.values())
    doubtful = bool(strange) and copy is None
    unknown = tuple(key for key in SECTIONS if doubtful and key not in sections)
    again = reconnects_among(tasks, project.gid, copy)
    return Seen(project, sections, unknown, strange, made, files, copy, again)


def find(
    database: Database, account_id: int, board: Board, seen: Seen, *, now: datetime
) -> Found:
    """Rebuild everything from the copy and the board; the board wins."""
    with database.begin() as tx:
        account = accounts.get(tx, account_id)
        settings = plans.load(tx, account_id).settings
    later = account.later_section_gid
    layout = Layout(
        seen.project.gid,
        seen.sections,
        later=later,
        inbox=account.inbox_section_gid,
        ready=True,
    )
    copy = seen.copy
    known = known_from(copy) if copy else Known(Plan(settings=settings))
    gids = {gid for gid, _ in seen.gids.values()} | {one.gid for one in seen.reconnects}
    known = replace(known, reviews=known.reviews | gids)
    remote = read_all(board, layout, known, now)
    today = local_day(known.plan, now)
    if copy:
        filed = later is not None and later == copy.later
        rebuilt = rebuild(known, remote, today, filed=filed)
    else:
        rebuilt = rebuild_alone(known, remote, today, filed=later is not None)
    return Found(seen, layout, rebuilt, tuple(_reviews(seen, rebuilt)))


def store(database: Database, account_id: int, found: Found, *, now: datetime) -> None:
    """Keep what was found, all of it or nothing; the next sync has nothing to write."""
    with database.begin() as tx:
        accounts.lock(tx, account_id)
        _refuse_unless_empty(tx, account_id)
        plans.save(tx, account_id, found.rebuilt.plan)
        _link_all(tx, account_id, found)
        store_reconnects(tx, account_id, found.seen.reconnects, found.rebuilt.plan.postings)
        for review in found.reviews:
            _store_review(tx, account_id, found.seen, review, now)
        _store_declined(tx, account_id, found)
        name = found.seen.project.name
        history.note(tx, account_id, None, now, kind="recovered", text=f"From “{name}”")
        if accounts.get(tx, account_id).state is AccountState.CONFIRM:
            accounts.set_state(tx, account_id, AccountState.OK)
        accounts.request(tx, account_id, now=now)


def _refuse_unless_empty(tx: Connection, account_id: int) -> None:
    plan = plans.load(tx, account_id)
    if plan.goals or plan.postings or len(links.all_of(tx, account_id)):
        raise Conflict(
            "There is a plan in this database already; recovering would replace it.",
            hint="To recover beside it, use a home of its own: set MOMENTUM_HOME to a new "
            "folder, run `momentum connect` and then `momentum db recover`.",
        )


def _reviews_among(
    tasks: Iterable[RemoteTask], project: str
) -> dict[IsoWeek, tuple[str, datetime | None]]:
    """The reviews of this board by their markers; of two for one week the older counts."""
    pattern = re.compile(rf"momentum:review:(\d{{4}}-W\d\d)-{re.escape(project)}")
    found: dict[IsoWeek, tuple[str, datetime | None]] = {}
    for task in sorted(tasks, key=lambda task: (str(task.created_at), task.gid)):
        for mark in filter(None, map(pattern.fullmatch, sorted(task.markers))):
            found.setdefault(IsoWeek.parse(mark[1]), (task.gid, task.created_at))
    return dict(sorted(found.items(), reverse=True))


def _newest_copy(
    board: Board, project: str, made: Mapping[IsoWeek, tuple[str, datetime | None]]
) -> tuple[Copy | None, dict[str, str]]:
    """The newest copy that can be read, and the files of the newest review."""
    newest: dict[str, str] | None = None
    for gid, _ in list(made.values())[:MOST_COPIES]:
        files = {file.name: file.gid for file in board.files(gid)}
        newest = files if newest is None else newest
        if PLAN not in files:
            continue
        try:
            copy = read_copy(board.read_file(files[PLAN], most=MOST_BYTES))
        except (PlanProblems, Refusal):
            continue  # the one before it may be whole
        if copy.project == project:
            return copy, newest
    return None, newest or {}


def _known_sections(
    board: Board, present: Sequence[tuple[str, str]], copy: Copy | None
) -> dict[str, str]:
    """Sections by the copy's gids, else by the names that we give them."""
    there = dict(present)
    found = {key: gid for key, gid in (copy.sections if copy else {}).items() if gid in there}
    for key in SECTIONS:
        named = (gid for gid, name in present if name == board.section_name(key))
        free = next((gid for gid in named if gid not in found.values()), None)
        if key not in found and free is not None:
            found[key] = free
    return found


def _reviews(seen: Seen, rebuilt: Rebuilt) -> Iterable[ReviewThen]:
    """Every review that is remembered or there, with the figures that are known of it."""
    kept = {review.week: review for review in (seen.copy.reviews if seen.copy else ())}
    newest = max((*kept, *seen.gids), default=None)
    for week in sorted({*kept, *seen.gids}):
        review = kept.get(week, ReviewThen(week, ""))
        if week in seen.gids:
            review = replace(review, gid=seen.gids[week][0])
        if week == newest:
            plan = seen.copy.plan if seen.copy and week in kept else rebuilt.plan
            review = replace(review, figures=snapshot(plan, streak=review.figures.streak))
        yield review


def _link_all(tx: Connection, account_id: int, found: Found) -> None:
    project = found.seen.project.gid
    links.put(tx, account_id, Link(LinkKind.PROJECT, PROJECT, project, base={READY: True}))
    sections = found.layout.sections.items()
    links.put(tx, account_id, *(Link(LinkKind.SECTION, key, gid) for key, gid in sections))
    keep_bases(tx, account_id, found.rebuilt.bases)
    keep_steps(tx, account_id, {}, found.rebuilt.steps)
    for newest in list(found.seen.gids)[:1]:
        for name in TYPES:
            links.put(tx, account_id, linked(newest, name, found.seen.files.get(name)))


def _store_review(
    tx: Connection, account_id: int, seen: Seen, review: ReviewThen, now: datetime
) -> None:
    week = review.week
    _, made_at = seen.gids.get(week, ("", None))
    at = min(now, made_at or datetime.combine(week.monday, time(12), UTC))
    reviews.begin(tx, account_id, week.year, week.week, at)
    if review.gid:
        facts = review.figures.as_dict() if review.figures != Snapshot() else {}
        reviews.finish(
            tx, account_id, week.year, week.week, gid=review.gid, facts=facts, now=at
        )
        links.put(tx, account_id, Link(LinkKind.REVIEW, str(week), review.gid))


def _store_declined(tx: Connection, account_id: int, found: Found) -> None:
    """What was said no to rests on as it did; where a day has no midnight, from soon after."""
    zone = ZoneInfo(found.rebuilt.plan.settings.timezone)
    declined = found.seen.copy.declined if found.seen.copy else ()
    by_week = attrgetter("week")
    for week, noes in groupby(sorted(declined, key=by_week), by_week):
        said = [(one.decision, datetime.combine(one.on, time(), zone)) for one in noes]
        decisions.restore(tx, account_id, week, said)
