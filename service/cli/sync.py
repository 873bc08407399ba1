"""`momentum sync`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.account import connected
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.outcome import Report, say_outcome, say_preview
from service.cli.output import say, say_json
from service.cli.turns import take_turn
from service.cli.words import zone_of
from service.domain.review_words import counted
from service.domain.schedule import over_capacity
from service.store import plans
from service.store.accounts import Answer
from service.usecases.sync.context import local_day
from service.usecases.sync.road import preview

if TYPE_CHECKING:
    from service.bootstrap import App
    from service.store.accounts import Account

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be done, and change nothing.")
]
Force = Annotated[bool, typer.Option("--force", help="Go on where a sync asks first.")]
Keep = Annotated[
    bool, typer.Option("--keep", help="Make again what is gone from Asana by mistake.")
]
Wait = Annotated[
    bool, typer.Option("--wait", help="Wait until Asana has answered for everything.")
]


def sync(
    *,
    dry_run: DryRun = False,
    force: Force = False,
    keep: Keep = False,
    wait: Wait = False,
    json: Json = False,
) -> None:
    """Bring the plan and Asana into agreement.

    What you changed in Asana comes into the plan; what the plan has and Asana lacks is made
    there. An edit of yours in Asana is never overwritten. A second sync writes nothing.
    """
    if force and keep:
        raise typer.BadParameter("Either --force or --keep: they say the opposite.")
    app, account = connected()
    if dry_run:
        report = _preview(app, account)
    else:
        report = take_turn(app, account, answer=_answer(force=force, keep=keep), wait=wait)
    if json:
        say_json(report.data)
    elif dry_run:
        say_preview(report)
    else:
        with app.database.begin() as tx:
            plan = plans.load(tx, account.id)
        now = app.clock()
        say_outcome(report, now, zone_of(plan))
        if extra := over_capacity(plan, local_day(plan, now)):
            more = counted(len(extra), "goal")
            say("[yellow]This quarter has {} more than fits:[/]", more)
            for goal in extra:
                say("  {}  [dim]momentum goal defer {}[/]", goal.skill, goal.id)


def _answer(*, force: bool, keep: bool) -> Answer | None:
    if keep:
        return Answer.KEEP
    return Answer.CONFIRM if force else None


def _preview(app: App, account: Account) -> Report:
    grace = timedelta(seconds=app.settings.create_grace_seconds)
    with app.board(account) as board:
        outcome = preview(app.database, account.id, board, now=app.clock(), grace=grace)
    return Report(outcome.as_dict())
