"""How much of Asana a sync has to look at: what its event stream rang for, or everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from service.store import accounts
from service.usecases.sync.memory import recall
from service.usecases.sync.reading import read_all, read_news
from service.usecases.sync.setup import known_layout, lay_out

if TYPE_CHECKING:
    from service.domain.base import Known
    from service.domain.remote import Remote
    from service.store.accounts import Account
    from service.usecases.ports import Layout, News
    from service.usecases.sync.context import Context

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, and what was known before.

    `token` is the place in the event stream from before the reading began. `heard` says that
    the stream had something to tell, or was not needed.
    """

    layout: Layout
    known: Known
    remote: Remote
    token: str
    whole: bool
    heard: bool = True


def listen(ctx: Context) -> News | None:
    """Ask the event stream alone, where nothing else can have work; else return None."""
    lease = ctx.lease
    if lease.project is None or not lease.only_listens(ctx.clock()):
        return None
    return ctx.board.news(lease.project, lease.account.event_token)


def read(ctx: Context, *, whole: bool, news: News | None = None) -> Reading:
    """Read what was touched since the last reading, or everything where that is not enough.

    Everything is read on the first sync, once a day (events may be lost), before a review,
    when the stream begins anew, when the project itself changed, and while a creation is
    unanswered. `news` are what the event stream has told already, where it was asked.
    """
    with ctx.database.begin() as tx:
        known = recall(tx, ctx.account_id, ctx.grace)
        layout = known_layout(tx, ctx.account_id)
        account = accounts.get(tx, ctx.account_id)
    due = account.next_full_at is None or account.next_full_at <= ctx.clock()
    settled = layout is not None and layout.ready and not known.unanswered
    if layout and settled and account.event_token and not (whole or due):
        news = news or ctx.board.news(layout.project, account.event_token)
        if not news.whole:
            remote = read_news(ctx.board, layout, known, news, ctx.clock())
            heard = not news.quiet
            return Reading(layout, known, remote, news.token, whole=False, heard=heard)
    place = news.token if news and news.whole else _place(ctx, account, layout)
    layout = lay_out(ctx)
    place = place or ctx.board.news(layout.project, None).token
    remote = read_all(ctx.board, layout, known, ctx.clock())
    return Reading(layout, known, remote, place, whole=True)


def _place(ctx: Context, account: Account, layout: Layout | None) -> str | None:
    """The place in the stream as it is, because a list may be older than what rings there.

    None where Asana may know it no longer: it does so for a day.
    """
    last = account.last_sync_at
    lately = layout is not None and last is not None and ctx.clock() < last + A_DAY
    return account.event_token if lately else None
