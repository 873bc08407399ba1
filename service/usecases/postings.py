"""Postings come into the plan, are picked from, and leave it; a dated copy of each is kept."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.plan import MOST_POSTINGS, Posting, wording
from service.domain.planfile_read import LINE
from service.domain.planfile_text import is_blank, is_printable
from service.domain.posting_lines import chosen, picked
from service.errors import Conflict, InvalidInput
from service.store import accounts, plans, posting_copies
from service.store.posting_copies import PostingCopy
from service.usecases.plan_changes import keep
from service.usecases.posting_look import Look, all_of, find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.plan import Plan, Requirement
    from service.domain.posting_lines import Picks
    from service.store.database import Database
    from service.usecases.posting_draft import Draft


def expect(database: Database, account_id: int, *, link: str = "", text: str = "") -> None:
    """Raise what `bring` would raise for this link or text, or for any posting at all.

    Asked before a page is fetched, or a person is asked, for nothing.
    """
    with database.begin() as tx:
        plan = plans.load(tx, account_id)
        looks = all_of(tx, account_id, plan) if text else ()
    _refuse_again(plan, link)
    _refuse_same_text(looks, text)
    _refuse_one_more(plan)


def bring(
    database: Database,
    account_id: int,
    draft: Draft,
    *,
    title: str = "",
    requirements: Sequence[Requirement] | None = None,
    now: datetime,
) -> Look:
    """Put a posting into the plan, with the lines that read as requirements or those given.

    `title` is the person's own name for it. The same posting again is refused, and so is one
    more than the method compares.
    """
    named = _title(title, draft)
    with _changing(database, account_id, now) as change:
        _refuse_again(change.plan, draft.url)
        _refuse_same_name(change.plan, named)
        _refuse_same_text(change.looks, draft.text)
        _refuse_one_more(change.plan)
        asked = chosen(draft.lines) if requirements is None else tuple(requirements)
        posting = Posting(named, asked, draft.url)
        copy = PostingCopy(posting, now, draft.came, draft.text, draft.lines)
        posting_copies.put(change.tx, account_id, copy)
        change.add(posting)
    return Look(posting, active=True, copy=copy)


def listed(database: Database, account_id: int, *, former: bool = False) -> list[Look]:
    """Return the plan's postings in its order, then the former ones, the youngest first."""
    with database.begin() as tx:
        found = all_of(tx, account_id, plans.load(tx, account_id))
    return [one for one in found if one.active or former]


def look(database: Database, account_id: int, wanted: str) -> Look:
    """Return the posting with this id or title, or whose title alone begins so."""
    with database.begin() as tx:
        return find(all_of(tx, account_id, plans.load(tx, account_id)), wanted)


def pick(
    database: Database, account_id: int, wanted: str, *picks: Picks, now: datetime
) -> Look:
    """Change which lines of a posting count, and how, pick by pick."""
    with _changing(database, account_id, now) as change:
        found = _in_the_plan(change.find(wanted))
        asked = picked(found.lines, found.posting.requirements, *picks)
        posting = replace(found.posting, requirements=asked)
        change.put(posting)
    return replace(found, posting=posting)


def remove(database: Database, account_id: int, wanted: str, *, now: datetime) -> Look:
    """Take a posting out of the plan: what only it asked for counts no more; goals stay."""
    with _changing(database, account_id, now) as change:
        found = _in_the_plan(change.find(wanted))
        change.remove(found.posting)
    return look(database, account_id, found.posting.id)


def take_up(database: Database, account_id: int, wanted: str, *, now: datetime) -> Look:
    """Put a former posting into the plan again, with the lines that were picked then."""
    with _changing(database, account_id, now) as change:
        found = change.find(wanted)
        if found.active:
            raise _there_already(found.posting)
        _refuse_again(change.plan, found.posting.url)
        _refuse_same_name(change.plan, found.posting.title)
        _refuse_one_more(change.plan)
        change.add(found.posting)
    return replace(found, active=True)


class _Change:
    """A plan whose postings are being changed."""

    def __init__(self, tx: Connection, account_id: int, plan: Plan) -> None:
        self.tx = tx
        self.plan = plan
        self.looks = all_of(tx, account_id, plan)

    def find(self, wanted: str) -> Look:
        return find(self.looks, wanted)

    def add(self, posting: Posting) -> None:
        self._make((*self.plan.postings, posting))

    def put(self, posting: Posting) -> None:
        self._make(posting if one.id == posting.id else one for one in self.plan.postings)

    def remove(self, posting: Posting) -> None:
        self._make(one for one in self.plan.postings if one.id != posting.id)

    def _make(self, postings: Iterable[Posting]) -> None:
        self.plan = replace(self.plan, postings=tuple(postings))


@contextmanager
def _changing(database: Database, account_id: int, now: datetime) -> Iterator[_Change]:
    with database.begin() as tx:
        accounts.lock(tx, account_id)
        before = plans.load(tx, account_id)
        change = _Change(tx, account_id, before)
        yield change
        keep(tx, account_id, before, change.plan, now=now)


def _in_the_plan(found: Look) -> Look:
    title = found.posting.title
    if not found.active:
        raise Conflict(
            f"The posting “{title}” is not in the plan any more.",
            hint=f'Take it up again: momentum posting take-up "{title}"',
        )
    return found


def _title(given: str, draft: Draft) -> str:
    title = " ".join(given.split()) or draft.title
    if is_blank(title):
        raise InvalidInput(
            "Nothing in the posting tells its title.",
            hint='Give it one, with who offers the job: --title "Head of Product, Acme".',
            field="title",
        )
    if not is_printable(title):
        raise InvalidInput(
            "The title holds a control character.", hint="Take it out.", field="title"
        )
    if len(title) > LINE:
        size = f"{len(title):,} characters"
        hint = f"Keep it to {LINE:,}."
        raise InvalidInput(f"The title is too long: {size}.", hint=hint, field="title")
    return title


def _refuse_again(plan: Plan, url: str) -> None:
    address = _address(url)
    for one in plan.postings:
        if address and _address(one.url) == address:
            raise _there_already(one)


def _refuse_same_name(plan: Plan, title: str) -> None:
    for one in plan.postings:
        if wording(one.title) == wording(title):
            raise Conflict(
                f"There is a posting “{one.title}” in the plan already.",
                hint="Is this another one? Then bring it under a title of its own: --title.",
                field="title",
            )


def _refuse_same_text(looks: Iterable[Look], text: str) -> None:
    words = wording(text)
    for one in looks:
        if one.copy is None or wording(one.copy.text) != words:
            continue
        if one.active:
            raise _there_already(one.posting)
        raise Conflict(
            f"You had this posting before: “{one.posting.title}”, and removed it.",
            hint=f'Take it up again: momentum posting take-up "{one.posting.id}"',
        )


def _there_already(posting: Posting) -> Conflict:
    return Conflict(
        f"This posting is in the plan already: “{posting.title}”.",
        hint=f"Look at its lines: momentum posting show {posting.id}",
    )


def _refuse_one_more(plan: Plan) -> None:
    if len(plan.postings) >= MOST_POSTINGS:
        titles = ", ".join(f"“{one.title}”" for one in plan.postings)
        raise Conflict(
            f"The plan has {len(plan.postings)} postings already: {titles}.",
            hint="Remove one first: `momentum posting remove`. A copy of it is kept.",
        )


def _address(url: str) -> str:
    """What makes two links the same: all but a place within the page.

    Some boards write behind the # which job it is: that is no such place.
    """
    page, _, place = url.strip().partition("#")
    whole = url.strip() if {"/", "=", "?"} & set(place) else page
    return whole.rstrip("/")
