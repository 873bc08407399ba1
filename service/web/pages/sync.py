"""Sync: see what would be done, do it and watch, answer where it waits, and what it did."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated

import anyio
from fastapi import Path, Query, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from service.errors import NotFound, ServiceError
from service.store import accounts, runs
from service.store.runs import Run
from service.store.states import Answer
from service.usecases.past import WHY, chapters
from service.usecases.status import status
from service.usecases.sync.road import preview
from service.web.pages.goal_cards import shown
from service.web.pages.progress_events import Step, event
from service.web.pages.standing import standing
from service.web.pages.sync_words import Parts, ended_well, parts_of
from service.web.pages.visit import Here, Visit, page_router
from service.web.tickets import ask

router = page_router()

FEW, MORE, MOST = 40, 60, 1_000
"""So many entries of the history at first, so many more at a time, and at most."""

LOOK_SECONDS = 0.4
LOOKS = 150
"""A stream ends after a minute, and the browser begins another."""

Ticket = Annotated[int, Path(ge=1, le=2**31 - 1)]
Entries = Annotated[int, Query(ge=1, le=MOST)]


@router.get("/sync")
def show(here: Here, entries: Entries = FEW) -> Response:
    """Show how the two stand, and what each sync did."""
    return _show(here, entries)


@router.post("/sync")
def start(here: Here) -> Response:
    """Ask for a sync, with the person's answer where the work has stopped."""
    given = here.form.text("answer")
    answer = next((one for one in Answer if one.value == given), None)
    with here.app.database.begin() as tx:
        ticket = ask(tx, here.account_id, now=here.now, answer=answer)
    return here.go(f"/sync/{ticket}")


@router.post("/sync/preview")
def look_ahead(here: Here) -> Response:
    """Work out what a sync would do; Asana is read, and nothing is written anywhere."""
    grace = timedelta(seconds=here.app.settings.create_grace_seconds)
    try:
        with here.app.database.begin() as tx:
            account = accounts.get(tx, here.account_id)
        with here.app.board(account) as board:
            outcome = preview(
                here.app.database, here.account_id, board, now=here.now, grace=grace
            )
    except ServiceError as error:
        here.form.take(error)
        return _show(here, FEW)
    return here.page("sync_preview.html", parts=parts_of(outcome.as_dict(), planned=True))


@router.get("/sync/{ticket}")
def follow(here: Here, ticket: Ticket) -> Response:
    """Show the run that covers a ticket, as far as it is."""
    run = _covering(here, ticket)
    plan = shown(here)
    return here.page(
        "sync_run.html",
        ticket=ticket,
        run=run,
        step=Step.of(run),
        parts=parts_of(run.result) if run and run.result else Parts(),
        went_well=ended_well(run),
        plan=plan,
        now=here.now,
    )


@router.get("/sync/{ticket}/events")
def stream(here: Here, ticket: Ticket) -> Response:
    """Tell how far the run is, as server-sent events, until it has ended."""
    _covering(here, ticket)
    return StreamingResponse(
        _events(here, ticket),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},  # a proxy may not keep them until the end
    )


async def _events(here: Visit, ticket: int) -> AsyncIterator[str]:
    told = None
    for _ in range(LOOKS):
        step = Step.of(await run_in_threadpool(_covering, here, ticket))
        if step != told:
            yield event(step)
            told = step
        if step.ended:
            return
        await anyio.sleep(LOOK_SECONDS)


def _covering(here: Visit, ticket: int) -> Run | None:
    with here.app.database.begin() as tx:
        if ticket > accounts.get(tx, here.account_id).wanted:
            raise NotFound(
                "No sync was asked for under this number.", hint="The sync page starts one."
            )
        return runs.covering(tx, here.account_id, ticket)


def _show(here: Visit, entries: int) -> Response:
    plan = shown(here)
    state = status(here.app.database, here.account_id, now=here.now)
    with here.app.database.begin() as tx:
        told = chapters(tx, here.account_id, entries)
        stop = standing(tx, state.account)
        last = next(iter(runs.latest(tx, here.account_id, 1)), None)
    shown_entries = sum(len(chapter.sentences) for chapter in told)
    return here.page(
        "sync.html",
        plan=plan,
        state=state,
        standing=stop,
        chapters=told,
        why=WHY,
        poll_seconds=here.app.settings.poll_seconds,
        running=last if last and last.status == runs.RUNNING else None,
        more=min(entries + MORE, MOST) if entries <= shown_entries < MOST else 0,
        now=here.now,
    )
