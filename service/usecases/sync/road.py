"""One sync, from end to end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from service.domain.changeset import ChangeSet, change_set
from service.domain.reconcile import reconcile
from service.domain.remote import Remote
from service.store import accounts
from service.store.accounts import Answer
from service.usecases.sync import creating, editing, guard, refused, saying
from service.usecases.sync.context import local_day
from service.usecases.sync.looking import read
from service.usecases.sync.memory import recall
from service.usecases.sync.outcome import Outcome, Status
from service.usecases.sync.reading import read_all
from service.usecases.sync.scene import Scene
from service.usecases.sync.setup import ask_about_earlier, known_layout
from service.usecases.sync.taking import take_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from service.store.database import Database
    from service.usecases.ports import Board, News
    from service.usecases.sync.context import Context
    from service.usecases.sync.looking import Reading

SOON = timedelta(seconds=30)
"""When an edit without an answer is tried again; doing it twice does no harm."""


def run(
    ctx: Context, *, whole: bool = False, news: News | None = None
) -> tuple[Scene, Outcome]:
    """Bring the plan and its project in Asana into agreement; `whole` reads everything.

    `news` are what the event stream has told already, where it was asked.
    Raises `NeedsConfirmation` before a large loss that the person has not answered for,
    `Stopped` and `ComeBack` when nothing more can be done now (what was done is recorded),
    and `LeaseLost`.
    """
    answer = ctx.lease.answer
    ctx.on_progress(0, 0, "Reading the board")
    reading = read(ctx, whole=whole or answer is not None, news=news)
    if answer not in (Answer.CONFIRM, Answer.KEEP):
        guard.check(reading.known, reading.remote)
    scene = Scene(ctx, reading.layout, reading.known.plan)
    keep = answer is Answer.KEEP
    take_in(scene, reading.remote, reading.token, keep=keep, before=reading.known)
    scene.refused = {} if answer else refused.remembered(ctx)
    _apply(scene)
    return scene, _outcome(scene, reading)


def preview(
    database: Database,
    account_id: int,
    board: Board,
    *,
    now: datetime,
    grace: timedelta,
) -> Outcome:
    """Work out what a sync would do, and write nothing anywhere."""
    with database.begin() as tx:
        layout = known_layout(tx, account_id)
        known = recall(tx, account_id, grace)
        last_day = accounts.get(tx, account_id).last_day
    if layout is None:
        ask_about_earlier(board)
    remote = read_all(board, layout, known, now) if layout else Remote()
    today = local_day(known.plan, now)
    result = reconcile(known, remote, today, new_day=last_day != today)
    wanted = change_set(result.plan, result.bases, result.steps)
    requests, round_trips = board.requests()
    changes = (*result.changes, *wanted.changes())
    return Outcome(Status.PLANNED, changes, requests, round_trips)


def _apply(scene: Scene) -> None:
    wanted = change_set(
        scene.plan,
        scene.bases,
        scene.steps,
        held=scene.held,
        my_tasks=scene.layout.later is not None,
    )
    if wanted or scene.to_say or scene.duplicates:
        scene.still = None
    wanted = refused.without_refused(scene, wanted)
    saying.say(scene)
    progress = _Progress(scene.ctx.on_progress, wanted)
    progress.follow("Creating tasks", creating.create_goals(scene, wanted.create))
    progress.follow("Creating steps", creating.create_steps(scene, wanted.create_steps))
    progress.follow("Updating tasks", editing.edit_goals(scene, wanted.edit))
    progress.follow("Updating steps", editing.edit_steps(scene, wanted.edit_steps))
    progress.follow("Removing steps", editing.delete_steps(scene, wanted.delete_steps))
    progress.follow("Ordering steps", editing.reorder_steps(scene, wanted.reorder))
    editing.trash_copies(scene, scene.duplicates)


class _Progress:
    """Counts what is done against everything that the change set holds."""

    def __init__(self, report: Callable[[int, int, str], None], wanted: ChangeSet) -> None:
        self._report = report
        self._done = 0
        self._total = len(wanted)

    def follow(self, what: str, work: Iterable[int]) -> None:
        for number in work:
            self._done += number
            self._report(self._done, self._total, what)


def _outcome(scene: Scene, reading: Reading) -> Outcome:
    requests, round_trips = scene.ctx.board.requests()
    moments = list(scene.held.values())
    if scene.unsettled:
        moments.append(scene.ctx.clock() + SOON)
    return Outcome(
        Status.UNCERTAIN if moments else Status.DONE,
        tuple(scene.changes),
        requests,
        round_trips,
        uncertain=len(scene.held) + scene.unsettled,
        look_again_at=min(moments, default=None),
        whole=reading.whole,
        heard=reading.heard,
        still=None if reading.whole or moments else scene.still,
    )
