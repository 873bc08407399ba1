"""`momentum status` and `momentum history`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.account import here
from service.cli.changes import SIGNS, line
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import marked, say, say_json, say_marked
from service.cli.words import STATES, moment, number_of, zone_of
from service.store import history as past
from service.store import plans
from service.store.accounts import AccountState
from service.usecases.arrival import Way
from service.usecases.status import status as standing

if TYPE_CHECKING:
    from datetime import datetime

    from service.domain.plan import Plan
    from service.store.accounts import Account
    from service.store.history import Entry
    from service.usecases.status import Status

Limit = Annotated[int, typer.Option(min=1, max=1000, help="How many, the latest first.")]


def status(*, json: Json = False) -> None:
    """Show how things stand: the account, the last sync, what waits. Asana is not asked."""
    app, _ = here()
    found = standing(app.database, now=app.clock())
    if json:
        say_json(found.as_dict())
    else:
        _say_account(found.account)
        _say_times(found, app.clock())
        _say_arrival(found, app.clock())
        _say_plan(found)


def history(*, limit: Limit = 30, json: Json = False) -> None:
    """Show what was changed, and when."""
    app, account = here()
    with app.database.begin() as tx:
        entries = past.recent(tx, account.id, limit)
        plan = plans.load(tx, account.id)
        zone = zone_of(plan)
    if json:
        say_json([{**asdict(entry), "at": entry.at.isoformat()} for entry in entries])
    elif not entries:
        say("Nothing has happened yet.")
    else:
        for entry in entries:
            at = marked("[dim]{}[/]", f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M}")
            say_marked(f"{at}  {line(_as_change(entry, plan))}")


def _as_change(entry: Entry, plan: Plan) -> dict[str, str]:
    """The entry as the change it was; what the calendar did is told with the goal's name."""
    told = entry.kind in SIGNS or entry.goal_id is None
    skills = {goal.id: goal.skill for goal in plan.goals}
    return {
        "what": entry.kind,
        "subject": entry.text if told else skills.get(entry.goal_id or "", "A goal"),
        "field": entry.field or "",
        "old": entry.old or "",
        "new": entry.new or "",
        "note": "" if told else entry.text,
    }


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
        say("Coverage     {} of what the postings ask for", f"{found.coverage.share:.0%}")
    if found.waiting:
        say("Waiting      {} for Asana: `momentum sync`", number_of(found.waiting, "change"))
    if found.over_capacity:
        names = ", ".join(goal.skill for goal in found.over_capacity)
        say("[yellow]More than fits this quarter:[/] {}", names)
