"""`momentum status` and `momentum history`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.account import here
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import say, say_json
from service.cli.words import STATES, day, moment, shares, zone_of
from service.domain.review_words import counted
from service.store import history as past
from service.store import plans
from service.store.accounts import AccountState
from service.usecases.arrival import Way
from service.usecases.past import WHY, chapters, tell
from service.usecases.status import status as standing
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from service.domain.plan import Plan
    from service.store.accounts import Account
    from service.store.history import Entry
    from service.usecases.past import Chapter
    from service.usecases.status import Status

Limit = Annotated[int, typer.Option(min=1, max=1000, help="How many, the latest first.")]


def status(*, json: Json = False) -> None:
    """Show how things stand: the account, the last sync, what waits. Asana is not asked."""
    app, account = here()
    found = standing(app.database, account.id, now=app.clock())
    if json:
        say_json(found.as_dict())
    else:
        _say_account(found.account)
        _say_times(found, app.clock())
        _say_reconnect(found, app.clock())
        _say_arrival(found, app.clock())
        _say_plan(found)


def history(*, limit: Limit = 30, json: Json = False) -> None:
    """Show what each sync did, and why.

    Your own changes of the plan are among it; the latest comes first.
    """
    app, account = here()
    with app.database.begin() as tx:
        entries = past.recent(tx, account.id, limit)
        told = chapters(tx, account.id, limit)
        plan = plans.load(tx, account.id)
    if json:
        say_json([_as_dict(entry, plan) for entry in entries])
    elif not told:
        say("Nothing has happened yet.")
    else:
        for chapter in told:
            _say_chapter(chapter, app.clock(), zone_of(plan))


def _as_dict(entry: Entry, plan: Plan) -> dict[str, object]:
    return {**asdict(entry), "at": entry.at.isoformat(), "text": tell(entry, plan)}


def _say_chapter(chapter: Chapter, now: datetime, zone: tzinfo) -> None:
    at = moment(chapter.at, now, zone)
    why = WHY.get(chapter.run.trigger, "") if chapter.run else "you changed the plan"
    say("[bold]{}[/]  [dim]{}[/]", at, why)
    for told in chapter.sentences:
        say("  {}", told)
    if error := chapter.error:
        say("  [yellow]{}[/] [dim]{}[/]", error.get("message", ""), error.get("hint", ""))


def _say_account(account: Account) -> None:
    match account.state:
        case AccountState.NOT_CONNECTED:
            say("Not connected. [dim]Run `momentum connect`.[/]")
        case AccountState.OK:
            say("Connected to [bold]{}[/] as {}.", account.workspace_name, account.name)
        case _:
            say("[bold yellow]Stopped:[/] {}", account.state_message or account.state)
            say("[dim]{}[/]", account.state_hint)


def _say_times(found: Status, now: datetime) -> None:
    zone = zone_of(found.plan)
    say("Last sync    {}", moment(found.account.last_sync_at, now, zone))
    if found.account.next_review_at:
        say("Next review  {}", moment(found.account.next_review_at, now, zone))


def _say_reconnect(found: Status, now: datetime) -> None:
    if found.next_reconnect:
        today = local_day(found.plan, now)
        say("Reconnect    {}", day(found.next_reconnect, today))


def _say_arrival(found: Status, now: datetime) -> None:
    arrives = found.arrival
    if arrives.way is Way.WEBHOOK:
        heard = moment(arrives.last_heard, now, zone_of(found.plan))
        say("Changes      Asana's webhook rings, last heard {}", heard)
    else:
        say("Changes      Asana is asked for news")
    if arrives.problem:
        say("[yellow]The webhook does not ring:[/] {}", arrives.problem)
        say("[dim]{}[/]", arrives.hint)


def _say_plan(found: Status) -> None:
    counts = ", ".join(f"{count} {STATES[state]}" for state, count in found.goals.items())
    say("Goals        {}", counts)
    if found.coverage.total:
        say("Coverage     {}", shares(found.reached))
    if found.waiting:
        say("Waiting      {} for Asana: `momentum sync`", counted(found.waiting, "change"))
    if found.over_capacity:
        names = ", ".join(goal.skill for goal in found.over_capacity)
        say("[yellow]More than fits this quarter:[/] {}", names)
    if found.conflicts:
        say("[yellow]Since the last review, changed on both sides:[/]")
        for told in found.conflicts:
            say("  {}", told)
