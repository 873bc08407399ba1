"""The project and its sections: made once, known by gid from then on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.plan import new_id
from service.errors import NeedsConfirmation
from service.store import accounts, intents, links
from service.store.intents import Making
from service.store.links import PROJECT, Link, LinkKind
from service.store.states import Answer
from service.usecases.ports import SECTIONS, ComeBack, Layout
from service.usecases.sync.intent import adopt, make

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from service.errors import ServiceError
    from service.usecases.ports import Board
    from service.usecases.sync.context import Context

READY = "ready"
LIST_DELAY = 10.0


def known_layout(tx: Connection, account_id: int) -> Layout | None:
    """Return where things are by what is stored; None before the first sync."""
    table = links.of_kinds(tx, account_id, LinkKind.PROJECT, LinkKind.SECTION)
    project = table.get(LinkKind.PROJECT, PROJECT)
    if project is None:
        return None
    account = accounts.get(tx, account_id)
    found = {key: table.get(LinkKind.SECTION, key) for key in SECTIONS}
    return Layout(
        project.gid,
        {key: link.gid for key, link in found.items() if link},
        later=account.later_section_gid,
        inbox=account.inbox_section_gid,
        ready=bool((project.base or {}).get(READY)),
    )


def lay_out(ctx: Context) -> Layout:
    """Return the project and its sections, making them on the first sync.

    Where an earlier Momentum has left a project in Asana, the first sync asks what to do about
    it, with `NeedsConfirmation`.

    Afterwards a section that the person deleted is left out of the layout; it is made again
    by `with_section` when a task has to go into it.
    """
    with ctx.database.begin() as tx:
        layout = known_layout(tx, ctx.account_id)
    if layout is None:
        layout = _make_project(ctx)
        present = dict(ctx.board.sections(layout.project))
    else:
        present = dict(ctx.board.open_sections(layout.project))
    layout = _without_deleted(ctx, layout, present)
    if not layout.ready:
        layout = _make_sections(ctx, layout, present)
    return layout


def with_section(ctx: Context, layout: Layout, key: str) -> Layout:
    """Return the layout with the section for `key`, made again where it was deleted."""
    if key in layout.sections:
        return layout
    if gid := _landed_section(ctx, layout, key):
        return _linked(ctx, layout, key, gid)
    earlier = SECTIONS[: SECTIONS.index(key)]
    after = next((layout.sections[k] for k in reversed(earlier) if k in layout.sections), None)
    making = Making(LinkKind.SECTION, key, f"momentum:section:{key}", {})
    made = make(
        ctx,
        [making],
        lambda: [ctx.board.create_section(layout.project, key, after)],
        lambda tx, made: links.put(
            tx, ctx.account_id, *(Link(LinkKind.SECTION, key, gid) for _, gid in made)
        ),
    )
    if not made.done:
        raise _wait(ctx, "a section")
    return replace(layout, sections={**layout.sections, key: made.done[0][1]})


def ask_about_earlier(board: Board) -> None:
    """Raise `NeedsConfirmation` where an earlier Momentum has left a board in Asana.

    The database may have been lost, while everything is still there.
    """
    found = board.earlier_projects()
    if found:
        names = " and ".join(f"“{project.name}”" for project in found)
        raise NeedsConfirmation(
            f"Asana has a board of yours from an earlier Momentum: {names}.",
            hint="Run `momentum db recover` to take it up again with all that is in it, or "
            "`momentum sync --force` to make a new one beside it.",
        )


def _without_deleted(ctx: Context, layout: Layout, present: Mapping[str, str]) -> Layout:
    """Leave out the sections that are gone; a list may be older than the last one made."""
    gone = [key for key, gid in layout.sections.items() if gid not in present]
    with ctx.database.begin() as tx:
        sent = [intents.get(tx, ctx.account_id, LinkKind.SECTION, key) for key in SECTIONS]
    made_at = max((one.last_sent_at for one in sent if one), default=None)
    young = made_at is not None and ctx.clock() < made_at + ctx.grace
    if young or not present:
        return layout
    if gone:
        with ctx.recording() as tx:
            for key in gone:
                links.remove(tx, ctx.account_id, LinkKind.SECTION, key)
    left = {key: gid for key, gid in layout.sections.items() if key not in gone}
    return replace(layout, sections=left)


def _make_project(ctx: Context) -> Layout:
    with ctx.database.begin() as tx:
        sent = intents.get(tx, ctx.account_id, LinkKind.PROJECT, PROJECT)
    marker = sent.marker if sent else f"momentum:project:{new_id()}"
    gid = ctx.board.find_project(marker) if sent else None
    if gid is not None:
        with ctx.recording() as tx:
            adopt(tx, ctx, LinkKind.PROJECT, PROJECT)
            links.put(tx, ctx.account_id, Link(LinkKind.PROJECT, PROJECT, gid))
    else:
        if sent is None and ctx.lease.answer is not Answer.CONFIRM:
            ask_about_earlier(ctx.board)
        if sent and ctx.clock() < sent.last_sent_at + ctx.grace:
            raise _wait(ctx, "the project")
        made = make(
            ctx,
            [Making(LinkKind.PROJECT, PROJECT, marker, {})],
            lambda: [ctx.board.create_project(marker)],
            lambda tx, made: links.put(
                tx, ctx.account_id, *(Link(LinkKind.PROJECT, PROJECT, new) for _, new in made)
            ),
        )
        if not made.done:
            raise _wait(ctx, "the project")
        gid = made.done[0][1]
    account = _account(ctx)
    return Layout(gid, {}, later=account.later_section_gid, inbox=account.inbox_section_gid)


def _make_sections(ctx: Context, layout: Layout, present: Mapping[str, str]) -> Layout:
    """Make all six in order; during set-up one without a link is known by its name.

    A project has a section from its birth, so an empty list is older than the project.
    """
    if not present:
        raise ComeBack(
            "Asana does not show the new project's sections yet.",
            seconds=LIST_DELAY,
            hint="Nothing is lost; the sync goes on by itself.",
        )
    unlinked = {
        name: gid for gid, name in present.items() if gid not in layout.sections.values()
    }
    for key in SECTIONS:
        if key in layout.sections:
            continue
        gid = unlinked.pop(ctx.board.section_name(key), None)
        if gid is None and not layout.sections:
            gid = _born(ctx, layout, present)
            if gid is not None:
                unlinked.pop(present.get(gid, ""), None)
                ctx.check()
                ctx.board.adopt_section(gid, key)
        if gid is None:
            layout = with_section(ctx, layout, key)
        else:
            layout = _linked(ctx, layout, key, gid)
    with ctx.recording() as tx:
        ready = Link(LinkKind.PROJECT, PROJECT, layout.project, base={READY: True})
        links.put(tx, ctx.account_id, ready)
    return layout


def _born(ctx: Context, layout: Layout, present: Mapping[str, str]) -> str | None:
    """Return the section that every new project starts with.

    The person may have added others to a project whose set-up was interrupted.
    """
    if len(present) == 1:
        return next(iter(present))
    return ctx.board.born_section(layout.project)


def _landed_section(ctx: Context, layout: Layout, key: str) -> str | None:
    """Look for a section whose creation is unanswered; it has no mark but its name.

    Raises `ComeBack` while it is not there and may still be made.
    """
    with ctx.database.begin() as tx:
        sent = intents.get(tx, ctx.account_id, LinkKind.SECTION, key)
    if sent is None or not sent.is_open:
        return None
    for gid, name in ctx.board.sections(layout.project):
        if name == ctx.board.section_name(key) and gid not in layout.sections.values():
            return gid
    if ctx.clock() < sent.last_sent_at + ctx.grace:
        raise _wait(ctx, "a section")
    return None


def _linked(ctx: Context, layout: Layout, key: str, gid: str) -> Layout:
    with ctx.recording() as tx:
        adopt(tx, ctx, LinkKind.SECTION, key)
        links.put(tx, ctx.account_id, Link(LinkKind.SECTION, key, gid))
    return replace(layout, sections={**layout.sections, key: gid})


def _wait(ctx: Context, what: str) -> ServiceError:
    return ComeBack(
        f"Asana has not said clearly whether {what} was made.",
        seconds=ctx.grace.total_seconds(),
        hint="Nothing is sent twice; it is looked for again by itself.",
    )


def _account(ctx: Context) -> accounts.Account:
    with ctx.database.begin() as tx:
        return accounts.get(tx, ctx.account_id)
