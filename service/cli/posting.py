"""`momentum posting ...`: postings of a dream job come in, and their lines are picked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.account import here
from service.cli.app import commands
from service.cli.asking import STDIN, on_terminal
from service.cli.bounded import read_file, read_input
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import say, say_json, show
from service.cli.posting_picks import let_pick, which
from service.cli.posting_view import postings_table, say_posting
from service.cli.words import zone_of
from service.domain.posting_lines import Picks, chosen, picked
from service.store import plans
from service.store.posting_copies import Came
from service.usecases import postings
from service.usecases.posting_draft import draft_from_file, draft_from_link
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from service.bootstrap import App
    from service.store.accounts import Account
    from service.usecases.posting_draft import Draft
    from service.usecases.posting_look import Look

app = commands("Bring postings of a dream job in, and pick lines.")

Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE", help="A link, a file, or - for what is pasted or piped in."
    ),
]
Title = Annotated[str, typer.Option(help='What it is called here: "Head of Product, Acme".')]
Wanted = Annotated[
    str, typer.Argument(metavar="POSTING", help="Its title, how that begins, or its id.")
]
Lines = list[str] | None
All = Annotated[bool, typer.Option("--all", help="Also those that were removed.")]
Text = Annotated[bool, typer.Option("--text", help="The text as it was brought.")]
Add = Annotated[
    Lines, typer.Option("--add", help="Lines that count: numbers (3,5-7), or your own words.")
]
Drop = Annotated[Lines, typer.Option("--drop", help="Lines that do not.")]
Must = Annotated[Lines, typer.Option("--must", help="Lines that are a must.")]
Nice = Annotated[Lines, typer.Option("--nice", help="Lines that are only nice to have.")]
Skill = Annotated[Lines, typer.Option("--skill", help="Lines that ask for a skill.")]
Attribute = Annotated[
    Lines, typer.Option("--attribute", help="Lines that ask for a trait of character.")
]

MOST_BYTES = 2 * 1024 * 1024
"""More is not read, and one byte more is refused where postings are read."""

_LINK = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@app.command()
def add(source: Source, *, title: Title = "", json: Json = False) -> None:
    """Bring a posting in, with the lines of it that read as requirements.

    On a terminal you see them first, beside all other lines, and add or drop what you like.
    At most three postings are in the plan at once; of each a dated copy is kept.
    """
    momentum, account = here()
    draft = _draft(momentum, account, source)
    asks = on_terminal() and not json
    if asks:
        postings.expect(momentum.database, account.id, link=draft.url, text=draft.text)
    if asks and not (title or draft.title):
        title = typer.prompt("What is the job, and who offers it?")
    read = chosen(draft.lines)
    picks = let_pick(draft.lines, read) if asks else []
    found = postings.bring(
        momentum.database,
        account.id,
        draft,
        title=title,
        requirements=picked(draft.lines, read, *picks),
        now=momentum.clock(),
    )
    if json:
        say_json(found.in_full())
        return
    count, lines = len(found.posting.requirements), len(found.offers)
    say("[green]Added:[/] {}, with {} of {} lines.", found.posting.title, count, lines)
    if found.notice:
        say("[yellow]{}[/]", found.notice)
    say("[dim]Look at it: `momentum posting show {}`.[/]", found.posting.id)


@app.command("list")
def list_(*, all_: All = False, json: Json = False) -> None:
    """List the postings of the plan."""
    momentum, account = here()
    found = postings.listed(momentum.database, account.id, former=all_)
    if json:
        say_json([one.as_dict() for one in found])
    elif found:
        show(postings_table(found))
    else:
        say("The plan has no postings. Bring one in: momentum posting add LINK")


@app.command("show")
def show_(posting: Wanted, *, text: Text = False, json: Json = False) -> None:
    """Show a posting with all its lines, picked and not."""
    momentum, account = here()
    found = postings.look(momentum.database, account.id, posting)
    if text and not json:
        _say_text(found)
        return
    _show(momentum, account, found, json=json)


@app.command()
def pick(
    posting: Wanted,
    *,
    add: Add = None,
    drop: Drop = None,
    must: Must = None,
    nice: Nice = None,
    skill: Skill = None,
    attribute: Attribute = None,
    json: Json = False,
) -> None:
    """Say which lines of a posting count, and how; the numbers are those of `posting show`.

    On a terminal, without options, you see the lines and change them one key at a time.
    """
    given = (add, drop, must, nice, skill, attribute)
    if not any(given) and (json or not on_terminal()):
        raise typer.BadParameter("Say which lines, for example --add 3.")
    momentum, account = here()
    picks = [Picks(*(which(lines or ()) for lines in given))]
    if not any(given):
        found = postings.look(momentum.database, account.id, posting)
        posting = found.posting.id
        picks = let_pick(found.lines, found.posting.requirements) if found.active else []
    found = postings.pick(momentum.database, account.id, posting, *picks, now=momentum.clock())
    _show(momentum, account, found, json=json)


@app.command()
def remove(posting: Wanted, *, json: Json = False) -> None:
    """Take a posting out of the plan. Goals stay, and so does a copy of it."""
    momentum, account = here()
    found = postings.remove(momentum.database, account.id, posting, now=momentum.clock())
    if json:
        say_json(found.as_dict())
        return
    say("[green]Removed:[/] {}. What only it asked for counts no more.", found.posting.title)
    say("[dim]It can be taken up again: `momentum posting take-up {}`.[/]", found.posting.id)


@app.command("take-up")
def take_up(posting: Wanted, *, json: Json = False) -> None:
    """Put a removed posting into the plan again, with the lines that were picked then."""
    momentum, account = here()
    found = postings.take_up(momentum.database, account.id, posting, now=momentum.clock())
    if json:
        say_json(found.as_dict())
        return
    count = len(found.posting.requirements)
    say("[green]Taken up:[/] {}, with {} lines.", found.posting.title, count)


def _draft(momentum: App, account: Account, source: str) -> Draft:
    """Read what is brought, if there is a place for it."""
    is_link = _LINK.match(source)
    postings.expect(momentum.database, account.id, link=source if is_link else "")
    if source == STDIN:
        if on_terminal():
            say("[dim]Paste the posting, then press Ctrl-D on a line of its own.[/]")
        return draft_from_file(read_input(MOST_BYTES), came=Came.TEXT)
    if not is_link:
        path = Path(source or "\0")  # an empty name would be the directory one is in
        return draft_from_file(read_file(path, MOST_BYTES), path.name)
    if on_terminal():
        say("[dim]Reading {} ...[/]", source, stderr=True)
    return draft_from_link(source, momentum.web_pages())


def _say_text(found: Look) -> None:
    if found.copy is None:
        say("It came in a plan file: its lines are all there is of it.")
        return
    for line in found.copy.text.splitlines():
        say("{}", line)


def _show(momentum: App, account: Account, found: Look, *, json: bool) -> None:
    if json:
        say_json(found.in_full())
        return
    with momentum.database.begin() as tx:
        plan = plans.load(tx, account.id)
    say_posting(found, local_day(plan, momentum.clock()), zone_of(plan))
