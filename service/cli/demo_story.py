"""What the demo tells while it runs."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rich.panel import Panel
from rich.text import Text

from service.cli.output import clean, console, say, show
from service.cli.plan_table import coming_back, this_quarter
from service.domain.review_words import counted
from service.store import plans
from service.usecases.review_notes import as_text
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from service.bootstrap import App
    from service.cli.outcome import Report
    from service.config import Settings
    from service.domain.plan import Plan
    from service.domain.review import Review
    from service.store.accounts import Account
    from service.usecases.connect import Choice

GESTURES = (
    "drag a goal to Mastered: it is ticked, and dragged back it is not",
    "add a task to Later: it becomes a goal, and gets the day it comes back",
    "rename a goal, edit its notes or tick a step: the plan follows",
)
DONE = "[green]✓[/] "


def begin(asana_url: str) -> None:
    """Say what this is."""
    say("\n[bold]Momentum[/] [dim]on a stand-in of Asana. Nothing here is real.[/]\n")
    _step("Started the stand-in", _board(asana_url))


def connected(choice: Choice) -> None:
    """Say who is connected."""
    _step("Connected", f"{choice.user.name}, workspace {choice.workspace.name}; token sealed")


def imported(plan: Plan, path: str) -> None:
    """Say what the plan holds."""
    goals, postings = len(plan.goals), len(plan.postings)
    held = f"{counted(goals, 'goal')}, {counted(postings, 'posting')}"
    _step("Imported the plan", f"{path}: {held}")


def synced(report: Report) -> None:
    """Say what the first sync made, and what it took."""
    _step("Synced", f"{report.summary()}, in {report.data['round_trips']} round trips")


def synced_again(report: Report) -> None:
    """Say that the second sync finds everything in step."""
    _step("Synced again", f"{report.summary()}, {report.data['requests']} requests")


def reviewed() -> None:
    """Say that the review is there."""
    _step("Made the review", "a task in Asana; every Monday it comes by itself")


def show_plan(app: App, account: Account) -> None:
    """Show what is in ink, and what comes back when."""
    with app.database.begin() as tx:
        plan = plans.load(tx, account.id)
    today = local_day(plan, app.clock())
    say()
    show(this_quarter(plan, today))
    say("[bold]What comes back when[/]")
    show(coming_back(plan, today), Text())


def show_review(review: Review) -> None:
    """Show the review as it reads."""
    target = console()
    width = min(target.width, 92)
    title, _, rest = as_text(review, width=width - 4).partition("\n")
    text = Text(rest.strip("\n"))
    target.print(Panel(text, title=clean(title), width=width, border_style="dim"))


def stay(settings: Settings, service: str, page: str, key: str | None) -> None:
    """Say where to look, and how to end it."""
    say("\n[bold]The board[/]    {}", _board(settings.asana_url))
    say("Be the person there, and see the answer beside it within a second:")
    for gesture in GESTURES:
        say("  - {}", gesture)
    say("\n[bold]The page[/]     {}", page)
    say("[dim]             (this link opens it once; afterwards sign in with the key)[/]")
    say("[bold]The service[/]  {}/openapi.json", service)
    if key:
        say("[bold]API key[/]      {}", key)
    say("\nThe commands work on it too, from another terminal:\n")
    say("  export MOMENTUM_HOME={}", settings.home)
    say("  export MOMENTUM_ASANA_URL={}", settings.asana_url)
    say("  {} plan show", _command())
    say("\n[dim]Ctrl-C ends everything and leaves nothing behind.[/]")


def end() -> None:
    """Say goodbye."""
    say("\n[dim]All of it is gone. With your own Asana: [/]momentum connect")


def _step(what: str, detail: str) -> None:
    say(DONE + "{}  [dim]{}[/]", f"{what:20}", detail)


def _board(asana_url: str) -> str:
    parts = urlsplit(asana_url)
    return f"{parts.scheme}://{parts.netloc}/"


def _command() -> str:
    """What to type for `momentum` here: it is on the path, or in a virtual environment."""
    return "momentum" if shutil.which("momentum") else sys.argv[0]
